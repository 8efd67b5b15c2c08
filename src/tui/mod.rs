//! The screen. For now only a loop that waits for `q`, until the real one takes its place.

pub mod terminal;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use terminal::{Options, TerminalError, TerminalEvent, TerminalOwner};

/// Runs the screen until the person quits.
pub fn run(options: Options) -> Result<(), TerminalError> {
    let mut terminal = TerminalOwner::open(options)?;
    let background = terminal.ask_background(std::time::Duration::from_millis(100))?;
    loop {
        let text = format!("roadbook 路线图 {background:?}");
        terminal.draw(|frame| frame.render_widget(text.as_str(), frame.area()))?;
        let Some(TerminalEvent::Key(KeyEvent {
            code, modifiers, ..
        })) = terminal.next_event(None)?
        else {
            continue;
        };
        match (code, modifiers) {
            (KeyCode::Char('q'), _) | (KeyCode::Char('c'), KeyModifiers::CONTROL) => return Ok(()),
            (KeyCode::Char('z'), KeyModifiers::CONTROL) => {
                let _ = terminal.suspend();
            }
            _ => {}
        }
    }
}
