//! Documents of our own in the shapes that are met, and what becomes of them.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::report::What;
use super::*;
use crate::roadmap::library::Counts;
use crate::yaml::Limits;

/// Reads a document and loads what comes of it.
fn import(text: &str, format: Format) -> Imported {
    let options = Options {
        name: "document".to_owned(),
        ..Options::default()
    };
    let imported = read(text, format, &options).expect("there is something in it");
    round_trip(&imported);
    imported
}

/// Writes a roadmap, loads it, and compares all nodes.
fn round_trip(imported: &Imported) -> String {
    let yaml = yaml_out::write(&imported.source);
    let loaded = crate::roadmap::load(yaml.as_bytes(), &Limits::default());
    let loaded = loaded.unwrap_or_else(|problems| {
        panic!(
            "{}\n{yaml}",
            problems.render("imported", yaml.as_bytes(), crate::lang::Lang::En)
        )
    });
    assert!(
        loaded.warnings.is_empty(),
        "{}",
        loaded
            .warnings
            .render("imported", yaml.as_bytes(), crate::lang::Lang::En)
    );
    assert_eq!(
        picture(&loaded.roadmap),
        picture(&imported.roadmap),
        "{yaml}"
    );
    yaml
}

/// Everything that a roadmap says of its nodes.
fn picture(roadmap: &Roadmap) -> String {
    let lang = crate::lang::Lang::En;
    let mut picture = format!("{} {:?}\n", roadmap.id(), roadmap.name(lang));
    for node in roadmap.nodes() {
        let _ = writeln!(
            picture,
            "{}{:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            "  ".repeat(roadmap.depth(node)),
            roadmap.level(node),
            roadmap.node_id(node),
            roadmap.title(node, lang),
            roadmap.body(node, lang),
            roadmap.link(node).map(Link::as_str),
            roadmap.author(node),
            roadmap.kind(node),
            roadmap.minutes(node),
            roadmap
                .further_links(node)
                .iter()
                .map(|link| (link.title.get(lang).as_str(), link.link.as_str()))
                .collect::<Vec<_>>(),
            roadmap
                .needs(node)
                .iter()
                .map(|need| roadmap.node_id(*need).as_str())
                .collect::<Vec<_>>(),
            roadmap.is_core(node),
        );
    }
    picture
}

/// The file that comes of a document, its statuses, and all that is reported.
fn whole(text: &str, format: Format) -> String {
    let imported = import(text, format);
    let mut whole = round_trip(&imported);
    for state in &imported.states {
        let _ = write!(whole, "-- {}: {}", state.id, state.status.word());
        if let Some(when) = &state.when {
            let _ = write!(whole, ", {when}");
        }
        for stint in &state.spent {
            let when = stint.when.as_deref().unwrap_or("some time");
            let _ = write!(whole, ", {} min on {when}", stint.minutes);
        }
        whole.push('\n');
    }
    for (id, note) in &imported.notes {
        let _ = writeln!(whole, "-- {id}: {note:?}");
    }
    for note in imported.report.notes() {
        let _ = writeln!(
            whole,
            "-- {}: {}: {}",
            note.line,
            note.what.word(),
            note.text
        );
    }
    whole
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../tests/fixtures/import/", $name))
    };
}

#[test]
fn documents_of_every_shape_become_what_a_person_would_write() {
    insta::assert_snapshot!("path", whole(fixture!("path.md"), Format::Markdown));
    insta::assert_snapshot!(
        "checklist",
        whole(fixture!("checklist.md"), Format::Markdown)
    );
    insta::assert_snapshot!("courses", whole(fixture!("courses.md"), Format::Markdown));
    insta::assert_snapshot!("list", whole(fixture!("list.md"), Format::Markdown));
    insta::assert_snapshot!("org", whole(fixture!("outline.org"), Format::Org));
    insta::assert_snapshot!("opml", whole(fixture!("outline.opml"), Format::Opml));
    insta::assert_snapshot!("addresses", whole(fixture!("addresses.txt"), Format::Urls));
    insta::assert_snapshot!("csv", whole(fixture!("table.csv"), Format::Csv));
    insta::assert_snapshot!("export", whole(fixture!("export.md"), Format::Markdown));
}

#[test]
fn windows_lines_tabs_and_a_byte_order_mark_change_nothing() {
    for (name, text) in [
        ("path", fixture!("path.md")),
        ("checklist", fixture!("checklist.md")),
    ] {
        let plain = round_trip(&import(text, Format::Markdown));
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(
            round_trip(&import(&windows, Format::Markdown)),
            plain,
            "{name}"
        );
        let tabs = text
            .replace("        - ", "\t\t- ")
            .replace("    - ", "\t- ");
        assert_eq!(
            round_trip(&import(&tabs, Format::Markdown)),
            plain,
            "{name}"
        );
    }
}

#[test]
fn relative_links_are_kept_with_an_address_to_start_from() {
    let options = Options {
        base: Link::parse("https://github.com/a/b/blob/main/README.md").ok(),
        ..Options::default()
    };
    let imported = read(fixture!("courses.md"), Format::Markdown, &options).unwrap();
    let glue = imported
        .roadmap
        .nodes()
        .find(|node| {
            imported
                .roadmap
                .title(*node, crate::lang::Lang::En)
                .as_str()
                == "Glue"
        })
        .unwrap();
    assert_eq!(
        imported.roadmap.link(glue).unwrap().as_str(),
        "https://github.com/a/b/blob/main/glue/README.md"
    );
    assert!(
        imported
            .report
            .counts()
            .all(|(what, _)| what != What::RelativeLink)
    );
}

#[test]
fn a_document_without_links_and_boxes_is_a_list_of_things_to_do() {
    let imported = import(
        "# Web\n\n- HTML\n  - Forms\n  - Tables\n- CSS\n",
        Format::Markdown,
    );
    let counts = Counts::of(&imported.roadmap);
    assert_eq!((counts.stages, counts.resources), (1, 3));
    assert!(
        imported
            .report
            .counts()
            .any(|(what, count)| what == What::GuessedTasks && count == 1)
    );
}

#[test]
fn rules_are_no_front_matter_and_no_topic_is_lost() {
    let text = "# A\n\n## S\n\n### One\n- [a](https://a.example/1)\n---\n### Two\n- [b](https://a.example/2)\n\n---\n### Three\n- [c](https://a.example/3)\n";
    let counts = Counts::of(&import(text, Format::Markdown).roadmap);
    assert_eq!((counts.stages, counts.topics, counts.resources), (1, 3, 3));
}

#[test]
fn texts_that_write_from_right_to_left_and_entities_come_through() {
    let text = "## كتب\n\n- [كتاب جيد](https://a.example/x?a=1&amp;b=2): شرح &amp; تفسير\n- &lt;b&gt;: [y](https://a.example/y)\n";
    let yaml = round_trip(&import(text, Format::Markdown));
    assert!(yaml.contains("title: كتاب جيد"), "{yaml}");
    assert!(yaml.contains("https://a.example/x?a=1&b=2"), "{yaml}");
    assert!(yaml.contains("شرح & تفسير"), "{yaml}");
}

#[test]
fn nothing_to_learn_is_an_error_that_says_what_was_left_out() {
    let error = read(
        "# Words\n\nOnly words.\n\n## License\n\nMIT\n",
        Format::Urls,
        &Options::default(),
    );
    assert!(matches!(error, Err(ImportError::Empty(report)) if !report.notes().is_empty()));
}

