//! Draws the tree: marks, titles, counts in fixed columns.

use std::ops::Range;

use ratatui::layout::Rect;

use super::chips;
use crate::filter::{Culprit, FilterPart};
use crate::progress::{Status, Tally};
use crate::roadmap::{Level, NodeIdx};
use crate::search::Highlighter;
use crate::symbols::Symbols;
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, Pen};
use crate::tui::layout::{self, Pane};
use crate::tui::msg::Action;
use crate::tui::overlay::menu::highlighted;
use crate::tui::tree::{Row, RowKind};

/// Stands in place of the pointer on rows that are selected together.
const SELECTED: &str = "*";
/// Columns of a parent's percent ("100%") at the right end of its row, after its counts ("18/22").
const PERCENT: usize = 5;
/// Columns of the longest word for a kind of resource.
const KIND: usize = 8;
/// Cells of the small bar of a topic, and from which pane width on it is drawn.
const BAR: usize = 5;
const WIDE: usize = 64;

/// Columns between a row's left end and the mark of its status or fold.
#[must_use]
pub(super) fn mark_column(row: &Row) -> u16 {
    1 + 2 * row.depth
}

/// Draws the pane of the tree.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let focus = super::focus(app, Pane::Tree);
    let (frame, title) = theme.pane(focus);
    canvas.frame(
        area,
        &app.symbols().border,
        frame,
        Clean::fixed(app.text().roadmap),
        title,
    );
    let inside = inside(area);
    let columns = Columns::new(app);
    let search = app.filter().search.as_ref();
    let mut highlighter = search.map(|found| Highlighter::new(found.query()));
    if app.tree().rows().is_empty() {
        return empty(app, inside, theme, canvas);
    }
    for (line, (position, row)) in (0..).zip(app.tree().window()) {
        let is_cursor = position == app.tree().cursor();
        let whole = Rect {
            y: inside.y + line,
            height: 1,
            ..inside
        };
        if line >= inside.height {
            break;
        }
        let matched = match (&mut highlighter, row.kind) {
            (Some(highlighter), RowKind::Node(node)) => {
                highlighter.ranges(app.course().roadmap().title(node, app.lang()))
            }
            (Some(_) | None, _) => Vec::new(),
        };
        let look = RowLook {
            has_pointer: is_cursor && app.focus() == Pane::Tree,
            matched,
            columns,
        };
        draw_row(app, row, &look, theme, &mut canvas.line(inside, line));
        if is_cursor {
            canvas.paint(whole, theme.cursor_row(focus));
        }
    }
    super::scrollbar(
        area,
        app.tree().top(),
        usize::from(inside.height),
        app.tree().rows().len(),
        app,
        theme,
        canvas,
    );
}

/// Returns the part of the pane that rows are drawn in: all that is inside the border.
#[must_use]
pub(super) fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..layout::inside(area)
    }
}

/// What sets a row apart from others of its kind.
struct RowLook {
    /// The keyboard is here.
    has_pointer: bool,
    /// The parts of the title that a search found.
    matched: Vec<Range<usize>>,
    columns: Columns,
}

/// What stands at the right ends of rows, the same for all of them.
#[derive(Clone, Copy)]
struct Columns {
    /// There is room for bars and kinds.
    is_wide: bool,
    /// Columns of the longest counts that any row of this roadmap can have, and two blanks.
    counts: usize,
}

impl Columns {
    fn new(app: &App) -> Columns {
        let (roadmap, progress) = (app.course().roadmap(), app.course().progress());
        let most = roadmap.stages().map(|stage| {
            let tallies = progress.tallies(stage);
            tallies.resources.all().max(tallies.concepts.all())
        });
        let digits = most.max().unwrap_or(0).to_string().len();
        Columns {
            is_wide: app.tree_width() >= WIDE,
            counts: 2 + digits + 1 + digits,
        }
    }
}

