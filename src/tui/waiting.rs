//! What is on the screen while the roadmaps are read, where that takes long enough to wonder.

use std::panic;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::terminal::{Options, TerminalError, TerminalEvent, TerminalOwner};
use crate::lang::Lang;
use crate::roadmap::{Gauge, Reading};
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::text::{Clean, clean};

/// How long the terminal stays as it is: with what comes before and after, something is seen within 100 ms.
const SILENCE: Duration = Duration::from_millis(60);
/// How often is looked how far it is.
const PACE: Duration = Duration::from_millis(25);
/// Columns of the bar.
const BAR: u16 = 40;

/// What is needed to wait.
pub struct Wait {
    pub options: Options,
    pub gauge: &'static Gauge,
    pub lang: Lang,
    pub symbols: Symbols,
    pub measure: Measure,
}

/// What was waited for, and the terminal where it was needed.
pub type Waited<T> = (T, Option<TerminalOwner>);

/// Lets a thread work, and shows how far it is if that takes a while. Returns nothing where the person did not want to wait:
/// what was begun ends with the program.
pub fn wait<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
    wait: &Wait,
) -> Result<Option<Waited<T>>, TerminalError> {
    let (sender, receiver) = mpsc::channel();
    let worker = thread::spawn(move || {
        // Nobody receives it where the person did not wait.
        let _ = sender.send(work());
    });
    let mut terminal: Option<TerminalOwner> = None;
    let (mut typed, mut pause) = (Vec::new(), SILENCE);
    loop {
        match receiver.recv_timeout(pause) {
            Ok(done) => {
                if let Some(terminal) = &mut terminal {
                    terminal.give_back(typed);
                }
                return Ok(Some((done, terminal)));
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                drop(terminal);
                match worker.join() {
                    Err(panic) => panic::resume_unwind(panic),
                    Ok(()) => unreachable!("it sends before it ends"),
                }
            }
        }
        pause = PACE;
        // The built-in roadmaps are there in a moment; nobody waits but for a file.
        let Some(reading) = wait.gauge.look() else {
            continue;
        };
        let terminal = match &mut terminal {
            Some(terminal) => terminal,
            None => terminal.insert(TerminalOwner::open(wait.options.clone())?),
        };
        while let Some(event) = terminal.next_event(Some(Duration::ZERO))? {
            match event {
                TerminalEvent::Key(key) if quits(key, typed.is_empty()) => return Ok(None),
                TerminalEvent::Key(key) if is_ctrl(key, 'z') => {
                    // Where no shell waits, nothing happens.
                    let _ = terminal.suspend();
                }
                TerminalEvent::Key(_) => typed.push(event),
                // The screen that comes asks for its size itself, and what is clicked or pasted is for nothing yet.
                TerminalEvent::Mouse(_)
                | TerminalEvent::Paste(_)
                | TerminalEvent::Resize(_)
                | TerminalEvent::Redraw
                | TerminalEvent::Woken => {}
            }
        }
        terminal.draw(wait.measure, |canvas| {
            draw(&reading, wait.lang, &wait.symbols, canvas);
            None
        })?;
    }
}

/// Tells whether a key says that the person does not want to wait. The keys are fixed: they stand on the screen. After
/// others, `q` may be a letter of something that is typed ahead.
fn quits(key: KeyEvent, is_first: bool) -> bool {
    let is_word = is_first && matches!(key.code, KeyCode::Char('q') | KeyCode::Esc);
    key.kind != KeyEventKind::Release && (is_word || is_ctrl(key, 'c'))
}

fn is_ctrl(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers.contains(KeyModifiers::CONTROL)
}

/// Draws what is read, a bar, and which key ends it, in the middle. In the terminal's own colours: it was not asked yet
/// whether it is dark.
fn draw(reading: &Reading, lang: Lang, symbols: &Symbols, canvas: &mut Canvas<'_>) {
    let (screen, style) = (canvas.area(), Style::default());
    canvas.clear(screen, style);
    let width = screen.width.saturating_sub(4);
    let area = Rect {
        x: screen.x + screen.width.saturating_sub(width.min(BAR)) / 2,
        y: screen.y + screen.height.saturating_sub(4) / 2,
        width: screen.width,
        height: screen.height.min(4),
    };
    let text = lang.library();
    let said = clean::line(&(text.reading)(reading));
    canvas.line(area, 0).write(said.as_clean(), style);
    let percent = reading.percent.unwrap_or(0);
    let done = u32::try_from(percent).unwrap_or(0);
    let (full, rest) = Symbols::bar(usize::from(width.min(BAR)), done, 100);
    let mut pen = canvas.line(area, 1);
    pen.repeat(Clean::fixed(symbols.bar_full), full, style);
    pen.repeat(Clean::fixed(symbols.bar_rest), rest, style);
    canvas
        .line(area, 3)
        .write(Clean::fixed(text.reading_quit), style);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ratatui::buffer::Buffer;

    use super::*;

    fn drawn(gauge: &Gauge, lang: Lang, width: u16) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, 4));
        let mut canvas = Canvas::new(&mut buffer, Measure::Narrow);
        let reading = gauge.look().expect("a file");
        draw(&reading, lang, &Symbols::ASCII, &mut canvas);
        let row = |y| {
            let cells = (0..width).map(|x| buffer[(x, y)].symbol());
            cells.collect::<String>().trim_end().to_owned() + "\n"
        };
        (0..4).map(row).collect()
    }

    #[test]
    fn it_is_told_what_is_read_and_how_far_it_is() {
        let gauge = Gauge::new();
        assert_eq!(gauge.look(), None);
        gauge.begin(Path::new("/a/b\u{1b}[31m.yaml"), 12_345_678);
        assert_eq!(
            drawn(&gauge, Lang::En, 36),
            "  Reading b�[31m.yaml (12.3 MB)\n  --------------------------------\n\n  q or Ctrl-C quits\n"
        );
        gauge.compiled(1);
        let full = drawn(&gauge, Lang::En, 60);
        let bar = format!(": 100%\n          {}\n", "#".repeat(40));
        assert!(full.contains(&bar), "{full}");
        gauge.begin(Path::new("next.yaml"), 1);
        assert!(drawn(&gauge, Lang::En, 36).contains("next.yaml (0.0 MB)\n  ----"));
    }

    #[test]
    fn no_screen_is_too_small() {
        let gauge = Gauge::new();
        gauge.begin(Path::new("a.yaml"), 1);
        let reading = gauge.look().expect("a file");
        for (width, height) in [(0, 0), (1, 1), (3, 2), (500, 1)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut canvas = Canvas::new(&mut buffer, Measure::Wide);
            draw(&reading, Lang::Zh, &Symbols::UNICODE, &mut canvas);
        }
    }

    #[test]
    fn what_is_typed_ahead_is_kept_and_does_not_quit() {
        let key = |letter, modifiers| KeyEvent::new(KeyCode::Char(letter), modifiers);
        let (plain, ctrl) = (KeyModifiers::NONE, KeyModifiers::CONTROL);
        assert!(quits(key('q', plain), true) && !quits(key('q', plain), false));
        assert!(quits(key('c', ctrl), true) && quits(key('c', ctrl), false));
        assert!(!quits(key('c', plain), true));
    }
}
