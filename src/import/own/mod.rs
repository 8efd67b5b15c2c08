//! What the program exported itself comes back as it was: with ids, statuses and notes, and nothing guessed.

mod json;
mod markdown;
mod table;

use serde::Deserialize;

use crate::progress::Status;
use crate::roadmap::{Kind, Level};

use super::draft::{About, Draft};
use super::past::{self, Past, Stint};

pub(super) use json::read as read_json;
pub(super) use markdown::{is_own as is_own_markdown, read as read_markdown};
pub(super) use table::{is_own as is_own_table, read as read_table};

/// An export, read.
#[derive(Default)]
pub(super) struct Exported {
    pub about: About,
    pub drafts: Vec<Draft>,
    /// Notes of the person, with the draft that they are about.
    pub notes: Vec<(usize, String)>,
}

/// What an export says of a node in its machine-readable part.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Facts {
    level: Option<String>,
    status: Option<String>,
    at: Option<String>,
    minutes_spent: u64,
    own_minutes_spent: u64,
    kind: Option<String>,
    lang: Option<String>,
    author: Option<String>,
    minutes: Option<u64>,
    core: bool,
    optional: Option<bool>,
    needs: Option<Vec<String>>,
    aliases: Vec<String>,
    also: Vec<Further>,
}

#[derive(Debug, Deserialize)]
struct Further {
    title: String,
    url: String,
}

impl Facts {
    fn give_to(self, draft: &mut Draft) {
        // Those of a part count all below it, which says its own.
        let minutes = match draft.level {
            Level::Resource | Level::Concept => self.minutes_spent,
            Level::Stage | Level::Topic => self.own_minutes_spent,
        };
        draft.past = Past {
            when: self.at.as_deref().and_then(past::when),
            spent: Stint::in_all(minutes).into_iter().collect(),
        };
        draft.kind = self.kind.as_deref().and_then(Kind::from_word);
        draft.lang = self.lang;
        draft.author = self.author;
        draft.minutes = self.minutes.filter(|minutes| *minutes > 0);
        draft.is_core = self.core;
        draft.is_optional = self.optional.unwrap_or(false);
        draft.needs = self.needs.unwrap_or_default();
        draft.aliases = self.aliases;
        draft.also = self
            .also
            .into_iter()
            .map(|further| (further.title, further.url))
            .collect();
    }

    fn status(&self) -> Option<Status> {
        self.status.as_deref().and_then(Status::from_word)
    }
}

/// Keeps a tree of an export within what a roadmap is: stages at the top, topics in them, the rest in topics. Returns the
/// draft to put below, and where.
fn parent_for(drafts: &[Draft], level: Level, wanted: Option<usize>) -> Option<usize> {
    let mut parent = wanted?;
    while matches!(drafts[parent].level, Level::Resource | Level::Concept)
        || drafts[parent].depth >= DEEPEST && level == Level::Topic
    {
        parent = drafts[parent].parent?;
    }
    Some(parent)
}

/// Topics lie in each other at most this deep.
const DEEPEST: usize = 8;
