//! What can be wrong with a theme, with the place and what to do about it.

use std::fmt;

use super::chinese;
use super::role::Role;
use crate::lang::Lang;
use crate::text::{CleanBuf, clean};
use crate::yaml;
pub use crate::yaml::Place;

/// One thing that is wrong with a theme.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ThemeProblem {
    /// The theme that is wrong: the one that was asked for, or one that it inherits from.
    pub theme: CleanBuf,
    /// `None` when there is no file to point into.
    pub place: Option<Place>,
    pub fault: Fault,
}

/// Everything that is wrong with a theme and those it inherits from, in the order of the files; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ThemeProblems(pub Vec<ThemeProblem>);

/// The kind of a [`ThemeProblem`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{}", clean::line(&.0.sentence(Lang::En)))]
    Yaml(yaml::Fault),
    #[error("the key `{key}` is written twice")]
    DuplicateKey { key: CleanBuf },
    #[error("the file has {bytes} bytes, a theme has at most {most}")]
    TooLarge { bytes: usize, most: usize },
    #[error("{what} has lines of `name: value`, this is {found}")]
    NotAMap { what: CleanBuf, found: &'static str },
    #[error("`{key}` is one word or text, not {found}")]
    NotAWord { key: CleanBuf, found: &'static str },
    #[error("a theme has no `{key}`")]
    UnknownKey {
        key: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    #[error("there is no role `{word}`")]
    UnknownRole {
        word: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    #[error("a role has no `{key}`")]
    UnknownAttribute {
        key: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    #[error("`{key}` is true or false, not `{word}`")]
    NotTrueOrFalse { key: CleanBuf, word: CleanBuf },
    #[error("`{key}` has no colour")]
    NoColour { key: CleanBuf },
    #[error("`{word}` is not a colour in hexadecimal")]
    BadHex { word: CleanBuf },
    #[error("`{word}` is not a colour index from 0 to 255")]
    BadIndex { word: CleanBuf },
    #[error("`{word}` is neither a colour nor a name in the palette")]
    UnknownColour {
        word: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    #[error("`{word}` in the palette is used by no role", word = .word)]
    UnusedName { word: CleanBuf, nearest: CleanBuf },
    #[error("`{}` needs both fg and bg", .role.word())]
    GroundIncomplete { role: Role },
    #[error("`{}` would look like every other row", .role.word())]
    CursorUnseen { role: Role },
    #[error("these roles have no colour: {}", words(.roles))]
    MissingRoles { roles: Vec<Role> },
    #[error("the scheme lacks {}", .names.join(", "))]
    MissingBases { names: Vec<&'static str> },
    #[error("`{name}` cannot be the name of a theme")]
    BadName { name: CleanBuf },
    #[error("there is no theme `{name}`")]
    UnknownTheme {
        name: CleanBuf,
        nearest: Option<CleanBuf>,
    },
    #[error("themes inherit from each other in a circle: {}", list(.chain, " → "))]
    Circle { chain: Vec<CleanBuf> },
}

impl ThemeProblem {
    /// Returns where and what it is, as a sentence without full stop.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => chinese::problem(self),
        }
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        match lang {
            Lang::En => self.fault.english_hint(),
            Lang::Zh => chinese::hint(&self.fault),
        }
    }
}

impl Fault {
    fn english_hint(&self) -> Option<String> {
        match self {
            Fault::Yaml(fault) => {
                let hint = fault.hint(Lang::En)?;
                Some(clean::line(&hint).to_string())
            }
            Fault::DuplicateKey { .. } => None,
            Fault::TooLarge { .. } => Some("is this a theme?".to_owned()),
            Fault::NotAMap { .. } => {
                Some("write `name: value`, with a plain colon and a blank after it".to_owned())
            }
            Fault::NotAWord { .. } => Some("write one word, or text in quotes".to_owned()),
            Fault::NoColour { .. } => Some(
                "YAML takes `#` for a comment: write colours in quotes, as in \"#8ab4f8\""
                    .to_owned(),
            ),
            Fault::UnknownKey { nearest, .. }
            | Fault::UnknownRole { nearest, .. }
            | Fault::UnknownAttribute { nearest, .. }
            | Fault::UnknownTheme { nearest, .. } => nearest.as_ref().map(did_you_mean),
            Fault::NotTrueOrFalse { .. } => Some("write true or false, without quotes".to_owned()),
            Fault::BadHex { .. } => Some("write \"#rgb\" or \"#rrggbb\"".to_owned()),
            Fault::BadIndex { word }
            | Fault::UnknownColour {
                word,
                nearest: None,
            } => Some(bare_hex(word)),
            Fault::UnknownColour {
                nearest: Some(nearest),
                ..
            }
            | Fault::UnusedName { nearest, .. } => Some(did_you_mean(nearest)),
            Fault::GroundIncomplete { .. } => {
                Some("write { fg: …, bg: … }; `default` is the terminal's own colour".to_owned())
            }
            Fault::CursorUnseen { .. } => {
                Some("give it a bg, as in { bg: … }, or reverse or underline".to_owned())
            }
            Fault::MissingRoles { .. } => Some(
                "`inherits: dark` or `inherits: light` takes from there what a theme leaves out"
                    .to_owned(),
            ),
            Fault::MissingBases { .. } => Some("a base16 scheme has base00 to base0F".to_owned()),
            Fault::BadName { .. } => {
                Some("a name has letters, digits, `-` and `_` only".to_owned())
            }
            Fault::Circle { .. } => Some("take one `inherits` out".to_owned()),
        }
    }
}

impl fmt::Display for ThemeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "theme `{}`", self.theme)?;
        if let Some(Place { line, column, .. }) = self.place {
            write!(f, ", line {line}, column {column}")?;
        }
        write!(f, ": {}", self.fault)
    }
}

impl fmt::Display for ThemeProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{problem}")?;
            if let Some(hint) = problem.hint(Lang::En) {
                write!(f, "\n  hint: {hint}")?;
            }
        }
        Ok(())
    }
}

/// Finds the known word that a mistyped one was most likely meant to be.
pub(super) fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<CleanBuf> {
    crate::text::nearest(word, known).map(clean::line)
}

fn did_you_mean(nearest: &CleanBuf) -> String {
    format!("did you mean `{nearest}`?")
}

fn bare_hex(word: &CleanBuf) -> String {
    if is_bare_hex(word) {
        format!("write \"#{word}\", with the quotes")
    } else {
        "write a name in the palette, \"#rrggbb\", a name like bright_red, an index or default"
            .to_owned()
    }
}

/// Tells whether a word is most likely a colour in hexadecimal that lost its `#`.
pub(super) fn is_bare_hex(word: &CleanBuf) -> bool {
    let digits = word.as_str();
    let is_long = digits.len() == 6 || (digits.len() == 3 && digits.parse::<u16>().is_err());
    is_long && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

pub(super) fn list(names: &[CleanBuf], between: &str) -> String {
    let names: Vec<&str> = names.iter().map(CleanBuf::as_str).collect();
    names.join(between)
}

pub(super) fn words(roles: &[Role]) -> String {
    roles
        .iter()
        .map(|role| role.word())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_found_and_a_far_one_is_not() {
        let known = ["border", "bar_rest", "text"];
        let find = |word| nearest(word, known).map(|word| word.as_str().to_owned());
        assert_eq!(find("boarder").as_deref(), Some("border"));
        assert_eq!(find("tetx").as_deref(), Some("text"));
        assert_eq!(find("scrollbar"), None);
    }
}
