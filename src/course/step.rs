//! What one more record changes of what was folded, where that can be told from the nodes that it names alone.

use std::cmp::Ordering;

use super::{Course, Decided};
use crate::journal::{Action, Log, Record, RecordId};
use crate::roadmap::identity::Meaning;
use crate::roadmap::{Level, NodeIdx, Roadmap};

/// What a record changes.
pub(super) enum Step {
    Nothing,
    /// The nodes have statuses of their own.
    Statuses {
        record: RecordId,
        nodes: Vec<NodeIdx>,
    },
    /// Time was spent on what is recorded under an id.
    Time {
        id: String,
        node: NodeIdx,
    },
}

impl Step {
    /// Returns what a record will change that is not in the log yet; nothing where more has to be looked at: a record that
    /// is known already, one that speaks of what is not in the roadmap under that id, and one whose address another
    /// recorded id could be found by.
    pub(super) fn of(record: &Record, roadmap: &Roadmap, log: &Log) -> Option<Step> {
        if log.knows(&record.id) || record.part.is_some() {
            return None;
        }
        let of_roadmap = roadmap.id();
        if record.action.roadmap() != of_roadmap.as_str() {
            return Some(Step::Nothing);
        }
        match &record.action {
            Action::Note { .. } => Some(Step::Nothing),
            Action::Attach { .. } => None,
            Action::Time(spent) => {
                let node = roadmap.find(&spent.node)?;
                has_address(roadmap, node, spent.url.as_deref()).then(|| Step::Time {
                    id: spent.node.clone(),
                    node,
                })
            }
            Action::Status(change) => {
                let node = |changed: &crate::progress::change::NodeChange| {
                    let node = roadmap.find(&changed.node)?;
                    let before = log.status(of_roadmap.as_str(), &changed.node);
                    let is_alone = has_address(roadmap, node, changed.url.as_deref())
                        && has_address(roadmap, node, before.and_then(|entry| entry.url));
                    let is_leaf = matches!(roadmap.level(node), Level::Resource | Level::Concept);
                    (is_leaf && is_alone).then_some(node)
                };
                let nodes = change.nodes.iter().map(node).collect::<Option<_>>()?;
                let record = record.id.clone();
                Some(Step::Statuses { record, nodes })
            }
        }
    }
}

impl Course {
    /// Takes what a record changes. Tells whether that changed anything that is seen; nothing where everything is to be folded
    /// again.
    pub(super) fn go_on(&mut self, step: &Step) -> Option<bool> {
        match step {
            Step::Nothing => Some(false),
            Step::Time { id, node } => {
                self.meanings.insert(id.clone(), Meaning::Node(*node));
                Some(false)
            }
            Step::Statuses { record, nodes } => {
                let mut nodes = nodes.iter();
                nodes.try_fold(false, |changed, node| {
                    Some(changed | self.decide(record, *node)?)
                })
            }
        }
    }

    /// Takes the status that a record gives a node. Tells whether the node had another one; nothing where it is not sure
    /// which record decides it now.
    fn decide(&mut self, record: &RecordId, node: NodeIdx) -> Option<bool> {
        let (roadmap, id) = (self.roadmap.id(), self.roadmap.node_id(node));
        let entry = self.log.status(roadmap.as_str(), id.as_str());
        let entry = entry.filter(|entry| entry.id == record)?;
        self.meanings.insert(id.to_string(), Meaning::Node(node));
        let decided = self
            .decided
            .entry(node)
            .or_insert_with(|| Decided::by(&entry));
        match entry.l.cmp(&decided.l) {
            Ordering::Greater => *decided = Decided::by(&entry),
            Ordering::Equal if *decided != Decided::by(&entry) => return None,
            // What was recorded under another id of the node is newer.
            Ordering::Equal | Ordering::Less => {}
        }
        let before = self.progress.status(&self.roadmap, node);
        self.progress.set(&self.roadmap, node, decided.status);
        Some(before != decided.status)
    }
}

