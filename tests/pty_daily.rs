//! The daily loop in a real terminal: find, shape, note, go on with what is next, and come back to it.

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::Home;
use support::pty::{self, App, app, eventually};

fn start(home: Home) -> App {
    app().size(120, 40).home(home).start()
}

fn quit(mut app: App) -> Home {
    app.play("q");
    let ended = app.wait_exit();
    ended.assert_code(0).assert_given_back();
    ended.home
}

fn write_program(path: &Path, script: &str) {
    fs::write(path, script).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a program");
}

const OWN: &str = "format: 1\nid: tea\ntitle: Tea\nstages:\n  - id: leaves\n    title: Leaves\n    topics:\n      - id: green\n        title: Green tea\n        resources:\n          - { id: book, title: The book of tea, url: \"https://example.org/tea\" }\n";

#[test]
fn search_filters_and_what_is_next() {
    let mut app = start(Home::new());
    app.wait_for_text("Next: Visual intro to Transformers");
    app.play("/lora");
    app.wait_for_text("Search: lora").wait_for_text("of 8");
    // Pasted text is typed into the line, and acts as no key.
    app.paste(" q");
    app.wait_for_text("Search: lora q");
    app.play("<bs><bs><enter>");
    app.wait_for_text("[/lora] 8/208");
    app.play("<esc>f");
    app.wait_for_text("Status");
    app.play("<esc>c");
    app.wait_for("the cursor is on what is next", |screen| {
        pty::screen_text(screen).contains("›    ∙ Visual intro to Transformers")
    });
    // Three rows at once.
    app.play("vv<space>");
    app.wait_for_text("Done: ");
    app.play(":undo<enter>");
    app.wait_for_text("Undone: ");
    quit(app);
}

#[test]
fn chinese_is_typed_and_found() {
    let mut app = app().size(100, 30).arguments(&["--lang", "zh"]).start();
    app.play("/注意力");
    app.wait_for_text("搜索：注意力");
    app.play("<c-u>zyl");
    app.wait_for_text("注意力机制");
    app.play("<esc>q");
    app.wait_exit().assert_code(0).assert_given_back();
}

#[test]
fn a_note_is_written_in_the_editor_and_found_again() {
    let home = Home::new();
    let editor = home.path().join("my editor");
    write_program(
        &editor,
        "#!/bin/sh\ntest \"$1\" = --wait || exit 3\npwd > \"$0.folder\"\nstty -a > \"$0.terminal\"\nprintf '# Seen\\n\\nThe zebra theorem.\\n' >> \"$2\"\n",
    );
    let command = format!("'{}' --wait", editor.display());
    let mut app = app()
        .size(120, 40)
        .home(home)
        .env("VISUAL", &command)
        .start();
    app.play("jjn");
    app.wait_for_text("Note saved: 3Blue1Brown")
        .wait_for_text("The zebra theorem.");
    let folder = fs::read_to_string(editor.with_file_name("my editor.folder")).expect("a folder");
    assert!(folder.trim_end().ends_with("notes/llm"), "{folder}");
    let terminal = fs::read_to_string(editor.with_file_name("my editor.terminal"));
    let terminal = terminal.expect("the terminal as the editor had it");
    assert!(
        terminal.contains(" icanon") && terminal.contains(" echo "),
        "{terminal}"
    );
    app.play("Nand a line<enter>");
    app.wait_for_text("and a line");
    app.play("/zebra");
    app.wait_for_text("1 of 1");
    app.play("<esc>");
    let home = quit(app);
    let note = home
        .data_folder()
        .join("roadbook/notes/llm/3b1b-linear-algebra.md");
    assert_eq!(
        fs::read_to_string(note).expect("a note"),
        "# Seen\n\nThe zebra theorem.\n- and a line\n"
    );
}

