//! Writes the cells that changed, with as few bytes as the terminal understands: what is set already is not set again, and a
//! blank has no colour of its own.

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};

const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
// Plain colours first, because some terminals clear with the colour that is set.
const CLEAR: &[u8] = b"\x1b[0m\x1b[2J";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// Behind a character that is to be shown as a picture.
const EMOJI: char = '\u{FE0F}';

/// What is seen of a blank.
const SEEN_ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// The numbers that switch attributes on and off; some go off together.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// What the terminal shows, and the bytes that make it show something else. At first nothing is known of what it shows.
pub(super) struct Painter {
    size: Size,
    /// The cells that the terminal shows, and those of a frame while it is painted.
    shown: Buffer,
    next: Buffer,
    is_known: bool,
    is_cursor_shown: Option<bool>,
    bytes: Vec<u8>,
}

impl Painter {
    pub(super) fn new(size: Size) -> Painter {
        let screen = Rect::from((Position::ORIGIN, size));
        Painter {
            size,
            shown: Buffer::empty(screen),
            next: Buffer::empty(screen),
            is_known: false,
            is_cursor_shown: None,
            bytes: Vec::new(),
        }
    }

    pub(super) fn size(&self) -> Size {
        self.size
    }

    /// Has a frame painted, and returns the bytes that show it. `paint` finds an old frame, which it has to clear, and returns where
    /// the cursor is, if there is one.
    pub(super) fn frame(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>) -> &[u8] {
        self.bytes.clear();
        self.bytes.extend_from_slice(BEGIN_FRAME);
        if !std::mem::replace(&mut self.is_known, true) {
            self.bytes.extend_from_slice(CLEAR);
        }
        let cursor = paint(&mut self.next);
        self.write_rows();
        if self.is_cursor_shown != Some(cursor.is_some()) {
            self.is_cursor_shown = Some(cursor.is_some());
            let bytes: &[u8] = if cursor.is_some() {
                b"\x1b[?25h"
            } else {
                b"\x1b[?25l"
            };
            self.bytes.extend_from_slice(bytes);
        }
        if let Some(cursor) = cursor {
            move_to(&mut self.bytes, cursor);
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.bytes.extend_from_slice(END_FRAME);
        &self.bytes
    }

    fn write_rows(&mut self) {
        let columns = usize::from(self.size.width).max(1);
        let [shown, next] = [&self.shown, &self.next].map(|screen| screen.content.chunks(columns));
        let mut look = Look::default();
        for ((y, shown), next) in (0..).zip(shown).zip(next) {
            look.write_row(&mut self.bytes, y, shown, next);
        }
        if look != Look::default() {
            self.bytes.extend_from_slice(b"\x1b[0m");
        }
    }
}

/// Returns how many columns a terminal takes for what a cell shows.
fn columns_of(cell: &Cell) -> usize {
    usize::from(cell.cell_width().max(1))
}

/// Tells whether two cells are equal; most often that is one byte and a look.
fn is_same(one: &Cell, other: &Cell) -> bool {
    if let ([symbol], [other_symbol]) = (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        return symbol == other_symbol
            && Look::of(one) == Look::of(other)
            && one.diff_option == other.diff_option;
    }
    one == other
}

/// How the terminal writes now.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Look {
    fn of(cell: &Cell) -> Look {
        Look {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// Writes what differs in a row.
    fn write_row(&mut self, bytes: &mut Vec<u8>, y: u16, shown: &[Cell], next: &[Cell]) {
        // Where the terminal writes next, if that is known.
        let mut cursor = None;
        // Up to here the terminal may show something else than before: a wide character vanishes as a whole.
        let mut unsure = 0;
        let mut at = 0;
        while let Some(cell) = next.get(at) {
            let is_same = at >= unsure && is_same(cell, &shown[at]);
            // What is of one byte, most of all, is of one column, and asking takes longer than comparing.
            let is_plain = cell.diff_option == CellDiffOption::None && cell.symbol().len() == 1;
            let columns = if is_plain { 1 } else { columns_of(cell) };
            let end = next.len().min(at + columns);
            if !is_same && cell.diff_option != CellDiffOption::Skip {
                let place = (u16::try_from(at).unwrap_or(u16::MAX), y);
                if cursor != Some(at) {
                    move_to(bytes, place);
                }
                self.change(bytes, cell);
                if columns > 1 && cell.symbol().contains(EMOJI) {
                    // There are terminals that take it for narrow and leave what is behind it.
                    bytes.extend((0..columns).map(|_| b' '));
                    move_to(bytes, place);
                }
                bytes.extend_from_slice(cell.symbol().as_bytes());
                // Behind a wide character the terminal may think otherwise of where it is.
                cursor = Some(at + 1);
                for (at, before) in (at..end).zip(&shown[at..]) {
                    unsure = unsure.max(at + columns_of(before));
                }
            }
            at = end;
        }
    }

    /// Has the terminal write as a cell looks.
    fn change(&mut self, bytes: &mut Vec<u8>, cell: &Cell) {
        let mut wanted = Look::of(cell);
        if cell.symbol() == " " && !(self.modifier | cell.modifier).intersects(SEEN_ON_BLANKS) {
            // Only the ground is seen.
            wanted = Look {
                bg: cell.bg,
                ..*self
            };
        }
        if *self == wanted {
            return;
        }
        let mut sequence = Sequence::new(bytes);
        if self.modifier != wanted.modifier {
            self.change_attributes(&mut sequence, wanted.modifier);
        }
        if self.fg != wanted.fg {
            sequence.colour(FOREGROUND, wanted.fg);
        }
        if self.bg != wanted.bg {
            sequence.colour(BACKGROUND, wanted.bg);
        }
        sequence.end();
        if self.underline != wanted.underline {
            // By itself, since there are terminals that do not know it and drop the sequence.
            let mut sequence = Sequence::new(bytes);
            sequence.colour(UNDERLINE, wanted.underline);
            sequence.end();
        }
        *self = wanted;
    }

    fn change_attributes(&mut self, sequence: &mut Sequence<'_>, wanted: Modifier) {
        let gone = self.modifier - wanted;
        for (attribute, _, off) in ATTRIBUTES {
            if gone.contains(attribute) {
                sequence.number(off);
                let goes = ATTRIBUTES.into_iter().filter(|(.., number)| *number == off);
                self.modifier -= goes.map(|(attribute, ..)| attribute).collect();
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if (wanted - self.modifier).contains(attribute) {
                sequence.number(on);
            }
        }
    }
}

/// The numbers that the numbers of colours begin with.
const FOREGROUND: u8 = 30;
const BACKGROUND: u8 = 40;
const UNDERLINE: u8 = 50;

/// The colours that have a number of their own, dark ones and then bright ones.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// A sequence that sets attributes; one of nothing is not written.
struct Sequence<'b> {
    bytes: &'b mut Vec<u8>,
    is_begun: bool,
}

impl Sequence<'_> {
    fn new(bytes: &mut Vec<u8>) -> Sequence<'_> {
        Sequence {
            bytes,
            is_begun: false,
        }
    }

