//! The map as a poster.

use std::fmt::Write as _;

use super::pen::{Anchor, Area, Pen, Text, cut, measure, number, pixels};
use crate::lang::map::MapText;
use crate::picture::labels::{Label, Labels};
use crate::picture::map::{Layout, Placed, Point, Rect, Wire, inner, marks_in_row};
use crate::progress::Status;
use crate::text::{Clean, CleanBuf, clean, width};

/// A cell of the layout, in pixels.
const CELL_WIDTH: f64 = 8.5;
const CELL_HEIGHT: f64 = 18.0;
/// Around everything.
const MARGIN: f64 = 24.0;
/// Above the map: its title and its bar.
const HEADER: f64 = 64.0;
const LETTERS: f64 = 14.0;
const SMALL: f64 = 11.5;
/// The radius of the corners of an arrow.
const CORNER: f64 = 6.0;
/// The least that a poster is wide, so that its title has room.
const NARROWEST: f64 = 480.0;

/// What a poster shows besides its map.
#[derive(Clone, Copy)]
pub struct Poster<'a> {
    pub title: Clean<'a>,
    /// Resources that are done, of those that count.
    pub done: u32,
    pub all: u32,
    pub words: &'a MapText,
}

/// Returns the map as an SVG file.
#[must_use]
pub fn map(layout: &Layout, labels: &Labels, poster: &Poster<'_>) -> String {
    let width = (pixels(layout.width) * CELL_WIDTH + 2.0 * MARGIN).max(NARROWEST);
    let height = pixels(layout.height) * CELL_HEIGHT + 2.0 * MARGIN + HEADER;
    let about = (poster.words.described)(poster.title.as_str(), poster.done, poster.all);
    let about = clean::line(&about);
    let mut drawing = Drawing {
        pen: Pen::new(width, height, poster.title, about.as_clean()),
        words: poster.words,
    };
    drawing.header(poster, width, height);
    for wire in layout.wires() {
        drawing.wire(wire);
    }
    for (rect, label) in layout.headings().iter().zip(&labels.headings) {
        drawing.heading(*rect, label);
    }
    for ((_, placed), label) in layout.boxes().zip(&labels.boxes) {
        drawing.topic(placed, label);
    }
    drawing.pen.finish()
}

/// The middle of a column and of a row.
fn at(point: Point) -> (f64, f64) {
    (
        MARGIN + (pixels(point.x) + 0.5) * CELL_WIDTH,
        MARGIN + HEADER + (pixels(point.y) + 0.5) * CELL_HEIGHT,
    )
}

struct Drawing<'a> {
    pen: Pen,
    words: &'a MapText,
}

