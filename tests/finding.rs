//! Finding and shaping on the screen, played without a terminal: search, filters, palette, themes, what is next, several
//! rows at once, notes.

mod support;

use std::fmt::Write as _;

use crossterm::event::KeyCode;
use proptest::prelude::*;

use roadbook::course::Course;
use roadbook::lang::Lang;
use roadbook::notes::{Edit, Notes, Written};
use roadbook::progress::next::Options;
use roadbook::roadmap::Roadmap;
use roadbook::text::line_edit;
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Effect, Msg, NoteNews, NoteWritten};
use roadbook::tui::tree::{Row, RowKind, Source};
use support::stage::{self, Setting, Stage};

fn start() -> Stage {
    Setting::default().start()
}

fn chinese() -> Stage {
    Setting {
        lang: Lang::Zh,
        ..Setting::default()
    }
    .start()
}

/// Returns the ids of the rows that are visible.
fn rows(stage: &Stage) -> usize {
    stage.app.tree().rows().len()
}

#[test]
fn a_search_finds_as_it_is_typed_and_enter_keeps_what_it_found() {
    let mut stage = start();
    stage.play("/lora");
    assert_eq!(stage.app.scope(), Scope::Typing);
    assert!(
        stage.cursor_line().contains("LoRA"),
        "{}",
        stage.cursor_line()
    );
    let picture = stage.picture();
    assert!(
        picture.contains("Search: lora") && picture.contains("[/lora]"),
        "{picture}"
    );
    let best = stage.at();
    stage.play("<down>");
    assert_ne!(stage.at(), best);
    stage.play("<up>");
    assert_eq!(stage.at(), best);
    stage.play("<enter>");
    assert_eq!((stage.app.scope(), stage.at()), (Scope::Main, best));
    assert!(stage.app.filter().search.is_some());
    stage.play("<esc>");
    assert!(stage.app.filter().is_empty());
}

#[test]
fn leaving_a_search_gives_cursor_folds_and_filter_back() {
    let mut stage = start();
    stage.play("jj<space>2jl.j");
    let (at, picture) = (stage.at(), stage.picture());
    stage.play("/quantization<down><down><esc>");
    assert_eq!(stage.at(), at);
    assert_eq!(stage.picture(), picture);
    stage.play("/xyzzy<c-u><esc>");
    assert_eq!(stage.picture(), picture);
}

#[test]
fn chinese_is_found_by_pinyin_and_its_initials() {
    for (typed, expected) in [("zyl", "注意力"), ("lianghua", "量化")] {
        let mut stage = chinese();
        stage.play(&format!("/{typed}"));
        let picture = stage.picture();
        assert!(picture.contains(expected), "{typed}: {picture}");
    }
}

#[test]
fn words_of_a_query_are_completed_and_what_is_wrong_is_told() {
    let mut stage = start();
    stage.play("/kin<tab>vid<tab>");
    let picture = stage.picture();
    assert!(picture.contains("Search: kind:video"), "{picture}");
    let mut stage = start();
    stage.play("/kind:vidoe");
    assert!(stage.picture().contains("video"), "{}", stage.picture());
}

#[test]
fn what_was_found_is_marked_and_the_rest_is_told() {
    let mut stage = start();
    stage.play("/xyzzyx<enter>");
    let picture = stage.picture();
    assert!(
        picture.contains("[/xyzzyx] hides 208. Esc lifts it."),
        "{picture}"
    );
}

#[test]
fn the_menu_filters_and_the_chips_can_be_lifted() {
    let mut stage = start();
    stage.play("f");
    assert_eq!(stage.app.scope(), Scope::Menu);
    // Down to the kinds: four stages' rows and four statuses, then the first kind.
    while !stage
        .app
        .filter()
        .kinds
        .iter()
        .any(|kind| kind.word() == "video")
    {
        stage.play("j<enter>");
        if stage.app.filter().kinds.is_empty() {
            stage.play("<enter>");
        }
    }
    stage.play("<esc>");
    let picture = stage.picture();
    assert!(picture.contains("[video] 7/208"), "{picture}");
    let tabs = picture.lines().nth(1).expect("tabs").to_owned();
    let before = tabs.split("[video]").next().expect("a chip");
    let column = before.chars().count() + 2;
    stage.click(u16::try_from(column).expect("a column"), 1);
    assert!(stage.app.filter().is_empty());
}

