//! Which characters something is written with, so that most nodes are passed over without being read.

/// A set of characters: Latin letters and digits are told apart, all others share what room is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs(u64);

const LETTERS: u32 = 26;
const DIGITS: u32 = 10;
const OTHERS: u32 = u64::BITS - LETTERS - DIGITS;

impl Signs {
    pub(super) fn of(text: &str) -> Signs {
        let mut signs = Signs::default();
        for c in text.chars() {
            signs.add(c);
        }
        signs
    }

    pub(super) fn add(&mut self, c: char) {
        let place = match c {
            'a'..='z' => u32::from(c) - u32::from('a'),
            '0'..='9' => LETTERS + u32::from(c) - u32::from('0'),
            _ => LETTERS + DIGITS + u32::from(c) % OTHERS,
        };
        self.0 |= 1 << place;
    }

    pub(super) fn unite(&mut self, other: Signs) {
        self.0 |= other.0;
    }

    /// Tells whether all of these are in the set. A character that is not may seem to be, never the other way round.
    pub(super) fn has_all(self, others: Signs) -> bool {
        self.0 & others.0 == others.0
    }
}

/// What the names of a node are written with.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NameSigns {
    pub(super) all: Signs,
    /// What words begin with.
    pub(super) first: Signs,
    /// What names that are not only Latin sound like, in pinyin.
    pub(super) sounds: Signs,
    /// What their characters begin with.
    pub(super) first_sounds: Signs,
}
