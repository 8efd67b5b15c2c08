//! What a person typed to search, understood as far as it can be. Nothing that is typed is an error: a query is read
//! with every key, while it is half written.

use std::ops::Range;

use crate::progress::Status;
use crate::roadmap::{Kind, Roadmap};
use crate::text::{Clean, CleanBuf, clean, nearest};

use super::fold::{fold, folded};
use super::narrowing::{Narrowing, kind_words, status_words};
use super::place;
use super::problem::{Problem, ProblemKind};
use super::token::{Token, Value, tokens};

/// How many words are looked for; what is typed beyond them does not count.
const MOST: usize = 32;

/// A query. All its terms must fit, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    text: CleanBuf,
    pub(super) terms: Vec<Term>,
    problems: Vec<Problem>,
}

/// One thing that a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// It must not fit.
    pub(super) negated: bool,
    pub(super) kind: TermKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TermKind {
    /// Looked for in all that is written of a node; folded.
    Word(String),
    /// Looked for as it stands; folded.
    Phrase(String),
    Status(Vec<Status>),
    Kind(Vec<Kind>),
    Lang(Vec<CleanBuf>),
    /// A stage or topic that is named by one of these.
    Place(Narrowing, Vec<Value>),
    Core,
    Free,
    Note,
    /// It asks for something that does not exist.
    Nothing,
}

impl Query {
    /// Reads a query.
    #[must_use]
    pub fn parse(text: &str) -> Query {
        let mut query = Query {
            text: clean::line(text),
            ..Query::default()
        };
        for token in tokens(text).into_iter().take(MOST) {
            query.take(text, token);
        }
        query
    }

    /// Returns what was typed, cleaned.
    #[must_use]
    pub fn text(&self) -> Clean<'_> {
        self.text.as_clean()
    }

    /// Tells whether it asks for nothing (yet).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Tells whether what it finds changes with what the person has done.
    #[must_use]
    pub fn depends_on_progress(&self) -> bool {
        let status = |term: &Term| matches!(term.kind, TermKind::Status(_));
        self.terms.iter().any(status)
    }

    /// Returns what was not understood, in the order of the text; whether a stage or topic exists only a roadmap knows.
    #[must_use]
    pub fn problems(&self, roadmap: &Roadmap) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        for term in &self.terms {
            if let TermKind::Place(narrowing, values) = &term.kind {
                let tell = |value| place::problem(roadmap, *narrowing, value);
                problems.extend(values.iter().filter_map(tell));
            }
        }
        problems.sort_by_key(|problem| problem.range.start);
        problems
    }

    fn take(&mut self, text: &str, token: Token) {
        let Token {
            negated,
            range,
            word,
            word_end,
            quoted,
            values,
        } = token;
        let kind = match values {
            Some(values) => {
                if let Some(narrowing) = Narrowing::from_word(&word) {
                    return self.narrow(negated, narrowing, values);
                }
                let at = range.start..word_end;
                self.unknown(&text[range], at, &word, &values)
            }
            None if quoted => TermKind::Phrase(folded_phrase(&word)),
            None => TermKind::Word(folded(&word)),
        };
        let empty = match &kind {
            TermKind::Word(word) | TermKind::Phrase(word) => word.trim().is_empty(),
            TermKind::Status(_)
            | TermKind::Kind(_)
            | TermKind::Lang(_)
            | TermKind::Place(..)
            | TermKind::Core
            | TermKind::Free
            | TermKind::Note
            | TermKind::Nothing => false,
        };
        if !empty {
            self.terms.push(Term { negated, kind });
        }
    }

    /// A colon behind a word that does not narrow: an address, a title with a colon, or a typing mistake.
    fn unknown(&mut self, whole: &str, at: Range<usize>, word: &str, values: &[Value]) -> TermKind {
        let Some(first) = values.first() else {
            return TermKind::Word(folded(word));
        };
        let is_address = first.text.starts_with("//") || !word.chars().all(char::is_alphabetic);
        if !is_address {
            let known = Narrowing::ALL.map(Narrowing::word);
            self.problems.push(Problem {
                range: at,
                kind: ProblemKind::UnknownWord {
                    word: clean::line(word),
                    nearest: nearest(word, known),
                },
            });
        }
        TermKind::Word(folded(whole))
    }

    fn narrow(&mut self, mut negated: bool, narrowing: Narrowing, values: Vec<Value>) {
        // Nothing behind the colon is half typed.
        if narrowing.takes_value() && values.is_empty() {
            return;
        }
        let mut unknown = |value: &Value, nearest: Option<CleanBuf>| {
            self.problems.push(Problem {
                range: value.range.clone(),
                kind: ProblemKind::UnknownValue {
                    narrowing,
                    value: clean::line(&value.text),
                    nearest,
                },
            });
        };
        let kind = match narrowing {
            Narrowing::Kind => TermKind::Kind(one_of(&values, &kind_words(), &mut unknown)),
            Narrowing::Is => {
                let statuses = one_of(&values, &status_words(), &mut unknown);
                let mut statuses: Vec<Status> = statuses.into_iter().flatten().collect();
                statuses.sort_unstable();
                statuses.dedup();
                TermKind::Status(statuses)
            }
            Narrowing::Lang => {
                let tags = values.iter().map(|value| clean::line(&value.text));
                TermKind::Lang(tags.collect())
            }
            Narrowing::Stage | Narrowing::Topic => TermKind::Place(narrowing, values),
            Narrowing::Core => yes_or_no(TermKind::Core, &values, &mut negated, &mut unknown),
            Narrowing::Free => yes_or_no(TermKind::Free, &values, &mut negated, &mut unknown),
            Narrowing::Note => yes_or_no(TermKind::Note, &values, &mut negated, &mut unknown),
        };
        self.terms.push(Term { negated, kind });
    }
}

/// Returns what the values stand for: a word as a whole, or its beginning. What is not known is told.
fn one_of<T: Clone>(
    values: &[Value],
    known: &[(&'static str, T)],
    unknown: &mut impl FnMut(&Value, Option<CleanBuf>),
) -> Vec<T> {
    let mut found = Vec::new();
    for value in values {
        let typed = folded(&value.text);
        let whole = known.iter().filter(|(word, _)| *word == typed);
        let begun = || known.iter().filter(|(word, _)| word.starts_with(&typed));
        let before = found.len();
        found.extend(whole.map(|(_, meant)| meant.clone()));
        if found.len() == before {
            found.extend(begun().map(|(_, meant)| meant.clone()));
        }
        if found.len() == before {
            let words = known.iter().map(|(word, _)| *word);
            unknown(value, nearest(&typed, words).map(clean::line));
        }
    }
    found
}

/// Returns what is asked where a word narrows by itself; behind the colon may stand whether it shall.
fn yes_or_no(
    kind: TermKind,
    values: &[Value],
    negated: &mut bool,
    unknown: &mut impl FnMut(&Value, Option<CleanBuf>),
) -> TermKind {
    for value in values {
        match truth(&value.text) {
            Some(true) => {}
            Some(false) => *negated = !*negated,
            None => {
                unknown(value, None);
                return TermKind::Nothing;
            }
        }
    }
    kind
}

fn truth(word: &str) -> Option<bool> {
    match folded(word).as_str() {
        "true" | "yes" | "是" => Some(true),
        "false" | "no" | "否" => Some(false),
        _ => None,
    }
}

fn folded_phrase(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().map(fold).collect())
        .collect();
    words.join(" ")
}