#[test]
fn filters_are_peeled_off_in_the_order_they_came() {
    let mut stage = start();
    stage.play("2./lora<enter>");
    let parts = stage.app.filter().parts().len();
    assert_eq!(parts, 3);
    stage.play("<esc>");
    assert!(stage.app.filter().search.is_none() && !stage.app.filter().statuses.is_empty());
    stage.play("<esc>");
    assert!(stage.app.filter().statuses.is_empty() && stage.app.filter().stage.is_some());
    stage.play("<esc>");
    assert!(stage.app.filter().is_empty());
}

#[test]
fn the_palette_does_every_action_and_goes_to_every_node() {
    let mut stage = start();
    stage.play(":unfold<enter>");
    let all = rows(&stage);
    assert!(all > 200, "{all}");
    stage.play(":dpo<enter>");
    assert!(
        stage.cursor_line().contains("DPO"),
        "{}",
        stage.cursor_line()
    );
    let mut stage = chinese();
    stage.play(":chexiao");
    assert!(stage.picture().contains("撤销"), "{}", stage.picture());
    stage.play("<esc>");
    assert_eq!(stage.app.scope(), Scope::Main);
}

#[test]
fn themes_are_shown_while_they_are_selected_and_escape_takes_the_old_one_back() {
    let mut stage = start();
    stage.play("tj");
    let shown: Vec<String> = themes(&stage);
    assert_eq!(shown, ["light"]);
    stage.play("<esc>");
    assert_eq!(themes(&stage), ["light", "dark"]);
    stage.play("tj<enter>");
    stage.send(Msg::ThemeShown(
        roadbook::text::Clean::fixed("light").to_buf(),
    ));
    assert_eq!(stage.app.view().theme.as_deref(), Some("light"));
}

fn themes(stage: &Stage) -> Vec<String> {
    let mut shown = Vec::new();
    for effect in &stage.effects {
        if let Effect::ShowTheme(name) = effect {
            shown.push(name.to_string());
        }
    }
    shown
}

#[test]
fn what_is_next_is_told_and_a_key_goes_there_through_closed_folds() {
    let mut stage = start();
    let line = stage.picture().lines().nth(2).expect("a line").to_owned();
    assert!(
        line.contains("Next: ") && line.contains("core path"),
        "{line}"
    );
    stage.play("c");
    let title = stage.cursor_line();
    assert!(
        line.contains(
            title
                .trim_start_matches("∙ ")
                .split("  ")
                .next()
                .expect("a title")
        ),
        "{title}"
    );
    stage.play("<space>");
    let after = stage.picture().lines().nth(2).expect("a line").to_owned();
    assert_ne!(after, line);
}

#[test]
fn several_rows_are_ticked_together_and_undone_together() {
    let mut stage = start();
    stage.play("jjvv");
    assert_eq!(stage.app.selected(), 2);
    assert!(
        stage.picture().contains("2 selected"),
        "{}",
        stage.picture()
    );
    stage.play("<space>");
    assert_eq!((stage.app.selected(), stage.app.shown_tally().done), (0, 0));
    let done = |stage: &Stage| {
        let (roadmap, progress) = (stage.app.course().roadmap(), stage.app.course().progress());
        let stages = roadmap.stages();
        stages
            .map(|stage| progress.tallies(stage).resources.done)
            .sum::<u32>()
    };
    assert_eq!(done(&stage), 2);
    stage.play("u");
    assert_eq!(done(&stage), 0);
    stage.play("v<esc>");
    assert_eq!(stage.app.selected(), 0);
}

#[test]
fn all_links_of_a_topic_open_after_asking_when_they_are_many() {
    let mut stage = start();
    stage.play("jO");
    assert_eq!(stage.app.scope(), Scope::Question);
    assert!(stage.picture().contains("8 links"), "{}", stage.picture());
    stage.play("y");
    let opened = |stage: &Stage| {
        let links = stage.effects.iter();
        links
            .filter(|effect| matches!(effect, Effect::OpenLink(_)))
            .count()
    };
    assert_eq!(opened(&stage), 8);
}

