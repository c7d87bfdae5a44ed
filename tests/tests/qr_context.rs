//! What was scanned stays with a person: on the way through search and lists, and when it is a receipt's code.

use mobile_contract::accounts::Role;
use mobile_contract::qr::{NewQrCode, QrTarget, RevokeQrCode};
use mobile_contract::ticket::NewTicket;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::rated::QR;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, codes, send, spawn_app};
use rstest::rstest;
use serde_json::json;

/// [`QR`] as it is printed.
const PRINTED: &str = "JVQ4GC-U";

async fn read(app: &App, path: &str) -> String {
    send(app.get(path)).await.expect(200).text()
}

async fn check(app: &App, typed: &str) -> String {
    let request = app.get("/verify").query(&[("code", typed)]);
    send(request).await.expect(200).text()
}

#[rstest]
#[tokio::test]
async fn a_receipt_is_no_sign_and_is_asked_about(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, keeper) = app.signed_in(LAN, Role::Administrator, None).await;
    let receipt = codes::of_dossier("H31.12.45-261120-0012", codes::AGENCY);
    let made = keeper.new_qr_code(&receipt).await.unwrap();
    let (code, agency) = (made.code, made.agency.unwrap().name);
    let link = codes::printed(&app, &code);
    let tail = codes::tail(&link);
    let board = read(&app, &format!("/Q/{tail}")).await;
    for words in [
        agency.as_str(),
        "H31.12.45-261120-0012",
        "Mã trên giấy",
        &code.printed(),
        &format!("href=\"/hoi?qr={tail}\""),
        &format!("href=\"/phieu?q={tail}\""),
        &format!("href=\"/danh-gia?qr={tail}\""),
    ] {
        assert!(board.contains(words), "{words}: {board}");
    }
    assert!(!board.contains("Mã trên biển"), "{board}");

    let field = format!("name=\"qr\" value=\"{tail}\"");
    let ask = read(&app, &format!("/hoi?qr={tail}")).await;
    assert!(
        ask.contains(&field) && ask.contains(&agency) && ask.contains(&code.printed()),
        "{ask}"
    );
    assert!(!ask.contains("không còn dùng"), "{ask}");
    let form = read(&app, &format!("/phieu?q={tail}")).await;
    assert!(form.contains(&field), "{form}");
    let begun = app.post("/v1/chat/conversations");
    let _ = send(begun.json(&json!({"qr": tail}))).await.expect(201);
    let ticket = NewTicket {
        text: "Hồ sơ của tôi đã quá hẹn ba ngày".to_owned(),
        qr: Some(tail.to_owned()),
        ..NewTicket::default()
    };
    app.client().send_ticket(&ticket, None).await.unwrap();

    let told = check(&app, tail).await;
    assert!(told.contains("in trên giấy tờ"), "{told}");
    for sign in ["treo ở", "Nếu bạn thấy mã này ở chỗ khác"] {
        assert!(!told.contains(sign), "{sign}: {told}");
    }
    let why = RevokeQrCode {
        reason: "Giấy hẹn in nhầm mã hồ sơ".to_owned(),
    };
    keeper.revoke_qr_code(&code, &why).await.unwrap();
    let gone = read(&app, &format!("/q/{code}")).await;
    assert!(
        gone.contains("đã bị thu hồi") && !gone.contains("biển"),
        "{gone}"
    );
    assert!(gone.contains("href=\"/ho-so\""), "it leads on: {gone}");
    let ask = read(&app, &format!("/hoi?qr={tail}")).await;
    assert!(
        ask.contains("không còn dùng") && !ask.contains(&field),
        "{ask}"
    );
    let begun = app.post("/v1/chat/conversations");
    let _ = send(begun.json(&json!({"qr": tail}))).await.expect(422);
}

#[rstest]
#[tokio::test]
async fn a_code_that_hangs_nowhere_is_named_by_its_target(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, keeper) = app.signed_in(LAN, Role::Administrator, None).await;
    let new = NewQrCode {
        target: QrTarget::Procedure {
            code: "1.001193".parse().unwrap(),
        },
        counter: None,
        agency: None,
    };
    let code = keeper.new_qr_code(&new).await.unwrap().code;
    let told = check(&app, code.as_str()).await;
    assert!(
        told.contains("đang dùng") && !told.contains("treo ở"),
        "{told}"
    );
    let mut visitor = Visitor::signed_in(&app, LAN).await;
    let page = visitor.read(&format!("/can-bo/ma-qr/{code}")).await;
    assert!(
        page.contains("<h1 lang=\"vi\">Thủ tục 1.001193</h1>"),
        "{page}"
    );
    let list = visitor.read("/can-bo/ma-qr").await;
    assert!(!list.contains("<b lang=\"vi\"></b>"), "{list}");
}

#[tokio::test]
async fn the_counter_stays_on_the_way_to_a_question() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let field = format!("name=\"qr\" value=\"{QR}\"");
    let board = read(&app, &format!("/q/{QR}")).await;
    assert!(
        board.contains(&field) && board.contains(&format!("href=\"/thu-tuc?qr={QR}\"")),
        "{board}"
    );
    let found = read(&app, &format!("/tim-kiem?q=khai+sinh&qr={QR}")).await;
    // The search box, and the question box below.
    assert_eq!(found.matches(&field).count(), 2, "{found}");
    for link in ["/thu-tuc/1.001193?", "kind=procedure&#38;"] {
        assert!(found.contains(&format!("{link}qr={QR}")), "{link}: {found}");
    }
    let none = read(&app, &format!("/tim-kiem?q=zzzzqqq&qr={QR}")).await;
    assert_eq!(none.matches(&field).count(), 2, "{none}");
    let fields = read(&app, &format!("/thu-tuc?qr={QR}")).await;
    assert!(
        fields.contains(&field) && fields.contains(&format!("field=ho-tich&#38;qr={QR}")),
        "{fields}"
    );
    let list = read(&app, &format!("/thu-tuc?field=ho-tich&qr={QR}")).await;
    assert!(
        list.contains(&format!("href=\"/thu-tuc?qr={QR}\"")),
        "{list}"
    );
    // Without a code there is none, and what is no code is none either.
    for path in ["/tim-kiem?q=khai+sinh", "/thu-tuc?qr=khong"] {
        let page = read(&app, path).await;
        assert!(!page.contains("name=\"qr\""), "{page}");
    }
}

#[tokio::test]
async fn the_code_is_shown_wherever_it_is_to_be_compared() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    for path in ["/q/", "/hoi?qr=", "/danh-gia?qr="] {
        let page = read(&app, &format!("{path}{QR}")).await;
        assert!(page.contains(PRINTED), "{path}: {page}");
    }
}

#[tokio::test]
async fn an_address_of_ours_is_told_as_the_address_bar_shows_it() {
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let base = app.address();
    let host = base.split_once("://").unwrap().1;
    for typed in [
        format!("{base}/q/{QR}?lang=en"),
        format!("{base}/q/{QR}/"),
        format!("{base}/danh-gia?qr={QR}"),
        format!("{host}/q/{QR}"),
    ] {
        let page = check(&app, &typed).await;
        assert!(page.contains("đang dùng"), "{typed}: {page}");
    }
    let slip = check(&app, &format!("{base}/q/JVQ4GCV")).await;
    assert!(slip.contains("Không có mã này"), "{slip}");
    let other = check(&app, &format!("motcua.evil.vn/q/{QR}")).await;
    assert!(other.contains("một trang khác"), "{other}");
    let plain = read(&app, "/verify").await;
    assert!(plain.contains("chữ hoa hay chữ thường đều được"), "{plain}");
}
