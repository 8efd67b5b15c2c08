//! The map on the screen, played without a terminal: going from box to box, zoom, ticks, and the way into the tree.

mod support;

use roadbook::lang::Lang;
use roadbook::picture::Zoom;
use roadbook::progress::Status;
use roadbook::symbols::Symbols;
use roadbook::theme::Theme;
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Click, Msg};
use roadbook::tui::page::map::MapPage;
use support::stage::{self, Setting, Stage};

/// Two topics done, one under way, one left out: what a map of somebody who learns looks like.
const SOME_DAYS: &str =
    "jj<space>j<space>jxj<space>j<space>jjd2jl<space>j<space>jdjjjh<enter>jjj<enter>j<space>jd0";

fn sized(width: u16, height: u16, lang: Lang) -> Stage {
    Setting {
        size: (width, height),
        lang,
        ..Setting::default()
    }
    .start()
}

/// Opens the map of somebody who learns.
fn map(width: u16, height: u16, lang: Lang) -> Stage {
    let mut stage = sized(120, 40, lang);
    stage.play(SOME_DAYS).send(Msg::Resized { width, height });
    stage.play("c<esc>m");
    stage
}

fn page(stage: &Stage) -> &MapPage {
    stage.app.map().expect("the map is shown")
}

/// Returns the id of what is selected on the map.
fn selected(stage: &Stage) -> String {
    let roadmap = stage.app.course().roadmap();
    let node = page(stage).selected(roadmap).expect("a box");
    roadmap.node_id(node).to_string()
}

#[test]
fn the_map_is_a_poster_on_every_screen() {
    insta::assert_snapshot!("map_120x40_en", map(120, 40, Lang::En).picture());
    insta::assert_snapshot!("map_120x40_zh", map(120, 40, Lang::Zh).picture());
    insta::assert_snapshot!("map_80x24_en", map(80, 24, Lang::En).picture());
    insta::assert_snapshot!("map_50x12_zh", map(50, 12, Lang::Zh).picture());
}

#[test]
fn stages_and_resources_are_one_key_away() {
    let mut stage = map(120, 40, Lang::En);
    stage.play("-");
    insta::assert_snapshot!("stages_120x40_en", stage.picture());
    stage.play("++");
    insta::assert_snapshot!("resources_120x40_en", stage.picture());
}

#[test]
fn the_map_opens_with_the_topic_at_the_cursor_and_closes_by_three_keys() {
    for close in ["m", "q", "<esc>"] {
        let mut stage = sized(120, 40, Lang::En);
        stage.play("2/rlhf<enter>");
        let before = stage.picture();
        stage.play("<esc>m");
        assert_eq!(stage.app.scope(), Scope::Map);
        assert_eq!(selected(&stage), "preference-alignment");
        stage.play(close);
        assert_eq!(stage.app.scope(), Scope::Main);
        assert_ne!(stage.picture(), before);
    }
}

#[test]
fn keys_go_to_the_neighbour_in_their_direction_and_stop_at_the_border() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("mg");
    assert_eq!(selected(&stage), "mathematics");
    let table = [
        ("j", "neural-networks"),
        ("k", "mathematics"),
        ("k", "python"),
        ("kkh<left>", "python"),
        ("l", "architecture"),
        ("<right>", "running-llms"),
        ("ll", "running-llms"),
        ("<down>", "agents"),
    ];
    for (keys, expected) in table {
        stage.play(keys);
        assert_eq!(selected(&stage), expected, "{keys}");
    }
    // The first and the last in the order of the roadmap.
    stage.play("G");
    assert_eq!(selected(&stage), "security");
    stage.play("<home>");
    assert_eq!(selected(&stage), "mathematics");
}

#[test]
fn what_is_next_is_marked_and_one_key_selects_it() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("m");
    assert!(stage.picture().contains("› next"), "{}", stage.picture());
    stage.play("c");
    assert_eq!(selected(&stage), "architecture");
    assert_eq!(stage.app.scope(), Scope::Map);
}

