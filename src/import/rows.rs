//! The rows of a table: which column is the title, which links belong to it, which columns say how far something is, and
//! which are about something else.

mod grid;

use crate::progress::Status;
use crate::roadmap::Kind;

use super::head::{Head, Lead, clean_title};
use super::headers::{
    AUTHORS, DESCRIPTIONS, EFFORTS, KINDS, LINKS, NUMBERS, OTHERS, PLANS, STATES, TALKS, TIMES,
    TITLES,
};
use super::inline::{Inline, Mark};
use super::past::{Column, Past};
use super::report::{Report, What};
use super::tree::Table;
use super::{kind, minutes, past, signs, words};

/// A row that names something to do.
pub(super) struct Row {
    pub line: u32,
    pub head: Head,
    pub note: Option<String>,
}

/// Tells whether a table names things to do: some of its links are not in columns for something else, or it has boxes or
/// a column for what is done.
pub(super) fn is_of_things(table: &Table) -> bool {
    let Some(columns) = Columns::of(table) else {
        return false;
    };
    let is_named = TITLES.contains(&columns.names[columns.title].as_str());
    // A table that numbers its rows or says how long they take is one of things to do without any links, too.
    let has_plan = columns
        .names
        .iter()
        .any(|name| TIMES.contains(&name.as_str()) || Column::of(name).is_some());
    if is_named && (has_plan || table.head.iter().any(is_state)) {
        return true;
    }
    table.rows.iter().any(|(_, cells)| {
        cells.iter().enumerate().any(|(column, cell)| {
            let is_box = if column == columns.title {
                signs::leading_status(&cell.text).is_some() || ends_with_sign(&cell.text)
            } else {
                columns.states.contains(&column) && mark(cell).is_some()
            };
            let counts = column == columns.title || !columns.is(column, OTHERS);
            let is_link = |mark: &Mark| matches!(mark, Mark::Link(_) | Mark::Dead);
            is_box || counts && cell.spans.iter().any(|span| is_link(&span.mark))
        })
    })
}

/// Reads the rows of a table.
pub(super) fn read(table: &Table, report: &mut Report) -> Vec<Row> {
    let Some(columns) = Columns::of(table) else {
        return Vec::new();
    };
    if let Some(rows) = grid::read(table, &columns) {
        return rows;
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        let Some(mut row) = columns.row(*line, cells, report) else {
            report.add(*line, What::Empty, &joined(cells));
            continue;
        };
        if columns.is_struck(cells) {
            row.head.status = match row.head.status {
                Some(Status::Todo) => Some(Status::Skipped),
                None => {
                    report.add(*line, What::StruckOut, &row.head.title);
                    continue;
                }
                status => status,
            };
        }
        rows.push(row);
    }
    rows
}

/// What the columns of a table are.
struct Columns<'a> {
    table: &'a Table,
    names: Vec<String>,
    /// The column that names the rows.
    title: usize,
    /// The columns that say how far something is.
    states: Vec<usize>,
}

