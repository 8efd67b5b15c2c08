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

/// Says in our words what the parser could not read.
pub(super) fn syntax_error(text: &str, error: &ScanError) -> YamlError {
    let line = error.marker().line();
    let column = error.marker().col() + 1;
    if let Some(known) = fault_of(error.kind(), text, line, column) {
        return YamlError {
            place: place(line, column, 1),
            fault: known,
        };
    }
    // The parser often stops one line after the mistake: at the next key.
    let before = (1..line)
        .rev()
        .find(|number| !line_of(text, *number).trim().is_empty());
    let likely = [Some(line), before]
        .into_iter()
        .flatten()
        .find_map(|number| mistake_on(text, number));
    likely.unwrap_or_else(|| YamlError {
        place: place(line, column, 1),
        fault: plain_fault(error.kind()),
    })
}

/// Looks at one line, by its number from 1.
pub(super) fn mistake_on(text: &str, number: usize) -> Option<YamlError> {
    let Mistake {
        column,
        length,
        fault,
    } = mistake_in(line_of(text, number))?;
    Some(YamlError {
        place: place(number, column, length),
        fault,
    })
}

/// A likely mistake within one line; the column is in characters, from 1.
struct Mistake {
    column: usize,
    length: usize,
    fault: Fault,
}

/// Looks for what people write when they do not think of YAML.
fn mistake_in(line: &str) -> Option<Mistake> {
    let content = line.trim_start_matches([' ', '\t', '\u{3000}', '\u{a0}']);
    let indent = &line[..line.len() - content.len()];
    if let Some(at) = indent
        .chars()
        .position(|c| matches!(c, '\u{3000}' | '\u{a0}'))
    {
        let found = indent.chars().nth(at)?;
        return Some(Mistake {
            column: at + 1,
            length: 1,
            fault: Fault::WideIndent { found },
        });
    }
    if let Some(at) = indent.chars().position(|c| c == '\t') {
        return Some(Mistake {
            column: at + 1,
            length: 1,
            fault: Fault::TabIndent,
        });
    }
    if content.starts_with('#') {
        return None;
    }
    let item = content.trim_start_matches("- ").trim_start();
    let item_column = line[..line.len() - item.len()].chars().count() + 1;
    if let Some(at) = full_width_colon(item) {
        let fault = Fault::FullWidth {
            found: '：',
            plain: ':',
        };
        return Some(Mistake {
            column: item_column + at,
            length: 1,
            fault,
        });
    }
    if let Some(mistake) = missing_space(item, item_column) {
        return Some(mistake);
    }
    let (key, value) = item.split_once(": ").unwrap_or(("", item));
    let value_start = value.trim_start();
    let value_column = item_column + item[..item.len() - value_start.len()].chars().count();
    let is_key = key
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    mistake_in_value(value_start.trim_end(), value_column).filter(|_| is_key)
}

fn mistake_in_value(value: &str, column: usize) -> Option<Mistake> {
    let mut characters = value.chars();
    let first = characters.next()?;
    let length = value.chars().count();
    let whole = |fault| {
        Some(Mistake {
            column,
            length,
            fault,
        })
    };
    match first {
        '@' | '`' | '%' => whole(Fault::NeedsQuotes { first }),
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let after = value.split_once(close)?.1.trim();
            let goes_on = !after.is_empty() && !after.starts_with(['#', ',', close]);
            if goes_on {
                whole(Fault::NeedsQuotes { first })
            } else {
                None
            }
        }
        '*' | '&' | '!' | '|' | '>'
            if characters.next().is_some_and(|second| second != ' ') && value.contains(' ') =>
        {
            whole(Fault::NeedsQuotes { first })
        }
        '"' | '\'' => {
            let (inside, after) = value[1..].split_once(first)?;
            let is_end = after.trim().is_empty()
                || after
                    .trim_start()
                    .starts_with(['#', ',', '}', ']', ':', first]);
            let at = inside.chars().count() + 2;
            (!is_end).then(|| Mistake {
                column: column + at,
                length: length - at,
                fault: Fault::TextAfterQuote { quote: first },
            })
        }
        _ if value.contains(": ") || value.ends_with(':') => whole(Fault::ColonInText),
        _ => None,
    }
}

/// Returns where a full-width colon stands in the place of a key's colon.
fn full_width_colon(item: &str) -> Option<usize> {
    let key_end =
        item.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ')))?;
    let is_one = item[key_end..].starts_with('：') && key_end > 0;
    is_one.then(|| item[..key_end].chars().count())
}

/// Finds `key:value` and `-item`.
fn missing_space(item: &str, column: usize) -> Option<Mistake> {
    let key_end = item.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))?;
    let (key, rest) = item.split_at(key_end);
    if key.is_empty() {
        let next = item.strip_prefix('-')?.chars().next()?;
        let mistake = Mistake {
            column,
            length: 1,
            fault: Fault::MissingSpace { after: '-' },
        };
        return (next.is_alphabetic()).then_some(mistake);
    }
    let value = rest.strip_prefix(':')?;
    let is_joined =
        value.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '[' | '{'));
    let mistake = Mistake {
        column: column + key_end,
        length: 1,
        fault: Fault::MissingSpace { after: ':' },
    };
    is_joined.then_some(mistake)
}

/// Returns what needs no second look, because the parser's own reason says it all.
fn fault_of(kind: &ErrorKind, text: &str, line: usize, column: usize) -> Option<Fault> {
    match kind {
        ErrorKind::UnclosedQuotedScalar => {
            let quote = line_of(text, line)
                .chars()
                .nth(column - 1)
                .filter(|c| matches!(c, '"' | '\''));
            Some(Fault::UnclosedQuote {
                quote: quote.unwrap_or('"'),
            })
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Some(Fault::WrongBracket {
            open: *open,
            close: *close,
        }),
        ErrorKind::RecursionLimitExceeded => Some(Fault::TooDeep {
            limit: super::Limits::default().depth,
        }),
        ErrorKind::UnexpectedCharacter { character }
            if character.is_control() && *character != '\t' =>
        {
            Some(Fault::ControlCharacter {
                code: u32::from(*character),
            })
        }
        _ => None,
    }
}

fn plain_fault(kind: &ErrorKind) -> Fault {
    match kind {
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
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => Fault::ColonInText,
        ErrorKind::UnknownQuotedScalarEscape | ErrorKind::InvalidQuotedScalarHexEscape => {
            Fault::UnknownEscape
        }
        ErrorKind::UnexpectedCharacter { character } => {
            let plain = FULL_WIDTH.iter().find(|(wide, _)| wide == character);
            plain.map_or(
                Fault::NeedsQuotes { first: *character },
                |(found, plain)| Fault::FullWidth {
                    found: *found,
                    plain: *plain,
                },
            )
        }
        _ => Fault::Syntax,
    }
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
