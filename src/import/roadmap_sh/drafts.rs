//! The parts of a map as nodes of a roadmap.
//!
//! A topic of the map is a topic, and its subtopics are topics in it; what a text points to are the resources there. A
//! subtopic without any link is something to do in its topic, so that it can be ticked.

use std::collections::HashSet;

use crate::import::draft::{Draft, Piece};
use crate::import::report::{Report, What as Note};
use crate::roadmap::Level;
use crate::roadmap::url::Link;

use super::super::Known;
use super::content::Pointer;
use super::names::{self, Name, Names};
use super::parts::Part;

/// Topics lie in each other at most this deep: what is deeper stands beside the topic that it is in.
const DEEPEST: usize = 6;

/// What the legend says of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Weight {
    Plain,
    /// It is on the shortest useful path.
    Core,
    Optional,
    /// It is neither: the words themselves are kept.
    Said(String),
}

impl Weight {
    fn of(legend: Option<&str>) -> Weight {
        let Some(label) = legend else {
            return Weight::Plain;
        };
        let words = label.to_lowercase();
        let has = |known: &[&str]| known.iter().any(|known| words.contains(known));
        if has(&["not recommend", "n't recommend", "not order", "not strict"]) {
            Weight::Said(label.to_owned())
        } else if has(&["optional", "good to know"]) {
            Weight::Optional
        } else if has(&["recommend", "essential", "must", "start here", "beginner"]) {
            Weight::Core
        } else {
            Weight::Said(label.to_owned())
        }
    }
}

/// Says in the text of a part what the legend says and no flag holds.
fn say_legend(part: &mut Part, weight: &Weight, says_optional: bool) {
    let label = match weight {
        Weight::Said(label) => Some(label.clone()),
        Weight::Optional if says_optional => part.legend.clone(),
        Weight::Optional | Weight::Plain | Weight::Core => None,
    };
    if let Some(label) = label {
        let plain = label.replace(['*', '_', '`', '\\', '<', '['], "");
        let said = Piece {
            is_item: false,
            text: format!("*{}*", plain.trim()),
        };
        part.text.insert(0, said);
    }
}

impl Name {
    fn give_to(&self, draft: &mut Draft) {
        draft.id = Some(self.id.clone()).filter(|id| !id.is_empty());
        draft.aliases.clone_from(&self.aliases);
    }
}

/// Makes the nodes. Topics that the legend calls optional come into a stage of their own, which counts for itself.
pub(super) fn drafts(
    parts: Vec<Part>,
    title: &str,
    earlier: &[Known],
    report: &mut Report,
) -> Vec<Draft> {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    let mut tops = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        match part.parent {
            Some(parent) => children[parent].push(at),
            None => tops.push(at),
        }
    }
    let is_leaf = |at: usize| parts[at].is_bare() && children[at].is_empty();
    let names = names::name(&parts, is_leaf, earlier);
    let leaves: Vec<bool> = (0..parts.len()).map(is_leaf).collect();
    let mut maker = Maker {
        drafts: vec![Draft::new(Level::Stage, None, 1, title)],
        optional: None,
        report,
    };
    let after: Vec<Vec<String>> = parts
        .iter()
        .map(|part| {
            part.after
                .iter()
                .map(|at| names[*at].own.id.clone())
                .collect()
        })
        .collect();
    let mut parts: Vec<Option<Part>> = parts.into_iter().map(Some).collect();
    let mut open: Vec<(usize, Option<usize>)> =
        tops.into_iter().rev().map(|at| (at, None)).collect();
    while let Some((at, parent)) = open.pop() {
        let Some(part) = parts[at].take() else {
            continue;
        };
        let draft = match parent.filter(|_| leaves[at]) {
            Some(topic) => maker.leaf(part, &names[at].own, topic),
            None => maker.part(part, &names[at], parent, leaves[at], &after[at]),
        };
        open.extend(children[at].iter().rev().map(|child| (*child, Some(draft))));
    }
    maker.drafts
}

