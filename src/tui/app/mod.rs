//! The state of the screen and what happens to it: messages in, effects out. No drawing, no clock, no disk.

mod links;
mod moving;
mod narrowing;
mod pointing;
mod ticking;
mod view;

use crate::course::Course;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::{Status, Tally};
use crate::roadmap::NodeIdx;
use crate::symbols::Symbols;
use crate::text::{CleanBuf, clean};
use crate::view::View;

use super::detail::{Detail, Style};
use super::keymap::{Keymap, Scope};
use super::layout::{self, Areas, Pane};
use super::msg::{Action, Effect, Msg};
use super::overlay::{self, Overlay};
use super::tree::{RowKind, Source, Tree};
use links::Number;
use moving::Direction;

/// A line above the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: CleanBuf,
    /// Errors are marked and stay until `Esc`; other notices go with the next key.
    pub is_error: bool,
}

/// What was ticked last, and from which row. It stays visible while the cursor is on that row, also when the filter would
/// hide it now: the same key takes it back, and a second press does not hit the next row.
#[derive(Clone, Debug, Default)]
struct Kept {
    row: Option<RowKind>,
    nodes: Vec<NodeIdx>,
}

/// What the screen shows and where the person is.
pub struct App {
    course: Course,
    lang: Lang,
    symbols: Symbols,
    keymap: Keymap,
    tree: Tree,
    filter: Filter,
    focus: Pane,
    detail: Detail,
    /// The row that the details are of.
    detail_row: Option<RowKind>,
    /// First line of the detail pane that is shown.
    detail_top: usize,
    kept: Kept,
    overlay: Option<Overlay>,
    number: Option<Number>,
    notice: Option<Notice>,
    size: (u16, u16),
    /// The language that the screen started with; another one was chosen by key.
    settings_lang: Lang,
}

/// How the screen starts.
pub struct Start {
    pub course: Course,
    pub lang: Lang,
    /// Whether the person asked for the language, which the one chosen by key the last time then gives way to.
    pub lang_is_asked_for: bool,
    pub symbols: Symbols,
    pub keymap: Keymap,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Where the person was the last time.
    pub view: Option<View>,
    /// Stage to begin in, by command line.
    pub stage: Option<NodeIdx>,
    /// Something to say first: a bad config, a roadmap that was not loaded.
    pub notice: Option<CleanBuf>,
}

impl App {
    #[must_use]
    pub fn new(start: Start) -> App {
        let Start {
            course,
            lang,
            lang_is_asked_for,
            symbols,
            keymap,
            size,
            view,
            stage,
            notice,
        } = start;
        let filter = Filter::default();
        let tree = Tree::new(Source::new(&course, &filter, &[]));
        let mut app = App {
            course,
            lang,
            symbols,
            keymap,
            tree,
            filter,
            focus: Pane::Tree,
            detail: Detail::default(),
            detail_row: None,
            detail_top: 0,
            kept: Kept::default(),
            overlay: None,
            number: None,
            notice: None,
            size,
            settings_lang: lang,
        };
        match view.filter(|view| view.roadmap == app.course.roadmap().id().as_str()) {
            Some(view) => app.restore(&view, lang_is_asked_for),
            None => {
                app.notice = Some(Notice {
                    text: app.first_hint(),
                    is_error: false,
                });
            }
        }
        if let Some(stage) = stage {
            app.show_stage(Some(stage));
        }
        if let Some(text) = notice {
            app.notice = Some(Notice {
                text,
                is_error: true,
            });
        }
        app.settle();
        app
    }

