//! The sentences about editions of a roadmap: what changed between them, and progress that has lost its place.

use crate::roadmap::Level;
use crate::roadmap::compare::Difference;

use super::cli::HelpTable;

/// One language's sentences.
pub struct ChangesText {
    pub so_many_added: fn(usize) -> String,
    pub so_many_removed: fn(usize) -> String,
    pub so_many_changed: fn(usize) -> String,
    /// Between these.
    pub and: &'static str,
    pub nothing_changed: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
    pub difference: fn(Difference) -> &'static str,
    /// What a node was and what it is now.
    pub level: fn(Level) -> &'static str,
    /// Heads what is not in the roadmap any more.
    pub orphans: fn(usize) -> String,
    /// Before what is called alike now.
    pub alike: &'static str,
    /// Id of what has lost its place, what it may be now, and the roadmap.
    pub attach_hint: fn(&str, &str, &str) -> String,
    /// Heads what may have a new address only.
    pub perhaps: fn(usize) -> String,
    /// How much of what was recorded has its place in the new edition, of how much.
    pub carried: fn(usize, usize) -> String,
    /// Two ids.
    pub other_id: fn(&str, &str) -> String,
    /// File.
    pub not_a_roadmap: fn(&str) -> String,
    pub neither: fn(&str) -> String,
    /// Id of the roadmap and the document.
    pub update_hint: fn(&str, &str) -> String,
    /// Document.
    pub import_first_hint: fn(&str) -> String,

    /// Id.
    pub not_an_orphan: fn(&str) -> String,
    pub orphans_are: fn(&str) -> String,
    pub no_orphans: &'static str,
    pub is_in_roadmap: fn(&str) -> String,
    pub not_for_ticks: fn(&str) -> String,
    /// Title or old id, then where it belongs now.
    pub attached: fn(&str, &str) -> String,
    pub detached: fn(&str) -> String,
    pub not_attached: fn(&str) -> String,
    pub detach_hint: fn(&str) -> String,
    /// What giving something a place costs: the better status that no longer shows, and the one that counts instead.
    pub loses: fn(&str, &str) -> String,
    pub has_note: &'static str,

    /// Title of the list of what another edition changed.
    pub title: &'static str,
    /// A heading, and how many there are below it.
    pub counted: fn(&str, usize) -> String,
    /// What changed, in a few words.
    pub since_seen: fn(&str) -> String,
    /// The same where there is no room for them.
    pub changed: &'static str,
    /// How many have lost their place.
    pub lost: fn(usize) -> String,
    /// Nothing has changed since the roadmap was looked at.
    pub nothing_since: &'static str,
    /// Heads the orphans on the screen.
    pub lost_heading: fn(usize) -> String,
    /// Between what a thing was and what it is, where it is read out.
    pub becomes: &'static str,
    /// What a thing was before.
    pub was: fn(&str) -> String,
    /// Title of the list of what something can belong to.
    pub belongs_title: &'static str,
    /// Title of what has lost its place.
    pub belongs: fn(&str) -> String,
    pub no_orphan_here: &'static str,
    /// Of something that was removed: it is a part, nothing was recorded for it, or that counts for these titles.
    pub part_is_gone: &'static str,
    pub nothing_was_recorded: &'static str,
    pub counts_elsewhere: fn(&str) -> String,
    /// Title of what had lost its place, and the title that it counts for.
    pub counts_for: fn(&str, &str) -> String,
    pub has_no_place: fn(&str) -> String,
    /// The same in a word or two; whether it was taken back.
    pub turned: fn(bool) -> &'static str,
    /// Of what has lost its place, where its title was added again.
    pub perhaps_the_same: &'static str,

    /// File.
    pub updated: fn(&str) -> String,
    pub update_question: &'static str,
    pub not_updated: &'static str,
    /// How many the new edition has.
    pub has_problems: fn(usize) -> String,
    pub nothing_written: &'static str,
    pub yes_hint: &'static str,
    pub takes_built_in_place: &'static str,
}

