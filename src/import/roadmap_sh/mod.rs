//! Roadmaps of roadmap.sh, from a person's own copy: a map of boxes and lines, with the texts beside it, the texts alone,
//! or the older tree of files.

mod content;
mod drafts;
mod folders;
mod graph;
mod json;
mod names;
mod parts;
mod place;
mod raw;

use std::collections::HashMap;

use crate::roadmap::compile::{is_valid_id, slug};
use crate::text::clean;

use super::draft::{About, Draft, Piece};
use super::markdown;
use super::report::{Report, What as Note};
use super::{Beside, ImportError, Options, Role};

use content::Content;
use graph::{Graph, Kind};
use json::{Entry, Head};
use parts::{Part, Texts};

pub use json::{Form, form};
pub use names::{alias, is_of_a_part};

/// What came of the map and the texts.
pub(super) struct Read {
    pub about: About,
    pub drafts: Vec<Draft>,
}

/// Reads a map, the texts of one, or, without a text, the files that lie beside it.
pub(super) fn read(
    text: &str,
    options: &Options,
    report: &mut Report,
) -> Result<Read, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let base = options.base.as_ref();
    for name in &options.beside.unread {
        report.add(1, Note::UnreadFile, name);
    }
    for name in &options.beside.other_maps {
        report.add(1, Note::OtherMap, name);
    }
    let mut files = Files::read(options, report);
    let (mut map, mut map_file, mut entries) = (None, None, Vec::new());
    match form(text) {
        Some(Form::MockUp) => return Err(ImportError::MockUp),
        Some(Form::Texts) => {
            entries = json::texts(text, base, report)?;
            if let Some((name, text)) = files.map.take() {
                report.enter(Some(&name));
                map = or_tell(json::map(&text, base, report), report);
                report.enter(None);
                map_file = Some(name);
            }
        }
        None if text.trim().is_empty() => {}
        Some(Form::Map) | None => map = Some(json::map(text, base, report)?),
    }
    let about = std::mem::take(&mut files.about);
    let Some((graph, head)) = map else {
        let (parts, whole) = without_map(entries, files, report);
        return Ok(finish(
            parts,
            Head::default(),
            about,
            whole,
            options,
            report,
        ));
    };
    let mut texts: Texts = files.flat.into_iter().collect();
    texts.extend(by_older_names(files.trees, &files.older));
    for entry in entries {
        texts.insert(entry.id.clone(), beside(entry));
    }
    let head = name_of(head, &graph);
    let parts = parts::of_map(&graph, map_file.as_deref(), texts, &files.older, report);
    Ok(finish(parts, head, about, None, options, report))
}

/// Makes parts of texts alone, and returns what is said of the whole.
fn without_map(
    mut entries: Vec<Entry>,
    files: Files,
    report: &mut Report,
) -> (Vec<Part>, Option<Content>) {
    if entries.is_empty() && files.flat.is_empty() {
        return folders::parts(files.trees, report);
    }
    let named = by_older_names(files.trees, &files.older);
    entries.extend(
        files
            .flat
            .into_iter()
            .chain(named)
            .map(|(id, beside)| Entry {
                id,
                line: beside.line,
                content: beside.content,
            }),
    );
    (parts::of_texts(entries, &files.older, report), None)
}

/// Names the whole and makes its nodes.
fn finish(
    parts: Vec<Part>,
    head: Head,
    about: Head,
    whole: Option<Content>,
    options: &Options,
    report: &mut Report,
) -> Read {
    let (whole_title, whole_text) =
        whole.map_or((None, Vec::new()), |whole| (whole.title, whole.text));
    let said = about.title.or(head.title).or(whole_title);
    let said = said.filter(|title| !clean::line(title).as_str().trim().is_empty());
    let title = said.unwrap_or_else(|| {
        report.add(1, Note::GuessedTitle, &options.name);
        options.name.clone()
    });
    let title = match clean::line(&title).as_str().trim() {
        "" => "…".to_owned(),
        title => title.to_owned(),
    };
    let text = about.description.or(head.description);
    let mut summary: Vec<Piece> = text
        .map(|text| Piece {
            is_item: false,
            text: text
                .replace(" in @currentYear@", "")
                .replace("@currentYear@", ""),
        })
        .into_iter()
        .collect();
    summary.extend(whole_text);
    let id = options
        .id
        .clone()
        .or(head.slug.filter(|slug| is_valid_id(slug)));
    let id = id.or_else(|| slug(&options.name)).or_else(|| slug(&title));
    let drafts = drafts::drafts(parts, &title, &options.earlier, report);
    let about = About {
        id: id.unwrap_or_else(|| "imported".to_owned()),
        source: options
            .base
            .as_ref()
            .map(|base| (title.clone(), base.as_str().to_owned())),
        title,
        summary,
        edition: head.date.or(about.date),
        lang: options.lang.clone(),
    };
    Read { about, drafts }
}

