//! Files (tệp đính kèm): photos and PDFs that come with something else, and belong to it.
//!
//! A file is taken in two steps. [`Files::take`] looks at it, writes photos anew without what cameras add,
//! stores the bytes, and gives a [`Taken`] that belongs to nothing yet. [`give`] makes it belong to an owner
//! in the transaction in which that is written. What is never given is thrown away after a while, and what
//! its owner no longer has at once; so nothing is half there, whatever breaks in between.
//!
//! This room knows no tickets: whoever hands a file out has asked who may see its owner.

mod depot;
mod doors;
mod entity;
mod kind;
mod name;
mod pdf;
mod photo;
mod refusal;
mod serve;
mod store;
mod take;
mod upload;

use std::sync::Arc;

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{Attachment, AttachmentSize, AttachmentType};
use sea_orm::ConnectionTrait;
use tokio::sync::Semaphore;
use uuid::Uuid;

use self::depot::Form;
pub use self::depot::{Depot, S3};
pub use self::doors::Door;
use self::doors::Doors;
use self::entity::Model;
pub use self::serve::Served;
use self::store::State;
pub use self::upload::Upload;
use crate::error::{Error, Result};
use crate::kernel::clock::Clock;
use crate::kernel::vault::Vault;
use crate::kernel::wire;
use crate::storage::Database;

/// How long a file may belong to nothing.
const LOOSE: Duration = Duration::hours(2);
/// Most files thrown away in one go.
const SWEPT: u64 = 200;

/// What files belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    kind: &'static str,
    id: Uuid,
}

impl Owner {
    /// A ticket.
    #[must_use]
    pub const fn ticket(id: Uuid) -> Self {
        Self { kind: "ticket", id }
    }
}

/// A file as it was sent.
#[derive(Clone)]
pub struct Given {
    /// What its sender calls it.
    pub name: String,
    /// The media type that its sender says it has.
    pub claimed: Option<String>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that was looked at and stored, and belongs to nothing yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    id: Uuid,
}

/// A file of an owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The message it came with.
    pub part: Option<Uuid>,
    /// The file.
    pub file: Attachment,
}

/// Takes files, keeps them and hands them out.
#[derive(Clone)]
pub struct Files {
    db: Database,
    clock: Clock,
    vault: Vault,
    depot: Depot,
    /// Pictures that are open, in millions of pixels.
    desk: Arc<Semaphore>,
    /// Requests with files that are being read.
    doors: Doors,
}

impl Files {
    /// Files that lie in a depot.
    #[must_use]
    pub fn new(db: Database, clock: Clock, vault: Vault, depot: Depot) -> Self {
        Self {
            db,
            clock,
            vault,
            depot,
            desk: Arc::new(Semaphore::new(take::DESK)),
            doors: Doors::new(),
        }
    }

    /// A file that belongs to an owner, to hand it out.
    ///
    /// # Errors
    /// 404 when it has none with this id; when the storage or the database fails.
    pub async fn read(&self, owner: Owner, id: Uuid, size: AttachmentSize) -> Result<Served> {
        self.read_in(owner, id, size, &[State::Kept]).await
    }

    /// Like [`read`](Self::read), with those that wait for the next answer.
    ///
    /// # Errors
    /// 404 when it has none with this id; when the storage or the database fails.
    pub async fn read_with_unsent(
        &self,
        owner: Owner,
        id: Uuid,
        size: AttachmentSize,
    ) -> Result<Served> {
        self.read_in(owner, id, size, &[State::Kept, State::Waiting])
            .await
    }

    async fn read_in(
        &self,
        owner: Owner,
        id: Uuid,
        size: AttachmentSize,
        states: &[State],
    ) -> Result<Served> {
        let missing = || Error::new(ErrorCode::NotFound);
        let row = store::find(&*self.db, owner, id, states).await?;
        let row = row.ok_or_else(missing)?;
        let (form, kind) = match size {
            AttachmentSize::Full => (Form::Full, wire::value(&row.media_type)?),
            AttachmentSize::Small if row.small => (Form::Small, AttachmentType::Jpeg),
            AttachmentSize::Small => return Err(missing()),
        };
        let bytes = self.depot.get(&self.vault, (row.object, form)).await?;
        Ok(Served {
            kind,
            name: row.name,
            bytes,
        })
    }

    /// Throws away what nobody may see any more, and what belongs to nothing; some of it at a time.
    ///
    /// # Errors
    /// When the database fails. A storage that does not answer is tried again the next time.
    pub async fn sweep(&self) -> Result<usize> {
        let since = self.clock.now() - LOOSE;
        let rows = store::to_sweep(&*self.db, since, SWEPT).await?;
        let mut swept = 0;
        for row in rows {
            let transaction = self.db.begin().await?;
            let claimed = store::claim(&*transaction, &row).await?;
            let shared = store::is_shared(&*transaction, &row).await?;
            transaction.commit().await?;
            if !claimed {
                continue;
            }
            // One that cannot be thrown away now does not keep the others; it is tried again.
            if !shared && let Err(error) = self.depot.delete(row.object).await {
                tracing::warn!(%error, "cannot throw away a file");
                continue;
            }
            let transaction = self.db.begin().await?;
            store::delete(&*transaction, row.id).await?;
            transaction.commit().await?;
            swept += 1;
        }
        Ok(swept)
    }
}

