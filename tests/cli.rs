//! The program on the command line, in a home of its own: every command in both languages, errors and exit codes.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::io::{Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;
use support::pty::app;

#[test]
fn help_is_a_word_too() {
    let home = support::Home::new();
    let said = |arguments: &[&str]| {
        let output = home.command().args(arguments).output().expect("it runs");
        assert!(output.status.success());
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(said(&["help"]), said(&["--help"]));
    assert_eq!(said(&["help", "show"]), said(&["show", "--help"]));
}

#[test]
fn the_tree_with_ids_marks_and_counts() {
    let shown = Shell::new().run(&[
        "done oxidation green-tea-video",
        "doing green-tea-book",
        "skip black-tea-walk",
        "list",
    ]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ━━━━━━━━━━────────── 50%  1/2  +0/1 optional

leaves                 1/2  50%  Leaves
  green-tea            1/2  50%  Green tea
    ◒ green-tea-book       book  The green book ✦
    ✓ green-tea-video     video  Watching leaves unfold
    ✓ oxidation        key idea  Oxidation
  black-tea            0/0       Black tea
    ‒ black-tea-walk       task  Visit a tea shop

water                  0/1   0%  Water
  boiling              0/1   0%  Boiling
    ∙ kettle-paper        paper  On kettles

"#]]
    );
}

#[test]
fn filters_combine_and_say_what_they_hide() {
    let shown = Shell::new().run(&["list --kind video,book --in zh --core"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

leaves                0/3   0%  Leaves
  green-tea           0/2   0%  Green tea
    ∙ green-tea-book      book  The green book ✦

1 of 5 shown

"#]]
    );
}

#[test]
fn a_filter_that_nothing_fits_says_so() {
    let shown = Shell::new().run(&["list --status done"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional
Nothing fits: 0 of 5 shown.

"#]]
    );
}

#[test]
fn a_place_is_a_filter_too() {
    let shown = Shell::new().run(&["list --topic black"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

leaves                0/3   0%  Leaves
  black-tea           0/1   0%  Black tea
    ∙ black-tea-walk      task  Visit a tea shop

1 of 5 shown

"#]]
    );
}

#[test]
fn one_thing_with_its_numbered_links() {
    let shown = Shell::new().run(&["show green-tea-book"]);
    assert_data_eq!(
        shown,
        str![[r#"
The green book
∙ to do ∙ book ∙ zh ∙ ~15 h ∙ core path ∙ by Lu Yu
1 https://books.example.org/green
2 https://books.example.org/green2  Second edition

Read chapter two first. The errata[3] matter.

3 https://books.example.org/errata  errata

Topic     Green tea (green-tea)  0/2
Stage     Leaves (leaves)  0/3
Formerly  old-green-book
Id        green-tea-book

"#]]
    );
}

#[test]
fn a_topic_names_what_comes_before_it() {
    let shown = Shell::new().run(&["show black-tea"]);
    assert_data_eq!(
        shown,
        str![[r#"
Black tea
∙ to do ∙ Topic ∙ 0 of 1 resources

Stage  Leaves (leaves)  0/3
After  Green tea (green-tea)
Below  Visit a tea shop (black-tea-walk)
Id     black-tea

"#]]
    );
}

#[test]
fn an_idea_has_its_text() {
    let shown = Shell::new().run(&["show oxidation"]);
    assert_data_eq!(
        shown,
        str![[r#"
Oxidation
∙ to do ∙ key idea

Heat stops it; see the chemistry[1].

1 https://example.org/chemistry  the chemistry

Topic  Green tea (green-tea)  0/2
Stage  Leaves (leaves)  0/3
Id     oxidation

"#]]
    );
}

#[test]
fn marking_says_what_changed_and_how_to_undo() {
    let shown = Shell::new().run(&["done green-tea-video kettle"]);
    assert_data_eq!(
        shown,
        str![[r#"
✓ Watching leaves unfold (green-tea-video)  to do -> done
✓ On kettles (kettle-paper)  to do -> done
`roadbook undo` takes it back

"#]]
    );
}

#[test]
fn marking_again_changes_nothing() {
    let shown = Shell::new().run(&["done green-tea-video", "done green-tea-video"]);
    assert_data_eq!(
        shown,
        str![[r#"
✓ Nothing to change: it is done already.

"#]]
    );
}

#[test]
fn marking_a_topic_marks_all_below() {
    let shown = Shell::new().run(&["done green-tea"]);
    assert_data_eq!(
        shown,
        str![[r#"
✓ Green tea (green-tea)  3 are done now  2/2
`roadbook undo` takes it back

"#]]
    );
}

#[test]
fn undo_takes_the_whole_change_back() {
    let shown = Shell::new().run(&["done green-tea", "undo"]);
    assert_data_eq!(
        shown,
        str![[r#"
Undone: Green tea (2 resources, 1 key idea)
∙ The green book (green-tea-book)  done -> to do
∙ Watching leaves unfold (green-tea-video)  done -> to do
∙ Oxidation (oxidation)  done -> to do
`roadbook redo` does it again

"#]]
    );
}

#[test]
fn redo_does_it_again() {
    let shown = Shell::new().run(&["done green-tea-video", "undo", "redo"]);
    assert_data_eq!(
        shown,
        str![[r#"
Redone: Watching leaves unfold
✓ Watching leaves unfold (green-tea-video)  to do -> done
`roadbook undo` takes it back

"#]]
    );
}

#[test]
fn nothing_to_undo() {
    let shown = Shell::new().run(&["undo"]);
    assert_data_eq!(
        shown,
        str![[r#"
Nothing to undo.

"#]]
    );
}

#[test]
fn the_log_is_newest_first_and_marks_what_was_undone() {
    let shown = Shell::new().run(&[
        "doing green-tea-book",
        "done green-tea-book",
        "done water leaves",
        "undo",
        "log",
    ]);
    assert_data_eq!(
        shown,
        str![[r#"
2026-11-23 12:00  ✓ done -> ∙ to do   Making tea (3 resources, 1 key idea)  undo
2026-11-23 12:00  ∙ to do -> ✓ done   Making tea (3 resources, 1 key idea)  undone
2026-11-23 12:00  ◒ doing -> ✓ done   The green book (green-tea-book)
2026-11-23 12:00  ∙ to do -> ◒ doing  The green book (green-tea-book)

"#]]
    );
}

#[test]
fn an_empty_log_says_so() {
    let shown = Shell::new().run(&["log"]);
    assert_data_eq!(
        shown,
        str![[r#"
Nothing was changed yet.

"#]]
    );
}

#[test]
fn the_log_can_be_shorter() {
    let shown = Shell::new().run(&["done kettle", "todo kettle", "log -n 1"]);
    assert_data_eq!(
        shown,
        str![[r#"
2026-11-23 12:00  ✓ done -> ∙ to do  On kettles (kettle-paper)

1 of 2 changes; -n 2 shows all

"#]]
    );
}

#[test]
fn stats_by_stage_and_topic() {
    let shown = Shell::new().run(&[
        "done green-tea-book oxidation",
        "skip black-tea-walk",
        "stats",
    ]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ━━━━━━━━━━────────── 50%  1/2  +0/1 optional

                                              done  doing  skipped  to do  key ideas
Leaves            ━━━━━━━━━━──────────   50%     1      0        1      1        1/1
  Green tea       ━━━━━━━━━━──────────   50%     1      0        0      1        1/1
  Black tea       ────────────────────           0      0        1      0

Water (optional)  ────────────────────    0%     0      0        0      1
  Boiling         ────────────────────    0%     0      0        0      1

video             ────────────────────    0%     0      0        0      1
book              ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0
paper             ────────────────────    0%     0      0        0      1
task              ────────────────────           0      0        1      0

The last year  2 things on 1 day
      Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov
Mon  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠶
Tue  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Wed  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Thu  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Fri  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Sat  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Sun  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
     less ∙⠒⠶⠿⣿ more

Done over time  1 of 2 resources
   2│─────────────────────────────────────────────────────
    │
    │
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
   0╰─────────────────────────────────────────────────────
     2026-11-23

Left  1 resource, 25 min

"#]]
    );
}

#[test]
fn stats_of_a_stage() {
    let shown = Shell::new().run(&["stats --stage water"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

                                              done  doing  skipped  to do  key ideas
Water (optional)  ────────────────────    0%     0      0        0      1
  Boiling         ────────────────────    0%     0      0        0      1

paper             ────────────────────    0%     0      0        0      1

"#]]
    );
}

#[test]
fn roadmaps_that_there_are() {
    let shown = Shell::new().run(&["roadmaps"]);
    assert_data_eq!(
        shown,
        str![[r#"
llm    Large language models  0/107  never  3 stages, 20 topics, 130 resources, 78 key ideas  built in
tea *  Making tea             0/3    never  2 stages, 3 topics, 4 resources, 1 key idea       ~/data/roadbook/roadmaps/tea.yaml

"#]]
    );
}

#[test]
fn all_roadmaps_are_checked() {
    let shown = Shell::new().run(&["check"]);
    assert_data_eq!(
        shown,
        str![[r#"
llm (built in): 3 stages, 20 topics, 130 resources, 78 key ideas: no problem
~/data/roadbook/roadmaps/tea.yaml: 2 stages, 3 topics, 4 resources, 1 key idea: no problem

"#]]
    );
}

#[test]
fn a_healthy_journal() {
    let shown = Shell::new().run(&["done kettle", "doctor"]);
    assert_data_eq!(
        shown,
        str![[r#"
✓ 1 change is recorded and counts
Nothing is wrong.

"#]]
    );
}

#[test]
fn where_everything_lies() {
    let shown = Shell::new().run(&["paths"]);
    assert_data_eq!(
        shown,
        str![[r#"
settings  ~/config/roadbook/config.yaml
themes    ~/config/roadbook/themes  (not there yet)
progress  ~/data/roadbook/progress  (not there yet)
notes     ~/data/roadbook/notes  (not there yet)
roadmaps  ~/data/roadbook/roadmaps
state     ~/state/roadbook  (not there yet)
cache     ~/cache/roadbook  (not there yet)

"#]]
    );
}

mod chinese {
    use super::*;

    #[test]
    fn the_tree() {
        let shown = Shell::chinese().run(&[
            "done oxidation green-tea-video",
            "doing green-tea-book",
            "list",
        ]);
        assert_data_eq!(
            shown,
            str![[r#"
泡茶  ━━━━━━────────────── 33%  1/3  另有选学 0/1

leaves                 1/3  33%  茶叶
  green-tea            1/2  50%  绿茶
    ◒ green-tea-book         书  绿皮书 ✦
    ✓ green-tea-video      视频  Watching leaves unfold
    ✓ oxidation            要点  氧化
  black-tea            0/1   0%  红茶
    ∙ black-tea-walk       任务  逛一家茶叶店

water                  0/1   0%  水
  boiling              0/1   0%  烧水
    ∙ kettle-paper         论文  On kettles

"#]]
        );
    }

    #[test]
    fn one_thing() {
        let shown = Shell::chinese().run(&["show green-tea-book"]);
        assert_data_eq!(
            shown,
            str![[r#"
绿皮书
∙ 待学 ∙ 书 ∙ zh ∙ 约 15 小时 ∙ 核心路径 ∙ 作者：Lu Yu
1 https://books.example.org/green
2 https://books.example.org/green2  第二版

先读第二章。勘误[3]也要看。

3 https://books.example.org/errata  勘误

主题   绿茶 (green-tea)  0/2
阶段   茶叶 (leaves)  0/3
旧 id  old-green-book
id     green-tea-book

"#]]
        );
    }

    #[test]
    fn marking() {
        let shown = Shell::chinese().run(&["done green-tea-video kettle"]);
        assert_data_eq!(
            shown,
            str![[r#"
✓ Watching leaves unfold (green-tea-video)  待学 -> 完成
✓ On kettles (kettle-paper)  待学 -> 完成
`roadbook undo` 可以撤销

"#]]
        );
    }

    #[test]
    fn marking_a_topic() {
        let shown = Shell::chinese().run(&["skip green-tea"]);
        assert_data_eq!(
            shown,
            str![[r#"
‒ 绿茶 (green-tea)  3 项改为“跳过”  0/0
`roadbook undo` 可以撤销

"#]]
        );
    }

    #[test]
    fn undo() {
        let shown = Shell::chinese().run(&["done green-tea-video", "undo"]);
        assert_data_eq!(
            shown,
            str![[r#"
已撤销：Watching leaves unfold
∙ Watching leaves unfold (green-tea-video)  完成 -> 待学
`roadbook redo` 可以重做

"#]]
        );
    }

    #[test]
    fn log() {
        let shown = Shell::chinese().run(&["done green-tea", "undo", "log"]);
        assert_data_eq!(
            shown,
            str![[r#"
2026-11-23 12:00  ✓ 完成 -> ∙ 待学  绿茶（2 份资源，1 个要点）  撤销
2026-11-23 12:00  ∙ 待学 -> ✓ 完成  绿茶（2 份资源，1 个要点）  已撤销

"#]]
        );
    }

    #[test]
    fn stats() {
        let shown = Shell::chinese().run(&["done green-tea-book", "stats"]);
        assert_data_eq!(
            shown,
            str![[r#"
泡茶  ━━━━━━────────────── 33%  1/3  另有选学 0/1

                                        完成  在学  跳过  待学  要点
茶叶        ━━━━━━──────────────   33%     1     0     0     2   0/1
  绿茶      ━━━━━━━━━━──────────   50%     1     0     0     1   0/1
  红茶      ────────────────────    0%     0     0     0     1

水（选学）  ────────────────────    0%     0     0     0     1
  烧水      ────────────────────    0%     0     0     0     1

视频        ────────────────────    0%     0     0     0     1
书          ━━━━━━━━━━━━━━━━━━━━  100%     1     0     0     0
论文        ────────────────────    0%     0     0     0     1
任务        ────────────────────    0%     0     0     0     1

最近一年  1 天里完成 1 项
      12月    2月 3月  4月 5月  6月 7月 8月  9月 10月
周一 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒
周二 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
周三 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
周四 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
周五 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
周六 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
周日 ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
     少 ∙⠒⠶⠿⣿ 多

累计完成  已完成 1/3 份资源
   3│─────────────────────────────────────────────────────
    │
    │
    │
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
   0╰─────────────────────────────────────────────────────
     2026-11-23

还剩  2 份资源，约 55 分钟

"#]]
        );
    }

    #[test]
    fn roadmaps() {
        let shown = Shell::chinese().run(&["roadmaps"]);
        assert_data_eq!(
            shown,
            str![[r#"
llm    大语言模型  0/107  还没学过  3 个阶段，20 个主题，130 份资源，78 个要点  内置
tea *  泡茶        0/3    还没学过  2 个阶段，3 个主题，4 份资源，1 个要点      ~/data/roadbook/roadmaps/tea.yaml

"#]]
        );
    }

    #[test]
    fn check() {
        let shown = Shell::chinese().run(&["check"]);
        assert_data_eq!(
            shown,
            str![[r#"
llm（内置）：3 个阶段，20 个主题，130 份资源，78 个要点：没有问题
~/data/roadbook/roadmaps/tea.yaml：2 个阶段，3 个主题，4 份资源，1 个要点：没有问题

"#]]
        );
    }

    #[test]
    fn doctor() {
        let shown = Shell::chinese().run(&["doctor"]);
        assert_data_eq!(
            shown,
            str![[r#"
✓ 还没有任何记录
一切正常。

"#]]
        );
    }

    #[test]
    fn paths() {
        let shown = Shell::chinese().run(&["paths"]);
        assert_data_eq!(
            shown,
            str![[r#"
设置      ~/config/roadbook/config.yaml
主题配色  ~/config/roadbook/themes  （尚未建立）
进度      ~/data/roadbook/progress  （尚未建立）
笔记      ~/data/roadbook/notes  （尚未建立）
路线图    ~/data/roadbook/roadmaps
本机状态  ~/state/roadbook  （尚未建立）
缓存      ~/cache/roadbook  （尚未建立）

"#]]
        );
    }

    #[test]
    fn help() {
        let shown = Shell::chinese().run(&["--help"]);
        assert_data_eq!(
            shown,
            str![[r#"
终端里的学习路线图：看清走到哪里，做下一件事，学完打勾

用法：roadbook [选项] [命令]

命令：
  list         列出阶段、主题、资源和要点
  show         显示一项内容的说明和链接
  next         接下来学什么，为什么
  done         标记为完成；阶段或主题表示其下全部
  doing        标记为在学
  skip         有意跳过：不再计入
  todo         改回待学
  open         打开链接
  note         用编辑器写笔记，或给笔记添加一行
  notes        列出笔记
  undo         撤销上一次改动
  redo         重做刚撤销的改动
  log          显示改动记录，新的在前
  stats        显示进度
  track        记录学习用时
  roadmaps     列出已有的路线图
  add          把一份路线图文件加入你的路线图
  use          从此默认打开这份路线图
  remove       移除你加入的路线图；进度保留
  update       用新版替换一份路线图；进度保留
  diff         比较两版路线图，并列出各项的进度
  attach       指明失去位置的进度现在归于哪一项
  hide         在这份路线图里隐藏一些内容；进度保留
  unhide       重新显示隐藏的内容
  link         给主题添加一个链接
  unlink       删去你添加的内容
  layer        显示你在这份路线图里隐藏和添加的内容
  import       把其他格式的文档变成路线图
  export       导出为清单、网页或表格
  check        检查路线图文件里的错误
  doctor       检查进度记录是否完好
  paths        显示设置和进度存放在哪里
  config       显示当前生效的设置，以及每项从哪里来
  completions  输出 shell 的补全脚本
  man          输出手册页

选项：
      --stage <ID>  界面从这个阶段打开
  -V, --version     显示版本
  -h, --help        显示帮助

通用选项：
      --roadmap <ID>   使用这份路线图
      --lang <LANG>    程序的语言：en 或 zh
      --theme <NAME>   界面的配色
      --color <WHEN>   何时使用颜色：auto、always 或 never
      --plain          不绘图：适合读屏软件和简单终端的逐行文字
      --home <FOLDER>  把设置、进度等全部放在这个目录下

不带命令时打开界面；所有命令都不需要界面。

"#]]
        );
    }

    #[test]
    fn help_of_a_command() {
        let shown = Shell::chinese().run(&["list --help"]);
        assert_data_eq!(
            shown,
            str![[r#"
列出阶段、主题、资源和要点

用法：roadbook list [选项]

选项：
      --stage <ID>       只看这个阶段
      --topic <ID>       只看这个主题
      --status <STATUS>  只看这些状态：todo、doing、done、skip，或 open（todo 和 doing）
      --kind <KIND>      只看这些类型的资源：video、article、course、book、paper 等
      --in <LANG>        只看这些语言的资源，例如 en 或 zh
      --core             只看核心资源
      --free             只看免费的资源（就已知情况而言）
      --search <QUERY>   只看搜索结果：词语、拼音、"原文"、-排除，以及 kind:video、is:open、stage:id 等条件
      --json             输出 JSON
  -h, --help             显示帮助

通用选项：
      --roadmap <ID>   使用这份路线图
      --lang <LANG>    程序的语言：en 或 zh
      --theme <NAME>   界面的配色
      --color <WHEN>   何时使用颜色：auto、always 或 never
      --plain          不绘图：适合读屏软件和简单终端的逐行文字
      --home <FOLDER>  把设置、进度等全部放在这个目录下

"#]]
        );
    }

    #[test]
    fn filter_without_match() {
        let shown = Shell::chinese().run(&["list --status done"]);
        assert_data_eq!(
            shown,
            str![[r#"
泡茶  ────────────────────  0%  0/3  另有选学 0/1
没有符合条件的内容：5 项中显示 0 项。

"#]]
        );
    }
}

mod errors {
    use super::*;

    #[test]
    fn a_mistyped_command_suggests() {
        let shown = Shell::new().run(&["lst"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: there is no command `lst`
hint: did you mean `list`?
-- exit 2

"#]]
        );
    }

    #[test]
    fn an_unknown_command_lists_the_commands() {
        let shown = Shell::new().run(&["frobnicate"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: there is no command `frobnicate`
hint: one of: list, show, next, done, doing, skip, todo, open, note, notes, undo, redo, log, stats, track, roadmaps, add, use, remove, update, diff, attach, hide, unhide, link, unlink, layer, import, export, check, doctor, paths, config, completions, man
-- exit 2

"#]]
        );
    }

    #[test]
    fn an_unknown_flag_suggests() {
        let shown = Shell::new().run(&["list --kin video"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: `--kin` is not understood here
hint: did you mean `--kind`?
-- exit 2

"#]]
        );
    }

    #[test]
    fn a_wrong_word_lists_the_right_ones() {
        let shown = Shell::new().run(&["list --kind movie"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: `movie` does not fit --kind <KIND>
hint: one of: video, article, course, book, paper, repo, docs, notebook, dataset, tool, space, list, task, other
-- exit 2

"#]]
        );
    }

    #[test]
    fn the_language_of_resources_is_another_flag() {
        let shown = Shell::new().run(&["list --lang de"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: `de` does not fit --lang <LANG>
hint: one of: en, zh
hint: --lang is the language of the program; for resources in a language: --in de
-- exit 2

"#]]
        );
    }

    #[test]
    fn a_missing_id() {
        let shown = Shell::new().run(&["done"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: <ID>... is missing
hint: it is typed like this: roadbook done <ID>...
-- exit 2

"#]]
        );
    }

    #[test]
    fn an_id_that_fits_several() {
        let shown = Shell::new().run(&["show green-tea-"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: `green-tea-` fits 2 ids
hint: one of: green-tea-book, green-tea-video
-- exit 2

"#]]
        );
    }

    #[test]
    fn an_id_that_is_misspelled() {
        let shown = Shell::new().run(&["show oxydation"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: nothing has the id `oxydation`
hint: did you mean `oxidation`?
-- exit 2

"#]]
        );
    }

    #[test]
    fn a_title_instead_of_an_id() {
        let shown = Shell::new().run(&["show unfold"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: nothing has the id `unfold`
hint: did you mean `green-tea-video`?
-- exit 2

"#]]
        );
    }

    #[test]
    fn an_id_that_nothing_has() {
        let shown = Shell::new().run(&["show zzz"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: nothing has the id `zzz`
hint: `roadbook list` shows all ids
-- exit 2

"#]]
        );
    }

    #[test]
    fn one_wrong_id_changes_nothing() {
        let shown = Shell::new().run(&["done kettle zzz"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: nothing has the id `zzz`
hint: `roadbook list` shows all ids
-- exit 2

"#]]
        );
    }

    #[test]
    fn a_roadmap_that_there_is_not() {
        let shown = Shell::new().run(&["--roadmap coffee list"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: there is no roadmap `coffee`
hint: one of: llm, tea
-- exit 2

"#]]
        );
    }

    #[test]
    fn the_stage_of_the_screen_is_not_a_filter() {
        let shown = Shell::new().run(&["--stage water list"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: --stage before a command chooses where the screen opens
hint: put it after the command: list --stage water
-- exit 2

"#]]
        );
    }

    #[test]
    fn the_screen_needs_a_terminal() {
        let shown = Shell::new().run(&[""]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: the screen needs a terminal, and standard input is not one; without a terminal there are: roadbook --plain, or roadbook list, show, next, done, doing, skip, todo, open, stats, log, check
-- exit 2

"#]]
        );
    }

    #[test]
    fn a_link_that_there_is_not() {
        let shown = Shell::new().run(&["open green-tea-book 9"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: there is no link 9: they go from 1 to 3
-- exit 1

"#]]
        );
    }

    #[test]
    fn a_thing_without_link() {
        let shown = Shell::new().run(&["open black-tea-walk"]);
        assert_data_eq!(
            shown,
            str![[r#"
-- stderr
error: there is nothing to open: it has no link
-- exit 1

"#]]
        );
    }

    #[test]
    fn in_chinese() {
        let shell = Shell::chinese();
        let lines = [
            "lst",
            "show green-tea-",
            "show oxydation",
            "list --kind movie",
            "list --lang de",
            "done",
            "",
        ];
        let mut shown = String::new();
        for line in lines {
            shown.extend([
                "$ roadbook ",
                line,
                "
",
                &shell.run(&[line]),
            ]);
        }
        assert_data_eq!(
            shown,
            str![[r#"
$ roadbook lst
-- stderr
错误：没有 `lst` 这个命令
提示：是不是想写 `list`？
-- exit 2
$ roadbook show green-tea-
-- stderr
错误：`green-tea-` 对应 2 个 id
提示：可选：green-tea-book, green-tea-video
-- exit 2
$ roadbook show oxydation
-- stderr
错误：没有 id 为 `oxydation` 的内容
提示：是不是想写 `oxidation`？
-- exit 2
$ roadbook list --kind movie
-- stderr
错误：--kind <KIND> 不能是 `movie`
提示：可选：video, article, course, book, paper, repo, docs, notebook, dataset, tool, space, list, task, other
-- exit 2
$ roadbook list --lang de
-- stderr
错误：--lang <LANG> 不能是 `de`
提示：可选：en, zh
提示：--lang 是程序界面的语言；按资源的语言筛选请用 --in de
-- exit 2
$ roadbook done
-- stderr
错误：缺少 <ID>...
提示：写法：roadbook done <ID>...
-- exit 2
$ roadbook 
-- stderr
错误：界面需要在终端里打开，而标准输入不是终端；没有终端时可以用：roadbook --plain，或 roadbook list、show、next、done、doing、skip、todo、open、stats、log、check
-- exit 2

"#]]
        );
    }
}

/// Runs a command in a home where `open` is a program that writes its arguments down; returns what it said and they.
fn opened(shell: &Shell, line: &str) -> (String, String) {
    shell.write("bin/browser", "#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$HOME/opened.part\"\nmv \"$HOME/opened.part\" \"$HOME/opened\"\n");
    let browser = shell.home.path().join("bin/browser");
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755))
        .expect("a program in the home");
    let output = shell
        .command(line)
        .env("BROWSER", browser)
        .output()
        .expect("the program runs");
    let opened = shell.home.path().join("opened");
    for _ in 0..500 {
        if opened.exists() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    (
        shell.show(&output),
        std::fs::read_to_string(opened).unwrap_or_default(),
    )
}

#[test]
fn open_gives_the_link_to_the_browser() {
    for (line, address) in [
        ("open green-tea-book", "https://books.example.org/green\n"),
        (
            "open green-tea-book 2",
            "https://books.example.org/green2\n",
        ),
        (
            "open green-tea-book 3",
            "https://books.example.org/errata\n",
        ),
        ("open kettle --yes", "http://192.0.2.7/kettles.pdf\n"),
    ] {
        let (said, opened) = opened(&Shell::new(), line);
        assert_eq!(opened, address, "{line}: {said}");
        assert_eq!(said, format!("opening {address}"));
    }
}

#[test]
fn open_shows_the_link_where_no_browser_can_be_started() {
    let shell = Shell::new().with("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22");
    assert_data_eq!(
        shell.run(&["open green-tea-video"]),
        str![[r#"
https://video.example.org/watch?v=1
not opened: a browser would open on the machine that you are logged in to
name a browser in BROWSER, or as `open` in the settings

"#]]
    );
}

#[test]
fn open_says_which_program_failed() {
    let shell = Shell::new().with("BROWSER", "/no/such/browser");
    assert_data_eq!(
        shell.run(&["open green-tea-video"]),
        str![[r#"
opening https://video.example.org/watch?v=1
-- stderr
error: cannot open https://video.example.org/watch?v=1
caused by: cannot start /no/such/browser
caused by: No such file or directory (os error 2)
hint: name a browser in BROWSER, or as `open` in the settings
-- exit 1

"#]]
    );
    let shell = Shell::new().with("BROWSER", "firefox %s %s");
    assert_data_eq!(
        shell.run(&["open green-tea-video"]),
        str![[r#"
https://video.example.org/watch?v=1
-- stderr
error: `BROWSER` has no single place for the address: firefox '%s' '%s'
hint: name a browser in BROWSER, or as `open` in the settings
-- exit 1

"#]]
    );
}

#[test]
fn an_id_may_be_a_former_one_a_prefix_or_a_part() {
    let shell = Shell::new();
    for (typed, id) in [
        ("old-green-book", "green-tea-book"),
        ("green-tea", "green-tea"),
        ("GREEN-TEA-B", "green-tea-book"),
        ("walk", "black-tea-walk"),
        ("kett", "kettle-paper"),
    ] {
        let json = shell.output(&format!("show {typed} --json")).stdout;
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert_eq!(json["node"]["id"], id, "{typed}");
    }
}

#[test]
fn json_is_one_versioned_object_without_control_characters() {
    let shell = Shell::new();
    shell.run(&["done green-tea", "undo"]);
    let commands = [
        "list --json",
        "show green-tea-book --json",
        "stats --json",
        "log --json",
        "roadmaps --json",
        "check --json",
        "doctor --json",
        "paths --json",
    ];
    for command in commands {
        let text = String::from_utf8(shell.output(command).stdout).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["version"], 1, "{command}");
        assert!(
            !text.contains(|c: char| c.is_control() && c != '\n'),
            "{command}"
        );
    }
}

#[test]
fn json_of_one_thing() {
    assert_data_eq!(
        Shell::new().run(&["done green-tea-book", "show green-tea-book --json"]),
        str![[r#"
{
  "version": 1,
  "roadmap": {
    "id": "tea",
    "title": "Making tea"
  },
  "node": {
    "id": "green-tea-book",
    "level": "resource",
    "parent": "green-tea",
    "title": "The green book",
    "status": "done",
    "kind": "book",
    "url": "https://books.example.org/green",
    "author": "Lu Yu",
    "lang": "zh",
    "core": true
  },
  "text": "Read chapter two first. The [errata](https://books.example.org/errata) matter.",
  "links": [
    {
      "number": 1,
      "title": "",
      "url": "https://books.example.org/green"
    },
    {
      "number": 2,
      "title": "Second edition",
      "url": "https://books.example.org/green2"
    },
    {
      "number": 3,
      "title": "errata",
      "url": "https://books.example.org/errata"
    }
  ],
  "aliases": [
    "old-green-book"
  ],
  "needs": [],
  "children": []
}

"#]]
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one document, as it is printed")]
fn json_of_the_stats() {
    assert_data_eq!(
        Shell::new().run(&["done green-tea-book", "stats --stage water --json"]),
        str![[r#"
{
  "version": 1,
  "roadmap": {
    "id": "tea",
    "title": "Making tea"
  },
  "goal": {
    "resources": {
      "todo": 2,
      "doing": 0,
      "done": 1,
      "skip": 0,
      "percent": 33
    },
    "concepts": {
      "todo": 1,
      "doing": 0,
      "done": 0,
      "skip": 0,
      "percent": 0
    }
  },
  "beside_goal": {
    "resources": {
      "todo": 1,
      "doing": 0,
      "done": 0,
      "skip": 0,
      "percent": 0
    },
    "concepts": {
      "todo": 0,
      "doing": 0,
      "done": 0,
      "skip": 0,
      "percent": null
    }
  },
  "nodes": [
    {
      "id": "water",
      "level": "stage",
      "parent": null,
      "title": "Water",
      "status": "todo",
      "counts": {
        "resources": {
          "todo": 1,
          "doing": 0,
          "done": 0,
          "skip": 0,
          "percent": 0
        },
        "concepts": {
          "todo": 0,
          "doing": 0,
          "done": 0,
          "skip": 0,
          "percent": null
        }
      },
      "optional": true
    },
    {
      "id": "boiling",
      "level": "topic",
      "parent": "water",
      "title": "Boiling",
      "status": "todo",
      "counts": {
        "resources": {
          "todo": 1,
          "doing": 0,
          "done": 0,
          "skip": 0,
          "percent": 0
        },
        "concepts": {
          "todo": 0,
          "doing": 0,
          "done": 0,
          "skip": 0,
          "percent": null
        }
      }
    }
  ],
  "orphans": 0,
  "kinds": [
    {
      "kind": "paper",
      "counts": {
        "todo": 1,
        "doing": 0,
        "done": 0,
        "skip": 0,
        "percent": 0
      }
    }
  ],
  "days": [],
  "streak": {
    "days": 0,
    "since": null,
    "rest_days": 2
  },
  "burn_up": [],
  "left": {
    "resources": 1,
    "minutes": 60,
    "estimate": true
  },
  "pace": null,
  "finish": null,
  "spent": {
    "minutes": 0,
    "topics": []
  }
}

"#]]
    );
}

#[test]
fn a_bad_file_is_shown_with_its_place_and_fails() {
    let shell = Shell::new();
    shell.write("tea.yaml", include_str!("fixtures/cli/tea.yaml"));
    shell.write(
        "bad.yaml",
        "format: 1\nid: bad\ntitle: Bad\nstages:\n  - titel: 中文\n",
    );
    assert_data_eq!(
        shell.run(&["check bad.yaml"]),
        str![[r#"
error: a stage needs `title`
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^

error: a stage has no key `titel`
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^
  = hint: did you mean `title`?

warning: a stage has no id; `stage-00000000` is made from its title
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^
  = hint: write `id: stage-00000000`, so that progress outlives a new title

bad.yaml: 3 problems
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["check bad.yaml --lang zh"]),
        str![[r#"
错误：阶段缺少 `title`
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^

错误：阶段没有键 `titel`
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^
  = 提示：是否想写 `title`？

警告：阶段没有 id；由标题生成了 `stage-00000000`
 --> bad.yaml:5:5
  |
5 |   - titel: 中文
  |     ^^^^^
  = 提示：请写上 `id: stage-00000000`，这样改标题后进度还在

bad.yaml：3 个问题
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["check missing.yaml tea.yaml gone.yaml"]),
        str![[r#"
tea.yaml: 2 stages, 3 topics, 4 resources, 1 key idea: no problem
-- stderr
error: cannot read missing.yaml
caused by: No such file or directory (os error 2)
error: cannot read gone.yaml
caused by: No such file or directory (os error 2)
-- exit 1

"#]]
    );
}

#[test]
fn standard_input_is_checked() {
    let shell = Shell::new();
    let mut child = shell
        .command("check -")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(include_bytes!("fixtures/cli/tea.yaml"))
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_data_eq!(
        shell.show(&output),
        str![[r#"
-: 2 stages, 3 topics, 4 resources, 1 key idea: no problem

"#]]
    );
}

#[test]
fn a_bad_file_in_the_library_hinders_no_other() {
    let shell = Shell::new();
    shell.write("data/roadbook/roadmaps/bad.yaml", "format: 1\nid: bad\n");
    shell.write(
        "data/roadbook/roadmaps/tea2.yaml",
        include_str!("fixtures/cli/tea.yaml"),
    );
    let newer = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    let file = shell.home.data_folder().join("roadbook/roadmaps/tea2.yaml");
    std::fs::File::options()
        .write(true)
        .open(file)
        .unwrap()
        .set_modified(newer)
        .unwrap();
    assert_data_eq!(
        shell.run(&["roadmaps"]),
        str![[r#"
llm         Large language models  0/107  never  3 stages, 20 topics, 130 resources, 78 key ideas                                        built in
not loaded                                       2 problems: the roadmap needs `title`                                                   ~/data/roadbook/roadmaps/bad.yaml
tea *       Making tea             0/3    never  2 stages, 3 topics, 4 resources, 1 key idea                                             ~/data/roadbook/roadmaps/tea.yaml
tea         Making tea                           not used: ~/data/roadbook/roadmaps/tea.yaml has the same id and is older  ~/data/roadbook/roadmaps/tea2.yaml

"#]]
    );
    assert_data_eq!(
        shell.run(&["--roadmap bad list"]),
        str![[r#"
-- stderr
error: the roadmap `bad` cannot be used: bad.yaml:1:1: the roadmap needs `title`
hint: `roadbook check ~/data/roadbook/roadmaps/bad.yaml` tells all of it
-- exit 1

"#]]
    );
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let shell = Shell::new();
    shell.run(&["done kettle"]);
    let folder = shell.home.data_folder().join("roadbook/progress");
    let journal = std::fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut lines = std::fs::read_to_string(&journal).unwrap();
    lines += "{\"v\":1,\"id\":\"torn\n";
    lines += "{\"v\":99,\"id\":\"ffffffffffffffff-1\",\"l\":1,\"at\":\"2026-11-23T12:00:00+00:00\",\"op\":\"dream\",\"r\":\"tea\",\"n\":\"x\",\"x\":1}\n";
    lines += "{\"v\":1,\"id\":\"ffffffffffffffff-2\",\"l\":2,\"at\":\"2026-11-23T12:00:00+00:00\",\"op\":\"status\",\"r\":\"tea\",\"n\":\"gone\",\"x\":\"done\",\"t\":\"Gone\"}\n";
    std::fs::write(&journal, lines).unwrap();
    let copy = folder.join("0123.sync-conflict-20261123-120000-ABCDEFG.jsonl");
    std::fs::write(copy, "").unwrap();
    std::fs::set_permissions(
        shell.home.data_folder().join("roadbook"),
        std::fs::Permissions::from_mode(0o777),
    )
    .unwrap();
    std::fs::set_permissions(
        shell.home.state_folder().join("roadbook"),
        std::fs::Permissions::from_mode(0o700),
    )
    .unwrap();
    for path in [&journal, &folder] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)).unwrap();
    }
    let name = journal.file_name().unwrap().to_string_lossy().into_owned();
    let shown = shell.run(&["doctor"]).replace(&name, "JOURNAL.jsonl");
    assert_data_eq!(
        shown,
        str![[r#"
✓ 2 changes are recorded and applied
! 1 line is damaged and does not count:
    JOURNAL.jsonl:3
! other people of this machine can change 1 of your files and folders:
    ~/data/roadbook (777)
∙ other people of this machine can read 1 of your files and folders:
    ~/data/roadbook/progress/0123.sync-conflict-20261123-120000-ABCDEFG.jsonl (644)
∙ 1 changes were written by a newer roadbook; they are kept and do not count here
∙ 1 copies were made by a synchronising program; they are read like any journal:
    0123.sync-conflict-20261123-120000-ABCDEFG.jsonl
∙ 1 thing with ticks, time or notes is no longer in this roadmap; it is kept
    Gone (gone)  2026-11-23
`roadbook doctor --fix` puts right what can be put right; nothing that is recorded is removed
-- exit 1

"#]]
    );
}

#[test]
fn bad_settings_are_told_and_do_not_stop_a_command() {
    let shell = Shell::new();
    shell.write(
        "config/roadbook/config.yaml",
        "roadmap: tea\nlanguage: zh\nmouse: maybe\n",
    );
    assert_data_eq!(
        shell.run(&["list --topic boiling"]),
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

water               0/1   0%  Water
  boiling           0/1   0%  Boiling
    ∙ kettle-paper     paper  On kettles

1 of 5 shown
-- stderr
warning: ~/config/roadbook/config.yaml:2:1: there is no setting `language`
hint: one of: lang, theme, symbols, ambiguous_width, mouse, open, roadmap, minutes, stats, timer, limits, keys
warning: ~/config/roadbook/config.yaml:3:8: `mouse` needs true or false

"#]]
    );
    shell.write("config/roadbook/config.yaml", "roadmap: coffee\nlang: zh\n");
    assert_data_eq!(
        shell.run(&["stats --stage funda"]),
        str![[r#"
大语言模型  ────────────────────  0%  0/107  另有选学 0/23

                                                     完成  在学  跳过  待学  要点
LLM 基础（选学）         ────────────────────    0%     0     0     0    23  0/15
  机器学习的数学基础     ────────────────────    0%     0     0     0     8   0/3
  面向机器学习的 Python  ────────────────────    0%     0     0     0     5   0/4
  神经网络               ────────────────────    0%     0     0     0     4   0/4
  自然语言处理（NLP）    ────────────────────    0%     0     0     0     6   0/4

视频                     ────────────────────    0%     0     0     0     5
文章                     ────────────────────    0%     0     0     0     5
课程                     ────────────────────    0%     0     0     0     8
书                       ────────────────────    0%     0     0     0     2
清单                     ────────────────────    0%     0     0     0     3
-- stderr
警告：没有 `coffee` 这份路线图；改用“大语言模型”

"#]]
    );
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let has_color = |shell: &Shell, line: &str| shell.output(line).stdout.contains(&0x1b);
    let plain = Shell::new();
    assert!(!has_color(&plain, "list"), "a pipe is no terminal");
    assert!(has_color(&plain, "list --color always"));
    let forced = Shell::new().with("CLICOLOR_FORCE", "1");
    assert!(has_color(&forced, "list"));
    assert!(!has_color(&forced, "list --color never"));
    let no_color = Shell::new()
        .with("CLICOLOR_FORCE", "1")
        .with("NO_COLOR", "1");
    assert!(!has_color(&no_color, "list"));
    assert!(has_color(&no_color, "list --color always"));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let shell = Shell::new();
    // Many times the size of a pipe, so that the program is still writing when nobody reads any more.
    let topic = |n| format!("      - {{ id: topic-{n}, title: Topic {n} }}\n");
    let topics = (0..3000).map(topic).collect::<Vec<_>>().concat();
    let long = format!(
        "format: 1\nid: long\ntitle: Long\nstages:\n  - id: s\n    title: S\n    topics:\n{topics}"
    );
    shell.write("data/roadbook/roadmaps/long.yaml", long);
    let mut command = shell.command("--roadmap long list --json");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap().as_str()
        ),
        (Some(0), "")
    );
}

#[test]
fn without_a_home_everything_but_saving_works() {
    let shell = Shell::new();
    let bare = |line: &str| {
        let mut command = shell.command(line);
        for name in [
            "XDG_CONFIG_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(name);
        }
        // A relative home is none; without any the system's own list of people would be asked.
        let output = command.env("HOME", "nowhere").output().unwrap();
        shell.show(&output)
    };
    assert!(bare("list").contains("fundamentals"), "{}", bare("list"));
    assert_data_eq!(
        bare("done mathematics"),
        str![[r#"
-- stderr
error: there is no home folder, so progress cannot be saved
hint: set HOME, or name a folder with --home or ROADBOOK_HOME
-- exit 1

"#]]
    );
    assert_data_eq!(
        bare("paths"),
        str![[r#"
-- stderr
error: there is no home folder, so progress cannot be saved
hint: set HOME, or name a folder with --home or ROADBOOK_HOME
-- exit 1

"#]]
    );
    assert_data_eq!(
        bare("doctor"),
        str![[r#"
✓ nothing is recorded yet
! there is no home folder, so progress cannot be saved
-- exit 1

"#]]
    );
}

#[test]
fn reading_creates_nothing_but_what_can_be_thrown_away() {
    let shell = Shell::new();
    let files = || -> Vec<_> {
        let mut files = Vec::new();
        let mut folders = vec![shell.home.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path == shell.home.cache_folder() {
                    continue;
                }
                files.push(path.clone());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        files.sort();
        files
    };
    let before = files();
    for line in [
        "list",
        "show kettle",
        "stats",
        "log",
        "roadmaps",
        "check",
        "doctor",
        "paths",
        "undo",
        "redo",
        "--help",
    ] {
        assert_eq!(shell.output(line).status.code(), Some(0), "{line}");
    }
    assert_eq!(files(), before);
}

#[test]
fn ascii_is_enough_where_the_locale_has_no_more() {
    let shown = Shell::new()
        .with("LC_ALL", "C")
        .run(&["done kettle", "list --in en"]);
    assert!(shown.is_ascii(), "{shown}");
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  --------------------  0%  0/3  +1/1 optional

leaves                 0/3   0%  Leaves
  green-tea            0/2   0%  Green tea
    . green-tea-video     video  Watching leaves unfold

water                  1/1 100%  Water
  boiling              1/1 100%  Boiling
    + kettle-paper        paper  On kettles

2 of 5 shown

"#]]
    );
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(
        Shell::new().run(&["--version"]),
        format!("roadbook {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn an_odd_link_is_not_opened_where_nobody_can_be_asked() {
    let shell = Shell::new().with("BROWSER", "true");
    assert_data_eq!(
        shell.run(&["open kettle"]),
        str![[r#"
-- stderr
error: cannot open http://192.0.2.7/kettles.pdf
hint: It leads to a bare IP address.
hint: with --yes it is opened without a question
-- exit 1

"#]]
    );
}

#[test]
fn a_change_that_is_saved_with_trouble_beside_it_says_so() {
    let shell = Shell::new();
    shell.write("state/roadbook", "this is no folder");
    assert_data_eq!(
        shell.run(&["done kettle"]),
        str![[r#"
✓ On kettles (kettle-paper)  to do -> done
`roadbook undo` takes it back
-- stderr
warning: the id of this device cannot be kept in ~/state/roadbook: Not a directory (os error 20)
warning: the daily copy of the journals failed: Not a directory (os error 20)

"#]]
    );
}

#[test]
fn a_broken_theme_of_the_settings_is_told_with_its_place() {
    let shell = Shell::new();
    shell.write("config/roadbook/config.yaml", "roadmap: tea\ntheme: mine\n");
    shell.write(
        "config/roadbook/themes/mine.yaml",
        "inherits: dark\nroles: { tekst: red }\n",
    );
    let mut app = app().home(shell.home).size(120, 24).start();
    app.wait_for_text("theme `mine`, line 2, column 10: there is no role `tekst`");
    app.send(b"q");
    app.wait_exit().assert_code(0);
}

#[test]
fn an_odd_link_is_confirmed_on_a_terminal() {
    for (answer, code, said) in [
        ("n\r", 1, "Not opened."),
        ("y\r", 0, "opening http://192.0.2.7"),
    ] {
        let shell = Shell::new();
        let mut app = app()
            .home(shell.home)
            .arguments(&["open", "kettle"])
            .env("BROWSER", "true")
            .start();
        app.wait_for_text("It leads to a bare IP address.");
        app.wait_for_text("Open this link? [y/N]");
        app.send(answer.as_bytes());
        let ended = app.wait_exit();
        ended.assert_code(code);
        assert!(ended.text().contains(said), "{answer:?}: {}", ended.text());
    }
}

#[test]
fn lines_are_cut_to_the_width_of_a_terminal() {
    let shell = Shell::new();
    let ended = app()
        .home(shell.home)
        .size(40, 24)
        .arguments(&["list"])
        .start()
        .wait_exit();
    ended.assert_code(0);
    assert_data_eq!(
        ended.text(),
        str![[r#"
Making tea  ────────────────────  0%  0⋯

leaves                 0/3   0%  Leaves
  green-tea            0/2   0%  Green⋯
    ∙ green-tea-book       book  The gr⋯
    ∙ green-tea-video     video  Watchi⋯
    ∙ oxidation        key idea  Oxidat⋯
  black-tea            0/1   0%  Black⋯
    ∙ black-tea-walk       task  Visit⋯

water                  0/1   0%  Water
  boiling              0/1   0%  Boiling
    ∙ kettle-paper        paper  On ket⋯
"#]]
    );
}

/// The document whose examples are real; `UPDATE_DOCS=1` writes them anew.
const JSON_DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/json.md");

#[test]
fn the_json_of_the_document_is_that_of_the_program() {
    let shell = Shell::new();
    shell.write("tea.yaml", include_str!("fixtures/cli/tea.yaml"));
    shell.run(&["done green-tea-book"]);
    let document = std::fs::read_to_string(JSON_DOCUMENT).unwrap();
    let mut made = String::new();
    let mut rest = document.as_str();
    while let Some((before, example)) = rest.split_once("```json\n") {
        let (_, after) = example.split_once("```\n").expect("an example ends");
        let command = before.trim_end().rsplit('\n').next().unwrap();
        let command = command
            .trim_matches('`')
            .strip_prefix("roadbook ")
            .expect("a command before each example");
        let printed = without_random_ids(&shell.run(&[command]));
        made.extend([before, "```json\n", &printed, "```\n"]);
        rest = after;
    }
    made += rest;
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(JSON_DOCUMENT, &made).unwrap();
    }
    assert!(
        std::fs::read_to_string(JSON_DOCUMENT).unwrap() == made,
        "docs/json.md is old: UPDATE_DOCS=1 cargo test --test cli"
    );
}

/// Puts one id in the place of the random ones of records.
fn without_random_ids(json: &str) -> String {
    let line = |line: &str| match line.split_once("\"id\": \"") {
        Some((indent, rest)) if rest.len() == 20 && rest.ends_with("-1\",") => {
            format!("{indent}\"id\": \"9f2c41d07ab35e18-1\",\n")
        }
        Some(_) | None => format!("{line}\n"),
    };
    json.lines().map(line).collect()
}
