//! How arrows travel: all arrows of one box that go the same way are one thread with branches.

use super::columns::Columns;
use crate::picture::graph::Graph;

/// Where a thread goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Out of the box's right side, to columns farther right.
    Forward,
    /// Out of the box's bottom to the left, to its own column or to columns farther left.
    Back,
}

/// The arrows of one box that go the same way.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) source: usize,
    pub(super) targets: Vec<usize>,
    pub(super) way: Way,
    /// The leftmost column that it crosses between two boxes, and how many it crosses.
    pub(super) first: usize,
    pub(super) passes: usize,
    /// The number of its first pass among all passes.
    pub(super) base: usize,
}

impl Thread {
    /// Returns the number of the pass through a column.
    pub(super) fn pass(&self, column: usize) -> Option<usize> {
        let at = column.checked_sub(self.first)?;
        (at < self.passes).then_some(self.base + at)
    }
}

/// All arrows of a graph.
#[derive(Clone, Debug)]
pub(super) struct Threads {
    pub(super) all: Vec<Thread>,
    /// The box straight above that a box's arrow comes from.
    pub(super) straight: Vec<Option<usize>>,
    /// The thread that leaves a box at its bottom.
    pub(super) exit: Vec<Option<usize>>,
    /// The thread and column of every pass.
    pub(super) passes: Vec<(usize, usize)>,
}

impl Threads {
    /// Returns the arrows of a graph that has none.
    pub(super) fn none(boxes: usize) -> Threads {
        Threads {
            all: Vec::new(),
            straight: vec![None; boxes],
            exit: vec![None; boxes],
            passes: Vec::new(),
        }
    }

    pub(super) fn new(graph: &Graph, plan: &Columns) -> Threads {
        let mut above = vec![None; graph.len()];
        for boxes in &plan.boxes {
            for pair in boxes.windows(2) {
                if plan.band_of[pair[0]] == plan.band_of[pair[1]] {
                    above[pair[1]] = Some(pair[0]);
                }
            }
        }
        let mut made = Threads::none(graph.len());
        for edges in graph.edges().chunk_by(|one, other| one.0 == other.0) {
            let source = edges[0].0.0;
            let own = plan.column_of[source];
            let (mut forward, mut back) = (Vec::new(), Vec::new());
            for target in edges.iter().map(|(_, to)| to.0) {
                if above[target] == Some(source) {
                    made.straight[target] = Some(source);
                } else if plan.column_of[target] > own {
                    forward.push(target);
                } else {
                    back.push(target);
                }
            }
            let columns = |targets: &[usize]| -> Vec<usize> {
                targets
                    .iter()
                    .map(|target| plan.column_of[*target])
                    .collect()
            };
            if let Some(last) = columns(&forward).into_iter().max() {
                made.add(source, forward, Way::Forward, own + 1..last);
            }
            if let Some(first) = columns(&back).into_iter().min() {
                made.exit[source] = Some(made.all.len());
                made.add(source, back, Way::Back, first..own);
            }
        }
        made
    }

    fn add(
        &mut self,
        source: usize,
        targets: Vec<usize>,
        way: Way,
        crossed: std::ops::Range<usize>,
    ) {
        let (number, base) = (self.all.len(), self.passes.len());
        let thread = Thread {
            source,
            targets,
            way,
            first: crossed.start,
            passes: crossed.len(),
            base,
        };
        self.passes.extend(crossed.map(|column| (number, column)));
        self.all.push(thread);
    }
}
