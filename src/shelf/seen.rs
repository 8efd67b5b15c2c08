//! Which edition of a roadmap the person has seen on this machine, so that it can be told what another one changed.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use super::with_layer;
use crate::disk;
use crate::journal::fs::{Fs as _, RealFs};
use crate::roadmap::library::{self, Provider};
use crate::roadmap::{self, Limits, Roadmap};

/// The edition of one roadmap that was seen last: a copy of its file. Nothing else depends on it; without it, it is only not
/// told what changed.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Id of the roadmap.
    id: String,
    /// `None` for a built-in one.
    file: Option<PathBuf>,
    layer: PathBuf,
    copy: PathBuf,
    limits: Limits,
}

impl Seen {
    /// Takes the id of a roadmap, where it comes from, the layer over it, and the folder of the copies.
    pub(super) fn new(
        id: &str,
        provider: Provider<'_>,
        layer: PathBuf,
        folder: &Path,
        limits: Limits,
    ) -> Seen {
        Seen {
            id: id.to_owned(),
            file: match provider {
                Provider::BuiltIn => None,
                Provider::File(path) => Some(path.to_owned()),
            },
            layer,
            copy: folder.join(format!("{id}.yaml")),
            limits,
        }
    }

    /// Returns the edition that was seen last, with today's layer over it, where the file is another one now. A roadmap that
    /// is looked at for the first time is seen by that.
    #[must_use]
    pub fn before(&self) -> Option<Roadmap> {
        if let Some(file) = &self.file
            && disk::are_same(file, &self.copy).unwrap_or(false)
        {
            return None;
        }
        let now = self.now().ok()?;
        let copy = match disk::read(&self.copy, self.limits.file_bytes) {
            Ok(copy) if copy == *now => return None,
            Ok(copy) => copy,
            Err(error) => {
                if error.kind() == io::ErrorKind::NotFound {
                    // It was read a moment ago. Where it cannot be remembered, it is looked at for the first time again.
                    let _ = self.keep(&now);
                }
                return None;
            }
        };
        let Ok(loaded) = roadmap::load(&copy, &self.limits) else {
            // What cannot be read any more tells nothing, now and later.
            let _ = self.remember();
            return None;
        };
        Some(with_layer(loaded.roadmap, &self.layer, &self.limits))
    }

    /// Takes the edition that there is now for seen. One with problems is not shown, so nobody has seen it.
    pub fn remember(&self) -> io::Result<()> {
        let now = self.now()?;
        if roadmap::load(&now, &self.limits).is_err() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.keep(&now)
    }

    fn keep(&self, edition: &[u8]) -> io::Result<()> {
        let folder = self.copy.parent().ok_or(io::ErrorKind::NotFound)?;
        RealFs.create_folder(folder)?;
        // It is worth little: the disk may take its time.
        disk::replace(&self.copy, edition, |_| Ok(()))
    }

    fn now(&self) -> io::Result<Cow<'static, [u8]>> {
        let Some(file) = &self.file else {
            let text = library::built_in(&self.id).ok_or(io::ErrorKind::NotFound)?;
            return Ok(Cow::Borrowed(text.as_bytes()));
        };
        disk::read(file, self.limits.file_bytes).map(Cow::Owned)
    }
}
