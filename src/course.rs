//! One person working on one roadmap: content, journal and progress together. The screen and the command line are
//! two shells over it.

pub mod editions;
mod fold;
mod noted;
mod orphan;
mod step;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::journal::{Entry, Log, Record, Spent, Timed, Writer};
use crate::lang::Lang;
use crate::notes::{Note, Notes};
use crate::progress::change::{Change, NodeChange, Origin};
use crate::progress::next::{self, Known, Minutes, Options, Suggestion, Touched};
use crate::progress::{Progress, Status};
use crate::roadmap::compare;
use crate::roadmap::identity::Meaning;
use crate::roadmap::{Level, NodeIdx, Roadmap, TypicalMinutes};
use crate::search::Index;
use crate::text::{Clean, CleanBuf, clean};
use fold::attachments;
pub use fold::{Folded, fold};
pub use orphan::{Orphan, Outcome};
use step::Step;

/// The record that decided the status of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub status: Status,
    /// Lamport time of the record.
    pub l: u64,
    /// Local wall clock with offset, as it was recorded.
    pub at: String,
}

impl Decided {
    fn by(entry: &Entry<'_>) -> Decided {
        let Entry { status, l, at, .. } = *entry;
        let at = at.to_owned();
        Decided { status, l, at }
    }
}

/// A roadmap with what the journals say of it. Pure: nothing here reads or writes a file.
#[derive(Clone, Debug)]
pub struct Course {
    roadmap: Roadmap,
    log: Log,
    progress: Progress,
    orphans: Vec<Orphan>,
    /// What decided the status of each node.
    decided: HashMap<NodeIdx, Decided>,
    /// What each recorded id means today: those of statuses and of times.
    meanings: HashMap<String, Meaning>,
    typical_minutes: TypicalMinutes,
    notes: Notes,
    /// The notes of each node, as places in `notes`: that under its id first, then those under former ids.
    noted: HashMap<NodeIdx, Vec<usize>>,
    revision: u64,
}

impl Course {
    /// Folds what the journals say of a roadmap.
    #[must_use]
    pub fn new(roadmap: Roadmap, log: Log) -> Course {
        let Folded {
            progress,
            orphans,
            decided,
            meanings,
        } = fold(&roadmap, &log);
        Course {
            roadmap,
            log,
            progress,
            orphans,
            decided,
            meanings,
            typical_minutes: TypicalMinutes::default(),
            notes: Notes::default(),
            noted: HashMap::new(),
            revision: 0,
        }
    }

    /// Takes how long things take as a rule, which the person may see otherwise.
    #[must_use]
    pub fn with_typical_minutes(self, typical_minutes: TypicalMinutes) -> Course {
        Course {
            typical_minutes,
            ..self
        }
    }

    #[must_use]
    pub fn roadmap(&self) -> &Roadmap {
        &self.roadmap
    }

    /// Returns a number that becomes another one whenever something changes, so that what follows from it can be kept.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Returns what was recorded for nodes that are not in the roadmap any more, ordered by id: statuses, times and notes.
    #[must_use]
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Returns what has lost its place under an id.
    #[must_use]
    pub fn orphan(&self, id: &str) -> Option<&Orphan> {
        self.orphans.iter().find(|orphan| orphan.id.as_str() == id)
    }

    /// Returns for how many ids a status, a time or a note is there. Each has its place, or is an orphan.
    #[must_use]
    pub fn recorded(&self) -> usize {
        let id = self.roadmap.id().as_str();
        let statuses = self.log.statuses(id);
        let begun = statuses.filter(|entry| entry.status != Status::Todo);
        let times = self.log.times(id).map(|timed| timed.spent.node.as_str());
        let notes = self.notes.all().iter().map(|note| note.id.as_str());
        let ids = begun.map(|entry| entry.node).chain(times).chain(notes);
        ids.collect::<HashSet<&str>>().len()
    }

    /// Returns what is called much like something that has lost its place and can be its place, the most alike first.
    #[must_use]
    pub fn alike(&self, orphan: &Orphan) -> Vec<NodeIdx> {
        let fits = |node| orphan.fits(&self.roadmap, node);
        let mut alike = compare::alike(&self.roadmap, orphan.title().as_str(), fits);
        alike.sort_by_key(|node| self.attaching(orphan, *node).loses.is_some());
        alike
    }