/// Tells whether an address says no more than the id does: there is none, or it is the node's own.
fn has_address(roadmap: &Roadmap, node: NodeIdx, address: Option<&str>) -> bool {
    let own = roadmap.link(node).into_iter();
    let mut own = own.chain(roadmap.former_links(node));
    address.is_none_or(|address| own.any(|link| link.as_str() == address))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journal::{Spent, Writer};
    use crate::notes::name::Name;
    use crate::notes::{Found, Notes};
    use crate::progress::Status;
    use crate::progress::change::{Change, NodeChange, Origin};
    use crate::roadmap::load;
    use crate::text::clean;
    use crate::yaml::Limits;

    const ROADMAP: &str = "
format: 1
id: r
title: R
stages:
  - id: s
    title: S
    topics:
      - id: t
        title: T
        concepts: [{ id: idea, title: I }]
        resources:
          - { id: a, title: A, aliases: [old-a], url: 'https://example.org/a', formerly: ['https://example.org/was-a'] }
          - { id: b, title: B, url: 'https://example.org/b' }
          - { id: twin-1, title: X, url: 'https://example.org/twin' }
          - { id: twin-2, title: Y, url: 'https://example.org/twin' }
          - { id: task, title: Z, core: true }
";

    /// What can be named, also what is no leaf, or not in the roadmap.
    const IDS: [&str; 9] = [
        "a", "old-a", "b", "twin-1", "twin-2", "task", "idea", "t", "gone",
    ];
    const ADDRESSES: [Option<&str>; 7] = [
        None,
        Some("https://example.org/a"),
        Some("https://example.org/was-a"),
        Some("https://example.org/b"),
        Some("https://example.org/twin"),
        Some("https://example.org/other"),
        Some("no address"),
    ];

    /// Something that happens, in indices of the tables above.
    #[derive(Clone, Debug)]
    enum Deed {
        Set(Vec<(usize, usize, Status)>),
        Undo,
        Attach(usize, Option<usize>),
        Time(usize, usize),
        /// Somebody else set a status at that time; all journals are read again.
        Elsewhere(usize, usize, Status, u64),
        Elsewise(usize),
        Noted(usize),
    }

    fn deed() -> impl Strategy<Value = Deed> {
        let id = || 0..IDS.len();
        let address = || 0..ADDRESSES.len();
        let status = || prop::sample::select(&Status::ALL[..]);
        prop_oneof![
            6 => prop::collection::vec((id(), address(), status()), 1..4).prop_map(Deed::Set),
            2 => Just(Deed::Undo),
            1 => (id(), prop::option::of(id())).prop_map(|(id, to)| Deed::Attach(id, to)),
            1 => (id(), address()).prop_map(|(id, address)| Deed::Time(id, address)),
            1 => (id(), address(), status(), 0_u64..20)
                .prop_map(|(id, address, status, l)| Deed::Elsewhere(id, address, status, l)),
            1 => id().prop_map(Deed::Elsewise),
            1 => id().prop_map(Deed::Noted),
        ]
    }

    fn change(nodes: &[(usize, usize, Status)]) -> Action {
        let node = |(id, address, to): &(usize, usize, Status)| NodeChange {
            node: IDS[*id].to_owned(),
            from: Status::Todo,
            to: *to,
            url: ADDRESSES[*address].map(ToOwned::to_owned),
            title: String::new(),
            when: None,
        };
        Action::Status(Change {
            roadmap: "r".to_owned(),
            nodes: nodes.iter().map(node).collect(),
            origin: Origin::Done,
        })
    }

    fn happen(course: &mut Course, number: u64, deed: &Deed) {
        let id = RecordId::new(1, number);
        let record = |l, action| Record::new(id.clone(), l, "2026-11-20T10:00:00+01:00", action);
        let roadmap = || "r".to_owned();
        let next = course.log.largest_l() + 1;
        let action = match deed {
            Deed::Set(nodes) => change(nodes),
            Deed::Undo => match course.undo() {
                Some(change) => {
                    course.apply(&change);
                    Action::Status(change)
                }
                None => return,
            },
            Deed::Attach(node, to) => Action::Attach {
                roadmap: roadmap(),
                node: IDS[*node].to_owned(),
                to: to.map(|to| IDS[to].to_owned()),
            },
            Deed::Time(node, address) => Action::Time(Spent {
                roadmap: roadmap(),
                node: IDS[*node].to_owned(),
                url: ADDRESSES[*address].map(ToOwned::to_owned),
                title: String::new(),
                minutes: 5,
                when: None,
            }),
            Deed::Elsewhere(node, address, status, l) => {
                let mut log = course.log.clone();
                log.add(
                    record(*l, change(&[(*node, *address, *status)])),
                    Writer::Other,
                );
                course.refresh(log);
                return;
            }
            Deed::Elsewise(node) => {
                let other = Change {
                    roadmap: "another".to_owned(),
                    nodes: match change(&[(*node, 0, Status::Done)]) {
                        Action::Status(change) => change.nodes,
                        Action::Attach { .. } | Action::Note { .. } | Action::Time(_) => Vec::new(),
                    },
                    origin: Origin::Done,
                };
                Action::Status(other)
            }
            Deed::Noted(node) => {
                let file = format!("{}.md", IDS[*node]);
                let found = Found {
                    name: Name::of(&file, |_| false).unwrap(),
                    file: clean::line(&file),
                    text: clean::line("a note"),
                    modified: None,
                    is_cut: false,
                };
                course.set_notes(Notes::new(vec![found], Vec::new()));
                return;
            }
        };
        course.record(record(next, action));
    }

    proptest! {
        #[test]
        fn what_is_folded_step_by_step_is_what_is_folded_anew(
            deeds in prop::collection::vec(deed(), 0..24),
        ) {
            let loaded = load(ROADMAP.as_bytes(), &Limits::default()).unwrap();
            let mut course = Course::new(loaded.roadmap, Log::default());
            for (number, deed) in (1..).zip(&deeds) {
                happen(&mut course, number, deed);
                let mut anew = course.clone();
                anew.fold();
                prop_assert_eq!(&course.progress, &anew.progress);
                prop_assert_eq!(&course.orphans, &anew.orphans);
                prop_assert_eq!(&course.decided, &anew.decided);
                prop_assert_eq!(&course.meanings, &anew.meanings);
                prop_assert_eq!(&course.noted, &anew.noted);
            }
        }
    }
}
