//! What can be found of every node, folded once, and how a query walks through it.

use std::collections::HashMap;

use crate::lang::Lang;
use crate::progress::Progress;
use crate::roadmap::{Kind, Localized, NodeIdx, Roadmap, Written};
use crate::text::CleanBuf;

use super::fold::{fold_block_into, fold_into, folded, folded_block, is_boundary};
use super::found::Found;
use super::needle::{Eye, Needle, Ways};
use super::pinyin::Sound;
use super::query::Query;
use super::signs::NameSigns;
use super::walk::Search;

/// How much of its score a name keeps, in percent, by what it names.
const WHOLE_ID: u32 = 95;
const ID: u32 = 70;
const AUTHOR: u32 = 70;
const HOST: u32 = 60;
/// The score of a kind.
const KIND: u32 = 250;
/// What a note counts more than other texts: it is the person's own.
const OWN: u32 = 40;

/// Behind a name, and what it is. Folded text of a roadmap has no such characters.
const TITLE_ENDS: char = '\u{1}';
const ID_ENDS: char = '\u{2}';
const AUTHOR_ENDS: char = '\u{3}';
const HOST_ENDS: char = '\u{4}';
const TEXT_ENDS: char = '\u{5}';

/// All that can be searched of one roadmap.
#[derive(Clone, Debug)]
pub struct Index {
    /// One for each node that was read, in reading order.
    entries: Vec<Entry>,
    /// Names and texts of all nodes, folded, one behind the other.
    text: String,
    notes: HashMap<NodeIdx, String>,
    /// How many nodes the roadmap has.
    nodes: usize,
}

/// A word or phrase that is looked for in all that is written of a node.
pub(super) struct Text {
    needle: Needle,
    /// The kinds that it names, in any language.
    kinds: Vec<Kind>,
}

impl Text {
    pub(super) fn new(needle: Needle) -> Text {
        let is_named = |kind: &Kind| {
            let names = Lang::ALL.map(|lang| (lang.tui().kinds)(*kind));
            let mut words = names.into_iter().chain([kind.word()]);
            words.any(|word| needle.is_word(&folded(word)))
        };
        Text {
            kinds: Kind::ALL.into_iter().filter(is_named).collect(),
            needle,
        }
    }
}

/// Where in the text of an index a node is.
#[derive(Clone, Copy, Debug)]
struct Entry {
    node: NodeIdx,
    kind: Option<Kind>,
    start: usize,
    /// How long its names are together, in bytes; behind them are its texts.
    names: u32,
    signs: NameSigns,
}

impl Index {
    /// Reads a roadmap. Notes are [told](Self::set_notes) apart, as they change.
    #[must_use]
    pub fn new(roadmap: &Roadmap) -> Index {
        let mut index = Index::unread(roadmap);
        index.read(roadmap, usize::MAX);
        index
    }

    /// Makes the index of a roadmap that is [read](Self::read) later.
    #[must_use]
    pub fn unread(roadmap: &Roadmap) -> Index {
        Index {
            entries: Vec::new(),
            text: String::new(),
            notes: HashMap::new(),
            nodes: roadmap.len(),
        }
    }

    /// Reads some more nodes of its roadmap, so that a large one can be read without a pause. A search finds nothing in what
    /// is not read.
    pub fn read(&mut self, roadmap: &Roadmap, nodes: usize) {
        let from = self.entries.len();
        let to = from.saturating_add(nodes).min(self.nodes);
        roadmap.each_written(from..to, |node, written| {
            self.add(node, roadmap.kind(node), written);
        });
        if from == 0 && to > 0 {
            // The rest will be much alike; growing again and again would need room for two.
            let rest = self.nodes - to;
            self.entries.reserve_exact(rest);
            self.text.reserve(self.text.len() / to * rest);
        }
    }

