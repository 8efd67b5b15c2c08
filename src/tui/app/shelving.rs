//! Other roadmaps, other editions of this one, and the person's own layer over it.

use super::App;
use crate::course::Course;
use crate::filter::Filter;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::shelf::layer::Edited;
use crate::shelf::list::{Entry, EntryState};
use crate::shelf::watch::Trouble;
use crate::text::{CleanBuf, clean};
use crate::tui::layout::Pane;
use crate::tui::msg::{Deed, Effect, LayerOutcome, LayerTrouble, Layered};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::goal::Goal;
use crate::tui::overlay::menu::{Menu, MenuKind, MenuRow, RowMark};
use crate::tui::tree::{RowKind, Source, Tree};
use crate::view::View;

impl App {
    /// Hides what is selected, else the row at the cursor; the key that undoes brings it back.
    pub(super) fn hide(&mut self) -> Vec<Effect> {
        let roadmap = self.course.roadmap();
        let is_below = |node: &NodeIdx| {
            let above = roadmap.ancestors(*node).collect::<Vec<_>>();
            above.iter().any(|above| self.selected.contains(above))
        };
        let mut nodes: Vec<NodeIdx> = self.selected.clone();
        // What is below something that is hidden goes with it.
        nodes.retain(|node| !is_below(node));
        if let (true, Some(RowKind::Node(node))) =
            (nodes.is_empty(), self.tree.current().map(|row| row.kind))
        {
            nodes.push(node);
        }
        if nodes.is_empty() {
            return self.say(self.text().nothing_to_hide);
        }
        vec![Effect::Hide(nodes)]
    }

    /// Takes what came of changing the layer.
    pub(super) fn layered(&mut self, outcome: LayerOutcome) -> Vec<Effect> {
        let (edited, what) = match outcome {
            Ok(done) => done,
            Err(trouble) => return self.refused(trouble.sentence(self.lang).as_str()),
        };
        self.unsent = None;
        let said = self.layer_words(&what, false);
        let turn = edited.turn;
        self.deeds.done(Deed::Layer { turn, what });
        self.adopt(edited.roadmap);
        self.say_with(&said, &self.turn_hint(false))
    }

    /// Takes what came of taking a change of the layer back, or of doing it again.
    pub(super) fn layer_turned(
        &mut self,
        undoing: bool,
        outcome: Result<Box<Edited>, LayerTrouble>,
    ) -> Vec<Effect> {
        let edited = match outcome {
            Ok(edited) => edited,
            Err(trouble) => return self.stuck(undoing, trouble.sentence(self.lang).as_str()),
        };
        let Some(Deed::Layer { what, .. }) = self.deeds.take(undoing) else {
            return Vec::new();
        };
        let Edited { roadmap, turn, .. } = *edited;
        let said = self.layer_words(&what, undoing);
        self.adopt(roadmap);
        if let Some(node) = self.course.roadmap().find(&turn.id) {
            self.reveal(node);
        }
        self.deeds.turned(undoing, Deed::Layer { turn, what });
        self.say_with(&said, &self.turn_hint(undoing))
    }

    /// Says what was done to the layer, or undone.
    fn layer_words(&self, what: &Layered, undone: bool) -> String {
        let (text, lang) = (self.lang.library(), self.lang);
        match (what, undone) {
            (Layered::Hidden(titles), _) => {
                let titles = match &titles[..] {
                    [title] => title.get(lang).to_string(),
                    several => (self.text().rows)(several.len()),
                };
                let say = if undone {
                    text.shown_now
                } else {
                    text.hidden_now
                };
                say(&titles)
            }
            (Layered::Added { title, .. }, true) => (text.taken_away)(title.as_str()),
            (Layered::Added { title, topic }, false) => {
                (text.link_added)(title.as_str(), topic.get(lang).as_str())
            }
        }
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
        self.opened += 1;
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
        self.before = None;
        self.say(&(self.lang.library().used_now)(&title));
        vec![Effect::LookBack]
    }

    /// Takes another edition of the roadmap; its nodes are found again by id.
    pub(super) fn adopt(&mut self, roadmap: Roadmap) {
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
        self.searching = None;
        self.kept = super::Kept::default();
        self.selected.clear();
        self.number = None;
        self.detail_row = None;
        self.overlay = None;
        self.page = None;
        self.find_again();
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
