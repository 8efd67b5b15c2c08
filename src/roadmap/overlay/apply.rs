//! A layer laid over a roadmap: the tree is taken apart, changed, and put together again.

use std::collections::{HashMap, HashSet};

use super::fault::LayerFault;
use super::{Addition, Change, Layer};
use crate::roadmap::problem::{Place, ProblemKind, Problems};
use crate::roadmap::source::At;
use crate::roadmap::{Detail, Hidden, Level, Node, NodeIdx, Roadmap};
use crate::text::{CleanBuf, nearest};

/// The deepest level at which something can be added; files themselves reach about nine.
const MAX_DEPTH: u16 = 24;
/// How many ids are compared with those that are not there, and how many nodes are walked through in search of circles: a file
/// full of mistakes takes no longer.
const COMPARISONS: usize = 200_000;
const STEPS: usize = 1_000_000;

/// A roadmap with a layer over it.
#[derive(Clone, Debug)]
pub struct Applied {
    pub roadmap: Roadmap,
    /// What in the layer was ignored, and what its author may want to improve.
    pub warnings: Problems,
}

/// Lays a layer over a roadmap. What names something that is not there is ignored and told.
#[must_use]
pub fn apply(base: &Roadmap, layer: &Layer) -> Applied {
    let mut tree = Tree::of(base, layer.warnings.clone());
    tree.add_all(layer);
    for change in &layer.changes {
        tree.change(change);
    }
    for row in &layer.order {
        tree.order(row);
    }
    tree.hide(&layer.hide);
    tree.finish(base)
}

/// All nodes by position; those of the roadmap keep theirs, so that what they need stays right.
struct Tree {
    nodes: Vec<Node>,
    stages: Vec<usize>,
    children: Vec<Vec<usize>>,
    ids: HashMap<CleanBuf, usize>,
    aliases: HashMap<CleanBuf, usize>,
    is_hidden: Vec<bool>,
    warnings: Problems,
    comparisons_left: usize,
    steps_left: usize,
}

impl Tree {
    fn of(base: &Roadmap, warnings: Problems) -> Tree {
        let nodes = base.to_nodes();
        let mut tree = Tree {
            stages: Vec::new(),
            children: vec![Vec::new(); nodes.len()],
            ids: HashMap::with_capacity(nodes.len()),
            aliases: HashMap::new(),
            is_hidden: vec![false; nodes.len()],
            nodes,
            warnings,
            comparisons_left: COMPARISONS,
            steps_left: STEPS,
        };
        for at in 0..tree.nodes.len() {
            tree.register(at);
        }
        tree
    }

    /// Makes a node known to its parent and by its names.
    fn register(&mut self, at: usize) {
        match self.parent(at) {
            Some(parent) => self.children[parent].push(at),
            None => self.stages.push(at),
        }
        let node = &self.nodes[at];
        self.ids.insert(node.id.clone(), at);
        for alias in &node.aliases {
            self.aliases.entry(alias.clone()).or_insert(at);
        }
    }

    fn parent(&self, at: usize) -> Option<usize> {
        self.nodes[at].parent.map(NodeIdx::position)
    }

    fn find(&self, name: &str) -> Option<usize> {
        let found = self.ids.get(name).or_else(|| self.aliases.get(name));
        found.copied()
    }

    /// Finds what a layer names, or tells that it is not there.
    fn find_or_tell(&mut self, key: &'static str, name: &At<String>) -> Option<usize> {
        let found = self.find(&name.value);
        if found.is_none() {
            let id = name.value.clone();
            let nearest = self.nearest(&id);
            self.tell(name.place, LayerFault::Gone { key, id, nearest });
        }
        found
    }

    fn nearest(&mut self, id: &str) -> Option<String> {
        self.comparisons_left = self.comparisons_left.checked_sub(self.nodes.len())?;
        let ids = self.nodes.iter().map(|node| node.id.as_str());
        nearest(id, ids).map(str::to_owned)
    }

    fn tell(&mut self, place: Place, fault: LayerFault) {
        self.warnings.push(place, ProblemKind::Layer(fault));
    }

    fn add_all(&mut self, layer: &Layer) {
        // Where each node of the layer has its place in the tree.
        let mut places: Vec<Option<usize>> = vec![None; layer.nodes.len()];
        for addition in &layer.additions {
            self.add(addition, layer, &mut places);
        }
        for (topic, needs) in &layer.needs {
            // A topic that the roadmap has itself keeps what it needs.
            let topic = places[*topic].filter(|topic| self.nodes[*topic].own);
            for need in topic.iter().flat_map(|_| needs) {
                self.need(topic.unwrap_or_default(), need);
            }
        }
    }

