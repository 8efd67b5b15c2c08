//! Which box stands in which column: a stage is a column, or several when it is long; in rows, a stage is a band.

use super::{BOX_PITCH, Flow, Options};
use crate::picture::graph::{BoxId, Graph};

/// A stage that is no longer than this stays in one column, whatever the others are.
const SHORT: usize = 12;

/// The boxes of every column from top to bottom, and the column of every box.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) boxes: Vec<Vec<usize>>,
    pub(super) column_of: Vec<usize>,
    /// The band of every box: bands lie under each other and share their columns.
    pub(super) band_of: Vec<usize>,
    pub(super) bands: usize,
    /// Whether arrows come and go at even rows in all columns, and not in every second one.
    pub(super) aligned: bool,
    /// The first column of every group.
    pub(super) first_of_group: Vec<usize>,
}

impl Columns {
    pub(super) fn new(graph: &Graph, options: &Options) -> Columns {
        let mut columns: Vec<Vec<usize>> = Vec::new();
        let mut first_of_group = Vec::new();
        let groups = groups(graph);
        for group in &groups {
            let first = match options.flow {
                Flow::Columns => columns.len(),
                Flow::Rows => 0,
            };
            first_of_group.push(first);
            let parts = match options.flow {
                Flow::Columns => group.len().div_ceil(longest(&groups, group.len())),
                Flow::Rows => (options.columns / BOX_PITCH).clamp(1, group.len().max(1)),
            };
            for (part, boxes) in split(graph, group, parts).into_iter().enumerate() {
                if columns.len() <= first + part {
                    columns.push(Vec::new());
                }
                columns[first + part].extend(boxes);
            }
        }
        let band = |at: usize| match options.flow {
            Flow::Columns => 0,
            Flow::Rows => graph.size(BoxId(at)).group,
        };
        let mut column_of = vec![0; graph.len()];
        for (column, boxes) in columns.iter().enumerate() {
            for at in boxes {
                column_of[*at] = column;
            }
        }
        Columns {
            boxes: columns,
            column_of,
            band_of: (0..graph.len()).map(band).collect(),
            bands: match options.flow {
                Flow::Columns => 1,
                Flow::Rows => groups.len(),
            },
            aligned: false,
            first_of_group,
        }
    }
}

fn groups(graph: &Graph) -> Vec<Vec<usize>> {
    let mut groups = vec![Vec::new(); graph.groups()];
    for id in graph.ids() {
        groups[graph.size(id).group].push(id.0);
    }
    groups
}

/// Returns how many boxes a column of a group of this size may have: two and a half times the others, or as many as make
/// the whole picture about as high as it is wide.
fn longest(groups: &[Vec<usize>], own: usize) -> usize {
    let all: usize = groups.iter().map(Vec::len).sum();
    let others = (groups.len() - 1).max(1);
    // A box with its gap is about four times as wide as high.
    (5 * (all - own) / (2 * others))
        .max((4 * all).isqrt())
        .max(SHORT)
}

/// Splits a group into columns of about the same length; a topic stays with its nested topics where that is possible.
fn split(graph: &Graph, group: &[usize], parts: usize) -> Vec<Vec<usize>> {
    let each = group.len().div_ceil(parts.max(1));
    let starts_block = |at: &usize| graph.size(BoxId(*at)).depth == 0;
    let mut columns = vec![Vec::new()];
    for (position, at) in group.iter().enumerate() {
        let filled = columns.last().map_or(0, Vec::len);
        let block = 1 + group[position + 1..]
            .iter()
            .take(each)
            .take_while(|at| !starts_block(at))
            .count();
        let breaks = filled >= each || (starts_block(at) && filled + block > each + each / 4);
        if breaks && filled > 0 && columns.len() < parts {
            columns.push(Vec::new());
        }
        columns.last_mut().expect("it began with one").push(*at);
    }
    columns
}
