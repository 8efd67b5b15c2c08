//! What lies beside the journals: a text for the person who looks into the folder, a rule for git, daily copies.
//! All of it happens after the append, and none of it can make an append fail.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use jiff::civil::Date;

use super::append::JournalDirs;
use super::fs::Fs;

/// Number of days of which copies are kept.
const DAYS_KEPT: usize = 7;

const README: &str = "\
This folder holds your progress in roadbook. You may synchronise it with git, Syncthing, Dropbox or any other tool.

progress/   what you did: one line for each change. Each device writes files of its own and all are read together,
            so copies that a synchronising tool makes of a conflict do no harm: leave them where they are.
notes/      your notes, as Markdown.
roadmaps/   the roadmaps that you added.

Nothing in progress/ is ever rewritten. Do not edit these files while roadbook runs; `roadbook doctor` checks them.
";

/// Git joins journals that were changed on two sides by keeping the lines of both.
const GIT_ATTRIBUTES: &str = "*.jsonl merge=union\n";

/// What this process has done already.
#[derive(Debug, Default)]
pub(super) struct Done {
    files: bool,
    copied_on: Option<Date>,
}

impl Done {
    /// Does what is due after an append; returns what went wrong.
    pub(super) fn after_append(
        &mut self,
        fs: &dyn Fs,
        dirs: &JournalDirs,
        today: Date,
    ) -> Vec<String> {
        let mut notes = Vec::new();
        if !std::mem::replace(&mut self.files, true)
            && let Err(error) = write_files(fs, &dirs.data)
        {
            notes.push(format!("{}: {error}", dirs.data.display()));
        }
        if self.copied_on.replace(today) != Some(today) {
            match copy(fs, dirs, today) {
                Ok(left_out) => notes.extend(left_out),
                Err(error) => {
                    notes.push(format!("the daily copy of the journals failed: {error}"));
                }
            }
        }
        notes
    }
}

fn write_files(fs: &dyn Fs, data: &Path) -> io::Result<()> {
    let there = fs.list(data)?;
    for (name, text) in [("README.txt", README), (".gitattributes", GIT_ATTRIBUTES)] {
        if there.iter().all(|listed| listed.name != name) {
            fs.replace(&data.join(name), text.as_bytes())?;
        }
    }
    Ok(())
}

/// Copies all journals to `backups/<day>.<name>`, once a day, and removes the copies of days long past. Returns which
/// journals are not among the copies, and why: one that cannot be read must not keep the others from being copied.
fn copy(fs: &dyn Fs, dirs: &JournalDirs, today: Date) -> io::Result<Vec<String>> {
    let (progress, backups) = (dirs.progress(), dirs.state.join("backups"));
    fs.create_folder(&backups)?;
    let copies: Vec<String> = fs
        .list(&backups)?
        .into_iter()
        .filter_map(|listed| listed.name.into_string().ok())
        .collect();
    let today = today.to_string();
    let mut days: BTreeSet<&str> = copies.iter().filter_map(|name| day(name)).collect();
    if !days.insert(&today) {
        return Ok(Vec::new());
    }
    let mut left_out = Vec::new();
    for listed in fs.list(&progress)? {
        let name = listed.name.to_str().filter(|name| name.contains(".jsonl"));
        let Some(name) = name else { continue };
        let outcome = fs
            .read(&progress.join(name))
            .and_then(|bytes| fs.replace(&backups.join(format!("{today}.{name}")), &bytes));
        if let Err(error) = outcome {
            left_out.push(format!("the daily copy of {name} failed: {error}"));
        }
    }
    // The newest days stay. A clock that was wrong once may have made copies of a day to come: they count, too.
    let kept: BTreeSet<&str> = days
        .into_iter()
        .rev()
        .take(DAYS_KEPT)
        .chain([&*today])
        .collect();
    for name in &copies {
        if day(name).is_some_and(|day| !kept.contains(day)) {
            fs.remove(&backups.join(name))?;
        }
    }
    Ok(left_out)
}

