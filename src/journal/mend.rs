//! What can be put right in the journals without rewriting any: records that only the daily copies have are written
//! again, and damage that nobody can put right is set aside, so that it is told once and not for ever.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::Path;
use std::time::Instant;

use thiserror::Error;

use super::append::{Journal, NotSaved};
use super::fs::Fs;
use super::line;
use super::log::Log;
use super::record::RecordId;
use super::sync::NotSynced;

/// Why something could not be put right.
#[derive(Debug, Error)]
pub enum NotMended {
    #[error(transparent)]
    NotSaved(#[from] NotSaved),
    #[error(transparent)]
    NotSynced(#[from] NotSynced),
    #[error("cannot write {0}")]
    SetAside(String, #[source] io::Error),
}

/// Lines that the journals lack, by the journal that they were in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing(BTreeMap<String, Lines>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    count: usize,
    text: String,
}

impl Missing {
    /// Returns how many lines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().map(|lines| lines.count).sum()
    }
}

impl Journal {
    /// Returns what only the daily copies have: a synchronising program deleted it, or brought an old state back.
    #[must_use]
    pub fn missing(&self, log: &Log) -> Missing {
        let backups = self.dirs.state.join("backups");
        let mut found: HashSet<RecordId> = HashSet::new();
        let mut missing = Missing::default();
        for copy in self.fs.list(&backups).unwrap_or_default() {
            let name = copy.name.to_str().and_then(|name| name.split_once('.'));
            let Some((_, name)) = name.filter(|(_, name)| name.contains(".jsonl")) else {
                continue;
            };
            // What cannot be read cannot be brought back; the other copies may have it.
            let bytes = self.fs.read(&backups.join(&copy.name)).unwrap_or_default();
            for bytes in bytes.split(|byte| *byte == b'\n') {
                let Some(id) = line::id(bytes).filter(|id| !log.knows(id)) else {
                    continue;
                };
                if let Ok(text) = std::str::from_utf8(bytes)
                    && found.insert(id)
                {
                    let lines = missing.0.entry(name.to_owned()).or_default();
                    lines.count += 1;
                    lines.text.extend([text.trim(), "\n"]);
                }
            }
        }
        missing
    }

    /// Writes lines again, each beside the journal that it was in, and waits until the disk has them.
    pub fn bring_back(&mut self, missing: &Missing) -> Result<(), NotMended> {
        if missing.0.is_empty() {
            return Ok(());
        }
        self.may_write()?;
        let lock = self.lock();
        self.ready()?;
        for (name, lines) in &missing.0 {
            let stem = name.strip_suffix(".jsonl").unwrap_or(name);
            let stem = stem.strip_suffix(RESTORED).unwrap_or(stem);
            // A name of its own: the journal is another's to write, should it come back.
            let path = self.dirs.progress().join(format!("{stem}{RESTORED}.jsonl"));
            let file = self.write(&path, &lines.text)?;
            self.unsynced
                .push(path, file, lines.text.clone(), Instant::now());
        }
        drop(lock);
        Ok(self.sync()?)
    }

