//! One theme file as it is written: palette, roles and what it inherits, all checked but for names that another file
//! may give. A base16 or base24 scheme is read as a palette.

use ratatui::style::{Color, Modifier};

use super::colour;
use super::problem::{Fault, Place, ThemeProblem, nearest};
use super::role::{Purpose, Role};
use super::tree::{self, Key, Node, Value};
use crate::text::{CleanBuf, clean};

/// How long a theme file may be, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;

/// The name of the roles that schemes are painted with; no file has it.
pub(super) const SCHEME: &str = "base16";

const KEYS: [&str; 5] = ["name", "author", "inherits", "palette", "roles"];

const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// The colours of a scheme. Those that base24 adds are brighter variants, which no role asks for.
const BASES: [&str; 16] = [
    "base00", "base01", "base02", "base03", "base04", "base05", "base06", "base07", "base08",
    "base09", "base0A", "base0B", "base0C", "base0D", "base0E", "base0F",
];

/// A word in a file.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) place: Place,
    pub(super) text: String,
}

/// A name in the palette.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: Word,
    pub(super) color: Color,
}

/// A role as it is written: colours are still words.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) fg: Option<Word>,
    pub(super) bg: Option<Word>,
    pub(super) add: Modifier,
    pub(super) sub: Modifier,
}

/// One file of a chain of themes that inherit from each other.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) theme: CleanBuf,
    pub(super) title: Option<CleanBuf>,
    pub(super) inherits: Option<Word>,
    pub(super) palette: Vec<Named>,
    pub(super) roles: Vec<(Role, Entry)>,
    /// Whether the colours come from a scheme, which was made for other programs.
    pub(super) is_scheme: bool,
}

impl Layer {
    pub(super) fn role(&self, role: Role) -> Option<&Entry> {
        self.roles
            .iter()
            .find(|(have, _)| *have == role)
            .map(|(_, entry)| entry)
    }
}

/// Reads one file; what is wrong with it is added to `problems`, and what is right is kept.
pub(super) fn read(theme: &str, text: &str, problems: &mut Vec<ThemeProblem>) -> Layer {
    let theme = clean::line(theme);
    let (palette, roles) = (Vec::new(), Vec::new());
    let layer = Layer {
        theme,
        title: None,
        inherits: None,
        palette,
        roles,
        is_scheme: false,
    };
    let mut reader = Reader { layer, problems };
    if text.len() > MOST_BYTES {
        reader.problem(
            None,
            Fault::TooLarge {
                bytes: text.len(),
                most: MOST_BYTES,
            },
        );
        return reader.layer;
    }
    match tree::read(text) {
        Ok(root) => reader.file(root),
        Err((place, fault)) => reader.problem(place, fault),
    }
    reader.layer
}

struct Reader<'a> {
    layer: Layer,
    problems: &'a mut Vec<ThemeProblem>,
}

