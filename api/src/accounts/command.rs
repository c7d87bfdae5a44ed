//! Accounts from the command line, and the ones for trying out.

use mobile_contract::accounts::{NewUser, Role, User};
use mobile_contract::{ErrorCode, Slug};

use super::account::NewAccount;
use super::links::Purpose;
use super::manage::Keeper;
use super::password::Password;
use super::{Accounts, users};
use crate::error::Result;

/// The password of every account for trying out. `serve --demo` only, which production refuses.
pub const DEMO_PASSWORD: &str = "mot cua dung thu";

/// Accounts for trying out: login, name, role, agency.
const DEMO: [(&str, &str, Role, Option<&str>); 5] = [
    (
        "admin@demo.motcua.vn",
        "Quản trị thử",
        Role::Administrator,
        None,
    ),
    (
        "tongdai@demo.motcua.vn",
        "Tổng đài thử",
        Role::Operator,
        None,
    ),
    (
        "canbo@demo.motcua.vn",
        "Cán bộ thử",
        Role::Officer,
        Some("so-tu-phap"),
    ),
    (
        "lanhdao@demo.motcua.vn",
        "Lãnh đạo thử",
        Role::Leader,
        Some("so-tu-phap"),
    ),
    (
        "congan@demo.motcua.vn",
        "Cán bộ công an thử",
        Role::Officer,
        Some("cong-an-tinh"),
    ),
];

impl Accounts {
    /// Keeps a new account with a password, from the command line.
    ///
    /// # Errors
    /// 409 when the login is taken, 422 when the password is not acceptable.
    pub async fn create_with_password(&self, new: NewAccount, password: &str) -> Result<User> {
        let password = Password::chosen(password, new.login(), "password")?;
        let hash = self.hasher.hash(password).await?;
        let transaction = self.db.begin().await?;
        let row = self
            .insert(&transaction, Keeper::Operator, new, Some(hash))
            .await?;
        transaction.commit().await?;
        users::told(row)
    }

    /// Keeps a new account without a password, from the command line. Gives the link that sets it:
    /// no mail is sent, because the first account is made before mail is set up.
    ///
    /// # Errors
    /// 409 when the login is taken.
    pub async fn create_with_link(&self, new: NewAccount) -> Result<(User, String)> {
        let transaction = self.db.begin().await?;
        let row = self
            .insert(&transaction, Keeper::Operator, new, None)
            .await?;
        let link = self.make_link(&transaction, &row, Purpose::First).await?;
        transaction.commit().await?;
        Ok((users::told(row)?, link.url.into()))
    }

    /// Takes a user's password away, and the authenticator too when asked to. Gives the link that
    /// sets a new one.
    ///
    /// # Errors
    /// 404 when there is no such user.
    pub async fn reset_with_link(&self, login: &str, totp: bool) -> Result<String> {
        let id = self.id_of(login).await?;
        let transaction = self.db.begin().await?;
        let row = self
            .without_password(&transaction, Keeper::Operator, id, totp)
            .await?;
        let link = self.make_link(&transaction, &row, Purpose::First).await?;
        transaction.commit().await?;
        Ok(link.url.into())
    }

    /// Keeps the accounts for trying out that are not there yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn store_demo(&self) -> Result<()> {
        for (login, name, role, agency) in DEMO {
            let agency = agency.map(str::parse::<Slug>).transpose();
            let (Ok(login), Ok(agency)) = (login.parse(), agency) else {
                continue;
            };
            let new = NewAccount::new(NewUser {
                login,
                name: name.to_owned(),
                role,
                agency,
            })?;
            match self.create_with_password(new, DEMO_PASSWORD).await {
                Err(error) if error.code() == ErrorCode::LoginTaken => {}
                result => drop(result?),
            }
        }
        Ok(())
    }
}
