//! A journal file, read piece by piece: no more of it is in memory than a piece and a line.

use super::{Log, Writer, damage};
use crate::journal::line::{self, Parsed};

/// Takes the pieces of one file in their order.
pub(in crate::journal) struct Reading<'a> {
    log: &'a mut Log,
    name: &'a str,
    writer: Writer,
    /// Number of the line that comes next, from 1.
    number: usize,
    /// The beginning of a line whose end has not come yet.
    begun: Vec<u8>,
}

impl<'a> Reading<'a> {
    pub(in crate::journal) fn new(log: &'a mut Log, name: &'a str, writer: Writer) -> Reading<'a> {
        Reading {
            log,
            name,
            writer,
            number: 1,
            begun: Vec::new(),
        }
    }

    pub(in crate::journal) fn take(&mut self, piece: &[u8]) {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', piece) {
            let line = &piece[start..end];
            if self.begun.is_empty() {
                self.line(line);
            } else {
                let mut whole = std::mem::take(&mut self.begun);
                whole.extend_from_slice(line);
                self.line(&whole);
            }
            start = end + 1;
        }
        self.begun.extend_from_slice(&piece[start..]);
    }

    /// Takes the last line, which may have no end.
    pub(in crate::journal) fn finish(mut self) {
        let last = std::mem::take(&mut self.begun);
        self.log.is_open_ended |= !last.is_empty();
        self.line(&last);
        self.log.settle();
    }

    /// Leaves it at the lines that were there whole.
    pub(in crate::journal) fn give_up(self) {
        self.log.settle();
    }

    fn line(&mut self, line: &[u8]) {
        let (log, writer) = (&mut *self.log, self.writer);
        if let Some(plain) = line::plain(line) {
            log.insert_plain(&plain, writer);
        } else {
            match line::parse(line) {
                Parsed::Blank => {}
                Parsed::Record(record) => log.insert(record, writer),
                Parsed::Header { min_reader } => log.note_reader(self.name, min_reader),
                Parsed::Newer(unapplied) => log.health.newer += log.keep(&unapplied),
                Parsed::UnknownOp(unapplied) => log.health.unknown_ops += log.keep(&unapplied),
                Parsed::Damaged => {
                    log.health.damaged.push((self.name.to_owned(), self.number));
                    log.damaged.push(damage::key(line));
                    for record in line::salvage(line) {
                        log.insert(record, writer);
                    }
                }
            }
        }
        self.number += 1;
    }
}
