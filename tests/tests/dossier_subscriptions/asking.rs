//! Who may ask to be told, and what proves that an address is theirs.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::client::Paging;
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::dossier::lookup::{DossierLookup, DossierOtpRequest};
use mobile_contract::dossier::subscription::{
    DossierSubscriptionState as State, EndDossierSubscription, NewsChannel,
};
use mobile_contract::limits::DOSSIER_SUBSCRIPTIONS;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, PHONE, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;
use rstest::rstest;
use sea_orm::ConnectionTrait;

use super::{MAIL, at, by_mail, confirm, digits, digits_in, news, subscribe};

#[rstest]
#[tokio::test]
async fn nobody_is_written_to_before_they_confirm(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let wrong = subscribe(&app, "0000", NewsChannel::Mail, MAIL).await;
    assert_eq!(
        wrong.unwrap_err().problem().unwrap().code,
        ErrorCode::DossierNotFound
    );
    let begun = subscribe(&app, LAST4, NewsChannel::Mail, MAIL)
        .await
        .unwrap();
    assert_eq!(
        (begun.state, begun.address.as_str()),
        (State::Pending, "h•••@example.vn")
    );
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Paused)])
        .await;
    let letters = app.letters_to(MAIL).await;
    assert_eq!(letters.len(), 1, "the code alone: {letters:?}");
    assert!(!letters[0].subject.contains(CODE));
    // The owner of a code for something else cannot confirm with it.
    for code in ["000000", "999999"] {
        assert!(confirm(&app, begun.id, code).await.is_err());
    }
    assert!(
        confirm(&app, uuid::Uuid::now_v7(), &digits(&app, MAIL).await)
            .await
            .is_err()
    );
    let code = digits(&app, MAIL).await;
    assert_eq!(
        confirm(&app, begun.id, &code).await.unwrap().state,
        State::Active
    );
    // Whoever asks for a fourth code within the hour waits.
    for n in 0..4 {
        let other = format!("khac{n}@example.vn");
        let _ = subscribe(&app, LAST4, NewsChannel::Mail, &other)
            .await
            .unwrap();
    }
    let mut refused = None;
    for _ in 0..4 {
        refused = subscribe(&app, LAST4, NewsChannel::Mail, "khac0@example.vn")
            .await
            .err();
    }
    assert_eq!(
        refused.unwrap().problem().unwrap().code,
        ErrorCode::RateLimited
    );
    for wrong in ["lan", "0221 3863 456"] {
        let refused = subscribe(&app, LAST4, NewsChannel::Sms, wrong)
            .await
            .unwrap_err();
        assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    }
}

#[rstest]
#[tokio::test]
async fn the_phone_in_the_dossier_needs_no_code_after_a_strong_proof_only(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let weak = subscribe(&app, LAST4, NewsChannel::Sms, PHONE)
        .await
        .unwrap();
    assert_eq!(weak.state, State::Pending);
    let tokens = app.citizen_tokens(PHONE).await;
    let lan = app.client().signed_in(tokens.access_token);
    let mine = lan.my_dossiers(&Paging::default()).await.unwrap();
    let strong = subscribe(&app, &mine.items[0].pass, NewsChannel::Sms, PHONE).await;
    assert_eq!(strong.unwrap().state, State::Active);
    let foreign = subscribe(&app, &mine.items[0].pass, NewsChannel::Sms, "0987 654 321").await;
    assert_eq!(foreign.unwrap().state, State::Pending);
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Resolved)])
        .await;
    let told = gateway.texts(&app, "+84912345678").await;
    let last = told.last().unwrap();
    assert!(
        last.contains("đã có kết quả") && last.contains("/ho-so"),
        "{last}"
    );
    // They see it in their list, and end it there.
    let list = lan
        .my_dossier_subscriptions(&Paging::default())
        .await
        .unwrap();
    assert_eq!(list.items.len(), 1);
    let other = app.citizen_tokens("0987 654 321").await;
    let other = app.client().signed_in(other.access_token);
    assert!(
        other
            .end_my_dossier_subscription(list.items[0].id)
            .await
            .is_err()
    );
    lan.end_my_dossier_subscription(list.items[0].id)
        .await
        .unwrap();
    lan.end_my_dossier_subscription(list.items[0].id)
        .await
        .unwrap();
    let list = lan
        .my_dossier_subscriptions(&Paging::default())
        .await
        .unwrap();
    assert!(list.items.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_sent_code_opens_only_what_it_was_sent_for(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let begun = subscribe(&app, LAST4, NewsChannel::Sms, PHONE)
        .await
        .unwrap();
    let texts = gateway.texts(&app, "+84912345678").await;
    let to_subscribe = digits_in(&texts[0]);
    let lookup = DossierLookup {
        code: CODE.parse().unwrap(),
        proof: to_subscribe.clone(),
        challenge: Some(begun.id),
    };
    assert!(app.client().look_up_dossier(&lookup).await.is_err());
    let request = DossierOtpRequest {
        code: CODE.parse().unwrap(),
        phone: PHONE.parse().unwrap(),
    };
    app.client().ask_dossier_code(&request).await.unwrap();
    app.clock().set(app.clock().now() + Duration::minutes(5));
    assert!(
        confirm(&app, begun.id, &to_subscribe).await.is_err(),
        "too old"
    );
}

#[rstest]
#[tokio::test]
async fn ten_are_told_and_who_is_told_already_hears_so(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let first = by_mail(&app).await;
    // Who only waits for a code keeps nobody out, also not once the rest is full.
    let waits = subscribe(&app, LAST4, NewsChannel::Mail, "cho@example.vn")
        .await
        .unwrap();
    for n in 1..DOSSIER_SUBSCRIPTIONS {
        let other = format!("khac{n}@example.vn");
        let begun = subscribe(&app, LAST4, NewsChannel::Mail, &other)
            .await
            .unwrap();
        let code = digits(&app, &other).await;
        let _ = confirm(&app, begun.id, &code).await.unwrap();
    }
    let more = subscribe(&app, LAST4, NewsChannel::Mail, "them@example.vn").await;
    let refused = more.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    let code = digits(&app, "cho@example.vn").await;
    let refused = confirm(&app, waits.id, &code).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Invalid);
    let again = subscribe(&app, LAST4, NewsChannel::Mail, MAIL)
        .await
        .unwrap();
    assert_eq!((again.id, again.state), (first.id, State::Active));
    // What has ended has no address any more, and may begin anew.
    let database = app.database().await;
    let backend = database.get_database_backend();
    let kept = "SELECT address AS a FROM dossier_subscriptions WHERE state = 'ended'";
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Paused)])
        .await;
    let letters = news(&app).await;
    let mut words = letters[0].text.split_whitespace();
    let link = words.find(|w| w.contains("/ho-so/ngung")).unwrap();
    let (_, token) = link.split_once("token=").unwrap();
    let end = EndDossierSubscription {
        token: token.to_owned(),
    };
    app.client().end_dossier_subscription(&end).await.unwrap();
    let rows = sea_orm::Statement::from_string(backend, kept);
    let rows = database.query_all_raw(rows).await.unwrap();
    let addresses: Vec<String> = rows.iter().map(|r| r.try_get("", "a").unwrap()).collect();
    assert_eq!(addresses, [""]);
    let mut visitor = Visitor::new(&app);
    let page = visitor.read(&format!("/ho-so/ngung?token={token}")).await;
    assert!(page.contains("Đã ngừng"), "{page}");
    // There is room again, and the code was not used up.
    let confirmed = confirm(&app, waits.id, &code).await.unwrap();
    assert_eq!(confirmed.state, State::Active);
}
