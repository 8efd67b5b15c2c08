//! A drawn screen as SVG: every cell has its place on a grid, so that nothing depends on how wide a font is.
//!
//! Letters stand in runs that are as long as their columns; wide characters and symbols, which come from other fonts, are
//! centred one by one in their cells; lines and blocks are drawn, because those of fonts leave gaps between rows.

mod lines;

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use super::canvas::{self, Drawn};
use crate::text::Clean;

/// A cell in pixels. Letters are five thirds as high as they are wide, as in most fonts of terminals.
const CELL_WIDTH: u32 = 9;
const CELL_HEIGHT: u32 = 20;
const LETTERS: u32 = 15;
/// The line that letters stand on, from the top of their cell.
const BASELINE: u32 = 15;
/// Between the frame of the window and its cells.
const MARGIN: u32 = 14;
/// The bar above the cells.
const BAR: u32 = 34;
/// Fonts of the usual systems, those for Chinese too.
const FONTS: &str = "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',monospace";

/// The 16 colours that a terminal calls by name.
const SIXTEEN: [u32; 16] = [
    0x16_181d, 0xcc_5555, 0x6f_a870, 0xc9_9a4e, 0x5b_8def, 0xb0_7cc6, 0x4f_a8a8, 0xce_d2da,
    0x74_7b88, 0xf2_8b82, 0x8f_bc8f, 0xe0_b36c, 0x8a_b4f8, 0xd0_a2e4, 0x7f_cfcf, 0xff_ffff,
];

/// How letters look.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    colour: u32,
    bold: bool,
    italic: bool,
    dim: bool,
}

/// What stands together in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Letters, which one font has.
    Letters,
    /// Characters that are placed one by one.
    Single,
}

/// Some characters that are written at once.
struct Run {
    look: Look,
    shape: Shape,
    row: u32,
    /// The column of every character and how many it takes; of letters that of the first, and all they take.
    places: Vec<(u32, u32)>,
    text: String,
}

/// The colours of a theme's ground, where a cell names none.
#[derive(Clone, Copy)]
struct Ground {
    ink: u32,
    paper: u32,
}

/// Returns a screen as an SVG file: a window with a title, on the ground of a theme.
#[must_use]
pub fn svg(buffer: &Buffer, ground: Style, title: Clean<'_>) -> String {
    let ground = Ground {
        ink: ground.fg.map_or(SIXTEEN[7], |c| rgb(c, SIXTEEN[7])),
        paper: ground.bg.map_or(SIXTEEN[0], |c| rgb(c, SIXTEEN[0])),
    };
    let cells: Vec<Drawn<'_>> = canvas::drawn(buffer).collect();
    let mut out = String::new();
    begin(&mut out, buffer, ground, title);
    backgrounds(&mut out, &cells, ground);
    let mut runs: Vec<Run> = Vec::new();
    let mut drawn = lines::Lines::default();
    for cell in &cells {
        let look = look(cell.style, ground);
        rules(&mut out, cell, look);
        let hidden = cell.style.add_modifier.contains(Modifier::HIDDEN);
        if hidden || drawn.take(cell, look.colour) {
            continue;
        }
        put(&mut runs, cell, look);
    }
    drawn.finish(&mut out);
    letters(&mut out, &runs);
    out.push_str("</svg>\n");
    out
}

fn begin(out: &mut String, buffer: &Buffer, ground: Ground, title: Clean<'_>) {
    let width = u32::from(buffer.area.width) * CELL_WIDTH + 2 * MARGIN;
    let height = u32::from(buffer.area.height) * CELL_HEIGHT + BAR + MARGIN;
    let title = escape(title.as_str());
    let (ink, paper) = (ground.ink, ground.paper);
    let _infallible = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-label=\"{title}\" font-family=\"{FONTS}\" font-size=\"{LETTERS}\">\n<title>{title}</title>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"#{paper:06x}\" stroke=\"#{ink:06x}\" stroke-opacity=\"0.3\"/>\n",
        width - 1,
        height - 1,
    );
    for (place, colour) in [(0, "#ec6a5e"), (1, "#f4bf4f"), (2, "#61c554")] {
        let x = MARGIN + 6 + 20 * place;
        let _infallible = writeln!(
            out,
            "<circle cx=\"{x}\" cy=\"17\" r=\"6\" fill=\"{colour}\"/>"
        );
    }
    let _infallible = writeln!(
        out,
        "<text x=\"{}\" y=\"22\" font-size=\"13\" text-anchor=\"middle\" fill=\"#{ink:06x}\" fill-opacity=\"0.75\">{title}</text>",
        width / 2,
    );
}

