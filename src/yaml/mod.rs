//! YAML: bytes of a stranger in, values with their places out, never without a budget.
//!
//! The one home of the YAML library. [`tree`] keeps the place of every key and value, so that every problem of a file can
//! be reported at once.

mod fault;
mod gauge;
mod look;
mod tree;

pub use fault::Fault;
pub use gauge::{Gauge, Reading};
pub use tree::{Entry, Node, Value};

/// Where something stands in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters, line breaks included.
    pub length: u32,
}

/// How much a file may ask for, and who is told how far it is.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size of the file.
    pub file_bytes: usize,
    /// How many mappings and lists may be inside each other.
    pub depth: usize,
    /// How many values may be repeated through aliases.
    pub replayed: usize,
    /// Size of one text.
    pub scalar_bytes: usize,
    /// Shows how far reading is to somebody who waits.
    pub gauge: Option<&'static Gauge>,
}

impl Limits {
    /// The usual size of a file, in MiB.
    pub const FILE_MIB: u32 = 16;
    /// The most that a person may raise the size of a file to, in MiB.
    pub const MAX_FILE_MIB: u32 = 256;

    /// Returns the usual limits for files of up to `mebibytes`, which is brought into 1 to 256.
    #[must_use]
    pub fn of_mebibytes(mebibytes: u32) -> Limits {
        Limits {
            file_bytes: (mebibytes.clamp(1, Self::MAX_FILE_MIB) as usize) << 20,
            ..Limits::default()
        }
    }

    /// Says that reading begins with another file, to who waits for it.
    pub fn begin(&self, path: &std::path::Path, bytes: usize) {
        if let Some(gauge) = self.gauge {
            gauge.begin(path, bytes);
        }
    }

    /// Returns how many values a text of this size may hold: far more than people write, but not one a byte, and not
    /// so many that a small value, of which a file can have millions, costs six times its bytes in memory. Who lets files be
    /// larger than usual wants to read them, and has the memory.
    const fn values(&self, text_bytes: usize) -> usize {
        let usual = (Self::FILE_MIB as usize) << 20;
        let larger = self.file_bytes.saturating_sub(usual);
        let (dense, most) = (
            text_bytes / 8,
            (self.file_bytes - larger) / 40 + larger / 12,
        );
        20_000 + if dense < most { dense } else { most }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: (Self::FILE_MIB as usize) << 20,
            depth: 24,
            replayed: 20_000,
            scalar_bytes: 64 << 10,
            gauge: None,
        }
    }
}

/// Why a file could not be read as YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    pub place: Place,
    pub fault: Fault,
}

impl std::fmt::Display for YamlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Place { line, column, .. } = self.place;
        let sentence = self.fault.sentence(crate::lang::Lang::En);
        if line == 0 {
            f.write_str(&sentence)
        } else {
            write!(f, "{sentence} (line {line}, column {column})")
        }
    }
}

impl std::error::Error for YamlError {}

/// Takes the bytes of a file as text: within the limit, UTF-8, without its byte order mark.
pub fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, YamlError> {
    let whole_file = |fault| YamlError {
        place: Place::default(),
        fault,
    };
    if bytes.len() > limits.file_bytes {
        return Err(whole_file(Fault::FileTooLarge {
            bytes: bytes.len(),
            limit: limits.file_bytes,
        }));
    }
    if let [0xff, 0xfe, ..]
    | [0xfe, 0xff, ..]
    | [0, b'!'..=b'~', 0, ..]
    | [b'!'..=b'~', 0, _, 0, ..] = bytes
    {
        return Err(whole_file(Fault::Utf16));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let offset = error.valid_up_to();
            Err(YamlError {
                place: place_of_byte(bytes, offset),
                fault: Fault::NotUtf8 { offset },
            })
        }
    }
}

/// Reads a text into a tree that keeps the place of every key and value. Repeated keys are kept, for the reader to
/// report; merge keys (`<<`) are applied.
pub fn tree<'a>(text: &'a str, limits: &Limits) -> Result<Node<'a>, YamlError> {
    tree::compose(text, limits)
}

