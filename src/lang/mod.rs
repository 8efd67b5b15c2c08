//! Every sentence that the program says, in every language it speaks.

pub mod cli;
pub mod library;

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

    /// Returns the sentences of the screen.
    #[must_use]
    pub const fn tui(self) -> &'static tui::TuiText {
        match self {
            Lang::En => &tui::EN,
            Lang::Zh => &tui::ZH,
        }
    }

    /// Returns the sentences about roadmaps of one's own and layers over them.
    #[must_use]
    pub const fn library(self) -> &'static library::LibraryText {
        match self {
            Lang::En => &library::EN,
            Lang::Zh => &library::ZH,
        }
    }

    /// Returns the sentences of the command line.
    #[must_use]
    pub const fn cli(self) -> &'static cli::CliText {
        match self {
            Lang::En => &cli::EN,
            Lang::Zh => &cli::ZH,
        }
    }
}
