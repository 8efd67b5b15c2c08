//! `completions`: scripts that complete commands, flags and ids in a shell.
//!
//! The scripts are those of the argument parser. It knows fixed values only, so an argument that takes an id gets a mark
//! as its value, and where the script has the mark it asks the program instead.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Args, Command};
use clap_complete::Shell;

use super::complete::{WORD, Wanted};
use super::error::{Exit, Outcome};
use super::out::Out;
use super::usage;

#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Which shell: bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

pub fn run(args: &CompletionsArgs, out: &mut Out<'_>) -> Outcome {
    let script = script(args.shell, usage::command(out.lang()));
    out.fixed(&script)?;
    Ok(Exit::Good)
}

/// Makes the script of a shell for the program's commands.
#[must_use]
pub fn script(shell: Shell, command: Command) -> String {
    let mut marked = marked(command);
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut marked, usage::NAME, &mut bytes);
    let mut script = String::from_utf8_lossy(&bytes).into_owned();
    match shell {
        Shell::Bash => bash(&mut script),
        Shell::Zsh => zsh(&mut script),
        Shell::Fish => fish(&mut script, &marked),
        Shell::Elvish => elvish(&mut script, &marked),
        // Commands and flags; so it is for shells that the library may learn.
        Shell::PowerShell | _ => {}
    }
    script
}

/// Returns which ids an argument takes.
#[must_use]
pub fn wanted(command: &str, arg: &Arg) -> Option<Wanted> {
    match (command, arg.get_id().as_str()) {
        (_, "own_roadmap" | "roadmap") | ("update", "id") => Some(Wanted::Roadmaps),
        ("unhide", "ids") => Some(Wanted::Hidden),
        ("unlink", "id") => Some(Wanted::Added),
        (_, "id" | "ids") | ("attach", "new") => Some(Wanted::Nodes),
        (_, "stage") => Some(Wanted::Stages),
        (_, "topic") => Some(Wanted::Topics),
        (_, "theme") => Some(Wanted::Themes),
        _ => None,
    }
}

/// Gives arguments that take ids their mark as the only value.
fn marked(command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let name = command.get_name().to_owned();
    let mut command = command.mut_args(|arg| match wanted(&name, &arg) {
        Some(wanted) => {
            let values = PossibleValuesParser::new([mark(wanted)]);
            arg.value_parser(values).hide_possible_values(false)
        }
        None => without_hidden_values(arg),
    });
    for name in names {
        command = command.mut_subcommand(&name, marked);
    }
    command
}

/// Leaves out the values that help does not name; scripts for bash would offer them.
fn without_hidden_values(arg: Arg) -> Arg {
    let values = arg.get_possible_values();
    if !values.iter().any(PossibleValue::is_hide_set) {
        return arg;
    }
    let shown = values.into_iter().filter(|value| !value.is_hide_set());
    arg.value_parser(PossibleValuesParser::new(shown))
}

/// Returns the mark: letters alone, which no shell needs to quote.
const fn mark(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Nodes => "ROADBOOKNODES",
        Wanted::Stages => "ROADBOOKSTAGES",
        Wanted::Topics => "ROADBOOKTOPICS",
        Wanted::Hidden => "ROADBOOKHIDDEN",
        Wanted::Added => "ROADBOOKADDED",
        Wanted::Roadmaps => "ROADBOOKROADMAPS",
        Wanted::Themes => "ROADBOOKTHEMES",
    }
}

/// In bash values stand between double quotes, where a command can stand too.
fn bash(script: &mut String) {
    for wanted in Wanted::ALL {
        let ask = format!(
            "$(command {} {WORD} bash {} -- \"${{COMP_WORDS[@]:1:COMP_CWORD}}\" 2>/dev/null)",
            usage::NAME,
            wanted.word()
        );
        *script = script.replace(mark(wanted), &ask);
    }
}

