//! The screen without a terminal: keys in, pictures and effects out, all in memory.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::civil::date;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use roadbook::course::Course;
use roadbook::journal::{Action as JournalAction, Log, Record, RecordId};
use roadbook::lang::Lang;
use roadbook::lang::causes::Cause;
use roadbook::roadmap::{Roadmap, load};
use roadbook::symbols::Symbols;
use roadbook::text::Clean;
use roadbook::text::width::Measure;
use roadbook::theme::Theme;
use roadbook::tui::app::{App, Looks, Start};
use roadbook::tui::canvas::{self, Canvas};
use roadbook::tui::keymap::Keymap;
use roadbook::tui::msg::{Click, Effect, Msg};
use roadbook::tui::screen;
use roadbook::view::View;
use roadbook::yaml::Limits;

/// The roadmap that the program ships.
pub fn built_in() -> Roadmap {
    roadmap(include_str!("../../roadmap/llm.yaml"))
}

/// Reads a roadmap that must be without fault.
pub fn roadmap(yaml: &str) -> Roadmap {
    load(yaml.as_bytes(), &Limits::default())
        .expect("a roadmap without problems")
        .roadmap
}

/// A screen that is played on, and a journal that only remembers.
pub struct Stage {
    pub app: App,
    pub theme: Theme,
    /// Effects that the world would have run, but for appends, which are answered at once.
    pub effects: Vec<Effect>,
    /// What every append is answered with: saved, or why not.
    pub disk_error: Option<&'static str>,
    records: u64,
}

/// How a stage is set up.
pub struct Setting {
    pub roadmap: Roadmap,
    pub log: Log,
    pub lang: Lang,
    pub lang_is_asked_for: bool,
    pub symbols: Symbols,
    pub measure: Measure,
    pub keymap: Keymap,
    pub size: (u16, u16),
    pub finish_date: bool,
    pub timer: bool,
    pub view: Option<View>,
}

impl Default for Setting {
    fn default() -> Self {
        Setting {
            roadmap: built_in(),
            log: Log::default(),
            lang: Lang::En,
            lang_is_asked_for: false,
            symbols: Symbols::UNICODE,
            measure: Measure::Narrow,
            keymap: Keymap::default(),
            size: (120, 40),
            finish_date: true,
            timer: false,
            view: None,
        }
    }
}

impl Setting {
    pub fn start(self) -> Stage {
        let app = App::new(Start {
            course: Course::new(self.roadmap, self.log),
            lang: self.lang,
            lang_is_asked_for: self.lang_is_asked_for,
            symbols: self.symbols,
            measure: self.measure,
            keymap: self.keymap,
            looks: Looks {
                themes: Theme::embedded()
                    .map(|name| Clean::fixed(name).to_buf())
                    .collect(),
                theme: Clean::fixed("dark").to_buf(),
                chosen: None,
                is_asked_for: false,
            },
            size: self.size,
            today: date(2026, 11, 23),
            zone: TimeZone::UTC,
            finish_date: self.finish_date,
            timer: self.timer,
            view: self.view,
            stage: None,
            notice: None,
        });
        let theme = Theme::named("dark").expect("an embedded theme");
        Stage {
            app,
            theme,
            effects: Vec::new(),
            disk_error: None,
            records: 0,
        }
    }
}

impl Stage {
    /// Presses keys, written as `jj<enter>3o<c-r>`.
    pub fn play(&mut self, notation: &str) -> &mut Stage {
        for event in keys(notation) {
            self.send(self.app.keymap().msg(self.app.scope(), event));
        }
        self
    }

    pub fn click(&mut self, column: u16, row: u16) -> &mut Stage {
        self.send(Msg::Click(Click {
            column,
            row,
            double: false,
        }));
        self
    }

    /// Delivers a message and answers appends as a journal would.
    pub fn send(&mut self, msg: Msg) -> &mut Stage {
        let mut effects = self.app.update(msg);
        while !effects.is_empty() {
            let mut next = Vec::new();
            for effect in effects {
                let Effect::Append(change) = effect else {
                    self.effects.push(effect);
                    continue;
                };
                self.records += 1;
                let id = RecordId::new(1, self.records);
                let record = Record::new(
                    id,
                    self.records,
                    "2026-11-23T19:24:30+01:00",
                    JournalAction::Status(change.clone()),
                );
                let unsaved = self.disk_error.map(Cause::same);
                next.extend(self.app.update(Msg::Recorded {
                    record: Box::new(record),
                    change,
                    unsaved,
                }));
            }
            effects = next;
        }
        while self.app.is_busy() {
            self.app.go_on();
        }
        self
    }

    /// Draws the screen.
    pub fn buffer(&self) -> Buffer {
        let (width, height) = self.app.size();
        self.buffer_of(width, height)
    }

    /// Draws the screen on a terminal of some size, which may be another than the screen knows by now.
    pub fn buffer_of(&self, width: u16, height: u16) -> Buffer {
        let mut buffer = Buffer::empty(Rect {
            x: 0,
            y: 0,
            width,
            height,
        });
        let mut canvas = Canvas::new(&mut buffer, self.app.measure());
        screen::draw(&self.app, &self.theme, &mut canvas);
        buffer
    }

    /// Returns the screen as a person reads it.
    pub fn picture(&self) -> String {
        canvas::read(&self.buffer())
    }

    /// Returns the line of the cursor row, without its frame.
    pub fn cursor_line(&self) -> String {
        let picture = self.picture();
        let pointer = self.app.symbols().pointer;
        let line = picture
            .lines()
            .find_map(|line| line.split_once(&format!("│{pointer}")));
        let line = line.map(|(_, rest)| rest.split('│').next().unwrap_or(rest));
        line.unwrap_or_default().trim().to_owned()
    }

    /// Returns the line above the footer, when there is one.
    pub fn notice(&self) -> String {
        self.app
            .notice()
            .map(|notice| notice.text.to_string())
            .unwrap_or_default()
    }

    /// Returns the id of the node at the cursor.
    pub fn at(&self) -> String {
        let roadmap = self.app.course().roadmap();
        self.app
            .current_node()
            .map(|node| roadmap.node_id(node).to_string())
            .unwrap_or_default()
    }
}

fn keys(notation: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = notation;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        if let Some((name, after)) = named {
            events.push(named_key(name));
            rest = after;
        } else {
            events.push(KeyEvent::from(KeyCode::Char(c)));
            rest = &rest[c.len_utf8()..];
        }
    }
    events
}

fn named_key(name: &str) -> KeyEvent {
    if let Some(c) = name.strip_prefix("c-").and_then(|c| c.chars().next()) {
        return KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    }
    KeyEvent::from(match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "f2" => KeyCode::F(2),
        other => panic!("no key is written <{other}>"),
    })
}
