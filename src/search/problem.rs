//! What of a query was not understood.

use std::ops::Range;

use crate::lang::Lang;
use crate::text::CleanBuf;

use super::narrowing::Narrowing;

/// Something in a query that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the text that was parsed, in bytes, on character borders.
    pub range: Range<usize>,
    pub kind: ProblemKind,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing narrows by that word; it is searched for as it stands.
    UnknownWord {
        word: CleanBuf,
        nearest: Option<&'static str>,
    },
    /// A narrowing word does not know that value; nothing has it.
    UnknownValue {
        narrowing: Narrowing,
        value: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    /// A value fits several; all of them are found.
    Several {
        narrowing: Narrowing,
        value: CleanBuf,
        /// The first few.
        candidates: Vec<CleanBuf>,
        all: usize,
    },
}

impl Problem {
    /// Returns the sentence that tells it.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        let text = lang.search();
        match &self.kind {
            ProblemKind::UnknownWord { word, .. } => (text.unknown_word)(word.as_str()),
            ProblemKind::UnknownValue {
                narrowing, value, ..
            } => (text.unknown_value)(narrowing.word(), value.as_str()),
            ProblemKind::Several {
                narrowing,
                value,
                all,
                ..
            } => (text.several_values)(narrowing.word(), value.as_str(), *all),
        }
    }

    /// Returns the hint that goes with it: what was probably meant, or what there is.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let text = lang.cli();
        let meant = |word: &str| (text.did_you_mean)(word);
        match &self.kind {
            ProblemKind::UnknownWord { nearest, .. } => {
                if let Some(word) = nearest {
                    return Some(meant(&format!("{word}:")));
                }
                let words = Narrowing::ALL.map(|narrowing| format!("{}:", narrowing.word()));
                Some((text.one_of)(&words.join(", ")))
            }
            ProblemKind::UnknownValue {
                narrowing, nearest, ..
            } => {
                let nearest = nearest.as_ref()?;
                Some(meant(&format!("{}:{nearest}", narrowing.word())))
            }
            ProblemKind::Several {
                candidates, all, ..
            } => {
                let ids: Vec<&str> = candidates.iter().map(CleanBuf::as_str).collect();
                Some((text.candidates)(&ids.join(", "), all - ids.len()))
            }
        }
    }
}
