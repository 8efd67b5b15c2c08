//! What another edition of a roadmap changed, on the screen: the quiet line, the list, and giving progress its place again.

mod support;

use roadbook::journal::{Action, Log, Record, RecordId, Writer};
use roadbook::lang::Lang;
use roadbook::progress::Status;
use roadbook::progress::change::{Change, NodeChange, Origin};
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Effect, Msg};
use support::stage::{self, Setting, Stage};

const HEAD: &str = "format: 1\nid: tea\ntitle: { en: Tea, zh: 茶 }\nstages:\n  - id: leaf\n    title: { en: Leaves, zh: 茶叶 }\n    topics:\n";

const BEFORE: &str = "
      - id: green
        title: { en: Green tea, zh: 绿茶 }
        resources:
          - { id: sencha, title: Sencha by hand, url: 'https://tea.example/sencha' }
          - { id: walk, title: A walk through a black tea shop }
          - { id: longjing, title: Longjing in the pan }
      - id: black
        title: { en: Black tea, zh: 红茶 }
        resources:
          - { id: assam, title: Assam }
          - { id: keemun, title: Keemun, url: 'https://tea.example/keemun' }
";

/// One renamed, one moved, one with another address, two gone, of which one was ticked, two new.
const AFTER: &str = "
      - id: green
        title: { en: Green tea, zh: 绿茶 }
        resources:
          - { id: sencha, title: Sencha in the morning, url: 'https://tea.example/sencha' }
          - { id: gyokuro, title: Gyokuro }
      - id: black
        title: { en: Black tea, zh: 红茶 }
        resources:
          - { id: longjing, title: Longjing in the pan }
          - { id: shop, title: Walking through a black tea shop }
          - { id: keemun, title: Keemun, url: 'https://tea.example/keemun-2' }
";

/// Returns what the journal says of somebody who did some of the edition before.
fn log() -> Log {
    let mut log = Log::default();
    for (number, (node, title)) in (1..).zip([
        ("sencha", "Sencha by hand"),
        ("walk", "A walk through a black tea shop"),
    ]) {
        let change = Change {
            roadmap: "tea".to_owned(),
            nodes: vec![NodeChange {
                node: node.to_owned(),
                from: Status::Todo,
                to: Status::Done,
                url: None,
                title: title.to_owned(),
                when: None,
            }],
            origin: Origin::Done,
        };
        let id = RecordId::new(9, number);
        let at = "2026-11-20T08:00:00+01:00";
        log.add(
            Record::new(id, number, at, Action::Status(change)),
            Writer::Other,
        );
    }
    log
}

fn start(size: (u16, u16), lang: Lang, edition: &str) -> Stage {
    Setting {
        roadmap: stage::roadmap(&format!("{HEAD}{edition}")),
        log: log(),
        lang,
        size,
        ..Setting::default()
    }
    .start()
}

fn seen_before(stage: &mut Stage, edition: &str) {
    let before = stage::roadmap(&format!("{HEAD}{edition}"));
    stage.send(Msg::SeenBefore(Box::new(before)));
}

/// Answers what was asked for last, as a journal would.
fn record(stage: &mut Stage, number: u64) {
    let Some(Effect::Attach {
        attachment,
        undoing,
    }) = stage.effects.last().cloned()
    else {
        panic!("{:?}", stage.effects)
    };
    let to = (undoing != Some(true)).then(|| attachment.to.to_string());
    let attach = Action::Attach {
        roadmap: "tea".to_owned(),
        node: attachment.orphan.to_string(),
        to,
    };
    let id = RecordId::new(1, number);
    let record = Record::new(id, 100 + number, "2026-11-23T19:24:30+01:00", attach);
    stage.send(Msg::Attached {
        attachment,
        undoing,
        record: Box::new(record),
        unsaved: None,
    });
}

