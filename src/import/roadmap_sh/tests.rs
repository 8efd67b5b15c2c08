use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::import::{self, Bundle, Format, Imported, Known, yaml_out};
use crate::lang::Lang;
use crate::roadmap::{Kind, Level, Limits, NodeIdx, Roadmap};

/// A box of a small map: type, label, left, top, width, height.
type Box = (&'static str, &'static str, i32, i32, i32, i32);

/// Writes a map whose boxes have their labels as ids.
fn map(boxes: &[Box], edges: &[(&str, &str)]) -> String {
    let node = |(kind, label, x, y, width, height): &Box| {
        format!(
            r#"{{"id": "{label}", "type": "{kind}", "position": {{"x": {x}, "y": {y}}}, "width": {width}, "height": {height}, "data": {{"label": "{label}"}}}}"#
        )
    };
    let edge = |(from, to): &(&str, &str)| format!(r#"{{"source": "{from}", "target": "{to}"}}"#);
    format!(
        "{{\"nodes\": [\n{}\n], \"edges\": [\n{}\n]}}",
        boxes.iter().map(node).collect::<Vec<_>>().join(",\n"),
        edges.iter().map(edge).collect::<Vec<_>>().join(",\n"),
    )
}

fn options() -> Options {
    Options {
        name: "chart".to_owned(),
        ..Options::default()
    }
}

fn import(text: &str) -> Imported {
    read_with(text, &options())
}

/// Reads a map, and makes sure that what comes of it is a roadmap without any problem.
fn read_with(text: &str, options: &Options) -> Imported {
    let imported =
        import::read(text, Format::RoadmapSh, options).expect("there is something in it");
    let yaml = yaml_out::write(&imported.source);
    let loaded = crate::roadmap::load(yaml.as_bytes(), &Limits::default());
    let loaded = loaded.unwrap_or_else(|problems| {
        panic!("{}", problems.render("made", yaml.as_bytes(), Lang::En))
    });
    assert!(
        loaded.warnings.is_empty(),
        "{}",
        loaded.warnings.render("made", yaml.as_bytes(), Lang::En)
    );
    imported
}

fn named(roadmap: &Roadmap, title: &str) -> NodeIdx {
    let mut found = roadmap
        .nodes()
        .filter(|node| roadmap.title(*node, Lang::En).as_str() == title);
    let node = found.next_back();
    node.unwrap_or_else(|| panic!("there is no {title}"))
}

/// Returns the title of what each node lies in, by the title of the node.
fn parents(roadmap: &Roadmap) -> BTreeMap<String, String> {
    let title = |node| roadmap.title(node, Lang::En).to_string();
    let parent = |node| roadmap.parent(node).map(title).unwrap_or_default();
    roadmap
        .nodes()
        .map(|node| (title(node), parent(node)))
        .collect()
}

fn told(imported: &Imported, what: Note) -> Vec<String> {
    let notes = imported.report.notes().iter();
    let notes = notes.filter(|note| note.what == what);
    notes.map(|note| note.text.to_string()).collect()
}

/// Two topics far from each other, of which `Far` is the nearer one to what lies between.
const TOPICS: [Box; 2] = [
    ("topic", "Own", 0, 0, 100, 50),
    ("topic", "Far", 0, 1000, 100, 50),
];

/// Tells which topic `Part` gets, and whether it is told as a guess.
fn place_of(boxes: &[Box], edges: &[(&str, &str)]) -> (String, bool) {
    let boxes: Vec<Box> = TOPICS.iter().chain(boxes).copied().collect();
    let imported = import(&map(&boxes, edges));
    let guesses = told(&imported, Note::GuessedPlace);
    let parent = parents(&imported.roadmap)["Part"].clone();
    (parent, guesses.contains(&"Part".to_owned()))
}

#[test]
fn a_part_belongs_to_the_topic_that_an_edge_leads_to_whichever_way() {
    let part = ("subtopic", "Part", 300, 900, 100, 50);
    for edge in [("Own", "Part"), ("Part", "Own")] {
        assert_eq!(place_of(&[part], &[edge]), ("Own".to_owned(), false));
    }
}

#[test]
fn a_part_belongs_to_the_topic_of_the_stack_that_it_touches() {
    let boxes = [
        ("subtopic", "Above", 300, 800, 100, 50),
        ("subtopic", "Between", 300, 855, 100, 50),
        ("subtopic", "Part", 300, 910, 100, 50),
    ];
    assert_eq!(
        place_of(&boxes, &[("Own", "Above")]),
        ("Own".to_owned(), false)
    );
}

#[test]
fn a_part_belongs_to_the_topic_of_the_smallest_frame_around_it_that_has_one() {
    let part = ("subtopic", "Part", 300, 900, 100, 50);
    let frame = ("section", "", 280, 600, 200, 400);
    let page = ("section", "", -100, -100, 900, 2000);
    let other = ("subtopic", "Other", 300, 650, 100, 50);
    assert_eq!(
        place_of(&[page, frame, part, other], &[("Other", "Own")]),
        ("Own".to_owned(), false),
        "by what else is in it"
    );
    let named = ("section", "Frame", 280, 600, 200, 400);
    assert_eq!(
        place_of(&[page, part, named], &[("Own", "Frame")]),
        ("Own".to_owned(), false),
        "by its own edge"
    );
    let text = ("paragraph", "Words", 280, 600, 200, 400);
    assert_eq!(
        place_of(&[part, text, other], &[("Other", "Own")]),
        ("Own".to_owned(), false),
        "texts are drawn under parts too"
    );
}

#[test]
fn a_part_belongs_to_the_topic_at_the_other_end_of_a_drawn_line() {
    let part = ("subtopic", "Part", 300, 900, 100, 50);
    let line = ("vertical", "vertical node", 90, 20, 20, 900);
    let across = ("horizontal", "horizontal node", 95, 915, 205, 20);
    assert_eq!(
        place_of(&[part, line, across], &[]),
        ("Far".to_owned(), true),
        "lines are not followed into each other"
    );
    let long = ("vertical", "vertical node", 90, 20, 220, 900);
    assert_eq!(place_of(&[part, long], &[]), ("Own".to_owned(), false));
    let both = ("vertical", "vertical node", 90, 20, 220, 990);
    assert_eq!(
        place_of(&[part, both], &[]),
        ("Far".to_owned(), true),
        "a line that touches two topics says nothing"
    );
    let frame = ("section", "", 290, 500, 120, 460);
    let short = ("horizontal", "horizontal node", 95, 20, 200, 490);
    assert_eq!(
        place_of(&[part, frame, short], &[]),
        ("Own".to_owned(), false),
        "it touches the frame around the part"
    );
}

#[test]
fn a_part_that_is_joined_to_one_that_has_its_place_belongs_there_too() {
    let boxes = [
        ("subtopic", "Other", 300, 400, 100, 50),
        ("subtopic", "Part", 300, 900, 100, 50),
    ];
    let edges = [("Own", "Other"), ("Other", "Part")];
    assert_eq!(place_of(&boxes, &edges), ("Own".to_owned(), false));
}

#[test]
fn what_nothing_ties_goes_to_the_nearest_topic_as_a_whole_and_is_told_as_a_guess() {
    // The upper one alone would be nearer to the other topic.
    let boxes = [
        ("subtopic", "Part", 300, 480, 100, 300),
        ("subtopic", "Below", 300, 785, 100, 100),
    ];
    assert_eq!(place_of(&boxes, &[]), ("Far".to_owned(), true));
    let between = [
        ("subtopic", "A", 300, 400, 100, 50),
        ("subtopic", "Part", 300, 455, 100, 50),
        ("subtopic", "B", 300, 510, 100, 50),
    ];
    assert_eq!(
        place_of(&between, &[("Own", "A"), ("Far", "B")]),
        ("Own".to_owned(), true),
        "in a stack of two topics it goes with the part above"
    );
    let third = ("topic", "Between", 300, 500, 100, 50);
    let part = ("subtopic", "Part", 300, 600, 100, 50);
    assert_eq!(
        place_of(&[third, part], &[("Own", "Part"), ("Far", "Part")]),
        ("Far".to_owned(), true),
        "of two edges it follows the one to the nearer topic, not to one that no edge leads to"
    );
}

#[test]
fn boxes_that_are_drawn_in_others_lie_where_those_lie() {
    let text = r#"{"nodes": [
        {"id": "a", "type": "topic", "position": {"x": 0, "y": 0}, "measured": {"width": 100, "height": 50}, "data": {"label": "A"}},
        {"id": "b", "type": "topic", "position": {"x": 0, "y": 900}, "style": {"width": "auto"}, "data": {"label": "B"}},
        {"id": "f", "type": "section", "position": {"x": 0, "y": 800}, "width": 200, "height": 90, "data": {}},
        {"id": "p", "type": "subtopic", "parentId": "f", "parentNode": "f", "position": {"x": 10, "y": 10}, "data": {"label": "P"}},
        {"id": "q", "type": "subtopic", "parentId": "a", "position": {"x": 0, "y": 700}, "data": {"label": "Q"}}
    ], "edges": []}"#;
    let parents = parents(&import(text).roadmap);
    assert_eq!((parents["P"].as_str(), parents["Q"].as_str()), ("B", "A"));
}

