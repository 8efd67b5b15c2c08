//! A line that says what is read and how far it is, where reading takes long enough to wonder.

use std::convert::Infallible;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::lang::Lang;
use crate::roadmap::Gauge;
use crate::text::{clean, width};

use super::out::Out;

/// What one command reads, one file after the other.
pub static GAUGE: Gauge = Gauge::new();

/// How long nothing is said, and how often the line is drawn from then on.
const SILENCE: Duration = Duration::from_millis(60);
const PACE: Duration = Duration::from_millis(50);

/// Does what takes long, with the line on the terminal meanwhile: nothing else may be written there. Where errors go to no
/// terminal, or nothing is to be drawn, there is no line.
pub fn during<T>(errors: &Out<'_>, work: impl FnOnce() -> T) -> T {
    let Some(columns) = errors.cut_columns() else {
        return work();
    };
    let lang = errors.lang();
    thread::scope(|scope| {
        let (over, is_over) = mpsc::channel::<Infallible>();
        scope.spawn(move || {
            let (mut drawn, mut pause) = (0, SILENCE);
            while is_over.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                drawn = draw(lang, columns, drawn);
                pause = PACE;
            }
            if drawn > 0 {
                write(&format!("\r{}\r", " ".repeat(drawn)));
            }
        });
        let done = work();
        drop(over);
        done
    })
}

/// Draws the line over one of so many columns; returns how many it has.
fn draw(lang: Lang, columns: usize, before: usize) -> usize {
    let Some(reading) = GAUGE.look() else {
        return before;
    };
    let line = clean::line(&(lang.library().reading)(&reading));
    // In the last column some terminals begin a new line.
    let line = width::cut(line.as_clean(), columns.saturating_sub(1));
    let now = width::columns(line.as_clean());
    let rest = " ".repeat(before.saturating_sub(now));
    write(&format!("\r{line}{rest}"));
    now
}

/// Writes past the lock of standard error, which the thread that reads holds. Nobody minds a line that is not seen.
fn write(text: &str) {
    let _ = rustix::io::write(rustix::stdio::stderr(), text.as_bytes());
}