    fn number(&mut self, number: u8) {
        self.bytes
            .extend_from_slice(if self.is_begun { b";" } else { b"\x1b[" });
        self.is_begun = true;
        push_number(self.bytes, number.into());
    }

    fn colour(&mut self, of: u8, colour: Color) {
        let named = (0..).zip(NAMED).find(|(_, named)| *named == colour);
        match (colour, named) {
            (Color::Reset, _) => self.number(of + 9),
            (Color::Rgb(red, green, blue), _) => {
                for number in [of + 8, 2, red, green, blue] {
                    self.number(number);
                }
            }
            // An underline has no colours with numbers of their own.
            (_, Some((number @ 0..8, _))) if of != UNDERLINE => self.number(of + number),
            (_, Some((number, _))) if of != UNDERLINE => self.number(of + 60 + number - 8),
            (Color::Indexed(number), _) | (_, Some((number, _))) => {
                for number in [of + 8, 5, number] {
                    self.number(number);
                }
            }
            (_, None) => {}
        }
    }

    fn end(self) {
        if self.is_begun {
            self.bytes.push(b'm');
        }
    }
}

fn move_to(bytes: &mut Vec<u8>, (x, y): (u16, u16)) {
    bytes.extend_from_slice(b"\x1b[");
    push_number(bytes, y + 1);
    bytes.push(b';');
    push_number(bytes, x + 1);
    bytes.push(b'H');
}

