//! Editions of a roadmap: progress outlives what changes in it, and what changed is told.

mod support;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use proptest::prelude::*;
use roadbook::course::Course;
use roadbook::journal::{Action, Log, Record, RecordId, Writer};
use roadbook::progress::Status;
use roadbook::roadmap::compare::{Comparison, Difference, compare};
use roadbook::roadmap::identity::{Recorded, match_all};
use roadbook::roadmap::{Level, Limits, NodeIdx, Roadmap};
use support::cli::Shell;

/// A resource of the small course that these tests teach.
#[derive(Clone, Debug)]
struct Item {
    id: String,
    title: String,
    url: Option<String>,
    aliases: Vec<String>,
    formerly: Vec<String>,
    topic: usize,
}

impl Item {
    fn new(number: usize, topic: usize) -> Item {
        Item {
            id: format!("knot-{number}"),
            title: format!("Lesson {number}"),
            url: Some(format!("https://knots.example/{number}")),
            aliases: Vec::new(),
            formerly: Vec::new(),
            topic,
        }
    }
}

/// Writes a roadmap of stages with four topics each.
fn build(items: &[Item]) -> Roadmap {
    let mut text = "format: 1\nid: knots\ntitle: Knots\nstages:\n".to_owned();
    let topics = items.iter().map(|item| item.topic + 1).max().unwrap_or(1);
    for topic in 0..topics {
        if topic % 4 == 0 {
            let stage = topic / 4;
            let _ = write!(
                text,
                "  - id: stage-{stage}\n    title: Stage {stage}\n    topics:\n"
            );
        }
        let _ = write!(
            text,
            "      - id: topic-{topic}\n        title: Topic {topic}\n        concepts: [{{ id: idea-{topic}, title: Idea {topic} }}]\n        resources:\n"
        );
        for item in items.iter().filter(|item| item.topic == topic) {
            let url = item.url.as_ref().map(|url| format!(", url: {url:?}"));
            let _ = writeln!(
                text,
                "          - {{ id: {}, title: {:?}{}, aliases: {:?}, formerly: {:?} }}",
                item.id,
                item.title,
                url.unwrap_or_default(),
                item.aliases,
                item.formerly
            );
        }
    }
    roadbook::roadmap::load(text.as_bytes(), &Limits::default())
        .unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
        .roadmap
}

fn resources(roadmap: &Roadmap) -> Vec<NodeIdx> {
    let is_resource = |node: &NodeIdx| roadmap.level(*node) == Level::Resource;
    roadmap.nodes().filter(is_resource).collect()
}

/// Ticks every resource, as the program would write it down.
fn tick_all(roadmap: &Roadmap) -> Log {
    let course = Course::new(roadmap.clone(), Log::default());
    let mut log = Log::default();
    if let Some(change) = course.change(&resources(roadmap), Status::Done) {
        let id = RecordId::new(1, 1);
        let record = Record::new(id, 1, "2026-11-20T08:00:00+01:00", Action::Status(change));
        log.add(record, Writer::ThisDevice);
    }
    log
}

fn done(course: &Course) -> HashSet<String> {
    let roadmap = course.roadmap();
    let is_done = |node: &NodeIdx| course.progress().status(roadmap, *node) == Status::Done;
    let nodes = resources(roadmap).into_iter().filter(is_done);
    nodes
        .map(|node| roadmap.node_id(node).to_string())
        .collect()
}

fn ids(roadmap: &Roadmap, nodes: &[NodeIdx]) -> Vec<String> {
    nodes
        .iter()
        .map(|node| roadmap.node_id(*node).to_string())
        .collect()
}

