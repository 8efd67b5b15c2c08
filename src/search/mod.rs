//! Searching: what a person types becomes a [`Query`], which an [`Index`] of a roadmap answers with what is [`Found`].
//!
//! ```text
//! attention -video "flash attention" kind:paper,article stage:engineer is:open lang:zh core: free: note:
//! ```
//!
//! Words fit in any order, with letters left out in names, and by pinyin or its initials where a name is Chinese;
//! phrases in quotes fit as they stand; a minus excludes; what stands before a colon [narrows](Narrowing) by the same
//! [conditions](crate::filter::Condition) as a filter. A stage or topic that fits brings what is below it, unless
//! something below it fits too. Everything here is pure: it is asked again with every key.

mod complete;
mod fold;
mod found;
mod highlight;
mod index;
mod narrowing;
mod needle;
mod pinyin;
mod place;
mod problem;
mod query;
mod signs;
#[cfg(test)]
mod tests;
mod token;
mod walk;

pub use complete::{Completion, Completions, complete};
pub use found::{Found, Hit, Nodes};
pub use highlight::{Highlighter, highlights};
pub use index::Index;
pub use narrowing::Narrowing;
pub use place::places;
pub use problem::{Problem, ProblemKind};
pub use query::Query;
pub use walk::Search;
