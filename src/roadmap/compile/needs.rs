//! What topics need: that it exists, is a topic, and leads nowhere in a circle.

use std::collections::{HashMap, HashSet};

use crate::lang::Lang;
use crate::roadmap::problem::{Place, ProblemKind, Problems};
use crate::roadmap::source::At;
use crate::roadmap::{Level, Node, NodeIdx};
use crate::text::{CleanBuf, nearest};

/// How many ids are compared with mistyped ones in all, so that a large file full of mistakes takes no longer.
const COMPARISONS: usize = 200_000;

/// The finished tree, to look needs up in.
pub(super) struct Graph<'a> {
    pub(super) nodes: &'a [Node],
    pub(super) by_id: &'a HashMap<CleanBuf, NodeIdx>,
    pub(super) refused_ids: &'a HashSet<String>,
    pub(super) aliases: &'a HashMap<String, NodeIdx>,
}

/// A topic that cannot be finished before another one.
#[derive(Clone, Copy)]
struct Arrow {
    to: NodeIdx,
    /// Where the file says so; a topic also waits for the topics inside it, which is said nowhere.
    place: Option<Place>,
}

impl Graph<'_> {
    /// Finds the topics that are named, and reports those that cannot be needed.
    pub(super) fn resolve(
        &self,
        needs: Vec<(NodeIdx, Vec<At<String>>)>,
        problems: &mut Problems,
    ) -> Vec<(NodeIdx, Vec<NodeIdx>)> {
        let mut arrows: Vec<Vec<Arrow>> = vec![Vec::new(); self.nodes.len()];
        let mut resolved = Vec::with_capacity(needs.len());
        let mut comparisons_left = COMPARISONS;
        for (topic, names) in needs {
            let mut found: Vec<NodeIdx> = Vec::with_capacity(names.len());
            for name in names {
                match self.find(topic, &name, &mut comparisons_left) {
                    Ok(need) if found.contains(&need) => {
                        let (topic, need) = (self.id(topic), name.value);
                        problems.push(name.place, ProblemKind::RepeatedNeed { topic, need });
                    }
                    Ok(need) => {
                        found.push(need);
                        arrows[topic.position()].push(Arrow {
                            to: need,
                            place: Some(name.place),
                        });
                    }
                    Err(kind) => {
                        if let Some(kind) = kind {
                            problems.push(name.place, kind);
                        }
                    }
                }
            }
            if let Some(parent) = self.parent_topic(topic) {
                arrows[parent.position()].push(Arrow {
                    to: topic,
                    place: None,
                });
            }
            resolved.push((topic, found));
        }
        self.report_circles(&arrows, problems);
        resolved
    }

    /// Returns the topic of a name, or what is wrong with it: nothing where that was reported already.
    fn find(
        &self,
        topic: NodeIdx,
        name: &At<String>,
        comparisons_left: &mut usize,
    ) -> Result<NodeIdx, Option<ProblemKind>> {
        let need = name.value.clone();
        let Some(found) = self.by_id.get(need.as_str()).copied() else {
            if self.refused_ids.contains(&need) {
                return Err(None);
            }
            let nearest = self.nearest(topic, &need, comparisons_left);
            return Err(Some(ProblemKind::UnknownNeed {
                topic: self.id(topic),
                need,
                nearest,
            }));
        };
        let level = self.nodes[found.position()].level;
        let contains = |outer: NodeIdx, inner: NodeIdx| {
            outer.0 < inner.0 && inner.0 < self.nodes[outer.position()].end
        };
        let topic_id = self.id(topic);
        Err(Some(if level != Level::Topic {
            ProblemKind::NeedIsNoTopic {
                topic: topic_id,
                need,
                level,
            }
        } else if found == topic {
            ProblemKind::NeedsItself { topic: topic_id }
        } else if contains(found, topic) {
            ProblemKind::NeedsItsParent {
                topic: topic_id,
                need,
            }
        } else if contains(topic, found) {
            ProblemKind::NeedsItsChild {
                topic: topic_id,
                need,
            }
        } else {
            return Ok(found);
        }))
    }

    fn nearest(&self, topic: NodeIdx, need: &str, comparisons_left: &mut usize) -> Option<String> {
        if let Some(renamed) = self.aliases.get(need) {
            return Some(self.id(*renamed));
        }
        *comparisons_left = comparisons_left.checked_sub(self.nodes.len())?;
        let others = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(at, node)| node.level == Level::Topic && *at != topic.position());
        nearest(need, others.map(|(_, node)| node.id.as_str())).map(str::to_owned)
    }

    /// Walks all arrows without recursion, so that a long chain cannot exhaust the stack, and reports each that leads
    /// back to where the walk came from.
    fn report_circles(&self, arrows: &[Vec<Arrow>], problems: &mut Problems) {
        #[derive(Clone, Copy, PartialEq)]
        enum Seen {
            No,
            OnTheWay,
            Finished,
        }
        let mut seen = vec![Seen::No; arrows.len()];
        for start in 0..arrows.len() {
            if seen[start] != Seen::No {
                continue;
            }
            seen[start] = Seen::OnTheWay;
            // Each step: the node, and how many of its arrows were followed.
            let mut way: Vec<(usize, usize)> = vec![(start, 0)];
            while let Some((at, followed)) = way.last_mut() {
                let Some(arrow) = arrows[*at].get(*followed) else {
                    seen[*at] = Seen::Finished;
                    way.pop();
                    continue;
                };
                *followed += 1;
                let to = arrow.to.position();
                match seen[to] {
                    Seen::No => {
                        seen[to] = Seen::OnTheWay;
                        way.push((to, 0));
                    }
                    Seen::OnTheWay => {
                        let circle_start =
                            way.iter().position(|(node, _)| *node == to).unwrap_or(0);
                        self.report_circle(&way[circle_start..], arrows, problems);
                    }
                    Seen::Finished => {}
                }
            }
        }
    }

    fn report_circle(
        &self,
        way: &[(usize, usize)],
        arrows: &[Vec<Arrow>],
        problems: &mut Problems,
    ) {
        let taken: Vec<Arrow> = way
            .iter()
            .map(|(node, followed)| arrows[*node][followed - 1])
            .collect();
        let place = taken
            .iter()
            .filter_map(|arrow| arrow.place)
            .next_back()
            .unwrap_or_default();
        let through_parts = taken.iter().any(|arrow| arrow.place.is_none());
        let nodes = way.iter().chain(&way[..1]);
        let circle = nodes
            .map(|(node, _)| self.nodes[*node].id.to_string())
            .collect();
        problems.push(
            place,
            ProblemKind::NeedsInCircle {
                circle,
                through_parts,
            },
        );
    }

    fn parent_topic(&self, topic: NodeIdx) -> Option<NodeIdx> {
        let parent = self.nodes[topic.position()].parent?;
        (self.nodes[parent.position()].level == Level::Topic).then_some(parent)
    }

    /// Returns how a topic is called: by its title where its id was refused.
    fn id(&self, node: NodeIdx) -> String {
        let node = &self.nodes[node.position()];
        if node.id.is_empty() {
            node.title.get(Lang::En).to_string()
        } else {
            node.id.to_string()
        }
    }
}
