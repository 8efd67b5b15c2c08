//! The system refuses a call of the program, once or from then on.

use std::process::Output;

use crate::scenario::{Before, SCENARIOS, Scenario, Tally, for_each};
use crate::strace::{self, Point};

const ERRORS: &[&str] = &["ENOSPC", "EIO", "EDQUOT", "EROFS"];

/// The calls that fail on a disk that is full, broken, slow or read-only.
const CALLS: &[&str] = &[
    "write",
    "openat",
    "fdatasync",
    "fsync",
    "rename",
    "renameat",
    "mkdir",
    "mkdirat",
    "flock",
];

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn a_call_that_is_refused_loses_nothing_and_is_told() {
    let tally = Tally::default();
    for scenario in SCENARIOS {
        let start = scenario.prepare();
        let before = Before::of(&start);
        let points = strace::points(&start.copy(), scenario.command);
        let mut cases: Vec<(Point, &str, bool)> = Vec::new();
        for point in points
            .into_iter()
            .filter(|point| CALLS.contains(&point.call))
        {
            // A full, a broken and a read-only disk differ in nothing but the word, so they take turns in failing once
            // and for good.
            let turn = cases.len() / ERRORS.len();
            for (number, error) in ERRORS.iter().enumerate() {
                cases.push((point, error, (turn + number).is_multiple_of(2)));
            }
        }
        for_each(&cases, |(point, error, sticky)| {
            let world = start.copy();
            let fault = format!("error={error}");
            let output = strace::run(&world, scenario.command, *point, &fault, *sticky);
            let acknowledged = scenario.acknowledged(&output);
            // Where no word can be written, only the exit code is left.
            let can_speak = point.call != "write" || !sticky;
            let told = told(&output, acknowledged, can_speak);
            let outcome = told.and_then(|()| scenario.wrong(&before, &world, acknowledged));
            let when = if *sticky { "from" } else { "at" };
            let run = format!("{}, {error} {when} {point}", scenario.name);
            tally.count(acknowledged, &run, outcome);
        });
    }
    tally.finish("refused calls", 600);
}

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn a_call_that_is_interrupted_is_made_again() {
    let calls = ["write", "openat", "fdatasync", "fsync", "read"];
    interrupted("interrupted calls", SCENARIOS, &calls, 200);
}

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn a_write_that_is_interrupted_is_made_again() {
    interrupted("interrupted writes", &SCENARIOS[1..2], &["write"], 2);
}

fn interrupted(what: &str, scenarios: &[Scenario], calls: &[&str], least: usize) {
    let tally = Tally::default();
    for scenario in scenarios {
        let start = scenario.prepare();
        let before = Before::of(&start);
        let mut points = strace::points(&start.copy(), scenario.command);
        points.retain(|point| calls.contains(&point.call));
        for_each(&points, |point| {
            let world = start.copy();
            let output = strace::run(&world, scenario.command, *point, "error=EINTR", false);
            let acknowledged = scenario.acknowledged(&output);
            let outcome = if acknowledged && output.status.success() {
                scenario.wrong(&before, &world, acknowledged)
            } else {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(format!("it gave up: {said}"))
            };
            let run = format!("{}, interrupted at {point}", scenario.name);
            tally.count(acknowledged, &run, outcome);
        });
    }
    tally.finish(what, least);
}

/// A command does what it is asked and says so, or says why it does not.
fn told(output: &Output, acknowledged: bool, can_speak: bool) -> Result<(), String> {
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) if acknowledged || !said.is_empty() => Ok(()),
        Some(0) => Err("it kept silent".to_owned()),
        Some(1 | 2) if !said.is_empty() || !can_speak => Ok(()),
        Some(_) | None => Err(format!("{}: {said}", output.status)),
    }
}
