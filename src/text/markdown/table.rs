//! Tables: side by side in columns where they fit, one cell under the other where not.

use pulldown_cmark::Alignment;

use super::block::Table;
use super::inline::{Inline, Style};
use super::layout::{mark, repeated};
use super::{Piece, StyledLine, Tone};
use crate::text::clean::{Clean, CleanBuf};
use crate::text::width::Measure;

/// Between two columns of a table: a space, a line, a space.
const GAP: usize = 3;
/// A column with longer texts is not made narrower than this; the cells are stacked instead.
const MIN_COLUMN: usize = 6;
/// A heading of more bytes is cut where it is repeated for each row.
const MAX_LABEL: usize = 100;

/// Lays out a table in lines of at most `room` columns.
pub(super) fn lay_out(table: &Table, room: usize, measure: Measure) -> Vec<StyledLine> {
    match column_widths(table, room, measure) {
        Some(widths) => side_by_side(table, &widths, measure),
        None => stacked(table, room, measure),
    }
}

/// Gives each column what its texts need, or less to the widest ones; nothing if that would be too little to read.
fn column_widths(table: &Table, room: usize, measure: Measure) -> Option<Vec<usize>> {
    let count = table.head.len();
    let for_text = room.checked_sub(GAP * count.checked_sub(1)?)?;
    // Looked at first, so that a table of a thousand columns costs nothing.
    if for_text < count {
        return None;
    }
    let mut widths = vec![1; count];
    for row in std::iter::once(&table.head).chain(&table.rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = measure.columns(cell.text()).max(*width);
        }
    }
    if widths
        .iter()
        .map(|&width| width.min(MIN_COLUMN))
        .sum::<usize>()
        > for_text
    {
        return None;
    }
    let limit = (1..=for_text)
        .rev()
        .find(|&limit| widths.iter().map(|&width| width.min(limit)).sum::<usize>() <= for_text)?;
    let mut spare = for_text - widths.iter().map(|&width| width.min(limit)).sum::<usize>();
    for width in &mut widths {
        let extra = usize::from(*width > limit && spare > 0);
        spare -= extra;
        *width = (*width).min(limit) + extra;
    }
    Some(widths)
}

fn side_by_side(table: &Table, widths: &[usize], measure: Measure) -> Vec<StyledLine> {
    let mut lines = Vec::new();
    row_lines(table, &table.head, widths, measure, &mut lines);
    let mut rule = StyledLine::new();
    for (column, &width) in widths.iter().enumerate() {
        if column > 0 {
            rule.push(mark("─┼─"));
        }
        rule.push(repeated("─", width));
    }
    lines.push(rule);
    for row in &table.rows {
        row_lines(table, row, widths, measure, &mut lines);
    }
    lines
}

fn row_lines(
    table: &Table,
    row: &[Inline],
    widths: &[usize],
    measure: Measure,
    lines: &mut Vec<StyledLine>,
) {
    let empty = Inline::default();
    let cells = widths
        .iter()
        .enumerate()
        .map(|(column, &width)| row.get(column).unwrap_or(&empty).lines(width, measure));
    let cells: Vec<Vec<StyledLine>> = cells.collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        let mut line = StyledLine::new();
        for (column, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            if column > 0 {
                line.push(mark(" │ "));
            }
            let alignment = table
                .alignments
                .get(column)
                .copied()
                .unwrap_or(Alignment::None);
            let is_last = column + 1 == widths.len();
            let pieces = cell.get(index).map_or(&[][..], Vec::as_slice);
            let used = pieces
                .iter()
                .map(|piece| measure.columns(piece.text.as_clean()));
            let spare = width.saturating_sub(used.sum());
            push_cell(&mut line, pieces, spare, alignment, is_last);
        }
        lines.push(line);
    }
}

/// Writes a cell and the spaces that it leaves.
fn push_cell(
    line: &mut StyledLine,
    cell: &[Piece],
    spare: usize,
    alignment: Alignment,
    is_last: bool,
) {
    let left = match alignment {
        Alignment::None | Alignment::Left => 0,
        Alignment::Center => spare / 2,
        Alignment::Right => spare,
    };
    push_spaces(line, left);
    line.extend(cell.iter().cloned());
    if !is_last {
        push_spaces(line, spare - left);
    }
}

fn push_spaces(line: &mut StyledLine, count: usize) {
    if count > 0 {
        let mut text = CleanBuf::new();
        text.push_spaces(count);
        line.push(Piece::new(text, Tone::Plain));
    }
}

/// One line or more for each cell, with the heading of its column before it, and a blank line between rows.
fn stacked(table: &Table, room: usize, measure: Measure) -> Vec<StyledLine> {
    if table.rows.is_empty() {
        return table
            .head
            .iter()
            .flat_map(|cell| cell.lines(room, measure))
            .collect();
    }
    let mut lines = Vec::new();
    for row in &table.rows {
        if !lines.is_empty() {
            lines.push(StyledLine::new());
        }
        for (cell, heading) in row
            .iter()
            .zip(&table.head)
            .filter(|(cell, _)| !cell.is_empty())
        {
            let mut text = label(heading, room, measure);
            text.append(cell);
            lines.extend(text.lines(room, measure));
        }
    }
    lines
}

fn label(heading: &Inline, room: usize, measure: Measure) -> Inline {
    let mut label = Inline::default();
    if heading.is_empty() {
        return label;
    }
    if heading.len() <= MAX_LABEL {
        label.append(heading);
    } else {
        let short = measure.cut(heading.text(), room / 2);
        label.push(
            short.as_clean(),
            Style {
                tone: Tone::Strong,
                link: None,
            },
        );
    }
    label.push(Clean::fixed(": "), Style::MARK);
    label
}
