//! Stages and topics by what a person types of them.

use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{CleanBuf, clean, nearest};

use super::fold::folded;
use super::narrowing::Narrowing;
use super::problem::{Problem, ProblemKind};
use super::token::Value;

/// How many candidates are named.
const NAMED: usize = 5;

/// Returns the nodes of a level that a text names: the one of that id or former id, else those whose id begins
/// with it, else those whose id has it, else those whose title has it in any language.
#[must_use]
pub fn places(roadmap: &Roadmap, level: Level, typed: &str) -> Vec<NodeIdx> {
    let typed = folded(typed.trim());
    if typed.is_empty() {
        return Vec::new();
    }
    let is_there = |node: &NodeIdx| roadmap.level(*node) == level;
    if let Some(node) = roadmap.find(&typed).filter(is_there) {
        return vec![node];
    }
    let rules: [&dyn Fn(NodeIdx) -> bool; 4] = [
        &|node| roadmap.aliases(node).any(|alias| alias.as_str() == typed),
        &|node| roadmap.node_id(node).as_str().starts_with(&typed),
        &|node| roadmap.node_id(node).as_str().contains(&typed),
        &|node| {
            let mut titles = roadmap.titles(node).all();
            titles.any(|(_, title)| folded(title.as_str()).contains(&typed))
        },
    ];
    for rule in rules {
        let nodes = roadmap.nodes().filter(is_there);
        let found: Vec<NodeIdx> = nodes.filter(|node| rule(*node)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

pub(super) const fn level_of(narrowing: Narrowing) -> Level {
    match narrowing {
        Narrowing::Stage => Level::Stage,
        Narrowing::Topic
        | Narrowing::Kind
        | Narrowing::Is
        | Narrowing::Lang
        | Narrowing::Core
        | Narrowing::Free
        | Narrowing::Note => Level::Topic,
    }
}

/// Tells what is wrong with a value that should name one stage or topic.
pub(super) fn problem(roadmap: &Roadmap, narrowing: Narrowing, value: &Value) -> Option<Problem> {
    let level = level_of(narrowing);
    let found = places(roadmap, level, &value.text);
    let kind = match found[..] {
        [_] => return None,
        [] => {
            let nodes = roadmap.nodes().filter(|node| roadmap.level(*node) == level);
            let ids = nodes.map(|node| roadmap.node_id(node).as_str());
            ProblemKind::UnknownValue {
                narrowing,
                value: clean::line(&value.text),
                nearest: nearest(&value.text, ids).map(clean::line),
            }
        }
        [..] => {
            let ids = found.iter().map(|node| roadmap.node_id(*node).to_buf());
            let candidates: Vec<CleanBuf> = ids.take(NAMED).collect();
            ProblemKind::Several {
                narrowing,
                value: clean::line(&value.text),
                candidates,
                all: found.len(),
            }
        }
    };
    Some(Problem {
        range: value.range.clone(),
        kind,
    })
}
