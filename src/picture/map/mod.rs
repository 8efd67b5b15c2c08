//! The map of a roadmap, laid out in cells: stages as columns, topics as boxes, arrows along what needs what.
//!
//! It is a layered drawing that lies on its side: `columns` puts every box into a column, `threads` says how each
//! arrow travels, `place` gives rows to boxes and to what passes between them, `lanes` gives each arrow a lane of
//! its own in the channel between two columns, `order` looks for an order with few crossings, and `trace` writes the
//! arrows down as lines. Rows alternate: what touches the right side of a channel has odd rows where its left side has
//! even ones, so that two arrows never share a row by accident, whatever lanes they have.

mod columns;
mod count;
mod lanes;
mod order;
mod place;
mod threads;
mod trace;
mod walk;

#[cfg(test)]
mod tests;

use super::graph::{BoxId, Graph};
use columns::Columns;

pub use count::crossings;
pub(super) use place::marks_in_row;
pub use walk::Direction;

/// The narrowest a box is, in columns.
const NARROWEST: usize = 20;
/// The widest a box is, in columns: longer titles take two lines.
const WIDEST: usize = 36;
/// A narrow box with a channel beside it.
const BOX_PITCH: usize = NARROWEST + 6;
/// Columns that a nested box is narrower by, a level; only the first levels count.
const INDENT: usize = 2;
const DEEPEST_INDENT: usize = 3;
/// A picture of more boxes than this is not drawn: it would be a wall, and take long. Its stages are drawn instead.
pub const MOST_BOXES: usize = 2500;

/// How stages lie beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Flow {
    /// A stage is a column, or several when it is long.
    #[default]
    Columns,
    /// A stage is a band over the whole width, for narrow screens.
    Rows,
}

impl Flow {
    /// Returns the flow that suits a screen of some columns.
    #[must_use]
    pub fn for_width(columns: usize, graph: &Graph) -> Flow {
        if graph.groups() * BOX_PITCH <= columns + 6 {
            Flow::Columns
        } else {
            Flow::Rows
        }
    }
}

/// What a layout is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Options {
    /// Columns that there are: boxes are as wide as fits, the picture may become wider all the same.
    pub columns: usize,
    pub flow: Flow,
    /// Rows above the boxes of a group, for its heading.
    pub heading: usize,
    /// Rows in every box under its title, besides those for marks.
    pub extra: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            columns: 120,
            flow: Flow::Columns,
            heading: 3,
            extra: 0,
        }
    }
}

/// A cell of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    pub x: usize,
    pub y: usize,
}

/// An area of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rect {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Rect {
    /// Returns one past the last column.
    #[must_use]
    pub const fn right(self) -> usize {
        self.x + self.width
    }

    /// Returns one past the last row.
    #[must_use]
    pub const fn bottom(self) -> usize {
        self.y + self.height
    }

    #[must_use]
    pub const fn contains(self, point: Point) -> bool {
        self.x <= point.x && point.x < self.right() && self.y <= point.y && point.y < self.bottom()
    }

    #[must_use]
    pub const fn overlaps(self, other: Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// Where a box lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub rect: Rect,
    pub group: usize,
    /// Lines of the title: 1 or 2.
    pub title_lines: usize,
    /// The row that arrows come to and leave from.
    pub port: usize,
}

/// An arrow as a line with corners, from the border of one box to the cell before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    pub from: BoxId,
    pub to: BoxId,
    /// Corners and ends; two neighbours share their column or their row. The first lies on the border of `from`, the last
    /// is the arrow's head, beside `to`.
    pub points: Vec<Point>,
}

/// A whole picture in cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub width: usize,
    pub height: usize,
    boxes: Vec<Placed>,
    headings: Vec<Rect>,
    wires: Vec<Wire>,
}

impl Layout {
    #[must_use]
    pub fn place(&self, id: BoxId) -> Placed {
        self.boxes[id.0]
    }

    /// Returns all boxes in reading order.
    pub fn boxes(&self) -> impl Iterator<Item = (BoxId, &Placed)> {
        self.boxes
            .iter()
            .enumerate()
            .map(|(at, placed)| (BoxId(at), placed))
    }

    /// Returns the places of the headings, one a group; without rows where none were asked for.
    #[must_use]
    pub fn headings(&self) -> &[Rect] {
        &self.headings
    }

    #[must_use]
    pub fn wires(&self) -> &[Wire] {
        &self.wires
    }
}

/// Lays a graph out. The same graph and options make the same picture, whatever was learned.
#[must_use]
pub fn layout(graph: &Graph, options: &Options) -> Layout {
    if graph.is_empty() {
        return Layout::default();
    }
    let columns = Columns::new(graph, options);
    let widest = widest(graph);
    let count = columns.boxes.len();
    // The width of a box decides how many lines titles take, and the lanes beside them decide how wide boxes may be: the
    // first try assumes usual channels, the second knows them.
    let guess = (options.columns.saturating_sub(1) / count).saturating_sub(6);
    let guess = guess.clamp(NARROWEST, widest);
    let arranged = order::arrange(graph, options, &columns, guess);
    let spare = options
        .columns
        .checked_sub(trace::width(&arranged, guess))
        .map_or(0, |spare| spare / count);
    let over = trace::width(&arranged, guess).saturating_sub(options.columns);
    let box_width = (guess + spare)
        .saturating_sub(over.div_ceil(count))
        .clamp(NARROWEST, widest);
    let arranged = if box_width == guess {
        arranged
    } else {
        order::again(graph, options, &columns, &arranged, box_width)
    };
    trace::trace(graph, options, &arranged, box_width)
}

/// Returns the width that the widest box would like.
fn widest(graph: &Graph) -> usize {
    let wish = |id: BoxId| {
        let size = graph.size(id);
        indent(size.depth) + size.title.max(size.about).max(size.count) + 6
    };
    graph
        .ids()
        .map(wish)
        .max()
        .unwrap_or(NARROWEST)
        .clamp(NARROWEST, WIDEST)
}

/// Returns by how many columns a nested box is narrower.
fn indent(depth: usize) -> usize {
    INDENT * depth.min(DEEPEST_INDENT)
}

/// Returns the columns inside a box of a width: without its border and a space at both sides.
#[must_use]
pub const fn inner(width: usize) -> usize {
    width.saturating_sub(4)
}
