//! Posters with the codes of counters: what is printed leads to its counter, and whose one may print.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use mobile_contract::accounts::Role;
use mobile_contract::client::{ClientError, PosterFile, SignedIn};
use mobile_contract::posters::{PosterSheet, PostersParams};
use mobile_contract::qr::{QrKeys, QrLink, QrTarget, RevokeQrCode, ScannedCode};
use mobile_contract::{ErrorCode, Slug};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{NOW, Setup};
use motcua_tests::printed::Scanner;
use motcua_tests::program::Serving;
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
            &edition(&app),
        ] {
            assert!(words.contains(said), "{said:?} is not in {words}");
        }
    }
}

/// What stands on a counter's poster of its version and day.
fn edition(app: &App) -> String {
    let shown = app.tickets().resolver.on_poster(&slug(COUNTER)).unwrap();
    format!("Bản {} · {}", shown.version, shown.day.format("%d/%m/%Y"))
}

/// The posters of a counter and of its agency, in every kind of file.
async fn printed(staff: &SignedIn) -> Vec<Vec<u8>> {
    let (counter, mut files) = (slug(COUNTER), Vec::new());
    for file in [PosterFile::Pdf, PosterFile::Svg, PosterFile::Png(72)] {
        let poster = staff.counter_poster(&counter, file, PosterSheet::A4).await;
        files.push(poster.unwrap());
    }
    let agency = staff.agency_posters(&slug(WARD), PosterSheet::A3).await;
    files.push(agency.unwrap());
    files
}

#[rstest]
#[tokio::test]
async fn a_version_is_the_same_file_on_whatever_day_it_is_printed(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    // In Vietnam it is the sixth already.
    app.clock().set("2031-03-05T17:30:00Z".parse().unwrap());
    let keeper = keeper(&app).await;
    let old = app.tickets().resolver.on_poster(&slug(COUNTER)).unwrap();
    keeper.supersede_qr_code(&old.board.code).await.unwrap();
    let first = printed(&keeper).await;
    assert_eq!(edition(&app), "Bản 2 · 06/03/2031");

    app.clock().set("2031-04-20T03:00:00Z".parse().unwrap());
    let (_, other) = app.signed_in("qt2@a.vn", Role::Administrator, None).await;
    let later = printed(&other).await;
    for (one, other) in first.iter().zip(&later) {
        assert!(one == other, "{} and {} bytes", one.len(), other.len());
    }
    if let Some(scanner) = Scanner::find() {
        let words = scanner.words(&later[0]);
        assert!(words.contains("Bản 2 · 06/03/2031"), "{words}");
    }
}

#[tokio::test]
async fn pages_go_by_agency_and_name_in_vietnamese_order() {
    let Some(scanner) = Scanner::find() else {
        return;
    };
    let Some(app) = province(Sqlite).await else {
        return;
    };
    let keeper = keeper(&app).await;
    let file = keeper
        .place_posters(&slug("tinh-hung-yen"), PosterSheet::A4)
        .await
        .unwrap();
    let mut pages = Vec::new();
    for page in scanner.codes(&file) {
        let meant = scanned(&app, page.first().unwrap()).await;
        let (counter, agency) = (meant.counter.unwrap(), meant.agency.unwrap());
        pages.push((agency.name, counter.id.to_string()));
    }
    let agencies: Vec<_> = pages.chunk_by(|(one, _), (next, _)| one == next).collect();
    let names: BTreeSet<_> = pages.iter().map(|(agency, _)| agency).collect();
    assert_eq!(
        agencies.len(),
        names.len(),
        "each agency is one part: {pages:?}"
    );
    let counters: Vec<_> = pages.iter().map(|(_, id)| id.as_str()).collect();
    // "Bảo hiểm" before "Công an"; there "Đăng ký xe" before "Hộ chiếu".
    let first = ["hcc-tinh-bao-hiem", FOREIGN, "cong-an-tinh-xuat-nhap-canh"];
    assert!(counters.starts_with(&first), "{pages:?}");
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

/// Withdraws the rating code of a counter.
async fn without_rating(app: &App, keeper: &SignedIn, counter: &str) {
    let shown = app.tickets().resolver.on_poster(&slug(counter)).unwrap();
    let why = RevokeQrCode {
        reason: "Có người dán mã khác lên biển này".to_owned(),
    };
    keeper
        .revoke_qr_code(&shown.rating.code, &why)
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn all_counters_that_lack_codes_are_named_at_once_and_can_be_left_out(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = province(db).await else {
        return;
    };
    let (_, tokens) = app.staff("qt2@a.vn", Role::Administrator, None).await;
    let keeper = app.client().signed_in(tokens.access_token.clone());
    without_rating(&app, &keeper, COUNTER).await;
    without_rating(&app, &keeper, FOREIGN).await;
    let place = slug("tinh-hung-yen");
    let refused = keeper.place_posters(&place, PosterSheet::A4).await;
    let (status, code, detail) = refusal(refused);
    assert_eq!((status, code), (409, ErrorCode::QrState));
    for said in [
        "2 quầy",
        "Quầy Hộ tịch, chứng thực (đánh giá)",
        "Quầy Đăng ký xe, giấy phép lái xe (đánh giá)",
        "/can-bo/ma-qr",
        "quầy còn lại",
    ] {
        assert!(detail.contains(said), "{said:?} is not in {detail}");
    }
    // The others are printed, by whoever asks for them alone.
    let path = format!("/v1/staff/posters/places/{place}.pdf?skip_incomplete=true");
    let others = send(app.get(&path).bearer_auth(&tokens.access_token)).await;
    assert_eq!(others.expect(200).header("x-left-out"), "2");
    let params = PostersParams {
        skip_incomplete: true,
        ..PostersParams::default()
    };
    let file = keeper.place_posters(&place, params).await.unwrap();
    if let Some(scanner) = Scanner::find() {
        for page in scanner.codes(&file) {
            assert_eq!(page.len(), 3, "{page:?}");
            let meant = scanned(&app, page.first().unwrap()).await;
            let counter = meant.counter.unwrap().id;
            assert!(counter != slug(COUNTER) && counter != slug(FOREIGN));
        }
    }
    // Where nothing is left, there is no file.
    let none = keeper.place_posters(&slug("phuong-my-hao"), params).await;
    assert_eq!(refusal(none).1, ErrorCode::QrState);
    // Of one counter there is nothing to leave out.
    let path = format!("/v1/staff/posters/counters/{COUNTER}.pdf?skip_incomplete=true");
    let one = send(app.get(&path).bearer_auth(&tokens.access_token)).await;
    assert_eq!(one.status, 422, "{}", one.text());
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
    // The page itself draws nothing.
    let page = format!("/can-bo/bang-qr?of=counter.{COUNTER}");
    assert!(staff.read(&page).await.contains("img class=\"poster\""));
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
