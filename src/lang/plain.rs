//! The words and sentences of the mode without drawing, of completions and of manual pages.

use super::cli::HelpTable;

/// What a line of the dialogue asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    Where,
    Back,
    Done,
    Doing,
    Skip,
    Todo,
    Open,
    Note,
    Next,
    Changes,
    Search,
    Undo,
    Redo,
    Speak,
    Help,
    Quit,
    Yes,
    No,
}

impl Verb {
    pub const ALL: [Verb; 18] = [
        Verb::Where,
        Verb::Back,
        Verb::Done,
        Verb::Doing,
        Verb::Skip,
        Verb::Todo,
        Verb::Open,
        Verb::Note,
        Verb::Next,
        Verb::Changes,
        Verb::Search,
        Verb::Undo,
        Verb::Redo,
        Verb::Speak,
        Verb::Help,
        Verb::Quit,
        Verb::Yes,
        Verb::No,
    ];
}

/// One language's words and sentences.
pub struct PlainText {
    /// What can be typed for each verb; the words of all languages are understood at any time.
    pub words: fn(Verb) -> &'static [&'static str],
    /// What can be typed, a line each.
    pub help: &'static [&'static str],
    pub first_hint: &'static str,
    /// Between facts of one thing.
    pub comma: &'static str,
    /// Ends a sentence.
    pub stop: &'static str,
    /// Between two sentences.
    pub between: &'static str,
    /// Title, facts.
    pub fact: fn(&str, &str) -> String,
    /// Title, id.
    pub with_id: fn(&str, &str) -> String,
    /// Number, item.
    pub numbered: fn(&str, &str) -> String,

    pub stage: &'static str,
    pub optional_stage: &'static str,
    pub topic: &'static str,
    pub key_idea: &'static str,
    /// Which of how many stages.
    pub stage_of: fn(usize, usize) -> String,
    pub resources_done: fn(u32, u32) -> String,
    pub ideas_done: fn(u32, u32) -> String,
    pub optional_done: fn(u32, u32) -> String,
    pub percent: fn(u32) -> String,
    /// How many minutes, whether it is known.
    pub minutes: fn(u32, bool) -> String,
    /// How many are in progress, how many are skipped.
    pub doing_and_skipped: fn(u32, u32) -> String,
    /// How many of how many in which parent.
    pub done_in: fn(u32, u32, &str) -> String,
    pub ideas_done_in: fn(u32, u32, &str) -> String,
    pub is_now: fn(&str) -> String,
    pub already: fn(&str) -> String,
    pub language: fn(&str) -> String,
    pub written_by: fn(&str) -> String,
    /// Number, address, title, which may be empty.
    pub link: fn(usize, &str, &str) -> String,
    pub within: fn(&str) -> String,
    pub after: fn(&str) -> String,
    pub holds: fn(usize) -> String,
    pub former_ids: fn(&str) -> String,
    pub id: fn(&str) -> String,

    pub unknown: fn(&str) -> String,
    pub no_such_number: fn(&str, usize) -> String,
    pub no_numbers: &'static str,
    /// The word that was typed.
    pub which: fn(&str) -> String,
    pub which_link: fn(&str) -> String,
    pub at_the_top: &'static str,
    pub nothing_below: &'static str,
    pub opening: fn(&str) -> String,
    pub really_open: fn(&str) -> String,
    pub note_what: &'static str,
    pub noted: fn(&str) -> String,
    pub search_for_what: &'static str,
    pub found: fn(usize, &str) -> String,
    pub found_none: fn(&str) -> String,
    pub no_such_language: fn(&str) -> String,
    pub language_is: &'static str,
    pub goodbye: &'static str,

    /// Headings of manual pages as the generator writes them, and as they should be.
    pub man_headings: &'static [(&'static str, &'static str)],
    /// The sections at the end of every manual page: heading, then terms with what is said of them.
    pub man_sections: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    pub man_see_also: &'static str,
    /// How many pages, in which folder.
    pub man_written: fn(usize, &str) -> String,
}

