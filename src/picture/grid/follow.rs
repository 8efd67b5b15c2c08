//! Where the view lies, when the map is larger than the screen.

use crate::picture::graph::BoxId;
use crate::picture::map::{Layout, Rect};

/// Cells that stay seen around the selected box, where there is room for them.
const AROUND: (usize, usize) = (8, 4);

/// Moves a view as little as possible so that a box is seen with some of what is around it.
#[must_use]
pub fn follow(layout: &Layout, area: Rect, selected: BoxId) -> Rect {
    let rect = layout.place(selected).rect;
    let x = along(area.x, area.width, rect.x, rect.width, AROUND.0);
    let y = along(area.y, area.height, rect.y, rect.height, AROUND.1);
    within(layout, Rect { x, y, ..area })
}

/// Moves a view by some cells, as far as the map goes.
#[must_use]
pub fn pan(layout: &Layout, area: Rect, columns: isize, rows: isize) -> Rect {
    let moved = Rect {
        x: area.x.saturating_add_signed(columns),
        y: area.y.saturating_add_signed(rows),
        ..area
    };
    within(layout, moved)
}

/// Keeps a view on the map.
fn within(layout: &Layout, area: Rect) -> Rect {
    Rect {
        x: area.x.min(layout.width.saturating_sub(area.width)),
        y: area.y.min(layout.height.saturating_sub(area.height)),
        ..area
    }
}

/// Returns where a view of some length begins, so that a piece is in it with something around.
fn along(start: usize, length: usize, from: usize, size: usize, around: usize) -> usize {
    let around = around.min(length.saturating_sub(size) / 2);
    let (first, last) = (from.saturating_sub(around), from + size + around);
    // Of a piece that is longer than the view, the beginning is seen.
    start.max(last.saturating_sub(length)).min(first)
}
