//! Text as it is compared: case, accents, full-width forms and kinds of quotes mean nothing. One character becomes one
//! character, so that places in the one are places in the other.

use nucleo_matcher::chars;

/// Returns the character that stands for all that are the same to a person who searches.
pub(super) fn fold(c: char) -> char {
    match c {
        'a'..='z' | '0'..='9' | ' ' | '\u{4E00}'..='\u{9FFF}' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201C}' | '\u{201D}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).map_or(c, fold),
        _ if c.is_whitespace() => ' ',
        _ => chars::normalize(chars::to_lower_case(c)),
    }
}

pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Folds a text of several lines; all white space between two words is one space.
pub(super) fn folded_block(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_block_into(text, &mut out);
    out
}

/// Folds a text to the end of another one.
pub(super) fn fold_into(text: &str, out: &mut String) {
    out.extend(text.chars().map(fold));
}

/// Folds a text of several lines to the end of another one.
pub(super) fn fold_block_into(text: &str, out: &mut String) {
    let start = out.len();
    for c in text.chars().map(fold) {
        if c != ' ' || !out[start..].ends_with(' ') {
            out.push(c);
        }
    }
}

/// Tells whether a word begins or ends between two characters of folded text. Chinese has no spaces: there a word may
/// begin anywhere.
pub(super) fn is_boundary(before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return true;
    };
    class(before) != class(after) || class(before) == Class::Other
}

/// Tells whether a text is written in letters with spaces between words.
pub(super) fn is_spaced(text: &str) -> bool {
    text.chars()
        .all(|c| class(c) != Class::Other || c.is_ascii())
}

#[derive(PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Signs, and characters of scripts without spaces.
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' => Class::Letter,
        '0'..='9' => Class::Digit,
        // Kana, ideographs and what stands between them.
        '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => {
            Class::Other
        }
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}
