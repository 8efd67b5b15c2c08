//! The fields of a `note` record.

use super::{Raw, Refused, Values};
use crate::journal::record::{Action, NoteDeed};

pub(super) fn read(raw: &Raw<'_>) -> Result<Action, Refused> {
    let word = raw.x.get(0).ok_or(Refused::Malformed)?;
    Ok(Action::Note {
        roadmap: raw.r.clone().into_owned(),
        node: raw.one_node()?.to_owned(),
        deed: NoteDeed::from_word(word).ok_or(Refused::Unknown)?,
    })
}

pub(super) fn write<'a>(raw: &mut Raw<'a>, node: &'a str, deed: NoteDeed) {
    raw.op = "note".into();
    raw.n = Values::One(node.into());
    raw.x = Values::One(deed.word().into());
}
