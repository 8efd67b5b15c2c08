//! The screen without a terminal: keys in, a picture out. Ticks count in memory only; nothing else is done in the world.

use jiff::ZonedDateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::app::{App, Start};
use super::canvas::Canvas;
use super::effect::LoadTheme;
use super::keymap::{self, UnknownKey};
use super::msg::{Effect, Msg};
use super::{picture, screen};
use crate::journal::{Action, Record, RecordId};
use crate::text::Clean;
use crate::theme::Theme;

/// A screen that nobody sits at.
pub struct Still {
    app: App,
    theme: Theme,
    load: LoadTheme,
    now: ZonedDateTime,
    records: u64,
}

impl Still {
    #[must_use]
    pub fn new(start: Start, theme: Theme, load: LoadTheme, now: ZonedDateTime) -> Still {
        Still {
            app: App::new(start),
            theme,
            load,
            now,
            records: 0,
        }
    }

    /// Presses keys, written as `jj<space>m`.
    pub fn play(&mut self, notation: &str) -> Result<(), UnknownKey> {
        for key in keymap::events(notation)? {
            let msg = self.app.keymap().msg(self.app.scope(), key);
            let mut effects = self.app.update(msg);
            while let Some(effect) = effects.pop() {
                if let Some(msg) = self.answer(effect) {
                    effects.extend(self.app.update(msg));
                }
            }
            while self.app.is_busy() {
                self.app.go_on();
            }
        }
        Ok(())
    }

    fn answer(&mut self, effect: Effect) -> Option<Msg> {
        match effect {
            Effect::Append(change) => {
                self.records += 1;
                let id = RecordId::new(0, self.records);
                let now = self.now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
                // Behind all that the journal has.
                let place = self.app.course().log().largest_l().saturating_add(1);
                let record = Record::new(id, place, &now, Action::Status(change.clone()));
                Some(Msg::Recorded {
                    record: Box::new(record),
                    change,
                    unsaved: None,
                })
            }
            Effect::ShowTheme(name) => Some(match (self.load)(name.as_str()) {
                Ok(theme) => {
                    self.theme = theme;
                    Msg::ThemeShown(name)
                }
                Err(problems) => Msg::ThemeBroken(problems),
            }),
            Effect::OpenLink(_)
            | Effect::StartTimer(_)
            | Effect::Copy(_)
            | Effect::EditNote(_)
            | Effect::AddNote(..)
            | Effect::AddLink { .. }
            | Effect::Hide(_)
            | Effect::UseRoadmap(_)
            | Effect::ListRoadmaps
            | Effect::TurnLayer { .. }
            | Effect::TurnNote { .. }
            | Effect::LookBack
            | Effect::RememberEdition
            | Effect::Attach { .. }
            | Effect::SaveView(_)
            | Effect::Suspend
            | Effect::Quit => None,
        }
    }

    /// Draws the screen as an SVG file.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, height) = self.app.size();
        let area = Rect {
            x: 0,
            y: 0,
            width,
            height,
        };
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, self.app.measure());
        // Where the cursor blinks does not matter on paper.
        let _cursor = screen::draw(&self.app, &self.theme, &mut canvas);
        picture::svg(&buffer, self.theme.ground(), Clean::fixed("roadbook"))
    }
}
