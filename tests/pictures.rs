//! The pictures of the documents are what the program draws now. `UPDATE_DOCS=1 cargo test --test pictures` makes them
//! again.

mod support;

use std::path::Path;

use support::Home;

/// What is pressed first: some days of work, and the cursor on something that is under way.
const SOME_DAYS: &str =
    "jj<space>j<space>jxj<space>j<space>jjd2jl<space>j<space>jdjjjh<enter>jjj<enter>j<space>jd0";

/// The pictures, each with its flags and with the keys that are pressed last.
const PICTURES: [(&str, &str, &str); 4] = [
    ("screen", "--size 120x36 --theme dark --lang en", ""),
    ("screen-zh", "--size 120x36 --theme light --lang zh", ""),
    ("map", "--size 120x36 --theme dark --lang en", "c<esc>m"),
    ("map-zh", "--size 120x36 --theme light --lang zh", "c<esc>m"),
];

#[test]
fn the_pictures_of_the_documents_are_what_the_program_draws() {
    for (name, flags, keys) in PICTURES {
        let made = picture(flags, &format!("{SOME_DAYS}{keys}"));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/pictures/{name}.svg"));
        #[expect(
            clippy::disallowed_methods,
            reason = "a test's own switch, not the program's environment"
        )]
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, &made).expect("a picture can be written");
        }
        assert!(
            std::fs::read_to_string(&file).unwrap_or_default() == made,
            "{name}.svg is old: run UPDATE_DOCS=1 cargo test --test pictures"
        );
    }
}

#[test]
fn a_picture_is_good_xml_that_asks_for_nothing_outside() {
    for theme in ["dark", "ansi", "high-contrast"] {
        let made = picture(&format!("--size 80x24 --theme {theme} --lang zh"), "m");
        let mut reader = quick_xml::Reader::from_str(&made);
        reader.config_mut().check_end_names = true;
        let is_end = |event: &_| matches!(event, quick_xml::events::Event::Eof);
        while !is_end(&reader.read_event().expect("good XML")) {}
        assert!(!made.contains("href") && !made.contains("url("), "{made}");
        assert_eq!(made.matches("http").count(), 1, "only the name of the form");
    }
}

#[test]
fn keys_of_a_picture_change_no_progress() {
    let home = Home::new();
    let before = run(&home, &["list", "--json"]);
    let made = run(&home, &["export", "screen", "--keys", "jj<space>"]);
    assert!(made.starts_with("<svg"), "{made}");
    let without = run(&home, &["export", "screen", "--keys", "jj"]);
    assert_ne!(made, without, "but the picture shows them");
    assert_eq!(run(&home, &["list", "--json"]), before);
}

#[test]
fn a_size_or_a_key_that_nobody_knows_is_told() {
    for flags in [["--size", "0x9"], ["--size", "9"], ["--keys", "<nope>"]] {
        let home = Home::new();
        let output = home
            .command()
            .args(["export", "screen"])
            .args(flags)
            .output();
        let output = output.expect("the program runs");
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {output:?}");
        assert!(output.stdout.is_empty());
    }
}

fn picture(flags: &str, keys: &str) -> String {
    let flags = flags.split(' ');
    let arguments: Vec<&str> = ["export", "screen", "--keys", keys]
        .into_iter()
        .chain(flags)
        .collect();
    run(&Home::new(), &arguments)
}

fn run(home: &Home, arguments: &[&str]) -> String {
    let output = home.command().args(arguments).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("a picture is text")
}
