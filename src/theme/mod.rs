//! Colours by meaning: a [`Theme`] says how each [`Role`] looks, and is read from a file in `themes/` or of the person's
//! own. The screen asks for `theme.dim()` and never names a colour.

mod chinese;
mod colour;
mod depth;
mod file;
mod problem;
mod readable;
mod role;
mod sixteen;
mod tree;

use ratatui::style::Style;

pub use depth::{ColourDepth, ColourSigns};
pub use file::MOST_BYTES;
use file::{Entry, Layer, Word};
pub use problem::{Fault, Place, ThemeProblem, ThemeProblems};
pub use readable::WeakSpot;
pub use role::{Focus, Purpose, Role};

use crate::text::{Clean, CleanBuf, clean};

/// The theme for terminals with a dark background, and for those that do not say.
pub const DARK: &str = "dark";

/// The theme for terminals with a light background.
pub const LIGHT: &str = "light";

/// The themes that the program has with it.
const EMBEDDED: [(&str, &str); 9] = [
    (DARK, include_str!("../../themes/dark.yaml")),
    (LIGHT, include_str!("../../themes/light.yaml")),
    (
        "high-contrast",
        include_str!("../../themes/high-contrast.yaml"),
    ),
    (
        "catppuccin-mocha",
        include_str!("../../themes/catppuccin-mocha.yaml"),
    ),
    (
        "catppuccin-latte",
        include_str!("../../themes/catppuccin-latte.yaml"),
    ),
    ("gruvbox", include_str!("../../themes/gruvbox.yaml")),
    ("nord", include_str!("../../themes/nord.yaml")),
    (
        "solarized-light",
        include_str!("../../themes/solarized-light.yaml"),
    ),
    ("ansi", include_str!("../../themes/ansi.yaml")),
];

/// The roles that base16 and base24 schemes are painted with.
const SCHEME_ROLES: &str = include_str!("base16.yaml");

/// How everything on the screen looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: CleanBuf,
    title: CleanBuf,
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// Returns the names of the themes that the program has with it.
    #[must_use]
    pub fn embedded() -> impl ExactSizeIterator<Item = &'static str> {
        EMBEDDED.iter().map(|(name, _)| *name)
    }

    /// Returns a theme that the program has with it.
    #[must_use]
    pub fn named(name: &str) -> Option<Theme> {
        let link = Link {
            name,
            text: embedded(name)?.to_owned(),
            source: Source::Embedded,
        };
        // A test shows that every embedded theme is a good one.
        build(&link, &|_| None).ok()
    }

    /// Finds a theme by its name: the person's own first, then those that the program has with it. `own` returns the
    /// text of the person's file of that name; it is asked for names of letters, digits, `-` and `_` only.
    pub fn load(name: &str, own: &dyn Fn(&str) -> Option<String>) -> Result<Theme, ThemeProblems> {
        let fault = |fault| {
            ThemeProblems(vec![ThemeProblem {
                theme: clean::line(name),
                place: None,
                fault,
            }])
        };
        if !is_name(name) {
            return Err(fault(Fault::BadName {
                name: clean::line(name),
            }));
        }
        let found = own(name).map(|text| (text, Source::Own));
        let found =
            found.or_else(|| embedded(name).map(|text| (text.to_owned(), Source::Embedded)));
        let (text, source) = found.ok_or_else(|| fault(unknown(name)))?;
        build(&Link { name, text, source }, own)
    }

    /// Reads a theme of the person's own; `own` returns the text of other files of theirs that it may inherit from.
    pub fn parse(
        name: &str,
        text: &str,
        own: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Theme, ThemeProblems> {
        build(
            &Link {
                name,
                text: text.to_owned(),
                source: Source::Own,
            },
            own,
        )
    }

    /// Returns the name that the theme is asked for by.
    #[must_use]
    pub fn name(&self) -> Clean<'_> {
        self.name.as_clean()
    }

    /// Returns what the theme calls itself, else its name.
    #[must_use]
    pub fn display_name(&self) -> Clean<'_> {
        self.title.as_clean()
    }
}