#[test]
fn the_drill_of_104_ticks_and_a_new_edition() {
    let old: Vec<Item> = (0..104)
        .map(|number| Item::new(number, number % 20))
        .collect();
    let mut new = Vec::new();
    for (number, item) in old.iter().enumerate() {
        let mut item = item.clone();
        let url = item.url.clone().unwrap();
        match number {
            // Three are gone; the title of one of them is used again, which must carry nothing.
            7 | 50 | 103 => continue,
            // One has another name and another address, and says what it was called.
            33 => {
                item.aliases = vec![std::mem::replace(&mut item.id, "bowline".to_owned())];
                item.url = Some("https://elsewhere.example/bowline".to_owned());
            }
            // These are found by their address, however it is written now.
            number if number % 5 == 0 => {
                item.id = format!("renamed-{number}");
                let (http, www) = (
                    url.replace("https://", "http://"),
                    url.replace("https://", "https://www."),
                );
                item.url = Some(match number % 3 {
                    0 => format!("{http}/"),
                    1 => format!("{www}?utm_source=list&ref=x"),
                    _ => format!("{url}#part"),
                });
            }
            // These by their id, though they stand elsewhere, are called otherwise or have moved.
            number if number % 5 == 1 => item.topic = (item.topic + 1) % 20,
            number if number % 5 == 2 => item.title = format!("{}, revised", item.title),
            number if number % 5 == 3 => item.url = Some(format!("{url}/second-edition")),
            _ => {}
        }
        new.push(item);
    }
    new.extend((200..204).map(|number| Item::new(number, number % 20)));
    new.last_mut().unwrap().title = "Lesson 50".to_owned();

    let (old, new) = (build(&old), build(&new));
    assert_eq!(resources(&old).len(), 104);
    let log = tick_all(&old);
    assert_eq!(done(&Course::new(old.clone(), log.clone())).len(), 104);

    let course = Course::new(new.clone(), log);
    let comparison = compare(&old, &new, &HashMap::new());
    let orphans: Vec<&str> = course
        .orphans()
        .iter()
        .map(|orphan| orphan.id.as_str())
        .collect();
    assert_eq!(orphans, ["knot-103", "knot-50", "knot-7"]);
    assert_eq!(course.orphans()[0].title().as_str(), "Lesson 103");
    let added = ids(&new, &comparison.added);
    assert_eq!(added, ["knot-200", "knot-201", "knot-202", "knot-203"]);
    let done = done(&course);
    assert_eq!(done.len(), 101);
    assert!(done.contains("bowline"));
    for id in resources(&new).iter().map(|node| new.node_id(*node)) {
        assert_eq!(
            !done.contains(id.as_str()),
            added.iter().any(|new| *new == id.as_str()),
            "{id}"
        );
    }
    let mut removed = ids(&old, &comparison.removed);
    removed.sort();
    assert_eq!(removed, orphans);
    assert_eq!(comparison.with(Difference::Doubtful).count(), 0);
    let renamed: Vec<_> = comparison.with(Difference::NewId).collect();
    // Every fifth but the fiftieth, which is gone, and the one with an alias.
    assert_eq!(renamed.len(), 20 + 1);
    // No key idea was ticked, and none is now.
    assert_eq!(course.log().statuses("knots").count(), 104);
}

/// What may happen to a resource between two editions.
#[derive(Clone, Copy, Debug)]
enum Edit {
    Rename,
    NewIdByAddress,
    NewIdByAlias,
    NewIdUnsaid,
    Move(usize),
    Split,
    Delete,
    SwapIds(usize),
    SwapAddresses(usize),
    ChangeUrl,
    ChangeUrlSaid,
    ToHttp,
    Track,
    LoseUrl,
    TitleOf(usize),
}

fn edits() -> impl Strategy<Value = Vec<(usize, Edit)>> {
    let edit = prop_oneof![
        Just(Edit::Rename),
        Just(Edit::NewIdByAddress),
        Just(Edit::NewIdByAlias),
        Just(Edit::NewIdUnsaid),
        (0..6_usize).prop_map(Edit::Move),
        Just(Edit::Split),
        Just(Edit::Delete),
        (0..20_usize).prop_map(Edit::SwapIds),
        (0..20_usize).prop_map(Edit::SwapAddresses),
        Just(Edit::ChangeUrl),
        Just(Edit::ChangeUrlSaid),
        Just(Edit::ToHttp),
        Just(Edit::Track),
        Just(Edit::LoseUrl),
        (0..20_usize).prop_map(Edit::TitleOf),
    ];
    prop::collection::vec((0..20_usize, edit), 0..24)
}

