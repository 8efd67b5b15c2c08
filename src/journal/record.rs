//! One record of the journal as the program knows it; [`super::line`] knows its bytes.

use std::fmt;

use compact_str::{CompactString, format_compact};

use super::device;
use crate::progress::change::{Change, NodeChange};
use crate::text::clean;

/// Format version that this program writes and the highest that it understands.
pub const FORMAT: u64 = 1;

/// First Lamport time that is set aside instead of applied, in milliseconds: the end of the year 9999.
pub const END_OF_TIME: u64 = 253_402_300_800_000;

/// Longest title and address that are kept with a record, in characters. They only help to find progress again.
pub(super) const MAX_TITLE: usize = 300;
/// Longest local time with offset, in characters.
pub(super) const MAX_TIME: usize = 40;
pub(super) const MAX_URL: usize = 2048;

/// The identity of a record: unique without any lock, at most 64 of `a-z A-Z 0-9 . _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(CompactString);

impl RecordId {
    /// Makes the id of the `sequence`-th record of the writer that drew `nonce`.
    #[must_use]
    pub fn new(nonce: u64, sequence: u64) -> RecordId {
        RecordId(format_compact!("{nonce:016x}-{sequence}"))
    }

    /// Draws the id of a record that is to be written later, so that it is one record however often it is written.
    #[must_use]
    pub fn random() -> RecordId {
        RecordId::new(device::random(), 0)
    }

    /// Takes an id from outside; `None` when it is not of the grammar.
    #[must_use]
    pub fn from_text(text: &str) -> Option<RecordId> {
        RecordId::allows(text).then(|| RecordId(text.into()))
    }

    /// Tells whether a text is of the grammar of ids.
    pub(super) fn allows(text: &str) -> bool {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        (1..=64).contains(&text.len()) && text.bytes().all(allowed)
    }

    /// Takes an id of which [`RecordId::allows`] said yes.
    pub(super) fn of_checked(text: &str) -> RecordId {
        RecordId(text.into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a record says. A new kind is a new variant here, its `op` word in `line.rs` and its fold in `log.rs`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// `status`: how far one or many nodes are.
    Status(Change),
    /// `attach`: progress kept under an old node id belongs to another node now.
    Attach {
        roadmap: String,
        node: String,
        to: Option<String>,
    },
    /// `time`: minutes that were spent on a node; all of them add up.
    Time(Spent),
    /// `note`: the note of a node was written or removed. The note itself is a file of its own.
    Note {
        roadmap: String,
        node: String,
        deed: NoteDeed,
    },
}

/// Minutes that were spent on one node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// Id of the roadmap.
    pub roadmap: String,
    pub node: String,
    /// Address and title of the node at the time, so that it is found again after the roadmap changed.
    pub url: Option<String>,
    pub title: String,
    pub minutes: u32,
    /// When they were spent, where that was not when they were recorded: a local time or a day.
    pub when: Option<String>,
}

/// What was done to a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoteDeed {
    Written,
    Removed,
}

impl NoteDeed {
    pub const ALL: [NoteDeed; 2] = [NoteDeed::Written, NoteDeed::Removed];

    /// Returns the word that the journal uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            NoteDeed::Written => "written",
            NoteDeed::Removed => "removed",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<NoteDeed> {
        NoteDeed::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

impl Action {
    /// Returns the id of the roadmap that the action belongs to.
    #[must_use]
    pub fn roadmap(&self) -> &str {
        match self {
            Action::Status(change) => &change.roadmap,
            Action::Attach { roadmap, .. } | Action::Note { roadmap, .. } => roadmap,
            Action::Time(spent) => &spent.roadmap,
        }
    }
}

/// Where a line stands in a change that was too long for one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Id of the whole change.
    pub whole: RecordId,
    /// From 1 to `of`.
    pub number: u32,
    pub of: u32,
}

/// One thing that happened. Its texts are clean: see [`crate::text::clean`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub id: RecordId,
    /// Lamport time: orders records.
    pub l: u64,
    /// Local wall clock with offset, as in `2026-11-23T19:24:30+01:00`: for people, never for ordering.
    pub at: String,
    pub action: Action,
    /// Set on the lines of a long change only, see [`super::line::encode`].
    pub part: Option<Part>,
}

impl Record {
    /// Makes a record whose texts are cleaned and of bounded length, so that it equals what is read back later.
    #[must_use]
    pub fn new(id: RecordId, l: u64, at: &str, action: Action) -> Record {
        let action = match action {
            Action::Status(change) => Action::Status(Change {
                roadmap: clean_line(change.roadmap),
                nodes: change.nodes.into_iter().map(clean_node).collect(),
                origin: change.origin,
            }),
            Action::Attach { roadmap, node, to } => Action::Attach {
                roadmap: clean_line(roadmap),
                node: clean_line(node),
                to: to.map(clean_line),
            },
            Action::Note {
                roadmap,
                node,
                deed,
            } => Action::Note {
                roadmap: clean_line(roadmap),
                node: clean_line(node),
                deed,
            },
            Action::Time(spent) => Action::Time(Spent {
                roadmap: clean_line(spent.roadmap),
                node: clean_line(spent.node),
                url: clean_url(spent.url),
                title: cut(clean_line(spent.title), MAX_TITLE),
                minutes: spent.minutes,
                when: spent.when.map(|when| cut(clean_line(when), MAX_TIME)),
            }),
        };
        Record {
            id,
            l,
            at: cut(clean_line(at.to_owned()), MAX_TIME),
            action,
            part: None,
        }
    }