#[test]
fn lines_that_lead_nowhere_are_told_and_topics_come_one_after_the_other() {
    let boxes = [
        ("topic", "Second", 0, 100, 100, 50),
        ("topic", "First", 0, 0, 100, 50),
        ("topic", "Beside", 200, 100, 100, 50),
    ];
    let imported = import(&map(
        &boxes,
        &[("Second", "First"), ("Second", "gone"), ("", "First")],
    ));
    let roadmap = &imported.roadmap;
    assert_eq!(
        told(&imported, Note::LooseEdge),
        ["Second – gone", "– First"]
    );
    let order: Vec<&str> = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Topic)
        .map(|node| roadmap.node_id(node).as_str())
        .collect();
    assert_eq!(order, ["first", "second", "beside"]);
    let second = roadmap.find("second").unwrap();
    assert_eq!(roadmap.needs(second), [roadmap.find("first").unwrap()]);
}

#[test]
fn several_parts_of_one_name_are_called_after_their_topics() {
    let boxes = [
        ("topic", "One", 0, 0, 100, 50),
        ("topic", "Two", 0, 500, 100, 50),
    ];
    let basics = |id: &str, y: i32| {
        format!(
            r#"{{"id": "{id}", "type": "subtopic", "position": {{"x": 300, "y": {y}}}, "data": {{"label": "Basics"}}}}"#
        )
    };
    let ids = |first: &str, second: &str| {
        let text = map(&boxes, &[("One", "aB"), ("Two", "cD")]);
        let more = format!("{},{},", basics(first, 0), basics(second, 500));
        let imported = import(&text.replacen("[\n", &format!("[\n{more}"), 1));
        let roadmap = &imported.roadmap;
        ["node.ab", "node.cd"].map(|alias| {
            let mut nodes = roadmap.nodes();
            let node = nodes.find(|node| roadmap.aliases(*node).any(|have| have.as_str() == alias));
            roadmap.node_id(node.unwrap()).to_string()
        })
    };
    let expected = ["one-basics", "two-basics"];
    assert_eq!(ids("aB", "cD"), expected);
    assert_eq!(ids("cD", "aB"), expected, "wherever they are drawn");
}

