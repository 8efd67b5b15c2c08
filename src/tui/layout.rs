//! Where things are on the screen: computed from its size, used by drawing, scrolling and the mouse alike.

use ratatui::layout::Rect;

/// The smallest screen that is drawn on, in columns and rows.
pub const SMALLEST: (u16, u16) = (40, 10);

/// From this many columns on, tree and detail stand side by side.
pub const TWO_PANES: u16 = 100;

/// From this many rows on, a line is kept for notices.
const TALL: u16 = 16;

/// From this many rows on, a line tells what is next.
const VERY_TALL: u16 = 20;

/// What the screen shall have room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wants {
    /// The pane that is shown where there is room for one only.
    pub focus: Pane,
    pub notice: bool,
    pub next: bool,
}

/// One of the two panes of the main screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pane {
    Tree,
    Detail,
}

/// The parts of the main screen; panes include their border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Areas {
    pub header: Rect,
    pub tabs: Rect,
    /// What is next; absent where there is no room, or nothing is next.
    pub next: Option<Rect>,
    /// Absent when only the detail pane is shown.
    pub tree: Option<Rect>,
    /// Absent when only the tree is shown.
    pub detail: Option<Rect>,
    pub notice: Option<Rect>,
    pub footer: Rect,
}

impl Areas {
    /// Returns the place of both panes together.
    #[must_use]
    pub fn panes(&self) -> Option<Rect> {
        match (self.tree, self.detail) {
            (Some(tree), Some(detail)) => Some(tree.union(detail)),
            (one, other) => one.or(other),
        }
    }

    /// Divides a screen; `None` when it is too small. Below [`TWO_PANES`] columns only the focused pane is there.
    #[must_use]
    pub fn new((width, height): (u16, u16), wants: Wants) -> Option<Areas> {
        if width < SMALLEST.0 || height < SMALLEST.1 {
            return None;
        }
        let row = |y, height| Rect {
            x: 0,
            y,
            width,
            height,
        };
        let has_next = wants.next && height >= VERY_TALL;
        let top = 2 + u16::from(has_next);
        let panes = row(top, height - top - 1 - u16::from(height >= TALL));
        let (tree, detail) = if width >= TWO_PANES {
            // The tree gets a little less than half: its titles are cut, the detail's text is not.
            let tree_width = (width * 46 / 100).clamp(46, 84);
            let tree = Rect {
                width: tree_width,
                ..panes
            };
            let detail = Rect {
                x: tree_width,
                width: width - tree_width,
                ..panes
            };
            (Some(tree), Some(detail))
        } else {
            match wants.focus {
                Pane::Tree => (Some(panes), None),
                Pane::Detail => (None, Some(panes)),
            }
        };
        Some(Areas {
            header: row(0, 1),
            tabs: row(1, 1),
            next: has_next.then(|| row(2, 1)),
            tree,
            detail,
            notice: wants.notice.then(|| notice((width, height))),
            footer: row(height - 1, 1),
        })
    }
}

/// Returns where notices are shown, with one column of air left and right. On a tall screen they have a line that is always
/// there, so that nothing jumps when one comes; on a low one they lie in the panes' lower border, between its corners.
#[must_use]
pub fn notice((width, height): (u16, u16)) -> Rect {
    let corner = u16::from(height < TALL);
    Rect {
        x: corner,
        y: height.saturating_sub(2),
        width: width.saturating_sub(2 * corner),
        height: 1,
    }
}

/// Returns what is inside a pane's border, with one column of air left and right.
#[must_use]
pub fn inside(pane: Rect) -> Rect {
    Rect {
        x: pane.x + 2,
        y: pane.y + 1,
        width: pane.width.saturating_sub(4),
        height: pane.height.saturating_sub(2),
    }
}

/// Returns a box in the middle of an area, not larger than it; where it would leave slivers of the screen at its
/// sides, it takes the whole width.
#[must_use]
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let leaves_slivers = area.width.saturating_sub(width) < 8;
    let width = if leaves_slivers { area.width } else { width };
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Tells whether a place lies in an area.
#[must_use]
pub fn contains(area: Rect, column: u16, row: u16) -> bool {
    area.contains(ratatui::layout::Position { x: column, y: row })
}
