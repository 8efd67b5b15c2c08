//! `--plain`: the dialogue and the commands that say what they draw otherwise, in a home of their own.
//!
//! `SNAPSHOTS=overwrite cargo test --test plain` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::io::Write as _;
use std::process::Stdio;

use snapbox::{assert_data_eq, str};

use support::cli::Shell;
use support::pty::app;

/// Types lines into the dialogue and returns what it says.
fn said(shell: &Shell, lines: &[&str]) -> String {
    let mut command = shell.command("--plain");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut typed = child.stdin.take().expect("a pipe");
    for line in lines {
        // A dialogue that was left takes no more lines.
        let _left = writeln!(typed, "{line}");
    }
    drop(typed);
    let output = child.wait_with_output().expect("the program ends");
    shell.show(&output)
}

#[test]
fn the_dialogue_goes_in_and_back_and_ends_with_its_input() {
    assert_data_eq!(
        said(&Shell::new(), &["1", "1", "1", "b", "..", "b", "b"]),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
What grows.
2 things here:
1. Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
2. Black tea: topic, to do, 0 of 1 resource done.
Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
In Leaves.
3 things here:
1. The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
2. Watching leaves unfold: video, to do, 25 minutes, language en.
3. Oxidation: key idea, to do.
The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
Read chapter two first. The errata[3] matter.
Link 1: https://books.example.org/green
Link 2: https://books.example.org/green2 (Second edition)
Link 3: https://books.example.org/errata (errata)
In Green tea, Leaves.
Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
In Leaves.
3 things here:
1. The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
2. Watching leaves unfold: video, to do, 25 minutes, language en.
3. Oxidation: key idea, to do.
Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
What grows.
2 things here:
1. Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
2. Black tea: topic, to do, 0 of 1 resource done.
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
This is the top of the roadmap.
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.

"#]]
    );
}

