//! Untrusted text in, text that a terminal may be given out.
//!
//! The rules look at characters, never at escape sequences: a matcher for sequences misses the unfinished ones.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthChar;

/// The most combining marks that one character carries; more of them climb over the lines above.
const MARKS_PER_BASE: usize = 4;
/// Stands for a control character, so that an attack is seen.
const REPLACEMENT: &str = "\u{FFFD}";

/// A borrowed piece of cleaned text: no control characters but newline, no hidden direction or invisible
/// characters. The only text that the screen and the command line accept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean<'a>(&'a str);

impl<'a> Clean<'a> {
    /// Takes a text of the program's own.
    #[must_use]
    pub const fn fixed(text: &'static str) -> Clean<'static> {
        Clean(text)
    }

    /// Returns the text as a plain string slice.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// Returns a part of the text; a part of clean text is clean.
    ///
    /// # Panics
    /// When the range does not lie on character boundaries, as slicing does.
    #[must_use]
    pub fn slice(self, range: std::ops::Range<usize>) -> Clean<'a> {
        Clean(&self.0[range])
    }

    /// Returns whether there is no text at all.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text without white space at both ends.
    #[must_use]
    pub fn trim(self) -> Clean<'a> {
        Clean(self.0.trim())
    }

    /// Returns the lines of the text, without their newlines.
    pub fn lines(self) -> impl Iterator<Item = Clean<'a>> {
        self.0.lines().map(Clean)
    }

    /// Returns a copy that owns its text.
    #[must_use]
    pub fn to_buf(self) -> CleanBuf {
        CleanBuf(self.0.to_owned())
    }
}

impl fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl AsRef<str> for Clean<'_> {
    fn as_ref(&self) -> &str {
        self.0
    }
}

/// An owned piece of cleaned text; see [`Clean`]. Grows only by text that is clean already, or by characters that
/// are cleaned on the way in.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleanBuf(String);

impl CleanBuf {
    /// Returns an empty text.
    #[must_use]
    pub const fn new() -> Self {
        Self(String::new())
    }

    /// Returns the text as a borrowed clean text.
    #[must_use]
    pub fn as_clean(&self) -> Clean<'_> {
        Clean(&self.0)
    }

    /// Returns the text as a plain string slice.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many bytes the text has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns the parts one after the other.
    #[must_use]
    pub fn concat(parts: &[Clean<'_>]) -> Self {
        parts.iter().copied().collect()
    }

    /// Appends a clean text.
    pub fn push(&mut self, text: Clean<'_>) {
        self.0.push_str(text.0);
    }

    /// Appends a text of the program's own.
    pub fn push_fixed(&mut self, text: &'static str) {
        self.0.push_str(text);
    }

    /// Appends a number in decimal digits.
    pub fn push_number(&mut self, number: usize) {
        self.0.push_str(&number.to_string());
    }

    /// Appends a character from anywhere, cleaned as [`line()`] does it: it may become another one or none.
    pub fn push_char(&mut self, c: char) {
        match in_line(&self.0, c, None) {
            Fate::Stays => self.0.push(c),
            Fate::Becomes(text) => self.0.push_str(text),
            Fate::Goes => {}
        }
    }

    /// Appends spaces.
    pub fn push_spaces(&mut self, count: usize) {
        self.0.extend(std::iter::repeat_n(' ', count));
    }

    /// Drops everything from a byte position on.
    ///
    /// # Panics
    /// When the position does not lie on a character boundary.
    pub fn truncate(&mut self, at: usize) {
        self.0.truncate(at);
    }
}

impl fmt::Display for CleanBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::borrow::Borrow<str> for CleanBuf {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for CleanBuf {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a CleanBuf> for Clean<'a> {
    fn from(text: &'a CleanBuf) -> Self {
        text.as_clean()
    }
}

impl From<Clean<'_>> for CleanBuf {
    fn from(text: Clean<'_>) -> Self {
        text.to_buf()
    }
}

