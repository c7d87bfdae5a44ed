//! An outbox on an empty database, with a worker that tests step by hand.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use motcua::app::open_database;
use motcua::error::Error;
use motcua::kernel::vault::Vault;
use motcua::notifications::{
    Delivered, Encryption, Failure, LogChannel, MailSender, Outbox as Messages, Outgoing, Parcel,
    Recipient, Reopened, Smtp, SmtpServer, Template, Transport, Transports, Worker,
};
use motcua::storage::Database as Storage;
use uuid::Uuid;

use crate::app::{Database, NOW, empty};

/// Where the links of mails lead.
pub const SITE: &str = "https://motcua.example.vn";

/// An outbox.
pub struct Outbox {
    /// Its database.
    pub db: Storage,
    /// The time it is there.
    pub now: DateTime<Utc>,
    /// What messages are put into.
    pub messages: Messages,
}

impl Outbox {
    /// An empty one, at nine in the morning. `None` where the database is not installed.
    ///
    /// # Panics
    /// When the database cannot be opened.
    pub async fn open(database: Database) -> Option<Self> {
        let storage = empty(database).await?;
        Some(Self {
            db: open_database(&storage).await.expect("a database"),
            now: NOW.parse().expect("a time"),
            messages: Messages::new(Vault::new([7; 32])),
        })
    }

    /// Moves the clock.
    pub fn wait(&mut self, time: TimeDelta) {
        self.now += time;
    }

    /// Stores a message in a transaction of its own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn try_enqueue(&self, outgoing: Outgoing) -> Result<Uuid, Error> {
        let transaction = self.db.begin().await?;
        let id = self
            .messages
            .enqueue(&*transaction, self.now, outgoing)
            .await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Stores a message.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn enqueue(&self, outgoing: Outgoing) -> Uuid {
        self.try_enqueue(outgoing).await.expect("a stored message")
    }

    /// A worker that sends mail in this way.
    #[must_use]
    pub fn worker(&self, mail: impl Transport + 'static) -> Worker {
        let transports = Transports {
            mail: Arc::new(mail),
            gateway: Arc::new(LogChannel),
        };
        Worker::new(self.db.clone(), &self.messages, transports)
    }

    /// One round of work.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn deliver(&self, worker: &Worker) -> Delivered {
        worker.deliver_due(self.now).await.expect("a round of work")
    }
}

/// Mail to a server on this machine.
///
/// # Panics
/// Never in practice.
#[must_use]
pub fn smtp(port: u16) -> Smtp {
    let server = SmtpServer {
        host: "127.0.0.1".to_owned(),
        port,
        encryption: Encryption::None,
        login: None,
        authorities: None,
    };
    Smtp::new(server, sender()).expect("a transport")
}

/// As whom tests send mail.
///
/// # Panics
/// Never in practice.
#[must_use]
pub fn sender() -> MailSender {
    let site = SITE.parse().expect("an address");
    MailSender::new("Một Cửa Hưng Yên <mot-cua@example.vn>", site).expect("a mailbox")
}

/// A message to a mailbox that says so many words.
///
/// # Panics
/// When the address is none.
#[must_use]
pub fn message(to: &str, code: &str) -> Outgoing {
    let template = Template::Reopened(Reopened {
        code: code.to_owned(),
        reason: "Tôi hỏi phí, chưa thấy trả lời.".to_owned(),
        answer_by: NOW.parse().expect("a time"),
        link: format!("{SITE}/phieu/{code}").parse().expect("a link"),
    });
    let to = Recipient::mail(to, Some("Ủy ban nhân dân phường Mỹ Hào")).expect("a recipient");
    Outgoing::new(to, template, Locale::Vi)
}

/// Keeps what it is given, and fails as it is told.
#[derive(Clone, Default)]
pub struct Kept {
    parcels: Arc<Mutex<Vec<Parcel>>>,
    failing: Arc<Mutex<Option<Failure>>>,
}

impl Kept {
    /// What was handed over, in order.
    #[must_use]
    pub fn parcels(&self) -> Vec<Parcel> {
        let kept = self.parcels.lock().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    /// The subjects of that.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        self.parcels().into_iter().map(|p| p.subject).collect()
    }

    /// From now on every message fails so, or none.
    pub fn fail(&self, failure: Option<Failure>) {
        *self.failing.lock().unwrap_or_else(PoisonError::into_inner) = failure;
    }
}

#[async_trait::async_trait]
impl Transport for Kept {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = failing.clone() {
            return Err(failure);
        }
        let mut kept = self.parcels.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(parcel.clone());
        Ok(())
    }
}
