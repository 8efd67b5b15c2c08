//! What the tree is narrowed to, at the right end of the tabs: each part can be lifted with a click.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::filter::{Filter, FilterPart};
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;

/// Columns of the widest part.
const WIDEST: usize = 24;

/// One part, and where it is drawn.
pub struct Chip {
    /// What a click lifts; the counts and the selection lift nothing.
    pub part: Option<FilterPart>,
    pub label: CleanBuf,
    pub columns: Range<u16>,
}

/// Draws the parts.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    for chip in chips(app, area) {
        let place = Rect {
            x: chip.columns.start,
            width: chip.columns.len().try_into().unwrap_or(0),
            ..area
        };
        let style = if chip.part.is_some() {
            theme.chip()
        } else {
            theme.dim()
        };
        canvas.line(place, 0).write(chip.label.as_clean(), style);
    }
}

/// Returns the parts with the columns they are drawn in. They take at most half of a line; the older ones give way.
#[must_use]
pub fn chips(app: &App, area: Rect) -> Vec<Chip> {
    let mut labels = labels(app);
    let most = usize::from(area.width / 2);
    let total = |labels: &[(Option<FilterPart>, CleanBuf)]| -> usize {
        let columns = labels
            .iter()
            .map(|(_, label)| app.measure().columns(label.as_clean()) + 1);
        columns.sum()
    };
    let mut hidden = 0;
    while labels.len() > 2 && total(&labels) > most {
        labels.remove(0);
        hidden += 1;
    }
    if hidden > 0 {
        labels.insert(0, (None, clean::line(&format!("+{hidden}"))));
    }
    let columns = u16::try_from(total(&labels)).unwrap_or(u16::MAX);
    let mut x = area.right().saturating_sub(columns);
    let mut chips = Vec::new();
    for (part, label) in labels {
        let end =
            x.saturating_add(u16::try_from(app.measure().columns(label.as_clean())).unwrap_or(0));
        chips.push(Chip {
            part,
            label,
            columns: x..end,
        });
        x = end + 1;
    }
    chips
}

/// Returns how many columns the parts take at the end of a line.
#[must_use]
pub(super) fn columns(app: &App, columns: u16) -> usize {
    let area = Rect {
        x: 0,
        y: 0,
        width: columns,
        height: 1,
    };
    let chips = chips(app, area);
    chips.first().map_or(0, |first| {
        usize::from(columns.saturating_sub(first.columns.start)) + 1
    })
}

/// Returns the words of all parts, the oldest first, then how much is shown of what there is, then the selection. The
/// stage is no part here: its tab shows it.
fn labels(app: &App) -> Vec<(Option<FilterPart>, CleanBuf)> {
    let filter = app.filter();
    let mut parts = filter.parts();
    parts.reverse();
    parts.retain(|part| *part != FilterPart::Stage);
    let mut labels: Vec<(Option<FilterPart>, CleanBuf)> = parts
        .iter()
        .map(|part| {
            let words = words(app, filter, *part);
            let cut = app.measure().cut_with(
                words.as_clean(),
                WIDEST,
                Clean::fixed(app.symbols().ellipsis),
            );
            (Some(*part), clean::line(&format!("[{cut}]")))
        })
        .collect();
    if !labels.is_empty() {
        let (shown, all) = app.shown_of_all();
        labels.push((None, clean::line(&format!("{shown}/{all}"))));
    }
    if app.selected() > 0 {
        labels.push((None, clean::line(&(app.text().selected)(app.selected()))));
    }
    labels
}

/// Returns what a part of the filter asks for, in a few words.
#[must_use]
pub fn words(app: &App, filter: &Filter, part: FilterPart) -> CleanBuf {
    let text = app.text();
    let roadmap = app.course().roadmap();
    let place = |node: Option<crate::roadmap::NodeIdx>| {
        node.map(|node| roadmap.title(node, app.lang()).to_string())
            .unwrap_or_default()
    };
    let list = |words: Vec<&str>| words.join(text.or);
    let words = match part {
        FilterPart::Stage => place(filter.stage),
        FilterPart::Topic => place(filter.topic),
        FilterPart::Status if filter.statuses == Filter::UNFINISHED => text.unfinished.to_owned(),
        FilterPart::Status => list(
            filter
                .statuses
                .iter()
                .map(|status| (text.statuses)(*status))
                .collect(),
        ),
        FilterPart::Kind => list(
            filter
                .kinds
                .iter()
                .map(|kind| (text.kinds)(*kind))
                .collect(),
        ),
        FilterPart::Lang => list(filter.langs.iter().map(CleanBuf::as_str).collect()),
        FilterPart::Core => text.core.to_owned(),
        FilterPart::Free => text.free.to_owned(),
        FilterPart::Search => {
            let found = filter.search.as_ref();
            let query = found.map(|found| found.query().text().to_string());
            format!("/{}", query.unwrap_or_default())
        }
    };
    clean::line(&words)
}
