//! A checklist in Markdown that reads well where Markdown is shown, and can be imported again. docs/export.md tells its form.

use std::fmt::Write as _;

use serde::Serialize;

use super::Export;
use crate::progress::Status;
use crate::roadmap::{Kind, Level, NodeIdx};
use crate::text::Clean;
use crate::text::markdown::tags;

/// Version of the form.
const VERSION: u32 = 1;
/// Markdown has no deeper headings.
const DEEPEST: usize = 6;

/// What is known of a node beside what is seen of it, in a comment after its id.
#[derive(Serialize)]
struct Facts<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'a str>,
    /// Minutes that were spent on a thing.
    #[serde(skip_serializing_if = "is_none")]
    minutes_spent: u64,
    /// Minutes that were spent on a part as a whole.
    #[serde(skip_serializing_if = "is_none")]
    own_minutes_spent: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    core: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    optional: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<Further<'a>>,
}

#[derive(Serialize)]
struct Further<'a> {
    title: &'a str,
    url: &'a str,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
const fn is_none(minutes: &u64) -> bool {
    *minutes == 0
}

pub(super) fn write(export: &Export<'_>) -> String {
    let roadmap = export.roadmap();
    let mut text = format!(
        "<!-- roadbook: {VERSION} -->\n# {}",
        escape(roadmap.name(export.lang))
    );
    let _ = writeln!(text, " <!-- id: {} -->", roadmap.id());
    let tally = export.tallies(export.goal()).resources;
    let done = (export.lang.export().resources_done)(tally.done, tally.counted());
    let _ = writeln!(text, "\n*{done}*");
    quote(&mut text, "", roadmap.about(export.lang));
    for node in export.nodes() {
        match roadmap.level(node) {
            Level::Stage | Level::Topic => heading(&mut text, export, node),
            Level::Concept | Level::Resource => item(&mut text, export, node),
        }
    }
    tidy(&text)
}

/// Leaves one blank line where several came together, and none at the end; quotations have none that are bare.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut is_blank = false;
    for line in text.trim_end().lines() {
        if !(is_blank && line.is_empty()) {
            tidy.push_str(line);
            tidy.push('\n');
        }
        is_blank = line.is_empty();
    }
    tidy
}

fn heading(text: &mut String, export: &Export<'_>, node: NodeIdx) {
    let marks = "#".repeat((export.roadmap().depth(node) + 2).min(DEEPEST));
    let title = escape(export.title(node));
    let _ = writeln!(text, "\n{marks} {title}{}", comments(export, node));
    bodies(text, "", export, node);
    let has_items = export.children(node).any(|child| {
        matches!(
            export.roadmap().level(child),
            Level::Concept | Level::Resource
        )
    });
    if has_items {
        text.push('\n');
    }
}

fn item(text: &mut String, export: &Export<'_>, node: NodeIdx) {
    let roadmap = export.roadmap();
    let words = export.lang.tui();
    let status = export.status(node);
    let ticked = if status == Status::Done { 'x' } else { ' ' };
    let title = escape(export.title(node));
    let title = match (roadmap.level(node), roadmap.link(node)) {
        (Level::Concept, _) => format!("**{title}**"),
        (_, Some(link)) => format!("[{title}]({})", address(link.as_str())),
        (Level::Stage | Level::Topic | Level::Resource, None) => title,
    };
    let _ = write!(text, "- [{ticked}] {title}");
    if matches!(status, Status::Doing | Status::Skipped) {
        let _ = write!(text, " *({})*", (words.statuses)(status));
    }
    let mut facts: Vec<String> = Vec::new();
    facts.extend(
        roadmap
            .kind(node)
            .map(|kind| (words.kinds)(kind).to_owned()),
    );
    facts.extend(roadmap.resource_lang(node).map(escape));
    facts.extend(
        roadmap
            .minutes(node)
            .map(|minutes| (words.minutes)(minutes, true)),
    );
    facts.extend(
        roadmap
            .author(node)
            .map(|author| (words.by)(&escape(author))),
    );
    facts.extend(roadmap.is_core(node).then(|| words.core.to_owned()));
    if !facts.is_empty() {
        let _ = write!(text, " *({})*", facts.join(", "));
    }
    let _ = writeln!(text, "{}", comments(export, node));
    for further in roadmap.further_links(node) {
        let title = escape(further.title.get(export.lang));
        let _ = writeln!(text, "  - [{title}]({})", address(further.link.as_str()));
    }
    bodies(text, "  ", export, node);
}

/// Quotes the text of a node and the person's notes: what stands in a quotation is never a heading or an item of the list.
fn bodies(text: &mut String, indent: &str, export: &Export<'_>, node: NodeIdx) {
    quote(text, indent, export.roadmap().body(node, export.lang));
    for note in export.notes(node) {
        let _ = write!(text, "\n{indent}<!-- note -->\n");
        quote(text, indent, note);
    }
}