fn draw_row(app: &App, row: &Row, look: &RowLook, theme: &Theme, pen: &mut Pen<'_, '_>) {
    let is_selected = matches!(row.kind, RowKind::Node(node) if app.is_selected(node));
    let pointer = match (is_selected, look.has_pointer) {
        (true, _) => SELECTED,
        (false, true) => app.symbols().pointer,
        (false, false) => " ",
    };
    pen.write(Clean::fixed(pointer), theme.accent());
    pen.skip(2 * usize::from(row.depth));
    match row.kind {
        RowKind::Node(node) => match app.course().roadmap().level(node) {
            Level::Stage | Level::Topic => draw_parent(app, row, node, look, theme, pen),
            Level::Concept | Level::Resource => draw_leaf(app, node, look, theme, pen),
        },
        RowKind::KeyIdeas(topic) => {
            let tally = app
                .course()
                .progress()
                .key_ideas(app.course().roadmap(), topic);
            draw_fold(app, row, theme, pen);
            title_and_counts(
                app,
                &Title::plain(Clean::fixed(app.text().key_ideas), theme.dim()),
                (Numbers::Count(tally), look.columns),
                theme,
                pen,
            );
        }
        RowKind::Lost => {
            draw_fold(app, row, theme, pen);
            let count = clean::line(&app.course().orphans().len().to_string());
            title_and_counts(
                app,
                &Title::plain(Clean::fixed(app.text().lost), theme.warning()),
                (Numbers::Text(count), look.columns),
                theme,
                pen,
            );
        }
        RowKind::Orphan(orphan) => {
            let Some(orphan) = orphan.of(app.course()) else {
                return;
            };
            draw_mark(app, orphan.status, theme, pen);
            let spent = (orphan.minutes > 0)
                .then(|| clean::line(&(app.lang().stats().duration)(orphan.minutes)));
            title_and_counts(
                app,
                &Title {
                    has_note: orphan.has_note,
                    ..Title::plain(orphan.title(), theme.faint())
                },
                (spent.map_or(Numbers::None, Numbers::Text), look.columns),
                theme,
                pen,
            );
        }
    }
}

fn draw_parent(
    app: &App,
    row: &Row,
    node: NodeIdx,
    look: &RowLook,
    theme: &Theme,
    pen: &mut Pen<'_, '_>,
) {
    let roadmap = app.course().roadmap();
    let progress = app.course().progress();
    if row.open.is_some() {
        draw_fold(app, row, theme, pen);
    } else {
        draw_mark(app, progress.status(roadmap, node), theme, pen);
    }
    let is_stage = roadmap.level(node) == Level::Stage;
    let style = match (is_stage, progress.status(roadmap, node)) {
        (true, _) => theme.strong(),
        (false, status) => theme.title(status),
    };
    let title = roadmap.title(node, app.lang());
    let numbers = Numbers::Progress {
        tally: progress.tallies(node).resources,
        has_bar: !is_stage,
    };
    let optional = (is_stage && roadmap.is_optional(node))
        .then(|| clean::line(&(app.text().optional_title)(title.as_str())));
    let title = Title {
        text: optional.as_ref().map_or(title, CleanBuf::as_clean),
        style,
        matched: &look.matched,
        has_note: app.course().has_note(node),
    };
    title_and_counts(app, &title, (numbers, look.columns), theme, pen);
}

fn draw_leaf(app: &App, node: NodeIdx, look: &RowLook, theme: &Theme, pen: &mut Pen<'_, '_>) {
    let roadmap = app.course().roadmap();
    let status = app.course().progress().status(roadmap, node);
    draw_mark(app, status, theme, pen);
    let core = if roadmap.is_core(node) {
        app.symbols().core
    } else {
        " "
    };
    let kind = roadmap.kind(node).filter(|_| look.columns.is_wide);
    let numbers = match kind {
        Some(kind) => Numbers::Kind {
            kind: clean::line((app.text().kinds)(kind)),
            core,
        },
        None if roadmap.is_core(node) => Numbers::Text(clean::line(core)),
        None => Numbers::None,
    };
    title_and_counts(
        app,
        &Title {
            text: roadmap.title(node, app.lang()),
            style: theme.title(status),
            matched: &look.matched,
            has_note: app.course().has_note(node),
        },
        (numbers, look.columns),
        theme,
        pen,
    );
}

fn draw_fold(app: &App, row: &Row, theme: &Theme, pen: &mut Pen<'_, '_>) {
    let mark = if row.open == Some(true) {
        app.symbols().open
    } else {
        app.symbols().closed
    };
    pen.write(Clean::fixed(mark), theme.dim());
    pen.skip(1);
}

fn draw_mark(app: &App, status: Status, theme: &Theme, pen: &mut Pen<'_, '_>) {
    pen.write(app.symbols().status(status), theme.status(status));
    pen.skip(1);
}

/// A title as it is written.
struct Title<'a> {
    text: Clean<'a>,
    style: ratatui::style::Style,
    /// The parts of it that a search found.
    matched: &'a [Range<usize>],
    /// Whether the person wrote a note on it.
    has_note: bool,
}

