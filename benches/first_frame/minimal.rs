//! The smallest ratatui program with something to read: a list on the whole screen, quit with `q`.

use std::io::{self, stdout};

use crossterm::event::{self, Event, KeyCode};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::widgets::List;

/// The argument that makes the measuring program be this one.
pub(crate) const ARGUMENT: &str = "--be-minimal";
/// About as many as the built-in roadmap has.
const ITEMS: usize = 130;

pub(crate) fn run() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
    let items: Vec<String> = (1..=ITEMS)
        .map(|number| format!("Something to learn, number {number}"))
        .collect();
    let list = List::new(items);
    terminal.draw(|frame| frame.render_widget(&list, frame.area()))?;
    while !matches!(event::read()?, Event::Key(key) if key.code == KeyCode::Char('q')) {}
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}
