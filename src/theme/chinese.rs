//! What is wrong with a theme, in Chinese.

use super::problem::{Fault, ThemeProblem, is_bare_hex, list, words};
use crate::lang::Lang;
use crate::text::CleanBuf;

/// Returns where and what it is.
pub(super) fn problem(problem: &ThemeProblem) -> String {
    let theme = &problem.theme;
    let place = problem.place.map(|place| {
        let (line, column) = (place.line, place.column);
        format!("，第 {line} 行第 {column} 列")
    });
    let place = place.unwrap_or_default();
    format!("主题配色 `{theme}`{place}：{}", sentence(&problem.fault))
}

fn sentence(fault: &Fault) -> String {
    match fault {
        Fault::Yaml(fault) => fault.sentence(Lang::Zh),
        Fault::DuplicateKey { key } => format!("键 `{key}` 写了两次"),
        Fault::TooLarge { bytes, most } => {
            format!("文件有 {bytes} 字节，主题配色最多 {most} 字节")
        }
        Fault::NotAMap { what, found } => {
            let what = match what.as_str() {
                "a theme" => "主题配色".to_owned(),
                other => format!("{other} "),
            };
            format!("{what}应由 `名称: 值` 组成，而这里是{}", kind(found))
        }
        Fault::NotAWord { key, found } => {
            format!("`{key}` 应为一个词或一段文字，而不是{}", kind(found))
        }
        Fault::UnknownKey { key, .. } => format!("主题配色没有 `{key}` 这个键"),
        Fault::UnknownRole { word, .. } => format!("没有角色 `{word}`"),
        Fault::UnknownAttribute { key, .. } => format!("角色没有 `{key}` 这个键"),
        Fault::NotTrueOrFalse { key, word } => {
            format!("`{key}` 应为 true 或 false，而不是 `{word}`")
        }
        Fault::NoColour { key } => format!("`{key}` 没有颜色"),
        Fault::BadHex { word } => format!("`{word}` 不是十六进制颜色"),
        Fault::BadIndex { word } => format!("`{word}` 不是 0 到 255 的颜色编号"),
        Fault::UnknownColour { word, .. } => {
            format!("`{word}` 既不是颜色，也不是调色板里的名称")
        }
        Fault::UnusedName { word, .. } => format!("调色板里的 `{word}` 没有任何角色使用"),
        Fault::GroundIncomplete { role } => format!("`{}` 需要同时写 fg 和 bg", role.word()),
        Fault::CursorUnseen { role } => format!("`{}` 会和其他行看起来一样", role.word()),
        Fault::MissingRoles { roles } => format!("这些角色没有颜色：{}", words(roles)),
        Fault::MissingBases { names } => format!("配色方案缺少 {}", names.join(", ")),
        Fault::BadName { name } => format!("`{name}` 不能作为主题配色的名称"),
        Fault::UnknownTheme { name, .. } => format!("没有主题配色 `{name}`"),
        Fault::Circle { chain } => format!("主题配色互相继承成了环：{}", list(chain, " → ")),
    }
}

/// Returns what to do about it.
pub(super) fn hint(fault: &Fault) -> Option<String> {
    let hint = match fault {
        Fault::Yaml(fault) => return fault.hint(Lang::Zh),
        Fault::DuplicateKey { .. } => return None,
        Fault::TooLarge { .. } => "这是主题配色文件吗？",
        Fault::NotAMap { .. } => "请写 `名称: 值`，用半角冒号，后面留一个空格",
        Fault::NotAWord { .. } => "请写一个词，或给文字加上引号",
        Fault::NoColour { .. } => "YAML 把 `#` 之后当作注释：颜色要加引号，例如 \"#8ab4f8\"",
        Fault::UnknownKey { nearest, .. }
        | Fault::UnknownRole { nearest, .. }
        | Fault::UnknownAttribute { nearest, .. }
        | Fault::UnknownTheme { nearest, .. } => return nearest.as_ref().map(meant),
        Fault::UnknownColour {
            nearest: Some(nearest),
            ..
        }
        | Fault::UnusedName { nearest, .. } => return Some(meant(nearest)),
        Fault::NotTrueOrFalse { .. } => "请写 true 或 false，不加引号",
        Fault::BadHex { .. } => "请写 \"#rgb\" 或 \"#rrggbb\"",
        Fault::BadIndex { word }
        | Fault::UnknownColour {
            word,
            nearest: None,
        } => {
            if is_bare_hex(word) {
                return Some(format!("请写 \"#{word}\"，连同引号"));
            }
            "请写调色板里的名称、\"#rrggbb\"、bright_red 这样的名称、编号或 default"
        }
        Fault::GroundIncomplete { .. } => "请写 { fg: …, bg: … }；`default` 是终端自己的颜色",
        Fault::CursorUnseen { .. } => "请给它 bg，例如 { bg: … }，或 reverse、underline",
        Fault::MissingRoles { .. } => {
            "写上 `inherits: dark` 或 `inherits: light`，没写的就从那里来"
        }
        Fault::MissingBases { .. } => "base16 配色方案有 base00 到 base0F",
        Fault::BadName { .. } => "名称只能由字母、数字、`-` 和 `_` 组成",
        Fault::Circle { .. } => "请去掉其中一个 `inherits`",
    };
    Some(hint.to_owned())
}

fn meant(nearest: &CleanBuf) -> String {
    (Lang::Zh.cli().did_you_mean)(nearest.as_str())
}

/// Returns what a value is, as [`tree::Value::kind`](super::tree::Value::kind) calls it.
fn kind(found: &str) -> &str {
    match found {
        "nothing" => "空的",
        "text" => "文字",
        "a list" => "列表",
        "a map" => "键和值",
        other => other,
    }
}
