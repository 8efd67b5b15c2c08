//! Settings: what flags, the person's `config.yaml` and the environment say, and which of them won.

pub mod environment;
pub mod file;
pub mod keys;
pub mod problem;

use std::fmt;

pub use environment::Environment;
pub use file::Config;
pub use problem::{ConfigProblem, ConfigProblemKind};

use crate::lang::Lang;
use crate::roadmap::TypicalMinutes;
use crate::text::width::Measure;
use crate::yaml::Limits;

/// Which characters marks and bars are drawn with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SymbolSet {
    #[default]
    Unicode,
    Ascii,
}

impl SymbolSet {
    pub const ALL: [SymbolSet; 2] = [SymbolSet::Unicode, SymbolSet::Ascii];

    /// Returns the word that the config uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            SymbolSet::Unicode => "unicode",
            SymbolSet::Ascii => "ascii",
        }
    }
}

/// When time begins to run by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimerChoice {
    #[default]
    Off,
    /// When a link is opened on the screen.
    OnOpen,
}

impl TimerChoice {
    pub const ALL: [TimerChoice; 2] = [TimerChoice::Off, TimerChoice::OnOpen];

    /// Returns the word that the config uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            TimerChoice::Off => "off",
            TimerChoice::OnOpen => "on-open",
        }
    }
}

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ColorChoice {
    /// As the environment says, else when the output is a terminal.
    #[default]
    Auto,
    Always,
    Never,
}

impl ColorChoice {
    pub const ALL: [ColorChoice; 3] = [ColorChoice::Auto, ColorChoice::Always, ColorChoice::Never];

    /// Returns the word that the flag uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            ColorChoice::Auto => "auto",
            ColorChoice::Always => "always",
            ColorChoice::Never => "never",
        }
    }

    /// Decides for one output: flag, then `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, then whether it is a terminal.
    #[must_use]
    pub fn decide(self, environment: &Environment, is_terminal: bool) -> bool {
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if environment.no_color => false,
            ColorChoice::Auto if environment.clicolor_force => true,
            ColorChoice::Auto if environment.clicolor == Some(false) => false,
            ColorChoice::Auto => {
                let can_draw = environment
                    .term
                    .as_deref()
                    .is_some_and(|term| term != "dumb");
                is_terminal && can_draw
            }
        }
    }
}

/// A command line that was split into words, without any shell; there is at least one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandLine(Vec<String>);

/// Why a text is not a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandLineError {
    #[error("a quote is not closed")]
    OpenQuote,
    #[error("it has no words")]
    Empty,
}

impl CommandLine {
    /// Splits a text into words as a shell would, but expands nothing.
    pub fn parse(text: &str) -> Result<CommandLine, CommandLineError> {
        let words = shell_words::split(text).map_err(|_| CommandLineError::OpenQuote)?;
        match words.first() {
            Some(program) if !program.is_empty() => Ok(CommandLine(words)),
            Some(_) | None => Err(CommandLineError::Empty),
        }
    }

    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Returns the first word.
    #[must_use]
    pub fn program(&self) -> &str {
        self.0
            .first()
            .expect("a command line has at least one word")
    }
}

impl fmt::Display for CommandLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shell_words::join(&self.0))
    }
}

/// Who decided a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decider {
    Flag,
    Config,
    /// The environment variable, or the group of them, with this name.
    Environment(&'static str),
    Default,
}

/// A setting with who decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    pub value: T,
    pub by: Decider,
}

impl<T> Setting<T> {
    /// Takes the first of several words that was spoken.
    fn first<const N: usize>(words: [(Option<T>, Decider); N], default: T) -> Setting<T> {
        words
            .into_iter()
            .find_map(|(value, by)| value.map(|value| Setting { value, by }))
            .unwrap_or(Setting {
                value: default,
                by: Decider::Default,
            })
    }
}

/// What the flags of the command line say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    pub lang: Option<Lang>,
    pub theme: Option<String>,
    pub color: Option<ColorChoice>,
    pub roadmap: Option<String>,
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    pub lang: Setting<Lang>,
    /// Name of the theme; without one the background decides.
    pub theme: Setting<Option<String>>,
    pub symbols: Setting<SymbolSet>,
    /// How wide the terminal draws characters of ambiguous width.
    pub ambiguous_width: Setting<Measure>,
    pub mouse: Setting<bool>,
    pub color: Setting<ColorChoice>,
    /// Command that opens links.
    pub open: Setting<Option<CommandLine>>,
    /// Size up to which a roadmap file is read, in MiB.
    pub file_mib: Setting<u32>,
    /// How long a thing takes of which nobody has said how long it does.
    pub minutes: Setting<TypicalMinutes>,
    /// Id of the roadmap to work on; without one the last, else the built-in one.
    pub roadmap: Setting<Option<String>>,
    /// Whether statistics say when the rest may be done.
    pub finish_date: Setting<bool>,
    pub timer: Setting<TimerChoice>,
}

