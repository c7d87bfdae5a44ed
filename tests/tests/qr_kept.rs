//! The signed address of a receipt opens its dossier, so it is kept in no words that people write.

use mobile_contract::rating::NewServiceRating;
use mobile_contract::ticket::NewTicket;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, DOSSIER, receipt, tail};
use motcua_tests::http::post_form;
use motcua_tests::kept::{stored, words_kept};
use motcua_tests::rated::{QR, content, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

/// The secret part of an address, in both cases.
fn secrets(link: &str) -> [String; 2] {
    let (_, signature) = link.rsplit_once('.').unwrap();
    assert_eq!(signature.len(), 103);
    // A part that digits may have been hidden in is enough.
    let part = &signature[..20];
    [part.to_uppercase(), part.to_lowercase()]
}

/// Ways in which people write an address.
fn said(link: &str) -> [String; 3] {
    [
        format!("em gửi hình trên giấy {link}. Nhờ xem giúp"),
        format!("mã của em là {}", tail(link).to_lowercase()),
        format!("({}?seen=1)", link.to_lowercase()),
    ]
}

/// Words of tickets, as they are stored.
async fn words_of_tickets(app: &App) -> Vec<String> {
    let database = app.database().await;
    let sql = "SELECT text AS t FROM ticket_messages";
    let rows = Statement::from_string(database.get_database_backend(), sql);
    let rows = database.query_all_raw(rows).await.unwrap();
    let text = |row: &sea_orm::QueryResult| row.try_get::<String>("", "t").unwrap();
    rows.iter().map(text).collect()
}

#[rstest]
#[tokio::test]
async fn chat_keeps_the_number_of_a_receipt_and_not_its_signature(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, link) = receipt(&app, DOSSIER, AGENCY).await;
    for words in said(&link) {
        // Alone, and where the proof of a dossier is waited for.
        let citizen = app.citizen().await;
        let _ = citizen.say(&words).await;
        let citizen = app.citizen().await;
        let _ = citizen.say(DOSSIER).await;
        let _ = citizen.say(&words).await;
    }
    let (words, all) = (words_kept(&app).await, stored(&app).await);
    assert!(words.to_uppercase().contains(code.as_str()), "{words}");
    for secret in secrets(&link) {
        assert!(!all.contains(&secret), "{secret}: {all}");
    }
}

#[rstest]
#[tokio::test]
async fn tickets_and_ratings_keep_the_number_of_a_receipt_and_not_its_signature(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, link) = receipt(&app, DOSSIER, AGENCY).await;
    for words in said(&link) {
        let ticket = NewTicket {
            text: format!("Hồ sơ của tôi đã quá hẹn ba ngày, {words}"),
            ..NewTicket::default()
        };
        app.client().send_ticket(&ticket, None).await.unwrap();
        let mut visitor = Visitor::new(&app);
        let _ = visitor.read("/phieu").await;
        let key = visitor.hidden("key").unwrap();
        let text = format!("Tôi chờ lâu quá, {words}");
        let fields = [("key", key.as_str()), ("text", text.as_str())];
        let _ = send(post_form(&app, "/phieu", &fields)).await.expect(200);
        let rating = NewServiceRating {
            comment: Some(format!("Cô ở quầy hướng dẫn rất kỹ, {words}")),
            ..content()
        };
        let _ = visited(&app.client(), QR, &rating).await;
    }
    let kept = words_of_tickets(&app).await;
    for begin in ["Hồ sơ của tôi", "Tôi chờ lâu", "Cô ở quầy"] {
        let of_kind: Vec<_> = kept.iter().filter(|text| text.contains(begin)).collect();
        assert_eq!(of_kind.len(), 3, "{begin}: {kept:?}");
        for text in of_kind {
            assert!(text.to_uppercase().contains(code.as_str()), "{text}");
        }
    }
    for secret in secrets(&link) {
        assert!(!kept.join("\n").contains(&secret), "{secret}: {kept:?}");
    }
}
