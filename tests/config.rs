//! The settings: what a file of them does to the program, what is said when it is wrong, and that what `config` prints
//! is such a file.

mod support;

use std::fmt::Write as _;
use std::path::Path;

use roadbook::config::file::KEYS;
use roadbook::config::{Config, SymbolSet, TimerChoice};
use roadbook::lang::Lang;
use roadbook::roadmap::{Kind, Limits, TypicalMinutes};
use roadbook::text::width::Measure;
use roadbook::theme::Theme;
use roadbook::tui::keymap::Keymap;
use roadbook::tui::msg::Action;
use serde_json::{Value, json};
use support::cli::Shell;
use support::stage::{Setting, Stage};

const FILE: &str = "config/roadbook/config.yaml";

fn shell(config: &str) -> Shell {
    let shell = Shell::new();
    shell.write(FILE, config);
    shell
}

fn printed_json(shell: &Shell, line: &str) -> Value {
    let output = shell.output(line);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Starts the screen with the keys of a config.
fn stage(config: &str, lang: Lang) -> Stage {
    let (config, problems) = Config::parse(config.as_bytes(), Path::new("config.yaml"));
    let (keymap, faults) = Keymap::rebound(&config.keys);
    assert!(problems.is_empty() && faults.is_empty(), "{faults:?}");
    let setting = Setting {
        lang,
        keymap,
        ..Setting::default()
    };
    setting.start()
}

#[test]
fn the_settings_in_force_are_printed_with_where_each_comes_from() {
    let shell = shell(
        "roadmap: tea\ntheme: nord\nminutes: { video: 12 }\ntimer: on-open\nkeys:\n  undo: U\n",
    )
    .with("LANG", "zh_CN.UTF-8");
    let shown = shell.run(&["config --lang en --color never"]);
    let lines = |names: &[&str]| {
        let line = |name: &&str| {
            let line = shown
                .lines()
                .find(|line| line.trim_start().starts_with(*name));
            let line = line.unwrap_or_else(|| panic!("no {name} in\n{shown}"));
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        names.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(&[
            "# ~",
            "lang",
            "theme",
            "mouse",
            "open",
            "roadmap",
            "timer",
            "# color",
            "video",
            "article",
            "finish_date",
            "file_mib",
            "undo",
            "move-down",
            "reading.back"
        ]),
        [
            "# ~/config/roadbook/config.yaml",
            "lang: en # flag",
            "theme: nord # line 2",
            "mouse: true # default",
            "open: # default: $BROWSER, else the system's",
            "roadmap: tea # line 1",
            "timer: on-open # line 4",
            "# color: never # flag",
            "video: 12 # line 3",
            "article: 20 # default",
            "finish_date: true # default",
            "file_mib: 16 # default",
            "undo: U # line 6: undo",
            "move-down: [j, down] # default: down",
            "reading.back: [esc, enter, q] # default: back: close, or lift a filter",
        ]
    );
    assert!(
        shell
            .run(&["config"])
            .contains("lang: zh                                # $LANG")
    );
}

#[test]
fn what_is_printed_is_a_config_that_says_the_same() {
    let own = "theme: 'my \"odd\" theme'\nopen: firefox -P 'my work'\nroadmap: tea\nstats: { finish_date: false }\nkeys: { undo: [], help: ['#', 'y'], back: [esc, Q], quit: [Q, ctrl-c] }\n";
    let first = shell(own);
    let before = printed_json(&first, "config --json");
    let printed = first.output("config").stdout;
    let printed = String::from_utf8(printed).expect("text");
    let (config, problems) = Config::parse(printed.as_bytes(), Path::new("config.yaml"));
    assert_eq!(problems, [], "{printed}");
    assert_eq!(Keymap::rebound(&config.keys).1, [], "{printed}");
    let second = shell(&printed);
    let after = printed_json(&second, "config --json");
    let values = |data: &Value, list: &str, keys: [&str; 3]| -> Vec<Value> {
        let items = data[list].as_array().expect("a list").iter();
        items
            .map(|item| keys.iter().map(|key| item[key].clone()).collect())
            .collect()
    };
    for (list, keys) in [
        ("settings", ["name", "value", "value"]),
        ("keys", ["scope", "action", "keys"]),
    ] {
        assert_eq!(values(&after, list, keys), values(&before, list, keys));
    }
    assert!(second.output("config --check").status.success());
}

#[test]
fn the_settings_as_json_name_who_decided() {
    let shell = shell("roadmap: tea\n\nkeys: { undo: U }\n");
    let data = printed_json(&shell, "config --json --lang zh");
    assert_eq!(data["version"], 1);
    let of = |list: &str, key: &str, name: &str| {
        let mut items = data[list].as_array().expect("a list").iter();
        items
            .find(|item| item[key] == name)
            .expect("it is there")
            .to_string()
    };
    assert_eq!(
        of("settings", "name", "lang"),
        r#"{"from":"flag","name":"lang","value":"zh"}"#
    );
    assert_eq!(
        of("settings", "name", "roadmap"),
        r#"{"from":"config","line":1,"name":"roadmap","value":"tea"}"#
    );
    assert_eq!(
        of("keys", "action", "undo"),
        r#"{"action":"undo","from":"config","keys":["U"],"line":3,"scope":"main"}"#
    );
}

#[test]
fn a_bad_config_is_told_and_stops_nothing() {
    let bad = "roadmap: tea\nthem: nord\nambiguous_width: huge\nminutes: { video: 0, films: 3 }\nlimits: 5\nkeys:\n  undo: 5\n  fold-al: x\n  quit: []\n  redo: {}\n  redo: r\n";
    let english = shell(bad);
    let output = english.output("config --check");
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(english.show(&output));
    let chinese = shell(bad).with("LANG", "zh_CN.UTF-8");
    insta::assert_snapshot!(chinese.run(&["config --check"]));
    let output = english.output("list");
    assert!(output.status.success(), "the rest goes on");
    assert!(english.show(&output).contains("Leaves"));
}

#[test]
fn the_path_and_the_health_of_the_file_can_be_asked_for() {
    let shell = shell("roadmap: tea\n");
    assert_eq!(shell.run(&["config --path"]), format!("~/{FILE}\n"));
    assert_eq!(
        shell.run(&["config --check"]),
        format!("No problems in ~/{FILE}\n")
    );
    let both = shell.run(&["config --path --check"]);
    assert!(both.ends_with("-- exit 2\n"), "{both}");
}

#[test]
fn minutes_by_kind_are_those_of_things_of_which_nobody_said_them() {
    let shown = |config: &str| shell(config).run(&["show kettle-paper"]);
    assert!(shown("roadmap: tea\n").contains("~60 min"));
    let own = shown("roadmap: tea\nminutes: { paper: 7 }\n");
    assert!(own.contains("~7 min"), "{own}");
}

#[test]
fn rebound_keys_are_pressed_shown_and_named_everywhere() {
    let mut stage = stage(
        "keys: { toggle-done: b, undo: [], redo: ctrl-y, help: f2, move-down: e, move-up: w }",
        Lang::En,
    );
    assert_eq!(
        stage.notice(),
        "Welcome: e w move, b ticks off, o opens the link, F2 shows all keys."
    );
    let picture = stage.play("<esc>").picture();
    let footer = picture.lines().last().expect("a footer").to_owned();
    assert!(
        footer.contains("b done") && footer.contains("F2 help"),
        "{footer}"
    );
    assert!(!footer.contains("undo"), "no key, no place: {footer}");
    stage.play("ee b");
    assert!(!stage.notice().contains("undo"), "{}", stage.notice());
    assert!(stage.notice().starts_with("Done: "), "{}", stage.notice());
    let line = stage.cursor_line();
    assert_eq!(
        stage.play("<space>").cursor_line(),
        line,
        "space is free now"
    );
    let help = stage.play("<f2>").picture();
    for row in [
        "b             done; pressed again",
        "Ctrl-y        redo",
        "e             down",
    ] {
        assert!(help.contains(row), "{row} in\n{help}");
    }
    assert!(!help.contains("undo"), "{help}");
}

#[test]
fn a_screen_that_is_too_small_names_the_key_that_quits() {
    for (lang, expected) in [(Lang::En, "Q quits."), (Lang::Zh, "按 Q 退出。")] {
        let mut stage = stage("keys: { quit: Q }", lang);
        stage.send(roadbook::tui::msg::Msg::Resized {
            width: 35,
            height: 4,
        });
        assert!(stage.picture().contains(expected), "{}", stage.picture());
    }
}

/// Returns the actions with their names, keys and places, as `docs/config.md` lists them.
fn action_table() -> String {
    let keymap = Keymap::default();
    let text = &Lang::En.tui().keys;
    let mut table = String::from("| action | keys | where | what it does |\n|---|---|---|---|\n");
    for action in Action::ALL {
        let rows = keymap.rows().iter().filter(|row| row.action == *action);
        for row in rows {
            let keys: Vec<String> = row.keys().iter().map(|key| format!("`{key}`")).collect();
            let (name, scope) = (action.name(), row.scope.name());
            let (keys, what) = (keys.join(" "), row.help(text));
            let _ = writeln!(table, "| `{name}` | {keys} | `{scope}` | {what} |");
        }
    }
    table
}

#[test]
fn the_document_names_every_setting_and_lists_every_action() {
    let document = read("docs/config.md");
    let (begin, end) = ("<!-- actions -->\n", "<!-- /actions -->\n");
    let (before, rest) = document
        .split_once(begin)
        .expect("the beginning of the actions");
    let (_, after) = rest.split_once(end).expect("the end of the actions");
    keep(
        "docs/config.md",
        &format!("{before}{begin}{}{end}{after}", action_table()),
    );
    for key in KEYS {
        let is_told = ["`", "."]
            .iter()
            .any(|end| document.contains(&format!("| `{key}{end}")));
        assert!(is_told, "docs/config.md does not tell of `{key}`");
    }
}

/// Returns the JSON Schema of the file, by which editors complete and check it.
fn schema() -> String {
    let key = json!({ "type": "string", "minLength": 1 });
    let keys = json!({ "anyOf": [key, { "type": "array", "items": key }, { "type": "null" }] });
    let keymap = Keymap::default();
    let text = &Lang::En.tui().keys;
    let mut actions = serde_json::Map::new();
    for row in keymap.rows() {
        let (scope, name) = (row.scope.name(), row.action.name());
        let value = json!({ "$ref": "#/$defs/keys", "description": row.help(text) });
        actions.insert(format!("{scope}.{name}"), value.clone());
        actions.insert(name.to_owned(), value);
    }
    let minutes = |kind: Kind| {
        let value =
            json!({ "type": ["integer", "null"], "minimum": 1, "maximum": TypicalMinutes::MOST });
        (kind.word().to_owned(), value)
    };
    let minutes: serde_json::Map<String, Value> = Kind::ALL.into_iter().map(minutes).collect();
    let map = |properties: serde_json::Map<String, Value>| json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties });
    let words = |words: &[&str]| {
        let null = std::iter::once(Value::Null);
        let words = words.iter().map(|word| Value::from(*word)).chain(null);
        json!({ "enum": words.collect::<Vec<_>>() })
    };
    let themes: Vec<&str> = Theme::embedded().collect();
    let limits =
        json!({ "type": ["integer", "null"], "minimum": 1, "maximum": Limits::MAX_FILE_MIB });
    let limits = [("file_mib".to_owned(), limits)].into_iter().collect();
    let stats = json!({ "type": ["boolean", "null"] });
    let stats = [("finish_date".to_owned(), stats)].into_iter().collect();
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The settings of roadbook",
        "$defs": { "keys": keys },
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "lang": words(&Lang::ALL.map(Lang::code)),
            "theme": { "anyOf": [words(&themes), { "type": "string" }] },
            "symbols": words(&SymbolSet::ALL.map(SymbolSet::word)),
            "ambiguous_width": words(&Measure::ALL.map(Measure::word)),
            "mouse": { "type": ["boolean", "null"] },
            "open": { "type": ["string", "null"] },
            "roadmap": { "type": ["string", "null"] },
            "minutes": map(minutes),
            "stats": map(stats),
            "timer": words(&TimerChoice::ALL.map(TimerChoice::word)),
            "limits": map(limits),
            "keys": map(actions),
        },
    });
    serde_json::to_string_pretty(&schema).expect("a schema is plain JSON") + "\n"
}

#[test]
fn the_schema_in_docs_has_the_settings_and_actions_of_the_program() {
    let made = schema();
    keep("docs/config.schema.json", &made);
    let schema: Value = serde_json::from_str(&made).expect("JSON");
    let mut keys = KEYS.to_vec();
    keys.sort_unstable();
    let in_schema = schema["properties"].as_object().expect("a map").keys();
    assert_eq!(in_schema.collect::<Vec<_>>(), keys);
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
        "{name} is old: run UPDATE_DOCS=1 cargo test --test config"
    );
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap_or_default()
}

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
