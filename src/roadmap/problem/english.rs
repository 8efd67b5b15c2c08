//! Sentences and hints in English.

use super::{IdFault, Part, ProblemKind, Shape};
use crate::lang::Lang;
use crate::roadmap::url::{self, LinkError};
use crate::roadmap::{Kind, Level};
use crate::text::clean;

#[expect(clippy::too_many_lines, reason = "a table: one sentence a kind")]
pub(super) fn sentence(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::Yaml(fault) => fault.sentence(Lang::En),
        ProblemKind::Layer(fault) => fault.sentence(Lang::En),
        ProblemKind::UnknownKey { key, part, .. } => {
            format!("{} has no key `{key}`", a_part(*part))
        }
        ProblemKind::DuplicateKey { key, first_line } => {
            format!("the key `{key}` is written twice; the first is on line {first_line}")
        }
        ProblemKind::NoRoadmap => {
            "this is no roadmap: a roadmap is made of keys and values".to_owned()
        }
        ProblemKind::MissingKey { key, part } => format!("{} needs `{key}`", a_part(*part)),
        ProblemKind::WrongShape {
            key,
            expected,
            found,
        } => {
            format!(
                "`{key}` must be {}, not {}",
                shape(*expected),
                shape(*found)
            )
        }
        ProblemKind::WrongEntry {
            key,
            expected,
            found,
        } => {
            format!(
                "an entry of `{key}` must be {}, not {}",
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
                format!("the text \"{}\"", short(found))
            } else {
                format!("`{}`", short(found))
            };
            format!("`{key}` must be {}, not {found}", shape(*expected))
        }
        ProblemKind::NewerFormat { found } => {
            format!("format {found} needs a newer roadbook; this one reads format 1")
        }
        ProblemKind::UnknownFormat { found } => format!("there is no format {found}"),
        ProblemKind::BadId { id, fault, .. } => bad_id(id, *fault),
        ProblemKind::DuplicateId { id, first_line } => {
            format!("the id `{id}` is already used on line {first_line}")
        }
        ProblemKind::AliasIsLive {
            alias, own: true, ..
        } => {
            format!("the alias `{alias}` is the id that the entry has now")
        }
        ProblemKind::AliasIsLive {
            alias,
            live_line,
            own: false,
        } => {
            format!("the alias `{alias}` is the id of another entry, on line {live_line}")
        }
        ProblemKind::DuplicateAlias { alias, first_line } => {
            format!("the alias `{alias}` is already given on line {first_line}")
        }
        ProblemKind::UnknownNeed { topic, need, .. } => {
            format!("topic `{topic}` needs `{need}`, which does not exist")
        }
        ProblemKind::NeedIsNoTopic { topic, need, level } => {
            format!(
                "topic `{topic}` needs `{need}`, which is {}, not a topic",
                a_part(Part::Node(*level))
            )
        }
        ProblemKind::NeedsItself { topic } => format!("topic `{topic}` needs itself"),
        ProblemKind::NeedsItsParent { topic, need } => {
            format!("topic `{topic}` needs `{need}`, which it is a part of")
        }
        ProblemKind::NeedsItsChild { topic, need } => {
            format!("topic `{topic}` needs `{need}`, which is a part of it")
        }
        ProblemKind::NeedsInCircle { circle, .. } => {
            format!("topics need each other in a circle: {}", arrows(circle))
        }
        ProblemKind::RepeatedNeed { topic, need } => {
            format!("topic `{topic}` names `{need}` twice in `needs`")
        }
        ProblemKind::EmptyTitle { part } => format!("the title of {} is empty", a_part(*part)),
        ProblemKind::TitleTooLong { graphemes } => {
            format!("the title has {graphemes} characters; it may have 200")
        }
        ProblemKind::UnknownKind { word, .. } => format!("there is no kind `{word}`"),
        ProblemKind::BadLanguage { tag } => format!("`{tag}` is not the tag of a language"),
        ProblemKind::NoMinutes => "`minutes` must be at least 1".to_owned(),
        ProblemKind::TooManyMinutes { minutes } => {
            format!("{minutes} minutes are more than the 100000 that one resource may take")
        }
        ProblemKind::BadLink { address, error } => {
            format!("`{}` is not a link: {}", short(address), bad_link(*error))
        }
        ProblemKind::TooMany { key, limit } => format!("`{key}` has more than {limit} entries"),
        ProblemKind::NoId { part, made } => format!(
            "{} has no id; `{made}` is made from its title",
            a_part(*part)
        ),
        ProblemKind::HiddenCharacters { key } => {
            format!("`{key}` has hidden or control characters, which are not shown")
        }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one hint a kind")]
pub(super) fn hint(kind: &ProblemKind) -> Option<String> {
    let did_you_mean = |word: &str| format!("did you mean `{word}`?");
    match kind {
        ProblemKind::Yaml(fault) => fault.hint(Lang::En),
        ProblemKind::Layer(fault) => fault.hint(Lang::En),
        ProblemKind::UnknownKey {
            nearest,
            key,
            belongs_to,
            ..
        } => match (nearest, belongs_to) {
            (Some(word), _) if key.trim() == *word => {
                Some(format!("write `{word}`, without the space"))
            }
            (Some(word), _) if clean::line(key).as_str() == *word => Some(format!(
                "there is a hidden character in it: type `{word}` again, without copying"
            )),
            (Some(word), _) => Some(did_you_mean(word)),
            (None, Some(part)) => Some(format!("`{key}` is a key of {}", a_part(*part))),
            (None, None) => None,
        },
        ProblemKind::NoRoadmap => {
            Some("begin with `format: 1`, `id: …`, `title: …` and `stages:`".to_owned())
        }
        ProblemKind::MissingKey { key: "format", .. } => {
            Some("write `format: 1` in the first line".to_owned())
        }
        ProblemKind::MissingKey { key: "id", .. } => {
            Some("a short name, such as `id: llm`".to_owned())
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
            Some("write `format: 1`".to_owned())
        }
        ProblemKind::WrongWord { quoted: true, .. } => Some("write it without quotes".to_owned()),
        ProblemKind::WrongWord {
            expected: Shape::TrueOrFalse,
            ..
        } => Some("write `true` or `false`".to_owned()),
        ProblemKind::WrongWord { .. } => Some("write digits only, such as `45`".to_owned()),
        ProblemKind::NewerFormat { .. } => {
            Some("update roadbook, or ask for the file in format 1".to_owned())
        }
        ProblemKind::BadId { better, .. } => better.as_deref().map(did_you_mean),
        ProblemKind::DuplicateId { .. } => {
            Some("ids are unique in the whole roadmap, at all levels".to_owned())
        }
        ProblemKind::AliasIsLive { own: true, .. } => {
            Some("`aliases` takes ids that it had before".to_owned())
        }
        ProblemKind::AliasIsLive { own: false, .. } => {
            Some("remove the alias, or rename the other entry".to_owned())
        }
        ProblemKind::DuplicateAlias { .. } => {
            Some("an old id can belong to one entry only".to_owned())
        }
        ProblemKind::UnknownNeed { need, nearest, .. } => match nearest {
            Some(word) => Some(did_you_mean(word)),
            None if need.contains('，') => {
                Some("separate topics with the plain comma `,`".to_owned())
            }
            None if need.contains('、') => Some("separate topics with a comma `,`".to_owned()),
            None => Some("`needs` takes ids of topics in this file".to_owned()),
        },
        ProblemKind::NeedIsNoTopic { .. } => Some("name the topic that it belongs to".to_owned()),
        ProblemKind::NeedsInCircle {
            through_parts: true,
            ..
        } => Some(
            "remove one of these arrows; a topic also waits for the topics inside it".to_owned(),
        ),
        ProblemKind::NeedsInCircle { .. } => Some("remove one of these arrows".to_owned()),
        ProblemKind::TitleTooLong { .. } => {
            Some("put the rest in `summary`, `text` or `note`".to_owned())
        }
        ProblemKind::UnknownKind { nearest, .. } => Some(match nearest {
            Some(word) => did_you_mean(word),
            None => format!("one of {}", Kind::ALL.map(Kind::word).join(", ")),
        }),
        ProblemKind::BadLanguage { .. } => {
            Some("a tag is written like `en`, `zh` or `pt-BR`".to_owned())
        }
        ProblemKind::NoMinutes => Some("leave `minutes` out where it is not known".to_owned()),
        ProblemKind::BadLink { address, error } => link_hint(address, *error),
        ProblemKind::NoId { made, .. } => Some(format!(
            "write `id: {made}`, so that progress outlives a new title"
        )),
        ProblemKind::HiddenCharacters { .. } => {
            Some("type the text again, without copying".to_owned())
        }
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
        Part::Roadmap => "the roadmap",
        Part::Source => "`source`",
        Part::Node(Level::Stage) => "a stage",
        Part::Node(Level::Topic) => "a topic",
        Part::Node(Level::Concept) => "a concept",
        Part::Node(Level::Resource) => "a resource",
        Part::FurtherLink => "a link in `also`",
        Part::Layer => "a layer",
        Part::Addition => "an addition",
        Part::Change => "a change",
    }
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "empty",
        Shape::Text => "a text",
        Shape::TextInLanguages => "a text, or a text for each language",
        Shape::WholeNumber => "a whole number",
        Shape::TrueOrFalse => "true or false",
        Shape::List => "a list",
        Shape::Mapping => "a mapping with keys",
    }
}

