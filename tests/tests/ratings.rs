//! Ratings of counters as citizens give them: forms, visits, what is counted apart, and many at once.

use chrono::TimeDelta;
use mobile_contract::client::{Client, ClientError, TicketKey};
use mobile_contract::rating::{NewServiceRating, RatingBasis, RatingFactor};
use mobile_contract::{ErrorCode, Locale};
use motcua::config;
use motcua::kernel::secret::sha256_hex;
use motcua::ratings::{Parts, Ratings};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::rated::{COUNTER, OTHER, QR, content, cross, reach, scores, visited};
use motcua_tests::{App, codes, send, spawn_app};
use rstest::rstest;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};

const KEY: &str = "a-random-key-of-a-phone";
const KEY_OF_PRAISE: &str = "another-key-of-that-phone";

/// One number out of the database.
async fn number(db: &DatabaseConnection, sql: &str) -> i64 {
    let query = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn count(app: &App, table: &str) -> i64 {
    let db = app.database().await;
    number(&db, &format!("SELECT COUNT(*) FROM {table}")).await
}

async fn flagged(app: &App, flag: &str) -> i64 {
    let db = app.database().await;
    let flags = format!("SELECT COUNT(*) FROM rating_flags WHERE flag = '{flag}'");
    number(&db, &flags).await
}

async fn excluded(app: &App) -> i64 {
    let db = app.database().await;
    number(&db, "SELECT COUNT(*) FROM ratings WHERE excluded").await
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

async fn refusal(client: &Client, rating: &NewServiceRating) -> Option<ErrorCode> {
    code_of(&client.rate_service(rating, None).await.unwrap_err())
}

async fn with_token(client: &Client, rating: NewServiceRating) -> NewServiceRating {
    let visit = client.begin_rating_visit(QR).await.unwrap();
    NewServiceRating {
        visit: Some(visit.token),
        ..rating
    }
}

#[tokio::test]
async fn the_form_is_data_with_versions_and_is_not_sent_twice() {
    let app = spawn_app(Sqlite).await.unwrap();
    let client = app.client();
    let form = client.rating_form("default", None).await.unwrap();
    assert!(form.questions.len() <= 8 && form.scale.len() == 5);
    assert_eq!(form.questions[0].factor, RatingFactor::Officer);
    assert_eq!(form.words(1, Locale::Vi), Some("Rất không hài lòng"));
    assert!(!form.sources.is_empty());
    let same = client.rating_form("default", Some(form.version)).await;
    assert_eq!(same.unwrap(), form);

    let answer = send(app.get("/v1/rating-forms/default")).await.expect(200);
    let tag = answer.header("etag").to_owned();
    let again = app.get("/v1/rating-forms/default");
    let _ = send(again.header("if-none-match", tag)).await.expect(304);
    for path in ["khac", "default?version=99", "default?version=0"] {
        let missing = send(app.get(&format!("/v1/rating-forms/{path}"))).await;
        let _ = missing.problem(ErrorCode::RatingFormNotFound);
    }
    let wrong = send(app.get("/v1/rating-forms/default?version=x")).await;
    let _ = wrong.problem(ErrorCode::Invalid);
}

#[rstest]
#[tokio::test]
async fn a_scan_lets_one_rating_count_as_given_there(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let visit = client.begin_rating_visit(QR).await.unwrap();
    assert_eq!(visit.counter.as_ref().unwrap().id.as_str(), COUNTER);
    assert_eq!(visit.basis, RatingBasis::Visit);
    assert_eq!(visit.expires_at, app.clock().now() + TimeDelta::minutes(30));
    assert_eq!(visit.form.id.as_str(), "default");

    let rating = NewServiceRating {
        visit: Some(visit.token),
        ..content()
    };
    let rated = client.rate_service(&rating, Some(KEY)).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Visit);
    assert!(rated.receipt.is_none() && rated.answer_by.is_none());
    assert_eq!(rated.agency, visit.agency);

    // The same request again is the same rating; another one finds the visit used.
    let again = client.rate_service(&rating, Some(KEY)).await.unwrap();
    assert_eq!(again, rated);
    assert_eq!(refusal(&client, &rating).await, Some(ErrorCode::VisitUsed));
    assert_eq!(count(&app, "ratings").await, 1);
    assert_eq!(count(&app, "rating_answers").await, 2);
    let db = app.database().await;
    let stored = "SELECT COUNT(*) FROM ratings WHERE basis = 'visit' AND lowest = 4 AND mean_x100 = 450 \
                  AND NOT low AND NOT excluded AND visit IS NOT NULL AND ticket_id IS NULL";
    assert_eq!(number(&db, stored).await, 1);
}

#[rstest]
#[tokio::test]
async fn what_is_not_a_good_visit_is_refused_and_leaves_nothing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let good = with_token(&client, cross()).await;
    let token = good.visit.clone().unwrap();
    let mut forged = token.clone();
    forged.replace_range(10..11, if &forged[10..11] == "A" { "B" } else { "A" });
    for wrong in [forged.as_str(), "khong phai ma", "", &"A".repeat(59)] {
        let rating = NewServiceRating {
            visit: Some(wrong.to_owned()),
            ..cross()
        };
        assert_eq!(
            refusal(&client, &rating).await,
            Some(ErrorCode::VisitWrong),
            "{wrong}"
        );
    }
    let elsewhere = NewServiceRating {
        counter: Some(OTHER.0.to_owned()),
        ..good.clone()
    };
    assert_eq!(
        refusal(&client, &elsewhere).await,
        Some(ErrorCode::VisitWrong)
    );
    // A contact that is none is refused before anything is kept.
    let mut unreachable = good.clone();
    unreachable.contact = Some(reach("không phải địa chỉ"));
    assert_eq!(
        refusal(&client, &unreachable).await,
        Some(ErrorCode::Invalid)
    );

    app.clock().set(app.clock().now() + TimeDelta::minutes(30));
    let late = client.rate_service(&good, None).await.unwrap_err();
    assert_eq!(code_of(&late), Some(ErrorCode::VisitExpired));
    let told = late.problem().unwrap().detail.clone().unwrap();
    assert!(told.contains("quét lại mã"), "{told}");
    for table in ["ratings", "rating_answers", "tickets", "notifications"] {
        assert_eq!(count(&app, table).await, 0, "{table}");
    }
    // Without the visit it is taken, and counted apart.
    let open = NewServiceRating {
        visit: None,
        ..good
    };
    let rated = client.rate_service(&open, None).await.unwrap();
    assert_eq!(rated.basis, RatingBasis::Open);
    assert!(rated.thanks.contains("thống kê riêng"), "{}", rated.thanks);
}

