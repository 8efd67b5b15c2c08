//! The words by which headings, labels and links show what they are, in English and Chinese.

use super::inline::one_line;

/// What a short line before a list announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Resources,
    Concepts,
}

const RESOURCE_LABELS: &[&str] = &[
    "resources",
    "resource",
    "references",
    "reference",
    "reading",
    "readings",
    "reading list",
    "links",
    "link",
    "learning resources",
    "learning materials",
    "study materials",
    "materials",
    "material",
    "further reading",
    "recommended reading",
    "see also",
    "learn more",
    "useful links",
    "bibliography",
    "sources",
    "where to learn",
    "additional reading",
    "free resources",
    "recommended resources",
    "more resources",
    "study resources",
    "books and articles",
    "articles and videos",
    "to read",
    "to watch",
];
const RESOURCE_ENDINGS: &[&str] = &[
    " resources",
    " references",
    " reading",
    " readings",
    " materials",
    " reading list",
    " links",
];
const RESOURCE_CHINESE: &[&str] = &[
    "资源", "资料", "参考", "阅读", "链接", "教材", "素材", "書目", "书目", "資源", "資料",
];

const CONCEPT_LABELS: &[&str] = &[
    "key ideas",
    "key concepts",
    "concepts",
    "key points",
    "key topics",
    "key takeaways",
    "topics covered",
    "topics",
    "to cover",
    "covers",
    "covered",
    "what you'll learn",
    "what you will learn",
    "you will learn",
    "learning goals",
    "learning objectives",
    "objectives",
    "goals",
    "core concepts",
    "main ideas",
    "skills",
    "key terms",
];
const CONCEPT_CHINESE: &[&str] = &[
    "知识点",
    "要点",
    "核心概念",
    "关键概念",
    "重点",
    "学习目标",
    "知識點",
    "概念",
];

/// Headings of parts that are about the document and not about its subject.
const CHAFF: &[&str] = &[
    "contents",
    "table of contents",
    "toc",
    "index",
    "contributors",
    "contributor",
    "contributing",
    "contribution",
    "contributions",
    "contribute",
    "how to contribute",
    "contribution guidelines",
    "contributing guidelines",
    "license",
    "licence",
    "licensing",
    "copyright",
    "acknowledgements",
    "acknowledgments",
    "acknowledgement",
    "acknowledgment",
    "credits",
    "thanks",
    "special thanks",
    "star history",
    "stargazers",
    "stargazers over time",
    "sponsors",
    "sponsor",
    "backers",
    "support",
    "support this project",
    "support us",
    "donate",
    "donations",
    "changelog",
    "change log",
    "changes",
    "translations",
    "translations in progress",
    "translation",
    "community",
    "team",
    "the team",
    "our team",
    "maintainers",
    "maintainer",
    "authors",
    "author",
    "about the author",
    "about me",
    "contact",
    "contact me",
    "contact us",
    "code of conduct",
    "disclaimer",
    "feedback",
    "citation",
    "how to cite",
    "cite",
    "show your support",
    "stay in touch",
    "follow me",
    "back to top",
    "related projects",
    "instructors",
    "instructor",
    "supporters",
    "supporters and partners",
    "how to use this guide",
    "how to use this list",
    "how to use this repo",
    "how to use this repository",
    "how to use this roadmap",
    "目录",
    "目錄",
    "贡献",
    "贡献者",
    "贡献指南",
    "如何贡献",
    "参与贡献",
    "许可证",
    "许可",
    "授权",
    "版权",
    "版权声明",
    "致谢",
    "鸣谢",
    "感谢",
    "赞助",
    "支持",
    "捐赠",
    "联系",
    "联系我",
    "联系我们",
    "联系方式",
    "关于作者",
    "作者",
    "更新日志",
    "更新记录",
    "变更记录",
    "星标历史",
    "免责声明",
    "翻译",
    "社区",
    "团队",
    "交流群",
    "微信群",
    "公众号",
    "讲师",
    "友情链接",
    "如何使用",
    "使用说明",
    "引用",
    "声明",
    "行为准则",
];

/// Texts of links that say only what kind of thing lies behind them.
const THIN: &[&str] = &[
    "video",
    "videos",
    "slides",
    "slide",
    "paper",
    "pdf",
    "code",
    "repo",
    "repository",
    "github",
    "source",
    "source code",
    "article",
    "blog",
    "blog post",
    "post",
    "link",
    "here",
    "website",
    "site",
    "docs",
    "documentation",
    "reference",
    "colab",
    "notebook",
    "open in colab",
    "demo",
    "transcript",
    "notes",
    "alternative",
    "mirror",
    "solutions",
    "more",
    "more flavor",
    "download",
    "youtube",
    "arxiv",
    "视频",
    "论文",
    "代码",
    "链接",
    "幻灯片",
    "讲义",
    "笔记",
    "源码",
    "文档",
    "这里",
    "答案",
];

