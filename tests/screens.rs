//! The screen, played without a terminal: what keys do, and what a person then sees.

mod support;

use std::collections::BTreeSet;

use roadbook::lang::Lang;
use roadbook::progress::Status;
use roadbook::symbols::Symbols;
use roadbook::tui::msg::{Effect, Msg};
use support::gallery::{self, SCREENS};
use support::stage::{self, Setting, Stage};

fn start() -> Stage {
    Setting::default().start()
}

fn sized(width: u16, height: u16, lang: Lang) -> Stage {
    Setting {
        size: (width, height),
        lang,
        ..Setting::default()
    }
    .start()
}

/// A small roadmap that fits on one screen.
const SMALL: &str = r#"
format: 1
id: small
title: Small
stages:
  - id: first
    title: First stage
    topics:
      - id: alpha
        title: Alpha
        concepts:
          - { id: idea, title: An idea, text: "With a [link](https://example.org/idea)." }
        resources:
          - { id: one, title: One, url: "https://example.org/1", kind: article, lang: en }
          - id: two
            title: Two
            url: "https://example.org/2"
            kind: video
            lang: zh
            also:
              - { title: Slides, url: "https://example.org/slides" }
          - { id: task, title: A task to do, kind: task, lang: en }
      - id: beta
        title: Beta
        needs: [alpha]
        resources:
          - { id: three, title: Three, url: "http://127.0.0.1:8000/x", kind: docs, lang: en }
  - id: second
    title: Second stage
    topics:
      - id: gamma
        title: Gamma
        resources:
          - { id: four, title: Four, url: "https://example.org/4", kind: book, lang: en }
"#;

fn small() -> Stage {
    Setting {
        roadmap: stage::roadmap(SMALL),
        size: (100, 24),
        ..Setting::default()
    }
    .start()
}

#[test]
fn first_start_in_english() {
    insta::assert_snapshot!("first_120x40_en", sized(120, 40, Lang::En).picture());
    insta::assert_snapshot!("first_80x24_en", sized(80, 24, Lang::En).picture());
    insta::assert_snapshot!("first_40x10_en", sized(40, 10, Lang::En).picture());
}

#[test]
fn first_start_in_chinese() {
    insta::assert_snapshot!("first_120x40_zh", sized(120, 40, Lang::Zh).picture());
    insta::assert_snapshot!("first_80x24_zh", sized(80, 24, Lang::Zh).picture());
    insta::assert_snapshot!("first_40x10_zh", sized(40, 10, Lang::Zh).picture());
}

#[test]
fn a_worked_on_roadmap_with_details_of_a_resource() {
    let mut stage = start();
    stage.play("jj<space>j<space>jdjx2jj<enter>jjj");
    insta::assert_snapshot!("worked_on_120x40_en", stage.picture());
}

#[test]
fn details_on_one_pane() {
    let mut stage = sized(60, 20, Lang::Zh);
    stage.play("jj<enter>");
    insta::assert_snapshot!("detail_60x20_zh", stage.picture());
}

#[test]
fn help_and_question() {
    let mut stage = sized(80, 24, Lang::En);
    stage.play("?");
    insta::assert_snapshot!("help_80x24_en", stage.picture());
    let mut stage = small();
    stage.play("Zgjjjjjjjjo");
    insta::assert_snapshot!("question_100x24_en", stage.picture());
}

#[test]
fn plain_ascii() {
    let mut stage = Setting {
        symbols: Symbols::ASCII,
        roadmap: stage::roadmap(SMALL),
        ..Setting::default()
    }
    .start();
    stage.play("Zjj<space>jdjx");
    let picture = stage.picture();
    assert!(picture.is_ascii(), "{picture}");
    insta::assert_snapshot!("ascii_120x40_en", picture);
}