    /// Tells whether the record names no roadmap, or not every node, so that it says nothing.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        let nameless = match &self.action {
            Action::Status(change) => {
                change.nodes.is_empty() || change.nodes.iter().any(|node| node.node.is_empty())
            }
            Action::Attach { node, .. } | Action::Note { node, .. } => node.is_empty(),
            Action::Time(spent) => spent.node.is_empty(),
        };
        nameless || self.action.roadmap().is_empty()
    }

    /// Puts the lines of a long change together again, given in their order; `None` while they are not all there.
    #[must_use]
    pub fn join(parts: &[&Record]) -> Option<Record> {
        let first = *parts.first()?;
        let Part { whole, of, .. } = first.part.as_ref()?;
        let Action::Status(head) = &first.action else {
            return None;
        };
        if parts.len() != *of as usize {
            return None;
        }
        let mut nodes = Vec::new();
        for (number, record) in (1..).zip(parts) {
            let Action::Status(change) = &record.action else {
                return None;
            };
            let part = Part {
                whole: whole.clone(),
                number,
                of: *of,
            };
            let same_change = change.roadmap == head.roadmap && change.origin == head.origin;
            if record.part.as_ref() != Some(&part) || record.l != first.l || !same_change {
                return None;
            }
            nodes.extend(change.nodes.iter().cloned());
        }
        let change = Change {
            roadmap: head.roadmap.clone(),
            nodes,
            origin: head.origin.clone(),
        };
        let (id, at) = (whole.clone(), first.at.clone());
        Some(Record {
            id,
            l: first.l,
            at,
            action: Action::Status(change),
            part: None,
        })
    }
}

fn clean_node(node: NodeChange) -> NodeChange {
    NodeChange {
        node: clean_line(node.node),
        from: node.from,
        to: node.to,
        url: clean_url(node.url),
        title: cut(clean_line(node.title), MAX_TITLE),
        when: node.when.map(|when| cut(clean_line(when), MAX_TIME)),
    }
}

/// Half an address leads somewhere else: an overlong one is left out, where a title may be cut.
fn clean_url(url: Option<String>) -> Option<String> {
    url.map(clean_line)
        .filter(|url| !url.is_empty() && url.len() <= MAX_URL)
}

fn clean_line(text: String) -> String {
    if is_printable(text.as_bytes()) && !text.starts_with(' ') && !text.ends_with(' ') {
        return text;
    }
    clean::line(&text).as_str().to_owned()
}

/// Tells whether there are only characters that are printed as they are: nearly every text of a journal is of this kind.
pub(super) fn is_printable(bytes: &[u8]) -> bool {
    // Without a way out in the middle the machine looks at many bytes at once.
    bytes
        .iter()
        .fold(true, |all, byte| all & matches!(byte, b' '..=b'~'))
}

fn cut(mut text: String, characters: usize) -> String {
    if text.len() > characters
        && let Some((end, _)) = text.char_indices().nth(characters)
    {
        // What is cut off is cut off whole: read again it must be the same.
        text.truncate(text[..end].trim_end().len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::line::{Parsed, encode, parse};
    use crate::progress::Status;
    use crate::progress::change::Origin;

    #[test]
    fn overlong_texts_are_cut_before_they_are_written_and_half_an_address_is_none() {
        let node = NodeChange {
            node: "a".into(),
            from: Status::Todo,
            to: Status::Done,
            url: Some(format!("https://example.org/{}", "x".repeat(MAX_URL))),
            title: format!(" {}", "长".repeat(MAX_TITLE + 1)),
            when: None,
        };
        let change = Change {
            roadmap: "llm".into(),
            nodes: vec![node],
            origin: Origin::Done,
        };
        let record = Record::new(RecordId::new(1, 1), 1, "", Action::Status(change));
        let Action::Status(kept) = &record.action else {
            panic!("a status change")
        };
        assert_eq!(kept.nodes[0].url, None);
        assert_eq!(kept.nodes[0].title, "长".repeat(MAX_TITLE));
        let line = encode(&record).unwrap();
        assert_eq!(parse(line.as_bytes()), Parsed::Record(record));
    }

    #[test]
    fn an_id_is_short_and_of_plain_characters() {
        for id in ["9f2c41d07ab35e18-12", "me_1", "A.b", &"x".repeat(64)] {
            assert_eq!(
                RecordId::from_text(id).map(|id| id.to_string()).as_deref(),
                Some(id)
            );
        }
        for id in ["", "a b", "é", "a/b", "a\n", &"x".repeat(65)] {
            assert_eq!(RecordId::from_text(id), None, "{id}");
        }
    }
}
