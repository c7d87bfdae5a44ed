//! Pages of staff by plain form posts: signing in and out, passwords, sessions, authenticators; and what
//! keeps strangers out.

use chrono::Duration;
use mobile_contract::accounts::{NewUser, Refresh, Role};
use motcua::accounts::NewAccount;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::{LAN, PASSWORD, Setup, TotpApp};
use motcua_tests::visitor::Visitor;
use motcua_tests::{Answer, App, spawn_app};
use rstest::rstest;

const HERS: &str = "motcua_staff";
const AGENCY: &str = "so-tu-phap";
const SIGN_IN: &str = "/can-bo/dang-nhap";
const OWN: &str = "/can-bo/phien";
const NEW_PASSWORD: &str = "mưa rào tháng sáu";

fn leads_to_sign_in(answer: &Answer) {
    assert_eq!(answer.status, 303, "{answer:?}");
    let to = answer.header("location");
    assert!(to.starts_with(SIGN_IN), "{answer:?}");
}

#[rstest]
#[tokio::test]
async fn an_officer_signs_in_works_and_signs_out(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let mut lan = Visitor::new(&app);
    let led = lan.get("/can-bo/phien?lang=en").await;
    leads_to_sign_in(&led);
    let page = lan.read(led.header("location")).await;
    assert!(
        page.contains("Sign in") && page.contains("noindex"),
        "{page}"
    );
    let next = lan.hidden("next").unwrap();
    let fields = [
        ("login", LAN),
        ("password", PASSWORD),
        ("next", next.as_str()),
    ];
    let led = lan.post(SIGN_IN, &fields).await.expect(303);
    assert_eq!(led.header("location"), "/can-bo/phien?lang=en");
    let cookie = led.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/can-bo"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !cookie.contains("Secure") && !cookie.contains("Max-Age"),
        "{cookie}"
    );

    let answer = lan.get(OWN).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    let page = answer.text();
    for words in [
        "Nguyễn Thị Lan",
        "Cán bộ",
        "Sở Tư pháp",
        "Đăng xuất",
        "#noi-dung",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let led = lan.post("/can-bo/dang-xuat", &[]).await.expect(303);
    assert_eq!(led.header("location"), "/can-bo/dang-nhap?out=1");
    assert_eq!(lan.cookie(HERS), None);
    leads_to_sign_in(&lan.get(OWN).await);
}

#[rstest]
#[tokio::test]
async fn what_is_wrong_looks_the_same_and_waiting_is_told_in_words(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let mut stranger = Visitor::new(&app);
    let _ = stranger.read(SIGN_IN).await;
    let mut seen = Vec::new();
    for login in [LAN, "khong-co@hungyen.example"] {
        let fields = [("login", login), ("password", "sai mật khẩu rồi")];
        let page = stranger.post(SIGN_IN, &fields).await.expect(401).text();
        assert!(page.contains(login), "what was typed stays: {page}");
        assert!(!page.contains("sai mật khẩu rồi"), "{page}");
        seen.push(page.replace(login, ""));
    }
    assert_eq!(seen[0], seen[1]);
    for _ in 0..20 {
        let fields = [("login", LAN), ("password", "sai mật khẩu rồi")];
        let answer = stranger.post(SIGN_IN, &fields).await;
        if answer.status == 429 {
            assert!(!answer.header("retry-after").is_empty(), "{answer:?}");
            assert!(answer.text().contains("Mời chờ"), "{answer:?}");
            return;
        }
    }
    panic!("nothing slows guessing down");
}

#[rstest]
#[tokio::test]
async fn signing_in_leads_nowhere_else(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    for elsewhere in [
        "https://evil.example/can-bo",
        "//evil.example/can-bo",
        "/can-bo//evil.example",
        "/can-bo\\@evil.example",
        "/can-bo.evil.example",
        "/chat",
    ] {
        let mut lan = Visitor::new(&app);
        let asked = format!("{SIGN_IN}?next={}", elsewhere.replace('\\', "%5C"));
        let page = lan.read(&asked).await;
        assert!(!page.contains("evil.example\""), "{page}");
        let fields = [("login", LAN), ("password", PASSWORD), ("next", elsewhere)];
        let led = lan.post(SIGN_IN, &fields).await.expect(303);
        assert_eq!(led.header("location"), "/can-bo", "{elsewhere}");
    }
}

