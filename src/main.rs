//! The program: runs the screen and turns its end into an exit code.

use std::process::ExitCode;

use roadbook::tui;
use roadbook::tui::terminal::{EXIT_GONE, Options, TerminalError};

fn main() -> ExitCode {
    #[expect(
        clippy::disallowed_methods,
        reason = "until the configuration reads the environment"
    )]
    let variable = |name| std::env::var(name).ok();
    let options = Options {
        mouse: true,
        term: variable("TERM"),
        crash_folder: variable("XDG_STATE_HOME")
            .map_or_else(std::env::temp_dir, Into::into)
            .join("roadbook"),
    };
    let Err(error) = tui::run(options) else {
        return ExitCode::SUCCESS;
    };
    match error {
        TerminalError::Gone => return ExitCode::from(EXIT_GONE),
        TerminalError::NotATerminal(_)
        | TerminalError::CannotDraw(_)
        | TerminalError::NotCopyable
        | TerminalError::Io { .. } => {}
    }
    #[expect(
        clippy::print_stderr,
        reason = "the one place that tells the person about an error"
    )]
    {
        eprintln!("error: {error}");
    }
    match error {
        TerminalError::NotATerminal(_) | TerminalError::CannotDraw(_) => ExitCode::from(2),
        TerminalError::Gone | TerminalError::NotCopyable | TerminalError::Io { .. } => {
            ExitCode::FAILURE
        }
    }
}
