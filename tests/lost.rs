//! What was recorded for something that is gone: statuses, times and notes are shown, counted, and can be given a place.

mod support;

use std::collections::HashSet;

use proptest::prelude::*;
use roadbook::course::Course;
use roadbook::journal::{Action, Log, Record, RecordId, Spent, Writer};
use roadbook::notes::name::Name;
use roadbook::notes::{Found, Notes};
use roadbook::progress::Status;
use roadbook::progress::change::{Change, NodeChange, Origin};
use roadbook::roadmap::{Limits, Roadmap};
use roadbook::text::clean;
use support::cli::Shell;

const TEA: &str = include_str!("fixtures/cli/tea.yaml");

/// The next edition: the walk has another id and another title.
fn next_tea() -> String {
    let next = TEA.replace("- id: black-tea-walk", "- id: tea-shop-walk");
    next.replace("Visit a tea shop", "Visit the tea shop")
}

fn library(shell: &Shell, text: &str) {
    shell.write("data/roadbook/roadmaps/tea.yaml", text);
}

/// Runs a command at a time of 2026-11-20.
fn at(shell: &Shell, clock: &str, line: &str) -> String {
    let mut command = shell.command(line);
    command.env("ROADBOOK_NOW", format!("2026-11-20T{clock}:00Z"));
    let output = command.output().expect("the program runs");
    assert!(output.status.success(), "{line}: {}", shell.show(&output));
    shell.show(&output)
}

fn json(shell: &Shell, line: &str) -> serde_json::Value {
    let told = shell.run(&[line]);
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}"))
}

#[test]
fn time_and_notes_of_what_is_gone_are_told_everywhere_and_can_be_given_a_place() {
    let shell = Shell::new();
    at(&shell, "10:00", "track start black-tea-walk");
    at(&shell, "10:25", "track stop");
    shell.run(&["note black-tea-walk 'by the river'"]);
    library(&shell, &next_tea());

    let line = "Visit a tea shop (black-tea-walk)  25 min  note";
    let told = shell.run(&["doctor"]);
    assert!(told.contains(line), "{told}");
    let told = shell.run(&["diff tea tea"]);
    assert!(
        told.contains("0 of 1 things with ticks, time or notes"),
        "{told}"
    );
    assert!(
        told.contains(line) && told.contains("Visit the tea shop"),
        "{told}"
    );
    for command in ["diff tea tea --json", "doctor --json", "export json"] {
        let orphan = &json(&shell, command)["orphans"][0];
        assert_eq!(
            (
                &orphan["id"],
                &orphan["minutes_spent"],
                &orphan["note"],
                &orphan["status"]
            ),
            (
                &"black-tea-walk".into(),
                &25.into(),
                &true.into(),
                &"todo".into()
            ),
            "{command}"
        );
    }
    assert!(
        shell
            .run(&["stats"])
            .contains("1 thing with ticks, time or notes")
    );

    let told = shell.run(&["attach black-tea-walk tea-shop-walk"]);
    assert!(
        told.starts_with("what was recorded for Visit a tea shop (black-tea-walk) belongs to"),
        "{told}"
    );
    let shown = json(&shell, "show tea-shop-walk --json");
    assert_eq!(shown["minutes_spent"], 25, "{shown}");
    assert!(shell.run(&["show tea-shop-walk"]).contains("by the river"));
    assert_eq!(
        json(&shell, "diff tea tea --json")["orphans"],
        serde_json::json!([])
    );
    // What has its place can be taken back by the title that it had.
    let told = shell.run(&["attach black-tea-walk --undo"]);
    assert!(told.contains("Visit a tea shop (black-tea-walk)"), "{told}");
}

#[test]
fn a_note_alone_is_an_orphan_by_its_id() {
    let shell = Shell::new();
    shell.run(&["note black-tea-walk 'by the river'"]);
    library(&shell, &next_tea());
    let told = shell.run(&["doctor"]);
    assert!(told.contains("    black-tea-walk  note\n"), "{told}");
    assert!(
        !shell
            .run(&["attach black-tea-walk tea-shop-walk"])
            .contains("-- exit")
    );
    assert!(shell.run(&["show tea-shop-walk"]).contains("by the river"));
}

