use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use proptest::prelude::*;

use super::*;
use crate::roadmap::library::built_in_texts;
use crate::roadmap::{Level, Limits, load, overlay};

const KEY: &str = "made of this";
const TEA: &str = include_str!("../../../tests/fixtures/cli/tea.yaml");
const LAYER: &str = "
format: 1
layer: tea
add:
  - under: leaves
    resources:
      - { title: 'Mine: 茶', url: 'https://example.org/mine', minutes: 12, core: true }
";

/// The built-in one, one of a file, and the same with a layer over it.
static ROADMAPS: LazyLock<[Roadmap; 3]> = LazyLock::new(|| {
    let load = |text: &str| load(text.as_bytes(), &Limits::default()).unwrap().roadmap;
    let tea = load(TEA);
    let under = tea
        .nodes()
        .find(|node| tea.level(*node) == Level::Topic)
        .unwrap();
    let layer = LAYER.replace("leaves", tea.node_id(under).as_str());
    let layered = overlay::over(&tea, layer.as_bytes(), &Limits::default())
        .unwrap()
        .roadmap;
    let built_in = built_in_texts().next().map(load).unwrap();
    [built_in, tea, layered]
});

fn from(bytes: Vec<u8>) -> ReadAt {
    Box::new(move |at, len| {
        let at = usize::try_from(at).unwrap();
        let part = bytes.get(at..).and_then(|rest| rest.get(..len));
        part.map(<[u8]>::to_vec)
            .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    })
}

fn known(roadmap: Roadmap) -> Anew {
    Box::new(move || Some(roadmap.clone()))
}

fn never() -> Anew {
    Box::new(|| None)
}

fn are_equal(one: &Roadmap, other: &Roadmap) -> bool {
    let (this, that) = (&one.0, &other.0);
    let has_words = |node| one.words(node) == other.words(node);
    (&this.head, &this.rows, &this.needs, &this.names)
        == (&that.head, &that.rows, &that.needs, &that.names)
        && one.nodes().all(has_words)
}

#[test]
fn what_was_written_is_read_again_to_the_last_word() {
    for roadmap in &*ROADMAPS {
        let back = read(from(write(roadmap, KEY)), |key| (key == KEY).then(never)).unwrap();
        assert!(are_equal(roadmap, &back), "{back:?}");
        assert!(
            back.nodes()
                .all(|node| back.find(back.node_id(node).as_str()) == Some(node))
        );
    }
}

#[test]
fn who_goes_through_all_words_reads_the_same_and_keeps_none_of_them() {
    for roadmap in &*ROADMAPS {
        let bytes = write(roadmap, KEY);
        let back = read(from(bytes.clone()), |key| (key == KEY).then(never)).unwrap();
        // One of them was asked for before.
        let kept = back.node_id(back.nodes().next().unwrap()).to_buf();
        assert_eq!(write(&back, KEY), bytes, "after {kept}");
        for part in [0..back.len(), 3..back.len().min(29), 5..5] {
            let (mut seen, mut expected) = (Vec::new(), Vec::new());
            back.each_written(part.clone(), |node, written| {
                seen.push((node, written.id().to_buf()));
            });
            for node in roadmap.nodes().skip(part.start).take(part.len()) {
                expected.push((node, roadmap.node_id(node).to_buf()));
            }
            assert_eq!(seen, expected);
        }
        let pages = roadmap.len().div_ceil(PAGE);
        let told = format!("{:?}", back.0.words);
        assert!(
            told.contains(&format!("Paged(1 of {pages} pages read)")),
            "{told}"
        );
    }
}

#[test]
fn a_pack_of_another_text_or_version_is_none() {
    let roadmap = &ROADMAPS[1];
    let bytes = write(roadmap, KEY);
    assert!(
        read(from(bytes.clone()), |key| (key == "made of that")
            .then(never))
        .is_none()
    );
    let mut later = bytes.clone();
    later[MARK.len() - 1] += 1;
    assert!(read(from(later), |key| (key == KEY).then(never)).is_none());
    for len in 0..bytes.len() {
        assert!(
            read(from(bytes[..len].to_vec()), |key| (key == KEY).then(never)).is_none(),
            "{len}"
        );
    }
}

#[test]
fn pages_are_read_when_they_are_asked_for_and_compiled_anew_when_they_are_gone() {
    let roadmap = ROADMAPS[0].clone();
    let bytes = from(write(&roadmap, KEY));
    let is_gone = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&is_gone);
    let reader: ReadAt = Box::new(move |at, len| {
        if seen.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::NotFound.into());
        }
        bytes(at, len)
    });
    let again = roadmap.clone();
    let back = read(reader, |key| (key == KEY).then(|| known(again))).unwrap();
    assert!(format!("{back:?}").contains("Paged(0 of"), "{back:?}");
    let first = back.nodes().next().unwrap();
    assert_eq!(back.words(first), roadmap.words(first));
    assert!(format!("{back:?}").contains("Paged(1 of"), "{back:?}");
    is_gone.store(true, Ordering::Relaxed);
    assert!(are_equal(&roadmap, &back));
}

/// Whoever changes what the compiler makes of a file, or the form, raises the number in [`MARK`].
#[test]
fn a_pack_looks_as_its_number_says() {
    let bytes = write(&ROADMAPS[2], KEY);
    assert_eq!(
        (MARK, crc32fast::hash(&bytes)),
        (*b"rbpack01", 1_835_983_465)
    );
}

proptest! {
    #[test]
    fn a_damaged_pack_is_none_or_what_it_was(at in any::<prop::sample::Index>(), bit in 0..8) {
        let roadmap = &ROADMAPS[2];
        let mut bytes = write(roadmap, KEY);
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        let again = roadmap.clone();
        let back = read(from(bytes), |key| (key == KEY).then(|| known(again)));
        prop_assert!(back.is_none_or(|back| are_equal(roadmap, &back)));
    }

    #[test]
    fn a_forged_pack_is_none_or_a_tree(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let roadmap = &ROADMAPS[2];
        let mut bytes = write(roadmap, KEY);
        let at = u64::from_le_bytes(bytes[8..16].try_into().unwrap());
        let at = usize::try_from(at).unwrap();
        for (place, byte) in edits {
            let place = at + place.index(bytes.len() - at);
            bytes[place] = byte;
        }
        let crc = crc32fast::hash(&bytes[at..]).to_le_bytes();
        bytes[START - 4..START].copy_from_slice(&crc);
        let again = roadmap.clone();
        if let Some(back) = read(from(bytes), |key| (key == KEY).then(|| known(again))) {
            for node in back.nodes() {
                let _ = back.children(node).count() + back.ancestors(node).count();
                prop_assert!(back.needs(node).len() <= back.len());
            }
        }
    }
}
