//! Sentences and hints in Chinese.

use super::english::{arrows, is_joiner, short};
use super::{IdFault, Part, ProblemKind, Shape};
use crate::lang::Lang;
use crate::roadmap::url::{self, LinkError};
use crate::roadmap::{Kind, Level};
use crate::text::clean;

#[expect(clippy::too_many_lines, reason = "a table: one sentence a kind")]
pub(super) fn sentence(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Yaml(fault) => fault.sentence(Lang::Zh),
        ProblemKind::Layer(fault) => fault.sentence(Lang::Zh),
        ProblemKind::UnknownKey { key, part, .. } => format!("{}没有键 `{key}`", a_part(*part)),
        ProblemKind::DuplicateKey { key, first_line } => {
            format!("键 `{key}` 写了两次；第一次在第 {first_line} 行")
        }
        ProblemKind::NoRoadmap => "这不是路线图：路线图由键和值组成".to_owned(),
        ProblemKind::MissingKey { key, part } => format!("{}缺少 `{key}`", a_part(*part)),
        ProblemKind::WrongShape {
            key,
            expected,
            found,
        } => {
            format!("`{key}` 应为{}，而不是{}", shape(*expected), shape(*found))
        }
        ProblemKind::WrongEntry {
            key,
            expected,
            found,
        } => {
            format!(
                "`{key}` 的条目应为{}，而不是{}",
                shape(*expected),
                shape(*found)
            )
        }
        ProblemKind::WrongWord {
            key,
            expected,
            found,
            quoted,
        } => {
            let found = if *quoted {
                format!("文本 \"{}\"", short(found))
            } else {
                format!(" `{}`", short(found))
            };
            format!("`{key}` 应为{}，而不是{found}", shape(*expected))
        }
        ProblemKind::NewerFormat { found } => {
            format!("格式 {found} 需要更新的 roadbook；当前版本读取格式 1")
        }
        ProblemKind::UnknownFormat { found } => format!("没有格式 {found}"),
        ProblemKind::BadId { id, fault, .. } => bad_id(id, *fault),
        ProblemKind::DuplicateId { id, first_line } => {
            format!("id `{id}` 已在第 {first_line} 行使用")
        }
        ProblemKind::AliasIsLive {
            alias, own: true, ..
        } => format!("别名 `{alias}` 就是该条目现在的 id"),
        ProblemKind::AliasIsLive {
            alias,
            live_line,
            own: false,
        } => {
            format!("别名 `{alias}` 是另一条目的 id，在第 {live_line} 行")
        }
        ProblemKind::DuplicateAlias { alias, first_line } => {
            format!("别名 `{alias}` 已在第 {first_line} 行给出")
        }
        ProblemKind::UnknownNeed { topic, need, .. } => {
            format!("主题 `{topic}` 需要 `{need}`，但它不存在")
        }
        ProblemKind::NeedIsNoTopic { topic, need, level } => {
            format!(
                "主题 `{topic}` 需要 `{need}`，但它是{}，不是主题",
                a_part(Part::Node(*level))
            )
        }
        ProblemKind::NeedsItself { topic } => format!("主题 `{topic}` 需要它自己"),
        ProblemKind::NeedsItsParent { topic, need } => {
            format!("主题 `{topic}` 需要 `{need}`，而它本身属于后者")
        }
        ProblemKind::NeedsItsChild { topic, need } => {
            format!("主题 `{topic}` 需要 `{need}`，而后者属于它")
        }
        ProblemKind::NeedsInCircle { circle, .. } => {
            format!("主题互相需要，成了一个圈：{}", arrows(circle))
        }
        ProblemKind::RepeatedNeed { topic, need } => {
            format!("主题 `{topic}` 的 `needs` 里 `{need}` 出现了两次")
        }
        ProblemKind::EmptyTitle { part } => format!("{}的标题是空的", a_part(*part)),
        ProblemKind::TitleTooLong { graphemes } => {
            format!("标题有 {graphemes} 个字符；最多 200 个")
        }
        ProblemKind::UnknownKind { word, .. } => format!("没有类型 `{word}`"),
        ProblemKind::BadLanguage { tag } => format!("`{tag}` 不是语言标签"),
        ProblemKind::NoMinutes => "`minutes` 至少为 1".to_owned(),
        ProblemKind::TooManyMinutes { minutes } => {
            format!("{minutes} 分钟超过了单个资源的上限 100000")
        }
        ProblemKind::BadLink { address, error } => {
            format!("`{}` 不是链接：{}", short(address), bad_link(*error))
        }
        ProblemKind::TooMany { key, limit } => format!("`{key}` 超过了 {limit} 项"),
        ProblemKind::NoId { part, made } => {
            format!("{}没有 id；由标题生成了 `{made}`", a_part(*part))
        }
        ProblemKind::HiddenCharacters { key } => {
            format!("`{key}` 含有隐藏字符或控制字符，不会显示")
        }
    }
}