struct Maker<'r> {
    drafts: Vec<Draft>,
    /// The stage of what is optional.
    optional: Option<usize>,
    report: &'r mut Report,
}

impl Maker<'_> {
    /// Adds a part without anything in it, as something to do in its topic, which is returned.
    fn leaf(&mut self, mut part: Part, name: &Name, topic: usize) -> usize {
        let weight = Weight::of(part.legend.as_deref());
        say_legend(&mut part, &weight, true);
        self.task(topic, &part, &part.title, &weight);
        if let Some(task) = self.drafts.last_mut() {
            task.text = part.text;
            name.give_to(task);
        }
        topic
    }

    /// Adds a part as a topic, and returns it.
    fn part(
        &mut self,
        mut part: Part,
        names: &Names,
        parent: Option<usize>,
        is_leaf: bool,
        after: &[String],
    ) -> usize {
        let weight = Weight::of(part.legend.as_deref());
        let above = match (parent, &weight) {
            (Some(parent), _) => parent,
            (None, Weight::Optional) => self.optional(&part),
            (None, Weight::Plain | Weight::Core | Weight::Said(_)) => 0,
        };
        // The first words for it are the title of the stage.
        let is_title = Some(&self.drafts[above].title) == part.legend.as_ref();
        say_legend(&mut part, &weight, parent.is_some() || !is_title);
        let topic = self.topic(above, &part);
        let draft = &mut self.drafts[topic];
        names.own.give_to(draft);
        draft.text = std::mem::take(&mut part.text);
        draft.needs = after.to_vec();
        if is_leaf || names.had_task {
            let task = self.task(topic, &part, &part.title, &weight);
            names.task.give_to(&mut self.drafts[task]);
        }
        for pointer in self.distinct(std::mem::take(&mut part.pointers), part.line) {
            let mut draft = pointer.draft(topic, part.line);
            draft.is_core = weight == Weight::Core;
            self.drafts.push(draft);
        }
        for (id, words) in &part.items {
            let task = self.task(topic, &part, words, &weight);
            self.drafts[task]
                .aliases
                .extend(names::entry(&names.own, id));
        }
        topic
    }

    /// Returns the stage of what is optional, made with the words of the legend where it is new.
    fn optional(&mut self, part: &Part) -> usize {
        if let Some(stage) = self.optional {
            return stage;
        }
        let title = part.legend.as_deref().unwrap_or_default();
        let mut stage = Draft::new(Level::Stage, None, part.line, title);
        stage.is_optional = true;
        self.drafts.push(stage);
        let stage = self.drafts.len() - 1;
        self.optional = Some(stage);
        stage
    }

    fn topic(&mut self, parent: usize, part: &Part) -> usize {
        let mut parent = parent;
        if self.drafts[parent].depth >= DEEPEST {
            self.report.add(part.line, Note::RaisedPart, &part.title);
            parent = self.drafts[parent].parent.unwrap_or(0);
        }
        let mut draft = Draft::new(Level::Topic, Some(parent), part.line, &part.title);
        draft.depth = self.drafts[parent].depth + 1;
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    fn task(&mut self, topic: usize, part: &Part, title: &str, weight: &Weight) -> usize {
        let mut draft = Draft::new(Level::Resource, Some(topic), part.line, title);
        draft.is_core = *weight == Weight::Core;
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Takes each address once.
    fn distinct(&mut self, pointers: Vec<Pointer>, line: u32) -> Vec<Pointer> {
        let mut seen = HashSet::new();
        let is_new = |pointer: &Pointer| {
            let parsed = Link::parse(&pointer.url);
            let address = parsed.map_or_else(|_| pointer.url.clone(), |link| link.normalized());
            let is_new = seen.insert(address);
            if !is_new {
                self.report.add(line, Note::Repeated, &pointer.url);
            }
            is_new
        };
        pointers.into_iter().filter(is_new).collect()
    }
}
