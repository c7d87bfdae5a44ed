//! The life of a ticket on the pages of staff, by plain form posts.

use mobile_contract::accounts::Role;
use mobile_contract::client::{Client, TicketKey};
use mobile_contract::settings::NewAgencySettings;
use mobile_contract::ticket::{NewContact, NewTicket, TicketKind, TicketState};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::pictures::photo_with_traces;
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, spawn_app};
use rstest::rstest;

const LAN: &str = "lan@hungyen.example";
const MINH: &str = "minh@hungyen.example";
const HOA: &str = "hoa@hungyen.example";
const TEXT: &str = "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi";
const HELPFUL: &str = "Bạn mang giấy hẹn đến bộ phận một cửa để nhận kết quả.";
const REASON: &str = "Việc này thuộc thẩm quyền của nơi nhận";

fn about_birth() -> NewTicket {
    NewTicket {
        text: TEXT.to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        contact: Some(NewContact {
            phone: Some("0912345678".to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    }
}

/// A ticket, where its page is, and the agency that has it.
async fn sent(client: &Client, new: &NewTicket) -> (TicketKey, String, Option<String>) {
    let opened = client.send_ticket(new, None).await.unwrap();
    let agency = opened.ticket.agency.as_ref().map(|a| a.id.to_string());
    let path = format!("/can-bo/phieu/{}", opened.ticket.code);
    (TicketKey::from(&opened), path, agency)
}

/// Someone of an agency, signed in.
async fn of<'a>(app: &'a App, login: &str, role: Role, agency: Option<&str>) -> Visitor<'a> {
    app.staff(login, role, agency).await;
    Visitor::signed_in(app, login).await
}

#[rstest]
#[tokio::test]
async fn an_officer_takes_a_ticket_looks_up_cites_and_answers(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, path, agency) = sent(&client, &about_birth()).await;
    let mut lan = of(&app, LAN, Role::Officer, agency.as_deref()).await;
    let queue = lan.read("/can-bo").await;
    for words in [
        &path,
        TEXT,
        "ngày làm việc",
        "Chưa ai nhận",
        &key.code().printed(),
    ] {
        assert!(queue.contains(words), "{words}: {queue}");
    }
    let page = lan.read(&path).await;
    for words in [
        TEXT,
        "+84912345678",
        "Thời hạn",
        "Cách tính",
        "Lịch sử",
        "1.001193",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // What the question suggests stands beside the editor.
    assert!(page.contains("name=\"cites\" value=\"1.001193\""), "{page}");

    let led = lan.post(&format!("{path}/nhan"), &[]).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=nhan"));
    let page = lan.read(led.header("location")).await;
    assert!(page.contains("Bạn đã nhận phiếu này."), "{page}");

    // Looking something up keeps what was typed.
    let reply = format!("{path}/tra-loi");
    let search = [
        ("do", "search"),
        ("q", "can cuoc cho tre em"),
        ("text", "Chữ đang gõ dở"),
        ("cites", "1.001193"),
    ];
    let page = lan.post(&reply, &search).await.expect(200).text();
    assert!(page.contains("Chữ đang gõ dở"), "{page}");
    assert!(page.contains("value=\"1.001193\" checked"), "{page}");
    assert!(page.contains("căn cước"), "{page}");

    // The check before sending: the words stay, and it can be overruled.
    let bare = [("do", "send"), ("text", HELPFUL)];
    let page = lan.post(&reply, &bare).await.expect(422).text();
    assert!(
        page.contains(HELPFUL) && page.contains("name=\"anyway\""),
        "{page}"
    );
    assert!(page.contains("Chưa dẫn thủ tục"), "{page}");
    let number = [
        ("do", "send"),
        ("text", "Bạn gọi anh Nam số 0912 345 678 để nhận."),
        ("cites", "1.001193"),
    ];
    let page = lan.post(&reply, &number).await.expect(422).text();
    assert!(page.contains("điện thoại cá nhân"), "{page}");

    let good = [("do", "send"), ("text", HELPFUL), ("cites", "1.001193")];
    let led = lan.post(&reply, &good).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=gui"));
    let page = lan.read(led.header("location")).await;
    assert!(
        page.contains("Đã trả lời") && !page.contains("id=\"tra-loi\""),
        "{page}"
    );
    let told = client.ticket(&key).await.unwrap();
    assert_eq!(told.state, TicketState::Answered);
    let answer = told.messages.last().unwrap();
    assert_eq!(answer.text, HELPFUL);
    assert_eq!(answer.citations.len(), 1);
    let queue = lan.read("/can-bo").await;
    assert!(queue.contains("Không có phiếu nào ở đây."), "{queue}");
    let queue = lan.read("/can-bo?state=answered").await;
    assert!(queue.contains(&path), "{queue}");
}

#[rstest]
#[tokio::test]
async fn another_agencys_ticket_is_not_there(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, path, agency) = sent(&app.client(), &about_birth()).await;
    assert_ne!(agency.as_deref(), Some("so-y-te"));
    let mut hoa = of(&app, HOA, Role::Leader, Some("so-y-te")).await;
    let queue = hoa.read("/can-bo").await;
    assert!(!queue.contains(&path), "{queue}");
    // Nor does a filter in the address widen what one sees.
    let queue = hoa
        .read(&format!("/can-bo?agency={}", agency.unwrap()))
        .await;
    assert!(!queue.contains(&path), "{queue}");
    let missing = hoa.get(&path).await.expect(404).text();
    let never = hoa
        .get("/can-bo/phieu/khong-phai-ma")
        .await
        .expect(404)
        .text();
    for page in [&missing, &never] {
        assert!(page.contains("Không có phiếu này"), "{page}");
        assert!(!page.contains(TEXT), "{page}");
    }
    let _ = hoa.read("/can-bo/phien").await;
    for deed in [
        "nhan", "chuyen", "tra-loi", "duyet", "tra-lai", "hoi", "ghi-chu", "gop",
    ] {
        let other = key.code().as_str();
        let fields = [
            ("revision", "1"),
            ("text", HELPFUL),
            ("to", "so-y-te"),
            ("reason", REASON),
            ("do", "send"),
            ("into", other),
        ];
        let answer = hoa.post(&format!("{path}/{deed}"), &fields).await;
        assert!(matches!(answer.status, 404 | 422), "{deed}: {answer:?}");
        assert!(!answer.text().contains(TEXT), "{deed}: {answer:?}");
        let _ = hoa.read("/can-bo/phien").await;
    }
    let told = app.client().ticket(&key).await.unwrap();
    assert_eq!(
        (told.state, told.messages.len()),
        (TicketState::WithAgency, 1)
    );
}