#[test]
fn a_note_is_taken_back_and_written_again_and_the_tick_before_it_stays() {
    let mut app = start(Home::new());
    app.play("jj<space>");
    app.wait_for_text("Done: 3Blue1Brown");
    app.play("Nby mistake<enter>");
    app.wait_for_text("Note saved: 3Blue1Brown")
        .wait_for_text("by mistake");
    app.play("u");
    app.wait_for_text("Undone: note on 3Blue1Brown");
    app.wait_for("the note is gone", |screen| {
        let text = pty::screen_text(screen);
        !text.contains("by mistake") && text.contains("✓ 3Blue1Brown")
    });
    app.play("<c-r>");
    app.wait_for_text("Redone: note on 3Blue1Brown")
        .wait_for_text("by mistake");
    app.play("uu");
    app.wait_for("the tick goes last", |screen| {
        !pty::screen_text(screen).contains("✓ 3Blue1Brown")
    });
    let home = quit(app);
    let notes = home.data_folder().join("roadbook/notes/llm");
    assert_eq!(fs::read_dir(notes).expect("a folder").count(), 0);
}

#[test]
fn what_another_edition_changed_is_told_until_it_was_looked_at() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&library).expect("a folder");
    let file = library.join("tea.yaml");
    fs::write(&file, OWN).expect("a roadmap");
    let start = |home: Home| {
        let opened = app().size(100, 30).arguments(&["--roadmap", "tea"]);
        opened.home(home).start()
    };
    // What is looked at for the first time has not changed.
    let mut app = start(home);
    app.play("ljj<space>");
    app.wait_for_text("Done: The book of tea");
    app.play("W");
    app.wait_for_text("Nothing has changed since you looked.");
    let home = quit(app);
    let edition = OWN.replace(
        "id: book, title: The book of tea, url: \"https://example.org/tea\"",
        "id: cup, title: A book of tea",
    );
    fs::write(&file, edition).expect("another edition");
    let told = "Roadmap changed: 1 added, 1 removed, 1 lost its place";
    let mut app = start(home);
    app.wait_for_text(told);
    let mut app = start(quit(app));
    app.wait_for_text(told);
    app.play("W");
    app.wait_for_text("Lost their place (1)");
    app.play("<enter><enter>");
    app.wait_for_text("now counts for")
        .wait_for_text("✓ A book of tea");
    let mut app = start(quit(app));
    app.wait_for_text("✓ A book of tea");
    app.play("W");
    app.wait_for_text("Nothing has changed since you looked.");
    quit(app);
}

#[test]
fn an_editor_that_is_not_there_is_told() {
    let mut app = app()
        .size(100, 30)
        .env("VISUAL", "no-such-editor --wait")
        .start();
    app.play("jjn");
    app.wait_for_text("there is no editor to write the note with");
    app.play("<esc>");
    quit(app);
}

#[test]
fn a_theme_is_chosen_and_stays() {
    let mut app = start(Home::new());
    app.play("t");
    app.wait_for_text("gruvbox");
    app.forget_output();
    app.play("j");
    // The ground of the light theme is drawn at once.
    app.wait_for_output(b"\x1b[");
    app.play("<enter>");
    app.wait_for_text("Theme: light");
    let home = quit(app);
    let mut app = start(home);
    app.play("t");
    app.wait_for("the theme is in force", |screen| {
        pty::screen_text(screen).contains("› light")
    });
    app.play("<esc>");
    quit(app);
}

#[test]
fn a_theme_that_the_settings_overrule_at_the_next_start_is_told_so() {
    let mut app = app().size(120, 40).arguments(&["--theme", "nord"]).start();
    app.play("t");
    app.wait_for_text("› nord");
    app.play("j<enter>");
    app.wait_for_text("Theme until you quit: ");
    quit(app);
}

#[test]
fn own_links_and_hidden_rows_are_kept_and_undone() {
    let mut app = start(Home::new());
    app.play("jjD");
    app.wait_for_text("Hidden: 3Blue1Brown");
    app.play("aexample.org/more<enter>");
    app.wait_for_text("Its title:");
    app.play("More of it<enter>");
    app.wait_for_text("Added to Mathematics")
        .wait_for_text("∙ More of it");
    let home = quit(app);
    let mut app = start(home);
    app.wait_for("both are kept", |screen| {
        let text = pty::screen_text(screen);
        text.contains("More of it") && !text.contains("3Blue1Brown")
    });
    app.play("jjD");
    app.wait_for_text("Hidden: ");
    app.play("u");
    app.wait_for_text("Shown again: ");
    quit(app);
}

