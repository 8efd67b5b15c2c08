//! All problems of one file together.

use super::{Place, Problem, ProblemKind, Severity, render};
use crate::lang::Lang;
use crate::text::{CleanBuf, clean};
use crate::yaml::YamlError;

/// One problem as programs read it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ProblemRecord {
    pub file: String,
    /// From 1; 0 for the file as a whole.
    pub line: u32,
    /// In characters, from 1; 0 for the file as a whole.
    pub column: u32,
    /// `error` or `warning`.
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
}

/// All problems of one file, in the order of their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    pub(super) left_off: usize,
}

impl Problems {
    /// The most problems that are kept of one file; the others are counted.
    pub const MAX: usize = 1000;

    /// Adds a problem at its place.
    pub fn push(&mut self, place: Place, kind: ProblemKind) {
        self.add(Problem { place, kind });
    }

    /// Returns all problems that are kept, errors and warnings, in the order of their places.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// Returns the first error, or where there is none the first warning.
    #[must_use]
    pub fn first(&self) -> Option<&Problem> {
        self.list
            .iter()
            .find(|problem| problem.severity() == Severity::Error)
            .or_else(|| self.list.first())
    }

    /// Returns how many problems were found, more than are kept perhaps.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len() + self.left_off
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Tells whether further problems are only counted.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.list.len() >= Self::MAX
    }

    /// Tells whether the file must not be loaded.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|problem| problem.severity() == Severity::Error)
    }

    /// Draws all problems with their source lines, one paragraph each.
    #[must_use]
    pub fn render(&self, file: &str, source: &[u8], lang: Lang) -> CleanBuf {
        render::all(self, file, source, lang)
    }

    /// Returns all problems for programs.
    #[must_use]
    pub fn records(&self, file: &str, lang: Lang) -> Vec<ProblemRecord> {
        let file = clean::line(file);
        let record = |problem: &Problem| ProblemRecord {
            file: file.to_string(),
            line: problem.place.line,
            column: problem.place.column,
            severity: match problem.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            code: problem.code(),
            message: problem.sentence(lang).to_string(),
            hint: problem.hint(lang).map(|hint| hint.to_string()),
        };
        self.list.iter().map(record).collect()
    }

    pub(in crate::roadmap) fn add(&mut self, problem: Problem) {
        // An error must not be crowded out by a thousand warnings.
        if self.is_full() && (problem.severity() == Severity::Warning || self.has_errors()) {
            self.left_off += 1;
            return;
        }
        // Mostly found in the order of the file, so this is mostly a push.
        let at = self
            .list
            .partition_point(|have| have.place <= problem.place);
        self.list.insert(at, problem);
    }
}

impl From<YamlError> for Problems {
    fn from(error: YamlError) -> Self {
        Problems {
            list: vec![error.into()],
            left_off: 0,
        }
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
