//! What a link is, where the person gives only its address.

use crate::roadmap::Kind;
use crate::roadmap::url::Link;
use crate::text::{CleanBuf, clean};

/// Hosts, and the start of the path, of which it is known what kind of thing they have.
const KINDS: [(&str, &str, Kind); 11] = [
    ("youtube.com", "/", Kind::Video),
    ("youtu.be", "/", Kind::Video),
    ("bilibili.com", "/", Kind::Video),
    ("vimeo.com", "/", Kind::Video),
    ("arxiv.org", "/", Kind::Paper),
    ("github.com", "/", Kind::Repo),
    ("gitlab.com", "/", Kind::Repo),
    ("colab.research.google.com", "/", Kind::Notebook),
    ("huggingface.co", "/spaces/", Kind::Space),
    ("huggingface.co", "/datasets/", Kind::Dataset),
    ("huggingface.co", "/papers/", Kind::Paper),
];

/// Returns the kind of thing that an address most likely leads to.
#[must_use]
pub fn kind(link: &Link) -> Kind {
    let (host, path) = parts(link);
    let is_it = |(of, start, _): &&(&str, &str, Kind)| {
        let rest = host.strip_suffix(of);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.')) && path.starts_with(start)
    };
    let known = KINDS.iter().find(is_it);
    known.map_or(Kind::Article, |(_, _, kind)| *kind)
}

/// Makes a title of an address: its host, and the last word of its path.
#[must_use]
pub fn title(link: &Link) -> CleanBuf {
    let (host, path) = parts(link);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').find(|word| !word.is_empty());
    match last {
        Some(last) => clean::line(&format!("{host}: {last}")),
        None => clean::line(host),
    }
}

/// Returns the host, and what comes after it and its port, from its `/` on.
fn parts(link: &Link) -> (&str, &str) {
    let address = link.as_str();
    let after = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after.find('/').map_or("/", |at| &after[at..]);
    (link.host(), path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_it_leads_to() {
        let table = [
            (
                "https://www.youtube.com/watch?v=1",
                Kind::Video,
                "youtube.com: watch",
            ),
            (
                "https://arxiv.org/abs/2305.18290",
                Kind::Paper,
                "arxiv.org: 2305.18290",
            ),
            (
                "https://huggingface.co/spaces/a/b/",
                Kind::Space,
                "huggingface.co: b",
            ),
            (
                "https://huggingface.co/blog/x",
                Kind::Article,
                "huggingface.co: x",
            ),
            ("https://notgithub.com", Kind::Article, "notgithub.com"),
            (
                "https://gist.github.com:8080/a#b/c",
                Kind::Repo,
                "gist.github.com: a",
            ),
        ];
        for (address, expected, words) in table {
            let link = Link::parse(address).unwrap();
            assert_eq!(
                (kind(&link), title(&link).as_str()),
                (expected, words),
                "{address}"
            );
        }
    }
}
