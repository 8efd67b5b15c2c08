//! The records in little memory: most are status changes of one node, and name what others named before.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::symbols::{Symbol, Symbols};
use super::{Record, RecordId, Writer};
use crate::journal::line::{Plain, PlainOrigin};
use crate::journal::record::Action;
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// Where a record is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::journal) struct Place(u32);

/// Where a node of a status change is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodePlace(u32);

/// All records, each with an id of its own.
#[derive(Clone, Debug, Default)]
pub(in crate::journal) struct Store {
    records: Vec<Stored>,
    /// The nodes of all status changes; those of one lie together.
    nodes: Vec<StoredNode>,
    /// The local times of all records, one behind the other.
    moments: String,
    pub(super) symbols: Symbols,
    by_id: HashTable<Place>,
    hashing: DefaultHashBuilder,
}

#[derive(Clone, Debug)]
struct Stored {
    id: RecordId,
    l: u64,
    /// Where the local time begins in `moments`, and how many bytes it has.
    at: (usize, u8),
    writer: Writer,
    /// Made here of the lines of a long change.
    is_joined: bool,
    what: What,
}

/// What a record says.
#[derive(Clone, Debug)]
enum What {
    Status {
        roadmap: Symbol,
        first: u32,
        count: u32,
        origin: StoredOrigin,
    },
    /// Anything else, and the lines of a long change. They are few.
    Other(Box<Record>),
}

#[derive(Clone, Copy, Debug)]
enum StoredOrigin {
    Done,
    Undoes(Symbol),
    Redoes(Symbol),
}

/// One node of a status change.
#[derive(Clone, Copy, Debug)]
pub(super) struct StoredNode {
    pub(super) node: Symbol,
    pub(super) from: Status,
    pub(super) to: Status,
    pub(super) url: Option<Symbol>,
    pub(super) title: Symbol,
    pub(super) when: Option<Symbol>,
}

