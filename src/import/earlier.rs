//! The edition whose place a document takes: what is in both keeps its id, so that an edited title loses no progress.

use std::collections::{HashMap, HashSet};

use crate::roadmap::url::Link;
use crate::roadmap::{Level, Roadmap};

use super::draft::Draft;

/// A node of an earlier edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: String,
    pub level: Level,
    /// Id of the node that it lies in.
    pub parent: Option<String>,
    pub aliases: Vec<String>,
    /// Its titles, one a language.
    titles: Vec<String>,
    /// Its address and former ones, in the form to compare them.
    addresses: Vec<String>,
}

impl Known {
    /// Returns all nodes of a roadmap.
    #[must_use]
    pub fn all(roadmap: &Roadmap) -> Vec<Known> {
        let id = |node| roadmap.node_id(node).to_string();
        let known = |node| Known {
            id: id(node),
            level: roadmap.level(node),
            parent: roadmap.parent(node).map(id),
            aliases: roadmap
                .aliases(node)
                .map(|alias| alias.to_string())
                .collect(),
            titles: roadmap
                .titles(node)
                .all()
                .map(|(_, title)| title.to_string())
                .collect(),
            addresses: roadmap
                .link(node)
                .into_iter()
                .chain(roadmap.former_links(node))
                .map(Link::normalized)
                .collect(),
        };
        roadmap.nodes().map(known).collect()
    }

    /// Forgets all by which it can be found but its id and former ids.
    pub fn by_name_only(&mut self) {
        self.titles.clear();
        self.addresses.clear();
    }
}

/// Gives drafts the ids of the earlier edition: by address, where one thing alone has it in each edition; without an address
/// by title, in what is the same part in both. What has an id already keeps it.
pub(super) fn keep_ids(drafts: &mut [Draft], earlier: &[Known]) {
    let mut taken: HashSet<&str> = HashSet::new();
    let given: HashSet<String> = drafts.iter().filter_map(|draft| draft.id.clone()).collect();
    taken.extend(given.iter().map(String::as_str));
    let addresses: Vec<Option<String>> = drafts.iter().map(address).collect();
    let by_address = alone(earlier.iter().flat_map(|known| {
        known
            .addresses
            .iter()
            .map(move |address| (address.as_str(), known))
    }));
    let drafts_by_address = alone(
        (0..)
            .zip(&addresses)
            .filter_map(|(at, address)| Some((address.as_deref()?, at))),
    );
    for (address, at) in drafts_by_address {
        let draft: &mut Draft = &mut drafts[at];
        if draft.id.is_none()
            && let Some(known) = by_address.get(address)
            && taken.insert(&known.id)
        {
            draft.id = Some(known.id.clone());
        }
    }
    let by_title = alone(earlier.iter().flat_map(|known| {
        known.titles.iter().map(move |title| {
            let address = known.addresses.first().map(String::as_str);
            (
                (
                    known.parent.as_deref(),
                    known.level,
                    title.as_str(),
                    address,
                ),
                known,
            )
        })
    }));
    let mut twins: HashSet<(Option<usize>, Level, String, Option<&str>)> = HashSet::new();
    for at in 0..drafts.len() {
        let draft = &drafts[at];
        let parent = draft.parent.map(|parent| drafts[parent].id.as_deref());
        // In a part that is new, nothing is what it was.
        if draft.id.is_some() || parent == Some(None) {
            continue;
        }
        let address = addresses[at].as_deref();
        let is_first = twins.insert((draft.parent, draft.level, draft.title.clone(), address));
        let key = (parent.flatten(), draft.level, draft.title.as_str(), address);
        if let Some(known) = by_title.get(&key).filter(|_| is_first)
            && taken.insert(&known.id)
        {
            drafts[at].id = Some(known.id.clone());
        }
    }
}

fn address(draft: &Draft) -> Option<String> {
    let link = Link::parse(draft.url.as_deref()?).ok()?;
    Some(link.normalized())
}

/// Returns what has a key that nothing else has.
fn alone<K: std::hash::Hash + Eq + Clone, V>(pairs: impl Iterator<Item = (K, V)>) -> HashMap<K, V> {
    let mut found = HashMap::new();
    let mut shared = HashSet::new();
    for (key, value) in pairs {
        if found.insert(key.clone(), value).is_some() {
            shared.insert(key);
        }
    }
    found.retain(|key, _| !shared.contains(key));
    found
}