/// The files beside the document, by what they are.
#[derive(Default)]
struct Files {
    /// A map, with the name of its file.
    map: Option<(String, String)>,
    /// Texts in folders, by path.
    trees: Vec<(String, Content)>,
    /// Texts by the id of their box.
    flat: Vec<(String, parts::Beside)>,
    /// Which box an older name stands for.
    older: Vec<(String, String)>,
    about: Head,
}

impl Files {
    fn read(options: &Options, report: &mut Report) -> Files {
        let mut files = Files::default();
        let base = options.base.as_ref();
        for Beside { role, name, text } in &options.beside.files {
            report.enter(Some(name));
            match role {
                Role::Map => files.map = Some((name.clone(), text.clone())),
                Role::Texts => {
                    let entries = or_tell(json::texts(text, base, report), report);
                    let entries = entries
                        .unwrap_or_default()
                        .into_iter()
                        .map(|entry| (entry.id.clone(), beside(entry)));
                    files.flat.extend(entries);
                }
                Role::OlderNames => {
                    files.older = or_tell(json::names(text), report).unwrap_or_default();
                }
                Role::About => files.about = front_matter(text),
                Role::Text => {
                    let content = content::read(text, base, report);
                    match id_in_name(name) {
                        Some(id) => {
                            let beside = parts::Beside {
                                file: Some(name.clone()),
                                line: 1,
                                content,
                            };
                            files.flat.push((id.to_owned(), beside));
                        }
                        None => files.trees.push((name.clone(), content)),
                    }
                }
            }
        }
        report.enter(None);
        files
    }
}

/// Returns what a file beside the document says; a broken one is reported, and the document stands without it.
fn or_tell<T>(read: Result<T, ImportError>, report: &mut Report) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(ImportError::Unreadable { line, why }) => {
            report.add(line, Note::UnreadFile, why.as_str());
            None
        }
        Err(ImportError::MockUp | ImportError::Empty(_) | ImportError::Invalid(_)) => None,
    }
}

/// Returns the id of the box that a text is about: `title@id.md`.
fn id_in_name(name: &str) -> Option<&str> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    name.rsplit_once('@')
        .map(|(_, id)| id)
        .filter(|id| !id.is_empty())
}

fn beside(entry: Entry) -> parts::Beside {
    parts::Beside {
        file: None,
        line: entry.line,
        content: entry.content,
    }
}

/// Returns the texts of the older tree of files by the ids that their older names stand for.
fn by_older_names(
    trees: Vec<(String, Content)>,
    older: &[(String, String)],
) -> Vec<(String, parts::Beside)> {
    let ids: HashMap<&str, &str> = older
        .iter()
        .map(|(name, id)| (name.as_str(), id.as_str()))
        .collect();
    let named = trees.into_iter().map(|(path, content)| {
        let name = folders::older_name(&path);
        let name = name.strip_suffix(":index").unwrap_or(&name);
        let id = ids.get(name).map_or(name, |id| *id).to_owned();
        let beside = parts::Beside {
            file: Some(path),
            line: 1,
            content,
        };
        (id, beside)
    });
    named.collect()
}

fn front_matter(text: &str) -> Head {
    let value = |key| markdown::front_matter_value(text, key);
    Head {
        title: value("title"),
        description: value("description"),
        slug: None,
        date: None,
    }
}

/// Names a map by what it says of itself, else by the title that is drawn on it.
fn name_of(head: Head, graph: &Graph) -> Head {
    let drawn = graph.in_order(|node| node.kind == Kind::Title && !node.label.is_empty());
    let drawn = drawn.first().map(|at| graph.nodes[*at].label.clone());
    Head {
        title: head.title.or(drawn),
        ..head
    }
}

#[cfg(test)]
mod tests;
