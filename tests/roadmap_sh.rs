//! Roadmaps of roadmap.sh on the command line: folders and files as a person has them, ticks of the browser, and what
//! must not be read.

mod support;

use std::path::{Path, PathBuf};

use support::cli::Shell;

/// A home with the fixtures in it, as if the person had copies of their own.
fn shell() -> Shell {
    let shell = Shell::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/roadmap-sh");
    let mut folders = vec![fixtures.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path
                .strip_prefix(&fixtures)
                .expect("it lies in the fixtures");
            let text = std::fs::read(&path).expect("a fixture");
            shell.write(below.to_str().expect("plain names"), text);
        }
    }
    shell
}

fn path(shell: &Shell, name: &str) -> PathBuf {
    shell.home.path().join(name)
}

fn run(shell: &Shell, line: &str) -> String {
    let home = format!("{}/", shell.home.path().display());
    shell.run(&[&line.replace("%/", &home)])
}

#[test]
fn every_place_of_a_copy_leads_to_the_same_roadmap() {
    let shell = shell();
    let yaml = |source: &str| {
        let source = path(&shell, source).display().to_string();
        let output = shell.output(&format!("import {source}"));
        String::from_utf8(output.stdout).unwrap()
    };
    let texts = yaml("clone/public/roadmap-content/sailing.json");
    let begins = "format: 1\nid: sailing\ntitle: Sailor\n";
    assert!(texts.starts_with(begins), "{texts}");
    let map = yaml("clone/src/data/roadmaps/sailing/sailing.json");
    assert_eq!(map, texts);
    let pottery = |source: &str| run(&shell, &format!("import {source} --dry-run"));
    let folder = pottery("%/roadmaps/pottery");
    assert!(
        folder.starts_with("Potter (pottery)  1 stage, 5 topics, 14 resources, 0 key ideas\n"),
        "{folder}"
    );
    assert_eq!(pottery("%/roadmaps/pottery/content"), folder);
    assert_eq!(pottery("%/roadmaps/pottery/pottery.json"), folder);
    let knitting = pottery("%/knitting");
    assert!(
        knitting.starts_with("Knitting (knitting)  1 stage, 7 topics, 7 resources"),
        "{knitting}"
    );
    assert_eq!(pottery("%/knitting/content"), knitting);
}

#[test]
fn what_comes_of_it_passes_check_and_the_report_names_files() {
    let shell = shell();
    for source in [
        "%/roadmaps/pottery",
        "%/knitting",
        "%/clone/public/roadmap-content/sailing.json",
    ] {
        run(&shell, &format!("import {source} -o %/made.yaml --replace"));
        let checked = run(&shell, "check %/made.yaml");
        assert!(checked.ends_with("no problem\n"), "{source}: {checked}");
    }
    let report = run(&shell, "import %/roadmaps/pottery --report");
    assert!(
        report.contains("has no place in a roadmap: @zine@  clay@FNFI-NUtli8vmsjgMaaYe.md\n"),
        "{report}"
    );
    assert!(
        report.contains("place by position only, in the nearest topic: Celadon\n"),
        "{report}"
    );
    let chinese = run(&shell, "--lang zh import %/roadmaps/pottery --report");
    assert!(
        chinese.contains("只凭位置归入最近的主题：Celadon"),
        "{chinese}"
    );
    let json = run(&shell, "import %/roadmaps/pottery --json --dry-run");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["format"], "roadmap.sh");
    let notes = json["notes"].as_array().unwrap();
    let find = |what: &str| notes.iter().find(|note| note["what"] == what).unwrap();
    assert_eq!(find("loose-text")["file"], "kiln@GxIhtxRjABl8d86EGGVxl.md");
    assert!(find("guessed-place").get("file").is_none());
}

