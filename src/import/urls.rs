//! A plain list of addresses, one a line, with or without words beside them; `#` begins a part.

use super::Document;
use super::inline::{Inline, Mark};
use super::links::mark_bare;
use super::report::{Report, What as Note};
use super::signs;
use super::tree::{Builder, What};

/// Reads a document.
pub(super) fn read(text: &str, report: &mut Report) -> Document {
    let mut builder = Builder::new();
    let list = builder.list();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        if line.starts_with('#') {
            let level = line.len() - line.trim_start_matches('#').len();
            let words = line.trim_matches('#').trim();
            if !words.is_empty() {
                let inline = Inline {
                    text: words.to_owned(),
                    spans: Vec::new(),
                };
                builder.section(u8::try_from(level).unwrap_or(u8::MAX), number, inline);
            }
            continue;
        }
        let line = line.trim_start_matches(['-', '*', '•']).trim_start();
        let status = signs::leading_status(line);
        let line = status.map_or(line, |(_, length)| line[length..].trim_start());
        let mut inline = Inline {
            text: line.to_owned(),
            spans: Vec::new(),
        };
        mark_bare(&mut inline);
        let Some(url) = inline.links().first().map(|link| link.url.to_owned()) else {
            report.add(number, Note::NotKept, line);
            continue;
        };
        let words = line.replacen(&url, " ", 1);
        let words = words
            .trim()
            .trim_matches(['|', '-', '–', '—', ':', '\t', ',', ';', '"'])
            .trim();
        let mut inline = Inline {
            text: words.to_owned(),
            spans: Vec::new(),
        };
        if words.is_empty() {
            inline.text.clone_from(&url);
        }
        inline.mark_from(0, Mark::Link(url));
        let what = What::Item {
            list,
            is_heading: false,
            is_ordered: false,
        };
        let node = builder.leaf(what, number, inline);
        builder.node(node).status = status.map(|(status, _)| status);
    }
    Document {
        tree: builder.finish(),
        title: None,
        date: None,
        banner: None,
    }
}
