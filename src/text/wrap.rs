//! Line breaking for Latin and Chinese text: greedy, over graphemes, as byte ranges of the text.

use std::ops::Range;

use super::clean::Clean;
use super::width::Measure;

/// Characters that no line starts with: closing marks, and small letters that belong to the one before.
const NO_START: &str = "，。、；：？！）】》〉」』〕〗〙〛｝］”’…‥·・％‰℃°～〜々ーゝゞヽヾぁぃぅぇぉっゃゅょァィゥェォッャュョ｡｣､･,.;:?!)]}%/-";
/// Characters that no line ends with: opening marks and currency signs.
const NO_END: &str = "（【《〈「『〔〖〘〚｛［“‘￥＄£｢([{$";

/// Breaks a text into lines of at most `max` columns, as most terminals count them; returns the byte range of each line.
///
/// Lines break after spaces (which are left out), beside wide characters but not before closing or after opening
/// punctuation, after `/ ? & -` inside words, and where nothing else helps between graphemes. A newline always
/// breaks. A line is wider than `max` only if it is a single grapheme. There is at least one line.
#[must_use]
pub fn wrap(text: Clean<'_>, max: usize) -> Vec<Range<usize>> {
    Measure::Narrow.wrap(text, max)
}

/// Breaks a text into lines without looking for words; see [`Measure::chop`].
#[must_use]
pub fn chop(text: Clean<'_>, max: usize) -> Vec<Range<usize>> {
    Measure::Narrow.chop(text, max)
}

impl Measure {
    /// Breaks a text as [`wrap`] does, but not at the given byte positions (in order) if that can be avoided.
    #[must_use]
    pub fn wrap_glued(self, text: Clean<'_>, max: usize, glued: &[usize]) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        for paragraph in split_newlines(text) {
            let cells = cells(self, text, paragraph.clone());
            Wrapper {
                cells: &cells,
                end: paragraph.end,
                max,
                glued,
            }
            .wrap_into(&mut lines);
        }
        lines
    }

    /// Breaks a text into lines of at most `max` columns without looking for words, so that code keeps its columns;
    /// returns the byte range of each line. A newline always breaks. A line is wider than `max` only if it is a single
    /// grapheme.
    #[must_use]
    pub fn chop(self, text: Clean<'_>, max: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        for paragraph in split_newlines(text) {
            let mut start = paragraph.start;
            let mut used = 0;
            for (at, _, columns) in self.graphemes(text.slice(paragraph.clone())) {
                let at = paragraph.start + at;
                if used > 0 && used + columns > max && columns > 0 {
                    lines.push(start..at);
                    start = at;
                    used = 0;
                }
                used += columns;
            }
            lines.push(start..paragraph.end);
        }
        lines
    }
}

fn split_newlines(text: Clean<'_>) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.as_str().split('\n').map(move |part| {
        let range = start..start + part.len();
        start = range.end + 1;
        range
    })
}

/// A grapheme as line breaking sees it.
struct Cell {
    at: usize,
    columns: usize,
    first: char,
    last: char,
}

impl Cell {
    fn is_space(&self) -> bool {
        // A space that carries a mark can be seen.
        self.first == self.last
            && self.first.is_whitespace()
            && !matches!(self.first, '\u{A0}' | '\u{2007}' | '\u{202F}')
    }

    fn is_wide(&self) -> bool {
        self.columns >= 2
    }

    fn is_no_start(&self) -> bool {
        is_mark(self.first) && NO_START.contains(self.first)
    }

    fn is_no_end(&self) -> bool {
        is_mark(self.last) && NO_END.contains(self.last)
    }

    /// Quotes may open or close: no break on either side when they touch a word.
    fn is_quote(&self) -> bool {
        matches!(self.first, '"' | '\'')
    }

    /// Tells whether it is a Latin letter or a digit without marks, between which no line ends.
    fn is_inside_words(&self) -> bool {
        self.first == self.last && self.first.is_ascii_alphanumeric()
    }
}

