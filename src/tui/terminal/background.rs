//! Whether the terminal is dark or light, from the colour it says its background has.

/// The tone of a terminal's background.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Background {
    Dark,
    Light,
    /// The terminal did not say.
    #[default]
    Unknown,
}

/// Asks for the background colour, then who the terminal is: all terminals answer the second question, and in
/// order, so that its answer ends the wait for the first.
pub(super) const QUESTION: &[u8] = b"\x1b]11;?\x07\x1b[c";

impl Background {
    /// Reads the answer to OSC 11 (`rgb:ffff/ffff/ffff`, as `XParseColor` has it, or `#ffffff`).
    pub(super) fn from_answer(answer: &str) -> Background {
        let Some([red, green, blue]) = channels(answer) else {
            return Background::Unknown;
        };
        let brightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        if brightness > 0.5 {
            Background::Light
        } else {
            Background::Dark
        }
    }
}

/// Reads red, green and blue from 0 to 1.
fn channels(colour: &str) -> Option<[f32; 3]> {
    let parts: Vec<&str> = if let Some(digits) = colour.strip_prefix('#') {
        let length = digits.len() / 3;
        if !digits.is_ascii() || length == 0 || digits.len() % 3 != 0 {
            return None;
        }
        (0..3)
            .map(|channel| &digits[channel * length..(channel + 1) * length])
            .collect()
    } else {
        colour
            .strip_prefix("rgb:")
            .or_else(|| colour.strip_prefix("rgba:"))?
            .split('/')
            .take(3)
            .collect()
    };
    let [red, green, blue] = parts.as_slice() else {
        return None;
    };
    Some([channel(red)?, channel(green)?, channel(blue)?])
}

/// Reads one to four hexadecimal digits as a part of their largest value.
fn channel(digits: &str) -> Option<f32> {
    if digits.is_empty() || digits.len() > 4 {
        return None;
    }
    let value = u16::from_str_radix(digits, 16).ok()?;
    let largest = (1_u32 << (4 * digits.len())) - 1;
    Some(f32::from(value) / f32::from(u16::try_from(largest).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_tells_dark_from_light() {
        for (answer, expected) in [
            ("rgb:0000/0000/0000", Background::Dark),
            ("rgb:1e1e/1e1e/2e2e", Background::Dark),
            ("rgb:fd/f6/e3", Background::Light),
            ("rgb:f/f/f", Background::Light),
            ("rgba:ffff/ffff/ffff/0000", Background::Light),
            ("#fdf6e3", Background::Light),
            ("#002b36", Background::Dark),
            ("rgb:0000/0000/ffff", Background::Dark),
            ("rgb:0000/0000", Background::Unknown),
            ("rgb:00000/0/0", Background::Unknown),
            ("rgb:zz/00/00", Background::Unknown),
            ("#12345", Background::Unknown),
            ("#ééé", Background::Unknown),
            ("#", Background::Unknown),
            ("", Background::Unknown),
            ("cmyk:0/0/0/1", Background::Unknown),
        ] {
            assert_eq!(Background::from_answer(answer), expected, "{answer}");
        }
    }
}