/// Paints what is behind the letters, one area for neighbours of one colour.
fn backgrounds(out: &mut String, cells: &[Drawn<'_>], ground: Ground) {
    let mut cells = cells.iter().peekable();
    while let Some(first) = cells.next() {
        let (_, paper) = colours(first.style, ground);
        let mut columns = first.columns;
        while let Some(next) =
            cells.next_if(|next| next.y == first.y && colours(next.style, ground).1 == paper)
        {
            columns += next.columns;
        }
        if paper != ground.paper {
            let _infallible = writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{CELL_HEIGHT}\" fill=\"#{paper:06x}\"/>",
                left(first.x),
                top(first.y),
                u32::from(columns) * CELL_WIDTH,
            );
        }
    }
}

/// Draws the lines under and through a cell.
fn rules(out: &mut String, cell: &Drawn<'_>, look: Look) {
    let modifier = cell.style.add_modifier;
    for (wanted, down) in [(Modifier::UNDERLINED, 17), (Modifier::CROSSED_OUT, 10)] {
        if modifier.contains(wanted) {
            let _infallible = writeln!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"1\" fill=\"#{:06x}\"/>",
                left(cell.x),
                top(cell.y) + down,
                u32::from(cell.columns) * CELL_WIDTH,
                look.colour,
            );
        }
    }
}

/// Adds a character to the run that it continues, or begins one.
fn put(runs: &mut Vec<Run>, cell: &Drawn<'_>, look: Look) {
    if cell.symbol.trim().is_empty() {
        return;
    }
    let (x, columns, row) = (
        u32::from(cell.x),
        u32::from(cell.columns),
        u32::from(cell.y),
    );
    let shape = if cell.symbol.is_ascii() {
        Shape::Letters
    } else {
        Shape::Single
    };
    let is_plain = cell.symbol.chars().count() == 1;
    let last = runs
        .last_mut()
        .filter(|run| (run.look, run.shape, run.row) == (look, shape, row) && is_plain);
    match (last, shape) {
        (Some(run), Shape::Single) => {
            run.places.push((x, columns));
            run.text.push_str(cell.symbol);
            return;
        }
        (Some(run), Shape::Letters) => {
            let (start, taken) = run.places[0];
            // One blank belongs to a sentence; more of them are a gap.
            if x <= start + taken + 1 {
                if x > start + taken {
                    run.text.push(' ');
                }
                run.text.push_str(cell.symbol);
                run.places[0].1 = x + columns - start;
                return;
            }
        }
        (None, Shape::Single | Shape::Letters) => {}
    }
    runs.push(Run {
        look,
        shape,
        row,
        places: vec![(x, columns)],
        text: cell.symbol.to_owned(),
    });
}

/// Writes the runs, those of one look together.
fn letters(out: &mut String, runs: &[Run]) {
    let mut looks: Vec<Look> = Vec::new();
    for run in runs {
        if !looks.contains(&run.look) {
            looks.push(run.look);
        }
    }
    for look in looks {
        let bold = if look.bold {
            " font-weight=\"bold\""
        } else {
            ""
        };
        let italic = if look.italic {
            " font-style=\"italic\""
        } else {
            ""
        };
        let dim = if look.dim {
            " fill-opacity=\"0.6\""
        } else {
            ""
        };
        let _infallible = writeln!(out, "<g fill=\"#{:06x}\"{bold}{italic}{dim}>", look.colour);
        for run in runs.iter().filter(|run| run.look == look) {
            write_run(out, run);
        }
        out.push_str("</g>\n");
    }
}

fn write_run(out: &mut String, run: &Run) {
    let y = MARGIN_TOP + run.row * CELL_HEIGHT + BASELINE;
    let text = escape(&run.text);
    let _infallible = match run.shape {
        Shape::Letters => {
            let (x, columns) = run.places[0];
            writeln!(
                out,
                "<text x=\"{}\" y=\"{y}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>",
                MARGIN + x * CELL_WIDTH,
                columns * CELL_WIDTH,
            )
        }
        Shape::Single => {
            // A middle of its own for every character: no font moves what follows.
            let middles: Vec<String> = run
                .places
                .iter()
                .map(|(x, columns)| half(2 * (MARGIN + x * CELL_WIDTH) + columns * CELL_WIDTH))
                .collect();
            writeln!(
                out,
                "<text x=\"{}\" y=\"{y}\" text-anchor=\"middle\">{text}</text>",
                middles.join(" "),
            )
        }
    };
}

