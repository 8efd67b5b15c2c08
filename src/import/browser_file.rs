//! What a reader of roadmap.sh has done there, as the browser keeps it: `{"done": […], "learning": […], "skipped": […]}`
//! with the ids of boxes.

use serde::Deserialize;

use super::ImportError;
use super::roadmap_sh;
use crate::progress::Status;
use crate::text::clean;

/// The status of one box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowserTick {
    /// Id of its box there.
    pub id: String,
    /// The alias that its node has in a roadmap that was imported; `None` where its id cannot be one.
    pub alias: Option<String>,
    pub status: Status,
}

#[derive(Deserialize)]
struct Document {
    done: Option<Vec<String>>,
    learning: Option<Vec<String>>,
    skipped: Option<Vec<String>>,
}

/// What tells whether a text is such a file at all.
#[derive(Deserialize)]
struct Head {
    done: Option<serde::de::IgnoredAny>,
    learning: Option<serde::de::IgnoredAny>,
    skipped: Option<serde::de::IgnoredAny>,
    nodes: Option<serde::de::IgnoredAny>,
    format: Option<serde::de::IgnoredAny>,
}

/// Reads the file; `None` when the text is something else. Of an id that is listed twice the first one counts: done
/// before learning before skipped.
#[must_use]
pub fn read(text: &str) -> Option<Result<Vec<BrowserTick>, ImportError>> {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let head: Head = serde_json::from_str(text).ok()?;
    let lists = [head.done, head.learning, head.skipped];
    let is_other = head.nodes.is_some() || head.format.is_some();
    let is_one = lists.iter().flatten().count() >= 2 && !is_other;
    is_one.then(|| understand(text))
}

fn understand(text: &str) -> Result<Vec<BrowserTick>, ImportError> {
    let document: Document =
        serde_json::from_str(text).map_err(|error| ImportError::Unreadable {
            line: u32::try_from(error.line()).unwrap_or(u32::MAX),
            why: clean::line(&error.to_string()),
        })?;
    let lists = [
        (document.done, Status::Done),
        (document.learning, Status::Doing),
        (document.skipped, Status::Skipped),
    ];
    let mut seen = std::collections::HashSet::new();
    let mut ticks = Vec::new();
    for (ids, status) in lists {
        for id in ids.unwrap_or_default() {
            if seen.insert(id.clone()) {
                let alias = roadmap_sh::alias(&id);
                ticks.push(BrowserTick { id, alias, status });
            }
        }
    }
    Ok(ticks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_keeps_is_read() {
        let text =
            r#"{"done": ["aB_c-", "x"], "learning": ["x", "y"], "skipped": ["-"], "timestamp": 1}"#;
        let ticks = read(text).unwrap().unwrap();
        let ticks: Vec<_> = ticks
            .iter()
            .map(|tick| (tick.alias.as_deref(), tick.status))
            .collect();
        let expected = [
            (Some("node.ab_c"), Status::Done),
            (Some("node.x"), Status::Done),
            (Some("node.y"), Status::Doing),
            (None, Status::Skipped),
        ];
        assert_eq!(ticks, expected);
    }

    #[test]
    fn other_documents_are_none_and_broken_ones_are_told_with_their_line() {
        for text in [
            "",
            "[]",
            "{",
            "{\"done\": []}",
            "{\"done\": [], \"learning\": [], \"nodes\": []}",
            "{\"format\": \"roadbook-progress\", \"done\": [], \"learning\": []}",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        let broken = "{\"done\": [],\n\"learning\": 7}";
        assert!(matches!(
            read(broken),
            Some(Err(ImportError::Unreadable { line: 2, .. }))
        ));
    }
}
