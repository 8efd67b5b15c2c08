//! What lies over the main screen and takes the keys.

pub mod changes;
pub mod filters;
pub mod goal;
pub mod help;
pub mod menu;
pub mod palette;
pub mod prompt;
pub mod question;

pub use question::Question;

use menu::Menu;
use prompt::Prompt;

use super::app::App;
use super::canvas::Canvas;
use crate::theme::Theme;

/// What is open over the main screen.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// All keys; `top` is the first line that is shown.
    Help { top: usize },
    /// Whether to do something that is not done without asking.
    Question(Question),
    /// A line that is typed at the foot of the screen.
    Prompt(Prompt),
    /// A list to choose from.
    Menu(Menu),
}

/// Draws the overlay that is open, if any; returns where the cursor is while a line is typed.
pub fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    match app.overlay()? {
        Overlay::Help { top } => help::draw(app, *top, theme, canvas),
        Overlay::Question(question) => question::draw(app, question, theme, canvas),
        Overlay::Prompt(prompt) => {
            let area = app.areas()?.notice?;
            return Some(prompt::draw(app, prompt, area, theme, canvas));
        }
        Overlay::Menu(menu) => return menu::draw(app, menu, theme, canvas),
    }
    None
}