impl<'a> Extend<Clean<'a>> for CleanBuf {
    fn extend<I: IntoIterator<Item = Clean<'a>>>(&mut self, parts: I) {
        self.0.extend(parts.into_iter().map(Clean::as_str));
    }
}

impl<'a> FromIterator<Clean<'a>> for CleanBuf {
    fn from_iter<I: IntoIterator<Item = Clean<'a>>>(parts: I) -> Self {
        let mut text = Self::new();
        text.extend(parts);
        text
    }
}

/// Cleans a text that stands on one line: a title, a name, a message. Line breaks and tabs become spaces, white
/// space at both ends goes.
#[must_use]
pub fn line(text: &str) -> CleanBuf {
    let mut swept = sweep(text, in_line);
    let end = swept.trim_end().len();
    match &mut swept {
        Cow::Borrowed(kept) => CleanBuf(kept[..end].to_owned()),
        Cow::Owned(changed) => {
            changed.truncate(end);
            CleanBuf(swept.into_owned())
        }
    }
}

/// Cleans a piece of a line: like [`line()`], but white space at both ends stays, as it may stand between two pieces.
#[must_use]
pub fn piece(text: &str) -> CleanBuf {
    CleanBuf(sweep(text, in_piece).into_owned())
}

/// Cleans a text of several lines: a summary, a note. Newlines stay, a tab becomes four spaces, several blank
/// lines become one, and blank lines at both ends go.
#[must_use]
pub fn block(text: &str) -> CleanBuf {
    let swept = sweep(text, in_block);
    if is_tidy(&swept) {
        CleanBuf(swept.into_owned())
    } else {
        CleanBuf(tidied(&swept))
    }
}

/// Takes a word that means something to the program, such as an id: nothing when it is empty or has white space or
/// any character that [`line()`] would change or that joins its neighbours invisibly.
#[must_use]
pub fn word(text: &str) -> Option<CleanBuf> {
    let plain = |(at, c): (usize, char)| {
        let invisible = is_joiner(c) || matches!(c, '\u{FE00}'..='\u{FE0F}') || c.is_whitespace();
        !invisible && fate(&text[..at], c) == Fate::Stays
    };
    let sound = !text.is_empty() && text.char_indices().all(plain);
    sound.then(|| CleanBuf(text.to_owned()))
}

/// Returns whether a text has characters that change its direction or cannot be seen, and which cleaning removes.
#[must_use]
pub fn has_hidden(text: &str) -> bool {
    let hidden = |(at, c): (usize, char)| is_hidden(c) || (is_joiner(c) && !may_join(&text[..at]));
    text.char_indices().any(hidden)
}

/// What becomes of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stays,
    Becomes(&'static str),
    Goes,
}

/// Lets each character meet its fate, which may depend on the clean text before it and on the next character. Text
/// that is clean already is looked at once and not copied.
fn sweep(text: &str, meet: fn(&str, char, Option<char>) -> Fate) -> Cow<'_, str> {
    if is_plain_ascii(text) {
        return Cow::Borrowed(text);
    }
    let next = |after: usize| text[after..].chars().next();
    let changes = |&(at, c): &(usize, char)| {
        !is_plain(c) && meet(&text[..at], c, next(at + c.len_utf8())) != Fate::Stays
    };
    let Some((first, _)) = text.char_indices().find(changes) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = text[first..].chars();
    while let Some(c) = rest.next() {
        match meet(&out, c, rest.clone().next()) {
            Fate::Stays => out.push(c),
            Fate::Becomes(other) => out.push_str(other),
            Fate::Goes => {}
        }
    }
    Cow::Owned(out)
}

/// Tells whether nothing has to be looked at closer: all characters are plain, but for spaces inside.
fn is_plain_ascii(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    !text.starts_with(' ') && text.bytes().all(is_plain)
}

/// Tells whether a character stays whatever stands around it: most of every text.
const fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4E00}'..='\u{9FFF}')
}