fn with_files(files: &[(Role, &str, &str)]) -> Options {
    let beside = |(role, name, text): &(Role, &str, &str)| Beside {
        role: *role,
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    };
    Options {
        beside: Bundle {
            files: files.iter().map(beside).collect(),
            unread: vec!["link.md".to_owned()],
            ..Bundle::default()
        },
        ..options()
    }
}

#[test]
fn texts_older_names_and_files_that_were_not_read_lie_beside_a_map() {
    let boxes = [
        ("topic", "t", 0, 0, 100, 50),
        ("topic", "u", 0, 900, 100, 50),
        ("subtopic", "p", 300, 900, 100, 50),
        ("subtopic", "q", 300, 955, 100, 50),
    ];
    let options = with_files(&[
        (
            Role::Text,
            "p@p.md",
            "# P\n\nWords.\n\n- [@video@V](https://a.example/v)\n",
        ),
        (
            Role::Text,
            "100-t/101-q.md",
            "# Q\n\n- [@article@A](https://a.example/a)\n",
        ),
        (Role::Text, "x@x.md", "# X\n"),
        (
            Role::OlderNames,
            "migration-mapping.json",
            r#"{"t:p": "p", "t": "t", "t:q": "q", "t:r": "gone", "t:p:s": 7}"#,
        ),
        (
            Role::About,
            "chart.md",
            "---\ntitle: 'Charts'\ndescription: 'Today in @currentYear@'\n---\n",
        ),
    ]);
    let imported = read_with(&map(&boxes, &[]), &options);
    let roadmap = &imported.roadmap;
    assert_eq!(roadmap.name(Lang::En).as_str(), "Charts");
    let yaml = yaml_out::write(&imported.source);
    assert!(yaml.contains("\nsummary: Today\n"), "{yaml}");
    let parents = parents(roadmap);
    assert_eq!((parents["p"].as_str(), parents["q"].as_str()), ("t", "t"));
    assert_eq!((parents["V"].as_str(), parents["A"].as_str()), ("p", "q"));
    assert_eq!(roadmap.kind(named(roadmap, "V")), Some(Kind::Video));
    let aliases: Vec<String> = roadmap
        .aliases(named(roadmap, "p"))
        .map(|alias| alias.to_string())
        .collect();
    assert_eq!(aliases, ["node.p", "node.t-p"]);
    assert_eq!(told(&imported, Note::LooseText), ["X"]);
    assert_eq!(told(&imported, Note::UnreadFile), ["link.md"]);
    assert_eq!(told(&imported, Note::GuessedPlace), Vec::<String>::new());
    let file = |note: &import::report::Note| note.file.as_ref().map(ToString::to_string);
    let files: Vec<_> = imported.report.notes().iter().filter_map(file).collect();
    assert!(files.contains(&"x@x.md".to_owned()), "{files:?}");
}