/// The agency that a dossier lies with.
const HANDLER: &str = "ubnd-xa-yen-my";

/// What stands in the picture on the receipt of a dossier, behind `/q/`.
async fn receipt(app: &App) -> String {
    let (_, link) = codes::receipt(app, "H31.12.45-261120-0012", HANDLER).await;
    codes::tail(&link).to_owned()
}

#[rstest]
#[tokio::test]
async fn of_ratings_of_one_dossier_at_once_the_first_counts(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let code = receipt(&app).await;
    let mut sending = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let visit = client.begin_rating_visit(&code).await.unwrap();
        let rating = NewServiceRating {
            visit: Some(visit.token),
            counter: None,
            ..content()
        };
        let client = app.client();
        sending.spawn(async move { client.rate_service(&rating, None).await });
    }
    for rated in sending.join_all().await {
        assert_eq!(rated.unwrap().basis, RatingBasis::Dossier);
    }
    assert_eq!((excluded(&app).await, flagged(&app, "copy").await), (5, 5));
}

#[rstest]
#[tokio::test]
async fn a_receipt_of_a_dossier_gives_a_visit_for_that_dossier(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let code = receipt(&app).await;
    for flags in [0, 1] {
        let visit = client.begin_rating_visit(&code).await.unwrap();
        assert_eq!((visit.basis, visit.counter), (RatingBasis::Dossier, None));
        let rating = NewServiceRating {
            visit: Some(visit.token),
            counter: None,
            ..scores(&[("ket-qua", 2)])
        };
        let rated = client.rate_service(&rating, None).await.unwrap();
        assert_eq!(rated.basis, RatingBasis::Dossier);
        assert_eq!(rated.agency.unwrap().id.as_str(), HANDLER);
        // Who reads the case learns that it is a dossier, and not which.
        let case = TicketKey::from(&rated.receipt.unwrap());
        let words = client.ticket(&case).await.unwrap().messages.remove(0).text;
        assert!(words.contains("giải quyết một hồ sơ"), "{words}");
        assert!(!words.contains("H31") && !words.contains("quầy"), "{words}");
        // One dossier is one service: the second rating of it is counted apart.
        assert_eq!(flagged(&app, "copy").await, flags);
    }
    let db = app.database().await;
    let clear = "SELECT COUNT(*) FROM ratings WHERE dossier LIKE '%H31%'";
    assert_eq!(number(&db, clear).await, 0);
}

