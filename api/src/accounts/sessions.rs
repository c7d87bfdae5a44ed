//! Sessions: opened by signing in, carried on by refresh tokens, ended in many ways.
//!
//! A refresh token is good once. Used again, someone else has it: the whole session ends. There is
//! no grace for a phone whose answer was lost, because a thief would have the same grace; it signs
//! in again.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::ErrorCode;
use mobile_contract::accounts::{Role, Session, Tokens};
use mobile_contract::limits::TOKEN_BYTES;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::entity::session::Model;
use super::guard::Staff;
use super::keys::Signer;
use super::token::{Claims, LIFETIME, sign};
use super::{Accounts, Caller, store};
use crate::audit::{self, Entry};
use crate::error::{Error, Result};
use crate::kernel::secret::{Secret, sha256_hex};

/// Staff who did nothing for so long are signed out: a working day.
const STAFF_IDLE: Duration = Duration::hours(12);
/// A citizen's phone stays signed in for so long.
const CITIZEN_IDLE: Duration = Duration::days(30);
/// Nobody stays signed in for longer.
const LONGEST: Duration = Duration::days(90);
/// How long ended sessions are remembered: for telling new devices from known ones.
pub(super) const REMEMBERED: Duration = Duration::days(180);

/// Whose session it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    User(Uuid, Role),
    Citizen(Uuid),
}

impl Owner {
    const fn id(self) -> Uuid {
        match self {
            Self::User(id, _) | Self::Citizen(id) => id,
        }
    }

    const fn role(self) -> Role {
        match self {
            Self::User(_, role) => role,
            Self::Citizen(_) => Role::Citizen,
        }
    }

    const fn idle(self) -> Duration {
        match self {
            Self::User(..) => STAFF_IDLE,
            Self::Citizen(_) => CITIZEN_IDLE,
        }
    }
}

/// A session that is about to be opened.
pub(super) struct Opening<'a> {
    /// Whose.
    pub owner: Owner,
    /// From where.
    pub caller: &'a Caller,
    /// An authenticator must be set up first.
    pub must_enrol: bool,
}

impl Accounts {
    /// Keyed hash of a network address: sessions are told apart by it, and nobody reads it.
    pub(super) fn address_fingerprint(&self, caller: &Caller) -> String {
        self.vault.fingerprint("address", &caller.address)
    }

    /// Opens a session, with its first tokens.
    pub(super) async fn open_session(
        &self,
        db: &DatabaseTransaction,
        signer: &Signer,
        opening: Opening<'_>,
    ) -> Result<Tokens> {
        let Opening {
            owner,
            caller,
            must_enrol,
        } = opening;
        let id = self.insert_session(db, owner, caller).await?;
        let tokens = self.tokens(db, signer, owner, id, must_enrol).await?;
        self.note_opened(db, owner, id).await?;
        Ok(tokens)
    }

    /// Keeps a new session, which nothing opens yet.
    pub(super) async fn insert_session(
        &self,
        db: &DatabaseTransaction,
        owner: Owner,
        caller: &Caller,
    ) -> Result<Uuid> {
        let now = self.clock.now();
        let id = Uuid::now_v7();
        let (user_id, citizen_id) = match owner {
            Owner::User(user, _) => (Some(user), None),
            Owner::Citizen(citizen) => (None, Some(citizen)),
        };
        let session = Model {
            id,
            user_id,
            citizen_id,
            device: caller.device.clone(),
            address_fingerprint: self.address_fingerprint(caller),
            created_at: now,
            last_used_at: now,
            expires_at: now + owner.idle(),
            ended_at: None,
        };
        store::sessions::insert(db, session).await?;
        Ok(id)
    }

    /// Records that a session was opened.
    pub(super) async fn note_opened(
        &self,
        db: &DatabaseTransaction,
        owner: Owner,
        id: Uuid,
    ) -> Result<()> {
        let user = match owner {
            Owner::User(user, _) => Some(user),
            Owner::Citizen(_) => None,
        };
        let entry = session_entry(user, "session.opened", id, self.clock.now());
        audit::record(db, entry).await
    }

    async fn tokens(
        &self,
        db: &DatabaseTransaction,
        signer: &Signer,
        owner: Owner,
        session: Uuid,
        must_enrol: bool,
    ) -> Result<Tokens> {
        let now = self.clock.now();
        let refresh = Secret::generate();
        store::sessions::insert_token(db, refresh.hash(), session, now).await?;
        let claims = Claims::new(self.issuer(), owner.id(), session, owner.role(), now);
        Ok(Tokens {
            access_token: sign(signer, &claims)?,
            token_type: "Bearer".to_owned(),
            expires_in: LIFETIME.num_seconds().unsigned_abs(),
            refresh_token: refresh.reveal().to_owned(),
            role: owner.role(),
            totp_enrolment_required: must_enrol,
        })
    }

