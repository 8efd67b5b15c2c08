//! Measures the real program in a terminal, beside programs that do little: `cargo bench --bench pty -- WHAT`, where
//! WHAT is one of [`HELP`]. It prints tables in Markdown and judges nothing. `benches/README.md` tells what it found.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod commands;
mod count;
#[path = "../support/generate.rs"]
mod generate;
mod home;
mod peers;
#[path = "../../tests/support/questions.rs"]
#[expect(unreachable_pub, reason = "the tests of the real program use it, too")]
mod questions;
mod reference;
mod report;
mod screen;
mod session;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use home::{SEED, Size};
use session::Program;

const HELP: &str = "\
screen [SIZE…]            the screen with roadmaps of these sizes: built-in, 130, 10k, 100k, 1M
commands [SIZE…]          commands beside a program that does nothing
journal [RECORDS…]        the first frame with journals of that many records
count [PROGRAM…]          instructions, beside benches/instructions.tsv or those of the first program; needs valgrind
count --write             instructions, written to benches/instructions.tsv
peers                     other programs with 10,000 rows, as far as they are installed
any DOWN QUIT COMMAND…    any program in a terminal; the keys that move its cursor and that end it, as j q
roadmap RESOURCES         prints a generated roadmap
journal-of RECORDS RESOURCES   prints a generated journal of the resources of such a roadmap
";

/// What is measured and with what it is compared.
struct Subjects {
    roadbook: PathBuf,
    /// This program, which can be the references.
    this: PathBuf,
}

impl Subjects {
    fn reference(&self, which: &str, home: &Path) -> Program {
        Program::new([self.this.as_os_str(), which.as_ref()], home)
    }
}

fn main() -> ExitCode {
    // Cargo says by `--bench` that it wants measurements; without, as in `cargo test --benches`, all is only seen to run.
    let (flags, words): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word == "--bench");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let subjects = Subjects {
        roadbook: PathBuf::from(env!("CARGO_BIN_EXE_roadbook")),
        this: std::env::current_exe().expect("this program lies somewhere"),
    };
    match words.as_slice() {
        [reference::LIST] => reference::list().expect("a terminal to draw on"),
        [reference::ECHO] => reference::echo().expect("a terminal to draw on"),
        [] if flags.is_empty() => {
            let small = Size::Resources(130);
            let columns = [screen::measure(&subjects, small, true)];
            println!("{}", report::table(&columns));
            let columns = [commands::measure(&subjects, small, true)];
            println!("{}", report::table(&columns));
        }
        _ => return measure(&subjects, &words),
    }
    ExitCode::SUCCESS
}

fn measure(subjects: &Subjects, words: &[&str]) -> ExitCode {
    let tables = match words {
        ["screen", sizes @ ..] => each(sizes, &Size::ALL, Size::parse, |size| {
            screen::measure(subjects, size, false)
        }),
        ["commands", sizes @ ..] => each(sizes, &Size::ALL, Size::parse, |size| {
            commands::measure(subjects, size, false)
        }),
        ["journal", records @ ..] => each(records, &[36_500, 1_000_000], home::count, |records| {
            commands::cold_start(subjects, records, false)
        }),
        ["count"] => Some(count::run(&[&subjects.roadbook])),
        ["count", "--write"] => Some(count::write_baseline(&subjects.roadbook)),
        ["count", programs @ ..] => {
            let programs: Vec<&Path> = programs.iter().map(Path::new).collect();
            Some(count::run(&programs))
        }
        ["peers"] => Some(report::table(&peers::measure(subjects, false))),
        ["any", down, quit, command @ ..] if !command.is_empty() => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let program = Program::new(command.iter().copied(), folder.path());
            let list = subjects.reference(reference::LIST, folder.path());
            let column = peers::one(&program.name(), &program, down, quit, &list, false);
            Some(report::table(&[column]))
        }
        ["roadmap", resources] => {
            home::count(resources).map(|count| generate::roadmap(count, SEED))
        }
        ["journal-of", records, resources] => home::count(records)
            .zip(home::count(resources))
            .map(|(records, resources)| generate::journal(records, resources, SEED)),
        _ => None,
    };
    let Some(tables) = tables else {
        print!("{HELP}");
        return ExitCode::from(2);
    };
    print!("{tables}");
    ExitCode::SUCCESS
}

/// Measures for everything that is named, or for what is usual, one after the other; `None` if a word means nothing.
fn each<T: Copy>(
    words: &[&str],
    usual: &[T],
    parse: impl Fn(&str) -> Option<T>,
    measure: impl Fn(T) -> report::Column,
) -> Option<String> {
    let named: Option<Vec<T>> = words.iter().map(|word| parse(word)).collect();
    let named = named?;
    let chosen = if named.is_empty() { usual } else { &named };
    let columns: Vec<_> = chosen.iter().map(|&what| measure(what)).collect();
    Some(report::table(&columns))
}
