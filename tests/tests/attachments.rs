//! Photos and documents that come with tickets.

use std::io::Cursor;

use image::ImageFormat;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::Role;
use mobile_contract::client::{Client, ClientError, FileToSend, SignedIn, TicketKey};
use mobile_contract::limits::{
    ATTACHMENT_BYTES, ATTACHMENTS_PER_MESSAGE, ATTACHMENTS_PER_TICKET, UPLOAD_BYTES,
};
use mobile_contract::ticket::{
    AttachmentSize, AttachmentType, Author, NewAnswer, NewRequest, NewTicket, TicketState, Transfer,
};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::pictures::{
    self, PLACE, document, document_with, photo_with_traces, picture, written,
};
use motcua_tests::{Answer, App, send, spawn_app};
use reqwest::multipart::{Form, Part};
use rstest::rstest;

const FULL: AttachmentSize = AttachmentSize::Full;

fn about_birth() -> NewTicket {
    NewTicket {
        text: "toi nop ho so khai sinh cho con 10 ngay roi ma chua thay gi".to_owned(),
        procedure: Some("1.001193".to_owned()),
        place: Some("xa-yen-my".to_owned()),
        ..NewTicket::default()
    }
}

/// A ticket, and the agency that has it.
async fn ticket(client: &Client) -> (TicketKey, String) {
    let opened = client.send_ticket(&about_birth(), None).await.unwrap();
    let agency = opened.ticket.agency.clone().unwrap().id.to_string();
    (TicketKey::from(&opened), agency)
}

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> FileToSend {
    FileToSend {
        name: name.to_owned(),
        bytes: bytes.into(),
    }
}

fn code_of(refused: &ClientError) -> Option<ErrorCode> {
    refused.problem().map(|p| p.code)
}

async fn officer(app: &App, agency: &str, login: &str) -> SignedIn {
    app.signed_in(login, Role::Officer, Some(agency)).await.1
}

/// Sends a form as nobody's client would.
async fn posted(app: &App, key: &TicketKey, form: Form) -> Answer {
    let path = format!("/v1/tickets/{}/attachments", key.code());
    send(app.post(&path).bearer_auth(key.secret()).multipart(form)).await
}

