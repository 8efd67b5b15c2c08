//! Files that ask for far too much: refused with a sentence, within a memory that is small.
//!
//! The program looks at each in a process of its own that may have no more than [`MEMORY`]; how long it takes is printed
//! and judged by `measured` alone, which `cargo test` leaves out.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use crate::support::{Home, PROGRAM};

/// All memory that the program may have, code and stacks included, in KiB.
const MEMORY: u32 = 100 << 10;
/// How long a release build may take, see `measured`.
const TIME: Duration = Duration::from_millis(250);

type Filling = Box<dyn Fn(&mut dyn Write) -> io::Result<()>>;

/// A file and the words with which it is refused.
struct Bomb {
    name: &'static str,
    says: &'static str,
    fill: Filling,
}

fn bomb(
    name: &'static str,
    says: &'static str,
    fill: impl Fn(&mut dyn Write) -> io::Result<()> + 'static,
) -> Bomb {
    Bomb {
        name,
        says,
        fill: Box::new(fill),
    }
}

/// A file of a beginning and one piece over and over.
fn repeated(
    name: &'static str,
    says: &'static str,
    head: &'static str,
    piece: &'static str,
    times: usize,
) -> Bomb {
    bomb(name, says, move |file| {
        file.write_all(head.as_bytes())?;
        (0..times).try_for_each(|_| file.write_all(piece.as_bytes()))
    })
}

/// A file of pieces with a number in each.
fn numbered(
    name: &'static str,
    says: &'static str,
    head: &'static str,
    times: usize,
    piece: impl Fn(usize) -> String + 'static,
) -> Bomb {
    bomb(name, says, move |file| {
        file.write_all(head.as_bytes())?;
        (0..times).try_for_each(|number| file.write_all(piece(number).as_bytes()))
    })
}

fn fixed(name: &'static str, says: &'static str, bytes: Vec<u8>) -> Bomb {
    bomb(name, says, move |file| file.write_all(&bytes))
}

fn utf16(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.iter()
        .copied()
        .chain(text.encode_utf16().flat_map(bytes))
        .collect()
}

const HEAD: &str = "format: 1\nid: r\ntitle: R\nstages:\n  - id: s\n    title: S\n    topics:\n";
const MIB: usize = 1 << 20;

