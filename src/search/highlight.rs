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
            | TermKind::Note
            | TermKind::Nothing => None,
        });
        Highlighter {
            needles: needles.collect(),
            eye: Eye::new(),
        }
    }

    /// Returns how well a name fits all words of the query; nothing when one does not fit, or there is none.
    #[must_use]
    pub fn score(&mut self, name: Clean<'_>) -> Option<u32> {
        let name = folded(name.as_str());
        let mut scores = self
            .needles
            .iter()
            .map(|needle| Some(needle.in_name(&name, &mut self.eye)?.score));
        let first = scores.next()??;
        scores.try_fold(first, |sum, score| Some(sum + score?))
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
            // All are taken, so that the next grapheme finds its own.
            if characters.filter(|mark| *mark).count() == 0 {
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
