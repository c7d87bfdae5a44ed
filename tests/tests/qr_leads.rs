//! Where codes lead that are in use no more, and that a change is done once it is stored.

use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, QrPurpose, QrStatus, QrTarget};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, PUBLIC, counter, of_counter, poster, province, reason};
use motcua_tests::{App, send};
use rstest::rstest;
use sea_orm::ConnectionTrait;

async fn read(app: &App, path: &str) -> String {
    send(app.get(path)).await.expect(200).text()
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_code_leads_to_what_its_counter_still_has(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let shown = poster(&app);
    let (board, chat, rating) = (shown.board.code, shown.chat.code, shown.rating.code);
    let client = app.client();
    leader.revoke_qr_code(&board, &reason()).await.unwrap();
    // The only board: its questions come next, then its ratings.
    let gone = client.qr(&board).await.unwrap();
    assert_eq!(gone.successor.as_ref(), Some(&chat));
    let page = read(&app, &format!("/q/{board}")).await;
    assert!(page.contains(&format!("href=\"/q/{chat}")), "{page}");
    leader.revoke_qr_code(&chat, &reason()).await.unwrap();
    for code in [&board, &chat] {
        let gone = client.qr(code).await.unwrap();
        assert_eq!(gone.successor.as_ref(), Some(&rating), "{code}");
    }
    let made = leader.new_qr_code(&of_counter(QrPurpose::Board)).await;
    let made = made.unwrap().code;
    for code in [&board, &chat] {
        let gone = client.qr(code).await.unwrap();
        assert_eq!(gone.successor.as_ref(), Some(&made), "the board first");
    }
}

#[rstest]
#[tokio::test]
async fn a_withdrawn_code_of_a_procedure_or_field_leads_to_its_page(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let procedure = QrTarget::Procedure {
        code: "1.001193".parse().unwrap(),
    };
    let field = QrTarget::Field {
        slug: "ho-tich".parse().unwrap(),
    };
    let board = poster(&app).board.code;
    for (target, at, page) in [
        (procedure.clone(), None, "/thu-tuc/1.001193"),
        (procedure, Some(counter()), "/thu-tuc/1.001193"),
        (field, None, "/thu-tuc?field=ho-tich"),
    ] {
        let hangs = at.is_some();
        let new = NewQrCode {
            target,
            counter: at,
            agency: None,
        };
        let code = leader.new_qr_code(&new).await.unwrap().code;
        leader.revoke_qr_code(&code, &reason()).await.unwrap();
        let gone = app.client().qr(&code).await.unwrap();
        assert_eq!(gone.status, QrStatus::Revoked);
        assert_eq!(gone.links.look_up, format!("{PUBLIC}{page}"));
        assert_eq!(gone.successor.as_ref(), Some(&board).filter(|_| hangs));
        assert_eq!((gone.counter, gone.agency), (None, None));
        let shown = read(&app, &format!("/q/{code}")).await;
        let link = format!("href=\"{page}\"");
        assert!(shown.contains(&link), "{link}: {shown}");
    }
}

/// A row that no server can read: whoever reads all codes anew fails.
const UNREADABLE: &str = "INSERT INTO qr_codes (code, target, version, status, created_at) \
     VALUES ('0000000', 'nonsense', 1, 'active', CURRENT_TIMESTAMP)";

#[rstest]
#[tokio::test]
async fn what_is_stored_is_done_though_reading_it_anew_fails(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let old = poster(&app).board.code;
    let raw = app.database().await;
    raw.execute_unprepared(UNREADABLE).await.unwrap();
    let next = leader.supersede_qr_code(&old).await.unwrap();
    assert_eq!(next.version, 2);
    let gone = leader.revoke_qr_code(&next.code, &reason()).await.unwrap();
    assert_eq!(gone.status, QrStatus::Revoked);
    let made = leader.new_qr_code(&of_counter(QrPurpose::Board)).await;
    assert_eq!(made.unwrap().version, 3);
    // Once it can be read again, this server knows.
    let mend = "DELETE FROM qr_codes WHERE target = 'nonsense'";
    raw.execute_unprepared(mend).await.unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while poster_version(&app) != Some(3) {
        assert!(std::time::Instant::now() < until, "nobody noticed");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

fn poster_version(app: &App) -> Option<u32> {
    let shown = app.tickets().resolver.on_poster(&counter());
    shown.ok().map(|shown| shown.version)
}