#[test]
fn older_names_that_lie_in_themselves_do_no_harm_and_broken_ones_are_told() {
    let boxes = [
        ("topic", "t", 0, 0, 100, 50),
        ("subtopic", "p", 300, 0, 100, 50),
        ("subtopic", "q", 300, 55, 100, 50),
    ];
    for names in [
        r#"{"a": "p", "a:b": "q", "c": "q", "c:d": "p"}"#,
        r#"{"a": "p", "a:b": "p"}"#,
        r#"{"a": "#,
        "[]",
    ] {
        let options = with_files(&[(Role::OlderNames, "migration-mapping.json", names)]);
        let imported = read_with(&map(&boxes, &[]), &options);
        let found = parents(&imported.roadmap);
        assert!(
            found.contains_key("p") && found.contains_key("q"),
            "{names}"
        );
    }
}

#[test]
fn a_link_that_nobody_closed_is_mended_and_one_that_leads_nowhere_is_told() {
    let text = "# Title\n\n- [@article@A](https://a.example/1\n- [@course@B](/guides/b)\n- [@video@C](https://a.example/3)\n";
    let mut report = Report::default();
    let content = content::read(text, None, &mut report);
    let found = content.pointers.iter();
    let found: Vec<_> = found
        .map(|pointer| (pointer.title.as_str(), pointer.url.as_str(), pointer.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("A", "https://a.example/1", Some(Kind::Article)),
            ("C", "https://a.example/3", Some(Kind::Video)),
        ]
    );
    let notes = report.notes().iter();
    let told: Vec<_> = notes
        .map(|note| (note.line, note.what.word(), note.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (3, "repaired-link", "https://a.example/1"),
            (4, "relative-link", "/guides/b"),
        ]
    );
}

#[test]
fn the_words_of_links_say_their_kind_also_with_mistakes() {
    let lines = [
        (
            "[@article@A](https://a.example/1)",
            "A",
            Some(Kind::Article),
        ),
        ("[@Video@B](https://a.example/2)", "B", Some(Kind::Video)),
        ("[@offical@C](https://a.example/3)", "C", Some(Kind::Docs)),
        (
            "[@articles@D](https://a.example/4)",
            "D",
            Some(Kind::Article),
        ),
        ("[@book E](https://a.example/5)", "E", Some(Kind::Book)),
        ("[course@F](https://a.example/6)", "F", Some(Kind::Course)),
        ("[@zine@G](https://a.example/7)", "G", None),
        ("[H](https://a.example/8)", "H", None),
        ("[mail@home](https://a.example/9)", "mail@home", None),
        ("[@podcast@I](https://a.example/10)", "I", None),
        ("[@feed@J](https://a.example/11)", "J", Some(Kind::List)),
        (
            "[@opensource@K](https://a.example/12): a *note*",
            "K",
            Some(Kind::Repo),
        ),
    ];
    let mut report = Report::default();
    let items: Vec<String> = lines.iter().map(|(line, ..)| format!("- {line}")).collect();
    let text = format!("# Title\n\nLinks:\n\n{}\n", items.join("\n"));
    let content = content::read(&text, None, &mut report);
    let found: Vec<_> = content
        .pointers
        .iter()
        .map(|pointer| (pointer.title.as_str(), pointer.kind))
        .collect();
    let expected: Vec<_> = lines
        .iter()
        .map(|(_, title, kind)| (*title, *kind))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(
        content.text.len(),
        0,
        "a line that announces links is no text"
    );
    assert_eq!(content.pointers[11].note.as_deref(), Some("a *note*"));
    let notes: Vec<_> = report
        .notes()
        .iter()
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(notes, ["@zine@"]);
}

