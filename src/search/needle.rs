//! One word or phrase that is looked for: whether and how well it fits a name or a text.
//!
//! Names are short and are matched generously: by letters left out, by pinyin and by its initials. In long texts any
//! letters can be found somewhere, so there a word must stand as it was typed.

use std::ops::{Range, RangeInclusive};

use ib_matcher::matcher::IbMatcher;
use memchr::memmem::Finder;
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::fold::{is_boundary, is_spaced};
use super::pinyin;
use super::signs::{NameSigns, Signs};

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

/// Letters of a word that may be pinyin. Names are shorter, and what is made ready for it grows with the square of the letters.
const PINYIN_LETTERS: RangeInclusive<usize> = 2..=64;

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

/// Where something was found in a name.
enum Place {
    Bytes(Range<usize>),
    /// Where the eye has noted it, in characters.
    Scattered,
}

/// The ways in which a needle is looked for in names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ways {
    as_typed: bool,
    as_pinyin: bool,
    loosely: bool,
}

impl Ways {
    pub(super) const ALL: Ways = Ways {
        as_typed: true,
        as_pinyin: true,
        loosely: true,
    };

    /// Tells whether there is any.
    pub(super) fn is_any(self) -> bool {
        self.as_typed || self.as_pinyin || self.loosely
    }

    /// Leaves those that can lead to more than a score.
    pub(super) fn above(self, score: u32) -> Ways {
        Ways {
            as_typed: self.as_typed,
            as_pinyin: self.as_pinyin && score < PINYIN_FIRST,
            loosely: self.loosely && score < LOOSE,
        }
    }
}

/// A folded word or phrase, made ready.
pub(super) struct Needle {
    text: String,
    chars: Vec<char>,
    /// It is of a script that has spaces between words.
    spaced: bool,
    /// It is looked for as it stands.
    exact: bool,
    finder: Finder<'static>,
    /// What it is written with, and what it begins with.
    signs: Signs,
    first: Signs,
    /// Letters that may be pinyin.
    pinyin: Option<IbMatcher<'static>>,
}

impl Needle {
    pub(super) fn word(text: &str) -> Needle {
        let may_be_pinyin = PINYIN_LETTERS.contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase());
        Needle {
            pinyin: may_be_pinyin.then(|| pinyin::matcher(text)),
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
            finder: Finder::new(text).into_owned(),
            signs: Signs::of(text),
            first: text
                .chars()
                .next()
                .map(|first| Signs::of(first.encode_utf8(&mut [0; 4])))
                .unwrap_or_default(),
            pinyin: None,
        }
    }

    /// Tells how it may fit the names of a node, before they are looked at one by one. Most nodes fail quickly, and their names
    /// need not be fetched.
    pub(super) fn ways<'n>(&self, signs: &NameSigns, names: impl FnOnce() -> &'n str) -> Ways {
        let is_written = signs.all.has_all(self.signs);
        let begins = signs.first.has_all(self.first);
        let loosely = is_written && begins && self.may_be_loose();
        let stands = || {
            let may_stand = begins || self.may_stand_inside();
            is_written && may_stand && self.finder.find(names().as_bytes()).is_some()
        };
        let sounds = || {
            let sounds = signs.sounds.has_all(self.signs);
            sounds && signs.first_sounds.has_all(self.first)
        };
        Ways {
            loosely,
            as_typed: loosely || stands(),
            as_pinyin: self.pinyin.is_some() && sounds(),
        }
    }

    /// Looks for it in a folded name: first as it stands, then as pinyin, then with letters left out.
    pub(super) fn in_name(&self, name: &str, eye: &mut Eye) -> Option<Fit> {
        let (score, place) = self.find_in_name(name, Ways::ALL, eye)?;
        let places = match place {
            Place::Bytes(bytes) => vec![in_characters(name, bytes)],
            Place::Scattered => {
                let places = eye.places.iter().map(|place| *place as usize);
                places.map(|place| place..place + 1).collect()
            }
        };
        Some(Fit { score, places })
    }

    /// Looks for it as [`in_name`](Self::in_name) does, in some ways only and without telling where it stands.
    pub(super) fn score_in_name(&self, name: &str, ways: Ways, eye: &mut Eye) -> Option<u32> {
        self.find_in_name(name, ways, eye).map(|(score, _)| score)
    }

    fn find_in_name(&self, name: &str, ways: Ways, eye: &mut Eye) -> Option<(u32, Place)> {
        let as_typed = || ways.as_typed.then(|| self.as_typed(name))?;
        let as_pinyin = || ways.as_pinyin.then(|| self.as_pinyin(name))?;
        let mut loosely = || ways.loosely.then(|| self.loosely(name, eye))?;
        let (score, place) = as_typed()
            .or_else(as_pinyin)
            .map(|(score, bytes)| (score, Place::Bytes(bytes)))
            .or_else(|| Some((loosely()?, Place::Scattered)))?;
        let length = name.chars().take(LENGTH).count();
        let length = u32::try_from(length).unwrap_or_default();
        Some((score - length, place))
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
        for at in self.finder.find_iter(text.as_bytes()) {
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
        let inside = self.may_stand_inside();
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
        let places = self.finder.find_iter(name.as_bytes());
        let rated = places.filter_map(rate);
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

    /// Looks for it with letters left out; where they stand is noted in the eye.
    fn loosely(&self, name: &str, eye: &mut Eye) -> Option<u32> {
        if !self.may_be_loose() || !self.is_scattered_in(name) {
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
        if !is_meant(&eye.chars, &eye.places) {
            return None;
        }
        // The library gives at most about 26 for each letter.
        let best = 26 * u32::try_from(self.chars.len()).unwrap_or(u32::MAX);
        Some(LOOSE / 2 + (LOOSE / 2 * u32::from(score) / best.max(1)).min(LOOSE / 2))
    }

    fn may_be_loose(&self) -> bool {
        !self.exact && self.chars.len() >= LONG_ENOUGH
    }

    /// Tells whether it counts where no word begins.
    fn may_stand_inside(&self) -> bool {
        !self.exact && (self.chars.len() >= LONG_ENOUGH || !self.spaced)
    }

    /// Tells whether all its characters are there in their order, which most names fail quickly.
    fn is_scattered_in(&self, name: &str) -> bool {
        let mut name = name.chars();
        self.chars.iter().all(|c| name.any(|have| have == *c))
    }
}

/// Tells whether letters with gaps between them can be what somebody meant, and not just be there by chance: they begin
/// with a word, and either lie close together or are the beginnings of words that follow each other.
fn is_meant(name: &[char], places: &[u32]) -> bool {
    let begins = |place: usize| {
        let before = place.checked_sub(1).map(|before| name[before]);
        is_boundary(before, name.get(place).copied())
    };
    let (Some(first), Some(last)) = (places.first(), places.last()) else {
        return false;
    };
    let (first, last) = (*first as usize, *last as usize);
    if !begins(first) {
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
        let (from, to) = (pair[0] as usize, pair[1] as usize);
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
