//! Commands and cold starts.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Subjects;
use crate::home::{Home, Size, short};
use crate::report::{Column, difference, memory, ratio};
use crate::session::{Program, Session};

/// Resources of the roadmap that the cold starts are about.
const RESOURCES: usize = 1_000;

/// Measures commands beside the start of a program that does nothing.
pub(crate) fn measure(subjects: &Subjects, size: Size, is_quick: bool) -> Column {
    let home = Home::new(size);
    let run = |program: &std::ffi::OsStr, arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", home.path())
            .env("ROADBOOK_HOME", home.path().join("roadbook"))
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let start = Instant::now();
        let status = command.status().expect("the program starts");
        let took = start.elapsed();
        assert!(status.success(), "{arguments:?} ended with {status}");
        took
    };
    let [first, second] = [0, 1].map(|number| size.resource(number));
    let commands: [(&'static str, &[&str]); 3] = [
        ("list --status doing ÷ true", &["list", "--status", "doing"]),
        ("next ÷ true", &["next"]),
        ("done ID ÷ true", &["done", &first]),
    ];
    home.get_to_know(subjects.roadbook.as_ref());
    run(subjects.roadbook.as_os_str(), &["doing", &second]);
    let times = match (is_quick, size.is_large()) {
        (true, _) => 1,
        (false, true) => 3,
        (false, false) => 11,
    };
    let mut figures = Vec::new();
    for (name, arguments) in commands {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..times {
            if arguments[0] == "done" {
                run(subjects.roadbook.as_os_str(), &["todo", &first]);
            }
            ours.push(run(subjects.roadbook.as_os_str(), arguments));
            theirs.push(run("/bin/true".as_ref(), &[]));
        }
        figures.push((name, ratio(&ours, &theirs)));
    }
    Column {
        title: size.name(),
        figures,
    }
}

/// Measures the start of the screen with a journal of that many records, read whole and from the cache, beside one without.
pub(crate) fn cold_start(subjects: &Subjects, records: usize, is_quick: bool) -> Column {
    let size = Size::Resources(RESOURCES);
    let homes = [
        Home::new(size),
        Home::new(size).with_journal(records, RESOURCES),
        Home::new(size).with_journal(records, RESOURCES),
    ];
    // Nothing is kept in the cache of a journal that was written this moment.
    std::thread::sleep(Duration::from_secs(3));
    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut most: [String; 3] = Default::default();
    for round in 0..if is_quick { 2 } else { 8 } {
        homes[1].forget();
        for ((home, times), most) in homes.iter().zip(&mut times).zip(&mut most) {
            let program = Program::new([subjects.roadbook.as_os_str()], home.path());
            let (session, took) = Session::start(&program);
            // The first start has everything to find and is not counted.
            if round > 0 {
                times.push(took);
                *most = memory(&session);
            }
            session.quit("q");
        }
    }
    let [without, whole, cached] = &times;
    let [_, most_whole, most_cached] = most;
    Column {
        title: format!("{} records", short(records)),
        figures: vec![
            ("first frame ÷ no journal, all read", ratio(whole, without)),
            ("added by reading all", difference(whole, without)),
            ("peak memory, all read", most_whole),
            (
                "first frame ÷ no journal, from the cache",
                ratio(cached, without),
            ),
            ("added with the cache", difference(cached, without)),
            ("peak memory, from the cache", most_cached),
        ],
    }
}
