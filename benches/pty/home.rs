//! Homes with roadmaps and journals in them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::generate;

/// Chance of all that is generated.
pub(crate) const SEED: u64 = 1;

/// How large a roadmap is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    BuiltIn,
    Resources(usize),
}

impl Size {
    pub(crate) const ALL: [Size; 4] = [
        Size::BuiltIn,
        Size::Resources(10_000),
        Size::Resources(100_000),
        Size::Resources(1_000_000),
    ];

    /// Reads a size as people write it: `built-in`, `130`, `10k`, `1M`.
    pub(crate) fn parse(text: &str) -> Option<Size> {
        if text == "built-in" {
            return Some(Size::BuiltIn);
        }
        count(text).map(Size::Resources)
    }

    pub(crate) fn name(self) -> String {
        match self {
            Size::BuiltIn => "built-in".to_owned(),
            Size::Resources(count) => short(count),
        }
    }

    /// Tells whether everything takes so long that it is measured less often.
    pub(crate) fn is_large(self) -> bool {
        matches!(self, Size::Resources(50_000..))
    }

    /// Returns the id of a resource that such a roadmap has, by number.
    pub(crate) fn resource(self, number: usize) -> String {
        match self {
            Size::BuiltIn => {
                let text = include_str!("../../roadmap/llm.yaml");
                let below = text.split("resources:\n").nth(number + 1);
                let id = below.and_then(|below| below.trim_start().strip_prefix("- id: "));
                let id = id.and_then(|id| id.lines().next());
                id.expect("each topic that is shipped has resources")
                    .to_owned()
            }
            Size::Resources(_) => format!("r{}", number + 1),
        }
    }
}

/// Reads a count as people write it: `130`, `36500`, `10k`, `1M`.
pub(crate) fn count(text: &str) -> Option<usize> {
    let (digits, factor) = match text.strip_suffix('k') {
        Some(digits) => (digits, 1_000),
        None => match text.strip_suffix('M') {
            Some(digits) => (digits, 1_000_000),
            None => (text, 1),
        },
    };
    digits.parse::<usize>().ok()?.checked_mul(factor)
}

/// Writes a count as people write it.
pub(crate) fn short(count: usize) -> String {
    match count {
        count if count >= 1_000_000 && count % 1_000_000 == 0 => format!("{}M", count / 1_000_000),
        count if count >= 1_000 && count % 1_000 == 0 => format!("{}k", count / 1_000),
        count => count.to_string(),
    }
}

/// A home folder of its own, in which one roadmap is in use.
pub(crate) struct Home(tempfile::TempDir);

impl Home {
    pub(crate) fn new(size: Size) -> Home {
        let home = Home(tempfile::tempdir().expect("a temporary folder"));
        if let Size::Resources(resources) = size {
            home.write(
                "config/config.yaml",
                &format!(
                    "roadmap: {}\nlimits: {{ file_mib: 256 }}\n",
                    generate::ROADMAP
                ),
            );
            home.write(
                "data/roadmaps/generated.yaml",
                &generate::roadmap(resources, SEED),
            );
        }
        home
    }

    /// Lets a program read the roadmap, until it knows it from its cache: a file that has just been written is looked at more
    /// closely for some seconds.
    pub(crate) fn get_to_know(&self, program: &Path) {
        for pause in [4, 0] {
            let status = Command::new(program)
                .arg("next")
                .env_clear()
                .env("ROADBOOK_HOME", self.folder())
                .stdout(Stdio::null())
                .status();
            assert!(status.is_ok_and(|status| status.success()));
            std::thread::sleep(Duration::from_secs(pause));
        }
        self.begin_anew();
    }

    /// Forgets what was ticked and where the screen was.
    pub(crate) fn begin_anew(&self) {
        for folder in ["state", "data/progress"] {
            // It may never have been made.
            let _none = std::fs::remove_dir_all(self.folder().join(folder));
        }
    }

    /// Puts a journal of that many records into the home.
    pub(crate) fn with_journal(self, records: usize, resources: usize) -> Home {
        let journal = generate::journal(records, resources, SEED);
        self.write("data/progress/bench-2026.jsonl", &journal);
        self
    }

    /// Throws away what makes the next start quick.
    pub(crate) fn forget(&self) {
        // There may be none yet.
        let _none = std::fs::remove_dir_all(self.folder().join("cache/journals"));
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Returns how many bytes all journals have.
    pub(crate) fn journal_bytes(&self) -> u64 {
        let entries = std::fs::read_dir(self.folder().join("data/progress"));
        let sizes = entries.into_iter().flatten().flatten();
        sizes
            .filter_map(|entry| Some(entry.metadata().ok()?.len()))
            .sum()
    }

    fn folder(&self) -> PathBuf {
        self.path().join("roadbook")
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.folder().join(file);
        let folder = file.parent().expect("a file in a folder");
        std::fs::create_dir_all(folder).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }
}
