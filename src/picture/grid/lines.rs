//! Arrows: lines that join where they belong together, and pass over each other where they do not.

use std::collections::BTreeMap;

use super::boxes::is_ascii;
use super::{Emphasis, Ink, Part, Sheet, View};
use crate::picture::graph::BoxId;
use crate::picture::map::{Layout, Point, Rect, Wire};

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

/// What leads out of a cell, as sums of the four directions: 3 is a line from top to bottom.
#[rustfmt::skip]
const JOINS: [&str; 16] = [
    " ", "│", "│", "│", "─", "╯", "╮", "┤",
    "─", "╰", "╭", "├", "─", "┴", "┬", "┼",
];

/// The lines of one box in a cell.
#[derive(Clone, Copy)]
struct Strand {
    source: BoxId,
    leads: u8,
    emphasis: Emphasis,
}

/// Draws all arrows that are seen.
pub(super) fn draw(sheet: &mut Sheet, layout: &Layout, view: &View<'_>) {
    let mut cells: BTreeMap<Point, Vec<Strand>> = BTreeMap::new();
    let mut heads = Vec::new();
    for wire in layout.wires() {
        let emphasis = if view
            .selected
            .is_some_and(|of| of == wire.from || of == wire.to)
        {
            Emphasis::Selected
        } else {
            Emphasis::Plain
        };
        for pair in wire.points.windows(2) {
            segment(&mut cells, wire, (pair[0], pair[1]), emphasis, view.area);
        }
        heads.extend(head(wire).map(|head| (emphasis, head)));
    }
    for (at, strands) in &cells {
        let (leads, emphasis) = seen(strands);
        leave(sheet, *at, leads, emphasis, view);
    }
    // The selected ones last, so that they are not hidden by what joins them.
    heads.sort_by_key(|(emphasis, _)| *emphasis);
    for (emphasis, (at, is_down)) in heads {
        let mark = match (is_down, is_ascii(view.symbols)) {
            (true, _) => view.symbols.open,
            (false, _) => view.symbols.closed,
        };
        let part = Part::Edge;
        sheet.mark(at.x, at.y, mark, Ink { part, emphasis });
    }
}

/// Adds the cells of a straight piece that lie in the view.
fn segment(
    cells: &mut BTreeMap<Point, Vec<Strand>>,
    wire: &Wire,
    (from, to): (Point, Point),
    emphasis: Emphasis,
    area: Rect,
) {
    let is_down = from.x == to.x;
    let (low, high) = (from.min(to), from.max(to));
    let (back, forth) = if is_down { (UP, DOWN) } else { (LEFT, RIGHT) };
    let steps = if is_down {
        if !(area.x..area.right()).contains(&low.x) {
            return;
        }
        low.y.max(area.y)..(high.y + 1).min(area.bottom())
    } else {
        if !(area.y..area.bottom()).contains(&low.y) {
            return;
        }
        low.x.max(area.x)..(high.x + 1).min(area.right())
    };
    for step in steps {
        let at = if is_down {
            Point { x: low.x, y: step }
        } else {
            Point { x: step, y: low.y }
        };
        let mut leads = 0;
        if at != low {
            leads |= back;
        }
        if at != high {
            leads |= forth;
        }
        let strands = cells.entry(at).or_default();
        match strands.iter_mut().find(|strand| strand.source == wire.from) {
            Some(strand) => {
                strand.leads |= leads;
                strand.emphasis = strand.emphasis.max(emphasis);
            }
            None => strands.push(Strand {
                source: wire.from,
                leads,
                emphasis,
            }),
        }
    }
}

/// Returns what is seen of the lines in a cell. Lines that only cross are not joined: one of them passes over the other.
fn seen(strands: &[Strand]) -> (u8, Emphasis) {
    let all = strands.iter().fold(0, |all, strand| all | strand.leads);
    let emphasis = strands.iter().map(|strand| strand.emphasis).max();
    let emphasis = emphasis.unwrap_or_default();
    let (upright, level) = (UP | DOWN, LEFT | RIGHT);
    let cross = strands
        .iter()
        .all(|strand| strand.leads == upright || strand.leads == level);
    if !cross || all != upright | level {
        return (all, emphasis);
    }
    let over = |leads| {
        let strands = strands.iter().filter(|strand| strand.leads == leads);
        strands.map(|strand| strand.emphasis).max()
    };
    if over(level) > over(upright) {
        (level, emphasis)
    } else {
        (upright, emphasis)
    }
}

/// Writes a piece of line, or the place in a border where one leaves.
fn leave(sheet: &mut Sheet, at: Point, leads: u8, emphasis: Emphasis, view: &View<'_>) {
    let ascii = is_ascii(view.symbols);
    let Some(cell) = sheet.cell(at.x, at.y) else {
        return;
    };
    let (part, own) = (cell.part, cell.emphasis);
    let join = match cell.symbol().as_str() {
        _ if ascii && part != Part::Blank => "+",
        "│" => "├",
        "║" => "╟",
        "━" => "┯",
        "═" => "╤",
        "─" => "┬",
        _ if ascii && leads & (UP | DOWN) == 0 => "-",
        _ if ascii && leads & (LEFT | RIGHT) == 0 => "|",
        _ if ascii => "+",
        _ => JOINS[usize::from(leads & 15)],
    };
    let ink = if part == Part::Blank {
        Ink {
            part: Part::Edge,
            emphasis,
        }
    } else {
        Ink {
            part,
            emphasis: own,
        }
    };
    sheet.mark(at.x, at.y, join, ink);
}

/// Returns where the head of an arrow is, and whether it points down.
fn head(wire: &Wire) -> Option<(Point, bool)> {
    let [.., before, last] = wire.points[..] else {
        return None;
    };
    Some((last, before.x == last.x))
}
