//! YAML values to a [`Source`], with every unknown, repeated and misshapen key on the way.

use crate::roadmap::Level;
use crate::roadmap::problem::{Part, Place, ProblemKind, Problems, Shape};
use crate::text::clean;
use crate::yaml::{self, Entry, Fault, Node, Value, YamlError};

use super::keys::{FirstLines, home_of, meant_by};
use super::{Concept, FurtherLink, Provenance, Resource, Source, Stage, Topic};

/// Reads the root of a file. What has the wrong shape is reported and left out, so that the rest can be checked too.
#[must_use]
pub fn read(root: Node<'_>, text: &str, problems: &mut Problems) -> Option<Source> {
    let mut reader = Reader::new(text, problems);
    let Value::Map(entries) = root.value else {
        reader.no_roadmap(&root);
        return None;
    };
    let mut fields = reader.unique(entries, root.place, Part::Roadmap);
    reader.require(&fields, &["format", "id", "title", "stages"]);
    let source = Source {
        place: fields.place,
        format: reader.number(&mut fields, "format"),
        id: reader.word_even_empty(&mut fields, "id"),
        title: reader.text(&mut fields, "title"),
        summary: reader.text(&mut fields, "summary"),
        edition: reader.word(&mut fields, "edition"),
        source: fields
            .take("source")
            .and_then(|node| reader.provenance(node)),
        stages: fields
            .take_even_empty("stages")
            .map(|node| reader.list(node, "stages", Reader::stage)),
    };
    reader.finish(fields);
    Some(source)
}

/// The keys of one mapping, taken out one by one; what is left at the end is unknown.
pub(super) struct Fields<'a> {
    pub(super) part: Part,
    pub(super) place: Place,
    pub(super) entries: Vec<Entry<'a>>,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Takes a value out; an empty one counts as absent.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.take_even_empty(key)
            .filter(|node| node.value != Value::Null)
    }

    pub(super) fn take_even_empty(&mut self, key: &'static str) -> Option<Node<'a>> {
        self.known.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.swap_remove(at).value)
    }
}

/// Whether a value is that of a key or stands in a list.
#[derive(Clone, Copy)]
pub(super) enum Within {
    Alone,
    List,
}

/// How often a line is looked at again for what was meant: each look walks through the file.
const LOOKS: usize = 20;

pub(super) struct Reader<'r> {
    text: &'r str,
    pub(super) problems: &'r mut Problems,
    looks_left: usize,
}

impl<'r> Reader<'r> {
    pub(super) fn new(text: &'r str, problems: &'r mut Problems) -> Self {
        Reader {
            text,
            problems,
            looks_left: LOOKS,
        }
    }
}