fn apply(items: &mut Vec<Item>, edits: &[(usize, Edit)]) {
    for (step, (at, edit)) in edits.iter().enumerate() {
        if items.is_empty() {
            return;
        }
        let length = items.len();
        let at = at % length;
        let item = &mut items[at];
        match *edit {
            Edit::Rename => item.title = format!("Title {step}"),
            Edit::NewIdByAddress => item.id = format!("id-{step}"),
            Edit::NewIdByAlias => {
                let old = std::mem::replace(&mut item.id, format!("id-{step}"));
                item.aliases.push(old);
            }
            Edit::NewIdUnsaid => {
                item.id = format!("id-{step}");
                item.url = Some(format!("https://new.example/{step}"));
            }
            Edit::Move(topic) => item.topic = topic,
            Edit::Split => {
                let mut part = item.clone();
                part.id = format!("part-{step}");
                part.aliases.clear();
                items.push(part);
            }
            Edit::Delete => {
                items.remove(at);
            }
            Edit::SwapIds(other) => {
                let other = other % length;
                let (first, second) = (items[at].id.clone(), items[other].id.clone());
                items[at].id = second;
                items[other].id = first;
            }
            Edit::SwapAddresses(other) => {
                let other = other % length;
                let (first, second) = (items[at].url.clone(), items[other].url.clone());
                items[at].url = second;
                items[other].url = first;
            }
            Edit::ChangeUrl => item.url = Some(format!("https://new.example/{step}")),
            Edit::ChangeUrlSaid => {
                let new = Some(format!("https://new.example/{step}"));
                item.formerly.extend(std::mem::replace(&mut item.url, new));
            }
            Edit::ToHttp => {
                let url = item.url.take();
                item.url = url.map(|url| url.replace("https://", "http://"));
            }
            Edit::Track => {
                let url = item.url.take().filter(|url| !url.contains('?'));
                item.url = url.map(|url| format!("{url}?utm_source=x&gclid=y"));
            }
            Edit::LoseUrl => item.url = None,
            Edit::TitleOf(other) => {
                let title = items[other % length].title.clone();
                items[at].title = title;
            }
        }
    }
}

/// Says what each recorded id leads to, from the log itself.
fn matched(roadmap: &Roadmap, log: &Log) -> Vec<(String, Option<String>, Option<NodeIdx>)> {
    let entries: Vec<_> = log.statuses("knots").collect();
    let recorded: Vec<Recorded<'_>> = entries
        .iter()
        .map(|entry| Recorded {
            node: entry.node,
            url: entry.url,
        })
        .collect();
    let found = match_all(roadmap, &HashMap::new(), &recorded);
    let one = |(entry, found): (&Recorded<'_>, Option<roadbook::roadmap::identity::Meaning>)| {
        let node = found.and_then(roadbook::roadmap::identity::Meaning::node);
        (entry.node.to_owned(), entry.url.map(str::to_owned), node)
    };
    recorded.iter().zip(found).map(one).collect()
}

