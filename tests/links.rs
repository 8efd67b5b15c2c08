//! Links and programs: what a stranger's address, id or symbolic link can make the program start or write.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;

use roadbook::roadmap;
use roadbook::roadmap::url::{Link, MAX_LENGTH};
use roadbook::yaml::Limits;
use support::PROGRAM;
use support::cli::Shell;
use support::pty::app;

/// Schemes that a system may have a program for.
const SCHEMES: [&str; 42] = [
    "javascript",
    "data",
    "file",
    "vbscript",
    "about",
    "blob",
    "view-source",
    "chrome",
    "resource",
    "jar",
    "ftp",
    "ftps",
    "sftp",
    "ssh",
    "telnet",
    "rlogin",
    "gopher",
    "ldap",
    "smb",
    "nfs",
    "afp",
    "dav",
    "git",
    "svn",
    "mailto",
    "tel",
    "sms",
    "callto",
    "skype",
    "zoommtg",
    "steam",
    "vscode",
    "ms-word",
    "ms-settings",
    "search-ms",
    "x-apple",
    "apt",
    "magnet",
    "intent",
    "ws",
    "httpx",
    "shttp",
];

/// Addresses that are no links.
fn refused() -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for scheme in SCHEMES {
        all.push(format!("{scheme}://example.org/{scheme}"));
        all.push(format!("{}:alert(1)", scheme.to_uppercase()));
    }
    let fixed = [
        // User names.
        "https://good.example@evil.example/",
        "https://user:secret@example.org/",
        "https://@example.org/",
        "https://:@example.org/",
        "https://a@b@c.example/",
        "https://good.example%40evil.example@x.example/",
        // Hosts that are none.
        "https://",
        "https:///",
        "https://?q",
        "https://#f",
        "https://:443/",
        "https://./",
        "https://../",
        "https://.example.org/",
        "https://a..example.org/",
        "https://exa%00mple.org/",
        "https://[::1/",
        "https://[::g]/",
        "https://1.2.3.4.5/",
        "https://0x1ffffffff/",
        "https://256.256.256.256/",
        "https://example.org:65536/",
        "https://example.org:-1/",
        "https://example.org:a/",
        "https://exam ple.org/",
        "https://exa<mple.org/",
        "https://exa|mple.org/",
        "https://exa^mple.org/",
        "https://$(id).example.org/",
        "https://`id`.example.org/",
        "https://a;b.example.org/",
        "https://a&b.example.org/",
        "https://a'b.example.org/",
        "https://a\"b.example.org/",
        "https://a(b).example.org/",
        "https://*.example.org/",
        "https://a!b.example.org/",
        "https://a=b.example.org/",
        "https://a,b.example.org/",
        "https://a~b.example.org/",
        // What cannot be seen, or is no part of an address.
        " https://example.org/",
        "https://example.org/ ",
        "https://example.org/a b",
        "https://example.org/a\tb",
        "https://example.org/a\nb",
        "https://example.org/\r\nHost: x",
        "ht\ntps://example.org/",
        "https://example.org/\u{0}",
        "https://example.org/\u{1b}[2J",
        "https://example.org/\u{7f}",
        "https://example.org/\u{9b}m",
        "https://example.org/\u{202e}gpj.exe",
        "https://exam\u{200b}ple.org/",
        "https://exam\u{ad}ple.org/",
        "https://example.org/\u{feff}",
        "https://example.org/\u{e0041}",
        "https://exam\u{200d}ple.org/",
        "https://example.org/\u{3000}x",
        "https://example.org/\u{a0}x",
        "https://example.org/\u{2028}x",
        // No addresses.
        "",
        "/",
        "//example.org/",
        "/etc/passwd",
        "../../etc/passwd",
        "C:\\Windows",
        "\\\\host\\share",
        "example.org",
        "www.example.org/a",
        "-",
        "--help",
        "--proxy-server=evil.example",
        "-e id",
        "https",
        "https:",
        "https:example.org",
        "https:/example.org",
        ":https://example.org/",
        "https ://example.org",
        "%68ttps://example.org/",
        "https\u{ff1a}//example.org/",
        "url:https://example.org/",
        "<https://example.org/>",
    ];
    all.extend(fixed.map(str::to_owned));
    all.push(format!("https://example.org/{}", "a".repeat(MAX_LENGTH)));
    all.push(format!("https://example.org/{}", "路".repeat(300)));
    all.push(format!("https://{}.example/", "a".repeat(MAX_LENGTH)));
    all
}