    /// Gives the next tokens of a session for its refresh token.
    ///
    /// # Errors
    /// 401 when the token is unknown, its session has ended, or it was used before; then the
    /// session ends.
    pub async fn refresh(&self, token: &str) -> Result<Tokens> {
        let refused = || Error::new(ErrorCode::Unauthorized);
        if token.len() > TOKEN_BYTES {
            return Err(refused());
        }
        let now = self.clock.now();
        let hash = sha256_hex(token.as_bytes());
        let signer = self.keys.signer().await?;
        let transaction = self.db.begin().await?;
        let row = store::sessions::token(&*transaction, &hash)
            .await?
            .ok_or_else(refused)?;
        let session = store::sessions::open(&*transaction, row.session_id, now)
            .await?
            .ok_or_else(refused)?;
        if !store::sessions::use_token(&*transaction, &hash, now).await? {
            self.end_reused(&transaction, &session, now).await?;
            transaction.commit().await?;
            return Err(refused());
        }
        let (owner, must_enrol) = self
            .owner(&transaction, &session)
            .await?
            .ok_or_else(refused)?;
        let end = (now + owner.idle()).min(session.created_at + LONGEST);
        store::sessions::touch(&*transaction, session.id, now, end).await?;
        let tokens = self
            .tokens(&transaction, &signer, owner, session.id, must_enrol)
            .await?;
        transaction.commit().await?;
        Ok(tokens)
    }

    async fn end_reused(
        &self,
        db: &DatabaseTransaction,
        session: &Model,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tracing::warn!(session = %session.id, "a refresh token was used twice; its session ends");
        if store::sessions::end(db, session.id, now).await? {
            let entry = session_entry(session.user_id, "session.reuse_detected", session.id, now);
            audit::record(db, entry).await?;
        }
        Ok(())
    }

    /// Whose a session is; `None` when the account may no longer sign in.
    async fn owner(
        &self,
        db: &DatabaseTransaction,
        session: &Model,
    ) -> Result<Option<(Owner, bool)>> {
        if let Some(citizen) = session.citizen_id {
            return Ok(Some((Owner::Citizen(citizen), false)));
        }
        let Some(id) = session.user_id else {
            return Ok(None);
        };
        let user = store::users::by_id(db, id)
            .await?
            .filter(|user| user.active);
        user.map(|user| {
            let role = store::users::role_of(&user)?;
            Ok((
                Owner::User(id, role),
                self.must_enrol(role, user.totp_confirmed),
            ))
        })
        .transpose()
    }

    /// Ends the session of a refresh token. A token that is not good ends nothing, and that is not
    /// told: the caller is signed out either way.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, token: &str) -> Result<()> {
        if token.len() > TOKEN_BYTES {
            return Ok(());
        }
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let hash = sha256_hex(token.as_bytes());
        let Some(row) = store::sessions::token(&*transaction, &hash).await? else {
            return Ok(());
        };
        let session = store::sessions::open(&*transaction, row.session_id, now).await?;
        if let Some(session) = session {
            store::sessions::end(&*transaction, session.id, now).await?;
            let entry = session_entry(session.user_id, "session.closed", session.id, now);
            audit::record(&*transaction, entry).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Where someone is signed in, last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, staff: &Staff) -> Result<Vec<Session>> {
        let rows = store::sessions::of_user(&*self.db, staff.user_id, self.clock.now()).await?;
        let told = rows.into_iter().map(|row| Session {
            current: row.id == staff.session_id,
            id: row.id,
            device: row.device,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
        });
        Ok(told.collect())
    }

    /// Ends one of someone's own sessions.
    ///
    /// # Errors
    /// 404 when it is none of theirs, or has ended.
    pub async fn end_session(&self, staff: &Staff, id: Uuid) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        if !store::sessions::end_of_user(&*transaction, staff.user_id, id, now).await? {
            return Err(Error::new(ErrorCode::NotFound));
        }
        let entry = session_entry(Some(staff.user_id), "session.revoked", id, now);
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Ends all of someone's own sessions but the one that asks.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_other_sessions(&self, staff: &Staff) -> Result<()> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let but = Some(staff.session_id);
        store::sessions::end_all(&*transaction, staff.user_id, but, now).await?;
        let entry = Entry {
            actor: Some(staff.user_id),
            action: "session.others_revoked",
            subject: ("user", staff.user_id.to_string()),
            agency: staff.agency.clone(),
            detail: None,
            at: now,
        };
        audit::record(&*transaction, entry).await?;
        transaction.commit().await?;
        Ok(())
    }
}

pub(super) fn session_entry(
    actor: Option<Uuid>,
    action: &'static str,
    id: Uuid,
    at: DateTime<Utc>,
) -> Entry {
    Entry {
        actor,
        action,
        subject: ("session", id.to_string()),
        agency: None,
        detail: None,
        at,
    }
}
