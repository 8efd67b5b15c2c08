//! The line above the footer: what happened, and what failed.

use super::App;
use crate::text::{Clean, CleanBuf, clean};
use crate::tui::layout;
use crate::tui::msg::Effect;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::prompt::Prompt;

/// A line above the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: CleanBuf,
    /// Bytes at the end of the text that are seen also where the text has to be cut: which key takes it back.
    hint: usize,
    pub(super) lasts: Lasting,
}

/// How long a notice stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lasting {
    /// As long as it takes to read it twice, or until the next key; so many seconds are left.
    Seconds(u8),
    /// Until the next key.
    UntilKey,
    /// Until `Esc`: what went wrong is not missed by pressing on.
    UntilSeen,
}

impl Notice {
    pub(super) const SECONDS: u8 = 8;

    pub(super) fn new(text: CleanBuf, lasts: Lasting) -> Notice {
        Notice {
            text,
            hint: 0,
            lasts,
        }
    }

    /// Returns what may be cut, and what follows it in any case.
    #[must_use]
    pub fn parts(&self) -> (Clean<'_>, Clean<'_>) {
        let text = self.text.as_clean();
        let end = text.as_str().len();
        let hint = end - self.hint;
        (text.slice(0..hint), text.slice(hint..end))
    }

    #[must_use]
    pub fn is_error(&self) -> bool {
        self.lasts == Lasting::UntilSeen
    }
}

impl App {
    /// Takes the notice away, unless it tells of an error, which stays until it is seen.
    pub(super) fn dismiss_notice(&mut self) {
        self.notice.take_if(|notice| !notice.is_error());
    }

    /// Takes a notice away that was there long enough.
    pub(super) fn second(&mut self) -> Vec<Effect> {
        if let Some(Notice {
            lasts: Lasting::Seconds(left),
            ..
        }) = &mut self.notice
        {
            *left = left.saturating_sub(1);
        }
        self.notice
            .take_if(|notice| notice.lasts == Lasting::Seconds(0));
        Vec::new()
    }

    /// Tells whether a notice is seen as a whole.
    pub(super) fn fits_notice(&self, text: &str) -> bool {
        // One column of air at each end.
        let room = usize::from(layout::notice(self.size).width).saturating_sub(2);
        self.measure.columns(clean::line(text).as_clean()) <= room
    }

    pub(super) fn say(&mut self, text: &str) -> Vec<Effect> {
        let lasts = Lasting::Seconds(Notice::SECONDS);
        self.notice = Some(Notice::new(clean::line(text), lasts));
        Vec::new()
    }

    /// Says something, and which key takes it back or does it again.
    pub(super) fn say_with(&mut self, text: &str, hint: &str) -> Vec<Effect> {
        let effects = self.say(&format!("{text}{hint}"));
        if let Some(notice) = &mut self.notice {
            let hint = clean::piece(hint);
            let is_last = notice.text.as_str().ends_with(hint.as_str());
            notice.hint = if is_last { hint.len() } else { 0 };
        }
        effects
    }

    pub(super) fn fail(&mut self, text: &str) -> Vec<Effect> {
        self.notice = Some(Notice::new(clean::line(text), Lasting::UntilSeen));
        Vec::new()
    }

    /// Says what failed. A line that was typed for it comes back, with the reason beside it.
    pub(super) fn refused(&mut self, why: &str) -> Vec<Effect> {
        match self.unsent.take() {
            Some(prompt) => {
                self.overlay = Some(Overlay::Prompt(Prompt {
                    remark: clean::line(why),
                    ..prompt
                }));
                Vec::new()
            }
            None => self.fail(why),
        }
    }
}
