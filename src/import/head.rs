//! The text of an item, a row or a line: what of it is the title, the address, the author, and what is said besides.

use std::ops::Range;

use crate::progress::Status;
use crate::roadmap::Kind;

use super::inline::{Inline, Mark, one_line};
use super::{kind, minutes, words};

/// How the title of an item shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// The text begins with a link.
    Link,
    /// It begins with a link that leads nowhere from here.
    DeadLink,
    /// It begins with a link to a place of the document.
    Anchor,
    /// Some words announce a link, as in `Book: …`.
    Announced,
    Bold,
    /// A title and what is said of it are parted by a colon or dash.
    Parted,
    Whole,
}

/// A text taken apart.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub lead: Lead,
    pub title: String,
    pub url: Option<String>,
    /// Further links, with their words.
    pub also: Vec<(String, String)>,
    pub author: Option<String>,
    pub kind: Option<Kind>,
    pub minutes: Option<u64>,
    /// What a sign or box in the text says.
    pub status: Option<Status>,
    /// What is said besides.
    pub rest: Inline,
    /// The whole text but for boxes and signs at its ends.
    whole: Inline,
    /// Where the rest begins in the whole.
    rest_at: usize,
}

/// A title before a colon is at most this long, in characters.
const PARTED: usize = 60;
/// A whole line of this many characters may be a title.
const JOINED: usize = 80;
/// So is the name of an author.
const AUTHOR: usize = 60;

impl Head {
    /// Takes a text apart. A link in the middle of a sentence is the address only where `takes_any` says so.
    pub(super) fn read(inline: &Inline, takes_any: bool) -> Head {
        let mut inline = inline.clone();
        let mut status = strip_start(&mut inline);
        status = status.or_else(|| strip_end(&mut inline));
        let is = |mark: &Mark| matches!(mark, Mark::Link(_));
        let start = |fits: fn(&Mark) -> bool| start_of(&inline, fits);
        let mut head = Head {
            lead: Lead::Whole,
            title: String::new(),
            url: None,
            also: Vec::new(),
            author: None,
            kind: None,
            minutes: None,
            status,
            rest: Inline::default(),
            whole: Inline::default(),
            rest_at: 0,
        };
        let title = if let Some(link) = start(|mark| matches!(mark, Mark::Link(_))) {
            head.lead = Lead::Link;
            link
        } else if let Some(link) = start(|mark| *mark == Mark::Dead) {
            head.lead = Lead::DeadLink;
            link
        } else if let Some(link) = start(|mark| *mark == Mark::Anchor) {
            head.lead = Lead::Anchor;
            link
        } else if let Some(range) = announced(&inline, &mut head.kind) {
            head.lead = Lead::Announced;
            range
        } else if takes_any && inline.has_link() {
            0..inline.text.len()
        } else {
            head.part(&inline)
        };
        let link = inline
            .links()
            .into_iter()
            .find(|link| match head.lead {
                Lead::Link => link.range.start <= title.start && title.start < link.range.end,
                Lead::Announced => link.range.start < title.end && link.range.end >= title.end,
                Lead::Whole => takes_any,
                Lead::DeadLink | Lead::Anchor | Lead::Bold | Lead::Parted => false,
            })
            .map(|link| link.url.to_owned());
        head.url = link;
        head.title = clean_title(&inline.text[title.clone()]);
        if head.lead == Lead::Announced
            && let Some(link) = inline.links().first()
            && inline.text[link.range.clone()].contains("://")
            && link.range.start > title.start
        {
            // The words before a bare address are its title.
            let words = inline.text[title.start..link.range.start].trim_end();
            head.title =
                clean_title(words.trim_end_matches(['-', '–', '—', '(', '|', '→', '>', ' ']));
        }
        if inline.at(title.start, is).is_some() && head.url.as_deref() == Some(head.title.as_str())
        {
            head.title = shown_address(&head.title);
        }
        if head.title.is_empty() {
            head.title = one_line(&inline.text);
        }
        head.rest_at = title.end;
        head.rest(&inline, title.end);
        head.whole = inline;
        head
    }

    /// Finds a title that is bold or stands before a colon or dash.
    fn part(&mut self, inline: &Inline) -> Range<usize> {
        let text = &inline.text;
        if let Some(bold) = start_of(inline, |mark| *mark == Mark::Strong)
            && text[bold.clone()].chars().count() <= 2 * PARTED
        {
            self.lead = Lead::Bold;
            return bold;
        }
        let whole = 0..text.len();
        let Some(end) = parting(text) else {
            return whole;
        };
        let has_link_before = inline.links().iter().any(|link| link.range.start < end);
        if has_link_before
            || text[..end].chars().count() > PARTED
            || text[end..].chars().all(|c| !c.is_alphanumeric())
        {
            return whole;
        }
        self.lead = Lead::Parted;
        0..end
    }

