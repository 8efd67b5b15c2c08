fn main() {
    let path = std::env::args().nth(1).unwrap();
    let what = std::env::args().nth(2).unwrap_or_default();
    let text = std::fs::read_to_string(&path).unwrap();
    let name = std::path::Path::new(&path)
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_string_lossy()
        .into_owned();
    let t = std::time::Instant::now();
    let done = roadbook::import::read(
        &text,
        roadbook::import::Format::Markdown,
        &roadbook::import::Options {
            name,
            ..Default::default()
        },
    );
    let took = t.elapsed();
    let done = match done {
        Ok(d) => d,
        Err(e) => {
            println!("{e:?}");
            return;
        }
    };
    let yaml = roadbook::import::yaml_out::write(&done.source);
    match roadbook::roadmap::load(yaml.as_bytes(), &roadbook::yaml::Limits::default()) {
        Ok(l) => {
            println!(
                "{:?} warnings {} took {took:?}",
                roadbook::roadmap::library::Counts::of(&l.roadmap),
                l.warnings.len()
            );
            let a: Vec<_> = l
                .roadmap
                .nodes()
                .map(|n| {
                    (
                        l.roadmap.node_id(n).to_string(),
                        l.roadmap.title(n, roadbook::lang::Lang::En).to_string(),
                        l.roadmap.body(n, roadbook::lang::Lang::En).to_string(),
                    )
                })
                .collect();
            let b: Vec<_> = done
                .roadmap
                .nodes()
                .map(|n| {
                    (
                        done.roadmap.node_id(n).to_string(),
                        done.roadmap.title(n, roadbook::lang::Lang::En).to_string(),
                        done.roadmap.body(n, roadbook::lang::Lang::En).to_string(),
                    )
                })
                .collect();
            for (x, y) in a.iter().zip(&b) {
                if x != y {
                    println!("DIFF {x:?}\n     {y:?}");
                }
            }
            if what == "tree" {
                for n in l.roadmap.nodes() {
                    let k = match l.roadmap.level(n) {
                        roadbook::roadmap::Level::Stage => "#",
                        roadbook::roadmap::Level::Topic => "T",
                        roadbook::roadmap::Level::Concept => "c",
                        roadbook::roadmap::Level::Resource => "r",
                    };
                    println!(
                        "{}{k} {}  {}",
                        "  ".repeat(l.roadmap.depth(n)),
                        l.roadmap.title(n, roadbook::lang::Lang::En),
                        l.roadmap.link(n).map_or("", |l| l.as_str())
                    );
                }
            }
        }
        Err(p) => println!(
            "BAD {}",
            p.render("x", yaml.as_bytes(), roadbook::lang::Lang::En)
        ),
    }
    println!(
        "boxes {} kinds {} states {}",
        done.report.boxes,
        done.report.kinds,
        done.states.len()
    );
    if what == "report" {
        for n in done.report.notes() {
            println!("{}: {:?}: {}", n.line, n.what, n.text);
        }
    } else {
        for (w, c) in done.report.counts() {
            println!("  {w:?} {c}");
        }
    }
    if what == "yaml" {
        println!("{yaml}");
    }
}
