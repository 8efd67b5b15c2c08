//! Exact counts, rolled up from the leaves to every parent.

use super::Status;

/// How many nodes of one sort there are below a node, by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub todo: u32,
    pub doing: u32,
    pub done: u32,
    pub skipped: u32,
}

impl Tally {
    /// Returns how many count toward the goal: all but the skipped ones.
    #[must_use]
    pub const fn counted(self) -> u32 {
        self.todo + self.doing + self.done
    }

    /// Returns how many there are, skipped ones too.
    #[must_use]
    pub const fn all(self) -> u32 {
        self.counted() + self.skipped
    }

    #[must_use]
    pub const fn unfinished(self) -> u32 {
        self.todo + self.doing
    }

    /// Returns the whole percent that is done, rounded down, so that 100 means that nothing is left. Where
    /// nothing counts there is no percent.
    #[must_use]
    pub const fn percent(self) -> Option<u32> {
        let counted = self.counted() as u64;
        if counted == 0 {
            return None;
        }
        // The quotient is at most 100.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a percentage is at most 100"
        )]
        Some((self.done as u64 * 100 / counted) as u32)
    }

    /// Returns the status that a parent shows: done when nothing is left, doing when something was begun.
    #[must_use]
    pub const fn status(self) -> Status {
        if self.unfinished() == 0 && self.done > 0 {
            Status::Done
        } else if self.unfinished() == 0 && self.skipped > 0 {
            Status::Skipped
        } else if self.done > 0 || self.doing > 0 {
            Status::Doing
        } else {
            Status::Todo
        }
    }

    /// Returns the count of one status.
    #[must_use]
    pub const fn of(self, status: Status) -> u32 {
        match status {
            Status::Todo => self.todo,
            Status::Doing => self.doing,
            Status::Done => self.done,
            Status::Skipped => self.skipped,
        }
    }

    pub(crate) const fn add(&mut self, status: Status) {
        *self.slot(status) += 1;
    }

    pub(super) const fn remove(&mut self, status: Status) {
        *self.slot(status) -= 1;
    }

    const fn slot(&mut self, status: Status) -> &mut u32 {
        match status {
            Status::Todo => &mut self.todo,
            Status::Doing => &mut self.doing,
            Status::Done => &mut self.done,
            Status::Skipped => &mut self.skipped,
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.todo += other.todo;
        self.doing += other.doing;
        self.done += other.done;
        self.skipped += other.skipped;
    }
}

/// The two sorts of things that are ticked; they are counted side by side and never mixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    pub resources: Tally,
    pub concepts: Tally,
}

impl Tallies {
    /// Returns how many there are of both sorts.
    #[must_use]
    pub const fn all(self) -> u32 {
        self.resources.all() + self.concepts.all()
    }
}

impl std::ops::AddAssign for Tallies {
    fn add_assign(&mut self, other: Tallies) {
        self.resources += other.resources;
        self.concepts += other.concepts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_percent_means_that_nothing_is_left() {
        let nearly = Tally {
            done: 999,
            todo: 1,
            ..Tally::default()
        };
        assert_eq!(nearly.percent(), Some(99));
        let all = Tally {
            done: 3,
            skipped: 7,
            ..Tally::default()
        };
        assert_eq!((all.percent(), all.status()), (Some(100), Status::Done));
        let only_skipped = Tally {
            skipped: 7,
            ..Tally::default()
        };
        assert_eq!(
            (only_skipped.percent(), only_skipped.status()),
            (None, Status::Skipped)
        );
    }
}
