//! A file as written to a [`Roadmap`] that cannot be invalid, or to every problem in it.

mod id;
mod layer;
mod needs;
mod values;

use std::collections::{HashMap, HashSet};

use super::problem::{Part, Place, ProblemKind, Problems};
use super::source::{self, At, Source, Text};
use super::{Detail, Head, Level, Node, NodeIdx, Resource, Roadmap};
use crate::text::{CleanBuf, clean};
use crate::yaml::{self, Gauge, Limits};

pub use id::{
    hash_of, is_valid as is_valid_id, of_link as id_of_link, of_title as id_of_title, slug,
};
pub(super) use layer::layer;

/// The longest title, in characters as people count them.
pub const MAX_TITLE: usize = 200;
/// The most entries in one of the lists `needs`, `aliases`, `also` and `formerly`.
pub const MAX_LIST: usize = 200;
/// The most minutes that one resource may take: about five hours a day for a year.
pub const MAX_MINUTES: u64 = 100_000;

/// After so many nodes it is told how far the compiler is.
const TOLD: u32 = 1024;

/// The only version of the file format.
const FORMAT: u64 = 1;

/// A roadmap that was loaded, with what its author may want to improve.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub roadmap: Roadmap,
    pub warnings: Problems,
}

/// Reads a roadmap file. Syntax errors and limits stop at the first; all other problems come together.
pub fn load(bytes: &[u8], limits: &Limits) -> Result<Loaded, Problems> {
    let text = yaml::decode(bytes, limits)?;
    of_tree(yaml::tree(text, limits)?, text, limits)
}

/// Checks what was read as YAML already.
pub(super) fn of_tree(
    root: yaml::Node<'_>,
    text: &str,
    limits: &Limits,
) -> Result<Loaded, Problems> {
    let mut problems = Problems::default();
    match source::read(root, text, &mut problems) {
        Some(source) => Compiler {
            gauge: limits.gauge,
            ..Compiler::new(problems, MissingKeys::WereReported)
        }
        .finish(source),
        None => Err(problems),
    }
}

/// Checks a source that an importer made.
pub fn compile(source: Source) -> Result<Loaded, Problems> {
    Compiler::new(Problems::default(), MissingKeys::AreReported).finish(source)
}

/// Who says that a required key is missing: the reader of a file knows whether it is, or is there with a wrong value.
#[derive(Clone, Copy, PartialEq)]
enum MissingKeys {
    WereReported,
    AreReported,
}

/// The tree as far as it is built, and what can only be checked when all of it is.
struct Compiler {
    problems: Problems,
    missing_keys: MissingKeys,
    gauge: Option<&'static Gauge>,
    nodes: Vec<Node>,
    /// Where each node's id is written, or the node itself where it has none.
    places: Vec<Place>,
    by_id: HashMap<CleanBuf, NodeIdx>,
    /// Ids that were reported: what refers to them is not reported again.
    refused_ids: HashSet<String>,
    without_id: Vec<NodeIdx>,
    aliases: Vec<(NodeIdx, At<String>)>,
    needs: Vec<(NodeIdx, Vec<At<String>>)>,
}

/// What every node has.
struct Common {
    place: Place,
    level: Level,
    id: Option<At<String>>,
    title: Option<Text>,
    body: Option<Text>,
    body_key: &'static str,
    aliases: Vec<At<String>>,
    detail: Detail,
}

/// Says that a file is of a later format, which has keys that this program cannot judge.
fn newer(format: Option<&At<u64>>) -> Option<Problems> {
    let format = format.filter(|format| format.value > FORMAT)?;
    let mut newer = Problems::default();
    let found = format.value;
    newer.push(format.place, ProblemKind::NewerFormat { found });
    Some(newer)
}

impl Compiler {
    fn new(problems: Problems, missing_keys: MissingKeys) -> Self {
        Compiler {
            problems,
            missing_keys,
            gauge: None,
            nodes: Vec::new(),
            places: Vec::new(),
            by_id: HashMap::new(),
            refused_ids: HashSet::new(),
            without_id: Vec::new(),
            aliases: Vec::new(),
            needs: Vec::new(),
        }
    }

    fn finish(mut self, source: Source) -> Result<Loaded, Problems> {
        if let Some(newer) = newer(source.format.as_ref()) {
            return Err(newer);
        }
        let roadmap = self.roadmap(source);
        match roadmap {
            Some(roadmap) if !self.problems.has_errors() => Ok(Loaded {
                roadmap,
                warnings: self.problems,
            }),
            Some(_) | None => Err(self.problems),
        }
    }

