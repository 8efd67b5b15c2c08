//! The sentences about roadmaps of one's own, and about layers over them.

use super::cli::HelpTable;
use crate::yaml::Reading;

/// One language's sentences.
pub struct LibraryText {
    /// Id, file.
    pub added: fn(&str, &str) -> String,
    pub not_added: fn(usize) -> String,
    pub use_hint: fn(&str) -> String,
    /// Where the old file is now.
    pub put_aside: fn(&str) -> String,
    pub is_a_layer: fn(&str) -> String,
    pub layer_goes_to: fn(&str) -> String,
    /// Id, file.
    pub id_is_taken: fn(&str, &str) -> String,
    pub id_is_built_in: fn(&str) -> String,
    pub replace_hint: &'static str,
    pub replace_built_in_hint: &'static str,
    pub new_id_hint: &'static str,
    pub bad_new_id: fn(&str) -> String,
    pub id_not_changed: &'static str,
    pub progress_found: &'static str,

    /// Title or id.
    pub used_now: fn(&str) -> String,
    /// Id, and what the settings say.
    pub config_wins: fn(&str, &str) -> String,
    pub config_wins_hint: fn(&str) -> String,
    pub not_remembered: &'static str,

    pub removed: fn(&str) -> String,
    pub progress_stays: &'static str,
    /// Where the file is now.
    pub file_kept: fn(&str) -> String,
    pub add_again: &'static str,
    pub is_built_in: fn(&str) -> String,
    pub is_built_in_hint: &'static str,
    pub built_in_is_back: &'static str,
    /// File.
    pub other_is_used: fn(&str) -> String,
    pub config_names_it: fn(&str) -> String,
    pub no_own: fn(&str) -> String,
    pub cannot_change_library: &'static str,

    pub never: &'static str,
    pub layer: &'static str,
    /// Hidden, added.
    pub layer_counts: fn(usize, usize) -> String,
    /// Id of the roadmap.
    pub layer_over: fn(&str) -> String,
    pub layer_broken: &'static str,
    /// File, and why.
    pub layer_not_used: fn(&str, &str) -> String,
    pub layer_warnings: fn(usize) -> String,
    pub check_hint: &'static str,
    /// Ids.
    pub kept: fn(&str) -> String,

    /// The layer changes something else.
    pub nothing_hidden_or_added: &'static str,
    pub no_layer: &'static str,
    pub no_layer_hint: &'static str,
    pub hidden_heading: &'static str,
    pub added_heading: &'static str,
    /// How many are hidden with it.
    pub with_below: fn(usize) -> String,
    /// Title.
    pub hidden_now: fn(&str) -> String,
    pub shown_now: fn(&str) -> String,
    /// Title, title of the topic.
    pub link_added: fn(&str, &str) -> String,
    pub taken_away: fn(&str) -> String,
    /// Id.
    pub unhide_hint: fn(&str) -> String,
    pub unlink_hint: fn(&str) -> String,
    pub hide_hint: fn(&str) -> String,
    pub nothing_hidden: fn(&str) -> String,
    /// Id, id of what it is hidden with.
    pub hidden_with: fn(&str, &str) -> String,
    pub not_added_by_you: fn(&str) -> String,
    pub hidden_ids: fn(&str) -> String,
    pub added_ids: fn(&str) -> String,
    pub empty_title: &'static str,

    pub layer_not_changed: fn(&str) -> String,
    pub layer_has_errors: &'static str,
    pub already_there: &'static str,
    pub already_in_roadmap: fn(&str) -> String,
    pub not_there: &'static str,
    pub by_hand: &'static str,
    pub by_hand_hint: &'static str,
    pub changed_meanwhile: &'static str,

    pub reading: fn(&Reading) -> String,
    /// Which keys end it.
    pub reading_quit: &'static str,

    pub file_gone: &'static str,
    pub other_id: fn(&str) -> String,
}

/// Returns a size with one digit after the point.
fn megabytes(bytes: usize) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{}", tenths / 10, tenths % 10)
}

