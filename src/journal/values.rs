//! A field that has one value for all nodes of a record, or a list with one for each.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

/// One value, or one for each node.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Values<'a> {
    #[default]
    None,
    One(Cow<'a, str>),
    /// A number that stands for one node.
    Number(u64),
    Each(Vec<Option<Cow<'a, str>>>),
}

impl<'a> Values<'a> {
    /// Takes the values of all nodes: one node has one value, not a list.
    pub(super) fn of(values: impl Iterator<Item = Option<&'a str>>) -> Values<'a> {
        let mut each: Vec<_> = values.map(|value| value.map(Cow::Borrowed)).collect();
        if each.iter().all(Option::is_none) {
            return Values::None;
        }
        if each.len() == 1 {
            return each.pop().flatten().map_or(Values::None, Values::One);
        }
        Values::Each(each)
    }

    /// Says a value once when it is the same for each node.
    pub(super) fn same_as_one(self) -> Values<'a> {
        match self {
            Values::Each(mut each) if each.windows(2).all(|pair| pair[0] == pair[1]) => {
                each.pop().flatten().map_or(Values::None, Values::One)
            }
            Values::None | Values::One(_) | Values::Number(_) | Values::Each(_) => self,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        matches!(self, Values::None)
    }

    /// Returns how many nodes are named; `None` when none is.
    pub(super) fn count(&self) -> Option<usize> {
        match self {
            Values::None => None,
            Values::One(_) | Values::Number(_) => Some(1),
            Values::Each(each) => Some(each.len()),
        }
    }

    /// Returns the value of the only node; `None` when there are more or none.
    pub(super) fn only(&self) -> Option<&str> {
        self.get(0).filter(|_| self.count() == Some(1))
    }

    pub(super) fn fit(&self, count: usize) -> bool {
        match self {
            Values::None | Values::One(_) | Values::Number(_) => true,
            Values::Each(each) => each.len() == count,
        }
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        match self {
            Values::None | Values::Number(_) => None,
            Values::One(one) => Some(one),
            Values::Each(each) => each.get(index)?.as_deref(),
        }
    }
}

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Values::None => serializer.serialize_none(),
            Values::One(one) => serializer.serialize_str(one),
            Values::Number(number) => serializer.serialize_u64(*number),
            Values::Each(each) => each.serialize(serializer),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrEach;

        impl<'de> Visitor<'de> for OneOrEach {
            type Value = Values<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a whole number or a list of texts")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Values::None)
            }

            fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Values::Number(number))
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Values::One(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Values::One(Cow::Owned(text.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut each = Vec::new();
                while let Some(value) = seq.next_element::<Option<Cow<'de, str>>>()? {
                    each.push(value);
                }
                Ok(Values::Each(each))
            }
        }

        deserializer.deserialize_any(OneOrEach)
    }
}