#[rstest]
#[tokio::test]
async fn a_code_of_nothing_that_can_be_rated_begins_no_visit(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    for wrong in ["", "JVQ4GCV", "ABCDEFG", &"Q".repeat(400)] {
        let refused = client.begin_rating_visit(wrong).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::Invalid), "{wrong}");
        assert_eq!(refused.problem().unwrap().errors[0].loc, "body.qr");
    }
    // The number on a receipt, without the picture's signature.
    let signed = receipt(&app).await;
    let (bare, _) = signed.split_once('.').unwrap();
    let refused = client.begin_rating_visit(bare).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.errors[0].loc, "body.qr");
    let told = problem.detail.as_deref().unwrap_or_default();
    assert!(told.contains("quét hình QR trên giấy"), "{told}");
    let unknown = json!({"qr": QR, "more": 1});
    let refused = send(app.post("/v1/ratings/visits").json(&unknown)).await;
    let _ = refused.problem(ErrorCode::Invalid);
}

#[rstest]
#[tokio::test]
async fn what_the_form_does_not_ask_is_refused_where_it_stands(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let good =
        json!({"form": "default", "version": 1, "counter": COUNTER, "answers": {"thai-do": 5}});
    let changed = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    for (body, locs) in [
        (
            changed("answers", json!({"thai-do": 6, "khac": 1, "gop-y": 0})),
            vec![
                "body.answers.khac",
                "body.answers.thai-do",
                "body.answers.gop-y",
            ],
        ),
        (changed("answers", json!({})), vec!["body.answers"]),
        (
            changed("answers", json!({"thai-do": -1})),
            vec!["body.answers.thai-do"],
        ),
        (changed("form", json!("khac")), vec!["body.form"]),
        (changed("version", json!(9)), vec!["body.form"]),
        (
            changed("counter", json!("khong-co-quay-nay")),
            vec!["body.counter"],
        ),
        (
            changed("counter", json!("Không Phải")),
            vec!["body.counter"],
        ),
        (
            changed("procedure", json!("1.999999")),
            vec!["body.procedure"],
        ),
        (
            changed("comment", json!("ờ".repeat(2_001))),
            vec!["body.comment"],
        ),
        (changed("answers", json!({"thai-do": "5"})), vec!["body"]),
        (changed("score", json!(5)), vec!["body"]),
        (changed("answers", json!([5])), vec!["body"]),
    ] {
        let refused = send(app.post("/v1/ratings").json(&body)).await;
        let problem = refused.problem(ErrorCode::Invalid);
        let told: Vec<&str> = problem.errors.iter().map(|e| e.loc.as_str()).collect();
        assert_eq!(told, locs, "{body}");
    }
    assert_eq!(count(&app, "ratings").await, 0);
    let _ = send(app.post("/v1/ratings").json(&good)).await.expect(201);
    let short = app.post("/v1/ratings").json(&good);
    let refused = send(short.header("Idempotency-Key", "short")).await;
    let _ = refused.problem(ErrorCode::Invalid);
}

#[rstest]
#[tokio::test]
async fn sent_again_it_is_one_rating_and_its_case_opens_by_a_new_secret(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let rating = with_token(&client, cross()).await;
    let first = client.rate_service(&rating, Some(KEY)).await.unwrap();
    // The connection broke; the phone sends it once more.
    app.clock().set(app.clock().now() + TimeDelta::minutes(9));
    let again = client.rate_service(&rating, Some(KEY)).await.unwrap();
    let (first, again) = (first.receipt.unwrap(), again.receipt.unwrap());
    assert_eq!(first.code, again.code);
    assert!(client.ticket(&TicketKey::from(&first)).await.is_err());
    assert!(client.ticket(&TicketKey::from(&again)).await.is_ok());
    assert_eq!(count(&app, "ratings").await, 1);
    assert_eq!(count(&app, "tickets").await, 1);
    let other = NewServiceRating {
        comment: None,
        ..rating
    };
    let refused = client.rate_service(&other, Some(KEY)).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::IdempotencyConflict));
}

