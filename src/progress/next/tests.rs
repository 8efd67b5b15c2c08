use proptest::prelude::*;

use super::*;
use crate::roadmap::{Kind, load};
use crate::yaml::Limits;

const ROADMAP: &str = "
format: 1
id: r
title: R
stages:
  - id: base
    title: Base
    optional: true
    topics:
      - id: maths
        title: Maths
        resources:
          - { id: maths-book, title: M, kind: book, core: true }
  - id: main
    title: Main
    topics:
      - id: one
        title: One
        needs: [maths]
        resources:
          - { id: one-extra, title: E, minutes: 40 }
          - { id: one-core, title: C, minutes: 30, core: true }
          - { id: one-short, title: S, minutes: 10 }
          - { id: one-core-2, title: C2, minutes: 5, core: true }
      - id: two
        title: Two
        needs: [one]
        resources:
          - { id: two-core, title: C, minutes: 25, core: true }
          - { id: two-extra, title: E, minutes: 15 }
        topics:
          - id: inner
            title: Inner
            resources:
              - { id: inner-core, title: C, minutes: 20, core: true }
      - id: three
        title: Three
        resources:
          - { id: three-core, title: C, minutes: 20, core: true }
";

/// Somebody at work: `id=status` in the order in which it was done, the last one latest.
struct Work {
    roadmap: Roadmap,
    progress: Progress,
    touched: Vec<NodeIdx>,
}

fn work(deeds: &[(&str, Status)]) -> Work {
    let roadmap = load(ROADMAP.as_bytes(), &Limits::default())
        .unwrap()
        .roadmap;
    let mut progress = Progress::new(&roadmap);
    let mut touched = Vec::new();
    for (id, status) in deeds {
        let node = roadmap.find(id).unwrap();
        progress.set(&roadmap, node, *status);
        touched.push(node);
    }
    Work {
        roadmap,
        progress,
        touched,
    }
}

impl Work {
    fn suggest(&self, options: Options, passes: &dyn Fn(NodeIdx) -> bool) -> Vec<Suggestion> {
        self.known(passes, |known| suggest(known, options))
    }

