//! The exported page in a real browser: it is searched, filtered, folded, ticked and downloaded by clicking.

mod support;

use std::path::PathBuf;

use serde_json::{Value, json};

use support::browser::Browser;
use support::cli::Shell;

/// Exports the roadmap of a home and opens the page.
fn page(shell: &Shell, arguments: &str) -> (Browser, PathBuf) {
    let output = shell.output(&format!("export html -o page.html {arguments}"));
    assert!(output.status.success(), "{}", shell.show(&output));
    let downloads = shell.home.path().join("downloads");
    std::fs::create_dir(&downloads).expect("a folder in the home");
    let browser = Browser::start(&downloads);
    let file = shell.home.path().join("page.html");
    browser.open(&file);
    assert_eq!(browser.console(), Vec::<String>::new());
    (browser, downloads)
}

/// Returns the ids that can be seen.
fn seen(browser: &Browser) -> Value {
    browser.run("return [...document.querySelectorAll('li[data-id]')].filter(item => item.checkVisibility()).map(item => item.dataset.id)")
}

fn text(browser: &Browser, selector: &str) -> Value {
    browser.run(&format!(
        "return document.querySelector('{selector}').textContent"
    ))
}

#[test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
fn a_page_is_searched_filtered_folded_ticked_and_downloaded() {
    let shell = Shell::new();
    shell.run(&["done green-tea-book", "doing green-tea-video"]);
    let (browser, downloads) = page(&shell, "");
    let all = [
        "green-tea-book",
        "green-tea-video",
        "oxidation",
        "black-tea-walk",
        "kettle-paper",
    ];
    assert_eq!(seen(&browser), json!(all));
    assert_eq!(text(&browser, "#overall"), "1/3");
    // The map is there, with its own style allowed.
    let font = "return getComputedStyle(document.querySelector('main svg text.strong')).fontWeight";
    assert_eq!(browser.run(font), "600");

    browser.write("#search", "green book");
    assert_eq!(seen(&browser), json!(["green-tea-book"]));
    assert_eq!(text(&browser, "#shown"), "1 of 5 shown");
    browser.empty("#search");
    browser.click("#status option[value=open]");
    assert_eq!(
        seen(&browser),
        json!([
            "green-tea-video",
            "oxidation",
            "black-tea-walk",
            "kettle-paper"
        ])
    );
    browser.click("#kind option[value=video]");
    assert_eq!(seen(&browser), json!(["green-tea-video"]));
    browser.click("#kind option[value='']");
    browser.click("#status option[value='']");
    browser.click("#core");
    assert_eq!(seen(&browser), json!(["green-tea-book"]));
    browser.click("#core");

    browser.click("#fold");
    assert_eq!(seen(&browser), json!([]));
    browser.click("#unfold");
    browser.click("#n-leaves > summary");
    assert_eq!(seen(&browser), json!(["kettle-paper"]));
    browser.click("#n-leaves > summary");

    browser.click("#t-kettle-paper");
    browser.click("#t-green-tea-book");
    browser.click("label[for=t-green-tea-video]");
    assert_eq!(text(&browser, "#overall"), "1/3");
    assert_eq!(text(&browser, "#n-water .count"), "1/1");
    assert_eq!(text(&browser, "#ticked"), "3 changed here");
    // It is kept where the page is loaded again, and ticking back leaves nothing to tell.
    // Chromium hands on what a page keeps a moment later, and the page that is loaded may be another process.
    std::thread::sleep(std::time::Duration::from_millis(500));
    browser.reload();
    assert_eq!(text(&browser, "#ticked"), "3 changed here");
    browser.click("#t-green-tea-book");
    assert_eq!(text(&browser, "#ticked"), "2 changed here");

    browser.click("#download");
    let progress = Browser::downloaded(&downloads.join("roadbook-progress.json"));
    let mut progress: Value = serde_json::from_str(&progress).unwrap();
    for node in progress["nodes"].as_array_mut().unwrap() {
        let at = node["at"].take();
        let at = at.as_str().unwrap();
        assert_eq!(
            (at.len(), &at[10..11]),
            ("2026-11-23T12:00:00+00:00".len(), "T"),
            "{at}"
        );
        assert!(at.parse::<jiff::Timestamp>().is_ok(), "{at}");
    }
    let expected = json!({
        "format": "roadbook-progress",
        "version": 1,
        "roadmap": "tea",
        "title": "Making tea",
        "nodes": [
            { "id": "green-tea-video", "url": "https://video.example.org/watch?v=1", "title": "Watching leaves unfold", "status": "done", "at": null },
            { "id": "kettle-paper", "url": "http://192.0.2.7/kettles.pdf", "title": "On kettles", "status": "done", "at": null },
        ],
    });
    assert_eq!(progress, expected);
    assert_eq!(browser.console(), Vec::<String>::new());
}

