//! The file of ticks that the exported web page offers for download; `docs/export.md` describes it.

use serde::Deserialize;

use super::{ImportError, past};
use crate::progress::Status;
use crate::text::{CleanBuf, clean};

/// What the file calls itself.
const FORMAT: &str = "roadbook-progress";
/// The newest version that is understood.
const VERSION: u32 = 1;

/// Ticks of a web page, for one roadmap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Id of the roadmap.
    pub roadmap: CleanBuf,
    pub ticks: Vec<PageTick>,
}

/// What was ticked on the page, or no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTick {
    /// Id of the node when the page was made.
    pub node: String,
    /// Its address then.
    pub url: Option<String>,
    pub title: CleanBuf,
    pub status: Status,
    /// When it was ticked: a local time or a day.
    pub when: Option<String>,
}

#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: String,
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    roadmap: String,
    #[serde(default)]
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    at: String,
    status: String,
}

/// Reads the file; `None` when the text is something else. A status that nobody knows is left out.
#[must_use]
pub fn read(text: &str) -> Option<Result<PageFile, ImportError>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let head: Head = serde_json::from_str(text).ok()?;
    (head.format == FORMAT).then(|| understand(text))
}

fn understand(text: &str) -> Result<PageFile, ImportError> {
    let broken = |line: usize, why: &str| ImportError::Unreadable {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        why: clean::line(why),
    };
    let document: Document =
        serde_json::from_str(text).map_err(|error| broken(error.line(), &error.to_string()))?;
    if document.version > VERSION {
        let why = format!("version {} is newer than this program", document.version);
        return Err(broken(1, &why));
    }
    let tick = |node: Node| {
        Some(PageTick {
            status: Status::from_word(&node.status)?,
            node: node.id,
            url: node.url,
            when: past::when(&node.at),
            title: clean::line(&node.title),
        })
    };
    Ok(PageFile {
        roadmap: clean::line(&document.roadmap),
        ticks: document.nodes.into_iter().filter_map(tick).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"format": "roadbook-progress", "version": 1, "roadmap": "tea", "title": "Tea",
        "nodes": [
            {"id": "kettle", "url": null, "title": "K", "status": "done", "at": "2026-11-23T12:00:00+01:00"},
            {"id": "cup", "url": "https://example.org/cup", "title": "C", "status": "todo", "later": 1},
            {"id": "pot", "status": "melted"}
        ]}"#;

    #[test]
    fn what_the_page_wrote_is_read() {
        let file = read(FILE).unwrap().unwrap();
        assert_eq!(file.roadmap.as_str(), "tea");
        let ticks: Vec<_> = file
            .ticks
            .iter()
            .map(|tick| (tick.node.as_str(), tick.status))
            .collect();
        assert_eq!(ticks, [("kettle", Status::Done), ("cup", Status::Todo)]);
    }

    #[test]
    fn other_documents_are_none_and_later_or_broken_ones_are_refused() {
        for text in [
            "",
            "# A list",
            "[1]",
            "{",
            "{\"format\": 1}",
            "{\"roadmap\": {\"id\": \"x\"}}",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        let later = FILE.replace("\"version\": 1", "\"version\": 2");
        let broken = FILE.replace("\"roadmap\": \"tea\"", "\"roadmap\": 7");
        for text in [later, broken] {
            assert!(
                matches!(read(&text), Some(Err(ImportError::Unreadable { .. }))),
                "{text}"
            );
        }
    }
}
