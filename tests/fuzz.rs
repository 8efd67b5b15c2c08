//! The targets of the fuzzer with its seeds, so that they hold without a nightly toolchain too.
//!
//! The bodies are those of `fuzz/src/lib.rs`; what was ever found lies among the seeds. `fuzz/run` looks for more.
#![expect(
    unreachable_pub,
    clippy::wildcard_enum_match_arm,
    reason = "the included file is the library of another package"
)]

#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Files that are seeds of a target besides its own: what the program's other tests read.
fn folders_of(target: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let further: &[&str] = match target {
        "roadmap" => &["good", "bad", "cli"],
        name if name.starts_with("import_") => &["import"],
        _ => &[],
    };
    let fixtures = further
        .iter()
        .map(|name| root.join("tests/fixtures").join(name));
    std::iter::once(root.join("fuzz/seeds").join(target))
        .chain(fixtures)
        .collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

#[test]
fn every_target_keeps_its_promises_on_every_seed() {
    let mut broken = Vec::new();
    for (name, target) in targets::TARGETS {
        let files: Vec<PathBuf> = folders_of(name)
            .iter()
            .flat_map(|folder| files_in(folder))
            .collect();
        assert!(files.len() >= 2, "{name} has seeds");
        for file in files {
            let bytes = std::fs::read(&file).expect("a seed");
            if catch_unwind(|| target(&bytes)).is_err() {
                broken.push(format!("{name} {}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_target_has_a_program_and_seeds_and_nothing_else_has() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
    let names = |folder: &str| {
        let entries = std::fs::read_dir(root.join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").path())
            .map(|path| {
                path.file_stem()
                    .expect("a name")
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    let targets: Vec<&str> = targets::TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names("seeds"), targets);
    assert_eq!(names("fuzz_targets"), targets);
    for target in targets {
        assert!(
            manifest.contains(&format!("name = \"{target}\"")),
            "{target}"
        );
    }
}

/// The check that the other targets rely on does see what it looks for.
#[test]
fn what_a_terminal_obeys_or_hides_is_seen() {
    for c in [
        '\u{0}',
        '\u{1b}',
        '\u{7f}',
        '\u{9b}',
        '\r',
        '\t',
        '\u{202e}',
        '\u{200b}',
        '\u{feff}',
        '\u{e0041}',
        '\u{2028}',
    ] {
        assert!(targets::is_harmful(c), "{c:?}");
        assert!(catch_unwind(|| targets::assert_harmless(&format!("a{c}b"), "a text")).is_err());
    }
    for c in ['a', '\n', '大', '\u{301}', '👩', '\u{200d}'] {
        assert!(!targets::is_harmful(c), "{c:?}");
    }
}
