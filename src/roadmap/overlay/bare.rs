//! What a layer file says, without where and how it is written: an edit is right when this is what was wanted.

use crate::yaml::{Node, Value};

/// A value without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    Nothing,
    Text(String),
    List(Vec<Bare>),
    Map(Vec<(String, Bare)>),
}

impl Bare {
    pub(super) fn of(node: &Node<'_>) -> Bare {
        match &node.value {
            Value::Null => Bare::Nothing,
            Value::Text { text, .. } => Bare::Text(text.clone().into_owned()),
            Value::List(nodes) => Bare::List(nodes.iter().map(Bare::of).collect()),
            Value::Map(entries) => {
                let entries = entries.iter();
                let entries = entries.map(|entry| (entry.key.to_string(), Bare::of(&entry.value)));
                Bare::Map(entries.collect())
            }
        }
    }

    pub(super) fn text(text: &str) -> Bare {
        Bare::Text(text.to_owned())
    }

    pub(super) fn map<const N: usize>(entries: [(&str, Bare); N]) -> Bare {
        let entries = entries.into_iter();
        Bare::Map(
            entries
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        )
    }

    /// Returns the list of a key, which is made where it is not there; `None` where something else stands there.
    pub(super) fn list(&mut self, key: &str) -> Option<&mut Vec<Bare>> {
        let Bare::Map(entries) = self else {
            return None;
        };
        let at = entries.iter().position(|(have, _)| have == key);
        let at = at.unwrap_or_else(|| {
            entries.push((key.to_owned(), Bare::Nothing));
            entries.len() - 1
        });
        let value = &mut entries.get_mut(at)?.1;
        if *value == Bare::Nothing {
            *value = Bare::List(Vec::new());
        }
        match value {
            Bare::List(list) => Some(list),
            Bare::Nothing | Bare::Text(_) | Bare::Map(_) => None,
        }
    }

    /// Leaves out keys without a value: an empty list says as much as none.
    pub(super) fn tidy(self) -> Bare {
        match self {
            Bare::List(list) => Bare::List(list.into_iter().map(Bare::tidy).collect()),
            Bare::Map(entries) => {
                let says_nothing = |value: &Bare| match value {
                    Bare::Nothing => true,
                    Bare::List(list) => list.is_empty(),
                    Bare::Text(_) | Bare::Map(_) => false,
                };
                let entries = entries.into_iter().map(|(key, value)| (key, value.tidy()));
                Bare::Map(entries.filter(|(_, value)| !says_nothing(value)).collect())
            }
            Bare::Nothing | Bare::Text(_) => self,
        }
    }
}
