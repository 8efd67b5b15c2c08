//! Random sessions with a hostile roadmap: every byte that the program writes to its terminal is taken apart, and only the
//! sequences that the program owns may be among them.

use std::time::Duration;

use roadbook::roadmap::url::Link;
use rustix::process::Signal;
use vte::{Params, Parser, Perform};

use crate::escapes::{hostile_home, is_harmful, short_corpus};
use crate::support::pty::{App, app};

/// The private modes that the program sets and resets.
const MODES: [u16; 10] = [1, 25, 1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026];

/// Collects what no part of the program writes.
#[derive(Default)]
struct Strangers {
    found: Vec<String>,
    sequences: usize,
}

impl Strangers {
    fn note(&mut self, what: String) {
        self.found.push(what);
    }
}

impl Perform for Strangers {
    fn print(&mut self, c: char) {
        if is_harmful(c) {
            self.note(format!("printed {c:?}"));
        }
    }

    fn execute(&mut self, byte: u8) {
        if !matches!(byte, b'\n' | b'\r') {
            self.note(format!("control {byte:#x}"));
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        self.sequences += 1;
        let params: Vec<u16> = params.iter().flatten().copied().collect();
        let owned = match (intermediates, action) {
            // Colours and the place of the cursor.
            ([], 'm') => true,
            ([], 'H') => params.len() <= 2,
            // The screen is cleared as a whole; the one question that is asked is what the terminal is.
            ([], 'J') => params == [2],
            ([], 'c') => params.iter().all(|param| *param == 0),
            ([b'?'], 'h' | 'l') => params.iter().all(|mode| MODES.contains(mode)),
            _ => false,
        };
        if !owned || ignore {
            self.note(format!("CSI {intermediates:?} {params:?} {action:?}"));
        }
    }

    fn osc_dispatch(&mut self, params: &[&[u8]], _bell_terminated: bool) {
        self.sequences += 1;
        let text = |at: usize| {
            params
                .get(at)
                .map_or("", |param| std::str::from_utf8(param).unwrap_or("\u{fffd}"))
        };
        let rest = || (2..params.len()).map(text).collect::<Vec<_>>().join(";");
        let owned = match text(0) {
            // The question for the background colour.
            "11" => text(1) == "?",
            // A hyperlink, whose address passed the gate, or its end.
            "8" => text(1).is_empty() && (rest().is_empty() || is_link(&rest())),
            // What is copied passed the gate too.
            "52" => text(1) == "c" && is_link(&decoded(text(2))),
            _ => false,
        };
        if !owned {
            let told: Vec<_> = params
                .iter()
                .map(|param| param.escape_ascii().to_string())
                .collect();
            self.note(format!("OSC {told:?}"));
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        // The end of an OSC, and keys as they were.
        if !intermediates.is_empty() || !matches!(byte, b'\\' | b'>') {
            self.note(format!("ESC {intermediates:?} {:?}", char::from(byte)));
        }
    }

    fn hook(&mut self, params: &Params, _intermediates: &[u8], _ignore: bool, action: char) {
        self.note(format!("DCS {params:?} {action:?}"));
    }
}

fn is_link(address: &str) -> bool {
    Link::parse(address).is_ok_and(|link| link.as_str() == address)
}

fn decoded(text: &str) -> String {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text)
        .unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// Takes an output apart and returns how many sequences were in it.
#[track_caller]
pub fn assert_owned(bytes: &[u8], what: &str) -> usize {
    // A C1 control may be an introducer of its own, and half a character may swallow what follows.
    let text = std::str::from_utf8(bytes)
        .unwrap_or_else(|error| panic!("{what}: no UTF-8 at {}", error.valid_up_to()));
    let stranger = text
        .chars()
        .find(|c| is_harmful(*c) && !matches!(c, '\u{1b}' | '\u{7}' | '\r'));
    if let Some(c) = stranger {
        let at = text.find(c).expect("it was found");
        let before: String = text[..at].chars().rev().take(200).collect();
        let before: String = before.chars().rev().collect();
        panic!("{what}: {c:?} after {before:?}");
    }
    let mut strangers = Strangers::default();
    Parser::new().advance(&mut strangers, bytes);
    assert!(strangers.found.is_empty(), "{what}: {:?}", strangers.found);
    strangers.sequences
}

#[test]
fn what_the_program_does_not_own_is_seen() {
    for bytes in [
        "\u{1b}]0;title\u{7}",
        "\u{1b}]8;;javascript:x\u{7}",
        "\u{1b}]52;c;cm0gLXJm\u{7}",
        "\u{1b}]52;c;?\u{7}",
        "\u{1b}[6n",
        "\u{1b}[21t",
        "\u{1b}[?1049$p",
        "\u{1b}[?47h",
        "\u{1b}Pq\u{1b}\\",
        "\u{1b}c",
        "\u{9b}31m",
        "\u{202e}",
        "a\u{8}",
        "\u{1b}(0",
    ] {
        assert!(
            std::panic::catch_unwind(|| assert_owned(bytes.as_bytes(), "a sample")).is_err(),
            "{bytes:?}"
        );
    }
    let owned = "\u{1b}[1;31m大\u{1b}[0m\r\n\u{1b}[3;4H\u{1b}[?1049h\u{1b}]8;;https://example.org/\u{1b}\\x\u{1b}]8;;\u{1b}\\";
    assert_eq!(assert_owned(owned.as_bytes(), "a sample"), 6);
}

/// Numbers that look random and are the same in each run of a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).expect("it is below a usize")
    }
}

