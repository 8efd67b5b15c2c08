//! Whatever happens to journals and cache, a glance tells what reading everything tells.
#![expect(clippy::print_stdout, reason = "a long test prints what it did")]

use std::cell::Cell;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use super::cache::{Cache, Limits};
use super::fs::Fs as _;
use super::fs::RealFs;
use super::line::encode;
use super::log::{Log, Writer};
use super::record::{Action, END_OF_TIME, NoteDeed, Part, Record, RecordId, Spent};
use super::sim::{SimFs, dirs, journal};
use super::{Journal, JournalDirs, SystemClock};
use crate::progress::Status;
use crate::progress::change::{Change, NodeChange, Origin};

/// What happens to the folder of the journals.
#[derive(Clone, Debug)]
enum Event {
    /// This device writes.
    Append(Wish),
    UndoOrRedo(bool),
    /// Another device, or a person, adds a line to a journal.
    Add(usize, String),
    /// A synchronising program puts a file there that begins as the one did that is there, or copies one.
    Copy(usize, usize, Index),
    Truncate(usize, Index),
    /// An editor changes a byte, in the file or in a new one in its place.
    Edit(usize, Index, bool),
    /// The same content, in another file.
    CheckOut(usize),
    Delete(usize),
    SetAside,
    /// A byte of the cache changes.
    Rot(Index),
    Glance,
}

#[derive(Clone, Debug)]
enum Wish {
    Status(Vec<(u8, usize)>),
    /// So many nodes that it takes several lines.
    Long(usize),
    Attach(u8, Option<u8>),
    Note(u8, bool),
    Time(u8, u32),
}

const OTHERS: [&str; 3] = ["b0-2026.jsonl", "b0-2026.sync-conflict.jsonl", "zz.jsonl"];

fn changed(node: &str, to: usize) -> NodeChange {
    NodeChange {
        node: node.into(),
        from: Status::Todo,
        to: Status::ALL[to],
        url: Some(format!("https://example.org/{node}")),
        title: format!("标题 {node}"),
        when: None,
    }
}

fn status(roadmap: &str, nodes: Vec<NodeChange>) -> Change {
    Change {
        roadmap: roadmap.into(),
        nodes,
        origin: Origin::Done,
    }
}

/// Lines as other devices, other versions and people write them, from a world so small that ids and times meet.
fn lines() -> impl Strategy<Value = String> {
    let l = prop_oneof![4 => 1..9u64, 4 => 2_000_000_000_000..2_000_000_000_009u64, 1 => Just(END_OF_TIME)];
    let id = prop_oneof![3 => 0..40u8, 1 => 0..4u8];
    let part = prop::option::weighted(0.2, (0..3u8, 1..3u32));
    let record =
        (id, l, 0..4u8, 0..4usize, part, any::<bool>()).prop_map(|(id, l, node, to, part, q)| {
            let roadmap = if q { "q" } else { "llm" };
            let action = Action::Status(status(roadmap, vec![changed(&format!("n{node}"), to)]));
            let id = RecordId::from_text(&format!("r{id}")).unwrap();
            let part = part.map(|(whole, number)| Part {
                whole: RecordId::from_text(&format!("w{whole}")).unwrap(),
                number,
                of: 2,
            });
            let record = Record::new(id, l, "2026-11-23T19:24:30+01:00", action);
            encode(&Record { part, ..record }).unwrap()
        });
    let strange = prop::sample::select(vec![
        "\n",
        "torn\n",
        "{\"v\":1,\"op\":\"header\",\"min_reader\":1}\n",
        "{\"v\":1,\"op\":\"header\",\"min_reader\":3}\n",
        "{\"v\":2,\"id\":\"z-1\",\"l\":9,\"op\":\"status\",\"r\":\"llm\",\"n\":\"a\",\"x\":\"done\"}\n",
        "{\"v\":1,\"id\":\"z-2\",\"l\":9,\"op\":\"review\",\"r\":\"llm\"}\n",
        "{\"v\":1,\"id\":\"z-3\",\"l\":7,\"op\":\"status\",\"r\":\"llm\",\"n\":[\"n0\",\"n1\"],\"x\":\"done\"}",
    ]);
    prop_oneof![12 => record, 1 => strange.prop_map(str::to_owned)]
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let wish = prop_oneof![
        4 => prop::collection::vec((0..4u8, 0..4usize), 1..3).prop_map(Wish::Status),
        1 => (170..220usize).prop_map(Wish::Long),
        1 => (0..4u8, prop::option::of(0..4u8)).prop_map(|(node, to)| Wish::Attach(node, to)),
        1 => (0..4u8, any::<bool>()).prop_map(|(node, written)| Wish::Note(node, written)),
        1 => (0..4u8, 1..90u32).prop_map(|(node, minutes)| Wish::Time(node, minutes)),
    ];
    let file = || 0..4usize;
    let event = prop_oneof![
        8 => wish.prop_map(Event::Append),
        2 => any::<bool>().prop_map(Event::UndoOrRedo),
        8 => (file(), lines()).prop_map(|(file, line)| Event::Add(file, line)),
        1 => (file(), file(), any::<Index>()).prop_map(|(from, to, cut)| Event::Copy(from, to, cut)),
        1 => (file(), any::<Index>()).prop_map(|(file, at)| Event::Truncate(file, at)),
        1 => (file(), any::<Index>(), any::<bool>()).prop_map(|(file, at, anew)| Event::Edit(file, at, anew)),
        1 => file().prop_map(Event::CheckOut),
        1 => file().prop_map(Event::Delete),
        1 => Just(Event::SetAside),
        1 => any::<Index>().prop_map(Event::Rot),
        8 => Just(Event::Glance),
    ];
    prop::collection::vec(event, 1..30)
}

