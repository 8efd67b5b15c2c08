//! The sentences of searching and filtering.

use crate::filter::FilterPart;
use crate::search::Narrowing;

use super::cli::HelpTable;

/// One language's sentences.
pub struct SearchText {
    /// What may be typed in this language in place of `kind` and the others.
    pub name: fn(Narrowing) -> &'static str,
    /// What a narrowing word asks for, in a few words, for a list of them.
    pub meaning: fn(Narrowing) -> &'static str,
    /// What is unfinished, as a status.
    pub open: &'static str,
    /// The word before the colon.
    pub unknown_word: fn(&str) -> String,
    /// The narrowing word, its value.
    pub unknown_value: fn(&str, &str) -> String,
    /// The narrowing word, its value, how many it fits.
    pub several_values: fn(&str, &str, usize) -> String,
    /// The name of a part of the filter, for a chip.
    pub part: fn(FilterPart) -> &'static str,
    /// Which flag, how many are shown without it.
    pub lift: fn(&str, usize) -> String,
    /// What costs nothing, and what does not.
    pub free: &'static str,
    pub not_free: &'static str,
}

pub const EN: SearchText = SearchText {
    name: Narrowing::word,
    meaning: |narrowing| match narrowing {
        Narrowing::Kind => "kind of resource",
        Narrowing::Stage => "below a stage",
        Narrowing::Topic => "below a topic",
        Narrowing::Is => "status",
        Narrowing::Lang => "language of the resource",
        Narrowing::Core => "on the core path",
        Narrowing::Free => "costs nothing",
        Narrowing::Note => "has a note of yours",
    },
    open: "open",
    unknown_word: |word| format!("no search narrows by `{word}:`"),
    unknown_value: |word, value| format!("nothing is `{word}:{value}`"),
    several_values: |word, value, all| format!("`{word}:{value}` fits {all}; all are shown"),
    part: |part| match part {
        FilterPart::Stage => "stage",
        FilterPart::Topic => "topic",
        FilterPart::Status => "status",
        FilterPart::Kind => "kind",
        FilterPart::Lang => "language",
        FilterPart::Core => "core path",
        FilterPart::Free => "free",
        FilterPart::Search => "search",
    },
    lift: |flag, count| match count {
        1 => format!("without {flag} 1 is shown"),
        _ => format!("without {flag} {count} are shown"),
    },
    free: "free",
    not_free: "not free",
};

pub const ZH: SearchText = SearchText {
    name: |narrowing| match narrowing {
        Narrowing::Kind => "类型",
        Narrowing::Stage => "阶段",
        Narrowing::Topic => "主题",
        Narrowing::Is => "状态",
        Narrowing::Lang => "语言",
        Narrowing::Core => "核心",
        Narrowing::Free => "免费",
        Narrowing::Note => "笔记",
    },
    meaning: |narrowing| match narrowing {
        Narrowing::Kind => "资源类型",
        Narrowing::Stage => "在某个阶段里",
        Narrowing::Topic => "在某个主题里",
        Narrowing::Is => "学习状态",
        Narrowing::Lang => "资源的语言",
        Narrowing::Core => "核心资源",
        Narrowing::Free => "免费资源",
        Narrowing::Note => "写过笔记的",
    },
    open: "未完成",
    unknown_word: |word| format!("搜索里没有 `{word}:` 这个条件"),
    unknown_value: |word, value| format!("没有符合 `{word}:{value}` 的内容"),
    several_values: |word, value, all| format!("`{word}:{value}` 对应 {all} 项，已全部列出"),
    part: |part| match part {
        FilterPart::Stage => "阶段",
        FilterPart::Topic => "主题",
        FilterPart::Status => "状态",
        FilterPart::Kind => "类型",
        FilterPart::Lang => "语言",
        FilterPart::Core => "核心",
        FilterPart::Free => "免费",
        FilterPart::Search => "搜索",
    },
    lift: |flag, count| format!("去掉 {flag} 就有 {count} 项"),
    free: "免费",
    not_free: "收费",
};

pub const ZH_HELP: HelpTable = &[
    (".free", "只看免费的资源（就已知情况而言）"),
    (
        ".search",
        "只看搜索结果：词语、拼音、\"原文\"、-排除，以及 kind:video、is:open、stage:id 等条件",
    ),
];
