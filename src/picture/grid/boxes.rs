//! Boxes and headings.

use super::{Emphasis, Ink, Part, Sheet, View};
use crate::picture::labels::Label;
use crate::picture::map::{Placed, Rect, inner, marks_in_row};
use crate::symbols::{Border, Symbols};
use crate::text::{Clean, CleanBuf, width};

/// The border of the selected box, which is seen without colour too.
const DOUBLE: Border = Border {
    top_left: "╔",
    top_right: "╗",
    bottom_left: "╚",
    bottom_right: "╝",
    horizontal: "═",
    vertical: "║",
    cross: "╬",
};
const DOUBLE_ASCII: Border = Border {
    top_left: "#",
    top_right: "#",
    bottom_left: "#",
    bottom_right: "#",
    horizontal: "=",
    vertical: "#",
    cross: "#",
};

/// Tells whether a set of marks is the one in plain ASCII.
pub(super) fn is_ascii(symbols: &Symbols) -> bool {
    symbols.border.horizontal.is_ascii()
}

/// Draws a box with its title, count, marks, and with its bar as its lower border.
pub(super) fn draw(
    sheet: &mut Sheet,
    placed: &Placed,
    label: &Label,
    is_selected: bool,
    view: &View<'_>,
) {
    let emphasis = if is_selected {
        Emphasis::Selected
    } else if label.next {
        Emphasis::Next
    } else {
        Emphasis::Plain
    };
    let border = match (is_selected, is_ascii(view.symbols)) {
        (false, _) => view.symbols.border,
        (true, false) => DOUBLE,
        (true, true) => DOUBLE_ASCII,
    };
    let pen = Pen {
        rect: placed.rect,
        label,
        emphasis,
        border,
        view,
    };
    pen.frame(sheet);
    let mut y = placed.rect.y + 1;
    pen.title(sheet, y, placed.title_lines);
    y += placed.title_lines;
    if !label.about.is_empty() && y + 1 < placed.rect.bottom() {
        let about = pen.cut(label.about.as_clean(), inner(placed.rect.width) - 2);
        sheet.text(placed.rect.x + 4, y, about.as_clean(), pen.ink(Part::About));
    }
    pen.marks(sheet, y);
}

/// Draws the title and the bar of a stage.
pub(super) fn heading(sheet: &mut Sheet, rect: Rect, label: &Label, view: &View<'_>) {
    if rect.height < 2 {
        return;
    }
    let ink = |part| Ink {
        part,
        emphasis: Emphasis::Plain,
    };
    let ellipsis = Clean::fixed(view.symbols.ellipsis);
    let title = width::cut_with(label.title.as_clean(), rect.width, ellipsis);
    sheet.text(rect.x, rect.y, title.as_clean(), ink(Part::Heading));
    let count = count(label);
    let columns = width::columns(count.as_clean());
    let bar = rect.width.min(HEADING_BAR).saturating_sub(columns + 1);
    let (full, _) = Symbols::bar(bar, label.done, label.all);
    for at in 0..bar {
        let (mark, part) = bar_mark(view.symbols, at < full);
        sheet.mark(rect.x + at, rect.y + 1, mark, ink(part));
    }
    sheet.text(
        rect.x + bar + 1,
        rect.y + 1,
        count.as_clean(),
        ink(Part::Count),
    );
}

/// Columns of the bar of a stage with its count, at most.
const HEADING_BAR: usize = 36;

fn bar_mark(symbols: &Symbols, full: bool) -> (&'static str, Part) {
    if full {
        (symbols.bar_full, Part::BarFull)
    } else {
        (symbols.bar_rest, Part::BarRest)
    }
}

fn count(label: &Label) -> CleanBuf {
    let mut text = CleanBuf::new();
    text.push_number(label.done as usize);
    text.push_fixed("/");
    text.push_number(label.all as usize);
    text
}

