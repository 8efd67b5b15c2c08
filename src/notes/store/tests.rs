use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::*;
use crate::roadmap::load;
use crate::yaml::Limits;

const ROADMAP: &str = "
format: 1
id: r
title: R
stages:
  - id: s
    title: S
    topics:
      - id: t
        title: T
        resources: [{ id: lora, title: L }, { id: dpo, title: D }]
";

struct Home {
    folder: tempfile::TempDir,
    roadmap: Roadmap,
}

impl Home {
    fn new() -> Home {
        Home {
            folder: tempfile::tempdir().unwrap(),
            roadmap: load(ROADMAP.as_bytes(), &Limits::default())
                .unwrap()
                .roadmap,
        }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("data/notes")
    }

    fn place(&self, id: &str) -> Place {
        Place::new(&self.root(), &self.roadmap, id)
    }

    fn write(&self, file: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.place("x").folder().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn read(&self) -> Notes {
        read_all(&self.root(), &self.roadmap)
    }

    fn text(&self, id: &str) -> String {
        fs::read_to_string(self.place(id).path()).unwrap()
    }

    fn whys(&self) -> Vec<Why> {
        let notes = self.read();
        notes
            .problems()
            .iter()
            .map(|problem| problem.why.clone())
            .collect()
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn reading_makes_nothing_and_no_folder_means_no_notes() {
    let home = Home::new();
    assert_eq!(home.read(), Notes::default());
    assert_eq!(fs::read_dir(home.folder.path()).unwrap().count(), 0);
}

#[test]
fn lines_are_added_for_the_person_alone_and_on_lines_of_their_own() {
    let home = Home::new();
    let place = home.place("lora");
    assert!(add_line(&place, "one").unwrap().is_some());
    assert!(add_line(&place, "two").unwrap().is_some());
    assert!(add_line(&place, "  ").unwrap().is_none());
    assert_eq!(home.text("lora"), "- one\n- two\n");
    assert!(
        add_text(&place, "A paragraph.\n\n    code\n")
            .unwrap()
            .is_some()
    );
    assert_eq!(
        home.text("lora"),
        "- one\n- two\n\nA paragraph.\n\n    code\n"
    );
    assert_eq!(mode(&place.path()), 0o600);
    assert_eq!((mode(&place.folder()), mode(&home.root())), (0o700, 0o700));

    home.write("dpo.md", "no newline");
    add_line(&home.place("dpo"), "more").unwrap();
    assert_eq!(home.text("dpo"), "no newline\n- more\n");
    let notes = home.read();
    assert_eq!(notes.all().len(), 2);
    assert!(notes.all()[0].modified.is_some());
}

#[test]
fn lines_that_are_added_at_the_same_time_are_all_there() {
    let home = Home::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let place = home.place("lora");
            scope.spawn(move || {
                for line in 0..25 {
                    add_line(&place, &format!("{writer}.{line}")).unwrap();
                }
            });
        }
    });
    let text = home.text("lora");
    assert_eq!(text.lines().count(), 100);
    assert!(text.lines().all(|line| line.starts_with("- ")), "{text}");
}

#[test]
fn links_are_neither_read_nor_written_through() {
    let home = Home::new();
    let outside = home.folder.path().join("outside.md");
    fs::write(&outside, "secret").unwrap();
    home.write("dpo.md", "mine");
    symlink(&outside, home.place("lora").path()).unwrap();
    let is_link = |result: Result<Option<Written>, NoteError>| {
        matches!(result, Err(NoteError::IsLink { .. }))
    };
    assert!(is_link(add_line(&home.place("lora"), "x")));
    assert!(matches!(
        begin(home.place("lora")),
        Err(NoteError::IsLink { .. })
    ));
    assert_eq!(home.whys(), [Why::IsLink]);
    assert_eq!(home.read().all().len(), 1);
    assert_eq!(fs::read_to_string(&outside).unwrap(), "secret");

    // Nor through folders, be it that of the roadmap or that of all notes.
    for folder in [home.place("lora").folder(), home.root()] {
        let elsewhere = home.folder.path().join("elsewhere");
        fs::rename(&folder, &elsewhere).unwrap();
        symlink(&elsewhere, &folder).unwrap();
        assert!(
            is_link(add_line(&home.place("dpo"), "x")),
            "{}",
            folder.display()
        );
        assert_eq!(home.whys(), [Why::IsLink]);
        fs::remove_file(&folder).unwrap();
        fs::rename(&elsewhere, &folder).unwrap();
    }
    assert_eq!(home.text("dpo"), "mine");

    // The data folder itself may be one: people keep their data elsewhere.
    let data = home.folder.path().join("data");
    let elsewhere = home.folder.path().join("dropbox");
    fs::rename(&data, &elsewhere).unwrap();
    symlink(&elsewhere, &data).unwrap();
    add_line(&home.place("dpo"), "more").unwrap();
    assert_eq!(home.read().all()[0].text.as_str(), "mine\n- more");
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let home = Home::new();
    let place = home.place("lora");
    fs::create_dir_all(place.path()).unwrap();
    let pipe = home.place("dpo").path();
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, FileType::Fifo, 0o600.into(), 0).unwrap();
    assert_eq!(home.whys(), [Why::NotAFile, Why::NotAFile]);
    for id in ["lora", "dpo"] {
        let added = add_line(&home.place(id), "x");
        assert!(
            matches!(added, Err(NoteError::NotAFile { .. })),
            "{added:?}"
        );
    }
}

