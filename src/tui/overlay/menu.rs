//! A list to choose from: the palette, the filters, the themes, the library.

use std::ops::Range;

use ratatui::layout::Rect;

use super::goal::Goal;
use crate::progress::Status;
use crate::text::line_edit::LineEdit;
use crate::text::{Clean, CleanBuf};
use crate::theme::{Focus, Theme};
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, Pen};
use crate::tui::layout;

/// Which list it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuKind {
    Palette,
    Filters,
    Themes,
    Library,
    /// What another edition of the roadmap changed.
    Changes,
    /// What something belongs to that is recorded under this id and has lost its place.
    Belongs(CleanBuf),
}

/// What stands before a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowMark {
    None,
    /// On or off, where several can be on.
    Box(bool),
    /// The one that is in force, or another.
    Current(bool),
    Status(Status),
    /// Something is wrong with it.
    Warning,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuRow {
    pub mark: RowMark,
    pub label: CleanBuf,
    /// The parts of the label that were found.
    pub matched: Vec<Range<usize>>,
    /// Stands behind the label and gives way to it.
    pub note: CleanBuf,
    /// Stands at the right end.
    pub right: CleanBuf,
    /// What choosing it does; a heading has none.
    pub goal: Option<Goal>,
}

impl MenuRow {
    /// Makes a row with nothing but a label.
    #[must_use]
    pub fn new(label: CleanBuf, goal: Goal) -> MenuRow {
        MenuRow {
            mark: RowMark::None,
            label,
            matched: Vec::new(),
            note: CleanBuf::new(),
            right: CleanBuf::new(),
            goal: Some(goal),
        }
    }

    /// Makes a row that heads those below it.
    #[must_use]
    pub fn heading(label: CleanBuf) -> MenuRow {
        MenuRow {
            goal: None,
            ..MenuRow::new(label, Goal::Nothing)
        }
    }
}

/// A list with the row that is selected, and a line to narrow it by where it has one.
#[derive(Clone, Debug)]
pub struct Menu {
    pub kind: MenuKind,
    pub line: Option<LineEdit>,
    rows: Vec<MenuRow>,
    selected: usize,
    top: usize,
}

impl Menu {
    /// Makes a list; the first row that can be chosen is selected.
    #[must_use]
    pub fn new(kind: MenuKind, line: Option<LineEdit>, rows: Vec<MenuRow>) -> Menu {
        let mut menu = Menu {
            kind,
            line,
            rows: Vec::new(),
            selected: 0,
            top: 0,
        };
        menu.set_rows(rows);
        menu.select(0);
        menu
    }

    #[must_use]
    pub fn rows(&self) -> &[MenuRow] {
        &self.rows
    }

    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Returns what the selected row does.
    #[must_use]
    pub fn goal(&self) -> Option<&Goal> {
        self.rows.get(self.selected)?.goal.as_ref()
    }

    /// Takes other rows; the selection stays at its place.
    pub fn set_rows(&mut self, rows: Vec<MenuRow>) {
        self.rows = rows;
        self.select(self.selected);
    }

    /// Selects the row at a position, or the nearest that can be chosen, rather below than above.
    pub fn select(&mut self, position: usize) {
        let can_be_chosen = |position: &usize| self.can_be_chosen(*position);
        let position = position.min(self.rows.len().saturating_sub(1));
        let below = (position..self.rows.len()).find(can_be_chosen);
        let found = below.or_else(|| (0..position).rev().find(can_be_chosen));
        self.selected = found.unwrap_or(0);
    }

    /// Moves the selection by some rows over headings; down is positive.
    pub fn move_by(&mut self, lines: isize) {
        let wanted = self.selected.saturating_add_signed(lines);
        let last = self.rows.len().saturating_sub(1);
        let can_be_chosen = |position: &usize| self.can_be_chosen(*position);
        let found = if lines < 0 {
            (0..=wanted.min(last)).rev().find(can_be_chosen)
        } else {
            (wanted.min(last)..self.rows.len()).find(can_be_chosen)
        };
        if let Some(found) = found {
            self.selected = found;
        } else if lines < 0 {
            // The heading above the first row comes into view.
            self.top = 0;
        }
    }

    /// Moves the selection with the wheel, which does not choose.
    pub fn scroll_by(&mut self, lines: isize) {
        self.move_by(lines);
    }

