//! `roadbook` without a command: the screen.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use crate::config::{ColorChoice, Decider, SymbolSet, TimerChoice};
use crate::course::Course;
use crate::disk;
use crate::lang::Lang;
use crate::paths::Paths;
use crate::roadmap::library::Library;
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::text::{CleanBuf, clean};
use crate::theme::{self, ColourDepth, ColourSigns, Theme};
use crate::tui::app::{Looks, Start};
use crate::tui::effect::Shelving;
use crate::tui::keymap::UnknownKey;
use crate::tui::still::Still;
use crate::tui::terminal::{Background, EXIT_GONE, Options, TerminalError};
use crate::tui::waiting::{Wait, Waited};
use crate::tui::{self, Ending, FirstTheme, Launch, Themes};

use super::desk::{Desk, Surroundings};
use super::error::{self, CliError, Stop};
use super::export::ScreenArgs;
use super::out::Out;
use super::{select, shelf, waiting};

/// Opens the screen; without a terminal it says in one line which commands work.
pub fn run(
    surroundings: &Surroundings,
    stage: Option<&str>,
    errors: &mut Out<'_>,
) -> Result<ExitCode, Stop> {
    let (environment, lang) = (&surroundings.environment, surroundings.lang());
    let text = lang.cli();
    let streams = [
        (environment.stdin_is_terminal, text.standard_input),
        (environment.stdout_is_terminal, text.standard_output),
    ];
    if let Some((_, stream)) = streams.iter().find(|(is_terminal, _)| !is_terminal) {
        return Err(CliError::usage(&(text.screen_needs_terminal)(stream)).into());
    }
    let options = Options {
        mouse: surroundings.settings.mouse.value,
        term: environment.term.clone(),
        crash_folder: surroundings.crash_folder(),
    };
    let (library, terminal) = match library(surroundings, options.clone()) {
        Ok(Some(waited)) => waited,
        Ok(None) => return Ok(ExitCode::SUCCESS),
        Err(error) => return ended(error, lang),
    };
    let Desk {
        course,
        journal,
        base,
        watch,
        seen,
        stands_in,
        notice: roadmap_notice,
        ..
    } = Desk::of_library(&library, surroundings)?;
    drop(library);
    let stage = stage
        .map(|typed| select::stage(course.roadmap(), typed, lang))
        .transpose()?;
    let (themes, theme_notice) = themes(surroundings, depth(surroundings))?;
    let is_incomplete = course.log().health().is_incomplete();
    let lost = is_incomplete.then(|| {
        let notice = format!("{} ({})", text.progress_incomplete, text.doctor_hint);
        clean::line(&notice)
    });
    let shelf = shelf::shelf(surroundings);
    let measure = surroundings.settings.ambiguous_width.value;
    let launch = Launch {
        terminal,
        options,
        course,
        journal,
        environment: environment.clone(),
        lang,
        lang_is_asked_for: matches!(
            surroundings.settings.lang.by,
            Decider::Flag | Decider::Config
        ),
        symbols: symbols(surroundings),
        measure,
        keymap: surroundings.keymap.clone(),
        themes,
        finish_date: surroundings.settings.finish_date.value,
        timer_file: match surroundings.settings.timer.value {
            TimerChoice::OnOpen => surroundings.timer_file(),
            TimerChoice::Off => None,
        },
        open: surroundings.settings.open.value.clone(),
        shelving: Shelving {
            shelf,
            base,
            watch,
            seen,
        },
        minutes: surroundings.settings.minutes.value.clone(),
        notes_folder: surroundings.paths.as_ref().ok().map(Paths::notes),
        view_file: surroundings.view_file(),
        stands_in,
        stage,
        notice: notice(surroundings)
            .or(lost)
            .or(roadmap_notice)
            .or(theme_notice),
    };
    let ending = tui::run(launch);
    if let Ok(Ending {
        unsaved: Some(why), ..
    }) = &ending
    {
        // Where nobody can be told any more, there is nothing else to do.
        let _unheard = error::warn(errors, text.not_saved, why.get(lang).as_str());
    }
    match ending.and_then(|ending| ending.screen) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => ended(error, lang),
    }
}

/// Reads the library, which may take a while at the first start with a large roadmap.
fn library(
    surroundings: &Surroundings,
    options: Options,
) -> Result<Option<Waited<Library>>, TerminalError> {
    let wait = Wait {
        options,
        gauge: &waiting::GAUGE,
        lang: surroundings.lang(),
        symbols: symbols(surroundings),
        measure: surroundings.settings.ambiguous_width.value,
    };
    tui::waiting::wait(shelf::working(surroundings), &wait)
}

/// Says why the screen ended, where somebody is there to read it.
fn ended(error: TerminalError, lang: Lang) -> Result<ExitCode, Stop> {
    let text = lang.cli();
    match error {
        TerminalError::Gone => Ok(ExitCode::from(EXIT_GONE)),
        TerminalError::NotATerminal(stream) => {
            Err(CliError::usage(&(text.screen_needs_terminal)(stream)).into())
        }
        TerminalError::CannotDraw(term) => {
            Err(CliError::usage(&(text.screen_cannot_draw)(&term)).into())
        }
        error @ TerminalError::Io { .. } => {
            let message = (text.screen_failed)(&error.to_string());
            Err(CliError::failed(&message).because(&error).into())
        }
    }
}

