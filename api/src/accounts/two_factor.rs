//! Setting up an authenticator: a secret, then a code that proves it, then recovery codes.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{RecoveryCodes, TotpEnrolment};
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::entity::user::Model;
use super::guard::{Scope, Staff};
use super::{Accounts, Caller, store, totp};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};

/// What secrets of authenticators are sealed for.
const PURPOSE: &str = "users.totp_secret";

impl Accounts {
    /// A new secret for whoever has none confirmed. Asked for again, it replaces the one before.
    ///
    /// # Errors
    /// 409 when an authenticator is set up already.
    pub async fn enrol(&self, staff: &Staff) -> Result<TotpEnrolment> {
        let secret = totp::new_secret()?;
        let transaction = self.db.begin().await?;
        let mut user = self.held(&transaction, staff).await?;
        if user.totp_confirmed {
            return Err(Error::new(ErrorCode::TotpState));
        }
        user.totp_secret = Some(self.vault.seal(&purpose(user.id), &secret)?);
        user.totp_step = None;
        user.updated_at = self.clock.now();
        store::users::keep(&*transaction, user).await?;
        transaction.commit().await?;
        let authenticator = totp::authenticator(&secret, &staff.login)?;
        Ok(TotpEnrolment {
            secret: totp::base32(&secret),
            uri: authenticator.to_url().map_err(Error::internal)?,
        })
    }

    /// Proves the secret by a code, and gives the recovery codes.
    ///
    /// # Errors
    /// 401 when the code is wrong, 409 when no secret is waiting for it, 429 when tries come too fast.
    pub async fn confirm_totp(
        &self,
        staff: &Staff,
        code: &str,
        caller: &Caller,
    ) -> Result<RecoveryCodes> {
        let tries = self.charge_staff(staff, caller).await?;
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let mut user = self.held(&transaction, staff).await?;
        if user.totp_confirmed || user.totp_secret.is_none() {
            return Err(Error::new(ErrorCode::TotpState));
        }
        let step = self.step_of(&user, code, now)?;
        let step = step.ok_or_else(|| Error::new(ErrorCode::SignInFailed))?;
        let codes = totp::new_recovery_codes()?;
        let hashes = codes
            .iter()
            .filter_map(|code| self.recovery_fingerprint(user.id, code));
        let hashes: Vec<String> = hashes.collect();
        store::users::replace_recovery_codes(&*transaction, user.id, hashes).await?;
        user.totp_confirmed = true;
        user.totp_step = Some(step);
        user.updated_at = now;
        store::users::keep(&*transaction, user).await?;
        self.give_back(&transaction, &tries).await?;
        audit::record(&*transaction, entry(staff, "totp.set_up", now)).await?;
        transaction.commit().await?;
        Ok(RecoveryCodes { codes })
    }

    /// Takes the authenticator away, for a code of it or a recovery code.
    ///
    /// # Errors
    /// 401 when the code is wrong, 409 when there is none, 429 when tries come too fast.
    pub async fn disable_totp(&self, staff: &Staff, code: &str, caller: &Caller) -> Result<()> {
        let tries = self.charge_staff(staff, caller).await?;
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let user = self.held(&transaction, staff).await?;
        if !user.totp_confirmed {
            return Err(Error::new(ErrorCode::TotpState));
        }
        self.check_code(&transaction, &user, Some(code)).await?;
        self.without_totp(&transaction, user, now).await?;
        self.give_back(&transaction, &tries).await?;
        audit::record(&*transaction, entry(staff, "totp.removed", now)).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets a user's authenticator and recovery codes.
    pub(super) async fn without_totp(
        &self,
        db: &DatabaseTransaction,
        mut user: Model,
        now: DateTime<Utc>,
    ) -> Result<Model> {
        store::users::replace_recovery_codes(db, user.id, Vec::new()).await?;
        user.totp_secret = None;
        user.totp_confirmed = false;
        user.totp_step = None;
        user.updated_at = now;
        store::users::keep(db, user).await
    }

    /// The step that a code of the user's authenticator belongs to.
    pub(super) fn step_of(
        &self,
        user: &Model,
        code: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<i64>> {
        let Some(sealed) = &user.totp_secret else {
            return Ok(None);
        };
        let secret = self.vault.open(&purpose(user.id), sealed)?;
        let authenticator = totp::authenticator(&secret, &user.login)?;
        Ok(totp::step(&authenticator, code, now.timestamp()))
    }

    /// What is stored of a recovery code; `None` when it cannot be one. Keyed, because its 50 bits
    /// could be tried out otherwise.
    pub(super) fn recovery_fingerprint(&self, user: Uuid, code: &str) -> Option<String> {
        let code = totp::recovery_code(code)?;
        Some(
            self.vault
                .fingerprint("recovery", &format!("{user} {code}")),
        )
    }

    async fn held(&self, db: &DatabaseTransaction, staff: &Staff) -> Result<Model> {
        let user = store::users::hold(db, &Scope::All, staff.user_id).await?;
        user.ok_or_else(|| Error::new(ErrorCode::Unauthorized))
    }

    /// Counts a try of someone who is signed in: their token may be in other hands.
    pub(super) async fn charge_staff(
        &self,
        staff: &Staff,
        caller: &Caller,
    ) -> Result<super::sign_in::Tries> {
        let user = store::users::by_id(&*self.db, staff.user_id).await?;
        self.charge(&staff.login, user.as_ref(), caller).await
    }
}

/// Bound to the user: a sealed secret that is copied to another row does not open there.
fn purpose(user: Uuid) -> String {
    format!("{PURPOSE} {user}")
}

fn entry(staff: &Staff, action: &'static str, at: DateTime<Utc>) -> Entry {
    Entry {
        actor: Some(staff.user_id),
        action,
        subject: ("user", staff.user_id.to_string()),
        agency: staff.agency.clone(),
        detail: None,
        at,
    }
}
