//! All keys of the main screen or of the page in its place, from the one table, and what the marks mean.

use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::Status;
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::{Keymap, Scope};
use crate::tui::layout;
use crate::tui::msg::Action;

use ratatui::layout::Rect;

/// Columns of the keys.
const KEYS: usize = 14;
/// Columns of the widest help.
const WIDEST: u16 = 76;

/// One line of the help.
enum Line {
    Key { keys: CleanBuf, what: CleanBuf },
    Text(CleanBuf),
    Mark { status: Status, what: CleanBuf },
    Core(CleanBuf),
    Blank,
}

/// Draws the help.
pub fn draw(app: &App, top: usize, theme: &Theme, canvas: &mut Canvas<'_>) {
    let text = app.text();
    let scope = app.scope_below();
    let columns = text_width(app.size());
    let lines = lines(app.keymap(), scope, app.measure(), (text, columns));
    let area = area(app.size(), lines.len());
    canvas.clear(area, theme.ground());
    canvas.frame(
        area,
        &app.symbols().border,
        theme.overlay_border(),
        Clean::fixed(text.help),
        theme.pane_title_focused(),
    );
    let inside = layout::inside(area);
    for (row, line) in (0..inside.height).zip(lines.iter().skip(top)) {
        draw_line(line, inside, row, app.symbols(), theme, canvas);
    }
    let hint = Rect {
        x: area.x + 2,
        y: area.bottom().saturating_sub(1),
        width: area.width.saturating_sub(4),
        height: 1,
    };
    let mut pen = canvas.line(hint, 0);
    let short = &text.keys.short;
    for (action, label) in [
        (Action::MoveDown, short.scroll),
        (Action::Back, short.close),
    ] {
        let key = app.keymap().label(Scope::Reading, action);
        pen.write(
            clean::piece(&format!(" {key} {label} ")).as_clean(),
            theme.dim(),
        );
    }
}

/// Returns the last line that may stand at the top.
#[must_use]
pub fn last_top(
    keymap: &Keymap,
    scope: Scope,
    measure: Measure,
    (size, lang): ((u16, u16), Lang),
) -> usize {
    let columns = text_width(size);
    let lines = lines(keymap, scope, measure, (lang.tui(), columns)).len();
    lines.saturating_sub(usize::from(layout::inside(area(size, lines)).height))
}

fn area((columns, rows): (u16, u16), lines: usize) -> Rect {
    let screen = Rect {
        x: 0,
        y: 0,
        width: columns,
        height: rows,
    };
    let height = u16::try_from(lines + 2).unwrap_or(rows);
    layout::centred(screen, WIDEST, height)
}

fn text_width(size: (u16, u16)) -> usize {
    usize::from(layout::inside(area(size, 1)).width)
}

fn lines(
    keymap: &Keymap,
    scope: Scope,
    measure: Measure,
    (text, columns): (&TuiText, usize),
) -> Vec<Line> {
    let mut lines = Vec::new();
    for (keys, what) in keymap.help(scope, &text.keys) {
        let mut keys = clean::line(&keys);
        let what = clean::line(what);
        for range in measure.wrap(what.as_clean(), columns.saturating_sub(KEYS)) {
            let part = what.as_clean().slice(range).to_buf();
            lines.push(Line::Key {
                keys: std::mem::take(&mut keys),
                what: part,
            });
        }
    }
    lines.push(Line::Blank);
    lines.extend(Status::ALL.map(|status| Line::Mark {
        status,
        what: clean::line((text.statuses)(status)),
    }));
    lines.push(Line::Core(clean::line(text.core)));
    lines.push(Line::Blank);
    let mouse = Clean::fixed(text.help_mouse);
    lines.extend(
        measure
            .wrap(mouse, columns)
            .into_iter()
            .map(|range| Line::Text(mouse.slice(range).to_buf())),
    );
    lines
}

fn draw_line(
    line: &Line,
    area: Rect,
    row: u16,
    symbols: &Symbols,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) {
    let mut pen = canvas.line(area, row);
    match line {
        Line::Key { keys, what } => {
            pen.column(keys.as_clean(), KEYS, symbols.ellipsis, theme.key());
            pen.write(what.as_clean(), theme.key_label());
        }
        Line::Core(what) => {
            pen.column(
                Clean::fixed(symbols.core),
                KEYS,
                symbols.ellipsis,
                theme.dim(),
            );
            pen.write(what.as_clean(), theme.text());
        }
        Line::Mark { status, what } => {
            pen.column(
                symbols.status(*status),
                KEYS,
                symbols.ellipsis,
                theme.status(*status),
            );
            pen.write(what.as_clean(), theme.text());
        }
        Line::Text(text) => pen.write(text.as_clean(), theme.dim()),
        Line::Blank => {}
    }
}
