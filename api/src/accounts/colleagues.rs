//! Who of an agency is written to.

use std::collections::HashMap;

use mobile_contract::Slug;
use mobile_contract::accounts::Role;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::store;
use crate::error::Result;

/// Most people of an agency who get the same letter.
pub(super) const MOST: u64 = 20;

/// Someone of the staff, as letters name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub id: Uuid,
    /// Mail address.
    pub mail: String,
    /// Full name.
    pub name: String,
}

/// Somebody of the staff, while they are active.
///
/// # Errors
/// When the database fails.
pub async fn colleague(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Colleague>> {
    let user = store::users::by_id(db, id).await?;
    let active = user.filter(|user| user.active);
    Ok(active.map(|user| Colleague {
        id: user.id,
        mail: user.login,
        name: user.name,
    }))
}

/// Names of staff by their ids, of those there are. At most a page of ids at a time.
///
/// # Errors
/// When the database fails.
pub async fn names_of(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = store::users::among(db, ids).await?;
    Ok(rows.into_iter().map(|user| (user.id, user.name)).collect())
}

/// Ids of the agencies that have an active leader.
///
/// # Errors
/// When the database fails.
pub async fn led_agencies(db: &impl ConnectionTrait) -> Result<Vec<Slug>> {
    let ids = store::users::agencies_with(db, Role::Leader).await?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// The active people of an agency (`None`: of the province's desk) in these roles, at most twenty.
///
/// # Errors
/// When the database fails.
pub async fn colleagues(
    db: &impl ConnectionTrait,
    agency: Option<&Slug>,
    roles: &[Role],
) -> Result<Vec<Colleague>> {
    let rows = store::users::of_agency(db, agency, roles, MOST).await?;
    Ok(rows
        .into_iter()
        .map(|user| Colleague {
            id: user.id,
            mail: user.login,
            name: user.name,
        })
        .collect())
}
