//! `config`: the settings in force, as a file that a person can begin with, and what is wrong with theirs.

use clap::Args;
use serde::Serialize;

use crate::config::{Decider, Setting, Settings};
use crate::lang::config::ConfigText;
use crate::roadmap::{Kind, TypicalMinutes};
use crate::text::clean;
use crate::tui::keymap::{Key, Keymap, Row};
use crate::tui::msg::Action;

use super::desk::Surroundings;
use super::error::{CliError, Exit, Outcome};
use super::json;
use super::out::{Line, Out, Tone};

/// Columns of settings before their comments.
const COLUMNS: usize = 40;

#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// Print where the file lies
    #[arg(long, conflicts_with_all = ["check", "json"])]
    pub path: bool,

    /// Only look for mistakes in the file
    #[arg(long, conflicts_with = "json")]
    pub check: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// One setting in force.
#[derive(Serialize)]
struct Item {
    /// Its key in the file, with dots between levels.
    name: String,
    /// `null` where nothing was chosen.
    value: serde_json::Value,
    #[serde(flatten)]
    origin: Origin,
}

/// The keys of an action in a scope.
#[derive(Serialize)]
struct KeyItem {
    scope: &'static str,
    action: &'static str,
    keys: Vec<String>,
    #[serde(flatten)]
    origin: Origin,
}

/// Who decided.
#[derive(Serialize)]
struct Origin {
    /// `flag`, `config`, `environment` or `default`.
    #[serde(rename = "from")]
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variable: Option<&'static str>,
}

#[derive(Serialize)]
struct ConfigData {
    version: u32,
    file: Option<String>,
    settings: Vec<Item>,
    keys: Vec<KeyItem>,
}

pub fn run(args: &ConfigArgs, surroundings: &Surroundings, out: &mut Out<'_>) -> Outcome {
    if args.path || args.check {
        let text = out.text();
        let no_home = || CliError::failed(text.no_home).hint(text.no_home_hint);
        let paths = surroundings.paths.as_ref().map_err(|_| no_home())?;
        let path = paths.config_file().display().to_string();
        if args.path {
            out.whole(&Line::of(Tone::Plain, &path))?;
            return Ok(Exit::Good);
        }
        // What is wrong was told already, as before every command.
        let count = surroundings.config_problems.len();
        let found = (out.lang().config().problems)(count, &path);
        out.say(Tone::Plain, &found)?;
        return Ok(if count == 0 { Exit::Good } else { Exit::Failed });
    }
    if args.json {
        out.json(&ConfigData {
            version: json::VERSION,
            file: file(surroundings),
            settings: items(surroundings),
            keys: key_items(&surroundings.keymap),
        })?;
        return Ok(Exit::Good);
    }
    print(surroundings, out)?;
    Ok(Exit::Good)
}

fn file(surroundings: &Surroundings) -> Option<String> {
    let paths = surroundings.paths.as_ref().ok()?;
    let file = paths.config_file();
    Some(clean::line(&file.to_string_lossy()).to_string())
}

/// Returns every setting but the keys.
fn items(surroundings: &Surroundings) -> Vec<Item> {
    let Settings {
        lang,
        theme,
        symbols,
        ambiguous_width,
        mouse,
        color,
        open,
        file_mib,
        minutes,
        roadmap,
        finish_date,
        timer,
    } = &surroundings.settings;
    let item = |name: &str, value: serde_json::Value, by: Decider| Item {
        name: name.to_owned(),
        value,
        origin: Origin::of(by, surroundings.config_line(name)),
    };
    let open_words = open.value.as_ref().map(ToString::to_string);
    let mut items = vec![
        item("lang", lang.value.code().into(), lang.by),
        item("theme", theme.value.clone().into(), theme.by),
        item("symbols", symbols.value.word().into(), symbols.by),
        item(
            "ambiguous_width",
            ambiguous_width.value.word().into(),
            ambiguous_width.by,
        ),
        item("mouse", mouse.value.into(), mouse.by),
        item("open", open_words.into(), open.by),
        item("roadmap", roadmap.value.clone().into(), roadmap.by),
        item("timer", timer.value.word().into(), timer.by),
        item("color", color.value.word().into(), color.by),
        item(
            "stats.finish_date",
            finish_date.value.into(),
            finish_date.by,
        ),
        item("limits.file_mib", file_mib.value.into(), file_mib.by),
    ];
    items.extend(Kind::ALL.map(|kind| of_kind(kind, minutes, surroundings)));
    items
}

/// Returns the minutes of a kind. The file may name some kinds only.
fn of_kind(kind: Kind, minutes: &Setting<TypicalMinutes>, surroundings: &Surroundings) -> Item {
    let name = format!("minutes.{}", kind.word());
    let line = surroundings.config_line(&name);
    let by = match minutes.by {
        Decider::Config if line.is_none() => Decider::Default,
        by @ (Decider::Flag | Decider::Config | Decider::Environment(_) | Decider::Default) => by,
    };
    Item {
        value: minutes.value.of(kind).into(),
        origin: Origin::of(by, line),
        name,
    }
}

