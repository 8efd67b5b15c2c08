//! The JSON document that the program exports.

use std::collections::HashMap;

use serde::Deserialize;

use crate::import::ImportError;
use crate::import::draft::{Draft, Piece};
use crate::roadmap::Level;
use crate::text::clean;

use super::{Exported, Facts, parent_for};

#[derive(Deserialize)]
struct Document {
    roadmap: About,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct About {
    id: String,
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    edition: Option<String>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    #[serde(default)]
    parent: Option<String>,
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(flatten)]
    facts: Facts,
}

/// Reads an export.
pub(in crate::import) fn read(text: &str) -> Result<Exported, ImportError> {
    let document: Document =
        serde_json::from_str(text).map_err(|error| ImportError::Unreadable {
            line: u32::try_from(error.line()).unwrap_or(u32::MAX),
            why: clean::line(&error.to_string()),
        })?;
    let mut exported = Exported::default();
    let about = &mut exported.about;
    about.id = document.roadmap.id;
    about.title = document.roadmap.title;
    about.edition = document.roadmap.edition;
    about.summary.push(Piece {
        is_item: false,
        text: document.roadmap.summary,
    });
    let mut places: HashMap<String, usize> = HashMap::new();
    for (number, node) in (1..).zip(document.nodes) {
        let wanted = node
            .parent
            .as_ref()
            .and_then(|parent| places.get(parent).copied());
        let level = match node.facts.level.as_deref() {
            Some("stage") => Level::Stage,
            Some("concept") => Level::Concept,
            Some("resource") => Level::Resource,
            Some(_) | None => Level::Topic,
        };
        let level = if wanted.is_none() {
            Level::Stage
        } else {
            level
        };
        let parent = parent_for(&exported.drafts, level, wanted);
        let mut draft = Draft::new(level, parent, number, &node.title);
        draft.depth = parent.map_or(0, |parent| exported.drafts[parent].depth + 1);
        draft.status = node.facts.status();
        draft.say(Some(node.text).filter(|text| !text.is_empty()));
        draft.url = node.url;
        draft.id = Some(node.id.clone());
        node.facts.give_to(&mut draft);
        let at = exported.drafts.len();
        places.insert(node.id, at);
        exported
            .notes
            .extend(node.notes.into_iter().map(|note| (at, note)));
        exported.drafts.push(draft);
    }
    Ok(exported)
}
