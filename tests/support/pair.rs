//! Two screens of one home, side by side.

use std::fmt::Write as _;
use std::fs;

use super::Home;
use super::pty::{App, app, eventually, ready};

/// Resources of each of the two stages.
const EACH: usize = 12;

fn roadmap() -> String {
    let mut yaml = "format: 1\nid: two\ntitle: Two\nstages:\n".to_owned();
    for stage in ["left", "right"] {
        let _ = write!(
            yaml,
            "  - id: {stage}\n    title: The {stage}\n    topics:\n      - id: {stage}-topic\n        title: A topic\n        resources:\n"
        );
        for number in 0..EACH {
            let _ = writeln!(
                yaml,
                "          - {{ id: {stage}-{number}, title: {stage} {number} }}"
            );
        }
    }
    yaml
}

/// Ticks all of one stage in the one and all of the other in the other, a key by turns, and checks that both end up with
/// everything, and give their terminals back.
pub fn tick_side_by_side() {
    let home = Home::new();
    let library = home.data_folder().join("roadbook/roadmaps");
    fs::create_dir_all(&library).expect("a folder");
    fs::write(library.join("two.yaml"), roadmap()).expect("a roadmap");
    let arguments = ["--roadmap", "two", "--stage"];
    let builder = |stage: &str| {
        let [roadmap, id, option] = arguments;
        app().size(100, 40).arguments(&[roadmap, id, option, stage])
    };
    let mut first = builder("left").home(home).start();
    let mut second = builder("right").beside(&first).start();
    for app in [&mut first, &mut second] {
        ready(app).play("Zgjj");
    }
    first.wait_for_text("left 0");
    second.wait_for_text("right 0");
    for _ in 0..EACH {
        for app in [&mut first, &mut second] {
            app.play("<space>j");
        }
    }
    eventually("both are saved", || done(&first) == Some(2 * EACH as u64));
    // Each shows what the other did.
    for app in [&mut first, &mut second] {
        app.play("0Z").wait_for_text("24/24");
        app.play("q");
    }
    for app in [first, second] {
        app.wait_exit().assert_code(0).assert_given_back();
    }
}

/// Returns how many resources the command line says are done.
fn done(app: &App) -> Option<u64> {
    let mut command = app.home.command();
    let output = command.args(["stats", "--roadmap", "two", "--json"]);
    let output = output.output().expect("the program runs").stdout;
    let stats: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
    stats["goal"]["resources"]["done"].as_u64()
}
