//! The sentences of statistics and of time that is tracked.

use super::cli::HelpTable;

/// One language's sentences.
pub struct StatsText {
    pub title: &'static str,
    /// Nothing was finished on any day.
    pub nothing_yet: &'static str,
    /// What the table counts.
    pub counts: &'static str,
    /// Label of how many notes there are.
    pub notes: &'static str,
    /// Monday first.
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
    pub last_year: &'static str,
    /// Things, days.
    pub things_on_days: fn(u32, usize) -> String,
    pub less: &'static str,
    pub more: &'static str,
    pub burn_up: &'static str,
    /// Done, of how many resources.
    pub done_of: fn(u32, u32) -> String,

    pub streak: &'static str,
    /// Days, first day, rest days that seven days may have.
    pub streak_is: fn(u32, &str, usize) -> String,
    pub left: &'static str,
    /// Resources, time.
    pub left_is: fn(u32, &str) -> String,
    pub pace: &'static str,
    /// Time, weeks.
    pub pace_is: fn(&str, usize) -> String,
    pub finish: &'static str,
    /// First and last day.
    pub finish_is: fn(&str, &str) -> String,
    pub spent: &'static str,
    /// Minutes.
    pub duration: fn(u64) -> String,

    pub started: fn(&str) -> String,
    pub already_started: fn(&str) -> String,
    pub stop_hint: &'static str,
    pub stopped: fn(&str, &str) -> String,
    /// How much is written down at most.
    pub capped: fn(&str) -> String,
    pub clock_went_back: &'static str,
    pub nothing_runs: &'static str,
    pub start_hint: &'static str,
    pub runs: fn(&str, &str) -> String,
    /// How many resources are in progress.
    pub which: fn(usize) -> String,
    pub no_id_here: fn(&str) -> String,
    pub no_longer_there: fn(&str) -> String,
    pub timer_unwritable: &'static str,
    pub timer_unreadable: &'static str,
    pub nothing_tracked: &'static str,
    pub all: &'static str,
}

pub const EN: StatsText = StatsText {
    title: "Statistics",
    nothing_yet: "Nothing was done on any day yet: the calendar begins with the first tick.",
    counts: "Resources",
    notes: "Notes",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    last_year: "The last year",
    things_on_days: |things, days| {
        let things = match things {
            1 => "1 thing".to_owned(),
            _ => format!("{things} things"),
        };
        match days {
            1 => format!("{things} on 1 day"),
            _ => format!("{things} on {days} days"),
        }
    },
    less: "less",
    more: "more",
    burn_up: "Done over time",
    done_of: |done, of| format!("{done} of {of} resources"),

    streak: "In a row",
    streak_is: |days, since, rests| {
        format!("{days} days since {since}; {rests} rest days in seven are fine")
    },
    left: "Left",
    left_is: |resources, time| match resources {
        1 => format!("1 resource, {time}"),
        _ => format!("{resources} resources, {time}"),
    },
    pace: "Pace",
    pace_is: |time, weeks| format!("about {time} a week, over the last {weeks} weeks"),
    finish: "At this pace",
    finish_is: |from, to| {
        if from == to {
            format!("done around {from}")
        } else {
            format!("done between {from} and {to}")
        }
    },
    spent: "Time spent",
    duration: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    },

    started: |title| format!("The time runs: {title}"),
    already_started: |title| format!("The time is running already: {title}"),
    stop_hint: "`roadbook track stop` writes it down",
    stopped: |time, title| format!("{time}: {title}"),
    capped: |time| format!("the time ran for longer; {time} is the most that is written down"),
    clock_went_back: "the clock stands before the start; one minute is written down",
    nothing_runs: "No time is running.",
    start_hint: "`roadbook track start ID` starts it",
    runs: |title, time| format!("{title}: {time} so far"),
    which: |count| match count {
        0 => "nothing is in progress that the time could be for".to_owned(),
        _ => format!("{count} resources are in progress: which one is the time for?"),
    },
    no_id_here: |action| format!("`track {action}` takes no id"),
    no_longer_there: |title| format!("{title} (no longer in this roadmap)"),
    timer_unwritable: "the start cannot be kept",
    timer_unreadable: "what time runs for cannot be read",
    nothing_tracked: "No time was written down yet.",
    all: "all",
};

pub const ZH: StatsText = StatsText {
    title: "统计",
    nothing_yet: "还没有哪一天有记录：打下第一个勾，日历就从那天开始。",
    counts: "资源",
    notes: "笔记",
    weekdays: ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
    months: [
        "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月",
    ],
    last_year: "最近一年",
    things_on_days: |things, days| format!("{days} 天里完成 {things} 项"),
    less: "少",
    more: "多",
    burn_up: "累计完成",
    done_of: |done, of| format!("已完成 {done}/{of} 份资源"),

    streak: "连续学习",
    streak_is: |days, since, rests| {
        format!("{days} 天，从 {since} 开始；每七天休息 {rests} 天也算连续")
    },
    left: "还剩",
    left_is: |resources, time| format!("{resources} 份资源，{time}"),
    pace: "近期速度",
    pace_is: |time, weeks| format!("最近 {weeks} 周，平均每周约 {time}"),
    finish: "照此速度",
    finish_is: |from, to| {
        if from == to {
            format!("大约 {from} 学完")
        } else {
            format!("大约 {from} 到 {to} 之间学完")
        }
    },
    spent: "已用时间",
    duration: |minutes| match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} 分钟"),
        (hours, 0) => format!("{hours} 小时"),
        (hours, minutes) => format!("{hours} 小时 {minutes} 分钟"),
    },

    started: |title| format!("开始计时：{title}"),
    already_started: |title| format!("已经在计时：{title}"),
    stop_hint: "`roadbook track stop` 会记下用时",
    stopped: |time, title| format!("{time}：{title}"),
    capped: |time| format!("计时时间过长，最多记 {time}"),
    clock_went_back: "现在的时间早于开始计时的时间，记 1 分钟",
    nothing_runs: "没有在计时。",
    start_hint: "`roadbook track start ID` 开始计时",
    runs: |title, time| format!("{title}：已经 {time}"),
    which: |count| match count {
        0 => "没有正在学的资源，不知道给哪一项计时".to_owned(),
        _ => format!("正在学的资源有 {count} 份，要给哪一份计时？"),
    },
    no_id_here: |action| format!("`track {action}` 后面不需要 id"),
    no_longer_there: |title| format!("{title}（已不在路线图中）"),
    timer_unwritable: "无法保存计时的开始时间",
    timer_unreadable: "无法读取正在进行的计时",
    nothing_tracked: "还没有记录过用时。",
    all: "合计",
};

pub const ZH_HELP: HelpTable = &[
    ("track", "记录学习用时"),
    (
        "track.action",
        "start 开始，stop 停止并记下，log 列出各主题的用时；不写则显示正在计时的内容",
    ),
    ("track.id", "给哪一项计时；不写则是唯一一份正在学的资源"),
];
