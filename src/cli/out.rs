//! The one way out: lines of cleaned text with a tone, in colour where that is wanted.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::config::SymbolSet;
use crate::lang::Lang;
use crate::lang::cli::CliText;
use crate::lang::tui::TuiText;
use crate::launch;
use crate::progress::Status;
use crate::roadmap::url::Link;
use crate::symbols::Symbols;
use crate::text::{self, Clean, clean, width};

/// Columns that prose is wrapped to where nobody says how wide the output is.
const DEFAULT_COLUMNS: usize = 80;
/// Prose wider than this is hard to read.
const PROSE_COLUMNS: usize = 100;

/// What a piece of text means; decides its colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// A heading, a stage, what a message is about.
    Strong,
    /// What stands in the second row: ids, kinds, hints.
    Dim,
    Link,
    Done,
    Doing,
    /// The label of an error.
    Error,
    /// The label of a warning.
    Warning,
    /// The label of a hint.
    Hint,
}

impl Tone {
    /// Returns the tone of a status.
    #[must_use]
    pub const fn of(status: Status) -> Tone {
        match status {
            Status::Todo => Tone::Plain,
            Status::Doing => Tone::Doing,
            Status::Done => Tone::Done,
            Status::Skipped => Tone::Dim,
        }
    }

    /// Returns the parameters of the escape sequence: the terminal's own sixteen colours only, so that they fit every
    /// background.
    const fn parameters(self) -> Option<&'static str> {
        match self {
            Tone::Plain => None,
            Tone::Strong => Some("1"),
            Tone::Dim => Some("2"),
            Tone::Link => Some("4"),
            Tone::Done => Some("32"),
            Tone::Doing | Tone::Warning => Some("33"),
            Tone::Error => Some("1;31"),
            Tone::Hint => Some("36"),
        }
    }
}

/// A line of pieces, each with its tone.
pub type Line = text::line::Line<Tone>;

/// Returns how many columns the terminal has that the output goes to.
#[must_use]
pub fn terminal_columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Where lines go.
pub struct Out<'a> {
    writer: &'a mut dyn Write,
    look: Look,
}

/// How output looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    pub color: bool,
    /// Words alone: no marks, no bars, no columns.
    pub plain: bool,
    /// Columns to cut lines to; a pipe has none, so nothing is cut for it.
    pub cut: Option<usize>,
    /// Columns to wrap prose to.
    pub prose: usize,
    pub lang: Lang,
    pub symbols: SymbolSet,
}

impl Look {
    /// Decides for an output that is a terminal of this many columns, or no terminal.
    #[must_use]
    pub fn new(
        color: bool,
        terminal: Option<usize>,
        columns: Option<usize>,
        lang: Lang,
        symbols: SymbolSet,
    ) -> Look {
        let width = columns.or(terminal);
        Look {
            color,
            plain: false,
            cut: terminal.and(width),
            prose: width.unwrap_or(DEFAULT_COLUMNS).clamp(20, PROSE_COLUMNS),
            lang,
            symbols,
        }
    }

    /// Leaves out all that is drawn: a screen reader says words, and breaks lines itself.
    #[must_use]
    pub const fn plain(self) -> Look {
        Look {
            color: false,
            plain: true,
            cut: None,
            ..self
        }
    }
}

impl<'a> Out<'a> {
    pub fn new(writer: &'a mut dyn Write, look: Look) -> Out<'a> {
        Out { writer, look }
    }

    #[must_use]
    pub const fn has_color(&self) -> bool {
        self.look.color
    }

    /// Tells whether nothing is drawn.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        self.look.plain
    }

