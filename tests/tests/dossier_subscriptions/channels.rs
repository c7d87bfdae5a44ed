//! Ways to be told: texts, apps, the agency's own letter, and what does not arrive.

use mobile_contract::accounts::Role;
use mobile_contract::dossier::apology::{ApologyRevision, EditApology, SendApology};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::subscription::{DossierSubscriptionState as State, NewsChannel};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, PHONE, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::spawn_app;
use rstest::rstest;
use sea_orm::ConnectionTrait;

use super::{MAIL, at, by_mail, confirm, digits, digits_in, news, subscribe};

#[rstest]
#[tokio::test]
async fn a_new_reason_is_told_and_no_date_while_papers_are_missing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let begun = subscribe(&app, LAST4, NewsChannel::Sms, PHONE)
        .await
        .unwrap();
    let texts = gateway.texts(&app, "+84912345678").await;
    let _ = confirm(&app, begun.id, &digits_in(&texts[0]))
        .await
        .unwrap();
    let missing = |id: &str, time: &str, corrects: Option<&str>, reason: &str| DossierEvent {
        corrects: corrects.map(str::to_owned),
        reason: Some(reason.to_owned()),
        ..at(id, time, Kind::SupplementRequested)
    };
    let time = "2026-11-23T08:00:00+07:00";
    app.told(&[missing("2", time, None, "Thiếu giấy chứng sinh")])
        .await;
    app.told(&[missing("3", time, Some("2"), "Thiếu tờ khai")])
        .await;
    let told = gateway.texts(&app, "+84912345678").await;
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[1].contains("Lý do: Thiếu giấy chứng sinh."),
        "{}",
        told[1]
    );
    assert!(told[2].contains("Lý do: Thiếu tờ khai."), "{}", told[2]);
    assert!(!told[1].contains("Hẹn:"), "{}", told[1]);
    // Nothing that is shown changes: nothing is told.
    let desk = DossierEvent {
        desk: Some("ban-07".to_owned()),
        ..at("4", "2026-11-23T08:30:00+07:00", Kind::Forwarded)
    };
    app.told(&[desk]).await;
    assert_eq!(gateway.texts(&app, "+84912345678").await.len(), 3);
    // Without a reason nobody is sent to one.
    let bare = at("5", "2026-11-23T08:40:00+07:00", Kind::SupplementReceived);
    app.told(&[bare]).await;
    app.told(&[at(
        "6",
        "2026-11-23T08:50:00+07:00",
        Kind::SupplementRequested,
    )])
    .await;
    let told = gateway.texts(&app, "+84912345678").await;
    let last = told.last().unwrap();
    assert!(
        last.contains("còn thiếu giấy tờ gì") && !last.contains("lý do"),
        "{last}"
    );
}

#[rstest]
#[tokio::test]
async fn an_app_is_told_by_its_token(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    for (channel, to) in [
        (NewsChannel::Push, "thiet-bi-1"),
        (NewsChannel::Zalo, "2468135790"),
    ] {
        let begun = subscribe(&app, LAST4, channel, to).await.unwrap();
        let texts = gateway.texts(&app, to).await;
        let confirmed = confirm(&app, begun.id, &digits_in(&texts[0]))
            .await
            .unwrap();
        assert_eq!(
            (confirmed.state, confirmed.address.as_str()),
            (State::Active, "•••")
        );
    }
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Resolved)])
        .await;
    for to in ["thiet-bi-1", "2468135790"] {
        let texts = gateway.texts(&app, to).await;
        assert!(texts[1].contains("đã có kết quả"), "{texts:?}");
    }
}

#[rstest]
#[tokio::test]
async fn an_address_that_does_not_open_keeps_no_events_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let _ = by_mail(&app).await;
    let database = app.database().await;
    let sql = "UPDATE dossier_subscriptions SET address = 'x'";
    database.execute_unprepared(sql).await.unwrap();
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(news(&app).await.len(), 0);
}

#[rstest]
#[tokio::test]
async fn who_gets_the_agencys_letter_reads_its_words_there_only(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    by_mail(&app).await;
    let own = "lan.rieng@example.vn";
    let begun = subscribe(&app, LAST4, NewsChannel::Mail, own)
        .await
        .unwrap();
    let code = digits(&app, own).await;
    confirm(&app, begun.id, &code).await.unwrap();
    let dossier = CODE.parse().unwrap();
    let (_, leader) = app
        .signed_in("truong@a.vn", Role::Leader, Some("so-tu-phap"))
        .await;
    let draft = leader.begin_apology(&dossier).await.unwrap();
    let words = EditApology {
        revision: draft.revision,
        reason: "Cần thêm ý kiến xác minh.".to_owned(),
        new_due: draft.new_due,
        signer: "Giám đốc".to_owned(),
        signer_name: "Trần Văn Minh".to_owned(),
        number: None,
        justification: None,
    };
    let edited = leader
        .edit_apology(&dossier, draft.id, &words)
        .await
        .unwrap();
    let seen = ApologyRevision {
        revision: edited.revision,
    };
    let approved = leader
        .approve_apology(&dossier, draft.id, seen)
        .await
        .unwrap();
    let about_it = async |address: &str| {
        let all = app.letters_to(address).await;
        all.into_iter()
            .filter(|letter| letter.subject.ends_with(CODE))
            .collect::<Vec<_>>()
    };
    // The letter may be sent late or never: the new day is told at once, in no words that nobody approved.
    let letters = about_it(own).await;
    let [news] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    let day = draft.new_due.format("%d/%m/%Y").to_string();
    assert_eq!(news.subject, format!("Hồ sơ có ngày hẹn mới: {CODE}"));
    assert!(news.text.contains(&day), "{}", news.text);
    assert!(!news.text.contains("xin lỗi"), "{}", news.text);
    assert!(!news.text.contains(&words.reason), "{}", news.text);
    let how = SendApology {
        revision: approved.revision,
        on_paper: false,
    };
    leader.send_apology(&dossier, draft.id, how).await.unwrap();
    let letters = about_it(own).await;
    let [_, letter] = letters.as_slice() else {
        panic!("{letters:?}");
    };
    let subject = format!("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {CODE}");
    assert_eq!(letter.subject, subject);
    assert!(letter.text.contains(&words.reason), "{}", letter.text);
    let others = about_it(MAIL).await;
    let [news] = others.as_slice() else {
        panic!("{others:?}");
    };
    assert!(news.text.contains("xin lỗi"), "{}", news.text);
    assert!(news.text.contains(&words.reason), "{}", news.text);
}
