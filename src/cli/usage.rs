//! Understanding the arguments, and saying in the person's language what was not understood.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _, FromArgMatches as _, Parser as _};

use crate::config::{ColorChoice, Flags};
use crate::lang::Lang;

use super::args::Cli;
use super::error::CliError;

/// The program's name, as it is typed.
pub const NAME: &str = "roadbook";

/// Where the flag for help stands among the others.
const LAST: usize = 1000;

/// What came of the arguments when they are no command to run.
pub enum Answer {
    /// Text that was asked for: help or version.
    Text(String),
    Error(Box<CliError>),
}

/// The flags that decide how anything is said, taken before the arguments are understood.
#[derive(Debug, Default)]
pub struct Early {
    pub flags: Flags,
    pub home: Option<PathBuf>,
    pub plain: bool,
}

impl Early {
    /// Looks for the flags without understanding the rest.
    #[must_use]
    pub fn of(arguments: &[OsString]) -> Early {
        let value = |name: &str| {
            let mut arguments = arguments.iter().take_while(|argument| *argument != "--");
            while let Some(argument) = arguments.next() {
                let argument = argument.to_str().unwrap_or_default();
                if argument == name {
                    return arguments
                        .next()
                        .and_then(|value| value.to_str())
                        .map(str::to_owned);
                }
                if let Some(value) = argument
                    .strip_prefix(name)
                    .and_then(|rest| rest.strip_prefix('='))
                {
                    return Some(value.to_owned());
                }
            }
            None
        };
        let lang = value("--lang");
        let color = value("--color");
        let roadmap = value("--roadmap");
        let flags = Flags {
            lang: lang.and_then(|word| Lang::ALL.into_iter().find(|lang| lang.code() == word)),
            color: color.and_then(|word| {
                ColorChoice::ALL
                    .into_iter()
                    .find(|color| color.word() == word)
            }),
            roadmap,
            ..Flags::default()
        };
        Early {
            flags,
            home: value("--home").map(PathBuf::from),
            plain: arguments
                .iter()
                .take_while(|argument| *argument != "--")
                .any(|argument| argument == "--plain"),
        }
    }
}

/// Understands the arguments. Help is wrapped to a width in columns.
pub fn parse(
    arguments: &[OsString],
    lang: Lang,
    color: bool,
    columns: usize,
) -> Result<Cli, Answer> {
    let arguments = with_help_as_flag(arguments);
    // All help texts are put together only when one of them may be shown.
    if let Ok(cli) = Cli::try_parse_from(&arguments) {
        return Ok(cli);
    }
    let command = command(lang).term_width(columns);
    let matches = command
        .try_get_matches_from(arguments)
        .map_err(|error| answer(&error, lang, color))?;
    Cli::from_arg_matches(&matches).map_err(|error| answer(&error, lang, color))
}

/// Takes `roadbook help show` as `roadbook show --help`, which is what many programs understand.
fn with_help_as_flag(arguments: &[OsString]) -> Vec<OsString> {
    let mut taken = arguments.to_vec();
    if !taken.iter().any(|argument| argument == "help") {
        return taken;
    }
    let command = first_word(arguments);
    if let Some(at) = command.filter(|at| arguments[*at] == "help") {
        taken.remove(at);
        taken.push("--help".into());
    }
    taken
}

/// Finds the command among the arguments: the first word that is neither a flag nor the value of one.
fn first_word(arguments: &[OsString]) -> Option<usize> {
    let command = Cli::command();
    let takes_value = |flag: &str| {
        command
            .get_opts()
            .any(|arg| arg.get_long().is_some_and(|long| flag == long))
    };
    let mut is_value = false;
    for (at, argument) in arguments.iter().enumerate().skip(1) {
        let argument = argument.to_str().unwrap_or_default();
        if std::mem::take(&mut is_value) {
            continue;
        }
        match argument.strip_prefix("--") {
            Some(flag) => is_value = takes_value(flag),
            None if argument.starts_with('-') => {}
            None => return Some(at),
        }
    }
    None
}

/// Returns the commands with their help in a language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let text = lang.cli();
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(text.version_flag);
    let command = Cli::command().disable_version_flag(true).arg(version);
    with_help(command, "", lang).after_help(text.help_after)
}

/// Gives a command and those below it their help. The flag for it is one of our own, as clap's has one language only.
fn with_help(command: Command, path: &str, lang: Lang) -> Command {
    let text = lang.cli();
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(text.help_flag)
        .display_order(LAST);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let mut command = command
        .disable_help_flag(true)
        .arg(help)
        .help_template(text.help_template)
        .subcommand_help_heading(text.help_commands)
        .subcommand_value_name(text.help_command)
        .mut_args(|arg| described(arg, path, lang));
    // Below a heading of one's own clap sorts by name, where the order in which they are typed helps.
    let mut place = 0;
    command = command.mut_args(|arg| {
        if !arg.is_positional() {
            return arg;
        }
        place += 1;
        arg.display_order(place)
    });
    if let Some(about) = lookup(path, lang) {
        command = command.about(about);
    }
    for name in names {
        command = command.mut_subcommand(&name, |command| with_help(command, &name, lang));
    }
    command
}

/// Puts an argument under its heading, with its help in a language.
fn described(arg: Arg, path: &str, lang: Lang) -> Arg {
    let text = lang.cli();
    let heading = if arg.is_positional() {
        text.help_arguments
    } else if arg.is_global_set() {
        text.help_globals
    } else {
        text.help_options
    };
    match arg_help(path, arg.get_id().as_str(), lang) {
        Some(help) => arg.help_heading(heading).help(help),
        None => arg.help_heading(heading),
    }
}