/// Every node of both editions is told of exactly once.
fn is_whole(old: &Roadmap, new: &Roadmap, comparison: &Comparison) -> bool {
    let mut olds = comparison.removed.clone();
    olds.extend(comparison.kept.iter().map(|kept| kept.old));
    olds.sort_unstable();
    let news: HashSet<NodeIdx> = comparison.kept.iter().map(|kept| kept.new).collect();
    let added: HashSet<NodeIdx> = comparison.added.iter().copied().collect();
    olds == old.nodes().collect::<Vec<_>>()
        && news.is_disjoint(&added)
        && news.len() + added.len() == new.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_recorded_is_matched_or_an_orphan_after_any_edits(edits in edits()) {
        let mut items: Vec<Item> = (0..20).map(|number| Item::new(number, number % 6)).collect();
        // Some are tasks, without an address.
        items.iter_mut().step_by(7).for_each(|item| item.url = None);
        let old = build(&items);
        let log = tick_all(&old);
        let before = items.clone();
        apply(&mut items, &edits);
        // One alias cannot be the id or the alias of another node: such a file would be refused.
        let ids: HashSet<String> = items.iter().map(|item| item.id.clone()).collect();
        let mut seen = HashSet::new();
        for item in &mut items {
            item.aliases.retain(|alias| !ids.contains(alias) && seen.insert(alias.clone()));
        }
        // Every topic stays, whatever is left in it.
        items.extend((0..6).map(|topic| Item { id: format!("always-{topic}"), url: None, ..Item::new(900 + topic, topic) }));
        let new = build(&items);
        let course = Course::new(new.clone(), log.clone());
        let comparison = compare(&old, &new, &HashMap::new());

        let matches = matched(&new, &log);
        prop_assert_eq!(matches.len(), 20);
        let lost: Vec<&str> = matches.iter().filter(|(.., found)| found.is_none()).map(|(id, ..)| id.as_str()).collect();
        let orphans: Vec<&str> = course.orphans().iter().map(|orphan| orphan.id.as_str()).collect();
        prop_assert_eq!(&lost, &orphans, "matched and orphaned are all that was recorded");

        // What is done is what a record leads to, by a name or an address that it has: nothing by title or place.
        let led: HashSet<String> = matches.iter().filter_map(|(.., found)| Some(new.node_id((*found)?).to_string())).collect();
        prop_assert_eq!(done(&course), led);
        for (id, url, found) in &matches {
            let Some(node) = found else { continue };
            let normalized = |url: &str| roadbook::roadmap::url::Link::parse(url).unwrap().normalized();
            let links = new.link(*node).into_iter().chain(new.former_links(*node));
            let has_address = |url: &String| links.clone().any(|link| link.normalized() == normalized(url));
            let has_name = new.node_id(*node).as_str() == id || new.aliases(*node).any(|alias| alias.as_str() == id);
            prop_assert!(has_name || url.as_ref().is_some_and(has_address), "{} leads to {}", id, new.node_id(*node));
        }
        // Untouched ones stay done under the same name.
        for item in &before {
            if items.iter().any(|now| now.id == item.id) {
                prop_assert!(done(&course).contains(&item.id));
            }
        }
        // The comparison says of each resource what its record says.
        prop_assert!(is_whole(&old, &new, &comparison));
        for (id, _, found) in &matches {
            let node = old.find(id).unwrap();
            let kept = comparison.kept.iter().find(|kept| kept.old == node).map(|kept| kept.new);
            prop_assert_eq!(kept, *found, "{}", id);
        }
    }
}

const TEA: &str = include_str!("fixtures/cli/tea.yaml");

/// The next edition of the roadmap of the tests: something of everything.
fn next_tea() -> String {
    let edits = [
        ("title: Watching leaves unfold", "title: Leaves unfolding"),
        ("video.example.org/watch?v=1", "video.example.org/watch?v=2"),
        ("- id: green-tea-book", "- id: green-book"),
        ("- id: black-tea-walk", "- id: tea-shop-walk"),
        ("Visit a tea shop", "Visit the tea shop"),
        (
            "- id: kettle-paper\n            title: On kettles",
            "- id: kettle-paper\n            title: On clay",
        ),
        ("192.0.2.7/kettles.pdf", "192.0.2.7/clay.pdf"),
    ];
    edits.iter().fold(TEA.to_owned(), |text, (before, now)| {
        assert!(text.contains(before), "{before}");
        text.replace(before, now)
    })
}

fn shell() -> Shell {
    let shell = Shell::new();
    shell.write("old.yaml", TEA);
    shell.write("new.yaml", next_tea());
    shell
}

fn at(shell: &Shell, line: &str) -> String {
    line.replace('~', &shell.home.path().display().to_string())
}

