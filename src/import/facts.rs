//! What is known of each part of a document before it is given a place: what there is to do in it, and what it announces.

use std::collections::HashMap;

use super::cut::{end_of_links, ends_line, is_parted_before};
use super::head::{Head, JOINED, Lead};
use super::headers;
use super::inline::{Inline, Mark};
use super::numbering::{self, Numbering};
use super::phrases;
use super::rows;
use super::tree::{Node, Tree, What};
use super::words::{self, Label};

/// What is known of one node.
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that are true or not, independently"
)]
#[derive(Clone, Debug, Default)]
pub(super) struct Fact {
    pub head: Option<Head>,
    /// Whether it is itself something to do.
    pub is_thing: bool,
    /// Whether it is so for a link inside its words.
    pub is_linked: bool,
    /// Whether there is something to do below it.
    pub has_things: bool,
    /// How many items below it are short phrases, and how many of those are bold.
    pub phrases: usize,
    pub bold: usize,
    /// How many paragraphs of text lie below it.
    pub prose: usize,
    pub label: Option<Label>,
    /// A part about the document itself, or struck through.
    pub is_chaff: bool,
    /// A link or list of links within the document.
    pub is_contents: bool,
}

pub(super) struct Facts {
    pub of: Vec<Fact>,
    lists: HashMap<List, Items>,
}

/// A list, by the node it stands in and its number.
pub(super) type List = (usize, u32);

/// How many items a list has, how many of them are something to do, how many begin with a link, and how many have one.
#[derive(Clone, Copy, Debug, Default)]
struct Items {
    all: usize,
    things: usize,
    links: usize,
    linked: usize,
    /// How many are words over things to do.
    groups: usize,
}

/// A section of so many paragraphs is prose.
const PROSE: usize = 2;

/// A short paragraph, in characters.
const FEW: usize = 240;

/// A short line, in characters.
const SHORT: usize = 60;

impl Facts {
    pub(super) fn of(tree: &Tree) -> Facts {
        let mut facts = Facts {
            of: Vec::with_capacity(tree.nodes.len()),
            lists: HashMap::new(),
        };
        for node in 0..tree.nodes.len() {
            let fact = facts.own(tree, node);
            facts.of.push(fact);
        }
        facts.take_linked_items(tree);
        // From the end, so that a node is asked after all below it.
        for node in (0..tree.nodes.len()).rev() {
            facts.take_linked_lines(tree, node);
            let parent = tree.nodes[node].parent;
            let fact = &facts.of[node];
            if fact.is_chaff || node == 0 {
                continue;
            }
            let (has, phrases, bold, prose) = (
                fact.is_thing || fact.has_things,
                fact.phrases,
                fact.bold,
                fact.prose,
            );
            if let What::Item { list, .. } = tree.nodes[node].what
                && fact.has_things
                && !fact.is_thing
                && let Some(items) = facts.lists.get_mut(&(parent, list))
            {
                items.groups += 1;
            }
            let own = &mut facts.of[parent];
            own.has_things |= has;
            own.phrases += phrases;
            own.bold += bold;
            own.prose += prose;
        }
        facts
    }

    /// Makes something to do of items with a link inside their words: of all where most of the list have one, and of short
    /// ones that define no name.
    fn take_linked_items(&mut self, tree: &Tree) {
        let essays = self.essays(tree);
        for (at, node) in tree.nodes.iter().enumerate().skip(1) {
            let What::Item { list, .. } = node.what else {
                continue;
            };
            let items = self.lists.get(&(node.parent, list)).copied();
            let (Some(items), Some(head)) = (items, &self.of[at].head) else {
                continue;
            };
            let text = node.head.line();
            let is_named = matches!(head.lead, Lead::Bold | Lead::Parted);
            let are_linked = items.linked * 2 > items.all;
            if items.things == 0 && essays[at] {
                continue;
            }
            let is_step = !is_named && text.chars().count() <= JOINED;
            // Below something to do, and among things to do, words are what is said of them.
            let is_said = self.of[node.parent].is_thing && tree.is_item(node.parent)
                || phrases::begins_remark(&text) && (items.things > 0 || !are_linked);
            let fact = &self.of[at];
            let can_be =
                !fact.is_thing && !fact.is_chaff && fact.label.is_none() && !fact.is_contents;
            if can_be && is_linked_item(node) && !is_said && (are_linked || is_step) {
                let head = linked_head(node, head);
                let fact = &mut self.of[at];
                fact.is_thing = true;
                fact.is_linked = true;
                fact.head = Some(head);
                (fact.phrases, fact.bold) = (0, 0);
                if let Some(items) = self.lists.get_mut(&(node.parent, list)) {
                    items.things += 1;
                }
            }
        }
    }