pub const EN: PlainText = PlainText {
    words: |verb| match verb {
        Verb::Where => &["l", "list", "look", "where"],
        Verb::Back => &["b", "back", "up", ".."],
        Verb::Done => &["d", "done"],
        Verb::Doing => &["doing"],
        Verb::Skip => &["x", "skip"],
        Verb::Todo => &["t", "todo"],
        Verb::Open => &["o", "open"],
        Verb::Note => &["n", "note"],
        Verb::Next => &["next"],
        Verb::Changes => &["changes", "diff"],
        Verb::Search => &["search", "find"],
        Verb::Undo => &["u", "undo"],
        Verb::Redo => &["r", "redo"],
        Verb::Speak => &["lang", "language"],
        Verb::Help => &["?", "h", "help"],
        Verb::Quit => &["q", "quit", "exit"],
        Verb::Yes => &["y", "yes"],
        Verb::No => &["no"],
    },
    help: &[
        "A number, or an id: go there.",
        "b: back. l, or an empty line: say again what is here.",
        "d 2: mark number 2 as done. Also doing 2, x 2 to skip it, t 2 to take it up again. Several: d 1 3-5. Everything here: d .",
        "o 2: open the link of number 2. o 2 3: open its third link.",
        "n 2 some words: add a line to your note of number 2.",
        "next: go to what is best done next, and again for what comes after.",
        "changes: what another edition of the roadmap changed since you looked.",
        "/word, or search word: find something.",
        "u: undo. r: redo.",
        "lang zh: speak Chinese.",
        "q: leave. All changes are saved at once.",
    ],
    first_hint: "A number goes in, ? tells what else can be typed, q leaves.",
    comma: ", ",
    stop: ".",
    between: " ",
    fact: |title, facts| format!("{title}: {facts}."),
    with_id: |title, id| format!("{title} ({id})"),
    numbered: |number, item| format!("{number}. {item}"),

    stage: "stage",
    optional_stage: "optional stage",
    topic: "topic",
    key_idea: "key idea",
    stage_of: |number, all| format!("stage {number} of {all}"),
    resources_done: |done, all| match all {
        1 => format!("{done} of 1 resource done"),
        _ => format!("{done} of {all} resources done"),
    },
    ideas_done: |done, all| match all {
        1 => format!("{done} of 1 key idea done"),
        _ => format!("{done} of {all} key ideas done"),
    },
    optional_done: |done, all| format!("and {done} of {all} in optional stages"),
    percent: |percent| format!("{percent} percent"),
    minutes: |minutes, known| {
        let about = if known { "" } else { "about " };
        match minutes {
            1 => format!("{about}1 minute"),
            ..120 => format!("{about}{minutes} minutes"),
            _ => format!("{about}{} hours", (minutes + 30) / 60),
        }
    },
    doing_and_skipped: |doing, skipped| format!("{doing} in progress, {skipped} skipped"),
    done_in: |done, all, parent| format!("{done} of {all} in {parent}"),
    ideas_done_in: |done, all, parent| match all {
        1 => format!("{done} of 1 key idea in {parent}"),
        _ => format!("{done} of {all} key ideas in {parent}"),
    },
    is_now: |status| format!("It is {status} now"),
    already: |status| format!("Nothing to change: {status} already."),
    language: |tag| format!("language {tag}"),
    written_by: |author| format!("by {author}"),
    link: |number, address, title| {
        if title.is_empty() {
            format!("Link {number}: {address}")
        } else {
            format!("Link {number}: {address} ({title})")
        }
    },
    within: |parents| format!("In {parents}."),
    after: |needs| format!("After {needs}."),
    holds: |count| match count {
        1 => "1 thing here:".to_owned(),
        _ => format!("{count} things here:"),
    },
    former_ids: |ids| format!("Former ids: {ids}."),
    id: |id| format!("Id: {id}"),

    unknown: |word| format!("I do not understand `{word}`. A question mark lists what I do."),
    no_such_number: |number, most| {
        format!("There is no number {number} here; they go from 1 to {most}.")
    },
    no_numbers: "Nothing here has a number. b goes back.",
    which: |word| {
        format!(
            "Which one? Say {word} and a number, or {word} and a full stop for everything here."
        )
    },
    which_link: |word| format!("Which one? Say {word} and a number."),
    at_the_top: "This is the top of the roadmap.",
    nothing_below: "There is nothing here to mark.",
    opening: |address| format!("Opening {address}"),
    really_open: |address| format!("Open {address}? y opens it, anything else does not."),
    note_what: "Which words? Say n, a number and the words.",
    noted: |title| format!("Noted: {title}."),
    search_for_what: "Search for what? Say search and a word.",
    found: |count, query| match count {
        1 => format!("1 thing found for `{query}`:"),
        _ => format!("{count} things found for `{query}`:"),
    },
    found_none: |query| format!("Nothing found for `{query}`."),
    no_such_language: |tag| format!("I do not speak `{tag}`. There are en and zh."),
    language_is: "This is English now.",
    goodbye: "Goodbye.",

    man_headings: &[],
    man_sections: &[
        (
            "EXIT STATUS",
            &[
                ("0", "Success."),
                (
                    "1",
                    "Something could not be done, or something is wrong in what was looked at.",
                ),
                (
                    "2",
                    "The command was not understood, or the screen was asked for where there is no terminal.",
                ),
                ("129", "The terminal went away while the screen was open."),
            ],
        ),
        (
            "ENVIRONMENT",
            &[
                (
                    "ROADBOOK_HOME",
                    "One folder for settings, progress and all else; --home is stronger.",
                ),
                (
                    "ROADBOOK_DATA_DIR",
                    "The folder of progress, notes and roadmaps alone.",
                ),
                (
                    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
                    "Where the folders below lie.",
                ),
                (
                    "LC_ALL, LC_MESSAGES, LANG",
                    "The language, unless --lang or the settings say otherwise.",
                ),
                (
                    "BROWSER",
                    "The program that opens links, unless the settings name one.",
                ),
                (
                    "NO_COLOR, CLICOLOR, CLICOLOR_FORCE, COLORTERM",
                    "Whether there is colour, and how much.",
                ),
                (
                    "COLUMNS",
                    "The width of what is printed where that is not a terminal.",
                ),
            ],
        ),
        (
            "FILES",
            &[
                ("~/.config/roadbook/config.yaml", "Settings."),
                ("~/.config/roadbook/themes/", "Themes of your own."),
                (
                    "~/.local/share/roadbook/progress/",
                    "What you did: one journal a device, to which lines are only added.",
                ),
                ("~/.local/share/roadbook/roadmaps/", "Roadmaps of your own."),
                (
                    "~/.local/state/roadbook/",
                    "Where you were last, for this device alone.",
                ),
            ],
        ),
    ],
    man_see_also: "SEE ALSO",
    man_written: |count, folder| match count {
        1 => format!("1 page written to {folder}"),
        _ => format!("{count} pages written to {folder}"),
    },
};