/// What an independent reader finds beside the picture.
fn traces(bytes: &[u8]) -> usize {
    let read = exif::Reader::new().read_from_container(&mut Cursor::new(bytes));
    read.map_or(0, |exif| exif.fields().count())
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[rstest]
#[tokio::test]
async fn a_photo_is_kept_upright_and_without_what_the_camera_added(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = ticket(&client).await;
    let sent = photo_with_traces();
    assert_eq!(traces(&sent), 4, "the reader finds what was put in");
    let shown = client
        .attach_to_ticket(
            &key,
            vec![file("../ảnh CCCD 033099001234.JPEG", sent)],
            None,
        )
        .await
        .unwrap();
    // Nobody has answered: it belongs to the message that was sent before.
    assert_eq!(shown.messages.len(), 1);
    assert_eq!(shown.messages[0].attachments, shown.attachments);
    let kept = &shown.attachments[0];
    assert_eq!(kept.media_type, AttachmentType::Jpeg);
    assert!(
        kept.name.ends_with(".jpg") && !kept.name.contains("0330990"),
        "{}",
        kept.name
    );
    let bytes = client.ticket_attachment(&key, kept.id, FULL).await.unwrap();
    assert_eq!(bytes.len() as u64, kept.bytes);
    assert_eq!(traces(&bytes), 0);
    for gone in [PLACE, b"Exif", b"xmp", b"<script>", b"PK\x03\x04"] {
        assert!(!holds(&bytes, gone), "{gone:?}");
    }
    // Taken with the phone turned: what was left is on top.
    let upright = image::load_from_memory(&bytes).unwrap().into_rgb8();
    assert_eq!(upright.dimensions(), (32, 64));
    assert!(upright.get_pixel(16, 8)[0] > 150 && upright.get_pixel(16, 56)[2] > 150);
    let small = client.ticket_attachment(&key, kept.id, AttachmentSize::Small);
    assert_eq!(traces(&small.await.unwrap()), 0);

    // Whoever has it sees the same; another agency sees no ticket.
    let lan = officer(&app, &agency, "lan@a.vn").await;
    let seen = lan.staff_ticket(key.code()).await.unwrap();
    assert_eq!(seen.ticket.attachments, shown.attachments);
    let read = lan.staff_ticket_attachment(key.code(), kept.id, FULL).await;
    assert_eq!(read.unwrap(), bytes);
    let stranger = officer(&app, "so-y-te", "khac@a.vn").await;
    let refused = stranger
        .staff_ticket_attachment(key.code(), kept.id, FULL)
        .await;
    assert_eq!(
        code_of(&refused.unwrap_err()),
        Some(ErrorCode::TicketNotFound)
    );
    // Nothing of it can be read where it lies.
    for stored in stored(&app) {
        let bytes = std::fs::read(stored).unwrap();
        assert!(image::guess_format(&bytes).is_err() && !holds(&bytes, b"JFIF"));
    }
}

/// The files in the store.
fn stored(app: &App) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![app.storage().data_dir.join("attachments")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

#[rstest]
#[tokio::test]
async fn pictures_and_documents_are_told_by_their_bytes(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, _) = ticket(&client).await;
    let shot = picture(40, 20);
    let files = vec![
        file("anh.jpg", written(&shot, ImageFormat::Jpeg)),
        // Phones give one kind of picture the ending of another.
        file("man hinh.jpg", written(&shot, ImageFormat::Png)),
        file("", written(&shot, ImageFormat::WebP)),
        file("don.PDF", document()),
    ];
    let shown = client
        .attach_to_ticket(&key, files, Some("Tôi gửi kèm giấy tờ"))
        .await
        .unwrap();
    let kinds: Vec<_> = shown.attachments.iter().map(|a| a.media_type).collect();
    use AttachmentType::{Jpeg, Pdf, Png};
    assert_eq!(kinds, [Jpeg, Png, Jpeg, Pdf]);
    let names: Vec<_> = shown.attachments.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(names, ["anh.jpg", "man hinh.png", "tep.jpg", "don.pdf"]);
    // With words they are a message of their own.
    assert_eq!(shown.messages.len(), 2);
    assert_eq!(shown.messages[1].attachments.len(), 4);
    assert!(shown.messages[0].attachments.is_empty());
    let pdf = shown.attachments[3].id;
    assert_eq!(
        client.ticket_attachment(&key, pdf, FULL).await.unwrap(),
        document()
    );

    let path = format!("/v1/tickets/{}/attachments/{pdf}", key.code());
    let answer = send(app.get(&path).bearer_auth(key.secret()))
        .await
        .expect(200);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"don.pdf\"; filename*=UTF-8''don.pdf"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-security-policy").contains("sandbox"));
    let small = client
        .ticket_attachment(&key, pdf, AttachmentSize::Small)
        .await;
    assert_eq!(code_of(&small.unwrap_err()), Some(ErrorCode::NotFound));
}

#[rstest]
#[tokio::test]
async fn what_is_not_taken_is_refused_in_plain_words_and_nothing_is_kept(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, _) = ticket(&client).await;
    let html = b"<!DOCTYPE html><script>alert(1)</script>".to_vec();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let jpeg = written(&picture(8, 8), ImageFormat::Jpeg);
    let truncated = jpeg[..jpeg.len() / 4].to_vec();
    let script = document_with("<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>");
    let polyglot = [document(), b"PK\x05\x06 a zip".to_vec()].concat();
    for (name, bytes, says) in [
        ("anh.jpg", html, "không phải ảnh"),
        ("anh.svg", svg, "không phải ảnh"),
        (
            "anh.jpg",
            b"GIF89a\x01\0\x01\0\0\0\0".to_vec(),
            "không phải ảnh",
        ),
        ("don.pdf", jpeg.clone(), "khác với loại tệp"),
        ("anh.jpg", document(), "khác với loại tệp"),
        ("anh.jpg", truncated, "không mở được"),
        ("anh.png", pictures::bomb(), "quá lớn"),
        ("don.pdf", script, "chứa chương trình"),
        ("don.pdf", document_with("<</Encrypt 3 0 R>>"), "mật khẩu"),
        ("don.pdf", polyglot, "không đọc được"),
        ("trong.jpg", Vec::new(), "không có nội dung"),
    ] {
        let refused = client
            .attach_to_ticket(&key, vec![file(name, bytes)], None)
            .await;
        let refused = refused.unwrap_err();
        assert_eq!(
            code_of(&refused),
            Some(ErrorCode::AttachmentRefused),
            "{name} {says}"
        );
        let error = &refused.problem().unwrap().errors[0];
        assert_eq!(error.loc, "body.file");
        assert!(
            error.msg.contains(says) && error.msg.contains(name),
            "{}",
            error.msg
        );
    }
    // Said to be something else than it is.
    let lying = Part::bytes(jpeg.clone())
        .file_name("anh")
        .mime_str("text/html")
        .unwrap();
    let answer = posted(&app, &key, Form::new().part("file", lying)).await;
    let _ = answer.problem(ErrorCode::AttachmentRefused);
    // A picture called another kind of picture, as browsers do by its name, is none of that.
    let shot = written(&picture(8, 8), ImageFormat::Png);
    let shot = Part::bytes(shot).file_name("anh.jpg");
    let shot = shot.mime_str("image/jpeg").unwrap();
    let (other, _) = ticket(&client).await;
    let taken = posted(&app, &other, Form::new().part("file", shot)).await;
    let _ = taken.expect(200);
    // No form, or one without a file.
    let path = format!("/v1/tickets/{}/attachments", key.code());
    let bare = app.post(&path).bearer_auth(key.secret()).body(jpeg);
    let _ = send(bare).await.problem(ErrorCode::UnsupportedMedia);
    let words = Form::new().text("text", "chỉ có chữ");
    let _ = posted(&app, &key, words).await.problem(ErrorCode::Invalid);
    let after = client.ticket(&key).await.unwrap();
    assert!(after.attachments.is_empty() && after.messages.len() == 1);
}

