//! Several roadmaps and the person's own layer over one, on the command line: `add`, `use`, `remove`, `roadmaps`, `hide`,
//! `unhide`, `link`, `unlink`, `layer`, and what `check` says of layers.
//!
//! `SNAPSHOTS=overwrite cargo test --test library` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::io::Write as _;
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;

const TEA: &str = include_str!("fixtures/cli/tea.yaml");
const LAYER: &str = include_str!("fixtures/overlay/tea.yaml");
const LAYER_FILE: &str = "data/roadbook/overlays/tea.yaml";

fn coffee() -> String {
    "format: 1\nid: coffee\ntitle: { en: Coffee, zh: 咖啡 }\nstages:\n  - id: beans\n    title: Beans\n    topics: [{ id: roast, title: Roast, resources: [{ id: first, title: First roast }] }]\n".to_owned()
}

fn with_coffee(shell: Shell) -> Shell {
    shell.write("coffee.yaml", coffee());
    shell
}

#[test]
fn a_roadmap_is_added_and_used_from_then_on() {
    let shell = with_coffee(Shell::new());
    shell.write("config/roadbook/config.yaml", "");
    assert_data_eq!(
        shell.run(&["add coffee.yaml"]),
        str![[r#"
Coffee  1 stage, 1 topic, 1 resource, 0 key ideas
`coffee` is in your library: ~/data/roadbook/roadmaps/coffee.yaml
`roadbook use coffee` opens it from now on

"#]]
    );
    assert_data_eq!(
        shell.run(&["use coffee"]),
        str![[r#"
From now on Coffee is opened.

"#]]
    );
    assert_data_eq!(
        shell.run(&["done first", "list"]),
        str![[r#"
Coffee  ━━━━━━━━━━━━━━━━━━━━100%  1/1

beans        1/1 100%  Beans
  roast      1/1 100%  Roast
    ✓ first      task  First roast

"#]]
    );
    assert_data_eq!(
        shell.run(&["use nothing"]),
        str![[r#"
-- stderr
error: there is no roadmap `nothing`
hint: one of: llm, coffee, tea
-- exit 2

"#]]
    );
}

#[test]
fn what_the_settings_name_goes_before_what_was_chosen() {
    let shell = with_coffee(Shell::new());
    assert_data_eq!(
        shell.run(&["add coffee.yaml", "use coffee"]),
        str![[r#"
-- stderr
warning: the settings name `tea`, which goes before `coffee`
hint: write `roadmap: coffee` in config.yaml, or remove that line
-- exit 1

"#]]
    );
    let shell = with_coffee(Shell::chinese());
    assert_data_eq!(
        shell.run(&["add coffee.yaml", "use coffee"]),
        str![[r#"
-- stderr
警告：设置里写的是 `tea`，优先于 `coffee`
提示：请在 config.yaml 里写 `roadmap: coffee`，或删去那一行
-- exit 1

"#]]
    );
}

#[test]
fn a_file_with_problems_is_not_added() {
    let shell = Shell::new();
    shell.write("bad.yaml", "format: 1\nid: bad\ntitel: Bad\nstages: []\n");
    assert_data_eq!(
        shell.run(&["add bad.yaml"]),
        str![[r#"
-- stderr
error: the roadmap needs `title`
 --> bad.yaml:1:1
  |
1 | format: 1
  | ^^^^^^

error: the roadmap has no key `titel`
 --> bad.yaml:3:1
  |
3 | titel: Bad
  | ^^^^^
  = hint: did you mean `title`?

error: not added: the file has 2 problems
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["add gone.yaml"]),
        str![[r#"
-- stderr
error: cannot read gone.yaml
caused by: No such file or directory (os error 2)
-- exit 1

"#]]
    );
    shell.write("layer.yaml", LAYER);
    assert_data_eq!(
        shell.run(&["add layer.yaml"]),
        str![[r#"
-- stderr
error: this is no roadmap but a layer over `tea`
hint: a layer works when it lies here: ~/data/roadbook/overlays/tea.yaml
-- exit 1

"#]]
    );
}

#[test]
fn an_id_that_is_taken_is_a_choice() {
    let shell = Shell::new();
    shell.write("other.yaml", TEA.replace("Making tea", "More tea"));
    shell.write("llm.yaml", TEA.replace("id: tea\n", "id: llm\n"));
    assert_data_eq!(
        shell.run(&["add other.yaml"]),
        str![[r#"
-- stderr
error: you have a roadmap `tea` already: ~/data/roadbook/roadmaps/tea.yaml
hint: --replace puts the new file in its place; the old one is put aside, progress stays
hint: --id NEW adds it beside under another id, with progress of its own
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["add other.yaml --lang zh"]),
        str![[r#"
-- stderr
错误：你已有路线图 `tea`：~/data/roadbook/roadmaps/tea.yaml
提示：--replace 用新文件代替它；旧文件会另存，进度不变
提示：--id 新id 换一个 id 并存，进度各自计算
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["add llm.yaml"]),
        str![[r#"
-- stderr
error: `llm` is a built-in roadmap
hint: --replace uses your file in its place, until you remove it; progress stays
hint: --id NEW adds it beside under another id, with progress of its own
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["add other.yaml --id Tea"]),
        str![[r#"
-- stderr
error: `Tea` cannot be an id: ids have a to z, 0 to 9, `-`, `_` and `.`
-- exit 2

"#]]
    );
    assert_data_eq!(
        shell.run(&["add other.yaml --id more-tea"]),
        str![[r#"
More tea  2 stages, 3 topics, 4 resources, 1 key idea
`more-tea` is in your library: ~/data/roadbook/roadmaps/more-tea.yaml
`roadbook use more-tea` opens it from now on

"#]]
    );
    assert_data_eq!(
        shell.run(&["done green-tea-book", "add other.yaml --replace"]),
        str![[r#"
More tea  2 stages, 3 topics, 4 resources, 1 key idea
`tea` is in your library: ~/data/roadbook/roadmaps/tea.yaml
the file before it is kept: ~/state/roadbook/backups/roadmaps/tea.yaml
Progress under this id is there from before, and counts.
`roadbook use tea` opens it from now on

"#]]
    );
    assert_data_eq!(
        shell.run(&["add llm.yaml --replace --lang zh"]),
        str![[r#"
泡茶  2 个阶段，3 个主题，4 份资源，1 个要点
已加入路线图 `llm`：~/data/roadbook/roadmaps/llm.yaml
`roadbook use llm` 会从此默认打开它

"#]]
    );
    assert_data_eq!(
        shell.run(&["roadmaps"]),
        str![[r#"
llm       Large language models                   your ~/data/roadbook/roadmaps/llm.yaml is used in its place  built in
llm       Making tea             0/3  never       2 stages, 3 topics, 4 resources, 1 key idea                                ~/data/roadbook/roadmaps/llm.yaml
more-tea  More tea               0/3  never       2 stages, 3 topics, 4 resources, 1 key idea                                ~/data/roadbook/roadmaps/more-tea.yaml
tea *     More tea               1/3  2026-11-23  2 stages, 3 topics, 4 resources, 1 key idea                                ~/data/roadbook/roadmaps/tea.yaml

"#]]
    );
}

#[test]
fn standard_input_is_added() {
    let shell = Shell::new();
    let mut child = shell
        .command("add - --json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(coffee().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_data_eq!(
        shell.show(&output),
        str![[r#"
{
  "version": 1,
  "id": "coffee",
  "title": "Coffee",
  "file": "~/data/roadbook/roadmaps/coffee.yaml",
  "counts": {
    "stages": 1,
    "topics": 1,
    "concepts": 0,
    "resources": 1
  },
  "put_aside": [],
  "problems": []
}

"#]]
    );
}

#[test]
fn a_removed_roadmap_keeps_its_file_and_its_progress() {
    let shell = with_coffee(Shell::new());
    shell.run(&["add coffee.yaml", "done first --roadmap coffee"]);
    assert_data_eq!(
        shell.run(&["remove coffee"]),
        str![[r#"
`coffee` is no longer in your library.
The file is kept: ~/state/roadbook/backups/roadmaps/coffee.yaml
Your progress stays and counts again when the roadmap comes back.
`roadbook add` with that file brings it back

"#]]
    );
    assert_data_eq!(
        shell.run(&["roadmaps"]),
        str![[r#"
llm    Large language models  0/107  never  3 stages, 20 topics, 130 resources, 78 key ideas  built in
tea *  Making tea             0/3    never  2 stages, 3 topics, 4 resources, 1 key idea       ~/data/roadbook/roadmaps/tea.yaml

Progress of roadmaps that are not here is kept: coffee

"#]]
    );
    let aside = "state/roadbook/backups/roadmaps/coffee.yaml";
    assert_data_eq!(
        shell.run(&[&format!("add {aside}")]),
        str![[r#"
Coffee  1 stage, 1 topic, 1 resource, 0 key ideas
`coffee` is in your library: ~/data/roadbook/roadmaps/coffee.yaml
Progress under this id is there from before, and counts.
`roadbook use coffee` opens it from now on

"#]]
    );
    assert_data_eq!(
        shell.run(&["remove llm"]),
        str![[r#"
-- stderr
error: `llm` is built in and cannot be removed
hint: a file of your own with its id takes its place; `roadbook hide` hides parts of it
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["remove nothing"]),
        str![[r#"
-- stderr
error: you have no roadmap `nothing`
hint: one of: coffee, tea
-- exit 2

"#]]
    );
    assert_data_eq!(
        shell.run(&["remove tea --lang zh"]),
        str![[r#"
已移除路线图 `tea`。
文件已另存：~/state/roadbook/backups/roadmaps/tea.yaml
进度仍然保留，路线图回来后继续计入。
用 `roadbook add` 加入那个文件即可恢复
-- stderr
警告：config.yaml 里仍写着 `roadmap: tea`，请修改或删去那一行

"#]]
    );
}

#[test]
fn removing_a_file_brings_the_built_in_roadmap_back() {
    let shell = Shell::new();
    shell.write("llm.yaml", TEA.replace("id: tea\n", "id: llm\n"));
    shell.run(&["add llm.yaml --replace"]);
    assert_data_eq!(
        shell.run(&["remove llm"]),
        str![[r#"
`llm` is no longer in your library.
The file is kept: ~/state/roadbook/backups/roadmaps/llm.yaml
Your progress stays and counts again when the roadmap comes back.
The built-in roadmap of this id is used again.
`roadbook add` with that file brings it back

"#]]
    );
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, told by one command after the other"
)]
fn hidden_things_leave_the_tree_and_the_counts_and_come_back() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["done green-tea-book", "hide green-tea-book black-tea"]),
        str![[r#"
Hidden: The green book (green-tea-book)
`roadbook unhide green-tea-book` shows it again; progress stays
Hidden: Black tea (black-tea)  with 1 below it
`roadbook unhide black-tea` shows it again; progress stays

"#]]
    );
    assert_data_eq!(
        shell.run(&["list"]),
        str![[r#"
Making tea  ────────────────────  0%  0/1  +0/1 optional

leaves                 0/1   0%  Leaves
  green-tea            0/1   0%  Green tea
    ∙ green-tea-video     video  Watching leaves unfold
    ∙ oxidation        key idea  Oxidation

water                  0/1   0%  Water
  boiling              0/1   0%  Boiling
    ∙ kettle-paper        paper  On kettles

"#]]
    );
    assert_data_eq!(
        shell.run(&["layer"]),
        str![[r#"
Hidden  green-tea-book  The green book
Hidden  black-tea       Black tea       with 1 below it

~/data/roadbook/overlays/tea.yaml

"#]]
    );
    assert_data_eq!(
        shell.run(&["unhide black-tea-walk"]),
        str![[r#"
-- stderr
error: `black-tea-walk` is hidden because `black-tea` is, which it is a part of
hint: `roadbook unhide black-tea` shows it again; progress stays
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["unhide oxidation"]),
        str![[r#"
-- stderr
error: nothing of the name `oxidation` is hidden
hint: hidden are: green-tea-book, black-tea
-- exit 2

"#]]
    );
    assert_data_eq!(
        shell.run(&["unhide old-green-book black-tea"]),
        str![[r#"
Shown again: The green book (green-tea-book)
`roadbook hide green-tea-book` hides it again
Shown again: Black tea (black-tea)
`roadbook hide black-tea` hides it again

"#]]
    );
    assert_data_eq!(
        shell.run(&["stats"]),
        str![[r#"
Making tea  ━━━━━━────────────── 33%  1/3  +0/1 optional

                                              done  doing  skipped  to do  key ideas
Leaves            ━━━━━━──────────────   33%     1      0        0      2        0/1
  Green tea       ━━━━━━━━━━──────────   50%     1      0        0      1        0/1
  Black tea       ────────────────────    0%     0      0        0      1

Water (optional)  ────────────────────    0%     0      0        0      1
  Boiling         ────────────────────    0%     0      0        0      1

video             ────────────────────    0%     0      0        0      1
book              ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0
paper             ────────────────────    0%     0      0        0      1
task              ────────────────────    0%     0      0        0      1

The last year  1 thing on 1 day
      Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov
Mon  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒
Tue  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Wed  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Thu  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Fri  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Sat  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Sun  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
     less ∙⠒⠶⠿⣿ more

Done over time  1 of 3 resources
   3│─────────────────────────────────────────────────────
    │
    │
    │
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
   0╰─────────────────────────────────────────────────────
     2026-11-23

Left  2 resources, ~55 min

"#]]
    );
    assert_data_eq!(
        shell.run(&["layer"]),
        str![[r#"
You have hidden and added nothing in this roadmap.
`roadbook hide ID` hides something, `roadbook link TOPIC URL` adds a link
~/data/roadbook/overlays/tea.yaml

"#]]
    );
}

#[test]
fn links_are_added_and_taken_away() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["link black-tea https://www.youtube.com/watch?v=1 'A: \"samovar\" # 1'"]),
        str![[r#"
Added to Black tea: A: "samovar" # 1 (a-samovar-1-e52e4f10)
`roadbook unlink a-samovar-1-e52e4f10` takes it away

"#]]
    );
    assert_data_eq!(
        shell.run(&["show samovar"]),
        str![[r#"
A: "samovar" # 1
∙ to do ∙ video ∙ ~20 min
1 https://www.youtube.com/watch?v=1

Topic  Black tea (black-tea)  0/2
Stage  Leaves (leaves)  0/4
Id     a-samovar-1-e52e4f10

"#]]
    );
    assert_data_eq!(
        shell.run(&["link black-tea https://books.example.org/steep"]),
        str![[r#"
Added to Black tea: books.example.org: steep (books-example-org-steep-2e74bf6d)
`roadbook unlink books-example-org-steep-2e74bf6d` takes it away

"#]]
    );
    assert_data_eq!(
        shell.run(&["link green-tea http://books.example.org/green/"]),
        str![[r#"
-- stderr
error: the roadmap has it already: green-tea-book
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["link black-tea example.org"]),
        str![[r#"
-- stderr
error: `example.org` is not a link: it does not begin with `https://` or `http://`
hint: write `https://example.org`
-- exit 2

"#]]
    );
    assert_data_eq!(
        shell.run(&["link leaves https://example.org"]),
        str![[r#"
-- stderr
error: `leaves` is no topic
hint: one of: green-tea, black-tea, boiling
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["unlink samovar"]),
        str![[r#"
Taken away: A: "samovar" # 1 (a-samovar-1-e52e4f10)

"#]]
    );
    assert_data_eq!(
        shell.run(&["unlink green-tea-book"]),
        str![[r#"
-- stderr
error: `green-tea-book` belongs to the roadmap: `roadbook hide green-tea-book` hides it
hint: added are: books-example-org-steep-2e74bf6d
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["layer --json"]),
        str![[r#"
{
  "version": 1,
  "roadmap": {
    "id": "tea",
    "title": "Making tea"
  },
  "file": "~/data/roadbook/overlays/tea.yaml",
  "hidden": [],
  "added": [
    {
      "id": "books-example-org-steep-2e74bf6d",
      "level": "resource",
      "title": "books.example.org: steep",
      "parent": "black-tea"
    }
  ]
}

"#]]
    );
}

#[test]
fn the_layer_speaks_chinese() {
    let shell = Shell::chinese();
    assert_data_eq!(
        shell.run(&["layer"]),
        str![[r#"
你没有改动过这份路线图。
`roadbook hide ID` 隐藏一项，`roadbook link 主题 网址` 添加链接
~/data/roadbook/overlays/tea.yaml

"#]]
    );
    assert_data_eq!(
        shell.run(&["hide black-tea"]),
        str![[r#"
已隐藏：红茶 (black-tea)  连同其下 1 项
`roadbook unhide black-tea` 可以重新显示；进度不变

"#]]
    );
    assert_data_eq!(
        shell.run(&["link green-tea https://example.org/a 标题"]),
        str![[r#"
已添加到“绿茶”：标题 (a7075355)
`roadbook unlink a7075355` 可以删去

"#]]
    );
    assert_data_eq!(
        shell.run(&["layer"]),
        str![[r#"
已隐藏  black-tea  红茶  连同其下 1 项
已添加  a7075355   标题  绿茶

~/data/roadbook/overlays/tea.yaml

"#]]
    );
    assert_data_eq!(
        shell.run(&["roadmaps"]),
        str![[r#"
llm    大语言模型  0/107  还没学过  3 个阶段，20 个主题，130 份资源，78 个要点                    内置
tea *  泡茶        0/3    还没学过  2 个阶段，2 个主题，4 份资源，1 个要点  隐藏 1 项，添加 1 项  ~/data/roadbook/roadmaps/tea.yaml

"#]]
    );
}

#[test]
fn a_layer_written_by_hand_is_applied_and_checked() {
    let shell = Shell::new();
    shell.write(LAYER_FILE, LAYER);
    assert_data_eq!(
        shell.run(&["list"]),
        str![[r#"
Making tea  ────────────────────  0%  0/6

water                  0/2   0%  Water
  boiling              0/1   0%  Boiling
    ∙ kettle-paper        paper  On kettles
  springs              0/1   0%  Springs
    ∙ visit-a-spring       task  Visit a spring

leaves                 0/4   0%  Leaves
  green-tea            0/2   0%  Green tea
    ∙ green-tea-book       book  The green book ✦
    ∙ green-tea-video     video  Watching leaves unfold ✦
  black-tea            0/2   0%  Black tea
    ∙ black-tea-walk       task  Visit a tea shop
    ∙ samovar           article  The samovar

"#]]
    );
    assert_data_eq!(
        shell.run(&["check"]),
        str![[r#"
llm (built in): 3 stages, 20 topics, 130 resources, 78 key ideas: no problem
~/data/roadbook/roadmaps/tea.yaml: 2 stages, 3 topics, 4 resources, 1 key idea: no problem
warning: `hide` names `white-tea`, which is not in the roadmap
 --> ~/data/roadbook/overlays/tea.yaml:6:5
  |
6 |   - white-tea # gone since the last edition
  |     ^^^^^^^^^
  = hint: it is kept in the file and ignored

warning: `minutes` means nothing for `green-tea`, which is a topic
  --> ~/data/roadbook/overlays/tea.yaml:28:3
   |
28 |   green-tea: { minutes: 5 }
   |   ^^^^^^^^^

~/data/roadbook/overlays/tea.yaml: a layer over `tea`: 2 stages, 4 topics, 6 resources, 0 key ideas: 2 warnings

"#]]
    );
    assert_data_eq!(
        shell.run(&["roadmaps"]),
        str![[r#"
llm    Large language models  0/107  never  3 stages, 20 topics, 130 resources, 78 key ideas                 built in
tea *  Making tea             0/6    never  2 stages, 4 topics, 6 resources, 0 key ideas  1 hidden, 3 added  ~/data/roadbook/roadmaps/tea.yaml
-- stderr
warning: ~/data/roadbook/overlays/tea.yaml: 2 entries are ignored or could be better
hint: `roadbook check` tells what is wrong

"#]]
    );
    shell.run(&["hide kettle-paper"]);
    let text = std::fs::read_to_string(shell.home.path().join(LAYER_FILE)).unwrap();
    let expected = LAYER.replace("edition\nadd:", "edition\n  - kettle-paper\nadd:");
    assert_eq!(text, expected, "every comment stays where it is");
}

#[test]
fn a_broken_layer_hinders_nothing_and_is_left_alone() {
    let shell = Shell::new();
    shell.write(
        LAYER_FILE,
        "format: 1\nlayer: tea\nhied: [a]\nadd:\n  - resources: []\n",
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
warning: your layer is not used: ~/data/roadbook/overlays/tea.yaml: a layer has no key `hied` (`roadbook check` tells what is wrong)

"#]]
    );
    assert_data_eq!(
        shell.run(&["hide boiling"]),
        str![[r#"
-- stderr
warning: your layer is not used: ~/data/roadbook/overlays/tea.yaml: a layer has no key `hied` (`roadbook check` tells what is wrong)
error: nothing was changed in ~/data/roadbook/overlays/tea.yaml
caused by: it has errors; they are to be mended first
caused by: a layer has no key `hied`
hint: `roadbook check` tells what is wrong
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["check"]),
        str![[r#"
llm (built in): 3 stages, 20 topics, 130 resources, 78 key ideas: no problem
~/data/roadbook/roadmaps/tea.yaml: 2 stages, 3 topics, 4 resources, 1 key idea: no problem
error: a layer has no key `hied`
 --> ~/data/roadbook/overlays/tea.yaml:3:1
  |
3 | hied: [a]
  | ^^^^
  = hint: did you mean `hide`?

error: an addition needs `under`
 --> ~/data/roadbook/overlays/tea.yaml:5:5
  |
5 |   - resources: []
  |     ^^^^^^^^^

~/data/roadbook/overlays/tea.yaml: a layer over `tea`: 2 problems
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["roadmaps --lang zh"]),
        str![[r#"
llm    大语言模型  0/107  还没学过  3 个阶段，20 个主题，130 份资源，78 个要点                内置
tea *  泡茶        0/3    还没学过  2 个阶段，3 个主题，4 份资源，1 个要点  个人改动：未生效  ~/data/roadbook/roadmaps/tea.yaml
-- stderr
警告：~/data/roadbook/overlays/tea.yaml：未生效：2 个问题：个人改动没有键 `hied`
提示：`roadbook check` 会说明哪里有问题

"#]]
    );
}

#[test]
fn a_layer_anywhere_is_checked_against_its_roadmap() {
    let shell = Shell::new();
    shell.write("mine.yaml", LAYER);
    shell.write("none.yaml", "format: 1\nlayer: cocoa\nhide: [a]\n");
    shell.write(
        "data/roadbook/overlays/cocoa.yaml",
        "format: 1\nlayer: cocoa\n",
    );
    assert_data_eq!(
        shell.run(&["check mine.yaml none.yaml"]),
        str![[r#"
warning: `hide` names `white-tea`, which is not in the roadmap
 --> mine.yaml:6:5
  |
6 |   - white-tea # gone since the last edition
  |     ^^^^^^^^^
  = hint: it is kept in the file and ignored

warning: `minutes` means nothing for `green-tea`, which is a topic
  --> mine.yaml:28:3
   |
28 |   green-tea: { minutes: 5 }
   |   ^^^^^^^^^

mine.yaml: a layer over `tea`: 2 stages, 4 topics, 6 resources, 0 key ideas: 2 warnings
warning: there is no roadmap `cocoa` that it could be laid over
 --> none.yaml:2:8
  |
2 | layer: cocoa
  |        ^^^^^

none.yaml: a layer over `cocoa`: 1 warning

"#]]
    );
    assert_data_eq!(
        shell.run(&["check mine.yaml none.yaml --lang zh"]),
        str![[r#"
警告：`hide` 里的 `white-tea` 不在路线图里
 --> mine.yaml:6:5
  |
6 |   - white-tea # gone since the last edition
  |     ^^^^^^^^^
  = 提示：文件里的这一处会保留，但不起作用

警告：`green-tea` 是主题，没有 `minutes`
  --> mine.yaml:28:3
   |
28 |   green-tea: { minutes: 5 }
   |   ^^^^^^^^^

mine.yaml：对 `tea` 的个人改动：2 个阶段，4 个主题，6 份资源，0 个要点：2 个警告
警告：没有 `cocoa` 这份路线图，改动无处可用
 --> none.yaml:2:8
  |
2 | layer: cocoa
  |        ^^^^^

none.yaml：对 `cocoa` 的个人改动：1 个警告

"#]]
    );
    assert_data_eq!(
        shell.run(&["check"]),
        str![[r#"
llm (built in): 3 stages, 20 topics, 130 resources, 78 key ideas: no problem
~/data/roadbook/roadmaps/tea.yaml: 2 stages, 3 topics, 4 resources, 1 key idea: no problem
warning: there is no roadmap `cocoa` that it could be laid over
 --> ~/data/roadbook/overlays/cocoa.yaml:2:8
  |
2 | layer: cocoa
  |        ^^^^^

~/data/roadbook/overlays/cocoa.yaml: a layer over `cocoa`: 1 warning

"#]]
    );
}

#[test]
fn why_a_file_cannot_be_read_is_told_in_the_language_of_the_person() {
    let shell = Shell::new();
    shell.write("data/roadbook/roadmaps/folder.yaml/inside", "");
    let config = shell.home.path().join("config/roadbook/config.yaml");
    std::fs::remove_file(&config).expect("a config");
    std::fs::create_dir(&config).expect("a folder in its place");
    let english = shell.run(&["roadmaps"]);
    assert!(english.contains("it is not a regular file"), "{english}");
    let chinese = shell.run(&["roadmaps --lang zh"]);
    assert_eq!(chinese.matches("这不是普通文件").count(), 2, "{chinese}");
    assert!(!chinese.contains("regular"), "{chinese}");
}