pub const EN: LibraryText = LibraryText {
    added: |id, file| format!("`{id}` is in your library: {file}"),
    not_added: |count| match count {
        1 => "not added: the file has a problem".to_owned(),
        _ => format!("not added: the file has {count} problems"),
    },
    use_hint: |id| format!("`roadbook use {id}` opens it from now on"),
    put_aside: |file| format!("the file before it is kept: {file}"),
    is_a_layer: |roadmap| format!("this is no roadmap but a layer over `{roadmap}`"),
    layer_goes_to: |file| format!("a layer works when it lies here: {file}"),
    id_is_taken: |id, file| format!("you have a roadmap `{id}` already: {file}"),
    id_is_built_in: |id| format!("`{id}` is a built-in roadmap"),
    replace_hint: "--replace puts the new file in its place; the old one is put aside, progress stays",
    replace_built_in_hint: "--replace uses your file in its place, until you remove it; progress stays",
    new_id_hint: "--id NEW adds it beside under another id, with progress of its own",
    bad_new_id: |id| format!("`{id}` cannot be an id: ids have a to z, 0 to 9, `-`, `_` and `.`"),
    id_not_changed: "the id in the file cannot be changed by the program: change it there",
    progress_found: "Progress under this id is there from before, and counts.",

    used_now: |title| format!("From now on {title} is opened."),
    config_wins: |id, asked| format!("the settings name `{asked}`, which goes before `{id}`"),
    config_wins_hint: |id| format!("write `roadmap: {id}` in config.yaml, or remove that line"),
    not_remembered: "the choice cannot be saved",

    removed: |id| format!("`{id}` is no longer in your library."),
    progress_stays: "Your progress stays and counts again when the roadmap comes back.",
    file_kept: |file| format!("The file is kept: {file}"),
    add_again: "`roadbook add` with that file brings it back",
    is_built_in: |id| format!("`{id}` is built in and cannot be removed"),
    is_built_in_hint: "a file of your own with its id takes its place; `roadbook hide` hides parts of it",
    built_in_is_back: "The built-in roadmap of this id is used again.",
    other_is_used: |file| format!("{file} has the same id and is used now."),
    config_names_it: |id| {
        format!("config.yaml still says `roadmap: {id}`: change that line or remove it")
    },
    no_own: |id| format!("you have no roadmap `{id}`"),
    cannot_change_library: "the library cannot be changed",

    never: "never",
    layer: "your layer",
    layer_counts: |hidden, added| format!("{hidden} hidden, {added} added"),
    layer_over: |roadmap| format!("a layer over `{roadmap}`"),
    layer_broken: "not used",
    layer_not_used: |file, why| format!("your layer is not used: {file}: {why}"),
    layer_warnings: |count| match count {
        1 => "1 entry is ignored or could be better".to_owned(),
        _ => format!("{count} entries are ignored or could be better"),
    },
    check_hint: "`roadbook check` tells what is wrong",
    kept: |ids| format!("Progress of roadmaps that are not here is kept: {ids}"),

    nothing_hidden_or_added: "You have hidden and added nothing in this roadmap.",
    no_layer: "You have changed nothing in this roadmap.",
    no_layer_hint: "`roadbook hide ID` hides something, `roadbook link TOPIC URL` adds a link",
    hidden_heading: "Hidden",
    added_heading: "Added",
    with_below: |count| format!("with {count} below it"),
    hidden_now: |title| format!("Hidden: {title}"),
    shown_now: |title| format!("Shown again: {title}"),
    link_added: |title, topic| format!("Added to {topic}: {title}"),
    taken_away: |title| format!("Taken away: {title}"),
    unhide_hint: |id| format!("`roadbook unhide {id}` shows it again; progress stays"),
    unlink_hint: |id| format!("`roadbook unlink {id}` takes it away"),
    hide_hint: |id| format!("`roadbook hide {id}` hides it again"),
    nothing_hidden: |id| format!("nothing of the name `{id}` is hidden"),
    hidden_with: |id, with| format!("`{id}` is hidden because `{with}` is, which it is a part of"),
    not_added_by_you: |id| format!("`{id}` belongs to the roadmap: `roadbook hide {id}` hides it"),
    hidden_ids: |ids| format!("hidden are: {ids}"),
    added_ids: |ids| format!("added are: {ids}"),
    empty_title: "the title is empty",

    layer_not_changed: |file| format!("nothing was changed in {file}"),
    layer_has_errors: "it has errors; they are to be mended first",
    already_there: "it says so already",
    already_in_roadmap: |id| format!("the roadmap has it already: {id}"),
    not_there: "it does not say so",
    by_hand: "it is written in a way that the program does not dare to change",
    by_hand_hint: "change it in an editor; `roadbook check` looks at it",
    changed_meanwhile: "it was changed by somebody else in the meantime",

    reading: |reading| {
        let (file, size) = (&reading.file, megabytes(reading.bytes));
        match reading.percent {
            Some(percent) => format!("Reading {file} ({size} MB): {percent}%"),
            None => format!("Reading {file} ({size} MB)"),
        }
    },
    reading_quit: "q or Ctrl-C quits",

    file_gone: "the file is gone; what was loaded goes on",
    other_id: |id| format!("the id is now `{id}`, which is another roadmap"),
};

