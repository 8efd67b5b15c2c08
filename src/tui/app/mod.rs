//! The state of the screen and what happens to it: messages in, effects out. No drawing, no clock, no disk.

mod changes;
mod choosing;
mod links;
mod map;
mod moving;
mod narrowing;
mod noticing;
mod pointing;
mod prompting;
mod searching;
mod seen;
mod shelving;
mod statistics;
mod ticking;
mod view;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::course::Course;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::picture::{self, Zoom};
use crate::progress::Status;
use crate::progress::next::Suggestion;
use crate::roadmap::NodeIdx;
use crate::search::{Index, Search};
use crate::symbols::Symbols;
use crate::text::width::Measure;
use crate::text::{CleanBuf, clean};
use crate::view::View;

use super::detail::Detail;
use super::keymap::Keymap;
use super::layout::{self, Pane};
use super::memo::Memo;
use super::msg::{Action, Effect, Msg};
use super::overlay::prompt::Prompt;
use super::overlay::{self, Overlay};
use super::page::Page;
use super::tree::{RowKind, Source, Tree};
use changes::Before;
pub use choosing::Looks;
use links::Number;
use moving::Direction;
use noticing::Lasting;
pub use noticing::Notice;
use ticking::Deeds;

/// What was ticked last, and from which row. It stays visible while the cursor is on that row, also when the filter would
/// hide it now: the same key takes it back, and a second press does not hit the next row.
#[derive(Clone, Debug, Default)]
struct Kept {
    row: Option<RowKind>,
    nodes: Vec<NodeIdx>,
}

/// A course as it is now: which one it is, by how many were opened before, and its revision.
type Revision = (usize, u64);

/// What the details are told of, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Telling {
    row: Option<RowKind>,
    revision: Revision,
    lang: Lang,
    width: usize,
}

