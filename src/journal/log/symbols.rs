//! Texts that come again and again, such as the ids and titles of nodes: each is kept once.

use std::hash::BuildHasher;
use std::num::NonZeroU32;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Stands for a text of one [`Symbols`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Symbol(NonZeroU32);

/// The texts, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Symbols {
    text: String,
    /// Where each text begins, and where the last one ends.
    bounds: Vec<usize>,
    known: HashTable<Symbol>,
    hashing: DefaultHashBuilder,
}

impl Symbols {
    /// Returns what stands for a text.
    pub(super) fn of(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.find(text) {
            return symbol;
        }
        if self.bounds.is_empty() {
            self.bounds.push(0);
        }
        let symbol = u32::try_from(self.bounds.len()).ok();
        let symbol = Symbol(
            symbol
                .and_then(NonZeroU32::new)
                .expect("no memory holds so many texts"),
        );
        self.text.push_str(text);
        self.bounds.push(self.text.len());
        let (whole, bounds, hashing) = (&self.text, &self.bounds, &self.hashing);
        let hash = |symbol: &Symbol| hashing.hash_one(slice(whole, bounds, *symbol));
        self.known.insert_unique(hash(&symbol), symbol, hash);
        symbol
    }

    /// Returns what stands for a text, if it is among them.
    pub(super) fn find(&self, text: &str) -> Option<Symbol> {
        let is_it = |symbol: &Symbol| self.text(*symbol) == text;
        self.known.find(self.hashing.hash_one(text), is_it).copied()
    }

    pub(super) fn text(&self, symbol: Symbol) -> &str {
        slice(&self.text, &self.bounds, symbol)
    }
}

fn slice<'a>(text: &'a str, bounds: &[usize], symbol: Symbol) -> &'a str {
    let number = symbol.0.get() as usize;
    &text[bounds[number - 1]..bounds[number]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_symbol_however_often_it_comes() {
        let mut symbols = Symbols::default();
        let texts = ["", "a", "标题", "a b"];
        let of = texts.map(|text| symbols.of(text));
        assert_eq!(texts.map(|text| symbols.of(text)), of);
        assert_eq!(of.map(|symbol| symbols.text(symbol)), texts);
        assert_eq!(symbols.find("b"), None);
    }
}