/// Draws the screen as an SVG file, as it is after some keys. Nothing is kept of what they do.
pub fn picture(
    surroundings: &Surroundings,
    course: Course,
    args: &ScreenArgs,
) -> Result<String, CliError> {
    let (themes, notice) = themes(surroundings, ColourDepth::True)?;
    let theme = match themes.first {
        FirstTheme::Chosen(theme) => *theme,
        FirstTheme::ByBackground(theme) => theme(Background::Dark),
    };
    let now = surroundings.environment.now();
    let start = Start {
        course,
        lang: surroundings.lang(),
        lang_is_asked_for: true,
        symbols: symbols(surroundings),
        measure: surroundings.settings.ambiguous_width.value,
        keymap: surroundings.keymap.clone(),
        looks: Looks {
            themes: themes.names,
            theme: theme.name().to_buf(),
            chosen: themes.chosen,
            is_asked_for: themes.is_asked_for,
        },
        size: args.size,
        today: now.date(),
        zone: now.time_zone().clone(),
        finish_date: surroundings.settings.finish_date.value,
        timer: false,
        view: None,
        stage: None,
        notice,
    };
    let mut still = Still::new(start, theme, themes.load, now);
    still.play(&args.keys).map_err(|UnknownKey| {
        CliError::usage(&(surroundings.lang().cli().bad_value)("--keys", &args.keys))
    })?;
    Ok(still.svg())
}

fn symbols(surroundings: &Surroundings) -> Symbols {
    let settings = &surroundings.settings;
    match (settings.symbols.value, settings.ambiguous_width.value) {
        (SymbolSet::Unicode, Measure::Narrow) => Symbols::UNICODE,
        (SymbolSet::Unicode, Measure::Wide) => Symbols::UNICODE.with_narrow_lines(),
        (SymbolSet::Ascii, _) => Symbols::ASCII,
    }
}

/// Returns what the person should read first: the first problem of the settings, or that nothing can be saved.
fn notice(surroundings: &Surroundings) -> Option<CleanBuf> {
    let lang = surroundings.lang();
    if surroundings.paths.is_err() {
        return Some(clean::line(lang.cli().no_home));
    }
    let problem = surroundings.config_problems.first()?;
    let notice = format!("{}: {}", problem.place_text(), problem.message(lang));
    Some(clean::line(&notice))
}

/// Finds the theme that was asked for, or the one that was chosen on the screen. One that was asked for by a flag must
/// exist; any other that is broken is reported, and the default takes its place.
fn themes(
    surroundings: &Surroundings,
    depth: ColourDepth,
) -> Result<(Themes, Option<CleanBuf>), CliError> {
    let by_background = move |background| {
        let name = match background {
            Background::Light => theme::LIGHT,
            Background::Dark | Background::Unknown => theme::DARK,
        };
        let theme = Theme::named(name).expect("the default themes are embedded");
        theme.reduced(depth)
    };
    let folder = surroundings.paths.as_ref().ok().map(Paths::themes);
    let names = theme_names(folder.as_deref());
    let load = move |name: &str| {
        let own = |name: &str| {
            let file = folder.as_deref()?.join(format!("{name}.yaml"));
            let bytes = disk::read(&file, theme::MOST_BYTES).ok()?;
            Some(String::from_utf8_lossy(&bytes).into_owned())
        };
        Theme::load(name, &own).map(|theme| theme.reduced(depth))
    };
    let asked = &surroundings.settings.theme;
    let chosen = match asked.value {
        Some(_) => None,
        None => surroundings
            .view_file()
            .and_then(|file| crate::view::read(&file))
            .and_then(|view| view.theme),
    };
    let mut notice = None;
    let mut first = FirstTheme::ByBackground(Box::new(by_background));
    if let Some(name) = asked.value.as_deref().or(chosen.as_deref()) {
        match load(name) {
            Ok(theme) => first = FirstTheme::Chosen(Box::new(theme)),
            Err(problems) if asked.by == Decider::Flag => {
                let message = (surroundings.lang().cli().bad_theme)(name);
                let error = CliError::usage(&message);
                let lang = surroundings.lang();
                return Err(problems.0.iter().fold(error, |error, problem| {
                    let error = error.cause(&problem.sentence(lang));
                    match problem.hint(lang) {
                        Some(hint) => error.hint(&hint),
                        None => error,
                    }
                }));
            }
            Err(problems) => {
                let mut told = (surroundings.lang().cli().bad_theme)(name);
                if let Some(problem) = problems.0.first() {
                    let (colon, lang) = (surroundings.lang().cli().colon, surroundings.lang());
                    let _infallible = write!(told, "{colon}{}", problem.sentence(lang));
                }
                notice = Some(clean::line(&told));
            }
        }
    }
    let themes = Themes {
        first,
        names,
        load: Box::new(load),
        chosen: chosen.map(|name| clean::line(&name)),
        is_asked_for: asked.value.is_some(),
    };
    Ok((themes, notice))
}

/// Returns the names of all themes, those of the program first.
pub(super) fn theme_names(folder: Option<&Path>) -> Vec<CleanBuf> {
    let mut own: Vec<CleanBuf> = folder
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let is_yaml = path
                .extension()
                .is_some_and(|extension| extension == "yaml");
            is_yaml
                .then(|| clean::word(path.file_stem()?.to_str()?))
                .flatten()
        })
        .filter(|name| !Theme::embedded().any(|known| known == name.as_str()))
        .collect();
    own.sort();
    Theme::embedded().map(clean::line).chain(own).collect()
}

/// Decides how many colours the screen uses.
fn depth(surroundings: &Surroundings) -> ColourDepth {
    let environment = &surroundings.environment;
    let color = surroundings.settings.color.value;
    if color == ColorChoice::Never {
        return ColourDepth::None;
    }
    let is_forced = color == ColorChoice::Always;
    ColourDepth::choose(&ColourSigns {
        no_color: environment.no_color && !is_forced,
        clicolor: environment.clicolor,
        clicolor_force: environment.clicolor_force || is_forced,
        colorterm: environment.colorterm.as_deref(),
        term: environment.term.as_deref(),
        term_program: environment.term_program.as_deref(),
    })
}