fn place_of_byte(bytes: &[u8], offset: usize) -> Place {
    let before = String::from_utf8_lossy(&bytes[..offset]);
    let before = before.strip_prefix('\u{feff}').unwrap_or(&before);
    let (line, last) = before.split('\n').enumerate().last().unwrap_or_default();
    let (line, column) = (line + 1, last.chars().count() + 1);
    let as_u32 = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: as_u32(line),
        column: as_u32(column),
        length: 1,
    }
}

/// Says what a person most likely meant with a line, by its number from 1, that YAML reads as something else.
#[must_use]
pub fn likely_mistake(text: &str, line: u32) -> Option<YamlError> {
    look::mistake_on(text, line as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault_of(text: &str) -> Fault {
        tree(text, &Limits::default()).expect_err(text).fault
    }

    fn nested(open: &str, close: &str, levels: usize) -> String {
        format!("{}{}", open.repeat(levels), close.repeat(levels))
    }

    /// Draws a tree with the place of each key and value.
    fn picture(node: &Node<'_>) -> String {
        let Place { line, column, .. } = node.place;
        match &node.value {
            Value::Null => format!("null@{line}:{column}"),
            Value::Text { text, plain: true } => format!("{text}@{line}:{column}"),
            Value::Text { text, plain: false } => format!("{text:?}@{line}:{column}"),
            Value::List(nodes) => format!(
                "[{}]",
                nodes.iter().map(picture).collect::<Vec<_>>().join(" ")
            ),
            Value::Map(entries) => {
                let entry = |entry: &Entry<'_>| {
                    let Place { line, column, .. } = entry.key_place;
                    format!("{}@{line}:{column}={}", entry.key, picture(&entry.value))
                };
                format!(
                    "{{{}}}",
                    entries.iter().map(entry).collect::<Vec<_>>().join(" ")
                )
            }
        }
    }

    #[test]
    fn a_tree_knows_where_everything_stands() {
        let table = [
            ("a: 1.10", "{a@1:1=1.10@1:4}"),
            ("a: yes\nb: \"no\"", "{a@1:1=yes@1:4 b@2:1=\"no\"@2:4}"),
            ("标题: 大 # 注释\nb: ~", "{标题@1:1=大@1:5 b@2:1=null@2:4}"),
            ("a: [x, 'y']", "{a@1:1=[x@1:5 \"y\"@1:8]}"),
            (
                "- a: 1\r\n  b: |\r\n    c\r\n    d\r\n",
                "[{a@1:3=1@1:6 b@2:3=\"c\\nd\\n\"@3:5}]",
            ),
            ("a: &n x\nb: *n", "{a@1:1=x@1:7 b@2:1=x@2:4}"),
            (
                "a: &m {x: 1, y: 2}\nb: {<<: *m, y: 3}",
                "{a@1:1={x@1:8=1@1:11 y@1:14=2@1:17} b@2:1={y@2:13=3@2:16 x@1:8=1@1:11}}",
            ),
            ("a: 1\na: 2", "{a@1:1=1@1:4 a@2:1=2@2:4}"),
            ("a: ${HOME} $HOME", "{a@1:1=${HOME} $HOME@1:4}"),
            ("a: !!str 12", "{a@1:1=\"12\"@1:10}"),
        ];
        for (text, expected) in table {
            assert_eq!(
                picture(&tree(text, &Limits::default()).expect(text)),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn bytes_become_text_or_say_where_they_are_not() {
        let limits = Limits {
            file_bytes: 100,
            ..Limits::default()
        };
        assert_eq!(decode("\u{feff}a: 大".as_bytes(), &limits), Ok("a: 大"));
        assert_eq!(decode(b"", &limits), Ok(""));
        let table: [(&[u8], (u32, u32), Fault); 6] = [
            (
                &[b'a'; 101],
                (0, 0),
                Fault::FileTooLarge {
                    bytes: 101,
                    limit: 100,
                },
            ),
            (b"\xff\xfea\0", (0, 0), Fault::Utf16),
            (b"\xfe\xff\0a", (0, 0), Fault::Utf16),
            (b"a\0:\0", (0, 0), Fault::Utf16),
            (b"a: \xff", (1, 4), Fault::NotUtf8 { offset: 3 }),
            (
                b"\xef\xbb\xbfa: 1\n\xe5\xa4\xa7\xe5",
                (2, 2),
                Fault::NotUtf8 { offset: 11 },
            ),
        ];
        for (bytes, place, fault) in table {
            let error = decode(bytes, &limits).expect_err("not text");
            assert_eq!(
                ((error.place.line, error.place.column), error.fault),
                (place, fault)
            );
        }
    }

    #[test]
    fn nothing_is_included_and_nothing_is_filled_in() {
        assert_eq!(
            fault_of("a: !include /etc/hostname"),
            Fault::UnknownTag {
                tag: "!include".to_owned()
            }
        );
        assert_eq!(
            picture(&tree("a: ${HOME}", &Limits::default()).unwrap()),
            "{a@1:1=${HOME}@1:4}"
        );
    }

    #[test]
    fn an_error_names_its_place_unless_it_is_the_whole_file() {
        let table = [
            ("name: [x", "this `[` is never closed (line 1, column 7)"),
            ("", "the file is empty"),
        ];
        for (text, sentence) in table {
            let error = tree(text, &Limits::default()).expect_err(text);
            assert_eq!(error.to_string(), sentence);
        }
    }

    #[test]
    fn every_limit_is_named() {
        let limits = Limits::default();
        for (open, close) in [("[", "]"), ("{a: ", "}"), ("- ", "")] {
            assert!(tree(&nested(open, close, 24), &limits).is_ok(), "{open}");
            assert_eq!(
                fault_of(&nested(open, close, 25)),
                Fault::TooDeep { limit: 24 },
                "{open}"
            );
            assert_eq!(
                fault_of(&nested(open, close, 10_000)),
                Fault::TooDeep { limit: 24 },
                "{open}"
            );
        }
        let texts = |length: usize| format!("a: {}", "x".repeat(length));
        assert!(tree(&texts(64 << 10), &limits).is_ok());
        let too_long = Fault::TextTooLong {
            bytes: (64 << 10) + 1,
            limit: 64 << 10,
        };
        assert_eq!(fault_of(&texts((64 << 10) + 1)), too_long);
        assert_eq!(fault_of("a: 1\n---\nb: 2"), Fault::SeveralDocuments);
        assert_eq!(
            fault_of(&format!("[{}]", "a,".repeat(30_000))),
            Fault::TooManyValues
        );

        let ten = |of: &str| format!("[{}]", [of; 10].join(", "));
        let anchors = [
            ("a", "x"),
            ("b", "*a"),
            ("c", "*b"),
            ("d", "*c"),
            ("e", "*d"),
        ];
        let bomb = anchors
            .map(|(name, of)| format!("{name}: &{name} {}\n", ten(of)))
            .concat();
        assert_eq!(fault_of(&bomb), Fault::TooManyReplays { limit: 20_000 });
        let long_texts = format!("a: &a {}\nb: {}", "x".repeat(60_000), ten("*a"));
        let small = Limits {
            file_bytes: 500_000,
            ..limits
        };
        assert_eq!(
            tree(&long_texts, &small).unwrap_err().fault,
            Fault::TooManyReplays { limit: 20_000 }
        );
        assert!(tree(&long_texts, &limits).is_ok());
        let twenty_levels =
            nested("&a [", "]", 20).replacen("&a [", &format!("&a [{}", "x,".repeat(15_000)), 20);
        assert!(tree(&twenty_levels, &limits).is_err());
    }

    #[test]
    fn hostile_brackets_are_refused_at_once() {
        for text in [
            "{a: ".repeat(100_000),
            "[".repeat(100_000),
            "- ".repeat(100_000),
            "? ".repeat(100_000),
        ] {
            assert!(tree(&text, &Limits::default()).is_err());
        }
    }
}