#[test]
fn the_legend_says_what_is_core_and_what_is_optional() {
    let node = |id: &str, kind: &str, y: i32, legend: &str| {
        format!(
            r#"{{"id": "{id}", "type": "{kind}", "position": {{"x": 0, "y": {y}}}, "data": {{"label": "{id}", "legend": {{"label": "{legend}"}}}}}}"#
        )
    };
    let nodes = [
        node("T", "topic", 0, ""),
        node("a", "subtopic", 10, "Personal Recommendation / Opinion"),
        node("b", "subtopic", 20, "Alternative *option*"),
        node("c", "subtopic", 30, "Optional"),
        node("d", "subtopic", 40, "I would not recommend"),
        node("U", "topic", 200, "Learn later, optional"),
        node("V", "topic", 300, "Optional"),
    ];
    let imported = import(&format!(
        "{{\"nodes\": [{}], \"edges\": []}}",
        nodes.join(",")
    ));
    let roadmap = &imported.roadmap;
    let core: Vec<&str> = roadmap
        .nodes()
        .filter(|node| roadmap.is_core(*node))
        .map(|node| roadmap.node_id(node).as_str())
        .collect();
    assert_eq!(core, ["a"]);
    let text = |id| {
        roadmap
            .body(roadmap.find(id).unwrap(), Lang::En)
            .to_string()
    };
    assert_eq!(
        ["a", "b", "c", "d", "u", "v"].map(text),
        [
            "",
            "*Alternative option*",
            "*Optional*",
            "*I would not recommend*",
            "",
            "*Optional*"
        ]
    );
    let stage = roadmap.parent(roadmap.find("u").unwrap()).unwrap();
    assert!(roadmap.is_optional(stage));
    assert_eq!(
        roadmap.title(stage, Lang::En).as_str(),
        "Learn later, optional"
    );
}

#[test]
fn links_of_a_map_go_where_an_edge_leads_and_a_group_of_its_own_is_a_topic() {
    let text = r#"{"nodes": [
        {"id": "t", "type": "topic", "position": {"x": 0, "y": 0}, "data": {"label": "T"}},
        {"id": "p", "type": "subtopic", "position": {"x": 0, "y": 5}, "data": {"label": "P"}},
        {"id": "b", "type": "resourceButton", "position": {"x": 0, "y": 900}, "data": {"label": "Watch", "href": "https://a.example/w"}},
        {"id": "c", "type": "resourceButton", "position": {"x": 0, "y": 800}, "data": {"label": "Read", "url": "https://a.example/r"}},
        {"id": "d", "type": "resourceButton", "position": {"x": 0, "y": 950}, "data": {"label": "Nothing", "href": ""}},
        {"id": "g", "type": "linksgroup", "position": {"x": 0, "y": 700}, "data": {"label": "More", "links": [
            {"label": "One", "url": "https://a.example/1", "type": "video"}, 7, {"label": "Two", "href": "https://a.example/2"}, {"label": "No", "url": "javascript:x"}]}},
        {"id": "w", "type": "button", "position": {"x": 0, "y": 0}, "data": {"label": "Away"}},
        {"id": "l", "type": "checklist", "position": {"x": 0, "y": 60}, "data": {"label": "List", "checklists": [{"id": "l1", "label": "Do it"}]}},
        7
    ], "edges": [{"source": "b", "target": "p"}, 8]}"#;
    let imported = import(text);
    let parents = parents(&imported.roadmap);
    let found =
        ["Watch", "Read", "One", "Two", "More", "Do it"].map(|title| parents[title].as_str());
    assert_eq!(found, ["P", "T", "More", "More", "chart", "List"]);
    assert_eq!(told(&imported, Note::Drawing), ["Away"]);
    assert_eq!(told(&imported, Note::BadLink), ["javascript:x"]);
    assert_eq!(told(&imported, Note::Empty), ["Nothing"]);
    assert_eq!(told(&imported, Note::NotKept), ["7", "8"]);
    assert!(told(&imported, Note::GuessedPlace).contains(&"Read".to_owned()));
}

