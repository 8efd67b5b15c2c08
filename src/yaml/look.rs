//! A second look at the line that the parser stopped at: what a person most likely meant.

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::{Fault, Place, YamlError};

/// Full-width characters of Chinese keyboards and what YAML needs instead.
const FULL_WIDTH: [(char, char); 6] = [
    ('：', ':'),
    ('，', ','),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('－', '-'),
];

/// Spaces that look like indentation and are none.
const WIDE_SPACES: [char; 2] = ['\u{3000}', '\u{a0}'];

/// Says in our words what the parser could not read.
pub(super) fn syntax_error(text: &str, error: &ScanError) -> YamlError {
    let stop = Stop {
        text,
        kind: error.kind(),
        line: error.marker().line(),
        column: error.marker().col() + 1,
    };
    if let Some(certain) = stop.certain() {
        return certain;
    }
    // The parser often stops at the next key, one line after the mistake.
    let above = line_above(text, stop.line);
    let likely = [Some(stop.line), above]
        .into_iter()
        .flatten()
        .find_map(|number| mistake_on(text, number));
    likely
        .or_else(|| tab_below(text, stop.line))
        .unwrap_or_else(|| stop.fallback())
}

/// Finds a tab in the indentation of the next line: the parser stops before it, where the text above it ends.
fn tab_below(text: &str, line: usize) -> Option<YamlError> {
    let found = indent_mistake(line_of(text, line + 1))?;
    Some(YamlError {
        place: place(line + 1, found.column, found.length),
        fault: found.fault,
    })
}

/// Looks at one line, by its number from 1, for what people write when they do not think of YAML.
pub(super) fn mistake_on(text: &str, number: usize) -> Option<YamlError> {
    let line = line_of(text, number).trim_end();
    let found = indent_mistake(line).or_else(|| item_mistake(line))?;
    Some(YamlError {
        place: place(number, found.column, found.length),
        fault: found.fault,
    })
}

/// Where and why the parser stopped; line and column from 1.
struct Stop<'t> {
    text: &'t str,
    kind: &'t ErrorKind,
    line: usize,
    column: usize,
}

