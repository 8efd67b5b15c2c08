//! The statistics on the screen, played without a terminal; and both pages in the real program.

mod support;

use std::fs;

use jiff::ToSpan as _;
use jiff::civil::date;
use roadbook::course::Course;
use roadbook::journal::{Action, Log, Record, RecordId, Writer};
use roadbook::lang::Lang;
use roadbook::progress::Status;
use roadbook::roadmap::Level;
use roadbook::symbols::Symbols;
use roadbook::theme::{Role, Theme};
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Effect, Msg};
use support::Home;
use support::pty;
use support::stage::{self, Setting, Stage};

/// Somebody who did something every few days since autumn, up to yesterday.
fn some_months() -> Log {
    let roadmap = stage::built_in();
    let resources = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Resource);
    let course = Course::new(stage::built_in(), Log::default());
    let mut log = Log::default();
    let mut day = date(2026, 9, 1);
    for (number, node) in (1_u64..).zip(resources.skip(12).take(48)) {
        let status = match number % 9 {
            3 => Status::Skipped,
            7 => Status::Doing,
            _ => Status::Done,
        };
        if let Some(change) = course.change(&[node], status) {
            let at = format!("{day}T20:00:00+00:00");
            let action = Action::Status(change);
            let record = Record::new(RecordId::new(1, number), number, &at, action);
            log.add(record, Writer::ThisDevice);
        }
        if !number.is_multiple_of(3) {
            let days = i64::try_from(number % 5).expect("a few days");
            day = day.saturating_add(days.days()).min(date(2026, 11, 22));
        }
    }
    log
}

fn sized(width: u16, height: u16, lang: Lang) -> Stage {
    Setting {
        log: some_months(),
        size: (width, height),
        lang,
        ..Setting::default()
    }
    .start()
}

#[test]
fn everything_stands_side_by_side_where_there_is_room() {
    let picture = sized(120, 40, Lang::En).play("s").picture();
    insta::assert_snapshot!("statistics_120x40_en", picture);
    let picture = sized(120, 40, Lang::Zh).play("s").picture();
    insta::assert_snapshot!("statistics_120x40_zh", picture);
}

#[test]
fn it_stands_below_each_other_on_a_narrow_screen_and_scrolls() {
    let mut stage = sized(80, 24, Lang::En);
    stage.play("s");
    insta::assert_snapshot!("statistics_80x24_en", stage.picture());
    stage.play("G");
    insta::assert_snapshot!("statistics_80x24_en_end", stage.picture());
    let mut stage = sized(50, 12, Lang::Zh);
    stage.play("s<c-d><c-d><c-d><c-d>");
    insta::assert_snapshot!("statistics_50x12_zh", stage.picture());
}

#[test]
fn it_scrolls_by_keys_and_wheel_as_far_as_there_is_something() {
    let mut stage = sized(80, 24, Lang::En);
    stage.play("s");
    assert_eq!(stage.app.scope(), Scope::Reading);
    let first = stage.picture();
    stage.play("k<up>");
    assert_eq!(stage.picture(), first);
    stage.play("j");
    assert_ne!(stage.picture(), first);
    stage.send(Msg::Wheel {
        column: 5,
        row: 9,
        lines: -3,
    });
    assert_eq!(stage.picture(), first);
    stage.play("G");
    let last = stage.picture();
    stage.play("jjj");
    assert_eq!(stage.picture(), last);
    stage.play("g");
    assert_eq!(stage.picture(), first);
    for close in ["q", "<esc>", "<enter>"] {
        stage.play("s");
        stage.play(close);
        assert_eq!(stage.app.scope(), Scope::Main, "{close}");
    }
}

#[test]
fn before_anything_happened_the_counts_say_it_all() {
    let mut stage = Setting::default().start();
    stage.play("s");
    let picture = stage.picture();
    assert!(
        picture.contains("Nothing was done on any day yet") && picture.contains("LLM Scientist"),
        "{picture}"
    );
    assert!(!picture.contains("less"), "{picture}");
}

#[test]
fn a_stage_has_statistics_of_its_own() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("2s");
    let picture = stage.picture();
    assert!(
        picture.contains("Statistics: The LLM Scientist") && !picture.contains("Running LLMs"),
        "{picture}"
    );
}