#[test]
fn a_note_of_one_line_is_typed_at_the_foot() {
    let mut stage = start();
    stage.play("jjNread the proof<enter>");
    let Some(Effect::AddNote(node, text)) = stage.effects.last().cloned() else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(text.as_str(), "read the proof");
    let node = stage.app.course().roadmap().node_id(node).to_buf();
    stage.send(Msg::Noted(NoteNews::Written(Box::new(NoteWritten {
        node,
        written: Written {
            edit: Edit::Written,
            rewrite: None,
        },
        notes: Notes::default(),
        record: None,
        trouble: None,
        undoing: None,
    }))));
    assert!(
        stage.notice().starts_with("Note saved: "),
        "{}",
        stage.notice()
    );
    // Nothing typed is no note, and leaving writes none.
    let effects = stage.effects.len();
    stage.play("N<enter>Nxyz<esc>");
    assert_eq!(stage.effects.len(), effects);
}

#[test]
fn pasted_text_goes_into_a_line_and_nowhere_else() {
    let mut stage = start();
    let before = stage.picture();
    stage.send(Msg::Pasted("dxq".to_owned()));
    assert_eq!(stage.picture(), before);
    stage.play("/");
    stage.send(Msg::Pasted("lo\nra\u{1b}[2J".to_owned()));
    assert!(
        stage.picture().contains("Search: lo ra[2J"),
        "{}",
        stage.picture()
    );
    stage.send(Msg::Edit(line_edit::Edit::DeleteToStart));
    assert!(!stage.picture().contains("lo ra"));
}

#[test]
fn a_message_goes_by_itself_and_an_error_stays() {
    let mut stage = start();
    stage.play("jj<space>");
    assert!(!stage.notice().is_empty() && stage.app.waits_for_seconds());
    for _ in 0..8 {
        stage.send(Msg::Second);
    }
    assert_eq!(stage.notice(), "");
    stage.send(Msg::Failed(roadbook::lang::causes::Cause::same("no disk")));
    assert!(!stage.app.waits_for_seconds());
    stage.send(Msg::Second);
    stage.play("j");
    assert_eq!(stage.notice(), "no disk");
}

#[test]
fn every_list_and_line_is_drawn_on_every_size() {
    for lang in Lang::ALL {
        for keys in ["/lora", "f", "t", ":", "N", ":图", "Zgvvv", "/kind:"] {
            let mut stage = Setting {
                lang,
                ..Setting::default()
            }
            .start();
            stage.play(keys);
            for size in [(1, 1), (40, 10), (50, 12), (80, 24), (100, 30), (240, 70)] {
                let (width, height) = size;
                stage.send(Msg::Resized { width, height });
                assert!(!stage.picture().is_empty(), "{keys} {size:?}");
            }
        }
    }
}

#[test]
fn a_list_that_is_longer_than_the_screen_follows_its_selection() {
    let mut stage = Setting {
        size: (80, 16),
        ..Setting::default()
    }
    .start();
    stage.play(":");
    for _ in 0..30 {
        stage.play("<down>");
    }
    let Some(roadbook::tui::overlay::Overlay::Menu(menu)) = stage.app.overlay() else {
        panic!("a list")
    };
    let label = menu.rows()[menu.selected()].label.to_string();
    let start: String = label.chars().take(20).collect();
    assert!(
        stage.picture().contains(&start),
        "{label}\n{}",
        stage.picture()
    );
    // A list with nothing in it has nowhere to go.
    stage.play("<esc>:zzzzqq<up><down><pgup><pgdn><enter><esc>");
    assert_eq!(stage.app.scope(), Scope::Main);
}

#[test]
fn what_was_typed_comes_back_when_it_cannot_be_written() {
    let mut stage = start();
    stage.play("jjNworth keeping<enter>");
    stage.send(Msg::Failed(roadbook::lang::causes::Cause::same(
        "no space left",
    )));
    let picture = stage.picture();
    assert!(
        picture.contains("Note: worth keeping") && picture.contains("no space left"),
        "{picture}"
    );
    stage.play("<enter>");
    assert!(
        matches!(stage.effects.last(), Some(Effect::AddNote(_, text)) if text.as_str() == "worth keeping")
    );
    stage.send(Msg::Noted(NoteNews::NoHome));
    assert!(stage.picture().contains("Note: worth keeping"));
    stage.play("<esc>");
    stage.send(Msg::Failed(roadbook::lang::causes::Cause::same(
        "something else",
    )));
    assert_eq!(stage.notice(), "something else");
}

