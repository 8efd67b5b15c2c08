//! How many colours the terminal has, and how a theme makes do with fewer.

use ratatui::style::{Color, Modifier, Style};

use super::Theme;
use super::colour::{self, Rgb};
use super::readable::worst;
use super::role::{Purpose, Role};
use super::sixteen;

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColourDepth {
    /// None: bold, dim, underline and reverse only.
    None,
    Ansi16,
    Indexed256,
    True,
}

/// What the environment says about colours; the caller reads the variables, and takes an empty one for unset.
#[derive(Clone, Copy, Debug, Default)]
pub struct ColourSigns<'a> {
    /// Whether `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// Whether `CLICOLOR` is something else than `0`; `None` where it is not set.
    pub clicolor: Option<bool>,
    /// Whether `CLICOLOR_FORCE` is set and not `0`.
    pub clicolor_force: bool,
    pub colorterm: Option<&'a str>,
    pub term: Option<&'a str>,
    /// `TERM_PROGRAM`, by which tmux is told from GNU screen.
    pub term_program: Option<&'a str>,
}

impl ColourDepth {
    /// Decides from the environment: `NO_COLOR` wins over all, `CLICOLOR_FORCE` over `CLICOLOR=0` and a dumb terminal.
    #[must_use]
    pub fn choose(signs: &ColourSigns<'_>) -> ColourDepth {
        let term = signs.term.unwrap_or_default();
        let is_unwanted = signs.clicolor == Some(false) || term == "dumb";
        if signs.no_color || (is_unwanted && !signs.clicolor_force) {
            return ColourDepth::None;
        }
        // GNU screen hands COLORTERM of the outer terminal on and cannot do it; tmux can, and says who it is.
        let is_screen = term.starts_with("screen") && signs.term_program != Some("tmux");
        let says_true =
            matches!(signs.colorterm, Some("truecolor" | "24bit")) || knows_true_colour(term);
        if !is_screen && says_true {
            ColourDepth::True
        } else if term.contains("256color") || (is_screen && signs.colorterm.is_some()) {
            ColourDepth::Indexed256
        } else {
            ColourDepth::Ansi16
        }
    }
}

/// Names the terminals that are known for it: over ssh `TERM` arrives and `COLORTERM` does not.
fn knows_true_colour(term: &str) -> bool {
    const KNOWN: [&str; 5] = [
        "alacritty",
        "foot",
        "wezterm",
        "xterm-ghostty",
        "xterm-kitty",
    ];
    term.ends_with("-direct") || KNOWN.iter().any(|known| term.starts_with(known))
}

impl Theme {
    /// Returns the theme in the colours that the terminal has. What could be read stays readable: a colour becomes the
    /// nearest one that has enough contrast, and where only sixteen are left the cursor row is one reversed row.
    #[must_use]
    pub fn reduced(&self, depth: ColourDepth) -> Theme {
        match depth {
            ColourDepth::True => self.clone(),
            ColourDepth::Indexed256 => self.in_palette(&cube_and_greys()),
            ColourDepth::Ansi16 => sixteen::reduce(self),
            ColourDepth::None => self.bare(),
        }
    }

    fn in_palette(&self, palette: &[(Color, Rgb)]) -> Theme {
        let mut theme = self.clone();
        let ground = self.ground().bg.map(|bg| nearest(bg, palette, &[]));
        theme.set(
            Role::Ground,
            Style {
                bg: ground,
                ..self.ground()
            },
        );
        let mut taken = Vec::from_iter(ground);
        for role in [Role::Cursor, Role::CursorUnfocused] {
            let style = self.style(role);
            let bg = style.bg.map(|bg| nearest(bg, palette, &taken));
            taken.extend(bg);
            theme.set(role, Style { bg, ..style });
        }
        for role in Role::ALL {
            let own = self
                .style(role)
                .bg
                .filter(|_| role.purpose() != Purpose::Surface);
            if let Some(bg) = own {
                let bg = nearest(bg, palette, &[]);
                theme.set(
                    role,
                    Style {
                        bg: Some(bg),
                        ..theme.style(role)
                    },
                );
            }
            theme.fit(role, palette, self);
        }
        theme
    }