fn shape_hint(key: &str, expected: Shape, found: Shape) -> Option<String> {
    match expected {
        Shape::List if found == Shape::Text && matches!(key, "needs" | "aliases" | "formerly") => {
            Some(format!(
                "write `{key}: [one, two]`, or each entry on a line that begins with `- `"
            ))
        }
        Shape::List => Some("each entry is on a line that begins with `- `".to_owned()),
        Shape::TextInLanguages => Some(format!("write `{key}: …` or `{key}: {{ en: …, zh: … }}`")),
        Shape::Mapping if found == Shape::Text => {
            Some("write keys, such as `title: …`; a colon is followed by a space".to_owned())
        }
        Shape::Nothing | Shape::Text | Shape::WholeNumber | Shape::TrueOrFalse | Shape::Mapping => {
            None
        }
    }
}

fn entry_hint(key: &str, expected: Shape, found: Shape) -> Option<String> {
    match (expected, found) {
        (_, Shape::Nothing) => Some("remove the empty `-`, or write something after it".to_owned()),
        (Shape::Mapping, Shape::Text) => Some("write `- title: …`".to_owned()),
        (Shape::Text, Shape::Mapping) => Some(format!(
            "`{key}` takes words; put a text with `: ` in quotes"
        )),
        _ => None,
    }
}

