//! Codes of six digits that are sent to a number or address, and are good for one thing only.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::Locale;
use mobile_contract::limits::{
    DOSSIER_OTP_FEW, DOSSIER_OTP_TRIES, OTP_DIGITS, OTP_MINUTES, OTP_PER_ADDRESS, OTP_PER_CONTACT,
    OTP_PER_CONTACT_AND_ADDRESS, OTP_TRIES,
};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};
use subtle::{Choice, ConstantTimeEq};

use super::entity::code::{Column, Entity, Model};
use super::{Dossiers, Origin};
use crate::accounts::{LONGEST_WAIT, Quota, Slowing};
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

/// Wrong tries at the codes of one dossier. Nobody waits for this counter: where it is used up, each code bears fewer
/// tries, and a right one opens as ever.
const WRONG: Slowing = Slowing {
    free: DOSSIER_OTP_TRIES,
    longest: LONGEST_WAIT,
    forgets: Some(Duration::hours(1)),
};
/// Stands where a code is not sent: no hash is all zeros, so no digits are right.
const UNSENT: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A code that was made.
pub(super) struct Made {
    /// Names it, to who asked.
    pub(super) id: Uuid,
    digits: String,
    /// Until when it is taken.
    pub(super) expires_at: DateTime<Utc>,
}

impl Dossiers {
    /// Counts a code that is sent to confirm an address.
    ///
    /// # Errors
    /// 429 when there were enough already.
    pub(super) async fn charge_code(
        &self,
        db: &impl ConnectionTrait,
        (to, origin): (&str, &Origin),
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.charge_asking(db, (to, origin), now).await?;
        self.charge_contact(db, (to, DossierCodeFor::Subscription), now)
            .await
    }

    /// Counts a code that is asked for, whether or not one is sent: only against who asks. Otherwise strangers who ask
    /// with somebody's number would use up that number's codes, though it gets none.
    ///
    /// # Errors
    /// 429 when there were enough already.
    pub(super) async fn charge_asking(
        &self,
        db: &impl ConnectionTrait,
        (to, origin): (&str, &Origin),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mark = |purpose: &str, text: &str| self.vault.fingerprint(purpose, text);
        let client = mark("dossier codes of client", &origin.client);
        PER_CLIENT.charge(db, &client, now).await?;
        let both = mark("dossier codes of both", &format!("{to} {}", origin.client));
        PER_CONTACT_AND_CLIENT.charge(db, &both, now).await
    }

    /// Counts a code that goes to a number or address. Those that open dossiers and those that confirm addresses are
    /// counted apart: who asks for one of theirs must not learn whether others were sent.
    ///
    /// # Errors
    /// 429 when there were enough already.
    pub(super) async fn charge_contact(
        &self,
        db: &impl ConnectionTrait,
        (to, what): (&str, DossierCodeFor),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let purpose = match what {
            DossierCodeFor::LookUp => "dossier codes of contact",
            DossierCodeFor::Subscription => "dossier codes of address",
        };
        let contact = self.vault.fingerprint(purpose, to);
        PER_CONTACT.charge(db, &contact, now).await
    }

    /// Makes a code, good for one thing, that is sent.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn make_code(
        &self,
        db: &impl ConnectionTrait,
        subject: &str,
        now: DateTime<Utc>,
    ) -> Result<Made> {
        let made = self.reserve_code(db, subject, now).await?;
        self.wake_code(db, &made).await?;
        Ok(made)
    }

    /// Makes a code that nothing opens until it is woken: so much is kept for everybody who asks, and nobody can guess
    /// at a code that went to nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn reserve_code(
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
            code_mark: UNSENT.to_owned(),
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

    /// Lets a code be right: in the transaction that sends it.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn wake_code(&self, db: &impl ConnectionTrait, made: &Made) -> Result<()> {
        let mark = self.code_mark(made.id, &made.digits);
        Entity::update_many()
            .col_expr(Column::CodeMark, Expr::value(mark))
            .filter(Column::Id.eq(made.id))
            .exec(db)
            .await?;
        Ok(())
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
    /// Wrong ones are counted by what the code is for, too. Those at codes that were never sent have a counter of their
    /// own, written as the other one is: guesses by who does not know the number weigh nothing for its owner, and nobody
    /// can tell one from the other.
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
        let Some(row) = row else {
            return Ok(false);
        };
        let sent = row.code_mark != UNSENT;
        let of = format!("{} {sent}", row.subject);
        let key = self.vault.fingerprint("dossier wrong codes", &of);
        let wrong = WRONG.hold_anyway(db, &key, now).await?;
        let most = match wrong.is_used_up(now) {
            true => DOSSIER_OTP_FEW,
            false => OTP_TRIES,
        };
        let right = self.tried(db, row, (subject, digits), (most, now)).await?;
        if !right {
            wrong.count(db, now).await?;
        }
        Ok(right)
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
        match row {
            Some(row) => {
                self.tried(db, row, (subject, digits), (OTP_TRIES, now))
                    .await
            }
            None => Ok(false),
        }
    }

    /// The same work for every row: what it holds shows in the answer alone.
    async fn tried(
        &self,
        db: &impl ConnectionTrait,
        mut row: Model,
        (subject, digits): (&str, &str),
        (most, now): (i32, DateTime<Utc>),
    ) -> Result<bool> {
        let open = row.used_at.is_none() && now < row.expires_at && row.tries < most;
        let given = self.code_mark(row.id, digits);
        let right = given.as_bytes().ct_eq(row.code_mark.as_bytes())
            & self
                .subject_mark(subject)
                .as_bytes()
                .ct_eq(row.subject.as_bytes())
            & Choice::from(u8::from(open));
        let right = bool::from(right);
        row.tries = row.tries.saturating_add(1);
        if right {
            row.used_at = Some(now);
        }
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
