//! Cells of HTML tables that reach over several rows or columns.

use crate::import::inline::Inline;

use super::super::html::Tag;

/// No cell reaches over more columns, and none further right reaches over rows.
const MOST_COLUMNS: u32 = 16;

/// No cell has more bytes that are said again in the rows below it.
const LONGEST: usize = 200;

/// What reaches into the rows that are still to come.
#[derive(Default)]
pub(super) struct Spans {
    /// For each column how many rows are left, and what they say.
    columns: Vec<(u32, Inline)>,
    /// How many rows and columns the cell that is open reaches over.
    open: (u32, u32),
}

impl Spans {
    /// Begins a cell, after those that reach into its row from above.
    pub(super) fn begin(&mut self, tag: &Tag<'_>, row: &mut Vec<Inline>) {
        self.fill(row);
        let number = |name: &str| {
            tag.attribute(name)
                .and_then(|value| value.trim().parse().ok())
        };
        let columns: u32 = number("colspan").unwrap_or(1);
        self.open = (
            number("rowspan").unwrap_or(1),
            columns.clamp(1, MOST_COLUMNS),
        );
    }

    /// Puts a cell into its row. Its links are those of the first row only.
    pub(super) fn end(&mut self, cell: Inline, row: &mut Vec<Inline>) {
        let (rows, columns) = std::mem::take(&mut self.open);
        if rows > 1 && row.len() < MOST_COLUMNS as usize {
            let is_short = cell.text.len() <= LONGEST;
            let text = if is_short {
                cell.text.clone()
            } else {
                String::new()
            };
            self.columns.resize(
                self.columns.len().max(row.len() + 1),
                (0, Inline::default()),
            );
            let spans = Vec::new();
            self.columns[row.len()] = (rows - 1, Inline { text, spans });
        }
        row.push(cell);
        row.extend((1..columns).map(|_| Inline::default()));
    }

    /// Adds the cells that reach into a row where it is by now.
    pub(super) fn fill(&mut self, row: &mut Vec<Inline>) {
        while let Some((left, cell)) = self
            .columns
            .get_mut(row.len())
            .filter(|(left, _)| *left > 0)
        {
            *left -= 1;
            row.push(cell.clone());
        }
    }

    /// Forgets all: the table ends.
    pub(super) fn clear(&mut self) {
        self.columns.clear();
    }
}