/// Who a theme file is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Own,
    Embedded,
    /// The roles of schemes.
    Scheme,
}

/// The next file of a chain of themes.
struct Link<'a> {
    name: &'a str,
    text: String,
    source: Source,
}

fn embedded(name: &str) -> Option<&'static str> {
    EMBEDDED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, text)| *text)
}

fn unknown(name: &str) -> Fault {
    Fault::UnknownTheme {
        name: clean::line(name),
        nearest: problem::nearest(name, Theme::embedded()),
    }
}

/// Tells whether a name may be asked for: it becomes part of a path.
fn is_name(name: &str) -> bool {
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=64).contains(&name.len()) && name.bytes().all(is_fine)
}

fn build(link: &Link<'_>, own: &dyn Fn(&str) -> Option<String>) -> Result<Theme, ThemeProblems> {
    let mut problems = Vec::new();
    let layers = chain(link, own, &mut problems);
    unused_names(&layers, &mut problems);
    let styles = resolve(&layers, &mut problems);
    let [first, ..] = layers.as_slice() else {
        unreachable!("a chain begins with the theme itself")
    };
    if !problems.is_empty() {
        return Err(ThemeProblems(problems));
    }
    let name = first.theme.clone();
    let title = first.title.clone().unwrap_or_else(|| name.clone());
    let mut theme = Theme {
        name,
        title,
        styles,
    };
    if first.is_scheme {
        theme.lift();
    }
    Ok(theme)
}

/// Reads a theme and all that it inherits from, itself first. A theme may inherit from the embedded one of its own name;
/// the embedded ones inherit from each other only, so that a person's `dark` changes no theme but `dark`.
fn chain(
    first: &Link<'_>,
    own: &dyn Fn(&str) -> Option<String>,
    problems: &mut Vec<ThemeProblem>,
) -> Vec<Layer> {
    let mut seen = vec![(first.name.to_owned(), first.source)];
    let mut layers = vec![file::read(first.name, &first.text, problems)];
    while let Some(Word { place, text: name }) =
        layers.last().and_then(|layer| layer.inherits.clone())
    {
        let source = seen.last().map_or(Source::Own, |(_, source)| *source);
        let is_new = |source| !seen.contains(&(name.clone(), source));
        let found = match source {
            _ if name == file::SCHEME => Some((SCHEME_ROLES.to_owned(), Source::Scheme)),
            Source::Own if is_name(&name) && is_new(Source::Own) => {
                own(&name).map(|text| (text, Source::Own))
            }
            Source::Own | Source::Embedded | Source::Scheme => None,
        };
        let is_embedded_new = is_new(Source::Embedded);
        let found = found.or_else(|| {
            embedded(&name)
                .filter(|_| is_embedded_new)
                .map(|text| (text.to_owned(), Source::Embedded))
        });
        let Some((text, source)) = found else {
            let theme = clean::line(&seen[seen.len() - 1].0);
            let fault = missing_parent(&name, &seen);
            problems.push(ThemeProblem {
                theme,
                place: Some(place),
                fault,
            });
            break;
        };
        layers.push(file::read(&name, &text, problems));
        seen.push((name, source));
    }
    layers
}

fn missing_parent(name: &str, seen: &[(String, Source)]) -> Fault {
    if !is_name(name) {
        return Fault::BadName {
            name: clean::line(name),
        };
    }
    match seen.iter().position(|(known, _)| known == name) {
        Some(start) => {
            let names = seen[start..].iter().map(|(known, _)| known.as_str());
            Fault::Circle {
                chain: names.chain([name]).map(clean::line).collect(),
            }
        }
        None => unknown(name),
    }
}

