//! What its owner is shown of a dossier.

use mobile_contract::Locale;
use mobile_contract::client::Paging;
use mobile_contract::dossier::event::{
    DossierChannel, DossierEvent, DossierEventKind as Kind, DossierState,
};
use mobile_contract::dossier::lookup::DossierLookup;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::NOW;
use motcua_tests::followed::{CODE, ID4, LAST4, PHONE, event, received};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{open, tried, with_dossiers};

#[rstest]
#[tokio::test]
async fn the_owner_sees_where_it_is_and_nothing_of_their_own(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    for proof in [LAST4, ID4] {
        let view = open(&app, CODE, proof).await.unwrap();
        assert_eq!(view.state, DossierState::InProgress);
        assert_eq!(view.state_text, "Đang giải quyết, còn trong hạn");
        assert_eq!(view.applicant.as_deref(), Some("N.T.L."));
        assert_eq!(view.agency.unwrap().id.as_str(), "so-tu-phap");
        assert_eq!(view.procedure.unwrap().code.as_str(), "1.001193");
        assert!(view.due_at.is_some() && !view.late, "{:?}", view.due_at);
        assert!(view.next_step.contains("25/11/2026"), "{}", view.next_step);
        assert_eq!(view.timeline.len(), 1);
        let clock = view.clock.unwrap();
        assert_eq!(clock.due_at, view.due_at);
        assert!(!clock.dates.is_empty());
    }
    let whole = tried(&app, CODE, LAST4).await.expect(200).text();
    for private in ["Lan", "0912", "345678", "033190", "ban-03", "lan.rieng"] {
        assert!(!whole.contains(private), "{private}: {whole}");
    }
    let english = app.client_in(Locale::En);
    let lookup = DossierLookup {
        code: CODE.parse().unwrap(),
        proof: LAST4.to_owned(),
        challenge: None,
    };
    let view = english.look_up_dossier(&lookup).await.unwrap();
    assert_eq!(view.state_text, "Being processed, within the time limit");
}

#[rstest]
#[tokio::test]
async fn what_is_late_says_by_how_many_working_days(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    // Due on Wednesday, the 25th; now it is Monday, the 30th.
    app.clock().set("2026-11-30T02:00:00Z".parse().unwrap());
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert!(view.late && view.late_working_days == 3, "{view:?}");
    assert!(
        view.state_text.contains("quá hạn 3 ngày"),
        "{}",
        view.state_text
    );
    let extended = DossierEvent {
        due_at: Some("2026-12-02T17:00:00+07:00".parse().unwrap()),
        reason: Some("Cần xác minh thêm về bà NGUYỄN THỊ LAN".to_owned()),
        ..event(CODE, "2", "2026-11-30T09:00:00+07:00", Kind::Extended)
    };
    app.told(&[extended]).await;
    let view = open(&app, CODE, LAST4).await.unwrap();
    let apology = view.apology.unwrap();
    assert!(
        !view.late && apology.text.contains("02/12/2026"),
        "{apology:?}"
    );
    let reason = apology.reason.unwrap();
    assert_eq!(reason, "Cần xác minh thêm về bà •••");
    let missing = DossierEvent {
        reason: Some("Thiếu giấy chứng sinh".to_owned()),
        ..event(
            CODE,
            "3",
            "2026-11-30T10:00:00+07:00",
            Kind::SupplementRequested,
        )
    };
    app.told(&[missing]).await;
    app.clock().set("2026-12-20T02:00:00Z".parse().unwrap());
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert_eq!(view.state, DossierState::Waiting);
    assert_eq!(view.reason.as_deref(), Some("Thiếu giấy chứng sinh"));
    assert!(!view.late, "waiting for papers is nobody's delay");
}

#[rstest]
#[tokio::test]
async fn an_apology_is_shown_while_its_day_holds(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let shown = async || {
        let view = open(&app, CODE, LAST4).await.unwrap();
        view.apology
            .map(|apology| (apology.new_day.to_string(), apology.reason))
    };
    // A Saturday: the next working day is meant.
    let late = DossierEvent {
        due_at: Some("2026-12-05T00:00:00+07:00".parse().unwrap()),
        reason: Some("Cần xác minh".to_owned()),
        ..event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Extended)
    };
    app.told(&[received(CODE), late]).await;
    let apology = Some(("2026-12-07".to_owned(), Some("Cần xác minh".to_owned())));
    assert_eq!(shown().await, apology);
    // Papers are missing: no day holds. Then the term begins anew, without an apology for it.
    let at = |id, time, kind| event(CODE, id, time, kind);
    app.told(&[at(
        "3",
        "2026-11-23T08:10:00+07:00",
        Kind::SupplementRequested,
    )])
    .await;
    assert_eq!(shown().await, None);
    app.told(&[at(
        "4",
        "2026-11-23T08:20:00+07:00",
        Kind::SupplementReceived,
    )])
    .await;
    assert_eq!(shown().await, None);
    let again = DossierEvent {
        due_at: Some("2026-12-08T17:00:00+07:00".parse().unwrap()),
        ..at("5", "2026-11-23T08:30:00+07:00", Kind::Extended)
    };
    app.told(&[again]).await;
    assert_eq!(shown().await, Some(("2026-12-08".to_owned(), None)));
    app.told(&[at("6", "2026-11-23T08:40:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(shown().await, None);
}

#[rstest]
#[tokio::test]
async fn who_filed_online_is_not_told_to_come_to_the_counter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let online = DossierEvent {
        channel: Some(DossierChannel::Online),
        ..received(CODE)
    };
    let done = event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Resolved);
    app.told(&[online, done]).await;
    let view = open(&app, CODE, LAST4).await.unwrap();
    assert_eq!(view.state_text, "Đã có kết quả");
    let next = &view.next_step;
    assert!(
        next.starts_with("Kết quả được trả theo cách bạn đã đăng ký"),
        "{next}"
    );
}

#[rstest]
#[tokio::test]
async fn a_citizen_sees_their_own_dossiers_and_no_others(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = with_dossiers(db).await else {
        return;
    };
    let later = DossierEvent {
        at: "2026-11-21T09:00:00+07:00".parse().unwrap(),
        ..received("H31.12.45-261121-0001")
    };
    app.told(&[later]).await;
    let tokens = app.citizen_tokens(PHONE).await;
    let lan = app.client().signed_in(tokens.access_token);
    let mine = lan.my_dossiers(&Paging::default()).await.unwrap();
    let codes: Vec<_> = mine.items.iter().map(|d| d.code.to_string()).collect();
    assert_eq!(codes, ["H31.12.45-261121-0001", CODE]);
    let one = |cursor| Paging {
        cursor,
        limit: Some(1),
    };
    let first = lan.my_dossiers(&one(None)).await.unwrap();
    let second = lan.my_dossiers(&one(first.next_cursor)).await.unwrap();
    assert_eq!(second.items[0].code.as_str(), CODE);
    assert_eq!(second.next_cursor, None);
    // It may be opened from there.
    assert!(open(&app, CODE, &second.items[0].pass).await.is_ok());
    let tokens = app.citizen_tokens("0987 654 321").await;
    let nobody = app.client().signed_in(tokens.access_token);
    let theirs = nobody.my_dossiers(&Paging::default()).await.unwrap();
    assert!(theirs.items.is_empty());
    assert_eq!(
        app.clock().now(),
        NOW.parse::<chrono::DateTime<chrono::Utc>>().unwrap()
    );
}