#[test]
fn moving_and_folding() {
    // Keys, and the node at the cursor afterwards.
    let table = [
        ("", "first"),
        ("j", "alpha"),
        ("jj", "one"),
        ("jjk", "alpha"),
        ("jjh", "alpha"),
        ("jjhh", "alpha"),
        ("jjhhh", "first"),
        ("G", "second"),
        ("Gl", "second"),
        ("Gll", "gamma"),
        ("Zgjjjjj", "alpha"),
        ("Zgjjjjjj", "idea"),
        ("Zgjjjjjjh", "alpha"),
        ("zG", "second"),
        ("zj", "second"),
        ("<end><home>", "first"),
        ("j<enter>j", "beta"),
        ("Z<c-d>", "three"),
    ];
    for (keys, expected) in table {
        assert_eq!(small().play(keys).at(), expected, "after {keys:?}");
    }
}

#[test]
fn unfinished_resources_are_found_through_closed_folds_and_around_the_end() {
    let mut stage = small();
    stage.play("z]");
    assert_eq!(stage.at(), "one");
    stage.play("]]]]");
    assert_eq!(stage.at(), "four");
    stage.play("]");
    assert_eq!(
        (stage.at().as_str(), stage.notice().as_str()),
        ("one", "From the top again.")
    );
    stage.play("[");
    assert_eq!(
        (stage.at().as_str(), stage.notice().as_str()),
        ("four", "From the end again.")
    );
    stage.play("<space>[<space>[<space>[<space>[<space>]");
    assert_eq!(stage.notice(), "Nothing unfinished here. Well done.");
}

#[test]
fn where_a_message_is_cut_the_key_that_takes_it_back_is_seen() {
    for (lang, undo, redo) in [
        (Lang::En, "u undo", "Ctrl-r redo"),
        (Lang::Zh, "u 撤销", "Ctrl-r 重做"),
    ] {
        for size in [(40, 10), (50, 12), (60, 24)] {
            let mut stage = Setting {
                lang,
                size,
                ..Setting::default()
            }
            .start();
            let message = |stage: &Stage| {
                let picture = stage.picture();
                let line = picture.lines().nth(usize::from(size.1) - 2);
                line.unwrap_or_default()
                    .trim_matches(['╰', '╯', ' ', '─'])
                    .to_owned()
            };
            stage.play("Zjjj<space>");
            assert!(message(&stage).ends_with(undo), "{}", stage.picture());
            stage.play("u");
            assert!(message(&stage).ends_with(redo), "{}", stage.picture());
        }
    }
}

#[test]
fn ticking_a_parent_is_one_change_that_undo_takes_back() {
    let mut stage = small();
    stage.play("jjd").play("h<space>");
    assert_eq!(
        stage.cursor_line(),
        "▾ Alpha                         3/3 100%"
    );
    assert_eq!(
        stage.notice(),
        "Done: Alpha (3 resources, 1 key idea) ∙ u undo"
    );
    stage.play("u");
    assert_eq!(
        stage.cursor_line(),
        "▾ Alpha                         0/3   0%"
    );
    let roadmap = stage.app.course().roadmap();
    let one = roadmap.find("one").expect("a resource");
    assert_eq!(
        stage.app.course().progress().status(roadmap, one),
        Status::Doing
    );
    stage.play("<c-r>");
    assert_eq!(
        stage.cursor_line(),
        "▾ Alpha                         3/3 100%"
    );
    stage.play("<space>");
    assert_eq!(
        stage.cursor_line(),
        "▾ Alpha                         0/3   0%"
    );
}

#[test]
fn the_same_key_again_goes_back_to_todo() {
    for (key, status) in [
        ("<space>", Status::Done),
        ("d", Status::Doing),
        ("x", Status::Skipped),
    ] {
        let mut stage = small();
        let status_of_one = |stage: &Stage| {
            let roadmap = stage.app.course().roadmap();
            stage
                .app
                .course()
                .progress()
                .status(roadmap, roadmap.find("one").expect("a resource"))
        };
        stage.play("jj").play(key);
        assert_eq!(status_of_one(&stage), status);
        stage.play(key);
        assert_eq!(status_of_one(&stage), Status::Todo);
    }
}

