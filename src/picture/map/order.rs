//! The order of boxes and passing arrows in their columns: the roadmap's own, unless another crosses less.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::Options;
use super::columns::Columns;
use super::lanes::{self, Channel};
use super::place::{self, Gap, Rows};
use super::threads::{Threads, Way};
use crate::picture::graph::{BoxId, Graph};

/// Rounds in which passing arrows look for their gap, and in which boxes go to the middle of what they are joined to.
const ROUNDS: usize = 3;
/// How much work the search for a better order may be, in things that are placed again.
const PATIENCE: usize = 16_000;
/// The most orders that are tried, however small the picture.
const MOST_TRIES: usize = 300;

/// Pictures with so few boxes may have columns whose rows are aligned.
const FEW_BOXES: usize = 12;

/// A picture with more boxes is searched for a better order once only.
const MANY_BOXES: usize = 60;

/// Which end of a passing arrow pulls it.
#[derive(Clone, Copy, Debug)]
enum Toward {
    Source,
    Both,
    Target,
}

/// Where passing arrows are pulled to.
#[derive(Clone, Copy, Debug)]
struct Pull {
    toward: Toward,
    /// Rows.
    up: usize,
    down: usize,
}

#[rustfmt::skip]
const PULLS: [Pull; 5] = [
    Pull { toward: Toward::Source, up: 0, down: 0 },
    Pull { toward: Toward::Both, up: 0, down: 0 },
    Pull { toward: Toward::Target, up: 0, down: 0 },
    Pull { toward: Toward::Both, up: 4, down: 0 },
    Pull { toward: Toward::Both, up: 0, down: 4 },
];

/// A graph in columns, with rows and lanes.
#[derive(Clone, Debug)]
pub(super) struct Arranged {
    pub(super) columns: Columns,
    pub(super) threads: Threads,
    pub(super) rows: Rows,
    pub(super) channels: Vec<Channel>,
    crossings: usize,
    /// How far all arrows go up and down, in rows.
    length: usize,
    /// Whether no two arrows share a row by accident.
    is_clear: bool,
}

impl Arranged {
    fn cost(&self) -> (usize, usize) {
        (self.crossings, self.length)
    }
}

/// Arranges a graph whose boxes have their columns already.
pub(super) fn arrange(
    graph: &Graph,
    options: &Options,
    columns: &Columns,
    box_width: usize,
) -> Arranged {
    let arranger = Arranger {
        graph,
        options,
        box_width,
    };
    let mut best = arranger.best_passes(columns);
    let mut sorted = best.clone();
    for _ in 0..ROUNDS {
        let columns = arranger.by_neighbours(&sorted);
        sorted = arranger.best_passes(&columns);
        if sorted.crossings < best.crossings {
            best = sorted.clone();
        }
    }
    let things = graph.len() + graph.edges().len() + best.threads.passes.len();
    arranger.climb(best, (PATIENCE / things.max(1)).min(MOST_TRIES))
}

/// Arranges a graph again for boxes of another width; a large one keeps the order that was found.
pub(super) fn again(
    graph: &Graph,
    options: &Options,
    columns: &Columns,
    before: &Arranged,
    box_width: usize,
) -> Arranged {
    if graph.len() <= MANY_BOXES {
        return arrange(graph, options, columns, box_width);
    }
    let arranger = Arranger {
        graph,
        options,
        box_width,
    };
    arranger.best_passes(&before.columns)
}

struct Arranger<'a> {
    graph: &'a Graph,
    options: &'a Options,
    box_width: usize,
}