impl Reader<'_> {
    fn problem(&mut self, place: impl Into<Option<Place>>, fault: Fault) {
        self.problems.push(ThemeProblem {
            theme: self.layer.theme.clone(),
            place: place.into(),
            fault,
        });
    }

    fn file(&mut self, root: Node) {
        let place = root.place;
        let Some(entries) = self.map("a theme", root) else {
            return;
        };
        if is_scheme(&entries) {
            return self.scheme(place, entries);
        }
        for (key, value) in entries {
            match key.word.as_str() {
                "name" => {
                    self.layer.title = self.word(&key, value).map(|word| clean::line(&word.text));
                }
                // Credits are for the readers of the file.
                "author" => drop(self.word(&key, value)),
                "inherits" => self.layer.inherits = self.word(&key, value),
                "palette" => self.palette(value),
                "roles" => self.roles(value),
                unknown => {
                    let fault = Fault::UnknownKey {
                        key: clean::line(unknown),
                        nearest: nearest(unknown, KEYS),
                    };
                    self.problem(key.place, fault);
                }
            }
        }
    }

    fn palette(&mut self, node: Node) {
        for (key, value) in self.map("`palette`", node).unwrap_or_default() {
            let Some(word) = self.colour(&key, value) else {
                continue;
            };
            match colour::parse(&word.text) {
                Ok(color) => {
                    let name = Word {
                        place: key.place,
                        text: key.word,
                    };
                    self.layer.palette.push(Named { name, color });
                }
                Err(fault) => self.problem(word.place, fault),
            }
        }
    }

    fn roles(&mut self, node: Node) {
        for (key, value) in self.map("`roles`", node).unwrap_or_default() {
            let Some(role) = Role::from_word(&key.word) else {
                let known = Role::ALL.into_iter().map(Role::word);
                let fault = Fault::UnknownRole {
                    word: clean::line(&key.word),
                    nearest: nearest(&key.word, known),
                };
                self.problem(key.place, fault);
                continue;
            };
            let Some(entry) = self.entry(&key, value) else {
                continue;
            };
            if role == Role::Ground && (entry.fg.is_none() || entry.bg.is_none()) {
                self.problem(entry.place, Fault::GroundIncomplete { role });
            } else if role.purpose() == Purpose::Surface
                && entry.bg.is_none()
                && entry.add.is_empty()
            {
                self.problem(entry.place, Fault::CursorUnseen { role });
            } else {
                self.layer.roles.push((role, entry));
            }
        }
    }

    fn entry(&mut self, key: &Key, node: Node) -> Option<Entry> {
        let place = node.place;
        let mut entry = Entry {
            place,
            fg: None,
            bg: None,
            add: Modifier::empty(),
            sub: Modifier::empty(),
        };
        let Value::Map(attributes) = node.value else {
            entry.fg = Some(self.colour(key, node)?);
            return Some(entry);
        };
        for (key, value) in attributes {
            match key.word.as_str() {
                "fg" => entry.fg = self.colour(&key, value),
                "bg" => entry.bg = self.colour(&key, value),
                word => self.modifier(word, &key, value, &mut entry),
            }
        }
        Some(entry)
    }

    fn modifier(&mut self, word: &str, key: &Key, value: Node, entry: &mut Entry) {
        let Some((_, modifier)) = MODIFIERS.iter().find(|(known, _)| *known == word) else {
            let known = MODIFIERS
                .iter()
                .map(|(known, _)| *known)
                .chain(["fg", "bg"]);
            let fault = Fault::UnknownAttribute {
                key: clean::line(word),
                nearest: nearest(word, known),
            };
            return self.problem(key.place, fault);
        };
        let Some(answer) = self.word(key, value) else {
            return;
        };
        match answer.text.as_str() {
            "true" => entry.add |= *modifier,
            "false" => entry.sub |= *modifier,
            _ => {
                let fault = Fault::NotTrueOrFalse {
                    key: clean::line(word),
                    word: clean::line(&answer.text),
                };
                self.problem(answer.place, fault);
            }
        }
    }

    /// Reads a scheme: colours by number, in a `palette` or beside the metadata, with or without `#`.
    fn scheme(&mut self, place: Place, entries: Vec<(Key, Node)>) {
        self.layer.is_scheme = true;
        let mut bases: [Option<(Place, Color)>; BASES.len()] = [None; BASES.len()];
        for (key, value) in flat(entries) {
            if matches!(key.word.as_str(), "name" | "scheme") {
                self.layer.title = self.word(&key, value).map(|word| clean::line(&word.text));
                continue;
            }
            let base = BASES
                .iter()
                .position(|name| name.eq_ignore_ascii_case(&key.word));
            // Metadata differs between schemes and says nothing about colours.
            let Some(base) = base else { continue };
            let Some(word) = self.colour(&key, value) else {
                continue;
            };
            match colour::hex(word.text.trim_start_matches('#')) {
                Some(value) => bases[base] = Some((key.place, colour::rgb(value))),
                None => self.problem(
                    word.place,
                    Fault::BadHex {
                        word: clean::line(&word.text),
                    },
                ),
            }
        }
        let missing = std::iter::zip(BASES, bases).filter(|(_, found)| found.is_none());
        let names: Vec<&str> = missing.map(|(name, _)| name).collect();
        // A colour that was reported as bad is not reported as missing too.
        if !names.is_empty() && self.problems.is_empty() {
            self.problem(place, Fault::MissingBases { names });
        }
        for (name, found) in std::iter::zip(BASES, bases) {
            let Some((place, color)) = found else {
                continue;
            };
            let name = Word {
                place,
                text: name.to_owned(),
            };
            self.layer.palette.push(Named { name, color });
        }
        self.layer.inherits = Some(Word {
            place,
            text: SCHEME.to_owned(),
        });
    }

    fn map(&mut self, what: &str, node: Node) -> Option<Vec<(Key, Node)>> {
        match node.value {
            Value::Map(entries) => Some(entries),
            Value::Nothing | Value::Word(_) | Value::List => {
                let fault = Fault::NotAMap {
                    what: clean::line(what),
                    found: node.value.kind(),
                };
                self.problem(node.place, fault);
                None
            }
        }
    }

    fn word(&mut self, key: &Key, node: Node) -> Option<Word> {
        match node.value {
            Value::Word(text) => Some(Word {
                place: node.place,
                text,
            }),
            Value::Nothing | Value::List | Value::Map(_) => {
                let fault = Fault::NotAWord {
                    key: clean::line(&key.word),
                    found: node.value.kind(),
                };
                self.problem(node.place, fault);
                None
            }
        }
    }

    fn colour(&mut self, key: &Key, node: Node) -> Option<Word> {
        if matches!(node.value, Value::Nothing) {
            self.problem(
                key.place,
                Fault::NoColour {
                    key: clean::line(&key.word),
                },
            );
            return None;
        }
        self.word(key, node)
    }
}

/// Tells a scheme from a theme, which may well have a palette of the same names.
fn is_scheme(entries: &[(Key, Node)]) -> bool {
    let has = |entries: &[(Key, Node)], word: &str| {
        entries
            .iter()
            .any(|(key, _)| key.word.eq_ignore_ascii_case(word))
    };
    let in_palette = entries.iter().any(|(key, node)| match &node.value {
        Value::Map(palette) => key.word == "palette" && has(palette, "base00"),
        Value::Nothing | Value::Word(_) | Value::List => false,
    });
    let is_theme = has(entries, "roles") || has(entries, "inherits");
    !is_theme && (in_palette || has(entries, "base00") || has(entries, "system"))
}

/// Puts the colours of a `palette` beside the metadata, as older schemes have them.
fn flat(entries: Vec<(Key, Node)>) -> impl Iterator<Item = (Key, Node)> {
    entries
        .into_iter()
        .flat_map(|(key, node)| match node.value {
            Value::Map(palette) if key.word == "palette" => palette,
            value @ (Value::Nothing | Value::Word(_) | Value::List | Value::Map(_)) => {
                vec![(
                    key,
                    Node {
                        place: node.place,
                        value,
                    },
                )]
            }
        })
}
