//! The text of an item, a row or a line: what of it is the title, the address, the author, and what is said besides.

mod said;

use std::ops::Range;

use crate::progress::Status;
use crate::roadmap::Kind;

use super::cut::{
    Announced, announced, author, dated, parted_after, parting, separators, start_of, strip_day,
    strip_end, strip_start,
};
use super::inline::{Inline, Mark, Span, one_line};
use super::past::{Past, Stint};
use super::{kind, minutes, numbering, phrases, signs, words};

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
    pub past: Past,
    /// What is said besides.
    pub rest: Inline,
    /// The whole text but for boxes and signs at its ends.
    whole: Inline,
    /// Where the rest begins in the whole.
    rest_at: usize,
}

/// A title before a colon is at most this long, in characters.
pub(super) const PARTED: usize = 60;
/// A whole line of this many characters may be a title.
pub(super) const JOINED: usize = 80;

impl Head {
    /// Takes a text apart. A link in the middle of a sentence is the address only where `takes_any` says so.
    pub(super) fn read(inline: &Inline, takes_any: bool) -> Head {
        let mut inline = inline.clone();
        let when = strip_day(&mut inline);
        let mut status = strip_start(&mut inline).or(when.as_ref().map(|_| Status::Done));
        status = status.or_else(|| strip_end(&mut inline));
        let is = |mark: &Mark| matches!(mark, Mark::Link(_));
        let start = |fits: fn(&Mark) -> bool| start_of(&inline, fits);
        let mut rest_at = None;
        let mut head = Head {
            lead: Lead::Whole,
            title: String::new(),
            url: None,
            also: Vec::new(),
            author: None,
            kind: None,
            minutes: None,
            status,
            past: Past {
                when,
                ..Past::default()
            },
            rest: Inline::default(),
            whole: Inline::default(),
            rest_at: 0,
        };
        let title = if let Some(link) = start(|mark| matches!(mark, Mark::Link(_))) {
            head.lead = Lead::Link;
            // A picture alone is no name.
            let has_name = inline.text[link.clone()].contains(char::is_alphanumeric);
            link.start..if has_name {
                link.end
            } else {
                inline.text.len()
            }
        } else if let Some(link) = start(|mark| *mark == Mark::Dead) {
            head.lead = Lead::DeadLink;
            link
        } else if let Some(link) = start(|mark| *mark == Mark::Anchor) {
            head.lead = Lead::Anchor;
            link
        } else if let Some(Announced { title, rest }) = announced(&inline, &mut head.kind) {
            head.lead = Lead::Announced;
            rest_at = Some(rest);
            title
        } else if let Some(Announced { title, rest }) = parted_after(&inline).filter(|_| takes_any)
        {
            head.lead = Lead::Announced;
            rest_at = Some(rest);
            title
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
                Lead::Announced => true,
                Lead::Whole => takes_any,
                Lead::DeadLink | Lead::Anchor | Lead::Bold | Lead::Parted => false,
            })
            .map(|link| link.url.to_owned());
        head.url = link;
        head.title = clean_title(&inline.text[title.clone()]);
        head.take_words_before(&inline, title.start);
        if inline.at(title.start, is).is_some() && head.url.as_deref() == Some(head.title.as_str())
        {
            head.title = shown_address(&head.title);
        }
        if head.title.is_empty() {
            head.title = one_line(&inline.text);
        }
        head.rest_at = rest_at.unwrap_or(title.end);
        head.rest(&inline, head.rest_at);
        if matches!(head.lead, Lead::Whole | Lead::Announced) && head.url.is_some() {
            head.also.clear();
            head.take_links(&inline);
        }
        head.whole = inline;
        head
    }

    /// Calls an address without a name by the words before it; in a line with a box, also by those after it.
    fn take_words_before(&mut self, inline: &Inline, from: usize) {
        if let Some(link) = inline.links().first()
            && words::is_nameless(&inline.text[link.range.clone()])
            && link.range.start > from
        {
            let before = inline.text[from..link.range.start].trim_end();
            let before =
                before.trim_end_matches(['-', '–', '—', '(', '（', '[', '|', '→', '>', ' ']);
            let after = inline.text[link.range.end..].trim_start_matches([')', '）', ']', '>']);
            // In the middle of a sentence, words are part of it.
            let words = &inline.text[link.range.clone()];
            if self.lead == Lead::Announced && phrases::is_verb(before) {
                let address = shown_address(words);
                self.title = clean_title(&format!("{before} {address}"));
            } else if self.lead == Lead::Announced {
                self.title = clean_title(before);
            } else if self.lead == Lead::Whole
                && self.url.is_some()
                && (words.contains("://") || !after.contains(char::is_alphabetic))
            {
                let is_sign = after
                    .trim_start()
                    .starts_with([',', '，', '。', '；', '、', '.']);
                let space = if is_sign { "" } else { " " };
                self.title = clean_title(&format!("{before}{space}{}", after.trim_start()));
            }
        }
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
        let Some(end) = dated(text).or_else(|| parting(text)) else {
            return whole;
        };
        let is_in_link = |span: &Span| {
            matches!(span.mark, Mark::Link(_)) && span.range.start < end
                || span.mark == Mark::Dead && span.range.contains(&end)
        };
        let has_link_before = inline.spans.iter().any(is_in_link);
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
        self.time(&mut rest);
        self.kind = self
            .kind
            .or_else(|| kind::in_brackets(&self.title))
            .or_else(|| {
                kind::in_brackets(&rest.text[..rest.text.find(')').map_or(0, |end| end + 1)])
            });
        self.take_links(&rest);
        self.rest = rest;
    }

    /// Takes the links of a text that are not the address.
    fn take_links(&mut self, inline: &Inline) {
        for link in inline.links() {
            let words = clean_title(&inline.text[link.range.clone()]);
            let words = if words.is_empty() || words == link.url {
                shown_address(link.url)
            } else {
                words
            };
            if self.url.as_deref() != Some(link.url) {
                self.also.push((words, link.url.to_owned()));
            }
        }
    }

    /// Reads how long it takes, and takes that off the title and the start of what is said.
    fn time(&mut self, rest: &mut Inline) {
        if let Some((minutes, length)) = minutes::in_brackets(&self.title) {
            self.minutes = Some(minutes);
            let named = clean_title(&self.title[..length]);
            if !named.is_empty() {
                self.title = named;
            }
        }
        let open = self.title.rfind(['(', '（']).filter(|open| *open > 0);
        let said = open.and_then(|open| Some((open, minutes::at_start(&self.title[open..])?)));
        if let Some((open, (true, minutes, length))) = said
            && open + length == self.title.len()
        {
            self.past.spent.extend(Stint::in_all(minutes));
            self.title = clean_title(&self.title[..open]);
        }
        if let Some((is_spent, minutes, length)) = minutes::at_start(&rest.text) {
            if is_spent {
                self.past.spent.extend(Stint::in_all(minutes));
            } else {
                self.minutes = self.minutes.or(Some(minutes));
            }
            rest.remove(0..length);
            let separators = separators(&rest.text);
            rest.remove(0..separators);
        }
        let at_end = || minutes::in_brackets(&rest.text).map(|(minutes, _)| minutes);
        self.minutes = self.minutes.or_else(at_end);
    }

    /// Takes a whole text as the title, but for a bare address in it.
    pub(super) fn take_whole(&mut self) {
        if self.lead != Lead::Whole {
            self.title = clean_title(&self.whole.text);
        }
        self.rest = Inline::default();
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

    /// Takes the kind of thing that stands before a colon off a title, as in `Book: …`.
    pub(super) fn part_kind(&mut self) {
        let kind =
            kind::of_word(&self.title).filter(|_| self.lead == Lead::Parted && self.url.is_none());
        if kind.is_some() && !self.rest.is_blank() {
            self.kind = kind;
            self.title = clean_title(&self.rest.text);
            self.rest = Inline::default();
            self.lead = Lead::Whole;
        }
    }

    /// Takes the first link in the text as the address, where nothing else is.
    pub(super) fn take_first_link(&mut self) {
        if self.url.is_some() {
            return;
        }
        let whole = std::mem::take(&mut self.whole);
        self.also.clear();
        if let Some(first) = whole.links().first() {
            self.url = Some(first.url.to_owned());
        }
        self.take_links(&whole);
        self.whole = whole;
    }

    /// Takes the words of the first link as the title, where they name something; the whole text is then what is said.
    pub(super) fn call_by_link(&mut self) {
        let name = self.whole.links().into_iter().find_map(|link| {
            let words = &self.whole.text[link.range];
            (!words::is_nameless(words)).then(|| clean_title(words))
        });
        if let Some(name) = name {
            self.call(&name);
        }
    }

    /// Takes a title, where the whole text is what is said.
    pub(super) fn call(&mut self, title: &str) {
        let title = heading_title(title);
        if !title.is_empty() {
            self.title = title;
            self.rest = self.whole.clone();
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
            self.title = clean_title(title);
        }
    }
}

