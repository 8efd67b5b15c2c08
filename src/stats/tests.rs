use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::journal::{Action, Log, Record, RecordId, Spent, Writer};
use crate::progress::change::{Change, NodeChange, Origin};
use crate::roadmap::{Limits, Roadmap, TypicalMinutes, load};

const TODAY: Date = date(2026, 11, 23);

const YAML: &str = "
format: 1
id: tea
title: Tea
stages:
  - id: leaves
    title: Leaves
    topics:
      - id: green
        title: Green
        concepts: [{ id: idea, title: Idea, text: An idea. }]
        resources:
          - { id: a, title: A, kind: video, minutes: 30 }
          - { id: b, title: B, kind: book }
          - { id: c, title: C, kind: task }
  - id: water
    title: Water
    optional: true
    topics:
      - id: boiling
        title: Boiling
        resources: [{ id: d, title: D, kind: task }]
";

const NODES: [&str; 5] = ["idea", "a", "b", "c", "d"];

fn roadmap() -> Roadmap {
    load(YAML.as_bytes(), &Limits::default()).unwrap().roadmap
}

fn status(number: u64, at: &str, node: &str, to: Status, origin: Origin) -> Record {
    let node = NodeChange {
        node: node.into(),
        from: Status::Todo,
        to,
        url: None,
        title: String::new(),
        when: None,
    };
    let change = Change {
        roadmap: "tea".into(),
        nodes: vec![node],
        origin,
    };
    Record::new(RecordId::new(1, number), number, at, Action::Status(change))
}

fn time(number: u64, at: &str, node: &str, minutes: u32) -> Record {
    let spent = Spent {
        roadmap: "tea".into(),
        node: node.into(),
        url: None,
        title: String::new(),
        minutes,
        when: None,
    };
    Record::new(RecordId::new(2, number), number, at, Action::Time(spent))
}

fn course(records: &[Record]) -> Course {
    let mut log = Log::default();
    for record in records {
        log.add(record.clone(), Writer::ThisDevice);
    }
    Course::new(roadmap(), log)
}

fn stats(records: &[Record]) -> Stats {
    Stats::new(&course(records), None, TODAY, &TimeZone::UTC)
}

fn done(number: u64, at: &str, node: &str) -> Record {
    status(number, at, node, Status::Done, Origin::Done)
}

#[test]
fn a_thing_counts_once_on_the_day_that_decided_it() {
    let days = |records: &[Record]| -> Vec<(Date, u32)> {
        let days = stats(records).days.into_iter();
        days.map(|(date, day)| (date, day.done)).collect()
    };
    let monday = done(1, "2026-11-16T10:00:00+01:00", "a");
    let untick = status(
        2,
        "2026-11-17T10:00:00+01:00",
        "a",
        Status::Todo,
        Origin::Done,
    );
    let again = done(3, "2026-11-18T10:00:00+01:00", "a");
    assert_eq!(
        days(std::slice::from_ref(&monday)),
        [(date(2026, 11, 16), 1)]
    );
    assert_eq!(days(&[monday.clone(), untick.clone()]), []);
    assert_eq!(days(&[monday, untick, again]), [(date(2026, 11, 18), 1)]);
}

#[test]
fn what_is_dated_after_today_is_done_but_on_no_day() {
    let records = [
        done(1, "2026-11-22T10:00:00+01:00", "a"),
        done(2, "2031-01-01T10:00:00+01:00", "b"),
    ];
    let stats = stats(&records);
    assert_eq!(stats.days.len(), 1);
    let last = stats.burn_up.last().unwrap();
    assert_eq!((last.date, last.done, last.scope), (TODAY, 2, 3));
    assert_eq!(stats.burn_up[0].done, 2);
}

#[test]
fn the_curve_counts_the_goal_and_loses_what_is_skipped() {
    let skip = status(
        2,
        "2026-11-20T10:00:00+01:00",
        "b",
        Status::Skipped,
        Origin::Done,
    );
    let stats = stats(&[
        done(1, "2026-11-18T10:00:00+01:00", "a"),
        skip,
        done(3, "2026-11-21T10:00:00+01:00", "d"),
        done(4, "2026-11-21T10:00:00+01:00", "idea"),
    ]);
    let points: Vec<_> = stats
        .burn_up
        .iter()
        .map(|point| (point.date.day(), point.done, point.scope))
        .collect();
    assert_eq!(points, [(18, 1, 3), (20, 1, 2), (23, 1, 2)]);
    assert_eq!(
        stats.left,
        Left {
            resources: 1,
            minutes: 30,
            is_estimate: true
        }
    );
    let kinds: Vec<_> = stats
        .kinds
        .iter()
        .map(|(kind, tally)| (kind.word(), tally.done, tally.all()))
        .collect();
    assert_eq!(kinds, [("video", 1, 1), ("book", 0, 1), ("task", 1, 2)]);
}

