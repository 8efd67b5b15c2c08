//! What to do now, and why: what is in progress, then what the core path has next, then the shortest of the rest.
//!
//! Nothing is ever locked: a topic that comes after others is suggested later, and says after which.

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::civil::Date;

use crate::roadmap::{Level, NodeIdx, Roadmap};

use super::{Progress, Status};

/// How many candidates are tried to fill the time there is.
const TRIED: usize = 60;
/// The longest time that is filled, in minutes: a day.
const LONGEST: u32 = 24 * 60;

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub value: u32,
    /// Whether the roadmap says so; else it is what is usual for its kind.
    pub is_known: bool,
}

/// When the status of a node was last set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Orders touches: the time of the record.
    pub l: u64,
    /// The local day, where the record tells it.
    pub day: Option<Date>,
}

/// What a suggestion rests on.
pub struct Known<'a> {
    pub roadmap: &'a Roadmap,
    pub progress: &'a Progress,
    pub minutes: &'a dyn Fn(NodeIdx) -> Option<Minutes>,
    pub touched: &'a dyn Fn(NodeIdx) -> Option<Touched>,
    /// What may be suggested at all.
    pub passes: &'a dyn Fn(NodeIdx) -> bool,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most suggestions.
    pub count: usize,
    /// The time there is.
    pub minutes: Option<u32>,
}

/// Why something is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was begun, on that day.
    InProgress { since: Option<Date> },
    /// It comes next on the core path; a topic that it needed is finished.
    Unlocked { by: NodeIdx },
    /// It comes next on the core path, in this topic.
    CorePath { topic: NodeIdx },
    /// It is the shortest that is left in its topic.
    Shortest { topic: NodeIdx },
    /// It is left in its topic.
    Left { topic: NodeIdx },
    /// It comes after topics that are not finished.
    After { topics: Vec<NodeIdx> },
    /// It is in a stage that nobody has to go through.
    Optional { stage: NodeIdx },
}

/// Something to do now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub node: NodeIdx,
    pub reason: Reason,
    pub minutes: Option<Minutes>,
    /// Whether it takes longer than the time there is, so that it can only be gone on with.
    pub is_part: bool,
}

/// From what is suggested first to what is suggested last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    InProgress,
    CorePath,
    Unlocked,
    /// What comes after unfinished topics, core path first.
    LaterCore,
    Later,
    /// Optional stages that were not begun.
    Optional,
}

/// Something that is left. Of two, the one that is suggested earlier is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    rank: Rank,
    /// What was begun last comes first.
    touched: Reverse<Option<u64>>,
    topic: NodeIdx,
    /// In a topic, the core path comes first in the order of the file, and then the rest by length.
    is_beside_core: bool,
    by_length: Option<u32>,
    node: NodeIdx,
    /// How long it takes, as far as is known.
    minutes: u32,
}

/// Returns what to do now, the best first.
#[must_use]
pub fn suggest(known: &Known<'_>, options: Options) -> Vec<Suggestion> {
    let parents = known.progress.parents();
    let mut candidates = candidates(known, parents.map(|(topic, ..)| topic));
    let first = candidates.iter().min().copied();
    let mut chosen = match options.minutes {
        None => {
            // Few are asked for, and all the others need no order.
            if options.count < candidates.len() {
                candidates.select_nth_unstable(options.count);
                candidates.truncate(options.count);
            }
            candidates.sort_unstable();
            candidates
        }
        Some(minutes) => {
            candidates.sort_unstable();
            fill(&candidates, minutes)
        }
    };
    chosen.truncate(options.count);
    let mut suggestions: Vec<Suggestion> = chosen
        .iter()
        .map(|candidate| candidate.suggestion(known))
        .collect();
    // What was begun can be gone on with in any time.
    if suggestions.is_empty()
        && options.count > 0
        && let Some(first) = first.filter(|first| first.rank == Rank::InProgress)
    {
        suggestions.push(Suggestion {
            is_part: true,
            ..first.suggestion(known)
        });
    }
    suggestions
}

/// Returns the shortest resource that is left, for saying that the time is not enough for any.
#[must_use]
pub fn shortest(known: &Known<'_>) -> Option<Suggestion> {
    let parents = known.progress.parents();
    let candidates = candidates(known, parents.map(|(topic, ..)| topic)).into_iter();
    let shortest = candidates.min_by_key(|candidate| (candidate.minutes, *candidate));
    shortest.map(|candidate| candidate.suggestion(known))
}

/// Returns the unfinished topics that a topic comes after: those that it or a topic above it needs. Topics of optional
/// stages that were not begun do not count, as nobody has to go through them.
#[must_use]
pub fn after(roadmap: &Roadmap, progress: &Progress, topic: NodeIdx) -> Vec<NodeIdx> {
    let mut seen = HashSet::new();
    unfinished_needs(roadmap, progress, topic)
        .filter(|need| seen.insert(*need))
        .collect()
}

