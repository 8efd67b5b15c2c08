//! Events of the parser to a tree in which every key and value knows its place.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::{Fault, Limits, Place, YamlError, look};

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    pub place: Place,
    pub value: Value<'a>,
}

/// A value as written: what a plain `1` or `true` means is for the reader to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Nothing, `~` or `null`.
    Null,
    Text {
        text: Cow<'a, str>,
        /// Written without quotes, so it may be a number or a truth value.
        plain: bool,
    },
    List(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    pub key: Cow<'a, str>,
    pub key_place: Place,
    pub value: Node<'a>,
}

/// After so many events it is told how far the parser is: some hundred times in a second.
const TOLD: usize = 4096;

/// Reads the one document of a text.
pub(super) fn compose<'a>(text: &'a str, limits: &Limits) -> Result<Node<'a>, YamlError> {
    let mut options = serde_yaml::granit_parser::options! {
        flow_nesting_limit: limits.depth.saturating_add(1),
        block_nesting_limit: limits.depth.saturating_add(1),
    };
    // Through the setter, which exists whether or not another crate turned the library's comments on.
    options.set_emit_comments(false);
    let mut composer = Composer::new(text, limits);
    for (count, event) in Parser::new_from_str_with_options(text, options).enumerate() {
        let (event, span) = event.map_err(|error| look::syntax_error(text, &error))?;
        if let Some(gauge) = limits.gauge.filter(|_| count.is_multiple_of(TOLD)) {
            let byte = span.start.byte_offset().unwrap_or_default();
            gauge.parsed(byte, text.len(), span.start.line());
        }
        composer.take(event, &span)?;
    }
    composer.root.ok_or(YamlError {
        place: Place::default(),
        fault: Fault::Empty,
    })
}

/// A mapping or list whose end has not come yet.
struct Open<'a> {
    place: Place,
    /// 0 without an anchor, as the parser has it.
    anchor: usize,
    content: Content<'a>,
}

enum Content<'a> {
    List(Vec<Node<'a>>),
    Map {
        entries: Vec<Entry<'a>>,
        key: Option<(Cow<'a, str>, Place)>,
    },
}

struct Composer<'a, 'l> {
    limits: &'l Limits,
    values_left: usize,
    replays_left: usize,
    replayed_bytes_left: usize,
    /// What may still be kept under anchors, so that anchors inside anchors cannot multiply a file.
    keeps_left: (usize, usize),
    documents: usize,
    anchors: HashMap<usize, Node<'a>>,
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
}

impl<'a, 'l> Composer<'a, 'l> {
    fn new(text: &str, limits: &'l Limits) -> Self {
        Composer {
            limits,
            values_left: limits.values(text.len()),
            replays_left: limits.replayed,
            replayed_bytes_left: limits.file_bytes,
            keeps_left: (limits.replayed.saturating_mul(10), limits.file_bytes),
            documents: 0,
            anchors: HashMap::new(),
            open: Vec::new(),
            root: None,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the library's enum is open, and the rest is one case to us"
    )]
    fn take(&mut self, event: Event<'a>, span: &Span) -> Result<(), YamlError> {
        let place = place_of(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(YamlError {
                        place: Place { length: 3, ..place },
                        fault: Fault::SeveralDocuments,
                    });
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                refuse_own_tag(tag.as_deref(), span)?;
                let node = self.scalar(text, style, tag.as_deref(), place)?;
                self.add(node, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                refuse_own_tag(tag.as_deref(), span)?;
                self.enter(Open {
                    place,
                    anchor,
                    content: Content::List(Vec::new()),
                })
            }
            Event::MappingStart(_, anchor, tag) => {
                refuse_own_tag(tag.as_deref(), span)?;
                self.enter(Open {
                    place,
                    anchor,
                    content: Content::Map {
                        entries: Vec::new(),
                        key: None,
                    },
                })
            }
            Event::SequenceEnd | Event::MappingEnd => self.leave(),
            Event::Alias(anchor) => {
                let node = self.replay(anchor, place)?;
                self.add(node, 0)
            }
            // The stream's own marks, and comments where another crate turned them on.
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        place: Place,
    ) -> Result<Node<'a>, YamlError> {
        self.count(place)?;
        if text.len() > self.limits.scalar_bytes {
            let fault = Fault::TextTooLong {
                bytes: text.len(),
                limit: self.limits.scalar_bytes,
            };
            return Err(YamlError { place, fault });
        }
        let plain = style == ScalarStyle::Plain && tag.is_none();
        let is_null = plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
        let value = if is_null {
            Value::Null
        } else {
            Value::Text { text, plain }
        };
        Ok(Node { place, value })
    }

    fn enter(&mut self, open: Open<'a>) -> Result<(), YamlError> {
        self.count(open.place)?;
        if self.open.len() >= self.limits.depth {
            return Err(YamlError {
                place: open.place,
                fault: Fault::TooDeep {
                    limit: self.limits.depth,
                },
            });
        }
        self.open.push(open);
        Ok(())
    }

    fn leave(&mut self) -> Result<(), YamlError> {
        let Open {
            place,
            anchor,
            content,
        } = self
            .open
            .pop()
            .expect("the parser closes only what it opened");
        let value = match content {
            Content::List(nodes) => Value::List(nodes),
            Content::Map { entries, .. } => Value::Map(merged(entries)?),
        };
        self.add(Node { place, value }, anchor)
    }

    fn add(&mut self, node: Node<'a>, anchor: usize) -> Result<(), YamlError> {
        if anchor != 0 {
            self.keeps_left = node
                .spend(self.keeps_left)
                .ok_or_else(|| self.too_many_replays(node.place))?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(nodes)) => nodes.push(node),
            Some(Content::Map { entries, key }) => match key.take() {
                Some((key, key_place)) => entries.push(Entry {
                    key,
                    key_place,
                    value: node,
                }),
                None => *key = Some(key_of(node)?),
            },
        }
        Ok(())
    }

    /// Returns a copy of what an anchor stands for, and takes its size off what may be copied.
    fn replay(&mut self, anchor: usize, place: Place) -> Result<Node<'a>, YamlError> {
        let inside_itself = YamlError {
            place,
            fault: Fault::AliasInsideItself,
        };
        let node = self.anchors.get(&anchor).ok_or(inside_itself)?;
        let left = (self.replays_left, self.replayed_bytes_left);
        let left = node
            .spend(left)
            .ok_or_else(|| self.too_many_replays(place))?;
        (self.replays_left, self.replayed_bytes_left) = left;
        Ok(Node {
            place,
            value: node.value.clone(),
        })
    }

    fn too_many_replays(&self, place: Place) -> YamlError {
        YamlError {
            place,
            fault: Fault::TooManyReplays {
                limit: self.limits.replayed,
            },
        }
    }

    fn count(&mut self, place: Place) -> Result<(), YamlError> {
        self.values_left = self.values_left.checked_sub(1).ok_or(YamlError {
            place,
            fault: Fault::TooManyValues,
        })?;
        Ok(())
    }
}

