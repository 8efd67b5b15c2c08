use ratatui::style::{Color, Modifier, Style};

use super::colour::{contrast, value};
use super::*;
use crate::lang::Lang;

fn no_files(_: &str) -> Option<String> {
    None
}

fn parse(text: &str) -> Result<Theme, ThemeProblems> {
    Theme::parse("mine", text, &no_files)
}

fn all() -> impl Iterator<Item = Theme> {
    Theme::embedded().map(|name| Theme::named(name).unwrap())
}

/// A scheme of our own, as base16 files are written.
const SCHEME: &str = include_str!("fixtures/scheme.yaml");

/// The same colours, as older files have them.
const OLD_SCHEME: &str = include_str!("fixtures/scheme_old.yaml");

#[test]
fn every_file_in_themes_is_embedded_under_its_name() {
    let mut files: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    let mut names: Vec<String> = Theme::embedded()
        .map(|name| format!("{name}.yaml"))
        .collect();
    names.sort();
    assert_eq!(files, names);
}

#[test]
fn every_embedded_theme_loads_as_a_persons_own_too() {
    for name in Theme::embedded() {
        let parsed = Theme::parse(name, embedded(name).unwrap(), &no_files)
            .unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(parsed, Theme::named(name).unwrap());
        assert_eq!(parsed.name().as_str(), name);
        assert_ne!(
            parsed.display_name().as_str(),
            name,
            "a theme has a name to show"
        );
    }
    assert!(Theme::named("darkk").is_none());
}