#[test]
fn strange_bytes_are_shown_as_they_can_be_and_never_rewritten() {
    let home = Home::new();
    let bytes = b"caf\xe9 \x1b[31m\r\nend";
    let path = home.write("lora.md", bytes);
    let notes = home.read();
    assert_eq!(
        notes.all()[0].text.as_str(),
        "caf\u{fffd} \u{fffd}[31m\nend"
    );
    add_line(&home.place("lora"), "more").unwrap();
    let mut expected = bytes.to_vec();
    expected.extend(b"\n- more\n");
    assert_eq!(fs::read(path).unwrap(), expected);
}

#[test]
fn of_a_huge_file_the_beginning_is_read_and_an_empty_one_is_no_note() {
    let home = Home::new();
    home.write("lora.md", "word ".repeat(LONGEST));
    home.write("dpo.md", "");
    let notes = home.read();
    let [note] = notes.all() else {
        panic!("one note")
    };
    assert!(note.is_cut && note.text.as_str().len() <= LONGEST);
    add_line(&home.place("lora"), "at the end").unwrap();
    assert!(home.text("lora").ends_with("word \n- at the end\n"));
}

/// Edits a note as an editor would.
fn edited(home: &Home, id: &str, editor: impl FnOnce(&Path)) -> Edit {
    let editing = begin(home.place(id)).unwrap();
    editor(&editing.place().path());
    editing.finish().unwrap().edit
}

#[test]
fn an_editor_gets_an_empty_file_and_what_it_leaves_is_the_note() {
    let home = Home::new();
    let path = home.place("lora").path();
    let opened = edited(&home, "lora", |path| {
        assert_eq!((fs::read(path).unwrap(), mode(path)), (Vec::new(), 0o600));
    });
    assert_eq!(opened, Edit::Unchanged);
    assert!(!path.exists(), "no empty notes");

    assert_eq!(
        edited(&home, "lora", |path| fs::write(path, "a").unwrap()),
        Edit::Written
    );
    assert_eq!(edited(&home, "lora", |_| {}), Edit::Unchanged);
    // As editors save: a new file in the place of the old one.
    let replace = |path: &Path| {
        let new = path.with_extension("new");
        fs::write(&new, "b").unwrap();
        fs::rename(new, path).unwrap();
    };
    assert_eq!(edited(&home, "lora", replace), Edit::Written);
    assert_eq!(
        edited(&home, "lora", |path| fs::write(path, "\n \n").unwrap()),
        Edit::Removed
    );
    assert!(!path.exists());
    assert_eq!(
        edited(&home, "lora", |path| fs::write(path, "c").unwrap()),
        Edit::Written
    );
    assert_eq!(
        edited(&home, "lora", |path| fs::remove_file(path).unwrap()),
        Edit::Removed
    );
    assert_eq!(
        edited(&home, "lora", |path| fs::remove_file(path).unwrap()),
        Edit::Unchanged
    );
}

#[test]
fn a_change_beyond_what_is_read_is_a_change() {
    let home = Home::new();
    let path = home.write("lora.md", "x".repeat(LONGEST + 9));
    let longer = edited(&home, "lora", |_| {
        let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
        file.write_all(b"y").unwrap();
    });
    assert_eq!(longer, Edit::Written);
    assert_eq!(edited(&home, "lora", |_| {}), Edit::Unchanged);
}

#[test]
fn what_was_written_is_taken_back_and_written_again() {
    let home = Home::new();
    let place = home.place("lora");
    let first = add_line(&place, "one").unwrap().unwrap().rewrite.unwrap();
    let second = add_line(&place, "two").unwrap().unwrap().rewrite.unwrap();
    let written = second.take_back().unwrap();
    assert_eq!(home.text("lora"), "- one\n");
    written.rewrite.unwrap().take_back().unwrap();
    assert_eq!(home.text("lora"), "- one\n- two\n");
    second.take_back().unwrap();
    // With the first line the file goes, and with the file the note.
    let written = first.take_back().unwrap();
    assert_eq!(written.edit, Edit::Removed);
    assert!(!place.path().exists());
    let written = written.rewrite.unwrap().take_back().unwrap();
    assert_eq!(written.edit, Edit::Written);
    assert_eq!(home.text("lora"), "- one\n");
    let mode = fs::metadata(place.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 1);
}

