//! The checklist in Markdown that the program exports. It is read line by line, since its texts are quotations that must
//! come back as they were.

use crate::import::draft::{Draft, Piece};
use crate::import::report::{Report, What as Note};
use crate::progress::Status;
use crate::roadmap::Level;
use crate::text::markdown::tags;

use super::{Exported, Facts, parent_for};

/// What every such document begins with.
const BEGINNING: &str = "<!-- roadbook:";

/// Tells whether a document is an export of our own.
pub(in crate::import) fn is_own(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with(BEGINNING)
}

/// Reads an export.
pub(in crate::import) fn read(text: &str, report: &mut Report) -> Exported {
    let mut reader = Reader {
        exported: Exported::default(),
        headings: Vec::new(),
        current: None,
        quote: Quote::default(),
        report,
    };
    for (number, line) in (1..).zip(text.lines()) {
        reader.line(line, number);
    }
    reader.end_quote();
    reader.exported
}

/// The quotation that is being read.
#[derive(Default)]
struct Quote {
    lines: Vec<String>,
    is_note: bool,
}

struct Reader<'r> {
    exported: Exported,
    /// The headings that are open: their depth and draft.
    headings: Vec<(usize, usize)>,
    /// What a quotation is about; `None` is the roadmap.
    current: Option<usize>,
    quote: Quote,
    report: &'r mut Report,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, number: u32) {
        if let Some(quoted) = line.trim_start().strip_prefix('>') {
            let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
            self.quote.lines.push(tags::unescaped(quoted));
            return;
        }
        let trimmed = line.trim();
        self.end_quote();
        let marks = line.len() - line.trim_start_matches('#').len();
        let heading = line[marks..]
            .strip_prefix(' ')
            .filter(|_| (1..=6).contains(&marks));
        if let Some(heading) = heading {
            self.heading(marks, heading, number);
        } else if let Some(item) = boxed(line) {
            self.item(item, number);
        } else if trimmed == "<!-- note -->" {
            self.quote.is_note = true;
        } else if let Some(further) = line.strip_prefix("  - ") {
            self.further(further, number);
        } else {
            let is_count =
                trimmed.starts_with('*') && trimmed.ends_with('*') && self.headings.is_empty();
            if !trimmed.is_empty() && !trimmed.starts_with("<!--") && !is_count {
                self.report.add(number, Note::NotKept, trimmed);
            }
        }
    }

    fn heading(&mut self, marks: usize, text: &str, number: u32) {
        let (text, comments) = Comments::split(text);
        let title = unescape(text.trim());
        if marks == 1 {
            self.exported.about.title = title;
            self.exported.about.id = comments.id.unwrap_or_default();
            self.current = None;
            return;
        }
        while self
            .headings
            .last()
            .is_some_and(|(depth, _)| *depth >= marks)
        {
            self.headings.pop();
        }
        let level = if marks == 2 || self.headings.is_empty() {
            Level::Stage
        } else {
            Level::Topic
        };
        let wanted = self.headings.last().map(|(_, draft)| *draft);
        let mut draft = Draft::new(
            level,
            parent_for(&self.exported.drafts, level, wanted),
            number,
            &title,
        );
        draft.depth = self.headings.len();
        draft.id = comments.id;
        comments.facts.give_to(&mut draft);
        let at = self.push(draft);
        self.headings.push((marks, at));
    }

    fn item(&mut self, (is_ticked, text): (bool, &str), number: u32) {
        let Some(topic) = self.topic(number) else {
            self.report.add(number, Note::NotKept, text);
            return;
        };
        let (text, comments) = Comments::split(text);
        let (title, url) = title(text.trim());
        let is_concept = comments.facts.level.as_deref() == Some(Level::Concept.word());
        let level = if is_concept {
            Level::Concept
        } else {
            Level::Resource
        };
        let mut draft = Draft::new(level, Some(topic), number, &title);
        // A box that somebody ticked since then says more than what was known.
        draft.status = Some(match comments.facts.status() {
            _ if is_ticked => Status::Done,
            Some(status @ (Status::Doing | Status::Skipped)) => status,
            Some(Status::Todo | Status::Done) | None => Status::Todo,
        });
        self.report.boxes += 1;
        draft.url = url;
        draft.id = comments.id;
        comments.facts.give_to(&mut draft);
        self.push(draft);
    }

    fn further(&mut self, text: &str, number: u32) {
        let (words, url) = title(text.trim());
        let draft = self.current.map(|at| &mut self.exported.drafts[at]);
        match (draft, url) {
            (Some(draft), Some(url)) if draft.level == Level::Resource => {
                if !draft.also.iter().any(|(_, have)| *have == url) {
                    draft.also.push((words, url));
                }
            }
            (_, _) => self.report.add(number, Note::NotKept, text),
        }
    }

    /// Returns the topic that an item lies in; one that was written under a stage by hand gets a topic of its own.
    fn topic(&mut self, number: u32) -> Option<usize> {
        let (marks, at) = *self.headings.last()?;
        if self.exported.drafts[at].level == Level::Topic {
            return Some(at);
        }
        let title = self.exported.drafts[at].title.clone();
        let mut draft = Draft::new(Level::Topic, Some(at), number, &title);
        draft.depth = self.headings.len();
        let topic = self.push(draft);
        self.headings.push((marks + 1, topic));
        Some(topic)
    }

    fn push(&mut self, draft: Draft) -> usize {
        self.exported.drafts.push(draft);
        let at = self.exported.drafts.len() - 1;
        self.current = Some(at);
        at
    }

    fn end_quote(&mut self) {
        if self.quote.lines.is_empty() {
            return;
        }
        let quote = std::mem::take(&mut self.quote);
        let text = quote.lines.join("\n");
        match (self.current, quote.is_note) {
            (Some(at), true) => self.exported.notes.push((at, text)),
            (Some(at), false) => self.exported.drafts[at].say(Some(text)),
            (None, _) => self.exported.about.summary.push(Piece {
                is_item: false,
                text,
            }),
        }
    }
}

