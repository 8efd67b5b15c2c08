//! `doctor`: the health of the recorded progress. Without `--fix` it only reads.

mod mend;

use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use crate::course::Course;
use crate::journal::Health;
use crate::text::clean;

use super::desk::{Desk, Surroundings};
use super::error::{Exit, Outcome};
use super::json::{self, RoadmapName};
use super::out::{Line, Out, Tone};
use mend::{Exposed, Mended};

/// Damaged lines that are named one by one.
const NAMED: usize = 20;

#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Put right what can be put right: bring back changes that only the daily copies have, make files private, set
    /// damaged lines aside
    #[arg(long)]
    pub fix: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

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
    /// Changes that only the daily copies have.
    missing: usize,
    /// Damaged lines and the like that were set aside by `--fix`.
    known: usize,
    /// Files of a program that was killed while it wrote them.
    left_behind: Vec<String>,
    notes: NotesData<'a>,
    /// What was put right; nothing without `--fix`.
    mended: Option<Mended>,
}

/// What there is to say of the notes on this roadmap; those on what is gone are among the orphans.
#[derive(Serialize)]
struct NotesData<'a> {
    not_read: Vec<FileData>,
    /// Names of files that are no ids.
    nameless: Vec<String>,
    /// Names of files that a synchronising program put beside notes.
    copies: Vec<&'a str>,
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
    /// When it came to its status.
    at: Option<&'a str>,
    minutes_spent: u64,
    /// Whether there is a note on it.
    note: bool,
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

/// What was looked at.
struct Looked<'a> {
    health: &'a Health,
    course: &'a Course,
    exposed: Vec<Exposed>,
    left_behind: Vec<PathBuf>,
    missing: usize,
    can_save: bool,
    mended: Option<Mended>,
}

pub fn run(
    args: &DoctorArgs,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    let mended = if args.fix {
        Some(mend::all(surroundings, out.lang(), errors)?)
    } else {
        None
    };
    let desk = Desk::open_thoroughly(surroundings)?;
    let paths = surroundings.paths.as_ref().ok();
    let looked = Looked {
        health: desk.course.log().health(),
        course: &desk.course,
        exposed: paths.map(mend::exposed).unwrap_or_default(),
        left_behind: paths.map(mend::left_behind).unwrap_or_default(),
        missing: desk.journal.missing(desk.course.log()).count(),
        can_save: surroundings.paths.is_ok(),
        mended,
    };
    let findings = findings(&looked, out);
    let healthy = !findings.iter().any(|finding| finding.grade == Grade::Wrong);
    if args.json {
        out.json(&data(looked, healthy, out))?;
    } else {
        if let Some(mended) = &looked.mended {
            mended.print(out)?;
        }
        print(looked.health, &findings, out)?;
        if looked.mended.is_none() && looked.is_mendable() {
            out.say(Tone::Dim, out.lang().doctor().fix_hint)?;
        }
    }
    Ok(if healthy { Exit::Good } else { Exit::Failed })
}

impl Looked<'_> {
    /// Tells whether `--fix` would do anything.
    fn is_mendable(&self) -> bool {
        self.missing > 0
            || !self.exposed.is_empty()
            || !self.left_behind.is_empty()
            || self.course.log().damage().next().is_some()
    }
}