#[rstest]
#[tokio::test]
async fn of_two_who_write_the_second_is_told_who_was_first_and_keeps_the_words(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (_, path, agency) = sent(&app.client(), &about_birth()).await;
    let mut lan = of(&app, LAN, Role::Officer, agency.as_deref()).await;
    let mut minh = of(&app, MINH, Role::Officer, agency.as_deref()).await;
    let _ = lan.read(&path).await;
    let page = minh.read(&path).await;
    assert!(page.contains("đang xem phiếu này"), "{page}");
    let _ = lan.post(&format!("{path}/nhan"), &[]).await.expect(303);
    let reply = format!("{path}/tra-loi");
    let typed = [("do", "send"), ("text", HELPFUL), ("cites", "1.001193")];
    let page = minh.post(&reply, &typed).await.expect(409).text();
    assert!(
        page.contains("Phiếu vừa được cập nhật bởi Nguyễn Thị Lan"),
        "{page}"
    );
    assert!(
        page.contains("Nhận xử lý") && page.contains(HELPFUL),
        "{page}"
    );
    assert!(page.contains("value=\"1.001193\" checked"), "{page}");
    // The page carries the new revision: sent again, it goes out.
    let led = minh.post(&reply, &typed).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=gui"));
}

#[rstest]
#[tokio::test]
async fn an_operator_sends_a_ticket_on_and_whoever_writes_there_loses_nothing(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let unclear = NewTicket {
        text: "cho hoi cai nay voi".to_owned(),
        ..NewTicket::default()
    };
    let (key, path, agency) = sent(&client, &unclear).await;
    assert_eq!(agency, None);
    let mut hoa = of(&app, HOA, Role::Operator, None).await;
    let queue = hoa.read("/can-bo?state=unrouted").await;
    assert!(
        queue.contains(&path) && queue.contains("Chưa ở cơ quan nào"),
        "{queue}"
    );
    let _ = hoa.read(&path).await;
    let transfer = format!("{path}/chuyen");
    let words = [
        ("do", "search"),
        ("agency", "so tu phap"),
        ("reason", "đang gõ lý do"),
    ];
    let page = hoa.post(&transfer, &words).await.expect(200).text();
    assert!(page.contains("value=\"so-tu-phap\""), "{page}");
    assert!(page.contains("đang gõ lý do"), "{page}");
    let short = [("do", "send"), ("to", "so-tu-phap"), ("reason", "sai")];
    let page = hoa.post(&transfer, &short).await.expect(422).text();
    assert!(page.contains("Cần ít nhất 10 ký tự"), "{page}");
    let good = [("do", "send"), ("to", "so-tu-phap"), ("reason", REASON)];
    let led = hoa.post(&transfer, &good).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=chuyen"));

    // An officer writes while the operator sends it elsewhere.
    let mut lan = of(&app, LAN, Role::Officer, Some("so-tu-phap")).await;
    let page = lan.read(&path).await;
    assert!(page.contains(REASON), "{page}");
    let _ = hoa.read(&path).await;
    let elsewhere = [("do", "send"), ("to", "so-y-te"), ("reason", REASON)];
    let _ = hoa.post(&transfer, &elsewhere).await.expect(303);
    let typed = [("do", "send"), ("text", HELPFUL)];
    let page = lan
        .post(&format!("{path}/tra-loi"), &typed)
        .await
        .expect(404)
        .text();
    assert!(
        page.contains("không còn ở cơ quan của bạn") && page.contains(HELPFUL),
        "{page}"
    );
    assert!(!page.contains("cho hoi cai nay"), "{page}");

    // The officer of the agency that has it sends it on, and is back at the queue.
    let mut nga = of(&app, "nga@hungyen.example", Role::Officer, Some("so-y-te")).await;
    let _ = nga.read(&path).await;
    let led = nga.post(&transfer, &good).await.expect(303);
    assert_eq!(led.header("location"), "/can-bo?done=chuyen");
    let page = nga.read("/can-bo?done=chuyen").await;
    assert!(page.contains("không còn ở cơ quan của bạn"), "{page}");
    let told = client.ticket(&key).await.unwrap();
    assert_eq!(told.agency.unwrap().id.as_str(), "so-tu-phap");
}

