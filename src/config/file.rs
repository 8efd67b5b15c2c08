//! `config.yaml` as the person wrote it. See `docs/config.md` for its keys.

use std::io;
use std::path::Path;

use super::keys::{KeyEntry, KeyFault, KeyWord};
use super::problem::{ConfigProblem, ConfigProblemKind, Expected};
use super::{CommandLine, SymbolSet, TimerChoice};
use crate::cause;
use crate::disk;
use crate::lang::Lang;
use crate::roadmap::{Kind, TypicalMinutes};
use crate::text::nearest;
use crate::text::width::Measure;
use crate::yaml::{self, Entry, Fault, Limits, Node, Place, Value, YamlError};

/// The keys of the file.
pub const KEYS: [&str; 12] = [
    "lang",
    "theme",
    "symbols",
    "ambiguous_width",
    "mouse",
    "open",
    "roadmap",
    "minutes",
    "stats",
    "timer",
    "limits",
    "keys",
];
const LIMIT_KEYS: [&str; 1] = ["file_mib"];
const STATS_KEYS: [&str; 1] = ["finish_date"];
/// A larger file is a mistake.
const MAX_BYTES: usize = 1 << 20;

/// What the file says; what it does not say is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub lang: Option<Lang>,
    pub theme: Option<String>,
    pub symbols: Option<SymbolSet>,
    pub mouse: Option<bool>,
    pub open: Option<CommandLine>,
    pub file_mib: Option<u32>,
    pub roadmap: Option<String>,
    pub ambiguous_width: Option<Measure>,
    /// Minutes of the kinds that it names.
    pub minutes: Vec<(Kind, u32)>,
    pub keys: Vec<KeyEntry>,
    /// The settings that count, each with its line from 1.
    pub(super) lines: Vec<(String, u32)>,
    pub finish_date: Option<bool>,
    pub timer: Option<TimerChoice>,
}

impl Config {
    /// Reads the file. What is wrong with it is left out and reported; a missing file says nothing.
    #[must_use]
    pub fn load(file: &Path) -> (Config, Vec<ConfigProblem>) {
        match disk::read(file, MAX_BYTES) {
            Ok(bytes) => Config::parse(&bytes, file),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                (Config::default(), Vec::new())
            }
            Err(error) => {
                let kind = ConfigProblemKind::Unreadable(cause::said(&error));
                let problem = ConfigProblem {
                    file: file.to_owned(),
                    place: Place::default(),
                    kind,
                };
                (Config::default(), vec![problem])
            }
        }
    }

    /// Returns the line of a setting, such as `theme` or `minutes.video`, where the file has it.
    #[must_use]
    pub fn line(&self, setting: &str) -> Option<u32> {
        let found = self.lines.iter().find(|(name, _)| name == setting);
        found.map(|(_, line)| *line)
    }

    /// Takes the bytes of a file; `file` is for the places of problems only.
    #[must_use]
    pub fn parse(bytes: &[u8], file: &Path) -> (Config, Vec<ConfigProblem>) {
        let limits = Limits {
            file_bytes: MAX_BYTES,
            ..Limits::default()
        };
        let mut reader = Reader {
            file,
            config: Config::default(),
            problems: Vec::new(),
        };
        let root = yaml::decode(bytes, &limits).and_then(|text| yaml::tree(text, &limits));
        match root {
            Ok(Node {
                value: Value::Map(entries),
                ..
            }) => reader.entries(&entries),
            Ok(Node {
                value: Value::Null, ..
            })
            | Err(YamlError {
                fault: Fault::Empty,
                ..
            }) => {}
            Ok(other) => reader.problem(other.place, ConfigProblemKind::NotAMap),
            Err(error) => reader.problem(error.place, ConfigProblemKind::Yaml(error.fault)),
        }
        (reader.config, reader.problems)
    }
}

