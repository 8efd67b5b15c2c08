//! Who may know whom: every name of the outside world has its homes, and every module keeps its size.
//!
//! The files are read without comments and without their tests. A home that names nothing fails too, so that the table
//! stays as true as the code.

use std::collections::BTreeSet;
use std::path::Path;

/// What is named, which files of `src` may name it, and why only they.
#[rustfmt::skip]
const HOMES: &[(&[&str], &[&str], &str)] = &[
    (&["crate::cli"], &[], "the command line is a shell: nothing below it knows it, and inside it `super` is enough"),
    (&["crate::tui"], &["cli/config.rs", "cli/desk.rs", "cli/screen.rs", "tui/"],
        "the screen is a shell: nothing below it knows it; the command line opens it, asks which roadmap was there last, and which keys the settings make"),
    (&["clap"], &["cli/"], "arguments are understood by the command line"),
    (&["crossterm"], &["tui/"], "only the screen talks to a terminal"),
    (&["ratatui::style"], &["theme/", "tui/"], "a theme is a table of styles, the screen paints with them"),
    (&["ratatui::layout"], &["tui/"], "places exist on the screen only"),
    (&["ratatui::buffer"], &["tui/canvas.rs", "tui/picture.rs", "tui/still.rs", "tui/terminal/painter.rs"],
        "cells are written through the canvas; a picture of the screen and the terminal read them, and a screen without a terminal brings its own"),
    (&[".set_string", ".set_stringn", ".set_symbol"], &["tui/canvas.rs"],
        "cells are written through the canvas, which takes clean text and measures it"),
    (&["ratatui::widgets", "ratatui::text", ".render_widget"], &[], "widgets take text that nobody cleaned or measured"),
    (&["ratatui::Terminal", "ratatui::backend", "ratatui::Frame"], &[], "the terminal has one owner, which writes what differs itself"),
    (&["signal_hook"], &["disk.rs", "launch/editor.rs", "tui/terminal"],
        "the terminal has one owner; while an editor has it, the keys that interrupt are the editor's; a file may have a limit"),
    (&["rustix::termios", "nix::"], &["cli/out.rs", "tui/terminal"], "the terminal and its process groups have one owner; plain output asks for its width"),
    (&["std::fs"], &["cli/", "disk.rs", "journal/fs.rs", "notes/store", "shelf/", "tui/terminal"],
        "the disk is reached through few doors, so that all else is pure"),
    (&["std::env", "sys_locale"], &["cli/mod.rs", "config/environment.rs", "tui/terminal/crash.rs"],
        "the environment is read once and handed on, so that tests are hermetic"),
    (&["std::process"], &["cli/", "disk.rs", "journal/", "launch.rs", "launch/editor.rs", "main.rs", "notes/store", "tui/terminal"],
        "programs are started by launch.rs; the others want their process id or an exit code"),
    (&["open::commands", "open::that", "open::with"], &["launch.rs"], "links are opened in one place"),
    (&["base64"], &["export/html.rs", "launch.rs"], "what a terminal is asked to copy, and what a page may run, is written in one place each"),
    (&["sha2"], &["export/html.rs"], "what a page may run is named by its hash"),
    (&["maud"], &["export/html"], "HTML is made in one place, which escapes it"),
    (&["clap_complete"], &["cli/completions.rs"], "completion scripts are made in one place"),
    (&["clap_mangen"], &["cli/man.rs"], "manual pages are made in one place"),
    (&["shell_words"], &["config/mod.rs"], "a command line is split in one place, without a shell"),
    (&["directories"], &["paths.rs"], "folders are found in one place"),
    (&["serde_yaml"], &["yaml/"], "YAML is read in one place, with budgets"),
    (&["csv::ReaderBuilder", "csv::Writer"], &["export/csv.rs", "import/table_file.rs"], "tables of values are read in one place and written in one"),
    (&["quick_xml"], &["import/opml.rs"], "XML is read in one place, and nothing in it is expanded"),
    (&["pulldown_cmark"], &["import/markdown/", "text/markdown/"],
        "Markdown is rendered in one place; an importer asks what a document means, with lines and without a look"),
    (&["unicode_width", "unicode_segmentation"], &["roadmap/", "text/"], "columns and graphemes are counted in one place"),
    (&["width::columns", "width::wrap", "width::chop", "width::cut", "width::cut_with", "width::fit", "width::graphemes", "markdown::render"],
        &["cli/", "export/", "notes/", "picture/", "roadmap/", "search/", "text/", "tui/page/statistics.rs"],
        "the screen counts columns as its terminal does (but for the map and the statistics), which `App::measure` tells; these count as most terminals do"),
    (&["nucleo_matcher"], &["search/"], "letters left out are matched in one place"),
    (&["ib_matcher"], &["search/needle.rs", "search/pinyin.rs"], "pinyin is matched in one place"),
    (&["memchr"], &["journal/line/plain.rs", "journal/log/reading.rs", "search/needle.rs"],
        "a word is looked for in a million texts; lines of journals are cut in one place, and their fields in another"),
    (&["compact_str"], &["journal/record.rs"], "names of records are short, and nothing else is kept in such numbers"),
    (&["hashbrown"], &["journal/log"], "tables whose keys lie elsewhere are for what is kept in such numbers"),
    (&["pinyin::ToPinyin"], &["text/pinyin.rs"],
        "how a character is read most often is asked in one place; a search matches every way to read it"),
    (&["strsim"], &["roadmap/url.rs", "text/nearest.rs"], "words are compared in one place; a mistyped `https` is a question of its own"),
    (&["journal.append(", "journal.spend("], &["cli/desk.rs", "tui/effect.rs", "tui/effect/timing.rs"],
        "progress is written by the two shells, at one place each for ticks and for time"),
    (&["println!", "print!", "eprintln!", "eprint!"], &[], "what is printed passes cli/out.rs, which cleans it"),
];

