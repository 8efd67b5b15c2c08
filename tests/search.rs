//! Searching and filtering on the command line.
//!
//! `SNAPSHOTS=overwrite cargo test --test search` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;

#[test]
fn a_search_shows_what_fits_in_the_order_of_the_roadmap() {
    let shown = Shell::new().run(&["list --search 'lu yu'"]);
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
fn a_search_and_filters_narrow_together() {
    let shown = Shell::new().run(&["list --search 'tea is:open' --core"]);
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
fn a_search_by_pinyin_finds_chinese_in_every_language_of_the_program() {
    let shown = Shell::chinese().run(&["list --search hongcha"]);
    assert_data_eq!(
        shown,
        str![[r#"
泡茶  ────────────────────  0%  0/3  另有选学 0/1

leaves                0/3   0%  茶叶
  black-tea           0/1   0%  红茶
    ∙ black-tea-walk      任务  逛一家茶叶店

5 项中显示 1 项

"#]]
    );
    assert!(
        Shell::new()
            .run(&["list --search hc"])
            .contains("black-tea-walk")
    );
}

#[test]
fn a_search_may_begin_with_a_minus() {
    let shown = Shell::new().run(&["list --search '-kind:book,video -kettles'"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

leaves                0/3   0%  Leaves
  green-tea           0/2   0%  Green tea
    ∙ oxidation       key idea  Oxidation
  black-tea           0/1   0%  Black tea
    ∙ black-tea-walk      task  Visit a tea shop

2 of 5 shown

"#]]
    );
}

#[test]
fn what_is_not_understood_of_a_search_is_a_warning() {
    let shown = Shell::new().run(&["list --search 'knid:video kettles'"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional
Nothing fits: 0 of 5 shown.
-- stderr
warning: no search narrows by `knid:`
hint: did you mean `kind:`?

"#]]
    );
    let shown = Shell::chinese().run(&["list --search '类型：电影 core:x'"]);
    assert_data_eq!(
        shown,
        str![[r#"
泡茶  ────────────────────  0%  0/3  另有选学 0/1
没有符合条件的内容：5 项中显示 0 项。
-- stderr
警告：没有符合 `kind:电影` 的内容
警告：没有符合 `core:x` 的内容

"#]]
    );
}

#[test]
fn an_empty_list_says_which_filter_to_lift() {
    let shown = Shell::new().run(&["list --kind video,book,paper --search shop"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional
Nothing fits: 0 of 5 shown.
-- stderr
hint: without --search 3 are shown

"#]]
    );
    let shown = Shell::chinese().run(&["list --search qqq --status todo"]);
    assert_data_eq!(
        shown,
        str![[r#"
泡茶  ────────────────────  0%  0/3  另有选学 0/1
没有符合条件的内容：5 项中显示 0 项。
-- stderr
提示：去掉 --search 就有 5 项

"#]]
    );
}

#[test]
fn what_is_free_is_known_by_its_kind_or_by_its_mark() {
    let shell = Shell::new();
    let shown = shell.run(&["list --free"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

leaves                 0/3   0%  Leaves
  green-tea            0/2   0%  Green tea
    ∙ green-tea-video     video  Watching leaves unfold

water                  0/1   0%  Water
  boiling              0/1   0%  Boiling
    ∙ kettle-paper        paper  On kettles

2 of 5 shown

"#]]
    );
    let tea = include_str!("fixtures/cli/tea.yaml");
    let marked = tea.replace("kind: book", "kind: book\n            free: true");
    let marked = marked.replace("kind: video", "kind: video\n            free: false");
    shell.write("data/roadbook/roadmaps/tea.yaml", marked);
    let shown = shell.run(&["list --search free:"]);
    assert_data_eq!(
        shown,
        str![[r#"
Making tea  ────────────────────  0%  0/3  +0/1 optional

leaves                0/3   0%  Leaves
  green-tea           0/2   0%  Green tea
    ∙ green-tea-book      book  The green book ✦

water                 0/1   0%  Water
  boiling             0/1   0%  Boiling
    ∙ kettle-paper       paper  On kettles

2 of 5 shown

"#]]
    );
    assert!(shell.run(&["show green-tea-book"]).contains("free"));
    assert!(shell.run(&["show green-tea-video"]).contains("not free"));
    assert!(
        shell
            .run(&["show green-tea-video --json"])
            .contains("\"free\": false")
    );
}

#[test]
fn a_stage_is_named_by_a_part_of_its_title_too() {
    let shown = Shell::chinese().run(&["list --stage 茶叶 --status doing"]);
    assert_data_eq!(
        shown,
        str![[r#"
泡茶  ────────────────────  0%  0/3  另有选学 0/1
没有符合条件的内容：5 项中显示 0 项。
-- stderr
提示：去掉 --status 就有 4 项

"#]]
    );
}

#[test]
fn json_of_a_search_names_the_best_hits_first() {
    let shell = Shell::new();
    let printed = shell.output("list --search tea --json").stdout;
    let json: serde_json::Value = serde_json::from_slice(&printed).expect("it is JSON");
    assert_eq!(json["version"], 1);
    let list = |value: &serde_json::Value| -> Vec<String> {
        let array = value.as_array().expect("a list").iter();
        array
            .map(|id| id.as_str().expect("a text").to_owned())
            .collect()
    };
    assert_eq!(
        list(&json["hits"]),
        [
            "green-tea",
            "black-tea",
            "black-tea-walk",
            "green-tea-book",
            "green-tea-video"
        ]
    );
    let ids: Vec<&serde_json::Value> = json["nodes"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|node| &node["id"])
        .collect();
    assert_eq!(ids[..3], ["leaves", "green-tea", "green-tea-book"]);
    let printed = shell.output("list --json").stdout;
    assert!(!String::from_utf8_lossy(&printed).contains("hits"));
}
