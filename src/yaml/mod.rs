//! YAML: bytes of a stranger in, values with their places out, never without a budget.
//!
//! The one home of the YAML library. [`tree`] keeps the place of every key and value, for files whose every problem is
//! reported at once; [`typed`] fills a type and stops at the first problem, for small files such as themes.

mod fault;
mod look;
mod tree;

use serde::Deserialize;
use serde_yaml::{Error, ExternalMessageSource, Options};

pub use fault::Fault;
pub use tree::{Entry, Node, Value};

/// Where something stands in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1; 0 for the file as a whole.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Length in characters, line breaks included.
    pub length: u32,
}

/// How much a file may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file.
    pub file_bytes: usize,
    /// How many mappings and lists may be inside each other.
    pub depth: usize,
    /// How many values may be repeated through aliases.
    pub replayed: usize,
    /// Size of one text.
    pub scalar_bytes: usize,
}

impl Limits {
    /// The most that a person may raise the size of a file to, in MiB.
    pub const MAX_FILE_MIB: usize = 256;

    /// Returns the usual limits for files of up to `mebibytes`, which is brought into 1 to 256.
    #[must_use]
    pub fn of_mebibytes(mebibytes: usize) -> Limits {
        Limits {
            file_bytes: mebibytes.clamp(1, Self::MAX_FILE_MIB) << 20,
            ..Limits::default()
        }
    }

    /// Returns how many values a text of this size may hold: far more than people write, but not one a byte.
    const fn values(text_bytes: usize) -> usize {
        20_000 + text_bytes / 8
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes: 16 << 20,
            depth: 24,
            replayed: 20_000,
            scalar_bytes: 64 << 10,
        }
    }
}

/// Why a file could not be read as YAML, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    pub place: Place,
    pub fault: Fault,
}

impl std::fmt::Display for YamlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Place { line, column, .. } = self.place;
        let sentence = self.fault.sentence(crate::lang::Lang::En);
        if line == 0 {
            f.write_str(&sentence)
        } else {
            write!(f, "{sentence} (line {line}, column {column})")
        }
    }
}

impl std::error::Error for YamlError {}

/// Takes the bytes of a file as text: within the limit, UTF-8, without its byte order mark.
pub fn decode<'a>(bytes: &'a [u8], limits: &Limits) -> Result<&'a str, YamlError> {
    let whole_file = |fault| YamlError {
        place: Place::default(),
        fault,
    };
    if bytes.len() > limits.file_bytes {
        return Err(whole_file(Fault::FileTooLarge {
            bytes: bytes.len(),
            limit: limits.file_bytes,
        }));
    }
    if let [0xff, 0xfe, ..]
    | [0xfe, 0xff, ..]
    | [0, b'!'..=b'~', 0, ..]
    | [b'!'..=b'~', 0, _, 0, ..] = bytes
    {
        return Err(whole_file(Fault::Utf16));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let offset = error.valid_up_to();
            Err(YamlError {
                place: place_of_byte(bytes, offset),
                fault: Fault::NotUtf8 { offset },
            })
        }
    }
}

/// Reads a text into a tree that keeps the place of every key and value. Repeated keys are kept, for the reader to
/// report; merge keys (`<<`) are applied.
pub fn tree<'a>(text: &'a str, limits: &Limits) -> Result<Node<'a>, YamlError> {
    tree::compose(text, limits)
}

/// Reads a text into a type; repeated keys are an error, and so are unknown ones where the type denies them.
pub fn typed<'a, T: Deserialize<'a>>(text: &'a str, limits: &Limits) -> Result<T, YamlError> {
    // The tree is thrown away: it is read first because it knows every limit and says where and why better.
    tree(text, limits)?;
    serde_yaml::from_str_with_options(text, options(text, limits))
        .map_err(|error| yaml_error(text, &error))
}

fn options(text: &str, limits: &Limits) -> Options {
    let values = Limits::values(text.len());
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: limits.depth,
            flow_nesting_limit: limits.depth,
            max_nodes: values,
            max_events: values.saturating_mul(2),
            max_aliases: limits.replayed,
            max_documents: 1,
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_yaml::alias_limits! { max_total_replayed_events: limits.replayed.saturating_mul(2) },
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

/// Turns what the library says into our words. What the tree finds first (syntax, limits, tags) only passes through.
fn yaml_error(text: &str, error: &Error) -> YamlError {
    let place = error
        .location()
        .map_or_else(Place::default, |location| Place {
            line: u32::try_from(location.line()).unwrap_or(u32::MAX),
            column: u32::try_from(location.column()).unwrap_or(u32::MAX),
            length: u32::try_from(location.span().len()).unwrap_or(1),
        });
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let fault = match error.without_snippet() {
        Error::AliasError { error, .. } => {
            return YamlError {
                place,
                ..yaml_error(text, error)
            };
        }
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(error) => return look::syntax_error(text, error),
            _ => Fault::Other {
                message: error.render(),
            },
        },
        Error::SerdeUnknownField {
            field, expected, ..
        } => Fault::UnknownKey {
            key: field.clone(),
            expected: strings(expected),
        },
        Error::SerdeUnknownVariant {
            variant, expected, ..
        } => Fault::UnknownWord {
            word: variant.clone(),
            expected: strings(expected),
        },
        Error::SerdeMissingField { field, .. } => Fault::MissingKey {
            key: (*field).to_owned(),
        },
        Error::DuplicateMappingKey { key, .. } => Fault::DuplicateKey {
            key: key.clone().unwrap_or_default(),
        },
        Error::SerdeInvalidType {
            unexpected,
            expected,
            ..
        }
        | Error::SerdeInvalidValue {
            unexpected,
            expected,
            ..
        } => Fault::WrongType {
            found: unexpected.clone(),
            expected: expected.clone(),
        },
        Error::Message { msg, .. } => Fault::Other {
            message: msg.clone(),
        },
        other => Fault::Other {
            message: without_place(&other.render()),
        },
    };
    YamlError { place, fault }
}

/// Drops the place from the end of a sentence: it is shown beside it.
fn without_place(sentence: &str) -> String {
    sentence
        .rsplit_once(" at line ")
        .map_or(sentence, |(message, _)| message)
        .to_owned()
}

fn place_of_byte(bytes: &[u8], offset: usize) -> Place {
    let before = &bytes[..offset];
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let column = 1 + String::from_utf8_lossy(&before[line_start..])
        .trim_start_matches('\u{feff}')
        .chars()
        .count();
    let as_u32 = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: as_u32(line),
        column: as_u32(column),
        length: 1,
    }
}

/// Says what a person most likely meant with a line, by its number from 1, that YAML reads as something else.
#[must_use]
pub fn likely_mistake(text: &str, line: u32) -> Option<YamlError> {
    look::mistake_on(text, line as usize)
}

/// Returns the known word that a mistyped one is most like, if one is like it at all.
#[must_use]
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word: String = word.to_lowercase().chars().take(100).collect();
    let likeness = |candidate: &str| {
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        let longest = word.chars().count().max(candidate.chars().count());
        // A third of the letters may be wrong; a word that only begins or ends like another is often its short form.
        let is_part =
            word.len() >= 3 && (candidate.starts_with(&word) || candidate.ends_with(&word));
        (distance * 3 <= longest || is_part).then_some(distance)
    };
    let likely = known
        .into_iter()
        .filter_map(|candidate| Some((likeness(candidate)?, candidate)));
    likely.min().map(|(_, candidate)| candidate)
}
