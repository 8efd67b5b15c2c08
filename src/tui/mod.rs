//! The screen. For now only a loop that shows the last event, until the real one takes its place.

pub mod terminal;

use crossterm::event::{KeyCode, KeyModifiers};
use terminal::{Options, TerminalError, TerminalEvent, TerminalOwner};

/// Runs the screen until the person quits.
pub fn run(options: Options) -> Result<(), TerminalError> {
    let mut terminal = TerminalOwner::open(options)?;
    let background = terminal.ask_background(std::time::Duration::from_millis(100))?;
    let mut events = 0;
    let mut last = String::from("none yet");
    loop {
        let size = terminal.size();
        terminal.draw(|frame| {
            let text = format!(
                "roadbook 路线图\n{}x{} {background:?}\nevents {events}\nlast {last}",
                size.width, size.height
            );
            frame.render_widget(text.as_str(), frame.area());
        })?;
        let mut next = terminal.next_event(None)?;
        while let Some(event) = next {
            events += 1;
            last = format!("{event:?}");
            if let TerminalEvent::Key(key) = event {
                match (key.code, key.modifiers) {
                    (KeyCode::Char('q'), _) | (KeyCode::Char('c'), KeyModifiers::CONTROL) => {
                        return Ok(());
                    }
                    (KeyCode::Char('z'), KeyModifiers::CONTROL) => {
                        let _ = terminal.suspend();
                    }
                    (KeyCode::Char('y'), _) => terminal.copy("https://example.org/")?,
                    (KeyCode::Char('!'), _) => {
                        let status = terminal.with_child(|| {
                            std::process::Command::new("sh")
                                .args(["-c", "printf child; read line"])
                                .status()
                        })?;
                        last = format!("{status:?}");
                    }
                    _ => {}
                }
            }
            next = terminal.next_event(Some(std::time::Duration::ZERO))?;
        }
    }
}
