//! Uniting records, and folding them into the state of each roadmap.

use std::collections::{BTreeMap, HashMap};

use hashbrown::DefaultHashBuilder;

use super::store::NodePlace;
use super::{Log, Place, Record, RecordId, Store, Symbol, Writer};
use crate::journal::line::{self, Plain, Unapplied};
use crate::journal::record::{Action, END_OF_TIME, FORMAT};

/// A few nodes that are new are put in their order one by one, more of them by sorting all.
const FEW: usize = 8;

/// The state of one roadmap.
#[derive(Clone, Debug, Default)]
pub(super) struct Fold {
    statuses: HashMap<Symbol, Winner, DefaultHashBuilder>,
    /// The nodes that have a status, ordered by id but for the newest, which are counted.
    nodes: Vec<Symbol>,
    unordered_nodes: usize,
    pub(super) attached: BTreeMap<String, Place>,
    /// Status changes.
    pub(super) changes: Series,
    /// What was done to notes.
    pub(super) notes: Series,
    /// Times that were spent.
    pub(super) times: Series,
}

/// The record that decides the status of a node, and the node's place in its change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Winner {
    pub(super) record: Place,
    pub(super) node: NodePlace,
}

/// Records that are ordered by (`l`, id).
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    places: Vec<Place>,
    is_disordered: bool,
}

impl Series {
    pub(super) fn newest_first(&self) -> impl Iterator<Item = Place> {
        self.places.iter().rev().copied()
    }

    fn push(&mut self, place: Place, store: &Store) {
        let last = self.places.last();
        self.is_disordered |= last.is_some_and(|last| store.key(*last) > store.key(place));
        self.places.push(place);
    }

    fn put_in_order(&mut self, store: &Store) {
        if std::mem::take(&mut self.is_disordered) {
            self.places
                .sort_by(|left, right| store.key(*left).cmp(&store.key(*right)));
        }
    }
}

impl Fold {
    /// Returns every node with what decides its status, ordered by the id of the node.
    pub(super) fn winners(&self) -> impl Iterator<Item = (Symbol, Winner)> {
        let winner = |node: &Symbol| Some((*node, self.winner(*node)?));
        self.nodes.iter().filter_map(winner)
    }

    pub(super) fn winner(&self, node: Symbol) -> Option<Winner> {
        self.statuses.get(&node).copied()
    }

    fn decide(&mut self, challenger: Winner, store: &Store) {
        let node = store.node(challenger.node).node;
        match self.statuses.get_mut(&node) {
            Some(winner) if store.key(winner.record) > store.key(challenger.record) => {}
            Some(winner) => *winner = challenger,
            None => {
                self.statuses.insert(node, challenger);
                self.nodes.push(node);
                self.unordered_nodes += 1;
            }
        }
    }

    fn put_in_order(&mut self, store: &Store) {
        for series in [&mut self.changes, &mut self.notes, &mut self.times] {
            series.put_in_order(store);
        }
        let text = |node: &Symbol| store.symbols.text(*node);
        let unordered = std::mem::take(&mut self.unordered_nodes);
        if unordered > FEW {
            self.nodes
                .sort_unstable_by(|left, right| text(left).cmp(text(right)));
            return;
        }
        for node in self.nodes.split_off(self.nodes.len() - unordered) {
            let place = self
                .nodes
                .partition_point(|other| text(other) < text(&node));
            self.nodes.insert(place, node);
        }
    }
}

impl Log {
    /// Unites one record with the others.
    pub(in crate::journal) fn insert(&mut self, record: Record, writer: Writer) {
        if record.l >= END_OF_TIME {
            self.count_once(Some(&record.id));
            self.quarantined.insert(record.id.to_string());
            self.health.quarantined = self.quarantined.len();
            return;
        }
        self.largest_l = self.largest_l.max(record.l);
        let Some(place) = self.store.find(record.id.as_str()) else {
            let place = self.store.push(record, writer, false);
            self.apply(place);
            return;
        };
        if self.store.is_joined(place) {
            // A record that says itself what its lines say goes before them.
            self.contradiction = true;
            self.store.replace(place, record, writer);
            return;
        }
        let known = self.store.record(place);
        let writer = self.unite_writers(place, writer, known.part.is_some());
        if known != record {
            self.contradiction = true;
            // Any rule will do that does not depend on the order of reading.
            if weight(&record) > weight(&known) {
                self.store.replace(place, record, writer);
            }
        }
    }

    /// Unites what a plain line says with the others.
    pub(super) fn insert_plain(&mut self, plain: &Plain<'_>, writer: Writer) {
        let place = self.store.find(plain.id);
        match place {
            None if plain.l < END_OF_TIME => {
                self.largest_l = self.largest_l.max(plain.l);
                let place = self.store.push_plain(plain, writer);
                self.apply(place);
            }
            Some(place) if !self.store.is_joined(place) && self.store.says(place, plain) => {
                self.unite_writers(place, writer, false);
            }
            None | Some(_) => self.insert(plain.record(), writer),
        }
    }

    /// Notes who wrote a record that is there already.
    fn unite_writers(&mut self, place: Place, writer: Writer, is_part: bool) -> Writer {
        if writer == Writer::ThisDevice && self.store.writer(place) != writer {
            self.store.set_writer(place, writer);
            self.contradiction |= is_part;
        }
        self.store.writer(place)
    }

