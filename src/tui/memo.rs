//! What follows from the state and is asked for by drawing: made once, and not at all for what is never drawn.

use std::cell::OnceCell;

/// A value that is made when it is first asked for, and kept for as long as what it follows from, its key, is the same.
#[derive(Clone, Debug)]
pub(super) struct Memo<K, T> {
    key: Option<K>,
    value: OnceCell<T>,
}

impl<K, T> Default for Memo<K, T> {
    fn default() -> Self {
        Memo {
            key: None,
            value: OnceCell::new(),
        }
    }
}

impl<K: PartialEq, T> Memo<K, T> {
    /// Forgets the value, unless it was made for the same.
    pub(super) fn keep_for(&mut self, key: K) {
        let key = Some(key);
        if self.key != key {
            *self = Memo {
                key,
                value: OnceCell::new(),
            };
        }
    }

    /// Returns the value; `make` makes it where it is not there.
    pub(super) fn get(&self, make: impl FnOnce() -> T) -> &T {
        self.value.get_or_init(make)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_value_is_made_once_for_each_key_and_only_when_it_is_asked_for() {
        let count = Cell::new(0);
        let make = || {
            count.set(count.get() + 1);
            count.get()
        };
        let mut memo = Memo::default();
        let mut asked = Vec::new();
        for (key, asks) in [(1, 2), (1, 1), (2, 0), (3, 2), (1, 1)] {
            memo.keep_for(key);
            asked.extend((0..asks).map(|_| *memo.get(make)));
        }
        assert_eq!(asked, [1, 1, 1, 2, 2, 3]);
    }
}
