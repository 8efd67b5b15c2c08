//! Where the person was: kept in a file of the state folder, so that the next start comes back there.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// The longest file that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// What is remembered from one start to the next. Nodes are named by id, because the
/// roadmap may change in between.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct View {
    pub roadmap: String,
    pub cursor: Option<String>,
    pub open: Vec<String>,
    /// Topics whose key ideas are folded away.
    pub closed_ideas: Vec<String>,
    pub stage: Option<String>,
    pub only_unfinished: bool,
    /// The language chosen by key, when it is not the one from the settings.
    pub lang: Option<String>,
}

/// Reads where the person was; nothing when there is no such file or it makes no sense.
#[must_use]
pub fn read(file: &Path) -> Option<View> {
    let is_small_file =
        fs::metadata(file).is_ok_and(|about| about.is_file() && about.len() <= LONGEST);
    let text = is_small_file.then(|| fs::read(file).ok())??;
    serde_json::from_slice(&text).ok()
}

/// Remembers where the person is, for this device only. The file is replaced as a whole.
pub fn write(file: &Path, view: &View) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};

    let Some(folder) = file.parent() else {
        return Err(io::ErrorKind::NotFound.into());
    };
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    // Two windows may write at the same time: each has a file of its own until the rename.
    let temporary = folder.join(format!(".last-{}", std::process::id()));
    let written = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&temporary)
        .and_then(|mut out| out.write_all(&serde_json::to_vec(view)?))
        .and_then(|()| fs::rename(&temporary, file));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}
