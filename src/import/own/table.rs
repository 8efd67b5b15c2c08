//! The table that the program exports: a row for each resource and key idea, with the ids and titles of where it lies.

use std::collections::HashMap;

use crate::import::draft::Draft;
use crate::import::past::Stint;
use crate::import::report::{Report, What};
use crate::import::table_file::{Cells, records};
use crate::import::{ImportError, signs};
use crate::progress::Status;
use crate::roadmap::Level;

use super::{Exported, Facts};

/// The columns that make it one of ours; others, and their order, may differ.
const COLUMNS: [&str; 7] = [
    "roadmap", "stage", "topic", "level", "id", "title", "status",
];

/// Tells whether a table is an export of our own.
pub(in crate::import) fn is_own(text: &str) -> bool {
    let header = text.trim_start_matches('\u{feff}').lines().next();
    let header = header.unwrap_or_default();
    let names: Vec<&str> = header.split([',', ';', '\t']).map(bare).collect();
    COLUMNS.iter().all(|column| names.contains(column))
}

/// A spreadsheet may have put quotes around the names.
fn bare(name: &str) -> &str {
    name.trim().trim_matches('"')
}

/// Reads an export.
pub(in crate::import) fn read(text: &str, report: &mut Report) -> Result<Exported, ImportError> {
    let mut records = records(text.trim_start_matches('\u{feff}'), Cells::AsTheyAre)?.into_iter();
    let (_, header) = records.next().unwrap_or_default();
    let columns: HashMap<&str, usize> = (0..)
        .zip(&header)
        .map(|(at, name)| (bare(name), at))
        .collect();
    let mut reader = Reader {
        exported: Exported::default(),
        parts: HashMap::new(),
        report,
    };
    for (line, cells) in &records.collect::<Vec<_>>() {
        let row = Row {
            cells,
            columns: &columns,
        };
        reader.row(&row, *line);
    }
    Ok(reader.exported)
}

/// A row, by the names of its columns.
struct Row<'a> {
    cells: &'a [String],
    columns: &'a HashMap<&'a str, usize>,
}

impl Row<'_> {
    /// Returns what a cell says: nothing where it is empty, and without the apostrophe that kept it from being a formula.
    fn cell(&self, column: &str) -> Option<&str> {
        const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
        let cell = self.cells.get(*self.columns.get(column)?)?.as_str();
        let inside = cell
            .strip_prefix('\'')
            .filter(|rest| rest.starts_with(FORMULAS));
        Some(inside.unwrap_or(cell)).filter(|cell| !cell.is_empty())
    }

    fn text(&self, column: &str) -> Option<String> {
        self.cell(column).map(str::to_owned)
    }

    fn number(&self, column: &str) -> Option<u64> {
        self.cell(column)?.parse().ok()
    }

    fn says_yes(&self, column: &str) -> bool {
        self.cell(column) == Some("yes")
    }
}

struct Reader<'r> {
    exported: Exported,
    /// Stages and topics by their ids.
    parts: HashMap<String, usize>,
    report: &'r mut Report,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row<'_>, line: u32) {
        let Some(title) = row.cell("title") else {
            self.report.add(line, What::Empty, &row.cells.join(" | "));
            return;
        };
        let about = &mut self.exported.about;
        if about.id.is_empty() {
            about.id = row.text("roadmap").unwrap_or_default();
            about.title = row
                .text("roadmap_title")
                .unwrap_or_else(|| spoken(&about.id));
        }
        let stage = self.part(Level::Stage, None, ("stage", "stage_title"), row, line);
        self.exported.drafts[stage].is_optional |= row.says_yes("optional");
        let levels = [Level::Stage, Level::Topic, Level::Concept];
        let level = levels
            .into_iter()
            .find(|level| row.cell("level") == Some(level.word()));
        let level = level.unwrap_or(Level::Resource);
        if level == Level::Stage {
            self.give(stage, row);
            return;
        }
        let topic = self.part(
            Level::Topic,
            Some(stage),
            ("topic", "topic_title"),
            row,
            line,
        );
        if level == Level::Topic {
            self.give(topic, row);
            return;
        }
        let mut draft = Draft::new(level, Some(topic), line, title);
        draft.id = row.text("id");
        draft.url = row.text("url");
        draft.status = row.cell("status").and_then(status);
        let facts = Facts {
            at: row.text("at"),
            minutes_spent: row.number("minutes_spent").unwrap_or_default(),
            kind: row.text("kind"),
            lang: row.text("lang"),
            author: row.text("author"),
            minutes: row.number("minutes"),
            core: row.says_yes("core"),
            ..Facts::default()
        };
        facts.give_to(&mut draft);
        let at = self.exported.drafts.len();
        self.exported.drafts.push(draft);
        self.exported
            .notes
            .extend(row.text("note").map(|note| (at, note)));
    }

    /// Gives a part what its own row says of the person: notes, and time that was spent on it as a whole.
    fn give(&mut self, part: usize, row: &Row<'_>) {
        let minutes = row.number("minutes_spent").unwrap_or_default();
        self.exported.drafts[part].past.spent = Stint::in_all(minutes).into_iter().collect();
        let note = row.text("note").map(|note| (part, note));
        self.exported.notes.extend(note);
    }

    /// Returns the stage or topic that a row names, which is made where it comes first.
    fn part(
        &mut self,
        level: Level,
        parent: Option<usize>,
        (id, title): (&str, &str),
        row: &Row<'_>,
        line: u32,
    ) -> usize {
        let (id, title) = (row.cell(id), row.cell(title));
        // Every row lies in both, also where a person left one out.
        let key = format!("{parent:?} {}", id.or(title).unwrap_or_default());
        if let Some(part) = self.parts.get(&key) {
            return *part;
        }
        let drafts = &mut self.exported.drafts;
        let above = || parent.map_or("…", |parent| drafts[parent].title.as_str());
        let title = title.map(str::to_owned).or_else(|| id.map(spoken));
        let title = title.unwrap_or_else(|| above().to_owned());
        let mut draft = Draft::new(level, parent, line, &title);
        draft.id = id.map(str::to_owned);
        draft.depth = usize::from(level == Level::Topic);
        drafts.push(draft);
        self.parts.insert(key, drafts.len() - 1);
        drafts.len() - 1
    }
}

fn status(word: &str) -> Option<Status> {
    Status::from_word(word).or_else(|| signs::status_word(word))
}

/// Makes words of an id, where nothing says what it is called.
fn spoken(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
