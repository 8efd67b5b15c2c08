//! What is promised of input that anybody may have written, as plain functions: they panic where a promise is broken.
//!
//! The fuzzer calls them with what it thinks of, and `tests/fuzz.rs` of the program includes this file and calls them with
//! the seeds and with all that was ever found.

use roadbook::course::Course;
use roadbook::export::{Export, Format as Form};
use roadbook::import::{self, Format, ImportError, Options, browser_file, page_file, yaml_out};
use roadbook::journal::line::{self, Parsed};
use roadbook::journal::{Action, Log, NoteDeed, Record, RecordId, Spent, Writer};
use roadbook::lang::Lang;
use roadbook::launch::{self, Plan};
use roadbook::progress::Status;
use roadbook::progress::change::{Change, NodeChange, Origin};
use roadbook::roadmap::problem::Problems;
use roadbook::roadmap::url::{Link, MAX_LENGTH};
use roadbook::roadmap::{self, Loaded, Roadmap};
use roadbook::text::clean;
use roadbook::text::markdown;
use roadbook::text::width::Measure;
use roadbook::yaml::Limits;

/// What is promised of all bytes: panics where they break it.
pub type Target = fn(&[u8]);

/// Every target, under the name that `cargo fuzz` knows.
pub const TARGETS: [(&str, Target); 13] = [
    ("clean", clean),
    ("import_csv", import_csv),
    ("import_json", import_json),
    ("import_markdown", import_markdown),
    ("import_opml", import_opml),
    ("import_org", import_org),
    ("import_roadmap_sh", import_roadmap_sh),
    ("import_urls", import_urls),
    ("journal", journal),
    ("markdown", markdown),
    ("merge", merge),
    ("roadmap", roadmap),
    ("url", url),
];

/// A roadmap is refused in words, or loaded: then all that is shown of it is clean, its tree holds together, and every
/// form of export can be written.
pub fn roadmap(bytes: &[u8]) {
    match roadmap::load(bytes, &Limits::default()) {
        Ok(Loaded { roadmap, warnings }) => {
            said_cleanly(&warnings, bytes);
            holds_together(&roadmap);
            let shown = vec![true; roadmap.len()];
            let course = Course::new(roadmap, Log::default());
            let export = Export {
                course: &course,
                lang: Lang::En,
                shown,
                with_notes: true,
                map: None,
            };
            for form in Form::ALL {
                assert_harmless(&export.text(form), form.word());
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "what is refused is told why");
            said_cleanly(&problems, bytes);
        }
    }
}

/// A line of a journal is read without a panic, and a record that was read is written so that it is read again as itself.
pub fn journal(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        let parsed = line::parse(line);
        if let Some(plain) = line::plain(line) {
            let same = Parsed::Record(plain.record());
            assert_eq!(
                parsed, same,
                "the short way to read a line leads to the same"
            );
        }
        if let Parsed::Record(record) = parsed {
            written_and_read(&record);
        }
        for record in line::salvage(line) {
            written_and_read(&record);
        }
    }
    let mut log = Log::default();
    log.read_file("a.jsonl", bytes, Writer::ThisDevice);
    let once = picture(&log);
    // One id on two lines of other versions is counted as the one or the other.
    let strange = |log: &Log| log.health().newer + log.health().unknown_ops;
    let strangers = strange(&log);
    log.read_file("b.jsonl", bytes, Writer::ThisDevice);
    assert_eq!(
        picture(&log),
        once,
        "reading a journal again changes nothing"
    );
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    lines.reverse();
    let mut reversed = Log::default();
    reversed.read_file("a.jsonl", &lines.join(&b'\n'), Writer::ThisDevice);
    assert_eq!(
        picture(&reversed),
        once,
        "the order of lines does not matter"
    );
    assert_eq!(strange(&reversed), strangers, "nor to what is not applied");
}

