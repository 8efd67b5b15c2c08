//! What becomes of outlines of org-mode: keywords, times, and what is left out.

use crate::import::{Format, Imported, Options, read};
use crate::lang::Lang;

fn import(text: &str) -> Imported {
    read(text, Format::Org, &Options::default()).expect("there is something in it")
}

/// Everything that was begun: title, status, when, and each time that was spent on it.
fn begun(imported: &Imported) -> Vec<String> {
    let state = |state: &crate::import::State| {
        let node = imported.roadmap.find(&state.id).expect("it is there");
        let title = imported.roadmap.title(node, Lang::En);
        let mut line = format!("{title}: {}", state.status.word());
        if let Some(when) = &state.when {
            line = format!("{line} {when}");
        }
        for stint in &state.spent {
            let when = stint.when.as_deref().unwrap_or("-");
            line = format!("{line}, {} min {when}", stint.minutes);
        }
        line
    };
    imported.states.iter().map(state).collect()
}

fn told(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes().iter();
    let note = |note: &crate::import::report::Note| {
        format!("{} {} {}", note.line, note.what.word(), note.text)
    };
    notes.map(note).collect()
}

#[test]
fn keywords_are_those_that_the_document_declares() {
    let sequence = "#+TODO: UNREAD(u) READING(r!) WAIT(w@/!) | READ(d!) ABANDONED(a@)\n* Books\n** UNREAD Ants\n** READING Bees\n** WAIT Wasps\n** READ Moths\n** ABANDONED Flies\n";
    let imported = import(sequence);
    assert_eq!(
        begun(&imported),
        ["Bees: doing", "Moths: done", "Flies: skip"]
    );
    assert_eq!(told(&imported), ["1 guessed-status READING"]);

    // Without a bar the last word is the one that is done, and types stand side by side.
    let types = "#+TYP_TODO: 看书 看课 看完\n* 课\n** 看书 蚂蚁\n** 看课 蜜蜂\n** 看完 黄蜂\n";
    let imported = import(types);
    assert_eq!(begun(&imported), ["黄蜂: done"]);
    assert!(told(&imported).is_empty(), "{:?}", told(&imported));

    let known = "* Books\n** WAIT Ants\n** WAITING Bees\n** CANCELLED Wasps\n** TODO Flies\n#+SEQ_TODO: TODO | FINISHED\n** FINISHED Moths\n";
    let imported = import(known);
    assert_eq!(begun(&imported), ["Wasps: skip", "Moths: done"]);
    assert_eq!(
        imported
            .roadmap
            .title(imported.roadmap.nodes().nth(2).unwrap(), Lang::En)
            .as_str(),
        "Ants"
    );
}

#[test]
fn what_is_commented_out_or_not_exported_is_left_out_and_told() {
    let text = "* Books\n** TODO Ants\n** COMMENT Bees\n*** DONE A chapter\n    - [X] a page\n** TODO COMMENT Wasps\n** DONE Moths\n** TODO Mine :private:noexport:\n*** DONE Secret\n* COMMENT Ideas\n** DONE Later\n* Films\n** TODO COMMENTARY on ants\n#+BEGIN_COMMENT\n- [X] old\n#+END_COMMENT\n";
    let imported = import(text);
    assert_eq!(begun(&imported), ["Moths: done"]);
    assert_eq!(
        told(&imported)
            .iter()
            .filter(|line| line.contains("commented-out"))
            .cloned()
            .collect::<Vec<_>>(),
        [
            "3 commented-out COMMENT Bees",
            "6 commented-out COMMENT Wasps",
            "8 commented-out Mine",
            "10 commented-out COMMENT Ideas",
            "14 commented-out - [X] old",
        ]
    );
    let titles: Vec<&str> = imported
        .roadmap
        .nodes()
        .map(|node| imported.roadmap.title(node, Lang::En).as_str())
        .collect();
    assert!(
        titles.contains(&"COMMENTARY on ants") && !titles.contains(&"Secret"),
        "{titles:?}"
    );
}

