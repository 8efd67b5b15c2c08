//! A roadmap as it grows, in one list, and how it becomes a [`Source`](crate::roadmap::source::Source).

use crate::progress::Status;
use crate::roadmap::compile::{self, MAX_TITLE, slug};
use crate::roadmap::problem::Problems;
use crate::roadmap::source::{
    At, Concept, FurtherLink, Provenance, Resource, Source, Stage, Text, Topic,
};
use crate::roadmap::{Kind, Level, Roadmap};
use crate::text::{clean, pinyin};

use super::past::Past;
use super::report::{Report, What};
use super::tidy::keep_good_references;

/// The longest text, in bytes: below what a file takes for one value.
const MAX_TEXT: usize = 60 << 10;

/// A paragraph or item of a text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub is_item: bool,
    pub text: String,
}

/// One node of the roadmap.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub level: Level,
    pub parent: Option<usize>,
    /// How many topics it lies in, itself included.
    pub depth: usize,
    pub line: u32,
    pub id: Option<String>,
    pub title: String,
    pub text: Vec<Piece>,
    pub url: Option<String>,
    pub also: Vec<(String, String)>,
    pub author: Option<String>,
    pub kind: Option<Kind>,
    pub lang: Option<String>,
    pub minutes: Option<u64>,
    pub status: Option<Status>,
    pub past: Past,
    pub is_optional: bool,
    pub is_core: bool,
    pub needs: Vec<String>,
    pub aliases: Vec<String>,
}

impl Draft {
    pub(super) fn new(level: Level, parent: Option<usize>, line: u32, title: &str) -> Draft {
        Draft {
            level,
            parent,
            depth: 0,
            line,
            id: None,
            title: title.to_owned(),
            text: Vec::new(),
            url: None,
            also: Vec::new(),
            author: None,
            kind: None,
            lang: None,
            minutes: None,
            status: None,
            past: Past::default(),
            is_optional: false,
            is_core: false,
            needs: Vec::new(),
            aliases: Vec::new(),
        }
    }

    pub(super) fn say(&mut self, text: Option<String>) {
        self.text.extend(text.map(|text| Piece {
            is_item: false,
            text,
        }));
    }
}

/// What the roadmap as a whole has.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub id: String,
    pub title: String,
    pub summary: Vec<Piece>,
    pub edition: Option<String>,
    pub source: Option<(String, String)>,
    /// Language of titles and texts, where the person gave it.
    pub lang: Option<String>,
}

/// A roadmap with its ids, and the ids in the order of the drafts.
pub(super) struct Built {
    pub source: Source,
    pub roadmap: Roadmap,
    pub ids: Vec<String>,
}

/// Builds the roadmap. Ids that are missing are those that the loader would make, so that they are the same with and
/// without being written.
pub(super) fn build(
    drafts: &mut [Draft],
    about: &About,
    report: &mut Report,
) -> Result<Built, Problems> {
    keep_good_references(drafts);
    let order = Order::of(drafts);
    let source = order.source(drafts, about, report);
    let loaded = compile::compile(source)?;
    let mut ids = vec![String::new(); drafts.len()];
    for (node, at) in loaded.roadmap.nodes().zip(&order.reading) {
        let id = loaded.roadmap.node_id(node).as_str().to_owned();
        drafts[*at].id = Some(id.clone());
        ids[*at] = id;
    }
    let source = order.source(drafts, about, &mut Report::default());
    Ok(Built {
        source,
        roadmap: loaded.roadmap,
        ids,
    })
}

/// Returns the id of a roadmap of this title.
pub(super) fn roadmap_id(title: &str, name: &str) -> String {
    let has_letter = |id: &String| id.contains(|c: char| c.is_ascii_alphabetic());
    let spelt = || pinyin::spelt(title).and_then(|spelt| slug(&spelt));
    slug(title)
        .filter(has_letter)
        .or_else(|| slug(name).filter(has_letter))
        .or_else(spelt)
        .or_else(|| slug(title))
        .unwrap_or_else(|| "imported".to_owned())
}

/// The children of each draft as a file lists them, and all drafts in the order of the loader.
struct Order {
    children: Vec<Vec<usize>>,
    stages: Vec<usize>,
    reading: Vec<usize>,
}

