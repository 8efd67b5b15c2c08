//! What happens on a panic: the terminal is given back first, then the person reads what happened and where the
//! details are.

use std::backtrace::Backtrace;
use std::fmt::Write as _;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use signal_hook::low_level;

use super::tty::{Mode, Tty};
use crate::text::clean;

/// The exit code after a panic: `EX_SOFTWARE` of sysexits.
const EXIT_PANIC: i32 = 70;

/// Sets the panic hook. A panic of any thread ends the program; crash files go to `folder`.
pub(super) fn set_panic_hook(tty: Arc<Tty>, folder: PathBuf) {
    let panicking = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        if panicking.swap(true, Ordering::SeqCst) {
            // Another thread is reporting and will end the program.
            loop {
                std::thread::park();
            }
        }
        tty.leave(Mode::Closed);
        let told = tell(info, &folder);
        // Not `eprintln!`: it panics when stderr is closed, and a panic in here aborts.
        let mut rest = told.as_bytes();
        while let Ok(count @ 1..) = rustix::io::write(rustix::stdio::stderr(), rest) {
            rest = &rest[count..];
        }
        low_level::exit(EXIT_PANIC);
    }));
}

/// Writes the crash file and returns what to tell the person.
fn tell(info: &PanicHookInfo<'_>, folder: &Path) -> String {
    let message = message_of(info);
    #[cfg(debug_assertions)]
    assert_ne!(
        message, IN_THE_HOOK,
        "so that a test can see what then happens"
    );
    let place = info.location().map_or_else(String::new, |place| {
        format!(" ({}:{})", place.file(), place.line())
    });
    let mut told =
        String::from("error: roadbook has a bug and had to stop; what it called done is saved\n");
    let _ = writeln!(told, "  caused by: {}{place}", clean::line(message));
    // A file like any other: somebody will show it in a terminal.
    let report = format!(
        "roadbook {} on {} {}\nthread {}\n{}{place}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        std::thread::current().name().unwrap_or("(no name)"),
        clean::block(message),
        Backtrace::force_capture(),
    );
    match write_report(folder, &report) {
        Ok(path) => {
            let _ = writeln!(
                told,
                "  hint: please report it with {}",
                clean::line(&path.to_string_lossy())
            );
        }
        Err(error) => {
            let folder = folder.to_string_lossy();
            let _ = writeln!(
                told,
                "  hint: no crash file in {}: {error}",
                clean::line(&folder)
            );
        }
    }
    told
}

fn message_of<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    let fixed = payload.downcast_ref::<&str>().copied();
    fixed
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no message)")
}

fn write_report(folder: &Path, report: &str) -> io::Result<PathBuf> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |time| time.as_secs());
    let path = folder.join(format!("crash-{seconds}-{}.txt", std::process::id()));
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?
        .write_all(report.as_bytes())?;
    Ok(path)
}

/// The message of a panic whose report is to panic, too.
#[cfg(debug_assertions)]
const IN_THE_HOOK: &str = "asked to panic in the hook";

/// Panics where `ROADBOOK_TEST_PANIC` says, or fails for `error`, so that tests can see what a person would see. Debug
/// builds only.
#[cfg(debug_assertions)]
pub(super) fn fail_if_asked() -> io::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "only for tests of the real program, never in a release"
    )]
    let wanted = std::env::var("ROADBOOK_TEST_PANIC");
    match wanted.as_deref() {
        Ok("main") => panic!("asked to panic\u{1b}[31m in main"),
        Ok("thread") => {
            std::thread::spawn(|| panic!("asked to panic in a thread"));
        }
        Ok("many") => {
            for _ in 0..8 {
                std::thread::spawn(|| panic!("asked to panic in many threads"));
            }
            panic!("asked to panic in many threads");
        }
        Ok("hook") => panic!("{IN_THE_HOOK}"),
        Ok("error") => return Err(io::Error::other("asked to fail")),
        _ => {}
    }
    Ok(())
}
