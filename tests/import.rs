//! `import` on the command line: what is printed, what is written, what is ticked, and what is refused.

mod support;

use std::io::Write as _;
use std::process::Stdio;

use support::cli::Shell;

/// A home with one of the documents of the fixtures in it.
fn shell(document: &str) -> Shell {
    let shell = Shell::new();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import");
    let text = std::fs::read(format!("{fixtures}/{document}")).expect("a fixture");
    shell.write(document, text);
    shell
}

fn path(shell: &Shell, name: &str) -> String {
    shell.home.path().join(name).display().to_string()
}

#[test]
fn a_pipe_gets_the_file_and_check_has_nothing_to_say() {
    let shell = shell("path.md");
    let document = path(&shell, "path.md");
    let output = shell.output(&format!("import {document}"));
    assert!(output.status.success());
    let yaml = String::from_utf8(output.stdout).unwrap();
    assert!(
        yaml.starts_with("format: 1\nid: bread-school\ntitle: Bread School\n"),
        "{yaml}"
    );
    shell.write("bread.yaml", &yaml);
    let checked = shell.run(&[&format!("check {}", path(&shell, "bread.yaml"))]);
    assert_eq!(
        checked,
        "~/bread.yaml: 3 stages, 4 topics, 7 resources, 4 key ideas: no problem\n"
    );
}

#[test]
fn a_dry_run_says_what_would_come_of_it_and_writes_nothing() {
    let shell = shell("checklist.md");
    let document = path(&shell, "checklist.md");
    let said = shell.run(&[&format!("import {document} --add --dry-run")]);
    assert_eq!(
        said,
        "Garden University (garden-university)  2 stages, 5 topics, 11 resources, 0 key ideas
9 boxes: 2 done, 1 in progress, 1 skipped
2 kinds taken from addresses and words
left out
     3  about the document itself
     1  section of text only
     1  way back to the top
     2  relative links, without --base-url
`--report` lists them with their lines
Nothing was written: `-o FILE` writes it, `--add` puts it into your library.
"
    );
    assert!(
        !shell
            .home
            .path()
            .join("data/roadbook/roadmaps/garden-university.yaml")
            .exists()
    );
    let report = shell.run(&[&format!("import {document} --report")]);
    assert!(
        report.contains("\n    11  section of text only: What is it?\n"),
        "{report}"
    );
    let chinese = shell.run(&[&format!("--lang zh import {document} --dry-run")]);
    assert!(
        chinese.contains("9 个勾选框：2 个完成，1 个进行中，1 个跳过"),
        "{chinese}"
    );
}

#[test]
fn what_is_ticked_comes_into_the_library_as_one_change() {
    let shell = shell("checklist.md");
    let document = path(&shell, "checklist.md");
    let added = shell.run(&[&format!("import {document} --add")]);
    assert!(
        added.contains("written: ~/data/roadbook/roadmaps/garden-university.yaml\n"),
        "{added}"
    );
    assert!(
        added.contains(
            "taken over: 4 ticks (`roadbook undo --roadmap garden-university` takes them back), 0 notes\n"
        ),
        "{added}"
    );
    let list = shell.run(&["--roadmap garden-university list --status done,doing,skip --json"]);
    for id in ["build-a-heap", "sift-it", "buy-some"] {
        assert!(list.contains(&format!("\"id\": \"{id}\"")), "{list}");
    }
    let again = shell.run(&[&format!("import {document} --add")]);
    assert!(
        again.contains("you have a roadmap `garden-university` already"),
        "{again}"
    );
    shell.run(&[
        "--roadmap garden-university todo build-a-heap",
        "--roadmap garden-university done about-compost-about-compost",
    ]);
    let replaced = shell.run(&[&format!("import {document} --add --replace")]);
    assert!(
        replaced.contains("taken over: 1 tick "),
        "only what is untouched: {replaced}"
    );
    let undone = shell.run(&["--roadmap garden-university undo"]);
    assert!(undone.contains("build-a-heap"), "{undone}");
}

