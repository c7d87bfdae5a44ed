//! The counter stays with a ticket, for its sender and for staff, however it was sent.

use mobile_contract::accounts::Role;
use mobile_contract::chat::Outcome;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::NewTicket;
use motcua::app::open_database;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{LAN, empty};
use motcua_tests::http::post_form;
use motcua_tests::rated::{COUNTER, QR, cross, visited};
use motcua_tests::visitor::Visitor;
use motcua_tests::{postgres, send, spawn_app};
use reqwest::header::COOKIE;
use rstest::rstest;
use sea_orm::{ConnectionTrait, Statement};

use super::elsewhere::TICKED;
use super::{
    HARD, JUSTICE, PASSPORTS, WARD, about, agency_of, at, counter_of, meaning, passed_on, withdraw,
};

#[rstest]
#[tokio::test]
async fn what_is_passed_on_keeps_the_counter_for_staff_and_sender(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let counter = meaning(&app, code).await.counter.unwrap();
    let citizen = at(&app, code).await;
    let told = citizen.say(HARD).await;
    assert_eq!(told.outcome, Outcome::Feedback, "{told:?}");
    assert!(told.text.contains(&counter.name), "{told:?}");
    let ticket = passed_on(&citizen, &about(HARD)).await;
    assert_eq!(ticket.counter.as_ref(), Some(&counter));
    assert_eq!(agency_of(&ticket), Some(agency));

    let (_, lan) = app.signed_in(LAN, Role::Officer, Some(agency)).await;
    let seen = lan.staff_ticket(&ticket.code).await.unwrap();
    assert_eq!(seen.ticket.counter.as_ref(), Some(&counter));
    assert!(seen.routing.contains(&counter.name), "{}", seen.routing);
    let mut visitor = Visitor::signed_in(&app, LAN).await;
    let page = visitor
        .read(&format!("/can-bo/phieu/{}", ticket.code))
        .await;
    let row = format!("<dd lang=\"vi\">{}</dd>", counter.name);
    assert!(page.contains(&row), "{page}");

    // What the procedure says counts more; the counter is kept all the same.
    let mut birth = about("cán bộ hẹn đi hẹn lại");
    birth.ticket.procedure = Some("1.001193".to_owned());
    birth.ticket.place = Some("xa-yen-my".to_owned());
    let ticket = passed_on(&citizen, &birth).await;
    assert_eq!(agency_of(&ticket), Some("ubnd-xa-yen-my"));
    assert_eq!(ticket.counter.as_ref(), Some(&counter));
    // Another counter, scanned for the ticket, counts more than that of the conversation.
    let mut other = about(HARD);
    other.ticket.qr = Some(PASSPORTS.to_owned());
    let ticket = passed_on(&citizen, &other).await;
    assert_eq!(counter_of(&ticket), Some("cong-an-tinh-xuat-nhap-canh"));
    assert_eq!(agency_of(&ticket), Some("cong-an-tinh"));
}

#[rstest]
#[tokio::test]
async fn a_ticket_with_a_code_and_the_case_of_a_rating_keep_the_counter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let new = NewTicket {
        text: HARD.to_owned(),
        qr: Some(JUSTICE.0.to_owned()),
        ..NewTicket::default()
    };
    let sent = client.send_ticket(&new, None).await.unwrap().ticket;
    assert_eq!(counter_of(&sent), Some("hcc-tinh-tu-phap"));
    assert_eq!(agency_of(&sent), Some(JUSTICE.1));
    let plain = NewTicket { qr: None, ..new };
    let sent = client.send_ticket(&plain, None).await.unwrap().ticket;
    assert_eq!((counter_of(&sent), agency_of(&sent)), (None, None));

    let rated = visited(&client, QR, &cross()).await;
    let key = TicketKey::from(&rated.receipt.unwrap());
    let case = client.ticket(&key).await.unwrap();
    assert_eq!(counter_of(&case), Some(COUNTER));
    assert_eq!(agency_of(&case), Some(rated.agency.unwrap().id.as_str()));
}

/// What stands between two marks.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = text.split_once(begin).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(end));
    found.unwrap_or_else(|| panic!("no {begin} in {text}")).0
}

