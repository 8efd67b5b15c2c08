//! The lines and blocks of a screen, drawn from one edge of a cell to the other.

use std::fmt::Write as _;

use super::{CELL_HEIGHT, CELL_WIDTH, left, top};
use crate::tui::canvas::Drawn;

/// How a line leaves the middle of its cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Arm {
    None,
    Thin,
    Thick,
    Double,
}

/// Characters of lines, with their arms: up, right, down, left.
#[rustfmt::skip]
const ARMS: &[(&str, [Arm; 4])] = {
    use Arm::{Double as D, None as O, Thick as B, Thin as T};
    &[
        ("─", [O, T, O, T]), ("│", [T, O, T, O]), ("├", [T, T, T, O]), ("┤", [T, O, T, T]),
        ("┬", [O, T, T, T]), ("┴", [T, T, O, T]), ("┼", [T, T, T, T]), ("┌", [O, T, T, O]),
        ("┐", [O, O, T, T]), ("└", [T, T, O, O]), ("┘", [T, O, O, T]), ("━", [O, B, O, B]),
        ("┃", [B, O, B, O]), ("┯", [O, B, T, B]), ("┷", [T, B, O, B]), ("┠", [B, T, B, O]),
        ("┨", [B, O, B, T]), ("═", [O, D, O, D]), ("║", [D, O, D, O]), ("╔", [O, D, D, O]),
        ("╗", [O, O, D, D]), ("╚", [D, D, O, O]), ("╝", [D, O, O, D]), ("╤", [O, D, T, D]),
        ("╧", [T, D, O, D]), ("╟", [D, T, D, O]), ("╢", [D, O, D, T]),
    ]
};

/// Lines of one colour and thickness.
struct Path {
    colour: u32,
    thick: bool,
    steps: String,
    /// Where a line across ends that may go on: its height, its right end, and where it began in `steps`.
    open: Option<(String, u32, usize)>,
}

/// The lines of a screen in the making.
#[derive(Default)]
pub(super) struct Lines {
    paths: Vec<Path>,
    blocks: String,
}

impl Lines {
    /// Draws a cell, if it shows a line or a block.
    pub(super) fn take(&mut self, cell: &Drawn<'_>, colour: u32) -> bool {
        if cell.columns != 1 {
            return false;
        }
        let (x, y) = (left(cell.x), top(cell.y));
        if let Some((_, arms)) = ARMS.iter().find(|(symbol, _)| *symbol == cell.symbol) {
            self.arms(*arms, x, y, colour);
            return true;
        }
        let (right, bottom) = (x + CELL_WIDTH, y + CELL_HEIGHT);
        // The middle of a cell, where lines of one pixel are sharp.
        let (across, down) = (format!("{}.5", x + 4), format!("{}.5", y + 10));
        let round = match cell.symbol {
            "╭" => format!("M{right} {down}Q{across} {down} {across} {bottom}"),
            "╮" => format!("M{x} {down}Q{across} {down} {across} {bottom}"),
            "╰" => format!("M{right} {down}Q{across} {down} {across} {y}"),
            "╯" => format!("M{x} {down}Q{across} {down} {across} {y}"),
            other => return self.block(other, x, y, colour),
        };
        self.path(colour, false).steps.push_str(&round);
        true
    }

    fn arms(&mut self, arms: [Arm; 4], x: u32, y: u32, colour: u32) {
        let (right, bottom) = (x + CELL_WIDTH, y + CELL_HEIGHT);
        let [up, to_right, down, to_left] = arms;
        let (middle, height) = (format!("{}.5", x + 4), format!("{}.5", y + 10));
        for (arm, thick) in [(Arm::Thin, false), (Arm::Thick, true)] {
            if !arms.contains(&arm) {
                continue;
            }
            let path = self.path(colour, thick);
            if to_left == arm && to_right == arm {
                path.across(&height, x, right);
            } else if to_left == arm {
                let _infallible = write!(path.steps, "M{x} {height}H{middle}");
            } else if to_right == arm {
                let _infallible = write!(path.steps, "M{middle} {height}H{right}");
            }
            let (from, to) = match (up == arm, down == arm) {
                (true, true) => (y.to_string(), bottom.to_string()),
                (true, false) => (y.to_string(), height.clone()),
                (false, true) => (height.clone(), bottom.to_string()),
                (false, false) => continue,
            };
            let _infallible = write!(path.steps, "M{middle} {from}V{to}");
        }
        if arms.contains(&Arm::Double) {
            self.double(arms.map(|arm| arm == Arm::Double), x, y, colour);
        }
    }

