//! What the parts of a map are called here: readable ids that stay, and their own ids as aliases.

use std::collections::{HashMap, HashSet};

use crate::roadmap::Level;
use crate::roadmap::compile::{hash_of, id_of_title, is_valid_id};

use super::super::Known;
use super::parts::Part;

/// What stands before their ids, so that no alias can be an id that is made of a title.
pub(super) const MARK: &str = "node.";
/// Two slugs have at most this many bytes together, so that they fit into an id.
const MOST: usize = 60;

/// Returns the alias that a node has for an id of roadmap.sh, or for the older name of it; `None` where nothing of it
/// can be in an id. They tell small from capital letters, which ids do not: the chance that two of theirs are the same
/// by that is less than one in a million millions, and such two have no alias.
#[must_use]
pub fn alias(id: &str) -> Option<String> {
    let plain = |c: char| match c {
        'a'..='z' | '0'..='9' | '_' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        _ => '-',
    };
    let plain: String = id.trim().chars().map(plain).collect();
    let plain = plain.trim_matches(['-', '_']);
    let alias = format!("{MARK}{plain}");
    (!plain.is_empty() && is_valid_id(&alias)).then_some(alias)
}

/// Returns the alias of an entry of a checklist, after that of the list.
pub(super) fn entry(list: &Name, id: &str) -> Option<String> {
    let entry = alias(id)?;
    let alias = format!("{}.{}", list.aliases.first()?, entry.strip_prefix(MARK)?);
    is_valid_id(&alias).then_some(alias)
}

/// Tells whether an alias is that of a part, which has a tick of its own, and not of a thing that belongs to one.
#[must_use]
pub fn is_of_a_part(alias: &str) -> bool {
    let id = alias.strip_prefix(MARK);
    id.is_some_and(|id| !id.contains('.'))
}

/// What comes after the alias of a part, for the task in its topic.
const TASK: &str = ".task";

/// Id and aliases of one node.
#[derive(Clone, Debug, Default)]
pub(super) struct Name {
    /// Empty where the loader makes one.
    pub id: String,
    pub aliases: Vec<String>,
}

/// The names of one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// Of the part itself, be it a topic or something to do.
    pub own: Name,
    /// Of what is to do in its topic, where it needs a thing of its own to be ticked.
    pub task: Name,
    /// Whether the earlier edition has it as something to do, which may be ticked: it stays, whatever comes to it.
    pub had_task: bool,
}

/// Names all parts. A part that the earlier edition has too keeps the id that it has there, whatever it is called now.
/// Otherwise it is the slug of the title; of several parts with one title none has that, but each that of its topic
/// before it, so that ids do not depend on which comes first.
pub(super) fn name(
    parts: &[Part],
    is_leaf: impl Fn(usize) -> bool,
    earlier: &[Known],
) -> Vec<Names> {
    let known: HashMap<&str, &Known> = earlier
        .iter()
        .filter(|known| is_valid_id(&known.id))
        .flat_map(|known| {
            known
                .aliases
                .iter()
                .map(move |alias| (alias.as_str(), known))
        })
        .filter(|(alias, _)| alias.starts_with(MARK))
        .collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut names: Vec<Names> = aliases(parts)
        .into_iter()
        .enumerate()
        .map(|(at, aliases)| kept(aliases, is_leaf(at), &known, &mut taken))
        .collect();
    let free = Free::new(parts);
    for (at, names) in names.iter_mut().enumerate() {
        if names.own.id.is_empty() {
            names.own.id = free.id(at, &parts[at].id, &taken);
            taken.insert(names.own.id.clone());
        }
    }
    names
}

/// Names a part as far as the earlier edition does.
fn kept(
    aliases: Vec<String>,
    is_leaf: bool,
    known: &HashMap<&str, &Known>,
    taken: &mut HashSet<String>,
) -> Names {
    let find = |alias: &String| known.get(alias.as_str()).copied();
    let own = aliases.iter().find_map(find);
    let tasks: Vec<String> = aliases
        .iter()
        .map(|alias| format!("{alias}{TASK}"))
        .collect();
    let task = tasks.iter().find_map(find);
    let mut take = |known: Option<&Known>| {
        let id = known.map(|known| known.id.clone());
        id.filter(|id| taken.insert(id.clone())).unwrap_or_default()
    };
    let was_task = own.is_some_and(|known| known.level == Level::Resource);
    if was_task && !is_leaf {
        // It was something to do and is a topic now: what was ticked is what has the name.
        let task = Name {
            id: take(own),
            aliases,
        };
        return Names {
            own: Name::default(),
            task,
            had_task: true,
        };
    }
    Names {
        own: Name {
            id: take(own),
            aliases,
        },
        task: Name {
            id: take(task),
            aliases: tasks,
        },
        had_task: task.is_some(),
    }
}

/// Makes ids of titles.
struct Free {
    own: Vec<String>,
    joined: Vec<String>,
    counts: HashMap<String, usize>,
}

impl Free {
    fn new(parts: &[Part]) -> Free {
        let own: Vec<String> = parts
            .iter()
            .map(|part| id_of_title(&part.title, Level::Topic))
            .collect();
        let joined: Vec<String> = parts
            .iter()
            .zip(&own)
            .map(|(part, id)| joined(id, part.parent.map(|parent| own[parent].as_str())))
            .collect();
        let mut counts = HashMap::new();
        for at in 0..parts.len() {
            *counts.entry(own[at].clone()).or_default() += 1;
            if joined[at] != own[at] {
                *counts.entry(joined[at].clone()).or_default() += 1;
            }
        }
        Free {
            own,
            joined,
            counts,
        }
    }

    /// Returns an id for a part that has none: one that no other part would have, else with a hash of their id.
    fn id(&self, at: usize, their: &str, taken: &HashSet<String>) -> String {
        let (own, hash) = (&self.own[at], hash_of(their));
        let is_alone = |id: &&String| self.counts[*id] == 1;
        let alone = [own, &self.joined[at]]
            .into_iter()
            .filter(is_alone)
            .cloned();
        let numbers = std::iter::successors(Some(2_usize), |number| number.checked_add(1));
        let hashed = std::iter::once(format!("{own}-{hash}"));
        let mut ids = alone
            .chain(hashed)
            .chain(numbers.map(|number| format!("{own}-{hash}-{number}")));
        let is_free = |id: &String| is_valid_id(id) && !taken.contains(id);
        ids.find(is_free).unwrap_or_default()
    }
}

/// Returns the aliases of each part, without those that several would have.
fn aliases(parts: &[Part]) -> Vec<Vec<String>> {
    let of = |part: &Part| -> Vec<String> {
        let older = part.older_name.as_deref();
        let ids = [Some(part.id.as_str()), older].into_iter().flatten();
        let mut found: Vec<String> = ids.filter_map(alias).collect();
        found.dedup();
        found
    };
    let mut all: Vec<Vec<String>> = parts.iter().map(of).collect();
    let mut count: HashMap<String, usize> = HashMap::new();
    for alias in all.iter().flatten() {
        *count.entry(alias.clone()).or_default() += 1;
    }
    for aliases in &mut all {
        aliases.retain(|alias| count[alias] == 1);
    }
    all
}

fn joined(own: &str, parent: Option<&str>) -> String {
    let parent = parent.unwrap_or_default();
    let end = parent.len().min(MOST.saturating_sub(own.len()));
    let prefix = parent[..end].trim_end_matches('-');
    if prefix.is_empty() {
        own.to_owned()
    } else {
        format!("{prefix}-{own}")
    }
}
