//! Who does not want reminders any more: one row per address that ever got a message one can
//! unsubscribe from.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::outgoing::Recipient;
use crate::error::Error;
use crate::kernel::secret::{self, Secret};

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
    /// The address.
    pub address: String,
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
    to: &Recipient,
    now: DateTime<Utc>,
) -> Result<Model, Error> {
    let row = ActiveModel {
        id: Set(Uuid::now_v7()),
        channel: Set(to.channel().as_str().to_owned()),
        address: Set(to.address().to_owned()),
        token: Set(Secret::generate().reveal().to_owned()),
        created_at: Set(now),
        unsubscribed_at: Set(None),
    };
    let one_per_address = OnConflict::columns([Column::Channel, Column::Address])
        .do_nothing()
        .to_owned();
    Entity::insert(row)
        .on_conflict(one_per_address)
        .exec_without_returning(db)
        .await?;
    Entity::find()
        .filter(Column::Channel.eq(to.channel().as_str()))
        .filter(Column::Address.eq(to.address()))
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("a contact that was just stored is gone"))
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
        let mut row: ActiveModel = row.into();
        row.unsubscribed_at = Set(unsubscribed_at);
        row.update(db).await?;
    }
    Ok(())
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
