//! The files that roadbook ships and the files that it must refuse, each with what it says about them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use roadbook::lang::Lang;
use roadbook::roadmap::{self, Kind, Level, Loaded};
use roadbook::yaml::Limits;

const BUILT_IN: &str = include_str!("../roadmap/llm.yaml");

fn yaml_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "yaml")
    });
    files.sort();
    files
}

fn name_of(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// What `check` says about a file, in both languages.
fn said_of(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    let problems = match roadmap::load(&bytes, &Limits::default()) {
        Ok(Loaded { warnings, .. }) => warnings,
        Err(problems) => problems,
    };
    let said = |lang| problems.render(name_of(path), &bytes, lang);
    format!("{}\n\n{}\n", said(Lang::En), said(Lang::Zh))
}

#[test]
fn the_built_in_roadmap_has_no_problem() {
    match roadmap::load(BUILT_IN.as_bytes(), &Limits::default()) {
        Ok(Loaded { roadmap, warnings }) => {
            assert_eq!(
                warnings
                    .render("roadmap/llm.yaml", BUILT_IN.as_bytes(), Lang::En)
                    .as_str(),
                ""
            );
            assert!(roadmap.stages().count() > 0);
        }
        Err(problems) => panic!(
            "{}",
            problems.render("roadmap/llm.yaml", BUILT_IN.as_bytes(), Lang::En)
        ),
    }
}

#[test]
fn good_files_load_without_a_word() {
    let files = yaml_files("good");
    assert!(files.len() >= 6);
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let is_good = roadmap::load(&bytes, &Limits::default())
            .is_ok_and(|loaded| loaded.warnings.is_empty());
        assert!(is_good, "{}", said_of(&path));
    }
}

#[test]
fn every_bad_file_is_refused_or_warned_about_in_the_words_beside_it() {
    let files = yaml_files("bad");
    assert!(files.len() >= 60, "{}", files.len());
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut different = Vec::new();
    for path in files {
        let said = said_of(&path);
        assert_ne!(said.trim(), "", "nothing is said about {}", path.display());
        let beside = path.with_extension("txt");
        if update {
            fs::write(&beside, &said).unwrap();
        }
        if fs::read_to_string(&beside).unwrap_or_default() != said {
            different.push(format!("{}:\n{said}", name_of(&path)));
        }
    }
    assert!(
        different.is_empty(),
        "UPDATE_FIXTURES=1 writes what is said now:\n{}",
        different.join("\n")
    );
}

#[test]
fn the_example_in_the_documentation_loads() {
    let page = include_str!("../docs/format.md");
    let example = page
        .split("```yaml\n")
        .find(|block| block.starts_with("format: 1"))
        .unwrap();
    let example = example.split("```").next().unwrap();
    let loaded = roadmap::load(example.as_bytes(), &Limits::default());
    assert!(loaded.is_ok_and(|loaded| loaded.warnings.is_empty()));
}

/// Large files full of mistakes; a walk that grows with the square of their size would not come back.
#[test]
fn a_large_file_full_of_mistakes_is_told_so_in_the_end() {
    let head = "format: 1\nid: r\ntitle: R\nstages:\n  - id: s\n    title: S\n    topics:\n";
    let topics = |line: &str| format!("{head}{}", line.repeat(20_000));
    let files = [
        format!(
            "format: 1\nid: r\ntitle: R\nstages:\n{}",
            "  - just a text\n".repeat(50_000)
        ),
        topics("      - title: Same\n"),
        topics("      - { title: Same, needs: [nothing] }\n"),
        topics("      - { title: Same, neeeds: [nothing], a: b }\n"),
        format!(
            "format: 1\nid: r\nstages: []\ntitle: {{{}}}\n",
            (0..20_000)
                .map(|at| format!("en-{at:06}: x"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        format!(
            "{{format: 1, id: r, title: R, stages: [{}]}}",
            "{id: A, title: 大},".repeat(20_000)
        ),
    ];
    for file in files {
        match roadmap::load(file.as_bytes(), &Limits::default()) {
            Ok(Loaded { roadmap, .. }) => assert!(roadmap.len() > 20_000 || roadmap.is_empty()),
            Err(problems) => assert!(
                !problems
                    .render("large.yaml", file.as_bytes(), Lang::En)
                    .is_empty()
            ),
        }
    }
}

/// What the LLM course holds: the counts of the document that it follows, and what the course added since.
#[test]
fn the_built_in_roadmap_has_all_of_the_course() {
    let roadmap = &roadmap::load(BUILT_IN.as_bytes(), &Limits::default())
        .expect("the built-in roadmap is without problems")
        .roadmap;
    let of = |level| {
        let nodes = roadmap.nodes().filter(|node| roadmap.level(*node) == level);
        nodes.collect::<Vec<_>>()
    };
    let stages: Vec<_> = roadmap
        .stages()
        .map(|stage| (roadmap.node_id(stage).as_str(), roadmap.is_optional(stage)))
        .collect();
    assert_eq!(
        stages,
        [
            ("fundamentals", true),
            ("scientist", false),
            ("engineer", false)
        ]
    );
    assert_eq!(of(Level::Topic).len(), 20);
    assert_eq!(
        of(Level::Concept).len(),
        76 + 2,
        "agents got protocols and vendor SDKs"
    );
    let notebooks = of(Level::Resource)
        .into_iter()
        .filter(|node| roadmap.kind(*node) == Some(Kind::Notebook))
        .count();
    let in_colab = of(Level::Resource)
        .into_iter()
        .filter(|node| {
            roadmap
                .link(*node)
                .is_some_and(|link| link.host() == "colab.research.google.com")
        })
        .count();
    assert_eq!((in_colab, of(Level::Resource).len()), (23, 104 + 3 + 23));
    assert!(notebooks >= in_colab);

    let mut untranslated = Vec::new();
    for node in roadmap.nodes() {
        let (en, zh) = (roadmap.body(node, Lang::En), roadmap.body(node, Lang::Zh));
        if en.is_empty() || zh.is_empty() || en == zh {
            untranslated.push(roadmap.node_id(node).as_str());
        }
    }
    assert_eq!(untranslated, Vec::<&str>::new());

    let topics_with_arrows = of(Level::Topic)
        .into_iter()
        .filter(|topic| !roadmap.needs(*topic).is_empty())
        .count();
    assert!(topics_with_arrows >= 16, "{topics_with_arrows}");
    let core = of(Level::Resource)
        .into_iter()
        .filter(|node| roadmap.is_core(*node))
        .count();
    assert!(
        (20..=45).contains(&core),
        "a shortest path of {core} resources"
    );
}
