//! What a terminal sends, as events. The bytes are read by the owner of the terminal and not by crossterm's
//! `poll`: that one spins for ever once the terminal is gone, blocks in `read` on half a sequence, and forgets what lies
//! beyond the first 1024 bytes of a burst until the next key.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// The most bytes of one paste that are kept; the rest is dropped.
pub const PASTE_LIMIT: usize = 64 * 1024;

/// The longest sequence that is waited for; a longer one is not meant for us.
const SEQUENCE_LIMIT: usize = 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Something that a terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// Text that was pasted: untrusted, not yet cleaned, at most [`PASTE_LIMIT`] bytes.
    Paste(String),
    /// The answer to OSC 11: what stands between `11;` and the terminator.
    BackgroundColour(String),
    /// The answer to the question which terminal this is (DA1), which comes after all earlier answers.
    DeviceAttributes,
}

/// Turns bytes into [`Input`], across any boundaries between reads.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
    found: VecDeque<Input>,
}

/// What the beginning of the pending bytes is.
enum Step {
    /// An event, and how many bytes it took.
    Event(Input, usize),
    /// Bytes that mean nothing here.
    Skip(usize),
    PasteBegins(usize),
    /// The beginning of something whose rest has not come yet.
    NeedMore,
}

impl Decoder {
    /// Takes bytes as they were read.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        self.decode();
    }

    /// Returns the next event that is complete.
    pub(super) fn next(&mut self) -> Option<Input> {
        self.found.pop_front()
    }

    /// Tells whether the bytes so far end within a sequence, as a lone Escape key does.
    #[must_use]
    pub(super) fn is_within_sequence(&self) -> bool {
        self.paste.is_none() && !self.pending.is_empty()
    }

    /// Ends the wait for the rest of a sequence: what has come is a key by itself, or nothing.
    pub(super) fn give_up_waiting(&mut self) {
        if !self.is_within_sequence() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        match pending.as_slice() {
            [0x1b] => self.found.push_back(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, byte] if byte.is_ascii_graphic() => {
                self.found
                    .push_back(character(char::from(*byte), KeyModifiers::ALT));
            }
            _ => {}
        }
    }

    fn decode(&mut self) {
        let mut from = 0;
        while from < self.pending.len() {
            if self.paste.is_some() {
                match self.take_paste(from) {
                    Some(next) => from = next,
                    None => return,
                }
                continue;
            }
            match step(&self.pending[from..]) {
                Step::Event(input, length) => {
                    self.found.push_back(input);
                    from += length;
                }
                Step::Skip(length) => from += length,
                Step::PasteBegins(length) => {
                    self.paste = Some(Vec::new());
                    from += length;
                }
                Step::NeedMore if self.pending.len() - from > SEQUENCE_LIMIT => {
                    from = self.pending.len();
                }
                Step::NeedMore => break,
            }
        }
        self.pending.drain(..from);
    }

    /// Moves the pending bytes from `from` on into the paste. Returns where the bytes after its end begin, or `None`
    /// while the end has not come; then `pending` keeps only what may be the beginning of the end mark.
    fn take_paste(&mut self, from: usize) -> Option<usize> {
        let bytes = &self.pending[from..];
        let end = bytes
            .windows(PASTE_END.len())
            .position(|window| window == PASTE_END);
        let keep = end.unwrap_or_else(|| bytes.len() - partial_end_mark(bytes));
        let paste = self.paste.get_or_insert_default();
        let room = PASTE_LIMIT.saturating_sub(paste.len());
        paste.extend_from_slice(&bytes[..keep.min(room)]);
        if end.is_some() {
            let text = String::from_utf8_lossy(paste).into_owned();
            self.paste = None;
            self.found.push_back(Input::Paste(text));
            return Some(from + keep + PASTE_END.len());
        }
        self.pending.drain(..from + keep);
        None
    }
}