/// Tells whether a character may be in one of the lists above, in which letters, most of every text, need not be looked for.
const fn is_mark(c: char) -> bool {
    !matches!(c, '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{4E00}'..='\u{9FFF}')
}

fn cells(measure: Measure, text: Clean<'_>, range: Range<usize>) -> Vec<Cell> {
    let start = range.start;
    let mut cells = Vec::with_capacity(range.len());
    let graphemes = measure.graphemes(text.slice(range));
    graphemes.for_each(|(at, grapheme, columns)| {
        let mut chars = grapheme.chars();
        if let Some(first) = chars.next() {
            cells.push(Cell {
                at: start + at,
                columns,
                first,
                last: chars.next_back().unwrap_or(first),
            });
        }
    });
    cells
}

/// One paragraph on its way into lines.
struct Wrapper<'a> {
    cells: &'a [Cell],
    /// The byte where the paragraph ends.
    end: usize,
    max: usize,
    glued: &'a [usize],
}

impl Wrapper<'_> {
    fn wrap_into(&self, lines: &mut Vec<Range<usize>>) {
        let mut start = 0;
        let mut best = None;
        let mut used = 0;
        let mut index = 0;
        while let Some(cell) = self.cells.get(index) {
            if index > start && self.is_break(start, index) {
                best = Some(index);
            }
            // Spaces hang over the edge: they are left out if the line breaks there.
            let overflows =
                used > 0 && cell.columns > 0 && used + cell.columns > self.max && !cell.is_space();
            if !overflows {
                used += cell.columns;
                index += 1;
                continue;
            }
            let next = best
                .take()
                .unwrap_or_else(|| self.emergency_break(start, index));
            let line = self.line(start, next);
            // Only the spaces at the start of a paragraph can be a line of nothing.
            if !line.is_empty() {
                lines.push(line);
            }
            start = next;
            index = next;
            used = 0;
        }
        lines.push(self.line(start, self.cells.len()));
    }

    /// Returns the bytes of the cells `start..end` without the spaces at their end.
    fn line(&self, start: usize, end: usize) -> Range<usize> {
        let kept = self.cells[start..end]
            .iter()
            .rposition(|cell| !cell.is_space());
        let first = self.byte(start);
        first..kept.map_or(first, |last| self.byte(start + last + 1))
    }

    fn byte(&self, index: usize) -> usize {
        self.cells.get(index).map_or(self.end, |cell| cell.at)
    }

    fn is_glued(&self, index: usize) -> bool {
        self.glued.binary_search(&self.byte(index)).is_ok()
    }

    /// Returns whether a line that began at `start` may end before `index`.
    fn is_break(&self, start: usize, index: usize) -> bool {
        let next = &self.cells[index];
        if next.is_inside_words() && self.cells[index - 1].is_inside_words() {
            return false;
        }
        if next.is_space() || next.columns == 0 || self.is_glued(index) {
            return false;
        }
        let before = &self.cells[start..index];
        let Some(last) = before.iter().rposition(|cell| !cell.is_space()) else {
            return true;
        };
        if last + 1 < before.len() {
            // Across a space only the wide marks bind: Latin ones may begin a word, as in `.gitignore`.
            let closes = next.is_no_start() && next.is_wide();
            let opens = before[last].is_no_end() && before[last].is_wide();
            return !closes && !opens;
        }
        may_part(before, next)
    }

    /// Returns where to break between two graphemes of a word that is wider than a line, `index` being the first that does not
    /// fit.
    fn emergency_break(&self, start: usize, index: usize) -> usize {
        let sound = |&at: &usize| {
            let (last, next) = (&self.cells[at - 1], &self.cells[at]);
            let spaced = last.is_space() || next.is_space();
            !spaced
                && next.columns > 0
                && !last.is_no_end()
                && !next.is_no_start()
                && !self.is_glued(at)
        };
        (start + 1..=index).rev().find(sound).unwrap_or(index)
    }
}

