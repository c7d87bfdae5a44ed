//! `/ho-so`: plain pages, without a proof in any address.

use mobile_contract::accounts::Role;
use mobile_contract::limits::{DOSSIER_TRIES, PAGE_DEFAULT};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::LAN;
use motcua_tests::followed::{CODE, LAST4, PHONE, received};
use motcua_tests::gateway::Gateway;
use motcua_tests::visitor::Visitor;
use motcua_tests::{codes, spawn_app};
use rstest::rstest;

#[rstest]
#[tokio::test]
async fn code_and_four_digits_show_where_it_is(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let mut visitor = Visitor::new(&app);
    let home = visitor.read("/").await;
    assert!(home.contains("href=\"/ho-so\""), "{home}");
    let form = visitor.read("/ho-so").await;
    assert!(form.contains("name=\"proof\""), "{form}");
    let asked = visitor.get("/ho-so/ket-qua").await;
    assert_eq!((asked.status, asked.header("location")), (303, "/ho-so"));

    let typed = "h31 12 45 261120 0012";
    let wrong = [("code", typed), ("proof", "0000")];
    let refused = visitor.post_bare("/ho-so", &wrong).await.expect(404).text();
    assert!(
        refused.contains("role=\"alert\"") && refused.contains(typed),
        "{refused}"
    );
    let other = [("code", "H31.12.45-261120-9999"), ("proof", "0000")];
    let unknown = visitor.post_bare("/ho-so", &other).await.expect(404).text();
    assert_eq!(unknown.replace("H31.12.45-261120-9999", typed), refused);
    // Whoever has to wait is told how long, on the page.
    let mut guesser = Visitor::new(&app);
    let guess = [("code", "H31.12.45-261120-8888"), ("proof", "0000")];
    for _ in 0..DOSSIER_TRIES {
        let _ = guesser.post_bare("/ho-so", &guess).await.expect(404);
    }
    let waits = guesser.post_bare("/ho-so", &guess).await.expect(429).text();
    assert!(waits.contains("Thời gian chờ: không quá 1 phút"), "{waits}");

    let right = [("code", typed), ("proof", LAST4)];
    let opened = visitor.post_bare("/ho-so", &right).await.expect(303);
    assert_eq!(opened.header("location"), "/ho-so/ket-qua");
    let cookie = opened.header("set-cookie").to_owned();
    for rule in ["HttpOnly", "SameSite=Lax", "Path=/ho-so"] {
        assert!(cookie.contains(rule), "{cookie}");
    }
    let shown = visitor.read("/ho-so/ket-qua").await;
    for words in [
        CODE,
        "Đang giải quyết",
        "N.T.L.",
        "Việc tiếp theo",
        "Tiếp nhận hồ sơ",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    for private in ["Nguyễn Thị Lan", "0912", "ban-03", "pass_"] {
        assert!(!shown.contains(private), "{private}: {shown}");
    }
    let english = visitor.read("/ho-so/ket-qua?lang=en").await;
    assert!(english.contains("What to do next"), "{english}");
    let _ = visitor.post_bare("/ho-so/dong", &[]).await.expect(303);
    assert_eq!(visitor.get("/ho-so/ket-qua").await.status, 303);
}

#[rstest]
#[tokio::test]
async fn a_scanned_receipt_opens_it_with_one_press(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let (_, keeper) = app.signed_in(LAN, Role::Administrator, None).await;
    let receipt = codes::of_dossier(CODE, codes::AGENCY);
    let made = keeper.new_qr_code(&receipt).await.unwrap();
    let link = codes::printed(&app, &made.code);
    let tail = codes::tail(&link);
    let mut visitor = Visitor::new(&app);
    let board = visitor.read(&format!("/Q/{tail}")).await;
    assert!(board.contains("Xem hồ sơ đang ở đâu"), "{board}");
    let (code, proof) = (
        visitor.hidden("code").unwrap(),
        visitor.hidden("proof").unwrap(),
    );
    assert_eq!((code.as_str(), proof.as_str()), (CODE, tail));
    let fields = [("code", code.as_str()), ("proof", proof.as_str())];
    let _ = visitor.post_bare("/ho-so", &fields).await.expect(303);
    let shown = visitor.read("/ho-so/ket-qua").await;
    assert!(shown.contains(CODE), "{shown}");
    // The other language opens it, too.
    let other = format!("/q/{tail}?lang=en");
    assert!(board.contains(&format!("href=\"{other}\"")), "{board}");
    let english = visitor.read(&other).await;
    assert_eq!(visitor.hidden("proof").as_deref(), Some(tail));
    let back = format!("href=\"/q/{tail}?lang=vi\"");
    assert!(english.contains(&back), "{english}");
    // A newer print takes its place; the old one says so, and that it still works, and it does.
    let next = keeper.supersede_qr_code(&made.code).await.unwrap();
    assert_ne!(next.code, made.code);
    let mut holder = Visitor::new(&app);
    let old = holder.read(&format!("/q/{tail}")).await;
    assert!(old.contains("Bạn vẫn dùng được mã này"), "{old}");
    let _ = holder.post_bare("/ho-so", &fields).await.expect(303);
    let shown = holder.read("/ho-so/ket-qua").await;
    assert!(shown.contains(CODE), "{shown}");
    // The short code, typed from the paper, proves nothing and names no dossier.
    let mut other = Visitor::new(&app);
    let typed = other.read(&format!("/q/{}", made.code)).await;
    assert!(other.hidden("proof").is_none(), "{typed}");
    assert!(
        !typed.contains(CODE) && typed.contains("href=\"/ho-so\""),
        "{typed}"
    );
}

#[rstest]
#[tokio::test]
async fn who_is_signed_in_by_phone_has_their_dossiers_listed(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let mut visitor = Visitor::new(&app);
    let asked = [("contact", PHONE)];
    let _ = visitor.post_bare("/cua-toi/ma", &asked).await.expect(303);
    let texts = gateway.texts(&app, "+84912345678").await;
    let code = texts[0].split_whitespace().next().unwrap();
    let _ = visitor
        .post_bare("/cua-toi/vao", &[("code", code)])
        .await
        .expect(303);
    let list = visitor.read("/cua-toi").await;
    assert!(list.contains("Hồ sơ và phiếu của tôi"), "{list}");
    assert!(
        list.contains(CODE) && list.contains("Đang giải quyết"),
        "{list}"
    );
    let csrf = visitor.hidden("csrf").unwrap();
    let foreign = [("code", "H31.12.45-261120-9999"), ("csrf", csrf.as_str())];
    let _ = visitor
        .post_bare("/cua-toi/ho-so", &foreign)
        .await
        .expect(404);
    let unsigned = [("code", CODE)];
    let _ = visitor
        .post_bare("/cua-toi/ho-so", &unsigned)
        .await
        .expect(403);
    let own = [("code", CODE), ("csrf", csrf.as_str())];
    let _ = visitor.post_bare("/cua-toi/ho-so", &own).await.expect(303);
    let shown = visitor.read("/ho-so/ket-qua").await;
    assert!(shown.contains(CODE), "{shown}");
    // The phone in the dossier needs no code from here.
    let told = visitor
        .post_bare("/ho-so/nhan-tin", &[("address", PHONE)])
        .await
        .expect(200)
        .text();
    assert!(told.contains("Từ nay") && told.contains("•••678"), "{told}");
    let refused = visitor
        .post_bare("/ho-so/nhan-tin", &[("address", "không phải")])
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("role=\"alert\"") && refused.contains("không phải"),
        "{refused}"
    );
    // Whoever leaves leaves nothing open behind.
    let csrf = [("csrf", csrf.as_str())];
    let _ = visitor.post_bare("/cua-toi/ra", &csrf).await.expect(303);
    let closed = visitor.get("/ho-so/ket-qua").await;
    assert_eq!((closed.status, closed.header("location")), (303, "/ho-so"));
}

