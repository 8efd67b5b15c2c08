//! What another edition of the roadmap changed, and the places that progress can be given that has lost its own.

use super::goal::Goal;
use super::menu::{MenuRow, RowMark};
use super::palette;
use crate::course::editions::Editions;
use crate::course::{Course, Orphan};
use crate::lang::Lang;
use crate::roadmap::compare::Difference;
use crate::roadmap::{Level, NodeIdx};
use crate::search::{Found, Highlighter, Query};
use crate::text::{CleanBuf, clean};
use crate::tui::app::App;

/// The most places that are offered at once.
const MOST_PLACES: usize = 500;

/// Returns what is different, each with its progress: what has lost its place first, since something can be done about it.
#[must_use]
pub fn rows(editions: &Editions<'_>, lang: Lang) -> Vec<MenuRow> {
    let text = lang.changes();
    let Editions {
        before,
        after,
        comparison,
    } = editions;
    let counted = |heading: &'static str| move |count| (text.counted)(heading, count);
    let mut rows = lost(editions, lang);
    rows.extend(headed(
        counted(text.added),
        comparison.added.iter().map(|node| MenuRow {
            note: parent(after, *node, lang),
            ..row(after, *node, lang, Goal::Go(*node))
        }),
    ));
    for difference in Difference::ALL {
        rows.extend(headed(
            counted((text.difference)(difference)),
            comparison.with(difference).map(|kept| {
                let [was, is] = editions.was_and_is(difference, kept, lang);
                let note = match difference {
                    // What it is now stands before it.
                    Difference::Renamed | Difference::Doubtful => (text.was)(was.as_str()),
                    Difference::NewId
                    | Difference::Moved
                    | Difference::NewAddress
                    | Difference::NewLevel => format!("{was} -> {is}"),
                };
                MenuRow {
                    note: clean::line(&note),
                    ..row(after, kept.new, lang, Goal::Go(kept.new))
                }
            }),
        ));
    }
    rows.extend(headed(
        counted(text.removed),
        comparison.removed.iter().map(|node| {
            let id = before.roadmap().node_id(*node);
            let orphan = after.orphan(id.as_str());
            let goal = match orphan {
                Some(orphan) => Goal::Place(orphan.id.clone()),
                None => Goal::Say(clean::line(&gone(editions, *node, lang))),
            };
            MenuRow {
                note: parent(before, *node, lang),
                ..row(before, *node, lang, goal)
            }
        }),
    ));
    rows
}

/// Says why nothing can be done about something that was removed: what became of its progress.
fn gone(editions: &Editions<'_>, node: NodeIdx, lang: Lang) -> String {
    let text = lang.changes();
    let Editions { before, after, .. } = editions;
    if !matches!(
        before.roadmap().level(node),
        Level::Resource | Level::Concept
    ) {
        return text.part_is_gone.to_owned();
    }
    let places = before.ids_of(node).filter_map(|id| after.node_of(id));
    let mut titles: Vec<&str> = places
        .map(|place| after.roadmap().title(place, lang).as_str())
        .collect();
    titles.sort_unstable();
    titles.dedup();
    match &titles[..] {
        [] => text.nothing_was_recorded.to_owned(),
        titles => (text.counts_elsewhere)(&titles.join(lang.tui().or)),
    }
}

/// Returns what has lost its place, with what is called much like it.
fn lost(editions: &Editions<'_>, lang: Lang) -> Vec<MenuRow> {
    let (text, course) = (lang.changes(), editions.after);
    let row = |orphan: &Orphan| {
        let titles = course.alike(orphan).into_iter();
        let titles: Vec<&str> = titles
            .map(|node| course.roadmap().title(node, lang).as_str())
            .collect();
        let alike = match &titles[..] {
            _ if editions.meant(orphan).is_some() => Some(text.perhaps_the_same.to_owned()),
            [] => None,
            titles => Some(format!("{}{}", text.alike, titles.join(lang.tui().or))),
        };
        let details = orphan.details(lang).into_iter();
        let note: Vec<String> = alike.into_iter().chain(details).collect();
        let note = note.join(text.and);
        MenuRow {
            mark: RowMark::Status(orphan.status),
            note: clean::line(&note),
            ..MenuRow::new(orphan.title.clone(), Goal::Place(orphan.id.clone()))
        }
    };
    headed(text.lost_heading, course.orphans().iter().map(row))
}

/// Returns what progress can belong to that has lost its place: what is called much like it first, or what was found.
#[must_use]
pub fn places(app: &App, orphan: &CleanBuf, query: &Query, found: Option<&Found>) -> Vec<MenuRow> {
    let course = app.course();
    let roadmap = course.roadmap();
    let Some(lost) = course.orphan(orphan.as_str()) else {
        return Vec::new();
    };
    let nodes: Vec<NodeIdx> = if let Some(found) = found {
        found.hits().iter().map(|hit| hit.node).collect()
    } else {
        let alike = course.alike(lost);
        let others = roadmap.nodes().filter(|node| !alike.contains(node));
        alike.iter().copied().chain(others).collect()
    };
    let outcome = |node: NodeIdx| course.attaching(lost, node);
    let mut highlighter = Highlighter::new(query);
    let fits = nodes.into_iter().filter(|node| lost.fits(roadmap, *node));
    let nodes = fits.take(MOST_PLACES);
    let rows = nodes.map(|node| {
        let row = palette::node(app, node, Goal::Attach(orphan.clone(), node));
        let cost = outcome(node).sentence(app.lang());
        MenuRow {
            mark: RowMark::Status(course.progress().status(roadmap, node)),
            matched: highlighter.ranges(row.label.as_clean()),
            // The sign has room, also where the screen is narrow.
            right: clean::line(cost.as_ref().map_or("", |_| "!")),
            note: cost.map_or(row.note, |cost| clean::line(&cost)),
            ..row
        }
    });
    let title = (app.lang().changes().belongs)(lost.title.as_str());
    let heading = MenuRow::heading(clean::line(&title));
    std::iter::once(heading).chain(rows).collect()
}

/// Puts rows below a heading that counts them; without any there is no heading.
fn headed(heading: impl Fn(usize) -> String, rows: impl Iterator<Item = MenuRow>) -> Vec<MenuRow> {
    let rows: Vec<MenuRow> = rows.collect();
    let heading = (!rows.is_empty()).then(|| MenuRow::heading(clean::line(&heading(rows.len()))));
    heading.into_iter().chain(rows).collect()
}

fn row(course: &Course, node: NodeIdx, lang: Lang, goal: Goal) -> MenuRow {
    let roadmap = course.roadmap();
    MenuRow {
        mark: RowMark::Status(course.progress().status(roadmap, node)),
        ..MenuRow::new(roadmap.title(node, lang).to_buf(), goal)
    }
}

/// Returns the title of what a node stands below.
fn parent(course: &Course, node: NodeIdx, lang: Lang) -> CleanBuf {
    let roadmap = course.roadmap();
    let parent = roadmap.parent(node);
    parent.map_or_else(CleanBuf::new, |parent| roadmap.title(parent, lang).to_buf())
}
