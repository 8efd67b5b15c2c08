use proptest::prelude::*;

use super::*;
use crate::picture::graph::BoxSize;

/// Makes a graph of some groups with topics that need earlier ones, from a seed: the same for the same numbers.
pub(super) fn generated(groups: usize, boxes: usize, edges: usize, seed: u64) -> Graph {
    let mut state = seed;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below.max(1)
    };
    let sizes = (0..boxes).map(|at| BoxSize {
        group: at * groups / boxes.max(1),
        depth: usize::from(random(5) == 0),
        title: 4 + random(40),
        count: 3 + random(5),
        about: 0,
        marks: random(30),
    });
    let sizes = sizes.collect();
    let edges: Vec<(usize, usize)> = (0..edges)
        .map(|_| {
            let to = 1 + random(boxes.saturating_sub(1));
            // Mostly from near above, now and then from anywhere, even from below.
            let from = match random(10) {
                0 => random(boxes),
                1 | 2 => random(to),
                _ => to.saturating_sub(1 + random(6)),
            };
            (from, to)
        })
        .collect();
    Graph::new(sizes, &edges)
}

/// Looks at everything that must be true of a layout.
fn check(graph: &Graph, layout: &Layout) {
    let bounds = Rect {
        x: 0,
        y: 0,
        width: layout.width,
        height: layout.height,
    };
    let boxes: Vec<(BoxId, Placed)> = layout.boxes().map(|(id, placed)| (id, *placed)).collect();
    assert_eq!(boxes.len(), graph.len());
    for (id, placed) in &boxes {
        let rect = placed.rect;
        assert!(
            rect.right() <= bounds.width && rect.bottom() <= bounds.height,
            "{id:?} inside"
        );
        assert!(
            rect.y < placed.port && placed.port + 1 < rect.bottom(),
            "{id:?} has its port inside"
        );
        for heading in layout.headings() {
            assert!(!rect.overlaps(*heading), "{id:?} below its heading");
        }
    }
    let mut sorted: Vec<(usize, BoxId, Rect)> = boxes
        .iter()
        .map(|(id, placed)| (placed.rect.x, *id, placed.rect))
        .collect();
    sorted.sort_by_key(|(x, id, _)| (*x, *id));
    for (at, (_, one, rect)) in sorted.iter().enumerate() {
        for (_, other, next) in sorted[at + 1..]
            .iter()
            .take_while(|(x, ..)| *x < rect.right())
        {
            assert!(!rect.overlaps(*next), "{one:?} and {other:?} apart");
        }
    }
    let drawn: Vec<(BoxId, BoxId)> = layout
        .wires()
        .iter()
        .map(|wire| (wire.from, wire.to))
        .collect();
    assert_eq!(drawn, graph.edges(), "every arrow once");
    for wire in layout.wires() {
        check_wire(layout, wire, bounds);
    }
    check_rows(layout);
}

fn check_wire(layout: &Layout, wire: &Wire, bounds: Rect) {
    let (first, last) = (wire.points[0], wire.points[wire.points.len() - 1]);
    let (from, to) = (layout.place(wire.from).rect, layout.place(wire.to).rect);
    let on_right = first.x + 1 == from.right() && from.y < first.y && first.y + 1 < from.bottom();
    let on_bottom = first.y + 1 == from.bottom() && from.x < first.x && first.x + 1 < from.right();
    assert!(
        on_right || on_bottom,
        "{wire:?} begins at the border of {from:?}"
    );
    let at_left = last.x + 1 == to.x && to.y < last.y && last.y + 1 < to.bottom();
    let on_top = last.y + 1 == to.y && to.x < last.x && last.x + 1 < to.right();
    assert!(at_left || on_top, "{wire:?} ends at {to:?}");
    for pair in wire.points.windows(2) {
        assert!(
            (pair[0].x == pair[1].x) != (pair[0].y == pair[1].y),
            "{wire:?} is straight"
        );
        let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        let piece = Rect {
            x: low.x,
            y: low.y,
            width: high.x - low.x + 1,
            height: high.y - low.y + 1,
        };
        assert!(piece.right() <= bounds.width && piece.bottom() <= bounds.height);
        for (id, placed) in layout.boxes() {
            let own = id == wire.from && (low == first || high == first);
            assert!(
                own || !piece.overlaps(placed.rect),
                "{wire:?} goes through {id:?}"
            );
        }
        for heading in layout.headings() {
            assert!(!piece.overlaps(*heading), "{wire:?} goes through a heading");
        }
    }
}

