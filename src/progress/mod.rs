//! What the learner has done: the state of every node, folded from the journal.

pub mod change;

/// How far a resource or concept is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    #[default]
    Todo,
    Doing,
    Done,
    /// Left out on purpose: leaves the denominator.
    Skipped,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::Todo, Status::Doing, Status::Done, Status::Skipped];

    /// Returns the word that the journal, files and commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Status::Todo => "todo",
            Status::Doing => "doing",
            Status::Done => "done",
            Status::Skipped => "skip",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.word() == word)
    }
}