    fn add(&mut self, addition: &Addition, layer: &Layer, places: &mut [Option<usize>]) {
        let Some(target) = self.find_or_tell("under", &addition.under) else {
            return;
        };
        let level = self.nodes[target].level;
        places[addition.stand_in] = Some(target);
        if !addition.also.is_empty() {
            match &mut self.nodes[target].detail {
                Detail::Resource(resource) => resource.also.extend_from_slice(&addition.also),
                Detail::Stage { .. } | Detail::Topic { .. } | Detail::Concept => {
                    self.tell(
                        addition.under.place,
                        LayerFault::CannotHold {
                            id: addition.under.value.clone(),
                            level,
                            key: "also",
                        },
                    );
                }
            }
        }
        let end = layer.nodes[addition.stand_in].end as usize;
        for at in addition.stand_in + 1..end {
            let parent = layer.nodes[at].parent.map(NodeIdx::position);
            // What hangs on something that was left out is left out with it.
            if let Some(parent) = parent.and_then(|parent| places[parent]) {
                places[at] = self.graft(&layer.nodes[at], layer.places[at], parent);
            }
        }
    }

    /// Puts a node of the layer below one of the tree and returns its position: that of the roadmap's own where it has this
    /// topic by now; nothing where it cannot stand here.
    fn graft(&mut self, node: &Node, place: Place, parent: usize) -> Option<usize> {
        let id = || node.id.to_string();
        let level = self.nodes[parent].level;
        let can_hold = match level {
            Level::Stage => node.level == Level::Topic,
            Level::Topic => true,
            Level::Concept | Level::Resource => false,
        };
        if !can_hold {
            self.tell(
                place,
                LayerFault::CannotHold {
                    id: self.nodes[parent].id.to_string(),
                    level,
                    key: key_of(node.level),
                },
            );
            return None;
        }
        if let Some(known) = self.find(node.id.as_str()) {
            self.tell(place, LayerFault::Taken { id: id() });
            let are_topics = [self.nodes[known].level, node.level] == [Level::Topic; 2];
            return are_topics.then_some(known);
        }
        let depth = self.nodes[parent].depth + 1;
        if depth > MAX_DEPTH {
            self.tell(place, LayerFault::TooDeep { id: id() });
            return None;
        }
        let at = self.nodes.len();
        // The names of the roadmap go before those of the layer.
        let is_free = |alias: &&CleanBuf| self.find(alias.as_str()).is_none();
        let aliases = node.aliases.iter().filter(is_free).cloned().collect();
        self.nodes.push(Node {
            parent: Some(position(parent)),
            depth,
            aliases,
            own: true,
            ..node.clone()
        });
        self.children.push(Vec::new());
        self.is_hidden.push(false);
        self.register(at);
        Some(at)
    }

