//! What there is to learn: a tree of stages, topics, concepts and resources that never changes while the program runs.
//!
//! The tree is flat: nodes in reading order, each with its parent and the end of its subtree, so that walking, counting and
//! drawing need no recursion. Text is reached through accessors only, and may come from a file when it is first asked for
//! ([`pack`]).

pub mod compare;
pub mod compile;
mod flat;
pub mod identity;
pub mod library;
pub mod minutes;
pub mod overlay;
pub mod pack;
pub mod problem;
mod row;
pub mod source;
pub mod url;
mod written;

use std::ops::Range;
use std::sync::Arc;

use crate::lang::Lang;
use crate::text::{Clean, CleanBuf};
use flat::{Flat, Words};
use row::Row;
use url::Link;

pub use crate::yaml::{Gauge, Limits, Reading};
pub use compile::{Loaded, load};
pub use minutes::TypicalMinutes;
pub use overlay::Hidden;
pub use written::Written;

/// A node of one [`Roadmap`]: only that roadmap hands it out, so looking it up cannot fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeIdx(u32);

impl NodeIdx {
    /// Returns the position in reading order, to index a `Vec` with one entry a node.
    #[must_use]
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    Stage,
    Topic,
    /// A key idea, ticked as "understood".
    Concept,
    /// Something to read, watch or do: what is ticked off.
    Resource,
}

impl Level {
    /// Returns the word that generated ids and JSON use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Level::Stage => "stage",
            Level::Topic => "topic",
            Level::Concept => "concept",
            Level::Resource => "resource",
        }
    }
}

/// What kind of thing a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Video,
    Article,
    Course,
    Book,
    Paper,
    Repo,
    Docs,
    Notebook,
    Dataset,
    Tool,
    Space,
    List,
    Task,
    Other,
}

impl Kind {
    pub const ALL: [Kind; 14] = [
        Kind::Video,
        Kind::Article,
        Kind::Course,
        Kind::Book,
        Kind::Paper,
        Kind::Repo,
        Kind::Docs,
        Kind::Notebook,
        Kind::Dataset,
        Kind::Tool,
        Kind::Space,
        Kind::List,
        Kind::Task,
        Kind::Other,
    ];

    /// Returns the word that files and commands use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Video => "video",
            Kind::Article => "article",
            Kind::Course => "course",
            Kind::Book => "book",
            Kind::Paper => "paper",
            Kind::Repo => "repo",
            Kind::Docs => "docs",
            Kind::Notebook => "notebook",
            Kind::Dataset => "dataset",
            Kind::Tool => "tool",
            Kind::Space => "space",
            Kind::List => "list",
            Kind::Task => "task",
            Kind::Other => "other",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Tells whether things of this kind cost nothing as a rule. Courses, books and tools may have a price, and of a
    /// task or of something else nothing is known.
    #[must_use]
    pub const fn is_usually_free(self) -> bool {
        match self {
            Kind::Video
            | Kind::Article
            | Kind::Paper
            | Kind::Repo
            | Kind::Docs
            | Kind::Notebook
            | Kind::Dataset
            | Kind::Space
            | Kind::List => true,
            Kind::Course | Kind::Book | Kind::Tool | Kind::Task | Kind::Other => false,
        }
    }

    /// Returns how many minutes a thing of this kind takes as a rule: shown with `~` where the file says nothing.
    #[must_use]
    pub const fn typical_minutes(self) -> u32 {
        match self {
            Kind::Course => 600,
            Kind::Book => 900,
            Kind::Paper | Kind::Notebook => 60,
            Kind::Repo | Kind::Docs | Kind::List | Kind::Task => 30,
            Kind::Video | Kind::Article | Kind::Dataset | Kind::Tool | Kind::Other => 20,
            Kind::Space => 15,
        }
    }
}

/// Text in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(Vec<(CleanBuf, CleanBuf)>);

