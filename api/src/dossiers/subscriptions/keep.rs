//! Beginning and confirming subscriptions, and throwing them away.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::dossier::subscription::{DossierSubscription, DossierSubscriptionState};
use mobile_contract::limits::{DOSSIER_SUBSCRIPTIONS, DOSSIER_TOLD_DAYS};
use mobile_contract::{ErrorCode, Locale, PhoneNumber};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::wish::{Wish, masked};
use super::{channel, news_channel, store};
use crate::dossiers::entity::subscription::Model;
use crate::dossiers::record::phone_mark;
use crate::dossiers::{Dossiers, Origin, Proven, store as dossiers};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::notifications::{Channel, DossierCodeFor, Recipient};

/// How long one that nobody confirms is kept.
const UNCONFIRMED: Duration = Duration::days(1);
/// How long one that was ended is kept, so that its link still says so.
const AFTER_END: Duration = Duration::days(30);
/// How long after its dossier was over somebody is told of it: by then nothing more comes.
const AFTER_OVER: Duration = Duration::days(DOSSIER_TOLD_DAYS);
/// What addresses are sealed for.
const PURPOSE: &str = "dossier_subscriptions.address";

impl Dossiers {
    /// Begins to tell somebody of a dossier: once the code that is sent there comes back, or at once when it is the
    /// phone named in the dossier and the proof could not be guessed.
    ///
    /// # Errors
    /// 422 when enough are told already; 429 when too many codes were asked for.
    pub async fn subscribe(
        &self,
        proven: &Proven,
        wish: &Wish,
        locale: Locale,
        origin: &Origin,
    ) -> Result<DossierSubscription> {
        let now = self.clock.now();
        let transaction = self.db.begin().await?;
        let db = &*transaction;
        let to = wish.recipient()?;
        let own = proven.strong && self.is_own(db, proven.code.as_str(), &to).await?;
        // Who wants no messages at all proves anew that they want these: whoever holds the receipt may have asked.
        let unwanted = self.outbox.is_unwanted(db, &to).await?;
        let fresh = self.fresh(proven, wish, locale, now)?;
        let mut row = store::find_or_insert(db, fresh.clone()).await?;
        if row.state == store::ACTIVE && !unwanted {
            return self.shown(&row);
        }
        row = Model {
            id: row.id,
            ..fresh
        };
        if !own {
            must_have_room(db, &row).await?;
        }
        if own && !unwanted {
            self.activate(db, &mut row, now).await?;
        } else {
            self.charge_code(db, (&wish.address, origin), now).await?;
            let subject = subject(row.id);
            let made = self.make_code(db, &subject, now).await?;
            row.confirm_until = Some(made.expires_at);
            let about = (&made, DossierCodeFor::Subscription);
            self.send_code(db, about, (to, locale), now).await?;
        }
        store::keep(db, row.clone()).await?;
        transaction.commit().await?;
        self.shown(&row)
    }

    /// Whether it is the phone named in the dossier.
    async fn is_own(&self, db: &impl ConnectionTrait, code: &str, to: &Recipient) -> Result<bool> {
        if to.channel() != Channel::Sms {
            return Ok(false);
        }
        let phone: PhoneNumber = to.address().parse().map_err(Error::internal)?;
        let code = code.parse().map_err(Error::internal)?;
        dossiers::has_phone(db, &code, &phone_mark(&self.vault, &phone)).await
    }

    fn fresh(
        &self,
        proven: &Proven,
        wish: &Wish,
        locale: Locale,
        now: DateTime<Utc>,
    ) -> Result<Model> {
        Ok(Model {
            id: Uuid::now_v7(),
            code: proven.code.to_string(),
            channel: channel(wish.channel).as_str().to_owned(),
            address: self.vault.seal(PURPOSE, wish.address.as_bytes())?,
            address_mark: self.address_mark(wish),
            locale: locale.as_str().to_owned(),
            state: store::PENDING.to_owned(),
            created_at: now,
            confirm_until: None,
            confirmed_at: None,
            ended_at: None,
        })
    }

