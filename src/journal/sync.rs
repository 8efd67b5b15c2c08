//! Making records safe against a loss of power: later than the append, since it takes the disk milliseconds.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use thiserror::Error;

use super::append::{Journal, NotSaved};
use super::fs::{self, AppendFile};

/// Longest time that a record waits for it.
const DELAY: Duration = Duration::from_secs(1);

/// Time until the next try after the disk failed twice.
const DELAY_AFTER_FAILURE: Duration = Duration::from_secs(30);

/// Number of journals that one process starts, one after the other, on a disk that fails.
const MOST_REPLACEMENTS: u32 = 20;

/// Why records that are written may not survive a loss of power.
#[derive(Debug, Error)]
pub enum NotSynced {
    #[error("the disk does not confirm what was written to {path}")]
    Disk { path: PathBuf, source: io::Error },
    #[error("the disk does not confirm that there is a new file below {path}")]
    Folder { path: PathBuf, source: io::Error },
    #[error("the disk failed, and writing the last changes to another file failed too")]
    Rewrite(#[source] NotSaved),
    #[error("the disk failed {MOST_REPLACEMENTS} times")]
    GaveUp,
}

/// What was written and not yet confirmed by the disk.
#[derive(Default)]
pub(super) struct Unsynced {
    files: Vec<Written>,
    /// The file whose name is confirmed, or will be with the next sync.
    named: Option<PathBuf>,
    new_name: bool,
    due: Option<Instant>,
}

struct Written {
    path: PathBuf,
    /// `None` after its `fdatasync` failed: asking again would be answered with a yes that means nothing.
    file: Option<Box<dyn AppendFile>>,
    lines: String,
}

impl Unsynced {
    pub(super) fn push(
        &mut self,
        path: PathBuf,
        file: Box<dyn AppendFile>,
        lines: String,
        now: Instant,
    ) {
        self.due.get_or_insert(now + DELAY);
        match self.files.last_mut() {
            Some(last) if last.path == path && last.file.is_some() => {
                last.file = Some(file);
                last.lines.push_str(&lines);
            }
            Some(_) | None => self.files.push(Written {
                path,
                file: Some(file),
                lines,
            }),
        }
    }

    /// Notes that a file was written to. The first time its name is to be confirmed, too, also when the file was there:
    /// a process that made it may have ended before the disk confirmed that.
    pub(super) fn note_name(&mut self, path: &Path) {
        if self.named.as_deref() != Some(path) {
            self.named = Some(path.to_owned());
            self.new_name = true;
        }
    }
}

impl Journal {
    /// Returns when [`Journal::sync`] is to be called at the latest; `None` when all is on the disk.
    #[must_use]
    pub fn sync_due(&self) -> Option<Instant> {
        self.unsynced.due
    }

    /// Calls [`Journal::sync`] when it is time; says whether it did.
    pub fn sync_if_due(&mut self, now: Instant) -> Result<bool, NotSynced> {
        match self.unsynced.due {
            Some(due) if due <= now => self.sync().map(|()| true),
            Some(_) | None => Ok(false),
        }
    }

    /// Waits until the disk has all records that were written. If it fails, they are written again to a new file.
    pub fn sync(&mut self) -> Result<(), NotSynced> {
        let mut failed = None;
        let mut unconfirmed = Vec::new();
        for mut written in std::mem::take(&mut self.unsynced.files) {
            match written.file.take().map(|file| file.sync()) {
                Some(Ok(())) => {}
                Some(Err(error)) => {
                    failed = Some(format!("{}: {error}", written.path.display()));
                    unconfirmed.push(written);
                }
                None => unconfirmed.push(written),
            }
        }
        self.unsynced.files = unconfirmed;
        if let Some(failed) = failed {
            self.notes.push(format!(
                "the disk failed for {failed}; the last changes are written to a new file"
            ));
        }
        let saved = if self.unsynced.files.is_empty() {
            Ok(())
        } else {
            self.write_again()
        };
        let saved = saved.and(self.sync_folders());
        self.unsynced.due = saved.is_err().then(|| Instant::now() + DELAY_AFTER_FAILURE);
        saved
    }

    /// Writes all unconfirmed records to a new file and has that confirmed.
    fn write_again(&mut self) -> Result<(), NotSynced> {
        let _lock = self.lock();
        let lines: String = self
            .unsynced
            .files
            .iter()
            .map(|written| &*written.lines)
            .collect();
        let taken = self.fs.list(&self.dirs.progress()).unwrap_or_default();
        let free = |number: &u32| {
            let path = self.own_file(*number);
            taken
                .iter()
                .all(|listed| path.file_name() != Some(&*listed.name))
        };
        let first = self.replacement + 1;
        let number = (first..first + MOST_REPLACEMENTS)
            .find(free)
            .ok_or(NotSynced::GaveUp)?;
        let path = self.own_file(number);
        self.replacement = number;
        let file = self.write(&path, &lines).map_err(NotSynced::Rewrite)?;
        file.sync()
            .map_err(|source| NotSynced::Disk { path, source })?;
        self.unsynced.files.clear();
        Ok(())
    }