pub(super) fn hint(kind: &ProblemKind) -> Option<String> {
    let did_you_mean = |word: &str| format!("是否想写 `{word}`？");
    match kind {
        ProblemKind::Yaml(fault) => fault.hint(Lang::Zh),
        ProblemKind::Layer(fault) => fault.hint(Lang::Zh),
        ProblemKind::UnknownKey {
            nearest,
            key,
            belongs_to,
            ..
        } => match (nearest, belongs_to) {
            (Some(word), _) if key.trim() == *word => Some(format!("请写 `{word}`，不要有空格")),
            (Some(word), _) if clean::line(key).as_str() == *word => {
                Some(format!("其中有隐藏字符：请重新手动输入 `{word}`，不要复制"))
            }
            (Some(word), _) => Some(did_you_mean(word)),
            (None, Some(part)) => Some(format!("`{key}` 是{}的键", a_part(*part))),
            (None, None) => None,
        },
        ProblemKind::NoRoadmap => {
            Some("请以 `format: 1`、`id: …`、`title: …` 和 `stages:` 开头".to_owned())
        }
        ProblemKind::MissingKey { key: "format", .. } => {
            Some("请在第一行写 `format: 1`".to_owned())
        }
        ProblemKind::MissingKey { key: "id", .. } => {
            Some("一个简短的名字，例如 `id: llm`".to_owned())
        }
        ProblemKind::WrongShape {
            expected,
            found,
            key,
        } => shape_hint(key, *expected, *found),
        ProblemKind::WrongEntry {
            expected,
            found,
            key,
        } => entry_hint(key, *expected, *found),
        ProblemKind::WrongWord { key: "format", .. } | ProblemKind::UnknownFormat { .. } => {
            Some("请写 `format: 1`".to_owned())
        }
        ProblemKind::WrongWord { quoted: true, .. } => Some("请去掉引号".to_owned()),
        ProblemKind::WrongWord {
            expected: Shape::TrueOrFalse,
            ..
        } => Some("请写 `true` 或 `false`".to_owned()),
        ProblemKind::WrongWord { .. } => Some("请只写数字，例如 `45`".to_owned()),
        ProblemKind::NewerFormat { .. } => Some("请更新 roadbook，或索取格式 1 的文件".to_owned()),
        ProblemKind::BadId { better, .. } => better.as_deref().map(did_you_mean),
        ProblemKind::DuplicateId { .. } => Some("id 在整个路线图的所有层级中必须唯一".to_owned()),
        ProblemKind::AliasIsLive { own: true, .. } => Some("`aliases` 填它以前的 id".to_owned()),
        ProblemKind::AliasIsLive { own: false, .. } => {
            Some("请删除这个别名，或给另一条目改名".to_owned())
        }
        ProblemKind::DuplicateAlias { .. } => Some("一个旧 id 只能属于一个条目".to_owned()),
        ProblemKind::UnknownNeed { need, nearest, .. } => match nearest {
            Some(word) => Some(did_you_mean(word)),
            None if need.contains(['，', '、']) => Some("请用半角逗号 `,` 分隔主题".to_owned()),
            None => Some("`needs` 填本文件中主题的 id".to_owned()),
        },
        ProblemKind::NeedIsNoTopic { .. } => Some("请写它所属的主题".to_owned()),
        ProblemKind::NeedsInCircle {
            through_parts: true,
            ..
        } => Some("请去掉其中一个箭头；主题还要等它里面的主题".to_owned()),
        ProblemKind::NeedsInCircle { .. } => Some("请去掉其中一个箭头".to_owned()),
        ProblemKind::TitleTooLong { .. } => {
            Some("请把其余内容放进 `summary`、`text` 或 `note`".to_owned())
        }
        ProblemKind::UnknownKind { nearest, .. } => Some(match nearest {
            Some(word) => did_you_mean(word),
            None => format!("可用：{}", Kind::ALL.map(Kind::word).join("、")),
        }),
        ProblemKind::BadLanguage { .. } => Some("标签写作 `en`、`zh` 或 `pt-BR`".to_owned()),
        ProblemKind::NoMinutes => Some("不知道时间时请省略 `minutes`".to_owned()),
        ProblemKind::BadLink { address, error } => link_hint(address, *error),
        ProblemKind::NoId { made, .. } => {
            Some(format!("请写上 `id: {made}`，这样改标题后进度还在"))
        }
        ProblemKind::HiddenCharacters { .. } => Some("请重新手动输入这段文字，不要复制".to_owned()),
        ProblemKind::MissingKey { .. }
        | ProblemKind::DuplicateKey { .. }
        | ProblemKind::NeedsItself { .. }
        | ProblemKind::NeedsItsParent { .. }
        | ProblemKind::NeedsItsChild { .. }
        | ProblemKind::RepeatedNeed { .. }
        | ProblemKind::EmptyTitle { .. }
        | ProblemKind::TooManyMinutes { .. }
        | ProblemKind::TooMany { .. } => None,
    }
}

