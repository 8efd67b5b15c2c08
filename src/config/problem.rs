//! What is wrong with a config file, with its place and a hint.

use std::path::PathBuf;

use super::keys::KeyFault;
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::text::{CleanBuf, clean};
use crate::yaml::{Fault, Place};

/// One problem of the config file. The program goes on without what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub file: PathBuf,
    pub place: Place,
    pub kind: ConfigProblemKind,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblemKind {
    Unreadable(Cause),
    Yaml(Fault),
    NotAMap,
    DuplicateKey {
        key: String,
    },
    UnknownKey {
        key: String,
        nearest: Option<&'static str>,
        /// The keys that there are.
        known: Vec<&'static str>,
    },
    /// The value is not one of those that the key may have.
    UnknownValue {
        key: String,
        value: String,
        allowed: Vec<&'static str>,
    },
    /// The value is not of the kind that the key needs.
    WrongType {
        key: String,
        expected: Expected,
    },
    OutOfRange {
        key: String,
        least: u32,
        most: u32,
    },
    BadCommand {
        key: String,
    },
    Keys(KeyFault),
}

/// What kind of value a key needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    Bool,
    Number,
    Map,
}

impl ConfigProblem {
    /// Returns `file:line:column`.
    #[must_use]
    pub fn place_text(&self) -> CleanBuf {
        let file = self.file.display();
        let Place { line, column, .. } = self.place;
        if line == 0 {
            clean::line(&file.to_string())
        } else {
            clean::line(&format!("{file}:{line}:{column}"))
        }
    }

    /// Returns what is wrong, as a sentence without full stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> CleanBuf {
        let text = lang.cli();
        let message = match &self.kind {
            ConfigProblemKind::Unreadable(why) => (text.config_unreadable)(why.get(lang).as_str()),
            ConfigProblemKind::Yaml(fault) => fault.sentence(lang),
            ConfigProblemKind::DuplicateKey { key } => (text.config_duplicate_key)(key),
            ConfigProblemKind::NotAMap => text.config_not_a_map.to_owned(),
            ConfigProblemKind::UnknownKey { key, .. } => (text.config_unknown_key)(key),
            ConfigProblemKind::UnknownValue { key, value, .. } => {
                (text.config_unknown_value)(key, value)
            }
            ConfigProblemKind::WrongType { key, expected } => {
                (text.config_wrong_type)(key, expected.name(lang))
            }
            ConfigProblemKind::OutOfRange { key, least, most } => {
                (text.config_out_of_range)(key, *least, *most)
            }
            ConfigProblemKind::BadCommand { key } => (text.config_bad_command)(key),
            ConfigProblemKind::Keys(fault) => fault.message(lang),
        };
        clean::line(&message)
    }

    /// Returns what to do about it, if there is more to say than the message does.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<CleanBuf> {
        let text = lang.cli();
        let hint = match &self.kind {
            ConfigProblemKind::UnknownKey {
                nearest: Some(nearest),
                ..
            } => (text.did_you_mean)(nearest),
            ConfigProblemKind::UnknownKey {
                nearest: None,
                known,
                ..
            } => (text.one_of)(&known.join(", ")),
            ConfigProblemKind::UnknownValue { allowed, .. } => (text.one_of)(&allowed.join(", ")),
            ConfigProblemKind::BadCommand { .. } => text.config_command_hint.to_owned(),
            ConfigProblemKind::WrongType {
                expected: Expected::Text,
                ..
            } => text.config_quote_hint.to_owned(),
            ConfigProblemKind::Yaml(fault) => fault.hint(lang)?,
            ConfigProblemKind::Keys(fault) => fault.hint(lang),
            ConfigProblemKind::Unreadable(_)
            | ConfigProblemKind::DuplicateKey { .. }
            | ConfigProblemKind::NotAMap
            | ConfigProblemKind::WrongType { .. }
            | ConfigProblemKind::OutOfRange { .. } => return None,
        };
        Some(clean::line(&hint))
    }
}

impl Expected {
    fn name(self, lang: Lang) -> &'static str {
        let text = lang.cli();
        match self {
            Expected::Text => text.expected_text,
            Expected::Bool => text.expected_bool,
            Expected::Number => text.expected_number,
            Expected::Map => text.expected_map,
        }
    }
}
