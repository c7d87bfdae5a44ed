//! The worker: takes what is due, hands it over, says how it ended.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt, stream};
use mobile_contract::Locale;
use tokio::sync::Notify;
use uuid::Uuid;

use super::backoff::{self, MAX_ATTEMPTS};
use super::contacts::{self, Model as ContactRow};
use super::content::Content;
use super::entity::Model;
use super::hours;
use super::outage::Outages;
use super::outbox::Outbox;
use super::outgoing::Channel;
use super::store::{self, End, Wanted};
use super::tally::{Delivered, Total, gauges};
use super::transport::{Failure, Parcel, Transports};
use crate::error::Error;
use crate::kernel::clock::Clock;
use crate::kernel::vault::Vault;
use crate::storage::Database;

/// How often the worker looks by itself: for what another process stored, or what has come due.
const POLL: Duration = Duration::from_secs(1);
/// Messages taken at once, each of another recipient. Few enough that all of them are sent, or given
/// up by a slow server, long before the lease on them ends.
const BATCH: u64 = 16;
/// How long the channel may be down before a message is given up that has met it so from the first
/// day to the last. Staff see it then, and can send it again.
pub const LONGEST_OUTAGE: TimeDelta = TimeDelta::days(14);
/// Messages being sent at once.
const AT_ONCE: usize = 8;

/// Rings the worker, after a transaction that stored a message is committed. Nobody has to: it
/// looks by itself every second.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// There may be something to send.
    pub fn ring(&self) {
        self.0.notify_one();
    }
}

/// Delivers notifications. Several may run, in one process or many.
pub struct Worker {
    db: Database,
    vault: Vault,
    transports: Transports,
    outages: Outages,
    wake: Wake,
    stopping: AtomicBool,
}

impl Worker {
    /// A worker on a database, for messages of an outbox.
    #[must_use]
    pub fn new(db: Database, outbox: &Outbox, transports: Transports) -> Self {
        Self {
            db,
            vault: outbox.vault.clone(),
            transports,
            outages: Outages::default(),
            wake: Wake::default(),
            stopping: AtomicBool::new(false),
        }
    }

    /// What rings it.
    #[must_use]
    pub fn wake(&self) -> Wake {
        self.wake.clone()
    }

