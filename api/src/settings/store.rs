//! Reading and writing of settings.

use mobile_contract::{ErrorCode, MailAddress, Slug};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder, QuerySelect};

use super::Settings;
use super::entity::{ActiveModel, Column, Entity, Model};
use crate::error::{Error, Result};

/// What an agency has set; nothing where it has set nothing.
///
/// # Errors
/// When the database fails, or holds what is no setting.
pub async fn of(db: &impl ConnectionTrait, agency: &Slug) -> Result<Settings> {
    match find(db, agency).await? {
        Some(row) => Settings::read(row),
        None => Ok(Settings::default()),
    }
}

/// The agency whose tickets are mailed to an address; the first of several.
///
/// # Errors
/// When the database fails.
pub async fn by_mail(db: &impl ConnectionTrait, mail: &MailAddress) -> Result<Option<Slug>> {
    let row = Entity::find()
        .filter(Column::Mail.eq(mail.as_str()))
        .order_by_asc(Column::Agency)
        .one(db)
        .await?;
    Ok(row.and_then(|row| row.agency.parse().ok()))
}

/// Agencies whose mailbox has become another one, and that have not been mailed what lies there.
///
/// # Errors
/// When the database fails.
pub async fn readdressed(db: &impl ConnectionTrait) -> Result<Vec<(Slug, DateTimeUtc)>> {
    let rows = Entity::find()
        .filter(Column::ReaddressedAt.is_not_null())
        .order_by_asc(Column::ReaddressedAt)
        .all(db)
        .await?;
    let told = |row: Model| Some((row.agency.parse().ok()?, row.readdressed_at?));
    Ok(rows.into_iter().filter_map(told).collect())
}

/// Takes on mailing what lies with such an agency; false when somebody else has, or the mailbox became yet
/// another one. In the transaction that mails it.
///
/// # Errors
/// When the database fails.
pub async fn take_readdressed(
    db: &impl ConnectionTrait,
    agency: &Slug,
    at: DateTimeUtc,
) -> Result<bool> {
    let taken = Entity::update_many()
        .col_expr(Column::ReaddressedAt, Expr::value(None::<DateTimeUtc>))
        .filter(Column::Agency.eq(agency.as_str()))
        .filter(Column::ReaddressedAt.eq(at))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

pub(super) async fn find(db: &impl ConnectionTrait, agency: &Slug) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(agency.as_str()).one(db).await?)
}

/// A row to be changed in this transaction: nobody else can until it ends.
pub(super) async fn lock(db: &impl ConnectionTrait, agency: &Slug) -> Result<Option<Model>> {
    let row = Entity::find_by_id(agency.as_str()).lock_exclusive();
    Ok(row.one(db).await?)
}

/// Writes settings over those of a revision; 0: over none.
///
/// # Errors
/// When somebody else has written meanwhile, or the database fails.
pub(super) async fn write(db: &impl ConnectionTrait, row: Model, seen: i32) -> Result<()> {
    let changed = || Error::new(ErrorCode::SettingsChanged);
    let all: ActiveModel = row.clone().into_active_model().reset_all();
    if seen == 0 {
        let new = Entity::insert(all).on_conflict_do_nothing();
        return match new.exec_without_returning(db).await? {
            sea_orm::TryInsertResult::Inserted(1) => Ok(()),
            _ => Err(changed()),
        };
    }
    let update = Entity::update_many()
        .set(all)
        .filter(Column::Agency.eq(row.agency))
        .filter(Column::Revision.eq(seen));
    match update.exec(db).await?.rows_affected {
        1 => Ok(()),
        _ => Err(changed()),
    }
}