fn quote(text: &mut String, indent: &str, body: Clean<'_>) {
    if body.trim().is_empty() {
        return;
    }
    text.push('\n');
    for line in body.lines() {
        let line = tags::escaped(line.as_str());
        let space = if line.is_empty() { "" } else { " " };
        let _ = writeln!(text, "{indent}>{space}{line}");
    }
    if !indent.is_empty() {
        text.push('\n');
    }
}

/// Returns the comments after a node: its id, and what else there is to know.
fn comments(export: &Export<'_>, node: NodeIdx) -> String {
    let roadmap = export.roadmap();
    let level = roadmap.level(node);
    let is_leaf = matches!(level, Level::Concept | Level::Resource);
    let status = export.status(node);
    let spent = export.course.own_minutes_spent(node);
    let facts = Facts {
        minutes_spent: if is_leaf { spent } else { 0 },
        own_minutes_spent: if is_leaf { 0 } else { spent },
        level: (level == Level::Concept).then(|| level.word()),
        status: (is_leaf && status != Status::Todo).then(|| status.word()),
        at: export.decided_at(node).filter(|_| status != Status::Todo),
        kind: roadmap.kind(node).map(Kind::word),
        lang: roadmap.resource_lang(node).map(Clean::as_str),
        author: roadmap.author(node).map(Clean::as_str),
        minutes: roadmap.minutes(node),
        core: level == Level::Resource && roadmap.is_core(node),
        optional: level == Level::Stage && roadmap.is_optional(node),
        needs: roadmap
            .needs(node)
            .iter()
            .map(|need| roadmap.node_id(*need).as_str())
            .collect(),
        aliases: roadmap.aliases(node).map(Clean::as_str).collect(),
        also: roadmap
            .further_links(node)
            .iter()
            .map(|further| Further {
                title: further.title.get(export.lang).as_str(),
                url: further.link.as_str(),
            })
            .collect(),
    };
    let id = format!(" <!-- id: {} -->", roadmap.node_id(node));
    match serde_json::to_string(&facts) {
        Ok(facts) if facts != "{}" => format!("{id} <!-- roadbook: {} -->", in_comment(&facts)),
        Ok(_) | Err(_) => id,
    }
}

/// Escapes what could end a comment, in a way that JSON reads back.
fn in_comment(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace("--", "\\u002d\\u002d")
}

/// Escapes all that Markdown could take for more than text.
fn escape(text: Clean<'_>) -> String {
    let mut escaped = String::with_capacity(text.as_str().len());
    for c in text.as_str().chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '&'
                | '~'
                | '|'
                | '#'
                | '!'
                | '$'
                | '@'
                | '^'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Returns an address as the target of a link.
fn address(url: &str) -> String {
    let mut target = String::with_capacity(url.len());
    let has_entity = url.contains(';');
    for c in url.chars() {
        match c {
            '\\' => target.push_str("\\\\"),
            '&' if has_entity => target.push_str("&amp;"),
            c => target.push(c),
        }
    }
    if target.contains(['(', ')']) {
        format!("<{target}>")
    } else {
        target
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    #[test]
    fn titles_are_text_and_nothing_else() {
        let escaped = |text: &str| escape(clean::line(text).as_clean());
        assert_eq!(escaped("Attention"), "Attention");
        assert_eq!(
            escaped("](https://evil.example)"),
            "\\](https://evil.example)"
        );
        assert_eq!(
            escaped("<script> --> `a` *b* &lt;"),
            "\\<script\\> --\\> \\`a\\` \\*b\\* \\&lt;"
        );
    }

    #[test]
    fn an_address_stays_what_it_is() {
        assert_eq!(
            address("https://a.example/?a=1&b=2"),
            "https://a.example/?a=1&b=2"
        );
        assert_eq!(
            address("https://a.example/?a=1&copy;"),
            "https://a.example/?a=1&amp;copy;"
        );
        assert_eq!(
            address("https://a.example/x_(y)"),
            "<https://a.example/x_(y)>"
        );
        assert_eq!(
            address("https://a.example/?\\)"),
            "<https://a.example/?\\\\)>"
        );
    }

    #[test]
    fn nothing_ends_a_comment_from_within() {
        let json = serde_json::to_string("a --> b <!-- c ---").unwrap();
        let inside = in_comment(&json);
        assert!(
            !inside.contains("--") && !inside.contains(['<', '>']),
            "{inside}"
        );
        assert_eq!(
            serde_json::from_str::<String>(&inside).unwrap(),
            "a --> b <!-- c ---"
        );
    }
}