/// Returns how many of the last bytes may be the beginning of the mark that ends a paste.
fn partial_end_mark(bytes: &[u8]) -> usize {
    (1..PASTE_END.len())
        .rev()
        .find(|&length| bytes.ends_with(&PASTE_END[..length]))
        .unwrap_or(0)
}

fn step(bytes: &[u8]) -> Step {
    match bytes {
        [] | [0x1b] => Step::NeedMore,
        [0x1b, b'[', rest @ ..] => control_sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Step::NeedMore,
            [byte, ..] => match letter_key(*byte) {
                Some(code) => Step::Event(key(code, KeyModifiers::NONE), 3),
                None => Step::Skip(3),
            },
        },
        [0x1b, b']' | b'P' | b'X' | b'^' | b'_', ..] => string_sequence(bytes),
        [0x1b, 0x1b, ..] => Step::Event(key(KeyCode::Esc, KeyModifiers::NONE), 1),
        [0x1b, rest @ ..] => match plain(rest, KeyModifiers::ALT) {
            Step::Event(input, length) => Step::Event(input, length + 1),
            Step::Skip(length) => Step::Skip(length + 1),
            other @ (Step::NeedMore | Step::PasteBegins(_)) => other,
        },
        _ => plain(bytes, KeyModifiers::NONE),
    }
}

/// Decodes a key that comes as one character.
fn plain(bytes: &[u8], modifiers: KeyModifiers) -> Step {
    let first = bytes[0];
    let code = match first {
        b'\r' => KeyCode::Enter,
        b'\t' => KeyCode::Tab,
        0x1b => KeyCode::Esc,
        0x08 | 0x7f => KeyCode::Backspace,
        0x00 => {
            return Step::Event(
                key(KeyCode::Char(' '), modifiers | KeyModifiers::CONTROL),
                1,
            );
        }
        0x01..=0x1a => {
            let letter = char::from(first - 1 + b'a');
            return Step::Event(
                key(KeyCode::Char(letter), modifiers | KeyModifiers::CONTROL),
                1,
            );
        }
        0x1c..=0x1f => {
            let digit = char::from(first - 0x1c + b'4');
            return Step::Event(
                key(KeyCode::Char(digit), modifiers | KeyModifiers::CONTROL),
                1,
            );
        }
        0x20..=0x7e => return Step::Event(character(char::from(first), modifiers), 1),
        0x80.. => return utf8(bytes, modifiers),
    };
    Step::Event(key(code, modifiers), 1)
}

fn utf8(bytes: &[u8], modifiers: KeyModifiers) -> Step {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Skip(1),
    };
    let available = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(available) {
        Ok(text) => match text.chars().next().filter(|c| !c.is_control()) {
            Some(c) => Step::Event(character(c, modifiers), length),
            None => Step::Skip(length),
        },
        // `error_len` is `None` when the text only ends too early.
        Err(error) if error.error_len().is_none() => Step::NeedMore,
        Err(_) => Step::Skip(1),
    }
}

/// Decodes what follows `ESC [`; all lengths count from the escape byte.
fn control_sequence(rest: &[u8]) -> Step {
    match rest {
        // The Linux console sends its first five function keys so.
        [b'['] => return Step::NeedMore,
        [b'[', letter @ b'A'..=b'E', ..] => {
            return Step::Event(key(KeyCode::F(letter - b'A' + 1), KeyModifiers::NONE), 4);
        }
        // A mouse report of a terminal that does not know the modern form.
        [b'M', report @ ..] => {
            let [button, column, row, ..] = report else {
                return Step::NeedMore;
            };
            let [button, column, row] =
                [*button, *column, *row].map(|byte| u16::from(byte.saturating_sub(32)));
            return mouse(
                button,
                column,
                row,
                button & 3 == 3 && button & 0b0110_0000 == 0,
                6,
            );
        }
        _ => {}
    }
    let Some(end) = rest.iter().position(|byte| !(0x20..=0x3f).contains(byte)) else {
        return Step::NeedMore;
    };
    let last = rest[end];
    if !(0x40..=0x7e).contains(&last) {
        // Not a sequence: drop its beginning and read on with the byte that broke it.
        return Step::Skip(2 + end);
    }
    let length = end + 3;
    let text = std::str::from_utf8(&rest[..end]).unwrap_or_default();
    if let Some(report) = text.strip_prefix('<') {
        return match numbers(report).as_slice() {
            [button, column, row] => mouse(*button, *column, *row, last == b'm', length),
            _ => Step::Skip(length),
        };
    }
    if let Some(private) = text.strip_prefix('?') {
        return match last {
            b'c' if !private.is_empty() => Step::Event(Input::DeviceAttributes, length),
            _ => Step::Skip(length),
        };
    }
    if last == b'~' && text == "200" {
        return Step::PasteBegins(length);
    }
    match control_key(&numbers(text), last) {
        Some(input) => Step::Event(input, length),
        None => Step::Skip(length),
    }
}

