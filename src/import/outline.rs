//! The parts of a document to their places in a roadmap: which heading is a stage, which item a topic, a key idea or
//! something to do.

use crate::progress::Status;
use crate::roadmap::Level;

use super::draft::{Draft, Piece};
use super::facts::{Fact, Facts, is_lead_in, is_short_phrase};
use super::head::{Head, Lead, heading_title};
use super::plan::Plan;
use super::report::{Report, What as Note};
use super::rows;
use super::tree::{Tree, What};
use super::words::{self, Label};

/// Topics lie in each other at most this deep: what is deeper stands in the topic above.
const DEEPEST: usize = 6;

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
        loose: Vec::new(),
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
    loose: Vec<(usize, usize)>,
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
            if self.plan.named_by != Some(at) {
                self.report.add(node.line, Note::TextOnly, &title);
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
        let draft = match place.home {
            To::Root if self.plan.has_stages => self.add_stage(at, &heading_title(&title)),
            To::Root => {
                let stage = self.stage(node.line);
                self.add_topic(stage, node.line, &heading_title(&title))
            }
            To::Draft(parent) => self.add_topic(parent, node.line, &heading_title(&title)),
            To::Nothing | To::Text(..) | To::Also(_) => return place,
        };
        self.drafts[draft].id = node.id.clone();
        self.within(at, To::Draft(draft))
    }

    fn add_stage(&mut self, at: usize, title: &str) -> usize {
        let line = self.tree.nodes[at].line;
        let mut draft = Draft::new(Level::Stage, None, line, title);
        if words::says_optional(&self.tree.nodes[at].head.text) {
            draft.is_optional = true;
            self.report.add(line, Note::GuessedOptional, title);
        }
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Returns the stage for what lies in none.
    fn stage(&mut self, line: u32) -> usize {
        if let Some(stage) = self.stage {
            return stage;
        }
        self.drafts
            .push(Draft::new(Level::Stage, None, line, &self.plan.name));
        let stage = self.drafts.len() - 1;
        self.stage = Some(stage);
        stage
    }

    fn add_topic(&mut self, parent: usize, line: u32, title: &str) -> usize {
        if self.drafts[parent].depth >= DEEPEST {
            self.report.add(line, Note::RaisedPart, title);
            return parent;
        }
        let mut draft = Draft::new(Level::Topic, Some(parent), line, title);
        draft.depth = self.drafts[parent].depth + 1;
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Returns the topic that takes what lies directly in a place.
    fn topic(&mut self, to: To, line: u32) -> Option<usize> {
        let stage = match to {
            To::Root => self.stage(line),
            To::Draft(draft) if self.drafts[draft].level == Level::Stage => draft,
            To::Draft(draft) => return Some(draft),
            To::Nothing | To::Text(..) | To::Also(_) => return None,
        };
        if let Some((_, topic)) = self.loose.iter().find(|(of, _)| *of == stage) {
            return Some(*topic);
        }
        let title = self.drafts[stage].title.clone();
        let topic = self.add_topic(stage, line, &title);
        self.loose.push((stage, topic));
        Some(topic)
    }

    /// Returns where a topic that an item makes lies.
    fn parent_of_group(&mut self, at: usize, to: To, is_heading: bool) -> Option<usize> {
        let container = self.tree.nodes[at].parent;
        match to {
            To::Root if is_heading => Some(self.stage(self.tree.nodes[at].line)),
            To::Draft(draft) if self.drafts[draft].level == Level::Stage => {
                if is_heading || !self.plan.has_loose(container) {
                    Some(draft)
                } else {
                    self.topic(to, self.tree.nodes[at].line)
                }
            }
            To::Root => {
                let line = self.tree.nodes[at].line;
                if self.plan.has_loose(container) {
                    self.topic(to, line)
                } else {
                    Some(self.stage(line))
                }
            }
            To::Draft(draft) => Some(draft),
            To::Nothing | To::Text(..) | To::Also(_) => None,
        }
    }

    /// Returns the place below a node, with what its lists are about at first.
    fn within(&self, at: usize, to: To) -> Place {
        let mut place = Place::new(to);
        let mut lead_ins = 0;
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
        }
        place.has_groups = lead_ins >= 2;
        place
    }

    fn is_or_has_thing(&self, at: usize) -> bool {
        self.fact(at).is_thing || self.fact(at).has_things
    }

    fn paragraph(&mut self, at: usize, place: Place) {
        let node = &self.tree.nodes[at];
        let text = node.head.line();
        let fact = self.fact(at);
        if fact.is_contents {
            let note = if words::is_back_to_top(&text) {
                Note::BackToTop
            } else {
                Note::Contents
            };
            self.report.add(node.line, note, &text);
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
            && next.is_some_and(|next| self.tree.is_item(next) && self.is_or_has_thing(next));
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
            self.resource(at, head, place.to);
            return;
        }
        self.say(place.to, false, Some(node.head.markdown(true)));
    }

    fn table(&mut self, at: usize, place: Place) {
        let node = &self.tree.nodes[at];
        let What::Table(table) = &node.what else {
            return;
        };
        let names: Vec<String> = table.head.iter().map(super::inline::Inline::line).collect();
        if !self.fact(at).is_thing {
            self.report
                .add(node.line, Note::OtherTable, &names.join(" | "));
            return;
        }
        let Some(topic) = self.topic(place.to, node.line) else {
            return;
        };
        for row in rows::read(table, self.report) {
            let mut draft = self.drafted(row.line, row.head, Some(topic));
            draft.text.clear();
            draft.say(row.note);
            self.drafts.push(draft);
        }
    }

    fn item(&mut self, at: usize, place: Place) -> Place {
        let node = &self.tree.nodes[at];
        let fact = self.fact(at);
        let Some(head) = fact.head.clone() else {
            return place;
        };
        if fact.is_chaff {
            self.report
                .add(node.line, Note::AboutTheDocument, &head.title);
            return Place::new(To::Nothing);
        }
        let has_things = fact.has_things;
        if fact.is_contents && !has_things {
            self.report.add(node.line, Note::Contents, &head.title);
            return Place::new(To::Nothing);
        }
        let (list, is_heading) = match node.what {
            What::Item {
                list, is_heading, ..
            } => (list, is_heading),
            What::Root | What::Section { .. } | What::Paragraph | What::Code | What::Table(_) => {
                (0, false)
            }
        };
        match place.to {
            To::Nothing => return place,
            To::Text(of, indent) => {
                self.say_item(To::Text(of, indent), &node.head.markdown(true));
                return Place::new(To::Text(of, indent + 1));
            }
            To::Also(resource) => {
                if let Some(url) = head.url {
                    self.drafts[resource].also.push((head.title, url));
                }
                return Place::new(To::Nothing);
            }
            To::Root if self.plan.has_sections => {
                self.say_item(To::Root, &node.head.markdown(true));
                return Place::new(To::Text(None, 1));
            }
            To::Root | To::Draft(_) => {}
        }
        if node.in_quote {
            return self.as_text(at, place.to);
        }
        if is_heading {
            return match self.parent_of_group(at, place.home, true) {
                Some(parent) => {
                    let topic = self.add_topic(parent, node.line, &heading_title(&head.title));
                    self.drafts[topic].status = self.drafts[topic].status.or(head.status);
                    self.drafts[topic].id = node.id.clone();
                    self.within(at, To::Draft(topic))
                }
                None => Place::new(To::Nothing),
            };
        }
        let has_children = self.tree.children(at).any(|child| self.tree.is_item(child));
        if let Some(label) = fact.label.filter(|_| has_children && !fact.is_thing) {
            let region = match label {
                Label::Resources => Region::Resources,
                Label::Concepts => Region::Concepts,
            };
            return Place {
                region,
                ..Place::new(place.to)
            };
        }
        let is_boxed = node.status.is_some() || head.status.is_some();
        if place.region == Region::Concepts
            && !has_things
            && (is_boxed || !self.facts.is_list_of_things(list))
        {
            return self.concept(at, head, place.to);
        }
        if fact.is_thing {
            return self.thing(at, head, place);
        }
        if has_things {
            return self.group(at, &head, place);
        }
        self.plain(at, head, place, list)
    }

    /// Something to do: alone a resource, with others below it a topic that begins with it.
    fn thing(&mut self, at: usize, head: Head, place: Place) -> Place {
        if !self.fact(at).has_things {
            let resource = self.resource(at, head, place.to);
            return Place::new(
                resource.map_or(To::Nothing, |resource| To::Text(Some(resource), 0)),
            );
        }
        if head.url.is_some() && self.has_thin_links_only(at) {
            let resource = self.resource(at, head, place.to);
            return Place::new(resource.map_or(To::Nothing, To::Also));
        }
        let Some(parent) = self.parent_of_group(at, place.to, false) else {
            return Place::new(To::Nothing);
        };
        let topic = self.add_topic(parent, self.tree.nodes[at].line, &head.title);
        self.resource(at, head, To::Draft(topic));
        self.within(at, To::Draft(topic))
    }

    /// Tells whether all below a link are links without a name of their own, such as `video` or `slides`.
    fn has_thin_links_only(&self, at: usize) -> bool {
        let node = &self.tree.nodes[at];
        (at + 1..node.end).all(|below| {
            let child = &self.tree.nodes[below];
            let is_thin = self.fact(below).head.as_ref().is_some_and(|head| {
                head.lead == Lead::Link && words::is_thin(&head.title) && head.note().is_none()
            });
            child.parent == at && self.tree.is_item(below) && child.status.is_none() && is_thin
        })
    }

    /// Words over things to do.
    fn group(&mut self, at: usize, head: &Head, place: Place) -> Place {
        let line = self.tree.nodes[at].line;
        let Some(parent) = self.parent_of_group(at, place.to, false) else {
            return Place::new(To::Nothing);
        };
        let topic = self.add_topic(parent, line, &head.title);
        if head.lead == Lead::Parted || head.lead == Lead::Bold {
            let note =
                Some(head.rest.markdown(true)).filter(|note| words::bare(note).chars().count() > 1);
            self.drafts[topic].say(note);
        }
        Place {
            region: place.region,
            ..self.within(at, To::Draft(topic))
        }
    }

    /// Words without anything to do: a key idea, a group of them, or just text.
    fn plain(&mut self, at: usize, mut head: Head, place: Place, list: u32) -> Place {
        let node = &self.tree.nodes[at];
        let has_children = self.tree.children(at).any(|child| self.tree.is_item(child));
        if place.region == Region::Resources && !has_children {
            return self.task(at, head, place);
        }
        let text = node.head.line();
        let is_named = matches!(head.lead, Lead::Bold | Lead::Parted);
        if self.plan.is_bare {
            if has_children && is_short_phrase(&head.title) {
                return self.group(at, &head, place);
            }
            if !self.has_guessed_tasks {
                self.has_guessed_tasks = true;
                self.report.add(node.line, Note::GuessedTasks, &head.title);
            }
            return self.task(at, head, place);
        }
        if has_children
            && (is_short_phrase(&text) || text.ends_with([':', '：']))
            && self.fact(at).phrases > 1
        {
            return self.group(at, &head, place);
        }
        let stands_alone = !self.facts.has_things_beside(list);
        if is_named || stands_alone && is_short_phrase(&text) {
            if head.lead == Lead::Whole {
                head.rest = super::inline::Inline::default();
            }
            return self.concept(at, head, place.to);
        }
        self.as_text(at, place.to)
    }

    fn task(&mut self, at: usize, mut head: Head, place: Place) -> Place {
        let before = head.author.clone();
        head.part_author();
        if head.author != before {
            self.report.add(
                self.tree.nodes[at].line,
                Note::GuessedAuthor,
                head.author.as_deref().unwrap_or_default(),
            );
        }
        let resource = self.resource(at, head, place.to);
        Place::new(resource.map_or(To::Nothing, |resource| To::Text(Some(resource), 0)))
    }

    fn concept(&mut self, at: usize, head: Head, to: To) -> Place {
        let node = &self.tree.nodes[at];
        let Some(topic) = self.topic(to, node.line) else {
            return Place::new(To::Nothing);
        };
        let mut draft = Draft::new(Level::Concept, Some(topic), node.line, &head.title);
        draft.status = node.status.or(head.status);
        draft.id = node.id.clone();
        if head.lead == Lead::Whole && head.url.is_none() && !node.head.has_link() {
            head.rest.is_blank();
        } else {
            draft.say(head.text());
        }
        self.report.boxes += usize::from(draft.status.is_some());
        self.drafts.push(draft);
        Place::new(To::Text(Some(self.drafts.len() - 1), 0))
    }

    fn resource(&mut self, at: usize, head: Head, to: To) -> Option<usize> {
        let node = &self.tree.nodes[at];
        let topic = self.topic(to, node.line)?;
        let mut draft = self.drafted(node.line, head, Some(topic));
        draft.status = node.status.or(draft.status);
        draft.id = node.id.clone();
        self.report.boxes += usize::from(draft.status.is_some());
        self.drafts.push(draft);
        Some(self.drafts.len() - 1)
    }

    fn drafted(&self, line: u32, head: Head, topic: Option<usize>) -> Draft {
        let note = head.note();
        let mut draft = Draft::new(Level::Resource, topic, line, &head.title);
        draft.say(note);
        draft.url = head.url;
        draft.also = head.also;
        draft.author = head.author;
        draft.kind = head.kind;
        draft.minutes = head.minutes;
        draft.status = head.status;
        draft
    }

    fn as_text(&mut self, at: usize, to: To) -> Place {
        self.say_item(to, &self.tree.nodes[at].head.markdown(true));
        let of = match to {
            To::Draft(draft) => Some(draft),
            To::Text(of, _) => of,
            To::Nothing | To::Root | To::Also(_) => None,
        };
        Place::new(To::Text(of, 1))
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

/// Returns what is known of the status of things.
pub(super) fn states(drafts: &[Draft], ids: &[String]) -> Vec<(String, Status)> {
    drafts
        .iter()
        .zip(ids)
        .filter_map(|(draft, id)| {
            let can_be_ticked = matches!(draft.level, Level::Resource | Level::Concept);
            let status = draft
                .status
                .filter(|status| can_be_ticked && *status != Status::Todo)?;
            Some((id.clone(), status))
        })
        .collect()
}
