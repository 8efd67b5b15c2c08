//! Columns that line up, measured as the terminal shows them.

use std::io;

use super::out::{Line, Out};

/// Columns between two columns of text.
const GAP: usize = 2;

/// How the cells of a column are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Right,
}

/// Rows of cells. A row with no cells is a blank line.
pub struct Table {
    aligns: Vec<Align>,
    rows: Vec<Vec<Line>>,
}

impl Table {
    #[must_use]
    pub fn new(aligns: &[Align]) -> Table {
        Table {
            aligns: aligns.to_vec(),
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: Vec<Line>) {
        self.rows.push(cells);
    }

    pub fn blank(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Prints the rows. Where they are too wide for the terminal, the first column gives way down to `least` columns;
    /// what is still too wide is cut at its end.
    pub fn print(self, out: &mut Out<'_>, least: usize) -> io::Result<()> {
        let mut widths = self.widths();
        let all: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        if let (Some(columns), Some(first)) = (out.cut_columns(), widths.first_mut()) {
            let too_many = all.saturating_sub(columns);
            *first = first.saturating_sub(too_many).max(least.min(*first));
        }
        for row in self.rows {
            let mut line = Line::new();
            for (index, (cell, (width, align))) in row
                .into_iter()
                .zip(widths.iter().zip(&self.aligns))
                .enumerate()
            {
                let cell = cell.cut(*width, out.marks());
                let cell = match align {
                    Align::Left => cell.padded(*width),
                    Align::Right => cell.right(*width),
                };
                line = line.space(if index == 0 { 0 } else { GAP }).and(cell);
            }
            out.line(&line)?;
        }
        Ok(())
    }

    fn widths(&self) -> Vec<usize> {
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(Line::columns)
                .max()
        };
        (0..self.aligns.len())
            .map(|column| width(column).unwrap_or(0))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::out::{Look, Tone};
    use super::*;
    use crate::config::SymbolSet;
    use crate::lang::Lang;

    fn printed(terminal: Option<usize>) -> String {
        let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
        for (title, figure, text) in [("线性代数与微积分", "7", "a"), ("Python", "100", "bc")]
        {
            table.row(
                [title, figure, text]
                    .map(|cell| Line::of(Tone::Plain, cell))
                    .to_vec(),
            );
            table.blank();
        }
        let mut bytes = Vec::new();
        let look = Look::new(false, terminal, None, Lang::En, SymbolSet::Ascii);
        table.print(&mut Out::new(&mut bytes, look), 8).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn columns_line_up_in_chinese() {
        assert_eq!(
            printed(None),
            "线性代数与微积分    7  a\n\nPython            100  bc\n\n"
        );
    }

    #[test]
    fn the_first_column_gives_way_to_a_narrow_terminal() {
        assert_eq!(
            printed(Some(20)),
            "线性代数与>    7  a\n\nPython       100  bc\n\n"
        );
    }
}
