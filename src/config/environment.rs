//! Everything that the surroundings of the process say, read once.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::disk;
use crate::lang::Lang;

/// Where Unix systems keep the rules of the local time zone and of all zones, and how long such a file is at most.
const LOCAL_TIME: &str = "/etc/localtime";
const ZONES: &str = "/usr/share/zoneinfo";
const MOST_LOCAL_TIME: usize = 1 << 20;

/// What the environment says, as plain data: nothing else in the program reads variables, the locale or asks
/// whether a stream is a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that somebody else decided"
)]
pub struct Environment {
    pub current_dir: Option<PathBuf>,
    /// Folder of temporary files.
    pub temporary: PathBuf,
    /// `ROADBOOK_HOME`: one folder for everything.
    pub roadbook_home: Option<PathBuf>,
    /// `ROADBOOK_DATA_DIR`: the data folder alone.
    pub roadbook_data: Option<PathBuf>,
    /// `XDG_CONFIG_HOME` and its siblings; relative ones are left out, as their specification asks.
    pub xdg_config: Option<PathBuf>,
    pub xdg_data: Option<PathBuf>,
    pub xdg_state: Option<PathBuf>,
    pub xdg_cache: Option<PathBuf>,
    /// The locale of messages: `LC_ALL`, `LC_MESSAGES`, `LANG`, else what the system says.
    pub locale: Option<String>,
    /// The locale of characters: `LC_ALL`, `LC_CTYPE`, `LANG`.
    pub characters: Option<String>,
    pub no_color: bool,
    /// `CLICOLOR`, where it is set: whether it is not `0`.
    pub clicolor: Option<bool>,
    pub clicolor_force: bool,
    pub colorterm: Option<String>,
    pub term: Option<String>,
    /// `TERM_PROGRAM`: the terminal's own name.
    pub term_program: Option<String>,
    /// Whether the session came through SSH.
    pub ssh: bool,
    /// Whether there is a graphical display: `DISPLAY` or `WAYLAND_DISPLAY`.
    pub display: bool,
    /// Whether this Linux runs inside Windows, whose browser it can open.
    pub windows_host: bool,
    pub browser: Option<String>,
    pub visual: Option<String>,
    pub editor: Option<String>,
    /// The folders of `PATH`.
    pub program_folders: Vec<PathBuf>,
    /// `COLUMNS`, for output that is not written to a terminal.
    pub columns: Option<u16>,
    /// `TZ`: the time zone, where it is not that of the system.
    pub zone: Option<String>,
    /// `ROADBOOK_NOW`: a fixed instant, so that tests and recordings show the same dates every time.
    pub fixed_now: Option<Timestamp>,
    pub stdin_is_terminal: bool,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
}

/// Reads the rules of a zone from where they are kept on Linux; elsewhere the system is asked.
fn read_time_zone(name: Option<&str>) -> TimeZone {
    let is_name = |name: &&str| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain)
    };
    let path = match name {
        None => Some(PathBuf::from(LOCAL_TIME)),
        Some(name) => Some(name)
            .filter(is_name)
            .map(|name| Path::new(ZONES).join(name)),
    };
    let file = path.and_then(|path| disk::read(&path, MOST_LOCAL_TIME).ok());
    let zone = file.and_then(|file| TimeZone::tzif(name.unwrap_or(LOCAL_TIME), &file).ok());
    zone.unwrap_or_else(TimeZone::system)
}

