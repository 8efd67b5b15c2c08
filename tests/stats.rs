//! Statistics and tracked time on the command line: pictures for eighty columns, in both languages, in Unicode and ASCII.
//!
//! `SNAPSHOTS=overwrite cargo test --test stats` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::fmt::Write as _;

use snapbox::{assert_data_eq, str};
use support::cli::Shell;

/// Writes a journal by hand: what was finished at which local time.
fn journal(shell: &Shell, done: &[(&str, &str)]) {
    let mut lines = String::new();
    for (number, (at, node)) in (1..).zip(done) {
        let _ = writeln!(
            lines,
            r#"{{"v":1,"id":"me-{number}","l":{number},"at":"{at}","op":"status","r":"tea","n":"{node}","x":"done"}}"#
        );
    }
    shell.write("data/roadbook/progress/me-2026.jsonl", lines);
}

const SOME_WEEKS: &[(&str, &str)] = &[
    ("2026-11-05T23:30:00-08:00", "green-tea-video"),
    ("2026-11-14T10:00:00+01:00", "kettle-paper"),
    ("2026-11-22T10:00:00+01:00", "black-tea-walk"),
    ("2026-11-23T00:10:00+08:00", "oxidation"),
];

#[test]
fn pictures_fit_eighty_columns() {
    let shell = Shell::new().with("COLUMNS", "80");
    journal(&shell, SOME_WEEKS);
    assert_data_eq!(
        shell.run(&["stats"]),
        str![[r#"
Making tea  ━━━━━━━━━━━━━─────── 66%  2/3  +1/1 optional

                                              done  doing  skipped  to do  key ideas
Leaves            ━━━━━━━━━━━━━───────   66%     2      0        0      1        1/1
  Green tea       ━━━━━━━━━━──────────   50%     1      0        0      1        1/1
  Black tea       ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0

Water (optional)  ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0
  Boiling         ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0

video             ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0
book              ────────────────────    0%     0      0        0      1
paper             ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0
task              ━━━━━━━━━━━━━━━━━━━━  100%     1      0        0      0

The last year  4 things on 4 days
      Dec Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov
Mon  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒
Tue  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Wed  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Thu  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒∙∙
Fri  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙
Sat  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒∙
Sun  ∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙∙⠒
     less ∙⠒⠶⠿⣿ more

Done over time  2 of 3 resources
   3│─────────────────────────────────────────────────────
    │
    │                                                  ⣿⣿⣿
    │                                                  ⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
    │⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿
   0╰─────────────────────────────────────────────────────
     2026-11-05                                 2026-11-23

Left          1 resource, ~15 h
Pace          about 38 min a week, over the last 3 weeks
At this pace  done between 2027-04-24 and 2027-06-03
In a row      2 days since 2026-11-22; 2 rest days in seven are fine

"#]]
    );
}

#[test]
fn pictures_are_plain_where_the_terminal_is_and_chinese_where_the_person_is() {
    let shell = Shell::new().with("LC_CTYPE", "C");
    journal(&shell, SOME_WEEKS);
    assert_data_eq!(
        shell.run(&["stats --lang zh"]),
        str![[r#"
泡茶  #############------- 66%  2/3  另有选学 1/1

                                        完成  在学  跳过  待学  要点
茶叶        #############-------   66%     2     0     0     1   1/1
  绿茶      ##########----------   50%     1     0     0     1   1/1
  红茶      ####################  100%     1     0     0     0

水（选学）  ####################  100%     1     0     0     0
  烧水      ####################  100%     1     0     0     0

视频        ####################  100%     1     0     0     0
书          --------------------    0%     0     0     0     1
论文        ####################  100%     1     0     0     0
任务        ####################  100%     1     0     0     0

最近一年  4 天里完成 4 项
      12月    2月 3月  4月 5月  6月 7月 8月  9月 10月
周一 ....................................................-
周二 ....................................................
周三 ....................................................
周四 .................................................-..
周五 ....................................................
周六 ..................................................-.
周日 ...................................................-
     少 .-+*# 多

累计完成  已完成 2/3 份资源
   3|-----------------------------------------------------
    |
    |                                                  ###
    |                                                  ###
    |#####################################################
    |#####################################################
   0+-----------------------------------------------------
     2026-11-05                                 2026-11-23

还剩      1 份资源，约 15 小时
近期速度  最近 3 周，平均每周约 38 分钟
照此速度  大约 2027-04-24 到 2027-06-03 之间学完
连续学习  2 天，从 2026-11-22 开始；每七天休息 2 天也算连续

"#]]
    );
}

#[test]
fn a_date_is_only_said_where_it_is_wanted() {
    let shell = Shell::new();
    journal(&shell, SOME_WEEKS);
    let finish = |shell: &Shell| {
        let json = shell.output("stats --json").stdout;
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        assert!(json["pace"].is_object());
        json["finish"].clone()
    };
    assert!(finish(&shell).is_object());
    shell.write(
        "config/roadbook/config.yaml",
        "roadmap: tea\nstats: { finish_date: false }\n",
    );
    assert!(finish(&shell).is_null());
    assert!(!shell.run(&["stats"]).contains("At this pace"));
}

#[test]
fn time_runs_when_it_is_started_and_is_written_down_when_it_is_stopped() {
    let shell = Shell::new();
    let at = |time: &str, line: &str| {
        let mut command = shell.command(line);
        command.env("ROADBOOK_NOW", format!("2026-11-23T{time}Z"));
        shell.show(&command.output().unwrap())
    };
    let told = [
        at("10:00:00", "track"),
        at("10:00:00", "track start"),
        at("10:00:00", "doing green-tea-book"),
        at("10:00:00", "track start"),
        at("10:05:00", "track start green-tea-book"),
        at("10:24:30", "track"),
        at("10:24:30", "track start kettle"),
        at("10:20:00", "track stop"),
        at("10:30:00", "track start oxidation"),
        at("23:30:00", "track stop"),
        at("23:30:00", "track stop"),
        at("23:30:00", "track log"),
        at("23:30:00", "track log oxidation"),
    ];
    assert_data_eq!(
        told.join("\n"),
        str![[r#"
No time is running.
`roadbook track start ID` starts it

-- stderr
error: nothing is in progress that the time could be for
hint: `roadbook track start ID` starts it
-- exit 1

◒ The green book (green-tea-book)  to do -> doing
`roadbook undo` takes it back

The time runs: The green book
`roadbook track stop` writes it down

The time is running already: The green book

The green book: 25 min so far
`roadbook track stop` writes it down

25 min: The green book
The time runs: On kettles
`roadbook track stop` writes it down

1 min: On kettles
-- stderr
warning: the clock stands before the start; one minute is written down

The time runs: Oxidation
`roadbook track stop` writes it down

12 h: Oxidation
-- stderr
warning: the time ran for longer; 12 h is the most that is written down

No time is running.
`roadbook track start ID` starts it

Making tea

Green tea  12 h 25 min
Boiling          1 min
all        12 h 26 min

-- stderr
error: `track log` takes no id
-- exit 2

"#]]
    );
    let shown = at("23:30:00", "show green-tea");
    assert!(shown.contains("Time spent  12 h 25 min"), "{shown}");
    let stats = at("23:30:00", "stats --json");
    let stats: serde_json::Value = serde_json::from_str(&stats).unwrap();
    assert_eq!(stats["spent"]["minutes"], 746);
    assert_eq!(stats["days"][0]["minutes"], 746);
}

#[test]
fn time_of_what_is_no_longer_in_the_roadmap_still_counts() {
    let shell = Shell::chinese();
    shell.write(
        "data/roadbook/progress/me-2026.jsonl",
        r#"{"v":1,"id":"me-1","l":5,"at":"2026-11-20","op":"time","r":"tea","n":"gone","x":90,"t":"Gone"}
{"v":1,"id":"me-2","l":6,"at":"2026-11-20","op":"time","r":"tea","n":"old-green-book","x":30}
"#,
    );
    assert_data_eq!(
        shell.run(&["track log"]),
        str![[r#"
泡茶

绿茶                           30 分钟
Gone（已不在路线图中）  1 小时 30 分钟
合计                            2 小时

"#]]
    );
}

#[test]
fn a_stop_that_was_cut_short_writes_the_time_down_once() {
    let shell = Shell::new();
    shell.run(&["track start kettle"]);
    let timer = shell.home.state_folder().join("roadbook/timer");
    let running = std::fs::read(&timer).unwrap();
    let first = shell.run(&["track stop"]);
    // As if the program had been killed before the timer was gone.
    std::fs::write(&timer, running).unwrap();
    assert_eq!(shell.run(&["track stop"]), first);
    assert!(!timer.exists());
    assert_data_eq!(
        shell.run(&["track log"]),
        str![[r#"
Making tea

Boiling  1 min
all      1 min

"#]]
    );
}

#[test]
fn without_a_home_no_time_runs() {
    let shell = Shell::new();
    let mut command = shell.command("track start green-tea-book");
    for name in [
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
    ] {
        command.env(name, "");
    }
    let output = command.output().unwrap();
    assert!(!output.status.success());
}
