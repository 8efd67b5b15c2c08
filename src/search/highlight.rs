//! Which parts of a title a query means.

use std::ops::Range;

use crate::text::{Clean, width};

use super::fold::folded;
use super::needle::{Eye, Needle};
use super::query::{Query, TermKind};

/// The words of a query made ready, to mark them in many titles.
pub struct Highlighter {
    needles: Vec<Needle>,
    eye: Eye,
}

impl Highlighter {
    /// Makes a query ready.
    #[must_use]
    pub fn new(query: &Query) -> Highlighter {
        let terms = query.terms.iter().filter(|term| !term.negated);
        let needles = terms.filter_map(|term| match &term.kind {
            TermKind::Word(word) => Some(Needle::word(word)),
            TermKind::Phrase(phrase) => Some(Needle::phrase(phrase)),
            TermKind::Status(_)
            | TermKind::Kind(_)
            | TermKind::Lang(_)
            | TermKind::Place(..)
            | TermKind::Core
            | TermKind::Free
            | TermKind::Note => None,
        });
        Highlighter {
            needles: needles.collect(),
            eye: Eye::new(),
        }
    }

    /// Returns the byte ranges of a title that fit the query: in order, apart from each other, of whole graphemes.
    #[must_use]
    pub fn ranges(&mut self, title: Clean<'_>) -> Vec<Range<usize>> {
        let name = folded(title.as_str());
        let mut marked = vec![false; name.chars().count()];
        for needle in &self.needles {
            let Some(fit) = needle.in_name(&name, &mut self.eye) else {
                continue;
            };
            for place in fit.places {
                marked[place].fill(true);
            }
        }
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut marked = marked.into_iter();
        for (at, grapheme, _) in width::graphemes(title) {
            let characters = marked.by_ref().take(grapheme.chars().count());
            if !characters.fold(false, |any, mark| any || mark) {
                continue;
            }
            let end = at + grapheme.len();
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = end,
                Some(_) | None => ranges.push(at..end),
            }
        }
        ranges
    }
}

/// Returns the byte ranges of a title that fit a query, as [`Highlighter::ranges`] does for many titles.
#[must_use]
pub fn highlights(query: &Query, title: Clean<'_>) -> Vec<Range<usize>> {
    Highlighter::new(query).ranges(title)
}
