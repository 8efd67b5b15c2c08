//! Which node of today's file a record of the journal speaks of: progress outlives edits of the roadmap.

use std::collections::HashMap;

use super::url::Link;
use super::{NodeIdx, Roadmap};

/// What the journal last said of one node, as it was named then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// Id of the node when it was recorded.
    pub node: &'a str,
    /// Address of the node when it was recorded.
    pub url: Option<&'a str>,
}

/// What a record speaks of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    Node(NodeIdx),
    /// Something that the person's own layer hides, by its position in [`Roadmap::hidden`].
    Hidden(usize),
}

impl Meaning {
    /// Returns the node, where it is in the tree.
    #[must_use]
    pub const fn node(self) -> Option<NodeIdx> {
        match self {
            Meaning::Node(node) => Some(node),
            Meaning::Hidden(_) => None,
        }
    }
}

/// How a record found its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Id,
    /// An id that the node had before.
    Alias,
    /// What the person attached.
    Attachment,
    /// An address, of today or of before.
    Address,
}

impl By {
    /// Returns the word that JSON uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            By::Id => "id",
            By::Alias => "alias",
            By::Attachment => "attachment",
            By::Address => "address",
        }
    }
}

/// Tells how a record of an id found the node that it was [matched](match_all) to.
#[must_use]
pub fn found_by<S: std::hash::BuildHasher>(
    roadmap: &Roadmap,
    attachments: &HashMap<String, String, S>,
    id: &str,
    node: NodeIdx,
) -> By {
    let is_id = |name: &str| roadmap.node_id(node).as_str() == name;
    let is_alias = |name: &str| roadmap.aliases(node).any(|alias| alias.as_str() == name);
    let is_name = |name: &String| is_id(name) || is_alias(name);
    if is_id(id) {
        By::Id
    } else if is_alias(id) {
        By::Alias
    } else if attachments.get(id).is_some_and(is_name) {
        By::Attachment
    } else {
        By::Address
    }
}

/// Finds the node of each recorded id, in this order: its id, a node's alias, the person's own attachment, and its
/// address where that is unique on both sides: one node has it, and records of one id. `None` is an orphan.
///
/// Several recorded ids may lead to one node, as when a node was ticked under its old id and then under its new one:
/// the caller takes the newest. Attachments lead from an old id to the id or alias of a node.
#[must_use]
pub fn match_all<S: std::hash::BuildHasher>(
    roadmap: &Roadmap,
    attachments: &HashMap<String, String, S>,
    recorded: &[Recorded<'_>],
) -> Vec<Option<Meaning>> {
    let names = Names::of(roadmap);
    let mut found: Vec<Option<Meaning>> = recorded
        .iter()
        .map(|entry| {
            names
                .find(entry.node)
                .or_else(|| names.find(attachments.get(entry.node)?))
        })
        .collect();
    if found.iter().all(Option::is_some) {
        // As good as always; then the addresses of a whole roadmap need not be gone through, at every tick.
        return found;
    }
    let by_address = match_addresses(roadmap, recorded, &found);
    for (node, by_address) in found.iter_mut().zip(by_address) {
        *node = node.or(by_address);
    }
    found
}

/// Ids and aliases. The compiler made sure that no name stands for two nodes.
struct Names<'r> {
    roadmap: &'r Roadmap,
    /// All names of what is hidden.
    hidden: HashMap<&'r str, Meaning>,
}

impl<'r> Names<'r> {
    fn of(roadmap: &'r Roadmap) -> Self {
        let hidden = roadmap.hidden().iter().enumerate();
        let hidden = hidden.flat_map(|(at, hidden)| {
            let names = std::iter::once(&hidden.id).chain(&hidden.aliases);
            names.map(move |name| (name.as_str(), Meaning::Hidden(at)))
        });
        Names {
            roadmap,
            hidden: hidden.collect(),
        }
    }

    fn find(&self, name: impl AsRef<str>) -> Option<Meaning> {
        let name = name.as_ref();
        let node = self.roadmap.find(name).map(Meaning::Node);
        let hidden = || self.hidden.get(name).copied();
        let former = || self.roadmap.find_former(name).map(Meaning::Node);
        node.or_else(hidden).or_else(former)
    }
}

/// Whether one or more have an address.
#[derive(Clone, Copy)]
enum Owner<T> {
    One(T),
    Several,
}

fn add<T: PartialEq + Copy>(owners: &mut HashMap<String, Owner<T>>, address: String, owner: T) {
    let entry = owners.entry(address).or_insert(Owner::One(owner));
    if let Owner::One(first) = entry
        && *first != owner
    {
        *entry = Owner::Several;
    }
}

