//! What the journals say of days, pace and what is left. Pure: today and the time zone are given.
//!
//! A day's count is of things that are done now and whose deciding record fell on that day, so that ticking back and
//! forth, undoing, and merging devices never count anything twice.

mod day;
mod pace;
mod streak;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use day::{Day, local_day};
pub use pace::{Finish, Pace};
pub use streak::{REST_DAYS, Streak};

use crate::course::Course;
use crate::journal::NoteDeed;
use crate::progress::{Status, Tally};
use crate::roadmap::{Kind, Level, NodeIdx};

/// What there was to do and what of it was done at the end of a day: resources of the goal, or of one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub date: Date,
    pub done: u32,
    /// All but the skipped ones.
    pub scope: u32,
}

/// What is left to do of the resources of the goal, or of one stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    pub resources: u32,
    pub minutes: u64,
    /// Whether some of the minutes are only typical of their kind.
    pub is_estimate: bool,
}

/// The statistics of a course, of one stage of it where one is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    pub today: Date,
    /// The days up to today on which something happened.
    pub days: BTreeMap<Date, Day>,
    pub streak: Streak,
    /// Counts of resources by kind; kinds that the roadmap does not have are left out.
    pub kinds: Vec<(Kind, Tally)>,
    /// In order of days, with today at the end; empty while nothing has happened on any day.
    pub burn_up: Vec<Point>,
    pub left: Left,
    /// How much the person does in a week, over the whole roadmap, once there is enough history to say so.
    pub pace: Option<Pace>,
    /// When the rest may be done at that pace.
    pub finish: Option<Finish>,
    /// Minutes that were spent, also on what is no longer in the roadmap unless a stage is asked for.
    pub minutes_spent: u64,
}

impl Stats {
    /// Counts. Records without a time that can be read fall on the day of their Lamport time in `zone`; what is dated
    /// after today has happened, but on no day.
    #[must_use]
    pub fn new(course: &Course, stage: Option<NodeIdx>, today: Date, zone: &TimeZone) -> Stats {
        let view = View {
            course,
            stage,
            today,
            zone,
        };
        let days = view.days();
        let left = view.left();
        let pace = Pace::of(&view.minutes_by_day(), today);
        Stats {
            today,
            streak: Streak::of(&days, today),
            kinds: view.kinds(),
            burn_up: view.burn_up(),
            left,
            finish: pace
                .as_ref()
                .and_then(|pace| pace.finish(left.minutes, today)),
            pace,
            minutes_spent: view.minutes_spent(),
            days,
        }
    }
}

struct View<'a> {
    course: &'a Course,
    stage: Option<NodeIdx>,
    today: Date,
    zone: &'a TimeZone,
}

