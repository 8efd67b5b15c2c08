//! One page that needs nothing else: no network, no tracker, its own style and script, allowed by their hashes alone.

mod prose;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use super::Export;
use crate::lang::export::ExportText;
use crate::progress::{Status, Tally};
use crate::roadmap::{Kind, Level, NodeIdx};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

pub(super) fn write(export: &Export<'_>) -> String {
    page(export).into_string()
}

/// Returns what the page may do: show pictures that are in it, and run and look as it was made to.
fn policy(map: Option<&str>) -> String {
    let hash = |text: &str| {
        format!(
            "'sha256-{}'",
            STANDARD.encode(Sha256::digest(text.as_bytes()))
        )
    };
    let of_map = map
        .and_then(style_of)
        .map(|style| format!(" {}", hash(style)));
    format!(
        "default-src 'none'; style-src {}{}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(STYLE),
        of_map.unwrap_or_default(),
        hash(SCRIPT),
    )
}

/// Returns the style that an SVG holds.
fn style_of(svg: &str) -> Option<&str> {
    let (_, rest) = svg.split_once("<style>")?;
    rest.split_once("</style>").map(|(style, _)| style)
}

fn page(export: &Export<'_>) -> Markup {
    let roadmap = export.roadmap();
    let text = export.lang.export();
    let name = roadmap.name(export.lang);
    let goal = export.tallies(export.goal()).resources;
    let stages: Vec<NodeIdx> = roadmap
        .stages()
        .filter(|stage| export.is_shown(*stage))
        .collect();
    html! {
        (DOCTYPE)
        html lang=(export.lang.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(export.map.as_deref()));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (name.as_str()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#roadmap" { (text.to_content) }
                header {
                    h1 { (name.as_str()) }
                    div.summary { (prose::paragraphs(roadmap.about(export.lang))) }
                    p.overall { (bar(text, goal)) " " span #overall { (fraction(goal)) } }
                }
                (tools(export, text))
                nav aria-label=(text.stages) {
                    ul {
                        @for stage in &stages {
                            li { a href={ "#n-" (roadmap.node_id(*stage).as_str()) } { (export.title(*stage).as_str()) } }
                        }
                    }
                }
                main #roadmap data-roadmap=(roadmap.id().as_str()) data-title=(name.as_str())
                    data-shown=(text.shown_of) data-ticked=(text.ticked_here) data-not-kept=(text.not_kept) {
                    @if let Some(map) = &export.map {
                        details.map open {
                            summary { h2 { (text.map) } }
                            div.picture { (PreEscaped(map)) }
                        }
                    }
                    @for stage in &stages { (parent(export, *stage)) }
                }
                footer {
                    p { (text.ticks_explained) }
                    @if let Some(origin) = roadmap.origin() {
                        p {
                            @match &origin.link {
                                Some(link) => a href=(link.as_str()) rel="noopener noreferrer" { (origin.title.as_str()) },
                                None => (origin.title.as_str()),
                            }
                            @if let Some(license) = &origin.license { " · " (license.as_str()) }
                        }
                    }
                    p { (text.made_with) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

fn tools(export: &Export<'_>, text: &ExportText) -> Markup {
    let words = export.lang.tui();
    let mut kinds: Vec<Kind> = export
        .nodes()
        .filter_map(|node| export.roadmap().kind(node))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    html! {
        section.tools role="search" aria-label=(text.search_and_filter) {
            label { (text.search) " " input #search type="search" autocomplete="off"; }
            label { (text.status) " "
                select #status {
                    option value="" { (text.any) }
                    option value="open" { (text.open) }
                    @for status in Status::ALL { option value=(status.word()) { ((words.statuses)(status)) } }
                }
            }
            label { (text.kind) " "
                select #kind {
                    option value="" { (text.any) }
                    @for kind in kinds { option value=(kind.word()) { ((words.kinds)(kind)) } }
                }
            }
            label { input #core type="checkbox"; " " (text.only_core) }
            span.buttons {
                button #fold type="button" { (text.fold_all) }
                button #unfold type="button" { (text.unfold_all) }
                button #dark type="button" aria-pressed="false" { (text.dark) }
                button #download type="button" { (text.download) }
            }
            p.told { span #shown role="status" {} " " span #ticked role="status" {} }
        }
    }
}

/// Writes a stage or topic with all below it.
fn parent(export: &Export<'_>, node: NodeIdx) -> Markup {
    let roadmap = export.roadmap();
    let is_stage = roadmap.level(node) == Level::Stage;
    let is_optional = is_stage && roadmap.is_optional(node);
    let tally = export.tallies([node]).resources;
    let is_leaf =
        |child: &NodeIdx| matches!(roadmap.level(*child), Level::Concept | Level::Resource);
    let (items, parents): (Vec<NodeIdx>, Vec<NodeIdx>) = export.children(node).partition(is_leaf);
    let title = export.title(node).as_str();
    let optional = is_optional.then(|| (export.lang.tui().optional_title)(title));
    html! {
        details.(if is_stage { "stage" } else { "topic" }) #{ "n-" (roadmap.node_id(node).as_str()) } open
            data-optional[is_optional] {
            summary {
                @let title = optional.as_deref().unwrap_or(title);
                @match roadmap.depth(node) {
                    0 => h2 { (title) },
                    1 => h3 { (title) },
                    _ => h4 { (title) },
                }
                span.progress { (bar(export.lang.export(), tally)) " " span.count { (fraction(tally)) } }
            }
            (prose::paragraphs(roadmap.body(node, export.lang)))
            (notes(export, node))
            @if !items.is_empty() {
                ul { @for item in items { (leaf(export, item)) } }
            }
            @for child in parents { (parent(export, child)) }
        }
    }
}

/// Writes a resource or key idea with the box that ticks it.
fn leaf(export: &Export<'_>, node: NodeIdx) -> Markup {
    let (roadmap, text, words) = (export.roadmap(), export.lang.export(), export.lang.tui());
    let status = export.status(node);
    let id = roadmap.node_id(node).as_str();
    let title = export.title(node).as_str();
    let link = roadmap.link(node).map(crate::roadmap::url::Link::as_str);
    let kind = roadmap.kind(node);
    let mut facts: Vec<String> = Vec::new();
    facts.push(kind.map_or(text.key_idea, words.kinds).to_owned());
    facts.extend(roadmap.resource_lang(node).map(|lang| lang.to_string()));
    facts.extend(
        roadmap
            .minutes(node)
            .map(|minutes| (words.minutes)(minutes, true)),
    );
    facts.extend(
        roadmap
            .author(node)
            .map(|author| (words.by)(author.as_str())),
    );
    facts.extend(roadmap.is_core(node).then(|| words.core.to_owned()));
    html! {
        li #{ "n-" (id) } data-id=(id) data-level=(roadmap.level(node).word()) data-status=(status.word())
            data-kind=[kind.map(Kind::word)] data-core[roadmap.is_core(node)] data-url=[link] data-title=(title) {
            input #{ "t-" (id) } type="checkbox" checked[status == Status::Done];
            div {
                label for={ "t-" (id) } { (title) }
                @if let Some(link) = link {
                    " " a.link href=(link) target="_blank" rel="noopener noreferrer"
                        aria-label={ (title) " (" (text.opens_new_tab) ")" } { (host(link)) }
                }
                span.facts { " " (facts.join(" · ")) }
                @if matches!(status, Status::Doing | Status::Skipped) { " " span.state { ((words.statuses)(status)) } }
                @for further in roadmap.further_links(node) {
                    " " a.link href=(further.link.as_str()) target="_blank" rel="noopener noreferrer" {
                        (further.title.get(export.lang).as_str())
                    }
                }
                (prose::paragraphs(roadmap.body(node, export.lang)))
                (notes(export, node))
            }
        }
    }
}

fn notes(export: &Export<'_>, node: NodeIdx) -> Markup {
    html! {
        @for note in export.notes(node) {
            details.note {
                summary { (export.lang.export().my_note) }
                (prose::paragraphs(note))
            }
        }
    }
}

fn bar(text: &ExportText, tally: Tally) -> Markup {
    let label = (text.resources_done)(tally.done, tally.counted());
    html! {
        progress max=(tally.counted().max(1)) value=(tally.done) aria-label=(label) {}
    }
}

fn fraction(tally: Tally) -> String {
    format!("{}/{}", tally.done, tally.counted())
}

/// Returns the host of an address, to show where it leads.
fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