#[test]
fn an_export_gives_its_ticks_and_notes_to_the_roadmap_that_is_there() {
    let shell = shell("export.md");
    let document = path(&shell, "export.md");
    let unknown = shell.run(&[&format!("import {document} --id coffee --progress")]);
    assert!(
        unknown.contains("coffee") && unknown.contains("`--add`"),
        "{unknown}"
    );
    shell.run(&[&format!("import {document} --id other --add")]);
    let note = shell.run(&["--roadmap other note book"]);
    assert_eq!(note, "My note\n");
    let taken = shell.run(&[&format!("import {document} --id other --progress")]);
    assert!(
        taken.contains("taken over: 0 ticks") && taken.contains("0 notes"),
        "{taken}"
    );
}

#[test]
fn a_rehearsal_of_ticks_counts_them_and_writes_nothing() {
    let shell = shell("export.md");
    let document = path(&shell, "export.md");
    shell.run(&[&format!(
        "import {document} -o {}",
        path(&shell, "tea.yaml")
    )]);
    shell.run(&[&format!("add {} --replace", path(&shell, "tea.yaml"))]);
    let line = format!("import {document} --progress");
    let rehearsed = shell.run(&[&format!("{line} --dry-run")]);
    let taken = shell.run(&[&line]);
    assert!(
        rehearsed.contains("Nothing was written: this was a rehearsal."),
        "{rehearsed}"
    );
    let counts = |said: &str| {
        let line = said
            .lines()
            .find(|line| line.starts_with("taken over: "))
            .unwrap();
        let (ticks, rest) = line.split_once(" tick").unwrap();
        (
            ticks.to_owned(),
            rest.rsplit(", ").next().unwrap().to_owned(),
        )
    };
    assert_eq!(counts(&rehearsed), counts(&taken), "{rehearsed}\n{taken}");
    assert_ne!(counts(&taken).0, "taken over: 0", "{taken}");
}

#[test]
fn a_roadmap_is_not_read_as_a_document() {
    let shell = Shell::new();
    let roadmap = "format: 1\nid: t\ntitle: T\nstages: []\n";
    shell.write("course.yaml", roadmap);
    shell.write("course", roadmap);
    for name in ["course.yaml", "course"] {
        let told = shell.run(&[&format!("import {}", path(&shell, name))]);
        assert!(
            told.contains(&format!(
                "~/{name} is a roadmap already\nhint: `roadbook add ~/{name}`"
            )),
            "{told}"
        );
    }
}

#[test]
fn what_the_system_says_is_said_in_the_language_of_the_person() {
    let shell = Shell::chinese();
    shell.write("bad.json", "{bad");
    shell.write("bad.txt", b"caf\xe9 \xe9\n");
    let table = [
        ("missing.md", "原因：找不到这个文件或文件夹"),
        ("bad.json", "bad.json:1：无法按 JSON 读取（"),
        ("bad.txt", "不是 UTF-8"),
        ("bad.json --from markdown --base-url x", "原因：这不是网址"),
    ];
    for (arguments, expected) in table {
        let told = shell.run(&[&format!(
            "import {}/{arguments}",
            shell.home.path().display()
        )]);
        assert!(told.contains(expected), "{arguments}: {told}");
    }
}