#[test]
fn each_entry_of_the_clock_is_kept_with_its_day_also_on_a_heading_over_others() {
    let text = "* Maths\n:LOGBOOK:\nCLOCK: [2024-03-01 Fri 09:00]--[2024-03-01 Fri 09:20] =>  0:20\n:END:\n** DONE Matrices\nCLOSED: [2024-03-05 Tue 10:00]\n:LOGBOOK:\n- State \"DONE\"       from \"TODO\"       [2024-03-05 Tue 10:01]\nCLOCK: [2024-03-04 Mon 10:00]--[2024-03-04 Mon 11:30] =>  1:30\nCLOCK: [2024-03-03 Sun 10:00]--[2024-03-03 Sun 10:15] =>  0:15\n:END:\n** DONE Sets\n:LOGBOOK:\n- State \"DONE\"       from \"TODO\"       [2024-03-06 Wed 08:00]\n:END:\n** Graphs\n:LOGBOOK:\nCLOCK: [2024-03-07 Thu 10:00]--[2024-03-07 Thu 10:05] =>  0:05\n:END:\n";
    let imported = import(text);
    assert_eq!(
        begun(&imported),
        [
            "Maths: todo, 20 min 2024-03-01T09:00:00",
            "Matrices: done 2024-03-05T10:00:00, 90 min 2024-03-04T10:00:00, 15 min 2024-03-03T10:00:00",
            "Sets: done 2024-03-06T08:00:00",
            "Graphs: todo, 5 min 2024-03-07T10:00:00",
        ]
    );
}

#[test]
fn what_a_drawer_says_and_a_roadmap_does_not_is_told_with_its_own_line() {
    let text = "* Maths\n** TODO Matrices\n:PROPERTIES:\n:CUSTOM_ID: matrices\n:Header: 1:00\n:Category: algebra\n:END:\n";
    let imported = import(text);
    assert_eq!(
        told(&imported),
        ["5 not-kept :Header: 1:00", "6 not-kept :Category: algebra"]
    );
}

#[test]
fn time_on_a_part_that_is_left_out_is_told() {
    let text = "* Preface\nJust words.\n:LOGBOOK:\nCLOCK: [2024-03-01 Fri 09:00]--[2024-03-01 Fri 09:20] =>  0:20\n:END:\n* Maths\n** TODO Sets\n* Art\n** TODO Lines\n";
    let told = told(&import(text));
    assert!(
        told.contains(&"1 not-kept Preface (20 min)".to_owned()),
        "{told:?}"
    );
}

#[test]
fn a_tag_may_name_a_kind_and_effort_is_how_long_it_takes() {
    let text = "* Books :shelf:\n** TODO [#A] [[https://a.example][Ants]] :book:blue:\n:PROPERTIES:\n:Effort: 2:00\n:END:\n** TODO Bees\n:PROPERTIES:\n:EFFORT: 45\n:END:\n** Shelf\n:PROPERTIES:\n:Effort: 1:00\n:END:\n- [ ] Wasps\n";
    let imported = import(text);
    let roadmap = &imported.roadmap;
    let things = roadmap.nodes().filter_map(|node| {
        let minutes = roadmap.minutes(node)?;
        let kind = roadmap.kind(node).map_or("-", crate::roadmap::Kind::word);
        Some(format!(
            "{} {kind} {minutes}",
            roadmap.title(node, Lang::En)
        ))
    });
    assert_eq!(
        things.collect::<Vec<_>>(),
        ["Ants book 120", "Bees task 45"]
    );
    assert_eq!(
        told(&imported),
        [
            "1 not-kept :shelf:",
            "2 not-kept [#A]",
            "2 not-kept :blue:",
            "12 not-kept :Effort: 1:00",
        ]
    );
}
