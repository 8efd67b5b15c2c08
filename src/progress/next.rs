//! What to do now, and why: what is in progress, then what the core path has next, then the shortest of the rest.
//!
//! Nothing is ever locked: a topic that comes after others is suggested later, and says after which.

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

struct Candidate {
    rank: Rank,
    suggestion: Suggestion,
}

/// Returns what to do now, the best first.
#[must_use]
pub fn suggest(known: &Known<'_>, options: Options) -> Vec<Suggestion> {
    let candidates = candidates(known);
    let mut chosen = match options.minutes {
        None => candidates.iter().collect(),
        Some(minutes) => fill(&candidates, minutes),
    };
    chosen.truncate(options.count);
    let mut suggestions: Vec<Suggestion> = chosen
        .into_iter()
        .map(|candidate| candidate.suggestion.clone())
        .collect();
    // What was begun can be gone on with in any time.
    if suggestions.is_empty()
        && options.count > 0
        && let Some(first) = candidates
            .first()
            .filter(|candidate| candidate.rank == Rank::InProgress)
    {
        suggestions.push(Suggestion {
            is_part: true,
            ..first.suggestion.clone()
        });
    }
    suggestions
}

/// Returns the shortest resource that is left, for saying that the time is not enough for any.
#[must_use]
pub fn shortest(known: &Known<'_>) -> Option<Suggestion> {
    let candidates = candidates(known).into_iter();
    candidates
        .map(|candidate| candidate.suggestion)
        .min_by_key(length)
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
    let begun = in_order(known, begun.map(|(topic, ..)| topic));
    if let Some(first) = begun.into_iter().next()
        && first.rank == Rank::InProgress
    {
        return Some(first.suggestion);
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
        let is_later = unfinished_needs(roadmap, progress, topic).next().is_some();
        let is_core = core.todo > 0 && left(known, topic).any(|node| roadmap.is_core(node));
        let rank = match (is_passed_by(roadmap, progress, topic), is_later) {
            (true, _) => Rank::Optional,
            (false, true) if is_core => Rank::LaterCore,
            (false, true) => Rank::Later,
            (false, false) if is_core => Rank::CorePath,
            (false, false) => Rank::Unlocked,
        };
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
    let candidates = in_order(known, std::iter::once(topic));
    let mut candidates = candidates.into_iter();
    let first = candidates.find(|candidate| candidate.rank == rank)?;
    Some(first.suggestion)
}

/// Returns everything that is left, ordered.
fn candidates(known: &Known<'_>) -> Vec<Candidate> {
    let parents = known.progress.parents();
    in_order(known, parents.map(|(topic, ..)| topic))
}

/// Returns what is left directly below some topics, ordered.
fn in_order(known: &Known<'_>, topics: impl Iterator<Item = NodeIdx>) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for topic in topics {
        let left: Vec<NodeIdx> = left(known, topic).collect();
        if !left.is_empty() {
            candidates.extend(of_topic(known, topic, &left));
        }
    }
    // Sorting is stable: what stands first comes first, and the shortest of a topic does already.
    candidates.sort_by_key(|candidate: &Candidate| {
        let newest_first = match candidate.rank {
            Rank::InProgress => (known.touched)(candidate.suggestion.node).map(|touched| touched.l),
            Rank::CorePath | Rank::Unlocked | Rank::LaterCore | Rank::Later | Rank::Optional => {
                None
            }
        };
        (candidate.rank, std::cmp::Reverse(newest_first))
    });
    candidates
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

/// Returns what is left directly below a topic: its core path in the order of the file, the rest by length.
fn of_topic(known: &Known<'_>, topic: NodeIdx, left: &[NodeIdx]) -> Vec<Candidate> {
    let Known {
        roadmap, progress, ..
    } = *known;
    let later = after(roadmap, progress, topic);
    let passed_by = is_passed_by(roadmap, progress, topic);
    let unlocked_by = needs(roadmap, topic)
        .filter(|need| progress.status(roadmap, *need) != Status::Todo)
        .find(|need| is_finished(progress, *need));
    let mut nodes: Vec<(NodeIdx, Option<Minutes>)> = left
        .iter()
        .filter(|node| (known.passes)(**node))
        .map(|node| (*node, (known.minutes)(*node)))
        .collect();
    nodes.sort_by_key(|(node, minutes)| {
        let is_core = roadmap.is_core(*node);
        (
            !is_core,
            minutes.map(|minutes| minutes.value).filter(|_| !is_core),
        )
    });
    let shortest = left
        .iter()
        .filter_map(|node| (known.minutes)(*node))
        .map(|minutes| minutes.value)
        .min();
    let candidate = |(node, minutes): (NodeIdx, Option<Minutes>)| {
        let is_core = roadmap.is_core(node);
        let is_shortest = left.len() > 1 && minutes.map(|minutes| minutes.value) == shortest;
        let (rank, reason) = if progress.status(roadmap, node) == Status::Doing {
            let since = (known.touched)(node).and_then(|touched| touched.day);
            (Rank::InProgress, Reason::InProgress { since })
        } else if passed_by {
            let stage = roadmap.stage_of(topic);
            (Rank::Optional, Reason::Optional { stage })
        } else if !later.is_empty() {
            let rank = if is_core {
                Rank::LaterCore
            } else {
                Rank::Later
            };
            let topics = later.clone();
            (rank, Reason::After { topics })
        } else if is_core {
            let reason =
                unlocked_by.map_or(Reason::CorePath { topic }, |by| Reason::Unlocked { by });
            (Rank::CorePath, reason)
        } else if is_shortest {
            (Rank::Unlocked, Reason::Shortest { topic })
        } else {
            (Rank::Unlocked, Reason::Left { topic })
        };
        Candidate {
            rank,
            suggestion: Suggestion {
                node,
                reason,
                minutes,
                is_part: false,
            },
        }
    };
    nodes.into_iter().map(candidate).collect()
}

fn length(suggestion: &Suggestion) -> u32 {
    suggestion.minutes.map_or(0, |minutes| minutes.value)
}

/// Chooses what fits into the time, rank by rank: the best of all that fits, then what fills the rest best. What comes
/// later, or is optional, is taken only where nothing else fits.
fn fill(candidates: &[Candidate], minutes: u32) -> Vec<&Candidate> {
    let mut left = minutes.min(LONGEST);
    let mut chosen: Vec<&Candidate> = Vec::new();
    for of_rank in candidates.chunk_by(|one, next| one.rank == next.rank) {
        let may_wait = of_rank
            .first()
            .is_none_or(|first| first.rank > Rank::Unlocked);
        if may_wait && !chosen.is_empty() {
            break;
        }
        let fits = |candidate: &&Candidate| length(&candidate.suggestion) <= left;
        let mut fitting: Vec<&Candidate> = of_rank.iter().filter(fits).take(TRIED).collect();
        if chosen.is_empty() && !fitting.is_empty() {
            let first = fitting.remove(0);
            left -= length(&first.suggestion);
            chosen.push(first);
        }
        for candidate in fullest(&fitting, left) {
            left -= length(&candidate.suggestion);
            chosen.push(candidate);
        }
    }
    chosen
}

/// Returns those of the candidates that together take as much of the time as possible; of equal ones, those that come
/// earlier. Their order is kept.
fn fullest<'a>(candidates: &[&'a Candidate], minutes: u32) -> Vec<&'a Candidate> {
    let room = minutes as usize;
    // `most[from][time]`: how much of a time the candidates from one on can take.
    let mut most = vec![vec![0_usize; room + 1]; candidates.len() + 1];
    let lengths: Vec<usize> = candidates
        .iter()
        .map(|candidate| length(&candidate.suggestion) as usize)
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