pub const EN: ChangesText = ChangesText {
    so_many_added: |count| format!("{count} added"),
    so_many_removed: |count| format!("{count} removed"),
    so_many_changed: |count| format!("{count} changed"),
    and: ", ",
    nothing_changed: "Nothing is different.",
    added: "Added",
    removed: "Removed",
    difference: |difference| match difference {
        Difference::Renamed => "Renamed",
        Difference::NewId => "New id",
        Difference::Moved => "Moved",
        Difference::NewAddress => "New address",
        Difference::NewLevel => "Is something else now; what was ticked may not be shown",
        Difference::Doubtful => "Look at these: one id, perhaps two things",
    },
    level: |level| match level {
        Level::Stage => "stage",
        Level::Topic => "topic",
        Level::Concept => "key idea",
        Level::Resource => "resource",
    },
    orphans: |count| match count {
        1 => "1 thing with ticks, time or notes has no place there; it is kept:".to_owned(),
        _ => {
            format!("{count} things with ticks, time or notes have no place there; they are kept:")
        }
    },
    alike: "is called alike: ",
    attach_hint: |id, to, roadmap| {
        format!("`roadbook --roadmap {roadmap} attach {id} {to}` says what it is now")
    },
    perhaps: |count| match count {
        1 => "Perhaps the same? It was removed and added under one title (1)".to_owned(),
        _ => format!("Perhaps the same? They were removed and added under one title ({count})"),
    },
    carried: |carried, of| {
        format!(
            "{carried} of {of} things with ticks, time or notes have their place in the new edition"
        )
    },
    other_id: |old, new| {
        format!("the ids differ: what was recorded for `{old}` does not count for `{new}`")
    },
    not_a_roadmap: |file| format!("{file} is not a roadmap that can be loaded"),
    neither: |name| format!("`{name}` is neither a file nor the id of a roadmap"),
    update_hint: |id, file| {
        format!("`roadbook update {id} {file} --dry-run` compares a document in another format")
    },
    import_first_hint: |file| {
        format!("`roadbook import {file} -o FILE` makes a roadmap of a document in another format")
    },

    not_an_orphan: |id| format!("nothing that has lost its place has the id `{id}`"),
    orphans_are: |ids| format!("without a place are: {ids}"),
    no_orphans: "everything that was recorded has its place in this roadmap",
    is_in_roadmap: |id| {
        format!("`{id}` is in this roadmap, so what was recorded for it stays with it")
    },
    not_for_ticks: |id| {
        format!("`{id}` is not a resource or key idea, so it has no status of its own")
    },
    attached: |old, new| format!("what was recorded for {old} belongs to {new} now"),
    detached: |old| format!("what was recorded for {old} belongs to nothing else any more"),
    not_attached: |id| format!("`{id}` is not attached to anything"),
    detach_hint: |id| format!("`roadbook attach {id} --undo` takes it back"),
    loses: |lost, now| format!("“{lost}” gives way to the newer “{now}”"),
    has_note: "note",

    title: "What changed",
    counted: |heading, count| format!("{heading} ({count})"),
    since_seen: |what| format!("Roadmap changed: {what}"),
    changed: "Roadmap changed",
    lost: |count| match count {
        1 => "1 lost its place".to_owned(),
        _ => format!("{count} lost their place"),
    },
    nothing_since: "Nothing has changed since you looked.",
    lost_heading: |count| format!("Lost their place ({count}): Enter gives one back"),
    becomes: ", and now ",
    was: |was| format!("was: {was}"),
    belongs_title: "Where does it belong?",
    belongs: |title| format!("“{title}” belongs to:"),
    counts_for: |title, place| format!("“{title}” now counts for “{place}”"),
    has_no_place: |title| format!("“{title}” has no place again"),
    turned: |is_undone| {
        if is_undone {
            "No place again"
        } else {
            "Has its place"
        }
    },
    perhaps_the_same: "perhaps the same as one that was added",
    no_orphan_here: "This row is in its place; only what has lost its place can be attached.",
    part_is_gone: "A part has no progress of its own: what was in it is told by itself.",
    nothing_was_recorded: "Nothing was recorded for it.",
    counts_elsewhere: |titles| format!("What was recorded for it counts for “{titles}”."),

    updated: |file| format!("replaced: {file}"),
    update_question: "Replace it?",
    not_updated: "nothing was replaced",
    has_problems: |count| match count {
        1 => "nothing was replaced: the new edition has a problem".to_owned(),
        _ => format!("nothing was replaced: the new edition has {count} problems"),
    },
    nothing_written: "Nothing was written.",
    yes_hint: "`--yes` replaces without asking, `--dry-run` only shows the plan",
    takes_built_in_place: "your file takes the place of the built-in roadmap",
};

