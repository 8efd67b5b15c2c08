//! Roadmaps, their editions and the person's own layer on the screen, played without a terminal.

mod support;

use roadbook::course::Course;
use roadbook::journal::Log;
use roadbook::roadmap::Roadmap;
use roadbook::text::Clean;
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Effect, LayerTrouble, Layered, Msg};
use support::stage::{self, Setting, Stage};

fn small(more: &str) -> Roadmap {
    stage::roadmap(&format!(
        "format: 1\nid: small\ntitle: Small\nstages:\n  - id: s\n    title: Stage\n    topics:\n      - id: t\n        title: Topic\n        resources:\n{more}"
    ))
}

const ONE: &str = "          - { id: one, title: One }\n";
const TWO: &str = "          - { id: two, title: Two }\n";
const THREE: &str = "          - { id: three, title: Three }\n";

fn start() -> Stage {
    Setting {
        roadmap: small(&format!("{ONE}{TWO}")),
        ..Setting::default()
    }
    .start()
}

#[test]
fn a_new_edition_keeps_cursor_progress_and_filter() {
    let mut stage = start();
    stage.play("jj<space>j");
    assert_eq!(stage.at(), "two");
    stage.send(Msg::RoadmapChanged(Box::new(small(&format!(
        "{THREE}{ONE}{TWO}"
    )))));
    assert_eq!(stage.at(), "two");
    let picture = stage.picture();
    assert!(
        picture.contains("✓ One") && picture.contains("∙ Three"),
        "{picture}"
    );
    // What the cursor was on may be gone.
    stage.send(Msg::RoadmapChanged(Box::new(small(ONE))));
    assert!(!stage.at().is_empty());
    stage.play("/one");
    stage.send(Msg::RoadmapChanged(Box::new(small(&format!(
        "{ONE}{THREE}"
    )))));
    assert_eq!(stage.app.scope(), Scope::Main);
    assert!(stage.picture().contains("[/one]"), "{}", stage.picture());
}

#[test]
fn hiding_is_told_and_the_last_thing_done_is_what_undo_takes_back() {
    let mut stage = start();
    stage.play("jj<space>D");
    let Some(Effect::Hide(node)) = stage.effects.last().cloned() else {
        panic!("{:?}", stage.effects)
    };
    let titles = stage.app.course().roadmap().all_titles(node);
    let hidden = Box::new(small(TWO));
    stage.send(Msg::Layered(Ok((hidden, Layered::Hidden(titles)))));
    assert_eq!(stage.notice(), "Hidden: One ∙ u undo");
    assert!(!stage.picture().contains("✓ One"));
    stage.play("u");
    assert_eq!(stage.effects.last(), Some(&Effect::UndoLayer));
    let whole = Box::new(small(&format!("{ONE}{TWO}")));
    stage.send(Msg::Layered(Ok((whole, Layered::TakenBack))));
    assert!(stage.picture().contains("✓ One"), "{}", stage.picture());
    // Then comes the tick from before, which is undone by the journal.
    let effects = stage.effects.len();
    stage.play("u");
    assert_eq!(stage.effects.len(), effects);
    assert!(
        stage.notice().starts_with("Undone: One"),
        "{}",
        stage.notice()
    );
}

#[test]
fn a_link_is_added_in_two_lines_and_a_bad_address_is_told_beside_it() {
    let mut stage = start();
    stage.play("jjajavascript:alert(1)<enter>");
    assert_eq!(stage.app.scope(), Scope::Typing);
    assert!(stage.effects.is_empty());
    stage.play("<c-u>example.org/more<enter>More to read<enter>");
    let Some(Effect::AddLink { topic, link, title }) = stage.effects.last() else {
        panic!("{:?}", stage.effects)
    };
    let roadmap = stage.app.course().roadmap();
    assert_eq!(roadmap.node_id(*topic).as_str(), "t");
    assert_eq!(
        (link.as_str(), title.as_str()),
        ("https://example.org/more", "More to read")
    );
    stage.send(Msg::Layered(Err(LayerTrouble::NoHome)));
    let picture = stage.picture();
    assert!(
        picture.contains("Its title: More to read") && picture.contains("home"),
        "{picture}"
    );
}

#[test]
fn a_link_without_a_title_gets_one_from_its_address() {
    let mut stage = start();
    stage.play("jjaexample.org/deep/more<enter><enter>");
    let Some(Effect::AddLink { link, title, .. }) = stage.effects.last() else {
        panic!("{:?}", stage.effects)
    };
    assert_eq!(
        (link.as_str(), title.as_str()),
        ("https://example.org/deep/more", "example.org: more")
    );
}

#[test]
fn another_roadmap_opens_and_each_remembers_where_the_person_was() {
    let mut stage = start();
    stage.play("jjj");
    let at = stage.at();
    let other = stage::built_in();
    stage.send(Msg::CourseOpened(Box::new(Course::new(
        other,
        Log::default(),
    ))));
    assert!(stage.picture().contains("Large language models"));
    stage.play("jjj");
    let again = Course::new(small(&format!("{ONE}{TWO}")), Log::default());
    stage.send(Msg::CourseOpened(Box::new(again)));
    assert_eq!(stage.at(), at);
    stage.send(Msg::RoadmapGone(Clean::fixed("x").to_buf()));
    assert!(stage.notice().contains('x'));
}

#[test]
fn a_layer_that_cannot_be_turned_does_not_block_the_undo_of_what_was_done_before() {
    let mut stage = start();
    stage.play("jj<space>D");
    let node = stage.app.current_node().expect("a node");
    let titles = stage.app.course().roadmap().all_titles(node);
    stage.send(Msg::Layered(Ok((
        Box::new(small(TWO)),
        Layered::Hidden(titles),
    ))));
    stage.play("u");
    assert_eq!(stage.effects.last(), Some(&Effect::UndoLayer));
    stage.send(Msg::LayerStuck {
        undoing: true,
        trouble: None,
    });
    assert_eq!(stage.notice(), "Nothing to undo.");
    stage.play("u");
    assert!(stage.notice().starts_with("Undone: "), "{}", stage.notice());
}
