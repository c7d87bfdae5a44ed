//! What is told, when, and in which words.

use mobile_contract::Locale;
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::dossier::subscription::{
    DossierSubscriptionState as State, NewDossierSubscription, NewsChannel,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, received};
use motcua_tests::spawn_app;
use rstest::rstest;

use super::{MAIL, at, by_mail, confirm, digits, news};

#[rstest]
#[tokio::test]
async fn every_change_is_told_with_the_next_step(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    assert_eq!(by_mail(&app).await.state, State::Active);
    let missing = DossierEvent {
        reason: Some("Thiếu giấy chứng sinh của bà Nguyễn Thị Lan".to_owned()),
        ..at("2", "2026-11-23T08:00:00+07:00", Kind::SupplementRequested)
    };
    app.told(std::slice::from_ref(&missing)).await;
    let full = at("3", "2026-11-23T08:30:00+07:00", Kind::SupplementReceived);
    let late = DossierEvent {
        due_at: Some("2026-12-04T17:00:00+07:00".parse().unwrap()),
        reason: Some("Cần xác minh".to_owned()),
        ..at("4", "2026-11-23T08:40:00+07:00", Kind::Extended)
    };
    app.told(&[full]).await;
    app.told(&[late]).await;
    let forwarded = DossierEvent {
        agency: Some("so-y-te".to_owned()),
        ..at("5", "2026-11-23T08:50:00+07:00", Kind::Forwarded)
    };
    app.told(&[forwarded]).await;
    app.told(&[at("6", "2026-11-23T08:55:00+07:00", Kind::Resolved)])
        .await;
    app.told(&[at("7", "2026-11-23T08:58:00+07:00", Kind::Returned)])
        .await;

    let letters = news(&app).await;
    let subjects: Vec<&str> = letters.iter().map(|l| l.subject.as_str()).collect();
    let expected = [
        "Hồ sơ cần bổ sung giấy tờ",
        "Hồ sơ đang được giải quyết tiếp",
        "Hồ sơ chậm, cơ quan xin lỗi và hẹn ngày mới",
        "Hồ sơ được chuyển đến cơ quan khác",
        "Hồ sơ đã có kết quả",
        "Kết quả đã được trả",
    ];
    assert_eq!(subjects, expected.map(|words| format!("{words}: {CODE}")));
    assert!(letters[3].text.contains("Sở Y tế"), "{}", letters[3].text);
    let first = &letters[0].text;
    for words in [
        "giấy chứng sinh của bà •••",
        "Mời bạn bổ sung",
        "Ngừng nhận tin",
        "/ho-so/ngung?token=",
    ] {
        assert!(first.contains(words), "{words}: {first}");
    }
    let apology = &letters[2].text;
    assert!(
        apology.contains("xin lỗi") && apology.contains("04/12/2026"),
        "{apology}"
    );
    assert!(apology.contains("Cần xác minh"), "{apology}");
    for letter in &letters {
        for private in ["Nguyễn Thị Lan", "0912", "ban-03"] {
            assert!(!letter.text.contains(private), "{}", letter.text);
        }
    }
    // Told again, nothing changes and nothing is told.
    app.told(&[missing]).await;
    assert_eq!(news(&app).await.len(), expected.len());
}

#[rstest]
#[tokio::test]
async fn a_batch_is_one_message_and_old_data_is_none(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let _ = by_mail(&app).await;
    // Old: it happened more than a week before it arrives.
    let old = at("2", "2026-11-20T10:00:00+07:00", Kind::Paused);
    app.clock().set("2026-11-30T03:00:00Z".parse().unwrap());
    app.told(&[old]).await;
    assert_eq!(news(&app).await.len(), 0);
    let batch = [
        at("3", "2026-11-30T08:00:00+07:00", Kind::Resumed),
        at("4", "2026-11-30T09:00:00+07:00", Kind::Resolved),
    ];
    app.told(&batch).await;
    let letters = news(&app).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    assert!(letters[0].subject.contains("đã có kết quả"));
}

#[rstest]
#[tokio::test]
async fn news_are_in_the_language_they_were_asked_in(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let english = app.client_in(Locale::En);
    let new = NewDossierSubscription {
        code: CODE.parse().unwrap(),
        proof: LAST4.to_owned(),
        channel: NewsChannel::Mail,
        address: MAIL.to_owned(),
    };
    let begun = english.subscribe_to_dossier(&new).await.unwrap();
    confirm(&app, begun.id, &digits(&app, MAIL).await)
        .await
        .unwrap();
    // At night nobody is written to; in the morning the message goes out.
    app.clock().set("2026-11-23T16:00:00Z".parse().unwrap());
    app.told(&[at("2", "2026-11-23T22:30:00+07:00", Kind::Resolved)])
        .await;
    app.clock().set("2026-11-24T00:00:00Z".parse().unwrap());
    let letters = app.letters_to(MAIL).await;
    let last = letters.last().unwrap();
    assert!(
        last.subject.starts_with("The result is ready"),
        "{}",
        last.subject
    );
    assert!(
        last.text.contains("Please bring your receipt"),
        "{}",
        last.text
    );
}
