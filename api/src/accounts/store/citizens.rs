//! Citizens, and the codes that were sent to them.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{IntoActiveModel, QuerySelect};

use crate::accounts::entity::{citizen, otp_challenge};
use crate::error::{Error, Result};

/// The citizen of a contact, who is kept when they are new.
pub(in crate::accounts) async fn find_or_insert(
    db: &impl ConnectionTrait,
    new: citizen::Model,
) -> Result<citizen::Model> {
    let fingerprint = new.contact_fingerprint.clone();
    citizen::Entity::insert(new.into_active_model())
        .on_conflict(
            OnConflict::column(citizen::Column::ContactFingerprint)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    citizen::Entity::find()
        .filter(citizen::Column::ContactFingerprint.eq(fingerprint))
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("a citizen who was just kept is gone"))
}

/// A citizen.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<citizen::Model>> {
    Ok(citizen::Entity::find_by_id(id).one(db).await?)
}

/// Keeps a new code, and ends the ones that were sent to the contact before, asked for at the same network
/// address: a stranger who asks for codes elsewhere does not end the owner's.
pub(in crate::accounts) async fn insert_challenge(
    db: &impl ConnectionTrait,
    new: otp_challenge::Model,
) -> Result<()> {
    use otp_challenge::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(new.created_at))
        .filter(Column::ContactFingerprint.eq(&new.contact_fingerprint))
        .filter(Column::AddressFingerprint.eq(new.address_fingerprint.as_deref()))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Entity::insert(new.into_active_model())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// A code, held until the transaction ends: guesses sent at once are counted one by one.
pub(in crate::accounts) async fn hold_challenge(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<otp_challenge::Model>> {
    Ok(otp_challenge::Entity::find_by_id(id)
        .lock_exclusive()
        .one(db)
        .await?)
}

/// Keeps a code that is held.
pub(in crate::accounts) async fn keep_challenge(
    db: &impl ConnectionTrait,
    challenge: otp_challenge::Model,
) -> Result<()> {
    challenge.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// Forgets codes that ran out before a time, and with them whom they were sent to.
pub(in crate::accounts) async fn forget_challenges_before(
    db: &impl ConnectionTrait,
    time: DateTime<Utc>,
) -> Result<()> {
    otp_challenge::Entity::delete_many()
        .filter(otp_challenge::Column::ExpiresAt.lt(time))
        .exec(db)
        .await?;
    Ok(())
}
