//! Every sentence that the program says, in every language it speaks.

pub mod causes;
pub mod changes;
pub mod cli;
pub mod config;
pub mod doctor;
pub mod export;
pub mod import;
pub mod keys;
pub mod library;
pub mod map;
pub mod next;
pub mod notes;
pub mod plain;
pub mod search;
pub mod stats;
pub mod tui;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// Returns the tag that files and flags use.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }
}

/// Makes a method of [`Lang`] for every area of the program: module, type and what its sentences are about.
macro_rules! areas {
    ($($area:ident $text:ident $about:literal;)*) => {
        impl Lang {
            $(
                #[doc = concat!("Returns the sentences ", $about, ".")]
                #[must_use]
                pub const fn $area(self) -> &'static $area::$text {
                    match self {
                        Lang::En => &$area::EN,
                        Lang::Zh => &$area::ZH,
                    }
                }
            )*
        }
    };
}

areas! {
    causes CauseText "about why something failed";
    changes ChangesText "about editions of a roadmap";
    cli CliText "of the command line";
    config ConfigText "about settings";
    doctor DoctorText "about the health of what is recorded";
    export ExportText "of exports";
    import ImportText "about importing";
    library LibraryText "about roadmaps of one's own and layers over them";
    map MapText "of the map and its pictures";
    next NextText "about what to do next";
    notes NotesText "about notes";
    plain PlainText "of the mode without drawing";
    search SearchText "of searching and filtering";
    stats StatsText "of statistics and of time";
    tui TuiText "of the screen";
}
