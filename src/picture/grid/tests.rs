use proptest::prelude::*;

use super::*;
use crate::lang::Lang;
use crate::picture::graph::{BoxSize, Graph};
use crate::picture::labels::Label;
use crate::picture::map::{Flow, Options, layout};
use crate::text::clean;

/// Returns a layout with labels: a title and what is done a box, all in one stage a group.
fn picture(titles: &[(usize, &str)], edges: &[(usize, usize)], flow: Flow) -> (Layout, Labels) {
    let titles: Vec<(usize, CleanBuf)> = titles
        .iter()
        .map(|(group, title)| (*group, clean::line(title)))
        .collect();
    let sizes = titles.iter().map(|(group, title)| BoxSize {
        group: *group,
        title: width::columns(title.as_clean()),
        count: 3,
        ..BoxSize::default()
    });
    let graph = Graph::new(sizes.collect(), edges);
    let options = Options {
        columns: 60,
        flow,
        heading: 0,
        ..Options::default()
    };
    let label = |title: CleanBuf| Label {
        title,
        all: 4,
        done: 1,
        ..Label::default()
    };
    let labels = Labels {
        boxes: titles.into_iter().map(|(_, title)| label(title)).collect(),
        headings: Vec::new(),
    };
    (layout(&graph, &options), labels)
}

fn view(area: Rect) -> View<'static> {
    View {
        area,
        selected: None,
        symbols: &Symbols::UNICODE,
        words: Lang::En.map(),
    }
}

fn whole(layout: &Layout) -> Rect {
    Rect {
        x: 0,
        y: 0,
        width: layout.width,
        height: layout.height,
    }
}

#[test]
fn arrows_that_join_are_joined_and_arrows_that_cross_are_not() {
    let titles = [(0, "a"), (0, "b"), (1, "c"), (1, "d")];
    // Both orders of either column cross: a goes to c and d, b only to c.
    let (layout, labels) = picture(&titles, &[(0, 2), (0, 3), (1, 2), (1, 3)], Flow::Columns);
    let text = draw(&layout, &labels, &view(whole(&layout))).text();
    insta::assert_snapshot!(text);
}

#[test]
fn a_selected_box_and_its_arrows_are_told_apart_without_colour() {
    let titles = [(0, "a"), (0, "b"), (0, "c")];
    let (layout, labels) = picture(&titles, &[(0, 1), (0, 2)], Flow::Columns);
    let mut view = view(whole(&layout));
    view.selected = Some(BoxId(1));
    let grid = draw(&layout, &labels, &view);
    insta::assert_snapshot!(grid.text());
    let selected: Vec<Part> = (0..grid.height())
        .flat_map(|y| grid.runs(y))
        .filter(|run| run.emphasis == Emphasis::Selected)
        .map(|run| run.part)
        .collect();
    // The arrow from a, the box, and nothing of the arrow from a to c.
    assert_eq!(
        selected.iter().filter(|part| **part == Part::Edge).count(),
        1
    );
    view.symbols = &Symbols::ASCII;
    insta::assert_snapshot!(draw(&layout, &labels, &view).text());
}

#[test]
fn what_lies_outside_is_counted_at_the_borders() {
    let titles: Vec<(usize, &str)> = (0..12).map(|at| (at / 4, "注意力机制")).collect();
    let (layout, labels) = picture(&titles, &[], Flow::Columns);
    let area = Rect {
        x: 20,
        y: 5,
        width: 40,
        height: 7,
    };
    let text = draw(&layout, &labels, &view(area)).text();
    insta::assert_snapshot!(text);
}

#[test]
fn the_view_follows_the_selected_box_and_stays_on_the_map() {
    let titles: Vec<(usize, &str)> = (0..40).map(|at| (at / 8, "a")).collect();
    let (layout, _) = picture(&titles, &[], Flow::Columns);
    let mut area = Rect {
        x: 0,
        y: 0,
        width: 40,
        height: 10,
    };
    for (id, placed) in layout.boxes() {
        area = follow(&layout, area, id);
        let rect = placed.rect;
        assert!(
            area.x <= rect.x && rect.right() <= area.right(),
            "{id:?} in {area:?}"
        );
        assert!(
            area.y <= rect.y && rect.bottom() <= area.bottom(),
            "{id:?} in {area:?}"
        );
        assert!(area.right() <= layout.width && area.bottom() <= layout.height);
    }
    assert_eq!(
        follow(&layout, area, BoxId(39)),
        area,
        "it does not move without need"
    );
    let far = pan(&layout, area, 9000, -9000);
    assert_eq!((far.right(), far.y), (layout.width, 0));
}

#[test]
fn a_view_without_rows_says_nothing() {
    let (layout, labels) = picture(&[(0, "One"), (1, "Two")], &[(0, 1)], Flow::Columns);
    let area = Rect {
        width: 40,
        ..Rect::default()
    };
    assert_eq!(draw(&layout, &labels, &view(area)).text(), "");
}

proptest! {
    #[test]
    fn every_row_of_every_view_is_as_wide_as_the_view(
        x in 0_usize..80, y in 0_usize..40, width in 0_usize..70, height in 0_usize..20, chosen in 0_usize..8,
    ) {
        let titles = ["机器学习的数学基础", "Python for machine learning", "神经网络与深度学习入门", "한국어"];
        let titles: Vec<(usize, &str)> = (0..8).map(|at| (at / 3, titles[at % 4])).collect();
        let (layout, labels) = picture(&titles, &[(0, 1), (0, 2), (1, 5), (2, 7), (0, 7)], Flow::Columns);
        let mut view = view(Rect { x, y, width, height });
        view.selected = Some(BoxId(chosen));
        let grid = draw(&layout, &labels, &view);
        for y in 0..height {
            let row: CleanBuf = grid.row(y).iter().map(Cell::symbol).collect();
            prop_assert_eq!(width::columns(row.as_clean()), width);
        }
    }
}