    /// Reads what comes after the title: author, further links, what is said.
    fn rest(&mut self, inline: &Inline, from: usize) {
        let mut rest = inline.part(from..inline.text.len());
        let separators = separators(&rest.text);
        let dashes = rest.text[..separators].contains([':', '：', '-', '–', '—']);
        rest.remove(0..separators);
        if !dashes && let Some((author, length)) = author(&rest.text) {
            self.author = Some(author);
            let mut links = rest.links();
            links.retain(|link| link.range.start < length);
            let further: Vec<(String, String)> = links
                .iter()
                .map(|link| {
                    (
                        one_line(&rest.text[link.range.clone()]),
                        link.url.to_owned(),
                    )
                })
                .collect();
            self.also.extend(further);
            rest.remove(0..length);
            let separators = self::separators(&rest.text);
            rest.remove(0..separators);
        }
        self.minutes =
            minutes::in_brackets(&self.title).or_else(|| minutes::in_brackets(&rest.text));
        self.kind = self
            .kind
            .or_else(|| kind::in_brackets(&self.title))
            .or_else(|| {
                kind::in_brackets(&rest.text[..rest.text.find(')').map_or(0, |end| end + 1)])
            });
        for link in rest.links() {
            let words = clean_title(&rest.text[link.range.clone()]);
            let words = if words.is_empty() || words == link.url {
                shown_address(link.url)
            } else {
                words
            };
            if self.url.as_deref() != Some(link.url) {
                self.also.push((words, link.url.to_owned()));
            }
        }
        self.rest = rest;
    }

    /// Returns what is said besides the title, as a note: links are listed elsewhere, so their words are enough.
    pub(super) fn note(&self) -> Option<String> {
        // What is left without the words of links.
        let mut said = String::new();
        let mut at = 0;
        for link in self.rest.links() {
            said.push_str(self.rest.text.get(at..link.range.start).unwrap_or_default());
            at = at.max(link.range.end);
        }
        said.push_str(&self.rest.text[at..]);
        let said = words::bare(&said);
        let says_kind = said.is_empty()
            || said == "and"
            || kind::of_word(&said).is_some() && self.kind.is_some();
        let note = self.rest.markdown(false);
        (!says_kind && !note.is_empty()).then_some(note)
    }

    /// Returns the text of a key idea: with its links, and with the title where that is one.
    pub(super) fn text(&self) -> Option<String> {
        let is_linked = self.lead == Lead::Link
            || self
                .whole
                .links()
                .iter()
                .any(|link| link.range.start < self.rest_at);
        let text = if is_linked {
            self.whole.markdown(true)
        } else {
            self.rest.markdown(true)
        };
        (!text.is_empty()).then_some(text)
    }

    /// Takes a whole text as the title, where it is short enough for one and only a colon parted it.
    pub(super) fn join(&mut self) {
        let line = self.whole.line();
        let after = self.whole.text[self.rest_at..].trim_start();
        if self.lead == Lead::Parted
            && after.starts_with([':', '：'])
            && line.chars().count() <= JOINED
        {
            self.title = clean_title(&line);
            self.rest = Inline::default();
            self.lead = Lead::Whole;
        }
    }

    /// Takes a name after ` by ` off a title without a link.
    pub(super) fn part_author(&mut self) {
        if self.author.is_some() || self.url.is_some() {
            return;
        }
        if let Some((title, name)) = self.title.rsplit_once(" by ")
            && let Some((author, length)) = author(&format!("by {name}"))
            && length == name.len() + 3
            && !title.is_empty()
        {
            self.author = Some(author);
            self.title = title.to_owned();
        }
    }
}

/// Finds a mark at the start of a text, after signs that may stand before it.
fn start_of(inline: &Inline, fits: fn(&Mark) -> bool) -> Option<Range<usize>> {
    let signs = inline.text.len()
        - inline
            .text
            .trim_start_matches(|c: char| {
                matches!(c, '"' | '“' | '(' | '（' | '《' | '「' | '\'') || c.is_whitespace()
            })
            .len();
    inline.at(0, fits).or_else(|| inline.at(signs, fits))
}

/// Returns the range of the title of a text that announces a link: `Book: [title](…)`, `Raft - [title](…)`.
fn announced(inline: &Inline, found: &mut Option<Kind>) -> Option<Range<usize>> {
    let link = inline.links().into_iter().next()?.range;
    let before = inline.text[..link.start].trim_end();
    let words_before = before
        .trim_end_matches(['(', '"', '“', '《', '*'])
        .trim_end();
    let separator = words_before.chars().next_back()?;
    let is_parted = matches!(separator, ':' | '：' | '-' | '–' | '—' | '|' | '→' | '>');
    let is_sentence = words_before.contains(". ") || words_before.contains(['。', '；']);
    if !is_parted || is_sentence || words_before.chars().count() > PARTED {
        return None;
    }
    let says =
        one_line(words_before.trim_end_matches([':', '：', '-', '–', '—', '|', '→', '>', ' ']));
    *found = kind::of_word(&says);
    if found.is_some() || words::label(&says).is_some() {
        return Some(link);
    }
    Some(0..link.end)
}

