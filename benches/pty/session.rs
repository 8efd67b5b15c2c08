//! A program in a terminal of its own, and the moments at which it writes.

use std::ffi::OsString;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::{Duration, Instant};

use pty_process::Size;
use pty_process::blocking::{Command, Pty};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{Read as _, Write as _};

use crate::questions::Questions;

/// Columns and rows of every terminal, unless something else is asked for.
pub(crate) const SIZE: (u16, u16) = (120, 40);

/// How long a program that has drawn its first screen is silent before the screen counts as whole.
const SILENT_AFTER_START: Duration = Duration::from_millis(300);
const BACKGROUND: &str = "rgb:1e1e/1e1e/2e2e";

/// Begin and end of a frame that a terminal shows at once.
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

/// A program to measure.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) command: Vec<OsString>,
    /// The folder that is its home.
    pub(crate) home: PathBuf,
    pub(crate) size: (u16, u16),
    /// How long it may take for one answer.
    pub(crate) patience: Duration,
    /// How long it is silent before a frame that has no marked end counts as whole.
    pub(crate) silence: Duration,
}

impl Program {
    pub(crate) fn new<S: Into<OsString>>(
        command: impl IntoIterator<Item = S>,
        home: &Path,
    ) -> Program {
        Program {
            command: command.into_iter().map(Into::into).collect(),
            home: home.to_owned(),
            size: SIZE,
            patience: Duration::from_secs(120),
            silence: Duration::from_millis(25),
        }
    }

    pub(crate) fn sized(mut self, columns: u16, rows: u16) -> Program {
        self.size = (columns, rows);
        self
    }

    /// Names the program with its arguments.
    pub(crate) fn name(&self) -> String {
        let words = self.command.iter().map(|word| word.to_string_lossy());
        words.collect::<Vec<_>>().join(" ")
    }
}

/// What a program wrote in answer to something, with times since then.
pub(crate) struct Reply {
    pub(crate) first_byte: Duration,
    pub(crate) last_byte: Duration,
    pub(crate) output: Vec<u8>,
    /// When how much of the output was there.
    parts: Vec<(Duration, usize)>,
}

impl Reply {
    /// Returns when the screen was for the first time as it was in the end.
    fn complete(&self, size: (u16, u16)) -> Duration {
        let whole = screen(&self.output, size).screen().contents();
        let mut parser = screen(&[], size);
        let mut shown = 0;
        for &(at, end) in &self.parts {
            parser.process(&self.output[shown..end]);
            shown = end;
            if parser.screen().contents() == whole {
                return at;
            }
        }
        self.last_byte
    }
}

/// A program that runs. It is killed when nobody wants it any more.
pub(crate) struct Session {
    program: Program,
    pty: Pty,
    child: Child,
    questions: Questions,
    /// All that was written, since questions may be torn between two reads.
    written: Vec<u8>,
}

/// What a program did while nobody touched it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Idle {
    pub(crate) bytes: usize,
    pub(crate) processor: Duration,
    pub(crate) wake_ups: u64,
}