    /// Selects the first row with a goal.
    pub fn select_goal(&mut self, goal: &Goal) {
        let position = self
            .rows
            .iter()
            .position(|row| row.goal.as_ref() == Some(goal));
        if let Some(position) = position {
            self.selected = position;
        }
    }

    /// Tells whether there is a row at a position, and something to choose in it.
    fn can_be_chosen(&self, position: usize) -> bool {
        let row = self.rows.get(position);
        row.is_some_and(|row| row.goal.is_some())
    }

    /// Keeps the selected row among those that are shown, with the heading above it where there is one.
    pub fn fit(&mut self, size: (u16, u16)) {
        let height = usize::from(self.list_area(size).height).max(1);
        let above = self.selected.saturating_sub(1);
        let heading = self.rows.get(above).is_some_and(|row| row.goal.is_none());
        let first = if heading && height > 1 {
            above
        } else {
            self.selected
        };
        let last_top = self.rows.len().saturating_sub(height);
        self.top = self
            .top
            .clamp((self.selected + 1).saturating_sub(height), first)
            .min(last_top.max(first.min(last_top)));
    }

    /// Returns the position of the row that is drawn at a place.
    #[must_use]
    pub fn row_at(&self, size: (u16, u16), column: u16, row: u16) -> Option<usize> {
        let area = self.list_area(size);
        layout::contains(area, column, row)
            .then(|| self.top + usize::from(row - area.y))
            .filter(|position| {
                self.rows
                    .get(*position)
                    .is_some_and(|row| row.goal.is_some())
            })
    }

    /// Returns where the whole box is.
    #[must_use]
    pub fn area(&self, size: (u16, u16)) -> Rect {
        let lines = self.rows.len().max(1) + 2 * usize::from(self.line.is_some()) + 2;
        let (width, most) = match &self.kind {
            MenuKind::Palette | MenuKind::Library | MenuKind::Belongs(_) => {
                (WIDE, size.1.saturating_sub(4).max(8))
            }
            MenuKind::Changes => (WIDEST, size.1.saturating_sub(2)),
            MenuKind::Filters | MenuKind::Themes => (NARROW, size.1.saturating_sub(2)),
        };
        // With a line to type in the box keeps its height, so that nothing jumps while one types.
        let height = if self.line.is_some() {
            usize::from(most)
        } else {
            lines
        };
        let height = u16::try_from(height).unwrap_or(u16::MAX).min(most);
        let screen = Rect {
            x: 0,
            y: 0,
            width: size.0,
            height: size.1.saturating_sub(1),
        };
        // One line of what is below would only look like a second edge.
        let height = if height + 1 == screen.height {
            screen.height
        } else {
            height
        };
        let centred = layout::centred(screen, width, height);
        match &self.kind {
            // A preview wants to be seen beside the list.
            MenuKind::Themes => Rect {
                x: screen.width.saturating_sub(centred.width),
                y: u16::from(screen.height > centred.height + 2) * 2,
                ..centred
            },
            MenuKind::Palette
            | MenuKind::Filters
            | MenuKind::Library
            | MenuKind::Changes
            | MenuKind::Belongs(_) => centred,
        }
    }

    fn list_area(&self, size: (u16, u16)) -> Rect {
        let inside = layout::inside(self.area(size));
        let head = 2 * u16::from(self.line.is_some());
        Rect {
            y: inside.y + head.min(inside.height),
            height: inside.height.saturating_sub(head),
            ..inside
        }
    }
}

/// Columns of the boxes.
const WIDEST: u16 = 116;
const WIDE: u16 = 84;
const NARROW: u16 = 46;

