//! What can be wrong with a file before anyone asks what it means, in words.

use crate::lang::Lang;

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    FileTooLarge {
        bytes: usize,
        limit: usize,
    },
    Utf16,
    /// Offset of the first byte that is not UTF-8.
    NotUtf8 {
        offset: usize,
    },
    Empty,
    SeveralDocuments,
    TooDeep {
        limit: usize,
    },
    TooManyValues,
    TooManyReplays {
        limit: usize,
    },
    TextTooLong {
        bytes: usize,
        limit: usize,
    },
    AliasInsideItself,
    UnknownAlias,
    MergeIsNoMap,
    KeyIsNoWord,
    UnknownTag {
        tag: String,
    },
    /// A full-width character where YAML needs its plain twin.
    FullWidth {
        found: char,
        plain: char,
    },
    /// A space before the first word of a line that is not the plain one.
    WideIndent {
        found: char,
    },
    TabIndent,
    Indentation,
    /// A text begins with a character that means something to YAML.
    NeedsQuotes {
        first: char,
        /// The text as it should stand, where it is short.
        quoted: Option<String>,
    },
    ColonInText {
        quoted: Option<String>,
    },
    TextAfterQuote {
        quote: char,
        quoted: Option<String>,
    },
    UnclosedQuote {
        quote: char,
    },
    UnclosedBracket {
        open: char,
    },
    WrongBracket {
        open: char,
        close: char,
    },
    StrayBracket,
    UnknownEscape,
    MissingColon,
    MissingComma,
    /// A list entry begins with a star, as in Markdown.
    StarItem,
    MissingSpace {
        after: char,
    },
    ControlCharacter {
        code: u32,
    },
    /// A construct of YAML that nothing here uses, or a mistake that has no better name.
    Syntax,
}

