//! Columns: how wide a text is on the screen, where it is cut, where its lines break.
//!
//! A text is as wide as its graphemes together, measured one by one, since that is how ratatui fills its cells.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::clean::{Clean, CleanBuf};

pub use super::wrap::{chop, wrap};

/// How columns are counted: characters that the tables of Unicode call ambiguous, such as `“`, `α` and lines, are wide
/// in terminals that follow the old Chinese ways, and narrow in all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    #[default]
    Narrow,
    Wide,
}

/// The letters of ambiguous width. The tables of the library have them narrow, as newer terminals do; older ones go by
/// Unicode's word that they are ambiguous as all the others. A blank too many is better than a letter that is overwritten.
const AMBIGUOUS_LETTERS: &str = "ªºÆÐØÞßàáæèéêìíðòóøùúüþāđēěĦħīıĲĳĸĿŀŁłńňŉŊŋōŒœŦŧūǎǐǒǔǖǘǚǜɑɡˇˉˊˋˍːΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωЁАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяёⁿℓ\u{2126}\u{212b}";

impl Measure {
    pub const ALL: [Measure; 2] = [Measure::Narrow, Measure::Wide];

    /// Returns the word that the config uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Measure::Narrow => "narrow",
            Measure::Wide => "wide",
        }
    }

    /// Returns how many terminal columns a text takes. Newlines take none.
    #[must_use]
    pub fn columns(self, text: Clean<'_>) -> usize {
        let text = text.as_str();
        let plain = text.chars().map(|c| self.plain_columns(c));
        let plain = plain.sum::<Option<usize>>();
        plain.unwrap_or_else(|| {
            let graphemes = text.graphemes(true);
            graphemes
                .map(|grapheme| self.grapheme_columns(grapheme))
                .sum()
        })
    }

    /// Returns the graphemes of a text with their byte positions and their columns, for drawing. Those without columns
    /// (newlines, marks without a base) cannot be drawn in a cell of their own.
    pub fn graphemes(self, text: Clean<'_>) -> impl Iterator<Item = (usize, &str, usize)> {
        let text = text.as_str();
        let plain = self.plain_start(text);
        let (start, rest) = text.split_at(plain);
        let start = start.char_indices().map(move |(at, c)| {
            let grapheme = &text[at..at + c.len_utf8()];
            (at, grapheme, self.plain_columns(c).unwrap_or_default())
        });
        let rest = rest.grapheme_indices(true);
        start.chain(
            rest.map(move |(at, grapheme)| (plain + at, grapheme, self.grapheme_columns(grapheme))),
        )
    }

    /// Cuts a one-line text to at most `max` columns, ending in `…` where something was cut.
    #[must_use]
    pub fn cut(self, text: Clean<'_>, max: usize) -> CleanBuf {
        self.cut_with(text, max, ELLIPSIS)
    }

    /// Cuts a one-line text to at most `max` columns, ending in the given ellipsis where something was cut.
    ///
    /// A wide character that would stand half outside goes, and so does white space before the ellipsis.
    #[must_use]
    pub fn cut_with(self, text: Clean<'_>, max: usize, ellipsis: Clean<'_>) -> CleanBuf {
        let (head, tail) = self.cut_apart(text, max, ellipsis);
        CleanBuf::concat(&[head, tail])
    }

    /// Cuts as [`cut_with`](Self::cut_with) does. Returns what is kept of the text, and apart from it the ellipsis, which is empty
    /// where nothing was cut.
    #[must_use]
    pub fn cut_apart<'t>(
        self,
        text: Clean<'t>,
        max: usize,
        ellipsis: Clean<'t>,
    ) -> (Clean<'t>, Clean<'t>) {
        if self.columns(text) <= max {
            return (text, Clean::fixed(""));
        }
        let tail = self.prefix(ellipsis, max);
        let head = self.prefix(text, max - self.columns(tail));
        (head.slice(0..head.as_str().trim_end().len()), tail)
    }

    /// Breaks a text into lines as [`wrap`] does.
    #[must_use]
    pub fn wrap(self, text: Clean<'_>, max: usize) -> Vec<Range<usize>> {
        self.wrap_glued(text, max, &[])
    }

    /// Returns how many columns the cell of one grapheme takes.
    #[must_use]
    pub fn grapheme_columns(self, grapheme: &str) -> usize {
        if let [b' '..=b'~'] = grapheme.as_bytes() {
            return 1;
        }
        if grapheme.contains(char::is_control) {
            return 0;
        }
        // ratatui adds a column for each halfwidth sound mark, on top of what the tables say. A cell too many does no
        // harm; a count that differs from the cells would.
        let sound_marks = grapheme
            .chars()
            .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
            .count();
        let columns = match self {
            Measure::Narrow => grapheme.width(),
            Measure::Wide => {
                let is_letter = grapheme.chars().next().is_some_and(is_ambiguous_letter);
                grapheme.width_cjk() + usize::from(is_letter)
            }
        };
        columns + sound_marks
    }

    /// Returns the columns of a character that is a grapheme by itself, unless a mark follows it: what most texts are made of.
    const fn plain_columns(self, c: char) -> Option<usize> {
        match c {
            // Also the marks of the program's own.
            ' '..='~' | '∙' | '◒' | '✓' | '‒' | '▾' | '▸' | '✦' | '⋯' | '›' => {
                Some(1)
            }
            '\u{4E00}'..='\u{9FFF}' | '，' | '。' | '、' | '：' | '（' | '）' => Some(2),
            // Lines, letters with accents, quotes and dashes: wide in old Chinese terminals.
            '\u{2500}'..='\u{257F}' | 'À'..='ɏ' | '‘'..='”' | '–' | '—' | '…' => {
                match self {
                    Measure::Narrow => Some(1),
                    Measure::Wide => None,
                }
            }
            _ => None,
        }
    }

    /// Returns how many bytes of a text are plain, up to the last character behind which a mark could stand.
    fn plain_start(self, text: &str) -> usize {
        let mut before = 0;
        for (at, c) in text.char_indices() {
            if self.plain_columns(c).is_none() {
                return before;
            }
            before = at;
        }
        text.len()
    }

    /// Returns the longest start of a text that fits in `max` columns.
    fn prefix(self, text: Clean<'_>, max: usize) -> Clean<'_> {
        let mut used = 0;
        let end = self.graphemes(text).find(|&(_, _, columns)| {
            used += columns;
            used > max
        });
        end.map_or(text, |(at, ..)| text.slice(0..at))
    }
}

