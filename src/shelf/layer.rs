//! Changes of the person's own layer on the disk, each of which can be taken back.

use std::path::{Path, PathBuf};

use super::{FileError, Shelf, about, make_folder, write};
use crate::cause;
use crate::disk;
use crate::lang::Lang;
use crate::roadmap::overlay::edit::{self, EditError, NewLink};
use crate::roadmap::overlay::{self, Applied};
use crate::roadmap::problem::Problems;
use crate::roadmap::url::Link;
use crate::roadmap::{Kind, Level, Roadmap, compile};
use crate::text::{CleanBuf, clean};

/// A change of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    Hide {
        id: String,
    },
    /// Shows again what is hidden under one of these names.
    Unhide {
        names: Vec<String>,
    },
    AddLink {
        topic: String,
        title: CleanBuf,
        link: Link,
        kind: Kind,
    },
    /// Takes away what the layer adds.
    RemoveAdded {
        id: String,
    },
}

/// Why a layer was not changed.
#[derive(Debug)]
pub enum LayerError {
    Edit {
        path: PathBuf,
        error: EditError,
    },
    /// The roadmap itself has what was to be added, under this id.
    InRoadmap(CleanBuf),
    /// The person wrote into the file in the meantime.
    ChangedMeanwhile(PathBuf),
    File(FileError),
}

/// Why a layer was not changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerWords {
    pub what: CleanBuf,
    pub causes: Vec<CleanBuf>,
    pub hint: Option<&'static str>,
}

impl LayerError {
    /// Says why nothing was changed.
    #[must_use]
    pub fn words(&self, lang: Lang) -> LayerWords {
        let text = lang.library();
        let words = |what: &str, causes: &[&str], hint| LayerWords {
            what: clean::line(what),
            causes: causes.iter().map(|cause| clean::line(cause)).collect(),
            hint,
        };
        let of = |path: &Path, causes: &[&str], hint| {
            words(
                &(text.layer_not_changed)(&path.to_string_lossy()),
                causes,
                hint,
            )
        };
        match self {
            LayerError::InRoadmap(id) => words(&(text.already_in_roadmap)(id.as_str()), &[], None),
            LayerError::ChangedMeanwhile(path) => of(path, &[text.changed_meanwhile], None),
            LayerError::File(error) => {
                let why = cause::sentence(error, lang);
                words(lang.cli().not_saved, &[why.as_str()], None)
            }
            LayerError::Edit { path, error } => match error {
                EditError::Broken(problems) => {
                    let first = problems.first().map(|problem| problem.sentence(lang));
                    let first = first.unwrap_or_default();
                    let causes = [text.layer_has_errors, first.as_str()];
                    of(path, &causes, Some(text.check_hint))
                }
                EditError::AlreadyThere => of(path, &[text.already_there], None),
                EditError::NotThere => of(path, &[text.not_there], None),
                EditError::ByHand => of(path, &[text.by_hand], Some(text.by_hand_hint)),
            },
        }
    }
}

/// A layer that was changed, and the roadmap with it.
#[derive(Clone, Debug)]
pub struct Edited {
    pub roadmap: Roadmap,
    /// What in the layer is ignored.
    pub warnings: Problems,
    /// With what it can be taken back.
    pub turn: Turn,
}

/// What a layer was before and after it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub path: PathBuf,
    /// Id of the roadmap's node that was hidden, added or taken away, where it is one; of several the last.
    pub id: String,
    before: Option<Vec<u8>>,
    after: Option<Vec<u8>>,
}

