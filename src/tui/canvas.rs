//! The one door to the screen's cells: it takes clean text only, measures it in columns, and never leaves its area.

use std::num::NonZeroU16;
use std::ops::{ControlFlow, Range};

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::symbols::Border;
use crate::text::Clean;
use crate::text::width::Measure;

/// A screen to draw on.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    measure: Measure,
}

/// Draws pieces of one line from left to right.
pub struct Pen<'c, 'a> {
    canvas: &'c mut Canvas<'a>,
    x: u16,
    y: u16,
    /// One past the last column that may be drawn on.
    end: u16,
}

impl<'a> Canvas<'a> {
    #[must_use]
    pub fn new(buffer: &'a mut Buffer, measure: Measure) -> Canvas<'a> {
        Canvas { buffer, measure }
    }

    #[must_use]
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Gives every cell of an area a style; what is written there stays.
    pub fn paint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for cell in self.cells(y, area.left()..area.right()) {
                cell.set_style(style);
            }
        }
    }

    /// Empties an area and gives it a style. A wide character that reaches into it or out of it goes as a whole.
    pub fn clear(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        // An area beyond the screen has no cells, but still a place, beside which there are none either.
        if area.is_empty() {
            return;
        }
        for y in area.top()..area.bottom() {
            if let Some(x) = area.x.checked_sub(1) {
                let cell = &mut self.buffer[Position { x, y }];
                if self.measure.grapheme_columns(cell.symbol()) > 1 {
                    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
                }
            }
            let x = area.right();
            if let Some(cell) = self.buffer.cell_mut(Position { x, y }) {
                cell.set_diff_option(match cell.diff_option {
                    CellDiffOption::Skip => CellDiffOption::None,
                    other @ (CellDiffOption::None
                    | CellDiffOption::AlwaysUpdate
                    | CellDiffOption::ForcedWidth(_)) => other,
                });
            }
        }
        let mut blank = Cell::EMPTY;
        blank.set_style(style);
        for y in area.top()..area.bottom() {
            self.cells(y, area.left()..area.right()).fill(blank.clone());
        }
    }

    /// Returns cells of a row that are on the screen; none are, wherever they would be.
    fn cells(&mut self, y: u16, columns: Range<u16>) -> &mut [Cell] {
        if columns.is_empty() {
            return &mut [];
        }
        let start = self.buffer.index_of(columns.start, y);
        &mut self.buffer.content[start..start + columns.len()]
    }

    /// Begins a line at the left end of an area's row; `row` counts from the area's top. A row outside draws nothing.
    pub fn line<'c>(&'c mut self, area: Rect, row: u16) -> Pen<'c, 'a> {
        let visible = area.intersection(self.buffer.area);
        let inside = row < area.height && area.y.saturating_add(row) < visible.bottom();
        let (x, end) = if inside {
            (visible.x, visible.right())
        } else {
            (visible.x, visible.x)
        };
        Pen {
            canvas: self,
            x,
            y: area.y.saturating_add(row),
            end,
        }
    }

    /// Draws the frame of a pane with its title.
    pub fn frame(
        &mut self,
        area: Rect,
        border: &Border,
        style: Style,
        title: Clean<'_>,
        title_style: Style,
    ) {
        if area.width < 2 || area.height < 2 {
            return;
        }
        let across = usize::from(area.width) - 2;
        let bottom = area.height - 1;
        for (row, left, right) in [
            (0, border.top_left, border.top_right),
            (bottom, border.bottom_left, border.bottom_right),
        ] {
            let mut pen = self.line(area, row);
            pen.write(Clean::fixed(left), style);
            pen.repeat(Clean::fixed(border.horizontal), across, style);
            pen.write(Clean::fixed(right), style);
        }
        for row in 1..bottom {
            self.line(area, row)
                .write(Clean::fixed(border.vertical), style);
            let right = Rect {
                x: area.right() - 1,
                width: 1,
                ..area
            };
            self.line(right, row)
                .write(Clean::fixed(border.vertical), style);
        }
        if !title.is_empty() && area.width > 6 {
            let space = Rect {
                x: area.x + 2,
                width: area.width - 4,
                height: 1,
                ..area
            };
            let mut pen = self.line(space, 0);
            pen.write(Clean::fixed(" "), style);
            pen.write(title, title_style);
            pen.write(Clean::fixed(" "), style);
        }
    }
}

impl Pen<'_, '_> {
    /// Writes a text as far as there is room; a wide character that would be halved is left out.
    pub fn write(&mut self, text: Clean<'_>, style: Style) {
        self.put_each(self.canvas.measure.graphemes(text), style);
    }

    /// Writes one character again and again, as far as there is room.
    pub fn repeat(&mut self, character: Clean<'_>, times: usize, style: Style) {
        let first = self.canvas.measure.graphemes(character).next();
        self.put_each(first.into_iter().cycle().take(times), style);
    }