#[test]
fn time_on_a_part_that_is_gone_can_belong_to_a_part() {
    let shell = Shell::new();
    at(&shell, "10:00", "track start black-tea");
    at(&shell, "10:25", "track stop");
    library(
        &shell,
        &TEA.replace("- id: black-tea\n", "- id: dark-tea\n"),
    );
    assert!(shell.run(&["doctor"]).contains("(black-tea)  25 min"));
    let told = shell.run(&["attach black-tea dark-tea"]);
    assert!(!told.contains("-- exit"), "{told}");
    assert_eq!(json(&shell, "show dark-tea --json")["minutes_spent"], 25);
    // A status needs something that has one.
    shell.run(&["done black-tea-walk"]);
    library(&shell, &next_tea());
    let told = shell.run(&["attach black-tea-walk green-tea"]);
    assert!(told.contains("not a resource or key idea"), "{told}");
}

#[test]
fn what_a_new_place_costs_is_said_and_the_places_that_cost_nothing_come_first() {
    let shell = Shell::new();
    at(&shell, "10:00", "done green-tea-video");
    at(&shell, "11:00", "doing black-tea-walk");
    library(&shell, &next_tea());
    let told = shell.run(&["attach black-tea-walk green-tea-video"]);
    assert!(
        told.contains("“done” gives way to the newer “doing”") && told.contains("--undo"),
        "{told}"
    );
    assert!(
        shell
            .run(&["attach black-tea-walk --undo", "show green-tea-video"])
            .contains("done")
    );
    let told = shell.run(&["attach black-tea-walk tea-shop-walk"]);
    assert!(!told.contains("gives way"), "{told}");

    // Of two that are called alike the one that is done already costs its tick, and comes after the other.
    let shell = Shell::new();
    let twin = "          - { id: first-walk, title: Visit the tea shop }\n          - id: ";
    let both = |text: &str, id: &str| {
        text.replace(&format!("          - id: {id}"), &format!("{twin}{id}"))
    };
    library(&shell, &both(TEA, "black-tea-walk"));
    at(&shell, "10:00", "done first-walk");
    at(&shell, "11:00", "doing black-tea-walk");
    library(&shell, &both(&next_tea(), "tea-shop-walk"));
    let orphan = &json(&shell, "diff tea tea --json")["orphans"][0];
    assert_eq!(
        orphan["alike"],
        serde_json::json!(["tea-shop-walk", "first-walk"])
    );
    let told = shell.run(&["diff tea tea"]);
    assert!(told.contains("(first-walk)  “done” gives way"), "{told}");
}

#[test]
fn what_changed_is_named_as_it_is_called_today() {
    let shell = Shell::new();
    shell.run(&["done green-tea-book"]);
    let next = TEA.replace("- id: green-tea-book", "- id: green-book");
    let next = next.replace("aliases: [", "aliases: [green-tea-book, ");
    let next = next.replace("The green book", "The book of green tea");
    library(&shell, &next);
    for command in ["undo", "redo"] {
        let told = shell.run(&[command]);
        assert!(
            told.contains("The book of green tea (green-book)") && !told.contains("green-tea-book"),
            "{told}"
        );
    }
    let told = shell.run(&["log"]);
    assert!(
        told.contains("The book of green tea (green-book)"),
        "{told}"
    );
}

fn roadmap(lines: &str) -> Roadmap {
    let text = format!(
        "format: 1\nid: r\ntitle: R\nstages:\n  - id: s\n    title: S\n    topics:\n      - id: t\n        title: T\n        resources:\n          - {{ id: always, title: Always }}\n{lines}"
    );
    roadbook::roadmap::load(text.as_bytes(), &Limits::default())
        .expect("it is a roadmap")
        .roadmap
}

fn status(number: u64, id: &str, url: Option<&str>, to: Status) -> Record {
    let change = Change {
        roadmap: "r".to_owned(),
        nodes: vec![NodeChange {
            node: id.to_owned(),
            from: Status::Todo,
            to,
            url: url.map(str::to_owned),
            title: format!("Title of {id}"),
            when: None,
        }],
        origin: Origin::Done,
    };
    record(number, Action::Status(change))
}

fn time(number: u64, id: &str, url: Option<&str>) -> Record {
    record(
        number,
        Action::Time(Spent {
            roadmap: "r".to_owned(),
            node: id.to_owned(),
            url: url.map(str::to_owned),
            title: String::new(),
            minutes: 10,
            when: None,
        }),
    )
}

fn record(number: u64, action: Action) -> Record {
    Record::new(
        RecordId::new(1, number),
        number,
        "2026-11-20T08:00:00+01:00",
        action,
    )
}

