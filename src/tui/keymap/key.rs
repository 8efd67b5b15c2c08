//! One key: as a terminal reports it, as a person reads it, and as a config writes it.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::Scope;
use crate::config::keys::KeyFault;
use crate::text::line_edit::Edit;
use crate::text::width::Measure;
use crate::text::{clean, nearest};

/// A key as a person presses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub(super) code: KeyCode,
    pub(super) ctrl: bool,
}

/// The keys that have a name, each as help and footer write it; in a config capitals do not matter.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("F1", KeyCode::F(1)),
    ("F2", KeyCode::F(2)),
    ("F3", KeyCode::F(3)),
    ("F4", KeyCode::F(4)),
    ("F5", KeyCode::F(5)),
    ("F6", KeyCode::F(6)),
    ("F7", KeyCode::F(7)),
    ("F8", KeyCode::F(8)),
    ("F9", KeyCode::F(9)),
    ("F10", KeyCode::F(10)),
    ("F11", KeyCode::F(11)),
    ("F12", KeyCode::F(12)),
];

/// Other names that people know keys by, and what they are called here.
const OTHER_NAMES: [(&str, &str); 8] = [
    ("escape", "esc"),
    ("return", "enter"),
    ("spacebar", "space"),
    ("del", "delete"),
    ("ins", "insert"),
    ("pageup", "pgup"),
    ("pagedown", "pgdn"),
    ("backtab", "shift-tab"),
];

/// What terminals have always sent for a key with Ctrl, and for which other key too.
const INDISTINCT: [(&str, &str); 8] = [
    ("i", "tab"),
    ("m", "enter"),
    ("h", "backspace"),
    ("[", "esc"),
    ("tab", "tab"),
    ("enter", "enter"),
    ("esc", "esc"),
    ("backspace", "backspace"),
];

impl Key {
    /// Returns what the key does to a line that is typed: the keys that every such line has.
    pub(super) fn edit(self) -> Option<Edit> {
        Some(match (self.code, self.ctrl) {
            (KeyCode::Char(c), false) => Edit::Insert(c),
            (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => Edit::Backspace,
            (KeyCode::Delete, false) | (KeyCode::Char('d'), true) => Edit::Delete,
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => Edit::Left,
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => Edit::Right,
            (KeyCode::Home, false) | (KeyCode::Char('a'), true) => Edit::Start,
            (KeyCode::End, false) | (KeyCode::Char('e'), true) => Edit::End,
            (KeyCode::Char('w') | KeyCode::Backspace, true) => Edit::DeleteWord,
            (KeyCode::Char('u'), true) => Edit::DeleteToStart,
            _ => return None,
        })
    }

    /// Tells whether the key can lead to an action in a scope: where a line is typed, keys that edit it do not.
    pub(super) fn counts_in(self, scope: Scope) -> bool {
        scope != Scope::Typing || self.edit().is_none()
    }

    pub(super) fn of(event: KeyEvent) -> Self {
        // Shift is part of the character already; terminals differ in whether they report it as well.
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        Key {
            code: event.code,
            ctrl,
        }
    }

    pub(super) fn event(self) -> KeyEvent {
        let modifiers = if self.ctrl {
            KeyModifiers::CONTROL
        } else {
            KeyModifiers::NONE
        };
        KeyEvent::new(self.code, modifiers)
    }

    pub(super) fn digit(self) -> Option<u8> {
        match (self.code, self.ctrl) {
            (KeyCode::Char(c), false) => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            _ => None,
        }
    }

    /// Returns the key as help and footer write it, without blanks.
    #[must_use]
    pub fn label(self) -> String {
        let named = NAMED.iter().find(|(_, code)| *code == self.code);
        let name = match (named, self.code) {
            (Some((name, _)), _) => (*name).to_owned(),
            (None, KeyCode::Char(c)) => c.to_string(),
            (None, code) => format!("{code:?}"),
        };
        if self.ctrl {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }

    /// Understands a key as a config writes it.
    pub(super) fn parse(word: &str) -> Result<Key, KeyFault> {
        let lower = word.to_ascii_lowercase();
        if let Some(with_ctrl) = lower.strip_prefix("ctrl-") {
            return ctrl(word, with_ctrl);
        }
        if let Some(code) = named(&lower) {
            return Ok(Key { code, ctrl: false });
        }
        let mut chars = word.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else {
            return Err(unknown(word));
        };
        match Measure::Narrow.columns(clean::line(word).as_clean()) {
            _ if c.is_ascii_digit() => Err(KeyFault::Digit {
                word: word.to_owned(),
            }),
            1 if !c.is_whitespace() => Ok(Key {
                code: KeyCode::Char(c),
                ctrl: false,
            }),
            2 => Err(KeyFault::FullWidth {
                word: word.to_owned(),
            }),
            _ => Err(unknown(word)),
        }
    }
}

/// The key as a config writes it.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = self.label();
        // A character is a key of its own in capitals.
        let is_character = label.chars().count() == 1;
        f.write_str(&if is_character {
            label
        } else {
            label.to_ascii_lowercase()
        })
    }
}

