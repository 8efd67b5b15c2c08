//! Runs commands of the program as somebody who pipes their output, and shows what came of them.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output, Stdio};

use super::Home;

/// A home with a small roadmap of its own, `tea`, that all commands work on.
pub struct Shell {
    pub home: Home,
    variables: Vec<(&'static str, String)>,
}

impl Shell {
    /// Makes a home where the program speaks English.
    pub fn new() -> Shell {
        let shell = Shell {
            home: Home::new(),
            variables: vec![("COLUMNS", "100".to_owned())],
        };
        shell.write("config/roadbook/config.yaml", "roadmap: tea\n");
        let tea = include_str!("../fixtures/cli/tea.yaml");
        shell.write("data/roadbook/roadmaps/tea.yaml", tea);
        shell.private();
        shell
    }

    /// Makes a home where the program speaks Chinese.
    pub fn chinese() -> Shell {
        Shell::new().with("LANG", "zh_CN.UTF-8")
    }

    /// Sets a variable for all commands.
    pub fn with(mut self, name: &'static str, value: &str) -> Shell {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// Writes a file below the home, with the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.home.path().join(path);
        let folder = path.parent().expect("a file lies in a folder");
        std::fs::create_dir_all(folder).expect("a folder in the home");
        std::fs::write(path, text).expect("a file in the home");
    }

    /// Makes the folder of progress private, as the program does when it makes it itself.
    fn private(&self) {
        let folder = self.home.path().join("data/roadbook");
        std::fs::set_permissions(folder, Permissions::from_mode(0o700))
            .expect("a folder of one's own");
    }

    /// Returns the program with arguments as a shell would split them.
    pub fn command(&self, line: &str) -> Command {
        let mut command = self.home.command();
        let words = shell_words::split(line).expect("a line of words");
        command.args(words).envs(self.variables.iter().cloned());
        command.stdin(Stdio::null());
        command
    }

    /// Runs commands one after the other and returns what the last one said.
    pub fn run(&self, lines: &[&str]) -> String {
        let mut last = String::new();
        for line in lines {
            last = self.show(&self.output(line));
        }
        last
    }

    pub fn output(&self, line: &str) -> Output {
        self.command(line).output().expect("the program runs")
    }

    /// Shows an output: what was printed, then errors, then the exit code where it is not 0. The home is `~`.
    pub fn show(&self, output: &Output) -> String {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
            text.replace(&*self.home.path().to_string_lossy(), "~")
        };
        let mut shown = text(&output.stdout);
        if !output.stderr.is_empty() {
            shown += "-- stderr\n";
            shown += &text(&output.stderr);
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => shown.extend(["-- exit ", &code.to_string(), "\n"]),
            None => shown += "-- killed\n",
        }
        shown
    }
}
