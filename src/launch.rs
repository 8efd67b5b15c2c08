//! Opening a link outside: which program gets it, and starting that program. No shell is involved anywhere.
//! [`editor`] is the person's editor.

pub mod editor;

use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::config::{CommandLine, Environment};
use crate::roadmap::url::Link;

pub use editor::{EditPlan, NoEditor, edit, plan_edit};

/// Browsers that draw in the terminal.
const TEXT_BROWSERS: [&str; 12] = [
    "browsh",
    "carbonyl",
    "cha",
    "edbrowse",
    "elinks",
    "felinks",
    "links",
    "links2",
    "lynx",
    "retawq",
    "w3m",
    "www-browser",
];

/// How long a program is watched for failing at once.
const WATCHED: Duration = Duration::from_millis(400);
const PAUSE: Duration = Duration::from_millis(10);

/// What will be done with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Start this program; exactly one of its arguments holds the address.
    Run {
        argv: Vec<String>,
        /// Whether it draws in the terminal, which must be given to it first.
        needs_screen: bool,
        address: String,
    },
    /// Ask the system for its browser.
    SystemDefault { address: String },
    /// Show and copy the address: nothing can be started.
    ShowOnly { address: String, why: WhyNot },
}

/// Why a link is shown and not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The session is a remote one, and a browser would open on the other machine.
    OverSsh,
    /// There is no graphical display.
    NoDisplay,
    /// The command of this setting or variable has no place for the address, or too many.
    BadCommand { from: &'static str, command: String },
}

/// Why opening failed.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    #[error("cannot start {program}")]
    Start { program: String, source: io::Error },
    #[error("{program} failed ({status})")]
    Failed { program: String, status: ExitStatus },
    #[error("no browser was found; tried {}", tried.join(", "))]
    NothingWorks { tried: Vec<String> },
}

impl Plan {
    /// Returns the address, for showing and copying.
    #[must_use]
    pub fn address(&self) -> &str {
        match self {
            Plan::Run { address, .. }
            | Plan::SystemDefault { address }
            | Plan::ShowOnly { address, .. } => address,
        }
    }

    /// Tells whether the terminal must be given to the program while it runs.
    #[must_use]
    pub fn needs_screen(&self) -> bool {
        matches!(
            self,
            Plan::Run {
                needs_screen: true,
                ..
            }
        )
    }
}

/// Decides what is done with a link: the config's command, else `$BROWSER`, else the system's browser.
#[must_use]
pub fn plan(open: Option<&CommandLine>, environment: &Environment, link: &Link) -> Plan {
    plan_with(
        open,
        environment,
        &|name| environment.has_program(name),
        link,
    )
}

/// Decides as [`plan`] does; `is_program` tells which programs of a list in `$BROWSER` exist.
#[must_use]
pub fn plan_with(
    open: Option<&CommandLine>,
    environment: &Environment,
    is_program: &dyn Fn(&str) -> bool,
    link: &Link,
) -> Plan {
    let address = link.as_str();
    if let Some(command) = open {
        return run_or_show(command, "open", address);
    }
    if let Some(list) = &environment.browser {
        let commands: Vec<CommandLine> = list
            .split(':')
            .filter_map(|entry| CommandLine::parse(entry).ok())
            .collect();
        let chosen = commands
            .iter()
            .find(|command| is_program(command.program()))
            .or(commands.first());
        return match chosen {
            Some(command) => run_or_show(command, "BROWSER", address),
            None => show(
                address,
                WhyNot::BadCommand {
                    from: "BROWSER",
                    command: list.clone(),
                },
            ),
        };
    }
    if environment.ssh && !environment.display {
        return show(address, WhyNot::OverSsh);
    }
    if cfg!(target_os = "linux") && !environment.display && !environment.windows_host {
        return show(address, WhyNot::NoDisplay);
    }
    Plan::SystemDefault {
        address: address.to_owned(),
    }
}

fn show(address: &str, why: WhyNot) -> Plan {
    Plan::ShowOnly {
        address: address.to_owned(),
        why,
    }
}

fn run_or_show(command: &CommandLine, from: &'static str, address: &str) -> Plan {
    match with_address(command, address) {
        Some(argv) => Plan::Run {
            needs_screen: is_text_browser(command.program()),
            argv,
            address: address.to_owned(),
        },
        None => show(
            address,
            WhyNot::BadCommand {
                from,
                command: command.to_string(),
            },
        ),
    }
}

