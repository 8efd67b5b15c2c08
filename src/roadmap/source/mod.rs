//! A roadmap file as written: every key that the format knows, nothing checked but its shape.
//!
//! The reader makes it from YAML, importers make it from other formats; only [`compile`](super::compile) makes a
//! [`Roadmap`](super::Roadmap) of it.

mod keys;
pub mod layer;
mod read;
mod values;

use crate::yaml::Place;

pub use read::read;

/// A value and where it stands; the place is the default one where there is no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub place: Place,
}

impl<T> At<T> {
    /// Takes a value that stands in no file.
    pub fn nowhere(value: T) -> Self {
        At {
            value,
            place: Place::default(),
        }
    }
}

/// A text, or one for each language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub place: Place,
    /// Language tag and text; the tag is empty where the file gives one text for all. Empty when the reader found no
    /// text and has already said so.
    pub texts: Vec<(At<String>, At<String>)>,
}

/// A learning roadmap for roadbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "Roadmap", deny_unknown_fields)
)]
pub struct Source {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    /// Version of the file format.
    #[cfg_attr(test, schemars(required, extend("const" = 1)))]
    pub format: Option<At<u64>>,
    /// Names the roadmap in commands, notes and the journal: never change it.
    #[cfg_attr(test, schemars(required, schema_with = "schema::id"))]
    pub id: Option<At<String>>,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    /// What the roadmap is about, in Markdown.
    pub summary: Option<Text>,
    /// Date of the source that this file follows, such as 2025-06-14.
    pub edition: Option<At<String>>,
    /// Where the roadmap was taken from.
    pub source: Option<Provenance>,
    #[cfg_attr(test, schemars(required))]
    pub stages: Option<Vec<Stage>>,
}

/// Where a roadmap was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "Source", deny_unknown_fields)
)]
pub struct Provenance {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(required, with = "String"))]
    pub title: Option<At<String>>,
    #[cfg_attr(test, schemars(schema_with = "schema::link"))]
    pub url: Option<At<String>>,
    pub license: Option<At<String>>,
}

/// A large part of the way, shown as a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Stage {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(schema_with = "schema::id"))]
    pub id: Option<At<String>>,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    /// Markdown.
    pub summary: Option<Text>,
    /// An optional stage counts for itself, not for the goal of the whole roadmap.
    pub optional: Option<bool>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Topic>>"))]
    pub topics: Vec<Topic>,
    /// Ids that this stage had before.
    #[cfg_attr(test, schemars(schema_with = "schema::ids"))]
    pub aliases: Vec<At<String>>,
}

/// Something to learn, with what to read, watch and do for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Topic {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(schema_with = "schema::id"))]
    pub id: Option<At<String>>,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    /// Markdown.
    pub summary: Option<Text>,
    /// Ids of topics that come before this one: the arrows of the map.
    #[cfg_attr(test, schemars(schema_with = "schema::ids"))]
    pub needs: Vec<At<String>>,
    /// Key ideas, each ticked as understood.
    #[cfg_attr(test, schemars(with = "Option<Vec<Concept>>"))]
    pub concepts: Vec<Concept>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Resource>>"))]
    pub resources: Vec<Resource>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Topic>>"))]
    pub topics: Vec<Topic>,
    /// Ids that this topic had before.
    #[cfg_attr(test, schemars(schema_with = "schema::ids"))]
    pub aliases: Vec<At<String>>,
}

/// A key idea of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Concept {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(schema_with = "schema::id"))]
    pub id: Option<At<String>>,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    /// Markdown, links allowed.
    pub text: Option<Text>,
    /// Ids that this concept had before.
    #[cfg_attr(test, schemars(schema_with = "schema::ids"))]
    pub aliases: Vec<At<String>>,
}

/// Something to read, watch or do: what is ticked off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Resource {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(schema_with = "schema::id"))]
    pub id: Option<At<String>>,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    /// Without an address the resource is a task to do.
    #[cfg_attr(test, schemars(schema_with = "schema::link"))]
    pub url: Option<At<String>>,
    pub author: Option<At<String>>,
    #[cfg_attr(test, schemars(schema_with = "schema::kind"))]
    pub kind: Option<At<String>>,
    /// Language tag of what the address leads to, such as en.
    #[cfg_attr(test, schemars(schema_with = "schema::language"))]
    pub lang: Option<At<String>>,
    /// How long it takes; only where it is known.
    #[cfg_attr(test, schemars(extend("minimum" = 1, "maximum" = super::compile::MAX_MINUTES)))]
    pub minutes: Option<At<u64>>,
    /// On the shortest useful path.
    pub core: Option<bool>,
    /// Whether it costs nothing; left out where that goes without saying or is not known.
    pub free: Option<bool>,
    /// Markdown.
    pub note: Option<Text>,
    /// Further links of the same thing.
    #[cfg_attr(test, schemars(with = "Option<Vec<FurtherLink>>"))]
    pub also: Vec<FurtherLink>,
    /// Ids that this resource had before.
    #[cfg_attr(test, schemars(schema_with = "schema::ids"))]
    pub aliases: Vec<At<String>>,
    /// Addresses that this resource had before.
    #[cfg_attr(test, schemars(schema_with = "schema::links"))]
    pub formerly: Vec<At<String>>,
}

/// A further link of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(rename = "Link", deny_unknown_fields)
)]
pub struct FurtherLink {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    #[cfg_attr(test, schemars(required, with = "Text"))]
    pub title: Option<Text>,
    #[cfg_attr(test, schemars(required, schema_with = "schema::link"))]
    pub url: Option<At<String>>,
}

#[cfg(test)]
mod schema;
