//! What is said besides a title, as a note or as the text of a key idea.

use std::ops::Range;

use super::{Head, Lead, clean_title};
use crate::import::inline::Inline;
use crate::import::{cut, kind, words};

impl Head {
    /// Returns what is said besides the title, as a note: links are listed elsewhere, so their words are enough.
    pub(in crate::import) fn note(&self) -> Option<String> {
        // What is left without the words of links, which are told with them.
        let mut said = String::new();
        let mut at = 0;
        for link in self.rest.links() {
            let is_own = Some(link.url) == self.url.as_deref();
            if is_own && !words::is_nameless(&self.rest.text[link.range.clone()]) {
                continue;
            }
            said.push_str(self.rest.text.get(at..link.range.start).unwrap_or_default());
            at = at.max(link.range.end);
        }
        said.push_str(&self.rest.text[at..]);
        let said = words::bare(&said);
        let says_kind = said.is_empty()
            || said == "and"
            || kind::of_word(&said).is_some() && self.kind.is_some();
        let mut rest = self.rest.clone();
        rest.remove_all(&self.brackets_of_links());
        if let Some(end) = self.end_before_links(&rest) {
            rest.remove(end..rest.text.len());
        }
        let note = rest.markdown(false);
        let note = without_joints(&note);
        let bracketed = note
            .strip_prefix(['(', '（'])
            .and_then(|note| note.strip_suffix([')', '）']));
        let note = bracketed
            .filter(|inside| !inside.contains(['(', '（', ')', '）']))
            .unwrap_or(note)
            .to_owned();
        (!says_kind && !note.is_empty()).then_some(note)
    }

    /// Returns where further links begin that end a text, parted from it by a sign: their words are told with them.
    fn end_before_links(&self, rest: &Inline) -> Option<usize> {
        let mut links = rest.links();
        let mut end = rest.text.len();
        while let Some(link) = links.pop() {
            let after = rest.text.get(link.range.end..end)?;
            let is_own = Some(link.url) == self.url.as_deref();
            let is_named = !words::is_nameless(&rest.text[link.range.clone()]);
            if is_own && is_named || after.contains(char::is_alphanumeric) {
                break;
            }
            end = link.range.start;
        }
        let before = rest.text[..end].trim_end();
        let said = before.trim_end_matches(['-', '–', '—', '|', '·', ' ']);
        let is_parted = said.len() < before.len() || before.ends_with(['.', '。', '!', '！']);
        (end < rest.text.len() && is_parted).then_some(said.len())
    }

    /// Returns the parts of the rest that are further links in brackets and nothing else: their words are told with them.
    fn brackets_of_links(&self) -> Vec<Range<usize>> {
        let text = &self.rest.text;
        let mut links = self.rest.links().into_iter().peekable();
        let is_own = |url: &str| Some(url) == self.url.as_deref();
        let mut brackets = Vec::new();
        let mut from = 0;
        while let Some(open) = text[from..].find(['(', '（', '[']).map(|at| at + from) {
            let Some(length) = text[open..].find([')', '）', ']']) else {
                break;
            };
            let close = open + length;
            from = close + text[close..].chars().next().map_or(0, char::len_utf8);
            while links.next_if(|link| link.range.start < open).is_some() {}
            let mut at = open;
            let mut is_bare = links.peek().is_some_and(|link| link.range.end <= close);
            while let Some(link) = links.next_if(|link| link.range.end <= close) {
                let between = text.get(at..link.range.start).unwrap_or_default();
                is_bare &= !is_own(link.url) && !between.contains(char::is_alphanumeric);
                at = link.range.end;
            }
            if is_bare && !text[at..close].contains(char::is_alphanumeric) {
                let space = text[..open].len() - text[..open].trim_end().len();
                brackets.push(open - space..from);
            }
        }
        brackets
    }

    /// Takes the title in quotation marks, or in bold, of a source that is cited with links without a name: `Ann Gray. “Knots
    /// of the sea.” 1902. [pdf](…)`. Tells whether there is one.
    pub(in crate::import) fn call_by_quote(&mut self) -> bool {
        let links = self.whole.links();
        let text = &self.whole.text;
        let are_nameless = links
            .iter()
            .all(|link| words::is_nameless(&text[link.range.clone()]));
        let Some(title) = cut::quoted(&self.whole).filter(|_| are_nameless) else {
            return false;
        };
        let spaced = links.into_iter().map(|link| {
            let is_spaced = text[..link.range.start].ends_with(' ');
            link.range.start - usize::from(is_spaced)..link.range.end
        });
        let links: Vec<_> = spaced.collect();
        let title = clean_title(&text[title]);
        let title = title.trim_end_matches(['.', ',', '。', '，']).to_owned();
        let mut rest = self.whole.clone();
        rest.remove_all(&links);
        self.title = title;
        self.rest = rest;
        true
    }

    /// Returns the text of a key idea: with its links, and with the title where that is one.
    pub(in crate::import) fn text(&self) -> Option<String> {
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
}

/// Returns a text without the signs at its ends that parted it from what was taken off it.
fn without_joints(text: &str) -> &str {
    const JOINTS: [char; 6] = ['-', '–', '—', '·', '|', '/'];
    let text = text.trim();
    let started = text.strip_prefix(JOINTS);
    let text = started.filter(|rest| rest.starts_with(' ')).unwrap_or(text);
    let ended = text.strip_suffix(JOINTS);
    ended
        .filter(|rest| rest.ends_with(' '))
        .unwrap_or(text)
        .trim()
}
