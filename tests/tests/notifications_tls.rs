//! Mail servers that want encryption and a login, and those that do not give them.

use std::path::PathBuf;

use chrono::TimeDelta;
use mobile_contract::accounts::Role;
use motcua::app::open_database;
use motcua::config::Notifications;
use motcua::notifications::{Encryption, Outbox as Messages, Smtp, SmtpServer, State};
use motcua_tests::App;
use motcua_tests::Database::{self, Postgres, Sqlite};
use motcua_tests::app::Setup;
use motcua_tests::outbox::{Outbox, message, sender};
use motcua_tests::smtp::{LOGIN, MailServer, Way};
use motcua_tests::visitor::Visitor;
use rstest::rstest;

const LAN: &str = "lan@example.vn";

/// How we speak to a server: by its authority, with the right password.
fn spoken_to(server: &MailServer, encryption: Encryption) -> SmtpServer {
    let (user, password) = LOGIN;
    SmtpServer {
        host: "localhost".to_owned(),
        port: server.port(),
        encryption,
        login: Some((user.to_owned(), password.to_owned())),
        authorities: Some(server.authority().into()),
    }
}

fn transport(server: SmtpServer) -> Smtp {
    Smtp::new(server, sender()).unwrap()
}

/// What the queue says of itself: how many wait, and the codes of what was wrong.
async fn waiting(outbox: &Outbox) -> (usize, Vec<String>) {
    let rows = outbox
        .messages
        .list(&*outbox.db, State::Queued, None, 100)
        .await
        .unwrap();
    let mut errors: Vec<String> = rows.iter().filter_map(|row| row.error.clone()).collect();
    errors.sort();
    errors.dedup();
    (rows.len(), errors)
}

#[rstest]
#[case::starttls(Way::StartTls, Encryption::StartTls)]
#[case::tls(Way::Tls, Encryption::Tls)]
#[tokio::test]
async fn mail_goes_out_encrypted_and_with_a_login(
    #[case] way: Way,
    #[case] encryption: Encryption,
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(outbox), Some(server)) = (Outbox::open(db).await, MailServer::start_as(way)) else {
        return;
    };
    outbox.enqueue(message(LAN, "A")).await;
    outbox.enqueue(message("hoa@example.vn", "B")).await;
    let worker = outbox.worker(transport(spoken_to(&server, encryption)));
    assert_eq!(outbox.deliver(&worker).await.sent, 2);
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    for mail in mails {
        assert!(
            mail["encrypted"] == true && mail["let_in"] == true,
            "{mail}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn a_wrong_password_buries_no_message_and_stops_the_queue(
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(mut outbox), Some(server)) =
        (Outbox::open(db).await, MailServer::start_as(Way::StartTls))
    else {
        return;
    };
    for n in 0..100 {
        let to = format!("nguoi{n}@example.vn");
        outbox.enqueue(message(&to, "A")).await;
    }
    let mut wrong = spoken_to(&server, Encryption::StartTls);
    wrong.login = Some((LOGIN.0.to_owned(), "sai".to_owned()));
    let worker = outbox.worker(transport(wrong));
    let first = outbox.deliver(&worker).await;
    assert_eq!((first.sent, first.dead), (0, 0));
    // Nobody knocks a hundred times with a wrong password: accounts are locked for less.
    let tries = server.logins();
    assert!(tries <= 16, "{tries}");
    assert_eq!(outbox.deliver(&worker).await.later, 0);
    assert_eq!(server.logins(), tries);
    let (queued, errors) = waiting(&outbox).await;
    assert_eq!(queued, 100);
    assert_eq!(errors, ["SMTP 535 5.7.8"]);

    // The password is put right.
    outbox.wait(TimeDelta::minutes(6));
    let right = outbox.worker(transport(spoken_to(&server, Encryption::StartTls)));
    assert_eq!(outbox.deliver(&right).await.sent, 100);
    assert_eq!(server.mails().len(), 100);
}

