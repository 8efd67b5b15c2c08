//! Markdown to styled lines with numbered links.
//!
//! `parse` makes blocks of the parser's events, `layout` makes lines of the blocks.

mod block;
mod emphasis;
mod inline;
mod layout;
mod parse;
mod table;
pub mod tags;

use super::clean::{Clean, CleanBuf};
use super::width::{ELLIPSIS, Measure};

/// A longer text is cut here, in bytes; a description is some paragraphs and not a book.
const MAX_BYTES: usize = 16 * 1024;
/// No terminal is wider, and rules and table lines are as wide as they may be.
const MAX_WIDTH: usize = 1000;

/// What a piece of rendered Markdown means; the theme decides how it looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    #[default]
    Plain,
    Heading,
    Strong,
    Emphasis,
    Struck,
    Code,
    Quote,
    Link,
    /// Bullets, rules, table borders, link numbers.
    Mark,
}

/// A run of text with one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: CleanBuf,
    pub tone: Tone,
    /// Index into [`Rendered::links`] when the piece is part of a link.
    pub link: Option<usize>,
}

impl Piece {
    /// Returns a piece that is no part of a link.
    #[must_use]
    pub fn new(text: CleanBuf, tone: Tone) -> Self {
        Self {
            text,
            tone,
            link: None,
        }
    }
}

/// One line on the screen, not wider than asked for.
pub type StyledLine = Vec<Piece>;

/// A link found in the text, in reading order. The address is as written: it passes the link gate before it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLink {
    pub title: CleanBuf,
    pub address: CleanBuf,
}

/// Markdown laid out for a width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    pub lines: Vec<StyledLine>,
    pub links: Vec<FoundLink>,
}

/// Lays out Markdown in lines of at most `width` columns. Links are numbered on the screen from `first_number` on.
///
/// A line is wider only if a single grapheme is. Text beyond 16 KiB is left out, which a last line `…` tells.
#[must_use]
pub fn render(text: Clean<'_>, width: usize, first_number: usize) -> Rendered {
    render_for(Measure::Narrow, text, width, first_number)
}

/// Lays out Markdown as [`render`] does, for a terminal that counts columns in its own way. The line art among the marks
/// takes one column a character in all of them.
#[must_use]
pub fn render_for(
    measure: Measure,
    text: Clean<'_>,
    width: usize,
    first_number: usize,
) -> Rendered {
    let kept = capped(text);
    let (blocks, found) = parse::parse(kept, first_number);
    let mut lines = layout::lay_out(&blocks, width.clamp(1, MAX_WIDTH), measure);
    if kept != text {
        lines.push(vec![Piece::new(ELLIPSIS.to_buf(), Tone::Mark)]);
    }
    Rendered {
        lines,
        links: found,
    }
}

/// Returns the links of a text without laying it out, in the order in which [`render`] numbers them.
#[must_use]
pub fn links(text: Clean<'_>) -> Vec<FoundLink> {
    parse::parse(capped(text), 1).1
}

