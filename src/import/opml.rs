//! OPML: outlines within outlines, as outliners and readers of feeds write them.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::progress::Status;
use crate::roadmap::url::Link;

use super::inline::Inline;
use super::links::{Links, mark_bare};
use super::report::{Report, What as Note};
use super::tree::{Builder, What};
use super::{Document, ImportError};

/// Outlines below this many others are items, whatever is in them.
const SECTIONS: usize = 3;

/// Reads a document.
pub(super) fn read(
    text: &str,
    base: Option<&Link>,
    report: &mut Report,
) -> Result<Document, ImportError> {
    let mut outlines = outlines(text)?;
    let links = Links { base };
    let mut builder = Builder::new();
    let list = builder.list();
    let mut open: Vec<bool> = Vec::new();
    // From the end, so that an outline knows whether there is one in it.
    let mut has_parts = false;
    let mut depth = 0;
    for outline in outlines.list.iter_mut().rev() {
        outline.has_parts = has_parts && outline.depth < depth;
        (has_parts, depth) = (true, outline.depth);
    }
    for outline in &outlines.list {
        while open.len() > outline.depth {
            match open.pop() {
                Some(true) => builder.close_item(),
                Some(false) | None => builder.close(),
            }
        }
        let mut inline = Inline::default();
        inline.text.clone_from(&outline.text);
        if let Some(url) = &outline.url {
            if inline.is_blank() {
                inline.text.clone_from(url);
            }
            let mark = links.mark(url, outline.line, report);
            inline.mark_from(0, mark);
        } else {
            mark_bare(&mut inline);
        }
        let in_item = open.last() == Some(&true);
        let is_item = in_item
            || !outline.has_parts
            || outline.url.is_some()
            || outline.status.is_some()
            || outline.depth >= SECTIONS;
        let what = if is_item {
            What::Item {
                list,
                is_heading: false,
                is_ordered: false,
            }
        } else {
            What::Section {
                level: u8::try_from(outline.depth + 1).unwrap_or(u8::MAX),
                is_fold: false,
            }
        };
        let node = builder.open(what, outline.line, inline);
        builder.node(node).status = outline.status;
        if let Some(note) = &outline.note {
            let mut inline = Inline {
                text: note.clone(),
                spans: Vec::new(),
            };
            mark_bare(&mut inline);
            builder.leaf(What::Paragraph, outline.line, inline);
        }
        if let Some(feed) = &outline.feed {
            report.add(outline.line, Note::NotKept, feed);
        }
        open.push(is_item);
    }
    Ok(Document {
        tree: builder.finish(),
        title: outlines.title,
        date: None,
        banner: None,
    })
}

struct Outlines {
    title: Option<String>,
    list: Vec<Outline>,
}

struct Outline {
    depth: usize,
    line: u32,
    text: String,
    url: Option<String>,
    feed: Option<String>,
    note: Option<String>,
    status: Option<Status>,
    has_parts: bool,
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the library's enum is open, and all other events are one case to us"
)]
fn outlines(text: &str) -> Result<Outlines, ImportError> {
    let mut reader = Reader::from_str(text);
    let mut found = Outlines {
        title: None,
        list: Vec::new(),
    };
    let mut depth = 0_usize;
    let (mut in_title, mut title) = (false, String::new());
    let mut counted = 0;
    let mut line = 1;
    loop {
        let at = usize::try_from(reader.buffer_position())
            .unwrap_or(text.len())
            .min(text.len());
        let passed = text
            .get(counted..at)
            .unwrap_or_default()
            .matches('\n')
            .count();
        line += u32::try_from(passed).unwrap_or(0);
        counted = at;
        let event = reader
            .read_event()
            .map_err(|error| ImportError::Unreadable {
                line,
                why: crate::text::clean::line(&error.to_string()),
            })?;
        match event {
            Event::Start(tag) if tag.name().as_ref() == "outline" => {
                found.list.push(outline(&tag, depth, line));
                depth += 1;
            }
            Event::Empty(tag) if tag.name().as_ref() == "outline" => {
                found.list.push(outline(&tag, depth, line));
            }
            Event::End(tag) if tag.name().as_ref() == "outline" => depth = depth.saturating_sub(1),
            Event::Start(tag) => in_title = tag.name().as_ref() == "title" && title.is_empty(),
            Event::End(_) => in_title = false,
            Event::Text(words) if in_title => title.push_str(&words),
            // Of the names of characters, only those of the language itself mean something here.
            Event::GeneralRef(name) if in_title => title.push_str(match &*name {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => " ",
            }),
            Event::Eof => {
                let title = title.trim().to_owned();
                found.title = Some(title).filter(|title| !title.is_empty());
                return Ok(found);
            }
            _ => {}
        }
    }
}

fn outline(tag: &BytesStart<'_>, depth: usize, line: u32) -> Outline {
    let mut outline = Outline {
        depth,
        line,
        text: String::new(),
        url: None,
        feed: None,
        note: None,
        status: None,
        has_parts: false,
    };
    for attribute in tag.attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref().to_ascii_lowercase();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_or_else(
            |_| attribute.value.clone().into_owned(),
            std::borrow::Cow::into_owned,
        );
        let value = value.trim().to_owned();
        if value.is_empty() {
            continue;
        }
        match key.as_str() {
            "text" => outline.text = value,
            "title" if outline.text.is_empty() => outline.text = value,
            "url" | "htmlurl" | "link" => outline.url = Some(value),
            "xmlurl" => outline.feed = Some(value),
            "_note" | "note" | "description" => outline.note = Some(value),
            "_status" | "_complete" | "complete" | "checked" | "status" => {
                outline.status = super::signs::status_word(&value);
            }
            _ => {}
        }
    }
    outline
}
