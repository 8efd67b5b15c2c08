//! Rows: where every box begins, and where arrows pass between boxes.

use super::columns::Columns;
use super::threads::Threads;
use super::{Options, indent, inner};
use crate::picture::graph::Graph;

/// What stands in a column, from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Box(usize),
    /// An arrow leaves the box above at its bottom; the number of its thread.
    Exit(usize),
    /// An arrow passes; its number among all passes.
    Pass(usize),
}

/// Where an arrow passes through a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Gap {
    /// The place in the column of the box below it.
    pub(super) before: usize,
    /// The row that it would like to have.
    pub(super) wish: usize,
}

/// The rows of everything.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) top: Vec<usize>,
    pub(super) height: Vec<usize>,
    pub(super) title_lines: Vec<usize>,
    /// The row of each box that arrows come to and leave from.
    pub(super) port: Vec<usize>,
    /// The row below its box in which a thread leaves, one entry a thread.
    pub(super) exit: Vec<usize>,
    /// One entry a pass.
    pub(super) pass: Vec<usize>,
    /// Where each band begins.
    pub(super) bands: Vec<usize>,
    pub(super) bottom: usize,
    /// How many straight arrows are crossed by passes.
    pub(super) crossed: usize,
}

/// Gives rows to everything. `gaps` says where every pass would like to be.
pub(super) fn place(
    graph: &Graph,
    options: &Options,
    plan: &Columns,
    threads: &Threads,
    gaps: &[Gap],
    box_width: usize,
) -> Rows {
    let mut rows = Rows {
        top: vec![0; graph.len()],
        height: vec![0; graph.len()],
        title_lines: vec![1; graph.len()],
        port: vec![0; graph.len()],
        exit: vec![0; threads.all.len()],
        pass: vec![0; threads.passes.len()],
        ..Rows::default()
    };
    for id in graph.ids() {
        let size = graph.size(id);
        let room = inner(box_width - indent(size.depth));
        rows.title_lines[id.0] = if size.title + 2 <= room { 1 } else { 2 };
        let marks = size.marks.div_ceil(marks_in_row(room));
        rows.height[id.0] = 2 + rows.title_lines[id.0] + options.extra + marks;
    }
    let items = items(plan, threads, gaps);
    let mut next = vec![0; items.len()];
    let mut top = 0;
    for band in 0..plan.bands {
        rows.bands.push(top);
        let start = top + options.heading;
        let mut end = start;
        for (column, items) in items.iter().enumerate() {
            let mut cursor = Cursor {
                free: start,
                last: None,
                parity: if plan.aligned { 0 } else { (column + 1) % 2 },
                passes: 0,
            };
            while let Some((_, item)) = items.get(next[column]).filter(|(of, _)| *of == band) {
                cursor.put(*item, threads, &mut rows);
                next[column] += 1;
            }
            end = end.max(cursor.free);
        }
        rows.bottom = end;
        top = end + 1;
    }
    rows
}

/// Returns how many marks stand in a row of a box with this room: each has a space after it.
pub(in crate::picture) fn marks_in_row(room: usize) -> usize {
    room.div_ceil(2).max(1)
}

/// Returns what stands in every column, with the band of each.
fn items(plan: &Columns, threads: &Threads, gaps: &[Gap]) -> Vec<Vec<(usize, Item)>> {
    let mut passes: Vec<Vec<(Gap, usize)>> = vec![Vec::new(); plan.boxes.len()];
    for (pass, (_, column)) in threads.passes.iter().enumerate() {
        passes[*column].push((gaps[pass], pass));
    }
    let mut all = Vec::new();
    for (boxes, mut passes) in plan.boxes.iter().zip(passes) {
        passes.sort_unstable();
        let mut passes = passes.into_iter().peekable();
        let mut items = Vec::new();
        let mut band = boxes.first().map_or(0, |first| plan.band_of[*first]);
        for gap in 0..=boxes.len() {
            while let Some((_, pass)) = passes.next_if(|(of, _)| of.before <= gap) {
                items.push((band, Item::Pass(pass)));
            }
            let Some(at) = boxes.get(gap) else { break };
            band = plan.band_of[*at];
            items.push((band, Item::Box(*at)));
            items.extend(threads.exit[*at].map(|thread| (band, Item::Exit(thread))));
        }
        all.push(items);
    }
    all
}

/// Goes down a column.
struct Cursor {
    free: usize,
    last: Option<Item>,
    /// Whether the rows at which arrows come and go are even (0) or odd (1).
    parity: usize,
    /// Arrows that passed since the last box.
    passes: usize,
}

impl Cursor {
    fn put(&mut self, item: Item, threads: &Threads, rows: &mut Rows) {
        match item {
            Item::Box(at) => self.put_box(at, threads, rows),
            Item::Exit(thread) => rows.exit[thread] = self.line(),
            Item::Pass(pass) => {
                rows.pass[pass] = self.line();
                self.passes += 1;
            }
        }
        self.last = Some(item);
    }

    fn put_box(&mut self, at: usize, threads: &Threads, rows: &mut Rows) {
        let straight = threads.straight[at].is_some();
        let gap = match self.last {
            Some(Item::Box(_)) => 1,
            Some(Item::Pass(_)) => usize::from(straight),
            Some(Item::Exit(_)) | None => 0,
        };
        let mut top = self.free + gap;
        let height = rows.height[at];
        let port = if (top + 1) % 2 == self.parity {
            top + 1
        } else if height > 3 {
            top + 2
        } else {
            top += 1;
            top + 1
        };
        if straight {
            rows.crossed += self.passes;
        }
        (rows.top[at], rows.port[at]) = (top, port);
        self.free = top + height;
        self.passes = 0;
    }

    fn line(&mut self) -> usize {
        let row = self.free + usize::from(self.free % 2 != self.parity);
        self.free = row + 1;
        row
    }
}

/// Returns the number of the box that a row lies before, in a column whose boxes were placed.
pub(super) fn gap_at(boxes: &[usize], rows: &Rows, row: usize) -> usize {
    // A row inside a box goes to the nearer end of it.
    boxes.partition_point(|at| rows.top[*at] + rows.height[*at] / 2 < row)
}
