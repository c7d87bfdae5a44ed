//! Files by plain forms, without scripts; and on a phone's screen.

use image::ImageFormat;
use mobile_contract::client::TicketKey;
use mobile_contract::ticket::TicketCode;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::browser::{self, PHONE};
use motcua_tests::pictures::{document, photo_with_traces, picture, written};
use motcua_tests::{Answer, App, send, spawn_app, watched};
use reqwest::header::COOKIE;
use reqwest::multipart::{Form, Part};
use rstest::rstest;

const TEXT: &str = "Tôi nộp hồ sơ khai sinh ở xã Yên Mỹ 10 ngày rồi mà chưa thấy gọi.";

fn part(name: &str, kind: &str, bytes: Vec<u8>) -> Part {
    let part = Part::bytes(bytes).file_name(name.to_owned());
    part.mime_str(kind).unwrap()
}

/// What a browser sends where no file was chosen.
fn nothing() -> Part {
    part("", "application/octet-stream", Vec::new())
}

async fn form(app: &App, text: &str) -> Form {
    let page = send(app.get("/phieu")).await.expect(200).text();
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap();
    let key = key.split('"').next().unwrap().to_owned();
    Form::new()
        .text("key", key)
        .text("text", text.to_owned())
        .text("kind", "")
        .text("place", "xa-yen-my")
        .text("phone", "0912345678")
}

async fn posted(app: &App, path: &str, cookie: &str, form: Form) -> Answer {
    send(app.post(path).header(COOKIE, cookie).multipart(form)).await
}

#[rstest]
#[tokio::test]
async fn files_are_sent_with_the_form_and_words_are_kept_when_one_is_refused(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let html = || {
        part(
            "anh.jpg",
            "image/jpeg",
            b"<html><script>alert(1)</script>".to_vec(),
        )
    };
    let refused = posted(
        &app,
        "/phieu",
        "",
        form(&app, TEXT).await.part("file", html()),
    )
    .await;
    let page = refused.expect(422).text();
    assert!(page.contains(TEXT) && page.contains("0912345678"), "{page}");
    assert!(
        page.contains("không phải ảnh") && page.contains("chọn lại tệp"),
        "{page}"
    );
    assert!(!page.contains("<script>alert"), "{page}");
    // Too large: told in words, and not by a browser that was cut off.
    let large = part("lon.pdf", "application/pdf", vec![b'x'; 11 * 1024 * 1024]);
    let refused = posted(
        &app,
        "/phieu",
        "",
        form(&app, TEXT).await.part("file", large),
    )
    .await;
    let page = refused.expect(413).text();
    assert!(page.contains(TEXT) && page.contains("10 MB"), "{page}");

    let photo = part("giấy hẹn.jpg", "image/jpeg", photo_with_traces());
    let both = form(&app, TEXT)
        .await
        .part("file", photo)
        .part("file", nothing());
    let sent = posted(&app, "/phieu", "", both).await.expect(200);
    let cookie = sent
        .header("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = sent.text();
    let code: TicketCode = page
        .split("id=\"ma-phieu\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    let path = format!("/phieu/{code}");
    let shown = send(app.get(&path).header(COOKIE, &cookie))
        .await
        .expect(200)
        .text();
    let image = shown
        .split("<img src=\"")
        .nth(2)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(image.starts_with(&format!("{path}/tep/")), "{shown}");
    assert!(shown.contains("giấy hẹn.jpg"), "{shown}");
    let small = send(app.get(image).header(COOKIE, &cookie))
        .await
        .expect(200);
    assert_eq!(small.header("content-type"), "image/jpeg");
    let _ = send(app.get(image)).await.expect(404);

    // A document without words, then words without a file.
    let more = Form::new()
        .text("text", "")
        .part("file", part("don.pdf", "application/pdf", document()));
    let _ = posted(&app, &format!("{path}/them"), &cookie, more)
        .await
        .expect(303);
    let more = Form::new()
        .text("text", "Số hẹn là 12.")
        .part("file", nothing());
    let _ = posted(&app, &format!("{path}/them"), &cookie, more)
        .await
        .expect(303);
    let shown = send(app.get(&path).header(COOKIE, &cookie))
        .await
        .expect(200)
        .text();
    assert!(
        shown.contains("don.pdf") && shown.contains("Số hẹn là 12."),
        "{shown}"
    );
    let refused = Form::new().text("text", "Còn đây nữa").part("file", html());
    let refused = posted(&app, &format!("{path}/them"), &cookie, refused)
        .await
        .expect(422)
        .text();
    assert!(
        refused.contains("Còn đây nữa") && refused.contains("không phải ảnh"),
        "{refused}"
    );
    let secret = cookie.split_once('=').unwrap().1;
    let ticket = app
        .client()
        .ticket(&TicketKey::new(code, secret))
        .await
        .unwrap();
    assert_eq!((ticket.attachments.len(), ticket.messages.len()), (2, 2));
}

#[tokio::test]
async fn a_phone_sends_a_photo_and_sees_it_small() {
    let Some(browser) = browser::open(true).await else {
        return;
    };
    let Some(app) = spawn_app(Sqlite).await else {
        return;
    };
    let folder = watched::folder();
    let (photo, paper) = (folder.join("ảnh giấy hẹn.jpg"), folder.join("don.pdf"));
    std::fs::write(&photo, written(&picture(1200, 800), ImageFormat::Jpeg)).unwrap();
    std::fs::write(&paper, document()).unwrap();
    browser.go(&format!("{}/phieu", app.address())).await;
    let words = browser.wait("#noi-dung-phieu").await;
    words.send_keys(TEXT).await.unwrap();
    let chosen = format!("{}\n{}", photo.display(), paper.display());
    browser.wait("#tep").await.send_keys(&chosen).await.unwrap();
    browser.click("form.fill button.go").await;
    browser.click("a.onward").await;
    let _ = browser.text_with(".file-name", "ảnh giấy hẹn.jpg").await;
    assert_eq!(browser.count(".files li").await, 2);
    let loaded =
        "const i = document.querySelector('.files img'); return i.complete && i.naturalWidth";
    for _ in 0..100 {
        if browser.run(loaded).await == 320 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(browser.run(loaded).await, 320, "the small form");
    let wide = browser
        .run("return document.documentElement.scrollWidth")
        .await;
    assert_eq!(wide, PHONE.0, "the page is too wide");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
