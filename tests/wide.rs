//! Wide characters, through a terminal emulator: what a terminal shows after every frame is what was drawn, cell by
//! cell, for every row of the built-in roadmap in Chinese.

mod support;

use std::cell::RefCell;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::{Terminal, TerminalOptions, Viewport};
use support::stage::{Setting, Stage};
use unicode_width::UnicodeWidthChar as _;

use roadbook::lang::Lang;
use roadbook::symbols::Symbols;
use roadbook::text::width::Measure;
use roadbook::text::{clean, width};
use roadbook::theme::Theme;
use roadbook::tui::canvas::{self, Canvas};
use roadbook::tui::screen;

/// A terminal that gets only the differences between frames, as a real one does.
struct Emulator {
    terminal: Terminal<CrosstermBackend<Sink>>,
    sink: Sink,
    parser: vt100::Parser,
}

/// The screen of a terminal of the old Chinese ways: characters of ambiguous width take two columns.
struct OldScreen {
    /// Nothing stands where a wide character reaches.
    rows: Vec<Vec<Option<String>>>,
    x: usize,
    y: usize,
}

impl OldScreen {
    fn new(columns: u16, rows: u16) -> OldScreen {
        let row = vec![Some(" ".to_owned()); usize::from(columns)];
        OldScreen {
            rows: vec![row; usize::from(rows)],
            x: 0,
            y: 0,
        }
    }

    /// Takes what a terminal gets: characters, where they go, and colours, which it does not care for.
    fn process(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            if c != '\u{1b}' {
                self.put(c);
                continue;
            }
            assert_eq!(chars.next(), Some('['), "only CSI is sent");
            let mut parameters = String::new();
            let end = chars.by_ref().find(|c| {
                parameters.push(*c);
                c.is_ascii_alphabetic()
            });
            let mut numbers = parameters.split(['H', ';']).map(str::parse::<usize>);
            match (end, numbers.next(), numbers.next()) {
                (Some('H'), Some(Ok(y)), Some(Ok(x))) => (self.y, self.x) = (y - 1, x - 1),
                (Some('m' | 'h' | 'l'), ..) => {}
                other => panic!("{other:?} of {parameters}"),
            }
        }
    }

    fn put(&mut self, c: char) {
        let row = &mut self.rows[self.y];
        let columns = old_columns(c);
        if columns == 0 {
            if let Some(cell) = row[..self.x].iter_mut().rev().flatten().next() {
                cell.push(c);
            }
            return;
        }
        assert!(
            self.x + columns <= row.len(),
            "{c} does not fit at {}",
            self.x
        );
        // Half of a wide character cannot stay.
        if row[self.x].is_none() {
            row[self.x - 1] = Some(" ".to_owned());
        }
        let after = self.x + columns;
        if row.get(after).is_some_and(Option::is_none) {
            row[after] = Some(" ".to_owned());
        }
        row[self.x] = Some(c.to_string());
        if columns == 2 {
            row[self.x + 1] = None;
        }
        self.x = after;
    }

    fn lines(&self) -> Vec<String> {
        let line = |row: &Vec<Option<String>>| row.iter().flatten().map(String::as_str).collect();
        let rows = self.rows.iter().map(line);
        rows.map(|line: String| line.trim_end().to_owned())
            .collect()
    }
}