    fn roadmap(&mut self, source: Source) -> Option<Roadmap> {
        let part = Part::Roadmap;
        self.format(source.format.as_ref(), part, source.place);
        if source.id.is_none() {
            self.missing("id", part, source.place);
        }
        let id = source.id.and_then(|id| self.valid_id(id));
        let title = self.title(source.title, part, source.place);
        let summary = self.body(source.summary, "summary");
        let edition = source
            .edition
            .and_then(|edition| self.line(&edition, "edition"));
        let origin = source.source.and_then(|provenance| self.origin(provenance));
        match source.stages {
            None => self.missing("stages", part, source.place),
            Some(stages) => stages.into_iter().for_each(|stage| self.stage(stage)),
        }
        self.make_missing_ids();
        let aliases = self.check_aliases();
        self.resolve_needs(&aliases);
        let head = Head {
            id: id?,
            title,
            summary,
            edition,
            origin,
        };
        let nodes = std::mem::take(&mut self.nodes);
        Some(Roadmap::of_nodes(head, nodes, Vec::new()))
    }

    fn format(&mut self, format: Option<&At<u64>>, part: Part, place: Place) {
        match format {
            None => self.missing("format", part, place),
            Some(format) if format.value != FORMAT => {
                let found = format.value;
                self.problems
                    .push(format.place, ProblemKind::UnknownFormat { found });
            }
            Some(_) => {}
        }
    }

    fn missing(&mut self, key: &'static str, part: Part, place: Place) {
        match self.missing_keys {
            MissingKeys::WereReported => {}
            MissingKeys::AreReported => self
                .problems
                .push(place, ProblemKind::MissingKey { key, part }),
        }
    }

    fn stage(&mut self, stage: source::Stage) {
        let node = self.open(
            None,
            Common {
                place: stage.place,
                level: Level::Stage,
                id: stage.id,
                title: stage.title,
                body: stage.summary,
                body_key: "summary",
                aliases: stage.aliases,
                detail: Detail::Stage {
                    optional: stage.optional.unwrap_or(false),
                },
            },
        );
        for topic in stage.topics {
            self.topic(node, topic);
        }
        self.close(node);
    }

    fn topic(&mut self, parent: NodeIdx, topic: source::Topic) {
        let node = self.open(
            Some(parent),
            Common {
                place: topic.place,
                level: Level::Topic,
                id: topic.id,
                title: topic.title,
                body: topic.summary,
                body_key: "summary",
                aliases: topic.aliases,
                detail: Detail::Topic { needs: Vec::new() },
            },
        );
        let needs = self.bounded(topic.needs, "needs", |need| need.place);
        self.needs.push((node, needs));
        for resource in topic.resources {
            self.resource(node, resource);
        }
        for concept in topic.concepts {
            self.concept(node, concept);
        }
        for topic in topic.topics {
            self.topic(node, topic);
        }
        self.close(node);
    }

    fn concept(&mut self, parent: NodeIdx, concept: source::Concept) {
        let node = self.open(
            Some(parent),
            Common {
                place: concept.place,
                level: Level::Concept,
                id: concept.id,
                title: concept.title,
                body: concept.text,
                body_key: "text",
                aliases: concept.aliases,
                detail: Detail::Concept,
            },
        );
        self.close(node);
    }

    fn resource(&mut self, parent: NodeIdx, resource: source::Resource) {
        let has_address = resource.url.is_some();
        let detail = Resource {
            link: resource.url.and_then(|url| self.link(&url)),
            author: resource
                .author
                .and_then(|author| self.line(&author, "author")),
            kind: self.kind(resource.kind, has_address),
            lang: resource.lang.and_then(|lang| self.language(&lang)),
            minutes: resource.minutes.and_then(|minutes| self.minutes(&minutes)),
            core: resource.core.unwrap_or(false),
            free: resource.free,
            also: self.further_links(resource.also),
            formerly: self.former_links(resource.formerly),
        };
        let node = self.open(
            Some(parent),
            Common {
                place: resource.place,
                level: Level::Resource,
                id: resource.id,
                title: resource.title,
                body: resource.note,
                body_key: "note",
                aliases: resource.aliases,
                detail: Detail::Resource(Box::new(detail)),
            },
        );
        self.close(node);
    }

