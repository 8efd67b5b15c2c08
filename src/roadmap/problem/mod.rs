//! Everything that can be wrong with a roadmap file: where, what, and what to do about it.

mod chinese;
mod english;
mod list;
mod render;

use crate::lang::Lang;
use crate::text::{CleanBuf, clean};
use crate::yaml::{Fault, YamlError};

use super::Level;
use super::overlay::LayerFault;
use super::url::LinkError;
pub use crate::yaml::Place;
pub use list::{ProblemRecord, Problems};

/// Whether a problem keeps a roadmap from being loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// A part of a roadmap file that has keys of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Roadmap,
    /// Where the roadmap was taken from.
    Source,
    Node(Level),
    FurtherLink,
    /// A person's own layer over a roadmap.
    Layer,
    Addition,
    Change,
}

/// What kind of value a key has or should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Nothing,
    Text,
    TextInLanguages,
    WholeNumber,
    TrueOrFalse,
    List,
    Mapping,
}

/// What is wrong with an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFault {
    Empty,
    TooLong,
    Character(char),
    Start(char),
    End(char),
    TwoDots,
}

/// What is wrong, with what a sentence about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    Yaml(Fault),
    /// Something that only a layer can have.
    Layer(LayerFault),
    UnknownKey {
        key: String,
        part: Part,
        nearest: Option<&'static str>,
        /// Which other part has a key of this name.
        belongs_to: Option<Part>,
    },
    DuplicateKey {
        key: String,
        first_line: u32,
    },
    /// The file is YAML, but a list or a text.
    NoRoadmap,
    MissingKey {
        key: &'static str,
        part: Part,
    },
    WrongShape {
        key: &'static str,
        expected: Shape,
        found: Shape,
    },
    /// An entry of a list has the wrong shape.
    WrongEntry {
        key: &'static str,
        expected: Shape,
        found: Shape,
    },
    /// A number or truth value is expected and something else is written.
    WrongWord {
        key: &'static str,
        expected: Shape,
        found: String,
        quoted: bool,
    },
    NewerFormat {
        found: u64,
    },
    UnknownFormat {
        found: u64,
    },
    BadId {
        id: String,
        fault: IdFault,
        better: Option<String>,
    },
    DuplicateId {
        id: String,
        first_line: u32,
    },
    AliasIsLive {
        alias: String,
        live_line: u32,
        own: bool,
    },
    DuplicateAlias {
        alias: String,
        first_line: u32,
    },
    UnknownNeed {
        topic: String,
        need: String,
        nearest: Option<String>,
    },
    NeedIsNoTopic {
        topic: String,
        need: String,
        level: Level,
    },
    NeedsItself {
        topic: String,
    },
    NeedsItsParent {
        topic: String,
        need: String,
    },
    NeedsItsChild {
        topic: String,
        need: String,
    },
    NeedsInCircle {
        circle: Vec<String>,
        /// One of the steps is from a topic to a topic inside it.
        through_parts: bool,
    },
    RepeatedNeed {
        topic: String,
        need: String,
    },
    EmptyTitle {
        part: Part,
    },
    TitleTooLong {
        graphemes: usize,
    },
    UnknownKind {
        word: String,
        nearest: Option<&'static str>,
    },
    BadLanguage {
        tag: String,
    },
    NoMinutes,
    TooManyMinutes {
        minutes: u64,
    },
    BadLink {
        address: String,
        error: LinkError,
    },
    TooMany {
        key: &'static str,
        limit: usize,
    },
    NoId {
        part: Part,
        made: String,
    },
    HiddenCharacters {
        key: &'static str,
    },
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub place: Place,
    pub kind: ProblemKind,
}