#[rstest]
#[tokio::test]
async fn what_was_sent_under_a_key_is_no_bare_hash(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let rating = NewServiceRating {
        contact: Some(reach("hoa@thu.example")),
        ..cross()
    };
    let client = app.client();
    client.rate_service(&rating, Some(KEY)).await.unwrap();
    let db = app.database().await;
    let sql = "SELECT request_hash FROM idempotency_keys";
    let query = Statement::from_string(db.get_database_backend(), sql);
    let row = db.query_one_raw(query).await.unwrap().unwrap();
    let kept: String = row.try_get_by_index(0).unwrap();
    // Whoever reads the table could try all numbers against it.
    let said = serde_json::to_string(&rating).unwrap();
    assert_ne!(kept, sha256_hex(said.as_bytes()));
    let keyed = app.vault().fingerprint("idempotency request", &said);
    assert_eq!(kept, keyed);
}

#[rstest]
#[tokio::test]
async fn sent_again_late_it_is_told_to_be_kept(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let rating = with_token(&client, cross()).await;
    client.rate_service(&rating, Some(KEY)).await.unwrap();
    let praise = with_token(&client, content()).await;
    let praised = client.rate_service(&praise, Some(KEY_OF_PRAISE)).await;
    let praised = praised.unwrap();
    let began = app.clock().now();
    // What opens a case is not given out for ever; also not after the visit's time.
    for minutes in [11, 31] {
        app.clock().set(began + TimeDelta::minutes(minutes));
        let refused = client.rate_service(&rating, Some(KEY)).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::IdempotencyConflict));
        let told = refused.problem().unwrap().detail.clone().unwrap();
        assert!(told.contains("đã được nhận và lưu"), "{told}");
        // Where nothing is to be opened, the answer is the same.
        let again = client.rate_service(&praise, Some(KEY_OF_PRAISE)).await;
        assert_eq!(again.unwrap(), praised, "{minutes}");
    }
    assert_eq!(count(&app, "ratings").await, 2);
}

