//! Where a text is cut: before a link, at a colon, around the name of an author, after boxes and signs.

use std::ops::Range;

use crate::progress::Status;
use crate::roadmap::Kind;

use super::head::{JOINED, PARTED};
use super::inline::{Inline, Mark, one_line};
use super::{kind, numbering, past, signs, sites, words};

/// The name of an author is at most this long, in characters.
const AUTHOR: usize = 60;

/// Finds a mark at the start of a text, after signs that may stand before it.
pub(super) fn start_of(inline: &Inline, fits: fn(&Mark) -> bool) -> Option<Range<usize>> {
    let signs = inline.text.len()
        - inline
            .text
            .trim_start_matches(|c: char| {
                matches!(c, '"' | '“' | '(' | '（' | '《' | '「' | '【' | '\'') || c.is_whitespace()
            })
            .len();
    inline.at(0, fits).or_else(|| inline.at(signs, fits))
}

/// Signs between words and the link that they announce.
const PARTS: [char; 8] = [':', '：', '-', '–', '—', '|', '→', '>'];

/// Words that announce a link: where the title stands, and where what is said besides begins.
pub(super) struct Announced {
    pub title: Range<usize>,
    pub rest: usize,
}

/// Finds the title of a text that announces a link: `Book: [title](…)`, `Raft - [title](…)`, `Raft https://…`,
/// `Raft [[paper](…)] [[code](…)] - what it is`.
pub(super) fn announced(inline: &Inline, found: &mut Option<Kind>) -> Option<Announced> {
    let first = inline.links().into_iter().next()?;
    let link = first.range;
    let words_before = words_before(inline, &link);
    let is_parted = is_parted_before(inline, &link);
    let is_sentence = words_before.contains(". ") || words_before.contains(['。', '；']);
    if is_sentence
        || words_before.chars().count() > PARTED
        || !words_before.contains(char::is_alphabetic)
    {
        return None;
    }
    let words = &inline.text[link.clone()];
    let is_bare = words.contains("://");
    let says = one_line(words_before.trim_end_matches(|c: char| PARTS.contains(&c) || c == ' '));
    let kind = kind::of_word(&says);
    let is_label = words::label(&says).is_some();
    if is_parted || is_bare && ends_line(&inline.text[link.end..]) || kind.is_some() && !is_label {
        *found = kind;
        let start = if found.is_some() && !is_bare || is_label {
            link.start
        } else {
            0
        };
        return Some(Announced {
            title: start..link.end,
            rest: link.end,
        });
    }
    let space = &inline.text[words_before.len()..link.start];
    let is_joined = !space.starts_with(char::is_whitespace);
    let is_nameless = words::is_nameless(words) || is_joined && sites::is_site(words, first.url);
    // A name that is parted from what is said of it says enough.
    let is_bold = start_of(inline, |mark| *mark == Mark::Strong)
        .is_some_and(|bold| bold.end < words_before.len());
    let is_parted = parting(words_before)
        .is_some_and(|end| kind::of_word(&one_line(&words_before[..end])).is_none());
    if is_bold || is_parted {
        return None;
    }
    let is_beside = is_nameless || space.contains(['[', '(', '（', '\n']);
    let run = end_of_links(inline, link.end);
    if !is_beside || !begins_remark(&inline.text[run..]) {
        return None;
    }
    // What links without a name are called says nothing.
    let rest = if is_nameless { run } else { words_before.len() };
    Some(Announced {
        title: 0..words_before.len(),
        rest,
    })
}

/// Finds the same in a sentence with a link, where a dash or colon parts it from what is said besides: `Read [it](…) - again`.
pub(super) fn parted_after(inline: &Inline) -> Option<Announced> {
    let link = inline.links().into_iter().next()?.range;
    let end = end_of_links(inline, link.end);
    let after = inline.text[end..].trim_start();
    let is_parted =
        after.starts_with(['–', '—', '：']) || after.starts_with("- ") || after.starts_with(": ");
    let is_title = inline.text[..end].chars().count() <= JOINED;
    (is_parted && is_title).then_some(Announced {
        title: 0..end,
        rest: end,
    })
}