fn a_part(part: Part) -> &'static str {
    match part {
        Part::Roadmap => "路线图",
        Part::Source => "`source` ",
        Part::Node(Level::Stage) => "阶段",
        Part::Node(Level::Topic) => "主题",
        Part::Node(Level::Concept) => "概念",
        Part::Node(Level::Resource) => "资源",
        Part::FurtherLink => "`also` 中的链接",
        Part::Layer => "个人改动",
        Part::Addition => "`add` 中的一项",
        Part::Change => "`change` 中的一项",
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "空值",
        Shape::Text => "文本",
        Shape::TextInLanguages => "文本，或每种语言的文本",
        Shape::WholeNumber => "整数",
        Shape::TrueOrFalse => "true 或 false",
        Shape::List => "列表",
        Shape::Mapping => "带键的映射",
    }
}

fn shape_hint(key: &str, expected: Shape, found: Shape) -> Option<String> {
    match expected {
        Shape::List if found == Shape::Text && matches!(key, "needs" | "aliases" | "formerly") => {
            Some(format!(
                "请写 `{key}: [one, two]`，或每项一行并以 `- ` 开头"
            ))
        }
        Shape::List => Some("每项一行，以 `- ` 开头".to_owned()),
        Shape::TextInLanguages => Some(format!("请写 `{key}: …` 或 `{key}: {{ en: …, zh: … }}`")),
        Shape::Mapping if found == Shape::Text => {
            Some("请写键，例如 `title: …`；冒号后要有空格".to_owned())
        }
        Shape::Nothing | Shape::Text | Shape::WholeNumber | Shape::TrueOrFalse | Shape::Mapping => {
            None
        }
    }
}

fn entry_hint(key: &str, expected: Shape, found: Shape) -> Option<String> {
    match (expected, found) {
        (_, Shape::Nothing) => Some("请删除空的 `-`，或在其后写上内容".to_owned()),
        (Shape::Mapping, Shape::Text) => Some("请写 `- title: …`".to_owned()),
        (Shape::Text, Shape::Mapping) => Some(format!("`{key}` 填词语；含 `: ` 的文本请加引号")),
        _ => None,
    }
}

fn bad_id(id: &str, fault: IdFault) -> String {
    let id = short(id);
    match fault {
        IdFault::Empty => "id 是空的".to_owned(),
        IdFault::TooLong => format!("id `{id}` 超过了 64 个字符"),
        IdFault::Character(character) if character.is_whitespace() => format!("id `{id}` 中有空格"),
        IdFault::Character(character)
            if clean::line(&format!("a{character}a")).as_str() == "aa" || is_joiner(character) =>
        {
            format!("id `{id}` 中有隐藏字符 U+{:04X}", u32::from(character))
        }
        IdFault::Character(character) => {
            format!("id `{id}` 中有 `{character}`；id 只能用 a 到 z、0 到 9、`-`、`_` 和 `.`")
        }
        IdFault::Start(character) => format!("id `{id}` 以 `{character}` 开头，而不是字母或数字"),
        IdFault::End(character) => format!("id `{id}` 以 `{character}` 结尾，而不是字母或数字"),
        IdFault::TwoDots => format!("id `{id}` 中有两个连续的点"),
    }
}

fn bad_link(error: LinkError) -> String {
    match error {
        LinkError::Empty => "它是空的".to_owned(),
        LinkError::Space => "其中有空格".to_owned(),
        LinkError::HiddenCharacter => "其中有隐藏字符或控制字符".to_owned(),
        LinkError::TooLong => format!("超过了 {} 字节", url::MAX_LENGTH),
        LinkError::NotAnAddress => "它不以 `https://` 或 `http://` 开头".to_owned(),
        LinkError::Scheme => "只打开 `https` 和 `http`".to_owned(),
        LinkError::UserInfo => "主机名前有用户名".to_owned(),
        LinkError::NoHost => "没有主机名".to_owned(),
        LinkError::BadHost => "主机名无效".to_owned(),
        LinkError::BadPort => "端口无效".to_owned(),
    }
}

fn link_hint(address: &str, error: LinkError) -> Option<String> {
    match error {
        LinkError::Empty => Some("请省略 `url`：没有链接的资源是一项任务".to_owned()),
        LinkError::Space if address.trim() != address => Some("请去掉首尾的空格".to_owned()),
        LinkError::Space => Some("空格请写成 `%20`".to_owned()),
        LinkError::HiddenCharacter => Some("请重新手动输入地址，不要复制".to_owned()),
        LinkError::NotAnAddress if address.contains('：') => {
            Some("冒号是全角的：请输入 `:`".to_owned())
        }
        LinkError::NotAnAddress
            if !address.contains("//") && address.contains('.') && !address.contains(':') =>
        {
            Some(format!("请写 `https://{}`", short(address)))
        }
        LinkError::Scheme if url::is_mistyped_scheme(address) => {
            Some("是否想写 `https://`？".to_owned())
        }
        LinkError::UserInfo => Some("它会通向 `@` 之后的主机".to_owned()),
        LinkError::TooLong
        | LinkError::NotAnAddress
        | LinkError::Scheme
        | LinkError::NoHost
        | LinkError::BadHost
        | LinkError::BadPort => None,
    }
}
