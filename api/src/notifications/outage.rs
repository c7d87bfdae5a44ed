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

/// Which channels are down, as far as this process knows.
#[derive(Debug, Default)]
pub(super) struct Outages(Mutex<HashMap<Channel, Outage>>);

impl Outages {
    /// Whether a channel may be tried.
    pub(super) fn is_open(&self, channel: Channel, now: DateTime<Utc>) -> bool {
        self.lock()
            .get(&channel)
            .is_none_or(|outage| outage.until <= now)
    }

    /// A channel could not be reached. Several that fail together are one failure.
    pub(super) fn failed(&self, channel: Channel, now: DateTime<Utc>) {
        let mut outages = self.lock();
        let before = outages.get(&channel).copied();
        if before.is_some_and(|outage| outage.until > now) {
            return;
        }
        let failures = before.map_or(0, |outage| outage.failures).saturating_add(1);
        let until = now + backoff::before_knock(failures);
        outages.insert(channel, Outage { failures, until });
    }

    /// A channel works.
    pub(super) fn works(&self, channel: Channel) {
        self.lock().remove(&channel);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Channel, Outage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