#[test]
fn a_roadmap_that_changes_on_the_disk_is_shown_and_a_broken_one_is_told() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&library).expect("a folder");
    let file = library.join("tea.yaml");
    fs::write(&file, OWN).expect("a roadmap");
    let mut app = start(home);
    app.play("L");
    app.wait_for_text("Your roadmaps").wait_for_text("Tea");
    app.play("g");
    app.wait_for_text("Tea");
    app.play(if app.screen_text().contains("› Tea") {
        "<enter>"
    } else {
        "j<enter>"
    });
    app.wait_for_text("From now on Tea is opened.");
    app.wait_for_text("The book of tea");
    app.play("jj<space>");
    app.wait_for_text("Done: The book of tea");
    // As editors save: a new file in the place of the old one.
    let changed = format!("{OWN}          - {{ id: cup, title: A cup of it }}\n");
    fs::write(library.join("new"), changed).expect("a file");
    fs::rename(library.join("new"), &file).expect("the file");
    app.wait_for_text("A cup of it")
        .wait_for_text("✓ The book of tea");
    fs::write(&file, "format: 1\nid: tea\ntitle: [\n").expect("a broken roadmap");
    app.wait_for_text("tea.yaml:");
    app.wait_for_text("A cup of it");
    app.play("<esc>");
    let home = quit(app);
    eventually("the last roadmap is remembered", || {
        fs::read_to_string(home.state_folder().join("roadbook/last"))
            .is_ok_and(|last| last.contains("tea"))
    });
}

#[test]
fn a_roadmap_that_is_broken_at_one_start_is_still_the_one_of_the_person_at_the_next() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&library).expect("a folder");
    let file = library.join("tea.yaml");
    fs::write(&file, OWN).expect("a roadmap");
    let mut app = app()
        .size(120, 40)
        .arguments(&["--roadmap", "tea"])
        .home(home)
        .start();
    app.play("j").wait_for_text("The book of tea");
    let home = quit(app);
    fs::write(&file, "format: 1\nid: tea\ntitle: [\n").expect("a broken roadmap");
    let mut app = start(home);
    app.wait_for_text("Large language models");
    app.play("jj");
    let home = quit(app);
    fs::write(&file, OWN).expect("a roadmap");
    let mut app = start(home);
    app.wait_for_text("The book of tea");
    quit(app);
}

#[test]
fn keys_of_the_settings_are_pressed_and_what_is_wrong_with_them_is_told() {
    let home = Home::new();
    let folder = home.config_folder().join("roadbook");
    fs::create_dir_all(&folder).expect("a folder");
    let settings = "theme: gruvbox\nkeys: { toggle-done: b, serch: w }\n";
    fs::write(folder.join("config.yaml"), settings).expect("settings");
    let mut app = start(home);
    app.wait_for_text("there is no action `serch`");
    app.play("<esc>jjb");
    app.wait_for_text("Done: 3Blue1Brown");
    app.play("?");
    app.wait_for("the help shows the key", |screen| {
        pty::screen_text(screen).contains("│ b             done")
    });
    app.play("<esc>");
    quit(app);
}

#[test]
fn a_click_chooses_in_lists_and_lifts_what_is_filtered() {
    let mut app = start(Home::new());
    app.play(".");
    app.wait_for_text("[unfinished] 208/208");
    // The chip stands at the right end of the second line.
    app.click(102, 1);
    app.wait_for("the filter is lifted", |screen| {
        !pty::screen_text(screen).contains("[unfinished]")
    });
    // The line of what is next is a button too.
    app.click(20, 2);
    app.wait_for("the cursor is on what is next", |screen| {
        pty::screen_text(screen).contains("›    ∙ Visual intro to Transformers")
    });
    quit(app);
}

#[test]
fn every_place_is_remembered_soon_and_not_only_when_the_program_ends() {
    let mut app = start(Home::new());
    app.wait_for_text("Next: ");
    let file = app.home.state_folder().join("roadbook/last");
    let remembered = || fs::read_to_string(&file).unwrap_or_default();
    eventually("the first place is remembered", || !remembered().is_empty());
    for keys in ["G", "g", "Z"] {
        let before = remembered();
        app.play(keys);
        eventually("the new place is remembered", || remembered() != before);
    }
    quit(app);
}