    /// Writes graphemes, each of which comes with its columns. Where the library takes one for narrower than the terminal does, it
    /// is told so, and the cells that it hides are left out, so that the cursor is moved past them.
    fn put_each<'t>(
        &mut self,
        mut graphemes: impl Iterator<Item = (usize, &'t str, usize)>,
        style: Style,
    ) {
        let measure = self.canvas.measure;
        let (x, y) = (self.x, self.y);
        let mut cells = self.canvas.cells(y, x..self.end).iter_mut();
        let put = |(_, grapheme, columns): (usize, &str, usize)| {
            if columns > cells.len() {
                return ControlFlow::Break(());
            }
            let Some(width) = u16::try_from(columns).ok().and_then(NonZeroU16::new) else {
                return ControlFlow::Continue(());
            };
            let is_wider =
                measure != Measure::Narrow && columns > Measure::Narrow.grapheme_columns(grapheme);
            let (option, hidden) = if is_wider {
                (CellDiffOption::ForcedWidth(width), CellDiffOption::Skip)
            } else {
                (CellDiffOption::None, CellDiffOption::None)
            };
            if let Some(cell) = cells.next() {
                cell.set_symbol(grapheme);
                cell.set_style(style).set_diff_option(option);
            }
            for cell in cells.by_ref().take(columns - 1) {
                cell.reset();
                cell.set_diff_option(hidden);
            }
            ControlFlow::Continue(())
        };
        // Until there is no room any more.
        let _ = graphemes.try_for_each(put);
        let left = u16::try_from(cells.len()).unwrap_or(0);
        self.x = self.end - left;
    }

    /// Writes a text cut to some columns, and fills the rest of them.
    pub fn column(
        &mut self,
        text: Clean<'_>,
        columns: usize,
        ellipsis: &'static str,
        style: Style,
    ) {
        let columns = columns.min(usize::from(self.room()));
        let measure = self.canvas.measure;
        let (text, ellipsis) = measure.cut_apart(text, columns, Clean::fixed(ellipsis));
        let end = self
            .x
            .saturating_add(u16::try_from(columns).unwrap_or(u16::MAX));
        self.write(text, style);
        self.write(ellipsis, style);
        self.skip(usize::from(end.saturating_sub(self.x)));
    }

    /// Goes some columns to the right.
    pub fn skip(&mut self, columns: usize) {
        let columns = u16::try_from(columns).unwrap_or(u16::MAX);
        self.x = self.x.saturating_add(columns).min(self.end);
    }

    /// Returns how columns are counted here.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.canvas.measure
    }

    /// Returns how many columns are left.
    #[must_use]
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// Returns the column that is written next.
    #[must_use]
    pub fn x(&self) -> u16 {
        self.x
    }
}

/// One character of a screen, where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'b> {
    pub x: u16,
    pub y: u16,
    /// How many columns it takes.
    pub columns: u16,
    pub symbol: &'b str,
    pub style: Style,
}

/// Returns what a screen shows, row by row, with every wide character once.
pub fn drawn(buffer: &Buffer) -> impl Iterator<Item = Drawn<'_>> {
    let area = buffer.area;
    let (mut x, mut y) = (area.left(), area.top());
    std::iter::from_fn(move || {
        if x >= area.right() {
            (x, y) = (area.left(), y + 1);
        }
        if area.is_empty() || y >= area.bottom() {
            return None;
        }
        let cell = &buffer[Position { x, y }];
        let columns = Measure::Narrow.grapheme_columns(cell.symbol()).max(1);
        let columns = match cell.diff_option {
            CellDiffOption::ForcedWidth(columns) => columns.get(),
            CellDiffOption::None | CellDiffOption::Skip | CellDiffOption::AlwaysUpdate => {
                u16::try_from(columns).unwrap_or(1)
            }
        };
        let drawn = Drawn {
            x,
            y,
            columns,
            symbol: cell.symbol(),
            style: cell.style(),
        };
        x += columns;
        Some(drawn)
    })
}

/// Returns the text of a screen, row by row: what a person reads, for tests.
#[must_use]
pub fn read(buffer: &Buffer) -> String {
    let mut lines = vec![String::new(); usize::from(buffer.area.height)];
    for drawn in drawn(buffer) {
        lines[usize::from(drawn.y - buffer.area.y)].push_str(drawn.symbol);
    }
    let lines = lines.iter().map(|line| line.trim_end());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_the_screen_there_is_nothing_to_draw_on() {
        let screen = Rect::new(0, 0, 8, 2);
        let blank = Buffer::empty(screen);
        for beyond in [
            Rect::new(20, 0, 4, 1),
            Rect::new(8, 1, 1, 1),
            Rect::new(2, 2, 4, 9),
            Rect::new(3, 1, 0, 1),
        ] {
            let mut buffer = blank.clone();
            let mut canvas = Canvas::new(&mut buffer, Measure::Narrow);
            canvas.paint(beyond, Style::new().bold());
            canvas.clear(beyond, Style::new().bold());
            canvas
                .line(beyond, 0)
                .write(Clean::fixed("text"), Style::new());
            assert_eq!(buffer, blank, "{beyond:?}");
        }
    }
}
