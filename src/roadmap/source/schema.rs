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

#[test]
fn the_schema_in_docs_is_the_one_that_the_types_make() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/roadmap.schema.json");
    let mut schema = schemars::schema_for!(Source);
    schema.insert("title".to_owned(), "A roadmap for roadbook".into());
    let mut made = serde_json::to_string_pretty(&schema).unwrap();
    made.push('\n');
    // Only this test reads the variable: it is how a person asks for the file to be written again.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
        std::fs::write(path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/roadmap.schema.json is old: run UPDATE_DOCS=1 cargo test --lib schema"
    );
}