struct Machine {
    disk: SimFs,
    limits: Limits,
    journal: Journal,
    /// How often the cache told something.
    told: usize,
}

impl Machine {
    fn new(limits: Limits) -> Machine {
        let disk = SimFs::default();
        disk.put(Path::new("/etc/machine-id"), b"one");
        Machine {
            journal: with_cache(&disk, limits),
            limits,
            disk,
            told: 0,
        }
    }

    fn path(&self, file: usize) -> PathBuf {
        let own = self
            .journal
            .device
            .as_ref()
            .map(|device| device.as_str().to_owned());
        let name = match file {
            0 => format!("{}-2026.jsonl", own.as_deref().unwrap_or("a0")),
            other => OTHERS[other - 1].to_owned(),
        };
        dirs().progress().join(name)
    }

    fn content(&self, file: usize) -> Vec<u8> {
        self.disk.content(&self.path(file)).unwrap_or_default()
    }

    fn put(&self, file: usize, bytes: &[u8], anew: bool) {
        self.disk.create_folder(&dirs().progress()).unwrap();
        if anew {
            self.disk.put(&self.path(file), bytes);
        } else {
            self.disk.overwrite(&self.path(file), bytes);
        }
    }

    fn run(&mut self, event: &Event) {
        match event {
            Event::Append(wish) => self.append(wish),
            Event::UndoOrRedo(undoing) => {
                let log = self.journal.glance();
                let change = if *undoing {
                    log.undoable("llm")
                } else {
                    log.redoable("llm")
                };
                if let Some(change) = change {
                    self.journal.append(&change);
                }
            }
            Event::Add(file, line) => {
                let bytes = [&*self.content(*file), line.as_bytes()].concat();
                self.put(*file, &bytes, false);
            }
            Event::Copy(from, to, cut) => {
                let bytes = self.content(*from);
                self.put(*to, &bytes[..cut.index(bytes.len() + 1)], true);
            }
            Event::Truncate(file, at) => {
                let bytes = self.content(*file);
                self.put(*file, &bytes[..at.index(bytes.len() + 1)], false);
            }
            Event::Edit(file, at, anew) => {
                let mut bytes = self.content(*file);
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
                    self.put(*file, &bytes, *anew);
                }
            }
            Event::CheckOut(file) => self.put(*file, &self.content(*file), true),
            Event::Delete(file) => {
                // It may not be there.
                let _ = self.disk.remove(&self.path(*file));
            }
            Event::SetAside => {
                let log = self.journal.read();
                self.journal.set_aside(&log).unwrap();
            }
            Event::Rot(at) => {
                let caches = self.disk.paths();
                for path in caches.iter().filter(|path| path.starts_with("/home/cache")) {
                    let mut bytes = self.disk.content(Path::new(path)).unwrap();
                    let at = at.index(bytes.len());
                    bytes[at] ^= 1;
                    self.disk.overwrite(Path::new(path), &bytes);
                }
            }
            Event::Glance => self.glance(),
        }
    }

    fn append(&mut self, wish: &Wish) {
        let node = |node: &u8| format!("n{node}");
        match wish {
            Wish::Status(nodes) => {
                let nodes = nodes.iter().map(|(number, to)| changed(&node(number), *to));
                self.journal.append(&status("llm", nodes.collect()));
            }
            Wish::Long(count) => {
                let nodes = (0..*count).map(|number| NodeChange {
                    title: "长".repeat(99),
                    ..changed(&format!("l{number}"), 2)
                });
                self.journal.append(&status("llm", nodes.collect()));
            }
            Wish::Attach(from, to) => {
                let to = to.as_ref().map(node);
                self.journal.attach("llm", &node(from), to.as_deref());
            }
            Wish::Note(number, written) => {
                let deed = NoteDeed::ALL[usize::from(*written)];
                self.journal.note("q", &node(number), deed);
            }
            Wish::Time(number, minutes) => {
                let spent = Spent {
                    roadmap: "llm".into(),
                    node: node(number),
                    url: None,
                    title: "T".into(),
                    minutes: *minutes,
                    when: None,
                };
                self.journal.spend(&spent, RecordId::random());
            }
        }
    }

    /// Looks with a cache and without, in a new process each.
    fn glance(&mut self) {
        let mut cached = with_cache(&self.disk, self.limits);
        let (mut glance, mut read) = (cached.glance(), journal(&self.disk).read());
        self.told += usize::from(glance.is_brief());
        cached.keep_cache();
        // What is known without the past comes first: asking for the past must not be what puts it right.
        assert_eq!(state(&glance), state(&read));
        let action = Action::Status(status("llm", vec![changed("n1", 3), changed("new", 2)]));
        let id = RecordId::from_text("r-of-this-session").unwrap();
        let l = read.largest_l() + 1;
        let record = Record::new(id, l, "2026-11-24T10:00:00+01:00", action);
        for log in [&mut glance, &mut read] {
            log.add(record.clone(), Writer::ThisDevice);
        }
        assert_eq!(state(&glance), state(&read));
        assert_eq!(past(&glance), past(&read));
    }
}

