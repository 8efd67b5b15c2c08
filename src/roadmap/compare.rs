//! What is different between two editions of a roadmap, by the same rules by which recorded progress finds its nodes.

use std::collections::{HashMap, HashSet};

use super::identity::{self, Meaning, Recorded};
use super::url::Link;
use super::{Level, NodeIdx, Roadmap};
use crate::lang::Lang;
use crate::text::nearest;

/// How many things are offered for one that is gone.
const OFFERED: usize = 3;

/// What is different about a node that is in both editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Difference {
    /// The title is another one in a language that both have.
    Renamed,
    NewId,
    /// It stands below another parent.
    Moved,
    /// The address is another one, and not only written in another way.
    NewAddress,
    /// It was a resource and is a topic now, or the like: what was ticked may have nothing to show it.
    NewLevel,
    /// It has kept its id, but most likely stands for something else: title and address are others, or another node has
    /// its title now. What was ticked is shown at it all the same.
    Doubtful,
}

impl Difference {
    pub const ALL: [Difference; 6] = [
        Difference::Renamed,
        Difference::NewId,
        Difference::Moved,
        Difference::NewAddress,
        Difference::NewLevel,
        Difference::Doubtful,
    ];

    /// Returns the word that JSON uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Difference::Renamed => "renamed",
            Difference::NewId => "new-id",
            Difference::Moved => "moved",
            Difference::NewAddress => "new-address",
            Difference::NewLevel => "new-level",
            Difference::Doubtful => "doubtful",
        }
    }
}

/// A node that is in both editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub old: NodeIdx,
    pub new: NodeIdx,
    /// In the order of [`Difference::ALL`]; empty where nothing is different that is asked for.
    pub differences: Vec<Difference>,
}

/// What is different between two editions, each part in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Nodes of the new edition that no node of the old one became.
    pub added: Vec<NodeIdx>,
    /// Nodes of the old edition that became nothing in the new one.
    pub removed: Vec<NodeIdx>,
    /// All others of the old edition. Several may have become one.
    pub kept: Vec<Kept>,
    /// Of what was removed and what was added, pairs of one title in one part: perhaps one thing under a new address. Only a
    /// person can tell, so its progress does not follow.
    pub perhaps: Vec<(NodeIdx, NodeIdx)>,
}

impl Comparison {
    /// Returns the nodes with a difference.
    pub fn changed(&self) -> impl Iterator<Item = &Kept> {
        self.kept.iter().filter(|kept| !kept.differences.is_empty())
    }

    /// Returns the nodes with this difference.
    pub fn with(&self, difference: Difference) -> impl Iterator<Item = &Kept> {
        let has = move |kept: &&Kept| kept.differences.contains(&difference);
        self.kept.iter().filter(has)
    }

    /// Says how much is different, in a few words; nothing where nothing is.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        let text = lang.changes();
        let counts = [
            (text.so_many_added, self.added.len()),
            (text.so_many_removed, self.removed.len()),
            (text.so_many_changed, self.changed().count()),
        ];
        let parts = counts.into_iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts.map(|(say, count)| say(count)).collect();
        parts.join(text.and)
    }

    /// Tells whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed().next().is_none()
    }
}

/// Compares two editions. Attachments are those of the person, from old id to id.
#[must_use]
pub fn compare<S: std::hash::BuildHasher>(
    old: &Roadmap,
    new: &Roadmap,
    attachments: &HashMap<String, String, S>,
) -> Comparison {
    let recorded: Vec<Recorded<'_>> = old
        .nodes()
        .map(|node| Recorded {
            node: old.node_id(node).as_str(),
            url: old.link(node).map(Link::as_str),
        })
        .collect();
    let found = identity::match_all(new, attachments, &recorded);
    // What a layer hides in the new edition is there all the same, but nobody sees a difference.
    let became: Vec<Option<NodeIdx>> = found
        .iter()
        .map(|found| found.and_then(Meaning::node))
        .collect();
    let pair = Pair {
        old,
        new,
        became: &became,
        titled: titled(new),
        were_titled: titled(old),
    };
    let taken: HashSet<NodeIdx> = became.iter().flatten().copied().collect();
    let is_gone = |node: &NodeIdx| found[node.position()].is_none();
    let kept = |node: NodeIdx| {
        let new = became[node.position()]?;
        Some(Kept {
            old: node,
            new,
            differences: pair.differences(node, new),
        })
    };
    let added: Vec<NodeIdx> = new.nodes().filter(|node| !taken.contains(node)).collect();
    let removed: Vec<NodeIdx> = old.nodes().filter(is_gone).collect();
    Comparison {
        perhaps: pair.perhaps(&removed, &added),
        kept: old.nodes().filter_map(kept).collect(),
        added,
        removed,
    }
}

