//! Sessions of pages: signed in to by a browser, which holds a key in a cookie.
//!
//! The key is not exchanged at every turn, as a phone's refresh token is: a browser asks for several
//! pages at once, from several tabs, and a key that is good once would end the session of whoever opens
//! two of them. It opens pages only: what is stored is a keyed hash, so that it is no refresh token and
//! no refresh token is a key. Session and account are looked at with every page, so that whoever was
//! signed out is out at once.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::limits::{CODE_CHARS, TOKEN_BYTES};
use sea_orm::DatabaseTransaction;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::entity::user;
use super::guard::{Principal, Staff};
use super::sessions::Owner;
use super::sign_in::Tries;
use super::{Accounts, Caller, store};
use crate::error::{Error, Result};
use crate::kernel::secret::Secret;

/// What keys of pages are hashed for.
const KEY: &str = "page session";
/// What tokens of forms are made for.
const FORM: &str = "form";
/// How long the code of the authenticator may take after the password.
const HALF_WAY: Duration = Duration::minutes(5);
/// How often the use of a session is noted: not with every page, which would be a write each time.
const NOTED_EVERY: Duration = Duration::minutes(5);
/// Longest proof of a password that is looked at, in bytes: ours have some 120.
const HALF_WAY_BYTES: usize = 400;

/// Opens the pages of a session; for the browser's cookie only.
pub struct PageKey(String);

impl PageKey {
    /// The key, to hand to the browser.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// How far signing in has come.
pub enum SignInStep {
    /// Signed in.
    In(PageKey),
    /// The password was right, and the authenticator is asked for. The text proves the former for some
    /// minutes, to the same browser.
    AsksCode(String),
}

/// What a proof of a password says.
struct HalfWay {
    user: Uuid,
    /// When the account was changed last: what happened since makes the proof void.
    updated: i64,
    at: i64,
}

impl HalfWay {
    fn text(&self) -> String {
        format!("{} {} {}", self.user, self.updated, self.at)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        Some(Self {
            user: next()?.parse().ok()?,
            updated: next()?.parse().ok()?,
            at: next()?.parse().ok()?,
        })
    }
}

impl Accounts {
    /// Signs in with login and password, to pages. `browser` is a secret that the browser holds.
    ///
    /// # Errors
    /// 401 when login or password is wrong, 429 when tries come too fast.
    pub async fn begin_pages(
        &self,
        login: &str,
        password: &str,
        browser: &str,
        caller: &Caller,
    ) -> Result<SignInStep> {
        let proved = self.prove_password(login, password, caller).await?;
        let transaction = self.db.begin().await?;
        proved.rehash(&transaction).await?;
        if !proved.user.totp_confirmed {
            let key = self
                .open_pages(&transaction, &proved.user, &proved.tries, caller)
                .await?;
            transaction.commit().await?;
            return Ok(SignInStep::In(key));
        }
        let now = self.clock.now();
        // Codes have a counter of their own, which no password winds back: strangers who guess the password
        // do not keep its owner from typing the code, and who has the password cannot guess codes faster.
        self.give_back(&transaction, &proved.tries).await?;
        transaction.commit().await?;
        let half = HalfWay {
            user: proved.user.id,
            updated: proved.user.updated_at.timestamp_micros(),
            at: now.timestamp(),
        };
        let sealed = self
            .vault
            .seal(&half_way(browser), half.text().as_bytes())?;
        Ok(SignInStep::AsksCode(sealed))
    }

