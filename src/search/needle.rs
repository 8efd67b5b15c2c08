//! One word or phrase that is looked for: whether and how well it fits a name or a text.
//!
//! Names are short and are matched generously: by letters left out, by pinyin and by its initials. In long texts any
//! letters can be found somewhere, so there a word must stand as it was typed.

use std::ops::Range;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{is_boundary, is_spaced};

/// How well a name fits; more is better.
const SAME: u32 = 1000;
const FIRST_WORD: u32 = 940;
const BEGINS: u32 = 900;
const WORD: u32 = 860;
const WORD_BEGINS: u32 = 800;
const PINYIN_FIRST: u32 = 640;
const PINYIN: u32 = 580;
const INSIDE: u32 = 500;
const TWO_INITIALS: u32 = 400;
/// The best that letters with gaps can be.
const LOOSE: u32 = 400;
/// What two names that fit equally well may differ by: the shorter one is more likely meant.
const LENGTH: usize = 40;

/// How well a text fits.
const TEXT_WORD: u32 = 160;
const TEXT_BEGINS: u32 = 120;

/// Letters of the shortest word that may lack some of a name's letters, or stand inside a word.
const LONG_ENOUGH: usize = 3;

/// What matching needs room for; kept from one name to the next.
pub(super) struct Eye {
    matcher: Matcher,
    chars: Vec<char>,
    places: Vec<u32>,
}

impl Eye {
    pub(super) fn new() -> Eye {
        Eye {
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
            places: Vec::new(),
        }
    }
}

/// How a needle was found in a name.
pub(super) struct Fit {
    pub(super) score: u32,
    /// Where it stands in the folded name, in characters.
    pub(super) places: Vec<Range<usize>>,
}

/// A folded word or phrase, made ready.
pub(super) struct Needle {
    text: String,
    chars: Vec<char>,
    /// It is of a script that has spaces between words.
    spaced: bool,
    /// It is looked for as it stands.
    exact: bool,
    /// Letters that may be pinyin.
    pinyin: Option<IbMatcher<'static>>,
}

impl Needle {
    pub(super) fn word(text: &str) -> Needle {
        let may_be_pinyin = text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let pinyin = may_be_pinyin.then(|| {
            let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
            IbMatcher::builder(text)
                .pinyin(PinyinMatchConfig::notations(notations))
                .is_pattern_partial(text.len() > 2)
                .build()
        });
        Needle {
            pinyin,
            exact: false,
            ..Needle::phrase(text)
        }
    }

    pub(super) fn phrase(text: &str) -> Needle {
        Needle {
            text: text.to_owned(),
            chars: text.chars().collect(),
            spaced: is_spaced(text),
            exact: true,
            pinyin: None,
        }
    }

    /// Looks for it in a folded name: first as it stands, then as pinyin, then with letters left out.
    pub(super) fn in_name(&self, name: &str, eye: &mut Eye) -> Option<Fit> {
        let (score, places) = self
            .as_typed(name)
            .or_else(|| self.as_pinyin(name))
            .map(|(score, bytes)| (score, vec![in_characters(name, bytes)]))
            .or_else(|| self.loosely(name, eye))?;
        let length = name.chars().take(LENGTH).count();
        let length = u32::try_from(length).unwrap_or_default();
        Some(Fit {
            score: score - length,
            places,
        })
    }

    /// Tells whether it is a name as a whole.
    pub(super) fn is(&self, name: &str) -> bool {
        self.text == name
    }

    /// Tells whether it looks like a part of an address.
    pub(super) fn has_dot(&self) -> bool {
        self.text.contains('.')
    }

    /// Looks for it in a folded text and returns how well it fits.
    pub(super) fn in_text(&self, text: &str) -> Option<u32> {
        if !self.exact && !self.spaced && self.chars.len() < 2 {
            return None;
        }
        let mut best = None;
        for (at, _) in text.match_indices(&self.text) {
            let (begins, ends) = self.stands_free(text, at);
            if begins && ends {
                return Some(TEXT_WORD);
            }
            if begins && !self.exact && self.chars.len() >= LONG_ENOUGH {
                best = Some(TEXT_BEGINS);
            }
        }
        best
    }

    /// Tells whether it is a folded word or, where it is long enough, its beginning.
    pub(super) fn is_word(&self, word: &str) -> bool {
        let long_enough = self.chars.len() >= LONG_ENOUGH || !self.spaced;
        word == self.text || (!self.exact && long_enough && word.starts_with(&self.text))
    }

