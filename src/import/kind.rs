//! What kind of thing a resource is, as far as its address and its words show it. `docs/import.md` lists the rules.

use crate::roadmap::Kind;
use crate::roadmap::url::Link;

use super::words::bare;

/// Words before a title, as in `Book: …`, or in brackets after it, as in `… (video)`.
const WORDS: &[(&str, Kind)] = &[
    ("video", Kind::Video),
    ("videos", Kind::Video),
    ("playlist", Kind::Video),
    ("talk", Kind::Video),
    ("lecture", Kind::Video),
    ("lectures", Kind::Video),
    ("youtube", Kind::Video),
    ("watch", Kind::Video),
    ("视频", Kind::Video),
    ("article", Kind::Article),
    ("articles", Kind::Article),
    ("blog", Kind::Article),
    ("blog post", Kind::Article),
    ("post", Kind::Article),
    ("tutorial", Kind::Article),
    ("guide", Kind::Article),
    ("文章", Kind::Article),
    ("博客", Kind::Article),
    ("course", Kind::Course),
    ("courses", Kind::Course),
    ("mooc", Kind::Course),
    ("coursera", Kind::Course),
    ("udemy", Kind::Course),
    ("udacity", Kind::Course),
    ("edx", Kind::Course),
    ("datacamp", Kind::Course),
    ("pluralsight", Kind::Course),
    ("课程", Kind::Course),
    ("book", Kind::Book),
    ("books", Kind::Book),
    ("ebook", Kind::Book),
    ("textbook", Kind::Book),
    ("书", Kind::Book),
    ("书籍", Kind::Book),
    ("教材", Kind::Book),
    ("paper", Kind::Paper),
    ("papers", Kind::Paper),
    ("论文", Kind::Paper),
    ("repo", Kind::Repo),
    ("repository", Kind::Repo),
    ("code", Kind::Repo),
    ("github", Kind::Repo),
    ("源码", Kind::Repo),
    ("docs", Kind::Docs),
    ("documentation", Kind::Docs),
    ("reference", Kind::Docs),
    ("official", Kind::Docs),
    ("文档", Kind::Docs),
    ("notebook", Kind::Notebook),
    ("colab", Kind::Notebook),
    ("dataset", Kind::Dataset),
    ("数据集", Kind::Dataset),
    ("tool", Kind::Tool),
    ("工具", Kind::Tool),
    ("task", Kind::Task),
    ("exercise", Kind::Task),
    ("project", Kind::Task),
    ("练习", Kind::Task),
];

/// Hosts, with those below them, and what lies there.
const HOSTS: &[(&str, Kind)] = &[
    ("youtube.com", Kind::Video),
    ("youtu.be", Kind::Video),
    ("vimeo.com", Kind::Video),
    ("bilibili.com", Kind::Video),
    ("b23.tv", Kind::Video),
    ("ted.com", Kind::Video),
    ("twitch.tv", Kind::Video),
    ("colab.research.google.com", Kind::Notebook),
    ("kaggle.com", Kind::Notebook),
    ("arxiv.org", Kind::Paper),
    ("aclanthology.org", Kind::Paper),
    ("openreview.net", Kind::Paper),
    ("dl.acm.org", Kind::Paper),
    ("doi.org", Kind::Paper),
    ("proceedings.mlr.press", Kind::Paper),
    ("papers.nips.cc", Kind::Paper),
    ("semanticscholar.org", Kind::Paper),
    ("coursera.org", Kind::Course),
    ("edx.org", Kind::Course),
    ("udemy.com", Kind::Course),
    ("udacity.com", Kind::Course),
    ("khanacademy.org", Kind::Course),
    ("ocw.mit.edu", Kind::Course),
    ("openlearninglibrary.mit.edu", Kind::Course),
    ("pluralsight.com", Kind::Course),
    ("egghead.io", Kind::Course),
    ("educative.io", Kind::Course),
    ("codecademy.com", Kind::Course),
    ("icourse163.org", Kind::Course),
    ("course.fast.ai", Kind::Course),
    ("deeplearning.ai", Kind::Course),
    ("aws.amazon.com", Kind::Docs),
    ("freecodecamp.org", Kind::Article),
    ("medium.com", Kind::Article),
    ("dev.to", Kind::Article),
    ("substack.com", Kind::Article),
    ("zhihu.com", Kind::Article),
    ("juejin.cn", Kind::Article),
    ("csdn.net", Kind::Article),
    ("wikipedia.org", Kind::Article),
    ("baeldung.com", Kind::Article),
    ("geeksforgeeks.org", Kind::Article),
    ("freecodecamp.com", Kind::Article),
    ("towardsdatascience.com", Kind::Article),
    ("readthedocs.io", Kind::Docs),
    ("docs.rs", Kind::Docs),
    ("developer.mozilla.org", Kind::Docs),
    ("learn.microsoft.com", Kind::Docs),
    ("amazon.com", Kind::Book),
    ("manning.com", Kind::Book),
    ("leanpub.com", Kind::Book),
    ("packt.link", Kind::Book),
    ("packtpub.com", Kind::Book),
    ("goodreads.com", Kind::Book),
    ("nostarch.com", Kind::Book),
    ("douban.com", Kind::Book),
    ("github.com", Kind::Repo),
    ("gitlab.com", Kind::Repo),
    ("codeberg.org", Kind::Repo),
    ("gitee.com", Kind::Repo),
    ("bitbucket.org", Kind::Repo),
    ("leetcode.com", Kind::Task),
    ("hackerrank.com", Kind::Task),
    ("exercism.org", Kind::Task),
    ("codewars.com", Kind::Task),
];