#[rstest]
#[tokio::test]
async fn size_and_number_are_bounded(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, _) = ticket(&client).await;
    let jpeg = written(&picture(8, 8), ImageFormat::Jpeg);
    let large = |bytes: usize| file("lon.pdf", [document(), vec![b' '; bytes]].concat());
    let refused = client
        .attach_to_ticket(&key, vec![large(ATTACHMENT_BYTES)], None)
        .await;
    let refused = refused.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TooLarge));
    assert!(refused.problem().unwrap().errors[0].msg.contains("10 MB"));
    let together = vec![
        large(UPLOAD_BYTES / 3),
        large(UPLOAD_BYTES / 3),
        large(UPLOAD_BYTES / 3),
    ];
    let refused = client
        .attach_to_ticket(&key, together, None)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::TooLarge));
    assert!(refused.problem().unwrap().errors[0].msg.contains("20 MB"));
    let many = || {
        (0..=ATTACHMENTS_PER_MESSAGE)
            .map(|_| file("a.jpg", jpeg.clone()))
            .collect::<Vec<_>>()
    };
    let refused = client
        .attach_to_ticket(&key, many(), None)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::AttachmentRefused));
    // As many as a ticket takes, five at a time; the first ones fit the first message.
    for round in 1..=ATTACHMENTS_PER_TICKET / ATTACHMENTS_PER_MESSAGE {
        let mut five = many();
        five.truncate(ATTACHMENTS_PER_MESSAGE);
        let shown = client.attach_to_ticket(&key, five, None).await.unwrap();
        assert_eq!(shown.messages.len(), round);
        assert_eq!(
            shown.messages[round - 1].attachments.len(),
            ATTACHMENTS_PER_MESSAGE
        );
    }
    let refused = client
        .attach_to_ticket(&key, vec![file("a.jpg", jpeg)], None)
        .await;
    let refused = refused.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::AttachmentRefused));
}