#[test]
fn enter_goes_to_the_topic_in_the_tree() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("mcl<enter>");
    assert_eq!(
        (stage.app.scope(), stage.at()),
        (Scope::Main, "running-llms".into())
    );
    // Also where the list was on the detail pane, on a screen with room for one of them only.
    let mut stage = sized(80, 24, Lang::En);
    stage.play("<tab>mc<enter>");
    assert_eq!(stage.at(), "architecture");
    assert!(
        stage.cursor_line().contains("architecture"),
        "{}",
        stage.picture()
    );
    // And to a stage from farther away.
    stage.play("m-<enter>");
    assert_eq!(stage.at(), "scientist");
}

#[test]
fn the_selection_comes_back_from_another_zoom() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("mcj");
    let topic = selected(&stage);
    stage.play("-");
    assert_eq!(
        (page(&stage).zoom(), selected(&stage).as_str()),
        (Zoom::Stages, "scientist")
    );
    stage.play("--+");
    assert_eq!(selected(&stage), topic);
    // From a stage that was gone to, its first topic.
    stage.play("-G");
    assert_eq!(selected(&stage), "engineer");
    stage.play("+");
    assert_eq!(selected(&stage), "running-llms");
    stage.play("=++");
    assert_eq!(page(&stage).zoom(), Zoom::Resources);
}

#[test]
fn ticks_change_the_picture_and_move_nothing() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("mc");
    let (layout, picture) = (
        page(&stage).layout().expect("a map").clone(),
        stage.picture(),
    );
    stage.play("<space>");
    let roadmap = stage.app.course().roadmap();
    let topic = roadmap.find("architecture").expect("it is there");
    assert_eq!(
        stage.app.course().progress().status(roadmap, topic),
        Status::Done
    );
    assert!(stage.picture().contains(" 6/6 "), "{}", stage.picture());
    assert_eq!(page(&stage).layout(), Some(&layout));
    assert!(stage.notice().starts_with("Done: "), "{}", stage.notice());
    stage.play("u");
    assert!(stage.picture().contains(" 0/6 "));
    // Only the line that tells of it is new.
    let without = |picture: &str| picture.lines().take(38).collect::<Vec<_>>().join("\n");
    assert_eq!(without(&stage.picture()), without(&picture));
}

#[test]
fn a_filter_narrows_the_map_also_when_it_changes_over_it() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("3m");
    let picture = stage.picture();
    assert!(
        picture.contains("Agents") && !picture.contains("Neural networks"),
        "{picture}"
    );
    stage.play("<esc>0m");
    let boxes = |stage: &Stage| -> usize { page(stage).layout().expect("a map").boxes().count() };
    assert_eq!(boxes(&stage), 20);
    // The tab of the second stage is clicked.
    let tabs = stage.picture().lines().nth(1).expect("tabs").to_owned();
    let column = tabs.find("2 The LLM Scientist").expect("a tab");
    stage.click(u16::try_from(column).expect("a column"), 1);
    assert_eq!(boxes(&stage), 8);
    stage.play("<esc>0/xyzzyx<enter>m");
    assert_eq!(boxes(&stage), 0);
    assert!(
        stage.picture().contains("The filter leaves nothing"),
        "{}",
        stage.picture()
    );
    stage.play("hjklgG<enter>+-<space>c");
}

#[test]
fn a_filter_is_chosen_over_the_map_and_help_tells_its_keys() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("mf");
    assert_eq!(stage.app.scope(), Scope::Menu);
    stage.play("<esc>");
    assert_eq!(stage.app.scope(), Scope::Map);
    stage.play("?");
    assert!(
        stage.picture().contains("look closer"),
        "{}",
        stage.picture()
    );
    stage.play("<esc>T");
    assert_eq!(stage.app.scope(), Scope::Map);
    assert!(stage.picture().contains("下一步"), "{}", stage.picture());
}

/// Returns where a text is drawn.
fn place(stage: &Stage, text: &str) -> (u16, u16) {
    let picture = stage.picture();
    let mut lines = picture.lines().zip(0..);
    let (line, row) = lines
        .find(|(line, _)| line.contains(text))
        .unwrap_or_else(|| panic!("{text} in {picture}"));
    let before = line.split(text).next().expect("a part").chars().count();
    (u16::try_from(before).expect("a column"), row)
}

