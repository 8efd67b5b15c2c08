//! A theme file as a tree of words, each with its place, so that every problem of a file is found in one go.

use super::file::MOST_BYTES;
use super::problem::Fault;
use crate::text::clean;
use crate::yaml::{self, Limits, Place, YamlError};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) value: Value,
}

#[derive(Clone, Debug)]
pub(super) enum Value {
    Nothing,
    /// A text, number or boolean as it is written: `000000` keeps its zeros.
    Word(String),
    List,
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) place: Place,
    pub(super) word: String,
}

/// Why a file is no tree, and where.
pub(super) type Unreadable = (Option<Place>, Fault);

impl Value {
    /// Returns what the value is, to say that it should have been something else.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Value::Nothing => "nothing",
            Value::Word(_) => "text",
            Value::List => "a list",
            Value::Map(_) => "a map",
        }
    }
}

/// Reads YAML. A key that stands twice is an error, since one of the two colours would not be seen.
pub(super) fn read(text: &str) -> Result<Node, Unreadable> {
    let limits = Limits {
        file_bytes: MOST_BYTES,
        depth: 8,
        ..Limits::default()
    };
    let read = yaml::decode(text.as_bytes(), &limits).and_then(|text| yaml::tree(text, &limits));
    match read {
        Ok(root) => node(root),
        Err(YamlError {
            fault: yaml::Fault::Empty,
            ..
        }) => Ok(Node {
            place: START,
            value: Value::Nothing,
        }),
        Err(YamlError { place, fault }) => Err((
            Some(place).filter(|place| place.line > 0),
            Fault::Yaml(fault),
        )),
    }
}

/// Where a file begins.
pub(super) const START: Place = Place {
    line: 1,
    column: 1,
    length: 1,
};

fn node(node: yaml::Node<'_>) -> Result<Node, Unreadable> {
    let value = match node.value {
        yaml::Value::Null => Value::Nothing,
        yaml::Value::Text { text, .. } => Value::Word(text.into_owned()),
        yaml::Value::List(_) => Value::List,
        yaml::Value::Map(entries) => Value::Map(map(entries)?),
    };
    Ok(Node {
        place: node.place,
        value,
    })
}

fn map(entries: Vec<yaml::Entry<'_>>) -> Result<Vec<(Key, Node)>, Unreadable> {
    let mut keys = std::collections::HashSet::new();
    let mut read = Vec::with_capacity(entries.len());
    for entry in entries {
        let key = Key {
            place: entry.key_place,
            word: entry.key.into_owned(),
        };
        if !keys.insert(key.word.clone()) {
            let fault = Fault::DuplicateKey {
                key: clean::line(&key.word),
            };
            return Err((Some(key.place), fault));
        }
        read.push((key, node(entry.value)?));
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a tree down as `line:column word` lines.
    fn picture(node: &Node, indent: usize, lines: &mut Vec<String>) {
        let Value::Map(entries) = &node.value else {
            panic!("only maps are drawn")
        };
        for (key, child) in entries {
            let at = format!(
                "{:indent$}{}:{} {}",
                "", key.place.line, key.place.column, key.word
            );
            let value = format!("{}:{}", child.place.line, child.place.column);
            match &child.value {
                Value::Nothing | Value::List => {
                    lines.push(format!("{at} = {value} ({})", child.value.kind()));
                }
                Value::Word(word) => lines.push(format!("{at} = {value} {word}")),
                Value::Map(_) => {
                    lines.push(at);
                    picture(child, indent + 2, lines);
                }
            }
        }
    }

    #[test]
    fn words_keep_their_spelling_and_their_place() {
        let text = "\u{feff}a: 000000\nb: 12e456\nc: #fff\nd: \"#fff\"\ne: { f: on, g: true }\nh: [1, {i: 2}]\nj: 1e1e10\n\
                    k: &x 0x10\nl: *x\nm: 99999999999999999999\n2: -3\n";
        let mut lines = Vec::new();
        picture(&read(text).unwrap(), 0, &mut lines);
        assert_eq!(
            lines,
            [
                "1:1 a = 1:4 000000",
                "2:1 b = 2:4 12e456",
                "3:1 c = 3:2 (nothing)",
                "4:1 d = 4:4 #fff",
                "5:1 e",
                "  5:6 f = 5:9 on",
                "  5:13 g = 5:16 true",
                "6:1 h = 6:4 (a list)",
                "7:1 j = 7:4 1e1e10",
                "8:1 k = 8:7 0x10",
                "9:1 l = 9:4 0x10",
                "10:1 m = 10:4 99999999999999999999",
                "11:1 2 = 11:4 -3",
            ]
        );
    }

    #[test]
    fn hostile_yaml_is_an_error_and_not_a_hang() {
        for text in [
            "{a: ".repeat(100_000),
            "[".repeat(100_000),
            "- ".repeat(100_000),
            "a: &a [*a]\n".to_owned(),
        ] {
            assert!(read(&text).is_err(), "{}", &text[..8]);
        }
        let bomb = (1..30).fold("a0: &a0 {x: y}\n".to_owned(), |text, level| {
            let below = level - 1;
            format!("{text}a{level}: &a{level} {{p: *a{below}, q: *a{below}}}\n")
        });
        assert!(read(&bomb).is_err());
    }

    #[test]
    fn an_include_tag_reads_no_file() {
        assert!(read("a: !include /etc/hostname\n").is_err());
    }
}