    /// Adds a node; what is added until it is closed lies below it.
    fn open(&mut self, parent: Option<NodeIdx>, common: Common) -> NodeIdx {
        let node = NodeIdx(
            u32::try_from(self.nodes.len())
                .expect("the loader's budget is far below four billion nodes"),
        );
        if let Some(gauge) = self.gauge.filter(|_| node.0.is_multiple_of(TOLD)) {
            gauge.compiled(common.place.line);
        }
        let part = Part::Node(common.level);
        let place = common.id.as_ref().map_or(common.place, |id| id.place);
        let id = match common.id {
            None => {
                self.without_id.push(node);
                None
            }
            Some(id) => self.node_id(id, node),
        };
        let title = self.title(common.title, part, common.place);
        let body = self.body(common.body, common.body_key);
        let aliases = self.bounded(common.aliases, "aliases", |alias| alias.place);
        let aliases: Vec<At<String>> = aliases
            .into_iter()
            .filter(|alias| self.valid_id(alias.clone()).is_some())
            .collect();
        let depth = parent.map_or(0, |parent| {
            self.nodes[parent.position()].depth.saturating_add(1)
        });
        self.nodes.push(Node {
            id: id.unwrap_or_default(),
            level: common.level,
            parent,
            end: node.0 + 1,
            depth,
            title,
            body,
            aliases: aliases
                .iter()
                .map(|alias| clean::line(&alias.value))
                .collect(),
            own: false,
            detail: common.detail,
        });
        self.places.push(place);
        self.aliases
            .extend(aliases.into_iter().map(|alias| (node, alias)));
        node
    }

    fn close(&mut self, node: NodeIdx) {
        let end = u32::try_from(self.nodes.len()).expect("checked when the node was opened");
        self.nodes[node.position()].end = end;
    }

    fn node_id(&mut self, id: At<String>, node: NodeIdx) -> Option<CleanBuf> {
        let place = id.place;
        let id = self.valid_id(id)?;
        if let Some(first) = self.by_id.get(&id) {
            let first_line = self.places[first.position()].line;
            self.problems.push(
                place,
                ProblemKind::DuplicateId {
                    id: id.to_string(),
                    first_line,
                },
            );
            return None;
        }
        self.by_id.insert(id.clone(), node);
        Some(id)
    }

    /// Makes the ids that the file leaves out, when all that it gives are known.
    fn make_missing_ids(&mut self) {
        let mut numbers = HashMap::new();
        for node in std::mem::take(&mut self.without_id) {
            let made = id::make(&self.nodes, node, &mut numbers, |id| {
                self.by_id.contains_key(id)
            });
            let made = clean::line(&made);
            let part = Part::Node(self.nodes[node.position()].level);
            self.problems.push(
                self.places[node.position()],
                ProblemKind::NoId {
                    part,
                    made: made.to_string(),
                },
            );
            self.nodes[node.position()].id = made.clone();
            self.by_id.insert(made, node);
        }
    }

    /// Returns whose former id each alias is.
    fn check_aliases(&mut self) -> HashMap<String, NodeIdx> {
        let mut firsts: HashMap<String, (NodeIdx, u32)> = HashMap::new();
        for (node, alias) in std::mem::take(&mut self.aliases) {
            let At {
                value: alias,
                place,
            } = alias;
            if let Some(live) = self.by_id.get(alias.as_str()) {
                let live_line = self.places[live.position()].line;
                let own = *live == node;
                self.problems.push(
                    place,
                    ProblemKind::AliasIsLive {
                        alias,
                        live_line,
                        own,
                    },
                );
            } else if let Some((_, first_line)) = firsts.get(&alias) {
                self.problems.push(
                    place,
                    ProblemKind::DuplicateAlias {
                        alias,
                        first_line: *first_line,
                    },
                );
            } else {
                firsts.insert(alias, (node, place.line));
            }
        }
        firsts
            .into_iter()
            .map(|(alias, (node, _))| (alias, node))
            .collect()
    }

    fn resolve_needs(&mut self, aliases: &HashMap<String, NodeIdx>) {
        let needs = std::mem::take(&mut self.needs);
        let graph = needs::Graph {
            nodes: &self.nodes,
            by_id: &self.by_id,
            refused_ids: &self.refused_ids,
            aliases,
        };
        let resolved = graph.resolve(needs, &mut self.problems);
        for (topic, found) in resolved {
            if let Detail::Topic { needs } = &mut self.nodes[topic.position()].detail {
                *needs = found;
            }
        }
    }
}