#[test]
fn a_quiet_line_tells_that_something_changed_and_the_list_tells_what() {
    for (size, lang, name) in [
        ((120, 40), Lang::En, "120x40_en"),
        ((80, 24), Lang::Zh, "80x24_zh"),
        ((50, 12), Lang::En, "50x12_en"),
    ] {
        let mut stage = start(size, lang, AFTER);
        seen_before(&mut stage, BEFORE);
        assert!(stage.effects.is_empty(), "{:?}", stage.effects);
        let line = match (lang, size.0) {
            (Lang::En, 50) => "Roadmap changed: 1 lost its place ∙ W show",
            (Lang::En, _) => {
                "Roadmap changed: 2 added, 2 removed, 3 changed, 1 lost its place ∙ W show"
            }
            (Lang::Zh, _) => {
                "路线图有变动：新增 2 项，移除 2 项，变动 3 项，1 项失去了位置 ∙ W 查看"
            }
        };
        assert_eq!(stage.notice(), line);
        stage.play("W");
        insta::assert_snapshot!(name, stage.picture());
        // What was looked at is seen, once.
        assert_eq!(stage.effects, [Effect::RememberEdition]);
        stage.play("<esc>W<esc>");
        assert_eq!(stage.effects, [Effect::RememberEdition]);
    }
}

#[test]
fn choosing_a_row_goes_to_it() {
    let mut stage = start((120, 40), Lang::En, AFTER);
    seen_before(&mut stage, BEFORE);
    stage.play("Wj<enter>");
    assert_eq!(
        (stage.at().as_str(), stage.app.scope()),
        ("gyokuro", Scope::Main)
    );
    // What is gone and was never begun has nowhere to go to: the list stays.
    stage.play("WG<enter>");
    assert_eq!(stage.app.scope(), Scope::Menu);
    assert!(stage.picture().contains("What changed"));
    assert_eq!(stage.notice(), "Nothing was recorded for it.");
}

#[test]
fn what_is_removed_with_a_tick_and_no_orphan_says_where_the_tick_is() {
    // The tick of the walk was kept under an id that another thing is called now, and a whole topic was taken apart.
    let before = BEFORE.replace("{ id: walk,", "{ id: stroll, aliases: [walk],");
    let after = "
      - id: green
        title: { en: Green tea, zh: 绿茶 }
        resources:
          - { id: sencha, title: Sencha by hand, url: 'https://tea.example/sencha' }
          - { id: walk, title: A walk in the hills }
          - { id: assam, title: Assam }
          - { id: keemun, title: Keemun, url: 'https://tea.example/keemun' }
";
    let mut stage = start((120, 40), Lang::En, after);
    seen_before(&mut stage, &before);
    stage.play("W");
    let picture = stage.picture();
    assert!(picture.contains("Removed (3)"), "{picture}");
    let mut said = Vec::new();
    stage.play("G");
    for _ in 0..3 {
        stage.play("<enter>");
        said.push(stage.notice());
        stage.play("<up>");
    }
    assert_eq!(
        said,
        [
            "A part has no progress of its own: what was in it is told by itself.",
            "Nothing was recorded for it.",
            "What was recorded for it counts for “A walk in the hills”.",
        ]
    );
}

#[test]
fn what_lost_its_place_is_given_one_and_u_takes_that_back() {
    let mut stage = start((120, 40), Lang::En, AFTER);
    seen_before(&mut stage, BEFORE);
    // The first row is what lost its place; what is called much like it is offered first.
    stage.play("W<enter>");
    assert!(
        stage.picture().contains("Where does it belong?"),
        "{}",
        stage.picture()
    );
    stage.play("<enter>");
    record(&mut stage, 1);
    assert_eq!(
        stage.notice(),
        "“A walk through a black tea shop” now counts for “Walking through a black tea shop” ∙ u undo"
    );
    assert_eq!(stage.at(), "shop");
    let picture = stage.picture();
    assert!(
        picture.contains("✓ Walking") && !picture.contains("No longer in this roadmap"),
        "{picture}"
    );
    stage.play("u");
    record(&mut stage, 2);
    assert!(stage.picture().contains("No longer in this roadmap"));
    stage.play("<c-r>");
    record(&mut stage, 3);
    assert!(!stage.picture().contains("No longer in this roadmap"));
}

