//! One line of text being typed. It moves by what a person takes for a character, and holds clean text only.

use unicode_segmentation::UnicodeSegmentation;

use super::width::Measure;
use super::{Clean, CleanBuf, clean};

/// What a key does to the line. These keys are those of every input line and cannot be bound otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    Insert(char),
    Backspace,
    Delete,
    Left,
    Right,
    Start,
    End,
    /// Takes away the word before the cursor.
    DeleteWord,
    /// Takes away all that is before the cursor.
    DeleteToStart,
}

/// The most characters that a line takes, so that pasting a book does no harm.
const LONGEST: usize = 4000;

/// A line and the cursor in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: CleanBuf,
    /// Byte offset, always between two graphemes.
    cursor: usize,
}

impl LineEdit {
    /// Makes a line with a text in it and the cursor at its end.
    #[must_use]
    pub fn with(text: &str) -> LineEdit {
        let mut line = LineEdit::default();
        line.insert(text);
        line
    }

    #[must_use]
    pub fn text(&self) -> Clean<'_> {
        self.text.as_clean()
    }

    /// Returns the cursor as a byte offset.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Changes the line; tells whether its text is another now.
    pub fn apply(&mut self, edit: Edit) -> bool {
        let before = self.text.len();
        match edit {
            Edit::Insert(c) => return self.insert(c.encode_utf8(&mut [0; 4])),
            Edit::Backspace => self.remove(self.left()..self.cursor),
            Edit::Delete => self.remove(self.cursor..self.right()),
            Edit::Left => self.cursor = self.left(),
            Edit::Right => self.cursor = self.right(),
            Edit::Start => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::DeleteWord => self.remove(self.word_start()..self.cursor),
            Edit::DeleteToStart => self.remove(0..self.cursor),
        }
        before != self.text.len()
    }

    /// Puts text in at the cursor, cleaned, its line breaks made blanks; tells whether anything was put in.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.text.len());
        let new: String = text
            .chars()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .filter(|c| !c.is_control())
            .scan(room, |room, c| {
                *room = room.checked_sub(c.len_utf8())?;
                Some(c)
            })
            .collect();
        if new.is_empty() {
            return false;
        }
        let before = self.text.len();
        self.replace(self.cursor..self.cursor, &new);
        before != self.text.len()
    }

    /// Puts a text in the place of a part of the line and goes behind it.
    pub fn replace(&mut self, range: std::ops::Range<usize>, with: &str) {
        let text = self.text.as_str();
        let (before, after) = (&text[..range.start], &text[range.end..]);
        // Cleaned together, as an accent alone is nothing.
        let end = clean::piece(&format!("{before}{with}")).len();
        let joined = clean::piece(&format!("{before}{with}{after}"));
        // What is typed may join the character before it: the cursor then stands behind the whole of it.
        let graphemes = joined.as_str().grapheme_indices(true);
        let mut ends = graphemes.map(|(start, grapheme)| start + grapheme.len());
        let whole = ends.find(|boundary| *boundary >= end);
        self.cursor = if end == 0 {
            0
        } else {
            whole.unwrap_or(joined.len())
        };
        self.text = joined;
    }

    /// Returns the part that fits into some columns with the cursor in it, and the cursor's column there.
    #[must_use]
    pub fn window(&self, columns: usize, measure: Measure) -> (Clean<'_>, usize) {
        let text = self.text();
        let columns_to_cursor = |start: usize| measure.columns(text.slice(start..self.cursor));
        let starts = text.as_str().grapheme_indices(true).map(|(start, _)| start);
        let mut starts = starts.chain([text.as_str().len()]);
        // One column is for the cursor behind the text.
        let start = starts
            .find(|start| *start >= self.cursor || columns_to_cursor(*start) < columns)
            .unwrap_or(0);
        let start = start.min(self.cursor);
        (
            text.slice(start..text.as_str().len()),
            columns_to_cursor(start),
        )
    }

    fn remove(&mut self, range: std::ops::Range<usize>) {
        self.replace(range, "");
    }

    fn left(&self) -> usize {
        let before = &self.text.as_str()[..self.cursor];
        before
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(start, _)| start)
    }

    fn right(&self) -> usize {
        let after = &self.text.as_str()[self.cursor..];
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_start(&self) -> usize {
        let before = self.text.as_str()[..self.cursor].trim_end();
        before.rfind(' ').map_or(0, |blank| blank + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(start: &str, edits: &[Edit]) -> String {
        let mut line = LineEdit::with(start);
        for edit in edits {
            line.apply(*edit);
        }
        let text = line.text().as_str();
        format!("{}|{}", &text[..line.cursor()], &text[line.cursor()..])
    }

    #[test]
    fn the_line_is_edited_as_everywhere() {
        use Edit::{Backspace, Delete, DeleteToStart, DeleteWord, End, Insert, Left, Right, Start};
        let table: [(&str, &[Edit], &str); 14] = [
            ("", &[Insert('a'), Insert('b')], "ab|"),
            ("", &[Backspace, Delete, Left, Right, DeleteWord], "|"),
            ("ab", &[Left, Insert('x')], "ax|b"),
            ("ab", &[Start, Delete], "|b"),
            ("ab", &[Start, Right, Backspace, End], "b|"),
            ("注意力", &[Left, Backspace], "注|力"),
            ("one two", &[DeleteWord], "one |"),
            ("one two  ", &[DeleteWord, DeleteWord], "|"),
            ("one two", &[Left, DeleteToStart], "|o"),
            // One character for a person: a family, an accent of its own.
            ("x👨‍👩‍👧", &[Backspace], "x|"),
            ("e\u{301}x", &[Start, Right], "e\u{301}|x"),
            ("e", &[Insert('\u{301}'), Left], "|e\u{301}"),
            ("ab", &[Insert('\u{1b}'), Insert('\u{202e}')], "ab|"),
            ("ab", &[Insert('\t'), Insert('\n')], "ab  |"),
        ];
        for (start, edits, expected) in table {
            assert_eq!(typed(start, edits), expected, "{start:?} {edits:?}");
        }
    }

    #[test]
    fn the_cursor_is_always_in_the_window() {
        let mut line = LineEdit::with("abc注意力def");
        assert_eq!(
            line.window(20, Measure::Narrow),
            (Clean::fixed("abc注意力def"), 12)
        );
        assert_eq!(line.window(5, Measure::Narrow), (Clean::fixed("def"), 3));
        line.apply(Edit::Start);
        assert_eq!(
            line.window(5, Measure::Narrow),
            (Clean::fixed("abc注意力def"), 0)
        );
        assert_eq!(
            LineEdit::default().window(0, Measure::Narrow),
            (Clean::fixed(""), 0)
        );
    }

    #[test]
    fn a_line_has_an_end() {
        let mut line = LineEdit::default();
        line.insert(&"注".repeat(10_000));
        assert!(line.text().as_str().len() <= LONGEST);
        assert!(!line.insert("x注") || line.text().as_str().len() <= LONGEST);
    }
}