/// Returns the keys of a line below `keys:`; `None` where it is none, nor a list of them.
fn key_words(value: &Node<'_>) -> Option<Vec<KeyWord>> {
    let word = |node: &Node<'_>| match &node.value {
        Value::Text { text, .. } => Some(KeyWord {
            text: text.to_string(),
            place: node.place,
        }),
        Value::Null | Value::List(_) | Value::Map(_) => None,
    };
    match &value.value {
        Value::Null => Some(Vec::new()),
        Value::Text { .. } => Some(vec![word(value)?]),
        Value::List(nodes) => nodes.iter().map(word).collect(),
        Value::Map(_) => None,
    }
}

/// Returns a value as it is repeated in a message.
fn show(value: &Value<'_>) -> String {
    match value {
        Value::Null => String::new(),
        Value::Text { text, .. } => text.to_string(),
        Value::List(_) => "[…]".to_owned(),
        Value::Map(_) => "{…}".to_owned(),
    }
}

/// Collects settings and problems.
struct Reader<'a> {
    file: &'a Path,
    config: Config,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn entries(&mut self, entries: &[Entry<'_>]) {
        let mut seen: Vec<&str> = Vec::new();
        for entry in entries {
            let key = &*entry.key;
            if seen.contains(&key) {
                let kind = ConfigProblemKind::DuplicateKey {
                    key: key.to_owned(),
                };
                self.problem(entry.key_place, kind);
            } else {
                seen.push(key);
                self.entry(key, entry);
            }
        }
    }

    fn entry(&mut self, key: &str, entry: &Entry<'_>) {
        let value = &entry.value;
        // A key without a value is a setting that waits to be filled in.
        if value.value == Value::Null && KEYS.contains(&key) {
            return;
        }
        let line = entry.key_place.line;
        self.config.lines.push((key.to_owned(), line));
        match key {
            "lang" => self.config.lang = self.choice(key, value, &Lang::ALL, |lang| lang.code()),
            "theme" => self.config.theme = self.text(key, value),
            "symbols" => {
                self.config.symbols = self.choice(key, value, &SymbolSet::ALL, |set| set.word());
            }
            "mouse" => self.config.mouse = self.bool(key, value),
            "open" => self.config.open = self.command(key, value),
            "ambiguous_width" => {
                self.config.ambiguous_width =
                    self.choice(key, value, &Measure::ALL, |measure| measure.word());
            }
            "minutes" => self.minutes(value),
            "limits" => self.limits(value),
            "keys" => self.keys(value),
            "roadmap" => self.config.roadmap = self.text(key, value),
            "stats" => self.stats(value),
            "timer" => {
                self.config.timer =
                    self.choice(key, value, &TimerChoice::ALL, |timer| timer.word());
            }
            _ => self.unknown_key(entry, &KEYS),
        }
    }

    fn limits(&mut self, value: &Node<'_>) {
        for entry in self.map("limits", value) {
            let name = format!("limits.{}", entry.key);
            match &*entry.key {
                "file_mib" => {
                    let most = Limits::MAX_FILE_MIB;
                    self.config.file_mib = self.number(&name, &entry.value, 1, most);
                }
                _ => self.unknown_key(entry, &LIMIT_KEYS),
            }
        }
    }

    fn stats(&mut self, value: &Node<'_>) {
        for entry in self.map("stats", value) {
            let name = format!("stats.{}", entry.key);
            match &*entry.key {
                "finish_date" => self.config.finish_date = self.bool(&name, &entry.value),
                _ => self.unknown_key(entry, &STATS_KEYS),
            }
        }
    }

    fn minutes(&mut self, value: &Node<'_>) {
        for entry in self.map("minutes", value) {
            let Some(kind) = Kind::from_word(&entry.key) else {
                self.unknown_key(entry, &Kind::ALL.map(Kind::word));
                continue;
            };
            let name = format!("minutes.{}", entry.key);
            if let Some(minutes) = self.number(&name, &entry.value, 1, TypicalMinutes::MOST) {
                self.config.minutes.push((kind, minutes));
            }
        }
    }

    /// Takes the words; what they mean is for the keymap to find.
    fn keys(&mut self, value: &Node<'_>) {
        for entry in self.map("keys", value) {
            let Some(keys) = key_words(&entry.value) else {
                let name = entry.key.to_string();
                let kind = ConfigProblemKind::Keys(KeyFault::NotKeys { name });
                self.problem(entry.value.place, kind);
                continue;
            };
            self.config.keys.push(KeyEntry {
                name: entry.key.to_string(),
                place: entry.key_place,
                keys,
            });
        }
    }

    /// Returns the lines of a map, each key once. A line without a value waits to be filled in, but for keys, where it
    /// takes them away.
    fn map<'n>(&mut self, key: &str, value: &'n Node<'n>) -> Vec<&'n Entry<'n>> {
        let Value::Map(entries) = &value.value else {
            self.wrong_type(key, Expected::Map, value);
            return Vec::new();
        };
        let mut kept: Vec<&Entry<'_>> = Vec::new();
        for entry in entries {
            let name = format!("{key}.{}", entry.key);
            if kept.iter().any(|have| have.key == entry.key) {
                let kind = ConfigProblemKind::DuplicateKey { key: name };
                self.problem(entry.key_place, kind);
            } else if entry.value.value != Value::Null || key == "keys" {
                self.config.lines.push((name, entry.key_place.line));
                kept.push(entry);
            }
        }
        kept
    }

    fn text(&mut self, key: &str, value: &Node<'_>) -> Option<String> {
        if let Value::Text { text, .. } = &value.value {
            return Some(text.to_string());
        }
        self.wrong_type(key, Expected::Text, value);
        None
    }

    fn bool(&mut self, key: &str, value: &Node<'_>) -> Option<bool> {
        match &value.value {
            Value::Text { text, plain: true } if text == "true" => return Some(true),
            Value::Text { text, plain: true } if text == "false" => return Some(false),
            Value::Text { .. } | Value::Null | Value::List(_) | Value::Map(_) => {}
        }
        self.wrong_type(key, Expected::Bool, value);
        None
    }

    fn number(&mut self, key: &str, value: &Node<'_>, least: u32, most: u32) -> Option<u32> {
        let digits = match &value.value {
            Value::Text { text, plain: true } => text.parse::<i64>().ok(),
            Value::Text { .. } | Value::Null | Value::List(_) | Value::Map(_) => None,
        };
        let Some(number) = digits else {
            self.wrong_type(key, Expected::Number, value);
            return None;
        };
        let number = u32::try_from(number)
            .ok()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.problem(
                value.place,
                ConfigProblemKind::OutOfRange {
                    key: key.to_owned(),
                    least,
                    most,
                },
            );
        }
        number
    }

    fn command(&mut self, key: &str, value: &Node<'_>) -> Option<CommandLine> {
        let command = CommandLine::parse(&self.text(key, value)?).ok();
        if command.is_none() {
            let key = key.to_owned();
            self.problem(value.place, ConfigProblemKind::BadCommand { key });
        }
        command
    }

    fn choice<T: Copy>(
        &mut self,
        key: &str,
        value: &Node<'_>,
        choices: &[T],
        word: fn(&T) -> &'static str,
    ) -> Option<T> {
        let shown = show(&value.value);
        let found = choices.iter().find(|choice| word(choice) == shown).copied();
        if found.is_none() {
            let allowed = choices.iter().map(word).collect();
            self.problem(
                value.place,
                ConfigProblemKind::UnknownValue {
                    key: key.to_owned(),
                    value: shown,
                    allowed,
                },
            );
        }
        found
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, known: &[&'static str]) {
        let nearest = nearest(&entry.key, known.iter().copied());
        let nearest = known.iter().copied().find(|known| Some(*known) == nearest);
        let kind = ConfigProblemKind::UnknownKey {
            key: entry.key.to_string(),
            nearest,
            known: known.to_vec(),
        };
        self.problem(entry.key_place, kind);
    }

    fn wrong_type(&mut self, key: &str, expected: Expected, value: &Node<'_>) {
        let key = key.to_owned();
        self.problem(value.place, ConfigProblemKind::WrongType { key, expected });
    }

    fn problem(&mut self, place: Place, kind: ConfigProblemKind) {
        self.problems.push(ConfigProblem {
            file: self.file.to_owned(),
            place,
            kind,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Config, Vec<ConfigProblem>) {
        Config::parse(text.as_bytes(), Path::new("config.yaml"))
    }

    fn problems(text: &str) -> Vec<String> {
        let show = |problem: ConfigProblem| {
            let hint = problem
                .hint(Lang::En)
                .map(|hint| format!(" ({hint})"))
                .unwrap_or_default();
            format!(
                "{}: {}{hint}",
                problem.place_text(),
                problem.message(Lang::En)
            )
        };
        parse(text).1.into_iter().map(show).collect()
    }

    #[test]
    fn every_key_is_read() {
        let text = "lang: zh\ntheme: nord\nsymbols: ascii\nmouse: false\nopen: firefox -P 'my work'\n\
                    limits: { file_mib: 64 }\nroadmap: llm\nstats: { finish_date: false }\ntimer: on-open\n";
        let (config, problems) = parse(text);
        assert_eq!(problems, []);
        assert_eq!(config.lang, Some(Lang::Zh));
        assert_eq!(config.theme.as_deref(), Some("nord"));
        assert_eq!(config.symbols, Some(SymbolSet::Ascii));
        assert_eq!(config.mouse, Some(false));
        assert_eq!(config.open.map(|open| open.words().len()), Some(3));
        assert_eq!(config.file_mib, Some(64));
        assert_eq!(config.roadmap.as_deref(), Some("llm"));
        assert_eq!(config.finish_date, Some(false));
        assert_eq!(config.timer, Some(TimerChoice::OnOpen));
    }

    #[test]
    fn nothing_and_comments_say_nothing() {
        for text in ["", "\n", "# lang: zh\n", "---\n", "lang:\nmouse:\n"] {
            assert_eq!(parse(text), (Config::default(), Vec::new()), "{text:?}");
        }
    }

    #[test]
    fn every_problem_has_its_place_and_a_hint_and_the_rest_still_counts() {
        let text = "langs: zh\nsymbols: emoji\nmouse: sometimes\nlimits:\n  file_mib: 1000\n  file_mb: 3\n\
                    open: firefox 'x\ntheme: [a, b]\nroadmap: llm\nroadmap: other\n";
        assert_eq!(
            problems(text),
            [
                "config.yaml:1:1: there is no setting `langs` (did you mean `lang`?)",
                "config.yaml:2:10: `symbols` cannot be `emoji` (one of: unicode, ascii)",
                "config.yaml:3:8: `mouse` needs true or false",
                "config.yaml:5:13: `limits.file_mib` must lie between 1 and 256",
                "config.yaml:6:3: there is no setting `file_mb` (did you mean `file_mib`?)",
                "config.yaml:7:7: `open` is not a command (a program and its arguments, every quote closed: open: firefox --new-tab)",
                "config.yaml:8:8: `theme` needs a text (put it in quotes)",
                "config.yaml:10:1: `roadmap` stands here twice; the first one counts",
            ]
        );
        assert_eq!(parse(text).0.roadmap.as_deref(), Some("llm"));
    }

    #[test]
    fn broken_yaml_is_one_problem() {
        for text in ["lang: [", "a: b: c", "\t- x", "- a\n- b\n", "{a: {a: {a:"] {
            let (config, problems) = parse(text);
            assert_eq!((config, problems.len()), (Config::default(), 1), "{text:?}");
        }
    }

    #[test]
    fn a_missing_file_says_nothing_and_a_folder_is_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            Config::load(&folder.path().join("config.yaml")),
            (Config::default(), Vec::new())
        );
        assert_eq!(Config::load(&folder.path().join("no/config.yaml")).1, []);
        assert!(matches!(
            Config::load(folder.path()).1[0].kind,
            ConfigProblemKind::Unreadable(_)
        ));
        let binary = folder.path().join("config.yaml");
        std::fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
        assert!(matches!(
            Config::load(&binary).1[0].kind,
            ConfigProblemKind::Yaml(_)
        ));
    }
}
