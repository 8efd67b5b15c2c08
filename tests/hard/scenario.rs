//! What is done while something goes wrong, and what must be true afterwards.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use roadbook::journal::fs::RealFs;
use roadbook::journal::{Journal, JournalDirs, Log, SystemClock};
use roadbook::progress::Status;

use crate::support::Home;

/// Resources of the stage that is ticked at once: its change takes several lines.
const MANY: usize = 700;

/// A home with a roadmap, `tea`, and whatever was done in it.
pub(crate) struct World {
    home: Home,
    now: &'static str,
}

impl World {
    pub(crate) fn new() -> World {
        let world = World {
            home: Home::new(),
            now: "2026-11-23T12:00:00Z",
        };
        world.write("config/roadbook/config.yaml", "roadmap: tea\n");
        let tea = include_str!("../fixtures/cli/tea.yaml");
        world.write("data/roadbook/roadmaps/tea.yaml", tea);
        world
    }

    /// Returns another home with the same files.
    pub(crate) fn copy(&self) -> World {
        let home = Home::new();
        copy(self.path(), home.path());
        World {
            home,
            now: self.now,
        }
    }

    pub(crate) fn path(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        self.home.environment()
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.home.data_folder().join("roadbook")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in the home");
        std::fs::write(path, text).expect("a file in the home");
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = self.home.command();
        command.args(shell_words::split(line).expect("a line of words"));
        command.env("ROADBOOK_NOW", self.now).stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, line: &str) -> Output {
        self.command(line).output().expect("the program runs")
    }

    /// Runs a command that must succeed.
    pub(crate) fn must(&self, line: &str) -> Result<(), String> {
        let output = self.run(line);
        if output.status.success() {
            return Ok(());
        }
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("`{line}` afterwards: {} {why}", output.status))
    }

    /// Reads the journals as the program does.
    pub(crate) fn log(&self) -> Log {
        let dirs = JournalDirs {
            data: self.data(),
            state: self.home.state_folder().join("roadbook"),
        };
        Journal::open(
            Box::new(RealFs),
            dirs,
            Box::new(SystemClock(jiff::tz::TimeZone::UTC)),
        )
        .read()
    }

    /// Returns the temporary files of the program.
    fn left_behind(&self) -> Vec<std::path::PathBuf> {
        let mut left = Vec::new();
        let mut folders = vec![self.home.data_folder(), self.home.state_folder()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "tmp") {
                    left.push(path);
                }
            }
        }
        left
    }

    fn journals(&self) -> Vec<std::path::PathBuf> {
        let folder = std::fs::read_dir(self.data().join("progress"));
        let entries = folder.into_iter().flatten();
        entries
            .map(|entry| entry.expect("an entry").path())
            .collect()
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// Something that a person does, which is acknowledged with certain words.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) command: &'static str,
    /// What is printed when it is done, and not before.
    acknowledgement: &'static str,
    prepare: fn(&World) -> World,
    /// Tells whether it is done, and whether it is done by half.
    look: fn(&World, &Log) -> Done,
    /// The same once more, should it not have been done.
    again: &'static str,
}

/// How much of a scenario has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    Not,
    Half,
    Whole,
}

impl Done {
    fn of(count: usize, whole: usize) -> Done {
        match count {
            0 => Done::Not,
            count if count == whole => Done::Whole,
            _ => Done::Half,
        }
    }
}

fn has(log: &Log, roadmap: &str, node: &str, status: Status) -> Done {
    let is_so = log
        .status(roadmap, node)
        .is_some_and(|entry| entry.status == status);
    Done::of(usize::from(is_so), 1)
}

fn begun(world: &World) -> World {
    let world = world.copy();
    for line in [
        "doing green-tea-book",
        "done oxidation",
        "skip black-tea-walk",
    ] {
        world.must(line).expect("nothing is wrong yet");
    }
    world
}

