use std::os::unix::fs::PermissionsExt as _;

use super::layer::{Edit, LayerError};
use super::watch::{News, Why};
use super::*;
use crate::lang::Lang;
use crate::roadmap::overlay::edit::EditError;
use crate::roadmap::url::Link;
use crate::roadmap::{Kind, Level};
use crate::text::clean;

const TEA: &str = include_str!("../../tests/fixtures/cli/tea.yaml");

struct Home {
    folder: tempfile::TempDir,
    shelf: Shelf,
}

impl Home {
    fn new() -> Home {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(&Paths::below(folder.path()), Limits::default());
        Home { folder, shelf }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn with_tea() -> (Home, Opened) {
        let home = Home::new();
        home.shelf.add("tea", TEA.as_bytes(), &[]).unwrap();
        let opened = home.open();
        (home, opened)
    }

    fn open(&self) -> Opened {
        let library = self.shelf.library();
        self.shelf.open(library.entry("tea").unwrap()).unwrap()
    }
}

fn hide(id: &str) -> Edit {
    Edit::Hide { id: id.to_owned() }
}

#[test]
fn a_file_is_added_for_the_person_alone_and_what_it_replaces_is_put_aside() {
    let home = Home::new();
    let added = home.shelf.add("tea", b"1", &[]).unwrap();
    assert_eq!(added.path, home.path("data/roadmaps/tea.yaml"));
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&added.path), 0o600);
    assert_eq!(mode(added.path.parent().unwrap()), 0o700);

    let beside = home.shelf.add("tea", b"2", &[]).unwrap();
    assert_eq!(
        beside.path,
        home.path("data/roadmaps/tea-2.yaml"),
        "a name that is taken"
    );
    let old = [added.path.clone(), beside.path.clone()];
    let replaced = home.shelf.add("tea", b"3", &old).unwrap();
    assert_eq!(replaced.path, added.path);
    assert!(
        !beside.path.exists(),
        "an older file of the same id would win"
    );
    let aside: Vec<String> = replaced
        .put_aside
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    assert_eq!(aside, ["1", "2"]);

    let aside = home.shelf.remove(&replaced.path, "tea").unwrap();
    assert!(!replaced.path.exists());
    assert_eq!(aside, home.path("state/backups/roadmaps/tea-3.yaml"));
    assert_eq!(std::fs::read_to_string(aside).unwrap(), "3");
}

#[test]
fn a_link_is_removed_and_what_it_leads_to_stays() {
    let home = Home::new();
    home.write("repo/tea.yaml", TEA);
    home.write("data/roadmaps/x", "");
    let link = home.path("data/roadmaps/tea.yaml");
    std::os::unix::fs::symlink(home.path("repo/tea.yaml"), &link).unwrap();
    let aside = home.shelf.remove(&link, "tea").unwrap();
    assert_eq!(std::fs::read_to_string(aside).unwrap(), TEA);
    assert_eq!(home.read("repo/tea.yaml"), TEA);
    assert!(!is_there(&link));
}

#[test]
fn every_change_of_a_layer_can_be_taken_back_and_done_again() {
    let (home, opened) = Home::with_tea();
    let hidden = home
        .shelf
        .edit_layer(&opened.base, &[hide("oxidation")])
        .unwrap();
    assert!(hidden.roadmap.find("oxidation").is_none());
    let text = home.read("data/overlays/tea.yaml");
    assert_eq!(text, "format: 1\nlayer: tea\nhide:\n  - oxidation\n");
    assert!(home.open().roadmap.find("oxidation").is_none());

    let back = home.shelf.take_back(&opened.base, &hidden.turn).unwrap();
    assert!(back.roadmap.find("oxidation").is_some());
    assert!(!home.path("data/overlays/tea.yaml").exists());
    let again = home.shelf.take_back(&opened.base, &back.turn).unwrap();
    assert!(again.roadmap.find("oxidation").is_none());

    let link = Edit::AddLink {
        topic: "boiling".to_owned(),
        title: clean::line("Kettles: all of them"),
        link: Link::parse("https://example.org/kettles").unwrap(),
        kind: Kind::Article,
    };
    let added = home
        .shelf
        .edit_layer(&opened.base, std::slice::from_ref(&link))
        .unwrap();
    let node = added.roadmap.find(&added.turn.id).unwrap();
    assert!(added.roadmap.is_own(node) && added.roadmap.find("oxidation").is_none());
    let again = home
        .shelf
        .edit_layer(&opened.base, std::slice::from_ref(&link))
        .unwrap_err();
    assert!(matches!(
        again,
        LayerError::Edit {
            error: EditError::AlreadyThere,
            ..
        }
    ));
    let remove = Edit::RemoveAdded {
        id: added.turn.id.clone(),
    };
    let removed = home
        .shelf
        .edit_layer(&opened.base, std::slice::from_ref(&remove))
        .unwrap();
    assert!(removed.roadmap.find(&added.turn.id).is_none());
}

