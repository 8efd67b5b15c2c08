//! Values of one key: texts, words, numbers, and what is said when they are something else.

use super::keys::FirstLines;
use super::read::{Fields, Reader, Within};
use super::{At, Text};
use crate::roadmap::problem::{Part, Place, ProblemKind, Shape};
use crate::yaml::{Entry, Node, Value};

impl Reader<'_> {
    pub(super) fn text(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<Text> {
        let node = fields.take_even_empty(key)?;
        let place = node.place;
        let texts = match node.value {
            Value::Null if key == "title" => {
                self.problems
                    .push(place, ProblemKind::EmptyTitle { part: fields.part });
                Vec::new()
            }
            Value::Null => return None,
            Value::Text { text, .. } => {
                vec![(
                    At::default(),
                    At {
                        value: text.into_owned(),
                        place,
                    },
                )]
            }
            Value::Map(entries) if entries.is_empty() && key != "title" => return None,
            Value::Map(entries) => self.languages(entries, place, key, fields.part),
            Value::List(_) => {
                self.wrong_shape(&node, key, Shape::TextInLanguages, Within::Alone);
                Vec::new()
            }
        };
        Some(Text { place, texts })
    }

    pub(super) fn languages(
        &mut self,
        entries: Vec<Entry<'_>>,
        place: Place,
        key: &'static str,
        part: Part,
    ) -> Vec<(At<String>, At<String>)> {
        if entries.is_empty() {
            self.problems.push(place, ProblemKind::EmptyTitle { part });
        }
        let mut texts: Vec<(At<String>, At<String>)> = Vec::with_capacity(entries.len());
        let mut first_lines = FirstLines::default();
        for entry in entries {
            let first_line = first_lines.repeats(&entry);
            let tag = At {
                value: entry.key.into_owned(),
                place: entry.key_place,
            };
            if let Some(first_line) = first_line {
                let kind = ProblemKind::DuplicateKey {
                    key: tag.value,
                    first_line,
                };
                self.problems.push(tag.place, kind);
                continue;
            }
            match entry.value.value {
                Value::Text { text, .. } => {
                    texts.push((
                        tag,
                        At {
                            value: text.into_owned(),
                            place: entry.value.place,
                        },
                    ));
                }
                Value::Null if key == "title" => {
                    self.problems
                        .push(entry.value.place, ProblemKind::EmptyTitle { part });
                }
                Value::Null => {}
                Value::List(_) | Value::Map(_) => {
                    self.wrong_shape(&entry.value, key, Shape::Text, Within::Alone);
                }
            }
        }
        texts
    }

    /// Takes a text of one language; a plain number or truth value is taken as it is written.
    pub(super) fn word(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
    ) -> Option<At<String>> {
        let node = fields.take(key)?;
        self.word_in(node, key, Within::Alone)
    }

    /// As [`word`](Self::word), but an empty value is an empty text, where leaving it empty is more likely a mistake.
    pub(super) fn word_even_empty(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
    ) -> Option<At<String>> {
        let node = fields.take_even_empty(key)?;
        if node.value == Value::Null {
            return Some(At {
                value: String::new(),
                place: node.place,
            });
        }
        self.word_in(node, key, Within::Alone)
    }

    pub(super) fn words(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Vec<At<String>> {
        self.list_of(fields, key, |reader, node| {
            reader.word_in(node, key, Within::List)
        })
    }

    pub(super) fn word_in(
        &mut self,
        node: Node<'_>,
        key: &'static str,
        within: Within,
    ) -> Option<At<String>> {
        match node.value {
            Value::Text { text, .. } => Some(At {
                value: text.into_owned(),
                place: node.place,
            }),
            Value::Null | Value::List(_) | Value::Map(_) => {
                self.wrong_shape(&node, key, Shape::Text, within);
                None
            }
        }
    }

    pub(super) fn number(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<At<u64>> {
        let read = |text: &str| text.parse().ok();
        self.plain(fields, key, Shape::WholeNumber, read)
    }

    pub(super) fn truth(&mut self, fields: &mut Fields<'_>, key: &'static str) -> Option<bool> {
        let read = |text: &str| match text {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => None,
        };
        self.plain(fields, key, Shape::TrueOrFalse, read)
            .map(|at| at.value)
    }

    /// Takes a value that YAML writes without quotes.
    pub(super) fn plain<T>(
        &mut self,
        fields: &mut Fields<'_>,
        key: &'static str,
        expected: Shape,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<At<T>> {
        let node = fields.take(key)?;
        let place = node.place;
        let Value::Text { text, plain } = &node.value else {
            self.wrong_shape(&node, key, expected, Within::Alone);
            return None;
        };
        let value = read(text);
        if let Some(value) = value.filter(|_| *plain) {
            return Some(At { value, place });
        }
        let found = text.clone().into_owned();
        self.problems.push(
            place,
            ProblemKind::WrongWord {
                key,
                expected,
                found,
                quoted: !plain,
            },
        );
        None
    }
}
