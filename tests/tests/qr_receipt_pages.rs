//! The pages behind a receipt: of its number, which tells nothing, and of its picture, which opens the dossier and
//! leads to rating with one tap.

use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::codes::{AGENCY, receipt, tail};
use motcua_tests::followed::{CODE, received};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

async fn read(app: &App, path: &str) -> String {
    send(app.get(path)).await.expect(200).text()
}

/// The name of the agency that the dossier lies with.
async fn agency(app: &App, link: &str) -> String {
    let scanned = app.client().scan(tail(link)).await.unwrap();
    scanned.agency.unwrap().name
}

#[rstest]
#[tokio::test]
async fn the_number_of_a_receipt_says_what_it_is_on_every_page(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (code, link) = receipt(&app, CODE, AGENCY).await;
    let agency = agency(&app, &link).await;
    let page = read(&app, &format!("/q/{code}")).await;
    for words in [
        "Số in trên giấy hẹn",
        "quét hình QR trên giấy",
        "href=\"/ho-so\"",
        "href=\"/hoi\"",
        &code.printed(),
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("/danh-gia?qr="), "{page}");
    let english = read(&app, &format!("/q/{code}?lang=en")).await;
    assert!(
        english.contains("scan the QR image on the paper"),
        "{english}"
    );
    let checked = app.get("/verify").query(&[("code", code.printed())]);
    let checked = send(checked).await.expect(200).text();
    assert!(checked.contains("quét hình QR trên giấy"), "{checked}");
    assert!(
        checked.contains(&format!("href=\"/q/{code}?seen=1\"")),
        "{checked}"
    );
    let ask = read(&app, &format!("/hoi?qr={code}")).await;
    assert!(ask.contains("không gắn với hồ sơ nào"), "{ask}");
    assert!(!ask.contains("name=\"qr\""), "{ask}");
    let form = read(&app, &format!("/phieu?q={code}")).await;
    assert!(!form.contains("name=\"qr\""), "{form}");
    let refused = send(app.get(&format!("/danh-gia?qr={code}"))).await;
    let rate = refused.expect(422).text();
    assert!(rate.contains("quét hình QR trên giấy"), "{rate}");
    for (name, page) in [
        ("page", &page),
        ("verify", &checked),
        ("ask", &ask),
        ("form", &form),
        ("rate", &rate),
    ] {
        for told in [CODE, "name=\"proof\""] {
            assert!(!page.contains(told), "{name} {told}: {page}");
        }
        if name == "page" || name == "verify" || name == "ask" {
            assert!(!page.contains(&agency), "{name}: {page}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_scanned_receipt_leads_to_rating_its_dossier_with_one_tap(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (code, link) = receipt(&app, CODE, AGENCY).await;
    let tail = tail(&link);
    let rate = format!("/danh-gia?qr={tail}");
    let mut holder = Visitor::new(&app);
    let page = holder.read(&format!("/Q/{tail}")).await;
    assert!(page.contains(&format!("href=\"{rate}\"")), "{page}");
    let first = holder.read(&rate).await;
    assert!(first.contains("Hồ sơ của bạn"), "{first}");
    assert!(
        first.contains(&code.printed()) && !first.contains(CODE),
        "{first}"
    );
    assert!(holder.hidden("visit").is_some(), "{first}");
    let kept = holder.hidden("qr");
    assert_eq!(kept.as_deref(), Some(tail), "to begin anew by");
}

#[rstest]
#[tokio::test]
async fn a_receipt_that_was_checked_or_asked_by_still_opens_its_dossier(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (_, link) = receipt(&app, CODE, AGENCY).await;
    let tail = tail(&link);
    let page = format!("/q/{tail}?seen=1");
    let checked = app.get("/verify").query(&[("code", link.as_str())]);
    let checked = send(checked).await.expect(200).text();
    let ask = read(&app, &format!("/hoi?qr={tail}")).await;
    for (name, from) in [("verify", checked), ("ask", ask)] {
        assert!(from.contains(&format!("href=\"{page}\"")), "{name}: {from}");
    }
    let scanned = app.client().scan(tail).await.unwrap();
    assert!(
        scanned.links.look_up.ends_with(&format!("{page}#tra-cuu")),
        "{scanned:?}"
    );
    let mut holder = Visitor::new(&app);
    let opened = holder.read(&page).await;
    assert_eq!(holder.hidden("proof").as_deref(), Some(tail), "{opened}");
}

#[rstest]
#[tokio::test]
async fn a_question_by_a_scanned_receipt_stays_with_its_agency(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (_, link) = receipt(&app, CODE, AGENCY).await;
    let agency = agency(&app, &link).await;
    let mut holder = Visitor::new(&app);
    let ask = holder.read(&format!("/hoi?qr={}", tail(&link))).await;
    assert!(ask.contains(&agency), "{ask}");
    let (key, qr) = (holder.hidden("key").unwrap(), holder.hidden("qr").unwrap());
    assert_eq!(qr, tail(&link));
    let words = "làm giấy khai sinh cho con cần giấy tờ gì";
    let fields = [("key", key.as_str()), ("qr", &qr), ("text", words)];
    let _ = holder.post_bare("/chat", &fields).await.expect(303);
    let chat = holder.read("/chat").await;
    assert!(chat.contains(&agency), "{chat}");
}
