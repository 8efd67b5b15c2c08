//! Ids: what one looks like, and how one is made where a file leaves it out.

use std::collections::HashMap;

use crate::lang::Lang;
use crate::roadmap::problem::IdFault;
use crate::roadmap::url::Link;
use crate::roadmap::{Detail, Level, Node, NodeIdx};

/// The longest id, in bytes.
const MAX_ID: usize = 64;
/// The longest slug; a parent's slug or a number may come to it.
const MAX_SLUG: usize = 40;

/// Tells whether a text may be an id: `[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?` without `..`.
#[must_use]
pub fn is_valid(id: &str) -> bool {
    fault(id).is_none()
}

/// Returns why a text is no id.
pub(super) fn fault(id: &str) -> Option<IdFault> {
    let is_plain = |character: &char| character.is_ascii_lowercase() || character.is_ascii_digit();
    let is_inner = |character: &char| is_plain(character) || matches!(character, '.' | '_' | '-');
    let (Some(first), Some(last)) = (id.chars().next(), id.chars().next_back()) else {
        return Some(IdFault::Empty);
    };
    if let Some(strange) = id.chars().find(|character| !is_inner(character)) {
        return Some(IdFault::Character(strange));
    }
    if !is_plain(&first) {
        return Some(IdFault::Start(first));
    }
    if !is_plain(&last) {
        return Some(IdFault::End(last));
    }
    if id.contains("..") {
        return Some(IdFault::TwoDots);
    }
    (id.len() > MAX_ID).then_some(IdFault::TooLong)
}

/// Returns the words of a text in the form of an id, as far as they are written in plain Latin letters and digits;
/// `None` where none are.
#[must_use]
pub fn slug(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words = lower
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        let joined = slug.len() + 1 + word.len();
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(MAX_SLUG)]);
        } else if joined <= MAX_SLUG {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    Some(slug).filter(|slug| !slug.is_empty())
}

/// Makes an id for a node from its title: its slug where that is free, else with the parent's before it, else with a
/// number after it. The same file always gives the same ids.
pub(super) fn make(
    nodes: &[Node],
    node: NodeIdx,
    numbers: &mut HashMap<String, u32>,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let own = base(&nodes[node.position()]);
    if !is_taken(&own) {
        return own;
    }
    let parent = nodes[node.position()]
        .parent
        .map(|parent| nodes[parent.position()].id.as_str());
    let mut prefix = parent.unwrap_or_default();
    // Room is left for a number, and a cut id must not end in a dot or hyphen.
    prefix = &prefix[..prefix.len().min(MAX_ID.saturating_sub(own.len() + 8))];
    prefix = prefix.trim_end_matches(['.', '_', '-']);
    let joined = if prefix.is_empty() {
        own
    } else {
        format!("{prefix}-{own}")
    };
    if !is_taken(&joined) {
        return joined;
    }
    // The last number is kept, so that a thousand nodes of one title do not count up from the start each time.
    let number = numbers.entry(joined.clone()).or_insert(1);
    loop {
        *number += 1;
        let numbered = format!("{joined}-{number}");
        if !is_taken(&numbered) {
            return numbered;
        }
    }
}

fn base(node: &Node) -> String {
    let title = node.title.get(Lang::En).as_str();
    if let Detail::Resource(resource) = &node.detail
        && let Some(link) = &resource.link
    {
        return of_link(title, link);
    }
    of_title(title, node.level)
}

/// Makes the id of a node without an address: the slug of its title, with a short hash where that is not all of it.
#[must_use]
pub fn of_title(title: &str, level: Level) -> String {
    let slug = slug(title);
    // A slug has lost what is not Latin: two titles that differ only there must not become one id.
    let is_whole = !title
        .chars()
        .any(|character| character.is_alphanumeric() && !character.is_ascii());
    match slug {
        Some(slug) if is_whole => slug,
        Some(slug) => format!("{slug}-{}", hash_of(title)),
        None => format!("{}-{}", level.word(), hash_of(title)),
    }
}

/// Makes the id of a resource with an address: the slug of its title and a short hash of the address.
#[must_use]
pub fn of_link(title: &str, link: &Link) -> String {
    let hash = hash_of(&link.normalized());
    slug(title).map_or_else(|| hash.clone(), |slug| format!("{slug}-{hash}"))
}

/// Returns a short hash of a text, as ids have it: eight letters and digits.
#[must_use]
pub fn hash_of(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_plain_and_safe_as_a_file_name() {
        let long = "a".repeat(MAX_ID);
        for id in [
            "a",
            "0",
            "ab",
            "a-b",
            "a_b.c",
            "llm",
            "2025",
            "a--b",
            long.as_str(),
        ] {
            assert_eq!(fault(id), None, "{id}");
        }
        let longer = "a".repeat(MAX_ID + 1);
        let table = [
            ("", IdFault::Empty),
            ("A", IdFault::Character('A')),
            ("a b", IdFault::Character(' ')),
            ("a/b", IdFault::Character('/')),
            ("数学", IdFault::Character('数')),
            ("-a", IdFault::Start('-')),
            (".a", IdFault::Start('.')),
            ("..", IdFault::Start('.')),
            ("a.", IdFault::End('.')),
            ("a..b", IdFault::TwoDots),
            (longer.as_str(), IdFault::TooLong),
        ];
        for (id, expected) in table {
            assert_eq!(fault(id), Some(expected), "{id}");
        }
    }

    #[test]
    fn a_slug_is_a_valid_id_or_nothing() {
        let table = [
            ("Mathematics for ML", Some("mathematics-for-ml")),
            ("3Blue1Brown – The Essence", Some("3blue1brown-the-essence")),
            ("  C++ / C#  ", Some("c-c")),
            ("第1章 注意力 Attention", Some("1-attention")),
            ("注意力", None),
            ("…", None),
            (
                "one two three four five six seven eight nine ten",
                Some("one-two-three-four-five-six-seven-eight"),
            ),
        ];
        for (title, expected) in table {
            assert_eq!(slug(title).as_deref(), expected, "{title}");
            assert!(slug(title).is_none_or(|slug| is_valid(&slug)), "{title}");
        }
        assert!(is_valid(&slug(&"x".repeat(500)).unwrap()));
    }
}
