//! Numbers and bullets that people write before the lines of a list, and that Markdown does not know: `1、`, `（二）`, `①`.

/// How a line is numbered; lines of one list are numbered in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// `1、`, and before a link also `1.`
    Number,
    /// `（1）`
    BracketedNumber,
    /// `一、`
    Numeral,
    /// `（一）`
    BracketedNumeral,
    /// `[1]`, as in a list of sources
    Cited,
    /// `①`
    Circled,
    /// `•`, and before a link also `-`
    Bullet,
}

/// Returns how a text is numbered, and how many bytes of it that is.
pub(super) fn of(text: &str) -> Option<(Numbering, usize)> {
    let first = text.chars().next()?;
    let length = first.len_utf8();
    let (numbering, length) = match first {
        '（' | '(' => {
            let (inside, numeral) = number(&text[length..])?;
            let end = length + inside;
            let close = text[end..]
                .chars()
                .next()
                .filter(|c| matches!(c, ')' | '）'))?;
            let numbering = if numeral {
                Numbering::BracketedNumeral
            } else {
                Numbering::BracketedNumber
            };
            (numbering, end + close.len_utf8())
        }
        '[' => {
            let (inside, numeral) = number(&text[length..])?;
            let end = length + inside;
            let is_closed = !numeral && text[end..].starts_with("] ");
            (is_closed.then_some(Numbering::Cited)?, end + 1)
        }
        '\u{2460}'..='\u{249B}' | '\u{2776}'..='\u{2793}' => (Numbering::Circled, length),
        '•' | '·' | '●' | '○' | '▪' | '■' | '◆' | '◦' => (Numbering::Bullet, length),
        _ => {
            let (end, numeral) = number(text)?;
            let part = text[end..]
                .chars()
                .next()
                .filter(|c| matches!(c, '、' | '．'))?;
            let numbering = if numeral {
                Numbering::Numeral
            } else {
                Numbering::Number
            };
            (numbering, end + part.len_utf8())
        }
    };
    let rest = &text[length..];
    (!rest.trim().is_empty()).then(|| (numbering, length + rest.len() - rest.trim_start().len()))
}

/// Returns how many bytes at the start of a text are a number on a key, as `1️⃣`, with the space after it.
pub(super) fn of_key(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, '\u{FE0F}' | '\u{20E3}' | '🔟')
    });
    let is_key = text[..text.len() - digits.len()].contains(['\u{20E3}', '🔟']);
    let rest = digits.trim_start();
    (is_key && !rest.is_empty()).then(|| text.len() - rest.len())
}

/// Returns how many bytes at the start of a text are a number of several parts, as `1.2` or `1.2.3.`, with the space after it.
pub(super) fn of_part(text: &str) -> Option<usize> {
    let number = text.split(' ').next().unwrap_or_default();
    let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
    let is_part = |part: &&str| {
        (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_number = parts.len() > 1 && parts.len() < 6 && parts.iter().all(is_part);
    let rest = text.get(number.len() + 1..)?.trim_start();
    (is_number && !rest.is_empty()).then(|| text.len() - rest.len())
}

/// Returns the same for a text that begins with a link behind its number: there Markdown only lacks a space.
pub(super) fn of_link(text: &str) -> Option<(Numbering, usize)> {
    if text.starts_with(['-', '*', '+']) {
        return Some((Numbering::Bullet, 1));
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_number = (1..=3).contains(&digits) && text[digits..].starts_with(['.', ')']);
    is_number.then_some((Numbering::Number, digits + 1))
}

/// Returns how long a number at the start of a text is, in bytes, and whether it is a Chinese one.
fn number(text: &str) -> Option<(usize, bool)> {
    let length = |is: fn(char) -> bool| text.len() - text.trim_start_matches(is).len();
    let digits = length(|c| c.is_ascii_digit());
    if digits > 0 {
        return (digits <= 3).then_some((digits, false));
    }
    let numerals = length(|c| "一二三四五六七八九十百".contains(c));
    (1..=4 * '一'.len_utf8())
        .contains(&numerals)
        .then_some((numerals, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_before_lines_are_known() {
        let table = [
            ("1、语法", Some((Numbering::Number, "1、".len()))),
            ("12． 语法", Some((Numbering::Number, "12． ".len()))),
            (
                "（1）语法",
                Some((Numbering::BracketedNumber, "（1）".len())),
            ),
            ("(2) words", Some((Numbering::BracketedNumber, 4))),
            ("二十一、语法", Some((Numbering::Numeral, "二十一、".len()))),
            (
                "（三）语法",
                Some((Numbering::BracketedNumeral, "（三）".len())),
            ),
            ("① 语法", Some((Numbering::Circled, "① ".len()))),
            ("• words", Some((Numbering::Bullet, "• ".len()))),
            ("1、", None),
            ("1.5 小时", None),
            ("2026、2027", None),
            ("一天", None),
            ("[1] words", Some((Numbering::Cited, 4))),
            ("[1](https://a.example)", None),
            ("[x] words", None),
            ("(a) words", None),
            ("words", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(of(text), expected, "{text}");
        }
        for (text, expected) in [
            ("1.2 Wood", Some(4)),
            ("1.2.3. Wood", Some(7)),
            ("1. Wood", None),
            ("2026.03 Wood", None),
            ("1.2", None),
            ("1.2x Wood", None),
        ] {
            assert_eq!(of_part(text), expected, "{text}");
        }
        assert_eq!(of_key("1️⃣ Wood"), Some("1️⃣ ".len()));
        assert_eq!(of_key("1 Wood"), None);
        assert_eq!(of_link("1.x"), Some((Numbering::Number, 2)));
        assert_eq!(of_link("-x"), Some((Numbering::Bullet, 1)));
        assert_eq!(of_link("x"), None);
    }
}
