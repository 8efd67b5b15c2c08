//! The bytes of a record: field order, checksum, and what a line can turn out to be.

mod note;
mod plain;
mod salvage;
mod time;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::record::{Action, FORMAT, Part, Record, RecordId};
use super::values::Values;
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};
pub use plain::{Plain, PlainOrigin, plain};
pub use salvage::salvage;

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

/// A record that cannot be written so that it can be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unwritable {
    #[error("an id in the record is so long that it does not fit on a line of {MAX_LINE} bytes")]
    TooLong,
    #[error("the record names no roadmap or no node")]
    Nameless,
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
    #[serde(borrow, default, skip_serializing_if = "Values::is_none")]
    w: Values<'a>,
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
pub fn encode(record: &Record) -> Result<String, Unwritable> {
    if record.is_nameless() {
        return Err(Unwritable::Nameless);
    }
    let line = encode_line(record);
    if line.len() <= MAX_LINE + 1 {
        return Ok(line);
    }
    let Action::Status(change) = &record.action else {
        return Err(Unwritable::TooLong);
    };
    let parts = split(&change.nodes);
    let of = u32::try_from(parts.len()).map_err(|_| Unwritable::TooLong)?;
    let mut lines = String::with_capacity(line.len() + parts.len() * 256);
    for (number, nodes) in (1..).zip(parts) {
        let id =
            RecordId::from_text(&format!("{}.{number}", record.id)).ok_or(Unwritable::TooLong)?;
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
            return Err(Unwritable::TooLong);
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
        "note" => note::read(&raw),
        "time" => time::read(&raw),
        _ => Err(Refused::Unknown),
    };
    match read.and_then(|action| raw.record(action)) {
        Ok(record) => Parsed::Record(record),
        Err(Refused::Unknown) => Parsed::UnknownOp(unapplied()),
        Err(Refused::Malformed) => Parsed::Damaged,
    }
}

/// Returns the id of a line that is in order, whether or not this version understands it.
#[must_use]
pub fn id(line: &[u8]) -> Option<RecordId> {
    match parse(line) {
        Parsed::Record(record) => Some(record.id),
        Parsed::Newer(unapplied) | Parsed::UnknownOp(unapplied) => unapplied.id,
        Parsed::Blank | Parsed::Header { .. } | Parsed::Damaged => None,
    }
}

/// Splits a sealed line into the bytes that the checksum is of and the checksum; `None` when it has no seal.
fn checksum(line: &[u8]) -> Option<(&[u8], u32)> {
    let (body, tail) = line.split_at_checked(line.len().checked_sub(SEAL)?)?;
    let digits = tail.strip_prefix(br##","#":""##)?.strip_suffix(br#""}"#)?;
    // Only our own spelling: `from_str_radix` would take a sign and capitals.
    let told = digits.iter().try_fold(0, |told, byte| {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            _ => return None,
        };
        Some(told << 4 | u32::from(digit))
    })?;
    Some((body, told))
}

