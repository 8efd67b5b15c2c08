//! `roadbook note` and `notes`: in the editor, as a line, and what lies in the folder.
//!
//! `SNAPSHOTS=overwrite cargo test --test notes` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;
use support::pty::{Ended, app};

const FOLDER: &str = "data/roadbook/notes/tea";

fn note(shell: &Shell, id: &str) -> PathBuf {
    shell.home.path().join(FOLDER).join(format!("{id}.md"))
}

/// Takes the day away on which the test runs.
fn without_day(shown: &str) -> String {
    let mut text = String::new();
    for line in shown.lines() {
        match line.rsplit_once("  20") {
            Some((head, day)) if day.len() == 8 => text.push_str(head),
            Some(_) | None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// Writes a program that stands for the editor.
fn editor(shell: &Shell, script: &str) -> String {
    shell.write("my editor", format!("#!/bin/sh\n{script}\n"));
    let path = shell.home.path().join("my editor");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).expect("a program");
    path.to_str().expect("a plain name").to_owned()
}

/// Runs `note` on a terminal.
fn on_a_terminal(shell: Shell, editor: &str, id: &str) -> Ended {
    app()
        .home(shell.home)
        .size(100, 24)
        .env("EDITOR", editor)
        .arguments(&["note", id])
        .start()
        .wait_exit()
}

#[test]
fn lines_are_added_printed_and_listed() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["notes"]),
        str![[r#"
No notes yet. `roadbook note ID TEXT` writes one.

"#]]
    );
    assert_data_eq!(
        shell.run(&["note green-tea-book Water at 80 degrees"]),
        str![[r#"
The green book (green-tea-book)  note saved

"#]]
    );
    shell.run(&[
        "note oxidation '- **heat** stops it'",
        "note oxidation 氧化",
    ]);
    assert_data_eq!(
        shell.run(&["note oxidation"]),
        str![[r#"
- **heat** stops it
- 氧化

"#]]
    );
    assert_data_eq!(
        without_day(&shell.run(&["notes"])),
        str![[r#"
The green book (green-tea-book)
  Water at 80 degrees
Oxidation (oxidation)
  heat stops it

"#]]
    );
    assert_data_eq!(
        without_day(&shell.run(&["--lang zh notes"])),
        str![[r#"
绿皮书 (green-tea-book)
  Water at 80 degrees
氧化 (oxidation)
  heat stops it

"#]]
    );
}

#[test]
fn standard_input_becomes_paragraphs() {
    let shell = Shell::new();
    shell.run(&["note kettle first"]);
    let mut child = shell
        .command("note kettle -")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all("A \u{1b}[31mpiped\n\ntext\n".as_bytes())
        .unwrap();
    drop(stdin);
    assert!(child.wait_with_output().unwrap().status.success());
    let text = std::fs::read_to_string(note(&shell, "kettle-paper")).unwrap();
    assert_eq!(text, "- first\n\nA \u{fffd}[31mpiped\n\ntext\n");
}

#[test]
fn what_cannot_be_a_note_is_an_error() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["note kettle --json"]),
        str![[r#"
-- stderr
error: `--json` is not understood here
hint: flags come before the id; a text with words like them is typed in quotes, all of it: note ID "-5 is a number"
-- exit 2

"#]]
    );
    let flag = shell.run(&["note kettle boil it --roadmap tea"]);
    assert!(
        flag.contains("error: `--roadmap` is not understood here"),
        "a flag is no part of a note: {flag}"
    );
    let other = Shell::new();
    other.run(&["note kettle boil it at -1 - or not"]);
    assert_eq!(other.run(&["note kettle"]), "- boil it at -1 - or not\n");
    assert_data_eq!(
        shell.run(&["note kettle ''"]),
        str![[r#"
-- stderr
error: there is no text to add
-- exit 2

"#]]
    );
    assert_data_eq!(
        shell.run(&["note kettle"]),
        str![[r#"
-- stderr
error: there is no note on `kettle-paper`
hint: `roadbook note ID TEXT` adds a line; on a terminal, `roadbook note ID` opens your editor
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["--lang zh note ketle x"]),
        str![[r#"
-- stderr
错误：没有 id 为 `ketle` 的内容
提示：`roadbook list` 会列出全部 id
-- exit 2

"#]]
    );
    assert!(!shell.home.path().join(FOLDER).exists());
}

#[test]
fn the_note_is_shown_with_its_links_numbered_on() {
    let shell = Shell::new();
    shell.run(&["note green-tea-book 'see [the video](https://video.example.org/2)'"]);
    let shown = shell.run(&["show green-tea-book"]);
    let from = shown.find("My note").expect("the note");
    let shown = shown.replace(&shown[from + "My note ∙ ".len()..][..10], "DAY");
    assert_data_eq!(
        shown,
        str![[r#"
The green book
∙ to do ∙ book ∙ zh ∙ ~15 h ∙ core path ∙ by Lu Yu
1 https://books.example.org/green
2 https://books.example.org/green2  Second edition

Read chapter two first. The errata[3] matter.

3 https://books.example.org/errata  errata

My note ∙ DAY
- see the video[4]
4 https://video.example.org/2  the video

Topic     Green tea (green-tea)  0/2
Stage     Leaves (leaves)  0/3
Formerly  old-green-book
Id        green-tea-book

"#]]
    );
    let opened = shell
        .with("BROWSER", "true")
        .run(&["open green-tea-book 4"]);
    assert_data_eq!(
        opened,
        str![[r#"
opening https://video.example.org/2

"#]]
    );
}

#[test]
fn copies_orphans_and_what_is_no_note_are_all_told() {
    let shell = Shell::new();
    shell.run(&["note kettle mine"]);
    shell.write(&format!("{FOLDER}/old-green-book.md"), "# Under its old id");
    shell.write(&format!("{FOLDER}/gone.md"), "of another time");
    shell.write(&format!("{FOLDER}/gone.md~"), "a backup of an editor");
    shell.write(&format!("{FOLDER}/Ideas.md"), "put here by hand");
    shell.write(
        &format!("{FOLDER}/kettle-paper.sync-conflict-20261123-120000-ABCDEFG.md"),
        "theirs",
    );
    shell.write(&format!("{FOLDER}/boiling.md"), b"caf\xe9");
    symlink("/etc/passwd", note(&shell, "green-tea")).unwrap();
    std::fs::create_dir(note(&shell, "water")).unwrap();
    assert_data_eq!(
        without_day(&shell.run(&["notes"])),
        str![[r#"
The green book (green-tea-book)
  Under its old id
Boiling (boiling)
  caf�
On kettles (kettle-paper)
  mine
  conflict copy: kettle-paper.sync-conflict-20261123-120000-ABCDEFG.md

2 notes are not on anything in this roadmap; they are kept:
gone
  of another time
Ideas
  put here by hand
-- stderr
warning: green-tea.md: not read: it is a link, which may lead anywhere
warning: water.md: not read: it is not a file

"#]]
    );
    let told = shell.run(&["doctor"]);
    for part in [
        "2 files among your notes are not read:\n    green-tea.md: not read: it is a link, which may lead anywhere\n",
        "1 note has a name that is no id, so that it is on nothing:\n    Ideas.md\n",
        "1 note has another version beside it",
        "    kettle-paper.md\n",
        "1 thing with ticks, time or notes is no longer in this roadmap; it is kept\n    gone  note\n",
    ] {
        assert!(told.contains(part), "{part}{told}");
    }
    let json: serde_json::Value = serde_json::from_str(&shell.run(&["doctor --json"])).unwrap();
    assert_eq!(json["notes"]["nameless"], serde_json::json!(["Ideas.md"]));
    // The old file is gone on with, and what is there is never rewritten.
    shell.run(&["note green-tea-book more", "note boiling more"]);
    let read = |id| std::fs::read(note(&shell, id)).unwrap();
    assert_eq!(read("old-green-book"), b"# Under its old id\n- more\n");
    assert_eq!(read("boiling"), b"caf\xe9\n- more\n");
    assert_data_eq!(
        shell.run(&["note green-tea-video x"]),
        str![[r#"
Watching leaves unfold (green-tea-video)  note saved

"#]]
    );
    assert_data_eq!(
        shell.run(&["note green-tea x"]),
        str![[r#"
-- stderr
error: the note was not saved
caused by: ~/data/roadbook/notes/tea/green-tea.md is a link, and notes are not written through links
-- exit 1

"#]]
    );
}

#[test]
fn notes_are_not_written_through_a_linked_folder() {
    let shell = Shell::new();
    shell.write("elsewhere/kettle-paper.md", "theirs");
    let folder = shell.home.path().join("data/roadbook/notes");
    symlink(shell.home.path().join("elsewhere"), folder).unwrap();
    assert_data_eq!(
        shell.run(&["note kettle x"]),
        str![[r#"
-- stderr
error: the note was not saved
caused by: ~/data/roadbook/notes is a link, and notes are not written through links
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["notes"]),
        str![[r#"
No notes yet. `roadbook note ID TEXT` writes one.
-- stderr
warning: ~/data/roadbook/notes: not read: it is a link, which may lead anywhere

"#]]
    );
}

#[test]
fn without_a_home_notes_cannot_be_kept() {
    let shell = Shell::new();
    let bare = |line: &str| {
        let mut command = shell.command(line);
        for name in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(name);
        }
        shell.show(&command.env("HOME", "nowhere").output().unwrap())
    };
    assert_data_eq!(
        bare("note mathematics x"),
        str![[r#"
-- stderr
error: there is no home folder, so notes cannot be kept
hint: set HOME, or name a folder with --home or ROADBOOK_HOME
-- exit 1

"#]]
    );
    assert_data_eq!(
        bare("notes"),
        str![[r#"
-- stderr
error: there is no home folder, so notes cannot be kept
hint: set HOME, or name a folder with --home or ROADBOOK_HOME
-- exit 1

"#]]
    );
}

#[test]
fn the_editor_gets_its_words_the_folder_and_an_empty_file_of_its_own() {
    let shell = Shell::new();
    let script = r#"[ -s "$3" ] && exit 9
printf '%s|%s\n' "$1" "$2" > "$3"
pwd >> "$3""#;
    let command = format!("'{}' 'two words' $HOME", editor(&shell, script));
    let ended = on_a_terminal(shell, &command, "kettle");
    ended.assert_code(0);
    assert!(ended.text().contains("note saved"), "{}", ended.text());
    let folder = ended.home.path().join(FOLDER);
    let written = std::fs::read_to_string(folder.join("kettle-paper.md")).unwrap();
    let real = folder.canonicalize().unwrap();
    assert_eq!(written, format!("two words|$HOME\n{}\n", real.display()));
    let mode = std::fs::metadata(folder.join("kettle-paper.md"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_editor_that_writes_nothing_leaves_nothing() {
    let ended = on_a_terminal(Shell::new(), "true", "kettle");
    ended.assert_code(0);
    assert!(ended.text().contains("note unchanged"), "{}", ended.text());
    assert_eq!(
        std::fs::read_dir(ended.home.path().join(FOLDER))
            .unwrap()
            .count(),
        0
    );
}

#[test]
fn an_editor_that_is_not_there_or_fails_is_told_and_what_it_saved_is_kept() {
    let ended = on_a_terminal(Shell::new(), "no-such-editor -w", "kettle");
    ended.assert_code(1);
    assert!(
        ended.text().contains("cannot start no-such-editor"),
        "{}",
        ended.text()
    );
    assert_eq!(
        std::fs::read_dir(ended.home.path().join(FOLDER))
            .unwrap()
            .count(),
        0
    );

    let shell = Shell::new();
    let command = format!("'{}'", editor(&shell, "echo saved > \"$1\"; exit 3"));
    let ended = on_a_terminal(shell, &command, "kettle");
    ended.assert_code(1);
    assert!(
        ended.text().contains("what it saved is kept"),
        "{}",
        ended.text()
    );
    let written = ended.home.path().join(FOLDER).join("kettle-paper.md");
    assert_eq!(std::fs::read_to_string(written).unwrap(), "saved\n");
}

#[test]
fn the_interrupt_key_is_the_editors() {
    let shell = Shell::new();
    let script =
        "trap 'echo interrupted > \"$1\"; exit 0' INT\necho ready\nwhile :; do sleep 0.05; done";
    let command = format!("'{}'", editor(&shell, script));
    let mut app = app()
        .home(shell.home)
        .env("EDITOR", &command)
        .arguments(&["note", "kettle"])
        .start();
    app.wait_for_text("ready");
    app.send(b"\x03");
    let ended = app.wait_exit();
    ended.assert_code(0);
    assert!(ended.text().contains("note saved"), "{}", ended.text());
}

#[test]
fn that_a_note_was_written_is_recorded_and_undo_passes_over_it() {
    let shell = Shell::new();
    shell.run(&["done kettle", "note kettle x"]);
    assert_data_eq!(
        shell.run(&["undo"]),
        str![[r#"
Undone: On kettles
∙ On kettles (kettle-paper)  done -> to do
`roadbook redo` does it again

"#]]
    );
    let folder = shell.home.path().join("data/roadbook/progress");
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap();
    let journal = std::fs::read_to_string(file.path()).unwrap();
    assert!(
        journal.contains(r#""op":"note","r":"tea","n":"kettle-paper","x":"written""#),
        "{journal}"
    );
    assert!(note(&shell, "kettle-paper").exists());
}