fn in_line(before: &str, c: char, next: Option<char>) -> Fate {
    // Space at the start goes here and not afterwards: a mark that stood on it must not become the first character.
    let is_space = c.is_whitespace() && (!c.is_control() || matches!(c, '\n' | '\t'));
    if before.is_empty() && is_space {
        return Fate::Goes;
    }
    in_piece(before, c, next)
}

fn in_piece(before: &str, c: char, next: Option<char>) -> Fate {
    match c {
        '\r' if next == Some('\n') => Fate::Goes,
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Fate::Becomes(" "),
        // U+0085 counts as white space too, but is a control character.
        _ if c.is_whitespace() && !c.is_control() => Fate::Stays,
        _ => fate(before, c),
    }
}

fn in_block(before: &str, c: char, next: Option<char>) -> Fate {
    match c {
        '\r' if next == Some('\n') => Fate::Goes,
        '\n' => Fate::Stays,
        '\t' => Fate::Becomes("    "),
        _ => fate(before, c),
    }
}

/// Tells what becomes of a character wherever it stands; `before` is the clean text before it.
fn fate(before: &str, c: char) -> Fate {
    match c {
        ' ' => Fate::Stays,
        _ if is_plain(c) => Fate::Stays,
        '\u{2028}' | '\u{2029}' => Fate::Becomes(" "),
        _ if c.is_control() => Fate::Becomes(REPLACEMENT),
        _ if is_hidden(c) => Fate::Goes,
        _ if is_joiner(c) => stays_if(may_join(before)),
        _ if is_mark(c) => stays_if(may_carry_mark(before)),
        _ => Fate::Stays,
    }
}

fn stays_if(condition: bool) -> Fate {
    if condition { Fate::Stays } else { Fate::Goes }
}

/// Returns whether a character steers the direction of its neighbours or cannot be seen: Unicode's default
/// ignorable characters without the two joiners and the 16 variation selectors, and the noncharacters.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Returns whether a character is the zero width (non-)joiner of emoji and of Persian and Indic words.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Returns whether a joiner after this text means something: after a letter or mark of a script that joins, or after
/// an emoji. Elsewhere, as inside a Latin or Chinese word, it only hides a difference.
fn may_join(before: &str) -> bool {
    let Some(last) = before.chars().next_back() else {
        return false;
    };
    let script_or_emoji = matches!(last,
        '\u{590}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{2190}'..='\u{2E7F}' | '\u{A4D0}'..='\u{ABFF}'
        | '\u{FB1D}'..='\u{FE0F}' | '\u{FE70}'..='\u{FEFC}' | '\u{10000}'..='\u{1FFFF}');
    script_or_emoji && !last.is_whitespace()
}

/// Returns whether a character is drawn over the one before it.
fn is_mark(c: char) -> bool {
    c.width() == Some(0) && !is_joiner(c)
}

/// Returns whether the text ends in a character that can take one more mark.
fn may_carry_mark(before: &str) -> bool {
    let mut marks = 0;
    for c in before.chars().rev().filter(|&c| !is_joiner(c)) {
        if !is_mark(c) {
            return c != '\n';
        }
        marks += 1;
        if marks == MARKS_PER_BASE {
            return false;
        }
    }
    false
}

fn is_blank(line: &str) -> bool {
    line.trim_start().is_empty()
}

/// Returns whether the lines are as [`tidied`] leaves them.
fn is_tidy(text: &str) -> bool {
    let mut after_blank = true;
    for line in text.split('\n') {
        let blank = is_blank(line);
        if blank && (after_blank || !line.is_empty()) {
            return false;
        }
        after_blank = blank;
    }
    !text.ends_with(char::is_whitespace)
}

