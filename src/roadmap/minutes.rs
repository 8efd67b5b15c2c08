//! How long things of a kind take, where nobody has said how long one of them does.

use super::Kind;

/// The minutes that a thing of each kind takes as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypicalMinutes([u32; Kind::ALL.len()]);

impl Default for TypicalMinutes {
    fn default() -> Self {
        TypicalMinutes(Kind::ALL.map(Kind::typical_minutes))
    }
}

impl TypicalMinutes {
    /// The most minutes that a kind may take.
    pub const MOST: u32 = 100_000;

    /// Returns the minutes of a kind.
    #[must_use]
    pub const fn of(&self, kind: Kind) -> u32 {
        self.0[kind as usize]
    }

    pub const fn set(&mut self, kind: Kind, minutes: u32) {
        self.0[kind as usize] = minutes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_minutes() {
        for kind in Kind::ALL {
            let mut minutes = TypicalMinutes::default();
            assert_eq!(minutes.of(kind), kind.typical_minutes());
            minutes.set(kind, 7);
            let changed = Kind::ALL.map(|other| minutes.of(other) != other.typical_minutes());
            assert_eq!(changed, Kind::ALL.map(|other| other == kind));
        }
    }
}