/// `ansi` is judged by the colours that xterm has where it names any, and not at all on the terminal's default ground.
#[test]
fn every_embedded_theme_can_be_read_on_the_ground_and_on_both_cursor_rows() {
    let mut weak = Vec::new();
    for theme in all() {
        for spot in theme.weak_spots() {
            let WeakSpot {
                role,
                on,
                contrast,
                wanted,
            } = spot;
            weak.push(format!(
                "{}: {} on {} {contrast:.2} < {wanted}",
                theme.name(),
                role.word(),
                on.word()
            ));
        }
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn high_contrast_has_seven_to_one() {
    let theme = Theme::named("high-contrast").unwrap();
    for role in Role::ALL
        .into_iter()
        .filter(|role| role.purpose() == Purpose::Text)
    {
        for on in [Role::Ground, Role::Cursor, Role::CursorUnfocused] {
            let contrast = theme.contrast(role, on).unwrap();
            assert!(
                contrast >= 7.0,
                "{} on {} {contrast:.2}",
                role.word(),
                on.word()
            );
        }
    }
}

#[test]
fn fewer_colours_leave_every_embedded_theme_readable() {
    let mut weak = Vec::new();
    for (theme, depth) in all().flat_map(|theme| {
        [
            (theme.clone(), ColourDepth::Indexed256),
            (theme, ColourDepth::Ansi16),
        ]
    }) {
        for spot in theme
            .reduced(depth)
            .weak_spots()
            .into_iter()
            .filter(|spot| spot.contrast < 3.0)
        {
            let WeakSpot {
                role, on, contrast, ..
            } = spot;
            weak.push(format!(
                "{} {depth:?}: {} on {} {contrast:.2}",
                theme.name(),
                role.word(),
                on.word()
            ));
        }
    }
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn fewer_colours_are_colours_that_the_terminal_has() {
    for theme in all() {
        for role in Role::ALL {
            for color in colours(theme.reduced(ColourDepth::Indexed256).style(role)) {
                assert!(
                    !matches!(color, Color::Rgb(..)),
                    "{}: {}",
                    theme.name(),
                    role.word()
                );
            }
            for color in colours(theme.reduced(ColourDepth::Ansi16).style(role)) {
                assert!(
                    !matches!(color, Color::Rgb(..) | Color::Indexed(_)),
                    "{}: {}",
                    theme.name(),
                    role.word()
                );
            }
            for color in colours(theme.reduced(ColourDepth::None).style(role)) {
                assert_eq!(color, Color::Reset, "{}: {}", theme.name(), role.word());
            }
        }
        assert_eq!(theme.reduced(ColourDepth::True), theme);
    }
}

fn colours(style: Style) -> impl Iterator<Item = Color> {
    [style.fg, style.bg].into_iter().flatten()
}

#[test]
fn what_has_to_differ_differs_in_every_theme_and_depth() {
    let pairs = [
        (Role::Cursor, Role::CursorUnfocused),
        (Role::Cursor, Role::Ground),
        (Role::CursorUnfocused, Role::Ground),
        (Role::Border, Role::BorderFocused),
        (Role::PaneTitle, Role::PaneTitleFocused),
        (Role::Tab, Role::TabActive),
        (Role::Strong, Role::Text),
        (Role::Faint, Role::Text),
        (Role::Key, Role::KeyLabel),
        (Role::Error, Role::Message),
        (Role::Matched, Role::Text),
        (Role::MapNext, Role::MapBox),
    ];
    let depths = [
        ColourDepth::True,
        ColourDepth::Indexed256,
        ColourDepth::Ansi16,
        ColourDepth::None,
    ];
    for theme in all() {
        for depth in depths {
            let reduced = theme.reduced(depth);
            let over_text = |role| {
                reduced
                    .ground()
                    .patch(reduced.text())
                    .patch(reduced.style(role))
            };
            for (one, other) in pairs {
                let name = theme.name();
                assert_ne!(
                    over_text(one),
                    over_text(other),
                    "{name} {depth:?}: {} {}",
                    one.word(),
                    other.word()
                );
            }
        }
    }
}

#[test]
fn cursor_rows_have_a_background_or_a_modifier_that_text_has_not() {
    for theme in all() {
        for depth in [
            ColourDepth::True,
            ColourDepth::Indexed256,
            ColourDepth::Ansi16,
            ColourDepth::None,
        ] {
            let theme = theme.reduced(depth);
            for focus in [Focus::Here, Focus::Elsewhere] {
                let row = theme.cursor_row(focus);
                let is_other_ground = row
                    .bg
                    .is_some_and(|bg| bg != Color::Reset && Some(bg) != theme.ground().bg);
                let is_marked = row
                    .add_modifier
                    .intersects(Modifier::REVERSED | Modifier::UNDERLINED);
                assert!(
                    is_other_ground || is_marked,
                    "{} {depth:?} {focus:?}",
                    theme.name()
                );
            }
        }
    }
}

#[test]
fn without_colour_weight_tells_what_colour_told() {
    let theme = Theme::named(DARK).unwrap().reduced(ColourDepth::None);
    assert_eq!(
        theme.ground(),
        Style::new().fg(Color::Reset).bg(Color::Reset)
    );
    assert!(theme.cursor().add_modifier.contains(Modifier::REVERSED));
    assert!(
        theme.cursor().sub_modifier.contains(Modifier::DIM),
        "a finished row under the cursor is not dim"
    );
    assert!(theme.strong().add_modifier.contains(Modifier::BOLD));
    assert!(theme.faint().add_modifier.contains(Modifier::DIM));
    assert!(theme.border_focused().add_modifier.contains(Modifier::BOLD));
}

#[test]
fn hues_survive_in_sixteen_colours() {
    let hue = |color: Option<Color>| match color {
        Some(Color::Red | Color::LightRed) => "red",
        Some(Color::Green | Color::LightGreen) => "green",
        Some(Color::Blue | Color::LightBlue) => "blue",
        Some(_) | None => "other",
    };
    // No green of the sixteen can be read on white: there it is plain text, but no other colour.
    for (name, expected) in [
        (DARK, ["red", "green", "blue"]),
        (LIGHT, ["red", "other", "blue"]),
    ] {
        let theme = Theme::named(name).unwrap().reduced(ColourDepth::Ansi16);
        let hues = [theme.error(), theme.done(), theme.accent()].map(|style| hue(style.fg));
        assert_eq!(hues, expected, "{name}");
    }
}

#[test]
fn days_with_more_stand_out_more() {
    for theme in all().filter(|theme| theme.ground().bg != Some(Color::Reset)) {
        let ground = value(theme.ground().bg.unwrap()).unwrap();
        let strength = |level| contrast(value(theme.heat(level).fg.unwrap()).unwrap(), ground);
        for level in 1..=4 {
            assert!(
                strength(level) > strength(level - 1) * 1.15,
                "{} level {level}",
                theme.name()
            );
        }
        assert_eq!(theme.heat(99), theme.heat(4));
    }
}

#[test]
fn a_theme_takes_from_others_what_it_leaves_out() {
    let theme = parse("inherits: dark\npalette: { accent: \"#ff0000\" }\nroles: { error: { fg: accent, bold: false } }\n").unwrap();
    let dark = Theme::named(DARK).unwrap();
    let red = Color::Rgb(255, 0, 0);
    assert_eq!(
        theme.accent().fg,
        Some(red),
        "the roles of the other theme see the new palette"
    );
    assert_eq!(
        theme.error(),
        Style::new().fg(red).remove_modifier(Modifier::BOLD)
    );
    assert_eq!(theme.dim(), dark.dim());
    assert_eq!(theme.display_name().as_str(), "mine");
}

#[test]
fn a_persons_own_theme_wins_and_may_build_on_the_one_it_replaces() {
    let files = |name: &str| match name {
        "dark" => Some("inherits: dark\nroles: { text: red }\n".to_owned()),
        "night" => Some("inherits: dark\nname: Night\n".to_owned()),
        _ => None,
    };
    assert_eq!(
        Theme::load("dark", &files).unwrap().text().fg,
        Some(Color::Red)
    );
    assert_eq!(
        Theme::load("night", &files).unwrap().text().fg,
        Some(Color::Red)
    );
    assert_eq!(
        Theme::load("nord", &files).unwrap(),
        Theme::named("nord").unwrap()
    );
}

#[test]
fn names_that_are_paths_are_never_asked_for() {
    let asked = |name: &str| -> Option<String> { panic!("asked for {name}") };
    for name in ["../dark", "/etc/passwd", "a.b", "", "naïve"] {
        let problems = Theme::load(name, &asked).unwrap_err();
        assert!(
            matches!(problems.0[0].fault, Fault::BadName { .. }),
            "{name}"
        );
        let inheriting = format!("inherits: {name:?}");
        let problems = Theme::parse("mine", &inheriting, &asked).unwrap_err();
        assert!(
            problems
                .0
                .iter()
                .any(|problem| matches!(problem.fault, Fault::BadName { .. })),
            "{name}"
        );
    }
}

#[test]
fn schemes_are_read_as_they_are_and_made_readable() {
    let theme = parse(SCHEME).unwrap();
    assert_eq!(theme.display_name().as_str(), "Harbour at Night");
    assert_eq!(
        theme.ground(),
        Style::new()
            .fg(Color::Rgb(0xc5, 0xcb, 0xd3))
            .bg(Color::Rgb(0x10, 0x12, 0x18))
    );
    assert_ne!(
        theme.faint().fg,
        Some(Color::Rgb(0x3f, 0x45, 0x50)),
        "base03 is too dark to be read"
    );
    assert_eq!(theme.weak_spots(), []);
    let Theme { styles, .. } = parse(OLD_SCHEME).unwrap();
    assert_eq!(styles, theme.styles);
    let base24 =
        SCHEME.replace("base16", "base24") + "  base10: \"#0c0e12\"\n  base17: \"#c5a8f0\"\n";
    assert_eq!(parse(&base24).unwrap(), theme);
}

/// Schemes of our own in the shapes that are about: a dark and a light one, of sixteen and twenty-four colours, with `#` and
/// without, quoted and bare, with capitals, with comments, with the keys that generations of tools have written.
#[test]
fn schemes_of_every_shape_and_brightness_can_be_read() {
    const DARK: &str = "1b1d23 23262e 2e323c 4a505e 8a91a0 c8ccd4 dfe2e7 f4f5f7 d8616b d88e4f d6b95e 8bb873 63b0b0 6a9fd8 a283d0 96694c";
    const LIGHT: &str = "f6f3ea ebe6d8 d9d2bf b3aa94 857d6a 4a453a 322e26 1e1b16 b3403a b3692e 9a7d1c 5f7d2b 2f7d76 2f67a8 7d4f9e 7a4a2f";
    const BRIGHT: &str = "0e1014 08090b e68b93 e6cf8c abd096 8fcaca 94bce6 c0a9e0";
    let colours = |all: &str, line: &dyn Fn(usize, &str) -> String| -> String {
        let lines = all.split(' ').enumerate();
        lines.map(|(number, colour)| line(number, colour)).collect()
    };
    let quoted = |number: usize, colour: &str| format!("  base{number:02X}: \"#{colour}\"\n");
    let bare = |number: usize, colour: &str| format!("base{number:02X}: {colour}\n");
    let old = |number: usize, colour: &str| {
        let colour = colour.to_uppercase();
        format!("base{number:02X}: \"{colour}\" # ----\n")
    };
    for (all, variant) in [(DARK, "dark"), (LIGHT, "light")] {
        let both = format!("{all} {BRIGHT}");
        let shapes = [
            format!(
                "system: \"base16\"\nname: \"Own\"\nauthor: \"nobody (https://example.org)\"\nvariant: \"{variant}\"\npalette:\n{}",
                colours(all, &quoted)
            ),
            format!(
                "system: base24\nname: Own\nslug: own\ndescription: of our own\nauthor: nobody\nvariant: {variant}\npalette:\n{}",
                colours(&both, &quoted)
            ),
            format!(
                "# a scheme\nscheme: \"Own\"\nauthor: \"nobody\"\n{}",
                colours(all, &old)
            ),
            format!("scheme: Own\nauthor: nobody\n{}", colours(all, &bare)),
        ];
        let themes = shapes.map(|text| {
            let theme = parse(&text).unwrap_or_else(|problems| panic!("{text}{problems}"));
            assert_eq!(theme.display_name().as_str(), "Own", "{text}");
            assert_eq!(theme.weak_spots(), [], "{text}");
            for depth in [ColourDepth::Indexed256, ColourDepth::Ansi16] {
                let weak = theme.reduced(depth).weak_spots();
                assert!(
                    weak.iter().all(|spot| spot.contrast >= 3.0),
                    "{depth:?} {weak:?}"
                );
            }
            theme.styles
        });
        assert!(
            themes.iter().all(|styles| *styles == themes[0]),
            "{variant}"
        );
    }
}

#[test]
fn a_theme_may_name_its_palette_like_a_scheme() {
    let theme =
        parse("inherits: dark\npalette: { base00: \"#010203\" }\nroles: { text: base00 }\n")
            .unwrap();
    assert_eq!(theme.text().fg, Some(Color::Rgb(1, 2, 3)));
}

#[test]
fn what_a_hostile_file_says_is_cleaned_before_it_is_shown() {
    let problems = parse("inherits: dark\nroles: { \"te\\e[31mxt\": red }\n").unwrap_err();
    assert!(!problems.to_string().contains('\u{1b}'), "{problems:?}");
}

/// Every way to get a theme wrong that we thought of, and what the person is told.
#[test]
fn bad_themes_are_told_with_place_and_hint() {
    let files = |name: &str| match name {
        "a" => Some("inherits: b\n".to_owned()),
        "b" => Some("inherits: a\n".to_owned()),
        "broken" => Some("inherits: dark\nroles:\n  text: \"#12\"\n".to_owned()),
        _ => None,
    };
    let huge = format!("# {}", "x".repeat(70_000));
    let lacking = SCHEME.replace("  base0B:", "  base1B:");
    let bad = SCHEME.replace("\"#7ba4e0\"", "\"#7ba4eg\"");
    let cases = [
        ("not YAML", "inherits: dark\nroles: { text: \"red\n"),
        ("a key twice", "inherits: dark\ninherits: light\n"),
        ("empty", ""),
        ("a list", "- dark\n"),
        ("full-width colon", "inherits： dark\n"),
        ("too large", &huge),
        ("unknown key", "inherit: dark\n"),
        (
            "several at once",
            "inherits: dark\npalete: {}\nroles:\n  tekst: red\n  dim: { fg: redd, bld: true }\n  code: wine\n",
        ),
        ("roles is a list", "inherits: dark\nroles: [text]\n"),
        ("unquoted hex", "inherits: dark\nroles:\n  text: #ff0000\n"),
        ("hex without #", "inherits: dark\nroles:\n  text: ff0000\n"),
        (
            "digits without #",
            "inherits: dark\nroles:\n  text: 101010\n",
        ),
        ("bad hex", "inherits: dark\npalette:\n  ink: \"#ff00\"\n"),
        ("index", "inherits: dark\nroles: { text: 256 }\n"),
        (
            "modifier",
            "inherits: dark\nroles:\n  text: { fg: red, bold: 1 }\n",
        ),
        (
            "colour as list",
            "inherits: dark\nroles:\n  text: [255, 0, 0]\n",
        ),
        (
            "palette typo",
            "inherits: dark\npalette: { acent: \"#ff0000\" }\n",
        ),
        ("unknown parent", "inherits: drak\n"),
        ("parent that is a path", "inherits: ../dark\n"),
        ("circle", "inherits: a\n"),
        ("itself", "inherits: mine\n"),
        ("parent is broken", "inherits: broken\n"),
        (
            "roles missing",
            "roles: { ground: { fg: white, bg: black }, text: white }\n",
        ),
        (
            "half a ground",
            "inherits: dark\nroles: { ground: black }\n",
        ),
        (
            "cursor without ground",
            "inherits: dark\nroles: { cursor: yellow }\n",
        ),
        ("scheme lacks a colour", &lacking),
        ("scheme has a bad colour", &bad),
    ];
    let mut all: Vec<(&str, ThemeProblems)> = cases
        .iter()
        .map(|(name, text)| (*name, Theme::parse("mine", text, &files).expect_err(name)))
        .collect();
    all.push(("asked for", Theme::load("gruvbx", &files).unwrap_err()));
    let told: Vec<String> = all
        .iter()
        .map(|(name, problems)| format!("# {name}\n{problems}\n"))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let chinese = |(name, problems): &(&str, ThemeProblems)| {
        let lines = problems.0.iter().map(|problem| {
            let hint = problem.hint(Lang::Zh);
            assert_eq!(hint.is_some(), problem.hint(Lang::En).is_some(), "{name}");
            let hint = hint.map(|hint| format!("  提示：{hint}\n"));
            format!(
                "{}\n{}",
                problem.sentence(Lang::Zh),
                hint.unwrap_or_default()
            )
        });
        format!("# {name}\n{}", lines.collect::<String>())
    };
    let told: Vec<String> = all.iter().map(chinese).collect();
    insta::assert_snapshot!("bad_themes_are_told_in_chinese", told.join("\n"));
}
