//! Losses of power at any moment: what the disk confirmed is there afterwards, and what is there is what was written.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use super::append::{Journal, JournalDirs};
use super::log::Log;
use super::sim::{Call, Dice, Fault, Plan, SimFs, StoppedClock};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// What a person does, and the program for them.
#[derive(Clone, Copy, Debug)]
enum Deed {
    /// Ticks so many nodes.
    Tick(usize),
    Sync,
    /// A year begins, so that a new file does.
    Year,
    /// The next sync of a file, or of a folder, fails.
    Fail(Call),
    /// Another window is opened.
    Window,
}

/// A machine with a home folder and nothing in it.
struct Machine {
    disk: SimFs,
    clock: StoppedClock,
    journal: Journal,
    ticks: usize,
    /// The change of each record that was written, of those that this window has yet to have confirmed, and of those that
    /// are confirmed.
    written: BTreeMap<String, Change>,
    waiting: BTreeMap<String, Change>,
    confirmed: BTreeMap<String, Change>,
}

impl Machine {
    fn new() -> Machine {
        let disk = SimFs::default();
        super::fs::Fs::create_folder(&disk, &PathBuf::from("/home/ada")).unwrap();
        disk.power_returns(|_| 0);
        let clock = StoppedClock::new();
        Machine {
            journal: open(&disk, &clock),
            disk,
            clock,
            ticks: 0,
            written: BTreeMap::new(),
            waiting: BTreeMap::new(),
            confirmed: BTreeMap::new(),
        }
    }

    fn run(&mut self, deed: Deed) {
        match deed {
            Deed::Tick(nodes) => {
                self.ticks += 1;
                let change = change(self.ticks, nodes);
                let appended = self.journal.append(&change);
                let id = appended.record.id.to_string();
                self.written.insert(id.clone(), change.clone());
                self.waiting.insert(id, change);
            }
            Deed::Sync => {
                let had_pending = self.journal.retry().is_err();
                if self.journal.sync().is_ok() && !had_pending {
                    self.confirmed.append(&mut self.waiting);
                }
            }
            Deed::Year => self.clock.forward_hours(24 * 366),
            Deed::Fail(call) => self.disk.fail(Plan {
                call,
                nth: 1,
                sticky: false,
                fault: Fault::Error(std::io::ErrorKind::Other),
            }),
            Deed::Window => {
                // The one before is closed, which syncs.
                self.run(Deed::Sync);
                self.journal = open(&self.disk, &self.clock);
                // What could not be confirmed until now was not promised.
                self.waiting.clear();
            }
        }
    }

    /// Checks what a new process finds on a disk after the power returned.
    fn check(&self, disk: &SimFs, told: &str) {
        let log = open(disk, &self.clock).read();
        let found: BTreeMap<String, Change> = changes(&log);
        for (id, change) in &self.confirmed {
            assert_eq!(found.get(id), Some(change), "confirmed and lost: {told}");
        }
        for (id, change) in &found {
            assert_eq!(self.written.get(id), Some(change), "never written: {told}");
        }
        let mut next = open(disk, &self.clock);
        let appended = next.append(&change(0, 1));
        appended.saved.expect("the disk is well");
        let log = open(disk, &self.clock).read();
        let after = changes(&log);
        assert!(
            after.contains_key(appended.record.id.as_str()),
            "the next one is lost: {told}"
        );
        assert_eq!(after.len(), found.len() + 1, "{told}");
    }
}

fn open(disk: &SimFs, clock: &StoppedClock) -> Journal {
    let dirs = JournalDirs {
        data: "/home/ada/.local/share/roadbook".into(),
        state: "/home/ada/.local/state/roadbook".into(),
    };
    Journal::open(Box::new(disk.clone()), dirs, Box::new(clock.clone()))
}

fn change(number: usize, nodes: usize) -> Change {
    let node = |node| NodeChange {
        node: format!("tick-{number}-{node}"),
        from: Status::Todo,
        to: Status::Done,
        url: Some("https://example.org/a/page/of/some/length".into()),
        title: format!("The thing that is number {node}"),
        when: None,
    };
    Change {
        roadmap: "llm".into(),
        nodes: (0..nodes).map(node).collect(),
        origin: Origin::Done,
    }
}

fn changes(log: &Log) -> BTreeMap<String, Change> {
    let history = log.history("llm");
    history
        .map(|past| (past.id.to_string(), past.change()))
        .collect()
}

/// Goes through all ways to choose, one after the other.
#[derive(Default)]
struct Ways {
    /// What was chosen, of how many.
    chosen: Vec<(usize, usize)>,
    at: usize,
}

impl Ways {
    fn choose(&mut self, of: usize) -> usize {
        if self.at == self.chosen.len() {
            self.chosen.push((0, of));
        }
        self.at += 1;
        self.chosen[self.at - 1].0
    }

