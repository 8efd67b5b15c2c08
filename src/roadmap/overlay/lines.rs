//! The lines of a layer's text, and what is inserted between them and cut out of them.

use std::ops::Range;

use crate::yaml::{Node, Place, Value};

/// A text with its lines.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins, in bytes; one more than there are, at the end.
    starts: Vec<usize>,
    /// How its lines end.
    pub(super) end: &'static str,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Lines<'t> {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        if starts.last() != Some(&text.len()) {
            starts.push(text.len());
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Lines { text, starts, end }
    }

    /// Returns where a line begins, by its number from 1; the end of the text for those after it.
    pub(super) fn start(&self, line: u32) -> usize {
        let start = self.starts.get((line as usize).saturating_sub(1));
        start.copied().unwrap_or(self.text.len())
    }

    /// Returns a line without its end.
    pub(super) fn line(&self, line: u32) -> &'t str {
        self.text[self.start(line)..self.start(line + 1)].trim_end_matches(['\n', '\r'])
    }

    /// Returns the bytes of a place.
    pub(super) fn range(&self, place: Place) -> Range<usize> {
        let start = self.start(place.line);
        let after = |from: usize, characters: u32| {
            let rest = &self.text[from..];
            let found = rest.char_indices().nth(characters as usize);
            from + found.map_or(rest.len(), |(at, _)| at)
        };
        let start = after(start, place.column.saturating_sub(1));
        start..after(start, place.length)
    }

    /// Returns the last line of a value with all that is in it.
    pub(super) fn last_line(&self, node: &Node<'_>) -> u32 {
        let inner = match &node.value {
            Value::Null => 0,
            Value::Text { .. } => {
                let breaks = self.text[self.range(node.place)].trim_end().matches('\n');
                node.place.line + u32::try_from(breaks.count()).unwrap_or(u32::MAX)
            }
            Value::List(nodes) => nodes
                .iter()
                .map(|node| self.last_line(node))
                .max()
                .unwrap_or_default(),
            Value::Map(entries) => entries
                .iter()
                .map(|entry| self.last_line(&entry.value).max(entry.key_place.line))
                .max()
                .unwrap_or_default(),
        };
        inner.max(node.place.line)
    }

    /// Returns the text with lines before a line; they are given without their ends.
    pub(super) fn insert(&self, before: u32, lines: &[String]) -> String {
        let at = self.start(before);
        let (head, tail) = self.text.split_at(at);
        let mut text = head.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(self.end);
        }
        for line in lines {
            text.push_str(line);
            text.push_str(self.end);
        }
        text + tail
    }

    pub(super) fn insert_at(&self, at: usize, piece: &str) -> String {
        let (head, tail) = self.text.split_at(at);
        format!("{head}{piece}{tail}")
    }

    /// Returns the text without lines, but with the comments that stand in them. `values` are the places of all keys and texts
    /// in these lines: after the last one of a line comes its comment.
    pub(super) fn without(&self, lines: Range<u32>, values: &[Place]) -> String {
        let mut kept = String::new();
        for line in lines.clone() {
            let start = self.start(line);
            let end = values
                .iter()
                .filter(|place| place.line <= line)
                .map(|place| self.range(*place).end)
                .max()
                .unwrap_or(start)
                .max(start);
            let rest = self.text.get(end..self.start(line + 1)).unwrap_or_default();
            if let Some(comment) = rest.find('#').map(|at| rest[at..].trim_end()) {
                let line = self.line(line);
                let indent = &line[..line.len() - line.trim_start().len()];
                kept.extend([indent, comment, self.end]);
            }
        }
        let (start, end) = (self.start(lines.start), self.start(lines.end));
        format!("{}{kept}{}", &self.text[..start], &self.text[end..])
    }
}

/// Returns the places of all keys and texts in a value.
pub(super) fn places(node: &Node<'_>) -> Vec<Place> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Null => {}
            Value::Text { .. } => found.push(node.place),
            Value::List(nodes) => open.extend(nodes),
            Value::Map(entries) => {
                found.extend(entries.iter().map(|entry| entry.key_place));
                open.extend(entries.iter().map(|entry| &entry.value));
            }
        }
    }
    found
}