/// Lines of code of a file, without tests, comments and blank lines.
const LONGEST: usize = 400;

/// Files that are longer, how long they may be, and why.
const LONGER: &[(&str, usize, &str)] = &[
    ("lang/cli.rs", 700, "a table: one sentence after the other"),
    (
        "lang/plain.rs",
        600,
        "a table: one sentence after the other",
    ),
    ("lang/tui.rs", 700, "a table: one sentence after the other"),
];

/// A line of code: the file below `src`, its number, and its text; a `use` is one line with every path written out.
struct Line {
    file: String,
    number: usize,
    text: String,
}

#[test]
fn every_name_stays_at_home() {
    let lines = code();
    let mut told = Vec::new();
    for (names, homes, why) in HOMES {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for line in &lines {
            if !names.iter().any(|name| has(&line.text, name)) {
                continue;
            }
            let home = homes.iter().find(|home| line.file.starts_with(*home));
            if home.is_none() {
                let Line { file, number, .. } = line;
                told.push(format!(
                    "src/{file}:{number}: {names:?} only in {homes:?}: {why}"
                ));
            }
            used.extend(home);
        }
        for home in homes.iter().filter(|home| !used.contains(*home)) {
            told.push(format!(
                "tests/architecture.rs: {home} does not need {names:?} any more"
            ));
        }
    }
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn every_file_is_short_enough_to_be_one_thing() {
    let lines = code();
    let files: BTreeSet<&str> = lines.iter().map(|line| line.file.as_str()).collect();
    let mut told = Vec::new();
    for file in files {
        let length = lines.iter().filter(|line| line.file == file).count();
        let longer = LONGER.iter().find(|(name, ..)| *name == file);
        let most = longer.map_or(LONGEST, |(_, most, _)| *most);
        if length > most {
            told.push(format!(
                "src/{file}: {length} lines of code, {most} are enough"
            ));
        }
    }
    assert!(told.is_empty(), "\n{}\n", told.join("\n"));
}

#[test]
fn the_reader_sees_code_and_nothing_else() {
    let text = "// std::fs\nuse std::{\n    env,\n    io::{self, Read},\n};\nfn f() {}\n#[cfg(test)]\nmod tests {\n    use a;\n}\nfn g() {}\n";
    let mut test_files = BTreeSet::new();
    let seen = read(text, &mut test_files);
    assert_eq!(
        seen[0],
        (2, "use std::env std::io::self std::io::Read".to_owned())
    );
    assert_eq!(
        seen[1..]
            .iter()
            .map(|(number, _)| *number)
            .collect::<Vec<_>>(),
        [3, 4, 5, 6, 11]
    );
    read(
        "#[cfg(test)]\npub(crate) mod sim;\nmod real;\n",
        &mut test_files,
    );
    assert_eq!(test_files, BTreeSet::from(["sim".to_owned()]));
    assert!(has("let a = open::that(b)", "open::") && !has("let a = reopen::that(b)", "open::"));
    assert!(has("crate::tui::App", "crate::tui") && !has("crate::tuition", "crate::tui"));
}

/// Reads `src` but for its tests.
fn code() -> Vec<Line> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut lines, mut tests, mut folders) = (Vec::new(), Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "rs") {
                // Snapshots of the tests lie beside them.
                continue;
            }
            let file = path.strip_prefix(&root).expect("it lies in src");
            let file = file.to_str().expect("plain names").to_owned();
            let mut test_modules = BTreeSet::new();
            for (number, text) in read(
                &std::fs::read_to_string(&path).expect("a file of text"),
                &mut test_modules,
            ) {
                lines.push(Line {
                    file: file.clone(),
                    number,
                    text,
                });
            }
            // The modules of `lib.rs` and of `…/mod.rs` lie beside them.
            let folder = match file.rsplit_once('/') {
                Some((folder, "mod.rs")) => format!("{folder}/"),
                None if file == "lib.rs" => String::new(),
                Some(_) | None => format!("{}/", file.trim_end_matches(".rs")),
            };
            let ends = [".rs", "/"];
            let paths = |name| ends.map(|end| format!("{folder}{name}{end}"));
            tests.extend(test_modules.iter().flat_map(paths));
        }
    }
    lines.retain(|line| !tests.iter().any(|test| line.file.starts_with(test)));
    assert!(lines.len() > 1000, "there is a program to look at");
    lines
}