/// Returns what a thing that is gone may be called now, by its title, the most alike first. It is only offered: titles never
/// carry progress by themselves.
#[must_use]
pub fn alike(roadmap: &Roadmap, title: &str, fits: impl Fn(NodeIdx) -> bool) -> Vec<NodeIdx> {
    // What was recorded may be in another language than the one that is read.
    let mut by_title: HashMap<String, Vec<NodeIdx>> = HashMap::new();
    for node in roadmap.nodes().filter(|node| fits(*node)) {
        for (_, title) in roadmap.titles(node).all() {
            let nodes = by_title.entry(title.as_str().to_lowercase()).or_default();
            nodes.push(node);
        }
    }
    let near = nearest::alike(title, by_title.keys().map(String::as_str));
    let nodes = near.into_iter().filter_map(|title| by_title.get(title));
    let mut seen = HashSet::new();
    let nodes = nodes.flatten().copied().filter(|node| seen.insert(*node));
    nodes.take(OFFERED).collect()
}

/// Returns what a list has, where that is one thing.
const fn alone<T>(list: &[T]) -> Option<&T> {
    match list {
        [one] => Some(one),
        _ => None,
    }
}

/// Which nodes have a title, in any language.
fn titled(roadmap: &Roadmap) -> HashMap<&str, Vec<NodeIdx>> {
    let mut titled: HashMap<&str, Vec<NodeIdx>> = HashMap::new();
    for node in roadmap.nodes() {
        for (_, title) in roadmap.titles(node).all() {
            titled.entry(title.as_str()).or_default().push(node);
        }
    }
    titled
}

/// Two editions, and what each node of the old one became.
struct Pair<'r> {
    old: &'r Roadmap,
    new: &'r Roadmap,
    became: &'r [Option<NodeIdx>],
    titled: HashMap<&'r str, Vec<NodeIdx>>,
    /// The same, of the old edition.
    were_titled: HashMap<&'r str, Vec<NodeIdx>>,
}

