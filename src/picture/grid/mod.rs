//! A map drawn on a grid of cells, each with a symbol and with what it means; a theme gives the meanings their colours.
//!
//! Only what is inside the view is drawn, so a large map costs no more than a small one.

mod boxes;
mod follow;
mod hints;
mod lines;

pub use follow::{follow, pan};

use super::graph::BoxId;
use super::labels::Labels;
use super::map::{Layout, Rect};
use crate::lang::map::MapText;
use crate::progress::Status;
use crate::symbols::Symbols;
use crate::text::{Clean, CleanBuf, width};

/// What a cell is a part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    #[default]
    Blank,
    /// The border of a box.
    Frame,
    /// The mark before the title of a box, or of a resource in it.
    Mark(Status),
    Title(Status),
    /// A further line in a box.
    About,
    Count,
    BarFull,
    BarRest,
    /// An arrow.
    Edge,
    /// The title of a stage.
    Heading,
    /// Says that a box is proposed next.
    Next,
    /// Says what lies outside the view.
    More,
}

/// How much a cell stands out: the parts of a selected box, and the arrows that come to it and leave it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Emphasis {
    #[default]
    Plain,
    /// Belongs to a box that is proposed next.
    Next,
    Selected,
}

/// One column of one row. The second column of a wide character has no symbol.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    symbol: Symbol,
    pub part: Part,
    pub emphasis: Emphasis,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Symbol {
    Fixed(Clean<'static>),
    Text(CleanBuf),
}

impl Default for Symbol {
    fn default() -> Self {
        Symbol::Fixed(Clean::fixed(" "))
    }
}

impl Cell {
    #[must_use]
    pub fn symbol(&self) -> Clean<'_> {
        match &self.symbol {
            Symbol::Fixed(text) => *text,
            Symbol::Text(text) => text.as_clean(),
        }
    }
}

/// Neighbouring cells of one row with one meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Columns from the left end of the grid.
    pub x: usize,
    pub text: CleanBuf,
    pub part: Part,
    pub emphasis: Emphasis,
}

/// What of a map is drawn, and how.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The part of the map that is seen, in cells of the map.
    pub area: Rect,
    pub selected: Option<BoxId>,
    pub symbols: &'a Symbols,
    pub words: &'a MapText,
}

/// Cells in rows, as large as the view that they were drawn for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    width: usize,
    height: usize,
    cells: Vec<Cell>,
}

impl Grid {
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Returns the cells of a row; none below the last.
    #[must_use]
    pub fn row(&self, y: usize) -> &[Cell] {
        self.cells
            .get(y * self.width..(y + 1) * self.width)
            .unwrap_or_default()
    }

    /// Returns a row in pieces of one meaning, without the blank ones: what a pen writes.
    #[must_use]
    pub fn runs(&self, y: usize) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut end = 0;
        for (x, cell) in self.row(y).iter().enumerate() {
            if cell.part == Part::Blank {
                continue;
            }
            let last = runs.last_mut().filter(|last| {
                end == x && (last.part, last.emphasis) == (cell.part, cell.emphasis)
            });
            match last {
                Some(last) => last.text.push(cell.symbol()),
                None => runs.push(Run {
                    x,
                    text: cell.symbol().to_buf(),
                    part: cell.part,
                    emphasis: cell.emphasis,
                }),
            }
            end = x + 1;
        }
        runs
    }

    /// Returns the text of the grid: what a person reads, without colours.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for y in 0..self.height {
            let row: String = self
                .row(y)
                .iter()
                .map(|cell| cell.symbol().as_str())
                .collect();
            text.push_str(row.trim_end());
            text.push('\n');
        }
        text
    }
}

/// Draws what of a map lies in a view.
#[must_use]
pub fn draw(layout: &Layout, labels: &Labels, view: &View<'_>) -> Grid {
    let mut sheet = Sheet {
        grid: Grid {
            width: view.area.width,
            height: view.area.height,
            cells: vec![Cell::default(); view.area.width * view.area.height],
        },
        area: view.area,
    };
    for (rect, label) in layout.headings().iter().zip(&labels.headings) {
        boxes::heading(&mut sheet, *rect, label, view);
    }
    for (id, placed) in layout.boxes() {
        if let Some(label) = labels.boxes.get(id.position())
            && placed.rect.overlaps(view.area)
        {
            let is_selected = view.selected == Some(id);
            boxes::draw(&mut sheet, placed, label, is_selected, view);
        }
    }
    lines::draw(&mut sheet, layout, view);
    hints::draw(&mut sheet, layout, view);
    sheet.grid
}

/// A grid that is drawn on in cells of the map; what lies outside the view is left out.
struct Sheet {
    grid: Grid,
    area: Rect,
}

/// A cell's meaning.
#[derive(Clone, Copy)]
struct Ink {
    part: Part,
    emphasis: Emphasis,
}

impl Sheet {
    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Cell> {
        let (x, y) = (x.checked_sub(self.area.x)?, y.checked_sub(self.area.y)?);
        (x < self.area.width && y < self.area.height)
            .then(|| &mut self.grid.cells[y * self.grid.width + x])
    }

    /// Writes a mark of one column.
    fn mark(&mut self, x: usize, y: usize, mark: &'static str, ink: Ink) {
        if let Some(cell) = self.cell(x, y) {
            *cell = Cell {
                symbol: Symbol::Fixed(Clean::fixed(mark)),
                part: ink.part,
                emphasis: ink.emphasis,
            };
        }
    }

    /// Writes a text of one line. A wide character that would stand half outside the view is left out.
    fn text(&mut self, x: usize, y: usize, text: Clean<'_>, ink: Ink) {
        let mut at = x;
        for (start, grapheme, columns) in width::graphemes(text) {
            let end = start + grapheme.len();
            let inside = (0..columns).all(|more| self.cell(at + more, y).is_some());
            if columns > 0 && inside {
                for more in 0..columns {
                    let symbol = if more == 0 {
                        Symbol::Text(text.slice(start..end).to_buf())
                    } else {
                        Symbol::Fixed(Clean::default())
                    };
                    if let Some(cell) = self.cell(at + more, y) {
                        *cell = Cell {
                            symbol,
                            part: ink.part,
                            emphasis: ink.emphasis,
                        };
                    }
                }
            }
            at += columns;
        }
    }
}

#[cfg(test)]
mod tests;
