//! Files in `docs/` that are made from the code: `UPDATE_DOCS=1 cargo test` writes them, without it they are compared.

use std::path::Path;

fn assert_kept(file: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(file);
    #[expect(
        clippy::disallowed_methods,
        reason = "a test's own switch, not the program's environment"
    )]
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "docs/{file} is old: UPDATE_DOCS=1 cargo test writes it"
    );
}

#[test]
fn the_schema_is_the_one_that_the_types_make() {
    assert_kept(
        "roadmap.schema.json",
        &crate::roadmap::source::schema::json(),
    );
}
