//! `doctor`: the health of the recorded progress. It only reads.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde::Serialize;

use crate::course::Course;
use crate::journal::Health;
use crate::paths::Paths;
use crate::text::clean;

use super::args::JsonArgs;
use super::desk::Surroundings;
use super::error::{Exit, Outcome};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};

/// The permission bits of everybody but the owner.
const OTHERS: u32 = 0o077;
/// Damaged lines that are named one by one.
const NAMED: usize = 20;

#[derive(Serialize)]
struct DoctorData<'a> {
    version: u32,
    roadmap: RoadmapName<'a>,
    healthy: bool,
    records: usize,
    damaged: Vec<LineData<'a>>,
    newer: usize,
    unknown: usize,
    quarantined: usize,
    incomplete: usize,
    conflict_copies: Vec<String>,
    unreadable: Vec<FileData>,
    read_only: Option<ReadOnlyData<'a>>,
    /// Files and folders that other people of this machine may write, and those they may read.
    writable_by_others: Vec<String>,
    readable_by_others: Vec<String>,
    orphans: Vec<OrphanData<'a>>,
    /// Whether there is a home folder to save progress in.
    can_save: bool,
}

#[derive(Serialize)]
struct LineData<'a> {
    file: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct FileData {
    path: String,
    why: String,
}

#[derive(Serialize)]
struct ReadOnlyData<'a> {
    file: &'a str,
    needs: u64,
}

#[derive(Serialize)]
struct OrphanData<'a> {
    id: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    status: &'static str,
}

/// What was found, and how bad it is.
struct Finding {
    grade: Grade,
    line: String,
    details: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grade {
    /// Worth knowing, nothing is wrong.
    Note,
    Wrong,
}

pub fn run(
    args: &JsonArgs,
    surroundings: &Surroundings,
    course: &Course,
    out: &mut Out<'_>,
) -> Outcome {
    let health = course.log().health();
    let exposed = surroundings
        .paths
        .as_ref()
        .map(Exposed::of)
        .unwrap_or_default();
    let can_save = surroundings.paths.is_ok();
    let findings = findings(health, course, &exposed, can_save, out);
    let healthy = !findings.iter().any(|finding| finding.grade == Grade::Wrong);
    if args.json {
        out.json(&data(health, course, exposed, can_save, healthy, out))?;
    } else {
        print(health, &findings, out)?;
    }
    Ok(if healthy { Exit::Good } else { Exit::Failed })
}

fn print(health: &Health, findings: &[Finding], out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.text();
    let files = (text.doctor_records)(health.records);
    out.line(
        &Line::of(Tone::Done, out.marks().done)
            .space(1)
            .with(Tone::Plain, &files),
    )?;
    for finding in findings {
        let (tone, mark) = match finding.grade {
            Grade::Note => (Tone::Dim, out.marks().todo),
            Grade::Wrong => (Tone::Error, "!"),
        };
        out.whole(
            &Line::of(tone, mark)
                .space(1)
                .with(Tone::Plain, &finding.line),
        )?;
        for detail in finding.details.iter().take(NAMED) {
            out.whole(&Line::new().space(4).with(Tone::Dim, detail))?;
        }
        if finding.details.len() > NAMED {
            out.whole(
                &Line::new()
                    .space(4)
                    .with(Tone::Dim, &(text.and_others)(finding.details.len() - NAMED)),
            )?;
        }
    }
    if !findings.iter().any(|finding| finding.grade == Grade::Wrong) {
        out.say(Tone::Done, text.doctor_healthy)?;
    }
    Ok(())
}

/// Collects what there is to say; what there is none of is not said.
struct Findings(Vec<Finding>);

impl Findings {
    fn add(
        &mut self,
        grade: Grade,
        sentence: fn(usize) -> String,
        count: usize,
        details: Vec<String>,
    ) {
        if count > 0 {
            self.0.push(Finding {
                grade,
                line: sentence(count),
                details,
            });
        }
    }

