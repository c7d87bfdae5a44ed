//! A conversation outlives the visit to its counter: what happened elsewhere is not laid upon that one.

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use mobile_contract::chat::Outcome;
use mobile_contract::ticket::{TicketFromChat, Transfer};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::codes::{AGENCY, receipt, tail};
use motcua_tests::followed::{CODE, received};
use motcua_tests::http::post_form;
use motcua_tests::{App, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

use super::{
    HARD, JUSTICE, LICENCE, PASSPORTS, WARD, about, agency_of, at, counter_of, meaning, passed_on,
};

/// Service of some office, which is not named.
const SOMEWHERE: &str = "cán bộ gây khó dễ";
/// The box on the form that says that it happened at the counter.
pub(super) const TICKED: &str = "name=\"here\" value=\"1\" checked";
const BIRTH: &str = "lam giay khai sinh cho con can giay to gi";

/// So much later that nobody still stands at the counter.
fn go_home(app: &App) {
    let clock = app.clock();
    clock.set(clock.now() + TimeDelta::hours(7));
}

fn said_of_counter(text: &str, at_counter: bool) -> TicketFromChat {
    TicketFromChat {
        at_counter: Some(at_counter),
        ..about(text)
    }
}

#[rstest]
#[tokio::test]
async fn a_counter_that_was_only_scanned_is_a_guess_and_is_taken_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let citizen = at(&app, code).await;
    let hinted = passed_on(&citizen, &about(SOMEWHERE)).await;
    assert_eq!(counter_of(&hinted), Some("hcc-tinh-tu-phap"));
    assert_eq!(agency_of(&hinted), None, "a person decides");
    let named = passed_on(&citizen, &said_of_counter(SOMEWHERE, true)).await;
    assert_eq!(agency_of(&named), Some(agency));
    for text in [SOMEWHERE, HARD] {
        let elsewhere = passed_on(&citizen, &said_of_counter(text, false)).await;
        assert_eq!(counter_of(&elsewhere), None, "{text}");
        assert_eq!(agency_of(&elsewhere), None, "{text}");
    }
    // The place of the counter is left out with it.
    let ward = at(&app, WARD).await;
    let there = passed_on(&ward, &about(HARD)).await;
    let elsewhere = passed_on(&ward, &said_of_counter(HARD, false)).await;
    assert!(there.place.is_some() && elsewhere.place.is_none());

    // Whoever decides is told of the counter. That it happened there teaches nothing of the words.
    let (_, operator) = app.signed_in(LAN, Role::Operator, None).await;
    let seen = operator.staff_ticket(&hinted.code).await.unwrap();
    assert_eq!(seen.guesses[0].agency.id.as_str(), agency);
    let to = Transfer {
        revision: seen.revision,
        to: agency.to_owned(),
        reason: "Đã hỏi lại người gửi: việc ở quầy Tư pháp".to_owned(),
    };
    let _ = operator.transfer_ticket(&hinted.code, &to).await.unwrap();
    let db = app.database().await;
    let taught = Statement::from_string(
        db.get_database_backend(),
        "SELECT id FROM route_corrections",
    );
    assert!(db.query_all_raw(taught).await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn hours_later_the_counter_is_named_only_by_the_citizen(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let citizen = at(&app, code).await;
    let here = citizen.say(HARD).await;
    assert!(here.text.contains("ghi sẵn quầy"), "{here:?}");
    go_home(&app);
    let later = citizen.say(HARD).await;
    assert_eq!(later.outcome, Outcome::Feedback, "{later:?}");
    assert!(!later.text.contains("ghi sẵn quầy"), "{later:?}");
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!((counter_of(&ticket), agency_of(&ticket)), (None, None));
    let named = passed_on(&citizen, &said_of_counter(HARD, true)).await;
    assert_eq!(counter_of(&named), Some("hcc-tinh-tu-phap"));
    assert_eq!(agency_of(&named), Some(agency));
}

#[rstest]
#[tokio::test]
async fn a_procedure_that_was_talked_about_does_not_take_a_complaint_from_the_counter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let citizen = at(&app, code).await;
    let answer = citizen.say(LICENCE).await;
    assert_eq!(answer.outcome, Outcome::Answered, "{answer:?}");
    let talked = answer.procedure.unwrap().code;
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!(ticket.procedure.as_ref().unwrap().code, talked);
    assert_eq!(agency_of(&ticket), Some(agency));
    // What is given for the ticket counts more than the counter.
    let mut given = about(HARD);
    given.ticket.procedure = Some(talked.to_string());
    let ticket = passed_on(&citizen, &given).await;
    assert_ne!(agency_of(&ticket), Some(agency));
}

/// Begins a conversation on the pages, and gives its cookie.
async fn begun(app: &App, qr: &str, text: &str) -> String {
    let asked = send(post_form(app, "/chat", &[("text", text), ("qr", qr)])).await;
    let asked = asked.expect(303);
    let cookie = asked.header("set-cookie");
    cookie.split(';').next().unwrap().to_owned()
}

async fn read(app: &App, path: &str, cookie: &str) -> String {
    let request = app.get(path).header(COOKIE, cookie);
    send(request).await.expect(200).text()
}

#[tokio::test]
async fn the_box_on_the_form_takes_the_counter_out() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (code, _) = JUSTICE;
    let name = meaning(&app, code).await.counter.unwrap().name;
    let cookie = begun(&app, code, HARD).await;
    let form = read(&app, "/phieu?tu=chat", &cookie).await;
    assert!(
        form.contains(TICKED) && form.contains("Việc xảy ra ở quầy") && form.contains(&name),
        "{form}"
    );
    let poster = read(&app, &format!("/phieu?q={code}"), "").await;
    assert!(poster.contains(TICKED), "{poster}");
    go_home(&app);
    let form = read(&app, "/phieu?tu=chat", &cookie).await;
    let hidden = format!("name=\"qr\" value=\"{code}\"");
    assert!(
        form.contains("name=\"here\"") && !form.contains(TICKED) && form.contains(&hidden),
        "{form}"
    );
    // Refused words leave the box as it was.
    let key = "0198c0de-0000-4000-8000-000000000001";
    let fields = [("key", key), ("text", ""), ("chat", "1"), ("qr", code)];
    let refused = send(post_form(&app, "/phieu", &fields).header(COOKIE, &cookie)).await;
    let form = refused.expect(422).text();
    assert!(form.contains(&hidden) && !form.contains(TICKED), "{form}");
    let fields = [("key", key), ("text", HARD), ("chat", "1"), ("qr", code)];
    let sent = post_form(&app, "/phieu", &fields).header(COOKIE, &cookie);
    let _ = send(sent).await.expect(200);
    let db = app.database().await;
    let stored = Statement::from_string(
        db.get_database_backend(),
        "SELECT counter, agency FROM tickets",
    );
    let row = db.query_one_raw(stored).await.unwrap().unwrap();
    let word = |at: usize| -> Option<String> { row.try_get_by_index(at).unwrap() };
    assert_eq!((word(0), word(1)), (None, None));
}

#[tokio::test]
async fn links_keep_the_counter_for_a_visit_and_never_a_receipt() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let link = |qr: &str| format!("href=\"/thu-tuc/1.001193?qr={qr}\"");
    let plain = "href=\"/thu-tuc/1.001193\"";
    let cookie = begun(&app, PASSPORTS, BIRTH).await;
    let chat = read(&app, "/chat", &cookie).await;
    assert!(chat.contains(&link(PASSPORTS)), "{chat}");
    let said = post_form(&app, "/chat", &[("text", BIRTH)]);
    let said = said.header(COOKIE, &cookie).header("x-fragment", "1");
    let fragment = send(said).await.expect(200).text();
    assert!(fragment.contains(&link(PASSPORTS)), "{fragment}");
    go_home(&app);
    let chat = read(&app, "/chat", &cookie).await;
    assert!(chat.contains(plain) && !chat.contains("?qr="), "{chat}");

    app.told(&[received(CODE)]).await;
    let (_, printed) = receipt(&app, CODE, AGENCY).await;
    let cookie = begun(&app, tail(&printed), BIRTH).await;
    let chat = read(&app, "/chat", &cookie).await;
    assert!(chat.contains(plain) && !chat.contains("?qr="), "{chat}");
}
