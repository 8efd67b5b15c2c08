//! The parts of a document to their places in a roadmap: which heading is a stage, which item a topic, a key idea or
//! something to do.

mod item;
mod listed;
mod tell;
mod topics;

use std::collections::HashMap;

use crate::roadmap::Level;

use crate::import::draft::{Draft, Piece};
use crate::import::facts::{Fact, Facts, is_lead_in};
use crate::import::head::{Head, heading_title};
use crate::import::inline::{Inline, Mark};
use crate::import::plan::Plan;
use crate::import::report::{Report, What as Note};
use crate::import::rows;
use crate::import::sites;
use crate::import::tree::{Tree, What};
use crate::import::words::{self, Label};

use listed::{ideas, listed};
use tell::names;

/// Topics lie in each other at most this deep: what is deeper stands in the topic above.
const DEEPEST: usize = 6;

/// An introduction of this many characters becomes the summary.
const INTRODUCTION: usize = 1500;

/// Where what lies below a node goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum To {
    Nothing,
    /// The roadmap itself: sections become stages or topics.
    Root,
    /// Below a stage or topic.
    Draft(usize),
    /// Into the text of a node, or of the roadmap; items are indented this often.
    Text(Option<usize>, usize),
    /// Into the further links of a resource.
    Also(usize),
}

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Region {
    Unknown,
    Concepts,
    Resources,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    to: To,
    /// Where it goes outside of a group that a line of text began.
    home: To,
    region: Region,
    /// Whether bold lines before lists are groups of their own here.
    has_groups: bool,
}

impl Place {
    const fn new(to: To) -> Place {
        Place {
            to,
            home: to,
            region: Region::Unknown,
            has_groups: false,
        }
    }
}

/// The roadmap that a document becomes.
pub(super) struct Outline {
    pub drafts: Vec<Draft>,
    pub summary: Vec<Piece>,
}

/// Gives every part of a document its place.
pub(super) fn read(tree: &Tree, facts: &Facts, plan: &Plan, report: &mut Report) -> Outline {
    let mut shaper = Shaper {
        tree,
        facts,
        plan,
        report,
        places: vec![Place::new(To::Nothing); tree.nodes.len()],
        drafts: Vec::new(),
        summary: Vec::new(),
        stage: None,
        loose: HashMap::new(),
        has_guessed_tasks: false,
    };
    shaper.places[0] = shaper.within(0, To::Root);
    for node in 1..tree.nodes.len() {
        let place = shaper.node(node);
        shaper.places[node] = place;
    }
    Outline {
        drafts: shaper.drafts,
        summary: shaper.summary,
    }
}

struct Shaper<'a> {
    tree: &'a Tree,
    facts: &'a Facts,
    plan: &'a Plan,
    report: &'a mut Report,
    places: Vec<Place>,
    drafts: Vec<Draft>,
    summary: Vec<Piece>,
    /// The stage for what lies in none.
    stage: Option<usize>,
    /// The topic of each stage for what lies directly in it.
    loose: HashMap<usize, usize>,
    has_guessed_tasks: bool,
}

