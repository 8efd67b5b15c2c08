//! How far the reading of a file is, for somebody who waits for it.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::text::{CleanBuf, clean};

/// How many hundredths of the way are behind when the whole text is parsed, and when the compiler begins.
const PARSED: usize = 65;
const COMPILING: usize = 75;

/// One thread reads and moves it on, another may look. Of several files it shows the one that is read.
#[derive(Debug, Default)]
pub struct Gauge {
    file: Mutex<Option<(CleanBuf, usize)>>,
    lines: AtomicUsize,
    percent: AtomicUsize,
}

/// A file that is being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub file: CleanBuf,
    /// Its size.
    pub bytes: usize,
    /// How far it is, in hundredths; nothing where that is not known yet.
    pub percent: Option<usize>,
}

impl Gauge {
    #[must_use]
    pub const fn new() -> Gauge {
        Gauge {
            file: Mutex::new(None),
            lines: AtomicUsize::new(0),
            percent: AtomicUsize::new(0),
        }
    }

    /// Begins with another file.
    pub fn begin(&self, path: &Path, bytes: usize) {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = clean::line(&name.to_string_lossy());
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.percent.store(0, Ordering::Relaxed);
        *file = Some((name, bytes));
    }

    /// Says that the parser is at a byte of so many, and in which line.
    pub(super) fn parsed(&self, byte: usize, bytes: usize, line: usize) {
        self.lines.store(line, Ordering::Relaxed);
        self.set(byte * PARSED / bytes.max(1));
    }

    /// Says that what stands in a line becomes a part of the roadmap.
    pub fn compiled(&self, line: u32) {
        let lines = self.lines.load(Ordering::Relaxed).max(1);
        let part = (line as usize).min(lines);
        self.set(COMPILING + part * (100 - COMPILING) / lines);
    }

    fn set(&self, percent: usize) {
        self.percent.store(percent, Ordering::Relaxed);
    }

    /// Returns what is read; nothing before the first file.
    #[must_use]
    pub fn look(&self) -> Option<Reading> {
        let file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (file, bytes) = file.clone()?;
        let percent = self.percent.load(Ordering::Relaxed);
        Some(Reading {
            file,
            bytes,
            percent: Some(percent).filter(|percent| *percent > 0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::{self, Limits};

    #[test]
    fn it_moves_on_with_the_parser_and_then_with_the_compiler() {
        static GAUGE: Gauge = Gauge::new();
        let percent = || GAUGE.look().and_then(|reading| reading.percent);
        let limits = Limits {
            gauge: Some(&GAUGE),
            ..Limits::default()
        };
        // Characters of three bytes: what counts is the place in the file.
        let text = "- 梯度注意力词元\n".repeat(20_000);
        limits.begin(Path::new("a.yaml"), text.len());
        assert_eq!(percent(), None);
        assert!(yaml::tree(&text, &limits).is_ok());
        assert!(matches!(percent(), Some(50..=PARSED)), "{:?}", percent());
        GAUGE.compiled(10_000);
        assert!(matches!(percent(), Some(85..=92)), "{:?}", percent());
    }
}
