//! Passwords changed by whoever knows them, and set anew by whoever forgot them.

use chrono::Duration;
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{PasswordChange, PasswordReset};
use mobile_contract::limits::{MAIL_BYTES, TOKEN_BYTES};

use super::guard::{Scope, Staff};
use super::links::Purpose;
use super::password::Password;
use super::throttle::Quota;
use super::{Accounts, Caller, store};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::secret::sha256_hex;

/// Links that one account may be sent.
const LINKS_PER_ACCOUNT: Quota = Quota {
    most: 3,
    within: Duration::hours(1),
};
/// Links that one address may ask for.
const LINKS_PER_ADDRESS: Quota = Quota {
    most: 30,
    within: Duration::hours(1),
};

impl Accounts {
    /// Changes one's own password. All other sessions end.
    ///
    /// # Errors
    /// 401 when the password of before is wrong, 422 when the new one is not acceptable, 429 when
    /// tries come too fast.
    pub async fn change_password(
        &self,
        staff: &Staff,
        change: &PasswordChange,
        caller: &Caller,
    ) -> Result<()> {
        let current = Password::presented(&change.current, "body.current")?;
        let new = Password::chosen(&change.new, &staff.login, "body.new")?;
        let tries = self.charge_staff(staff, caller).await?;
        let user = store::users::by_id(&*self.db, staff.user_id).await?;
        let old_hash = user.and_then(|user| user.password_hash);
        let verdict = self.hasher.verify(current, old_hash.clone()).await?;
        if !verdict.right {
            return Err(Error::new(ErrorCode::SignInFailed));
        }
        let hash = self.hasher.hash(new).await?;

        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let user = store::users::hold(&*transaction, &Scope::All, staff.user_id).await?;
        // Someone else may have set it in the meantime.
        let mut user = user
            .filter(|user| user.password_hash == old_hash)
            .ok_or_else(|| Error::new(ErrorCode::SignInFailed))?;
        user.password_hash = Some(hash);
        user.updated_at = now;
        store::users::keep(&*transaction, user).await?;
        store::sessions::end_all(&*transaction, staff.user_id, Some(staff.session_id), now).await?;
        store::links::end_all(&*transaction, staff.user_id, now).await?;
        self.give_back(&transaction, &tries).await?;
        let entry = Entry {
            actor: Some(staff.user_id),
            action: "password.changed",
            subject: ("user", staff.user_id.to_string()),
            agency: staff.agency.clone(),
            detail: None,
            at: now,
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Mails a link to whoever signs in so. Whether there is such an account is not told; nor is it
    /// told that one was sent enough links.
    ///
    /// # Errors
    /// 429 when an address asks for too many.
    pub async fn forgot_password(&self, login: &str, caller: &Caller) -> Result<()> {
        let now = self.clock.now();
        let login = login.trim().to_lowercase();
        let transaction = self.db.begin().await?;
        let address = self.vault.fingerprint("links of address", &caller.address);
        LINKS_PER_ADDRESS
            .charge(&*transaction, &address, now)
            .await?;
        if login.len() > MAIL_BYTES {
            transaction.commit().await?;
            return Ok(());
        }
        let account = self.vault.fingerprint("links of account", &login);
        match LINKS_PER_ACCOUNT.charge(&*transaction, &account, now).await {
            Err(enough) if enough.code() == ErrorCode::RateLimited => {}
            Err(error) => return Err(error),
            Ok(()) => {
                let user = store::users::by_login(&*transaction, &login).await?;
                if let Some(user) = user.filter(|user| user.active) {
                    self.mail_link(&transaction, &user, Purpose::Forgotten)
                        .await?;
                }
            }
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Sets a password by a link. All sessions end, and tries are counted anew.
    ///
    /// # Errors
    /// 410 when the link was used or is too old, 422 when the password is not acceptable; then the
    /// link is still good.
    pub async fn reset_password(&self, reset: &PasswordReset) -> Result<()> {
        let expired = || Error::new(ErrorCode::LinkExpired);
        if reset.token.len() > TOKEN_BYTES {
            return Err(expired());
        }
        let now = self.clock.now();
        let hash = sha256_hex(reset.token.as_bytes());
        let link = store::links::good(&*self.db, &hash, now)
            .await?
            .ok_or_else(expired)?;
        let user = store::users::by_id(&*self.db, link.user_id).await?;
        let user = user.filter(|user| user.active).ok_or_else(expired)?;
        let new = Password::chosen(&reset.password, &user.login, "body.password")?;
        let new = self.hasher.hash(new).await?;

        let transaction = self.db.begin().await?;
        let user = store::users::hold(&*transaction, &Scope::All, user.id).await?;
        let mut user = user.filter(|user| user.active).ok_or_else(expired)?;
        if !store::links::use_up(&*transaction, &hash, now).await? {
            return Err(expired());
        }
        let (id, login) = (user.id, user.login.clone());
        user.password_hash = Some(new);
        user.updated_at = now;
        store::users::keep(&*transaction, user).await?;
        store::sessions::end_all(&*transaction, id, None, now).await?;
        store::links::end_all(&*transaction, id, now).await?;
        let tries = self.vault.fingerprint("tries of account", &login);
        store::throttles::forget(&*transaction, &tries).await?;
        let entry = Entry {
            actor: Some(id),
            action: "password.reset",
            subject: ("user", id.to_string()),
            agency: None,
            detail: None,
            at: now,
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}