/// Returns where the links end that follow a place of a text with only signs between them, and the signs that close them.
pub(super) fn end_of_links(inline: &Inline, from: usize) -> usize {
    let mut end = from;
    for link in inline.links() {
        let Some(between) = inline.text.get(end..link.range.start) else {
            continue;
        };
        if between.contains(char::is_alphanumeric) || between.contains(". ") {
            break;
        }
        end = link.range.end;
    }
    let rest = &inline.text[end..];
    let closed = rest.trim_start_matches([']', ')', '）', '】', '》', '」', '*', '"', '”', '>']);
    end + rest.len() - closed.len()
}

/// Tells whether no sentence goes on, but something is said of what stands before, or nothing.
fn begins_remark(text: &str) -> bool {
    let text = text.trim_start();
    let signs = ['-', '–', '—', ':', '：', '(', '（', '|', '·'];
    text.starts_with(signs) || text.starts_with("by ") || !text.contains(char::is_alphanumeric)
}

/// Tells whether a colon or the like stands between a link and the words before it.
pub(super) fn is_parted_before(inline: &Inline, link: &Range<usize>) -> bool {
    words_before(inline, link).ends_with(PARTS)
}

fn words_before<'a>(inline: &'a Inline, link: &Range<usize>) -> &'a str {
    let before = inline.text[..link.start].trim_end();
    before
        .trim_end_matches(['(', '（', '[', '"', '“', '《', '*'])
        .trim_end()
}

/// Tells whether no sentence goes on after a link.
pub(super) fn ends_line(after: &str) -> bool {
    let after = after.trim_start_matches(['*', ' ', '"', '”', ')', '）', '>']);
    let first = after.chars().next();
    first.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | '\'' | '’'))
}

/// Returns where days begin that small pictures stand before, at the end of a text: `📅 2026-03-01`, when it is due.
pub(super) fn dated(text: &str) -> Option<usize> {
    let mut start = None;
    let mut rest = text.trim_end();
    while let Some((before, day)) = rest.rsplit_once(' ') {
        let before = before.trim_end();
        let sign = before.chars().next_back().filter(|c| signs::is_picture(*c));
        let (Some(sign), Some(_)) = (sign, past::when(day)) else {
            break;
        };
        rest = before[..before.len() - sign.len_utf8()].trim_end();
        start = Some(rest.len());
    }
    start.filter(|start| *start > 0)
}

