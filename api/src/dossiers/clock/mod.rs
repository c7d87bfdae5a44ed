//! The statutory clock (thời hạn giải quyết): when a dossier is due, by the rules of the day it was received.
//!
//! [`Reckoner::reckon`] gives the dates; [`Reckoner::explain`] walks the same way and says how each came about. The
//! rules are data ([`motcua_seed::dossier_rules`]), days off, make-up days and hours are the calendar's
//! ([`crate::kernel::worktime`]).
//!
//! Four readings of the law are ours. A term ends when the office closes, because nobody can answer after
//! that; one of hours by the clock that runs out while the office is closed ends when it opens next. A pause
//! counts in working time; a term of days that was paused still ends when an office closes, so that the pauses of
//! one term are added up before they are rounded up. A new date that falls on a day off, or that names a day alone,
//! means the end of that working day or of the next; it never shortens what the rules give. And only what a clock
//! still had is saved by a pause: one that begins after the end changes nothing.

mod explain;
mod length;
mod run;
#[cfg(test)]
mod tests;
mod way;
mod words;

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::dossier::event::DossierTerm;
use motcua_seed::dossier_rules::{DossierRule, DossierRules};

use crate::kernel::clock::{from_hanoi, to_hanoi};
use crate::kernel::worktime::{Calendar, Office};
use length::{before, ends};
use run::{Run, said};

/// What dates are reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course<'a> {
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// How long it may take; absent: nobody told.
    pub term: Option<DossierTerm>,
    /// The date on the receipt: the end where no term is told.
    pub promised: Option<DateTime<Utc>>,
    /// The agency whose hours it counts; absent: everyone's.
    pub agency: Option<&'a Slug>,
    /// What happened to its clock, in order, and possible: no pause within a pause.
    pub turns: &'a [Turn],
}

/// Something that happened to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub what: What,
}

/// What happens to a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Papers are missing: it stands still.
    SupplementRequested,
    /// The papers are full: it begins anew.
    SupplementReceived,
    /// It stands still.
    Paused,
    /// It goes on.
    Resumed,
    /// A new date, with an apology.
    Extended(DateTime<Utc>),
    /// Nothing is counted any more.
    Ended,
}

/// The dates of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// When it was due as it was received; absent without a term or date.
    pub at_receipt: Option<DateTime<Utc>>,
    /// When it is due without any extension; absent without a term or date.
    pub first_due: Option<DateTime<Utc>>,
    /// When it is due; while it stands still, when it would be.
    pub due: Option<DateTime<Utc>>,
    /// Until when it may be returned for missing papers.
    pub return_by: DateTime<Utc>,
    /// Since when it stands still.
    pub standing_since: Option<DateTime<Utc>>,
    /// Until when the apology must be there if it will be late; absent while it stands still.
    pub apology_by: Option<DateTime<Utc>>,
    /// The first end that had passed before a new date was given, papers were asked for, or it was paused.
    pub missed: Option<DateTime<Utc>>,
    /// Whether it runs into a year whose days off are not all decided, so that it may move.
    pub undecided: bool,
}

/// Reckons dates. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reckoner {
    calendar: Arc<Calendar>,
    rules: Arc<DossierRules>,
}

impl Reckoner {
    /// One that counts by a calendar and rules.
    #[must_use]
    pub const fn new(calendar: Arc<Calendar>, rules: Arc<DossierRules>) -> Self {
        Self { calendar, rules }
    }

    /// The rules for what was received at an instant.
    #[must_use]
    pub fn rule(&self, received_at: DateTime<Utc>) -> &DossierRule {
        self.rules.on(to_hanoi(received_at).date())
    }

    /// The dates of a dossier.
    #[must_use]
    pub fn reckon(&self, course: &Course<'_>) -> Reckoning {
        let rule = self.rule(course.received_at);
        let office = self.calendar.office(course.agency);
        let run = Run::walk(office, rule, course, |_| {});
        self.reckoning(office, rule, course, &run)
    }

    /// When a new date ends that was given: a day alone means its end, and a day off the next working day's.
    #[must_use]
    pub fn given(&self, agency: Option<&Slug>, date: DateTime<Utc>) -> DateTime<Utc> {
        from_hanoi(said(self.calendar.office(agency), to_hanoi(date)))
    }

    /// Until when an apology must be there for an end that will not be kept, by the rules of the day of receipt.
    #[must_use]
    pub fn apology_by(
        &self,
        agency: Option<&Slug>,
        received_at: DateTime<Utc>,
        due: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let office = self.calendar.office(agency);
        let notice = self.rule(received_at).notice_before;
        from_hanoi(before(office, notice, to_hanoi(due)))
    }

    /// When the term of a dossier began: at the receipt, or anew with full papers.
    #[must_use]
    pub fn begun(&self, course: &Course<'_>) -> DateTime<Utc> {
        let rule = self.rule(course.received_at);
        let office = self.calendar.office(course.agency);
        from_hanoi(Run::walk(office, rule, course, |_| {}).begun())
    }

    fn reckoning(
        &self,
        office: Office<'_>,
        rule: &DossierRule,
        course: &Course<'_>,
        run: &Run<'_>,
    ) -> Reckoning {
        let received = to_hanoi(course.received_at);
        let standing = run.standing_since();
        let runs = run.due().filter(|_| standing.is_none());
        Reckoning {
            at_receipt: run.at_receipt().map(from_hanoi),
            first_due: run.first_due().map(from_hanoi),
            due: run.due().map(from_hanoi),
            return_by: from_hanoi(ends(office, rule, rule.return_within.into(), received)),
            standing_since: standing.map(from_hanoi),
            apology_by: runs
                .map(|due| before(office, rule.notice_before, due))
                .filter(|by| *by > run.begun())
                .map(from_hanoi),
            missed: run.missed().map(from_hanoi),
            undecided: run
                .due()
                .is_some_and(|due| self.undecided(received, due).next().is_some()),
        }
    }

    /// The years on the way whose days off are not all decided.
    fn undecided(
        &self,
        from: NaiveDateTime,
        to: NaiveDateTime,
    ) -> impl Iterator<Item = i32> + use<'_> {
        let mut years = from.year()..=to.year();
        std::iter::from_fn(move || years.find(|year| !self.calendar.is_decided(*year)))
    }
}
