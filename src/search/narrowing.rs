//! The words that narrow a search, such as `kind:`, and what may stand behind them.

use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::Kind;

use super::fold::folded;

/// A word that narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Narrowing {
    Kind,
    Stage,
    Topic,
    /// The status.
    Is,
    Lang,
    Core,
    Free,
    /// There is a note.
    Note,
}

/// What else people write for a narrowing word.
const HABITS: [(&str, Narrowing); 5] = [
    ("type", Narrowing::Kind),
    ("status", Narrowing::Is),
    ("language", Narrowing::Lang),
    ("in", Narrowing::Lang),
    ("notes", Narrowing::Note),
];

/// Finds what is unfinished.
pub(super) const OPEN: &str = "open";

impl Narrowing {
    pub const ALL: [Narrowing; 8] = [
        Narrowing::Kind,
        Narrowing::Stage,
        Narrowing::Topic,
        Narrowing::Is,
        Narrowing::Lang,
        Narrowing::Core,
        Narrowing::Free,
        Narrowing::Note,
    ];

    /// Returns the word that is typed before the colon, in every language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Narrowing::Kind => "kind",
            Narrowing::Stage => "stage",
            Narrowing::Topic => "topic",
            Narrowing::Is => "is",
            Narrowing::Lang => "lang",
            Narrowing::Core => "core",
            Narrowing::Free => "free",
            Narrowing::Note => "note",
        }
    }

    /// Finds the narrowing word that was typed, in any language of the program.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Narrowing> {
        let word = folded(word);
        let names = |narrowing: &Narrowing| {
            narrowing.word() == word
                || Lang::ALL
                    .iter()
                    .any(|lang| (lang.search().name)(*narrowing) == word)
        };
        let habit = || HABITS.iter().find(|(other, _)| *other == word);
        Narrowing::ALL
            .into_iter()
            .find(names)
            .or_else(|| habit().map(|(_, narrowing)| *narrowing))
    }

    /// Tells whether a value stands behind it.
    #[must_use]
    pub const fn takes_value(self) -> bool {
        match self {
            Narrowing::Kind
            | Narrowing::Stage
            | Narrowing::Topic
            | Narrowing::Is
            | Narrowing::Lang => true,
            Narrowing::Core | Narrowing::Free | Narrowing::Note => false,
        }
    }
}

/// The words that stand for statuses behind `is:`, with what they find.
pub(super) fn status_words() -> Vec<(&'static str, Vec<Status>)> {
    let plain = Status::ALL.map(|status| (status.word(), vec![status]));
    let unfinished = || {
        Status::ALL
            .into_iter()
            .filter(|status| status.is_unfinished())
    };
    let mut words = Vec::from(plain);
    words.push(("skipped", vec![Status::Skipped]));
    words.push((OPEN, unfinished().collect()));
    for lang in Lang::ALL {
        words.extend(Status::ALL.map(|status| ((lang.tui().statuses)(status), vec![status])));
        words.push((lang.search().open, unfinished().collect()));
    }
    words
}

/// The words that stand for kinds behind `kind:`, in every language.
pub(super) fn kind_words() -> Vec<(&'static str, Kind)> {
    let mut words = Vec::from(Kind::ALL.map(|kind| (kind.word(), kind)));
    for lang in Lang::ALL {
        words.extend(Kind::ALL.map(|kind| ((lang.tui().kinds)(kind), kind)));
    }
    words
}