impl<'a> Columns<'a> {
    /// Looks at headers and cells; nothing where no column names the rows.
    fn of(table: &'a Table) -> Option<Columns<'a>> {
        let names: Vec<String> = table
            .head
            .iter()
            .map(|cell| words::bare(&cell.text))
            .collect();
        let mut columns = Columns {
            table,
            names,
            title: 0,
            states: Vec::new(),
        };
        columns.states = (0..table.head.len())
            .filter(|column| columns.says_state(*column))
            .collect();
        columns.title = columns.find_title()?;
        columns.states.retain(|column| *column != columns.title);
        Some(columns)
    }

    /// Tells whether a column says how far something is: by its header, or since there are boxes and signs in it and nothing
    /// else. Under a header of its own, ✅ alone may mean anything, as it does under `Free`.
    fn says_state(&self, column: usize) -> bool {
        if is_state(&self.table.head[column]) {
            return true;
        }
        let cells = self.table.rows.iter().filter_map(|(_, cells)| {
            let cell = cells.get(column)?;
            (!cell.is_blank()).then_some(cell)
        });
        let mut says = false;
        for cell in cells {
            let Some(status) = mark(cell) else {
                return false;
            };
            // ✅ and ❌ may also be answers.
            let is_step = !matches!(status, Status::Done) && !cell.text.contains(signs::is_cross);
            says |= is_step || cell.text.contains('[') || self.is(column, NUMBERS);
        }
        says
    }

    fn find_title(&self) -> Option<usize> {
        let mut all = 0..self.names.len();
        let by_word = all.clone().find(|column| self.is(*column, TITLES));
        let others = [NUMBERS, OTHERS, STATES, LINKS];
        let is_free = |column: &usize| {
            let is_other = others.iter().any(|list| self.is(*column, list));
            !self.states.contains(column)
                && !is_other
                && self.past(*column).is_none()
                && self.has_words(*column)
        };
        by_word
            .or_else(|| all.clone().find(is_free))
            .or_else(|| all.find(|column| self.is(*column, LINKS)))
            .or_else(|| self.is_nameless().then_some(0))
    }

    /// Tells whether a column has words in its cells, and not signs only.
    fn has_words(&self, column: usize) -> bool {
        let mut cells = self
            .table
            .rows
            .iter()
            .filter_map(|(_, cells)| cells.get(column));
        self.table.rows.is_empty() || cells.any(|cell| cell.text.contains(char::is_alphanumeric))
    }

    /// Tells whether no column has a header.
    fn is_nameless(&self) -> bool {
        !self.names.is_empty() && self.names.iter().all(String::is_empty)
    }

    fn is(&self, column: usize, list: &[&str]) -> bool {
        self.names
            .get(column)
            .is_some_and(|name| list.contains(&name.as_str()))
    }

    /// Returns what a column says of the past.
    fn past(&self, column: usize) -> Option<Column> {
        Column::of(self.names.get(column)?)
    }

    /// Returns the unit of numbers in a column of times, where its header says one.
    fn unit(&self, column: usize) -> &'static str {
        match self.names.get(column).map_or("", String::as_str) {
            "hours" | "学时" | "预计学时" => " hours",
            "minutes" => " min",
            _ => "",
        }
    }

    /// Tells whether the name of a row is struck through.
    fn is_struck(&self, cells: &[Inline]) -> bool {
        let name = cells.get(self.title);
        name.is_some_and(|name| name.at(0, |mark| *mark == Mark::Struck).is_some())
    }

    /// Returns the header of a column as it is written.
    fn header(&self, column: usize) -> String {
        let head = self.table.head.get(column);
        head.map(Inline::line).unwrap_or_default()
    }

    fn row(&self, line: u32, cells: &[Inline], report: &mut Report) -> Option<Row> {
        let name = cells.get(self.title).filter(|cell| !cell.is_blank());
        // A row may have an address and no name.
        let address = || {
            let cells = cells.iter().enumerate();
            let mut cells = cells.filter(|(column, _)| !self.is(*column, OTHERS));
            cells.find_map(|(_, cell)| cell.has_link().then_some(cell))
        };
        let cell = name.or_else(address)?;
        let mut head = Head::read(cell, true);
        if matches!(head.lead, Lead::Whole | Lead::Bold | Lead::Parted) {
            // The name of a row is its whole cell.
            head.take_whole();
        }
        if head.title.is_empty() {
            return None;
        }
        let mut said = Said {
            texts: head.note().into_iter().collect(),
            ..Said::default()
        };
        for (column, cell) in cells.iter().enumerate() {
            if column != self.title {
                self.cell(line, column, cell, &mut head, &mut said, report);
            }
        }
        head.status = head.status.or(said.by_day);
        self.take_links(&mut head, &mut said);
        let time = said.duration.unwrap_or_default();
        head.minutes = minutes::parse(&time)
            .or_else(|| minutes::of_weeks(&time, &said.effort.unwrap_or_default()))
            .or(head.minutes);
        if head.minutes.is_some() {
            // The time is told by itself.
            said.facts
                .retain(|(column, _)| !self.is(*column, TIMES) && !self.is(*column, EFFORTS));
        }
        let facts: Vec<String> = said.facts.into_iter().map(|(_, fact)| fact).collect();
        if !facts.is_empty() {
            said.texts.push(facts.join(" · "));
        }
        let note = (!said.texts.is_empty()).then(|| said.texts.join("\n\n"));
        Some(Row { line, head, note })
    }

