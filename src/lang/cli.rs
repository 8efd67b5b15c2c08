//! The sentences of the command line and of settings.

/// Help of commands and arguments, by their key.
pub type HelpTable = &'static [(&'static str, &'static str)];

/// One language's sentences. Placeholders are parameters, so that a language can order them as it likes.
pub struct CliText {
    /// Labels before messages, with what separates them.
    pub error: &'static str,
    pub caused_by: &'static str,
    pub hint: &'static str,
    pub warning: &'static str,
    /// Between a name and what is said of it.
    pub colon: &'static str,
    pub cannot_write: &'static str,
    pub cannot_read: fn(&str) -> String,
    pub not_saved: &'static str,
    pub file_exists: fn(&str) -> String,
    pub replace_hint: &'static str,
    pub not_a_file: fn(&str) -> String,
    pub not_written: fn(&str) -> String,
    pub no_home: &'static str,
    pub no_home_hint: &'static str,

    pub no_command: fn(&str) -> String,
    pub no_flag: fn(&str) -> String,
    pub bad_value: fn(&str, &str) -> String,
    pub missing_value: fn(&str) -> String,
    pub missing: fn(&str) -> String,
    pub too_often: fn(&str) -> String,
    pub help_shows: &'static str,
    pub lang_or_in: fn(&str) -> String,
    pub stage_misplaced: &'static str,
    pub stage_after_command: fn(&str) -> String,
    pub help_flag: &'static str,
    pub version_flag: &'static str,
    pub help_template: &'static str,
    pub help_commands: &'static str,
    pub help_command: &'static str,
    pub help_arguments: &'static str,
    pub help_options: &'static str,
    /// Heads the options that all commands have.
    pub help_globals: &'static str,
    /// Ends the help of the program.
    pub help_after: &'static str,
    /// What the argument parser writes in its own way, and how it should be.
    pub help_mends: &'static [(&'static str, &'static str)],
    pub usage_is: fn(&str) -> String,
    /// Help of commands (`list`) and arguments (`list.json`, or `.json` for all commands); empty where the doc
    /// comments say it.
    pub help: &'static [HelpTable],

    /// What was typed, how many fit.
    pub several_fit: fn(&str, usize) -> String,
    /// Ids, how many more.
    pub candidates: fn(&str, usize) -> String,
    pub none_fits: fn(&str) -> String,
    pub list_shows_ids: &'static str,
    pub no_roadmap: fn(&str) -> String,
    /// Id, and what is wrong with its file.
    pub roadmap_not_used: fn(&str, &str) -> String,
    /// File.
    pub check_file_hint: fn(&str) -> String,
    /// What happened, and the title of another roadmap.
    pub opened_instead: fn(&str, &str) -> String,
    pub no_roadmaps: &'static str,
    pub unusable_roadmaps: fn(usize) -> String,
    pub replaced_by: fn(&str) -> String,
    pub same_id_as: fn(&str) -> String,
    pub built_in_name: fn(&str) -> String,

    pub key_idea: &'static str,
    /// Heads a column of counts.
    pub key_ideas: &'static str,
    /// A stage that does not count for the goal.
    pub optional: &'static str,
    pub nothing_fits: fn(usize) -> String,
    pub shown_of: fn(usize, usize) -> String,
    pub resources_done: fn(u32, u32) -> String,
    pub ideas_done: fn(u32, u32) -> String,
    pub below: &'static str,
    pub former_ids: &'static str,
    pub id: &'static str,

    pub nothing_below: fn(&str) -> String,
    /// How many, which status.
    pub already: fn(usize, &str) -> String,
    pub changed_below: fn(usize, &str) -> String,
    pub undo_hint: &'static str,
    pub redo_hint: &'static str,

    pub nothing_logged: &'static str,
    pub shown_changes: fn(usize, usize) -> String,
    pub and_others: fn(usize) -> String,
    pub various: &'static str,
    pub log_undone: &'static str,
    pub log_undo: &'static str,
    pub log_redo: &'static str,

    pub orphans: fn(usize) -> String,