impl Settings {
    /// Decides every setting: flag, then config, then environment, then default.
    #[must_use]
    pub fn new(flags: &Flags, config: &Config, environment: &Environment) -> Settings {
        let some = |value: &Option<String>| value.clone().map(Some);
        let plain = environment.is_plain_ascii().then_some(SymbolSet::Ascii);
        Settings {
            lang: Setting::first(
                [
                    (flags.lang, Decider::Flag),
                    (config.lang, Decider::Config),
                    (environment.lang(), Decider::Environment("LANG")),
                ],
                Lang::default(),
            ),
            theme: Setting::first(
                [
                    (some(&flags.theme), Decider::Flag),
                    (some(&config.theme), Decider::Config),
                ],
                None,
            ),
            symbols: Setting::first(
                [
                    (config.symbols, Decider::Config),
                    (plain, Decider::Environment("LC_CTYPE")),
                ],
                SymbolSet::default(),
            ),
            ambiguous_width: Setting::first(
                [(config.ambiguous_width, Decider::Config)],
                Measure::default(),
            ),
            mouse: Setting::first([(config.mouse, Decider::Config)], true),
            color: Setting::first([(flags.color, Decider::Flag)], ColorChoice::default()),
            open: Setting::first([(config.open.clone().map(Some), Decider::Config)], None),
            file_mib: Setting::first([(config.file_mib, Decider::Config)], Limits::FILE_MIB),
            minutes: Setting::first(
                [(minutes(config), Decider::Config)],
                TypicalMinutes::default(),
            ),
            finish_date: Setting::first([(config.finish_date, Decider::Config)], true),
            timer: Setting::first([(config.timer, Decider::Config)], TimerChoice::default()),
            roadmap: Setting::first(
                [
                    (some(&flags.roadmap), Decider::Flag),
                    (some(&config.roadmap), Decider::Config),
                ],
                None,
            ),
        }
    }
}

/// Returns the minutes of every kind, where the file names any.
fn minutes(config: &Config) -> Option<TypicalMinutes> {
    let mut minutes = TypicalMinutes::default();
    for (kind, each) in &config.minutes {
        minutes.set(*kind, *each);
    }
    (!config.minutes.is_empty()).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flag_beats_config_beats_environment_beats_default() {
        let flags = Flags {
            lang: Some(Lang::Zh),
            ..Flags::default()
        };
        let config = Config {
            lang: Some(Lang::En),
            ..Config::default()
        };
        let environment = Environment {
            locale: Some("zh_CN".into()),
            ..Environment::default()
        };
        let table = [
            (&flags, &config, &environment, Lang::Zh, Decider::Flag),
            (
                &Flags::default(),
                &config,
                &environment,
                Lang::En,
                Decider::Config,
            ),
            (
                &Flags::default(),
                &Config::default(),
                &environment,
                Lang::Zh,
                Decider::Environment("LANG"),
            ),
            (
                &Flags::default(),
                &Config::default(),
                &Environment::default(),
                Lang::En,
                Decider::Default,
            ),
        ];
        for (flags, config, environment, value, by) in table {
            assert_eq!(
                Settings::new(flags, config, environment).lang,
                Setting { value, by }
            );
        }
    }

    #[test]
    fn colour_follows_flag_then_variables_then_the_terminal() {
        let unknown = Environment::default();
        let plain = Environment {
            term: Some("xterm".into()),
            ..Environment::default()
        };
        let no_color = Environment {
            no_color: true,
            clicolor_force: true,
            ..Environment::default()
        };
        let forced = Environment {
            clicolor_force: true,
            clicolor: Some(false),
            ..Environment::default()
        };
        let off = Environment {
            clicolor: Some(false),
            ..Environment::default()
        };
        let dumb = Environment {
            term: Some("dumb".into()),
            ..Environment::default()
        };
        let table = [
            (ColorChoice::Auto, &plain, true, true),
            (ColorChoice::Auto, &plain, false, false),
            (ColorChoice::Auto, &no_color, true, false),
            (ColorChoice::Always, &no_color, false, true),
            (ColorChoice::Auto, &forced, false, true),
            (ColorChoice::Never, &forced, true, false),
            (ColorChoice::Auto, &off, true, false),
            (ColorChoice::Auto, &dumb, true, false),
            (ColorChoice::Auto, &unknown, true, false),
        ];
        for (choice, environment, is_terminal, expected) in table {
            assert_eq!(
                choice.decide(environment, is_terminal),
                expected,
                "{choice:?} {environment:?}"
            );
        }
    }

    #[test]
    fn a_command_line_is_split_without_a_shell() {
        let words = |text| CommandLine::parse(text).map(|command| command.words().to_vec());
        assert_eq!(
            words("firefox -P 'my work'").unwrap(),
            ["firefox", "-P", "my work"]
        );
        assert_eq!(words("echo $HOME `id`").unwrap(), ["echo", "$HOME", "`id`"]);
        assert_eq!(words("firefox 'open"), Err(CommandLineError::OpenQuote));
        assert_eq!(words("   "), Err(CommandLineError::Empty));
        assert_eq!(words("'' x"), Err(CommandLineError::Empty));
    }
}
