//! The vocabulary of the screen: what a key can mean, what can happen, what the world is asked to do.

use std::sync::Arc;

use jiff::civil::Date;

use crate::course::Course;
use crate::journal::{Log, Record};
use crate::lang::Lang;
use crate::lang::causes::Cause;
use crate::notes::{Notes, Rewrite, Written};
use crate::progress::change::Change;
use crate::roadmap::url::Link;
use crate::roadmap::{Localized, NodeIdx, Roadmap};
use crate::shelf::layer::{Edited, LayerError, Turn};
use crate::shelf::list::Entry;
use crate::shelf::watch::Trouble;
use crate::text::line_edit;
use crate::text::{CleanBuf, clean};
use crate::theme::ThemeProblems;
use crate::view::View;

/// Writes out the actions: each with its name in a config, which never changes.
macro_rules! actions {
    ($($action:ident = $name:literal,)*) => {
        /// What a key can mean. Copy and without payload, so that it can stand in the table of keys, be named in a
        /// config and be listed in a palette.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $($action,)*
        }

        impl Action {
            /// Every action, in the order of the table.
            pub const ALL: &[Action] = &[$(Action::$action,)*];

            /// Returns the name that a config uses.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Action::$action => $name,)*
                }
            }
        }
    };
}

actions! {
    MoveDown = "move-down",
    MoveUp = "move-up",
    MoveToParent = "move-to-parent",
    MoveInto = "move-into",
    MoveToFirst = "move-to-first",
    MoveToLast = "move-to-last",
    HalfPageDown = "half-page-down",
    HalfPageUp = "half-page-up",
    NextUnfinished = "next-unfinished",
    PreviousUnfinished = "previous-unfinished",
    FoldAll = "fold-all",
    UnfoldAll = "unfold-all",
    ToggleDone = "toggle-done",
    ToggleDoing = "toggle-doing",
    ToggleSkip = "toggle-skip",
    Enter = "enter",
    OpenLink = "open-link",
    CopyLink = "copy-link",
    OnlyUnfinished = "only-unfinished",
    Search = "search",
    Filter = "filter",
    ContinueWithNext = "continue-with-next",
    EditNote = "edit-note",
    AddNote = "add-note",
    OpenAllLinks = "open-all-links",
    Select = "select",
    AddLink = "add-link",
    Hide = "hide",
    Library = "library",
    WhatChanged = "what-changed",
    Attach = "attach",
    Map = "map",
    Statistics = "statistics",
    MoveLeft = "move-left",
    MoveRight = "move-right",
    ZoomIn = "zoom-in",
    ZoomOut = "zoom-out",
    Themes = "themes",
    Palette = "palette",
    Undo = "undo",
    Redo = "redo",
    SwitchPane = "switch-pane",
    SwitchLanguage = "switch-language",
    Help = "help",
    Back = "back",
    Suspend = "suspend",
    Quit = "quit",
    Confirm = "confirm",
    Choose = "choose",
    Complete = "complete",
}

impl Action {
    /// Returns the action of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Action> {
        let mut all = Action::ALL.iter().copied();
        all.find(|action| action.name() == name)
    }
}

/// Everything that can happen to the screen.
#[derive(Clone, Debug)]
pub enum Msg {
    Action(Action),
    /// A key that changes the line being typed.
    Edit(line_edit::Edit),
    /// Text that was pasted while a line is typed.
    Pasted(String),
    /// A digit key: a stage, or the beginning of a link number.
    Digit(u8),
    /// A key without a meaning here: it ends a number that was begun.
    UnknownKey,
    Click(Click),
    /// Lines to scroll at a place; down is positive.
    Wheel {
        column: u16,
        row: u16,
        lines: i16,
    },
    /// About a second is over; comes only while something waits for it.
    Second,
    Resized {
        width: u16,
        height: u16,
    },
    /// The change was written, or is kept until it can be.
    Recorded {
        record: Box<Record>,
        change: Change,
        unsaved: Option<Cause>,
    },
    /// Changes that could not be written before were written now.
    AllSaved,
    /// The journals changed on disk: another window or another machine.
    LogChanged(Box<Log>),
    /// What is drawn next is drawn with the theme of this name.
    ThemeShown(CleanBuf),
    /// A theme cannot be used; the one before stays.
    ThemeBroken(ThemeProblems),
    /// What came of writing a note.
    Noted(NoteNews),
    /// What came of changing the person's own layer.
    Layered(LayerOutcome),
    /// A change of the layer was taken back or done again, or why it cannot be.
    LayerTurned {
        undoing: bool,
        outcome: Result<Box<Edited>, LayerTrouble>,
    },
    /// The roadmap is another edition than the one that was seen last, which is this one.
    SeenBefore(Box<Roadmap>),
    /// Progress that had lost its place was given one, or was taken from it again.
    Attached {
        attachment: Attachment,
        /// Whether this undid something, or did it again; neither where it is done anew.
        undoing: Option<bool>,
        record: Box<Record>,
        unsaved: Option<Cause>,
    },
    /// It is after midnight.
    NewDay(Date),
    /// The roadmap on the disk is another edition now.
    RoadmapChanged(Box<Roadmap>),
    /// The roadmap on the disk cannot be used; the one before goes on.
    RoadmapTrouble(Box<Trouble>),
    /// The roadmaps that there are.
    Roadmaps(Vec<Entry>),
    CourseOpened(Box<Course>),
    /// There is no roadmap of this id any more.
    RoadmapGone(CleanBuf),
    /// Time that ran was written down, or is kept until it can be.
    TimeSpent {
        record: Box<Record>,
        unsaved: Option<Cause>,
    },
    LinkOpened(Link),
    LinkShown(Link),
    Copied(Link),
    /// There are changes in memory only, so the program did not quit yet.
    QuitRefused(Cause),
    Failed(Cause),
}

