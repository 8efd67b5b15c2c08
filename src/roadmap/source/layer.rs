//! A layer file as written: what a person changes in a roadmap that somebody else wrote.

use super::read::{Reader, Within};
use super::{At, Concept, FurtherLink, Resource, Text, Topic};
use crate::roadmap::overlay::LayerFault;
use crate::roadmap::problem::{Part, Place, ProblemKind, Problems, Shape};
use crate::yaml::{Node, Value};

/// A person's own layer over one roadmap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Layer {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    /// Version of the file format.
    #[cfg_attr(test, schemars(required, extend("const" = 1)))]
    pub format: Option<At<u64>>,
    /// Id of the roadmap that the layer is for.
    #[cfg_attr(test, schemars(required, schema_with = "super::schema::id"))]
    pub layer: Option<At<String>>,
    /// Ids of what is left out, with all that is below it.
    #[cfg_attr(test, schemars(schema_with = "super::schema::any_ids"))]
    pub hide: Vec<At<String>>,
    /// What is added.
    #[cfg_attr(test, schemars(with = "Option<Vec<Addition>>"))]
    pub add: Vec<Addition>,
    /// What is different, by id.
    #[cfg_attr(
        test,
        schemars(with = "Option<std::collections::BTreeMap<String, Change>>")
    )]
    pub change: Vec<(At<String>, Change)>,
    /// Lists of ids that lie beside each other: they come first, in this order.
    #[cfg_attr(test, schemars(schema_with = "super::schema::lists_of_ids"))]
    pub order: Vec<Vec<At<String>>>,
}

/// What is added below one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Addition {
    #[cfg_attr(test, schemars(skip))]
    pub place: Place,
    /// Id of the stage, topic or resource that it belongs to.
    #[cfg_attr(test, schemars(required, schema_with = "super::schema::id"))]
    pub under: Option<At<String>>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Resource>>"))]
    pub resources: Vec<Resource>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Concept>>"))]
    pub concepts: Vec<Concept>,
    #[cfg_attr(test, schemars(with = "Option<Vec<Topic>>"))]
    pub topics: Vec<Topic>,
    /// Further links of a resource.
    #[cfg_attr(test, schemars(with = "Option<Vec<FurtherLink>>"))]
    pub also: Vec<FurtherLink>,
}

/// What is different about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Change {
    pub title: Option<Text>,
    /// How long a resource takes.
    #[cfg_attr(test, schemars(extend("minimum" = 1, "maximum" = crate::roadmap::compile::MAX_MINUTES)))]
    pub minutes: Option<At<u64>>,
    /// Whether a resource is on the shortest useful path.
    pub core: Option<bool>,
    /// Whether a stage counts for itself only.
    pub optional: Option<bool>,
}

/// Reads the root of a layer file. What has the wrong shape is reported and left out.
#[must_use]
pub fn read(root: Node<'_>, text: &str, problems: &mut Problems) -> Option<Layer> {
    let mut reader = Reader::new(text, problems);
    let Value::Map(entries) = root.value else {
        let no_layer = ProblemKind::Layer(LayerFault::NoLayer);
        reader.problems.push(root.place, no_layer);
        return None;
    };
    let mut fields = reader.unique(entries, root.place, Part::Layer);
    reader.require(&fields, &["format", "layer"]);
    let layer = Layer {
        place: fields.place,
        format: reader.number(&mut fields, "format"),
        layer: reader.word_even_empty(&mut fields, "layer"),
        hide: reader.words(&mut fields, "hide"),
        add: reader.list_of(&mut fields, "add", Reader::addition),
        change: fields
            .take("change")
            .map(|node| reader.changes(node))
            .unwrap_or_default(),
        order: reader.list_of(&mut fields, "order", Reader::row),
    };
    reader.finish(fields);
    Some(layer)
}

impl Reader<'_> {
    fn addition(&mut self, node: Node<'_>) -> Option<Addition> {
        let mut fields = self.fields(node, Part::Addition, "add", Within::List)?;
        self.require(&fields, &["under"]);
        let addition = Addition {
            place: fields.place,
            under: self.word_even_empty(&mut fields, "under"),
            resources: self.list_of(&mut fields, "resources", Reader::resource),
            concepts: self.list_of(&mut fields, "concepts", Reader::concept),
            topics: self.list_of(&mut fields, "topics", Reader::topic),
            also: self.list_of(&mut fields, "also", Reader::further_link),
        };
        self.finish(fields);
        Some(addition)
    }

    fn changes(&mut self, node: Node<'_>) -> Vec<(At<String>, Change)> {
        let Some(fields) = self.fields(node, Part::Layer, "change", Within::Alone) else {
            return Vec::new();
        };
        let mut changes = Vec::with_capacity(fields.entries.len());
        for entry in fields.entries {
            let id = At {
                value: entry.key.into_owned(),
                place: entry.key_place,
            };
            let change = self.change(entry.value);
            changes.extend(change.map(|change| (id, change)));
        }
        changes
    }

    fn change(&mut self, node: Node<'_>) -> Option<Change> {
        let mut fields = self.fields(node, Part::Change, "change", Within::Alone)?;
        let change = Change {
            title: self.text(&mut fields, "title"),
            minutes: self.number(&mut fields, "minutes"),
            core: self.truth(&mut fields, "core"),
            optional: self.truth(&mut fields, "optional"),
        };
        self.finish(fields);
        Some(change)
    }

    /// Reads one list of `order`.
    fn row(&mut self, node: Node<'_>) -> Option<Vec<At<String>>> {
        let Value::List(nodes) = node.value else {
            self.wrong_shape(&node, "order", Shape::List, Within::List);
            return None;
        };
        let word = |node| self.word_in(node, "order", Within::List);
        Some(nodes.into_iter().filter_map(word).collect())
    }
}