/// Returns where the first colon or dash parts a text.
pub(super) fn parting(text: &str) -> Option<usize> {
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

/// Returns where the title of a cited source stands: in quotation marks, or in bold after the sentence of who wrote it.
pub(super) fn quoted(inline: &Inline) -> Option<Range<usize>> {
    let text = &inline.text;
    let is_title = |range: &Range<usize>| text[range.clone()].split_whitespace().count() > 1;
    let between = |open: char, close: char| {
        let start = text.find(open)? + open.len_utf8();
        let end = start + text[start..].find(close)?;
        Some(start..end)
    };
    let bold = || {
        let spans = inline.spans.iter().filter(|span| span.mark == Mark::Strong);
        let mut ranges = spans.map(|span| span.range.clone());
        ranges.find(|range| {
            let before = text[..range.start].trim_end();
            before.ends_with('.') && text[range.clone()].starts_with(char::is_alphabetic)
        })
    };
    let quotes = [('“', '”'), ('"', '"')];
    let mut quotes = quotes
        .into_iter()
        .filter_map(|(open, close)| between(open, close));
    quotes.find(is_title).or_else(bold)
}

/// Returns the length of what parts a title from what is said of it.
pub(super) fn separators(text: &str) -> usize {
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
                    | '】'
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
pub(super) fn author(text: &str) -> Option<(String, usize)> {
    let name = text
        .strip_prefix("by ")
        .or_else(|| text.strip_prefix("By "))?;
    let ends = [
        ": ", "：", " - ", " – ", " — ", ". ", "; ", " (", "\n", "。", "，", " | ", ", a ",
        ", an ", ", the ",
    ];
    // The point of an initial ends no sentence.
    let is_initial = |at: usize, end: &str| {
        let word = name[..at].rsplit([' ', '.']).next().unwrap_or_default();
        end == ". " && word.chars().count() <= 2 && word.starts_with(char::is_uppercase)
    };
    let end = ends
        .iter()
        .filter_map(|end| {
            let mut places = name.match_indices(end).map(|(at, _)| at);
            places.find(|at| !is_initial(*at, end))
        })
        .min();
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

/// Takes boxes, counts, numbers and pictures off the start of a text; returns what they say.
pub(super) fn strip_start(inline: &mut Inline) -> Option<Status> {
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
        } else if let Some((found, length)) =
            signs::leading_status(rest).or_else(|| signs::keyword(rest))
        {
            status = status.or(Some(found));
            length
        } else if let Some((_, length)) = numbering::of(rest).filter(|_| at == 0) {
            length
        } else if let Some(length) = numbering::of_part(rest).filter(|length| {
            at == 0
                && inline
                    .at(space + length, |mark| matches!(mark, Mark::Link(_)))
                    .is_some()
        }) {
            length
        } else if let Some(length) = signs::cookie(rest) {
            status = status.or(signs::share(&rest[..length]));
            length
        } else {
            first
                .filter(|c| signs::is_picture(*c))
                .map_or(0, char::len_utf8)
        };
        at += space + length;
        if length == 0 {
            inline.remove(0..at);
            return status;
        }
    }
}

/// Words before a day on which something was done.
const DONE: [&str; 11] = [
    "done",
    "completed",
    "completion",
    "complete",
    "finished",
    "完成于",
    "已完成",
    "完成",
    "读完",
    "学完",
    "看完",
];

/// Takes the day on which something was done off the end of a text: `✅ 2026-03-01`, `@done(2026-03-01)`,
/// `(completed 2026-03-01)`, `[completion:: 2026-03-01]`.
pub(super) fn strip_day(inline: &mut Inline) -> Option<String> {
    let text = inline.text.trim_end();
    let (start, when) = signed_day(text).or_else(|| bracketed_day(text))?;
    let end = inline.text.len();
    inline.remove(start..end);
    Some(when)
}

/// Returns where a sign and its day begin at the end of a text, and the day.
fn signed_day(text: &str) -> Option<(usize, String)> {
    let (before, day) = text.rsplit_once(' ')?;
    let before = before.trim_end();
    let sign = before.trim_end_matches(['\u{FE0E}', '\u{FE0F}']);
    let is_done = sign.chars().next_back().and_then(signs::sign) == Some(Status::Done);
    Some((before.len(), past::when(day).filter(|_| is_done)?))
}

/// Returns where brackets with a word for what is done and a day in them begin at the end of a text, and the day.
fn bracketed_day(text: &str) -> Option<(usize, String)> {
    let (before, inside) = text
        .strip_suffix([')', '）', ']'])?
        .rsplit_once(['(', '（', '['])?;
    let start = before.strip_suffix("@done").unwrap_or(before).trim_end();
    let lower = inside.to_lowercase();
    let named = DONE.iter().find_map(|word| lower.strip_prefix(word));
    let day = named.or_else(|| before.ends_with("@done").then_some(lower.as_str()))?;
    let day = day.trim_start_matches([':', '：', ' ']);
    let day = day.strip_prefix("on ").unwrap_or(day);
    (!start.is_empty()).then_some((start.len(), past::when(day)?))
}

/// Takes a sign or a count off the end of a text, or off what follows its link.
pub(super) fn strip_end(inline: &mut Inline) -> Option<Status> {
    let text = inline.text.trim_end();
    if let Some(start) = text.rfind('[').filter(|start| *start > 0)
        && signs::cookie(&text[start..]) == Some(text.len() - start)
    {
        let status = signs::share(&text[start..]);
        let end = inline.text.len();
        inline.remove(start..end);
        return status;
    }
    let joined = text.trim_end_matches(['\u{FE0E}', '\u{FE0F}']);
    let last = joined.chars().next_back()?;
    let status = signs::sign(last)?;
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
