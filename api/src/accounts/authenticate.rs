//! From a token to whoever holds it.

use mobile_contract::accounts::{Jwks, Role, User};
use mobile_contract::audit::AuditEntry;
use mobile_contract::{ErrorCode, Page};

use super::entity::{session, user};
use super::guard::{Citizen, Principal, Staff};
use super::{Accounts, store, token};
use crate::error::{Error, Result};

impl Accounts {
    /// Whose access token it is. Signature, audience and time are checked first; then its session
    /// must be open and its account active, so that whoever was signed out is out at once.
    ///
    /// # Errors
    /// 401 for whatever is wrong with it.
    pub async fn authenticate(&self, token: &str) -> Result<Principal> {
        let now = self.clock.now();
        let claims = token::verify(&self.keys, self.issuer(), token, now).await?;
        let refused = || Error::new(ErrorCode::Unauthorized);
        let session = store::sessions::open(&*self.db, claims.sid, now)
            .await?
            .ok_or_else(refused)?;
        let principal = match (session.user_id, session.citizen_id) {
            (Some(user), None) if user == claims.sub => self.staff(&session, user).await?,
            (None, Some(citizen)) if citizen == claims.sub => {
                self.citizen(&session, citizen).await?
            }
            _ => None,
        };
        principal.ok_or_else(refused)
    }

    /// The public keys, for whoever checks tokens by themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn jwks(&self) -> Result<Jwks> {
        self.keys.jwks().await
    }

    /// A page of the audit record, newest first. Whoever asks is to be an administrator.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn audit(
        &self,
        cursor: Option<&str>,
        limit: Option<u32>,
    ) -> Result<Page<AuditEntry>> {
        crate::audit::page(&*self.db, cursor, limit).await
    }

    /// Looks through the whole audit record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_verdict(&self) -> Result<crate::audit::Verdict> {
        crate::audit::verify(&*self.db).await
    }

    /// Someone's own account.
    ///
    /// # Errors
    /// When it is gone, or the database fails.
    pub async fn own(&self, staff: &Staff) -> Result<User> {
        let user = store::users::by_id(&*self.db, staff.user_id).await?;
        super::users::told(user.ok_or_else(|| Error::new(ErrorCode::Unauthorized))?)
    }

    /// Who signs our tokens.
    pub(super) fn issuer(&self) -> &str {
        self.public_url.as_str()
    }

    pub(super) async fn staff(
        &self,
        session: &session::Model,
        id: uuid::Uuid,
    ) -> Result<Option<Principal>> {
        let user = store::users::by_id(&*self.db, id).await?;
        let Some(user) = user.filter(|user| user.active) else {
            return Ok(None);
        };
        self.staff_of(session.id, user)
            .map(|staff| Some(Principal::Staff(staff)))
    }

    pub(super) fn staff_of(&self, session: uuid::Uuid, user: user::Model) -> Result<Staff> {
        let role = store::users::role_of(&user)?;
        let agency = user.agency.as_deref().map(str::parse).transpose();
        Ok(Staff {
            user_id: user.id,
            session_id: session,
            role,
            agency: agency.map_err(|_| Error::internal("a stored agency is no slug"))?,
            must_enrol: self.must_enrol(role, user.totp_confirmed),
            login: user.login,
            name: user.name,
        })
    }

    pub(super) async fn citizen(
        &self,
        session: &session::Model,
        id: uuid::Uuid,
    ) -> Result<Option<Principal>> {
        let citizen = store::citizens::find(&*self.db, id).await?;
        Ok(citizen.map(|citizen| {
            Principal::Citizen(Citizen {
                citizen_id: citizen.id,
                session_id: session.id,
                contact_fingerprint: citizen.contact_fingerprint,
            })
        }))
    }

    /// Whether a role has to set up an authenticator, and has not.
    pub(super) const fn must_enrol(&self, role: Role, enrolled: bool) -> bool {
        self.strict && !enrolled && matches!(role, Role::Administrator | Role::Operator)
    }
}
