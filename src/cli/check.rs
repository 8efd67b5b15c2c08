//! `check`: everything that is wrong with roadmap files.

use std::io::Read as _;
use std::path::Path;

use serde::Serialize;

use crate::lang::Lang;
use crate::roadmap::problem::{ProblemRecord, Problems};
use crate::roadmap::{self, Level, Loaded, Roadmap};
use crate::yaml::Limits;

use super::args::CheckArgs;
use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::json;
use super::out::{Line, Out, Tone};
use super::shelf;

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

/// How many nodes of each level a roadmap has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LevelCounts {
    pub stages: usize,
    pub topics: usize,
    pub concepts: usize,
    pub resources: usize,
}

impl LevelCounts {
    #[must_use]
    pub fn of(roadmap: &Roadmap) -> LevelCounts {
        let mut counts = LevelCounts::default();
        for node in roadmap.nodes() {
            match roadmap.level(node) {
                Level::Stage => counts.stages += 1,
                Level::Topic => counts.topics += 1,
                Level::Concept => counts.concepts += 1,
                Level::Resource => counts.resources += 1,
            }
        }
        counts
    }

    /// Says the counts in words.
    #[must_use]
    pub fn sentence(self, lang: Lang) -> String {
        (lang.cli().level_counts)(self.stages, self.topics, self.resources, self.concepts)
    }
}

/// A file that was looked at.
struct Checked {
    name: String,
    bytes: Vec<u8>,
    result: Result<Loaded, Problems>,
}

pub fn run(args: &CheckArgs, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    let limits = surroundings.limits();
    let mut checked = Vec::new();
    let mut unreadable = Vec::new();
    if args.files.is_empty() {
        for file in shelf::files(surroundings, out.lang())? {
            checked.push(check(file.name, file.bytes, &limits));
        }
    }
    for file in &args.files {
        match read(file, &limits) {
            Ok(bytes) => checked.push(check(file.to_string_lossy().into_owned(), bytes, &limits)),
            Err(error) => {
                let message = (out.text().cannot_read)(&file.to_string_lossy());
                unreadable.push(CliError::failed(&message).because(&error));
            }
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
    let failed = checked.iter().any(|checked| checked.result.is_err());
    // One unreadable file does not hide what was found in the others.
    match unreadable.into_iter().next() {
        Some(error) => Err(error.into()),
        None if failed => Ok(Exit::Failed),
        None => Ok(Exit::Good),
    }
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
fn read(file: &Path, limits: &Limits) -> std::io::Result<Vec<u8>> {
    let most = limits.file_bytes as u64 + 1;
    let mut bytes = Vec::new();
    if file.as_os_str() == STDIN {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?
            .take(most)
            .read_to_end(&mut bytes)?;
    }
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
            let counts = LevelCounts::of(&loaded.roadmap).sentence(out.lang());
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
        Ok(loaded) => (Some(LevelCounts::of(&loaded.roadmap)), &loaded.warnings),
        Err(problems) => (None, problems),
    };
    FileData {
        file: crate::text::clean::line(&checked.name).to_string(),
        good: checked.result.is_ok(),
        counts,
        problems: problems.records(&checked.name, lang),
    }
}
