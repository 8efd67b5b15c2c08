//! Everything as one JSON document. docs/export.md tells its shape, which only ever grows.

use serde::Serialize;

use super::Export;
use crate::roadmap::{Kind, Level, NodeIdx};
use crate::text::Clean;

/// Version of the shape.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: u32,
    lang: &'static str,
    roadmap: About<'a>,
    /// Resources of the goal.
    done: u32,
    of: u32,
    nodes: Vec<Node<'a>>,
    orphans: Vec<Orphan<'a>>,
}

#[derive(Serialize)]
struct About<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    edition: Option<&'a str>,
    origin: Option<Origin<'a>>,
}

#[derive(Serialize)]
struct Origin<'a> {
    title: &'a str,
    url: Option<&'a str>,
    license: Option<&'a str>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    level: &'static str,
    parent: Option<&'a str>,
    title: &'a str,
    text: &'a str,
    status: &'static str,
    at: Option<&'a str>,
    minutes_spent: u64,
    /// Of a part: those of the part as a whole, which are of nothing below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    own_minutes_spent: Option<u64>,
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    optional: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<Vec<&'a str>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    resource: Option<Resource<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
}

#[derive(Serialize)]
struct Resource<'a> {
    kind: Option<&'static str>,
    url: Option<&'a str>,
    author: Option<&'a str>,
    lang: Option<&'a str>,
    minutes: Option<u32>,
    core: bool,
    also: Vec<Further<'a>>,
}

#[derive(Serialize)]
struct Further<'a> {
    title: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Orphan<'a> {
    id: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    status: &'static str,
    /// When it came to its status.
    at: Option<&'a str>,
    minutes_spent: u64,
    /// Whether there is a note on it.
    note: bool,
}

pub(super) fn write(export: &Export<'_>) -> String {
    let roadmap = export.roadmap();
    let tally = export.tallies(export.goal()).resources;
    let origin = roadmap.origin().map(|origin| Origin {
        title: origin.title.as_str(),
        url: origin.link.as_ref().map(crate::roadmap::url::Link::as_str),
        license: origin.license.as_ref().map(crate::text::CleanBuf::as_str),
    });
    let orphans = export.course.orphans().iter().map(|orphan| Orphan {
        id: orphan.id.as_str(),
        title: orphan.title.as_str(),
        url: orphan.url.as_ref().map(crate::text::CleanBuf::as_str),
        status: orphan.status.word(),
        at: orphan.at.as_ref().map(crate::text::CleanBuf::as_str),
        minutes_spent: orphan.minutes,
        note: orphan.has_note,
    });
    let document = Document {
        format: "roadbook",
        version: VERSION,
        lang: export.lang.code(),
        roadmap: About {
            id: roadmap.id().as_str(),
            title: roadmap.name(export.lang).as_str(),
            summary: roadmap.about(export.lang).as_str(),
            edition: roadmap.edition().map(Clean::as_str),
            origin,
        },
        done: tally.done,
        of: tally.counted(),
        nodes: export
            .nodes()
            .map(|node| self::node(export, node))
            .collect(),
        orphans: orphans.collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn node<'a>(export: &'a Export<'_>, node: NodeIdx) -> Node<'a> {
    let roadmap = export.roadmap();
    let id = |node: NodeIdx| roadmap.node_id(node).as_str();
    let level = roadmap.level(node);
    let resource = || Resource {
        kind: roadmap.kind(node).map(Kind::word),
        url: roadmap.link(node).map(crate::roadmap::url::Link::as_str),
        author: roadmap.author(node).map(Clean::as_str),
        lang: roadmap.resource_lang(node).map(Clean::as_str),
        minutes: roadmap.minutes(node),
        core: roadmap.is_core(node),
        also: roadmap
            .further_links(node)
            .iter()
            .map(|further| Further {
                title: further.title.get(export.lang).as_str(),
                url: further.link.as_str(),
            })
            .collect(),
    };
    Node {
        id: id(node),
        level: level.word(),
        parent: roadmap.parent(node).map(id),
        title: export.title(node).as_str(),
        text: roadmap.body(node, export.lang).as_str(),
        status: export.status(node).word(),
        at: export.decided_at(node),
        minutes_spent: export.course.minutes_spent(node),
        own_minutes_spent: Some(export.course.own_minutes_spent(node))
            .filter(|minutes| *minutes > 0 && matches!(level, Level::Stage | Level::Topic)),
        aliases: roadmap.aliases(node).map(Clean::as_str).collect(),
        optional: (level == Level::Stage).then(|| roadmap.is_optional(node)),
        needs: (level == Level::Topic)
            .then(|| roadmap.needs(node).iter().copied().map(id).collect()),
        resource: (level == Level::Resource).then(resource),
        notes: export.notes(node).into_iter().map(Clean::as_str).collect(),
    }
}
