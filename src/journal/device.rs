//! Which device this is: a random id in the state folder, which is never synchronised.
//!
//! Beside it lies a checksum of what names the machine, so that a cloned disk or a copied home gets an id of its
//! own and two machines never append to one file.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::fs::Fs;
use super::mend::RESTORED;

/// The random id of a device: 32 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceId(String);

impl DeviceId {
    /// Draws a new id.
    #[must_use]
    pub fn random() -> DeviceId {
        DeviceId(format!("{:016x}{:016x}", random(), random()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Tells whether a journal with this file name was written by this device; copies of its journals count.
    #[must_use]
    pub fn wrote(&self, file_name: &str) -> bool {
        file_name
            .strip_prefix(&self.0)
            .is_some_and(|rest| rest.starts_with('-'))
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Reads the id of this device; `None` when it has none yet, or one that was made on another machine. A failure that may
/// pass says nothing about that, and must not cost the device its id.
pub fn known(fs: &dyn Fs, state: &Path) -> io::Result<Option<DeviceId>> {
    let content = String::from_utf8(read(fs, &path(state))?).unwrap_or_default();
    let mut lines = content.lines();
    let (Some(id), Some(made_on)) = (lines.next(), lines.next()) else {
        return Ok(None);
    };
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_ours = id.len() == 32 && id.bytes().all(hex) && made_on == machine(fs)?;
    Ok(is_ours.then(|| DeviceId(id.to_owned())))
}

/// Draws an id for this device and keeps it. Hold the lock, or two processes may draw one each (which loses nothing).
pub fn make(fs: &dyn Fs, state: &Path) -> (DeviceId, io::Result<()>) {
    let id = DeviceId::random();
    let kept = machine(fs)
        .and_then(|machine| fs.replace(&path(state), format!("{id}\n{machine}\n").as_bytes()));
    (id, kept)
}

/// Tells whether a file looks like the copy that a synchronising program makes of a journal.
#[must_use]
pub fn is_conflict_copy(name: &str) -> bool {
    let ours = |name: &str| {
        let (stem, rest) = name.split_at_checked(32)?;
        stem.bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then_some(())?;
        let rest = rest.strip_prefix('-')?.strip_suffix(".jsonl")?;
        let rest = rest.strip_suffix(RESTORED).unwrap_or(rest);
        let (year, replacement) = rest.split_once("-r").unwrap_or((rest, "1"));
        let number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        Some(number(year) && number(replacement))
    };
    let of_a_device = name.len() > 32 && name.bytes().take(32).all(|byte| byte.is_ascii_hexdigit());
    let says_so = name.to_lowercase().contains("conflict");
    ours(name) != Some(true) && (of_a_device || says_so)
}

/// Draws 64 random bits.
#[must_use]
pub fn random() -> u64 {
    let mut bytes = [0; 8];
    match getrandom::fill(&mut bytes) {
        Ok(()) => u64::from_ne_bytes(bytes),
        Err(_) => unpredictable(),
    }
}

/// Makes a number that hardly any other process makes, for a system without a source of random numbers.
fn unpredictable() -> u64 {
    use std::hash::BuildHasher;
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| now.as_nanos());
    std::hash::RandomState::new().hash_one((std::process::id(), now))
}

fn path(state: &Path) -> PathBuf {
    state.join("device")
}

/// Returns a checksum of what names this machine. Where nothing does, as on macOS, all machines are alike: then a
/// copied home shares its id, and a synchronising program makes conflict copies, which are read.
fn machine(fs: &dyn Fs) -> io::Result<String> {
    let mut names = crc32fast::Hasher::new();
    for path in ["/etc/machine-id", "/proc/sys/kernel/hostname"] {
        names.update(&read(fs, Path::new(path))?);
        names.update(b"\n");
    }
    Ok(format!("{:08x}", names.finalize()))
}

/// Reads a file; one that is not there, that nobody may read, or that is none, is empty. Other failures pass.
fn read(fs: &dyn Fs, path: &Path) -> io::Result<Vec<u8>> {
    match fs.read(path) {
        Err(error) if stays(&error) => Ok(Vec::new()),
        other => other,
    }
}

fn stays(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, IsADirectory, NotADirectory, NotFound, PermissionDenied};
    matches!(
        error.kind(),
        NotFound | PermissionDenied | InvalidInput | IsADirectory | NotADirectory
    ) || Errno::from_io_error(error) == Some(Errno::LOOP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::sim::{Call, Fault, Plan, SimFs, done, journal};

    #[test]
    fn an_id_is_kept_on_its_machine_and_drawn_anew_on_another() {
        let disk = SimFs::default();
        let state = Path::new("/home/state");
        disk.put(Path::new("/etc/machine-id"), b"one");
        assert_eq!(known(&disk, state).unwrap(), None);
        let (id, kept) = make(&disk, state);
        kept.unwrap();
        assert_eq!(known(&disk, state).unwrap(), Some(id.clone()));
        disk.put(Path::new("/proc/sys/kernel/hostname"), b"clone");
        assert_eq!(known(&disk, state).unwrap(), None);
        assert_ne!(make(&disk, state).0, id);
    }

    #[test]
    fn a_failure_that_passes_costs_the_device_neither_its_id_nor_its_undo() {
        for nth in 1..=3 {
            let disk = SimFs::default();
            journal(&disk).append(&done("a")).saved.unwrap();
            let files = disk.paths();
            // The file of the id, or one of those that name the machine.
            disk.fail(Plan {
                call: Call::Read,
                nth,
                sticky: false,
                fault: Fault::Error(io::ErrorKind::Other),
            });
            let log = journal(&disk).read();
            assert_eq!(log.health().unreadable.len(), 1, "it is told");
            let mut other = journal(&disk);
            other.append(&done("b")).saved.unwrap();
            disk.heal();
            assert_eq!(disk.paths(), files, "it writes where it wrote");
            assert!(journal(&disk).read().undoable("llm").is_some(), "{nth}");
        }
    }

    #[test]
    fn what_is_no_id_is_not_taken_for_one() {
        let disk = SimFs::default();
        let state = Path::new("/home/state");
        let machine = machine(&disk).unwrap();
        let good = "0123456789abcdef0123456789abcdef";
        for id in [
            "",
            "short",
            &good.to_uppercase(),
            &good.replace('0', "/"),
            &format!("{good}0"),
        ] {
            disk.put(&path(state), format!("{id}\n{machine}\n").as_bytes());
            assert_eq!(known(&disk, state).unwrap(), None, "{id}");
        }
        disk.put(&path(state), format!("{good}\n{machine}\n").as_bytes());
        let known = known(&disk, state).unwrap();
        assert!(known.is_some_and(|id| id.wrote(&format!("{good}-2026.jsonl"))));
    }
}