    /// Goes on with the code of the authenticator, or a recovery code.
    ///
    /// # Errors
    /// 410 when the password was proved too long ago, by another browser, or the account has changed
    /// since; 401 when the code is wrong, 429 when tries come too fast.
    pub async fn finish_pages(
        &self,
        half_way: &str,
        code: &str,
        browser: &str,
        caller: &Caller,
    ) -> Result<PageKey> {
        let again = || Error::new(ErrorCode::LinkExpired);
        let half = self.read_half_way(half_way, browser).ok_or_else(again)?;
        let user = store::users::by_id(&*self.db, half.user).await?;
        let unchanged = |user: &user::Model| {
            user.active && user.totp_confirmed && user.updated_at.timestamp_micros() == half.updated
        };
        let user = user.filter(unchanged).ok_or_else(again)?;
        let tries = self.charge_code(&user, caller).await?;
        let code: String = code.chars().take(CODE_CHARS + 1).collect();
        let transaction = self.db.begin().await?;
        self.check_code(&transaction, &user, Some(&code)).await?;
        let key = self.open_pages(&transaction, &user, &tries, caller).await?;
        transaction.commit().await?;
        Ok(key)
    }

    /// Whose key it is; `None` when it opens nothing, or nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_page(&self, key: &str) -> Result<Option<Staff>> {
        if key.is_empty() || key.len() > TOKEN_BYTES {
            return Ok(None);
        }
        let now = self.clock.now();
        let hash = self.vault.fingerprint(KEY, key);
        let Some(row) = store::sessions::token(&*self.db, &hash).await? else {
            return Ok(None);
        };
        let Some(session) = store::sessions::open(&*self.db, row.session_id, now).await? else {
            return Ok(None);
        };
        let Some(user) = session.user_id else {
            return Ok(None);
        };
        let Some(Principal::Staff(staff)) = self.staff(&session, user).await? else {
            return Ok(None);
        };
        if now - session.last_used_at >= NOTED_EVERY {
            let transaction = self.db.begin().await?;
            // Its end stays where it is: a page's session lasts a working day from signing in.
            store::sessions::touch(&*transaction, session.id, now, session.expires_at).await?;
            transaction.commit().await?;
        }
        Ok(Some(staff))
    }

    /// What the forms of a session carry, so that no other site can send them.
    #[must_use]
    pub fn form_token(&self, staff: &Staff) -> String {
        self.vault.fingerprint(FORM, &staff.session_id.to_string())
    }

    /// What the forms of a browser carry in which nobody is signed in.
    #[must_use]
    pub fn guest_form_token(&self, browser: &str) -> String {
        self.vault.fingerprint(FORM, &format!("guest {browser}"))
    }

    async fn open_pages(
        &self,
        db: &DatabaseTransaction,
        user: &user::Model,
        tries: &Tries,
        caller: &Caller,
    ) -> Result<PageKey> {
        self.give_back(db, tries).await?;
        self.warn_of_new_place(db, user, caller).await?;
        let owner = Owner::User(user.id, store::users::role_of(user)?);
        let session = self.insert_session(db, owner, caller).await?;
        let key = PageKey(Secret::generate().reveal().to_owned());
        let hash = self.vault.fingerprint(KEY, key.reveal());
        store::sessions::insert_token(db, hash, session, self.clock.now()).await?;
        self.note_opened(db, owner, session).await?;
        Ok(key)
    }

    fn read_half_way(&self, sealed: &str, browser: &str) -> Option<HalfWay> {
        if sealed.len() > HALF_WAY_BYTES {
            return None;
        }
        let text = self.vault.open(&half_way(browser), sealed).ok()?;
        let half = HalfWay::read(&String::from_utf8(text).ok()?)?;
        let at = DateTime::<Utc>::from_timestamp(half.at, 0)?;
        let age = self.clock.now() - at;
        (age <= HALF_WAY).then_some(half)
    }
}

/// Whether two tokens of forms are one, in time that does not depend on where they differ.
#[must_use]
pub fn same_token(presented: &str, expected: &str) -> bool {
    presented.as_bytes().ct_eq(expected.as_bytes()).into()
}

/// Bound to the browser: a proof that was read over a shoulder is good nowhere else.
fn half_way(browser: &str) -> String {
    format!("half signed in {browser}")
}
