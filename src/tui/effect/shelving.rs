//! The roadmaps that there are, the person's own layer over them, and whether their files change.

use std::sync::Arc;

use super::World;
use crate::cause;
use crate::course::Course;
use crate::notes;
use crate::roadmap::overlay::guess;
use crate::roadmap::url::Link;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::shelf::layer::{Edit, Edited, LayerError, Turn};
use crate::shelf::seen::Seen;
use crate::shelf::watch::{News, Watch};
use crate::shelf::{self, Shelf};
use crate::text::CleanBuf;
use crate::tui::msg::{Attachment, LayerTrouble, Layered, Msg};

/// What the screen needs of the disk to work with roadmaps.
pub struct Shelving {
    /// Nothing can be added, hidden or changed without a home folder.
    pub shelf: Option<Shelf>,
    /// The roadmap that is worked on, without the person's own layer.
    pub base: Roadmap,
    pub watch: Option<Watch>,
    /// Tells which edition of the roadmap was seen last.
    pub seen: Option<Seen>,
}

impl World {
    pub(super) fn list_roadmaps(&self, course: &Course) -> Msg {
        let library = match &self.surroundings.shelving.shelf {
            Some(own) => own.library(),
            None => shelf::built_in(&crate::yaml::Limits::default()),
        };
        let in_use = Some(course.roadmap().id().as_str());
        Msg::Roadmaps(shelf::list::entries(&library, course.log(), in_use))
    }

    /// Opens another roadmap, with its notes and what the journals say of it.
    pub(super) fn use_roadmap(&mut self, id: &CleanBuf) -> Msg {
        let here = &mut self.surroundings.shelving;
        let Some(own) = &here.shelf else {
            return Msg::Layered(Err(LayerTrouble::NoHome));
        };
        let library = own.library();
        let opened = library.entry(id.as_str()).and_then(|entry| own.open(entry));
        let Some(opened) = opened else {
            return Msg::RoadmapGone(id.clone());
        };
        here.base = opened.base;
        here.watch = opened.watch;
        here.seen = opened.seen;
        let minutes = self.surroundings.minutes.clone();
        let log = self.surroundings.journal.glance();
        let mut course = Course::new(opened.roadmap, log).with_typical_minutes(minutes);
        if let Some(folder) = &self.surroundings.notes_folder {
            course.set_notes(notes::read_all(folder, course.roadmap()));
        }
        Msg::CourseOpened(Box::new(course))
    }

    pub(super) fn hide(&mut self, nodes: &[NodeIdx], course: &Course) -> Msg {
        let roadmap = course.roadmap();
        let hide = |node: &NodeIdx| Edit::Hide {
            id: roadmap.node_id(*node).to_string(),
        };
        let edits: Vec<Edit> = nodes.iter().map(hide).collect();
        let titles = nodes
            .iter()
            .map(|node| roadmap.titles(*node).clone())
            .collect();
        self.edit_layer(&edits, Layered::Hidden(titles))
    }

    pub(super) fn add_link(
        &mut self,
        topic: NodeIdx,
        link: Link,
        title: CleanBuf,
        course: &Course,
    ) -> Msg {
        let roadmap = course.roadmap();
        let edit = Edit::AddLink {
            topic: roadmap.node_id(topic).to_string(),
            title: title.clone(),
            kind: guess::kind(&link),
            link,
        };
        let topic = roadmap.titles(topic).clone();
        self.edit_layer(&[edit], Layered::Added { title, topic })
    }

    fn edit_layer(&mut self, edits: &[Edit], what: Layered) -> Msg {
        let outcome = self.on_layer(|own, base| own.edit_layer(base, edits));
        Msg::Layered(outcome.map(|edited| (edited, what)))
    }

    /// Takes a change of the layer back, or does it again.
    pub(super) fn turn_layer(&mut self, undoing: bool, turn: &Turn) -> Msg {
        let outcome = self.on_layer(|own, base| own.take_back(base, turn));
        Msg::LayerTurned { undoing, outcome }
    }

    /// Changes the layer. What this program writes is no news for it.
    fn on_layer(
        &mut self,
        change: impl FnOnce(&Shelf, &Roadmap) -> Result<Edited, LayerError>,
    ) -> Result<Box<Edited>, LayerTrouble> {
        let Shelving {
            shelf, base, watch, ..
        } = &mut self.surroundings.shelving;
        let own = shelf.as_ref().ok_or(LayerTrouble::NoHome)?;
        let edited = change(own, base).map_err(|error| LayerTrouble::Refused(Arc::new(error)))?;
        if let Some(watch) = watch {
            watch.layer_is_known();
        }
        Ok(Box::new(edited))
    }

    /// Looks whether the roadmap is another edition than the one that was seen last.
    #[must_use]
    pub fn look_back(&self) -> Option<Msg> {
        let before = self.surroundings.shelving.seen.as_ref()?.before()?;
        Some(Msg::SeenBefore(Box::new(before)))
    }

    /// Takes the edition that there is now for seen. Nothing depends on it, so a failure is not worth a word.
    pub(super) fn remember_edition(&self) {
        if let Some(seen) = &self.surroundings.shelving.seen {
            let _ = seen.remember();
        }
    }

    pub(super) fn attach(
        &mut self,
        attachment: Attachment,
        undoing: Option<bool>,
        course: &Course,
    ) -> Msg {
        let to = (undoing != Some(true)).then(|| attachment.to.as_str());
        let roadmap = course.roadmap().id();
        let journal = &mut self.surroundings.journal;
        let appended = journal.attach(roadmap.as_str(), attachment.orphan.as_str(), to);
        Msg::Attached {
            attachment,
            undoing,
            record: Box::new(appended.record),
            unsaved: appended.saved.err().map(|error| cause::chain(&error)),
        }
    }

    /// Looks whether somebody changed the roadmap or the layer.
    pub(super) fn look_at_roadmap(&mut self) -> Option<Msg> {
        let here = &mut self.surroundings.shelving;
        match here.watch.as_mut()?.poll()? {
            News::Roadmap { roadmap, base } => {
                here.base = *base;
                Some(Msg::RoadmapChanged(roadmap))
            }
            News::Trouble(trouble) => Some(Msg::RoadmapTrouble(Box::new(trouble))),
        }
    }
}