/// Records come to the same state in any order, from any files and however often.
pub fn merge(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let mut files = [const { String::new() }; 3];
    let mut records = Vec::new();
    while records.len() < 24 && !bytes.0.is_empty() {
        let file = bytes.below(3);
        let record = bytes.record();
        if let Ok(lines) = line::encode(&record) {
            // A line is its record; a change of many lines is all of them.
            let mut read = Log::default();
            read.read_file("one", lines.as_bytes(), Writer::Other);
            let mut added = Log::default();
            added.add(record.clone(), Writer::Other);
            assert_eq!(picture(&read), picture(&added), "{lines}");
            files[file] += &lines;
            records.push(record);
        }
    }
    let read = |order: &[usize]| {
        let mut log = Log::default();
        for file in order {
            log.read_file("a.jsonl", files[*file].as_bytes(), Writer::Other);
        }
        picture(&log)
    };
    let expected = read(&[0, 1, 2]);
    for order in [
        &[0, 2, 1][..],
        &[1, 0, 2],
        &[1, 2, 0],
        &[2, 0, 1],
        &[2, 1, 0],
        &[0, 1, 2, 0, 1, 2],
        &[2, 2, 1, 0, 1],
    ] {
        assert_eq!(read(order), expected, "{order:?}");
    }
    let together = files.concat();
    let mut log = Log::default();
    log.read_file("a.jsonl", together.as_bytes(), Writer::Other);
    assert_eq!(picture(&log), expected, "one file instead of three");
    let mut log = Log::default();
    for record in records.into_iter().rev() {
        log.add(record, Writer::Other);
    }
    assert_eq!(picture(&log), expected, "records instead of lines");
}

/// Cleaned text holds nothing that talks to a terminal, and is clean.
pub fn clean(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let on_line = clean::line(text);
    assert_harmless(on_line.as_str(), "line");
    assert!(!on_line.as_str().contains('\n'));
    assert_eq!(clean::line(on_line.as_str()), on_line);
    let piece = clean::piece(text);
    assert_harmless(piece.as_str(), "piece");
    assert!(!piece.as_str().contains('\n'));
    assert_eq!(clean::piece(piece.as_str()), piece);
    let in_block = clean::block(text);
    assert_harmless(in_block.as_str(), "block");
    assert_eq!(clean::block(in_block.as_str()), in_block);
    if let Some(word) = clean::word(text) {
        assert_eq!(word.as_str(), text);
        assert_eq!(clean::line(text), word);
    }
    let mut pushed = roadbook::text::CleanBuf::new();
    for c in text.chars() {
        pushed.push_char(c);
    }
    assert_harmless(pushed.as_str(), "pushed");
    assert!(!clean::has_hidden(on_line.as_str()) && !clean::has_hidden(in_block.as_str()));
}

/// An address is refused, or it is plain ASCII that every launcher hands over as one argument.
pub fn url(bytes: &[u8]) {
    let raw = &*String::from_utf8_lossy(bytes);
    let Ok(link) = Link::parse(raw) else { return };
    let address = link.as_str();
    assert!(
        address.bytes().all(|byte| byte.is_ascii_graphic()),
        "{address:?}"
    );
    assert!(!address.contains(['"', '<', '>']), "{address:?}");
    assert!(address.len() <= MAX_LENGTH, "{}", address.len());
    let rest = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    let authority = rest
        .expect("http or https")
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default();
    let of_authority = |c: char| c.is_ascii_alphanumeric() || "-_.:[]".contains(c);
    assert!(
        !authority.is_empty() && authority.chars().all(of_authority),
        "{address:?}"
    );
    assert_eq!(
        Link::parse(address).as_ref(),
        Ok(&link),
        "the canonical form is a link, and itself"
    );
    // Two addresses are of one thing whatever the scheme is, and whoever counts the visitors.
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let query = rest.strip_prefix('?').map(|rest| format!("&{rest}"));
    let counted = format!("{path}?utm_source=x{}", query.as_deref().unwrap_or(rest));
    let other_scheme = match address.strip_prefix("https") {
        Some(rest) => format!("http{rest}"),
        None => address.replacen("http", "https", 1),
    };
    for same in [counted, other_scheme] {
        if let Ok(same) = Link::parse(&same) {
            assert_eq!(same.normalized(), link.normalized(), "{same:?} {address:?}");
        }
    }
    let _ = link.cautions(clean::line(raw).as_clean());
    for relative in [raw, "../x", "//other.example/y", "?q", "#f"] {
        if let Ok(joined) = link.join(relative) {
            assert_eq!(Link::parse(joined.as_str()), Ok(joined));
        }
    }
    for (command, before, after) in [
        ("browser", &["browser"][..], &[][..]),
        ("browser -x %s -y", &["browser", "-x"], &["-y"]),
        ("'my browser' --app=%s", &["my browser"], &[]),
        ("env %% browser %s", &["env", "%", "browser"], &[]),
    ] {
        let command = roadbook::config::CommandLine::parse(command).expect("a command");
        let environment = roadbook::config::Environment::default();
        let plan = launch::plan_with(Some(&command), &environment, &|_| true, &link);
        let Plan::Run { argv, .. } = plan else {
            panic!("{command} is not run with {address}");
        };
        assert_eq!(argv.len(), before.len() + 1 + after.len(), "{argv:?}");
        assert_eq!(argv[..before.len()], *before);
        assert_eq!(argv[before.len() + 1..], *after);
        let argument = argv[before.len()].trim_start_matches("--app=");
        assert_eq!(argument, address);
    }
}

