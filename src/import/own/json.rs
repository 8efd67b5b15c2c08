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
    let mut topics: HashMap<usize, usize> = HashMap::new();
    for (number, node) in (1..).zip(document.nodes) {
        let wanted = node
            .parent
            .as_ref()
            .and_then(|parent| places.get(parent).copied());
        let level = match (wanted, node.facts.level.as_deref()) {
            (None, _) => Level::Stage,
            (Some(_), Some("concept")) => Level::Concept,
            (Some(_), Some("resource")) => Level::Resource,
            (Some(_), Some(_) | None) => Level::Topic,
        };
        let parent = parent_for(&exported.drafts, level, wanted);
        let parent = match parent {
            // As a person or another program wrote it: there is no place for it but in a topic.
            Some(stage)
                if matches!(level, Level::Resource | Level::Concept)
                    && exported.drafts[stage].level == Level::Stage =>
            {
                let drafts = &mut exported.drafts;
                Some(
                    *topics
                        .entry(stage)
                        .or_insert_with(|| topic_of(drafts, stage)),
                )
            }
            parent => parent,
        };
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

/// Makes a topic of the name of a stage for what lies in the stage itself.
fn topic_of(drafts: &mut Vec<Draft>, stage: usize) -> usize {
    let Draft { line, title, .. } = &drafts[stage];
    let mut topic = Draft::new(Level::Topic, Some(stage), *line, title);
    topic.depth = 1;
    drafts.push(topic);
    drafts.len() - 1
}
