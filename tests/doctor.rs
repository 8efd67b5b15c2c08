//! `doctor` on damage of every kind: it tells it, `--fix` puts right what can be, loses nothing, and has nothing to do the
//! second time.

mod support;

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use support::cli::Shell;

/// Something that can happen to the files of progress, and what comes of it.
struct Damage {
    name: &'static str,
    happens: fn(&Broken),
    /// What `doctor` says.
    told: &'static str,
    /// What `doctor --fix` says; nothing where nothing can be put right.
    mended: Option<&'static str>,
    /// The exit code of `doctor` afterwards.
    code: i32,
    /// How many of the three changes count afterwards, at least.
    left: usize,
}

/// Why no call of the tests themselves fails.
const OURS: &str = "the home is the test's own";

const NOTHING_TO_MEND: &str = "There is nothing to put right.";

/// A home with three changes, of which the first is in the daily copy.
struct Broken {
    shell: Shell,
    journal: PathBuf,
}

impl Broken {
    fn new() -> Broken {
        let shell = Shell::new();
        shell.run(&["done kettle", "doing green-tea-book", "done oxidation"]);
        let progress = shell.home.data_folder().join("roadbook/progress");
        let mut journals = std::fs::read_dir(&progress).expect(OURS);
        let journal = journals.next().expect(OURS).expect(OURS).path();
        Broken { shell, journal }
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.journal).expect(OURS)
    }

    fn put(&self, bytes: &[u8]) {
        std::fs::write(&self.journal, bytes).expect(OURS);
    }

    fn append(&self, bytes: &[u8]) {
        self.put(&[&*self.bytes(), bytes].concat());
    }

    /// Changes a bit in the middle of a line, counted from 0.
    fn flip(&self, line: usize) {
        let bytes = self.bytes();
        let mut lines: Vec<Vec<u8>> = bytes
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect();
        let middle = lines[line].len() / 2;
        lines[line][middle] ^= 1;
        self.put(&lines.join(&b'\n'));
    }

    /// Puts something beside the journal.
    fn beside(&self, name: &str) -> PathBuf {
        self.journal.with_file_name(name)
    }

    fn data(&self) -> PathBuf {
        self.shell.home.data_folder().join("roadbook")
    }

    fn state(&self) -> PathBuf {
        self.shell.home.state_folder().join("roadbook")
    }
}

fn chmod(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).expect(OURS);
}

/// The number of a process that has ended.
fn ended() -> u32 {
    let mut child = std::process::Command::new("true").spawn().expect(OURS);
    child.wait().expect(OURS);
    child.id()
}

const ONE_SET_ASIDE: Option<&str> = Some("1 damaged line is set aside");

