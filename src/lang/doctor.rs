//! The sentences about the health of what is recorded.

use super::cli::HelpTable;

/// What `roadbook doctor` says.
pub struct DoctorText {
    pub records: fn(usize) -> String,
    pub healthy: &'static str,
    pub unreadable: fn(usize) -> String,
    pub damaged: fn(usize) -> String,
    pub incomplete: fn(usize) -> String,
    pub quarantined: fn(usize) -> String,
    /// Changes that only the daily copies have.
    pub missing: fn(usize) -> String,
    pub read_only: fn(usize) -> String,
    /// File, needed format.
    pub needs: fn(&str, u64) -> String,
    pub writable: fn(usize) -> String,
    pub readable: fn(usize) -> String,
    pub newer: fn(usize) -> String,
    pub conflicts: fn(usize) -> String,
    /// Files of a program that was killed while it wrote them.
    pub left_behind: fn(usize) -> String,
    /// Damage that was set aside.
    pub known: fn(usize) -> String,
    /// Files among the notes that cannot be read, or are none.
    pub notes_not_read: fn(usize) -> String,
    /// Files among the notes whose names are no ids.
    pub nameless_notes: fn(usize) -> String,
    /// Notes beside which a synchronising program put another version.
    pub note_copies: fn(usize) -> String,
    pub fix_hint: &'static str,

    pub brought_back: fn(usize) -> String,
    pub made_private: fn(usize) -> String,
    pub removed: fn(usize) -> String,
    pub set_aside: fn(usize) -> String,
    pub nothing_to_mend: &'static str,
    pub not_mended: &'static str,
}

pub const EN: DoctorText = DoctorText {
    records: |count| match count {
        0 => "nothing is recorded yet".to_owned(),
        1 => "1 change is recorded and counts".to_owned(),
        _ => format!("{count} changes are recorded and applied"),
    },
    healthy: "Nothing is wrong.",
    unreadable: |count| match count {
        1 => "1 file cannot be read:".to_owned(),
        _ => format!("{count} files cannot be read:"),
    },
    damaged: |count| match count {
        1 => "1 line is damaged and does not count:".to_owned(),
        _ => format!("{count} lines are damaged and do not count:"),
    },
    incomplete: |count| {
        format!("{count} long changes lack a part and do not count until it turns up")
    },
    quarantined: |count| format!("{count} changes are dated beyond the year 9999 and do not count"),
    read_only: |_| {
        "nothing can be recorded, as a newer roadbook must go on with a journal:".to_owned()
    },
    needs: |file, needs| format!("{file} needs journal format {needs}"),
    writable: |count| {
        format!("other people of this machine can change {count} of your files and folders:")
    },
    readable: |count| {
        format!("other people of this machine can read {count} of your files and folders:")
    },
    newer: |count| {
        format!(
            "{count} changes were written by a newer roadbook; they are kept and do not count here"
        )
    },
    conflicts: |count| {
        format!(
            "{count} copies were made by a synchronising program; they are read like any journal:"
        )
    },
    missing: |count| match count {
        1 => "1 change is in the daily copies only and does not count".to_owned(),
        _ => format!("{count} changes are in the daily copies only and do not count"),
    },
    left_behind: |count| match count {
        1 => "1 file was left behind by a roadbook that was killed:".to_owned(),
        _ => format!("{count} files were left behind by a roadbook that was killed:"),
    },
    known: |count| match count {
        1 => "1 damaged line was set aside earlier".to_owned(),
        _ => format!("{count} damaged lines were set aside earlier"),
    },
    notes_not_read: |count| match count {
        1 => "1 file among your notes is not read:".to_owned(),
        _ => format!("{count} files among your notes are not read:"),
    },
    nameless_notes: |count| match count {
        1 => "1 note has a name that is no id, so that it is on nothing:".to_owned(),
        _ => format!("{count} notes have names that are no ids, so that they are on nothing:"),
    },
    note_copies: |count| {
        match count {
        1 => "1 note has another version beside it, from a synchronising program; put together what you want to keep:".to_owned(),
        _ => format!("{count} notes have other versions beside them, from a synchronising program; put together what you want to keep:"),
    }
    },
    fix_hint: "`roadbook doctor --fix` puts right what can be put right; nothing that is recorded is removed",

    brought_back: |count| match count {
        1 => "1 change was brought back from the daily copies".to_owned(),
        _ => format!("{count} changes were brought back from the daily copies"),
    },
    made_private: |count| match count {
        1 => "1 file or folder is yours alone now".to_owned(),
        _ => format!("{count} files and folders are yours alone now"),
    },
    removed: |count| match count {
        1 => "1 file that was left behind is removed".to_owned(),
        _ => format!("{count} files that were left behind are removed"),
    },
    set_aside: |count| match count {
        1 => "1 damaged line is set aside: it stays where it is and is no longer told".to_owned(),
        _ => format!(
            "{count} damaged lines are set aside: they stay where they are and are no longer told"
        ),
    },
    nothing_to_mend: "There is nothing to put right.",
    not_mended: "not everything could be put right",
};

pub const ZH: DoctorText = DoctorText {
    records: |count| match count {
        0 => "还没有任何记录".to_owned(),
        _ => format!("已记录 {count} 次改动，全部有效"),
    },
    healthy: "一切正常。",
    unreadable: |count| format!("有 {count} 处无法读取："),
    damaged: |count| format!("有 {count} 行损坏，不计入："),
    incomplete: |count| format!("有 {count} 次较长的改动缺了一部分，补齐之前不计入"),
    quarantined: |count| format!("有 {count} 条记录的时间在 9999 年之后，不计入"),
    read_only: |_| "无法再记录：有日志要由更新版本的 roadbook 继续：".to_owned(),
    needs: |file, needs| format!("{file} 需要日志格式 {needs}"),
    writable: |count| format!("本机其他用户可以修改 {count} 个文件或目录："),
    readable: |count| format!("本机其他用户可以读取 {count} 个文件或目录："),
    newer: |count| format!("有 {count} 条记录来自更新版本的 roadbook，已保留，这里不计入"),
    conflicts: |count| format!("有 {count} 份同步程序产生的副本，会像普通日志一样读取："),
    missing: |count| format!("有 {count} 次改动只在每日备份里，不计入"),
    left_behind: |count| format!("有 {count} 个临时文件，是 roadbook 被强行结束时留下的："),
    known: |count| format!("另有 {count} 行损坏，之前已搁置"),
    notes_not_read: |count| format!("笔记文件夹里有 {count} 个文件无法读取："),
    nameless_notes: |count| format!("有 {count} 条笔记的文件名不是 id，不属于任何内容："),
    note_copies: |count| format!("有 {count} 条笔记旁边还有同步程序留下的另一份，请自行合并："),
    fix_hint: "`roadbook doctor --fix` 会修复能修复的部分，已有的记录一条也不会删",

    brought_back: |count| format!("已从每日备份找回 {count} 次改动"),
    made_private: |count| format!("已将 {count} 个文件或目录改为仅本人可用"),
    removed: |count| format!("已清理 {count} 个遗留的临时文件"),
    set_aside: |count| format!("已搁置 {count} 行损坏的内容：原样保留，以后不再提示"),
    nothing_to_mend: "没有需要修复的地方。",
    not_mended: "没能全部修复",
};

pub const ZH_HELP: HelpTable = &[(
    "doctor.fix",
    "修复能修复的部分：找回只在备份里的改动，收紧权限，搁置损坏的行",
)];