#[test]
fn what_is_added_under_the_title_of_what_is_gone_is_offered_and_nothing_follows_by_itself() {
    let shell = Shell::new();
    let list = |host: &str| {
        format!(
            "# Knots\n\n## Loops\n\n- [Bowline](https://{host}/1)\n- [Alike](https://{host}/2)\n- [Alike](https://{host}/3)\n"
        )
    };
    shell.write("old.md", list("a.example"));
    shell.write(
        "new.md",
        list("b.example").replace("[Bowline]", "[ ] [Bowline]"),
    );
    shell.run(&[&at(&shell, "import ~/old.md --id knots --add")]);
    let ids = shell.run(&["--roadmap knots list --json --kind other"]);
    let ids: serde_json::Value = serde_json::from_str(&ids).unwrap();
    let things = ids["nodes"].as_array().unwrap().iter();
    let bowline = things
        .filter_map(|node| node["id"].as_str())
        .find(|id| id.starts_with("bowline"))
        .unwrap();
    shell.run(&[&format!("--roadmap knots done {bowline}")]);
    for line in [
        "update knots ~/new.md --dry-run",
        "import ~/new.md --id knots --add --replace",
    ] {
        let told = shell.run(&[&at(&shell, line)]);
        assert!(
            told.contains("Perhaps the same? It was removed and added under one title (1)"),
            "{told}"
        );
        assert!(
            told.contains("https://a.example/1 -> https://b.example/1"),
            "{told}"
        );
        assert!(
            told.contains(&format!("--roadmap knots attach {bowline} bowline-")),
            "{told}"
        );
        assert!(
            !told.contains("attach alike"),
            "of twins nobody knows which: {told}"
        );
    }
    let attach = shell.run(&["diff knots knots"]);
    assert!(attach.contains("0 of 1 things"), "{attach}");
}

#[test]
fn a_document_in_another_format_is_no_edition_and_update_compares_it() {
    let shell = shell();
    shell.write("new.md", "# Tea\n\n- [a](https://a.example)\n");
    let told = shell.run(&[&at(&shell, "diff tea ~/new.md")]);
    assert!(
        told.contains(
            "not a roadmap that can be loaded\nhint: `roadbook update tea ~/new.md --dry-run`"
        ),
        "{told}"
    );
    let told = shell.run(&[&at(&shell, "diff ~/old.yaml ~/new.md")]);
    assert!(
        told.contains("hint: `roadbook import ~/new.md -o FILE`"),
        "{told}"
    );
}

#[test]
fn diff_tells_each_difference_with_its_progress() {
    let shell = shell();
    let told = shell.run(&[
        "done green-tea-book black-tea-walk",
        &at(&shell, "diff tea ~/new.yaml"),
    ]);
    assert_eq!(
        told,
        "\
Making tea  1 added, 1 removed, 3 changed

Added (1)
  ∙ Visit the tea shop (tea-shop-walk)  Black tea

Removed (1)
  ✓ Visit a tea shop (black-tea-walk)  Black tea

Renamed (2)
  ∙ Leaves unfolding (green-tea-video)  Watching leaves unfold -> Leaves unfolding
  ∙ On clay (kettle-paper)  On kettles -> On clay

New id (1)
  ✓ The green book (green-book)  green-tea-book -> green-book

New address (2)
  ∙ Leaves unfolding (green-tea-video)  https://video.example.org/watch?v=1 -> https://video.example.org/watch?v=2
  ∙ On clay (kettle-paper)  http://192.0.2.7/kettles.pdf -> http://192.0.2.7/clay.pdf

Look at these: one id, perhaps two things (2)
  ∙ Leaves unfolding (green-tea-video)  Watching leaves unfold -> Leaves unfolding
  ∙ On clay (kettle-paper)  On kettles -> On clay

1 of 2 things with ticks, time or notes have their place in the new edition
1 thing with ticks, time or notes has no place there; it is kept:
  ✓ Visit a tea shop (black-tea-walk)  2026-11-23
    is called alike: Visit the tea shop (tea-shop-walk)
hint: `roadbook --roadmap tea attach black-tea-walk ID` says what it is now
"
    );
    assert_eq!(
        shell.run(&[&at(&shell, "diff ~/old.yaml tea")]),
        "Making tea  Nothing is different.\n\n2 of 2 things with ticks, time or notes have their place in the new edition\n"
    );
}

