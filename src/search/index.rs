//! What can be found of every node, folded once, and how a query walks through it.

use crate::lang::Lang;
use crate::progress::Progress;
use crate::roadmap::{Kind, NodeIdx, Roadmap};
use crate::text::CleanBuf;

use super::fold::{folded, folded_block};
use super::found::Found;
use super::needle::{Eye, Needle};
use super::query::Query;
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

/// All that can be searched of one roadmap.
#[derive(Clone, Debug)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    /// The words for every kind, folded, in the order of [`Kind::ALL`].
    kinds: Vec<Vec<String>>,
}

/// What can be searched of one node, folded.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) node: NodeIdx,
    titles: Vec<String>,
    id: String,
    author: String,
    hosts: Vec<String>,
    kind: Option<Kind>,
    texts: Vec<String>,
    note: String,
}

impl Index {
    /// Reads a roadmap. Notes are [told](Self::set_notes) apart, as they change.
    #[must_use]
    pub fn new(roadmap: &Roadmap) -> Index {
        let words = |kind: &Kind| {
            let names = Lang::ALL.map(|lang| folded((lang.tui().kinds)(*kind)));
            [folded(kind.word())].into_iter().chain(names).collect()
        };
        Index {
            entries: roadmap
                .nodes()
                .map(|node| Entry::of(roadmap, node))
                .collect(),
            kinds: Kind::ALL.iter().map(words).collect(),
        }
    }

    /// Takes the person's notes in place of those that it had.
    pub fn set_notes(&mut self, notes: &[(NodeIdx, CleanBuf)]) {
        for entry in &mut self.entries {
            entry.note.clear();
        }
        for (node, note) in notes {
            self.set_note(*node, note);
        }
    }

    /// Takes one note in place of the one that the node had; an empty one means that there is none.
    pub fn set_note(&mut self, node: NodeIdx, text: &CleanBuf) {
        if let Some(entry) = self.entries.get_mut(node.position()) {
            entry.note = folded_block(text.as_str());
        }
    }

    /// Finds what a query asks for. An empty query finds everything and has no hits.
    #[must_use]
    pub fn find(&self, query: &Query, roadmap: &Roadmap, progress: &Progress) -> Found {
        let mut search = self.begin(query);
        search.go_on(self.entries.len());
        search.finish(roadmap, progress)
    }

    /// Begins a search that is done in slices, so that a large roadmap can be searched without a pause.
    #[must_use]
    pub fn begin(&self, query: &Query) -> Search<'_> {
        Search::new(self, query)
    }
}

impl Index {
    /// Tells how well a needle fits a node: as well as it fits what it fits best.
    pub(super) fn score(&self, entry: &Entry, needle: &Needle, eye: &mut Eye) -> Option<u32> {
        let titles = entry.titles.iter().map(|title| (title, 100));
        let id = if needle.is(&entry.id) { WHOLE_ID } else { ID };
        let titles = titles.map(|(title, percent)| (title.as_str(), percent));
        let names = [(entry.id.as_str(), id), (&entry.author, AUTHOR)];
        // What stands behind the last dot names no one: `ai` is not meant to find all of `.ai`.
        let hosts = entry.hosts.iter().map(|host| match host.rsplit_once('.') {
            Some((name, _)) if !needle.has_dot() => (name, HOST),
            Some(_) | None => (host.as_str(), HOST),
        });
        let best = titles
            .chain(names)
            .chain(hosts)
            .filter_map(|(name, percent)| Some(needle.in_name(name, eye)?.score * percent / 100))
            .max();
        // A text never counts as much as a name, so it need not be read where a name fits.
        best.or_else(|| {
            let words = entry.kind.map_or(&[][..], |kind| self.words(kind));
            let kind = words
                .iter()
                .any(|word| needle.is_word(word))
                .then_some(KIND);
            let note = || Some(needle.in_text(&entry.note)? + OWN);
            let text = || {
                entry
                    .texts
                    .iter()
                    .filter_map(|text| needle.in_text(text))
                    .max()
            };
            kind.or_else(note).or_else(text)
        })
    }

    fn words(&self, kind: Kind) -> &[String] {
        let at = Kind::ALL.iter().position(|have| *have == kind);
        at.and_then(|at| self.kinds.get(at))
            .map_or(&[], Vec::as_slice)
    }
}

impl Entry {
    pub(super) fn has_note(&self) -> bool {
        !self.note.trim().is_empty()
    }

    fn of(roadmap: &Roadmap, node: NodeIdx) -> Entry {
        let all = |texts: &crate::roadmap::Localized, fold: fn(&str) -> String| {
            let mut folded: Vec<String> =
                texts.all().map(|(_, text)| fold(text.as_str())).collect();
            folded.dedup();
            folded
        };
        let further = roadmap.further_links(node);
        let links = roadmap.link(node).into_iter();
        let links = links.chain(further.iter().map(|further| &further.link));
        let mut hosts: Vec<String> = links
            .map(|link| folded(link.host().trim_start_matches("www.")))
            .collect();
        hosts.dedup();
        Entry {
            node,
            titles: all(roadmap.titles(node), folded),
            id: folded(roadmap.node_id(node).as_str()),
            author: roadmap
                .author(node)
                .map_or_else(String::new, |author| folded(author.as_str())),
            hosts,
            kind: roadmap.kind(node),
            texts: all(roadmap.bodies(node), folded_block),
            note: String::new(),
        }
    }
}