#[test]
fn standard_input_is_read_and_an_output_is_not_overwritten() {
    let shell = Shell::new();
    let mut command = shell.command("import - --in zh --id learn");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all("# 学习\n\n- [ ] 读书\n".as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    let yaml = String::from_utf8(output.stdout).unwrap();
    assert!(yaml.contains("id: learn\ntitle: { zh: 学习 }\n"), "{yaml}");

    shell.write("a.md", "- [a](https://a.example)\n");
    let (document, file) = (path(&shell, "a.md"), path(&shell, "a.yaml"));
    let line = format!("import {document} -o {file}");
    assert!(shell.run(&[&line]).contains("written: ~/a.yaml\n"));
    assert!(
        shell
            .run(&[&line])
            .contains("error: ~/a.yaml is there already\n")
    );
    assert!(
        shell
            .run(&[&format!("{line} --replace")])
            .contains("written: ~/a.yaml\n")
    );
}

#[test]
fn what_is_no_document_or_no_word_is_told() {
    let shell = Shell::new();
    shell.write("words.md", "# Words\n\nOnly words.\n");
    shell.write(
        "broken.opml",
        "<opml><body><outline text=\"a\"></body></opml>",
    );
    shell.write("latin.md", b"caf\xe9\n");
    let table = [
        ("words.md", "there is nothing to learn or do in", 1),
        ("broken.opml", "broken.opml:1:", 1),
        ("latin.md", "latin.md", 1),
        ("missing.md", "missing.md", 1),
        (
            "words.md --base-url x",
            "`x` is no address to start from",
            2,
        ),
        ("words.md --id X", "`X` is no id", 2),
        ("words.md --in x", "`x` is no tag of a language", 2),
    ];
    for (arguments, expected, code) in table {
        let output = shell.output(&format!(
            "import {}/{arguments}",
            shell.home.path().display()
        ));
        let said = shell.show(&output);
        assert!(said.contains(expected), "{arguments}: {said}");
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
    }
}

#[test]
fn json_has_counts_and_notes() {
    let shell = shell("path.md");
    let said = shell.run(&[&format!("import {} --json", path(&shell, "path.md"))]);
    let json: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["counts"]["stages"], 3);
    let note = json["notes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|note| note["what"] == "repaired-link")
        .unwrap();
    assert_eq!(
        (note["line"].as_u64(), note["sort"].as_str()),
        (Some(59), Some("changed"))
    );
}

#[test]
fn what_was_exported_comes_back_the_same_and_the_second_export_is_byte_equal() {
    let shell = shell("checklist.md");
    let document = path(&shell, "checklist.md");
    shell.run(&[&format!("import {document} --add")]);
    // One thing was done on another day, one was taken up again, and one took time.
    let roadmap = "--roadmap garden-university";
    let listed = shell.run(&[&format!("{roadmap} list --json --status todo")]);
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let resources: Vec<&str> = listed["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["level"] == "resource")
        .filter_map(|node| node["id"].as_str())
        .collect();
    let (one, two) = (resources[0], resources[1]);
    for (at, line) in [
        ("2026-11-20T10:00:00Z", format!("done {one} {two}")),
        ("2026-11-20T10:01:00Z", format!("todo {two}")),
        ("2026-11-20T10:02:00Z", format!("track start {one}")),
        ("2026-11-20T10:27:00Z", "track stop".to_owned()),
        ("2026-11-20T11:00:00Z", "track start compost".to_owned()),
        ("2026-11-20T11:05:00Z", "track stop".to_owned()),
    ] {
        let mut command = shell.command(&format!("{roadmap} {line}"));
        let output = command.env("ROADBOOK_NOW", at).output().unwrap();
        assert!(output.status.success(), "{}", shell.show(&output));
    }
    shell.run(&[
        &format!("{roadmap} note {one} 'first thought'"),
        &format!("{roadmap} note {one} '=1+1 is no formula'"),
    ]);
    // What Markdown, a table or a page could take for more than text, about a thing and about a part.
    let note = "    indented\n\n- [x] box  \n\\<b> <details>html</details> &amp; \\* <!-- id: x -->\n> said\n\n# head\n\n```\n| a |\n  b\n```\n";
    let notes = "data/roadbook/notes/garden-university";
    for id in [two, "compost"] {
        shell.write(&format!("{notes}/{id}.md"), note);
    }
    for format in ["markdown", "json", "csv"] {
        let export = |id: &str| shell.run(&[&format!("--roadmap {id} export {format} --notes")]);
        let first = export("garden-university");
        shell.write("first", &first);
        let home = Shell::new();
        home.write("first", &first);
        let file = path(&home, "first");
        let added = home.run(&[&format!("import {file} --from {format} --add")]);
        assert!(added.contains("written:"), "{added}");
        let second = home.run(&[&format!(
            "--roadmap garden-university export {format} --notes"
        )]);
        assert_eq!(second, first);
        for id in [two, "compost"] {
            let file = home.home.path().join(format!("{notes}/{id}.md"));
            assert_eq!(std::fs::read_to_string(file).unwrap(), note, "{format}");
        }
        let everything = |shell: &Shell| {
            let line = "--roadmap garden-university export json --notes";
            let all: serde_json::Value = serde_json::from_str(&shell.run(&[line])).unwrap();
            let known = ["id", "status", "at", "own_minutes_spent", "notes"];
            // Those of a part are a sum, and a table tells nothing of parts within parts.
            let is_thing = |node: &&serde_json::Value| node["level"] == "resource";
            let said = |node: &serde_json::Value| {
                let minutes = Some(node)
                    .filter(is_thing)
                    .map(|node| &node["minutes_spent"]);
                (known.map(|key| node[key].clone()), minutes.cloned())
            };
            let all = all["nodes"].as_array().unwrap().iter();
            all.map(said).collect::<Vec<_>>()
        };
        assert_eq!(everything(&home), everything(&shell), "{format}");
        let times = [
            "2026-11-20T10:00:00",
            "\"minutes_spent\":25",
            "\"own_minutes_spent\":5",
        ];
        let times = &times[..if format == "csv" { 1 } else { 3 }];
        let packed = first.replace("\": ", "\":");
        assert!(times.iter().all(|time| packed.contains(time)), "{first}");
    }
}

#[test]
fn ticks_of_the_exported_page_are_taken_over_as_one_change() {
    let shell = Shell::new();
    let file = r#"{"format":"roadbook-progress","version":1,"roadmap":"llm","title":"L","nodes":[
        {"id":"nanogpt","url":null,"title":"n","status":"done","at":"2026-11-23T12:00:00+01:00"},
        {"id":"was-renamed","url":"https://lightning.ai/pages/community/lora-insights/","title":"l","status":"done"},
        {"id":"gone","url":null,"title":"g","status":"done"}]}"#;
    shell.write("ticks.json", file);
    let document = path(&shell, "ticks.json");
    let rehearsed = shell.run(&[&format!("import {document} --dry-run")]);
    assert!(
        rehearsed.contains("2 ticks") && rehearsed.contains("rehearsal"),
        "{rehearsed}"
    );
    let taken = shell.run(&[&format!("import {document}")]);
    assert!(taken.contains("taken over: 2 ticks"), "{taken}");
    assert!(
        taken.contains("1 of its ticks are of nothing in this roadmap:\n    ✓ done g (gone)\n"),
        "{taken}"
    );
    assert!(
        taken.contains(
            "1 was found by address:\n    was-renamed -> LoRA insights (lora-insights)\n"
        ),
        "{taken}"
    );
    let done = shell.run(&["--roadmap llm list --status done"]);
    assert!(
        done.contains("nanogpt") && done.contains("lora-insights"),
        "{done}"
    );
    let again = shell.run(&[&format!("import {document}")]);
    assert!(again.contains("taken over: 0 ticks"), "{again}");
    let undone = shell.run(&["--roadmap llm undo"]);
    assert!(undone.contains("2 resources"), "{undone}");
}