/// Addresses that are links, however odd they look.
fn opened() -> Vec<String> {
    let fixed = [
        "https://example.org",
        "http://example.org/",
        "HTTPS://EXAMPLE.ORG/A",
        "https://example.org.",
        "https://example.org:8443/",
        "https://example.org:/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://0x7f.1/",
        "https://2130706433/",
        "https://017700000001/",
        "https://[::1]:8080/",
        "https://[::ffff:127.0.0.1]/",
        "https://192.168.0.1/",
        "https://a_b.example.org/",
        "https://xn--pple-43d.com/",
        "https://\u{430}pple.com/",
        "https://例子.测试/路",
        "https://ＥＸＡＭＰＬＥ.org/",
        "https://faß.example/",
        "https://example\u{3002}org/",
        "https://example.org\\evil.example/",
        "https://good.example\\@evil.example@x/",
        "https://example.org/\\..\\..",
        "https://example.org/../../etc/passwd",
        "https://example.org/%2e%2e/%2f",
        "https://example.org/%0d%0aSet-Cookie:x",
        "https://example.org/%00",
        "https://example.org/%1b[2J",
        "https://example.org/%zz%",
        "https://example.org/$(id)",
        "https://example.org/`id`",
        "https://example.org/;id",
        "https://example.org/|id",
        "https://example.org/&id",
        "https://example.org/>pwned",
        "https://example.org/<pwned",
        "https://example.org/'\"",
        "https://example.org/$HOME/${HOME}",
        "https://example.org/%PATH%",
        "https://example.org/^&calc",
        "https://example.org/~root/*?[a-z]!",
        "https://example.org/{a,b}",
        "https://example.org/(a)",
        "https://example.org/#/route",
        "https://example.org/#--help",
        "https://example.org/?--help",
        "https://example.org/%s",
        "https://example.org/%%s",
        "https://example.org/%u%f%c",
        "https://example.org/?a=b&c=d;e",
        "https://example.org/@user",
        "https://example.org/:80",
        "https://example.org/?u=javascript:alert(1)",
        "https://example.org/?next=https://evil.example/",
        "https://example.org/a,b",
        "https://example.org/=cmd",
        "https://example.org/\u{e9}",
        "https://example.org/大模型?q=注意力#节",
        "https://example.org//double//slash",
        "https://-a.example.org/",
    ];
    let mut all: Vec<String> = fixed.into_iter().map(str::to_owned).collect();
    all.push(format!(
        "https://example.org/{}",
        "a".repeat(MAX_LENGTH - 20)
    ));
    all
}

fn write_program(path: &Path, script: &str) {
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// What was recorded since the last time: each start with its arguments.
fn recorded(record: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(record).unwrap_or_default();
    let _ = fs::remove_file(record);
    let starts = text.split_terminator('\u{1}');
    starts
        .map(|start| start.split_terminator('\u{2}').map(str::to_owned).collect())
        .collect()
}

/// A home with a program that writes down how it was started.
fn recording() -> (Shell, PathBuf, PathBuf) {
    let shell = Shell::new();
    let program = shell.home.path().join("the browser");
    let record = shell.home.path().join("record");
    let script = format!(
        "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\002' \"$word\" >> '{0}'; done\nprintf '\\001' >> '{0}'\n",
        record.display()
    );
    write_program(&program, &script);
    (shell, program, record)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{feff}') => {
                write!(out, "\\U{:08x}", u32::from(c)).unwrap();
            }
            c => out.push(c),
        }
    }
    out + "\""
}

