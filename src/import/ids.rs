//! Ids that a person can read and type for titles that are not written in Latin letters: a roadmap file without ids has only
//! a hash of those.

use std::collections::HashMap;

use crate::roadmap::Level;
use crate::roadmap::compile::{hash_of, is_valid_id, slug};
use crate::roadmap::url::Link;
use crate::text::pinyin;

use super::draft::Draft;

/// So many Latin letters of a title make an id of it that says something.
const ENOUGH: usize = 3;

/// Names what would have no name. Of several that would have one name, each has a hash of all that it lies in, so that ids do
/// not depend on which comes first.
pub(super) fn name(drafts: &mut [Draft]) {
    let words: Vec<Option<String>> = drafts
        .iter()
        .map(|draft| {
            if draft.id.is_some() {
                None
            } else {
                words(draft)
            }
        })
        .collect();
    let base = |draft: &Draft, words: &str| {
        let link = draft.url.as_deref().and_then(|url| Link::parse(url).ok());
        let what = link.map_or_else(|| draft.title.clone(), |link| link.normalized());
        format!("{words}-{}", hash_of(&what))
    };
    let bases: Vec<Option<String>> = drafts
        .iter()
        .zip(&words)
        .map(|(draft, words)| Some(base(draft, words.as_deref()?)))
        .collect();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let given = drafts.iter().filter_map(|draft| draft.id.clone());
    for id in given.chain(bases.iter().flatten().cloned()) {
        *counts.entry(id).or_default() += 1;
    }
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for at in 0..drafts.len() {
        let (Some(words), Some(base)) = (&words[at], &bases[at]) else {
            continue;
        };
        let mut id = base.clone();
        if counts[base] > 1 {
            let path = path(drafts, at);
            // What has one name in one place is numbered.
            let number = numbers.entry(path.clone()).or_default();
            loop {
                *number += 1;
                id = format!("{words}-{}", hash_of(&format!("{number} {path}")));
                if !counts.contains_key(&id) {
                    break;
                }
            }
            counts.insert(id.clone(), 1);
        }
        drafts[at].id = Some(id).filter(|id| is_valid_id(id));
    }
}

/// Returns words for a title that is not in Latin letters alone: how it sounds; where those say too little, what its address
/// says.
fn words(draft: &Draft) -> Option<String> {
    let is_foreign = |c: char| c.is_alphanumeric() && !c.is_ascii();
    if !draft.title.contains(is_foreign) {
        return None;
    }
    let letters = draft
        .title
        .chars()
        .filter(char::is_ascii_alphabetic)
        .count();
    // Beside Latin words, those of other letters sound along.
    let sound = pinyin::spelt(&draft.title).and_then(|spelt| slug(&spelt));
    if letters >= ENOUGH {
        return sound;
    }
    sound.or_else(|| words_of_address(draft))
}

/// Returns the last words of an address that look like words, else the name of its host.
fn words_of_address(draft: &Draft) -> Option<String> {
    if draft.level != Level::Resource {
        return None;
    }
    let link = Link::parse(draft.url.as_deref()?).ok()?;
    let address = link.normalized();
    let (host, path) = address.split_once('/').unwrap_or((&address, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_word =
        |word: &&str| word.len() >= ENOUGH && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let said = path.rsplit('/').find_map(|part| {
        let name = part.rsplit_once('.').map_or(part, |(name, _)| name);
        let words: Vec<&str> = name.split(['-', '_', '.']).filter(is_word).collect();
        slug(&words.join(" "))
    });
    said.or_else(|| slug(host))
}

/// Returns the titles of all that a draft lies in, and its own.
fn path(drafts: &[Draft], at: usize) -> String {
    let mut path = drafts[at].title.clone();
    let mut open = drafts[at].parent;
    while let Some(parent) = open {
        path.insert(0, '\n');
        path.insert_str(0, &drafts[parent].title);
        open = drafts[parent].parent;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(title: &str, url: Option<&str>) -> Draft {
        let mut draft = Draft::new(Level::Resource, None, 1, title);
        draft.url = url.map(str::to_owned);
        draft
    }

    #[test]
    fn a_title_that_is_not_latin_gives_an_id_that_can_be_read() {
        let table = [
            (
                "线性代数",
                Some("https://a.example/x"),
                Some("xian-xing-dai-shu"),
            ),
            ("3 小时入门", None, Some("3-xiao-shi-ru-men")),
            (
                "Книга",
                Some("https://a.example/ru/good-book.html"),
                Some("good-book"),
            ),
            (
                "Книга",
                Some("https://a.example/v/BV1x9"),
                Some("a-example"),
            ),
            ("Книга", None, None),
            ("LLM基础", None, Some("llm-ji-chu")),
            ("Книга Rust", Some("https://a.example/x"), None),
            ("Book", None, None),
        ];
        for (title, url, expected) in table {
            let mut drafts = [draft(title, url)];
            name(&mut drafts);
            let hash = hash_of(&url.map_or(title.to_owned(), |url| {
                Link::parse(url).unwrap().normalized()
            }));
            let expected = expected.map(|words| format!("{words}-{hash}"));
            assert_eq!(drafts[0].id, expected, "{title}");
        }
    }

    #[test]
    fn of_several_with_one_title_none_depends_on_the_others_order() {
        let ids = |parents: [usize; 2]| {
            let mut drafts = vec![draft("One", None), draft("Two", None)];
            for parent in parents {
                let mut twin = draft("练习", None);
                twin.parent = Some(parent);
                drafts.push(twin);
            }
            name(&mut drafts);
            [drafts[2].id.clone().unwrap(), drafts[3].id.clone().unwrap()]
        };
        let [first, second] = ids([0, 1]);
        assert_eq!(ids([1, 0]), [second.clone(), first.clone()]);
        assert!(first != second && first.starts_with("lian-xi-"));
        let [first, second] = ids([0, 0]);
        assert_ne!(first, second);
    }
}
