//! What Chinese characters sound like, in plain Latin letters.

use std::sync::LazyLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

static SOUNDS: LazyLock<PinyinData> = LazyLock::new(|| PinyinData::new(PinyinNotation::Ascii));

/// Writes each Chinese character as its most usual sound, without tones and with spaces around it: `线性` as ` xian  xing `. All
/// else stays as it is; `None` where there is nothing Chinese.
#[must_use]
pub fn spelt(text: &str) -> Option<String> {
    let mut spelt = String::with_capacity(text.len());
    let mut has_sound = false;
    for c in text.chars() {
        let sound = SOUNDS.get_pinyins(c).next();
        if let Some(sound) = sound.and_then(|sound| sound.notation(PinyinNotation::Ascii)) {
            has_sound = true;
            spelt.push(' ');
            spelt.push_str(sound);
            spelt.push(' ');
        } else {
            spelt.push(c);
        }
    }
    has_sound.then_some(spelt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_spelt_and_all_else_stays() {
        let words = |text: &str| {
            spelt(text).map(|spelt| spelt.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let table = [
            ("线性代数", Some("xian xing dai shu")),
            ("用Rust写代码", Some("yong Rust xie dai ma")),
            ("長城", Some("chang cheng")),
            ("Книга", None),
            ("words", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(words(text).as_deref(), expected, "{text}");
        }
    }
}
