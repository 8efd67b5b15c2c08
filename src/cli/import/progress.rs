//! Ticks and notes of a document that become the person's own.

use super::super::desk::{Desk, Surroundings};
use super::super::error::CliError;
use super::super::shelf;
use crate::import::Imported;
use crate::journal::NoteDeed;
use crate::lang::Lang;
use crate::notes;
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// How much progress came of a document.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) ticks: usize,
    pub(super) notes: usize,
}

/// Opens the roadmap of an id.
pub(super) fn desk_of(id: &str, surroundings: &Surroundings, lang: Lang) -> Result<Desk, CliError> {
    let shelf = shelf::own_shelf(surroundings, lang)?;
    let library = shelf.library();
    let opened = library.entry(id).and_then(|entry| shelf.open(entry));
    let unknown = || shelf::unknown(&library, id, lang);
    Ok(Desk::of(opened.ok_or_else(unknown)?, surroundings))
}

/// Ticks what is ticked in the document, as one change, and keeps its notes. What was begun or noted before stays as it is.
pub(super) fn take(
    imported: &Imported,
    surroundings: &Surroundings,
    lang: Lang,
) -> Result<Taken, CliError> {
    let id = imported.roadmap.id();
    shelf::own_shelf(surroundings, lang)?;
    let desk = desk_of(id.as_str(), surroundings, lang);
    let mut desk = desk.map_err(|error| error.hint(lang.import().add_hint))?;
    let (course, roadmap) = (&desk.course, desk.course.roadmap());
    let node = |(id, status): &(String, Status)| {
        let node = roadmap.find(id)?;
        let from = course.progress().status(roadmap, node);
        (from == Status::Todo && *status != from).then(|| NodeChange {
            node: id.clone(),
            from,
            to: *status,
            url: roadmap.link(node).map(|link| link.as_str().to_owned()),
            title: roadmap.title(node, Lang::En).to_string(),
        })
    };
    let nodes: Vec<NodeChange> = imported.states.iter().filter_map(node).collect();
    let mut noted = Vec::new();
    for (id, note) in &imported.notes {
        let node = roadmap
            .find(id)
            .filter(|node| course.notes_of(*node).next().is_none());
        if let (Some(_), Ok(paths)) = (node, &surroundings.paths) {
            let place = notes::Place::new(&paths.notes(), roadmap, id);
            notes::add_text(&place, note)
                .map_err(|error| CliError::failed(lang.notes().not_saved).because(&error))?;
            noted.push(id.clone());
        }
    }
    let taken = Taken {
        ticks: nodes.len(),
        notes: noted.len(),
    };
    let change = Change {
        roadmap: roadmap.id().to_string(),
        nodes,
        origin: Origin::Done,
    };
    if taken.ticks > 0 {
        desk.record(&change, lang)?;
    }
    for id in noted {
        // The note itself is kept; this is for the statistics only.
        let _unheard = desk.record_note(&id, NoteDeed::Written);
    }
    Ok(taken)
}