#[test]
fn ticks_of_a_file_are_told_as_json_with_how_each_was_found() {
    let shell = Shell::new();
    let file = r#"{"format":"roadbook-progress","version":1,"roadmap":"tea","title":"T","nodes":[
        {"id":"kettle-paper","url":null,"title":"k","status":"done"},
        {"id":"old-green-book","url":null,"title":"b","status":"done"},
        {"id":"video","url":"http://video.example.org/watch?v=1","title":"v","status":"done"},
        {"id":"gone","url":null,"title":"g","status":"done"}]}"#;
    shell.write("ticks.json", file);
    let document = path(&shell, "ticks.json");
    for (flag, is_rehearsal) in [(" --dry-run", true), ("", false)] {
        let told = shell.run(&[&format!("import {document} --json{flag}")]);
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(
            told,
            serde_json::json!({
                "version": 1,
                "roadmap": {"id": "tea", "title": "Making tea"},
                "rehearsal": is_rehearsal,
                "taken": {
                    "ticks": 3, "notes": 0, "times": 0,
                    "matched": [
                        {"id": "kettle-paper", "was": "kettle-paper", "by": "id", "status": "done"},
                        {"id": "green-tea-book", "was": "old-green-book", "by": "alias", "status": "done"},
                        {"id": "green-tea-video", "was": "video", "by": "address", "status": "done"},
                    ],
                    "unknown": [{"id": "gone", "title": "g", "status": "done"}],
                },
            })
        );
    }
}

