//! Who answers: Meilisearch, or the embedded engine while it cannot.
//!
//! A few failures in a row send every question straight to the embedded engine, until a probe in
//! the background finds the server well. Then it is on trial: one failure suffices, and each time
//! the probes pause longer.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use super::version::Version;
use crate::kernel::clock::Clock;

/// Failures in a row after which the server is left alone.
const FAILURES: u32 = 3;
/// Good answers that end a trial.
const TRIAL: u32 = 20;
/// Most probes that are left out.
const MOST_REST: u32 = 16;

/// Why Meilisearch does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Nobody has looked yet.
    Starting,
    /// No connection.
    Unreachable,
    /// No answer in time.
    Slow,
    /// It does not accept the key, or what was asked.
    Refused,
    /// It answered with an error, or with what cannot be read.
    Broken,
    /// Its index is of older knowledge, and is being built.
    Behind,
    /// Its index is of newer knowledge than this server's.
    Ahead,
    /// It found nothing, which proves nothing: an emptied index finds nothing either.
    Empty,
}

impl Reason {
    /// As metrics and `/readyz` name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Unreachable => "unreachable",
            Self::Slow => "slow",
            Self::Refused => "refused",
            Self::Broken => "broken",
            Self::Behind => "behind",
            Self::Ahead => "ahead",
            Self::Empty => "empty",
        }
    }
}

/// What this server serves.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The version of its knowledge.
    pub(super) version: Version,
    /// How many records that has.
    pub(super) records: usize,
}

/// Decides who answers, for all requests together.
pub(super) struct Guard {
    clock: Clock,
    state: Mutex<State>,
    woken: Notify,
}

struct State {
    wanted: Option<Wanted>,
    /// What the server's index holds, as far as is known.
    live: Option<Version>,
    /// Why it is not asked at all.
    trouble: Option<Reason>,
    failures: u32,
    /// Good answers still to come before it is trusted again.
    trial: u32,
    /// Probes that are left out after a failed trial, and how many of them are to come.
    rest: u32,
    resting: u32,
    /// Why the embedded engine answers, and since when it, or Meilisearch, does.
    told: Option<Reason>,
    since: DateTime<Utc>,
}

impl Guard {
    /// Nobody has looked at the server yet.
    pub(super) fn new(clock: Clock) -> Self {
        let since = clock.now();
        Self {
            clock,
            state: Mutex::new(State {
                wanted: None,
                live: None,
                trouble: Some(Reason::Starting),
                failures: 0,
                trial: 0,
                rest: 0,
                resting: 0,
                told: Some(Reason::Starting),
                since,
            }),
            woken: Notify::new(),
        }
    }

    /// Whether the server may be asked about this version of the knowledge, or why not.
    pub(super) fn admit(&self, version: &Version) -> Result<(), Reason> {
        let state = self.lock();
        match state.trouble {
            Some(reason) => Err(reason),
            None => compare(state.live.as_ref(), version),
        }
    }

    /// It answered a question.
    pub(super) fn answered(&self) {
        let mut state = self.lock();
        state.failures = 0;
        if state.trial > 0 {
            state.trial -= 1;
            if state.trial == 0 {
                state.rest = 0;
            }
        }
    }

    /// It did not answer a question.
    pub(super) fn failed(&self, reason: Reason) {
        self.change(|state| {
            if state.trouble.is_some() {
                return;
            }
            state.failures += 1;
            let on_trial = state.trial > 0;
            if on_trial {
                state.rest = (state.rest * 2).clamp(1, MOST_REST);
            }
            if on_trial || state.failures >= FAILURES {
                state.trouble = Some(reason);
                state.resting = state.rest;
            }
        });
    }

    /// An answer came from another version than is thought.
    pub(super) fn saw(&self, version: Option<Version>) {
        self.change(|state| state.live = version);
        self.woken.notify_one();
    }

    /// This server serves another version from now on.
    pub(super) fn want(&self, wanted: Wanted) {
        self.change(|state| state.wanted = Some(wanted));
        self.woken.notify_one();
    }

    /// What this server serves.
    pub(super) fn wanted(&self) -> Option<Wanted> {
        self.lock().wanted.clone()
    }

    /// Whether a probe is due. One that is not is counted.
    pub(super) fn probe_is_due(&self) -> bool {
        let mut state = self.lock();
        if state.resting == 0 {
            return true;
        }
        state.resting -= 1;
        false
    }

    /// A probe has found the server well, with this version in its index; or in trouble.
    pub(super) fn probed(&self, found: Result<Option<Version>, Reason>) {
        self.change(|state| match found {
            Ok(live) => {
                state.live = live;
                if let Some(trouble) = state.trouble.take() {
                    state.failures = 0;
                    state.trial = if trouble == Reason::Starting {
                        0
                    } else {
                        TRIAL
                    };
                }
            }
            Err(reason) => state.trouble = Some(reason),
        });
    }

    /// A probe has found the server at work, but not fit for questions: while it is trusted this
    /// counts as any failure.
    pub(super) fn failed_probe(&self, reason: Reason) {
        if self.lock().trouble.is_some() {
            self.probed(Err(reason));
        } else {
            self.failed(reason);
        }
    }

