//! Which calls a command makes that touch the person's files, and the same command with one of them gone wrong.

use std::fmt;
use std::path::Path;
use std::process::{Command, Output};

use crate::scenario::World;
use crate::support::PROGRAM;

/// The calls that are stopped or refused, where a command makes them. The first ten touch the disk's contents.
pub(crate) const CALLS: &[&str] = &[
    "write",
    "openat",
    "fdatasync",
    "fsync",
    "rename",
    "renameat",
    "mkdir",
    "mkdirat",
    "flock",
    "unlink",
    "statx",
    "read",
    "lseek",
    "getdents64",
    "close",
    "munmap",
    "exit_group",
];

/// One call of a command: the `number`-th of its name, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) call: &'static str,
    pub(crate) number: usize,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.call, self.number)
    }
}

/// Runs a command and returns those of its calls that concern its home or what it prints.
pub(crate) fn points(world: &World, line: &str) -> Vec<Point> {
    concerned(&trace(world, line), world.path())
}

/// A call with the file that it is about: the path of its descriptor, or the first path that it names.
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) place: String,
}

/// Runs a command and returns its calls in their order.
pub(crate) fn calls(world: &World, line: &str) -> Vec<Call> {
    let trace = trace(world, line);
    let call = |line: &str| {
        let (name, rest) = line.split_once('(')?;
        let name = CALLS.iter().find(|call| **call == name)?;
        let (end, rest) = match rest.split_once('<') {
            Some((descriptor, rest)) if descriptor.parse::<u32>().is_ok() => ('>', rest),
            _ => ('"', rest.split_once('"')?.1),
        };
        let place = rest.split_once(end)?.0.to_owned();
        Some(Call { name, place })
    };
    trace.lines().filter_map(call).collect()
}

fn trace(world: &World, line: &str) -> String {
    let trace = world.path().join("trace");
    let calls = format!("trace={}", CALLS.join(","));
    let trace_file = trace.to_str().expect("a plain name");
    let mut command = traced(world, line, &["-y", "-o", trace_file, "-e", &calls]);
    let output = command.output().expect("strace is installed");
    assert!(output.status.success(), "{line}: {output:?}");
    let text = std::fs::read(&trace).expect("strace writes its file");
    std::fs::remove_file(&trace).expect("the file is there");
    String::from_utf8_lossy(&text).into_owned()
}

/// Returns the calls that touch the home or what is printed, and those after the last thing that was printed.
pub(crate) fn concerned(trace: &str, home: &Path) -> Vec<Point> {
    let home = home.to_str().expect("a plain name");
    // Said of every path that is relative to the working folder, or could be.
    let working_folder = format!("AT_FDCWD<{home}>");
    let mut counts = vec![0; CALLS.len()];
    let (mut points, mut has_printed) = (Vec::new(), false);
    for line in trace.lines() {
        let Some((name, rest)) = line.split_once('(') else {
            continue;
        };
        let Some(place) = CALLS.iter().position(|call| *call == name) else {
            continue;
        };
        counts[place] += 1;
        let is_output = name == "write" && rest.starts_with("1<pipe:");
        has_printed |= is_output;
        if rest.replace(&working_folder, "").contains(home) || has_printed {
            points.push(Point {
                call: CALLS[place],
                number: counts[place],
            });
        }
    }
    points
}

/// Runs a command with a fault, in the words of strace: `signal=KILL`, `error=ENOSPC`. `from_then_on` repeats it.
pub(crate) fn run(
    world: &World,
    line: &str,
    point: Point,
    fault: &str,
    from_then_on: bool,
) -> Output {
    let Point { call, number } = point;
    let plus = if from_then_on { "+" } else { "" };
    let trace = format!("trace={call}");
    let inject = format!("inject={call}:{fault}:when={number}{plus}");
    let quiet = ["-qqq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    traced(world, line, &quiet)
        .output()
        .expect("strace is installed")
}

fn traced(world: &World, line: &str, options: &[&str]) -> Command {
    let command = world.command(line);
    let mut traced = Command::new("strace");
    traced.args(options).arg("--").arg(PROGRAM);
    traced.args(command.get_args()).env_clear();
    let set = command.get_envs();
    traced.envs(set.filter_map(|(name, value)| Some((name, value?))));
    traced.current_dir(world.path());
    traced.stdin(std::process::Stdio::null());
    traced
}
