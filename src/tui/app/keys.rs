//! What is pressed for an action, for all who name a key.

use super::App;
use crate::text::{CleanBuf, clean};
use crate::tui::keymap::{Keymap, Scope};
use crate::tui::msg::Action;

impl App {
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the key of an action where keys go now, as a person reads it; nothing where no key leads to it.
    #[must_use]
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(self.scope(), action)
    }

    /// Returns what is pressed for an action on the main screen, as a sentence names it: its key, else its name.
    #[must_use]
    pub fn key_or_name(&self, action: Action) -> String {
        let key = self.keymap.label(Scope::Main, action);
        if key.is_empty() {
            return action.name().to_owned();
        }
        key
    }

    pub(super) fn first_hint(&self) -> CleanBuf {
        let key = |action| self.key_or_name(action);
        let hint = self.text().first_hint;
        let (down, up) = (key(Action::MoveDown), key(Action::MoveUp));
        clean::line(&hint(
            &format!("{down} {up}"),
            &key(Action::ToggleDone),
            &key(Action::OpenLink),
            &key(Action::Help),
        ))
    }
}