impl<'a> Title<'a> {
    fn plain(text: Clean<'a>, style: ratatui::style::Style) -> Title<'a> {
        Title {
            text,
            style,
            matched: &[],
            has_note: false,
        }
    }
}

/// What stands at the right end of a row.
enum Numbers {
    None,
    Text(CleanBuf),
    /// What kind a resource is of, and its mark of the core path.
    Kind {
        kind: CleanBuf,
        core: &'static str,
    },
    Count(Tally),
    Progress {
        tally: Tally,
        has_bar: bool,
    },
}

/// Writes the title, cut before the numbers are, and the numbers in their columns.
fn title_and_counts(
    app: &App,
    title: &Title<'_>,
    (numbers, columns): (Numbers, Columns),
    theme: &Theme,
    pen: &mut Pen<'_, '_>,
) {
    let symbols = app.symbols();
    // One column of air before the border.
    let room = usize::from(pen.room().saturating_sub(1));
    let bar = if columns.is_wide { BAR + 2 } else { 0 };
    let right = match &numbers {
        Numbers::None => 0,
        Numbers::Text(text) => app.measure().columns(text.as_clean()) + 1,
        Numbers::Kind { .. } => 1 + KIND + 2,
        Numbers::Count(_) | Numbers::Progress { .. } => bar + columns.counts + PERCENT,
    };
    let note = if title.has_note { 2 } else { 0 };
    let free = room.saturating_sub(right + note);
    let used = app.measure().columns(title.text).min(free);
    let found = theme.matched();
    let parts = (title.matched, used);
    highlighted(
        pen,
        title.text,
        parts,
        symbols.ellipsis,
        (title.style, found),
    );
    if title.has_note {
        pen.skip(1);
        pen.write(Clean::fixed(symbols.note), theme.accent());
    }
    pen.skip(free - used);
    match numbers {
        Numbers::None => {}
        Numbers::Text(text) => {
            pen.skip(1);
            pen.write(text.as_clean(), theme.dim());
        }
        Numbers::Kind { kind, core } => {
            pen.skip(1);
            pen.column(kind.as_clean(), KIND, symbols.ellipsis, theme.dim());
            pen.skip(1);
            pen.write(Clean::fixed(core), theme.dim());
        }
        Numbers::Count(tally) => {
            pen.skip(bar);
            pen.write(counts(tally, columns.counts).as_clean(), theme.dim());
        }
        Numbers::Progress { tally, has_bar } => {
            if bar > 0 && has_bar {
                let (full, rest) = Symbols::bar(BAR, tally.done, tally.counted());
                pen.skip(1);
                pen.repeat(Clean::fixed(symbols.bar_full), full, theme.bar_filled());
                pen.repeat(Clean::fixed(symbols.bar_rest), rest, theme.bar_rest());
                pen.skip(1);
            } else {
                pen.skip(bar);
            }
            pen.write(counts(tally, columns.counts).as_clean(), theme.dim());
            let percent = tally
                .percent()
                .map(|percent| format!("{percent}%"))
                .unwrap_or_default();
            pen.write(
                clean::piece(&format!("{percent:>PERCENT$}")).as_clean(),
                theme.dim(),
            );
        }
    }
}

fn counts(tally: Tally, columns: usize) -> CleanBuf {
    let counts = format!("{}/{}", tally.done, tally.counted());
    clean::piece(&format!("{counts:>columns$}"))
}

/// Says why there is no row, and how to get rows again.
fn empty(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let filter = app.filter();
    let (_, all) = app.shown_of_all();
    let (roadmap, progress) = (app.course().roadmap(), app.course().progress());
    let text = if filter.is_empty() {
        app.text().nothing_here.to_owned()
    } else if app.is_only_unfinished()
        && filter.parts().into_iter().all(is_place_or_status)
        && all > 0
    {
        (app.text().all_finished)(&app.key_or_name(Action::Back))
    } else if let Some(Culprit { part, brings }) = filter.culprit(roadmap, progress) {
        // The last part goes with the key that goes back, any other in the menu.
        let is_last = filter.parts().first() == Some(&part);
        let key = if is_last {
            Action::Back
        } else {
            Action::Filter
        };
        let words = chips::words(app, filter, part);
        (app.text().hides_most)(all, words.as_str(), brings, &app.key_or_name(key))
    } else {
        (app.text().no_match)(all, &app.key_or_name(Action::Back))
    };
    let text = clean::line(&text);
    let columns = usize::from(area.width.saturating_sub(2));
    for (row, range) in (1..).zip(app.measure().wrap(text.as_clean(), columns)) {
        let mut pen = canvas.line(area, row);
        pen.skip(1);
        pen.write(text.as_clean().slice(range), theme.dim());
    }
}

const fn is_place_or_status(part: FilterPart) -> bool {
    match part {
        FilterPart::Stage | FilterPart::Topic | FilterPart::Status => true,
        FilterPart::Kind
        | FilterPart::Lang
        | FilterPart::Core
        | FilterPart::Free
        | FilterPart::Search => false,
    }
}