impl Node<'_> {
    /// Takes this node's values and bytes off what is left, or returns `None` when it is not enough.
    fn spend(&self, left: (usize, usize)) -> Option<(usize, usize)> {
        let (values, bytes) = left;
        let values = values.checked_sub(1)?;
        match &self.value {
            Value::Null => Some((values, bytes)),
            Value::Text { text, .. } => Some((values, bytes.checked_sub(text.len())?)),
            Value::List(nodes) => nodes
                .iter()
                .try_fold((values, bytes), |left, node| node.spend(left)),
            Value::Map(entries) => {
                entries
                    .iter()
                    .try_fold((values, bytes), |(values, bytes), entry| {
                        entry
                            .value
                            .spend((values.checked_sub(1)?, bytes.checked_sub(entry.key.len())?))
                    })
            }
        }
    }
}

fn key_of(node: Node<'_>) -> Result<(Cow<'_, str>, Place), YamlError> {
    match node.value {
        Value::Text { text, .. } => Ok((text, node.place)),
        Value::Null => Ok((Cow::Borrowed(""), node.place)),
        Value::List(_) | Value::Map(_) => Err(YamlError {
            place: node.place,
            fault: Fault::KeyIsNoWord,
        }),
    }
}

/// Applies `<<: *defaults`: keys of the other mapping that this one does not have.
fn merged(entries: Vec<Entry<'_>>) -> Result<Vec<Entry<'_>>, YamlError> {
    if entries.iter().all(|entry| entry.key != "<<") {
        return Ok(entries);
    }
    let (merges, mut own): (Vec<_>, Vec<_>) =
        entries.into_iter().partition(|entry| entry.key == "<<");
    let mut keys: HashSet<Cow<'_, str>> = own.iter().map(|entry| entry.key.clone()).collect();
    for merge in merges {
        let sources = match merge.value.value {
            Value::List(nodes) => nodes,
            Value::Null | Value::Text { .. } | Value::Map(_) => vec![merge.value],
        };
        for source in sources {
            let Value::Map(defaults) = source.value else {
                return Err(YamlError {
                    place: source.place,
                    fault: Fault::MergeIsNoMap,
                });
            };
            own.extend(
                defaults
                    .into_iter()
                    .filter(|entry| keys.insert(entry.key.clone())),
            );
        }
    }
    Ok(own)
}

/// Characters of a tag that are quoted; a stranger's may have megabytes.
const QUOTED_TAG: usize = 60;

/// Refuses tags such as `!include`: they would do nothing, and silence would hide it.
fn refuse_own_tag(tag: Option<&Tag>, span: &Span) -> Result<(), YamlError> {
    match tag {
        Some(tag) if tag.is_custom() && tag.original() != "!" => {
            let place = span
                .tag_span()
                .map_or_else(|| place_of(span), |span| place_of(&span));
            Err(YamlError {
                place,
                fault: Fault::UnknownTag {
                    tag: tag.original().chars().take(QUOTED_TAG).collect(),
                },
            })
        }
        Some(_) | None => Ok(()),
    }
}

fn place_of(span: &Span) -> Place {
    let as_u32 = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: as_u32(span.start.line()),
        column: as_u32(span.start.col() + 1),
        length: as_u32(span.len()),
    }
}
