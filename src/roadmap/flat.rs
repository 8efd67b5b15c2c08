//! The inside of a [`Roadmap`](super::Roadmap): what is asked about all nodes at once lies in one row a node, what is asked
//! about one node at a time (its texts and addresses) lies apart, so that a walk over a million nodes touches few bytes.

use std::ops::Range;
use std::sync::Arc;

use super::pack::Paged;
use super::row::Row;
use super::url::Link;
use super::{
    Detail, FurtherLink, Head, Hidden, Kind, Level, Localized, Node, NodeIdx, Resource, Roadmap,
};
use crate::text::CleanBuf;

/// A whole roadmap; shared by all who look at it.
#[derive(Debug)]
pub(super) struct Flat {
    pub(super) head: Head,
    pub(super) rows: Vec<Row>,
    pub(super) needs: Needs,
    pub(super) names: Names,
    pub(super) words: Store,
    pub(super) hidden: Vec<Hidden>,
}

/// What is asked about one node at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) id: CleanBuf,
    pub(super) title: Localized,
    pub(super) body: Localized,
    pub(super) aliases: Vec<CleanBuf>,
    pub(super) link: Option<Link>,
    pub(super) author: Option<CleanBuf>,
    pub(super) lang: Option<CleanBuf>,
    pub(super) also: Vec<FurtherLink>,
    pub(super) formerly: Vec<Link>,
}

/// Where the words of nodes are.
#[derive(Debug)]
pub(super) enum Store {
    Here(Vec<Words>),
    /// In a file, from which they are taken when they are asked for.
    Paged(Paged),
}

impl Store {
    pub(super) fn get(&self, node: NodeIdx) -> &Words {
        match self {
            Store::Here(words) => &words[node.position()],
            Store::Paged(paged) => paged.get(node),
        }
    }

    /// Goes through the words of some nodes, by position, some at a time, each time with the position of the first. What has to be
    /// read for that is not kept.
    pub(super) fn each(&self, nodes: Range<usize>, mut look: impl FnMut(usize, &[Words])) {
        match self {
            Store::Here(words) => look(nodes.start, &words[nodes]),
            Store::Paged(paged) => paged.each(nodes, look),
        }
    }
}

/// The topics that come before topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Needs {
    /// Topics that need others, in reading order, each with the end of its part of `needed`.
    pub(super) topics: Vec<(NodeIdx, u32)>,
    pub(super) needed: Vec<NodeIdx>,
}

impl Needs {
    fn push(&mut self, topic: NodeIdx, needed: &[NodeIdx]) {
        if !needed.is_empty() {
            self.needed.extend_from_slice(needed);
            self.topics.push((topic, count(self.needed.len())));
        }
    }

    pub(super) fn of(&self, topic: NodeIdx) -> &[NodeIdx] {
        let Ok(at) = self
            .topics
            .binary_search_by_key(&topic, |(topic, _)| *topic)
        else {
            return &[];
        };
        let start = match at.checked_sub(1) {
            Some(before) => self.topics[before].1,
            None => 0,
        };
        &self.needed[start as usize..self.topics[at].1 as usize]
    }
}

/// Ids and former ids by their hash: whether one is meant, its node tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(pub(super) Vec<(u32, NodeIdx)>);

impl Names {
    fn new(words: &[Words]) -> Names {
        let of_node = |(at, words): (usize, &Words)| {
            let names = std::iter::once(&words.id).chain(&words.aliases);
            let hashes = names.map(move |name| (hash(name.as_str()), NodeIdx(count(at))));
            hashes.collect::<Vec<_>>()
        };
        let mut names: Vec<_> = words.iter().enumerate().flat_map(of_node).collect();
        names.sort_unstable();
        Names(names)
    }

    /// Returns the nodes one of whose names may be this one.
    pub(super) fn candidates(&self, name: &str) -> impl Iterator<Item = NodeIdx> {
        let hash = hash(name);
        let first = self.0.partition_point(|(known, _)| *known < hash);
        let equal = self.0[first..]
            .iter()
            .take_while(move |(known, _)| *known == hash);
        equal.map(|(_, node)| *node)
    }
}

/// The same in every run of the program, as it is written down.
fn hash(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes())
}

fn count(count: usize) -> u32 {
    u32::try_from(count).expect("the loader's budget is far below four billion nodes")
}

impl Roadmap {
    /// Puts together what a compiler made.
    pub(super) fn of_nodes(head: Head, nodes: Vec<Node>, hidden: Vec<Hidden>) -> Roadmap {
        let mut rows = Vec::with_capacity(nodes.len());
        let mut words = Vec::with_capacity(nodes.len());
        let mut needs = Needs::default();
        for (at, node) in nodes.into_iter().enumerate() {
            if let Detail::Topic { needs: needed } = &node.detail {
                needs.push(NodeIdx(count(at)), needed);
            }
            let (row, its_words) = split(node);
            rows.push(row);
            words.push(its_words);
        }
        Roadmap(Arc::new(Flat {
            head,
            rows,
            needs,
            names: Names::new(&words),
            words: Store::Here(words),
            hidden,
        }))
    }

    /// Returns the nodes as a compiler made them, to make another roadmap of.
    pub(super) fn to_nodes(&self) -> Vec<Node> {
        let joined = |node| self.join(node);
        self.nodes().map(joined).collect()
    }

    fn join(&self, node: NodeIdx) -> Node {
        let (row, words) = (self.row(node), self.words(node).clone());
        let detail = match row.level() {
            Level::Stage => Detail::Stage {
                optional: row.is_optional(),
            },
            Level::Topic => Detail::Topic {
                needs: self.needs(node).to_vec(),
            },
            Level::Concept => Detail::Concept,
            Level::Resource => Detail::Resource(Box::new(Resource {
                link: words.link,
                author: words.author,
                kind: row.kind().unwrap_or(Kind::Other),
                lang: words.lang,
                minutes: row.minutes(),
                core: row.is_core(),
                free: row.free(),
                also: words.also,
                formerly: words.formerly,
            })),
        };
        Node {
            id: words.id,
            level: row.level(),
            parent: row.parent(),
            end: row.end(),
            depth: row.depth(),
            title: words.title,
            body: words.body,
            aliases: words.aliases,
            own: row.is_own(),
            detail,
        }
    }
}

fn split(node: Node) -> (Row, Words) {
    let row = Row::new(node.level, node.parent, node.end, node.depth).with_own(node.own);
    let mut words = Words {
        id: node.id,
        title: node.title,
        body: node.body,
        aliases: node.aliases,
        ..Words::default()
    };
    let row = match node.detail {
        Detail::Stage { optional } => row.with_optional(optional),
        Detail::Topic { .. } | Detail::Concept => row,
        Detail::Resource(resource) => {
            let row = row.with_resource(&resource);
            words.link = resource.link;
            words.author = resource.author;
            words.lang = resource.lang;
            words.also = resource.also;
            words.formerly = resource.formerly;
            row
        }
    };
    (row, words)
}
