//! Codes are drawn, renewed and bundled.

use super::*;

async fn database(folder: &tempfile::TempDir) -> Database {
    let url = format!("sqlite:{}", folder.path().join("codes.db").display());
    let db = crate::storage::open(&url).await.unwrap();
    crate::storage::migrate(&db).await.unwrap();
    db
}

fn receipt(code: &QrCode) -> Code {
    let target = QrTarget::Dossier {
        code: Some("H31.12.45-261120-0012".parse().unwrap()),
    };
    let at = "2026-11-29T00:00:00Z".parse().unwrap();
    first(code.clone(), target, at, None)
}

#[tokio::test]
async fn another_code_is_drawn_where_one_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let taken: QrCode = "JVQ4GCU".parse().unwrap();
    let there = insert(&*db, receipt(&taken)).await.unwrap().unwrap();
    assert_eq!(there.code, taken);
    let mut field = receipt(&taken);
    field.target = QrTarget::Field {
        slug: "ho-tich".parse().unwrap(),
    };
    let drawn = insert(&*db, field.clone()).await.unwrap().unwrap();
    assert_ne!(drawn.code, taken);
    assert_eq!(drawn.target, field.target);
    let stored = store::find(&*db, &drawn.code).await.unwrap();
    assert_eq!(stored, Some(drawn));
    assert_eq!(store::find(&*db, &taken).await.unwrap(), Some(there));
}

#[tokio::test]
async fn a_code_is_renewed_and_leads_to_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let old = insert(&*db, receipt(&"JVQ4GCU".parse().unwrap())).await;
    let old = old.unwrap().unwrap();
    let at = old.created_at;
    let next = renew(&*db, &old, 2, at, None).await.unwrap().unwrap();
    let stored = store::find(&*db, &old.code).await.unwrap().unwrap();
    let (status, successor) = (stored.status, stored.successor);
    assert_eq!(status, QrStatus::Superseded);
    assert_eq!(successor, Some(next.code));
    assert_eq!(renew(&*db, &old, 3, at, None).await.unwrap(), None);
}

/// A counter whose board has this code.
fn counter(qr: &str) -> Counter {
    Counter {
        id: "mot-cua".parse().unwrap(),
        name: "Một cửa".to_owned(),
        agency: "ubnd".parse().unwrap(),
        place: "xa".parse().unwrap(),
        procedures: Vec::new(),
        qr: qr.parse().unwrap(),
        sources: Vec::new(),
    }
}

/// A code of that counter in its first version.
fn hanging(purpose: QrPurpose, code: QrCode) -> Code {
    let at = "2026-11-29T00:00:00Z".parse().unwrap();
    let mut code = first(code, purpose.target(), at, None);
    code.counter = Some(counter("JVQ4GCU").id);
    code
}

#[tokio::test]
async fn a_bundle_is_not_stored_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let db = database(&folder).await;
    let transaction = db.begin().await.unwrap();
    // The counter itself stands in no table here; nothing is committed.
    let deferred = "PRAGMA defer_foreign_keys = ON";
    transaction.execute_unprepared(deferred).await.unwrap();
    for purpose in [QrPurpose::Board, QrPurpose::Chat] {
        let code = hanging(purpose, draw().unwrap());
        assert!(insert(&*transaction, code).await.unwrap().is_some());
    }
    // Somebody makes another code in the moment in which the old one has left its place.
    transaction
        .execute_unprepared(
            "CREATE TRIGGER faster AFTER UPDATE OF status ON qr_codes \
         WHEN NEW.target = 'chat' AND NEW.status = 'superseded' BEGIN \
         INSERT INTO qr_codes (code, target, counter, version, status, created_at) \
         VALUES ('WDSS2A6', 'chat', NEW.counter, 9, 'active', NEW.created_at); END",
        )
        .await
        .unwrap();
    let board = counter("JVQ4GCU");
    let at = "2026-11-30T00:00:00Z".parse().unwrap();
    let refused = add_bundled(&*transaction, &[&board], at).await.unwrap_err();
    assert_eq!(refused.code(), mobile_contract::ErrorCode::Unavailable);
}

#[test]
fn a_code_that_came_meanwhile_is_the_same_board_or_a_fault() {
    let board = counter("JVQ4GCU");
    let code: QrCode = "JVQ4GCU".parse().unwrap();
    let same = hanging(QrPurpose::Board, code.clone());
    assert!(is_board_of(&board, Some(&same)).is_ok());
    let mut other = same;
    other.counter = Some("khac".parse().unwrap());
    assert!(is_board_of(&board, Some(&other)).is_err());
    assert!(is_board_of(&board, Some(&receipt(&code))).is_err());
    assert!(is_board_of(&board, None).is_err());
}
