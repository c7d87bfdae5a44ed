//! How being told ends, and how it begins anew.

use chrono::Duration;
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::dossier::subscription::{
    DossierSubscriptionState as State, EndDossierSubscription, NewsChannel,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, received};
use motcua_tests::spawn_app;
use motcua_tests::visitor::Visitor;
use rstest::rstest;

use super::{MAIL, at, by_mail, confirm, digits, news, subscribe};

#[rstest]
#[tokio::test]
async fn the_link_in_a_message_ends_it(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let _ = by_mail(&app).await;
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Paused)])
        .await;
    let letters = news(&app).await;
    let link = letters[0]
        .text
        .split_whitespace()
        .find(|w| w.contains("/ho-so/ngung"))
        .unwrap();
    let (_, token) = link.split_once("token=").unwrap();
    let mut visitor = Visitor::new(&app);
    let path = format!("/ho-so/ngung?token={token}");
    let asked = visitor.read(&path).await;
    assert!(
        asked.contains(CODE) && asked.contains("h•••@example.vn"),
        "{asked}"
    );
    // Looking changes nothing; pressing does.
    app.told(&[at("3", "2026-11-23T08:10:00+07:00", Kind::Resumed)])
        .await;
    assert_eq!(news(&app).await.len(), 2);
    let done = visitor
        .post_bare("/ho-so/ngung", &[("token", token)])
        .await
        .expect(200)
        .text();
    assert!(done.contains("Đã ngừng"), "{done}");
    app.told(&[at("4", "2026-11-23T08:20:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(news(&app).await.len(), 2);
    let end = EndDossierSubscription {
        token: token.to_owned(),
    };
    app.client().end_dossier_subscription(&end).await.unwrap();
    let wrong = EndDossierSubscription {
        token: format!("{}0", &token[..token.len() - 1]),
    };
    let refused = app.client().end_dossier_subscription(&wrong).await;
    assert!(refused.is_err() || token.ends_with('0'));
    // Asked for anew, it begins anew.
    assert_eq!(by_mail(&app).await.state, State::Active);
}

#[rstest]
#[tokio::test]
async fn who_unsubscribed_from_everything_and_asks_again_is_told(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let _ = by_mail(&app).await;
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Paused)])
        .await;
    let letters = news(&app).await;
    let mut words = letters[0].text.split_whitespace();
    let all = words
        .find(|w| w.contains("/thong-bao/ngung?token="))
        .unwrap();
    let (_, token) = all.split_once("token=").unwrap();
    let mut visitor = Visitor::new(&app);
    let wish = [("token", token), ("reminders", "false")];
    let _ = visitor
        .post_bare("/thong-bao/ngung", &wish)
        .await
        .expect(200);
    app.told(&[at("3", "2026-11-23T08:10:00+07:00", Kind::Resumed)])
        .await;
    assert_eq!(news(&app).await.len(), 1);
    // What is active in name only is proved anew; then it is told.
    assert_eq!(by_mail(&app).await.state, State::Active);
    app.told(&[at("4", "2026-11-23T08:20:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(news(&app).await.len(), 2);
}

#[rstest]
#[tokio::test]
async fn a_subscription_begun_anew_is_not_thrown_away(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let _ = subscribe(&app, LAST4, NewsChannel::Mail, MAIL)
        .await
        .unwrap();
    app.clock().set(app.clock().now() + Duration::hours(25));
    let again = subscribe(&app, LAST4, NewsChannel::Mail, MAIL)
        .await
        .unwrap();
    app.dossiers().forget_old().await.unwrap();
    let code = digits(&app, MAIL).await;
    let confirmed = confirm(&app, again.id, &code).await.unwrap();
    assert_eq!(confirmed.state, State::Active);
}
