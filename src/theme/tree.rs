//! YAML as a tree of words, each with its place, so that every problem of a file is found in one go.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned, UserMessageFormatter};

use super::problem::{Fault, Place};
use crate::text::clean;

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

/// Reads YAML; the one place that knows the YAML library.
pub(super) fn read(text: &str) -> Result<Node, (Option<Place>, Fault)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let options = serde_yaml::options! {
        // `12e456` is a number to YAML and half of a colour to base16.
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::PassThrough,
        budget: serde_yaml::budget! { max_nodes: 4_000, max_depth: 8, max_documents: 1 },
    };
    serde_yaml::from_str_with_options::<Spanned<Raw>>(text, options)
        .map(|raw| node(raw, text))
        .map_err(|error| {
            let place = error.location().map(place).filter(|place| place.line > 0);
            let message = error
                .without_snippet()
                .render_with_formatter(&UserMessageFormatter);
            // The place is told by the problem, not by its text.
            let message = message.split(" at line ").next().unwrap_or_default();
            (place, Fault::Yaml(clean::line(message)))
        })
}

/// The tree as the YAML library gives it: scalars that are not text only tell where they stand.
enum Raw {
    Nothing,
    Text(String),
    Other,
    List,
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Nothing)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Raw::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

fn node(raw: Spanned<Raw>, text: &str) -> Node {
    let value = match raw.value {
        Raw::Nothing => Value::Nothing,
        Raw::Text(word) => Value::Word(word),
        Raw::Other => Value::Word(
            bytes(raw.defined)
                .and_then(|range| text.get(range))
                .unwrap_or_default()
                .to_owned(),
        ),
        Raw::List => Value::List,
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key = Key {
                        place: place(key.referenced),
                        word: key.value,
                    };
                    (key, node(value, text))
                })
                .collect(),
        ),
    };
    Node {
        place: place(raw.referenced),
        value,
    }
}

fn place(location: Location) -> Place {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    Place {
        line: number(location.line()),
        column: number(location.column()),
    }
}

fn bytes(location: Location) -> Option<Range<usize>> {
    let span = location.span();
    let start = usize::try_from(span.byte_offset()?).ok()?;
    Some(start..start.checked_add(usize::try_from(span.byte_len()?).ok()?)?)
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
        let node = read("a: !include /etc/hostname\n").unwrap();
        let mut lines = Vec::new();
        picture(&node, 0, &mut lines);
        assert_eq!(lines, ["1:1 a = 1:13 /etc/hostname"]);
    }
}
