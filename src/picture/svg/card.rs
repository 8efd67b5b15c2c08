//! A card that shows how far somebody is: the whole, and each stage.

use super::pen::{Anchor, Area, Pen, Text, cut, pixels};
use crate::lang::map::MapText;
use crate::text::{Clean, CleanBuf, clean};

const WIDTH: f64 = 460.0;
const MARGIN: f64 = 24.0;
/// From one stage to the next.
const ROW: f64 = 34.0;
/// Above the stages: title, count and bar.
const HEADER: f64 = 92.0;
/// Stages beyond this are left out, so that a card stays a card.
const MOST_STAGES: usize = 12;

/// One stage on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub title: CleanBuf,
    pub done: u32,
    pub all: u32,
}

/// What a card shows.
#[derive(Clone, Copy)]
pub struct Card<'a> {
    pub title: Clean<'a>,
    /// Resources that are done, of those that count toward the goal.
    pub done: u32,
    pub all: u32,
    pub stages: &'a [Stage],
    pub words: &'a MapText,
}

/// Returns the card as an SVG file.
#[must_use]
pub fn card(card: &Card<'_>) -> String {
    let stages = &card.stages[..card.stages.len().min(MOST_STAGES)];
    let height = MARGIN + HEADER + ROW * pixels(stages.len()) + 6.0;
    let about = (card.words.described)(card.title.as_str(), card.done, card.all);
    let about = clean::line(&about);
    let mut pen = Pen::new(WIDTH, height, card.title, about.as_clean());
    let frame = Area {
        x: 0.5,
        y: 0.5,
        width: WIDTH - 1.0,
        height: height - 1.0,
        radius: 10.0,
    };
    pen.rect(frame, "box");
    let room = WIDTH - 2.0 * MARGIN;
    let percent = clean::line(&format!("{}%", percent(card.done, card.all)));
    let title = cut(card.title, 18.0, room - 70.0);
    pen.text(start(
        (MARGIN, 42.0),
        title.as_clean(),
        18.0,
        room - 70.0,
        "strong",
    ));
    pen.text(Text {
        anchor: Anchor::End,
        ..start(
            (WIDTH - MARGIN, 42.0),
            percent.as_clean(),
            18.0,
            64.0,
            "accent",
        )
    });
    let bar = Area {
        x: MARGIN,
        y: 56.0,
        width: room,
        height: 8.0,
        radius: 4.0,
    };
    pen.bar(bar, card.done, card.all);
    let done = clean::line(&(card.words.resources_done)(card.done, card.all));
    pen.text(start((MARGIN, 84.0), done.as_clean(), 12.0, room, "dim"));
    for (row, stage) in stages.iter().enumerate() {
        let y = MARGIN + HEADER + ROW * pixels(row);
        let title = cut(stage.title.as_clean(), 13.0, room - 70.0);
        pen.text(start(
            (MARGIN, y),
            title.as_clean(),
            13.0,
            room - 70.0,
            "text",
        ));
        let count = clean::line(&format!("{}/{}", stage.done, stage.all));
        pen.text(Text {
            anchor: Anchor::End,
            ..start((WIDTH - MARGIN, y), count.as_clean(), 12.0, 64.0, "dim")
        });
        let bar = Area {
            x: MARGIN,
            y: y + 7.0,
            width: room,
            height: 4.0,
            radius: 2.0,
        };
        pen.bar(bar, stage.done, stage.all);
    }
    pen.finish()
}

fn start<'a>(
    (x, y): (f64, f64),
    text: Clean<'a>,
    size: f64,
    room: f64,
    class: &'static str,
) -> Text<'a> {
    Text {
        x,
        y,
        words: text,
        size,
        room,
        class,
        anchor: Anchor::Start,
    }
}

/// Returns the whole percent that is done, rounded down.
pub(super) fn percent(done: u32, all: u32) -> u64 {
    u64::from(done.min(all)) * 100 / u64::from(all.max(1))
}
