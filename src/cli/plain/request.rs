//! A typed line, understood: a verb in any language and what stands after it.

use crate::lang::Lang;
use crate::lang::plain::Verb;

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request<'a> {
    /// A verb, the word that was typed for it, and the rest of the line.
    Do(Verb, &'a str, &'a str),
    /// Something that may name a place: a number or an id.
    Go(&'a str),
}

impl<'a> Request<'a> {
    /// Understands a line.
    #[must_use]
    pub fn of(line: &'a str) -> Request<'a> {
        let line = line.trim();
        if line.is_empty() {
            return Request::Do(Verb::Where, "l", "");
        }
        if let Some(query) = line.strip_prefix(['/', '／', '、']) {
            return Request::Do(Verb::Search, "/", query.trim());
        }
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if let Some(verb) = verb(first) {
            return Request::Do(verb, first, rest.trim());
        }
        // Nobody puts a space between 完成 and 2, and few do between d and 2.
        let digits = line.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (word, rest) = line.split_at(digits);
        match verb(word) {
            Some(verb) => Request::Do(verb, word, rest),
            None => Request::Go(line),
        }
    }
}

fn verb(word: &str) -> Option<Verb> {
    let word = word.to_lowercase();
    let says = |verb: &Verb| {
        Lang::ALL
            .iter()
            .any(|lang| (lang.plain().words)(*verb).contains(&word.as_str()))
    };
    Verb::ALL.into_iter().find(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_understood_in_both_languages_with_and_without_spaces() {
        let table = [
            ("", Request::Do(Verb::Where, "l", "")),
            ("  3 ", Request::Go("3")),
            ("d 3", Request::Do(Verb::Done, "d", "3")),
            ("d3-5", Request::Do(Verb::Done, "d", "3-5")),
            ("D 3", Request::Do(Verb::Done, "D", "3")),
            ("完成 3", Request::Do(Verb::Done, "完成", "3")),
            ("完成3", Request::Do(Verb::Done, "完成", "3")),
            ("doing 2 4", Request::Do(Verb::Doing, "doing", "2 4")),
            ("/lora", Request::Do(Verb::Search, "/", "lora")),
            ("、注意力", Request::Do(Verb::Search, "/", "注意力")),
            ("？", Request::Do(Verb::Help, "？", "")),
            ("..", Request::Do(Verb::Back, "..", "")),
            ("green-tea", Request::Go("green-tea")),
            ("doing-things-2", Request::Go("doing-things-2")),
        ];
        for (line, expected) in table {
            assert_eq!(Request::of(line), expected, "{line:?}");
        }
    }
}