/// Puts the address where `%s` stands, else at the end. The words are already split, so an address cannot become
/// two arguments; it cannot become the program either.
fn with_address(command: &CommandLine, address: &str) -> Option<Vec<String>> {
    let (program, arguments) = command.words().split_first()?;
    let places: usize = arguments.iter().map(|word| places(word)).sum();
    if places > 1 || self::places(program) > 0 {
        return None;
    }
    let mut argv = vec![program.clone()];
    argv.extend(arguments.iter().map(|word| fill(word, address)));
    if places == 0 {
        argv.push(address.to_owned());
    }
    Some(argv)
}

/// Returns how often `%s` stands in a word, where `%%` is a percent sign.
fn places(word: &str) -> usize {
    word.replace("%%", "").matches("%s").count()
}

fn fill(word: &str, address: &str) -> String {
    let parts: Vec<String> = word
        .split("%%")
        .map(|part| part.replace("%s", address))
        .collect();
    parts.join("%")
}

fn is_text_browser(program: &str) -> bool {
    let name = program.rsplit('/').next().unwrap_or(program);
    TEXT_BROWSERS.contains(&name)
}

/// Carries a plan out. Blocks: for a program that needs the screen until it ends, else a moment, in which a program
/// that fails at once is noticed. A screen that must not freeze calls it on a thread.
pub fn run(plan: &Plan) -> Result<(), LaunchError> {
    run_watching(plan, WATCHED)
}

fn run_watching(plan: &Plan, watched: Duration) -> Result<(), LaunchError> {
    match plan {
        Plan::Run {
            argv,
            needs_screen: true,
            ..
        } => run_on_screen(argv),
        Plan::Run {
            argv,
            needs_screen: false,
            ..
        } => {
            let mut command = command_of(argv);
            start(&mut command, &argv[0], watched)
        }
        Plan::SystemDefault { address } => open_with_system(address, watched),
        Plan::ShowOnly { .. } => Ok(()),
    }
}

/// Carries a plan out on a thread and hands over how it went.
pub fn run_in_background(plan: Plan, done: impl FnOnce(Result<(), LaunchError>) + Send + 'static) {
    thread::spawn(move || done(run(&plan)));
}

fn command_of(argv: &[String]) -> Command {
    let mut command = Command::new(&argv[0]);
    command.args(&argv[1..]);
    command
}

fn run_on_screen(argv: &[String]) -> Result<(), LaunchError> {
    let program = &argv[0];
    let status = command_of(argv)
        .status()
        .map_err(|source| LaunchError::Start {
            program: program.clone(),
            source,
        })?;
    if status.success() {
        Ok(())
    } else {
        Err(LaunchError::Failed {
            program: program.clone(),
            status,
        })
    }
}

/// Tries the system's launchers one after the other.
fn open_with_system(address: &str, watched: Duration) -> Result<(), LaunchError> {
    let mut tried = Vec::new();
    for mut command in open::commands(address) {
        let program = command.get_program().to_string_lossy().into_owned();
        match start(&mut command, &program, watched) {
            Ok(()) => return Ok(()),
            Err(_) => tried.push(program),
        }
    }
    Err(LaunchError::NothingWorks { tried })
}

/// Starts a program apart from the terminal: no streams, its own process group, so that neither its output nor a
/// `Ctrl-C` crosses over.
fn start(command: &mut Command, program: &str, watched: Duration) -> Result<(), LaunchError> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    let mut child = command.spawn().map_err(|source| LaunchError::Start {
        program: program.to_owned(),
        source,
    })?;
    let deadline = Instant::now() + watched;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                return Err(LaunchError::Failed {
                    program: program.to_owned(),
                    status,
                });
            }
            Ok(None) => thread::sleep(PAUSE),
            // Somebody else has waited for it; it did start.
            Err(_) => return Ok(()),
        }
    }
    reap(child);
    Ok(())
}

/// Waits for a program in the background, so that it does not stay as a zombie.
fn reap(mut child: Child) {
    thread::spawn(move || child.wait());
}