#[rstest]
#[tokio::test]
async fn a_form_without_the_token_of_its_session_does_nothing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let mut elsewhere = Visitor::signed_in(&app, LAN).await;
    let _ = elsewhere.read(OWN).await;
    let others = elsewhere.token();
    let _ = lan.read(OWN).await;
    let own = lan.token();
    assert_ne!(own, others, "each session has its own");
    let truncated = &own[..own.len() - 1];
    for forged in [None, Some(""), Some(others.as_str()), Some(truncated)] {
        let fields: Vec<_> = forged.map(|token| ("csrf", token)).into_iter().collect();
        let page = lan
            .post_bare("/can-bo/dang-xuat", &fields)
            .await
            .expect(403);
        assert!(
            page.text().contains("Biểu mẫu này không còn dùng được"),
            "{page:?}"
        );
        assert!(
            page.text().contains("Nguyễn Thị Lan"),
            "in the frame: {page:?}"
        );
    }
    let _ = lan.read(OWN).await;

    // Nor does another site sign anybody in: a form needs the browser's own secret.
    let mut victim = Visitor::new(&app);
    let fields = [
        ("login", LAN),
        ("password", PASSWORD),
        ("csrf", own.as_str()),
    ];
    let refused = victim.post_bare(SIGN_IN, &fields).await.expect(403);
    assert!(refused.header("set-cookie").is_empty(), "{refused:?}");
    let _ = victim.read(SIGN_IN).await;
    let _ = victim.post_bare(SIGN_IN, &fields).await.expect(403);
    assert_eq!(victim.cookie(HERS), None);
}

#[rstest]
#[tokio::test]
async fn nothing_but_a_key_of_pages_opens_pages_and_it_opens_nothing_else(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, tokens) = app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let citizen = app.citizen_tokens("0912345678").await;
    for key in [
        tokens.access_token.as_str(),
        &tokens.refresh_token,
        &citizen.access_token,
        &citizen.refresh_token,
        "",
        "khong-phai-khoa",
    ] {
        let mut other = Visitor::new(&app);
        other.keep(HERS, key);
        leads_to_sign_in(&other.get(OWN).await);
    }
    // A cookie that was read off a browser gets no tokens of the API.
    let lan = Visitor::signed_in(&app, LAN).await;
    let key = lan.cookie(HERS).unwrap().to_owned();
    let client = app.client();
    let refresh = Refresh {
        refresh_token: key.clone(),
    };
    assert!(client.refresh(&refresh).await.is_err());
    let bearer = app.get("/v1/staff/me").bearer_auth(&key);
    assert_eq!(motcua_tests::send(bearer).await.status, 401);
}

#[rstest]
#[tokio::test]
async fn two_tabs_work_side_by_side_and_a_session_that_is_ended_is_out_at_once(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let mut office = Visitor::signed_in(&app, LAN).await;
    let mut second_tab = Visitor::new(&app);
    second_tab.keep(HERS, office.cookie(HERS).unwrap());
    let (one, two) = tokio::join!(office.get(OWN), second_tab.get(OWN));
    assert_eq!((one.status, two.status), (200, 200));

    let mut home = Visitor::signed_in(&app, LAN).await;
    let page = home.read(OWN).await;
    assert!(page.contains("Trình duyệt này"), "{page}");
    // The one of the API, and the office.
    assert_eq!(page.matches("Kết thúc phiên này").count(), 2, "{page}");
    let led = home
        .post("/can-bo/phien/ket-thuc-khac", &[])
        .await
        .expect(303);
    assert_eq!(led.header("location"), "/can-bo/phien?done=phien");
    leads_to_sign_in(&office.get(OWN).await);
    leads_to_sign_in(&second_tab.get(OWN).await);
    let page = home.read("/can-bo/phien?done=phien").await;
    assert!(page.contains("Đã kết thúc phiên."), "{page}");

    // A working day after signing in it ends, however busy it was.
    for _ in 0..5 {
        app.clock().set(app.clock().now() + Duration::hours(2));
        let _ = home.read(OWN).await;
    }
    app.clock().set(app.clock().now() + Duration::hours(2));
    leads_to_sign_in(&home.get(OWN).await);
}

