//! What can be read of a damaged line.

use super::{Parsed, checksum, parse};
use crate::journal::record::Record;

/// Looks for whole, checksummed records inside a damaged line: one that a writer without a lock wrote behind a torn one,
/// and one whose newline a loss of power turned into zeros.
pub fn salvage(line: &[u8]) -> impl Iterator<Item = Record> {
    // No text has a zero in it. The bounds are against made-up lines.
    let pieces = line.split(|byte| *byte == 0).map(<[u8]>::trim_ascii);
    let pieces = pieces.filter(|piece| !piece.is_empty()).take(16);
    pieces.filter_map(move |piece| {
        let is_part = piece.len() < line.trim_ascii().len();
        whole(piece)
            .filter(|_| is_part)
            .or_else(|| behind_a_torn_one(piece))
    })
}

fn behind_a_torn_one(piece: &[u8]) -> Option<Record> {
    const START: &[u8] = br#"{"v":"#;
    // Inside a string the quotes would be escaped, so a start is a start.
    let windows = piece.windows(START.len()).enumerate();
    let starts = windows.filter(|(start, window)| *start > 0 && *window == START);
    starts
        .take(16)
        .find_map(|(start, _)| whole(piece[start..].trim_ascii()))
}

/// Reads what a checksum vouches for.
fn whole(piece: &[u8]) -> Option<Record> {
    checksum(piece)?;
    match parse(piece) {
        Parsed::Record(record) => Some(record),
        Parsed::Blank
        | Parsed::Header { .. }
        | Parsed::Newer(_)
        | Parsed::UnknownOp(_)
        | Parsed::Damaged => None,
    }
}
