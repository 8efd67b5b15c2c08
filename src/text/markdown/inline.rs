//! Running text with tones: put together piece by piece, then broken into lines as one text.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::{Piece, StyledLine, Tone};
use crate::text::clean::{Clean, CleanBuf};
use crate::text::width::Measure;

/// How a run of text looks and where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) tone: Tone,
    pub(super) link: Option<usize>,
}

impl Style {
    pub(super) const MARK: Self = Self {
        tone: Tone::Mark,
        link: None,
    };
}

/// A paragraph, heading or cell before its lines are broken.
#[derive(Clone, Debug, Default)]
pub(super) struct Inline {
    text: CleanBuf,
    /// The styles of the text, one after the other.
    runs: Vec<Run>,
    /// Byte positions where a line should not break, in order.
    glued: Vec<usize>,
    /// A line break of the source that waits for the character after it.
    soft_break: Option<Style>,
}

#[derive(Clone, Debug)]
struct Run {
    end: usize,
    style: Style,
}

impl Inline {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns how many bytes of text there are.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn text(&self) -> Clean<'_> {
        self.text.as_clean()
    }

    /// Appends text from the parser. It is cleaned once more, since the parser turns `&#x1b;` into the character itself.
    pub(super) fn push_text(&mut self, text: &str, style: Style) {
        let Some(first) = text.chars().next() else {
            return;
        };
        self.settle_soft_break(first);
        for c in text.chars() {
            self.text.push_char(c);
        }
        self.end_run(style);
    }

    /// Appends clean text.
    pub(super) fn push(&mut self, text: Clean<'_>, style: Style) {
        if let Some(first) = text.as_str().chars().next() {
            self.settle_soft_break(first);
            self.text.push(text);
            self.end_run(style);
        }
    }

    /// Appends another running text with its own styles.
    pub(super) fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text.push(other.text());
        self.glued.extend(other.glued.iter().map(|at| offset + at));
        self.runs.extend(other.runs.iter().map(|run| Run {
            end: offset + run.end,
            style: run.style,
        }));
    }

    /// Appends the number that a link is opened by, kept on the line of the text before it.
    pub(super) fn push_number(&mut self, number: usize, link: usize) {
        self.soft_break = None;
        if !self.is_empty() {
            self.glued.push(self.text.len());
        }
        self.text.push_fixed("[");
        self.text.push_number(number);
        self.text.push_fixed("]");
        self.end_run(Style {
            tone: Tone::Mark,
            link: Some(link),
        });
    }

    /// Notes a line break of the source, which is a space or nothing: that depends on what follows.
    pub(super) fn push_soft_break(&mut self, style: Style) {
        if !self.is_empty() {
            self.soft_break = Some(style);
        }
    }

    /// Begins a new line.
    pub(super) fn push_hard_break(&mut self, style: Style) {
        self.soft_break = None;
        self.text.push_fixed("\n");
        self.end_run(style);
    }

    /// Returns the text from a byte position on without the marks in it, such as the number of a link inside a link.
    pub(super) fn words_from(&self, start: usize) -> CleanBuf {
        let mut from = start;
        let mut words = CleanBuf::new();
        for run in self.runs.iter().filter(|run| run.end > start) {
            if run.style.tone != Tone::Mark {
                words.push(self.text().slice(from..run.end));
            }
            from = run.end;
        }
        words
    }

    /// Breaks the text into lines of at most `room` columns.
    pub(super) fn lines(&self, room: usize, measure: Measure) -> Vec<StyledLine> {
        let ranges = measure.wrap_glued(self.text(), room, &self.glued);
        ranges.into_iter().map(|range| self.pieces(range)).collect()
    }

    fn settle_soft_break(&mut self, next: char) {
        let Some(style) = self.soft_break.take() else {
            return;
        };
        let previous = self.last_written();
        if previous.is_some_and(|previous| {
            !previous.is_whitespace() && !joins_without_space(previous, next)
        }) {
            self.text.push_fixed(" ");
            self.end_run(style);
        }
    }

    /// Returns the last character that the author wrote: the number of a link does not count.
    fn last_written(&self) -> Option<char> {
        let ends_in_number = self
            .runs
            .last()
            .is_some_and(|run| run.style.tone == Tone::Mark && run.style.link.is_some());
        let number = self.glued.last().filter(|_| ends_in_number);
        self.text.as_str()[..number.copied().unwrap_or(self.text.len())]
            .chars()
            .next_back()
    }

    fn end_run(&mut self, style: Style) {
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(last) if last.style == style || last.end == end => last.end = end,
            _ => self.runs.push(Run { end, style }),
        }
    }

    fn pieces(&self, range: Range<usize>) -> StyledLine {
        let first = self.runs.partition_point(|run| run.end <= range.start);
        let mut start = range.start;
        let mut pieces = StyledLine::new();
        for run in &self.runs[first..] {
            let end = run.end.min(range.end);
            if start < end {
                let text = self.text().slice(start..end).to_buf();
                pieces.push(Piece {
                    text,
                    tone: run.style.tone,
                    link: run.style.link,
                });
                start = end;
            }
            if run.end >= range.end {
                break;
            }
        }
        pieces
    }
}

/// Returns whether a line break of the source between two characters means nothing, as Chinese and Japanese texts use it.
fn joins_without_space(before: char, after: char) -> bool {
    let mark = |c| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    (is_ideographic(before) && (is_ideographic(after) || mark(after)))
        || (mark(before) && is_ideographic(after))
}

/// Returns whether a character is wide and of a script that writes no spaces; Korean writes them.
fn is_ideographic(c: char) -> bool {
    let hangul = matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}');
    c.width() == Some(2) && !hangul
}
