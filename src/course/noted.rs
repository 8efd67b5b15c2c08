//! What the person wrote about a roadmap: which note is about what today.

use std::collections::HashMap;

use super::Course;
use crate::notes::{Note, Notes};
use crate::roadmap::NodeIdx;
use crate::roadmap::identity::{self, Meaning};
use crate::text::Clean;

impl Course {
    /// Takes what the person wrote. Tells whether that changed anything.
    pub fn set_notes(&mut self, notes: Notes) -> bool {
        let changes = self.notes != notes;
        if changes {
            self.notes = notes;
            self.fold();
        }
        changes
    }

    /// Returns all notes as they were found, those of no node too, with what could not be read.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Returns the note of a node: that under its id, else one under an id that it had before.
    #[must_use]
    pub fn note(&self, node: NodeIdx) -> Option<&Note> {
        self.notes_of(node).next()
    }

    /// Returns all notes of a node; there are several where it was written about under former ids too.
    pub fn notes_of(&self, node: NodeIdx) -> impl Iterator<Item = &Note> {
        let places = self.noted.get(&node).into_iter().flatten();
        places.filter_map(|place| self.notes.all().get(*place))
    }

    #[must_use]
    pub fn has_note(&self, node: NodeIdx) -> bool {
        self.noted.contains_key(&node)
    }

    /// Returns the name, without `.md`, of the file that the note of a node is written to: that of the note that is there,
    /// so that one under a former id is gone on with.
    #[must_use]
    pub fn note_id(&self, node: NodeIdx) -> Clean<'_> {
        self.note(node).map_or_else(
            || self.roadmap.node_id(node),
            |written| written.id.as_clean(),
        )
    }

    /// Returns the notes whose nodes are not in the roadmap any more, and files that bear no id.
    pub fn orphan_notes(&self) -> impl Iterator<Item = &Note> {
        let is_of_a_node = |place: &usize| self.noted.values().any(|places| places.contains(place));
        let notes = self.notes.all().iter().enumerate();
        notes
            .filter(move |(place, _)| !is_of_a_node(place))
            .map(|(_, note)| note)
            .chain(self.notes.strangers())
    }

    /// Returns what each note is about today: it goes where what was recorded for its id went.
    pub(super) fn meanings_of_notes(
        &self,
        recorded: &HashMap<String, Meaning>,
    ) -> Vec<Option<Meaning>> {
        if self.notes.all().is_empty() {
            return Vec::new();
        }
        let notes = self.notes.all().iter();
        let ids: Vec<_> = notes
            .map(|note| identity::Recorded {
                node: note.id.as_str(),
                url: None,
            })
            .collect();
        let found = identity::match_all(&self.roadmap, &self.attachments(), &ids);
        let followed = ids.iter().zip(found);
        followed
            .map(|(id, found)| found.or_else(|| recorded.get(id.node).copied()))
            .collect()
    }

    /// Returns where the notes of each node are.
    pub(super) fn places_of_notes(
        &self,
        meanings: &[Option<Meaning>],
    ) -> HashMap<NodeIdx, Vec<usize>> {
        let mut noted: HashMap<NodeIdx, Vec<usize>> = HashMap::new();
        for (place, (note, meaning)) in self.notes.all().iter().zip(meanings).enumerate() {
            if let Some(node) = meaning.and_then(Meaning::node) {
                let places = noted.entry(node).or_default();
                if self.roadmap.node_id(node) == note.id.as_clean() {
                    places.insert(0, place);
                } else {
                    places.push(place);
                }
            }
        }
        noted
    }
}
