//! A document with what lies beside it: the door to the disk for formats that are more than one file.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::check;
use super::super::error::CliError;
use super::super::out::Out;
use crate::disk;
use crate::import::roadmap_sh::{self, Form};
use crate::import::{Beside, Bundle, Role};
use crate::text::clean;
use crate::yaml::Limits;

/// A folder of more files is refused: the largest real one has a tenth of them.
const MOST_FILES: usize = 5_000;
/// A text of more bytes is left out: no real one has a hundredth of them.
const MOST_BYTES: usize = 1 << 20;
/// Folders lie in each other at most this deep.
const DEEPEST: usize = 8;
/// The name under which standard input is meant, beside which nothing lies.
const STDIN: &str = "-";
/// The folder that the texts of a map lie in.
const CONTENT: &str = "content";
/// Where the texts of all boxes lie in a copy of the whole, seen from the folder of a map, and the other way round.
const TEXTS: &str = "../../../../public/roadmap-content";
const MAPS: &str = "../../src/data/roadmaps";

/// A document as it was found.
pub(super) struct Document {
    /// Empty for a folder without a map.
    pub(super) bytes: Vec<u8>,
    pub(super) bundle: Bundle,
    /// What a folder is called; `None` where the name of the document says it.
    pub(super) name: Option<String>,
    pub(super) is_folder: bool,
}

/// Reads a document, or the folder of a roadmap, with what belongs to it.
pub(super) fn read(source: &Path, limits: &Limits, out: &Out<'_>) -> Result<Document, CliError> {
    let name = source.to_string_lossy();
    let cannot =
        |error: &io::Error| CliError::failed(&(out.text().cannot_read)(&name)).because(error);
    let mut reader = Reader {
        bundle: Bundle::default(),
        bytes_left: limits.file_bytes,
    };
    let found = if fs::metadata(source).is_ok_and(|about| about.is_dir()) {
        reader.folder(source)
    } else {
        let bytes = check::read(source, limits).map_err(|error| cannot(&error))?;
        reader.beside(source, &bytes).map(|()| (bytes, None))
    };
    let is_folder = matches!(found, Ok((_, Some(_))));
    match found {
        Ok((bytes, name)) => Ok(Document {
            bytes,
            bundle: reader.bundle,
            name,
            is_folder,
        }),
        Err(Refusal::Disk(error)) => Err(cannot(&error)),
        Err(Refusal::TooMuch) => {
            let text = out.lang().import().too_many_files;
            let mebibytes = limits.file_bytes >> 20;
            Err(CliError::failed(&text(&name, MOST_FILES, mebibytes)))
        }
    }
}

/// Why a folder was not read.
enum Refusal {
    Disk(io::Error),
    TooMuch,
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::Disk(error)
    }
}

struct Reader {
    bundle: Bundle,
    bytes_left: usize,
}

impl Reader {
    /// Reads the folder of a roadmap; returns its map, if there is one, and its name.
    fn folder(&mut self, source: &Path) -> Result<(Vec<u8>, Option<String>), Refusal> {
        let folder = fs::canonicalize(source)?;
        let is_content = folder.file_name() == Some(OsStr::new(CONTENT));
        let root = folder.parent().filter(|_| is_content).unwrap_or(&folder);
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        let name = clean::line(&name).to_string();
        let map = self.map_in(root, &name)?;
        let stem = match &map {
            Some((stem, _)) => stem.clone(),
            None => name.clone(),
        };
        self.around(root, &stem)?;
        let has_content = self.content(root)?;
        if !has_content && map.is_none() {
            self.texts(root)?;
        }
        let bytes = map.map(|(_, bytes)| bytes).unwrap_or_default();
        Ok((bytes, Some(name)))
    }

    /// Reads what belongs to a document of roadmap.sh; nothing for all others.
    fn beside(&mut self, source: &Path, bytes: &[u8]) -> Result<(), Refusal> {
        if source.as_os_str() == STDIN {
            return Ok(());
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let folder = match source.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            Some(_) | None => Path::new("."),
        };
        let stem = source.file_stem().unwrap_or_default().to_string_lossy();
        match roadmap_sh::form(text) {
            Some(Form::Map) => {
                self.around(folder, &stem)?;
                self.content(folder)?;
                if self.bundle.files.iter().all(|file| file.role != Role::Text) {
                    let texts = format!("{TEXTS}/{stem}.json");
                    self.file(Role::Texts, &folder.join(&texts), &texts)?;
                }
            }
            Some(Form::Texts) => {
                let (maps, map) = (format!("{MAPS}/{stem}"), format!("{stem}.json"));
                self.file(Role::Map, &folder.join(&maps).join(&map), &map)?;
                self.around(&folder.join(&maps), &stem)?;
            }
            Some(Form::MockUp) | None => {}
        }
        Ok(())
    }