impl Problem {
    #[must_use]
    pub fn severity(&self) -> Severity {
        match &self.kind {
            ProblemKind::Layer(fault) => fault.severity(),
            ProblemKind::NoId { .. }
            | ProblemKind::HiddenCharacters { .. }
            | ProblemKind::RepeatedNeed { .. } => Severity::Warning,
            ProblemKind::Yaml(_)
            | ProblemKind::UnknownKey { .. }
            | ProblemKind::DuplicateKey { .. }
            | ProblemKind::NoRoadmap
            | ProblemKind::MissingKey { .. }
            | ProblemKind::WrongShape { .. }
            | ProblemKind::WrongEntry { .. }
            | ProblemKind::WrongWord { .. }
            | ProblemKind::NewerFormat { .. }
            | ProblemKind::UnknownFormat { .. }
            | ProblemKind::BadId { .. }
            | ProblemKind::DuplicateId { .. }
            | ProblemKind::AliasIsLive { .. }
            | ProblemKind::DuplicateAlias { .. }
            | ProblemKind::UnknownNeed { .. }
            | ProblemKind::NeedIsNoTopic { .. }
            | ProblemKind::NeedsItself { .. }
            | ProblemKind::NeedsItsParent { .. }
            | ProblemKind::NeedsItsChild { .. }
            | ProblemKind::NeedsInCircle { .. }
            | ProblemKind::EmptyTitle { .. }
            | ProblemKind::TitleTooLong { .. }
            | ProblemKind::UnknownKind { .. }
            | ProblemKind::BadLanguage { .. }
            | ProblemKind::NoMinutes
            | ProblemKind::TooManyMinutes { .. }
            | ProblemKind::BadLink { .. }
            | ProblemKind::TooMany { .. } => Severity::Error,
        }
    }

    /// Returns a short name for programs, in kebab case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match &self.kind {
            ProblemKind::Yaml(fault) => fault.code(),
            ProblemKind::Layer(fault) => fault.code(),
            ProblemKind::UnknownKey { .. } => "unknown-key",
            ProblemKind::DuplicateKey { .. } => "duplicate-key",
            ProblemKind::NoRoadmap => "no-roadmap",
            ProblemKind::MissingKey { .. } => "missing-key",
            ProblemKind::WrongShape { .. }
            | ProblemKind::WrongEntry { .. }
            | ProblemKind::WrongWord { .. } => "wrong-type",
            ProblemKind::NewerFormat { .. } => "newer-format",
            ProblemKind::UnknownFormat { .. } => "unknown-format",
            ProblemKind::BadId { .. } => "bad-id",
            ProblemKind::DuplicateId { .. } => "duplicate-id",
            ProblemKind::AliasIsLive { .. } => "alias-is-live",
            ProblemKind::DuplicateAlias { .. } => "duplicate-alias",
            ProblemKind::UnknownNeed { .. } => "unknown-need",
            ProblemKind::NeedIsNoTopic { .. } => "need-is-no-topic",
            ProblemKind::NeedsItself { .. } => "needs-itself",
            ProblemKind::NeedsItsParent { .. } => "needs-its-parent",
            ProblemKind::NeedsItsChild { .. } => "needs-its-child",
            ProblemKind::NeedsInCircle { .. } => "needs-in-circle",
            ProblemKind::RepeatedNeed { .. } => "repeated-need",
            ProblemKind::EmptyTitle { .. } => "empty-title",
            ProblemKind::TitleTooLong { .. } => "title-too-long",
            ProblemKind::UnknownKind { .. } => "unknown-kind",
            ProblemKind::BadLanguage { .. } => "bad-language",
            ProblemKind::NoMinutes | ProblemKind::TooManyMinutes { .. } => "bad-minutes",
            ProblemKind::BadLink { .. } => "bad-link",
            ProblemKind::TooMany { .. } => "too-many",
            ProblemKind::NoId { .. } => "no-id",
            ProblemKind::HiddenCharacters { .. } => "hidden-characters",
        }
    }

    /// Returns what is wrong as one sentence without a full stop.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> CleanBuf {
        let sentence = match lang {
            Lang::En => english::sentence(&self.kind),
            Lang::Zh => chinese::sentence(&self.kind),
        };
        clean::line(&sentence)
    }

    /// Returns what to do about it, where there is something to say.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<CleanBuf> {
        let hint = match lang {
            Lang::En => english::hint(&self.kind),
            Lang::Zh => chinese::hint(&self.kind),
        };
        hint.map(|hint| clean::line(&hint))
    }
}

impl From<YamlError> for Problem {
    fn from(error: YamlError) -> Self {
        Problem {
            place: error.place,
            kind: ProblemKind::Yaml(error.fault),
        }
    }
}
