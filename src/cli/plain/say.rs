//! Sentences about a course, alike in the dialogue and in commands with `--plain`: nothing is told by marks, bars,
//! colours or place.

use crate::course::Course;
use crate::lang::Lang;
use crate::progress::change::Change;
use crate::progress::{Status, Tallies};
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::Clean;
use crate::text::markdown::{self, StyledLine, Tone};

use super::super::links;

/// Wider than any line of prose: a screen reader breaks lines itself.
const UNBROKEN: usize = 1000;

/// Makes a sentence of a message: with a capital, and ended where nothing ends it yet.
#[must_use]
pub fn sentence(text: &str, lang: Lang) -> String {
    let text = text.trim_end();
    let is_ended = text.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：']);
    let stop = if is_ended { "" } else { lang.plain().stop };
    let mut said = format!("{text}{stop}");
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    said
}

/// Says where the roadmap as a whole stands.
#[must_use]
pub fn whole(course: &Course, lang: Lang) -> String {
    let (roadmap, progress, text) = (course.roadmap(), course.progress(), lang.plain());
    let mut facts = counts(progress.goal(roadmap), lang);
    let beside = progress.beside_goal(roadmap).resources;
    if beside.all() > 0 {
        facts.push((text.optional_done)(beside.done, beside.counted()));
    }
    (text.fact)(roadmap.name(lang).as_str(), &facts.join(text.comma))
}

/// Says what a node is and how far it is, in one sentence.
#[must_use]
pub fn item(course: &Course, node: NodeIdx, lang: Lang) -> String {
    let text = lang.plain();
    let title = course.roadmap().title(node, lang);
    (text.fact)(title.as_str(), &facts(course, node, lang).join(text.comma))
}

/// Says it with the id, for those who will type it.
#[must_use]
pub fn item_with_id(course: &Course, node: NodeIdx, lang: Lang) -> String {
    let (roadmap, text) = (course.roadmap(), lang.plain());
    let title = (text.with_id)(
        roadmap.title(node, lang).as_str(),
        roadmap.node_id(node).as_str(),
    );
    (text.fact)(&title, &facts(course, node, lang).join(text.comma))
}

/// Returns the sentences about one node and nothing else: what it is, its links, its text, where it stands.
#[must_use]
pub fn page(course: &Course, node: NodeIdx, lang: Lang) -> Vec<String> {
    let (roadmap, text) = (course.roadmap(), lang.plain());
    let mut said = vec![item(course, node, lang)];
    let numbered = links::of(roadmap, node, lang);
    let first_in_text = links::own_count(roadmap, node) + 1;
    said.extend(unmarked(roadmap.body(node, lang), first_in_text));
    said.extend(
        numbered
            .iter()
            .map(|link| (text.link)(link.number, link.address.as_str(), link.title.as_str())),
    );
    for note in course.notes_of(node) {
        let colon = lang.cli().colon.trim_end();
        said.push(format!("{}{colon}", lang.notes().my_note));
        said.extend(unmarked(note.text.as_clean(), numbered.len() + 1));
    }
    let titles = |nodes: &mut dyn Iterator<Item = NodeIdx>| {
        let titles: Vec<&str> = nodes
            .map(|node| roadmap.title(node, lang).as_str())
            .collect();
        titles.join(text.comma)
    };
    if !roadmap.needs(node).is_empty() {
        said.push((text.after)(&titles(
            &mut roadmap.needs(node).iter().copied(),
        )));
    }
    if roadmap.parent(node).is_some() {
        said.push((text.within)(&titles(&mut roadmap.ancestors(node))));
    }
    said
}

/// Says the ids of a node: today's and former ones.
#[must_use]
pub fn ids(roadmap: &Roadmap, node: NodeIdx, lang: Lang) -> Vec<String> {
    let text = lang.plain();
    let former: Vec<&str> = roadmap.aliases(node).map(Clean::as_str).collect();
    let former = (!former.is_empty()).then(|| (text.former_ids)(&former.join(text.comma)));
    let id = (text.id)(roadmap.node_id(node).as_str());
    former.into_iter().chain([id]).collect()
}

/// Says what a change did and how far its parent is now: "Done: Linear algebra. 6 of 9 in Mathematics."
#[must_use]
pub fn changed(course: &Course, change: &Change, to: Status, lang: Lang) -> String {
    let subject = course.subject(change, lang);
    let done = sentence(&(lang.tui().changed)(to, subject.as_str()), lang);
    join(done, counted(course, change, lang), lang)
}

/// Says what was taken back or done again, with the same figures; `said` is the sentence for it.
#[must_use]
pub fn again(course: &Course, change: &Change, said: fn(&str) -> String, lang: Lang) -> String {
    let text = lang.plain();
    let subject = course.subject(change, lang);
    let mut told = sentence(&said(subject.as_str()), lang);
    if let [only] = &change.nodes[..] {
        let now = (text.is_now)((lang.tui().statuses)(only.to));
        told = join(told, Some(now), lang);
    }
    join(told, counted(course, change, lang), lang)
}