#[rstest]
#[tokio::test]
async fn a_leader_sends_a_draft_back_and_then_approves_it(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, path, agency) = sent(&client, &about_birth()).await;
    let agency = agency.unwrap();
    let (_, leading) = app.signed_in(MINH, Role::Leader, Some(&agency)).await;
    let settings = NewAgencySettings {
        mail: None,
        approval: true,
        hours: None,
        replies: Vec::new(),
        revision: 0,
    };
    let id = agency.parse().unwrap();
    leading
        .change_agency_settings(&id, &settings)
        .await
        .unwrap();
    let mut minh = Visitor::signed_in(&app, MINH).await;
    let mut lan = of(&app, LAN, Role::Officer, Some(&agency)).await;
    let page = lan.read(&path).await;
    assert!(page.contains("sau khi lãnh đạo duyệt"), "{page}");
    let reply = format!("{path}/tra-loi");
    let keep = [
        ("do", "save"),
        ("text", "Nháp đầu tiên."),
        ("cites", "1.001193"),
    ];
    let _ = lan.post(&reply, &keep).await.expect(303);
    let page = lan.read(&path).await;
    assert!(page.contains("Nháp đầu tiên."), "{page}");
    assert!(
        page.contains("value=\"1.001193\" checked"),
        "kept with what it cites: {page}"
    );
    let straight = [("do", "send"), ("text", HELPFUL), ("cites", "1.001193")];
    let page = lan.post(&reply, &straight).await;
    assert!(
        page.status >= 400 && page.text().contains(HELPFUL),
        "{page:?}"
    );
    let submit = [("do", "submit"), ("text", HELPFUL), ("cites", "1.001193")];
    let _ = lan.post(&reply, &submit).await.expect(303);

    let queue = minh.read("/can-bo?submitted=1").await;
    assert!(queue.contains(&path), "{queue}");
    let page = minh.read(&path).await;
    assert!(
        page.contains("Duyệt và gửi") && page.contains(HELPFUL),
        "{page}"
    );
    let back = [("text", "Nói rõ hơn mấy giờ mở cửa.")];
    let _ = minh
        .post(&format!("{path}/tra-lai"), &back)
        .await
        .expect(303);
    let queue = minh.read("/can-bo?submitted=1").await;
    assert!(!queue.contains(&path), "{queue}");
    let page = lan.read(&path).await;
    assert!(page.contains("Nói rõ hơn mấy giờ mở cửa."), "{page}");
    assert!(!page.contains("Duyệt và gửi"), "{page}");
    let _ = lan.post(&format!("{path}/duyet"), &[]).await.expect(403);
    let _ = lan.read(&path).await;
    let _ = lan.post(&reply, &submit).await.expect(303);
    let _ = minh.read(&path).await;
    let led = minh.post(&format!("{path}/duyet"), &[]).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=gui"));
    let told = client.ticket(&key).await.unwrap();
    assert_eq!(told.messages.last().unwrap().text, HELPFUL);
    // What staff wrote among themselves stayed there.
    let whole = serde_json::to_string(&told).unwrap();
    assert!(!whole.contains("mấy giờ mở cửa"), "{whole}");
}

