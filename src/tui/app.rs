//! The state of the screen and what happens to it: messages in, effects out. No drawing, no clock, no disk.

use crate::filter::Filter;
use crate::lang::Lang;
use crate::lang::tui::TuiText;
use crate::progress::change::Change;
use crate::progress::{Status, Tally};
use crate::roadmap::url::Link;
use crate::roadmap::{Level, NodeIdx};
use crate::session::{Course, headline};
use crate::symbols::Symbols;
use crate::text::{CleanBuf, clean};

use super::detail::{Detail, Style};
use super::keymap::{self, Scope};
use super::layout::{self, Areas, Pane};
use super::msg::{Action, Click, Effect, Msg, View};
use super::overlay::{Overlay, Question};
use super::screen::hit::{self, Hit};
use super::tree::{RowKind, Source, Tree};

/// A line above the footer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: CleanBuf,
    /// Errors are marked and stay until `Esc`; other notices go with the next key.
    pub is_error: bool,
}

/// Digits typed so far. The first acts at once as a stage; if `o` or `y` follows, they were the number of a link
/// and the stage is given back.
#[derive(Clone, Debug)]
struct Number {
    value: u32,
    before: Box<(Filter, Tree)>,
}

/// What the screen shows and where the person is.
pub struct App {
    course: Course,
    lang: Lang,
    symbols: Symbols,
    tree: Tree,
    filter: Filter,
    focus: Pane,
    detail: Detail,
    /// First line of the detail pane that is shown.
    detail_top: usize,
    overlay: Option<Overlay>,
    number: Option<Number>,
    notice: Option<Notice>,
    size: (u16, u16),
    /// The language that the settings asked for; another one was chosen by key.
    settings_lang: Lang,
}