impl Arranger<'_> {
    /// Lets arrows pass near where they come from, near where they go to, or between: whatever crosses least.
    fn best_passes(&self, columns: &Columns) -> Arranged {
        let threads = Threads::new(self.graph, columns);
        let pulls = if threads.passes.is_empty() {
            &PULLS[..1]
        } else {
            &PULLS
        };
        // In a small picture, arrows to the next column may be straight lines.
        let is_small = self.graph.len() <= FEW_BOXES;
        let aligned = [false, true].into_iter().take(1 + usize::from(is_small));
        let tries = aligned.flat_map(|aligned| {
            let columns = Columns {
                aligned,
                ..columns.clone()
            };
            let tries = pulls
                .iter()
                .map(|pull| self.with_passes(&columns, &threads, *pull));
            tries.collect::<Vec<_>>()
        });
        tries
            .filter(|arranged| arranged.is_clear)
            .min_by_key(Arranged::cost)
            .expect("it is clear when columns are not aligned")
    }

    fn with_passes(&self, columns: &Columns, threads: &Threads, pull: Pull) -> Arranged {
        let nowhere = Threads::none(self.graph.len());
        let mut rows = self.place(columns, &nowhere, &[]);
        let rounds = if threads.passes.is_empty() { 1 } else { ROUNDS };
        for _ in 0..rounds {
            let gaps = gaps_at(columns, threads, &rows, pull);
            rows = self.place(columns, threads, &gaps);
        }
        let channels = lanes::channels(columns, threads, &rows);
        let crossed: usize = channels.iter().map(|channel| channel.crossings).sum();
        Arranged {
            columns: columns.clone(),
            threads: threads.clone(),
            crossings: rows.crossed + crossed,
            length: length(threads, &rows),
            is_clear: channels.iter().all(|channel| channel.is_clear),
            rows,
            channels,
        }
    }

    /// Sorts the topics of every column by the middle of what they are joined to; a topic stays with its nested topics and
    /// below what it needs in the same column.
    fn by_neighbours(&self, before: &Arranged) -> Columns {
        let rows = &before.rows;
        let mut sum = vec![(0, 0); self.graph.len()];
        for (from, to) in self.graph.edges() {
            for (one, other) in [(from, to), (to, from)] {
                let (total, count) = &mut sum[one.position()];
                *total += rows.port[other.position()];
                *count += 1;
            }
        }
        let mut columns = before.columns.clone();
        for boxes in &mut columns.boxes {
            let blocks = self.blocks(&before.columns, boxes);
            let key = |block: &[usize]| {
                let joined = block.iter().map(|at| sum[*at]);
                let (total, count) = joined.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
                usize::checked_div(total, count).unwrap_or(rows.port[block[0]])
            };
            *boxes = self.sorted(&before.columns, &blocks, key);
        }
        columns
    }

    /// Sorts blocks by a key, each after those that it needs.
    fn sorted(
        &self,
        columns: &Columns,
        blocks: &[Vec<usize>],
        key: impl Fn(&[usize]) -> usize,
    ) -> Vec<usize> {
        let mut block_of = HashMap::new();
        for (number, block) in blocks.iter().enumerate() {
            block_of.extend(block.iter().map(|at| (*at, number)));
        }
        let mut after: Vec<Vec<usize>> = vec![Vec::new(); blocks.len()];
        let mut waits = vec![0; blocks.len()];
        for (number, block) in blocks.iter().enumerate() {
            for at in block {
                for (_, to) in self.edges_from(*at) {
                    let Some(other) = block_of.get(&to.position()) else {
                        continue;
                    };
                    if *other != number {
                        after[number].push(*other);
                        waits[*other] += 1;
                    }
                }
            }
        }
        // A fragment of what began in the column before stays on top of its band.
        let rank = |number: usize| {
            let first = blocks[number][0];
            let torn = self.graph.size(BoxId(first)).depth > 0;
            (columns.band_of[first], !torn, key(&blocks[number]), number)
        };
        let mut ready: BinaryHeap<_> = (0..blocks.len())
            .map(|number| Reverse((waits[number] > 0, rank(number))))
            .collect();
        let mut done = vec![false; blocks.len()];
        let mut boxes = Vec::new();
        // Everything is in the heap once as it began, and once more when nothing holds it back; those in a circle come
        // last, as they are.
        while let Some(Reverse((_, (.., number)))) = ready.pop() {
            if std::mem::replace(&mut done[number], true) {
                continue;
            }
            boxes.extend(&blocks[number]);
            for other in &after[number] {
                waits[*other] -= 1;
                if waits[*other] == 0 {
                    ready.push(Reverse((false, rank(*other))));
                }
            }
        }
        boxes.sort_by_key(|at| columns.band_of[*at]);
        boxes
    }

    /// Changes places of neighbours as long as that takes crossings away, for so many tries.
    fn climb(&self, mut best: Arranged, tries: usize) -> Arranged {
        let mut left = tries;
        let mut better = best.crossings > 0;
        while better {
            better = false;
            for column in 0..best.columns.boxes.len() {
                let mut at = 0;
                loop {
                    let boxes = &best.columns.boxes[column];
                    let blocks = self.blocks(&best.columns, boxes);
                    at += 1;
                    if at >= blocks.len() || best.crossings == 0 {
                        break;
                    }
                    if !self.may_swap(&best.columns, &blocks[at - 1], &blocks[at]) {
                        continue;
                    }
                    if left == 0 {
                        return best;
                    }
                    left -= 1;
                    let mut blocks = blocks;
                    blocks.swap(at - 1, at);
                    let mut columns = best.columns.clone();
                    columns.boxes[column] = blocks.concat();
                    let swapped = self.best_passes(&columns);
                    if swapped.crossings < best.crossings {
                        best = swapped;
                        better = true;
                    }
                }
            }
        }
        best
    }

    fn may_swap(&self, columns: &Columns, one: &[usize], other: &[usize]) -> bool {
        let whole = |block: &[usize]| self.graph.size(BoxId(block[0])).depth == 0;
        let needed = one
            .iter()
            .flat_map(|at| self.edges_from(*at))
            .any(|(_, to)| other.contains(&to.position()));
        columns.band_of[one[0]] == columns.band_of[other[0]]
            && whole(one)
            && whole(other)
            && !needed
    }

    /// Returns the boxes of a column as topics, each with its nested topics.
    fn blocks(&self, columns: &Columns, boxes: &[usize]) -> Vec<Vec<usize>> {
        let together = |one: &usize, other: &usize| {
            self.graph.size(BoxId(*other)).depth > 0
                && columns.band_of[*one] == columns.band_of[*other]
        };
        boxes.chunk_by(together).map(<[usize]>::to_vec).collect()
    }

    fn edges_from(&self, at: usize) -> &[(BoxId, BoxId)] {
        let edges = self.graph.edges();
        let from = edges.partition_point(|(from, _)| from.position() < at);
        let to = edges.partition_point(|(from, _)| from.position() <= at);
        &edges[from..to]
    }

    fn place(&self, columns: &Columns, threads: &Threads, gaps: &[Gap]) -> Rows {
        place::place(
            self.graph,
            self.options,
            columns,
            threads,
            gaps,
            self.box_width,
        )
    }
}

