//! Citizens' sessions of pages: a browser holds a key in a cookie, from a code that was sent to the
//! contact until signing out.
//!
//! As with the pages of staff, the key is not exchanged at every turn; it is no refresh token, and no
//! refresh token is a key.

use chrono::Duration;
use mobile_contract::accounts::OtpProof;
use mobile_contract::limits::TOKEN_BYTES;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::entity::session;
use super::guard::{Citizen, Principal};
use super::sessions::session_entry;
use super::{Accounts, Caller, store};
use crate::audit;
use crate::error::Result;
use crate::kernel::secret::Secret;

/// What keys are hashed for.
const KEY: &str = "citizen page session";
/// What tokens of forms are made for.
const FORM: &str = "citizen form";
/// A phone at a counter is often a shared one.
const SHARED: Duration = Duration::hours(2);
/// On one's own phone, when that was said.
const OWN: Duration = Duration::days(30);

impl Accounts {
    /// Signs a citizen in who knows the code, to pages. Gives the key for the browser's cookie.
    ///
    /// # Errors
    /// 401 when the code is wrong, used up or too old: nobody is told which.
    pub async fn prove_for_pages(
        &self,
        proof: &OtpProof,
        own_device: bool,
        caller: &Caller,
    ) -> Result<String> {
        let (transaction, citizen) = self.proven(proof, caller).await?;
        let now = self.clock.now();
        let key = Secret::generate();
        let id = Uuid::now_v7();
        let session = session::Model {
            id,
            user_id: None,
            citizen_id: Some(citizen),
            device: caller.device.clone(),
            address_fingerprint: self.address_fingerprint(caller),
            created_at: now,
            last_used_at: now,
            expires_at: now + Self::citizen_session(own_device),
            ended_at: None,
        };
        store::sessions::insert(&*transaction, session).await?;
        let hash = self.vault.fingerprint(KEY, key.reveal());
        store::sessions::insert_token(&*transaction, hash, id, now).await?;
        audit::record(
            &*transaction,
            session_entry(None, "session.opened", id, now),
        )
        .await?;
        transaction.commit().await?;
        Ok(key.reveal().to_owned())
    }

    /// How long a citizen's browser stays signed in.
    #[must_use]
    pub const fn citizen_session(own_device: bool) -> Duration {
        if own_device { OWN } else { SHARED }
    }

    /// Whose key it is; `None` when it opens nothing, or nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn citizen_of_page(&self, key: &str) -> Result<Option<Citizen>> {
        let Some(session) = self.session_of_page(key).await? else {
            return Ok(None);
        };
        let Some(citizen) = session.citizen_id else {
            return Ok(None);
        };
        match self.citizen(&session, citizen).await? {
            Some(Principal::Citizen(citizen)) => Ok(Some(citizen)),
            _ => Ok(None),
        }
    }

    async fn session_of_page(&self, key: &str) -> Result<Option<session::Model>> {
        if key.is_empty() || key.len() > TOKEN_BYTES {
            return Ok(None);
        }
        let hash = self.vault.fingerprint(KEY, key);
        let Some(row) = store::sessions::token(&*self.db, &hash).await? else {
            return Ok(None);
        };
        store::sessions::open(&*self.db, row.session_id, self.clock.now()).await
    }

    /// Ends the session of a key. One that is not good ends nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn leave_pages(&self, key: &str) -> Result<()> {
        let Some(session) = self.session_of_page(key).await? else {
            return Ok(());
        };
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        if store::sessions::end(&*transaction, session.id, now).await? {
            let entry = session_entry(None, "session.closed", session.id, now);
            audit::record(&*transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// What a form of a signed-in citizen's pages carries, so that no other site can send it.
    #[must_use]
    pub fn citizen_form_token(&self, key: &str) -> String {
        self.vault.fingerprint(FORM, key)
    }

    /// Whether a form came from a page that was shown to this browser.
    #[must_use]
    pub fn is_citizen_form(&self, key: &str, token: &str) -> bool {
        let right = self.citizen_form_token(key);
        right.as_bytes().ct_eq(token.as_bytes()).into()
    }
}
