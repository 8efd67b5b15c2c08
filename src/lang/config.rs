//! What is said of settings: what is wrong with keys, and what `config` prints.

use super::cli::HelpTable;

/// The sentences about settings.
pub struct ConfigText {
    pub unknown_action: fn(&str) -> String,
    pub actions_hint: &'static str,
    /// The action, and the scope that does not have it.
    pub unknown_scope: fn(&str, &str) -> String,
    pub not_keys: fn(&str) -> String,
    pub not_keys_hint: &'static str,
    pub unknown_key: fn(&str) -> String,
    pub keys_hint: &'static str,
    pub digit: fn(&str) -> String,
    pub digit_hint: &'static str,
    pub full_width: fn(&str) -> String,
    pub full_width_hint: &'static str,
    /// The key, and the one that terminals take for the same.
    pub indistinct: fn(&str, &str) -> String,
    pub indistinct_hint: &'static str,
    /// The key, and where lines are typed.
    pub types_text: fn(&str, &str) -> String,
    pub types_text_hint: &'static str,
    /// The key, the action that asks for it, the one that has it, where.
    pub taken: fn(&str, &str, &str, &str) -> String,
    pub taken_everywhere: fn(&str, &str, &str) -> String,
    /// The action that has the key.
    pub taken_hint: fn(&str) -> String,
    pub last_way_out: fn(&str) -> String,
    pub last_way_out_hint: fn(&str) -> String,

    /// Heads what `config` prints.
    pub head: &'static str,
    pub from_line: fn(u32) -> String,
    pub from_variable: fn(&str) -> String,
    pub from_flag: &'static str,
    pub from_default: &'static str,
    pub theme_unset: &'static str,
    pub open_unset: &'static str,
    pub roadmap_unset: &'static str,
    /// How many, and in which file.
    pub problems: fn(usize, &str) -> String,
}

pub const EN: ConfigText = ConfigText {
    unknown_action: |name| format!("there is no action `{name}`"),
    actions_hint: "`roadbook config` lists the actions and their keys",
    unknown_scope: |action, scope| format!("there is no `{action}` in `{scope}`"),
    not_keys: |name| format!("`keys.{name}` needs a key or a list of keys"),
    not_keys_hint: "such as `x`, `[x, ctrl-x]`, or `[]` for none",
    unknown_key: |word| format!("`{word}` is not a key"),
    keys_hint: "one character, `ctrl-` and a letter, or: space, enter, esc, tab, shift-tab, backspace, delete, insert, up, down, left, right, home, end, pgup, pgdn, f1 to f12",
    digit: |word| format!("`{word}` is taken: digits choose stages and links"),
    digit_hint: "take a letter, a sign or a named key",
    full_width: |word| {
        format!("`{word}` is two columns wide and comes from an input method, not from a key")
    },
    full_width_hint: "write the narrow sign that the key has without the input method",
    indistinct: |word, other| format!("terminals send the same for `{word}` as for `{other}`"),
    indistinct_hint: "take another letter",
    types_text: |word, scope| format!("in `{scope}` the key `{word}` edits the line"),
    types_text_hint: "take a named key such as down or f3, or ctrl- and a letter that does not edit",
    taken: |key, action, other, scope| {
        format!("`{key}` cannot be `{action}`: in `{scope}` it is `{other}`")
    },
    taken_everywhere: |key, action, other| format!("`{key}` cannot be `{action}`: it is `{other}`"),
    taken_hint: |other| format!("give `{other}` another key too, or `[]` for none"),
    last_way_out: |name| format!("without a key for `{name}` there is no way out"),
    last_way_out_hint: |name| format!("leave `{name}` at least one key"),

    head: "The settings in force and where each comes from. What follows is a whole file of settings: keep what you want to change.",
    from_line: |line| format!("line {line}"),
    from_variable: |variable| format!("${variable}"),
    from_flag: "flag",
    from_default: "default",
    theme_unset: "dark or light, as the terminal is",
    open_unset: "$BROWSER, else the system's",
    roadmap_unset: "the last one, else the built-in one",
    problems: |count, file| match count {
        0 => format!("No problems in {file}"),
        1 => format!("1 problem in {file}"),
        _ => format!("{count} problems in {file}"),
    },
};

pub const ZH: ConfigText = ConfigText {
    unknown_action: |name| format!("没有 `{name}` 这个动作"),
    actions_hint: "`roadbook config` 会列出所有动作和按键",
    unknown_scope: |action, scope| format!("`{scope}` 里没有动作 `{action}`"),
    not_keys: |name| format!("`keys.{name}` 应为一个按键或一组按键"),
    not_keys_hint: "例如 `x`、`[x, ctrl-x]`；不要按键就写 `[]`",
    unknown_key: |word| format!("`{word}` 不是按键"),
    keys_hint: "单个字符、`ctrl-` 加字母，或：space, enter, esc, tab, shift-tab, backspace, delete, insert, up, down, left, right, home, end, pgup, pgdn, f1 到 f12",
    digit: |word| format!("`{word}` 已有用途：数字用来选阶段和链接"),
    digit_hint: "请换成字母、符号或有名字的键",
    full_width: |word| format!("`{word}` 是全角字符，由输入法打出，不是按键"),
    full_width_hint: "请写不开输入法时这个键打出的半角字符",
    indistinct: |word, other| format!("在终端里 `{word}` 和 `{other}` 是同一个键，无法区分"),
    indistinct_hint: "请换一个字母",
    types_text: |word, scope| format!("在 `{scope}` 里，`{word}` 用来编辑这一行"),
    types_text_hint: "请用 down、f3 这样有名字的键，或不用于编辑的 ctrl- 加字母",
    taken: |key, action, other, scope| {
        format!("`{key}` 不能用作 `{action}`：在 `{scope}` 里它已经是 `{other}`")
    },
    taken_everywhere: |key, action, other| {
        format!("`{key}` 不能用作 `{action}`：它已经是 `{other}`")
    },
    taken_hint: |other| format!("请给 `{other}` 也换个键，不要按键就写 `[]`"),
    last_way_out: |name| format!("`{name}` 没有按键的话，就出不去了"),
    last_way_out_hint: |name| format!("请给 `{name}` 至少留一个键"),

    head: "当前生效的设置，以及每项从哪里来。下面就是一份完整的设置文件：只留下想改的即可。",
    from_line: |line| format!("第 {line} 行"),
    from_variable: |variable| format!("${variable}"),
    from_flag: "命令行参数",
    from_default: "默认",
    theme_unset: "随终端背景用 dark 或 light",
    open_unset: "$BROWSER，否则用系统的",
    roadmap_unset: "上次用的，否则用内置的",
    problems: |count, file| match count {
        0 => format!("{file} 没有问题"),
        _ => format!("{file} 有 {count} 处问题"),
    },
};

/// The help of `config` in Chinese.
pub const ZH_HELP: HelpTable = &[
    ("config", "显示当前生效的设置，以及每项从哪里来"),
    ("config.path", "显示设置文件的位置"),
    ("config.check", "只检查设置文件里的错误"),
];
