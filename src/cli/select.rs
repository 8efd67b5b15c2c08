//! From filter flags to the filter that the screen uses too.

use std::sync::Arc;

use crate::course::Course;
use crate::filter::{Filter, FilterPart};
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::{Kind, Level, NodeIdx, Roadmap};
use crate::search::{Query, places};
use crate::text::clean;

use super::args::{FilterArgs, OPEN};
use super::error::{self, CliError, Stop};
use super::out::Out;
use super::pick::{pick, pick_level};

/// Makes the filter. An unknown stage or topic is an error; what is not understood of a search is a warning.
pub fn filter(course: &Course, args: &FilterArgs, errors: &mut Out<'_>) -> Result<Filter, Stop> {
    let (roadmap, lang) = (course.roadmap(), errors.lang());
    let mut filter = Filter::default();
    if let Some(typed) = &args.stage {
        filter.stage = Some(stage(roadmap, typed, lang)?);
    }
    if let Some(typed) = &args.topic {
        filter.topic = Some(topic(roadmap, typed, lang)?);
    }
    filter.statuses = args.status.iter().flat_map(|word| statuses(word)).collect();
    filter.statuses.sort_unstable();
    filter.statuses.dedup();
    let kinds = args.kind.iter();
    filter.kinds = kinds.filter_map(|word| Kind::from_word(word)).collect();
    filter.langs = args.langs.iter().map(|tag| clean::line(tag)).collect();
    filter.core = args.core;
    filter.free = args.free;
    let query = Query::parse(args.search.as_deref().unwrap_or_default());
    for problem in query.problems(roadmap) {
        error::warn(errors, "", &problem.sentence(lang))?;
        if let Some(hint) = problem.hint(lang) {
            error::hint(errors, &hint)?;
        }
    }
    if !query.is_empty() {
        let found = course.index().find(&query, roadmap, course.progress());
        filter.search = Some(Arc::new(found));
    }
    Ok(filter)
}

/// Returns the flag that makes a part of the filter.
#[must_use]
pub const fn flag(part: FilterPart) -> &'static str {
    match part {
        FilterPart::Stage => "--stage",
        FilterPart::Topic => "--topic",
        FilterPart::Status => "--status",
        FilterPart::Kind => "--kind",
        FilterPart::Lang => "--in",
        FilterPart::Core => "--core",
        FilterPart::Free => "--free",
        FilterPart::Search => "--search",
    }
}

/// Finds the stage that a text names.
pub fn stage(roadmap: &Roadmap, typed: &str, lang: Lang) -> Result<NodeIdx, CliError> {
    of_level(roadmap, typed, Level::Stage, lang, lang.cli().no_stage)
}

/// Finds the topic that a text names.
pub fn topic(roadmap: &Roadmap, typed: &str, lang: Lang) -> Result<NodeIdx, CliError> {
    of_level(roadmap, typed, Level::Topic, lang, lang.cli().no_topic)
}

/// Finds the node of a level that a text names. Something else of that name is told as such, with what there is.
fn of_level(
    roadmap: &Roadmap,
    typed: &str,
    level: Level,
    lang: Lang,
    is_none: fn(&str) -> String,
) -> Result<NodeIdx, CliError> {
    if let [node] = places(roadmap, level, typed)[..] {
        return Ok(node);
    }
    pick_level(roadmap, typed, |found| found == level).map_err(|error| {
        if pick(roadmap, typed).is_err() {
            return error.explain(lang, typed);
        }
        let nodes = roadmap.nodes().filter(|node| roadmap.level(*node) == level);
        let ids: Vec<&str> = nodes.map(|node| roadmap.node_id(node).as_str()).collect();
        CliError::failed(&is_none(typed)).hint(&(lang.cli().one_of)(&ids.join(", ")))
    })
}

fn statuses(word: &str) -> Vec<Status> {
    if word == OPEN {
        Filter::UNFINISHED.to_vec()
    } else {
        Status::from_word(word).into_iter().collect()
    }
}
