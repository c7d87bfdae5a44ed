//! Posters with the codes of counters: what is printed leads to its counter, and whose one may print.

use std::collections::BTreeSet;

use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, PosterFile, SignedIn};
use mobile_contract::posters::PosterSheet;
use mobile_contract::qr::{QrKeys, QrLink, QrTarget, RevokeQrCode, ScannedCode};
use mobile_contract::{ErrorCode, Slug};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{NOW, Setup};
use motcua_tests::printed::Scanner;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use serde_json::json;

const PUBLIC: &str = "https://motcua.example.vn";
const WARD: &str = "ubnd-phuong-my-hao";
const COUNTER: &str = "hcc-phuong-my-hao-ho-tich";
const FOREIGN: &str = "cong-an-tinh-xe-va-bang-lai";

async fn province(db: Database) -> Option<App> {
    let setup = Setup {
        public_url: Some(PUBLIC.to_owned()),
        ..Setup::default()
    };
    App::spawn(db, setup).await
}

async fn keeper(app: &App) -> SignedIn {
    let (_, keeper) = app.signed_in("qt@a.vn", Role::Administrator, None).await;
    keeper
}

fn slug(id: &str) -> Slug {
    id.parse().unwrap()
}

/// The code and status of a refusal.
fn refusal<T: std::fmt::Debug>(answer: Result<T, ClientError>) -> (u16, ErrorCode, String) {
    match answer {
        Err(ClientError::Problem(problem)) => {
            let detail = problem.detail.clone().unwrap_or_default();
            (problem.status, problem.code, detail)
        }
        other => panic!("{other:?}"),
    }
}

/// What a scanned address means, asked of the server as a phone asks it.
async fn scanned(app: &App, link: &str) -> ScannedCode {
    let tail = link.rsplit_once('/').unwrap().1;
    send(app.get(&format!("/v1/qr/{tail}")))
        .await
        .expect(200)
        .read()
}

#[rstest]
#[tokio::test]
async fn what_is_printed_leads_to_its_counter(#[values(Sqlite, Postgres)] db: Database) {
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let Some(app) = province(db).await else {
        return;
    };
    let keeper = keeper(&app).await;
    let keys: QrKeys = send(app.get("/.well-known/motcua-qr-keys.json"))
        .await
        .expect(200)
        .read();
    for sheet in PosterSheet::ALL {
        let poster = keeper
            .counter_poster(&slug(COUNTER), PosterFile::Pdf, sheet)
            .await
            .unwrap();
        let pages = scanner.codes(&poster);
        let [page] = pages.as_slice() else {
            panic!("{pages:?}");
        };
        assert_eq!(page.len(), 3, "{page:?}");
        let mut purposes = Vec::new();
        for address in page {
            // Proved as the app does it, with nothing but the address and the keys.
            let link: QrLink = address.parse().unwrap();
            link.verify(&keys, &[PUBLIC], NOW.parse().unwrap()).unwrap();
            let meant = scanned(&app, address).await;
            assert_eq!(meant.counter.unwrap().id.as_str(), COUNTER);
            assert_eq!(meant.agency.unwrap().id.as_str(), WARD);
            purposes.push(meant.target.kind());
            let words = scanner.words(&poster);
            assert!(words.contains(&link.code().printed()), "{words}");
        }
        purposes.sort_unstable();
        assert_eq!(purposes, ["board", "chat", "rating"]);
        let words = scanner.words(&poster);
        for said in [
            "Phường Mỹ Hào – Quầy Hộ tịch, chứng thực",
            "Không ai hỏi mã OTP của bạn",
            "motcua.example.vn/verify",
            "Bản 1 · 23/11/2026",
        ] {
            assert!(words.contains(said), "{said:?} is not in {words}");
        }
    }
}

#[rstest]
#[tokio::test]
async fn an_old_district_is_one_file(#[values(Sqlite, Postgres)] db: Database) {
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let Some(app) = province(db).await else {
        return;
    };
    let keeper = keeper(&app).await;
    for (place, expected) in [
        ("thi-xa-my-hao", vec!["mot-cua-my-hao-tu-phap", COUNTER]),
        ("phuong-my-hao", vec![COUNTER]),
    ] {
        let file = keeper
            .place_posters(&slug(place), PosterSheet::A4)
            .await
            .unwrap();
        let mut counters = BTreeSet::new();
        for page in scanner.codes(&file) {
            assert_eq!(page.len(), 3);
            for address in &page {
                let counter = scanned(&app, address).await.counter;
                counters.insert(counter.unwrap().id.to_string());
            }
        }
        assert_eq!(counters, expected.into_iter().map(str::to_owned).collect());
    }
}

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

