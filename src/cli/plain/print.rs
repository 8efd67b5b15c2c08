//! What `list`, `show`, `next` and `stats` print with `--plain`.

use std::io;

use crate::course::Course;
use crate::progress::{Tallies, Tally};
use crate::roadmap::url::Link;
use crate::roadmap::{NodeIdx, Roadmap};
use crate::stats::Stats;
use crate::text::CleanBuf;

use super::super::charts;
use super::super::out::{Out, Tone};
use super::say;

/// Prints the shown nodes with numbers as those of chapters, so that the tree is heard and not seen.
pub fn list(course: &Course, shown: &[bool], out: &mut Out<'_>) -> io::Result<()> {
    let (roadmap, lang) = (course.roadmap(), out.lang());
    say(&say::whole(course, lang), out)?;
    for node in roadmap.nodes().filter(|node| shown[node.position()]) {
        let number = chapter(roadmap, node);
        let item = say::item_with_id(course, node, lang);
        say(&(lang.plain().numbered)(&number, &item), out)?;
    }
    Ok(())
}

/// Prints one node.
pub fn show(course: &Course, node: NodeIdx, out: &mut Out<'_>) -> io::Result<()> {
    let (roadmap, lang) = (course.roadmap(), out.lang());
    let mut lines = say::page(course, node, lang);
    let below: Vec<NodeIdx> = roadmap.children(node).collect();
    if !below.is_empty() {
        lines.push((lang.plain().holds)(below.len()));
        let numbered = |(number, node): (usize, &NodeIdx)| {
            let item = say::item_with_id(course, *node, lang);
            (lang.plain().numbered)(&number.to_string(), &item)
        };
        lines.extend((1..).zip(&below).map(numbered));
    }
    lines.extend(say::ids(roadmap, node, lang));
    lines.iter().try_for_each(|line| say(line, out))
}

/// Prints what to do now with the reasons, each already a sentence without its end.
pub fn next(
    course: &Course,
    suggestions: &[(NodeIdx, String)],
    out: &mut Out<'_>,
) -> io::Result<()> {
    let (roadmap, lang) = (course.roadmap(), out.lang());
    for (number, (node, why)) in (1..).zip(suggestions) {
        let item = say::item_with_id(course, *node, lang);
        let item = (lang.plain().numbered)(&number.to_string(), &item);
        say(&say::join(item, Some(why.clone()), lang), out)?;
        if let Some(link) = roadmap.link(*node).map(Link::as_str) {
            say(link, out)?;
        }
    }
    Ok(())
}

/// Prints how far stages and topics are, and what else there is to say.
pub fn stats(
    course: &Course,
    parents: &[NodeIdx],
    stats: &Stats,
    figures: &[(&str, CleanBuf)],
    out: &mut Out<'_>,
) -> io::Result<()> {
    let (roadmap, lang) = (course.roadmap(), out.lang());
    let text = lang.plain();
    say(&say::whole(course, lang), out)?;
    for node in parents {
        let tallies = course.progress().tallies(*node);
        let mut facts = say::counts(tallies, lang);
        facts.extend(tallies.resources.percent().map(text.percent));
        if tallies.resources.all() > 0 {
            facts.push((text.doing_and_skipped)(
                tallies.resources.doing,
                tallies.resources.skipped,
            ));
        }
        let line = (text.fact)(roadmap.title(*node, lang).as_str(), &facts.join(text.comma));
        say(&(text.numbered)(&chapter(roadmap, *node), &line), out)?;
    }
    for (kind, tally) in &stats.kinds {
        let tallies = Tallies {
            resources: *tally,
            concepts: Tally::default(),
        };
        let counts = say::counts(tallies, lang);
        if !counts.is_empty() {
            let line = (text.fact)((lang.tui().kinds)(*kind), &counts.join(text.comma));
            say(&say::sentence(&line, lang), out)?;
        }
    }
    // Before anything happened, the counts say it all.
    if !stats.days.is_empty() {
        let year = charts::last_year(stats, out);
        say(&(text.fact)(lang.stats().last_year, &year), out)?;
        for (label, words) in figures {
            say(&(text.fact)(label, words.as_clean().as_str()), out)?;
        }
    }
    if !course.orphans().is_empty() {
        let orphans = (out.text().orphans)(course.orphans().len());
        say(&say::sentence(&orphans, lang), out)?;
    }
    Ok(())
}

fn say(line: &str, out: &mut Out<'_>) -> io::Result<()> {
    out.say(Tone::Plain, line)
}

/// Returns the number of a node as a chapter: `2.1.3`. It does not depend on what is shown.
fn chapter(roadmap: &Roadmap, node: NodeIdx) -> String {
    let place = |node: NodeIdx| {
        let before = |other: &NodeIdx| *other < node;
        let count = match roadmap.parent(node) {
            Some(parent) => roadmap.children(parent).filter(before).count(),
            None => roadmap.stages().filter(before).count(),
        };
        (count + 1).to_string()
    };
    let mut places: Vec<String> = std::iter::once(node)
        .chain(roadmap.ancestors(node))
        .map(place)
        .collect();
    places.reverse();
    places.join(".")
}
