//! Problems as paragraphs with their source line and a caret under it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Problem, Problems, Severity};
use crate::lang::Lang;
use crate::text::{Clean, CleanBuf, clean, width};

/// Columns of a source line that are shown before, under and after the caret.
const BEFORE: usize = 60;
const MARKED: usize = 60;
const AFTER: usize = 30;

/// Draws all problems, one paragraph each.
pub(super) fn all(problems: &Problems, file: &str, source: &[u8], lang: Lang) -> CleanBuf {
    let source = String::from_utf8_lossy(readable(source));
    let lines = lines_of(problems, &source);
    let file = clean::line(file);
    let mut paragraphs: Vec<String> = problems
        .iter()
        .map(|problem| paragraph(problem, file.as_str(), &lines, lang))
        .collect();
    if problems.left_off > 0 {
        paragraphs.push(match lang {
            Lang::En => format!("… and {} more", problems.left_off),
            Lang::Zh => format!("……另有 {} 个", problems.left_off),
        });
    }
    clean::block(&paragraphs.join("\n\n"))
}

/// Returns a source up to a little behind its first byte that is no text: that is all that is wrong with such a file, and each
/// further byte would become three.
fn readable(source: &[u8]) -> &[u8] {
    const BEHIND: usize = 1024;
    match std::str::from_utf8(source) {
        Ok(_) => source,
        Err(error) => &source[..source.len().min(error.valid_up_to() + BEHIND)],
    }
}

/// Returns the lines that problems point to, by their number from 1. A file may have a line for each of its bytes, and a list
/// of all of them would be many times its size.
fn lines_of<'a>(problems: &Problems, source: &'a str) -> BTreeMap<u32, &'a str> {
    let mut lines: BTreeMap<u32, &str> = problems
        .iter()
        .map(|problem| (problem.place.line, ""))
        .collect();
    let Some((&last, _)) = lines.last_key_value() else {
        return lines;
    };
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    for (number, line) in (1..=last).zip(source.lines()) {
        if let Some(wanted) = lines.get_mut(&number) {
            *wanted = line;
        }
    }
    lines
}

fn paragraph(problem: &Problem, file: &str, lines: &BTreeMap<u32, &str>, lang: Lang) -> String {
    let place = problem.place;
    let (label, hint_label) = match (lang, problem.severity()) {
        (Lang::En, Severity::Error) => ("error: ", "hint: "),
        (Lang::En, Severity::Warning) => ("warning: ", "hint: "),
        (Lang::Zh, Severity::Error) => ("错误：", "提示："),
        (Lang::Zh, Severity::Warning) => ("警告：", "提示："),
    };
    let mut out = format!("{label}{}\n", problem.sentence(lang));
    let gutter = if place.line == 0 {
        1
    } else {
        place.line.to_string().len()
    };
    let put = |out: &mut String, text: std::fmt::Arguments<'_>| {
        out.write_fmt(text)
            .expect("writing to a string does not fail");
    };
    if place.line == 0 {
        put(&mut out, format_args!("{:gutter$}--> {file}", ""));
    } else {
        let line = lines.get(&place.line).copied().unwrap_or_default();
        let (excerpt, caret) = excerpt(line, place.column as usize, place.length as usize);
        put(
            &mut out,
            format_args!("{:gutter$}--> {file}:{}:{}\n", "", place.line, place.column),
        );
        put(&mut out, format_args!("{:gutter$} |\n", ""));
        put(&mut out, format_args!("{} | {excerpt}\n", place.line));
        put(&mut out, format_args!("{:gutter$} | {caret}", ""));
    }
    if let Some(hint) = problem.hint(lang) {
        put(
            &mut out,
            format_args!("\n{:gutter$} = {hint_label}{hint}", ""),
        );
    }
    out
}

