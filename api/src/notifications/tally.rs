//! What work came to, counted while several are under way.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};

use super::store::{End, Queued};

/// What one round of work came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Handed over.
    pub sent: u64,
    /// To be tried again.
    pub later: u64,
    /// Given up.
    pub dead: u64,
    /// Left out because the reader has unsubscribed.
    pub withheld: u64,
}

/// Counts while several are under way.
#[derive(Default)]
pub(super) struct Total {
    sent: AtomicU64,
    later: AtomicU64,
    dead: AtomicU64,
    withheld: AtomicU64,
}

impl Total {
    pub(super) fn count(&self, channel: &str, end: &End) {
        let (total, name) = match end {
            End::Sent => (&self.sent, "motcua_notifications_sent_total"),
            End::Later(..) | End::Knocked(..) | End::Released => {
                (&self.later, "motcua_notifications_failed_total")
            }
            End::Dead(_) => (&self.dead, "motcua_notifications_dead_total"),
            End::Withheld => (&self.withheld, "motcua_notifications_withheld_total"),
        };
        total.fetch_add(1, Ordering::Relaxed);
        metrics::counter!(name, "channel" => channel.to_owned()).increment(1);
    }

    pub(super) fn read(&self) -> Delivered {
        Delivered {
            sent: self.sent.load(Ordering::Relaxed),
            later: self.later.load(Ordering::Relaxed),
            dead: self.dead.load(Ordering::Relaxed),
            withheld: self.withheld.load(Ordering::Relaxed),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "nobody reads a gauge to the sixteenth digit"
)]
pub(super) fn gauges(queued: Queued, now: DateTime<Utc>) {
    metrics::gauge!("motcua_notifications_waiting").set(queued.waiting as f64);
    let lag = queued.oldest_due.map_or(0, |due| (now - due).num_seconds());
    metrics::gauge!("motcua_notifications_lag_seconds").set(lag as f64);
}
