//! Beginning, confirming and ending subscriptions.

use chrono::{DateTime, Duration, Utc};
use mobile_contract::dossier::subscription::{DossierSubscription, DossierSubscriptionState};
use mobile_contract::limits::DOSSIER_SUBSCRIPTIONS;
use mobile_contract::{ErrorCode, Locale, Page};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::wish::{Wish, masked};
use super::{channel, news_channel, store, token};
use crate::dossiers::entity::subscription::Model;
use crate::dossiers::record::phone_mark;
use crate::dossiers::{Dossiers, Origin, Proven, store as dossiers};
use crate::error::{Error, Result};
use crate::kernel::cursor::{List, page_size};
use crate::kernel::wire;
use crate::notifications::{Channel, DossierCodeFor, Recipient};

/// How long one that nobody confirms is kept.
const UNCONFIRMED: Duration = Duration::days(1);
/// How long one that was ended is kept, so that its link still says so.
const AFTER_END: Duration = Duration::days(30);
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
        let own = match &wish.phone {
            Some(phone) if proven.strong => {
                let mark = phone_mark(&self.vault, phone);
                dossiers::has_phone(db, &proven.code, &mark).await?
            }
            _ => false,
        };
        let to = wish.recipient()?;
        let fresh = self.fresh(proven, wish, locale, now)?;
        let mut row = store::find_or_insert(db, fresh.clone()).await?;
        // Somebody who unsubscribed from everything since is told nothing: that is proved anew.
        let told = row.state == store::ACTIVE && !self.outbox.is_unwanted(db, &to).await?;
        if told {
            return self.shown(&row);
        }
        if store::count(db, proven.code.as_str()).await? > DOSSIER_SUBSCRIPTIONS {
            return Err(too_many());
        }
        row = Model {
            id: row.id,
            ..fresh
        };
        if own {
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
    /// 401 (`otp_wrong`) when it is wrong, used up or too old, or there is no such subscription.
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

    /// Ends the subscription of a token; said twice, it is the same.
    ///
    /// # Errors
    /// 404 when the token is none of ours.
    pub async fn end_by_token(&self, text: &str) -> Result<()> {
        let id = self.named_by(text)?;
        let transaction = self.db.begin().await?;
        store::end(&*transaction, id, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The subscription of a token.
    ///
    /// # Errors
    /// 404 when the token is none of ours.
    pub async fn subscription_by_token(&self, text: &str) -> Result<DossierSubscription> {
        let id = self.named_by(text)?;
        let row = store::find(&*self.db, id).await?;
        self.shown(&row.ok_or_else(missing)?)
    }

    fn named_by(&self, text: &str) -> Result<Uuid> {
        token::read(&self.vault, text).ok_or_else(missing)
    }

    /// What is told to an address that its owner proved, the newest first.
    ///
    /// # Errors
    /// When the cursor or the limit is not acceptable, or the database fails.
    pub async fn subscriptions_of(
        &self,
        wish: &Wish,
        (cursor, limit): (Option<&str>, Option<u32>),
    ) -> Result<Page<DossierSubscription>> {
        let limit = page_size(limit)?;
        let list = List::new("me/dossier-subscriptions");
        let after = list.after(cursor)?.map(|id| id.parse::<Uuid>());
        let after = after
            .transpose()
            .map_err(|_| Error::new(ErrorCode::BadCursor))?;
        let mark = self.address_mark(wish);
        let rows = store::of_address(&*self.db, &mark, after, limit as u64 + 1).await?;
        let shown = rows.into_iter().map(|row| {
            let id = row.id.to_string();
            Ok((id, self.shown(&row)?))
        });
        let shown: Vec<_> = shown.collect::<Result<_>>()?;
        let Page { items, next_cursor } = list.page(shown.into_iter(), limit, |(id, _)| id);
        Ok(Page {
            items: items.into_iter().map(|(_, row)| row).collect(),
            next_cursor,
        })
    }

    /// Ends one that is told to an address that its owner proved.
    ///
    /// # Errors
    /// 404 when there is none of theirs.
    pub async fn end_mine(&self, wish: &Wish, id: Uuid) -> Result<()> {
        let mark = self.address_mark(wish);
        let transaction = self.db.begin().await?;
        let row = store::hold(&*transaction, id).await?;
        row.filter(|row| row.address_mark == mark)
            .ok_or_else(missing)?;
        store::end(&*transaction, id, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Throws away codes that have run out, subscriptions that nobody confirmed, and those that ended a while ago,
    /// with whom they named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old(&self) -> Result<()> {
        let now = self.clock.now();
        self.forget_codes(now).await?;
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

    fn address_mark(&self, wish: &Wish) -> String {
        let whose = format!("{}\n{}", channel(wish.channel).as_str(), wish.address);
        self.vault
            .fingerprint("dossier subscription address", &whose)
    }

    fn shown(&self, row: &Model) -> Result<DossierSubscription> {
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

fn missing() -> Error {
    Error::new(ErrorCode::NotFound)
}

fn too_many() -> Error {
    let most = DOSSIER_SUBSCRIPTIONS;
    Error::field(
        "body.code",
        format!("hồ sơ này đã có {most} nơi nhận tin; mời ngừng bớt một nơi"),
        format!("{most} are told of this dossier already; please end one"),
    )
}
