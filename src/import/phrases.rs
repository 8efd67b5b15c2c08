//! What a line is by its first words, in English and Chinese: a remark, a day of a plan.

use super::words::bare;

/// Words for what to do with an address, which do not name it.
const VERBS: &[&str] = &[
    "read", "watch", "do", "complete", "visit", "study", "finish", "看", "读", "学", "阅读",
    "观看", "学习", "完成",
];

/// Tells whether words before an address say only what to do with it.
pub(super) fn is_verb(text: &str) -> bool {
    VERBS.contains(&bare(text).as_str())
}

/// Words that begin a remark and no name.
const REMARKS: &[&str] = &[
    "i",
    "i'd",
    "i'll",
    "i'm",
    "i've",
    "you",
    "you'll",
    "you're",
    "we",
    "it",
    "it's",
    "this",
    "these",
    "those",
    "there",
    "also",
    "otherwise",
    "note",
    "see",
    "make",
    "be",
    "if",
    "when",
    "no",
    "not",
    "don't",
    "just",
    "can",
    "and",
    "or",
    "but",
    "then",
    "so",
    "because",
    "please",
    "for",
    "with",
    "as",
];
const REMARKS_CHINESE: &[&str] = &[
    "注意", "如果", "这", "也", "可以", "建议", "记得", "另外", "以上", "以下", "我", "你", "請",
    "请",
];

/// Tells whether words among links are what somebody says of them, and not the name of another thing.
pub(super) fn begins_remark(text: &str) -> bool {
    let text = bare(text);
    let first = text.split([' ', ',', ':']).next().unwrap_or_default();
    REMARKS.contains(&first) || REMARKS_CHINESE.iter().any(|word| text.starts_with(word))
}

/// In small letters.
pub(super) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Tells whether a text begins with a day or week, as the lines of a plan do.
pub(super) fn says_day(text: &str) -> bool {
    let text = bare(text);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut days = ["day ", "week "].iter().chain(&WEEKDAYS);
    if let Some(day) = days.find(|day| text.starts_with(*day)) {
        let rest = &text[day.len()..];
        return day.ends_with('y') && !rest.starts_with(char::is_alphanumeric)
            || rest.starts_with(|c: char| c.is_ascii_digit());
    }
    let after = ["周", "星期", "礼拜"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    if let Some(after) = after {
        return after.starts_with(|c| is_number(c) || matches!(c, '日' | '天' | '末'));
    }
    let after = text.strip_prefix('第').unwrap_or_default().trim_start();
    let unit = after.trim_start_matches(is_number).trim_start();
    unit.len() < after.len() && unit.starts_with(['天', '日', '周', '课'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_is_no_name() {
        for text in [
            "Also see the films",
            "I would not",
            "Otherwise, skip it",
            "注意顺序",
            "如果没有时间",
        ] {
            assert!(begins_remark(text), "{text}");
        }
        for text in ["Alsatian cooking", "Ivory", "The paper book", "绳结的书"] {
            assert!(!begins_remark(text), "{text}");
        }
    }

    #[test]
    fn lines_of_a_plan_begin_with_a_day() {
        for text in [
            "周一：读书",
            "周末：复习",
            "星期三 练习",
            "第1天 安装",
            "第 3 周：函数",
            "第二周 循环",
            "Day 3: loops",
            "week 2 - lists",
            "Monday: rest",
        ] {
            assert!(says_day(text), "{text}");
        }
        for text in [
            "周边知识",
            "第一章 变量",
            "Daylight",
            "Day by day",
            "Weekly review",
            "Mondays",
            "第三方库",
        ] {
            assert!(!says_day(text), "{text}");
        }
    }
}