/// Lines of different boxes share cells of a line only where both come to the same box.
fn check_rows(layout: &Layout) {
    use std::collections::HashMap;
    let mut cells: HashMap<(Point, bool), Vec<&Wire>> = HashMap::new();
    for wire in layout.wires() {
        for pair in wire.points.windows(2) {
            let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            let is_down = low.x == high.x;
            for x in low.x..=high.x {
                for y in low.y..=high.y {
                    cells
                        .entry((Point { x, y }, is_down))
                        .or_default()
                        .push(wire);
                }
            }
        }
    }
    for ((at, is_down), wires) in cells {
        for wire in &wires[1..] {
            let alike = wire.from == wires[0].from;
            let joined = !is_down
                && wires.iter().any(|one| {
                    one.from == wires[0].from
                        && one.points.last().is_some_and(|last| last.y == at.y)
                })
                && wires.iter().any(|one| {
                    one.from == wire.from && one.points.last().is_some_and(|last| last.y == at.y)
                });
            assert!(alike || joined, "{at:?}: {wire:?} runs over {:?}", wires[0]);
        }
    }
}

fn options(columns: usize, flow: Flow) -> Options {
    Options {
        columns,
        flow,
        ..Options::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn boxes_lie_apart_and_arrows_go_around_them(
        groups in 1_usize..6, boxes in 1_usize..40, edges in 0_usize..70, seed in any::<u64>(),
        columns in 20_usize..200, rows in any::<bool>(),
    ) {
        let graph = generated(groups, boxes, edges, seed);
        let flow = if rows { Flow::Rows } else { Flow::Columns };
        check(&graph, &layout(&graph, &options(columns, flow)));
    }
}

#[test]
fn an_arrow_that_goes_straight_on_is_not_joined_by_one_that_stays() {
    // A thread that passes a row on which it and another one come to the same box.
    let graph = generated(2, 7, 42, 7_642_693_698_410_343_339);
    check(&graph, &layout(&graph, &options(86, Flow::Columns)));
}

#[test]
fn a_large_roadmap_is_sound_too_and_the_same_every_time() {
    let graph = generated(12, 500, 900, 7);
    let once = layout(&graph, &options(120, Flow::Columns));
    check(&graph, &once);
    assert_eq!(once, layout(&graph, &options(120, Flow::Columns)));
}

#[test]
fn a_stage_that_is_much_longer_than_the_others_gets_several_columns() {
    let size = |group| BoxSize {
        group,
        title: 10,
        count: 3,
        ..BoxSize::default()
    };
    let long = Graph::new((0..60).map(|at| size(usize::from(at >= 8))).collect(), &[]);
    let picture = layout(&long, &options(120, Flow::Columns));
    let columns = |group| {
        let boxes = picture.boxes().filter(|(_, placed)| placed.group == group);
        boxes
            .map(|(_, placed)| placed.rect.x)
            .collect::<std::collections::BTreeSet<_>>()
            .len()
    };
    assert_eq!((columns(0), columns(1)), (1, 3));
}

#[test]
fn an_empty_graph_is_an_empty_picture() {
    let layout = layout(&Graph::default(), &Options::default());
    assert_eq!(
        (layout.width, layout.height, layout.boxes().count()),
        (0, 0, 0)
    );
}

#[test]
fn going_there_and_back_ends_where_it_began_in_a_column() {
    let graph = generated(3, 20, 24, 3);
    let layout = layout(&graph, &options(120, Flow::Columns));
    for (id, _) in layout.boxes() {
        for direction in [Direction::Up, Direction::Down] {
            if let Some(next) = layout.neighbour(id, direction) {
                assert_eq!(layout.neighbour(next, direction.opposite()), Some(id));
            }
        }
        for direction in [Direction::Left, Direction::Right] {
            let Some(next) = layout.neighbour(id, direction) else {
                continue;
            };
            assert!(layout.neighbour(next, direction.opposite()).is_some());
        }
    }
}