/// A document that is hard to read is read in time and on a small stack.
#[test]
fn deep_wide_and_broken_documents_are_read_to_the_end() {
    let texts = [
        "- ".repeat(4_000),
        "> ".repeat(4_000),
        "[".repeat(10_000),
        "](http://a b".repeat(4_000),
        "✅ ".repeat(10_000),
        format!("- {}", "[x](https://a.example/y) ".repeat(1_000)),
        (0..500).fold(String::new(), |text, depth| {
            text + &" ".repeat(depth * 2) + "- [ ] a\n"
        }),
        "<details><summary>a</summary>\n\n".repeat(1_000),
        "<ul><li>".repeat(4_000),
        "# a\n- [x](https://a.example)\n".repeat(600),
        "*".repeat(10_000),
        "| a | b |\n|---|---|\n".to_owned() + &"| [x](https://a.example) |\n".repeat(600),
    ];
    for text in &texts {
        for format in [Format::Markdown, Format::Org, Format::Urls, Format::Csv] {
            if let Ok(imported) = read(text, format, &Options::default()) {
                round_trip(&imported);
            }
        }
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "    - ",
        "* ",
        "1. ",
        "- [ ] ",
        "- [x] ",
        "- [/] ",
        "> ",
        "| a | b |\n|---|---|\n",
        "| ",
        " | ",
        "[a](https://a.example/1)",
        "[b](rel.md)",
        "[c](#c)",
        "https://a.example/x",
        "**bold**",
        "**",
        "`code`",
        "![i](i.png)",
        "<a href=\"https://a.example/h\">h</a>",
        "<details><summary>s</summary>\n\n",
        "</details>\n",
        "<h2>t</h2>",
        "<li>",
        "Resources:",
        "📚 **References**:",
        "学习资料",
        "Topics covered",
        ": ",
        " - ",
        " by Ann Lee: ",
        "✅",
        "🚧",
        "\n",
        "\n\n",
        "\t",
        "---\n",
        "words of a sentence.",
        "注意力：",
        "title: x\n",
        "\u{202e}",
        "\u{200b}",
        "\u{0}",
        "\\",
        "```\n",
        "&amp;",
        "]",
        "(",
        "TODO ",
        "** ",
        "[[https://a.example][x]]",
        ",",
        "\"",
        "#+TITLE: ",
        "<!-- roadbook: 1 -->\n",
        " <!-- id: a-b -->",
        " <!-- roadbook: {\"level\":\"concept\",\"needs\":[\"a-b\"]} -->",
    ]);
    prop::collection::vec(
        prop_oneof![9 => piece.prop_map(str::to_owned), 1 => ".{0,6}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_what_comes_out_loads(text in pieces()) {
        for format in Format::ALL {
            match read(&text, format, &Options::default()) {
                Ok(imported) => { round_trip(&imported); }
                Err(ImportError::Invalid(problems)) => {
                    // Only an export can say things that contradict each other.
                    prop_assert!(text.contains("roadbook:"), "{}", problems.render("x", b"", crate::lang::Lang::En));
                }
                Err(ImportError::Empty(_) | ImportError::MockUp | ImportError::Unreadable { .. }) => {}
            }
        }
    }

    #[test]
    fn every_text_is_written_so_that_yaml_reads_it_back(title in "\\PC{1,30}", text in "[ -~\n中：#]{0,80}") {
        let cleaned = clean::line(&title);
        prop_assume!(!cleaned.as_str().trim().is_empty());
        let mut drafts = vec![
            Draft::new(Level::Stage, None, 1, &title),
            Draft::new(Level::Topic, Some(0), 1, &title),
            Draft::new(Level::Resource, Some(1), 1, &title),
        ];
        drafts[2].say(Some(text));
        let about = About { id: "x".to_owned(), title: title.clone(), lang: Some("zh".to_owned()), ..About::default() };
        tidy::tidy(&mut drafts, true, &mut Report::default());
        let imported = finish(drafts, &about, Vec::new(), &[], Report::default());
        prop_assert!(imported.is_ok());
        round_trip(&imported.expect("checked"));
    }
}

#[test]
fn headings_lose_what_says_how_far_they_are_and_items_what_kind_they_are() {
    let text = "# P\n\n## Phase 0: Setup — ✅ (~14 hours)\n\n- [ ] Book: Clean Code\n- [2/5] Series\n- [x] [Talk](https://a.example/t) `0:45:00`\n\n## 2. Math [1/3]\n\n- [a](https://a.example/a) (12 min)\n";
    let yaml = whole(text, Format::Markdown);
    for part in [
        "title: \"Phase 0: Setup\"\n",
        "title: Clean Code\n            kind: book\n",
        "title: Talk\n            url: https://a.example/t\n            minutes: 45\n",
        "title: Math\n",
        "title: a\n            url: https://a.example/a\n            minutes: 12\n",
        "-- series: doing\n",
    ] {
        assert!(yaml.contains(part), "{part}\n{yaml}");
    }
}

#[test]
fn a_short_introduction_becomes_the_summary_and_groups_after_labels_are_topics() {
    let text = "# C\n\n## 课程简介\n\n- 所属大学：A\n\n一门课。\n\n## Week 1\n\n**Resources**\n\n- [a](https://a.example/a)\n\n**Exercises**\n\n- [ ] one\n";
    let yaml = whole(text, Format::Markdown);
    assert!(
        yaml.contains("summary: |\n  - 所属大学：A\n\n  一门课。\n"),
        "{yaml}"
    );
    assert!(yaml.contains("title: Exercises\n"), "{yaml}");
}

