//! The addresses of a document, each accounted for: it leads somewhere in the roadmap, or it is told where it went.
//!
//! The text is looked at as it is, and not as its reader took it, so that no rule of a reader can lose one in silence.

use std::collections::{HashMap, HashSet};

use crate::roadmap::url::MAX_LENGTH;

use super::draft::{Draft, Piece};
use super::links::bare_length;
use super::report::{Report, What};

/// No address is followed by more signs that may end it.
const MOST_ENDS: usize = 64;

/// An address as it stands in a text, and all that follows it without a space.
struct Seen {
    line: u32,
    /// Without escapes, which Markdown and HTML write.
    tail: String,
}

/// Tells of every address of a document that nothing of the roadmap leads to: it stands in a text, or it was left out.
pub(super) fn account(text: &str, drafts: &[Draft], summary: &[Piece], report: &mut Report) {
    let also = drafts.iter().flat_map(|draft| &draft.also);
    let urls = drafts.iter().filter_map(|draft| draft.url.as_ref());
    let leading: Known = urls.chain(also.map(|(_, url)| url)).collect();
    let pieces = drafts.iter().flat_map(|draft| &draft.text).chain(summary);
    let said: HashSet<String> = pieces
        .flat_map(|piece| addresses(&piece.text))
        .map(|seen| shown(&seen.tail).to_owned())
        .collect();
    let mut told: HashMap<u32, Known> = HashMap::new();
    for note in report.notes() {
        let named = addresses(note.text.as_str());
        let named = named.map(|seen| shown(&seen.tail).to_owned());
        told.entry(note.line).or_default().extend(named);
    }
    for Seen { line, tail } in addresses(text) {
        let on_line = told.entry(line).or_default();
        if leading.begin(&tail) || on_line.begin(&tail) {
            continue;
        }
        let address = shown(&tail);
        let what = if said.contains(address) {
            What::LinkInText
        } else {
            What::LeftLink
        };
        report.add(line, what, address);
        on_line.extend([address.to_owned()]);
    }
}

/// Addresses that are known.
#[derive(Default)]
struct Known(HashSet<String>);

impl Known {
    /// Tells whether one of them is what a text begins with.
    fn begin(&self, tail: &str) -> bool {
        let starts = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
        let mut ends = starts
            .filter(|at| ends_address(&tail[*at..]))
            .take(MOST_ENDS);
        ends.any(|end| self.0.contains(&tail[..end]))
    }
}

impl Extend<String> for Known {
    fn extend<T: IntoIterator<Item = String>>(&mut self, addresses: T) {
        let plain = addresses.into_iter().map(|address| unescaped(&address));
        self.0.extend(plain);
    }
}

impl<'a> FromIterator<&'a String> for Known {
    fn from_iter<T: IntoIterator<Item = &'a String>>(addresses: T) -> Known {
        let mut known = Known::default();
        known.extend(addresses.into_iter().cloned());
        known
    }
}

/// Tells whether an address may end before a text.
fn ends_address(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '/']);
    let next = rest.chars().next();
    next.is_none_or(|c| !c.is_ascii() || matches!(c, ')' | ']' | '}' | '|' | '\''))
}

/// Returns an address without the signs of the sentence around it: brackets that are closed and were not opened end it.
fn shown(tail: &str) -> &str {
    let mut open = 0_i32;
    let mut signs = tail.char_indices();
    let end = signs.find(|(_, c)| {
        open += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
        open < 0
    });
    let inside = &tail[..end.map_or(tail.len(), |(at, _)| at)];
    &inside[..bare_length(inside)]
}

/// Finds the addresses of the web in a text.
fn addresses(text: &str) -> impl Iterator<Item = Seen> + '_ {
    let mut line = 1_u32;
    let mut counted = 0;
    text.match_indices("://").filter_map(move |(at, _)| {
        let before = &text.as_bytes()[..at];
        let scheme = ["https", "http"].into_iter().find(|scheme| {
            let start = before.len().checked_sub(scheme.len());
            start.is_some_and(|start| before[start..].eq_ignore_ascii_case(scheme.as_bytes()))
        })?;
        let start = at - scheme.len();
        let newlines = text[counted..start].matches('\n').count();
        line = line.saturating_add(u32::try_from(newlines).unwrap_or(u32::MAX));
        counted = start;
        let is_outside = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`');
        let mut rest = text[start..].char_indices();
        let end = rest.find(|(length, c)| is_outside(*c) || *length > MAX_LENGTH);
        let end = end.map_or(text.len(), |(length, _)| start + length);
        let tail = unescaped(&text[start..end]);
        // A scheme alone is no address.
        let has_host =
            tail[scheme.len() + 3..].starts_with(|c: char| c.is_alphanumeric() || c == '[');
        has_host.then_some(Seen { line, tail })
    })
}

/// Takes off what Markdown and HTML write before or for a sign.
fn unescaped(address: &str) -> String {
    let address = address.replace("&amp;", "&").replace("%29", ")");
    address.replace('\\', "")
}

#[cfg(test)]
mod tests;
