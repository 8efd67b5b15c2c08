//! Whose note a file is, by its name alone.

use crate::roadmap::compile::is_valid_id;
use crate::text::{CleanBuf, clean};

/// What every note ends in.
const ENDING: &str = ".md";

/// Whose note a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// That of the node with this id.
    Note(CleanBuf),
    /// A copy of it, which a synchronising program made.
    Copy(CleanBuf),
    /// No id can be read from the name; the name without its ending.
    Stranger(CleanBuf),
}

impl Name {
    /// Reads the name of a file; `None` where it is no note: hidden, or not of Markdown. An id that `is_known` is
    /// believed, even if it looks like a copy's.
    #[must_use]
    pub fn of(file: &str, is_known: impl Fn(&str) -> bool) -> Option<Name> {
        let stem = file
            .strip_suffix(ENDING)
            .filter(|stem| !stem.is_empty() && !stem.starts_with('.'))?;
        if is_known(stem) {
            return Some(Name::Note(clean::line(stem)));
        }
        if let Some(id) = copied(stem) {
            return Some(Name::Copy(clean::line(id)));
        }
        Some(if is_valid_id(stem) {
            Name::Note(clean::line(stem))
        } else {
            Name::Stranger(clean::line(stem))
        })
    }
}

/// Returns the id that a copy is of: `id.sync-conflict-…` (Syncthing), `id (… conflicted copy …)` (Dropbox, Nextcloud,
/// in any language), `id_conflict-…` (ownCloud), `id 2` (iCloud).
fn copied(stem: &str) -> Option<&str> {
    let is_number = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    let in_brackets = stem
        .strip_suffix(')')
        .and_then(|rest| rest.split_once(" ("))
        .map(|(id, _)| id);
    let syncthing = stem.split_once(".sync-conflict-").map(|(id, _)| id);
    let numbered = |between| {
        let (id, number) = stem.rsplit_once(between)?;
        is_number(number).then_some(id)
    };
    [
        in_brackets,
        syncthing,
        numbered("_conflict-"),
        numbered(" "),
    ]
    .into_iter()
    .flatten()
    .find(|id| is_valid_id(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_whose_note_it_is() {
        let table = [
            ("lora.md", "note lora"),
            ("gpt-4.5.md", "note gpt-4.5"),
            ("lora.sync-conflict-20261123-120000-ABCDEFG.md", "copy lora"),
            ("lora (conflicted copy 2026-11-23 120000).md", "copy lora"),
            ("lora (Lu Yu's conflicted copy 2026-11-23).md", "copy lora"),
            ("lora (小明的冲突副本).md", "copy lora"),
            ("lora_conflict-20261123-120000.md", "copy lora"),
            ("lora 2.md", "copy lora"),
            (
                "lora (1).sync-conflict-1-A.md",
                "stranger lora (1).sync-conflict-1-A",
            ),
            ("known_conflict-1.md", "note known_conflict-1"),
            ("README.md", "stranger README"),
            ("my lora.md", "stranger my lora"),
            ("a..b.md", "stranger a..b"),
            ("a\u{1b}[31m.md", "stranger a\u{fffd}[31m"),
            ("lora.md~", ""),
            (".lora.md.swp", ""),
            (".hidden.md", ""),
            (".md", ""),
            ("lora.txt", ""),
        ];
        for (file, expected) in table {
            let shown = match Name::of(file, |id| id == "known_conflict-1") {
                Some(Name::Note(id)) => format!("note {id}"),
                Some(Name::Copy(id)) => format!("copy {id}"),
                Some(Name::Stranger(name)) => format!("stranger {name}"),
                None => String::new(),
            };
            assert_eq!(shown, expected, "{file:?}");
        }
    }
}