#[test]
fn what_lies_in_the_wrong_level_of_an_exported_json_gets_a_place_and_keeps_its_own_id() {
    let node = |id: &str, level: &str, parent: &str| {
        format!(
            r#"{{"id":"{id}","level":"{level}","parent":{parent},"title":"{id}","status":"done"}}"#
        )
    };
    let nodes = [
        node("water", "stage", "null"),
        node("kettle", "resource", r#""water""#),
        node("heat", "concept", r#""water""#),
        node("cups", "stage", r#""water""#),
        node("mug", "resource", r#""cups""#),
        node("leaves", "chapter", r#""nowhere""#),
        node("oolong", "resource", r#""leaves""#),
    ];
    let text = format!(
        r#"{{"roadmap":{{"id":"tea","title":"Tea"}},"nodes":[{}]}}"#,
        nodes.join(",")
    );
    let imported = import(&text, Format::Json);
    let roadmap = &imported.roadmap;
    let parents: Vec<(&str, &str)> = imported
        .states
        .iter()
        .map(|state| {
            let node = roadmap.find(&state.id).expect("a state is that of a node");
            let parent = roadmap.parent(node).expect("it lies in a topic");
            (
                state.id.as_str(),
                roadmap.title(parent, crate::lang::Lang::En).as_str(),
            )
        })
        .collect();
    assert_eq!(
        parents,
        [
            ("kettle", "water"),
            ("heat", "water"),
            ("mug", "cups"),
            ("oolong", "leaves")
        ]
    );
}

#[test]
fn a_table_of_org_mode_is_one_table() {
    let text = "* Numbers\n| Task | Done |\n|------+------|\n| [[https://example.org/a][Angles]] | X |\n| [[https://example.org/b][Bases]] | |\n";
    let imported = import(text, Format::Org);
    let states: Vec<(&str, Status)> = imported
        .states
        .iter()
        .map(|state| (state.id.as_str(), state.status))
        .collect();
    assert_eq!(states.len(), 1, "{states:?}");
    assert!(states[0].0.starts_with("angles") && states[0].1 == Status::Done);
    assert!(imported.report.notes().is_empty());
}

#[test]
fn every_box_and_sign_keeps_the_link_in_its_sentence() {
    let boxes = [
        "[ ]",
        "[x]",
        "[/]",
        "[-]",
        "✅",
        "🚧",
        "☑",
        "⬜",
        ":white_check_mark:",
    ];
    for sign in boxes {
        let text = format!(
            "# P\n\n## A\n\n- {sign} Read [Knots](https://example.org/a) twice\n- {sign} **Ropes** [guide](https://example.org/b)\n- {sign} see https://example.org/c and [Bends](https://example.org/d)\n"
        );
        let roadmap = import(&text, Format::Markdown).roadmap;
        let last = roadmap.nodes().last().unwrap();
        let further = roadmap.further_links(last).iter();
        let further: Vec<&str> = further.map(|further| further.link.as_str()).collect();
        assert_eq!(further, ["https://example.org/d"], "{sign}");
        let links: Vec<&str> = roadmap
            .nodes()
            .filter_map(|node| roadmap.link(node))
            .map(crate::roadmap::url::Link::as_str)
            .collect();
        assert_eq!(
            links,
            [
                "https://example.org/a",
                "https://example.org/b",
                "https://example.org/c"
            ],
            "{sign}"
        );
    }
}

#[test]
fn a_row_may_have_more_cells_than_the_table_has_headers() {
    let text = "| Task | Duration |\n|------+----------|\n| [[https://example.org/a][Angles]] | 2 hours | by hand | ⭐ |\n";
    let imported = import(text, Format::Org);
    let resource = imported.roadmap.nodes().last().unwrap();
    assert_eq!(imported.roadmap.minutes(resource), Some(120));
    let note = imported.roadmap.body(resource, crate::lang::Lang::En);
    assert_eq!(note.as_str(), "by hand\n\n⭐");
}

#[test]
fn counts_and_days_at_the_end_are_no_part_of_a_title() {
    let ids = |text: &str, format| -> Vec<String> {
        let roadmap = import(text, format).roadmap;
        roadmap
            .nodes()
            .map(|node| roadmap.node_id(node).to_string())
            .collect()
    };
    // What is ticked changes these, and must not make another thing of it.
    let org = |count: &str| {
        format!(
            "* Maths\n** TODO Matrices {count}\n- [ ] Add\n- [X] Multiply\n** TODO Sets {count}\n"
        )
    };
    assert_eq!(
        ids(&org("[0/2]"), Format::Org),
        ids(&org("[1/2]"), Format::Org)
    );
    let list = |end: &str| format!("# C\n\n## Types\n\n- [x] Structs{end}\n- [ ] Unions\n");
    assert_eq!(
        ids(&list(""), Format::Markdown),
        ids(&list(" ✅ 2026-03-01"), Format::Markdown)
    );
    let imported = import(&list(" ✅ 2026-03-01"), Format::Markdown);
    assert_eq!(imported.states[0].when.as_deref(), Some("2026-03-01"));
}

#[test]
fn before_a_label_a_box_is_that_of_a_key_idea_but_a_link_with_a_box_is_something_to_do() {
    for label in [
        "Resources",
        "📚 **References**:",
        "*Further reading*",
        "> 参考资料",
        "#### 学习资源",
    ] {
        let text = format!(
            "# Tea\n\n## Leaves\n\n### Green\n\n- [ ] Harvest\n- [x] Drying\n- [/] [A film](https://a.example/film)\n- [x] **Oxidation**: air, see [this](https://a.example/air)\n- Withering\n- ✅ Rolling\n\n{label}\n\n- [x] [Leaf book](https://a.example/leaf)\n- [-] Visit a shop\n"
        );
        let imported = import(&text, Format::Markdown);
        let of = |level: Level| -> Vec<String> {
            let roadmap = &imported.roadmap;
            let nodes = roadmap.nodes().filter(|node| roadmap.level(*node) == level);
            let told = nodes.map(|node| {
                let id = roadmap.node_id(node).as_str();
                let state = imported.states.iter().find(|state| state.id == id);
                let status = state.map_or(Status::Todo, |state| state.status);
                let title = roadmap.title(node, crate::lang::Lang::En);
                format!("{title}: {}", status.word())
            });
            told.collect()
        };
        assert_eq!(
            of(Level::Concept),
            [
                "Harvest: todo",
                "Drying: done",
                "Oxidation: done",
                "Withering: todo",
                "Rolling: done"
            ],
            "{label}"
        );
        assert_eq!(
            of(Level::Resource),
            ["A film: doing", "Leaf book: done", "Visit a shop: skip"],
            "{label}"
        );
    }
}

/// The title, address and note of everything to do, one a line.
fn things(imported: &Imported) -> Vec<String> {
    let roadmap = &imported.roadmap;
    let lang = crate::lang::Lang::En;
    let is_thing = |node: &crate::roadmap::NodeIdx| roadmap.level(*node) == Level::Resource;
    let told = roadmap.nodes().filter(is_thing).map(|node| {
        let link = roadmap.link(node).map_or("", Link::as_str);
        let note = roadmap.body(node, lang);
        let told = format!("{} {link} {}", roadmap.title(node, lang), note.as_str());
        told.trim_end().to_owned()
    });
    told.collect()
}

#[test]
fn a_name_among_links_is_something_to_do_and_a_remark_stays_text_and_both_are_told() {
    let text = "# Ropes\n\n## Knots\n\n- [one](https://a.example/1)\n- [two](https://a.example/2)\n- [three](https://a.example/3)\n- [four](https://a.example/4)\n- [five](https://a.example/5)\n- The paper book of ropes\n- 绳结的书\n- Also see the films below\n- Ask a sailor, he knows many.\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported)[5..],
        ["The paper book of ropes", "绳结的书"]
    );
    let told: Vec<(u32, What)> = imported
        .report
        .notes()
        .iter()
        .map(|note| (note.line, note.what))
        .collect();
    assert_eq!(
        told,
        [
            (10, What::GuessedTasks),
            (11, What::GuessedTasks),
            (12, What::KeptAsText),
            (13, What::KeptAsText)
        ]
    );
}

#[test]
fn words_before_a_bare_address_are_its_title() {
    let text = "# Ropes\n\n## Knots\n\n- Bends in depth https://a.example/bends\n- 《绳结》 https://a.example/jie\n- Watch the film (https://a.example/film)\n- [ ] Splices https://a.example/splices\n- [x] Read https://a.example/read before dinner\n- https://a.example/plain\n- Whoever goes to https://a.example/sea is wet afterwards.\n\nAll of it lies at https://a.example/all\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Bends in depth https://a.example/bends",
            "《绳结》 https://a.example/jie",
            "Watch the film https://a.example/film",
            "Splices https://a.example/splices",
            "Read before dinner https://a.example/read",
            "a.example/plain https://a.example/plain"
        ]
    );
}

/// The status of everything that can be ticked, by title, with day and minutes where they are known.
fn ticks(imported: &Imported) -> Vec<String> {
    let roadmap = &imported.roadmap;
    let can_be_ticked = |node: &crate::roadmap::NodeIdx| {
        matches!(roadmap.level(*node), Level::Resource | Level::Concept)
    };
    let told = roadmap.nodes().filter(can_be_ticked).map(|node| {
        let id = roadmap.node_id(node).as_str();
        let state = imported.states.iter().find(|state| state.id == id);
        let mut told = format!("{}", roadmap.title(node, crate::lang::Lang::En));
        if let Some(state) = state {
            let _ = write!(told, ": {}", state.status.word());
            told.extend(state.when.iter().flat_map(|when| [" ", when]));
            for stint in &state.spent {
                let _ = write!(told, " {} min", stint.minutes);
            }
        }
        told
    });
    told.collect()
}

#[test]
fn boxes_and_signs_in_a_table_come_along_without_a_column_of_that_name() {
    let text = "# Sea\n\n## One\n\n| Area | Notes |\n|---|---|\n| [x] Knots | easy |\n| [ ] Ropes | hard |\n| Splices ✅ | |\n| 🚧 [Sails](https://a.example/sails) | |\n\n## Two\n\n| Area | Mine |\n|---|---|\n| Hulls | [x] |\n| Keels | [/] |\n\n## Three\n\n| | Book |\n|---|---|\n| ✅ | Masts |\n| <input type=\"checkbox\"> | Oars |\n| <input type=\"checkbox\" checked disabled> | Rudders |\n\n## Four\n\n| Course | Free | Difficulty |\n|---|---|---|\n| [Tides](https://a.example/tides) | ✅ | ⭐⭐ |\n\n## Five\n\n| Area | What |\n|---|---|\n| Winds | they blow |\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        ticks(&imported),
        [
            "Knots: done",
            "Ropes",
            "Splices: done",
            "Sails: doing",
            "Hulls: done",
            "Keels: doing",
            "Masts: done",
            "Oars",
            "Rudders: done",
            "Tides"
        ]
    );
    assert_eq!(imported.report.boxes, 9);
    let tides = things(&imported).pop().unwrap();
    assert_eq!(
        tides, "Tides https://a.example/tides Free: ✅ · Difficulty: ⭐⭐",
        "a sign under a header of its own is no tick"
    );
    let told: Vec<(u32, What)> = imported
        .report
        .notes()
        .iter()
        .map(|note| (note.line, note.what))
        .collect();
    assert_eq!(told, [(33, What::TextOnly), (35, What::OtherTable)]);
}

#[test]
fn a_day_in_a_column_for_it_means_done_on_that_day() {
    let text = "# Sea\n\n| Course | Completed | Time spent |\n|---|---|---|\n| [A](https://a.example/a) | 2026/03/05 | 3h 20m |\n| [B](https://a.example/b) | Mar 5, 2026 | 90 |\n| [C](https://a.example/c) | | |\n| [D](https://a.example/d) | ✅ 2026-03-05 | unknown |\n\n| 课程 | 完成日期 | 用时 |\n|---|---|---|\n| [E](https://a.example/e) | 2026年3月5日 | 用时 3 小时 |\n| [F](https://a.example/f) | - | |\n| [G](https://a.example/g) | 03/05/2026 | 2 小时 |\n\n| Course | Done on | Hours spent |\n|---|---|---|\n| H | 5 March 2026 | 1.5 |\n| I | later | |\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        ticks(&imported),
        [
            "A: done 2026-03-05 200 min",
            "B: done 2026-03-05 90 min",
            "C",
            "D: done 2026-03-05",
            "E: done 2026-03-05 180 min",
            "F",
            "G: done 120 min",
            "H: done 2026-03-05 90 min",
            "I"
        ]
    );
    let things = things(&imported);
    assert_eq!(things[3], "D https://a.example/d Time spent: unknown");
    assert_eq!(things[6], "G https://a.example/g 完成日期: 03/05/2026");
    assert_eq!(things[8], "I  Done on: later");
}

#[test]
fn lines_with_chinese_numbers_or_with_a_link_or_box_each_are_items() {
    let text = "# 航海\n\n## 一、绳结\n\n先看这些：\n1、[平结](https://a.example/1)\n2、[八字结](https://a.example/2)：\n常用\n3、自己打一个\n\n### 网络\n\n（1）[帆](https://a.example/3)\n\n（2）[桨](https://a.example/4)\n\n（3）画一张图\n\n## 二、船\n\n一、船体\n① [龙骨](https://a.example/5)\n② [甲板](https://a.example/6)\n二、船帆\n① [主帆](https://a.example/7)\n\n## （三）其他\n\n1.[旗](https://a.example/8)\n2.[灯](https://a.example/9)\n\n-[锚](https://a.example/10)\n\n[潮](https://a.example/11)\n[风](https://a.example/12)\n\n雾 https://a.example/13\n雨 https://a.example/14\n\n✅ 出海\n🚧 回港\n";
    let imported = import(text, Format::Markdown);
    let roadmap = &imported.roadmap;
    let lang = crate::lang::Lang::En;
    let mut seen = String::new();
    for node in roadmap.nodes() {
        let indent = "  ".repeat(roadmap.depth(node));
        let _ = writeln!(seen, "{indent}{}", roadmap.title(node, lang));
    }
    let expected = "\
航海
  绳结
    平结
    八字结
    自己打一个
    网络
      帆
      桨
      画一张图
  船
    船体
      龙骨
      甲板
    船帆
      主帆
  其他
    旗
    灯
    锚
    潮
    风
    雾
    雨
    出海
    回港
";
    assert_eq!(seen, expected);
    assert_eq!(
        roadmap
            .nodes()
            .filter(|node| roadmap.link(*node).is_some())
            .count(),
        14
    );
    assert!(ticks(&imported).contains(&"出海: done".to_owned()));
    let note = things(&imported);
    assert_eq!(note[1], "八字结 https://a.example/2 常用");
}

#[test]
fn a_paragraph_of_a_book_is_no_list() {
    let text = "# A\n\n## B\n\n- [x](https://a.example/x)\n\nIn 1.5 hours you see\n[one](https://a.example/1) and\n[two](https://a.example/2) of them.\n\n1、只是一句话。\n";
    assert_eq!(things(&import(text, Format::Markdown)).len(), 1);
}

#[test]
fn a_title_loses_its_site_and_its_time() {
    let text = "# A\n\n## B\n\n- [Knots - YouTube](https://www.youtube.com/watch?v=x)\n- [绳结](https://github.com/a/b)：GitHub\n- [Bends (2h)](https://a.example/1)\n- [弯](https://a.example/2)（2 小时）\n- [Hitches](https://a.example/3) (3h 20m) - long\n- [x] [Loops](https://a.example/4) (took 45 min)\n- [ ] Tie one (20 min)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://www.youtube.com/watch?v=x",
            "绳结 https://github.com/a/b",
            "Bends https://a.example/1",
            "弯 https://a.example/2",
            "Hitches https://a.example/3 long",
            "Loops https://a.example/4",
            "Tie one"
        ]
    );
    assert_eq!(ticks(&imported)[5], "Loops: done 45 min");
    let roadmap = &imported.roadmap;
    let minutes: Vec<u32> = roadmap
        .nodes()
        .filter_map(|node| roadmap.minutes(node))
        .collect();
    assert_eq!(minutes, [120, 120, 200, 20]);
}

