//! The sentences about importing.

use crate::import::report::{Sort, What};

use super::cli::HelpTable;
use crate::roadmap::identity::By;

/// What is said of documents that become roadmaps.
pub struct ImportText {
    pub nothing_found: fn(&str) -> String,
    pub from_hint: &'static str,
    /// Place, name of the format, why in the words of its reader.
    pub broken: fn(&str, &str, &str) -> String,
    pub is_roadmap: fn(&str) -> String,
    pub add_file_hint: fn(&str) -> String,
    pub mock_up: fn(&str) -> String,
    pub mock_up_hint: &'static str,
    pub web_page: fn(&str) -> String,
    pub web_page_hint: &'static str,
    /// Folder, how many files and how many MiB are enough.
    pub too_many_files: fn(&str, usize, usize) -> String,
    /// Why.
    pub not_a_roadmap: fn(&str) -> String,
    pub bad_base: fn(&str) -> String,
    pub bad_id: fn(&str) -> String,
    pub id_hint: &'static str,
    pub bad_language: fn(&str) -> String,
    pub language_hint: &'static str,
    pub written: fn(&str) -> String,
    /// Ticks, notes, and the roadmap where there are ticks to take back.
    pub recorded: fn(usize, usize, Option<&str>) -> String,
    /// Things whose time was written down.
    pub times_recorded: fn(usize) -> String,
    /// Heads ticks that were found otherwise than by their ids.
    pub found_by: fn(By, usize) -> String,
    /// Heads ticks that have no place any more.
    pub not_found_again: fn(usize) -> String,
    pub only_rehearsed: &'static str,
    pub add_hint: &'static str,
    pub open_hint: fn(&str) -> String,
    pub nothing_written: &'static str,
    /// All boxes, done, doing, skipped.
    pub boxes: fn(usize, usize, usize, usize) -> String,
    pub kinds: fn(usize) -> String,
    pub report_hint: &'static str,
    pub sorts: fn(Sort) -> &'static str,
    /// What happened, how often.
    pub whats: fn(What, usize) -> &'static str,
}

