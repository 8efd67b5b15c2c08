//! The line that says what is next, and why.

use ratatui::layout::Rect;

use crate::text::{Clean, clean};
use crate::theme::Theme;
use crate::tui::app::App;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Scope;
use crate::tui::msg::Action;

/// Draws the line: the key that goes there, the title, and how long it takes and why where there is room.
pub(super) fn draw(app: &App, area: Rect, theme: &Theme, canvas: &mut Canvas<'_>) {
    let Some(next) = app.next() else { return };
    let roadmap = app.course().roadmap();
    let (lang, text) = (app.lang(), app.text());
    let mut pen = canvas.line(area, 0);
    pen.skip(1);
    let key = app.keymap().label(Scope::Main, Action::ContinueWithNext);
    if !key.is_empty() {
        pen.write(clean::line(&key).as_clean(), theme.key());
        pen.skip(1);
    }
    pen.write(Clean::fixed(text.next_up), theme.dim());
    let dot = app.symbols().dot;
    let minutes = next
        .minutes
        .map(|minutes| format!(" {dot} {}", (text.minutes)(minutes.value, minutes.is_known)))
        .unwrap_or_default();
    let reason = lang.next().reason(&next.reason, roadmap, app.today(), lang);
    let facts = clean::piece(&format!("{minutes} {dot} {reason}"));
    let title = roadmap.title(next.node, lang);
    let ellipsis = Clean::fixed(app.symbols().ellipsis);
    let room = usize::from(pen.room().saturating_sub(1));
    // The title matters more than the reason, and is whole where at least some of the reason fits beside it.
    let title_room = room - SHORTEST.min(room / 3);
    let cut = app.measure().cut_with(title, title_room, ellipsis);
    pen.write(cut.as_clean(), theme.text());
    let rest = room.saturating_sub(app.measure().columns(cut.as_clean()));
    pen.write(
        app.measure()
            .cut_with(facts.as_clean(), rest, ellipsis)
            .as_clean(),
        theme.dim(),
    );
}

/// Columns that the reason shall have at least, where the line is long enough for both.
const SHORTEST: usize = 24;
