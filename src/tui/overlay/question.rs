//! Asks before something is done that may not be wanted.

use ratatui::layout::Rect;

use crate::lang::tui::TuiText;
use crate::roadmap::url::{Caution, Link};
use crate::text::{Clean, CleanBuf, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::layout;
use crate::tui::msg::Action;

/// What is asked.
#[derive(Clone, Debug)]
pub enum Question {
    /// Whether to open a link that may not be what it seems, and why it may not.
    OddLink { link: Link, cautions: Vec<Caution> },
    /// Whether to open so many links at once.
    ManyLinks(Vec<Link>),
}

/// How a line of a question looks.
#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Link,
    Warning,
}

impl Question {
    fn title(&self, text: &TuiText) -> &'static str {
        match self {
            Question::OddLink { .. } => text.open_question,
            Question::ManyLinks(_) => text.open_all_question,
        }
    }

    /// Returns what is said before the answers.
    fn lines(&self, text: &TuiText) -> Vec<(CleanBuf, Tone)> {
        match self {
            Question::OddLink { link, cautions } => {
                let address = (clean::line(link.as_str()), Tone::Link);
                let blank = (CleanBuf::new(), Tone::Plain);
                let reason = |caution| (clean::line(&text.caution(caution)), Tone::Warning);
                [address, blank]
                    .into_iter()
                    .chain(cautions.iter().map(reason))
                    .collect()
            }
            Question::ManyLinks(links) => {
                vec![(clean::line(&(text.many_links)(links.len())), Tone::Plain)]
            }
        }
    }
}

/// Columns of the widest question.
const WIDEST: u16 = 70;

/// Draws the question.
pub fn draw(app: &App, question: &Question, theme: &Theme, canvas: &mut Canvas<'_>) {
    let text = app.text();
    let (columns, rows) = app.size();
    let screen = Rect {
        x: 0,
        y: 0,
        width: columns,
        height: rows,
    };
    let columns = usize::from(layout::inside(layout::centred(screen, WIDEST, 1)).width);
    let mut lines = Vec::new();
    for (line, tone) in question.lines(text) {
        for range in app.measure().wrap(line.as_clean(), columns) {
            lines.push((line.as_clean().slice(range).to_buf(), tone));
        }
    }
    let height = u16::try_from(lines.len() + 4).unwrap_or(rows);
    let area = layout::centred(screen, WIDEST, height);
    canvas.clear(area, theme.ground());
    let title = Clean::fixed(question.title(text));
    canvas.frame(
        area,
        &app.symbols().border,
        theme.overlay_border(),
        title,
        theme.pane_title_focused(),
    );
    let inside = layout::inside(area);
    for (row, (line, tone)) in (0..).zip(&lines) {
        let style = match tone {
            Tone::Plain => theme.text(),
            Tone::Link => theme.link(),
            Tone::Warning => theme.warning(),
        };
        canvas.line(inside, row).write(line.as_clean(), style);
    }
    let mut pen = canvas.line(inside, inside.height.saturating_sub(1));
    for (action, label) in [
        (Action::Confirm, text.open_yes),
        (Action::Back, text.open_no),
    ] {
        pen.write(clean::line(&app.key(action)).as_clean(), theme.key());
        pen.write(Clean::fixed(" "), theme.key_label());
        pen.write(Clean::fixed(label), theme.key_label());
        pen.skip(3);
    }
}
