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
#[test]
fn look_narrow() {
    let course = Course::new(llm(), Log::default());
    let roadmap = course.roadmap();
    for (w, symbols) in [(60, Symbols::UNICODE), (40, Symbols::ASCII)] {
        let map = Map::new(roadmap, Lang::En, Zoom::Topics, w, None);
        let labels = map.labels(roadmap, course.progress(), Lang::En, &[]);
        let layout = map.layout();
        println!(
            "{}x{} crossings {}",
            layout.width,
            layout.height,
            crossings(layout)
        );
        let area = Rect {
            x: 0,
            y: 0,
            width: layout.width.max(w),
            height: layout.height,
        };
        let view = View {
            area,
            selected: map.find(roadmap, roadmap.find("architecture").unwrap()),
            symbols: &symbols,
            words: Lang::En.map(),
        };
        println!("{}", draw(layout, &labels, &view).text());
    }
}
#[test]
fn look_svg() {
    use roadbook::export::svg;
    use roadbook::progress::Status;
    let roadmap = llm();
    let mut progress = Progress::new(&roadmap);
    for (at, node) in roadmap.nodes().enumerate() {
        if matches!(roadmap.level(node), roadbook::roadmap::Level::Resource) && at < 120 {
            progress.set(&roadmap, node, [Status::Done, Status::Done, Status::Done, Status::Done, Status::Doing, Status::Skipped, Status::Todo][at % 7]);
        }
    }
    let next = [roadmap.find("pretraining").unwrap()];
    for lang in Lang::ALL {
        for zoom in Zoom::ALL {
            std::fs::write(format!("/tmp/svg/map-{}-{zoom:?}.svg", lang.code()), svg::map(&roadmap, &progress, lang, zoom, None, &next)).unwrap();
        }
        std::fs::write(format!("/tmp/svg/card-{}.svg", lang.code()), svg::card(&roadmap, &progress, lang)).unwrap();
        std::fs::write(format!("/tmp/svg/badge-{}.svg", lang.code()), svg::badge(&roadmap, &progress, lang, None)).unwrap();
    }
}
