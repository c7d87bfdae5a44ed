//! Users as others see them.

use mobile_contract::MailAddress;
use mobile_contract::accounts::User;

use super::entity::user::Model;
use super::store;
use crate::error::{Error, Result};

/// A row as the contract tells it.
pub(super) fn told(user: Model) -> Result<User> {
    let role = store::users::role_of(&user)?;
    let agency = user.agency.as_deref().map(str::parse).transpose();
    Ok(User {
        id: user.id,
        login: user.login,
        name: user.name,
        role,
        agency: agency.map_err(|_| Error::internal("a stored agency is no slug"))?,
        active: user.active,
        totp: user.totp_confirmed,
        created_at: user.created_at,
    })
}

/// Where a user's mail goes.
pub(super) fn mail_of(user: &Model) -> Result<MailAddress> {
    user.login
        .parse()
        .map_err(|_| Error::internal("a stored login is no mail address"))
}
