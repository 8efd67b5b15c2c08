//! Keys that are there twice, and keys that do not exist: what was meant, or where they would.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::roadmap::Level;
use crate::roadmap::problem::Part;
use crate::text::nearest;
use crate::yaml::Entry;

/// Words that people use, from other formats or by habit, for a key that has another name here.
const OTHER_WORDS: [(&str, &[&str]); 18] = [
    ("address", &["url"]),
    ("children", &["topics"]),
    ("depends", &["needs"]),
    ("depends_on", &["needs"]),
    ("description", &["summary", "text", "note"]),
    ("duration", &["minutes"]),
    ("href", &["url"]),
    ("items", &["resources", "topics", "stages"]),
    ("language", &["lang"]),
    ("link", &["url"]),
    ("links", &["resources", "also"]),
    ("name", &["title"]),
    ("prerequisites", &["needs"]),
    ("requires", &["needs"]),
    ("sections", &["topics", "stages"]),
    ("time", &["minutes"]),
    ("type", &["kind"]),
    ("version", &["format"]),
];

/// As many keys are looked through; more than that have a table.
const FEW: usize = 16;

/// The line on which each key of a mapping stands first.
#[derive(Default)]
pub(super) struct FirstLines<'a> {
    few: Vec<(Cow<'a, str>, u32)>,
    others: HashMap<Cow<'a, str>, u32>,
}

impl<'a> FirstLines<'a> {
    /// Returns the line on which the key of an entry stands first, where it stands there again.
    pub(super) fn repeats(&mut self, entry: &Entry<'a>) -> Option<u32> {
        let (key, line) = (&entry.key, entry.key_place.line);
        let among_few = self.few.iter().find(|(known, _)| known == key);
        let first = among_few.map(|(_, first)| *first);
        let first = first.or_else(|| self.others.get(key).copied());
        if first.is_none() {
            if self.few.len() < FEW {
                self.few.push((key.clone(), line));
            } else {
                self.others.insert(key.clone(), line);
            }
        }
        first
    }
}

/// Returns the key that a word most likely means.
pub(super) fn meant_by(word: &str, known: &[&'static str]) -> Option<&'static str> {
    let habit = OTHER_WORDS.iter().find(|(other, _)| *other == word);
    let habit = habit.and_then(|(_, keys)| known.iter().find(|key| keys.contains(key)));
    habit
        .copied()
        .or_else(|| nearest(word, known.iter().copied()))
}

/// Returns which part has a key that does not exist where it was written.
pub(super) fn home_of(key: &str) -> Option<Part> {
    match key {
        "format" | "stages" | "edition" | "source" => Some(Part::Roadmap),
        "optional" => Some(Part::Node(Level::Stage)),
        "needs" | "concepts" | "resources" | "topics" => Some(Part::Node(Level::Topic)),
        "text" => Some(Part::Node(Level::Concept)),
        "url" | "author" | "kind" | "lang" | "minutes" | "core" | "free" | "note" | "also"
        | "formerly" => Some(Part::Node(Level::Resource)),
        _ => None,
    }
}
