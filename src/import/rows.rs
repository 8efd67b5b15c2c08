//! The rows of a table: which column is the title, which links belong to it, and which columns are about something else.

use crate::progress::Status;
use crate::roadmap::Kind;

use super::head::{Head, Lead, clean_title};
use super::inline::{Inline, Mark};
use super::past::Column;
use super::report::{Report, What};
use super::tree::Table;
use super::{kind, minutes, signs, words};

/// Headers of the column that names what a row is about. One that is called after a kind of thing, as `Article`, may hold links.
const TITLES: &[&str] = &[
    "course",
    "courses",
    "name",
    "title",
    "notebook",
    "lesson",
    "lessons",
    "resource",
    "resources",
    "project",
    "projects",
    "topic",
    "topics",
    "module",
    "chapter",
    "subject",
    "item",
    "task",
    "skill",
    "problem",
    "concept",
    "课程",
    "名称",
    "标题",
    "资源",
    "项目",
    "书名",
    "主题",
    "内容",
    "章节",
    "课题",
    "题目",
];
/// Headers of columns that only number or group.
const NUMBERS: &[&str] = &[
    "#", "no", "nr", "id", "s.no", "sno", "sr no", "week", "day", "month", "phase", "level",
    "order", "step", "序号", "编号", "周", "天", "",
];
/// Headers of columns about something else: what stands there is told in the note, its links are not resources.
const OTHERS: &[&str] = &[
    "minutes",
    "duration",
    "effort",
    "prerequisites",
    "prerequisite",
    "requirements",
    "discussion",
    "discuss",
    "chat",
    "time",
    "est",
    "estimate",
    "estimated time",
    "length",
    "hours",
    "difficulty",
    "level",
    "price",
    "cost",
    "language",
    "lang",
    "license",
    "stars",
    "rating",
    "year",
    "date",
    "author",
    "authors",
    "instructor",
    "teacher",
    "type",
    "kind",
    "tags",
    "format",
    "university",
    "school",
    "provider",
    "platform",
    "时长",
    "学时",
    "预计学时",
    "先修要求",
    "先修",
    "难度",
    "讨论",
    "费用",
    "语言",
    "作者",
    "日期",
    "评分",
    "类型",
    "平台",
    "学校",
];
const DESCRIPTIONS: &[&str] = &[
    "description",
    "notes",
    "note",
    "about",
    "summary",
    "details",
    "what",
    "why",
    "comment",
    "comments",
    "remarks",
    "描述",
    "说明",
    "简介",
    "备注",
    "介绍",
];
const TIMES: &[&str] = &[
    "minutes",
    "duration",
    "time",
    "est",
    "estimate",
    "estimated time",
    "length",
    "hours",
    "时长",
    "学时",
    "预计学时",
];
const TALKS: &[&str] = &["discussion", "discuss", "chat", "讨论"];
const KINDS: &[&str] = &["kind", "type", "format", "类型"];
/// Headers of columns with addresses, which name a row only where nothing else does.
const LINKS: &[&str] = &["link", "links", "url", "链接"];
const STATES: &[&str] = &[
    "status",
    "done",
    "progress",
    "state",
    "completed",
    "✅",
    "状态",
    "进度",
    "完成",
];
const AUTHORS: &[&str] = &[
    "author",
    "authors",
    "instructor",
    "teacher",
    "作者",
    "讲师",
    "老师",
];

/// A row that names something to do.
pub(super) struct Row {
    pub line: u32,
    pub head: Head,
    pub note: Option<String>,
}

/// Returns the column that names the rows, where the table is one of things to do.
fn title_column(table: &Table) -> Option<usize> {
    let names: Vec<String> = table
        .head
        .iter()
        .map(|cell| words::bare(&cell.text))
        .collect();
    let is = |name: &String, list: &[&str]| list.contains(&name.as_str());
    let by_word = names.iter().position(|name| is(name, TITLES));
    let first = || {
        let others = [NUMBERS, OTHERS, STATES, LINKS];
        names.iter().position(|name| {
            !others.iter().any(|list| is(name, list)) && Column::of(name).is_none()
        })
    };
    by_word
        .or_else(first)
        .or_else(|| names.iter().position(|name| is(name, LINKS)))
}

