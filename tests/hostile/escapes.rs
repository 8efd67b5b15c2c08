//! Text that talks to the terminal, in every place that a stranger can write to and every place where it is shown.
//!
//! [`corpus`] is the list of texts. Each place is filled with all of them, and what comes out may hold no character that a
//! terminal obeys, that turns the direction or that cannot be seen.

use std::fmt::Write as _;
use std::process::Output;

use roadbook::course::Course;
use roadbook::export::{Export, Format as Form};
use roadbook::import::{self, Format, ImportError, Options, yaml_out};
use roadbook::journal::Log;
use roadbook::lang::Lang;
use roadbook::roadmap::{self, Loaded, Roadmap};
use roadbook::text::width::Measure;
use roadbook::text::{clean, markdown};
use roadbook::yaml::Limits;

use crate::support::cli::Shell;

/// The rules, written down from what terminals do and not from the code.
pub fn is_harmful(c: char) -> bool {
    let code = u32::from(c);
    (c.is_control() && c != '\n')
        || matches!(code, 0x61C | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF)
        || matches!(
            code,
            0xAD | 0x34F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFFA0
        )
        || matches!(code, 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

#[track_caller]
fn assert_harmless(text: &str, what: &str) {
    if let Some(at) = text.find(is_harmful) {
        let around: String = text[..at]
            .chars()
            .rev()
            .take(80)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        panic!("{what}: {:?} after {around:?}", text[at..].chars().next());
    }
}

/// Sequences that terminals know, whole and cut short.
const SEQUENCES: [&str; 42] = [
    "\u{1b}[31mred",
    "\u{1b}[2J",
    "\u{1b}[H",
    "\u{1b}[6n",
    "\u{1b}[c",
    "\u{1b}[21t",
    "\u{1b}[20t",
    "\u{1b}[?1049h",
    "\u{1b}[?2004l",
    "\u{1b}[>4;1m",
    "\u{1b}[200~q\u{1b}[201~",
    "\u{1b}[999999999999999999999m",
    "\u{1b}[31",
    "\u{1b}[",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]2;title\u{1b}\\",
    "\u{1b}]4;1;?\u{7}",
    "\u{1b}]7;file://h/x\u{7}",
    "\u{1b}]8;;https://evil.example\u{7}here\u{1b}]8;;\u{7}",
    "\u{1b}]8;;https://evil.example",
    "\u{1b}]9;note\u{7}",
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}]52;c;?\u{7}",
    "\u{1b}]99;;x\u{1b}\\",
    "\u{1b}]777;notify;a;b\u{7}",
    "\u{1b}]1337;File=:AAAA\u{7}",
    "\u{1b}]",
    "\u{1b}P$qm\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}P1;2",
    "\u{1b}_Ga=q;AAAA\u{1b}\\",
    "\u{1b}_",
    "\u{1b}^private\u{1b}\\",
    "\u{1b}Xstart\u{1b}\\",
    "\u{1b}c",
    "\u{1b}(0lqk\u{1b}(B",
    "\u{1b}#8",
    "\u{1b}",
    "\u{9b}31m\u{9b}6n",
    "\u{9d}0;title\u{9c}",
    "\u{90}q\u{9c}\u{9f}G\u{9c}\u{9e}\u{98}",
    "a\rb\u{8}\u{8}\u{7f}c\u{e}d\u{f}",
];

/// Characters that steer or hide and are no controls.
const STEERING: [char; 34] = [
    '\u{ad}',
    '\u{34f}',
    '\u{61c}',
    '\u{115f}',
    '\u{17b4}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{200f}',
    '\u{2028}',
    '\u{2029}',
    '\u{202a}',
    '\u{202b}',
    '\u{202c}',
    '\u{202d}',
    '\u{202e}',
    '\u{2060}',
    '\u{2064}',
    '\u{2066}',
    '\u{2067}',
    '\u{2068}',
    '\u{2069}',
    '\u{206a}',
    '\u{206f}',
    '\u{3164}',
    '\u{feff}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{fffe}',
    '\u{e0001}',
    '\u{e0041}',
    '\u{e01ef}',
];

