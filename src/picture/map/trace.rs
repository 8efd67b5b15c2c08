//! Writes an arranged graph down: columns get their places from the lanes before them, arrows become lines.

use super::lanes::Channel;
use super::order::Arranged;
use super::threads::{Thread, Way};
use super::{Flow, Layout, Options, Placed, Point, Rect, Wire, indent};
use crate::picture::graph::{BoxId, Graph};

/// Lanes that stand in every second column, as long as there are no more of them.
const FEW: usize = 3;
/// Columns of a channel besides its lanes: where an arrow leaves, and its head.
const BESIDE: usize = 2;
/// Columns of a channel without any arrow.
const EMPTY: usize = 2;

/// Returns how wide the picture becomes with boxes of a width, in columns.
pub(super) fn width(arranged: &Arranged, box_width: usize) -> usize {
    let channels = arranged.channels.iter().enumerate();
    let channels: usize = channels
        .map(|(at, channel)| channel_width(at, channel))
        .sum();
    channels + arranged.columns.boxes.len() * box_width
}

fn channel_width(at: usize, channel: &Channel) -> usize {
    match channel.count {
        0 if at == 0 => 0,
        0 => EMPTY,
        count => BESIDE + lane_at(channel, count - 1) + 1,
    }
}

/// Returns how many columns after the first lane a lane lies.
fn lane_at(channel: &Channel, lane: usize) -> usize {
    if channel.count <= FEW { 2 * lane } else { lane }
}

/// Returns the layout of an arranged graph.
pub(super) fn trace(
    graph: &Graph,
    options: &Options,
    arranged: &Arranged,
    box_width: usize,
) -> Layout {
    let mut left = Vec::new();
    let mut x = 0;
    for (at, channel) in arranged.channels.iter().enumerate() {
        x += channel_width(at, channel);
        left.push(x);
        x += box_width;
    }
    // In the middle, but not where the count stands in the border.
    let counts = graph.ids().map(|id| graph.size(id).count);
    let before_count = box_width.saturating_sub(counts.max().unwrap_or(0) + 5);
    let tracer = Tracer {
        graph,
        arranged,
        left,
        box_width,
        straight: before_count.clamp(4, box_width / 2),
    };
    let boxes: Vec<Placed> = graph.ids().map(|id| tracer.placed(id)).collect();
    let mut wires = Vec::new();
    for (at, from) in arranged.threads.straight.iter().enumerate() {
        wires.extend(from.map(|from| tracer.straight(&boxes, from, at)));
    }
    for (number, thread) in arranged.threads.all.iter().enumerate() {
        let targets = thread.targets.iter();
        wires.extend(targets.map(|target| tracer.wire(&boxes, number, thread, *target)));
    }
    wires.sort_by_key(|wire| (wire.from, wire.to));
    Layout {
        width: x,
        height: arranged.rows.bottom,
        headings: tracer.headings(options, x),
        boxes,
        wires,
    }
}

struct Tracer<'a> {
    graph: &'a Graph,
    arranged: &'a Arranged,
    /// Where each column begins.
    left: Vec<usize>,
    box_width: usize,
    /// The column of a box in which arrows to the box below leave it.
    straight: usize,
}

impl Tracer<'_> {
    fn placed(&self, id: BoxId) -> Placed {
        let rows = &self.arranged.rows;
        let size = self.graph.size(id);
        let indent = indent(size.depth);
        Placed {
            rect: Rect {
                x: self.left[self.arranged.columns.column_of[id.0]] + indent,
                y: rows.top[id.0],
                width: self.box_width - indent,
                height: rows.height[id.0],
            },
            group: size.group,
            title_lines: rows.title_lines[id.0],
            port: rows.port[id.0],
        }
    }

    fn headings(&self, options: &Options, width: usize) -> Vec<Rect> {
        let columns = &self.arranged.columns;
        let firsts = &columns.first_of_group;
        let heading = |group: usize| {
            let x = self.left[firsts[group]];
            let (y, next) = match options.flow {
                // The next stage begins where its first column does; before it lies a channel.
                Flow::Columns => (0, firsts.get(group + 1)),
                Flow::Rows => (
                    self.arranged.rows.bands[group],
                    self.left.get(1).map(|_| &1),
                ),
            };
            let end = match (options.flow, next) {
                // No arrow runs beside a heading above all boxes.
                (Flow::Columns, Some(next)) => self.left[*next].saturating_sub(2),
                (Flow::Rows, Some(next)) => self.left[next - 1] + self.box_width,
                (Flow::Columns | Flow::Rows, None) => width,
            };
            Rect {
                x,
                y,
                width: end - x,
                height: options.heading,
            }
        };
        (0..firsts.len()).map(heading).collect()
    }

    /// Returns the arrow from a box to the one below it.
    fn straight(&self, boxes: &[Placed], from: usize, to: usize) -> Wire {
        let column = self.arranged.columns.column_of[from];
        let x = self.left[column] + self.straight;
        let point = |y| Point { x, y };
        Wire {
            from: BoxId(from),
            to: BoxId(to),
            points: vec![
                point(boxes[from].rect.bottom() - 1),
                point(boxes[to].rect.y - 1),
            ],
        }
    }

    fn wire(&self, boxes: &[Placed], number: usize, thread: &Thread, target: usize) -> Wire {
        let Placed { rect, port, .. } = boxes[thread.source];
        let own = self.arranged.columns.column_of[thread.source];
        let goal = self.arranged.columns.column_of[target];
        let pass = |column| self.arranged.rows.pass[thread.pass(column).expect("it passes there")];
        let mut line = Line::default();
        match thread.way {
            Way::Forward => {
                line.to(rect.right() - 1, port);
                for column in own + 1..=goal {
                    line.turn(self.lane(number, column));
                    line.row(if column == goal {
                        boxes[target].port
                    } else {
                        pass(column)
                    });
                }
            }
            Way::Back => {
                let exit = self.arranged.rows.exit[number];
                line.to(rect.x + 2, rect.bottom() - 1);
                line.to(rect.x + 2, exit);
                line.turn(self.lane(number, own));
                for column in (goal..own).rev() {
                    line.row(pass(column));
                    line.turn(self.lane(number, column));
                }
                line.row(boxes[target].port);
            }
        }
        line.turn(boxes[target].rect.x - 1);
        Wire {
            from: BoxId(thread.source),
            to: BoxId(target),
            points: line.points,
        }
    }

    /// Returns the column of a thread's lane in the channel at the left of a column of boxes.
    fn lane(&self, number: usize, column: usize) -> usize {
        let channel = &self.arranged.channels[column];
        let begin = self.left[column] - channel_width(column, channel);
        begin + 1 + lane_at(channel, channel.lane(number))
    }
}

/// A line in the making.
#[derive(Default)]
struct Line {
    points: Vec<Point>,
}

impl Line {
    fn to(&mut self, x: usize, y: usize) {
        let point = Point { x, y };
        if self.points.last() != Some(&point) {
            self.points.push(point);
        }
    }

    /// Goes along the row to a column.
    fn turn(&mut self, x: usize) {
        let y = self.points.last().map_or(0, |last| last.y);
        self.to(x, y);
    }

    /// Goes along the column to a row.
    fn row(&mut self, y: usize) {
        let x = self.points.last().map_or(0, |last| last.x);
        self.to(x, y);
    }
}
