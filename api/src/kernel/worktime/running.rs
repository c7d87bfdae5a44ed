//! A clock that runs: begun by a rule that it keeps, paused while it waits for the citizen.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::{Locale, Slug};
use motcua_seed::clocks::ClockRule;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::office::{Office, Week};
use super::step::{Step, explain};
use super::term::Term;
use crate::kernel::clock::to_hanoi;

/// Shares of its working time, in per cent, at which a clock warns.
pub const THRESHOLDS: [u8; 3] = [50, 80, 100];

/// A time in which a clock stood still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when; absent: still.
    pub to: Option<DateTime<Utc>>,
}

/// A running clock. It holds all it was begun by, so that a rule or calendar that changes later does
/// not rewrite it: an end is moved by pauses only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningClock {
    /// The rule it was begun by.
    pub rule: Slug,
    /// The rule's term, copied.
    #[serde(flatten)]
    pub term: Term,
    /// The agency whose hours it counts.
    pub agency: Option<Slug>,
    /// The hours that the agency had set, copied; absent: those of the calendar.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Week>,
    /// The version of the calendar it was begun with.
    pub calendar: String,
    /// When it was begun.
    pub started_at: DateTime<Utc>,
    /// How its first end came about.
    pub steps: Vec<Step>,
    /// When it stood still, in order.
    pub pauses: Vec<Pause>,
    /// When it ends; while it stands still, when it would have ended.
    pub due: DateTime<Utc>,
    /// When what it limits was done.
    pub done_at: Option<DateTime<Utc>>,
}

/// What a clock does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// It runs.
    Running,
    /// It stands still.
    Paused,
    /// What it limits was done.
    Done,
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    /// What it does.
    pub phase: Phase,
    /// The greatest of [`THRESHOLDS`] it has reached.
    pub reached: Option<u8>,
    /// Whether its end has passed: late, or done late.
    pub overdue: bool,
    /// Working seconds until its end; negative after it.
    pub remaining_seconds: i64,
}

/// An instant at which a clock warns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Threshold {
    /// Per cent of its working time.
    pub percent: u8,
    /// When.
    pub at: DateTime<Utc>,
}