    /// Tells whether all of the roadmap is read.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.entries.len() == self.nodes
    }

    /// Takes the person's notes in place of those that it had.
    pub fn set_notes(&mut self, notes: &[(NodeIdx, CleanBuf)]) {
        self.notes.clear();
        for (node, note) in notes {
            self.set_note(*node, note);
        }
    }

    /// Takes one note in place of the one that the node had; an empty one means that there is none.
    pub fn set_note(&mut self, node: NodeIdx, text: &CleanBuf) {
        let text = folded_block(text.as_str());
        if text.trim().is_empty() {
            self.notes.remove(&node);
        } else {
            self.notes.insert(node, text);
        }
    }

    /// Finds what a query asks for. An empty query finds everything and has no hits.
    #[must_use]
    pub fn find(&self, query: &Query, roadmap: &Roadmap, progress: &Progress) -> Found {
        let mut search = Search::new(query);
        search.go_on(self, usize::MAX);
        search.finish(roadmap, progress)
    }
}

impl Index {
    /// Returns some of the nodes that were read, by place.
    pub(super) fn nodes(
        &self,
        places: std::ops::Range<usize>,
    ) -> impl Iterator<Item = (usize, NodeIdx)> {
        let entries = places.clone().zip(&self.entries[places]);
        entries.map(|(place, entry)| (place, entry.node))
    }

