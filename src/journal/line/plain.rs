//! The short way to read a line: nearly every line is the status of one node, just as this program writes it.

use super::checksum;
use crate::journal::record::{self, Record, RecordId};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};
use crate::text::clean;

/// What such a line says. Its texts are clean as they stand there, so nothing is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain<'a> {
    pub id: &'a str,
    pub l: u64,
    pub at: &'a str,
    pub roadmap: &'a str,
    pub node: &'a str,
    pub to: Status,
    pub from: Status,
    pub url: Option<&'a str>,
    pub title: &'a str,
    pub when: Option<&'a str>,
    pub origin: PlainOrigin<'a>,
}

/// What the line does to the history of undo; see [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainOrigin<'a> {
    Done,
    Undoes(&'a str),
    Redoes(&'a str),
}

/// Reads a line that is sealed, has its fields in our order, and needs neither unescaping nor cleaning. Where it returns
/// something, [`super::parse`] returns the same as a record; all else is left to that.
#[must_use]
pub fn plain(line: &[u8]) -> Option<Plain<'_>> {
    let (body, told) = checksum(line)?;
    let is_plain = record::is_printable(body);
    if line.len() > super::MAX_LINE || memchr::memchr(b'\\', body).is_some() {
        return None;
    }
    let mut rest = Rest(std::str::from_utf8(body).ok()?);
    let id = rest.text(r#"{"v":1,"id":""#).filter(is_id)?;
    let l = rest.number(r#","l":"#)?;
    let at = rest.text(r#","at":""#)?;
    let roadmap = rest.text(r#","op":"status","r":""#)?;
    let node = rest.text(r#","n":""#)?;
    let to = Status::from_word(rest.text(r#","x":""#)?)?;
    let from = match rest.optional(r#","f":""#)? {
        Some(word) => Status::from_word(word)?,
        None => Status::Todo,
    };
    let url = rest.optional(r#","u":""#)?;
    let title = rest.optional(r#","t":""#)?.unwrap_or_default();
    let when = rest.optional(r#","w":""#)?;
    let undone = rest.optional(r#","undo":""#)?;
    let redone = rest.optional(r#","redo":""#)?;
    let origin = match (undone, redone) {
        (None, None) => PlainOrigin::Done,
        (Some(id), None) if is_id(&id) => PlainOrigin::Undoes(id),
        (None, Some(id)) if is_id(&id) => PlainOrigin::Redoes(id),
        (Some(_), _) | (None, Some(_)) => return None,
    };
    let is_whole = rest.0.is_empty();
    let is_named = !roadmap.is_empty() && !node.is_empty();
    let is_short = |text: &str, most| text.len() <= most;
    let fits = is_short(at, record::MAX_TIME)
        && is_short(title, record::MAX_TITLE)
        && when.is_none_or(|when| is_short(when, record::MAX_TIME))
        && url.is_none_or(|url| !url.is_empty() && is_short(url, record::MAX_URL));
    let is_clean = |text: &str| {
        let is_printed = is_plain || record::is_printable(text.as_bytes());
        is_printed && !text.starts_with(' ') && !text.ends_with(' ')
            || clean::line(text).as_str() == text
    };
    let texts = [at, roadmap, node, title];
    let is_clean =
        texts.into_iter().all(is_clean) && url.is_none_or(is_clean) && when.is_none_or(is_clean);
    (is_whole && is_named && fits && is_clean && crc32fast::hash(body) == told).then_some(Plain {
        id,
        l,
        at,
        roadmap,
        node,
        to,
        from,
        url,
        title,
        when,
        origin,
    })
}

impl Plain<'_> {
    /// Returns the record that the line is.
    #[must_use]
    pub fn record(&self) -> Record {
        let node = NodeChange {
            node: self.node.to_owned(),
            from: self.from,
            to: self.to,
            url: self.url.map(str::to_owned),
            title: self.title.to_owned(),
            when: self.when.map(str::to_owned),
        };
        let change = Change {
            roadmap: self.roadmap.to_owned(),
            nodes: vec![node],
            origin: match self.origin {
                PlainOrigin::Done => Origin::Done,
                PlainOrigin::Undoes(id) => Origin::Undoes(id.to_owned()),
                PlainOrigin::Redoes(id) => Origin::Redoes(id.to_owned()),
            },
        };
        Record {
            id: RecordId::of_checked(self.id),
            l: self.l,
            at: self.at.to_owned(),
            action: record::Action::Status(change),
            part: None,
        }
    }
}

fn is_id(text: &&str) -> bool {
    RecordId::allows(text)
}

/// What is yet to be read of a line.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Takes a text behind these words; they end with its first quotation mark.
    fn text(&mut self, words: &str) -> Option<&'a str> {
        self.optional(words)?
    }

    /// Takes a text behind these words, if they are next. The outer `None` says that it has no end.
    #[expect(
        clippy::option_option,
        reason = "what is not there and what is not in order are two things"
    )]
    fn optional(&mut self, words: &str) -> Option<Option<&'a str>> {
        let Some(rest) = self.0.strip_prefix(words) else {
            return Some(None);
        };
        let end = memchr::memchr(b'"', rest.as_bytes())?;
        self.0 = &rest[end + 1..];
        Some(Some(&rest[..end]))
    }

    /// Takes a number above zero, as JSON writes it.
    fn number(&mut self, words: &str) -> Option<u64> {
        let rest = self.0.strip_prefix(words)?;
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        let (digits, rest) = rest.split_at(end);
        self.0 = rest;
        digits.parse().ok().filter(|_| !digits.starts_with('0'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::line::{Parsed, encode, parse};

    fn line(nodes: Vec<NodeChange>, origin: Origin) -> String {
        let change = Change {
            roadmap: "llm".into(),
            nodes,
            origin,
        };
        let action = record::Action::Status(change);
        let at = "2026-11-23T19:24:30+01:00";
        encode(&Record::new(RecordId::new(1, 12), 5, at, action)).unwrap_or_default()
    }

    fn node(title: &str) -> NodeChange {
        NodeChange {
            node: "dpo-paper".into(),
            from: Status::Todo,
            to: Status::Done,
            url: Some("https://arxiv.org/abs/2305.18290".into()),
            title: title.into(),
            when: None,
        }
    }

    #[test]
    fn what_this_program_writes_of_one_node_is_read_the_short_way() {
        let id = || RecordId::new(1, 3).to_string();
        for (title, origin) in [
            ("Direct Preference Optimization", Origin::Done),
            ("直接偏好优化", Origin::Undoes(id())),
            ("", Origin::Redoes(id())),
        ] {
            let line = line(vec![node(title)], origin);
            let read = plain(line.trim_end().as_bytes()).map(|plain| plain.record());
            let Parsed::Record(record) = parse(line.as_bytes()) else {
                panic!("{line}")
            };
            assert_eq!(read, Some(record));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_read_the_short_way_is_read_the_same_the_long_way(
            title in "[a-z \\\\\"\u{1b}\u{200b}标\u{301}]{0,12}",
            from in 0..4usize,
            place in any::<prop::sample::Index>(),
            byte in any::<u8>(),
            seals in any::<bool>(),
        ) {
            let changed = NodeChange { from: Status::ALL[from], ..node(&title) };
            let mut line = line(vec![changed], Origin::Done).trim_end().as_bytes().to_vec();
            let body = line.len() - 16;
            line[place.index(body)] = byte;
            if seals {
                let checksum = format!("{:08x}", crc32fast::hash(&line[..body]));
                line[body + 6..body + 14].copy_from_slice(checksum.as_bytes());
            }
            if let Some(plain) = plain(&line) {
                prop_assert_eq!(parse(&line), Parsed::Record(plain.record()));
            }
        }
    }
}
