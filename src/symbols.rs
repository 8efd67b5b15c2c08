//! The marks that the program draws, in two sets: one for UTF-8 terminals and one in plain ASCII.
//!
//! But for box-drawing lines, every mark is one column wide in Chinese terminals too: none is East Asian
//! Ambiguous, which rules out the familiar `·`, `◐`, `–`, `…` and the block elements.

use crate::progress::Status;
use crate::text::{Clean, CleanBuf, clean};

/// One set of marks; each is one column wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbols {
    pub todo: &'static str,
    pub doing: &'static str,
    pub done: &'static str,
    pub skipped: &'static str,
    /// A parent whose children are shown.
    pub open: &'static str,
    /// A parent whose children are hidden.
    pub closed: &'static str,
    /// A resource on the shortest useful path.
    pub core: &'static str,
    /// Something that the person wrote a note on.
    pub note: &'static str,
    /// Between pieces of a line of facts.
    pub dot: &'static str,
    /// Where something was cut off.
    pub ellipsis: &'static str,
    /// What a finished part of a bar is drawn with.
    pub bar_full: &'static str,
    /// What the rest of a bar is drawn with.
    pub bar_rest: &'static str,
    /// The thumb of a scrollbar; its track is the border.
    pub thumb: &'static str,
    /// Before the cursor row, so that focus is visible without colour.
    pub pointer: &'static str,
    /// Days of a calendar, from nothing to much.
    pub heat: [&'static str; 5],
    /// Cells of a curve, from empty to full.
    pub fill: [&'static str; 5],
    pub border: Border,
}

/// The lines of a pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Border {
    pub top_left: &'static str,
    pub top_right: &'static str,
    pub bottom_left: &'static str,
    pub bottom_right: &'static str,
    pub horizontal: &'static str,
    pub vertical: &'static str,
    /// Where two lines of a table cross.
    pub cross: &'static str,
}

impl Symbols {
    pub const UNICODE: Symbols = Symbols {
        todo: "∙",
        doing: "◒",
        done: "✓",
        skipped: "‒",
        open: "▾",
        closed: "▸",
        core: "✦",
        note: "✎",
        dot: "∙",
        ellipsis: "⋯",
        bar_full: "━",
        bar_rest: "─",
        thumb: "┃",
        pointer: "›",
        heat: ["∙", "⠒", "⠶", "⠿", "⣿"],
        fill: [" ", "⣀", "⣤", "⣶", "⣿"],
        border: Border {
            top_left: "╭",
            top_right: "╮",
            bottom_left: "╰",
            bottom_right: "╯",
            horizontal: "─",
            vertical: "│",
            cross: "┼",
        },
    };

    pub const ASCII: Symbols = Symbols {
        todo: ".",
        doing: "~",
        done: "+",
        skipped: "-",
        open: "v",
        closed: ">",
        core: "*",
        note: "n",
        dot: "|",
        ellipsis: ">",
        bar_full: "#",
        bar_rest: "-",
        thumb: "#",
        pointer: ">",
        heat: [".", "-", "+", "*", "#"],
        fill: [" ", ".", ":", "+", "#"],
        border: Border {
            top_left: "+",
            top_right: "+",
            bottom_left: "+",
            bottom_right: "+",
            horizontal: "-",
            vertical: "|",
            cross: "+",
        },
    };

    /// Returns the same marks with the lines of [`ASCII`](Self::ASCII), for terminals that draw lines two columns wide.
    #[must_use]
    pub const fn with_narrow_lines(self) -> Symbols {
        Symbols {
            bar_full: Symbols::ASCII.bar_full,
            bar_rest: Symbols::ASCII.bar_rest,
            thumb: Symbols::ASCII.thumb,
            border: Symbols::ASCII.border,
            ..self
        }
    }

    /// Returns the mark of a status.
    #[must_use]
    pub const fn status(&self, status: Status) -> Clean<'static> {
        Clean::fixed(match status {
            Status::Todo => self.todo,
            Status::Doing => self.doing,
            Status::Done => self.done,
            Status::Skipped => self.skipped,
        })
    }

    /// Returns line art in the marks of this set: rules, table borders and bars beside quotations.
    #[must_use]
    pub fn line_art(&self, art: Clean<'_>) -> CleanBuf {
        let mark = |c: char| match c {
            '─' => self.border.horizontal.to_owned(),
            '│' => self.border.vertical.to_owned(),
            '┼' => self.border.cross.to_owned(),
            '…' => self.ellipsis.to_owned(),
            other => other.to_string(),
        };
        clean::piece(&art.as_str().chars().map(mark).collect::<String>())
    }

    /// Returns the two ends of a bar of `width` cells: how many are full for `done` of `all`, and the rest. Only a
    /// finished bar is full, and one that was begun is not empty.
    #[must_use]
    pub fn bar(width: usize, done: u32, all: u32) -> (usize, usize) {
        let all = all.max(1) as usize;
        let done = (done as usize).min(all);
        let mut full = width * done / all;
        if done > 0 && full == 0 && width > 1 {
            full = 1;
        }
        (full, width - full)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn every_mark_but_lines_is_one_column_wide_in_chinese_terminals_too() {
        let Symbols {
            border: _,
            bar_full: _,
            bar_rest: _,
            thumb: _,
            ..
        } = Symbols::UNICODE;
        let unicode = Symbols::UNICODE;
        let marks = [
            unicode.todo,
            unicode.doing,
            unicode.done,
            unicode.skipped,
            unicode.open,
            unicode.closed,
            unicode.core,
            unicode.dot,
            unicode.ellipsis,
            unicode.pointer,
        ];
        for mark in marks.into_iter().chain(unicode.heat).chain(unicode.fill) {
            assert_eq!((mark.width(), mark.width_cjk()), (1, 1), "{mark}");
        }
        let border = unicode.border;
        let lines = [
            unicode.bar_full,
            unicode.bar_rest,
            unicode.thumb,
            border.top_left,
            border.top_right,
            border.bottom_left,
            border.bottom_right,
            border.horizontal,
            border.vertical,
            border.cross,
        ];
        for line in lines {
            let box_drawing = line.chars().all(|c| ('\u{2500}'..='\u{257f}').contains(&c));
            assert!(box_drawing && line.width() == 1, "{line}");
        }
        let narrow = unicode.with_narrow_lines();
        let Border {
            top_left,
            top_right,
            bottom_left,
            bottom_right,
            horizontal,
            vertical,
            cross,
        } = narrow.border;
        let lines = [top_left, top_right, bottom_left, bottom_right];
        let lines = lines.into_iter().chain([horizontal, vertical, cross]);
        for line in lines.chain([narrow.bar_full, narrow.bar_rest, narrow.thumb]) {
            assert_eq!((line.width(), line.width_cjk()), (1, 1), "{line}");
        }
    }

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        let cases = [
            ((10, 0, 4), (0, 10)),
            ((10, 1, 1000), (1, 9)),
            ((10, 999, 1000), (9, 1)),
            ((10, 4, 4), (10, 0)),
        ];
        for ((width, done, all), expected) in cases {
            assert_eq!(Symbols::bar(width, done, all), expected, "{done} of {all}");
        }
        assert_eq!(Symbols::bar(5, 0, 0), (0, 5));
    }
}
