//! A search on its way through a roadmap, and what comes of it.

use crate::filter::Condition;
use crate::progress::Progress;
use crate::roadmap::{Level, NodeIdx, Roadmap};

use super::found::{Found, Hit, Nodes};
use super::index::{Index, Text};
use super::needle::{Eye, Needle};
use super::place::{level_of, places};
use super::query::{Query, TermKind};

/// The score of having a note.
const NOTE: u32 = 100;

/// A search on its way, so that a large roadmap can be searched without a pause.
pub struct Search {
    query: Query,
    with: Vec<Asked>,
    without: Vec<Asked>,
    /// How many nodes were looked at.
    seen: usize,
    own: Vec<Hit>,
    /// For each of `without`, the nodes that fit it by themselves.
    barred: Vec<Nodes>,
    eye: Eye,
}

/// Something that is looked for in what is written.
enum Asked {
    Text(Box<Text>),
    /// There is a note.
    Note,
}

impl Search {
    /// Begins a search for what a query asks for.
    #[must_use]
    pub fn new(query: &Query) -> Search {
        let asked = |negated: bool| -> Vec<Asked> {
            let terms = query.terms.iter().filter(|term| term.negated == negated);
            terms.filter_map(|term| Asked::of(&term.kind)).collect()
        };
        let without = asked(true);
        Search {
            query: query.clone(),
            with: asked(false),
            seen: 0,
            own: Vec::new(),
            barred: vec![Nodes::default(); without.len()],
            without,
            eye: Eye::new(),
        }
    }

    /// Returns what is asked.
    #[must_use]
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Looks at some more nodes of those that the index has read, and tells whether there are any left. It must always be the
    /// same index.
    pub fn go_on(&mut self, index: &Index, nodes: usize) -> bool {
        let end = self.seen.saturating_add(nodes).min(index.nodes_read());
        for (place, node) in index.nodes(self.seen..end) {
            for (asked, barred) in self.without.iter().zip(&mut self.barred) {
                if asked.score(index, (place, node), &mut self.eye).is_some() {
                    barred.insert(node);
                }
            }
            let scores = self.with.iter();
            let mut scores = scores.map(|asked| asked.score(index, (place, node), &mut self.eye));
            let sum = scores.try_fold(0, |sum: u32, score| Some(sum + score?));
            if let Some(score) = sum.filter(|_| !self.with.is_empty()) {
                self.own.push(Hit { node, score });
            }
        }
        self.seen = end;
        end < index.nodes_read() || !index.is_read()
    }

    /// Puts together what was found so far. The roadmap must be the one of the index.
    #[must_use]
    pub fn finish(self, roadmap: &Roadmap, progress: &Progress) -> Found {
        let Search {
            query,
            with,
            own: mut hits,
            barred: own_barred,
            ..
        } = self;
        let narrowing: Vec<(bool, Asking)> = query
            .terms
            .iter()
            .filter_map(|term| Some((term.negated, Asking::of(&term.kind, roadmap)?)))
            .collect();
        let barred: Vec<Nodes> = own_barred
            .iter()
            .map(|own| spread(roadmap, own, &|_| true, &|_| true))
            .collect();
        let narrowed = |node: NodeIdx| {
            let mut conditions = narrowing.iter();
            conditions.all(|(negated, asking)| {
                asking.condition().passes(roadmap, progress, node) != *negated
            })
        };
        let is_in = |sets: &[Nodes], node| sets.iter().any(|set| set.contains(node));
        let passes = |node: NodeIdx| !is_in(&barred, node) && narrowed(node);
        let nodes = if with.is_empty() {
            whatever(roadmap, &passes, &mut hits)
        } else {
            let mut own = Nodes::none(roadmap);
            hits.retain(|hit| !is_in(&own_barred, hit.node));
            for hit in &hits {
                own.insert(hit.node);
            }
            // A parent has no kind and the like: where such is asked, it must have something below that has.
            let mut conditions = narrowing.iter().map(|(_, asking)| asking.condition());
            let asks_of_leaves = conditions.any(Condition::asks_of_leaves);
            let alone = |node: NodeIdx| !asks_of_leaves && narrowed(node);
            let nodes = if narrowing.is_empty() && barred.is_empty() {
                spread_freely(roadmap, &hits)
            } else {
                spread(roadmap, &own, &passes, &alone)
            };
            hits.retain(|hit| nodes.contains(hit.node));
            nodes
        };
        hits.sort_unstable_by_key(|hit| (std::cmp::Reverse(hit.score), hit.node));
        if query.is_empty() {
            hits.clear();
        }
        Found { query, hits, nodes }
    }
}