/// Where the first row begins.
const MARGIN_TOP: u32 = BAR;

fn left(column: u16) -> u32 {
    MARGIN + u32::from(column) * CELL_WIDTH
}

fn top(row: u16) -> u32 {
    MARGIN_TOP + u32::from(row) * CELL_HEIGHT
}

/// Writes a number of halves.
fn half(halves: u32) -> String {
    let rest = if halves % 2 == 1 { ".5" } else { "" };
    format!("{}{rest}", halves / 2)
}

fn look(style: Style, ground: Ground) -> Look {
    let modifier = style.add_modifier;
    Look {
        colour: colours(style, ground).0,
        bold: modifier.contains(Modifier::BOLD),
        italic: modifier.contains(Modifier::ITALIC),
        dim: modifier.contains(Modifier::DIM),
    }
}

/// Returns the colours of the letters and of what is behind them.
fn colours(style: Style, ground: Ground) -> (u32, u32) {
    let ink = style.fg.map_or(ground.ink, |c| rgb(c, ground.ink));
    let paper = style.bg.map_or(ground.paper, |c| rgb(c, ground.paper));
    if style.add_modifier.contains(Modifier::REVERSED) {
        (paper, ink)
    } else {
        (ink, paper)
    }
}

/// Returns a colour as red, green and blue.
fn rgb(colour: Color, usual: u32) -> u32 {
    let named = match colour {
        Color::Reset => return usual,
        Color::Rgb(red, green, blue) => return u32::from_be_bytes([0, red, green, blue]),
        Color::Indexed(index) => return indexed(index),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    SIXTEEN[named]
}

/// Returns a colour of the palette of 256: sixteen names, a cube of six steps, and greys.
fn indexed(index: u8) -> u32 {
    let step = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        0..=15 => SIXTEEN[usize::from(index)],
        16..=231 => {
            let cube = index - 16;
            let [red, green, blue] = [cube / 36, cube / 6 % 6, cube % 6].map(step);
            u32::from_be_bytes([0, red, green, blue])
        }
        232..=255 => {
            let grey = 8 + 10 * (index - 232);
            u32::from_be_bytes([0, grey, grey, grey])
        }
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::Measure;
    use crate::tui::canvas::Canvas;
    use ratatui::layout::Rect;

    fn drawn(text: &'static str, style: Style) -> String {
        let area = Rect::new(0, 0, 12, 1);
        let mut buffer = Buffer::empty(area);
        let mut canvas = Canvas::new(&mut buffer, Measure::Narrow);
        canvas.line(area, 0).write(Clean::fixed(text), style);
        svg(&buffer, Style::new(), Clean::fixed("a & b"))
    }

    #[test]
    fn what_follows_wide_characters_stands_in_its_column() {
        let picture = drawn("中文 ab", Style::new());
        assert!(picture.contains("x=\"23 41\" y=\"49\" text-anchor=\"middle\">中文<"));
        assert!(
            picture.contains("x=\"59\" y=\"49\" textLength=\"18\""),
            "{picture}"
        );
    }

    #[test]
    fn outside_text_is_only_text() {
        let picture = drawn("<b>&\"", Style::new());
        assert!(
            picture.contains(">&lt;b&gt;&amp;&quot;</text>"),
            "{picture}"
        );
        assert!(picture.contains("aria-label=\"a &amp; b\""));
    }

    #[test]
    fn reversed_letters_have_the_colour_of_the_ground() {
        let style = Style::new()
            .fg(Color::Indexed(196))
            .add_modifier(Modifier::REVERSED);
        let picture = drawn("ab", style);
        assert!(
            picture.contains("width=\"18\" height=\"20\" fill=\"#ff0000\""),
            "{picture}"
        );
        assert!(picture.contains("<g fill=\"#16181d\">"), "{picture}");
    }

    #[test]
    fn lines_are_drawn_from_edge_to_edge() {
        let picture = drawn("──╮", Style::new());
        assert!(picture.contains("M14 44.5H32"), "{picture}");
        assert!(!picture.contains('─'));
    }
}