    /// Reads a cell beside the name of its row.
    fn cell(
        &self,
        line: u32,
        column: usize,
        cell: &Inline,
        head: &mut Head,
        said: &mut Said,
        report: &mut Report,
    ) {
        let text = cell.line();
        let fact = || {
            let (header, says) = (self.header(column), cell.markdown(false));
            let fact = if header.is_empty() {
                says
            } else {
                format!("{header}: {says}")
            };
            (column, fact)
        };
        let past = self.past(column);
        let is_day = past == Some(Column::DoneOn);
        if self.states.contains(&column) || is_day {
            let (status, is_told) = state(cell, is_day, &mut head.past);
            // What was done on a day may be begun again: a column of statuses says more.
            let place = if is_day {
                &mut said.by_day
            } else {
                &mut head.status
            };
            *place = place.or(status);
            if !is_told {
                said.facts.push(fact());
            }
            return;
        }
        // A column without a header may have words in it.
        let is_word = self.is(column, &[""]) && text.contains(char::is_alphabetic);
        if self.is(column, NUMBERS) && !is_word {
            if self.is(column, PLANS) && text.contains(char::is_alphanumeric) {
                let is_named = text.contains(char::is_alphabetic);
                let plan = if is_named { (column, text) } else { fact() };
                said.facts.insert(0, plan);
            }
            return;
        }
        if past.is_some_and(|past| past.read(&text, &mut head.past)) {
            return;
        }
        let is_other = self.is(column, OTHERS);
        let links = cell.links();
        for link in &links {
            let words = clean_title(&cell.text[link.range.clone()]);
            if is_other {
                report.add(line, What::OtherColumn, link.url);
                continue;
            }
            // A header says more than the words of a picture, where it is that of one link.
            let header = self.header(column);
            let is_thin = words::is_thin(&words) || words.contains("://");
            let by_header = words.is_empty() || is_thin && links.len() == 1;
            let words = if by_header && !header.is_empty() {
                header
            } else {
                words
            };
            said.links.push((column, words, link.url.to_owned()));
        }
        // What is said beside links is told with its header.
        let is_beside =
            !is_other && !links.is_empty() && !self.is(column, DESCRIPTIONS) && says_more(cell);
        if is_beside {
            said.facts.push(fact());
            return;
        }
        let says = words::bare(&text);
        if says.is_empty() && text.chars().any(signs::is_picture) {
            // Stars and ticks say nothing without their header.
            said.facts.push(fact());
            return;
        }
        if says.is_empty() || matches!(says.as_str(), "none" | "n/a" | "无") {
            return;
        }
        if self.is(column, TIMES) {
            let is_number = text
                .trim()
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
            let unit = if is_number { self.unit(column) } else { "" };
            said.duration.get_or_insert_with(|| format!("{text}{unit}"));
        }
        if self.is(column, EFFORTS) {
            said.effort.get_or_insert_with(|| text.clone());
        }
        let kind = Kind::from_word(&says).or_else(|| kind::of_word(&says));
        if self.is(column, KINDS) && kind.is_some() {
            head.kind = kind;
        } else if self.is(column, AUTHORS) && head.author.is_none() {
            head.author = Some(text);
        } else if is_other && self.is(column, TALKS) {
            // Its links are left out, and their words alone say nothing.
        } else if is_other || past.is_some() {
            said.facts.push(fact());
        } else if self.is(column, DESCRIPTIONS) || !cell.has_link() {
            said.texts.push(cell.markdown(false));
        }
    }