    /// The code that was sent came back.
    ///
    /// # Errors
    /// 401 (`otp_wrong`) when it is wrong, used up or too old, or there is no such subscription; 422 when enough are told
    /// already: the code is not used up then.
    pub async fn confirm(&self, id: Uuid, digits: &str) -> Result<DossierSubscription> {
        let wrong = || Error::new(ErrorCode::OtpWrong);
        let now = self.clock.now();
        let digits: String = digits.split_whitespace().collect();
        let transaction = self.db.begin().await?;
        let db = &*transaction;
        let row = store::hold(db, id).await?;
        let right = self.take_newest(db, &subject(id), &digits, now).await?;
        let row = match row {
            Some(mut row) if right && row.state != store::ENDED => {
                if !self.is_own(db, &row.code, &self.opened(&row)?).await? {
                    must_have_room(db, &row).await?;
                }
                self.activate(db, &mut row, now).await?;
                store::keep(db, row.clone()).await?;
                Some(row)
            }
            _ => None,
        };
        transaction.commit().await?;
        self.shown(&row.ok_or_else(wrong)?)
    }

    /// Its address is proved: what its owner once unsubscribed from reaches them again.
    async fn activate(
        &self,
        db: &impl ConnectionTrait,
        row: &mut Model,
        now: DateTime<Utc>,
    ) -> Result<()> {
        row.state = store::ACTIVE.to_owned();
        row.confirmed_at = Some(now);
        row.confirm_until = None;
        self.outbox.want_again(db, &self.opened(row)?).await
    }

    /// Ends what is told of dossiers that were over a while ago. Throws away codes that have run out, subscriptions that
    /// nobody confirmed, and those that ended a while ago, with whom they named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        self.forget_codes(now).await?;
        store::end_of_the_over(&*self.db, now - AFTER_OVER, now).await?;
        store::forget_unconfirmed(&*self.db, now - UNCONFIRMED).await?;
        store::forget_ended(&*self.db, now - AFTER_END).await
    }

    /// The address of a subscription.
    ///
    /// # Errors
    /// When it was sealed with another key.
    pub(super) fn opened(&self, row: &Model) -> Result<Recipient> {
        let plain = self.vault.open(PURPOSE, &row.address)?;
        let address = String::from_utf8(plain).map_err(Error::internal)?;
        let channel = Channel::from_name(&row.channel);
        let channel = channel.ok_or_else(|| Error::internal("no channel of ours"))?;
        Recipient::new(channel, &address, None).map_err(Error::internal)
    }

    pub(super) fn address_mark(&self, wish: &Wish) -> String {
        let whose = format!("{}\n{}", channel(wish.channel).as_str(), wish.address);
        self.vault
            .fingerprint("dossier subscription address", &whose)
    }

    pub(super) fn shown(&self, row: &Model) -> Result<DossierSubscription> {
        let channel = Channel::from_name(&row.channel);
        let channel = channel.ok_or_else(|| Error::internal("no channel of ours"))?;
        // Of what has ended the address is forgotten.
        let address = match row.address.as_str() {
            "" => "•••".to_owned(),
            _ => masked(&self.opened(row)?),
        };
        let state: DossierSubscriptionState = wire::value(&row.state)?;
        let pending = state == DossierSubscriptionState::Pending;
        Ok(DossierSubscription {
            id: row.id,
            code: row.code.parse().map_err(Error::internal)?,
            channel: news_channel(channel),
            address,
            state,
            created_at: row.created_at,
            confirm_until: row.confirm_until.filter(|_| pending),
        })
    }
}

/// What a code to confirm is good for.
fn subject(id: Uuid) -> String {
    format!("subscription {id}")
}

/// Only so many are told of one dossier.
async fn must_have_room(db: &impl ConnectionTrait, row: &Model) -> Result<()> {
    let told = store::count_told(db, &row.code, row.id).await?;
    (told < DOSSIER_SUBSCRIPTIONS)
        .then_some(())
        .ok_or_else(too_many)
}

fn too_many() -> Error {
    let most = DOSSIER_SUBSCRIPTIONS;
    Error::field(
        "body.code",
        format!("hồ sơ này đã có {most} nơi nhận tin; mời ngừng bớt một nơi"),
        format!("{most} are told of this dossier already; please end one"),
    )
}
