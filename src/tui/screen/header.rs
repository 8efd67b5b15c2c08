//! The first two lines: what is learned and how far it is; the stages, and what is filtered.

use std::ops::Range;

use ratatui::layout::Rect;

use super::chips;
use crate::progress::Tally;
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;

/// Cells of the widest bar.
const WIDEST_BAR: usize = 30;

/// Columns of a header that are wanted beside the words for optional stages.
const ROOM_FOR_WORDS: usize = 55;

/// Labels that would have to be shorter than this, in columns, are left out but for the active one.
const SHORTEST_LABEL: usize = 8;

/// Columns between two tabs.
const GAP: u16 = 3;

/// A tab and where it is drawn.
pub struct Tab {
    /// The digit that chooses it.
    pub digit: u8,
    pub label: CleanBuf,
    /// The stage's percent, drawn dimmer.
    pub percent: CleanBuf,
    pub is_active: bool,
    pub columns: Range<u16>,
}

/// Draws the roadmap's name, the percent, the bar and the counts.
pub fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let tally = app.shown_tally();
    let percent = tally
        .percent()
        .map(|percent| format!("{percent}%"))
        .unwrap_or_default();
    let counts = clean::line(&format!("{}/{}", tally.done, tally.counted()));
    let columns = usize::from(area.width);
    let beside = beside_goal(app, columns).unwrap_or_default();
    let name = clean::line(app.course().roadmap().name(app.lang()).as_str());
    let [counts_width, beside_width] =
        [&counts, &beside].map(|text| app.measure().columns(text.as_clean()));

    // Name, percent, bar and counts; what does not fit gives way from the middle.
    let fixed = 1 + 6 + 2 + counts_width + 2 * usize::from(beside_width > 0) + beside_width + 1;
    let free = columns.saturating_sub(fixed);
    let bar = WIDEST_BAR.min(free / 3);
    let mut pen = canvas.line(area, 0);
    pen.skip(1);
    pen.column(
        name.as_clean(),
        free.saturating_sub(bar),
        app.symbols().ellipsis,
        theme.strong(),
    );
    pen.write(
        clean::piece(&format!("{percent:>5} ")).as_clean(),
        theme.strong(),
    );
    draw_bar(app, tally, bar, theme, &mut pen);
    pen.skip(2);
    pen.write(counts.as_clean(), theme.dim());
    pen.skip(2);
    pen.write(beside.as_clean(), theme.dim());
}

/// Draws the stages as tabs, and at the right what else is filtered.
pub fn draw_tabs(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    for tab in tabs(app, area.width) {
        let style = if tab.is_active {
            theme.tab_active()
        } else {
            theme.tab()
        };
        let columns = Rect {
            x: tab.columns.start,
            width: tab.columns.len().try_into().unwrap_or(0),
            ..area
        };
        let mut pen = canvas.line(columns, 0);
        // Without room for labels the digit alone tells which tab is active.
        let has_label = !tab.label.is_empty();
        let digit_style = if has_label { theme.dim() } else { style };
        pen.write(clean::line(&tab.digit.to_string()).as_clean(), digit_style);
        pen.skip(usize::from(has_label));
        pen.write(tab.label.as_clean(), style);
        pen.write(tab.percent.as_clean(), theme.dim());
    }
    draw_more(app, area, theme, canvas);
    chips::draw(app, area, theme, canvas);
}

/// Marks that there are more stages than tabs; they are reached in the tree.
fn draw_more(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let shown = tabs(app, area.width);
    let stages = app.course().roadmap().stages().count();
    let last = shown.last().map_or(0, |tab| tab.columns.end);
    if shown.len() <= stages && last + 2 < area.right() {
        let place = Rect {
            x: last + 1,
            width: 1,
            ..area
        };
        canvas
            .line(place, 0)
            .write(Clean::fixed(app.symbols().ellipsis), theme.dim());
    }
}