    /// Folds the record at a place into the state.
    fn apply(&mut self, place: Place) {
        let record = self.store.other(place);
        let Some((record, part)) = record.and_then(|record| Some((record, record.part.as_ref()?)))
        else {
            self.apply_whole(place);
            return;
        };
        let part = part.clone();
        let parts = self.parts.entry(part.whole.clone()).or_default();
        let part_at = |place: Place| self.store.other(place);
        if let Some(other) = parts.get(&part.number) {
            self.contradiction = true;
            if part_at(*other).is_some_and(|other| weight(other) >= weight(record)) {
                return;
            }
        }
        parts.insert(part.number, place);
        let alike = |place: &Place| {
            let other = part_at(*place).and_then(|other| other.part.as_ref());
            other.is_some_and(|other| other.of == part.of)
        };
        self.contradiction |= !parts.values().all(alike);
        self.join(&part.whole);
    }

    /// Applies a long change once its lines are all there.
    fn join(&mut self, whole: &RecordId) {
        let Some(parts) = self.parts.get(whole) else {
            return;
        };
        let lines = || parts.values().copied();
        let records: Vec<_> = lines()
            .filter_map(|place| self.store.other(place))
            .collect();
        let Some(record) = Record::join(&records) else {
            return;
        };
        let own = lines().any(|place| self.store.writer(place) == Writer::ThisDevice);
        let writer = if own {
            Writer::ThisDevice
        } else {
            Writer::Other
        };
        if self.store.find(whole.as_str()).is_some() {
            self.contradiction = true;
            return;
        }
        let place = self.store.push(record, writer, true);
        self.apply_whole(place);
    }

    fn apply_whole(&mut self, place: Place) {
        if let Some((roadmap, nodes)) = self.store.status(place) {
            let fold = self.fold_of(roadmap);
            let (fold, store) = (&mut self.folds[fold], &self.store);
            fold.changes.push(place, store);
            for node in nodes {
                let challenger = Winner {
                    record: place,
                    node,
                };
                fold.decide(challenger, store);
            }
        } else if let Some(record) = self.store.other(place) {
            let roadmap = record.action.roadmap().to_owned();
            let roadmap = self.store.symbols.of(&roadmap);
            let fold = self.fold_of(roadmap);
            self.apply_other(place, fold);
        }
        self.health.records += 1;
    }

    fn apply_other(&mut self, place: Place, fold: usize) {
        let (fold, store) = (&mut self.folds[fold], &self.store);
        match store.other(place).map(|record| &record.action) {
            Some(Action::Note { .. }) => fold.notes.push(place, store),
            Some(Action::Time(_)) => fold.times.push(place, store),
            Some(Action::Attach { node, .. }) => match fold.attached.get_mut(node) {
                Some(winner) if store.key(*winner) > store.key(place) => {}
                Some(winner) => *winner = place,
                None => {
                    fold.attached.insert(node.clone(), place);
                }
            },
            // A status change is kept as one, unless it is a part of a long one, which is not applied by itself.
            Some(Action::Status(_)) | None => {}
        }
    }

    /// Returns the place of the fold of a roadmap.
    fn fold_of(&mut self, roadmap: Symbol) -> usize {
        *self.by_symbol.entry(roadmap).or_insert_with(|| {
            let place = self.folds.len();
            let name = self.store.symbols.text(roadmap);
            self.by_roadmap.insert(name.to_owned(), place);
            self.folds.push(Fold::default());
            place
        })
    }

    /// Brings the state in order after records were added.
    pub(in crate::journal) fn settle(&mut self) {
        if self.contradiction {
            if let Some(past) = self.past.take() {
                // What contradicts what is known from the whole alone.
                *self = past.into_whole();
                return;
            }
            self.fold_again();
        }
        for fold in &mut self.folds {
            fold.put_in_order(&self.store);
        }
        self.health.incomplete = self.incomplete().count();
    }

    /// Folds the state from the set of records alone. Without contradictions the fold does not depend on the
    /// order in which records came; with one, only this makes it so.
    fn fold_again(&mut self) {
        self.store.start_again();
        self.parts.clear();
        self.folds.clear();
        self.by_roadmap.clear();
        self.by_symbol.clear();
        self.health.records = 0;
        for place in self.store.places() {
            self.apply(place);
        }
    }

    pub(super) fn note_reader(&mut self, name: &str, min_reader: u64) {
        let needed = self
            .health
            .read_only
            .as_ref()
            .map_or(FORMAT, |(_, needed)| *needed);
        if min_reader > needed {
            self.health.read_only = Some((name.to_owned(), min_reader));
        }
    }

    /// Remembers a record that is not applied; returns how many more there are: 0 when it was known.
    pub(super) fn keep(&mut self, unapplied: &Unapplied) -> usize {
        if unapplied.l < END_OF_TIME {
            self.largest_l = self.largest_l.max(unapplied.l);
        }
        self.count_once(unapplied.id.as_ref())
    }

    fn count_once(&mut self, id: Option<&RecordId>) -> usize {
        usize::from(id.is_none_or(|id| self.unapplied.insert(id.clone())))
    }
}

/// Orders records that claim the same id, by all that they say.
fn weight(record: &Record) -> (u64, String) {
    (record.l, line::encode(record).unwrap_or_default())
}
