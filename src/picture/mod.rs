//! Pictures of a roadmap and of what was learned, without a terminal: where things lie, which cells show them, and the
//! same as SVG.
//!
//! [`graph`] says what there is to draw of a map and how large its texts are; [`map`] lays it out in cells; [`labels`] says
//! what is written there; [`grid`] draws it as cells with meanings, which a theme paints, and [`svg`] as files.
//! [`heatmap`] and [`burnup`] show days, and [`charts`] writes both in lines of text.

pub mod burnup;
pub mod charts;
pub mod graph;
pub mod grid;
pub mod heatmap;
pub mod labels;
pub mod map;
pub mod svg;

pub use graph::{BoxId, Graph, Zoom};
pub use grid::Grid;
pub use labels::{Label, Labels, Map};
pub use map::{Direction, Layout, layout};
