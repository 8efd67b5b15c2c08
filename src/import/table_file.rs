//! CSV with a header: a table, in parts by the columns that name a stage or topic.

use super::headers::LINKS;
use super::inline::{Inline, Mark, one_line};
use super::links::mark_bare;
use super::report::{Report, What as Note};
use super::tree::{Builder, Table, What};
use super::words::bare;
use super::{Document, ImportError, urls};

const STAGES: &[&str] = &["stage", "part", "phase", "section", "阶段", "部分"];
const TOPICS: &[&str] = &[
    "topic", "category", "module", "chapter", "unit", "subject", "主题", "分类", "章节", "模块",
];
const TITLES: &[&str] = &[
    "title", "name", "resource", "course", "task", "标题", "名称", "资源", "课程",
];

/// Reads a document.
pub(super) fn read(text: &str, report: &mut Report) -> Result<Document, ImportError> {
    let cells = |cells: Vec<String>| -> Vec<Inline> {
        let cell = |text: String| {
            let mut inline = Inline {
                text,
                spans: Vec::new(),
            };
            mark_bare(&mut inline);
            inline
        };
        cells.into_iter().map(cell).collect()
    };
    let mut records: Vec<(u32, Vec<Inline>)> = records(text, Cells::Trimmed)?
        .into_iter()
        .map(|(line, record)| (line, cells(record)))
        .collect();
    let mut head = match records.first() {
        // Without a header, the words come first and the addresses are links.
        Some((_, first)) if first.iter().any(Inline::has_link) => headers(first),
        Some(_) => records.remove(0).1,
        None => Vec::new(),
    };
    let names: Vec<String> = head.iter().map(|cell| bare(&cell.text)).collect();
    for (line, cells) in &mut records {
        for (name, cell) in names.iter().zip(cells) {
            if LINKS.contains(&name.as_str()) {
                complete(cell, *line, report);
            }
        }
    }
    let column = |list: &[&str]| names.iter().position(|name| list.contains(&name.as_str()));
    // What is called topic is the name of a row where nothing else is.
    let has_title = column(TITLES).is_some();
    let stage = column(STAGES).filter(|_| has_title);
    let topic = column(TOPICS).filter(|_| has_title);
    let mut builder = Builder::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut rows: Vec<Vec<(u32, Vec<Inline>)>> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (line, mut cells) in records {
        let mut take = |column: Option<usize>| {
            let cell = column.and_then(|column| cells.get_mut(column));
            cell.map(std::mem::take)
                .map(|cell| one_line(&cell.text))
                .unwrap_or_default()
        };
        let part = (take(stage), take(topic));
        let place = *places.entry(part.clone()).or_insert_with(|| {
            parts.push(part);
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[place].push((line, cells));
    }
    for column in [stage, topic].into_iter().flatten() {
        head[column] = Inline::default();
    }
    // Parts of one stage come together, in the order in which they came first.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| parts.iter().position(|part| part.0 == parts[*at].0));
    let mut open = None;
    for at in order {
        let (stage, topic) = &parts[at];
        let line = rows[at].first().map_or(1, |(line, _)| *line);
        let name = |text: &str| Inline {
            text: text.to_owned(),
            spans: Vec::new(),
        };
        if !stage.is_empty() && open != Some(stage) {
            builder.section(1, line, name(stage));
            open = Some(stage);
        }
        if !topic.is_empty() {
            builder.section(2, line, name(topic));
        }
        let table = Table {
            head: head.clone(),
            rows: std::mem::take(&mut rows[at]),
        };
        builder.leaf(What::Table(table), line, Inline::default());
    }
    Ok(Document {
        tree: builder.finish(),
        title: None,
        date: None,
        banner: None,
    })
}

/// Gives an address without its `https://` one, where a column is one of addresses.
fn complete(cell: &mut Inline, line: u32, report: &mut Report) {
    if cell.has_link() {
        return;
    }
    if let Some(url) = urls::completed(cell.text.trim()) {
        report.add(line, Note::RepairedLink, &cell.text);
        cell.text.clone_from(&url);
        cell.mark_from(0, Mark::Link(url));
    }
}

/// Whether blanks around a value belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    Trimmed,
    AsTheyAre,
}

/// Reads all rows, each with its line.
pub(super) fn records(text: &str, cells: Cells) -> Result<Vec<(u32, Vec<String>)>, ImportError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .trim(match cells {
            Cells::Trimmed => csv::Trim::All,
            Cells::AsTheyAre => csv::Trim::None,
        })
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ImportError::Unreadable {
            line: error
                .position()
                .map_or(1, |place| u32::try_from(place.line()).unwrap_or(u32::MAX)),
            why: crate::text::clean::line(&error.to_string()),
        })?;
        let line = record.position().map_or(1, csv::Position::line);
        let cells = record.iter().map(str::to_owned).collect();
        records.push((u32::try_from(line).unwrap_or(u32::MAX), cells));
    }
    Ok(records)
}