    fn need(&mut self, topic: usize, name: &At<String>) {
        let need = self.find(&name.value);
        let need = need.filter(|need| self.can_need(topic, *need));
        match (need, &mut self.nodes[topic].detail) {
            (Some(need), Detail::Topic { needs }) => {
                let need = position(need);
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
            (None, _) | (_, Detail::Stage { .. } | Detail::Concept | Detail::Resource(_)) => {
                let topic = self.nodes[topic].id.to_string();
                let need = name.value.clone();
                self.tell(name.place, LayerFault::NeedIgnored { topic, need });
            }
        }
    }

    /// Tells whether a topic can need another: one that neither contains it nor waits for it already. A topic waits for what it
    /// needs and for the topics inside it.
    fn can_need(&mut self, topic: usize, need: usize) -> bool {
        if self.nodes[need].level != Level::Topic || self.is_within(topic, need) {
            return false;
        }
        let mut seen = HashSet::from([need]);
        let mut open = vec![need];
        while let Some(at) = open.pop() {
            let Some(left) = self.steps_left.checked_sub(1) else {
                return false;
            };
            self.steps_left = left;
            if at == topic {
                return false;
            }
            let needs: &[NodeIdx] = match &self.nodes[at].detail {
                Detail::Topic { needs } => needs,
                Detail::Stage { .. } | Detail::Concept | Detail::Resource(_) => &[],
            };
            let below = self.children[at].iter().copied();
            let below = below.filter(|child| self.nodes[*child].level == Level::Topic);
            let next = needs.iter().map(|need| need.position()).chain(below);
            open.extend(next.filter(|at| seen.insert(*at)));
        }
        !self.is_within(need, topic)
    }

    fn is_within(&self, node: usize, ancestor: usize) -> bool {
        let mut up = std::iter::successors(Some(node), |at| self.parent(*at));
        up.any(|at| at == ancestor)
    }

    fn change(&mut self, change: &Change) {
        let Some(at) = self.find_or_tell("change", &change.id) else {
            return;
        };
        let level = self.nodes[at].level;
        if let Some(title) = &change.title {
            self.nodes[at].title = title.clone();
        }
        let mut misfits = Vec::new();
        match &mut self.nodes[at].detail {
            Detail::Resource(resource) => {
                resource.minutes = change.minutes.or(resource.minutes);
                resource.core = change.core.unwrap_or(resource.core);
                misfits.extend(change.optional.map(|_| "optional"));
            }
            Detail::Stage { optional } => {
                *optional = change.optional.unwrap_or(*optional);
                misfits.extend(change.minutes.map(|_| "minutes"));
                misfits.extend(change.core.map(|_| "core"));
            }
            Detail::Topic { .. } | Detail::Concept => {
                misfits.extend(change.minutes.map(|_| "minutes"));
                misfits.extend(change.core.map(|_| "core"));
                misfits.extend(change.optional.map(|_| "optional"));
            }
        }
        for key in misfits {
            let id = change.id.value.clone();
            self.tell(change.id.place, LayerFault::DoesNotFit { key, id, level });
        }
    }

    /// Puts what a list names before everything else that lies beside it.
    fn order(&mut self, row: &[At<String>]) {
        let mut found: Vec<usize> = Vec::with_capacity(row.len());
        let mut first: Option<(usize, &At<String>)> = None;
        for name in row {
            let Some(at) = self.find_or_tell("order", name) else {
                continue;
            };
            let (leader, leader_name) = *first.get_or_insert((at, name));
            if self.parent(leader) == self.parent(at) {
                found.push(at);
            } else {
                self.tell(
                    name.place,
                    LayerFault::NotBeside {
                        id: name.value.clone(),
                        other: leader_name.value.clone(),
                    },
                );
            }
        }
        let Some((leader, _)) = first else {
            return;
        };
        let mut ranks = HashMap::new();
        for at in found {
            let rank = ranks.len();
            ranks.entry(at).or_insert(rank);
        }
        let parent = self.parent(leader);
        let siblings = match parent {
            Some(parent) => &mut self.children[parent],
            None => &mut self.stages,
        };
        siblings.sort_by_key(|at| ranks.get(at).copied().unwrap_or(usize::MAX));
    }

    fn hide(&mut self, names: &[At<String>]) {
        for name in names {
            if let Some(at) = self.find_or_tell("hide", name) {
                self.is_hidden[at] = true;
            }
        }
    }

    /// Puts the tree together again, without what is hidden and what needs it.
    fn finish(mut self, base: &Roadmap) -> Applied {
        // Resources come first, then key ideas, then inner topics, whatever the order.
        for children in &mut self.children {
            children.sort_by_key(|child| rank(self.nodes[*child].level));
        }
        let mut places: Vec<Option<NodeIdx>> = vec![None; self.nodes.len()];
        let mut order: Vec<usize> = Vec::with_capacity(self.nodes.len());
        let mut hidden: Vec<Hidden> = Vec::new();
        // What is still to be walked through, the next at the end, and the hidden node above it.
        let mut open: Vec<(usize, Option<usize>)> =
            self.stages.iter().rev().map(|at| (*at, None)).collect();
        while let Some((at, with)) = open.pop() {
            let hidden_root = with.or(self.is_hidden[at].then_some(at));
            if let Some(root) = hidden_root {
                hidden.push(self.hidden(at, root));
            } else {
                places[at] = Some(position(order.len()));
                order.push(at);
            }
            let below = self.children[at].iter().rev();
            open.extend(below.map(|child| (*child, hidden_root)));
        }
        let mut nodes: Vec<Node> = order.iter().map(|at| self.moved(*at, &places)).collect();
        for at in (0..nodes.len()).rev() {
            let end = nodes[at].end;
            if let Some(parent) = nodes[at].parent.map(NodeIdx::position) {
                nodes[parent].end = nodes[parent].end.max(end);
            }
        }
        let roadmap = Roadmap::of_nodes(base.0.head.clone(), nodes, hidden);
        Applied {
            roadmap,
            warnings: self.warnings,
        }
    }

    fn hidden(&self, at: usize, root: usize) -> Hidden {
        let node = &self.nodes[at];
        let links = match &node.detail {
            Detail::Resource(resource) => {
                let links = resource.link.iter().chain(&resource.formerly);
                links.cloned().collect()
            }
            Detail::Stage { .. } | Detail::Topic { .. } | Detail::Concept => Vec::new(),
        };
        Hidden {
            id: node.id.clone(),
            level: node.level,
            title: node.title.clone(),
            aliases: node.aliases.clone(),
            links,
            with: (at != root).then(|| self.nodes[root].id.clone()),
        }
    }

    /// Returns a node as it is in its new place.
    fn moved(&self, at: usize, places: &[Option<NodeIdx>]) -> Node {
        let mut node = self.nodes[at].clone();
        let place = places[at].unwrap_or(NodeIdx(0));
        node.end = place.0 + 1;
        node.parent = node.parent.and_then(|parent| places[parent.position()]);
        if let Detail::Topic { needs } = &mut node.detail {
            let kept = needs.iter().filter_map(|need| places[need.position()]);
            *needs = kept.collect();
        }
        node
    }
}

fn position(at: usize) -> NodeIdx {
    NodeIdx(u32::try_from(at).expect("the loader's budget is far below four billion nodes"))
}

/// Returns the key under which nodes of a level stand.
const fn key_of(level: Level) -> &'static str {
    match level {
        Level::Stage => "stages",
        Level::Topic => "topics",
        Level::Concept => "concepts",
        Level::Resource => "resources",
    }
}

const fn rank(level: Level) -> u8 {
    match level {
        Level::Stage | Level::Resource => 0,
        Level::Concept => 1,
        Level::Topic => 2,
    }
}