    /// Tells whether a word begins and ends where it stands.
    fn stands_free(&self, text: &str, at: usize) -> (bool, bool) {
        let end = at + self.text.len();
        let begins = is_boundary(text[..at].chars().next_back(), self.chars.first().copied());
        let ends = is_boundary(self.chars.last().copied(), text[end..].chars().next());
        (begins, ends)
    }

    fn as_typed(&self, name: &str) -> Option<(u32, Range<usize>)> {
        let inside = !self.exact && (self.chars.len() >= LONG_ENOUGH || !self.spaced);
        let rate = |at: usize| {
            let (begins, ends) = self.stands_free(name, at);
            let score = match (begins, ends) {
                (true, true) if self.text.len() == name.len() => SAME,
                (true, true) if at == 0 => FIRST_WORD,
                (true, true) => WORD,
                _ if self.exact => return None,
                (true, false) if at == 0 => BEGINS,
                (true, false) => WORD_BEGINS,
                (false, _) if inside => INSIDE,
                (false, _) => return None,
            };
            Some((score, at..at + self.text.len()))
        };
        let rated = name
            .match_indices(&self.text)
            .filter_map(|(at, _)| rate(at));
        // Of equals the first.
        rated.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    fn as_pinyin(&self, name: &str) -> Option<(u32, Range<usize>)> {
        let pinyin = self.pinyin.as_ref().filter(|_| !name.is_ascii())?;
        let found = pinyin.find(name)?.range();
        let range = floor(name, found.start)..floor(name, found.end);
        if range.is_empty() || name[range.clone()].is_ascii() {
            return None;
        }
        let is_short = self.chars.len() == 2 && name[range.clone()].chars().count() == 2;
        let score = match range.start {
            _ if is_short => TWO_INITIALS,
            0 => PINYIN_FIRST,
            _ => PINYIN,
        };
        Some((score, range))
    }

    fn loosely(&self, name: &str, eye: &mut Eye) -> Option<(u32, Vec<Range<usize>>)> {
        if self.exact || self.chars.len() < LONG_ENOUGH || !self.is_scattered_in(name) {
            return None;
        }
        eye.chars.clear();
        eye.chars.extend(name.chars());
        eye.places.clear();
        let score = eye.matcher.fuzzy_indices(
            Utf32Str::Unicode(&eye.chars),
            Utf32Str::Unicode(&self.chars),
            &mut eye.places,
        )?;
        let places: Vec<usize> = eye.places.iter().map(|place| *place as usize).collect();
        if !is_meant(&eye.chars, &places) {
            return None;
        }
        // The library gives at most about 26 for each letter.
        let best = 26 * u32::try_from(self.chars.len()).unwrap_or(u32::MAX);
        let score = LOOSE / 2 + (LOOSE / 2 * u32::from(score) / best.max(1)).min(LOOSE / 2);
        let places = places.into_iter().map(|place| place..place + 1).collect();
        Some((score, places))
    }

    /// Tells whether all its characters are there in their order, which most names fail quickly.
    fn is_scattered_in(&self, name: &str) -> bool {
        let mut name = name.chars();
        self.chars.iter().all(|c| name.any(|have| have == *c))
    }
}

/// Tells whether letters with gaps between them can be what somebody meant, and not just be there by chance: they begin
/// with a word, and either lie close together or are the beginnings of words that follow each other.
fn is_meant(name: &[char], places: &[usize]) -> bool {
    let begins = |place: usize| {
        let before = place.checked_sub(1).map(|before| name[before]);
        is_boundary(before, name.get(place).copied())
    };
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    if !begins(*first) {
        return false;
    }
    let count = places.len();
    let gaps = last + 1 - first - count;
    let few = match count {
        0..=3 => 0,
        4 | 5 => count - 3,
        _ => count - 1,
    };
    if gaps <= few {
        return true;
    }
    // A short word is the beginnings alone: with more letters of each, too many are there by chance.
    let may_join = count > 4;
    places.windows(2).all(|pair| {
        let (from, to) = (pair[0], pair[1]);
        // One word may be left out between two, such as `of`.
        let words =
            (from + 1..=to).filter(|place| begins(*place) && name[*place].is_alphanumeric());
        (may_join && to == from + 1) || (begins(to) && words.count() <= 2)
    })
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn in_characters(text: &str, bytes: Range<usize>) -> Range<usize> {
    let start = text[..bytes.start].chars().count();
    start..start + text[bytes].chars().count()
}