    /// Gives a role the nearest colour that can be read on all that it stands on.
    fn fit(&mut self, role: Role, palette: &[(Color, Rgb)], before: &Theme) {
        let style = self.style(role);
        let Some(fg) = style.fg else { return };
        if colour::is_named(fg) || palette.iter().any(|(known, _)| *known == fg) {
            return;
        }
        let Some(value) = colour::value(fg) else {
            return;
        };
        let backgrounds = if role.purpose() == Purpose::Surface {
            Vec::from_iter(style.bg.and_then(colour::value))
        } else {
            self.backgrounds(role)
        };
        let wanted = role
            .purpose()
            .wanted()
            .min(worst(value, &before.backgrounds(role)));
        let readable = |(_, candidate): &(Color, Rgb)| worst(*candidate, &backgrounds) >= wanted;
        let found = colour::most_like(value, palette.iter().copied().filter(readable));
        let found = found.unwrap_or_else(|| nearest(fg, palette, &[]));
        self.set(
            role,
            Style {
                fg: Some(found),
                ..style
            },
        );
    }

    fn bare(&self) -> Theme {
        Theme {
            styles: Role::ALL.map(bare),
            ..self.clone()
        }
    }
}

/// Returns how a role looks without any colour.
pub(super) fn bare(role: Role) -> Style {
    let style = Style::new().add_modifier(role.bare());
    match role.purpose() {
        Purpose::Surface if role == Role::Ground => style.fg(Color::Reset).bg(Color::Reset),
        // A finished row is dim; reversed and dim is hard to read.
        Purpose::Surface => style.remove_modifier(Modifier::DIM),
        Purpose::Text | Purpose::Mark | Purpose::Decoration => style,
    }
}

/// Returns the nearest colour of a palette that is not taken; a colour that has no value, or is in it, stays.
fn nearest(color: Color, palette: &[(Color, Rgb)], taken: &[Color]) -> Color {
    let Some(value) = colour::value(color) else {
        return color;
    };
    let free = |known: &Color| !taken.contains(known);
    if free(&color) && (colour::is_named(color) || palette.iter().any(|(known, _)| *known == color))
    {
        return color;
    }
    let candidates = palette.iter().copied().filter(|(known, _)| free(known));
    colour::most_like(value, candidates).unwrap_or(color)
}

/// Returns the 240 colours that look the same in every terminal: the first sixteen are the person's.
fn cube_and_greys() -> Vec<(Color, Rgb)> {
    (16..=255)
        .map(|index| (Color::Indexed(index), colour::indexed(index)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads `NAME=value` words, as `config::Environment` reads the variables.
    fn chosen(words: &str) -> ColourDepth {
        let get = |name: &str| {
            words
                .split(' ')
                .find_map(|word| word.strip_prefix(name)?.strip_prefix('='))
        };
        ColourDepth::choose(&ColourSigns {
            no_color: get("NO_COLOR").is_some(),
            clicolor: get("CLICOLOR").map(|value| value != "0"),
            clicolor_force: get("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            colorterm: get("COLORTERM"),
            term: get("TERM"),
            term_program: get("TERM_PROGRAM"),
        })
    }

    #[test]
    fn the_depth_is_chosen_from_the_environment() {
        let table = [
            ("", ColourDepth::Ansi16),
            ("TERM=linux", ColourDepth::Ansi16),
            ("TERM=xterm-256color", ColourDepth::Indexed256),
            ("TERM=xterm-256color COLORTERM=yes", ColourDepth::Indexed256),
            ("TERM=xterm-256color COLORTERM=truecolor", ColourDepth::True),
            ("TERM=xterm-256color COLORTERM=24bit", ColourDepth::True),
            ("TERM=xterm-kitty", ColourDepth::True),
            ("TERM=xterm-direct", ColourDepth::True),
            ("TERM=dumb", ColourDepth::None),
            ("TERM=dumb CLICOLOR_FORCE=1", ColourDepth::Ansi16),
            ("TERM=dumb CLICOLOR_FORCE=0", ColourDepth::None),
            (
                "TERM=xterm NO_COLOR=1 COLORTERM=truecolor",
                ColourDepth::None,
            ),
            ("TERM=xterm NO_COLOR=1 CLICOLOR_FORCE=1", ColourDepth::None),
            ("TERM=xterm CLICOLOR=0", ColourDepth::None),
            ("TERM=xterm CLICOLOR=1", ColourDepth::Ansi16),
            (
                "TERM=xterm CLICOLOR=0 CLICOLOR_FORCE=1",
                ColourDepth::Ansi16,
            ),
            ("TERM=screen COLORTERM=truecolor", ColourDepth::Indexed256),
            (
                "TERM=screen-256color COLORTERM=truecolor TERM_PROGRAM=tmux",
                ColourDepth::True,
            ),
        ];
        for (words, depth) in table {
            assert_eq!(chosen(words), depth, "{words}");
        }
    }
}