/// What a person does on the screen: a tick on what is next.
pub(crate) const TICK_ON_SCREEN: Scenario = Scenario {
    name: "a tick on the screen",
    command: "",
    acknowledgement: "Done: ",
    prepare: World::copy,
    look: |_, log| has(log, "tea", "green-tea-book", Status::Done),
    again: "done green-tea-book",
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "the first tick in an empty home",
        command: "done kettle-paper",
        acknowledgement: "to do -> done",
        prepare: World::copy,
        look: |_, log| has(log, "tea", "kettle-paper", Status::Done),
        again: "done kettle-paper",
    },
    Scenario {
        name: "a tick more",
        command: "done kettle-paper",
        acknowledgement: "to do -> done",
        prepare: begun,
        look: |_, log| has(log, "tea", "kettle-paper", Status::Done),
        again: "done kettle-paper",
    },
    Scenario {
        name: "a tick after a torn line",
        command: "done kettle-paper",
        acknowledgement: "to do -> done",
        prepare: |world| {
            let world = begun(world);
            for journal in world.journals() {
                let bytes = std::fs::read(&journal).expect("a journal");
                std::fs::write(&journal, &bytes[..bytes.len() - 30]).expect("a journal");
            }
            world
        },
        look: |_, log| has(log, "tea", "kettle-paper", Status::Done),
        again: "done kettle-paper",
    },
    Scenario {
        name: "the first tick of a year",
        command: "done kettle-paper",
        acknowledgement: "to do -> done",
        prepare: |world| World {
            now: "2027-01-01T00:00:01Z",
            ..begun(world)
        },
        look: |_, log| has(log, "tea", "kettle-paper", Status::Done),
        again: "done kettle-paper",
    },
    Scenario {
        name: "a stage of 700",
        command: "done --roadmap many all",
        acknowledgement: "700 are done now",
        prepare: |world| {
            let world = begun(world);
            world.write("data/roadbook/roadmaps/many.yaml", &many());
            world
        },
        look: |_, log| Done::of(log.statuses("many").count(), MANY),
        again: "done --roadmap many all",
    },
    Scenario {
        name: "undo",
        command: "undo",
        acknowledgement: "does it again",
        prepare: |world| {
            let world = begun(world);
            world
                .must("done kettle-paper")
                .expect("nothing is wrong yet");
            world
        },
        look: |_, log| has(log, "tea", "kettle-paper", Status::Todo),
        again: "todo kettle-paper",
    },
    Scenario {
        name: "a line of a note",
        command: "note kettle-paper -- boil it twice",
        acknowledgement: "note saved",
        prepare: begun,
        look: |world, _| {
            let note = std::fs::read_to_string(world.data().join("notes/tea/kettle-paper.md"));
            let has_it = note.is_ok_and(|note| note.contains("boil it twice\n"));
            Done::of(usize::from(has_it), 1)
        },
        again: "note kettle-paper -- boil it twice",
    },
    Scenario {
        name: "a document with ticks",
        command: "import rivers.md --add",
        acknowledgement: "opens it",
        prepare: |world| {
            let world = begun(world);
            let rivers = "# Waters\n\n## Rivers\n- [x] [Nile](https://example.org/nile)\n- [x] [Rhine](https://example.org/rhine)\n- [ ] [Elbe](https://example.org/elbe)\n";
            world.write("rivers.md", rivers);
            world
        },
        look: |world, log| {
            let is_there = world.data().join("roadmaps/waters.yaml").exists();
            match log.statuses("waters").count() {
                0 => Done::Not,
                2 if is_there => Done::Whole,
                _ => Done::Half,
            }
        },
        again: "import rivers.md --add --replace",
    },
    Scenario {
        name: "time that was spent",
        command: "track stop",
        acknowledgement: "min: On kettles",
        prepare: |world| {
            let world = begun(world);
            world
                .must("track start kettle-paper")
                .expect("nothing is wrong yet");
            World {
                now: "2026-11-23T12:25:00Z",
                ..world
            }
        },
        look: |_, log| {
            // Written down twice would be more than was spent.
            let minutes: u32 = log.times("tea").map(|timed| timed.spent.minutes).sum();
            Done::of(minutes as usize, 25)
        },
        again: "track stop",
    },
];

fn many() -> String {
    let head = "format: 1\nid: many\ntitle: Many\nstages:\n  - id: all\n    title: All\n    topics:\n      - id: topic\n        title: Topic\n        resources:\n";
    let resource = |number| {
        let title = "A title that is as long as titles are";
        format!(
            "          - {{ id: thing-{number}, title: {title} {number}, url: \"https://example.org/a/rather/long/address/{number}\" }}\n"
        )
    };
    let resources: String = (0..MANY).map(resource).collect();
    format!("{head}{resources}")
}

