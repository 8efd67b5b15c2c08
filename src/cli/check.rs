//! `check`: everything that is wrong with roadmap files.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::disk;
use crate::lang::Lang;
use crate::roadmap::library::{Counts, Provider, State};
use crate::roadmap::problem::{ProblemRecord, Problems};
use crate::roadmap::{self, Loaded};
use crate::yaml::Limits;

use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::json::{self, LevelCounts};
use super::out::{Line, Out, Tone};
use super::roadmaps::sentence;
use super::shelf;

#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files to look at, `-` for standard input; without any, all roadmaps you have
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// The name under which standard input is checked.
const STDIN: &str = "-";

#[derive(Serialize)]
struct CheckData {
    version: u32,
    files: Vec<FileData>,
}

#[derive(Serialize)]
struct FileData {
    file: String,
    /// Whether it can be loaded.
    good: bool,
    counts: Option<LevelCounts>,
    problems: Vec<ProblemRecord>,
}

/// A file that was looked at.
struct Checked {
    name: String,
    bytes: Vec<u8>,
    result: Result<Loaded, Problems>,
}

pub fn run(
    args: &CheckArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let limits = surroundings.limits();
    let (mut checked, mut unreadable) = if args.files.is_empty() {
        all(surroundings, out)
    } else {
        (Vec::new(), Vec::new())
    };
    for file in &args.files {
        match read(file, &limits) {
            Ok(bytes) => checked.push(check(file.to_string_lossy().into_owned(), bytes, &limits)),
            Err(error) => unreadable.push(cannot_read(file, out).because(&error)),
        }
    }
    if args.json {
        let files = checked
            .iter()
            .map(|checked| data(checked, out.lang()))
            .collect();
        out.json(&CheckData {
            version: json::VERSION,
            files,
        })?;
    } else {
        for checked in &checked {
            print(checked, out)?;
        }
    }
    out.flush()?;
    for error in &unreadable {
        error.print(errors)?;
    }
    let failed = !unreadable.is_empty() || checked.iter().any(|checked| checked.result.is_err());
    Ok(if failed { Exit::Failed } else { Exit::Good })
}

/// Looks at all roadmaps that there are; also returns those that cannot be read.
fn all(surroundings: &Surroundings, out: &Out<'_>) -> (Vec<Checked>, Vec<CliError>) {
    let limits = surroundings.limits();
    let (mut checked, mut unreadable) = (Vec::new(), Vec::new());
    for entry in shelf::library(surroundings).entries() {
        match entry.provider() {
            Provider::BuiltIn => {
                let name = entry.id().map(|id| id.to_string()).unwrap_or_default();
                // The program's own files have no source lines to show: a test sees to it that they have no problems.
                if let State::Loaded(loaded) = entry.state() {
                    let name = (out.text().built_in_name)(&name);
                    checked.push(Checked {
                        name,
                        bytes: Vec::new(),
                        result: Ok(Loaded::clone(loaded)),
                    });
                }
            }
            Provider::File(path) => match disk::read(path, limits.file_bytes) {
                Ok(bytes) => {
                    checked.push(check(path.to_string_lossy().into_owned(), bytes, &limits));
                }
                Err(error) => unreadable.push(cannot_read(path, out).because(&error)),
            },
        }
    }
    (checked, unreadable)
}

fn cannot_read(file: &Path, out: &Out<'_>) -> CliError {
    CliError::failed(&(out.text().cannot_read)(&file.to_string_lossy()))
}

fn check(name: String, bytes: Vec<u8>, limits: &Limits) -> Checked {
    let result = roadmap::load(&bytes, limits);
    Checked {
        name,
        bytes,
        result,
    }
}

/// Reads a file, or standard input, up to one byte more than may be.
pub(super) fn read(file: &Path, limits: &Limits) -> std::io::Result<Vec<u8>> {
    if file.as_os_str() != STDIN {
        return disk::read(file, limits.file_bytes);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(limits.file_bytes as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn print(checked: &Checked, out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.text();
    let Checked {
        name,
        bytes,
        result,
    } = checked;
    let problems = match result {
        Ok(loaded) => &loaded.warnings,
        Err(problems) => problems,
    };
    if !problems.is_empty() {
        let rendered = problems.render(name, bytes, out.lang());
        for line in rendered.as_clean().lines() {
            out.whole(&Line::of(Tone::Plain, line.as_str()))?;
        }
        out.blank()?;
    }
    let verdict = match result {
        Ok(loaded) => {
            let counts = sentence(Counts::of(&loaded.roadmap), out);
            let tone = if loaded.warnings.is_empty() {
                Tone::Done
            } else {
                Tone::Warning
            };
            let verdict = (text.check_good)(loaded.warnings.len());
            Line::of(Tone::Strong, name)
                .with(Tone::Plain, text.colon)
                .with(Tone::Plain, &counts)
                .with(Tone::Plain, text.colon)
                .with(tone, &verdict)
        }
        Err(problems) => {
            let verdict = (text.check_bad)(problems.len());
            Line::of(Tone::Strong, name)
                .with(Tone::Plain, text.colon)
                .with(Tone::Error, &verdict)
        }
    };
    out.whole(&verdict)
}

fn data(checked: &Checked, lang: Lang) -> FileData {
    let (counts, problems) = match &checked.result {
        Ok(loaded) => (Some(Counts::of(&loaded.roadmap).into()), &loaded.warnings),
        Err(problems) => (None, problems),
    };
    FileData {
        file: crate::text::clean::line(&checked.name).to_string(),
        good: checked.result.is_ok(),
        counts,
        problems: problems.records(&checked.name, lang),
    }
}
