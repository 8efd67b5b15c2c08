//! Items of lists to their places: something to do, a topic over others, a key idea, or text.

use crate::roadmap::Level;

use super::{Place, Region, Shaper, To};
use crate::import::draft::Draft;
use crate::import::facts::{self, List, is_short_phrase};
use crate::import::head::{Head, Lead, heading_title};
use crate::import::inline::Inline;
use crate::import::phrases;
use crate::import::report::What as Note;
use crate::import::signs;
use crate::import::tree::What;
use crate::import::words::{self, Label};

impl Shaper<'_> {
    pub(super) fn item(&mut self, at: usize, place: Place) -> Place {
        let node = &self.tree.nodes[at];
        let fact = self.fact(at);
        let Some(head) = fact.head.clone() else {
            return place;
        };
        if node.head.is_blank() && node.status.is_none() {
            // A picture stood there, which is told.
            return place;
        }
        if fact.is_chaff {
            let what = if node.is_struck {
                Note::StruckOut
            } else {
                Note::AboutTheDocument
            };
            self.report.add(node.line, what, &head.title);
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
            } => ((node.parent, list), is_heading),
            What::Root | What::Section { .. } | What::Paragraph | What::Code | What::Table(_) => {
                ((node.parent, 0), false)
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
            To::Root if self.plan.has_sections && !fact.is_thing && !fact.has_things => {
                self.say_item(To::Root, &node.head.markdown(true));
                return Place::new(To::Text(None, 1));
            }
            To::Root | To::Draft(_) => {}
        }
        let is_property = place.region == Region::Unknown && !has_things && !is_heading;
        if node.in_quote && !fact.is_thing || is_property && facts::is_property(node, &head) {
            return self.as_text(at, place.to);
        }
        if is_heading {
            return match self.parent_of_group(at, place.home, true) {
                Some(parent) => {
                    let title = heading_title(&node.head.line());
                    let topic = self.add_topic(parent, node.line, &title);
                    let boxed = signs::leading_status(&node.head.text);
                    let has_box = boxed.is_some() && node.head.text.trim_start().starts_with('[');
                    if node.status.is_some() || has_box {
                        // A topic has no box of its own: what is ticked has its name.
                        let mut head = head;
                        head.title.clone_from(&title);
                        self.resource(at, head, To::Draft(topic));
                    } else {
                        self.tell_sign(node.line, &node.head.line());
                    }
                    self.drafts[topic].id.clone_from(&node.id);
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
        let is_step = fact.is_linked && !matches!(head.lead, Lead::Bold | Lead::Parted);
        if place.region == Region::Concepts
            && !has_things
            && !is_step
            && !self.facts.is_list_of_links(list)
            && let Some(idea) = self.idea(at, &head)
        {
            return self.concept(at, &idea, place.to);
        }
        if fact.is_thing {
            return self.thing(at, head, place);
        }
        if has_things {
            return self.group(at, head, place);
        }
        self.plain(at, head, place, list)
    }

    /// Reads an item of a list of key ideas; nothing where it is a day of a plan, or a link to work through, with a box of its own.
    fn idea(&self, at: usize, head: &Head) -> Option<Head> {
        let node = &self.tree.nodes[at];
        if phrases::says_day(&node.head.text) {
            return None;
        }
        let is_boxed = node.status.is_some() || head.status.is_some();
        if !is_boxed || !node.head.has_link() {
            return Some(head.clone());
        }
        // Of a name with a link in what is said of it, the name is the idea.
        let head = Head::read(&node.head, false);
        let is_named = matches!(head.lead, Lead::Bold | Lead::Parted);
        is_named.then_some(head)
    }

    /// Something to do: alone a resource, with others below it a topic that begins with it.
    fn thing(&mut self, at: usize, mut head: Head, place: Place) -> Place {
        self.tell_linked(at, &head);
        head.part_kind();
        head.join();
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
    fn group(&mut self, at: usize, mut head: Head, place: Place) -> Place {
        head.join();
        let line = self.tree.nodes[at].line;
        let Some(parent) = self.parent_of_group(at, place.to, false) else {
            return Place::new(To::Nothing);
        };
        let topic = self.add_topic(parent, line, &head.title);
        self.give_time(at, topic);
        if head.lead == Lead::Parted || head.lead == Lead::Bold {
            let note =
                Some(head.rest.markdown(true)).filter(|note| words::bare(note).chars().count() > 1);
            self.drafts[topic].say(note);
        }
        let is_planned = phrases::says_day(&self.tree.nodes[at].head.text);
        let region = if is_planned {
            Region::Resources
        } else {
            place.region
        };
        Place {
            region,
            ..self.within(at, To::Draft(topic))
        }
    }

    /// Words without anything to do: a key idea, a group of them, or just text.
    fn plain(&mut self, at: usize, mut head: Head, place: Place, list: List) -> Place {
        let node = &self.tree.nodes[at];
        let has_children = self.tree.children(at).any(|child| self.tree.is_item(child));
        if place.region == Region::Resources && !has_children {
            return self.task(at, head, place);
        }
        let text = node.head.line();
        let is_named = matches!(head.lead, Lead::Bold | Lead::Parted);
        if self.plan.is_bare {
            if has_children && is_short_phrase(&head.title) {
                return self.group(at, head, place);
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
            return self.group(at, head, place);
        }
        // Of numbered parts, one without anything in it is a part, too.
        let is_part = matches!(
            node.what,
            What::Item {
                is_ordered: true,
                ..
            }
        );
        if is_part && !has_children && self.facts.is_list_of_groups(list) {
            self.report.add(node.line, Note::GuessedTasks, &text);
            let mut own = head.clone();
            own.rest = Inline::default();
            let place = self.group(at, head, place);
            self.resource(at, own, place.to);
            return place;
        }
        // Below something to do, words between links are what is said of it.
        let is_remark =
            has_children || self.fact(node.parent).is_thing || phrases::begins_remark(&text);
        let is_name =
            !node.head.has_link() && self.facts.is_list_of_things(list) && is_short_phrase(&text);
        // Beside named things with a link, a name is one without.
        let is_sister = is_named && self.facts.is_list_of_linked(list);
        if !is_remark && is_sister {
            self.report.add(node.line, Note::GuessedTasks, &text);
            return self.task(at, head, place);
        }
        if !is_remark && is_name {
            self.report.add(node.line, Note::GuessedTasks, &text);
            return self.task(at, head, place);
        }
        let stands_alone = self.plan.is_outline || !self.facts.has_things_beside(list);
        if is_named || stands_alone && is_short_phrase(&text) {
            if head.lead == Lead::Whole {
                head.rest = Inline::default();
            }
            return self.concept(at, &head, place.to);
        }
        if !stands_alone {
            self.report.add(node.line, Note::KeptAsText, &text);
        }
        self.as_text(at, place.to)
    }

    fn task(&mut self, at: usize, mut head: Head, place: Place) -> Place {
        head.part_kind();
        head.take_first_link();
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

    fn concept(&mut self, at: usize, head: &Head, to: To) -> Place {
        self.tell_box(at);
        let node = &self.tree.nodes[at];
        let Some(topic) = self.topic(to, node.line) else {
            return Place::new(To::Nothing);
        };
        let mut draft = Draft::new(Level::Concept, Some(topic), node.line, &head.title);
        draft.status = node.status.or(head.status);
        draft.past = node.past.clone().or(head.past.clone());
        draft.id.clone_from(&node.id);
        if head.lead != Lead::Whole || node.head.has_link() {
            draft.say(head.text());
        }
        self.report.boxes += usize::from(draft.status.is_some());
        self.drafts.push(draft);
        Place::new(To::Text(Some(self.drafts.len() - 1), 0))
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
}