    /// Returns of each node whether it stands in a section of prose, in which a link is only mentioned.
    fn essays(&self, tree: &Tree) -> Vec<bool> {
        let mut prose = vec![0_usize; tree.nodes.len()];
        for (node, fact) in tree.nodes.iter().zip(&self.of) {
            prose[node.parent] += fact.prose;
        }
        let mut essays: Vec<bool> = Vec::with_capacity(tree.nodes.len());
        for (at, node) in tree.nodes.iter().enumerate() {
            let in_essay = tree.is_item(at) && essays[node.parent];
            essays.push(in_essay || prose[at] >= PROSE);
        }
        essays
    }

    /// Makes something to do of the lines with links of a section that has nothing else to do.
    fn take_linked_lines(&mut self, tree: &Tree, section: usize) {
        let fact = &self.of[section];
        let is_part = section == 0 || tree.is_section(section);
        if fact.has_things || fact.is_chaff || !is_part {
            return;
        }
        if words::is_introduction(&tree.nodes[section].head.line()) {
            return;
        }
        // A quotation beside other words is a remark on them.
        let is_quotation = tree.children(section).all(|line| tree.nodes[line].in_quote);
        // Where a part says little, all of it is what there is to do.
        let longest = if fact.prose < PROSE { FEW } else { JOINED };
        for line in tree.children(section) {
            let node = &tree.nodes[line];
            let fact = &mut self.of[line];
            let head = fact
                .head
                .as_ref()
                .filter(|head| is_linked_line(node, head, longest));
            if let Some(head) = head.filter(|_| is_quotation || !node.in_quote) {
                let mut head = linked_head(node, head);
                let first = node.head.text.lines().next().unwrap_or_default();
                if node
                    .head
                    .links()
                    .iter()
                    .all(|link| link.range.start > first.len())
                {
                    // What the first of several lines says is not the name of a link below it.
                    head.call(&tree.nodes[section].head.line());
                }
                fact.head = Some(head);
                fact.is_thing = true;
                fact.is_linked = true;
                self.of[section].prose -= fact.prose.min(self.of[section].prose);
                self.of[section].has_things = true;
            }
        }
    }

    /// Tells whether most items of a list begin with a link.
    pub(super) fn is_list_of_links(&self, list: List) -> bool {
        let items = self.lists.get(&list);
        items.is_some_and(|items| items.links * 2 > items.all)
    }

    /// Tells whether at least half of the items of a list begin with a link or a box, and some with a link.
    pub(super) fn is_list_of_things(&self, list: List) -> bool {
        let items = self.lists.get(&list);
        items.is_some_and(|items| items.things * 2 >= items.all && items.linked > 0)
    }

    /// Tells whether at least half of the items of a list are words over things to do.
    pub(super) fn is_list_of_groups(&self, list: List) -> bool {
        let items = self.lists.get(&list);
        items.is_some_and(|items| items.groups > 0 && items.groups * 2 >= items.all)
    }

    /// Tells whether most items of a list have a link inside their words, and are something to do for it.
    pub(super) fn is_list_of_linked(&self, list: List) -> bool {
        let items = self.lists.get(&list);
        items.is_some_and(|items| {
            let inside = items.linked.saturating_sub(items.links);
            inside * 2 > items.all && items.things * 2 > items.all
        })
    }

    /// Tells whether some items of a list begin with a link or a box.
    pub(super) fn has_things_beside(&self, list: List) -> bool {
        self.lists.get(&list).is_some_and(|items| items.things > 0)
    }

    /// Tells whether a section is a link with what is said of it, and nothing else to do or to know.
    pub(super) fn is_leaf(&self, section: usize) -> bool {
        let fact = &self.of[section];
        fact.is_thing && !fact.has_things && fact.phrases == 0
    }