impl Session {
    /// Starts a program and waits for its first whole screen. Returns how long that took.
    pub(crate) fn start(program: &Program) -> (Session, Duration) {
        let (pty, pts) = pty_process::blocking::open().expect("a pty");
        let (columns, rows) = program.size;
        pty.resize(Size::new(rows, columns)).expect("a size");
        #[expect(
            clippy::disallowed_methods,
            reason = "the programs to compare with are where the machine has them"
        )]
        let path = std::env::var_os("PATH").unwrap_or_default();
        let environment: [(&str, OsString); 7] = [
            ("HOME", program.home.clone().into()),
            ("ROADBOOK_HOME", program.home.join("roadbook").into()),
            ("PATH", path),
            ("TERM", "xterm-256color".into()),
            ("COLORTERM", "truecolor".into()),
            ("LANG", "C.UTF-8".into()),
            ("TZ", "UTC".into()),
        ];
        let command = Command::new(&program.command[0])
            .args(&program.command[1..])
            .env_clear()
            .envs(environment)
            .current_dir(&program.home);

        let start = Instant::now();
        let child = command.spawn(pts).expect("the program starts");
        let mut session = Session {
            program: program.clone(),
            pty,
            child,
            questions: Questions::default(),
            written: Vec::new(),
        };
        let size = program.size;
        let is_there = |output: &[u8]| !screen(output, size).screen().contents().trim().is_empty();
        let silence = SILENT_AFTER_START.max(program.silence);
        let reply = session
            .listen(start, silence, is_there)
            .unwrap_or_else(|| panic!("{} shows nothing", program.name()));
        let took = reply.complete(size);
        (session, took)
    }

    /// Sends keys and waits until the frame that follows is whole; `None` if nothing follows in time.
    pub(crate) fn press(&mut self, keys: &str) -> Option<Reply> {
        let since = Instant::now();
        self.pty
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        self.listen(since, self.program.silence, |_| true)
    }

    /// Looks at a program that nobody touches.
    pub(crate) fn idle(&mut self, span: Duration) -> Idle {
        let before = self.costs();
        let (start, mut bytes) = (Instant::now(), 0);
        while let Some(left) = span.checked_sub(start.elapsed()) {
            if self.is_ready(left) {
                bytes += self.read().expect("the program still runs").len();
            }
        }
        let after = self.costs();
        Idle {
            bytes,
            processor: after.0.saturating_sub(before.0),
            wake_ups: after.1 - before.1,
        }
    }

    /// Returns the most memory that the program had so far, in bytes; `None` where the system does not tell.
    pub(crate) fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(self.process().join("status")).ok()?;
        Some(field(&status, "VmHWM:")? * 1024)
    }

    /// Sends the keys that quit, and returns how long it takes until the program has ended.
    pub(crate) fn quit(mut self, keys: &str) -> Duration {
        let start = Instant::now();
        self.pty
            .write_all(keys.as_bytes())
            .expect("the terminal takes keys");
        // What it still writes has to be read, or it may wait for ever to give the terminal back.
        while self.is_ready(self.program.patience) && self.read().is_some() {}
        let status = self.child.wait().expect("the program ends");
        let took = start.elapsed();
        assert!(
            status.success(),
            "{} ended with {status}",
            self.program.name()
        );
        took
    }

    /// Reads until the program has been silent for a while after a frame, and `is_enough` says yes of its output.
    fn listen(
        &mut self,
        since: Instant,
        silence: Duration,
        is_enough: impl Fn(&[u8]) -> bool,
    ) -> Option<Reply> {
        let (mut output, mut parts) = (Vec::new(), Vec::<(Duration, usize)>::new());
        loop {
            let last = |mark: &[u8]| output.windows(mark.len()).rposition(|part| part == mark);
            let is_open = last(FRAME_BEGINS) > last(FRAME_ENDS);
            let left = match parts.last() {
                Some(_) if !is_open => silence,
                _ => self.program.patience.checked_sub(since.elapsed())?,
            };
            if self.is_ready(left) {
                let bytes = self.read()?;
                output.extend_from_slice(&bytes);
                parts.push((since.elapsed(), output.len()));
                continue;
            }
            let ((first_byte, _), (last_byte, _)) = (*parts.first()?, *parts.last()?);
            if is_enough(&output) {
                return Some(Reply {
                    first_byte,
                    last_byte,
                    output,
                    parts,
                });
            }
            if since.elapsed() > self.program.patience {
                return None;
            }
        }
    }

    /// Waits until there is something to read.
    fn is_ready(&self, most: Duration) -> bool {
        let most = Timespec::try_from(most).expect("a time that a system knows");
        let ready = poll(&mut [PollFd::new(&self.pty, PollFlags::IN)], Some(&most));
        ready.expect("a pty can be polled") > 0
    }

    /// Reads what there is, and answers what it asks; `None` at the end.
    fn read(&mut self) -> Option<Vec<u8>> {
        let mut bytes = vec![0; 16 * 1024];
        let count = self.pty.read(&mut bytes).unwrap_or(0);
        bytes.truncate(count);
        if bytes.is_empty() {
            return None;
        }
        self.written.extend_from_slice(&bytes);
        let answer = self.questions.answer(&self.written, BACKGROUND, (0, 0));
        if !answer.is_empty() {
            self.pty
                .write_all(answer.as_bytes())
                .expect("the terminal answers");
        }
        Some(bytes)
    }

    /// Returns the time on a processor and how often the program began to wait, of all its threads.
    fn costs(&self) -> (Duration, u64) {
        let threads = std::fs::read_dir(self.process().join("task"));
        let mut costs = (Duration::ZERO, 0);
        for thread in threads.into_iter().flatten().flatten() {
            let text = |name| std::fs::read_to_string(thread.path().join(name)).unwrap_or_default();
            let nanoseconds = text("schedstat");
            let nanoseconds = nanoseconds.split(' ').next().unwrap_or_default();
            costs.0 += Duration::from_nanos(nanoseconds.parse().unwrap_or(0));
            costs.1 += field(&text("status"), "voluntary_ctxt_switches:").unwrap_or(0);
        }
        costs
    }

    fn process(&self) -> PathBuf {
        Path::new("/proc").join(self.child.id().to_string())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // One that has ended cannot be killed, which is as good.
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}

/// Returns the first number behind a name that begins a line.
fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

fn screen(output: &[u8], (columns, rows): (u16, u16)) -> vt100::Parser {
    let side = |count| NonZeroU16::new(count).expect("a screen has cells");
    let mut parser = vt100::Parser::new(side(rows), side(columns), 0);
    parser.process(output);
    parser
}
