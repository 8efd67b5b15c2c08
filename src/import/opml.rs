//! OPML: outlines within outlines, as outliners and readers of feeds write them.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::progress::Status;
use crate::roadmap::url::Link;

use super::inline::{Inline, Mark};
use super::links::{Links, mark_bare};
use super::report::{Report, What as Note};
use super::tree::{Builder, What};
use super::{Document, ImportError, markdown, urls};

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
    let mut comment = None;
    for outline in &outlines.list {
        comment = comment.filter(|above| outline.depth > *above);
        if outline.is_comment && comment.is_none() {
            report.add(outline.line, Note::CommentedOut, &outline.text);
            comment = Some(outline.depth);
        }
        if comment.is_some() {
            continue;
        }
        while open.len() > outline.depth {
            match open.pop() {
                Some(true) => builder.close_item(),
                Some(false) | None => builder.close(),
            }
        }
        let inline = head(outline, &links, report);
        let in_item = open.last() == Some(&true);
        let is_item = in_item
            || !outline.has_parts
            || inline.has_link()
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
            let inline = inline_of(note, outline.line, &links, report);
            builder.leaf(What::Paragraph, outline.line, inline);
        }
        for left_out in &outline.left_out {
            report.add(outline.line, Note::NotKept, left_out);
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

/// Returns the words of an outline. An address in them, or that it has beside them, makes a link of them all.
fn head(outline: &Outline, links: &Links<'_>, report: &mut Report) -> Inline {
    let mut head = inline_of(&outline.text, outline.line, links, report);
    if let Some(url) = &outline.url {
        if head.is_blank() {
            head.text.clone_from(url);
        }
        let mark = links.mark(url, outline.line, report);
        head.mark_from(0, mark);
        return head;
    }
    let found = head.links();
    let Some(first) = found.first() else {
        return head;
    };
    for further in &found[1..] {
        report.add(outline.line, Note::NotKept, further.url);
    }
    let (url, range) = (first.url.to_owned(), first.range.clone());
    if head.text[range] == url
        && let Some((words, _)) = urls::parted(&head.text, outline.line, report)
    {
        head.text = if words.is_empty() { url.clone() } else { words };
    }
    head.text = head.line();
    head.spans.clear();
    head.mark_from(0, Mark::Link(url));
    head
}

/// Reads a text; outliners write bold words and links as tags of HTML.
fn inline_of(text: &str, line: u32, links: &Links<'_>, report: &mut Report) -> Inline {
    if ["</", "<br", "<img"].iter().any(|tag| text.contains(tag)) {
        let mut inner = Report::default();
        let document = markdown::read(text, links.base, &mut inner);
        for note in inner.notes() {
            report.add(line, note.what, note.text.as_str());
        }
        let mut words = document.tree.nodes.into_iter();
        if let Some(node) = words.find(|node| !node.head.is_blank()) {
            return node.head;
        }
    }
    let mut inline = Inline {
        text: text.to_owned(),
        spans: Vec::new(),
    };
    mark_bare(&mut inline);
    inline
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
    /// What it says that has no place in a roadmap.
    left_out: Vec<String>,
    is_comment: bool,
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
        left_out: Vec::new(),
        is_comment: false,
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
            "xmlurl" => outline.left_out.push(value),
            "iscomment" => outline.is_comment = value == "true",
            // How the outliner shows it, and what follows from the rest.
            "title" | "type" | "id" | "_id" | "version" | "created" | "modified" | "expanded"
            | "isbreakpoint" | "language" => {}
            "_note" | "note" | "description" => outline.note = Some(value),
            "_status" | "_complete" | "complete" | "completed" | "checked" | "status" => {
                outline.status = super::signs::status_word(&value);
                if outline.status.is_none() {
                    outline.left_out.push(format!("{key}: {value}"));
                }
            }
            _ => outline.left_out.push(format!("{key}: {value}")),
        }
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::super::{Format, Imported, Options, read as import};
    use crate::lang::Lang;

    fn outline(body: &str) -> Imported {
        let text = format!("<opml version=\"2.0\">\n<body>\n{body}\n</body></opml>");
        import(&text, Format::Opml, &Options::default()).unwrap()
    }

    fn told(imported: &Imported) -> Vec<String> {
        let notes = imported.report.notes().iter();
        notes
            .map(|note| format!("{} {}", note.what.word(), note.text))
            .filter(|told| !told.starts_with("guessed-title"))
            .collect()
    }

    #[test]
    fn an_address_in_the_words_of_an_outline_is_its_link() {
        let table = [
            ("Read https://a.example/x now", "Read now"),
            ("https://a.example/x", "a.example/x"),
            ("Ants: https://a.example/x", "Ants"),
            (
                "&lt;a href=&quot;https://a.example/x&quot;&gt;Ants&lt;/a&gt; and &lt;b&gt;bees&lt;/b&gt;",
                "Ants and bees",
            ),
            (
                "See &lt;a href='https://a.example/x'&gt;this&lt;/a&gt;",
                "See this",
            ),
        ];
        for (text, title) in table {
            let body = format!(
                "<outline text=\"A\"><outline text=\"{text}\"/></outline>\n<outline text=\"{text}\"/>"
            );
            let imported = outline(&body);
            let roadmap = &imported.roadmap;
            let found = roadmap.nodes().filter_map(|node| {
                let link = roadmap.link(node)?.as_str();
                Some((roadmap.title(node, Lang::En).to_string(), link.to_owned()))
            });
            let expected = (title.to_owned(), "https://a.example/x".to_owned());
            let found: Vec<_> = found.collect();
            assert_eq!(found, [expected.clone(), expected], "{text}");
            assert!(told(&imported).is_empty(), "{:?}", told(&imported));
        }
    }

    #[test]
    fn what_an_outline_says_besides_is_told() {
        let body = "<outline text=\"A\"><outline text=\"Ants\" url=\"https://a.example\" category=\"/x\" created=\"today\"/>\
            <outline text=\"Bees https://b.example https://c.example\" status=\"maybe\"/>\
            <outline text=\"Not yet\" isComment=\"true\"><outline text=\"Flies\" url=\"https://d.example\"/></outline>\
            <outline text=\"Wasps\" url=\"https://e.example\" _status=\"checked\"/></outline>";
        let imported = outline(body);
        assert_eq!(
            told(&imported),
            [
                "not-kept category: /x",
                "not-kept https://c.example",
                "not-kept status: maybe",
                "commented-out Not yet",
            ]
        );
        assert_eq!(imported.states.len(), 1, "{:?}", imported.states);
    }
}
