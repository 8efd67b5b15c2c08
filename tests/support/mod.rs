//! What the tests of the real program share: a world of its own for every test, and a terminal to run it in.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test file is a program of its own and uses another part"
)]

pub mod browser;
pub mod cli;
pub mod gallery;
pub mod jobs;
pub mod keys;
pub mod pair;
pub mod plight;
pub mod pty;
pub mod questions;
pub mod stage;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_roadbook");

/// An empty home folder and an environment that knows nothing of the machine's owner.
pub struct Home(tempfile::TempDir);

impl Home {
    pub fn new() -> Home {
        Home(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn config_folder(&self) -> PathBuf {
        self.path().join("config")
    }

    pub fn data_folder(&self) -> PathBuf {
        self.path().join("data")
    }

    pub fn state_folder(&self) -> PathBuf {
        self.path().join("state")
    }

    pub fn cache_folder(&self) -> PathBuf {
        self.path().join("cache")
    }

    /// Returns the whole environment: variables that are not here are not set.
    pub fn environment(&self) -> Vec<(String, String)> {
        let text = |path: PathBuf| {
            path.to_str()
                .expect("a temporary folder with a plain name")
                .to_owned()
        };
        #[expect(
            clippy::disallowed_methods,
            reason = "the shells of the tests are where the machine has them"
        )]
        let path = std::env::var_os("PATH").unwrap_or_default();
        [
            ("HOME", text(self.path().to_owned())),
            ("XDG_CONFIG_HOME", text(self.config_folder())),
            ("XDG_DATA_HOME", text(self.data_folder())),
            ("XDG_STATE_HOME", text(self.state_folder())),
            ("XDG_CACHE_HOME", text(self.path().join("cache"))),
            ("PATH", path.into_string().expect("a PATH of plain names")),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "en_US.UTF-8".to_owned()),
            ("TZ", "UTC".to_owned()),
            ("ROADBOOK_NOW", "2026-11-23T12:00:00Z".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    /// Returns the program, without terminal, in this home.
    pub fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .env_clear()
            .envs(self.environment())
            .current_dir(self.path());
        command
    }
}
