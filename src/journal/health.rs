//! How well the journals could be read: for the `doctor` command and for a word on the screen.

use std::path::PathBuf;

/// How well the journals could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Distinct records that are applied.
    pub records: usize,
    /// File name and line number, from 1, of each line that is torn or does not match its checksum.
    pub damaged: Vec<(String, usize)>,
    /// Distinct records of a newer version: kept, not applied.
    pub newer: usize,
    /// Distinct records with an operation or value that this version does not know: kept, not applied.
    pub unknown_ops: usize,
    /// Distinct records whose time is beyond the year 9999: not applied.
    pub quarantined: usize,
    /// Changes of many lines of which a line is missing: not applied until it turns up.
    pub incomplete: usize,
    /// Damage, changes beyond the year 9999 and incomplete ones that a person was told of and set aside. They are not
    /// counted above.
    pub known: usize,
    /// Names of files that a synchronising program made of a journal. They are read like any other.
    pub conflict_copies: Vec<String>,
    /// Files and folders that cannot be read, with the reason.
    pub unreadable: Vec<(PathBuf, String)>,
    /// File name and needed format of a journal that only a newer version may go on with.
    pub read_only: Option<(String, u64)>,
}

impl Health {
    /// Tells whether something that was recorded may be missing from the state.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.unreadable.is_empty() || !self.damaged.is_empty() || self.incomplete > 0
    }
}
