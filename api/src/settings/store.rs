//! Reading and writing of settings.

use mobile_contract::{ErrorCode, MailAddress, Slug};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, IntoActiveModel, QueryOrder};

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

pub(super) async fn find(db: &impl ConnectionTrait, agency: &Slug) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(agency.as_str()).one(db).await?)
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
