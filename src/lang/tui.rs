//! What the screen says.

use super::keys::{self, KeyText};
use crate::progress::Status;
use crate::roadmap::Kind;
use crate::roadmap::url::Caution;

/// Every sentence of the screen. A sentence with values in it is a function, so that no value can be lost and each
/// language orders them as it likes.
pub struct TuiText {
    pub all_stages: &'static str,
    pub roadmap: &'static str,
    pub key_ideas: &'static str,
    pub lost: &'static str,
    pub lost_explained: &'static str,
    pub topic: &'static str,
    pub stage: &'static str,
    pub optional: &'static str,
    pub optional_title: fn(&str) -> String,
    pub optional_explained: &'static str,
    pub core: &'static str,
    pub needs: &'static str,
    pub leads_to: &'static str,
    pub topics: &'static str,
    pub resources: &'static str,
    pub formerly: &'static str,
    pub no_link: &'static str,
    pub task_without_link: &'static str,
    pub nothing_here: &'static str,
    pub unfinished: &'static str,
    pub understood: &'static str,
    pub not_yet_understood: &'static str,
    pub by: fn(&str) -> String,
    pub beside_goal: fn(u32, u32) -> String,
    pub minutes: fn(u32, bool) -> String,
    /// What moves, what ticks, what opens, what helps.
    pub first_hint: fn(&str, &str, &str, &str) -> String,
    /// Title of a parent, how many resources and how many key ideas below it.
    pub bulk: fn(&str, usize, usize) -> String,
    pub changed: fn(Status, &str) -> String,
    pub undone: fn(&str) -> String,
    pub redone: fn(&str) -> String,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub nothing_changes: &'static str,
    pub not_saved: fn(&str) -> String,
    pub saved_after_all: &'static str,
    pub quit_refused: fn(&str) -> String,
    pub opened: fn(&str) -> String,
    pub shown_instead: fn(&str) -> String,
    pub copied: fn(&str) -> String,
    pub no_such_link: fn(u32, usize) -> String,
    pub bad_link: fn(&str, &str) -> String,
    pub nothing_unfinished: &'static str,
    pub from_the_top: &'static str,
    pub from_the_end: &'static str,
    pub changed_elsewhere: &'static str,
    /// All that there is, what to press.
    pub no_match: fn(usize, &str) -> String,
    /// All that there is, the part of the filter that hides most of it, how much it hides, what to press.
    pub hides_most: fn(usize, &str, usize, &str) -> String,
    pub all_finished: fn(&str) -> String,
    /// Stage digit.
    pub no_such_stage: fn(u8) -> String,
    pub open_question: &'static str,
    pub open_yes: &'static str,
    pub open_no: &'static str,
    pub ip_address: &'static str,
    pub single_label_host: &'static str,
    pub foreign_host: &'static str,
    pub odd_port: &'static str,
    pub title_names_another: fn(&str) -> String,
    pub link_number: fn(u32) -> String,
    pub help: &'static str,
    pub help_mouse: &'static str,
    pub help_marks: &'static str,
    /// Columns, rows, what quits.
    pub too_small: fn(u16, u16, &str) -> String,
    pub palette_title: &'static str,
    pub filters_title: &'static str,
    pub themes_title: &'static str,
    pub library_title: &'static str,
    pub library_hint: &'static str,
    pub nothing_found: &'static str,
    pub search_prompt: &'static str,
    pub note_prompt: &'static str,
    pub address_prompt: &'static str,
    pub title_prompt: &'static str,
    pub nothing_to_note: &'static str,
    pub no_topic_here: &'static str,
    pub no_link_unfinished: &'static str,
    pub open_all_question: &'static str,
    pub many_links: fn(usize) -> String,
    pub theme_chosen: fn(&str) -> String,
    /// The settings name another one for the next start.
    pub theme_until_quit: fn(&str) -> String,
    pub selected: fn(usize) -> String,
    pub matches: fn(usize, usize) -> String,
    /// Between several things of which one is enough.
    pub or: &'static str,
    pub next_up: &'static str,
    pub nothing_to_hide: &'static str,
    pub rows: fn(usize) -> String,
    pub roadmap_changed: &'static str,
    /// What happened to a note, and the title that it is on.
    pub of_note: fn(&str, &str) -> String,
    pub filter_stage: &'static str,
    pub filter_status: &'static str,
    pub filter_kind: &'static str,
    pub filter_lang: &'static str,
    pub filter_more: &'static str,
    pub free: &'static str,
    pub statuses: fn(Status) -> &'static str,
    pub kinds: fn(Kind) -> &'static str,
    pub keys: KeyText,
}

