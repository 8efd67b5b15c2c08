//! What the learner did, on disk: an append-only journal of one JSON object a line, and the merge of all journals.
//!
//! [`Journal`] reads and appends, [`Log`] is what all journals say together, [`mod@line`] knows the bytes of a record,
//! `cache` spares reading all of them again, [`fs`] is the door to the disk through which tests inject faults. The format is a promise: docs/journal.md.

pub mod append;
mod cache;
pub mod device;
#[cfg(test)]
mod drill;
pub mod fs;
#[cfg(test)]
mod glancing;
pub mod health;
mod housekeeping;
pub mod line;
pub mod log;
pub mod mend;
#[cfg(test)]
mod power;
mod read;
pub mod record;
#[cfg(test)]
pub(crate) mod sim;
mod sync;
mod undo;
mod values;

pub use append::{Appended, Clock, Journal, JournalDirs, NotSaved, NotSynced, SystemClock};
pub use health::Health;
pub use log::{Attached, Entry, Log, NotePast, Past, Timed, Writer};
pub use record::{Action, NoteDeed, Record, RecordId, Spent};