#[test]
fn key_ideas_are_counted_beside_and_never_mixed_in() {
    let mut stage = small();
    stage.play("Zgjjjjj<space>");
    assert_eq!(stage.cursor_line(), "▾ Key ideas                   1/1");
    stage.play("gj");
    assert_eq!(
        stage.cursor_line(),
        "▾ Alpha                         0/3   0%"
    );
}

#[test]
fn a_change_that_was_not_saved_says_why_and_stays_visible() {
    let mut stage = small();
    stage.disk_error = Some("No space left on device");
    stage.play("jj<space>");
    assert_eq!(
        stage.notice(),
        "Not saved, will be tried again: No space left on device"
    );
    stage.play("j");
    assert!(
        stage.notice().starts_with("Not saved"),
        "an error stays until it is seen"
    );
    stage.play("<esc>");
    assert_eq!(stage.notice(), "");
    stage.send(Msg::AllSaved);
    assert_eq!(stage.notice(), "Saved now.");
}

#[test]
fn only_unfinished_keeps_parents_and_says_what_is_shown() {
    let mut stage = small();
    stage.play("Zjj<space>.");
    let picture = stage.picture();
    assert!(picture.contains("[unfinished] 5/6"), "{picture}");
    assert!(
        !picture.contains("One") && picture.contains("Alpha"),
        "{picture}"
    );
    stage.play("<esc>");
    assert!(stage.picture().contains("✓ One"));
}

#[test]
fn what_was_ticked_last_stays_until_the_cursor_leaves_so_that_the_next_press_hits_nothing_else() {
    let mut stage = small();
    stage.play("Zjj.<space>");
    assert_eq!(stage.cursor_line(), "✓ One");
    stage.play("<space>");
    assert_eq!(stage.cursor_line(), "∙ One");
    stage.play("<space>j");
    assert_eq!(stage.at(), "two");
    assert!(!stage.picture().contains("One"), "{}", stage.picture());
    stage.play("u");
    assert!(stage.picture().contains("∙ One"), "{}", stage.picture());
}

#[test]
fn when_all_is_finished_the_empty_list_says_so() {
    let mut stage = small();
    stage.play("zg<space>j<space>.k");
    let picture = stage.picture();
    assert!(picture.contains("Nothing is unfinished here"), "{picture}");
}

#[test]
fn short_names_of_stages_are_shown_and_long_ones_give_way_to_the_active_one() {
    let tabs = |stage: &Stage| {
        stage
            .picture()
            .lines()
            .nth(1)
            .unwrap_or_default()
            .to_owned()
    };
    let short = SMALL
        .replace("First stage", "One")
        .replace("Second stage", "Two");
    let mut stage = Setting {
        roadmap: stage::roadmap(&short),
        size: (40, 12),
        ..Setting::default()
    }
    .start();
    assert_eq!(tabs(&stage), " 0 All   1 One 0%   2 Two 0%");
    stage.play("2");
    assert_eq!(tabs(&stage), " 0 All   1 One 0%   2 Two 0%");
    let mut stage = sized(44, 12, Lang::En);
    assert_eq!(tabs(&stage), " 0 All   1 0%   2 0%   3 0%");
    stage.play("2");
    assert_eq!(tabs(&stage), " 0   1 0%   2 The LLM Scientist 0%   3 0%");
}

#[test]
fn a_stage_that_is_not_there_is_told() {
    let mut stage = small();
    stage.play("jj7");
    assert_eq!(stage.notice(), "There is no stage 7.");
}

#[test]
fn digits_choose_stages_and_zero_shows_all() {
    let mut stage = small();
    stage.play("2");
    assert_eq!(stage.at(), "second");
    let picture = stage.picture();
    assert!(
        picture.contains("Gamma") && !picture.contains("▾ Alpha"),
        "{picture}"
    );
    assert!(stage.play("0").picture().contains("First stage   "));
}

