//! The bytes of a record: field order, checksum, and what a line can turn out to be.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::record::{Action, FORMAT, Part, Record, RecordId};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// Longest line in bytes, without its newline. A longer one is damaged.
pub const MAX_LINE: usize = 64 * 1024;

/// Bytes of a line that the nodes of one part may fill; the rest is for the other fields.
const NODE_BUDGET: usize = MAX_LINE - 2048;

/// Length of `,"#":"59606c26"}`, with which every line of ours ends.
const SEAL: usize = 16;

/// What a line of a journal turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parsed {
    Blank,
    Record(Record),
    /// First line of a file; a reader of a format below `min_reader` must not write.
    Header {
        min_reader: u64,
    },
    /// A record that asks for a reader of a higher format: kept on disk, not applied.
    Newer(Unapplied),
    /// A record whose operation or value this version does not know: kept on disk, not applied.
    UnknownOp(Unapplied),
    /// Torn, overlong, not JSON, or its checksum is wrong.
    Damaged,
}

/// What is known of a record that is not applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapplied {
    pub id: Option<RecordId>,
    pub l: u64,
}

/// A record that does not fit on a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the record is longer than {MAX_LINE} bytes: an id in it is too long")]
pub struct TooLong;

/// One value, or one for each node.
#[derive(Debug, Default, PartialEq)]
enum Values<'a> {
    #[default]
    None,
    One(Cow<'a, str>),
    Each(Vec<Option<Cow<'a, str>>>),
}

/// The fields of a line in their order on disk. Reading knows them in any order and ignores further ones.
#[derive(Default, Serialize, Deserialize)]
struct Raw<'a> {
    v: u64,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    id: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_zero")]
    l: u64,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    at: Cow<'a, str>,
    #[serde(borrow)]
    op: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "str::is_empty")]
    r: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    n: Values<'a>,
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    x: Values<'a>,
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    f: Values<'a>,
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    u: Values<'a>,
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    t: Values<'a>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    undo: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    redo: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    whole: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min_reader: Option<u64>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    app: Option<Cow<'a, str>>,
    #[serde(rename = "#", default, skip_serializing)]
    checksum: Option<serde::de::IgnoredAny>,
}

/// The little that a line of any version has.
#[derive(Deserialize)]
struct Envelope {
    v: u64,
    op: String,
    id: Option<String>,
    l: Option<u64>,
}

/// Writes a record as its lines, each with its newline: one line, or several when its nodes do not fit on one.
pub fn encode(record: &Record) -> Result<String, TooLong> {
    let line = encode_line(record);
    if line.len() <= MAX_LINE + 1 {
        return Ok(line);
    }
    let Action::Status(change) = &record.action else {
        return Err(TooLong);
    };
    let parts = split(&change.nodes);
    let of = u32::try_from(parts.len()).map_err(|_| TooLong)?;
    let mut lines = String::with_capacity(line.len() + parts.len() * 256);
    for (number, nodes) in (1..).zip(parts) {
        let id = RecordId::from_text(&format!("{}.{number}", record.id)).ok_or(TooLong)?;
        let change = Change {
            roadmap: change.roadmap.clone(),
            nodes: nodes.to_vec(),
            origin: change.origin.clone(),
        };
        let part = Some(Part {
            whole: record.id.clone(),
            number,
            of,
        });
        let line = encode_line(&Record {
            id,
            action: Action::Status(change),
            part,
            ..record.clone()
        });
        if line.len() > MAX_LINE + 1 {
            return Err(TooLong);
        }
        lines.push_str(&line);
    }
    Ok(lines)
}

/// Returns the first line of a new file, with its newline.
#[must_use]
pub fn header() -> String {
    let app = concat!("roadbook ", env!("CARGO_PKG_VERSION"));
    let raw = Raw {
        v: FORMAT,
        op: "header".into(),
        min_reader: Some(1),
        app: Some(app.into()),
        ..Raw::default()
    };
    seal(&raw)
}

/// Reads one line, without its newline. Never panics, whatever the bytes are.
#[must_use]
pub fn parse(line: &[u8]) -> Parsed {
    let line = line
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii();
    if line.is_empty() {
        return Parsed::Blank;
    }
    if line.len() > MAX_LINE {
        return Parsed::Damaged;
    }
    let sealed = match checksum(line) {
        Some((body, told)) if crc32fast::hash(body) == told => true,
        Some(_) => return Parsed::Damaged,
        None => false,
    };
    let Ok(raw) = serde_json::from_slice::<Raw>(line) else {
        return parse_strange(line);
    };
    if raw.checksum.is_some() && !sealed {
        return Parsed::Damaged;
    }
    if raw.op == "header" {
        return raw
            .min_reader
            .map_or(Parsed::Damaged, |min_reader| Parsed::Header { min_reader });
    }
    let unapplied = || Unapplied {
        id: RecordId::from_text(&raw.id),
        l: raw.l,
    };
    if raw.v > FORMAT {
        return Parsed::Newer(unapplied());
    }
    let read = match &*raw.op {
        "status" => raw.status(),
        "attach" => raw.attach(),
        _ => Err(Refused::Unknown),
    };
    match read.and_then(|action| raw.record(action)) {
        Ok(record) => Parsed::Record(record),
        Err(Refused::Unknown) => Parsed::UnknownOp(unapplied()),
        Err(Refused::Malformed) => Parsed::Damaged,
    }
}

