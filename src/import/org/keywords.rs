//! The words before a heading that say how far it is: those that many people use, and those that a document declares.

use crate::progress::Status;

/// Words that are known without being declared, and the status that they stand for.
const KNOWN: &[(&str, Status)] = &[
    ("TODO", Status::Todo),
    ("NEXT", Status::Todo),
    ("WAIT", Status::Todo),
    ("WAITING", Status::Todo),
    ("HOLD", Status::Todo),
    ("LATER", Status::Todo),
    ("SOMEDAY", Status::Todo),
    ("MAYBE", Status::Todo),
    ("DOING", Status::Doing),
    ("NOW", Status::Doing),
    ("STARTED", Status::Doing),
    ("STRT", Status::Doing),
    ("INPROGRESS", Status::Doing),
    ("IN-PROGRESS", Status::Doing),
    ("IN_PROGRESS", Status::Doing),
    ("WIP", Status::Doing),
    ("DONE", Status::Done),
    ("CANCELLED", Status::Skipped),
    ("CANCELED", Status::Skipped),
    ("KILL", Status::Skipped),
    ("SKIP", Status::Skipped),
];

/// Further words that end a sequence without anything done, where a document declares them.
const GIVEN_UP: &[&str] = &[
    "ABANDONED",
    "ABORTED",
    "DEFERRED",
    "DROPPED",
    "KILLED",
    "OBSOLETE",
    "REJECTED",
    "SKIPPED",
    "WONTFIX",
    "放弃",
    "取消",
    "已取消",
    "跳过",
    "不学",
    "不读",
];

/// Lines that declare words. In a sequence one word follows the other; types stand side by side.
const DECLARATIONS: [(&str, bool); 3] = [
    ("#+todo:", true),
    ("#+seq_todo:", true),
    ("#+typ_todo:", false),
];

/// Tells whether a line, in lower case, declares keywords.
pub(super) fn is_declaration(lower: &str) -> bool {
    DECLARATIONS
        .iter()
        .any(|(start, _)| lower.starts_with(start))
}

/// A keyword that a document declares.
#[derive(Clone, Debug)]
struct Declared {
    word: String,
    status: Status,
    /// Line of its declaration, where nothing but its place says what it means.
    guessed_at: Option<u32>,
}

/// All keywords of a document.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    declared: Vec<Declared>,
}

impl Keywords {
    /// Collects what the lines of a document declare, wherever they stand.
    pub(super) fn of(lines: &[&str]) -> Keywords {
        let mut keywords = Keywords::default();
        for (number, line) in (1..).zip(lines) {
            let lower = line.trim().to_ascii_lowercase();
            let found = DECLARATIONS
                .iter()
                .find(|(start, _)| lower.starts_with(start));
            if let Some((start, is_sequence)) = found {
                keywords.declare(&line.trim()[start.len()..], *is_sequence, number);
            }
        }
        keywords
    }

    fn declare(&mut self, words: &str, is_sequence: bool, line: u32) {
        let names = |words: &str| -> Vec<String> {
            // Behind a word its key stands in brackets, with what is to be logged: `WAIT(w@/!)`.
            let name = |word: &str| word.split('(').next().unwrap_or_default().to_owned();
            let names = words.split_whitespace().map(name);
            names.filter(|name| !name.is_empty()).collect()
        };
        let (open, closed) = if let Some((open, closed)) = words.split_once('|') {
            (names(open), names(closed))
        } else {
            // Without a bar the last word is the one that is done.
            let mut open = names(words);
            let last = open.pop();
            (open, last.into_iter().collect())
        };
        for (at, word) in open.into_iter().enumerate() {
            let is_further = is_sequence && at > 0;
            let (status, is_guess) = match known(&word) {
                Some(status) => (status, false),
                None if is_further => (Status::Doing, true),
                None => (Status::Todo, false),
            };
            self.declared.push(Declared {
                word,
                status,
                guessed_at: is_guess.then_some(line),
            });
        }
        for word in closed {
            let is_given_up = GIVEN_UP.contains(&word.to_uppercase().as_str());
            let status = match known(&word) {
                Some(Status::Skipped) => Status::Skipped,
                _ if is_given_up => Status::Skipped,
                _ => Status::Done,
            };
            self.declared.push(Declared {
                word,
                status,
                guessed_at: None,
            });
        }
    }

    /// Returns the words whose meaning is only guessed, with the lines that declare them.
    pub(super) fn guessed(&self) -> impl Iterator<Item = (u32, &str)> {
        let words = self.declared.iter();
        words.filter_map(|word| Some((word.guessed_at?, word.word.as_str())))
    }

    /// Returns the status that a word stands for: as the document declares it, else as it is known.
    pub(super) fn status(&self, word: &str) -> Option<Status> {
        let declared = self.declared.iter().find(|declared| declared.word == word);
        declared
            .map(|declared| declared.status)
            .or_else(|| known(word))
    }

    /// Takes the keyword off a title.
    pub(super) fn take<'t>(&self, title: &'t str) -> (Option<Status>, &'t str) {
        let (word, rest) = title.split_once(' ').unwrap_or((title, ""));
        match self.status(word) {
            Some(status) => (Some(status), rest.trim()),
            None => (None, title),
        }
    }
}

fn known(word: &str) -> Option<Status> {
    let known = KNOWN.iter().find(|(known, _)| *known == word);
    known.map(|(_, status)| *status)
}