/// Returns the day in the name of a copy; `None` when the file is none of ours.
fn day(name: &str) -> Option<&str> {
    let (day, rest) = name.split_once('.')?;
    (rest.contains(".jsonl") && day.parse::<Date>().is_ok()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::append::Journal;
    use crate::journal::sim::{Call, Fault, Plan, SimFs, StoppedClock, dirs, done, journal};

    fn in_folder(disk: &SimFs, folder: &str) -> Vec<String> {
        disk.paths()
            .into_iter()
            .filter_map(|path| path.strip_prefix(folder).map(str::to_owned))
            .collect()
    }

    #[test]
    fn the_first_append_leaves_a_text_a_rule_for_git_and_a_copy() {
        let disk = SimFs::default();
        journal(&disk).append(&done("a")).saved.unwrap();
        let data: Vec<_> = in_folder(&disk, "/home/data/")
            .into_iter()
            .filter(|name| !name.contains('/'))
            .collect();
        assert_eq!(data, [".gitattributes", "README.txt"]);
        let copies = in_folder(&disk, "/home/state/backups/");
        let names = in_folder(&disk, "/home/data/progress/");
        assert_eq!(copies, [format!("2026-11-23.{}", names[0])]);
        let journal = disk.content(&dirs().progress().join(&names[0]));
        assert_eq!(
            disk.content(&dirs().state.join("backups").join(&copies[0])),
            journal
        );
    }

    #[test]
    fn copies_are_made_once_a_day_and_those_of_the_last_seven_days_stay() {
        let disk = SimFs::default();
        let clock = StoppedClock::new();
        let mut long = Journal::open(Box::new(disk.clone()), dirs(), Box::new(clock.clone()));
        for _ in 0..9 {
            for node in ["a", "b"] {
                long.append(&done(node)).saved.unwrap();
                let mut short =
                    Journal::open(Box::new(disk.clone()), dirs(), Box::new(clock.clone()));
                short.append(&done(node)).saved.unwrap();
            }
            clock.forward_hours(24);
        }
        let copies = in_folder(&disk, "/home/state/backups/");
        let days: Vec<_> = copies.iter().map(|name| name[..10].to_owned()).collect();
        let expected = [
            "11-25", "11-26", "11-27", "11-28", "11-29", "11-30", "12-01",
        ];
        assert_eq!(days, expected.map(|day| format!("2026-{day}")));
        assert_eq!(long.take_notes(), [""; 0]);
    }

    #[test]
    fn a_journal_that_cannot_be_read_does_not_keep_the_others_from_being_copied() {
        use crate::journal::fs::RealFs;

        let home = tempfile::tempdir().unwrap();
        let dirs = JournalDirs {
            data: home.path().join("data"),
            state: home.path().join("state"),
        };
        // Ordered before every journal of a device.
        std::fs::create_dir_all(dirs.progress().join("#folder.jsonl")).unwrap();
        let clock = Box::new(StoppedClock::new());
        let mut journal = Journal::open(Box::new(RealFs), dirs.clone(), clock);
        journal.append(&done("a")).saved.unwrap();
        let copies = std::fs::read_dir(dirs.state.join("backups")).unwrap();
        assert_eq!(copies.count(), 1);
        let notes = journal.take_notes();
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].contains("#folder.jsonl"), "{notes:?}");
    }

    #[test]
    fn a_copy_that_fails_is_noted_and_the_append_is_not() {
        let disk = SimFs::default();
        let fault = Fault::Error(io::ErrorKind::StorageFull);
        // The id of the device is the first file that is put in place.
        disk.fail(Plan {
            call: Call::Replace,
            nth: 2,
            sticky: true,
            fault,
        });
        let mut journal = journal(&disk);
        journal.append(&done("a")).saved.unwrap();
        assert_eq!(journal.take_notes().len(), 2);
    }
}