fn bad_id(id: &str, fault: IdFault) -> String {
    let id = short(id);
    match fault {
        IdFault::Empty => "the id is empty".to_owned(),
        IdFault::TooLong => format!("the id `{id}` is longer than 64 characters"),
        IdFault::Character(character) if character.is_whitespace() => {
            format!("the id `{id}` has a space in it")
        }
        IdFault::Character(character)
            if clean::line(&format!("a{character}a")).as_str() == "aa" || is_joiner(character) =>
        {
            format!(
                "the id `{id}` has the hidden character U+{:04X} in it",
                u32::from(character)
            )
        }
        IdFault::Character(character) => {
            format!(
                "the id `{id}` has `{character}` in it; ids have a to z, 0 to 9, `-`, `_` and `.`"
            )
        }
        IdFault::Start(character) => {
            format!("the id `{id}` begins with `{character}`, not with a letter or digit")
        }
        IdFault::End(character) => {
            format!("the id `{id}` ends with `{character}`, not with a letter or digit")
        }
        IdFault::TwoDots => format!("the id `{id}` has two dots in a row"),
    }
}

fn bad_link(error: LinkError) -> String {
    match error {
        LinkError::Empty => "it is empty".to_owned(),
        LinkError::Space => "it has a space in it".to_owned(),
        LinkError::HiddenCharacter => "it has hidden or control characters".to_owned(),
        LinkError::TooLong => format!("it is longer than {} bytes", url::MAX_LENGTH),
        LinkError::NotAnAddress => "it does not begin with `https://` or `http://`".to_owned(),
        LinkError::Scheme => "only `https` and `http` are opened".to_owned(),
        LinkError::UserInfo => "it has a user name before the host".to_owned(),
        LinkError::NoHost => "it names no host".to_owned(),
        LinkError::BadHost => "its host is not valid".to_owned(),
        LinkError::BadPort => "its port is not valid".to_owned(),
    }
}

fn link_hint(address: &str, error: LinkError) -> Option<String> {
    match error {
        LinkError::Empty => Some("leave `url` out: a resource without one is a task".to_owned()),
        LinkError::Space if address.trim() != address => {
            Some("remove the space around it".to_owned())
        }
        LinkError::Space => Some("write the space as `%20`".to_owned()),
        LinkError::HiddenCharacter => Some("type the address again, without copying".to_owned()),
        LinkError::NotAnAddress if address.contains('：') => {
            Some("the colon is full-width: type `:`".to_owned())
        }
        LinkError::NotAnAddress
            if !address.contains("//") && address.contains('.') && !address.contains(':') =>
        {
            Some(format!("write `https://{}`", short(address)))
        }
        LinkError::Scheme if url::is_mistyped_scheme(address) => {
            Some("did you mean `https://`?".to_owned())
        }
        LinkError::UserInfo => Some("it would lead to what stands after the `@`".to_owned()),
        LinkError::TooLong
        | LinkError::NotAnAddress
        | LinkError::Scheme
        | LinkError::NoHost
        | LinkError::BadHost
        | LinkError::BadPort => None,
    }
}

/// Tells whether a character is seen only by what it does to its neighbours.
pub(super) fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Cuts what a file says to a length that a sentence can carry.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}

pub(super) fn arrows(circle: &[String]) -> String {
    const MOST: usize = 8;
    let quoted = |id: &String| format!("`{id}`");
    if circle.len() <= MOST {
        return circle.iter().map(quoted).collect::<Vec<_>>().join(" → ");
    }
    let (start, end) = (&circle[..MOST - 2], &circle[circle.len() - 1..]);
    start
        .iter()
        .map(quoted)
        .chain(["…".to_owned()])
        .chain(end.iter().map(quoted))
        .collect::<Vec<_>>()
        .join(" → ")
}
