//! Colours as numbers: how a file writes them, how far apart they are, how well one is read on another.

use ratatui::style::Color;

use super::problem::Fault;
use crate::text::clean;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) [u8; 3]);

/// The sixteen colours that every terminal has: name in files, ratatui's name, the value that xterm gives it.
/// A terminal's own values differ; these are what contrast is computed with.
pub(super) const ANSI: [(&str, Color, Rgb); 16] = [
    ("black", Color::Black, Rgb([0x00, 0x00, 0x00])),
    ("red", Color::Red, Rgb([0xcd, 0x00, 0x00])),
    ("green", Color::Green, Rgb([0x00, 0xcd, 0x00])),
    ("yellow", Color::Yellow, Rgb([0xcd, 0xcd, 0x00])),
    ("blue", Color::Blue, Rgb([0x00, 0x00, 0xee])),
    ("magenta", Color::Magenta, Rgb([0xcd, 0x00, 0xcd])),
    ("cyan", Color::Cyan, Rgb([0x00, 0xcd, 0xcd])),
    ("white", Color::Gray, Rgb([0xe5, 0xe5, 0xe5])),
    ("bright_black", Color::DarkGray, Rgb([0x7f, 0x7f, 0x7f])),
    ("bright_red", Color::LightRed, Rgb([0xff, 0x00, 0x00])),
    ("bright_green", Color::LightGreen, Rgb([0x00, 0xff, 0x00])),
    ("bright_yellow", Color::LightYellow, Rgb([0xff, 0xff, 0x00])),
    ("bright_blue", Color::LightBlue, Rgb([0x5c, 0x5c, 0xff])),
    (
        "bright_magenta",
        Color::LightMagenta,
        Rgb([0xff, 0x00, 0xff]),
    ),
    ("bright_cyan", Color::LightCyan, Rgb([0x00, 0xff, 0xff])),
    ("bright_white", Color::White, Rgb([0xff, 0xff, 0xff])),
];

/// The word for the terminal's own text or background colour.
pub(super) const DEFAULT: &str = "default";

/// Reads `#rgb`, `#rrggbb`, a name of the sixteen, an index from 0 to 255, or `default`.
pub(super) fn parse(word: &str) -> Result<Color, Fault> {
    if let Some(digits) = word.strip_prefix('#') {
        return hex(digits).map(rgb).ok_or_else(|| Fault::BadHex {
            word: clean::line(word),
        });
    }
    if word == DEFAULT {
        return Ok(Color::Reset);
    }
    if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
        let index = word.parse::<u8>().map_err(|_| Fault::BadIndex {
            word: clean::line(word),
        })?;
        return Ok(ANSI
            .get(usize::from(index))
            .map_or(Color::Indexed(index), |(_, color, _)| *color));
    }
    let name = word.replace('-', "_").replace("light_", "bright_");
    let name = if matches!(name.as_str(), "gray" | "grey") {
        "bright_black"
    } else {
        &name
    };
    ANSI.iter()
        .find(|(known, _, _)| *known == name)
        .map(|(_, color, _)| *color)
        .ok_or_else(|| Fault::UnknownColour {
            word: clean::line(word),
            nearest: None,
        })
}

/// Reads three or six hexadecimal digits.
pub(super) fn hex(digits: &str) -> Option<Rgb> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let number = u32::from_str_radix(digits, 16).ok()?;
    let [_, red, green, blue] = match digits.len() {
        3 => (((number & 0xf00) << 8 | (number & 0x0f0) << 4 | (number & 0x00f)) * 0x11)
            .to_be_bytes(),
        6 => number.to_be_bytes(),
        _ => return None,
    };
    Some(Rgb([red, green, blue]))
}

pub(super) const fn rgb(Rgb([red, green, blue]): Rgb) -> Color {
    Color::Rgb(red, green, blue)
}

/// Returns the value of a colour, the sixteen as xterm has them; `None` for the terminal's default.
pub(super) fn value(color: Color) -> Option<Rgb> {
    match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(Rgb([red, green, blue])),
        Color::Indexed(index) => Some(indexed(index)),
        Color::Black
        | Color::Red
        | Color::Green
        | Color::Yellow
        | Color::Blue
        | Color::Magenta
        | Color::Cyan
        | Color::Gray
        | Color::DarkGray
        | Color::LightRed
        | Color::LightGreen
        | Color::LightYellow
        | Color::LightBlue
        | Color::LightMagenta
        | Color::LightCyan
        | Color::White => ANSI
            .iter()
            .find(|(_, known, _)| *known == color)
            .map(|(_, _, value)| *value),
    }
}

/// Returns the value of one of the 256: the sixteen, a cube of 6×6×6, 24 greys.
pub(super) fn indexed(index: u8) -> Rgb {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..16 => ANSI[usize::from(index)].2,
        16..232 => {
            let cell = usize::from(index - 16);
            Rgb([STEPS[cell / 36], STEPS[cell / 6 % 6], STEPS[cell % 6]])
        }
        232.. => Rgb([8 + 10 * (index - 232); 3]),
    }
}

/// Returns the contrast of two colours by WCAG 2: from 1 (the same) to 21 (black on white).
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    if one > other {
        one / other
    } else {
        other / one
    }
}

