//! Who is told of a dossier: seen and ended by its owner, and ended by itself.

use chrono::Duration;
use mobile_contract::client::ClientError;
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::dossier::lookup::DossierLookup;
use mobile_contract::dossier::subscription::{
    DossierSubscription, DossierSubscriptionCode, DossierSubscriptionState as State,
    NewDossierSubscription, NewsChannel,
};
use mobile_contract::limits::{DOSSIER_SUBSCRIPTIONS, DOSSIER_TOLD_DAYS};
use mobile_contract::{ErrorCode, PhoneNumber};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::followed::{CODE, LAST4, OTHER, PHONE, event, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, codes, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

const MAIL: &str = "hoa@example.vn";

fn lookup(code: &str, proof: &str) -> DossierLookup {
    DossierLookup {
        code: code.parse().unwrap(),
        proof: proof.to_owned(),
        challenge: None,
    }
}

async fn subscribe(
    app: &App,
    proof: &str,
    (channel, address): (NewsChannel, &str),
) -> Result<DossierSubscription, ClientError> {
    let new = NewDossierSubscription {
        code: CODE.parse().unwrap(),
        proof: proof.to_owned(),
        channel,
        address: address.to_owned(),
    };
    app.client().subscribe_to_dossier(&new).await
}

fn digits_in(text: &str) -> String {
    let mut words = text.split_whitespace();
    let six = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    words.find(six).expect("six digits").to_owned()
}

async fn confirm(app: &App, id: Uuid, code: String) -> DossierSubscription {
    let code = DossierSubscriptionCode { code };
    let confirmed = app.client().confirm_dossier_subscription(id, &code).await;
    confirmed.unwrap()
}

async fn by_mail(app: &App, address: &str) -> DossierSubscription {
    let begun = subscribe(app, LAST4, (NewsChannel::Mail, address)).await;
    let letters = app.letters_to(address).await;
    let code = digits_in(&letters.last().expect("a letter").text);
    confirm(app, begun.unwrap().id, code).await
}

#[rstest]
#[tokio::test]
async fn an_owner_sees_who_is_told_and_ends_it(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE), received(OTHER)]).await;
    let told = by_mail(&app, MAIL).await;
    let _ = subscribe(&app, LAST4, (NewsChannel::Mail, "cho@example.vn")).await;
    let client = app.client();
    // Four digits do not show it, and end nothing.
    let weak = lookup(CODE, LAST4);
    let refused = client.dossier_subscriptions(&weak).await.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Forbidden);
    let refused = client.end_subscription_of_dossier(told.id, &weak).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Forbidden);
    let pass = client.look_up_dossier(&weak).await.unwrap().pass;
    let refused = client.dossier_subscriptions(&lookup(CODE, &pass)).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.problem().unwrap().code, ErrorCode::Forbidden);
    let wrong = client.dossier_subscriptions(&lookup(CODE, "0000")).await;
    let wrong = wrong.unwrap_err();
    assert_eq!(wrong.problem().unwrap().code, ErrorCode::DossierNotFound);

    let (_, link) = codes::receipt(&app, CODE, codes::AGENCY).await;
    let strong = lookup(CODE, &link);
    let list = client.dossier_subscriptions(&strong).await.unwrap();
    let ids: Vec<Uuid> = list.items.iter().map(|one| one.id).collect();
    assert_eq!(ids, [told.id]);
    assert_eq!(list.items[0].address, told.address);
    assert!(!told.address.contains(MAIL), "{}", told.address);
    let foreign = client
        .end_subscription_of_dossier(Uuid::now_v7(), &strong)
        .await;
    let foreign = foreign.unwrap_err();
    assert_eq!(foreign.problem().unwrap().code, ErrorCode::NotFound);
    for _ in 0..2 {
        let ended = client.end_subscription_of_dossier(told.id, &strong).await;
        ended.unwrap();
    }
    let list = client.dossier_subscriptions(&strong).await.unwrap();
    assert_eq!(list.items, []);
}

