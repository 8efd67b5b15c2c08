//! What `keys:` says, still as words: the keymap of the screen knows actions and keys and finds what is wrong.

use crate::lang::Lang;
use crate::yaml::Place;

/// The name of the scope whose keys count in all others.
pub const EVERYWHERE: &str = "everywhere";

/// One line below `keys:`: an action, and the keys that lead to it from now on; no key at all is a wish too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    /// `action`, or `scope.action`.
    pub name: String,
    pub place: Place,
    pub keys: Vec<KeyWord>,
}

/// A key as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyWord {
    pub text: String,
    pub place: Place,
}

/// What is wrong with a line below `keys:`, which then counts as not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    UnknownAction {
        name: String,
        nearest: Option<&'static str>,
    },
    /// The action exists, but not in that scope.
    UnknownScope {
        scope: String,
        action: &'static str,
        scopes: Vec<&'static str>,
    },
    /// The value is neither a key nor a list of keys.
    NotKeys { name: String },
    UnknownKey {
        word: String,
        nearest: Option<&'static str>,
    },
    /// Digits choose stages and number links.
    Digit { word: String },
    /// The character takes two columns: an input method writes it, no key does.
    FullWidth { word: String },
    /// A terminal sends the same for both.
    Indistinct { word: String, other: &'static str },
    /// Where a line is typed the key writes or moves in it.
    TypesText { word: String, scope: &'static str },
    /// Another action has the key where this one would have it.
    Taken {
        key: String,
        action: &'static str,
        other: &'static str,
        scope: &'static str,
    },
    /// Without a key nobody would get out any more.
    LastWayOut { name: String },
}

impl KeyFault {
    /// Returns what is wrong, as a sentence without full stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let text = lang.config();
        match self {
            KeyFault::UnknownAction { name, .. } => (text.unknown_action)(name),
            KeyFault::UnknownScope { scope, action, .. } => (text.unknown_scope)(action, scope),
            KeyFault::NotKeys { name } => (text.not_keys)(name),
            KeyFault::UnknownKey { word, .. } => (text.unknown_key)(word),
            KeyFault::Digit { word } => (text.digit)(word),
            KeyFault::FullWidth { word } => (text.full_width)(word),
            KeyFault::Indistinct { word, other } => (text.indistinct)(word, other),
            KeyFault::TypesText { word, scope } => (text.types_text)(word, scope),
            KeyFault::Taken {
                key,
                action,
                other,
                scope,
            } => match *scope {
                EVERYWHERE => (text.taken_everywhere)(key, action, other),
                scope => (text.taken)(key, action, other, scope),
            },
            KeyFault::LastWayOut { name } => (text.last_way_out)(name),
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> String {
        let text = lang.config();
        let did_you_mean = lang.cli().did_you_mean;
        match self {
            KeyFault::UnknownAction {
                nearest: Some(nearest),
                ..
            }
            | KeyFault::UnknownKey {
                nearest: Some(nearest),
                ..
            } => did_you_mean(nearest),
            KeyFault::UnknownAction { nearest: None, .. } => text.actions_hint.to_owned(),
            KeyFault::UnknownScope { action, scopes, .. } => {
                let names: Vec<String> = scopes
                    .iter()
                    .map(|scope| format!("{scope}.{action}"))
                    .collect();
                (lang.cli().one_of)(&names.join(", "))
            }
            KeyFault::NotKeys { .. } => text.not_keys_hint.to_owned(),
            KeyFault::UnknownKey { nearest: None, .. } => text.keys_hint.to_owned(),
            KeyFault::Digit { .. } => text.digit_hint.to_owned(),
            KeyFault::FullWidth { .. } => text.full_width_hint.to_owned(),
            KeyFault::Indistinct { .. } => text.indistinct_hint.to_owned(),
            KeyFault::TypesText { .. } => text.types_text_hint.to_owned(),
            KeyFault::Taken { other, .. } => (text.taken_hint)(other),
            KeyFault::LastWayOut { name } => (text.last_way_out_hint)(name),
        }
    }
}