/// A roadmap of topics with ten resources each, every fourth of them on the core path.
fn many(topics: usize) -> Roadmap {
    let mut yaml =
        "format: 1\nid: many\ntitle: Many\nstages:\n  - id: s\n    title: S\n    topics:\n"
            .to_owned();
    for topic in 0..topics {
        let _infallible = write!(
            yaml,
            "      - id: t{topic}\n        title: Topic {topic}\n        concepts: [{{ id: c{topic}, title: Idea }}]\n        resources:\n"
        );
        for resource in 0..10 {
            let core = resource % 4 == 0;
            let _infallible = writeln!(
                yaml,
                "          - {{ id: r{topic}-{resource}, title: Resource {topic}x{resource}, core: {core}, minutes: 1{resource} }}"
            );
        }
    }
    stage::roadmap(&yaml)
}

#[test]
fn a_search_in_a_large_roadmap_goes_on_between_keys_and_other_keys_wait_for_it() {
    let typed = |word: &str| {
        let mut stage = Setting {
            roadmap: many(2_000),
            ..Setting::default()
        }
        .start();
        let open = stage
            .app
            .keymap()
            .msg(stage.app.scope(), KeyCode::Char('/').into());
        stage.app.update(open);
        stage.app.update(Msg::Pasted(word.to_owned()));
        stage
    };
    let mut stage = typed("999x9");
    let before = rows(&stage);
    // It is also in topic 1999: a stage, and two topics with a resource each.
    assert!(stage.app.is_busy() && stage.picture().contains("Search: 999x9"));
    let mut slices = 0;
    while stage.app.is_busy() {
        slices += 1;
        let is_over = stage.app.go_on();
        assert_eq!(is_over, !stage.app.is_busy());
    }
    assert!((1..20).contains(&slices), "{slices}");
    assert_eq!((stage.at().as_str(), rows(&stage)), ("r999-9", 5));
    assert_ne!(rows(&stage), before);

    let mut stage = typed("999x9");
    stage.play("<enter>");
    assert_eq!((stage.at().as_str(), rows(&stage)), ("r999-9", 5));

    // What was typed last is what is found, and leaving gives everything back.
    let mut stage = typed("999x9");
    stage.app.update(Msg::Edit(line_edit::Edit::Backspace));
    stage.app.update(Msg::Edit(line_edit::Edit::Insert('1')));
    while stage.app.is_busy() {
        stage.app.go_on();
    }
    assert_eq!(stage.at(), "r999-1");
    let mut stage = typed("999x9");
    stage.play("<esc>");
    assert_eq!((rows(&stage), stage.app.is_busy()), (before, false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_between_keys_is_what_would_be_made_anew(
        keys in prop::collection::vec(
            prop::sample::select(vec![
                "j", "j", "5j", "k", "l", "h", "z", "Z", "<space>", "<space>", "d", "x", "u", "<c-r>", ".", "]", "v", "1",
                "0", "<esc>", "/2x<enter>", "/is:todo<enter>", "T",
            ]),
            0..40,
        ),
    ) {
        let mut stage = Setting {
            roadmap: many(4),
            ..Setting::default()
        }
        .start();
        stage.play(&keys.concat());
        let app = &stage.app;
        let course = Course::new(many(4), app.course().log().clone());
        prop_assert_eq!(app.course().progress(), course.progress());
        let options = Options { count: 1, minutes: None };
        let next = course.next(options, &|_| true);
        prop_assert_eq!(app.next(), next.first());
        let title = app.current_node().map(|node| course.roadmap().title(node, app.lang()).to_string());
        if let (Some(title), false) = (title, app.detail().title.is_empty()) {
            let is_of_ideas = matches!(app.tree().current(), Some(Row { kind: RowKind::KeyIdeas(_), .. }));
            prop_assert!(is_of_ideas || app.detail().title.as_str() == title);
        }
        // What was ticked stays until the cursor goes on; it may be in the details, which `h` leaves.
        stage.play("hGg");
        if rows(&stage) > 1 {
            let mut anew = stage.app.tree().clone();
            anew.rebuild(Source::new(&course, stage.app.filter(), &[]));
            prop_assert_eq!(anew.rows(), stage.app.tree().rows());
            prop_assert_eq!(anew.passing(), stage.app.filter().count(course.roadmap(), course.progress()));
        }
    }
}
