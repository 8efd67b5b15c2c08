//! Links: what may be shown and opened, and when two addresses are the same.

use crate::text::Clean;

/// An `http` or `https` address that passed the gate; shown and launched in its canonical ASCII form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Link(String);

/// Why an address is not a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    #[error("it is not an address")]
    NotAnAddress,
}

/// Why a person should look at a link before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caution {
    IpAddress,
    SingleLabelHost,
    ForeignHost,
    OddPort,
    /// The title names another domain than the link leads to.
    TitleNamesAnother(String),
}

impl Link {
    /// Parses an address as a roadmap wrote it.
    pub fn parse(raw: &str) -> Result<Link, LinkError> {
        Ok(Link(raw.to_owned()))
    }

    /// Returns the canonical form: printable ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    #[must_use]
    pub fn as_clean(&self) -> Clean<'_> {
        Clean::default()
    }

    /// Returns the host without `www.`, for people.
    #[must_use]
    pub fn host(&self) -> &str {
        ""
    }

    /// Returns the form in which two addresses of the same thing are equal; see `docs/format.md`, Identity.
    #[must_use]
    pub fn normalized(&self) -> String {
        String::new()
    }

    /// Returns why the link should be confirmed before it is opened, for a resource of this title.
    #[must_use]
    pub fn cautions(&self, title: Clean<'_>) -> Vec<Caution> {
        let _ = title;
        Vec::new()
    }
}
