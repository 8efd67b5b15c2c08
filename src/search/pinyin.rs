//! What Chinese characters sound like, in Latin letters.

use std::sync::LazyLock;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use super::signs::Signs;

/// Whole syllables, and their first letters alone.
const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// Made once: it is a table of all syllables.
static DATA: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(NOTATIONS));

/// The characters that are in use.
const COMMON: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';
static SOUNDS: LazyLock<Vec<Sound>> = LazyLock::new(|| COMMON.map(sound).collect());

/// What a character can sound like: all its readings together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sound {
    pub(super) letters: Signs,
    pub(super) first: Signs,
}

impl Sound {
    /// Returns what a character sounds like, or stands for by itself.
    pub(super) fn of(c: char) -> Sound {
        if COMMON.contains(&c) {
            let place = u32::from(c) - u32::from(*COMMON.start());
            return SOUNDS[place as usize];
        }
        sound(c)
    }
}

fn sound(c: char) -> Sound {
    let mut sound = Sound::default();
    // The library also takes what differs in case only for the same.
    for c in std::iter::once(c).chain(c.to_lowercase()) {
        sound.letters.add(c);
        sound.first.add(c);
    }
    DATA.get_pinyins_and_for_each(c, |pinyin| {
        let syllable = pinyin.notation(PinyinNotation::Ascii).unwrap_or_default();
        sound.letters.unite(Signs::of(syllable));
        if let Some(first) = syllable.chars().next() {
            sound.first.add(first);
        }
    });
    sound
}

/// Makes a word of Latin letters ready to be found in Chinese.
pub(super) fn matcher(word: &str) -> IbMatcher<'static> {
    let config = PinyinMatchConfig::builder(NOTATIONS).data(&DATA).build();
    IbMatcher::builder(word)
        .pinyin(config)
        .is_pattern_partial(word.len() > 2)
        .build()
}