#[test]
fn diff_says_what_it_cannot_read() {
    let shell = shell();
    shell.write("bad.yaml", "format: 1\nid: tea\n");
    let told = shell.run(&["diff nothing tea"]);
    assert!(
        told.contains("`nothing` is neither a file nor the id of a roadmap"),
        "{told}"
    );
    assert!(
        told.contains("tea") && told.ends_with("-- exit 2\n"),
        "{told}"
    );
    let told = shell.run(&[&at(&shell, "diff tea ~/bad.yaml")]);
    assert!(
        told.contains("bad.yaml is not a roadmap that can be loaded"),
        "{told}"
    );
    assert!(told.ends_with("-- exit 1\n"), "{told}");
    let told = shell.run(&[&at(&shell, "--lang zh diff tea llm")]);
    assert!(told.contains("两份路线图的 id 不同"), "{told}");
}

#[test]
fn what_is_gone_is_attached_and_taken_back() {
    let shell = shell();
    shell.run(&["done black-tea-walk"]);
    shell.write("data/roadbook/roadmaps/tea.yaml", next_tea());
    let refused = [
        (
            "attach tea-shop-walk green-book",
            "`tea-shop-walk` is in this roadmap",
        ),
        (
            "attach old-green-book green-book",
            "`old-green-book` is in this roadmap",
        ),
        (
            "attach nothing green-book",
            "without a place are: black-tea-walk",
        ),
        (
            "attach black-tea-walk black-tea",
            "is not a resource or key idea",
        ),
        (
            "attach black-tea-walk --undo",
            "is not attached to anything",
        ),
    ];
    for (line, why) in refused {
        let told = shell.run(&[line]);
        assert!(
            told.contains(why) && told.ends_with("-- exit 2\n"),
            "{line}: {told}"
        );
    }
    let told = shell.run(&["attach black-tea-walk tea-shop"]);
    assert_eq!(
        told,
        "\
what was recorded for Visit a tea shop (black-tea-walk) belongs to Visit the tea shop (tea-shop-walk) now  ✓ done
`roadbook attach black-tea-walk --undo` takes it back
"
    );
    let told = shell.run(&[&at(&shell, "diff ~/old.yaml tea --json")]);
    let data: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(data["orphans"], serde_json::json!([]));
    assert_eq!(data["removed"], serde_json::json!([]));
    let told = shell.run(&["attach black-tea-walk --undo", "list --status done"]);
    assert!(told.contains("0 of"), "{told}");
}

#[test]
fn update_shows_the_plan_and_writes_only_when_told() {
    let shell = shell();
    shell.run(&["done green-tea-book kettle-paper"]);
    let library = shell.home.path().join("data/roadbook/roadmaps/tea.yaml");
    let text = || std::fs::read_to_string(&library).unwrap();

    let told = shell.run(&[&at(&shell, "update tea ~/new.yaml")]);
    assert!(told.contains("New id (1)"), "{told}");
    assert!(
        told.contains("nothing was replaced") && told.contains("--yes"),
        "{told}"
    );
    assert!(told.ends_with("-- exit 1\n"), "{told}");
    let told = shell.run(&[&at(&shell, "update tea ~/new.yaml --dry-run")]);
    assert!(told.ends_with("\nNothing was written.\n"), "{told}");
    let told = shell.run(&[&at(&shell, "update tea ~/new.yaml --json")]);
    assert!(
        told.ends_with("-- exit 1\n") && !told.contains('{'),
        "{told}"
    );
    assert_eq!(text(), TEA);

    let told = shell.run(&[&at(&shell, "update tea ~/new.yaml --yes")]);
    assert!(
        told.contains("replaced: ~/data/roadbook/roadmaps/tea.yaml"),
        "{told}"
    );
    assert!(
        told.contains("~/state/roadbook/backups/roadmaps/tea.yaml"),
        "{told}"
    );
    assert_eq!(text(), next_tea());
    let aside = shell
        .home
        .path()
        .join("state/roadbook/backups/roadmaps/tea.yaml");
    assert_eq!(std::fs::read_to_string(aside).unwrap(), TEA);
    let told = shell.run(&["list --status done --json"]);
    assert!(
        told.contains("\"shown\": 2") && told.contains("green-book"),
        "{told}"
    );

    // A file of another id becomes this roadmap.
    shell.write("other.yaml", TEA.replacen("id: tea", "id: oolong", 1));
    let told = shell.run(&[&at(&shell, "update tea ~/other.yaml --yes --json")]);
    let data: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&data["old"]["id"], &data["new"]["id"]),
        (&"tea".into(), &"tea".into())
    );
    assert_eq!(data["put_aside"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        (data["recorded"].as_u64(), &data["orphans"]),
        (Some(2), &serde_json::json!([]))
    );
    assert_eq!(text(), TEA);
}