#[test]
fn every_form_is_known_by_its_text_and_no_other_is_taken_for_one() {
    let table = [
        (r#"{"nodes": [], "edges": []}"#, Some(Form::Map)),
        (
            r#"{"title": {}, "slug": "x", "edges": [], "nodes": []}"#,
            Some(Form::Map),
        ),
        ("{\"nodes\": [\n{, \"edges\": []}", Some(Form::Map)),
        (r#"{"mockup": {}}"#, Some(Form::MockUp)),
        (r#"{"id": {"title": "T", "links": []}}"#, Some(Form::Texts)),
        (
            r#"{"format": "roadbook", "roadmap": {"links": 1}, "nodes": []}"#,
            None,
        ),
        (r#"{"done": [], "learning": [], "skipped": []}"#, None),
        ("{}", None),
        ("[]", None),
        ("# nodes edges", None),
        ("", None),
    ];
    for (text, expected) in table {
        assert_eq!(form(text), expected, "{text}");
    }
    assert_eq!(Format::of("a.json", table[0].0), Format::RoadmapSh);
    assert_eq!(Format::of("-", table[4].0), Format::RoadmapSh);
    assert_eq!(Format::of("a.json", table[5].0), Format::Json);
}

#[test]
fn a_mock_up_and_what_is_broken_are_refused_with_a_place() {
    let read = |text: &str| import::read(text, Format::RoadmapSh, &options());
    assert!(matches!(
        read(r#"{"mockup": {"controls": {}}}"#),
        Err(ImportError::MockUp)
    ));
    for (text, at) in [
        ("{\"nodes\": [\n{\"id\": \"a\",},\n], \"edges\": []}", 2),
        ("{\"nodes\": [{}],\n\"edges\": [{}]\n", 3),
        ("{\"nodes\": 1, \"edges\": []}", 1),
        ("words", 1),
    ] {
        let found = read(text);
        assert!(
            matches!(found, Err(ImportError::Unreadable { line, .. }) if line == at),
            "{text}: {found:?}"
        );
    }
    let many = format!("{{\"nodes\": [{}0], \"edges\": []}}", "0,".repeat(20_000));
    assert!(
        matches!(read(&many), Err(ImportError::Unreadable { why, .. }) if why.as_str().contains("20000 nodes"))
    );
    assert!(matches!(
        read(r#"{"nodes": [], "edges": []}"#),
        Err(ImportError::Empty(_))
    ));
}

#[test]
fn deep_and_odd_values_are_read_on_a_small_stack() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    for value in [
        deep.as_str(),
        "\"x\"",
        "null",
        "1e308",
        "-1e308",
        "{\"width\": 1e308}",
    ] {
        let text = format!(
            r#"{{"nodes": [{{"id": "a", "type": "topic", "position": {{"x": 0, "y": 0}}, "data": {{"label": "A"}}, "style": {value}}},
            {{"id": "b", "type": "subtopic", "position": {value}, "width": {value}, "data": {{"label": "B", "links": {value}, "legend": {value}}}}},
            {{"id": "c", "type": "section", "position": {{"x": 1e308, "y": -1e308}}, "width": 1e308, "data": {value}}}], "edges": []}}"#
        );
        let read = import::read(&text, Format::RoadmapSh, &options());
        let is_told = |imported: &Imported| told(imported, Note::NotKept).len();
        match read {
            Ok(imported) => assert_eq!(
                imported.roadmap.nodes().len() + is_told(&imported) / 9,
                imported.roadmap.nodes().len()
            ),
            Err(ImportError::Empty(report)) => {
                assert!(!report.notes().is_empty(), "{}", &value[..1]);
            }
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_could_be_ticked_keeps_its_id_when_it_is_renamed_and_when_links_come_to_it() {
    let boxes = [
        ("topic", "T", 0, 0, 100, 50),
        ("subtopic", "P", 0, 60, 100, 50),
    ];
    let first = import(&map(&boxes, &[]));
    assert_eq!(
        first.roadmap.level(first.roadmap.find("p").unwrap()),
        Level::Resource
    );
    let text = map(&boxes, &[])
        .replace("\"label\": \"P\"", "\"label\": \"Renamed\"")
        .replace("\"label\": \"T\"", "\"label\": \"Topic\"");
    let mut earlier = Options {
        earlier: Known::all(&first.roadmap),
        ..with_files(&[(Role::Text, "p@P.md", "- [@video@V](https://a.example/v)\n")])
    };
    for round in 0..3 {
        let next = read_with(&text, &earlier);
        let roadmap = &next.roadmap;
        let task = roadmap.find("p").expect("the id of old");
        assert_eq!(roadmap.level(task), Level::Resource, "round {round}");
        assert_eq!(roadmap.title(task, Lang::En).as_str(), "Renamed");
        let topic = roadmap.parent(task).unwrap();
        assert_eq!(roadmap.title(topic, Lang::En).as_str(), "Renamed");
        assert_eq!(
            roadmap.children(topic).count(),
            2,
            "with the link beside it"
        );
        assert_eq!(
            roadmap.title(roadmap.find("t").unwrap(), Lang::En).as_str(),
            "Topic"
        );
        earlier.earlier = Known::all(roadmap);
    }
}

#[test]
fn the_tick_of_a_topic_without_anything_in_it_outlives_links_that_come_to_it() {
    let text = map(&[("topic", "T", 0, 0, 100, 50)], &[]);
    let first = import(&text);
    let task = first.roadmap.nodes().last().unwrap();
    let id = first.roadmap.node_id(task).to_string();
    let options = Options {
        earlier: Known::all(&first.roadmap),
        ..with_files(&[(Role::Text, "t@T.md", "- [V](https://a.example/v)\n")])
    };
    let next = read_with(&text, &options);
    let task = next.roadmap.find(&id).expect("the id of old");
    assert_eq!(next.roadmap.level(task), Level::Resource);
    assert_eq!(
        next.roadmap
            .node_id(next.roadmap.parent(task).unwrap())
            .as_str(),
        "t"
    );
}

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../tests/fixtures/import/roadmap-sh/", $name))
    };
}

/// The file that comes of a document, and all that is reported.
fn whole(imported: &Imported) -> String {
    let mut whole = yaml_out::write(&imported.source);
    for note in imported.report.notes() {
        let file = note
            .file
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = writeln!(
            whole,
            "-- {file}:{}: {}: {}",
            note.line,
            note.what.word(),
            note.text
        );
    }
    whole
}

#[test]
fn a_large_map_becomes_what_a_person_would_write() {
    let options = Options {
        name: "sailing".to_owned(),
        ..with_files(&[
            (
                Role::Texts,
                "sailing.json",
                fixture!("clone/public/roadmap-content/sailing.json"),
            ),
            (
                Role::About,
                "sailing.md",
                fixture!("clone/src/data/roadmaps/sailing/sailing.md"),
            ),
        ])
    };
    let map = fixture!("clone/src/data/roadmaps/sailing/sailing.json");
    insta::assert_snapshot!("sailing", whole(&read_with(map, &options)));
}

#[test]
fn the_texts_of_all_boxes_alone_are_a_list_of_topics_which_is_told() {
    let imported = import(fixture!("clone/public/roadmap-content/sailing.json"));
    let roadmap = &imported.roadmap;
    let topics = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Topic);
    assert_eq!(topics.count(), 59);
    assert_eq!(told(&imported, Note::WithoutMap), ["59"]);
}

/// A map of this many boxes at random places, with lines at random.
fn random_map() -> impl Strategy<Value = (String, usize)> {
    let kinds = prop::sample::select(vec![
        "topic",
        "topic",
        "subtopic",
        "subtopic",
        "subtopic",
        "todo",
        "checklist",
        "section",
        "paragraph",
        "vertical",
        "horizontal",
        "linksgroup",
        "resourceButton",
        "label",
        "legend",
    ]);
    let node = (kinds, 0..6_i32, 0..12_i32, 1..4_i32, 1..4_i32, 0..30_u8);
    let edge = (0..45_usize, 0..45_usize, any::<bool>());
    let nodes = prop::collection::vec(node, 1..40);
    (nodes, prop::collection::vec(edge, 0..40)).prop_map(|(nodes, edges)| {
        let study = ["topic", "subtopic", "todo", "checklist"];
        let count = nodes.iter().filter(|node| study.contains(&node.0)).count();
        let node = |(at, (kind, x, y, width, height, label)): (usize, &(&str, i32, i32, i32, i32, u8))| {
            let links = if *label % 3 == 0 { r#"[{"label": "L", "url": "https://a.example/l"}]"# } else { "[]" };
            format!(
                r#"{{"id": "n{at}", "type": "{kind}", "position": {{"x": {}, "y": {}}}, "width": {}, "height": {}, "data": {{"label": "Box {label}", "links": {links}}}}}"#,
                x * 90, y * 55, width * 50, height * 50
            )
        };
        let edge = |(from, to, is_dashed): &(usize, usize, bool)| {
            let style = if *is_dashed { "dashed" } else { "solid" };
            format!(r#"{{"source": "n{from}", "target": "n{to}", "data": {{"edgeStyle": "{style}"}}}}"#)
        };
        let nodes: Vec<String> = nodes.iter().enumerate().map(node).collect();
        let edges: Vec<String> = edges.iter().map(edge).collect();
        (format!("{{\"nodes\": [{}], \"edges\": [{}]}}", nodes.join(","), edges.join(",")), count)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_box_that_is_learned_is_there_exactly_once_and_in_reading_order((text, count) in random_map()) {
        prop_assume!(count > 0);
        let imported = import(&text);
        let (graph, _) = json::map(&text, None, &mut Report::default()).unwrap();
        let roadmap = &imported.roadmap;
        let mut places = std::collections::HashMap::new();
        for node in roadmap.nodes() {
            for alias in roadmap.aliases(node).filter(|alias| is_of_a_part(alias.as_str())) {
                prop_assert!(places.insert(alias.to_string(), node).is_none(), "{alias}");
            }
        }
        let study = graph.in_order(|node| matches!(node.kind, graph::Kind::Topic | graph::Kind::Part));
        prop_assert_eq!(study.len(), count);
        let mut last = std::collections::HashMap::new();
        for at in study {
            let alias = alias(&graph.nodes[at].id).unwrap();
            let node = places.get(&alias).copied();
            prop_assert!(node.is_some(), "{alias} is not there");
            let node = node.unwrap();
            // Among things of one level in one topic, what comes first on the map comes first.
            let before = last.insert((roadmap.parent(node), roadmap.level(node)), node);
            prop_assert!(before.is_none_or(|before: NodeIdx| before.position() < node.position()), "{alias}");
        }
        prop_assert_eq!(whole(&import(&text)), whole(&imported));
    }

    #[test]
    fn whatever_is_in_a_map_what_comes_out_loads(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"nodes\"", "\"edges\"", "\"id\"", "\"type\"", "\"topic\"", "\"data\"",
            "\"label\"", "\"\"", "\"a\"", "null", "1", "-1e400", "\"\\u202e\"", "\"position\"", "\"links\"", "\"url\"", "\n",
        ]), 0..60)
    ) {
        let inner = pieces.concat();
        for text in [inner.clone(), format!("{{\"nodes\": [{inner}], \"edges\": []}}"), format!("{{\"a\": {{{inner}}}}}")] {
            match import::read(&text, Format::RoadmapSh, &options()) {
                Ok(_) => { read_with(&text, &options()); }
                Err(ImportError::Invalid(problems)) => {
                    prop_assert!(false, "{}", problems.render("x", b"", Lang::En));
                }
                Err(ImportError::Empty(_) | ImportError::MockUp | ImportError::Unreadable { .. }) => {}
            }
        }
    }
}

#[test]
fn a_map_of_five_thousand_boxes_on_one_spot_is_read_to_the_end() {
    let boxes: Vec<Box> = (0..5_000)
        .map(|at| match at % 5 {
            0 => ("topic", "T", 0, at, 100, 5000),
            1 => ("section", "", 0, 0, 9000, 9000),
            2 => ("vertical", "", 0, at, 20, 9000),
            _ => ("subtopic", "S", at, 0, 9000, 5),
        })
        .collect();
    let imported = import(&map(&boxes, &[]));
    assert_eq!(told(&imported, Note::GuessedPlace).len(), 2_000);
}

#[test]
fn a_folder_of_files_is_a_tree_and_a_file_without_a_heading_is_called_after_its_name() {
    let options = with_files(&[
        (
            Role::Text,
            "index.md",
            fixture!("knitting/content/index.md"),
        ),
        (
            Role::Text,
            "100-yarn/index.md",
            fixture!("knitting/content/100-yarn/index.md"),
        ),
        (
            Role::Text,
            "100-yarn/100-weights.md",
            fixture!("knitting/content/100-yarn/100-weights.md"),
        ),
        (
            Role::Text,
            "100-yarn/101-fibres/index.md",
            fixture!("knitting/content/100-yarn/101-fibres/index.md"),
        ),
        (
            Role::Text,
            "100-yarn/101-fibres/100-wool.md",
            fixture!("knitting/content/100-yarn/101-fibres/100-wool.md"),
        ),
        (
            Role::Text,
            "100-yarn/101-fibres/101-cotton.md",
            fixture!("knitting/content/100-yarn/101-fibres/101-cotton.md"),
        ),
        (
            Role::Text,
            "101-stitches/index.md",
            fixture!("knitting/content/101-stitches/index.md"),
        ),
        (
            Role::Text,
            "101-stitches/100-knit.md",
            fixture!("knitting/content/101-stitches/100-knit.md"),
        ),
        (
            Role::Text,
            "101-stitches/101-purl.md",
            fixture!("knitting/content/101-stitches/101-purl.md"),
        ),
        (
            Role::Text,
            "110-mending.md",
            fixture!("knitting/content/110-mending.md"),
        ),
    ]);
    insta::assert_snapshot!("knitting", whole(&read_with("", &options)));
}

#[test]
fn folders_are_raised_that_lie_deeper_than_a_roadmap_shows() {
    let path = format!("{}x.md", "1-a/".repeat(9));
    let imported = read_with(
        "",
        &with_files(&[(Role::Text, &path, "- [l](https://a.example/l)\n")]),
    );
    assert_eq!(told(&imported, Note::RaisedPart).len(), 4);
    let deepest = imported
        .roadmap
        .nodes()
        .map(|node| imported.roadmap.depth(node))
        .max();
    assert_eq!(deepest, Some(7), "six topics and a resource");
}
