//! Tables of links that only stand side by side.

use super::{Columns, Row};
use crate::import::head::{Head, Lead};
use crate::import::tree::Table;
use crate::import::words;

/// Reads a table without headers in which every cell is a link and no more: they only stand side by side.
pub(super) fn read(table: &Table, columns: &Columns<'_>) -> Option<Vec<Row>> {
    if !columns.is_nameless() {
        return None;
    }
    let mut rows = Vec::new();
    let mut widest = 0;
    for (line, cells) in &table.rows {
        let cells = cells.iter().filter(|cell| !cell.is_blank());
        let heads: Vec<Head> = cells.map(|cell| Head::read(cell, false)).collect();
        let is_link = |head: &Head| {
            let is_alone = head.also.is_empty() && head.note().is_none();
            head.lead == Lead::Link && is_alone && !words::is_nameless(&head.title)
        };
        if !heads.iter().all(is_link) {
            return None;
        }
        widest = widest.max(heads.len());
        rows.extend(heads.into_iter().map(|head| Row {
            line: *line,
            head,
            note: None,
        }));
    }
    (widest > 1).then_some(rows)
}