#[rstest]
#[tokio::test]
async fn the_page_shows_who_is_told_to_its_owner(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let told = by_mail(&app, MAIL).await;
    let mut stranger = Visitor::new(&app);
    let typed = [("code", CODE), ("proof", LAST4)];
    let _ = stranger.post_bare("/ho-so", &typed).await.expect(303);
    let page = stranger.read("/ho-so/ket-qua").await;
    assert!(page.contains("Ai đang nhận tin"), "{page}");
    assert!(!page.contains(&told.address), "{page}");
    let id = told.id.to_string();
    let end = [("id", id.as_str())];
    let path = "/ho-so/nhan-tin/ngung";
    let _ = stranger.post_bare(path, &end).await.expect(403);

    let (_, link) = codes::receipt(&app, CODE, codes::AGENCY).await;
    let mut owner = Visitor::new(&app);
    let _ = owner.post_bare(path, &end).await.expect(303);
    let typed = [("code", CODE), ("proof", link.as_str())];
    let _ = owner.post_bare("/ho-so", &typed).await.expect(303);
    let page = owner.read("/ho-so/ket-qua").await;
    assert!(page.contains(&told.address) && page.contains(&id), "{page}");
    let ended = owner.post_bare(path, &end).await.expect(303);
    assert_eq!(ended.header("location"), "/ho-so/ket-qua#ai-nhan-tin");
    let page = owner.read("/ho-so/ket-qua").await;
    assert!(page.contains("Chưa có nơi nào nhận tin"), "{page}");
}

#[rstest]
#[tokio::test]
async fn the_owners_phone_has_room_when_ten_are_told(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    for n in 0..DOSSIER_SUBSCRIPTIONS {
        let other = format!("+84987{n:06}");
        let begun = subscribe(&app, LAST4, (NewsChannel::Sms, &other)).await;
        let texts = gateway.texts(&app, &other).await;
        let _ = confirm(&app, begun.unwrap().id, digits_in(&texts[0])).await;
    }
    let (_, link) = codes::receipt(&app, CODE, codes::AGENCY).await;
    let foreign = subscribe(&app, &link, (NewsChannel::Sms, "0986 000 000")).await;
    let foreign = foreign.unwrap_err();
    assert_eq!(foreign.problem().unwrap().code, ErrorCode::Invalid);
    let own = subscribe(&app, &link, (NewsChannel::Sms, PHONE)).await;
    assert_eq!(own.unwrap().state, State::Active);
}

#[rstest]
#[tokio::test]
async fn who_unsubscribed_from_everything_is_asked_also_on_the_phone_of_the_dossier(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (_, link) = codes::receipt(&app, CODE, codes::AGENCY).await;
    let own = (NewsChannel::Sms, PHONE);
    assert_eq!(
        subscribe(&app, &link, own).await.unwrap().state,
        State::Active
    );
    let at = |id, time, kind| event(CODE, id, time, kind);
    app.told(&[at("2", "2026-11-23T08:00:00+07:00", Kind::Paused)])
        .await;
    let phone: PhoneNumber = PHONE.parse().unwrap();
    assert_eq!(gateway.texts(&app, phone.as_str()).await.len(), 1);
    let gone = "UPDATE notification_contacts SET unsubscribed_at = created_at";
    let database = app.database().await;
    let _ = database.execute_unprepared(gone).await.unwrap();
    let asked = subscribe(&app, &link, own).await.unwrap();
    assert_eq!(asked.state, State::Pending);
    app.told(&[at("3", "2026-11-23T08:10:00+07:00", Kind::Resumed)])
        .await;
    let texts = gateway.texts(&app, phone.as_str()).await;
    assert_eq!(texts.len(), 2, "a code, and no news: {texts:?}");
    // Its owner wants it again.
    let confirmed = confirm(&app, asked.id, digits_in(&texts[1])).await;
    assert_eq!(confirmed.state, State::Active);
    app.told(&[at("4", "2026-11-23T08:20:00+07:00", Kind::Resolved)])
        .await;
    assert_eq!(gateway.texts(&app, phone.as_str()).await.len(), 3);
}

#[rstest]
#[tokio::test]
async fn a_while_after_a_dossier_is_over_nobody_is_told(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE), received(OTHER)]).await;
    let _ = by_mail(&app, MAIL).await;
    let done = event(CODE, "2", "2026-11-23T08:00:00+07:00", Kind::Resolved);
    app.told(&[done]).await;
    let states = async || {
        app.dossiers().forget_old().await.unwrap();
        let rows = "SELECT state, address FROM dossier_subscriptions";
        let rows = app.rows(rows).await;
        let kept = rows.iter().map(|row| {
            let state = row["state"].as_str().unwrap().to_owned();
            (state, row["address"] == "")
        });
        kept.collect::<Vec<_>>()
    };
    let pass = |days| app.clock().set(app.clock().now() + Duration::days(days));
    // The result still waits to be handed back.
    pass(DOSSIER_TOLD_DAYS + 1);
    assert_eq!(states().await, [("active".to_owned(), false)]);
    let returned = event(CODE, "3", "2026-11-23T08:30:00+07:00", Kind::Returned);
    app.told(&[returned]).await;
    assert_eq!(states().await, [("ended".to_owned(), true)]);
    pass(31);
    assert_eq!(states().await, []);
    // Who asks anew is not ended at once.
    let _ = by_mail(&app, MAIL).await;
    assert_eq!(states().await, [("active".to_owned(), false)]);
}

