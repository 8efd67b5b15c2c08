//! What ends a command early, and the exit code that says so.

use std::error::Error;
use std::io;
use std::process::ExitCode;

use crate::cause;
use crate::lang::causes::Cause;
use crate::text::{Clean, CleanBuf, clean};

use super::out::{Line, Out, Tone};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Good,
    /// Something was found wrong, or could not be done.
    Failed,
    /// The command was not understood.
    Usage,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Good => ExitCode::SUCCESS,
            Exit::Failed => ExitCode::from(1),
            Exit::Usage => ExitCode::from(2),
        }
    }
}

/// Why a command ended early.
#[derive(Debug)]
pub enum Stop {
    Error(Box<CliError>),
    /// The output is gone. A reader that has enough, such as `head`, is no error.
    Output(io::Error),
}

/// What every command returns.
pub type Outcome = Result<Exit, Stop>;

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Output(error)
    }
}

impl From<CliError> for Stop {
    fn from(error: CliError) -> Stop {
        Stop::Error(Box::new(error))
    }
}

/// What went wrong, why, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CliError {
    message: CleanBuf,
    /// In each language: they are only printed where the language is known.
    causes: Vec<Cause>,
    hints: Vec<CleanBuf>,
    exit: Exit,
}

impl CliError {
    /// Makes an error of a command that was understood.
    #[must_use]
    pub fn failed(message: &str) -> CliError {
        CliError {
            message: clean::line(message),
            causes: Vec::new(),
            hints: Vec::new(),
            exit: Exit::Failed,
        }
    }

    /// Makes an error of a command that was not understood.
    #[must_use]
    pub fn usage(message: &str) -> CliError {
        CliError {
            exit: Exit::Usage,
            ..CliError::failed(message)
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: &str) -> CliError {
        self.hints.push(clean::line(hint));
        self
    }

    /// Adds an error with all that caused it.
    #[must_use]
    pub fn because(mut self, error: &(dyn Error + 'static)) -> CliError {
        let chain = std::iter::successors(Some(error), |error| (*error).source());
        for cause in chain.map(cause::said) {
            // Some errors repeat their source in their own sentence.
            let repeats =
                |have: Clean<'_>| cause.all().any(|one| have.as_str().contains(one.as_str()));
            let is_said = repeats(self.message());
            if !is_said && !self.causes.iter().flat_map(Cause::all).any(repeats) {
                self.causes.push(cause);
            }
        }
        self
    }

    /// Adds a cause in words.
    #[must_use]
    pub fn cause(mut self, cause: &str) -> CliError {
        self.causes.push(Cause::same(cause));
        self
    }

    #[must_use]
    pub fn message(&self) -> Clean<'_> {
        self.message.as_clean()
    }

    /// Returns what to do about it.
    pub fn hints(&self) -> impl Iterator<Item = Clean<'_>> {
        self.hints.iter().map(CleanBuf::as_clean)
    }

    #[must_use]
    pub const fn exit(&self) -> Exit {
        self.exit
    }

    /// Writes the error with its causes and hints.
    pub fn print(&self, out: &mut Out<'_>) -> io::Result<()> {
        let text = out.text();
        let label = |tone, label| Line::of(tone, label);
        out.whole(&label(Tone::Error, text.error).with(Tone::Strong, self.message.as_str()))?;
        let lang = out.lang();
        for cause in self.causes.iter().map(|cause| cause.get(lang)) {
            out.whole(&label(Tone::Dim, text.caused_by).with(Tone::Plain, cause.as_str()))?;
        }
        self.hints
            .iter()
            .try_for_each(|text| hint(out, text.as_str()))
    }
}

/// Writes a warning about a place; the place may be empty.
pub fn warn(out: &mut Out<'_>, place: &str, message: &str) -> io::Result<()> {
    let colon = if place.is_empty() {
        ""
    } else {
        out.text().colon
    };
    let label = Line::of(Tone::Warning, out.text().warning);
    out.whole(
        &label
            .with(Tone::Plain, place)
            .with(Tone::Plain, colon)
            .with(Tone::Strong, message),
    )
}

/// Writes a hint.
pub fn hint(out: &mut Out<'_>, text: &str) -> io::Result<()> {
    out.whole(&Line::of(Tone::Hint, out.text().hint).with(Tone::Plain, text))
}
