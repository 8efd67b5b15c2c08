//! Pictures as cells and numbers, laid out without a terminal.

pub mod burnup;
pub mod heatmap;