fn everything_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
            found.insert(entry.path());
        }
    }
    found
}

#[test]
fn what_is_no_link_is_refused_in_a_roadmap_and_nothing_is_started_for_it() {
    let refused = refused();
    assert!(refused.len() + opened().len() >= 200);
    let taken: Vec<&String> = refused
        .iter()
        .filter(|raw| Link::parse(raw).is_ok())
        .collect();
    assert!(taken.is_empty(), "{taken:?}");
    for raw in &refused {
        let file = format!(
            "format: 1\nid: r\ntitle: R\nstages:\n  - {{ id: s, title: S, topics: [{{ id: t, title: T, resources: [{{ id: a, title: A, url: {} }}] }}] }}\n",
            quoted(raw)
        );
        assert!(
            roadmap::load(file.as_bytes(), &Limits::default()).is_err(),
            "{raw:?}"
        );
    }
    // Where such an address is in a text, it is a link of that text, and is not opened.
    let (shell, program, record) = recording();
    let shell = shell.with("BROWSER", &format!("'{}' %s", program.display()));
    let mut file = String::from(
        "format: 1\nid: hostile\ntitle: H\nstages:\n  - id: s\n    title: S\n    topics:\n      - id: t\n        title: T\n        concepts:\n",
    );
    for (number, raw) in refused.iter().enumerate() {
        let text = format!("[text](<{}>)", raw.replace(['<', '>'], ""));
        writeln!(
            file,
            "          - {{ id: c{number}, title: C, text: {} }}",
            quoted(&text)
        )
        .unwrap();
    }
    shell.write("data/roadbook/roadmaps/hostile.yaml", file);
    let before = everything_below(shell.home.path());
    for (number, raw) in refused.iter().enumerate() {
        // Some of them lose on the way what made them no links: a space at the end, brackets, line breaks.
        let output = shell.output(&format!("--roadmap hostile open c{number} --yes"));
        let started = recorded(&record);
        for arguments in &started {
            assert_eq!(arguments.len(), 1, "{raw:?}");
            let link = Link::parse(&arguments[0]);
            assert_eq!(
                link.as_ref().map(Link::as_str),
                Ok(&*arguments[0]),
                "{raw:?}"
            );
        }
        assert_eq!(
            output.status.success(),
            !started.is_empty(),
            "{raw:?}: {output:?}"
        );
    }
    let after = everything_below(shell.home.path());
    let made: Vec<&PathBuf> = after
        .difference(&before)
        .filter(|path| !path.starts_with(shell.home.state_folder()))
        .filter(|path| !path.starts_with(shell.home.cache_folder()))
        .collect();
    assert!(made.is_empty(), "{made:?}");
}

#[test]
fn what_is_a_link_is_one_argument_of_the_browser_whatever_is_in_it() {
    let opened = opened();
    let (shell, program, record) = recording();
    let mut file = String::from(
        "format: 1\nid: hostile\ntitle: H\nstages:\n  - id: s\n    title: S\n    topics:\n      - id: t\n        title: T\n        resources:\n",
    );
    for (number, raw) in opened.iter().enumerate() {
        writeln!(
            file,
            "          - {{ id: r{number}, title: R, url: {} }}",
            quoted(raw)
        )
        .unwrap();
    }
    shell.write("data/roadbook/roadmaps/hostile.yaml", &file);
    let browser = program.display();
    let commands = [
        (format!("'{browser}'"), [None, None]),
        (format!("'{browser}' -n '%s' -w"), [Some("-n"), Some("-w")]),
        (
            format!("/no/such/browser:'{browser}' 100%%"),
            [Some("100%"), None],
        ),
        (format!("'{browser}' '' \"%s\""), [Some(""), None]),
    ];
    for (number, raw) in opened.iter().enumerate() {
        let address = Link::parse(raw).unwrap_or_else(|error| panic!("{raw}: {error}"));
        let (command, [before, after]) = &commands[number % commands.len()];
        let mut run = shell.command(&format!("--roadmap hostile open r{number} --yes"));
        let output = run.env("BROWSER", command).output().unwrap();
        assert!(output.status.success(), "{raw}: {output:?}");
        let expected: Vec<&str> = before
            .iter()
            .copied()
            .chain([address.as_str()])
            .chain(after.iter().copied())
            .collect();
        assert_eq!(recorded(&record), [expected], "{raw} with {command}");
    }
    assert!(!shell.home.path().join("pwned").exists());
}

