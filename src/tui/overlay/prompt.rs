//! A line that is typed at the foot of the screen.

use ratatui::layout::Rect;

use crate::filter::Filter;
use crate::roadmap::NodeIdx;
use crate::roadmap::url::Link;
use crate::search::Completions;
use crate::text::line_edit::LineEdit;
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::tree::Tree;

/// What the line is for.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// Searches; what was on the screen before comes back when it is left.
    Search(Box<(Filter, Tree)>),
    /// A line for the note of a node.
    Note(NodeIdx),
    /// The address of a link to add to a topic.
    LinkAddress(NodeIdx),
    /// The title of that link.
    LinkTitle(NodeIdx, Link),
}

/// A line and what it is for.
#[derive(Clone, Debug)]
pub struct Prompt {
    pub purpose: Purpose,
    pub line: LineEdit,
    /// What the line may go on with, the first of which `Tab` takes.
    pub offers: Option<Completions>,
    /// What is wrong with the line so far, or how much was found.
    pub remark: CleanBuf,
}

impl Prompt {
    #[must_use]
    pub fn new(purpose: Purpose) -> Prompt {
        Prompt {
            purpose,
            line: LineEdit::default(),
            offers: None,
            remark: CleanBuf::new(),
        }
    }
}

/// Draws the line in the row above the footer; returns where the cursor is.
pub fn draw(
    app: &App,
    prompt: &Prompt,
    area: Rect,
    theme: &Theme,
    canvas: &mut Canvas<'_>,
) -> (u16, u16) {
    canvas.clear(area, theme.ground());
    let text = app.text();
    let label = match &prompt.purpose {
        Purpose::Search(_) => text.search_prompt,
        Purpose::Note(_) => text.note_prompt,
        Purpose::LinkAddress(_) => text.address_prompt,
        Purpose::LinkTitle(..) => text.title_prompt,
    };
    let mut pen = canvas.line(area, 0);
    pen.skip(1);
    pen.write(Clean::fixed(label), theme.accent());
    let remark = app.measure().columns(prompt.remark.as_clean()) + 2;
    let room = usize::from(pen.room()).saturating_sub(if prompt.remark.is_empty() {
        1
    } else {
        remark + 1
    });
    let (shown, column) = prompt.line.window(room.max(8), app.measure());
    let start = pen.x();
    pen.write(
        app.measure()
            .cut_with(shown, room.max(8), Clean::fixed(app.symbols().ellipsis))
            .as_clean(),
        theme.text(),
    );
    let used = usize::from(pen.x() - start);
    let offers = prompt.offers.iter().flat_map(|offers| &offers.items);
    let offers: Vec<&str> = offers.map(|offer| offer.shown.as_str()).collect();
    if !offers.is_empty() && used + 4 < room {
        pen.skip(2);
        let offers = clean::line(&offers.join("  "));
        pen.column(
            offers.as_clean(),
            room - used - 2,
            app.symbols().ellipsis,
            theme.dim(),
        );
    } else {
        pen.skip(room.saturating_sub(used));
    }
    if !prompt.remark.is_empty() {
        pen.skip(1);
        pen.write(prompt.remark.as_clean(), theme.dim());
    }
    (start + u16::try_from(column).unwrap_or(0), area.y)
}
