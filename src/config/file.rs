//! `config.yaml` as the person wrote it. See `docs/config.md` for its keys.

use std::io::{self, Read as _};
use std::path::Path;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Location, Spanned};

use super::problem::{ConfigProblem, ConfigProblemKind, Expected};
use super::{CommandLine, MAX_FILE_MIB, SymbolSet};
use crate::lang::Lang;

/// The keys of the file.
pub(super) const KEYS: [&str; 7] = [
    "lang", "theme", "symbols", "mouse", "open", "limits", "roadmap",
];
const LIMIT_KEYS: [&str; 1] = ["file_mib"];
/// A larger file is a mistake.
const MAX_BYTES: u64 = 1 << 20;

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
}

impl Config {
    /// Reads the file. What is wrong with it is left out and reported; a missing file says nothing.
    #[must_use]
    pub fn load(file: &Path) -> (Config, Vec<ConfigProblem>) {
        let whole = |kind| {
            (
                Config::default(),
                vec![ConfigProblem {
                    file: file.to_owned(),
                    place: None,
                    kind,
                }],
            )
        };
        let bytes = match read(file) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return whole(ConfigProblemKind::TooLarge),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return (Config::default(), Vec::new());
            }
            Err(error) => return whole(ConfigProblemKind::Unreadable(error.to_string())),
        };
        match String::from_utf8(bytes) {
            Ok(text) => Config::parse(&text, file),
            Err(_) => whole(ConfigProblemKind::NotText),
        }
    }

    /// Takes the text of a file; `file` is for the places of problems only.
    #[must_use]
    pub fn parse(text: &str, file: &Path) -> (Config, Vec<ConfigProblem>) {
        let mut reader = Reader {
            file,
            config: Config::default(),
            problems: Vec::new(),
        };
        match serde_yaml::from_str::<Option<Spanned<Value>>>(text) {
            Ok(None) => {}
            Ok(Some(Spanned {
                value: Value::Map(entries),
                ..
            })) => {
                for (key, value) in &entries {
                    reader.entry(key, value);
                }
            }
            Ok(Some(other)) => reader.problem(other.defined, ConfigProblemKind::NotAMap),
            Err(error) => {
                let place = error.location().unwrap_or(Location::UNKNOWN);
                let message = error.without_snippet().to_string();
                let first = message.lines().next().unwrap_or_default().to_owned();
                reader.problem(place, ConfigProblemKind::Syntax(first));
            }
        }
        (reader.config, reader.problems)
    }
}

/// Returns the bytes of a file, or `None` when there are too many.
fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= MAX_BYTES).then_some(bytes))
}

/// Any YAML, as far as settings need it.
enum Value {
    Empty,
    Bool(bool),
    Number(i64),
    Text(String),
    List,
    Map(Vec<(Spanned<String>, Spanned<Value>)>),
}