#[test]
fn update_imports_a_document_again_and_keeps_what_is_found() {
    let shell = shell();
    let document = |links: &str| format!("# Knots\n\n## Start\n\n### First\n\n{links}");
    let old = "- [Bowline](https://knots.example/bowline)\n- [Reef](https://knots.example/reef)\n- [Clove hitch](https://knots.example/clove)\n";
    let new = "- [The bowline](http://www.knots.example/bowline/?utm_source=x)\n- [Reef](https://knots.example/reef)\n- [A clove hitch](https://other.example/clove)\n";
    shell.write("knots.md", document(old));
    shell.run(&[
        &at(&shell, "import ~/knots.md --add"),
        "--roadmap knots done start",
    ]);
    shell.write("knots.md", document(new));
    let told = shell.run(&[&at(&shell, "update knots ~/knots.md --yes --json")]);
    let data: serde_json::Value = serde_json::from_str(&told).unwrap();
    let titles = |key: &str| -> Vec<String> {
        let all = data[key].as_array().unwrap().iter();
        all.map(|node| node["title"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(titles("orphans"), ["Clove hitch"], "{told}");
    assert_eq!(titles("added"), ["A clove hitch"]);
    let changed = &data["changed"][0];
    assert_eq!(changed["new"]["title"], "The bowline", "{told}");
    assert_eq!(changed["new"]["id"], changed["old"]["id"]);
    assert_eq!(data["orphans"][0]["alike"][0], data["added"][0]["id"]);
    let told = shell.run(&["--roadmap knots list --status done --json"]);
    assert!(told.contains("\"shown\": 2"), "{told}");
}

#[test]
fn update_refuses_what_it_does_not_know_and_says_when_a_built_in_one_is_replaced() {
    let shell = shell();
    shell.write("bad.yaml", "format: 1\nid: tea\n");
    shell.write("layer.yaml", "format: 1\nlayer: tea\nhide: [boiling]\n");
    let table = [
        (
            "update nothing ~/new.yaml --yes",
            "there is no roadmap `nothing`",
        ),
        ("update tea ~/bad.yaml --yes", "error"),
        (
            "update tea ~/layer.yaml --yes",
            "this is no roadmap but a layer over `tea`",
        ),
        ("update tea ~/missing.yaml --yes", "cannot read"),
        ("update tea - --dry-run", "error"),
        ("update tea ~/new.yaml --from json --yes", "error"),
    ];
    for (line, why) in table {
        let told = shell.run(&[&at(&shell, line)]);
        assert!(
            told.contains(why) && told.contains("-- exit"),
            "{line}: {told}"
        );
    }
    let library = shell.home.path().join("data/roadbook/roadmaps/tea.yaml");
    assert_eq!(std::fs::read_to_string(library).unwrap(), TEA);
    let told = shell.run(&[&at(&shell, "update llm ~/new.yaml --dry-run")]);
    assert!(
        told.contains("takes the place of the built-in roadmap"),
        "{told}"
    );
}
