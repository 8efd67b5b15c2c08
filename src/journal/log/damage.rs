//! What was recorded and does not count, and what of it a person knows of.

use std::collections::BTreeSet;

use super::{Log, RecordId};

/// Returns what tells a damaged line from others, wherever it is copied to.
pub(super) fn key(line: &[u8]) -> String {
    let bytes = line.trim_ascii();
    format!("{:08x}-{}", crc32fast::hash(bytes), bytes.len())
}

impl Log {
    /// Returns a key for everything that was recorded and does not count, by which it is known once a person set it aside.
    pub fn damage(&self) -> impl Iterator<Item = &str> {
        let quarantined = self.quarantined.iter();
        self.damaged
            .iter()
            .chain(quarantined)
            .map(String::as_str)
            .chain(self.incomplete().map(RecordId::as_str))
    }

    /// Forgets damage that was set aside: from now on its number is all that is told of it.
    pub(in crate::journal) fn forget(&mut self, known: &BTreeSet<String>) {
        if known.is_empty() {
            return;
        }
        let before = self.damage().count();
        let mut is_known = self.damaged.iter().map(|key| known.contains(key));
        self.health
            .damaged
            .retain(|_| !is_known.next().unwrap_or(false));
        self.damaged.retain(|key| !known.contains(key));
        self.quarantined.retain(|key| !known.contains(key));
        self.health.quarantined = self.quarantined.len();
        self.set_aside
            .extend(known.iter().filter_map(|key| RecordId::from_text(key)));
        self.health.incomplete = self.incomplete().count();
        self.health.known = before - self.damage().count();
    }

    /// Returns the long changes that lack a line.
    pub(super) fn incomplete(&self) -> impl Iterator<Item = &RecordId> {
        let wholes = self.parts.keys();
        wholes.filter(|whole| {
            self.store.find(whole.as_str()).is_none() && !self.set_aside.contains(whole)
        })
    }
}