/// Markdown is laid out within its width, its pieces are clean, and its links are those that are found without a layout.
pub fn markdown(bytes: &[u8]) {
    let text = clean::block(&String::from_utf8_lossy(bytes));
    let links = markdown::links(text.as_clean());
    for measure in Measure::ALL {
        for width in [1, 7, 50] {
            let rendered = markdown::render_for(measure, text.as_clean(), width, 1);
            assert_eq!(rendered.links, links);
            for line in &rendered.lines {
                let columns: usize = line.iter().map(|piece| columns(measure, piece)).sum();
                let widest = line
                    .iter()
                    .flat_map(|piece| measure.graphemes(piece.text.as_clean()))
                    .map(|(.., columns)| columns)
                    .max();
                // Room for one grapheme is always made, and only such a line may be wider.
                assert!(
                    columns <= width.max(1) || widest > Some(width.clamp(1, 2)),
                    "{columns} of {width} {measure:?}: {line:?}"
                );
                for piece in line {
                    assert_harmless(piece.text.as_str(), "piece");
                    assert!(!piece.text.as_str().contains('\n'));
                    assert!(piece.link.is_none_or(|link| link < links.len()));
                }
            }
        }
    }
    for link in links {
        assert_harmless(link.title.as_str(), "title");
        assert_harmless(link.address.as_str(), "address");
    }
}

pub fn import_markdown(bytes: &[u8]) {
    imported(bytes, Format::Markdown);
}

pub fn import_org(bytes: &[u8]) {
    imported(bytes, Format::Org);
}

pub fn import_opml(bytes: &[u8]) {
    imported(bytes, Format::Opml);
}

pub fn import_urls(bytes: &[u8]) {
    imported(bytes, Format::Urls);
}

pub fn import_csv(bytes: &[u8]) {
    imported(bytes, Format::Csv);
}

/// What was exported as JSON, and the ticks of an exported page, which are JSON too.
pub fn import_json(bytes: &[u8]) {
    imported(bytes, Format::Json);
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(Err(error)) = page_file::read(text)
    {
        refused_cleanly(&error);
    }
}

/// A map or its joined texts as roadmap.sh has them, and the ticks that the browser keeps.
pub fn import_roadmap_sh(bytes: &[u8]) {
    imported(bytes, Format::RoadmapSh);
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(Err(error)) = browser_file::read(text)
    {
        refused_cleanly(&error);
    }
}