/// Returns what is known of a node: what it is, its status, its counts.
fn facts(course: &Course, node: NodeIdx, lang: Lang) -> Vec<String> {
    let (roadmap, progress) = (course.roadmap(), course.progress());
    let (text, words) = (lang.plain(), lang.tui());
    let status = (words.statuses)(progress.status(roadmap, node)).to_owned();
    match roadmap.level(node) {
        level @ (Level::Stage | Level::Topic) => {
            let name = match level {
                Level::Stage if roadmap.is_optional(node) => text.optional_stage,
                Level::Stage => text.stage,
                Level::Topic | Level::Concept | Level::Resource => text.topic,
            };
            let mut facts = vec![name.to_owned(), status];
            facts.extend(counts(progress.tallies(node), lang));
            facts
        }
        Level::Concept => vec![text.key_idea.to_owned(), status],
        Level::Resource => {
            let kind = roadmap.kind(node);
            let mut facts: Vec<String> = kind
                .map(|kind| (words.kinds)(kind).to_owned())
                .into_iter()
                .collect();
            facts.push(status);
            let minutes = course.minutes(node);
            facts.extend(minutes.map(|minutes| (text.minutes)(minutes.value, minutes.is_known)));
            facts.extend(roadmap.is_core(node).then(|| words.core.to_owned()));
            facts.extend(
                roadmap
                    .resource_lang(node)
                    .map(|tag| (text.language)(tag.as_str())),
            );
            facts.extend(
                roadmap
                    .author(node)
                    .map(|author| (text.written_by)(author.as_str())),
            );
            facts
        }
    }
}

/// Says the counts of a parent in words; nothing of what does not count.
#[must_use]
pub fn counts(tallies: Tallies, lang: Lang) -> Vec<String> {
    let text = lang.plain();
    let Tallies {
        resources,
        concepts,
    } = tallies;
    let mut facts = Vec::new();
    if resources.counted() > 0 {
        facts.push((text.resources_done)(resources.done, resources.counted()));
    }
    if concepts.counted() > 0 {
        facts.push((text.ideas_done)(concepts.done, concepts.counted()));
    }
    facts
}

/// Says how far the nearest parent of all that changed is.
fn counted(course: &Course, change: &Change, lang: Lang) -> Option<String> {
    let (roadmap, text) = (course.roadmap(), lang.plain());
    let nodes: Vec<NodeIdx> = change
        .nodes
        .iter()
        .filter_map(|node| course.node_of(&node.node))
        .collect();
    let first = *nodes.first()?;
    let holds_all = |parent: &NodeIdx| nodes.iter().all(|node| roadmap.is_within(*node, *parent));
    let parent = roadmap.ancestors(first).find(holds_all);
    let (tallies, title) = match parent {
        Some(parent) => (
            course.progress().tallies(parent),
            roadmap.title(parent, lang),
        ),
        None => (course.progress().goal(roadmap), roadmap.name(lang)),
    };
    let are_concepts = nodes
        .iter()
        .all(|node| roadmap.level(*node) == Level::Concept);
    let (tally, say) = if are_concepts {
        (tallies.concepts, text.ideas_done_in)
    } else {
        (tallies.resources, text.done_in)
    };
    (tally.counted() > 0).then(|| say(tally.done, tally.counted(), title.as_str()))
}

/// Puts a second sentence behind the first.
#[must_use]
pub fn join(first: String, second: Option<String>, lang: Lang) -> String {
    match second {
        Some(second) => format!("{first}{}{}", lang.plain().between, sentence(&second, lang)),
        None => first,
    }
}

/// Returns a text without what Markdown draws.
fn unmarked(text: Clean<'_>, first_link: usize) -> Vec<String> {
    let rendered = markdown::render(text, UNBROKEN, first_link);
    rendered.lines.iter().filter_map(unruled).collect()
}

/// Returns a line without bars and rules; cells of a table are told apart by commas.
fn unruled(line: &StyledLine) -> Option<String> {
    let is_bar = |text: &str| text.contains('│');
    let mut said = String::new();
    for piece in line {
        let text = piece.text.as_str();
        match piece.tone {
            Tone::Mark if text.contains('─') => return None,
            Tone::Mark if is_bar(text) && said.trim().is_empty() => {}
            Tone::Mark if is_bar(text) => {
                said.truncate(said.trim_end().len());
                said.push_str(", ");
            }
            Tone::Mark
            | Tone::Plain
            | Tone::Heading
            | Tone::Strong
            | Tone::Emphasis
            | Tone::Struck
            | Tone::Code
            | Tone::Quote
            | Tone::Link => said.push_str(text),
        }
    }
    let said = said.trim_end();
    (!said.trim().is_empty()).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    #[test]
    fn text_is_said_without_rules_and_bars() {
        let markdown = "One.\n\n> said\n\n---\n\n| a | b |\n|---|---|\n| c | d |\n\n- item";
        let rendered = markdown::render(clean::block(markdown).as_clean(), UNBROKEN, 1);
        let said: Vec<String> = rendered
            .lines
            .iter()
            .filter_map(unruled)
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(said, ["One.", "said", "a, b", "c, d", "- item"]);
    }

    #[test]
    fn a_sentence_is_ended_once() {
        assert_eq!(sentence("done", Lang::En), "Done.");
        assert_eq!(sentence("Why LoRA?", Lang::En), "Why LoRA?");
        assert_eq!(sentence("完成", Lang::Zh), "完成。");
    }
}