#[rstest]
#[tokio::test]
async fn the_list_tells_how_to_see_dossiers_and_leads_to_older_ones(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    let mut visitor = Visitor::new(&app);
    let asked = [("contact", PHONE)];
    let _ = visitor.post_bare("/cua-toi/ma", &asked).await.expect(303);
    let texts = gateway.texts(&app, "+84912345678").await;
    let code = texts[0].split_whitespace().next().unwrap();
    let typed = [("code", code)];
    let _ = visitor.post_bare("/cua-toi/vao", &typed).await.expect(303);
    let none = visitor.read("/cua-toi").await;
    assert!(none.contains("Chưa có hồ sơ nào khai số này"), "{none}");

    let code_of = |n| format!("H31.12.45-261120-{n:04}");
    let events: Vec<_> = (0..=PAGE_DEFAULT).map(|n| received(&code_of(n))).collect();
    app.told(&events).await;
    // Received at the same time, they stand by their codes, the last first: one is left for the second page.
    let first = visitor.read("/cua-toi").await;
    assert!(first.contains(&code_of(PAGE_DEFAULT)) && !first.contains(&code_of(0)));
    let more = first.split("href=\"/cua-toi?ho_so=").nth(1).unwrap();
    let more = more.split('"').next().unwrap();
    let second = visitor.read(&format!("/cua-toi?ho_so={more}")).await;
    assert!(second.contains(&code_of(0)), "{second}");
    assert!(!second.contains(&code_of(PAGE_DEFAULT)), "{second}");
    assert!(!second.contains("ho_so="), "{second}");
}