    fn known<T>(&self, passes: &dyn Fn(NodeIdx) -> bool, ask: impl FnOnce(&Known<'_>) -> T) -> T {
        let position = |node: &NodeIdx| self.touched.iter().rposition(|touched| touched == node);
        ask(&Known {
            roadmap: &self.roadmap,
            progress: &self.progress,
            minutes: &|node| {
                let known = self.roadmap.minutes(node);
                let value = known.or(self.roadmap.kind(node).map(Kind::typical_minutes))?;
                Some(Minutes {
                    value,
                    is_known: known.is_some(),
                })
            },
            touched: &|node| {
                Some(Touched {
                    l: position(&node)? as u64,
                    day: Some(jiff::civil::date(2026, 11, 20)),
                })
            },
            passes,
        })
    }

    fn ids(&self, minutes: Option<u32>) -> String {
        let options = Options { count: 20, minutes };
        let suggestions = self.suggest(options, &|_| true);
        let show = |suggestion: &Suggestion| {
            let part = if suggestion.is_part { "…" } else { "" };
            format!("{}{part}", self.roadmap.node_id(suggestion.node))
        };
        suggestions.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    /// The reason of one suggestion.
    fn reason(&self, id: &str) -> String {
        let options = Options {
            count: 20,
            minutes: None,
        };
        let node = self.roadmap.find(id).unwrap();
        let suggestions = self.suggest(options, &|other| other == node);
        let id = |node: NodeIdx| self.roadmap.node_id(node).to_string();
        match &suggestions[0].reason {
            Reason::InProgress { since } => format!("begun {}", since.unwrap()),
            Reason::Unlocked { by } => format!("unlocked by {}", id(*by)),
            Reason::CorePath { topic } => format!("core of {}", id(*topic)),
            Reason::Shortest { topic } => format!("shortest of {}", id(*topic)),
            Reason::Left { topic } => format!("left of {}", id(*topic)),
            Reason::After { topics } => {
                let ids: Vec<String> = topics.iter().copied().map(id).collect();
                format!("after {}", ids.join(" "))
            }
            Reason::Optional { stage } => format!("optional {}", id(*stage)),
        }
    }
}

use Status::{Doing, Done, Skipped};

#[test]
fn a_beginner_is_led_along_the_core_path_and_past_the_optional_stage() {
    let work = work(&[]);
    assert_eq!(
        work.ids(None),
        "one-core one-core-2 three-core one-short one-extra two-core inner-core two-extra maths-book"
    );
    assert_eq!(work.reason("one-core"), "core of one");
    assert_eq!(work.reason("one-short"), "left of one");
    assert_eq!(work.reason("two-core"), "after one");
    assert_eq!(work.reason("inner-core"), "after one");
    assert_eq!(work.reason("maths-book"), "optional base");
}

#[test]
fn what_is_in_progress_comes_first_the_latest_before_all() {
    let work = work(&[("two-extra", Doing), ("three-core", Doing)]);
    assert!(
        work.ids(None).starts_with("three-core two-extra one-core"),
        "{}",
        work.ids(None)
    );
    assert_eq!(work.reason("two-extra"), "begun 2026-11-20");
}

#[test]
fn a_topic_is_unlocked_when_the_core_path_of_what_it_needs_is_finished() {
    let half = work(&[("one-core", Done)]);
    assert_eq!(half.reason("two-core"), "after one");
    for last in [Done, Skipped] {
        let all = work(&[("one-core", Done), ("one-core-2", last)]);
        assert_eq!(all.reason("two-core"), "unlocked by one");
        assert_eq!(all.reason("inner-core"), "unlocked by one");
        assert_eq!(all.reason("one-short"), "shortest of one");
        assert_eq!(all.reason("one-extra"), "left of one");
        assert!(
            all.ids(None)
                .starts_with("two-core inner-core three-core one-short")
        );
    }
}

#[test]
fn an_optional_stage_counts_once_it_was_begun() {
    let begun = work(&[("maths-book", Doing)]);
    assert_eq!(begun.reason("one-core"), "after maths");
    let done = work(&[("maths-book", Done)]);
    assert_eq!(done.reason("one-core"), "unlocked by maths");
}

#[test]
fn the_time_is_filled_the_best_first() {
    let work = work(&[]);
    let table = [
        (30, "one-core"),
        (35, "one-core one-core-2"),
        (25, "one-core-2 three-core"),
        (60, "one-core one-core-2 three-core"),
        (65, "one-core one-core-2 three-core one-short"),
        (8, "one-core-2"),
        (4, ""),
    ];
    for (minutes, expected) in table {
        assert_eq!(work.ids(Some(minutes)), expected, "{minutes}");
    }
    assert_eq!(
        work.ids(Some(u32::MAX)).split(' ').count(),
        5,
        "what comes later may wait"
    );
}

#[test]
fn a_long_thing_that_was_begun_is_gone_on_with_where_nothing_else_fits() {
    let work = work(&[("maths-book", Doing)]);
    assert_eq!(work.ids(Some(4)), "maths-book…");
    assert_eq!(work.ids(Some(10)), "one-core-2", "after maths, but it fits");
}

#[test]
fn nothing_is_suggested_when_nothing_is_left() {
    let work = work(&[
        ("maths-book", Skipped),
        ("one-extra", Done),
        ("one-core", Done),
        ("one-short", Done),
        ("one-core-2", Done),
        ("two-core", Done),
        ("two-extra", Done),
        ("inner-core", Done),
        ("three-core", Done),
    ]);
    assert_eq!(
        (work.ids(None), work.ids(Some(60))),
        (String::new(), String::new())
    );
}

#[test]
fn the_fullest_choice_takes_the_most_time_and_of_equal_ones_the_earlier() {
    let roadmap = load(ROADMAP.as_bytes(), &Limits::default())
        .unwrap()
        .roadmap;
    let node = roadmap.nodes().next().unwrap();
    let candidate = |minutes| Candidate {
        rank: Rank::Unlocked,
        touched: Reverse(None),
        topic: node,
        is_beside_core: true,
        by_length: Some(minutes),
        node,
        minutes,
    };
    let chosen = |lengths: &[u32], minutes| {
        let candidates: Vec<Candidate> = lengths.iter().copied().map(candidate).collect();
        let chosen = fullest(&candidates, minutes).into_iter();
        chosen.map(|one| one.minutes).collect::<Vec<_>>()
    };
    assert_eq!(chosen(&[20, 15, 10], 25), [15, 10]);
    assert_eq!(chosen(&[10, 15, 25], 25), [10, 15]);
    assert_eq!(chosen(&[30], 25), [0; 0]);
    assert_eq!(chosen(&[], 25), [0; 0]);
}

proptest! {
    #[test]
    fn the_first_by_counts_is_the_first_of_all(
        deeds in prop::collection::vec((0_usize..9, prop::sample::select(&Status::ALL[..])), 0..24),
    ) {
        let ids = [
            "maths-book", "one-extra", "one-core", "one-short", "one-core-2", "two-core", "two-extra", "inner-core",
            "three-core",
        ];
        let deeds: Vec<_> = deeds.into_iter().map(|(id, status)| (ids[id], status)).collect();
        for done in 0..=deeds.len() {
            let work = work(&deeds[..done]);
            let options = Options { count: 1, minutes: None };
            let all = work.suggest(options, &|_| true);
            let first = work.known(&|_| true, first);
            prop_assert_eq!(first.as_ref(), all.first());
        }
    }
}
