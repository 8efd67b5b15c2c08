fn main() {
    let texts = [
        ("items", "- ".repeat(20_000)),
        ("quotes", "> ".repeat(20_000)),
        ("brackets", "[".repeat(50_000)),
        ("broken links", "](http://a b".repeat(20_000)),
        ("signs", "✅ ".repeat(50_000)),
        (
            "links",
            format!("- {}", "[x](https://a.example/y) ".repeat(5_000)),
        ),
        (
            "nest",
            (0..2_000).fold(String::new(), |text, depth| {
                text + &" ".repeat(depth * 2) + "- [ ] a\n"
            }),
        ),
        ("details", "<details><summary>a</summary>\n\n".repeat(5_000)),
        ("ul", "<ul><li>".repeat(20_000)),
        ("sections", "# a\n- [x](https://a.example)\n".repeat(5_000)),
        ("stars", "*".repeat(50_000)),
        (
            "rows",
            "| a | b |\n|---|---|\n".to_owned() + &"| [x](https://a.example) |\n".repeat(5_000),
        ),
    ];
    use roadbook::import::*;
    for (name, text) in &texts {
        for format in [Format::Markdown, Format::Org, Format::Urls, Format::Csv] {
            let t = std::time::Instant::now();
            let r = read(text, format, &Options::default());
            let a = t.elapsed();
            if let Ok(r) = &r {
                let y = yaml_out::write(&r.source);
                let _ = roadbook::roadmap::load(y.as_bytes(), &roadbook::yaml::Limits::default());
            }
            println!(
                "{name} {} {} {a:?} {:?}",
                text.len(),
                format.word(),
                t.elapsed()
            );
        }
    }
}