#[test]
fn a_digit_before_o_is_the_number_of_a_link_and_changes_nothing_else() {
    let mut stage = small();
    stage.play("jjj");
    let before = stage.picture();
    stage.play("2o");
    let [Effect::OpenLink(link)] = &stage.effects[..] else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(link.as_str(), "https://example.org/slides");
    assert_eq!((stage.at().as_str(), stage.picture()), ("two", before));
    stage.play("9o");
    assert_eq!(
        stage.notice(),
        "There is no link 9 here: they go from 1 to 2."
    );
}

#[test]
fn each_digit_is_a_stage_unless_there_is_a_link_of_the_whole_number() {
    let mut stage = small();
    stage.play("12");
    assert_eq!(stage.at(), "second");
    stage.play("1202");
    assert_eq!(stage.at(), "second");
    let links = (1..=12).map(|number| format!("[{number}](https://example.org/{number})"));
    let links = links.collect::<Vec<_>>().join(" ");
    let many = SMALL.replace("With a [link](https://example.org/idea).", &links);
    let mut stage = Setting {
        roadmap: stage::roadmap(&many),
        ..Setting::default()
    }
    .start();
    stage.play("Zgjjjjjj12");
    assert!(stage.picture().contains("12o open link 12"));
    stage.play("o");
    let [Effect::OpenLink(link)] = &stage.effects[..] else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(link.as_str(), "https://example.org/12");
}

#[test]
fn key_ideas_that_were_ticked_together_stay_under_the_cursor_too() {
    let mut stage = small();
    stage.play("Zgjjjjj.<space>");
    assert_eq!(stage.cursor_line(), "▾ Key ideas                   1/1");
    stage.play("<space>");
    assert_eq!(stage.cursor_line(), "▾ Key ideas                   0/1");
}

#[test]
fn a_task_without_a_link_says_so() {
    let mut stage = small();
    stage.play("jjjjo");
    assert_eq!(
        stage.notice(),
        "Nothing to open: this one is a task without a link."
    );
    assert_eq!(stage.effects, []);
}

#[test]
fn an_odd_link_is_asked_about_first() {
    let mut stage = small();
    stage.play("Zgjjjjjjjjo");
    assert_eq!(stage.at(), "three");
    assert_eq!(stage.effects, []);
    stage.play("n");
    assert_eq!(stage.effects, []);
    stage.play("o<enter><enter>");
    assert_eq!(stage.effects, [], "pressing Enter twice opens nothing odd");
    stage.play("y");
    let [Effect::OpenLink(link)] = &stage.effects[..] else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(link.as_str(), "http://127.0.0.1:8000/x");
}

#[test]
fn links_in_markdown_are_numbered_and_open() {
    let mut stage = small();
    stage.play("Zgjjjjjj1o");
    let [Effect::OpenLink(link)] = &stage.effects[..] else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(link.as_str(), "https://example.org/idea");
}

#[test]
fn the_mouse_selects_ticks_folds_and_chooses() {
    let mut stage = small();
    // Rows of the tree begin on line 4; the mark of a resource stands in column 6.
    stage.click(20, 6);
    assert_eq!(stage.at(), "one");
    stage.click(6, 7);
    assert_eq!(stage.cursor_line(), "✓ Two");
    stage.click(4, 5);
    assert_eq!(
        stage.cursor_line(),
        "▸ Alpha                         1/3  33%"
    );
    let tabs = stage
        .picture()
        .lines()
        .nth(1)
        .expect("a row of tabs")
        .to_owned();
    let second = tabs.find("2 Second").expect("a tab");
    stage.click(u16::try_from(second).expect("a column"), 1);
    assert_eq!(stage.at(), "second");
}

