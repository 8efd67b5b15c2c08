//! Runs that must all go well, and the line that tells of them.

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Counts runs and the ones that failed.
pub(crate) struct Count {
    what: &'static str,
    runs: usize,
    failed: Vec<String>,
}

impl Count {
    pub(crate) fn of(what: &'static str) -> Count {
        Count {
            what,
            runs: 0,
            failed: Vec::new(),
        }
    }

    /// Does a run; one that panics has failed.
    pub(crate) fn run<T>(&mut self, name: &str, run: impl FnOnce() -> T) -> Option<T> {
        self.runs += 1;
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(found) => Some(found),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
                self.fail(name, text.unwrap_or("it panicked"));
                None
            }
        }
    }

    pub(crate) fn fail(&mut self, name: &str, why: &str) {
        self.failed.push(format!("{name}: {why}"));
    }

    /// Prints the line of the test, with what else there is to say, and fails when a run failed or too few were made.
    #[track_caller]
    pub(crate) fn finish(self, least: usize, more: &str) {
        let Count { what, runs, failed } = self;
        let wrong = failed.len();
        writeln!(
            std::io::stdout(),
            "{what}: {runs} runs, {wrong} failed{more}"
        )
        .expect("somebody listens");
        assert!(failed.is_empty(), "\n{}\n", failed.join("\n"));
        assert!(runs >= least, "{runs} runs, and {least} are meant");
    }
}