#[test]
fn on_a_narrow_screen_a_message_still_says_how_to_undo() {
    let mut stage = start((50, 12), Lang::En, AFTER);
    seen_before(&mut stage, BEFORE);
    stage.play("W<enter><enter>");
    record(&mut stage, 1);
    assert_eq!(stage.notice(), "Has its place ∙ u undo");
    stage.play("u");
    record(&mut stage, 2);
    assert!(
        stage.notice().starts_with("No place again"),
        "{}",
        stage.notice()
    );
}

#[test]
fn what_was_added_under_the_title_of_what_is_gone_may_be_it_under_a_new_address() {
    let renewed = BEFORE.replace(
        "{ id: walk, title: A walk through a black tea shop }",
        "{ id: stroll, title: A walk through a black tea shop }",
    );
    let mut stage = start((120, 40), Lang::En, &renewed);
    seen_before(&mut stage, BEFORE);
    stage.play("W");
    let picture = stage.picture();
    assert!(
        picture.contains("perhaps the same as one that was added"),
        "{picture}"
    );
    stage.play("<enter><enter>");
    record(&mut stage, 1);
    assert_eq!(stage.at(), "stroll");
}

#[test]
fn any_row_can_be_searched_for_to_attach_to() {
    let mut stage = start((120, 40), Lang::En, AFTER);
    // The last row is what lost its place, without any other edition being known.
    stage.play("GlG");
    assert!(stage.picture().contains("A attach"), "{}", stage.picture());
    stage.play("Agyok<enter>");
    record(&mut stage, 1);
    assert_eq!(stage.at(), "gyokuro");
    assert!(stage.picture().contains("✓ Gyokuro"));
    // A row that is in its place has nothing to attach.
    stage.play("A");
    assert!(
        stage.notice().contains("lost its place"),
        "{}",
        stage.notice()
    );
}

#[test]
fn a_former_name_that_is_no_longer_given_costs_a_place_and_that_is_told() {
    let walk = "{ id: stroll, title: A walk through a black tea shop, aliases: [walk] }";
    let with = AFTER.replace("{ id: gyokuro, title: Gyokuro }", walk);
    let without = with.replace(", aliases: [walk]", "");
    let mut stage = start((120, 40), Lang::En, &without);
    seen_before(&mut stage, &with);
    assert_eq!(stage.notice(), "Roadmap changed: 1 lost its place ∙ W show");
    assert!(stage.effects.is_empty(), "{:?}", stage.effects);
    stage.play("W");
    assert!(stage.picture().contains("Lost their place (1)"));
}

#[test]
fn what_became_a_topic_has_lost_its_place_and_can_be_given_another() {
    let walk = "          - { id: walk, title: A walk through a black tea shop }\n";
    let topic = "        topics:\n          - id: walk\n            title: Walks\n            resources: [{ id: first, title: The first walk }]\n";
    let after = BEFORE
        .replace(walk, "")
        .replace("      - id: black", &format!("{topic}      - id: black"));
    let mut stage = start((120, 40), Lang::En, &after);
    seen_before(&mut stage, BEFORE);
    assert!(
        stage.notice().contains("1 lost its place"),
        "{}",
        stage.notice()
    );
    stage.play("W<enter>first<enter>");
    record(&mut stage, 1);
    assert_eq!(stage.at(), "first");
    assert!(
        stage.picture().contains("✓ The first walk"),
        "{}",
        stage.picture()
    );
}

#[test]
fn what_is_only_written_in_another_way_is_not_worth_a_word() {
    let mut stage = start((120, 40), Lang::En, AFTER);
    let other = format!("{AFTER}# a remark of the author\n");
    seen_before(&mut stage, &other);
    assert_eq!(stage.effects, [Effect::RememberEdition]);
    assert!(!stage.notice().contains("changed"), "{}", stage.notice());
}

#[test]
fn an_edition_that_comes_while_one_looks_is_told_and_can_be_looked_at() {
    let mut stage = start((120, 40), Lang::En, BEFORE);
    stage.play("W");
    assert_eq!(stage.notice(), "Nothing has changed since you looked.");
    let after = stage::roadmap(&format!("{HEAD}{AFTER}"));
    stage.send(Msg::RoadmapChanged(Box::new(after.clone())));
    assert!(
        stage.notice().starts_with("Roadmap changed: 2 added"),
        "{}",
        stage.notice()
    );
    stage.play("W");
    assert!(stage.picture().contains("Gyokuro"));
    assert_eq!(stage.effects, [Effect::RememberEdition]);
    // Once that was seen, the next edition is told by itself.
    stage.play("<esc>");
    let again = format!("{HEAD}{AFTER}          - {{ id: oolong, title: Oolong }}\n");
    stage.send(Msg::RoadmapChanged(Box::new(stage::roadmap(&again))));
    assert_eq!(stage.notice(), "Roadmap changed: 1 added ∙ W show");
}

