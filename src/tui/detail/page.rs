//! Lines of the detail pane as they are written one after the other: broken at its width, links numbered.

use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::Status;
use crate::roadmap::url::Link;
use crate::symbols::Symbols;
use crate::text::markdown::{self, Tone};
use crate::text::width::Measure;
use crate::text::{Clean, CleanBuf, clean};

/// What a piece of a line means; the theme decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Tone(Tone),
    Status(Status),
    Dim,
    BarFull,
    BarRest,
}

/// A piece of a line of the detail pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: CleanBuf,
    pub part: Part,
    /// Position in [`Detail::links`](super::Detail::links) when a click on it opens a link.
    pub link: Option<usize>,
}

/// A link of the detail pane. Its number on the screen is its position plus one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedLink {
    pub title: CleanBuf,
    /// The address as written; it passes the gate of [`Link::parse`] before it is opened.
    pub address: CleanBuf,
}

/// How the detail pane is written.
#[derive(Clone, Copy)]
pub struct Style<'a> {
    pub lang: Lang,
    pub text: &'a TuiText,
    pub symbols: &'a Symbols,
    pub measure: Measure,
    /// In which days are told.
    pub zone: &'a TimeZone,
    /// Columns of a line.
    pub width: usize,
}

/// The lines and links so far.
pub(super) struct Page<'a> {
    pub(super) style: Style<'a>,
    pub(super) lines: Vec<Vec<Span>>,
    pub(super) links: Vec<NumberedLink>,
}

impl<'a> Page<'a> {
    pub(super) fn new(style: Style<'a>) -> Page<'a> {
        Page {
            style,
            lines: Vec::new(),
            links: Vec::new(),
        }
    }

    /// Writes the mark and word of the status and what else there is to know; a line breaks between two facts.
    pub(super) fn facts(&mut self, status: Status, word: &str, facts: &[String]) {
        let first = format!("{} {word}", self.style.symbols.status(status));
        let mut columns = self.style.measure.columns(clean::line(&first).as_clean());
        let mut line = vec![span(&first, Part::Status(status))];
        for fact in facts {
            let dot = format!(" {} ", self.style.symbols.dot);
            let more = self.style.measure.columns(clean::line(fact).as_clean());
            if columns + 3 + more > self.style.width {
                self.wrapped(&std::mem::take(&mut line));
                line.push(span(fact, Part::Dim));
                columns = more;
            } else {
                line.push(span(&format!("{dot}{fact}"), Part::Dim));
                columns += 3 + more;
            }
        }
        self.wrapped(&line);
    }

    /// Writes a link with its number; a long address goes on below its own beginning.
    pub(super) fn link(&mut self, target: NumberedLink, caption: Option<CleanBuf>) {
        let position = self.links.len();
        let number = format!("[{}] ", position + 1);
        let mut line = Vec::new();
        if let Some(caption) = caption {
            line.push(span(&format!("{caption} "), Part::Tone(Tone::Plain)));
        }
        let (text, part) = (target.address.clone(), Part::Tone(Tone::Link));
        line.push(Span {
            text,
            part,
            link: Some(position),
        });
        self.links.push(target);
        let first = self.lines.len();
        let whole = self.style.width;
        self.style.width = whole.saturating_sub(number.len()).max(1);
        self.wrapped(&line);
        self.style.width = whole;
        let blank = " ".repeat(number.len());
        for (row, line) in self.lines[first..].iter_mut().enumerate() {
            let prefix = if row == 0 { &number } else { &blank };
            line.insert(0, span(prefix, Part::Tone(Tone::Mark)));
        }
    }

    pub(super) fn markdown(&mut self, text: Clean<'_>) {
        let first = self.links.len();
        let rendered = markdown::render_for(self.style.measure, text, self.style.width, first + 1);
        // What cannot be opened does not look as if it could; opening it by its number says why.
        let opens: Vec<bool> = rendered
            .links
            .iter()
            .map(|found| Link::parse(found.address.as_str()).is_ok())
            .collect();
        for line in rendered.lines {
            let art = self.style.symbols;
            let spans = line.into_iter().map(|piece| Span {
                text: if piece.tone == Tone::Mark {
                    art.line_art(piece.text.as_clean())
                } else {
                    piece.text
                },
                part: match (piece.tone, piece.link) {
                    (Tone::Link, Some(link)) if !opens[link] => Part::Tone(Tone::Plain),
                    (tone, _) => Part::Tone(tone),
                },
                link: piece.link.map(|link| first + link),
            });
            self.lines.push(spans.collect());
        }
        let links = rendered.links.into_iter();
        self.links.extend(links.map(|found| NumberedLink {
            title: found.title,
            address: found.address,
        }));
    }

    pub(super) fn paragraph(&mut self, text: Clean<'_>, part: Part) {
        self.wrapped(&[Span {
            text: clean::line(text.as_str()),
            part,
            link: None,
        }]);
    }

    /// Writes a heading with something quieter behind it.
    pub(super) fn heading(&mut self, heading: &str, more: &str) {
        self.blank();
        self.wrapped(&[
            span(heading, Part::Tone(Tone::Heading)),
            span(more, Part::Dim),
        ]);
    }

    pub(super) fn blank(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(Vec::new());
        }
    }

    /// Breaks a line of spans at the width of the pane; what each piece means goes along.
    pub(super) fn wrapped(&mut self, spans: &[Span]) {
        let whole = clean::piece(
            &spans
                .iter()
                .map(|span| span.text.as_str())
                .collect::<String>(),
        );
        for range in self.style.measure.wrap(whole.as_clean(), self.style.width) {
            let mut start = 0;
            let mut line = Vec::new();
            for span in spans {
                let end = start + span.text.as_str().len();
                let (from, to) = (range.start.max(start), range.end.min(end));
                if from < to {
                    let text = clean::piece(&span.text.as_str()[from - start..to - start]);
                    line.push(Span {
                        text,
                        ..span.clone()
                    });
                }
                start = end;
            }
            self.lines.push(line);
        }
    }
}

/// Makes a piece of a line that is no link.
pub(super) fn span(text: &str, part: Part) -> Span {
    Span {
        text: clean::piece(text),
        part,
        link: None,
    }
}