/// Returns the unfinished topics that a topic comes after; one that is needed twice comes twice.
fn unfinished_needs<'r>(
    roadmap: &'r Roadmap,
    progress: &'r Progress,
    topic: NodeIdx,
) -> impl Iterator<Item = NodeIdx> + 'r {
    needs(roadmap, topic)
        .filter(|need| !is_finished(progress, *need))
        .filter(|need| !is_passed_by(roadmap, progress, *need))
}

/// Tells whether a topic is finished as far as others build on it: nothing of its core path is left, or, where it has
/// none, nothing at all.
#[must_use]
pub fn is_finished(progress: &Progress, topic: NodeIdx) -> bool {
    let core = progress.core(topic);
    if core.all() > 0 {
        return core.unfinished() == 0;
    }
    let tallies = progress.tallies(topic);
    let counts = if tallies.resources.all() > 0 {
        tallies.resources
    } else {
        tallies.concepts
    };
    counts.unfinished() == 0
}

fn needs(roadmap: &Roadmap, topic: NodeIdx) -> impl Iterator<Item = NodeIdx> {
    std::iter::once(topic)
        .chain(roadmap.ancestors(topic))
        .flat_map(|topic| roadmap.needs(topic).iter().copied())
}

/// Tells whether a node is in an optional stage of which nothing was begun.
fn is_passed_by(roadmap: &Roadmap, progress: &Progress, node: NodeIdx) -> bool {
    let stage = roadmap.stage_of(node);
    let tallies = progress.tallies(stage);
    let begun = [tallies.resources, tallies.concepts]
        .iter()
        .any(|tally| tally.doing + tally.done > 0);
    roadmap.is_optional(stage) && !begun
}

/// Returns what to do now: the first that [`suggest`] returns where any may be suggested. Counts tell where it can be, so
/// that most of a large roadmap is not looked at.
#[must_use]
pub fn first(known: &Known<'_>) -> Option<Suggestion> {
    let Known {
        roadmap, progress, ..
    } = *known;
    let begun = progress.parents().filter(|(_, all, _)| all.doing > 0);
    let begun = candidates(known, begun.map(|(topic, ..)| topic));
    let first = begun.into_iter().min();
    if let Some(first) = first.filter(|first| first.rank == Rank::InProgress) {
        return Some(first.suggestion(known));
    }
    let mut best: Option<(Rank, NodeIdx)> = None;
    for (topic, all, core) in progress.parents() {
        let at_best = if core.todo > 0 {
            Rank::CorePath
        } else {
            Rank::Unlocked
        };
        if all.todo == 0 || best.is_some_and(|(found, _)| found <= at_best) {
            continue;
        }
        let is_core = core.todo > 0 && left(known, topic).any(|node| roadmap.is_core(node));
        let ranks = ranks(roadmap, progress, topic);
        let rank = if is_core { ranks.core } else { ranks.beside };
        let is_better = best.is_none_or(|(found, _)| rank < found);
        // What is left may be in topics below this one.
        if is_better && left(known, topic).next().is_some() {
            best = Some((rank, topic));
        }
        if rank == Rank::CorePath {
            break;
        }
    }
    let (rank, topic) = best?;
    let candidates = candidates(known, std::iter::once(topic)).into_iter();
    let of_rank = candidates.filter(|candidate| candidate.rank == rank);
    of_rank.min().map(|first| first.suggestion(known))
}

/// Returns what is left directly below some topics and may be suggested.
fn candidates(known: &Known<'_>, topics: impl Iterator<Item = NodeIdx>) -> Vec<Candidate> {
    let Known {
        roadmap, progress, ..
    } = *known;
    let mut candidates = Vec::new();
    for topic in topics {
        let mut ranks_of_topic = None;
        for node in left(known, topic).filter(|node| (known.passes)(*node)) {
            let ranks = ranks_of_topic.get_or_insert_with(|| ranks(roadmap, progress, topic));
            let is_core = roadmap.is_core(node);
            let minutes = (known.minutes)(node).map(|minutes| minutes.value);
            let (rank, touched) = match (progress.status(roadmap, node), is_core) {
                (Status::Doing, _) => (Rank::InProgress, (known.touched)(node)),
                (_, true) => (ranks.core, None),
                (_, false) => (ranks.beside, None),
            };
            candidates.push(Candidate {
                rank,
                touched: Reverse(touched.map(|touched| touched.l)),
                topic,
                is_beside_core: !is_core,
                by_length: minutes.filter(|_| !is_core),
                node,
                minutes: minutes.unwrap_or(0),
            });
        }
    }
    candidates
}

/// How what is left of a topic ranks that was not begun: on the core path and beside it.
struct Ranks {
    core: Rank,
    beside: Rank,
}