fn push_number(bytes: &mut Vec<u8>, number: u16) {
    if number >= 10 {
        push_number(bytes, number / 10);
    }
    bytes.push(b'0' + u8::try_from(number % 10).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::backend::{Backend as _, CrosstermBackend};
    use ratatui::style::Style;

    use super::*;

    fn colour() -> impl Strategy<Value = Color> {
        prop_oneof![
            3 => Just(Color::Reset),
            2 => prop::sample::select(&NAMED[..]),
            1 => any::<u8>().prop_map(Color::Indexed),
            2 => (0_u8..3, 0_u8..3).prop_map(|(red, blue)| Color::Rgb(red, 0, blue)),
        ]
    }

    /// Cells of a screen of three rows, in their order, some of them next to each other.
    fn cells() -> impl Strategy<Value = Vec<(u16, u16, Cell)>> {
        let modifier = prop::sample::subsequence(
            vec![
                Modifier::BOLD,
                Modifier::DIM,
                Modifier::ITALIC,
                Modifier::UNDERLINED,
                Modifier::REVERSED,
            ],
            0..3,
        );
        let symbol = prop::sample::select(vec![" ", " ", "a", "b", "é", "中"]);
        let cell =
            (symbol, colour(), colour(), modifier).prop_map(|(symbol, fg, bg, modifiers)| {
                let mut cell = Cell::new(symbol);
                let mut modifier: Modifier = modifiers.into_iter().collect();
                if modifier.contains(Modifier::BOLD) {
                    // Terminals do not agree what both together are.
                    modifier -= Modifier::DIM;
                }
                cell.set_style(Style::new().fg(fg).bg(bg).add_modifier(modifier));
                cell
            });
        prop::collection::btree_map((0_u16..3, 0_u16..8), cell, 0..20).prop_map(|cells| {
            let cells = cells.into_iter();
            cells.map(|((y, x), cell)| (2 * x, y, cell)).collect()
        })
    }

    /// Returns what a terminal shows: every character with its colours and attributes, blanks with their ground alone.
    fn shown(parser: &vt100::Parser) -> Vec<String> {
        let places = (0..3).flat_map(|y| (0..20).map(move |x| (y, x)));
        let cells = places.filter_map(|(y, x)| parser.screen().cell(y, x));
        cells
            .map(|cell| {
                let seen = (cell.bgcolor(), cell.underline(), cell.inverse());
                let of_text = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic());
                if cell.contents().trim().is_empty() && !cell.underline() && !cell.inverse() {
                    format!("blank {seen:?}")
                } else {
                    format!("{:?} {seen:?} {of_text:?}", cell.contents())
                }
            })
            .collect()
    }

    fn terminal() -> vt100::Parser {
        let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
        vt100::Parser::new(side(3), side(20), 0)
    }

    const SIZE: Size = Size {
        width: 20,
        height: 3,
    };

    proptest! {
        #[test]
        fn what_is_written_of_a_frame_shows_all_of_it_in_no_more_bytes_than_the_long_way(
            frames in prop::collection::vec(cells(), 1..5),
        ) {
            let mut ours = terminal();
            let mut painter = Painter::new(SIZE);
            let mut before = Buffer::empty(painter.shown.area);
            for frame in &frames {
                let paint = |buffer: &mut Buffer| {
                    buffer.content.fill(Cell::EMPTY);
                    for (x, y, cell) in frame {
                        buffer[Position { x: *x, y: *y }] = cell.clone();
                    }
                    None
                };
                let mut after = Buffer::empty(before.area);
                paint(&mut after);
                let mut bytes = Vec::new();
                CrosstermBackend::new(&mut bytes).draw(before.diff_iter(&after)).unwrap();
                // The library leaves what a wide character leaves behind.
                let has_wide = before.content.iter().any(|cell| columns_of(cell) > 1);
                before = after;

                let mut whole = terminal();
                whole.process(Painter::new(SIZE).frame(paint));
                let is_known = painter.is_known;
                let short = painter.frame(paint);
                ours.process(short);
                prop_assert_eq!(shown(&ours), shown(&whole));
                let marks = BEGIN_FRAME.len() + END_FRAME.len();
                prop_assert!(!is_known || has_wide || short.len() <= bytes.len() + marks);
            }
        }
    }

    #[test]
    fn the_cursor_is_shown_or_hidden_only_where_it_is_not_so_already() {
        let mut painter = Painter::new(SIZE);
        let mut shown = |cursor| String::from_utf8(painter.frame(|_| cursor).to_vec()).unwrap();
        assert_eq!(
            [None, None, Some((4, 1)), Some((4, 1))].map(&mut shown),
            [
                "\x1b[?2026h\x1b[0m\x1b[2J\x1b[?25l\x1b[?2026l",
                "\x1b[?2026h\x1b[?2026l",
                "\x1b[?2026h\x1b[?25h\x1b[2;5H\x1b[?2026l",
                "\x1b[?2026h\x1b[2;5H\x1b[?2026l",
            ]
        );
    }
}