#[test]
fn a_second_map_in_the_folder_is_told_and_left_out() {
    let shell = shell();
    let map = std::fs::read(path(&shell, "roadmaps/pottery/pottery.json")).unwrap();
    shell.write("roadmaps/pottery/beginners.json", map);
    shell.write("roadmaps/pottery/settings.json", "{\"colour\": 1}");
    let report = run(&shell, "import %/roadmaps/pottery --report");
    assert!(
        report.starts_with("Potter (pottery)  1 stage, 5 topics, 14 resources"),
        "{report}"
    );
    assert!(
        report.contains("another map in the folder, to be imported by itself: beginners.json"),
        "{report}"
    );
    assert!(!report.contains("settings.json"), "{report}");
}

#[test]
fn a_mock_up_is_refused_with_a_way_out_in_both_languages() {
    let shell = shell();
    let said = run(&shell, "import %/mock-up.json");
    assert!(
        said.contains("mock-up") && said.contains("hint: give the folder"),
        "{said}"
    );
    let chinese = run(&shell, "--lang zh import %/mock-up.json");
    assert!(chinese.contains("草图"), "{chinese}");
    shell.write(
        "old/old.json",
        std::fs::read(path(&shell, "mock-up.json")).unwrap(),
    );
    shell.write(
        "old/content/100-a/index.md",
        "# A\n\n- [l](https://a.example/l)\n",
    );
    let folder = run(&shell, "import %/old --report");
    assert!(
        folder.starts_with("old (old)  1 stage, 1 topic, 1 resource"),
        "{folder}"
    );
    assert!(
        folder.contains("file not read: a link, too large, or no text: old.json"),
        "{folder}"
    );
}

