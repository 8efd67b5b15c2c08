//! Markdown as HTML: what the program shows as lines, as paragraphs. HTML in the text is text, and a link leads only where the
//! program would open it.

use maud::{Markup, html};

use crate::roadmap::url::Link;
use crate::text::Clean;
use crate::text::markdown::{self, FoundLink, Piece, StyledLine, Tone};

/// Wide enough for a paragraph to stay on one line; the browser breaks it.
const WIDTH: usize = 1000;

/// Writes a text as paragraphs.
pub(super) fn paragraphs(text: Clean<'_>) -> Markup {
    let rendered = markdown::render(text, WIDTH, 1);
    let blocks: Vec<&[StyledLine]> = rendered
        .lines
        .split(|line| {
            line.iter()
                .all(|piece| piece.text.as_clean().trim().is_empty())
        })
        .filter(|block| !block.is_empty())
        .collect();
    html! {
        @for block in blocks {
            p {
                @for (number, line) in block.iter().enumerate() {
                    @if number > 0 { br; }
                    @for piece in line { (self::piece(piece, &rendered.links)) }
                }
            }
        }
    }
}

fn piece(piece: &Piece, links: &[FoundLink]) -> Markup {
    let text = piece.text.as_str();
    let found = piece.link.and_then(|link| links.get(link));
    let address = found.and_then(|found| Link::parse(found.address.as_str()).ok());
    html! {
        @match (piece.tone, address) {
            // The number of a link is for the screen.
            (Tone::Mark, _) if piece.link.is_some() => {}
            (_, Some(link)) => a href=(link.as_str()) target="_blank" rel="noopener noreferrer" { (text) },
            (Tone::Heading | Tone::Strong, None) => strong { (text) },
            (Tone::Emphasis, None) => em { (text) },
            (Tone::Struck, None) => s { (text) },
            (Tone::Code, None) => code { (text) },
            (Tone::Quote, None) => i { (text) },
            (Tone::Plain | Tone::Link | Tone::Mark, None) => (text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clean;

    #[test]
    fn html_is_text_and_a_link_leads_to_the_web_only() {
        let table = [
            (
                "a <b onclick=x>",
                "<p>a <code>&lt;b onclick=x&gt;</code></p>",
            ),
            (
                "*a* **b** `c`",
                "<p><em>a</em> <strong>b</strong> <code>c</code></p>",
            ),
            (
                "[x](https://a.example/?q=\"&b)",
                "<p><a href=\"https://a.example/?q=%22&amp;b\" target=\"_blank\" rel=\"noopener noreferrer\">x</a></p>",
            ),
            ("[x](javascript:alert(1))", "<p>x</p>"),
            ("one\n\ntwo", "<p>one</p><p>two</p>"),
            ("", ""),
        ];
        for (text, expected) in table {
            let made = paragraphs(clean::block(text).as_clean()).into_string();
            assert_eq!(made, expected, "{text}");
        }
    }
}