    pub opening: &'static str,
    pub not_opened: fn(&str) -> String,
    pub left_closed: &'static str,
    pub yes_hint: &'static str,
    /// Which number, how many there are.
    pub no_such_link: fn(usize, usize) -> String,
    pub shown_over_ssh: &'static str,
    pub shown_without_display: &'static str,
    pub bad_open_command: fn(&str, &str) -> String,
    pub browser_hint: &'static str,
    pub copied: &'static str,

    /// Stages, topics, resources, key ideas.
    pub level_counts: fn(usize, usize, usize, usize) -> String,
    /// How many warnings.
    pub check_good: fn(usize) -> String,
    /// How many problems.
    pub check_bad: fn(usize) -> String,
    pub built_in: &'static str,
    pub not_loaded: &'static str,

    /// Something that was recorded does not count; after it, where to look.
    pub progress_incomplete: &'static str,
    pub doctor_hint: &'static str,

    pub path_settings: &'static str,
    pub path_themes: &'static str,
    pub path_progress: &'static str,
    pub path_notes: &'static str,
    pub path_roadmaps: &'static str,
    pub path_state: &'static str,
    pub path_cache: &'static str,
    pub not_yet: &'static str,

    /// Which stream is no terminal.
    pub screen_needs_terminal: fn(&str) -> String,
    pub standard_input: &'static str,
    pub standard_output: &'static str,
    /// What `TERM` says.
    pub screen_cannot_draw: fn(&str) -> String,
    /// The error's own sentence.
    pub screen_failed: fn(&str) -> String,
    pub bad_theme: fn(&str) -> String,

    pub did_you_mean: fn(&str) -> String,
    pub one_of: fn(&str) -> String,
    pub no_stage: fn(&str) -> String,
    pub no_topic: fn(&str) -> String,

    pub config_unreadable: fn(&str) -> String,
    pub config_duplicate_key: fn(&str) -> String,
    pub config_not_a_map: &'static str,
    pub config_unknown_key: fn(&str) -> String,
    pub config_unknown_value: fn(&str, &str) -> String,
    pub config_wrong_type: fn(&str, &str) -> String,
    pub config_out_of_range: fn(&str, u32, u32) -> String,
    pub config_bad_command: fn(&str) -> String,
    pub config_command_hint: &'static str,
    pub config_quote_hint: &'static str,
    pub expected_text: &'static str,
    pub expected_bool: &'static str,
    pub expected_number: &'static str,
    pub expected_map: &'static str,
}

/// The commands for those who have no screen.
const EN_PLAIN: &str = "roadbook --plain, or roadbook list, show, next, done, doing, skip, todo, open, stats, log, check";
const ZH_PLAIN: &str = "roadbook --plain，或 roadbook list、show、next、done、doing、skip、todo、open、stats、log、check";