#[test]
fn what_is_struck_through_is_left_out_unless_a_box_says_what_became_of_it() {
    let text = "# A\n\n## B\n\n- ~~[Gone](https://a.example/1)~~\n  - [mirror](https://a.example/2)\n- <del>[Gone too](https://a.example/3)</del>\n- ~~$99~~ [Knots](https://a.example/4)\n- ~~[Old](https://a.example/5)~~ [New](https://a.example/6)\n- [x] ~~Tie one~~\n- [ ] ~~Buy rope~~\n- [ ] Coil it\n- [Whole](https://a.example/7)\n\n~~[Line](https://a.example/8)~~\n\n| Course | Status |\n|---|---|\n| ~~[C1](https://a.example/9)~~ | ✅ |\n| ~~[C2](https://a.example/10)~~ | |\n\n| Course | Notes |\n|---|---|\n| ~~[C3](https://a.example/11)~~ | gone |\n| [C4](https://a.example/12) | ~~bad~~ good |\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/4",
            "New https://a.example/6",
            "Tie one",
            "Buy rope",
            "Coil it",
            "Whole https://a.example/7",
            "C1 https://a.example/9",
            "C2 https://a.example/10",
            "C4 https://a.example/12 good"
        ]
    );
    assert_eq!(
        ticks(&imported)[2..8],
        [
            "Tie one: done",
            "Buy rope: skip",
            "Coil it",
            "Whole",
            "C1: done",
            "C2: skip"
        ]
    );
    let notes = imported.report.notes();
    let struck: Vec<u32> = notes
        .iter()
        .filter(|note| note.what == What::StruckOut)
        .map(|note| note.line)
        .collect();
    assert_eq!(struck, [5, 7, 8, 9, 15, 24, 25]);
    let kept = import(
        "# A\n\n## B\n\nWords, ~~old~~ new.\n\n- [x](https://a.example/x)\n",
        Format::Markdown,
    );
    assert!(round_trip(&kept).contains("summary: Words, new."));
}