fn with_cache(disk: &SimFs, limits: Limits) -> Journal {
    let mut journal = journal(disk);
    let folder = "/home/cache/journals".into();
    journal.cache = Some(Cache { folder, limits });
    journal
}

/// What a log tells of how things stand.
fn state(log: &Log) -> String {
    let of_roadmap = |roadmap| {
        format!(
            "\n{roadmap} {:?}\n{:?}\n{:?}\n{:?}\n{:?}",
            log.statuses(roadmap).collect::<Vec<_>>(),
            log.attachments(roadmap).collect::<Vec<_>>(),
            log.notes(roadmap).collect::<Vec<_>>(),
            log.times(roadmap).collect::<Vec<_>>(),
            log.newest(roadmap),
        )
    };
    let roadmaps: String = log.roadmaps().map(of_roadmap).collect();
    format!("{:?} {}{roadmaps}", log.health(), log.largest_l())
}

/// What a log tells of how they came to stand so.
fn past(log: &Log) -> String {
    let of_roadmap = |roadmap| {
        format!(
            "{:?}\n{:?} {:?}\n",
            log.history(roadmap).collect::<Vec<_>>(),
            log.undoable(roadmap),
            log.redoable(roadmap),
        )
    };
    let roadmaps: String = ["llm", "q"].map(of_roadmap).concat();
    let knows = |id: &String| log.knows(&RecordId::from_text(id).unwrap());
    let ids: Vec<String> = (0..40).map(|id| format!("r{id}")).filter(knows).collect();
    roadmaps + &ids.join(" ")
}

fn limits() -> impl Strategy<Value = Limits> {
    let old = prop_oneof![Just(0), Just(600), Just(64 * 1024)];
    old.prop_map(|old| Limits {
        worth: 0,
        old,
        ..Limits::default()
    })
}