fn named(lower: &str) -> Option<KeyCode> {
    let mut names = NAMED.iter();
    let found = names.find(|(name, _)| name.eq_ignore_ascii_case(lower));
    found.map(|(_, code)| *code)
}

/// Takes what stands after `ctrl-`: a letter, or a key that a terminal can tell apart with and without Ctrl.
fn ctrl(word: &str, with_ctrl: &str) -> Result<Key, KeyFault> {
    if let Some((_, other)) = INDISTINCT.iter().find(|(key, _)| *key == with_ctrl) {
        return Err(KeyFault::Indistinct {
            word: word.to_owned(),
            other,
        });
    }
    let code = match with_ctrl.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(KeyCode::Char(char::from(*letter))),
        _ => named(with_ctrl),
    };
    let code = code.ok_or_else(|| unknown(word))?;
    Ok(Key { code, ctrl: true })
}

fn unknown(word: &str) -> KeyFault {
    let lower = word.to_ascii_lowercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower);
    let names = NAMED.iter().map(|(name, _)| *name);
    // A single character is like every short name.
    let is_word = word.chars().count() > 1;
    let near = || nearest(word, names).filter(|_| is_word);
    KeyFault::UnknownKey {
        word: word.to_owned(),
        nearest: other.map(|(_, name)| *name).or_else(near),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::tui::keymap::BINDINGS;

    #[test]
    fn every_key_of_the_table_can_be_written_in_a_config() {
        for key in BINDINGS.iter().flat_map(|binding| binding.keys) {
            assert_eq!(Key::parse(&key.to_string()), Ok(*key));
            assert_eq!(Key::parse(&key.label()), Ok(*key));
        }
        for (name, code) in NAMED {
            let key = Key::parse(name).unwrap();
            assert_eq!((key.code, key.ctrl), (*code, false));
            assert_eq!(Key::parse(&key.to_string()), Ok(key));
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        let table = [
            ("a", "a"),
            ("A", "A"),
            ("é", "é"),
            ("#", "#"),
            ("Space", "space"),
            ("PGDN", "PgDn"),
            ("ctrl-A", "Ctrl-a"),
            ("Ctrl-Space", "Ctrl-space"),
            ("ctrl-up", "Ctrl-Up"),
            ("shift-tab", "Shift-Tab"),
            ("f10", "F10"),
        ];
        for (word, label) in table {
            assert_eq!(
                Key::parse(word).map(Key::label),
                Ok(label.to_owned()),
                "{word}"
            );
        }
    }

    #[test]
    fn what_is_no_key_is_told_with_a_hint() {
        let table = [
            ("", "`` is not a key"),
            (" ", "` ` is not a key"),
            ("\t", "is not a key"),
            ("gg", "`gg` is not a key"),
            ("escape", "did you mean `esc`?"),
            ("spcae", "did you mean `space`?"),
            ("ctrl-", "is not a key"),
            ("ctrl-1", "is not a key"),
            ("alt-x", "is not a key"),
            ("7", "digits choose stages"),
            ("ctrl-i", "the same for `ctrl-i` as for `tab`"),
            ("ctrl-m", "the same for `ctrl-m` as for `enter`"),
            ("？", "two columns wide"),
            ("中", "two columns wide"),
            ("\u{301}", "is not a key"),
        ];
        for (word, expected) in table {
            let fault = Key::parse(word).expect_err(word);
            let told = format!("{} ({})", fault.message(Lang::En), fault.hint(Lang::En));
            assert!(told.contains(expected), "{word:?}: {told}");
            assert_ne!(fault.message(Lang::Zh), fault.message(Lang::En));
        }
    }
}
