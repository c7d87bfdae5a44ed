//! Signing in with a password and, where there is one, an authenticator.

use mobile_contract::ErrorCode;
use mobile_contract::accounts::{Login, Tokens};
use mobile_contract::limits::{CODE_CHARS, MAIL_BYTES};
use sea_orm::DatabaseTransaction;

use super::entity::user;
use super::letters::Letter;
use super::password::{Password, Verdict};
use super::sessions::{Opening, Owner};
use super::throttle::{ACCOUNT, ADDRESS, Slowing};
use super::{Accounts, Caller, store};
use crate::error::{Error, Result};

/// The counters that a try is counted on.
pub(super) struct Tries {
    account: String,
    pub(super) address: String,
}

/// Someone whose password was right.
pub(super) struct Proved {
    pub(super) user: user::Model,
    pub(super) tries: Tries,
    /// The password's hash by the rules of today, when it was stored by older ones.
    new_hash: Option<String>,
}

impl Proved {
    /// Keeps the password's hash by the rules of today.
    pub(super) async fn rehash(&self, db: &DatabaseTransaction) -> Result<()> {
        match &self.new_hash {
            Some(new) => {
                let old = self.user.password_hash.as_deref();
                store::users::rehash(db, self.user.id, old, new).await
            }
            None => Ok(()),
        }
    }
}

impl Accounts {
    /// Signs a member of the staff in.
    ///
    /// Whatever is wrong, the answer is the same and takes as long, but for a missing code of the
    /// authenticator, which is asked for only once the password was right.
    ///
    /// # Errors
    /// 401 when login, password or code is wrong, 429 when tries come too fast.
    pub async fn sign_in(&self, login: &Login, caller: &Caller) -> Result<Tokens> {
        let proved = self
            .prove_password(&login.login, &login.password, caller)
            .await?;
        let signer = self.keys.signer().await?;
        let transaction = self.db.begin().await?;
        if proved.user.totp_confirmed {
            self.check_code(&transaction, &proved.user, login.code.as_deref())
                .await?;
        }
        proved.rehash(&transaction).await?;
        self.give_back(&transaction, &proved.tries).await?;
        let user = proved.user;
        self.warn_of_new_place(&transaction, &user, caller).await?;
        let role = store::users::role_of(&user)?;
        let opening = Opening {
            owner: Owner::User(user.id, role),
            caller,
            must_enrol: self.must_enrol(role, user.totp_confirmed),
        };
        let tokens = self.open_session(&transaction, &signer, opening).await?;
        transaction.commit().await?;
        Ok(tokens)
    }

    /// Whose login and password these are; the try is counted and not given back yet.
    ///
    /// # Errors
    /// 401 when login or password is wrong, 429 when tries come too fast.
    pub(super) async fn prove_password(
        &self,
        login: &str,
        password: &str,
        caller: &Caller,
    ) -> Result<Proved> {
        let name = normalised(login)?;
        let password = Password::presented(password, "body.password")?;
        let user = store::users::by_login(&*self.db, &name).await?;
        let tries = self.charge(&name, user.as_ref(), caller).await?;
        let user = user.filter(|user| user.active);
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let verdict = self.hasher.verify(password.clone(), hash).await?;
        let user = user
            .filter(|_| verdict.right)
            .ok_or_else(|| Error::new(ErrorCode::SignInFailed))?;
        let new_hash = self.rehashed(password, verdict).await?;
        Ok(Proved {
            user,
            tries,
            new_hash,
        })
    }

    /// Writes to the owner of an account that is signed in to from where it has not been used before.
    pub(super) async fn warn_of_new_place(
        &self,
        db: &DatabaseTransaction,
        user: &user::Model,
        caller: &Caller,
    ) -> Result<()> {
        let address = self.address_fingerprint(caller);
        let (known, known_here) = store::sessions::knows(db, user.id, &address).await?;
        if !known || known_here {
            return Ok(());
        }
        let now = self.clock.now();
        let mut sessions = self.public_url.clone();
        sessions.set_path("/can-bo/phien");
        let letter = Letter::NewSignIn {
            to: super::users::mail_of(user)?,
            name: user.name.clone(),
            at: now,
            device: caller.device.clone(),
            sessions,
        };
        self.courier.take(db, letter, now).await
    }

    /// Counts a try, of the account and of the address.
    ///
    /// An account that has been used from an address has a counter of its own there: whoever
    /// guesses from elsewhere slows themselves down, and not the person whose account it is.
    pub(super) async fn charge(
        &self,
        login: &str,
        user: Option<&user::Model>,
        caller: &Caller,
    ) -> Result<Tries> {
        let address = self.address_fingerprint(caller);
        let (_, known_here) = match user {
            Some(user) => store::sessions::knows(&*self.db, user.id, &address).await?,
            None => (false, false),
        };
        let whose = if known_here {
            format!("{login} at {address}")
        } else {
            login.to_owned()
        };
        let account = self.vault.fingerprint("tries of account", &whose);
        self.count(account, caller).await
    }

    /// Counts a try at the code of somebody whose password was right.
    pub(super) async fn charge_code(&self, user: &user::Model, caller: &Caller) -> Result<Tries> {
        let account = self
            .vault
            .fingerprint("tries of code", &user.id.to_string());
        self.count(account, caller).await
    }

    async fn count(&self, account: String, caller: &Caller) -> Result<Tries> {
        let tries = Tries {
            account,
            address: self.vault.fingerprint("tries of address", &caller.address),
        };
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        // Always in this order, so that two tries never wait for each other.
        ADDRESS.charge(&*transaction, &tries.address, now).await?;
        ACCOUNT.charge(&*transaction, &tries.account, now).await?;
        transaction.commit().await?;
        Ok(tries)
    }

    /// Gives the tries back: it was right. The account begins anew; the address only gets this one
    /// back, or an account of one's own would be a licence to guess others.
    pub(super) async fn give_back(&self, db: &DatabaseTransaction, tries: &Tries) -> Result<()> {
        Slowing::refund(db, &tries.address, self.clock.now()).await?;
        store::throttles::forget(db, &tries.account).await
    }

    async fn rehashed(&self, password: Password, verdict: Verdict) -> Result<Option<String>> {
        if !verdict.stale {
            return Ok(None);
        }
        Ok(Some(self.hasher.hash(password).await?))
    }

    /// A code of the authenticator, or a recovery code; each is good once.
    pub(super) async fn check_code(
        &self,
        db: &DatabaseTransaction,
        user: &user::Model,
        code: Option<&str>,
    ) -> Result<()> {
        let wrong = || Error::new(ErrorCode::SignInFailed);
        let code = code.ok_or_else(|| Error::new(ErrorCode::TotpRequired))?;
        if code.chars().count() > CODE_CHARS {
            return Err(wrong());
        }
        let now = self.clock.now();
        if let Some(step) = self.step_of(user, code, now)? {
            return match store::users::use_step(db, user.id, step).await? {
                true => Ok(()),
                false => Err(wrong()),
            };
        }
        let hash = self.recovery_fingerprint(user.id, code).ok_or_else(wrong)?;
        match store::users::use_recovery_code(db, user.id, &hash, now).await? {
            true => Ok(()),
            false => Err(wrong()),
        }
    }
}

/// A login as it is stored. What is too long is nobody's.
pub(super) fn normalised(login: &str) -> Result<String> {
    if login.len() > MAIL_BYTES {
        return Err(Error::new(ErrorCode::SignInFailed));
    }
    Ok(login.trim().to_lowercase())
}
