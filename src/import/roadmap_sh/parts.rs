//! What is learned, in reading order, each part with the one that it belongs to.

use std::collections::HashMap;

use crate::import::draft::Piece;
use crate::import::report::{Report, What as Note};

use super::content::{Content, Pointer};
use super::graph::{Graph, Kind, Node};
use super::json::Entry;
use super::place;

/// Something to learn.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// Their id; empty where there is none.
    pub id: String,
    /// What it was called when parts were files in folders: words with colons between them.
    pub older_name: Option<String>,
    /// Line of the document, from 1.
    pub line: u32,
    pub title: String,
    /// The part that it belongs to.
    pub parent: Option<usize>,
    /// What the legend says of it.
    pub legend: Option<String>,
    pub text: Vec<Piece>,
    pub pointers: Vec<Pointer>,
    /// The entries of a checklist: their id and words.
    pub items: Vec<(String, String)>,
    /// The topics that come before it.
    pub after: Vec<usize>,
}

impl Part {
    /// Tells whether there is nothing in it to open or to tick.
    pub(super) const fn is_bare(&self) -> bool {
        self.pointers.is_empty() && self.items.is_empty()
    }

    fn take(&mut self, content: Content) {
        if self.title.trim().is_empty() {
            self.title = content.title.unwrap_or_default();
        }
        self.text.extend(content.text);
        self.pointers.extend(content.pointers);
    }
}

/// A text beside the map, with the name of its file where it is one of its own.
pub(super) struct Beside {
    pub file: Option<String>,
    pub line: u32,
    pub content: Content,
}

/// The texts of a map, by the id of their box.
pub(super) type Texts = HashMap<String, Beside>;

/// Which box an older name stands for, in the order of the file.
pub(super) type OlderNames = [(String, String)];

/// Makes parts of a map; its file is named where it is not the document itself.
pub(super) fn of_map(
    graph: &Graph,
    file: Option<&str>,
    mut texts: Texts,
    older: &OlderNames,
    report: &mut Report,
) -> Vec<Part> {
    report.enter(file);
    let boxes = graph.in_order(|node| matches!(node.kind, Kind::Topic | Kind::Part));
    let mut at_of = vec![None; graph.nodes.len()];
    for (at, node) in boxes.iter().enumerate() {
        at_of[*node] = Some(at);
    }
    let mut parts: Vec<Part> = boxes
        .iter()
        .map(|at| part(&graph.nodes[*at], &mut texts))
        .collect();
    let found = place::place(graph);
    let by_name = by_older_name(&mut parts, older);
    for (at, node) in boxes.iter().enumerate() {
        if graph.nodes[*node].kind == Kind::Topic {
            continue;
        }
        let (line, title) = (parts[at].line, parts[at].title.clone());
        parts[at].parent = by_name[at].or_else(|| {
            let Some(found) = found[*node] else {
                report.add(line, Note::WithoutMap, &title);
                return None;
            };
            if found.is_guess {
                report.add(line, Note::GuessedPlace, &title);
            }
            at_of[found.topic]
        });
    }
    break_circles(&mut parts);
    in_turn(graph, &at_of, &mut parts);
    let joined = joined(graph, &at_of);
    for at in graph.in_order(|node| node.kind == Kind::Links) {
        let topic = joined[at].or_else(|| {
            let found = found[at].filter(|found| !found.is_guess)?;
            at_of[found.topic]
        });
        let nearest = found[at].and_then(|found| at_of[found.topic]);
        point(&graph.nodes[at], topic, nearest, &mut parts, report);
    }
    leave_out(graph, texts, report);
    report.enter(file);
    parts
}

fn part(node: &Node, texts: &mut Texts) -> Part {
    let mut part = Part {
        id: node.id.clone(),
        line: node.line,
        title: node.label.clone(),
        legend: node.legend.clone(),
        pointers: node.links.clone(),
        items: node.items.clone(),
        ..Part::default()
    };
    if let Some(beside) = texts.remove(&node.id) {
        part.take(beside.content);
    }
    part
}

/// Returns for each box the first part that an edge joins it to.
fn joined(graph: &Graph, at_of: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut joined = vec![None; graph.nodes.len()];
    for edge in &graph.edges {
        let [from, to] = edge.ends;
        joined[from] = joined[from].or(at_of[to]);
        joined[to] = joined[to].or(at_of[from]);
    }
    joined
}