fn is_ambiguous_letter(c: char) -> bool {
    !c.is_ascii() && AMBIGUOUS_LETTERS.contains(c)
}

/// Marks the place where a text was cut.
pub const ELLIPSIS: Clean<'static> = Clean::fixed("…");

/// Returns how many columns a text takes in most terminals; see [`Measure::columns`].
#[must_use]
pub fn columns(text: Clean<'_>) -> usize {
    Measure::Narrow.columns(text)
}

/// Returns the graphemes of a text as most terminals draw them; see [`Measure::graphemes`].
pub fn graphemes(text: Clean<'_>) -> impl Iterator<Item = (usize, &str, usize)> {
    Measure::Narrow.graphemes(text)
}

/// Cuts a text for most terminals; see [`Measure::cut`].
#[must_use]
pub fn cut(text: Clean<'_>, max: usize) -> CleanBuf {
    Measure::Narrow.cut(text, max)
}

/// Cuts a text for most terminals; see [`Measure::cut_with`].
#[must_use]
pub fn cut_with(text: Clean<'_>, max: usize, ellipsis: Clean<'_>) -> CleanBuf {
    Measure::Narrow.cut_with(text, max, ellipsis)
}

/// Makes a one-line text exactly `width` columns wide: cuts it, or adds spaces at its right.
#[must_use]
pub fn fit(text: Clean<'_>, width: usize) -> CleanBuf {
    let mut fitted = cut(text, width);
    fitted.push_spaces(width - columns(fitted.as_clean()));
    fitted
}

