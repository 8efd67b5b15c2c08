//! The menu of filters: all that can be filtered by, with how much there is of it.

use super::goal::{Goal, Wish};
use super::menu::{MenuRow, RowMark};
use crate::course::Course;
use crate::filter::Filter;
use crate::lang::Lang;
use crate::progress::Status;
use crate::roadmap::{Kind, Level};
use crate::text::{CleanBuf, clean};

impl Wish {
    /// Tells whether the filter asks for it.
    #[must_use]
    pub fn is_on(&self, filter: &Filter) -> bool {
        match self {
            Wish::Stage(stage) => filter.stage == Some(*stage),
            Wish::Status(status) => filter.statuses.contains(status),
            Wish::Kind(kind) => filter.kinds.contains(kind),
            Wish::Lang(tag) => filter.langs.contains(tag),
            Wish::Core => filter.core,
            Wish::Free => filter.free,
        }
    }

    /// Asks the filter for it, or no longer.
    pub fn toggle(&self, filter: &mut Filter) {
        match self {
            Wish::Stage(stage) => {
                filter.stage = (filter.stage != Some(*stage)).then_some(*stage);
            }
            Wish::Status(status) => toggle(&mut filter.statuses, *status),
            Wish::Kind(kind) => toggle(&mut filter.kinds, *kind),
            Wish::Lang(tag) => toggle(&mut filter.langs, tag.clone()),
            Wish::Core => filter.core = !filter.core,
            Wish::Free => filter.free = !filter.free,
        }
        filter.note_order();
    }

    /// Returns the filter that asks for nothing else.
    fn alone(&self) -> Filter {
        let mut filter = Filter::default();
        self.toggle(&mut filter);
        filter
    }
}

fn toggle<T: PartialEq + Ord>(list: &mut Vec<T>, item: T) {
    if let Some(position) = list.iter().position(|have| *have == item) {
        list.remove(position);
    } else {
        list.push(item);
        list.sort();
    }
}

/// Returns the rows: stages, statuses, the kinds and languages that occur, and the rest.
#[must_use]
pub fn rows(course: &Course, filter: &Filter, lang: Lang) -> Vec<MenuRow> {
    let (roadmap, text) = (course.roadmap(), lang.tui());
    let word = |word: &str| clean::line(word);
    let mut rows = vec![MenuRow::heading(word(text.filter_stage))];
    let add = |rows: &mut Vec<MenuRow>, label: CleanBuf, wish: Wish| {
        let count = wish.alone().count(roadmap, course.progress());
        if count > 0 || wish.is_on(filter) || matches!(wish, Wish::Status(_)) {
            rows.push(MenuRow {
                mark: RowMark::Box(wish.is_on(filter)),
                right: clean::line(&count.to_string()),
                ..MenuRow::new(label, Goal::Toggle(wish))
            });
        }
    };
    for stage in roadmap.stages() {
        add(
            &mut rows,
            roadmap.title(stage, lang).to_buf(),
            Wish::Stage(stage),
        );
    }
    rows.push(MenuRow::heading(word(text.filter_status)));
    for status in Status::ALL {
        add(
            &mut rows,
            word((text.statuses)(status)),
            Wish::Status(status),
        );
    }
    rows.push(MenuRow::heading(word(text.filter_kind)));
    for kind in Kind::ALL {
        add(&mut rows, word((text.kinds)(kind)), Wish::Kind(kind));
    }
    let resources = roadmap
        .nodes()
        .filter(|node| roadmap.level(*node) == Level::Resource);
    let mut tags: Vec<CleanBuf> = resources
        .filter_map(|node| Some(roadmap.resource_lang(node)?.to_buf()))
        .collect();
    tags.sort();
    tags.dedup();
    if tags.len() > 1 {
        rows.push(MenuRow::heading(word(text.filter_lang)));
        for tag in tags {
            add(&mut rows, tag.clone(), Wish::Lang(tag));
        }
    }
    rows.push(MenuRow::heading(word(text.filter_more)));
    add(&mut rows, word(text.core), Wish::Core);
    add(&mut rows, word(text.free), Wish::Free);
    rows
}
