//! Who keeps whom: administrators keep everyone, leaders the officers of their own agency.

use mobile_contract::accounts::{Role, User, UserChange};
use mobile_contract::{ErrorCode, Slug};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::account::{NewAccount, agency_of, described, name_of, stored_agency};
use super::entity::user::Model;
use super::guard::{Scope, Staff};
use super::links::Purpose;
use super::{Accounts, store, users};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;

/// Who may keep users.
pub(super) const KEEPERS: [Role; 2] = [Role::Administrator, Role::Leader];

/// Whoever acts: someone of the staff, or the person at the command line, who may do everything.
#[derive(Clone, Copy, Debug)]
pub enum Keeper<'a> {
    /// Someone who is signed in.
    Staff(&'a Staff),
    /// Whoever runs the program on the server.
    Operator,
}

impl Keeper<'_> {
    fn actor(self) -> Option<Uuid> {
        match self {
            Self::Staff(staff) => Some(staff.user_id),
            Self::Operator => None,
        }
    }

    fn scope(self) -> Result<Scope> {
        match self {
            Self::Staff(staff) => staff.require(&KEEPERS).and_then(|()| staff.scope()),
            Self::Operator => Ok(Scope::All),
        }
    }

    /// Whether an account of this role and agency is theirs to keep.
    fn keeps(self, role: Role, agency: Option<&Slug>) -> Result<()> {
        let fine = match self.scope()? {
            Scope::All => true,
            scope => role == Role::Officer && scope.reaches(agency),
        };
        if fine {
            Ok(())
        } else {
            Err(Error::new(ErrorCode::Forbidden))
        }
    }
}

impl Accounts {
    /// Keeps a new account and mails a link that sets its password.
    ///
    /// # Errors
    /// 403 when it is not theirs to keep, 409 when the login is taken.
    pub async fn create(
        &self,
        keeper: Keeper<'_>,
        new: NewAccount,
        attempt: Option<&Attempt>,
    ) -> Result<User> {
        keeper.keeps(new.role, new.agency.as_ref())?;
        let transaction = self.db.begin().await?;
        if let Some(attempt) = attempt
            && let Some(saved) = attempt.saved(&*transaction).await?
        {
            return Ok(serde_json::from_str(&saved.body)?);
        }
        let row = self.insert(&transaction, keeper, new, None).await?;
        self.mail_link(&transaction, &row, Purpose::First).await?;
        let user = users::told(row)?;
        if let Some(attempt) = attempt {
            attempt
                .save(&*transaction, 201, &user, self.clock.now())
                .await?;
        }
        transaction.commit().await?;
        Ok(user)
    }

    /// Keeps a new account with its password's hash, where there is one.
    pub(super) async fn insert(
        &self,
        db: &DatabaseTransaction,
        keeper: Keeper<'_>,
        new: NewAccount,
        password_hash: Option<String>,
    ) -> Result<Model> {
        let now = self.clock.now();
        let row = Model {
            id: Uuid::now_v7(),
            login: new.login.as_str().to_owned(),
            name: new.name,
            role: new.role.as_str().to_owned(),
            agency: new.agency.map(|agency| agency.to_string()),
            active: true,
            password_hash,
            totp_secret: None,
            totp_confirmed: false,
            totp_step: None,
            created_at: now,
            updated_at: now,
        };
        if !store::users::insert(db, row.clone()).await? {
            return Err(Error::new(ErrorCode::LoginTaken));
        }
        self.note(db, keeper, "user.created", &row, Some(row.role.clone()))
            .await?;
        Ok(row)
    }

    /// Users within reach, as they were made, after one of them.
    ///
    /// # Errors
    /// 403 for those who keep nobody.
    pub async fn users(
        &self,
        keeper: Keeper<'_>,
        after: Option<Uuid>,
        most: u64,
    ) -> Result<Vec<User>> {
        let rows = store::users::page(&*self.db, &keeper.scope()?, after, most).await?;
        rows.into_iter().map(users::told).collect()
    }

    /// One user.
    ///
    /// # Errors
    /// 404 when there is none within reach.
    pub async fn user(&self, keeper: Keeper<'_>, id: Uuid) -> Result<User> {
        let row = store::users::find(&*self.db, &keeper.scope()?, id).await?;
        users::told(row.ok_or_else(|| Error::new(ErrorCode::NotFound))?)
    }

    /// The id of whoever signs in so, for the command line.
    ///
    /// # Errors
    /// 404 when nobody does.
    pub async fn id_of(&self, login: &str) -> Result<Uuid> {
        let row = store::users::by_login(&*self.db, &login.trim().to_lowercase()).await?;
        Ok(row.ok_or_else(|| Error::new(ErrorCode::NotFound))?.id)
    }