    fn own(&mut self, tree: &Tree, at: usize) -> Fact {
        let node = &tree.nodes[at];
        let text = node.head.line();
        // Below a part about the document, all is about it; so is all below what is struck through.
        let inherited = at > 0 && self.of[node.parent].is_chaff;
        let mut fact = Fact {
            is_chaff: inherited || node.is_struck,
            ..Fact::default()
        };
        match &node.what {
            What::Root | What::Code => {}
            What::Section { level, is_fold } => {
                fact.is_chaff |= words::is_chaff(&text);
                // The link of the document's own title leads to the document.
                fact.is_thing = node.head.has_link() && (*level > 1 || *is_fold);
                fact.head = fact.is_thing.then(|| Head::read(&node.head, true));
            }
            What::Table(table) => fact.is_thing = rows::is_of_things(table),
            What::Item {
                list, is_heading, ..
            } => {
                let head = item_head(node);
                let begins_with_link =
                    matches!(head.lead, Lead::Link | Lead::DeadLink | Lead::Announced);
                fact.is_contents = head.lead == Lead::Anchor && head.note().is_none()
                    || !node.head.has_link() && words::is_contents_mark(&text);
                fact.label = (!head.title.is_empty() && !node.head.has_link())
                    .then(|| words::label(&text))
                    .flatten();
                // In a quotation only a box, or a link that it begins with, makes something of it.
                let counts = (!node.in_quote || node.status.is_some() || begins_with_link)
                    && !is_heading
                    && !fact.is_contents;
                let is_boxed = node.status.is_some() || head.status.is_some();
                let is_planned =
                    phrases::says_day(&text) && !tree.children(at).any(|child| tree.is_item(child));
                fact.is_thing = counts && (is_boxed || begins_with_link || is_planned);
                let is_name = fact.label.is_none() && !is_property(node, &head);
                if counts && !fact.is_thing && is_name && is_phrase(&head, &text) {
                    fact.phrases = 1;
                    fact.bold = usize::from(head.lead == Lead::Bold);
                }
                if !fact.is_contents && !node.is_struck && !node.head.is_blank() {
                    let items = self.lists.entry((node.parent, *list)).or_default();
                    items.all += 1;
                    items.things += usize::from(fact.is_thing);
                    items.links += usize::from(counts && begins_with_link);
                    items.linked += usize::from(is_linked_item(node) || counts && begins_with_link);
                }
                fact.is_chaff |= *is_heading && words::is_chaff(&text);
                fact.head = Some(head);
            }
            What::Paragraph => {
                let has_link = node.head.has_link();
                let is_short_enough = !has_link && (!node.in_quote || text.chars().count() <= 40);
                fact.label = is_short_enough.then(|| words::label(&text)).flatten();
                let head = Head::read(&node.head, false);
                fact.is_contents = head.lead == Lead::Anchor && head.note().is_none()
                    || !has_link
                        && (words::is_back_to_top(&text) || is_contents(&node.head, &text));
                let is_cited = numbering::of(&text)
                    .is_some_and(|(numbering, _)| numbering == Numbering::Cited);
                let is_planned = has_link && (is_cited || phrases::says_day(&text));
                fact.is_thing = !node.in_quote && (is_planned || is_link_line(&head, &node.head));
                let counts = fact.label.is_none()
                    && !fact.is_thing
                    && !fact.is_contents
                    && !is_lead_in(&node.head);
                fact.prose =
                    usize::from(counts && (node.parent == 0 || tree.is_section(node.parent)));
                fact.head = Some(if is_planned {
                    linked_head(node, &head)
                } else {
                    head
                });
            }
        }
        fact.is_thing &= !fact.is_chaff;
        fact
    }
}

/// Tells whether a line is a list of links within the document, or stands for one.
fn is_contents(inline: &Inline, text: &str) -> bool {
    let anchors = inline.spans.iter().filter(|span| span.mark == Mark::Anchor);
    let mut anchors: Vec<_> = anchors.map(|span| span.range.clone()).collect();
    anchors.sort_by_key(|range| range.start);
    let mut rest = inline.clone();
    rest.remove_all(&anchors);
    words::is_contents_mark(text) || anchors.len() > 1 && !rest.text.contains(char::is_alphanumeric)
}