/// Returns where every pass would like to be: on the way from where its thread comes from to where it goes.
fn gaps_at(columns: &Columns, threads: &Threads, rows: &Rows, pull: Pull) -> Vec<Gap> {
    let mut gaps = vec![Gap::default(); threads.passes.len()];
    for thread in &threads.all {
        if thread.passes == 0 {
            continue;
        }
        let mut row = match thread.way {
            Way::Forward => rows.port[thread.source],
            Way::Back => rows.top[thread.source] + rows.height[thread.source],
        };
        let crossed = thread.first..thread.first + thread.passes;
        let crossed: Vec<usize> = match thread.way {
            Way::Forward => crossed.collect(),
            Way::Back => crossed.rev().collect(),
        };
        for column in crossed {
            let beyond = |target: &&usize| match thread.way {
                Way::Forward => columns.column_of[**target] > column,
                Way::Back => columns.column_of[**target] <= column,
            };
            let targets = thread.targets.iter().filter(beyond);
            let (sum, count) = targets.fold((0, 0), |(sum, count), target| {
                (sum + rows.port[*target], count + 1)
            });
            let goal = usize::checked_div(sum, count).unwrap_or(row);
            row = match pull.toward {
                Toward::Source => row,
                Toward::Both => row.midpoint(goal),
                Toward::Target => goal,
            };
            let wish = (row + pull.down).saturating_sub(pull.up);
            let boxes = &columns.boxes[column];
            gaps[thread.base + column - thread.first] = Gap {
                before: place::gap_at(boxes, rows, wish),
                wish,
            };
        }
    }
    gaps
}

/// Returns how far all threads go up and down, in rows.
fn length(threads: &Threads, rows: &Rows) -> usize {
    let mut length = 0;
    for thread in &threads.all {
        let passes = (thread.base..thread.base + thread.passes).map(|pass| rows.pass[pass]);
        let ends = thread.targets.iter().map(|target| rows.port[*target]);
        let mut last = rows.port[thread.source];
        for row in passes.chain(ends) {
            length += row.abs_diff(last);
            last = row;
        }
    }
    length
}