impl Localized {
    /// Takes `(language tag, text)` pairs; the tag of a text without language is empty.
    #[must_use]
    pub fn new(texts: Vec<(CleanBuf, CleanBuf)>) -> Self {
        Localized(texts)
    }

    /// Returns the text in the asked language, else in a variety of it such as `zh-hans`, else in English, else in any.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Clean<'_> {
        let is_variety_of = |have: &str, tag: &str| {
            have.strip_prefix(tag)
                .is_some_and(|rest| rest.starts_with('-'))
        };
        let find = |tag: &str| {
            let texts = || self.0.iter();
            texts()
                .find(|(have, _)| have.as_str() == tag)
                .or_else(|| texts().find(|(have, _)| is_variety_of(have.as_str(), tag)))
        };
        find(lang.code())
            .or_else(|| find(Lang::En.code()))
            .or_else(|| self.0.first())
            .map(|(_, text)| text.as_clean())
            .unwrap_or_default()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns all `(language tag, text)` pairs, as written.
    pub fn all(&self) -> impl Iterator<Item = (Clean<'_>, Clean<'_>)> {
        self.0
            .iter()
            .map(|(tag, text)| (tag.as_clean(), text.as_clean()))
    }
}

/// A further link of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherLink {
    pub title: Localized,
    pub link: Link,
}

/// Where a roadmap was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub title: CleanBuf,
    pub link: Option<Link>,
    pub license: Option<CleanBuf>,
}

/// One node as the compiler makes it.
#[derive(Clone, Debug)]
struct Node {
    id: CleanBuf,
    level: Level,
    parent: Option<NodeIdx>,
    /// One past the last node below this one.
    end: u32,
    depth: u16,
    title: Localized,
    /// Summary of a stage or topic, text of a concept, note of a resource.
    body: Localized,
    aliases: Vec<CleanBuf>,
    /// The person added it in a layer of their own.
    own: bool,
    detail: Detail,
}

/// What only some levels have.
#[derive(Clone, Debug)]
enum Detail {
    Stage { optional: bool },
    Topic { needs: Vec<NodeIdx> },
    Concept,
    Resource(Box<Resource>),
}

/// What only a resource has.
#[derive(Clone, Debug)]
struct Resource {
    link: Option<Link>,
    author: Option<CleanBuf>,
    kind: Kind,
    lang: Option<CleanBuf>,
    minutes: Option<u32>,
    core: bool,
    free: Option<bool>,
    also: Vec<FurtherLink>,
    formerly: Vec<Link>,
}

/// What is said of a roadmap as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    id: CleanBuf,
    title: Localized,
    summary: Localized,
    edition: Option<CleanBuf>,
    origin: Option<Origin>,
}

/// A roadmap that was checked: every reference leads somewhere, every id is unique, every text is clean. A clone is another
/// handle to the same one.
#[derive(Clone, Debug)]
pub struct Roadmap(Arc<Flat>);

