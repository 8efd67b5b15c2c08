//! Writes the cells that changed, with as few bytes as the terminal understands: what is set already is not set again, and a
//! blank has no colour of its own.

use std::io;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::FrameBytes;

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

/// Gathers the bytes of frames on a screen of a size. It begins without knowing whether there is a cursor.
pub(super) struct Painter {
    frame: FrameBytes,
    size: Size,
    is_cursor_shown: Option<bool>,
}

impl Painter {
    pub(super) fn new(frame: FrameBytes, size: Size) -> Painter {
        Painter {
            frame,
            size,
            is_cursor_shown: None,
        }
    }

    fn show_cursor_or_not(&mut self, shown: bool) {
        if self.is_cursor_shown != Some(shown) {
            self.is_cursor_shown = Some(shown);
            let bytes: &[u8] = if shown { b"\x1b[?25h" } else { b"\x1b[?25l" };
            self.frame.push(bytes);
        }
    }
}

impl Backend for Painter {
    type Error = io::Error;

    /// Writes cells. Attributes are plain before and after it.
    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut bytes = self.frame.0.borrow_mut();
        let mut look = Look::default();
        let mut next = None;
        for (x, y, cell) in content {
            if next != Some((x, y)) {
                move_to(&mut bytes, (x, y));
            }
            // Behind a wide character the terminal may think otherwise of where it is.
            next = Some((x + 1, y));
            look.change(&mut bytes, cell);
            bytes.extend_from_slice(cell.symbol().as_bytes());
        }
        if look != Look::default() {
            bytes.extend_from_slice(b"\x1b[0m");
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_or_not(false);
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.show_cursor_or_not(true);
        Ok(())
    }

    /// Is never asked of a screen whose place is fixed, and asking the terminal would mean to wait for its answer.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        move_to(&mut self.frame.0.borrow_mut(), (x, y));
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.frame.push(match region {
            ClearType::All => b"\x1b[2J",
            ClearType::AfterCursor => b"\x1b[0J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[0K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::default(),
        })
    }

    /// Does nothing: a frame is written as a whole, by the owner of the terminal.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
    /// Has the terminal write as a cell looks.
    fn change(&mut self, bytes: &mut Vec<u8>, cell: &Cell) {
        let mut wanted = Look {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        };
        if cell.symbol() == " " && !(self.modifier | cell.modifier).intersects(SEEN_ON_BLANKS) {
            // Only the ground is seen.
            wanted = Look {
                bg: cell.bg,
                ..*self
            };
        }
        let mut sequence = Sequence::new(bytes);
        let gone = self.modifier - wanted.modifier;
        for (attribute, _, off) in ATTRIBUTES {
            if gone.contains(attribute) {
                sequence.number(off);
                let goes = ATTRIBUTES.into_iter().filter(|(.., number)| *number == off);
                self.modifier -= goes.map(|(attribute, ..)| attribute).collect();
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if (wanted.modifier - self.modifier).contains(attribute) {
                sequence.number(on);
            }
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
    use ratatui::backend::CrosstermBackend;
    use ratatui::style::Style;

    use super::*;

    impl io::Write for FrameBytes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.push(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

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

    proptest! {
        #[test]
        fn a_terminal_shows_the_same_as_with_the_long_way_to_say_it(
            frames in prop::collection::vec(cells(), 1..4),
        ) {
            let [mut short, mut long] = [(); 2].map(|()| {
                let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
                vt100::Parser::new(side(3), side(20), 0)
            });
            let (short_bytes, long_bytes) = (FrameBytes::default(), FrameBytes::default());
            let mut painter = Painter::new(short_bytes.clone(), Size::new(20, 3));
            let mut reference = CrosstermBackend::new(long_bytes.clone());
            let mut lengths = [0, 0];
            for frame in &frames {
                let cells = || frame.iter().map(|(x, y, cell)| (*x, *y, cell));
                short_bytes.restart();
                long_bytes.restart();
                painter.draw(cells()).unwrap();
                reference.draw(cells()).unwrap();
                short.process(&short_bytes.0.borrow());
                long.process(&long_bytes.0.borrow());
                prop_assert_eq!(shown(&short), shown(&long));
                lengths[0] += short_bytes.0.borrow().len();
                lengths[1] += long_bytes.0.borrow().len();
            }
            prop_assert!(lengths[0] <= lengths[1], "{:?}", lengths);
        }
    }

    #[test]
    fn the_cursor_is_shown_or_hidden_only_where_it_is_not_so_already() {
        let bytes = FrameBytes::default();
        let mut painter = Painter::new(bytes.clone(), Size::new(20, 3));
        painter.hide_cursor().unwrap();
        painter.hide_cursor().unwrap();
        painter.show_cursor().unwrap();
        painter.set_cursor_position((4, 1)).unwrap();
        painter.show_cursor().unwrap();
        assert_eq!(*bytes.0.borrow(), b"\x1b[?25l\x1b[?25h\x1b[2;5H");
    }
}
