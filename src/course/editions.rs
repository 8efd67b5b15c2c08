//! Two editions of a roadmap side by side: what is different, and what becomes of the progress.

use super::{Course, Orphan};
use crate::lang::Lang;
use crate::roadmap::compare::{self, Comparison, Difference, Kept};
use crate::roadmap::url::Link;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::text::{CleanBuf, clean};

/// Two editions, each with what the journals say of it.
pub struct Editions<'a> {
    pub before: &'a Course,
    pub after: &'a Course,
    pub comparison: Comparison,
}

impl<'a> Editions<'a> {
    /// Compares two editions; what the person attached in the newer one counts.
    #[must_use]
    pub fn new(before: &'a Course, after: &'a Course) -> Editions<'a> {
        let (old, new) = (before.roadmap(), after.roadmap());
        let mut comparison = compare::compare(old, new, &after.attachments());
        // What the person added is nothing that an edition brought.
        comparison.added.retain(|node| !new.is_own(*node));
        Editions {
            before,
            after,
            comparison,
        }
    }

    /// Returns what had a place in the older edition and has none in the newer one.
    pub fn lost(&self) -> impl Iterator<Item = &'a Orphan> {
        let before = self.before.orphans();
        let had_none = |id: &CleanBuf| before.iter().any(|orphan| orphan.id == *id);
        let orphans = self.after.orphans().iter();
        orphans.filter(move |orphan| !had_none(&orphan.id))
    }

    /// Returns what something that has lost its place most likely is now, where there is one such thing: what was added under
    /// its title where it was.
    #[must_use]
    pub fn meant(&self, orphan: &Orphan) -> Option<NodeIdx> {
        let old = self.before.roadmap();
        let mut pairs = self.comparison.perhaps.iter();
        let (_, new) = pairs.find(|(was, _)| old.node_id(*was) == orphan.id.as_clean())?;
        Some(*new).filter(|new| self.after.attaching(orphan, *new).loses.is_none())
    }

    /// Says in a line what changed, from the sentence that says most to one that fits everywhere; none where nothing did.
    #[must_use]
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let text = lang.changes();
        let lost = self.lost().count();
        let changed = Some(self.comparison.summary(lang)).filter(|changed| !changed.is_empty());
        // A name that is no longer given costs a place without any other difference.
        let lost = (lost > 0).then(|| (text.lost)(lost));
        if changed.is_none() && lost.is_none() {
            return Vec::new();
        }
        let parts: Vec<String> = changed.into_iter().chain(lost.clone()).collect();
        // What has lost its place is what somebody can do something about.
        let all = (text.since_seen)(&parts.join(text.and));
        let lost = lost.map(|lost| (text.since_seen)(&lost));
        std::iter::once(all)
            .chain(lost)
            .chain([text.changed.to_owned()])
            .collect()
    }

    /// Returns what a node was and what it is now, as far as a difference is about it.
    #[must_use]
    pub fn was_and_is(&self, difference: Difference, kept: &Kept, lang: Lang) -> [CleanBuf; 2] {
        let of = |course: &Course, node| aspect(course.roadmap(), node, difference, lang);
        [of(self.before, kept.old), of(self.after, kept.new)]
    }
}

/// Returns what a difference is about: the title of a node, its address, or what else it names.
fn aspect(roadmap: &Roadmap, node: NodeIdx, difference: Difference, lang: Lang) -> CleanBuf {
    match difference {
        Difference::Renamed | Difference::Doubtful => roadmap.title(node, lang).to_buf(),
        Difference::NewId => roadmap.node_id(node).to_buf(),
        Difference::Moved => roadmap
            .parent(node)
            .map_or_else(CleanBuf::new, |parent| roadmap.title(parent, lang).to_buf()),
        Difference::NewAddress => {
            let address = roadmap.link(node).map_or("-", Link::as_str);
            clean::line(address)
        }
        Difference::NewLevel => clean::line((lang.changes().level)(roadmap.level(node))),
    }
}
