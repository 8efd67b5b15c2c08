//! What a layer hides: known by all its names and addresses, so that what was recorded of it finds it.

use crate::lang::Lang;
use crate::roadmap::url::Link;
use crate::roadmap::{Level, Localized};
use crate::text::{Clean, CleanBuf};

/// A node that the person's own layer hides: gone from the tree, but not from what was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    pub(in crate::roadmap) id: CleanBuf,
    pub(in crate::roadmap) level: Level,
    pub(in crate::roadmap) title: Localized,
    pub(in crate::roadmap) aliases: Vec<CleanBuf>,
    /// Addresses of today and of before.
    pub(in crate::roadmap) links: Vec<Link>,
    /// The node that the layer names, where it is not this one but one above it.
    pub(in crate::roadmap) with: Option<CleanBuf>,
}

impl Hidden {
    #[must_use]
    pub fn id(&self) -> Clean<'_> {
        self.id.as_clean()
    }

    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    #[must_use]
    pub fn title(&self, lang: Lang) -> Clean<'_> {
        self.title.get(lang)
    }

    /// Returns its id and those that it had before.
    pub fn names(&self) -> impl Iterator<Item = Clean<'_>> {
        let names = std::iter::once(&self.id).chain(&self.aliases);
        names.map(CleanBuf::as_clean)
    }

    /// Returns the id of the node that it is hidden with; `None` where the layer names it itself.
    #[must_use]
    pub fn with(&self) -> Option<Clean<'_>> {
        self.with.as_ref().map(CleanBuf::as_clean)
    }
}