#[test]
fn an_editor_is_a_program_with_words_and_no_shell_reads_them() {
    let (shell, program, record) = recording();
    let mut home = shell.home;
    let editor = program.display().to_string();
    let failing = home.path().join("failing");
    write_program(&failing, "#!/bin/sh\nexit 3\n");
    let killed = home.path().join("killed");
    write_program(&killed, "#!/bin/sh\nkill -KILL $$\n");
    let folder = home.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let plain = home.path().join("plain");
    fs::write(&plain, "no program").unwrap();
    let q = format!("'{editor}'");
    // The words before the note, or nothing where there is no such program.
    let table: Vec<(String, Option<Vec<&str>>)> = vec![
        (q.clone(), Some(vec![])),
        (format!("{q} --wait"), Some(vec!["--wait"])),
        (format!("{q} -c 'set tw=80'"), Some(vec!["-c", "set tw=80"])),
        (format!("\"{editor}\" \"a b\""), Some(vec!["a b"])),
        (editor.replace(' ', "\\ "), Some(vec![])),
        (format!("  {q}   -x  "), Some(vec!["-x"])),
        (format!("{q} ''"), Some(vec![""])),
        (
            format!("{q} ; touch pwned"),
            Some(vec![";", "touch", "pwned"]),
        ),
        (format!("{q}; touch pwned"), None),
        (
            format!("{q} && touch pwned"),
            Some(vec!["&&", "touch", "pwned"]),
        ),
        (
            format!("{q} || touch pwned"),
            Some(vec!["||", "touch", "pwned"]),
        ),
        (format!("{q} | tee pwned"), Some(vec!["|", "tee", "pwned"])),
        (format!("{q} > pwned"), Some(vec![">", "pwned"])),
        (format!("{q} < /etc/passwd"), Some(vec!["<", "/etc/passwd"])),
        (
            format!("{q} $(touch pwned)"),
            Some(vec!["$(touch", "pwned)"]),
        ),
        (format!("{q} `touch pwned`"), Some(vec!["`touch", "pwned`"])),
        (format!("{q} $HOME ~ *"), Some(vec!["$HOME", "~", "*"])),
        (
            format!("{q} {{a,b}} [a-z] !x"),
            Some(vec!["{a,b}", "[a-z]", "!x"]),
        ),
        (format!("{q} %s %f"), Some(vec!["%s", "%f"])),
        (format!("{q} -- -"), Some(vec!["--", "-"])),
        (format!("{q} 大 é"), Some(vec!["大", "é"])),
        (format!("{q} a\\\nb"), Some(vec!["ab"])),
        (format!("PWNED=1 {q}"), None),
        ("$(touch pwned)".to_owned(), None),
        ("no-such-editor".to_owned(), None),
        ("/no/such/editor --wait".to_owned(), None),
        (format!("'{editor}"), None),
        ("''".to_owned(), None),
        (folder.display().to_string(), None),
        (plain.display().to_string(), None),
        (failing.display().to_string(), None),
        (killed.display().to_string(), None),
        ("-x".to_owned(), None),
        ("../the\\ browser".to_owned(), None),
    ];
    assert!(table.len() >= 30, "{}", table.len());
    let note = home
        .data_folder()
        .join("roadbook/notes/tea/kettle-paper.md");
    for (value, words) in table {
        for variable in ["VISUAL", "EDITOR"] {
            let ended = app()
                .home(home)
                .arguments(&["note", "kettle-paper"])
                .env(variable, &value)
                .start()
                .wait_exit();
            let (code, output) = (ended.status.code(), ended.text());
            home = ended.home;
            let started = recorded(&record);
            let Some(words) = &words else {
                assert!(started.is_empty(), "{value}: {started:?}");
                assert_eq!(code, Some(1), "{value}: {output}");
                continue;
            };
            let expected = words.iter().copied().chain([note.to_str().unwrap()]);
            assert_eq!(started, [expected.collect::<Vec<_>>()], "{value}: {output}");
            assert_eq!(code, Some(0), "{value}: {output}");
        }
    }
    let everything = everything_below(home.path());
    assert!(
        !everything.iter().any(|path| path.ends_with("pwned")),
        "{everything:?}"
    );
}

