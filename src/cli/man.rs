//! `man`: manual pages, made from what `--help` knows.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::lang::Lang;

use super::error::{CliError, Exit, Outcome};
use super::out::{Out, Tone};
use super::shelf;
use super::usage;

#[derive(Debug, Args)]
pub struct ManArgs {
    /// The page of this command; of the whole program, if not given
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,

    /// Write all pages into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

pub fn run(args: &ManArgs, out: &mut Out<'_>) -> Outcome {
    let lang = out.lang();
    let mut program = usage::command(lang);
    program.build();
    if let Some(folder) = &args.out {
        let pages = write_all(&program, folder, lang)?;
        let folder = shelf::shown(folder);
        out.say(
            Tone::Plain,
            &(lang.plain().man_written)(pages, folder.as_str()),
        )?;
        return Ok(Exit::Good);
    }
    let command = match &args.command {
        None => &program,
        Some(name) => program.find_subcommand(name).ok_or_else(|| {
            let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
            CliError::usage(&(lang.cli().no_command)(name))
                .hint(&(lang.cli().one_of)(&names.join(", ")))
        })?,
    };
    out.fixed(&page(&program, command, lang)?)?;
    Ok(Exit::Good)
}

/// Writes the pages of the program and of all commands, and returns how many.
fn write_all(program: &Command, folder: &Path, lang: Lang) -> Result<usize, CliError> {
    let failed = |path: &Path, error: &io::Error| {
        CliError::failed(&(lang.cli().not_written)(shelf::shown(path).as_str())).because(error)
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let mut pages = 0;
    for command in std::iter::once(program).chain(program.get_subcommands()) {
        let path = folder.join(format!("{}.1", title(command)));
        page(program, command, lang)
            .and_then(|page| fs::write(&path, page))
            .map_err(|error| failed(&path, &error))?;
        pages += 1;
    }
    Ok(pages)
}

fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// Makes the page of the program or of one of its commands. It bears no date: the same program always makes the same page.
fn page(program: &Command, command: &Command, lang: Lang) -> io::Result<String> {
    let text = lang.plain();
    let version = program.get_version().unwrap_or_default();
    let mut bytes = Vec::new();
    Man::new(command.clone()).render(&mut bytes)?;
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    // The generator leaves an empty date out, which makes a date of the version.
    let made_title = page.lines().find(|line| line.starts_with(".TH "));
    if let Some(made) = made_title.map(str::to_owned) {
        let name = title(command);
        let meant = format!(".TH {name} 1 \"\" \"{} {version}\" \"\"", usage::NAME);
        page = page.replacen(&made, &meant, 1);
    }
    let commands = lang.cli().help_commands;
    page = page.replace(
        &format!("\n.SH {commands}\n"),
        &format!("\n.SH {}\n", commands.to_uppercase()),
    );
    for (made, meant) in text.man_headings {
        page = page.replace(&format!("\n.SH {made}\n"), &format!("\n.SH {meant}\n"));
    }
    let mut end = Roff::new();
    for (heading, entries) in text.man_sections {
        end.control("SH", [*heading]);
        for (term, said) in *entries {
            end.control("TP", []);
            end.text([bold(*term)]);
            end.text([roman(*said)]);
        }
    }
    if command.get_name() != program.get_name() {
        end.control("SH", [text.man_see_also]);
        end.text([bold(usage::NAME), roman("(1)")]);
    }
    page.push_str(&end.to_roff());
    Ok(page)
}