    /// Remembers all damage of the journals, so that from now on it is known and no longer wrong.
    pub fn set_aside(&mut self, log: &Log) -> Result<(), NotMended> {
        let mut known = known(&*self.fs, &self.dirs.state);
        known.extend(log.damage().map(str::to_owned));
        let path = self.dirs.state.join(KNOWN);
        let text: String = known.iter().flat_map(|key| [key, "\n"]).collect();
        let made = self.fs.create_folder(&self.dirs.state);
        made.and_then(|()| self.fs.replace(&path, text.as_bytes()))
            .map_err(|error| NotMended::SetAside(path.display().to_string(), error))
    }
}

/// What stands in the name of a journal of lines that were brought back.
pub(super) const RESTORED: &str = ".restored";

/// The file of what was set aside, in the state folder: one key of [`Log::damage`] a line.
const KNOWN: &str = "known-damage";

/// Reads what was set aside.
pub(super) fn known(fs: &dyn Fs, state: &Path) -> BTreeSet<String> {
    let bytes = fs.read(&state.join(KNOWN)).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::sim::{SimFs, dirs, done, journal};

    fn own_file(disk: &SimFs) -> String {
        let listed = disk.list(&dirs().progress()).unwrap();
        listed[0].name.to_str().unwrap().to_owned()
    }

    /// Makes a disk whose daily copy has two changes of two.
    fn with_copy() -> (SimFs, String) {
        let disk = SimFs::default();
        let mut first = journal(&disk);
        first.append(&done("a")).saved.unwrap();
        first.append(&done("b")).saved.unwrap();
        let name = own_file(&disk);
        let bytes = disk.content(&dirs().progress().join(&name)).unwrap();
        let copy = dirs().state.join(format!("backups/2026-11-23.{name}"));
        disk.put(&copy, &bytes);
        (disk, name)
    }

    #[test]
    fn what_only_the_copies_have_is_brought_back_once_and_stays_this_devices() {
        let (disk, name) = with_copy();
        disk.remove(&dirs().progress().join(&name)).unwrap();
        let mut journal = journal(&disk);
        let log = journal.read();
        let missing = journal.missing(&log);
        assert_eq!((log.statuses("llm").count(), missing.count()), (0, 2));
        journal.bring_back(&missing).unwrap();
        disk.lose_power();
        let log = journal.read();
        assert_eq!(log.statuses("llm").count(), 2);
        assert_eq!(log.health().damaged, []);
        assert_eq!(log.health().conflict_copies, [""; 0]);
        assert!(log.undoable("llm").is_some(), "it can be taken back");
        assert_eq!(journal.missing(&log).count(), 0);
    }

    #[test]
    fn a_damaged_line_that_a_copy_has_counts_again() {
        let (disk, name) = with_copy();
        let path = dirs().progress().join(&name);
        let mut bytes = disk.content(&path).unwrap();
        let end = bytes.len() - 40;
        bytes[end] ^= 1;
        disk.put(&path, &bytes);
        let mut journal = journal(&disk);
        let log = journal.read();
        assert_eq!(
            (log.statuses("llm").count(), log.health().damaged.len()),
            (1, 1)
        );
        journal.bring_back(&journal.missing(&log)).unwrap();
        assert_eq!(journal.read().statuses("llm").count(), 2);
        assert_eq!(
            disk.content(&path).unwrap(),
            bytes,
            "no journal is rewritten"
        );
    }

    #[test]
    fn damage_that_was_set_aside_is_known_and_other_damage_is_not() {
        let (disk, name) = with_copy();
        let path = dirs().progress().join(&name);
        let mut bytes = disk.content(&path).unwrap();
        let lines = [
            "torn",
            r#"{"v":1,"id":"z-1","l":253402300800000,"op":"status","r":"llm","n":"a","x":"done"}"#,
            r#"{"v":1,"id":"z-2","l":5,"op":"status","r":"llm","n":"a","x":"done","whole":"w","part":[1,2]}"#,
        ];
        bytes.extend(format!("{}\n", lines.join("\n")).bytes());
        disk.put(&path, &bytes);
        let mut journal = journal(&disk);
        let log = journal.read();
        let health = log.health();
        assert_eq!(
            (
                health.damaged.len(),
                health.quarantined,
                health.incomplete,
                health.known
            ),
            (1, 1, 1, 0)
        );
        assert!(health.is_incomplete());
        journal.set_aside(&log).unwrap();
        bytes.extend(b"torn again\n");
        disk.put(&path, &bytes);
        let log = journal.read();
        let health = log.health();
        assert_eq!(
            (
                health.damaged.len(),
                health.quarantined,
                health.incomplete,
                health.known
            ),
            (1, 0, 0, 3)
        );
        journal.set_aside(&log).unwrap();
        let log = journal.read();
        assert_eq!(
            (log.health().known, log.health().is_incomplete()),
            (4, false)
        );
        assert_eq!(log.damage().count(), 0);
    }
}
