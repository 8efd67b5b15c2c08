//! Blocks to lines of a width.

use super::block::{Block, Item, List};
use super::inline::Inline;
use super::{Piece, StyledLine, Tone, table};
use crate::text::clean::{Clean, CleanBuf, line};
use crate::text::width::{Measure, columns, fit_right};

/// Text that is squeezed into fewer columns is harder to read than text that has lost its indentation.
const MIN_ROOM: usize = 8;

/// Lays out blocks in lines of at most `width` columns.
pub(super) fn lay_out(blocks: &[Block], width: usize, measure: Measure) -> Vec<StyledLine> {
    let mut layout = Layout {
        width,
        measure,
        lines: Vec::new(),
    };
    layout.blocks(blocks, true, &mut Margin::default());
    layout.lines
}

/// What stands to the left of the lines of a block: bullets, quote marks and indentation.
#[derive(Default)]
struct Margin {
    /// For the next line, if it is not as for the others.
    next: Option<StyledLine>,
    rest: StyledLine,
    columns: usize,
}

impl Margin {
    fn take(&mut self) -> StyledLine {
        self.next.take().unwrap_or_else(|| self.rest.clone())
    }
}

struct Layout {
    width: usize,
    measure: Measure,
    lines: Vec<StyledLine>,
}

impl Layout {
    fn blocks(&mut self, blocks: &[Block], is_spaced: bool, margin: &mut Margin) {
        let mut after_heading = true;
        for block in blocks {
            if is_spaced && !after_heading {
                self.blank(margin);
            }
            after_heading = matches!(block, Block::Heading(_));
            self.block(block, margin);
        }
    }

    fn block(&mut self, block: &Block, margin: &mut Margin) {
        match block {
            Block::Paragraph(inline) | Block::Heading(inline) => self.inline(inline, margin),
            Block::Code(text) => {
                let mut inner = self.nest(margin, mark("  "), 2);
                self.literal(text.as_clean(), &mut inner);
            }
            Block::Html(text) => self.literal(text.as_clean(), margin),
            Block::Quote(blocks) => {
                let bar = mark("│ ");
                let columns = columns(bar.text.as_clean());
                let mut inner = self.nest_with(margin, bar.clone(), bar, columns);
                self.blocks(blocks, true, &mut inner);
                self.fill(&mut inner);
            }
            Block::List(list) => self.list(list, margin),
            Block::Table(content) => {
                for line in table::lay_out(content, self.room(margin), self.measure) {
                    self.push(line, margin);
                }
            }
            Block::Rule => {
                let rule = repeated("─", self.room(margin));
                self.push(vec![rule], margin);
            }
            Block::Footnote(label, blocks) => {
                let mut label = self.measure.cut(label.as_clean(), self.room(margin) / 2);
                label.push_fixed(" ");
                let mut inner = self.nest(margin, Piece::new(label, Tone::Mark), 2);
                self.blocks(blocks, true, &mut inner);
                self.fill(&mut inner);
            }
        }
    }

    fn inline(&mut self, inline: &Inline, margin: &mut Margin) {
        for line in inline.lines(self.room(margin), self.measure) {
            self.push(line, margin);
        }
    }

    fn literal(&mut self, text: Clean<'_>, margin: &mut Margin) {
        for range in self.measure.chop(text, self.room(margin)) {
            let text = text.slice(range).to_buf();
            let line = if text.is_empty() {
                Vec::new()
            } else {
                vec![Piece::new(text, Tone::Code)]
            };
            self.push(line, margin);
        }
    }

    fn list(&mut self, list: &List, margin: &mut Margin) {
        let first = list.first.unwrap_or(0);
        let digits = list.first.map(|first| {
            (first..)
                .zip(&list.items)
                .last()
                .map_or(first, |(number, _)| number)
                .to_string()
                .len()
        });
        for (number, item) in (first..).zip(&list.items) {
            if list.is_loose && number > first {
                self.blank(margin);
            }
            let marker = Piece::new(marker(item, number, digits), Tone::Mark);
            let fill = columns(marker.text.as_clean());
            let mut inner = self.nest(margin, marker, fill);
            self.blocks(&item.blocks, list.is_loose, &mut inner);
            self.fill(&mut inner);
        }
    }

    /// Sees to it that a container without text is a line too.
    fn fill(&mut self, margin: &mut Margin) {
        if margin.next.is_some() {
            self.push(Vec::new(), margin);
        }
    }

    fn blank(&mut self, margin: &mut Margin) {
        self.push(Vec::new(), margin);
    }

    fn room(&self, margin: &Margin) -> usize {
        (self.width - margin.columns).max(1)
    }

    fn push(&mut self, mut line: StyledLine, margin: &mut Margin) {
        let mut whole = margin.take();
        if line.is_empty() {
            trim_end(&mut whole);
        }
        whole.append(&mut line);
        self.lines.push(whole);
    }

    /// Makes the margin of a container: its first line has a marker, the others are indented by `fill` columns.
    fn nest(&self, margin: &mut Margin, marker: Piece, fill: usize) -> Margin {
        let mut rest = CleanBuf::new();
        rest.push_spaces(fill);
        let widest = self.measure.columns(marker.text.as_clean()).max(fill);
        self.nest_with(margin, marker, Piece::new(rest, Tone::Mark), widest)
    }

    /// Makes the margin of a container from marker and indentation, of which the wider one takes `widest` columns.
    fn nest_with(&self, margin: &mut Margin, marker: Piece, rest: Piece, widest: usize) -> Margin {
        let mut outer = margin.take();
        if margin.columns + widest + MIN_ROOM <= self.width {
            outer.push(marker);
            let mut all = margin.rest.clone();
            all.push(rest);
            return Margin {
                next: Some(outer),
                rest: all,
                columns: margin.columns + widest,
            };
        }
        // A wide character takes two columns.
        if widest + 2 <= self.width {
            return Margin {
                next: Some(vec![marker]),
                rest: vec![rest],
                columns: widest,
            };
        }
        Margin {
            next: Some(Vec::new()),
            rest: Vec::new(),
            columns: 0,
        }
    }
}

/// Returns a piece of chrome.
pub(super) fn mark(text: &'static str) -> Piece {
    Piece::new(Clean::fixed(text).to_buf(), Tone::Mark)
}

/// Returns a piece of chrome made of one character of one column.
pub(super) fn repeated(symbol: &'static str, count: usize) -> Piece {
    let text = std::iter::repeat_n(Clean::fixed(symbol), count).collect();
    Piece::new(text, Tone::Mark)
}

/// Returns what stands before an item; numbers are as wide as the last one of the list.
fn marker(item: &Item, number: u64, digits: Option<usize>) -> CleanBuf {
    let mut text = CleanBuf::new();
    if let Some(digits) = digits {
        let number = line(&number.to_string());
        text.push(fit_right(number.as_clean(), digits).as_clean());
        text.push_fixed(". ");
    }
    match item.task {
        Some(true) => text.push_fixed("[x] "),
        Some(false) => text.push_fixed("[ ] "),
        None if digits.is_none() => text.push_fixed("- "),
        None => {}
    }
    text
}

fn trim_end(line: &mut StyledLine) {
    while let Some(last) = line.last_mut() {
        let end = last.text.as_str().trim_end().len();
        if end > 0 {
            last.text.truncate(end);
            return;
        }
        line.pop();
    }
}
