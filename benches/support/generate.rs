//! Roadmaps and journals of any size, the same for the same seed.

use std::fmt::Write as _;

/// Id of every generated roadmap.
pub(crate) const ROADMAP: &str = "generated";

/// Milliseconds since 1970 at which the first record of a generated journal was written, and how far records are apart:
/// 36,500 records then fill ten years with ten a day.
const FIRST_RECORD: u64 = 1_450_000_000_000;
const BETWEEN_RECORDS: u64 = 8_640_000;

/// Words of titles. The first is what the benches search for.
const ENGLISH: [&str; 24] = [
    "Gradient",
    "attention",
    "tokens",
    "memory",
    "vectors",
    "sampling",
    "training",
    "retrieval",
    "agents",
    "kernels",
    "batches",
    "losses",
    "metrics",
    "layers",
    "weights",
    "prompts",
    "context",
    "caches",
    "graphs",
    "queries",
    "schedules",
    "quantization",
    "alignment",
    "evaluation",
];
const CHINESE: [&str; 24] = [
    "梯度",
    "注意力",
    "词元",
    "记忆",
    "向量",
    "采样",
    "训练",
    "检索",
    "智能体",
    "算子",
    "批次",
    "损失",
    "指标",
    "层",
    "权重",
    "提示词",
    "上下文",
    "缓存",
    "图",
    "查询",
    "调度",
    "量化",
    "对齐",
    "评估",
];
const FORMS: [(&str, &str); 6] = [
    ("in practice", "实践"),
    ("from the ground up", "从零开始"),
    ("explained with pictures", "图解"),
    ("for people in a hurry", "快速上手"),
    ("and what goes wrong", "与常见错误"),
    ("in one afternoon", "一个下午学会"),
];
const KINDS: [&str; 6] = ["video", "article", "paper", "course", "repo", "book"];

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    fn of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    /// Returns a title in English and in Chinese.
    fn title(&mut self) -> (String, String) {
        let [first, second] = [self.below(ENGLISH.len()), self.below(ENGLISH.len())];
        let (english, chinese) = self.of(&FORMS);
        (
            format!("{} and {} {english}", ENGLISH[first], ENGLISH[second]),
            format!("{}与{}{chinese}", CHINESE[first], CHINESE[second]),
        )
    }
}

/// Returns how many stages, topics in each, and resources in each of these there are at least for that many resources.
fn side(resources: usize) -> usize {
    let is_enough = |side: &usize| side.pow(3) >= resources;
    (1..=resources).find(is_enough).unwrap_or(1)
}

/// Writes a roadmap with that many resources, named `r1`, `r2` and so on, on three levels: about as many stages as
/// topics in each as resources in each of these. Titles are in both languages.
pub(crate) fn roadmap(resources: usize, seed: u64) -> String {
    let mut chance = Chance(seed);
    let side = side(resources);
    let mut text = format!(
        "format: 1\nid: {ROADMAP}\ntitle: {{ en: Generated, zh: 生成的路线图 }}\nstages:\n"
    );
    let mut written = 0;
    let mut topics = 0;
    for stage in 1.. {
        if written == resources {
            break;
        }
        let (en, zh) = chance.title();
        let _infallible = write!(
            text,
            "  - id: s{stage}\n    title: {{ en: {en}, zh: {zh} }}\n    topics:\n"
        );
        for _ in 0..side {
            if written == resources {
                break;
            }
            topics += 1;
            topic(&mut text, topics, &mut chance);
            for _ in 0..side.min(resources - written) {
                written += 1;
                resource(&mut text, written, &mut chance);
            }
        }
    }
    text
}

fn topic(text: &mut String, number: usize, chance: &mut Chance) {
    let (en, zh) = chance.title();
    let _infallible = write!(
        text,
        "      - id: t{number}\n        title: {{ en: {en}, zh: {zh} }}\n        summary:\n          \
         en: What **{en}** is good for, and how it can be tried.\n          zh: 什么是**{zh}**，以及如何动手试一试。\n"
    );
    if number.is_multiple_of(3) {
        let _infallible = writeln!(text, "        needs: [t{}]", number - 1);
    }
    let (en, zh) = chance.title();
    let _infallible = write!(
        text,
        "        concepts:\n          - {{ id: c{number}, title: {{ en: {en}, zh: {zh} }} }}\n        resources:\n"
    );
}

fn resource(text: &mut String, number: usize, chance: &mut Chance) {
    let (en, zh) = chance.title();
    let kind = chance.of(&KINDS);
    let minutes = 5 + chance.below(90);
    let _infallible = writeln!(
        text,
        "          - {{ id: r{number}, title: {{ en: {en}, zh: {zh} }}, url: \"https://example.org/{number}\", \
         kind: {kind}, minutes: {minutes} }}"
    );
}

/// Writes a journal of that many changes to the resources `r1` to `r{resources}` of the generated roadmap, as one
/// device would have written it, with checksums.
pub(crate) fn journal(records: usize, resources: usize, seed: u64) -> String {
    let mut chance = Chance(seed);
    let mut text = String::new();
    seal(
        &mut text,
        r#"{"v":1,"op":"header","min_reader":1,"app":"roadbook 0.1.0""#,
    );
    for (number, time) in (1..=records).zip((0..).map(|n| FIRST_RECORD + n * BETWEEN_RECORDS)) {
        let at = i64::try_from(time)
            .ok()
            .and_then(|time| jiff::Timestamp::from_millisecond(time).ok())
            .expect("a time of this age")
            .strftime("%Y-%m-%dT%H:%M:%S+00:00");
        let node = 1 + chance.below(resources);
        let status = chance.of(&["todo", "doing", "done", "done", "done", "skip"]);
        let (title, _) = chance.title();
        let line = format!(
            r#"{{"v":1,"id":"00000000000000b5-{number}","l":{time},"at":"{at}","op":"status","r":"{ROADMAP}","n":"r{node}","x":"{status}","u":"https://example.org/{node}","t":"{title}""#
        );
        seal(&mut text, &line);
    }
    text
}

/// Ends a line with the checksum of what it says.
fn seal(text: &mut String, line: &str) {
    let checksum = crc32fast::hash(line.as_bytes());
    let _infallible = writeln!(text, "{line},\"#\":\"{checksum:08x}\"}}");
}

/// Writes the same kind of tree as an org-mode file, for programs that know nothing of roadmaps.
pub(crate) fn outline(resources: usize, seed: u64) -> String {
    let mut chance = Chance(seed);
    let side = side(resources);
    let mut text = String::new();
    for number in 0..resources {
        let levels = [(side * side, "*"), (side, "**"), (1, "*** TODO")];
        for (every, mark) in levels {
            if number % every == 0 {
                let _infallible = writeln!(text, "{mark} {}", chance.title().0);
            }
        }
    }
    text
}
