//! How good a picture is, by what can be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::{Layout, Point};
use crate::picture::graph::BoxId;

/// Returns in how many cells two arrows cross. Arrows that begin at the same box run together, and arrows that end at the
/// same box join: neither is a crossing.
#[must_use]
pub fn crossings(layout: &Layout) -> usize {
    // The lines that go up and down, by column; and those that go along, with the row that they keep.
    let mut down: BTreeMap<usize, BTreeSet<(usize, usize, BoxId)>> = BTreeMap::new();
    let mut along: BTreeSet<(usize, usize, usize, BoxId)> = BTreeSet::new();
    for wire in layout.wires() {
        for pair in wire.points.windows(2) {
            let (from, to) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            if from.x == to.x {
                let lines = down.entry(from.x).or_default();
                lines.insert((from.y, to.y, wire.from));
            } else {
                along.insert((from.y, from.x, to.x, wire.from));
            }
        }
    }
    let runs = |at: Point, of: BoxId| {
        along
            .range((at.y, 0, 0, BoxId(0))..)
            .take_while(|(y, ..)| *y == at.y)
            .any(|(_, from, to, source)| *from <= at.x && at.x <= *to && *source == of)
    };
    let mut cells = BTreeSet::new();
    for (y, left, right, source) in &along {
        for (x, lines) in down.range(left + 1..*right) {
            for (top, bottom, other) in lines.range(..(*y, 0, BoxId(0))) {
                let at = Point { x: *x, y: *y };
                if source != other && top < y && y < bottom && !runs(at, *other) {
                    cells.insert(at);
                }
            }
        }
    }
    cells.len()
}