#[test]
fn what_an_editor_did_is_taken_back_as_a_whole() {
    let home = Home::new();
    home.write("lora.md", "\u{feff}old\r\ntext");
    let editing = begin(home.place("lora")).unwrap();
    home.write("lora.md", " \n");
    let removed = editing.finish().unwrap();
    assert_eq!(removed.edit, Edit::Removed);
    removed.rewrite.unwrap().take_back().unwrap();
    assert_eq!(home.text("lora"), "\u{feff}old\r\ntext");
}

#[test]
fn nothing_is_taken_back_over_what_somebody_wrote_since() {
    let home = Home::new();
    let place = home.place("lora");
    let mine = add_line(&place, "mine").unwrap().unwrap().rewrite.unwrap();
    home.write("lora.md", "- mine\n- theirs\n");
    assert!(matches!(
        mine.take_back(),
        Err(NoteError::ChangedMeanwhile { .. })
    ));
    assert_eq!(home.text("lora"), "- mine\n- theirs\n");
    // What they wrote before mine was added stays when mine goes.
    home.write("dpo.md", "theirs");
    let mine = add_line(&home.place("dpo"), "mine").unwrap().unwrap();
    mine.rewrite.unwrap().take_back().unwrap();
    assert!(home.text("dpo").starts_with("theirs"));
    // A link that took the place of a note is neither read nor replaced.
    let mine = add_line(&place, "more").unwrap().unwrap().rewrite.unwrap();
    let outside = home.folder.path().join("outside.md");
    fs::rename(place.path(), &outside).unwrap();
    symlink(&outside, place.path()).unwrap();
    assert!(matches!(mine.take_back(), Err(NoteError::IsLink { .. })));
    assert!(fs::read_to_string(&outside).unwrap().contains("more"));
}

#[test]
fn a_note_too_long_to_compare_is_not_offered_for_undo() {
    let home = Home::new();
    home.write("lora.md", "x".repeat(LONGEST));
    let written = add_line(&home.place("lora"), "more").unwrap().unwrap();
    assert_eq!((written.edit, written.rewrite), (Edit::Written, None));
}

#[test]
fn what_another_window_adds_while_a_line_is_taken_back_stays() {
    const ROUNDS: usize = 150;
    let home = Home::new();
    let place = home.place("lora");
    // A first line, so that the file is replaced and never removed.
    add_line(&place, "first").unwrap();
    let theirs = home.place("lora");
    let other = std::thread::spawn(move || {
        for round in 0..ROUNDS {
            add_line(&theirs, &format!("theirs {round}")).unwrap();
        }
    });
    while !other.is_finished() {
        let mine = add_line(&place, "mine").unwrap().unwrap();
        // That somebody wrote since is an answer, too.
        let _ = mine.rewrite.map(|rewrite| rewrite.take_back());
    }
    other.join().unwrap();
    let text = home.text("lora");
    let kept = text
        .lines()
        .filter(|line| line.starts_with("- theirs"))
        .count();
    assert_eq!(kept, ROUNDS);
    let files = fs::read_dir(place.folder()).unwrap().count();
    assert_eq!(files, 1, "nothing is left beside the note");
}

#[test]
fn what_another_program_saves_at_the_last_moment_goes_back_to_its_place() {
    let home = Home::new();
    let place = home.place("lora");
    home.write("lora.md", "- mine\n");
    let was = place.read().unwrap();
    let folder = folder(&place.root, &place.roadmap, false).unwrap();
    // Between reading and replacing.
    home.write("lora.md", "- theirs\n");
    let result = rewrite::replace(&place, &folder, b"older", was.as_ref());
    assert!(matches!(result, Err(NoteError::ChangedMeanwhile { .. })));
    assert_eq!(home.text("lora"), "- theirs\n");
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 1);
}

#[test]
fn a_note_keeps_its_permissions_when_a_line_is_taken_back() {
    let home = Home::new();
    let path = home.write("lora.md", "- one\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let written = add_line(&home.place("lora"), "two").unwrap().unwrap();
    written.rewrite.unwrap().take_back().unwrap();
    assert_eq!(
        (home.text("lora").as_str(), mode(&path)),
        ("- one\n", 0o640)
    );
}