pub const EN: CliText = CliText {
    error: "error: ",
    caused_by: "caused by: ",
    hint: "hint: ",
    warning: "warning: ",
    colon: ": ",
    cannot_write: "the output cannot be written",
    cannot_read: |file| format!("cannot read {file}"),
    not_saved: "nothing was changed, as it cannot be saved",
    file_exists: |file| format!("{file} is there already"),
    replace_hint: "--replace takes its place",
    not_a_file: |file| format!("{file} is not a file"),
    not_written: |file| format!("cannot write {file}"),
    no_home: "there is no home folder, so progress cannot be saved",
    no_home_hint: "set HOME, or name a folder with --home or ROADBOOK_HOME",

    no_command: |word| format!("there is no command `{word}`"),
    no_flag: |flag| format!("`{flag}` is not understood here"),
    bad_value: |argument, value| format!("`{value}` does not fit {argument}"),
    missing_value: |argument| format!("{argument} needs a value"),
    missing: |arguments| format!("{arguments} is missing"),
    too_often: |argument| format!("{argument} does not fit with the others"),
    help_shows: "--help shows what can be typed",
    lang_or_in: |tag| {
        format!("--lang is the language of the program; for resources in a language: --in {tag}")
    },
    stage_misplaced: "--stage before a command chooses where the screen opens",
    stage_after_command: |stage| format!("put it after the command: list --stage {stage}"),
    help_flag: "Print help",
    version_flag: "Print the version",
    help_template: "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
    help_commands: "Commands",
    help_command: "COMMAND",
    help_arguments: "Arguments",
    help_options: "Options",
    help_globals: "Options of all commands",
    help_after: "Without a command the screen opens. Every command works without it.",
    help_mends: &[],
    usage_is: |usage| format!("it is typed like this: {usage}"),
    help: &[],

    several_fit: |typed, all| format!("`{typed}` fits {all} ids"),
    candidates: |ids, rest| match rest {
        0 => format!("one of: {ids}"),
        _ => format!("one of: {ids} and {rest} more"),
    },
    none_fits: |typed| format!("nothing has the id `{typed}`"),
    list_shows_ids: "`roadbook list` shows all ids",
    no_roadmap: |id| format!("there is no roadmap `{id}`"),
    roadmap_not_used: |id, why| format!("the roadmap `{id}` cannot be used: {why}"),
    check_file_hint: |file| format!("`roadbook check {file}` tells all of it"),
    opened_instead: |what, title| format!("{what}; this is “{title}” instead"),
    no_roadmaps: "there is no roadmap that can be used",
    unusable_roadmaps: |count| match count {
        1 => "1 file could not be loaded: `roadbook roadmaps` says why".to_owned(),
        _ => format!("{count} files could not be loaded: `roadbook roadmaps` says why"),
    },
    replaced_by: |file| format!("your {file} is used in its place"),
    same_id_as: |file| format!("not used: {file} has the same id and is older"),
    built_in_name: |id| format!("{id} (built in)"),

    key_idea: "key idea",
    key_ideas: "key ideas",
    optional: "optional",
    nothing_fits: |of| format!("Nothing fits: 0 of {of} shown."),
    shown_of: |shown, of| format!("{shown} of {of} shown"),
    resources_done: |done, of| format!("{done} of {of} resources"),
    ideas_done: |done, of| format!("{done} of {of} key ideas"),
    below: "Below",
    former_ids: "Formerly",
    id: "Id",

    nothing_below: |id| format!("there is nothing below `{id}` to mark"),
    already: |count, status| match count {
        1 => format!("Nothing to change: it is {status} already."),
        _ => format!("Nothing to change: all {count} are {status} already."),
    },
    changed_below: |count, status| format!("{count} are {status} now"),
    undo_hint: "`roadbook undo` takes it back",
    redo_hint: "`roadbook redo` does it again",

    nothing_logged: "Nothing was changed yet.",
    shown_changes: |shown, of| format!("{shown} of {of} changes; -n {of} shows all"),
    and_others: |others| {
        if others == 0 {
            String::new()
        } else {
            format!("and {others} more")
        }
    },
    various: "various",
    log_undone: "undone",
    log_undo: "undo",
    log_redo: "redo",

    orphans: |count| match count {
        1 => {
            "1 thing with ticks, time or notes is no longer in this roadmap; it is kept".to_owned()
        }
        _ => format!(
            "{count} things with ticks, time or notes are no longer in this roadmap; they are kept"
        ),
    },

    opening: "opening",
    not_opened: |address| format!("cannot open {address}"),
    left_closed: "Not opened.",
    yes_hint: "with --yes it is opened without a question",
    no_such_link: |number, have| match have {
        0 => "there is nothing to open: it has no link".to_owned(),
        1 => format!("there is no link {number}: it has only one"),
        _ => format!("there is no link {number}: they go from 1 to {have}"),
    },
    shown_over_ssh: "not opened: a browser would open on the machine that you are logged in to",
    shown_without_display: "not opened: there is no graphical display",
    bad_open_command: |from, command| {
        format!("`{from}` has no single place for the address: {command}")
    },
    copied: "copied to the clipboard, where the terminal allows it",
    browser_hint: "name a browser in BROWSER, or as `open` in the settings",

    level_counts: |stages, topics, resources, ideas| {
        let count =
            |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        format!(
            "{}, {}, {}, {}",
            count(stages, "stage"),
            count(topics, "topic"),
            count(resources, "resource"),
            count(ideas, "key idea")
        )
    },
    check_good: |warnings| match warnings {
        0 => "no problem".to_owned(),
        1 => "1 warning".to_owned(),
        _ => format!("{warnings} warnings"),
    },
    check_bad: |problems| match problems {
        1 => "1 problem".to_owned(),
        _ => format!("{problems} problems"),
    },
    built_in: "built in",
    not_loaded: "not loaded",

    progress_incomplete: "some of your progress cannot be read, so what is shown may be less than what you did",
    doctor_hint: "`roadbook doctor` tells what is wrong",

    path_settings: "settings",
    path_themes: "themes",
    path_progress: "progress",
    path_notes: "notes",
    path_roadmaps: "roadmaps",
    path_state: "state",
    path_cache: "cache",
    not_yet: "(not there yet)",

    screen_needs_terminal: |stream| {
        format!(
            "the screen needs a terminal, and {stream} is not one; without a terminal there are: {EN_PLAIN}"
        )
    },
    standard_input: "standard input",
    standard_output: "standard output",
    screen_cannot_draw: |term| {
        format!(
            "the screen needs a terminal that can draw, and TERM is {term}; without one: {EN_PLAIN}"
        )
    },
    screen_failed: str::to_owned,
    bad_theme: |name| format!("the theme `{name}` cannot be used"),

    did_you_mean: |word| format!("did you mean `{word}`?"),
    one_of: |words| format!("one of: {words}"),
    no_stage: |typed| format!("`{typed}` is no stage"),
    no_topic: |typed| format!("`{typed}` is no topic"),

    config_unreadable: |why| format!("the settings cannot be read: {why}"),
    config_duplicate_key: |key| format!("`{key}` stands here twice; the first one counts"),
    config_not_a_map: "the settings are not a list of `key: value` lines",
    config_unknown_key: |key| format!("there is no setting `{key}`"),
    config_unknown_value: |key, value| format!("`{key}` cannot be `{value}`"),
    config_wrong_type: |key, expected| format!("`{key}` needs {expected}"),
    config_out_of_range: |key, least, most| format!("`{key}` must lie between {least} and {most}"),
    config_bad_command: |key| format!("`{key}` is not a command"),
    config_command_hint: "a program and its arguments, every quote closed: open: firefox --new-tab",
    config_quote_hint: "put it in quotes",
    expected_text: "a text",
    expected_bool: "true or false",
    expected_number: "a number",
    expected_map: "keys of its own",
};