    /// Returns what would become of the status of a node that something is attached to which has lost its place.
    #[must_use]
    pub fn attaching(&self, orphan: &Orphan, node: NodeIdx) -> Outcome {
        let decided = self.decided.get(&node);
        let status = decided.map_or(Status::Todo, |decided| decided.status);
        Outcome::of(orphan, status, decided.map(|decided| decided.l))
    }

    /// Returns the title that was last recorded for an id: with its status, else with the time that was spent on it.
    #[must_use]
    pub fn recorded_title(&self, id: &str) -> Option<CleanBuf> {
        let roadmap = self.roadmap.id().as_str();
        let status = self.log.status(roadmap, id).map(|entry| entry.title);
        let mut times = self.log.times(roadmap);
        let time = || {
            let found = times.find(|past| past.spent.node == id)?;
            Some(found.spent.title.as_str())
        };
        let has_words = |title: &&str| !title.is_empty();
        let title = status.filter(has_words).or_else(time).filter(has_words);
        title.map(clean::line)
    }

    /// Returns what decided the status of a resource or concept; `None` where nothing was recorded.
    #[must_use]
    pub fn decided(&self, node: NodeIdx) -> Option<&Decided> {
        self.decided.get(&node)
    }

    /// Returns all times that were spent on this roadmap, the newest first, with the node of today, if there is one.
    pub fn times(&self) -> impl Iterator<Item = (Option<NodeIdx>, Timed<'_>)> {
        let times = self.log.times(self.roadmap.id().as_str());
        times.map(|timed| {
            let meaning = self.meanings.get(&timed.spent.node);
            (meaning.and_then(|meaning| meaning.node()), timed)
        })
    }

    /// Returns the minutes that were spent on a node and on all below it.
    #[must_use]
    pub fn minutes_spent(&self, node: NodeIdx) -> u64 {
        let is_within = |found: &Option<NodeIdx>| {
            found.is_some_and(|found| self.roadmap.is_within(found, node))
        };
        self.times()
            .filter(|(found, _)| is_within(found))
            .map(|(_, timed)| u64::from(timed.spent.minutes))
            .sum()
    }

    /// Returns the minutes that were spent on a node itself, and not on something below it.
    #[must_use]
    pub fn own_minutes_spent(&self, node: NodeIdx) -> u64 {
        let own = self.times().filter(|(found, _)| *found == Some(node));
        own.map(|(_, timed)| u64::from(timed.spent.minutes)).sum()
    }

    /// Returns what is written down of time that was spent on a node.
    #[must_use]
    pub fn spent(&self, node: NodeIdx, minutes: u32) -> Spent {
        Spent {
            roadmap: self.roadmap.id().to_string(),
            node: self.roadmap.node_id(node).to_string(),
            url: self.roadmap.link(node).map(|link| link.as_str().to_owned()),
            title: self.roadmap.title(node, Lang::En).to_string(),
            minutes,
            when: None,
        }
    }

    /// Returns what the person attached to something else, by the old id.
    #[must_use]
    pub fn attachments(&self) -> HashMap<String, String> {
        attachments(&self.log, &self.roadmap)
    }

    /// Returns what searches look in: the roadmap and the notes.
    #[must_use]
    pub fn index(&self) -> Index {
        let mut index = self.unread_index();
        index.read(&self.roadmap, usize::MAX);
        index
    }

    /// Returns the [index](Self::index) before the roadmap is read, which takes a while where it is large.
    #[must_use]
    pub fn unread_index(&self) -> Index {
        let mut index = Index::unread(&self.roadmap);
        for node in self.noted.keys() {
            let texts: Vec<&str> = self
                .notes_of(*node)
                .flat_map(Note::texts)
                .map(Clean::as_str)
                .collect();
            index.set_note(*node, &clean::block(&texts.join("\n\n")));
        }
        index
    }

    /// Returns how long a resource takes: as the roadmap says, else as is usual for its kind.
    #[must_use]
    pub fn minutes(&self, node: NodeIdx) -> Option<Minutes> {
        let known = self.roadmap.minutes(node);
        let kind = self.roadmap.kind(node);
        let usual = || kind.map(|kind| self.typical_minutes.of(kind));
        Some(Minutes {
            value: known.or_else(usual)?,
            is_known: known.is_some(),
        })
    }

    /// Returns when the status of a resource or concept was last set.
    #[must_use]
    pub fn touched(&self, node: NodeIdx) -> Option<Touched> {
        let Decided { l, at, .. } = self.decided.get(&node)?;
        Some(Touched {
            l: *l,
            day: day(at),
        })
    }