#[tokio::test]
async fn an_agency_prints_what_is_below_it() {
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let (_, leader) = app
        .signed_in("ubnd-tinh@a.vn", Role::Leader, Some("ubnd-tinh-hung-yen"))
        .await;
    let file = leader
        .agency_posters(&slug("ubnd-tinh-hung-yen"), PosterSheet::A4)
        .await
        .unwrap();
    let pages = scanner.codes(&file);
    assert!(pages.len() >= 5, "{}", pages.len());
    let mut all = BTreeSet::new();
    for page in pages {
        assert_eq!(page.len(), 3);
        all.extend(page);
    }
    assert_eq!(all.len() % 3, 0);
}

#[rstest]
#[tokio::test]
async fn a_counter_that_lacks_a_code_is_named(#[values(Sqlite, Postgres)] db: Database) {
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let Some(app) = province(db).await else {
        return;
    };
    let (_, tokens) = app.staff("qt2@a.vn", Role::Administrator, None).await;
    let keeper = app.client().signed_in(tokens.access_token.clone());
    let poster = keeper
        .counter_poster(&slug(COUNTER), PosterFile::Pdf, PosterSheet::A4)
        .await
        .unwrap();
    let mut rating = None;
    for address in &scanner.codes(&poster)[0] {
        let meant = scanned(&app, address).await;
        if meant.target == (QrTarget::Rating {}) {
            rating = Some(meant.code);
        }
    }
    let revoke = format!("/v1/staff/qr-codes/{}/revoke", rating.unwrap());
    let reason = json!({"reason": "Có người dán mã khác lên biển này"});
    let request = app.post(&revoke).bearer_auth(&tokens.access_token);
    let _ = send(request.json(&reason)).await.expect(200);
    for answer in [
        keeper
            .counter_poster(&slug(COUNTER), PosterFile::Pdf, PosterSheet::A4)
            .await,
        keeper
            .counter_poster(&slug(COUNTER), PosterFile::Svg, PosterSheet::A4)
            .await,
        keeper.agency_posters(&slug(WARD), PosterSheet::A4).await,
    ] {
        let (status, code, detail) = refusal(answer);
        assert_eq!((status, code), (409, ErrorCode::QrState));
        assert!(
            detail.contains(COUNTER) || detail.contains("Phường Mỹ Hào"),
            "{detail}"
        );
    }
    let other = keeper
        .counter_poster(&slug(FOREIGN), PosterFile::Pdf, PosterSheet::A4)
        .await;
    assert!(other.is_ok());
}

#[rstest]
#[tokio::test]
async fn a_counter_that_was_closed_holds_up_no_others(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, tokens) = app.staff("qt2@a.vn", Role::Administrator, None).await;
    let keeper = app.client().signed_in(tokens.access_token.clone());
    let sheet = PosterSheet::A4;
    let all = async |of: &str| {
        let path = format!("/v1/staff/posters/{of}.pdf");
        send(app.get(&path).bearer_auth(&tokens.access_token)).await
    };
    let place = "places/thi-xa-my-hao";
    assert_eq!(all(place).await.expect(200).header("x-left-out"), "");
    let resolver = &app.tickets().resolver;
    let shown = resolver.on_poster(&slug(COUNTER)).unwrap();
    let why = RevokeQrCode {
        reason: "Quầy này đã đóng cửa".to_owned(),
    };
    for code in [shown.board.code, shown.chat.code, shown.rating.code] {
        keeper.revoke_qr_code(&code, &why).await.unwrap();
    }
    assert_eq!(all(place).await.expect(200).header("x-left-out"), "1");
    // Asked for by itself, it is told what it lacks.
    let own = keeper
        .counter_poster(&slug(COUNTER), PosterFile::Pdf, sheet)
        .await;
    assert_eq!(refusal(own).1, ErrorCode::QrState);
    let mut staff = Visitor::signed_in(&app, "qt2@a.vn").await;
    let page = staff
        .read("/can-bo/bang-qr?of=place.thi-xa-my-hao&sheet=a4")
        .await;
    assert!(page.contains("Không có trong tệp: 1 quầy"), "{page}");
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
