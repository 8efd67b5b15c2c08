//! What the sections of a document are: its title, its stages, its topics, or text that a roadmap does not need.

use super::facts::Facts;
use super::head::heading_title;
use super::tree::{Tree, What};
use super::words;

/// What was decided about a document as a whole.
#[expect(
    clippy::struct_excessive_bools,
    reason = "answers to questions that have nothing to do with each other"
)]
pub(super) struct Plan {
    /// The name of the roadmap.
    pub name: String,
    /// The section that is the document itself.
    pub title: Option<usize>,
    /// A section without anything to do that gave the document its name.
    pub named_by: Option<usize>,
    /// Whether the sections below the title are stages; otherwise they are topics of a single one.
    pub has_stages: bool,
    pub has_sections: bool,
    /// Whether there are neither links nor boxes: then every item is something to do.
    pub is_bare: bool,
    /// Whether every item of the document is one to learn, as in an outliner.
    pub is_outline: bool,
    worth: Vec<bool>,
    loose: Vec<bool>,
}

/// What may be the name, besides the headings: what comes first is the better one.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'a> {
    /// What the document says of itself.
    pub given: Option<&'a str>,
    pub banner: Option<&'a str>,
    /// The name of the file.
    pub file: &'a str,
    pub is_outline: bool,
}

impl Plan {
    /// Decides; also tells whether the name is a guess.
    pub(super) fn of(tree: &Tree, facts: &Facts, names: &Names<'_>) -> (Plan, bool) {
        let is_bare = !facts.of[0].has_things;
        let worth = worth(tree, facts, is_bare);
        let kept = |parent: usize| -> Vec<usize> {
            tree.children(parent)
                .filter(|child| tree.is_section(*child) && worth[*child])
                .collect()
        };
        let mut tops = kept(0);
        let mut title = None;
        if let [only] = tops[..] {
            let below = kept(only);
            let has_topics = tree
                .children(only)
                .any(|child| is_heading_item(tree, child));
            let is_fold = matches!(tree.nodes[only].what, What::Section { is_fold: true, .. });
            let has_things_beside = tree
                .children(0)
                .any(|child| tree.is_item(child) && facts.of[child].is_thing);
            if !below.is_empty() && !has_topics && !is_fold && !has_things_beside {
                title = Some(only);
                tops = below;
            }
        } else if let Some(first) = first_alone(tree, facts, &tops) {
            title = Some(first);
            tops.retain(|top| *top != first);
        }
        let below: usize = tops
            .iter()
            .map(|top| {
                let sections = kept(*top).into_iter();
                sections.filter(|below| !facts.is_leaf(*below)).count()
                    + tree
                        .children(*top)
                        .filter(|child| is_heading_item(tree, *child))
                        .count()
            })
            .sum();
        let first = tree.children(0).find(|child| tree.is_section(*child));
        let is_named_by_first = first.is_some_and(|first| {
            let is_title = matches!(tree.nodes[first].what, What::Section { level, .. } if level == 1 || tops.len() > 1 || title.is_some_and(|title| title != first));
            !facts.of[first].is_chaff && (title == Some(first) || !worth[first] && is_title && is_name(tree, first))
        });
        let named_by = first
            .filter(|_| is_named_by_first && names.given.is_none())
            .or(title.filter(|_| names.given.is_none() && names.banner.is_none()));
        let heading = named_by.or_else(|| {
            tops.first()
                .copied()
                .filter(|_| tops.len() == 1 && names.given.is_none() && names.banner.is_none())
        });
        let from_heading = heading.map(|heading| heading_title(&tree.nodes[heading].head.line()));
        let name = names
            .given
            .map(str::to_owned)
            .or(from_heading)
            .or_else(|| names.banner.map(str::to_owned))
            .unwrap_or_else(|| names.file.to_owned());
        let is_guess = names.given.is_none() && heading.is_none();
        let plan = Plan {
            name,
            title,
            named_by: first.filter(|first| Some(*first) == named_by),
            has_stages: !tops.is_empty() && (below >= tops.len() || tops.len() == 1),
            has_sections: !tops.is_empty(),
            is_bare,
            is_outline: names.is_outline,
            loose: (0..tree.nodes.len())
                .map(|node| has_loose(tree, facts, node))
                .collect(),
            worth,
        };
        (plan, is_guess)
    }

    /// Tells whether a section has a place in the roadmap.
    pub(super) fn is_worth(&self, section: usize) -> bool {
        self.worth[section]
    }

    /// Tells whether something to do lies directly in a section, and not in a group of it.
    pub(super) fn has_loose(&self, section: usize) -> bool {
        self.loose[section]
    }
}

/// Returns the first of several top headings where it only has words below it, also with a link in them, and the others have
/// lists, tables or parts: it is the title of them all.
fn first_alone(tree: &Tree, facts: &Facts, tops: &[usize]) -> Option<usize> {
    let is_top = |node: usize| matches!(tree.nodes[node].what, What::Section { level: 1, .. });
    let has_words_only = |section: usize| {
        tree.children(section)
            .all(|child| matches!(tree.nodes[child].what, What::Paragraph | What::Code))
    };
    let first = tree.children(0).find(|child| tree.is_section(*child))?;
    let others = || tops.iter().copied().filter(|top| *top != first);
    let is_title = !facts.of[first].is_chaff
        && has_words_only(first)
        && is_name(tree, first)
        && !words::is_introduction(&tree.nodes[first].head.line())
        && tree.nodes[first].end <= first + 4;
    let are_parts = others().count() > 0
        && std::iter::once(first).chain(others()).all(is_top)
        && others().filter(|top| !has_words_only(*top)).count() * 2 > others().count();
    (is_title && are_parts).then_some(first)
}

/// Tells whether the first section without anything to do names the document: it is not a question or a chapter.
fn is_name(tree: &Tree, section: usize) -> bool {
    let text = tree.nodes[section].head.line();
    let has_sections = tree.children(section).any(|child| tree.is_section(child));
    let is_alone = matches!(tree.nodes[section].what, What::Section { level: 1, .. });
    !text.ends_with(['?', '？'])
        && text.chars().count() <= 80
        && (is_alone || !has_sections && tree.nodes[section].end <= section + 4)
}

fn is_heading_item(tree: &Tree, node: usize) -> bool {
    matches!(
        tree.nodes[node].what,
        What::Item {
            is_heading: true,
            ..
        }
    )
}

fn has_loose(tree: &Tree, facts: &Facts, node: usize) -> bool {
    if !tree.is_section(node) && node != 0 {
        return false;
    }
    tree.children(node).any(|child| {
        let fact = &facts.of[child];
        fact.is_thing && !fact.has_things
    })
}

/// Returns which sections have something to do or key ideas in them.
fn worth(tree: &Tree, facts: &Facts, is_bare: bool) -> Vec<bool> {
    let mut worth = vec![false; tree.nodes.len()];
    let mut in_worthy = vec![false; tree.nodes.len()];
    for node in 1..tree.nodes.len() {
        if !tree.is_section(node) {
            continue;
        }
        let fact = &facts.of[node];
        let parent = tree.nodes[node].parent;
        let is_below = in_worthy[parent];
        let has_ideas = fact.bold >= 2 || fact.phrases >= 2 && (is_below || fact.prose == 0);
        let has_things = fact.has_things || fact.is_thing;
        worth[node] = !fact.is_chaff && (has_things || has_ideas || is_bare);
        // The document's own title is no part that its sections could be a part of.
        let is_title = matches!(tree.nodes[node].what, What::Section { level: 1, .. });
        in_worthy[node] = worth[node] && fact.has_things && !is_title;
    }
    worth
}
