//! Names of sites that pages carry in their titles, as in `Calculus - YouTube`: the address says the same.

use crate::roadmap::url::Link;

use super::{kind, words};

/// Names that are not those of the host.
const NAMES: &[(&str, &str)] = &[
    ("豆瓣", "douban"),
    ("豆瓣读书", "douban"),
    ("豆瓣电影", "douban"),
    ("哔哩哔哩", "bilibili"),
    ("b站", "bilibili"),
    ("bilibili", "b23"),
    ("哔哩哔哩", "b23"),
    ("youtube", "youtu"),
    ("知乎", "zhihu"),
    ("知乎专栏", "zhihu"),
    ("掘金", "juejin"),
    ("稀土掘金", "juejin"),
    ("简书", "jianshu"),
    ("博客园", "cnblogs"),
    ("csdn博客", "csdn"),
    ("维基百科", "wikipedia"),
    ("维基百科，自由的百科全书", "wikipedia"),
    ("wikipedia, the free encyclopedia", "wikipedia"),
    ("中国大学mooc", "icourse163"),
    ("慕课网", "imooc"),
    ("菜鸟教程", "runoob"),
    ("力扣", "leetcode"),
    ("mdn", "mozilla"),
    ("mdn web docs", "mozilla"),
];

/// No title has more names of its site, one after the other.
const MOST: usize = 3;

/// Takes the name of its site off a title, where that is not all of it.
pub(super) fn without_site(title: &str, url: &str) -> Option<String> {
    let mut rest = title.trim();
    for _ in 0..MOST {
        rest = shorter(rest, url).unwrap_or(rest);
    }
    (rest.len() < title.trim().len()).then(|| rest.to_owned())
}

fn shorter<'a>(title: &'a str, url: &str) -> Option<&'a str> {
    let is_rest = |rest: &&str| {
        let is_kind = kind::of_word(rest).is_some() || words::is_nameless(rest);
        rest.contains(char::is_alphanumeric) && !is_kind
    };
    let bracketed = title
        .strip_suffix([')', '）', '】', ']'])
        .and_then(|inside| {
            let (rest, name) = inside.rsplit_once(['(', '（', '【', '['])?;
            is_site(name, url).then(|| rest.trim_end())
        });
    let ended = || {
        let (at, sign) = title.rmatch_indices(is_part).next()?;
        let (rest, name) = (&title[..at], &title[at + sign.len()..]);
        let parts = sign != "-" || rest.ends_with(' ') || !rest.is_ascii() && name.starts_with(' ');
        let parts = parts || !rest.ends_with(|c: char| c.is_ascii());
        // Behind a colon, the first page of a site is the thing itself: `Scanning: nmap`.
        let is_thing = matches!(sign, ":" | "：") && is_first_page(url);
        (parts && !is_thing && is_site(name, url))
            .then(|| rest.trim_end_matches(|c| is_part(c) || c == ' '))
    };
    // A name at the start is what somebody wrote, but for pages that are called after their path.
    let begun = || {
        let (name, rest) = title.split_once(" - ")?;
        let path = rest
            .split([':', ' '])
            .next()
            .filter(|path| path.contains('/'))?;
        (is_site(name, url) && url.ends_with(path)).then_some(rest)
    };
    bracketed
        .filter(is_rest)
        .or_else(|| ended().filter(is_rest))
        .or_else(|| begun().filter(is_rest))
}

fn is_first_page(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once('/').is_none_or(|(_, path)| path.is_empty())
}

fn is_part(c: char) -> bool {
    matches!(
        c,
        '-' | '–' | '—' | '|' | '｜' | '丨' | '·' | '_' | ':' | '：'
    )
}

/// Tells whether a text is the name of the site of an address, and nothing else.
pub(super) fn is_site(name: &str, url: &str) -> bool {
    let Ok(link) = Link::parse(url) else {
        return false;
    };
    let address = link.normalized();
    let host = address
        .split(['/', '?', '#', ':'])
        .next()
        .unwrap_or_default();
    let mut labels: Vec<&str> = host.split('.').collect();
    labels.pop();
    // Below `com.cn` and the like, names are one label further.
    let is_shared = labels.len() > 1
        && matches!(
            labels.last(),
            Some(&("com" | "co" | "org" | "net" | "edu" | "ac" | "gov"))
        );
    if is_shared {
        labels.pop();
    }
    let Some(own) = labels.last() else {
        return false;
    };
    let name = name.trim().to_lowercase();
    let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let host_letters: String = host.chars().filter(|c| c.is_alphanumeric()).collect();
    let own_letters: String = own.chars().filter(|c| c.is_alphanumeric()).collect();
    letters == own_letters || letters == host_letters || NAMES.contains(&(name.as_str(), own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_loses_the_name_of_its_site_and_nothing_else() {
        let table = [
            ("GitHub - the best way", "https://github.com/a/b", None),
            (
                "Khan Academy - Calculus",
                "https://www.khanacademy.org/math",
                None,
            ),
            (
                "Calculus - YouTube",
                "https://www.youtube.com/watch?v=x",
                Some("Calculus"),
            ),
            ("Calculus - YouTube", "https://youtu.be/x", Some("Calculus")),
            ("Calculus - YouTube", "https://a.example/x", None),
            (
                "统计学习方法 - 豆瓣",
                "https://book.douban.com/subject/1/",
                Some("统计学习方法"),
            ),
            ("小工具：GitHub", "https://github.com/a/b", Some("小工具")),
            (
                "线性代数-豆瓣读书",
                "https://book.douban.com/1",
                Some("线性代数"),
            ),
            (
                "矩阵_哔哩哔哩_bilibili",
                "https://www.bilibili.com/video/BV1",
                Some("矩阵"),
            ),
            (
                "GitHub - a/b: A tool",
                "https://github.com/a/b",
                Some("a/b: A tool"),
            ),
            (
                "Sorting | Stack Overflow",
                "https://stackoverflow.com/q/1",
                Some("Sorting"),
            ),
            ("Trees (GitHub)", "https://github.com/a/b", Some("Trees")),
            ("Trees · GitHub Docs", "https://github.com/a/b", None),
            ("hello-github", "https://github.com/a/hello-github", None),
            ("GitHub", "https://github.com/", None),
            ("- GitHub", "https://github.com/", None),
            ("Rivers - BBC", "https://www.bbc.co.uk/x", Some("Rivers")),
            ("Rivers - co", "https://www.bbc.co.uk/x", None),
        ];
        for (title, url, expected) in table {
            assert_eq!(
                without_site(title, url).as_deref(),
                expected,
                "{title} {url}"
            );
        }
    }
}
