//! What the completion scripts ask for while somebody types: ids of this person's roadmaps. It is called at every press of
//! a key, so it is quick, and silent about whatever is wrong.

use std::ffi::OsString;
use std::io::Write;

use crate::config::Environment;
use crate::roadmap::{Level, Roadmap};
use crate::text::CleanBuf;
use crate::theme::Theme;

use super::desk::Surroundings;
use super::shelf;
use super::usage::Early;

/// The word that asks; it is no command, as nobody types it.
pub const WORD: &str = "complete-ids";

/// What is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Nodes,
    Stages,
    Topics,
    Roadmaps,
    Themes,
}

impl Wanted {
    pub const ALL: [Wanted; 5] = [
        Wanted::Nodes,
        Wanted::Stages,
        Wanted::Topics,
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
        let nodes = |fits: fn(Level) -> bool| match shelf::choose(surroundings, lang) {
            Ok(choice) => {
                let roadmap: &Roadmap = &choice.opened.roadmap;
                let nodes = roadmap.nodes().filter(|node| fits(roadmap.level(*node)));
                nodes
                    .map(|node| {
                        let id = roadmap.node_id(node).to_string();
                        (id, roadmap.title(node, lang).to_buf())
                    })
                    .collect()
            }
            Err(_) => Vec::new(),
        };
        match self.wanted {
            Wanted::Nodes => nodes(|_| true),
            Wanted::Stages => nodes(|level| level == Level::Stage),
            Wanted::Topics => nodes(|level| level == Level::Topic),
            Wanted::Roadmaps => shelf::library(surroundings)
                .roadmaps()
                .map(|roadmap| (roadmap.id().to_string(), roadmap.name(lang).to_buf()))
                .collect(),
            Wanted::Themes => themes(surroundings),
        }
    }
}

/// Returns the names of the embedded themes and of the person's own.
fn themes(surroundings: &Surroundings) -> Vec<(String, CleanBuf)> {
    let embedded = Theme::embedded().filter_map(|name| {
        let title = Theme::named(name)?.display_name().to_buf();
        Some((name.to_owned(), title))
    });
    let folder = surroundings.paths.as_ref().ok();
    let files = folder.and_then(|paths| std::fs::read_dir(paths.themes()).ok());
    let own = files.into_iter().flatten().flatten().filter_map(|entry| {
        let path = entry.path();
        let name = path.file_stem()?.to_str()?;
        (path.extension()? == "yaml").then(|| (name.to_owned(), crate::text::clean::line(name)))
    });
    embedded.chain(own).collect()
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