/// Looks for a whole, checksummed record inside a damaged line: where a writer without a lock ran into a torn one.
#[must_use]
pub fn salvage(line: &[u8]) -> Option<Record> {
    const START: &[u8] = br#"{"v":"#;
    // Inside a string the quotes would be escaped, so a start is a start. The bound is against made-up lines.
    let starts = line
        .windows(START.len())
        .enumerate()
        .filter(|(_, window)| *window == START);
    for (start, _) in starts.filter(|(start, _)| *start > 0).take(16) {
        let inner = line[start..].trim_ascii();
        if checksum(inner).is_some()
            && let Parsed::Record(record) = parse(inner)
        {
            return Some(record);
        }
    }
    None
}

/// Splits a sealed line into the bytes that the checksum is of and the checksum; `None` when it has no seal.
fn checksum(line: &[u8]) -> Option<(&[u8], u32)> {
    let (body, tail) = line.split_at_checked(line.len().checked_sub(SEAL)?)?;
    let digits = tail.strip_prefix(br##","#":""##)?.strip_suffix(br#""}"#)?;
    let digits = std::str::from_utf8(digits).ok()?;
    // Only our own spelling: `from_str_radix` would take a sign and capitals.
    let ours = digits
        .bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    Some((body, u32::from_str_radix(digits, 16).ok().filter(|_| ours)?))
}

/// Classifies a line whose fields have other types than ours: it may come from a newer version.
fn parse_strange(line: &[u8]) -> Parsed {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(line) else {
        return Parsed::Damaged;
    };
    let id = envelope.id.as_deref().and_then(RecordId::from_text);
    let unapplied = Unapplied {
        id,
        l: envelope.l.unwrap_or(0),
    };
    if envelope.v > FORMAT {
        Parsed::Newer(unapplied)
    } else if matches!(&*envelope.op, "status" | "attach" | "header") {
        Parsed::Damaged
    } else {
        Parsed::UnknownOp(unapplied)
    }
}

enum Refused {
    Malformed,
    Unknown,
}

impl Raw<'_> {
    fn status(&self) -> Result<Action, Refused> {
        let count = self
            .n
            .count()
            .filter(|count| *count > 0)
            .ok_or(Refused::Malformed)?;
        let fitting = [&self.x, &self.f, &self.u, &self.t]
            .iter()
            .all(|values| values.fit(count));
        if !fitting || self.x.is_none() {
            return Err(Refused::Malformed);
        }
        let mut nodes = Vec::with_capacity(count);
        for index in 0..count {
            let node = self.n.get(index).ok_or(Refused::Malformed)?;
            let to = self
                .x
                .get(index)
                .and_then(Status::from_word)
                .ok_or(Refused::Unknown)?;
            let from = match self.f.get(index) {
                Some(word) => Status::from_word(word).ok_or(Refused::Unknown)?,
                None => Status::Todo,
            };
            let url = self.u.get(index).map(str::to_owned);
            let title = self.t.get(index).unwrap_or_default().to_owned();
            nodes.push(NodeChange {
                node: node.to_owned(),
                from,
                to,
                url,
                title,
            });
        }
        let id = |text: &str| {
            RecordId::from_text(text)
                .map(|id| id.to_string())
                .ok_or(Refused::Malformed)
        };
        let origin = match (&self.undo, &self.redo) {
            (None, None) => Origin::Done,
            (Some(undone), None) => Origin::Undoes(id(undone)?),
            (None, Some(redone)) => Origin::Redoes(id(redone)?),
            (Some(_), Some(_)) => return Err(Refused::Malformed),
        };
        Ok(Action::Status(Change {
            roadmap: self.r.clone().into_owned(),
            nodes,
            origin,
        }))
    }

    fn attach(&self) -> Result<Action, Refused> {
        let (Some(1), Some(node)) = (self.n.count(), self.n.get(0)) else {
            return Err(Refused::Malformed);
        };
        let to = match &self.x {
            Values::None => None,
            Values::One(to) => Some(to.clone().into_owned()),
            Values::Each(_) => return Err(Refused::Malformed),
        };
        Ok(Action::Attach {
            roadmap: self.r.clone().into_owned(),
            node: node.to_owned(),
            to,
        })
    }

    fn record(&self, action: Action) -> Result<Record, Refused> {
        let id = RecordId::from_text(&self.id).ok_or(Refused::Malformed)?;
        if self.l == 0 || self.r.is_empty() {
            return Err(Refused::Malformed);
        }
        let part = match (&self.whole, self.part) {
            (Some(whole), Some((number, of))) if (1..=of).contains(&number) => Some(Part {
                whole: RecordId::from_text(whole).ok_or(Refused::Malformed)?,
                number,
                of,
            }),
            (None, None) => None,
            (Some(_), _) | (None, Some(_)) => return Err(Refused::Malformed),
        };
        Ok(Record {
            part,
            ..Record::new(id, self.l, &self.at, action)
        })
    }
}

