//! How well a theme can be read, and the help that schemes get, which are made for code and not for this program.

use ratatui::style::{Color, Style};

use super::Theme;
use super::colour::{self, Rgb};
use super::role::{Purpose, Role};

/// A role that is hard to read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeakSpot {
    pub role: Role,
    /// The surface below it.
    pub on: Role,
    /// From 1 to 21, by WCAG 2.
    pub contrast: f64,
    pub wanted: f64,
}

const SURFACES: [Role; 3] = [Role::Ground, Role::Cursor, Role::CursorUnfocused];

impl Purpose {
    /// Returns the contrast that the purpose asks for, by WCAG 2 level AA.
    pub(super) const fn wanted(self) -> f64 {
        match self {
            Purpose::Surface | Purpose::Text => 4.5,
            Purpose::Mark => 3.0,
            Purpose::Decoration => 1.0,
        }
    }
}

impl Theme {
    /// Returns which roles are hard to read on the ground or on a cursor row. Colours that the terminal decides on are
    /// taken as xterm has them; its default colours are unknown and not judged.
    #[must_use]
    pub fn weak_spots(&self) -> Vec<WeakSpot> {
        let mut weak = Vec::new();
        for role in Role::ALL {
            for on in SURFACES
                .into_iter()
                .filter(|on| role.purpose() != Purpose::Surface || role == *on)
            {
                let wanted = role.purpose().wanted();
                if let Some(contrast) = self
                    .contrast(role, on)
                    .filter(|contrast| *contrast < wanted)
                {
                    weak.push(WeakSpot {
                        role,
                        on,
                        contrast,
                        wanted,
                    });
                }
            }
        }
        weak
    }

    /// Returns the contrast of a role that a surface lies on, as they end up on the screen.
    pub(super) fn contrast(&self, role: Role, on: Role) -> Option<f64> {
        let (fg, bg) = self.seen(role, on);
        Some(colour::contrast(colour::value(fg)?, colour::value(bg)?))
    }

    /// Returns foreground and background of a role on a surface, as the screen lays them over each other.
    fn seen(&self, role: Role, on: Role) -> (Color, Color) {
        let ground = self.ground();
        let own = ground.patch(self.style(role));
        let style = if on == Role::Ground {
            own
        } else {
            own.patch(self.style(on))
        };
        (
            style.fg.unwrap_or(Color::Reset),
            style.bg.unwrap_or(Color::Reset),
        )
    }

    /// Returns the backgrounds that a role's own foreground is read on.
    pub(super) fn backgrounds(&self, role: Role) -> Vec<Rgb> {
        let keeps_colour = |on: &Role| *on == Role::Ground || self.style(*on).fg.is_none();
        let backgrounds = SURFACES
            .into_iter()
            .filter(keeps_colour)
            .map(|on| self.seen(role, on).1);
        backgrounds.filter_map(colour::value).collect()
    }

    /// Moves what is hard to read towards black or white until it can be read. For schemes: their third grey is made
    /// for comments, and few of them care for contrast.
    pub(super) fn lift(&mut self) {
        for role in Role::ALL {
            let (wanted, backgrounds) = (role.purpose().wanted(), self.backgrounds(role));
            let style = self.style(role);
            let Some(fg) = style.fg.and_then(colour::value) else {
                continue;
            };
            if role.purpose() != Purpose::Surface {
                self.set(
                    role,
                    style.fg(colour::rgb(lifted(fg, &backgrounds, wanted))),
                );
            }
        }
    }

    pub(super) fn set(&mut self, role: Role, style: Style) {
        self.styles[role as usize] = style;
    }
}

/// Returns the lowest contrast that a colour has on any of the backgrounds.
pub(super) fn worst(fg: Rgb, backgrounds: &[Rgb]) -> f64 {
    backgrounds
        .iter()
        .map(|bg| colour::contrast(fg, *bg))
        .fold(21.0, f64::min)
}

fn lifted(fg: Rgb, backgrounds: &[Rgb], wanted: f64) -> Rgb {
    let (black, white) = (Rgb([0; 3]), Rgb([255; 3]));
    let end = if worst(white, backgrounds) > worst(black, backgrounds) {
        white
    } else {
        black
    };
    let steps = (0..=20).map(|step| colour::mix(fg, end, step));
    steps
        .into_iter()
        .find(|color| worst(*color, backgrounds) >= wanted)
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grey_is_lifted_only_as_far_as_needed() {
        let dark = [Rgb([0x20; 3])];
        let bright_enough = Rgb([0xc0; 3]);
        assert_eq!(lifted(bright_enough, &dark, 4.5), bright_enough);
        let lifted = lifted(Rgb([0x60; 3]), &dark, 4.5);
        let contrast = worst(lifted, &dark);
        assert!((4.5..5.5).contains(&contrast), "{lifted:?} has {contrast}");
    }
}