impl Store {
    /// Makes room for records that are about to come.
    pub(super) fn reserve(&mut self, records: usize) {
        let Store {
            records: all,
            by_id,
            hashing,
            ..
        } = self;
        by_id.reserve(records, |place: &Place| {
            hashing.hash_one(all[place.index()].id.as_str())
        });
    }

    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        (0..number(self.records.len())).map(Place)
    }

    /// Finds a record by its id.
    pub(super) fn find(&self, id: &str) -> Option<Place> {
        let is_it = |place: &Place| self.id(*place).as_str() == id;
        self.by_id.find(self.hashing.hash_one(id), is_it).copied()
    }

    /// Keeps a record whose id is not among them.
    pub(super) fn push(&mut self, record: Record, writer: Writer, is_joined: bool) -> Place {
        let stored = self.stored(record, writer, is_joined);
        self.push_stored(stored)
    }

    /// Keeps what a plain line says, whose id is not among them.
    pub(super) fn push_plain(&mut self, plain: &Plain<'_>, writer: Writer) -> Place {
        let node = StoredNode {
            node: self.symbols.of(plain.node),
            from: plain.from,
            to: plain.to,
            url: plain.url.map(|url| self.symbols.of(url)),
            title: self.symbols.of(plain.title),
            when: plain.when.map(|when| self.symbols.of(when)),
        };
        let origin = match plain.origin {
            PlainOrigin::Done => StoredOrigin::Done,
            PlainOrigin::Undoes(id) => StoredOrigin::Undoes(self.symbols.of(id)),
            PlainOrigin::Redoes(id) => StoredOrigin::Redoes(self.symbols.of(id)),
        };
        let what = What::Status {
            roadmap: self.symbols.of(plain.roadmap),
            first: number(self.nodes.len()),
            count: 1,
            origin,
        };
        self.nodes.push(node);
        let stored = Stored {
            id: RecordId::of_checked(plain.id),
            l: plain.l,
            at: self.moment(plain.at),
            writer,
            is_joined: false,
            what,
        };
        self.push_stored(stored)
    }

    /// Puts another record in the place of one of the same id.
    pub(super) fn replace(&mut self, place: Place, record: Record, writer: Writer) {
        let stored = self.stored(record, writer, false);
        self.records[place.index()] = stored;
    }

    /// Throws away what was joined, and brings the rest in the order of the ids.
    pub(super) fn start_again(&mut self) {
        let old = std::mem::take(&mut self.nodes);
        self.records.retain(|stored| !stored.is_joined);
        self.records.sort_by(|left, right| left.id.cmp(&right.id));
        for stored in &mut self.records {
            if let What::Status { first, count, .. } = &mut stored.what {
                let nodes = &old[range(*first, *count)];
                *first = number(self.nodes.len());
                self.nodes.extend_from_slice(nodes);
            }
        }
        self.by_id.clear();
        let records = &self.records;
        let hash = |place: &Place| self.hashing.hash_one(records[place.index()].id.as_str());
        for place in (0..number(records.len())).map(Place) {
            self.by_id.insert_unique(hash(&place), place, hash);
        }
    }

    pub(in crate::journal) fn id(&self, place: Place) -> &RecordId {
        &self.records[place.index()].id
    }

    /// Returns what orders records.
    pub(super) fn key(&self, place: Place) -> (u64, &RecordId) {
        let stored = &self.records[place.index()];
        (stored.l, &stored.id)
    }

    pub(super) fn at(&self, place: Place) -> &str {
        let (start, length) = self.records[place.index()].at;
        &self.moments[start..start + usize::from(length)]
    }

    pub(in crate::journal) fn writer(&self, place: Place) -> Writer {
        self.records[place.index()].writer
    }

    pub(super) fn set_writer(&mut self, place: Place, writer: Writer) {
        self.records[place.index()].writer = writer;
    }

    pub(super) fn is_joined(&self, place: Place) -> bool {
        self.records[place.index()].is_joined
    }

    /// Returns what is kept as it came; `None` for a status change that is no part of a long one.
    pub(super) fn other(&self, place: Place) -> Option<&Record> {
        match &self.records[place.index()].what {
            What::Status { .. } => None,
            What::Other(record) => Some(record),
        }
    }

    /// Returns the roadmap of a status change, and where its nodes are; `None` for anything else.
    pub(super) fn status(
        &self,
        place: Place,
    ) -> Option<(Symbol, impl Iterator<Item = NodePlace> + use<>)> {
        match self.records[place.index()].what {
            What::Status {
                roadmap,
                first,
                count,
                ..
            } => Some((roadmap, (first..first + count).map(NodePlace))),
            What::Other(_) => None,
        }
    }

    pub(super) fn node(&self, place: NodePlace) -> &StoredNode {
        &self.nodes[place.0 as usize]
    }

    /// Returns the id of the change that a status change takes back.
    pub(in crate::journal) fn undoes(&self, place: Place) -> Option<&str> {
        match self.origin(place) {
            StoredOrigin::Undoes(id) => Some(self.symbols.text(id)),
            StoredOrigin::Done | StoredOrigin::Redoes(_) => None,
        }
    }

    /// Returns the id of the change that a status change does again.
    pub(in crate::journal) fn redoes(&self, place: Place) -> Option<&str> {
        match self.origin(place) {
            StoredOrigin::Redoes(id) => Some(self.symbols.text(id)),
            StoredOrigin::Done | StoredOrigin::Undoes(_) => None,
        }
    }

    /// Returns a status change as it was recorded; `None` for anything else.
    pub(in crate::journal) fn change(&self, place: Place) -> Option<Change> {
        let text = |symbol| self.symbols.text(symbol).to_owned();
        let (roadmap, nodes) = self.status(place)?;
        let node = |place| {
            let node = self.node(place);
            NodeChange {
                node: text(node.node),
                from: node.from,
                to: node.to,
                url: node.url.map(text),
                title: text(node.title),
                when: node.when.map(text),
            }
        };
        Some(Change {
            roadmap: text(roadmap),
            nodes: nodes.map(node).collect(),
            origin: match self.origin(place) {
                StoredOrigin::Done => Origin::Done,
                StoredOrigin::Undoes(id) => Origin::Undoes(text(id)),
                StoredOrigin::Redoes(id) => Origin::Redoes(text(id)),
            },
        })
    }

    /// Returns a record as it was read.
    pub(super) fn record(&self, place: Place) -> Record {
        let stored = &self.records[place.index()];
        match (&stored.what, self.change(place)) {
            (What::Status { .. }, Some(change)) => Record {
                id: stored.id.clone(),
                l: stored.l,
                at: self.at(place).to_owned(),
                action: Action::Status(change),
                part: None,
            },
            (What::Other(record), _) => Record::clone(record),
            (What::Status { .. }, None) => unreachable!("a status change is one"),
        }
    }

    /// Tells whether a record says the same as a plain line with its id.
    pub(super) fn says(&self, place: Place, plain: &Plain<'_>) -> bool {
        let stored = &self.records[place.index()];
        let text = |symbol| self.symbols.text(symbol);
        let What::Status {
            roadmap,
            first,
            count: 1,
            origin,
        } = stored.what
        else {
            return false;
        };
        let node = self.node(NodePlace(first));
        let origin = match origin {
            StoredOrigin::Done => PlainOrigin::Done,
            StoredOrigin::Undoes(id) => PlainOrigin::Undoes(text(id)),
            StoredOrigin::Redoes(id) => PlainOrigin::Redoes(text(id)),
        };
        *plain
            == Plain {
                id: stored.id.as_str(),
                l: stored.l,
                at: self.at(place),
                roadmap: text(roadmap),
                node: text(node.node),
                to: node.to,
                from: node.from,
                url: node.url.map(text),
                title: text(node.title),
                when: node.when.map(text),
                origin,
            }
    }

    fn origin(&self, place: Place) -> StoredOrigin {
        match self.records[place.index()].what {
            What::Status { origin, .. } => origin,
            What::Other(_) => StoredOrigin::Done,
        }
    }

    fn push_stored(&mut self, stored: Stored) -> Place {
        let place = Place(number(self.records.len()));
        self.records.push(stored);
        let (records, hashing) = (&self.records, &self.hashing);
        let hash = |place: &Place| hashing.hash_one(records[place.index()].id.as_str());
        self.by_id.insert_unique(hash(&place), place, hash);
        place
    }

    fn stored(&mut self, record: Record, writer: Writer, is_joined: bool) -> Stored {
        let (id, l, at) = (record.id.clone(), record.l, self.moment(&record.at));
        let what = match record {
            Record {
                action: Action::Status(change),
                part: None,
                ..
            } => self.status_change(&change),
            other => What::Other(Box::new(other)),
        };
        Stored {
            id,
            l,
            at,
            writer,
            is_joined,
            what,
        }
    }

    fn status_change(&mut self, change: &Change) -> What {
        let first = number(self.nodes.len());
        let symbols = &mut self.symbols;
        self.nodes
            .extend(change.nodes.iter().map(|node| StoredNode {
                node: symbols.of(&node.node),
                from: node.from,
                to: node.to,
                url: node.url.as_deref().map(|url| symbols.of(url)),
                title: symbols.of(&node.title),
                when: node.when.as_deref().map(|when| symbols.of(when)),
            }));
        What::Status {
            roadmap: symbols.of(&change.roadmap),
            first,
            count: number(change.nodes.len()),
            origin: match &change.origin {
                Origin::Done => StoredOrigin::Done,
                Origin::Undoes(id) => StoredOrigin::Undoes(symbols.of(id)),
                Origin::Redoes(id) => StoredOrigin::Redoes(symbols.of(id)),
            },
        }
    }

    fn moment(&mut self, at: &str) -> (usize, u8) {
        let start = self.moments.len();
        self.moments.push_str(at);
        let length = u8::try_from(at.len()).expect("a record's time has at most 40 characters");
        (start, length)
    }
}

impl Place {
    fn index(self) -> usize {
        self.0 as usize
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("no memory holds so many records")
}

fn range(first: u32, count: u32) -> std::ops::Range<usize> {
    first as usize..(first + count) as usize
}