impl Stop<'_> {
    /// Returns what needs no second look, because the parser's own reason says it all.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the library's enum is open, and the rest is one case to us"
    )]
    fn certain(&self) -> Option<YamlError> {
        let from_here = || line_of(self.text, self.line).chars().skip(self.column - 1);
        match self.kind {
            ErrorKind::UnexpectedCharacter { character }
                if character.is_control() && *character != '\t' =>
            {
                // The parser names the character but stands where the text around it begins.
                let at = from_here().position(|here| here == *character).unwrap_or(0);
                let fault = Fault::ControlCharacter {
                    code: u32::from(*character),
                };
                Some(YamlError {
                    place: place(self.line, self.column + at, 1),
                    fault,
                })
            }
            ErrorKind::UnclosedQuotedScalar => {
                let quote = from_here()
                    .next()
                    .filter(|quote| matches!(quote, '"' | '\''))
                    .unwrap_or('"');
                Some(self.here(Fault::UnclosedQuote { quote }))
            }
            ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
                Some(self.here(Fault::WrongBracket {
                    open: *open,
                    close: *close,
                }))
            }
            ErrorKind::RecursionLimitExceeded => Some(self.here(Fault::TooDeep {
                limit: super::Limits::default().depth,
            })),
            _ => None,
        }
    }

    /// Trusts the parser's place, but for reasons that begin elsewhere.
    fn fallback(&self) -> YamlError {
        let fault = self.fault();
        let elsewhere = if matches!(
            fault,
            Fault::Syntax | Fault::MissingComma | Fault::MissingColon
        ) {
            self.open_bracket_above()
        } else if matches!(fault, Fault::ColonInText { .. }) {
            self.key_too_far_in()
        } else if fault == Fault::UnknownEscape {
            self.wrong_escape()
        } else {
            None
        };
        elsewhere.unwrap_or_else(|| self.here(fault))
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the library's enum is open, and the rest is one case to us"
    )]
    fn fault(&self) -> Fault {
        match self.kind {
            ErrorKind::UnknownAnchor => Fault::UnknownAlias,
            ErrorKind::UnclosedFlowCollection { open } => Fault::UnclosedBracket { open: *open },
            ErrorKind::UnexpectedEofFlowSequence => Fault::UnclosedBracket { open: '[' },
            ErrorKind::UnexpectedEofFlowMapping | ErrorKind::UnexpectedEofImplicitFlowMapping => {
                Fault::UnclosedBracket { open: '{' }
            }
            ErrorKind::MisplacedFlowCollectionEnd => Fault::StrayBracket,
            ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
                Fault::MissingComma
            }
            ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Fault::MissingColon,
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation => Fault::TabIndent,
            ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::BlockSequenceEntryNotAllowed
            | ErrorKind::InvalidBlockScalarIndent
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::InvalidFlowScalarIndent => Fault::Indentation,
            ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => {
                Fault::ColonInText { quoted: None }
            }
            ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
                Fault::UnknownEscape
            }
            ErrorKind::UnexpectedCharacter { character } => {
                let plain = FULL_WIDTH.iter().find(|(wide, _)| wide == character);
                plain.map_or(
                    Fault::NeedsQuotes {
                        first: *character,
                        quoted: None,
                    },
                    |(found, plain)| Fault::FullWidth {
                        found: *found,
                        plain: *plain,
                    },
                )
            }
            _ => Fault::Syntax,
        }
    }

    fn here(&self, fault: Fault) -> YamlError {
        YamlError {
            place: place(self.line, self.column, 1),
            fault,
        }
    }

    /// Finds a bracket that the line above leaves open.
    fn open_bracket_above(&self) -> Option<YamlError> {
        let number = line_above(self.text, self.line)?;
        let mut open = Vec::new();
        let mut quote = None;
        for (at, character) in line_of(self.text, number).chars().enumerate() {
            match (quote, character) {
                (Some(end), _) if character == end => quote = None,
                (None, '"' | '\'') => quote = Some(character),
                (None, '[' | '{') => open.push((at, character)),
                (None, ']' | '}') => drop(open.pop()),
                (Some(_) | None, _) => {}
            }
        }
        let (at, open) = open.pop()?;
        Some(YamlError {
            place: place(number, at + 1, 1),
            fault: Fault::UnclosedBracket { open },
        })
    }

    /// Finds a key that is indented too far, so that it was read as more of the text above it until its colon.
    fn key_too_far_in(&self) -> Option<YamlError> {
        let line = line_of(self.text, self.line);
        let key: String = line.chars().take(self.column - 1).collect();
        let word = key.trim();
        if !is_key(word) || line.chars().nth(self.column - 1) != Some(':') {
            return None;
        }
        let indent = key.len() - key.trim_start().len();
        Some(YamlError {
            place: place(self.line, indent + 1, word.len()),
            fault: Fault::Indentation,
        })
    }

    fn wrong_escape(&self) -> Option<YamlError> {
        let characters: Vec<char> = line_of(self.text, self.line).chars().collect();
        let is_known = |escaped: char| "0abtnvfre \"/\\N_LPxuU".contains(escaped);
        let mut at = self.column - 1;
        while let [character, next, ..] = characters.get(at..)? {
            match character {
                '\\' if !is_known(*next) => {
                    return Some(YamlError {
                        place: place(self.line, at + 1, 2),
                        fault: Fault::UnknownEscape,
                    });
                }
                '\\' => at += 2,
                _ => at += 1,
            }
        }
        None
    }
}

/// A likely mistake within one line; the column is in characters, from 1.
struct Mistake {
    column: usize,
    length: usize,
    fault: Fault,
}

fn indent_mistake(line: &str) -> Option<Mistake> {
    let is_indent =
        |character: &char| matches!(character, ' ' | '\t') || WIDE_SPACES.contains(character);
    let (at, found) = line
        .chars()
        .take_while(is_indent)
        .enumerate()
        .find(|(_, character)| *character != ' ')?;
    let fault = if found == '\t' {
        Fault::TabIndent
    } else {
        Fault::WideIndent { found }
    };
    Some(Mistake {
        column: at + 1,
        length: 1,
        fault,
    })
}

fn item_mistake(line: &str) -> Option<Mistake> {
    let content = line.trim_start();
    let column_of = |part: &str| line[..line.len() - part.len()].chars().count() + 1;
    if content.starts_with('#') {
        return None;
    }
    if content.starts_with("* ") {
        return Some(Mistake {
            column: column_of(content),
            length: 1,
            fault: Fault::StarItem,
        });
    }
    if content.starts_with("-\t") {
        return Some(Mistake {
            column: column_of(&content[1..]),
            length: 1,
            fault: Fault::TabIndent,
        });
    }
    let item = content.trim_start_matches("- ").trim_start();
    if let Some(at) = full_width_colon(item) {
        let fault = Fault::FullWidth {
            found: '：',
            plain: ':',
        };
        return Some(Mistake {
            column: column_of(&item[at..]),
            length: 1,
            fault,
        });
    }
    if let Some((at, after)) = missing_space(item) {
        return Some(Mistake {
            column: column_of(&item[at..]),
            length: 1,
            fault: Fault::MissingSpace { after },
        });
    }
    match item.split_once(": ") {
        Some((key, value)) if is_key(key) => {
            let value = value.trim_start();
            value_mistake(value, column_of(value))
                .or_else(|| colon_mistake(value, column_of(value)))
        }
        Some(_) | None => value_mistake(item, column_of(item)),
    }
}