fn tidied(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = "";
    for line in text.split('\n') {
        if is_blank(line) {
            gap = if out.is_empty() { "" } else { "\n\n" };
        } else {
            out.push_str(gap);
            out.push_str(line);
            gap = "\n";
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The rules written down a second time, from the design and not from the code.
    fn is_allowed(c: char) -> bool {
        let code = u32::from(c);
        let control = code < 0x20 || (0x7F..=0x9F).contains(&code);
        let bidi = matches!(code, 0x61C | 0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069);
        let invisible = matches!(code,
            0xAD | 0x34F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B | 0x2060..=0x2064
            | 0x206A..=0x206F | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB);
        let plane_14 = (0xE0000..=0xE01EF).contains(&code);
        let noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFF >= 0xFFFE;
        let separator = matches!(code, 0x2028 | 0x2029);
        !(control || bidi || invisible || plane_14 || noncharacter || separator)
    }

    fn most_marks(text: &str) -> usize {
        let mut most = 0;
        let mut run = 0;
        for c in text.chars() {
            run = if is_mark(c) {
                run + 1
            } else {
                run * usize::from(is_joiner(c))
            };
            most = most.max(run);
        }
        most
    }

    #[test]
    fn every_character_of_unicode_comes_out_harmless() {
        let mut text = String::new();
        for c in '\0'..=char::MAX {
            text.clear();
            text.push('a');
            text.push(c);
            text.push('b');
            let on_line = line(&text);
            let in_block = block(&text);
            assert!(
                on_line.as_str().chars().all(is_allowed),
                "{c:?} on a line gave {on_line:?}"
            );
            assert!(
                in_block
                    .as_str()
                    .chars()
                    .all(|k| k == '\n' || is_allowed(k)),
                "{c:?} in a block gave {in_block:?}"
            );
            let visible = is_allowed(c) && !is_joiner(c) && c != '\u{FFFD}';
            let harmless = visible && !is_hidden(c);
            assert_eq!(
                harmless,
                on_line.as_str() == text && c != '\u{FFFD}',
                "{c:?} changed or stayed against the rules"
            );
            assert_eq!(
                has_hidden(&text),
                is_hidden(c) || is_joiner(c),
                "{c:?} was taken for hidden or for seen against the rules"
            );
            if c.is_control() && !matches!(c, '\n' | '\t') {
                assert_eq!(on_line.as_str(), "a\u{FFFD}b", "{c:?} must be seen");
            }
        }
    }

    #[test]
    fn lines_are_cleaned() {
        let table = [
            ("", ""),
            ("  a title \n", "a title"),
            ("one\ntwo\r\nthree\tfour", "one two three four"),
            ("\u{1b}[31mred\u{7}", "\u{FFFD}[31mred\u{FFFD}"),
            ("lone\rreturn", "lone\u{FFFD}return"),
            ("\u{9b}2J", "\u{FFFD}2J"),
            ("user\u{202e}gpj.exe", "usergpj.exe"),
            ("pay\u{200b}pal", "paypal"),
            ("\u{feff} x", "x"),
            ("a\u{2028}b", "a b"),
            ("x\u{e0041}\u{e0001}y", "xy"),
            ("注意力机制 (attention)", "注意力机制 (attention)"),
            ("\u{3000}缩进", "缩进"),
            (
                "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}!",
                "e\u{301}\u{301}\u{301}\u{301}!",
            ),
            ("\u{301}no base", "no base"),
            (" \u{301}x", "x"),
        ];
        for (dirty, clean) in table {
            assert_eq!(line(dirty).as_str(), clean, "from {dirty:?}");
        }
    }

    #[test]
    fn joiners_stay_where_they_join() {
        let table = [
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("क्\u{200d}ष", "क्\u{200d}ष"),
            ("ad\u{200d}min", "admin"),
            ("模\u{200d}型", "模型"),
            ("\u{200d}💻", "💻"),
            ("👩\u{200d}\u{200d}💻", "👩\u{200d}💻"),
            ("م \u{200c}", "م"),
        ];
        for (dirty, clean) in table {
            assert_eq!(line(dirty).as_str(), clean, "from {dirty:?}");
            assert_eq!(has_hidden(dirty), dirty.trim() != clean, "{dirty:?}");
        }
    }

    #[test]
    fn blocks_are_cleaned() {
        let table = [
            ("", ""),
            (" \n\t\n", ""),
            ("one\r\ntwo\n", "one\ntwo"),
            ("one\n\n\n\n\ntwo", "one\n\ntwo"),
            ("one\n  \n \n    two", "one\n\n    two"),
            ("\n\n  indented\n", "  indented"),
            ("hard  \nbreak  ", "hard  \nbreak"),
            ("\tcode", "    code"),
            ("a\n\u{301}b", "a\nb"),
            ("a\u{b}b\u{0}", "a\u{FFFD}b\u{FFFD}"),
        ];
        for (dirty, clean) in table {
            assert_eq!(block(dirty).as_str(), clean, "from {dirty:?}");
        }
    }

    #[test]
    fn words_are_taken_as_they_are_or_refused() {
        for sound in ["llm-course", "a.b_c", "注意力", "é", "e\u{301}"] {
            assert_eq!(word(sound).as_ref().map(CleanBuf::as_str), Some(sound));
        }
        let refused = [
            "",
            "a b",
            " a",
            "a\n",
            "a\u{200d}b",
            "م\u{200c}خ",
            "a\u{fe0f}",
            "a\u{202e}",
            "a\u{1b}",
            "\u{301}",
        ];
        for text in refused {
            assert_eq!(word(text), None, "{text:?}");
        }
    }

    #[test]
    fn assembled_text_is_cleaned_character_by_character() {
        let mut text = CleanBuf::concat(&[Clean::fixed("Done: "), line(" LoRA ").as_clean()]);
        text.push_fixed(" [");
        text.push_number(3);
        text.push_spaces(1);
        for c in "\u{1b}\u{202e}\ne\u{301}\u{301}\u{301}\u{301}\u{301}".chars() {
            text.push_char(c);
        }
        assert_eq!(
            text.as_str(),
            "Done: LoRA [3 \u{FFFD} e\u{301}\u{301}\u{301}\u{301}"
        );
    }

    fn nasty_text() -> impl Strategy<Value = String> {
        let nasty = prop::sample::select(vec![
            '\r',
            '\n',
            '\t',
            ' ',
            '\u{85}',
            '\u{1b}',
            '\u{301}',
            '\u{200d}',
            '\u{200c}',
            '\u{200b}',
            '\u{2028}',
            '\u{3000}',
            '\u{fe0f}',
            '\u{ff9e}',
            '\u{1161}',
            'م',
            '中',
            'a',
            '👩',
            '\u{1F3FD}',
            '\u{FFFD}',
            '\u{64B}',
        ]);
        let either = prop_oneof![3 => nasty, 1 => any::<char>()];
        prop::collection::vec(either, 0..24).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in nasty_text()) {
            let on_line = line(&text);
            prop_assert_eq!(&line(on_line.as_str()), &on_line);
            let in_block = block(&text);
            prop_assert_eq!(&block(in_block.as_str()), &in_block);
            prop_assert!(!has_hidden(on_line.as_str()) && !has_hidden(in_block.as_str()));
        }

        #[test]
        fn clean_text_keeps_the_promises(text in nasty_text()) {
            let on_line = line(&text);
            prop_assert!(on_line.as_str().chars().all(is_allowed));
            prop_assert_eq!(on_line.as_str().trim(), on_line.as_str());
            prop_assert!(most_marks(on_line.as_str()) <= MARKS_PER_BASE);
            let in_block = block(&text);
            prop_assert!(!in_block.as_str().contains("\n\n\n"));
            prop_assert!(most_marks(in_block.as_str()) <= MARKS_PER_BASE);
        }
    }

    #[test]
    fn a_piece_keeps_the_white_space_at_its_ends() {
        let table = [
            ("\u{3000}a ", "\u{3000}a "),
            ("\ta\r\n", " a "),
            ("  ", "  "),
            ("\u{301}a", "a"),
            (" \u{1b}[31m", " \u{fffd}[31m"),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(piece(text).as_str(), expected, "{text:?}");
        }
    }
}