/// What the screen shows and where the person is.
pub struct App {
    course: Course,
    lang: Lang,
    symbols: Symbols,
    measure: Measure,
    keymap: Keymap,
    tree: Tree,
    filter: Filter,
    focus: Pane,
    detail: Memo<Telling, Detail>,
    /// The row that the details are of.
    detail_row: Option<RowKind>,
    /// First line of the detail pane that is shown, or more where there are not that many.
    detail_top: usize,
    kept: Kept,
    /// Rows that were selected together, for the keys that tick.
    selected: Vec<NodeIdx>,
    /// The line that was taken last, until it is known that what was typed is written; else it comes back.
    unsent: Option<Prompt>,
    /// What was done since the start, so that undo takes back the last of it, whatever it was.
    deeds: Deeds,
    /// The edition of the roadmap that the person knew before, where it was another one.
    before: Option<Before>,
    /// Where the person was in other roadmaps.
    places: Vec<View>,
    looks: Looks,
    /// What a search looks in, once there was one; made anew when the roadmap or a note changes.
    index: Option<Index>,
    /// A search on its way, with a large roadmap.
    searching: Option<Search>,
    /// What is next, for the line at the top.
    next: Memo<Revision, Option<Suggestion>>,
    overlay: Option<Overlay>,
    /// What is shown instead of the panes.
    page: Option<Page>,
    number: Option<Number>,
    notice: Option<Notice>,
    size: (u16, u16),
    today: Date,
    zone: TimeZone,
    /// Whether statistics say when the rest may be done.
    finish_date: bool,
    /// Whether opening a link lets time run.
    timer: bool,
    /// How many other roadmaps were opened.
    opened: usize,
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
    /// How the terminal counts columns.
    pub measure: Measure,
    pub keymap: Keymap,
    pub looks: Looks,
    /// Columns and rows.
    pub size: (u16, u16),
    pub today: Date,
    /// In which days are told.
    pub zone: TimeZone,
    /// Whether statistics say when the rest may be done.
    pub finish_date: bool,
    /// Whether opening a link lets time run.
    pub timer: bool,
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
            measure,
            keymap,
            looks,
            size,
            today,
            zone,
            finish_date,
            timer,
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
            measure,
            keymap,
            tree,
            filter,
            focus: Pane::Tree,
            detail: Memo::default(),
            detail_row: None,
            detail_top: 0,
            kept: Kept::default(),
            selected: Vec::new(),
            unsent: None,
            deeds: Deeds::default(),
            before: None,
            places: Vec::new(),
            looks,
            index: None,
            searching: None,
            next: Memo::default(),
            overlay: None,
            page: None,
            number: None,
            notice: None,
            size,
            today,
            zone,
            finish_date,
            timer,
            opened: 0,
            settings_lang: lang,
        };
        match view.filter(|view| view.roadmap == app.course.roadmap().id().as_str()) {
            Some(view) => app.restore(&view, lang_is_asked_for),
            None => {
                app.notice = Some(Notice::new(app.first_hint(), Lasting::UntilKey));
            }
        }
        if let Some(stage) = stage {
            app.show_stage(Some(stage));
        }
        if let Some(text) = notice {
            app.notice = Some(Notice::new(text, Lasting::UntilSeen));
        }
        app.rebuild();
        app.settle();
        app
    }

    /// Answers a message: changes the state and says what the world shall do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        // Typing on asks for something else, and time does not wait for a search.
        if !matches!(msg, Msg::Edit(_) | Msg::Pasted(_) | Msg::Second) {
            self.finish_search();
        }
        let effects = match msg {
            Msg::Action(action) => self.act(action),
            Msg::Edit(edit) => self.edit(edit),
            Msg::Pasted(text) => self.paste(&text),
            Msg::Second => self.second(),
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
                if self.course.record(*record) {
                    self.course_changed();
                }
                self.count_again();
                self.recorded(&change, unsaved)
            }
            Msg::AllSaved => self.say(self.text().saved_after_all),
            Msg::LogChanged(log) => self.log_changed(*log),
            Msg::TimeSpent { record, unsaved } => self.time_spent(*record, unsaved),
            Msg::Noted(news) => self.noted(news),
            Msg::Layered(outcome) => self.layered(outcome),
            Msg::RoadmapChanged(roadmap) => self.roadmap_changed(*roadmap),
            Msg::RoadmapTrouble(trouble) => self.roadmap_trouble(&trouble),
            Msg::SeenBefore(before) => self.seen_before(*before),
            Msg::Attached {
                attachment,
                undoing,
                record,
                unsaved,
            } => self.attached(attachment, undoing, *record, unsaved),
            Msg::Roadmaps(entries) => self.show_library(&entries),
            Msg::CourseOpened(course) => self.course_opened(*course),
            Msg::RoadmapGone(id) => self.roadmap_gone(&id),
            Msg::ThemeShown(name) => self.theme_shown(name),
            Msg::ThemeBroken(problems) => self.theme_broken(&problems),
            Msg::LinkOpened(link) => self.say(&(self.text().opened)(link.as_str())),
            Msg::LinkShown(link) => self.say(&(self.text().shown_instead)(link.as_str())),
            Msg::Copied(link) => self.say(&(self.text().copied)(link.as_str())),
            Msg::QuitRefused(why) => {
                self.fail(&(self.text().quit_refused)(why.get(self.lang).as_str()))
            }
            Msg::Failed(why) => self.refused(why.get(self.lang).as_str()),
            Msg::NewDay(day) => self.new_day(day),
            Msg::LayerTurned { undoing, outcome } => self.layer_turned(undoing, outcome),
        };
        self.settle();
        effects
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
            Action::Search => self.open_search(),
            Action::Filter => self.open_filters(),
            Action::ContinueWithNext => self.go_to_next(),
            Action::EditNote => self.edit_note(),
            Action::AddNote => self.open_note_prompt(),
            Action::OpenAllLinks => self.open_all_links(),
            Action::Select => self.select_row(),
            Action::AddLink => self.open_link_prompt(),
            Action::Hide => self.hide(),
            Action::Library => vec![Effect::ListRoadmaps],
            Action::WhatChanged => self.show_changes(),
            Action::Attach => self.attach(),
            Action::Map => self.open_map(),
            Action::Statistics => self.open_statistics(),
            Action::MoveLeft => self.walk(picture::Direction::Left),
            Action::MoveRight => self.walk(picture::Direction::Right),
            Action::ZoomIn => self.zoom(Zoom::closer),
            Action::ZoomOut => self.zoom(Zoom::farther),
            Action::Themes => self.open_themes(),
            Action::Palette => self.open_palette(),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::SwitchPane => self.switch_pane(),
            Action::SwitchLanguage => self.switch_language(),
            Action::Help => self.help(),
            Action::Back => self.back(),
            Action::Suspend => vec![Effect::SaveView(self.view()), Effect::Suspend],
            Action::Quit => vec![Effect::SaveView(self.view()), Effect::Quit],
            Action::Confirm => self.confirm(),
            Action::Choose => self.choose(),
            Action::Complete => self.complete(),
        }
    }

    fn switch_language(&mut self) -> Vec<Effect> {
        self.lang = match self.lang {
            Lang::En => Lang::Zh,
            Lang::Zh => Lang::En,
        };
        // A list was written in the language before.
        if let Some(Overlay::Menu(menu)) = self
            .overlay
            .take_if(|open| matches!(open, Overlay::Menu(_)))
        {
            return self.leave_menu(&menu);
        }
        Vec::new()
    }

    fn help(&mut self) -> Vec<Effect> {
        self.overlay = match self.overlay.take() {
            Some(Overlay::Help { .. }) => None,
            None => Some(Overlay::Help { top: 0 }),
            other => other,
        };
        Vec::new()
    }

    fn resized(&mut self, width: u16, height: u16) -> Vec<Effect> {
        self.size = (width, height);
        Vec::new()
    }

    /// Goes on with the next day, which counts for itself.
    fn new_day(&mut self, day: Date) -> Vec<Effect> {
        self.today = day;
        self.count_again();
        Vec::new()
    }

    fn has_two_panes(&self) -> bool {
        self.size.0 >= layout::TWO_PANES
    }

    /// Computes the visible rows anew, after the filter or a fold has changed.
    fn rebuild(&mut self) {
        self.tree
            .rebuild(Source::new(&self.course, &self.filter, &self.kept.nodes));
    }

    /// Brings up to date what follows from the course: any status may be another one, and what has lost its place.
    fn course_changed(&mut self) {
        self.count_again();
        self.search_again();
        self.rebuild();
    }

    /// Brings up to date what follows from progress. Rows do only where it is filtered by it.
    fn progress_changed(&mut self) {
        self.count_again();
        if self.filter.depends_on_progress() {
            self.search_again();
            self.rebuild();
        }
    }

    fn revision(&self) -> Revision {
        (self.opened, self.course.revision())
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
            if self.filter.depends_on_progress() {
                self.rebuild();
            }
        }
        self.next.keep_for(self.revision());
        let Some(areas) = self.areas() else { return };
        if let Some(tree) = areas.tree {
            self.tree
                .set_height(usize::from(layout::inside(tree).height));
        }
        let row = self.tree.current().map(|row| row.kind);
        if self.detail_row != row {
            self.detail_row = row;
            self.detail_top = 0;
        }
        self.detail.keep_for(Telling {
            row,
            revision: self.revision(),
            lang: self.lang,
            width: usize::from(self.detail_pane().width),
        });
        if let Some(Overlay::Menu(menu)) = &mut self.overlay {
            menu.fit(self.size);
        }
        let scope = self.scope_below();
        if let Some(Overlay::Help { top }) = &mut self.overlay {
            let last_top =
                overlay::help::last_top(&self.keymap, scope, self.measure, (self.size, self.lang));
            *top = (*top).min(last_top);
        }
        self.settle_page();
    }
}