/// What stands in the comments at the end of a line.
#[derive(Default)]
struct Comments {
    id: Option<String>,
    facts: Facts,
}

impl Comments {
    /// Parts a line from its comments.
    fn split(line: &str) -> (&str, Comments) {
        let mut comments = Comments::default();
        let start = line
            .find("<!-- id:")
            .or_else(|| line.find("<!-- roadbook:"))
            .unwrap_or(line.len());
        let mut rest = &line[start..];
        while let Some((_, comment)) = rest.split_once("<!--") {
            let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
            let inside = inside.trim();
            if let Some(id) = inside.strip_prefix("id:") {
                comments.id = Some(id.trim().to_owned());
            } else if let Some(facts) = inside.strip_prefix("roadbook:") {
                comments.facts = serde_json::from_str(facts.trim()).unwrap_or_default();
            }
            rest = after;
        }
        (&line[..start], comments)
    }
}

/// Reads the box of an item.
fn boxed(line: &str) -> Option<(bool, &str)> {
    let text = line
        .strip_prefix("- [")
        .or_else(|| line.strip_prefix("* ["))?;
    let mark = text.chars().next()?;
    let rest = text[mark.len_utf8()..].strip_prefix("] ")?;
    matches!(mark, ' ' | 'x' | 'X').then_some((mark != ' ', rest))
}

/// Reads a title and its address: a link, a bold title, or text up to what is said of it.
fn title(text: &str) -> (String, Option<String>) {
    if let Some(inside) = text.strip_prefix('[')
        && let Some(end) = unescaped(inside, "](")
    {
        let target = &inside[end + 2..];
        let target = match target.strip_prefix('<') {
            Some(target) => target.split('>').next().unwrap_or_default(),
            None => target.split(')').next().unwrap_or_default(),
        };
        return (
            unescape(&inside[..end]),
            Some(unescape(&target.replace("&amp;", "&"))),
        );
    }
    let bold = text
        .strip_prefix("**")
        .and_then(|inside| unescaped(inside, "**").map(|end| &inside[..end]));
    let words = bold.unwrap_or_else(|| &text[..unescaped(text, " *(").unwrap_or(text.len())]);
    (unescape(words), None)
}

/// Finds a mark that no backslash stands before.
fn unescaped(text: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(mark) {
            return Some(at);
        }
        let mut chars = rest.chars();
        let first = chars.next()?;
        at += first.len_utf8();
        if first == '\\' {
            at += chars.next().map_or(0, char::len_utf8);
        }
    }
    None
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        match next.filter(|next| c == '\\' && next.is_ascii_punctuation()) {
            Some(next) => {
                plain.push(next);
                rest.next();
            }
            None => plain.push(c),
        }
    }
    plain
}