#[test]
fn what_is_left_takes_as_long_as_the_person_says() {
    let mut minutes = TypicalMinutes::default();
    minutes.set(Kind::Task, 7);
    let records = [
        done(1, "2026-11-18T10:00:00+01:00", "a"),
        done(2, "2026-11-18T10:00:00+01:00", "b"),
    ];
    let course = course(&records).with_typical_minutes(minutes);
    let stats = Stats::new(&course, None, TODAY, &TimeZone::UTC);
    assert_eq!(stats.left.minutes, 7);
}

#[test]
fn a_stage_is_counted_alone() {
    let records = [
        done(1, "2026-11-18T10:00:00+01:00", "a"),
        done(2, "2026-11-21T10:00:00+01:00", "d"),
        time(3, "2026-11-21T11:00:00+01:00", "d", 20),
        time(4, "2026-11-21T11:00:00+01:00", "gone", 5),
    ];
    let course = course(&records);
    let water = course.roadmap().find("water");
    let stats = Stats::new(&course, water, TODAY, &TimeZone::UTC);
    assert_eq!(stats.days.len(), 1);
    assert_eq!(stats.minutes_spent, 20);
    assert_eq!(
        stats.burn_up.last().map(|point| (point.done, point.scope)),
        Some((1, 1))
    );
    assert_eq!(stats.left.resources, 0);
    let all = Stats::new(&course, None, TODAY, &TimeZone::UTC);
    assert_eq!(all.minutes_spent, 25);
    assert_eq!(
        all.days[&date(2026, 11, 21)],
        Day {
            done: 1,
            notes: 0,
            minutes: 25
        }
    );
}

/// Changes as several devices with wrong clocks make them: any node, any status, any day, ids that collide.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let origin = prop_oneof![
        3 => Just(Origin::Done),
        1 => (1..20u64).prop_map(|number| Origin::Undoes(RecordId::new(1, number).to_string())),
        1 => (1..20u64).prop_map(|number| Origin::Redoes(RecordId::new(1, number).to_string())),
    ];
    let record = (
        1..20u64,
        1..28i8,
        0..NODES.len(),
        0..4usize,
        origin,
        any::<bool>(),
    )
        .prop_map(|(number, day, node, to, origin, is_time)| {
            let at = format!("2026-11-{day:02}T23:30:00-05:00");
            if is_time {
                time(number, &at, NODES[node], 5)
            } else {
                status(number, &at, NODES[node], Status::ALL[to], origin)
            }
        });
    prop::collection::vec(record, 0..30)
}

proptest! {
    #[test]
    fn days_count_what_is_done_and_nothing_twice(
        (records, shuffled) in records().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
    ) {
        let course = course(&records);
        let told = Stats::new(&course, None, TODAY, &TimeZone::UTC);
        let is_done = |node: &NodeIdx| course.progress().status(course.roadmap(), *node) == Status::Done;
        let leaves = NODES.map(|id| course.roadmap().find(id).unwrap());
        let done: Vec<NodeIdx> = leaves.into_iter().filter(is_done).collect();
        let counted: u32 = told.days.values().map(|day| day.done).sum();
        let dated = |node: &&NodeIdx| {
            let decided = course.decided(**node).unwrap();
            local_day(&decided.at, decided.l, &TimeZone::UTC).unwrap() <= TODAY
        };
        prop_assert_eq!(counted as usize, done.iter().filter(dated).count());
        prop_assert!(told.days.keys().all(|day| *day <= TODAY));
        prop_assert!(told.burn_up.is_sorted_by_key(|point| (point.date, point.done)));
        if let Some(last) = told.burn_up.last() {
            let goal = course.progress().goal(course.roadmap()).resources;
            prop_assert_eq!((last.date, last.done, last.scope), (TODAY, goal.done, goal.counted()));
        }
        // Neither the order of records nor reading them twice makes a difference.
        let twice: Vec<Record> = shuffled.into_iter().chain(records).collect();
        prop_assert_eq!(stats(&twice), told);
    }
}
