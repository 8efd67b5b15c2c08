use quick_xml::events::Event;

use super::badge::badge;
use super::card::{Card, Stage, card};
use super::map::{Poster, map};
use super::*;
use crate::lang::Lang;
use crate::picture::graph::{BoxSize, Graph};
use crate::picture::labels::{Label, Labels};
use crate::picture::map::{Options, layout};
use crate::progress::Status;
use crate::text::{CleanBuf, clean};

const TITLES: [&str; 8] = [
    "</text><script>alert(1)</script>",
    "\"/><image href='http://example.org/x.png' onload=\"x\"/>",
    "]]> <!-- &amp; &#x41; <![CDATA[",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "机器学习的数学基础与大语言模型的训练、对齐、评估、量化以及部署的全部内容，还有更多的内容在后面",
    "\u{0}\u{1b}[31m\u{202e}\u{fffe}\u{ffff}red",
    "",
    "👩\u{200d}💻 e\u{301} ﷽",
];

/// Returns every picture with these titles in all places.
fn pictures() -> Vec<(String, String)> {
    let mut pictures = Vec::new();
    for lang in Lang::ALL {
        for title in TITLES.map(clean::line) {
            let words = lang.map();
            let sizes = (0..6).map(|at| BoxSize {
                group: at / 2,
                depth: at % 2,
                title: crate::text::width::columns(title.as_clean()),
                count: 3,
                about: 0,
                marks: 40,
            });
            let graph = Graph::new(sizes.collect(), &[(0, 1), (0, 3), (1, 5), (4, 0)]);
            let label = Label {
                title: title.clone(),
                about: title.clone(),
                status: Status::Doing,
                done: 3,
                all: 40,
                marks: Status::ALL.into_iter().cycle().take(40).collect(),
                next: true,
            };
            let labels = Labels {
                boxes: vec![label.clone(); 6],
                headings: vec![label; 3],
            };
            let poster = Poster {
                title: title.as_clean(),
                done: 4_000_000_000,
                all: u32::MAX,
                words,
            };
            let name = |kind: &str| format!("{kind} {title:?}");
            let layout = layout(&graph, &Options::default());
            pictures.push((name("map"), map(&layout, &labels, &poster)));
            let stage = Stage {
                title: title.clone(),
                done: 1,
                all: 0,
            };
            let stages = vec![stage; 20];
            let of = Card {
                title: title.as_clean(),
                done: 99,
                all: 100,
                stages: &stages,
                words,
            };
            pictures.push((name("card"), card(&of)));
            pictures.push((name("badge"), badge(title.as_clean(), 0, 0, words)));
        }
    }
    pictures
}

/// An element as a reader sees it: its name, its attributes and its text.
#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: CleanBuf,
}

impl Element {
    fn number(&self, name: &str) -> Option<f64> {
        let found = self.attributes.iter().find(|(key, _)| key == name)?;
        found.1.parse().ok()
    }
}

/// Reads XML strictly: every element is closed, every entity is known.
fn read(svg: &str) -> Vec<Element> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("a sound attribute");
                    let key = attribute.key.as_ref().to_owned();
                    let value =
                        quick_xml::escape::unescape(&attribute.value).expect("known entities");
                    (key, value.into_owned())
                });
                elements.push(Element {
                    name: tag.name().as_ref().to_owned(),
                    attributes: attributes.collect(),
                    text: CleanBuf::new(),
                });
                if matches!(event, Event::Start(_)) {
                    open.push(elements.len() - 1);
                }
            }
            Event::End(_) => drop(open.pop().expect("something is open")),
            Event::Text(text) => {
                if let Some(at) = open.last() {
                    elements[*at].text.push(clean::piece(text).as_clean());
                }
            }
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &**name))
                    .unwrap()
                    .into_owned();
                if let Some(at) = open.last() {
                    elements[*at].text.push(clean::piece(&text).as_clean());
                }
            }
            Event::Eof => break,
            Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => panic!("no {event:?} is written"),
        }
    }
    assert!(open.is_empty(), "everything is closed");
    elements
}