/// Returns the kind that a word names.
pub(super) fn of_word(word: &str) -> Option<Kind> {
    let word = bare(word);
    WORDS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, kind)| *kind)
}

/// Returns the kind that words in brackets in a title name, as in `Arrays (video)`.
pub(super) fn in_brackets(title: &str) -> Option<Kind> {
    // What is longer is no title.
    let end = title
        .char_indices()
        .nth(300)
        .map_or(title.len(), |(at, _)| at);
    let mut rest = &title[..end];
    while let Some((_, after)) = rest.split_once(['(', '[', '（', '【']) {
        let inside = after
            .split([')', ']', '）', '】'])
            .next()
            .unwrap_or_default();
        let last = inside.split_whitespace().next_back().unwrap_or_default();
        if let Some(kind) = of_word(inside).or_else(|| of_word(last)) {
            return Some(kind);
        }
        rest = after;
    }
    None
}

/// Returns the kind that an address shows.
pub(super) fn of_address(link: &Link) -> Option<Kind> {
    let address = link.normalized();
    let (host, path) = match address.find(['/', '?']) {
        Some(at) => address.split_at(at),
        None => (address.as_str(), ""),
    };
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending == "ipynb" {
        return Some(Kind::Notebook);
    }
    let host_is = |known: &str| {
        host == known
            || host
                .strip_suffix(known)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    if host == "huggingface.co" {
        let first = path.split('/').nth(1).unwrap_or_default();
        return Some(match first {
            "spaces" => Kind::Space,
            "datasets" => Kind::Dataset,
            "learn" => Kind::Course,
            "papers" => Kind::Paper,
            "docs" => Kind::Docs,
            "blog" => Kind::Article,
            _ => Kind::Other,
        });
    }
    if host_is("kaggle.com") {
        return Some(match path.split('/').nth(1).unwrap_or_default() {
            "datasets" => Kind::Dataset,
            "learn" => Kind::Course,
            _ => Kind::Notebook,
        });
    }
    if host_is("github.com") && path.contains("/awesome") {
        return Some(Kind::List);
    }
    let listed = HOSTS
        .iter()
        .find(|(known, _)| host_is(known))
        .map(|(_, kind)| *kind);
    if listed.is_some() {
        return listed;
    }
    let first = host.split('.').next().unwrap_or_default();
    match first {
        "docs" | "doc" | "documentation" => return Some(Kind::Docs),
        "blog" | "blogs" => return Some(Kind::Article),
        "course" | "courses" | "learn" | "academy" => return Some(Kind::Course),
        "arxiv" => return Some(Kind::Paper),
        _ => {}
    }
    let has = |part: &str| path.split('/').any(|have| have == part);
    if ending == "pdf" {
        Some(Kind::Paper)
    } else if ending == "mp4" || has("videos") || has("video") {
        Some(Kind::Video)
    } else if has("docs") || has("documentation") || has("doc") {
        Some(Kind::Docs)
    } else if has("blog")
        || has("posts")
        || has("post")
        || has("article")
        || has("articles")
        || has("tutorial")
        || has("tutorials")
    {
        Some(Kind::Article)
    } else if has("course") || has("courses") {
        Some(Kind::Course)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_follow_from_words_and_addresses() {
        let table = [
            ("https://www.youtube.com/watch?v=x", Some(Kind::Video)),
            ("https://arxiv.org/abs/2305.18290", Some(Kind::Paper)),
            (
                "https://github.com/a/b/blob/main/x.ipynb",
                Some(Kind::Notebook),
            ),
            ("https://github.com/a/awesome-b", Some(Kind::List)),
            ("https://huggingface.co/spaces/a/b", Some(Kind::Space)),
            ("https://a.readthedocs.io/en/latest/", Some(Kind::Docs)),
            ("https://example.com/blog/x", Some(Kind::Article)),
            ("https://example.com/x", None),
        ];
        for (address, kind) in table {
            assert_eq!(
                of_address(&Link::parse(address).unwrap()),
                kind,
                "{address}"
            );
        }
        assert_eq!(
            in_brackets("[Review] Arrays (playlist) in 4 minutes"),
            Some(Kind::Video)
        );
        assert_eq!(in_brackets("Sorting (5 videos)"), Some(Kind::Video));
        assert_eq!(in_brackets("Sorting (in place)"), None);
        assert_eq!(of_word("Book:"), Some(Kind::Book));
    }
}