/// Cleans a title: one line, no pictures or colons at its ends.
pub(super) fn clean_title(text: &str) -> String {
    let line = one_line(text);
    // Behind a box, Markdown takes the signs of a heading for text.
    let unmarked = line.trim_start_matches('#');
    let is_heading = unmarked.starts_with(' ') && !unmarked.trim().is_empty();
    let line = if is_heading { unmarked } else { &line };
    let mut line = line;
    loop {
        line = line.trim_start_matches(|c: char| signs::is_picture(c) || c.is_whitespace());
        let Some(length) = signs::leading_name(line) else {
            break;
        };
        line = &line[length..];
    }
    loop {
        if let Some(start) = signs::trailing_name(line) {
            line = &line[..start];
        }
        let trimmed = line.trim_end_matches(|c: char| {
            signs::is_picture(c) || c.is_whitespace() || matches!(c, ':' | '：')
        });
        if trimmed.len() == line.len() {
            break;
        }
        line = trimmed;
    }
    let line = line.trim_end_matches([' ', ',']);
    let quoted = line
        .strip_prefix(['"', '“'])
        .and_then(|line| line.strip_suffix(['"', '”']));
    quoted
        .filter(|inside| !inside.is_empty() && !inside.contains(['"', '“', '”']))
        .unwrap_or(line)
        .to_owned()
}

/// Cleans the title of a section: also without its number.
pub(super) fn heading_title(text: &str) -> String {
    let boxed = signs::leading_status(text).map_or(0, |(_, length)| length);
    let mut title = clean_title(&text[boxed..]);
    // Counts, times and signs at the end say how far it is and how long it takes, not what it is.
    loop {
        let is_sign = |c: char| {
            signs::sign(c).is_some() || signs::is_picture(c) || matches!(c, ' ' | '—' | '–')
        };
        let start = title
            .rfind(['(', '[', '（', '【'])
            .filter(|start| *start > 0);
        let is_count = |start: &usize| {
            signs::cookie(&title[*start..]) == Some(title.len() - start)
                || minutes::in_brackets(&title).is_some()
        };
        let end = title.trim_end_matches(is_sign).len();
        match start.filter(is_count) {
            Some(start) => title.truncate(start),
            None if end > 0 && end < title.len() => title.truncate(end),
            None => break,
        }
        title = clean_title(&title);
    }
    let numbered = numbering::of(&title).map(|(_, length)| length);
    let numbered = numbered.or_else(|| numbering::of_key(&title));
    if let Some(length) = numbered.or_else(|| numbering::of_part(&title)) {
        return clean_title(&title[length..]);
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