/// Texts of links that name nothing, where other words stand before them: below another link they may be things of their own.
const NAMELESS: &[&str] = &[
    "guide",
    "tutorial",
    "playlist",
    "course",
    "book",
    "homepage",
    "web",
    "html",
    "official",
    "官网",
    "网站",
    "教程",
    "原文",
    "地址",
    "官方文档",
    "课程",
];

/// What a fold is called that has no name of its own.
const FOLDS: &[&str] = &[
    "toggle", "expand", "click", "show", "details", "open", "more", "unfold", "see", "view",
    "展开", "点击", "详情", "查看", "显示",
];

/// Returns what a short line announces, where it does.
pub(super) fn label(text: &str) -> Option<Label> {
    let text = bare(text);
    let count = text.chars().count();
    if count == 0 || count > 40 {
        return None;
    }
    if CONCEPT_LABELS.contains(&text.as_str())
        || CONCEPT_CHINESE.iter().any(|word| text.ends_with(word))
    {
        return Some(Label::Concepts);
    }
    let is_chinese = RESOURCE_CHINESE.iter().any(|word| text.ends_with(word)) && count <= 24;
    let is_english = RESOURCE_LABELS.contains(&text.as_str())
        || RESOURCE_ENDINGS.iter().any(|ending| text.ends_with(ending))
            && text.split(' ').count() <= 5;
    (is_chinese || is_english).then_some(Label::Resources)
}

/// Tells whether a line is a label and nothing but one: what a heading must be to count as one.
pub(super) fn is_bare_label(text: &str) -> bool {
    let text = bare(text);
    RESOURCE_LABELS.contains(&text.as_str())
        || CONCEPT_LABELS.contains(&text.as_str())
        || text.chars().count() <= 4
            && (RESOURCE_CHINESE.contains(&text.as_str()) || label(&text).is_some())
}

/// Tells whether a heading is that of a part about the document itself.
pub(super) fn is_chaff(title: &str) -> bool {
    CHAFF.contains(&bare(title).as_str())
}

/// Tells whether a heading is that of a part that introduces the subject.
pub(super) fn is_introduction(title: &str) -> bool {
    const WORDS: [&str; 14] = [
        "introduction",
        "intro",
        "about",
        "overview",
        "summary",
        "description",
        "abstract",
        "preface",
        "简介",
        "课程简介",
        "介绍",
        "概述",
        "前言",
        "課程簡介",
    ];
    WORDS.contains(&bare(title).as_str())
}

/// Tells whether the text of a link says only what kind of thing it leads to.
pub(super) fn is_thin(text: &str) -> bool {
    let text = bare(text);
    THIN.contains(&text.as_str())
        || text
            .strip_prefix("alternative ")
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
}

/// Tells whether the text of a link is an address, a number or a sign, or says so little that the words before it are its
/// name.
pub(super) fn is_nameless(text: &str) -> bool {
    let bare = bare(text);
    text.contains("://")
        || bare.bytes().all(|byte| byte.is_ascii_digit())
        || is_thin(text)
        || NAMELESS.contains(&bare.as_str())
}

/// Tells whether the name of a fold is only an invitation to unfold it.
pub(super) fn is_fold_invitation(text: &str) -> bool {
    let text = bare(text);
    text.is_empty() || FOLDS.iter().any(|word| text.starts_with(word))
}

/// Tells whether a line stands for the contents of the document, which programs write in its place: `[toc]`, `{:toc}`.
pub(super) fn is_contents_mark(text: &str) -> bool {
    let text = text.trim();
    let is_marked = text.starts_with(['[', '{', '@', '$']) || text.contains("{:toc");
    let bare = bare(text);
    is_marked && (matches!(bare.as_str(), "toc" | "_toc_") || bare.starts_with("toc]("))
        || text.starts_with("TOC") && text.contains("{:toc")
        || text == "@TOC"
}

/// Tells whether a line leads back to the top of the document.
pub(super) fn is_back_to_top(text: &str) -> bool {
    let text = bare(text);
    matches!(
        text.as_str(),
        "top" | "to top" | "go to top" | "回到顶部" | "返回顶部" | "返回目录" | "回到目录"
    ) || text.starts_with("back to ") && text.chars().count() <= 30
}

/// Tells whether a title says that its part is optional.
pub(super) fn says_optional(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("(optional)")
        || text.contains("（optional）")
        || text.contains("（选学）")
        || text.contains("（可选）")
        || text.contains("(选学)")
        || text.contains("(可选)")
}

/// Returns a text in lower case without signs at its ends and without pictures, to compare it.
pub(super) fn bare(text: &str) -> String {
    let lower = one_line(text).to_lowercase().replace('’', "'");
    lower
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_both_languages_and_with_ornaments() {
        for text in [
            "📚 Resources:",
            "References",
            "Further reading",
            "NLP 学习资源",
            "参考资料：",
            "Recommended books and links",
        ] {
            assert_eq!(label(text), Some(Label::Resources), "{text}");
        }
        for text in ["Key ideas:", "**", "Topics covered:", "核心知识点："] {
            assert_eq!(label(text).is_some(), text != "**", "{text}");
        }
        for text in [
            "Linear algebra",
            "The resources of a computer are shared by many programs at once",
            "线性代数",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
