//! The time that runs: kept in a file of the state folder, so that it runs on while the program does not. It only runs when the
//! person asks for it, here or in the settings.

use std::io;
use std::path::Path;

use jiff::Timestamp;

use crate::course::Course;
use crate::disk;
use crate::journal::fs::{Fs as _, RealFs};
use crate::journal::{Log, RecordId, Spent};

/// The most that is written down at once, in minutes: nobody learns longer without a pause, but a timer is forgotten.
pub const MOST: u32 = 12 * 60;

/// The longest file that is read, in bytes.
const LONGEST: usize = 1 << 16;

/// What the time runs for, and since when.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Timer {
    pub roadmap: String,
    pub node: String,
    pub since: Timestamp,
    /// Id of the record that the time will be: should the program be killed after it wrote that and before the timer is
    /// gone, the time is not written down twice. Missing in the files of earlier versions.
    #[serde(default)]
    id: String,
}

/// How long it ran, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ran {
    Minutes(u32),
    /// Longer than [`MOST`], which is what counts.
    TooLong,
    /// The clock stands before the start: one minute counts.
    Backwards,
}

impl Ran {
    /// Returns the minutes that are written down.
    #[must_use]
    pub const fn minutes(self) -> u32 {
        match self {
            Ran::Minutes(minutes) => minutes,
            Ran::TooLong => MOST,
            Ran::Backwards => 1,
        }
    }
}

impl Timer {
    /// Lets the time begin for a node.
    #[must_use]
    pub fn new(roadmap: &str, node: &str, since: Timestamp) -> Timer {
        Timer {
            roadmap: roadmap.to_owned(),
            node: node.to_owned(),
            since,
            id: RecordId::random().to_string(),
        }
    }

    /// Returns the id under which the time is written down.
    #[must_use]
    pub fn record_id(&self) -> RecordId {
        RecordId::from_text(&self.id).unwrap_or_else(RecordId::random)
    }

    /// Returns the minutes that are already written down of this very run.
    #[must_use]
    pub fn written(&self, log: &Log) -> Option<u32> {
        let mut all = log.times(&self.roadmap);
        let this = all.find(|timed| timed.id.as_str() == self.id)?;
        Some(this.spent.minutes)
    }

    /// Returns how long it ran, begun minutes as whole ones.
    #[must_use]
    pub fn ran(&self, now: Timestamp) -> Ran {
        let seconds = now.duration_since(self.since).as_secs();
        let Ok(seconds) = u64::try_from(seconds) else {
            return Ran::Backwards;
        };
        match u32::try_from(seconds.div_ceil(60).max(1)) {
            Ok(minutes) if minutes <= MOST => Ran::Minutes(minutes),
            Ok(_) | Err(_) => Ran::TooLong,
        }
    }

    /// Returns what is written down of so many minutes; `course` is the one that is open, which may be another one.
    #[must_use]
    pub fn spent(&self, course: &Course, minutes: u32) -> Spent {
        let here = course.roadmap().id().as_str() == self.roadmap;
        match course.roadmap().find(&self.node).filter(|_| here) {
            Some(node) => course.spent(node, minutes),
            None => Spent {
                roadmap: self.roadmap.clone(),
                node: self.node.clone(),
                url: None,
                title: String::new(),
                minutes,
                when: None,
            },
        }
    }
}

/// Reads what runs; nothing when there is no such file or it makes no sense.
pub fn read(file: &Path) -> io::Result<Option<Timer>> {
    match disk::read(file, LONGEST) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Lets the time run. Whatever ran before is forgotten.
pub fn start(file: &Path, timer: &Timer) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::NotFound)?;
    RealFs.create_folder(folder)?;
    RealFs.replace(file, &serde_json::to_vec(timer)?)
}

/// Lets no time run any more.
pub fn clear(file: &Path) -> io::Result<()> {
    match RealFs.remove(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begun_minutes_count_and_a_forgotten_timer_has_an_end() {
        let timer = Timer::new("tea", "book", "2026-11-23T10:00:00Z".parse().unwrap());
        let table = [
            ("2026-11-23T10:00:00Z", Ran::Minutes(1)),
            ("2026-11-23T10:01:00Z", Ran::Minutes(1)),
            ("2026-11-23T10:01:01Z", Ran::Minutes(2)),
            ("2026-11-23T22:00:00Z", Ran::Minutes(720)),
            ("2026-11-23T22:00:01Z", Ran::TooLong),
            ("9000-01-01T00:00:00Z", Ran::TooLong),
            ("2026-11-23T09:59:59Z", Ran::Backwards),
        ];
        for (now, expected) in table {
            assert_eq!(timer.ran(now.parse().unwrap()), expected, "{now}");
        }
    }

    #[test]
    fn it_runs_until_it_is_cleared_and_clearing_twice_is_no_mistake() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("state/timer");
        assert_eq!(read(&file).unwrap(), None);
        let timer = Timer::new("tea", "book", Timestamp::UNIX_EPOCH);
        start(&file, &timer).unwrap();
        assert_eq!(read(&file).unwrap(), Some(timer));
        clear(&file).unwrap();
        clear(&file).unwrap();
        assert_eq!(read(&file).unwrap(), None);
    }
}
