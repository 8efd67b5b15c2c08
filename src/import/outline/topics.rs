//! Stages and topics as they are needed, and which of them takes what.

use crate::import::draft::Draft;
use crate::import::report::What as Note;
use crate::import::words;
use crate::roadmap::Level;

use super::{DEEPEST, Shaper, To};

impl Shaper<'_> {
    pub(super) fn add_stage(&mut self, at: usize, title: &str) -> usize {
        let line = self.tree.nodes[at].line;
        let mut draft = Draft::new(Level::Stage, None, line, title);
        if words::says_optional(&self.tree.nodes[at].head.text) {
            draft.is_optional = true;
            self.report.add(line, Note::GuessedOptional, title);
        }
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Returns the stage for what lies in none.
    pub(super) fn stage(&mut self, line: u32) -> usize {
        if let Some(stage) = self.stage {
            return stage;
        }
        self.drafts
            .push(Draft::new(Level::Stage, None, line, &self.plan.name));
        let stage = self.drafts.len() - 1;
        self.stage = Some(stage);
        stage
    }

    pub(super) fn add_topic(&mut self, parent: usize, line: u32, title: &str) -> usize {
        if self.drafts[parent].depth >= DEEPEST {
            self.report.add(line, Note::RaisedPart, title);
            return parent;
        }
        let mut draft = Draft::new(Level::Topic, Some(parent), line, title);
        draft.depth = self.drafts[parent].depth + 1;
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Returns the topic that takes what lies directly in a place.
    pub(super) fn topic(&mut self, to: To, line: u32) -> Option<usize> {
        let stage = match to {
            To::Root => self.stage(line),
            To::Draft(draft) if self.drafts[draft].level == Level::Stage => draft,
            To::Draft(draft) => return Some(draft),
            To::Nothing | To::Text(..) | To::Also(_) => return None,
        };
        if let Some(topic) = self.loose.get(&stage) {
            return Some(*topic);
        }
        let title = self.drafts[stage].title.clone();
        let topic = self.add_topic(stage, line, &title);
        self.loose.insert(stage, topic);
        Some(topic)
    }

    /// Returns where a topic that an item makes lies.
    pub(super) fn parent_of_group(&mut self, at: usize, to: To, is_heading: bool) -> Option<usize> {
        let container = self.tree.nodes[at].parent;
        match to {
            To::Root if is_heading => Some(self.stage(self.tree.nodes[at].line)),
            To::Draft(draft) if self.drafts[draft].level == Level::Stage => {
                if is_heading || !self.plan.has_loose(container) {
                    Some(draft)
                } else {
                    self.topic(to, self.tree.nodes[at].line)
                }
            }
            To::Root => {
                let line = self.tree.nodes[at].line;
                if self.plan.has_loose(container) {
                    self.topic(to, line)
                } else {
                    Some(self.stage(line))
                }
            }
            To::Draft(draft) => Some(draft),
            To::Nothing | To::Text(..) | To::Also(_) => None,
        }
    }
}
