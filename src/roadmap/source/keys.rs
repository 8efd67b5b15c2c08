//! Keys that do not exist: what was meant, or where they would.

use crate::roadmap::Level;
use crate::roadmap::problem::Part;
use crate::text::nearest;

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
