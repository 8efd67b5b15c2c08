//! What another edition of the roadmap changed, and progress that has lost its place.

use super::App;
use super::noticing::{Lasting, Notice};
use crate::course::Course;
use crate::course::editions::Editions;
use crate::journal::Record;
use crate::lang::causes::Cause;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::search::Query;
use crate::text::line_edit::LineEdit;
use crate::text::{CleanBuf, clean};
use crate::tui::keymap::Scope;
use crate::tui::msg::{Action, Attachment, Deed, Effect};
use crate::tui::overlay::changes;
use crate::tui::overlay::menu::{Menu, MenuKind};
use crate::tui::tree::RowKind;

/// The edition that the person knew before this one.
pub(super) struct Before {
    roadmap: Roadmap,
    /// The person looked at what changed.
    is_seen: bool,
}

impl App {
    /// Takes the edition that was seen last, and tells in a line what changed since.
    pub(super) fn seen_before(&mut self, before: Roadmap) -> Vec<Effect> {
        self.before = Some(Before {
            roadmap: before,
            is_seen: false,
        });
        let Some(said) = self.since_seen() else {
            // Another way to write the same.
            self.before = None;
            return vec![Effect::RememberEdition];
        };
        // What went wrong is told first; the key works all the same.
        if !self.notice.as_ref().is_some_and(Notice::is_error) {
            self.notice = Some(Notice::new(clean::line(&said), Lasting::UntilKey));
        }
        Vec::new()
    }

    /// Goes on with another edition of the roadmap: cursor, folds and filter stay where they can.
    pub(super) fn roadmap_changed(&mut self, roadmap: Roadmap) -> Vec<Effect> {
        if self.before.as_ref().is_none_or(|before| before.is_seen) {
            self.before = Some(Before {
                roadmap: self.course.roadmap().clone(),
                is_seen: false,
            });
        }
        self.adopt(roadmap);
        match self.since_seen() {
            Some(said) => self.say(&said),
            None => self.say(self.text().roadmap_changed),
        }
    }

    /// Says what changed since the last edition that the person knew, and which key shows it; nothing where nothing did.
    fn since_seen(&self) -> Option<String> {
        let before = self.course_before()?;
        let said = Editions::new(&before, &self.course).sentences(self.lang);
        let hint = self.hint(Action::WhatChanged, self.text().keys.short.changes);
        let mut said = said.into_iter().map(|said| said + &hint);
        let fits = |said: &String| self.fits_notice(said);
        let shortest = said.clone().next_back()?;
        Some(said.find(fits).unwrap_or(shortest))
    }

    /// Returns the edition that the person knew before, with what the journals say of it today.
    fn course_before(&self) -> Option<Course> {
        let before = self.before.as_ref()?;
        Some(self.course.of_edition(before.roadmap.clone()))
    }

    /// Shows what changed, which then is seen, and what has lost its place.
    pub(super) fn show_changes(&mut self) -> Vec<Effect> {
        let before = self.course_before();
        // Without another edition there may still be something without a place.
        let editions = Editions::new(before.as_ref().unwrap_or(&self.course), &self.course);
        let rows = changes::rows(&editions, self.lang);
        if rows.is_empty() {
            return self.say(self.lang.changes().nothing_since);
        }
        self.open_menu(Menu::new(MenuKind::Changes, None, rows));
        match &mut self.before {
            Some(before) if !before.is_seen => {
                before.is_seen = true;
                vec![Effect::RememberEdition]
            }
            Some(_) | None => Vec::new(),
        }
    }

    /// Asks what the row at the cursor belongs to, if it is something that has lost its place.
    pub(super) fn attach(&mut self) -> Vec<Effect> {
        let orphan = match self.tree.current().map(|row| row.kind) {
            Some(RowKind::Orphan(orphan)) => orphan.of(&self.course),
            Some(RowKind::Node(_) | RowKind::KeyIdeas(_) | RowKind::Lost) | None => None,
        };
        match orphan.map(|orphan| orphan.id.clone()) {
            Some(orphan) => self.ask_for_place(&orphan),
            None => self.say(self.lang.changes().no_orphan_here),
        }
    }

    pub(super) fn ask_for_place(&mut self, orphan: &CleanBuf) -> Vec<Effect> {
        let rows = changes::places(self, orphan, &Query::default(), None);
        let kind = MenuKind::Belongs(orphan.clone());
        self.open_menu(Menu::new(kind, Some(LineEdit::default()), rows))
    }

    pub(super) fn attach_to(&mut self, orphan: &CleanBuf, node: NodeIdx) -> Vec<Effect> {
        let Some(lost) = self.course.orphan(orphan.as_str()) else {
            return Vec::new();
        };
        let attachment = Attachment {
            orphan: orphan.clone(),
            title: lost.title.clone(),
            to: self.course.roadmap().node_id(node).to_buf(),
        };
        vec![Effect::Attach {
            attachment,
            undoing: None,
        }]
    }

    /// Takes what came of giving progress a place, or of taking it away again.
    pub(super) fn attached(
        &mut self,
        attachment: Attachment,
        undoing: Option<bool>,
        record: Record,
        unsaved: Option<Cause>,
    ) -> Vec<Effect> {
        let cost = self.cost_of(&attachment).filter(|_| undoing != Some(true));
        self.course.record(record);
        self.course_changed();
        let text = self.lang.changes();
        let roadmap = self.course.roadmap();
        let node = roadmap.find(attachment.to.as_str());
        let place = node.map_or_else(
            || attachment.to.clone(),
            |node| roadmap.title(node, self.lang).to_buf(),
        );
        let is_undone = undoing == Some(true);
        let said = if is_undone {
            (text.has_no_place)(attachment.title.as_str())
        } else {
            (text.counts_for)(attachment.title.as_str(), place.as_str())
        };
        // What it costs has room, also where the screen is narrow: the cursor says what it is about.
        let said = cost.unwrap_or(said);
        if let (false, Some(node)) = (is_undone, node) {
            self.go_to(node);
        }
        let deed = Deed::Attached(attachment);
        match undoing {
            None => self.deeds.done(deed),
            Some(undoing) => {
                self.deeds.take(undoing);
                self.deeds.turned(undoing, deed);
            }
        }
        if let Some(why) = unsaved {
            return self.fail(&(self.text().not_saved)(why.get(self.lang).as_str()));
        }
        let (hint, short) = (self.turn_hint(is_undone), (text.turned)(is_undone));
        let whole = said + &hint;
        let fits = self.fits_notice(&whole);
        self.say(&if fits {
            whole
        } else {
            format!("{short}{hint}")
        })
    }

    /// Says which status no longer shows once something has its new place.
    fn cost_of(&self, attachment: &Attachment) -> Option<String> {
        let orphan = self.course.orphan(attachment.orphan.as_str())?;
        let node = self.course.roadmap().find(attachment.to.as_str())?;
        self.course.attaching(orphan, node).sentence(self.lang)
    }

    /// Tells whether the row at the cursor has lost its place, so that it can be given one.
    #[must_use]
    pub fn can_attach(&self) -> bool {
        let row = self.tree.current().map(|row| row.kind);
        self.scope() == Scope::Main && matches!(row, Some(RowKind::Orphan(_)))
    }
}