impl Reader<'_> {
    fn provenance(&mut self, node: Node<'_>) -> Option<Provenance> {
        let mut fields = self.fields(node, Part::Source, "source", Within::Alone)?;
        self.require(&fields, &["title"]);
        let provenance = Provenance {
            place: fields.place,
            title: self.word_even_empty(&mut fields, "title"),
            url: self.word_even_empty(&mut fields, "url"),
            license: self.word(&mut fields, "license"),
        };
        self.finish(fields);
        Some(provenance)
    }

    fn stage(&mut self, node: Node<'_>) -> Option<Stage> {
        let mut fields = self.fields(node, Part::Node(Level::Stage), "stages", Within::List)?;
        self.require(&fields, &["title"]);
        let stage = Stage {
            place: fields.place,
            id: self.word_even_empty(&mut fields, "id"),
            title: self.text(&mut fields, "title"),
            summary: self.text(&mut fields, "summary"),
            optional: self.truth(&mut fields, "optional"),
            topics: self.list_of(&mut fields, "topics", Reader::topic),
            aliases: self.words(&mut fields, "aliases"),
        };
        self.finish(fields);
        Some(stage)
    }

    pub(super) fn topic(&mut self, node: Node<'_>) -> Option<Topic> {
        let mut fields = self.fields(node, Part::Node(Level::Topic), "topics", Within::List)?;
        self.require(&fields, &["title"]);
        let topic = Topic {
            place: fields.place,
            id: self.word_even_empty(&mut fields, "id"),
            title: self.text(&mut fields, "title"),
            summary: self.text(&mut fields, "summary"),
            needs: self.words(&mut fields, "needs"),
            concepts: self.list_of(&mut fields, "concepts", Reader::concept),
            resources: self.list_of(&mut fields, "resources", Reader::resource),
            topics: self.list_of(&mut fields, "topics", Reader::topic),
            aliases: self.words(&mut fields, "aliases"),
        };
        self.finish(fields);
        Some(topic)
    }

    pub(super) fn concept(&mut self, node: Node<'_>) -> Option<Concept> {
        let mut fields = self.fields(node, Part::Node(Level::Concept), "concepts", Within::List)?;
        self.require(&fields, &["title"]);
        let concept = Concept {
            place: fields.place,
            id: self.word_even_empty(&mut fields, "id"),
            title: self.text(&mut fields, "title"),
            text: self.text(&mut fields, "text"),
            aliases: self.words(&mut fields, "aliases"),
        };
        self.finish(fields);
        Some(concept)
    }

    pub(super) fn resource(&mut self, node: Node<'_>) -> Option<Resource> {
        let mut fields =
            self.fields(node, Part::Node(Level::Resource), "resources", Within::List)?;
        self.require(&fields, &["title"]);
        let resource = Resource {
            place: fields.place,
            id: self.word_even_empty(&mut fields, "id"),
            title: self.text(&mut fields, "title"),
            url: self.word_even_empty(&mut fields, "url"),
            author: self.word(&mut fields, "author"),
            kind: self.word(&mut fields, "kind"),
            lang: self.word(&mut fields, "lang"),
            minutes: self.number(&mut fields, "minutes"),
            core: self.truth(&mut fields, "core"),
            free: self.truth(&mut fields, "free"),
            note: self.text(&mut fields, "note"),
            also: self.list_of(&mut fields, "also", Reader::further_link),
            aliases: self.words(&mut fields, "aliases"),
            formerly: self.words(&mut fields, "formerly"),
        };
        self.finish(fields);
        Some(resource)
    }

    pub(super) fn further_link(&mut self, node: Node<'_>) -> Option<FurtherLink> {
        let mut fields = self.fields(node, Part::FurtherLink, "also", Within::List)?;
        self.require(&fields, &["title", "url"]);
        let link = FurtherLink {
            place: fields.place,
            title: self.text(&mut fields, "title"),
            url: self.word_even_empty(&mut fields, "url"),
        };
        self.finish(fields);
        Some(link)
    }

    pub(super) fn fields<'a>(
        &mut self,
        node: Node<'a>,
        part: Part,
        key: &'static str,
        within: Within,
    ) -> Option<Fields<'a>> {
        let Value::Map(entries) = node.value else {
            self.wrong_shape(&node, key, Shape::Mapping, within);
            return None;
        };
        Some(self.unique(entries, node.place, part))
    }

    /// Keeps the first entry of each key and reports the others.
    pub(super) fn unique<'a>(
        &mut self,
        entries: Vec<Entry<'a>>,
        place: Place,
        part: Part,
    ) -> Fields<'a> {
        let mut first_lines = FirstLines::default();
        let mut unique = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(first_line) = first_lines.repeats(&entry) {
                let key = entry.key.into_owned();
                let kind = ProblemKind::DuplicateKey { key, first_line };
                self.problems.push(entry.key_place, kind);
            } else {
                unique.push(entry);
            }
        }
        // A mapping begins where its first key does; that key is what a person takes for it.
        let place = unique.first().map_or(place, |entry| entry.key_place);
        Fields {
            part,
            place,
            entries: unique,
            known: Vec::new(),
        }
    }

    /// Reports keys that must be there and are not.
    pub(super) fn require(&mut self, fields: &Fields<'_>, keys: &[&'static str]) {
        for key in keys {
            if fields.entries.iter().all(|entry| entry.key != *key) {
                self.problems.push(
                    fields.place,
                    ProblemKind::MissingKey {
                        key,
                        part: fields.part,
                    },
                );
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(&mut self, fields: Fields<'_>) {
        let Fields {
            part,
            entries,
            known,
            ..
        } = fields;
        for entry in entries {
            if let Some(found) = entry
                .key
                .chars()
                .next()
                .filter(|first| matches!(first, '\u{3000}' | '\u{a0}'))
            {
                let place = Place {
                    length: 1,
                    ..entry.key_place
                };
                self.problems
                    .push(place, ProblemKind::Yaml(Fault::WideIndent { found }));
                continue;
            }
            let word = clean::line(entry.key.trim());
            let nearest = if self.problems.is_full() {
                None
            } else {
                meant_by(word.as_str(), &known)
            };
            let belongs_to = home_of(&entry.key).filter(|_| nearest.is_none());
            let key = entry.key.into_owned();
            self.problems.push(
                entry.key_place,
                ProblemKind::UnknownKey {
                    key,
                    part,
                    nearest,
                    belongs_to,
                },
            );
        }
    }

    pub(super) fn list_of<'a, T>(
        &mut self,
        fields: &mut Fields<'a>,
        key: &'static str,
        read: impl Fn(&mut Self, Node<'a>) -> Option<T>,
    ) -> Vec<T> {
        fields
            .take(key)
            .map(|node| self.list(node, key, read))
            .unwrap_or_default()
    }

    pub(super) fn list<'a, T>(
        &mut self,
        node: Node<'a>,
        key: &'static str,
        read: impl Fn(&mut Self, Node<'a>) -> Option<T>,
    ) -> Vec<T> {
        match node.value {
            Value::List(nodes) => nodes
                .into_iter()
                .filter_map(|node| read(self, node))
                .collect(),
            Value::Null => Vec::new(),
            Value::Text { .. } | Value::Map(_) => {
                self.wrong_shape(&node, key, Shape::List, Within::Alone);
                Vec::new()
            }
        }
    }

    fn look_again(&mut self, line: u32) -> Option<YamlError> {
        self.looks_left = self.looks_left.checked_sub(1)?;
        yaml::likely_mistake(self.text, line)
    }

    fn no_roadmap(&mut self, root: &Node<'_>) {
        // `id： x` in the first lines makes one text of the whole file.
        let mistake = (1..=3).find_map(|line| yaml::likely_mistake(self.text, line));
        let mistake = mistake.filter(|_| matches!(root.value, Value::Text { .. }));
        match mistake {
            Some(error) => self.problems.add(error.into()),
            None => self.problems.push(root.place, ProblemKind::NoRoadmap),
        }
    }

    pub(super) fn wrong_shape(
        &mut self,
        node: &Node<'_>,
        key: &'static str,
        expected: Shape,
        within: Within,
    ) {
        let found = match &node.value {
            Value::Null => Shape::Nothing,
            Value::Text { .. } => Shape::Text,
            Value::List(_) => Shape::List,
            Value::Map(_) => Shape::Mapping,
        };
        // `id： x` is a text to YAML; to the person it is a key.
        if found == Shape::Text
            && expected == Shape::Mapping
            && let Some(error) = self.look_again(node.place.line)
        {
            self.problems.add(error.into());
            return;
        }
        if let Value::Text { text, .. } = &node.value
            && let Some(found) = text
                .chars()
                .next()
                .filter(|first| matches!(first, '［' | '【'))
            && expected == Shape::List
        {
            let place = Place {
                length: 1,
                ..node.place
            };
            self.problems.push(
                place,
                ProblemKind::Yaml(Fault::FullWidth { found, plain: '[' }),
            );
            return;
        }
        let kind = match within {
            Within::Alone => ProblemKind::WrongShape {
                key,
                expected,
                found,
            },
            Within::List => ProblemKind::WrongEntry {
                key,
                expected,
                found,
            },
        };
        self.problems.push(node.place, kind);
    }
}