/// Finds the help of an argument: of this command, or that which all commands share.
fn arg_help(path: &str, arg: &str, lang: Lang) -> Option<&'static str> {
    let own = if path.is_empty() {
        format!("..{arg}")
    } else {
        format!("{path}.{arg}")
    };
    lookup(&own, lang).or_else(|| lookup(&format!(".{arg}"), lang))
}

fn lookup(key: &str, lang: Lang) -> Option<&'static str> {
    lang.cli()
        .help
        .iter()
        .copied()
        .flatten()
        .find(|(have, _)| *have == key)
        .map(|(_, help)| *help)
}

fn answer(error: &clap::Error, lang: Lang, color: bool) -> Answer {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "an enum of clap that may grow"
    )]
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let rendered = error.render();
            let text = if color {
                rendered.ansi().to_string()
            } else {
                rendered.to_string()
            };
            Answer::Text(mended(text, lang))
        }
        _ => Answer::Error(Box::new(explain(error, lang))),
    }
}

/// Mends what the argument parser says in one language only.
fn mended(text: String, lang: Lang) -> String {
    lang.cli()
        .help_mends
        .iter()
        .fold(text, |text, (made, meant)| text.replace(made, meant))
}

/// Says in the person's language what was not understood.
fn explain(error: &clap::Error, lang: Lang) -> CliError {
    let text = lang.cli();
    let one = |kind| words(error, kind).into_iter().next();
    let argument = one(ContextKind::InvalidArg).unwrap_or_default();
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "an enum of clap that may grow"
    )]
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let typed = one(ContextKind::InvalidSubcommand).unwrap_or_default();
            let error_text = CliError::usage(&(text.no_command)(&typed));
            match one(ContextKind::SuggestedSubcommand) {
                Some(nearest) => error_text.hint(&(text.did_you_mean)(&nearest)),
                None => error_text.hint(&(text.one_of)(&commands().join(", "))),
            }
        }
        ErrorKind::UnknownArgument => {
            let error_text = CliError::usage(&(text.no_flag)(&argument));
            match one(ContextKind::SuggestedArg) {
                Some(nearest) => error_text.hint(&(text.did_you_mean)(&nearest)),
                None => error_text.hint(text.help_shows),
            }
        }
        ErrorKind::InvalidValue => invalid_value(error, &argument, lang),
        ErrorKind::ValueValidation => {
            let value = one(ContextKind::InvalidValue).unwrap_or_default();
            CliError::usage(&(text.bad_value)(&argument, &value)).hint(text.help_shows)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = words(error, ContextKind::InvalidArg).join(" ");
            CliError::usage(&(text.missing)(&missing)).hint(&usage_hint(error, lang))
        }
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            CliError::usage(&(text.too_often)(&argument)).hint(text.help_shows)
        }
        _ => {
            let rendered = error.render().to_string();
            let first = rendered.lines().next().unwrap_or_default();
            CliError::usage(first.strip_prefix("error: ").unwrap_or(first)).hint(text.help_shows)
        }
    }
}

fn invalid_value(error: &clap::Error, argument: &str, lang: Lang) -> CliError {
    let text = lang.cli();
    let value = words(error, ContextKind::InvalidValue)
        .into_iter()
        .next()
        .unwrap_or_default();
    if value.is_empty() {
        return CliError::usage(&(text.missing_value)(argument)).hint(text.help_shows);
    }
    let allowed = words(error, ContextKind::ValidValue).join(", ");
    let explained =
        CliError::usage(&(text.bad_value)(argument, &value)).hint(&(text.one_of)(&allowed));
    // The flag that the person may have meant has another name.
    if argument.starts_with("--lang") {
        explained.hint(&(text.lang_or_in)(&value))
    } else {
        explained
    }
}

fn words(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(_) | None => Vec::new(),
    }
}

/// Shows how the command is typed.
fn usage_hint(error: &clap::Error, lang: Lang) -> String {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else {
        return lang.cli().help_shows.to_owned();
    };
    let usage = mended(usage.to_string(), lang);
    (lang.cli().usage_is)(usage.trim().trim_start_matches("Usage: "))
}

fn commands() -> Vec<String> {
    Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_flag_has_help_in_every_language() {
        let has_cjk = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let command = command(Lang::Zh);
        let commands = std::iter::once(&command).chain(command.get_subcommands());
        for command in commands {
            let about = command
                .get_about()
                .expect("a sentence about it")
                .to_string();
            assert!(has_cjk(&about), "{}: {about}", command.get_name());
            for arg in command.get_arguments() {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    has_cjk(&help),
                    "{} {}: {help}",
                    command.get_name(),
                    arg.get_id()
                );
            }
        }
    }

    #[test]
    fn flags_that_decide_how_things_are_said_are_found_anywhere_before_the_end_of_flags() {
        let early = |line: &str| {
            let arguments: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let Early { flags, home, .. } = Early::of(&arguments);
            (flags.lang, flags.color, home)
        };
        assert_eq!(
            early("roadbook list --lang zh"),
            (Some(Lang::Zh), None, None)
        );
        assert_eq!(
            early("roadbook --color=never --home /x lst"),
            (None, Some(ColorChoice::Never), Some(PathBuf::from("/x")))
        );
        assert_eq!(early("roadbook done -- --lang=zh"), (None, None, None));
        assert_eq!(early("roadbook --lang de"), (None, None, None));
        assert_eq!(early("roadbook --lang"), (None, None, None));
    }
}