/// Matches what has no name any more by its address, present or former, if one node and one recorded id have it.
fn match_addresses(
    roadmap: &Roadmap,
    recorded: &[Recorded<'_>],
    found: &[Option<Meaning>],
) -> Vec<Option<Meaning>> {
    let mut nodes = HashMap::new();
    for node in roadmap.nodes() {
        for link in roadmap
            .link(node)
            .into_iter()
            .chain(roadmap.former_links(node))
        {
            add(&mut nodes, link.normalized(), Meaning::Node(node));
        }
    }
    for (at, hidden) in roadmap.hidden().iter().enumerate() {
        for link in &hidden.links {
            add(&mut nodes, link.normalized(), Meaning::Hidden(at));
        }
    }
    let address = |entry: &Recorded<'_>| Some(Link::parse(entry.url?).ok()?.normalized());
    let mut entries = HashMap::new();
    for (at, entry) in recorded.iter().enumerate() {
        // What was recorded of one id is of one thing, however often.
        // Those that were found by name count too, since two records of one address are two things the person did;
        // but not the record of the very node that has the address: that one goes on with what the old id began.
        let Some(address) = address(entry) else {
            continue;
        };
        let owner = nodes.get(&address);
        let is_the_owner =
            matches!((owner, found[at]), (Some(Owner::One(node)), Some(named)) if *node == named);
        if !is_the_owner {
            add(&mut entries, address, entry.node);
        }
    }
    let find = |at: usize, entry: &Recorded<'_>| {
        let address = address(entry).filter(|_| found[at].is_none())?;
        match (nodes.get(&address)?, entries.get(&address)?) {
            (Owner::One(node), Owner::One(_)) => Some(*node),
            (Owner::Several, _) | (_, Owner::Several) => None,
        }
    };
    recorded
        .iter()
        .enumerate()
        .map(|(at, entry)| find(at, entry))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::roadmap::load;
    use crate::yaml::Limits;

    /// A resource: id, aliases, address, former addresses.
    type Written<'a> = (&'a str, &'a [&'a str], &'a str, &'a [&'a str]);

    /// A case: name, attachments, records (id, address), and what each is matched to.
    type Case<'a> = (
        &'a str,
        &'a [(&'a str, &'a str)],
        &'a [(&'a str, &'a str)],
        &'a [&'a str],
    );

    /// Makes a roadmap of one topic with these resources.
    fn roadmap(resources: &[Written<'_>]) -> Roadmap {
        let head =
            "format: 1\nid: r\ntitle: R\nstages:\n  - id: stage\n    title: S\n    topics:\n";
        let topic = "      - id: topic\n        title: T\n        resources:\n";
        let line = |(id, aliases, url, formerly): &Written<'_>| {
            let url = if url.is_empty() {
                String::new()
            } else {
                format!(", url: {url:?}")
            };
            format!(
                "          - {{ id: {id}, title: X{url}, aliases: {aliases:?}, formerly: {formerly:?} }}\n"
            )
        };
        let text = format!(
            "{head}{topic}{}",
            resources.iter().map(line).collect::<Vec<_>>().concat()
        );
        load(text.as_bytes(), &Limits::default())
            .unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
            .roadmap
    }

    fn matched(
        roadmap: &Roadmap,
        attachments: &[(&str, &str)],
        recorded: &[(&str, &str)],
    ) -> Vec<String> {
        let attachments: HashMap<String, String> = attachments
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        let recorded: Vec<Recorded<'_>> = recorded
            .iter()
            .map(|(node, url)| Recorded {
                node,
                url: Some(*url).filter(|url| !url.is_empty()),
            })
            .collect();
        let found = match_all(roadmap, &attachments, &recorded);
        found
            .into_iter()
            .map(|node| match node {
                None => "-".to_owned(),
                Some(Meaning::Node(node)) => roadmap.node_id(node).to_string(),
                Some(Meaning::Hidden(at)) => format!("({})", roadmap.hidden()[at].id()),
            })
            .collect()
    }

    #[test]
    fn a_record_finds_its_node_by_id_alias_attachment_or_address_in_this_order() {
        let roadmap = roadmap(&[
            (
                "a",
                &["old-a"],
                "https://example.com/a",
                &["https://example.com/older"],
            ),
            ("b", &[], "https://www.example.com/b/?utm_source=x", &[]),
            ("twin-1", &[], "https://example.com/twin", &[]),
            ("twin-2", &[], "https://example.com/twin", &[]),
            ("task", &[], "", &[]),
        ]);
        let table: [Case<'_>; 14] = [
            (
                "by id, whatever its address was",
                &[],
                &[("a", "https://example.com/b")],
                &["a"],
            ),
            ("a stage too", &[], &[("stage", "")], &["stage"]),
            ("by alias", &[], &[("old-a", "")], &["a"]),
            (
                "by attachment",
                &[("gone", "task")],
                &[("gone", "")],
                &["task"],
            ),
            (
                "by attachment to an alias",
                &[("gone", "old-a")],
                &[("gone", "")],
                &["a"],
            ),
            ("id before attachment", &[("a", "b")], &[("a", "")], &["a"]),
            (
                "attachment before address",
                &[("gone", "a")],
                &[("gone", "https://example.com/b")],
                &["a"],
            ),
            (
                "attachment to nothing, then by address",
                &[("gone", "x")],
                &[("gone", "http://example.com/b")],
                &["b"],
            ),
            (
                "by former address",
                &[],
                &[("gone", "http://example.com/older/")],
                &["a"],
            ),
            (
                "two nodes of one address",
                &[],
                &[("gone", "https://example.com/twin")],
                &["-"],
            ),
            (
                "two records of one address",
                &[],
                &[
                    ("one", "https://example.com/b"),
                    ("two", "http://example.com/b"),
                ],
                &["-", "-"],
            ),
            (
                "the old id and the new one",
                &[],
                &[("a", ""), ("old-a", "")],
                &["a", "a"],
            ),
            (
                "an old id and the new one of one address",
                &[],
                &[
                    ("b", "https://example.com/b"),
                    ("gone", "http://example.com/b"),
                ],
                &["b", "b"],
            ),
            (
                "nothing, or no address at all",
                &[],
                &[("gone", ""), ("gone-2", "not a link")],
                &["-", "-"],
            ),
        ];
        for (name, attachments, recorded, expected) in table {
            assert_eq!(matched(&roadmap, attachments, recorded), expected, "{name}");
        }
    }

    /// What may happen to a resource between two editions of a roadmap.
    #[derive(Clone, Copy, Debug)]
    enum Edit {
        Nothing,
        Remove,
        RenameWithAlias,
        RenameKeepingAddress,
        MoveAddressWithFormerly,
    }

    fn edit() -> impl Strategy<Value = Edit> {
        prop::sample::select(vec![
            Edit::Nothing,
            Edit::Remove,
            Edit::RenameWithAlias,
            Edit::RenameKeepingAddress,
            Edit::MoveAddressWithFormerly,
        ])
    }

    proptest! {
        #[test]
        fn every_record_finds_its_node_or_is_an_orphan(edits in prop::collection::vec(edit(), 1..12), strangers in 0_usize..4) {
            let mut text = Vec::new();
            for (at, edit) in edits.iter().enumerate() {
                let (id, url) = (format!("n{at}"), format!("https://example.com/{at}"));
                let (new_id, new_url) = (format!("m{at}"), format!("https://example.org/{at}"));
                match edit {
                    Edit::Nothing => text.push((id, vec![], url, vec![])),
                    Edit::Remove => {}
                    Edit::RenameWithAlias => text.push((new_id, vec![id], new_url, vec![])),
                    Edit::RenameKeepingAddress => text.push((new_id, vec![], url, vec![])),
                    Edit::MoveAddressWithFormerly => text.push((new_id, vec![], new_url, vec![url])),
                }
            }
            let borrowed: Vec<(Vec<&str>, Vec<&str>)> = text.iter().map(|(_, aliases, _, formerly)| {
                (aliases.iter().map(String::as_str).collect(), formerly.iter().map(String::as_str).collect())
            }).collect();
            let resources: Vec<Written<'_>> = text.iter().zip(&borrowed)
                .map(|((id, _, url, _), (aliases, formerly))| (id.as_str(), &aliases[..], url.as_str(), &formerly[..]))
                .collect();
            let roadmap = roadmap(&resources);
            let mut names: Vec<(String, String)> =
                (0..edits.len()).map(|at| (format!("n{at}"), format!("http://www.example.com/{at}/"))).collect();
            names.extend((0..strangers).map(|at| (format!("stranger{at}"), format!("https://elsewhere.example/{at}"))));
            let recorded: Vec<Recorded<'_>> = names.iter()
                .map(|(node, url)| Recorded { node, url: Some(url) }).collect();
            let found = match_all(&roadmap, &HashMap::new(), &recorded);

            prop_assert_eq!(found.len(), recorded.len());
            let kept = edits.iter().filter(|edit| !matches!(edit, Edit::Remove)).count();
            prop_assert_eq!(found.iter().flatten().count(), kept);
            let distinct: std::collections::HashSet<_> = found.iter().flatten().collect();
            prop_assert_eq!(distinct.len(), kept);
            for (at, edit) in edits.iter().enumerate() {
                prop_assert_eq!(found[at].is_none(), matches!(edit, Edit::Remove));
            }
        }
    }
}
