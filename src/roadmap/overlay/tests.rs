use std::collections::HashMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::edit::{EditError, NewLink, add_link, hide, new_file, remove_added, unhide};
use super::*;
use crate::lang::Lang;
use crate::roadmap::identity::{Meaning, Recorded, match_all};
use crate::roadmap::{Kind, Roadmap, load};

const TEA: &str = include_str!("../../../tests/fixtures/cli/tea.yaml");

fn tea() -> Roadmap {
    load(TEA.as_bytes(), &Limits::default()).unwrap().roadmap
}

fn read(text: &str) -> Layer {
    parse(text.as_bytes(), &Limits::default()).unwrap_or_else(|problems| {
        panic!("{}", problems.render("layer", text.as_bytes(), Lang::En))
    })
}

fn applied(text: &str) -> Applied {
    apply(&tea(), &read(&format!("format: 1\nlayer: tea\n{text}")))
}

/// Draws ids by depth; what the person added has a `+`.
fn picture(roadmap: &Roadmap) -> String {
    let line = |node| {
        let own = if roadmap.is_own(node) { "+" } else { "" };
        let indent = " ".repeat(roadmap.depth(node));
        format!("{indent}{own}{}", roadmap.node_id(node))
    };
    roadmap.nodes().map(line).collect::<Vec<_>>().join("\n")
}

fn told(applied: &Applied) -> Vec<String> {
    let warnings = applied.warnings.iter();
    warnings
        .map(|problem| format!("{}: {}", problem.place.line, problem.sentence(Lang::En)))
        .collect()
}

/// Every accessor that walks the tree agrees with the parents that nodes have.
fn is_whole(roadmap: &Roadmap) -> bool {
    roadmap.nodes().all(|node| {
        let parent_holds = roadmap.parent(node).is_none_or(|parent| {
            roadmap.children(parent).any(|child| child == node)
                && roadmap.is_within(node, parent)
                && roadmap.depth(node) == roadmap.depth(parent) + 1
        });
        let below = roadmap
            .below(node)
            .all(|below| roadmap.is_within(below, node));
        let is_found = roadmap.find(roadmap.node_id(node).as_str()) == Some(node);
        parent_holds && below && is_found
    })
}

