//! What is sealed, and that nothing of it can be changed unseen. The chain in a database is tried by
//! the black-box tests.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::limits::AUDIT_DETAIL_CHARS;
use proptest::prelude::*;
use uuid::Uuid;

use super::entity::Model;
use super::seal::{GENESIS, seal};
use super::{Entry, Mark};

fn at() -> DateTime<Utc> {
    "2026-11-23T02:00:00.123456789Z".parse().unwrap()
}

fn entry() -> Entry {
    Entry {
        actor: Some(Uuid::from_u128(7)),
        action: "ticket.viewed",
        subject: ("ticket", "PA-2611-0001".to_owned()),
        agency: Some("so-y-te".parse().unwrap()),
        detail: Some("history".to_owned()),
        at: at(),
    }
}

#[test]
fn the_seal_is_what_its_documentation_says() {
    let row = entry().into_row(1, GENESIS).unwrap();
    // Computed by another program (Python's hashlib) over the previous hash, a line feed, and
    // ["motcua-audit-1",1,"2026-11-23T02:00:00.123456000Z","00000000-0000-0000-0000-000000000007",
    // "ticket.viewed","ticket","PA-2611-0001","so-y-te","history"] without the line break.
    let expected = "8068cc71d145c3f52b89a4b8d59e473f505a6f8080351343590687d3963489af";
    assert_eq!(row.hash, expected);
}

type Change = fn(&mut Model);

#[test]
fn every_field_is_sealed() {
    let row = entry().into_row(1, GENESIS).unwrap();
    let changes: [Change; 12] = [
        |row| row.number = 2,
        |row| row.at += TimeDelta::nanoseconds(1),
        |row| row.actor = None,
        |row| row.actor = Some(Uuid::from_u128(8)),
        |row| row.action.push('x'),
        |row| row.subject_kind.push('x'),
        |row| row.subject_id = "PA-2611-0002".to_owned(),
        |row| row.agency = None,
        |row| row.agency = Some("so-xay-dung".to_owned()),
        |row| row.detail = None,
        |row| row.detail = Some(String::new()),
        |row| std::mem::swap(&mut row.action, &mut row.subject_kind),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut changed = row.clone();
        change(&mut changed);
        assert_ne!(seal(GENESIS, &changed), row.hash, "change {at}");
    }
    assert_ne!(seal(&row.hash, &row), row.hash);
}

#[test]
fn details_are_one_short_masked_line() {
    let mut noisy = entry();
    noisy.detail = Some(format!(
        "gọi 0912345678\0\n{}",
        "a".repeat(AUDIT_DETAIL_CHARS)
    ));
    let detail = noisy.into_row(1, GENESIS).unwrap().detail.unwrap();
    assert!(!detail.contains("0912345678"), "{detail}");
    assert!(!detail.contains(char::is_control), "{detail}");
    assert!(detail.chars().count() <= AUDIT_DETAIL_CHARS, "{detail}");
}

#[test]
fn names_that_no_column_holds_are_refused() {
    for id in [String::new(), "a".repeat(101), "a\0b".to_owned()] {
        let mut wrong = entry();
        wrong.subject.1 = id;
        assert!(wrong.into_row(1, GENESIS).is_err());
    }
}

#[test]
fn a_mark_is_read_as_it_is_written() {
    let mark = Mark {
        number: 12,
        hash: "0f".repeat(32),
    };
    assert_eq!(mark.to_string().parse(), Ok(mark.clone()));
    assert_eq!(format!(" 12:{}\n", "0F".repeat(32)).parse(), Ok(mark));
    for bad in ["", "12", ":", "12:", "0:", "x:0f", "12:0f"] {
        assert!(bad.parse::<Mark>().is_err(), "{bad}");
    }
    for number in ["0", "-1", "99999999999999999999"] {
        let text = format!("{number}:{}", "0f".repeat(32));
        assert!(text.parse::<Mark>().is_err(), "{text}");
    }
}

proptest! {
    /// No text can be moved from one field to the next, or made to look like the end of a field.
    #[test]
    fn other_fields_are_another_seal(a in ".{0,6}", b in ".{0,6}", c in ".{0,6}", d in ".{0,6}") {
        let of = |id: &str, detail: &str| {
            let mut row = entry().into_row(1, GENESIS).unwrap();
            row.subject_id = id.to_owned();
            row.detail = Some(detail.to_owned());
            seal(GENESIS, &row)
        };
        prop_assert_eq!(of(&a, &b) == of(&c, &d), (a, b) == (c, d));
    }

    #[test]
    fn any_text_is_read_as_a_mark_or_refused(text in ".{0,80}") {
        let _ = text.parse::<Mark>();
    }
}
