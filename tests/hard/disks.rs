//! Disks that really fill up, can no longer be written, or set a limit to a file. The first two are mounted, which needs root.

use std::path::{Path, PathBuf};
use std::process::Command;

use roadbook::journal::fs::RealFs;
use roadbook::journal::{Journal, JournalDirs, RecordId, SystemClock};
use roadbook::progress::Status;
use roadbook::progress::change::{Change, NodeChange, Origin};

use crate::scenario::{World, records, report};

const APPENDS: usize = 2000;

/// A disk in memory over the data folder of a home, until this is dropped.
struct Mounted(PathBuf);

impl Mounted {
    fn over(world: &World, size: &str) -> Mounted {
        let folder = world.data();
        let held = world.copy();
        run("mount", &["-t", "tmpfs", "-o", size, "tmpfs"], &folder);
        let mounted = Mounted(folder);
        crate::scenario::copy(&held.data(), &mounted.0);
        mounted
    }

    fn again(&self, options: &str) {
        run("mount", &["-o", &format!("remount,{options}")], &self.0);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Lazily, as a test that failed may still have a file open.
        run("umount", &["-l"], &self.0);
    }
}

fn run(program: &str, options: &[&str], folder: &Path) {
    let status = Command::new(program).args(options).arg(folder).status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "{program} needs root"
    );
}

fn journal(world: &World) -> Journal {
    let dirs = JournalDirs {
        data: world.data(),
        state: world.path().join("state/roadbook"),
    };
    Journal::open(
        Box::new(RealFs),
        dirs,
        Box::new(SystemClock(jiff::tz::TimeZone::UTC)),
    )
}

fn change(number: usize) -> Change {
    Change {
        roadmap: "tea".into(),
        nodes: vec![NodeChange {
            node: format!("node-{number}"),
            from: Status::Todo,
            to: Status::Done,
            url: Some("https://example.org/a/page".into()),
            title: "A title of an ordinary length".into(),
            when: None,
        }],
        origin: Origin::Done,
    }
}

/// Appends while the disk refuses, mends the disk, and checks that nothing is missing. `program` is what a command says.
fn append_until_it_is_mended(what: &str, world: &World, mounted: &Mounted, mend: &str) {
    let mut journal = journal(world);
    let (mut acknowledged, mut all): (Vec<RecordId>, Vec<RecordId>) = (Vec::new(), Vec::new());
    for number in 0..APPENDS {
        let appended = journal.append(&change(number));
        if appended.saved.is_ok() {
            acknowledged.push(appended.record.id.clone());
        }
        all.push(appended.record.id);
    }
    assert!(acknowledged.len() < all.len(), "the disk refused nothing");
    let output = world.run("done kettle-paper");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("it cannot be saved"), "{said}");
    let found = records(&world.log());
    let lost = acknowledged
        .iter()
        .filter(|id| !found.contains(id.as_str()));
    let lost = lost.count();
    assert!(world.log().health().damaged.len() <= 1);
    assert!(world.run("list").status.success(), "it can be read");
    mounted.again(mend);
    journal.retry().expect("the disk is well again");
    journal.sync().expect("the disk is well again");
    world
        .must("done kettle-paper")
        .expect("the disk is well again");
    let found = records(&world.log());
    let missing = all.iter().filter(|id| !found.contains(id.as_str())).count();
    report(what, APPENDS, acknowledged.len(), lost, missing);
    assert_eq!((lost, missing), (0, 0));
}

#[test]
#[ignore = "mounts a disk; tests/hard/run"]
fn a_full_disk_loses_nothing_and_what_it_refused_is_written_when_there_is_room() {
    let world = World::new();
    let mounted = Mounted::over(&world, "size=64k");
    append_until_it_is_mended("a disk of 64 KiB", &world, &mounted, "size=8m");
}

#[test]
#[ignore = "mounts a disk; tests/hard/run"]
fn a_disk_that_turns_read_only_is_read_and_what_it_refused_is_written_later() {
    let world = World::new();
    world
        .must("doing green-tea-book")
        .expect("nothing is wrong yet");
    let mounted = Mounted::over(&world, "size=8m");
    mounted.again("ro");
    append_until_it_is_mended("a read-only disk", &world, &mounted, "rw");
    assert!(world.log().status("tea", "green-tea-book").is_some());
}

#[test]
#[ignore = "starts hundreds of processes; tests/hard/run"]
fn a_limit_of_the_size_of_files_loses_nothing_that_was_acknowledged() {
    let world = World::new();
    let (mut runs, mut acknowledged, mut refused) = (0, 0, 0);
    while refused < 20 && runs < APPENDS {
        let status = if runs % 2 == 0 { "done" } else { "todo" };
        let program = world.command(&format!("{status} kettle-paper"));
        let mut limited = Command::new("prlimit");
        limited
            .args(["--fsize=20000", "--core=0"])
            .arg(program.get_program());
        limited.args(program.get_args()).env_clear();
        let set = program.get_envs();
        limited.envs(set.filter_map(|(name, value)| Some((name, value?))));
        let output = limited.output().expect("prlimit is installed");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        acknowledged += usize::from(said.contains(" -> "));
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(told.contains("it cannot be saved"), "{output:?}");
            refused += 1;
        }
        runs += 1;
    }
    let found = records(&world.log()).len();
    world
        .must("doing kettle-paper")
        .expect("there is no limit any more");
    let lost = acknowledged - found.min(acknowledged);
    report("files of 20,000 bytes", runs, acknowledged, lost, 0);
    assert!(acknowledged > 30 && refused == 20 && lost == 0);
}
