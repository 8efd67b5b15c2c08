//! Other roadmaps, other editions of this one, and the person's own layer over it.

use super::App;
use super::ticking::Deed;
use crate::course::Course;
use crate::filter::Filter;
use crate::roadmap::Roadmap;
use crate::shelf::list::{Entry, EntryState};
use crate::shelf::watch::Trouble;
use crate::text::{CleanBuf, clean};
use crate::tui::layout::Pane;
use crate::tui::msg::{Effect, LayerOutcome, LayerTrouble, Layered};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::goal::Goal;
use crate::tui::overlay::menu::{Menu, MenuKind, MenuRow, RowMark};
use crate::tui::tree::{RowKind, Source, Tree};
use crate::view::View;

impl App {
    /// Hides the row at the cursor; the key that undoes brings it back.
    pub(super) fn hide(&mut self) -> Vec<Effect> {
        match self.tree.current().map(|row| row.kind) {
            Some(RowKind::Node(node)) => vec![Effect::Hide(node)],
            Some(RowKind::KeyIdeas(_) | RowKind::Lost | RowKind::Orphan(_)) | None => {
                self.say(self.text().nothing_to_hide)
            }
        }
    }

    /// Takes what came of changing the layer.
    pub(super) fn layered(&mut self, outcome: LayerOutcome) -> Vec<Effect> {
        let text = self.lang.library();
        let (roadmap, deed) = match outcome {
            Ok(done) => done,
            Err(trouble) => return self.refused(trouble.sentence(self.lang).as_str()),
        };
        self.unsent = None;
        let (said, undo) = match &deed {
            Layered::Hidden(titles) => {
                self.deeds.done(Deed::Layer);
                ((text.hidden_now)(titles.get(self.lang).as_str()), true)
            }
            Layered::Added(title) => {
                self.deeds.done(Deed::Layer);
                let topic = self.topic_at_cursor();
                let topic =
                    topic.map(|topic| self.course.roadmap().title(topic, self.lang).to_string());
                (
                    (text.link_added)(title.as_str(), &topic.unwrap_or_default()),
                    true,
                )
            }
            Layered::TakenBack => {
                self.deeds.taken_back(Deed::Layer);
                (self.text().layer_taken_back.to_owned(), false)
            }
            Layered::DoneAgain => {
                self.deeds.done_again(Deed::Layer);
                (self.text().layer_done_again.to_owned(), true)
            }
        };
        self.adopt(*roadmap);
        let hint = if undo {
            self.undo_hint()
        } else {
            self.redo_hint()
        };
        self.say(&(said + &hint))
    }

    /// Gives up what cannot be taken back or done again, so that what lies below it can be.
    pub(super) fn layer_stuck(
        &mut self,
        undoing: bool,
        trouble: Option<LayerTrouble>,
    ) -> Vec<Effect> {
        self.deeds.give_up(undoing);
        match trouble {
            Some(trouble) => self.fail(trouble.sentence(self.lang).as_str()),
            None if undoing => self.say(self.text().nothing_to_undo),
            None => self.say(self.text().nothing_to_redo),
        }
    }

    /// Goes on with another edition of the roadmap: cursor, folds and filter stay where they can.
    pub(super) fn roadmap_changed(&mut self, roadmap: Roadmap) -> Vec<Effect> {
        self.adopt(roadmap);
        self.say(self.text().roadmap_changed)
    }

    pub(super) fn roadmap_trouble(&mut self, trouble: &Trouble) -> Vec<Effect> {
        self.fail(trouble.sentence(self.lang).as_str())
    }

    /// Goes on with another roadmap, where the person was in it.
    pub(super) fn course_opened(&mut self, course: Course) -> Vec<Effect> {
        let left = self.view();
        self.places.retain(|place| place.roadmap != left.roadmap);
        self.places.push(left);
        self.course = course;
        let id = self.course.roadmap().id();
        let view = self
            .places
            .iter()
            .find(|place| place.roadmap == id.as_str())
            .cloned();
        self.filter = Filter::default();
        self.start_over(view);
        self.focus = Pane::Tree;
        self.deeds = super::Deeds::default();
        let title = self.course.roadmap().name(self.lang).to_string();
        self.say(&(self.lang.library().used_now)(&title))
    }