/// Bytes on their way from the one to the other.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Emulator {
    fn new(columns: u16, rows: u16) -> Emulator {
        let area = Rect {
            x: 0,
            y: 0,
            width: columns,
            height: rows,
        };
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let sink = Sink::default();
        let terminal = Terminal::with_options(CrosstermBackend::new(sink.clone()), options)
            .expect("a terminal in memory");
        Emulator {
            terminal,
            sink,
            parser: vt100::Parser::new(cells(rows), cells(columns), 0),
        }
    }

    /// Draws a frame and returns what the terminal then shows.
    fn show(&mut self, stage: &Stage) -> String {
        let bytes = self.draw(stage);
        self.parser.process(&bytes);
        support::pty::screen_text(self.parser.screen())
    }

    /// Draws a frame and returns what the terminal gets.
    fn draw(&mut self, stage: &Stage) -> Vec<u8> {
        self.terminal
            .draw(|frame| {
                let mut canvas = Canvas::new(frame.buffer_mut(), stage.app.measure());
                screen::draw(&stage.app, &stage.theme, &mut canvas);
            })
            .expect("a frame in memory");
        self.sink.0.take()
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen with cells")
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

#[test]
fn every_row_in_chinese_is_whole_at_every_width() {
    for (columns, rows) in [(40, 24), (80, 24), (120, 40)] {
        let mut stage = Setting {
            lang: Lang::Zh,
            size: (columns, rows),
            ..Setting::default()
        }
        .start();
        let mut emulator = Emulator::new(columns, rows);
        stage.play("Z");
        let all = stage.app.tree().rows().len();
        assert!(all > 230, "the whole roadmap is open: {all} rows");
        for row in 0..all {
            let shown = emulator.show(&stage);
            assert_eq!(
                lines(&shown),
                lines(&canvas::read(&stage.buffer())),
                "{columns} columns, row {row}"
            );
            for line in shown.lines() {
                let line = clean::line(line.trim_end());
                assert!(
                    width::columns(line.as_clean()) <= usize::from(columns),
                    "{line}"
                );
            }
            // Every right border stands in its column, so no cell before it is missing or doubled.
            let below = shown.lines().skip_while(|line| !line.starts_with('╭'));
            let inside = below.skip(1).take_while(|line| !line.starts_with('╰'));
            let inside: Vec<&str> = inside.collect();
            assert!(
                inside.len() >= usize::from(rows) - 7
                    && inside.iter().all(|line| line.ends_with(['│', '┃'])),
                "{columns} columns, row {row}:\n{shown}"
            );
            stage.play("j");
        }
    }
}

#[test]
fn every_detail_in_chinese_is_whole_on_one_pane() {
    for columns in [40, 80] {
        let mut stage = Setting {
            lang: Lang::Zh,
            size: (columns, 24),
            ..Setting::default()
        }
        .start();
        let mut emulator = Emulator::new(columns, 24);
        stage.play("Z");
        for row in 0..stage.app.tree().rows().len() {
            stage.play("<tab>");
            let shown = emulator.show(&stage);
            assert_eq!(
                lines(&shown),
                lines(&canvas::read(&stage.buffer())),
                "{columns} columns, row {row}"
            );
            stage.play("<tab>j");
        }
    }
}

#[test]
fn an_overlay_leaves_no_half_characters_beside_it() {
    for columns in 70..=90 {
        let mut stage = Setting {
            lang: Lang::Zh,
            size: (columns, 24),
            ..Setting::default()
        }
        .start();
        let mut emulator = Emulator::new(columns, 24);
        stage.play("Z?");
        let shown = emulator.show(&stage);
        assert_eq!(
            lines(&shown),
            lines(&canvas::read(&stage.buffer())),
            "{columns} columns"
        );
        for line in shown.lines().take(24) {
            let has_frame = line.contains(['│', '╭', '╰']);
            assert!(has_frame, "{columns} columns: {line}");
        }
    }
}

/// Returns how many columns a character takes in such a terminal. The table of the library has newer ways with letters.
fn old_columns(c: char) -> usize {
    let is_letter = matches!(c, 'Α'..='Ρ' | 'Σ'..='Ω' | 'α'..='ρ' | 'σ'..='ω' | 'Ё' | 'А'..='я' | 'ё')
        || "àáèéêìíòóùúüøßæŁłńōū".contains(c);
    c.width_cjk().unwrap_or(0) + usize::from(is_letter)
}

#[test]
fn a_terminal_in_which_ambiguous_characters_are_wide_shows_what_was_drawn() {
    for (columns, rows, lang) in [(40, 24, Lang::Zh), (120, 30, Lang::Zh)] {
        let mut stage = Setting {
            lang,
            measure: Measure::Wide,
            symbols: Symbols::UNICODE.with_narrow_lines(),
            size: (columns, rows),
            ..Setting::default()
        }
        .start();
        // Without a colour of its own, so that what is left of a wide character would stay unseen by the library.
        stage.theme = Theme::named("ansi").expect("an embedded theme");
        let mut emulator = Emulator::new(columns, rows);
        let mut screen = OldScreen::new(columns, rows);
        let mut has_ambiguous = false;
        stage.play("Z");
        for row in 0..stage.app.tree().rows().len() {
            // The details and the help are looked at now and then, the rows always.
            let all = ["", "<tab>", "?", "<esc>", "<tab>"];
            for keys in all.into_iter().take(if row % 24 == 0 { 5 } else { 1 }) {
                stage.play(keys);
                screen.process(&emulator.draw(&stage));
                let shown = screen.lines();
                let place = format!("{columns} columns, row {row}, {keys}");
                assert_eq!(shown, lines(&canvas::read(&stage.buffer())), "{place}");
                let ambiguous = |c: char| c.width() == Some(1) && old_columns(c) == 2;
                has_ambiguous |= shown.iter().any(|line| line.contains(ambiguous));
                // The right border of the last pane stands in the last column of every row.
                for (line, cells) in shown
                    .iter()
                    .zip(&screen.rows)
                    .skip(3)
                    .take(usize::from(rows) - 6)
                {
                    let last = cells.last().cloned().flatten().unwrap_or_default();
                    assert!(["|", "#", "+"].contains(&&*last), "{place}: {line}");
                }
            }
            stage.play("j");
        }
        assert!(has_ambiguous, "there is something to be wide");
    }
}

#[test]
fn what_a_wide_ambiguous_character_hid_is_drawn_again_when_it_goes() {
    let mut screen = OldScreen::new(8, 1);
    let mut emulator = Emulator::new(8, 1);
    let frames = [
        "“a”b", "xx  yy", "α  β", "  α", "", "ααα", "abαb", "漢α", "α漢",
    ];
    for frame in frames.into_iter().flat_map(|frame| [frame, "", frame]) {
        let drawn = emulator.terminal.draw(|target| {
            let area = target.area();
            let mut canvas = Canvas::new(target.buffer_mut(), Measure::Wide);
            let text = clean::piece(frame);
            canvas.line(area, 0).write(text.as_clean(), Style::new());
        });
        drawn.expect("a frame in memory");
        screen.process(&emulator.sink.0.take());
        assert_eq!(screen.lines(), [frame.trim_end()]);
    }
}