/// Returns what asks a terminal to put an address on the clipboard (OSC 52). It works over SSH too.
#[must_use]
pub fn copy_sequence(link: &Link) -> String {
    format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(link.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://example.org/a?b=$(id)&c=%73;x";

    fn link() -> Link {
        Link::parse(ADDRESS).unwrap()
    }

    fn browser(command: &str) -> Environment {
        Environment {
            browser: Some(command.to_owned()),
            ..Environment::default()
        }
    }

    fn planned(open: Option<&str>, environment: &Environment, programs: &[&str]) -> Plan {
        let open = open.map(|open| CommandLine::parse(open).unwrap());
        plan_with(
            open.as_ref(),
            environment,
            &|name| programs.contains(&name),
            &link(),
        )
    }

    #[test]
    fn the_address_is_exactly_one_argument() {
        let table: [(&str, &[&str]); 9] = [
            ("firefox", &["firefox", ADDRESS]),
            (
                "firefox -P 'my work'",
                &["firefox", "-P", "my work", ADDRESS],
            ),
            ("firefox %s --new-tab", &["firefox", ADDRESS, "--new-tab"]),
            (
                "chromium --app=%s",
                &["chromium", "--app=https://example.org/a?b=$(id)&c=%73;x"],
            ),
            ("show '%s'", &["show", ADDRESS]),
            ("show %%s", &["show", "%s", ADDRESS]),
            ("show 100%% %s", &["show", "100%", ADDRESS]),
            ("sh -c 'rm %%'", &["sh", "-c", "rm %", ADDRESS]),
            ("first a:second b", &["first", "a", ADDRESS]),
        ];
        for (command, expected) in table {
            let Plan::Run {
                argv, needs_screen, ..
            } = planned(None, &browser(command), &[])
            else {
                panic!("{command} is not run");
            };
            assert_eq!(argv, expected, "{command}");
            assert!(!needs_screen);
        }
    }

    #[test]
    fn a_command_with_no_single_place_for_the_address_is_not_run() {
        for command in ["%s", "a %s %s", "a %s%s", "'", "", "x%s y"] {
            let plan = planned(None, &browser(command), &[]);
            assert!(
                matches!(
                    plan,
                    Plan::ShowOnly {
                        why: WhyNot::BadCommand {
                            from: "BROWSER",
                            ..
                        },
                        ..
                    }
                ),
                "{command}: {plan:?}"
            );
        }
    }

    #[test]
    fn the_first_program_of_a_list_that_exists_is_taken() {
        let environment = browser("'broken:firefox -P x:lynx:w3m");
        let argv = |plan| match plan {
            Plan::Run {
                argv, needs_screen, ..
            } => (argv[0].clone(), needs_screen),
            other @ (Plan::SystemDefault { .. } | Plan::ShowOnly { .. }) => panic!("{other:?}"),
        };
        assert_eq!(
            argv(planned(None, &environment, &["w3m", "lynx"])),
            ("lynx".to_owned(), true)
        );
        assert_eq!(
            argv(planned(None, &environment, &[])),
            ("firefox".to_owned(), false)
        );
        assert_eq!(
            argv(planned(Some("/usr/bin/w3m -M"), &environment, &[])),
            ("/usr/bin/w3m".to_owned(), true)
        );
        assert_eq!(
            argv(planned(Some("xterm -e lynx"), &environment, &[])),
            ("xterm".to_owned(), false)
        );
    }

    #[test]
    fn without_a_display_the_address_is_shown() {
        let remote = Environment {
            ssh: true,
            ..Environment::default()
        };
        let forwarded = Environment {
            ssh: true,
            display: true,
            ..Environment::default()
        };
        let with_browser = Environment {
            browser: Some("lynx".into()),
            ..remote.clone()
        };
        assert_eq!(
            planned(None, &remote, &[]),
            Plan::ShowOnly {
                address: link().as_str().to_owned(),
                why: WhyNot::OverSsh
            }
        );
        assert_eq!(
            planned(None, &forwarded, &[]),
            Plan::SystemDefault {
                address: link().as_str().to_owned()
            }
        );
        assert!(planned(None, &with_browser, &[]).needs_screen());
    }

    #[test]
    fn running_hands_the_address_over_and_names_what_failed() {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("argv");
        // The shell is the test's recorder, standing for a browser; the launcher itself uses none.
        let script = "printf '%s\\n' \"$@\" > \"$0\"; exit 3";
        let argv = ["sh", "-c", script, record.to_str().unwrap(), ADDRESS]
            .map(str::to_owned)
            .to_vec();
        let failed = run_watching(
            &Plan::Run {
                argv,
                needs_screen: false,
                address: ADDRESS.to_owned(),
            },
            Duration::from_secs(60),
        )
        .unwrap_err();
        assert_eq!(failed.to_string(), "sh failed (exit status: 3)");
        assert_eq!(
            std::fs::read_to_string(record).unwrap(),
            format!("{ADDRESS}\n")
        );

        let argv = vec!["/no/such/browser".to_owned(), ADDRESS.to_owned()];
        let missing = run(&Plan::Run {
            argv,
            needs_screen: false,
            address: ADDRESS.to_owned(),
        })
        .unwrap_err();
        assert_eq!(missing.to_string(), "cannot start /no/such/browser");
    }

    #[test]
    fn an_address_is_copied_as_the_terminal_wants_it() {
        let link = Link::parse("https://example.org/").unwrap();
        assert_eq!(
            copy_sequence(&link),
            "\u{1b}]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy8=\u{7}"
        );
    }
}