#[test]
fn ticks_of_the_browser_are_taken_over_as_one_change_and_nothing_else_is_ticked() {
    let shell = shell();
    run(&shell, "import %/roadmaps/pottery --add");
    run(&shell, "--roadmap pottery skip wedging");
    let rehearsed = run(&shell, "import %/browser.json --id pottery --dry-run");
    assert!(
        rehearsed.contains("4 ticks") && rehearsed.contains("rehearsal"),
        "{rehearsed}"
    );
    let taken = run(&shell, "--roadmap pottery import %/browser.json");
    assert!(
        taken.contains("taken over: 4 ticks"),
        "what was begun stays: {taken}"
    );
    assert!(taken.contains("1 of its ticks are of nothing"), "{taken}");
    let listed = |status: &str| {
        let list = run(
            &shell,
            &format!("--roadmap pottery list --status {status} --json"),
        );
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        let nodes = list["nodes"].as_array().expect("nodes").clone();
        let ids = nodes.iter().filter(|node| node["level"] == "resource");
        ids.map(|node| node["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        listed("done"),
        ["first-turns-84ad2f62"],
        "not the parts of the topic"
    );
    let doing = [
        "ten-minutes-of-centring-cc2bdb69",
        "hands-and-elbows-a27d1711",
    ];
    assert_eq!(listed("doing"), doing);
    assert_eq!(listed("skip"), ["wedging", "recipes-86363138"]);
    let again = run(&shell, "import %/browser.json --id pottery");
    assert!(again.contains("taken over: 0 ticks"), "{again}");
    let undone = run(&shell, "--roadmap pottery undo");
    assert!(undone.contains("4 resources"), "{undone}");
    let unknown = run(&shell, "import %/browser.json --id nothing");
    assert!(
        unknown.contains("there is no roadmap `nothing`"),
        "{unknown}"
    );
    shell.write("broken.json", "{\"done\": [],\n\"learning\": [7]}");
    let broken = run(&shell, "import %/broken.json --id pottery");
    assert!(broken.contains("broken.json:2: "), "{broken}");
}

#[test]
fn an_update_keeps_the_ticks_of_what_was_renamed_and_of_what_got_links() {
    let shell = shell();
    run(&shell, "import %/roadmaps/pottery --add");
    run(&shell, "--roadmap pottery done wedging drying");
    let map = path(&shell, "roadmaps/pottery/pottery.json");
    let text = std::fs::read_to_string(&map).unwrap();
    std::fs::write(&map, text.replace("\"Drying\"", "\"Slow Drying\"")).unwrap();
    let content = std::fs::read_dir(path(&shell, "roadmaps/pottery/content")).unwrap();
    let wedging = content
        .map(|entry| entry.unwrap().path())
        .find(|path| path.to_string_lossy().contains("wedging@"))
        .unwrap();
    std::fs::write(
        &wedging,
        "# Wedging\n\n- [@video@Ram's head](https://clay.example/ram)\n",
    )
    .unwrap();
    let said = run(&shell, "update pottery %/roadmaps/pottery --yes");
    assert!(said.contains("Slow Drying"), "{said}");
    let done = run(&shell, "--roadmap pottery list --status done");
    assert!(
        done.contains("wedging") && done.contains("Slow Drying"),
        "{done}"
    );
    let list = run(&shell, "--roadmap pottery list");
    assert!(list.contains("Ram's head"), "{list}");
    assert!(!list.contains("No longer"), "{list}");
}

#[test]
fn links_devices_and_texts_that_are_none_are_not_read_and_told() {
    let shell = shell();
    shell.write(
        "secret/secret.md",
        "# Secret\n\n- [s](https://secret.example/)\n",
    );
    let content = path(&shell, "roadmaps/pottery/content");
    let link = |to: &Path, name: &str| std::os::unix::fs::symlink(to, content.join(name)).unwrap();
    link(&path(&shell, "secret/secret.md"), "linked.md");
    link(&path(&shell, "secret"), "folder");
    link(&content, "itself");
    link(Path::new("/dev/zero"), "device.md");
    shell.write("roadmaps/pottery/content/latin.md", b"caf\xe9");
    shell.write(
        "roadmaps/pottery/content/large.md",
        vec![b'a'; (1 << 20) + 1],
    );
    shell.write("roadmaps/pottery/content/picture.png", b"x");
    let said = run(&shell, "import %/roadmaps/pottery --report");
    assert!(
        said.contains("     7  files not read: links, too large, or no text\n"),
        "{said}"
    );
    assert!(!said.contains("ecret"), "{said}");
    let yaml = run(&shell, "import %/roadmaps/pottery -o -");
    assert!(!yaml.contains("secret"), "{yaml}");
    let outside = path(&shell, "outside");
    std::fs::create_dir(&outside).unwrap();
    for name in ["content", "map.json", "outside.md"] {
        std::os::unix::fs::symlink(path(&shell, "secret"), outside.join(name)).unwrap();
    }
    let said = run(&shell, "import %/outside --report");
    assert!(
        said.contains("there is nothing to learn or do in") && !said.contains("Secret"),
        "{said}"
    );
    for name in ["content", "map.json", "outside.md"] {
        assert!(
            said.contains(&format!("or no text: {name}\n")),
            "{name}: {said}"
        );
    }
}

#[test]
fn a_folder_that_is_too_large_is_refused_by_name_of_the_limit() {
    let shell = Shell::new();
    for number in 0..40 {
        shell.write(&format!("big/content/{number}.md"), vec![b'a'; 1 << 20]);
    }
    let said = run(&shell, "import %/big");
    assert!(
        said.contains("has more than 5000 files or 16 MiB of text"),
        "{said}"
    );
    for number in 0..=5_000 {
        shell.write(&format!("many/content/{number}.md"), "a");
    }
    let said = run(&shell, "import %/many");
    assert!(
        said.contains("has more than 5000 files or 16 MiB of text"),
        "{said}"
    );
    shell.write("empty/readme.txt", "nothing");
    let said = run(&shell, "import %/empty");
    assert!(
        said.contains("there is nothing to learn or do in"),
        "{said}"
    );
}

#[test]
fn a_broken_map_is_told_with_its_line_and_another_format_can_be_named() {
    let shell = Shell::new();
    shell.write(
        "broken.json",
        "{\"nodes\": [\n  {\"id\": \"a\"},,\n], \"edges\": []}\n",
    );
    let said = run(&shell, "import %/broken.json");
    assert!(said.contains("broken.json:2: "), "{said}");
    shell.write("list.md", "# L\n\n- [a](https://a.example)\n");
    let said = run(&shell, "import %/list.md --from roadmap.sh");
    assert!(said.contains("list.md:1: "), "{said}");
}