#[test]
fn an_id_is_a_name_and_never_a_way() {
    let ids = [
        "..",
        ".",
        "../x",
        "../../etc/passwd",
        "/etc",
        "/",
        "a/b",
        "a/../b",
        "a\\b",
        "~",
        "~root",
        "-",
        "-x",
        "--help",
        ".hidden",
        "a.",
        "a..b",
        "CON ",
        "a\u{0}b",
        "a\nb",
        "a b",
        "$(id)",
        "`id`",
        "a;b",
        "a|b",
        "*",
        "?",
        "%2e%2e",
        "%s",
        "\u{ff0e}\u{ff0e}",
        "\u{2024}\u{2024}",
        "\u{2215}etc",
        "a\u{202e}b",
        "",
    ];
    let shell = Shell::new();
    for id in ids {
        let roadmap = |roadmap: &str, node: &str| {
            format!(
                "format: 1\nid: {roadmap}\ntitle: R\nstages:\n  - {{ id: {node}, title: S, topics: [] }}\n"
            )
        };
        for file in [roadmap(&quoted(id), "s"), roadmap("r", &quoted(id))] {
            assert!(
                roadmap::load(file.as_bytes(), &Limits::default()).is_err(),
                "{id:?} is an id"
            );
            shell.write("file.yaml", &file);
            let output = shell.output("add file.yaml");
            assert_eq!(output.status.code(), Some(1), "{id:?}: {output:?}");
        }
    }
    let long = format!("format: 1\nid: {}\ntitle: R\nstages: []\n", "a".repeat(300));
    assert!(roadmap::load(long.as_bytes(), &Limits::default()).is_err());
    // Ids that a journal of somebody else names are kept as what they are, and lead nowhere either.
    let record = |id: &str| {
        let id = serde_json::to_string(id).unwrap();
        format!(
            "{{\"v\":1,\"id\":\"h-1\",\"l\":5,\"at\":\"2026-11-22T10:00:00Z\",\"op\":\"note\",\"r\":{id},\"n\":{id},\"x\":\"written\"}}\n"
        )
    };
    shell.write(
        "data/roadbook/progress/0123-2026.jsonl",
        ids.iter().map(|id| record(id)).collect::<String>(),
    );
    let before = everything_below(shell.home.path());
    for line in [
        "list",
        "log",
        "notes",
        "doctor",
        "undo",
        "roadmaps",
        "export json --notes",
    ] {
        assert_ne!(shell.output(line).status.code(), None, "{line}");
    }
    let after = everything_below(shell.home.path());
    let made: Vec<&PathBuf> = after
        .difference(&before)
        .filter(|path| !path.starts_with(shell.home.state_folder()))
        .filter(|path| !path.starts_with(shell.home.cache_folder()))
        .collect();
    assert!(
        made.iter()
            .all(|path| path.starts_with(shell.home.data_folder().join("roadbook"))),
        "{made:?}"
    );
}