/// Plays so many histories by chance.
fn play(cases: u32) {
    let mut runner = TestRunner::new(ProptestConfig {
        source_file: Some(file!()),
        ..ProptestConfig::with_cases(cases)
    });
    let told = Cell::new(0);
    let outcome = runner.run(&(limits(), events()), |(limits, events)| {
        let mut machine = Machine::new(limits);
        for event in &events {
            machine.run(event);
        }
        machine.glance();
        machine.glance();
        told.set(told.get() + machine.told);
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    let told = told.get();
    println!("{cases} histories, the cache told {told} times");
    assert!(told > cases as usize / 4, "the cache tells something");
}

#[test]
fn a_glance_tells_what_all_journals_tell() {
    play(60);
}

#[test]
#[ignore = "four thousand histories; tests/hard/run"]
fn in_four_thousand_histories_a_glance_tells_what_all_journals_tell() {
    play(4000);
}

#[test]
fn the_second_start_reads_the_cache_and_later_ones_what_came_since() {
    let mut machine = Machine::new(Limits {
        worth: 0,
        ..Limits::default()
    });
    for round in 0..4 {
        machine.append(&Wish::Status(vec![(1, round), (2, 1)]));
        machine.append(&Wish::Long(200));
        machine.glance();
        assert_eq!(machine.told, round);
    }
}

#[test]
fn a_long_journal_that_only_grew_is_known_by_its_end() {
    let mut machine = Machine::new(Limits {
        worth: 0,
        compared: 100,
        ..Limits::default()
    });
    machine.append(&Wish::Long(600));
    machine.glance();
    machine.append(&Wish::Status(vec![(1, 2)]));
    machine.glance();
    assert_eq!(machine.told, 1);
    let mut bytes = machine.content(0);
    let place = bytes.len() - 5000;
    bytes[place] ^= 1;
    machine.put(0, &[&*bytes, b"\n"].concat(), false);
    machine.glance();
    assert_eq!(
        machine.told, 1,
        "what is no longer what it was is read whole"
    );
}

#[test]
fn what_came_twice_counts_once() {
    let mut machine = Machine::new(Limits {
        worth: 0,
        ..Limits::default()
    });
    for status in [1, 2, 3] {
        machine.append(&Wish::Status(vec![(1, status)]));
    }
    machine.glance();
    // The first of them decides nothing any more, so that the cache only has the sum of its id.
    let lines = machine.content(0);
    let lines: Vec<&[u8]> = lines.split_inclusive(|byte| *byte == b'\n').collect();
    machine.put(1, &lines[..2].concat(), true);
    machine.glance();
    assert_eq!(machine.told, 0, "all is read");
    machine.glance();
    assert_eq!(machine.told, 1, "and kept");
}

#[test]
fn a_journal_that_was_just_written_is_not_kept_in_the_cache() {
    let mut machine = Machine::new(Limits {
        worth: 0,
        ..Limits::default()
    });
    machine.append(&Wish::Status(vec![(1, 2)]));
    machine.disk.touch(&machine.path(0));
    machine.glance();
    machine.glance();
    assert_eq!(machine.told, 0);
}

#[test]
fn on_a_real_disk_the_cache_is_for_the_person_alone_and_one_that_is_broken_is_none() {
    let home = tempfile::tempdir().unwrap();
    let dirs = JournalDirs {
        data: home.path().join("data"),
        state: home.path().join("state"),
    };
    let folder = home.path().join("cache/journals");
    let open = || {
        let mut journal = Journal::open(
            Box::new(RealFs),
            dirs.clone(),
            Box::new(SystemClock(jiff::tz::TimeZone::UTC)),
        );
        let limits = Limits {
            worth: 0,
            ..Limits::default()
        };
        let folder = folder.clone();
        journal.cache = Some(Cache { folder, limits });
        journal
    };
    let look = || {
        let mut journal = open();
        let log = journal.glance();
        journal.keep_cache();
        assert_eq!(log.status("llm", "n1").unwrap().status, Status::Done);
        log.is_brief()
    };
    let change = status("llm", vec![changed("n1", 2)]);
    open().append(&change).saved.unwrap();
    // Until the times of files tell one state from the next, there is no cache.
    std::thread::sleep(Duration::from_millis(2100));
    assert_eq!([look(), look()], [false, true]);
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file.path())), (0o700, 0o600));
    std::fs::write(file.path(), "cache").unwrap();
    assert_eq!([look(), look()], [false, true]);
}

#[test]
fn nothing_is_kept_of_few_records() {
    let mut machine = Machine::new(Limits::default());
    machine.append(&Wish::Status(vec![(1, 2)]));
    machine.glance();
    let is_cache = |path: &String| path.starts_with("/home/cache");
    assert!(!machine.disk.paths().iter().any(is_cache));
}