/// Returns where the first colon or dash parts a text.
fn parting(text: &str) -> Option<usize> {
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let before = text[..at].chars().next_back();
        let is_part = match c {
            '：' => true,
            ':' => after.is_none_or(char::is_whitespace),
            '-' | '–' | '—' => {
                before.is_some_and(char::is_whitespace) && after.is_some_and(char::is_whitespace)
            }
            _ => false,
        };
        if is_part {
            parts.push(at);
            break;
        }
    }
    // A number or year is no title.
    parts
        .first()
        .copied()
        .filter(|at| text[..*at].chars().any(char::is_alphabetic))
}

/// Returns the length of what parts a title from what is said of it.
fn separators(text: &str) -> usize {
    let is_separator = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：'
                    | '-'
                    | '–'
                    | '—'
                    | ','
                    | '，'
                    | '.'
                    | '。'
                    | '|'
                    | '·'
                    | '*'
                    | '"'
                    | '”'
                    | '》'
                    | '」'
                    | ';'
                    | '；'
                    | '、'
                    | '/'
                    | '→'
                    | '!'
                    | '！'
            )
    };
    text.len() - text.trim_start_matches(is_separator).len()
}

/// Reads `by Name` at the start of a text; returns the name and how long it is.
fn author(text: &str) -> Option<(String, usize)> {
    let name = text
        .strip_prefix("by ")
        .or_else(|| text.strip_prefix("By "))?;
    let ends = [
        ": ", "：", " - ", " – ", " — ", ". ", "; ", " (", "\n", "。", "，", " | ", ", a ",
        ", an ", ", the ",
    ];
    let end = ends.iter().filter_map(|end| name.find(end)).min();
    let end = end.unwrap_or(name.len());
    let name = &name[..end];
    let name_only = name.trim().trim_end_matches([':', '.', ',']);
    let starts_as_name = name_only
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '@' || !c.is_ascii());
    let is_name =
        starts_as_name && name_only.chars().count() <= AUTHOR && name_only.split(' ').count() <= 9;
    is_name.then(|| (one_line(name_only), 3 + end))
}

/// Takes boxes, counts and pictures off the start of a text; returns what they say.
fn strip_start(inline: &mut Inline) -> Option<Status> {
    let mut status = None;
    let mut at = 0;
    loop {
        let text = &inline.text[at..];
        let space = text.len() - text.trim_start().len();
        let rest = &text[space..];
        let first = rest.chars().next();
        let is_marked = first.is_some()
            && inline
                .at(at + space, |mark| {
                    matches!(mark, Mark::Link(_) | Mark::Code)
                })
                .is_some();
        let length = if is_marked {
            0
        } else if let Some((found, length)) = words::leading_status(rest) {
            status = status.or(Some(found));
            length
        } else if let Some(length) = words::cookie(rest) {
            length
        } else {
            first
                .filter(|c| words::is_picture(*c))
                .map_or(0, char::len_utf8)
        };
        at += space + length;
        if length == 0 {
            inline.remove(0..at);
            return status;
        }
    }
}

/// Takes a sign off the end of a text, or off what follows its link.
fn strip_end(inline: &mut Inline) -> Option<Status> {
    let text = inline.text.trim_end();
    let joined = text.trim_end_matches(['\u{FE0E}', '\u{FE0F}']);
    let last = joined.chars().next_back()?;
    let status = words::sign(last)?;
    let start = joined.len() - last.len_utf8();
    let end = inline.text.len();
    inline.remove(start..end);
    let trimmed = inline
        .text
        .trim_end_matches([' ', '—', '–', '-', '\n'])
        .len();
    let end = inline.text.len();
    inline.remove(trimmed..end);
    Some(status)
}

/// Cleans a title: one line, no pictures or colons at its ends.
pub(super) fn clean_title(text: &str) -> String {
    let line = one_line(text);
    let line = line.trim_start_matches(|c: char| words::is_picture(c) || c.is_whitespace());
    let line = line.trim_end_matches(|c: char| {
        words::is_picture(c) || c.is_whitespace() || matches!(c, ':' | '：')
    });
    line.trim_end_matches([' ', ',']).to_owned()
}

/// Cleans the title of a section: also without its number.
pub(super) fn heading_title(text: &str) -> String {
    let mut title = clean_title(text);
    // A count such as [2/5] says how much is done, not what it is.
    if let Some(start) = title.rfind('[').filter(|start| *start > 0)
        && words::cookie(&title[start..]) == Some(title.len() - start)
    {
        title.truncate(start);
        title = clean_title(&title);
    }
    let digits = title.len() - title.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = title[digits..].strip_prefix(['.', ')', '、']);
    match rest.filter(|rest| {
        (1..=3).contains(&digits) && rest.starts_with(|c: char| c.is_whitespace() || !c.is_ascii())
    }) {
        Some(rest) if !rest.trim().is_empty() => clean_title(rest),
        Some(_) | None => title,
    }
}

/// Returns an address as a title: without scheme and tail.
pub(super) fn shown_address(url: &str) -> String {
    let shown = url.split_once("://").map_or(url, |(_, rest)| rest);
    let shown = shown.strip_prefix("www.").unwrap_or(shown);
    shown
        .split(['?', '#'])
        .next()
        .unwrap_or(shown)
        .trim_end_matches('/')
        .to_owned()
}
