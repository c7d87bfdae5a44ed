//! The pages on which answers become questions for all, by plain form posts, and in a real browser.

use mobile_contract::accounts::Role;
use mobile_contract::ticket::{NewAnswer, NewContact, NewTicket, TicketCode, Transfer};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::visitor::Visitor;
use motcua_tests::{App, send, spawn_app};
use rstest::rstest;

const AGENCY: &str = "so-tu-phap";
const LAN: &str = "lan@hungyen.example";
const HUNG: &str = "hung@hungyen.example";
const MINH: &str = "minh@hungyen.example";
const LETTER: &str =
    "Chào anh chị. Tôi tên là Nguyễn Văn An, cho tôi hỏi thuê xuồng kayak cần giấy tờ gì?";
const QUESTION: &str = "Thuê xuồng kayak cần giấy tờ gì?";
const ANSWER: &str = "Bạn mang căn cước đến bến thuyền để thuê xuồng.";

async fn of<'a>(app: &'a App, login: &str, role: Role, agency: Option<&str>) -> Visitor<'a> {
    app.staff(login, role, agency).await;
    Visitor::signed_in(app, login).await
}

/// A ticket with the agency, not answered yet.
async fn asked(app: &App, text: &str) -> TicketCode {
    let new = NewTicket {
        text: text.to_owned(),
        contact: Some(NewContact {
            mail: Some("an@b.vn".to_owned()),
            ..NewContact::default()
        }),
        ..NewTicket::default()
    };
    app.client()
        .send_ticket(&new, None)
        .await
        .unwrap()
        .ticket
        .code
}

