//! The sentences about notes.

use crate::notes::Why;

use super::cli::HelpTable;

/// What is said of notes, on the screen and on the command line.
pub struct NotesText {
    /// Heads a note.
    pub my_note: &'static str,
    /// Title of what it is on.
    pub note_on: fn(&str) -> String,
    /// Before the name of a file that a synchronising program made.
    pub conflict_copy: &'static str,
    pub only_beginning: &'static str,
    pub none_yet: &'static str,
    /// Id.
    pub no_note: fn(&str) -> String,
    pub add_hint: &'static str,
    pub saved: &'static str,
    pub removed: &'static str,
    pub unchanged: &'static str,
    pub nothing_to_add: &'static str,
    pub flag_hint: &'static str,
    pub too_long: fn(usize) -> String,
    pub not_saved: &'static str,
    pub no_home: &'static str,
    pub not_recorded: &'static str,
    pub no_editor: &'static str,
    pub editor_failed: &'static str,
    pub editor_hint: &'static str,
    pub kept_at: fn(&str) -> String,
    /// Heads notes of nodes that are gone.
    pub orphans: fn(usize) -> String,
    pub not_read: fn(&Why) -> String,
}

pub const EN: NotesText = NotesText {
    my_note: "My note",
    note_on: |title| format!("note on {title}"),
    conflict_copy: "conflict copy: ",
    only_beginning: "The note is long; this is its beginning.",
    none_yet: "No notes yet. `roadbook note ID TEXT` writes one.",
    no_note: |id| format!("there is no note on `{id}`"),
    add_hint: "`roadbook note ID TEXT` adds a line; on a terminal, `roadbook note ID` opens your editor",
    saved: "note saved",
    removed: "note removed",
    unchanged: "note unchanged",
    nothing_to_add: "there is no text to add",
    flag_hint: "flags come before the id; a text with words like them is typed in quotes, all of it: note ID \"-5 is a number\"",
    too_long: |mebibytes| format!("the text is longer than {mebibytes} MiB"),
    not_saved: "the note was not saved",
    no_home: "there is no home folder, so notes cannot be kept",
    not_recorded: "the note is saved, but the statistics will not know of it",
    no_editor: "there is no editor to write the note with",
    editor_failed: "the editor did not end well; what it saved is kept",
    editor_hint: "name one in VISUAL or EDITOR, such as `nano` or `code --wait`",
    kept_at: |path| format!("the note is {path}"),
    orphans: |count| match count {
        1 => "1 note is not on anything in this roadmap; it is kept:".to_owned(),
        _ => format!("{count} notes are not on anything in this roadmap; they are kept:"),
    },
    not_read: |why| match why {
        Why::IsLink => "not read: it is a link, which may lead anywhere".to_owned(),
        Why::NotAFile => "not read: it is not a file".to_owned(),
        Why::TooMuch(files) => format!("there is so much that {files} files were not read"),
        Why::Unreadable(why) => format!("cannot be read: {}", why.get(super::Lang::En)),
    },
};

pub const ZH: NotesText = NotesText {
    my_note: "我的笔记",
    note_on: |title| format!("“{title}”的笔记"),
    conflict_copy: "冲突副本：",
    only_beginning: "笔记较长，这里只显示开头。",
    none_yet: "还没有笔记。用 `roadbook note ID 内容` 写一条。",
    no_note: |id| format!("`{id}` 没有笔记"),
    add_hint: "`roadbook note ID 内容` 添加一行；在终端里 `roadbook note ID` 会打开编辑器",
    saved: "笔记已保存",
    removed: "笔记已删除",
    unchanged: "笔记没有改动",
    nothing_to_add: "没有可添加的内容",
    flag_hint: "选项要写在 id 之前；内容里有形如选项的词，请整行加上引号：note ID \"-5 是负数\"",
    too_long: |mebibytes| format!("内容超过 {mebibytes} MiB"),
    not_saved: "笔记没有保存",
    no_home: "找不到主目录，无法保存笔记",
    not_recorded: "笔记已保存，但不会计入统计",
    no_editor: "没有可用的编辑器",
    editor_failed: "编辑器异常退出；已保存的内容仍然保留",
    editor_hint: "请用 VISUAL 或 EDITOR 指定编辑器，例如 `nano` 或 `code --wait`",
    kept_at: |path| format!("笔记文件：{path}"),
    orphans: |count| format!("有 {count} 条笔记在这份路线图里找不到对应内容，仍然保留："),
    not_read: |why| match why {
        Why::IsLink => "未读取：这是一个链接，可能指向任何地方".to_owned(),
        Why::NotAFile => "未读取：这不是普通文件".to_owned(),
        Why::TooMuch(files) => format!("内容过多，有 {files} 个文件未读取"),
        Why::Unreadable(why) => format!("无法读取：{}", why.get(super::Lang::Zh)),
    },
};

pub const ZH_HELP: HelpTable = &[
    ("note", "用编辑器写笔记，或给笔记添加一行"),
    (
        "note.text",
        "要添加的一行；`-` 表示从标准输入读取。不写则打开编辑器，不在终端里时显示笔记",
    ),
    ("notes", "列出笔记"),
];