#[rstest]
#[tokio::test]
async fn only_who_may_see_the_ticket_gets_its_files(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (mine, _) = ticket(&client).await;
    let (other, _) = ticket(&client).await;
    let jpeg = written(&picture(8, 8), ImageFormat::Jpeg);
    let shown = client
        .attach_to_ticket(&mine, vec![file("a.jpg", jpeg.clone())], None)
        .await
        .unwrap();
    let id = shown.attachments[0].id;
    for key in [
        TicketKey::new(mine.code().clone(), other.secret()),
        TicketKey::new(mine.code().clone(), "x"),
        TicketKey::new("P00000000-0".parse().unwrap(), mine.secret()),
    ] {
        let refused = client.ticket_attachment(&key, id, FULL).await.unwrap_err();
        assert_eq!(code_of(&refused), Some(ErrorCode::TicketNotFound));
        let refused = client
            .attach_to_ticket(&key, vec![file("a.jpg", jpeg.clone())], None)
            .await;
        assert_eq!(
            code_of(&refused.unwrap_err()),
            Some(ErrorCode::TicketNotFound)
        );
    }
    // One's own secret opens no file of another ticket.
    let refused = client
        .ticket_attachment(&other, id, FULL)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let path = format!("/v1/tickets/{}/attachments/{id}", mine.code());
    let _ = send(app.get(&path)).await.problem(ErrorCode::Unauthorized);
    let _ = send(
        app.get(&format!("{path}?size=huge"))
            .bearer_auth(mine.secret()),
    )
    .await
    .expect(422);
    let odd = format!(
        "/v1/tickets/{}/attachments/..%2f..%2fserver.key",
        mine.code()
    );
    let _ = send(app.get(&odd).bearer_auth(mine.secret()))
        .await
        .problem(ErrorCode::NotFound);
}

#[rstest]
#[tokio::test]
async fn an_officers_files_go_out_with_the_answer_and_never_before(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = ticket(&client).await;
    let (joined, _) = ticket(&client).await;
    let lan = officer(&app, &agency, "lan@a.vn").await;
    let code = key.code();
    let into = mobile_contract::ticket::Merge {
        revision: 0,
        into: code.clone(),
    };
    lan.merge_ticket(joined.code(), &into).await.unwrap();
    let before = lan.staff_ticket(code).await.unwrap().revision;
    let ready = lan.attach_to_answer(
        code,
        vec![file("mau.pdf", document()), file("sai.pdf", document())],
    );
    let ready = ready.await.unwrap();
    assert_eq!(ready.unsent.len(), 2);
    // Whoever approves what they saw before is told.
    assert!(ready.revision > before);
    let (form, wrong) = (ready.unsent[0].id, ready.unsent[1].id);
    let read = lan.staff_ticket_attachment(code, form, FULL).await.unwrap();
    assert_eq!(read, document());
    assert!(client.ticket(&key).await.unwrap().attachments.is_empty());
    let refused = client
        .ticket_attachment(&key, form, FULL)
        .await
        .unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    let ready = lan.take_attachment_back(code, wrong).await.unwrap();
    assert_eq!(ready.unsent.len(), 1);
    let refused = lan.take_attachment_back(code, wrong).await.unwrap_err();
    assert_eq!(code_of(&refused), Some(ErrorCode::NotFound));
    // Asking the sender sends nothing of it.
    let ask = NewRequest {
        revision: ready.revision,
        text: "Bạn gửi giúp ảnh giấy hẹn.".to_owned(),
    };
    let asked = lan.ask_sender(code, &ask).await.unwrap();
    assert_eq!((asked.unsent.len(), asked.ticket.attachments.len()), (1, 0));
    // A file is an answer to what was asked: the clock goes on.
    let jpeg = written(&picture(8, 8), ImageFormat::Jpeg);
    let shown = client
        .attach_to_ticket(&key, vec![file("hen.jpg", jpeg)], None)
        .await
        .unwrap();
    assert_eq!(shown.state, TicketState::WithAgency);
    let last = shown.messages.last().unwrap();
    assert_eq!(
        (last.author, last.text.as_str(), last.attachments.len()),
        (Author::Citizen, "", 1)
    );
    let answer = NewAnswer {
        revision: lan.staff_ticket(code).await.unwrap().revision,
        text: Some("Bạn điền mẫu kèm theo rồi nộp tại bộ phận một cửa.".to_owned()),
        cites: vec!["1.001193".to_owned()],
        anyway: false,
    };
    let answered = lan.answer_ticket(code, &answer).await.unwrap();
    assert!(answered.unsent.is_empty());
    for key in [&key, &joined] {
        let shown = client.ticket(key).await.unwrap();
        let file = &shown.messages.last().unwrap().attachments[0];
        assert_eq!(file.name, "mau.pdf");
        assert_eq!(
            client.ticket_attachment(key, file.id, FULL).await.unwrap(),
            document()
        );
    }
    let refused = client
        .attach_to_ticket(&key, vec![file("a.pdf", document())], None)
        .await;
    assert_eq!(code_of(&refused.unwrap_err()), Some(ErrorCode::TicketState));
}