    /// Reads the texts of a map, where there are some; tells whether there are.
    fn content(&mut self, folder: &Path) -> Result<bool, Refusal> {
        let content = folder.join(CONTENT);
        match fs::symlink_metadata(&content) {
            Ok(about) if about.is_dir() => self.texts(&content).map(|()| true),
            Ok(_) => {
                self.unread(CONTENT);
                Ok(false)
            }
            Err(_) => Ok(false),
        }
    }

    /// Reads the small files of a roadmap: its title, and the older names of its boxes.
    fn around(&mut self, folder: &Path, stem: &str) -> Result<(), Refusal> {
        let about = format!("{stem}.md");
        self.file(Role::About, &folder.join(&about), &about)?;
        let older = "migration-mapping.json";
        self.file(Role::OlderNames, &folder.join(older), older)
    }

    /// Finds the map in a folder: that of its name, else the first one. Returns its name without ending.
    fn map_in(&mut self, folder: &Path, name: &str) -> Result<Option<(String, Vec<u8>)>, Refusal> {
        let mut files: Vec<PathBuf> = entries(folder)?
            .into_iter()
            .filter(|path| path.extension() == Some(OsStr::new("json")))
            .collect();
        let stem = |path: &Path| {
            let stem = path.file_stem().unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        files.sort_by_key(|path| stem(path) != name);
        let mut map = None;
        for path in files {
            // What only is looked at takes nothing from the files that are wanted, and a long one is not worth it.
            let (left, length) = (self.bytes_left, fs::symlink_metadata(&path)?.len());
            let is_long = map.is_some() && length > left as u64;
            let bytes = if is_long {
                None
            } else {
                self.bytes(&path, left)?
            };
            let Some(bytes) = bytes else {
                self.unread(&file_name(&path));
                continue;
            };
            let text = std::str::from_utf8(&bytes).unwrap_or_default();
            match (roadmap_sh::form(text), &map) {
                (Some(Form::Map), None) => {
                    map = Some((stem(&path), bytes));
                    continue;
                }
                (Some(Form::Map), Some(_)) => {
                    let name = clean::line(&file_name(&path)).to_string();
                    self.bundle.other_maps.push(name);
                }
                (Some(Form::MockUp), _) => self.unread(&file_name(&path)),
                (Some(Form::Texts) | None, _) => {}
            }
            self.bytes_left = left;
        }
        Ok(map)
    }

    /// Reads all texts in a folder and those below it.
    fn texts(&mut self, folder: &Path) -> Result<(), Refusal> {
        let mut open = vec![(folder.to_path_buf(), String::new(), 0)];
        let mut count = 0;
        while let Some((folder, above, depth)) = open.pop() {
            let Ok(paths) = entries(&folder) else {
                self.unread(&above);
                continue;
            };
            for path in paths {
                count += 1;
                if count > MOST_FILES {
                    return Err(Refusal::TooMuch);
                }
                let name = format!("{above}{}", file_name(&path));
                let is_folder = fs::symlink_metadata(&path).is_ok_and(|about| about.is_dir());
                if is_folder && depth < DEEPEST && !file_name(&path).starts_with('.') {
                    open.push((path, format!("{name}/"), depth + 1));
                } else if path.extension() == Some(OsStr::new("md")) {
                    self.text(Role::Text, &path, &name, MOST_BYTES)?;
                } else {
                    self.unread(&name);
                }
            }
        }
        Ok(())
    }

    /// Reads a file where there is one.
    fn file(&mut self, role: Role, path: &Path, name: &str) -> Result<(), Refusal> {
        if fs::symlink_metadata(path).is_ok() {
            self.text(role, path, name, self.bytes_left)?;
        }
        Ok(())
    }

    fn text(&mut self, role: Role, path: &Path, name: &str, most: usize) -> Result<(), Refusal> {
        let bytes = self.bytes(path, most)?;
        match bytes.map(String::from_utf8) {
            Some(Ok(text)) => self.bundle.files.push(Beside {
                role,
                name: clean::line(name).to_string(),
                text,
            }),
            Some(Err(_)) | None => self.unread(name),
        }
        Ok(())
    }

    /// Returns what a file says; `None` where it cannot be read or is longer than it may be, and for a link, since what
    /// that leads to may be anywhere. All files together may be as long as one document may.
    fn bytes(&mut self, path: &Path, most: usize) -> Result<Option<Vec<u8>>, Refusal> {
        let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
        let read = is_file.then(|| disk::read(path, most.min(self.bytes_left)));
        let Some(Ok(bytes)) = read else {
            return Ok(None);
        };
        if bytes.len() > self.bytes_left {
            return Err(Refusal::TooMuch);
        }
        if bytes.len() > most {
            return Ok(None);
        }
        self.bytes_left -= bytes.len();
        Ok(Some(bytes))
    }

    fn unread(&mut self, name: &str) {
        self.bundle.unread.push(clean::line(name).to_string());
    }
}

/// Returns the entries of a folder, in the order of their names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?;
    let paths = entries.take(MOST_FILES + 1);
    let mut paths: Vec<PathBuf> = paths
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