async fn given(app: &App, login: &str, codes: &[&TicketCode]) {
    let (_, operator) = app.signed_in(login, Role::Operator, None).await;
    for code in codes {
        let ticket = operator.staff_ticket(code).await.unwrap();
        let there = ticket
            .ticket
            .agency
            .is_some_and(|a| a.id.as_str() == AGENCY);
        if there {
            continue;
        }
        let transfer = Transfer {
            revision: ticket.revision,
            to: AGENCY.to_owned(),
            reason: "Việc này thuộc nơi nhận trả lời".to_owned(),
        };
        operator.transfer_ticket(code, &transfer).await.unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn one_click_makes_a_question_of_an_answer(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let code = asked(&app, LETTER).await;
    let same = asked(&app, "thue xuong kayak can giay to gi").await;
    given(&app, "truc@hungyen.example", &[&code, &same]).await;
    let mut lan = of(&app, LAN, Role::Officer, Some(AGENCY)).await;
    let mut hung = of(&app, HUNG, Role::Leader, Some(AGENCY)).await;
    let ticket = format!("/can-bo/phieu/{code}");

    // An answer begins with a text of the agency, code and name filled in.
    lan.read("/can-bo/mau-tra-loi").await;
    let text = [
        ("title", "Chào"),
        ("text", "{co_quan} trả lời phiếu {ma_phieu}:"),
    ];
    let _ = lan.post("/can-bo/mau-tra-loi", &text).await.expect(303);
    let bad = [("title", "Sai"), ("text", "Gọi 0912345678")];
    let page = lan
        .post("/can-bo/mau-tra-loi", &bad)
        .await
        .expect(422)
        .text();
    assert!(
        page.contains("Gọi 0912345678") && page.contains("thông tin cá nhân"),
        "{page}"
    );
    let page = lan.read(&ticket).await;
    let (_, rest) = page
        .split_once("<option value=\"")
        .expect("a text to choose");
    let id = rest.split('"').next().unwrap().to_owned();
    let begin = [("do", "begin"), ("mau", id.as_str()), ("text", "Dở dang")];
    let page = lan
        .post(&format!("{ticket}/tra-loi"), &begin)
        .await
        .expect(200)
        .text();
    let filled = format!(
        "Dở dang\n\nSở Tư pháp tỉnh Hưng Yên trả lời phiếu {}:",
        code.printed()
    );
    assert!(page.contains(&filled), "{page}");

    let (_, officer) = app.signed_in(MINH, Role::Officer, Some(AGENCY)).await;
    let answer = NewAnswer {
        revision: officer.staff_ticket(&code).await.unwrap().revision,
        text: Some(format!("Chào bạn. {ANSWER}")),
        cites: vec!["1.001193".to_owned()],
        anyway: true,
    };
    officer.answer_ticket(&code, &answer).await.unwrap();

    // One click, then the words are there to be read again.
    let page = lan.read(&ticket).await;
    assert!(page.contains("Đưa vào hỏi đáp"), "{page}");
    let phieu = [("phieu", code.as_str())];
    let led = lan.post("/can-bo/hoi-dap/moi", &phieu).await.expect(303);
    let draft = led.header("location").to_owned();
    let page = lan.read(&draft).await;
    for words in [QUESTION, ANSWER, "Đang viết", "1.001193"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("Nguyễn Văn An") && !page.contains("Chào bạn"),
        "{page}"
    );
    let revision = lan.hidden("revision").unwrap();
    let wrong = [
        ("revision", revision.as_str()),
        ("question", "Chị Hoa hỏi: thuê xuồng?"),
        ("answer", ANSWER),
        ("procedure", "9.999999"),
    ];
    let page = lan.post(&draft, &wrong).await.expect(422).text();
    assert!(
        page.contains("Chị Hoa hỏi") && page.contains("Không có thủ tục"),
        "{page}"
    );
    let words = [
        ("revision", revision.as_str()),
        ("question", "Chị Hoa hỏi: thuê xuồng kayak cần giấy tờ gì?"),
        ("answer", "<b>Bạn</b> mang căn cước đến bến thuyền."),
        ("also", "xuồng kayak thuê sao\r\n\r\nmuốn chèo kayak"),
        ("submit", "1"),
    ];
    let led = lan.post(&draft, &words).await.expect(303);
    let page = lan.read(led.header("location")).await;
    assert!(
        page.contains("Đã nộp") && page.contains("Chờ duyệt"),
        "{page}"
    );
    assert!(!page.contains("<b>Bạn</b>"), "{page}");
    let late = lan.post(&draft, &words).await.expect(409).text();
    assert!(
        late.contains("người khác cập nhật") && late.contains("mang căn cước"),
        "{late}"
    );

    // The leader sees whom else it answers, and what still tells of somebody.
    let page = hung.read("/can-bo/hoi-dap?state=submitted").await;
    assert!(page.contains("thuê xuồng kayak"), "{page}");
    let page = hung.read(&draft).await;
    assert!(page.contains("Hoa") && page.contains("tên người"), "{page}");
    assert!(
        page.contains(&format!("name=\"same\" value=\"{same}\"")),
        "{page}"
    );
    let revision = hung.hidden("revision").unwrap();
    let publish = format!("{draft}/dang");
    let form = [("revision", revision.as_str()), ("same", same.as_str())];
    let page = hung.post(&publish, &form).await.expect(422).text();
    assert!(page.contains("Còn thông tin cá nhân"), "{page}");
    assert!(
        page.contains(&format!("value=\"{same}\" checked")),
        "what was ticked stays"
    );
    let form = [
        ("revision", revision.as_str()),
        ("same", same.as_str()),
        ("impersonal", "Hoa"),
    ];
    let led = hung.post(&publish, &form).await.expect(303);
    let page = hung.read(led.header("location")).await;
    assert!(
        page.contains("Đã đăng") && page.contains(&same.printed()),
        "{page}"
    );
    let (_, rest) = page.split_once("href=\"/hoi-dap/").expect("its page");
    let public = format!("/hoi-dap/{}", rest.split('"').next().unwrap());
    let shown = send(app.get(&public)).await.expect(200).text();
    assert!(
        shown.contains("thuê xuồng kayak") && !shown.contains("<b>Bạn</b>"),
        "{shown}"
    );

    // Taken back, it says so.
    let revision = hung.hidden("revision").unwrap();
    let short = [("revision", revision.as_str()), ("reason", "sai")];
    let _ = hung.post(&format!("{draft}/rut"), &short).await.expect(422);
    let unsaid = [
        ("revision", revision.as_str()),
        ("reason", "Quy định đã đổi"),
    ];
    let page = hung
        .post(&format!("{draft}/rut"), &unsaid)
        .await
        .expect(422);
    assert!(page.text().contains("chọn vì sao rút"), "{}", page.text());
    let doubled = [
        ("revision", revision.as_str()),
        ("cause", "doubled"),
        ("instead", "/hoi-dap/khong-co"),
        ("reason", "Trùng với câu khác rồi"),
    ];
    let page = hung
        .post(&format!("{draft}/rut"), &doubled)
        .await
        .expect(422)
        .text();
    assert!(
        page.contains("không có câu hỏi đáp nào") || page.contains("Không có câu hỏi đáp nào"),
        "{page}"
    );
    assert!(
        page.contains("value=\"/hoi-dap/khong-co\""),
        "what was typed stays: {page}"
    );
    let why = [
        ("revision", revision.as_str()),
        ("cause", "wrong"),
        (
            "instead",
            "https://motcua.example/hoi-dap/khai-sinh-mat-tien-khong",
        ),
        ("reason", "Quy định đã thay đổi rồi"),
    ];
    let led = hung.post(&format!("{draft}/rut"), &why).await.expect(303);
    let page = hung.read(led.header("location")).await;
    assert!(
        page.contains("Đã rút") && page.contains("Quy định đã thay đổi rồi"),
        "{page}"
    );
    let old = send(app.get(&public)).await.expect(303);
    assert_eq!(old.header("location"), "/hoi-dap/khai-sinh-mat-tien-khong");
}

#[rstest]
#[tokio::test]
async fn another_agencys_drafts_are_not_there(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let mut lan = of(&app, LAN, Role::Officer, Some(AGENCY)).await;
    let mut khac = of(&app, MINH, Role::Leader, Some("so-y-te")).await;
    // What citizens asked comes by a form, and is read again before anything is begun; an address holds none of it.
    let page = lan.read("/can-bo/hoi-dap/moi?q=thue+xuong+kayak").await;
    assert!(!page.contains("thue xuong kayak"), "{page}");
    let gap = [("q", "thue xuong kayak"), ("xem", "1")];
    let page = lan
        .post("/can-bo/hoi-dap/moi", &gap)
        .await
        .expect(200)
        .text();
    assert!(page.contains("thue xuong kayak"), "{page}");
    let _ = lan.post_bare("/can-bo/hoi-dap/moi", &gap).await.expect(403);
    let list = lan.read("/can-bo/hoi-dap").await;
    assert!(
        list.contains("Chưa có câu nào ở đây."),
        "nothing is begun yet: {list}"
    );
    let led = lan
        .post("/can-bo/hoi-dap/moi", &[("q", "thuê xuồng")])
        .await
        .expect(303);
    let draft = led.header("location").to_owned();
    let _ = khac.get(&draft).await.expect(404);
    let list = khac.read("/can-bo/hoi-dap").await;
    assert!(list.contains("Chưa có câu nào ở đây."), "{list}");
    let form = [("revision", "0"), ("reason", "Không thuộc về chúng tôi")];
    let _ = khac.post(&format!("{draft}/rut"), &form).await.expect(404);
    let _ = lan
        .post_bare(&format!("{draft}/dang"), &[("revision", "0")])
        .await
        .expect(403);
    let _ = khac.get("/can-bo/hoi-dap/khong-phai-ma").await.expect(404);
}