/// Returns whether a line may break after `before`, which does not end in a space, and before `next`, which is none.
fn may_part(before: &[Cell], next: &Cell) -> bool {
    let Some((last, earlier)) = before.split_last() else {
        return false;
    };
    if next.is_no_start() || last.is_no_end() || next.is_quote() || last.is_quote() {
        return false;
    }
    // A dash of two halves, as Chinese writes it, is one.
    if last.last == next.first && matches!(next.first, '—' | '―' | '⸺') {
        return false;
    }
    if last.is_wide() || next.is_wide() {
        return true;
    }
    let previous = earlier.last().map_or(' ', |cell| cell.last);
    let digits = previous.is_ascii_digit() && next.first.is_ascii_digit();
    match last.last {
        '/' => previous != '/' && !digits,
        '-' | '–' => previous.is_alphanumeric() && next.first.is_alphanumeric() && !digits,
        '?' | '&' => previous.is_alphanumeric() && next.first.is_alphanumeric(),
        '—' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::clean::{block, line};
    use crate::text::width::columns;

    fn picture(text: &str, max: usize) -> String {
        let text = block(text);
        wrap(text.as_clean(), max)
            .into_iter()
            .map(|range| &text.as_str()[range])
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn no_letter_is_in_a_list_of_marks() {
        let mut marks = [NO_START, NO_END].into_iter().flat_map(str::chars);
        assert!(marks.all(is_mark));
    }

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        let table = [
            ("", 10, ""),
            ("one two three", 20, "one two three"),
            ("one two three", 7, "one two|three"),
            ("one   two", 4, "one|two"),
            ("a\nbc de", 3, "a|bc|de"),
            // Chinese breaks anywhere but at punctuation, and Latin words beside it stay whole.
            ("注意力机制", 4, "注意|力机|制"),
            ("注意力，机制", 6, "注意|力，机|制"),
            (
                "重要部分，Transformer模型",
                12,
                "重要部分，|Transformer|模型",
            ),
            ("他说（你好）吧", 6, "他说|（你|好）吧"),
            ("《道德经》与《庄子》", 10, "《道德经》|与《庄子》"),
            ("等等……然后", 6, "等等……|然后"),
            ("他说——你好", 6, "他说——|你好"),
            ("说\"你好\"吧", 7, "说\"你|好\"吧"),
            ("用 LoRA 微调", 6, "用|LoRA|微调"),
            ("テーブルチャット", 6, "テーブ|ル|チャッ|ト"),
            // Words wider than the line.
            ("abcdefgh", 3, "abc|def|gh"),
            ("abcd。", 4, "abc|d。"),
            ("  abcdef", 4, "abcd|ef"),
            ("see .gitignore", 10, "see|.gitignore"),
            // Addresses and compounds.
            (
                "https://example.com/a/b?c=d&e=f",
                20,
                "https://example.com/|a/b?c=d&e=f",
            ),
            (
                "https://a.io/b?cdef=g&hij=k",
                15,
                "https://a.io/b?|cdef=g&hij=k",
            ),
            ("a self-attention layer", 8, "a self-|attentio|n layer"),
            ("on 2026-11-23 at", 10, "on|2026-11-23|at"),
            ("use --flag -x", 5, "use|--fla|g -x"),
            ("and\u{a0}so on", 6, "and\u{a0}so|on"),
        ];
        for (text, max, expected) in table {
            assert_eq!(picture(text, max), expected, "{text:?} in {max}");
        }
    }

    #[test]
    fn glued_places_do_not_break() {
        let text = Clean::fixed("注意力[3]机制");
        let broken = |glued: &[usize]| {
            Measure::Narrow
                .wrap_glued(text, 6, glued)
                .into_iter()
                .map(|range| &text.as_str()[range])
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(broken(&[]), "注意力|[3]机|制");
        assert_eq!(broken(&[9]), "注意|力[3]|机制");
    }

    #[test]
    fn code_is_chopped_at_the_column() {
        let text = Clean::fixed("let a = 1;\n\n  中文b");
        let lines: Vec<&str> = chop(text, 5)
            .into_iter()
            .map(|range| &text.as_str()[range])
            .collect();
        assert_eq!(lines, ["let a", " = 1;", "", "  中", "文b"]);
    }

    fn mixed_text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "a",
            "word",
            "self-attention",
            " ",
            "  ",
            "中",
            "文",
            "，",
            "。",
            "（",
            "）",
            "“",
            "”",
            "\"",
            "/",
            "-",
            "…",
            "—",
            "👩\u{200d}💻",
            "e\u{301}",
            "\u{301}",
            "https://a.io/b?c&d",
            "(",
            ")",
            ".",
            "ー",
            "한",
            "\u{3000}",
            "\u{a0}",
            "ﾞ",
            "$",
        ]);
        let any = any::<char>().prop_map(String::from);
        prop::collection::vec(
            prop_oneof![6 => word.prop_map(str::to_owned), 1 => any],
            0..30,
        )
        .prop_map(|words| words.concat())
    }

    fn is_space(text: &str) -> bool {
        text.chars().all(char::is_whitespace)
    }

    proptest! {
        #[test]
        fn only_spaces_are_left_out_and_no_line_is_too_wide(text in mixed_text(), max in 0_usize..24) {
            let text = line(&text);
            let lines = wrap(text.as_clean(), max);
            let mut end = 0;
            for range in &lines {
                prop_assert!(range.start >= end);
                prop_assert!(is_space(&text.as_str()[end..range.start]), "lost text in {:?}", lines);
                end = range.end;
                let kept = text.as_clean().slice(range.clone());
                let visible = Measure::Narrow.graphemes(kept).filter(|&(.., columns)| columns > 0).count();
                prop_assert!(columns(kept) <= max || visible == 1, "too wide: {:?}", kept);
            }
            prop_assert!(is_space(&text.as_str()[end..]));
            prop_assert!(!lines.is_empty());
        }

        #[test]
        fn no_line_starts_or_ends_with_the_wrong_mark_if_that_is_avoidable(text in mixed_text(), max in 1_usize..24) {
            let text = line(&text);
            let lines = wrap(text.as_clean(), max);
            for pair in lines.windows(2) {
                if pair[0].end != pair[1].start {
                    continue;
                }
                let above = text.as_clean().slice(pair[0].clone()).as_str();
                let below = text.as_clean().slice(pair[1].clone()).as_str();
                let starts = below.chars().next().is_some_and(|c| NO_START.contains(c));
                let ends = above.chars().next_back().is_some_and(|c| NO_END.contains(c));
                if starts || ends {
                    // Then the line above has no place at all where a break would be better.
                    let places = cells(Measure::Narrow, text.as_clean(), pair[0].clone());
                    let better = places.windows(2).any(|two| {
                        let spaced = two[0].is_space() || two[1].is_space();
                        !spaced && two[1].columns > 0 && !two[0].is_no_end() && !two[1].is_no_start()
                    });
                    prop_assert!(!better, "{:?} before {:?}", above, below);
                }
            }
        }

        #[test]
        fn chopping_loses_nothing(text in mixed_text(), max in 0_usize..24) {
            let text = line(&text);
            let lines = chop(text.as_clean(), max);
            let joined: String = lines.iter().map(|range| &text.as_str()[range.clone()]).collect();
            prop_assert_eq!(joined.as_str(), text.as_str());
            for range in lines {
                let kept = text.as_clean().slice(range);
                let visible = Measure::Narrow.graphemes(kept).filter(|&(.., columns)| columns > 0).count();
                prop_assert!(columns(kept) <= max || visible == 1);
            }
        }
    }
}
