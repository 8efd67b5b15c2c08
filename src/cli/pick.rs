//! From what a person types to a node: an id, or a part of one that fits no other.

use crate::lang::Lang;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::{self, CleanBuf, clean};

use super::error::CliError;

/// How many candidates an error names.
const NAMED: usize = 5;

/// Why a text does not name a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickError {
    /// It fits several; the first few and how many there are.
    Several {
        candidates: Vec<CleanBuf>,
        all: usize,
    },
    /// It fits none; what it may have meant.
    None { nearest: Vec<CleanBuf> },
}

/// Finds the one node that a text names: exact id, former id, the only id that starts so, the only id that holds it.
pub fn pick(roadmap: &Roadmap, typed: &str) -> Result<NodeIdx, PickError> {
    pick_level(roadmap, typed, |_| true)
}

/// Finds as [`pick`] does, among nodes of some levels only.
pub fn pick_level(
    roadmap: &Roadmap,
    typed: &str,
    fits: impl Fn(Level) -> bool + Copy,
) -> Result<NodeIdx, PickError> {
    let word = typed.trim().to_lowercase();
    let nodes = || roadmap.nodes().filter(|node| fits(roadmap.level(*node)));
    if let Some(node) = roadmap
        .find(&word)
        .filter(|node| fits(roadmap.level(*node)))
    {
        return Ok(node);
    }
    if let Some(node) =
        nodes().find(|node| roadmap.aliases(*node).any(|alias| alias.as_str() == word))
    {
        return Ok(node);
    }
    let rules: [fn(&str, &str) -> bool; 2] = [
        |id, word| id.starts_with(word),
        |id, word| id.contains(word),
    ];
    for rule in rules {
        let found: Vec<NodeIdx> = nodes()
            .filter(|node| !word.is_empty() && rule(roadmap.node_id(*node).as_str(), &word))
            .collect();
        match found[..] {
            [] => {}
            [node] => return Ok(node),
            [..] => {
                let candidates = found
                    .iter()
                    .take(NAMED)
                    .map(|node| roadmap.node_id(*node).to_buf())
                    .collect();
                return Err(PickError::Several {
                    candidates,
                    all: found.len(),
                });
            }
        }
    }
    let nodes: Vec<NodeIdx> = nodes().collect();
    Err(PickError::None {
        nearest: nearest(roadmap, &nodes, &word),
    })
}

/// Returns ids that are spelled alike, else ids of things whose title holds the text.
fn nearest(roadmap: &Roadmap, nodes: &[NodeIdx], word: &str) -> Vec<CleanBuf> {
    let ids = nodes.iter().map(|node| roadmap.node_id(*node).as_str());
    let alike = text::nearest::alike(word, ids);
    if !alike.is_empty() || word.is_empty() {
        return alike.into_iter().take(NAMED).map(clean::line).collect();
    }
    let titled = |node: &&NodeIdx| {
        Lang::ALL.iter().any(|lang| {
            roadmap
                .title(**node, *lang)
                .as_str()
                .to_lowercase()
                .contains(word)
        })
    };
    nodes
        .iter()
        .filter(titled)
        .take(NAMED)
        .map(|node| roadmap.node_id(*node).to_buf())
        .collect()
}

impl PickError {
    /// Says it to the person who typed.
    #[must_use]
    pub fn explain(&self, lang: Lang, typed: &str) -> CliError {
        let text = lang.cli();
        let join = |ids: &[CleanBuf]| {
            ids.iter()
                .map(CleanBuf::as_str)
                .collect::<Vec<_>>()
                .join(", ")
        };
        match self {
            PickError::Several { candidates, all } => {
                let rest = all - candidates.len();
                CliError::usage(&(text.several_fit)(typed, *all))
                    .hint(&(text.candidates)(&join(candidates), rest))
            }
            PickError::None { nearest } if nearest.is_empty() => {
                CliError::usage(&(text.none_fits)(typed)).hint(text.list_shows_ids)
            }
            PickError::None { nearest } => {
                CliError::usage(&(text.none_fits)(typed)).hint(&(text.did_you_mean)(&join(nearest)))
            }
        }
    }
}
