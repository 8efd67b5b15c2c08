//! Why something failed: what the system and our own errors say.

use std::io::ErrorKind;

use super::Lang;
use crate::config::CommandLineError;
use crate::roadmap::url::{LinkError, MAX_LENGTH};
use crate::text::{Clean, CleanBuf, clean};

/// Why something failed, in every language: it is kept where nobody knows yet in which one it will be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause([CleanBuf; Lang::ALL.len()]);

impl Cause {
    /// Takes what is said in each language.
    #[must_use]
    pub fn new(say: impl FnMut(Lang) -> CleanBuf) -> Cause {
        Cause(Lang::ALL.map(say))
    }

    /// Takes a line that is the same in every language.
    #[must_use]
    pub fn same(line: &str) -> Cause {
        Cause::new(|_| clean::line(line))
    }

    #[must_use]
    pub fn get(&self, lang: Lang) -> Clean<'_> {
        let [en, zh] = &self.0;
        match lang {
            Lang::En => en.as_clean(),
            Lang::Zh => zh.as_clean(),
        }
    }

    /// Returns the line in each language.
    pub fn all(&self) -> impl Iterator<Item = Clean<'_>> {
        Lang::ALL.into_iter().map(|lang| self.get(lang))
    }
}

/// One language's sentences.
pub struct CauseText {
    /// What the system says in a word of its own; none where only its own words say what it was.
    pub system: fn(ErrorKind) -> Option<&'static str>,
    pub no_home: &'static str,
    pub not_regular: &'static str,
    /// The deepest cause, and what it kept from being done.
    pub within: fn(&str, &str) -> String,
    /// What was tried, with what.
    pub cannot: fn(&str, &str) -> String,
    /// File.
    pub is_link: fn(&str) -> String,
    pub not_a_file: fn(&str) -> String,
    pub changed_meanwhile: fn(&str) -> String,
    /// Written, of how many bytes, file.
    pub short: fn(usize, usize, &str) -> String,
    /// File, and the format that it needs of the one that there is.
    pub newer_journal: fn(&str, u64, u64) -> String,
    pub end_of_time: &'static str,
    pub unconfirmed: fn(&str) -> String,
    pub link: fn(LinkError) -> String,
    /// Program.
    pub not_started: fn(&str) -> String,
    /// Program, how it ended.
    pub program_failed: fn(&str, &str) -> String,
    pub no_browser: fn(&str) -> String,
    /// Variable, what it says.
    pub no_command: fn(&str, &str) -> String,
    pub command_line: fn(CommandLineError) -> &'static str,
    pub no_editor: fn(&str) -> String,
    /// Sentence, line, column.
    pub at: fn(&str, u32, u32) -> String,
}

pub const EN: CauseText = CauseText {
    // The system's own words are English, and say more.
    system: |_| None,
    no_home: "there is no home folder",
    not_regular: "it is not a regular file",
    within: |cause, what| format!("{cause} ({what})"),
    cannot: |doing, path| format!("cannot {doing} {path}"),
    is_link: |path| format!("{path} is a link, and notes are not written through links"),
    not_a_file: |path| format!("{path} is not a file"),
    changed_meanwhile: |path| format!("{path} was changed since"),
    short: |written, length, path| {
        format!("only {written} of {length} bytes could be written to {path}")
    },
    newer_journal: |file, needed, have| {
        format!("{file} needs roadbook with journal format {needed}, this one has {have}")
    },
    end_of_time: "a record of the journals is dated at the end of the year 9999, so none can follow it",
    unconfirmed: |path| format!("the disk does not confirm what was written to {path}"),
    link: |error| error.to_string(),
    not_started: |program| format!("cannot start {program}"),
    program_failed: |program, status| format!("{program} failed ({status})"),
    no_browser: |tried| format!("no browser was found; tried {tried}"),
    no_command: |variable, command| format!("`{variable}` is not a command: {command}"),
    command_line: |error| match error {
        CommandLineError::OpenQuote => "a quote is not closed",
        CommandLineError::Empty => "it has no words",
    },
    no_editor: |tried| format!("no editor was found; looked for {tried}"),
    at: |sentence, line, column| format!("{sentence} (line {line}, column {column})"),
};