/// Finds the one of `candidates` that looks most like a colour: the nearest in Oklab, in which a step looks equally
/// large everywhere.
pub(super) fn most_like(
    color: Rgb,
    candidates: impl Iterator<Item = (Color, Rgb)>,
) -> Option<Color> {
    let to = oklab(color);
    let distance = |from: [f64; 3]| {
        from.iter()
            .zip(to)
            .map(|(a, b)| (a - b) * (a - b))
            .sum::<f64>()
    };
    candidates
        .map(|(candidate, value)| (candidate, distance(oklab(value))))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(candidate, _)| candidate)
}

/// Returns how far a colour is from grey: 0 to about 0.3, in Oklab.
pub(super) fn chroma(color: Rgb) -> f64 {
    let [_, a, b] = oklab(color);
    a.hypot(b)
}

/// Returns how different two hues are: the squared distance of their points on a circle of radius 1, from 0 to 4.
pub(super) fn hue_distance(one: Rgb, other: Rgb) -> f64 {
    let ([_, a, b], [_, c, d]) = (oklab(one), oklab(other));
    2.0 - 2.0 * (a * c + b * d) / (a.hypot(b) * c.hypot(d))
}

/// Tells whether a colour is one of the sixteen.
pub(super) fn is_named(color: Color) -> bool {
    ANSI.iter().any(|(_, known, _)| *known == color)
}

/// Goes `step` twentieths of the way from one colour to another.
pub(super) fn mix(Rgb(from): Rgb, Rgb(to): Rgb, step: u8) -> Rgb {
    let step = u16::from(step.min(20));
    Rgb(std::array::from_fn(|channel| {
        let sum = u16::from(from[channel]) * (20 - step) + u16::from(to[channel]) * step;
        u8::try_from(sum / 20).expect("a mean of two bytes is a byte")
    }))
}

fn luminance(color: Rgb) -> f64 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Undoes the sRGB gamma; channels from 0 to 1.
fn linear(Rgb(channels): Rgb) -> [f64; 3] {
    channels.map(|channel| {
        let part = f64::from(channel) / 255.0;
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    })
}

/// Returns lightness and the two hue axes, with the matrices that Björn Ottosson published in 2020.
pub(super) fn oklab(color: Rgb) -> [f64; 3] {
    let apply = |matrix: [[f64; 3]; 3], vector: [f64; 3]| {
        matrix.map(|row| {
            row.iter()
                .zip(vector)
                .map(|(factor, part)| factor * part)
                .sum::<f64>()
        })
    };
    let cones = apply(
        [
            [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
            [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
            [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
        ],
        linear(color),
    );
    apply(
        [
            [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
            [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
            [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
        ],
        cones.map(f64::cbrt),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_colour_is_read() {
        let table = [
            ("#fff", Color::Rgb(255, 255, 255)),
            ("#a0B", Color::Rgb(0xaa, 0x00, 0xbb)),
            ("#102030", Color::Rgb(16, 32, 48)),
            ("default", Color::Reset),
            ("red", Color::Red),
            ("white", Color::Gray),
            ("bright_white", Color::White),
            ("bright-red", Color::LightRed),
            ("light-red", Color::LightRed),
            ("grey", Color::DarkGray),
            ("7", Color::Gray),
            ("16", Color::Indexed(16)),
            ("255", Color::Indexed(255)),
        ];
        for (word, color) in table {
            assert_eq!(parse(word), Ok(color), "{word}");
        }
    }

    #[test]
    fn what_is_not_a_colour_is_refused() {
        for word in [
            "",
            "#",
            "#ffff",
            "#12345g",
            "#+12345",
            "256",
            "99999999999",
            "redd",
            "ffffff",
            "#ééé",
        ] {
            assert!(parse(word).is_err(), "{word}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white, grey) = (Rgb([0; 3]), Rgb([255; 3]), Rgb([0x76; 3]));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(white, white) - 1.0).abs() < 1e-9);
        // #767676 is the well-known lightest grey that passes on white.
        assert!(contrast(grey, white) > 4.5 && contrast(Rgb([0x77; 3]), white) < 4.5);
    }

    #[test]
    fn the_256_are_the_cube_and_the_greys() {
        let table = [
            (16, [0, 0, 0]),
            (21, [0, 0, 255]),
            (110, [135, 175, 215]),
            (231, [255; 3]),
            (232, [8; 3]),
            (255, [238; 3]),
        ];
        for (index, expected) in table {
            assert_eq!(indexed(index), Rgb(expected), "{index}");
        }
    }

    #[test]
    fn hue_and_chroma_tell_colours_from_greys() {
        let (soft_green, green, red) = (
            Rgb([0x9e, 0xce, 0x6a]),
            Rgb([0, 0xcd, 0]),
            Rgb([0xcd, 0, 0]),
        );
        assert!(hue_distance(soft_green, green) < 0.3 && hue_distance(soft_green, red) > 0.7);
        assert!(chroma(soft_green) > 0.1 && chroma(Rgb([0x80, 0x82, 0x86])) < 0.02);
    }

    #[test]
    fn mixing_ends_at_both_ends() {
        let (from, to) = (Rgb([0, 100, 255]), Rgb([200, 0, 5]));
        assert_eq!((mix(from, to, 0), mix(from, to, 20)), (from, to));
        assert_eq!(mix(from, to, 10), Rgb([100, 50, 130]));
    }
}