/// Returns the tabs with the columns they are drawn in, cut as the width asks for: where there is little room, only
/// the active tab keeps its label and its percent.
#[must_use]
pub fn tabs(app: &App, columns: u16) -> Vec<Tab> {
    let measure = app.measure();
    let room = usize::from(columns).saturating_sub(1 + chips::columns(app, columns));
    let mut tabs = whole_tabs(app);
    let mut room_for_labels = room.saturating_sub(fixed_columns(&tabs, measure));
    let longest = longest_label(&tabs, room_for_labels, measure);
    let are_cut = tabs
        .iter()
        .any(|tab| measure.columns(tab.label.as_clean()) > longest);
    let mut label_columns = longest;
    if are_cut && longest < SHORTEST_LABEL {
        for tab in tabs.iter_mut().filter(|tab| !tab.is_active) {
            tab.label = CleanBuf::new();
        }
        if room_for_labels < SHORTEST_LABEL {
            for tab in tabs.iter_mut().filter(|tab| !tab.is_active) {
                tab.percent = CleanBuf::new();
            }
        }
        room_for_labels = room.saturating_sub(fixed_columns(&tabs, measure));
        label_columns = if room_for_labels < 4 {
            0
        } else {
            room_for_labels
        };
    }
    place(
        &mut tabs,
        label_columns,
        Clean::fixed(app.symbols().ellipsis),
        measure,
    );
    tabs.retain(|tab| usize::from(tab.columns.end) <= room + 1);
    tabs
}

/// Returns the columns of all tabs but for their labels: digit, blank, percent, and a gap between two.
fn fixed_columns(tabs: &[Tab], measure: Measure) -> usize {
    let tab_columns = |tab: &Tab| 2 + measure.columns(tab.percent.as_clean());
    let gaps = usize::from(GAP) * tabs.len().saturating_sub(1);
    tabs.iter().map(tab_columns).sum::<usize>() + gaps
}

/// Cuts the labels and puts one tab beside the other.
fn place(tabs: &mut [Tab], label_columns: usize, ellipsis: Clean<'_>, measure: Measure) {
    let mut x = 1;
    for tab in tabs {
        tab.label = measure.cut_with(tab.label.as_clean(), label_columns, ellipsis);
        let gap = usize::from(!tab.label.is_empty());
        let [label, percent] =
            [&tab.label, &tab.percent].map(|text| measure.columns(text.as_clean()));
        let end = x + u16::try_from(1 + gap + label + percent).unwrap_or(u16::MAX);
        tab.columns = x..end;
        x = end.saturating_add(GAP);
    }
}

/// Returns all tabs with whole labels, not placed yet. There are as many as there are digits.
fn whole_tabs(app: &App) -> Vec<Tab> {
    let roadmap = app.course().roadmap();
    let active = app.filter().stage;
    let tab = |digit, label, percent, is_active| Tab {
        digit,
        label,
        percent,
        is_active,
        columns: 0..0,
    };
    let all = clean::line(app.text().all_stages);
    let mut tabs = vec![tab(0, all, CleanBuf::new(), active.is_none())];
    for (digit, stage) in (1..=9).zip(roadmap.stages()) {
        let percent = app.course().progress().tallies(stage).resources.percent();
        let percent = percent
            .map(|percent| clean::piece(&format!(" {percent}%")))
            .unwrap_or_default();
        let label = roadmap.title(stage, app.lang()).to_buf();
        tabs.push(tab(digit, label, percent, active == Some(stage)));
    }
    tabs
}

/// Returns how many columns the longest label may take, so that all together fit into `room`.
fn longest_label(tabs: &[Tab], room: usize, measure: Measure) -> usize {
    let widths: Vec<usize> = tabs
        .iter()
        .map(|tab| measure.columns(tab.label.as_clean()))
        .collect();
    let widest = widths.iter().copied().max().unwrap_or(0);
    let fits = |longest: &usize| {
        widths
            .iter()
            .map(|width| (*width).min(*longest))
            .sum::<usize>()
            <= room
    };
    (0..=widest).rev().find(fits).unwrap_or(0)
}

/// Returns what is done of the optional stages, in words where there is room for them.
fn beside_goal(app: &App, columns: usize) -> Option<CleanBuf> {
    let beside = app
        .course()
        .progress()
        .beside_goal(app.course().roadmap())
        .resources;
    if app.filter().stage.is_some() || beside.done == 0 {
        return None;
    }
    let words = clean::line(&(app.text().beside_goal)(beside.done, beside.counted()));
    let fits = app.measure().columns(words.as_clean()) + ROOM_FOR_WORDS <= columns;
    Some(if fits {
        words
    } else {
        clean::line(&format!("+{}", beside.done))
    })
}

fn draw_bar(
    app: &App,
    tally: Tally,
    columns: usize,
    theme: &Theme,
    pen: &mut crate::tui::canvas::Pen<'_, '_>,
) {
    let (full, rest) = Symbols::bar(columns, tally.done, tally.counted());
    pen.repeat(
        Clean::fixed(app.symbols().bar_full),
        full,
        theme.bar_filled(),
    );
    pen.repeat(Clean::fixed(app.symbols().bar_rest), rest, theme.bar_rest());
}
