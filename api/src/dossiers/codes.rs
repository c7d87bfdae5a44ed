//! Codes of six digits that are sent to a number or address, and are good for one thing only.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::Locale;
use mobile_contract::limits::{
    OTP_DIGITS, OTP_MINUTES, OTP_PER_ADDRESS, OTP_PER_CONTACT, OTP_PER_CONTACT_AND_ADDRESS,
    OTP_TRIES,
};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use subtle::ConstantTimeEq;

use super::entity::code::{Column, Entity, Model};
use super::{Dossiers, Origin};
use crate::accounts::Quota;
use crate::error::Result;
use crate::kernel::secret::number_below;
use crate::notifications::{DossierCode, DossierCodeFor, Outgoing, Recipient, Template};

/// Codes that one number or address is sent.
const PER_CONTACT: Quota = Quota {
    most: OTP_PER_CONTACT,
    within: Duration::hours(1),
};
/// The same, asked for from one network address: a stranger leaves some to the owner.
const PER_CONTACT_AND_CLIENT: Quota = Quota {
    most: OTP_PER_CONTACT_AND_ADDRESS,
    within: Duration::hours(1),
};
/// Codes that one network address may ask for.
const PER_CLIENT: Quota = Quota {
    most: OTP_PER_ADDRESS,
    within: Duration::hours(1),
};

/// A code that was made.
pub(super) struct Made {
    /// Names it, to who asked.
    pub(super) id: Uuid,
    digits: String,
    /// Until when it is taken.
    pub(super) expires_at: DateTime<Utc>,
}

impl Dossiers {
    /// Counts a code that is asked for, whether or not one is sent.
    ///
    /// # Errors
    /// 429 when there were enough already.
    pub(super) async fn charge_code(
        &self,
        db: &impl ConnectionTrait,
        (to, origin): (&str, &Origin),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mark = |purpose: &str, text: &str| self.vault.fingerprint(purpose, text);
        let client = mark("dossier codes of client", &origin.client);
        PER_CLIENT.charge(db, &client, now).await?;
        let both = mark("dossier codes of both", &format!("{to} {}", origin.client));
        PER_CONTACT_AND_CLIENT.charge(db, &both, now).await?;
        let contact = mark("dossier codes of contact", to);
        PER_CONTACT.charge(db, &contact, now).await
    }

    /// Makes a code, good for one thing. It is kept whether or not it is sent: what is stored, and how long that takes,
    /// tells nobody which.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn make_code(
        &self,
        db: &impl ConnectionTrait,
        subject: &str,
        now: DateTime<Utc>,
    ) -> Result<Made> {
        let id = Uuid::now_v7();
        let bound = u32::try_from(OTP_DIGITS).map_or(1, |digits| 10_u32.saturating_pow(digits));
        let digits = format!("{:0OTP_DIGITS$}", number_below(bound)?);
        let expires_at = now + Duration::minutes(OTP_MINUTES);
        let row = Model {
            id,
            subject: self.subject_mark(subject),
            code_mark: self.code_mark(id, &digits),
            tries: 0,
            created_at: now,
            expires_at,
            used_at: None,
        };
        Entity::insert(row.into_active_model())
            .exec_without_returning(db)
            .await?;
        Ok(Made {
            id,
            digits,
            expires_at,
        })
    }

    /// Sends a code that was made.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn send_code(
        &self,
        db: &impl ConnectionTrait,
        (made, purpose): (&Made, DossierCodeFor),
        (to, locale): (Recipient, Locale),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let letter = Template::DossierCode(DossierCode {
            code: made.digits.clone(),
            purpose,
            expires_at: made.expires_at,
        });
        let mut outgoing = Outgoing::new(to, letter, locale);
        outgoing.urgent = true;
        self.outbox.enqueue(db, now, outgoing).await.map(drop)
    }

    /// Whether the digits of a code are right, and it is for this thing. The try counts; who calls commits. Only who
    /// asked for a code knows its id: nobody else uses its tries up.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn take_challenge(
        &self,
        db: &impl ConnectionTrait,
        (id, subject): (Uuid, &str),
        digits: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        // Held until the transaction ends: guesses sent at once are counted one by one.
        let row = Entity::find_by_id(id).lock_exclusive().one(db).await?;
        self.tried(db, row, (subject, digits), now).await
    }

    /// The same with the newest code that was sent for a thing.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn take_newest(
        &self,
        db: &impl ConnectionTrait,
        subject: &str,
        digits: &str,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let row = Entity::find()
            .filter(Column::Subject.eq(self.subject_mark(subject)))
            .order_by_desc(Column::Id)
            .limit(1)
            .lock_exclusive()
            .one(db)
            .await?;
        self.tried(db, row, (subject, digits), now).await
    }

    async fn tried(
        &self,
        db: &impl ConnectionTrait,
        row: Option<Model>,
        (subject, digits): (&str, &str),
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let good =
            |row: &Model| row.used_at.is_none() && now < row.expires_at && row.tries < OTP_TRIES;
        let Some(mut row) = row.filter(good) else {
            return Ok(false);
        };
        let given = self.code_mark(row.id, digits);
        let right = given.as_bytes().ct_eq(row.code_mark.as_bytes())
            & self
                .subject_mark(subject)
                .as_bytes()
                .ct_eq(row.subject.as_bytes());
        let right = bool::from(right);
        row.tries += 1;
        row.used_at = right.then_some(now);
        row.into_active_model().reset_all().update(db).await?;
        Ok(right)
    }

    /// Throws away codes that have run out.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn forget_codes(&self, now: DateTime<Utc>) -> Result<()> {
        Entity::delete_many()
            .filter(Column::ExpiresAt.lt(now))
            .exec(&*self.db)
            .await?;
        Ok(())
    }

    fn subject_mark(&self, subject: &str) -> String {
        self.vault.fingerprint("dossier code subject", subject)
    }

    /// Keyed, because a million codes are soon tried.
    fn code_mark(&self, id: Uuid, code: &str) -> String {
        self.vault
            .fingerprint("dossier code", &format!("{id} {code}"))
    }
}