/// Returns as much of a text as is rendered, if possible whole lines.
fn capped(text: Clean<'_>) -> Clean<'_> {
    let whole = text.as_str();
    if whole.len() <= MAX_BYTES {
        return text;
    }
    let end = (0..=MAX_BYTES)
        .rev()
        .find(|&at| whole.is_char_boundary(at))
        .unwrap_or(0);
    let last_line = whole[..end].rfind('\n').unwrap_or(end);
    text.slice(0..last_line)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::clean::block;
    use crate::text::width::{columns, graphemes};

    /// Renders a text and returns its lines without tones.
    fn picture(text: &str, width: usize) -> Vec<String> {
        let rendered = render(block(text).as_clean(), width, 1);
        rendered
            .lines
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect())
            .collect()
    }

    /// Renders a text and returns its lines with `{tone text}` around all that is not plain, and `→` at links.
    fn toned(text: &str, width: usize) -> Vec<String> {
        let piece = |piece: &Piece| {
            let tone = match piece.tone {
                Tone::Plain => "",
                Tone::Heading => "heading",
                Tone::Strong => "strong",
                Tone::Emphasis => "emphasis",
                Tone::Struck => "struck",
                Tone::Code => "code",
                Tone::Quote => "quote",
                Tone::Link => "link",
                Tone::Mark => "mark",
            };
            let link = piece
                .link
                .map_or(String::new(), |index| format!("→{index}"));
            let text = &piece.text;
            if tone.is_empty() && link.is_empty() {
                text.to_string()
            } else {
                format!("{{{tone}{link} {text}}}")
            }
        };
        let rendered = render(block(text).as_clean(), width, 1);
        rendered
            .lines
            .iter()
            .map(|line| line.iter().map(piece).collect())
            .collect()
    }

    #[test]
    fn tones_follow_the_marks() {
        assert_eq!(
            toned(
                "# About *LoRA*\n\nplain **strong** _soft_ ~~gone~~ `code`\n\n> said **so**",
                60
            ),
            [
                "{heading About LoRA}",
                "plain {strong strong} {emphasis soft} {struck gone} {code code}",
                "",
                "{mark │ }{quote said }{strong so}",
            ]
        );
    }

    #[test]
    fn strong_marks_beside_chinese_punctuation_count() {
        assert_eq!(
            toned("**重点：**内容，见**“引号”**后", 60),
            ["{strong 重点：}内容，见{strong “引号”}后"]
        );
    }

    #[test]
    fn links_are_numbered_after_their_text() {
        let text = "See [the `book`](https://a.io/b) or <https://c.io>, [](d) and [again][r].\n\n[r]: https://e.io 'x'";
        assert_eq!(
            toned(text, 70),
            [
                "See {link→0 the }{code→0 book}{mark→0 [1]} or {link→1 https://c.io}{mark→1 [2]}, {link→2 d}{mark→2 [3]} and \
                 {link→3 again}{mark→3 [4]}."
            ]
        );
        let found = links(block(text).as_clean());
        let found: Vec<_> = found
            .iter()
            .map(|link| (link.title.as_str(), link.address.as_str()))
            .collect();
        let expected = [
            ("the book", "https://a.io/b"),
            ("https://c.io", "https://c.io"),
            ("d", "d"),
            ("again", "https://e.io"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_go_on_from_the_first_number_and_stay_with_their_word() {
        let lines = render(Clean::fixed("[注意力](a)[机制](b)"), 6, 9).lines;
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect())
            .collect();
        assert_eq!(lines, ["注意", "力[9]", "机", "制[10]"]);
    }

    #[test]
    fn a_link_in_a_link_leaves_its_number_out_of_the_title() {
        let text = "[see <https://a.io>](https://b.io)";
        assert_eq!(picture(text, 60), ["see https://a.io[2][1]"]);
        let titles = links(Clean::fixed(text))
            .into_iter()
            .map(|link| link.title.to_string());
        assert_eq!(
            titles.collect::<Vec<_>>(),
            ["see https://a.io", "https://a.io"]
        );
    }

    #[test]
    fn images_are_their_text_and_address() {
        assert_eq!(
            toned(
                "![a map](map.png) ![](x.png) [![badge](b.svg)](https://ci.io)",
                80
            ),
            [
                "{link→0 a map}{mark→0  (map.png)[1]} {link→1 x.png}{mark→1 [2]} {link→2 badge}{mark→2  (b.svg)[3]}"
            ]
        );
    }

    #[test]
    fn html_is_shown_and_not_understood() {
        let text = "a <b>bold</b> move<br>\n\n<details>\n<script>alert(1)</script>\n</details>";
        let expected = [
            "a <b>bold</b> move<br>",
            "",
            "<details>",
            "<script>alert(1)</script>",
            "</details>",
        ];
        assert_eq!(picture(text, 60), expected);
    }

    #[test]
    fn characters_in_entities_are_cleaned() {
        assert_eq!(
            picture("a&#x1b;[31m&#x202e;b&#8203;c `&#x1b;`", 60),
            ["a\u{FFFD}[31mbc &#x1b;"]
        );
        let found = links(Clean::fixed("[x](https://a.io/&#x202e;gpj)"));
        assert_eq!(found[0].address.as_str(), "https://a.io/gpj");
    }

    #[test]
    fn paragraphs_wrap_across_tones() {
        assert_eq!(
            toned("This **is wi**der than **the line** is", 12),
            [
                "This {strong is}",
                "{strong wi}der than",
                "{strong the line} is"
            ]
        );
    }

    #[test]
    fn source_lines_join_with_a_space_except_in_chinese() {
        let table = [
            ("one\ntwo", "one two"),
            ("注意力\n机制", "注意力机制"),
            ("注意，\n力", "注意，力"),
            ("用“引号”\n然后", "用“引号”然后"),
            ("模型\nLoRA\n微调", "模型 LoRA 微调"),
            ("한국\n어", "한국 어"),
            ("**注意**\n*力*", "注意力"),
            ("[注意](x)\n力", "注意[1]力"),
            ("[see](x)\nthis", "see[1] this"),
        ];
        for (text, expected) in table {
            assert_eq!(picture(text, 40), [expected], "from {text:?}");
        }
        assert_eq!(
            picture("hard  \nbreak\\\nhere", 40),
            ["hard", "break", "here"]
        );
    }

    #[test]
    fn lists_nest_and_hang() {
        let text = "Before\n\n- first item that is long\n- 第二项很长很长的中文\n  1. one\n     - deep\n  2. two\n- [x] done\n- [ ] open\n-";
        assert_eq!(
            picture(text, 20),
            [
                "Before",
                "",
                "- first item that is",
                "  long",
                "- 第二项很长很长的中",
                "  文",
                "  1. one",
                "     - deep",
                "  2. two",
                "[x] done",
                "[ ] open",
                "-",
            ]
        );
    }

    #[test]
    fn numbers_line_up_and_loose_lists_stay_loose() {
        assert_eq!(picture("9. nine\n10. ten", 20), [" 9. nine", "10. ten"]);
        assert_eq!(
            picture("- a\n\n  more\n\n- b", 20),
            ["- a", "", "  more", "", "- b"]
        );
    }

    #[test]
    fn code_keeps_its_columns_and_loses_nothing() {
        let text = "Run:\n\n```sh\ncargo test --all\n\n  # 注释\n```\n\n    indented";
        assert_eq!(
            picture(text, 14),
            [
                "Run:",
                "",
                "  cargo test -",
                "  -all",
                "",
                "    # 注释",
                "",
                "  indented"
            ]
        );
    }

    #[test]
    fn quotes_keep_their_mark_on_every_line() {
        let text = "> 引用的文字很长\n>\n> - item\n>\n> > inner quote";
        assert_eq!(
            picture(text, 14),
            [
                "│ 引用的文字很",
                "│ 长",
                "│",
                "│ - item",
                "│",
                "│ │ inner",
                "│ │ quote"
            ]
        );
    }

    #[test]
    fn tables_line_up_in_both_languages() {
        let text = "| 方法 | Memory | 说明 |\n|:--|--:|:-:|\n| LoRA | 8 GB | 低秩 |\n| **全量**微调 | 120 GB | 更新全部参数 |";
        assert_eq!(
            picture(text, 60),
            [
                "方法     │ Memory │     说明",
                "─────────┼────────┼─────────────",
                "LoRA     │   8 GB │     低秩",
                "全量微调 │ 120 GB │ 更新全部参数",
            ]
        );
        assert_eq!(
            picture(text, 28),
            [
                "方法     │ Memory │   说明",
                "─────────┼────────┼─────────",
                "LoRA     │   8 GB │   低秩",
                "全量微调 │ 120 GB │ 更新全部",
                "         │        │   参数",
            ]
        );
    }

    #[test]
    fn tables_without_room_are_stacked() {
        let text = "| Method | Memory |\n|--|--|\n| [LoRA](x) | 8 GB |\n| full | |";
        assert_eq!(
            toned(text, 12),
            [
                "{strong Method}{mark :}",
                "{link→0 LoRA}{mark→0 [1]}",
                "{strong Memory}{mark : }8 GB",
                "",
                "{strong Method}{mark : }full"
            ]
        );
    }

    #[test]
    fn footnotes_come_last() {
        let text = "Claim[^a].\n\n[^a]: The proof\n    is long.\n\nMore.";
        assert_eq!(
            picture(text, 40),
            ["Claim[^a].", "", "More.", "", "[^a] The proof is long."]
        );
    }

    #[test]
    fn rules_fill_the_line_and_front_matter_is_none() {
        assert_eq!(
            picture("---\na: b\n\n***", 5),
            ["─────", "", "a: b", "", "─────"]
        );
    }

    #[test]
    fn long_texts_end_in_an_ellipsis() {
        let lines = picture(&"注意力机制 word\n\n".repeat(2000), 40);
        assert_eq!(lines.last().map(String::as_str), Some("…"));
        let kept: usize = lines.iter().map(String::len).sum();
        assert!((MAX_BYTES / 2..=MAX_BYTES).contains(&kept), "{kept}");
        assert_eq!(
            picture(&"力".repeat(6000), 1000).concat().chars().count(),
            MAX_BYTES / 3 + 1
        );
    }

    #[test]
    fn deep_nesting_ends_at_a_depth() {
        for opening in ["> ", "- ", "1. "] {
            let lines = picture(&format!("{}deep", opening.repeat(1000)), 60);
            assert!(lines.iter().any(|line| line.ends_with("deep")), "{lines:?}");
        }
    }

    #[test]
    fn a_table_of_thousands_of_columns_and_rows_is_survived() {
        let text = format!(
            "{}|\n{}|\n{}",
            "|a".repeat(2000),
            "|-".repeat(2000),
            "|x\n".repeat(2500)
        );
        let lines = picture(&text, 40);
        // The parser gives up the table somewhere in the middle and repeats a row there.
        assert!(lines.concat().matches('x').count() >= 2500);
    }

    fn markdown_soup() -> impl Strategy<Value = String> {
        let token = prop::sample::select(vec![
            "中",
            "文",
            "word ",
            " ",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "* ",
            "1. ",
            "10) ",
            "- [x] ",
            "*",
            "**",
            "_",
            "~~",
            "`",
            "```\n",
            "# ",
            "    ",
            "---\n",
            "|",
            "|-|-|\n",
            "|a|b|\n|-|:-:|\n|中|d|\n",
            "[",
            "](",
            ")",
            "](x)",
            "![",
            "[^a]",
            "[^a]: ",
            "[r]: x\n",
            "[r]",
            "<b>",
            "<!--",
            "<https://a.io>",
            "\\",
            "&#x1b;",
            "&amp;",
            "“",
            "”",
            "，",
            "e\u{301}",
            "👩\u{200d}💻",
            "\u{301}",
        ]);
        let any = any::<char>().prop_map(String::from);
        prop::collection::vec(
            prop_oneof![12 => token.prop_map(str::to_owned), 1 => any],
            0..60,
        )
        .prop_map(|parts| parts.concat())
    }

    proptest! {
        #[test]
        fn any_text_fits_any_width(text in markdown_soup(), width in 0_usize..50, first in 0_usize..1000) {
            let text = block(&text);
            let rendered = render(text.as_clean(), width, first);
            for line in &rendered.lines {
                let whole = CleanBuf::concat(&line.iter().map(|piece| piece.text.as_clean()).collect::<Vec<_>>());
                let widest = graphemes(whole.as_clean()).map(|(.., columns)| columns).max().unwrap_or(0);
                // Room for one grapheme is always made, and only such a line may be wider.
                prop_assert!(columns(whole.as_clean()) <= width.max(1) || widest > width.clamp(1, 2), "{:?} at {}", whole, width);
                prop_assert!(line.iter().all(|piece| !piece.text.is_empty()));
                prop_assert!(line.iter().filter_map(|piece| piece.link).all(|link| link < rendered.links.len()));
                prop_assert!(!whole.as_str().contains(char::is_control));
            }
            prop_assert_eq!(links(text.as_clean()), rendered.links);
        }

        #[test]
        fn nothing_written_is_lost(parts in prop::collection::vec(prop::sample::select(vec![
            "中", "中", "word", " ", "\n", "\n\n", "> ", "- ", "1. ", "*", "**", "~~a~~", "`a`", "# ", "    ", "---\n", "<b>", "\\",
        ]), 0..60), width in 1_usize..40) {
            let text = parts.concat();
            let shown = picture(&text, width).concat();
            prop_assert_eq!(shown.matches('中').count(), text.matches('中').count(), "{:?} became {:?}", text, shown);
        }
    }
}
