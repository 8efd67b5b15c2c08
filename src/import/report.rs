//! What a reader left out, repaired and guessed: nothing of it in silence.

use crate::roadmap::url::MAX_LENGTH;
use crate::text::{CleanBuf, clean};

/// What happened to a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A part about the document itself: its contents, contributors, licence.
    AboutTheDocument,
    /// A section in which there is nothing to do and no key idea.
    TextOnly,
    /// A list or line of links within the document.
    Contents,
    BackToTop,
    /// A link on a picture, as badges are.
    Badge,
    Picture,
    /// Links to other files of the same place, without an address to start from.
    RelativeLink,
    /// An address that is none, or not of the web.
    BadLink,
    /// A link in a column for something else, as prerequisites or discussion.
    OtherColumn,
    /// A table that names nothing to do.
    OtherTable,
    /// A link in what was left out, or that no reader takes, as in a comment.
    LeftLink,
    /// What is struck through.
    StruckOut,
    /// A row or item without any text.
    Empty,
    /// A text or list that is longer than a roadmap takes.
    TooLong,
    /// What a format has and a roadmap does not.
    NotKept,
    /// A part that its author has commented out, or keeps from being exported.
    CommentedOut,
    /// Words or a button of a drawn map.
    Drawing,
    /// A line of a map that begins or ends at nothing.
    LooseEdge,
    /// A text beside a map that belongs to no part of it.
    LooseText,
    /// A link that its part has already.
    Repeated,
    /// A file beside the document that was not read: a link, too large, or no text.
    UnreadFile,
    /// A second map in the folder of a roadmap.
    OtherMap,
    /// An address with spaces in it, or without its beginning or end.
    RepairedLink,
    /// A title that was longer than a roadmap takes: the whole of it stands in the text.
    ShortenedTitle,
    /// A part that is nested deeper than a roadmap shows: it stands in the topic above.
    RaisedPart,
    /// Words without a link among links: they stand in the text of the part above.
    KeptAsText,
    /// A link inside a text: it can be opened there, and not be ticked.
    LinkInText,
    /// A stage that says it is optional.
    GuessedOptional,
    /// A title that the document does not give as such.
    GuessedTitle,
    /// Items that were taken as things to do, though they have neither link nor box: the document has none, or they stand
    /// among links.
    GuessedTasks,
    /// Text after a title that was taken as the name of the author.
    GuessedAuthor,
    /// A title that is only the name of a file.
    GuessedName,
    /// A part of a map that nothing ties to a topic: it stands in the nearest one.
    GuessedPlace,
    /// A word for a status of which only the place among others says what it means.
    GuessedStatus,
    /// A box with a sign of its own in it, as `[>]`, taken as not done.
    GuessedBox,
    /// Parts without the map that says which belong together: they stand side by side.
    WithoutMap,
}

/// How a note is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    LeftOut,
    Changed,
    Guessed,
}

impl Sort {
    pub const ALL: [Sort; 3] = [Sort::LeftOut, Sort::Changed, Sort::Guessed];

    /// Returns the word that JSON uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Sort::LeftOut => "left-out",
            Sort::Changed => "changed",
            Sort::Guessed => "guessed",
        }
    }
}

impl What {
    pub const ALL: [What; 36] = [
        What::AboutTheDocument,
        What::TextOnly,
        What::Contents,
        What::BackToTop,
        What::Badge,
        What::Picture,
        What::RelativeLink,
        What::BadLink,
        What::OtherColumn,
        What::OtherTable,
        What::LeftLink,
        What::StruckOut,
        What::Empty,
        What::TooLong,
        What::NotKept,
        What::CommentedOut,
        What::Drawing,
        What::LooseEdge,
        What::LooseText,
        What::Repeated,
        What::UnreadFile,
        What::OtherMap,
        What::RepairedLink,
        What::ShortenedTitle,
        What::RaisedPart,
        What::KeptAsText,
        What::LinkInText,
        What::GuessedOptional,
        What::GuessedTitle,
        What::GuessedTasks,
        What::GuessedAuthor,
        What::GuessedName,
        What::GuessedPlace,
        What::GuessedStatus,
        What::GuessedBox,
        What::WithoutMap,
    ];