pub const ZH: LibraryText = LibraryText {
    added: |id, file| format!("已加入路线图 `{id}`：{file}"),
    not_added: |count| format!("没有加入：文件有 {count} 个问题"),
    use_hint: |id| format!("`roadbook use {id}` 会从此默认打开它"),
    put_aside: |file| format!("原来的文件已另存：{file}"),
    is_a_layer: |roadmap| format!("这不是路线图，而是对 `{roadmap}` 的个人改动"),
    layer_goes_to: |file| format!("个人改动文件要放在这里才生效：{file}"),
    id_is_taken: |id, file| format!("你已有路线图 `{id}`：{file}"),
    id_is_built_in: |id| format!("`{id}` 是内置路线图"),
    replace_hint: "--replace 用新文件代替它；旧文件会另存，进度不变",
    replace_built_in_hint: "--replace 用你的文件代替它，移除后恢复内置的；进度不变",
    new_id_hint: "--id 新id 换一个 id 并存，进度各自计算",
    bad_new_id: |id| format!("`{id}` 不能作为 id：id 只含 a 到 z、0 到 9、`-`、`_` 和 `.`"),
    id_not_changed: "程序无法改动文件里的 id，请直接在文件里修改",
    progress_found: "这个 id 以前的进度仍在，会继续计入。",

    used_now: |title| format!("今后默认打开：{title}"),
    config_wins: |id, asked| format!("设置里写的是 `{asked}`，优先于 `{id}`"),
    config_wins_hint: |id| format!("请在 config.yaml 里写 `roadmap: {id}`，或删去那一行"),
    not_remembered: "无法保存这个选择",

    removed: |id| format!("已移除路线图 `{id}`。"),
    progress_stays: "进度仍然保留，路线图回来后继续计入。",
    file_kept: |file| format!("文件已另存：{file}"),
    add_again: "用 `roadbook add` 加入那个文件即可恢复",
    is_built_in: |id| format!("`{id}` 是内置路线图，不能移除"),
    is_built_in_hint: "加入一份 id 相同的文件可以代替它；`roadbook hide` 可以隐藏其中的内容",
    built_in_is_back: "恢复使用这个 id 的内置路线图。",
    other_is_used: |file| format!("{file} 的 id 相同，现在用的是它。"),
    config_names_it: |id| format!("config.yaml 里仍写着 `roadmap: {id}`，请修改或删去那一行"),
    no_own: |id| format!("你没有 `{id}` 这份路线图"),
    cannot_change_library: "无法改动路线图目录",

    never: "还没学过",
    layer: "个人改动",
    layer_counts: |hidden, added| format!("隐藏 {hidden} 项，添加 {added} 项"),
    layer_over: |roadmap| format!("对 `{roadmap}` 的个人改动"),
    layer_broken: "未生效",
    layer_not_used: |file, why| format!("个人改动未生效：{file}：{why}"),
    layer_warnings: |count| format!("有 {count} 处不起作用或可以改进"),
    check_hint: "`roadbook check` 会说明哪里有问题",
    kept: |ids| format!("以下路线图不在这里，但进度仍保留：{ids}"),

    nothing_hidden_or_added: "你没有在这份路线图里隐藏或添加内容。",
    no_layer: "你没有改动过这份路线图。",
    no_layer_hint: "`roadbook hide ID` 隐藏一项，`roadbook link 主题 网址` 添加链接",
    hidden_heading: "已隐藏",
    added_heading: "已添加",
    with_below: |count| format!("连同其下 {count} 项"),
    hidden_now: |title| format!("已隐藏：{title}"),
    shown_now: |title| format!("重新显示：{title}"),
    link_added: |title, topic| format!("已添加到“{topic}”：{title}"),
    taken_away: |title| format!("已删去：{title}"),
    unhide_hint: |id| format!("`roadbook unhide {id}` 可以重新显示；进度不变"),
    unlink_hint: |id| format!("`roadbook unlink {id}` 可以删去"),
    hide_hint: |id| format!("`roadbook hide {id}` 可以再次隐藏"),
    nothing_hidden: |id| format!("没有隐藏名为 `{id}` 的内容"),
    hidden_with: |id, with| format!("`{id}` 属于 `{with}`，是随它一起隐藏的"),
    not_added_by_you: |id| format!("`{id}` 是路线图自己的内容：`roadbook hide {id}` 可以隐藏它"),
    hidden_ids: |ids| format!("已隐藏：{ids}"),
    added_ids: |ids| format!("已添加：{ids}"),
    empty_title: "标题是空的",

    layer_not_changed: |file| format!("没有改动 {file}"),
    layer_has_errors: "文件有错误，请先改正",
    already_there: "里面已经这样写了",
    already_in_roadmap: |id| format!("路线图里已经有了：{id}"),
    not_there: "里面没有这一项",
    by_hand: "文件的写法特殊，程序不敢改动",
    by_hand_hint: "请用编辑器修改，再用 `roadbook check` 检查",
    changed_meanwhile: "文件刚被别的程序改动过",

    reading: |reading| {
        let (file, size) = (&reading.file, megabytes(reading.bytes));
        match reading.percent {
            Some(percent) => format!("正在读取 {file}（{size} MB）：{percent}%"),
            None => format!("正在读取 {file}（{size} MB）"),
        }
    },
    reading_quit: "按 q 或 Ctrl-C 退出",

    file_gone: "文件不见了，继续使用已载入的内容",
    other_id: |id| format!("id 变成了 `{id}`，那是另一份路线图"),
};

pub const ZH_HELP: HelpTable = &[
    ("add", "把一份路线图文件加入你的路线图"),
    ("add.file", "路线图文件，`-` 表示标准输入"),
    (
        "add.replace",
        "代替 id 相同的路线图；旧文件会另存，进度不变",
    ),
    ("add.new_id", "用另一个 id 加入"),
    ("use", "从此默认打开这份路线图"),
    (".own_roadmap", "路线图的 id"),
    ("remove", "移除你加入的路线图；进度保留"),
    ("hide", "在这份路线图里隐藏一些内容；进度保留"),
    ("unhide", "重新显示隐藏的内容"),
    ("link", "给主题添加一个链接"),
    (
        "link.topic",
        "主题的 id，或 id 的开头或片段，只要只对应一项",
    ),
    ("link.url", "网址"),
    ("link.title", "标题；不写则用网址"),
    (
        "link.kind",
        "资源类型：video、article、course 等；不写则由网址推断",
    ),
    ("unlink", "删去你添加的内容"),
    ("layer", "显示你在这份路线图里隐藏和添加的内容"),
];
