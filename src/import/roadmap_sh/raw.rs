//! What is read of a map and its texts, as it is written. A value of another type than expected is as good as none.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub(super) struct RawMap<'t> {
    #[serde(borrow)]
    pub nodes: Vec<&'t RawValue>,
    #[serde(borrow, default)]
    pub edges: Vec<&'t RawValue>,
    #[serde(default, deserialize_with = "soft")]
    pub title: Titles,
    #[serde(default, deserialize_with = "soft")]
    pub description: Titles,
    #[serde(default, deserialize_with = "soft")]
    pub slug: String,
    #[serde(default, rename = "updatedAt", deserialize_with = "soft")]
    pub updated_at: String,
}

/// A title, or one for a page and one for a card.
#[derive(Default, Deserialize)]
#[serde(untagged)]
pub(super) enum Titles {
    One(String),
    Two {
        #[serde(default)]
        page: String,
        #[serde(default)]
        card: String,
    },
    #[default]
    None,
}

impl Titles {
    pub(super) fn one(self) -> Option<String> {
        let title = match self {
            Titles::One(title) => title,
            Titles::Two { page, card } if card.trim().is_empty() => page,
            Titles::Two { card, .. } => card,
            Titles::None => return None,
        };
        Some(title).filter(|title| !title.trim().is_empty())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawNode {
    #[serde(deserialize_with = "soft")]
    pub id: String,
    #[serde(rename = "type", deserialize_with = "soft")]
    pub kind: String,
    #[serde(deserialize_with = "soft")]
    pub position: Position,
    #[serde(deserialize_with = "soft")]
    pub width: Option<f64>,
    #[serde(deserialize_with = "soft")]
    pub height: Option<f64>,
    #[serde(deserialize_with = "soft")]
    pub measured: Size,
    #[serde(deserialize_with = "soft")]
    pub style: Size,
    #[serde(rename = "parentId", deserialize_with = "soft")]
    pub parent_id: Option<String>,
    #[serde(rename = "parentNode", deserialize_with = "soft")]
    pub parent_node: Option<String>,
    #[serde(deserialize_with = "soft")]
    pub data: RawData,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Position {
    pub x: f64,
    pub y: f64,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Size {
    #[serde(deserialize_with = "soft")]
    pub width: Option<f64>,
    #[serde(deserialize_with = "soft")]
    pub height: Option<f64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawData {
    #[serde(deserialize_with = "soft")]
    pub label: String,
    #[serde(deserialize_with = "soft")]
    pub legend: Labelled,
    #[serde(deserialize_with = "soft")]
    pub href: String,
    #[serde(deserialize_with = "soft")]
    pub url: String,
    #[serde(deserialize_with = "soft_list")]
    pub links: Vec<Labelled>,
    #[serde(deserialize_with = "soft_list")]
    pub checklists: Vec<Labelled>,
    #[serde(deserialize_with = "soft_list")]
    pub items: Vec<Labelled>,
}

/// A link, an entry of a checklist or of the legend.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Labelled {
    #[serde(deserialize_with = "soft")]
    pub id: String,
    #[serde(deserialize_with = "soft")]
    pub label: String,
    #[serde(deserialize_with = "soft")]
    pub title: String,
    #[serde(deserialize_with = "soft")]
    pub url: String,
    #[serde(deserialize_with = "soft")]
    pub href: String,
    #[serde(rename = "type", deserialize_with = "soft")]
    pub kind: String,
}

impl Labelled {
    pub(super) fn words(&self) -> &str {
        first_of(&self.label, &self.title)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawEdge {
    #[serde(deserialize_with = "soft")]
    pub source: String,
    #[serde(deserialize_with = "soft")]
    pub target: String,
    #[serde(deserialize_with = "soft")]
    pub data: EdgeData,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct EdgeData {
    #[serde(rename = "edgeStyle", deserialize_with = "soft")]
    pub style: String,
}

/// Reads a value that may be of any type: one of another type is as good as none.
fn soft<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(T::deserialize(value).unwrap_or_default())
}

/// Reads a list, without the entries that are of another type.
fn soft_list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Labelled>, D::Error> {
    let values: Vec<Value> = soft(deserializer)?;
    let entries = values.into_iter().map(Labelled::deserialize);
    Ok(entries.filter_map(Result::ok).collect())
}

/// Returns the first text, where there is something in it, else the second.
pub(super) fn first_of<'t>(first: &'t str, second: &'t str) -> &'t str {
    if first.trim().is_empty() {
        second
    } else {
        first
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct RawEntry {
    #[serde(deserialize_with = "soft")]
    pub title: String,
    #[serde(deserialize_with = "soft")]
    pub description: String,
    #[serde(deserialize_with = "soft_list")]
    pub links: Vec<Labelled>,
}