#[test]
fn what_went_wrong_is_told_first() {
    let mut stage = start((120, 40), Lang::En, AFTER);
    stage.send(Msg::Failed(roadbook::lang::causes::Cause::same(
        "no space left",
    )));
    seen_before(&mut stage, BEFORE);
    assert_eq!(stage.notice(), "no space left");
    stage.play("<esc>W");
    assert!(stage.picture().contains("What changed"));
}

#[test]
fn the_quiet_line_says_less_where_there_is_less_room_and_always_which_key_shows_it() {
    let table = [
        (
            80,
            Lang::En,
            "Roadmap changed: 2 added, 2 removed, 3 changed, 1 lost its place ∙ W show",
        ),
        (50, Lang::En, "Roadmap changed: 1 lost its place ∙ W show"),
        (40, Lang::En, "Roadmap changed ∙ W show"),
        (50, Lang::Zh, "路线图有变动：1 项失去了位置 ∙ W 查看"),
        (40, Lang::Zh, "路线图有变动 ∙ W 查看"),
    ];
    for (columns, lang, expected) in table {
        let mut stage = start((columns, 12), lang, AFTER);
        seen_before(&mut stage, BEFORE);
        assert_eq!(stage.notice(), expected, "{columns}");
        let words = expected.split(' ').next_back().unwrap();
        assert!(stage.picture().contains(words), "{}", stage.picture());
    }
}

#[test]
fn what_a_new_place_costs_is_said_before_and_when_it_happens() {
    let both = AFTER.replace(
        "{ id: keemun,",
        "{ id: assam-walk, title: A walk through a black tea shop }\n          - { id: keemun,",
    );
    for (size, lang, cost) in [
        (
            (120, 40),
            Lang::En,
            "“done” gives way to the newer “doing” ∙ u undo",
        ),
        (
            (50, 12),
            Lang::En,
            "“done” gives way to the newer “doing” ∙ u undo",
        ),
        ((50, 12), Lang::Zh, "“完成”会让位于较新的“在学” ∙ u 撤销"),
    ] {
        let mut stage = start(size, lang, &both);
        // What is called the same was done before the walk was begun again.
        let mut log = log();
        let newer = [("assam-walk", Status::Done), ("walk", Status::Doing)];
        for (number, (node, to)) in (10..).zip(newer) {
            let change = Change {
                roadmap: "tea".to_owned(),
                nodes: vec![NodeChange {
                    node: node.to_owned(),
                    from: Status::Todo,
                    to,
                    url: None,
                    title: "A walk through a black tea shop".to_owned(),
                    when: None,
                }],
                origin: Origin::Done,
            };
            let id = RecordId::new(9, number);
            let at = "2026-11-21T08:00:00+01:00";
            let record = Record::new(id, number, at, Action::Status(change));
            log.add(record, Writer::Other);
        }
        stage.send(Msg::LogChanged(Box::new(log)));
        // What costs nothing is offered first, though the other is called more alike.
        stage.play("W<enter>");
        let said = cost.split(" ∙").next().unwrap();
        let picture = stage.picture();
        assert!(size.0 < 100 || picture.contains(said), "{picture}");
        // Where the sentence has no room, its sign has.
        assert!(picture.contains("  !"), "{picture}");
        stage.play("<enter>");
        let to = |stage: &Stage| match stage.effects.last() {
            Some(Effect::Attach { attachment, .. }) => attachment.to.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!(to(&stage), "shop");
        stage.play("W<enter><down><enter>");
        assert_eq!(to(&stage), "assam-walk");
        record(&mut stage, 1);
        assert_eq!(stage.notice(), cost);
    }
}