const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Shelf {
    /// Changes the layer over a roadmap, all of the edits or none, and returns the roadmap with it. What is written was read
    /// again first.
    pub fn edit_layer(&self, base: &Roadmap, edits: &[Edit]) -> Result<Edited, LayerError> {
        let path = self.layer_file(base.id().as_str());
        let before = self.read_layer(&path)?;
        let refused = |error| LayerError::Edit {
            path: path.clone(),
            error,
        };
        let text = match &before {
            None => edit::new_file(base.id().as_str()),
            Some(bytes) => {
                overlay::over(base, bytes, &self.limits)
                    .map_err(|problems| refused(EditError::Broken(problems)))?;
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        let (mark, text) = match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(text) => (BYTE_ORDER_MARK, text),
            None => ("", text.as_str()),
        };
        let (mut id, mut text) = (String::new(), text.to_owned());
        for edit in edits {
            let (of, changed) = changed(&text, base, edit)?;
            (id, text) = (of, changed.map_err(refused)?);
        }
        let turn = Turn {
            path,
            id,
            before,
            after: Some(format!("{mark}{text}").into_bytes()),
        };
        self.put(base, turn)
    }

    /// Takes a change of a layer back, if nobody wrote into the file since. Taking that back does it again.
    pub fn take_back(&self, base: &Roadmap, turn: &Turn) -> Result<Edited, LayerError> {
        let Turn {
            path,
            id,
            before: after,
            after: before,
        } = turn.clone();
        self.put(
            base,
            Turn {
                path,
                id,
                before,
                after,
            },
        )
    }

    /// Puts one text of a layer in the place of another.
    fn put(&self, base: &Roadmap, turn: Turn) -> Result<Edited, LayerError> {
        let path = &turn.path;
        let applied = match &turn.after {
            None => Applied {
                roadmap: base.clone(),
                warnings: Problems::default(),
            },
            Some(bytes) => overlay::over(base, bytes, &self.limits).map_err(|problems| {
                let error = EditError::Broken(problems);
                let path = path.clone();
                LayerError::Edit { path, error }
            })?,
        };
        make_folder(&self.overlays).map_err(LayerError::File)?;
        if self.read_layer(path)? != turn.before {
            return Err(LayerError::ChangedMeanwhile(path.clone()));
        }
        // The file may be a link to where the person keeps such things.
        let place = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
        match &turn.after {
            Some(bytes) => write(&place, bytes).map_err(LayerError::File)?,
            None => std::fs::remove_file(path)
                .map_err(about(path))
                .map_err(LayerError::File)?,
        }
        Ok(Edited {
            roadmap: applied.roadmap,
            warnings: applied.warnings,
            turn,
        })
    }

    /// Reads a layer; nothing where there is none.
    fn read_layer(&self, path: &std::path::Path) -> Result<Option<Vec<u8>>, LayerError> {
        match disk::read(path, self.limits.file_bytes) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(LayerError::File(about(path)(error))),
        }
    }
}

/// Returns the id that an edit is about, and the changed text.
fn changed(
    text: &str,
    base: &Roadmap,
    edit: &Edit,
) -> Result<(String, Result<String, EditError>), LayerError> {
    Ok(match edit {
        Edit::Hide { id } => (id.clone(), edit::hide(text, id)),
        Edit::Unhide { names } => {
            let id = names.first().cloned().unwrap_or_default();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            (id, edit::unhide(text, &names))
        }
        Edit::AddLink {
            topic,
            title,
            link,
            kind,
        } => {
            let id = compile::id_of_link(title.as_str(), link);
            if let Some(known) = known(base, topic, link).or_else(|| base.find(&id)) {
                return Err(LayerError::InRoadmap(base.node_id(known).to_buf()));
            }
            let new = NewLink {
                topic,
                id: &id,
                title: title.as_str(),
                url: link.as_str(),
                kind: *kind,
            };
            let changed = edit::add_link(text, &new);
            (id, changed)
        }
        Edit::RemoveAdded { id } => (id.clone(), edit::remove_added(text, id)),
    })
}

/// Returns the resource of a topic that has an address already.
fn known(base: &Roadmap, topic: &str, link: &Link) -> Option<crate::roadmap::NodeIdx> {
    let address = link.normalized();
    base.children(base.find(topic)?).find(|child| {
        base.level(*child) == Level::Resource
            && base
                .link(*child)
                .is_some_and(|have| have.normalized() == address)
    })
}