#[rstest]
#[tokio::test]
async fn a_code_to_the_phone_opens_it_on_the_page(#[values(Sqlite, Postgres)] db: Database) {
    let gateway = Gateway::start();
    let Some(app) = gateway.app(db).await else {
        return;
    };
    app.told(&[received(CODE)]).await;
    let mut visitor = Visitor::new(&app);
    let mut pages = Vec::new();
    for phone in ["0987 654 321", PHONE] {
        let asked = [("code", CODE), ("phone", phone)];
        let page = visitor
            .post_bare("/ho-so/ma", &asked)
            .await
            .expect(200)
            .text();
        let challenge = visitor.hidden("challenge").unwrap();
        pages.push(page.replace(phone, "").replace(&challenge, ""));
    }
    assert_eq!(
        pages[0], pages[1],
        "nobody is told whether it is the number"
    );
    let mut texts = Vec::new();
    for _ in 0..100 {
        texts = gateway.texts(&app, "+84912345678").await;
        if !texts.is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let digits = texts[0].split_whitespace().next().unwrap();
    let challenge = visitor.hidden("challenge").unwrap();
    let slip = [
        ("code", CODE),
        ("proof", "000000"),
        ("challenge", &challenge),
    ];
    let again = visitor.post_bare("/ho-so", &slip).await.expect(404).text();
    assert!(
        again.contains(&challenge) && again.contains("Mã 6 số chưa đúng"),
        "{again}"
    );
    let short = [
        ("code", CODE),
        ("proof", "12345"),
        ("challenge", &challenge),
    ];
    let again = visitor.post_bare("/ho-so", &short).await.expect(422).text();
    assert!(again.contains("Cần đủ 6 số"), "{again}");
    let fields = [("code", CODE), ("proof", digits), ("challenge", &challenge)];
    let _ = visitor.post_bare("/ho-so", &fields).await.expect(303);
    let fixed = [("code", CODE), ("phone", "0221 3863 456")];
    let refused = visitor
        .post_bare("/ho-so/ma", &fixed)
        .await
        .expect(422)
        .text();
    assert!(refused.contains("số di động"), "{refused}");
    // What stands around a code does not matter, nor does the text of a one-stop system's QR code.
    for text in [
        format!("Mã hồ sơ: {CODE}"),
        format!("https://dichvucong.example/tra-cuu?maHoSo={CODE}&k=1"),
    ] {
        let fields = [("code", text.as_str()), ("proof", LAST4)];
        let _ = visitor.post_bare("/ho-so", &fields).await.expect(303);
    }
    let no_code = [("code", "abc"), ("proof", "1234")];
    let refused = visitor
        .post_bare("/ho-so", &no_code)
        .await
        .expect(422)
        .text();
    assert!(refused.contains("chưa đúng dạng"), "{refused}");
}
