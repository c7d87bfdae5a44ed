use super::*;
use crate::dossiers::fold::{Marks, fold};

const CODE: &str = "H31.12.45-261102-0001";

fn event(kind: DossierEventKind, at: &str) -> DossierEvent {
    serde_json::from_value(serde_json::json!({
        "id": "x", "dossier": CODE, "at": at, "kind": kind,
    }))
    .unwrap()
}

/// Takes what a row says: ids, kinds, and what they correct.
fn take(record: &mut Record, column: EventColumn, wanted: Option<DossierEvent>) -> Vec<New> {
    let vault = Vault::new([1; 32]);
    let keys = Keys::of(&vault).unwrap();
    let versions = Versions {
        source: "cu",
        keys: &keys,
        vault: &vault,
        now: "2026-11-20T00:00:00Z".parse().unwrap(),
    };
    let code = CODE.parse().unwrap();
    let new = versions.of(Some(record), vec![(column, wanted)], &code);
    let new = new.unwrap();
    for event in &new {
        let told = Told::of(&keys, "cu", versions.now, event.clone()).unwrap();
        record.events.push(told);
    }
    let new = new.into_iter().map(|e| (e.id, e.kind, e.corrects));
    new.collect()
}

type New = (String, DossierEventKind, Option<String>);

#[test]
fn the_same_again_is_nothing_and_a_change_is_a_correction() {
    let mut record = Record::default();
    let mut told = |at: Option<&str>| {
        let wanted = at.map(|at| event(DossierEventKind::Resolved, at));
        take(&mut record, EventColumn::Resolved, wanted)
    };
    let resolved = |id: &str, corrects: Option<&str>| {
        let corrects = corrects.map(ToOwned::to_owned);
        vec![(id.to_owned(), DossierEventKind::Resolved, corrects)]
    };
    let (first, second) = ("2026-11-05T08:00:00+07:00", "2026-11-06T08:00:00+07:00");
    assert_eq!(told(None), []);
    assert_eq!(told(Some(first)), resolved("resolved", None));
    assert_eq!(told(Some(first)), []);
    assert_eq!(told(Some(second)), resolved("resolved.2", Some("resolved")));
    assert_eq!(told(Some(second)), []);
    let back = (
        "resolved.3".to_owned(),
        DossierEventKind::Voided,
        Some("resolved.2".to_owned()),
    );
    assert_eq!(told(None), [back]);
    assert_eq!(told(None), []);
    assert_eq!(told(Some(first)), resolved("resolved.4", None));
    assert_eq!(told(Some(first)), []);
}

fn received(more: serde_json::Value) -> DossierEvent {
    let mut event = serde_json::json!({
        "id": "received", "dossier": CODE, "at": "2026-11-05T08:00:00+07:00", "kind": "received",
    });
    let serde_json::Value::Object(more) = more else {
        panic!("{more}");
    };
    event.as_object_mut().unwrap().extend(more);
    serde_json::from_value(event).unwrap()
}

#[test]
fn an_emptied_cell_is_forgotten_whatever_it_said() {
    let full = serde_json::json!({
        "agency": "a", "desk": "b", "procedure": "1.001193", "place": "c", "channel": "post",
        "term": {"amount": 3, "unit": "working_day"}, "due_at": "2026-11-09T00:00:00+07:00", "reason": "d",
        "applicant": {"name": "Lan", "phone": "0912345678", "id_number": "033190001234", "email": "a@b.vn"},
    });
    for field in [
        "agency",
        "desk",
        "procedure",
        "place",
        "channel",
        "term",
        "due_at",
        "reason",
        "name",
        "phone",
        "id_number",
        "email",
        "applicant",
    ] {
        let mut record = Record::default();
        let column = EventColumn::Received;
        let mut less = full.clone();
        let object = less.as_object_mut().unwrap();
        if object.remove(field).is_none() {
            object["applicant"].as_object_mut().unwrap().remove(field);
        }
        let less = received(less);
        take(&mut record, column, Some(received(full.clone())));
        let name = |n: u32| id(column, n);
        let anew = [
            (name(2), DossierEventKind::Voided, Some(name(1))),
            (name(3), DossierEventKind::Received, None),
        ];
        assert_eq!(
            take(&mut record, column, Some(less.clone())),
            anew,
            "{field}"
        );
        assert_eq!(take(&mut record, column, Some(less)), [], "{field}");
        // What is said besides corrects as ever.
        let more = take(&mut record, column, Some(received(full.clone())));
        assert_eq!(more, [(name(4), DossierEventKind::Received, Some(name(3)))]);
    }
}

#[test]
fn the_proof_of_an_emptied_cell_opens_nothing_any_more() {
    let mut record = Record::default();
    let column = EventColumn::Received;
    let phone = |phone: Option<&str>| {
        received(serde_json::json!({"desk": "a", "applicant": {"name": "Lan", "phone": phone}}))
    };
    take(&mut record, column, Some(phone(Some("0912345678"))));
    assert!(fold(&record).marks.phone4.is_some());
    take(&mut record, column, Some(phone(None)));
    let facts = fold(&record);
    assert_eq!(facts.marks, Marks::default());
    assert_eq!((facts.desk, &facts.flags[..]), (Some("a"), &[][..]));
    assert!(facts.received_at.is_some());
}

#[test]
fn nothing_is_taken_back_for_what_would_be_refused() {
    let mut record = Record::default();
    let column = EventColumn::Received;
    take(
        &mut record,
        column,
        Some(received(serde_json::json!({"desk": "a"}))),
    );
    let wrong = received(serde_json::json!({"due_at": "2026-11-01T00:00:00+07:00"}));
    let new = take(&mut record, column, Some(wrong));
    assert_eq!(
        new,
        [(
            id(column, 2),
            DossierEventKind::Received,
            Some(id(column, 1))
        )]
    );
}