    /// Answers a message: changes the state and says what the world shall do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let effects = match msg {
            Msg::Action(action) => self.act(action),
            Msg::Digit(digit) => self.digit(digit),
            Msg::UnknownKey => self.forget_number(),
            Msg::Click(click) => self.click(click),
            Msg::Wheel { column, row, lines } => self.wheel(column, row, lines),
            Msg::Resized { width, height } => self.resized(width, height),
            Msg::Recorded {
                record,
                change,
                unsaved,
            } => {
                self.course.record(*record);
                self.recorded(&change, unsaved)
            }
            Msg::AllSaved => self.say(self.text().saved_after_all),
            Msg::LogChanged(log) => self.log_changed(*log),
            Msg::LinkOpened(link) => self.say(&(self.text().opened)(link.as_str())),
            Msg::LinkShown(link) => self.say(&(self.text().shown_instead)(link.as_str())),
            Msg::Copied(link) => self.say(&(self.text().copied)(link.as_str())),
            Msg::QuitRefused(why) => self.fail(&(self.text().quit_refused)(why.as_str())),
            Msg::Failed(why) => self.fail(why.as_str()),
        };
        self.settle();
        effects
    }

    /// Returns where keys go now.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match &self.overlay {
            None => Scope::Main,
            Some(Overlay::Help { .. }) => Scope::Reading,
            Some(Overlay::Question(_)) => Scope::Question,
        }
    }

    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    #[must_use]
    pub fn text(&self) -> &'static TuiText {
        self.lang.tui()
    }

    #[must_use]
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// Returns the key of an action where keys go now, as a person reads it; nothing where no key leads to it.
    #[must_use]
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(self.scope(), action)
    }

    /// Returns what is pressed for an action on the main screen, as a sentence names it: its key, else its name.
    #[must_use]
    pub fn key_or_name(&self, action: Action) -> String {
        let key = self.keymap.label(Scope::Main, action);
        if key.is_empty() {
            return action.name().to_owned();
        }
        key
    }

    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    #[must_use]
    pub fn focus(&self) -> Pane {
        self.focus
    }

    #[must_use]
    pub fn detail(&self) -> &Detail {
        &self.detail
    }

    #[must_use]
    pub fn detail_top(&self) -> usize {
        self.detail_top
    }

    #[must_use]
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Returns the number typed so far, when there can be a link of that number.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        let number = self.number.as_ref()?;
        number.is_of_a_link().then_some(number.value)
    }

    /// Returns columns and rows of the screen.
    #[must_use]
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    #[must_use]
    pub fn areas(&self) -> Option<Areas> {
        Areas::new(self.size, self.focus, self.notice.is_some())
    }

    /// Returns the counts that the header shows: of the chosen stage, or of the roadmap's goal.
    #[must_use]
    pub fn shown_tally(&self) -> Tally {
        match self.filter.stage {
            Some(stage) => self.course.progress().tallies(stage).resources,
            None => self.course.progress().goal(self.course.roadmap()).resources,
        }
    }

    /// Returns the counts of all resources that the chosen stage has, or the whole roadmap.
    #[must_use]
    pub fn all_below_stage(&self) -> Tally {
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        let mut all = Tally::default();
        let stages = roadmap.stages();
        for stage in stages.filter(|stage| self.filter.stage.is_none_or(|chosen| chosen == *stage))
        {
            all += progress.tallies(stage).resources;
        }
        all
    }

    #[must_use]
    pub fn is_only_unfinished(&self) -> bool {
        self.filter.statuses == Filter::UNFINISHED
    }

    /// Returns the node at the cursor, if the row stands for one.
    #[must_use]
    pub fn current_node(&self) -> Option<NodeIdx> {
        match self.tree.current()?.kind {
            RowKind::Node(node) | RowKind::KeyIdeas(node) => Some(node),
            RowKind::Lost | RowKind::Orphan(_) => None,
        }
    }

    /// Returns the status that a row shows.
    #[must_use]
    pub fn row_status(&self, kind: RowKind) -> Status {
        let (roadmap, progress) = (self.course.roadmap(), self.course.progress());
        match kind {
            RowKind::Node(node) => progress.status(roadmap, node),
            RowKind::KeyIdeas(topic) => progress.key_ideas(roadmap, topic).status(),
            RowKind::Lost => Status::Todo,
            RowKind::Orphan(position) => self
                .course
                .orphans()
                .get(position)
                .map_or(Status::Todo, |orphan| orphan.status),
        }
    }

    /// Returns the columns of the tree's rows.
    #[must_use]
    pub fn tree_width(&self) -> usize {
        self.areas()
            .and_then(|areas| areas.tree)
            .map_or(0, |tree| usize::from(layout::inside(tree).width))
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        let number = self.number.take();
        self.dismiss_notice();
        match action {
            Action::MoveDown => self.move_lines(1),
            Action::MoveUp => self.move_lines(-1),
            Action::MoveToParent => self.move_to_parent(),
            Action::MoveInto => self.move_into(),
            Action::MoveToFirst => self.move_lines(isize::MIN),
            Action::MoveToLast => self.move_lines(isize::MAX),
            Action::HalfPageDown => self.move_lines(self.half_page()),
            Action::HalfPageUp => self.move_lines(-self.half_page()),
            Action::NextUnfinished => self.jump_unfinished(Direction::Forward),
            Action::PreviousUnfinished => self.jump_unfinished(Direction::Backward),
            Action::FoldAll => self.fold_all(false),
            Action::UnfoldAll => self.fold_all(true),
            Action::ToggleDone => self.toggle(Status::Done),
            Action::ToggleDoing => self.toggle(Status::Doing),
            Action::ToggleSkip => self.toggle(Status::Skipped),
            Action::Enter => self.enter(),
            Action::OpenLink => self.open_link(number),
            Action::CopyLink => self.copy_link(number),
            Action::OnlyUnfinished => self.only_unfinished(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::SwitchPane => self.switch_pane(),
            Action::SwitchLanguage => self.switch_language(),
            Action::Help => self.help(),
            Action::Back => self.back(),
            Action::Suspend => vec![Effect::SaveView(self.view()), Effect::Suspend],
            Action::Quit => vec![Effect::SaveView(self.view()), Effect::Quit],
            Action::Confirm => self.confirm(),
        }
    }

    fn switch_language(&mut self) -> Vec<Effect> {
        self.lang = match self.lang {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        };
        Vec::new()
    }

    fn help(&mut self) -> Vec<Effect> {
        self.overlay = match self.overlay.take() {
            Some(Overlay::Help { .. }) => None,
            Some(Overlay::Question(question)) => Some(Overlay::Question(question)),
            None => Some(Overlay::Help { top: 0 }),
        };
        Vec::new()
    }

    fn resized(&mut self, width: u16, height: u16) -> Vec<Effect> {
        self.size = (width, height);
        Vec::new()
    }

    /// Takes the notice away, unless it tells of an error, which stays until it is seen.
    fn dismiss_notice(&mut self) {
        self.notice.take_if(|notice| !notice.is_error);
    }

    fn say(&mut self, text: &str) -> Vec<Effect> {
        self.notice = Some(Notice {
            text: clean::line(text),
            is_error: false,
        });
        Vec::new()
    }

    fn fail(&mut self, text: &str) -> Vec<Effect> {
        self.notice = Some(Notice {
            text: clean::line(text),
            is_error: true,
        });
        Vec::new()
    }

    fn has_two_panes(&self) -> bool {
        self.size.0 >= layout::TWO_PANES
    }

    fn rebuild(&mut self) {
        self.tree
            .rebuild(Source::new(&self.course, &self.filter, &self.kept.nodes));
    }

    fn first_hint(&self) -> CleanBuf {
        let key = |action| self.key_or_name(action);
        let hint = self.text().first_hint;
        let (down, up) = (key(Action::MoveDown), key(Action::MoveUp));
        clean::line(&hint(
            &format!("{down} {up}"),
            &key(Action::ToggleDone),
            &key(Action::OpenLink),
            &key(Action::Help),
        ))
    }

    /// Restores what must hold after every message: sizes, and the details of the row at the cursor.
    fn settle(&mut self) {
        if !self.kept.nodes.is_empty() && self.kept.row != self.tree.current().map(|row| row.kind) {
            self.kept = Kept::default();
            self.rebuild();
        }
        let Some(areas) = self.areas() else { return };
        if let Some(tree) = areas.tree {
            self.tree
                .set_height(usize::from(layout::inside(tree).height));
        }
        // On one pane the detail has the same place as the tree.
        let pane = layout::inside(areas.detail.or(areas.tree).unwrap_or(areas.footer));
        let style = Style {
            lang: self.lang,
            text: self.text(),
            symbols: &self.symbols,
            width: usize::from(pane.width),
        };
        let row = self.tree.current().map(|row| row.kind);
        self.detail = row.map_or_else(Detail::default, |row| Detail::new(&self.course, row, style));
        if self.detail_row != row {
            self.detail_row = row;
            self.detail_top = 0;
        }
        let last_top = self
            .detail
            .lines
            .len()
            .saturating_sub(usize::from(pane.height));
        self.detail_top = self.detail_top.min(last_top);
        if let Some(Overlay::Help { top }) = &mut self.overlay {
            let last_top = overlay::help::last_top(&self.keymap, self.size, self.lang);
            *top = (*top).min(last_top);
        }
    }
}