/// All texts: every control character, the sequences, what steers, and the Big List of Naughty Strings.
fn corpus() -> Vec<String> {
    let controls = ('\0'..='\u{1f}')
        .chain('\u{7f}'..='\u{9f}')
        .map(|c| format!("a{c}b"));
    let sequences = SEQUENCES.iter().map(|text| format!("x{text}y"));
    let steering = STEERING.iter().map(|c| format!("a{c}b{c}"));
    let naughty = naughty_strings::BLNS.iter().map(|text| (*text).to_owned());
    controls
        .chain(sequences)
        .chain(steering)
        .chain(naughty)
        .collect()
}

/// Those of ours, without the Big List.
pub fn short_corpus() -> Vec<String> {
    let mut corpus = corpus();
    corpus.truncate(65 + SEQUENCES.len() + STEERING.len());
    corpus
}

/// Writes a text so that a parser of YAML makes the very same text of it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if is_harmful(c) || c == '\n' => write!(out, "\\U{:08x}", u32::from(c)).unwrap(),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A roadmap that says each text in every field that takes any text.
fn roadmap_saying(texts: &[String]) -> String {
    let mut out = format!(
        "format: 1\nid: hostile\ntitle: {}\nsummary: {}\nedition: {}\nsource: {{ title: {}, license: {} }}\nstages:\n",
        quoted(&format!("T{}", texts[0])),
        quoted(&texts.concat()),
        quoted(&texts[1]),
        quoted(&format!("S{}", texts[2])),
        quoted(&format!("A{}", texts[3])),
    );
    for (number, text) in texts.iter().enumerate() {
        // A title has to be one, and not too long.
        let title: String = text.chars().take(150).collect();
        let title = quoted(&format!("t{number} {title}"));
        let text = quoted(&format!(
            "{text} [{text}](https://example.org/) `{text}` &#27;[31m"
        ));
        write!(
            out,
            "  - id: s{number}\n    title: {title}\n    summary: {text}\n    topics:\n      - id: t{number}\n        title: {title}\n        summary: {text}\n        concepts:\n          - {{ id: c{number}, title: {title}, text: {text} }}\n        resources:\n          - {{ id: r{number}, title: {title}, author: {title}, note: {text}, url: \"https://example.org/{number}\", also: [{{ title: {title}, url: \"https://example.org/\" }}] }}\n"
        )
        .unwrap();
    }
    out
}

fn loaded(file: &str) -> Roadmap {
    match roadmap::load(file.as_bytes(), &Limits::default()) {
        Ok(Loaded { roadmap, warnings }) => {
            for lang in [Lang::En, Lang::Zh] {
                assert_harmless(
                    warnings.render("f", file.as_bytes(), lang).as_str(),
                    "a warning",
                );
            }
            roadmap
        }
        Err(problems) => {
            let errors = problems.records("f", Lang::En).into_iter();
            let errors: Vec<_> = errors
                .filter(|record| record.severity == "error")
                .map(|record| record.message)
                .collect();
            panic!("{errors:?}");
        }
    }
}

#[test]
fn every_text_of_a_roadmap_is_clean_in_every_export_and_in_every_layout() {
    let corpus = corpus();
    assert!(corpus.len() >= 65 + 30 + 34 + 500, "{}", corpus.len());
    let file = roadmap_saying(&corpus);
    let roadmap = loaded(&file);
    assert_eq!(roadmap.len(), corpus.len() * 4);
    for node in roadmap.nodes() {
        for lang in [Lang::En, Lang::Zh] {
            assert_harmless(roadmap.title(node, lang).as_str(), "a title");
            let body = roadmap.body(node, lang);
            assert_harmless(body.as_str(), "a text");
            for width in [7, 40] {
                for line in markdown::render_for(Measure::Wide, body, width, 1).lines {
                    for piece in line {
                        assert_harmless(piece.text.as_str(), "a line of Markdown");
                    }
                }
            }
        }
    }
    let shown = vec![true; roadmap.len()];
    let course = Course::new(roadmap, Log::default());
    for form in Form::ALL {
        for lang in [Lang::En, Lang::Zh] {
            let export = Export {
                course: &course,
                lang,
                shown: shown.clone(),
                with_notes: true,
                map: None,
            };
            assert_harmless(&export.text(form), form.word());
        }
    }
}

