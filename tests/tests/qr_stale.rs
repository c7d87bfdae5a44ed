//! Posters that show what is not so any more: merged agencies, new names, procedures that were dropped.

mod names;

use mobile_contract::QrCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::SignedIn;
use mobile_contract::qr::{NewQrCode, QrAttention, QrStale, QrTarget, RevokeQrCode, StaffQrFilter};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;
use sea_orm::ConnectionTrait;

const COUNTER: &str = "hcc-tinh-tu-phap";
const AGENCY: &str = "so-tu-phap";
/// A board of a district that ended on 30 June 2025.
const MERGED: &str = "WDSS2A6";

fn stale() -> StaffQrFilter {
    StaffQrFilter {
        attention: Some(QrAttention::Stale),
        limit: Some(100),
        ..StaffQrFilter::default()
    }
}

async fn told_stale(staff: &SignedIn) -> Vec<(QrCode, Option<QrStale>)> {
    let found = staff.qr_codes(&stale()).await.unwrap().items;
    found.into_iter().map(|row| (row.code, row.stale)).collect()
}

async fn admin(app: &App, login: &str) -> SignedIn {
    app.signed_in(login, Role::Administrator, None).await.1
}

fn of(procedure: &str, agency: &str) -> NewQrCode {
    NewQrCode {
        target: QrTarget::Procedure {
            code: procedure.parse().unwrap(),
        },
        counter: None,
        agency: Some(agency.parse().unwrap()),
    }
}

