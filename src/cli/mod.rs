//! The command line: one file a command, one way out.

pub mod add;
pub mod args;
pub mod attach;
pub mod charts;
pub mod check;
pub mod complete;
pub mod completions;
pub mod config;
pub mod desk;
pub mod diff;
pub mod doctor;
pub mod document;
pub mod error;
pub mod export;
pub mod import;
pub mod json;
pub mod layer;
pub mod links;
pub mod list;
pub mod log;
pub mod man;
pub mod mark;
pub mod next;
pub mod note;
pub mod notes;
pub mod open;
pub mod out;
pub mod paths;
pub mod pick;
pub mod plain;
pub mod remove;
pub mod roadmaps;
pub mod screen;
pub mod select;
pub mod shelf;
pub mod show;
pub mod stats;
pub mod table;
pub mod track;
pub mod update;
pub mod usage;
pub mod use_;
pub mod view;
pub mod waiting;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use crate::config::Environment;
use crate::progress::Status;

use args::{Cli, Command};
use desk::{Desk, Surroundings};
use error::{CliError, Exit, Outcome, Stop};
use out::{Look, Out};
use usage::{Answer, Early};

/// Runs the program with the arguments, environment and streams of this process.
#[must_use]
pub fn main() -> ExitCode {
    crate::disk::fail_beyond_the_limit();
    let environment = Environment::read();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let mut stdout = BufWriter::new(io::stdout().lock());
    let mut stderr = io::stderr().lock();
    run(&arguments, environment, &mut stdout, &mut stderr)
}

