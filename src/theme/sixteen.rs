//! A theme in the sixteen colours of every terminal. Nearness alone would turn a soft green into grey and all greys into
//! one, so that colours keep their hue, greys keep their order, and what has neither becomes plain text.

use ratatui::style::{Color, Style};

use super::Theme;
use super::colour::{self, ANSI, Rgb};
use super::depth::bare;
use super::role::{Purpose, Role};

/// The contrast below which a colour is not taken: fewer than AA, for six hues on black or white leave no choice.
const LEAST: f64 = 3.0;

/// How colourful a colour has to be, in Oklab, to be taken for more than a tinted grey.
const COLOURFUL: f64 = 0.05;

/// How far a hue may be off, as the squared distance of two points on a circle of radius 1: about 50 degrees.
const SAME_HUE: f64 = 0.72;

/// What the theme stands on.
struct Ground {
    /// The ground as it will be; `None` where the terminal decides.
    below: Option<Rgb>,
    /// The text colour as it was and as it will be.
    ink: (Option<Rgb>, Color),
    /// How well the text could be read.
    ink_contrast: f64,
    before: Option<Rgb>,
    is_dark: bool,
}

pub(super) fn reduce(theme: &Theme) -> Theme {
    let ground = Ground::of(theme);
    let mut reduced = theme.clone();
    for role in Role::ALL {
        let style = theme.style(role);
        let style = match role.purpose() {
            _ if !needs_help(style) => style,
            Purpose::Surface if role == Role::Ground => ground.style(style),
            Purpose::Surface => ground.cursor(role, style),
            Purpose::Text | Purpose::Mark | Purpose::Decoration => ground.text(role, style),
        };
        reduced.set(role, style);
    }
    reduced
}

impl Ground {
    fn of(theme: &Theme) -> Ground {
        let (fg, bg) = (theme.ground().fg, theme.ground().bg);
        let (fg_value, bg_value) = (fg.and_then(colour::value), bg.and_then(colour::value));
        let is_dark = match (fg_value, bg_value) {
            (_, Some(bg)) => lightness(bg) < 0.6,
            (Some(fg), None) => lightness(fg) > 0.6,
            (None, None) => true,
        };
        let ink = match fg {
            Some(fg) if !is_exact(fg) => fg,
            Some(_) if is_dark => Color::Gray,
            Some(_) => Color::Black,
            None => Color::Reset,
        };
        let below = bg.map(|bg| Self::bg(bg, is_dark)).and_then(colour::value);
        let ink_contrast = fg_value
            .zip(bg_value)
            .map_or(1.0, |(fg, bg)| colour::contrast(fg, bg));
        Ground {
            below,
            ink: (fg_value, ink),
            ink_contrast,
            before: bg_value,
            is_dark,
        }
    }

    fn bg(bg: Color, is_dark: bool) -> Color {
        match is_dark {
            _ if !is_exact(bg) => bg,
            true => Color::Black,
            false => Color::White,
        }
    }

    fn style(&self, style: Style) -> Style {
        Style {
            fg: Some(self.ink.1),
            bg: style.bg.map(|bg| Self::bg(bg, self.is_dark)),
            ..style
        }
    }

    /// Makes the cursor row a row of two colours: no shade of the ground is left that all others can be read on.
    fn cursor(&self, role: Role, style: Style) -> Style {
        if self.below.is_none() {
            // Nothing is known of the terminal's two default colours but that they go together.
            return bare(role).fg(Color::Reset).bg(Color::Reset);
        }
        let (fg, bg) = match (role == Role::Cursor, self.is_dark) {
            (true, false) => (Color::White, Color::Black),
            (false, true) => (Color::White, Color::DarkGray),
            (true, true) | (false, false) => (Color::Black, Color::Gray),
        };
        Style {
            fg: Some(fg),
            bg: Some(bg),
            ..style
        }
    }

    fn text(&self, role: Role, style: Style) -> Style {
        let Some(bg) = style.bg else {
            return Style {
                fg: style.fg.map(|fg| self.colour(role, fg)),
                ..style
            };
        };
        let bg = if is_exact(bg) {
            colour::value(bg).map_or(bg, |bg| by_hue(bg, None).unwrap_or(Color::DarkGray))
        } else {
            bg
        };
        let on_bg = |fg: Rgb| colour::value(bg).map_or(1.0, |bg| colour::contrast(fg, bg));
        let fg = if on_bg(Rgb([0; 3])) > on_bg(Rgb([255; 3])) {
            Color::Black
        } else {
            Color::White
        };
        Style {
            fg: Some(fg),
            bg: Some(bg),
            ..style
        }
    }

    fn colour(&self, role: Role, color: Color) -> Color {
        let Some(value) = colour::value(color).filter(|_| is_exact(color)) else {
            return color;
        };
        if Some(value) == self.ink.0 {
            return self.ink.1;
        }
        let below = self.below.filter(|_| role.purpose() != Purpose::Decoration);
        if colour::chroma(value) >= COLOURFUL {
            return by_hue(value, below).unwrap_or(self.ink.1);
        }
        let contrast = self
            .before
            .map_or(1.0, |ground| colour::contrast(value, ground));
        if contrast > self.ink_contrast {
            if self.is_dark {
                Color::White
            } else {
                Color::Black
            }
        } else {
            Color::DarkGray
        }
    }
}

/// Finds the colour of the same hue that is nearest and can be read on a ground.
fn by_hue(color: Rgb, ground: Option<Rgb>) -> Option<Color> {
    let hues = ANSI
        .iter()
        .filter(|(_, _, value)| colour::chroma(*value) >= COLOURFUL);
    let off = |value: Rgb| colour::hue_distance(value, color);
    let weight = |value: Rgb| off(value) + (lightness(value) - lightness(color)).powi(2);
    hues.filter(|(_, _, value)| off(*value) < SAME_HUE)
        .filter(|(_, _, value)| {
            ground.is_none_or(|ground| colour::contrast(*value, ground) >= LEAST)
        })
        .min_by(|a, b| weight(a.2).total_cmp(&weight(b.2)))
        .map(|(_, color, _)| *color)
}

fn lightness(color: Rgb) -> f64 {
    colour::oklab(color)[0]
}

/// Tells whether a style has a colour that is not one of the sixteen.
fn needs_help(style: Style) -> bool {
    [style.fg, style.bg].into_iter().flatten().any(is_exact)
}

fn is_exact(color: Color) -> bool {
    color != Color::Reset && !colour::is_named(color)
}