/// Names the columns of a table without a header.
fn headers(first: &[Inline]) -> Vec<Inline> {
    let title = first
        .iter()
        .position(|cell| !cell.has_link() && !cell.is_blank())
        .unwrap_or(0);
    let name = |(at, cell): (usize, &Inline)| {
        let name = if at == title {
            "title"
        } else if cell.has_link() {
            "url"
        } else {
            "note"
        };
        Inline {
            text: name.to_owned(),
            spans: Vec::new(),
        }
    };
    first.iter().enumerate().map(name).collect()
}

/// Returns what parts the values: of comma, semicolon and tab the one that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |byte: u8| first.bytes().filter(|have| *have == byte).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|byte| count(*byte))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Options, read};

    /// Everything that was begun: title, status, when, minutes.
    fn begun(text: &str) -> Vec<String> {
        let imported = read(text, Format::Csv, &Options::default()).unwrap();
        let state = |state: &crate::import::State| {
            let node = imported.roadmap.find(&state.id).unwrap();
            let title = imported.roadmap.title(node, crate::lang::Lang::En);
            let when = state.when.as_deref().unwrap_or("-");
            let minutes: u32 = state.spent.iter().map(|stint| stint.minutes).sum();
            format!("{title} {} {when} {minutes}", state.status.word())
        };
        imported.states.iter().map(state).collect()
    }

    #[test]
    fn a_day_in_a_column_of_days_says_that_it_is_done() {
        for header in ["Done on", "Completed", "completion date"] {
            let text = format!("Title,{header}\nAnts,Mar 5 2024\nBees,\nWasps,2024/03/06\n");
            let expected = ["Ants done 2024-03-05 0", "Wasps done 2024-03-06 0"];
            assert_eq!(begun(&text), expected, "{header}");
        }
        let chinese = "标题,完成日期,用时\n蚂蚁,2024年3月5日,3 小时\n蜜蜂,,90 min\n";
        assert_eq!(
            begun(chinese),
            ["蚂蚁 done 2024-03-05 180", "蜜蜂 todo - 90"]
        );
    }

    #[test]
    fn a_row_may_have_an_address_alone_and_one_without_its_beginning_is_mended() {
        let text = "title,url,note,hours\n,https://a.example/1,,\nBees,a.example/2,,\"2,5\"\n,www.a.example,see b.example/3,\n";
        let imported = read(text, Format::Csv, &Options::default()).unwrap();
        let roadmap = &imported.roadmap;
        let things = roadmap.nodes().filter_map(|node| {
            let title = roadmap.title(node, crate::lang::Lang::En);
            let minutes = roadmap.minutes(node).unwrap_or_default();
            Some(format!(
                "{title} {} {minutes}",
                roadmap.link(node)?.as_str()
            ))
        });
        assert_eq!(
            things.collect::<Vec<_>>(),
            [
                "a.example/1 https://a.example/1 0",
                "Bees https://a.example/2 150",
                "a.example https://www.a.example/ 0"
            ]
        );
        let notes = imported.report.notes().iter();
        let mended = notes.filter(|note| note.what.word() == "repaired-link");
        assert_eq!(mended.map(|note| note.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn a_column_of_statuses_says_more_than_a_day() {
        let text = "Title,Done on,Status\nAnts,2024-03-05,doing\nBees,2024-03-05,done\n";
        assert_eq!(
            begun(text),
            ["Ants doing 2024-03-05 0", "Bees done 2024-03-05 0"]
        );
        let hours = "Title,Status,Hours spent\nAnts,done,1.5\n";
        assert_eq!(begun(hours), ["Ants done - 90"]);
    }
}
