//! Users as others see them.

use mobile_contract::accounts::User;
use mobile_contract::{ErrorCode, MailAddress, Page, Slug};
use uuid::Uuid;

use super::entity::user::Model;
use super::manage::Keeper;
use super::{Accounts, Staff, store};
use crate::agencies::Agencies;
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};
use crate::kernel::shared::Shared;

impl Accounts {
    /// A page of the users whom someone keeps, as they were made.
    ///
    /// # Errors
    /// 403 for those who keep nobody, 400 or 422 for a cursor or limit of no use.
    pub async fn users_page(
        &self,
        staff: &Staff,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<User>> {
        let list = List::new("staff/users");
        let limit = page_size(limit)?;
        let after = list.after(cursor)?.map(|id| id.parse::<Uuid>());
        let after = after.transpose();
        let after = after.map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let users = self.users(Keeper::Staff(staff), after, most).await?;
        let rows = users.into_iter().map(|user| (user.id.to_string(), user));
        let page = list.page(rows, limit, |(id, _)| id.as_str());
        Ok(Page {
            items: page.items.into_iter().map(|(_, user)| user).collect(),
            next_cursor: page.next_cursor,
        })
    }
}

/// Lets an agency through that is there.
///
/// # Errors
/// 422 when there is none of this id.
pub fn known_agency(agencies: &Shared<Agencies>, agency: Option<&Slug>) -> Result<()> {
    match agency {
        Some(id) if agencies.get().find(id).is_none() => Err(Error::field(
            "body.agency",
            "không có cơ quan này",
            "there is no such agency",
        )),
        _ => Ok(()),
    }
}

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