    /// Lets it end what it is sending, and nothing more.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.wake.ring();
    }

    /// Works until it is stopped. A failing database is logged, and tried again. Each round looks at
    /// the clock anew: after an hour's backlog it may have become night, and codes have expired.
    pub async fn run(&self, clock: &Clock) {
        while !self.stopping.load(Ordering::Relaxed) {
            match self.round(clock.now(), &Total::default()).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, "cannot look for notifications"),
            }
            // Which of both it was does not matter.
            let _ = tokio::time::timeout(POLL, self.wake.0.notified()).await;
        }
    }

    /// Delivers all that is due at an instant, each recipient's messages in their order.
    ///
    /// # Errors
    /// When the database fails. What was being sent then goes out once more, after a while.
    pub async fn deliver_due(&self, now: DateTime<Utc>) -> Result<Delivered, Error> {
        let total = Total::default();
        let mut more = true;
        while more && !self.stopping.load(Ordering::Relaxed) {
            more = self.round(now, &total).await?;
        }
        Ok(total.read())
    }

    /// A few urgent messages and a few others, so that a code never waits behind a backlog of
    /// reminders. Says whether there may be more.
    async fn round(&self, now: DateTime<Utc>, total: &Total) -> Result<bool, Error> {
        let queued = store::queued(&*self.db, now).await?;
        gauges(queued, now);
        if queued.oldest_due.is_none() {
            return Ok(false);
        }
        let urgent = self.deliver_some(true, now, total).await?;
        let others = !hours::is_quiet(now) && self.deliver_some(false, now, total).await?;
        Ok(urgent || others)
    }

    /// Takes some and sends them. Says whether there may be more.
    async fn deliver_some(
        &self,
        urgent: bool,
        now: DateTime<Utc>,
        total: &Total,
    ) -> Result<bool, Error> {
        let open = Channel::ALL
            .into_iter()
            .filter(|channel| self.outages.is_open(*channel, now));
        let wanted = Wanted {
            urgent,
            channels: open.map(Channel::as_str).collect(),
            most: BATCH,
        };
        if wanted.channels.is_empty() {
            return Ok(false);
        }
        let rows = store::claim(&self.db, now, &wanted).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let ids = rows.iter().filter_map(|row| row.contact_id);
        let contacts = contacts::by_ids(&*self.db, ids).await?;
        let contacts: HashMap<Uuid, ContactRow> =
            contacts.into_iter().map(|row| (row.id, row)).collect();
        let work: Vec<_> = rows
            .iter()
            .map(|row| self.deliver(row, &contacts, now, total))
            .collect();
        let ends: Vec<Result<(), Error>> =
            stream::iter(work).buffer_unordered(AT_ONCE).collect().await;
        ends.into_iter().collect::<Result<(), Error>>()?;
        Ok(true)
    }

    async fn deliver(
        &self,
        row: &Model,
        contacts: &HashMap<Uuid, ContactRow>,
        now: DateTime<Utc>,
        total: &Total,
    ) -> Result<(), Error> {
        let contact = row.contact_id.and_then(|id| contacts.get(&id));
        let end = self.send(row, contact, now).await;
        if !store::end(&self.db, row, &end, now).await? {
            // Sending took longer than the lease.
            tracing::warn!(id = %row.id, "a notification was taken by another worker meanwhile");
        }
        total.count(&row.channel, &end);
        if let End::Dead(why) = &end {
            tracing::warn!(id = %row.id, channel = row.channel, template = row.template, why, "a notification is given up");
        }
        Ok(())
    }

    async fn send(&self, row: &Model, contact: Option<&ContactRow>, now: DateTime<Utc>) -> End {
        if row.expires_at.is_some_and(|until| until <= now) {
            return End::Dead("expired".to_owned());
        }
        if contact.is_some_and(|contact| contact.unsubscribed_at.is_some()) {
            return End::Withheld;
        }
        let Some(channel) = Channel::from_name(&row.channel) else {
            return End::Dead("unknown channel".to_owned());
        };
        let Ok(content) = Content::opened(&self.vault, row) else {
            return End::Dead("does not open".to_owned());
        };
        // Others of this round may have found it closed.
        if !self.outages.is_open(channel, now) {
            return End::Released;
        }
        let parcel = parcel(row, channel, content, contact);
        let sent = self.transports.of(channel).send(&parcel).await;
        if !matches!(sent, Err(Failure::Unreachable(_))) {
            self.outages.works(channel, now);
        }
        match sent {
            Ok(()) => End::Sent,
            Err(Failure::Permanent(why)) => End::Dead(why),
            Err(Failure::Temporary(why)) => again(row, now, why),
            Err(Failure::Unreachable(why)) => self.broken(row, channel, now, why),
        }
    }

    /// What becomes of a message over which the channel broke. Where others got through since the
    /// last time, it is about this message, and the channel is not held to be down for it.
    fn broken(&self, row: &Model, channel: Channel, now: DateTime<Utc>, why: String) -> End {
        if self.outages.worked_since(channel, row.tried_at) {
            return again(row, now, why);
        }
        tracing::warn!(channel = row.channel, why, "a channel cannot be reached");
        let until = self.outages.failed(channel, now);
        if row
            .broken_at
            .is_some_and(|since| now - since >= LONGEST_OUTAGE)
        {
            return End::Dead(why);
        }
        End::Knocked(until, why)
    }
}

/// What becomes of a message that was refused for now.
fn again(row: &Model, now: DateTime<Utc>, why: String) -> End {
    let attempts = row.attempts.saturating_add(1);
    if attempts >= MAX_ATTEMPTS {
        return End::Dead(why);
    }
    End::Later(attempts, now + backoff::before_try(attempts), why)
}

/// The message of a row.
fn parcel(row: &Model, channel: Channel, content: Content, contact: Option<&ContactRow>) -> Parcel {
    Parcel {
        id: row.id,
        channel,
        address: content.address,
        name: content.name,
        template: row.template.clone(),
        locale: Locale::from_tag(&row.locale).unwrap_or_default(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        about: row.about_kind.clone().zip(row.about_id),
        reply_to: content.reply_to,
        unsubscribe: contact.map(ContactRow::link_token),
        written_at: row.created_at,
    }
}
