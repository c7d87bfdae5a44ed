//! The statutory clock (thời hạn giải quyết): when a dossier is due, by the rules of the day it was received.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mobile_contract::Slug;
use mobile_contract::dossier::event::DossierTerm;
use motcua_seed::clocks::Unit;

use crate::kernel::worktime::{Calendar, Office, Term};

/// Working days within which a dossier that lacks papers is returned: Decree 61/2018.
const RETURN_DAYS: u32 = 3;

/// What dates are reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course<'a> {
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// How long it may take; absent: nobody told.
    pub term: Option<DossierTerm>,
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
    /// When it is due without any extension; absent without a term.
    pub first_due: Option<DateTime<Utc>>,
    /// When it is due; while it stands still, when it would be.
    pub due: Option<DateTime<Utc>>,
    /// Until when it may be returned for missing papers.
    pub return_by: DateTime<Utc>,
    /// Since when it stands still.
    pub standing_since: Option<DateTime<Utc>>,
}

/// Reckons dates.
#[derive(Clone, Debug)]
pub struct Reckoner {
    calendar: Arc<Calendar>,
}

impl Reckoner {
    /// One that counts by a calendar.
    #[must_use]
    pub const fn new(calendar: Arc<Calendar>) -> Self {
        Self { calendar }
    }

    /// The dates of a dossier.
    #[must_use]
    pub fn reckon(&self, course: &Course<'_>) -> Reckoning {
        let office = self.calendar.office(course.agency);
        let term = course.term.and_then(term);
        let due = |from| term.map(|term| office.due(term, from).at);
        let mut dates = Reckoning {
            first_due: due(course.received_at),
            due: due(course.received_at),
            return_by: office.due(days(RETURN_DAYS), course.received_at).at,
            standing_since: None,
        };
        for turn in course.turns {
            match turn.what {
                What::SupplementRequested | What::Paused => dates.standing_since = Some(turn.at),
                What::SupplementReceived => {
                    dates.standing_since = None;
                    dates.due = due(turn.at);
                    dates.first_due = dates.due;
                }
                What::Resumed => dates.resume(office, turn.at),
                What::Extended(new) => dates.due = Some(new),
                What::Ended => break,
            }
        }
        dates
    }
}

impl Reckoning {
    fn resume(&mut self, office: Office<'_>, at: DateTime<Utc>) {
        let Some(from) = self.standing_since.take() else {
            return;
        };
        let stood = office.elapsed(from, at);
        let moved = |due: DateTime<Utc>| {
            if from < due {
                office.after(due, stood)
            } else {
                due
            }
        };
        self.due = self.due.map(moved);
        self.first_due = self.first_due.map(moved);
    }
}

fn days(amount: u32) -> Term {
    Term {
        unit: Unit::WorkingDay,
        amount,
        cut_off: true,
    }
}

fn term(term: DossierTerm) -> Option<Term> {
    let unit = Unit::of_time_limit(term.unit)?;
    Some(Term {
        unit,
        amount: term.amount,
        cut_off: unit.counts_days(),
    })
}