/// Finds names in a palette that were meant to replace an inherited one and are mistyped. Other names that no role uses
/// are fine: people paste whole palettes.
fn unused_names(layers: &[Layer], problems: &mut Vec<ThemeProblem>) {
    let Some((last, _)) = layers.split_last() else {
        return;
    };
    let uses = |name: &str| {
        let entries = layers.iter().flat_map(|layer| &layer.roles);
        entries
            .flat_map(|(_, entry)| [&entry.fg, &entry.bg])
            .flatten()
            .any(|word| word.text == name)
    };
    for layer in layers.iter().filter(|layer| !std::ptr::eq(*layer, last)) {
        let own = |name: &str| layer.palette.iter().any(|named| named.name.text == name);
        let inherited = layers
            .iter()
            .skip_while(|above| !std::ptr::eq(*above, layer))
            .skip(1);
        let names: Vec<&str> = inherited
            .flat_map(|below| &below.palette)
            .map(|named| named.name.text.as_str())
            .collect();
        for Word { place, text } in layer.palette.iter().map(|named| &named.name) {
            if names.contains(&text.as_str()) || uses(text) {
                continue;
            }
            let meant = problem::nearest(text, names.iter().copied().filter(|name| !own(name)));
            if let Some(nearest) = meant {
                let fault = Fault::UnusedName {
                    word: clean::line(text),
                    nearest,
                };
                problems.push(ThemeProblem {
                    theme: layer.theme.clone(),
                    place: Some(*place),
                    fault,
                });
            }
        }
    }
}

/// Gives every role the style of the first file that has it, in the colours of all palettes, nearer ones first.
fn resolve(layers: &[Layer], problems: &mut Vec<ThemeProblem>) -> [Style; Role::ALL.len()] {
    let mut missing = Vec::new();
    let was_fine = problems.is_empty();
    let styles = Role::ALL.map(|role| {
        let found = layers
            .iter()
            .find_map(|layer| Some((layer, layer.role(role)?)));
        let Some((layer, entry)) = found else {
            missing.push(role);
            return Style::new();
        };
        style(layers, layer, entry, problems)
    });
    problems[..].sort_by_key(|problem| {
        (
            layers.iter().position(|layer| layer.theme == problem.theme),
            problem.place,
        )
    });
    // A role that was reported as wrong is not reported as missing too.
    if let Some(first) = layers.first().filter(|_| was_fine && !missing.is_empty()) {
        let place = Some(tree::START);
        problems.push(ThemeProblem {
            theme: first.theme.clone(),
            place,
            fault: Fault::MissingRoles { roles: missing },
        });
    }
    styles
}

fn style(
    layers: &[Layer],
    layer: &Layer,
    entry: &Entry,
    problems: &mut Vec<ThemeProblem>,
) -> Style {
    let palette = || layers.iter().flat_map(|layer| &layer.palette);
    let mut color = |word: &Word| {
        if let Some(named) = palette().find(|named| named.name.text == word.text) {
            return Some(named.color);
        }
        let mut fault = match colour::parse(&word.text) {
            Ok(color) => return Some(color),
            Err(fault) => fault,
        };
        // What a scheme lacks was reported where the scheme lacks it.
        if layers.first().is_some_and(|first| first.is_scheme) {
            return None;
        }
        if let Fault::UnknownColour { nearest, .. } = &mut fault {
            let names = palette().map(|named| named.name.text.as_str());
            let known = names
                .chain(colour::ANSI.iter().map(|(name, _, _)| *name))
                .chain([colour::DEFAULT]);
            *nearest = problem::nearest(&word.text, known);
        }
        problems.push(ThemeProblem {
            theme: layer.theme.clone(),
            place: Some(word.place),
            fault,
        });
        None
    };
    Style {
        fg: entry.fg.as_ref().and_then(&mut color),
        bg: entry.bg.as_ref().and_then(&mut color),
        add_modifier: entry.add,
        sub_modifier: entry.sub,
        ..Style::new()
    }
}

#[cfg(test)]
mod tests;