fn ranks(roadmap: &Roadmap, progress: &Progress, topic: NodeIdx) -> Ranks {
    let (core, beside) = if is_passed_by(roadmap, progress, topic) {
        (Rank::Optional, Rank::Optional)
    } else if unfinished_needs(roadmap, progress, topic).next().is_some() {
        (Rank::LaterCore, Rank::Later)
    } else {
        (Rank::CorePath, Rank::Unlocked)
    };
    Ranks { core, beside }
}

impl Candidate {
    /// Returns what is said of it.
    fn suggestion(&self, known: &Known<'_>) -> Suggestion {
        let Known {
            roadmap, progress, ..
        } = *known;
        let Candidate { node, topic, .. } = *self;
        let minutes = (known.minutes)(node);
        let reason = match self.rank {
            Rank::InProgress => Reason::InProgress {
                since: (known.touched)(node).and_then(|touched| touched.day),
            },
            Rank::CorePath => needs(roadmap, topic)
                .filter(|need| progress.status(roadmap, *need) != Status::Todo)
                .find(|need| is_finished(progress, *need))
                .map_or(Reason::CorePath { topic }, |by| Reason::Unlocked { by }),
            Rank::Unlocked if is_shortest(known, topic, minutes) => Reason::Shortest { topic },
            Rank::Unlocked => Reason::Left { topic },
            Rank::LaterCore | Rank::Later => Reason::After {
                topics: after(roadmap, progress, topic),
            },
            Rank::Optional => Reason::Optional {
                stage: roadmap.stage_of(topic),
            },
        };
        Suggestion {
            node,
            reason,
            minutes,
            is_part: false,
        }
    }
}

/// Tells whether nothing that is left of a topic takes less time, and there is something else.
fn is_shortest(known: &Known<'_>, topic: NodeIdx, minutes: Option<Minutes>) -> bool {
    let left: Vec<Option<u32>> = left(known, topic)
        .map(|node| (known.minutes)(node).map(|minutes| minutes.value))
        .collect();
    let shortest = left.iter().flatten().min().copied();
    left.len() > 1 && minutes.map(|minutes| minutes.value) == shortest
}

/// Returns the unfinished resources directly below a topic.
fn left<'k>(known: &Known<'k>, topic: NodeIdx) -> impl Iterator<Item = NodeIdx> + use<'k> {
    let Known {
        roadmap, progress, ..
    } = *known;
    roadmap
        .children(topic)
        .filter(|node| roadmap.level(*node) == Level::Resource)
        .filter(|node| progress.status(roadmap, *node).is_unfinished())
}

/// Chooses what fits into the time, rank by rank: the best of all that fits, then what fills the rest best. What comes
/// later, or is optional, is taken only where nothing else fits.
fn fill(candidates: &[Candidate], minutes: u32) -> Vec<Candidate> {
    let mut left = minutes.min(LONGEST);
    let mut chosen: Vec<Candidate> = Vec::new();
    for of_rank in candidates.chunk_by(|one, next| one.rank == next.rank) {
        let may_wait = of_rank
            .first()
            .is_none_or(|first| first.rank > Rank::Unlocked);
        if may_wait && !chosen.is_empty() {
            break;
        }
        let fits = |candidate: &Candidate| candidate.minutes <= left;
        let of_rank = of_rank.iter().copied();
        let mut fitting: Vec<Candidate> = of_rank.filter(fits).take(TRIED).collect();
        if chosen.is_empty() && !fitting.is_empty() {
            let first = fitting.remove(0);
            left -= first.minutes;
            chosen.push(first);
        }
        for candidate in fullest(&fitting, left) {
            left -= candidate.minutes;
            chosen.push(candidate);
        }
    }
    chosen
}

/// Returns those of the candidates that together take as much of the time as possible; of equal ones, those that come
/// earlier. Their order is kept.
fn fullest(candidates: &[Candidate], minutes: u32) -> Vec<Candidate> {
    let room = minutes as usize;
    // `most[from][time]`: how much of a time the candidates from one on can take.
    let mut most = vec![vec![0_usize; room + 1]; candidates.len() + 1];
    let lengths: Vec<usize> = candidates
        .iter()
        .map(|candidate| candidate.minutes as usize)
        .collect();
    for (from, length) in lengths.iter().enumerate().rev() {
        for time in 0..=room {
            let without = most[from + 1][time];
            let with = time
                .checked_sub(*length)
                .map_or(0, |rest| length + most[from + 1][rest]);
            most[from][time] = without.max(with);
        }
    }
    let mut time = room;
    let mut chosen = Vec::new();
    for (from, length) in lengths.iter().enumerate() {
        let with = time
            .checked_sub(*length)
            .map(|rest| length + most[from + 1][rest]);
        if with == Some(most[from][time]) {
            chosen.push(candidates[from]);
            time -= length;
        }
    }
    chosen
}

#[cfg(test)]
mod tests;
