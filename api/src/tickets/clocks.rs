//! The two clocks of a ticket: until it lies with the agency responsible, and until it is answered.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::Locale;
use mobile_contract::knowledge::Agency;
use mobile_contract::ticket::{self, ClockPhase, TicketKind};
use motcua_seed::clocks::{ClockRules, Purpose, Wanted};

use super::entity::ticket::Model;
use crate::error::Error;
use crate::kernel::clock::to_hanoi;
use crate::kernel::worktime::{Calendar, Phase, RunningClock};
use crate::settings::Settings;

/// Stands where no clock runs: a whole second of the year 2255, which every database keeps as it is.
pub(super) const NEVER: DateTime<Utc> =
    DateTime::<Utc>::from_timestamp_nanos(9_000_000_000_000_000_000);

/// Working time after the end of a clock in which the leader can still act, before the coordination
/// desk is told.
const LEADERS_TURN: TimeDelta = TimeDelta::hours(4);

/// The clocks of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clocks {
    pub(super) dispatch: RunningClock,
    pub(super) reply: Option<RunningClock>,
}

/// By what the answers of an agency are timed.
pub(super) struct Terms<'a> {
    pub(super) rules: &'a ClockRules,
    pub(super) calendar: &'a Calendar,
    pub(super) agency: &'a Agency,
    pub(super) settings: &'a Settings,
}

/// When the clock that runs ends, and when it warns next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) due: DateTime<Utc>,
    pub(super) warning: Option<DateTime<Utc>>,
}

impl Clocks {
    /// Begins with what came in at an instant. `None` when no rule holds: the data are broken.
    pub(super) fn begin(
        rules: &ClockRules,
        calendar: &Calendar,
        kind: TicketKind,
        at: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let rule = rules.find(&Wanted {
            purpose: Purpose::Dispatch,
            kind,
            agency: None,
            field: None,
            day: to_hanoi(at).date(),
        });
        let rule =
            rule.ok_or_else(|| Error::internal("no rule tells how long dispatch may take"))?;
        Ok(Self {
            dispatch: RunningClock::start(rule, None, at, calendar),
            reply: None,
        })
    }

    /// It lies with an agency: the answer is due by that agency's rule, counted from when the citizen
    /// sent it. On its way to a further one it keeps its clock: sending on wins nobody time.
    pub(super) fn dispatched(
        &mut self,
        terms: &Terms<'_>,
        (kind, field): (TicketKind, Option<&str>),
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.dispatch = self.dispatch.finish(at, terms.calendar);
        if self.reply.is_some() {
            return Ok(());
        }
        let received = self.dispatch.started_at;
        self.reply = Some(terms.reply((kind, field), received)?);
        Ok(())
    }

    /// It is open again: a new clock for a new answer.
    pub(super) fn answer_again(
        &mut self,
        terms: &Terms<'_>,
        (kind, field): (TicketKind, Option<&str>),
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.reply = Some(terms.reply((kind, field), at)?);
        Ok(())
    }

    /// Those of a stored ticket.
    pub(super) fn of(row: &Model) -> Result<Self, Error> {
        Ok(Self {
            dispatch: serde_json::from_str(&row.dispatch)?,
            reply: row.reply.as_deref().map(serde_json::from_str).transpose()?,
        })
    }

    /// As they are stored.
    pub(super) fn stored(&self) -> Result<(String, Option<String>), Error> {
        let reply = self.reply.as_ref().map(serde_json::to_string).transpose()?;
        Ok((serde_json::to_string(&self.dispatch)?, reply))
    }

    /// Changes the clock of the answer.
    pub(super) fn change_reply(&mut self, change: impl FnOnce(&RunningClock) -> RunningClock) {
        if let Some(reply) = &mut self.reply {
            *reply = change(reply);
        }
    }

    /// Both have done what they were for.
    pub(super) fn finish(&mut self, at: DateTime<Utc>, calendar: &Calendar) {
        self.dispatch = self.dispatch.finish(at, calendar);
        self.change_reply(|reply| reply.finish(at, calendar));
    }

    /// The clock that runs: the answer's once there is one.
    pub(super) fn running(&self) -> &RunningClock {
        self.reply.as_ref().unwrap_or(&self.dispatch)
    }

    /// What comes next of an open ticket: the end of the clock that runs, and its next warning after an
    /// instant. Nothing while it stands still, or is done.
    pub(super) fn next(&self, after: DateTime<Utc>, calendar: &Calendar) -> Next {
        let clock = self.running();
        let runs = clock.done_at.is_none();
        let due = clock.due_at().filter(|_| runs);
        let office = clock.office(calendar);
        let warnings = clock.thresholds(calendar).map(|t| t.at);
        let to_desk = office.after(clock.due, LEADERS_TURN);
        let warning = warnings.into_iter().chain([to_desk]);
        let warning = warning.filter(|at| *at > after);
        Next {
            due: due.unwrap_or(NEVER),
            warning: due.and(warning.min()),
        }
    }
}

impl Terms<'_> {
    /// The clock of an answer: by what the agency has set, or else by everyone's rules.
    fn reply(
        &self,
        (kind, field): (TicketKind, Option<&str>),
        from: DateTime<Utc>,
    ) -> Result<RunningClock, Error> {
        let own = self.settings.reply_rule(&self.agency.id, kind);
        let rule = own.as_ref().or_else(|| {
            self.rules.find(&Wanted {
                purpose: Purpose::Reply,
                kind,
                agency: Some(&self.agency.id),
                field,
                day: to_hanoi(from).date(),
            })
        });
        let rule =
            rule.ok_or_else(|| Error::internal("no rule tells how long answers may take"))?;
        let id = &self.agency.id;
        Ok(match &self.settings.hours {
            Some(hours) => RunningClock::start_in(rule, (id, hours), from, self.calendar),
            None => RunningClock::start(rule, Some(id), from, self.calendar),
        })
    }
}

/// Working minutes until the end of a clock that runs.
pub(super) fn minutes_left(
    clock: &RunningClock,
    now: DateTime<Utc>,
    calendar: &Calendar,
) -> Option<i64> {
    let runs = clock.done_at.is_none() && clock.due_at().is_some();
    runs.then(|| clock.remaining(now, calendar).num_minutes())
}

/// A clock, as anybody may see it.
pub(super) fn shown(
    clock: &RunningClock,
    now: DateTime<Utc>,
    calendar: &Calendar,
    locale: Locale,
) -> ticket::Clock {
    let state = clock.state(now, calendar);
    ticket::Clock {
        due: clock.due_at(),
        phase: match state.phase {
            Phase::Running => ClockPhase::Running,
            Phase::Paused => ClockPhase::Paused,
            Phase::Done => ClockPhase::Done,
        },
        minutes_left: minutes_left(clock, now, calendar),
        overdue: state.overdue,
        done_at: clock.done_at,
        explanation: clock.explain(locale),
    }
}