#[test]
fn what_is_marked_is_told_with_the_figures_of_its_parent_and_saved_at_once() {
    let shell = Shell::new();
    assert_data_eq!(
        said(
            &shell,
            &[
                "green-tea",
                "d 1",
                "doing 2",
                "完成3",
                "u",
                "r",
                "x 1-2",
                "t .",
                "d",
                "d 9",
                "d 1"
            ]
        ),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
In Leaves.
3 things here:
1. The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
2. Watching leaves unfold: video, to do, 25 minutes, language en.
3. Oxidation: key idea, to do.
Done: The green book. 1 of 2 in Green tea.
Doing: Watching leaves unfold. 1 of 2 in Green tea.
Done: Oxidation. 1 of 1 key idea in Green tea.
Undone: Oxidation. It is to do now. 0 of 1 key idea in Green tea.
Redone: Oxidation. It is done now. 1 of 1 key idea in Green tea.
Skipped: Green tea (2 resources).
Back to to do: Green tea (2 resources, 1 key idea). 0 of 2 in Green tea.
Which one? Say d and a number, or d and a full stop for everything here.
There is no number 9 here; they go from 1 to 3.
Done: The green book. 1 of 2 in Green tea.

"#]]
    );
    assert_data_eq!(
        shell.run(&["log"]),
        str![[r#"
2026-11-23 12:00  ∙ to do -> ✓ done     The green book (green-tea-book)
2026-11-23 12:00  various -> ∙ to do    Green tea (2 resources, 1 key idea)
2026-11-23 12:00  various -> ‒ skipped  Green tea (2 resources)
2026-11-23 12:00  ∙ to do -> ✓ done     Oxidation (oxidation)  redo
2026-11-23 12:00  ✓ done -> ∙ to do     Oxidation (oxidation)  undo
2026-11-23 12:00  ∙ to do -> ✓ done     Oxidation (oxidation)
2026-11-23 12:00  ∙ to do -> ◒ doing    Watching leaves unfold (green-tea-video)
2026-11-23 12:00  ∙ to do -> ✓ done     The green book (green-tea-book)

"#]]
    );
}

#[test]
fn a_search_gives_numbers_and_so_does_what_comes_next() {
    assert_data_eq!(
        said(
            &Shell::new(),
            &[
                "/kettle",
                "1",
                "search lvcha",
                "nothing-like-that",
                "/",
                "next",
                "next"
            ]
        ),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
1 thing found for `kettle`:
1. On kettles: paper, to do, about 60 minutes, language en.
On kettles: paper, to do, about 60 minutes, language en.
Link 1: http://192.0.2.7/kettles.pdf
In Boiling, Water.
1 thing found for `lvcha`:
1. Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
I do not understand `nothing-like-that`. A question mark lists what I do.
Search for what? Say search and a word.
Next on the core path, in Green tea.
The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
Read chapter two first. The errata[3] matter.
Link 1: https://books.example.org/green
Link 2: https://books.example.org/green2 (Second edition)
Link 3: https://books.example.org/errata (errata)
In Green tea, Leaves.
The shortest that is left in Green tea.
Watching leaves unfold: video, to do, 25 minutes, language en.
Link 1: https://video.example.org/watch?v=1
In Green tea, Leaves.

"#]]
    );
}

#[test]
fn a_note_is_a_line_and_is_read_out() {
    let shell = Shell::new();
    assert_data_eq!(
        said(
            &shell,
            &[
                "green-tea",
                "n 2 watch it twice",
                "n 2",
                "2",
                "note and once more",
                ""
            ]
        ),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
Green tea: topic, to do, 0 of 2 resources done, 0 of 1 key idea done.
In Leaves.
3 things here:
1. The green book: book, to do, about 15 hours, core path, language zh, by Lu Yu.
2. Watching leaves unfold: video, to do, 25 minutes, language en.
3. Oxidation: key idea, to do.
Noted: Watching leaves unfold.
Which words? Say n, a number and the words.
Watching leaves unfold: video, to do, 25 minutes, language en.
Link 1: https://video.example.org/watch?v=1
My note:
- watch it twice
In Green tea, Leaves.
Noted: Watching leaves unfold.
Watching leaves unfold: video, to do, 25 minutes, language en.
Link 1: https://video.example.org/watch?v=1
My note:
- watch it twice
- and once more
In Green tea, Leaves.

"#]]
    );
    let note = shell
        .home
        .path()
        .join("data/roadbook/notes/tea/green-tea-video.md");
    assert_eq!(
        std::fs::read_to_string(note).expect("a note"),
        "- watch it twice\n- and once more\n"
    );
}

#[test]
fn an_odd_link_is_asked_about_and_only_yes_opens_it() {
    let shell = Shell::new();
    assert_data_eq!(
        said(&shell, &["kettle-paper", "o", "", "o", "q"]),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
On kettles: paper, to do, about 60 minutes, language en.
Link 1: http://192.0.2.7/kettles.pdf
In Boiling, Water.
It leads to a bare IP address.
Open http://192.0.2.7/kettles.pdf? y opens it, anything else does not.
Not opened.
It leads to a bare IP address.
Open http://192.0.2.7/kettles.pdf? y opens it, anything else does not.
Not opened.
Goodbye.

"#]]
    );
    let shell = Shell::new().with("BROWSER", "true");
    assert_data_eq!(
        said(
            &shell,
            &["kettle-paper", "o", "y", "o 7", "b", "o", "o 1 2"]
        ),
        str![[r#"
Making tea: 0 of 3 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, to do, 0 of 3 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
A number goes in, ? tells what else can be typed, q leaves.
On kettles: paper, to do, about 60 minutes, language en.
Link 1: http://192.0.2.7/kettles.pdf
In Boiling, Water.
It leads to a bare IP address.
Open http://192.0.2.7/kettles.pdf? y opens it, anything else does not.
Opening http://192.0.2.7/kettles.pdf
There is no link 7: it has only one.
Boiling: topic, to do, 0 of 1 resource done.
In Water.
1 thing here:
1. On kettles: paper, to do, about 60 minutes, language en.
Which one? Say o and a number.
There is no link 2: it has only one.

"#]]
    );
}

#[test]
fn the_dialogue_speaks_chinese_and_understands_both_languages() {
    assert_data_eq!(
        said(
            &Shell::chinese(),
            &[
                "1",
                "在学 1",
                "跳过2",
                "返回",
                "？",
                "lang en",
                "语言 zh",
                "哪里",
                "退出",
                "1"
            ]
        ),
        str![[r#"
泡茶：3 份资源完成 0 份，1 个要点掌握 0 个，另有选学资源 1 份，完成 0 份。
这里有 2 项：
1. 茶叶：阶段，待学，3 份资源完成 0 份，1 个要点掌握 0 个。
2. 水：选学阶段，待学，1 份资源完成 0 份。
输入序号进入，? 列出还能输入什么，q 退出。
茶叶：阶段，待学，3 份资源完成 0 份，1 个要点掌握 0 个。
植物。
这里有 2 项：
1. 绿茶：主题，待学，2 份资源完成 0 份，1 个要点掌握 0 个。
2. 红茶：主题，待学，1 份资源完成 0 份。
在学：绿茶（2 份资源，1 个要点）。“绿茶”中的 2 份资源已完成 0 份。
跳过：逛一家茶叶店。
泡茶：2 份资源完成 0 份，1 个要点掌握 0 个，另有选学资源 1 份，完成 0 份。
这里有 2 项：
1. 茶叶：阶段，在学，2 份资源完成 0 份，1 个要点掌握 0 个。
2. 水：选学阶段，待学，1 份资源完成 0 份。
输入序号或 id：进入那一项。
b 或“返回”：回到上一级。l、“列出”或空行：再念一遍这里有什么。
d 2 或“完成 2”：把第 2 项标记为完成。另有“在学 2”、“跳过 2”（x 2）、“待学 2”（t 2）。多项：d 1 3-5。这里的全部：d .
o 2 或“打开 2”：打开第 2 项的链接。o 2 3：打开它的第三个链接。
n 2 文字 或“笔记 2 文字”：在第 2 项的笔记里加一行。
next 或“下一个”：前往最该学的一项；再输入一次，前往其后的一项。
changes 或“变动”：新版路线图改了什么。
/词 或“搜索 词”：查找内容。
u 或“撤销”：撤销。r 或“重做”：重做。
lang en 或“语言 en”：换成英文。
q 或“退出”：离开。所有改动都会立即保存。
This is English now.
Making tea: 0 of 2 resources done, 0 of 1 key idea done, and 0 of 1 in optional stages.
2 things here:
1. Leaves: stage, doing, 0 of 2 resources done, 0 of 1 key idea done.
2. Water: optional stage, to do, 0 of 1 resource done.
现在是中文。
泡茶：2 份资源完成 0 份，1 个要点掌握 0 个，另有选学资源 1 份，完成 0 份。
这里有 2 项：
1. 茶叶：阶段，在学，2 份资源完成 0 份，1 个要点掌握 0 个。
2. 水：选学阶段，待学，1 份资源完成 0 份。
看不懂“哪里”。输入问号可以看到能输入什么。
再见。

"#]]
    );
}

#[test]
fn nothing_of_the_dialogue_is_drawn() {
    let shell = Shell::new()
        .with("CLICOLOR_FORCE", "1")
        .with("TERM", "xterm-256color");
    let said = said(&shell, &["1", "1", "1", "d", "stats", "?", "u"]);
    let drawn =
        |c: char| c == '\u{1b}' || ('\u{2500}'..='\u{25ff}').contains(&c) || "✓✦∙━".contains(c);
    assert!(!said.contains(drawn), "{said}");
}

#[test]
fn what_cannot_be_saved_is_not_said_to_be_done() {
    let shell = Shell::new();
    let journals = shell.home.path().join("data/roadbook/progress");
    std::fs::write(&journals, "a file where a folder should be").expect("a file in the home");
    let told = said(&shell, &["done oxidation"]);
    assert!(told.contains("nothing was changed"), "{told}");
    assert!(!told.contains("Done:"), "{told}");
    assert!(told.ends_with("-- exit 1\n"), "{told}");
}

#[test]
fn a_line_without_end_and_bytes_that_are_no_text_do_not_stop_it() {
    let shell = Shell::new();
    let long = "x".repeat(100_000);
    let told = said(&shell, &[&long, "\u{1b}[2J\u{202e}", "q"]);
    assert!(told.ends_with("Goodbye.\n"), "{told}");
    assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told}");
}

#[test]
fn lists_are_chapters_and_figures_are_words() {
    let shell = Shell::new();
    shell.run(&[
        "done oxidation",
        "doing green-tea-book",
        "skip black-tea-walk",
    ]);
    assert_data_eq!(
        shell.run(&["list --plain"]),
        str![[r#"
Making tea: 0 of 2 resources done, 1 of 1 key idea done, and 0 of 1 in optional stages.
1. Leaves (leaves): stage, doing, 0 of 2 resources done, 1 of 1 key idea done.
1.1. Green tea (green-tea): topic, doing, 0 of 2 resources done, 1 of 1 key idea done.
1.1.1. The green book (green-tea-book): book, doing, about 15 hours, core path, language zh, by Lu Yu.
1.1.2. Watching leaves unfold (green-tea-video): video, to do, 25 minutes, language en.
1.1.3. Oxidation (oxidation): key idea, done.
1.2. Black tea (black-tea): topic, skipped.
1.2.1. Visit a tea shop (black-tea-walk): task, skipped, about 30 minutes.
2. Water (water): optional stage, to do, 0 of 1 resource done.
2.1. Boiling (boiling): topic, to do, 0 of 1 resource done.
2.1.1. On kettles (kettle-paper): paper, to do, about 60 minutes, language en.

"#]]
    );
    assert_data_eq!(
        shell.run(&["list --plain --kind paper"]),
        str![[r#"
Making tea: 0 of 2 resources done, 1 of 1 key idea done, and 0 of 1 in optional stages.
2. Water (water): optional stage, to do, 0 of 1 resource done.
2.1. Boiling (boiling): topic, to do, 0 of 1 resource done.
2.1.1. On kettles (kettle-paper): paper, to do, about 60 minutes, language en.

1 of 5 shown

"#]]
    );
    assert_data_eq!(
        shell.run(&["show --plain green-tea-book"]),
        str![[r#"
The green book: book, doing, about 15 hours, core path, language zh, by Lu Yu.
Read chapter two first. The errata[3] matter.
Link 1: https://books.example.org/green
Link 2: https://books.example.org/green2 (Second edition)
Link 3: https://books.example.org/errata (errata)
In Green tea, Leaves.
Former ids: old-green-book.
Id: green-tea-book

"#]]
    );
    assert_data_eq!(
        shell.run(&["stats --plain"]),
        str![[r#"
Making tea: 0 of 2 resources done, 1 of 1 key idea done, and 0 of 1 in optional stages.
1. Leaves: 0 of 2 resources done, 1 of 1 key idea done, 0 percent, 1 in progress, 1 skipped.
1.1. Green tea: 0 of 2 resources done, 1 of 1 key idea done, 0 percent, 1 in progress, 0 skipped.
1.2. Black tea: 0 in progress, 1 skipped.
2. Water: 0 of 1 resource done, 0 percent, 0 in progress, 0 skipped.
2.1. Boiling: 0 of 1 resource done, 0 percent, 0 in progress, 0 skipped.
Video: 0 of 1 resource done.
Book: 0 of 1 resource done.
Paper: 0 of 1 resource done.
The last year: 1 thing on 1 day.
Left: 2 resources, about 15 hours.

"#]]
    );
    assert_data_eq!(
        shell.run(&["--plain done green-tea"]),
        str![[r#"
Done: Green tea (2 resources). 2 of 2 in Green tea.
`roadbook undo` takes it back

"#]]
    );
    assert_data_eq!(
        shell.run(&["--plain log"]),
        str![[r#"
2026-11-23 12:00, various -> done, Green tea (2 resources)
2026-11-23 12:00, to do -> skipped, Visit a tea shop (black-tea-walk)
2026-11-23 12:00, to do -> doing, The green book (green-tea-book)
2026-11-23 12:00, to do -> done, Oxidation (oxidation)

"#]]
    );
}

#[test]
fn what_comes_next_and_what_was_done_are_sentences() {
    let shell = Shell::new();
    assert_data_eq!(
        shell.run(&["next --plain -n 2"]),
        str![[r#"
1. The green book (green-tea-book): book, to do, about 15 hours, core path, language zh, by Lu Yu. Next on the core path, in Green tea.
https://books.example.org/green
2. Watching leaves unfold (green-tea-video): video, to do, 25 minutes, language en. The shortest that is left in Green tea.
https://video.example.org/watch?v=1

"#]]
    );
    assert_data_eq!(
        shell.run(&["next --plain --minutes 40"]),
        str![[r#"
1. Watching leaves unfold (green-tea-video): video, to do, 25 minutes, language en. The shortest that is left in Green tea.
https://video.example.org/watch?v=1

25 minutes of 40 minutes

"#]]
    );
    assert_data_eq!(
        shell.run(&["done green-tea-video kettle-paper", "stats --plain"]),
        str![[r#"
Making tea: 1 of 3 resources done, 0 of 1 key idea done, and 1 of 1 in optional stages.
1. Leaves: 1 of 3 resources done, 0 of 1 key idea done, 33 percent, 0 in progress, 0 skipped.
1.1. Green tea: 1 of 2 resources done, 0 of 1 key idea done, 50 percent, 0 in progress, 0 skipped.
1.2. Black tea: 0 of 1 resource done, 0 percent, 0 in progress, 0 skipped.
2. Water: 1 of 1 resource done, 100 percent, 0 in progress, 0 skipped.
2.1. Boiling: 1 of 1 resource done, 100 percent, 0 in progress, 0 skipped.
Video: 1 of 1 resource done.
Book: 0 of 1 resource done.
Paper: 1 of 1 resource done.
Task: 0 of 1 resource done.
The last year: 2 things on 1 day.
Left: 2 resources, about 16 hours.

"#]]
    );
    assert_data_eq!(
        shell.run(&["--lang zh next --plain -n 1"]),
        str![[r#"
1. 绿皮书（green-tea-book）：书，待学，约 15 小时，核心路径，语言 zh，作者 Lu Yu。核心路径的下一项，在“绿茶”里。
https://books.example.org/green

"#]]
    );
    assert_data_eq!(
        shell.run(&["--lang zh stats --plain"]),
        str![[r#"
泡茶：3 份资源完成 1 份，1 个要点掌握 0 个，另有选学资源 1 份，完成 1 份。
1. 茶叶：3 份资源完成 1 份，1 个要点掌握 0 个，33%，在学 0 份，跳过 0 份。
1.1. 绿茶：2 份资源完成 1 份，1 个要点掌握 0 个，50%，在学 0 份，跳过 0 份。
1.2. 红茶：1 份资源完成 0 份，0%，在学 0 份，跳过 0 份。
2. 水：1 份资源完成 1 份，100%，在学 0 份，跳过 0 份。
2.1. 烧水：1 份资源完成 1 份，100%，在学 0 份，跳过 0 份。
视频：1 份资源完成 1 份。
书：1 份资源完成 0 份。
论文：1 份资源完成 1 份。
任务：1 份资源完成 0 份。
最近一年：1 天里完成 2 项。
还剩：2 份资源，约 16 小时。

"#]]
    );
}

#[test]
fn on_a_terminal_there_is_a_prompt_and_nothing_moves_the_cursor() {
    let mut app = app()
        .arguments(&["--plain"])
        .env("TERM", "dumb")
        .silent()
        .start();
    app.wait_for_text("q leaves").send(b"q\n");
    let ended = app.wait_exit();
    assert!(ended.status.success());
    let output = String::from_utf8_lossy(&ended.output);
    assert!(
        output.contains("> ") && !output.contains('\u{1b}'),
        "{output}"
    );
}

#[test]
fn where_the_screen_cannot_be_the_way_without_it_is_named() {
    for (shell, names) in [
        (Shell::new(), "roadbook --plain, or roadbook list"),
        (Shell::chinese(), "roadbook --plain，或 roadbook list"),
    ] {
        let told = shell.run(&[""]);
        assert!(told.contains(names), "{told}");
        assert!(told.ends_with("-- exit 2\n"), "{told}");
    }
    let ended = app().env("TERM", "dumb").silent().start().wait_exit();
    assert_eq!(ended.status.code(), Some(2));
    let told = String::from_utf8_lossy(&ended.output).into_owned();
    assert!(told.contains("roadbook --plain"), "{told}");
}