impl Shaper<'_> {
    fn node(&mut self, at: usize) -> Place {
        let tree = self.tree;
        let node = &tree.nodes[at];
        let place = self.places[node.parent];
        if place.to == To::Nothing {
            return place;
        }
        match &node.what {
            What::Root => place,
            What::Section { .. } => self.section(at, place),
            What::Item { .. } => self.item(at, place),
            What::Paragraph => {
                self.paragraph(at, place);
                Place::new(To::Nothing)
            }
            What::Code => {
                let fenced = format!(
                    "```\n{}\n```",
                    node.head.text.trim_end().replace("```", "` ` `")
                );
                self.say(place.to, false, Some(fenced));
                Place::new(To::Nothing)
            }
            What::Table(_) => {
                self.table(at, place);
                Place::new(To::Nothing)
            }
        }
    }

    fn fact(&self, at: usize) -> &Fact {
        &self.facts.of[at]
    }

    fn section(&mut self, at: usize, place: Place) -> Place {
        let node = &self.tree.nodes[at];
        let title = node.head.line();
        if self.fact(at).is_chaff {
            self.report.add(node.line, Note::AboutTheDocument, &title);
            return Place::new(To::Nothing);
        }
        if self.plan.title == Some(at) {
            return self.within(at, To::Root);
        }
        if !self.plan.is_worth(at) {
            if place.to == To::Root && words::is_introduction(&title) && self.is_short(at) {
                return Place::new(To::Text(None, 0));
            }
            if self.plan.named_by != Some(at) {
                self.report.add(node.line, Note::TextOnly, &title);
                self.tell_tables(at);
            }
            return Place::new(To::Nothing);
        }
        let parent_is_topic = matches!(place.to, To::Draft(_));
        if parent_is_topic && words::is_bare_label(&title) {
            let region = match words::label(&title) {
                Some(Label::Concepts) => Region::Concepts,
                Some(Label::Resources) | None => Region::Resources,
            };
            return Place {
                region,
                ..self.within(at, place.home)
            };
        }
        let head = self.fact(at).head.clone().map(|mut head| {
            head.title = heading_title(&head.title);
            head
        });
        if let Some(head) = head.clone().filter(|_| self.facts.is_leaf(at)) {
            let resource = self.resource(at, head, place.home);
            return Place::new(
                resource.map_or(To::Nothing, |resource| To::Text(Some(resource), 0)),
            );
        }
        if head.is_none() {
            self.tell_sign(node.line, &title);
        }
        let draft = match place.home {
            To::Root if self.plan.has_stages => self.add_stage(at, &heading_title(&title)),
            To::Root => {
                let stage = self.stage(node.line);
                self.add_topic(stage, node.line, &heading_title(&title))
            }
            To::Draft(parent) => self.add_topic(parent, node.line, &heading_title(&title)),
            To::Nothing | To::Text(..) | To::Also(_) => return place,
        };
        self.drafts[draft].id.clone_from(&node.id);
        self.give_time(at, draft);
        if let Some(head) = head {
            self.resource(at, head, To::Draft(draft));
        }
        self.within(at, To::Draft(draft))
    }

    /// Gives a part the time that was spent on it as a whole.
    fn give_time(&mut self, at: usize, part: usize) {
        let spent = &self.tree.nodes[at].past.spent;
        self.drafts[part].past.spent.extend(spent.iter().cloned());
    }

    /// Returns the place below a node, with what its lists are about at first.
    fn within(&self, at: usize, to: To) -> Place {
        let mut place = Place::new(to);
        let (mut lead_ins, mut labels) = (0, 0);
        let mut has_items = false;
        let children: Vec<usize> = self.tree.children(at).collect();
        for (index, child) in children.iter().enumerate() {
            let label = self.fact(*child).label;
            let section_label = (self.tree.is_section(*child)
                && words::is_bare_label(&self.tree.nodes[*child].head.text))
            .then(|| words::label(&self.tree.nodes[*child].head.text))
            .flatten();
            if label.or(section_label) == Some(Label::Resources) && has_items {
                place.region = Region::Concepts;
            }
            has_items |= self.tree.is_item(*child) && label.is_none();
            let next = children.get(index + 1).copied();
            let leads = matches!(self.tree.nodes[*child].what, What::Paragraph)
                && label.is_none()
                && is_lead_in(&self.tree.nodes[*child].head)
                && next.is_some_and(|next| self.tree.is_item(next) && self.is_or_has_thing(next));
            lead_ins += usize::from(leads);
            labels += usize::from(label.is_some() && !self.tree.is_item(*child));
        }
        place.has_groups = lead_ins >= 1 && lead_ins + labels >= 2;
        place
    }

    /// Tells whether a part is short enough for the summary of the roadmap.
    fn is_short(&self, at: usize) -> bool {
        let nodes = &self.tree.nodes[at..self.tree.nodes[at].end];
        nodes
            .iter()
            .map(|node| node.head.text.chars().count())
            .sum::<usize>()
            <= INTRODUCTION
    }

    fn is_or_has_thing(&self, at: usize) -> bool {
        self.fact(at).is_thing || self.fact(at).has_things
    }

    fn paragraph(&mut self, at: usize, place: Place) {
        let node = &self.tree.nodes[at];
        let text = node.head.line();
        let facts = self.facts;
        let fact = &facts.of[at];
        if node.is_struck {
            self.report.add(node.line, Note::StruckOut, &text);
            return;
        }
        if fact.is_contents {
            let what = if words::is_back_to_top(&text) {
                Note::BackToTop
            } else {
                Note::Contents
            };
            self.report.add(node.line, what, &text);
            return;
        }
        if let (To::Draft(draft), true) = (
            place.to,
            words::says_optional(&text) && text.chars().count() < 40,
        ) {
            if self.drafts[draft].level == Level::Stage {
                self.drafts[draft].is_optional = true;
                self.report.add(node.line, Note::GuessedOptional, &text);
            }
            return;
        }
        let ideas = ideas(&node.head, place.region == Region::Concepts);
        if !ideas.is_empty()
            && matches!(place.to, To::Draft(_))
            && let Some(topic) = self.topic(place.to, node.line)
        {
            let draft = |idea: &String| Draft::new(Level::Concept, Some(topic), node.line, idea);
            self.drafts.extend(ideas.iter().map(draft));
            return;
        }
        if let Some(label) = fact
            .label
            .filter(|_| matches!(place.to, To::Draft(_) | To::Root))
        {
            let parent = &mut self.places[node.parent];
            parent.region = match label {
                Label::Resources => Region::Resources,
                Label::Concepts => Region::Concepts,
            };
            parent.to = parent.home;
            return;
        }
        let next = Some(node.end).filter(|next| {
            self.tree
                .nodes
                .get(*next)
                .is_some_and(|next| next.parent == node.parent)
        });
        let begins_group = place.has_groups
            && is_lead_in(&node.head)
            && next.is_some_and(|next| {
                // A bold line names a part also where nothing in it is something to do.
                self.tree.is_item(next) && (self.is_or_has_thing(next) || is_bold(&node.head))
            });
        if begins_group {
            if let Some(parent) = self.parent_of_group(at, place.home, true) {
                let topic = self.add_topic(parent, node.line, &heading_title(&text));
                self.places[node.parent].to = To::Draft(topic);
                self.places[node.parent].region = Region::Unknown;
            }
            return;
        }
        if fact.is_thing
            && matches!(place.to, To::Draft(_) | To::Root)
            && !(place.to == To::Root && self.plan.has_sections)
            && let Some(head) = fact.head.clone()
        {
            self.tell_linked(at, &head);
            let listed = listed(&node.head);
            if listed.is_empty() {
                self.resource(at, head, place.to);
            }
            for link in listed {
                self.resource(at, Head::read(&link, false), place.to);
            }
            return;
        }
        self.say(place.to, false, Some(node.head.markdown(true)));
    }

    fn table(&mut self, at: usize, place: Place) {
        let node = &self.tree.nodes[at];
        let What::Table(table) = &node.what else {
            return;
        };
        if !self.fact(at).is_thing {
            self.report.add(node.line, Note::OtherTable, &names(table));
            return;
        }
        let Some(topic) = self.topic(place.to, node.line) else {
            return;
        };
        for row in rows::read(table, self.report) {
            let mut draft = drafted(row.line, row.head, Some(topic));
            draft.text.clear();
            draft.say(row.note);
            self.report.boxes += usize::from(draft.status.is_some());
            self.drafts.push(draft);
        }
    }

    fn resource(&mut self, at: usize, head: Head, to: To) -> Option<usize> {
        self.tell_box(at);
        let node = &self.tree.nodes[at];
        let topic = self.topic(to, node.line)?;
        let mut draft = drafted(node.line, head, Some(topic));
        draft.status = node.status.or(draft.status);
        draft.past = node.past.clone().or(draft.past);
        draft.kind = node.said.kind.or(draft.kind);
        draft.minutes = node.said.minutes.or(draft.minutes);
        draft.id.clone_from(&node.id);
        self.report.boxes += usize::from(draft.status.is_some());
        self.drafts.push(draft);
        Some(self.drafts.len() - 1)
    }

    fn say_item(&mut self, to: To, text: &str) {
        let indent = match to {
            To::Text(_, indent) => indent,
            To::Nothing | To::Root | To::Draft(_) | To::Also(_) => 0,
        };
        let text = text.replace('\n', " ");
        self.say(
            to,
            true,
            Some(format!("{}- {text}", "  ".repeat(indent.min(12)))),
        );
    }

    fn say(&mut self, to: To, is_item: bool, text: Option<String>) {
        let piece = text
            .filter(|text| !text.trim().is_empty())
            .map(|text| Piece { is_item, text });
        match to {
            To::Draft(draft) | To::Text(Some(draft), _) => self.drafts[draft].text.extend(piece),
            To::Root | To::Text(None, _) => self.summary.extend(piece),
            To::Also(_) | To::Nothing => {}
        }
    }
}

fn is_bold(inline: &Inline) -> bool {
    let bold = inline.at(0, |mark| *mark == Mark::Strong);
    bold.is_some_and(|bold| !inline.text[bold.end..].contains(char::is_alphanumeric))
}

fn drafted(line: u32, head: Head, topic: Option<usize>) -> Draft {
    let mut note = head.note();
    let mut title = head.title;
    if let Some(url) = &head.url {
        title = sites::without_site(&title, url).unwrap_or(title);
        note = note.filter(|note| !sites::is_site(note, url));
    }
    let mut draft = Draft::new(Level::Resource, topic, line, &title);
    draft.say(note);
    draft.url = head.url;
    draft.also = head.also;
    draft.author = head.author;
    draft.kind = head.kind;
    draft.minutes = head.minutes;
    draft.status = head.status;
    draft.past = head.past;
    draft
}
