//! What choosing a row of a list does.

use crate::progress::Status;
use crate::roadmap::{Kind, NodeIdx};
use crate::text::CleanBuf;
use crate::tui::msg::Action;

/// What choosing a row of a list does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    Nothing,
    /// Does what a key does.
    Do(Action),
    /// Says what is wrong with it.
    Tell(CleanBuf),
    /// Says what there is to know, and stays.
    Say(CleanBuf),
    /// Goes to a node.
    Go(NodeIdx),
    /// Lets something through the filter, or no longer.
    Toggle(Wish),
    /// Takes a theme by name.
    Theme(CleanBuf),
    /// Opens a roadmap by id.
    Roadmap(CleanBuf),
    /// Asks what something belongs to that has lost its place, by its id.
    Place(CleanBuf),
    /// Lets the progress of the id count for a node.
    Attach(CleanBuf, NodeIdx),
}

/// Something to filter by: one row of the menu of filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    Stage(NodeIdx),
    Status(Status),
    Kind(Kind),
    /// A language tag.
    Lang(CleanBuf),
    Core,
    Free,
}