#[test]
fn what_was_in_the_earlier_edition_keeps_its_id() {
    let first = "# A\n\n## One\n\n- **Basics**: what is first\n\nResources\n\n- [Old title](https://a.example/1)\n- [绳结](https://a.example/2)\n- [ ] Tie one\n\n## Two\n\n- **Basics**: more\n\nResources\n\n- [Twice](https://a.example/3)\n- [Twice](https://a.example/3)\n";
    let first = import(first, Format::Markdown);
    let id_of = |imported: &Imported, title: &str, nth: usize| {
        let roadmap = &imported.roadmap;
        let is = |node: &crate::roadmap::NodeIdx| {
            roadmap.title(*node, crate::lang::Lang::En).as_str() == title
        };
        let node = roadmap
            .nodes()
            .filter(is)
            .nth(nth)
            .expect("a node of the title");
        roadmap.node_id(node).to_string()
    };
    let next = "# A\n\n## Zero\n\n- **Basics**: before all\n\nResources\n\n- [Twice](https://a.example/4)\n\n## One\n\n- **Basics**: what is first\n\nResources\n\n- [New title](http://www.a.example/1/)\n- [ ] Tie one\n- [结](https://a.example/2)\n\n## Two\n\n- **Basics**: more\n\nResources\n\n- [Twice](https://a.example/3)\n- [Twice](https://a.example/3)\n";
    let options = Options {
        name: "document".to_owned(),
        earlier: Known::all(&first.roadmap),
        ..Options::default()
    };
    let next = read(next, Format::Markdown, &options).unwrap();
    round_trip(&next);
    for (old, old_nth, new, new_nth) in [
        ("Old title", 0, "New title", 0),
        ("绳结", 0, "结", 0),
        ("Tie one", 0, "Tie one", 0),
        ("Basics", 0, "Basics", 1),
        ("Basics", 1, "Basics", 2),
        ("One", 0, "One", 0),
        ("Two", 0, "Two", 0),
    ] {
        assert_eq!(
            id_of(&first, old, old_nth),
            id_of(&next, new, new_nth),
            "{old} {old_nth}"
        );
    }
    let before: Vec<String> = first
        .roadmap
        .nodes()
        .map(|node| first.roadmap.node_id(node).to_string())
        .collect();
    for (title, nth) in [("Basics", 0), ("Twice", 0), ("Zero", 0)] {
        let id = id_of(&next, title, nth);
        assert!(!before.contains(&id), "{title} is new, and has the id {id}");
    }
}

#[test]
fn numbers_and_words_that_name_nothing_are_no_part_of_a_title() {
    let text = "# A\n\n## 1.2 Wood\n\n- 1.2.1 [Oak](https://a.example/1)\n- Joints (1998) [[pdf](https://a.example/2)] [[code](https://a.example/3)]\n- [ ] Cut a joint ([guide](https://a.example/4))\n- 参考：https://a.example/5\n- [Saws](https://a.example/6)\n  - [tutorial](https://a.example/7)\n\n| Course | Links | Hours |\n|---|---|---|\n| Glue | [Video](https://a.example/8), [Notes](https://a.example/9) | 12 |\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Oak https://a.example/1",
            "Joints (1998) https://a.example/2",
            "Cut a joint https://a.example/4",
            "a.example/5 https://a.example/5",
            "Glue https://a.example/8",
            "Saws https://a.example/6",
            "tutorial https://a.example/7"
        ]
    );
    let roadmap = &imported.roadmap;
    let glue = roadmap
        .nodes()
        .find(|node| roadmap.minutes(*node) == Some(720));
    let glue = glue.expect("twelve hours");
    assert_eq!(
        roadmap.further_links(glue)[0]
            .title
            .get(crate::lang::Lang::En)
            .as_str(),
        "Notes"
    );
    let wood = roadmap.parent(glue).unwrap();
    assert_eq!(roadmap.title(wood, crate::lang::Lang::En).as_str(), "Wood");
}

#[test]
fn the_days_of_a_plan_are_things_to_do_also_before_a_label() {
    let text = "# P\n\n## 第1周：基础（预计 10 小时）\n\n- 周一：[入门](https://a.example/1)（2 小时）\n- 周二：练习\n- 周三至周五：\n  - [标签](https://a.example/2)\n  - 做主页\n- [x] 周末：复习\n- 盒模型：外边距\n\n学习资源\n\n- 《好书》\n\n> - [x] Day 6: quoted\n> - not this\n\n## Steps\n\n1. Read [this guide](https://a.example/3) and cut three.\n2. [Saw](https://a.example/4)\n3. See [that](https://a.example/5) too.\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "周一：入门 https://a.example/1",
            "周二：练习",
            "周末：复习",
            "《好书》",
            "Day 6: quoted",
            "标签 https://a.example/2",
            "做主页",
            "Read this guide and cut three. https://a.example/3",
            "Saw https://a.example/4"
        ]
    );
    assert!(ticks(&imported).contains(&"盒模型".to_owned()));
    let topic = imported.roadmap.nodes().nth(1).unwrap();
    let title = imported.roadmap.title(topic, crate::lang::Lang::En);
    assert_eq!(title.as_str(), "第1周：基础");
}

#[test]
fn in_a_document_without_anything_to_do_a_line_takes_its_link_along() {
    let text = "# P\n\n## A\n\n- **Streams**: reliable. [The text](https://a.example/1)\n- **Names**: words only\n";
    assert_eq!(
        things(&import(text, Format::Markdown)),
        [
            "Streams https://a.example/1 reliable. The text",
            "Names  words only"
        ]
    );
}

#[test]
fn notes_that_lead_to_each_other_are_things_without_an_address() {
    let text = "---\ntitle: Sea\n---\n\n## Basics\n\n- [[Knots]]\n- [[Sails|All about sails]]\n- [x] [[Tides#Springs]] ✅ 2026-03-05\n- [ ] [[Weather]] 📅 2026-04-01\n- [ ] Read [[Book - Chapman]]\n- [ ] Row home 🛫 2026-04-01 📅 2026-04-02\n- ![[image.png]]\n- ![](picture.png)\n  - [Site](https://a.example/1)\n- \"The old book\" by Ann Lee\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots",
            "All about sails",
            "Tides#Springs",
            "Weather  📅 2026-04-01",
            "Read Book - Chapman",
            "Row home  🛫 2026-04-01 📅 2026-04-02",
            "Site https://a.example/1",
            "The old book"
        ]
    );
    assert_eq!(ticks(&imported)[2], "Tides#Springs: done 2026-03-05");
}

#[test]
fn a_roadmap_without_latin_words_is_called_as_it_sounds() {
    let id = |title: &str, name: &str| draft::roadmap_id(title, name);
    assert_eq!(id("航海", "学习"), "hang-hai");
    assert_eq!(id("12 周计划", "plan"), "plan");
    assert_eq!(id("12 周计划", "计划"), "12-zhou-ji-hua");
    assert_eq!(id("1984", "2026"), "1984");
    assert_eq!(id("…", "…"), "imported");
}

#[test]
fn tables_of_html_are_tables_and_pictures_in_rows_are_none() {
    let text = "# H\n\n<table><tr><td>\n<p>Words <a href=\"https://a.example/0\">beside</a> words</p></td></tr></table>\n\n## A\n\n<table>\n<thead><tr><th>Course</th><th>Link</th><th>Done</th></tr></thead>\n<tbody>\n<tr><td>Knots</td><td><a href=\"https://a.example/1\">link</a></td><td>✅</td></tr>\n<tr><td><a href=\"https://a.example/2\">Bends</a>\n<td><td>\n<tr><td><del><a href=\"https://a.example/3\">Gone</a></del></td><td></td><td></td></tr>\n</tbody>\n</table>\n\n<table><tr><td><a href=\"https://a.example/4\">Hitches</a><p>many of them</p></td><td>hard</td></tr><tr><td><a href=\"https://a.example/5\">Loops</a></td><td>easy</td></tr></table>\n\n<table>\n<tr><td><a href=\"https://people.example/ann\"><img src=\"a.png\" alt=\"Ann\"></a></td></tr>\n<tr><td><a href=\"https://people.example/bo\"><img src=\"b.png\" alt=\"Bo\"></a></td></tr>\n</table>\n\n<table><tr><th>Course</th></tr><tr><td><a href=\"https://a.example/6\">Open</a></td></tr>\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        ticks(&imported),
        [
            "Knots: done",
            "Bends",
            "Gone: skip",
            "Hitches",
            "Loops",
            "Open"
        ]
    );
    assert_eq!(things(&imported)[4], "Loops https://a.example/5 easy");
    let badges = imported
        .report
        .notes()
        .iter()
        .filter(|note| note.what == What::Badge);
    assert_eq!(badges.count(), 2);
}

