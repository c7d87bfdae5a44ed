//! What is printed: codes that lead to their counter, in which order, the same each time.

use std::collections::BTreeSet;

use mobile_contract::accounts::Role;
use mobile_contract::client::{PosterFile, SignedIn};
use mobile_contract::posters::PosterSheet;
use mobile_contract::qr::{QrKeys, QrLink};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::NOW;
use motcua_tests::printed::Scanner;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

use super::{COUNTER, FOREIGN, PUBLIC, WARD, keeper, province, scanned, slug};

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