/// Puts links where they belong; a group of its own name that belongs nowhere is a topic.
fn point(
    node: &Node,
    topic: Option<usize>,
    nearest: Option<usize>,
    parts: &mut Vec<Part>,
    report: &mut Report,
) {
    if node.links.is_empty() {
        report.add(node.line, Note::Empty, &node.label);
        return;
    }
    let is_group = node.links.len() > 1 && !node.label.is_empty();
    let guess = nearest.filter(|_| !is_group);
    if let (None, Some(_)) = (topic, guess) {
        report.add(node.line, Note::GuessedPlace, &node.label);
    }
    if let Some(part) = topic.or(guess) {
        parts[part].pointers.extend(node.links.iter().cloned());
        return;
    }
    parts.push(Part {
        id: node.id.clone(),
        line: node.line,
        title: node.label.clone(),
        pointers: node.links.clone(),
        ..Part::default()
    });
}

/// Takes the lines between topics as their order: what lies below comes after what lies above.
fn in_turn(graph: &Graph, at_of: &[Option<usize>], parts: &mut [Part]) {
    let is_free = |node: &Node| {
        let legend = node.legend.as_deref().unwrap_or_default().to_lowercase();
        node.kind != Kind::Topic || legend.contains("order") && legend.contains("not")
    };
    for edge in graph.edges.iter().filter(|edge| !edge.is_dashed) {
        let [from, to] = edge.ends;
        if is_free(&graph.nodes[from]) || is_free(&graph.nodes[to]) {
            continue;
        }
        if let (Some(from), Some(to)) = (at_of[from], at_of[to]) {
            let (before, after) = (from.min(to), from.max(to));
            if before != after {
                parts[after].after.push(before);
            }
        }
    }
    for part in parts {
        part.after.sort_unstable();
        part.after.dedup();
    }
}

/// Reports what is drawn or written and has no place in a roadmap.
fn leave_out(graph: &Graph, texts: Texts, report: &mut Report) {
    for node in &graph.nodes {
        if matches!(node.kind, Kind::Frame | Kind::Other) && !node.label.is_empty() {
            report.add(node.line, Note::Drawing, &node.label);
        }
    }
    for (id, beside) in texts {
        report.enter(beside.file.as_deref());
        let title = beside.content.title.unwrap_or(id);
        report.add(beside.line, Note::LooseText, &title);
    }
}

/// Makes parts of texts without a map: side by side, but where older names say more.
pub(super) fn of_texts(entries: Vec<Entry>, older: &OlderNames, report: &mut Report) -> Vec<Part> {
    let turn: HashMap<&str, usize> = (0..)
        .zip(older)
        .map(|(at, (_, id))| (id.as_str(), at))
        .collect();
    let mut entries = entries;
    entries.sort_by_key(|entry| turn.get(entry.id.as_str()).copied().unwrap_or(usize::MAX));
    let mut parts: Vec<Part> = entries
        .into_iter()
        .map(|entry| {
            let mut part = Part {
                id: entry.id,
                line: entry.line,
                ..Part::default()
            };
            part.take(entry.content);
            part
        })
        .collect();
    let by_name = by_older_name(&mut parts, older);
    for (part, parent) in parts.iter_mut().zip(by_name) {
        part.parent = parent;
    }
    break_circles(&mut parts);
    if !parts.is_empty() {
        report.add(1, Note::WithoutMap, &parts.len().to_string());
    }
    parts
}

/// Gives parts their older names, and returns for each the part that those say it belongs to.
fn by_older_name(parts: &mut [Part], older: &OlderNames) -> Vec<Option<usize>> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, part) in parts.iter().enumerate() {
        by_id.entry(&part.id).or_insert(at);
    }
    let by_name: HashMap<&str, usize> = older
        .iter()
        .filter_map(|(name, id)| Some((name.as_str(), *by_id.get(id.as_str())?)))
        .collect();
    let mut parents = vec![None; parts.len()];
    let mut names = Vec::new();
    for (name, _) in older {
        let Some(at) = by_name.get(name.as_str()) else {
            continue;
        };
        let above =
            std::iter::successors(name.rsplit_once(':'), |(above, _)| above.rsplit_once(':'));
        let mut above = above.filter_map(|(above, _)| by_name.get(above));
        parents[*at] = parents[*at].or(above.next().copied());
        names.push((*at, name.clone()));
    }
    for (at, name) in names {
        parts[at].older_name.get_or_insert(name);
    }
    parents
}

/// Takes parts out of each other that would lie in themselves.
fn break_circles(parts: &mut [Part]) {
    let mut seen = vec![0_usize; parts.len()];
    for start in 0..parts.len() {
        let (walk, mut at) = (start + 1, start);
        while seen[at] == 0 {
            seen[at] = walk;
            match parts[at].parent {
                Some(parent) if seen[parent] == walk => parts[at].parent = None,
                Some(parent) => at = parent,
                None => {}
            }
        }
    }
}
