//! The sentences about what to do next.

use jiff::civil::Date;

use crate::progress::next::Reason;
use crate::roadmap::{NodeIdx, Roadmap};

use super::Lang;
use super::cli::HelpTable;

/// Why something is suggested, and what is said when nothing is.
pub struct NextText {
    pub begun: &'static str,
    /// The day in words.
    pub begun_on: fn(&str) -> String,
    pub begun_today: &'static str,
    /// A day of this year, and one of another.
    day: &'static str,
    day_of_year: &'static str,
    /// Title of the topic.
    pub core_path: fn(&str) -> String,
    /// Title of a topic that is finished.
    pub unlocked: fn(&str) -> String,
    /// Title of the topic.
    pub shortest: fn(&str) -> String,
    pub left: fn(&str) -> String,
    /// Titles of topics that are not finished.
    pub after: fn(&str) -> String,
    /// Title of the stage.
    pub optional: fn(&str) -> String,
    /// Between titles.
    pub comma: &'static str,
    pub part_of_it: &'static str,
    /// What the suggestions take, what there is.
    pub takes: fn(&str, &str) -> String,
    pub core_is_done: &'static str,
    pub all_done: &'static str,
    /// Nothing is left of what passes the filter.
    pub none_fits: &'static str,
    /// The time there is; what is shortest, and how long it takes.
    pub too_short: fn(&str, &str, &str) -> String,
}

impl NextText {
    /// Says why something is suggested.
    #[must_use]
    pub fn reason(&self, reason: &Reason, roadmap: &Roadmap, today: Date, lang: Lang) -> String {
        let title = |node: &NodeIdx| roadmap.title(*node, lang).as_str();
        match reason {
            Reason::InProgress { since: None } => self.begun.to_owned(),
            Reason::InProgress { since: Some(day) } if *day == today => self.begun_today.to_owned(),
            Reason::InProgress { since: Some(day) } => (self.begun_on)(&self.day(*day, today)),
            Reason::CorePath { topic } => (self.core_path)(title(topic)),
            Reason::Unlocked { by } => (self.unlocked)(title(by)),
            Reason::Shortest { topic } => (self.shortest)(title(topic)),
            Reason::Left { topic } => (self.left)(title(topic)),
            Reason::After { topics } => self.after(topics, roadmap, lang),
            Reason::Optional { stage } => (self.optional)(title(stage)),
        }
    }

    /// Names the topics that something comes after.
    #[must_use]
    pub fn after(&self, topics: &[NodeIdx], roadmap: &Roadmap, lang: Lang) -> String {
        let titles: Vec<&str> = topics
            .iter()
            .map(|topic| roadmap.title(*topic, lang).as_str())
            .collect();
        (self.after)(&titles.join(self.comma))
    }

    fn day(&self, day: Date, today: Date) -> String {
        let form = if day.year() == today.year() {
            self.day
        } else {
            self.day_of_year
        };
        day.strftime(form).to_string()
    }
}

pub const EN: NextText = NextText {
    begun: "you began it",
    begun_on: |day| format!("you began it on {day}"),
    begun_today: "you began it today",
    day: "%b %-d",
    day_of_year: "%b %-d, %Y",
    core_path: |topic| format!("next on the core path, in {topic}"),
    unlocked: |topic| format!("next on the core path; {topic} is finished"),
    shortest: |topic| format!("the shortest that is left in {topic}"),
    left: |topic| format!("left in {topic}"),
    after: |topics| format!("after {topics}"),
    optional: |stage| format!("in {stage}, which is optional"),
    comma: ", ",
    part_of_it: "longer than you have: there is time for a part of it",
    takes: |taken, there_is| format!("{taken} of {there_is}"),
    core_is_done: "All core resources are done. What is left:",
    all_done: "Nothing is left: you are through. `roadbook stats` shows what you did.",
    none_fits: "Nothing is left of what you asked for.",
    too_short: |minutes, title, needed| {
        format!("Nothing that is left fits into {minutes}. The shortest is {title}: {needed}.")
    },
};

pub const ZH: NextText = NextText {
    begun: "已经开始",
    begun_on: |day| format!("{day}开始学的"),
    begun_today: "今天开始学的",
    day: "%-m 月 %-d 日",
    day_of_year: "%Y 年 %-m 月 %-d 日",
    core_path: |topic| format!("核心路径的下一项，在“{topic}”里"),
    unlocked: |topic| format!("核心路径的下一项；“{topic}”已学完"),
    shortest: |topic| format!("“{topic}”里剩下的最短一项"),
    left: |topic| format!("“{topic}”里还没学的"),
    after: |topics| format!("先学“{topics}”"),
    optional: |stage| format!("属于选学阶段“{stage}”"),
    comma: "”“",
    part_of_it: "时间不够学完，可以先学一部分",
    takes: |taken, there_is| format!("共 {taken}，可用 {there_is}"),
    core_is_done: "核心资源已全部完成。其余的还有：",
    all_done: "全部学完了。`roadbook stats` 可以看看你学了什么。",
    none_fits: "符合条件的内容都已学完。",
    too_short: |minutes, title, needed| {
        format!("剩下的内容都超过 {minutes}。最短的是{title}：{needed}。")
    },
};

pub const ZH_HELP: HelpTable = &[
    ("next", "接下来学什么，为什么"),
    ("next.number", "给出多少项，默认 3"),
    ("next.minutes", "有多少分钟，据此安排"),
];
