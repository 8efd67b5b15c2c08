//! What the completion scripts ask for while somebody types: ids of this person's roadmaps. It is called at every press of
//! a key, so it is quick, and silent about whatever is wrong.

use std::ffi::OsString;
use std::io::Write;

use crate::config::Environment;
use crate::paths::Paths;
use crate::roadmap::{Level, NodeIdx, Roadmap};
use crate::text::CleanBuf;
use crate::theme::Theme;

use super::desk::Surroundings;
use super::usage::Early;
use super::{screen, shelf};

/// The word that asks; it is no command, as nobody types it.
pub const WORD: &str = "complete-ids";

/// What is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Nodes,
    Stages,
    Topics,
    /// What the person hid.
    Hidden,
    /// What the person added.
    Added,
    Roadmaps,
    Themes,
}

impl Wanted {
    pub const ALL: [Wanted; 7] = [
        Wanted::Nodes,
        Wanted::Stages,
        Wanted::Topics,
        Wanted::Hidden,
        Wanted::Added,
        Wanted::Roadmaps,
        Wanted::Themes,
    ];

    /// Returns the word that scripts use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Wanted::Nodes => "nodes",
            Wanted::Stages => "stages",
            Wanted::Topics => "topics",
            Wanted::Hidden => "hidden",
            Wanted::Added => "added",
            Wanted::Roadmaps => "roadmaps",
            Wanted::Themes => "themes",
        }
    }
}

/// Between an id and its title, as the shells want it.
const SEPARATORS: [(&str, Option<&str>); 4] = [
    ("bash", None),
    ("zsh", Some(":")),
    ("fish", Some("\t")),
    ("elvish", Some("\t")),
];

/// A question of a script: for which shell, what, and the words that were typed, the last one unfinished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    separator: Option<&'static str>,
    wanted: Wanted,
    words: Vec<OsString>,
}

impl Request {
    /// Understands `complete-ids SHELL WANTED -- WORD…`; `None` where the program was asked for something else.
    #[must_use]
    pub fn of(arguments: &[OsString]) -> Option<Request> {
        let [_, word, shell, wanted, end, words @ ..] = arguments else {
            return None;
        };
        if word != WORD || end != "--" {
            return None;
        }
        let (_, separator) = SEPARATORS.iter().find(|(name, _)| shell == name)?;
        let wanted = Wanted::ALL
            .into_iter()
            .find(|known| wanted == known.word())?;
        // Bash takes `--stage=x` apart.
        let words = words.iter().filter(|word| *word != "=").cloned().collect();
        Some(Request {
            separator: *separator,
            wanted,
            words,
        })
    }

    /// Writes what the unfinished word may become, one a line.
    pub fn answer(&self, environment: Environment, out: &mut dyn Write) {
        let early = Early::of(&self.words);
        let surroundings = Surroundings::new(&early.flags, early.home.as_deref(), environment);
        let typed = self.words.last().and_then(|word| word.to_str());
        let typed = typed.unwrap_or_default().to_lowercase();
        // `--stage=x` is one word in some shells.
        let begun = typed.rsplit('=').next().unwrap_or_default();
        for (id, title) in self.all(&surroundings) {
            if !id.starts_with(begun) || !is_harmless(&id) {
                continue;
            }
            let line = match self.separator {
                Some(separator) => format!("{id}{separator}{title}\n"),
                None => format!("{id}\n"),
            };
            if out.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
        let _unheard = out.flush();
    }

    fn all(&self, surroundings: &Surroundings) -> Vec<(String, CleanBuf)> {
        let lang = surroundings.lang();
        let opened = || {
            let library = shelf::working(surroundings)();
            shelf::choose(&library, surroundings, lang).map(|choice| choice.opened.roadmap)
        };
        let nodes = |fits: fn(&Roadmap, NodeIdx) -> bool| {
            let of = |roadmap: Roadmap| {
                let nodes = roadmap.nodes().filter(|node| fits(&roadmap, *node));
                let named = |node| {
                    let id = roadmap.node_id(node).to_string();
                    (id, roadmap.title(node, lang).to_buf())
                };
                nodes.map(named).collect()
            };
            opened().map(of).unwrap_or_default()
        };
        match self.wanted {
            Wanted::Nodes => nodes(|_, _| true),
            Wanted::Stages => nodes(|roadmap, node| roadmap.level(node) == Level::Stage),
            Wanted::Topics => nodes(|roadmap, node| roadmap.level(node) == Level::Topic),
            Wanted::Added => nodes(Roadmap::is_own),
            Wanted::Hidden => {
                let of = |roadmap: Roadmap| {
                    let hidden = roadmap.hidden().iter();
                    let hidden = hidden.filter(|hidden| hidden.with().is_none());
                    hidden
                        .map(|hidden| (hidden.id().to_string(), hidden.title(lang).to_buf()))
                        .collect()
                };
                opened().map(of).unwrap_or_default()
            }
            Wanted::Roadmaps => shelf::library(surroundings)
                .roadmaps()
                .map(|roadmap| (roadmap.id().to_string(), roadmap.name(lang).to_buf()))
                .collect(),
            Wanted::Themes => themes(surroundings),
        }
    }
}

/// Returns the names of all themes, with the titles of those of the program.
fn themes(surroundings: &Surroundings) -> Vec<(String, CleanBuf)> {
    let folder = surroundings.paths.as_ref().ok().map(Paths::themes);
    let titled = |name: CleanBuf| {
        let theme = Theme::named(name.as_str());
        let title = theme.map(|theme| theme.display_name().to_buf());
        (name.to_string(), title.unwrap_or(name))
    };
    let names = screen::theme_names(folder.as_deref());
    names.into_iter().map(titled).collect()
}

/// Tells whether a word means nothing to any shell: bash expands what it is offered.
fn is_harmless(word: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    word.starts_with(|c: char| c.is_ascii_alphanumeric()) && word.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_shell_would_run_is_not_offered() {
        assert!(is_harmless("green-tea_2.1"));
        for word in ["", "$(id)", "a b", "-rf", "`id`", "a;b", "*"] {
            assert!(!is_harmless(word), "{word}");
        }
    }

    #[test]
    fn only_questions_of_scripts_are_questions() {
        let of = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            Request::of(&words)
        };
        let request =
            of("roadbook complete-ids zsh nodes -- done --stage = gr").expect("a question");
        assert_eq!(request.wanted, Wanted::Nodes);
        assert_eq!(request.separator, Some(":"));
        assert_eq!(request.words, ["done", "--stage", "gr"]);
        for line in [
            "roadbook list",
            "roadbook complete-ids zsh nodes done",
            "roadbook complete-ids tcsh nodes --",
            "roadbook complete-ids zsh cats --",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