impl Environment {
    /// Reads the environment of this process.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the environment"
    )]
    pub fn read() -> Environment {
        use std::io::IsTerminal as _;

        let current_dir = std::env::current_dir().ok();
        let mut environment =
            Environment::from_variables(|name| std::env::var_os(name), current_dir.as_deref());
        if environment.locale.is_none() {
            environment.locale = sys_locale::get_locale();
        }
        environment.stdin_is_terminal = std::io::stdin().is_terminal();
        environment.stdout_is_terminal = std::io::stdout().is_terminal();
        environment.stderr_is_terminal = std::io::stderr().is_terminal();
        environment
    }

    /// Takes the variables from a function; an empty variable counts as unset.
    #[must_use]
    pub fn from_variables(
        get: impl Fn(&str) -> Option<OsString>,
        current_dir: Option<&Path>,
    ) -> Environment {
        let raw = |name: &str| get(name).filter(|value| !value.is_empty());
        let text = |name: &str| raw(name).and_then(|value| value.into_string().ok());
        let folder = |name: &str| {
            raw(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let own_folder = |name: &str| {
            let path = PathBuf::from(raw(name)?);
            if path.is_absolute() {
                Some(path)
            } else {
                Some(current_dir?.join(path))
            }
        };
        let first = |names: &[&str]| names.iter().find_map(|name| text(name));
        Environment {
            current_dir: current_dir.map(Path::to_owned),
            temporary: folder("TMPDIR").unwrap_or_else(|| PathBuf::from("/tmp")),
            roadbook_home: own_folder("ROADBOOK_HOME"),
            roadbook_data: own_folder("ROADBOOK_DATA_DIR"),
            xdg_config: folder("XDG_CONFIG_HOME"),
            xdg_data: folder("XDG_DATA_HOME"),
            xdg_state: folder("XDG_STATE_HOME"),
            xdg_cache: folder("XDG_CACHE_HOME"),
            locale: first(&["LC_ALL", "LC_MESSAGES", "LANG"]),
            characters: first(&["LC_ALL", "LC_CTYPE", "LANG"]),
            no_color: raw("NO_COLOR").is_some(),
            clicolor: raw("CLICOLOR").map(|value| value != "0"),
            clicolor_force: raw("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            colorterm: text("COLORTERM"),
            term: text("TERM"),
            term_program: text("TERM_PROGRAM"),
            ssh: raw("SSH_CONNECTION").is_some() || raw("SSH_TTY").is_some(),
            display: raw("DISPLAY").is_some() || raw("WAYLAND_DISPLAY").is_some(),
            windows_host: raw("WSL_DISTRO_NAME").is_some() || raw("WSL_INTEROP").is_some(),
            browser: text("BROWSER"),
            visual: text("VISUAL"),
            editor: text("EDITOR"),
            program_folders: raw("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            columns: text("COLUMNS")
                .and_then(|columns| columns.parse().ok())
                .filter(|columns| *columns > 0),
            zone: text("TZ"),
            fixed_now: text("ROADBOOK_NOW").and_then(|now| now.parse().ok()),
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
        }
    }

    /// Returns the time in the local time zone: the fixed one where there is one, else the clock's.
    #[must_use]
    pub fn now(&self) -> ZonedDateTime {
        self.fixed_now
            .unwrap_or_else(Timestamp::now)
            .to_zoned_datetime(self.time_zone())
    }

    /// Returns the local time zone, which stays the same while the program runs. It is read straight from its file: to look
    /// it up by name, all zones that there are would be listed first.
    #[must_use]
    pub fn time_zone(&self) -> TimeZone {
        static ZONE: OnceLock<TimeZone> = OnceLock::new();
        ZONE.get_or_init(|| read_time_zone(self.zone.as_deref()))
            .clone()
    }

    /// Returns the language that the locale asks for, if it names one that the program speaks.
    #[must_use]
    pub fn lang(&self) -> Option<Lang> {
        let locale = self.locale.as_deref()?;
        let tag = locale.split(['_', '-', '.', '@']).next()?;
        Lang::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(tag))
    }

    /// Tells whether the characters of the locale are those of ASCII only, or the screen is known to have few glyphs.
    #[must_use]
    pub fn is_plain_ascii(&self) -> bool {
        let without_unicode = self.characters.as_deref().is_some_and(|locale| {
            let charset = locale
                .split_once('.')
                .map(|(_, charset)| charset.to_ascii_lowercase());
            match charset {
                Some(charset) => !charset.starts_with("utf-8") && !charset.starts_with("utf8"),
                None => matches!(locale, "C" | "POSIX"),
            }
        });
        without_unicode || self.term.as_deref() == Some("linux")
    }

    /// Tells whether a program of this name can be found: in `PATH`, or where its path says.
    #[must_use]
    pub fn has_program(&self, name: &str) -> bool {
        if name.contains('/') {
            return Path::new(name).is_file();
        }
        self.program_folders
            .iter()
            .any(|folder| folder.join(name).is_file())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Variables<'a> = &'a [(&'a str, &'a str)];

    fn environment(variables: Variables<'_>) -> Environment {
        let get = |name: &str| {
            variables
                .iter()
                .find(|(have, _)| *have == name)
                .map(|(_, value)| OsString::from(value))
        };
        Environment::from_variables(get, Some(Path::new("/here")))
    }

    #[test]
    fn language_comes_from_the_first_locale_variable_that_is_set() {
        let table: [(Variables<'_>, Option<Lang>); 8] = [
            (&[], None),
            (&[("LANG", "zh_CN.UTF-8")], Some(Lang::Zh)),
            (
                &[("LANG", "en_GB.UTF-8"), ("LC_MESSAGES", "zh_TW")],
                Some(Lang::Zh),
            ),
            (
                &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "en_US.UTF-8")],
                Some(Lang::En),
            ),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")], Some(Lang::Zh)),
            (&[("LANG", "ZH-Hans-CN")], Some(Lang::Zh)),
            (&[("LANG", "C.UTF-8")], None),
            (&[("LANG", "de_DE.UTF-8")], None),
        ];
        for (variables, expected) in table {
            assert_eq!(environment(variables).lang(), expected, "{variables:?}");
        }
    }

    #[test]
    fn symbols_are_plain_only_where_the_locale_or_the_terminal_says_so() {
        let table: [(Variables<'_>, bool); 7] = [
            (&[], false),
            (&[("LANG", "C")], true),
            (&[("LANG", "C.UTF-8")], false),
            (&[("LANG", "zh_CN")], false),
            (&[("LANG", "zh_CN.GB18030")], true),
            (&[("LC_CTYPE", "en_US.utf8"), ("LANG", "C")], false),
            (&[("TERM", "linux"), ("LANG", "en_US.UTF-8")], true),
        ];
        for (variables, expected) in table {
            assert_eq!(
                environment(variables).is_plain_ascii(),
                expected,
                "{variables:?}"
            );
        }
    }

    #[test]
    fn relative_folders_count_only_in_the_programs_own_variables() {
        let environment = environment(&[
            ("ROADBOOK_HOME", "book"),
            ("XDG_DATA_HOME", "share"),
            ("XDG_STATE_HOME", "/state"),
            ("XDG_CACHE_HOME", ""),
        ]);
        assert_eq!(environment.roadbook_home, Some(PathBuf::from("/here/book")));
        assert_eq!(environment.xdg_data, None);
        assert_eq!(environment.xdg_state, Some(PathBuf::from("/state")));
        assert_eq!(environment.xdg_cache, None);
    }

    #[test]
    fn colour_variables_count_as_their_conventions_say() {
        let environment =
            environment(&[("NO_COLOR", ""), ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "0")]);
        assert!(!environment.no_color, "an empty NO_COLOR is none");
        assert_eq!(environment.clicolor, Some(false));
        assert!(!environment.clicolor_force);
    }

    #[test]
    fn a_fixed_time_replaces_the_clock() {
        let now = environment(&[("ROADBOOK_NOW", "2026-11-23T19:24:30+01:00")]).now();
        assert_eq!(now.timestamp().to_string(), "2026-11-23T18:24:30Z");
    }
}