#[test]
fn a_hostile_title_stays_a_title() {
    const KNOWN: [&str; 7] = ["svg", "title", "desc", "style", "rect", "circle", "path"];
    for (name, svg) in pictures() {
        for element in read(&svg) {
            let known = KNOWN.contains(&element.name.as_str()) || element.name == "text";
            assert!(known, "{name}: {}", element.name);
            for (key, value) in &element.attributes {
                assert!(
                    !key.starts_with("on") && !key.contains("href"),
                    "{name}: {key}"
                );
                let is_outside = value.contains("http") && key != "xmlns" && key != "aria-label";
                assert!(!is_outside, "{name}: {key}={value}");
            }
            if element.name == "style" {
                let text = element.text.as_str();
                assert!(
                    !text.contains("@import") && !text.contains("url("),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn every_text_stays_inside_its_picture_in_any_font() {
    for (name, svg) in pictures() {
        let elements = read(&svg);
        let width = elements[0].number("width").expect("a width");
        let height = elements[0].number("height").expect("a height");
        for element in elements.iter().filter(|element| element.name == "text") {
            let size = element.number("font-size").expect("a size");
            let most = measure(element.text.as_clean(), size).most;
            let length = element.number("textLength").unwrap_or(most);
            let x = element.number("x").expect("a place");
            let anchor = element
                .attributes
                .iter()
                .find(|(key, _)| key == "text-anchor");
            let left = match anchor.map(|(_, value)| value.as_str()) {
                Some("end") => x - length,
                Some(_) => x - length / 2.0,
                None => x,
            };
            let inside = left >= 0.0 && left + length <= width + 0.01;
            assert!(
                inside,
                "{name}: {} at {left} for {length} in {width}",
                element.text
            );
            assert!(
                element
                    .number("y")
                    .is_some_and(|y| y > size / 2.0 && y <= height)
            );
        }
        for element in elements.iter().filter(|element| element.name == "rect") {
            let number = |key| element.number(key).expect("a number");
            assert!(
                number("width") > 0.0 && number("height") > 0.0,
                "{name}: a rect"
            );
            assert!(
                number("x") + number("width") <= width + 0.01,
                "{name}: a rect inside"
            );
        }
    }
}

#[test]
fn a_picture_says_what_it_is_and_has_both_grounds() {
    for (name, svg) in pictures() {
        let elements = read(&svg);
        let value = |key: &str| {
            let found = elements[0].attributes.iter().find(|(name, _)| name == key);
            found.map(|(_, value)| value.as_str())
        };
        assert_eq!(value("role"), Some("img"), "{name}");
        assert!(value("aria-label").is_some_and(|label| !label.is_empty()));
        assert_eq!(
            (elements[1].name.as_str(), elements[2].name.as_str()),
            ("title", "desc")
        );
        assert!(svg.contains("prefers-color-scheme:dark"), "{name}");
    }
}

#[test]
fn every_class_that_is_used_has_a_look() {
    for (name, svg) in pictures() {
        for element in read(&svg) {
            let classes = element.attributes.iter().filter(|(key, _)| key == "class");
            for class in classes.flat_map(|(_, value)| value.split(' ')) {
                let known = class == "roadbook" || svg.contains(&format!(".roadbook .{class}{{"));
                assert!(known, "{name}: {class}");
            }
        }
    }
}

#[test]
fn a_bar_that_was_begun_is_not_empty_and_only_a_whole_one_is_full() {
    let words = Lang::En.map();
    let full = |done| {
        let svg = badge(crate::text::Clean::fixed("x"), done, 1000, words);
        let elements = read(&svg);
        let width = |class: &str| {
            let is =
                |element: &&Element| element.attributes.iter().any(|(_, value)| value == class);
            elements
                .iter()
                .find(is)
                .and_then(|element| element.number("width"))
        };
        width("full").unwrap_or(0.0) / width("rest").expect("a bar")
    };
    assert!(full(0) < f64::EPSILON && full(1) > 0.0 && full(999) < 1.0 && full(1000) > 0.999);
}
