//! Opening and copying links.

use super::App;
use crate::filter::Filter;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};
use crate::text::CleanBuf;
use crate::tui::msg::Effect;
use crate::tui::overlay::{Overlay, Question};
use crate::tui::tree::Tree;

/// The most links that are opened at once without asking.
const MOST_AT_ONCE: usize = 5;

/// Digits typed so far. The first acts at once as a stage; if `o` or `y` follows, they were the number of a link
/// and the stage is given back.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) value: u32,
    pub(super) before: Box<(Filter, Tree)>,
    /// How many links there were then.
    pub(super) links: usize,
}

impl Number {
    /// Tells whether there is a link of this number.
    pub(super) fn is_of_a_link(&self) -> bool {
        let links = u32::try_from(self.links).unwrap_or(u32::MAX);
        (1..=links).contains(&self.value)
    }
}

impl App {
    pub(super) fn open_link(&mut self, number: Option<Number>) -> Vec<Effect> {
        let Some((link, title)) = self.take_link(number) else {
            return Vec::new();
        };
        let cautions = link.cautions(title.as_clean());
        if cautions.is_empty() {
            return self.open(link);
        }
        self.overlay = Some(Overlay::Question(Question::OddLink { link, cautions }));
        Vec::new()
    }

    pub(super) fn copy_link(&mut self, number: Option<Number>) -> Vec<Effect> {
        self.take_link(number)
            .map_or_else(Vec::new, |(link, _)| vec![Effect::Copy(link)])
    }

    /// Returns the link with a number (the first one without), or says why there is none.
    pub(super) fn take_link(&mut self, number: Option<Number>) -> Option<(Link, CleanBuf)> {
        let asked = number.as_ref().map_or(1, |number| number.value);
        if let Some(number) = number {
            (self.filter, self.tree) = *number.before;
            self.settle();
        }
        let position = usize::try_from(asked).ok()?.checked_sub(1);
        let found = position
            .and_then(|position| self.detail().links.get(position))
            .cloned();
        let Some(found) = found else {
            let have = self.detail().links.len();
            let text = self.text();
            let roadmap = self.course.roadmap();
            let is_task = |node| roadmap.level(node) == Level::Resource;
            let said = match have {
                0 if self.current_node().is_some_and(is_task) => text.task_without_link.to_owned(),
                0 => text.no_link.to_owned(),
                _ => (text.no_such_link)(asked, have),
            };
            self.say(&said);
            return None;
        };
        match Link::parse(found.address.as_str()) {
            Ok(link) => Some((link, found.title)),
            Err(error) => {
                self.fail(&(self.text().bad_link)(
                    found.address.as_str(),
                    &(self.lang.causes().link)(error),
                ));
                None
            }
        }
    }

    /// Opens the links of all that is unfinished in the topic at the cursor, but for those that look odd.
    pub(super) fn open_all_links(&mut self) -> Vec<Effect> {
        let Some(topic) = self.topic_at_cursor() else {
            return self.say(self.text().no_topic_here);
        };
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        let unfinished = roadmap
            .below(topic)
            .filter(|node| progress.status(roadmap, *node).is_unfinished());
        let links = unfinished.filter_map(|node| Some((node, roadmap.link(node)?)));
        let is_fine = |(node, link): &(NodeIdx, &Link)| {
            link.cautions(roadmap.title(*node, self.lang)).is_empty()
        };
        let links: Vec<Link> = links
            .filter(is_fine)
            .map(|(_, link)| link.clone())
            .collect();
        match links.len() {
            0 => self.say(self.text().no_link_unfinished),
            1..=MOST_AT_ONCE => links.into_iter().map(Effect::OpenLink).collect(),
            _ => {
                self.overlay = Some(Overlay::Question(Question::ManyLinks(links)));
                Vec::new()
            }
        }
    }

    pub(super) fn confirm(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Question(Question::OddLink { link, .. })) => self.open(link),
            Some(Overlay::Question(Question::ManyLinks(links))) => {
                links.into_iter().map(Effect::OpenLink).collect()
            }
            other => {
                self.overlay = other;
                Vec::new()
            }
        }
    }
}
