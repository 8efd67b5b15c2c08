//! What is asked about all nodes at once, in four numbers a node: a walk over a million nodes touches few bytes, and a file
//! has them as they are used.

use super::{Kind, Level, NodeIdx, Resource};

/// Stands for no number.
const NONE: u32 = u32::MAX;

/// Traits, from the lowest bit on. Whether a resource is free is 0 where the file does not say; a kind is counted from 1.
const OWN: u32 = 1;
const OPTIONAL: u32 = 1 << 1;
const CORE: u32 = 1 << 2;
const FREE: Bits = Bits { at: 3, count: 2 };
const KIND: Bits = Bits { at: 5, count: 4 };
const LEVEL: Bits = Bits { at: 9, count: 2 };
const DEPTH: Bits = Bits { at: 11, count: 16 };

struct Bits {
    at: u32,
    count: u32,
}

impl Bits {
    const fn of(self, traits: u32) -> u32 {
        traits >> self.at & ((1 << self.count) - 1)
    }
}

/// What is asked about all nodes at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    parent: u32,
    end: u32,
    minutes: u32,
    traits: u32,
}

impl Row {
    pub(super) fn new(level: Level, parent: Option<NodeIdx>, end: u32, depth: u16) -> Row {
        let level = match level {
            Level::Stage => 0,
            Level::Topic => 1,
            Level::Concept => 2,
            Level::Resource => 3,
        };
        Row {
            parent: parent.map_or(NONE, |parent| parent.0),
            end,
            minutes: NONE,
            traits: level << LEVEL.at | u32::from(depth) << DEPTH.at,
        }
    }

    /// Notes what only a resource has.
    pub(super) fn with_resource(mut self, resource: &Resource) -> Row {
        self.minutes = resource.minutes.unwrap_or(NONE);
        let kinds = Kind::ALL.into_iter().zip(1..);
        for (kind, number) in kinds {
            if kind == resource.kind {
                self.traits |= number << KIND.at;
            }
        }
        let free = resource.free.map_or(0, |free| 1 + u32::from(free));
        self.traits |= free << FREE.at;
        self.with(CORE, resource.core)
    }

    pub(super) fn with_own(self, is_own: bool) -> Row {
        self.with(OWN, is_own)
    }

    pub(super) fn with_optional(self, is_optional: bool) -> Row {
        self.with(OPTIONAL, is_optional)
    }

    fn with(mut self, flag: u32, is_set: bool) -> Row {
        self.traits |= if is_set { flag } else { 0 };
        self
    }

    pub(super) fn parent(&self) -> Option<NodeIdx> {
        (self.parent != NONE).then_some(NodeIdx(self.parent))
    }

    /// Returns one past the last node below this one.
    pub(super) fn end(&self) -> u32 {
        self.end
    }

    pub(super) fn minutes(&self) -> Option<u32> {
        (self.minutes != NONE).then_some(self.minutes)
    }

    pub(super) fn depth(&self) -> u16 {
        u16::try_from(DEPTH.of(self.traits)).unwrap_or(u16::MAX)
    }

    pub(super) fn level(&self) -> Level {
        match LEVEL.of(self.traits) {
            0 => Level::Stage,
            1 => Level::Topic,
            2 => Level::Concept,
            _ => Level::Resource,
        }
    }

    /// Returns the kind of a resource.
    pub(super) fn kind(&self) -> Option<Kind> {
        let place = KIND.of(self.traits).checked_sub(1)?;
        Kind::ALL.get(place as usize).copied()
    }

    pub(super) fn is_core(&self) -> bool {
        self.traits & CORE != 0
    }

    pub(super) fn is_optional(&self) -> bool {
        self.traits & OPTIONAL != 0
    }

    pub(super) fn is_own(&self) -> bool {
        self.traits & OWN != 0
    }

    /// Tells whether a resource is free, where the file says so.
    pub(super) fn free(&self) -> Option<bool> {
        match FREE.of(self.traits) {
            0 => None,
            free => Some(free == 2),
        }
    }

    /// Returns the numbers that a file keeps.
    pub(super) fn numbers(&self) -> [u32; 4] {
        [self.parent, self.end, self.minutes, self.traits]
    }

    /// Takes the numbers of the node at a place among so many; nothing where they lead out of the roadmap.
    pub(super) fn of_numbers(numbers: [u32; 4], at: u32, nodes: u32) -> Option<Row> {
        let [parent, end, minutes, traits] = numbers;
        let row = Row {
            parent,
            end,
            minutes,
            traits,
        };
        let is_sound = at < end && end <= nodes && (parent < at || parent == NONE);
        is_sound.then_some(row)
    }
}
