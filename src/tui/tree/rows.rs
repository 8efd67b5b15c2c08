//! Walks the visible rows.

use super::folds::Folds;
use super::{OrphanIdx, Row, RowKind, Source};
use crate::filter::Sifted;
use crate::roadmap::{Level, NodeIdx};

/// Puts the visible rows in place of those that are there. Returns how many resources and concepts pass the filter.
pub(super) fn collect(source: Source<'_>, folds: &Folds, rows: &mut Vec<Row>) -> usize {
    let Source {
        roadmap,
        progress,
        filter,
        ..
    } = source;
    let Sifted { mut nodes, leaves } = filter.sift(roadmap, progress);
    let kept = source.kept.iter().copied();
    for node in kept.flat_map(|node| std::iter::once(node).chain(roadmap.ancestors(node))) {
        nodes[node.position()] = true;
    }
    rows.clear();
    let mut walk = Walk {
        source,
        folds,
        shown: nodes,
        rows,
    };
    for stage in roadmap.stages() {
        walk.add(stage, 0);
    }
    if source.orphans > 0 && filter.is_empty() {
        walk.push(RowKind::Lost, 0, true);
        if folds.is_open(RowKind::Lost) {
            let orphans = (0..).take(source.orphans);
            rows.extend(orphans.map(|position| Row {
                kind: RowKind::Orphan(OrphanIdx(position)),
                depth: 1,
                open: None,
            }));
        }
    }
    leaves
}

struct Walk<'a> {
    source: Source<'a>,
    folds: &'a Folds,
    shown: Vec<bool>,
    rows: &'a mut Vec<Row>,
}

impl Walk<'_> {
    fn add(&mut self, node: NodeIdx, depth: u16) {
        if !self.shown[node.position()] {
            return;
        }
        let roadmap = self.source.roadmap;
        let has_children = roadmap
            .children(node)
            .any(|child| self.shown[child.position()]);
        self.push(RowKind::Node(node), depth, has_children);
        if !has_children || !self.folds.is_open(RowKind::Node(node)) {
            return;
        }
        let ideas = RowKind::KeyIdeas(node);
        let mut ideas_are_open = None;
        for child in roadmap.children(node) {
            if roadmap.level(child) != Level::Concept {
                self.add(child, depth + 1);
            } else if self.shown[child.position()] {
                let open = *ideas_are_open.get_or_insert_with(|| {
                    self.push(ideas, depth + 1, true);
                    self.folds.is_open(ideas)
                });
                if open {
                    self.add(child, depth + 2);
                }
            }
        }
    }

    fn push(&mut self, kind: RowKind, depth: u16, has_children: bool) {
        let open = has_children.then(|| self.folds.is_open(kind));
        self.rows.push(Row { kind, depth, open });
    }
}