struct Pen<'a> {
    rect: Rect,
    label: &'a Label,
    emphasis: Emphasis,
    border: Border,
    view: &'a View<'a>,
}

impl Pen<'_> {
    fn ink(&self, part: Part) -> Ink {
        Ink {
            part,
            emphasis: self.emphasis,
        }
    }

    fn cut(&self, text: Clean<'_>, columns: usize) -> CleanBuf {
        width::cut_with(text, columns, Clean::fixed(self.view.symbols.ellipsis))
    }

    fn frame(&self, sheet: &mut Sheet) {
        let Rect { x, y, width, .. } = self.rect;
        let (right, bottom) = (self.rect.right() - 1, self.rect.bottom() - 1);
        let ink = self.ink(Part::Frame);
        for (x, y, corner) in [
            (x, y, self.border.top_left),
            (right, y, self.border.top_right),
            (x, bottom, self.border.bottom_left),
            (right, bottom, self.border.bottom_right),
        ] {
            sheet.mark(x, y, corner, ink);
        }
        for x in x + 1..right {
            sheet.mark(x, y, self.border.horizontal, ink);
        }
        for y in y + 1..bottom {
            sheet.mark(x, y, self.border.vertical, ink);
            sheet.mark(right, y, self.border.vertical, ink);
        }
        let count = self.cut(count(self.label).as_clean(), width.saturating_sub(6));
        let columns = width::columns(count.as_clean());
        let bar = width - 5 - columns;
        let (full, _) = Symbols::bar(bar, self.label.done, self.label.all);
        for at in 0..width - 2 {
            let (mark, part) = match at {
                _ if at < full => bar_mark(self.view.symbols, true),
                _ if at < bar => (self.border.horizontal, Part::BarRest),
                _ => (self.border.horizontal, Part::Frame),
            };
            sheet.mark(x + 1 + at, bottom, mark, self.ink(part));
        }
        let text = CleanBuf::concat(&[Clean::fixed(" "), count.as_clean(), Clean::fixed(" ")]);
        sheet.text(x + 1 + bar, bottom, text.as_clean(), self.ink(Part::Count));
        if self.label.next {
            let mut next =
                CleanBuf::concat(&[Clean::fixed(" "), Clean::fixed(self.view.symbols.pointer)]);
            next.push_fixed(" ");
            next.push_fixed(self.view.words.next);
            next.push_fixed(" ");
            let next = self.cut(next.as_clean(), width.saturating_sub(4));
            sheet.text(x + 2, y, next.as_clean(), self.ink(Part::Next));
        }
    }

    fn title(&self, sheet: &mut Sheet, y: usize, lines: usize) {
        let room = inner(self.rect.width);
        let x = self.rect.x + 2;
        let label = self.label;
        let mark = self.view.symbols.status(label.status);
        sheet.text(x, y, mark, self.ink(Part::Mark(label.status)));
        let title = label.title.as_clean();
        let ink = self.ink(Part::Title(label.status));
        if lines == 1 {
            let title = self.cut(title, room - 2);
            sheet.text(x + 2, y, title.as_clean(), ink);
        } else {
            let first = width::wrap(title, room - 2).swap_remove(0);
            let rest = title.slice(first.end..title.as_str().len()).trim();
            let rest = self.cut(rest, room - 2);
            sheet.text(x + 2, y, title.slice(first), ink);
            sheet.text(x + 2, y + 1, rest.as_clean(), ink);
        }
    }

    fn marks(&self, sheet: &mut Sheet, y: usize) {
        let per_row = marks_in_row(inner(self.rect.width));
        for (at, status) in self.label.marks.iter().enumerate() {
            let (row, column) = (at / per_row, at % per_row);
            let mark = self.view.symbols.status(*status);
            let x = self.rect.x + 2 + 2 * column;
            sheet.text(x, y + row, mark, self.ink(Part::Mark(*status)));
        }
    }
}
