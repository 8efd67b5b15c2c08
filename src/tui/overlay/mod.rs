//! What lies over the main screen and takes the keys.

pub mod help;
pub mod question;

pub use question::Question;

use super::app::App;
use super::canvas::Canvas;
use crate::theme::Theme;

/// What is open over the main screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// All keys; `top` is the first line that is shown.
    Help { top: usize },
    /// Whether to open a link that looks odd.
    Question(Question),
}

/// Draws the overlay that is open, if any.
pub fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    match app.overlay() {
        None => {}
        Some(Overlay::Help { top }) => help::draw(app, *top, theme, canvas),
        Some(Overlay::Question(question)) => question::draw(app, question, theme, canvas),
    }
}
