//! The older form: parts are files, and what belongs to a part lies in its folder.

use std::collections::HashMap;

use crate::import::report::{Report, What as Note};

use super::content::Content;
use super::parts::Part;

/// The file that says what its folder is about.
const INDEX: &str = "index";

/// Makes parts of files, by their path below the folder of all of them; also returns what is said of the whole.
pub(super) fn parts(
    mut files: Vec<(String, Content)>,
    report: &mut Report,
) -> (Vec<Part>, Option<Content>) {
    files.sort_by_cached_key(|(path, _)| turn(path));
    let mut tree = Tree {
        parts: Vec::new(),
        by_path: HashMap::new(),
        report,
    };
    let mut whole = None;
    for (path, content) in files {
        let path = without_ending(&path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_index = matches!(name.to_lowercase().as_str(), INDEX | "readme");
        if is_index && folder.is_empty() {
            whole = Some(content);
            continue;
        }
        let at = tree.part(if is_index { folder } else { path });
        let part = &mut tree.parts[at];
        if let Some(title) = content.title {
            part.title = title;
        }
        part.text.extend(content.text);
        part.pointers.extend(content.pointers);
    }
    tree.guess_titles();
    (tree.parts, whole)
}

struct Tree<'r> {
    parts: Vec<Part>,
    by_path: HashMap<String, usize>,
    report: &'r mut Report,
}

impl Tree<'_> {
    /// Returns the part of a path, made with those above it where it is new.
    fn part(&mut self, path: &str) -> usize {
        let mut parent = None;
        let ends = path.match_indices('/').map(|(at, _)| at);
        for end in ends.chain([path.len()]) {
            let path = &path[..end];
            let parts = &mut self.parts;
            let at = *self.by_path.entry(path.to_owned()).or_insert_with(|| {
                parts.push(Part {
                    older_name: Some(older_name(path)),
                    line: 1,
                    parent,
                    ..Part::default()
                });
                parts.len() - 1
            });
            parent = Some(at);
        }
        parent.unwrap_or_default()
    }

    /// Gives parts without a heading the words of their file.
    fn guess_titles(&mut self) {
        for part in &mut self.parts {
            if part.title.trim().is_empty() {
                let name = part.older_name.as_deref().unwrap_or_default();
                let name = name.rsplit(':').next().unwrap_or(name).replace('-', " ");
                let mut letters = name.chars();
                let first = letters.next().map(char::to_uppercase);
                part.title = first.into_iter().flatten().chain(letters).collect();
                self.report.add(part.line, Note::GuessedName, &part.title);
            }
        }
    }
}

/// Returns the name of a file in the order of its folder: `101-what-is-http.md` is `what-is-http`.
fn plain_name(name: &str) -> &str {
    let (number, rest) = name.split_once('-').unwrap_or(("", name));
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { rest } else { name }
}

/// Returns what a part of this path was called: `internet:what-is-http`.
pub(super) fn older_name(path: &str) -> String {
    let names: Vec<&str> = without_ending(path).split('/').map(plain_name).collect();
    names.join(":")
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.')
        .filter(|(_, ending)| !ending.contains('/'))
        .map_or(path, |(path, _)| path)
}

/// Returns what files are ordered by: at each depth by number, then by name; what is said of a folder comes first.
fn turn(path: &str) -> Vec<(u64, String)> {
    let of = |name: &str| {
        let number = name
            .split_once('-')
            .and_then(|(number, _)| number.parse().ok());
        match name {
            INDEX => (0, String::new()),
            _ => (number.unwrap_or(u64::MAX), name.to_owned()),
        }
    };
    without_ending(path).split('/').map(of).collect()
}