pub const EN: ImportText = ImportText {
    nothing_found: |name| format!("there is nothing to learn or do in {name}"),
    from_hint: "`--from FORMAT` says in which format it is",
    broken: |place, format, why| format!("{place}: it cannot be read as {format}: {why}"),
    is_roadmap: |name| format!("{name} is a roadmap already"),
    add_file_hint: |name| format!("`roadbook add {name}` puts it into your library"),
    mock_up: |name| {
        format!("{name} is the drawing of a mock-up, which does not say what belongs together")
    },
    web_page: |name| format!("{name} is a page of the web, which is not read"),
    web_page_hint: "of a page that roadbook exported, its file of ticks is (Download); of others, their Markdown",
    mock_up_hint: "give the folder that it lies in: the texts in its `content` folder say more",
    too_many_files: |folder, files, mebibytes| {
        format!("{folder} has more than {files} files or {mebibytes} MiB of text")
    },
    not_a_roadmap: |why| format!("no roadmap can be made of it: {why}"),
    bad_base: |url| format!("`{url}` is no address to start from"),
    bad_id: |id| format!("`{id}` is no id"),
    id_hint: "`--id ID` gives it another id: small letters, digits, `-`",
    bad_language: |tag| format!("`{tag}` is no tag of a language"),
    language_hint: "such as `en` or `zh`",
    written: |file| format!("written: {file}"),
    recorded: |ticks, notes, id| {
        let count =
            |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        let undo = id.map(|id| format!(" (`roadbook undo --roadmap {id}` takes them back)"));
        format!(
            "taken over: {}{}, {}",
            count(ticks, "tick"),
            undo.unwrap_or_default(),
            count(notes, "note")
        )
    },
    times_recorded: |count| match count {
        1 => "the time that was spent on 1 thing is written down".to_owned(),
        _ => format!("the time that was spent on {count} things is written down"),
    },
    found_by: |by, count| {
        let (were, they) = if count == 1 {
            ("was", "it")
        } else {
            ("were", "they")
        };
        let by = match by {
            By::Id => "by id".to_owned(),
            By::Alias => format!("by an id that {they} had before"),
            By::Attachment => "as you attached it".to_owned(),
            By::Address => "by address".to_owned(),
        };
        format!("{count} {were} found {by}:")
    },
    not_found_again: |count| format!("{count} of its ticks are of nothing in this roadmap:"),
    only_rehearsed: "Nothing was written: this was a rehearsal.",
    add_hint: "`--add` puts it into your library first",
    open_hint: |id| format!("`roadbook --roadmap {id}` opens it"),
    nothing_written: "Nothing was written: `-o FILE` writes it, `--add` puts it into your library.",
    boxes: |all, done, doing, skipped| {
        let boxes = if all == 1 { "box" } else { "boxes" };
        format!("{all} {boxes}: {done} done, {doing} in progress, {skipped} skipped")
    },
    kinds: |count| match count {
        1 => "1 kind taken from address and words".to_owned(),
        _ => format!("{count} kinds taken from addresses and words"),
    },
    report_hint: "`--report` lists them with their lines",
    sorts: |sort| match sort {
        Sort::LeftOut => "left out",
        Sort::Changed => "changed",
        Sort::Guessed => "guessed",
    },
    whats: |what, count| {
        let (one, many) = match what {
            What::AboutTheDocument => ("about the document itself", "about the document itself"),
            What::TextOnly => ("section of text only", "sections of text only"),
            What::Contents => ("link within the document", "links within the document"),
            What::BackToTop => ("way back to the top", "ways back to the top"),
            What::Badge => ("badge", "badges"),
            What::Picture => ("picture", "pictures"),
            What::RelativeLink => (
                "relative link, without --base-url",
                "relative links, without --base-url",
            ),
            What::BadLink => (
                "address that cannot be opened",
                "addresses that cannot be opened",
            ),
            What::OtherColumn => (
                "link in a column about something else",
                "links in a column about something else",
            ),
            What::OtherTable => (
                "table without anything to do",
                "tables without anything to do",
            ),
            What::LeftLink => ("link in what was left out", "links in what was left out"),
            What::StruckOut => ("struck through", "struck through"),
            What::Empty => ("nothing in it", "nothing in it"),
            What::TooLong => ("longer than a roadmap takes", "longer than a roadmap takes"),
            What::NotKept => ("has no place in a roadmap", "have no place in a roadmap"),
            What::CommentedOut => (
                "commented out, or not to be exported",
                "commented out, or not to be exported",
            ),
            What::Drawing => (
                "words or a button of the drawing",
                "words or buttons of the drawing",
            ),
            What::LooseEdge => (
                "line that begins or ends at nothing",
                "lines that begin or end at nothing",
            ),
            What::LooseText => ("text of no part of the map", "texts of no part of the map"),
            What::Repeated => (
                "link that its part has already",
                "links that their part has already",
            ),
            What::UnreadFile => (
                "file not read: a link, too large, or no text",
                "files not read: links, too large, or no text",
            ),
            What::OtherMap => (
                "another map in the folder, to be imported by itself",
                "other maps in the folder, to be imported by themselves",
            ),
            What::RepairedLink => ("address that was mended", "addresses that were mended"),
            What::ShortenedTitle => (
                "long title, whole in the text",
                "long titles, whole in the text",
            ),
            What::RaisedPart => ("nested too deep, moved up", "nested too deep, moved up"),
            What::KeptAsText => (
                "words among links, kept in the text",
                "words among links, kept in the text",
            ),
            What::LinkInText => (
                "link inside a text, nothing to tick",
                "links inside a text, nothing to tick",
            ),
            What::GuessedOptional => ("stage that seems optional", "stages that seem optional"),
            What::GuessedTitle => ("title of the roadmap", "titles of the roadmap"),
            What::GuessedTasks => (
                "line taken as something to do",
                "lines taken as something to do",
            ),
            What::GuessedAuthor => ("author after “by”", "authors after “by”"),
            What::GuessedName => (
                "title taken from the name of a file",
                "titles taken from names of files",
            ),
            What::GuessedPlace => (
                "place by position only, in the nearest topic",
                "places by position only, in the nearest topic",
            ),
            What::GuessedStatus => (
                "keyword taken as in progress, by its place",
                "keywords taken as in progress, by their place",
            ),
            What::GuessedBox => (
                "box with a sign of its own, taken as not done",
                "boxes with a sign of their own, taken as not done",
            ),
            What::WithoutMap => (
                "parts side by side, without the map that orders them",
                "parts side by side, without the map that orders them",
            ),
        };
        if count == 1 { one } else { many }
    },
};

