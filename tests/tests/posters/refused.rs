//! What is not printed: for whom, how fast, under which address.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::PosterFile;
use mobile_contract::posters::PosterSheet;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::program::Serving;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

use super::{COUNTER, FOREIGN, WARD, keeper, refusal, slug};

#[rstest]
#[tokio::test]
async fn each_prints_what_their_agency_answers_for(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let sheet = PosterSheet::A4;
    for role in [Role::Officer, Role::Leader] {
        let login = format!("{}@a.vn", role.as_str());
        let (_, staff) = app.signed_in(&login, role, Some(WARD)).await;
        let own = staff
            .counter_poster(&slug(COUNTER), PosterFile::Pdf, sheet)
            .await;
        assert!(own.unwrap().starts_with(b"%PDF-"));
        let all = staff.agency_posters(&slug(WARD), sheet).await;
        assert!(all.unwrap().starts_with(b"%PDF-"));
        // Of the district, theirs alone.
        let district = staff.place_posters(&slug("phuong-my-hao"), sheet).await;
        assert!(district.unwrap().starts_with(b"%PDF-"));
        // What is another's does not exist.
        for file in [PosterFile::Pdf, PosterFile::Svg, PosterFile::Png(150)] {
            let foreign = staff.counter_poster(&slug(FOREIGN), file, sheet).await;
            assert_eq!(refusal(foreign).0, 404);
        }
        let foreign = staff.agency_posters(&slug("cong-an-tinh"), sheet).await;
        assert_eq!(refusal(foreign).0, 404);
        let foreign = staff.place_posters(&slug("huyen-phu-cu"), sheet).await;
        assert_eq!(refusal(foreign).0, 404);
    }
    let (_, desk) = app.signed_in("tong-dai@a.vn", Role::Operator, None).await;
    let any = desk.agency_posters(&slug("cong-an-tinh"), sheet).await;
    assert!(any.unwrap().starts_with(b"%PDF-"));
    let nobody = send(app.get(&format!("/v1/staff/posters/counters/{COUNTER}.pdf"))).await;
    let _ = nobody.expect(401).problem(ErrorCode::Unauthorized);
}

/// A good address, and too long for a poster.
fn long_address() -> String {
    format!("https://{}.{}.vn", "m".repeat(40), "c".repeat(30))
}

#[test]
fn an_address_that_fits_on_no_poster_is_told_at_start() {
    let address = long_address();
    let serving = Serving::start(&["--public-url", &address]);
    let log = serving.err();
    assert!(log.contains("no poster can be printed"), "{log}");
    assert!(
        log.contains("--public-url") && log.contains(&address),
        "{log}"
    );
}

#[tokio::test]
async fn a_host_that_does_not_fit_is_told_as_that_and_stops_no_server() {
    let setup = Setup {
        public_url: Some(long_address()),
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let keeper = keeper(&app).await;
    for file in [PosterFile::Pdf, PosterFile::Svg, PosterFile::Png(72)] {
        let answer = keeper
            .counter_poster(&slug(COUNTER), file, PosterSheet::A4)
            .await;
        let (status, code, detail) = refusal(answer);
        assert_eq!((status, code), (409, ErrorCode::QrState));
        assert!(
            detail.contains("địa chỉ trang web") && !detail.contains("một tên"),
            "{detail}"
        );
    }
}

#[tokio::test]
async fn whoever_prints_too_fast_is_told_when_to_come_again() {
    let setup = Setup {
        rate: Some((1, NonZeroU32::new(3).unwrap())),
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    let (_, tokens) = app.staff("qt2@a.vn", Role::Administrator, None).await;
    let mut staff = Visitor::signed_in(&app, "qt2@a.vn").await;
    for kind in ["pdf", "svg", "png"] {
        let path = format!("/v1/staff/posters/counters/{COUNTER}.{kind}");
        let mut refused = None;
        for _ in 0..50 {
            let answer = send(app.get(&path).bearer_auth(&tokens.access_token)).await;
            if answer.status == 429 {
                refused = Some(answer);
                break;
            }
            assert_eq!(answer.status, 200, "{}", answer.text());
        }
        let refused = refused.expect("a limit");
        assert!(!refused.header("retry-after").is_empty(), "{refused:?}");
        let _ = refused.problem(ErrorCode::RateLimited);
    }
    let file = format!("/can-bo/bang-qr/tep?of=counter.{COUNTER}&kind=svg");
    let mut statuses = BTreeSet::new();
    for _ in 0..50 {
        statuses.insert(staff.get(&file).await.status);
    }
    assert!(statuses.contains(&429), "{statuses:?}");
}

#[tokio::test]
async fn what_is_not_offered_is_refused_clearly() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, tokens) = app.staff("qt@a.vn", Role::Administrator, None).await;
    let ask = async |path: &str| {
        let path = format!("/v1/staff/posters/{path}");
        send(app.get(&path).bearer_auth(&tokens.access_token)).await
    };
    let counter = format!("counters/{COUNTER}");
    for (path, status) in [
        (format!("{counter}.pdf?sheet=a0"), 422),
        (format!("{counter}.pdf?khac=1"), 422),
        (format!("{counter}.png?dpi=mot"), 422),
        (format!("{counter}.png?dpi=71"), 422),
        (format!("{counter}.png?dpi=301"), 422),
        ("counters/khong-co.pdf".to_owned(), 404),
        ("counters/Quầy%201.pdf".to_owned(), 404),
        (format!("{counter}.docx"), 404),
        ("agencies/khong-co.pdf".to_owned(), 404),
        ("places/khong-co.pdf".to_owned(), 404),
    ] {
        let answer = ask(&path).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
    }
    let picture = ask(&format!("{counter}.png?sheet=a3&dpi=72"))
        .await
        .expect(200);
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("cache-control"), "no-store");
    let size = image::load_from_memory(&picture.body).unwrap();
    assert_eq!((size.width(), size.height()), (842, 1191));
    let drawing = ask(&format!("{counter}.svg")).await.expect(200);
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert_eq!(
        drawing.header("content-disposition"),
        format!("attachment; filename=\"bang-qr-{COUNTER}-a4.svg\"")
    );
}
