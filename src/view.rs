//! Where the person was: kept in a file of the state folder, so that the next start comes back there.

use std::io;
use std::path::Path;

use crate::disk;
use crate::journal::fs::{Fs as _, RealFs};

/// The longest file that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// What is remembered from one start to the next. Nodes are named by id, because the
/// roadmap may change in between.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct View {
    pub roadmap: String,
    pub cursor: Option<String>,
    /// Stages and topics that are open.
    pub open: Vec<String>,
    /// Where all are open but some: those.
    pub closed: Option<Vec<String>>,
    /// Topics whose key ideas are folded away.
    pub closed_ideas: Vec<String>,
    /// Where all are folded away but some: those.
    pub open_ideas: Option<Vec<String>>,
    pub stage: Option<String>,
    pub only_unfinished: bool,
    /// The language chosen by key, when it is not the one from the settings.
    pub lang: Option<String>,
    /// The theme chosen by key.
    pub theme: Option<String>,
}

impl View {
    /// Returns the view of another roadmap that was never on the screen; what is no matter of a roadmap stays.
    #[must_use]
    pub fn moved_to(self, roadmap: &str) -> View {
        View {
            roadmap: roadmap.to_owned(),
            lang: self.lang,
            theme: self.theme,
            ..View::default()
        }
    }
}

/// Reads where the person was; nothing when there is no such file or it makes no sense.
#[must_use]
pub fn read(file: &Path) -> Option<View> {
    serde_json::from_slice(&disk::read(file, LONGEST).ok()?).ok()
}

/// Remembers where the person is, for this device only. The file is replaced as a whole.
pub fn write(file: &Path, view: &View) -> io::Result<()> {
    let folder = file.parent().ok_or(io::ErrorKind::NotFound)?;
    RealFs.create_folder(folder)?;
    // It is written often and worth little: the disk may take its time.
    disk::replace(file, &serde_json::to_vec(view)?, |_| Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_nothing_else_makes_a_view() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("state/last");
        assert_eq!(read(&file), None);
        let view = View {
            roadmap: "llm".to_owned(),
            cursor: Some("dpo".to_owned()),
            only_unfinished: true,
            ..View::default()
        };
        write(&file, &view).unwrap();
        assert_eq!(read(&file), Some(view));
        assert_eq!(
            std::fs::read_dir(home.path().join("state"))
                .unwrap()
                .count(),
            1
        );
        for content in ["", "{\"open\": 1}", "\u{0}"] {
            std::fs::write(&file, content).unwrap();
            assert_eq!(read(&file), None, "{content:?}");
        }
    }
}
