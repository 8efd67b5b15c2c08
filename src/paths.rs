//! Where things lie on this machine.

use std::path::{Path, PathBuf};

use crate::config::environment::Environment;

/// The folder's name below the folders that all programs share.
const NAME: &str = "roadbook";

/// The four folders of the program. None of them needs to exist: each is made when something is first written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// What a person writes: settings, themes.
    pub config: PathBuf,
    /// What must not be lost, and may be synced: progress, notes, the library of roadmaps.
    pub data: PathBuf,
    /// What belongs to this machine: its name, the lock, backups, crash reports, the last place.
    pub state: PathBuf,
    /// What can be thrown away.
    pub cache: PathBuf,
}

/// Nothing says where the person's folders are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no home folder")]
pub struct NoHome;

impl Paths {
    /// Finds the folders: those below `home` when it is given, else as the environment and then the system say.
    pub fn find(home: Option<&Path>, environment: &Environment) -> Result<Paths, NoHome> {
        Paths::resolve(home, environment, Paths::of_system().as_ref())
    }

    /// Combines what a flag, the environment and the system say; looks at nothing else.
    pub fn resolve(
        home: Option<&Path>,
        environment: &Environment,
        system: Option<&Paths>,
    ) -> Result<Paths, NoHome> {
        if let Some(home) = home.map(|home| absolute(home, environment)) {
            return Ok(Paths::below(&home));
        }
        let own_home = environment.roadbook_home.as_deref().map(Paths::below);
        let choose = |shared: Option<&PathBuf>, pick: fn(&Paths) -> &PathBuf| {
            own_home
                .as_ref()
                .map(|own| pick(own).clone())
                .or_else(|| shared.map(|folder| folder.join(NAME)))
                .or_else(|| system.map(|system| pick(system).clone()))
        };
        let own_data = environment.roadbook_data.clone();
        Ok(Paths {
            config: choose(environment.xdg_config.as_ref(), |paths| &paths.config).ok_or(NoHome)?,
            data: own_data
                .or_else(|| choose(environment.xdg_data.as_ref(), |paths| &paths.data))
                .ok_or(NoHome)?,
            state: choose(environment.xdg_state.as_ref(), |paths| &paths.state).ok_or(NoHome)?,
            cache: choose(environment.xdg_cache.as_ref(), |paths| &paths.cache).ok_or(NoHome)?,
        })
    }

    /// Returns the folders that lie together below one.
    #[must_use]
    pub fn below(home: &Path) -> Paths {
        Paths {
            config: home.join("config"),
            data: home.join("data"),
            state: home.join("state"),
            cache: home.join("cache"),
        }
    }

    /// Returns the file with the person's settings.
    #[must_use]
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.yaml")
    }

    /// Returns the folder with the person's own themes.
    #[must_use]
    pub fn themes(&self) -> PathBuf {
        self.config.join("themes")
    }

    /// Returns the folder with the person's own roadmaps.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        self.data.join("roadmaps")
    }

    /// Returns the folder with the journals of all devices.
    #[must_use]
    pub fn journals(&self) -> PathBuf {
        self.data.join("progress")
    }

    /// Returns the folder with the person's notes.
    #[must_use]
    pub fn notes(&self) -> PathBuf {
        self.data.join("notes")
    }

    /// Returns the folder with the person's own layers over roadmaps.
    #[must_use]
    pub fn overlays(&self) -> PathBuf {
        self.data.join("overlays")
    }

    /// Returns the folder with the editions of roadmaps that were seen last on this machine.
    #[must_use]
    pub fn seen(&self) -> PathBuf {
        self.state.join("seen")
    }

    /// Returns the folder with roadmaps that were compiled before.
    #[must_use]
    pub fn compiled(&self) -> PathBuf {
        self.cache.join("roadmaps")
    }

    /// Returns the folder with what was put aside rather than deleted.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.state.join("backups")
    }

    fn of_system() -> Option<Paths> {
        let folders = directories::ProjectDirs::from("", "", NAME)?;
        if !folders.data_dir().is_absolute() {
            return None;
        }
        // Where the system has no folder for state, it shares one with the data, of which only a part may be synced.
        Some(match folders.state_dir() {
            Some(state) => Paths {
                config: folders.config_dir().to_owned(),
                data: folders.data_dir().to_owned(),
                state: state.to_owned(),
                cache: folders.cache_dir().to_owned(),
            },
            None => Paths {
                config: folders.config_dir().to_owned(),
                data: folders.data_dir().join("data"),
                state: folders.data_local_dir().join("state"),
                cache: folders.cache_dir().to_owned(),
            },
        })
    }
}

fn absolute(path: &Path, environment: &Environment) -> PathBuf {
    match &environment.current_dir {
        Some(current) => current.join(path),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system() -> Paths {
        Paths {
            config: "/home/me/.config/roadbook".into(),
            data: "/home/me/.local/share/roadbook".into(),
            state: "/home/me/.local/state/roadbook".into(),
            cache: "/home/me/.cache/roadbook".into(),
        }
    }

    fn show(paths: &Paths) -> String {
        [&paths.config, &paths.data, &paths.state, &paths.cache]
            .map(|path| path.display().to_string())
            .join(" ")
    }

    #[test]
    fn the_nearest_word_wins_folder_by_folder() {
        let table: [(Option<&str>, Environment, &str); 5] = [
            (
                None,
                Environment::default(),
                "/home/me/.config/roadbook /home/me/.local/share/roadbook /home/me/.local/state/roadbook /home/me/.cache/roadbook",
            ),
            (
                None,
                Environment {
                    xdg_data: Some("/xdg".into()),
                    xdg_cache: Some("/fast".into()),
                    ..Environment::default()
                },
                "/home/me/.config/roadbook /xdg/roadbook /home/me/.local/state/roadbook /fast/roadbook",
            ),
            (
                None,
                Environment {
                    roadbook_home: Some("/book".into()),
                    xdg_data: Some("/xdg".into()),
                    ..Environment::default()
                },
                "/book/config /book/data /book/state /book/cache",
            ),
            (
                None,
                Environment {
                    roadbook_home: Some("/book".into()),
                    roadbook_data: Some("/sync/learning".into()),
                    ..Environment::default()
                },
                "/book/config /sync/learning /book/state /book/cache",
            ),
            (
                Some("here"),
                Environment {
                    current_dir: Some("/there".into()),
                    roadbook_home: Some("/book".into()),
                    roadbook_data: Some("/sync/learning".into()),
                    ..Environment::default()
                },
                "/there/here/config /there/here/data /there/here/state /there/here/cache",
            ),
        ];
        for (home, environment, expected) in table {
            let paths = Paths::resolve(home.map(Path::new), &environment, Some(&system())).unwrap();
            assert_eq!(show(&paths), expected);
        }
    }

    #[test]
    fn without_a_home_only_complete_words_help() {
        let some = Some(PathBuf::from("/x"));
        let data_only = Environment {
            roadbook_data: some.clone(),
            ..Environment::default()
        };
        let all = Environment {
            xdg_config: some.clone(),
            xdg_data: some.clone(),
            xdg_state: some.clone(),
            xdg_cache: some,
            ..Environment::default()
        };
        assert_eq!(
            Paths::resolve(None, &Environment::default(), None),
            Err(NoHome)
        );
        assert_eq!(Paths::resolve(None, &data_only, None), Err(NoHome));
        assert!(Paths::resolve(None, &all, None).is_ok());
    }
}