impl Pair<'_> {
    /// Pairs what was removed with what was added under its title in the same part; of several with one title none.
    fn perhaps(&self, removed: &[NodeIdx], added: &[NodeIdx]) -> Vec<(NodeIdx, NodeIdx)> {
        let title = |roadmap: &Roadmap, node| roadmap.title(node, Lang::En).as_str().to_owned();
        let mut places: HashMap<(NodeIdx, Level, String), [Vec<NodeIdx>; 2]> = HashMap::new();
        for node in removed {
            let parent = self.old.parent(*node);
            if let Some(parent) = parent.and_then(|parent| self.became[parent.position()]) {
                let key = (parent, self.old.level(*node), title(self.old, *node));
                places.entry(key).or_default()[0].push(*node);
            }
        }
        for node in added {
            if let Some(parent) = self.new.parent(*node) {
                let key = (parent, self.new.level(*node), title(self.new, *node));
                places.entry(key).or_default()[1].push(*node);
            }
        }
        let pair = |[old, new]: [Vec<NodeIdx>; 2]| Some((*alone(&old)?, *alone(&new)?));
        let mut pairs: Vec<_> = places.into_values().filter_map(pair).collect();
        pairs.sort_unstable_by_key(|(old, _)| old.position());
        pairs
    }

    fn differences(&self, old: NodeIdx, new: NodeIdx) -> Vec<Difference> {
        let is = |difference: &Difference| match difference {
            Difference::Renamed => self.is_renamed(old, new),
            Difference::NewId => self.has_new_id(old, new),
            Difference::Moved => self.is_moved(old, new),
            Difference::NewAddress => self.has_new_address(old, new),
            Difference::NewLevel => self.old.level(old) != self.new.level(new),
            Difference::Doubtful => self.is_doubtful(old, new),
        };
        Difference::ALL.into_iter().filter(is).collect()
    }

    fn is_renamed(&self, old: NodeIdx, new: NodeIdx) -> bool {
        let titles = self.new.titles(new);
        let mut have_both = false;
        for (lang, before) in self.old.titles(old).all() {
            let now = titles.all().find(|(have, _)| *have == lang);
            match now {
                Some((_, now)) if now != before => return true,
                Some(_) => have_both = true,
                None => {}
            }
        }
        !have_both && self.old.title(old, Lang::En) != self.new.title(new, Lang::En)
    }

    fn has_new_id(&self, old: NodeIdx, new: NodeIdx) -> bool {
        self.old.node_id(old) != self.new.node_id(new)
    }

    fn is_moved(&self, old: NodeIdx, new: NodeIdx) -> bool {
        let before = self.old.parent(old);
        let parent = before.map(|parent| self.became[parent.position()]);
        parent != self.new.parent(new).map(Some)
    }

    fn has_new_address(&self, old: NodeIdx, new: NodeIdx) -> bool {
        let [before, now] = self.addresses(old, new);
        before != now
    }

    /// Tells whether an id was given to something else. A former name is a word of the author and no accident.
    fn is_doubtful(&self, old: NodeIdx, new: NodeIdx) -> bool {
        if self.has_new_id(old, new) || !self.is_renamed(old, new) {
            return false;
        }
        let has_other_address =
            matches!(self.addresses(old, new), [Some(before), Some(now)] if before != now);
        let has_its_title = |title: &str| {
            let nodes = self.titled.get(title).into_iter().flatten();
            let same_level = |node: &&NodeIdx| self.new.level(**node) == self.old.level(old);
            nodes.filter(same_level).any(|node| *node != new)
        };
        let had_that_title = |title: &str| {
            let nodes = self.were_titled.get(title).into_iter().flatten();
            let same_level = |node: &&NodeIdx| self.old.level(**node) == self.new.level(new);
            nodes.filter(same_level).any(|node| *node != old)
        };
        has_other_address
            || (self.old.titles(old).all()).any(|(_, title)| has_its_title(title.as_str()))
            || (self.new.titles(new).all()).any(|(_, title)| had_that_title(title.as_str()))
    }

    fn addresses(&self, old: NodeIdx, new: NodeIdx) -> [Option<String>; 2] {
        [self.old.link(old), self.new.link(new)].map(|link| link.map(Link::normalized))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roadmap::load;
    use crate::yaml::Limits;

    fn roadmap(topics: &str) -> Roadmap {
        let text = format!(
            "format: 1\nid: r\ntitle: R\nstages:\n  - id: s\n    title: S\n    topics:\n{topics}"
        );
        load(text.as_bytes(), &Limits::default())
            .unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
            .roadmap
    }

    fn topic(id: &str, resources: &[&str]) -> String {
        let lines = resources
            .iter()
            .map(|line| format!("          - {{ {line} }}\n"));
        let lines: String = lines.collect();
        format!("      - id: {id}\n        title: Topic {id}\n        resources:\n{lines}")
    }

    /// All differences, as words.
    fn picture(old: &[&str], new: &[&str]) -> String {
        let [old, new] = [old, new].map(|resources| {
            let (first, second): (Vec<&str>, Vec<&str>) =
                resources.iter().partition(|line| !line.contains("x2"));
            let second: Vec<String> = second.iter().map(|line| line.replace("x2", "")).collect();
            let second: Vec<&str> = second.iter().map(String::as_str).collect();
            let always = "id: last, title: Last";
            roadmap(&(topic("one", &first) + &topic("two", &[&second[..], &[always]].concat())))
        });
        let comparison = compare(&old, &new, &HashMap::new());
        let mut words: Vec<String> = Vec::new();
        for node in &comparison.added {
            words.push(format!("+{}", new.node_id(*node)));
        }
        for node in &comparison.removed {
            words.push(format!("-{}", old.node_id(*node)));
        }
        for kept in comparison.changed() {
            let what: Vec<&str> = kept.differences.iter().map(|what| what.word()).collect();
            words.push(format!("{}: {}", old.node_id(kept.old), what.join(" ")));
        }
        words.join(", ")
    }

    #[test]
    fn each_difference_is_told_and_nothing_else() {
        let a = "id: a, title: Ants, url: 'https://example.org/a'";
        let b = "id: b, title: Bees, url: 'https://example.org/b'";
        let table: [(&str, &[&str], &[&str], &str); 13] = [
            ("nothing", &[a, b], &[a, b], ""),
            ("another order", &[a, b], &[b, a], ""),
            ("added and removed", &[a], &[b], "+b, -a"),
            (
                "another title",
                &[a],
                &["id: a, title: Wasps, url: 'https://example.org/a'"],
                "a: renamed",
            ),
            (
                "a title in one more language",
                &[a],
                &["id: a, title: { en: Ants, zh: 蚂蚁 }, url: 'https://example.org/a'"],
                "",
            ),
            (
                "another id by address, which is written in another way",
                &[a],
                &["id: ants, title: Ants, url: 'http://www.example.org/a/?utm_source=x'"],
                "a: new-id",
            ),
            (
                "another id by alias",
                &[a],
                &["id: ants, title: Ants, aliases: [a], url: 'https://example.org/new'"],
                "a: new-id new-address",
            ),
            (
                "another parent",
                &[a, b],
                &["x2id: a, title: Ants, url: 'https://example.org/a'", b],
                "a: moved",
            ),
            (
                "another address",
                &[a],
                &["id: a, title: Ants, url: 'https://example.org/new'"],
                "a: new-address",
            ),
            (
                "an id that was given to something else",
                &[a],
                &["id: a, title: Wasps, url: 'https://example.org/w'"],
                "a: renamed new-address doubtful",
            ),
            (
                "ids that were swapped, without addresses",
                &["id: a, title: Ants", "id: b, title: Bees"],
                &["id: b, title: Ants", "id: a, title: Bees"],
                "a: renamed doubtful, b: renamed doubtful",
            ),
            (
                "an id that moved on to what another thing was called",
                &["id: a, title: Ants", "id: b, title: Bees"],
                &["id: a, title: Bees"],
                "-b, a: renamed doubtful",
            ),
            (
                "two that became one",
                &[a, b],
                &["id: a, title: Ants, aliases: [b], url: 'https://example.org/a'"],
                "b: renamed new-id new-address",
            ),
        ];
        for (name, old, new, expected) in table {
            assert_eq!(picture(old, new), expected, "{name}");
        }
    }

    #[test]
    fn what_becomes_a_topic_is_told() {
        let old = roadmap(&topic("one", &["id: a, title: Ants", "id: b, title: Bees"]));
        let new = roadmap(
            &(topic("one", &["id: b, title: Bees"])
                + &topic("a", &["id: c, title: Legs"]).replace("Topic a", "Ants")),
        );
        let comparison = compare(&old, &new, &HashMap::new());
        let levels: Vec<&Kept> = comparison.with(Difference::NewLevel).collect();
        assert_eq!(levels.len(), 1);
        assert_eq!(old.node_id(levels[0].old).as_str(), "a");
    }

    #[test]
    fn an_attachment_of_the_person_counts_and_a_title_is_only_offered() {
        let old = roadmap(&topic(
            "one",
            &["id: a, title: Ants at work", "id: b, title: Bees"],
        ));
        let new = roadmap(&topic(
            "one",
            &["id: x, title: The ants at work", "id: b, title: Bees"],
        ));
        let plain = compare(&old, &new, &HashMap::new());
        assert_eq!((plain.added.len(), plain.removed.len()), (1, 1));
        let attachments = HashMap::from([("a".to_owned(), "x".to_owned())]);
        let attached = compare(&old, &new, &attachments);
        assert_eq!((attached.added.len(), attached.removed.len()), (0, 0));

        let offered = alike(&new, "Ants at work", |_| true);
        let ids: Vec<_> = offered
            .iter()
            .map(|node| new.node_id(*node).as_str())
            .collect();
        assert_eq!(ids, ["x"]);
        assert!(alike(&new, "Whales", |_| true).is_empty());
        let translated = roadmap(&topic(
            "one",
            &["id: x, title: { zh: 蚂蚁, en: Ants at work }"],
        ));
        assert_eq!(alike(&translated, "The ants at work", |_| true).len(), 1);
    }
}
