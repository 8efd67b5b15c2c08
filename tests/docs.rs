//! What the documents say of keys and commands is what the program says. `UPDATE_DOCS=1 cargo test --test docs` writes
//! the generated parts again.

mod support;

use std::fmt::Write as _;
use std::path::Path;

use clap::CommandFactory as _;
use roadbook::cli::args::Cli;
use roadbook::lang::Lang;
use roadbook::tui::keymap;
use support::Home;
use support::stage::Setting;

/// The documents for people, each with the language of its generated parts.
const READMES: [(&str, Lang); 2] = [("README.md", Lang::En), ("README.zh.md", Lang::Zh)];

/// What is pressed for the picture of the readmes: some days of work, and the cursor on something that is under way.
const SOME_DAYS: &str =
    "jj<space>j<space>jxj<space>j<space>jjd2jl<space>j<space>jdjjjh<enter>jjj<enter>j<space>jd0";

#[test]
fn the_picture_of_the_readmes_is_what_the_program_draws() {
    for (name, lang) in READMES {
        let setting = Setting {
            lang,
            size: (116, 30),
            ..Setting::default()
        };
        let picture = setting.start().play(SOME_DAYS).picture();
        keep_part(name, "screen", &format!("```text\n{picture}```\n"));
    }
}

#[test]
fn the_keys_and_commands_of_the_readmes_are_those_of_the_program() {
    for (name, lang) in READMES {
        let header = match lang {
            Lang::En => "| keys | action |",
            Lang::Zh => "| 按键 | 作用 |",
        };
        let table = keymap::markdown_table(&lang.tui().keys);
        let rows = table.split_once('\n').expect("a table has rows").1;
        keep_part(name, "keys", &format!("{header}\n{rows}"));

        let help = help(&["--lang", lang.code(), "--help"]);
        let mut table = String::from("| | |\n|---|---|\n");
        for command in commands() {
            let about = help.lines().find_map(|line| {
                let words = line.trim_start().strip_prefix(&command)?;
                words.starts_with("  ").then(|| words.trim())
            });
            let about = about.unwrap_or_else(|| panic!("{command} is not in the help:\n{help}"));
            let _ = writeln!(table, "| `roadbook {command}` | {about} |");
        }
        keep_part(name, "commands", &table);
    }
}

#[test]
fn the_reference_of_the_command_line_is_its_help() {
    let mut document = format!(
        "# The command line\n\nThis file is what `--help` says; do not edit it.\n\n{}",
        quoted(&help(&["--help"]))
    );
    for command in commands() {
        let help = quoted(&help(&[&command, "--help"]));
        let _ = write!(document, "\n## roadbook {command}\n\n{help}");
    }
    keep("docs/cli.md", &document);
}

#[test]
fn every_file_that_a_document_links_to_is_there() {
    let documents = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"];
    for name in documents.into_iter().chain(READMES.map(|(name, _)| name)) {
        let text = read(name);
        let targets = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        for (target, _) in targets {
            let file = target.split('#').next().unwrap_or_default();
            assert!(
                file.starts_with("http") || path(file).exists(),
                "{name} links to {target}, which is not there"
            );
        }
    }
}

/// Returns what the program says, for a page of a hundred columns.
fn help(arguments: &[&str]) -> String {
    let home = Home::new();
    let mut command = home.command();
    let output = command
        .args(arguments)
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("help is text")
}

fn commands() -> Vec<String> {
    let command = Cli::command();
    command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

fn quoted(help: &str) -> String {
    format!("```text\n{}\n```\n", help.trim_end())
}

/// Compares the part of a document between its two marks.
#[track_caller]
fn keep_part(name: &str, part: &str, made: &str) {
    let (begin, end) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->\n"));
    let text = read(name);
    let (before, rest) = text
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{name} has no {begin}"));
    let (_, after) = rest
        .split_once(&end)
        .unwrap_or_else(|| panic!("{name} has no {end}"));
    keep(name, &format!("{before}{begin}{made}{end}{after}"));
}

/// Compares a document with what it should be, or writes it when that is asked for.
#[track_caller]
fn keep(name: &str, made: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path(name), made).expect("a document can be written");
    }
    assert!(
        read(name) == made,
        "{name} is old: run UPDATE_DOCS=1 cargo test --test docs"
    );
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
