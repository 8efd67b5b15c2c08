//! The map of the roadmap that is shipped: what a person sees, and how good it is.

use roadbook::course::Course;
use roadbook::journal::Log;
use roadbook::lang::Lang;
use roadbook::picture::grid::{View, draw};
use roadbook::picture::map::{Rect, crossings};
use roadbook::picture::{Map, Zoom};
use roadbook::progress::Progress;
use roadbook::roadmap::{Limits, Roadmap, load};
use roadbook::symbols::Symbols;

fn llm() -> Roadmap {
    let bytes = include_bytes!("../roadmap/llm.yaml");
    load(bytes, &Limits::default())
        .expect("it is sound")
        .roadmap
}

#[test]
fn look() {
    let roadmap = llm();
    let course = Course::new(roadmap, Log::default());
    let roadmap = course.roadmap();
    let progress: &Progress = course.progress();
    for (w, h) in [(120, 38), (80, 22)] {
        for lang in Lang::ALL {
            for zoom in Zoom::ALL {
                let time = std::time::Instant::now();
                let map = Map::new(roadmap, lang, zoom, w, None);
                let took = time.elapsed();
                let labels =
                    map.labels(roadmap, progress, lang, &[roadmap.find("python").unwrap()]);
                let layout = map.layout();
                println!(
                    "{w} {lang:?} {zoom:?}: {}x{} crossings {} {took:?}",
                    layout.width,
                    layout.height,
                    crossings(layout)
                );
                let area = Rect {
                    x: 0,
                    y: 0,
                    width: w,
                    height: h,
                };
                let view = View {
                    area,
                    selected: map.find(roadmap, roadmap.find("architecture").unwrap()),
                    symbols: &Symbols::UNICODE,
                    words: lang.map(),
                };
                println!("{}", draw(layout, &labels, &view).text());
            }
        }
    }
}
