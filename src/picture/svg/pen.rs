//! Writes SVG: escaped text, measured text, and colours for light and dark.

use std::fmt::Write as _;

use crate::text::{Clean, width};

/// Fonts of the usual systems, those for Chinese too.
const FONTS: &str = "system-ui,-apple-system,'Segoe UI','Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif";

/// What has a colour: its class, the property, and its colour on light and on dark ground.
#[rustfmt::skip]
const COLOURS: &[(&str, &str, &str, &str)] = &[
    ("ground", "fill", "#fafafa", "#16181d"),
    ("box", "fill", "#ffffff", "#1e2128"),
    ("box", "stroke", "#b9bec8", "#4a505d"),
    ("half", "stroke", "#8a5300", "#e0b36c"),
    ("tick", "stroke", "#ffffff", "#16181d"),
    ("next", "stroke", "#1a56b8", "#8ab4f8"),
    ("rest", "fill", "#e3e6eb", "#363b46"),
    ("full", "fill", "#1a56b8", "#8ab4f8"),
    ("edge", "stroke", "#8a909c", "#747b88"),
    ("head", "fill", "#8a909c", "#747b88"),
    ("text", "fill", "#2b2f38", "#ced2da"),
    ("strong", "fill", "#0c0e12", "#eef0f4"),
    ("dim", "fill", "#5b616d", "#969ca8"),
    ("accent", "fill", "#1a56b8", "#8ab4f8"),
    ("todo", "fill", "#5b616d", "#969ca8"),
    ("doing", "fill", "#8a5300", "#e0b36c"),
    ("done", "fill", "#2a6b35", "#8fbc8f"),
    ("skip", "fill", "#5d636f", "#979da9"),
];

/// Where a text stands in its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text that is to be written.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) x: f64,
    /// The line that letters stand on.
    pub(super) y: f64,
    pub(super) words: Clean<'a>,
    /// Height of the letters, in pixels.
    pub(super) size: f64,
    /// The most pixels that it takes, in any font.
    pub(super) room: f64,
    pub(super) class: &'static str,
    pub(super) anchor: Anchor,
}

/// An area in pixels, with the radius of its corners.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) radius: f64,
}

/// A picture in the making.
pub(super) struct Pen {
    out: String,
}

impl Pen {
    /// Begins a picture of some pixels, with what it says to those who do not see it.
    pub(super) fn new(width: f64, height: f64, title: Clean<'_>, about: Clean<'_>) -> Pen {
        let mut pen = Pen { out: String::new() };
        let (width, height) = (number(width), number(height));
        pen.push(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"roadbook\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">\n<title>{}</title>\n<desc>{}</desc>\n",
            escape(about),
            escape(title),
            escape(about),
        ));
        pen.style();
        pen
    }

    /// Ends the picture.
    pub(super) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }

    pub(super) fn rect(&mut self, area: Area, class: &str) {
        self.push(format_args!(
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>\n",
            number(area.x),
            number(area.y),
            number(area.width),
            number(area.height),
            number(area.radius),
        ));
    }

    /// Draws a bar: how much of `all` is done.
    pub(super) fn bar(&mut self, area: Area, done: u32, all: u32) {
        self.rect(area, "rest");
        let share = f64::from(done.min(all)) / f64::from(all.max(1));
        if share > 0.0 {
            // Its round ends take as much as its height.
            let width = (area.width * share).max(area.height.min(area.width));
            self.rect(Area { width, ..area }, "full");
        }
    }

    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, class: &str) {
        self.push(format_args!(
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>\n",
            number(x),
            number(y),
            number(radius),
        ));
    }

    pub(super) fn path(&mut self, commands: &str, class: &str) {
        self.push(format_args!("<path class=\"{class}\" d=\"{commands}\"/>\n"));
    }

    /// Writes a text of one line.
    pub(super) fn text(&mut self, text: Text<'_>) {
        if text.words.is_empty() {
            return;
        }
        let anchor = match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let measured = measure(text.words, text.size);
        let length = if measured.most > text.room {
            let length = number(measured.usual.min(text.room));
            format!(" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"")
        } else {
            String::new()
        };
        self.push(format_args!(
            "<text class=\"{}\" x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{length}>{}</text>\n",
            text.class,
            number(text.x),
            number(text.y),
            number(text.size),
            escape(text.words),
        ));
    }

    /// Writes the colours. They are classes and not variables, which not every program that shows pictures knows.
    fn style(&mut self) {
        self.push(format_args!(
            "<style>\n.roadbook text{{font-family:{FONTS}}}\n.roadbook .strong,.roadbook .accent{{font-weight:600}}\n\
             .roadbook .edge{{fill:none;stroke-width:1.5}}\n.roadbook .next{{stroke-width:2}}\n\
             .roadbook .half,.roadbook .tick{{fill:none;stroke-width:1.5}}\n"
        ));
        for (class, property, light, _) in COLOURS {
            self.push(format_args!(".roadbook .{class}{{{property}:{light}}}\n"));
        }
        self.out.push_str("@media (prefers-color-scheme:dark){\n");
        for (class, property, _, dark) in COLOURS {
            self.push(format_args!(".roadbook .{class}{{{property}:{dark}}}\n"));
        }
        self.out.push_str("}\n</style>\n");
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(text);
    }
}

/// Writes a number of pixels with at most two digits behind the point.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Returns a count as pixels can be reckoned with.
pub(super) fn pixels(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Returns a text as it stands in XML, in an attribute too.
#[must_use]
pub fn escape(text: Clean<'_>) -> String {
    let mut out = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// How many pixels a text takes in an unknown font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// In a usual font.
    pub usual: f64,
    /// In a wide one.
    pub most: f64,
}

/// Measures a text of one line in letters of some pixels.
#[must_use]
pub fn measure(text: Clean<'_>, size: f64) -> Measured {
    let mut measured = Measured {
        usual: 0.0,
        most: 0.0,
    };
    for (_, grapheme, columns) in width::graphemes(text) {
        let first = grapheme.chars().next().unwrap_or(' ');
        let (usual, most) = match first {
            _ if columns > 1 => (1.0, 1.05),
            ' ' | '!' | '\'' | ',' | '.' | ':' | ';' | 'i' | 'j' | 'l' | '|' => (0.3, 0.62),
            'm' | 'w' | 'M' | 'W' | '@' | '%' => (0.88, 1.1),
            'A'..='Z' | '&' => (0.68, 0.85),
            _ => (0.56, 0.68),
        };
        measured.usual += usual * size;
        measured.most += most * size;
    }
    measured
}

/// Cuts a text to what a usual font shows in some pixels.
pub(super) fn cut(text: Clean<'_>, size: f64, room: f64) -> crate::text::CleanBuf {
    let mut columns = width::columns(text);
    while columns > 1 && measure(width::cut(text, columns).as_clean(), size).usual > room {
        columns -= 1;
    }
    width::cut(text, columns)
}