#[rstest]
#[tokio::test]
async fn the_counter_stays_on_the_pages_from_the_scan_to_the_ticket(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (code, agency) = JUSTICE;
    let shown = meaning(&app, code).await;
    let name = shown.counter.unwrap().name;
    let asked = send(post_form(
        &app,
        "/chat",
        &[("text", "thủ tục ở đây"), ("qr", code)],
    ))
    .await;
    let asked = asked.expect(303);
    let cookie = asked.header("set-cookie");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let read = async |path: &str| {
        let request = app.get(path).header(COOKIE, &cookie);
        send(request).await.expect(200).text()
    };
    let chat = read("/chat").await;
    assert!(
        chat.contains("Bạn đang ở quầy") && chat.contains(&name),
        "{chat}"
    );
    for procedure in &shown.procedures {
        let link = format!(
            "<a class=\"row\" href=\"/thu-tuc/{}?qr={code}\">",
            procedure.code
        );
        assert!(chat.contains(&link), "{chat}");
    }
    let said = post_form(&app, "/chat", &[("text", HARD)]).header(COOKIE, &cookie);
    let _ = send(said).await.expect(303);
    let form = read("/phieu?tu=chat").await;
    let hidden = format!("name=\"qr\" value=\"{code}\"");
    assert!(form.contains(&hidden) && form.contains(&name), "{form}");
    let key = between(&form, "name=\"key\" value=\"", "\"");
    assert!(form.contains(TICKED), "{form}");
    let fields = [
        ("key", key),
        ("text", HARD),
        ("chat", "1"),
        ("qr", code),
        ("here", "1"),
    ];
    let sent = post_form(&app, "/phieu", &fields).header(COOKIE, &cookie);
    let sent = send(sent).await.expect(200);
    let number = between(&sent.text(), "id=\"ma-phieu\">", "<").replace('-', "");
    let own = sent
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = app.get(&format!("/phieu/{number}")).header(COOKIE, own);
    let page = send(page).await.expect(200).text();
    assert!(
        page.contains(&format!("<dd lang=\"vi\">{name}</dd>")),
        "{page}"
    );

    let db = app.database().await;
    let stored = Statement::from_string(
        db.get_database_backend(),
        "SELECT counter, agency, source FROM tickets",
    );
    let row = db.query_one_raw(stored).await.unwrap().unwrap();
    let word = |at: usize| -> Option<String> { row.try_get_by_index(at).unwrap() };
    assert_eq!(word(0).as_deref(), Some("hcc-tinh-tu-phap"));
    assert_eq!(word(1).as_deref(), Some(agency));
    assert_eq!(word(2).as_deref(), Some("chat"));
}

#[tokio::test]
async fn a_withdrawn_code_is_on_no_form() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let asked = send(post_form(&app, "/chat", &[("text", HARD), ("qr", WARD)])).await;
    let asked = asked.expect(303);
    let cookie = asked
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    withdraw(&app, WARD).await;
    let form = app.get("/phieu?tu=chat").header(COOKIE, &cookie);
    let form = send(form).await.expect(200).text();
    assert!(
        form.contains(HARD) && !form.contains("name=\"qr\""),
        "{form}"
    );
}

/// Takes the table back to what it was.
const BACK: [&str; 2] = [
    "ALTER TABLE tickets DROP COLUMN counter",
    "DELETE FROM seaql_migrations WHERE version = 'm0035_ticket_counters'",
];

/// A ticket of before.
fn ticket(id: u8, source: &str) -> String {
    format!(
        "INSERT INTO tickets (id, code, secret_hash, kind, state, open, source, excerpt, locale, route, dispatch, \
         next_due, bounces, revision, received_at, updated_at) VALUES ({}, 'P000000{id}', 'h', 'service', \
         'unrouted', true, '{source}', 'x', 'vi', '{{}}', '{{}}', '2026-11-20 02:00:00+00:00', 0, 0, \
         '2026-11-20 02:00:00+00:00', '2026-11-20 02:00:00+00:00')",
        uuid(id)
    )
}

/// A rating of before, and its case.
fn rating(id: u8, basis: &str) -> String {
    format!(
        "INSERT INTO ratings (id, form, form_version, basis, counter, locale, lowest, mean_x100, low, ticket_id, \
         excluded, given_at, day) VALUES ({id}, 'default', 1, '{basis}', '{COUNTER}', 'vi', 1, 100, true, {id}, \
         false, '2026-11-20 02:00:00+00:00', '2026-11-20')",
        id = uuid(id)
    )
}

/// An id that both databases take.
fn uuid(id: u8) -> String {
    format!("'00000000-0000-0000-0000-00000000000{id}'")
}

#[rstest]
#[tokio::test]
async fn cases_of_before_get_the_counter_of_their_rating(#[values(Sqlite, Postgres)] db: Database) {
    let Some(storage) = empty(db).await else {
        return;
    };
    let migrated = async || {
        open_database(&storage)
            .await
            .unwrap()
            .close()
            .await
            .unwrap();
    };
    migrated().await;
    let raw = postgres::open(&storage.url()).await;
    let mut before: Vec<String> = BACK.map(str::to_owned).to_vec();
    before.extend([ticket(1, "rating"), rating(1, "visit")]);
    before.extend([ticket(2, "rating"), rating(2, "dossier"), ticket(3, "web")]);
    for statement in &before {
        raw.execute_unprepared(statement).await.unwrap();
    }
    migrated().await;
    let read = Statement::from_string(
        raw.get_database_backend(),
        "SELECT counter FROM tickets ORDER BY code",
    );
    let rows = raw.query_all_raw(read).await.unwrap();
    let kept: Vec<Option<String>> = rows
        .iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect();
    assert_eq!(kept, [Some(COUNTER.to_owned()), None, None]);
}
