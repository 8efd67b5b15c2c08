//! The text that belongs to a box: what is said of it, and where it points to.

use crate::import::draft::Piece;
use crate::import::inline::{Inline, Mark};
use crate::import::links::Links;
use crate::import::markdown;
use crate::import::report::{Report, What as Note};
use crate::import::tree::{Node, Tree, What};
use crate::roadmap::url::Link;
use crate::roadmap::{Kind, Level};
use crate::text::nearest::nearest;

use super::super::draft::Draft;

/// The words for kinds of links, and what they are here; `Other` is for those whose address says more.
const TYPES: &[(&str, Kind)] = &[
    ("article", Kind::Article),
    ("guide", Kind::Article),
    ("blog", Kind::Article),
    ("official", Kind::Docs),
    ("documentation", Kind::Docs),
    ("opensource", Kind::Repo),
    ("github", Kind::Repo),
    ("course", Kind::Course),
    ("video", Kind::Video),
    ("playlist", Kind::Video),
    ("book", Kind::Book),
    ("paper", Kind::Paper),
    ("tool", Kind::Tool),
    ("website", Kind::Other),
    ("podcast", Kind::Other),
    ("feed", Kind::List),
    ("roadmap", Kind::List),
];

/// The longest word for a kind, in bytes.
const LONGEST_TYPE: usize = 24;
/// A line that only announces the links is at most this long, in bytes.
const LONGEST_LEAD_IN: usize = 80;

/// Where a text points to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pointer {
    pub title: String,
    pub url: String,
    pub kind: Option<Kind>,
    /// What is said of it.
    pub note: Option<String>,
    pub also: Vec<(String, String)>,
}

impl Pointer {
    /// Takes an address; nothing where it leads nowhere, which is reported.
    pub(super) fn new(
        title: &str,
        url: &str,
        base: Option<&Link>,
        line: u32,
        report: &mut Report,
    ) -> Option<Pointer> {
        match (Links { base }).mark(url, line, report) {
            Mark::Link(url) => Some(Pointer {
                title: title.to_owned(),
                url,
                ..Pointer::default()
            }),
            Mark::Strong
            | Mark::Emphasis
            | Mark::Code
            | Mark::Struck
            | Mark::Anchor
            | Mark::Dead => None,
        }
    }

    /// Returns what to do for it in a topic.
    pub(super) fn draft(self, topic: usize, line: u32) -> Draft {
        let mut draft = Draft::new(Level::Resource, Some(topic), line, &self.title);
        draft.url = Some(self.url);
        draft.kind = self.kind;
        draft.also = self.also;
        draft.say(self.note);
        draft
    }
}

/// What is said of a box.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub title: Option<String>,
    pub text: Vec<Piece>,
    pub pointers: Vec<Pointer>,
}

/// Reads a text in Markdown: a heading, some paragraphs, and items that begin with a link.
pub(super) fn read(text: &str, base: Option<&Link>, report: &mut Report) -> Content {
    let text = plain_badges(text);
    let text = closed(&text, report);
    let document = markdown::read(&text, base, report);
    let mut content = Content {
        title: document.title,
        ..Content::default()
    };
    for at in 1..document.tree.nodes.len() {
        content.node(&document.tree, at, report);
    }
    content
}

impl Content {
    fn node(&mut self, tree: &Tree, at: usize, report: &mut Report) {
        let node = &tree.nodes[at];
        match &node.what {
            What::Root => {}
            What::Section { .. } if self.title.is_none() => {
                self.title = Some(node.head.line()).filter(|title| !title.is_empty());
            }
            What::Section { .. } => self.say(false, &format!("**{}**", node.head.markdown(false))),
            What::Item { .. } => self.item(tree, node, report),
            What::Paragraph if is_lead_in(&node.head) => {}
            What::Paragraph if is_all_links(&node.head) => {
                for link in node.head.links() {
                    let part = node.head.part(link.range.clone());
                    self.point(&part, node.line, report);
                }
            }
            What::Paragraph => self.say(false, &node.head.markdown(true)),
            What::Code => {
                let code = node.head.text.trim_end().replace("```", "` ` `");
                self.say(false, &format!("```\n{code}\n```"));
            }
            What::Table(table) => {
                let head: Vec<String> = table.head.iter().map(Inline::line).collect();
                report.add(node.line, Note::OtherTable, &head.join(" | "));
            }
        }
    }

    fn item(&mut self, tree: &Tree, node: &Node, report: &mut Report) {
        let starts = node.head.at(0, |mark| matches!(mark, Mark::Link(_)));
        if starts.is_some() {
            self.point(&node.head, node.line, report);
        } else if !node.head.is_blank() {
            let within = tree.is_item(node.parent);
            let indent = if within { "  " } else { "" };
            let text = node.head.markdown(true).replace('\n', " ");
            // The words of a link that leads nowhere still begin with its kind.
            let is_typed = text.starts_with('@');
            let text = if is_typed {
                typed(&text, node.line, report).0
            } else {
                text
            };
            self.say(true, &format!("{indent}- {text}"));
        }
    }