    /// Draws two lines beside each other: straight on, or round a corner.
    fn double(&mut self, arms: [bool; 4], x: u32, y: u32, colour: u32) {
        let (right, bottom) = (x + CELL_WIDTH, y + CELL_HEIGHT);
        let [up, to_right, down, to_left] = arms;
        let path = self.path(colour, false);
        // The first of each is the upper or the left one.
        let (columns, rows) = ([x + 3, x + 6], [y + 9, y + 12]);
        for side in [0, 1] {
            if up && down {
                let _infallible = write!(path.steps, "M{0} {y}V{bottom}", columns[side]);
            } else if to_left && to_right {
                let _infallible = write!(path.steps, "M{x} {0}H{right}", rows[side]);
            } else {
                // The outer line of one way is the outer one of the other way too.
                let end = if to_right { right } else { x };
                let stop = if down { bottom } else { y };
                let row = if to_right == down { side } else { 1 - side };
                let _infallible = write!(
                    path.steps,
                    "M{end} {0}H{1}V{stop}",
                    rows[row], columns[side]
                );
            }
        }
    }

    /// Fills a part of a cell, if it shows a block.
    fn block(&mut self, symbol: &str, x: u32, y: u32, colour: u32) -> bool {
        let eighths = |part: u32| {
            (
                y + CELL_HEIGHT - CELL_HEIGHT * part / 8,
                CELL_HEIGHT * part / 8,
            )
        };
        let (full, half) = ((y, CELL_HEIGHT), CELL_WIDTH / 2);
        let (x, (y, height), width, opacity) = match symbol {
            "█" => (x, full, CELL_WIDTH, ""),
            "▓" => (x, full, CELL_WIDTH, " fill-opacity=\"0.75\""),
            "▒" => (x, full, CELL_WIDTH, " fill-opacity=\"0.5\""),
            "░" => (x, full, CELL_WIDTH, " fill-opacity=\"0.25\""),
            "▀" => (x, (y, CELL_HEIGHT / 2), CELL_WIDTH, ""),
            "▁" => (x, eighths(1), CELL_WIDTH, ""),
            "▂" => (x, eighths(2), CELL_WIDTH, ""),
            "▃" => (x, eighths(3), CELL_WIDTH, ""),
            "▄" => (x, eighths(4), CELL_WIDTH, ""),
            "▅" => (x, eighths(5), CELL_WIDTH, ""),
            "▆" => (x, eighths(6), CELL_WIDTH, ""),
            "▇" => (x, eighths(7), CELL_WIDTH, ""),
            "▌" => (x, full, half, ""),
            "▐" => (x + half, full, CELL_WIDTH - half, ""),
            _ => return false,
        };
        let _infallible = writeln!(
            self.blocks,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"#{colour:06x}\"{opacity}/>"
        );
        true
    }

    fn path(&mut self, colour: u32, thick: bool) -> &mut Path {
        let known = |path: &Path| (path.colour, path.thick) == (colour, thick);
        let at = self.paths.iter().position(known).unwrap_or_else(|| {
            self.paths.push(Path {
                colour,
                thick,
                steps: String::new(),
                open: None,
            });
            self.paths.len() - 1
        });
        &mut self.paths[at]
    }

    /// Writes all of it.
    pub(super) fn finish(self, out: &mut String) {
        out.push_str(&self.blocks);
        for path in self.paths {
            let thickness = if path.thick { 3 } else { 1 };
            let _infallible = writeln!(
                out,
                "<path d=\"{}\" fill=\"none\" stroke=\"#{:06x}\" stroke-width=\"{thickness}\"/>",
                path.steps, path.colour,
            );
        }
    }
}

impl Path {
    /// Draws a line across a cell, as one with that of the cell before.
    fn across(&mut self, height: &str, x: u32, right: u32) {
        let start = match self.open.take() {
            Some((row, end, start)) if row == height && end == x => {
                // Nothing was written since: the end moves on.
                let is_last = !self.steps[start + 1..].contains('M');
                let stroke = self.steps[start..].rfind('H').filter(|_| is_last);
                stroke.map(|at| {
                    self.steps.truncate(start + at);
                    start
                })
            }
            Some(_) | None => None,
        };
        let start = start.unwrap_or_else(|| {
            let start = self.steps.len();
            let _infallible = write!(self.steps, "M{x} {height}");
            start
        });
        let _infallible = write!(self.steps, "H{right}");
        self.open = Some((height.to_owned(), right, start));
    }
}
