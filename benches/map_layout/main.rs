//! Measures how long it takes to lay out the map of the roadmap that is shipped, and of generated ones: `cargo bench
//! --bench map_layout`. It prints time, size and crossings, and judges nothing.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::time::Instant;

use roadbook::lang::Lang;
use roadbook::picture::graph::BoxSize;
use roadbook::picture::map::{Options, crossings, layout};
use roadbook::picture::{Graph, Zoom};
use roadbook::roadmap::{Limits, load};

/// Times that everything is measured; the middle one is told.
const TIMES: usize = 9;

fn main() {
    let bytes = include_bytes!("../../roadmap/llm.yaml");
    let roadmap = load(bytes, &Limits::default())
        .expect("the shipped roadmap is sound")
        .roadmap;
    for zoom in Zoom::ALL {
        let (graph, _) = Graph::of(&roadmap, Lang::En, zoom, None);
        measure(&format!("llm, {zoom:?}"), &graph);
    }
    let measured = std::env::args().any(|argument| argument == "--bench");
    let sizes = [
        (3, 100, 180),
        (12, 500, 900),
        (1, 500, 900),
        (12, 2500, 4500),
    ];
    for (groups, boxes, edges) in sizes {
        if measured || boxes <= 100 {
            let name = format!("{boxes} topics in {groups} stages, {edges} arrows");
            measure(&name, &generated(groups, boxes, edges));
        }
    }
}

fn measure(name: &str, graph: &Graph) {
    let options = Options::default();
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let start = Instant::now();
        let picture = layout(graph, &options);
        times.push(start.elapsed());
        std::hint::black_box(picture);
    }
    times.sort_unstable();
    let picture = layout(graph, &options);
    println!(
        "{name}: {:.2?}, {} arrows, {} crossings, {} x {} cells",
        times[TIMES / 2],
        graph.edges().len(),
        crossings(&picture),
        picture.width,
        picture.height
    );
}

/// Makes a graph in which topics need those that come a little before them, and some from anywhere before.
fn generated(groups: usize, boxes: usize, edges: usize) -> Graph {
    let mut state: u64 = 1;
    let mut random = move |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below.max(1)
    };
    let sizes = (0..boxes).map(|at| BoxSize {
        group: at * groups / boxes,
        title: 8 + random(30),
        count: 3 + random(3),
        ..BoxSize::default()
    });
    let sizes = sizes.collect();
    let mut pairs = std::collections::BTreeSet::new();
    while pairs.len() < edges {
        let to = 1 + random(boxes - 1);
        let from = if random(10) == 0 {
            random(to)
        } else {
            to.saturating_sub(1 + random(8))
        };
        pairs.insert((from, to));
    }
    Graph::new(sizes, &pairs.into_iter().collect::<Vec<_>>())
}