/// Classifies a line whose fields have other types than ours: it may come from a newer version.
fn parse_strange(line: &[u8]) -> Parsed {
    let Ok(envelope) = serde_json::from_slice::<Envelope>(line) else {
        return Parsed::Damaged;
    };
    let unapplied = Unapplied {
        id: envelope.id.as_deref().and_then(RecordId::from_text),
        l: envelope.l.unwrap_or(0),
    };
    if envelope.v > FORMAT {
        Parsed::Newer(unapplied)
    } else if matches!(
        &*envelope.op,
        "status" | "attach" | "note" | "time" | "header"
    ) {
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
        let fitting = [&self.x, &self.f, &self.u, &self.t, &self.w]
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
                when: self.w.get(index).map(str::to_owned),
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
        let node = self.one_node()?;
        let to = match &self.x {
            Values::None => None,
            Values::One(to) => Some(to.clone().into_owned()),
            Values::Number(_) | Values::Each(_) => return Err(Refused::Malformed),
        };
        Ok(Action::Attach {
            roadmap: self.r.clone().into_owned(),
            node: node.to_owned(),
            to,
        })
    }

    fn one_node(&self) -> Result<&str, Refused> {
        self.n.only().ok_or(Refused::Malformed)
    }

    fn record(&self, action: Action) -> Result<Record, Refused> {
        let id = RecordId::from_text(&self.id).ok_or(Refused::Malformed)?;
        if self.l == 0 {
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
        let record = Record {
            part,
            ..Record::new(id, self.l, &self.at, action)
        };
        if record.is_nameless() {
            Err(Refused::Malformed)
        } else {
            Ok(record)
        }
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
            let nodes = || change.nodes.iter();
            raw.op = "status".into();
            raw.n = Values::of(nodes().map(|node| Some(&*node.node)));
            raw.x = Values::of(nodes().map(|node| Some(node.to.word()))).same_as_one();
            raw.f = Values::of(nodes().map(|node| Some(node.from.word()))).same_as_one();
            raw.u = Values::of(nodes().map(|node| node.url.as_deref()));
            raw.t = Values::of(
                nodes().map(|node| Some(&*node.title).filter(|title| !title.is_empty())),
            );
            raw.w = Values::of(nodes().map(|node| node.when.as_deref())).same_as_one();
            match &change.origin {
                Origin::Done => {}
                Origin::Undoes(id) => raw.undo = Some(id.into()),
                Origin::Redoes(id) => raw.redo = Some(id.into()),
            }
        }
        Action::Attach { node, to, .. } => {
            raw.op = "attach".into();
            raw.n = Values::One(node.into());
            raw.x = Values::of(std::iter::once(to.as_deref()));
        }
        Action::Note { node, deed, .. } => note::write(&mut raw, node, *deed),
        Action::Time(spent) => time::write(&mut raw, spent),
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
    let optional = |text: &Option<String>| text.as_deref().map_or(5, quoted);
    quoted(&node.node) + words + optional(&node.url) + quoted(&node.title) + optional(&node.when)
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use std::slice;

    use proptest::prelude::*;

    use super::*;
    use crate::journal::record::NoteDeed;

    fn node(node: &str, title: &str) -> NodeChange {
        let url = Some(format!("https://example.org/{node}"));
        NodeChange {
            node: node.into(),
            from: Status::Todo,
            to: Status::Done,
            url,
            title: title.into(),
            when: None,
        }
    }

    fn record(nodes: Vec<NodeChange>) -> Record {
        let id = RecordId::from_text("9f2c41d07ab35e18-12").unwrap();
        let change = Change {
            roadmap: "llm".into(),
            nodes,
            origin: Origin::Done,
        };
        Record::new(
            id,
            1_795_463_118_611,
            "2026-11-23T19:24:30+01:00",
            Action::Status(change),
        )
    }

    /// Ends a line as `encode` does.
    fn sealed(body: &str) -> String {
        format!(
            "{body},\"#\":\"{:08x}\"}}",
            crc32fast::hash(body.as_bytes())
        )
    }

    #[test]
    fn a_record_is_one_line_of_json_with_its_checksum() {
        let line = encode(&record(vec![node(
            "dpo-paper",
            "Direct Preference Optimization",
        )]))
        .unwrap();
        assert_eq!(
            line.trim_end(),
            r##"{"v":1,"id":"9f2c41d07ab35e18-12","l":1795463118611,"at":"2026-11-23T19:24:30+01:00","op":"status","r":"llm","n":"dpo-paper","x":"done","f":"todo","u":"https://example.org/dpo-paper","t":"Direct Preference Optimization","#":"e1514ff1"}"##
        );
        assert_eq!(
            parse(line.as_bytes()),
            Parsed::Record(record(vec![node(
                "dpo-paper",
                "Direct Preference Optimization"
            )]))
        );
    }

    #[test]
    fn the_lines_in_the_documentation_are_real() {
        let page = include_str!("../../docs/journal.md");
        let lines: Vec<_> = page
            .lines()
            .filter(|line| line.starts_with("{\"v\""))
            .map(|line| parse(line.as_bytes()))
            .collect();
        assert!(
            matches!(
                &*lines,
                [Parsed::Record(_), Parsed::Header { min_reader: 1 }]
            ),
            "{lines:?}"
        );
    }

    #[test]
    fn a_change_of_many_nodes_says_once_what_is_the_same_for_all() {
        let line = encode(&record(vec![node("a", "A"), node("b", "B")])).unwrap();
        assert_eq!(
            line.trim_end(),
            r##"{"v":1,"id":"9f2c41d07ab35e18-12","l":1795463118611,"at":"2026-11-23T19:24:30+01:00","op":"status","r":"llm","n":["a","b"],"x":"done","f":"todo","u":["https://example.org/a","https://example.org/b"],"t":["A","B"],"#":"74bc5698"}"##
        );
        assert_eq!(
            parse(line.as_bytes()),
            Parsed::Record(record(vec![node("a", "A"), node("b", "B")]))
        );
    }

    #[test]
    fn what_was_done_before_it_was_imported_says_when() {
        let on = |when: Option<&str>, name: &str| NodeChange {
            when: when.map(str::to_owned),
            ..node(name, "")
        };
        let table = [
            (vec![on(Some("2026-01-02"), "a")], r#""w":"2026-01-02""#),
            (
                vec![on(Some("2026-01-02"), "a"), on(None, "b")],
                r#""w":["2026-01-02",null]"#,
            ),
            (
                vec![on(Some("2026-01-02"), "a"), on(Some("2026-01-02"), "b")],
                r#""w":"2026-01-02""#,
            ),
        ];
        for (nodes, expected) in table {
            let line = encode(&record(nodes.clone())).unwrap();
            assert!(line.contains(expected), "{line}");
            assert_eq!(parse(line.as_bytes()), Parsed::Record(record(nodes)));
        }
    }

    #[test]
    fn a_note_says_only_that_it_was_written_or_removed() {
        let note = |deed| {
            let id = RecordId::from_text("9f2c41d07ab35e18-12").unwrap();
            let action = Action::Note {
                roadmap: "llm".into(),
                node: "dpo-paper".into(),
                deed,
            };
            Record::new(id, 5, "2026-11-23T19:24:30+01:00", action)
        };
        let line = encode(&note(NoteDeed::Written)).unwrap();
        assert!(
            line.contains(r#""op":"note","r":"llm","n":"dpo-paper","x":"written","#),
            "{line}"
        );
        for deed in NoteDeed::ALL {
            let line = encode(&note(deed)).unwrap();
            assert_eq!(parse(line.as_bytes()), Parsed::Record(note(deed)));
        }
        let unknown = r#"{"v":1,"id":"me-1","l":5,"op":"note","r":"llm","n":"a","x":"sung"}"#;
        assert!(matches!(parse(unknown.as_bytes()), Parsed::UnknownOp(_)));
        for bad in [
            r#""n":["a","b"],"x":"written""#,
            r#""n":"a""#,
            r#""x":"written""#,
        ] {
            let line = format!(r#"{{"v":1,"id":"me-1","l":5,"op":"note","r":"llm",{bad}}}"#);
            assert_eq!(parse(line.as_bytes()), Parsed::Damaged, "{bad}");
        }
    }

    #[test]
    fn the_header_names_the_format_that_a_writer_needs() {
        let start = r#"{"v":1,"op":"header","min_reader":1,"app":"roadbook "#;
        assert!(header().starts_with(start), "{}", header());
        assert_eq!(parse(header().as_bytes()), Parsed::Header { min_reader: 1 });
    }

    #[test]
    fn a_line_is_what_it_says_and_damaged_otherwise() {
        let good = |line: &str| matches!(parse(line.as_bytes()), Parsed::Record(_));
        let damaged = |line: &str| parse(line.as_bytes()) == Parsed::Damaged;
        let hand = r#"{"v":1,"id":"me-1","l":5,"op":"status","r":"llm","n":"a","x":"done"}"#;
        assert!(good(hand), "without a checksum a line is written by hand");
        assert!(
            good(&format!("\u{feff}{hand}\r")),
            "an editor's BOM and CRLF do no harm"
        );
        assert!(
            good(&hand.replace('}', r#","colour":"red"}"#)),
            "further fields are for others"
        );
        assert!(good(&sealed(hand.strip_suffix('}').unwrap())));
        assert!(damaged(
            &sealed(hand.strip_suffix('}').unwrap()).replace("done", "todo")
        ));
        assert!(
            damaged(&hand.replace('}', r##", "#": "00000000"}"##)),
            "a checksum in another spelling"
        );
        for (from, to) in [
            (r#""l":5"#, r#""l":0"#),
            (r#""l":5"#, r#""l":-5"#),
            (r#""l":5"#, r#""l":5e3"#),
            (r#""r":"llm""#, r#""r":"""#),
            (r#""n":"a""#, r#""n":[]"#),
            (r#""n":"a""#, r#""n":["a",null]"#),
            (r#""n":"a""#, "\"n\":\"\u{200b}\""),
            (r#""x":"done""#, r#""x":["done","done"]"#),
            ("me-1", "me 1"),
            ("me-1", ""),
            (r#""x":"done""#, r#""x":"done","x":"todo""#),
            (r#""x":"done""#, r#""x":"done","undo":"a","redo":"b""#),
            (r#""x":"done""#, r#""x":"done","whole":"w","part":[3,2]"#),
            (r#""x":"done""#, r#""x":"done","whole":"w""#),
            ("}", ""),
            ("}", "}}"),
        ] {
            assert!(damaged(&hand.replace(from, to)), "{to}");
        }
        for line in [
            "<<<<<<< HEAD",
            "[]",
            "null",
            "\0\0\0\0",
            "{",
            "7",
            r#"{"v":1}"#,
        ] {
            assert!(damaged(line), "{line}");
        }
        let long = hand.replace('}', &format!(r#","t":"{}"}}"#, "x".repeat(MAX_LINE)));
        assert!(damaged(&long));
        for line in ["", " ", "\t\r"] {
            assert_eq!(parse(line.as_bytes()), Parsed::Blank);
        }
    }

    #[test]
    fn what_a_newer_version_wrote_is_told_from_damage() {
        let kept = |id: &str, l| Unapplied {
            id: RecordId::from_text(id),
            l,
        };
        let cases = [
            (
                r#"{"v":2,"id":"z-1","l":9,"op":"status","r":"llm","n":"a","x":"done"}"#,
                Parsed::Newer(kept("z-1", 9)),
            ),
            (
                r#"{"v":7,"op":"status","n":{"x":1}}"#,
                Parsed::Newer(kept("", 0)),
            ),
            (
                r#"{"v":1,"id":"z-1","l":9,"op":"review","r":"llm","n":"a","x":25}"#,
                Parsed::UnknownOp(kept("z-1", 9)),
            ),
            (
                r#"{"v":1,"id":"z-1","l":9,"op":"review","r":"llm"}"#,
                Parsed::UnknownOp(kept("z-1", 9)),
            ),
            (
                r#"{"v":1,"id":"z-1","l":9,"op":"status","r":"llm","n":"a","x":"paused"}"#,
                Parsed::UnknownOp(kept("z-1", 9)),
            ),
            (
                r#"{"v":1,"op":"header","min_reader":3}"#,
                Parsed::Header { min_reader: 3 },
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(parse(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn texts_of_a_journal_are_cleaned_when_they_are_read() {
        let line = r#"{"v":1,"id":"me-1","l":5,"op":"status","r":"l\u001blm","n":"a\u0007","x":"done","t":"\u001b]0;x\u202eTitle","u":"https://a\u009b.org"}"#;
        let Parsed::Record(record) = parse(line.as_bytes()) else {
            panic!("{line}")
        };
        let text = format!("{:?}", record.action);
        assert!(!text.contains("\\u{"), "{text}");
    }

    #[test]
    fn a_whole_record_is_found_behind_a_torn_one() {
        let whole = encode(&record(vec![node("a", "{\"v\":1}")])).unwrap();
        let torn = &whole[..40];
        let found = |line: String| salvage(line.as_bytes()).collect::<Vec<_>>();
        let one = record(vec![node("a", "{\"v\":1}")]);
        assert_eq!(found(format!("{torn}{whole}")), slice::from_ref(&one));
        let by_hand = r#"{"v":1,"id":"me-1","l":5,"op":"status","r":"llm","n":"a","x":"done"}"#;
        assert_eq!(
            found(format!("{torn}{by_hand}")),
            [],
            "nothing vouches for it"
        );
    }

    #[test]
    fn whole_records_are_found_between_zeros() {
        let [a, b] = ["a", "b"].map(|id| record(vec![node(id, "title")]));
        let [first, second] = [&a, &b].map(|record| encode(record).unwrap());
        let (first, second) = (first.trim_end(), second.trim_end());
        let zeros = "\0".repeat(600);
        let torn = &first[..40];
        let found = |line: String| salvage(line.as_bytes()).collect::<Vec<_>>();
        assert_eq!(found(format!("{first}{zeros}")), slice::from_ref(&a));
        assert_eq!(found(format!("{zeros}{first}")), slice::from_ref(&a));
        assert_eq!(
            found(format!("{first}{zeros}{torn}\0{torn}{second}")),
            [a, b]
        );
        assert_eq!(found(format!("{torn}{zeros}")), []);
    }

    #[test]
    fn a_change_too_long_for_a_line_is_written_as_lines_that_join_to_it() {
        let nodes: Vec<_> = (0..5000)
            .map(|n| node(&format!("stage-topic-resource-{n}"), &"标题\"".repeat(20)))
            .collect();
        let whole = record(nodes);
        let lines = encode(&whole).unwrap();
        assert!(lines.lines().count() > 10);
        assert!(lines.lines().all(|line| line.len() <= MAX_LINE));
        let read = |line: &str| match parse(line.as_bytes()) {
            Parsed::Record(record) => Some(record),
            Parsed::Blank
            | Parsed::Header { .. }
            | Parsed::Newer(_)
            | Parsed::UnknownOp(_)
            | Parsed::Damaged => None,
        };
        let parts: Vec<_> = lines
            .lines()
            .map(|line| read(line).expect("each line is a record"))
            .collect();
        let parts: Vec<_> = parts.iter().collect();
        assert_eq!(Record::join(&parts), Some(whole));
        assert_eq!(Record::join(&parts[1..]), None);
        assert_eq!(Record::join(&parts[..parts.len() - 1]), None);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        assert_eq!(encode(&record(Vec::new())), Err(Unwritable::Nameless));
        assert_eq!(
            encode(&record(vec![node("\u{200b}", "")])),
            Err(Unwritable::Nameless)
        );
        assert_eq!(
            encode(&record(vec![node(&"x".repeat(MAX_LINE), "")])),
            Err(Unwritable::TooLong)
        );
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = (parse(&bytes), salvage(&bytes).count());
        }

        #[test]
        fn any_texts_are_read_as_they_were_written(texts in prop::collection::vec((".{1,20}", ".{0,40}", prop::option::of(".{0,60}")), 1..5)) {
            let node = |(id, title, when): &(String, String, Option<String>)| NodeChange {
                when: when.clone(),
                ..node(id, title)
            };
            let record = record(texts.iter().map(node).collect());
            prop_assume!(!record.is_nameless());
            let line = encode(&record).unwrap();
            prop_assert_eq!(line.matches('\n').count(), 1);
            prop_assert_eq!(parse(line.as_bytes()), Parsed::Record(record));
        }
    }
}
