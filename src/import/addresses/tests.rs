//! No address of a document is lost in silence, wherever it stands.

use proptest::prelude::*;

use super::super::{Format, ImportError, Options, read};
use super::*;
use crate::lang::Lang;
use crate::roadmap::Roadmap;

/// Parts of documents; `@` stands for an address of its own each time, `#` for a number.
const PARTS: &[&str] = &[
    "# Part #",
    "## Part #",
    "### Part #",
    "#### 第#部分",
    "## [Part](@)",
    "### [Part](@) and [more](@)",
    "# ✅ Part [a](@)",
    "## License",
    "## Introduction",
    "### Resources",
    "- [a](@)",
    "- [a](@): said, see [b](@)",
    "- Read [the book](@) and [another](@) first.",
    "- 完成 [实验](@) 并提交",
    "- Name [[web](@)] [[code](@)] - what it is",
    "- **Name**: it is [this](@) and that",
    "- **Name** [a](@)",
    "- `code` [a](@) @",
    "- 《书》[豆瓣](@)，[京东](@)",
    "- (2020) [a](@)",
    "- TODO [a](@)",
    "- 2026-01-02 words [a](@)",
    "- [ ] words [a](@) by [Ann](@)",
    "- [x] [a](@) @done(2026-01-01)",
    "- ✅ words @",
    "- @",
    "- words: @ （好）",
    "- Name\n  [a](@)",
    "- Name\n\n  words [a](@)\n\n  > [b](@)",
    "- [a](@)\n  - [video](@)\n  - [slides](@)",
    "- Name\n  - [a](@)\n    - words @",
    "- plain words",
    "- **Bold**: plain words",
    "- ~~[a](@)~~ [b](@)",
    "- ~~[a](@)~~",
    "- ![i](@) [a](@)",
    "- [![i](@)](@) words",
    "- [📺](@) words",
    "- <b>Name</b> <a href=\"@\">a</a>",
    "- [[@|a]]",
    "- Name<sup>[1](@)</sup>",
    "1. words [a](@)\n2. [b](@)",
    "[a](@)",
    "[a](@)[b](@)",
    "[a](@) is a site.",
    "Words of a sentence with [a](@) in it, and @.",
    "**Name**: [a](@), [b](@)",
    "Resources: [a](@) | [b](@)",
    "Words [#](@)\nmore words\n[a](@)",
    "1、甲：@\n2、[乙](@)",
    "① 甲 @\n② 乙 [a](@)",
    "（一）甲\n1、[a](@)\n（二）乙",
    "第#周：读 @，做题",
    "> 学习资源\n1、甲：@\n2、[乙](@)",
    "> [a](@)",
    "> words [a](@) words",
    "> - [a](@)\n> - words @",
    "参考资料：\n[1] 甲 @\n[2] 乙 @",
    "Week #\n- [ ] [a](@)\nWeek 9\n- [x] b",
    "| Course | Link | Prerequisites |\n|---|---|---|\n| a | [b](@) | [c](@) |\n| [d](@) [e](@) | @ | |",
    "| Week | What | |\n|---|---|---|\n| # | read [a](@) | [x](@) |",
    "| ✅ | Name |\n|---|---|\n| x | [a](@) and [b](@) |",
    "| [a](@) | [b](@) |\n|---|---|\n| words | words |",
    "<p><a href=\"@\">a</a> <b>w</b> <a href='@'>b</a></p>",
    "<ul><li><a href=\"@\">a</a></li><li>words @</li></ul>",
    "<details><summary><a href=\"@\">a</a></summary>\n\n- [b](@)\n\n</details>",
    "<table><tr><td><a href=\"@\">a</a></td><td>@</td></tr></table>",
    "<iframe src=\"@\"></iframe>",
    "<!-- @ -->",
    "[//]: # (@)",
    "[unused]: @",
    "[r#]: @\n\n- words [a][r#]",
    "words[^#]\n\n[^#]: @",
    "```\ncurl @\n```",
    "    curl @",
    "- [a](@ words)",
    "[a](@(x)) and [b](<@>)",
    "---",
    "**学习资源**",
    "Key ideas:",
    "Words:",
];

/// Writes parts as a document, each of its addresses another one.
fn document(parts: &[(&str, bool)]) -> (String, Vec<String>) {
    let mut text = String::new();
    let mut addresses = Vec::new();
    for (part, is_close) in parts {
        for c in part.chars() {
            match c {
                '@' => {
                    let address = format!("https://a{}.example/p_q", addresses.len());
                    text.push_str(&address);
                    addresses.push(address);
                }
                '#' if !text.ends_with(['\n', '#']) && !text.is_empty() => {
                    text.push_str(&addresses.len().to_string());
                }
                c => text.push(c),
            }
        }
        text.push_str(if *is_close { "\n" } else { "\n\n" });
    }
    (text, addresses)
}

/// Tells how an address was lost; `None` where it was not.
fn lost(
    address: &str,
    text: &str,
    roadmap: Option<&Roadmap>,
    report: &Report,
) -> Option<&'static str> {
    let leads = roadmap.is_some_and(|roadmap| {
        roadmap.nodes().any(|node| {
            let further = roadmap
                .further_links(node)
                .iter()
                .map(|further| &further.link);
            let mut links = roadmap.link(node).into_iter().chain(further);
            links.any(|link| link.as_str().starts_with(address))
        })
    });
    if leads {
        return None;
    }
    let at = text.find(address)?;
    let line = text[..at].matches('\n').count() + 1;
    let mut notes = report.notes().iter();
    let note = notes.find(|note| {
        usize::try_from(note.line) == Ok(line) && note.text.as_str().contains(address)
    });
    match note {
        None => Some("nothing is told of it"),
        Some(note) if note.what == What::LinkInText => {
            let is_said = roadmap.is_none_or(|roadmap| {
                let said = |node| roadmap.body(node, Lang::En).as_str().contains(address);
                roadmap.nodes().any(said) || roadmap.about(Lang::En).as_str().contains(address)
            });
            (!is_said).then_some("it is in no text")
        }
        Some(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_address_of_a_document_leads_somewhere_or_is_told(
        parts in prop::collection::vec((prop::sample::select(PARTS), any::<bool>()), 1..14),
    ) {
        let (text, addresses) = document(&parts);
        let (roadmap, report) = match read(&text, Format::Markdown, &Options::default()) {
            Ok(imported) => (Some(imported.roadmap), imported.report),
            Err(ImportError::Empty(report)) => (None, report),
            Err(error) => panic!("{error:?}\n{text}"),
        };
        for address in addresses {
            let lost = lost(&address, &text, roadmap.as_ref(), &report);
            prop_assert!(lost.is_none(), "{address}: {}\n{text}\n{report:?}", lost.unwrap_or_default());
        }
    }
}

#[test]
fn one_address_does_not_stand_for_another_that_begins_with_it() {
    let known: Known = [&"https://a.example/x".to_owned()].into_iter().collect();
    for (tail, is_known) in [
        ("https://a.example/x", true),
        ("https://a.example/x).", true),
        ("https://a.example/x/", true),
        ("https://a.example/x，再看", true),
        ("https://a.example/x](https://a.example/y)", true),
        ("https://a.example/xy", false),
        ("https://a.example/x.y", false),
        ("https://a.example/x_(y)", false),
        ("https://a.example/x?y", false),
    ] {
        assert_eq!(known.begin(tail), is_known, "{tail}");
    }
}