#[rstest]
#[tokio::test]
async fn notes_questions_and_joining_by_their_forms(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (first, one, agency) = sent(&client, &about_birth()).await;
    let (second, two, _) = sent(&client, &about_birth()).await;
    let mut lan = of(&app, LAN, Role::Officer, agency.as_deref()).await;
    let page = lan.read(&one).await;
    assert!(
        page.contains(&second.code().printed()),
        "named as alike: {page}"
    );
    let note = [("text", "bí mật nội bộ <b>đậm</b>")];
    let led = lan.post(&format!("{one}/ghi-chu"), &note).await.expect(303);
    let page = lan.read(led.header("location")).await;
    assert!(
        page.contains("bí mật nội bộ &#60;b&#62;"),
        "escaped: {page}"
    );

    let question = [("text", "Bạn gửi số trên giấy hẹn giúp nhé.")];
    let _ = lan.post(&format!("{one}/hoi"), &question).await.expect(303);
    let page = lan.read(&one).await;
    assert!(
        page.contains("Chờ người gửi") && page.contains("Đang dừng giờ"),
        "{page}"
    );
    let told = client.ticket(&first).await.unwrap();
    assert_eq!(told.state, TicketState::WaitingForCitizen);
    // Asked again while waiting: told so, and the words stay.
    let again = lan.post(&format!("{one}/hoi"), &question).await.expect(409);
    assert!(
        again.text().contains("Bạn gửi số trên giấy hẹn giúp nhé."),
        "{again:?}"
    );

    let _ = lan.read(&two).await;
    let merge = format!("{two}/gop");
    let wrong = lan
        .post(&merge, &[("into", "P0000")])
        .await
        .expect(422)
        .text();
    assert!(wrong.contains("Chưa đúng mã phiếu"), "{wrong}");
    let code = first.code().printed().to_lowercase();
    let _ = lan.post(&merge, &[("into", &code)]).await.expect(303);
    let queue = lan.read("/can-bo").await;
    assert!(queue.contains(&one) && !queue.contains(&two), "{queue}");
}

#[rstest]
#[tokio::test]
async fn the_queue_is_filtered_paged_and_opened_by_code(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let mut paths = Vec::new();
    let mut agency = None;
    for _ in 0..27 {
        let (_, path, of) = sent(&client, &about_birth()).await;
        paths.push(path);
        agency = of;
    }
    let agency = agency.unwrap();
    let mut hoa = of(&app, HOA, Role::Operator, None).await;
    let first = hoa.read("/can-bo").await;
    let seen = |page: &str| paths.iter().filter(|path| page.contains(*path)).count();
    assert_eq!(seen(&first), 25);
    let next = first.split_once("rel=\"next\"").unwrap().0;
    let next = next.rsplit_once("href=\"").unwrap().1;
    let next = next.split_once('"').unwrap().0.replace("&#38;", "&");
    let second = hoa.read(&next).await;
    assert_eq!(seen(&second), 2, "{next}");
    // A cursor of other filters begins anew.
    let anew = hoa.read(&format!("{next}&kind=question")).await;
    assert!(!anew.contains("Dấu trang"), "{anew}");

    let nobody = hoa.read("/can-bo?kind=regulation").await;
    assert!(nobody.contains("Không có phiếu nào ở đây."), "{nobody}");
    let odd = hoa
        .read("/can-bo?state=xyz&kind=&mine=maybe&agency=%20")
        .await;
    assert_eq!(seen(&odd), 25);
    let its = hoa.read(&format!("/can-bo?agency={agency}")).await;
    assert_eq!(seen(&its), 25);
    let none = hoa.read("/can-bo?agency=so-y-te").await;
    assert_eq!(seen(&none), 0);
    let choices = hoa.read("/can-bo?agency=yen+my").await;
    assert!(choices.contains("Có nhiều cơ quan phù hợp"), "{choices}");

    let code = paths[3].rsplit_once('/').unwrap().1.to_lowercase();
    let led = hoa
        .get(&format!("/can-bo/phieu?code={code}"))
        .await
        .expect(303);
    assert_eq!(led.header("location"), paths[3]);
    let led = hoa.get("/can-bo/phieu?code=123").await.expect(303);
    let page = hoa.read(led.header("location")).await;
    assert!(page.contains("Mời xem lại từng ký tự"), "{page}");

    // Late ones come first, and say so in words.
    app.clock().set("2026-12-04T09:59:00Z".parse().unwrap());
    let mut hoa = Visitor::signed_in(&app, HOA).await;
    let page = hoa.read("/can-bo?late=1").await;
    assert!(page.contains("Quá hạn") && page.contains("trễ "), "{page}");
    assert_eq!(seen(&page), 25);
}