/// A document is refused in words, or becomes a roadmap whose file loads again as the same roadmap.
fn imported(bytes: &[u8], format: Format) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let options = Options {
        name: "document".to_owned(),
        base: Link::parse("https://example.org/lists/").ok(),
        ..Options::default()
    };
    let imported = match import::read(text, format, &options) {
        Ok(imported) => imported,
        Err(error) => return refused_cleanly(&error),
    };
    let file = yaml_out::write(&imported.source);
    assert_harmless(&file, "the file");
    let loaded = match roadmap::load(file.as_bytes(), &Limits::default()) {
        Ok(loaded) => loaded.roadmap,
        Err(problems) => {
            let told = problems.render("made.yaml", file.as_bytes(), Lang::En);
            panic!("what was made is refused:\n{told}\n{file}");
        }
    };
    holds_together(&loaded);
    assert_eq!(sketch(&loaded), sketch(&imported.roadmap), "{file}");
    let ids = imported.states.iter().map(|state| &state.id);
    for id in ids.chain(imported.notes.iter().map(|(id, _)| id)) {
        assert!(
            loaded.find(id).is_some(),
            "{id} has a state or a note and is not there"
        );
    }
    for note in imported.report.notes() {
        assert_harmless(note.text.as_str(), "the report");
    }
}

fn refused_cleanly(error: &ImportError) {
    match error {
        ImportError::Empty(_) | ImportError::MockUp => {}
        ImportError::Unreadable { why, .. } => assert_harmless(why.as_str(), "why"),
        ImportError::Invalid(problems) => said_cleanly(problems, b""),
    }
}

fn said_cleanly(problems: &Problems, bytes: &[u8]) {
    for lang in [Lang::En, Lang::Zh] {
        let told = problems.render("a.yaml", bytes, lang);
        assert_harmless(told.as_str(), "a problem");
    }
}

/// The tree of a roadmap is one tree, every id is found, and every text and address in it is clean.
fn holds_together(roadmap: &Roadmap) {
    for node in roadmap.nodes() {
        let id = roadmap.node_id(node);
        assert_eq!(roadmap.find(id.as_str()), Some(node), "{id}");
        assert!(clean::word(id.as_str()).is_some(), "{id:?}");
        for child in roadmap.children(node) {
            assert_eq!(roadmap.parent(child), Some(node));
        }
        for need in roadmap.needs(node) {
            assert_ne!(*need, node, "{id} needs itself");
        }
        for lang in [Lang::En, Lang::Zh] {
            let title = roadmap.title(node, lang);
            assert!(
                !title.is_empty() && clean::line(title.as_str()).as_clean() == title,
                "{title:?}"
            );
            assert_harmless(roadmap.body(node, lang).as_str(), "a body");
        }
        let further = roadmap
            .further_links(node)
            .iter()
            .map(|further| &further.link);
        for link in roadmap.link(node).into_iter().chain(further) {
            assert_eq!(Link::parse(link.as_str()).as_ref(), Ok(link));
        }
    }
}

/// What is compared of two roadmaps.
fn sketch(roadmap: &Roadmap) -> Vec<String> {
    let node = |node| {
        format!(
            "{:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {}",
            roadmap.level(node),
            roadmap.node_id(node),
            roadmap.titles(node),
            roadmap.bodies(node),
            roadmap.parent(node),
            roadmap.link(node),
            roadmap.kind(node),
            roadmap.minutes(node),
            roadmap.author(node),
            roadmap.further_links(node),
            roadmap.is_core(node),
        )
    };
    let head = format!(
        "{} {} {:?}",
        roadmap.id(),
        roadmap.name(Lang::En),
        roadmap.edition()
    );
    std::iter::once(head)
        .chain(roadmap.nodes().map(node))
        .collect()
}

/// The columns of a piece. Line art takes one column a character in every terminal.
fn columns(measure: Measure, piece: &markdown::Piece) -> usize {
    match piece.tone {
        markdown::Tone::Mark => Measure::Narrow.columns(piece.text.as_clean()),
        _ => measure.columns(piece.text.as_clean()),
    }
}

fn written_and_read(record: &Record) {
    match line::encode(record) {
        Ok(lines) if lines.matches('\n').count() == 1 => {
            assert_eq!(
                line::parse(lines.as_bytes()),
                Parsed::Record(record.clone()),
                "{lines}"
            );
        }
        // A long change becomes parts, and a part cannot be parted again.
        Ok(_) | Err(_) => {}
    }
}