impl View<'_> {
    fn is_within(&self, node: NodeIdx) -> bool {
        self.stage
            .is_none_or(|stage| self.course.roadmap().is_within(node, stage))
    }

    /// Returns the resources and concepts that are looked at.
    fn leaves(&self) -> impl Iterator<Item = NodeIdx> {
        let roadmap = self.course.roadmap();
        roadmap.nodes().filter(move |node| {
            matches!(roadmap.level(*node), Level::Resource | Level::Concept)
                && self.is_within(*node)
        })
    }

    /// Returns the resources that count: of the stage, else of the goal.
    fn counted(&self) -> impl Iterator<Item = NodeIdx> {
        let roadmap = self.course.roadmap();
        let all_optional = roadmap.stages().all(|stage| roadmap.is_optional(stage));
        let counts_all = self.stage.is_some() || all_optional;
        self.leaves().filter(move |node| {
            roadmap.level(*node) == Level::Resource
                && (counts_all || !roadmap.is_optional(roadmap.stage_of(*node)))
        })
    }

    fn status(&self, node: NodeIdx) -> Status {
        self.course.progress().status(self.course.roadmap(), node)
    }

    /// Returns the day on which a node came to the status that it has; `None` where no day is known.
    fn decided_on(&self, node: NodeIdx) -> Option<Date> {
        let decided = self.course.decided(node)?;
        // A change that is shown and not yet recorded has no day.
        if decided.status != self.status(node) {
            return None;
        }
        self.past_day(&decided.at, decided.l)
    }

    fn past_day(&self, at: &str, l: u64) -> Option<Date> {
        local_day(at, l, self.zone).filter(|day| *day <= self.today)
    }

    fn days(&self) -> BTreeMap<Date, Day> {
        let mut days: BTreeMap<Date, Day> = BTreeMap::new();
        for node in self.leaves() {
            if self.status(node) == Status::Done
                && let Some(day) = self.decided_on(node)
            {
                days.entry(day).or_default().done += 1;
            }
        }
        for (node, timed) in self.course.times() {
            let here = match node {
                Some(node) => self.is_within(node),
                None => self.stage.is_none(),
            };
            if here && let Some(day) = self.past_day(timed.at, timed.l) {
                days.entry(day).or_default().minutes += u64::from(timed.spent.minutes);
            }
        }
        for (_, day) in self.notes_written() {
            days.entry(day).or_default().notes += 1;
        }
        days
    }

    /// Returns the notes that are still there with the days on which they were written, each once a day.
    fn notes_written(&self) -> BTreeSet<(&str, Date)> {
        let roadmap = self.course.roadmap();
        let mut written = BTreeSet::new();
        let (mut seen, mut removed) = (BTreeSet::new(), BTreeSet::new());
        // The newest deed comes first and says whether there is a note.
        for past in self.course.log().notes(roadmap.id().as_str()) {
            if seen.insert(past.node) && past.deed == NoteDeed::Removed {
                removed.insert(past.node);
            }
            let here = match roadmap.find(past.node) {
                Some(node) => self.is_within(node),
                None => self.stage.is_none(),
            };
            if here
                && past.deed == NoteDeed::Written
                && !removed.contains(past.node)
                && let Some(day) = self.past_day(past.at, past.l)
            {
                written.insert((past.node, day));
            }
        }
        written
    }

    fn kinds(&self) -> Vec<(Kind, Tally)> {
        let mut kinds: BTreeMap<Kind, Tally> = BTreeMap::new();
        for node in self.leaves() {
            if let Some(kind) = self.course.roadmap().kind(node) {
                kinds.entry(kind).or_default().add(self.status(node));
            }
        }
        kinds.into_iter().collect()
    }

    fn burn_up(&self) -> Vec<Point> {
        let (mut done, mut scope) = (0, 0);
        let mut changes: BTreeMap<Date, (u32, u32)> = BTreeMap::new();
        for node in self.counted() {
            let status = self.status(node);
            let day = self.decided_on(node);
            scope += 1;
            match (status, day) {
                (Status::Done, Some(day)) => changes.entry(day).or_default().0 += 1,
                (Status::Skipped, Some(day)) => changes.entry(day).or_default().1 += 1,
                (Status::Done, None) => done += 1,
                (Status::Skipped, None) => scope -= 1,
                (Status::Todo | Status::Doing, _) => {}
            }
        }
        let mut points = Vec::new();
        for (date, (finished, skipped)) in changes {
            done += finished;
            scope -= skipped;
            points.push(Point { date, done, scope });
        }
        if let Some(last) = points.last().copied()
            && last.date < self.today
        {
            points.push(Point {
                date: self.today,
                ..last
            });
        }
        points
    }

    fn left(&self) -> Left {
        let mut left = Left::default();
        for node in self
            .counted()
            .filter(|node| self.status(*node).is_unfinished())
        {
            left.resources += 1;
            if let Some(minutes) = self.course.minutes(node) {
                left.minutes += u64::from(minutes.value);
                left.is_estimate |= !minutes.is_known;
            }
        }
        left
    }

    /// Returns how many minutes' worth of resources was finished on each day, in the whole roadmap.
    fn minutes_by_day(&self) -> BTreeMap<Date, u64> {
        let roadmap = self.course.roadmap();
        let mut days: BTreeMap<Date, u64> = BTreeMap::new();
        for node in roadmap
            .nodes()
            .filter(|node| roadmap.level(*node) == Level::Resource)
        {
            if self.status(node) == Status::Done
                && let Some(day) = self.decided_on(node)
                && let Some(minutes) = self.course.minutes(node)
            {
                *days.entry(day).or_default() += u64::from(minutes.value);
            }
        }
        days
    }

    fn minutes_spent(&self) -> u64 {
        match self.stage {
            Some(stage) => self.course.minutes_spent(stage),
            None => self
                .course
                .times()
                .map(|(_, timed)| u64::from(timed.spent.minutes))
                .sum(),
        }
    }
}

#[cfg(test)]
mod tests;