impl Value {
    /// Returns the value as it is repeated in a message.
    fn show(&self) -> String {
        match self {
            Value::Empty => String::new(),
            Value::Bool(value) => value.to_string(),
            Value::Number(value) => value.to_string(),
            Value::Text(value) => value.clone(),
            Value::List => "[…]".to_owned(),
            Value::Map(_) => "{…}".to_owned(),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a setting")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Empty)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or_else(|_| Value::Text(value.to_string()), Value::Number))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Text(value.to_string()))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        while sequence.next_element::<de::IgnoredAny>()?.is_some() {}
        Ok(Value::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

/// Collects settings and problems.
struct Reader<'a> {
    file: &'a Path,
    config: Config,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Spanned<String>, value: &Spanned<Value>) {
        // A key without a value is a setting that waits to be filled in.
        if matches!(value.value, Value::Empty) && KEYS.contains(&key.value.as_str()) {
            return;
        }
        match key.value.as_str() {
            "lang" => self.config.lang = self.choice("lang", value, &Lang::ALL, |lang| lang.code()),
            "theme" => self.config.theme = self.text("theme", value),
            "symbols" => {
                self.config.symbols =
                    self.choice("symbols", value, &SymbolSet::ALL, |symbols| symbols.word());
            }
            "mouse" => self.config.mouse = self.bool("mouse", value),
            "open" => self.config.open = self.command("open", value),
            "limits" => self.limits(value),
            "roadmap" => self.config.roadmap = self.text("roadmap", value),
            _ => self.unknown_key(key, &KEYS),
        }
    }

    fn limits(&mut self, value: &Spanned<Value>) {
        let Value::Map(entries) = &value.value else {
            return self.wrong_type("limits", Expected::Map, value);
        };
        for (key, value) in entries {
            match key.value.as_str() {
                "file_mib" => {
                    self.config.file_mib = self.number("limits.file_mib", value, 1, MAX_FILE_MIB);
                }
                _ => self.unknown_key(key, &LIMIT_KEYS),
            }
        }
    }

    fn text(&mut self, key: &'static str, value: &Spanned<Value>) -> Option<String> {
        if let Value::Text(text) = &value.value {
            return Some(text.clone());
        }
        self.wrong_type(key, Expected::Text, value);
        None
    }

    fn bool(&mut self, key: &'static str, value: &Spanned<Value>) -> Option<bool> {
        if let Value::Bool(value) = value.value {
            return Some(value);
        }
        self.wrong_type(key, Expected::Bool, value);
        None
    }

    fn number(
        &mut self,
        key: &'static str,
        value: &Spanned<Value>,
        least: u32,
        most: u32,
    ) -> Option<u32> {
        let Value::Number(number) = value.value else {
            self.wrong_type(key, Expected::Number, value);
            return None;
        };
        let number = u32::try_from(number)
            .ok()
            .filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.problem(
                value.defined,
                ConfigProblemKind::OutOfRange { key, least, most },
            );
        }
        number
    }

    fn command(&mut self, key: &'static str, value: &Spanned<Value>) -> Option<CommandLine> {
        let command = CommandLine::parse(&self.text(key, value)?).ok();
        if command.is_none() {
            self.problem(value.defined, ConfigProblemKind::BadCommand { key });
        }
        command
    }

    fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        value: &Spanned<Value>,
        choices: &[T],
        word: fn(&T) -> &'static str,
    ) -> Option<T> {
        let shown = value.value.show();
        let found = choices.iter().find(|choice| word(choice) == shown).copied();
        if found.is_none() {
            let allowed = choices.iter().map(word).collect();
            self.problem(
                value.defined,
                ConfigProblemKind::UnknownValue {
                    key,
                    value: shown,
                    allowed,
                },
            );
        }
        found
    }

    fn unknown_key(&mut self, key: &Spanned<String>, known: &[&'static str]) {
        let nearest = known
            .iter()
            .map(|known| (strsim::damerau_levenshtein(known, &key.value), *known))
            .filter(|(distance, known)| *distance <= 1 + known.len() / 4)
            .min();
        let nearest = nearest.map(|(_, known)| known);
        self.problem(
            key.defined,
            ConfigProblemKind::UnknownKey {
                key: key.value.clone(),
                nearest,
            },
        );
    }

    fn wrong_type(&mut self, key: &'static str, expected: Expected, value: &Spanned<Value>) {
        self.problem(
            value.defined,
            ConfigProblemKind::WrongType { key, expected },
        );
    }

    fn problem(&mut self, at: Location, kind: ConfigProblemKind) {
        let place = (at.line() > 0).then(|| (at.line(), at.column()));
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
        Config::parse(text, Path::new("config.yaml"))
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
                    limits: { file_mib: 64 }\nroadmap: llm\n";
        let (config, problems) = parse(text);
        assert_eq!(problems, []);
        assert_eq!(config.lang, Some(Lang::Zh));
        assert_eq!(config.theme.as_deref(), Some("nord"));
        assert_eq!(config.symbols, Some(SymbolSet::Ascii));
        assert_eq!(config.mouse, Some(false));
        assert_eq!(config.open.map(|open| open.words().len()), Some(3));
        assert_eq!(config.file_mib, Some(64));
        assert_eq!(config.roadmap.as_deref(), Some("llm"));
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
                    open: firefox 'x\ntheme: [a, b]\nroadmap: llm\n";
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
            ]
        );
        assert_eq!(parse(text).0.roadmap.as_deref(), Some("llm"));
    }

    #[test]
    fn broken_yaml_is_one_problem() {
        for text in [
            "lang: [",
            "a: b: c",
            "\t- x",
            "lang: zh\nlang: en\n",
            "- a\n- b\n",
            "{a: {a: {a:",
        ] {
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
        assert_eq!(Config::load(&binary).1[0].kind, ConfigProblemKind::NotText);
    }
}