fn key_items(keymap: &Keymap) -> Vec<KeyItem> {
    let item = |row: &Row| KeyItem {
        scope: row.scope.name(),
        action: row.action.name(),
        keys: row.keys().iter().map(Key::to_string).collect(),
        origin: Origin::of_row(row),
    };
    keymap.rows().iter().map(item).collect()
}

impl Origin {
    fn of(by: Decider, line: Option<u32>) -> Origin {
        let (by, line, variable) = match by {
            Decider::Flag => ("flag", None, None),
            Decider::Config => ("config", line, None),
            Decider::Environment(name) => ("environment", None, Some(name)),
            Decider::Default => ("default", None, None),
        };
        Origin { by, line, variable }
    }

    fn of_row(row: &Row) -> Origin {
        let by = row.line.map_or(Decider::Default, |_| Decider::Config);
        Origin::of(by, row.line)
    }

    /// Returns what a comment says of it.
    fn comment(&self, text: &ConfigText) -> String {
        match (self.line, self.variable, self.by) {
            (Some(line), ..) => (text.from_line)(line),
            (_, Some(variable), _) => (text.from_variable)(variable),
            (_, _, "flag") => text.from_flag.to_owned(),
            _ => text.from_default.to_owned(),
        }
    }
}

/// Prints the settings as a config file that says the same.
fn print(surroundings: &Surroundings, out: &mut Out<'_>) -> std::io::Result<()> {
    let text = out.lang().config();
    if let Some(file) = file(surroundings) {
        out.whole(&comment(&file))?;
    }
    out.whole(&comment(text.head))?;
    out.blank()?;
    let items = items(surroundings);
    for item in items.iter().filter(|item| !item.name.contains('.')) {
        // The file has no such key: it is a flag only.
        let mark = if item.name == "color" { "# " } else { "" };
        let line = format!("{mark}{}: {}", item.name, scalar(&item.value));
        out.whole(&with_comment(line.trim_end(), &item.comment(text)))?;
    }
    for part in ["minutes", "stats", "limits"] {
        out.blank()?;
        out.whole(&Line::of(Tone::Plain, &format!("{part}:")))?;
        for item in &items {
            let Some((_, name)) = item.name.split_once('.').filter(|(of, _)| *of == part) else {
                continue;
            };
            let line = format!("  {name}: {}", scalar(&item.value));
            out.whole(&with_comment(&line, &item.comment(text)))?;
        }
    }
    out.blank()?;
    out.whole(&Line::of(Tone::Plain, "keys:"))?;
    for (name, row) in key_lines(surroundings.keymap.rows()) {
        let keys: Vec<String> = row.keys().iter().map(quoted_key).collect();
        let line = match keys.as_slice() {
            [key] => format!("  {name}: {key}"),
            keys => format!("  {name}: [{}]", keys.join(", ")),
        };
        let from = Origin::of_row(row).comment(text);
        let help = row.help(&out.words().keys);
        out.whole(&with_comment(&line, &format!("{from}: {help}")))?;
    }
    Ok(())
}

impl Item {
    fn comment(&self, text: &ConfigText) -> String {
        let unset = match self.name.as_str() {
            _ if !self.value.is_null() => return self.origin.comment(text),
            "theme" => text.theme_unset,
            "open" => text.open_unset,
            _ => text.roadmap_unset,
        };
        format!("{}: {unset}", self.origin.comment(text))
    }
}

/// Returns the lines of the keys: one for each action, and one for each scope in which it has others.
fn key_lines(rows: &[Row]) -> Vec<(String, &Row)> {
    let mut lines: Vec<(String, &Row)> = Vec::new();
    for action in Action::ALL {
        let mut of_action = rows.iter().filter(|row| row.action == *action);
        let Some(first) = of_action.next() else {
            continue;
        };
        lines.push((action.name().to_owned(), first));
        let others = of_action.filter(|row| row.keys() != first.keys());
        lines.extend(others.map(|row| (format!("{}.{}", row.scope.name(), action.name()), row)));
    }
    lines
}

fn comment(text: &str) -> Line {
    Line::of(Tone::Dim, &format!("# {text}"))
}

fn with_comment(line: &str, text: &str) -> Line {
    let line = Line::of(Tone::Plain, line);
    let columns = COLUMNS.max(line.columns() + 2);
    line.padded(columns).and(comment(text))
}

/// Writes a value so that YAML reads it as the same.
fn scalar(value: &serde_json::Value) -> String {
    if value.is_null() {
        return String::new();
    }
    value.as_str().map_or_else(|| value.to_string(), quoted)
}

fn quoted_key(key: &Key) -> String {
    quoted(&key.to_string())
}

/// Writes a text without quotes where every YAML reads that as a text.
fn quoted(text: &str) -> String {
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    // What older YAML takes for true, false or nothing.
    let words = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    if is_word && !words.contains(&text.to_ascii_lowercase().as_str()) {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}