#[rstest]
#[tokio::test]
async fn one_session_is_ended_and_nobody_elses(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    app.staff("minh@hungyen.example", Role::Leader, Some(AGENCY))
        .await;
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let mut minh = Visitor::signed_in(&app, "minh@hungyen.example").await;
    let mut elsewhere = Visitor::signed_in(&app, LAN).await;
    let _ = elsewhere.read(OWN).await;
    // The newest is listed first after the browser's own: that of `lan`.
    let page = elsewhere.page().to_owned();
    let ids: Vec<&str> = page
        .split("name=\"id\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(ids.len(), 2, "{page}");
    // Somebody else's id ends nothing, and looks the same.
    let _ = minh.read(OWN).await;
    for id in &ids {
        let led = minh.post("/can-bo/phien/ket-thuc", &[("id", id)]).await;
        let _ = led.expect(303);
    }
    let _ = lan.read(OWN).await;
    for id in ids {
        let _ = elsewhere
            .post("/can-bo/phien/ket-thuc", &[("id", id)])
            .await
            .expect(303);
    }
    leads_to_sign_in(&lan.get(OWN).await);
    let _ = elsewhere.read(OWN).await;
}

#[rstest]
#[tokio::test]
async fn the_authenticator_is_set_up_on_a_page_and_asked_for_after_the_password(
    #[values(Sqlite, Postgres)] db: Database,
) {
    // As a province runs it, an operator gets nowhere without one.
    let Some(app) = App::spawn(db, Setup::production()).await else {
        return;
    };
    app.staff(LAN, Role::Operator, None).await;
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let led = lan.get(OWN).await.expect(303);
    assert_eq!(led.header("location"), "/can-bo/xac-thuc");
    let page = lan.read("/can-bo/xac-thuc").await;
    assert!(
        page.contains("Vai trò của bạn cần ứng dụng xác thực"),
        "{page}"
    );
    let page = lan.post("/can-bo/xac-thuc", &[]).await.expect(200).text();
    assert!(page.contains("<svg") && !page.contains("<?xml"), "{page}");
    let secret = page.split_once("big-code\">").unwrap().1;
    let secret = secret.split_once('<').unwrap().0.replace(' ', "");
    let phone = TotpApp::new(&secret);

    let wrong = lan
        .post("/can-bo/xac-thuc/ma", &[("code", "000000")])
        .await
        .expect(401);
    assert!(!wrong.text().contains(&secret), "{wrong:?}");
    let code = phone.shows(app.clock().now());
    let page = lan
        .post("/can-bo/xac-thuc/ma", &[("code", &code)])
        .await
        .expect(200)
        .text();
    let recovery = page.split_once("<li class=\"code\">").unwrap().1;
    let recovery = recovery.split_once('<').unwrap().0.to_owned();
    assert_eq!(page.matches("<li class=\"code\">").count(), 10, "{page}");
    let _ = lan.read(OWN).await;

    // The password alone opens nothing now.
    app.clock().set(app.clock().now() + Duration::minutes(1));
    let mut again = Visitor::new(&app);
    let _ = again.read(SIGN_IN).await;
    let fields = [("login", LAN), ("password", PASSWORD), ("next", OWN)];
    let page = again.post(SIGN_IN, &fields).await.expect(200).text();
    assert!(page.contains("Mã xác thực"), "{page}");
    assert_eq!(again.cookie(HERS), None);
    let half = again.hidden("half").unwrap();
    let wrong = again
        .post("/can-bo/dang-nhap/ma", &[("code", "000000"), ("next", OWN)])
        .await;
    let _ = wrong.expect(401);

    // Nor does a proof of the password in another browser, or five minutes later.
    let code = phone.shows(app.clock().now());
    let mut other = Visitor::new(&app);
    let _ = other.read(SIGN_IN).await;
    let stolen = [("code", code.as_str()), ("half", half.as_str())];
    let page = other
        .post("/can-bo/dang-nhap/ma", &stolen)
        .await
        .expect(410)
        .text();
    assert!(page.contains("Mời đăng nhập lại từ đầu"), "{page}");
    let led = again
        .post("/can-bo/dang-nhap/ma", &[("code", &code), ("next", OWN)])
        .await;
    assert_eq!(led.expect(303).header("location"), OWN);
    let _ = again.read(OWN).await;

    let mut late = Visitor::new(&app);
    let _ = late.read(SIGN_IN).await;
    let _ = late.post(SIGN_IN, &fields).await.expect(200);
    app.clock().set(app.clock().now() + Duration::minutes(6));
    let code = phone.shows(app.clock().now());
    let _ = late
        .post("/can-bo/dang-nhap/ma", &[("code", &code)])
        .await
        .expect(410);
    let _ = late.post(SIGN_IN, &fields).await.expect(200);
    let led = late
        .post("/can-bo/dang-nhap/ma", &[("code", &recovery)])
        .await
        .expect(303);
    let cookie = led.header("set-cookie");
    assert!(cookie.contains("Secure"), "over https only: {cookie}");
}

#[rstest]
#[tokio::test]
async fn a_password_is_set_by_the_mailed_link_and_changed_later(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let new = NewAccount::new(NewUser {
        login: LAN.parse().unwrap(),
        name: "Nguyễn Thị Lan".to_owned(),
        role: Role::Officer,
        agency: Some(AGENCY.parse().unwrap()),
    });
    let accounts = app.accounts().await;
    let (_, link) = accounts.create_with_link(new.unwrap()).await.unwrap();
    assert!(link.contains("/can-bo/mat-khau#token="), "{link}");
    let mut lan = Visitor::new(&app);
    let page = lan.read("/can-bo/mat-khau").await;
    assert!(page.contains("dán vào đây"), "without scripts: {page}");
    let set = |password, again| {
        vec![
            ("link", link.as_str()),
            ("password", password),
            ("again", again),
        ]
    };
    let refused = lan
        .post("/can-bo/mat-khau", &set(NEW_PASSWORD, "khác hẳn đi nhé"))
        .await;
    assert!(
        refused
            .expect(422)
            .text()
            .contains("Hai lần gõ chưa giống nhau")
    );
    let refused = lan.post("/can-bo/mat-khau", &set("ngắn", "ngắn")).await;
    let page = refused.expect(422).text();
    assert!(page.contains("aria-invalid"), "{page}");
    let led = lan
        .post("/can-bo/mat-khau", &set(PASSWORD, PASSWORD))
        .await
        .expect(303);
    assert_eq!(led.header("location"), "/can-bo/dang-nhap?set=1");
    let again = lan
        .post("/can-bo/mat-khau", &set(PASSWORD, PASSWORD))
        .await
        .expect(410);
    assert!(again.text().contains("đã hết hạn"), "{again:?}");

    let mut lan = Visitor::signed_in(&app, LAN).await;
    let mut other = Visitor::signed_in(&app, LAN).await;
    let _ = lan.read(OWN).await;
    let change = |current| {
        [
            ("current", current),
            ("password", NEW_PASSWORD),
            ("again", NEW_PASSWORD),
        ]
    };
    let wrong = lan
        .post("/can-bo/phien/mat-khau", &change("không phải"))
        .await;
    let _ = wrong.expect(401);
    let led = lan
        .post("/can-bo/phien/mat-khau", &change(PASSWORD))
        .await
        .expect(303);
    assert_eq!(led.header("location"), "/can-bo/phien?done=mat-khau");
    let _ = lan.read(OWN).await;
    leads_to_sign_in(&other.get(OWN).await);
}

#[rstest]
#[tokio::test]
async fn a_forgotten_password_is_answered_alike_for_everybody(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    let mut seen = Vec::new();
    for login in [LAN, "khong-co@hungyen.example"] {
        let mut someone = Visitor::new(&app);
        let _ = someone.read("/can-bo/quen-mat-khau").await;
        let sent = someone
            .post("/can-bo/quen-mat-khau", &[("login", login)])
            .await;
        let token = someone.token();
        seen.push(sent.expect(200).text().replace(&token, ""));
    }
    assert_eq!(seen[0], seen[1]);
}

#[rstest]
#[tokio::test]
async fn what_is_not_there_is_told_in_the_frame_and_to_nobody_else(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    app.staff(LAN, Role::Officer, Some(AGENCY)).await;
    leads_to_sign_in(&Visitor::new(&app).get("/can-bo/khong-co").await);
    let mut lan = Visitor::signed_in(&app, LAN).await;
    let page = lan.get("/can-bo/khong-co").await.expect(404).text();
    assert!(page.contains("Không có trang này"), "{page}");
    assert!(page.contains("Nguyễn Thị Lan"), "{page}");
    let page = lan.get("/can-bo/khong-co?lang=en").await.expect(404).text();
    assert!(page.contains("There is no such page"), "{page}");
}
