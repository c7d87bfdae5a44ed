//! An agency's mailbox: when it becomes another one, and beside colleagues who have accounts.

use chrono::TimeDelta;
use mobile_contract::Slug;
use mobile_contract::accounts::Role;
use mobile_contract::client::{FileToSend, Paging};
use mobile_contract::mail::{MailOutcome, MailReason};
use mobile_contract::settings::NewAgencySettings;
use mobile_contract::ticket::{NewDraft, TicketState};
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::letters::{plain, with_files};
use motcua_tests::office::{
    AGENCY, ANSWER, CITIZEN, OFFICE, app, because, last, reply_address, sent,
};
use motcua_tests::pictures::{document, photo_with_traces};
use motcua_tests::{App, send};
use rstest::rstest;

const NEW_OFFICE: &str = "vanphong.yenmy@hungyen.example";

async fn move_mailbox(app: &App, revision: i32, mail: Option<&str>) {
    let (_, admin) = app
        .signed_in(&format!("admin{revision}@a.vn"), Role::Administrator, None)
        .await;
    let settings = NewAgencySettings {
        mail: mail.map(|mail| mail.parse().unwrap()),
        approval: false,
        hours: None,
        replies: Vec::new(),
        revision,
    };
    let agency: Slug = AGENCY.parse().unwrap();
    admin
        .change_agency_settings(&agency, &settings)
        .await
        .unwrap();
}

#[rstest]
#[tokio::test]
async fn letters_to_an_old_mailbox_open_nothing_and_the_new_one_gets_what_waits(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let old = last(&app, OFFICE).await;
    let to = old.reply_to.clone().unwrap();
    app.clock().set(app.clock().now() + TimeDelta::minutes(5));
    move_mailbox(&app, 1, Some(NEW_OFFICE)).await;
    app.tickets().watch().await.unwrap();

    // Whoever read the old mailbox is told, by a letter that opens nothing.
    let told = last(&app, OFFICE).await;
    assert!(told.subject.contains("không còn nhận phiếu"), "{told:?}");
    assert!(!told.text.contains("/tra-loi") && told.reply_to.is_none());
    // Neither the link nor the address of the old letter is good any more.
    let page = send(app.get(&old.link())).await;
    assert!(page.text().contains("đã đổi hộp thư"), "{}", page.text());
    let mail = plain(OFFICE, &to, "cu", "Re: Phieu", ANSWER);
    let result = app.hand_over(mail).await;
    assert_eq!(
        because(&result),
        (MailOutcome::Refused, Some(MailReason::Expired))
    );
    let state = || async { app.client().ticket(&key).await.unwrap().state };
    assert_eq!(state().await, TicketState::WithAgency);

    // What waits is in the new mailbox, once, and can be answered from there.
    let letters = app.letters_to(NEW_OFFICE).await;
    let routed: Vec<_> = letters
        .iter()
        .filter(|letter| letter.text.contains("từ nay phiếu của cơ quan"))
        .collect();
    assert_eq!(routed.len(), 1, "{letters:?}");
    app.tickets().watch().await.unwrap();
    assert_eq!(app.letters_to(NEW_OFFICE).await.len(), letters.len());
    let to = routed[0].reply_to.clone().unwrap();
    let mail = plain(NEW_OFFICE, &to, "moi", "Re: Phieu", ANSWER);
    assert_eq!(app.hand_over(mail).await.outcome, MailOutcome::Answered);
    assert_eq!(state().await, TicketState::Answered);

    // The record says what was changed, and not to whom.
    let (_, admin) = app.signed_in("doc@a.vn", Role::Administrator, None).await;
    let audit = admin.audit(&Paging::default()).await.unwrap();
    let entry = audit
        .items
        .iter()
        .find(|entry| entry.action == "agency.settings_changed")
        .unwrap();
    assert_eq!(entry.detail.as_deref(), Some("mail"));
}

#[rstest]
#[tokio::test]
async fn an_agency_that_takes_its_mailbox_away_is_answered_for_by_no_letter(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let _ = sent(&app).await;
    let to = reply_address(&app, OFFICE).await;
    move_mailbox(&app, 1, None).await;
    let result = app.hand_over(plain(OFFICE, &to, "cu", "Re", ANSWER)).await;
    assert_eq!(result.reason, Some(MailReason::Expired));
    assert!(
        last(&app, OFFICE)
            .await
            .subject
            .contains("không còn nhận phiếu")
    );
}

#[rstest]
#[tokio::test]
async fn an_answer_by_mail_leaves_what_an_officer_has_prepared(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let Some(app) = app(db).await else {
        return;
    };
    let key = sent(&app).await;
    let (_, lan) = app.signed_in("lan@a.vn", Role::Officer, Some(AGENCY)).await;
    let file = FileToSend {
        name: "noi-bo.pdf".to_owned(),
        bytes: document(),
    };
    let seen = lan.attach_to_answer(key.code(), vec![file]).await.unwrap();
    let draft = NewDraft {
        revision: seen.revision,
        text: "Chị Lan đang hỏi lại bộ phận hộ tịch.".to_owned(),
        cites: Vec::new(),
        submit: false,
    };
    lan.draft_answer(key.code(), &draft).await.unwrap();

    let to = reply_address(&app, OFFICE).await;
    let photo = photo_with_traces();
    let files: [(&str, &str, &[u8]); 1] = [("giay-hen.jpg", "image/jpeg", &photo)];
    let mail = with_files(OFFICE, &to, "kem", ANSWER, &files);
    assert_eq!(app.hand_over(mail).await.outcome, MailOutcome::Answered);
    let ticket = app.client().ticket(&key).await.unwrap();
    let names: Vec<_> = ticket.messages[1]
        .attachments
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["giay-hen.jpg"],
        "and not what an officer laid ready"
    );
    let seen = lan.staff_ticket(key.code()).await.unwrap();
    let note = seen.notes.last().unwrap();
    assert!(note.text.contains("chưa gửi") && note.text.contains("bộ phận hộ tịch"));
    let answer = last(&app, CITIZEN).await;
    assert!(answer.text.contains("1 tệp"), "{answer:?}");
}
