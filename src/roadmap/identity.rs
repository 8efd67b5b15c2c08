//! Matches what the journal says of nodes to today's roadmap.

use super::{NodeIdx, Roadmap};

/// A recorded node.
pub struct Recorded<'a> {
    pub node: &'a str,
    pub url: Option<&'a str>,
}

/// Matches.
#[must_use]
pub fn match_all(
    roadmap: &Roadmap,
    _attached: &[(&str, &str)],
    recorded: &[Recorded<'_>],
) -> Vec<Option<NodeIdx>> {
    recorded
        .iter()
        .map(|recorded| roadmap.find(recorded.node))
        .collect()
}