    /// Goes on in another language.
    pub const fn speak(&mut self, lang: Lang) {
        self.look.lang = lang;
    }

    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.look.lang
    }

    /// Returns the sentences of the command line.
    #[must_use]
    pub const fn text(&self) -> &'static CliText {
        self.look.lang.cli()
    }

    /// Returns the words that command line and screen share.
    #[must_use]
    pub const fn words(&self) -> &'static TuiText {
        self.look.lang.tui()
    }

    #[must_use]
    pub const fn marks(&self) -> &'static Symbols {
        match self.look.symbols {
            SymbolSet::Unicode => &Symbols::UNICODE,
            SymbolSet::Ascii => &Symbols::ASCII,
        }
    }

    /// Returns the width that prose is wrapped to, in columns.
    #[must_use]
    pub const fn prose_columns(&self) -> usize {
        self.look.prose
    }

    /// Returns the width that lines are cut to, in columns.
    #[must_use]
    pub const fn cut_columns(&self) -> Option<usize> {
        self.look.cut
    }

    /// Writes a line, cut to the width of the terminal.
    pub fn line(&mut self, line: &Line) -> io::Result<()> {
        if self.look.plain {
            return self.whole(&Line::of(Tone::Plain, &uncolumned(line)));
        }
        let cut = self
            .look
            .cut
            .map(|columns| line.clone().cut(columns, self.marks()));
        let pieces = cut.as_ref().unwrap_or(line).pieces();
        let last = pieces
            .iter()
            .rposition(|(_, text)| !text.as_clean().trim().is_empty());
        for (index, (tone, text)) in pieces
            .iter()
            .enumerate()
            .take(last.map_or(0, |last| last + 1))
        {
            let text = text.as_clean();
            self.piece(
                *tone,
                if Some(index) == last {
                    trimmed(text)
                } else {
                    text
                },
            )?;
        }
        self.writer.write_all(b"\n")
    }

    /// Writes a sentence, wrapped to the width of a terminal.
    pub fn say(&mut self, tone: Tone, text: &str) -> io::Result<()> {
        match self.look.cut {
            Some(_) => self.prose(&Line::new(), tone, text),
            None => self.whole(&Line::of(tone, text)),
        }
    }

    pub fn blank(&mut self) -> io::Result<()> {
        self.writer.write_all(b"\n")
    }

    /// Writes a line that must stay whole, such as an address that will be copied.
    pub fn whole(&mut self, line: &Line) -> io::Result<()> {
        for (tone, text) in line.pieces() {
            self.piece(*tone, text.as_clean())?;
        }
        self.writer.write_all(b"\n")
    }

    /// Writes a paragraph after a first piece; further lines are indented to where the paragraph began.
    pub fn prose(&mut self, first: &Line, tone: Tone, text: &str) -> io::Result<()> {
        if self.look.plain {
            return self.line(&first.clone().with(tone, text));
        }
        let indent = first.columns();
        let text = clean::piece(text);
        let room = self.look.prose.saturating_sub(indent).max(10);
        for (index, range) in width::wrap(text.as_clean(), room).into_iter().enumerate() {
            let start = if index == 0 {
                first.clone()
            } else {
                Line::new().space(indent)
            };
            self.whole(&start.and(Line::of(
                tone,
                text.as_clean().slice(range).as_str().trim_end(),
            )))?;
        }
        Ok(())
    }

    /// Writes data of the program's own shape as one JSON document.
    pub fn json(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        let text = serde_json::to_string_pretty(value)?;
        self.writer.write_all(escape_json(&text).as_bytes())?;
        self.writer.write_all(b"\n")
    }

    /// Asks the terminal to put an address on the clipboard.
    pub fn copy(&mut self, link: &Link) -> io::Result<()> {
        self.writer
            .write_all(launch::copy_sequence(link).as_bytes())
    }

    /// Writes text that the program made itself, such as help, as it is.
    pub fn fixed(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes())
    }

    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    fn piece(&mut self, tone: Tone, text: Clean<'_>) -> io::Result<()> {
        match tone
            .parameters()
            .filter(|_| self.look.color && !text.is_empty())
        {
            Some(parameters) => write!(self.writer, "\u{1b}[{parameters}m{text}\u{1b}[0m"),
            None => write!(self.writer, "{text}"),
        }
    }
}

/// Returns the words of a line; what stood apart in columns is told apart by commas.
fn uncolumned(line: &Line) -> String {
    let pieces = line.pieces().iter();
    let drawn: String = pieces.map(|(_, text)| text.as_str()).collect();
    let cells = drawn.split("  ").map(str::trim);
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join(", ")
}

fn trimmed(text: Clean<'_>) -> Clean<'_> {
    text.slice(0..text.as_str().trim_end().len())
}

/// Escapes what JSON may carry as it is but a terminal should not be given: the serializer escapes only C0 controls.
fn escape_json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\n' | ' '..='~') || clean::word(c.encode_utf8(&mut [0; 4])).is_some() {
            escaped.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(look: Look, write: impl FnOnce(&mut Out<'_>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        write(&mut Out::new(&mut bytes, look)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    fn look(color: bool, terminal: Option<usize>) -> Look {
        Look::new(color, terminal, None, Lang::En, SymbolSet::Unicode)
    }

    #[test]
    fn lines_are_cut_for_a_terminal_and_whole_for_a_pipe() {
        let line = Line::of(Tone::Strong, "线性代数")
            .space(2)
            .with(Tone::Dim, "linear algebra");
        let cut = written(look(false, Some(14)), |out| out.line(&line));
        assert_eq!(
            width::columns(clean::line(cut.trim_end()).as_clean()),
            14,
            "{cut:?}"
        );
        assert_eq!(
            written(look(false, None), |out| out.line(&line)),
            "线性代数  linear algebra\n"
        );
    }

    #[test]
    fn a_plain_line_is_neither_cut_nor_in_columns() {
        let line = Line::new()
            .space(1)
            .with(Tone::Strong, "Linear algebra")
            .space(5)
            .with(Tone::Dim, "50%");
        let plain = written(look(true, Some(8)).plain(), |out| out.line(&line));
        assert_eq!(plain, "Linear algebra, 50%\n");
    }

    #[test]
    fn colour_wraps_pieces_and_is_left_out_without() {
        let line = Line::of(Tone::Done, "x").space(1).with(Tone::Plain, "a");
        assert_eq!(
            written(look(true, None), |out| out.line(&line)),
            "\u{1b}[32mx\u{1b}[0m a\n"
        );
        assert_eq!(written(look(false, None), |out| out.line(&line)), "x a\n");
    }

    #[test]
    fn what_is_said_is_clean() {
        let said = written(look(false, None), |out| {
            out.say(Tone::Plain, "a\u{1b}[31mb\u{9b}c\u{202e}d")
        });
        assert!(!said.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{said:?}");
    }

    #[test]
    fn json_carries_no_control_characters_and_reads_back_the_same() {
        let nasty = "a\u{1b}b\u{9b}c\u{202e}d\u{e0041}e 中文";
        let text = written(look(false, None), |out| out.json(&nasty));
        assert!(
            !text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{e0041}']),
            "{text:?}"
        );
        assert!(text.contains("中文"));
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), nasty);
    }

    #[test]
    fn padding_counts_columns() {
        let line = Line::of(Tone::Plain, "中文")
            .padded(6)
            .with(Tone::Plain, "|");
        assert_eq!(
            written(look(false, None), |out| out.line(&line)),
            "中文  |\n"
        );
        let line = Line::of(Tone::Plain, "7%").right(4);
        assert_eq!(written(look(false, None), |out| out.line(&line)), "  7%\n");
    }
}