/// Tells whether an item has a link in its words, and may be something to do for it: in a quotation only a box makes it one.
fn is_linked_item(node: &Node) -> bool {
    let is_heading = matches!(
        node.what,
        What::Item {
            is_heading: true,
            ..
        }
    );
    let links = node.head.links();
    // An address within a sentence is a word of it.
    let is_word = links.iter().all(|link| {
        let (words, after) = node.head.text.split_at(link.range.end);
        words[link.range.start..].contains("://") && !ends_line(after)
    });
    !is_word && !node.in_quote && !is_heading
}

/// Tells whether a line with a link may be something to do: it begins with one, or is no longer than so many characters.
fn is_linked_line(node: &Node, head: &Head, longest: usize) -> bool {
    let text = node.head.line();
    let is_line = match node.what {
        What::Paragraph => true,
        What::Item { .. } => node.in_quote,
        What::Root | What::Section { .. } | What::Code | What::Table(_) => false,
    };
    let is_short = text.chars().count() <= longest
        && !text.ends_with(['?', '？'])
        && !head.title.ends_with(['?', '？'])
        && !phrases::begins_remark(&text);
    is_line && !node.is_struck && node.head.has_link() && (head.lead == Lead::Link || is_short)
}

/// Reads an item with a link inside its words: a long sentence is not its title.
fn linked_head(node: &Node, head: &Head) -> Head {
    let is_named = matches!(head.lead, Lead::Bold | Lead::Parted);
    let mut head = if is_named {
        head.clone()
    } else {
        Head::read(&node.head, true)
    };
    head.take_first_link();
    if !is_named && head.call_by_quote() {
        return head;
    }
    if !is_named && node.head.line().chars().count() > JOINED {
        head.call_by_link();
    }
    head
}

/// Tells whether a paragraph is a link with what is said of it, and not a sentence with a link in it.
pub(super) fn is_link_line(head: &Head, inline: &Inline) -> bool {
    let links = inline.links();
    let link = links
        .iter()
        .find(|link| Some(link.url) == head.url.as_deref());
    let (Lead::Link | Lead::Announced, Some(link)) = (head.lead, link) else {
        return false;
    };
    let after = &inline.text[end_of_links(inline, link.range.end)..];
    let is_parted = head.lead == Lead::Link || is_parted_before(inline, &link.range);
    is_parted && (ends_line(after) || after.trim_start().starts_with("by "))
}

/// Tells whether a text is the name of a thing, and not a sentence.
fn is_phrase(head: &Head, text: &str) -> bool {
    match head.lead {
        Lead::Bold | Lead::Parted => true,
        Lead::Whole => is_short_phrase(text),
        Lead::Link | Lead::DeadLink | Lead::Anchor | Lead::Announced => false,
    }
}

/// Tells whether an item only says something of the part that it stands in, as `Difficulty: hard` does.
pub(super) fn is_property(node: &Node, head: &Head) -> bool {
    let is_parted = matches!(head.lead, Lead::Bold | Lead::Parted);
    is_parted
        && node.status.is_none()
        && head.status.is_none()
        && !node.head.has_link()
        && headers::is_property(&words::bare(&head.title))
}

/// Tells whether a text is short and no sentence.
pub(super) fn is_short_phrase(text: &str) -> bool {
    let count = text.chars().count();
    count > 0
        && count <= SHORT
        && !text
            .trim_end()
            .ends_with(['.', '!', '?', '。', '！', '？', ';', '…'])
}

/// Tells whether a paragraph only announces what comes after it: it is short and bold or numbered, or ends with a colon.
pub(super) fn is_lead_in(inline: &Inline) -> bool {
    let text = inline.text.trim();
    let is_bold = inline
        .at(0, |mark| *mark == Mark::Strong)
        .is_some_and(|bold| {
            inline.text[bold.end..]
                .trim()
                .trim_start_matches([':', '：'])
                .is_empty()
        });
    let ends_with_colon = text.ends_with([':', '：']);
    let is_numbered = numbering::of(text).is_some();
    text.chars().count() <= SHORT
        && !inline.has_link()
        && (is_bold || ends_with_colon || is_numbered)
}

/// Reads an item. With a box or sign it is something to do, whose address may stand in the middle of a sentence.
fn item_head(node: &Node) -> Head {
    let head = Head::read(&node.head, node.status.is_some());
    if head.status.is_some() && head.url.is_none() {
        return Head::read(&node.head, true);
    }
    head
}
