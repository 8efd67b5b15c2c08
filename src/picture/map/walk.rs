//! Going from box to box, by where they lie.

use super::{Layout, Rect};
use crate::picture::graph::BoxId;

/// A direction on the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Left,
    Down,
    Up,
    Right,
}

impl Direction {
    pub const ALL: [Direction; 4] = [
        Direction::Left,
        Direction::Down,
        Direction::Up,
        Direction::Right,
    ];

    #[must_use]
    pub const fn opposite(self) -> Direction {
        match self {
            Direction::Left => Direction::Right,
            Direction::Down => Direction::Up,
            Direction::Up => Direction::Down,
            Direction::Right => Direction::Left,
        }
    }
}

impl Layout {
    /// Returns the box that lies next in a direction: up and down in the same column, left and right the nearest in the
    /// next column. Nothing at the border of the picture.
    #[must_use]
    pub fn neighbour(&self, from: BoxId, direction: Direction) -> Option<BoxId> {
        let here = self.place(from).rect;
        let ahead: Vec<(BoxId, Rect)> = self
            .boxes()
            .map(|(id, placed)| (id, placed.rect))
            .filter(|(id, rect)| *id != from && lies(here, *rect, direction))
            .collect();
        // The boxes of a column end in the same place; nested ones only begin later.
        let ends = ahead.iter().map(|(_, rect)| rect.right());
        let column = match direction {
            Direction::Up | Direction::Down => here.right(),
            Direction::Left => ends.max()?,
            Direction::Right => ends.min()?,
        };
        let nearest = ahead
            .iter()
            .filter(|(_, rect)| rect.right() == column)
            .min_by_key(|(_, rect)| distance(here, *rect));
        nearest.map(|(id, _)| *id)
    }
}

/// Tells whether a box lies in a direction of another.
fn lies(from: Rect, to: Rect, direction: Direction) -> bool {
    let same_column = from.right() == to.right();
    match direction {
        Direction::Left => to.right() < from.right(),
        Direction::Right => to.right() > from.right(),
        Direction::Up => same_column && to.y < from.y,
        Direction::Down => same_column && to.y > from.y,
    }
}

/// Returns how far the middles of two boxes are apart, in half rows; of two as far, the upper is nearer.
fn distance(one: Rect, other: Rect) -> (usize, usize) {
    let middle = |rect: Rect| 2 * rect.y + rect.height;
    (middle(one).abs_diff(middle(other)), other.y)
}