#[rstest]
#[tokio::test]
async fn a_poster_of_a_merged_agency_is_old(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let today = admin(&app, "nay@hungyen.example").await;
    let code: QrCode = MERGED.parse().unwrap();
    let printed = today.supersede_qr_code(&code).await.unwrap();
    assert_eq!(
        printed.stale, None,
        "the new poster shows the names of today"
    );
    let agency = printed.agency.unwrap();
    assert_ne!(agency.id.as_str(), "ubnd-huyen-yen-my");

    // As if it had been printed before the district ended.
    let raw = app.database().await;
    let counter = printed.counter.unwrap().id;
    raw.execute_unprepared(&format!(
        "UPDATE qr_codes SET printed = REPLACE(printed, '{}', 'Ủy ban nhân dân huyện Yên Mỹ') \
         WHERE counter = '{counter}'",
        agency.name
    ))
    .await
    .unwrap();
    // Another change makes the server read its codes anew.
    today.new_qr_code(&of("1.001193", AGENCY)).await.unwrap();
    let found = told_stale(&today).await;
    assert_eq!(found.len(), 3, "the whole poster: {found:?}");
    assert!(
        found.contains(&(printed.code.clone(), Some(QrStale::NamesChanged))),
        "{found:?}"
    );
    let mut visitor = Visitor::signed_in(&app, "nay@hungyen.example").await;
    let page = visitor.read("/can-bo/ma-qr?xem=stale").await;
    assert!(
        page.contains("đã đổi tên hoặc sáp nhập") && page.contains("Cần tạo bản mới"),
        "{page}"
    );
    let next = today.supersede_qr_code(&printed.code).await.unwrap();
    assert_eq!(next.stale, None);
    assert!(told_stale(&today).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_code_without_kept_names_is_taken_for_its_day(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let today = admin(&app, "nay@hungyen.example").await;
    assert!(told_stale(&today).await.is_empty());
    let raw = app.database().await;
    raw.execute_unprepared(&format!(
        "UPDATE qr_codes SET printed = NULL, created_at = '2025-06-01T02:00:00+00:00' \
         WHERE code = '{MERGED}'"
    ))
    .await
    .unwrap();
    // Another change makes the server read its codes anew.
    today.new_qr_code(&of("1.001193", AGENCY)).await.unwrap();
    let found = told_stale(&today).await;
    let code = MERGED.parse().unwrap();
    assert_eq!(found, [(code, Some(QrStale::NamesChanged))]);
}

#[rstest]
#[tokio::test]
async fn a_code_of_an_agency_that_was_split_is_looked_after(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let keeper = admin(&app, "quan.tri@hungyen.example").await;
    let split = keeper
        .new_qr_code(&of("1.001193", "so-lao-dong-thuong-binh-va-xa-hoi"))
        .await
        .unwrap();
    let told = app.client().qr(&split.code).await.unwrap();
    let notice = told.notice.unwrap();
    for words in ["30/06/2025", "Sở Nội vụ", "Sở Y tế", "tùy thủ tục"] {
        assert!(notice.contains(words), "{words}: {notice}");
    }
    for (login, agency) in [
        ("noi.vu@hungyen.example", "so-noi-vu"),
        ("y.te@hungyen.example", "so-y-te"),
    ] {
        let (_, leader) = app.signed_in(login, Role::Leader, Some(agency)).await;
        assert!(leader.qr_code(&split.code).await.is_ok(), "{agency}");
        let listed = leader.qr_codes(&StaffQrFilter::default()).await.unwrap();
        assert!(listed.items.iter().any(|row| row.code == split.code));
    }
    let (_, other) = app
        .signed_in("lan@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    assert!(other.qr_code(&split.code).await.is_err());
    let (_, leader) = app
        .signed_in("hai@hungyen.example", Role::Leader, Some("so-y-te"))
        .await;
    assert!(leader.supersede_qr_code(&split.code).await.is_ok());

    // One successor is told of as well.
    let merged = keeper
        .new_qr_code(&of("1.001193", "so-ke-hoach-va-dau-tu"))
        .await
        .unwrap();
    let told = app.client().qr(&merged.code).await.unwrap();
    assert_eq!(told.agency.unwrap().id.as_str(), "so-tai-chinh");
    let notice = told.notice.unwrap();
    assert!(
        notice.contains("Sở Kế hoạch và Đầu tư") && notice.contains("Sở Tài chính"),
        "{notice}"
    );
}

#[rstest]
#[tokio::test]
async fn a_code_of_what_was_dropped_still_leads_on(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut free = (700_u32..).filter_map(QrCode::from_number);
    let dropped = [
        (free.next().unwrap(), "procedure", "9.999999"),
        (free.next().unwrap(), "field", "linh-vuc-cu"),
    ];
    let raw = app.database().await;
    for (code, target, subject) in &dropped {
        raw.execute_unprepared(&format!(
            "INSERT INTO qr_codes (code, target, subject, counter, version, status, created_at) \
             VALUES ('{code}', '{target}', '{subject}', '{COUNTER}', 1, 'active', \
             '2026-01-01T02:00:00+00:00')"
        ))
        .await
        .unwrap();
    }
    let keeper = admin(&app, "quan.tri@hungyen.example").await;
    // Another change makes the server read its codes anew.
    keeper.new_qr_code(&of("1.001193", AGENCY)).await.unwrap();
    for (code, ..) in &dropped {
        let page = send(app.get(&format!("/q/{code}")))
            .await
            .expect(200)
            .text();
        for words in [
            "không còn trong danh mục",
            "action=\"/tim-kiem\"",
            "href=\"#tra-cuu\"",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let told = app.client().qr(code).await.unwrap();
        assert!(told.links.look_up.ends_with("#tra-cuu"), "{told:?}");
        assert!(told.notice.unwrap().contains("không còn trong danh mục"));
    }
    // Withdrawn, it leads to no page that is not there, either.
    let why = RevokeQrCode {
        reason: "Thủ tục in trên biển đã bãi bỏ".to_owned(),
    };
    for (code, _, subject) in &dropped {
        keeper.revoke_qr_code(code, &why).await.unwrap();
        let told = app.client().qr(code).await.unwrap();
        assert!(told.links.look_up.ends_with("/thu-tuc"), "{told:?}");
        let page = send(app.get(&format!("/q/{code}")))
            .await
            .expect(200)
            .text();
        assert!(!page.contains(subject), "{subject}: {page}");
    }
}