#[rustfmt::skip]
fn bombs() -> Vec<Bomb> {
    let many = "more values";
    let deep = "inside each other";
    let replays = "repeat";
    let long = "one text may have";
    let large = "more than the limit of";
    vec![
        // Aliases, which make much of little.
        numbered("laughs", replays, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n", 9, |n| format!("a{}: &a{} [{}]\n", n + 1, n + 1, vec![format!("*a{n}"); 10].join(","))),
        numbered("doubling", replays, "a0: &a0 x\n", 40, |n| format!("a{}: &a{} [*a{n},*a{n}]\n", n + 1, n + 1)),
        bomb("long text many times", replays, |file| {
            write!(file, "a: &a {}\nb: [", "x".repeat(60_000))?;
            (0..100_000).try_for_each(|_| file.write_all(b"*a,"))?;
            file.write_all(b"]\n")
        }),
        bomb("anchors inside anchors", many, |file| {
            (0..20).try_for_each(|n| write!(file, "&a{n} [{}", "x,".repeat(15_000)))?;
            file.write_all("]".repeat(20).as_bytes())
        }),
        numbered("many anchors", replays, "", 1_000_000, |n| format!("- &a{n} x\n")),
        repeated("one anchor many times", replays, "", "- &a x\n", 1_000_000),
        repeated("many aliases", replays, "- &a [x]\n", "- *a\n", 1_000_000),
        repeated("unknown alias", "", "", "- *a\n", 1_000_000),
        fixed("alias inside itself", "inside what it repeats", b"a: &a [*a]\n".to_vec()),
        fixed("merge of itself", "inside what it repeats", b"a: &a {<<: *a}\n".to_vec()),
        bomb("merge of many keys", replays, |file| {
            file.write_all(b"a: &a {")?;
            (0..15_000).try_for_each(|n| write!(file, "k{n}: v,"))?;
            file.write_all(b"}\nb:\n")?;
            (0..1000).try_for_each(|_| file.write_all(b"- {<<: *a}\n"))
        }),
        numbered("merges of merges", "needs `format`", "a0: &a0 {k: v}\n", 60, |n| format!("a{}: &a{} {{<<: [*a{n},*a{n}], k{n}: v}}\n", n + 1, n + 1)),
        // Depth.
        repeated("braces with keys", deep, "", "{a: ", 100_000),
        repeated("brackets", deep, "", "[", 1_000_000),
        repeated("braces", deep, "", "{", 1_000_000),
        repeated("brackets on lines", deep, "", "[\n", 1_000_000),
        repeated("dashes", deep, "", "- ", 100_000),
        repeated("question marks", deep, "", "? ", 100_000),
        repeated("dashes and question marks", deep, "", "- ? ", 100_000),
        numbered("stairs", deep, "", 3000, |n| format!("{}k:\n", " ".repeat(n))),
        numbered("stairs of dashes", deep, "", 3000, |n| format!("{}-\n", " ".repeat(n))),
        repeated("colons in a row", "", "a", ": a", 100_000),
        // Number.
        numbered("million keys", many, "", 1_000_000, |n| format!("k{n}: v\n")),
        repeated("one key a million times", many, "", "k: v\n", 1_000_000),
        repeated("million entries", many, "", "- a\n", 1_000_000),
        repeated("million empty entries", many, "", "-\n", 1_000_000),
        repeated("four million empty entries", many, "[", "a,", 4 * MIB),
        repeated("million empty lists", many, "[", "[],", 1_000_000),
        repeated("million empty maps", many, "", "- {}\n", 1_000_000),
        repeated("million documents", "second document", "", "--- a\n", 1_000_000),
        repeated("million empty documents", "", "", "---\n", 1_000_000),
        // Length.
        repeated("plain text of 50 MB", large, "a: ", "x", 50 * MIB),
        repeated("quoted text of 50 MB", large, "a: \"", "x", 50 * MIB),
        repeated("text of 15 MB", long, "a: ", "x", 15 * MIB),
        repeated("quoted text of 15 MB", "never closed", "a: '", "x", 15 * MIB),
        repeated("block of 15 MB", long, "a: |\n", "  xxxxxxxxxxxx\n", MIB),
        repeated("folded block of blank lines", "", "a: >\n  x\n", "\n", 15 * MIB),
        repeated("text of a million lines", long, "a: x\n", "  x\n", 1_000_000),
        repeated("million escapes", "never closed", "a: \"", "\\x41", 1_000_000),
        repeated("long key", "", "", "k", 15 * MIB),
        repeated("long key in a map", "", "a: 1\n", "k", 15 * MIB),
        repeated("comments", "empty", "", "# c\n", 4 * MIB - 1),
        repeated("spaces", "empty", "", " ", 16 * MIB),
        repeated("line breaks", "empty", "", "\n", 16 * MIB),
        repeated("tabs", "", "", "\t", 16 * MIB),
        repeated("carriage returns", "empty", "", "\r", 16 * MIB),
        repeated("quotes", "", "a: ", "\"", 1_000_000),
        repeated("apostrophes", "", "a: ", "'", 1_000_001),
        repeated("commas", "", "[", ",", 1_000_000),
        repeated("closing brackets", "", "", "]", 1_000_000),
        repeated("percent signs", "", "", "%", 1_000_000),
        repeated("directives", "", "", "%YAML 1.2\n", 1_000_000),
        numbered("tag directives", "", "", 300_000, |n| format!("%TAG !t{n}! tag:example.org,2026:{n}\n")),
        repeated("long tag", "", "a: !", "t", 15 * MIB),
        repeated("long anchor", "", "a: &", "a", 15 * MIB),
        repeated("long alias", "", "a: *", "a", 15 * MIB),
        repeated("tags", "", "", "!!str ", 1_000_000),
        repeated("bars", "", "", "|", 1_000_000),
        // Bytes.
        fixed("UTF-16, little end first", "UTF-16", utf16("format: 1\n", b"\xff\xfe", u16::to_le_bytes)),
        fixed("UTF-16, big end first", "UTF-16", utf16("format: 1\n", b"\xfe\xff", u16::to_be_bytes)),
        fixed("UTF-16 without a mark", "UTF-16", utf16("format: 1\n", b"", u16::to_le_bytes)),
        fixed("NUL in a text", "", b"format: 1\ntitle: a\0b\n".to_vec()),
        fixed("Latin-1", "UTF-8", b"title: caf\xe9\n".to_vec()),
        fixed("overlong", "UTF-8", b"title: \xc0\xaf\n".to_vec()),
        fixed("half a pair", "UTF-8", b"title: \xed\xa0\x80\n".to_vec()),
        repeated("NULs", "", "", "\0", 16 * MIB),
        bomb("bytes without sense", "UTF-8", |file| (0..15 * MIB).try_for_each(|n| file.write_all(&[n.to_le_bytes()[n % 3] | 0x80]))),
        // YAML, but no roadmap of a size that anybody has.
        repeated("topics without end", "", HEAD, "      - title: T\n", 200_000),
        repeated("mistakes without end", "", HEAD, "      - { titel: T, needs: [a, b], id: \"A B\" }\n", 100_000),
        bomb("needs without end", "", |file| {
            write!(file, "{HEAD}      - id: t\n        title: T\n        needs: [")?;
            (0..200_000).try_for_each(|n| write!(file, "n{n}, "))?;
            file.write_all(b"]\n")
        }),
        numbered("a chain of needs that bites its tail", "", HEAD, 20_000, |n| format!("      - {{ id: t{n}, title: T, needs: [t{}] }}\n", (n + 1) % 20_000)),
        repeated("one title over and over", "", HEAD, "      - { titel: T, resources: [{ title: T, url: \"https://example.org/\" }] }\n", 20_000),
    ]
}

/// What is no file at all, and the words with which it is refused.
fn no_files(folder: &Path) -> Vec<(PathBuf, &'static str)> {
    use std::os::unix::fs::symlink;
    let path = |name: &str| folder.join(name);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        path("pipe"),
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    symlink("/dev/zero", path("zero")).unwrap();
    symlink("loop", path("loop")).unwrap();
    symlink("nowhere", path("nowhere-link")).unwrap();
    vec![
        (path("pipe"), "not a regular file"),
        (path("socket"), "No such device"),
        (path("zero"), "not a regular file"),
        ("/dev/zero".into(), "not a regular file"),
        ("/dev/null".into(), "not a regular file"),
        ("/dev/tty".into(), "cannot read"),
        (folder.to_owned(), "not a regular file"),
        (path("loop"), "symbolic links"),
        (path("nowhere-link"), "No such file"),
        (path("missing"), "No such file"),
    ]
}

/// Runs the program with no more memory than it may have.
fn run(home: &Home, memory: u32, arguments: &[&str]) -> Output {
    Command::new("sh")
        .args(["-c", &format!("ulimit -v {memory} && exec \"$@\""), "sh"])
        .arg(PROGRAM)
        .args(arguments)
        .env_clear()
        .envs(home.environment())
        .current_dir(home.path())
        .stdin(Stdio::null())
        .output()
        .expect("sh")
}

/// Fails where an output is not a refusal in these words.
fn refused(output: &Output, says: &str) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let shown: String = text.chars().take(400).collect();
    if output.status.code() != Some(1) {
        return Err(format!("{}: {shown}", output.status));
    }
    if text.len() > 200_000 {
        return Err(format!("{} bytes are said: {shown}", text.len()));
    }
    if text.contains(says) && (!says.is_empty() || text.contains("error")) {
        Ok(())
    } else {
        Err(format!("{says:?} is not said: {shown}"))
    }
}