/// Finds all leaves that pass, where no text is looked for.
fn whatever(roadmap: &Roadmap, passes: &dyn Fn(NodeIdx) -> bool, hits: &mut Vec<Hit>) -> Nodes {
    let mut nodes = Nodes::none(roadmap);
    for node in roadmap.nodes().filter(|node| is_leaf(roadmap, *node)) {
        if passes(node) {
            nodes.insert(node);
            hits.push(Hit { node, score: 0 });
        }
    }
    nodes
}

impl Asked {
    fn of(term: &TermKind) -> Option<Asked> {
        let text = |needle| Some(Asked::Text(Box::new(Text::new(needle))));
        match term {
            TermKind::Word(word) => text(Needle::word(word)),
            TermKind::Phrase(phrase) => text(Needle::phrase(phrase)),
            TermKind::Note => Some(Asked::Note),
            TermKind::Status(_)
            | TermKind::Kind(_)
            | TermKind::Lang(_)
            | TermKind::Place(..)
            | TermKind::Core
            | TermKind::Free
            | TermKind::Nothing => None,
        }
    }

    fn score(&self, index: &Index, (place, node): (usize, NodeIdx), eye: &mut Eye) -> Option<u32> {
        match self {
            Asked::Text(text) => index.score(place, text, eye),
            Asked::Note => index.has_note(node).then_some(NOTE),
        }
    }
}

/// A narrowing term, with the places that it names in this roadmap.
enum Asking<'q> {
    Condition(Condition<'q>),
    Places(Vec<NodeIdx>),
}

impl<'q> Asking<'q> {
    fn of(term: &'q TermKind, roadmap: &Roadmap) -> Option<Asking<'q>> {
        let condition = match term {
            TermKind::Word(_) | TermKind::Phrase(_) | TermKind::Note => return None,
            TermKind::Place(narrowing, values) => {
                let level = level_of(*narrowing);
                let named = |value: &super::token::Value| places(roadmap, level, &value.text);
                return Some(Asking::Places(values.iter().flat_map(named).collect()));
            }
            TermKind::Status(statuses) => Condition::Status(statuses),
            TermKind::Kind(kinds) => Condition::Kind(kinds),
            TermKind::Lang(tags) => Condition::Lang(tags),
            TermKind::Core => Condition::Core,
            TermKind::Free => Condition::Free,
            TermKind::Nothing => Condition::Within(&[]),
        };
        Some(Asking::Condition(condition))
    }

    fn condition(&self) -> Condition<'_> {
        match self {
            Asking::Condition(condition) => *condition,
            Asking::Places(places) => Condition::Within(places),
        }
    }
}

fn is_leaf(roadmap: &Roadmap, node: NodeIdx) -> bool {
    matches!(roadmap.level(node), Level::Concept | Level::Resource)
}

