//! The maps and texts as JSON. Every box is read for itself, so that a broken one is told with its line and the others
//! stay; what is not needed is not looked at.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::import::ImportError;
use crate::import::report::{Report, What as Note};
use crate::roadmap::url::Link;
use crate::text::clean;

use super::content::{self, Content, Pointer};
use super::graph::{Area, Edge, Graph, Kind, Node};
use super::raw::{Labelled, RawEdge, RawEntry, RawMap, RawNode, Size, first_of};

/// A map of more boxes is refused: no real one has a tenth of them.
const MOST_NODES: usize = 20_000;
/// A map of more lines is refused.
const MOST_EDGES: usize = 100_000;
/// Boxes are drawn in each other at most this deep.
const DEEPEST: usize = 16;

/// What a document in JSON is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A map with nodes and edges.
    Map,
    /// The texts of all boxes in one file.
    Texts,
    /// The drawing alone, of which nothing tells what is what.
    MockUp,
}

/// Tells what a document is, as far as it is of roadmap.sh; what is broken counts by its words.
#[must_use]
pub fn form(text: &str) -> Option<Form> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('{') {
        return None;
    }
    let Ok(Entries(entries)) = serde_json::from_str::<Entries<'_>>(text) else {
        let has = |word: &str| text.contains(word);
        return (has("\"nodes\"") && has("\"edges\"")).then_some(Form::Map);
    };
    let has = |key: &str| entries.iter().any(|(have, _)| have == key);
    let is_text = |(_, value): &(String, &RawValue)| {
        let value = value.get();
        let says = |key: &str| value.contains(key);
        value.starts_with('{') && (says("\"links\"") || says("\"description\""))
    };
    if has("nodes") && has("edges") {
        Some(Form::Map)
    } else if has("mockup") {
        Some(Form::MockUp)
    } else if !has("roadmap") && !entries.is_empty() && entries.iter().all(is_text) {
        Some(Form::Texts)
    } else {
        None
    }
}

/// The entries of an object, in the order of the file.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Entries<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// What a map says of itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub title: Option<String>,
    pub description: Option<String>,
    /// Their name of the roadmap, as in its address.
    pub slug: Option<String>,
    pub date: Option<String>,
}

/// Counts lines up to the places of a text, which are asked for in their order.
struct Lines<'t> {
    text: &'t str,
    counted: usize,
    line: u32,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Lines<'t> {
        Lines {
            text,
            counted: 0,
            line: 1,
        }
    }

    /// Returns the line that a part of the text begins on, from 1.
    fn of(&mut self, part: &str) -> u32 {
        let at = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let passed = self.text.get(self.counted..at).unwrap_or_default();
        self.line += u32::try_from(passed.matches('\n').count()).unwrap_or(0);
        self.counted = self.counted.max(at.min(self.text.len()));
        self.line
    }
}

fn broken(line: usize, why: &str) -> ImportError {
    ImportError::Unreadable {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        why: clean::line(why),
    }
}

/// Reads a map. A box or line that is none is reported.
pub(super) fn map(
    text: &str,
    base: Option<&Link>,
    report: &mut Report,
) -> Result<(Graph, Head), ImportError> {
    let raw: RawMap<'_> =
        serde_json::from_str(text).map_err(|error| broken(error.line(), &error.to_string()))?;
    for (count, most, what) in [
        (raw.nodes.len(), MOST_NODES, "nodes"),
        (raw.edges.len(), MOST_EDGES, "edges"),
    ] {
        if count > most {
            return Err(broken(1, &format!("more than {most} {what}")));
        }
    }
    let mut graph = Graph::default();
    let mut parents = Vec::with_capacity(raw.nodes.len());
    let mut lines = Lines::new(text);
    for value in raw.nodes {
        let line = lines.of(value.get());
        match serde_json::from_str::<RawNode>(value.get()) {
            Ok(mut raw) => {
                parents.push(raw.parent_id.take().or(raw.parent_node.take()));
                graph.nodes.push(node(raw, line, base, report));
            }
            Err(_) => report.add(line, Note::NotKept, value.get()),
        }
    }
    // Of two boxes of one id, lines mean the first.
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        by_id.entry(&node.id).or_insert(at);
    }
    let mut lines = Lines::new(text);
    let mut edges = Vec::with_capacity(raw.edges.len());
    for value in raw.edges {
        let line = lines.of(value.get());
        let Ok(raw) = serde_json::from_str::<RawEdge>(value.get()) else {
            report.add(line, Note::NotKept, value.get());
            continue;
        };
        let ends = [&raw.source, &raw.target].map(|id| by_id.get(id.as_str()).copied());
        let [Some(from), Some(to)] = ends else {
            let words = format!("{} – {}", raw.source, raw.target);
            report.add(line, Note::LooseEdge, &words);
            continue;
        };
        edges.push(Edge {
            ends: [from, to],
            is_dashed: raw.data.style == "dashed",
        });
    }
    let parents: Vec<Option<usize>> = parents
        .iter()
        .map(|parent| by_id.get(parent.as_deref()?).copied())
        .collect();
    graph.edges = edges;
    settle(&mut graph, &parents);
    let head = Head {
        title: raw.title.one(),
        description: raw.description.one(),
        slug: Some(raw.slug).filter(|slug| !slug.is_empty()),
        date: raw.updated_at.get(..10).map(str::to_owned),
    };
    Ok((graph, head))
}

