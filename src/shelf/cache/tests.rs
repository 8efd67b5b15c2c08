use super::*;
use crate::lang::Lang;
use crate::roadmap::library::built_in_texts;

const TEA: &str = include_str!("../../../tests/fixtures/cli/tea.yaml");

struct Home {
    folder: tempfile::TempDir,
    cache: Cache,
}

impl Home {
    fn new(settled: Duration) -> Home {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = Cache::new(folder.path().join("cache"), Limits::default());
        cache.settled = settled;
        Home { folder, cache }
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("tea.yaml");
        std::fs::write(&path, text).unwrap();
        rest();
        path
    }

    /// Returns the name of the roadmap that was made of a text before.
    fn known(&self, text: Text<'_>) -> Option<String> {
        let found = self.cache.find(text, self.cache.stamp(text).as_ref())?;
        Some(found.name(Lang::En).to_string())
    }

    /// Returns the name of the roadmap that is made of a text, now or before.
    fn name(&self, text: Text<'_>) -> String {
        match self.cache.load(text) {
            Ok(Content::Compiled(roadmap)) => roadmap.name(Lang::En).to_string(),
            _ => panic!("it has problems"),
        }
    }
}

fn rest() {
    // The times of files are those of a coarse clock.
    std::thread::sleep(Duration::from_millis(20));
}

#[test]
fn a_roadmap_is_known_until_its_file_says_something_else() {
    for settled in [Duration::ZERO, SETTLED] {
        let home = Home::new(settled);
        let path = home.file(TEA);
        let text = Text::File(&path);
        assert_eq!(home.known(text), None);
        let name = home.name(text);
        assert_eq!(home.known(text).as_ref(), Some(&name), "{settled:?}");

        let about = std::fs::metadata(&path).unwrap();
        home.file(&TEA.replace("Making tea", "Boiling it"));
        let file = File::options().write(true).open(&path).unwrap();
        file.set_modified(about.modified().unwrap()).unwrap();
        rest();
        assert_eq!(std::fs::metadata(&path).unwrap().len(), about.len());
        assert_eq!(home.known(text), None, "as long and as old as before");
        assert_ne!(home.name(text), name);

        home.file(TEA);
        assert_eq!(home.name(text), name);
        home.file(TEA);
        assert_eq!(home.known(text), Some(name), "only touched");
        std::fs::remove_file(&path).unwrap();
        assert_eq!(home.known(text), None);
    }
}

#[test]
fn what_is_settled_is_known_by_its_state_alone() {
    let home = Home::new(Duration::ZERO);
    let path = home.file(TEA);
    let text = Text::File(&path);
    home.name(text);
    let stamp = home.cache.stamp(text).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(home.cache.find(text, Some(&stamp)).is_some());
    assert!(home.cache.find(text, None).is_none());
}

#[test]
fn what_has_problems_is_not_kept() {
    let home = Home::new(SETTLED);
    let path = home.file("format: 1\nid: tea\n");
    let loaded = home.cache.load(Text::File(&path));
    assert!(matches!(loaded, Ok(Content::Text(_))), "{loaded:?}");
    assert!(!home.cache.folder.exists());
    std::fs::remove_file(&path).unwrap();
    assert!(home.cache.load(Text::File(&path)).is_err());
}

#[test]
fn a_built_in_one_is_known_by_its_text_and_nothing_old_stays() {
    let home = Home::new(SETTLED);
    let text = built_in_texts().next().unwrap();
    let other: &'static str = text.replacen('e', "a", 1).leak();
    std::fs::create_dir(&home.cache.folder).unwrap();
    let old = home.cache.folder.join("old.pack");
    let file = File::create(&old).unwrap();
    let long_ago = SystemTime::now().checked_sub(2 * KEPT).unwrap();
    file.set_modified(long_ago).unwrap();

    home.name(Text::BuiltIn(text));
    assert!(home.known(Text::BuiltIn(text)).is_some());
    assert!(home.known(Text::BuiltIn(other)).is_none());
    assert!(!old.exists());
}

#[test]
fn a_pack_that_is_a_link_or_cut_off_is_none() {
    let home = Home::new(SETTLED);
    let text = Text::BuiltIn(TEA);
    home.name(text);
    let pack = home.cache.place(text);
    let bytes = std::fs::read(&pack).unwrap();
    let elsewhere = home.folder.path().join("elsewhere");
    std::fs::rename(&pack, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &pack).unwrap();
    assert!(home.known(text).is_none());
    std::fs::remove_file(&pack).unwrap();
    std::fs::write(&pack, &bytes[..bytes.len() - 1]).unwrap();
    assert!(home.known(text).is_none());
    std::fs::write(&pack, &bytes).unwrap();
    assert!(home.known(text).is_some());
}

#[test]
fn a_text_that_has_changed_is_not_compiled_in_the_place_of_the_one_before() {
    let home = Home::new(SETTLED);
    let path = home.file(TEA);
    let text = Text::File(&path);
    let anew = home.cache.anew(text, hash(TEA.as_bytes()));
    assert!(anew().is_some_and(|roadmap| roadmap.find("leaves").is_some()));
    home.file(&TEA.replace("id: leaves", "id: leafs"));
    assert!(anew().is_none(), "as many nodes, under other ids");
}
