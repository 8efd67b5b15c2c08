//! Which thing of a roadmap each tick of a document is about, and how it was found: as the journal's records are.

use std::collections::HashSet;
use std::io;

use serde::Serialize;

use super::super::out::{Line, Out, Tone};
use super::super::view;
use crate::course::Course;
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::NodeIdx;
use crate::roadmap::identity::{self, By, Meaning, Recorded};
use crate::text::{CleanBuf, clean};

/// Matches and lost ticks that are named one by one.
const NAMED: usize = 20;

/// What a document says of one thing, as it is named there.
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) url: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) status: Status,
}

/// A tick, and the thing that it is about.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Match {
    /// Id of today.
    id: String,
    /// Id in the document.
    was: String,
    /// Word of how it was found.
    by: &'static str,
    #[serde(skip)]
    how: By,
    status: &'static str,
    #[serde(skip)]
    title: CleanBuf,
}

/// A tick of nothing that is in the roadmap.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Unknown {
    id: String,
    title: String,
    status: &'static str,
}

/// What became of all ticks of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Matching {
    matched: Vec<Match>,
    unknown: Vec<Unknown>,
    /// The node of each tick, in the order of the document; nothing for one that has no place, or a hidden one.
    #[serde(skip)]
    pub(super) nodes: Vec<Option<NodeIdx>>,
    /// How ticks of such a file are found as a rule, besides by id: that is not worth a word.
    #[serde(skip)]
    pub(super) usual: Option<By>,
}

impl Matching {
    /// Finds the node of each tick: by id, alias, attachment, or an address that is unique on both sides. Of two ticks of
    /// one thing the first one counts.
    pub(super) fn of(ticks: &[Named<'_>], course: &Course, lang: Lang) -> Matching {
        let (roadmap, attachments) = (course.roadmap(), course.attachments());
        let recorded: Vec<Recorded<'_>> = ticks
            .iter()
            .map(|tick| Recorded {
                node: tick.id,
                url: tick.url,
            })
            .collect();
        let found = identity::match_all(roadmap, &attachments, &recorded);
        let mut matching = Matching::default();
        let mut seen = HashSet::new();
        for (tick, found) in ticks.iter().zip(found) {
            let node = found.and_then(Meaning::node);
            match (node, found) {
                (Some(node), _) => {
                    let how = identity::found_by(roadmap, &attachments, tick.id, node);
                    matching.matched.push(Match {
                        id: roadmap.node_id(node).to_string(),
                        was: tick.id.to_owned(),
                        by: how.word(),
                        how,
                        status: tick.status.word(),
                        title: roadmap.title(node, lang).to_buf(),
                    });
                }
                (None, Some(_)) => {}
                (None, None) => matching.unknown.push(Unknown {
                    id: tick.id.to_owned(),
                    title: clean::line(tick.title).to_string(),
                    status: tick.status.word(),
                }),
            }
            matching.nodes.push(node.filter(|node| seen.insert(*node)));
        }
        matching
    }

    /// Counts a tick that was found as one of nothing that can be ticked.
    pub(super) fn lose(&mut self, id: &str) {
        if let Some(at) = self.matched.iter().position(|found| found.was == id) {
            let lost = self.matched.remove(at);
            self.unknown.push(Unknown {
                id: lost.was,
                title: lost.title.to_string(),
                status: lost.status,
            });
        }
    }

    /// Says what was found otherwise than by its id, and what was not found at all.
    pub(super) fn tell(&self, out: &mut Out<'_>) -> io::Result<()> {
        let text = out.lang().import();
        let worth_a_word = [By::Alias, By::Attachment, By::Address];
        let worth_a_word = worth_a_word
            .into_iter()
            .filter(|by| self.usual != Some(*by));
        for by in worth_a_word {
            let found: Vec<&Match> = self.matched.iter().filter(|one| one.how == by).collect();
            let lines = found.iter().map(|one| {
                let line = Line::new().space(4).with(Tone::Plain, &one.was);
                let became = if out.is_plain() {
                    out.lang().changes().becomes
                } else {
                    " -> "
                };
                let title = format!("{} ({})", one.title, one.id);
                line.with(Tone::Dim, became).with(Tone::Plain, &title)
            });
            list(&(text.found_by)(by, found.len()), lines.collect(), out)?;
        }
        let unknown = self.unknown.iter().map(|lost| {
            let line = Line::new().space(4).and(view::status(out, status_of(lost)));
            let line = line.space(1).with(Tone::Plain, &lost.title);
            if lost.title == lost.id {
                return line;
            }
            line.with(Tone::Dim, &format!(" ({})", lost.id))
        });
        let unknown: Vec<Line> = unknown.collect();
        list(&(text.not_found_again)(unknown.len()), unknown, out)
    }
}

fn status_of(lost: &Unknown) -> Status {
    Status::from_word(lost.status).unwrap_or_default()
}

/// Writes a heading and the lines below it; nothing without any.
fn list(heading: &str, lines: Vec<Line>, out: &mut Out<'_>) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    out.say(Tone::Plain, heading)?;
    let more = lines.len().saturating_sub(NAMED);
    for line in lines.into_iter().take(NAMED) {
        out.line(&line)?;
    }
    if more > 0 {
        let others = (out.text().and_others)(more);
        out.line(&Line::new().space(4).with(Tone::Dim, &others))?;
    }
    Ok(())
}
