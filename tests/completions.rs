//! Completion scripts, run by the shells they are for, and manual pages, read by the program that reads them. A shell that
//! is not on this machine is left out; bash always is.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::PROGRAM;
use support::cli::Shell;

/// Runs a script in a shell where the program is found by its name.
fn run(shell: &Shell, program: &str, arguments: &[&str]) -> String {
    let folder = Path::new(PROGRAM)
        .parent()
        .expect("the program lies in a folder");
    let path = shell
        .home
        .environment()
        .into_iter()
        .find_map(|(name, value)| (name == "PATH").then_some(value))
        .unwrap_or_default();
    let output = Command::new(program)
        .args(arguments)
        .env_clear()
        .envs(shell.home.environment())
        .env("PATH", format!("{}:{path}", folder.display()))
        .stdin(Stdio::null())
        .output()
        .expect("the shell runs");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "",
        "{program} {arguments:?}"
    );
    String::from_utf8(output.stdout).expect("words are UTF-8")
}

fn is_here(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .is_ok()
}

/// Writes the script of a shell into the home.
fn script(shell: &Shell, name: &str) -> PathBuf {
    let script = shell.run(&[&format!("completions {name}")]);
    let path = shell.home.path().join(format!("completions.{name}"));
    std::fs::write(&path, script).expect("a file in the home");
    path
}

/// Asks bash what the last word may become.
fn bash(shell: &Shell, words: &[&str]) -> Vec<String> {
    let script = script(shell, "bash");
    let ask = r#"
        source "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
        _roadbook roadbook "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let script = script.display().to_string();
    let mut arguments = vec!["--norc", "-c", ask, "bash", &script, "roadbook"];
    arguments.extend(words);
    let said = run(shell, "bash", &arguments);
    said.lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_commands_flags_and_the_ids_of_the_roadmap_in_use() {
    let shell = Shell::new();
    let table: &[(&[&str], &[&str])] = &[
        (&["sho"], &["show"]),
        (
            &["done", "green-tea-"],
            &["green-tea-book", "green-tea-video"],
        ),
        (&["done", "oxidation", "ke"], &["kettle-paper"]),
        (&["show", "bo"], &["boiling"]),
        (&["list", "--stage", ""], &["leaves", "water"]),
        (&["list", "--topic", "b"], &["black-tea", "boiling"]),
        (&["--roadmap", "t"], &["tea"]),
        (&["--roadmap", "llm", "done", "green"], &[]),
        (&["--roadmap", "=", "tea", "done", "ox"], &["oxidation"]),
        (&["--theme", "gruv"], &["gruvbox"]),
        (&["list", "--status", "d"], &["doing", "done"]),
        (&["--roadmap", "nothing", "done", "g"], &[]),
    ];
    for (words, expected) in table {
        let mut found = bash(&shell, words);
        found.retain(|word| !word.is_empty());
        found.sort();
        assert_eq!(found, *expected, "{words:?}");
    }
}

#[test]
fn what_was_hidden_and_added_is_completed_where_it_is_asked_for() {
    let shell = Shell::new();
    shell.run(&[
        "hide black-tea",
        "link green-tea https://steep.example.org/ Steeping",
    ]);
    assert_eq!(bash(&shell, &["unhide", "b"]), ["black-tea"]);
    let added = bash(&shell, &["unlink", "s"]);
    assert!(
        matches!(&added[..], [id] if id.starts_with("steeping-")),
        "{added:?}"
    );
    assert_eq!(bash(&shell, &["link", "gr"]), ["green-tea"]);
    assert_eq!(bash(&shell, &["use", "te"]), ["tea"]);
}

#[test]
fn a_theme_whose_name_is_a_command_is_neither_offered_nor_run() {
    let shell = Shell::new();
    let trap = "config/roadbook/themes/$(touch hit).yaml";
    shell.write(trap, "");
    shell.write("config/roadbook/themes/mine.yaml", "");
    assert_eq!(bash(&shell, &["--theme", "mi"]), ["mine"]);
    let all = bash(&shell, &["--theme", ""]);
    assert!(all.iter().all(|word| !word.contains("touch")), "{all:?}");
    assert!(!Path::new("hit").exists() && !shell.home.path().join("hit").exists());
}

#[test]
fn titles_come_in_the_language_of_the_person_where_a_shell_can_show_them() {
    let ask =
        |shell: &Shell, name: &str| shell.run(&[&format!("complete-ids {name} nodes -- done ox")]);
    assert_eq!(ask(&Shell::new(), "bash"), "oxidation\n");
    assert_eq!(ask(&Shell::new(), "zsh"), "oxidation:Oxidation\n");
    assert_eq!(ask(&Shell::chinese(), "fish"), "oxidation\t氧化\n");
}

#[test]
fn a_question_of_a_script_is_silent_about_what_is_wrong() {
    let shell = Shell::new();
    shell.write("config/roadbook/config.yaml", "roadmap: [\nnonsense");
    for line in [
        "complete-ids bash nodes -- --roadmap nothing done x",
        "complete-ids bash topics -- --home /nowhere/at/all list --topic zzz",
        "complete-ids bash themes --",
    ] {
        let output = shell.output(line);
        assert!(output.status.success(), "{line}");
        assert!(output.stderr.is_empty(), "{line}: {output:?}");
    }
}

#[test]
fn fish_completes_ids_with_titles() {
    if !is_here("fish") {
        return;
    }
    let shell = Shell::new();
    let script = script(&shell, "fish");
    let ask = |line: &str| {
        let command = format!("source {}; complete -C '{line}'", script.display());
        run(&shell, "fish", &["--no-config", "-c", &command])
    };
    assert_eq!(
        ask("roadbook done green-tea-"),
        "green-tea-book\tThe green book\ngreen-tea-video\tWatching leaves unfold\n"
    );
    assert_eq!(ask("roadbook list --stage wa"), "water\tWater\n");
    assert_eq!(ask("roadbook --roadmap te"), "tea\tMaking tea\n");
}

#[test]
fn every_script_is_one_in_both_languages() {
    for shell in [Shell::new(), Shell::chinese()] {
        for (program, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "-n")] {
            let script = script(&shell, program);
            if is_here(program) {
                run(&shell, program, &[check, &script.display().to_string()]);
            }
        }
        for name in ["elvish", "powershell"] {
            let script = std::fs::read_to_string(script(&shell, name)).expect("a script");
            assert!(script.contains("roadbook;done"), "{name}");
        }
    }
}