/// Nothing goes out in the clear because the other side would rather have it so, and no password either.
#[rstest]
#[case::no_starttls(Way::Clear, Encryption::StartTls, "no STARTTLS")]
#[case::no_tls(Way::Clear, Encryption::Tls, "no connection")]
#[tokio::test]
async fn nothing_is_sent_in_the_clear_instead(
    #[case] way: Way,
    #[case] encryption: Encryption,
    #[case] code: &str,
    #[values(Sqlite, Postgres)] db: Database,
) {
    let (Some(outbox), Some(server)) = (Outbox::open(db).await, MailServer::start_as(way)) else {
        return;
    };
    outbox.enqueue(message(LAN, "A")).await;
    let worker = outbox.worker(transport(spoken_to(&server, encryption)));
    let tried = outbox.deliver(&worker).await;
    assert_eq!((tried.sent, tried.dead, tried.later), (0, 0, 1));
    assert_eq!(waiting(&outbox).await, (1, vec![code.to_owned()]));
    assert_eq!((server.mails().len(), server.logins()), (0, 0));
}

#[rstest]
#[tokio::test]
async fn who_cannot_show_who_they_are_gets_nothing(
    #[values(Encryption::StartTls, Encryption::Tls)] encryption: Encryption,
    #[values(Sqlite, Postgres)] db: Database,
) {
    let way = match encryption {
        Encryption::Tls => Way::Tls,
        _ => Way::StartTls,
    };
    let (Some(mut outbox), Some(server)) = (Outbox::open(db).await, MailServer::start_as(way))
    else {
        return;
    };
    outbox.enqueue(message(LAN, "A")).await;
    let trusted = spoken_to(&server, encryption);
    // By an authority that nobody named; by another one; under another name than it is asked for.
    let unknown = SmtpServer {
        authorities: None,
        ..trusted.clone()
    };
    let another = MailServer::start_as(Way::Open).unwrap();
    let other = SmtpServer {
        authorities: Some(another.authority().into()),
        ..trusted.clone()
    };
    let misnamed = SmtpServer {
        host: "127.0.0.1".to_owned(),
        ..trusted.clone()
    };
    for wrong in [unknown, other, misnamed] {
        let worker = outbox.worker(transport(wrong));
        let tried = outbox.deliver(&worker).await;
        assert_eq!((tried.sent, tried.dead), (0, 0));
        let (queued, errors) = waiting(&outbox).await;
        assert_eq!((queued, errors), (1, vec!["TLS certificate".to_owned()]));
        outbox.wait(TimeDelta::minutes(6));
    }
    assert_eq!((server.mails().len(), server.logins()), (0, 0));
    let worker = outbox.worker(transport(trusted));
    assert_eq!(outbox.deliver(&worker).await.sent, 1);
}

/// A folder of secrets and certificates, as a province has it.
fn file(app_folder: &std::path::Path, name: &str, text: &str) -> PathBuf {
    std::fs::create_dir_all(app_folder).unwrap();
    let file = app_folder.join(name);
    std::fs::write(&file, text).unwrap();
    file
}

#[rstest]
#[case::right(LOGIN.1)]
#[case::wrong("sai mat khau")]
#[tokio::test]
async fn a_server_as_configured_sends_or_says_why_not(#[case] password: &str) {
    let Some(mail) = MailServer::start_as(Way::StartTls) else {
        return;
    };
    let folder = std::env::temp_dir().join(format!("motcua-tls-{}", uuid::Uuid::new_v4()));
    let url = format!("smtp://{}@localhost:{}", LOGIN.0, mail.port());
    let setup = Setup {
        notifications: Notifications {
            smtp_url: Some(url.parse().unwrap()),
            smtp_password_file: Some(file(&folder, "password", password)),
            smtp_ca_file: Some(file(&folder, "ca.pem", mail.authority())),
            ..Notifications::default()
        },
        ..Setup::default()
    };
    let Some(app) = App::spawn(Sqlite, setup).await else {
        return;
    };
    std::fs::remove_dir_all(&folder).unwrap();
    let outbox = Outbox {
        db: open_database(app.storage()).await.unwrap(),
        now: app.clock().now(),
        messages: Messages::new(app.vault()),
    };
    outbox.enqueue(message(LAN, "A")).await;
    if password == LOGIN.1 {
        // The server's own worker finds it within a second.
        while mail.mails().is_empty() {
            tokio::task::yield_now().await;
        }
        return;
    }
    while waiting(&outbox).await.1.is_empty() {
        tokio::task::yield_now().await;
    }
    let login = "truc@hungyen.example";
    app.staff(login, Role::Operator, None).await;
    let mut truc = Visitor::signed_in(&app, login).await;
    let page = truc.read("/can-bo/thong-bao").await;
    assert!(
        page.contains("không nhận tên hoặc mật khẩu") && page.contains("SMTP 535"),
        "{page}"
    );
    assert!(!page.contains(LAN) && !page.contains(password), "{page}");
}
