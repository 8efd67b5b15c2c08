//! What may come next while a query is typed.

use std::ops::Range;

use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::{Kind, NodeIdx, Roadmap};
use crate::text::{Clean, CleanBuf, clean};

use super::fold::{fold, folded};
use super::narrowing::{Narrowing, OPEN};
use super::place::level_of;
use super::token::{is_comma, is_minus, is_quote};

/// What can stand in place of a piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// The bytes that are replaced, on character borders.
    pub range: Range<usize>,
    pub items: Vec<Completion>,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is typed for the person.
    pub insert: CleanBuf,
    /// What it means.
    pub shown: CleanBuf,
}

/// Proposes narrowing words and their values for the place of the cursor, in bytes; nothing where a free word stands.
#[must_use]
pub fn complete(text: &str, cursor: usize, roadmap: &Roadmap, lang: Lang) -> Option<Completions> {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let start = piece_start(&text[..cursor]);
    let rest = text[cursor..].find(|c: char| c.is_whitespace() || is_comma(c));
    let end = rest.map_or(text.len(), |rest| cursor + rest);
    let typed = &text[start..cursor];
    let (range, items) = match typed.char_indices().find(|(_, c)| fold(*c) == ':') {
        None => (start..end, words(typed, lang)),
        Some((at, colon)) => {
            let narrowing = Narrowing::from_word(&typed[..at])?;
            let values = &typed[at + colon.len_utf8()..];
            let part = values.char_indices().rfind(|(_, c)| is_comma(*c));
            let part = part.map_or(0, |(at, comma)| at + comma.len_utf8());
            let from = cursor - values.len() + part;
            (
                from..end,
                self::values(narrowing, &values[part..], roadmap, lang),
            )
        }
    };
    (!items.is_empty()).then_some(Completions { range, items })
}

/// Returns where the word that ends a text begins, behind a minus. Inside quotes spaces are part of it.
fn piece_start(text: &str) -> usize {
    let (mut start, mut in_quotes) = (0, false);
    for (at, c) in text.char_indices() {
        if is_quote(c) {
            in_quotes = !in_quotes;
        } else if c.is_whitespace() && !in_quotes {
            start = at + c.len_utf8();
        }
    }
    let minus = text[start..].chars().next().filter(|c| is_minus(*c));
    start + minus.map_or(0, char::len_utf8)
}

fn words(typed: &str, lang: Lang) -> Vec<Completion> {
    let typed = folded(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let text = lang.search();
    let begins = |narrowing: &Narrowing| {
        let names = Lang::ALL.map(|lang| (lang.search().name)(*narrowing));
        let mut names = names.into_iter().chain([narrowing.word()]);
        names.any(|name| name.starts_with(&typed))
    };
    let words = Narrowing::ALL.into_iter().filter(begins);
    words
        .map(|narrowing| Completion {
            insert: clean::line(&format!("{}:", narrowing.word())),
            shown: clean::line((text.meaning)(narrowing)),
        })
        .collect()
}

/// A value that there is, with all that it is called, folded.
struct Known {
    value: Completion,
    names: Vec<String>,
}

impl Known {
    fn new<'n>(insert: &'n str, shown: &str, names: impl IntoIterator<Item = &'n str>) -> Known {
        Known {
            value: Completion {
                insert: clean::line(insert),
                shown: clean::line(shown),
            },
            names: names.into_iter().chain([insert]).map(folded).collect(),
        }
    }
}

/// Returns the values that there are in this roadmap: those that begin with what was typed, then those that have it.
fn values(narrowing: Narrowing, typed: &str, roadmap: &Roadmap, lang: Lang) -> Vec<Completion> {
    let typed = folded(typed.trim_start_matches(is_quote));
    let (first, rest): (Vec<Known>, Vec<Known>) = known(narrowing, roadmap, lang)
        .into_iter()
        .partition(|known| known.names.iter().any(|name| name.starts_with(&typed)));
    // One letter is in nearly every word.
    let is_telling = typed.len() > 1;
    let has = |known: &Known| is_telling && known.names.iter().any(|name| name.contains(&typed));
    let all = first.into_iter().chain(rest.into_iter().filter(has));
    all.map(|known| known.value).collect()
}

fn known(narrowing: Narrowing, roadmap: &Roadmap, lang: Lang) -> Vec<Known> {
    let words = lang.tui();
    match narrowing {
        Narrowing::Kind => {
            let nodes = roadmap.nodes();
            let have: Vec<Kind> = nodes.filter_map(|node| roadmap.kind(node)).collect();
            let there = Kind::ALL.into_iter().filter(|kind| have.contains(kind));
            let named = |kind| Lang::ALL.map(|lang| (lang.tui().kinds)(kind));
            there
                .map(|kind| Known::new(kind.word(), (words.kinds)(kind), named(kind)))
                .collect()
        }
        Narrowing::Is => {
            let named = |status| Lang::ALL.map(|lang| (lang.tui().statuses)(status));
            let plain = Status::ALL
                .map(|status| Known::new(status.word(), (words.statuses)(status), named(status)));
            let called = Lang::ALL.map(|lang| lang.search().open);
            let open = Known::new(OPEN, lang.search().open, called);
            plain.into_iter().chain([open]).collect()
        }
        Narrowing::Lang => {
            let nodes = roadmap.nodes();
            let tags = nodes.filter_map(|node| roadmap.resource_lang(node));
            let mut tags: Vec<&str> = tags.map(Clean::as_str).collect();
            tags.sort_unstable();
            tags.dedup();
            tags.into_iter()
                .map(|tag| Known::new(tag, tag, []))
                .collect()
        }
        Narrowing::Stage | Narrowing::Topic => {
            let level = level_of(narrowing);
            let nodes = roadmap.nodes().filter(|node| roadmap.level(*node) == level);
            let named = |node: NodeIdx| {
                let (id, title) = (roadmap.node_id(node), roadmap.title(node, lang));
                let names = roadmap.titles(node).all().map(|(_, title)| title.as_str());
                Known::new(id.as_str(), title.as_str(), names)
            };
            nodes.map(named).collect()
        }
        Narrowing::Core | Narrowing::Free | Narrowing::Note => Vec::new(),
    }
}