    pub(super) fn nodes_read(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn has_note(&self, node: NodeIdx) -> bool {
        self.notes.contains_key(&node)
    }

    /// Tells how well a needle fits the node at a place: as well as it fits what it fits best.
    pub(super) fn score(&self, place: usize, text: &Text, eye: &mut Eye) -> Option<u32> {
        let Text { needle, kinds } = text;
        let entry = &self.entries[place];
        let behind_names = entry.start + entry.names as usize;
        let names = || &self.text[entry.start..behind_names];
        let ways = needle.ways(&entry.signs, names);
        let best = (ways.is_any()).then(|| best_name(names(), needle, ways, eye));
        // A text never counts as much as a name, so it need not be read where a name fits.
        best.flatten().or_else(|| {
            let kind = entry.kind.filter(|kind| kinds.contains(kind)).map(|_| KIND);
            let note = || Some(needle.in_text(self.notes.get(&entry.node)?)? + OWN);
            let text = || {
                let next = self.entries.get(place + 1);
                let end = next.map_or(self.text.len(), |next| next.start);
                let texts = self.text[behind_names..end].split_terminator(TEXT_ENDS);
                texts.filter_map(|text| needle.in_text(text)).max()
            };
            kind.or_else(note).or_else(text)
        })
    }

    fn add(&mut self, node: NodeIdx, kind: Option<Kind>, written: Written<'_>) {
        let start = self.text.len();
        self.add_all(written.titles(), fold_into, TITLE_ENDS);
        fold_into(written.id().as_str(), &mut self.text);
        self.text.push(ID_ENDS);
        if let Some(author) = written.author() {
            fold_into(author.as_str(), &mut self.text);
            self.text.push(AUTHOR_ENDS);
        }
        let mut last = None;
        for link in written.links() {
            let host = link.host().trim_start_matches("www.");
            if last.replace(host) != Some(host) {
                fold_into(host, &mut self.text);
                self.text.push(HOST_ENDS);
            }
        }
        let names = self.text.len() - start;
        let signs = signs_of(&self.text[start..]);
        self.add_all(written.bodies(), fold_block_into, TEXT_ENDS);
        self.entries.push(Entry {
            node,
            kind,
            start,
            // Those of one node are never that long.
            names: u32::try_from(names).unwrap_or(0),
            signs,
        });
    }

    /// Adds a text in all its languages; what is the same in two is added once.
    fn add_all(&mut self, texts: &Localized, fold_into: fn(&str, &mut String), ends: char) {
        let mut before: Option<std::ops::Range<usize>> = None;
        for (_, text) in texts.all() {
            let start = self.text.len();
            fold_into(text.as_str(), &mut self.text);
            let end = self.text.len();
            if before
                .clone()
                .is_some_and(|before| self.text[before] == self.text[start..end])
            {
                self.text.truncate(start);
                continue;
            }
            self.text.push(ends);
            before = Some(start..end);
        }
    }
}

/// Tells how well a needle fits the names of a node.
fn best_name(names: &str, needle: &Needle, ways: Ways, eye: &mut Eye) -> Option<u32> {
    let mut best: Option<u32> = None;
    for (name, end) in each_name(names) {
        let (name, percent) = match end {
            ID_ENDS if needle.is(name) => (name, WHOLE_ID),
            ID_ENDS => (name, ID),
            AUTHOR_ENDS => (name, AUTHOR),
            HOST_ENDS => match name.rsplit_once('.') {
                // What stands behind the last dot names no one: `ai` is not meant to find all of `.ai`.
                Some((name, _)) if !needle.has_dot() => (name, HOST),
                Some(_) | None => (name, HOST),
            },
            _ => (name, 100),
        };
        // Pinyin and letters left out take the longest, and never count as much as a word that is there.
        let ways = ways.above(best.unwrap_or_default());
        let score = needle.score_in_name(name, ways, eye);
        best = best.max(score.map(|score| score * percent / 100));
    }
    best
}

/// Returns each name with the character behind it.
fn each_name(names: &str) -> impl Iterator<Item = (&str, char)> {
    let mut rest = names;
    std::iter::from_fn(move || {
        // All that ends a name is one byte, which no other character has in it.
        let end = rest.bytes().position(|byte| char::from(byte) < TEXT_ENDS)?;
        let (name, behind) = rest.split_at(end);
        rest = &behind[1..];
        behind.chars().next().map(|ends| (name, ends))
    })
}

fn signs_of(names: &str) -> NameSigns {
    let mut signs = NameSigns::default();
    for (name, _) in each_name(names) {
        let is_latin = name.is_ascii();
        let mut before = None;
        for c in name.chars() {
            signs.all.add(c);
            if is_boundary(before, Some(c)) {
                signs.first.add(c);
            }
            before = Some(c);
            if !is_latin {
                let Sound { letters, first } = Sound::of(c);
                signs.sounds.unite(letters);
                signs.first_sounds.unite(first);
            }
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::roadmap::{Limits, load};

    proptest! {
        #[test]
        fn no_way_in_which_a_name_fits_best_is_passed_over(
            names in prop::collection::vec("[a-dA-C注意力行长 .-]{1,9}|\\PC{1,6}", 1..4),
            words in prop::collection::vec("[a-z]{1,5}|[注意力行]{1,2}|zhu|yi|zyl|hang|xing|cha|\\PC{1,3}", 1..12),
        ) {
            let mut folded_names = String::new();
            for name in &names {
                let name = crate::text::clean::line(name);
                fold_into(name.as_str(), &mut folded_names);
                folded_names.push(TITLE_ENDS);
            }
            let signs = signs_of(&folded_names);
            let mut eye = Eye::new();
            for word in words {
                let word = folded(crate::text::clean::line(&word).as_str());
                if word.trim().is_empty() {
                    continue;
                }
                for needle in [Needle::word(&word), Needle::phrase(&word)] {
                    let ways = needle.ways(&signs, || folded_names.as_str());
                    let best = best_name(&folded_names, &needle, ways, &mut eye);
                    let each = each_name(&folded_names)
                        .filter_map(|(name, _)| needle.score_in_name(name, Ways::ALL, &mut eye));
                    prop_assert_eq!(best, each.max(), "{:?} in {:?}", word, folded_names);
                }
            }
        }
    }

    #[test]
    fn what_is_the_same_in_two_languages_is_kept_once() {
        let yaml = "
format: 1
id: r
title: R
stages:
  - id: s
    title: { en: Same, zh: Same }
    summary: { en: One  text, zh: 一 }
";
        let loaded = load(yaml.as_bytes(), &Limits::default());
        let roadmap = loaded.expect("a sound roadmap").roadmap;
        let text = Index::new(&roadmap).text;
        assert_eq!(text, "same\u{1}s\u{2}one text\u{5}一\u{5}");
    }
}