#[rstest]
#[tokio::test]
async fn sent_twice_at_once_without_a_visit_it_is_one_and_opens(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let rating = cross();
    let (one, other) = tokio::join!(
        client.rate_service(&rating, Some(KEY)),
        client.rate_service(&rating, Some(KEY)),
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    let (one, other) = (one.receipt.unwrap(), other.receipt.unwrap());
    assert_eq!(one.code, other.code);
    // Whoever came second has got the secret that holds.
    let mut open = 0;
    for receipt in [one, other] {
        let ticket = client.ticket(&TicketKey::from(&receipt)).await;
        open += i32::from(ticket.is_ok());
    }
    assert_eq!(open, 1);
    assert_eq!(count(&app, "ratings").await, 1);
    assert_eq!(count(&app, "tickets").await, 1);
}

#[rstest]
#[tokio::test]
async fn a_burst_of_the_same_is_counted_apart_from_its_beginning(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    for _ in 0..10 {
        visited(&client, QR, &content()).await;
    }
    visited(&client, OTHER.1, &content()).await;
    assert_eq!(excluded(&app).await, 0);
    // The eleventh within ten minutes makes it a burst.
    visited(&client, QR, &content()).await;
    assert_eq!(
        (excluded(&app).await, flagged(&app, "burst").await),
        (11, 11)
    );
    visited(&client, QR, &content()).await;
    assert_eq!(
        (excluded(&app).await, flagged(&app, "burst").await),
        (12, 12)
    );
    // Later, what comes is like any other; also after midnight, under another key.
    app.clock().set(app.clock().now() + TimeDelta::minutes(11));
    visited(&client, QR, &content()).await;
    assert_eq!(excluded(&app).await, 12);
    assert_eq!(count(&app, "ratings").await, 14);
}

#[rstest]
#[tokio::test]
async fn midnight_hides_no_burst(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.clock().set("2026-11-23T16:58:00Z".parse().unwrap());
    let client = app.client();
    for _ in 0..10 {
        visited(&client, QR, &content()).await;
    }
    app.clock().set("2026-11-23T17:02:00Z".parse().unwrap());
    visited(&client, QR, &content()).await;
    assert_eq!(excluded(&app).await, 11);
    let db = app.database().await;
    let keys = "SELECT COUNT(DISTINCT network) FROM ratings";
    assert_eq!(number(&db, keys).await, 2);
}

#[rstest]
#[tokio::test]
async fn the_same_words_are_a_copy_and_the_first_is_not(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let said = |words: &str| NewServiceRating {
        comment: Some(words.to_owned()),
        ..content()
    };
    for (words, copies) in [
        ("Cán bộ rất tận tình", 0),
        ("can bo  rat tan tinh", 1),
        ("Cán bộ rất tận tình.", 2),
        ("Cán bộ tận tình", 2),
        // No words, no copy.
        ("  ", 2),
        ("", 2),
    ] {
        visited(&client, QR, &said(words)).await;
        assert_eq!(flagged(&app, "copy").await, copies, "{words}");
    }
    visited(&client, OTHER.1, &said("Cán bộ rất tận tình")).await;
    app.clock().set(app.clock().now() + TimeDelta::minutes(11));
    visited(&client, QR, &said("Cán bộ rất tận tình")).await;
    assert_eq!((flagged(&app, "copy").await, excluded(&app).await), (2, 2));
    // A copy is answered like any other.
    assert_eq!(count(&app, "tickets").await, 6);
}

#[rstest]
#[tokio::test]
async fn what_comes_from_an_office_is_counted_apart(#[values(Sqlite, Postgres)] db: Database) {
    let setup = Setup {
        ratings: config::Ratings {
            staff_networks: vec!["127.0.0.0/8".parse().unwrap()],
        },
        ..Setup::default()
    };
    let Some(app) = App::spawn(db, setup).await else {
        return;
    };
    let rated = visited(&app.client(), QR, &content()).await;
    assert_eq!(rated.basis, RatingBasis::Visit);
    assert_eq!(
        (flagged(&app, "staff_network").await, excluded(&app).await),
        (1, 1)
    );
}

#[rstest]
#[tokio::test]
async fn after_a_month_nothing_tells_networks_apart(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    visited(&client, QR, &cross()).await;
    // Of one, no network was known.
    let db = app.database().await;
    db.execute_unprepared("UPDATE ratings SET network = NULL")
        .await
        .unwrap();
    visited(&client, QR, &cross()).await;
    let ratings = Ratings::new(Parts {
        tickets: app.tickets().clone(),
        forms: motcua_seed::Bundle::embedded().unwrap().rating_forms,
        staff_networks: Vec::new(),
    });
    let marks = "SELECT COUNT(*) FROM ratings WHERE network IS NOT NULL OR likeness IS NOT NULL";
    for (days, kept) in [(29, 2), (31, 0)] {
        let began: chrono::DateTime<chrono::Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
        app.clock().set(began + TimeDelta::days(days));
        ratings.forget_old().await.unwrap();
        assert_eq!(number(&db, marks).await, kept, "{days}");
        assert_eq!(count(&app, "rating_senders").await, 0);
    }
    assert_eq!(count(&app, "ratings").await, 2);
}

#[rstest]
#[tokio::test]
async fn of_many_at_once_none_is_lost_and_no_visit_counts_twice(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let mut ratings = Vec::new();
    for at in 0..240 {
        let rating = if at % 4 == 0 { cross() } else { content() };
        ratings.push(with_token(&client, rating).await);
    }
    // One token is tried forty times.
    let one = with_token(&client, content()).await;
    ratings.extend(std::iter::repeat_n(one, 40));
    let mut sending = tokio::task::JoinSet::new();
    for rating in ratings {
        let client = app.client();
        sending.spawn(async move { client.rate_service(&rating, None).await });
    }
    let sent = sending.join_all().await;
    let (taken, refused): (Vec<_>, Vec<_>) = sent.into_iter().partition(Result::is_ok);
    assert_eq!(taken.len(), 241);
    for refused in refused {
        assert_eq!(code_of(&refused.unwrap_err()), Some(ErrorCode::VisitUsed));
    }
    assert_eq!(count(&app, "ratings").await, 241);
    assert_eq!(count(&app, "rating_answers").await, 482);
    assert_eq!(count(&app, "tickets").await, 60);
    let db = app.database().await;
    let distinct = "SELECT COUNT(DISTINCT visit) FROM ratings";
    assert_eq!(number(&db, distinct).await, 241);
    // All of one network within a moment: a burst, however the writes met. Of the first ten, only one in words of its
    // own may stay, and whoever says the same again is a copy.
    let kept = "SELECT COUNT(*) FROM ratings WHERE NOT excluded";
    assert!(number(&db, kept).await <= 1);
    let wordless = format!("{kept} AND likeness IS NULL");
    assert_eq!(number(&db, &wordless).await, 0);
    let flagged = flagged(&app, "burst").await;
    assert!((231..=241).contains(&flagged), "{flagged}");
}