/// What is typed: keys of all kinds, whole phrases that reach every page, and pastes of hostile text. No key that suspends
/// or quits, so that a session lasts, and none that starts the editor: while it has the terminal, the kernel writes what is typed.
const KEYS: [&str; 62] = [
    "j",
    "j",
    "j",
    "k",
    "<down>",
    "<up>",
    "<pgdn>",
    "<pgup>",
    "<home>",
    "<end>",
    "l",
    "h",
    "<right>",
    "<left>",
    "<tab>",
    "<s-tab>",
    "<enter>",
    "<enter>",
    "<esc>",
    "<esc>",
    "<space>",
    "<space>",
    "x",
    "-",
    "u",
    "<c-r>",
    "s",
    "<esc>",
    "m",
    "<esc>",
    "?",
    "<esc>",
    "L",
    "<esc>",
    "t",
    "<esc>",
    "f",
    "<esc>",
    "w",
    "o",
    "y",
    "c",
    "z",
    "g",
    "G",
    "v",
    "1",
    "2",
    "D",
    "a",
    "/a<enter>",
    "/red<esc>",
    ":theme<esc>",
    "Nmore<enter>",
    "<f1>",
    "<f5>",
    "<bs>",
    "<del>",
    "+",
    "0",
    "/r1<enter>",
    "w",
];

fn session(seed: u64, keys: usize) -> usize {
    let mut random = Random(seed);
    let home = hostile_home().home;
    let (columns, rows) = [(80, 24), (120, 40), (40, 12), (200, 60), (21, 6)][random.below(5)];
    let mut app = app()
        .size(columns, rows)
        .home(home)
        .arguments(&[
            "--roadmap",
            "hostile",
            "--lang",
            ["en", "zh"][random.below(2)],
        ])
        .env("BROWSER", "true")
        .env("VISUAL", "true")
        .start();
    // The end of the first frame.
    app.wait_for_output(b"\x1b[?2026l");
    let corpus = short_corpus();
    for number in 0..keys {
        match random.below(40) {
            0 => {
                let text: String = (0..8)
                    .map(|_| corpus[random.below(corpus.len())].as_str())
                    .collect();
                // What is pasted cannot end the paste: a real terminal takes that out.
                app.paste(&text.replace('\u{1b}', ""));
            }
            1 => {
                let sizes = [(80, 24), (30, 10), (150, 50), (1, 1), (100, 30)];
                let (columns, rows) = sizes[random.below(sizes.len())];
                app.resize(columns, rows);
            }
            2 => {
                app.click(
                    u16::try_from(random.below(80)).expect("a column"),
                    u16::try_from(random.below(24)).expect("a row"),
                );
            }
            _ => {
                app.play(KEYS[random.below(KEYS.len())]);
            }
        }
        if number % 8 == 7 {
            settle(&mut app);
        }
    }
    settle(&mut app);
    app.signal(Signal::TERM);
    let ended = app.wait_exit();
    ended.assert_signal(Signal::TERM).assert_given_back();
    assert_owned(&ended.output, &format!("session {seed}"))
}

/// Waits until all keys are taken and nothing more is written for a moment, so that keys are not all one burst.
fn settle(app: &mut App) {
    app.wait_until_taken();
    let mut before = usize::MAX;
    for _ in 0..100 {
        let now = app.output().len();
        if now == before {
            return;
        }
        before = now;
        std::thread::sleep(Duration::from_millis(15));
    }
}

#[test]
fn random_sessions_write_only_the_sequences_of_the_program() {
    let sequences: usize = (0..8).map(|seed| session(seed, 120)).sum();
    // Fewer where the machine is busy: what is written between two frames is one frame then.
    assert!(sequences > 2000, "{sequences}");
}

#[test]
#[ignore = "takes minutes: 200 sessions of 200 keys"]
fn two_hundred_random_sessions_write_only_the_sequences_of_the_program() {
    for seed in 100..300 {
        eprintln!("session {seed}: {} sequences", session(seed, 200));
    }
}