impl TuiText {
    /// Returns why a link should be looked at before it is opened.
    #[must_use]
    pub fn caution(&self, caution: &Caution) -> String {
        match caution {
            Caution::IpAddress => self.ip_address.to_owned(),
            Caution::SingleLabelHost => self.single_label_host.to_owned(),
            Caution::ForeignHost => self.foreign_host.to_owned(),
            Caution::OddPort => self.odd_port.to_owned(),
            Caution::TitleNamesAnother(domain) => (self.title_names_another)(domain),
        }
    }
}

/// Begins a sentence with what is said in the middle of one elsewhere.
fn capital(words: &str) -> String {
    let mut rest = words.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

pub const EN: TuiText = TuiText {
    all_stages: "All",
    roadmap: "Roadmap",
    key_ideas: "Key ideas",
    lost: "No longer in this roadmap",
    lost_explained: "The roadmap was edited and these are not in it any more. What you ticked, timed and wrote is kept, and comes back by itself if they do.",
    topic: "Topic",
    stage: "Stage",
    optional: "optional",
    optional_title: |title| format!("{title} (optional)"),
    optional_explained: "This stage is optional: it counts for itself, not for the goal of the whole roadmap.",
    core: "core path",
    needs: "After",
    leads_to: "Leads to",
    topics: "Topics",
    resources: "resources",
    formerly: "Formerly at",
    no_link: "There is no link here.",
    task_without_link: "Nothing to open: this one is a task without a link.",
    nothing_here: "Nothing here yet.",
    unfinished: "unfinished",
    understood: "understood",
    not_yet_understood: "not yet understood",
    by: |author| format!("by {author}"),
    beside_goal: |done, all| format!("+{done}/{all} optional"),
    minutes: |minutes, known| {
        let mark = if known { "" } else { "~" };
        if minutes < 120 {
            format!("{mark}{minutes} min")
        } else {
            format!("{mark}{} h", (minutes + 30) / 60)
        }
    },
    first_hint: |move_keys, done, open, help| {
        format!(
            "Welcome: {move_keys} move, {done} ticks off, {open} opens the link, {help} shows all keys."
        )
    },
    bulk: |title, resources, ideas| {
        let some = |count: usize, noun: &str| match count {
            0 => None,
            1 => Some(format!("1 {noun}")),
            _ => Some(format!("{count} {noun}s")),
        };
        let counts = [some(resources, "resource"), some(ideas, "key idea")];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        format!("{title} ({})", counts.join(", "))
    },
    changed: |status, title| {
        let word = match status {
            Status::Todo => "Back to to do",
            Status::Doing => "Doing",
            Status::Done => "Done",
            Status::Skipped => "Skipped",
        };
        format!("{word}: {title}")
    },
    undone: |title| format!("Undone: {title}"),
    redone: |title| format!("Redone: {title}"),
    nothing_to_undo: "Nothing to undo.",
    nothing_to_redo: "Nothing to redo.",
    nothing_changes: "There is nothing to tick here.",
    not_saved: |why| format!("Not saved, will be tried again: {why}"),
    saved_after_all: "Saved now.",
    quit_refused: |why| format!("Changes are not saved. Quit again to lose them: {why}"),
    opened: |url| format!("Opened {url}"),
    shown_instead: |url| format!("No browser here. Copied: {url}"),
    copied: |url| format!("Copied {url}"),
    no_such_link: |asked, have| match have {
        1 => format!("There is no link {asked} here, only one."),
        _ => format!("There is no link {asked} here: they go from 1 to {have}."),
    },
    bad_link: |address, why| format!("Not opened: {address}: {why}"),
    nothing_unfinished: "Nothing unfinished here. Well done.",
    from_the_top: "From the top again.",
    from_the_end: "From the end again.",
    changed_elsewhere: "Brought in what was ticked elsewhere.",
    no_match: |all, esc| format!("0 of {all} shown: {esc} lifts the filter."),
    hides_most: |all, part, hidden, key| {
        format!("0 of {all} shown: [{part}] hides {hidden}. {key} lifts it.")
    },
    all_finished: |esc| {
        format!("Nothing is unfinished here: all is done or skipped. {esc} shows it again.")
    },
    no_such_stage: |digit| format!("There is no stage {digit}."),
    open_question: "Open this link?",
    open_yes: "open",
    open_no: "leave it",
    ip_address: "It leads to a bare IP address.",
    single_label_host: "It leads to a host of your own network.",
    foreign_host: "Its host is written in other letters than it may seem (xn--).",
    odd_port: "It leads to an unusual port.",
    title_names_another: |domain| format!("Its title names another place: {domain}."),
    link_number: |number| format!("link {number}"),
    help: "Help",
    help_mouse: "Mouse: click selects, a click on the mark ticks, on a fold opens it, double click opens the link, the wheel scrolls; tabs and the keys below can be clicked.",
    help_marks: "Marks",
    too_small: |width, height, quit| format!("{width}x{height} is too small. {quit} quits."),
    palette_title: "Do anything",
    filters_title: "Filter",
    themes_title: "Themes",
    library_title: "Your roadmaps",
    library_hint: "`roadbook add FILE` brings another one.",
    nothing_found: "Nothing found.",
    search_prompt: "Search: ",
    note_prompt: "Note: ",
    address_prompt: "Address of the link: ",
    title_prompt: "Its title: ",
    nothing_to_note: "There is nothing here to write a note on.",
    no_topic_here: "This row is in no topic.",
    no_link_unfinished: "Nothing unfinished with a link in this topic.",
    open_all_question: "Open all?",
    many_links: |count| format!("This opens {count} links at once."),
    theme_chosen: |name| format!("Theme: {name}"),
    theme_until_quit: |name| {
        format!("Theme until you quit: {name}; your settings name one for the next start")
    },
    selected: |count| format!("{count} selected"),
    matches: |position, all| format!("{position} of {all}"),
    or: ", ",
    next_up: "Next: ",
    nothing_to_hide: "This row cannot be hidden.",
    rows: |count| format!("{count} rows"),
    roadmap_changed: "The roadmap file changed; this is the new one.",
    of_note: |said, title| format!("{}: {title}", capital(said)),
    filter_stage: "Stage",
    filter_status: "Status",
    filter_kind: "Kind",
    filter_lang: "Language",
    filter_more: "Also",
    free: "free of charge",
    statuses: |status| match status {
        Status::Todo => "to do",
        Status::Doing => "doing",
        Status::Done => "done",
        Status::Skipped => "skipped",
    },
    kinds: Kind::word,
    keys: keys::EN,
};

pub const ZH: TuiText = TuiText {
    all_stages: "全部",
    roadmap: "路线图",
    key_ideas: "要点",
    lost: "已不在路线图中",
    lost_explained: "路线图改过之后，这些条目不在里面了。打过的勾、用时和笔记都留着；条目如果回来，会自动接上。",
    topic: "主题",
    stage: "阶段",
    optional: "选学",
    optional_title: |title| format!("{title}（选学）"),
    optional_explained: "这个阶段是选学的：单独计数，不算进整张路线图的目标。",
    core: "核心路径",
    needs: "先学",
    leads_to: "学完可接",
    topics: "主题",
    resources: "份资源",
    formerly: "原地址",
    no_link: "这里没有链接。",
    task_without_link: "没有可打开的：这是一项没有链接的任务。",
    nothing_here: "这里还没有内容。",
    unfinished: "未完成",
    understood: "已理解",
    not_yet_understood: "尚未理解",
    by: |author| format!("作者：{author}"),
    beside_goal: |done, all| format!("另有选学 {done}/{all}"),
    minutes: |minutes, known| {
        let mark = if known { "" } else { "约 " };
        if minutes < 120 {
            format!("{mark}{minutes} 分钟")
        } else {
            format!("{mark}{} 小时", (minutes + 30) / 60)
        }
    },
    first_hint: |move_keys, done, open, help| {
        format!("欢迎：{move_keys} 移动，{done} 打勾，{open} 打开链接，{help} 全部按键。")
    },
    bulk: |title, resources, ideas| match (resources, ideas) {
        (_, 0) => format!("{title}（{resources} 份资源）"),
        (0, _) => format!("{title}（{ideas} 个要点）"),
        _ => format!("{title}（{resources} 份资源，{ideas} 个要点）"),
    },
    changed: |status, title| {
        let word = match status {
            Status::Todo => "改回待学",
            Status::Doing => "在学",
            Status::Done => "完成",
            Status::Skipped => "跳过",
        };
        format!("{word}：{title}")
    },
    undone: |title| format!("已撤销：{title}"),
    redone: |title| format!("已重做：{title}"),
    nothing_to_undo: "没有可撤销的操作。",
    nothing_to_redo: "没有可重做的操作。",
    nothing_changes: "这里没有可以打勾的内容。",
    not_saved: |why| format!("未保存，会自动重试：{why}"),
    saved_after_all: "现在已保存。",
    quit_refused: |why| format!("有改动尚未保存，再按一次退出将丢弃：{why}"),
    opened: |url| format!("已打开 {url}"),
    shown_instead: |url| format!("这里没有浏览器，链接已复制：{url}"),
    copied: |url| format!("已复制 {url}"),
    no_such_link: |asked, have| match have {
        1 => format!("没有第 {asked} 个链接，这里只有一个。"),
        _ => format!("没有第 {asked} 个链接，编号是 1 到 {have}。"),
    },
    bad_link: |address, why| format!("未打开：{address}：{why}"),
    nothing_unfinished: "这里没有未完成的了，很好。",
    from_the_top: "已从头继续。",
    from_the_end: "已从末尾继续。",
    changed_elsewhere: "已合入别处的进度。",
    no_match: |all, esc| format!("{all} 项中显示 0 项：按 {esc} 取消筛选。"),
    hides_most: |all, part, hidden, key| {
        format!("{all} 项中显示 0 项：[{part}] 隐藏了 {hidden} 项，按 {key} 取消。")
    },
    all_finished: |esc| format!("这里没有未完成的了，都已完成或跳过。按 {esc} 重新显示。"),
    no_such_stage: |digit| format!("没有第 {digit} 个阶段。"),
    open_question: "要打开这个链接吗？",
    open_yes: "打开",
    open_no: "不打开",
    ip_address: "它指向一个 IP 地址。",
    single_label_host: "它指向本地网络里的主机。",
    foreign_host: "域名里的字符可能与看上去的不同（xn--）。",
    odd_port: "它指向一个不常见的端口。",
    title_names_another: |domain| format!("标题里写的是另一个地址：{domain}。"),
    link_number: |number| format!("第 {number} 个链接"),
    help: "帮助",
    help_mouse: "鼠标：单击选中，点标记打勾，点折叠符展开，双击打开链接，滚轮滚动；标签和底部按键也能点。",
    help_marks: "标记",
    too_small: |width, height, quit| format!("{width}x{height} 太小了，按 {quit} 退出。"),
    palette_title: "执行操作",
    filters_title: "筛选",
    themes_title: "主题配色",
    library_title: "我的路线图",
    library_hint: "用 `roadbook add 文件` 加入新的路线图。",
    nothing_found: "没有找到。",
    search_prompt: "搜索：",
    note_prompt: "笔记：",
    address_prompt: "链接地址：",
    title_prompt: "链接标题：",
    nothing_to_note: "这一行不能写笔记。",
    no_topic_here: "这一行不属于任何主题。",
    no_link_unfinished: "本主题没有带链接的未完成内容。",
    open_all_question: "全部打开？",
    many_links: |count| format!("将一次打开 {count} 个链接。"),
    theme_chosen: |name| format!("主题配色：{name}"),
    theme_until_quit: |name| format!("本次使用主题配色 {name}；下次启动仍以设置为准"),
    selected: |count| format!("已选 {count} 行"),
    matches: |position, all| format!("第 {position} 个，共 {all} 个"),
    or: "、",
    next_up: "接下来：",
    nothing_to_hide: "这一行不能隐藏。",
    rows: |count| format!("{count} 行"),
    roadmap_changed: "路线图文件有改动，已载入新版。",
    of_note: |said, title| format!("{said}：{title}"),
    filter_stage: "阶段",
    filter_status: "状态",
    filter_kind: "类型",
    filter_lang: "语言",
    filter_more: "更多条件",
    free: "免费",
    statuses: |status| match status {
        Status::Todo => "待学",
        Status::Doing => "在学",
        Status::Done => "完成",
        Status::Skipped => "跳过",
    },
    kinds: |kind| match kind {
        Kind::Video => "视频",
        Kind::Article => "文章",
        Kind::Course => "课程",
        Kind::Book => "书",
        Kind::Paper => "论文",
        Kind::Repo => "代码库",
        Kind::Docs => "文档",
        Kind::Notebook => "笔记本",
        Kind::Dataset => "数据集",
        Kind::Tool => "工具",
        Kind::Space => "在线演示",
        Kind::List => "清单",
        Kind::Task => "任务",
        Kind::Other => "其他",
    },
    keys: keys::ZH,
};
