//! The line at the foot of the screen: typing, pasting, taking and leaving it.

use super::App;
use crate::notes::{self, Written};
use crate::roadmap::overlay::guess;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};
use crate::text::clean;
use crate::text::line_edit::{Edit, LineEdit};
use crate::tui::msg::{Deed, Effect, NoteNews};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::prompt::{Prompt, Purpose};

impl App {
    pub(super) fn edit(&mut self, edit: Edit) -> Vec<Effect> {
        let Some(line) = self.typed_line() else {
            return Vec::new();
        };
        let before = line.cursor();
        let changed = line.apply(edit);
        // A key that does nothing, as on a full line, is not worth an answer.
        if changed || line.cursor() != before {
            self.typed(changed);
        }
        Vec::new()
    }

    /// Puts pasted text into the line that is typed; elsewhere it is nothing, as it must never act as keys.
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let changed = self.typed_line().is_some_and(|line| line.insert(text));
        self.typed(changed);
        Vec::new()
    }

    fn typed_line(&mut self) -> Option<&mut LineEdit> {
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => Some(&mut prompt.line),
            Some(Overlay::Menu(menu)) => menu.line.as_mut(),
            Some(Overlay::Help { .. } | Overlay::Question(_)) | None => None,
        }
    }

    /// Answers a changed line at once: what was found, what it may go on with.
    fn typed(&mut self, changed: bool) {
        match &mut self.overlay {
            Some(Overlay::Prompt(Prompt {
                purpose: Purpose::Search(_),
                ..
            })) => self.search_typed(changed),
            Some(Overlay::Prompt(prompt)) => prompt.remark = clean::line(""),
            Some(Overlay::Menu(_)) if changed => self.menu_typed(),
            Some(Overlay::Menu(_) | Overlay::Help { .. } | Overlay::Question(_)) | None => {}
        }
    }

    /// Takes the line.
    pub(super) fn take_prompt(&mut self, prompt: Prompt) -> Vec<Effect> {
        let text = prompt.line.text().trim().to_buf();
        self.unsent = match &prompt.purpose {
            Purpose::Note(_) | Purpose::LinkTitle(..) => Some(prompt.clone()),
            Purpose::Search(_) | Purpose::LinkAddress(_) => None,
        };
        match prompt.purpose {
            Purpose::Search(before) => self.take_search(text.is_empty().then_some(before)),
            Purpose::Note(_) | Purpose::LinkAddress(_) if text.is_empty() => Vec::new(),
            Purpose::Note(node) => vec![Effect::AddNote(node, text)],
            Purpose::LinkAddress(topic) => {
                self.take_address(topic, prompt.line.text().trim().as_str())
            }
            Purpose::LinkTitle(topic, link) => {
                // As on the command line: a link without a title is no reason to lose its address.
                let title = if text.is_empty() {
                    guess::title(&link)
                } else {
                    text
                };
                vec![Effect::AddLink { topic, link, title }]
            }
        }
    }

    /// Leaves the line; a search gives everything back as it was.
    pub(super) fn leave_prompt(&mut self, prompt: Prompt) {
        match prompt.purpose {
            Purpose::Search(before) => self.leave_search(*before),
            Purpose::Note(_) | Purpose::LinkAddress(_) | Purpose::LinkTitle(..) => {}
        }
    }

    pub(super) fn open_note_prompt(&mut self) -> Vec<Effect> {
        let Some(node) = self.current_node() else {
            return self.say(self.text().nothing_to_note);
        };
        self.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Note(node))));
        Vec::new()
    }

    pub(super) fn edit_note(&mut self) -> Vec<Effect> {
        match self.current_node() {
            Some(node) => vec![Effect::EditNote(node)],
            None => self.say(self.text().nothing_to_note),
        }
    }

    /// Takes what came of writing a note.
    pub(super) fn noted(&mut self, news: NoteNews) -> Vec<Effect> {
        let text = self.lang.notes();
        let news = match news {
            NoteNews::Written(news) => *news,
            NoteNews::NoHome => return self.refused(text.no_home),
            NoteNews::NoEditor(why) => {
                let (lang, why) = (self.lang, why.get(self.lang));
                let said = format!("{}{}{why}", text.no_editor, lang.cli().colon);
                return self.fail(&(lang.causes().within)(&said, text.editor_hint));
            }
            NoteNews::Stuck { undoing, why } => {
                return self.stuck(undoing, why.get(self.lang).as_str());
            }
        };
        self.unsent = None;
        if let Some(record) = news.record {
            self.course.record(record);
        }
        if self.course.set_notes(news.notes) {
            self.index = None;
            self.find_again();
            self.course_changed();
        }
        let Written { edit, rewrite } = news.written;
        let node = news.node;
        let title = self.course.roadmap().find(node.as_str());
        let title = title.map(|found| self.course.roadmap().title(found, self.lang).to_buf());
        let title = title.unwrap_or_else(|| node.clone());
        let deed = rewrite.map(|rewrite| Deed::Note { node, rewrite });
        if let Some(undoing) = news.undoing {
            self.deeds.take(undoing);
            if let Some(deed) = deed {
                self.deeds.turned(undoing, deed);
            }
            let subject = (text.note_on)(title.as_str());
            let say = if undoing {
                self.text().undone
            } else {
                self.text().redone
            };
            return self.say_with(&say(&subject), &self.turn_hint(undoing));
        }
        let hint = if deed.is_some() {
            self.undo_hint()
        } else {
            String::new()
        };
        if let Some(deed) = deed {
            self.deeds.done(deed);
        }
        if let Some(why) = news.trouble {
            let (colon, why) = (self.lang.cli().colon, why.get(self.lang));
            return self.fail(&format!("{}{colon}{why}", text.editor_failed));
        }
        let said = match edit {
            notes::Edit::Unchanged => text.unchanged,
            notes::Edit::Written => text.saved,
            notes::Edit::Removed => text.removed,
        };
        self.say_with(&(self.text().of_note)(said, title.as_str()), &hint)
    }

    /// Asks for a link to add to the topic at the cursor.
    pub(super) fn open_link_prompt(&mut self) -> Vec<Effect> {
        let Some(topic) = self.topic_at_cursor() else {
            return self.say(self.text().no_topic_here);
        };
        self.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::LinkAddress(topic))));
        Vec::new()
    }

    /// Returns the topic that the cursor is in.
    pub(super) fn topic_at_cursor(&self) -> Option<NodeIdx> {
        let roadmap = self.course.roadmap();
        let node = self.current_node()?;
        std::iter::once(node)
            .chain(roadmap.ancestors(node))
            .find(|node| roadmap.level(*node) == Level::Topic)
    }

    /// Takes an address, and asks for the title; what is wrong with the address is told beside it.
    fn take_address(&mut self, topic: NodeIdx, address: &str) -> Vec<Effect> {
        let with_scheme = if address.contains("://") {
            address.to_owned()
        } else {
            format!("https://{address}")
        };
        let prompt = match Link::parse(&with_scheme) {
            Ok(link) => Prompt::new(Purpose::LinkTitle(topic, link)),
            Err(error) => Prompt {
                line: LineEdit::with(address),
                remark: clean::line(&(self.lang.causes().link)(error)),
                ..Prompt::new(Purpose::LinkAddress(topic))
            },
        };
        self.overlay = Some(Overlay::Prompt(prompt));
        Vec::new()
    }
}