    /// Gives a row its address: that of its name, else that of the column with the same header, else the first.
    fn take_links(&self, head: &mut Head, said: &mut Said) {
        let mut links = std::mem::take(&mut said.links);
        if head.url.is_none() {
            let same = links
                .iter()
                .position(|(column, ..)| self.names.get(*column) == self.names.get(self.title));
            let chosen = same.or_else(|| (!links.is_empty()).then_some(0));
            if let Some((column, words, url)) = chosen.map(|at| links.remove(at)) {
                head.url = Some(url);
                // What the link is called is told, where that is no word for a link.
                let header = self.header(column);
                let is_named = !words::is_nameless(&words) && words != header;
                let is_told = said.facts.iter().any(|(other, _)| *other == column);
                if is_named && !is_told && same.is_none() && words != head.title {
                    let fact = if header.is_empty() {
                        words
                    } else {
                        format!("{header}: {words}")
                    };
                    said.facts.push((column, fact));
                }
            }
        }
        for (_, words, url) in links {
            if head.url.as_deref() == Some(url.as_str()) {
                continue;
            }
            head.also.push((words, url));
        }
    }
}

/// What the cells beside the name of a row say.
#[derive(Default)]
struct Said {
    texts: Vec<String>,
    /// Told in one line, with their headers.
    facts: Vec<(usize, String)>,
    links: Vec<(usize, String, String)>,
    duration: Option<String>,
    effort: Option<String>,
    /// Where there is a day on which it was done.
    by_day: Option<Status>,
}

/// Tells whether a cell says more than the words of its links.
fn says_more(cell: &Inline) -> bool {
    let mut rest = cell.clone();
    let links: Vec<_> = cell.links().into_iter().map(|link| link.range).collect();
    rest.remove_all(&links);
    let rest = words::bare(&rest.text);
    rest.contains(char::is_alphabetic) && !matches!(rest.as_str(), "and" | "or" | "和" | "或")
}

/// Returns how far something is, takes over since when, and tells whether the cell says no more than that.
fn state(cell: &Inline, is_day: bool, past: &mut Past) -> (Option<Status>, bool) {
    let text = cell.line();
    let boxed = signs::leading_status(&text);
    let rest = boxed.map_or(text.as_str(), |(_, length)| text[length..].trim());
    let when = past::when(rest);
    let mut known = boxed.map(|(status, _)| status);
    if rest.is_empty() || when.is_some() {
        known = known.or(Some(Status::Done).filter(|_| when.is_some()));
    } else {
        known = known
            .or_else(|| signs::status_word(rest))
            .or_else(|| signs::share(rest));
    }
    if known.is_none() && !rest.contains(char::is_alphanumeric) {
        known = Some(Status::Todo);
    }
    // A day that nobody can read is one, too.
    let day = is_day && rest.contains(|c: char| c.is_ascii_digit());
    past.when = when.or(past.when.take());
    (known.or(day.then_some(Status::Done)), known.is_some())
}

/// Returns the status of a cell with a box or sign in it and nothing else.
fn mark(cell: &Inline) -> Option<Status> {
    let (status, length) = signs::leading_status(&cell.text)?;
    cell.text[length..].trim().is_empty().then_some(status)
}

fn ends_with_sign(text: &str) -> bool {
    let last = text.trim_end().trim_end_matches(['\u{FE0E}', '\u{FE0F}']);
    last.chars()
        .next_back()
        .is_some_and(|c| signs::sign(c).is_some())
}

fn is_state(cell: &Inline) -> bool {
    let name = words::bare(&cell.text);
    let first = cell.text.trim().chars().next();
    STATES.contains(&name.as_str()) || first.is_some_and(|c| signs::sign(c).is_some())
}

fn joined(cells: &[Inline]) -> String {
    let cells: Vec<String> = cells.iter().map(Inline::line).collect();
    cells.join(" | ")
}
