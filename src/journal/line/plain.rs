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
    let text = std::str::from_utf8(body).ok()?;
    let mut rest = Rest { text, at: 0 };
    let id = rest.text(br#"{"v":1,"id":""#).filter(is_id)?;
    let l = rest.number(br#","l":"#)?;
    let at = rest.text(br#","at":""#)?;
    let roadmap = rest.text(br#","op":"status","r":""#)?;
    let node = rest.text(br#","n":""#)?;
    let to = Status::from_word(rest.text(br#","x":""#)?)?;
    let from = match rest.optional(br#","f":""#)? {
        Some(word) => Status::from_word(word)?,
        None => Status::Todo,
    };
    let url = rest.optional(br#","u":""#)?;
    let title = rest.optional(br#","t":""#)?.unwrap_or_default();
    let when = rest.optional(br#","w":""#)?;
    let undone = rest.optional(br#","undo":""#)?;
    let redone = rest.optional(br#","redo":""#)?;
    let origin = match (undone, redone) {
        (None, None) => PlainOrigin::Done,
        (Some(id), None) if is_id(&id) => PlainOrigin::Undoes(id),
        (None, Some(id)) if is_id(&id) => PlainOrigin::Redoes(id),
        (Some(_), _) | (None, Some(_)) => return None,
    };
    let is_whole = rest.at == text.len();
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

/// What is yet to be read of a line: all behind a place.
struct Rest<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rest<'a> {
    /// Takes a text behind these words; it ends with its first quotation mark.
    fn text<const N: usize>(&mut self, words: &[u8; N]) -> Option<&'a str> {
        self.optional(words)?
    }

    /// Takes a text behind these words, if they are next. The outer `None` says that it has no end.
    #[expect(
        clippy::option_option,
        reason = "what is not there and what is not in order are two things"
    )]
    fn optional<const N: usize>(&mut self, words: &[u8; N]) -> Option<Option<&'a str>> {
        if !self.skip(words) {
            return Some(None);
        }
        let start = self.at;
        let end = start + quotation_mark(&self.text.as_bytes()[start..])?;
        self.at = end + 1;
        Some(Some(&self.text[start..end]))
    }

    /// Takes a number above zero behind these words, as JSON writes it.
    fn number<const N: usize>(&mut self, words: &[u8; N]) -> Option<u64> {
        if !self.skip(words) {
            return None;
        }
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !byte.is_ascii_digit())?;
        self.at += end;
        let digits = &rest[..end];
        digits.parse().ok().filter(|_| !digits.starts_with('0'))
    }

    fn skip<const N: usize>(&mut self, words: &[u8; N]) -> bool {
        // Of a length that is known, words are compared without a loop.
        let is_next = self.text.as_bytes()[self.at..].first_chunk::<N>() == Some(words);
        self.at += if is_next { N } else { 0 };
        is_next
    }
}

/// Finds the first quotation mark, eight bytes at a time: the texts are too short for anything that has to be prepared.
fn quotation_mark(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const MARKS: u64 = u64::from_ne_bytes([b'"'; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    let (eights, last) = bytes.as_chunks::<8>();
    for (number, eight) in eights.iter().enumerate() {
        // A mark becomes zero, and only zero borrows from its highest bit without having it. Of several, the first is right.
        let differ = u64::from_le_bytes(*eight) ^ MARKS;
        let found = differ.wrapping_sub(ONES) & !differ & HIGHEST;
        if found != 0 {
            return Some(number * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let place = last.iter().position(|byte| *byte == b'"')?;
    Some(eights.len() * 8 + place)
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
        fn the_first_quotation_mark_is_found(text in "[a-z\"!#\u{a2}\u{122}]{0,40}") {
            prop_assert_eq!(quotation_mark(text.as_bytes()), text.find('"'));
        }

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
