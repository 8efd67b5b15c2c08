//! The fields of a `time` record.

use super::{Raw, Refused, Values};
use crate::journal::record::{Action, Spent};

pub(super) fn read(raw: &Raw<'_>) -> Result<Action, Refused> {
    let Values::Number(minutes) = raw.x else {
        return Err(Refused::Malformed);
    };
    Ok(Action::Time(Spent {
        roadmap: raw.r.clone().into_owned(),
        node: raw.one_node()?.to_owned(),
        url: raw.u.get(0).map(str::to_owned),
        title: raw.t.get(0).unwrap_or_default().to_owned(),
        minutes: u32::try_from(minutes).map_err(|_| Refused::Unknown)?,
        when: raw.w.get(0).map(str::to_owned),
    }))
}

pub(super) fn write<'a>(raw: &mut Raw<'a>, spent: &'a Spent) {
    let Spent {
        roadmap: _,
        node,
        url,
        title,
        minutes,
        when,
    } = spent;
    let title = Some(title.as_str()).filter(|title| !title.is_empty());
    raw.op = "time".into();
    raw.n = Values::One(node.into());
    raw.x = Values::Number(u64::from(*minutes));
    raw.u = Values::of(std::iter::once(url.as_deref()));
    raw.t = Values::of(std::iter::once(title));
    raw.w = Values::of(std::iter::once(when.as_deref()));
}

#[cfg(test)]
mod tests {
    use crate::journal::line::{Parsed, encode, parse};
    use crate::journal::record::{Action, Record, RecordId, Spent};

    #[test]
    fn minutes_are_a_number_and_read_back_as_they_were() {
        let spent = Spent {
            roadmap: "tea".into(),
            node: "book".into(),
            url: Some("https://example.org/".into()),
            title: "The book".into(),
            minutes: 25,
            when: None,
        };
        let before = Spent {
            when: Some("2026-01-02".into()),
            ..spent.clone()
        };
        for (spent, has_day) in [(spent, false), (before, true)] {
            let id = RecordId::new(1, 1);
            let record = Record::new(id, 5, "2026-11-23T10:00:00+01:00", Action::Time(spent));
            let line = encode(&record).unwrap();
            assert!(line.contains(r#""op":"time","r":"tea","n":"book","x":25,"u":"#));
            assert_eq!(line.contains(r#""w":"2026-01-02""#), has_day, "{line}");
            assert_eq!(parse(line.as_bytes()), Parsed::Record(record));
        }
    }

    #[test]
    fn by_hand_it_needs_one_node_and_a_number() {
        let line = |n: &str, x: &str| {
            let line =
                format!(r#"{{"v":1,"id":"me-1","l":5,"op":"time","r":"tea","n":{n},"x":{x}}}"#);
            parse(line.as_bytes())
        };
        assert!(matches!(line(r#""a""#, "25"), Parsed::Record(_)));
        for (n, x) in [
            (r#""a""#, r#""25""#),
            (r#"["a","b"]"#, "25"),
            (r#""a""#, "-1"),
            ("7", "25"),
        ] {
            assert_eq!(line(n, x), Parsed::Damaged, "{n} {x}");
        }
        let too_many = line(r#""a""#, "99999999999");
        assert!(matches!(too_many, Parsed::UnknownOp(_)), "{too_many:?}");
    }
}