#[test]
fn paragraphs_that_define_names_are_items_and_prose_is_not() {
    let text = "# D\n\n## A\n\n- [x](https://a.example/x)\n\n## B\n\n- [y](https://a.example/y)\n\n**Streams**: reliable. [The text](https://a.example/1)\n\n**Names** — words only\n\n## C\n\n- [z](https://a.example/z)\n\n**Note:** this is prose.\n\nMore of it.\n";
    let yaml = round_trip(&import(text, Format::Markdown));
    for part in [
        "title: Streams\n            text: reliable. [The text](https://a.example/1)\n",
        "title: Names\n            text: words only\n",
        "**Note:** this is prose.\n",
    ] {
        assert!(yaml.contains(part), "{part}\n{yaml}");
    }
}

#[test]
fn a_box_before_a_heading_can_be_ticked_and_a_sign_in_one_is_told() {
    let text = "# D\n\n## Phase 1 ✅\n\n- [x] ### Trees\n  - [ ] Plant one\n- ### [x] Bushes\n  - [ ] Cut one\n- [y](https://a.example/y) :star: nice\n- :white_check_mark: Dig\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        ticks(&imported),
        [
            "y",
            "Dig: done",
            "Trees: done",
            "Plant one",
            "Bushes: done",
            "Cut one"
        ]
    );
    let notes = imported.report.notes();
    assert_eq!(
        (notes.len(), notes[0].what, notes[0].line),
        (1, What::NotKept, 3)
    );
    assert_eq!(things(&imported)[0], "y https://a.example/y ⭐ nice");
}

/// What was told of a document: line and word.
fn told(imported: &Imported) -> Vec<(u32, What)> {
    let notes = imported.report.notes().iter();
    notes.map(|note| (note.line, note.what)).collect()
}

#[test]
fn an_item_with_a_link_in_its_words_is_something_to_do_and_told() {
    let text = "# Sea\n\n## Knots\n\n- Read [Bends](https://a.example/1)\n- Read [Loops](https://a.example/2) - twice\n- 完成 [实验](https://a.example/3) 并提交\n- (2020) [Hitches](https://a.example/4)\n- **Video** [Splices](https://a.example/5)\n- 【公开课】[帆](https://a.example/6) —— 34 讲\n- Go to the page of the people of the harbour who tie [the best knots](https://a.example/7) of all the world\n- SICP ([MIT Press](https://a.example/8))\n- **Tides**: they come, see [this](https://a.example/9) and [that](https://a.example/10)\n- See also [these](https://a.example/11)\n\n## Ideas\n\n- **Tides**: they come\n- **Winds**: they blow, see [this](https://a.example/12)\n- **Waves**: they break\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Read Bends https://a.example/1",
            "Read Loops https://a.example/2 twice",
            "完成 实验 并提交 https://a.example/3",
            "(2020) Hitches https://a.example/4",
            "Splices https://a.example/5",
            "【公开课】帆 https://a.example/6 34 讲",
            "the best knots https://a.example/7 Go to the page of the people of the harbour who tie the best knots of all the world",
            "SICP https://a.example/8 MIT Press",
            "Tides https://a.example/9 they come, see this and that",
        ]
    );
    let guessed = |line| (line, What::GuessedTasks);
    assert_eq!(
        told(&imported),
        [
            guessed(5),
            guessed(6),
            guessed(7),
            guessed(8),
            guessed(10),
            guessed(11),
            guessed(13),
            (14, What::KeptAsText),
            (14, What::LinkInText),
            (19, What::LinkInText)
        ]
    );
}

#[test]
fn links_without_a_name_beside_words_belong_to_them() {
    let text = "# Sea\n\n## Knots\n\n- OpenHive [[web](https://a.example/1)] [[code](https://a.example/2)] - Sensors\n- 《算法》[豆瓣](https://book.douban.com/3)\n- Film [📺](https://a.example/4) [📖](https://a.example/5)\n- [📺](https://a.example/6) Short film\n- Words <sup>[1](https://a.example/7)</sup>\n- [Sail](https://a.example/8) - Large. ([Source](https://a.example/9), [Demo](https://a.example/10)) `MIT`\n- [[https://a.example/11|Oar]]\n- ~~old~~ - [New](https://a.example/12)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "OpenHive https://a.example/1 Sensors",
            "《算法》 https://book.douban.com/3",
            "Film https://a.example/4",
            "Short film https://a.example/6",
            "Words https://a.example/7",
            "Sail https://a.example/8 Large. `MIT`",
            "Oar https://a.example/11",
            "New https://a.example/12"
        ]
    );
    let roadmap = &imported.roadmap;
    let further = roadmap
        .nodes()
        .map(|node| roadmap.further_links(node).len());
    assert_eq!(further.sum::<usize>(), 4);
}

#[test]
fn headings_quotations_and_lines_with_links_are_things_where_nothing_else_is() {
    let text = "# Sea\n\n## Sites\n\n### [One](https://a.example/1)\n\nWords of it.\n\n### [Two](https://a.example/2) and [three](https://a.example/3)\n\n### [Four](https://a.example/4)\n\n- [x] Sail\n\n### Quotations\n\n> [Five](https://a.example/5)\n> [Six](https://a.example/6)\n\n### Lines\n\n**Seven**: [knots](https://a.example/7), [b](https://a.example/8)\n\n[Nine](https://a.example/9)[Ten](https://a.example/10)\n\n### Sentences\n\n[Eleven](https://a.example/11) is a site. It has much.\n\n<b>Twelve</b> <a href=\"https://a.example/12\">guide</a>\n\n### Prose\n\nSome sailors who write long sentences say that [a sail](https://a.example/13) is all that anybody ever needs.\n\nThey are right, as everybody knows who went out.\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "One https://a.example/1 Words of it.",
            "Two https://a.example/2",
            "Four https://a.example/4",
            "Sail",
            "Five https://a.example/5",
            "Six https://a.example/6",
            "Seven: knots https://a.example/7",
            "Nine https://a.example/9",
            "Eleven https://a.example/11 is a site. It has much.",
            "Twelve https://a.example/12"
        ]
    );
    assert!(told(&imported).contains(&(34, What::LeftLink)));
}

#[test]
fn a_list_below_a_quotation_is_found_behind_what_was_taken_off_that() {
    let text = "# Sea\n\n## Knots\n\n> [!note] 老\n1、[Bends](https://a.example/b)\n2、[绳](https://a.example/s)\n\n> ![a\n老](https://a.example/p.png) 绳\n";
    assert_eq!(
        things(&import(text, Format::Markdown)),
        ["Bends https://a.example/b", "绳 https://a.example/s"]
    );
}

#[test]
fn a_list_right_below_a_quotation_is_no_part_of_it() {
    let text = "# 航海\n\n## 绳结\n\n> 学习资源\n1、甲：https://a.example/1\n2、[乙](https://a.example/2)\n\n第8周：读 https://a.example/3，做题\n第9周：出海\n\n参考资料：\n[1] 李航. 绳结. https://a.example/4\n[2] 周华. 船帆.\n\n> 一句话\n没有写完\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "甲 https://a.example/1",
            "乙 https://a.example/2",
            "第8周：读 https://a.example/3 做题",
            "第9周：出海",
            "李航. 绳结. https://a.example/4",
            "周华. 船帆."
        ]
    );
}

#[test]
fn words_and_days_say_what_is_done_and_boxes_with_signs_of_their_own_are_told() {
    let text = "# Sea\n\n## Knots\n\n- TODO Coil\n- DONE [Cut](https://a.example/1)\n- TODO list app in React\n- Tie [one](https://a.example/2) (completed 2026-03-02)\n- [x] Read @done(2026-03-01)\n- [x] 看（完成于 2026年3月3日）\n- [x] 读书（用时 2 小时）\n- [x] Splice [completion:: 2026-03-04]\n- [>] Row\n- [!] Sail\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        ticks(&imported),
        [
            "Coil",
            "Cut: done",
            "TODO list app in React",
            "Tie one: done 2026-03-02",
            "Read: done 2026-03-01",
            "看: done 2026-03-03",
            "读书: done 120 min",
            "Splice: done 2026-03-04",
            "Row",
            "Sail"
        ]
    );
    assert_eq!(
        told(&imported),
        [
            (7, What::GuessedTasks),
            (13, What::GuessedBox),
            (14, What::GuessedBox)
        ]
    );
}

