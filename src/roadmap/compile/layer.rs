//! A layer as written to one that can be laid over any roadmap, or to every problem in it that no roadmap can mend.

use super::{Compiler, MissingKeys, newer};
use crate::roadmap::overlay::{Addition, Change, Layer};
use crate::roadmap::problem::{Part, Problems};
use crate::roadmap::source::{At, layer as source};
use crate::roadmap::{Detail, Level, Localized, Node, NodeIdx};
use crate::text::clean;

/// Checks a layer that was read. Whether what it names exists is seen only when it is laid over a roadmap.
pub(in crate::roadmap) fn layer(
    source: source::Layer,
    problems: Problems,
) -> Result<Layer, Problems> {
    if let Some(newer) = newer(source.format.as_ref()) {
        return Err(newer);
    }
    let mut compiler = Compiler::new(problems, MissingKeys::WereReported);
    compiler.format(source.format.as_ref(), Part::Layer, source.place);
    let place = source.layer.as_ref().map_or(source.place, |id| id.place);
    let roadmap = source.layer.and_then(|id| compiler.valid_id(id));
    let additions: Vec<Addition> = source
        .add
        .into_iter()
        .filter_map(|addition| compiler.addition(addition))
        .collect();
    let changes = source
        .change
        .into_iter()
        .map(|(id, change)| compiler.change(id, change))
        .collect();
    compiler.make_missing_ids();
    compiler.check_aliases();
    let needs = std::mem::take(&mut compiler.needs)
        .into_iter()
        .map(|(node, needs)| (node.position(), needs))
        .collect();
    match roadmap {
        Some(roadmap) if !compiler.problems.has_errors() => Ok(Layer {
            roadmap: At {
                value: roadmap,
                place,
            },
            hide: source.hide,
            additions,
            changes,
            order: source.order,
            nodes: compiler.nodes,
            places: compiler.places,
            needs,
            warnings: compiler.problems,
        }),
        Some(_) | None => Err(compiler.problems),
    }
}

impl Compiler {
    /// Compiles what is added below a stand-in for the node of the roadmap.
    fn addition(&mut self, addition: source::Addition) -> Option<Addition> {
        let under = addition.under?;
        let stand_in = self.stand_in(&under);
        for resource in addition.resources {
            self.resource(stand_in, resource);
        }
        for concept in addition.concepts {
            self.concept(stand_in, concept);
        }
        for topic in addition.topics {
            self.topic(stand_in, topic);
        }
        self.close(stand_in);
        Some(Addition {
            under,
            stand_in: stand_in.position(),
            also: self.further_links(addition.also),
        })
    }

    /// Adds a node of which only the id counts, so that ids that are made can begin with it.
    fn stand_in(&mut self, under: &At<String>) -> NodeIdx {
        let node = NodeIdx(
            u32::try_from(self.nodes.len())
                .expect("the loader's budget is far below four billion nodes"),
        );
        self.nodes.push(Node {
            id: clean::line(&under.value),
            level: Level::Topic,
            parent: None,
            end: node.0 + 1,
            depth: 0,
            title: Localized::default(),
            body: Localized::default(),
            aliases: Vec::new(),
            own: false,
            detail: Detail::Topic { needs: Vec::new() },
        });
        self.places.push(under.place);
        node
    }

    fn change(&mut self, id: At<String>, change: source::Change) -> Change {
        let title = change.title;
        let place = id.place;
        Change {
            id,
            title: title.map(|title| self.title(Some(title), Part::Change, place)),
            minutes: change.minutes.and_then(|minutes| self.minutes(&minutes)),
            core: change.core,
            optional: change.optional,
        }
    }
}
