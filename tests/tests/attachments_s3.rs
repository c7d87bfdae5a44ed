//! Files in S3-compatible storage: the same as in a folder, over a server that speaks S3.

use mobile_contract::ErrorCode;
use mobile_contract::client::{FileToSend, TicketKey};
use mobile_contract::ticket::{AttachmentSize, NewTicket};
use motcua::config;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::pictures::{document, photo_with_traces};
use motcua_tests::s3::{BUCKET, S3Server};
use motcua_tests::{App, watched};
use rstest::rstest;

fn file(name: &str, bytes: Vec<u8>) -> FileToSend {
    FileToSend {
        name: name.to_owned(),
        bytes,
    }
}

/// What lies in the bucket, as the storage itself tells it.
async fn listed(s3: &S3Server) -> String {
    let url = format!("{}/{BUCKET}?list-type=2", s3.endpoint());
    reqwest::get(url).await.unwrap().text().await.unwrap()
}

#[rstest]
#[tokio::test]
async fn files_are_stored_read_and_thrown_away(#[values(Sqlite, Postgres)] db: Database) {
    let Some(mut s3) = S3Server::start() else {
        return;
    };
    let key_file = watched::folder().join("s3.key");
    std::fs::write(&key_file, "AKIDEXAMPLE:bi mat\n").unwrap();
    let setup = Setup {
        attachments: config::Attachments {
            attachments_url: Some(s3.url("tep/mot-cua")),
            attachments_key_file: Some(key_file),
        },
        ..Setup::default()
    };
    let Some(app) = App::spawn(db, setup).await else {
        return;
    };
    let client = app.client();
    let new = NewTicket {
        text: "xin hỏi giờ làm việc".to_owned(),
        ..NewTicket::default()
    };
    let opened = client.send_ticket(&new, None).await.unwrap();
    let key = TicketKey::from(&opened);
    let files = vec![
        file("anh.jpg", photo_with_traces()),
        file("don.pdf", document()),
    ];
    let shown = client.attach_to_ticket(&key, files, None).await.unwrap();
    let id = shown.attachments[1].id;
    let read = client
        .ticket_attachment(&key, id, AttachmentSize::Full)
        .await;
    assert_eq!(read.unwrap(), document());
    let there = listed(&s3).await;
    // A photo, its small form, a document; below the prefix, under names that tell nothing.
    assert_eq!(there.matches("<Key>tep/mot-cua/").count(), 3, "{there}");
    assert!(
        !there.contains("anh") && !there.contains("don.pdf"),
        "{there}"
    );

    client.withdraw_ticket(&key).await.unwrap();
    assert_eq!(app.tickets().files.sweep().await.unwrap(), 2);
    assert!(!listed(&s3).await.contains("<Key>"));

    // Down: whoever sends is told to try again, and nothing half is kept.
    let opened = client.send_ticket(&new, None).await.unwrap();
    let key = TicketKey::from(&opened);
    s3.down();
    let refused = client
        .attach_to_ticket(&key, vec![file("don.pdf", document())], None)
        .await
        .unwrap_err();
    assert_eq!(
        refused.problem().map(|p| p.code),
        Some(ErrorCode::Unavailable)
    );
    assert!(client.ticket(&key).await.unwrap().attachments.is_empty());
}
