//! The numbered links of a node: its own, the further ones, then those in its text, as the screen numbers them.

use crate::lang::Lang;
use crate::roadmap::url::{Link, LinkError};
use crate::roadmap::{NodeIdx, Roadmap};
use crate::text::CleanBuf;
use crate::text::markdown;

/// A link with the number that opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// From 1.
    pub number: usize,
    /// Empty for the node's own link.
    pub title: CleanBuf,
    /// As shown: canonical where the link may be opened, as written where not.
    pub address: CleanBuf,
    /// The link, or why it cannot be opened.
    pub link: Result<Link, LinkError>,
}

/// Returns all links of a node in the order of their numbers.
#[must_use]
pub fn of(roadmap: &Roadmap, node: NodeIdx, lang: Lang) -> Vec<Numbered> {
    let own = roadmap.link(node).map(|link| {
        (
            CleanBuf::default(),
            Ok(link.clone()),
            link.as_clean().to_buf(),
        )
    });
    let further = roadmap.further_links(node).iter().map(|further| {
        let link = &further.link;
        (
            further.title.get(lang).to_buf(),
            Ok(link.clone()),
            link.as_clean().to_buf(),
        )
    });
    let found = markdown::links(roadmap.body(node, lang));
    let in_text = found.into_iter().map(|found| {
        let link = Link::parse(found.address.as_str());
        let address = link
            .as_ref()
            .map_or(found.address, |link| link.as_clean().to_buf());
        (found.title, link, address)
    });
    let all = own.into_iter().chain(further).chain(in_text);
    let numbered = |(number, (title, link, address))| Numbered {
        number,
        title,
        address,
        link,
    };
    (1..).zip(all).map(numbered).collect()
}

/// Returns how many of the links do not stand in the text.
#[must_use]
pub fn own_count(roadmap: &Roadmap, node: NodeIdx) -> usize {
    usize::from(roadmap.link(node).is_some()) + roadmap.further_links(node).len()
}
