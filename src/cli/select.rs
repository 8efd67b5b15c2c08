//! From filter flags to the filter that the screen uses too.

use crate::filter::Filter;
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::{Kind, Level, NodeIdx, Roadmap};
use crate::text::clean;

use super::args::{FilterArgs, OPEN};
use super::error::CliError;
use super::pick::{pick, pick_level};

/// Makes the filter; an unknown stage or topic is an error.
pub fn filter(roadmap: &Roadmap, args: &FilterArgs, lang: Lang) -> Result<Filter, CliError> {
    let stage = args
        .stage
        .as_deref()
        .map(|typed| stage(roadmap, typed, lang))
        .transpose()?;
    let topic = args
        .topic
        .as_deref()
        .map(|typed| topic(roadmap, typed, lang))
        .transpose()?;
    let mut statuses: Vec<Status> = args.status.iter().flat_map(|word| statuses(word)).collect();
    statuses.sort_unstable();
    statuses.dedup();
    Ok(Filter {
        stage,
        topic,
        statuses,
        kinds: args
            .kind
            .iter()
            .filter_map(|word| Kind::from_word(word))
            .collect(),
        langs: args.langs.iter().map(|tag| clean::line(tag)).collect(),
        core: args.core,
    })
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