    fn list(&mut self, grade: Grade, sentence: fn(usize) -> String, details: Vec<String>) {
        self.add(grade, sentence, details.len(), details);
    }
}

fn findings(
    health: &Health,
    course: &Course,
    exposed: &Exposed,
    can_save: bool,
    out: &Out<'_>,
) -> Vec<Finding> {
    use Grade::{Note, Wrong};

    let text = out.text();
    let mut found = Findings(Vec::new());
    if !can_save {
        found.0.push(Finding {
            grade: Wrong,
            line: text.no_home.to_owned(),
            details: Vec::new(),
        });
    }
    let unreadable = health
        .unreadable
        .iter()
        .map(|(path, why)| format!("{}: {why}", path.display()));
    found.list(Wrong, text.doctor_unreadable, unreadable.collect());
    let damaged = health
        .damaged
        .iter()
        .map(|(file, line)| format!("{file}:{line}"));
    found.list(Wrong, text.doctor_damaged, damaged.collect());
    found.add(Wrong, text.doctor_incomplete, health.incomplete, Vec::new());
    found.add(
        Wrong,
        text.doctor_quarantined,
        health.quarantined,
        Vec::new(),
    );
    let read_only = health
        .read_only
        .iter()
        .map(|(file, needs)| (text.doctor_needs)(file, *needs));
    found.list(Wrong, text.doctor_read_only, read_only.collect());
    found.list(Wrong, text.doctor_writable, exposed.writable.clone());
    found.list(Note, text.doctor_readable, exposed.readable.clone());
    found.add(
        Note,
        text.doctor_newer,
        health.newer + health.unknown_ops,
        Vec::new(),
    );
    found.list(Note, text.doctor_conflicts, health.conflict_copies.clone());
    let orphans = course.orphans().iter().map(|orphan| {
        let url = orphan
            .url
            .as_ref()
            .map(|url| format!("  {url}"))
            .unwrap_or_default();
        format!("{} ({}){url}", orphan.title, orphan.id)
    });
    found.list(Note, text.orphans, orphans.collect());
    found.0
}

fn data<'a>(
    health: &'a Health,
    course: &'a Course,
    exposed: Exposed,
    can_save: bool,
    healthy: bool,
    out: &Out<'_>,
) -> DoctorData<'a> {
    let orphan = |orphan: &'a crate::course::Orphan| OrphanData {
        id: orphan.id.as_str(),
        title: orphan.title.as_str(),
        url: orphan.url.as_ref().map(crate::text::CleanBuf::as_str),
        status: orphan.status.word(),
    };
    let unreadable = health.unreadable.iter().map(|(path, why)| FileData {
        path: show(path),
        why: why.clone(),
    });
    DoctorData {
        version: json::VERSION,
        roadmap: RoadmapName::of(course.roadmap(), out.lang()),
        healthy,
        records: health.records,
        damaged: health
            .damaged
            .iter()
            .map(|(file, line)| LineData { file, line: *line })
            .collect(),
        newer: health.newer,
        unknown: health.unknown_ops,
        quarantined: health.quarantined,
        incomplete: health.incomplete,
        conflict_copies: health.conflict_copies.clone(),
        unreadable: unreadable.collect(),
        read_only: health.read_only.as_ref().map(|(file, needs)| ReadOnlyData {
            file,
            needs: *needs,
        }),
        writable_by_others: exposed.writable,
        readable_by_others: exposed.readable,
        orphans: course.orphans().iter().map(orphan).collect(),
        can_save,
    }
}

/// What other people of this machine may do with the files of progress.
#[derive(Default)]
struct Exposed {
    writable: Vec<String>,
    readable: Vec<String>,
}

impl Exposed {
    /// Looks at the folders and the journals. A private folder protects all that is in it.
    fn of(paths: &Paths) -> Exposed {
        let mut exposed = Exposed::default();
        let journals = paths.journals();
        let files = std::fs::read_dir(&journals)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let inside = [journals.clone(), paths.notes()].into_iter().chain(files);
        let data_is_private = mode(&paths.data).is_some_and(|mode| mode & OTHERS == 0);
        let inside = inside.filter(|_| !data_is_private);
        for path in [paths.data.clone(), paths.state.clone()]
            .into_iter()
            .chain(inside)
        {
            let Some(mode) = mode(&path) else { continue };
            let named = format!("{} ({mode:03o})", show(&path));
            if mode & 0o022 != 0 {
                exposed.writable.push(named);
            } else if mode & 0o044 != 0 {
                exposed.readable.push(named);
            }
        }
        exposed
    }
}

fn mode(path: &Path) -> Option<u32> {
    Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

fn show(path: &Path) -> String {
    clean::line(&path.to_string_lossy()).to_string()
}
