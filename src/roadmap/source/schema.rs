//! The JSON Schema of the file format, made from the types that mirror it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::{At, Source, Text};
use crate::roadmap::Kind;
use crate::roadmap::compile::MAX_LIST;

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A text, or one for each language.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                {
                    "type": "object",
                    "propertyNames": { "pattern": LANGUAGE },
                    "additionalProperties": { "type": ["string", "number", "boolean"] }
                }
            ]
        })
    }
}

const ID: &str = "^(?!.*\\.\\.)[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$";
const LANGUAGE: &str = "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$";

pub(super) fn id(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "pattern": ID })
}

pub(super) fn ids(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": { "type": "string", "pattern": ID }, "maxItems": MAX_LIST })
}

/// As many ids as the person likes.
pub(super) fn any_ids(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": { "type": "string", "pattern": ID } })
}

pub(super) fn lists_of_ids(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": any_ids(generator) })
}

pub(super) fn link(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": "^[hH][tT][tT][pP][sS]?://", "maxLength": 2048 })
}

pub(super) fn links(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["array", "null"], "items": link(generator), "maxItems": MAX_LIST })
}

pub(super) fn kind(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "enum": Kind::ALL.map(Kind::word) })
}

pub(super) fn language(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": ["string", "null"], "pattern": LANGUAGE })
}

/// Returns the schema as the file in `docs/` has it.
fn json() -> String {
    let mut schema = schemars::schema_for!(Source);
    schema.insert("title".to_owned(), "A roadmap for roadbook".into());
    let mut json = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    json.push('\n');
    json
}

/// Returns the schema of layer files as the file in `docs/` has it.
fn layer_json() -> String {
    let mut schema = schemars::schema_for!(super::layer::Layer);
    schema.insert(
        "title".to_owned(),
        "A layer over a roadmap for roadbook".into(),
    );
    let mut json = serde_json::to_string_pretty(&schema).expect("a schema is plain JSON");
    json.push('\n');
    json
}

/// A file that has every key of the schema must not be told that one of them is unknown, and the reverse.
#[test]
fn the_reader_knows_the_keys_of_the_schema_and_no_others() {
    let schema: serde_json::Value = serde_json::from_str(&json()).unwrap();
    let keys = |part: &serde_json::Value| {
        part["properties"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let of = |name: &str| keys(&schema["$defs"][name]);
    let fields = |keys: &[String]| {
        keys.iter()
            .map(|key| format!("{key}: ,"))
            .collect::<Vec<_>>()
            .concat()
    };
    let with = |own: &str, keys: &[String], inner: &str| {
        let others: Vec<String> = keys.iter().filter(|key| *key != own).cloned().collect();
        format!("{{{} {own}: {inner}}}", fields(&others))
    };
    let topic_keys: Vec<String> = of("Topic")
        .into_iter()
        .filter(|key| !matches!(key.as_str(), "concepts" | "topics"))
        .collect();
    let resource = with(
        "also",
        &of("Resource"),
        &format!("[{{{}}}]", fields(&of("Link"))),
    );
    let topic = with(
        "resources",
        &topic_keys,
        &format!(
            "[{resource}], concepts: [{{{}}}], topics: []",
            fields(&of("Concept"))
        ),
    );
    let stage = with("topics", &of("Stage"), &format!("[{topic}]"));
    let root: Vec<String> = keys(&schema)
        .into_iter()
        .filter(|key| key != "source")
        .collect();
    let text = with(
        "stages",
        &root,
        &format!("[{stage}], source: {{{}}}", fields(&of("Source"))),
    );

    let problems =
        crate::roadmap::load(text.as_bytes(), &crate::yaml::Limits::default()).unwrap_err();
    let unknown = problems
        .iter()
        .filter(|problem| problem.code() == "unknown-key")
        .count();
    assert_eq!(
        unknown,
        0,
        "{}",
        problems.render("schema", text.as_bytes(), crate::lang::Lang::En)
    );
    assert!(
        problems
            .iter()
            .any(|problem| problem.code() == "empty-title"),
        "the text was not read at all"
    );

    let all: Vec<String> = ["Source", "Stage", "Topic", "Concept", "Resource", "Link"]
        .into_iter()
        .flat_map(of)
        .chain(keys(&schema))
        .collect();
    let reader = include_str!("read.rs");
    let known = reader
        .split("(&mut fields, \"")
        .chain(reader.split("fields.take(\""))
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    for key in known.filter(|key| key.chars().all(|c| c.is_ascii_lowercase())) {
        assert!(
            all.iter().any(|have| have == key),
            "`{key}` is read and not in the schema"
        );
    }
}

/// `UPDATE_DOCS=1 cargo test` writes the file, without it they are compared.
#[test]
fn the_schema_in_docs_is_the_one_that_the_types_make() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let files = [
        ("roadmap.schema.json", json()),
        ("overlay.schema.json", layer_json()),
    ];
    for (name, made) in files {
        let path = docs.join(name);
        #[expect(
            clippy::disallowed_methods,
            reason = "a test's own switch, not the program's environment"
        )]
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap();
        assert!(
            kept == made,
            "docs/{name} is old: UPDATE_DOCS=1 cargo test writes it"
        );
    }
}
