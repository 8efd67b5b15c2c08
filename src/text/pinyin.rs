//! What Chinese characters sound like, in plain Latin letters.

use pinyin::ToPinyin as _;

/// Writes each Chinese character as its most usual sound, without tones and with spaces around it: `线性` as ` xian  xing `. All
/// else stays as it is; `None` where there is nothing Chinese.
#[must_use]
pub fn spelt(text: &str) -> Option<String> {
    let mut spelt = String::with_capacity(text.len());
    let mut has_sound = false;
    for c in text.chars() {
        if let Some(sound) = c.to_pinyin() {
            has_sound = true;
            spelt.push(' ');
            // As it is typed on a keyboard.
            spelt.push_str(&sound.plain().replace('ü', "v"));
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
            let spelt = spelt(text)?;
            Some(spelt.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let table = [
            ("线性代数", Some("xian xing dai shu")),
            ("过拟合与特征提取", Some("guo ni he yu te zheng ti qu")),
            ("用Rust写代码", Some("yong Rust xie dai ma")),
            ("概率", Some("gai lv")),
            ("機器學習", Some("ji qi xue xi")),
            ("Книга", None),
            ("words", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(words(text).as_deref(), expected, "{text}");
        }
    }
}
