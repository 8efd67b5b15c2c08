//! `roadbook next`: what to do now and why, in a home of its own.
//!
//! `SNAPSHOTS=overwrite cargo test --test next` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;

#[test]
fn three_things_with_reason_length_and_link() {
    let shown = Shell::new().run(&["next"]);
    assert_data_eq!(
        shown,
        str![[r#"
∙ The green book (green-tea-book)  ~15 h
  next on the core path, in Green tea
  https://books.example.org/green

∙ Watching leaves unfold (green-tea-video)  25 min
  the shortest that is left in Green tea
  https://video.example.org/watch?v=1

∙ Visit a tea shop (black-tea-walk)  ~30 min
  after Green tea

"#]]
    );
}

#[test]
fn what_was_begun_comes_first_and_is_told_with_its_day() {
    let shell = Shell::new().with("ROADBOOK_NOW", "2026-11-20T09:00:00Z");
    shell.run(&["doing kettle-paper"]);
    assert_data_eq!(
        shell
            .with("ROADBOOK_NOW", "2026-11-23T09:00:00Z")
            .run(&["next -n 2"]),
        str![[r#"
◒ On kettles (kettle-paper)  ~60 min
  you began it on Nov 20
  http://192.0.2.7/kettles.pdf

∙ The green book (green-tea-book)  ~15 h
  next on the core path, in Green tea
  https://books.example.org/green

"#]]
    );
}

#[test]
fn what_a_finished_topic_unlocks_says_so_in_chinese_too() {
    let shell = Shell::chinese();
    shell.run(&["done green-tea-book"]);
    assert_data_eq!(
        shell.run(&["next"]),
        str![[r#"
核心资源已全部完成。其余的还有：

∙ Watching leaves unfold (green-tea-video)  25 分钟
  “绿茶”里还没学的
  https://video.example.org/watch?v=1

∙ 逛一家茶叶店 (black-tea-walk)  约 30 分钟
  “红茶”里还没学的

∙ On kettles (kettle-paper)  约 60 分钟
  属于选学阶段“水”
  http://192.0.2.7/kettles.pdf

"#]]
    );
}

#[test]
fn the_time_is_filled() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["next --minutes 30"]),
        str![[r#"
∙ Watching leaves unfold (green-tea-video)  25 min
  the shortest that is left in Green tea
  https://video.example.org/watch?v=1

25 min of 30 min

"#]]
    );
    assert_data_eq!(
        shell.run(&["next --minutes 10"]),
        str![[r#"
Nothing that is left fits into 10 min. The shortest is Watching leaves unfold (green-tea-video): 25 min.

"#]]
    );
    shell.run(&["doing green-tea-book"]);
    assert_data_eq!(
        shell.run(&["next --minutes 10"]),
        str![[r#"
◒ The green book (green-tea-book)  ~15 h
  you began it today ∙ longer than you have: there is time for a part of it
  https://books.example.org/green

"#]]
    );
}

#[test]
fn filters_narrow_it_and_one_line_is_enough_for_a_prompt() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["next -n 1"]),
        str![[r#"
The green book (green-tea-book)  ~15 h

"#]]
    );
    assert_data_eq!(
        shell.run(&["next --stage water"]),
        str![[r#"
∙ On kettles (kettle-paper)  ~60 min
  in Water, which is optional
  http://192.0.2.7/kettles.pdf

"#]]
    );
    assert_data_eq!(
        shell.run(&["next --topic black --core"]),
        str![[r#"
Nothing is left of what you asked for.

"#]]
    );
    assert_data_eq!(
        shell.run(&["next --minutes 0"]),
        str![[r#"
-- stderr
error: `0` does not fit --minutes <MINUTES>
hint: --help shows what can be typed
-- exit 2

"#]]
    );
}

#[test]
fn at_the_end_of_the_core_path_and_of_everything_it_says_so() {
    let shell = Shell::new();
    shell.run(&["done green-tea-book"]);
    assert_data_eq!(
        shell.run(&["next"]),
        str![[r#"
All core resources are done. What is left:

∙ Watching leaves unfold (green-tea-video)  25 min
  left in Green tea
  https://video.example.org/watch?v=1

∙ Visit a tea shop (black-tea-walk)  ~30 min
  left in Black tea

∙ On kettles (kettle-paper)  ~60 min
  in Water, which is optional
  http://192.0.2.7/kettles.pdf

"#]]
    );
    shell.run(&["done leaves water"]);
    assert_data_eq!(
        shell.run(&["next"]),
        str![[r#"
Nothing is left: you are through. `roadbook stats` shows what you did.

"#]]
    );
    assert_data_eq!(
        shell.run(&["--lang zh next --minutes 5"]),
        str![[r#"
全部学完了。`roadbook stats` 可以看看你学了什么。

"#]]
    );
}

#[test]
fn json_has_reasons_for_programs_and_for_people() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["next -n 3 --json --in zh"]),
        str![[r#"
{
  "version": 1,
  "roadmap": {
    "id": "tea",
    "title": "Making tea"
  },
  "minutes": 900,
  "minutes_known": false,
  "suggestions": [
    {
      "node": {
        "id": "green-tea-book",
        "level": "resource",
        "parent": "green-tea",
        "title": "The green book",
        "status": "todo",
        "kind": "book",
        "url": "https://books.example.org/green",
        "author": "Lu Yu",
        "lang": "zh",
        "core": true
      },
      "reason": "core-path",
      "why": "next on the core path, in Green tea",
      "unlocked_by": null,
      "after": [],
      "minutes": 900,
      "minutes_known": false,
      "part": false
    }
  ]
}

"#]]
    );
}
