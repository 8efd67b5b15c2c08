//! Untrusted text in, text that a terminal may be given out.

use std::fmt;

/// A borrowed piece of cleaned text: no control characters but newline and tab, no hidden direction or
/// invisible characters. The only text that the screen and the command line accept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean<'a>(&'a str);

impl<'a> Clean<'a> {
    /// Takes a text of the program's own.
    #[must_use]
    pub const fn fixed(text: &'static str) -> Clean<'static> {
        Clean(text)
    }

    /// Returns the text as a plain string slice.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// Returns a part of the text; a part of clean text is clean.
    ///
    /// # Panics
    /// When the range does not lie on character boundaries, as slicing does.
    #[must_use]
    pub fn slice(self, range: std::ops::Range<usize>) -> Clean<'a> {
        Clean(&self.0[range])
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// An owned piece of cleaned text; see [`Clean`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleanBuf(String);

impl CleanBuf {
    #[must_use]
    pub fn as_clean(&self) -> Clean<'_> {
        Clean(&self.0)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for CleanBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::borrow::Borrow<str> for CleanBuf {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a CleanBuf> for Clean<'a> {
    fn from(text: &'a CleanBuf) -> Self {
        text.as_clean()
    }
}

/// Cleans a text that stands on one line: a title, a name, a message. Line breaks and tabs become spaces.
#[must_use]
pub fn line(text: &str) -> CleanBuf {
    CleanBuf(text.chars().filter(|c| !c.is_control()).collect())
}

/// Cleans a text of several lines: a summary, a note. Newlines stay, tabs become spaces, runs of blank lines shrink.
#[must_use]
pub fn block(text: &str) -> CleanBuf {
    CleanBuf(
        text.chars()
            .filter(|c| !c.is_control() || *c == '\n')
            .collect(),
    )
}