/// In zsh a function of ours stands where the values are. The words are kept at the start, as the script takes them apart.
fn zsh(script: &mut String) {
    let function = format!("_{}() {{\n", usage::NAME);
    let ask = format!(
        "(( $+functions[_roadbook_ids] )) ||\n_roadbook_ids() {{\n    local -a ids\n    ids=(\"${{(@f)$(command {} {WORD} zsh $1 -- \"${{(@)all_words}}\" 2>/dev/null)}}\")\n    [[ -n $ids ]] && _describe -t ids $1 ids\n}}\n\n",
        usage::NAME
    );
    let keep = "    local -a all_words=(\"${(@)words[2,CURRENT]}\")\n";
    *script = script.replacen(&function, &format!("{ask}{function}{keep}"), 1);
    for wanted in Wanted::ALL {
        let values = format!("({})", mark(wanted));
        *script = script.replace(&values, &format!("{{_roadbook_ids {}}}", wanted.word()));
    }
}

/// In fish the values are replaced by a call; ids that are no value of a flag get lines of their own.
fn fish(script: &mut String, command: &Command) {
    for wanted in Wanted::ALL {
        let values = format!("\"{}\\t''\"", mark(wanted));
        *script = script.replace(&values, &fish_ids(wanted));
    }
    let function = format!(
        "function __roadbook_ids\n    command {} {WORD} fish $argv[1] -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null\nend\n\n",
        usage::NAME
    );
    script.insert_str(0, &function);
    // The conditions of the script do not hold while a flag before the command lacks its value.
    for arg in command.get_opts() {
        if let (Some(long), Some(wanted)) = (arg.get_long(), wanted(command.get_name(), arg)) {
            let line = format!(
                "complete -c {} -l {long} -r -f -a {}\n",
                usage::NAME,
                fish_ids(wanted)
            );
            script.push_str(&line);
        }
    }
    for (name, wanted) in positionals(command) {
        let line = format!(
            "complete -c {} -n \"__fish_roadbook_using_subcommand {name}\" -f -a {}\n",
            usage::NAME,
            fish_ids(wanted)
        );
        script.push_str(&line);
    }
}

fn fish_ids(wanted: Wanted) -> String {
    format!("\"(__roadbook_ids {})\"", wanted.word())
}

/// In elvish the first id after a command is completed.
fn elvish(script: &mut String, command: &Command) {
    for (name, wanted) in positionals(command) {
        let case = format!("&'{};{name}'= {{\n", usage::NAME);
        let ask = format!(
            "            e:{} {WORD} elvish {} -- (all $words[1..]) 2>/dev/null | from-lines | each {{|line|\n                var id title = (str:split &max=2 \"\\t\" $line)\n                cand $id $title\n            }}\n",
            usage::NAME,
            wanted.word()
        );
        *script = script.replacen(&case, &format!("{case}{ask}"), 1);
    }
}

/// Returns the commands whose words are ids.
fn positionals(command: &Command) -> Vec<(String, Wanted)> {
    command
        .get_subcommands()
        .filter_map(|command| {
            let name = command.get_name();
            let mut ids = command
                .get_positionals()
                .filter_map(|arg| wanted(name, arg));
            ids.next().map(|wanted| (name.to_owned(), wanted))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_argument_that_is_called_id_is_completed() {
        let command = usage::command(Lang::En);
        let commands = std::iter::once(&command).chain(command.get_subcommands());
        for command in commands {
            for arg in command.get_arguments() {
                let names = arg.get_value_names().unwrap_or_default();
                if names.iter().any(|name| name == "ID") {
                    let wanted = wanted(command.get_name(), arg);
                    assert!(wanted.is_some(), "{} {}", command.get_name(), arg.get_id());
                }
            }
        }
    }

    #[test]
    fn values_that_help_does_not_name_are_not_offered() {
        let command = marked(usage::command(Lang::En));
        for command in command.get_subcommands() {
            for arg in command.get_arguments() {
                let values = arg.get_possible_values();
                assert!(
                    !values.iter().any(PossibleValue::is_hide_set),
                    "{} {}",
                    command.get_name(),
                    arg.get_id()
                );
            }
        }
    }

    #[test]
    fn no_mark_is_left_in_a_script() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::Elvish] {
            let script = script(shell, usage::command(Lang::Zh));
            assert!(script.contains(WORD), "{shell}");
            assert!(!script.contains("ROADBOOKNODES"), "{shell}");
            assert!(!script.contains("ROADBOOKTHEMES"), "{shell}");
        }
    }
}