fn course(roadmap: Roadmap, records: Vec<Record>, notes: &[String]) -> Course {
    let mut log = Log::default();
    for record in records {
        log.add(record, Writer::ThisDevice);
    }
    let found = |id: &String| Found {
        name: Name::Note(clean::line(id)),
        file: clean::line(&format!("{id}.md")),
        text: clean::line("a thought"),
        modified: None,
        is_cut: false,
    };
    let mut course = Course::new(roadmap, log);
    course.set_notes(Notes::new(notes.iter().map(found).collect(), Vec::new()));
    course
}

#[test]
fn several_records_of_one_thing_find_its_address_together() {
    let url = Some("https://example.org/a");
    let records = vec![
        status(1, "old", url, Status::Done),
        time(2, "old", url),
        time(3, "old", None),
    ];
    let line = "          - { id: new, title: New, url: 'https://example.org/a' }\n";
    let course = course(roadmap(line), records, &["old".to_owned()]);
    let new = course.roadmap().find("new").unwrap();
    assert!(course.orphans().is_empty(), "{:?}", course.orphans());
    assert_eq!(
        course.progress().status(course.roadmap(), new),
        Status::Done
    );
    assert_eq!(
        (course.minutes_spent(new), course.has_note(new)),
        (20, true)
    );
    // Two things of one address are still two.
    let records = vec![status(1, "old", url, Status::Done), time(2, "older", url)];
    let course = self::course(roadmap(line), records, &[]);
    assert_eq!(course.orphans().len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Of ten things each has any of a status, a time and a note, and is still there, under another id, or gone.
    #[test]
    fn statuses_times_and_notes_are_matched_or_orphans(
        things in prop::collection::vec((0..5_usize, any::<[bool; 3]>(), 0..5_usize), 10),
    ) {
        let mut lines = String::new();
        let mut records = Vec::new();
        let mut notes = Vec::new();
        let (mut recorded, mut gone) = (HashSet::new(), HashSet::new());
        for (at, (status_at, [has_time, has_note, has_url], fate)) in things.iter().enumerate() {
            let id = format!("n{at}");
            let url = has_url.then(|| format!("https://example.org/{at}"));
            let number = u64::try_from(at * 10).unwrap();
            let status_of = Status::ALL.get(*status_at).copied();
            records.extend(status_of.map(|to| status(number + 1, &id, url.as_deref(), to)));
            records.extend(has_time.then(|| time(number + 2, &id, url.as_deref())));
            notes.extend(has_note.then(|| id.clone()));
            let is_recorded = *has_time || *has_note || status_of.is_some_and(|to| to != Status::Todo);
            // A note alone knows no address.
            let knows_address = *has_url && (*has_time || status_of.is_some());
            let line = |id: &str, more: &str| {
                let url = url.as_ref().map(|url| format!(", url: '{url}'")).unwrap_or_default();
                format!("          - {{ id: {id}, title: X{url}{more} }}\n")
            };
            let is_gone = match fate {
                0 => { lines += &line(&id, ""); false }
                1 => { lines += &line(&format!("m{at}"), &format!(", aliases: [{id}]")); false }
                2 => { lines += &line(&format!("m{at}"), ""); !knows_address }
                _ => true,
            };
            if is_recorded {
                recorded.insert(id.clone());
                if is_gone { gone.insert(id); }
            }
        }
        let course = course(roadmap(&lines), records, &notes);
        let orphans: HashSet<String> = course.orphans().iter().map(|orphan| orphan.id.to_string()).collect();
        prop_assert_eq!(course.orphans().len(), orphans.len(), "each is told once");
        prop_assert_eq!(&orphans, &gone);
        prop_assert_eq!(course.recorded(), recorded.len());
        // Nothing of an orphan is shown elsewhere, and nothing of the others is lost.
        for orphan in course.orphans() {
            let at: usize = orphan.id.as_str()[1..].parse().unwrap();
            let (_, [has_time, has_note, _], _) = things[at];
            prop_assert_eq!((orphan.minutes > 0, orphan.has_note), (has_time, has_note));
        }
        let spent: u64 = course.times().map(|(_, timed)| u64::from(timed.spent.minutes)).sum();
        let shown: u64 = course.roadmap().stages().map(|stage| course.minutes_spent(stage)).sum();
        let lost: u64 = course.orphans().iter().map(|orphan| orphan.minutes).sum();
        prop_assert_eq!(spent, shown + lost);
    }
}