    /// Returns what to do now, the best first, of what passes.
    #[must_use]
    pub fn next(&self, options: Options, passes: &dyn Fn(NodeIdx) -> bool) -> Vec<Suggestion> {
        self.known(passes, |known| next::suggest(known, options))
    }

    /// Returns what to do now; nothing when all is done.
    #[must_use]
    pub fn first_next(&self) -> Option<Suggestion> {
        self.known(&|_| true, next::first)
    }

    /// Returns the shortest that is left of what passes.
    #[must_use]
    pub fn shortest(&self, passes: &dyn Fn(NodeIdx) -> bool) -> Option<Suggestion> {
        self.known(passes, next::shortest)
    }

    /// Returns the unfinished topics that a topic comes after; see [`next::after`].
    #[must_use]
    pub fn after(&self, topic: NodeIdx) -> Vec<NodeIdx> {
        next::after(&self.roadmap, &self.progress, topic)
    }

    fn known<T>(&self, passes: &dyn Fn(NodeIdx) -> bool, ask: impl FnOnce(&Known<'_>) -> T) -> T {
        ask(&Known {
            roadmap: &self.roadmap,
            progress: &self.progress,
            minutes: &|node| self.minutes(node),
            touched: &|node| self.touched(node),
            passes,
        })
    }

    /// Returns the resources and concepts that a change of this node concerns: the node itself, or all below it.
    #[must_use]
    pub fn leaves(&self, node: NodeIdx) -> Vec<NodeIdx> {
        let is_leaf =
            |node: &NodeIdx| matches!(self.roadmap.level(*node), Level::Resource | Level::Concept);
        std::iter::once(node)
            .chain(self.roadmap.below(node))
            .filter(is_leaf)
            .collect()
    }

    /// Makes the change that sets resources and concepts to a status; `None` when all of them have it already.
    #[must_use]
    pub fn change(&self, leaves: &[NodeIdx], to: Status) -> Option<Change> {
        self.change_each(leaves.iter().map(|node| (*node, to, None)))
    }

    /// Makes the change that gives each resource or concept a status of its own, with when that was, where it was not now;
    /// `None` when all of them have theirs already.
    #[must_use]
    pub fn change_each(
        &self,
        wanted: impl IntoIterator<Item = (NodeIdx, Status, Option<String>)>,
    ) -> Option<Change> {
        let roadmap = &self.roadmap;
        let changed = |(node, to, when)| {
            let from = self.progress.status(roadmap, node);
            (from != to).then(|| NodeChange {
                node: roadmap.node_id(node).to_string(),
                from,
                to,
                url: roadmap.link(node).map(|link| link.as_str().to_owned()),
                title: roadmap.title(node, Lang::En).to_string(),
                when,
            })
        };
        let nodes: Vec<NodeChange> = wanted.into_iter().filter_map(changed).collect();
        let roadmap = roadmap.id().to_string();
        (!nodes.is_empty()).then_some(Change {
            roadmap,
            nodes,
            origin: Origin::Done,
        })
    }

    /// Makes the change that takes back the newest change of this device that is in force.
    #[must_use]
    pub fn undo(&self) -> Option<Change> {
        self.log.undoable(self.roadmap.id().as_str())
    }

    /// Makes the change that does again what was undone last.
    #[must_use]
    pub fn redo(&self) -> Option<Change> {
        self.log.redoable(self.roadmap.id().as_str())
    }

    /// Shows a change at once, before it is recorded.
    pub fn apply(&mut self, change: &Change) {
        self.revision += 1;
        for node_change in &change.nodes {
            if let Some(node) = self.node_of(&node_change.node) {
                self.progress.set(&self.roadmap, node, node_change.to);
            }
        }
    }

    /// Takes a record that this program wrote. Tells whether that changed anything that is seen and was not
    /// [shown](Self::apply) before. As good as always only the nodes that it names are looked at.
    pub fn record(&mut self, record: Record) -> bool {
        self.revision += 1;
        let step = Step::of(&record, &self.roadmap, &self.log);
        self.log.add(record, Writer::ThisDevice);
        match step.and_then(|step| self.go_on(&step)) {
            Some(has_changed) => has_changed,
            None => self.fold(),
        }
    }

    /// Takes what all journals say now. Tells whether that changed anything that is seen.
    pub fn refresh(&mut self, log: Log) -> bool {
        self.log = log;
        self.fold()
    }

    /// Returns what the journals and notes say of another edition of the roadmap.
    #[must_use]
    pub fn of_edition(&self, roadmap: Roadmap) -> Course {
        let mut course = Course::new(roadmap, self.log.clone());
        course.set_notes(self.notes.clone());
        course
    }

    /// Goes on with another edition of the roadmap, or another roadmap: what was recorded finds its nodes again.
    pub fn replace_roadmap(&mut self, roadmap: Roadmap) {
        self.roadmap = roadmap;
        self.fold();
    }

    /// Returns the node that a recorded id means today.
    #[must_use]
    pub fn node_of(&self, id: &str) -> Option<NodeIdx> {
        let meant = || self.meanings.get(id).and_then(|meaning| meaning.node());
        self.roadmap.find(id).or_else(meant)
    }

    /// Returns the ids under which something was recorded that means a node today.
    pub fn ids_of(&self, node: NodeIdx) -> impl Iterator<Item = &str> {
        let means = move |(_, meaning): &(&String, &Meaning)| meaning.node() == Some(node);
        let ids = self.meanings.iter().filter(means);
        ids.map(|(id, _)| id.as_str())
    }

    /// Returns the title of what was changed: that of today, else the recorded one.
    #[must_use]
    pub fn title_of(&self, change: &NodeChange, lang: Lang) -> CleanBuf {
        match self.node_of(&change.node) {
            Some(node) => self.roadmap.title(node, lang).to_buf(),
            None if change.title.is_empty() => clean::line(&change.node),
            None => clean::line(&change.title),
        }
    }

    /// Returns the id of what was changed: that of today, else the recorded one.
    #[must_use]
    pub fn id_of<'a>(&'a self, change: &'a NodeChange) -> &'a str {
        let node = self.node_of(&change.node);
        node.map_or(&change.node, |node| self.roadmap.node_id(node).as_str())
    }

    /// Names what a change touches: its node, or for many nodes the nearest parent of all of them, with their number.
    #[must_use]
    pub fn subject(&self, change: &Change, lang: Lang) -> CleanBuf {
        if let [node] = &change.nodes[..] {
            return self.title_of(node, lang);
        }
        let roadmap = &self.roadmap;
        let known = change
            .nodes
            .iter()
            .filter_map(|node| self.node_of(&node.node));
        let nodes: Vec<NodeIdx> = known.collect();
        let holds_all =
            |parent: &NodeIdx| nodes.iter().all(|node| roadmap.is_within(*node, *parent));
        let parent = nodes
            .first()
            .and_then(|first| roadmap.ancestors(*first).find(holds_all));
        let title = match parent {
            Some(parent) => roadmap.title(parent, lang),
            None => roadmap.name(lang),
        };
        let is_concept = |node: &&NodeIdx| roadmap.level(**node) == Level::Concept;
        let concepts = nodes.iter().filter(is_concept).count();
        let resources = change.nodes.len() - concepts;
        clean::line(&(lang.tui().bulk)(title.as_str(), resources, concepts))
    }

    /// Matches everything that is recorded. Tells whether that changed anything that is seen.
    fn fold(&mut self) -> bool {
        self.revision += 1;
        let folded = fold(&self.roadmap, &self.log);
        let mut orphans = folded.orphans;
        let meanings = self.meanings_of_notes(&folded.meanings);
        self.noted = self.places_of_notes(&meanings);
        for (note, meaning) in self.notes.all().iter().zip(meanings) {
            if meaning.is_none() {
                let id = note.id.as_str();
                let known = self.log.status(self.roadmap.id().as_str(), id);
                orphan::add_note(&mut orphans, id, known.as_ref());
            }
        }
        let has_changed = (&self.progress, &self.orphans) != (&folded.progress, &orphans);
        self.orphans = orphans;
        self.progress = folded.progress;
        self.decided = folded.decided;
        self.meanings = folded.meanings;
        has_changed
    }
}

/// Returns the local day of a record.
fn day(at: &str) -> Option<Date> {
    at.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::{Action, NoteDeed, RecordId};
    use crate::notes::Found;
    use crate::notes::name::Name;
    use crate::roadmap::load;
    use crate::yaml::Limits;

    const ROADMAP: &str = "
format: 1
id: r
title: R
stages:
  - id: s
    title: S
    topics:
      - id: t
        title: T
        resources:
          - { id: lora, title: L, aliases: [adapters], url: 'https://example.org/lora', minutes: 7 }
          - { id: dpo, title: D, kind: paper }
          - { id: rag, title: G }
";

    fn course() -> Course {
        let loaded = load(ROADMAP.as_bytes(), &Limits::default()).unwrap();
        Course::new(loaded.roadmap, Log::default())
    }

    fn notes(files: &[&str]) -> Notes {
        let found = |file: &&str| Found {
            name: Name::of(file, |_| false).unwrap(),
            file: clean::line(file),
            text: clean::line(&format!("in {file}")),
            modified: None,
            is_cut: false,
        };
        Notes::new(files.iter().map(found).collect(), Vec::new())
    }

    /// All notes, by the node that they are on.
    fn picture(course: &Course) -> String {
        let mut lines = Vec::new();
        for node in course.roadmap().nodes() {
            for note in course.notes_of(node) {
                lines.push(format!("{}: {}", course.roadmap().node_id(node), note.text));
            }
        }
        lines.extend(
            course
                .orphan_notes()
                .map(|note| format!("?: {}", note.text)),
        );
        lines.join(", ")
    }

    fn record(number: u64, action: Action) -> Record {
        Record::new(
            RecordId::new(1, number),
            number,
            "2026-11-20T08:00:00+01:00",
            action,
        )
    }

    #[test]
    fn a_note_follows_its_node_and_is_gone_on_with_where_it_is() {
        let mut course = course();
        let [lora, dpo] = ["lora", "dpo"].map(|id| course.roadmap().find(id).unwrap());
        assert!(!course.has_note(lora) && course.note_id(lora).as_str() == "lora");
        assert!(course.set_notes(notes(&["adapters.md", "old.md", "My thoughts.md"])));
        assert!(!course.set_notes(notes(&["adapters.md", "old.md", "My thoughts.md"])));
        assert_eq!(
            picture(&course),
            "lora: in adapters.md, ?: in old.md, ?: in My thoughts.md"
        );
        assert_eq!(course.note_id(lora).as_str(), "adapters");

        let attach = Action::Attach {
            roadmap: "r".to_owned(),
            node: "old".to_owned(),
            to: Some("dpo".to_owned()),
        };
        course.record(record(1, attach));
        assert!(course.has_note(dpo) && course.note_id(dpo).as_str() == "old");

        course.set_notes(notes(&["adapters.md", "lora.md"]));
        assert_eq!(picture(&course), "lora: in lora.md, lora: in adapters.md");
        assert_eq!(course.note_id(lora).as_str(), "lora");
    }

    #[test]
    fn a_note_goes_where_the_progress_of_its_address_went() {
        let mut course = course();
        course.set_notes(notes(&["lost.md"]));
        assert_eq!(picture(&course), "?: in lost.md");
        let change = Change {
            roadmap: "r".to_owned(),
            nodes: vec![NodeChange {
                node: "lost".to_owned(),
                from: Status::Todo,
                to: Status::Doing,
                url: Some("https://example.org/lora".to_owned()),
                title: String::new(),
                when: None,
            }],
            origin: Origin::Done,
        };
        course.record(record(1, Action::Status(change)));
        assert_eq!(picture(&course), "lora: in lost.md");
        let lora = course.roadmap().find("lora").unwrap();
        let touched = course.touched(lora).unwrap();
        assert_eq!(
            (touched.l, touched.day),
            (1, Some(jiff::civil::date(2026, 11, 20)))
        );
    }

    #[test]
    fn that_a_note_was_written_is_history_and_no_progress() {
        let mut course = course();
        for (number, deed) in (1..).zip(NoteDeed::ALL) {
            let note = Action::Note {
                roadmap: "r".to_owned(),
                node: "rag".to_owned(),
                deed,
            };
            course.record(record(number, note));
        }
        let deeds: Vec<_> = course.log().notes("r").map(|past| past.deed).collect();
        assert_eq!(deeds, [NoteDeed::Removed, NoteDeed::Written]);
        assert_eq!(
            (course.log().history("r").count(), course.undo()),
            (0, None)
        );
        let rag = course.roadmap().find("rag").unwrap();
        assert_eq!(
            course.progress().status(course.roadmap(), rag),
            Status::Todo
        );
    }

    #[test]
    fn minutes_are_those_of_the_roadmap_else_of_the_kind() {
        let course = course();
        let minutes = |id| {
            let node = course.roadmap().find(id).unwrap();
            course
                .minutes(node)
                .map(|minutes| (minutes.value, minutes.is_known))
        };
        assert_eq!(minutes("lora"), Some((7, true)));
        assert_eq!(minutes("dpo"), Some((60, false)));
        assert_eq!(minutes("t"), None);
    }
}
