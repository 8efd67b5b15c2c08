//! The screen is killed before each call by which it saves a tick.

use crate::scenario::{Before, Scenario, TICK_ON_SCREEN, Tally, World, for_each};
use crate::strace::{self, Point};
use crate::support::PROGRAM;
use crate::support::pty::{App, app};

#[test]
#[ignore = "needs strace; tests/hard/run"]
fn a_screen_that_is_killed_before_any_call_loses_no_tick_that_it_said_is_saved() {
    let scenario: &Scenario = &TICK_ON_SCREEN;
    let tally = Tally::default();
    let start = scenario.prepare();
    let before = Before::of(&start);
    let points = points(&start.copy());
    for_each(&points, |point: &Point| {
        let inject = format!("inject={}:signal=KILL:when={}", point.call, point.number);
        let trace = format!("trace={}", point.call);
        let home = start.copy();
        let mut app = traced(&home, &["-o", "/dev/null", "-e", &trace, "-e", &inject]);
        let acknowledged = tick_and_quit(&mut app);
        app.wait_exit();
        let outcome = scenario.wrong(&before, &home, acknowledged);
        tally.count(
            acknowledged,
            &format!("the screen, killed before {point}"),
            outcome,
        );
    });
    tally.finish("the screen, killed before a call", 30);
}

/// Returns the calls of the first thread that touch the home, from the first one that writes there.
fn points(world: &World) -> Vec<Point> {
    let file = world.path().join("trace");
    let calls = format!("trace={}", strace::CALLS.join(","));
    let name = file.to_str().expect("a plain name").to_owned();
    let mut app = traced(world, &["-y", "-o", &name, "-e", &calls]);
    assert!(tick_and_quit(&mut app), "the tick is saved");
    app.wait_exit().assert_code(0);
    let text = std::fs::read(&file).expect("strace writes its file");
    let text = String::from_utf8_lossy(&text).into_owned();
    let first = text.split_once(' ').expect("a process id").0.to_owned();
    let own = text.lines().filter_map(|line| line.strip_prefix(&first));
    let own: Vec<&str> = own.map(str::trim_start).collect();
    let points = strace::concerned(&own.join("\n"), world.path());
    let made = points.iter().position(|point| point.call == "mkdir");
    points[made.expect("the folders are made")..].to_vec()
}

fn traced(world: &World, options: &[&str]) -> App {
    let mut arguments = vec!["-f", "-qqq"];
    arguments.extend(options);
    arguments.extend(["--", PROGRAM]);
    let mut builder = app().size(100, 30).program("strace", &arguments);
    for (name, value) in world.environment() {
        builder = builder.env(&name, &value);
    }
    builder.start()
}

/// Ticks what the cursor is on and quits; tells whether the screen said that it is saved.
fn tick_and_quit(app: &mut App) -> bool {
    if !app.shows_before_it_ends("Making tea") {
        return false;
    }
    app.play("c<space>");
    let acknowledged = app.shows_before_it_ends("Done: ");
    app.play("q");
    acknowledged
}