pub const ZH: PlainText = PlainText {
    words: |verb| match verb {
        Verb::Where => &["列出", "看", "这里"],
        Verb::Back => &["返回", "上一级", "回"],
        Verb::Done => &["完成", "学完"],
        Verb::Doing => &["在学"],
        Verb::Skip => &["跳过"],
        Verb::Todo => &["待学"],
        Verb::Open => &["打开"],
        Verb::Note => &["笔记", "记"],
        Verb::Next => &["下一个", "下一项"],
        Verb::Changes => &["变动", "变化"],
        Verb::Search => &["搜索", "查找", "找"],
        Verb::Undo => &["撤销"],
        Verb::Redo => &["重做"],
        Verb::Speak => &["语言"],
        Verb::Help => &["？", "帮助"],
        Verb::Quit => &["退出", "离开"],
        Verb::Yes => &["是", "好"],
        Verb::No => &["否", "不"],
    },
    help: &[
        "输入序号或 id：进入那一项。",
        "b 或“返回”：回到上一级。l、“列出”或空行：再念一遍这里有什么。",
        "d 2 或“完成 2”：把第 2 项标记为完成。另有“在学 2”、“跳过 2”（x 2）、“待学 2”（t 2）。多项：d 1 3-5。这里的全部：d .",
        "o 2 或“打开 2”：打开第 2 项的链接。o 2 3：打开它的第三个链接。",
        "n 2 文字 或“笔记 2 文字”：在第 2 项的笔记里加一行。",
        "next 或“下一个”：前往最该学的一项；再输入一次，前往其后的一项。",
        "changes 或“变动”：新版路线图改了什么。",
        "/词 或“搜索 词”：查找内容。",
        "u 或“撤销”：撤销。r 或“重做”：重做。",
        "lang en 或“语言 en”：换成英文。",
        "q 或“退出”：离开。所有改动都会立即保存。",
    ],
    first_hint: "输入序号进入，? 列出还能输入什么，q 退出。",
    comma: "，",
    stop: "。",
    between: "",
    fact: |title, facts| format!("{title}：{facts}。"),
    with_id: |title, id| format!("{title}（{id}）"),
    numbered: |number, item| format!("{number}. {item}"),

    stage: "阶段",
    optional_stage: "选学阶段",
    topic: "主题",
    key_idea: "要点",
    stage_of: |number, all| format!("{all} 个阶段中的第 {number} 个"),
    resources_done: |done, all| format!("{all} 份资源完成 {done} 份"),
    ideas_done: |done, all| format!("{all} 个要点掌握 {done} 个"),
    optional_done: |done, all| format!("另有选学资源 {all} 份，完成 {done} 份"),
    percent: |percent| format!("{percent}%"),
    minutes: super::tui::ZH.minutes,
    doing_and_skipped: |doing, skipped| format!("在学 {doing} 份，跳过 {skipped} 份"),
    done_in: |done, all, parent| format!("“{parent}”中的 {all} 份资源已完成 {done} 份"),
    ideas_done_in: |done, all, parent| format!("“{parent}”中的 {all} 个要点已掌握 {done} 个"),
    is_now: |status| format!("现在的状态是“{status}”"),
    already: |status| format!("无需改动：状态已经是“{status}”。"),
    language: |tag| format!("语言 {tag}"),
    written_by: |author| format!("作者 {author}"),
    link: |number, address, title| {
        if title.is_empty() {
            format!("链接 {number}：{address}")
        } else {
            format!("链接 {number}：{address}（{title}）")
        }
    },
    within: |parents| format!("位于：{parents}。"),
    after: |needs| format!("宜在这些之后学：{needs}。"),
    holds: |count| format!("这里有 {count} 项："),
    former_ids: |ids| format!("旧 id：{ids}。"),
    id: |id| format!("id：{id}"),

    unknown: |word| format!("看不懂“{word}”。输入问号可以看到能输入什么。"),
    no_such_number: |number, most| format!("这里没有第 {number} 项，序号从 1 到 {most}。"),
    no_numbers: "这里没有带序号的内容。输入 b 返回。",
    which: |word| format!("是哪一项？请在 {word} 后面写序号；写一个点表示这里的全部。"),
    which_link: |word| format!("是哪一项？请在 {word} 后面写序号。"),
    at_the_top: "已经在路线图的最上层。",
    nothing_below: "这里没有可以标记的内容。",
    opening: |address| format!("正在打开 {address}"),
    really_open: |address| format!("要打开 {address} 吗？输入 y 打开，其他任何输入都不打开。"),
    note_what: "要写什么？请写 n、序号和文字。",
    noted: |title| format!("已记下：{title}。"),
    search_for_what: "要找什么？请在“搜索”后面写一个词。",
    found: |count, query| format!("找到 {count} 项与“{query}”有关的内容："),
    found_none: |query| format!("没有找到与“{query}”有关的内容。"),
    no_such_language: |tag| format!("不会说“{tag}”。可选 en 和 zh。"),
    language_is: "现在是中文。",
    goodbye: "再见。",

    man_headings: &[
        ("NAME", "名称"),
        ("SYNOPSIS", "用法"),
        ("DESCRIPTION", "说明"),
        ("OPTIONS", "选项"),
        ("EXTRA", "补充"),
        ("VERSION", "版本"),
    ],
    man_sections: &[
        (
            "退出状态",
            &[
                ("0", "成功。"),
                ("1", "有事情做不成，或检查的内容有错。"),
                ("2", "命令写得不对，或在没有终端的地方要打开界面。"),
                ("129", "界面打开时终端消失。"),
            ],
        ),
        (
            "环境变量",
            &[
                (
                    "ROADBOOK_HOME",
                    "设置、进度等全部放在这个目录；--home 优先。",
                ),
                ("ROADBOOK_DATA_DIR", "只指定进度、笔记和路线图的目录。"),
                (
                    "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
                    "下列目录的所在。",
                ),
                ("LC_ALL, LC_MESSAGES, LANG", "界面语言，--lang 和设置优先。"),
                ("BROWSER", "打开链接的程序，设置里指定的优先。"),
                (
                    "NO_COLOR, CLICOLOR, CLICOLOR_FORCE, COLORTERM",
                    "是否使用颜色，使用多少种。",
                ),
                ("COLUMNS", "输出不是终端时的宽度。"),
            ],
        ),
        (
            "文件",
            &[
                ("~/.config/roadbook/config.yaml", "设置。"),
                ("~/.config/roadbook/themes/", "自己的配色。"),
                (
                    "~/.local/share/roadbook/progress/",
                    "学习进度：每台设备一个日志，只追加。",
                ),
                ("~/.local/share/roadbook/roadmaps/", "自己的路线图。"),
                ("~/.local/state/roadbook/", "上次停在哪里，只对本机有效。"),
            ],
        ),
    ],
    man_see_also: "参见",
    man_written: |count, folder| format!("已在 {folder} 写入 {count} 页"),
};

pub const ZH_HELP: HelpTable = &[
    (".plain", "不绘图：适合读屏软件和简单终端的逐行文字"),
    ("completions", "输出 shell 的补全脚本"),
    (
        "completions.shell",
        "哪种 shell：bash、zsh、fish、elvish 或 powershell",
    ),
    ("man", "输出手册页"),
    ("man.command", "哪个命令的手册页；不写则是整个程序"),
    ("man.out", "把所有手册页写入这个目录"),
];

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_verb_has_words_in_every_language_and_no_word_has_two_meanings() {
        let mut meanings: HashMap<&str, Verb> = HashMap::new();
        for lang in Lang::ALL {
            for verb in Verb::ALL {
                let words = (lang.plain().words)(verb);
                assert!(!words.is_empty(), "{lang:?} {verb:?}");
                for word in words {
                    let other = meanings.insert(word, verb);
                    assert!(other.is_none(), "{word}: {other:?} and {verb:?}");
                }
            }
        }
    }
}
