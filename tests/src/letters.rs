//! Letters that a server has written, and mail in answer to them, as a mail server hands it over.

use std::path::PathBuf;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mobile_contract::accounts::Role;
use mobile_contract::mail::MailResult;
use mobile_contract::settings::NewAgencySettings;
use motcua::app::open_vault;
use motcua::config;
use motcua::notifications::{Outbox, StoredMail, Worker};
use motcua::storage;
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use sea_orm::{ConnectionTrait, Statement};

use crate::app::{App, Database, Setup};
use crate::watched;

/// Whose mail is handed to the server.
pub const REPLIES: &str = "phieu.motcua.example";
/// The key of the mail server.
pub const KEY: &str = "0123456789abcdef0123456789abcdef";

/// A letter, as its reader's program shows it.
#[derive(Clone, Debug)]
pub struct Letter {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// Where it is answered to.
    pub reply_to: Option<String>,
    /// Its id, without brackets.
    pub message_id: String,
    /// The id of its thread, without brackets.
    pub thread: Option<String>,
}

impl Letter {
    fn of(mail: &StoredMail) -> Self {
        Self {
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            reply_to: header(&mail.source, "Reply-To").map(bare),
            message_id: header(&mail.source, "Message-ID")
                .map(bare)
                .unwrap_or_default(),
            thread: header(&mail.source, "References").map(bare),
        }
    }

    /// The path of the link in it by which an agency opens the ticket, with its token.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn link(&self) -> String {
        link_in(&self.text)
    }
}

/// The path of a signed link in a letter's words, with its token.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn link_in(text: &str) -> String {
    let words = text.split_whitespace();
    let found = words.filter_map(|word| word.split_once("/tra-loi?t="));
    let token = found.map(|(_, token)| token).next();
    let token = token.unwrap_or_else(|| panic!("no link in {text}"));
    format!("/tra-loi?t={token}")
}

/// A header's text, on one line.
fn header(source: &str, name: &str) -> Option<String> {
    let head = source.split("\r\n\r\n").next()?;
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    unfolded.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found
            .eq_ignore_ascii_case(name)
            .then(|| value.trim().to_owned())
    })
}

/// What stands between `<` and `>`.
fn bare(text: String) -> String {
    let inner = text.rsplit_once('<').map(|(_, rest)| rest);
    let inner = inner.map(|rest| rest.trim_end_matches('>').to_owned());
    inner.unwrap_or(text)
}

/// A server that takes in mail. It writes its letters into files, unless it is told otherwise.
///
/// # Panics
/// When it does not start.
pub async fn with_mail(database: Database, notifications: config::Notifications) -> Option<App> {
    let setup = Setup {
        mail: config::Mail {
            reply_domain: Some(REPLIES.to_owned()),
            mail_hook_key_file: Some(key_file()),
        },
        notifications,
        ..Setup::default()
    };
    App::spawn(database, setup).await
}

fn key_file() -> PathBuf {
    let file = watched::folder().join("mail.key");
    std::fs::write(&file, format!("{KEY}\n")).expect("a key file");
    file
}

impl App {
    /// Every letter so far, oldest first, after all that is due has been delivered.
    ///
    /// # Panics
    /// When letters are not written into files.
    pub async fn letters(&self) -> Vec<Letter> {
        let files = self.deliver().await.files.expect("letters in files");
        let mut mails = files.list().expect("a folder of letters");
        mails.reverse();
        mails.iter().map(Letter::of).collect()
    }

    /// The letters to an address, oldest first.
    ///
    /// # Panics
    /// When letters are not written into files.
    pub async fn letters_to(&self, address: &str) -> Vec<Letter> {
        let all = self.letters().await;
        all.into_iter()
            .filter(|letter| letter.to.contains(address))
            .collect()
    }

    /// Delivers all that is due, together with the server's own worker.
    ///
    /// # Panics
    /// When it cannot be delivered.
    pub async fn deliver(&self) -> config::Delivery {
        let url = self.public_url.parse().expect("an address");
        let delivery = self
            .notifications
            .delivery(&self.storage, &url, &self.clock)
            .expect("transports");
        let db = storage::open(&self.storage.url())
            .await
            .expect("a database");
        let vault = open_vault(&self.storage, &self.accounts).expect("a vault");
        let outbox = Outbox::new(vault);
        let worker = Worker::new(db.clone(), &outbox, delivery.transports.clone());
        loop {
            worker
                .deliver_due(self.clock.now())
                .await
                .expect("a round of work");
            let waiting = Statement::from_string(
                db.get_database_backend(),
                "SELECT COUNT(*) FROM notifications WHERE state = 'queued'",
            );
            let row = db.query_one_raw(waiting).await.expect("a count");
            let waiting: i64 = row.expect("a row").try_get_by_index(0).expect("a number");
            if waiting == 0 {
                break;
            }
            // The server's own worker has it in hand.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        db.close().await.expect("a closed database");
        delivery
    }

    /// Hands a mail over, as the mail server does.
    pub fn mail(&self, raw: impl Into<Vec<u8>>) -> RequestBuilder {
        self.post("/v1/integrations/mail")
            .bearer_auth(KEY)
            .header(CONTENT_TYPE, "message/rfc822")
            .body(raw.into())
    }

    /// What becomes of a mail.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn hand_over(&self, raw: impl Into<Vec<u8>>) -> MailResult {
        let result = self.client().hand_over_mail(KEY, raw).await;
        result.unwrap_or_else(|e| panic!("{e}"))
    }

    /// Gives an agency a mailbox.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn mailbox(&self, agency: &str, mail: &str, approval: bool) {
        let login = format!("admin-{agency}@hungyen.example");
        let (_, admin) = self.signed_in(&login, Role::Administrator, None).await;
        let settings = NewAgencySettings {
            mail: Some(mail.parse().expect("a mail address")),
            approval,
            hours: None,
            replies: Vec::new(),
            revision: 0,
        };
        let agency = agency.parse().expect("an agency");
        admin
            .change_agency_settings(&agency, &settings)
            .await
            .expect("kept settings");
    }
}

/// A mail of plain text.
#[must_use]
pub fn plain(from: &str, to: &str, id: &str, subject: &str, text: &str) -> String {
    format!(
        "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}@thu.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n"
    )
}

/// A mail of plain text with files: their names, types and bytes.
#[must_use]
pub fn with_files(
    from: &str,
    to: &str,
    id: &str,
    text: &str,
    files: &[(&str, &str, &[u8])],
) -> String {
    let head = format!(
        "From: {from}\r\nTo: {to}\r\nSubject: Re\r\nMessage-ID: <{id}@thu.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=giua\r\n\r\n\
         --giua\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    );
    let parts = files.iter().map(|(name, kind, bytes)| {
        let encoded = STANDARD.encode(bytes);
        let lines: Vec<&str> = encoded
            .as_bytes()
            .chunks(76)
            .map(|line| std::str::from_utf8(line).expect("base64"))
            .collect();
        format!(
            "--giua\r\nContent-Type: {kind}; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        )
    });
    format!("{head}{}--giua--\r\n", parts.collect::<String>())
}
