//! Lines of cleaned pieces, each with what it means: what the shells print and draw in their own colours.

use super::{Clean, CleanBuf, clean, width};
use crate::symbols::Symbols;

/// A line of pieces, each with its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T>(Vec<(T, CleanBuf)>);

impl<T> Default for Line<T> {
    fn default() -> Self {
        Line(Vec::new())
    }
}

impl<T: Copy + Default> Line<T> {
    #[must_use]
    pub fn new() -> Line<T> {
        Line::default()
    }

    /// Returns a line of one piece.
    #[must_use]
    pub fn of(tone: T, text: &str) -> Line<T> {
        Line::new().with(tone, text)
    }

    /// Appends a piece. The text is cleaned here, so that no sentence made of pieces escapes it.
    #[must_use]
    pub fn with(mut self, tone: T, text: &str) -> Line<T> {
        if !text.is_empty() {
            self.0.push((tone, clean::piece(text)));
        }
        self
    }

    /// Appends spaces.
    #[must_use]
    pub fn space(self, columns: usize) -> Line<T> {
        self.with(T::default(), &" ".repeat(columns))
    }

    /// Appends all pieces of another line.
    #[must_use]
    pub fn and(mut self, other: Line<T>) -> Line<T> {
        self.0.extend(other.0);
        self
    }

    /// Returns the pieces from left to right.
    #[must_use]
    pub fn pieces(&self) -> &[(T, CleanBuf)] {
        &self.0
    }

    /// Returns the width in columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.0
            .iter()
            .map(|(_, text)| width::columns(text.as_clean()))
            .sum()
    }

    /// Pads with spaces at the end, up to a width in columns.
    #[must_use]
    pub fn padded(self, columns: usize) -> Line<T> {
        let missing = columns.saturating_sub(self.columns());
        self.space(missing)
    }

    /// Pads with spaces at the start, up to a width in columns.
    #[must_use]
    pub fn right(self, columns: usize) -> Line<T> {
        let missing = columns.saturating_sub(self.columns());
        Line::new().space(missing).and(self)
    }

    /// Cuts to a width in columns; the ellipsis of `marks` shows where.
    #[must_use]
    pub fn cut(self, columns: usize, marks: &Symbols) -> Line<T> {
        let ellipsis = Clean::fixed(marks.ellipsis);
        let mut left = columns;
        let mut pieces = Vec::new();
        for (tone, text) in self.0 {
            let needed = width::columns(text.as_clean());
            if needed > left {
                pieces.push((tone, width::cut_with(text.as_clean(), left, ellipsis)));
                break;
            }
            left -= needed;
            pieces.push((tone, text));
        }
        Line(pieces)
    }

    /// Says the same in other tones.
    #[must_use]
    pub fn map<U>(self, tone: impl Fn(T) -> U) -> Line<U> {
        let pieces = self.0.into_iter();
        Line(pieces.map(|(of, text)| (tone(of), text)).collect())
    }
}
