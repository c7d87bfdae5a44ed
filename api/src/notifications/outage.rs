//! Channels that are down: nobody knocks again for each of a thousand messages.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use super::backoff;
use super::outgoing::Channel;

#[derive(Clone, Copy, Debug)]
struct Outage {
    failures: i32,
    until: DateTime<Utc>,
}

/// What is known of a channel.
#[derive(Clone, Copy, Debug, Default)]
struct Health {
    outage: Option<Outage>,
    /// When a message last went through, or was refused by somebody who was there.
    worked_at: Option<DateTime<Utc>>,
}

/// Which channels are down, as far as this process knows.
#[derive(Debug, Default)]
pub(super) struct Outages(Mutex<HashMap<Channel, Health>>);

impl Outages {
    /// Whether a channel may be tried.
    pub(super) fn is_open(&self, channel: Channel, now: DateTime<Utc>) -> bool {
        let outage = self.lock().get(&channel).and_then(|health| health.outage);
        outage.is_none_or(|outage| outage.until <= now)
    }

    /// Whether a channel has worked for others since a message last broke it: then it is the message
    /// that breaks it.
    pub(super) fn worked_since(&self, channel: Channel, knocked: Option<DateTime<Utc>>) -> bool {
        let worked = self
            .lock()
            .get(&channel)
            .and_then(|health| health.worked_at);
        knocked
            .zip(worked)
            .is_some_and(|(knocked, worked)| worked >= knocked)
    }

    /// A channel could not be reached; gives when it is tried again. Several that fail together are
    /// one failure.
    pub(super) fn failed(&self, channel: Channel, now: DateTime<Utc>) -> DateTime<Utc> {
        let mut channels = self.lock();
        let health = channels.entry(channel).or_default();
        if let Some(outage) = health.outage.filter(|outage| outage.until > now) {
            return outage.until;
        }
        let failures = health
            .outage
            .map_or(0, |outage| outage.failures)
            .saturating_add(1);
        let until = now + backoff::before_knock(failures);
        health.outage = Some(Outage { failures, until });
        until
    }

    /// A channel works.
    pub(super) fn works(&self, channel: Channel, now: DateTime<Utc>) {
        let health = Health {
            outage: None,
            worked_at: Some(now),
        };
        self.lock().insert(channel, health);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Channel, Health>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