    /// Makes the names of new files safe as well, and of every folder that may be as new as they are. What fails is tried
    /// again by the next sync.
    fn sync_folders(&mut self) -> Result<(), NotSynced> {
        if !self.unsynced.new_name {
            return Ok(());
        }
        fs::sync_names(&*self.fs, &self.dirs.progress())
            .map_err(|(path, source)| NotSynced::Folder { path, source })?;
        self.unsynced.new_name = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::sim::{Call, Fault, Plan, SimFs, done, journal};

    fn journals(disk: &SimFs) -> Vec<String> {
        let in_progress = |path: String| {
            path.strip_prefix("/home/data/progress/")
                .map(|name| name[32..].to_owned())
        };
        disk.paths().into_iter().filter_map(in_progress).collect()
    }

    #[test]
    fn what_is_synced_survives_a_loss_of_power_and_the_rest_does_not() {
        let disk = SimFs::default();
        let mut first = journal(&disk);
        first.append(&done("a")).saved.unwrap();
        first.sync().unwrap();
        assert_eq!(
            disk.calls(Call::SyncFolder),
            4,
            "the new file's name, and all folders above it"
        );
        first.append(&done("b")).saved.unwrap();
        disk.lose_power();
        let nodes: Vec<_> = journal(&disk)
            .read()
            .statuses("llm")
            .map(|entry| entry.node.to_owned())
            .collect();
        assert_eq!(nodes, ["a"]);
    }

    #[test]
    fn a_folder_that_the_disk_does_not_confirm_is_told_and_tried_again() {
        let disk = SimFs::default();
        let mut journal = journal(&disk);
        journal.append(&done("a")).saved.unwrap();
        let fault = Fault::Error(std::io::ErrorKind::Other);
        disk.fail(Plan {
            call: Call::SyncFolder,
            nth: 2,
            sticky: false,
            fault,
        });
        assert!(matches!(journal.sync(), Err(NotSynced::Folder { .. })));
        assert!(journal.sync_due().is_some(), "it is tried again, later");
        journal.sync().unwrap();
        disk.lose_power();
        assert_eq!(journal.read().statuses("llm").count(), 1);
    }

    #[test]
    fn the_name_of_a_file_that_a_killed_process_made_is_confirmed_by_the_next() {
        let disk = SimFs::default();
        journal(&disk).append(&done("a")).saved.unwrap();
        let mut next = journal(&disk);
        next.append(&done("b")).saved.unwrap();
        next.sync().unwrap();
        disk.lose_power();
        assert_eq!(journal(&disk).read().statuses("llm").count(), 2);
    }

    #[test]
    fn a_sync_is_due_a_second_after_the_first_append_that_waits_for_it() {
        let disk = SimFs::default();
        let mut journal = journal(&disk);
        assert_eq!(journal.sync_due(), None);
        journal.append(&done("a")).saved.unwrap();
        let due = journal.sync_due().unwrap();
        journal.append(&done("b")).saved.unwrap();
        assert_eq!(journal.sync_due(), Some(due));
        let early = due.checked_sub(Duration::from_millis(1)).unwrap();
        assert!(!journal.sync_if_due(early).unwrap());
        assert_eq!(disk.calls(Call::Sync), 0);
        assert!(journal.sync_if_due(due).unwrap());
        assert_eq!((disk.calls(Call::Sync), journal.sync_due()), (1, None));
    }

    #[test]
    fn after_a_failed_sync_the_records_are_written_again_to_a_new_file() {
        let disk = SimFs::default();
        let mut first = journal(&disk);
        first.append(&done("a")).saved.unwrap();
        first.sync().unwrap();
        first.append(&done("b")).saved.unwrap();
        let fault = Fault::Error(std::io::ErrorKind::Other);
        disk.fail(Plan {
            call: Call::Sync,
            nth: 1,
            sticky: false,
            fault,
        });
        first.sync().unwrap();
        assert_eq!(first.take_notes().len(), 1);
        disk.lose_power();
        let log = journal(&disk).read();
        assert_eq!(log.statuses("llm").count(), 2);
        assert_eq!(journals(&disk), ["-2026-r1.jsonl", "-2026.jsonl"]);
        first.append(&done("c")).saved.unwrap();
        assert_eq!(journals(&disk).len(), 2, "the new file is gone on with");
    }

    #[test]
    fn while_the_disk_fails_it_is_asked_for_each_file_once() {
        let disk = SimFs::default();
        let mut journal = journal(&disk);
        journal.append(&done("a")).saved.unwrap();
        let fault = Fault::Error(std::io::ErrorKind::Other);
        disk.fail(Plan {
            call: Call::Sync,
            nth: 1,
            sticky: true,
            fault,
        });
        for round in 2..5 {
            assert!(matches!(journal.sync(), Err(NotSynced::Disk { .. })));
            assert_eq!(
                (journals(&disk).len(), disk.calls(Call::Sync)),
                (round, round)
            );
            assert!(journal.sync_due().is_some(), "it is tried again, later");
        }
        disk.heal();
        journal.sync().unwrap();
        assert_eq!(journal.sync_due(), None);
        disk.lose_power();
        assert_eq!(journal.read().statuses("llm").count(), 1);
    }
}