/// Ids, addresses and all that has to be of a certain form is refused, in words that hold no more than may be shown.
#[test]
fn every_text_where_it_may_not_stand_is_refused_in_clean_words() {
    for text in corpus() {
        let text = quoted(&text);
        let files = [
            format!("format: 1\nid: {text}\ntitle: T\nstages: []\n"),
            format!(
                "format: 1\nid: a\ntitle: T\n{text}: x\nstages:\n  - {{ id: {text}, title: T, topics: [{{ title: T, needs: [{text}], resources: [{{ title: T, url: {text}, kind: {text}, lang: {text}, minutes: {text} }}] }}] }}\n"
            ),
            format!("format: {text}\nid: a\ntitle: {{ {text}: T }}\nstages: {text}\n"),
            format!("format: 1\nid: a\ntitle: !<{}> T\n", text.trim_matches('"')),
        ];
        for file in files {
            let bytes = file.as_bytes();
            let problems = match roadmap::load(bytes, &Limits::default()) {
                Ok(loaded) => loaded.warnings,
                Err(problems) => problems,
            };
            for lang in [Lang::En, Lang::Zh] {
                assert_harmless(problems.render(&text, bytes, lang).as_str(), &file);
                for record in problems.records(&text, lang) {
                    let record = serde_json::to_string(&record).unwrap();
                    assert_harmless(&record, &file);
                }
            }
        }
    }
}

/// The same as it stands, without the escapes of YAML: most of it is no YAML then.
#[test]
fn a_file_of_raw_sequences_is_refused_in_clean_words() {
    for text in corpus() {
        for file in [
            text.clone(),
            format!("title: {text}\n"),
            format!("- [{text}\n"),
            format!("'{text}: {{\n"),
        ] {
            let bytes = file.as_bytes();
            let problems = roadmap::load(bytes, &Limits::default()).expect_err(&file);
            for lang in [Lang::En, Lang::Zh] {
                assert_harmless(problems.render(&text, bytes, lang).as_str(), &file);
            }
        }
    }
}