/// Tells whether a table names things to do: some of its links are not in columns for something else, or it has a column
/// for what is done.
pub(super) fn is_of_things(table: &Table) -> bool {
    let Some(title) = title_column(table) else {
        return false;
    };
    let names: Vec<String> = table
        .head
        .iter()
        .map(|cell| words::bare(&cell.text))
        .collect();
    let counts = |column: usize| {
        column == title
            || names
                .get(column)
                .is_none_or(|name| !OTHERS.contains(&name.as_str()))
    };
    let has_state =
        table.head.iter().any(is_state) || names.iter().any(|name| Column::of(name).is_some());
    let has_state = has_state && TITLES.contains(&names[title].as_str());
    // A table that numbers its rows or says how long they take is one of things to do without any links, too.
    let has_plan = names.iter().any(|name| TIMES.contains(&name.as_str()))
        && TITLES.contains(&names[title].as_str());
    has_state
        || has_plan
        || table.rows.iter().any(|(_, cells)| {
            cells.iter().enumerate().any(|(column, cell)| {
                counts(column)
                    && cell
                        .spans
                        .iter()
                        .any(|span| matches!(span.mark, Mark::Link(_) | Mark::Dead))
            })
        })
}

/// Reads the rows of a table.
pub(super) fn read(table: &Table, report: &mut Report) -> Vec<Row> {
    let Some(title) = title_column(table) else {
        return Vec::new();
    };
    let names: Vec<String> = table
        .head
        .iter()
        .map(|cell| words::bare(&cell.text))
        .collect();
    let columns = Columns {
        table,
        names: &names,
        title,
    };
    let mut rows = Vec::with_capacity(table.rows.len());
    for (line, cells) in &table.rows {
        match columns.row(*line, cells, report) {
            Some(row) => rows.push(row),
            None => report.add(*line, What::Empty, &joined(cells)),
        }
    }
    rows
}

struct Columns<'a> {
    table: &'a Table,
    names: &'a [String],
    title: usize,
}