#[test]
fn what_is_done_elsewhere_is_counted_at_once() {
    let mut stage = Setting::default().start();
    stage.play("s");
    assert!(!stage.picture().contains("2026-11-22"));
    stage.send(Msg::LogChanged(Box::new(some_months())));
    assert!(stage.picture().contains("2026-11-2"), "{}", stage.picture());
}

#[test]
fn the_day_of_finishing_is_not_said_to_who_does_not_want_it() {
    let picture = |finish_date| {
        let setting = Setting {
            log: some_months(),
            finish_date,
            ..Setting::default()
        };
        setting.start().play("s").picture()
    };
    assert!(picture(true).contains("At this pace"), "{}", picture(true));
    assert!(picture(false).contains("Pace  ") && !picture(false).contains("At this pace"));
}

#[test]
fn days_have_the_colours_of_the_theme() {
    let mut stage = sized(120, 40, Lang::En);
    stage.play("s");
    for name in Theme::embedded() {
        stage.theme = Theme::named(name).expect("an embedded theme");
        let buffer = stage.buffer();
        for (role, mark) in [
            (Role::Heat0, Symbols::UNICODE.heat[0]),
            (Role::Heat4, Symbols::UNICODE.heat[4]),
        ] {
            let ink = stage.theme.style(role).fg;
            let is_there = |cell: &ratatui::buffer::Cell| {
                cell.symbol() == mark && Some(cell.fg) == ink.or(Some(cell.fg))
            };
            assert!(buffer.content().iter().any(is_there), "{name}: {role:?}");
        }
    }
}

#[test]
fn every_size_is_drawn_also_in_ascii() {
    let mut stage = Setting {
        log: some_months(),
        symbols: Symbols::ASCII,
        ..Setting::default()
    }
    .start();
    stage.play("s");
    for height in [1, 2, 9, 10, 15, 16, 20, 70] {
        for width in [1, 39, 40, 41, 47, 63, 80, 99, 100, 116, 240] {
            stage.send(Msg::Resized { width, height });
            stage.play("Gkg");
            assert!(stage.picture().is_ascii());
        }
    }
}

#[test]
fn opening_a_link_lets_time_run_only_where_it_is_asked_for() {
    for timer in [false, true] {
        let setting = Setting {
            timer,
            ..Setting::default()
        };
        let mut stage = setting.start();
        stage.play("jjjo");
        let starts = |effect: &&Effect| matches!(effect, Effect::StartTimer(_));
        let opened = |effect: &&Effect| matches!(effect, Effect::OpenLink(_));
        let effects = &stage.effects;
        assert_eq!(effects.iter().filter(opened).count(), 1);
        assert_eq!(effects.iter().filter(starts).count(), usize::from(timer));
    }
}

#[test]
fn the_real_program_lets_time_run_and_writes_down_what_ran_before() {
    let home = Home::new();
    let config = home.config_folder().join("roadbook");
    fs::create_dir_all(&config).expect("a folder");
    fs::write(config.join("config.yaml"), "timer: on-open\n").expect("a file");
    let mut app = pty::app()
        .size(120, 40)
        .home(home)
        .env("BROWSER", "true")
        .start();
    app.wait_for_text("Roadmap");
    app.play("jjo");
    app.wait_for_text("Opened https://www.youtube.com");
    app.play("jo");
    app.wait_for_text("StatQuest");
    app.play("s");
    app.wait_for_text("Time spent");
    app.play("qq");
    let ended = app.wait_exit();
    ended.assert_code(0);
    let track = ended.home.command().args(["track", "--json"]).output();
    let track = track.expect("the program runs").stdout;
    let track: serde_json::Value = serde_json::from_slice(&track).expect("JSON");
    assert_eq!(track["running"]["id"], "statquest-statistics", "{track}");
}

#[test]
fn both_pages_open_in_the_real_program_and_lead_back() {
    let mut app = pty::app().size(120, 40).start();
    app.wait_for_text("Welcome: j k move");
    app.play("m");
    app.wait_for_text("› next");
    app.play("c<space>");
    app.wait_for_text("Done: The LLM architecture");
    app.wait_for_text("6/6");
    app.play("s");
    app.wait_for_text("The last year");
    app.wait_for_text("10 things on 1 day");
    app.play("q");
    app.wait_for_text("LLM Fundamentals (optional)");
    app.play("m<enter>");
    app.wait_for_text("╭─ Roadmap");
    app.play("q");
    app.wait_exit().assert_code(0);
}
