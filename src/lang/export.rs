//! The sentences of exports: of the command, and of the page that it makes.

use super::cli::HelpTable;

/// One language's sentences.
pub struct ExportText {
    /// File, how many resources and key ideas.
    pub written: fn(&str, usize) -> String,

    /// Done, of how many.
    pub resources_done: fn(u32, u32) -> String,

    pub to_content: &'static str,
    pub search: &'static str,
    pub search_and_filter: &'static str,
    pub status: &'static str,
    pub kind: &'static str,
    pub any: &'static str,
    pub open: &'static str,
    pub only_core: &'static str,
    pub fold_all: &'static str,
    pub unfold_all: &'static str,
    pub dark: &'static str,
    pub download: &'static str,
    pub ticks_explained: &'static str,
    pub stages: &'static str,
    pub map: &'static str,
    pub my_note: &'static str,
    pub key_idea: &'static str,
    pub opens_new_tab: &'static str,
    /// With `{shown}` and `{all}` in it.
    pub shown_of: &'static str,
    /// With `{count}` in it.
    pub ticked_here: &'static str,
    pub not_kept: &'static str,
    pub made_with: &'static str,
}

pub const EN: ExportText = ExportText {
    written: |file, count| match count {
        1 => format!("{file}: 1 thing written"),
        _ => format!("{file}: {count} things written"),
    },

    resources_done: |done, of| format!("{done} of {of} resources done"),

    to_content: "To the roadmap",
    search: "Search",
    search_and_filter: "Search and filter",
    status: "Status",
    kind: "Kind",
    any: "any",
    open: "unfinished",
    only_core: "Core path only",
    fold_all: "Fold all",
    unfold_all: "Unfold all",
    dark: "Dark",
    download: "Download progress",
    ticks_explained: "What you tick here stays in this browser. Download it, and `roadbook import` takes it.",
    stages: "Stages",
    map: "Map",
    my_note: "My note",
    key_idea: "key idea",
    opens_new_tab: "opens in a new tab",
    shown_of: "{shown} of {all} shown",
    ticked_here: "{count} changed here",
    not_kept: "This browser keeps nothing: download before you close the page.",
    made_with: "Made with roadbook.",
};

pub const ZH: ExportText = ExportText {
    written: |file, count| format!("{file}：已写入 {count} 项"),

    resources_done: |done, of| format!("已完成 {done}/{of} 份资源"),

    to_content: "跳到路线图",
    search: "搜索",
    search_and_filter: "搜索与筛选",
    status: "状态",
    kind: "类型",
    any: "不限",
    open: "未完成",
    only_core: "只看核心路径",
    fold_all: "全部折叠",
    unfold_all: "全部展开",
    dark: "深色",
    download: "下载进度",
    ticks_explained: "在这里打的勾只保存在这个浏览器里。下载之后可以用 `roadbook import` 导入。",
    stages: "阶段",
    map: "地图",
    my_note: "我的笔记",
    key_idea: "要点",
    opens_new_tab: "在新标签页打开",
    shown_of: "共 {all} 项，显示 {shown} 项",
    ticked_here: "在这里改动了 {count} 项",
    not_kept: "这个浏览器不能保存内容，关闭页面之前请先下载。",
    made_with: "由 roadbook 生成。",
};

pub const ZH_HELP: HelpTable = &[
    ("export", "导出为清单、网页或表格"),
    (
        "export.format",
        "格式：markdown、html、json、csv；svg（地图）、card 或 badge（进度图）",
    ),
    (
        "export.output",
        "写入这个文件；不写或写 `-` 则输出到标准输出",
    ),
    ("export.notes", "连同你的笔记"),
    ("export.replace", "替换已有的文件"),
    ("export.size", "界面图的列数和行数"),
    ("export.keys", "画图之前先按的键"),
];