pub const ZH: CliText = CliText {
    error: "错误：",
    caused_by: "原因：",
    hint: "提示：",
    warning: "警告：",
    colon: "：",
    cannot_write: "无法写出内容",
    cannot_read: |file| format!("无法读取 {file}"),
    not_saved: "没有改动任何内容，因为无法保存",
    file_exists: |file| format!("{file} 已经存在"),
    replace_hint: "加上 --replace 可替换它",
    not_a_file: |file| format!("{file} 不是普通文件"),
    not_written: |file| format!("无法写入 {file}"),
    no_home: "找不到主目录，进度无法保存",
    no_home_hint: "请设置 HOME，或用 --home、ROADBOOK_HOME 指定一个目录",

    no_command: |word| format!("没有 `{word}` 这个命令"),
    no_flag: |flag| format!("这里不能用 `{flag}`"),
    bad_value: |argument, value| format!("{argument} 不能是 `{value}`"),
    missing_value: |argument| format!("{argument} 后面要跟一个值"),
    missing: |arguments| format!("缺少 {arguments}"),
    too_often: |argument| format!("{argument} 不能与其他参数同时使用"),
    help_shows: "--help 列出可以输入的内容",
    lang_or_in: |tag| format!("--lang 是程序界面的语言；按资源的语言筛选请用 --in {tag}"),
    stage_misplaced: "写在命令前面的 --stage 只决定界面从哪个阶段打开",
    stage_after_command: |stage| format!("请写在命令后面：list --stage {stage}"),
    help_flag: "显示帮助",
    version_flag: "显示版本",
    help_template: "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}",
    help_commands: "命令",
    help_command: "命令",
    help_arguments: "参数",
    help_options: "选项",
    help_globals: "通用选项",
    help_after: "不带命令时打开界面；所有命令都不需要界面。",
    help_mends: &[
        ("命令:", "命令："),
        ("参数:", "参数："),
        ("选项:", "选项："),
        ("[OPTIONS]", "[选项]"),
    ],
    usage_is: |usage| format!("写法：{usage}"),
    help: &[
        ZH_HELP,
        super::changes::ZH_HELP,
        super::doctor::ZH_HELP,
        super::config::ZH_HELP,
        super::export::ZH_HELP,
        super::import::ZH_HELP,
        super::library::ZH_HELP,
        super::next::ZH_HELP,
        super::notes::ZH_HELP,
        super::plain::ZH_HELP,
        super::search::ZH_HELP,
        super::stats::ZH_HELP,
    ],

    several_fit: |typed, all| format!("`{typed}` 对应 {all} 个 id"),
    candidates: |ids, rest| match rest {
        0 => format!("可选：{ids}"),
        _ => format!("可选：{ids} 等，另有 {rest} 个"),
    },
    none_fits: |typed| format!("没有 id 为 `{typed}` 的内容"),
    list_shows_ids: "`roadbook list` 会列出全部 id",
    no_roadmap: |id| format!("没有 `{id}` 这份路线图"),
    roadmap_not_used: |id, why| format!("路线图 `{id}` 无法使用：{why}"),
    check_file_hint: |file| format!("`roadbook check {file}` 会列出全部问题"),
    opened_instead: |what, title| format!("{what}；改用“{title}”"),
    no_roadmaps: "没有可用的路线图",
    unusable_roadmaps: |count| format!("有 {count} 个文件未能载入，原因见 `roadbook roadmaps`"),
    replaced_by: |file| format!("已由你的 {file} 代替"),
    same_id_as: |file| format!("未使用：{file} 的 id 相同，时间更早"),
    built_in_name: |id| format!("{id}（内置）"),

    key_idea: "要点",
    key_ideas: "要点",
    optional: "选学",
    nothing_fits: |of| format!("没有符合条件的内容：{of} 项中显示 0 项。"),
    shown_of: |shown, of| format!("{of} 项中显示 {shown} 项"),
    resources_done: |done, of| format!("资源 {done}/{of}"),
    ideas_done: |done, of| format!("要点 {done}/{of}"),
    below: "包含",
    former_ids: "旧 id",
    id: "id ",

    nothing_below: |id| format!("`{id}` 下面没有可以标记的内容"),
    already: |count, status| match count {
        1 => format!("无需改动：状态已经是“{status}”。"),
        _ => format!("无需改动：{count} 项都已经是“{status}”。"),
    },
    changed_below: |count, status| format!("{count} 项改为“{status}”"),
    undo_hint: "`roadbook undo` 可以撤销",
    redo_hint: "`roadbook redo` 可以重做",

    nothing_logged: "还没有任何改动。",
    shown_changes: |shown, of| format!("共 {of} 次改动，显示 {shown} 次；-n {of} 显示全部"),
    and_others: |others| {
        if others == 0 {
            String::new()
        } else {
            format!("另有 {others} 项")
        }
    },
    various: "多种",
    log_undone: "已撤销",
    log_undo: "撤销",
    log_redo: "重做",

    orphans: |count| {
        format!("有 {count} 项勾选、计时或写过笔记的内容已不在这份路线图里，记录仍然保留")
    },

    opening: "正在打开",
    not_opened: |address| format!("无法打开 {address}"),
    left_closed: "没有打开。",
    yes_hint: "加上 --yes 则不询问直接打开",
    no_such_link: |number, have| match have {
        0 => "没有可以打开的链接".to_owned(),
        1 => format!("没有第 {number} 个链接：只有一个"),
        _ => format!("没有第 {number} 个链接：序号从 1 到 {have}"),
    },
    shown_over_ssh: "没有打开：浏览器会在你登录的那台机器上启动",
    shown_without_display: "没有打开：这里没有图形界面",
    bad_open_command: |from, command| format!("`{from}` 里应当只有一处放网址：{command}"),
    copied: "已复制到剪贴板（需终端支持）",
    browser_hint: "请用 BROWSER 或设置里的 `open` 指定浏览器",

    level_counts: |stages, topics, resources, ideas| {
        format!("{stages} 个阶段，{topics} 个主题，{resources} 份资源，{ideas} 个要点")
    },
    check_good: |warnings| match warnings {
        0 => "没有问题".to_owned(),
        _ => format!("{warnings} 个警告"),
    },
    check_bad: |problems| format!("{problems} 个问题"),
    built_in: "内置",
    not_loaded: "未载入",

    progress_incomplete: "有一部分进度读不出来，显示的可能比实际学过的少",
    doctor_hint: "`roadbook doctor` 会说明哪里有问题",

    path_settings: "设置",
    path_themes: "主题配色",
    path_progress: "进度",
    path_notes: "笔记",
    path_roadmaps: "路线图",
    path_state: "本机状态",
    path_cache: "缓存",
    not_yet: "（尚未建立）",

    screen_needs_terminal: |stream| {
        format!("界面需要在终端里打开，而{stream}不是终端；没有终端时可以用：{ZH_PLAIN}")
    },
    standard_input: "标准输入",
    standard_output: "标准输出",
    screen_cannot_draw: |term| {
        format!("界面需要能够绘图的终端，而 TERM 是 {term}；没有时可以用：{ZH_PLAIN}")
    },
    screen_failed: |_| "界面无法继续".to_owned(),
    bad_theme: |name| format!("主题配色 `{name}` 无法使用"),

    did_you_mean: |word| format!("是不是想写 `{word}`？"),
    one_of: |words| format!("可选：{words}"),
    no_stage: |typed| format!("`{typed}` 不是阶段"),
    no_topic: |typed| format!("`{typed}` 不是主题"),

    config_unreadable: |why| format!("无法读取设置：{why}"),
    config_duplicate_key: |key| format!("`{key}` 出现了两次，以第一次为准"),
    config_not_a_map: "设置文件应由 `键: 值` 组成",
    config_unknown_key: |key| format!("没有 `{key}` 这项设置"),
    config_unknown_value: |key, value| format!("`{key}` 不能是 `{value}`"),
    config_wrong_type: |key, expected| format!("`{key}` 应为{expected}"),
    config_out_of_range: |key, least, most| format!("`{key}` 应在 {least} 到 {most} 之间"),
    config_bad_command: |key| format!("`{key}` 不是一条命令"),
    config_command_hint: "写程序和参数，引号要成对：open: firefox --new-tab",
    config_quote_hint: "请加上引号",
    expected_text: "文字",
    expected_bool: " true 或 false",
    expected_number: "数字",
    expected_map: "下一级的键",
};