    /// Why the embedded engine answers (`None`: Meilisearch does), and since when.
    pub(super) fn standing(&self) -> (Option<Reason>, DateTime<Utc>) {
        let state = self.lock();
        (state.told, state.since)
    }

    /// Waits until there is reason to look at the server at once.
    pub(super) async fn woken(&self) {
        self.woken.notified().await;
    }

    fn change(&self, work: impl FnOnce(&mut State)) {
        let now = self.clock.now();
        let mut state = self.lock();
        work(&mut state);
        let standing = match (state.trouble, &state.wanted) {
            (Some(reason), _) => Some(reason),
            (None, Some(wanted)) => compare(state.live.as_ref(), &wanted.version).err(),
            (None, None) => Some(Reason::Starting),
        };
        if standing.is_none() != state.told.is_none() {
            state.since = now;
            tell(standing);
        }
        state.told = standing;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing under the lock can panic; were it so, the counts would still be counts.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn compare(live: Option<&Version>, wanted: &Version) -> Result<(), Reason> {
    match live {
        Some(live) if live == wanted => Ok(()),
        Some(live) if live > wanted => Err(Reason::Ahead),
        _ => Err(Reason::Behind),
    }
}

fn tell(standing: Option<Reason>) {
    match standing {
        None => tracing::info!("Meilisearch answers searches"),
        Some(reason) => tracing::warn!(
            reason = reason.name(),
            "the embedded engine answers searches in place of Meilisearch"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(revision: &str) -> Version {
        Version::of(revision)
    }

    fn wanted(revision: &str) -> Wanted {
        Wanted {
            version: version(revision),
            records: 1,
        }
    }

    /// A guard of a server that is well.
    fn well() -> Guard {
        let guard = Guard::new(Clock::fixed("2026-11-23T02:00:00Z".parse().unwrap()));
        guard.want(wanted("1"));
        guard.probed(Ok(Some(version("1"))));
        guard
    }

    #[test]
    fn before_the_first_probe_the_embedded_engine_answers() {
        let guard = Guard::new(Clock::system());
        guard.want(wanted("1"));
        assert_eq!(guard.admit(&version("1")), Err(Reason::Starting));
        guard.probed(Ok(Some(version("1"))));
        assert_eq!(guard.admit(&version("1")), Ok(()));
    }

    #[test]
    fn a_few_failures_in_a_row_leave_the_server_alone_and_a_probe_brings_it_back() {
        let guard = well();
        guard.failed(Reason::Slow);
        guard.failed(Reason::Slow);
        guard.answered();
        guard.failed(Reason::Slow);
        guard.failed(Reason::Slow);
        assert_eq!(guard.admit(&version("1")), Ok(()));
        guard.failed(Reason::Unreachable);
        assert_eq!(guard.admit(&version("1")), Err(Reason::Unreachable));
        assert!(guard.probe_is_due());
        guard.probed(Err(Reason::Unreachable));
        assert_eq!(guard.admit(&version("1")), Err(Reason::Unreachable));
        guard.probed(Ok(Some(version("1"))));
        assert_eq!(guard.admit(&version("1")), Ok(()));
    }

    #[test]
    fn on_trial_one_failure_suffices_and_probes_pause_longer_each_time() {
        let guard = well();
        for expected in [0, 1, 2, 4, 8, 16, 16] {
            while guard.admit(&version("1")).is_ok() {
                guard.failed(Reason::Slow);
            }
            let rests = std::iter::from_fn(|| (!guard.probe_is_due()).then_some(())).count();
            assert_eq!(rests, expected);
            guard.probed(Ok(Some(version("1"))));
        }
        for _ in 0..TRIAL {
            guard.answered();
        }
        guard.failed(Reason::Slow);
        assert_eq!(guard.admit(&version("1")), Ok(()), "trusted again");
    }

    #[test]
    fn an_index_of_other_knowledge_is_not_asked() {
        let guard = well();
        assert_eq!(guard.admit(&version("2")), Err(Reason::Behind));
        assert_eq!(guard.admit(&version("0")), Err(Reason::Ahead));
        guard.saw(Some(version("0")));
        assert_eq!(guard.admit(&version("1")), Err(Reason::Behind));
        guard.saw(None);
        assert_eq!(guard.admit(&version("1")), Err(Reason::Behind));
    }

    #[test]
    fn it_tells_who_answers_and_since_when() {
        let guard = well();
        let beginning = guard.clock.now();
        assert_eq!(guard.standing(), (None, beginning));
        let later = "2026-11-23T03:00:00Z".parse().unwrap();
        guard.clock.set(later);
        guard.want(wanted("2"));
        assert_eq!(guard.standing(), (Some(Reason::Behind), later));
        guard.clock.set("2026-11-23T04:00:00Z".parse().unwrap());
        guard.probed(Err(Reason::Slow));
        assert_eq!(guard.standing(), (Some(Reason::Slow), later));
    }
}
