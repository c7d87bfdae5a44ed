use mobile_contract::dossier::event::DossierEventKind as Kind;

use super::*;
use crate::dossiers::record::{Keys, Told};
use crate::kernel::vault::Vault;

#[test]
fn nothing_ends_in_the_books_before_it_was_received() {
    let keys = Keys::of(&Vault::new([1; 32])).unwrap();
    let told = |kind: Kind, at: &str| {
        let event = serde_json::json!({
            "id": wire::name(kind), "dossier": "H31.12.45-261130-0001", "at": at, "kind": kind,
        });
        let event = serde_json::from_value(event).unwrap();
        Told::of(&keys, "a", DateTime::UNIX_EPOCH, event).unwrap()
    };
    let record = Record {
        events: vec![
            told(Kind::Resolved, "2026-11-30T23:59:58+07:00"),
            told(Kind::Received, "2026-12-01T00:00:02+07:00"),
        ],
        ..Record::default()
    };
    let facts = fold(&record);
    assert_eq!(facts.received_at.map(day), ended_day(&facts));
}