pub const ZH: ChangesText = ChangesText {
    so_many_added: |count| format!("新增 {count} 项"),
    so_many_removed: |count| format!("移除 {count} 项"),
    so_many_changed: |count| format!("变动 {count} 项"),
    and: "，",
    nothing_changed: "没有区别。",
    added: "新增",
    removed: "移除",
    difference: |difference| match difference {
        Difference::Renamed => "改了名称",
        Difference::NewId => "换了 id",
        Difference::Moved => "换了位置",
        Difference::NewAddress => "换了链接",
        Difference::NewLevel => "换了类别，之前的记录可能不再显示",
        Difference::Doubtful => "请留意：id 没变，内容可能变了",
    },
    level: |level| match level {
        Level::Stage => "阶段",
        Level::Topic => "主题",
        Level::Concept => "要点",
        Level::Resource => "资源",
    },
    orphans: |count| {
        format!("有 {count} 项记录（勾选、用时或笔记）在其中找不到对应内容，仍然保留：")
    },
    alike: "名称相近：",
    attach_hint: |id, to, roadmap| {
        format!("用 `roadbook --roadmap {roadmap} attach {id} {to}` 指明它现在是哪一项")
    },
    perhaps: |count| format!("可能是同一项内容：同名的既有移除又有新增（{count}）"),
    carried: |carried, of| {
        format!("{of} 项记录（勾选、用时或笔记）中，有 {carried} 项在新版中找到了位置")
    },
    other_id: |old, new| format!("两份路线图的 id 不同：`{old}` 的进度不会算到 `{new}` 上"),
    not_a_roadmap: |file| format!("{file} 不是可以载入的路线图"),
    neither: |name| format!("`{name}` 既不是文件，也不是路线图的 id"),
    update_hint: |id, file| {
        format!("用 `roadbook update {id} {file} --dry-run` 与其他格式的文档比较")
    },
    import_first_hint: |file| format!("用 `roadbook import {file} -o FILE` 先把文档变成路线图"),

    not_an_orphan: |id| format!("失去位置的进度里没有 id 为 `{id}` 的"),
    orphans_are: |ids| format!("失去位置的有：{ids}"),
    no_orphans: "所有进度都能在这份路线图里找到位置",
    is_in_roadmap: |id| format!("`{id}` 仍在这份路线图里，它的进度不会改归别处"),
    not_for_ticks: |id| format!("`{id}` 不是资源或要点，自身没有状态"),
    attached: |old, new| format!("{old} 的进度现在归于 {new}"),
    detached: |old| format!("{old} 的进度不再归于别的内容"),
    not_attached: |id| format!("`{id}` 没有归到任何内容"),
    detach_hint: |id| format!("用 `roadbook attach {id} --undo` 可以撤回"),
    loses: |lost, now| format!("“{lost}”会让位于较新的“{now}”"),
    has_note: "笔记",

    title: "变动",
    counted: |heading, count| format!("{heading}（{count}）"),
    since_seen: |what| format!("路线图有变动：{what}"),
    changed: "路线图有变动",
    lost: |count| format!("{count} 项失去了位置"),
    nothing_since: "上次看过之后没有变动。",
    lost_heading: |count| format!("失去位置（{count}）：按 Enter 指明归于哪里"),
    becomes: "，现为 ",
    was: |was| format!("原为：{was}"),
    belongs_title: "它现在归于哪一项？",
    belongs: |title| format!("“{title}”归于："),
    counts_for: |title, place| format!("“{title}”的进度现在归于“{place}”"),
    has_no_place: |title| format!("“{title}”的进度又没有了位置"),
    turned: |is_undone| {
        if is_undone {
            "又没有了位置"
        } else {
            "已归位"
        }
    },
    perhaps_the_same: "可能就是新增的同名内容",
    no_orphan_here: "这一行并没有失去位置，无需归位。",
    part_is_gone: "这一级本身没有进度，其中的内容各自列出。",
    nothing_was_recorded: "它没有任何记录。",
    counts_elsewhere: |titles| format!("它的记录现在归于“{titles}”。"),

    updated: |file| format!("已替换：{file}"),
    update_question: "要替换吗？",
    not_updated: "没有替换",
    has_problems: |count| format!("没有替换：新版有 {count} 个问题"),
    nothing_written: "没有写入任何文件。",
    yes_hint: "`--yes` 直接替换，`--dry-run` 只看计划",
    takes_built_in_place: "你的文件会代替内置的路线图",
};

pub const ZH_HELP: HelpTable = &[
    ("diff", "比较两版路线图，并列出各项的进度"),
    (
        "diff.old",
        "旧版：路线图文件或 id；两者都不写则为你上次在界面上看到的那一版",
    ),
    ("diff.new", "新版：路线图文件或 id"),
    ("update", "用新版替换一份路线图；进度保留"),
    ("update.id", "要替换的路线图"),
    (
        "update.source",
        "新版：路线图文件，或 `roadbook import` 能读的文档；`-` 表示从标准输入读取路线图",
    ),
    ("update.from", "文档的格式；不写则按文件名的后缀判断"),
    ("update.base_url", "文档所在的地址，用来补全其中的相对链接"),
    ("update.language", "文档中标题和正文的语言，例如 zh"),
    ("update.dry_run", "只看计划，不写入任何文件"),
    ("update.yes", "不询问，直接替换"),
    ("attach", "指明失去位置的进度现在归于哪一项"),
    ("attach.old", "记录时的 id，见 `roadbook doctor`"),
    ("attach.new", "现在归于的资源或要点"),
    ("attach.undo", "撤回之前的归属"),
];
