//! All cases of the YAML test suite: what is accepted and what is refused, and why.
//!
//! `yaml-test-suite.json` holds the cases, `yaml-test-suite.txt` what becomes of each; see `README.md` beside them.

use std::fmt::Write as _;
use std::path::Path;

use roadbook::lang::Lang;
use roadbook::roadmap;
use roadbook::yaml::{self, Limits};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    id: String,
    /// Whether the suite says that it is YAML.
    valid: bool,
    yaml: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("yaml-test-suite.json")).unwrap()
}

/// Tells what becomes of a text: `taken`, or the code of the fault.
fn fate(text: &str) -> &'static str {
    let limits = Limits::default();
    let read = yaml::decode(text.as_bytes(), &limits).and_then(|text| yaml::tree(text, &limits));
    read.map_or_else(|error| error.fault.code(), |_| "taken")
}

#[test]
fn every_case_of_the_yaml_test_suite_is_taken_or_refused_as_the_table_says() {
    let cases = cases();
    let invalid = cases.iter().filter(|case| !case.valid).count();
    assert_eq!((cases.len(), invalid), (402, 94));
    let mut table = String::new();
    for case in &cases {
        let valid = if case.valid { "yaml" } else { "no-yaml" };
        writeln!(table, "{:8} {valid:8} {}", case.id, fate(&case.yaml)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/yaml-test-suite.txt");
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    let different = table
        .lines()
        .zip(expected.lines())
        .find(|(is, was)| is != was);
    assert!(
        table == expected,
        "UPDATE_FIXTURES=1 writes the table again; the first difference: {different:?}"
    );
}

/// What is no YAML is refused, but for what no roadmap could be hurt by.
#[test]
fn what_the_suite_calls_no_yaml_is_refused_but_for_a_few_that_are_known() {
    let taken: Vec<String> = cases()
        .into_iter()
        .filter(|case| !case.valid && fate(&case.yaml) == "taken")
        .map(|case| case.id)
        .collect();
    // Brackets and quotes that go on too far to the left, or after a tab: what they mean is plain.
    assert_eq!(taken, ["9C9N", "DK95/01", "QB6E"]);
}

#[test]
fn every_case_as_a_roadmap_is_refused_in_words_that_a_terminal_may_be_given() {
    for case in cases() {
        let bytes = case.yaml.as_bytes();
        let problems = roadmap::load(bytes, &Limits::default()).expect_err(&case.id);
        for lang in [Lang::En, Lang::Zh] {
            let said = problems.render(&case.id, bytes, lang);
            assert!(!said.is_empty(), "{}", case.id);
            let obeyed = said.as_str().chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(obeyed, None, "{}: {said}", case.id);
        }
    }
}