/// Looks at a value, or at a list entry that is none.
fn value_mistake(value: &str, column: usize) -> Option<Mistake> {
    let mut characters = value.chars();
    let first = characters.next()?;
    let needs_quotes = || Mistake {
        column,
        length: value.chars().count(),
        fault: Fault::NeedsQuotes {
            first,
            quoted: quoted(value),
        },
    };
    match first {
        '@' | '`' | '%' => Some(needs_quotes()),
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let after = value.split_once(close)?.1.trim_start();
            let goes_on = !after.is_empty() && !after.starts_with(['#', ',', ':', ']', '}']);
            goes_on.then(needs_quotes)
        }
        '*' | '&' | '!' | '|' | '>' => {
            let is_word = characters.next().is_some_and(|second| second != ' ');
            (is_word && value.contains(' ')).then(needs_quotes)
        }
        '"' | '\'' => {
            let (inside, after) = value[1..].split_once(first)?;
            let is_end = after.trim_start().is_empty()
                || after
                    .trim_start()
                    .starts_with(['#', ',', '}', ']', ':', first]);
            let at = inside.chars().count() + 2;
            let fault = Fault::TextAfterQuote {
                quote: first,
                quoted: requoted(value, first),
            };
            (!is_end).then_some(Mistake {
                column: column + at,
                length: value.chars().count() - at,
                fault,
            })
        }
        _ => None,
    }
}

fn colon_mistake(value: &str, column: usize) -> Option<Mistake> {
    let is_quoted_or_nested = value.starts_with(['"', '\'', '[', '{', '|', '>']);
    let has_colon = value.contains(": ") || value.ends_with(':');
    let fault = Fault::ColonInText {
        quoted: quoted(value),
    };
    (has_colon && !is_quoted_or_nested).then_some(Mistake {
        column,
        length: value.chars().count(),
        fault,
    })
}

/// Returns where a full-width colon stands in the place of a key's colon.
fn full_width_colon(item: &str) -> Option<usize> {
    let end = item.find(|character: char| !(is_of_key(character) || character == ' '))?;
    (end > 0 && item[end..].starts_with('：')).then_some(end)
}

/// Finds `key:value` and `-item`: where, and after what the space is missing.
fn missing_space(item: &str) -> Option<(usize, char)> {
    if let Some(entry) = item.strip_prefix('-') {
        return entry.starts_with(char::is_alphabetic).then_some((0, '-'));
    }
    let end = item
        .find(|character| !is_of_key(character))
        .filter(|end| *end > 0)?;
    let value = item[end..].strip_prefix(':')?;
    let is_joined =
        value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '[' | '{'));
    is_joined.then_some((end, ':'))
}

/// Writes a text as it should stand, unless it is too long for a hint.
fn quoted(value: &str) -> Option<String> {
    const MOST: usize = 60;
    let is_whole = value.chars().count() <= MOST && !value.contains(" #");
    is_whole.then(|| format!("'{}'", value.replace('\'', "''")))
}

/// Writes a text with quotes around a part of it, or with its own quote inside, as it should stand.
fn requoted(value: &str, quote: char) -> Option<String> {
    let Some(inside) = value[1..].strip_suffix(quote) else {
        return quoted(value);
    };
    let stays_plain = quote == '\'' && !inside.contains(['"', '\\']);
    if stays_plain {
        Some(format!("\"{inside}\""))
    } else {
        quoted(inside)
    }
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_of_key)
}

fn is_of_key(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
}

/// Returns the number of the nearest line above that is not blank.
fn line_above(text: &str, line: usize) -> Option<usize> {
    let above = text.lines().take(line.saturating_sub(1)).enumerate();
    above
        .filter(|(_, content)| !content.trim().is_empty())
        .last()
        .map(|(at, _)| at + 1)
}

fn line_of(text: &str, number: usize) -> &str {
    text.lines()
        .nth(number.saturating_sub(1))
        .unwrap_or_default()
}

fn place(line: usize, column: usize, length: usize) -> Place {
    let as_u32 = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: as_u32(line),
        column: as_u32(column),
        length: as_u32(length),
    }
}
