//! Measures single steps in memory: `cargo bench --bench micro`, or with a word for those whose name has it.

#[path = "../support/generate.rs"]
#[expect(dead_code, reason = "the other benches need more of it")]
mod generate;
#[path = "../../tests/support/stage.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the played screens of the tests need more of a stage"
)]
mod stage;

use divan::Bencher;

use roadbook::course::Course;
use roadbook::filter::Filter;
use roadbook::journal::{Action, Log, Record, RecordId, Writer};
use roadbook::lang::Lang;
use roadbook::picture::map::{Options, layout};
use roadbook::picture::{Graph, Zoom};
use roadbook::progress::Status;
use roadbook::roadmap::{Limits, Roadmap, load};
use roadbook::search::{Index, Query};
use roadbook::text::clean;
use roadbook::text::width::Measure;
use roadbook::tui::tree::{Source, Tree};
use stage::{Setting, Stage};

/// Resources of the roadmaps, and records of the journals.
const SIZES: [usize; 3] = [130, 1_000, 10_000];
const SEED: u64 = 1;
/// Columns of a text in the detail pane.
const COLUMNS: usize = 60;

fn main() {
    divan::main();
}

fn roadmap(resources: usize) -> Roadmap {
    stage::roadmap(&generate::roadmap(resources, SEED))
}

fn course(resources: usize) -> Course {
    let mut log = Log::default();
    let journal = generate::journal(resources, resources, SEED);
    log.read_file("journal.jsonl", journal.as_bytes(), Writer::ThisDevice);
    Course::new(roadmap(resources), log)
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn load_a_roadmap(bencher: Bencher<'_, '_>, resources: usize) {
    let text = generate::roadmap(resources, SEED);
    bencher.bench(|| load(text.as_bytes(), &Limits::default()));
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn merge_a_journal(bencher: Bencher<'_, '_>, records: usize) {
    let journal = generate::journal(records, records, SEED);
    bencher.bench(|| {
        let mut log = Log::default();
        log.read_file("journal.jsonl", journal.as_bytes(), Writer::ThisDevice);
        log
    });
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn fold_a_journal_into_progress(bencher: Bencher<'_, '_>, records: usize) {
    let course = course(records);
    bencher
        .with_inputs(|| (course.roadmap().clone(), course.log().clone()))
        .bench_values(|(roadmap, log)| Course::new(roadmap, log));
}

#[divan::bench(args = SIZES)]
fn find_the_visible_rows(bencher: Bencher<'_, '_>, resources: usize) {
    let course = course(resources);
    let filter = Filter::default();
    let mut tree = Tree::new(Source::new(&course, &filter, &[]));
    tree.set_all_open(true);
    bencher.bench_local(|| tree.rebuild(Source::new(&course, &filter, &[])));
}

#[divan::bench(args = SIZES)]
fn filter(bencher: Bencher<'_, '_>, resources: usize) {
    let course = course(resources);
    let mut filter = Filter::default();
    filter.statuses = Filter::UNFINISHED.to_vec();
    bencher.bench(|| filter.shown(course.roadmap(), course.progress()));
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn index_for_a_search(bencher: Bencher<'_, '_>, resources: usize) {
    let roadmap = roadmap(resources);
    bencher.bench(|| Index::new(&roadmap));
}

/// One tick that is recorded, as the screen does it.
#[divan::bench(args = SIZES, sample_count = 20)]
fn record_a_tick(bencher: Bencher<'_, '_>, resources: usize) {
    let mut course = course(resources);
    let node = course.roadmap().find("r7").expect("it is generated");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let to = if course.progress().status(course.roadmap(), node) == Status::Done {
            Status::Todo
        } else {
            Status::Done
        };
        let change = course.change(&[node], to).expect("it has another status");
        course.apply(&change);
        let place = course.log().largest_l() + 1;
        let id = RecordId::new(7, number);
        course.record(Record::new(
            id,
            place,
            "2026-11-23T19:24:30+01:00",
            Action::Status(change),
        ));
        course.first_next()
    });
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn search_for_a_word(bencher: Bencher<'_, '_>, resources: usize) {
    search(bencher, resources, "gradient");
}

#[divan::bench(args = SIZES, sample_size = 1, sample_count = 20)]
fn search_by_initials_of_pinyin(bencher: Bencher<'_, '_>, resources: usize) {
    search(bencher, resources, "td");
}

fn search(bencher: Bencher<'_, '_>, resources: usize, text: &str) {
    let course = course(resources);
    let (index, query) = (course.index(), Query::parse(text));
    bencher.bench(|| index.find(&query, course.roadmap(), course.progress()));
}

#[divan::bench]
fn wrap_english(bencher: Bencher<'_, '_>) {
    wrap(bencher, Lang::En);
}

#[divan::bench]
fn wrap_chinese(bencher: Bencher<'_, '_>) {
    wrap(bencher, Lang::Zh);
}

/// Breaks all texts that are shipped in one language.
fn wrap(bencher: Bencher<'_, '_>, lang: Lang) {
    let roadmap = stage::built_in();
    let texts: Vec<_> = roadmap
        .nodes()
        .map(|node| clean::line(roadmap.body(node, lang).as_str()))
        .collect();
    bencher.bench(|| {
        let lines = texts
            .iter()
            .map(|text| Measure::Narrow.wrap(text.as_clean(), COLUMNS).len());
        lines.sum::<usize>()
    });
}

#[divan::bench(args = Zoom::ALL)]
fn lay_out_the_map(bencher: Bencher<'_, '_>, zoom: Zoom) {
    let (graph, _) = Graph::of(&stage::built_in(), Lang::En, zoom, None);
    let options = Options::default();
    bencher.bench(|| layout(&graph, &options));
}

#[divan::bench]
fn draw_the_screen(bencher: Bencher<'_, '_>) {
    draw(bencher, "Z");
}

#[divan::bench]
fn draw_the_map(bencher: Bencher<'_, '_>) {
    draw(bencher, "m");
}

#[divan::bench]
fn draw_the_statistics(bencher: Bencher<'_, '_>) {
    draw(bencher, "s");
}

fn draw(bencher: Bencher<'_, '_>, keys: &str) {
    let mut stage: Stage = Setting::default().start();
    stage.play(keys);
    bencher.bench_local(|| stage.buffer());
}

#[divan::bench(args = SIZES)]
fn move_the_cursor_and_draw(bencher: Bencher<'_, '_>, resources: usize) {
    let mut stage = Setting {
        roadmap: roadmap(resources),
        ..Setting::default()
    }
    .start();
    stage.play("Z");
    let mut keys = ["j", "k"].into_iter().cycle();
    bencher.bench_local(move || {
        stage.play(keys.next().unwrap_or_default());
        stage.buffer()
    });
}
