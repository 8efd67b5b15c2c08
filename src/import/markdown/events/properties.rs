//! What outliners write below the text of an item: properties, days and the logbook.

use crate::import::inline::Inline;
use crate::import::past::{self, Past};
use crate::import::report::What as Note;

use super::Reader;

impl Reader<'_, '_> {
    /// Takes such lines off the text of an item; returns the time that they say was spent.
    pub(super) fn take_properties(&mut self, line: u32, inline: &mut Inline) -> Past {
        let mut past = Past::default();
        let mut gone = Vec::new();
        let mut start = inline.text.find('\n').unwrap_or(inline.text.len());
        for (number, text) in (1..).zip(inline.text.lines().skip(1)) {
            // With the line break before it.
            let range = start..start + 1 + text.len();
            start = range.end;
            let text = text.trim();
            let is_drawer = matches!(text, ":LOGBOOK:" | ":END:");
            let stint = past::clocked(without_seconds(text));
            if !is_drawer && stint.is_none() && !is_property(text) {
                continue;
            }
            if !is_drawer && stint.is_none() {
                self.report
                    .add(line.saturating_add(number), Note::NotKept, text);
            }
            past.spent.extend(stint);
            gone.push(range);
        }
        inline.remove_all(&gone);
        past
    }
}

/// Takes the seconds off the time that an entry of a clock ran.
fn without_seconds(clock: &str) -> &str {
    let ran = clock.rsplit_once("=>").map_or("", |(_, ran)| ran);
    if ran.matches(':').count() < 2 {
        return clock;
    }
    clock.rsplit_once(':').map_or(clock, |(clock, _)| clock)
}

/// Tells whether a line is a property, as `collapsed:: true`, or a day of a plan.
fn is_property(line: &str) -> bool {
    let is_planned = ["SCHEDULED: <", "DEADLINE: <", "CLOCK:"];
    if is_planned.iter().any(|word| line.starts_with(word)) {
        return true;
    }
    let Some((key, value)) = line.split_once("::") else {
        return false;
    };
    let is_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    !key.is_empty() && key.chars().all(is_key) && (value.is_empty() || value.starts_with(' '))
}