impl Columns<'_> {
    fn is(&self, column: usize, list: &[&str]) -> bool {
        self.names
            .get(column)
            .is_some_and(|name| list.contains(&name.as_str()))
    }

    fn row(&self, line: u32, cells: &[Inline], report: &mut Report) -> Option<Row> {
        let cell = cells.get(self.title).filter(|cell| !cell.is_blank())?;
        let mut head = Head::read(cell, true);
        if matches!(head.lead, Lead::Whole | Lead::Bold | Lead::Parted) {
            // The name of a row is its whole cell.
            head.title = clean_title(&cell.text);
            head.rest = Inline::default();
        }
        if head.title.is_empty() {
            return None;
        }
        let mut said: Vec<String> = head.note().into_iter().collect();
        let mut facts = Vec::new();
        let mut links: Vec<(usize, String, String)> = Vec::new();
        let (mut duration, mut effort, mut was_done) = (None, None, false);
        for (column, cell) in cells
            .iter()
            .enumerate()
            .filter(|(column, _)| *column != self.title)
        {
            let text = cell.line();
            if self.table.head.get(column).is_some_and(is_state) {
                let sign = cell.text.chars().find_map(signs::sign);
                let boxed = signs::leading_status(&cell.text).map(|(status, _)| status);
                let word = signs::status_word(&text);
                head.status = head.status.or(boxed).or(sign).or(word);
                if head.status.is_none() {
                    // What is called `Completed` may say when.
                    was_done |= Column::DoneOn.read(&text, &mut head.past);
                }
                continue;
            }
            if self.is(column, NUMBERS) {
                continue;
            }
            let past = Column::of(&self.names[column.min(self.names.len() - 1)]);
            if let Some(past) = past
                && past.read(&text, &mut head.past)
            {
                was_done |= past == Column::DoneOn;
                continue;
            }
            let is_other = self.is(column, OTHERS);
            for link in cell.links() {
                let words = clean_title(&cell.text[link.range.clone()]);
                if is_other {
                    report.add(line, What::OtherColumn, link.url);
                } else {
                    links.push((column, words, link.url.to_owned()));
                }
            }
            let says = words::bare(&text);
            if says.is_empty() || matches!(says.as_str(), "none" | "n/a" | "无") {
                continue;
            }
            if self.is(column, TIMES) {
                duration = duration.or(Some(text.clone()));
            }
            if says_effort(&self.names[column.min(self.names.len() - 1)]) {
                effort = effort.or(Some(text.clone()));
            }
            let kind = Kind::from_word(&says).or_else(|| kind::of_word(&says));
            if self.is(column, KINDS) && kind.is_some() {
                head.kind = kind;
            } else if self.is(column, AUTHORS) && head.author.is_none() {
                head.author = Some(text);
            } else if is_other && self.is(column, TALKS) {
                // Its links are left out, and their words alone say nothing.
            } else if is_other {
                let name = self
                    .table
                    .head
                    .get(column)
                    .map(Inline::line)
                    .unwrap_or_default();
                facts.push((column, format!("{name}: {}", cell.markdown(false))));
            } else if self.is(column, DESCRIPTIONS) || !cell.has_link() {
                said.push(cell.markdown(false));
            }
        }
        if was_done {
            head.status = head.status.or(Some(Status::Done));
        }
        self.take_links(&mut head, links);
        let time = duration.as_deref().unwrap_or_default();
        head.minutes = minutes::parse(time)
            .or_else(|| minutes::of_weeks(time, effort.as_deref().unwrap_or_default()))
            .or(head.minutes);
        if head.minutes.is_some() {
            // The time is told by itself.
            facts.retain(|(column, _)| {
                !self.is(*column, TIMES) && !says_effort(&self.names[*column])
            });
        }
        let facts: Vec<String> = facts.into_iter().map(|(_, fact)| fact).collect();
        if !facts.is_empty() {
            said.push(facts.join(" · "));
        }
        let note = (!said.is_empty()).then(|| said.join("\n\n"));
        Some(Row { line, head, note })
    }

    /// Gives a row its address: that of its name, else that of the column with the same header, else the first.
    fn take_links(&self, head: &mut Head, mut links: Vec<(usize, String, String)>) {
        if head.url.is_none() {
            let same = links
                .iter()
                .position(|(column, ..)| self.names.get(*column) == self.names.get(self.title));
            let chosen = same.or_else(|| (!links.is_empty()).then_some(0));
            if let Some((_, _, url)) = chosen.map(|at| links.remove(at)) {
                head.url = Some(url);
            }
        }
        for (column, words, url) in links {
            if head.url.as_deref() == Some(url.as_str()) {
                continue;
            }
            // A header says more than the words of a picture.
            let name = self
                .table
                .head
                .get(column)
                .map(Inline::line)
                .unwrap_or_default();
            let words = if (words::is_thin(&words) || words.contains("://") || words.is_empty())
                && !name.is_empty()
            {
                name
            } else {
                words
            };
            head.also.push((words, url));
        }
    }
}

fn says_effort(name: &str) -> bool {
    matches!(name, "effort" | "workload" | "投入")
}

fn is_state(cell: &Inline) -> bool {
    let name = words::bare(&cell.text);
    STATES.contains(&name.as_str())
        || cell
            .text
            .trim()
            .chars()
            .next()
            .is_some_and(|c| signs::sign(c).is_some())
}

fn joined(cells: &[Inline]) -> String {
    let cells: Vec<String> = cells.iter().map(Inline::line).collect();
    cells.join(" | ")
}