/// Draws the list; returns where the cursor of the line is, when it has one.
pub fn draw(app: &App, menu: &Menu, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let text = app.text();
    let area = menu.area(app.size());
    canvas.clear(area, theme.ground());
    let title = match &menu.kind {
        MenuKind::Palette => text.palette_title,
        MenuKind::Filters => text.filters_title,
        MenuKind::Themes => text.themes_title,
        MenuKind::Library => text.library_title,
        MenuKind::Changes => app.lang().changes().title,
        MenuKind::Belongs(_) => app.lang().changes().belongs_title,
    };
    canvas.frame(
        area,
        &app.symbols().border,
        theme.overlay_border(),
        Clean::fixed(title),
        theme.pane_title_focused(),
    );
    let inside = layout::inside(area);
    let cursor = menu.line.as_ref().map(|line| {
        let mut pen = canvas.line(inside, 0);
        pen.write(Clean::fixed(app.symbols().pointer), theme.accent());
        pen.skip(1);
        let (shown, column) = line.window(usize::from(pen.room()), pen.measure());
        let x = pen.x();
        pen.write(shown, theme.text());
        (x + u16::try_from(column).unwrap_or(0), inside.y)
    });
    let list = menu.list_area(app.size());
    if menu.rows.is_empty() {
        canvas
            .line(list, 0)
            .write(Clean::fixed(text.nothing_found), theme.dim());
    }
    for (line, (position, row)) in (0..list.height).zip(menu.rows.iter().enumerate().skip(menu.top))
    {
        draw_row(app, row, theme, &mut canvas.line(list, line));
        if position == menu.selected && row.goal.is_some() {
            let whole = Rect {
                x: list.x.saturating_sub(1),
                y: list.y + line,
                width: list.width + 2,
                height: 1,
            };
            canvas.paint(whole.intersection(area), theme.cursor_row(Focus::Here));
        }
    }
    let bar = Rect {
        y: list.y.saturating_sub(1),
        height: list.height + 2,
        ..area
    };
    crate::tui::screen::scrollbar(
        bar,
        menu.top,
        usize::from(list.height),
        menu.rows.len(),
        app,
        theme,
        canvas,
    );
    cursor
}

fn draw_row(app: &App, row: &MenuRow, theme: &Theme, pen: &mut Pen<'_, '_>) {
    let symbols = app.symbols();
    let Some(_) = row.goal else {
        let room = usize::from(pen.room());
        return pen.column(row.label.as_clean(), room, symbols.ellipsis, theme.strong());
    };
    let (mark, style) = match row.mark {
        RowMark::None => ("", theme.text()),
        RowMark::Box(true) => ("[x]", theme.accent()),
        RowMark::Box(false) => ("[ ]", theme.dim()),
        RowMark::Current(true) => (symbols.pointer, theme.accent()),
        RowMark::Current(false) => (" ", theme.text()),
        RowMark::Status(status) => (symbols.status(status).as_str(), theme.status(status)),
        RowMark::Warning => ("!", theme.warning()),
    };
    if row.mark != RowMark::None {
        pen.write(Clean::fixed(mark), style);
        pen.skip(1);
    }
    let right = pen.measure().columns(row.right.as_clean());
    let room = usize::from(pen.room()).saturating_sub(if right > 0 { right + 2 } else { 0 });
    let label = pen.measure().columns(row.label.as_clean()).min(room);
    highlighted(
        pen,
        row.label.as_clean(),
        (&row.matched, label),
        symbols.ellipsis,
        (theme.text(), theme.matched()),
    );
    let rest = room - label;
    if row.note.is_empty() || rest < 6 {
        pen.skip(rest);
    } else {
        pen.skip(2);
        pen.column(row.note.as_clean(), rest - 2, symbols.ellipsis, theme.dim());
    }
    if right > 0 {
        pen.skip(2);
        pen.write(row.right.as_clean(), theme.key());
    }
}

/// Writes a text cut to some columns, with some of its parts in another style, and fills the rest.
pub fn highlighted(
    pen: &mut Pen<'_, '_>,
    text: Clean<'_>,
    (parts, columns): (&[Range<usize>], usize),
    ellipsis: &'static str,
    (plain, found): (ratatui::style::Style, ratatui::style::Style),
) {
    let columns = columns.min(usize::from(pen.room()));
    let end = pen.x() + u16::try_from(columns).unwrap_or(0);
    let measure = pen.measure();
    let (text, ellipsis) = measure.cut_apart(text, columns, Clean::fixed(ellipsis));
    let kept = text.as_str().len();
    let mut done = 0;
    for part in parts {
        let (start, end) = (part.start.min(kept), part.end.min(kept));
        if start < end && done <= start {
            pen.write(text.slice(done..start), plain);
            pen.write(text.slice(start..end), found);
            done = end;
        }
    }
    pen.write(text.slice(done..kept), plain);
    pen.write(ellipsis, plain);
    pen.skip(usize::from(end.saturating_sub(pen.x())));
}