impl Drawing<'_> {
    fn header(&mut self, poster: &Poster<'_>, width: f64, height: f64) {
        let ground = Area {
            x: 0.0,
            y: 0.0,
            width,
            height,
            radius: 0.0,
        };
        self.pen.rect(ground, "ground");
        let room = width - 2.0 * MARGIN;
        let title = cut(poster.title, 22.0, room);
        self.line(
            MARGIN,
            MARGIN + 20.0,
            title.as_clean(),
            22.0,
            room,
            "strong",
        );
        let bar = Area {
            x: MARGIN,
            y: MARGIN + 32.0,
            width: room.min(320.0) - 70.0,
            height: 6.0,
            radius: 3.0,
        };
        self.pen.bar(bar, poster.done, poster.all);
        let count = count(poster.done, poster.all);
        let x = bar.x + bar.width + 10.0;
        self.line(
            x,
            bar.y + 7.0,
            count.as_clean(),
            SMALL,
            room - bar.width,
            "dim",
        );
    }

    fn heading(&mut self, rect: Rect, label: &Label) {
        if rect.height < 2 {
            return;
        }
        let (x, y) = at(Point {
            x: rect.x,
            y: rect.y,
        });
        let room = pixels(rect.width) * CELL_WIDTH;
        let title = cut(label.title.as_clean(), 16.0, room);
        self.line(x, y + 5.0, title.as_clean(), 16.0, room, "strong");
        let bar = Area {
            x,
            y: y + CELL_HEIGHT - 3.0,
            width: room.min(250.0) - 60.0,
            height: 5.0,
            radius: 2.5,
        };
        self.pen.bar(bar, label.done, label.all);
        let count = count(label.done, label.all);
        let x = x + bar.width + 8.0;
        self.line(x, bar.y + 6.0, count.as_clean(), SMALL, 52.0, "dim");
    }

    fn topic(&mut self, placed: &Placed, label: &Label) {
        let rect = placed.rect;
        let (left, top) = at(Point {
            x: rect.x,
            y: rect.y,
        });
        let (right, bottom) = at(Point {
            x: rect.right() - 1,
            y: rect.bottom() - 1,
        });
        let area = Area {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
            radius: 7.0,
        };
        self.pen
            .rect(area, if label.next { "box next" } else { "box" });
        let room = area.width - 2.0 * CELL_WIDTH - 16.0;
        let x = left + CELL_WIDTH;
        let mut y = top + CELL_HEIGHT - 1.0;
        self.mark(x + 5.0, y, 5.0, label.status);
        let columns = inner(rect.width).saturating_sub(2);
        for line in title_lines(label.title.as_clean(), columns, placed.title_lines) {
            self.line(
                x + 16.0,
                y + 5.0,
                line.as_clean(),
                LETTERS,
                room,
                title_class(label.status),
            );
            y += CELL_HEIGHT;
        }
        if !label.about.is_empty() {
            let about = cut(label.about.as_clean(), SMALL, room);
            self.line(x + 16.0, y + 4.0, about.as_clean(), SMALL, room, "dim");
        }
        let in_row = marks_in_row(inner(rect.width));
        for (number, status) in label.marks.iter().enumerate() {
            let (row, column) = (number / in_row, number % in_row);
            let x = x + 5.0 + 2.0 * CELL_WIDTH * pixels(column);
            self.mark(x, y + CELL_HEIGHT * pixels(row), 4.0, *status);
        }
        let count = count(label.done, label.all);
        let counted = measure(count.as_clean(), SMALL).usual.max(26.0);
        let bar = Area {
            x,
            y: bottom - 9.0,
            width: area.width - 2.0 * CELL_WIDTH - counted - 6.0,
            height: 4.0,
            radius: 2.0,
        };
        self.pen.bar(bar, label.done, label.all);
        self.pen.text(Text {
            x: right - CELL_WIDTH,
            y: bottom - 4.0,
            words: count.as_clean(),
            size: SMALL,
            room: counted,
            class: "dim",
            anchor: Anchor::End,
        });
        if label.next {
            self.next(right, top);
        }
    }

    /// Says at the upper right corner of a box that it is proposed next.
    fn next(&mut self, right: f64, top: f64) {
        let word = Clean::fixed(self.words.next);
        let size = 10.5;
        let width = measure(word, size).usual + 14.0;
        let area = Area {
            x: right - width - 8.0,
            y: top - 8.0,
            width,
            height: 16.0,
            radius: 8.0,
        };
        self.pen.rect(area, "box next");
        self.pen.text(Text {
            x: area.x + width / 2.0,
            y: top + 3.5,
            words: word,
            size,
            room: width - 8.0,
            class: "accent",
            anchor: Anchor::Middle,
        });
    }

    /// Draws the mark of a status: a ring, a half disk, a disk with a tick, a dash; told apart without colour.
    fn mark(&mut self, x: f64, y: f64, radius: f64, status: Status) {
        let (low, high) = (radius * 0.35, radius * 0.5);
        match status {
            Status::Todo => self.pen.circle(x, y, radius * 0.45, "todo"),
            Status::Doing => {
                self.pen.circle(x, y, radius - 0.5, "half");
                let ends = (pair((x - radius, y)), pair((x + radius, y)));
                let arc = number(radius);
                let disk = format!("M{}A{arc} {arc} 0 0 0 {}Z", ends.0, ends.1);
                self.pen.path(&disk, "doing");
            }
            Status::Done => {
                self.pen.circle(x, y, radius, "done");
                let tick = format!(
                    "M{} {}L{} {}L{} {}",
                    number(x - high),
                    number(y),
                    number(x - radius * 0.1),
                    number(y + low),
                    number(x + high),
                    number(y - low),
                );
                self.pen.path(&tick, "tick");
            }
            Status::Skipped => self.pen.rect(
                Area {
                    x: x - radius * 0.7,
                    y: y - 1.0,
                    width: radius * 1.4,
                    height: 2.0,
                    radius: 1.0,
                },
                "skip",
            ),
        }
    }

    fn wire(&mut self, wire: &Wire) {
        let mut points: Vec<(f64, f64)> = wire.points.iter().map(|point| at(*point)).collect();
        let [.., before, last] = points[..] else {
            return;
        };
        // The head touches the box, whose border is in the middle of the next cell.
        let is_down = (before.0 - last.0).abs() < 0.1;
        let tip = if is_down {
            (last.0, last.1 + CELL_HEIGHT)
        } else {
            (last.0 + CELL_WIDTH, last.1)
        };
        if let Some(end) = points.last_mut() {
            *end = if is_down {
                (tip.0, tip.1 - 6.0)
            } else {
                (tip.0 - 6.0, tip.1)
            };
        }
        self.pen.path(&rounded(&points), "edge");
        let (one, other) = if is_down {
            ((tip.0 - 4.0, tip.1 - 8.0), (tip.0 + 4.0, tip.1 - 8.0))
        } else {
            ((tip.0 - 8.0, tip.1 - 4.0), (tip.0 - 8.0, tip.1 + 4.0))
        };
        let head = format!("M{}L{}L{}Z", pair(tip), pair(one), pair(other));
        self.pen.path(&head, "head");
    }

    fn line(&mut self, x: f64, y: f64, text: Clean<'_>, size: f64, room: f64, class: &'static str) {
        self.pen.text(Text {
            x,
            y,
            words: text,
            size,
            room,
            class,
            anchor: Anchor::Start,
        });
    }
}

