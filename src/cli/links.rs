//! The numbered links of a node: its own, the further ones, then those in its text, as the screen numbers them.

use crate::course::Course;
use crate::lang::Lang;
use crate::roadmap::url::{Link, LinkError};
use crate::roadmap::{NodeIdx, Roadmap};
use crate::text::CleanBuf;
use crate::text::markdown::{self, FoundLink};

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

/// Returns all links of a node in the order of their numbers, then those in the person's note.
#[must_use]
pub fn all(course: &Course, node: NodeIdx, lang: Lang) -> Vec<Numbered> {
    let mut links = of(course.roadmap(), node, lang);
    let noted = course.notes_of(node);
    let in_notes = noted.flat_map(|note| markdown::links(note.text()));
    let first = links.len() + 1;
    links.extend(
        (first..)
            .zip(in_notes)
            .map(|(number, found)| in_text(number, found)),
    );
    links
}

/// Returns the links of a node that the roadmap has, in the order of their numbers.
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
    let numbered = |(number, (title, link, address))| Numbered {
        number,
        title,
        address,
        link,
    };
    let mut links: Vec<Numbered> = (1..)
        .zip(own.into_iter().chain(further))
        .map(numbered)
        .collect();
    let first = links.len() + 1;
    links.extend(
        (first..)
            .zip(found)
            .map(|(number, found)| in_text(number, found)),
    );
    links
}

/// Makes a link of one that was found in a text.
#[must_use]
pub fn in_text(number: usize, found: FoundLink) -> Numbered {
    let link = Link::parse(found.address.as_str());
    let address = link
        .as_ref()
        .map_or(found.address, |link| link.as_clean().to_buf());
    Numbered {
        number,
        title: found.title,
        address,
        link,
    }
}

/// Returns how many of the links do not stand in the text.
#[must_use]
pub fn own_count(roadmap: &Roadmap, node: NodeIdx) -> usize {
    usize::from(roadmap.link(node).is_some()) + roadmap.further_links(node).len()
}
