//! The map of the roadmap that is shipped, as a person sees it: large and small screens, three levels of zoom, both
//! languages, plain ASCII.

use roadbook::export::svg;
use roadbook::lang::Lang;
use roadbook::picture::grid::{Grid, View, draw, follow};
use roadbook::picture::map::{Rect, crossings};
use roadbook::picture::{Map, Zoom};
use roadbook::progress::{Progress, Status};
use roadbook::roadmap::{Level, Limits, NodeIdx, Roadmap, load};
use roadbook::symbols::Symbols;

fn llm() -> Roadmap {
    let bytes = include_bytes!("../roadmap/llm.yaml");
    load(bytes, &Limits::default())
        .expect("it is sound")
        .roadmap
}

/// Somebody who has done the first topics and is in the middle of the next.
fn progress(roadmap: &Roadmap) -> Progress {
    let mut progress = Progress::new(roadmap);
    let resources = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Resource);
    for (at, node) in resources.take(34).enumerate() {
        let status = match at {
            0..21 => Status::Done,
            _ => [Status::Done, Status::Doing, Status::Skipped, Status::Todo][at % 4],
        };
        progress.set(roadmap, node, status);
    }
    progress
}

fn node(roadmap: &Roadmap, id: &str) -> NodeIdx {
    roadmap.find(id).expect("it is in the roadmap")
}

/// Draws the map on a screen with the selection on one topic, and another one proposed next.
fn screen(lang: Lang, zoom: Zoom, (width, height): (usize, usize), symbols: &Symbols) -> Grid {
    let roadmap = llm();
    let map = Map::new(&roadmap, lang, zoom, width, None);
    let next = [node(&roadmap, "pretraining")];
    let labels = map.labels(&roadmap, &progress(&roadmap), lang, &next);
    let selected = map.find(&roadmap, node(&roadmap, "architecture"));
    let area = Rect {
        x: 0,
        y: 0,
        width,
        height,
    };
    let selected = selected.expect("every topic has a box");
    let view = View {
        area: follow(map.layout(), area, selected),
        selected: Some(selected),
        symbols,
        words: lang.map(),
    };
    draw(map.layout(), &labels, &view)
}

#[test]
fn a_large_screen_shows_the_roadmap_as_a_poster() {
    for lang in Lang::ALL {
        for zoom in Zoom::ALL {
            let text = screen(lang, zoom, (120, 38), &Symbols::UNICODE).text();
            insta::assert_snapshot!(format!("large_{}_{zoom:?}", lang.code()), text);
        }
    }
}

#[test]
fn a_usual_screen_shows_a_part_of_it_and_says_how_much_more_there_is() {
    for lang in Lang::ALL {
        for zoom in Zoom::ALL {
            let text = screen(lang, zoom, (80, 22), &Symbols::UNICODE).text();
            insta::assert_snapshot!(format!("usual_{}_{zoom:?}", lang.code()), text);
        }
    }
}

#[test]
fn a_narrow_screen_has_its_stages_below_each_other() {
    let text = screen(Lang::En, Zoom::Topics, (48, 60), &Symbols::UNICODE).text();
    insta::assert_snapshot!("narrow", text);
}

#[test]
fn the_map_is_readable_in_plain_ascii() {
    let text = screen(Lang::En, Zoom::Resources, (100, 40), &Symbols::ASCII).text();
    assert!(text.is_ascii());
    insta::assert_snapshot!("ascii", text);
}

#[test]
fn the_arrows_of_the_shipped_roadmap_hardly_cross() {
    let roadmap = llm();
    for lang in Lang::ALL {
        for zoom in Zoom::ALL {
            for columns in [40, 60, 80, 100, 120, 160, 200] {
                let map = Map::new(&roadmap, lang, zoom, columns, None);
                let count = crossings(map.layout());
                assert!(
                    count <= 8,
                    "{count} for {columns} columns at {zoom:?} in {lang:?}"
                );
            }
        }
    }
}

#[test]
fn a_filtered_map_has_what_the_filter_shows() {
    let roadmap = llm();
    let mut shown = vec![false; roadmap.len()];
    let topic = node(&roadmap, "rag");
    for node in std::iter::once(topic)
        .chain(roadmap.below(topic))
        .chain(roadmap.ancestors(topic))
    {
        shown[node.position()] = true;
    }
    for (zoom, expected) in [(Zoom::Stages, "engineer"), (Zoom::Topics, "rag")] {
        let map = Map::new(&roadmap, Lang::En, zoom, 120, Some(shown.clone()));
        let nodes: Vec<&str> = map
            .layout()
            .boxes()
            .map(|(id, _)| roadmap.node_id(map.node(id)).as_str())
            .collect();
        assert_eq!(nodes, [expected]);
        assert_eq!(
            map.labels(&roadmap, &Progress::new(&roadmap), Lang::En, &[])
                .boxes
                .len(),
            1
        );
    }
    let nothing = Map::new(
        &roadmap,
        Lang::En,
        Zoom::Topics,
        120,
        Some(vec![false; roadmap.len()]),
    );
    assert_eq!(nothing.find(&roadmap, topic), None);
}

#[test]
fn a_roadmap_with_very_many_topics_is_shown_by_its_stages() {
    use std::fmt::Write as _;
    let mut text = String::from(
        "format: 1\nid: many\ntitle: Many\nstages:\n  - id: s\n    title: S\n    topics:\n",
    );
    for at in 0..10_000 {
        let _ = write!(text, "      - {{ id: t{at}, title: T{at}, needs: [");
        if at > 0 {
            let _ = write!(text, "t{}", at / 2);
        }
        text.push_str("] }\n");
    }
    let roadmap = load(text.as_bytes(), &Limits::default())
        .expect("it is sound")
        .roadmap;
    assert_eq!(Map::first_zoom(&roadmap), Zoom::Stages);
    let map = Map::new(&roadmap, Lang::En, Zoom::Topics, 120, None);
    assert_eq!(
        (map.zoom(), map.layout().boxes().count()),
        (Zoom::Stages, 1)
    );
}

#[test]
fn the_files_of_the_shipped_roadmap_say_how_far_somebody_is() {
    let roadmap = llm();
    let progress = progress(&roadmap);
    let next = [node(&roadmap, "pretraining")];
    let map = svg::map(&roadmap, &progress, Lang::Zh, Zoom::Topics, None, &next);
    assert!(map.contains("预训练") && map.contains("下一步") && map.contains("（选学）"));
    let card = svg::card(&roadmap, &progress, Lang::En);
    assert!(card.contains(">Large language models<") && card.contains("of 105 resources done"));
    let badge = svg::badge(&roadmap, &progress, Lang::En, None);
    assert!(badge.contains(">Large language models<"));
}