fn title_class(status: Status) -> &'static str {
    match status {
        Status::Todo | Status::Doing => "text",
        Status::Done | Status::Skipped => "dim",
    }
}

/// Returns a title in at most so many lines, cut where it is longer.
fn title_lines(title: Clean<'_>, columns: usize, lines: usize) -> Vec<CleanBuf> {
    if lines < 2 {
        return vec![width::cut(title, columns)];
    }
    let first = width::wrap(title, columns).swap_remove(0);
    let rest = title.slice(first.end..title.as_str().len()).trim();
    vec![title.slice(first).to_buf(), width::cut(rest, columns)]
}

fn count(done: u32, all: u32) -> CleanBuf {
    clean::line(&format!("{done}/{all}"))
}

fn pair((x, y): (f64, f64)) -> String {
    format!("{} {}", number(x), number(y))
}

/// Returns the commands of a line whose corners are rounded.
fn rounded(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    for (number, point) in points.iter().enumerate() {
        let around = number
            .checked_sub(1)
            .map(|before| points[before])
            .zip(points.get(number + 1));
        let Some((before, after)) = around else {
            let command = if number == 0 { "M" } else { "L" };
            let _ = write!(out, "{command}{}", pair(*point));
            continue;
        };
        let (from, to) = (toward(*point, before), toward(*point, *after));
        let _ = write!(out, "L{}Q{} {}", pair(from), pair(*point), pair(to));
    }
    out
}

/// Returns the point on the way to another that is a corner's radius away, or half of the way.
fn toward(from: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x.hypot(y);
    let share = (CORNER / length).min(0.5);
    (from.0 + x * share, from.1 + y * share)
}