#[test]
fn the_language_changes_at_once_and_progress_stays() {
    let mut stage = start();
    stage.play("jj<space>T");
    let picture = stage.picture();
    assert!(
        picture.contains("大语言模型") && picture.contains("✓ 3Blue1Brown"),
        "{picture}"
    );
    assert!(stage.play("T").picture().contains("Large language models"));
}

#[test]
fn the_next_start_comes_back_to_the_same_place() {
    let mut stage = small();
    stage.play("jjjh<enter>jj2ljT.");
    let view = stage.app.view();
    let picture = stage.picture();
    let log = stage.app.course().log().clone();
    let setting = Setting {
        roadmap: stage::roadmap(SMALL),
        log,
        size: (100, 24),
        view: Some(view),
        ..Setting::default()
    };
    assert_eq!(setting.start().picture(), picture);
}

#[test]
fn of_folds_only_those_are_remembered_that_differ_from_the_rest() {
    // Keys, and how many rows are remembered: the open ones, or the closed ones where most are open.
    let table = [
        ("", 2),
        ("Z", 0),
        ("z", 0),
        ("Zjh", 1),
        ("zl", 1),
        ("Zjhz", 0),
    ];
    for (keys, remembered) in table {
        let mut stage = small();
        let view = stage.play(keys).app.view();
        assert_eq!(
            view.closed.is_some(),
            keys.contains('Z') && !keys.ends_with('z'),
            "{keys}"
        );
        let closed = view.closed.iter().flatten();
        assert_eq!(view.open.iter().chain(closed).count(), remembered, "{keys}");
        let setting = Setting {
            roadmap: stage::roadmap(SMALL),
            view: Some(view),
            size: stage.app.size(),
            ..Setting::default()
        };
        let again = setting.start().picture();
        let rows = |picture: &str| {
            picture
                .lines()
                .filter(|line| line.contains('│'))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(&again), rows(&stage.picture()), "{keys}");
    }
}

#[test]
fn the_language_of_the_key_is_remembered_unless_one_was_asked_for() {
    let view = small().play("T").app.view();
    let again = |lang_is_asked_for| {
        let setting = Setting {
            view: Some(view.clone()),
            roadmap: stage::roadmap(SMALL),
            lang_is_asked_for,
            ..Setting::default()
        };
        setting.start().app.lang()
    };
    assert_eq!((again(false), again(true)), (Lang::Zh, Lang::En));
}

#[test]
fn every_screen_can_be_drawn_and_used_in_every_size() {
    for lang in [Lang::En, Lang::Zh] {
        let mut pictures = BTreeSet::new();
        for screen in SCREENS {
            let mut stage = gallery::open(screen, lang);
            assert!(pictures.insert(stage.picture()), "{screen:?} is another");
            for (width, height) in [
                (1, 1),
                (1, 200),
                (300, 1),
                (2, 2),
                (20, 5),
                (40, 10),
                (80, 24),
                (200, 60),
            ] {
                gallery::visit(&mut stage, width, height);
            }
        }
    }
}

#[test]
fn no_size_and_no_key_makes_it_panic() {
    let keys = "jkhlgG]zZ<space>dxo<enter>y.u<c-r><tab>T?<esc>02<c-d><c-u>[";
    for (width, height) in [
        (0, 0),
        (1, 1),
        (1, 200),
        (300, 1),
        (40, 10),
        (41, 11),
        (99, 12),
        (100, 10),
        (500, 300),
    ] {
        let mut stage = sized(width, height, Lang::Zh);
        stage.play(keys);
        stage.send(Msg::Resized {
            width: height,
            height: width,
        });
        stage.play(keys);
        assert_eq!(stage.picture().lines().count(), usize::from(width));
    }
}

#[test]
fn too_small_a_screen_says_so_and_still_quits() {
    let mut stage = sized(30, 8, Lang::En);
    assert_eq!(
        stage.picture().lines().next(),
        Some("30x8 is too small. q quits.")
    );
    stage.play("q");
    assert_eq!(stage.effects.last(), Some(&Effect::Quit));
}