#[test]
fn ticks_of_a_document_find_their_things_by_address_too() {
    let shell = Shell::new();
    let list = "# Knots\n\n## Start\n\n- [ ] [Bowline](https://knots.example/bowline)\n- [ ] [Reef](https://knots.example/reef)\n";
    shell.write("knots.md", list);
    let document = path(&shell, "knots.md");
    shell.run(&[&format!("import {document} --add")]);
    let ticked = list
        .replace("[ ] [Bowline](https", "[x] [The king of knots](http")
        .replace(
            "[ ] [Reef](https://knots.example/reef)",
            "[x] [Granny](https://knots.example/granny)",
        );
    shell.write("knots.md", ticked);
    let taken = shell.run(&[&format!("import {document} --progress")]);
    assert!(
        taken.contains("taken over: 1 tick ") && taken.contains("1 was found by address:"),
        "{taken}"
    );
    assert!(
        taken.contains("are of nothing in this roadmap:\n    ✓ done Granny"),
        "{taken}"
    );
    let done = shell.run(&["--roadmap knots list --status done"]);
    assert!(done.contains("Bowline") && !done.contains("Reef"), "{done}");
}

#[test]
fn an_update_keeps_the_ids_of_what_has_the_address_that_it_had() {
    let documents = [
        (
            "knots.csv",
            "Title,Link\nBowline,https://knots.example/bowline\nReef,https://knots.example/reef\n",
            "Title,Link\nThe king of knots,http://www.knots.example/bowline/\nReef,https://knots.example/reef\n",
        ),
        (
            "knots.org",
            "#+TITLE: Knots\n* Start\n** TODO [[https://knots.example/bowline][Bowline]]\n** TODO [[https://knots.example/reef][Reef]]\n",
            "#+TITLE: Knots\n* Start\n** TODO [[https://knots.example/reef][Reef]]\n** TODO [[http://www.knots.example/bowline/][The king of knots]]\n",
        ),
        (
            "knots.md",
            "# Knots\n\n- [Bowline](https://knots.example/bowline)\n- [Reef](https://knots.example/reef)\n",
            "# Knots\n\n- [The king of knots](http://www.knots.example/bowline/)\n- [Reef](https://knots.example/reef)\n",
        ),
    ];
    for (name, before, after) in documents {
        let shell = Shell::new();
        shell.write(name, before);
        let document = path(&shell, name);
        shell.run(&[&format!("import {document} --id knots --add")]);
        let ids = |shell: &Shell| -> Vec<String> {
            let told = shell.run(&["--roadmap knots list --json"]);
            let told: serde_json::Value = serde_json::from_str(&told).unwrap();
            let nodes = told["nodes"].as_array().unwrap().iter();
            let mut ids: Vec<String> = nodes
                .filter(|node| node["level"] == "resource")
                .map(|node| node["id"].as_str().unwrap().to_owned())
                .collect();
            ids.sort();
            ids
        };
        let first = ids(&shell);
        assert_eq!(first.len(), 2, "{name}");
        shell.write(name, after);
        let told = shell.run(&[&format!("update knots {document} --yes")]);
        assert!(
            told.contains("Renamed (1)") && !told.contains("New id"),
            "{name}: {told}"
        );
        assert_eq!(ids(&shell), first, "{name}");
    }
}
