//! Asks before a link is opened that may not be what it seems.

use ratatui::layout::Rect;

use crate::roadmap::url::{Caution, Link};
use crate::text::{Clean, CleanBuf, clean, width};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::layout;
use crate::tui::msg::Action;

/// A link and why it is asked about.
#[derive(Clone, Debug)]
pub struct Question {
    pub link: Link,
    pub cautions: Vec<Caution>,
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
    let wrapped = |text: &CleanBuf| -> Vec<CleanBuf> {
        let text = text.as_clean();
        width::wrap(text, columns)
            .into_iter()
            .map(|range| text.slice(range).to_buf())
            .collect()
    };
    let address = wrapped(&clean::line(question.link.as_str()));
    let reasons: Vec<CleanBuf> = question
        .cautions
        .iter()
        .flat_map(|caution| wrapped(&clean::line(&text.caution(caution))))
        .collect();

    let height = u16::try_from(address.len() + reasons.len() + 5).unwrap_or(rows);
    let area = layout::centred(screen, WIDEST, height);
    canvas.clear(area, theme.ground());
    let title = Clean::fixed(text.open_question);
    canvas.frame(
        area,
        &app.symbols().border,
        theme.overlay_border(),
        title,
        theme.pane_title_focused(),
    );
    let inside = layout::inside(area);
    let styled = address.iter().map(|line| (line, theme.link()));
    let styled = styled.chain(reasons.iter().map(|line| (line, theme.warning())));
    for (row, (line, style)) in (0..).zip(styled) {
        // One blank line parts the address from the reasons.
        let row = if usize::from(row) < address.len() {
            row
        } else {
            row + 1
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
