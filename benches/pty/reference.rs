//! What the program is compared with: the smallest ratatui program that shows a list, and a loop that echoes one cell.

use std::io::{self, Read as _, Write as _, stdin, stdout};

use crossterm::event::{self, KeyCode};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::style::Style;
use ratatui::widgets::{List, ListState};

/// The arguments that make the measuring program be one of these.
pub(crate) const LIST: &str = "--be-a-list";
pub(crate) const ECHO: &str = "--be-an-echo";

/// Rows of the list: about as many as the built-in roadmap has.
const ROWS: usize = 130;

/// Shows a list on the whole screen; `j` moves down, `q` quits.
pub(crate) fn list() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut terminal = Terminal::new(CrosstermBackend::new(stdout()))?;
    let rows = (1..=ROWS).map(|number| format!("Something to learn, number {number}"));
    let list = List::new(rows).highlight_style(Style::new().reversed());
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.draw(|frame| frame.render_stateful_widget(&list, frame.area(), &mut state))?;
        let key = event::read()?.as_key_press_event().map(|key| key.code);
        if key == Some(KeyCode::Char('q')) {
            break;
        }
        if key == Some(KeyCode::Char('j')) {
            state.select_next();
        }
    }
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}

/// Writes every key to the first cell of the screen; `q` quits. No program can be quicker.
pub(crate) fn echo() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen)?;
    let mut key = [b'>'];
    while key != *b"q" {
        stdout().write_all(&[b"\x1b[H", &key[..]].concat())?;
        stdout().flush()?;
        stdin().read_exact(&mut key)?;
    }
    execute!(stdout(), LeaveAlternateScreen)?;
    disable_raw_mode()
}
