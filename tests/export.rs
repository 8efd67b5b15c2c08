//! Exports on the command line: what they hold, that they come back, where they are written, and that a hostile roadmap stays text.
//!
//! `SNAPSHOTS=overwrite cargo test --test export` writes the pictures anew; read the difference before keeping it.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapbox writes the pictures in this form"
)]

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use snapbox::{assert_data_eq, str};
use support::cli::Shell;

/// A home in which something of every sort has happened.
fn lived_in() -> Shell {
    let shell = Shell::new();
    shell.run(&[
        "done green-tea-book",
        "doing green-tea-video",
        "skip black-tea-walk",
        "note green-tea-book 'Chapter two, *again*'",
        "track start green-tea-book",
        "track stop",
    ]);
    shell
}

#[test]
fn a_checklist() {
    assert_data_eq!(
        lived_in().run(&["export markdown --notes"]),
        str![[r#"
<!-- roadbook: 1 -->
# Making tea <!-- id: tea -->

*1 of 2 resources done*

> From leaf to cup.

## Leaves <!-- id: leaves -->

> What grows.

### Green tea <!-- id: green-tea -->

- [x] [The green book](https://books.example.org/green) *(book, zh, by Lu Yu, core path)* <!-- id: green-tea-book --> <!-- roadbook: {"status":"done","at":"2026-11-23T12:00:00+00:00","minutes_spent":1,"kind":"book","lang":"zh","author":"Lu Yu","core":true,"aliases":["old-green-book"],"also":[{"title":"Second edition","url":"https://books.example.org/green2"}]} -->
  - [Second edition](https://books.example.org/green2)

  > Read chapter two first. The [errata](https://books.example.org/errata) matter.

  <!-- note -->

  > - Chapter two, *again*

- [ ] [Watching leaves unfold](https://video.example.org/watch?v=1) *(doing)* *(video, en, 25 min)* <!-- id: green-tea-video --> <!-- roadbook: {"status":"doing","at":"2026-11-23T12:00:00+00:00","kind":"video","lang":"en","minutes":25} -->
- [ ] **Oxidation** <!-- id: oxidation --> <!-- roadbook: {"level":"concept"} -->

  > Heat stops it; see [the chemistry](https://example.org/chemistry).

### Black tea <!-- id: black-tea --> <!-- roadbook: {"needs":["green-tea"]} -->

- [ ] Visit a tea shop *(skipped)* *(task)* <!-- id: black-tea-walk --> <!-- roadbook: {"status":"skip","at":"2026-11-23T12:00:00+00:00","kind":"task"} -->

## Water <!-- id: water --> <!-- roadbook: {"optional":true} -->

### Boiling <!-- id: boiling -->

- [ ] [On kettles](http://192.0.2.7/kettles.pdf) *(paper, en)* <!-- id: kettle-paper --> <!-- roadbook: {"kind":"paper","lang":"en"} -->

"#]]
    );
}

#[test]
fn a_checklist_in_chinese_of_what_passes_a_filter() {
    assert_data_eq!(
        lived_in().run(&["export markdown --lang zh --kind book,task"]),
        str![[r#"
<!-- roadbook: 1 -->
# 泡茶 <!-- id: tea -->

*已完成 1/1 份资源*

> 从茶叶到茶杯。

## 茶叶 <!-- id: leaves -->

> 植物。

### 绿茶 <!-- id: green-tea -->

- [x] [绿皮书](https://books.example.org/green) *(书, zh, 作者：Lu Yu, 核心路径)* <!-- id: green-tea-book --> <!-- roadbook: {"status":"done","at":"2026-11-23T12:00:00+00:00","minutes_spent":1,"kind":"book","lang":"zh","author":"Lu Yu","core":true,"aliases":["old-green-book"],"also":[{"title":"第二版","url":"https://books.example.org/green2"}]} -->
  - [第二版](https://books.example.org/green2)

  > 先读第二章。[勘误](https://books.example.org/errata)也要看。

### 红茶 <!-- id: black-tea --> <!-- roadbook: {"needs":["green-tea"]} -->

- [ ] 逛一家茶叶店 *(跳过)* *(任务)* <!-- id: black-tea-walk --> <!-- roadbook: {"status":"skip","at":"2026-11-23T12:00:00+00:00","kind":"task"} -->

"#]]
    );
}

#[test]
fn a_table() {
    assert_data_eq!(
        lived_in().run(&["export csv --notes"]),
        str![[r#"
roadmap,stage,topic,level,id,title,kind,lang,author,url,minutes,core,optional,status,at,minutes_spent,note,roadmap_title,stage_title,topic_title
tea,leaves,green-tea,resource,green-tea-book,The green book,book,zh,Lu Yu,https://books.example.org/green,,yes,no,done,2026-11-23T12:00:00+00:00,1,"'- Chapter two, *again*",Making tea,Leaves,Green tea
tea,leaves,green-tea,resource,green-tea-video,Watching leaves unfold,video,en,,https://video.example.org/watch?v=1,25,no,no,doing,2026-11-23T12:00:00+00:00,,,Making tea,Leaves,Green tea
tea,leaves,green-tea,concept,oxidation,Oxidation,,,,,,no,no,todo,,,,Making tea,Leaves,Green tea
tea,leaves,black-tea,resource,black-tea-walk,Visit a tea shop,task,,,,,no,no,skip,2026-11-23T12:00:00+00:00,,,Making tea,Leaves,Black tea
tea,water,boiling,resource,kettle-paper,On kettles,paper,en,,http://192.0.2.7/kettles.pdf,,no,yes,todo,,,,Making tea,Water,Boiling

"#]]
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a picture of all that is written")]
fn a_document_of_everything() {
    assert_data_eq!(
        lived_in().run(&["export json --notes --stage leaves"]),
        str![[r#"
{
  "format": "roadbook",
  "version": 1,
  "lang": "en",
  "roadmap": {
    "id": "tea",
    "title": "Making tea",
    "summary": "From leaf to cup.",
    "edition": null,
    "origin": null
  },
  "done": 1,
  "of": 2,
  "nodes": [
    {
      "id": "leaves",
      "level": "stage",
      "parent": null,
      "title": "Leaves",
      "text": "What grows.",
      "status": "doing",
      "at": null,
      "minutes_spent": 1,
      "aliases": [],
      "optional": false
    },
    {
      "id": "green-tea",
      "level": "topic",
      "parent": "leaves",
      "title": "Green tea",
      "text": "",
      "status": "doing",
      "at": null,
      "minutes_spent": 1,
      "aliases": [],
      "needs": []
    },
    {
      "id": "green-tea-book",
      "level": "resource",
      "parent": "green-tea",
      "title": "The green book",
      "text": "Read chapter two first. The [errata](https://books.example.org/errata) matter.",
      "status": "done",
      "at": "2026-11-23T12:00:00+00:00",
      "minutes_spent": 1,
      "aliases": [
        "old-green-book"
      ],
      "kind": "book",
      "url": "https://books.example.org/green",
      "author": "Lu Yu",
      "lang": "zh",
      "minutes": null,
      "core": true,
      "also": [
        {
          "title": "Second edition",
          "url": "https://books.example.org/green2"
        }
      ],
      "notes": [
        "- Chapter two, *again*"
      ]
    },
    {
      "id": "green-tea-video",
      "level": "resource",
      "parent": "green-tea",
      "title": "Watching leaves unfold",
      "text": "",
      "status": "doing",
      "at": "2026-11-23T12:00:00+00:00",
      "minutes_spent": 0,
      "aliases": [],
      "kind": "video",
      "url": "https://video.example.org/watch?v=1",
      "author": null,
      "lang": "en",
      "minutes": 25,
      "core": false,
      "also": []
    },
    {
      "id": "oxidation",
      "level": "concept",
      "parent": "green-tea",
      "title": "Oxidation",
      "text": "Heat stops it; see [the chemistry](https://example.org/chemistry).",
      "status": "todo",
      "at": null,
      "minutes_spent": 0,
      "aliases": []
    },
    {
      "id": "black-tea",
      "level": "topic",
      "parent": "leaves",
      "title": "Black tea",
      "text": "",
      "status": "skip",
      "at": null,
      "minutes_spent": 0,
      "aliases": [],
      "needs": [
        "green-tea"
      ]
    },
    {
      "id": "black-tea-walk",
      "level": "resource",
      "parent": "black-tea",
      "title": "Visit a tea shop",
      "text": "",
      "status": "skip",
      "at": "2026-11-23T12:00:00+00:00",
      "minutes_spent": 0,
      "aliases": [],
      "kind": "task",
      "url": null,
      "author": null,
      "lang": null,
      "minutes": null,
      "core": false,
      "also": []
    }
  ],
  "orphans": []
}

"#]]
    );
}

#[test]
fn notes_go_out_only_where_they_are_asked_for() {
    let shell = lived_in();
    for format in ["markdown", "html", "json", "csv"] {
        let with = shell.run(&[&format!("export {format} --notes")]);
        assert!(with.contains("again"), "{format}: {with}");
        assert!(
            !shell.run(&[&format!("export {format}")]).contains("again"),
            "{format}"
        );
    }
}

#[test]
fn the_same_is_written_every_time() {
    let shell = lived_in();
    for format in ["markdown", "html", "json", "csv"] {
        let line = format!("export {format} --notes");
        assert_eq!(shell.run(&[&line]), shell.run(&[&line]), "{format}");
    }
}

#[test]
fn pictures_are_files_of_their_own() {
    let shell = lived_in();
    for format in ["svg", "card", "badge"] {
        let picture = shell.run(&[&format!("export {format}")]);
        assert!(
            picture.starts_with("<svg ") && picture.trim_end().ends_with("</svg>"),
            "{picture}"
        );
    }
    assert!(
        !shell
            .run(&["export svg --stage leaves"])
            .contains("Boiling")
    );
}

/// Reads a checklist by the rules of docs/export.md, and nothing else: ids with their marks and facts.
fn read_back(markdown: &str) -> BTreeMap<String, (Option<bool>, Value)> {
    let mut found = BTreeMap::new();
    for line in markdown.lines() {
        let is_node = line.starts_with('#') || line.starts_with("- [");
        let Some((_, rest)) = line.split_once(" <!-- id: ").filter(|_| is_node) else {
            continue;
        };
        let (id, rest) = rest.split_once(" -->").expect("a comment ends");
        let facts = rest
            .strip_prefix(" <!-- roadbook: ")
            .and_then(|rest| rest.strip_suffix(" -->"));
        let facts = facts.map_or(Value::Null, |facts| {
            serde_json::from_str(facts).expect("facts in JSON")
        });
        let ticked = line.starts_with("- [").then(|| line.starts_with("- [x]"));
        found.insert(id.to_owned(), (ticked, facts));
    }
    found
}

#[test]
fn a_checklist_holds_every_id_and_status() {
    for roadmap in ["tea", "llm"] {
        let shell = lived_in();
        let line = |line: &str| format!("{line} --roadmap {roadmap}");
        let markdown = shell.run(&[&line("export markdown")]);
        let mut found = read_back(&markdown);
        assert!(found.remove(roadmap).is_some());
        let list: Value =
            serde_json::from_slice(&shell.output(&line("list --json")).stdout).unwrap();
        let nodes = list["nodes"].as_array().unwrap();
        assert_eq!(found.len(), nodes.len());
        for node in nodes {
            let (ticked, facts) = &found[node["id"].as_str().unwrap()];
            if matches!(node["level"].as_str(), Some("stage" | "topic")) {
                assert_eq!(*ticked, None);
                continue;
            }
            let status = node["status"].as_str().unwrap();
            assert_eq!(*ticked, Some(status == "done"), "{node}");
            assert_eq!(facts["status"].as_str().unwrap_or("todo"), status, "{node}");
            for key in ["kind", "lang", "author", "minutes"] {
                assert_eq!(facts[key], node[key], "{node}");
            }
        }
    }
}

#[test]
fn a_file_is_written_whole_and_never_over_another_unless_asked() {
    let shell = Shell::new();
    let read = |name: &str| std::fs::read_to_string(shell.home.path().join(name)).unwrap();
    assert_data_eq!(
        shell.run(&["export csv -o tea.csv --stage water"]),
        str![[r#"
tea.csv: 1 thing written

"#]]
    );
    assert!(read("tea.csv").starts_with("roadmap,stage,topic,"));
    assert_data_eq!(
        shell.run(&["export csv -o tea.csv"]),
        str![[r#"
-- stderr
error: tea.csv is there already
hint: --replace takes its place
-- exit 1

"#]]
    );
    assert_eq!(read("tea.csv").lines().count(), 2);
    shell.run(&["export csv -o tea.csv --force"]);
    assert_eq!(read("tea.csv").lines().count(), 6);

    // A link is followed, and what is no file is left alone.
    std::os::unix::fs::symlink("tea.csv", shell.home.path().join("link")).unwrap();
    shell.run(&["export markdown -o link --replace"]);
    assert!(read("tea.csv").starts_with("<!-- roadbook: 1 -->"));
    std::fs::create_dir(shell.home.path().join("folder")).unwrap();
    assert_data_eq!(
        shell.run(&["export csv -o folder --replace"]),
        str![[r#"
-- stderr
error: folder is not a file
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["export csv -o none/tea.csv"]),
        str![[r#"
-- stderr
error: cannot write none/tea.csv
caused by: No such file or directory (os error 2)
-- exit 1

"#]]
    );
    assert_data_eq!(
        shell.run(&["export pdf"]),
        str![[r#"
-- stderr
error: `pdf` does not fit <FORMAT>
hint: one of: markdown, html, json, csv, svg, card, badge
-- exit 2

"#]]
    );
    let files = std::fs::read_dir(shell.home.path()).unwrap();
    let left_over = files
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left_over.count(), 0);
    assert!(shell.run(&["export csv -o -"]).starts_with("roadmap,"));
}

#[test]
fn a_hostile_roadmap_stays_text_in_every_form() {
    let shell = Shell::new();
    shell.write(
        "data/roadbook/roadmaps/hostile.yaml",
        include_str!("fixtures/cli/hostile.yaml"),
    );
    shell.write("config/roadbook/config.yaml", "roadmap: hostile\n");
    for format in ["markdown", "html", "json", "csv"] {
        let text = shell.run(&[&format!("export {format}")]);
        let bad = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!text.contains(bad), "{format}");
    }
    let markdown = shell.run(&["export markdown"]);
    let found: Vec<String> = read_back(&markdown).into_keys().collect();
    assert_eq!(found, ["c", "hostile", "r1", "r2", "r3", "s", "t"]);
    for (at, _) in markdown.match_indices('<') {
        let is_ours =
            markdown[at..].starts_with("<!-- ") || markdown[at..].starts_with("<https://");
        assert!(
            is_ours || markdown[..at].ends_with('\\'),
            "{}",
            &markdown[at..]
        );
    }
    let table = shell.run(&["export csv"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    for row in rows.records().map(Result::unwrap) {
        for cell in &row {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    let page = shell.run(&["export html"]);
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("javascript:alert(1)\""));
}