pub const ZH: ImportText = ImportText {
    nothing_found: |name| format!("{name} 里没有可学或可做的内容"),
    from_hint: "可用 `--from FORMAT` 指明格式",
    broken: |place, format, why| format!("{place}：无法按 {format} 读取（{why}）"),
    is_roadmap: |name| format!("{name} 已经是路线图文件"),
    add_file_hint: |name| format!("用 `roadbook add {name}` 把它放进路线图库"),
    mock_up: |name| format!("{name} 只是一张草图，看不出各部分的归属"),
    web_page: |name| format!("{name} 是网页，无法导入"),
    web_page_hint: "roadbook 导出的网页请用其中下载的进度文件；别的网页请用它的 Markdown",
    mock_up_hint: "请改为指定它所在的文件夹：其中 `content` 文件夹里的文字说得更清楚",
    too_many_files: |folder, files, mebibytes| {
        format!("{folder} 里的文件超过 {files} 个，或文字超过 {mebibytes} MiB")
    },
    not_a_roadmap: |why| format!("无法生成路线图：{why}"),
    bad_base: |url| format!("`{url}` 不能作为起始网址"),
    bad_id: |id| format!("`{id}` 不是有效的 id"),
    id_hint: "用 `--id ID` 换一个 id，可用小写字母、数字和 `-`",
    bad_language: |tag| format!("`{tag}` 不是语言代码"),
    language_hint: "例如 `en` 或 `zh`",
    written: |file| format!("已写入：{file}"),
    recorded: |ticks, notes, id| {
        let undo = id.map(|id| format!("（`roadbook undo --roadmap {id}` 可撤销）"));
        format!(
            "已记入 {ticks} 个勾选{}和 {notes} 条笔记",
            undo.unwrap_or_default()
        )
    },
    times_recorded: |count| format!("已记下 {count} 项的用时"),
    found_by: |by, count| {
        let by = match by {
            By::Id => "id",
            By::Alias => "以前的 id",
            By::Attachment => "你指定的归属",
            By::Address => "网址",
        };
        format!("有 {count} 项是按{by}找到的：")
    },
    not_found_again: |count| format!("其中 {count} 个勾选在这份路线图里找不到对应内容："),
    only_rehearsed: "没有写入：这只是预演。",
    add_hint: "可先用 `--add` 把它放进路线图库",
    open_hint: |id| format!("用 `roadbook --roadmap {id}` 打开"),
    nothing_written: "没有写入任何文件：`-o FILE` 写成文件，`--add` 放进路线图库。",
    boxes: |all, done, doing, skipped| {
        format!("{all} 个勾选框：{done} 个完成，{doing} 个进行中，{skipped} 个跳过")
    },
    kinds: |count| format!("根据网址和用词判断了 {count} 份资源的类型"),
    report_hint: "`--report` 逐行列出",
    sorts: |sort| match sort {
        Sort::LeftOut => "略去",
        Sort::Changed => "改动",
        Sort::Guessed => "猜测",
    },
    whats: |what, _| match what {
        What::AboutTheDocument => "介绍文档自身的部分",
        What::TextOnly => "只有文字的小节",
        What::Contents => "文档内部的链接",
        What::BackToTop => "“返回顶部”链接",
        What::Badge => "徽章",
        What::Picture => "图片",
        What::RelativeLink => "相对链接（未给 --base-url）",
        What::BadLink => "无法打开的网址",
        What::OtherColumn => "表格其他列里的链接",
        What::OtherTable => "没有学习内容的表格",
        What::LeftLink => "略去部分里的链接",
        What::StruckOut => "已划掉的内容",
        What::Empty => "空白内容",
        What::TooLong => "超出路线图的长度限制",
        What::NotKept => "路线图里放不下的信息",
        What::CommentedOut => "已注释掉或标为不导出",
        What::Drawing => "图上的文字或按钮",
        What::LooseEdge => "有一端没有连上的线",
        What::LooseText => "不属于图上任何部分的文字",
        What::Repeated => "同一部分里重复的链接",
        What::UnreadFile => "没有读取的文件（链接、过大或不是文本）",
        What::OtherMap => "文件夹里的另一张图，需单独导入",
        What::RepairedLink => "修正过的网址",
        What::ShortenedTitle => "标题过长，全文已放进说明",
        What::RaisedPart => "层级过深，已移到上一级",
        What::KeptAsText => "链接之间的文字，已放进说明",
        What::LinkInText => "留在文字里的链接，不能打勾",
        What::GuessedOptional => "看起来是选学的阶段",
        What::GuessedTitle => "路线图的标题",
        What::GuessedTasks => "当作任务的条目",
        What::GuessedAuthor => "by 之后的作者",
        What::GuessedName => "用文件名当标题",
        What::GuessedPlace => "只凭位置归入最近的主题",
        What::GuessedStatus => "按次序当作进行中的关键字",
        What::GuessedBox => "含义不明的勾选框，当作未完成",
        What::WithoutMap => "没有图可依，各部分并列",
    },
};

pub const ZH_HELP: HelpTable = &[
    ("import", "把其他格式的文档变成路线图"),
    (
        "import.source",
        "要读取的文档，`-` 表示标准输入；也可以是 roadmap.sh 路线图的文件夹",
    ),
    (
        "import.from",
        "格式：markdown、org、opml、urls、csv、json 或 roadmap.sh；不写则看文件名和内容",
    ),
    ("import.output", "把路线图写到这个文件"),
    ("import.add", "放进路线图库；文档里打了勾的，在库里也打勾"),
    (
        "import.progress",
        "只取其中的勾选和笔记，用于你已有的同 id 路线图",
    ),
    ("import.replace", "替换已有的文件"),
    ("import.dry_run", "什么都不写，只说明会得到什么"),
    ("import.report", "逐行列出略去、改动和猜测的内容"),
    ("import.base_url", "文档所在的网址，用来补全相对链接"),
    ("import.id", "路线图的 id；不写则取自标题"),
    ("import.language", "标题和文字的语言，例如 zh"),
    ("import.json", "输出 JSON"),
];