/// Commands that write all that the program writes.
const WRITING: [&str; 14] = [
    "done kettle-paper",
    "undo",
    "redo",
    "note kettle-paper more",
    "note green-tea-book more",
    "track start kettle-paper",
    "track stop",
    "hide oxidation",
    "unhide oxidation",
    "link boiling https://example.org/more",
    "add other.yaml",
    "use tea",
    "stats",
    "remove other",
];

/// Symbolic links that lead out of the home, at every place below it where the program writes, each with what it leads to.
fn leading_out(outside: &Path) -> Vec<(&'static str, PathBuf)> {
    let file = outside.join("file");
    let folder = outside.join("folder");
    let year = "data/roadbook/progress/0123456789abcdef0123456789abcdef-2026.jsonl";
    vec![
        ("data/roadbook/notes", folder.clone()),
        ("data/roadbook/notes/tea", folder.clone()),
        ("data/roadbook/notes/tea/kettle-paper.md", file.clone()),
        (
            "data/roadbook/notes/tea/green-tea-book.md",
            outside.join("missing"),
        ),
        (year, file.clone()),
        ("data/roadbook/overlays/tea.yaml", file.clone()),
        ("data/roadbook/roadmaps/other.yaml", outside.join("missing")),
        ("state/roadbook/lock", file),
        ("state/roadbook/device", outside.join("missing")),
        ("state/roadbook/timer", outside.join("missing")),
    ]
}