/// Returns the numbered lines of code of a file, and the names of its modules that are tests. Relies on rustfmt: an item
/// ends where a brace stands under its beginning.
fn read(text: &str, test_modules: &mut BTreeSet<String>) -> Vec<(usize, String)> {
    let mut code: Vec<(usize, String)> = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let code_line = line.trim_start();
        if code_line == "#[cfg(test)]" {
            let end = format!("{}}}", &line[..line.len() - code_line.len()]);
            let is_item =
                |line: &str| !line.trim_start().starts_with(['#', ')']) && !line.ends_with(',');
            let item = lines
                .by_ref()
                .map(|(_, line)| line)
                .find(|line| is_item(line))
                .unwrap_or_default();
            if let Some(module) = item.strip_suffix(';') {
                test_modules.extend(module.rsplit(' ').next().map(str::to_owned));
            } else if !item.ends_with('}') {
                lines.by_ref().find(|(_, line)| *line == end);
            }
        } else if code_line.starts_with("use ") || code_line.starts_with("pub use ") {
            let (first, mut whole) = (code.len(), code_line.to_owned());
            code.push((number, String::new()));
            while !whole.ends_with(';') {
                let (number, line) = lines.next().expect("every `use` has an end");
                whole.push_str(line.trim());
                code.push((number, String::new()));
            }
            let tree = whole
                .trim_end_matches(';')
                .trim_start_matches("pub ")
                .trim_start_matches("use ");
            let mut paths = String::from("use");
            expand("", tree, &mut paths);
            code[first].1 = paths;
        } else if !code_line.is_empty() && !code_line.starts_with("//") {
            code.push((number, code_line.to_owned()));
        }
    }
    code
}

/// Writes out every path of the tree of a `use`.
fn expand(path: &str, tree: &str, paths: &mut String) {
    let Some((head, rest)) = tree.split_once('{') else {
        paths.extend([" ", path, tree.trim()]);
        return;
    };
    let mut depth = 0;
    let branches = rest
        .rsplit_once('}')
        .map_or(rest, |(inside, _)| inside)
        .split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
    for branch in branches.map(str::trim).filter(|branch| !branch.is_empty()) {
        expand(&format!("{path}{head}"), branch, paths);
    }
}

/// Tells whether a line names something, as a whole word.
fn has(text: &str, name: &str) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before =
            text[..at].chars().next_back().is_some_and(in_word) && name.starts_with(in_word);
        let after =
            text[at + name.len()..].chars().next().is_some_and(in_word) && name.ends_with(in_word);
        !before && !after
    })
}