/// Returns the nodes that are found when some fit by themselves: leaves that fit and pass; parents that fit and have
/// something below that passes, or have nothing below and do `alone`; and all leaves that pass below a
/// parent that fits where nothing else below it is found.
fn spread(
    roadmap: &Roadmap,
    own: &Nodes,
    passes: &dyn Fn(NodeIdx) -> bool,
    alone: &dyn Fn(NodeIdx) -> bool,
) -> Nodes {
    let mut found = Nodes::none(roadmap);
    // Below a node: something is found, something passes.
    let mut below = vec![(false, false); roadmap.len()];
    let mut spreads = Nodes::none(roadmap);
    let mut passing = Nodes::none(roadmap);
    for node in roadmap.nodes().rev() {
        let (finds, any) = below[node.position()];
        let (is_found, is_any) = if is_leaf(roadmap, node) {
            let passes = passes(node);
            if passes {
                passing.insert(node);
            }
            (passes && own.contains(node), passes)
        } else {
            let is_empty = roadmap.below(node).next().is_none();
            let fits = own.contains(node) && (any || finds || (is_empty && alone(node)));
            if fits && !finds {
                spreads.insert(node);
            }
            (fits, any)
        };
        if is_found {
            found.insert(node);
        }
        if let Some(parent) = roadmap.parent(node) {
            let (finds_below, any_below) = &mut below[parent.position()];
            *finds_below |= finds || is_found;
            *any_below |= is_any;
        }
    }
    let mut spread_to = 0;
    for node in roadmap.nodes() {
        if spreads.contains(node) {
            spread_to = spread_to.max(
                roadmap
                    .below(node)
                    .next_back()
                    .map_or(0, |last| last.position() + 1),
            );
        }
        if node.position() < spread_to && passing.contains(node) {
            found.insert(node);
        }
    }
    found
}

/// Does as [`spread`] does where all leaves pass and nothing else is asked. Only what fits by itself is looked at, in reading
/// order.
fn spread_freely(roadmap: &Roadmap, own: &[Hit]) -> Nodes {
    let mut found = Nodes::none(roadmap);
    let mut spreads = Vec::new();
    // The nearest behind a node that is found.
    let mut next: Option<NodeIdx> = None;
    for Hit { node, .. } in own.iter().rev() {
        if !is_leaf(roadmap, *node) {
            let finds = next.is_some_and(|next| roadmap.is_within(next, *node));
            let mut below = roadmap.below(*node).peekable();
            let is_empty = below.peek().is_none();
            if !finds && !is_empty && !below.any(|node| is_leaf(roadmap, node)) {
                continue;
            }
            if !finds {
                spreads.push(*node);
            }
        }
        found.insert(*node);
        next = Some(*node);
    }
    for parent in spreads {
        for leaf in roadmap.below(parent).filter(|node| is_leaf(roadmap, *node)) {
            found.insert(leaf);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::roadmap::{Limits, load};

    const ROADMAP: &str = "
format: 1
id: r
title: R
stages:
  - id: s
    title: S
    topics:
      - id: t
        title: T
        concepts: [{ id: idea, title: I }]
        resources: [{ id: a, title: A }, { id: b, title: B }]
        topics:
          - { id: inner, title: Inner, resources: [{ id: c, title: C }] }
          - { id: hollow, title: Hollow }
  - { id: bare, title: Bare, topics: [{ id: lonely, title: L }] }
  - { id: last, title: Last, topics: [] }
";

    proptest! {
        #[test]
        fn the_short_way_to_what_is_found_leads_there(fits in prop::collection::vec(any::<bool>(), 20)) {
            let loaded = load(ROADMAP.as_bytes(), &Limits::default());
            let roadmap = loaded.expect("a sound roadmap").roadmap;
            let fitting = roadmap.nodes().zip(&fits).filter(|(_, fits)| **fits);
            let hits: Vec<Hit> = fitting.map(|(node, _)| Hit { node, score: 1 }).collect();
            let mut own = Nodes::none(&roadmap);
            for hit in &hits {
                own.insert(hit.node);
            }
            let whole = spread(&roadmap, &own, &|_| true, &|_| true);
            prop_assert_eq!(spread_freely(&roadmap, &hits), whole);
        }
    }
}