    /// Takes another edition of the roadmap; its nodes are found again by id.
    fn adopt(&mut self, roadmap: Roadmap) {
        let view = self.view();
        let position = self.tree.cursor();
        let before = self.course.roadmap();
        let topic = self
            .filter
            .topic
            .map(|topic| before.node_id(topic).to_string());
        self.course.replace_roadmap(roadmap);
        let topic = topic.and_then(|id| self.course.roadmap().find(&id));
        self.filter.stage = None;
        self.filter.topic = topic;
        let is_there = view
            .cursor
            .as_deref()
            .is_some_and(|id| self.course.roadmap().find(id).is_some());
        self.start_over(Some(view));
        if !is_there {
            self.tree.move_to(position);
        }
    }

    /// Forgets all that names nodes of another roadmap, and goes where a view says.
    fn start_over(&mut self, view: Option<View>) {
        self.index = None;
        self.kept = super::Kept::default();
        self.selected.clear();
        self.number = None;
        self.detail_row = None;
        self.overlay = None;
        self.page = None;
        if let Some(found) = self.filter.search.take() {
            let found = self.find(found.query());
            self.filter.search = Some(found.into());
        }
        self.tree = Tree::new(Source::new(&self.course, &self.filter, &[]));
        if let Some(view) = view {
            // The language is that of now, not that of then.
            let lang = self.lang;
            self.restore(&view, true);
            self.lang = lang;
        }
        self.rebuild();
    }

    /// Offers the roadmaps: how far each is, when it was last worked on, and what is wrong with those that cannot be used.
    pub(super) fn show_library(&mut self, entries: &[Entry]) -> Vec<Effect> {
        let mut rows: Vec<MenuRow> = entries
            .iter()
            .map(|entry| self.library_row(entry))
            .collect();
        rows.push(MenuRow::heading(clean::line(self.text().library_hint)));
        let mut menu = Menu::new(MenuKind::Library, None, rows);
        let id = self.course.roadmap().id().to_buf();
        menu.select_goal(&Goal::Roadmap(id));
        self.overlay = Some(Overlay::Menu(menu));
        Vec::new()
    }

    fn library_row(&self, entry: &Entry) -> MenuRow {
        let title = entry.title(self.lang);
        let file = entry.file.as_ref().and_then(|file| file.file_name());
        let file = clean::line(&file.unwrap_or_default().to_string_lossy());
        let label = if title.is_empty() {
            file
        } else {
            title.to_buf()
        };
        let (EntryState::Used { goal, touched, .. }, Some(id)) = (&entry.state, &entry.id) else {
            let why = entry.why_not(self.lang).unwrap_or_default();
            return MenuRow {
                mark: RowMark::Warning,
                note: why.clone(),
                ..MenuRow::new(label, Goal::Tell(why))
            };
        };
        let last = match touched {
            Some(day) => day.as_str().get(..10).unwrap_or_default().to_owned(),
            None => self.lang.library().never.to_owned(),
        };
        let tally = goal.resources;
        let percent = tally
            .percent()
            .map(|percent| format!("{percent:>3}%"))
            .unwrap_or_default();
        MenuRow {
            mark: RowMark::Current(entry.is_in_use),
            note: clean::line(&format!("{}/{}  {last}", tally.done, tally.counted())),
            right: clean::line(&percent),
            ..MenuRow::new(label, Goal::Roadmap(id.clone()))
        }
    }

    /// Says that a roadmap that was listed is not there any more.
    pub(super) fn roadmap_gone(&mut self, id: &CleanBuf) -> Vec<Effect> {
        self.fail(&(self.lang.cli().no_roadmap)(id.as_str()))
    }
}