    #[must_use]
    pub const fn sort(self) -> Sort {
        match self {
            What::AboutTheDocument
            | What::TextOnly
            | What::Contents
            | What::BackToTop
            | What::Badge
            | What::Picture
            | What::RelativeLink
            | What::BadLink
            | What::OtherColumn
            | What::OtherTable
            | What::LeftLink
            | What::StruckOut
            | What::Empty
            | What::TooLong
            | What::NotKept
            | What::CommentedOut
            | What::Drawing
            | What::LooseEdge
            | What::LooseText
            | What::Repeated
            | What::UnreadFile
            | What::OtherMap => Sort::LeftOut,
            What::RepairedLink
            | What::ShortenedTitle
            | What::RaisedPart
            | What::KeptAsText
            | What::LinkInText => Sort::Changed,
            What::GuessedOptional
            | What::GuessedTitle
            | What::GuessedTasks
            | What::GuessedAuthor
            | What::GuessedName
            | What::GuessedPlace
            | What::GuessedStatus
            | What::GuessedBox
            | What::WithoutMap => Sort::Guessed,
        }
    }

    /// Returns the word that JSON uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            What::AboutTheDocument => "about-the-document",
            What::TextOnly => "text-only",
            What::Contents => "contents",
            What::BackToTop => "back-to-top",
            What::Badge => "badge",
            What::Picture => "picture",
            What::RelativeLink => "relative-link",
            What::BadLink => "bad-link",
            What::OtherColumn => "other-column",
            What::OtherTable => "other-table",
            What::LeftLink => "left-link",
            What::StruckOut => "struck-out",
            What::Empty => "empty",
            What::TooLong => "too-long",
            What::NotKept => "not-kept",
            What::CommentedOut => "commented-out",
            What::Drawing => "drawing",
            What::LooseEdge => "loose-edge",
            What::LooseText => "loose-text",
            What::Repeated => "repeated",
            What::UnreadFile => "unread-file",
            What::OtherMap => "other-map",
            What::RepairedLink => "repaired-link",
            What::ShortenedTitle => "shortened-title",
            What::RaisedPart => "raised-part",
            What::KeptAsText => "kept-as-text",
            What::LinkInText => "link-in-text",
            What::GuessedOptional => "guessed-optional",
            What::GuessedTitle => "guessed-title",
            What::GuessedTasks => "guessed-tasks",
            What::GuessedAuthor => "guessed-author",
            What::GuessedName => "guessed-name",
            What::GuessedPlace => "guessed-place",
            What::GuessedStatus => "guessed-status",
            What::GuessedBox => "guessed-box",
            What::WithoutMap => "without-map",
        }
    }
}

/// One thing that happened, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file beside the document that it is about; `None` is the document.
    pub file: Option<CleanBuf>,
    /// Line of that file, from 1.
    pub line: u32,
    pub what: What,
    /// The beginning of the part that it is about.
    pub text: CleanBuf,
}

/// All that happened, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    notes: Vec<Note>,
    /// The file beside the document that is being read.
    file: Option<CleanBuf>,
    /// How many boxes to tick the document has.
    pub boxes: usize,
    /// How many kinds were guessed by address, ending or words.
    pub kinds: usize,
}

/// As much of a part is quoted, in characters. Of an address, a beginning says too little.
const QUOTED: usize = 80;
const QUOTED_ADDRESS: usize = 2 * MAX_LENGTH;

impl Report {
    pub(super) fn add(&mut self, line: u32, what: What, text: &str) {
        let mut quoted = String::new();
        let mut rest = text.trim().chars();
        let most = if text.contains("://") {
            QUOTED_ADDRESS
        } else {
            QUOTED
        };
        quoted.extend(rest.by_ref().take(most));
        if rest.next().is_some() {
            quoted.push('…');
        }
        self.notes.push(Note {
            file: self.file.clone(),
            line,
            what,
            text: clean::line(&quoted),
        });
    }

    /// Says which file what follows is about; `None` is the document.
    pub(super) fn enter(&mut self, file: Option<&str>) {
        self.file = file.map(clean::line);
    }

    pub(super) fn sort(&mut self) {
        let place = |note: &Note| (note.file.clone(), note.line);
        self.notes.sort_by_cached_key(place);
    }

    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Returns how often each thing happened, without those that did not.
    pub fn counts(&self) -> impl Iterator<Item = (What, usize)> + '_ {
        What::ALL.into_iter().filter_map(|what| {
            let count = self.notes.iter().filter(|note| note.what == what).count();
            (count > 0).then_some((what, count))
        })
    }
}
