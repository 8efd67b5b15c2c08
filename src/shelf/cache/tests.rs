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
        // The times of files are those of a coarse clock.
        std::thread::sleep(Duration::from_millis(20));
        path
    }

    fn name(&self, path: &Path) -> Option<String> {
        let roadmap = self.cache.find(&Text::File(path))?;
        Some(roadmap.name(Lang::En).to_string())
    }
}

fn compiled(text: &str) -> Roadmap {
    let loaded = roadmap::load(text.as_bytes(), &Limits::default());
    loaded.unwrap().roadmap
}

#[test]
fn a_roadmap_is_found_again_until_its_file_changes_in_any_way() {
    let home = Home::new(Duration::ZERO);
    let path = home.file(TEA);
    assert_eq!(home.name(&path), None);
    home.cache.keep(&Text::File(&path), &compiled(TEA));
    let name = compiled(TEA).name(Lang::En).to_string();
    assert_eq!(home.name(&path), Some(name.clone()));

    let about = std::fs::metadata(&path).unwrap();
    home.file(&TEA.replacen('e', "a", 1));
    let file = File::options().write(true).open(&path).unwrap();
    file.set_modified(about.modified().unwrap()).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(std::fs::metadata(&path).unwrap().len(), about.len());
    assert_eq!(home.name(&path), None, "as long and as old as before");

    home.cache.keep(&Text::File(&path), &compiled(TEA));
    assert_eq!(home.name(&path), Some(name));
    let elsewhere = home.folder.path().join("else.yaml");
    std::fs::rename(&path, &elsewhere).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!((home.name(&elsewhere), home.name(&path)), (None, None));
}

#[test]
fn what_changed_a_moment_ago_may_change_again_unseen_and_is_not_kept() {
    let home = Home::new(SETTLED);
    let path = home.file(TEA);
    home.cache.keep(&Text::File(&path), &compiled(TEA));
    assert_eq!(home.name(&path), None);
    assert!(!home.cache.place(&Text::File(&path)).exists());
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

    home.cache.keep(&Text::BuiltIn(text), &compiled(text));
    assert!(home.cache.find(&Text::BuiltIn(text)).is_some());
    assert!(home.cache.find(&Text::BuiltIn(other)).is_none());
    assert!(!old.exists());
}

#[test]
fn a_pack_that_is_a_link_or_cut_off_is_none() {
    let home = Home::new(SETTLED);
    let text = Text::BuiltIn(TEA);
    home.cache.keep(&text, &compiled(TEA));
    let pack = home.cache.place(&text);
    let bytes = std::fs::read(&pack).unwrap();
    let elsewhere = home.folder.path().join("elsewhere");
    std::fs::rename(&pack, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &pack).unwrap();
    assert!(home.cache.find(&text).is_none());
    std::fs::remove_file(&pack).unwrap();
    std::fs::write(&pack, &bytes[..bytes.len() - 1]).unwrap();
    assert!(home.cache.find(&text).is_none());
    std::fs::write(&pack, &bytes).unwrap();
    assert!(home.cache.find(&text).is_some());
}
