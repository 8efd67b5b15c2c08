//! Every screen that there is, for tests that look at all of them.

use roadbook::lang::Lang;
use roadbook::shelf;
use roadbook::symbols::Symbols;
use roadbook::text::width::Measure;
use roadbook::tui::msg::{Effect, Msg};
use roadbook::yaml::Limits;

use super::stage::{Setting, Stage, built_in};

/// The name of a screen, and the keys that lead to it from the start.
pub type Screen = (&'static str, &'static str);

pub const SCREENS: [Screen; 18] = [
    ("tree", "jj"),
    ("whole tree", "ZG"),
    ("selected rows", "jjvjj"),
    ("details", "jj<tab>"),
    ("map", "m"),
    ("map, closer", "m+"),
    ("map, farther", "m--"),
    ("statistics", "s"),
    ("statistics, further down", "s<c-d><c-d>"),
    ("help", "?"),
    ("palette", ":go"),
    ("filters", "f"),
    ("themes", "t"),
    ("library", "L"),
    ("what changed", "W"),
    ("search", "/lora"),
    ("a line of a note", "jjNa line"),
    ("a question", "jO"),
];

/// Opens a screen in the built-in roadmap, in a size that has room for it.
pub fn open((_, keys): Screen, lang: Lang) -> Stage {
    let mut stage = Setting {
        lang,
        // The one counts columns in the old Chinese way, the other in the usual one.
        measure: match lang {
            Lang::En => Measure::Narrow,
            Lang::Zh => Measure::Wide,
        },
        symbols: match lang {
            Lang::En => Symbols::UNICODE,
            Lang::Zh => Symbols::UNICODE.with_narrow_lines(),
        },
        ..Setting::default()
    }
    .start();
    // So that there is something that has changed.
    let before = include_str!("../../roadmap/llm.yaml").replace("Linear algebra", "Vectors");
    stage.send(Msg::SeenBefore(Box::new(super::stage::roadmap(&before))));
    stage.play(keys);
    if let Some(Effect::ListRoadmaps) = stage.effects.last() {
        let library = shelf::built_in(&Limits::default());
        let log = stage.app.course().log();
        let entries = shelf::list::entries(&library, log, Some(built_in().id().as_str()));
        stage.send(Msg::Roadmaps(entries));
    }
    stage
}

/// Draws a screen in a size and does there what a person may do: looks around, scrolls, and clicks on the corners.
pub fn visit(stage: &mut Stage, width: u16, height: u16) {
    // A frame may come between a new size and the word of it.
    stage.buffer_of(width, height);
    stage.send(Msg::Resized { width, height });
    let buffer = stage.buffer();
    assert_eq!((buffer.area.width, buffer.area.height), (width, height));
    for keys in ["<down>", "<pgdn>", "<up>", "<pgup>"] {
        stage.play(keys);
    }
    for (column, row) in [
        (0, 0),
        (width - 1, 0),
        (width / 2, height / 2),
        (0, height - 1),
        (width - 1, height - 1),
    ] {
        for lines in [3, -3] {
            stage.send(Msg::Wheel { column, row, lines });
        }
    }
    stage.buffer();
}