#[test]
fn lines_above_lists_and_numbered_parts_are_topics_and_the_weeks_of_a_table_are_told() {
    let text = "# Sea\n\nWeek 1\n- [x] a\nWeek 2\n- b\n- [ ] c\n\n## Parts\n\n（一）甲\n① [乙](https://a.example/1）\n② [丙](https://a.example/2)\n（二）丁\n\n## Table\n\n| Week | Topic | ✅ |\n|---|---|---|\n| 1 | [Ropes](https://a.example/3) | ✅ |\n| Week 2 | [Bends](https://a.example/4) [more](https://a.example/5) | |\n";
    let imported = import(text, Format::Markdown);
    let roadmap = &imported.roadmap;
    let is_topic = |node: &crate::roadmap::NodeIdx| roadmap.level(*node) == Level::Topic;
    let topics = roadmap.nodes().filter(is_topic);
    let topics: Vec<String> = topics
        .map(|node| roadmap.title(node, crate::lang::Lang::En).to_string())
        .collect();
    assert_eq!(topics, ["Week 1", "Week 2", "Parts", "甲", "丁", "Table"]);
    assert_eq!(
        things(&imported)[2..],
        [
            "乙 https://a.example/1",
            "丙 https://a.example/2",
            "丁",
            "Ropes https://a.example/3 Week: 1",
            "Bends https://a.example/4 Week 2"
        ]
    );
    assert!(ticks(&imported).contains(&"Ropes: done".to_owned()));
}

#[test]
fn a_column_of_signs_names_no_rows() {
    let text = "# Sea\n\n## Knots\n\n| S | What |\n|---|---|\n| ✅ | read [a](https://a.example/1) and [b](https://a.example/2) |\n| | [c](https://a.example/3) |\n";
    assert_eq!(
        things(&import(text, Format::Markdown)),
        [
            "read a and b https://a.example/1 S: ✅",
            "c https://a.example/3"
        ]
    );
}

#[test]
fn properties_and_the_clock_of_an_outliner_are_no_part_of_a_title() {
    let text = "- DONE Read [The Book](https://a.example/1)\n  :LOGBOOK:\n  CLOCK: [2026-01-02 Fri 10:00:00]--[2026-01-02 Fri 11:00:00] =>  01:00:00\n  :END:\n- DOING Knots\n  collapsed:: true\n  SCHEDULED: <2026-01-04 Sun>\n- Watch https://a.example/sea/tides\n- `a::b` of words\n  more:: is no key\n";
    let imported = import(text, Format::Markdown);
    let ticks = ticks(&imported);
    assert!(ticks[0].starts_with("Read The Book: done") && ticks[0].ends_with("60 min"));
    assert_eq!(ticks[1..3], ["Knots: doing", "Watch a.example/sea/tides"]);
    assert_eq!(
        told(&imported)[1..3],
        [(6, What::NotKept), (7, What::NotKept)]
    );
}

#[test]
fn what_stands_beside_the_links_of_a_row_is_told_with_its_header() {
    let text = "# Sea\n\n## 1️⃣ Course\n\n| Week | Topic | Reading | Homework |\n|---|---|---|---|\n| 1 | Knots | [Ch. 1](https://a.example/1) | |\n| | Bends | [slides](https://a.example/2) | [HW1](https://a.example/3) due |\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/1 Week: 1 · Reading: Ch. 1",
            "Bends https://a.example/2 Homework: HW1 due"
        ]
    );
    assert!(round_trip(&imported).contains("title: Course\n"));
}

#[test]
fn a_name_beside_names_with_links_is_like_them_and_a_question_is_none() {
    let text = "# Sea\n\n## Projects\n\n1. **Knots** - Tie them. [Link](https://a.example/1) [Solution](https://a.example/2)\n2. **Bends** - Use [rope](https://a.example/3).\n3. **Sails** - nothing to read.\n- 网站：菜鸟教程 https://www.runoob.com/x\n- 看 [JavaGuide](https://javaguide.cn)\n- [Oar](https://a.example/4) (2012) - *Ann* - [Video](https://a.example/5) | [Notes](https://a.example/6)\n\n## FAQ\n\n**How long is it?**\nSee [this](https://a.example/7).\n\n> [!note]- More\n> - [Quoted](https://a.example/8)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/1 Tie them.",
            "Bends https://a.example/3 Use rope.",
            "Sails  nothing to read.",
            "网站：菜鸟教程 https://www.runoob.com/x",
            "看 JavaGuide https://javaguide.cn/",
            "Oar https://a.example/4 (2012) - *Ann*",
            "Quoted https://a.example/8"
        ]
    );
}

#[test]
fn links_in_brackets_have_their_words_and_remarks_of_other_programs_are_read() {
    let text = "# Sea\n\n<aside>\n💡 Begin with **ropes**: [why](https://a.example/why)\n</aside>\n\n## Knots\n\n- Knots that hold [[pdf]](https://a.example/k.pdf) [[slides]](https://a.example/s)\n- [Bends](https://a.example/b) [[film]][1]\n\n[1]: https://a.example/film\n";
    let written = round_trip(&import(text, Format::Markdown));
    assert!(written.contains("Begin with **ropes**: [why](https://a.example/why)"));
    assert!(written.contains("title: Knots that hold\n"), "{written}");
    assert!(written.contains("- title: slides\n"), "{written}");
    assert!(written.contains("- title: film\n"), "{written}");
}

#[test]
fn a_cell_of_html_that_reaches_over_rows_and_columns_stands_in_each() {
    let text = "# Sea\n\n## Plan\n\n<table>\n<tr><th>Week</th><th>Lecture</th><th>Material</th></tr>\n<tr><td rowspan=\"2\">1</td><td><a href=\"https://a.example/1\">Knots</a></td><td><a href=\"https://a.example/2\">slides</a></td></tr>\n<tr><td><a href=\"https://a.example/3\">Bends</a></td><td rowspan=\"9\">old</td></tr>\n<tr><td colspan=\"2\">A day off</td></tr>\n</table>\n\n<table>\n<tr><th colspan=\"2\">Book</th><th>Pages</th></tr>\n<tr><td>Sails</td><td><a href=\"https://a.example/4\">web</a></td><td>90</td></tr>\n</table>\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/1 Week: 1",
            "Bends https://a.example/3 old\n\nWeek: 1",
            "Sails https://a.example/4 90"
        ]
    );
    // A row that says nothing of the column of names is told.
    assert_eq!(told(&imported), [(9, What::Empty)]);
}

#[test]
fn what_makes_pages_of_a_document_is_no_part_of_it() {
    let text = "---\ntitle: Sea\n---\n\nimport Tabs from '@theme/Tabs';\n\n[toc]\n\nEnglish | [中文](README_zh.md)\n\n[Ropes](#ropes) • [Sails](#sails)\n\n:::note\n\nTake your time.\n\n:::\n\n## Ropes {#ropes}\n\n:::tip Why\nThey hold.\n:::\n\n- [Knots](https://a.example/k)\n\n[Notes](notes.md)\n\n## Sails {#sails}\n\n- [Reefs](https://a.example/r)\n";
    let imported = import(text, Format::Markdown);
    let written = round_trip(&imported);
    assert!(written.contains("summary: Take your time.\n"), "{written}");
    assert!(written.contains("title: Ropes\n"), "{written}");
    assert!(written.contains("Why\n          They hold.\n"), "{written}");
    for gone in ["import", "toc", "English", "•", ":::", "{#", "Notes"] {
        assert!(!written.contains(gone), "{gone}: {written}");
    }
    assert_eq!(
        told(&imported),
        [
            (5, What::NotKept),
            (7, What::Contents),
            (9, What::RelativeLink),
            (11, What::Contents),
            (27, What::RelativeLink)
        ]
    );
}