fn print(health: &Health, findings: &[Finding], out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.lang().doctor();
    let files = (text.records)(health.records);
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
            out.whole(&Line::new().space(4).with(
                Tone::Dim,
                &(out.text().and_others)(finding.details.len() - NAMED),
            ))?;
        }
    }
    if !findings.iter().any(|finding| finding.grade == Grade::Wrong) {
        out.say(Tone::Done, text.healthy)?;
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

fn findings(looked: &Looked<'_>, out: &Out<'_>) -> Vec<Finding> {
    use Grade::{Note, Wrong};

    let (text, health) = (out.lang().doctor(), looked.health);
    let mut found = Findings(Vec::new());
    if !looked.can_save {
        found.0.push(Finding {
            grade: Wrong,
            line: out.text().no_home.to_owned(),
            details: Vec::new(),
        });
    }
    let unreadable = health
        .unreadable
        .iter()
        .map(|(path, why)| format!("{}: {why}", path.display()));
    found.list(Wrong, text.unreadable, unreadable.collect());
    let damaged = health
        .damaged
        .iter()
        .map(|(file, line)| format!("{file}:{line}"));
    found.list(Wrong, text.damaged, damaged.collect());
    found.add(Wrong, text.incomplete, health.incomplete, Vec::new());
    found.add(Wrong, text.quarantined, health.quarantined, Vec::new());
    let read_only = health
        .read_only
        .iter()
        .map(|(file, needs)| (text.needs)(file, *needs));
    found.list(Wrong, text.read_only, read_only.collect());
    found.add(Wrong, text.missing, looked.missing, Vec::new());
    found.list(Wrong, text.writable, named(&looked.exposed, true));
    found.list(Note, text.readable, named(&looked.exposed, false));
    let left_behind = looked.left_behind.iter().map(|path| show(path));
    found.list(Note, text.left_behind, left_behind.collect());
    found.add(Note, text.known, health.known, Vec::new());
    found.add(
        Note,
        text.newer,
        health.newer + health.unknown_ops,
        Vec::new(),
    );
    found.list(Note, text.conflicts, health.conflict_copies.clone());
    let notes = looked.course.notes();
    let not_read = notes.problems().iter().map(|problem| {
        let why = (out.lang().notes().not_read)(&problem.why);
        format!("{}: {why}", problem.file)
    });
    found.list(Note, text.notes_not_read, not_read.collect());
    let nameless = notes
        .strangers()
        .iter()
        .map(|note| format!("{}.md", note.id));
    found.list(Note, text.nameless_notes, nameless.collect());
    let copied = notes.all().iter().filter(|note| !note.conflicts.is_empty());
    let copied = copied.map(|note| format!("{}.md", note.id));
    found.list(Note, text.note_copies, copied.collect());
    let orphans = looked.course.orphans().iter().map(|orphan| {
        let url = orphan
            .url
            .as_ref()
            .map(|url| format!("  {url}"))
            .unwrap_or_default();
        let title = if orphan.title == orphan.id {
            orphan.id.to_string()
        } else {
            format!("{} ({})", orphan.title, orphan.id)
        };
        let details = orphan.details(out.lang()).into_iter();
        let details = details.map(|detail| format!("  {detail}"));
        format!("{title}{}{url}", details.collect::<String>())
    });
    found.list(Note, out.text().orphans, orphans.collect());
    found.0
}

fn data<'a>(looked: Looked<'a>, healthy: bool, out: &Out<'_>) -> DoctorData<'a> {
    let Looked { health, course, .. } = looked;
    let orphan = |orphan: &'a crate::course::Orphan| OrphanData {
        id: orphan.id.as_str(),
        title: orphan.title.as_str(),
        url: orphan.url.as_ref().map(crate::text::CleanBuf::as_str),
        status: orphan.status.word(),
        at: orphan.at.as_ref().map(crate::text::CleanBuf::as_str),
        minutes_spent: orphan.minutes,
        note: orphan.has_note,
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
        writable_by_others: named(&looked.exposed, true),
        readable_by_others: named(&looked.exposed, false),
        orphans: course.orphans().iter().map(orphan).collect(),
        can_save: looked.can_save,
        missing: looked.missing,
        known: health.known,
        left_behind: looked.left_behind.iter().map(|path| show(path)).collect(),
        notes: notes_data(course, out),
        mended: looked.mended,
    }
}

fn notes_data<'a>(course: &'a Course, out: &Out<'_>) -> NotesData<'a> {
    let notes = course.notes();
    let copies = notes.all().iter().flat_map(|note| &note.conflicts);
    let not_read = notes.problems().iter().map(|problem| FileData {
        path: problem.file.to_string(),
        why: (out.lang().notes().not_read)(&problem.why),
    });
    let nameless = notes.strangers().iter();
    NotesData {
        not_read: not_read.collect(),
        nameless: nameless.map(|note| format!("{}.md", note.id)).collect(),
        copies: copies.map(|copy| copy.file.as_str()).collect(),
    }
}

/// Names what other people may write, or what they may only read.
fn named(exposed: &[Exposed], writable: bool) -> Vec<String> {
    let these = exposed.iter().filter(|one| one.is_writable() == writable);
    these
        .map(|one| format!("{} ({:03o})", show(&one.path), one.mode))
        .collect()
}

fn show(path: &Path) -> String {
    clean::line(&path.to_string_lossy()).to_string()
}