fn encode_line(record: &Record) -> String {
    let mut raw = Raw {
        v: FORMAT,
        id: record.id.as_str().into(),
        l: record.l,
        at: record.at.as_str().into(),
        r: record.action.roadmap().into(),
        ..Raw::default()
    };
    match &record.action {
        Action::Status(change) => {
            raw.op = "status".into();
            raw.n = Values::each(change, |node| Some(&node.node));
            raw.x = Values::each(change, |node| Some(node.to.word())).same_as_one();
            raw.f = Values::each(change, |node| Some(node.from.word())).same_as_one();
            raw.u = Values::each(change, |node| node.url.as_deref());
            raw.t = Values::each(change, |node| {
                Some(&*node.title).filter(|title| !title.is_empty())
            });
            match &change.origin {
                Origin::Done => {}
                Origin::Undoes(id) => raw.undo = Some(id.into()),
                Origin::Redoes(id) => raw.redo = Some(id.into()),
            }
        }
        Action::Attach { node, to, .. } => {
            raw.op = "attach".into();
            raw.n = Values::One(node.into());
            raw.x = to
                .as_deref()
                .map_or(Values::None, |to| Values::One(to.into()));
        }
    }
    if let Some(part) = &record.part {
        raw.whole = Some(part.whole.as_str().into());
        raw.part = Some((part.number, part.of));
    }
    seal(&raw)
}

/// Writes the fields, the checksum of their bytes, and the newline.
fn seal(raw: &Raw) -> String {
    let mut line = serde_json::to_string(raw).expect("strings and numbers always make JSON");
    line.pop();
    let checksum = crc32fast::hash(line.as_bytes());
    line + &format!(",\"#\":\"{checksum:08x}\"}}\n")
}

/// Cuts the nodes into runs that each fit on a line.
fn split(nodes: &[NodeChange]) -> Vec<&[NodeChange]> {
    let mut runs = Vec::new();
    let (mut start, mut filled) = (0, 0);
    for (index, node) in nodes.iter().enumerate() {
        let size = size(node);
        if index > start && filled + size > NODE_BUDGET {
            runs.push(&nodes[start..index]);
            (start, filled) = (index, 0);
        }
        filled += size;
    }
    runs.push(&nodes[start..]);
    runs
}

/// Returns the bytes that a node takes on a line, at most.
fn size(node: &NodeChange) -> usize {
    let quoted =
        |text: &str| serde_json::to_string(text).map_or(text.len() * 6, |quoted| quoted.len()) + 1;
    let words = node.from.word().len() + node.to.word().len() + 6;
    quoted(&node.node) + words + node.url.as_deref().map_or(5, quoted) + quoted(&node.title)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl<'a> Values<'a> {
    fn each(change: &'a Change, value: impl Fn(&'a NodeChange) -> Option<&'a str>) -> Values<'a> {
        if let [node] = &*change.nodes {
            return value(node).map_or(Values::None, |value| Values::One(value.into()));
        }
        let each: Vec<_> = change
            .nodes
            .iter()
            .map(|node| value(node).map(Cow::Borrowed))
            .collect();
        if each.iter().all(Option::is_none) {
            Values::None
        } else {
            Values::Each(each)
        }
    }

    /// Says a value once when it is the same for each node.
    fn same_as_one(self) -> Values<'a> {
        match self {
            Values::Each(mut each) if each.windows(2).all(|pair| pair[0] == pair[1]) => {
                each.pop().flatten().map_or(Values::None, Values::One)
            }
            Values::None | Values::One(_) | Values::Each(_) => self,
        }
    }

    fn is_none(&self) -> bool {
        matches!(self, Values::None)
    }

    /// Returns how many nodes are named; `None` when none is.
    fn count(&self) -> Option<usize> {
        match self {
            Values::None => None,
            Values::One(_) => Some(1),
            Values::Each(each) => Some(each.len()),
        }
    }

    fn fit(&self, count: usize) -> bool {
        match self {
            Values::None | Values::One(_) => true,
            Values::Each(each) => each.len() == count,
        }
    }

    fn get(&self, index: usize) -> Option<&str> {
        match self {
            Values::None => None,
            Values::One(one) => Some(one),
            Values::Each(each) => each.get(index)?.as_deref(),
        }
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Values::None => serializer.serialize_none(),
            Values::One(one) => serializer.serialize_str(one),
            Values::Each(each) => each.serialize(serializer),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrEach;

        impl<'de> Visitor<'de> for OneOrEach {
            type Value = Values<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Values::None)
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Values::One(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Values::One(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut each = Vec::new();
                while let Some(value) = seq.next_element::<Option<Cow<'de, str>>>()? {
                    each.push(value);
                }
                Ok(Values::Each(each))
            }
        }

        deserializer.deserialize_any(OneOrEach)
    }
}