/// What every element must have, as functions that return what has it not.
const BASICS: &str = r#"
    const wrong = [];
    for (const name of ["header", "main", "nav", "footer", "[role=search]", "h1", "head > title", "html[lang]"]) {
        if (document.querySelectorAll(name).length !== 1) wrong.push(name);
    }
    for (const field of document.querySelectorAll("input, select, button, progress")) {
        const label = field.labels?.length ? [...field.labels].map(label => label.textContent).join("") : field.textContent;
        if (!(label.trim() || field.getAttribute("aria-label"))) wrong.push("no label: " + field.outerHTML);
    }
    const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
    if (new Set(ids).size !== ids.length) wrong.push("an id twice");
    let last = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
        const level = Number(heading.tagName[1]);
        if (level > last + 1) wrong.push("a heading skips a level: " + heading.textContent);
        last = level;
    }
    const canvas = document.createElement("canvas").getContext("2d");
    const rgb = color => { canvas.fillStyle = color; const n = parseInt(canvas.fillStyle.slice(1), 16); return [n >> 16, n >> 8 & 255, n & 255]; };
    const light = color => {
        const [r, g, b] = rgb(color).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const back = element => {
        for (let e = element; e; e = e.parentElement) {
            const color = getComputedStyle(e).backgroundColor;
            if (color !== "rgba(0, 0, 0, 0)") return color;
        }
        return "rgb(255, 255, 255)";
    };
    for (const element of document.querySelectorAll("h1, h2, h3, p, a, label, span, button, summary, select, input[type=search]")) {
        if (!element.checkVisibility() || !element.textContent.trim()) continue;
        const [high, low] = [light(getComputedStyle(element).color), light(back(element))].sort((a, b) => b - a);
        const contrast = (high + 0.05) / (low + 0.05);
        if (contrast < 4.5) wrong.push(contrast.toFixed(1) + ": " + element.outerHTML.slice(0, 120));
    }
    if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the window");
    return wrong;
"#;

#[test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
fn landmarks_labels_headings_and_contrast_are_in_order_by_day_and_by_night() {
    let shell = Shell::chinese();
    shell.run(&[
        "done green-tea-book",
        "skip kettle-paper",
        "note green-tea-video 看了两遍",
    ]);
    let (browser, _) = page(&shell, "--notes");
    assert_eq!(browser.run("return document.documentElement.lang"), "zh");
    assert_eq!(browser.run(BASICS), json!([]));
    let before = browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.click("#dark");
    assert_ne!(
        browser.run("return getComputedStyle(document.body).backgroundColor"),
        before
    );
    assert_eq!(browser.run(BASICS), json!([]));
    // The slash leads to the search, wherever the person is.
    browser.write("body", "/");
    assert_eq!(browser.run("return document.activeElement.id"), "search");
    assert_eq!(browser.console(), Vec::<String>::new());
}

#[test]
#[ignore = "needs chromium and chromedriver, which .ci/run installs"]
fn a_hostile_roadmap_can_neither_run_nor_look_like_anything() {
    let shell = Shell::new();
    shell.write(
        "data/roadbook/roadmaps/hostile.yaml",
        include_str!("fixtures/cli/hostile.yaml"),
    );
    shell.write("config/roadbook/config.yaml", "roadmap: hostile\n");
    let (browser, _) = page(&shell, "");
    let facts = browser.run(
        "return [window.hit ?? null, document.scripts.length, document.querySelectorAll('style').length,
        document.querySelectorAll('img, b, iframe, svg svg, foreignObject').length, [...document.links].filter(a => !/^https?:|^file:/.test(a.href)).length,
        [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on')).length,
        document.title]",
    );
    let title = "</title><script>alert(1)</script>{{title}}";
    assert_eq!(facts, json!([null, 1, 2, 0, 0, 0, title]));
    // What somebody put into the page by other means does not run either.
    let script = "const s = document.createElement('script'); s.textContent = 'window.hit = 4'; document.body.append(s); return window.hit ?? null";
    assert_eq!(browser.run(script), Value::Null);
}