/// All that a log says, but for what depends on how often and in which order files are read.
fn picture(log: &Log) -> String {
    use std::fmt::Write as _;
    let mut health = log.health().clone();
    health.damaged.clear();
    // A line of another version that has no id is counted each time that it is read: nothing tells it from its copy.
    (health.newer, health.unknown_ops) = (0, 0);
    // Which of several files is named first as too new depends on their order, and nothing else does.
    if let Some((file, _)) = &mut health.read_only {
        file.clear();
    }
    let mut out = format!("{health:?} {}\n", log.largest_l());
    for roadmap in log.roadmaps() {
        let statuses: Vec<_> = log.statuses(roadmap).collect();
        let attached: Vec<_> = log.attachments(roadmap).collect();
        let notes: Vec<_> = log.notes(roadmap).collect();
        let history: Vec<_> = log.history(roadmap).collect();
        let times: Vec<_> = log.times(roadmap).collect();
        let undo = (log.undoable(roadmap), log.redoable(roadmap));
        let _ = writeln!(
            out,
            "{roadmap} {statuses:?} {attached:?} {notes:?} {history:?} {times:?} {undo:?}"
        );
    }
    out
}

/// Fails where a text holds a character that a terminal obeys, that turns the direction, or that cannot be seen.
#[track_caller]
pub fn assert_harmless(text: &str, what: &str) {
    if let Some(c) = text.chars().find(|c| is_harmful(*c)) {
        panic!("{what} holds {c:?}: {text:?}");
    }
}

/// The rules of `roadbook::text::clean`, written down once more and not taken from there.
pub fn is_harmful(c: char) -> bool {
    let code = u32::from(c);
    c != '\n' && c.is_control()
        || matches!(code, 0x61C | 0x200B | 0x200E | 0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF)
        || matches!(
            code,
            0xAD | 0x34F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x3164 | 0xFFA0
        )
        || matches!(code, 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

/// A few bytes as choices.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        *first
    }

    fn below(&mut self, end: usize) -> usize {
        usize::from(self.next()) % end
    }

    /// Makes a record of a small world, so that nodes, times and ids meet far more often than in any journal.
    fn record(&mut self) -> Record {
        let id = RecordId::from_text(&format!("r{}", self.below(12))).expect("a plain id");
        let l = match self.below(10) {
            0 => 253_402_300_800_000,
            l => l as u64,
        };
        let roadmap = ["p", "q"][self.below(2)].to_owned();
        let node = |bytes: &mut Self| format!("n{}", bytes.below(4));
        let action = match self.below(8) {
            0 => Action::Attach {
                roadmap,
                node: node(self),
                to: (self.below(2) == 0).then(|| node(self)),
            },
            1 => Action::Note {
                roadmap,
                node: node(self),
                deed: NoteDeed::ALL[self.below(2)],
            },
            2 => Action::Time(Spent {
                roadmap,
                node: node(self),
                url: None,
                title: self.title(),
                minutes: u32::from(self.next()) + 1,
                when: None,
            }),
            _ => {
                let origin = match self.below(4) {
                    0 => Origin::Undoes(format!("r{}", self.below(12))),
                    1 => Origin::Redoes(format!("r{}", self.below(12))),
                    _ => Origin::Done,
                };
                // Now and then a change that does not fit on one line.
                // Not a choice of 0, which is what comes when the bytes are used up.
                let count = match self.below(255) {
                    77 => 1500,
                    count => 1 + count % 3,
                };
                let nodes = (0..count).map(|_| NodeChange {
                    node: node(self),
                    from: Status::ALL[self.below(4)],
                    to: Status::ALL[self.below(4)],
                    url: None,
                    title: self.title(),
                    when: (self.below(4) == 1).then(|| self.title()),
                });
                let nodes = nodes.collect();
                Action::Status(Change {
                    roadmap,
                    nodes,
                    origin,
                })
            }
        };
        Record::new(id, l, "2026-11-23T19:24:30+01:00", action)
    }

    fn title(&mut self) -> String {
        let length = self.below(6);
        let taken = &self.0[..length.min(self.0.len())];
        let title = String::from_utf8_lossy(taken).into_owned();
        self.0 = &self.0[taken.len()..];
        title
    }
}
