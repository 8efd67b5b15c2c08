//! The person's editor: which program it is, and running it on one file. No shell is involved.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGQUIT};

use crate::config::{CommandLine, CommandLineError, Environment};

use super::LaunchError;

/// Editors that are looked for where no variable names one.
const USUAL: [&str; 3] = ["editor", "nano", "vi"];

/// An editor with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditPlan {
    /// Program and arguments; the path of the file is the last.
    pub argv: Vec<OsString>,
    /// The folder that it is started in.
    pub folder: PathBuf,
}

/// Why there is no editor.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEditor {
    #[error("`{variable}` is not a command: {command}")]
    BadCommand {
        variable: &'static str,
        command: String,
        source: CommandLineError,
    },
    #[error("no editor was found; looked for {}", NoEditor::looked_for())]
    NoneFound,
}

impl NoEditor {
    /// Returns the editors that were looked for.
    #[must_use]
    pub fn looked_for() -> String {
        USUAL.join(", ")
    }
}

/// Decides how a file is edited: `$VISUAL`, else `$EDITOR`, else an editor that is usually there. A terminal that cannot
/// draw gets `$EDITOR`.
pub fn plan_edit(
    environment: &Environment,
    folder: &Path,
    file: &str,
) -> Result<EditPlan, NoEditor> {
    plan_edit_with(
        environment,
        &|name| environment.has_program(name),
        folder,
        file,
    )
}

/// Decides as [`plan_edit`] does; `is_program` tells which programs exist.
pub fn plan_edit_with(
    environment: &Environment,
    is_program: &dyn Fn(&str) -> bool,
    folder: &Path,
    file: &str,
) -> Result<EditPlan, NoEditor> {
    let can_draw = environment.term.as_deref() != Some("dumb");
    let visual = environment.visual.as_ref().filter(|_| can_draw);
    let named = visual
        .map(|command| ("VISUAL", command))
        .or_else(|| Some(("EDITOR", environment.editor.as_ref()?)));
    let words = if let Some((variable, command)) = named {
        let parsed = CommandLine::parse(command).map_err(|source| NoEditor::BadCommand {
            variable,
            command: command.clone(),
            source,
        })?;
        parsed.words().to_vec()
    } else {
        let usual = USUAL.into_iter().find(|name| is_program(name));
        vec![usual.ok_or(NoEditor::NoneFound)?.to_owned()]
    };
    let mut argv: Vec<OsString> = words.into_iter().map(OsString::from).collect();
    argv.push(folder.join(file).into_os_string());
    Ok(EditPlan {
        argv,
        folder: folder.to_owned(),
    })
}

/// Runs the editor and waits for it. The terminal must have been given to it; the keys that interrupt are the editor's own,
/// and do not end this program.
pub fn edit(plan: &EditPlan) -> Result<(), LaunchError> {
    let program = || plan.argv[0].to_string_lossy().into_owned();
    let started = |source: io::Error| LaunchError::Start {
        program: program(),
        source,
    };
    let mut kept = Vec::new();
    for signal in [SIGINT, SIGQUIT] {
        // A handler of ours, which a new program does not inherit: what is ignored would stay so for the editor.
        let handled = Arc::new(AtomicBool::new(false));
        kept.push(signal_hook::flag::register(signal, handled).map_err(started)?);
    }
    let status = Command::new(&plan.argv[0])
        .args(&plan.argv[1..])
        .current_dir(&plan.folder)
        .status();
    for handler in kept {
        signal_hook::low_level::unregister(handler);
    }
    let status = status.map_err(started)?;
    if status.success() {
        Ok(())
    } else {
        Err(LaunchError::Failed {
            program: program(),
            status,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(visual: &str, editor: &str) -> Environment {
        let set = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Environment {
            visual: set(visual),
            editor: set(editor),
            ..Environment::default()
        }
    }

    fn planned(environment: &Environment, programs: &[&str]) -> String {
        let is_program = |name: &str| programs.contains(&name);
        let planned = plan_edit_with(environment, &is_program, Path::new("/notes/llm"), "lora.md");
        match planned {
            Ok(plan) => {
                assert_eq!(plan.folder, Path::new("/notes/llm"));
                let words = plan.argv.iter().map(|word| word.to_str().unwrap());
                words.collect::<Vec<_>>().join("|")
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_editor_is_that_of_the_person_and_its_words_are_split_without_a_shell() {
        let table = [
            ("code --wait", "vim", "code|--wait|/notes/llm/lora.md"),
            (
                "",
                "vim -c 'set tw=80'",
                "vim|-c|set tw=80|/notes/llm/lora.md",
            ),
            (
                "",
                "'/opt/my editor/e' $HOME `id`;",
                "/opt/my editor/e|$HOME|`id`;|/notes/llm/lora.md",
            ),
            ("", "", "nano|/notes/llm/lora.md"),
            ("vim 'oops", "nano", "`VISUAL` is not a command: vim 'oops"),
            ("   ", "nano", "`VISUAL` is not a command:    "),
        ];
        for (visual, editor, expected) in table {
            assert_eq!(
                planned(&environment(visual, editor), &["vi", "nano"]),
                expected
            );
        }
        assert_eq!(
            planned(&environment("", ""), &["emacs"]),
            "no editor was found; looked for editor, nano, vi"
        );
    }

    #[test]
    fn a_terminal_that_cannot_draw_gets_the_line_editor() {
        let dumb = Environment {
            term: Some("dumb".to_owned()),
            ..environment("vim", "ed")
        };
        assert_eq!(planned(&dumb, &[]), "ed|/notes/llm/lora.md");
    }

    #[test]
    fn running_tells_what_is_not_there_and_what_failed() {
        let home = tempfile::tempdir().unwrap();
        let run = |words: &[&str]| {
            edit(&EditPlan {
                argv: words.iter().map(OsString::from).collect(),
                folder: home.path().to_owned(),
            })
        };
        run(&["/bin/sh", "-c", "pwd > \"$0\"", "here"]).unwrap();
        let here = std::fs::read_to_string(home.path().join("here")).unwrap();
        let folder = home.path().canonicalize().unwrap();
        assert_eq!(Path::new(here.trim_end()), folder);
        assert!(matches!(
            run(&["no-such-editor", "x"]),
            Err(LaunchError::Start { .. })
        ));
        assert!(matches!(
            run(&["false", "x"]),
            Err(LaunchError::Failed { .. })
        ));
        // The keys that interrupt the editor do not end the program that waits for it.
        run(&["/bin/sh", "-c", "kill -INT $PPID; kill -QUIT $PPID"]).unwrap();
    }
}
