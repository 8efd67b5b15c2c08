//! Pictures of statistics, as the command line prints them.

use std::io;

use crate::picture::charts::{self, Ink, Look};
use crate::stats::Stats;
use crate::text;

use super::out::{Out, Tone};

/// Prints the calendar of the last year.
pub fn heatmap(stats: &Stats, out: &mut Out<'_>) -> io::Result<()> {
    let lines = charts::heatmap(stats, look(out));
    print(lines, out)
}

/// Prints the curve of what was done, where there is one.
pub fn burn_up(stats: &Stats, out: &mut Out<'_>) -> io::Result<()> {
    let lines = charts::burn_up(stats, look(out));
    if lines.is_empty() {
        return Ok(());
    }
    out.blank()?;
    print(lines, out)
}

/// Says how much the calendar of the last year would show, on how many days.
#[must_use]
pub fn last_year(stats: &Stats, out: &Out<'_>) -> String {
    charts::last_year(stats, out.lang())
}

fn look(out: &Out<'_>) -> Look<'static> {
    Look {
        columns: out.cut_columns(),
        lang: out.lang(),
        symbols: out.marks(),
    }
}

fn print(lines: Vec<text::line::Line<Ink>>, out: &mut Out<'_>) -> io::Result<()> {
    for line in lines {
        out.line(&line.map(tone))?;
    }
    Ok(())
}

const fn tone(ink: Ink) -> Tone {
    match ink {
        Ink::Plain => Tone::Plain,
        Ink::Strong => Tone::Strong,
        Ink::Dim | Ink::Heat(0) => Tone::Dim,
        Ink::Heat(1..) | Ink::Done => Tone::Done,
    }
}