#[rstest]
#[tokio::test]
async fn who_asked_by_a_receipt_older_than_the_dossier_is_told_of_its_first_batch(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, link) = codes::receipt(&app, CODE, codes::AGENCY).await;
    // Who holds the receipt hears that nothing is there yet; to others it looks like a wrong proof.
    let client = app.client();
    let early = client.look_up_dossier(&lookup(CODE, &link)).await;
    let early = early.unwrap_err();
    let early = early.problem().unwrap();
    assert_eq!(early.code, ErrorCode::DossierNotFound);
    let said = early.detail.as_deref().unwrap();
    assert!(said.contains("chưa có trên hệ thống"), "{said}");
    let stranger = client.look_up_dossier(&lookup(CODE, LAST4)).await;
    let stranger = stranger.unwrap_err();
    let said = stranger.problem().unwrap().detail.as_deref();
    assert!(!said.unwrap_or_default().contains("hệ thống"), "{said:?}");

    let begun = subscribe(&app, &link, (NewsChannel::Mail, MAIL)).await;
    let letters = app.letters_to(MAIL).await;
    let code = digits_in(&letters[0].text);
    let _ = confirm(&app, begun.unwrap().id, code).await;
    app.told(&[received(CODE)]).await;
    let letters = app.letters_to(MAIL).await;
    assert_eq!(letters.len(), 2);
    let news = &letters[1];
    assert_eq!(news.subject, format!("Hồ sơ đã có trên hệ thống: {CODE}"));
    assert!(news.text.contains("25/11/2026"), "{}", news.text);
}

#[rstest]
#[tokio::test]
async fn a_list_of_many_dossiers_goes_on(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    let mut visitor = Visitor::new(&app);
    let _ = visitor
        .post_bare("/cua-toi/ma", &[("contact", PHONE)])
        .await
        .expect(303);
    let phone: PhoneNumber = PHONE.parse().unwrap();
    let texts = gateway.texts(&app, phone.as_str()).await;
    let code = digits_in(&texts[0]);
    let _ = visitor
        .post_bare("/cua-toi/vao", &[("code", &code)])
        .await
        .expect(303);
    let none = visitor.read("/cua-toi").await;
    assert!(none.contains("Chưa có hồ sơ nào khai số này"), "{none}");

    let all: Vec<String> = (1..=30)
        .map(|n| format!("H31.12.45-261120-{n:04}"))
        .collect();
    let events: Vec<_> = all.iter().map(|code| received(code)).collect();
    app.told(&events).await;
    let first = visitor.read("/cua-toi").await;
    let (_, link) = first.split_once("href=\"/cua-toi?ho_so=").expect("a link");
    let (next, _) = link.split_once('"').unwrap();
    let more = visitor.read(&format!("/cua-toi?ho_so={next}")).await;
    let shown = |page: &str, code: &String| page.contains(&format!("value=\"{code}\""));
    for code in &all {
        assert!(shown(&first, code) != shown(&more, code), "{code}");
    }
}

#[rstest]
#[tokio::test]
async fn who_is_signed_in_by_mail_is_told_how_to_see_dossiers(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut visitor = Visitor::new(&app);
    let _ = visitor
        .post_bare("/cua-toi/ma", &[("contact", MAIL)])
        .await
        .expect(303);
    let letters = app.letters_to(MAIL).await;
    let code = digits_in(&letters[0].text);
    let _ = visitor
        .post_bare("/cua-toi/vao", &[("code", &code)])
        .await
        .expect(303);
    let page = visitor.read("/cua-toi").await;
    assert!(page.contains("Hồ sơ và phiếu của tôi"), "{page}");
    assert!(
        page.contains("đăng nhập bằng số điện thoại đã khai"),
        "{page}"
    );
}