fn node(raw: RawNode, line: u32, base: Option<&Link>, report: &mut Report) -> Node {
    let kind = match raw.kind.as_str() {
        "topic" => Kind::Topic,
        "subtopic" | "todo" | "checklist" => Kind::Part,
        "linksgroup" | "resourceButton" => Kind::Links,
        "section" | "paragraph" => Kind::Frame,
        "vertical" | "horizontal" => Kind::Line,
        "title" => Kind::Title,
        _ => Kind::Other,
    };
    let data = raw.data;
    let address = first_of(&data.href, &data.url);
    let mut links = Vec::new();
    if matches!(kind, Kind::Topic | Kind::Part | Kind::Links) {
        if !address.trim().is_empty() {
            links.extend(Pointer::new(&data.label, address, base, line, report));
        }
        let listed = data.links.iter();
        links.extend(listed.filter_map(|link| pointer(link, base, line, report)));
    }
    let entries = data.checklists.iter().chain(&data.items);
    let size = |own: Option<f64>, pick: fn(&Size) -> Option<f64>| {
        let first = pick(&raw.measured).or(own).or(pick(&raw.style));
        first.unwrap_or(0.0).max(0.0)
    };
    let words = data.label.split_whitespace();
    Node {
        id: raw.id,
        line,
        kind,
        area: Area {
            left: raw.position.x,
            top: raw.position.y,
            width: size(raw.width, |size| size.width),
            height: size(raw.height, |size| size.height),
        },
        label: words.collect::<Vec<_>>().join(" "),
        legend: Some(data.legend.words().trim().to_owned()).filter(|legend| !legend.is_empty()),
        links,
        items: entries
            .map(|entry| (entry.id.clone(), entry.words().to_owned()))
            .collect(),
        parent: None,
    }
}

/// Returns where a link leads, as far as it leads anywhere.
fn pointer(
    labelled: &Labelled,
    base: Option<&Link>,
    line: u32,
    report: &mut Report,
) -> Option<Pointer> {
    let url = first_of(&labelled.url, &labelled.href);
    let mut pointer = Pointer::new(labelled.words(), url, base, line, report)?;
    if !labelled.kind.is_empty() {
        match content::kind_of(&labelled.kind) {
            Some(kind) => pointer.kind = content::told(kind),
            None => report.add(line, Note::NotKept, &labelled.kind),
        }
    }
    Some(pointer)
}

/// Gives boxes that are drawn in others their place on the map.
fn settle(graph: &mut Graph, parents: &[Option<usize>]) {
    let own: Vec<Area> = graph.nodes.iter().map(|node| node.area).collect();
    for (at, node) in graph.nodes.iter_mut().enumerate() {
        node.parent = parents[at].filter(|parent| *parent != at);
        let above = std::iter::successors(node.parent, |above| parents[*above]);
        for above in above.take(DEEPEST) {
            node.area.left += own[above].left;
            node.area.top += own[above].top;
        }
    }
}

/// The text of one box in a file of all of them.
pub(super) struct Entry {
    pub id: String,
    pub line: u32,
    pub content: Content,
}

/// Reads the file that has the texts of all boxes.
pub(super) fn texts(
    text: &str,
    base: Option<&Link>,
    report: &mut Report,
) -> Result<Vec<Entry>, ImportError> {
    let Entries(entries) =
        serde_json::from_str(text).map_err(|error| broken(error.line(), &error.to_string()))?;
    if entries.len() > MOST_NODES {
        return Err(broken(1, &format!("more than {MOST_NODES} nodes")));
    }
    let mut lines = Lines::new(text);
    let mut read = Vec::with_capacity(entries.len());
    for (id, value) in entries {
        let line = lines.of(value.get());
        let Ok(raw) = serde_json::from_str::<RawEntry>(value.get()) else {
            report.add(line, Note::NotKept, &id);
            continue;
        };
        let mut within = Report::default();
        let mut content = content::read(&raw.description, base, &mut within);
        for note in within.notes() {
            report.add(line, note.what, note.text.as_str());
        }
        content.title = Some(raw.title).filter(|title| !title.trim().is_empty());
        let listed = raw.links.iter();
        let pointers = listed.filter_map(|link| pointer(link, base, line, report));
        content.pointers.extend(pointers);
        read.push(Entry { id, line, content });
    }
    Ok(read)
}

/// Reads which old name stands for which box: a path of words with colons between them.
pub(super) fn names(text: &str) -> Result<Vec<(String, String)>, ImportError> {
    let Entries(entries) =
        serde_json::from_str(text).map_err(|error| broken(error.line(), &error.to_string()))?;
    let id = |value: &RawValue| serde_json::from_str::<String>(value.get()).ok();
    let names = entries.into_iter();
    Ok(names
        .filter_map(|(name, value)| Some((name, id(value)?)))
        .collect())
}
