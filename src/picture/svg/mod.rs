//! Pictures as SVG files: valid by themselves, without anything from elsewhere, light or dark as the reader likes it.
//!
//! Nobody knows which font a reader has. A text that could be too long in a wide one is given its length, so the reader's
//! program squeezes it; all others stand as the font likes them.

pub mod badge;
pub mod card;
pub mod map;
mod pen;

#[cfg(test)]
mod tests;

pub use pen::{escape, measure};