impl Fault {
    /// Returns a short name for programs, in kebab case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Fault::FileTooLarge { .. } => "file-too-large",
            Fault::Utf16 | Fault::NotUtf8 { .. } => "not-utf8",
            Fault::Empty => "empty-file",
            Fault::SeveralDocuments => "several-documents",
            Fault::TooDeep { .. } => "too-deep",
            Fault::TooManyValues => "too-many-values",
            Fault::TooManyReplays { .. } => "too-many-replays",
            Fault::TextTooLong { .. } => "text-too-long",
            Fault::AliasInsideItself | Fault::UnknownAlias | Fault::MergeIsNoMap => "bad-alias",
            Fault::UnknownTag { .. } => "unknown-tag",
            Fault::FullWidth { .. } | Fault::WideIndent { .. } => "full-width-character",
            Fault::TabIndent => "tab-indent",
            Fault::Indentation => "bad-indent",
            Fault::NeedsQuotes { .. }
            | Fault::ColonInText { .. }
            | Fault::TextAfterQuote { .. } => "needs-quotes",
            Fault::UnclosedQuote { .. } => "unclosed-quote",
            Fault::UnclosedBracket { .. } | Fault::WrongBracket { .. } | Fault::StrayBracket => {
                "bad-bracket"
            }
            Fault::ControlCharacter { .. } => "control-character",
            Fault::KeyIsNoWord
            | Fault::UnknownEscape
            | Fault::MissingColon
            | Fault::MissingComma
            | Fault::StarItem
            | Fault::MissingSpace { .. }
            | Fault::Syntax => "yaml-syntax",
        }
    }

    /// Returns what is wrong as one sentence without a full stop.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.in_english(),
            Lang::Zh => self.in_chinese(),
        }
    }

    /// Returns what to do about it, where there is something to say.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> Option<String> {
        let (english, chinese) = self.hints()?;
        Some(match lang {
            Lang::En => english,
            Lang::Zh => chinese,
        })
    }

    fn in_english(&self) -> String {
        match self {
            Fault::FileTooLarge { bytes, limit } => {
                format!(
                    "the file has {}, more than the limit of {} for a file",
                    mebibytes(*bytes),
                    mebibytes(*limit)
                )
            }
            Fault::Utf16 => "the file is UTF-16, not UTF-8".to_owned(),
            Fault::NotUtf8 { offset } => {
                format!("the file is not UTF-8: the byte at offset {offset} is not text")
            }
            Fault::Empty => "the file is empty".to_owned(),
            Fault::SeveralDocuments => "a second document begins here; a file holds one".to_owned(),
            Fault::TooDeep { limit } => {
                format!("more than {limit} lists and mappings are inside each other")
            }
            Fault::TooManyValues => "the file has more values than its size allows".to_owned(),
            Fault::TooManyReplays { limit } => {
                format!("aliases (`*name`) repeat more than {limit} values")
            }
            Fault::TextTooLong { bytes, limit } => {
                format!(
                    "this text has {} KiB; one text may have {} KiB",
                    bytes.div_ceil(1024),
                    limit / 1024
                )
            }
            Fault::AliasInsideItself => "this alias stands inside what it repeats".to_owned(),
            Fault::UnknownAlias => {
                "this alias repeats something that was not named with `&` before".to_owned()
            }
            Fault::MergeIsNoMap => "`<<` takes in a mapping, and this is none".to_owned(),
            Fault::KeyIsNoWord => "a key must be a word, not a list or a mapping".to_owned(),
            Fault::UnknownTag { tag } => {
                format!("the tag `{tag}` means nothing here: nothing is included or run")
            }
            Fault::FullWidth { found, plain } => {
                format!("`{found}` is full-width; YAML needs `{plain}` here")
            }
            Fault::WideIndent { .. } => {
                "the line begins with a space that is not the plain one".to_owned()
            }
            Fault::TabIndent => {
                "the line is indented with a tab; YAML allows only spaces".to_owned()
            }
            Fault::Indentation => "the line does not line up with the lines above it".to_owned(),
            Fault::NeedsQuotes { first, .. } => {
                format!("a text that begins with `{first}` must stand in quotes")
            }
            Fault::ColonInText { .. } => "a text with `: ` in it must stand in quotes".to_owned(),
            Fault::TextAfterQuote { quote, .. } => {
                format!("the text goes on after its closing `{quote}`")
            }
            Fault::UnclosedQuote { quote } => format!("this `{quote}` is never closed"),
            Fault::UnclosedBracket { open } => format!("this `{open}` is never closed"),
            Fault::WrongBracket { open, close } => format!("`{open}` is closed with `{close}`"),
            Fault::StrayBracket => "this bracket closes nothing".to_owned(),
            Fault::UnknownEscape => "this `\\` escape does not exist".to_owned(),
            Fault::MissingColon => "this line is no `key: value`".to_owned(),
            Fault::StarItem => "a list entry begins with `-`, not with `*`".to_owned(),
            Fault::MissingComma => "a comma or the closing bracket is missing".to_owned(),
            Fault::MissingSpace { after } => format!("a space is missing after `{after}`"),
            Fault::ControlCharacter { code } => {
                format!("the control character U+{code:04X} may not stand in a file")
            }
            Fault::Syntax => "this is not valid YAML".to_owned(),
        }
    }

    fn in_chinese(&self) -> String {
        match self {
            Fault::FileTooLarge { bytes, limit } => {
                format!(
                    "文件有 {}，超过了单个文件的上限 {}",
                    mebibytes(*bytes),
                    mebibytes(*limit)
                )
            }
            Fault::Utf16 => "文件的编码是 UTF-16，不是 UTF-8".to_owned(),
            Fault::NotUtf8 { offset } => format!("文件不是 UTF-8：偏移 {offset} 处的字节不是文本"),
            Fault::Empty => "文件是空的".to_owned(),
            Fault::SeveralDocuments => "这里开始了第二个文档；一个文件只能有一个".to_owned(),
            Fault::TooDeep { limit } => format!("列表和映射的嵌套超过了 {limit} 层"),
            Fault::TooManyValues => "文件里的值太多，与其大小不符".to_owned(),
            Fault::TooManyReplays { limit } => format!("别名（`*name`）重复的值超过了 {limit} 个"),
            Fault::TextTooLong { bytes, limit } => {
                format!(
                    "这段文本有 {} KiB；一段文本最多 {} KiB",
                    bytes.div_ceil(1024),
                    limit / 1024
                )
            }
            Fault::AliasInsideItself => "这个别名位于它所重复的内容之中".to_owned(),
            Fault::UnknownAlias => "这个别名所指的内容之前没有用 `&` 命名".to_owned(),
            Fault::MergeIsNoMap => "`<<` 只能并入映射，而这里不是映射".to_owned(),
            Fault::KeyIsNoWord => "键必须是一个词，不能是列表或映射".to_owned(),
            Fault::UnknownTag { tag } => {
                format!("标签 `{tag}` 在这里没有意义：不会包含或运行任何东西")
            }
            Fault::FullWidth { found, plain } => {
                format!("`{found}` 是全角字符；YAML 这里需要半角的 `{plain}`")
            }
            Fault::WideIndent { .. } => "这一行开头的空格不是普通空格".to_owned(),
            Fault::TabIndent => "这一行用制表符缩进；YAML 只允许空格".to_owned(),
            Fault::Indentation => "这一行与上面的行没有对齐".to_owned(),
            Fault::NeedsQuotes { first, .. } => format!("以 `{first}` 开头的文本必须加引号"),
            Fault::ColonInText { .. } => "含有 `: ` 的文本必须加引号".to_owned(),
            Fault::TextAfterQuote { quote, .. } => format!("结束引号 `{quote}` 之后还有文字"),
            Fault::UnclosedQuote { quote } => format!("这个 `{quote}` 没有结束"),
            Fault::UnclosedBracket { open } => format!("这个 `{open}` 没有结束"),
            Fault::WrongBracket { open, close } => format!("`{open}` 却用 `{close}` 结束"),
            Fault::StrayBracket => "这个括号没有对应的开头".to_owned(),
            Fault::UnknownEscape => "没有这种 `\\` 转义".to_owned(),
            Fault::MissingColon => "这一行不是 `键: 值`".to_owned(),
            Fault::StarItem => "列表条目以 `-` 开头，而不是 `*`".to_owned(),
            Fault::MissingComma => "缺少逗号或结束括号".to_owned(),
            Fault::MissingSpace { after } => format!("`{after}` 之后缺少空格"),
            Fault::ControlCharacter { code } => format!("文件里不能有控制字符 U+{code:04X}"),
            Fault::Syntax => "这不是有效的 YAML".to_owned(),
        }
    }

    /// Returns the hint in English and Chinese.
    fn hints(&self) -> Option<(String, String)> {
        let both = |english: &str, chinese: &str| Some((english.to_owned(), chinese.to_owned()));
        match self {
            Fault::FileTooLarge { .. } => both(
                "a larger file is allowed with `limits.file_mib` in the config, up to 256",
                "可在配置中用 `limits.file_mib` 放宽，最大 256",
            ),
            Fault::Utf16 | Fault::NotUtf8 { .. } => both(
                "save the file as UTF-8 in your editor",
                "请在编辑器中把文件存为 UTF-8",
            ),
            Fault::Empty => both("begin with `format: 1`", "请以 `format: 1` 开头"),
            Fault::SeveralDocuments => both(
                "remove the line `---` or make two files",
                "请删除这一行 `---`，或分成两个文件",
            ),
            Fault::NeedsQuotes {
                quoted: Some(quoted),
                ..
            }
            | Fault::ColonInText {
                quoted: Some(quoted),
            }
            | Fault::TextAfterQuote {
                quoted: Some(quoted),
                ..
            } => Some((
                format!("put the text in quotes: {quoted}"),
                format!("请给文本加引号：{quoted}"),
            )),
            Fault::UnknownAlias
            | Fault::NeedsQuotes { quoted: None, .. }
            | Fault::ColonInText { quoted: None }
            | Fault::TextAfterQuote { quoted: None, .. } => both(
                "if it is a text, put it in quotes: '…' (a quote inside is written twice)",
                "如果是文本，请加引号：'…'（其中的单引号写两次）",
            ),
            Fault::UnknownTag { .. } => both(
                "if it is a text, put it in quotes; otherwise remove it",
                "如果是文本，请加引号；否则请删除",
            ),
            Fault::FullWidth { plain, .. } => Some((
                format!("type `{plain}` with the input method switched to English"),
                format!("请切换到英文输入法，输入 `{plain}`"),
            )),
            Fault::WideIndent { found } => Some((
                format!("replace U+{:04X} with plain spaces", u32::from(*found)),
                format!("请把 U+{:04X} 换成普通空格", u32::from(*found)),
            )),
            Fault::TabIndent => both("use two spaces for each level", "请每一层用两个空格"),
            Fault::Indentation => both(
                "keys of one mapping begin in one column; each level is two spaces further in",
                "同一映射的键从同一列开始；每深一层多缩进两个空格",
            ),
            Fault::MissingColon => both(
                "a key ends with a colon and a space; a text of several lines begins with `|`",
                "键后要有冒号和空格；多行文本以 `|` 开头",
            ),
            Fault::StarItem => both(
                "a Markdown list is read by `roadbook import`",
                "Markdown 列表可用 `roadbook import` 读入",
            ),
            Fault::UnknownEscape => both(
                "in \"…\" write `\\\\` for one `\\`, or use '…'",
                "在 \"…\" 中一个 `\\` 写作 `\\\\`，或改用 '…'",
            ),
            Fault::TooDeep { .. }
            | Fault::TooManyValues
            | Fault::TooManyReplays { .. }
            | Fault::TextTooLong { .. }
            | Fault::AliasInsideItself
            | Fault::MergeIsNoMap
            | Fault::KeyIsNoWord
            | Fault::UnclosedQuote { .. }
            | Fault::UnclosedBracket { .. }
            | Fault::WrongBracket { .. }
            | Fault::StrayBracket
            | Fault::MissingComma
            | Fault::MissingSpace { .. }
            | Fault::ControlCharacter { .. }
            | Fault::Syntax => None,
        }
    }
}

/// Writes a size for people, rounded up so that a little too much does not look like enough.
fn mebibytes(bytes: usize) -> String {
    if bytes.is_multiple_of(1 << 20) {
        return format!("{} MiB", bytes >> 20);
    }
    let tenths = (bytes * 10).div_ceil(1 << 20);
    format!("{}.{} MiB", tenths / 10, tenths % 10)
}
