//! Wide characters, through a terminal emulator: what a terminal shows after every frame is what was drawn, cell by
//! cell, for every row of the built-in roadmap in Chinese.

mod support;

use std::cell::RefCell;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;

use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use support::stage::{Setting, Stage};

use roadbook::lang::Lang;
use roadbook::text::{clean, width};
use roadbook::tui::canvas::{self, Canvas};
use roadbook::tui::screen;

/// A terminal that gets only the differences between frames, as a real one does.
struct Emulator {
    terminal: Terminal<CrosstermBackend<Sink>>,
    sink: Sink,
    parser: vt100::Parser,
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
        self.terminal
            .draw(|frame| {
                screen::draw(
                    &stage.app,
                    &stage.theme,
                    &mut Canvas::new(frame.buffer_mut()),
                );
            })
            .expect("a frame in memory");
        let bytes = self.sink.0.take();
        self.parser.process(&bytes);
        support::pty::screen_text(self.parser.screen())
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
            let borders = shown.lines().skip(4).take(usize::from(rows) - 7);
            let right = borders.filter(|line| line.ends_with(['│', '┃'])).count();
            assert_eq!(
                right,
                usize::from(rows) - 7,
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