/// Makes a one-line text exactly `width` columns wide: cuts it, or adds spaces at its left.
#[must_use]
pub fn fit_right(text: Clean<'_>, width: usize) -> CleanBuf {
    let text = cut(text, width);
    let mut fitted = CleanBuf::new();
    fitted.push_spaces(width - columns(text.as_clean()));
    fitted.push(text.as_clean());
    fitted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::clean::line;

    #[test]
    fn columns_are_counted_by_grapheme() {
        let table = [
            ("", 0),
            ("abc", 3),
            ("注意力", 6),
            ("e\u{301}", 1),
            ("👩\u{200d}💻", 2),
            ("한국", 4),
            ("ｶﾞ", 3),
            ("a\nb", 2),
            ("✓ ◐ · –", 7),
            // Lam and alef are one glyph for the tables but two cells for a terminal.
            ("لا", 2),
        ];
        for (text, width) in table {
            let text = crate::text::clean::block(text);
            assert_eq!(columns(text.as_clean()), width, "{text:?}");
        }
    }

    #[test]
    fn characters_of_ambiguous_width_are_counted_as_the_terminal_draws_them() {
        let table = [
            ("abc", 3, 3),
            ("注意力", 6, 6),
            ("“注意”", 6, 8),
            ("αβ—…", 4, 8),
            ("e\u{301}", 1, 1),
            ("é α\u{301} Я", 5, 8),
            ("✓ ◒ ∙ ‒ ⋯ ▾ ▸ ✦ ›", 17, 17),
            ("ｶﾞ", 3, 3),
        ];
        for (text, narrow, wide) in table {
            let text = line(text);
            let counted = Measure::ALL.map(|measure| measure.columns(text.as_clean()));
            assert_eq!(counted, [narrow, wide], "{text:?}");
        }
        let text = line("αβγ “注意力”");
        let short = Measure::Wide.cut_with(text.as_clean(), 10, Clean::fixed("⋯"));
        assert_eq!(short.as_str(), "αβγ “⋯");
        let lines: Vec<&str> = Measure::Wide
            .wrap(text.as_clean(), 7)
            .into_iter()
            .map(|range| &text.as_str()[range])
            .collect();
        assert_eq!(lines, ["αβγ", "“注意", "力”"]);
    }

    #[test]
    fn texts_are_cut_between_graphemes() {
        let table = [
            ("LoRA insights", 13, "LoRA insights"),
            ("LoRA insights", 12, "LoRA insigh…"),
            ("LoRA insights", 6, "LoRA…"),
            ("LoRA", 1, "…"),
            ("LoRA", 0, ""),
            ("注意力机制", 10, "注意力机制"),
            ("注意力机制", 9, "注意力机…"),
            ("注意力机制", 8, "注意力…"),
            ("注意", 2, "…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ];
        for (text, max, expected) in table {
            assert_eq!(
                cut(line(text).as_clean(), max).as_str(),
                expected,
                "{text:?} in {max}"
            );
        }
        let dots = |max| cut_with(Clean::fixed("abcdef"), max, Clean::fixed("..."));
        assert_eq!(
            [dots(5).as_str(), dots(3).as_str(), dots(2).as_str()],
            ["ab...", "...", ".."]
        );
    }

    #[test]
    fn texts_are_fitted_to_a_column() {
        let table = [
            ("ab", "ab   ", "   ab"),
            ("注意力", "注意…", "注意…"),
            ("注意", "注意 ", " 注意"),
        ];
        for (text, left, right) in table {
            let text = line(text);
            assert_eq!(fit(text.as_clean(), 5).as_str(), left);
            assert_eq!(fit_right(text.as_clean(), 5).as_str(), right);
        }
    }

    #[test]
    fn plain_characters_are_graphemes_by_themselves_and_as_wide_as_all_others_are_measured() {
        for c in '\0'..=char::MAX {
            for measure in Measure::ALL {
                let Some(columns) = measure.plain_columns(c) else {
                    continue;
                };
                let text = format!("a{c}中{c}{c}b");
                let graphemes: Vec<&str> = text.graphemes(true).collect();
                assert_eq!(graphemes.len(), 6, "{c:?}");
                assert_eq!(measure.grapheme_columns(graphemes[1]), columns, "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn plain_characters_are_counted_as_all_others(text in "[ -~中文，。é─✓“…\u{301}α👩\u{200d}💻ﾞ\n]{0,12}") {
            let text = crate::text::clean::block(&text);
            let text = text.as_clean();
            for measure in Measure::ALL {
                let counted: Vec<_> = text
                    .as_str()
                    .grapheme_indices(true)
                    .map(|(at, grapheme)| (at, grapheme, measure.grapheme_columns(grapheme)))
                    .collect();
                prop_assert_eq!(measure.graphemes(text).collect::<Vec<_>>(), &counted[..]);
                let sum: usize = counted.iter().map(|(.., columns)| columns).sum();
                prop_assert_eq!(measure.columns(text), sum);
            }
        }

        #[test]
        fn nothing_is_wider_than_asked_for(text in any::<String>(), max in 0_usize..20) {
            let text = line(&text);
            let short = cut(text.as_clean(), max);
            prop_assert!(columns(short.as_clean()) <= max);
            prop_assert_eq!(short == text, columns(text.as_clean()) <= max);
            prop_assert_eq!(columns(fit(text.as_clean(), max).as_clean()), max);
            prop_assert_eq!(columns(fit_right(text.as_clean(), max).as_clean()), max);
        }
    }
}