    /// Changes a user. Whoever loses rights or may no longer sign in is signed out everywhere.
    ///
    /// # Errors
    /// 404 when there is none within reach, 403 when they are not theirs to keep, 422 when role and
    /// agency do not go together or nobody would be left to keep users.
    pub async fn change(&self, keeper: Keeper<'_>, id: Uuid, change: UserChange) -> Result<User> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        // Held before the user is, in the same order by everyone: nobody waits in a circle.
        let demotes = change.role.is_some() || change.active == Some(false);
        let administrators = if demotes {
            store::users::administrators(&*transaction).await?
        } else {
            usize::MAX
        };
        let (old, role) = self.kept_by(&transaction, keeper, id).await?;
        let was_keeper = role == Role::Administrator && old.active;
        let mut row = old.clone();
        if let Some(name) = &change.name {
            row.name = name_of(name)?;
        }
        let new_role = change.role.unwrap_or(role);
        let agency = self.changed_agency(&old, new_role, change.agency)?;
        row.active = change.active.unwrap_or(row.active);
        keeper.keeps(new_role, agency.as_ref())?;
        row.role = new_role.as_str().to_owned();
        row.agency = agency.map(|agency| agency.to_string());
        row.updated_at = now;
        let stays = row.active && new_role == Role::Administrator;
        if was_keeper && !stays && administrators <= 1 {
            return Err(Error::field(
                "body",
                "phải còn ít nhất một tài khoản quản trị",
                "at least one administrator must remain",
            ));
        }
        let rights = |row: &Model| (row.role.clone(), row.agency.clone(), row.active);
        if rights(&row) != rights(&old) {
            store::sessions::end_all(&*transaction, id, None, now).await?;
        }
        let what = described(&old, &row);
        let row = store::users::keep(&*transaction, row).await?;
        self.note(&transaction, keeper, "user.changed", &row, Some(what))
            .await?;
        transaction.commit().await?;
        users::told(row)
    }

    /// Takes a user's password away, and with it all sessions, and mails a link that sets a new
    /// one; also the authenticator, for whoever lost the phone.
    ///
    /// # Errors
    /// 404 when there is none within reach, 403 when they are not theirs to keep.
    pub async fn reset(&self, keeper: Keeper<'_>, id: Uuid, totp: bool) -> Result<()> {
        let transaction = self.db.begin().await?;
        let row = self
            .without_password(&transaction, keeper, id, totp)
            .await?;
        if row.active {
            self.mail_link(&transaction, &row, Purpose::First).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    pub(super) async fn without_password(
        &self,
        db: &DatabaseTransaction,
        keeper: Keeper<'_>,
        id: Uuid,
        totp: bool,
    ) -> Result<Model> {
        let now = self.clock.now();
        let (mut row, _) = self.kept_by(db, keeper, id).await?;
        row.password_hash = None;
        row.updated_at = now;
        let mut row = store::users::keep(db, row).await?;
        if totp {
            row = self.without_totp(db, row, now).await?;
        }
        store::sessions::end_all(db, id, None, now).await?;
        let what = if totp {
            "password, authenticator"
        } else {
            "password"
        };
        self.note(db, keeper, "user.reset", &row, Some(what.to_owned()))
            .await?;
        Ok(row)
    }

    /// A user whom someone may keep, held.
    async fn kept_by(
        &self,
        db: &DatabaseTransaction,
        keeper: Keeper<'_>,
        id: Uuid,
    ) -> Result<(Model, Role)> {
        let row = store::users::hold(db, &keeper.scope()?, id).await?;
        let row = row.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let role = store::users::role_of(&row)?;
        keeper.keeps(role, stored_agency(&row)?.as_ref())?;
        Ok((row, role))
    }

    /// The agency after a change: a role of the whole province leaves it.
    fn changed_agency(&self, old: &Model, role: Role, asked: Option<Slug>) -> Result<Option<Slug>> {
        let kept = match (&asked, role.belongs_to_agency()) {
            (None, true) => stored_agency(old)?,
            _ => asked,
        };
        agency_of(role, kept)
    }

    async fn note(
        &self,
        db: &DatabaseTransaction,
        keeper: Keeper<'_>,
        action: &'static str,
        row: &Model,
        detail: Option<String>,
    ) -> Result<()> {
        let entry = Entry {
            actor: keeper.actor(),
            action,
            subject: ("user", row.id.to_string()),
            agency: stored_agency(row)?,
            detail,
            at: self.clock.now(),
        };
        audit::record(db, entry).await
    }
}
