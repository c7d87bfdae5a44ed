//! Who does not want reminders any more: a row per address that ever got a message one can
//! unsubscribe from. The address itself is not kept, only what it is matched by. Rows of one
//! fingerprint are one contact: each has its own link, and what one says holds for all.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::matching;
use super::outgoing::Recipient;
use crate::error::Error;
use crate::kernel::secret::{self, Secret};
use crate::kernel::vault::Vault;
use crate::storage::Database;

/// An address and what its owner wants.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_contacts")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// See [`super::Channel`].
    pub channel: String,
    /// Empty: what was stored here in clear is cleared when the server starts.
    pub address: String,
    /// What the address is matched by; `None` in rows of a program before this one.
    pub fingerprint: Option<String>,
    /// What the link to unsubscribe proves itself with. It stands in mails, so it is no secret from
    /// whoever reads them, and opens nothing else.
    pub token: String,
    /// When the first message went there.
    pub created_at: DateTimeUtc,
    /// Since when its owner wants no reminders.
    pub unsubscribed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Whose messages are meant, as a token tells. The address is not part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Id.
    pub id: Uuid,
    /// Whether its owner wants no reminders.
    pub unsubscribed: bool,
}

impl Model {
    /// What stands in the link: names the row and proves that it came from a mail of ours.
    pub(super) fn link_token(&self) -> String {
        format!("{}.{}", self.id.simple(), self.token)
    }
}

/// The contact of a recipient, made when it is new.
///
/// # Errors
/// When the database fails.
pub(super) async fn contact_of(
    db: &impl ConnectionTrait,
    vault: &Vault,
    to: &Recipient,
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    let channel = to.channel().as_str();
    let fingerprint = matching::contact(vault, channel, to.address());
    let known = Entity::find()
        .filter(Column::Fingerprint.eq(&fingerprint))
        .order_by_asc(Column::Id)
        .one(db)
        .await?;
    if let Some(known) = known {
        return Ok(known);
    }
    // Two that come at once make two rows of one contact, which does no harm.
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        channel: Set(channel.to_owned()),
        address: Set(String::new()),
        fingerprint: Set(Some(fingerprint)),
        token: Set(Secret::generate().reveal().to_owned()),
        created_at: Set(now),
        unsubscribed_at: Set(None),
    };
    Ok(row.insert(db).await?)
}

/// Fingerprints of contacts that lie in clear, at most `most`; says how many there were. Of two that
/// are one contact, what either does not want is not wanted.
///
/// # Errors
/// When the database fails.
pub(super) async fn seal_some(db: &Database, vault: &Vault, most: u64) -> Result<u64, Error> {
    let transaction = db.begin().await?;
    let rows = Entity::find()
        .filter(Column::Fingerprint.is_null())
        .order_by_asc(Column::Id)
        .limit(most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&*transaction)
        .await?;
    let mut sealed = 0;
    for row in rows {
        let fingerprint = matching::contact(vault, &row.channel, &row.address);
        let mut row = row.into_active_model();
        row.address = Set(String::new());
        row.fingerprint = Set(Some(fingerprint.clone()));
        row.update(&*transaction).await?;
        let same = Entity::find().filter(Column::Fingerprint.eq(&fingerprint));
        let gone = same.filter(Column::UnsubscribedAt.is_not_null());
        if let Some(gone) = gone.one(&*transaction).await? {
            let since = gone.unsubscribed_at;
            set_all(&*transaction, Some(&fingerprint), gone.id, since).await?;
        }
        sealed += 1;
    }
    transaction.commit().await?;
    Ok(sealed)
}

/// Contacts by their ids.
///
/// # Errors
/// When the database fails.
pub(super) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}

/// Whose messages a link is about.
///
/// # Errors
/// `not_found` when the token is none of ours; when the database fails.
pub async fn find(db: &impl ConnectionTrait, token: &str) -> Result<Contact, Error> {
    let row = opened_by(db, token).await?;
    Ok(Contact {
        id: row.id,
        unsubscribed: row.unsubscribed_at.is_some(),
    })
}

/// No reminders any more; said twice, it is the same. What is queued already is withheld.
/// Codes, and answers to what its owner asked, still come.
///
/// # Errors
/// `not_found` when the token is none of ours; when the database fails.
pub async fn unsubscribe(
    db: &impl ConnectionTrait,
    token: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    set(db, token, Some(now)).await
}

/// Reminders again.
///
/// # Errors
/// `not_found` when the token is none of ours; when the database fails.
pub async fn subscribe(db: &impl ConnectionTrait, token: &str) -> Result<(), Error> {
    set(db, token, None).await
}

async fn set(
    db: &impl ConnectionTrait,
    token: &str,
    unsubscribed_at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let row = opened_by(db, token).await?;
    if row.unsubscribed_at.is_some() != unsubscribed_at.is_some() {
        set_all(db, row.fingerprint.as_deref(), row.id, unsubscribed_at).await?;
    }
    Ok(())
}

/// Sets what the owner of an address wants, in every row of it.
async fn set_all(
    db: &impl ConnectionTrait,
    fingerprint: Option<&str>,
    id: Uuid,
    unsubscribed_at: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    let update =
        Entity::update_many().col_expr(Column::UnsubscribedAt, Expr::value(unsubscribed_at));
    let update = match fingerprint {
        Some(fingerprint) => update.filter(Column::Fingerprint.eq(fingerprint)),
        None => update.filter(Column::Id.eq(id)),
    };
    update.exec(db).await.map(drop)
}

/// Whether the owner of an address wants no reminders.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_gone(
    db: &impl ConnectionTrait,
    vault: &Vault,
    to: &Recipient,
) -> Result<bool, Error> {
    let fingerprint = matching::contact(vault, to.channel().as_str(), to.address());
    let gone = Entity::find()
        .filter(Column::Fingerprint.eq(fingerprint))
        .filter(Column::UnsubscribedAt.is_not_null());
    Ok(gone.one(db).await?.is_some())
}

/// The owner of an address, who has just proved it, wants reminders again.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_back(
    db: &impl ConnectionTrait,
    vault: &Vault,
    to: &Recipient,
) -> Result<(), Error> {
    let fingerprint = matching::contact(vault, to.channel().as_str(), to.address());
    Ok(set_all(db, Some(&fingerprint), Uuid::nil(), None).await?)
}

async fn opened_by(db: &impl ConnectionTrait, token: &str) -> Result<Model, Error> {
    let unknown = || Error::new(ErrorCode::NotFound);
    let (id, presented) = token.split_once('.').ok_or_else(unknown)?;
    let id = Uuid::try_parse(id).map_err(|_| unknown())?;
    let row = Entity::find_by_id(id).one(db).await?.ok_or_else(unknown)?;
    if secret::opens(presented, &secret::sha256_hex(row.token.as_bytes())) {
        Ok(row)
    } else {
        Err(unknown())
    }
}
