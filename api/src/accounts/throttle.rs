//! What slows guessing down, without locking anyone out for ever.
//!
//! A try is counted before it is looked at, in a transaction of its own that holds the counter: a
//! hundred guesses sent at once are a hundred guesses. What turns out right gives its try back.

use chrono::{DateTime, Duration, Utc};
use sea_orm::ConnectionTrait;

use super::entity::throttle::Model;
use super::store::throttles;
use crate::error::{Error, Result};

/// Longest wait. Whoever waits for it and has the right password is let in.
pub const LONGEST_WAIT: Duration = Duration::minutes(15);
/// After such a rest all tries are forgotten at once, where they are not forgotten one by one.
const FORGOTTEN: Duration = Duration::hours(24);
/// Counters are kept for so long after the last try: those that forget one by one must not be emptied by a day of
/// rest, or guessing would begin anew with its free tries each day.
const KEPT: Duration = Duration::days(7);

/// How tries are slowed down: some are free, then each wait is twice as long as the last.
#[derive(Clone, Copy, Debug)]
pub struct Slowing {
    /// Tries without a wait.
    pub free: i32,
    /// Longest wait.
    pub longest: Duration,
    /// How long until a try is forgotten, one after the other; absent: all of them together, after a day of rest.
    /// What many people share must forget, or their slips of a week would add up.
    pub forgets: Option<Duration>,
}

/// Of one account.
pub(super) const ACCOUNT: Slowing = Slowing {
    free: 5,
    longest: LONGEST_WAIT,
    forgets: None,
};
/// Of one network address: whole offices share one.
pub(super) const ADDRESS: Slowing = Slowing {
    free: 30,
    longest: LONGEST_WAIT,
    forgets: None,
};

/// A counter that is held until the transaction ends: others who try wait for it.
#[derive(Debug)]
pub struct HeldTries {
    slowing: Slowing,
    row: Model,
}

impl HeldTries {
    /// Counts a try that was wrong.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(mut self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
        self.row.count = self.left(now).saturating_add(1);
        self.row.blocked_until = now + self.slowing.wait(self.row.count);
        self.row.updated_at = now;
        throttles::keep(db, self.row).await
    }

    /// Whether the free tries are used up.
    #[must_use]
    pub fn is_used_up(&self, now: DateTime<Utc>) -> bool {
        self.left(now) >= self.slowing.free
    }

    fn left(&self, now: DateTime<Utc>) -> i32 {
        self.slowing.left(self.row.count, now - self.row.updated_at)
    }
}

impl Slowing {
    /// How long the next try has to wait after so many.
    fn wait(self, tries: i32) -> Duration {
        let beyond = tries.saturating_sub(self.free);
        if beyond < 0 {
            return Duration::zero();
        }
        let seconds = 1_i64 << beyond.min(20);
        Duration::seconds(seconds).min(self.longest)
    }

    /// How many tries are remembered after some rest.
    fn left(self, tries: i32, rest: Duration) -> i32 {
        let Some(each) = self.forgets else {
            return if rest >= FORGOTTEN { 0 } else { tries };
        };
        let gone = rest.num_seconds() / each.num_seconds().max(1);
        let gone = i32::try_from(gone).unwrap_or(i32::MAX);
        tries.saturating_sub(gone).max(0)
    }

    /// Holds a counter, to count what turns out wrong. What is right needs no write then: whoever undoes the
    /// transaction has counted nothing.
    ///
    /// # Errors
    /// 429 when the try comes too early; when the database fails.
    pub async fn hold(
        self,
        db: &impl ConnectionTrait,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<HeldTries> {
        let row = throttles::hold(db, key, now).await?;
        if row.blocked_until > now {
            return Err(too_early(row.blocked_until - now));
        }
        Ok(HeldTries { slowing: self, row })
    }

    /// Holds a counter to count what was wrong, also while it is blocked: what was tried at once counts whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold_anyway(
        self,
        db: &impl ConnectionTrait,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<HeldTries> {
        let row = throttles::hold(db, key, now).await?;
        Ok(HeldTries { slowing: self, row })
    }

    /// Looks at counters without holding them.
    ///
    /// # Errors
    /// 429 when a try comes too early by one of them; when the database fails.
    pub async fn look(db: &impl ConnectionTrait, keys: &[&str], now: DateTime<Utc>) -> Result<()> {
        match throttles::latest_block(db, keys).await? {
            Some(until) if until > now => Err(too_early(until - now)),
            _ => Ok(()),
        }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// When it comes too early; then it is not counted, and waiting is not made longer by it.
    pub(super) async fn charge(
        self,
        db: &impl ConnectionTrait,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.hold(db, key, now).await?.count(db, now).await
    }

    /// Gives a try back: it was right.
    pub(super) async fn refund(
        db: &impl ConnectionTrait,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut row = throttles::hold(db, key, now).await?;
        row.count = row.count.saturating_sub(1).max(0);
        row.blocked_until = now;
        throttles::keep(db, row).await
    }
}

/// So many within some time, counted from the first.
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    /// How many.
    pub most: i32,
    /// Within what time.
    pub within: Duration,
}

impl Quota {
    /// Counts one.
    ///
    /// # Errors
    /// When there were enough already; then it is not counted.
    pub async fn charge(
        self,
        db: &impl ConnectionTrait,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let mut row = throttles::hold(db, key, now).await?;
        if now - row.since >= self.within {
            row = Model {
                count: 0,
                since: now,
                ..row
            };
        }
        if row.count >= self.most {
            return Err(too_early(row.since + self.within - now));
        }
        row.count += 1;
        row.updated_at = now;
        throttles::keep(db, row).await
    }
}

fn too_early(wait: Duration) -> Error {
    let seconds = u64::try_from(wait.num_milliseconds())
        .unwrap_or_default()
        .div_ceil(1_000)
        .max(1);
    Error::rate_limited(1, seconds)
}

/// Throws away counters that have been at rest for long enough.
pub(super) async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    throttles::forget_before(db, now - KEPT).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_and_end() {
        let seconds = |tries| ACCOUNT.wait(tries).num_seconds();
        assert_eq!(
            (1..=8).map(seconds).collect::<Vec<_>>(),
            [0, 0, 0, 0, 1, 2, 4, 8]
        );
        assert_eq!((seconds(14), seconds(15)), (512, 900));
        assert_eq!(seconds(i32::MAX), 900);
    }

    #[test]
    fn tries_are_forgotten_one_by_one_where_many_share_a_counter() {
        let shared = Slowing {
            forgets: Some(Duration::minutes(1)),
            ..ADDRESS
        };
        let after = |slowing: Slowing, minutes| slowing.left(30, Duration::minutes(minutes));
        assert_eq!([0, 10, 29, 31].map(|m| after(shared, m)), [30, 20, 1, 0]);
        assert_eq!([10, 24 * 60].map(|m| after(ADDRESS, m)), [30, 0]);
        // A day of rest is six tries of four hours each, and not all of them.
        let slowly = Slowing {
            forgets: Some(Duration::hours(4)),
            ..ADDRESS
        };
        assert_eq!([24 * 60, 5 * 24 * 60].map(|m| after(slowly, m)), [24, 0]);
    }
}
