//! What an earlier edition of a document has, too, keeps the id that it has there.

use std::collections::{HashMap, HashSet};

use super::Placed;
use super::draft::Draft;
use crate::roadmap::Level;
use crate::roadmap::url::Link;

/// What has an address: one thing, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner<T> {
    One(T),
    Several,
}

/// Gives a resource that has no id of its own the id under which the earlier edition has its address, if that address is
/// unique on both sides. So that it is the same thing also where its title was changed.
pub(super) fn keep_ids(drafts: &mut [Draft], earlier: &[Placed]) {
    if earlier.is_empty() {
        return;
    }
    let places = earlier
        .iter()
        .map(|placed| (placed.link.normalized(), placed.id.as_str()));
    let known = owners(places);
    let links = drafts.iter().enumerate().filter_map(|(at, draft)| {
        let url = draft
            .url
            .as_deref()
            .filter(|_| draft.level == Level::Resource)?;
        Some((Link::parse(url).ok()?.normalized(), at))
    });
    let now = owners(links);
    let mut taken: HashSet<String> = drafts.iter().filter_map(|draft| draft.id.clone()).collect();
    // In the order of the document, so that what comes of it is always the same.
    let mut kept: Vec<(usize, &str)> = now
        .iter()
        .filter_map(|(address, owner)| match (owner, known.get(address)?) {
            (Owner::One(at), Owner::One(id)) => Some((*at, *id)),
            (Owner::Several, _) | (_, Owner::Several) => None,
        })
        .collect();
    kept.sort_unstable();
    for (at, id) in kept {
        if drafts[at].id.is_none() && taken.insert(id.to_owned()) {
            drafts[at].id = Some(id.to_owned());
        }
    }
}

fn owners<T: PartialEq + Copy>(
    pairs: impl Iterator<Item = (String, T)>,
) -> HashMap<String, Owner<T>> {
    let mut owners = HashMap::new();
    for (address, owner) in pairs {
        let entry = owners.entry(address).or_insert(Owner::One(owner));
        if *entry != Owner::One(owner) {
            *entry = Owner::Several;
        }
    }
    owners
}