fn write(bomb: &Bomb, path: &Path) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    (bomb.fill)(&mut file).unwrap();
    file.flush().unwrap();
}

#[test]
fn every_bomb_is_refused_in_words_and_in_little_memory() {
    let bombs = bombs();
    assert!(bombs.len() >= 60, "{}", bombs.len());
    let home = Home::new();
    let mut failed = Vec::new();
    for bomb in &bombs {
        let path = home.path().join("bomb.yaml");
        write(bomb, &path);
        let output = run(&home, MEMORY, &["check", "bomb.yaml"]);
        if let Err(why) = refused(&output, bomb.says) {
            failed.push(format!("{}: {why}", bomb.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
fn what_is_no_file_is_refused_and_nobody_waits_for_it() {
    let home = Home::new();
    let mut failed = Vec::new();
    for (path, says) in no_files(home.path()) {
        for command in [&["check"][..], &["add"], &["import", "--dry-run"]] {
            // A folder may be a roadmap of roadmap.sh; this one is none.
            let says = if command[0] == "import" && path == home.path() {
                "nothing to learn"
            } else {
                says
            };
            let path = path.to_str().unwrap();
            let arguments = [command, &[path]].concat();
            if let Err(why) = refused(&run(&home, MEMORY, &arguments), says) {
                failed.push(format!("{arguments:?}: {why}"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// One bad file in the library never keeps the others from being used.
#[test]
fn bombs_in_the_library_are_told_and_all_else_works() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    std::fs::create_dir_all(&library).unwrap();
    std::fs::write(
        library.join("tea.yaml"),
        include_str!("../fixtures/cli/tea.yaml"),
    )
    .unwrap();
    let names = [
        "laughs",
        "brackets",
        "million keys",
        "plain text of 50 MB",
        "NULs",
    ];
    for (number, bomb) in bombs()
        .iter()
        .filter(|bomb| names.contains(&bomb.name))
        .enumerate()
    {
        write(bomb, &library.join(format!("bomb-{number}.yaml")));
    }
    no_files(&library);
    for name in ["pipe", "zero", "loop"] {
        std::fs::rename(library.join(name), library.join(format!("{name}.yaml"))).unwrap();
    }
    let output = run(&home, 4 * MEMORY, &["--roadmap", "tea", "list"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("Green tea"),
        "{output:?}"
    );
    let output = run(&home, 4 * MEMORY, &["roadmaps"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    for name in [
        "bomb-0", "bomb-1", "bomb-2", "bomb-3", "bomb-4", "pipe", "zero", "loop",
    ] {
        assert!(text.contains(name), "{name}: {text}");
    }
}

/// Judges how much work each bomb is to a release build:
/// `MEASURED=target/release/roadbook cargo test --test hostile measured -- --ignored --nocapture`.
///
/// It is the time of the processor and not of the clock, so that it is the same on a machine that has other things to do.
#[test]
#[ignore = "judges the time of a release build, which MEASURED names"]
fn measured() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    let named = std::env::var_os("MEASURED").expect("MEASURED names a release build");
    let program = std::path::absolute(named).unwrap();
    let home = Home::new();
    let mut slow = Vec::new();
    for bomb in bombs() {
        let path = home.path().join("bomb.yaml");
        write(&bomb, &path);
        let size = std::fs::metadata(&path).unwrap().len();
        let output = Command::new("sh")
            .args(["-c", "\"$@\" >said; echo $?; times", "sh"])
            .arg(&program)
            .args(["check", "bomb.yaml"])
            .env_clear()
            .envs(home.environment())
            .current_dir(home.path())
            .output()
            .expect("sh");
        let told = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = told.lines().collect();
        let took: Duration = lines[2].split(' ').map(cpu_time).sum();
        eprintln!("{:6} ms  {size:9} B  {}", took.as_millis(), bomb.name);
        assert_eq!(lines[0], "1", "{}", bomb.name);
        if took > TIME {
            slow.push((bomb.name, took));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}

/// Reads a time as `times` of a shell prints it: `0m0.120000s`.
fn cpu_time(text: &str) -> Duration {
    let (minutes, seconds) = text.trim_end_matches('s').split_once('m').expect("minutes");
    let seconds: f64 = seconds.parse().expect("seconds");
    Duration::from_secs_f64(seconds) + Duration::from_secs(60) * minutes.parse().expect("minutes")
}