/// How the screen starts.
pub struct Start {
    pub course: Course,
    pub lang: Lang,
    pub symbols: Symbols,
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
            symbols,
            size,
            view,
            stage,
            notice,
        } = start;
        let filter = Filter::default();
        let tree = Tree::new(Source {
            roadmap: course.roadmap(),
            progress: course.progress(),
            filter: &filter,
            orphans: course.orphans().len(),
        });
        let mut app = App {
            course,
            lang,
            symbols,
            tree,
            filter,
            focus: Pane::Tree,
            detail: Detail::default(),
            detail_top: 0,
            overlay: None,
            number: None,
            notice: None,
            size,
            settings_lang: lang,
        };
        match view.filter(|view| view.roadmap == app.course.roadmap().id().as_str()) {
            Some(view) => app.restore(&view),
            None => {
                app.notice = Some(Notice {
                    text: app.first_hint(),
                    is_error: false,
                })
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

    /// Returns what is remembered for the next start.
    #[must_use]
    pub fn view(&self) -> View {
        let roadmap = self.course.roadmap();
        let ids = |nodes: Vec<NodeIdx>| {
            nodes
                .iter()
                .map(|node| roadmap.node_id(*node).to_string())
                .collect()
        };
        let (open, closed_ideas) = self.tree.saved_folds(roadmap);
        View {
            roadmap: roadmap.id().to_string(),
            cursor: self
                .current_node()
                .map(|node| roadmap.node_id(node).to_string()),
            open: ids(open),
            closed_ideas: ids(closed_ideas),
            stage: self
                .filter
                .stage
                .map(|stage| roadmap.node_id(stage).to_string()),
            only_unfinished: self.is_only_unfinished(),
            lang: (self.lang != self.settings_lang).then(|| self.lang.code().to_owned()),
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

    /// Returns the number typed so far.
    #[must_use]
    pub fn number(&self) -> Option<u32> {
        self.number.as_ref().map(|number| number.value)
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
        if self.notice.as_ref().is_some_and(|notice| !notice.is_error) {
            self.notice = None;
        }
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

    fn move_lines(&mut self, lines: isize) -> Vec<Effect> {
        match (&mut self.overlay, self.focus) {
            (Some(Overlay::Help { top }), _) => *top = top.saturating_add_signed(lines),
            (Some(Overlay::Question(_)), _) => {}
            (None, Pane::Tree) => self.tree.move_by(lines),
            (None, Pane::Detail) => self.detail_top = self.detail_top.saturating_add_signed(lines),
        }
        Vec::new()
    }

    fn half_page(&self) -> isize {
        isize::try_from(self.tree.height() / 2).unwrap_or(1).max(1)
    }

    /// Closes an open row, or goes to the parent; from the detail pane, back to the tree.
    fn move_to_parent(&mut self) -> Vec<Effect> {
        if self.focus == Pane::Detail {
            self.focus = Pane::Tree;
            return Vec::new();
        }
        match self.tree.current() {
            Some(row) if row.open == Some(true) => self.set_open(row.kind, false),
            Some(_) => {
                if let Some(parent) = self.tree.parent_of(self.tree.cursor()) {
                    self.tree.move_to(parent);
                }
            }
            None => {}
        }
        Vec::new()
    }

    /// Opens a closed row, or goes to its first child; a leaf shows its details.
    fn move_into(&mut self) -> Vec<Effect> {
        match self.tree.current().map(|row| (row.kind, row.open)) {
            _ if self.focus == Pane::Detail => {}
            Some((kind, Some(false))) => self.set_open(kind, true),
            Some((_, Some(true))) => self.tree.move_by(1),
            Some((_, None)) => self.focus = Pane::Detail,
            None => {}
        }
        Vec::new()
    }

    fn fold_all(&mut self, open: bool) -> Vec<Effect> {
        self.tree.set_all_open(open);
        self.rebuild();
        Vec::new()
    }

    /// Goes to the next or previous resource that is not finished and passes the filter, through closed folds and
    /// around the end.
    fn jump_unfinished(&mut self, direction: Direction) -> Vec<Effect> {
        let roadmap = self.course.roadmap();
        let here = self.current_node();
        let wanted = |node: &NodeIdx| {
            roadmap.level(*node) == Level::Resource
                && self
                    .course
                    .progress()
                    .status(roadmap, *node)
                    .is_unfinished()
                && self.filter.matches(roadmap, self.course.progress(), *node)
        };
        let (found, wrapped) = match direction {
            Direction::Forward => {
                let ahead = roadmap
                    .nodes()
                    .filter(|node| here.is_none_or(|here| *node > here))
                    .find(wanted);
                (
                    ahead.or_else(|| roadmap.nodes().find(wanted)),
                    ahead.is_none(),
                )
            }
            Direction::Backward => {
                let behind = roadmap
                    .nodes()
                    .rev()
                    .filter(|node| here.is_none_or(|here| *node < here))
                    .find(wanted);
                (
                    behind.or_else(|| roadmap.nodes().rev().find(wanted)),
                    behind.is_none(),
                )
            }
        };
        let Some(node) = found else {
            return self.say(self.text().nothing_unfinished);
        };
        self.reveal(node);
        match (wrapped, direction) {
            (false, _) => Vec::new(),
            (true, Direction::Forward) => self.say(self.text().from_the_top),
            (true, Direction::Backward) => self.say(self.text().from_the_end),
        }
    }

    /// Gives the row at the cursor a status; pressed again, it goes back to todo. A parent sets all below it.
    fn toggle(&mut self, status: Status) -> Vec<Effect> {
        let leaves = self.leaves_at_cursor();
        if leaves.is_empty() {
            return self.say(self.text().nothing_changes);
        }
        let change = self
            .course
            .change(&leaves, status)
            .or_else(|| self.course.change(&leaves, Status::Todo));
        change.map_or_else(Vec::new, |change| self.perform(change))
    }

    fn leaves_at_cursor(&self) -> Vec<NodeIdx> {
        let roadmap = self.course.roadmap();
        match self.tree.current().map(|row| row.kind) {
            Some(RowKind::Node(node)) => self.course.leaves(node),
            Some(RowKind::KeyIdeas(topic)) => roadmap
                .children(topic)
                .filter(|node| roadmap.level(*node) == Level::Concept)
                .collect(),
            Some(RowKind::Lost | RowKind::Orphan(_)) | None => Vec::new(),
        }
    }

    fn undo(&mut self) -> Vec<Effect> {
        match self.course.undo() {
            Some(change) => self.perform(change),
            None => self.say(self.text().nothing_to_undo),
        }
    }

    fn redo(&mut self) -> Vec<Effect> {
        match self.course.redo() {
            Some(change) => self.perform(change),
            None => self.say(self.text().nothing_to_redo),
        }
    }

    /// Shows a change at once and has it written; what is said of it waits for the answer.
    fn perform(&mut self, change: Change) -> Vec<Effect> {
        self.course.apply(&change);
        self.rebuild();
        vec![Effect::Append(change)]
    }

    fn recorded(&mut self, change: &Change, unsaved: Option<CleanBuf>) -> Vec<Effect> {
        use crate::progress::change::Origin;
        self.rebuild();
        if let Some(why) = unsaved {
            return self.fail(&(self.text().not_saved)(why.as_str()));
        }
        let text = self.text();
        let (title, others) = headline(&self.course, change, self.lang);
        let said = match &change.origin {
            Origin::Done => {
                let status = change.nodes.first().map_or(Status::Todo, |node| node.to);
                (text.changed)(
                    status,
                    title.as_str(),
                    others,
                    &keymap::label(Scope::Main, Action::Undo),
                )
            }
            Origin::Undoes(_) => (text.undone)(title.as_str(), others),
            Origin::Redoes(_) => (text.redone)(title.as_str(), others),
        };
        self.say(&said)
    }

    fn log_changed(&mut self, log: crate::journal::Log) -> Vec<Effect> {
        if !self.course.refresh(log) {
            return Vec::new();
        }
        self.rebuild();
        self.say(self.text().changed_elsewhere)
    }

    /// Folds a parent; opens the link of a leaf, or on one pane goes into its details first.
    fn enter(&mut self) -> Vec<Effect> {
        let Some(row) = self.tree.current() else {
            return Vec::new();
        };
        match row.open {
            Some(open) if self.focus == Pane::Tree => {
                self.set_open(row.kind, !open);
                Vec::new()
            }
            None if self.focus == Pane::Tree && !self.has_two_panes() => {
                self.focus = Pane::Detail;
                Vec::new()
            }
            Some(_) | None => self.open_link(None),
        }
    }

    fn open_link(&mut self, number: Option<Number>) -> Vec<Effect> {
        let Some((link, title)) = self.take_link(number) else {
            return Vec::new();
        };
        let cautions = link.cautions(title.as_clean());
        if cautions.is_empty() {
            return vec![Effect::OpenLink(link)];
        }
        self.overlay = Some(Overlay::Question(Question { link, cautions }));
        Vec::new()
    }

    fn copy_link(&mut self, number: Option<Number>) -> Vec<Effect> {
        self.take_link(number)
            .map_or_else(Vec::new, |(link, _)| vec![Effect::Copy(link)])
    }

    /// Returns the link with a number (the first one without), or says why there is none.
    fn take_link(&mut self, number: Option<Number>) -> Option<(Link, CleanBuf)> {
        let asked = number.as_ref().map_or(1, |number| number.value);
        if let Some(number) = number {
            (self.filter, self.tree) = *number.before;
            self.settle();
        }
        let position = usize::try_from(asked).ok()?.checked_sub(1);
        let found = position
            .and_then(|position| self.detail.links.get(position))
            .cloned();
        let Some(found) = found else {
            let have = self.detail.links.len();
            let text = self.text();
            let said = if have == 0 {
                text.no_link.to_owned()
            } else {
                (text.no_such_link)(asked, have)
            };
            self.say(&said);
            return None;
        };
        match Link::parse(found.address.as_str()) {
            Ok(link) => Some((link, found.title)),
            Err(error) => {
                self.fail(&(self.text().bad_link)(
                    found.address.as_str(),
                    &error.to_string(),
                ));
                None
            }
        }
    }

    fn confirm(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Question(question)) => vec![Effect::OpenLink(question.link)],
            other => {
                self.overlay = other;
                Vec::new()
            }
        }
    }

    fn only_unfinished(&mut self) -> Vec<Effect> {
        self.filter.statuses = if self.is_only_unfinished() {
            Vec::new()
        } else {
            Filter::UNFINISHED.to_vec()
        };
        self.filter_changed();
        Vec::new()
    }

    /// A digit is a stage at once, and may turn out to be the beginning of a link's number.
    fn digit(&mut self, digit: u8) -> Vec<Effect> {
        let before = match self.number.take() {
            Some(number) => Number {
                value: number
                    .value
                    .saturating_mul(10)
                    .saturating_add(u32::from(digit)),
                ..number
            },
            None => Number {
                value: u32::from(digit),
                before: Box::new((self.filter.clone(), self.tree.clone())),
            },
        };
        if self.notice.as_ref().is_some_and(|notice| !notice.is_error) {
            self.notice = None;
        }
        if before.value == u32::from(digit) {
            self.choose_stage(digit);
        } else {
            // With a second digit it can only be a link.
            (self.filter, self.tree) = (*before.before).clone();
        }
        self.number = Some(before);
        Vec::new()
    }

    fn forget_number(&mut self) -> Vec<Effect> {
        self.number = None;
        Vec::new()
    }

    fn choose_stage(&mut self, digit: u8) {
        if digit == 0 {
            self.filter = Filter::default();
            self.filter_changed();
            return;
        }
        let stage = self.course.roadmap().stages().nth(usize::from(digit) - 1);
        if stage.is_some() {
            self.show_stage(stage);
        }
    }

    fn show_stage(&mut self, stage: Option<NodeIdx>) {
        self.filter.stage = stage;
        if let Some(stage) = stage {
            self.tree.set_open(RowKind::Node(stage), true);
        }
        self.filter_changed();
        let is_inside =
            |node: NodeIdx| stage.is_none_or(|stage| self.course.roadmap().is_within(node, stage));
        if !self.current_node().is_some_and(is_inside) {
            self.tree.move_to(0);
        }
    }

    fn switch_pane(&mut self) -> Vec<Effect> {
        self.focus = match self.focus {
            Pane::Tree => Pane::Detail,
            Pane::Detail => Pane::Tree,
        };
        Vec::new()
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

    /// Takes one thing back: an overlay, an error, the detail pane of one, then filters, the last first.
    fn back(&mut self) -> Vec<Effect> {
        if self.overlay.take().is_some() || self.notice.take().is_some() {
            return Vec::new();
        }
        if self.focus == Pane::Detail {
            self.focus = Pane::Tree;
        } else if !self.filter.statuses.is_empty() {
            self.filter.statuses.clear();
            self.filter_changed();
        } else if self.filter.stage.take().is_some() {
            self.filter_changed();
        }
        Vec::new()
    }

    fn click(&mut self, click: Click) -> Vec<Effect> {
        self.number = None;
        let Some(hit) = hit::at(self, click.column, click.row) else {
            return Vec::new();
        };
        match hit {
            Hit::Action(action) => self.act(action),
            Hit::Stage(digit) => {
                self.choose_stage(digit);
                Vec::new()
            }
            Hit::Mark(row) => {
                self.select(row);
                self.act(Action::ToggleDone)
            }
            Hit::Fold(row) => {
                self.select(row);
                self.enter()
            }
            Hit::Row(row) => {
                self.select(row);
                if click.double {
                    self.enter()
                } else {
                    Vec::new()
                }
            }
            Hit::Detail => {
                self.focus = Pane::Detail;
                Vec::new()
            }
            Hit::Link(position) => {
                let Some(number) = u32::try_from(position + 1).ok() else {
                    return Vec::new();
                };
                let before = Box::new((self.filter.clone(), self.tree.clone()));
                self.open_link(Some(Number {
                    value: number,
                    before,
                }))
            }
        }
    }

    fn select(&mut self, row: usize) {
        self.focus = Pane::Tree;
        self.tree.move_to(row);
        if self.notice.as_ref().is_some_and(|notice| !notice.is_error) {
            self.notice = None;
        }
    }

    fn wheel(&mut self, column: u16, row: u16, lines: i16) -> Vec<Effect> {
        let lines = isize::from(lines);
        let over = |area: Option<ratatui::layout::Rect>| {
            area.is_some_and(|area| layout::contains(area, column, row))
        };
        let areas = self.areas();
        match &mut self.overlay {
            Some(Overlay::Help { top }) => *top = top.saturating_add_signed(lines),
            None if over(areas.and_then(|areas| areas.detail)) => {
                self.detail_top = self.detail_top.saturating_add_signed(lines);
            }
            None => self.tree.scroll_by(lines),
            Some(Overlay::Question(_)) => {}
        }
        Vec::new()
    }

    fn resized(&mut self, width: u16, height: u16) -> Vec<Effect> {
        self.size = (width, height);
        Vec::new()
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

    fn set_open(&mut self, kind: RowKind, open: bool) {
        self.tree.set_open(kind, open);
        self.rebuild();
    }

    fn filter_changed(&mut self) {
        self.tree.unfold_filtered(self.course.roadmap());
        self.rebuild();
    }

    fn rebuild(&mut self) {
        self.tree.rebuild(Source {
            roadmap: self.course.roadmap(),
            progress: self.course.progress(),
            filter: &self.filter,
            orphans: self.course.orphans().len(),
        });
    }

    fn reveal(&mut self, node: NodeIdx) {
        let source = Source {
            roadmap: self.course.roadmap(),
            progress: self.course.progress(),
            filter: &self.filter,
            orphans: self.course.orphans().len(),
        };
        self.tree.reveal(source, node);
    }

    fn restore(&mut self, view: &View) {
        let roadmap = self.course.roadmap();
        let find = |ids: &[String]| {
            ids.iter()
                .filter_map(|id| roadmap.find(id))
                .collect::<Vec<_>>()
        };
        let (open, closed_ideas) = (find(&view.open), find(&view.closed_ideas));
        let is_stage = |node: &NodeIdx| roadmap.level(*node) == Level::Stage;
        self.filter.stage = view
            .stage
            .as_ref()
            .and_then(|id| roadmap.find(id))
            .filter(is_stage);
        let cursor = view.cursor.as_ref().and_then(|id| roadmap.find(id));
        if view.only_unfinished {
            self.filter.statuses = Filter::UNFINISHED.to_vec();
        }
        self.lang = Lang::ALL
            .into_iter()
            .find(|lang| view.lang.as_deref() == Some(lang.code()))
            .unwrap_or(self.lang);
        self.tree.restore_folds(&open, &closed_ideas);
        self.filter_changed();
        if let Some(row) = cursor.and_then(|node| self.tree.find(RowKind::Node(node))) {
            self.tree.move_to(row);
        }
    }

    fn first_hint(&self) -> CleanBuf {
        let key = |action| keymap::label(Scope::Main, action);
        let hint = self.text().first_hint;
        clean::line(&hint(
            &key(Action::ToggleDone),
            &key(Action::OpenLink),
            &key(Action::Help),
        ))
    }

    /// Restores what must hold after every message: sizes, and the details of the row at the cursor.
    fn settle(&mut self) {
        let Some(areas) = self.areas() else { return };
        if let Some(tree) = areas.tree {
            self.tree
                .set_height(usize::from(layout::inside(tree).height));
        }
        // On one pane the detail has the same place as the tree.
        let pane = layout::inside(areas.detail.or(areas.tree).unwrap_or(areas.footer));
        let title = std::mem::take(&mut self.detail.title);
        let style = Style {
            lang: self.lang,
            text: self.text(),
            symbols: &self.symbols,
            width: usize::from(pane.width),
        };
        self.detail = match self.tree.current() {
            Some(row) => Detail::new(&self.course, row.kind, style),
            None => Detail::default(),
        };
        if self.detail.title != title {
            self.detail_top = 0;
        }
        let last_top = self
            .detail
            .lines
            .len()
            .saturating_sub(usize::from(pane.height));
        self.detail_top = self.detail_top.min(last_top);
        if let Some(Overlay::Help { top }) = &mut self.overlay {
            let last_top = super::overlay::help::last_top(self.size, self.lang);
            *top = (*top).min(last_top);
        }
    }
}

#[derive(Clone, Copy)]
enum Direction {
    Forward,
    Backward,
}