const SYSTEM_ZH: &[(ErrorKind, &str)] = &[
    (ErrorKind::NotFound, "找不到这个文件或文件夹"),
    (ErrorKind::PermissionDenied, "没有权限"),
    (ErrorKind::AlreadyExists, "已经存在"),
    (ErrorKind::NotADirectory, "路径中有一段不是文件夹"),
    (ErrorKind::IsADirectory, "这是文件夹，不是文件"),
    (ErrorKind::DirectoryNotEmpty, "文件夹不是空的"),
    (ErrorKind::ReadOnlyFilesystem, "磁盘是只读的"),
    (ErrorKind::StorageFull, "磁盘已满"),
    (ErrorKind::QuotaExceeded, "超出了磁盘配额"),
    (ErrorKind::FileTooLarge, "文件太大"),
    (ErrorKind::BrokenPipe, "接收输出的程序已经退出"),
    (ErrorKind::TimedOut, "等待超时"),
    (ErrorKind::Interrupted, "操作被中断"),
    (ErrorKind::OutOfMemory, "内存不足"),
    (ErrorKind::UnexpectedEof, "文件提前结束"),
];

pub const ZH: CauseText = CauseText {
    system: |kind| {
        let known = SYSTEM_ZH.iter().find(|(known, _)| *known == kind);
        known.map(|(_, words)| *words)
    },
    no_home: "找不到主目录",
    not_regular: "这不是普通文件",
    within: |cause, what| format!("{cause}（{what}）"),
    cannot: |doing, path| {
        let doing = match doing {
            "read" => "读取",
            "open" => "打开",
            "create" => "创建",
            "write to" | "write" => "写入",
            "save" => "保存",
            "remove" => "删除",
            "look at" => "查看",
            _ => "处理",
        };
        format!("无法{doing} {path}")
    },
    is_link: |path| format!("{path} 是链接，笔记不会经由链接写入"),
    not_a_file: |path| format!("{path} 不是文件"),
    changed_meanwhile: |path| format!("{path} 在此期间被改动过"),
    short: |written, length, path| format!("{path} 只写入了 {length} 字节中的 {written} 字节"),
    newer_journal: |file, needed, have| {
        format!("{file} 需要支持日志格式 {needed} 的 roadbook，当前程序只支持 {have}")
    },
    end_of_time: "日志里有一条记录的日期在 9999 年末，之后无法再追加",
    unconfirmed: |path| format!("磁盘没有确认写入 {path} 的内容"),
    link: |error| match error {
        LinkError::Empty => "网址是空的".to_owned(),
        LinkError::Space => "网址里有空格".to_owned(),
        LinkError::HiddenCharacter => "网址里有看不见的字符或控制字符".to_owned(),
        LinkError::TooLong => format!("网址超过 {MAX_LENGTH} 字节"),
        LinkError::NotAnAddress => "这不是网址".to_owned(),
        LinkError::Scheme => "只能打开 http 和 https 链接".to_owned(),
        LinkError::UserInfo => "网址在 `@` 之前藏有用户名".to_owned(),
        LinkError::NoHost => "网址没有主机名".to_owned(),
        LinkError::BadHost => "主机名无效".to_owned(),
        LinkError::BadPort => "端口无效".to_owned(),
    },
    not_started: |program| format!("无法启动 {program}"),
    program_failed: |program, status| format!("{program} 运行失败（{status}）"),
    no_browser: |tried| format!("没有找到浏览器，试过 {tried}"),
    no_command: |variable, command| format!("`{variable}` 不是可用的命令：{command}"),
    command_line: |error| match error {
        CommandLineError::OpenQuote => "引号没有成对",
        CommandLineError::Empty => "里面没有内容",
    },
    no_editor: |tried| format!("没有找到编辑器，找过 {tried}"),
    at: |sentence, line, column| format!("{sentence}（第 {line} 行第 {column} 列）"),
};
