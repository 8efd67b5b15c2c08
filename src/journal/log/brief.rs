//! A log without its past: the records that say how things stand, as the cache keeps them. What else there is in the
//! journals is read when somebody asks for it.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{Log, Place, Record, RecordId, Writer};
use crate::journal::health::Health;
use crate::journal::line;

/// Reads all journals.
pub(in crate::journal) type ReadAll = Arc<dyn Fn() -> Log + Send + Sync>;

/// What a log that came from the cache does not hold.
#[derive(Clone)]
pub(super) struct Unread {
    read: ReadAll,
    /// What was added since: it may not be in the journals.
    added: Vec<(Record, Writer)>,
    whole: OnceLock<Box<Log>>,
}

impl fmt::Debug for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unread").finish_non_exhaustive()
    }
}

impl Unread {
    pub(super) fn whole(&self) -> &Log {
        self.whole.get_or_init(|| {
            let mut log = (self.read)();
            for (record, writer) in &self.added {
                log.insert(record.clone(), *writer);
            }
            log.settle();
            Box::new(log)
        })
    }

    pub(super) fn into_whole(mut self) -> Log {
        self.whole();
        self.whole.take().map_or_else(Log::default, |whole| *whole)
    }

    pub(super) fn add(&mut self, record: &Record, writer: Writer) {
        self.added.push((record.clone(), writer));
        if let Some(whole) = self.whole.get_mut() {
            whole.add(record.clone(), writer);
        }
    }
}

impl Log {
    /// Returns the log with all of its past.
    pub(super) fn whole(&self) -> &Log {
        self.past.as_ref().map_or(self, Unread::whole)
    }

    /// Tells whether there is a past that was not read.
    #[cfg(test)]
    pub(in crate::journal) fn is_brief(&self) -> bool {
        self.past.is_some()
    }

    /// Tells whether nothing was found in the journals that would have to be told, so that the records are all there is.
    pub(in crate::journal) fn is_sound(&self) -> bool {
        let expected = Health {
            records: self.health.records,
            conflict_copies: self.health.conflict_copies.clone(),
            ..Health::default()
        };
        self.health == expected
            && self.unapplied.is_empty()
            && !self.contradiction
            && !self.is_open_ended
    }

    /// Returns the ids of all records, those of long changes and of their lines, too.
    pub(in crate::journal) fn ids(&self) -> impl Iterator<Item = &RecordId> {
        self.store.places().map(|place| self.store.id(place))
    }

    /// Tells whether a record is among those that were read.
    pub(in crate::journal) fn has(&self, id: &RecordId) -> bool {
        self.store.find(id.as_str()).is_some()
    }

    /// Writes the records of one writer that say how things stand: what decides a status or an attachment, all notes and
    /// times, and the newest change of each roadmap. `None` where one cannot be written.
    pub(in crate::journal) fn essence(&self, writer: Writer) -> Option<String> {
        let mut places: Vec<Place> = Vec::new();
        for fold in &self.folds {
            places.extend(fold.winners().map(|(_, winner)| winner.record));
            places.extend(fold.attached.values());
            places.extend(fold.notes.newest_first());
            places.extend(fold.times.newest_first());
            places.extend(fold.changes.newest_first().next());
        }
        let mut lines: Vec<Place> = Vec::new();
        for place in places {
            let parts = self.parts.get(self.store.id(place));
            match parts.filter(|_| self.store.is_joined(place)) {
                Some(parts) => lines.extend(parts.values()),
                None => lines.push(place),
            }
        }
        lines.sort_unstable();
        lines.dedup();
        lines.retain(|place| self.store.writer(*place) == writer);
        let mut text = String::new();
        for place in lines {
            text += &line::encode(&self.store.record(place)).ok()?;
        }
        Some(text)
    }

    /// Takes what is known of all records, of which this log has the essence.
    pub(in crate::journal) fn without_past(
        mut self,
        records: usize,
        largest_l: u64,
        read: ReadAll,
    ) -> Log {
        self.health.records = records;
        self.largest_l = largest_l;
        self.past = Some(Unread {
            read,
            added: Vec::new(),
            whole: OnceLock::new(),
        });
        self
    }
}
