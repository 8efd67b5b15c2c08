//! Real processes that write one journal at once, and processes that are killed while they write.
//!
//! The processes are this test program again, told by an environment variable to run [`child`] only.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use roadbook::journal::fs::{AppendFile, Fs, Listed, Lock, ReadFile, RealFs};
use roadbook::journal::{Journal, JournalDirs, Log, SystemClock};
use roadbook::progress::Status;
use roadbook::progress::change::{Change, NodeChange, Origin};

/// Nodes of a change that takes more than one line.
const BULK: usize = 1000;

const TASK: &str = "ROADBOOK_TEST_CRASH_TASK";

/// The real disk with a lock that locks nothing.
struct NoLock;

impl Fs for NoLock {
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn ReadFile>> {
        RealFs.open_read(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Listed>> {
        RealFs.list(folder)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.create_folder(folder)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn AppendFile>> {
        RealFs.open_append(path)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        RealFs.replace(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFs.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.sync_folder(folder)
    }

    fn lock(&self, _path: &Path, _wait: Duration) -> io::Result<Option<Lock>> {
        Ok(Some(Lock::none()))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Locking {
    Real,
    None,
}

fn journal(home: &Path, locking: Locking) -> Journal {
    let fs: Box<dyn Fs> = match locking {
        Locking::Real => Box::new(RealFs),
        Locking::None => Box::new(NoLock),
    };
    let dirs = JournalDirs {
        data: home.join("data"),
        state: home.join("state"),
    };
    Journal::open(fs, dirs, Box::new(SystemClock(jiff::tz::TimeZone::UTC)))
}

fn read(home: &Path) -> Log {
    journal(home, Locking::Real).read()
}

fn ids(log: &Log) -> BTreeSet<String> {
    log.history("llm").map(|past| past.id.to_string()).collect()
}

/// Makes a change of so many nodes.
fn change(name: &str, nodes: usize) -> Change {
    let node = |number| NodeChange {
        node: format!("{name}-{number}"),
        from: Status::Todo,
        to: Status::Done,
        url: Some(format!("https://example.org/{name}/{number}")),
        title: "A title of an ordinary length".into(),
        when: None,
    };
    Change {
        roadmap: "llm".into(),
        nodes: (0..nodes).map(node).collect(),
        origin: Origin::Done,
    }
}

/// Starts a process that appends so many changes and prints the id of each when it is acknowledged.
fn start(home: &Path, locking: Locking, appends: usize) -> Child {
    let program = std::env::current_exe().expect("a test program knows where it lies");
    Command::new(program)
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(TASK, format!("{locking:?} {appends} {}", home.display()))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the test program starts again")
}

/// Returns the acknowledged ids that a process prints, until it ends.
fn acknowledged(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    let output = child.stdout.take().expect("the output is a pipe");
    let lines = BufReader::new(output).lines().map_while(Result::ok);
    // A killed process may leave half a line: what was not printed to its end was not promised.
    lines.filter_map(|line| Some(line.strip_prefix("ack ")?.strip_suffix(" ok")?.to_owned()))
}

#[test]
#[ignore = "is run by the other tests as a process of its own"]
#[expect(
    clippy::disallowed_methods,
    reason = "the parent tells the child what to do"
)]
fn child() {
    let Ok(task) = std::env::var(TASK) else {
        return;
    };
    let mut words = task.splitn(3, ' ');
    let mut next = || words.next().expect("three words");
    let locking = if next() == "Real" {
        Locking::Real
    } else {
        Locking::None
    };
    let appends: usize = next().parse().expect("a number");
    let mut journal = journal(Path::new(next()), locking);
    let mut output = io::stdout();
    writeln!(output).expect("the parent listens");
    for number in 0..appends {
        let nodes = if number % 40 == 39 { BULK } else { 1 };
        let appended = journal.append(&change(&format!("{}-{number}", std::process::id()), nodes));
        appended.saved.expect("the disk is well");
        writeln!(output, "ack {} ok", appended.record.id).expect("the parent listens");
    }
}

#[test]
fn eight_processes_that_write_at_once_lose_nothing_with_or_without_the_lock() {
    for locking in [Locking::Real, Locking::None] {
        let home = tempfile::tempdir().unwrap();
        let mut children: Vec<_> = (0..8).map(|_| start(home.path(), locking, 200)).collect();
        // All run at once: a pipe holds far more than 200 ids.
        let promised: Vec<_> = children.iter_mut().flat_map(acknowledged).collect();
        for child in &mut children {
            assert!(child.wait().unwrap().success());
        }
        assert_eq!(promised.len(), 1600);
        let log = read(home.path());
        assert_eq!(ids(&log), promised.into_iter().collect(), "{locking:?}");
        assert_eq!(
            log.statuses("llm").count(),
            8 * (195 + 5 * BULK),
            "{locking:?}"
        );
        assert_eq!(log.health().damaged, [], "{locking:?}");
    }
}

#[test]
#[ignore = "24,000 appends; tests/hard/run"]
fn sixteen_processes_of_which_half_are_killed_lose_nothing_with_or_without_the_lock() {
    for (locking, killed) in [
        (Locking::Real, 0),
        (Locking::None, 0),
        (Locking::Real, 8),
        (Locking::None, 8),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut children: Vec<_> = (0..16).map(|_| start(home.path(), locking, 500)).collect();
        let promised: BTreeSet<String> = std::thread::scope(|scope| {
            let readers: Vec<_> = (0..)
                .zip(&mut children)
                .map(|(number, child)| {
                    scope.spawn(move || {
                        let mut lines = acknowledged(child);
                        let mut promised: Vec<_> = Vec::new();
                        if number < killed {
                            promised.extend(lines.by_ref().take(30 + number * 50));
                            child.kill().unwrap();
                        }
                        promised.extend(lines);
                        child.wait().unwrap();
                        promised
                    })
                })
                .collect();
            readers
                .into_iter()
                .flat_map(|reader| reader.join().unwrap())
                .collect()
        });
        let log = read(home.path());
        let found = ids(&log);
        let lost = promised.difference(&found).count();
        writeln!(
            io::stdout(),
            "16 processes of 500 appends, {locking:?} lock, {killed} killed: {} acknowledged, {lost} lost, {} torn",
            promised.len(),
            log.health().damaged.len()
        )
        .unwrap();
        assert_eq!(lost, 0);
        assert!(promised.len() >= (16 - killed) * 500);
        // A process that is killed has written its line or not: the call is not divided.
        assert_eq!(log.health().damaged, []);
    }
}

#[test]
fn processes_that_are_killed_lose_nothing_that_they_acknowledged() {
    for locking in [Locking::Real, Locking::None] {
        let home = tempfile::tempdir().unwrap();
        let mut promised = BTreeSet::new();
        for round in 0..20 {
            // One is killed, anywhere; beside it, one comes to its end.
            let mut victim = start(home.path(), locking, 100_000);
            let mut other = start(home.path(), locking, 20);
            let mut lines = acknowledged(&mut victim);
            promised.extend(lines.by_ref().take(1 + round * 7 % 40));
            victim.kill().unwrap();
            promised.extend(lines);
            promised.extend(acknowledged(&mut other));
            victim.wait().unwrap();
            assert!(other.wait().unwrap().success());
        }
        let found = ids(&read(home.path()));
        let lost: Vec<_> = promised.difference(&found).collect();
        assert!(
            lost.is_empty(),
            "{locking:?}: {lost:?} of {}",
            promised.len()
        );
        let mut next = journal(home.path(), locking);
        next.append(&change("after", 1)).saved.unwrap();
        assert!(read(home.path()).status("llm", "after-0").is_some());
    }
}