#[test]
fn a_symbolic_link_is_never_written_through() {
    let outside = tempfile::tempdir().unwrap();
    let (file, folder) = (outside.path().join("file"), outside.path().join("folder"));
    fs::write(&file, "kept\n").unwrap();
    fs::create_dir(&folder).unwrap();
    let other = include_str!("fixtures/cli/tea.yaml").replacen("id: tea", "id: other", 1);
    for (place, target) in leading_out(outside.path()) {
        let shell = Shell::new();
        shell.write("other.yaml", &other);
        let path = shell.home.path().join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        symlink(&target, &path).unwrap();
        for line in WRITING {
            let output = shell.output(line);
            assert_ne!(output.status.code(), None, "{place}: {line}: {output:?}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "kept\n", "{place}");
        assert!(!outside.path().join("missing").exists(), "{place}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{place}");
    }
}

/// Runs the program under `strace` and returns every path that it asked to write, make, rename or remove, and every program
/// that was started.
fn traced(shell: &Shell, line: &str) -> (Output, Vec<PathBuf>, Vec<PathBuf>) {
    let trace = shell.home.path().join("trace");
    let mut inner = shell.command(line);
    let mut command = std::process::Command::new("strace");
    command
        .args(["-f", "-y", "-s", "4096", "-e", "trace=%file,execve", "-o"])
        .arg(&trace)
        .arg(PROGRAM)
        .args(inner.get_args())
        .env_clear()
        .envs(
            inner
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .current_dir(shell.home.path())
        .stdin(std::process::Stdio::null());
    let output = command.output().expect("strace: apt-get install strace");
    let _ = inner.stdin(std::process::Stdio::null());
    let text = String::from_utf8_lossy(&fs::read(&trace).unwrap()).into_owned();
    fs::remove_file(&trace).unwrap();
    let (mut written, mut started) = (Vec::new(), Vec::new());
    for call in text.lines().filter(|call| !call.contains("resumed>")) {
        let Some((name, arguments)) = call.split_once('(') else {
            continue;
        };
        let name = name.rsplit(' ').next().unwrap_or_default();
        let opens = matches!(name, "open" | "openat" | "openat2" | "creat");
        let to_write = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"]
            .iter()
            .any(|flag| arguments.contains(flag));
        let changes = [
            "mkdir", "rename", "unlink", "rmdir", "symlink", "link", "truncate", "mknod", "chmod",
            "fchmodat", "chown",
        ]
        .iter()
        .any(|change| name.starts_with(change));
        if opens && to_write || changes && name != "readlink" {
            written.extend(paths_in(arguments, shell.home.path()));
        } else if name == "execve" && !arguments.ends_with("ENOENT (No such file or directory)") {
            started.extend(paths_in(arguments, shell.home.path()).into_iter().take(1));
        }
    }
    (output, written, started)
}

/// Returns the paths among the arguments of a call, those that are relative below the folder that stands before them, or
/// where none does, below `home`.
fn paths_in(arguments: &str, home: &Path) -> Vec<PathBuf> {
    let (mut paths, mut folder, mut rest) = (Vec::new(), home.to_owned(), arguments);
    while let Some(at) = rest.find(['<', '"']) {
        let is_folder = rest[at..].starts_with('<');
        let inner = &rest[at + 1..];
        let Some(end) = inner.find(if is_folder { '>' } else { '"' }) else {
            break;
        };
        if is_folder {
            folder = PathBuf::from(&inner[..end]);
        } else {
            paths.push(folder.join(&inner[..end]));
        }
        rest = &inner[end + 1..];
    }
    paths
}

#[test]
fn calls_are_read_with_the_folder_they_start_from() {
    let line = r#"AT_FDCWD</home/a>, "b", 5</c>, "d", RENAME_NOREPLACE) = 0"#;
    assert_eq!(
        paths_in(line, Path::new("/h")),
        [PathBuf::from("/home/a/b"), PathBuf::from("/c/d")]
    );
    assert_eq!(
        paths_in(
            r#"AT_FDCWD</home/a>, "/etc/x", O_WRONLY) = 3</etc/x>"#,
            Path::new("/h")
        ),
        [PathBuf::from("/etc/x")]
    );
}

#[test]
#[ignore = "needs strace; .ci/run has it"]
fn nothing_is_written_outside_the_home_and_no_program_is_started_but_those_of_the_person() {
    let (shell, program, _) = recording();
    let shell = shell
        .with("BROWSER", &format!("'{}'", program.display()))
        .with("VISUAL", &format!("'{}'", program.display()));
    let other = include_str!("fixtures/cli/tea.yaml").replacen("id: tea", "id: other", 1);
    shell.write("other.yaml", &other);
    shell.write(
        "list.md",
        "# List\n\n- [ ] [a](https://example.org/$(id))\n",
    );
    let reading = [
        "list",
        "show kettle-paper",
        "next",
        "log",
        "notes",
        "roadmaps",
        "doctor",
        "paths",
        "config",
        "check",
        "check other.yaml",
        "open green-tea-book --yes",
        "note kettle-paper",
        "export html",
        "export markdown --output out.md",
        "import list.md",
        "import list.md --add",
        "diff other.yaml other.yaml",
        "layer",
        "man",
    ];
    let mut all = 0;
    for line in WRITING.into_iter().chain(reading) {
        let (output, written, started) = traced(&shell, line);
        assert_ne!(output.status.code(), None, "{line}: {output:?}");
        let outside: Vec<&PathBuf> = written
            .iter()
            .filter(|path| !path.starts_with(shell.home.path()) && !path.starts_with("/dev"))
            .collect();
        assert!(outside.is_empty(), "{line}: {outside:?}");
        let ways: Vec<&PathBuf> = written
            .iter()
            .filter(|path| path.components().any(|part| part.as_os_str() == ".."))
            .collect();
        assert!(ways.is_empty(), "{line}: {ways:?}");
        let strangers: Vec<&PathBuf> = started
            .iter()
            .filter(|path| **path != Path::new(PROGRAM) && **path != program)
            .collect();
        assert!(strangers.is_empty(), "{line}: {strangers:?}");
        all += written.len();
    }
    assert!(all > 40, "strace saw {all} paths");
}