impl RunningClock {
    /// Begins a clock by a rule, in the hours of an agency.
    #[must_use]
    pub fn start(
        rule: &ClockRule,
        agency: Option<&Slug>,
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Self {
        Self::begin(rule, calendar.office(agency), (agency, None), at)
    }

    /// Begins a clock by a rule, in hours that the agency has set.
    #[must_use]
    pub fn start_in(
        rule: &ClockRule,
        (agency, hours): (&Slug, &Week),
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Self {
        let office = calendar.office_in(hours);
        Self::begin(rule, office, (Some(agency), Some(hours)), at)
    }

    fn begin(
        rule: &ClockRule,
        office: Office<'_>,
        (agency, hours): (Option<&Slug>, Option<&Week>),
        at: DateTime<Utc>,
    ) -> Self {
        let term = Term::from(rule);
        let due = office.due(term, at);
        Self {
            rule: rule.id.clone(),
            term,
            agency: agency.cloned(),
            hours: hours.cloned(),
            calendar: office.calendar().version().to_owned(),
            started_at: at,
            steps: due.steps,
            pauses: Vec::new(),
            due: due.at,
            done_at: None,
        }
    }

    /// The clock, standing still from an instant on. One that stands still or is done stays as it is.
    #[must_use]
    pub fn pause(&self, at: DateTime<Utc>) -> Self {
        let mut clock = self.clone();
        if self.done_at.is_none() && self.open_pause().is_none() {
            let from = self.no_earlier_than_last(at);
            clock.pauses.push(Pause { from, to: None });
        }
        clock
    }

    /// The clock, running again: its end moves by the working time it stood still.
    #[must_use]
    pub fn resume(&self, at: DateTime<Utc>, calendar: &Calendar) -> Self {
        let mut clock = self.clone();
        if let Some(pause) = clock.pauses.last_mut().filter(|p| p.to.is_none()) {
            let to = at.max(pause.from);
            pause.to = Some(to);
            clock.due = moved(self.office(calendar), self.due, pause.from, to);
        }
        clock
    }

    /// The clock, ended: what it limits was done.
    #[must_use]
    pub fn finish(&self, at: DateTime<Utc>, calendar: &Calendar) -> Self {
        let mut clock = self.resume(at, calendar);
        clock.done_at = clock.done_at.or(Some(at));
        clock
    }

    /// When it ends; `None` while it stands still, because that is not known.
    #[must_use]
    pub fn due_at(&self) -> Option<DateTime<Utc>> {
        self.open_pause().is_none().then_some(self.due)
    }

    /// Working time it has run.
    #[must_use]
    pub fn elapsed(&self, now: DateTime<Utc>, calendar: &Calendar) -> TimeDelta {
        let office = self.office(calendar);
        let now = self.looked_at(now);
        let stood = self.pauses.iter().map(|pause| {
            let to = pause.to.unwrap_or(now).min(now);
            office.elapsed(pause.from, to)
        });
        let stood = stood.fold(TimeDelta::zero(), |sum, part| sum + part);
        office.elapsed(self.started_at, now) - stood
    }

    /// Working time until its end; negative after it.
    #[must_use]
    pub fn remaining(&self, now: DateTime<Utc>, calendar: &Calendar) -> TimeDelta {
        let office = self.office(calendar);
        let now = self.looked_at(now);
        office.elapsed(now, self.due) - office.elapsed(self.due, now)
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self, now: DateTime<Utc>, calendar: &Calendar) -> ClockState {
        let phase = match (self.done_at, self.open_pause()) {
            (Some(_), _) => Phase::Done,
            (None, Some(_)) => Phase::Paused,
            (None, None) => Phase::Running,
        };
        let looked = self.looked_at(now);
        let thresholds = self.thresholds(calendar);
        let reached = thresholds.iter().filter(|t| t.at <= looked);
        ClockState {
            phase,
            reached: reached.map(|t| t.percent).max(),
            overdue: looked > self.due,
            remaining_seconds: self.remaining(now, calendar).num_seconds(),
        }
    }

    /// When it warns, as far as its pauses are known.
    #[must_use]
    pub fn thresholds(&self, calendar: &Calendar) -> [Threshold; 3] {
        let office = self.office(calendar);
        let total = self.whole(office);
        THRESHOLDS.map(|percent| {
            let part = total * i32::from(percent) / 100;
            let unpaused = office.after(self.started_at, part);
            let at = match percent {
                100 => self.due,
                _ => self.shifted(office, unpaused),
            };
            Threshold { percent, at }
        })
    }

    /// How its end came about, in words.
    #[must_use]
    pub fn explain(&self, locale: Locale) -> String {
        let mut steps = self.steps.clone();
        steps.extend(self.pauses.iter().map(|pause| Step::Paused {
            from: to_hanoi(pause.from),
            to: pause.to.map(to_hanoi),
        }));
        if let Some(due) = self.due_at().filter(|_| !self.pauses.is_empty()) {
            steps.push(Step::Due { at: to_hanoi(due) });
        }
        explain(&steps, locale)
    }

    /// The hours in which it counts.
    #[must_use]
    pub fn office<'c>(&'c self, calendar: &'c Calendar) -> Office<'c> {
        match &self.hours {
            Some(hours) => calendar.office_in(hours),
            None => calendar.office(self.agency.as_ref()),
        }
    }

    fn open_pause(&self) -> Option<Pause> {
        self.pauses.last().copied().filter(|p| p.to.is_none())
    }

    fn no_earlier_than_last(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let last = self.pauses.last().and_then(|p| p.to);
        at.max(last.unwrap_or(self.started_at))
    }

    /// A clock that stands still or is done looks the same ever after.
    fn looked_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let stood = self.open_pause().map(|pause| pause.from);
        [Some(now), stood, self.done_at]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(now)
    }

    /// Its working time without pauses.
    fn whole(&self, office: Office<'_>) -> TimeDelta {
        let stood = self.pauses.iter().filter(|pause| pause.from < self.due);
        let stood = stood.filter_map(|p| Some(office.elapsed(p.from, p.to?)));
        let stood = stood.fold(TimeDelta::zero(), |sum, part| sum + part);
        (office.elapsed(self.started_at, self.due) - stood).max(TimeDelta::zero())
    }

    /// An instant, moved by the pauses that began before it.
    fn shifted(&self, office: Office<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
        self.pauses
            .iter()
            .filter_map(|pause| Some((pause.from, pause.to?)))
            .fold(at, |at, (from, to)| moved(office, at, from, to))
    }
}

/// An instant, moved by the working time of a pause that began before it.
fn moved(
    office: Office<'_>,
    at: DateTime<Utc>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> DateTime<Utc> {
    if from < at {
        office.after(at, office.elapsed(from, to))
    } else {
        at
    }
}
