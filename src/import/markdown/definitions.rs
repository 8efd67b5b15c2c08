//! Paragraphs that are the items of a list: each begins with a bold name, and then says what it is.

use crate::import::head::{Head, Lead};
use crate::import::tree::{Tree, What};

/// Makes items of two such paragraphs or more that follow each other, where one of them has a link.
pub(super) fn find(tree: &mut Tree) {
    let mut at = 1;
    while at < tree.nodes.len() {
        let end = run(tree, at);
        let run = at..end.max(at);
        let has_link = tree.nodes[run.clone()]
            .iter()
            .any(|node| node.head.has_link());
        if run.len() > 1 && has_link {
            for node in &mut tree.nodes[run.clone()] {
                node.what = What::Item {
                    list: 0,
                    is_heading: false,
                    is_ordered: false,
                };
            }
        }
        at = end.max(at + 1);
    }
}

/// Returns where the definitions end that begin at a node.
fn run(tree: &Tree, first: usize) -> usize {
    let parent = tree.nodes[first].parent;
    let nodes = tree.nodes[first..].iter();
    first
        + nodes
            .take_while(|node| node.parent == parent && is_definition(node))
            .count()
}

fn is_definition(node: &crate::import::tree::Node) -> bool {
    if node.what != What::Paragraph || node.in_quote || node.is_struck {
        return false;
    }
    let head = Head::read(&node.head, false);
    let line = node.head.line();
    let is_parted = line
        .strip_prefix(head.title.as_str())
        .is_some_and(|rest| rest.trim_start().starts_with([':', '：', '-', '–', '—']));
    head.lead == Lead::Bold && is_parted && !head.rest.is_blank()
}