    /// Goes on to the next way; there is none when every choice was the last.
    fn next(&mut self) -> bool {
        self.at = 0;
        while let Some((choice, of)) = self.chosen.pop() {
            if choice + 1 < of {
                self.chosen.push((choice + 1, of));
                return true;
            }
        }
        false
    }
}

/// Lets the power go in each call of some deeds, and come back in every state that the disk may have then. Returns the
/// number of states; no more than `most` are looked at for one call.
fn every_state(deeds: &[Deed], most: usize) -> usize {
    let mut states = 0;
    for call in 1.. {
        let mut machine = Machine::new();
        machine.disk.power_goes_at(call);
        for deed in deeds {
            if machine.disk.has_power() {
                machine.run(*deed);
            }
        }
        let is_last = machine.disk.has_power();
        let mut ways = Ways::default();
        for _ in 0..most {
            let disk = machine.disk.copy();
            disk.power_returns(|of| ways.choose(of));
            machine.check(&disk, &format!("{deeds:?}, call {call}, {:?}", ways.chosen));
            states += 1;
            if !ways.next() {
                break;
            }
        }
        if is_last {
            break;
        }
    }
    states
}

fn told(what: &str, count: usize) {
    writeln!(std::io::stdout(), "{what}: {count}, 0 lost").expect("somebody listens");
}

const SHORT: &[Deed] = &[Deed::Tick(1), Deed::Sync, Deed::Tick(2), Deed::Sync];

const LONG: &[&[Deed]] = &[
    &[
        Deed::Tick(1),
        Deed::Sync,
        Deed::Tick(1),
        Deed::Tick(3),
        Deed::Year,
        Deed::Tick(1),
        Deed::Sync,
        Deed::Tick(1),
    ],
    &[
        Deed::Tick(1),
        Deed::Fail(Call::Sync),
        Deed::Sync,
        Deed::Tick(2),
        Deed::Sync,
    ],
    &[
        Deed::Tick(1),
        Deed::Fail(Call::SyncFolder),
        Deed::Sync,
        Deed::Tick(2),
        Deed::Sync,
    ],
    &[
        Deed::Tick(1),
        Deed::Window,
        Deed::Tick(1),
        Deed::Year,
        Deed::Window,
        Deed::Tick(2),
        Deed::Sync,
    ],
    &[Deed::Tick(600), Deed::Sync, Deed::Tick(1)],
];

#[test]
fn a_loss_of_power_in_any_call_keeps_what_the_disk_confirmed() {
    let states = every_state(SHORT, 60);
    assert!(states > 500, "{states}");
}

#[test]
#[ignore = "ten thousand states; tests/hard/run"]
fn every_state_of_the_disk_after_a_loss_of_power_keeps_what_was_confirmed() {
    let states = LONG.iter().map(|deeds| every_state(deeds, 500)).sum();
    told("states of the disk after a loss of power", states);
    assert!(states >= 10_000, "{states}");
}

/// Plays fifty deeds by dice, with losses of power in between.
fn by_dice(seed: u64) -> usize {
    let mut dice = Dice::new(seed);
    let mut machine = Machine::new();
    let mut losses = 0;
    for _ in 0..50 {
        let deed = match dice.roll(12) {
            0..6 => Deed::Tick(1 + dice.roll(3)),
            6..9 => Deed::Sync,
            9 => Deed::Year,
            10 => Deed::Fail([Call::Sync, Call::SyncFolder, Call::Write, Call::Open][dice.roll(4)]),
            _ => Deed::Window,
        };
        if dice.roll(6) == 0 {
            machine.disk.power_goes_at(1 + dice.roll(12));
        }
        machine.run(deed);
        if machine.disk.has_power() {
            continue;
        }
        losses += 1;
        machine.disk.power_returns(|of| dice.roll(of));
        machine.check(&machine.disk.copy(), &format!("seed {seed}, loss {losses}"));
        // What is gone was never confirmed. The rest has survived, and must from now on.
        machine.journal = open(&machine.disk, &machine.clock);
        let found = changes(&machine.journal.read());
        machine.written.retain(|id, _| found.contains_key(id));
        machine.confirmed.clone_from(&machine.written);
        machine.waiting.clear();
    }
    losses
}

#[test]
fn losses_of_power_by_dice_keep_what_the_disk_confirmed() {
    let losses: usize = (0..60).map(by_dice).sum();
    assert!(losses > 60, "{losses}");
}

#[test]
#[ignore = "thousands of runs; tests/hard/run"]
fn two_thousand_runs_by_dice_keep_what_the_disk_confirmed() {
    let losses: usize = (1000..3000).map(by_dice).sum();
    told("losses of power in 2,000 runs of 50 deeds by dice", losses);
}
