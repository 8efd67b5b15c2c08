//! A badge for the front page of a project or a profile: a label, and how much is done.

use super::card::percent;
use super::pen::{Anchor, Area, Pen, Text, cut, measure};
use crate::lang::map::MapText;
use crate::text::{Clean, clean};

const HEIGHT: f64 = 24.0;
const LETTERS: f64 = 12.0;
/// Beside a text, at both sides.
const PADDING: f64 = 9.0;
/// The widest that a label is.
const LONGEST: f64 = 260.0;

/// Returns the badge as an SVG file. Without a label it says "progress".
#[must_use]
pub fn badge(label: Clean<'_>, done: u32, all: u32, words: &MapText) -> String {
    let label = if label.is_empty() {
        Clean::fixed(words.progress)
    } else {
        label
    };
    let label = cut(label, LETTERS, LONGEST);
    let value = clean::line(&format!("{done}/{all} ∙ {}%", percent(done, all)));
    let room = |text: Clean<'_>| measure(text, LETTERS).usual * 1.04 + 2.0;
    let (left, right) = (room(label.as_clean()), room(value.as_clean()));
    let split = left + 2.0 * PADDING;
    let width = split + right + 2.0 * PADDING;
    let about = clean::line(&(words.described)(label.as_str(), done, all));
    let mut pen = Pen::new(width, HEIGHT, label.as_clean(), about.as_clean());
    let area = Area {
        x: 0.5,
        y: 0.5,
        width: width - 1.0,
        height: HEIGHT - 1.0,
        radius: 5.0,
    };
    pen.rect(area, "box");
    let bar = Area {
        x: split,
        y: HEIGHT - 6.0,
        width: right,
        height: 3.0,
        radius: 1.5,
    };
    pen.bar(
        Area {
            x: bar.x + PADDING,
            ..bar
        },
        done,
        all,
    );
    let text = |x, y, text, room, class| Text {
        x,
        y,
        words: text,
        size: LETTERS,
        room,
        class,
        anchor: Anchor::Middle,
    };
    pen.text(text(split / 2.0, 16.0, label.as_clean(), left, "text"));
    let middle = split + PADDING + right / 2.0;
    pen.text(text(middle, 14.5, value.as_clean(), right, "accent"));
    pen.finish()
}
