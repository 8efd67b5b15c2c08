//! What statistics say in words: what the pictures do not show. Nothing of it asks for more.

use super::{REST_DAYS, Stats};
use crate::lang::Lang;
use crate::text::{CleanBuf, clean};

/// A shorter streak is not worth a word.
const LEAST_STREAK: u32 = 2;

impl Stats {
    /// Returns what there is to say, each with its label; nothing before anything happened.
    #[must_use]
    pub fn facts(
        &self,
        lang: Lang,
        words: fn(u32, bool) -> String,
    ) -> Vec<(&'static str, CleanBuf)> {
        // The counts say it all then.
        if self.days.is_empty() {
            return Vec::new();
        }
        let text = lang.stats();
        let time = |minutes: u64, known: bool| {
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            words(minutes, known)
        };
        let mut facts: Vec<(&str, String)> = Vec::new();
        if self.left.resources > 0 {
            let time = time(self.left.minutes, !self.left.is_estimate);
            facts.push((text.left, (text.left_is)(self.left.resources, &time)));
        }
        if let Some(pace) = &self.pace {
            let time = time(pace.minutes_a_week(), true);
            facts.push((text.pace, (text.pace_is)(&time, pace.weeks())));
        }
        if let Some(finish) = self.finish {
            let (from, to) = (finish.from.to_string(), finish.to.to_string());
            facts.push((text.finish, (text.finish_is)(&from, &to)));
        }
        if let Some(since) = self
            .streak
            .since
            .filter(|_| self.streak.days >= LEAST_STREAK)
        {
            let words = (text.streak_is)(self.streak.days, &since.to_string(), REST_DAYS);
            facts.push((text.streak, words));
        }
        if self.minutes_spent > 0 {
            facts.push((text.spent, (text.duration)(self.minutes_spent)));
        }
        let clean = |(label, words): (_, String)| (label, clean::line(&words));
        facts.into_iter().map(clean).collect()
    }
}
