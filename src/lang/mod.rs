//! Every sentence that the program says, in every language it speaks.

pub mod cli;
pub mod plain;
pub mod search;

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

    /// Returns the sentences of the command line.
    #[must_use]
    pub const fn cli(self) -> &'static cli::CliText {
        match self {
            Lang::En => &cli::EN,
            Lang::Zh => &cli::ZH,
        }
    }

    /// Returns the words and sentences of the mode without drawing.
    #[must_use]
    pub const fn plain(self) -> &'static plain::PlainText {
        match self {
            Lang::En => &plain::EN,
            Lang::Zh => &plain::ZH,
        }
    }

    /// Returns the sentences of searching and filtering.
    #[must_use]
    pub const fn search(self) -> &'static search::SearchText {
        match self {
            Lang::En => &search::EN,
            Lang::Zh => &search::ZH,
        }
    }
}