impl Roadmap {
    #[must_use]
    pub fn id(&self) -> Clean<'_> {
        self.0.head.id.as_clean()
    }

    #[must_use]
    pub fn name(&self, lang: Lang) -> Clean<'_> {
        self.names().get(lang)
    }

    /// Returns the title in all languages that it has.
    #[must_use]
    pub fn names(&self) -> &Localized {
        &self.0.head.title
    }

    #[must_use]
    pub fn about(&self, lang: Lang) -> Clean<'_> {
        self.0.head.summary.get(lang)
    }

    /// Returns the date of the source that the file follows, as written.
    #[must_use]
    pub fn edition(&self) -> Option<Clean<'_>> {
        self.0.head.edition.as_ref().map(CleanBuf::as_clean)
    }

    #[must_use]
    pub fn origin(&self) -> Option<&Origin> {
        self.0.head.origin.as_ref()
    }

    /// Returns how many nodes there are, of all levels.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.rows.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.rows.is_empty()
    }

    /// Returns all nodes in reading order: a node before what is below it.
    ///
    /// # Panics
    /// Never: the limits of a file are far below four billion nodes.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeIdx> + ExactSizeIterator + use<> {
        (0..u32::try_from(self.0.rows.len())
            .expect("the loader's budget is far below four billion nodes"))
            .map(NodeIdx)
    }

    pub fn stages(&self) -> impl Iterator<Item = NodeIdx> {
        self.siblings_from(0..self.0.rows.len())
    }

    /// Returns the nodes directly below a node, in the order of the file: resources, concepts, topics.
    pub fn children(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> {
        self.siblings_from(node.position() + 1..self.row(node).end() as usize)
    }

    /// Returns all nodes below a node, at any depth, in reading order; not the node itself.
    pub fn below(&self, node: NodeIdx) -> impl DoubleEndedIterator<Item = NodeIdx> + use<> {
        (node.0 + 1..self.row(node).end()).map(NodeIdx)
    }

    /// Tells whether `node` is `ancestor` or below it.
    #[must_use]
    pub fn is_within(&self, node: NodeIdx, ancestor: NodeIdx) -> bool {
        ancestor.0 <= node.0 && node.0 < self.row(ancestor).end()
    }

    #[must_use]
    pub fn parent(&self, node: NodeIdx) -> Option<NodeIdx> {
        self.row(node).parent()
    }

    /// Returns the stage that a node belongs to; a stage belongs to itself.
    #[must_use]
    pub fn stage_of(&self, node: NodeIdx) -> NodeIdx {
        self.ancestors(node).last().unwrap_or(node)
    }

    /// Returns the parents of a node, nearest first.
    pub fn ancestors(&self, node: NodeIdx) -> impl Iterator<Item = NodeIdx> {
        std::iter::successors(self.parent(node), |up| self.parent(*up))
    }

    #[must_use]
    pub fn level(&self, node: NodeIdx) -> Level {
        self.row(node).level()
    }

    /// Returns how deep a node lies; a stage is at 0.
    #[must_use]
    pub fn depth(&self, node: NodeIdx) -> usize {
        usize::from(self.row(node).depth())
    }

    #[must_use]
    pub fn node_id(&self, node: NodeIdx) -> Clean<'_> {
        self.words(node).id.as_clean()
    }

    #[must_use]
    pub fn find(&self, id: &str) -> Option<NodeIdx> {
        let has_it = |node: &NodeIdx| self.words(*node).id.as_str() == id;
        self.0.names.candidates(id).find(has_it)
    }

    /// Returns the node that had an id before.
    #[must_use]
    pub fn find_former(&self, id: &str) -> Option<NodeIdx> {
        let had_it = |node: &NodeIdx| self.aliases(*node).any(|alias| alias.as_str() == id);
        self.0.names.candidates(id).find(had_it)
    }

    #[must_use]
    pub fn title(&self, node: NodeIdx, lang: Lang) -> Clean<'_> {
        self.words(node).title.get(lang)
    }

    /// Returns the title in all languages that it has.
    #[must_use]
    pub fn titles(&self, node: NodeIdx) -> &Localized {
        &self.words(node).title
    }

    /// Returns what [`body`](Self::body) chooses from.
    #[must_use]
    pub fn bodies(&self, node: NodeIdx) -> &Localized {
        &self.words(node).body
    }

    /// Returns the summary of a stage or topic, the text of a concept, the note of a resource (Markdown; may be empty).
    #[must_use]
    pub fn body(&self, node: NodeIdx, lang: Lang) -> Clean<'_> {
        self.words(node).body.get(lang)
    }

    /// Returns the ids that a node had before.
    pub fn aliases(&self, node: NodeIdx) -> impl Iterator<Item = Clean<'_>> {
        self.words(node).aliases.iter().map(CleanBuf::as_clean)
    }

    /// Tells whether a stage counts for itself only, not for the goal of the whole roadmap.
    #[must_use]
    pub fn is_optional(&self, stage: NodeIdx) -> bool {
        self.row(stage).is_optional()
    }

    /// Returns the topics that come before a topic.
    #[must_use]
    pub fn needs(&self, topic: NodeIdx) -> &[NodeIdx] {
        self.0.needs.of(topic)
    }

    #[must_use]
    pub fn link(&self, node: NodeIdx) -> Option<&Link> {
        self.words(node).link.as_ref()
    }

    #[must_use]
    pub fn author(&self, node: NodeIdx) -> Option<Clean<'_>> {
        self.words(node).author.as_ref().map(CleanBuf::as_clean)
    }

    #[must_use]
    pub fn kind(&self, node: NodeIdx) -> Option<Kind> {
        self.row(node).kind()
    }

    /// Returns the language tag of what a resource links to.
    #[must_use]
    pub fn resource_lang(&self, node: NodeIdx) -> Option<Clean<'_>> {
        self.words(node).lang.as_ref().map(CleanBuf::as_clean)
    }

    /// Returns how many minutes a resource takes, where the file says so.
    #[must_use]
    pub fn minutes(&self, node: NodeIdx) -> Option<u32> {
        self.row(node).minutes()
    }

    /// Tells whether a resource is on the shortest useful path.
    #[must_use]
    pub fn is_core(&self, node: NodeIdx) -> bool {
        self.row(node).is_core()
    }

    /// Tells whether a resource costs nothing, where the file says so.
    #[must_use]
    pub fn marked_free(&self, node: NodeIdx) -> Option<bool> {
        self.row(node).free()
    }

    /// Tells whether a resource costs nothing as far as is known: the file says so, or it says nothing and
    /// things of its kind are [free as a rule](Kind::is_usually_free).
    #[must_use]
    pub fn is_free(&self, node: NodeIdx) -> bool {
        let row = self.row(node);
        row.kind()
            .is_some_and(|kind| row.free().unwrap_or(kind.is_usually_free()))
    }

    #[must_use]
    pub fn further_links(&self, node: NodeIdx) -> &[FurtherLink] {
        &self.words(node).also
    }

    /// Returns the addresses that a resource had before.
    #[must_use]
    pub fn former_links(&self, node: NodeIdx) -> &[Link] {
        &self.words(node).formerly
    }

    /// Returns what the person's own layer hides, in reading order, with all that is hidden with it.
    #[must_use]
    pub fn hidden(&self) -> &[Hidden] {
        &self.0.hidden
    }

    /// Tells whether the person added a node in a layer of their own.
    #[must_use]
    pub fn is_own(&self, node: NodeIdx) -> bool {
        self.row(node).is_own()
    }

    fn row(&self, node: NodeIdx) -> &Row {
        &self.0.rows[node.position()]
    }

    fn words(&self, node: NodeIdx) -> &Words {
        self.0.words.get(node)
    }

    fn siblings_from(&self, range: Range<usize>) -> impl Iterator<Item = NodeIdx> {
        let mut next = range.start;
        std::iter::from_fn(move || {
            let row = self.0.rows.get(next).filter(|_| next < range.end)?;
            let found = NodeIdx(u32::try_from(next).ok()?);
            next = row.end() as usize;
            Some(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    #[test]
    fn a_text_falls_back_to_a_variety_then_to_english_then_to_any() {
        let table = [
            ("en zh", "zh"),
            ("en zh-hans", "zh-hans"),
            ("zh-hant zh", "zh"),
            ("de en", "en"),
            ("de en-gb", "en-gb"),
            ("de fr", "de"),
            ("zhx de", "zhx"),
            ("", ""),
        ];
        for (tags, expected) in table {
            let texts = tags.split_whitespace();
            let texts = texts.map(|tag| (clean::line(tag), clean::line(tag)));
            let localized = Localized::new(texts.collect());
            assert_eq!(localized.get(Lang::Zh).as_str(), expected, "{tags}");
        }
    }
}
