//! A document as every reader of a format hands it on: sections, items and paragraphs in one list, in reading order.

use crate::progress::Status;
use crate::roadmap::Kind;

use super::inline::Inline;
use super::past::Past;

/// What a node of a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Root,
    /// A heading and all below it. A folded part (`<details>`) with a name of its own is one too.
    Section {
        level: u8,
        is_fold: bool,
    },
    /// An item of a list; the number tells lists apart.
    Item {
        list: u32,
        /// Whether its text is a heading.
        is_heading: bool,
        is_ordered: bool,
    },
    Paragraph,
    Code,
    Table(Table),
}

/// The cells of a table, with the line of each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub head: Vec<Inline>,
    pub rows: Vec<(u32, Vec<Inline>)>,
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub what: What,
    pub parent: usize,
    /// One past the last node below this one.
    pub end: usize,
    /// Line in the document, from 1.
    pub line: u32,
    pub head: Inline,
    /// What the box of the item says; `None` without a box.
    pub status: Option<Status>,
    pub past: Past,
    /// What kind of thing it is and how many minutes it takes, where the document says so besides its words.
    pub said: Said,
    pub in_quote: bool,
    /// Whether all of its text is struck through, and no box says how far it is.
    pub is_struck: bool,
    /// The id that an export of our own gave it.
    pub id: Option<String>,
}

/// What a document says of a node besides its words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub kind: Option<Kind>,
    pub minutes: Option<u64>,
}

/// A document.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

/// Builds a document from its beginning to its end.
pub(super) struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
    lists: u32,
    pub quotes: u32,
}

impl Builder {
    pub(super) fn new() -> Builder {
        let root = Node {
            what: What::Root,
            parent: 0,
            end: 0,
            line: 1,
            head: Inline::default(),
            status: None,
            past: Past::default(),
            said: Said::default(),
            in_quote: false,
            is_struck: false,
            id: None,
        };
        Builder {
            nodes: vec![root],
            open: vec![0],
            lists: 0,
            quotes: 0,
        }
    }

    /// Returns the node that what comes next belongs to.
    pub(super) fn current(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    pub(super) fn node(&mut self, node: usize) -> &mut Node {
        &mut self.nodes[node]
    }

    /// Returns a number for a list of its own.
    pub(super) fn list(&mut self) -> u32 {
        self.lists += 1;
        self.lists
    }

    /// Adds a node without anything below it.
    pub(super) fn leaf(&mut self, what: What, line: u32, head: Inline) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node {
            what,
            parent: self.current(),
            end: node + 1,
            line,
            head,
            status: None,
            past: Past::default(),
            said: Said::default(),
            in_quote: self.quotes > 0,
            is_struck: false,
            id: None,
        });
        node
    }

    /// Adds a node; what comes next lies below it.
    pub(super) fn open(&mut self, what: What, line: u32, head: Inline) -> usize {
        let node = self.leaf(what, line, head);
        self.open.push(node);
        node
    }

    /// Adds a section, after all that it ends.
    pub(super) fn section(&mut self, level: u8, line: u32, head: Inline) -> usize {
        while let Some(What::Section { level: open, .. }) =
            self.open.last().map(|at| &self.nodes[*at].what)
        {
            if *open < level {
                break;
            }
            self.close();
        }
        self.open(
            What::Section {
                level,
                is_fold: false,
            },
            line,
            head,
        )
    }

    /// Returns the level of the section that is open.
    pub(super) fn level(&self) -> u8 {
        self.open
            .iter()
            .rev()
            .find_map(|at| match self.nodes[*at].what {
                What::Section { level, .. } => Some(level),
                What::Root | What::Item { .. } | What::Paragraph | What::Code | What::Table(_) => {
                    None
                }
            })
            .unwrap_or(0)
    }

    /// Ends the node that was opened last.
    pub(super) fn close(&mut self) {
        if self.open.len() > 1
            && let Some(node) = self.open.pop()
        {
            self.nodes[node].end = self.nodes.len();
        }
    }

    /// Ends an item and all that is open in it.
    pub(super) fn close_item(&mut self) {
        let item = self
            .open
            .iter()
            .rposition(|at| matches!(self.nodes[*at].what, What::Item { .. }));
        if let Some(item) = item {
            while self.open.len() > item.max(1) {
                self.close();
            }
        }
    }

    /// Ends all items that are open.
    pub(super) fn close_items(&mut self) {
        let is_item = |at: &usize| matches!(self.nodes[*at].what, What::Item { .. });
        if let Some(first) = self.open.iter().position(is_item) {
            while self.open.len() > first.max(1) {
                self.close();
            }
        }
    }

    /// Ends the innermost fold and all sections in it.
    pub(super) fn close_fold(&mut self) {
        let is_item = |at: &usize| matches!(self.nodes[*at].what, What::Item { .. });
        let is_fold =
            |at: &usize| matches!(self.nodes[*at].what, What::Section { is_fold: true, .. });
        let item = self.open.iter().rposition(is_item).unwrap_or(0);
        if let Some(fold) = self
            .open
            .iter()
            .rposition(is_fold)
            .filter(|fold| *fold > item)
        {
            while self.open.len() > fold {
                self.close();
            }
        }
    }

    pub(super) fn finish(mut self) -> Tree {
        while self.open.len() > 1 {
            self.close();
        }
        self.nodes[0].end = self.nodes.len();
        Tree { nodes: self.nodes }
    }
}

impl Tree {
    /// Returns the nodes directly below a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[node].end;
        let first = (node + 1 < end).then_some(node + 1);
        std::iter::successors(first, move |at| {
            Some(self.nodes[*at].end).filter(|next| *next < end)
        })
    }

    pub(super) fn is_section(&self, node: usize) -> bool {
        matches!(self.nodes[node].what, What::Section { .. })
    }

    pub(super) fn is_item(&self, node: usize) -> bool {
        matches!(self.nodes[node].what, What::Item { .. })
    }
}