fn control_key(parameters: &[u16], last: u8) -> Option<Input> {
    let modifiers = parameters
        .get(1)
        .map_or(KeyModifiers::NONE, |number| modifiers_of(*number));
    let first = parameters.first().copied().unwrap_or(0);
    match last {
        b'Z' => Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        b'~' if first == 27 => named_or_character(u32::from(*parameters.get(2)?), modifiers),
        b'~' => Some(key(numbered_key(first)?, modifiers)),
        b'u' => named_or_character(u32::from(first), modifiers),
        _ => Some(key(letter_key(last)?, modifiers)),
    }
}

/// Decodes a key that comes as the number of its character.
fn named_or_character(number: u32, modifiers: KeyModifiers) -> Option<Input> {
    let code = match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        _ => {
            let c = char::from_u32(number).filter(|c| !c.is_control())?;
            return Some(character(c, modifiers));
        }
    };
    Some(key(code, modifiers))
}

const fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P' => KeyCode::F(1),
        b'Q' => KeyCode::F(2),
        b'R' => KeyCode::F(3),
        b'S' => KeyCode::F(4),
        _ => return None,
    })
}

fn numbered_key(number: u16) -> Option<KeyCode> {
    let function = |offset: u16| u8::try_from(number - offset).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28 | 29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

fn modifiers_of(number: u16) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ] {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    modifiers
}

/// Reads the numbers between semicolons; sub-parameters after a colon are left out, and a number that is missing is 0.
fn numbers(text: &str) -> Vec<u16> {
    text.split(';')
        .map(|part| {
            part.split(':')
                .next()
                .unwrap_or_default()
                .parse()
                .unwrap_or(0)
        })
        .collect()
}

fn mouse(button: u16, column: u16, row: u16, released: bool, length: usize) -> Step {
    let which = match button & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (button & 0b1110_0000, button & 3) {
        (64, 0) => MouseEventKind::ScrollUp,
        (64, 1) => MouseEventKind::ScrollDown,
        (64, 2) => MouseEventKind::ScrollLeft,
        (64, _) => MouseEventKind::ScrollRight,
        (32, 3) => MouseEventKind::Moved,
        (32, _) => MouseEventKind::Drag(which),
        (0, _) if released => MouseEventKind::Up(which),
        (0, 0..=2) => MouseEventKind::Down(which),
        _ => return Step::Skip(length),
    };
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [
        (4, KeyModifiers::SHIFT),
        (8, KeyModifiers::ALT),
        (16, KeyModifiers::CONTROL),
    ] {
        if button & bit != 0 {
            modifiers |= modifier;
        }
    }
    let event = MouseEvent {
        kind,
        column: column.saturating_sub(1),
        row: row.saturating_sub(1),
        modifiers,
    };
    Step::Event(Input::Mouse(event), length)
}