#[rstest]
#[tokio::test]
async fn what_nobody_has_any_more_is_thrown_away(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (kept, _) = ticket(&client).await;
    let (gone, agency) = ticket(&client).await;
    let lan = officer(&app, &agency, "lan@a.vn").await;
    for key in [&kept, &gone] {
        client
            .attach_to_ticket(key, vec![file("a.pdf", document())], None)
            .await
            .unwrap();
    }
    // What one agency laid ready is not sent by another.
    let ready = lan
        .attach_to_answer(gone.code(), vec![file("b.pdf", document())])
        .await
        .unwrap();
    let transfer = Transfer {
        revision: ready.revision,
        to: "so-tu-phap".to_owned(),
        reason: "Việc này thuộc thẩm quyền của nơi nhận".to_owned(),
    };
    lan.transfer_ticket(gone.code(), &transfer).await.unwrap();
    // Refused after its files were looked at: they belong to nothing.
    let files = app.tickets().files.clone();
    let given = motcua::attachments::Given {
        name: "c.pdf".to_owned(),
        claimed: None,
        bytes: document(),
    };
    files.take(given).await.unwrap();
    assert_eq!(stored(&app).len(), 4);
    let withdrawn = client.withdraw_ticket(&gone).await.unwrap();
    assert!(withdrawn.attachments.is_empty());
    assert_eq!(
        files.sweep().await.unwrap(),
        2,
        "of the ticket that was taken back, and for its answer"
    );
    assert_eq!(stored(&app).len(), 2);
    app.clock()
        .set(app.clock().now() + chrono::Duration::hours(3));
    assert_eq!(files.sweep().await.unwrap(), 1);
    assert_eq!(files.sweep().await.unwrap(), 0);
    let shown = client.ticket(&kept).await.unwrap();
    let read = client
        .ticket_attachment(&kept, shown.attachments[0].id, FULL)
        .await;
    assert_eq!(read.unwrap(), document());
}

#[rstest]
#[tokio::test]
async fn every_look_of_staff_is_recorded(#[values(Sqlite, Postgres)] db: Database) {
    let Some(app) = spawn_app(db).await else {
        return;
    };
    let client = app.client();
    let (key, agency) = ticket(&client).await;
    let shown = client
        .attach_to_ticket(&key, vec![file("a.pdf", document())], None)
        .await
        .unwrap();
    let (user, lan) = app
        .signed_in("lan@a.vn", Role::Officer, Some(&agency))
        .await;
    lan.staff_ticket_attachment(key.code(), shown.attachments[0].id, FULL)
        .await
        .unwrap();
    let (_, admin) = app.signed_in("admin@a.vn", Role::Administrator, None).await;
    let entries = admin.audit(&Default::default()).await.unwrap().items;
    let looked = entries
        .iter()
        .find(|entry| entry.action == "ticket.file_viewed")
        .unwrap();
    assert_eq!(looked.actor, Some(user.id));
}
