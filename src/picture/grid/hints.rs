//! What lies outside the view, said at its borders.

use super::boxes::is_ascii;
use super::{Emphasis, Ink, Part, Sheet, View};
use crate::picture::map::{Direction, Layout, Rect};
use crate::text::{Clean, CleanBuf, clean, width};

/// Says at each border how many boxes lie beyond it.
pub(super) fn draw(sheet: &mut Sheet, layout: &Layout, view: &View<'_>) {
    if view.area.width == 0 || view.area.height == 0 {
        return;
    }
    for direction in Direction::ALL {
        let area = view.area;
        let is_beyond = |rect: Rect| match direction {
            Direction::Left => rect.right() <= area.x,
            Direction::Right => rect.x >= area.right(),
            Direction::Up => rect.bottom() <= area.y,
            Direction::Down => rect.y >= area.bottom(),
        };
        let beyond = layout.boxes().filter(|(_, placed)| is_beyond(placed.rect));
        let count = beyond.count();
        if count == 0 {
            continue;
        }
        let text = hint(direction, count, view);
        let columns = width::columns(text.as_clean());
        if columns > area.width {
            continue;
        }
        let middle = area.x + (area.width - columns) / 2;
        let (x, y) = match direction {
            Direction::Left => (area.x, area.y + area.height / 2),
            Direction::Right => (area.right() - columns, area.y + area.height / 2),
            Direction::Up => (middle, area.y),
            Direction::Down => (middle, area.bottom() - 1),
        };
        write(sheet, x, y, &text, columns);
    }
}

fn hint(direction: Direction, count: usize, view: &View<'_>) -> CleanBuf {
    let arrow = match (direction, is_ascii(view.symbols)) {
        (Direction::Left, true) => "<",
        (Direction::Right, true) => ">",
        (Direction::Up, true) => "^",
        (Direction::Down, true) => "v",
        (Direction::Left, false) => "◂",
        (Direction::Right, false) => "▸",
        (Direction::Up, false) => "▴",
        (Direction::Down, false) => "▾",
    };
    let words = clean::line(&(view.words.more)(count));
    let parts = match direction {
        Direction::Left | Direction::Up | Direction::Down => {
            [Clean::fixed(arrow), words.as_clean()]
        }
        Direction::Right => [words.as_clean(), Clean::fixed(arrow)],
    };
    let [first, second] = parts;
    let space = Clean::fixed(" ");
    CleanBuf::concat(&[space, first, space, second, space])
}

/// Writes over what is there; a wide character that is halved by it goes as a whole.
fn write(sheet: &mut Sheet, x: usize, y: usize, text: &CleanBuf, columns: usize) {
    let plain = Ink {
        part: Part::Blank,
        emphasis: Emphasis::Plain,
    };
    let halved = sheet
        .cell(x, y)
        .is_some_and(|cell| cell.symbol().is_empty());
    if halved {
        sheet.mark(x - 1, y, " ", plain);
    }
    let after = x + columns;
    let halved = sheet
        .cell(after, y)
        .is_some_and(|cell| cell.symbol().is_empty());
    if halved {
        sheet.mark(after, y, " ", plain);
    }
    let ink = Ink {
        part: Part::More,
        emphasis: Emphasis::Plain,
    };
    sheet.text(x, y, text.as_clean(), ink);
}
