//! A table of everything that can be ticked: one row a resource or key idea, and one a part that the person wrote or spent
//! time on as a whole. docs/export.md tells its columns.

use super::Export;
use crate::roadmap::{Kind, Level, NodeIdx};
use crate::text::Clean;

/// The columns; new ones come at the end.
const COLUMNS: [&str; 20] = [
    "roadmap",
    "stage",
    "topic",
    "level",
    "id",
    "title",
    "kind",
    "lang",
    "author",
    "url",
    "minutes",
    "core",
    "optional",
    "status",
    "at",
    "minutes_spent",
    "note",
    "roadmap_title",
    "stage_title",
    "topic_title",
];

pub(super) fn write(export: &Export<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut put = |row: [String; 20]| {
        // Memory takes everything, and all rows are of one length.
        let _infallible = writer.write_record(row.map(|cell| inert(&cell)));
    };
    put(COLUMNS.map(str::to_owned));
    for node in export.nodes() {
        match export.roadmap().level(node) {
            Level::Concept | Level::Resource => put(row(export, node)),
            Level::Stage | Level::Topic => {
                let is_own = export.course.own_minutes_spent(node) > 0;
                if is_own || !export.notes(node).is_empty() {
                    put(row(export, node));
                }
            }
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn row(export: &Export<'_>, node: NodeIdx) -> [String; 20] {
    let roadmap = export.roadmap();
    let text = |text: Option<Clean<'_>>| text.map(|text| text.to_string()).unwrap_or_default();
    let id = |node: NodeIdx| roadmap.node_id(node).to_string();
    let stage = roadmap.stage_of(node);
    let is_part = matches!(roadmap.level(node), Level::Stage | Level::Topic);
    let topic = if is_part {
        Some(node)
    } else {
        roadmap.parent(node)
    };
    let topic = topic.filter(|topic| *topic != stage);
    let yes_or_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let spent = export.course.own_minutes_spent(node);
    let status = if is_part {
        ""
    } else {
        export.status(node).word()
    };
    let notes: Vec<&str> = export.notes(node).into_iter().map(Clean::as_str).collect();
    [
        roadmap.id().to_string(),
        id(stage),
        topic.map(id).unwrap_or_default(),
        roadmap.level(node).word().to_owned(),
        id(node),
        export.title(node).to_string(),
        roadmap
            .kind(node)
            .map(Kind::word)
            .unwrap_or_default()
            .to_owned(),
        text(roadmap.resource_lang(node)),
        text(roadmap.author(node)),
        roadmap
            .link(node)
            .map(|link| link.as_str().to_owned())
            .unwrap_or_default(),
        roadmap
            .minutes(node)
            .map(|minutes| minutes.to_string())
            .unwrap_or_default(),
        yes_or_no(roadmap.is_core(node)),
        yes_or_no(roadmap.is_optional(stage)),
        status.to_owned(),
        export.decided_at(node).unwrap_or_default().to_owned(),
        if spent == 0 {
            String::new()
        } else {
            spent.to_string()
        },
        notes.join("\n\n"),
        roadmap.name(export.lang).to_string(),
        export.title(stage).to_string(),
        topic
            .map(|topic| export.title(topic).to_string())
            .unwrap_or_default(),
    ]
}

/// Makes a cell inert that a spreadsheet would take for a formula, with an apostrophe before it. Chinese and Japanese
/// spreadsheets take the wide forms too.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "＝1"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        for cell in ["", "a=1", "1", "'=1", "日本"] {
            assert_eq!(inert(cell), cell);
        }
    }
}
