//! The person's own layer over a roadmap that somebody else wrote: what is hidden, added, changed and put in another order.
//!
//! A layer is a file of its own and never touches the roadmap, so that it survives every update of it. [`parse`] refuses what no
//! roadmap could make right; [`apply`] lays it over one, and what names something that is not there is a warning and ignored.
//! [`edit`] writes into a layer's text without losing a word that is in it.

mod apply;
mod bare;
pub mod edit;
mod fault;
pub mod guess;
mod hidden;
mod lines;

use super::compile::{self, Loaded};
use super::problem::{Place, ProblemKind, Problems};
use super::source::{self, At};
use super::{FurtherLink, Localized, Node, Roadmap};
use crate::text::{Clean, CleanBuf};
use crate::yaml::{self, Limits, Value};

pub use apply::{Applied, apply};
pub use fault::LayerFault;
pub use hidden::Hidden;

/// A layer that was read. What it names is looked for when it is applied.
#[derive(Clone, Debug)]
pub struct Layer {
    pub(super) roadmap: At<CleanBuf>,
    pub(super) hide: Vec<At<String>>,
    pub(super) additions: Vec<Addition>,
    pub(super) changes: Vec<Change>,
    pub(super) order: Vec<Vec<At<String>>>,
    /// All that is added, each addition's below its stand-in.
    pub(super) nodes: Vec<Node>,
    /// Where each of them is written.
    pub(super) places: Vec<Place>,
    /// What added topics need, by position in `nodes`.
    pub(super) needs: Vec<(usize, Vec<At<String>>)>,
    /// What its author may want to improve, whatever the roadmap.
    pub(super) warnings: Problems,
}

/// What is added below one node.
#[derive(Clone, Debug)]
pub(super) struct Addition {
    pub(super) under: At<String>,
    /// Position of the node that stands for the one of the roadmap.
    pub(super) stand_in: usize,
    pub(super) also: Vec<FurtherLink>,
}

/// What is different about one node.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) id: At<String>,
    pub(super) title: Option<Localized>,
    pub(super) minutes: Option<u32>,
    pub(super) core: Option<bool>,
    pub(super) optional: Option<bool>,
}

impl Layer {
    /// Returns the id of the roadmap that it is for.
    #[must_use]
    pub fn roadmap(&self) -> Clean<'_> {
        self.roadmap.value.as_clean()
    }

    /// Says that the layer is for another roadmap than the one that its file is named after.
    #[must_use]
    pub fn is_not_for(&self, expected: Clean<'_>) -> Problems {
        let mut problems = self.warnings.clone();
        let fault = LayerFault::OtherRoadmap {
            found: self.roadmap().to_string(),
            expected: expected.to_string(),
        };
        problems.push(self.roadmap.place, ProblemKind::Layer(fault));
        problems
    }

    /// Says that there is no roadmap that the layer is for.
    #[must_use]
    pub fn is_for_none(&self) -> Problems {
        let mut problems = self.warnings.clone();
        let fault = LayerFault::NoSuchRoadmap {
            roadmap: self.roadmap().to_string(),
        };
        problems.push(self.roadmap.place, ProblemKind::Layer(fault));
        problems
    }

    #[must_use]
    pub fn warnings(&self) -> &Problems {
        &self.warnings
    }
}

/// A file of which only its content says what it is.
#[derive(Clone, Debug)]
pub enum Either {
    Roadmap(Result<Loaded, Problems>),
    Layer(Result<Layer, Problems>),
}

/// Reads a layer file. Syntax errors and limits stop at the first; all other problems come together.
pub fn parse(bytes: &[u8], limits: &Limits) -> Result<Layer, Problems> {
    let text = yaml::decode(bytes, limits)?;
    of_tree(yaml::tree(text, limits)?, text)
}

/// Reads a layer file and lays it over a roadmap. A layer for another one is refused.
pub fn over(base: &Roadmap, bytes: &[u8], limits: &Limits) -> Result<Applied, Problems> {
    let layer = parse(bytes, limits)?;
    if layer.roadmap() == base.id() {
        return Ok(apply(base, &layer));
    }
    Err(layer.is_not_for(base.id()))
}

/// Reads a roadmap or a layer: what has the key `layer` is one.
#[must_use]
pub fn parse_either(bytes: &[u8], limits: &Limits) -> Either {
    let text = match yaml::decode(bytes, limits) {
        Ok(text) => text,
        Err(error) => return Either::Roadmap(Err(error.into())),
    };
    match yaml::tree(text, limits) {
        Ok(root) if is_layer(&root) => Either::Layer(of_tree(root, text)),
        Ok(root) => Either::Roadmap(compile::of_tree(root, text, limits)),
        Err(error) => Either::Roadmap(Err(error.into())),
    }
}

fn is_layer(root: &yaml::Node<'_>) -> bool {
    match &root.value {
        Value::Map(entries) => {
            let has = |key| entries.iter().any(|entry| entry.key == key);
            has("layer") && !has("stages")
        }
        Value::Null | Value::Text { .. } | Value::List(_) => false,
    }
}

fn of_tree(root: yaml::Node<'_>, text: &str) -> Result<Layer, Problems> {
    let mut problems = Problems::default();
    match source::layer::read(root, text, &mut problems) {
        Some(layer) => compile::layer(layer, problems),
        None => Err(problems),
    }
}

#[cfg(test)]
mod tests;
