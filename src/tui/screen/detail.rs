//! Draws the pane of details.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::Clean;
use crate::text::markdown::Tone;
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::detail::Part;
use crate::tui::layout::{self, Pane};

/// Draws the pane of details.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (frame, title) = theme.pane(super::focus(app, Pane::Detail));
    let detail = app.detail();
    let room = usize::from(area.width.saturating_sub(6));
    let cut = app.measure().cut_with(
        detail.title.as_clean(),
        room,
        Clean::fixed(app.symbols().ellipsis),
    );
    canvas.frame(area, &app.symbols().border, frame, cut.as_clean(), title);
    let inside = layout::inside(area);
    for (row, line) in (0..inside.height).zip(detail.lines.iter().skip(app.detail_top())) {
        let mut pen = canvas.line(inside, row);
        for span in line {
            pen.write(span.text.as_clean(), style(span.part, theme));
        }
    }
    let shown = usize::from(inside.height);
    super::scrollbar(
        area,
        app.detail_top(),
        shown,
        detail.lines.len(),
        app,
        theme,
        canvas,
    );
}

fn style(part: Part, theme: &Theme) -> Style {
    match part {
        Part::Status(status) => theme.status(status),
        Part::Dim => theme.dim(),
        Part::BarFull => theme.bar_filled(),
        Part::BarRest => theme.bar_rest(),
        Part::Tone(tone) => match tone {
            Tone::Plain => theme.text(),
            Tone::Heading | Tone::Strong => theme.strong(),
            Tone::Emphasis => theme.text().add_modifier(ratatui::style::Modifier::ITALIC),
            Tone::Struck => theme
                .text()
                .add_modifier(ratatui::style::Modifier::CROSSED_OUT),
            Tone::Code => theme.code(),
            Tone::Quote => theme.quote(),
            Tone::Link => theme.link(),
            Tone::Mark => theme.dim(),
        },
    }
}
