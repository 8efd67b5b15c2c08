//! The ranking on the built-in roadmap as a picture, and what must hold for every query.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::lang::Lang;
use crate::progress::{Progress, Status};
use crate::roadmap::{Level, Limits, NodeIdx, Roadmap, load};
use crate::text::{Clean, clean, width};

fn built_in() -> Roadmap {
    let bytes = include_bytes!("../../roadmap/llm.yaml");
    let loaded = load(bytes, &Limits::default());
    loaded.expect("the built-in roadmap is sound").roadmap
}

/// A roadmap in which little is named, so that it can be seen what follows from what.
fn small() -> Roadmap {
    let yaml = "
format: 1
id: small
title: Small
stages:
  - id: tools
    title: { en: Tools, zh: 工具 }
    topics:
      - id: hammer
        title: { en: Hammers, zh: 行列式 }
        resources:
          - { id: book, title: All of it, url: 'https://www.example.com/a', kind: book, author: Åsa Öberg, free: true }
          - { id: film, title: ＦＩＬＭ of wood, url: 'https://video.test/b', kind: video, lang: zh-CN, core: true, note: Shows a saw and “iron nails”. }
      - id: saw
        title: Saw
        resources:
          - { id: saw-sharp, title: Sharp Saw, url: 'https://example.org/c', kind: article, free: false }
          - { id: saw-old, title: Old one, url: 'https://example.org/d', kind: article }
      - id: lonely
        title: Lonely topic
  - id: toolbox
    title: Toolbox
    topics: []
";
    let loaded = load(yaml.as_bytes(), &Limits::default());
    loaded.expect("a sound roadmap").roadmap
}

fn ids(roadmap: &Roadmap, nodes: impl Iterator<Item = NodeIdx>) -> Vec<&str> {
    nodes.map(|node| roadmap.node_id(node).as_str()).collect()
}

/// The hits, then what else is found.
fn shown(index: &Index, roadmap: &Roadmap, progress: &Progress, text: &str) -> String {
    let found = index.find(&Query::parse(text), roadmap, progress);
    let hits: Vec<NodeIdx> = found.hits().iter().map(|hit| hit.node).collect();
    let others = roadmap
        .nodes()
        .filter(|node| found.nodes().contains(*node) && !hits.contains(node));
    let others = ids(roadmap, others).join(" ");
    let hits = ids(roadmap, hits.iter().copied()).join(" ");
    if others.is_empty() {
        hits
    } else {
        format!("{hits} + {others}")
    }
}

#[test]
fn the_best_hits_are_what_was_meant() {
    let roadmap = built_in();
    let progress = Progress::new(&roadmap);
    let index = Index::new(&roadmap);
    let queries = [
        "lora",
        "attention",
        "dpo",
        "karpathy",
        "huggingface",
        "量化",
        "zyl",
        "zhuyili",
        "lianghua",
        "xingdai",
        "rag",
        "gpt",
        "prompt",
        "ai",
        "ppo",
        "security",
        "fine tuning",
        "flash attention",
        "\"fine-tuning\"",
        "atention",
        "trnsfmr",
        "hgface",
        "finetuning",
        "注意力机制",
        "微调 kind:notebook",
        "agent kind:article stage:engineer",
        "qqq",
        "zqx",
    ];
    let mut picture = String::new();
    for text in queries {
        let found = index.find(&Query::parse(text), &roadmap, &progress);
        let hits = found.hits().iter().map(|hit| hit.node);
        let _ = writeln!(
            picture,
            "{text}: {}, with what is below {}\n    {}",
            hits.len(),
            found.nodes().count(),
            ids(&roadmap, hits.take(5)).join(" "),
        );
    }
    insta::assert_snapshot!(picture);
}