/// What came of writing a note.
#[derive(Clone, Debug)]
pub enum NoteNews {
    Written(Box<NoteWritten>),
    NoEditor(Cause),
    NoHome,
    /// What was written cannot be taken back, or not be done again.
    Stuck {
        undoing: bool,
        why: Cause,
    },
}

/// A note that was written, and all notes as they are now.
#[derive(Clone, Debug)]
pub struct NoteWritten {
    /// Id of the node.
    pub node: CleanBuf,
    pub written: Written,
    pub notes: Notes,
    /// What the journal says of it, where there is something to say.
    pub record: Option<Record>,
    /// The editor did not end well.
    pub trouble: Option<Cause>,
    /// Whether this undid something, or did it again; neither where it was written anew.
    pub undoing: Option<bool>,
}

/// Something that was done and can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Progress,
    Layer {
        turn: Turn,
        what: Layered,
    },
    Note {
        /// Id of the node.
        node: CleanBuf,
        rewrite: Rewrite,
    },
    Attached(Attachment),
}

/// Something that is not in the roadmap any more, and what its progress belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Id under which it was recorded.
    pub orphan: CleanBuf,
    pub title: CleanBuf,
    /// Id of the node of today.
    pub to: CleanBuf,
}

/// What was done to the person's own layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layered {
    Hidden(Vec<Localized>),
    Added { title: CleanBuf, topic: Localized },
}

/// The changed layer with the roadmap, or why nothing was changed.
pub type LayerOutcome = Result<(Box<Edited>, Layered), LayerTrouble>;

/// Why the layer was not changed.
#[derive(Clone, Debug)]
pub enum LayerTrouble {
    NoHome,
    Refused(Arc<LayerError>),
}

impl LayerTrouble {
    /// Says it on one line in a person's language.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> CleanBuf {
        let LayerTrouble::Refused(error) = self else {
            return clean::line(lang.cli().no_home);
        };
        let words = error.words(lang);
        let parts = std::iter::once(&words.what).chain(&words.causes);
        let parts: Vec<&str> = parts.map(CleanBuf::as_str).collect();
        clean::line(&parts.join(lang.cli().colon))
    }
}

/// A press of the left mouse button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    pub column: u16,
    pub row: u16,
    /// The second press at the same place within a short time.
    pub double: bool,
}

/// What the world is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Write a change to the journal.
    Append(Change),
    OpenLink(Link),
    /// Let time run for a node.
    StartTimer(NodeIdx),
    Copy(Link),
    /// Open the note of a node in the person's editor.
    EditNote(NodeIdx),
    /// Add a line to the note of a node.
    AddNote(NodeIdx, CleanBuf),
    /// Add a link of the person's own to a topic.
    AddLink {
        topic: NodeIdx,
        link: Link,
        title: CleanBuf,
    },
    /// Hide nodes from the person's view of the roadmap.
    Hide(Vec<NodeIdx>),
    /// Open another roadmap.
    UseRoadmap(CleanBuf),
    /// Look which roadmaps there are.
    ListRoadmaps,
    /// Take a change of the person's own layer back, or do it again.
    TurnLayer {
        undoing: bool,
        turn: Turn,
    },
    /// Take back what was written into the note of a node, or do it again.
    TurnNote {
        undoing: bool,
        node: CleanBuf,
        rewrite: Rewrite,
    },
    /// Look whether the roadmap is another edition than the one that was seen last.
    LookBack,
    /// Take the edition that there is now for seen.
    RememberEdition,
    /// Write down that progress belongs to something else, or take that back.
    Attach {
        attachment: Attachment,
        undoing: Option<bool>,
    },
    /// Draw with another theme.
    ShowTheme(CleanBuf),
    /// Remember where the person is, for the next start.
    SaveView(View),
    Suspend,
    Quit,
}