#[test]
fn a_shell_that_there_is_not_is_told_with_those_there_are() {
    let told = Shell::new().run(&["completions tcsh"]);
    assert!(
        told.contains("bash, elvish, fish, powershell, zsh"),
        "{told}"
    );
    assert!(told.ends_with("-- exit 2\n"), "{told}");
}

#[test]
fn every_manual_page_is_clean_complete_and_always_the_same() {
    for (shell, sections) in [
        (Shell::new(), ["EXIT STATUS", "ENVIRONMENT", "FILES"]),
        (Shell::chinese(), ["退出状态", "环境变量", "文件"]),
    ] {
        shell.run(&["man --out pages"]);
        let program = shell.run(&["man"]);
        let pages = shell.home.path().join("pages");
        let names: Vec<PathBuf> = std::fs::read_dir(&pages)
            .expect("a folder of pages")
            .map(|entry| entry.expect("a page").path())
            .collect();
        assert!(names.len() > 15, "{names:?}");
        for name in names {
            let page = std::fs::read_to_string(&name).expect("a page");
            for section in sections {
                let heading = page.lines().filter(|line| {
                    line.strip_prefix(".SH ").map(|line| line.trim_matches('"')) == Some(section)
                });
                assert_eq!(heading.count(), 1, "{section} in {}", name.display());
            }
            let title = page.lines().find(|line| line.starts_with(".TH "));
            assert!(
                title.is_some_and(|title| title.contains(" 1 \"\" ")),
                "{title:?}"
            );
            if name.ends_with("roadbook.1") {
                assert_eq!(page, program);
            }
            if is_here("groff") {
                let path = name.display().to_string();
                let quiet = ["-ww", "-z", "-man", "-K", "utf8", "-T", "utf8", &path];
                run(&shell, "groff", &quiet);
            }
        }
    }
}

#[test]
fn the_page_of_a_command_is_that_of_its_help() {
    let page = Shell::new().run(&["man list"]);
    assert!(page.contains("\\fBroadbook list\\fR"), "{page}");
    assert!(
        page.contains("Only resources on the shortest useful path"),
        "{page}"
    );
    let told = Shell::new().run(&["man lst"]);
    assert!(told.contains("there is no command `lst`"), "{told}");
}