impl Order {
    fn of(drafts: &[Draft]) -> Order {
        let mut children = vec![Vec::new(); drafts.len()];
        let mut stages = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            match draft.parent {
                Some(parent) => children[parent].push(at),
                None => stages.push(at),
            }
        }
        // Resources come before key ideas, and both before topics.
        let rank = |at: &usize| match drafts[*at].level {
            Level::Resource => 0,
            Level::Concept => 1,
            Level::Topic | Level::Stage => 2,
        };
        for children in &mut children {
            children.sort_by_key(rank);
        }
        let mut reading = Vec::with_capacity(drafts.len());
        let mut open: Vec<usize> = stages.iter().rev().copied().collect();
        while let Some(at) = open.pop() {
            reading.push(at);
            open.extend(children[at].iter().rev());
        }
        Order {
            children,
            stages,
            reading,
        }
    }

    fn source(&self, drafts: &[Draft], about: &About, report: &mut Report) -> Source {
        let mut maker = Maker { about, report };
        let mut topics: Vec<Option<Topic>> = vec![None; drafts.len()];
        // From the end, so that a topic is made after all below it.
        for at in self.reading.iter().rev() {
            if drafts[*at].level == Level::Topic {
                let topic = self.topic(*at, drafts, &mut topics, &mut maker);
                topics[*at] = Some(topic);
            }
        }
        let stage = |at: &usize| {
            let draft = &drafts[*at];
            Stage {
                id: draft.id.clone().map(At::nowhere),
                title: Some(maker.title(&draft.title)),
                summary: maker.text(&draft.text, draft.line),
                optional: draft.is_optional.then_some(true),
                aliases: ids(&draft.aliases),
                topics: self.children[*at]
                    .iter()
                    .filter_map(|child| topics[*child].take())
                    .collect(),
                ..Stage::default()
            }
        };
        let stages = self.stages.iter().map(stage).collect();
        let mut maker = Maker { about, report };
        Source {
            format: Some(At::nowhere(1)),
            id: Some(At::nowhere(about.id.clone())),
            title: Some(maker.title(&about.title)),
            summary: maker.text(&about.summary, 1),
            edition: about.edition.clone().map(At::nowhere),
            source: about.source.clone().map(|(title, url)| Provenance {
                title: Some(At::nowhere(title)),
                url: Some(At::nowhere(url)),
                ..Provenance::default()
            }),
            stages: Some(stages),
            ..Source::default()
        }
    }

    fn topic(
        &self,
        at: usize,
        drafts: &[Draft],
        topics: &mut [Option<Topic>],
        maker: &mut Maker<'_>,
    ) -> Topic {
        let draft = &drafts[at];
        let mut topic = Topic {
            id: draft.id.clone().map(At::nowhere),
            title: Some(maker.title(&draft.title)),
            summary: maker.text(&draft.text, draft.line),
            needs: ids(&draft.needs),
            aliases: ids(&draft.aliases),
            ..Topic::default()
        };
        for child in &self.children[at] {
            let draft = &drafts[*child];
            match draft.level {
                Level::Resource => topic.resources.push(maker.resource(draft)),
                Level::Concept => topic.concepts.push(maker.concept(draft)),
                Level::Topic | Level::Stage => topic.topics.extend(topics[*child].take()),
            }
        }
        topic
    }
}

fn ids(ids: &[String]) -> Vec<At<String>> {
    ids.iter().cloned().map(At::nowhere).collect()
}

struct Maker<'a> {
    about: &'a About,
    report: &'a mut Report,
}

impl Maker<'_> {
    fn resource(&mut self, draft: &Draft) -> Resource {
        let further = |(title, url): &(String, String)| FurtherLink {
            title: Some(self.title(if title.trim().is_empty() { url } else { title })),
            url: Some(At::nowhere(url.clone())),
            ..FurtherLink::default()
        };
        let also = draft.also.iter().map(further).collect();
        let word = |kind: Kind| At::nowhere(kind.word().to_owned());
        // A task is what a resource without an address is anyway.
        let kind = draft
            .kind
            .filter(|kind| *kind != Kind::Task || draft.url.is_some());
        Resource {
            id: draft.id.clone().map(At::nowhere),
            title: Some(self.title(&draft.title)),
            url: draft.url.clone().map(At::nowhere),
            author: draft
                .author
                .as_deref()
                .map(tidy_line)
                .filter(|author| !author.is_empty())
                .map(At::nowhere),
            kind: kind.map(word),
            lang: draft.lang.clone().map(At::nowhere),
            minutes: draft.minutes.map(At::nowhere),
            also,
            core: draft.is_core.then_some(true),
            note: self.text(&draft.text, draft.line),
            aliases: ids(&draft.aliases),
            ..Resource::default()
        }
    }

    fn concept(&mut self, draft: &Draft) -> Concept {
        Concept {
            id: draft.id.clone().map(At::nowhere),
            title: Some(self.title(&draft.title)),
            text: self.text(&draft.text, draft.line),
            aliases: ids(&draft.aliases),
            ..Concept::default()
        }
    }

    fn localized(&self, text: String) -> Text {
        let tag = self.about.lang.clone().map(At::nowhere).unwrap_or_default();
        Text {
            texts: vec![(tag, At::nowhere(text))],
            ..Text::default()
        }
    }

    fn title(&self, title: &str) -> Text {
        let title = tidy_line(title);
        let cut: String = title.chars().take(MAX_TITLE - 1).collect();
        self.localized(if cut.is_empty() {
            "…".to_owned()
        } else {
            cut
        })
    }

    fn text(&mut self, pieces: &[Piece], line: u32) -> Option<Text> {
        let mut text = String::new();
        let mut was_item = false;
        for piece in pieces {
            if !text.is_empty() {
                text.push_str(if was_item && piece.is_item {
                    "\n"
                } else {
                    "\n\n"
                });
            }
            text.push_str(&piece.text);
            was_item = piece.is_item;
        }
        let cleaned = clean::block(&text);
        let mut text = cleaned.as_str();
        if text.len() > MAX_TEXT {
            self.report.add(line, What::TooLong, text);
            let end = (0..=MAX_TEXT)
                .rev()
                .find(|end| text.is_char_boundary(*end))
                .unwrap_or(0);
            text = text[..end].trim_end();
        }
        let text = text.trim_start_matches(' ');
        (!text.trim().is_empty()).then(|| self.localized(text.to_owned()))
    }
}

fn tidy_line(text: &str) -> String {
    clean::line(text).as_str().trim().to_owned()
}
