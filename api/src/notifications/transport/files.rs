//! Mail into files, for trying out: one `.eml` a message in a folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use mail_parser::MessageParser;
use uuid::Uuid;

use super::{Failure, MailSender, Parcel, Transport};

/// Most messages that are listed.
const LISTED: usize = 200;

/// Why mail in files cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The folder or file cannot be read.
    #[error("the mail folder cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// It is no mail.
    #[error("the file holds no mail")]
    Broken,
}

/// A folder of mail.
#[derive(Clone, Debug)]
pub struct MailFiles {
    folder: PathBuf,
    sender: MailSender,
}

/// A mail as the development page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMail {
    /// Id of the notification.
    pub id: Uuid,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When, as it says itself.
    pub date: String,
    /// The plain part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// All of it, as it was written.
    pub source: String,
}

impl MailFiles {
    /// Mail in this folder, which is made with the first message.
    #[must_use]
    pub const fn new(folder: PathBuf, sender: MailSender) -> Self {
        Self { folder, sender }
    }

    /// The newest mails, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> Result<Vec<StoredMail>, FileError> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        // Ids begin with the time.
        let mut ids: Vec<Uuid> = entries
            .filter_map(|entry| id_of(&entry.ok()?.path()))
            .collect();
        ids.sort_unstable_by(|a, b| b.cmp(a));
        ids.truncate(LISTED);
        let mails = ids.into_iter().map(|id| self.find(id));
        mails.filter_map(Result::transpose).collect()
    }

    /// One mail.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn find(&self, id: Uuid) -> Result<Option<StoredMail>, FileError> {
        match std::fs::read(self.file(id)) {
            Ok(bytes) => read(id, &bytes).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn file(&self, id: Uuid) -> PathBuf {
        self.folder.join(format!("{id}.eml"))
    }

    /// Whole or not at all: the page may be looking.
    fn write(&self, id: Uuid, mail: &[u8]) -> std::io::Result<()> {
        std::fs::create_dir_all(&self.folder)?;
        let half = self.folder.join(format!("{id}.part"));
        std::fs::File::create(&half)?.write_all(mail)?;
        std::fs::rename(half, self.file(id))
    }
}

#[async_trait]
impl Transport for MailFiles {
    async fn send(&self, parcel: &Parcel) -> Result<(), Failure> {
        let mail = self.sender.compose(parcel)?.formatted();
        let (files, id) = (self.clone(), parcel.id);
        let written = tokio::task::spawn_blocking(move || files.write(id, &mail)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            // A full disk, a folder that may not be written: no fault of this message.
            Ok(Err(error)) => Err(Failure::Unreachable(error.kind().to_string())),
            Err(_) => Err(Failure::Unreachable("cut off".to_owned())),
        }
    }
}

fn id_of(file: &Path) -> Option<Uuid> {
    (file.extension()? == "eml").then_some(())?;
    Uuid::try_parse(file.file_stem()?.to_str()?).ok()
}

fn read(id: Uuid, bytes: &[u8]) -> Result<StoredMail, FileError> {
    let mail = MessageParser::default()
        .parse(bytes)
        .ok_or(FileError::Broken)?;
    let to = mail.to().and_then(|to| to.first());
    let to = to.map(|to| match (to.name(), to.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (_, address) => address.unwrap_or_default().to_owned(),
    });
    Ok(StoredMail {
        id,
        to: to.unwrap_or_default(),
        subject: mail.subject().unwrap_or_default().to_owned(),
        date: mail.date().map(ToString::to_string).unwrap_or_default(),
        text: mail.body_text(0).unwrap_or_default().into_owned(),
        html: mail.body_html(0).unwrap_or_default().into_owned(),
        source: String::from_utf8_lossy(bytes).into_owned(),
    })
}