#[test]
fn a_document_that_is_imported_becomes_a_clean_file_and_a_clean_report() {
    let corpus = corpus();
    let list =
        |line: &dyn Fn(&str) -> String| corpus.iter().map(|text| line(text)).collect::<String>();
    let xml = |text: &str| -> String {
        text.chars()
            .filter(|c| !matches!(c, '<' | '&' | '"'))
            .collect()
    };
    let mut json = String::from(r#"{"roadmap":{"id":"r","title":"R"},"nodes":["#);
    for (number, text) in corpus.iter().enumerate() {
        let text = serde_json::to_string(text).unwrap();
        write!(
            json,
            r#"{{"id":"s{number}","level":"stage","title":{text},"text":{text}}},"#
        )
        .unwrap();
    }
    json += r#"{"id":"t","parent":"s0","level":"topic","title":"T"}]}"#;
    let documents = [
        (
            Format::Markdown,
            list(&|text| {
                format!(
                    "## {text}\n\n- [ ] [{text}](https://example.org/?{text}) {text}\n\n{text}\n\n"
                )
            }),
        ),
        (
            Format::Org,
            list(&|text| format!("* TODO {text}\n- [ ] [[https://example.org/][{text}]]\n")),
        ),
        (
            Format::Opml,
            format!(
                "<opml><body>{}</body></opml>",
                list(&|text| format!(
                    "<outline text=\"{}\"><outline text=\"{}&#155;31m\" url=\"https://example.org/\"/></outline>",
                    xml(text),
                    xml(text)
                ))
            ),
        ),
        (
            Format::Urls,
            list(&|text| format!("https://example.org/ {text}\n")),
        ),
        (
            Format::Csv,
            format!(
                "Title,URL\n{}",
                list(&|text| format!("\"{}\",https://example.org/\n", text.replace('"', "\"\"")))
            ),
        ),
        (Format::Json, json),
    ];
    for (format, document) in documents {
        let options = Options {
            name: corpus[27].clone(),
            ..Options::default()
        };
        match import::read(&document, format, &options) {
            Ok(imported) => {
                let file = yaml_out::write(&imported.source);
                assert_harmless(&file, format.word());
                loaded(&file);
                for note in imported.report.notes() {
                    assert_harmless(note.text.as_str(), format.word());
                }
            }
            Err(ImportError::Unreadable { why, .. }) => {
                assert_harmless(why.as_str(), format.word());
            }
            Err(error) => panic!("{}: {error:?}", format.word()),
        }
    }
}

#[test]
fn whatever_is_pushed_into_a_clean_text_it_stays_clean() {
    for text in corpus() {
        assert_harmless(clean::line(&text).as_str(), "a line");
        assert_harmless(clean::piece(&text).as_str(), "a piece");
        assert_harmless(clean::block(&text).as_str(), "a block");
        assert!(clean::word(&text).is_none_or(|word| !word.as_str().contains(is_harmful)));
    }
}

/// A home with the hostile roadmap, a note and records that say the texts.
pub fn hostile_home() -> Shell {
    let corpus = short_corpus();
    let shell = Shell::new();
    let whole: String = corpus.concat();
    shell.write(
        "data/roadbook/roadmaps/hostile.yaml",
        roadmap_saying(&corpus),
    );
    shell.write(
        "data/roadbook/notes/hostile/r1.md",
        format!("# {whole}\n\n{whole}\n"),
    );
    shell.write("data/roadbook/notes/hostile/\u{1b}]0;note\u{7}.md", &whole);
    // A peer's journal: without a checksum, as written by hand.
    let text = serde_json::to_string(&whole.chars().take(4000).collect::<String>()).unwrap();
    let records = format!(
        "{{\"v\":1,\"id\":\"h-1\",\"l\":5,\"at\":{text},\"op\":\"status\",\"r\":\"hostile\",\"n\":\"r1\",\"x\":\"done\",\"t\":{text},\"u\":{text}}}\n{{\"v\":1,\"id\":\"h-2\",\"l\":6,\"at\":\"2026-11-22T10:00:00Z\",\"op\":\"status\",\"r\":\"hostile\",\"n\":{text},\"x\":\"done\",\"t\":{text},\"u\":{text}}}\n{{\"v\":1,\"id\":\"h-3\",\"l\":7,\"at\":\"2026-11-22T10:00:00Z\",\"op\":\"time\",\"r\":\"hostile\",\"n\":\"r1\",\"x\":25,\"t\":{text}}}\n{{\"v\":1,\"id\":\"h-4\",\"l\":8,\"at\":\"2026-11-22T10:00:00Z\",\"op\":\"status\",\"r\":{text},\"n\":\"r1\",\"x\":\"done\"}}\n{{\"v\":2,\"id\":{text},\"l\":9,\"op\":{text}}}\n{text}\n"
    );
    shell.write("data/roadbook/progress/0123-2026.jsonl", &records);
    shell.write(
        "data/roadbook/progress/a\u{1b}[31m\u{202e}b.jsonl",
        &records,
    );
    shell.write(
        "data/roadbook/roadmaps/broken \u{1b}]0;x\u{7}\u{9b}\u{202e}.yaml",
        &whole,
    );
    shell.write(
        "data/roadbook/overlays/hostile.yaml",
        format!(
            "format: 1\nroadmap: hostile\nhide: [{}, r2]\n",
            quoted(&whole)
        ),
    );
    shell
}

fn said(output: &Output) -> String {
    // Not lossy: what is no UTF-8 is a finding too.
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
        + std::str::from_utf8(&output.stderr).expect("UTF-8")
}

const COMMANDS: [&str; 42] = [
    "list",
    "list --core",
    "list --json",
    "list --search a",
    "list --search red",
    "list --status done",
    "show t1",
    "show r1",
    "show c1",
    "show s1",
    "show r1 --json",
    "next",
    "next --json",
    "log",
    "log --json",
    "stats",
    "stats --json",
    "notes",
    "notes --json",
    "note r1 more",
    "roadmaps",
    "roadmaps --json",
    "layer",
    "layer --json",
    "doctor",
    "doctor --json",
    "paths",
    "config",
    "open r1",
    "export markdown --notes",
    "export html --notes",
    "export json --notes",
    "export csv",
    "export svg",
    "export card",
    "export badge",
    "--plain list",
    "--plain show r1",
    "--plain next",
    "--plain stats",
    "track log",
    "undo",
];

/// Every command, over everything hostile at once, prints nothing but text, in both languages.
#[test]
fn every_command_over_hostile_files_prints_text_alone() {
    let shell = hostile_home();
    for lang in ["en", "zh"] {
        let mut good = 0;
        for command in COMMANDS {
            let output = shell.output(&format!(
                "--roadmap hostile --lang {lang} --color never {command}"
            ));
            assert_harmless(&said(&output), command);
            assert_ne!(output.status.code(), None, "{command}");
            good += usize::from(output.status.success());
        }
        assert!(
            good >= COMMANDS.len() - 8,
            "only {good} commands did what they are for"
        );
    }
}

/// In colour there are the sequences of the program, and no others.
#[test]
fn in_colour_every_command_writes_the_sequences_of_the_program_and_no_others() {
    let shell = hostile_home();
    for command in COMMANDS {
        let output = shell.output(&format!("--roadmap hostile --color always {command}"));
        for bytes in [output.stdout, output.stderr] {
            super::sessions::assert_owned(&bytes, command);
        }
    }
}

/// What a person hands over, copied from somewhere: arguments, names of files, settings, variables.
#[test]
fn arguments_names_settings_and_variables_are_told_in_clean_words() {
    let texts: Vec<String> = short_corpus()
        .into_iter()
        .map(|text| text.replace('\0', ""))
        .collect();
    // Each argument and file name holds as much as a name may have bytes.
    let mut names = vec![String::new()];
    for text in &texts {
        if names.last().unwrap().len() + text.len() > 180 {
            names.push(String::new());
        }
        names.last_mut().unwrap().push_str(text);
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|name| name.replace('/', ""))
        .collect();
    let shell = hostile_home();
    for name in &names {
        let tea = include_str!("../fixtures/cli/tea.yaml");
        shell.write(&format!("files/{name}.yaml"), tea);
        shell.write(&format!("files/{name}.md"), "# T\n\n- [ ] a\n");
        shell.write(&format!("files/{name}.bad"), "a: [");
        let file = |ending: &str| format!("files/{name}.{ending}");
        let lines: Vec<Vec<String>> = [
            &["show", name][..],
            &["done", name],
            &["list", "--search", name],
            &["list", "--stage", name],
            &["--roadmap", name, "list"],
            &["--theme", name, "config"],
            &["--lang", name, "list"],
            &[name],
            &["use", name],
            &["hide", name],
            &["link", "t1", name],
            &["note", "r1", name],
            &["track", "r1", name],
            &["export", name],
            &["import", &file("md"), "--dry-run"],
            &["import", &file("none")],
            &["check", &file("yaml")],
            &["check", &file("bad")],
            &["check", &file("none")],
            &["diff", &file("yaml"), &file("bad")],
            &["export", "csv", "--output", &file("out")],
            &["export", "csv", "--output", &format!("{name}/none/out")],
            &["completions", name],
            &["import", "--id", name, &file("md")],
            &["import", "--base-url", name, &file("md")],
            &["remove", name],
        ]
        .iter()
        .map(|line| line.iter().map(|word| (*word).to_owned()).collect())
        .collect();
        for line in lines {
            let mut command = shell.command("--color never");
            let output = command.args(&line).output().unwrap();
            assert_harmless(&said(&output), &format!("{line:?}"));
            assert_ne!(output.status.code(), None, "{line:?}");
        }
    }
    for name in &names {
        shell.write(
            "config/roadbook/config.yaml",
            format!(
                "roadmap: {0}\ntheme: {0}\nopen: {0}\n{0}: x\nkeys: {{ {0}: {0} }}\n",
                quoted(name)
            ),
        );
        for line in ["config", "list", "config --json", "doctor"] {
            let mut command = shell.command(&format!("--color never {line}"));
            command
                .env("ROADBOOK_ROADMAP", name)
                .env("BROWSER", name)
                .env("EDITOR", name)
                .env("VISUAL", name)
                .env("TERM", name)
                .env("LANG", name)
                .env("NO_COLOR", name);
            assert_harmless(&said(&command.output().unwrap()), line);
        }
        let mut command = shell.command("--color never note r1");
        command.env("VISUAL", name);
        assert_harmless(&said(&command.output().unwrap()), "note");
    }
}