/// Runs the program; what it prints goes to `stdout` and `stderr`.
pub fn run(
    arguments: &[OsString],
    environment: Environment,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> ExitCode {
    if let Some(request) = complete::Request::of(arguments) {
        request.answer(environment, stdout);
        return ExitCode::SUCCESS;
    }
    let early = Early::of(arguments);
    let surroundings = Surroundings::new(&early.flags, early.home.as_deref(), environment);
    let environment = &surroundings.environment;
    let mut errors = Out::new(
        stderr,
        look(&early, &surroundings, environment.stderr_is_terminal),
    );
    let mut out = Out::new(
        stdout,
        look(&early, &surroundings, environment.stdout_is_terminal),
    );
    let outcome = match usage::parse(arguments, out.lang(), out.has_color(), out.prose_columns()) {
        Ok(cli) => understood(cli, surroundings, &mut out, &mut errors),
        Err(Answer::Text(text)) => out
            .fixed(&text)
            .map(|()| ExitCode::SUCCESS)
            .map_err(Stop::from),
        Err(Answer::Error(error)) => Err(Stop::Error(error)),
    };
    // What was printed before an error stands before it.
    let flushed = out.flush();
    let outcome = outcome.and_then(|code| flushed.map(|()| code).map_err(Stop::from));
    finish(outcome, &mut errors)
}

fn understood(
    cli: Cli,
    surroundings: Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Result<ExitCode, Stop> {
    let surroundings = surroundings.with_flags(&cli.globals.flags());
    let Some(command) = cli.command else {
        let stage = cli.stage.as_deref();
        if !cli.globals.plain {
            return screen::run(&surroundings, stage, errors);
        }
        let _unheard = warn(&surroundings, errors);
        let desk = desk(&surroundings, errors)?;
        let input = &mut io::stdin().lock();
        return plain::run(&surroundings, stage, desk, input, out, errors).map(ExitCode::from);
    };
    if let Some(stage) = &cli.stage {
        let text = out.text();
        return Err(CliError::usage(text.stage_misplaced)
            .hint(&(text.stage_after_command)(stage))
            .into());
    }
    // Where nobody can be told, the command is still done.
    let _unheard = warn(&surroundings, errors);
    dispatch(&command, &surroundings, out, errors).map(ExitCode::from)
}

/// Says what is wrong with the settings; the program goes on without it.
fn warn(surroundings: &Surroundings, errors: &mut Out<'_>) -> io::Result<()> {
    let lang = surroundings.lang();
    for problem in &surroundings.config_problems {
        error::warn(
            errors,
            problem.place_text().as_str(),
            problem.message(lang).as_str(),
        )?;
        if let Some(hint) = problem.hint(lang) {
            error::hint(errors, hint.as_str())?;
        }
    }
    Ok(())
}

fn dispatch(
    command: &Command,
    surroundings: &Surroundings,
    out: &mut Out<'_>,
    errors: &mut Out<'_>,
) -> Outcome {
    match command {
        Command::Done(args) => mark::run(
            args,
            Status::Done,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Doing(args) => mark::run(
            args,
            Status::Doing,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Skip(args) => mark::run(
            args,
            Status::Skipped,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Todo(args) => mark::run(
            args,
            Status::Todo,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Undo(_) => mark::undo(&mut desk(surroundings, errors)?, out, errors),
        Command::Redo(_) => mark::redo(&mut desk(surroundings, errors)?, out, errors),
        Command::List(args) => list::run(args, &desk(surroundings, errors)?.course, out, errors),
        Command::Show(args) => show::run(args, &desk(surroundings, errors)?.course, out),
        Command::Open(args) => {
            open::run(args, surroundings, &desk(surroundings, errors)?.course, out)
        }
        Command::Next(args) => {
            let course = desk(surroundings, errors)?.course;
            next::run(args, surroundings, &course, out, errors)
        }
        Command::Note(args) => note::run(
            args,
            surroundings,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Notes(args) => notes::run(
            args,
            surroundings,
            &desk(surroundings, errors)?.course,
            out,
            errors,
        ),
        Command::Log(args) => log::run(args, &desk(surroundings, errors)?.course, out),
        Command::Stats(args) => {
            stats::run(args, surroundings, &desk(surroundings, errors)?.course, out)
        }
        Command::Export(args) => {
            export::run(args, surroundings, desk(surroundings, errors)?, out, errors)
        }
        Command::Track(args) => track::run(
            args,
            surroundings,
            &mut desk(surroundings, errors)?,
            out,
            errors,
        ),
        Command::Doctor(args) => doctor::run(args, surroundings, out, errors),
        Command::Roadmaps(args) => roadmaps::run(args, surroundings, out, errors),
        Command::Add(args) => add::run(args, surroundings, out, errors),
        Command::Use(args) => use_::run(args, surroundings, out, errors),
        Command::Remove(args) => remove::run(args, surroundings, out, errors),
        Command::Diff(args) => diff::run(args, surroundings, out, errors),
        Command::Attach(args) => attach::run(args, &mut desk(surroundings, errors)?, out),
        Command::Update(args) => update::run(args, surroundings, out, errors),
        Command::Hide(args) => layer::hide(args, surroundings, out, errors),
        Command::Unhide(args) => layer::unhide(args, surroundings, out, errors),
        Command::Link(args) => layer::link(args, surroundings, out, errors),
        Command::Unlink(args) => layer::unlink(args, surroundings, out, errors),
        Command::Layer(args) => layer::show(args, surroundings, out, errors),
        Command::Check(args) => check::run(args, surroundings, out, errors),
        Command::Completions(args) => completions::run(args, out),
        Command::Man(args) => man::run(args, out),
        Command::Import(args) => import::run(args, surroundings, out, errors),
        Command::Paths(args) => paths::run(args, surroundings, out),
        Command::Config(args) => config::run(args, surroundings, out),
    }
}

/// Opens the roadmap to work on, and says what the person should know about the choice.
fn desk(surroundings: &Surroundings, errors: &mut Out<'_>) -> Result<Desk, Stop> {
    let mut desk = waiting::during(errors, || Desk::open(surroundings))?;
    desk.journal.keep_cache();
    if let Some(notice) = &desk.notice {
        // Where nobody can be told, the command is still done.
        let _unheard = error::warn(errors, "", notice.as_str());
    }
    if desk.course.log().health().is_incomplete() {
        let text = surroundings.lang().cli();
        let _unheard = error::warn(errors, "", text.progress_incomplete)
            .and_then(|()| error::hint(errors, text.doctor_hint));
    }
    Ok(desk)
}

fn finish(outcome: Result<ExitCode, Stop>, errors: &mut Out<'_>) -> ExitCode {
    let printed = match outcome {
        Ok(code) => return code,
        // The reader has enough.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Stop::Output(error)) => CliError::failed(errors.text().cannot_write).because(&error),
        Err(Stop::Error(error)) => *error,
    };
    match printed.print(errors) {
        Ok(()) => printed.exit().into(),
        Err(_) => Exit::Failed.into(),
    }
}

fn look(early: &Early, surroundings: &Surroundings, is_terminal: bool) -> Look {
    let (settings, environment) = (&surroundings.settings, &surroundings.environment);
    let terminal = is_terminal.then(out::terminal_columns).flatten();
    let columns = environment.columns.map(usize::from);
    let color = settings.color.value.decide(environment, is_terminal);
    let look = Look::new(
        color,
        terminal,
        columns,
        settings.lang.value,
        settings.symbols.value,
    );
    if early.plain { look.plain() } else { look }
}