/// Gives files that were taken to a message of an owner. In the transaction that writes the message.
///
/// # Errors
/// When one was thrown away meanwhile, or the database fails.
pub async fn give(
    db: &impl ConnectionTrait,
    taken: &[Taken],
    owner: Owner,
    message: Uuid,
) -> Result<()> {
    store::give(db, taken, owner, (State::Kept, Some(message), None)).await
}

/// Gives photos of somebody who stays unknown to a message of an owner. A photo is written anew and holds nothing
/// of its maker; its name is a number here. In the transaction that writes the message.
///
/// # Errors
/// `attachment_refused` when one is no photo; when one was thrown away meanwhile, or the database fails.
pub async fn give_unnamed(
    db: &impl ConnectionTrait,
    taken: &[Taken],
    owner: Owner,
    message: Uuid,
) -> Result<()> {
    let before = store::count_given(db, owner).await?;
    for (number, file) in (before + 1..).zip(taken) {
        let Some(row) = store::loose(db, file).await? else {
            continue;
        };
        let kind: AttachmentType = wire::value(&row.media_type)?;
        if kind == AttachmentType::Pdf {
            return Err(refusal::Refusal::Named.of(&row.name));
        }
        store::rename(db, file, name::numbered(number, kind)).await?;
    }
    give(db, taken, owner, message).await
}

/// Gives files of staff to an owner, to be sent with the next answer.
///
/// # Errors
/// When one was thrown away meanwhile, or the database fails.
pub async fn lay_ready(
    db: &impl ConnectionTrait,
    taken: &[Taken],
    owner: Owner,
    by: Uuid,
) -> Result<()> {
    store::give(db, taken, owner, (State::Waiting, None, Some(by))).await
}

/// What was laid ready, by somebody or by all, goes with a message; copies of it go with the message of each
/// other owner.
///
/// # Errors
/// When the database fails.
pub async fn send(
    db: &impl ConnectionTrait,
    (owner, by): (Owner, Option<Uuid>),
    message: Uuid,
    others: &[(Owner, Uuid)],
) -> Result<()> {
    let ready = store::waiting(db, owner, by).await?;
    for (other, message) in others {
        for row in &ready {
            let copy = Model {
                id: Uuid::now_v7(),
                state: State::Kept.as_str().to_owned(),
                owner_kind: Some(other.kind.to_owned()),
                owner_id: Some(other.id),
                part_id: Some(*message),
                ..row.clone()
            };
            store::insert(db, copy).await?;
        }
    }
    store::send(db, (owner, by), message).await
}

/// The files of an owner's messages, in the order in which they came.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Listed>> {
    let rows = store::kept(db, owner).await?;
    rows.into_iter().map(listed).collect()
}

/// The files that are laid ready for the next answer, by somebody or by all.
///
/// # Errors
/// When the database fails.
pub async fn unsent(
    db: &impl ConnectionTrait,
    owner: Owner,
    by: Option<Uuid>,
) -> Result<Vec<Attachment>> {
    let rows = store::waiting(db, owner, by).await?;
    rows.into_iter()
        .map(|row| listed(row).map(|listed| listed.file))
        .collect()
}

/// How many files others than staff gave to an owner.
///
/// # Errors
/// When the database fails.
pub async fn count_given(db: &impl ConnectionTrait, owner: Owner) -> Result<u64> {
    store::count_given(db, owner).await
}

/// Takes back a file that was laid ready, or all of them.
///
/// # Errors
/// 404 when there is none with this id; when the database fails.
pub async fn take_back(db: &impl ConnectionTrait, owner: Owner, id: Option<Uuid>) -> Result<()> {
    let any = store::drop_waiting(db, owner, id).await?;
    if any || id.is_none() {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::NotFound))
    }
}

/// Takes back what somebody laid ready.
///
/// # Errors
/// When the database fails.
pub async fn take_back_of(db: &impl ConnectionTrait, owner: Owner, by: Uuid) -> Result<()> {
    store::drop_waiting_of(db, owner, by).await
}

/// Nobody may see the files of an owner any more. In the transaction in which it goes.
///
/// # Errors
/// When the database fails.
pub async fn drop_all(db: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    store::drop_all(db, owner).await
}

fn listed(row: Model) -> Result<Listed> {
    Ok(Listed {
        part: row.part_id,
        file: Attachment {
            id: row.id,
            media_type: wire::value(&row.media_type)?,
            name: row.name,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
            uploaded_at: row.uploaded_at,
        },
    })
}