#[test]
fn what_fits_brings_what_is_below_it_where_nothing_below_fits() {
    let roadmap = small();
    let mut progress = Progress::new(&roadmap);
    let done = roadmap.find("film").expect("it is there");
    progress.set(&roadmap, done, Status::Done);
    let mut index = Index::new(&roadmap);
    let noted = roadmap.find("hammer").expect("it is there");
    index.set_notes(&[(noted, clean::line("Weight matters: Gewicht"))]);
    let table = [
        // Nothing below has it: all below is shown. Something has: only that.
        ("hammers", "hammer + book film"),
        ("saw", "saw saw-sharp saw-old film"),
        ("sharp", "saw-sharp"),
        // What is asked of resources leaves parents that have none of them.
        ("hammers kind:video", "hammer + film"),
        ("hammers kind:article", ""),
        ("lonely", "lonely"),
        ("lonely kind:book", ""),
        ("toolbox", "toolbox"),
        ("tool", "tools toolbox + book film saw-sharp saw-old"),
        // Without words it is a filter.
        ("kind:video", "film"),
        ("kind:video,article", "film saw-sharp saw-old"),
        ("kind：视频、文章", "film saw-sharp saw-old"),
        ("类型：视频", "film"),
        ("is:done", "film"),
        ("is:open", "book saw-sharp saw-old"),
        ("is:未完成", "book saw-sharp saw-old"),
        ("lang:zh", "film"),
        ("core:", "film"),
        ("-core:", "book saw-sharp saw-old"),
        ("core:no", "book saw-sharp saw-old"),
        ("free:", "book film saw-old"),
        ("stage:tools", "book film saw-sharp saw-old"),
        ("topic:ham", "book film"),
        ("topic:行列", "book film"),
        ("topic:hammer,saw kind:article", "saw-sharp saw-old"),
        ("note:", "hammer + book film"),
        ("-note:", "saw-sharp saw-old"),
        ("gewicht", "hammer + book film"),
        // Excluding.
        ("-saw", "book"),
        ("saw -sharp", "saw saw-old film"),
        ("-hammers", "saw-sharp saw-old"),
        ("-kind:article", "book film"),
        ("-\"old one\" kind:article", "saw-sharp"),
        // Nothing has it.
        ("kind:x", ""),
        ("stage:nowhere", ""),
        ("core:maybe", ""),
        ("-kind:x", "book film saw-sharp saw-old"),
        // Half typed: asks for nothing yet.
        ("kind:", "+ book film saw-sharp saw-old"),
        ("-", "+ book film saw-sharp saw-old"),
        ("\"", "+ book film saw-sharp saw-old"),
        ("", "+ book film saw-sharp saw-old"),
        // Names of all sorts, in other forms of letters.
        ("asa oberg", "book"),
        ("film", "film"),
        ("ｆｉｌｍ", "film"),
        ("FILM", "film"),
        ("example.com", "book"),
        ("example", "book saw-sharp saw-old"),
        ("com", ""),
        ("\"iron nails\"", "film"),
        ("“iron nails”", "film"),
        ("\"ron nail\"", ""),
        ("nails iron", "film"),
        ("工具", "tools + book film saw-sharp saw-old"),
        ("gongju", "tools + book film saw-sharp saw-old"),
        ("gj", "tools + book film saw-sharp saw-old"),
        ("hls", "hammer + book film"),
        ("hanglie", "hammer + book film"),
        ("hanglieshi", "hammer + book film"),
        ("h", "hammer + book film"),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in table {
        let found = shown(&index, &roadmap, &progress, text);
        if found.trim() != expected {
            wrong.push(format!("{text}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_search_in_slices_finds_the_same() {
    let roadmap = built_in();
    let progress = Progress::new(&roadmap);
    let index = Index::new(&roadmap);
    let query = Query::parse("attention -flash");
    // The roadmap is read in slices, too, some of which come late.
    let mut read_late = Index::unread(&roadmap);
    let mut search = Search::new(&query);
    for nodes in 0.. {
        read_late.read(&roadmap, nodes % 10);
        if !search.go_on(&read_late, 7) {
            break;
        }
    }
    let found = search.finish(&roadmap, &progress);
    assert_eq!(found, index.find(&query, &roadmap, &progress));
    assert!(!found.hits().is_empty());
}

#[test]
fn what_is_not_understood_is_told_with_its_place_and_what_was_meant() {
    let roadmap = small();
    let table = [
        (
            "a knid:video",
            "2..6 no search narrows by `knid:`; did you mean `kind:`?",
        ),
        (
            "colour:red",
            "0..6 no search narrows by `colour:`; one of: kind:, stage:, topic:, is:, lang:, core:, free:, note:",
        ),
        (
            "kind:vidoe,book",
            "5..10 nothing is `kind:vidoe`; did you mean `kind:video`?",
        ),
        (
            "is:dnoe",
            "3..7 nothing is `is:dnoe`; did you mean `is:done`?",
        ),
        (
            "stage:tolos",
            "6..11 nothing is `stage:tolos`; did you mean `stage:tools`?",
        ),
        (
            "stage:tool",
            "6..10 `stage:tool` fits 2; all are shown; one of: tools, toolbox",
        ),
        ("core:maybe", "5..10 nothing is `core:maybe`"),
        // No problem: an address, a title, a half-typed word, a part that fits one.
        (
            "https://example.com 3:16 Sharp: kind: kind:v stage:toolb topic:\"lonely to\" \"open",
            "",
        ),
    ];
    for (text, expected) in table {
        let problems = Query::parse(text).problems(&roadmap);
        let told: Vec<String> = problems
            .iter()
            .map(|problem| {
                let hint = problem
                    .hint(Lang::En)
                    .map_or(String::new(), |hint| format!("; {hint}"));
                format!("{:?} {}{hint}", problem.range, problem.sentence(Lang::En))
            })
            .collect();
        assert_eq!(told.join("\n"), expected, "{text}");
    }
}

#[test]
fn matches_are_marked_in_the_title() {
    let table = [
        (
            "attention",
            "Attention? Attention!",
            "[Attention]? Attention!",
        ),
        (
            "tun fine",
            "Supervised fine-tuning",
            "Supervised [fine]-[tun]ing",
        ),
        ("zyl", "多头注意力机制", "多头[注意力]机制"),
        ("zhuyil", "多头注意力机制", "多头[注意力]机制"),
        ("hls jz", "行列式与矩阵", "[行列式]与[矩阵]"),
        ("注意", "注意力机制", "[注意]力机制"),
        (
            "trnsfmr",
            "Visual intro to Transformers",
            "Visual intro to [Tr]a[nsf]or[m]e[r]s",
        ),
        ("asa", "Åsa Öberg", "[Åsa] Öberg"),
        ("film", "ＦＩＬＭ", "[ＦＩＬＭ]"),
        ("cafe", "Cafe\u{301} au lait", "[Cafe\u{301}] au lait"),
        (
            "\"rag\" -advanced",
            "Advanced RAG in storage",
            "Advanced [RAG] in storage",
        ),
        ("kind:video rag", "Ragas", "[Rag]as"),
        ("rag", "storage", "sto[rag]e"),
        ("ra", "storage", "storage"),
        ("nothing", "Something else", "Something else"),
        ("", "Title", "Title"),
    ];
    for (text, title, expected) in table {
        let title = Clean::fixed(title);
        let mut marked = String::new();
        let mut at = 0;
        for range in highlights(&Query::parse(text), title) {
            let (before, part) = (
                &title.as_str()[at..range.start],
                &title.as_str()[range.clone()],
            );
            let _ = write!(marked, "{before}[{part}]");
            at = range.end;
        }
        marked.push_str(&title.as_str()[at..]);
        assert_eq!(marked, expected, "{text}");
    }
}

#[test]
fn narrowing_words_and_their_values_are_completed() {
    let roadmap = small();
    // `|` is the cursor.
    let table = [
        ("ki|", "[ki] kind:"),
        ("attention -ki|nd", "attention -[kind] kind:"),
        ("s|", "[s] stage:"),
        ("类|", "[类] kind:"),
        ("kind:|", "kind:[] video article book"),
        ("kind:v|", "kind:[v] video"),
        ("类型：视|", "类型：[视] video"),
        ("kind:book,a|", "kind:book,[a] article"),
        ("kind:b|,video", "kind:[b],video book"),
        ("stage:|", "stage:[] tools toolbox"),
        ("topic:列|", "topic:[列] hammer"),
        ("is:d|", "is:[d] doing done"),
        ("is:|", "is:[] todo doing done skip open"),
        ("lang:|", "lang:[] zh-cn"),
        ("core:|", ""),
        ("|", ""),
        ("word |", ""),
        ("xyz|", ""),
        ("unknown:v|", ""),
        ("kind:video |", ""),
    ];
    for (text, expected) in table {
        let (before, after) = text.split_once('|').expect("a cursor");
        let typed = format!("{before}{after}");
        let shown = complete(&typed, before.len(), &roadmap, Lang::En).map(|completions| {
            let Completions { range, items } = completions;
            let inserts: Vec<&str> = items.iter().map(|item| item.insert.as_str()).collect();
            let (start, end) = (&typed[..range.start], &typed[range.end..]);
            format!("{start}[{}]{end} {}", &typed[range], inserts.join(" "))
        });
        assert_eq!(shown.unwrap_or_default(), expected, "{text}");
    }
    let shown = complete("stage:", 6, &roadmap, Lang::Zh).expect("there are stages");
    assert_eq!(shown.items[0].shown.as_str(), "工具");
}

/// Pieces that queries are made of, and others.
fn piece() -> impl Strategy<Value = String> {
    let signs = [
        "-",
        "－",
        "\"",
        "“",
        "”",
        "「",
        ":",
        "：",
        ",",
        "，",
        "、",
        " ",
        "\u{3000}",
        "\n",
        "kind",
        "类型",
        "stage:",
        "core:",
        "is:open",
        "é",
        "e\u{301}",
        "👩\u{200d}🔬",
        "注意力",
        "行",
        "ｆ",
        "İ",
        "ß",
        "\u{0}",
    ];
    prop_oneof![
        3 => select(signs.to_vec()).prop_map(str::to_owned),
        1 => "[a-z]{1,5}",
        1 => any::<String>(),
    ]
}

fn anything() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

/// One term without a minus.
fn term() -> impl Strategy<Value = String> {
    let narrowing = [
        "kind:video",
        "kind:book,paper",
        "kind:nothing",
        "is:open",
        "is:done,skip",
        "lang:en",
        "core:",
        "free:",
        "note:",
        "stage:engineer",
        "topic:a",
        "stage:nowhere",
        "\"fine-tuning\"",
        "\"量化\"",
        "注意力",
        "量化",
        "学习",
        "zyl",
        "lora",
        "attention",
        "rag",
        "gpt",
        "the",
    ];
    prop_oneof![
        select(narrowing.to_vec()).prop_map(str::to_owned),
        "[a-z]{1,4}"
    ]
}

#[test]
fn anything_can_be_typed() {
    let roadmap = small();
    let progress = Progress::new(&roadmap);
    let index = Index::new(&roadmap);
    proptest!(|(text in anything(), title in anything(), cursor in 0usize..40)| {
        let query = Query::parse(&text);
        for problem in query.problems(&roadmap) {
            prop_assert!(text.get(problem.range.clone()).is_some(), "{problem:?} in {text:?}");
            prop_assert!(!problem.sentence(Lang::Zh).is_empty());
        }
        let _ = index.find(&query, &roadmap, &progress);
        if let Some(completions) = complete(&text, cursor, &roadmap, Lang::En) {
            prop_assert!(text.get(completions.range.clone()).is_some(), "{completions:?} in {text:?}");
        }
        let title = clean::line(&title);
        let borders: Vec<usize> = width::graphemes(title.as_clean()).map(|(at, ..)| at).chain([title.len()]).collect();
        let mut last = None;
        for query in [query, Query::parse(title.as_str())] {
            for range in highlights(&query, title.as_clean()) {
                prop_assert!(borders.contains(&range.start) && borders.contains(&range.end), "{range:?} in {title:?}");
                prop_assert!(range.start < range.end && last.is_none_or(|last| last < range.start));
                last = Some(range.end);
            }
            last = None;
        }
    });
}

#[test]
fn a_minus_finds_exactly_the_rest() {
    let roadmap = built_in();
    let mut progress = Progress::new(&roadmap);
    let leaves: Vec<NodeIdx> = roadmap
        .nodes()
        .filter(|node| matches!(roadmap.level(*node), Level::Concept | Level::Resource))
        .collect();
    for (node, status) in leaves.iter().zip(Status::ALL.into_iter().cycle()) {
        progress.set(&roadmap, *node, status);
    }
    let mut index = Index::new(&roadmap);
    index.set_notes(&[
        (leaves[3], clean::line("note")),
        (roadmap.stages().next().expect("a stage"), clean::line("x")),
    ]);
    proptest!(|(term in term())| {
        let with = index.find(&Query::parse(&term), &roadmap, &progress);
        let without = index.find(&Query::parse(&format!("-{term}")), &roadmap, &progress);
        for leaf in &leaves {
            prop_assert!(
                with.nodes().contains(*leaf) != without.nodes().contains(*leaf),
                "{term}: {}", roadmap.node_id(*leaf)
            );
        }
    });
}

#[test]
fn the_order_of_words_does_not_matter() {
    let roadmap = built_in();
    let progress = Progress::new(&roadmap);
    let index = Index::new(&roadmap);
    let terms = proptest::collection::vec((term(), any::<bool>()), 1..5);
    proptest!(|(terms in terms, turn in 0usize..5)| {
        let mut words: Vec<String> = terms
            .iter()
            .map(|(term, negated)| format!("{}{term}", if *negated { "-" } else { "" }))
            .collect();
        let one = index.find(&Query::parse(&words.join(" ")), &roadmap, &progress);
        let turn = turn % words.len();
        words.rotate_left(turn);
        words.reverse();
        let other = index.find(&Query::parse(&words.join(" ")), &roadmap, &progress);
        prop_assert_eq!(one.hits(), other.hits());
        prop_assert_eq!(one.nodes(), other.nodes());
    });
}
