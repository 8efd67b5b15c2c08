//! What was recorded for something that is not in the roadmap any more: a status, time, notes.

use std::collections::BTreeMap;

use crate::journal::{Entry, Spent};
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{Clean, CleanBuf, clean};

/// Something that was recorded for a node that is not in the roadmap any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// Node id as it was recorded.
    pub id: CleanBuf,
    /// Title as it was recorded, else the id.
    pub title: CleanBuf,
    /// Address as it was recorded; it passes the gate of `Link::parse` before it is opened.
    pub url: Option<CleanBuf>,
    /// To do where only time or notes were recorded.
    pub status: Status,
    /// When it came to its status: local time as it was recorded, or a day.
    pub at: Option<CleanBuf>,
    /// Lamport time of that record.
    pub l: u64,
    /// Minutes that were spent on it.
    pub minutes: u64,
    pub has_note: bool,
}

impl Orphan {
    fn new(id: &str) -> Orphan {
        Orphan {
            id: clean::line(id),
            title: clean::line(id),
            url: None,
            status: Status::Todo,
            at: None,
            l: 0,
            minutes: 0,
            has_note: false,
        }
    }

    /// Takes over title and address as they were recorded.
    fn describe(&mut self, title: &str, url: Option<&str>) {
        if !title.is_empty() {
            self.title = clean::line(title);
        }
        self.url = url.map(clean::line).or(self.url.take());
    }

    #[must_use]
    pub fn title(&self) -> Clean<'_> {
        self.title.as_clean()
    }

    /// Tells whether it can belong to a node of a roadmap: parts have no status of their own, but time and notes.
    #[must_use]
    pub fn fits(&self, roadmap: &Roadmap, node: NodeIdx) -> bool {
        match roadmap.level(node) {
            Level::Resource | Level::Concept => true,
            Level::Topic | Level::Stage => self.status == Status::Todo,
        }
    }

    /// Says what was recorded besides the status, in a few words each: when, how long, notes.
    #[must_use]
    pub fn details(&self, lang: Lang) -> Vec<String> {
        let text = lang.changes();
        let day = self.at.as_ref().and_then(|at| at.as_str().get(..10));
        let time = (self.minutes > 0).then(|| (lang.stats().duration)(self.minutes));
        let note = self.has_note.then(|| text.has_note.to_owned());
        let day = day.map(str::to_owned);
        day.into_iter().chain(time).chain(note).collect()
    }
}

/// What giving something a place does to the status of the place: the newer of both records counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub before: Status,
    pub after: Status,
    /// The better of both statuses is not shown any more.
    pub loses: Option<Status>,
}

impl Outcome {
    /// Says what comes of a place that has a status, with the Lamport time of its record, if there is one.
    pub(super) fn of(orphan: &Orphan, before: Status, l: Option<u64>) -> Outcome {
        let is_newer = l.is_none_or(|l| orphan.l > l);
        let after = if orphan.status != Status::Todo && is_newer {
            orphan.status
        } else {
            before
        };
        // The further somebody was, the more there is to lose.
        let best = [before, orphan.status]
            .into_iter()
            .max_by_key(|status| worth(*status))
            .unwrap_or_default();
        Outcome {
            before,
            after,
            loses: (worth(best) > worth(after)).then_some(best),
        }
    }

    /// Says what it costs, where it costs something.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> Option<String> {
        let word = |status| (lang.tui().statuses)(status);
        Some((lang.changes().loses)(word(self.loses?), word(self.after)))
    }
}

const fn worth(status: Status) -> u8 {
    match status {
        Status::Todo => 0,
        Status::Doing => 1,
        Status::Skipped => 2,
        Status::Done => 3,
    }
}

/// All of them, as they are found.
#[derive(Debug, Default)]
pub(super) struct Orphans(BTreeMap<String, Orphan>);

impl Orphans {
    fn of(&mut self, id: &str) -> &mut Orphan {
        let make = || Orphan::new(id);
        self.0.entry(id.to_owned()).or_insert_with(make)
    }

    /// Takes a status that leads nowhere. What is to do is told only where there is more.
    pub(super) fn status(&mut self, entry: &Entry<'_>) {
        if entry.status == Status::Todo {
            return;
        }
        let orphan = self.of(entry.node);
        orphan.describe(entry.title, entry.url);
        orphan.status = entry.status;
        orphan.l = entry.l;
        orphan.at = Some(clean::line(entry.at)).filter(|at| !at.as_str().is_empty());
    }

    pub(super) fn time(&mut self, spent: &Spent) {
        let orphan = self.of(&spent.node);
        if orphan.status == Status::Todo {
            orphan.describe(&spent.title, spent.url.as_deref());
        }
        orphan.minutes += u64::from(spent.minutes);
    }

    /// Returns them, ordered by id.
    pub(super) fn finish(self) -> Vec<Orphan> {
        self.0.into_values().collect()
    }
}

/// Adds a note that leads nowhere; what the journal last said of its id tells what it was called.
pub(super) fn add_note(orphans: &mut Vec<Orphan>, id: &str, known: Option<&Entry<'_>>) {
    match orphans.binary_search_by(|orphan| orphan.id.as_str().cmp(id)) {
        Ok(at) => orphans[at].has_note = true,
        Err(at) => {
            let mut orphan = Orphan::new(id);
            if let Some(entry) = known {
                orphan.describe(entry.title, entry.url);
            }
            orphan.has_note = true;
            orphans.insert(at, orphan);
        }
    }
}
