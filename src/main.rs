//! The program: parses the command line, runs the screen or a command, prints the error chain, sets the exit code.

use roadbook::config::{Config, Environment, Flags, Settings, SymbolSet};
use roadbook::journal::{Journal, JournalDirs, SystemClock, fs::RealFs};
use roadbook::paths::Paths;
use roadbook::session::Course;
use roadbook::symbols::Symbols;
use roadbook::theme::Theme;
use roadbook::tui::{self, Launch, Themes};

fn main() {
    let environment = Environment::read();
    let paths = Paths::find(None, &environment).unwrap();
    let settings = Settings::new(&Flags::default(), &Config::default(), &environment);
    let bytes = include_bytes!("../roadmap/llm.yaml");
    let loaded = roadbook::roadmap::load(bytes, &roadbook::yaml::Limits::of_mebibytes(16)).unwrap();
    let dirs = JournalDirs {
        data: paths.data.clone(),
        state: paths.state.clone(),
    };
    let mut journal = Journal::open(Box::new(RealFs), dirs, Box::new(SystemClock));
    let log = journal.read();
    let course = Course::new(loaded.roadmap, log);
    let launch = Launch {
        course,
        journal,
        environment,
        lang: settings.lang.value,
        symbols: match settings.symbols.value {
            SymbolSet::Unicode => Symbols::UNICODE,
            SymbolSet::Ascii => Symbols::ASCII,
        },
        themes: Themes::ByBackground {
            dark: Box::new(Theme::named("dark").unwrap()),
            light: Box::new(Theme::named("light").unwrap()),
        },
        mouse: true,
        open: None,
        state: Some(paths.state),
        stage: None,
        notice: None,
    };
    if let Err(error) = tui::run(launch) {
        eprintln!("{error}");
    }
}