#[test]
fn what_the_roadmap_has_itself_is_not_added() {
    let (home, opened) = Home::with_tea();
    let link = Edit::AddLink {
        topic: "green-tea".to_owned(),
        title: clean::line("Another title"),
        link: Link::parse("http://www.books.example.org/green/").unwrap(),
        kind: Kind::Book,
    };
    match home
        .shelf
        .edit_layer(&opened.base, std::slice::from_ref(&link))
    {
        Err(LayerError::InRoadmap(id)) => assert_eq!(id.as_str(), "green-tea-book"),
        other => panic!("{other:?}"),
    }
    assert!(!home.path("data/overlays/tea.yaml").exists());
}

#[test]
fn a_layer_with_errors_is_left_alone_and_one_that_somebody_changed_is_not_taken_back() {
    let (home, opened) = Home::with_tea();
    for broken in [
        "format: 1\nlayer: tea\nhide: [\n",
        "format: 1\nlayer: llm\n",
    ] {
        home.write("data/overlays/tea.yaml", broken);
        let error = home
            .shelf
            .edit_layer(&opened.base, &[hide("oxidation")])
            .unwrap_err();
        assert!(matches!(
            error,
            LayerError::Edit {
                error: EditError::Broken(_),
                ..
            }
        ));
        assert_eq!(home.read("data/overlays/tea.yaml"), broken);
        assert_eq!(
            home.open().roadmap.len(),
            opened.base.len(),
            "it goes on without it"
        );
    }
    home.write("data/overlays/tea.yaml", "format: 1\nlayer: tea\n");
    let hidden = home
        .shelf
        .edit_layer(&opened.base, &[hide("oxidation")])
        .unwrap();
    home.write("data/overlays/tea.yaml", "format: 1\nlayer: tea\n# mine\n");
    let error = home
        .shelf
        .take_back(&opened.base, &hidden.turn)
        .unwrap_err();
    assert!(matches!(error, LayerError::ChangedMeanwhile(_)));
    assert!(home.read("data/overlays/tea.yaml").ends_with("# mine\n"));
}

#[test]
fn a_layer_that_is_a_link_stays_one() {
    let (home, opened) = Home::with_tea();
    home.write("dotfiles/tea.yaml", "\u{feff}format: 1\r\nlayer: tea\r\n");
    home.write("data/overlays/x", "");
    let link = home.path("data/overlays/tea.yaml");
    std::os::unix::fs::symlink(home.path("dotfiles/tea.yaml"), &link).unwrap();
    home.shelf
        .edit_layer(&opened.base, &[hide("oxidation")])
        .unwrap();
    assert_eq!(
        home.read("dotfiles/tea.yaml"),
        "\u{feff}format: 1\r\nlayer: tea\r\nhide:\r\n  - oxidation\r\n"
    );
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
}

/// Looks until something is told, at most as often as it takes.
fn news(watch: &mut Watch) -> Option<News> {
    (0..3).find_map(|_| watch.poll())
}

#[test]
fn a_change_on_the_disk_is_told_once_it_is_whole_and_the_last_good_one_goes_on() {
    let (home, mut opened) = Home::with_tea();
    let watch = opened.watch.as_mut().unwrap();
    assert!(news(watch).is_none());

    // As editors save: a new file takes the place of the old one.
    home.write("new", &TEA.replace("Making tea", "Making more tea"));
    std::fs::rename(home.path("new"), home.path("data/roadmaps/tea.yaml")).unwrap();
    assert!(watch.poll().is_none(), "it may be half a file");
    match watch.poll() {
        Some(News::Roadmap { roadmap, .. }) => {
            assert_eq!(roadmap.name(Lang::En).as_str(), "Making more tea");
        }
        other => panic!("{other:?}"),
    }
    assert!(news(watch).is_none());

    home.write("data/roadmaps/tea.yaml", "format: 1\nid: tea\n");
    match news(watch) {
        Some(News::Trouble(trouble)) => assert_eq!(
            trouble.sentence(Lang::En).as_str(),
            "tea.yaml:1:1: the roadmap needs `title`"
        ),
        other => panic!("{other:?}"),
    }
    home.write(
        "data/roadmaps/tea.yaml",
        &TEA.replace("id: tea\n", "id: coffee\n"),
    );
    assert!(
        matches!(news(watch), Some(News::Trouble(trouble)) if matches!(trouble.why, Why::OtherId(_)))
    );
    std::fs::remove_file(home.path("data/roadmaps/tea.yaml")).unwrap();
    assert!(
        matches!(news(watch), Some(News::Trouble(trouble)) if matches!(trouble.why, Why::Gone))
    );
    home.write("data/roadmaps/tea.yaml", TEA);
    assert!(matches!(news(watch), Some(News::Roadmap { .. })));

    home.write(
        "data/overlays/tea.yaml",
        "format: 1\nlayer: tea\nhide: [oxidation]\n",
    );
    match news(watch) {
        Some(News::Roadmap { roadmap, base }) => {
            assert_eq!(roadmap.len() + 1, base.len());
        }
        other => panic!("{other:?}"),
    }
    home.write("data/overlays/tea.yaml", "format: 1\nlayer: tea\nhide: [");
    assert!(matches!(news(watch), Some(News::Trouble(_))));
    home.write(
        "data/overlays/tea.yaml",
        "format: 1\nlayer: tea\nhide: []\n",
    );
    watch.layer_is_known();
    assert!(news(watch).is_none(), "the program wrote it itself");
}

