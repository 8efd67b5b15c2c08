//! The roadmaps that there are, the person's own layer over them, and whether their files change.

use std::sync::Arc;

use super::World;
use crate::course::Course;
use crate::notes;
use crate::roadmap::overlay::guess;
use crate::roadmap::url::Link;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::shelf::layer::{Edit, Edited};
use crate::shelf::watch::{News, Watch};
use crate::shelf::{self, Shelf};
use crate::text::CleanBuf;
use crate::tui::msg::{LayerTrouble, Layered, Msg};

/// What the screen needs of the disk to work with roadmaps.
pub struct Shelving {
    /// Nothing can be added, hidden or changed without a home folder.
    pub shelf: Option<Shelf>,
    /// The roadmap that is worked on, without the person's own layer.
    pub base: Roadmap,
    pub watch: Option<Watch>,
}

/// Changes of layers since the start, so that they can be taken back and done again.
#[derive(Default)]
pub(super) struct Deeds {
    done: Vec<Edited>,
    undone: Vec<Edited>,
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
        self.deeds = Deeds::default();
        let minutes = self.surroundings.minutes.clone();
        let log = self.surroundings.journal.read();
        let mut course = Course::new(opened.roadmap, log).with_typical_minutes(minutes);
        if let Some(folder) = &self.surroundings.notes_folder {
            course.set_notes(notes::read_all(folder, course.roadmap()));
        }
        Msg::CourseOpened(Box::new(course))
    }

    pub(super) fn hide(&mut self, node: NodeIdx, course: &Course) -> Msg {
        let roadmap = course.roadmap();
        let edit = Edit::Hide {
            id: roadmap.node_id(node).to_string(),
        };
        self.edit_layer(&edit, Layered::Hidden(roadmap.all_titles(node)))
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
        self.edit_layer(&edit, Layered::Added(title))
    }

    fn edit_layer(&mut self, edit: &Edit, deed: Layered) -> Msg {
        let Shelving { shelf, base, .. } = &self.surroundings.shelving;
        let Some(own) = shelf else {
            return Msg::Layered(Err(LayerTrouble::NoHome));
        };
        match own.edit_layer(base, edit) {
            Ok(edited) => {
                let roadmap = Box::new(edited.roadmap.clone());
                self.deeds.done.push(edited);
                self.deeds.undone.clear();
                self.layer_is_known();
                Msg::Layered(Ok((roadmap, deed)))
            }
            Err(error) => Msg::Layered(Err(LayerTrouble::Refused(Arc::new(error)))),
        }
    }

    /// Takes the last change of the layer back, or does the last one that was taken back again. One that cannot be turned is
    /// given up, so that what was done before it can be.
    pub(super) fn turn_layer(&mut self, undoing: bool) -> Msg {
        let Shelving { shelf, base, .. } = &self.surroundings.shelving;
        let (from, to, deed) = if undoing {
            let Deeds { done, undone } = &mut self.deeds;
            (done, undone, Layered::TakenBack)
        } else {
            let Deeds { done, undone } = &mut self.deeds;
            (undone, done, Layered::DoneAgain)
        };
        let (Some(own), Some(edited)) = (shelf, from.pop()) else {
            return Msg::LayerStuck {
                undoing,
                trouble: None,
            };
        };
        match own.take_back(base, &edited) {
            Ok(turned) => {
                let roadmap = Box::new(turned.roadmap.clone());
                to.push(turned);
                self.layer_is_known();
                Msg::Layered(Ok((roadmap, deed)))
            }
            Err(error) => Msg::LayerStuck {
                undoing,
                trouble: Some(LayerTrouble::Refused(Arc::new(error))),
            },
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

    /// What this program has just written is no news.
    fn layer_is_known(&mut self) {
        if let Some(watch) = &mut self.surroundings.shelving.watch {
            watch.layer_is_known();
        }
    }
}