/// Swallows a sequence that carries a string; the only one that is understood is the background colour.
fn string_sequence(bytes: &[u8]) -> Step {
    let Some(end) = bytes[2..]
        .iter()
        .position(|byte| matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b))
        .map(|at| at + 2)
    else {
        return Step::NeedMore;
    };
    let length = match bytes[end..] {
        [0x1b] => return Step::NeedMore,
        [0x1b, b'\\', ..] => end + 2,
        [0x1b, ..] => end,
        _ => end + 1,
    };
    match bytes[2..end].strip_prefix(b"11;") {
        Some(colour) if bytes[1] == b']' => Step::Event(
            Input::BackgroundColour(String::from_utf8_lossy(colour).into_owned()),
            length,
        ),
        _ => Step::Skip(length),
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

/// Makes the key of a character; as with crossterm, an upper-case letter carries Shift.
fn character(c: char, modifiers: KeyModifiers) -> Input {
    let shift = if c.is_uppercase() {
        KeyModifiers::SHIFT
    } else {
        KeyModifiers::NONE
    };
    key(KeyCode::Char(c), modifiers | shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::default();
        decoder.feed(bytes);
        decoder.give_up_waiting();
        std::iter::from_fn(|| decoder.next()).collect()
    }

    fn describe(input: &Input) -> String {
        match input {
            Input::Key(event) => format!("{:?} {:?}", event.code, event.modifiers),
            Input::Mouse(event) => {
                format!(
                    "{:?} {},{} {:?}",
                    event.kind, event.column, event.row, event.modifiers
                )
            }
            Input::Paste(text) => format!("paste {text:?}"),
            Input::BackgroundColour(colour) => format!("background {colour}"),
            Input::DeviceAttributes => "device".to_owned(),
        }
    }

    const TABLE: &[(&[u8], &[&str])] = &[
        (b"j", &["Char('j') KeyModifiers(0x0)"]),
        (b"G", &["Char('G') KeyModifiers(SHIFT)"]),
        (
            "学é".as_bytes(),
            &[
                "Char('学') KeyModifiers(0x0)",
                "Char('é') KeyModifiers(0x0)",
            ],
        ),
        (
            b"\r\t\x7f\x08",
            &[
                "Enter KeyModifiers(0x0)",
                "Tab KeyModifiers(0x0)",
                "Backspace KeyModifiers(0x0)",
                "Backspace KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x04\x1a\x00",
            &[
                "Char('d') KeyModifiers(CONTROL)",
                "Char('z') KeyModifiers(CONTROL)",
                "Char(' ') KeyModifiers(CONTROL)",
            ],
        ),
        (b"\x1b", &["Esc KeyModifiers(0x0)"]),
        (
            b"\x1b\x1b",
            &["Esc KeyModifiers(0x0)", "Esc KeyModifiers(0x0)"],
        ),
        (
            b"\x1bx\x1bX",
            &[
                "Char('x') KeyModifiers(ALT)",
                "Char('X') KeyModifiers(SHIFT | ALT)",
            ],
        ),
        (b"\x1b[", &["Char('[') KeyModifiers(ALT)"]),
        (
            b"\x1b[A\x1bOB",
            &["Up KeyModifiers(0x0)", "Down KeyModifiers(0x0)"],
        ),
        (
            b"\x1b[1;5C\x1b[Z",
            &["Right KeyModifiers(CONTROL)", "BackTab KeyModifiers(SHIFT)"],
        ),
        (
            b"\x1b[5~\x1b[6;2~\x1b[3~",
            &[
                "PageUp KeyModifiers(0x0)",
                "PageDown KeyModifiers(SHIFT)",
                "Delete KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1bOP\x1b[[C\x1b[15~\x1b[17~\x1b[24~",
            &[
                "F(1) KeyModifiers(0x0)",
                "F(3) KeyModifiers(0x0)",
                "F(5) KeyModifiers(0x0)",
                "F(6) KeyModifiers(0x0)",
                "F(12) KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1b[97;5u\x1b[27;5;13~",
            &[
                "Char('a') KeyModifiers(CONTROL)",
                "Enter KeyModifiers(CONTROL)",
            ],
        ),
        (
            b"\x1b[<0;10;5M\x1b[<0;10;5m",
            &[
                "Down(Left) 9,4 KeyModifiers(0x0)",
                "Up(Left) 9,4 KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1b[<65;1;1M\x1b[<20;3;3M",
            &[
                "ScrollDown 0,0 KeyModifiers(0x0)",
                "Down(Left) 2,2 KeyModifiers(SHIFT | CONTROL)",
            ],
        ),
        (
            b"\x1b[<34;500;300M",
            &["Drag(Right) 499,299 KeyModifiers(0x0)"],
        ),
        (
            b"\x1b[M !!\x1b[M#!!",
            &[
                "Down(Left) 0,0 KeyModifiers(0x0)",
                "Up(Right) 0,0 KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1b[200~q\nj\x1b[A\x1b[201~k",
            &["paste \"q\\nj\\u{1b}[A\"", "Char('k') KeyModifiers(0x0)"],
        ),
        (
            b"\x1b]11;rgb:0000/0000/0000\x07\x1b[?62;22cj",
            &[
                "background rgb:0000/0000/0000",
                "device",
                "Char('j') KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
            &["background rgb:ffff/ffff/ffff"],
        ),
        // Nothing of what is unknown turns into keys.
        (
            b"\x1b]52;c;cWpr\x07\x1bP1$r0m\x1b\\\x1b[12;40;3t\x1b[?1;2;3x\x1b[Ij",
            &["Char('j') KeyModifiers(0x0)"],
        ),
        (
            b"\xff\xc3j\xed\xa0\x80k\xc2\x9bl",
            &[
                "Char('j') KeyModifiers(0x0)",
                "Char('k') KeyModifiers(0x0)",
                "Char('l') KeyModifiers(0x0)",
            ],
        ),
        (
            b"\x1b[12\x03j",
            &[
                "Char('c') KeyModifiers(CONTROL)",
                "Char('j') KeyModifiers(0x0)",
            ],
        ),
    ];

    #[test]
    fn bytes_become_the_events_of_the_table() {
        for (bytes, expected) in TABLE {
            let found: Vec<String> = decode(bytes).iter().map(describe).collect();
            assert_eq!(found, *expected, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn the_boundaries_between_reads_do_not_matter() {
        for (bytes, _) in TABLE {
            let mut decoder = Decoder::default();
            for byte in *bytes {
                decoder.feed(&[*byte]);
            }
            decoder.give_up_waiting();
            let found: Vec<Input> = std::iter::from_fn(|| decoder.next()).collect();
            assert_eq!(found, decode(bytes), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_huge_paste_is_cut_and_its_end_is_still_found() {
        let mut bytes = b"\x1b[200~".to_vec();
        bytes.resize(bytes.len() + 1_000_000, b'q');
        bytes.extend_from_slice(b"\x1b[201~j");
        let mut decoder = Decoder::default();
        for chunk in bytes.chunks(1000) {
            decoder.feed(chunk);
            assert!(decoder.pending.len() < PASTE_END.len());
        }
        assert_eq!(decoder.next(), Some(Input::Paste("q".repeat(PASTE_LIMIT))));
        assert_eq!(decoder.next(), Some(character('j', KeyModifiers::NONE)));
    }

    #[test]
    fn a_sequence_without_end_is_given_up_and_keeps_no_memory() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b]0;");
        for _ in 0..100 {
            decoder.feed(&[b'x'; 100]);
            while decoder.next().is_some() {}
            assert!(decoder.pending.len() <= SEQUENCE_LIMIT + 100);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_in_any_pieces_decode_alike(bytes: Vec<u8>, cut in 0usize..64) {
            let mut decoder = Decoder::default();
            let cut = cut.min(bytes.len());
            decoder.feed(&bytes[..cut]);
            decoder.feed(&bytes[cut..]);
            decoder.give_up_waiting();
            let found: Vec<Input> = std::iter::from_fn(|| decoder.next()).collect();
            proptest::prop_assert_eq!(found, decode(&bytes));
        }
    }
}