#[test]
fn the_first_of_several_top_headings_is_the_title_where_it_has_only_words() {
    let text = "# Sea\n\nBy [Ann](https://a.example/ann)\n\n# Ropes\n\n## Knots\n\n- [Bends](https://a.example/b)\n\n# Sails\n\n- [Reefs](https://a.example/r)\n";
    let imported = import(text, Format::Markdown);
    assert!(round_trip(&imported).contains("\ntitle: Sea\n"));
    assert_eq!(things(&imported).len(), 2);
    assert_eq!(told(&imported), [(3, What::LinkInText)]);
    // A first part with its own list is one of them.
    let parts = text.replace("By [Ann]", "- [Ann]");
    let imported = import(&parts, Format::Markdown);
    assert_eq!(told(&imported), [(1, What::GuessedTitle)]);
    assert_eq!(things(&imported).len(), 3);
}

#[test]
fn a_bold_line_among_such_names_a_part_also_without_anything_to_do() {
    let text = "# Sea\n\n## Plan\n\n**1. Knots**\n\n- [Bends](https://a.example/b)\n\n**2. Sails**\n\n- [Reefs](https://a.example/r)\n\n**3. Stars**\n\n- Polaris\n- Vega\n";
    let written = round_trip(&import(text, Format::Markdown));
    let stars = written.split("title: Stars\n").nth(1).expect("a topic");
    assert!(stars.contains("title: Polaris\n"), "{written}");
    assert!(!written.contains("**"), "{written}");
}

#[test]
fn initials_names_of_pictures_and_joints_are_no_part_of_what_stands_beside_them() {
    let text = "# Sea\n\n## :computer: Ropes :anchor:\n\n- [Knots](https://a.example/k) by I. M. Gray and J. St. Bell. Short.\n- [Bends](https://a.example/b) ([film](https://a.example/f)) - of 1920\n- [Reefs](https://a.example/r) · old · :white_check_mark:\n- Ends: [whip](https://whip.example)\n- Splices: [whip](https://whip.example/splices)\n- **Tides** — [MDN](https://developer.mozilla.org/tides)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/k Short.",
            "Bends https://a.example/b of 1920",
            "Reefs https://a.example/r old",
            "Ends: whip https://whip.example/",
            "Splices https://whip.example/splices",
            "Tides https://developer.mozilla.org/tides"
        ]
    );
    let written = round_trip(&imported);
    assert!(written.contains("title: Ropes\n"), "{written}");
    assert!(
        written.contains("author: I. M. Gray and J. St. Bell\n"),
        "{written}"
    );
}

#[test]
fn parts_about_teachers_and_use_are_left_out_and_planned_times_are_read() {
    let text = "# Sea\n\n## Instructors\n\n- [Ann](https://a.example/ann)\n\n## 友情链接\n\n- [Jo](https://a.example/jo)\n\n## Ropes\n\n| 周次 | 内容 | 预计时间 |\n|-|-|-|\n| 第1周 | [Knots](https://a.example/k) | 2 小时 |\n\n书籍：[《绳结》](https://a.example/jie)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots https://a.example/k 第1周",
            "《绳结》 https://a.example/jie"
        ]
    );
    assert!(round_trip(&imported).contains("minutes: 120\n"));
    assert!(round_trip(&imported).contains("kind: book\n"));
}

#[test]
fn a_cited_source_is_called_by_its_title_and_something_to_do_in_a_paragraph_too() {
    let text = "# Sea\n\n## Papers\n\n**[1]** Gray, Ann M., and Jo Bell. \"**Knots of the sea**.\" Ropes 18.7 (1906): 15-27. [[pdf]](https://a.example/1.pdf) **(Old)**\n\n**[2]** Bell, Jo. “Bends of the sea.” Ropes 19 (1907), with many pictures of what holds and what does not. [[pdf]](https://a.example/2.pdf)\n\n## More\n\n- [3] Gray, Ann, et al. **Sails**. Ropes 20. [pdf](https://a.example/3.pdf) | [code](https://a.example/c)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported),
        [
            "Knots of the sea https://a.example/1.pdf Gray, Ann M., and Jo Bell. \"**Knots of the sea**.\" Ropes 18.7 (1906): 15-27. **(Old)**",
            "Bends of the sea https://a.example/2.pdf Bell, Jo. “Bends of the sea.” Ropes 19 (1907), with many pictures of what holds and what does not.",
            "Sails https://a.example/3.pdf Gray, Ann, et al. **Sails**. Ropes 20."
        ]
    );
}

#[test]
fn what_a_list_says_of_its_part_is_text_and_no_key_idea() {
    let text = "# Sea\n\n## Knots\n\n- Difficulty: hard\n- **Prerequisites**: rope\n- 预计学时：40 小时\n- Bends: two ends\n- Site: https://a.example/k\n\n## Key ideas\n\n- Price: what a rope costs\n- [Sails](https://a.example/s)\n";
    let written = round_trip(&import(text, Format::Markdown));
    let said =
        "- Difficulty: hard\n          - **Prerequisites**: rope\n          - 预计学时：40 小时\n";
    assert!(written.contains(said), "{written}");
    assert!(written.contains("title: Bends\n"), "{written}");
    assert!(!written.contains("title: Difficulty"), "{written}");
}

#[test]
fn markdown_right_below_a_tag_is_read() {
    let text = "# Sea\n\n## Ropes\n\n<details>\n<summary>Knots</summary>\n- [Bends](https://a.example/b)\n- [x] [Hitches](https://a.example/h)\n</details>\n\n<ul><li>[Whips](https://a.example/w) - ends</li></ul>\n\n- [Tails](../t.md)\n";
    let imported = import(text, Format::Markdown);
    assert_eq!(
        things(&imported)[..3],
        [
            "Bends https://a.example/b",
            "Hitches https://a.example/h",
            "Whips https://a.example/w ends"
        ]
    );
    assert_eq!(ticks(&imported)[1], "Hitches: done");
    assert_eq!(told(&imported), [(13, What::RelativeLink)]);
}

#[test]
fn a_table_without_headers_that_is_all_links_only_puts_them_side_by_side() {
    let text = "# Sea\n\n## Ropes\n\n| | |\n|-|-|\n| [![](https://a.example/p.png)<br>Knots](https://a.example/k) | [Bends](https://a.example/b) |\n| [Hitches](https://a.example/h) | |\n\n## Sails\n\n| Name | Where |\n|-|-|\n| Reefs | [![](https://a.example/p.png)](https://a.example/r) |\n";
    assert_eq!(
        things(&import(text, Format::Markdown)),
        [
            "Knots https://a.example/k",
            "Bends https://a.example/b",
            "Hitches https://a.example/h",
            "Reefs https://a.example/r"
        ]
    );
}

#[test]
fn the_links_of_a_line_after_a_label_are_things_of_their_own() {
    let text = "# Sea\n\n## Ropes\n\nReferences: [Knots](https://a.example/k), [Bends](https://a.example/b)\n\n## 帆\n\n参考资料：[收帆](https://a.example/r)、[升帆](https://a.example/h)\n\n## Tides\n\nVideo: [YouTube](https://www.youtube.com/watch?v=1), [Vimeo](https://vimeo.com/1)\n";
    assert_eq!(
        things(&import(text, Format::Markdown)),
        [
            "Knots https://a.example/k",
            "Bends https://a.example/b",
            "收帆 https://a.example/r",
            "升帆 https://a.example/h",
            "YouTube https://www.youtube.com/watch?v=1"
        ]
    );
}

#[test]
fn a_link_of_html_that_nobody_closes_ends_where_the_next_begins() {
    let text = "# Sea\n\n## Ropes\n\n- <a href=\"https://a.example/k\">Knots <a href=\"https://a.example/b\">Bends</a>\n- [1] Gray, Ann. \"Old knots.\" <a href=\"https://a.example/p\">pdf <a href=\"https://a.example/c\">code\n";
    let written = round_trip(&import(text, Format::Markdown));
    for whole in [
        "title: Knots\n            url: https://a.example/k\n",
        "title: Bends\n                url: https://a.example/b\n",
        "title: Old knots\n",
    ] {
        assert!(written.contains(whole), "{whole}: {written}");
    }
}