const ZH_HELP: &[(&str, &str)] = &[
    ("", "终端里的学习路线图：看清走到哪里，做下一件事，学完打勾"),
    (".help", "显示帮助"),
    (".version", "显示版本"),
    (".roadmap", "使用这份路线图"),
    (".lang", "程序的语言：en 或 zh"),
    (".theme", "界面的配色"),
    (".color", "何时使用颜色：auto、always 或 never"),
    (".home", "把设置、进度等全部放在这个目录下"),
    (".json", "输出 JSON"),
    (".stage", "只看这个阶段"),
    ("..stage", "界面从这个阶段打开"),
    (".topic", "只看这个主题"),
    (
        ".status",
        "只看这些状态：todo、doing、done、skip，或 open（todo 和 doing）",
    ),
    (
        ".kind",
        "只看这些类型的资源：video、article、course、book、paper 等",
    ),
    (".langs", "只看这些语言的资源，例如 en 或 zh"),
    (".core", "只看核心资源"),
    (".id", "id，或 id 的开头或片段，只要只对应一项"),
    (".ids", "id，或 id 的开头或片段，只要只对应一项"),
    ("list", "列出阶段、主题、资源和要点"),
    ("show", "显示一项内容的说明和链接"),
    ("done", "标记为完成；阶段或主题表示其下全部"),
    ("doing", "标记为在学"),
    ("skip", "有意跳过：不再计入"),
    ("todo", "改回待学"),
    ("open", "打开链接"),
    ("open.number", "第几个链接，序号见 `show`；默认第一个"),
    ("open.yes", "链接可疑时也不询问"),
    ("undo", "撤销上一次改动"),
    ("redo", "重做刚撤销的改动"),
    ("log", "显示改动记录，新的在前"),
    ("log.number", "显示多少次改动，默认 20"),
    ("stats", "显示进度"),
    ("roadmaps", "列出已有的路线图"),
    ("check", "检查路线图文件里的错误"),
    (
        "check.files",
        "要检查的文件，`-` 表示标准输入；不写则检查全部路线图",
    ),
    ("doctor", "检查进度记录是否完好"),
    ("paths", "显示设置和进度存放在哪里"),
];
