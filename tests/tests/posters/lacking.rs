//! Counters that lack codes: named, left out, or closed.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{PosterFile, SignedIn};
use mobile_contract::posters::{PosterSheet, PostersParams};
use mobile_contract::qr::{QrTarget, RevokeQrCode};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::printed::Scanner;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send};
use rstest::rstest;
use serde_json::json;

use super::{COUNTER, FOREIGN, WARD, province, refusal, scanned, slug};

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