#[rstest]
#[tokio::test]
async fn files_go_with_the_answer_and_keep_its_words(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, path, agency) = sent(&client, &about_birth()).await;
    let mut lan = of(&app, LAN, Role::Officer, agency.as_deref()).await;
    let mut hoa = of(&app, HOA, Role::Officer, Some("so-y-te")).await;
    let _ = lan.read(&path).await;
    let reply = format!("{path}/tra-loi");
    let photo = || ("giay hen.jpg", "image/jpeg", photo_with_traces());
    let typed = [("do", "attach"), ("text", HELPFUL), ("cites", "1.001193")];
    let page = lan
        .post_file(&reply, &typed, photo())
        .await
        .expect(200)
        .text();
    assert!(
        page.contains("giay hen.jpg") && page.contains(HELPFUL),
        "{page}"
    );
    assert!(page.contains("value=\"1.001193\" checked"), "{page}");
    // What lies about its type is refused, and the words stay.
    let lying = (
        "a.pdf",
        "application/pdf",
        b"<script>alert(1)</script>".to_vec(),
    );
    let page = lan.post_file(&reply, &typed, lying).await;
    assert!(
        (400..500).contains(&page.status) && page.text().contains(HELPFUL),
        "{page:?}"
    );
    let file = page.text();
    let file = file.split_once(&format!("{path}/tep/")).unwrap().1;
    let file = format!("{path}/tep/{}", file.split_once('"').unwrap().0);
    let read = lan.get(&file).await.expect(200);
    assert_eq!(read.header("content-type"), "image/jpeg");
    assert_eq!(hoa.get(&file).await.status, 404, "not another agency's");
    assert_eq!(Visitor::new(&app).get(&file).await.status, 303);

    // Taken away, and another one sent with the answer at once.
    let _ = lan.read(&path).await;
    let drop = format!("drop {}", file.rsplit_once('/').unwrap().1);
    let dropped = lan
        .post(&reply, &[("do", &drop), ("text", HELPFUL)])
        .await
        .expect(200)
        .text();
    assert!(
        !dropped.contains("giay hen.jpg") && dropped.contains(HELPFUL),
        "{dropped}"
    );
    let send = [("do", "send"), ("text", HELPFUL), ("cites", "1.001193")];
    let led = lan.post_file(&reply, &send, photo()).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=gui"));
    let told = client.ticket(&key).await.unwrap();
    assert_eq!(told.messages.last().unwrap().attachments.len(), 1);
    let page = lan.read(&path).await;
    assert!(page.contains("giay hen.jpg"), "{page}");
}

#[rstest]
#[tokio::test]
async fn the_kind_is_put_right(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let (key, path, agency) = sent(&app.client(), &about_birth()).await;
    let mut lan = of(&app, LAN, Role::Officer, agency.as_deref()).await;
    let _ = lan.read(&path).await;
    let rekind = format!("{path}/loai");
    let short = [("kind", "service"), ("reason", "vì thế")];
    let page = lan.post(&rekind, &short).await.expect(422).text();
    assert!(
        page.contains("Cần ít nhất 10 ký tự") && page.contains("vì thế"),
        "{page}"
    );
    let odd = [("kind", "xyz"), ("reason", REASON)];
    let _ = lan.post(&rekind, &odd).await.expect(422);
    let good = [("kind", "service"), ("reason", REASON)];
    let led = lan.post(&rekind, &good).await.expect(303);
    assert_eq!(led.header("location"), format!("{path}?done=loai"));
    let told = app.client().ticket(&key).await.unwrap();
    assert_eq!(told.kind, TicketKind::Service);
}