/// Returns the part of a line around a place, and the carets that stand below it.
fn excerpt(line: &str, column: usize, length: usize) -> (String, String) {
    let characters = line.chars().count();
    let start = byte_of(line, column.saturating_sub(1).min(characters));
    let end = byte_of(line, (column.saturating_sub(1) + length).min(characters)).max(start);
    // The length of a text over several lines goes on after the line: only its own characters are marked.
    let marked = line[start..end].trim_end();
    let before = cut_start(cleaned(last_part(&line[..start])).as_clean(), BEFORE);
    let after = cleaned(first_part(&line[start + marked.len()..]));
    let after = width::cut(after.as_clean(), AFTER);
    let marked = width::cut(cleaned(first_part(marked)).as_clean(), MARKED);
    let caret = format!(
        "{}{}",
        " ".repeat(width::columns(before.as_clean())),
        "^".repeat(width::columns(marked.as_clean()).max(1))
    );
    (
        format!("{before}{marked}{after}").trim_end().to_owned(),
        caret,
    )
}

/// As much of a line as can be shown and some more: a line may have megabytes, and many problems.
const PART: usize = 1000;

fn first_part(text: &str) -> &str {
    &text[..text
        .char_indices()
        .nth(PART)
        .map_or(text.len(), |(at, _)| at)]
}

fn last_part(text: &str) -> &str {
    &text[text.char_indices().nth_back(PART).map_or(0, |(at, _)| at)..]
}

fn cleaned(piece: &str) -> CleanBuf {
    clean::piece(&piece.replace('\t', "    "))
}

/// Cuts away the start of a text, so that its last columns stay.
fn cut_start(text: Clean<'_>, columns: usize) -> CleanBuf {
    let mut too_many = width::columns(text).saturating_sub(columns);
    if too_many == 0 {
        return text.to_buf();
    }
    // One more for the ellipsis.
    too_many += 1;
    let mut graphemes = width::graphemes(text);
    let kept = graphemes.find(|(_, _, columns)| {
        let goes = too_many > 0;
        too_many = too_many.saturating_sub(*columns);
        !goes
    });
    let start = kept.map_or(text.as_str().len(), |(at, ..)| at);
    CleanBuf::concat(&[width::ELLIPSIS, text.slice(start..text.as_str().len())])
}

fn byte_of(line: &str, character: usize) -> usize {
    line.char_indices()
        .nth(character)
        .map_or(line.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(text: &str) -> usize {
        width::columns(clean::piece(text).as_clean())
    }

    #[test]
    fn the_caret_stands_below_its_place_in_every_script() {
        let picture = |line: &str, column: usize, length: usize| {
            let (excerpt, caret) = excerpt(line, column, length);
            format!("{excerpt}\n{caret}")
        };
        let table = [
            (picture("  id: Foo", 7, 3), "  id: Foo\n      ^^^"),
            (
                picture("title: 大语言 Foo", 12, 3),
                "title: 大语言 Foo\n              ^^^",
            ),
            (picture("title: 大语言", 8, 2), "title: 大语言\n       ^^^^"),
            (picture("\t\tid: x", 3, 2), "        id: x\n        ^^"),
            (picture("a", 5, 3), "a\n ^"),
            (picture("", 1, 0), "\n^"),
            (picture("title: |", 8, 300), "title: |\n       ^"),
            (picture("a\u{202e}b: c", 6, 1), "ab: c\n    ^"),
        ];
        for (drawn, expected) in table {
            assert_eq!(drawn, expected);
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("title: {}错{}", "字".repeat(200), "x".repeat(500));
        let (excerpt, caret) = excerpt(&line, 208, 1);
        assert!(
            excerpt.starts_with("…字") && excerpt.ends_with("x…"),
            "{excerpt}"
        );
        assert!(columns(&excerpt) <= BEFORE + MARKED + AFTER, "{excerpt}");
        let before_caret = caret.find('^').unwrap();
        let before_place = columns(&excerpt[..excerpt.find('错').unwrap()]);
        assert_eq!(
            (before_caret, columns(&caret)),
            (before_place, before_place + 2)
        );
    }
}