#[test]
fn layers_lie_over_the_roadmaps_that_they_are_named_after() {
    let (home, _) = Home::with_tea();
    home.write(
        "data/overlays/tea.yaml",
        "format: 1\nlayer: tea\nhide: [oxidation, gone]\n",
    );
    home.write("data/overlays/llm.yaml", "format: 1\nlayer: tea\n");
    home.write("data/overlays/coffee.yaml", "format: 1\nlayer: coffee\n");
    home.write("data/overlays/copy of tea.yaml", "format: 1\nlayer: tea\n");
    let library = home.shelf.library();
    let codes = |file: &crate::roadmap::library::LayerFile| {
        let problems = file.problems().unwrap().iter();
        problems
            .map(crate::roadmap::problem::Problem::code)
            .collect::<Vec<_>>()
    };
    let of = |id: &str| library.entry(id).unwrap().layer().unwrap();
    assert_eq!(
        (of("tea").is_used(), codes(of("tea"))),
        (true, vec!["gone"])
    );
    assert_eq!(
        (of("llm").is_used(), codes(of("llm"))),
        (false, vec!["other-roadmap"])
    );
    let loose: Vec<_> = library
        .loose_layers()
        .iter()
        .map(|file| (file.is_used(), codes(file)))
        .collect();
    assert_eq!(
        loose,
        [
            (true, vec!["no-such-roadmap"]),
            (false, vec!["other-roadmap"])
        ]
    );
    let tea = library.entry("tea").unwrap();
    assert_eq!(
        (tea.counts().concepts, tea.base().unwrap().len()),
        (0, tea.roadmap().unwrap().len() + 1)
    );
}

#[test]
fn the_edition_seen_last_is_told_until_the_one_of_today_is_seen() {
    let home = Home::new();
    let write = |text: &str| home.write("data/roadmaps/tea.yaml", text);
    write(TEA);
    let seen = |home: &Home| home.open().seen.unwrap();
    // A first look is no news, and neither is a second one.
    assert!(seen(&home).before().is_none());
    assert!(seen(&home).before().is_none());
    let renamed = TEA.replacen("en: Making tea", "en: The art of tea", 1);
    assert_ne!(renamed, TEA);
    write(&renamed);
    let title = |roadmap: &Roadmap| roadmap.name(Lang::En).to_string();
    for _ in 0..2 {
        let before = seen(&home).before().unwrap();
        assert_eq!(title(&before), "Making tea");
        assert_eq!(title(&home.open().base), "The art of tea");
    }
    seen(&home).remember().unwrap();
    assert!(seen(&home).before().is_none());
    // A copy that cannot be read tells nothing, and hinders nothing.
    home.write("state/seen/tea.yaml", "no roadmap");
    assert!(seen(&home).before().is_none());
}

#[test]
fn the_edition_seen_last_has_the_layer_of_today() {
    let (home, opened) = Home::with_tea();
    assert!(opened.seen.unwrap().before().is_none());
    let base = opened.base;
    let leaf = base
        .nodes()
        .find(|node| base.level(*node) == Level::Resource);
    let id = base.node_id(leaf.unwrap()).to_string();
    home.shelf.edit_layer(&base, &[hide(&id)]).unwrap();
    let changed = format!("{TEA}# another edition\n");
    home.write("data/roadmaps/tea.yaml", &changed);
    let before = home.open().seen.unwrap().before().unwrap();
    assert!(before.find(&id).is_none());
}