#[test]
fn a_layer_hides_adds_changes_and_orders() {
    let applied = applied(
        "hide: [oxidation, old-green-book]
add:
  - under: black-tea
    resources:
      - { id: my-video, title: Mine, url: \"https://example.org/mine\" }
    topics:
      - id: gongfu
        title: Gongfu
        needs: [boiling, green-tea]
        concepts: [{ id: many-cups, title: Many cups }]
  - under: gongfu
    resources: [{ id: pot, title: Buy a pot }]
  - under: green-tea-video
    also: [{ title: Mirror, url: \"https://mirror.example.org/1\" }]
  - under: water
    topics: [{ id: springs, title: Springs }]
change:
  green-tea-video: { minutes: 7, core: true, title: Leaves }
  water: { optional: false }
order:
  - [water]
  - [springs, boiling]
",
    );
    assert_eq!(told(&applied), Vec::<String>::new());
    let roadmap = &applied.roadmap;
    assert_eq!(
        picture(roadmap),
        "water\n +springs\n boiling\n  kettle-paper\nleaves\n green-tea\n  green-tea-video\n black-tea\n  black-tea-walk\n  +my-video\n  +gongfu\n   +pot\n   +many-cups"
    );
    assert!(is_whole(roadmap));
    let find = |id| roadmap.find(id).unwrap();
    let video = find("green-tea-video");
    assert_eq!(
        (roadmap.minutes(video), roadmap.is_core(video)),
        (Some(7), true)
    );
    assert_eq!(roadmap.title(video, Lang::En).as_str(), "Leaves");
    assert_eq!(roadmap.further_links(video).len(), 1);
    assert!(!roadmap.is_optional(find("water")));
    assert_eq!(
        roadmap.needs(find("gongfu")),
        [find("boiling"), find("green-tea")]
    );
    assert_eq!(roadmap.needs(find("black-tea")), [find("green-tea")]);
    let hidden: Vec<_> = roadmap
        .hidden()
        .iter()
        .map(|hidden| hidden.id().as_str())
        .collect();
    assert_eq!(hidden, ["green-tea-book", "oxidation"]);
}

#[test]
fn what_is_below_something_hidden_is_hidden_with_it_and_nobody_needs_it() {
    let applied = applied(
        "hide: [green-tea]\nadd: [{ under: green-tea, topics: [{ id: mine, title: Mine }] }]\n",
    );
    let roadmap = &applied.roadmap;
    assert_eq!(told(&applied), Vec::<String>::new());
    assert!(is_whole(roadmap));
    assert_eq!(roadmap.needs(roadmap.find("black-tea").unwrap()), []);
    let hidden = roadmap.hidden().iter();
    let hidden: Vec<_> = hidden
        .map(|hidden| {
            format!(
                "{} {}",
                hidden.id(),
                hidden.with().map_or("-", |id| id.as_str())
            )
        })
        .collect();
    assert_eq!(
        hidden,
        [
            "green-tea -",
            "green-tea-book green-tea",
            "green-tea-video green-tea",
            "oxidation green-tea",
            "mine green-tea"
        ]
    );
}

#[test]
fn progress_on_what_is_hidden_is_neither_lost_nor_an_orphan() {
    let roadmap = applied("hide: [green-tea-book]\n").roadmap;
    let book = "https://books.example.org/green";
    let records = [
        ("green-tea-book", None),
        ("old-green-book", None),
        ("forgotten", Some(book)),
        ("green-tea-video", None),
        ("nothing", None),
    ];
    let recorded = records.map(|(node, url)| Recorded { node, url });
    let found = match_all(&roadmap, &HashMap::new(), &recorded);
    let video = roadmap.find("green-tea-video").unwrap();
    let hidden = Some(Meaning::Hidden(0));
    assert_eq!(
        found,
        [hidden, hidden, hidden, Some(Meaning::Node(video)), None]
    );
}

#[test]
fn what_is_not_there_any_more_is_told_and_ignored() {
    let applied = applied(
        "hide: [green-te, mine]
add:
  - under: white-tea
    resources: [{ id: mine, title: Mine }]
  - under: green-tea
    resources: [{ id: oxidation, title: Mine }]
  - under: leaves
    topics:
      - id: black-tea
        title: My black tea
        resources: [{ id: cup, title: A cup }]
  - under: water
    resources: [{ id: lost, title: Lost }]
  - under: oxidation
    topics: [{ id: lost-too, title: Lost, resources: [{ id: lost-below, title: Lost }] }]
  - under: boiling
    also: [{ title: T, url: \"https://example.org\" }]
change:
  gone: { minutes: 3 }
  boiling: { minutes: 3, core: true, optional: true }
  water: { core: true }
  kettle-paper: { optional: true }
order:
  - [kettle-paper, black-tea-walk]
  - [gone, boiling]
",
    );
    assert_eq!(
        told(&applied),
        [
            "3: `hide` names `green-te`, which is not in the roadmap",
            "3: `hide` names `mine`, which is not in the roadmap",
            "5: `under` names `white-tea`, which is not in the roadmap",
            "8: the roadmap has `oxidation` itself",
            "11: the roadmap has `black-tea` itself",
            "15: `resources` cannot stand under `water`, which is a stage",
            "17: `topics` cannot stand under `oxidation`, which is a key idea",
            "18: `also` cannot stand under `boiling`, which is a topic",
            "21: `change` names `gone`, which is not in the roadmap",
            "22: `minutes` means nothing for `boiling`, which is a topic",
            "22: `core` means nothing for `boiling`, which is a topic",
            "22: `optional` means nothing for `boiling`, which is a topic",
            "23: `core` means nothing for `water`, which is a stage",
            "24: `optional` means nothing for `kettle-paper`, which is a resource",
            "26: `black-tea-walk` does not lie beside `kettle-paper`",
            "27: `order` names `gone`, which is not in the roadmap",
        ]
    );
    let hint = applied.warnings.iter().next().unwrap().hint(Lang::En);
    assert_eq!(hint.unwrap().as_str(), "did you mean `green-tea`?");
    let roadmap = &applied.roadmap;
    assert!(is_whole(roadmap));
    let cup = roadmap
        .find("cup")
        .expect("it lies below the topic that the roadmap has now");
    assert_eq!(
        roadmap.node_id(roadmap.parent(cup).unwrap()).as_str(),
        "black-tea"
    );
    assert_eq!(roadmap.len(), tea().len() + 1);
}

#[test]
fn an_added_topic_needs_nothing_that_waits_for_it() {
    let applied = applied(
        "add:
  - under: green-tea
    topics: [{ id: a, title: A, needs: [black-tea, a, green-tea, oxidation, nothing, boiling] }]
  - under: boiling
    topics: [{ id: b, title: B, needs: [a, black-tea] }]
",
    );
    let ignored = |topic: &str, need: &str| format!("topic `{topic}` cannot need `{need}`");
    let told: Vec<String> = told(&applied)
        .iter()
        .map(|told| told.split_once(": ").unwrap().1.to_owned())
        .collect();
    assert_eq!(
        told,
        [
            ignored("a", "black-tea"),
            ignored("a", "a"),
            ignored("a", "green-tea"),
            ignored("a", "oxidation"),
            ignored("a", "nothing"),
            ignored("b", "a"),
            ignored("b", "black-tea"),
        ]
    );
}

#[test]
fn what_no_roadmap_can_mend_is_refused() {
    let table = [
        ("[]", "1: this is no layer"),
        ("format: 1\n", "1: a layer needs `layer`"),
        (
            "format: 2\nlayer: tea\nnew: x\n",
            "1: format 2 needs a newer roadbook; this one reads format 1",
        ),
        (
            "format: 1\nlayer: T\n",
            "2: the id `T` has `T` in it; ids have a to z, 0 to 9, `-`, `_` and `.`",
        ),
        (
            "format: 1\nlayer: tea\nhied: [a]\n",
            "3: a layer has no key `hied`",
        ),
        (
            "format: 1\nlayer: tea\nhide: a\n",
            "3: `hide` must be a list, not a text",
        ),
        (
            "format: 1\nlayer: tea\norder: [a]\n",
            "3: an entry of `order` must be a list, not a text",
        ),
        (
            "format: 1\nlayer: tea\nadd: [{}]\n",
            "3: an addition needs `under`",
        ),
        (
            "format: 1\nlayer: tea\nadd: [{ under: a, resources: [{ title: T, url: \"ftp://x\" }] }]\n",
            "3: `ftp://x` is not a link: only `https` and `http` are opened",
        ),
        (
            "format: 1\nlayer: tea\nchange: { a: { minutes: 0 } }\n",
            "3: `minutes` must be at least 1",
        ),
        (
            "format: 1\nlayer: tea\nchange: { a: { kind: book } }\n",
            "3: a change has no key `kind`",
        ),
        (
            "format: 1\nlayer: tea\nchange: { a: { core: true }, a: {} }\n",
            "3: the key `a` is written twice; the first is on line 3",
        ),
        (
            "format: 1\nlayer: tea\nchange: { a: { title: \"\" } }\n",
            "3: the title of a change is empty",
        ),
        (
            "format: 1\nlayer: tea\nadd: [{ under: a, topics: [{ id: x, title: X }] }, { under: b, topics: [{ id: x, title: X }] }]\n",
            "3: the id `x` is already used on line 3",
        ),
    ];
    for (text, expected) in table {
        let problems = parse(text.as_bytes(), &Limits::default()).expect_err(text);
        let first = problems.first().unwrap();
        let said = format!("{}: {}", first.place.line, first.sentence(Lang::En));
        assert_eq!(said, expected, "{text}");
        assert!(!first.sentence(Lang::Zh).is_empty());
    }
}

#[test]
fn a_file_says_itself_whether_it_is_a_layer() {
    let kind = |text: &str| match parse_either(text.as_bytes(), &Limits::default()) {
        Either::Roadmap(result) => format!("roadmap {}", result.is_ok()),
        Either::Layer(result) => format!("layer {}", result.is_ok()),
    };
    assert_eq!(kind(TEA), "roadmap true");
    assert_eq!(kind("format: 1\nlayer: tea\n"), "layer true");
    assert_eq!(kind("layer: tea\n"), "layer false");
    assert_eq!(kind("a: [\n"), "roadmap false");
}

const HEAD: &str = "format: 1\nlayer: tea\n";

#[test]
fn hiding_touches_nothing_that_the_person_wrote() {
    let table = [
        ("", "hide:\n  - boiling\n"),
        ("# end", "# end\nhide:\n  - boiling\n"),
        (
            "hide: # not for me\nadd: []\n",
            "hide: # not for me\n  - boiling\nadd: []\n",
        ),
        ("hide: []  # none\n", "hide: [boiling]  # none\n"),
        ("hide: [a, b]\n", "hide: [boiling, a, b]\n"),
        (
            "hide: [ # why\n  a, # so\n]\n",
            "hide: [boiling,  # why\n  a, # so\n]\n",
        ),
        (
            "hide:\n  - a # so\n  # the end\nadd:\n",
            "hide:\n  - a # so\n  - boiling\n  # the end\nadd:\n",
        ),
        ("hide:\n- a", "hide:\n- a\n- boiling\n"),
        (
            "hide:\r\n    -   a\r\n",
            "hide:\r\n    -   a\r\n    - boiling\r\n",
        ),
        ("add: # 添加\n", "add: # 添加\nhide:\n  - boiling\n"),
    ];
    for (before, after) in table {
        let before = format!("{HEAD}{before}");
        assert_eq!(
            hide(&before, "boiling").as_deref(),
            Ok(&*format!("{HEAD}{after}"))
        );
    }
    let strange = [
        "{ format: 1, layer: tea }\n",
        "format: 1\nlayer: tea\nhide: ~\n",
        "format: 1\nlayer: tea\n...\n",
    ];
    for text in strange {
        assert_eq!(hide(text, "boiling"), Err(EditError::ByHand), "{text}");
    }
    assert_eq!(
        hide(&format!("{HEAD}hide: [a]"), "a"),
        Err(EditError::AlreadyThere)
    );
    assert!(matches!(hide("hide: [", "a"), Err(EditError::Broken(_))));
}

#[test]
fn showing_again_keeps_the_comments() {
    let table = [
        (
            "hide:\n  - a\n  - boiling\n  - b\n",
            "hide:\n  - a\n  - b\n",
        ),
        (
            "hide:\n  - boiling # too easy\nadd:\n",
            "hide:\n  # too easy\nadd:\n",
        ),
        ("hide: [boiling, a] # x\n", "hide: [a] # x\n"),
        ("hide: [a, boiling] # x\n", "hide: [a] # x\n"),
        ("hide: [a, \"boiling\", b]\n", "hide: [a, b]\n"),
        ("hide: [boiling, boiling]\n", "hide: []\n"),
        (
            "hide: [\n  a, # 一\n  boiling, # 二\n]\n",
            "hide: [\n  a, # 一\n  # 二\n]\n",
        ),
    ];
    for (before, after) in table {
        let before = format!("{HEAD}{before}");
        assert_eq!(
            unhide(&before, &["boiling", "old"]).as_deref(),
            Ok(&*format!("{HEAD}{after}"))
        );
    }
    assert_eq!(
        unhide(&format!("{HEAD}hide: [a]"), &["b"]),
        Err(EditError::NotThere)
    );
    assert_eq!(unhide(HEAD, &["b"]), Err(EditError::NotThere));
}

fn link(id: &str) -> NewLink<'_> {
    NewLink {
        topic: "boiling",
        id,
        title: "Say \"hi\": # \\ 你好",
        url: "https://example.org/?a=1#b",
        kind: Kind::Video,
    }
}

#[test]
fn a_link_is_added_and_taken_away_again_and_the_rest_stays() {
    let starts = [
        "",
        "add: []\n",
        "add: # mine\n",
        "# first\nadd:\n  - under: water # so\n    topics:\n      - id: x\n        title: |\n          X\n        # in the end\n\n# last\nhide: [a]\n",
        "add:\n- under: green-tea\n  resources:\n  - { id: x, title: X }\n",
        "add: [{ under: green-tea, resources: [{ id: x, title: X }] }]\n",
    ];
    for start in starts {
        let before = format!("{HEAD}{start}");
        let after = add_link(&before, &link("new")).expect(start);
        assert_eq!(add_link(&after, &link("new")), Err(EditError::AlreadyThere));
        let roadmap = apply(&tea(), &read(&after)).roadmap;
        let new = roadmap.find("new").expect(&after);
        assert_eq!(roadmap.title(new, Lang::En).as_str(), link("new").title);
        assert_eq!(roadmap.link(new).unwrap().as_str(), link("new").url);
        assert_eq!(roadmap.kind(new), Some(Kind::Video));
        for comment in ["# first", "# so", "# in the end", "# last", "# mine"] {
            assert_eq!(before.contains(comment), after.contains(comment), "{after}");
        }
        match remove_added(&after, "new") {
            Ok(text) if start.is_empty() => assert_eq!(text, format!("{HEAD}add:\n")),
            Ok(text) => assert_eq!(text, before),
            Err(error) => assert!(start.starts_with("add: ["), "{error:?}\n{after}"),
        }
    }
}

#[test]
fn what_is_taken_away_leaves_its_comments_and_its_neighbours() {
    let text = format!(
        "{HEAD}add:\n  # for later\n  - under: water # w\n    topics:\n      - title: Springs # no id\n        # a thought\n        resources:\n          - {{ id: s, title: S }} # s\n          - id: t\n            title: T\n      - id: x\n        title: X\n"
    );
    let without = |id: &str| remove_added(&text, id).map(|text| text.replace(HEAD, ""));
    assert_eq!(
        without("t").unwrap(),
        "add:\n  # for later\n  - under: water # w\n    topics:\n      - title: Springs # no id\n        # a thought\n        resources:\n          - { id: s, title: S } # s\n      - id: x\n        title: X\n"
    );
    assert_eq!(
        without("springs").unwrap(),
        "add:\n  # for later\n  - under: water # w\n    topics:\n      # no id\n        # a thought\n          # s\n      - id: x\n        title: X\n"
    );
    assert_eq!(
        without("water"),
        Err(EditError::NotThere),
        "it is the roadmap's own"
    );
}

#[test]
fn the_example_of_the_documentation_is_a_layer() {
    let page = include_str!("../../../docs/overlay.md");
    let example = page.split("```yaml\n").nth(1).unwrap();
    let layer = read(example.split("```").next().unwrap());
    assert!(layer.warnings().is_empty());
    let roadmap = include_str!("../../../roadmap/llm.yaml").as_bytes();
    let base = load(roadmap, &Limits::default()).unwrap().roadmap;
    assert_eq!(told(&apply(&base, &layer)), Vec::<String>::new());
}

#[test]
fn a_new_file_is_a_layer() {
    let text = hide(&new_file("tea"), "boiling").unwrap();
    assert_eq!(text, "format: 1\nlayer: tea\nhide:\n  - boiling\n");
    assert_eq!(read(&text).roadmap().as_str(), "tea");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in a layer, the tree stays whole, and every node is shown, hidden or added once.
    #[test]
    fn no_layer_breaks_the_tree(
        hide in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
        under in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let tea = tea();
        let ids: Vec<String> = tea.nodes().map(|node| tea.node_id(node).to_string()).collect();
        let pick = |indices: &[prop::sample::Index]| {
            indices.iter().map(|index| index.get(&ids).clone()).collect::<Vec<_>>().join(", ")
        };
        let mut text = format!("{HEAD}hide: [{}]\norder: [[{}]]\nadd:\n", pick(&hide), pick(&order));
        for (at, index) in under.iter().enumerate() {
            let id = index.get(&ids);
            let _ = writeln!(text, "  - {{ under: {id}, topics: [{{ id: n{at}, title: T }}] }}");
        }
        let roadmap = apply(&tea, &read(&text)).roadmap;
        prop_assert!(is_whole(&roadmap));
        let added = roadmap.nodes().filter(|node| roadmap.is_own(*node)).count();
        let hidden_own = roadmap.hidden().iter().filter(|hidden| tea.find(hidden.id().as_str()).is_none()).count();
        prop_assert_eq!(roadmap.len() + roadmap.hidden().len(), tea.len() + added + hidden_own);
    }
}