impl Scenario {
    /// Returns the home in which it begins.
    pub(crate) fn prepare(&self) -> World {
        (self.prepare)(&World::new())
    }

    pub(crate) fn acknowledged(&self, output: &Output) -> bool {
        String::from_utf8_lossy(&output.stdout).contains(self.acknowledgement)
    }

    /// Returns what is wrong afterwards; `before` is the home as it was.
    pub(crate) fn wrong(
        &self,
        before: &Before,
        world: &World,
        acknowledged: bool,
    ) -> Result<(), String> {
        let log = world.log();
        let health = log.health();
        if let Some(lost) = before.records.difference(&records(&log)).next() {
            return Err(format!("the record {lost} of before is gone"));
        }
        if health.damaged.len() > before.damaged + 1 || !health.unreadable.is_empty() {
            return Err(format!("the journals: {health:?}"));
        }
        match (self.look)(world, &log) {
            Done::Half => return Err("it happened by half".to_owned()),
            Done::Not if acknowledged => return Err("what was acknowledged is lost".to_owned()),
            Done::Not | Done::Whole => {}
        }
        // Whatever it left behind is cleaned up.
        world.must("doctor --fix")?;
        world.must("doctor")?;
        let left = world.left_behind();
        if !left.is_empty() {
            return Err(format!("after `doctor --fix` there is {left:?}"));
        }
        world.must("doing green-tea-video")?;
        if has(&world.log(), "tea", "green-tea-video", Status::Doing) != Done::Whole {
            return Err("the next change is lost".to_owned());
        }
        // Nobody knows whether it was done, so it is done again, and must not be there twice.
        world.must(self.again)?;
        let log = world.log();
        if (self.look)(world, &log) != Done::Whole {
            return Err("doing it again did not do it".to_owned());
        }
        if before.records.is_subset(&records(&log)) {
            return Ok(());
        }
        Err("a record is gone in the end".to_owned())
    }
}

/// What a home held before something went wrong.
pub(crate) struct Before {
    records: BTreeSet<String>,
    damaged: usize,
}

impl Before {
    pub(crate) fn of(world: &World) -> Before {
        let log = world.log();
        Before {
            records: records(&log),
            damaged: log.health().damaged.len(),
        }
    }
}

pub(crate) fn records(log: &Log) -> BTreeSet<String> {
    let roadmaps = log.roadmaps().flat_map(|roadmap| log.history(roadmap));
    roadmaps.map(|past| past.id.to_string()).collect()
}

/// Counts runs and what went wrong, from several threads.
#[derive(Default)]
pub(crate) struct Tally {
    runs: AtomicUsize,
    acknowledged: AtomicUsize,
    wrong: Mutex<Vec<String>>,
}

impl Tally {
    pub(crate) fn count(&self, acknowledged: bool, run: &str, outcome: Result<(), String>) {
        self.runs.fetch_add(1, Ordering::Relaxed);
        self.acknowledged
            .fetch_add(usize::from(acknowledged), Ordering::Relaxed);
        if let Err(why) = outcome {
            self.wrong
                .lock()
                .expect("no panic")
                .push(format!("{run}: {why}"));
        }
    }

    /// Prints the line of a test and fails when anything went wrong, or too little was tried.
    #[track_caller]
    pub(crate) fn finish(self, what: &str, least: usize) {
        let runs = self.runs.into_inner();
        let acknowledged = self.acknowledged.into_inner();
        let wrong = self.wrong.into_inner().expect("no panic");
        let lost = wrong
            .iter()
            .filter(|why| why.contains("lost") || why.contains("gone"));
        report(what, runs, acknowledged, lost.count(), wrong.len());
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
        assert!(runs >= least, "{runs} runs, and {least} are meant");
        assert!(acknowledged > 0, "nothing was ever acknowledged");
    }
}

/// Prints the line of a test, also when the test passes.
pub(crate) fn report(what: &str, runs: usize, acknowledged: usize, lost: usize, wrong: usize) {
    writeln!(
        std::io::stdout(),
        "{what}: {runs} runs, {acknowledged} acknowledged, {lost} lost, {wrong} failed"
    )
    .expect("somebody listens");
}

/// Does something for each item, on as many threads as there are processors.
pub(crate) fn for_each<T: Sync>(items: &[T], job: impl Fn(&T) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    job(item);
                }
            });
        }
    });
}