    /// Takes a line that begins with a link: further links in it belong to the first one.
    fn point(&mut self, line: &Inline, number: u32, report: &mut Report) {
        let links = line.links();
        let Some(first) = links.first() else { return };
        let words = line.part(first.range.clone()).line();
        let (title, kind) = typed(&words, number, report);
        let also = links.iter().skip(1).map(|link| {
            let words = line.part(link.range.clone()).line();
            (typed(&words, number, report).0, link.url.to_owned())
        });
        let also: Vec<(String, String)> = also.collect();
        let rest = line.part(first.range.end..line.text.len());
        let rest = rest.markdown(also.is_empty());
        let rest = rest
            .trim_start_matches([':', '-', '–', '—', ' ', '.'])
            .trim();
        self.pointers.push(Pointer {
            title,
            url: first.url.to_owned(),
            kind,
            note: Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
            also,
        });
    }

    fn say(&mut self, is_item: bool, text: &str) {
        if !text.trim().is_empty() {
            let text = text.to_owned();
            self.text.push(Piece { is_item, text });
        }
    }
}

/// Returns the kind that a word stands for, also where a letter is wrong: `Other` where it is known and its address says
/// more, `None` for a word that stands for nothing.
pub(super) fn kind_of(word: &str) -> Option<Kind> {
    let word = word.trim().to_lowercase();
    let exact = |word: &str| TYPES.iter().find(|(known, _)| *known == word);
    let known = exact(&word)
        .or_else(|| exact(word.strip_suffix('s')?))
        .or_else(|| exact(nearest(&word, TYPES.iter().map(|(known, _)| *known))?));
    known.map(|(_, kind)| *kind)
}

/// Returns a kind that is known without a look at the address.
pub(super) fn told(kind: Kind) -> Option<Kind> {
    Some(kind).filter(|kind| *kind != Kind::Other)
}

/// Parts the words of a link from its kind: `@video@Title`, also where one of the signs is missing.
fn typed(words: &str, line: u32, report: &mut Report) -> (String, Option<Kind>) {
    let rest = words.strip_prefix('@').unwrap_or(words);
    let is_marked = rest.len() < words.len();
    let (word, title) = match rest.split_once('@') {
        Some((word, title)) if word.len() <= LONGEST_TYPE && !word.trim().contains(' ') => {
            (word, title)
        }
        Some(_) | None if is_marked => rest.split_once(' ').unwrap_or((rest, "")),
        Some(_) | None => return (words.to_owned(), None),
    };
    match kind_of(word) {
        Some(kind) => (title.trim().to_owned(), told(kind)),
        // An address of mail or a name with the sign in it is a title.
        None if !is_marked || title.is_empty() => (words.to_owned(), None),
        None => {
            report.add(line, Note::NotKept, &format!("@{word}@"));
            (title.trim().to_owned(), None)
        }
    }
}

/// Tells whether a line only announces the links that follow.
fn is_lead_in(inline: &Inline) -> bool {
    let line = inline.line().to_lowercase();
    line.len() <= LONGEST_LEAD_IN
        && !inline.has_link()
        && line.ends_with([':', '：'])
        && (line.contains("resources") || line.contains("links") || line.contains("learn more"))
}

/// Tells whether a paragraph is nothing but links.
fn is_all_links(inline: &Inline) -> bool {
    let mut rest = inline.clone();
    for link in inline.links().into_iter().rev() {
        if link.range.end <= rest.text.len() {
            rest.remove(link.range);
        }
    }
    inline.has_link() && !rest.text.contains(char::is_alphanumeric)
}

/// Closes links at the end of a line that nobody closed, as `[@article@Title](https://…`, which is told.
fn closed<'t>(text: &'t str, report: &mut Report) -> std::borrow::Cow<'t, str> {
    let open = |line: &str| {
        let (_, target) = line.rsplit_once("](")?;
        let is_open = !target.contains([')', ' ', '>']);
        (is_open && Link::parse(target).is_ok()).then(|| target.to_owned())
    };
    if !text.lines().any(|line| open(line.trim_end()).is_some()) {
        return text.into();
    }
    let mut made = String::with_capacity(text.len() + 1);
    for (number, line) in (1..).zip(text.lines()) {
        made.push_str(line.trim_end());
        if let Some(target) = open(line.trim_end()) {
            report.add(number, Note::RepairedLink, &target);
            made.push(')');
        }
        made.push('\n');
    }
    made.into()
}

/// Writes the badges of older texts as the links that they are.
fn plain_badges(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("<BadgeLink") && !text.contains("<ResourceGroupTitle") {
        return text.into();
    }
    let is_title = |line: &&str| !line.trim_start().starts_with("<ResourceGroupTitle");
    let lines: Vec<&str> = text.lines().filter(is_title).collect();
    let text = lines.join("\n");
    let text = text.replace("<BadgeLink", "<a");
    text.replace("</BadgeLink>", "</a>").into()
}