const DAMAGE: &[Damage] = &[
    Damage {
        name: "the last line is torn",
        happens: |broken| broken.put(&broken.bytes()[..broken.bytes().len() - 20]),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 2,
    },
    Damage {
        name: "a bit of a line that is in the daily copy",
        happens: |broken| broken.flip(1),
        told: "1 change is in the daily copies only",
        mended: Some("1 change was brought back"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "a bit of another line",
        happens: |broken| broken.flip(3),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 2,
    },
    Damage {
        name: "a bit of the header",
        happens: |broken| broken.flip(0),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "zeros at the end, as after a loss of power",
        happens: |broken| broken.append(&[0; 4096]),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "zeros in the place of the last newline",
        happens: |broken| {
            broken.put(&broken.bytes()[..broken.bytes().len() - 1]);
            broken.append(&[0; 512]);
        },
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a line that is too long",
        happens: |broken| {
            broken.append(format!("{{\"v\":1,\"x\":\"{}\"}}\n", "x".repeat(70_000)).as_bytes());
        },
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "bytes that are no text",
        happens: |broken| broken.append(b"\xff\xfe\x80\n"),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a line of prose",
        happens: |broken| broken.append(b"remember the milk\n"),
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a conflict that git left to a person",
        happens: |broken| {
            let bytes = broken.bytes();
            broken.put(b"<<<<<<< HEAD\n");
            broken.append(&bytes);
            broken.append(b"=======\n>>>>>>> origin/main\n");
        },
        told: "3 lines are damaged",
        mended: Some("3 damaged lines are set aside"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "the journal is deleted",
        happens: |broken| std::fs::remove_file(&broken.journal).expect(OURS),
        told: "1 change is in the daily copies only",
        mended: Some("1 change was brought back"),
        code: 0,
        left: 1,
    },
    Damage {
        name: "the journal is empty",
        happens: |broken| broken.put(b""),
        told: "1 change is in the daily copies only",
        mended: Some("1 change was brought back"),
        code: 0,
        left: 1,
    },
    Damage {
        name: "the whole folder of progress is deleted",
        happens: |broken| {
            std::fs::remove_dir_all(broken.journal.parent().expect(OURS)).expect(OURS);
        },
        told: "1 change is in the daily copies only",
        mended: Some("1 change was brought back"),
        code: 0,
        left: 1,
    },
    Damage {
        name: "the lines come in another order, some of them twice",
        happens: |broken| {
            let bytes = broken.bytes();
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            lines.reverse();
            broken.put(&[lines.concat(), bytes.clone()].concat());
        },
        told: "Nothing is wrong.",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "an editor's line ends and byte order mark",
        happens: |broken| {
            let text = String::from_utf8(broken.bytes()).expect(OURS);
            broken.put(format!("\u{feff}{}\n\n", text.replace('\n', "\r\n")).as_bytes());
        },
        told: "Nothing is wrong.",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a change of a newer version",
        happens: |broken| {
            broken.append(b"{\"v\":2,\"id\":\"z-1\",\"l\":9,\"op\":\"status\",\"r\":\"tea\"}\n");
        },
        told: "1 changes were written by a newer roadbook",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "an operation that is not known",
        happens: |broken| {
            broken.append(
                b"{\"v\":1,\"id\":\"z-1\",\"l\":9,\"op\":\"sing\",\"r\":\"tea\",\"n\":\"a\"}\n",
            );
        },
        told: "1 changes were written by a newer roadbook",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a change beyond the year 9999",
        happens: |broken| {
            broken.append(b"{\"v\":1,\"id\":\"z-1\",\"l\":253402300800000,\"op\":\"status\",\"r\":\"tea\",\"n\":\"a\",\"x\":\"done\"}\n");
        },
        told: "1 changes are dated beyond the year 9999",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a long change that lacks a line",
        happens: |broken| {
            broken.append(b"{\"v\":1,\"id\":\"z-1.1\",\"l\":9,\"op\":\"status\",\"r\":\"tea\",\"n\":\"a\",\"x\":\"done\",\"whole\":\"z-1\",\"part\":[1,2]}\n");
        },
        told: "1 long changes lack a part",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a journal that only a newer version may go on with",
        happens: |broken| {
            std::fs::write(
                broken.beside("n.jsonl"),
                "{\"v\":1,\"op\":\"header\",\"min_reader\":2}\n",
            )
            .expect(OURS);
        },
        told: "n.jsonl needs journal format 2",
        mended: None,
        code: 1,
        left: 3,
    },
    Damage {
        name: "a copy of a conflict",
        happens: |broken| {
            let name = broken
                .journal
                .file_stem()
                .expect(OURS)
                .to_str()
                .expect(OURS);
            let copy = broken.beside(&format!(
                "{name}.sync-conflict-20261123-120000-ABCDEFG.jsonl"
            ));
            std::fs::rename(&broken.journal, copy).expect(OURS);
        },
        told: "1 copies were made by a synchronising program",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a folder with the name of a journal",
        happens: |broken| std::fs::create_dir(broken.beside("x.jsonl")).expect(OURS),
        told: "1 file cannot be read",
        mended: None,
        code: 1,
        left: 3,
    },
    Damage {
        name: "a link with the name of a journal",
        happens: |broken| symlink("/etc/hostname", broken.beside("x.jsonl")).expect(OURS),
        told: "1 file cannot be read",
        mended: None,
        code: 1,
        left: 3,
    },
    Damage {
        name: "a pipe with the name of a journal",
        happens: |broken| {
            let (fifo, mode) = (rustix::fs::FileType::Fifo, 0o600.into());
            rustix::fs::mknodat(rustix::fs::CWD, broken.beside("x.jsonl"), fifo, mode, 0)
                .expect(OURS);
        },
        told: "1 file cannot be read",
        mended: None,
        code: 1,
        left: 3,
    },
    Damage {
        name: "the folder is everybody's to write",
        happens: |broken| chmod(&broken.data(), 0o777),
        told: "can change 1 of your files and folders",
        mended: Some("1 file or folder is yours alone now"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "the folder is everybody's to read",
        happens: |broken| chmod(&broken.data(), 0o755),
        told: "can read 1 of your files and folders",
        mended: Some("1 file or folder is yours alone now"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "the folder and a journal are everybody's",
        happens: |broken| {
            chmod(&broken.data(), 0o711);
            chmod(&broken.journal, 0o666);
            chmod(&broken.state(), 0o755);
        },
        told: "can change 1 of your files and folders",
        mended: Some("2 files and folders are yours alone now"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "files of a process that was killed",
        happens: |broken| {
            let ended = ended();
            for folder in [
                broken.data(),
                broken.state(),
                broken.state().join("backups"),
                broken.state().join("seen"),
            ] {
                std::fs::create_dir_all(&folder).expect(OURS);
                std::fs::write(folder.join(format!("a.{ended}.tmp")), "half").expect(OURS);
            }
            let notes = broken.data().join("notes/tea");
            std::fs::create_dir_all(&notes).expect(OURS);
            std::fs::write(notes.join(format!(".kettle.md.{ended}.tmp")), "half").expect(OURS);
            // This one is alive.
            let alive = std::process::id();
            std::fs::write(broken.state().join(format!("b.{alive}.tmp")), "half").expect(OURS);
        },
        told: "5 files were left behind",
        mended: Some("5 files that were left behind are removed"),
        code: 0,
        left: 3,
    },
    Damage {
        name: "progress of what is no longer in the roadmap",
        happens: |broken| {
            let tea = include_str!("fixtures/cli/tea.yaml").replace("oxidation", "rust");
            std::fs::write(broken.data().join("roadmaps/tea.yaml"), tea).expect(OURS);
        },
        told: "no longer in this roadmap",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "notes on nothing, and what is no note",
        happens: |broken| {
            let notes = broken.data().join("notes/tea");
            std::fs::create_dir_all(notes.join("kettle.md")).expect(OURS);
            std::fs::write(notes.join("gone.md"), "of another time").expect(OURS);
            std::fs::write(notes.join("Ideas.md"), "put here by hand").expect(OURS);
        },
        told: "1 file among your notes is not read",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "a device that has forgotten its id",
        happens: |broken| std::fs::write(broken.state().join("device"), "\0\0\0").expect(OURS),
        told: "Nothing is wrong.",
        mended: None,
        code: 0,
        left: 3,
    },
    Damage {
        name: "what was set aside is garbled",
        happens: |broken| {
            broken.append(b"torn\n");
            broken.shell.run(&["doctor --fix"]);
            std::fs::write(broken.state().join("known-damage"), [0xff; 64]).expect(OURS);
        },
        told: "1 line is damaged",
        mended: ONE_SET_ASIDE,
        code: 0,
        left: 3,
    },
];

/// Everything below a folder: bytes and permissions.
fn picture(folder: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect(OURS) {
        let path = entry.expect(OURS).path();
        let about = std::fs::symlink_metadata(&path).expect(OURS);
        if about.is_dir() {
            all.extend(picture(&path));
        }
        let bytes = if about.is_file() {
            std::fs::read(&path).expect(OURS)
        } else {
            Vec::new()
        };
        all.insert(path, (about.permissions().mode(), bytes));
    }
    all
}

fn records(shell: &Shell) -> usize {
    let output = shell.output("doctor --json").stdout;
    let json: serde_json::Value = serde_json::from_slice(&output).expect(OURS);
    usize::try_from(json["records"].as_u64().expect(OURS)).expect(OURS)
}

#[test]
fn damage_of_every_kind_is_told_and_put_right_once() {
    assert!(DAMAGE.len() >= 25, "{}", DAMAGE.len());
    for damage in DAMAGE {
        let broken = Broken::new();
        let (shell, name) = (&broken.shell, damage.name);
        (damage.happens)(&broken);
        let journals = |broken: &Broken| {
            let progress = broken.journal.parent().expect(OURS).to_owned();
            if progress.exists() {
                picture(&progress)
            } else {
                BTreeMap::new()
            }
        };
        let before = journals(&broken);
        let told = shell.run(&["doctor"]);
        assert!(told.contains(damage.told), "{name}: {told}");
        let offers = told.contains("--fix");
        assert_eq!(offers, damage.mended.is_some(), "{name}: {told}");

        let mended = shell.run(&["doctor --fix"]);
        let expected = damage.mended.unwrap_or(NOTHING_TO_MEND);
        assert!(mended.contains(expected), "{name}: {mended}");
        assert!(records(shell) >= damage.left, "{name}: {mended}");
        for (path, (_, bytes)) in &before {
            let now = std::fs::symlink_metadata(path).expect(OURS);
            if now.is_file() {
                assert_eq!(
                    &std::fs::read(path).expect(OURS),
                    bytes,
                    "{name}: a journal is rewritten"
                );
            }
        }

        let home = picture(shell.home.path());
        let again = shell.run(&["doctor --fix"]);
        assert!(again.starts_with(NOTHING_TO_MEND), "{name}: {again}");
        assert_eq!(
            shell.output("doctor").status.code(),
            Some(damage.code),
            "{name}: {again}"
        );
        assert!(
            picture(shell.home.path()) == home,
            "{name}: the second time changes something"
        );
    }
}
