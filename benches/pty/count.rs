//! How many instructions a program executes, as valgrind counts them: the same on a busy machine as on an idle one.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::home::{Home, Size};
use crate::report::grouped;
use crate::session::{Program, Session};

/// Changes above this many percent are pointed out.
const WORTH_A_WORD: f64 = 5.0;
const MOVES: usize = 100;
const TICKS: usize = 10;
const BURST: usize = 200;
/// The figures that the working tree is compared with.
const BASELINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.tsv");

/// Something that is counted, and how often.
type Counts = Vec<(String, u64)>;

/// Counts for one program, and compares with the baseline; or for several, and compares each with the first.
pub(crate) fn run(programs: &[&Path]) -> String {
    match programs {
        [program] => compare(&baseline(), &count(program)),
        [first, others @ ..] => {
            let first = count(first);
            let tables = others.iter().map(|other| compare(&first, &count(other)));
            tables.collect::<Vec<_>>().join("\n")
        }
        [] => String::new(),
    }
}

/// Counts, and writes the result down as the new baseline.
pub(crate) fn write_baseline(program: &Path) -> String {
    let counts = count(program);
    let lines = counts
        .iter()
        .map(|(name, count)| format!("{name}\t{count}\n"));
    std::fs::write(BASELINE, lines.collect::<String>()).expect("the baseline can be written");
    compare(&Counts::new(), &counts)
}

fn baseline() -> Counts {
    let text = std::fs::read_to_string(BASELINE).unwrap_or_default();
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let counts = lines.filter_map(|(name, count)| Some((name.to_owned(), count.parse().ok()?)));
    counts.collect()
}

/// Something that is played: its name, the keys before it, and what is counted, key by key.
type Scene = (&'static str, &'static str, Vec<String>);

fn scenes() -> [Scene; 5] {
    [
        ("100 moves", "Z", vec!["j".to_owned(); MOVES]),
        ("200 moves at once", "Z", vec!["j".repeat(BURST)]),
        // The cursor goes to a resource first: a tick of a stage is one of all that is below it.
        ("10 ticks", "Zjjj", vec![" ".to_owned(); TICKS]),
        ("fold and unfold all", "Z", typed("zZ")),
        // A search is left before the program is.
        ("a search", "", typed("/gradient\x03")),
    ]
}

fn typed(keys: &str) -> Vec<String> {
    keys.chars().map(String::from).collect()
}

fn count(program: &Path) -> Counts {
    let mut counts = Counts::new();
    for size in [Size::BuiltIn, Size::Resources(10_000)] {
        let home = Home::new(size);
        // What reads a file for the first time shows that, and is quit there: that is no start.
        if size == Size::BuiltIn {
            let first = instructions(program, &home, &[]);
            counts.push((format!("first start, {}", size.name()), first));
        }
        home.get_to_know(program);
        let start = instructions(program, &home, &[]);
        counts.push((format!("start, {}", size.name()), start));
        let mut known = HashMap::from([("", start)]);
        for (name, before, keys) in scenes() {
            let first = typed(before);
            let without = known
                .entry(before)
                .or_insert_with(|| instructions(program, &home, &first));
            let with = instructions(program, &home, &[first, keys].concat());
            let name = format!("{name}, {}", size.name());
            counts.push((name, with.saturating_sub(*without)));
        }
    }
    counts
}

/// Runs a program from its start to its end under valgrind, and returns how many instructions that took. What it wrote down
/// is gone afterwards.
fn instructions(program: &Path, home: &Home, keys: &[String]) -> u64 {
    let file = home.path().join("callgrind.out");
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(&file);
    let valgrind: [OsString; 6] = [
        "valgrind".into(),
        "--tool=callgrind".into(),
        "--quiet".into(),
        "--log-file=/dev/null".into(),
        out,
        program.as_os_str().to_owned(),
    ];
    let mut command = Program::new(valgrind, home.path());
    // Everything takes some fifty times as long, the pauses within a frame, too.
    command.silence = Duration::from_millis(200);
    command.patience = Duration::from_secs(600);
    let (mut session, _) = Session::start(&command);
    for keys in keys {
        assert!(session.press(keys).is_some(), "a key changes the screen");
    }
    session.quit("q");
    home.begin_anew();
    let text = std::fs::read_to_string(file).expect("valgrind has counted");
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total = total.and_then(|total| total.trim().parse().ok());
    total.expect("valgrind tells the sum")
}

/// Writes counts beside those of before.
fn compare(before: &Counts, now: &Counts) -> String {
    let mut text = String::from("| instructions | before | now | change |\n|---|--:|--:|--:|\n");
    let mut warnings = String::new();
    for (name, count) in now {
        let old = before.iter().find(|(known, _)| known == name);
        let old = old.map(|(_, count)| *count);
        let change = old.map(|old| {
            #[expect(clippy::cast_precision_loss, reason = "percent need few digits")]
            let ratio = *count as f64 / old.max(1) as f64;
            (ratio - 1.0) * 100.0
        });
        let old = old.map_or_else(|| "–".to_owned(), grouped);
        let told = change.map_or_else(|| "–".to_owned(), |change| format!("{change:+.1} %"));
        let count = grouped(*count);
        let _infallible = writeln!(text, "| {name} | {old} | {count} | {told} |");
        if change.is_some_and(|change| change > WORTH_A_WORD) {
            let _infallible = writeln!(warnings, "warning: {name}: {told} instructions");
        }
    }
    text + &warnings
}