#[test]
fn the_mouse_selects_goes_there_and_scrolls() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("m");
    let (column, row) = place(&stage, "Quantization");
    stage.click(column, row);
    assert_eq!(selected(&stage), "quantization");
    let double = true;
    stage.send(Msg::Click(Click {
        column,
        row,
        double,
    }));
    assert_eq!(
        (stage.app.scope(), stage.at()),
        (Scope::Main, "quantization".into())
    );
    // The wheel shows more and selects nothing.
    let mut stage = sized(80, 24, Lang::En);
    stage.play("mg");
    let (before, at) = (stage.picture(), selected(&stage));
    let lines = 3;
    stage.send(Msg::Wheel {
        column: 5,
        row: 9,
        lines,
    });
    assert_ne!(stage.picture(), before);
    assert_eq!(selected(&stage), at);
    stage.send(Msg::Wheel {
        column: 5,
        row: 9,
        lines: -lines,
    });
    assert_eq!(stage.picture(), before);
    // Beside the boxes nothing happens.
    stage.click(0, 20);
    assert_eq!(selected(&stage), at);
}

#[test]
fn going_on_keeps_the_selected_box_in_view() {
    for lang in Lang::ALL {
        let mut stage = sized(60, 16, lang);
        stage.play("mg");
        for key in "jjjjjjjllljjjjkkkkhhhh".chars() {
            stage.play(&key.to_string());
            let picture = stage.picture();
            assert!(
                picture.contains('╔') && picture.contains('╚'),
                "{key}: {picture}"
            );
        }
        stage.send(Msg::Resized {
            width: 40,
            height: 10,
        });
        assert!(stage.picture().contains('╔'), "{}", stage.picture());
    }
}

#[test]
fn plain_ascii_is_enough() {
    let mut stage = Setting {
        symbols: Symbols::ASCII,
        ..Setting::default()
    }
    .start();
    stage.play("m+");
    let picture = stage.picture();
    assert!(picture.is_ascii(), "{picture}");
}

#[test]
fn every_size_every_theme_and_every_zoom_is_drawn() {
    let mut stage = sized(80, 24, Lang::Zh);
    stage.play("m");
    for height in [1, 2, 5, 9, 10, 11, 15, 16, 19, 20, 24, 70] {
        for width in [1, 3, 39, 40, 41, 64, 99, 100, 240] {
            stage.send(Msg::Resized { width, height });
            stage.play("-jl+hk+jg");
            stage.picture();
        }
    }
    for name in Theme::embedded() {
        stage.theme = Theme::named(name).expect("an embedded theme");
        stage.picture();
    }
}

#[test]
fn five_hundred_topics_begin_with_their_stages_and_are_walked_through() {
    use std::fmt::Write as _;
    let mut text = String::from("format: 1\nid: many\ntitle: Many\nstages:\n");
    for stage in 0..10 {
        let _ = write!(
            text,
            "  - id: s{stage}\n    title: Stage {stage}\n    topics:\n"
        );
        for topic in 50 * stage..50 * (stage + 1) {
            let _ = write!(text, "      - id: t{topic}\n        title: Topic {topic}\n");
            if topic > 1 {
                let needs = format!("t{}, t{}", topic / 2, topic - 1);
                let _ = writeln!(text, "        needs: [{needs}]");
            }
        }
    }
    let mut stage = Setting {
        roadmap: stage::roadmap(&text),
        ..Setting::default()
    }
    .start();
    stage.play("m");
    assert_eq!(page(&stage).zoom(), Zoom::Stages);
    stage.play("jj+");
    let boxes = page(&stage).layout().expect("a map").boxes().count();
    assert_eq!((page(&stage).zoom(), boxes), (Zoom::Topics, 500));
    let start = std::time::Instant::now();
    for _ in 0..20 {
        stage.play("jl");
        stage.picture();
    }
    // Far more than it takes, also on a busy machine: only a map that is laid out at every step takes longer.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
