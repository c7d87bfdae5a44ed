use super::applicant::APPLICANT;
use super::*;
use crate::kernel::vault::Vault;

fn told(at: &str) -> Told {
    let vault = Vault::new([7; 32]);
    let event = serde_json::from_value(serde_json::json!({
        "id": "1", "dossier": "H31.12.45-261102-0001", "at": at, "kind": "received",
        "applicant": {"name": "Nguyễn Thị Lan", "phone": "0912345678", "id_number": "033190001234"},
    }));
    let keys = Keys::of(&vault).unwrap();
    Told::of(&keys, "a", DateTime::UNIX_EPOCH, event.unwrap()).unwrap()
}

#[test]
fn the_number_of_the_identity_card_is_kept_nowhere() {
    let told = told("2026-11-02T08:00:00+07:00");
    let applicant = told.applicant.as_ref().unwrap();
    let sealed = Vault::new([7; 32])
        .open(APPLICANT, &applicant.sealed)
        .unwrap();
    let sealed = String::from_utf8(sealed).unwrap();
    assert!(sealed.contains("0912345678"), "{sealed}");
    let whole = serde_json::to_string(&told).unwrap() + &sealed;
    assert!(
        !whole.contains("0331") && !whole.contains("id_number"),
        "{whole}"
    );
    let last4 = last4_mark(
        &Vault::new([7; 32]),
        &"H31.12.45-261102-0001".parse().unwrap(),
        Last4::IdNumber,
        "1234",
    );
    assert_eq!(applicant.id4_mark.as_ref(), Some(&last4));
}

#[test]
fn a_moment_is_the_same_in_every_offset() {
    let hanoi = told("2026-11-02T08:00:00+07:00");
    assert_eq!(hanoi.mark, told("2026-11-02T01:00:00Z").mark);
    assert_ne!(hanoi.mark, told("2026-11-02T08:00:01+07:00").mark);
}
