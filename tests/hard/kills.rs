//! The program is killed before each call that touches a file.

use crate::scenario::{Before, SCENARIOS, Tally, for_each};
use crate::strace::{self, Point};

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn a_command_that_is_killed_before_any_call_loses_nothing_that_it_acknowledged() {
    let tally = Tally::default();
    for scenario in SCENARIOS {
        let start = scenario.prepare();
        let before = Before::of(&start);
        let points = strace::points(&start.copy(), scenario.command);
        assert!(points.len() > 20, "{}: {points:?}", scenario.name);
        for_each(&points, |point: &Point| {
            let world = start.copy();
            let output = strace::run(&world, scenario.command, *point, "signal=KILL", false);
            let acknowledged = scenario.acknowledged(&output);
            let run = format!("{}, killed before {point}", scenario.name);
            let outcome = if output.status.success() {
                Err("it was not killed".to_owned())
            } else {
                scenario.wrong(&before, &world, acknowledged)
            };
            tally.count(acknowledged, &run, outcome);
        });
    }
    tally.finish("killed before a call", 450);
}

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn what_is_acknowledged_is_on_the_disk_and_no_file_takes_its_place_before_it_is() {
    for scenario in SCENARIOS {
        let start = scenario.prepare();
        let calls = strace::calls(&start.copy(), scenario.command);
        let mut unconfirmed: Vec<&str> = Vec::new();
        let mut printed = false;
        for call in &calls {
            let place = call.place.as_str();
            match call.name {
                "write" if place.starts_with("pipe:") => {
                    let journals = unconfirmed.iter().filter(|path| path.contains("/data/"));
                    assert_eq!(journals.count(), 0, "{}: {unconfirmed:?}", scenario.name);
                    printed = true;
                }
                "write" => unconfirmed.push(place),
                "fdatasync" | "fsync" => unconfirmed.retain(|path| *path != place),
                // What lies in the cache is held to its sums when it is read.
                "rename" => assert!(
                    !unconfirmed.contains(&place) || place.contains("/cache/"),
                    "{}: {place} takes its place",
                    scenario.name
                ),
                _ => {}
            }
        }
        assert!(printed, "{}", scenario.name);
    }
}
