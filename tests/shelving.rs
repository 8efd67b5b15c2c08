//! Roadmaps, their editions and the person's own layer on the screen, played without a terminal.

mod support;

use roadbook::course::Course;
use roadbook::journal::Log;
use roadbook::paths::Paths;
use roadbook::roadmap::url::Link;
use roadbook::roadmap::{Kind, Roadmap};
use roadbook::shelf::Shelf;
use roadbook::shelf::layer::Edit;
use roadbook::text::Clean;
use roadbook::tui::keymap::Scope;
use roadbook::tui::msg::{Effect, LayerTrouble, Layered, Msg};
use roadbook::yaml::Limits;
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

/// A shelf in a folder of its own, which answers what the screen wants done to the layer as the world does.
struct Disk {
    _folder: tempfile::TempDir,
    shelf: Shelf,
    base: Roadmap,
}

impl Disk {
    fn new(stage: &Stage) -> Disk {
        let folder = tempfile::tempdir().expect("a folder");
        Disk {
            shelf: Shelf::new(&Paths::below(folder.path()), Limits::default()),
            base: stage.app.course().roadmap().clone(),
            _folder: folder,
        }
    }

    fn answer(&self, stage: &mut Stage) {
        let effect = stage.effects.last().cloned();
        let answer = match effect {
            Some(Effect::Hide(nodes)) => {
                let roadmap = stage.app.course().roadmap();
                let id = |node| roadmap.node_id(node).to_string();
                let edits = nodes.iter().map(|node| Edit::Hide { id: id(*node) });
                let edits: Vec<Edit> = edits.collect();
                let titles = nodes
                    .iter()
                    .map(|node| roadmap.titles(*node).clone())
                    .collect();
                let edited = self.shelf.edit_layer(&self.base, &edits);
                let edited = Box::new(edited.expect("a layer that can be changed"));
                Msg::Layered(Ok((edited, Layered::Hidden(titles))))
            }
            Some(Effect::TurnLayer { undoing, turn }) => {
                let edited = self.shelf.take_back(&self.base, &turn);
                let trouble = |error| LayerTrouble::Refused(std::sync::Arc::new(error));
                let outcome = edited.map(Box::new).map_err(trouble);
                Msg::LayerTurned { undoing, outcome }
            }
            other => panic!("{other:?}"),
        };
        stage.send(answer);
    }
}

#[test]
fn hiding_is_told_and_the_last_thing_done_is_what_undo_takes_back() {
    let mut stage = start();
    let disk = Disk::new(&stage);
    stage.play("jj<space>D");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Hidden: One ∙ u undo");
    assert!(!stage.picture().contains("✓ One"));
    stage.play("u");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Shown again: One ∙ Ctrl-r redo");
    assert_eq!(stage.at(), "one");
    stage.play("<c-r>");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Hidden: One ∙ u undo");
    stage.play("u");
    disk.answer(&mut stage);
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
fn all_that_is_selected_is_hidden_and_shown_again_at_once() {
    let mut stage = start();
    let disk = Disk::new(&stage);
    stage.play("jjvv");
    let picture = stage.picture();
    assert!(
        picture.contains("D hide") && picture.contains("Esc drop selection"),
        "{picture}"
    );
    stage.play("D");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Hidden: 2 rows ∙ u undo");
    let picture = stage.picture();
    assert!(
        !picture.contains("One") && !picture.contains("Two"),
        "{picture}"
    );
    stage.play("u");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Shown again: 2 rows ∙ Ctrl-r redo");
    // A topic takes what is in it along: hiding both is hiding the topic.
    stage.play("gjvvD");
    disk.answer(&mut stage);
    assert_eq!(stage.notice(), "Hidden: Topic ∙ u undo");
}

#[test]
fn what_the_person_added_is_nothing_that_an_edition_brought() {
    let mut stage = start();
    stage.send(Msg::RoadmapChanged(Box::new(small(&format!(
        "{ONE}{TWO}{THREE}"
    )))));
    let disk = Disk::new(&stage);
    let title = Clean::fixed("Mine").to_buf();
    let add = Edit::AddLink {
        topic: "t".to_owned(),
        title: title.clone(),
        link: Link::parse("https://example.org/mine").expect("an address"),
        kind: Kind::Article,
    };
    let edited = disk.shelf.edit_layer(&disk.base, &[add]);
    let edited = Box::new(edited.expect("a layer that can be changed"));
    let roadmap = stage.app.course().roadmap();
    let topic = roadmap.titles(roadmap.find("t").expect("a topic")).clone();
    stage.send(Msg::Layered(Ok((edited, Layered::Added { title, topic }))));
    stage.play("W");
    let picture = stage.picture();
    assert!(picture.contains("Added (1)"), "{picture}");
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
    let disk = Disk::new(&stage);
    stage.play("jj<space>D");
    disk.answer(&mut stage);
    // Somebody else changes the layer.
    let two = Edit::Hide {
        id: "two".to_owned(),
    };
    disk.shelf
        .edit_layer(&disk.base, &[two])
        .expect("a changed layer");
    stage.play("u");
    disk.answer(&mut stage);
    assert!(
        stage.notice().contains("changed by somebody else"),
        "{}",
        stage.notice()
    );
    stage.play("u");
    assert!(stage.notice().starts_with("Undone: "), "{}", stage.notice());
}
