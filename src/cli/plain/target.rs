//! What the numbers, ranges and ids of a line name.

use crate::course::Course;
use crate::lang::Lang;
use crate::roadmap::NodeIdx;

use super::super::error::CliError;
use super::super::pick::{PickError, pick};
use super::say;

/// Finds what a number of an item or an id names, or says why it names nothing.
pub fn one(
    course: &Course,
    items: &[NodeIdx],
    lang: Lang,
    typed: &str,
) -> Result<NodeIdx, Vec<String>> {
    let text = lang.plain();
    if typed.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = typed.parse::<usize>().ok();
        let node = number.and_then(|number| items.get(number.checked_sub(1)?));
        return match node {
            Some(node) => Ok(*node),
            None if items.is_empty() => Err(vec![text.no_numbers.to_owned()]),
            None => Err(vec![(text.no_such_number)(typed, items.len())]),
        };
    }
    pick(course.roadmap(), typed).map_err(|error| {
        let is_strange = matches!(&error, PickError::None { nearest } if nearest.is_empty());
        if is_strange || typed.contains(char::is_whitespace) {
            return vec![(text.unknown)(typed)];
        }
        spoken(&error.explain(lang, typed), lang)
    })
}

/// Finds what several numbers, ranges and ids name; a full stop is `here`.
pub fn several(
    course: &Course,
    items: &[NodeIdx],
    here: &[NodeIdx],
    lang: Lang,
    typed: &str,
) -> Result<Vec<NodeIdx>, Vec<String>> {
    let mut targets = Vec::new();
    let words = typed.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、'));
    for typed in words.filter(|word| !word.is_empty()) {
        match range(typed) {
            None if typed == "." || typed == "。" => targets.extend(here),
            None => targets.push(one(course, items, lang, typed)?),
            Some((first, last)) => {
                for number in [first, last] {
                    one(course, items, lang, number)?;
                }
                let at = |number: &str| number.parse::<usize>().unwrap_or(0);
                let range = items.iter().take(at(last));
                targets.extend(range.skip(at(first).saturating_sub(1)));
            }
        }
    }
    Ok(targets)
}

/// Splits `3-5`.
fn range(typed: &str) -> Option<(&str, &str)> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    typed
        .split_once('-')
        .filter(|(first, last)| is_number(first) && is_number(last))
}

/// Makes sentences of an error: what was not understood, and what it may have meant.
fn spoken(error: &CliError, lang: Lang) -> Vec<String> {
    std::iter::once(error.message())
        .chain(error.hints())
        .map(|said| say::sentence(said.as_str(), lang))
        .collect()
}
