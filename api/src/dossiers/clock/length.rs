//! How long something may take, and when that ends.

use chrono::{Days, Months, NaiveDateTime, NaiveTime, TimeDelta};
use mobile_contract::dossier::event::DossierTerm;
use mobile_contract::knowledge::TimeUnit;
use mobile_contract::limits::TERM_UNITS;
use motcua_seed::clocks::Unit;
use motcua_seed::dossier_rules::{self, DossierRule};

use crate::kernel::worktime::{LAST_DAY, Office};

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Time by the clock, day and night.
    ByTheClock(TimeDelta),
    /// Time in which the office is open.
    Open(TimeDelta),
    /// Days or half-days.
    Days(u32, Unit),
    /// Months by the calendar.
    Months(u32),
}

/// At which moments a term can end, after it was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// At any.
    Any,
    /// When a session ends.
    Session,
    /// When the office closes.
    Day,
}

impl From<DossierTerm> for Length {
    fn from(term: DossierTerm) -> Self {
        // Nobody sends more; a slip of the pen must not last for ever.
        let amount = term.amount.min(TERM_UNITS);
        match term.unit {
            TimeUnit::Minute => Self::ByTheClock(TimeDelta::minutes(amount.into())),
            TimeUnit::Hour => Self::ByTheClock(TimeDelta::hours(amount.into())),
            TimeUnit::WorkingHour => Self::Open(TimeDelta::hours(amount.into())),
            TimeUnit::HalfDay => Self::Days(amount, Unit::HalfDay),
            TimeUnit::WorkingDay => Self::Days(amount, Unit::WorkingDay),
            TimeUnit::CalendarDay => Self::Days(amount, Unit::CalendarDay),
            TimeUnit::Month => Self::Months(amount),
            TimeUnit::Year => Self::Months(amount.saturating_mul(12)),
        }
    }
}

impl From<dossier_rules::Length> for Length {
    fn from(length: dossier_rules::Length) -> Self {
        let amount = length.amount;
        match length.unit {
            Unit::WorkingMinute => Self::Open(TimeDelta::minutes(amount.into())),
            Unit::WorkingHour => Self::Open(TimeDelta::hours(amount.into())),
            unit => Self::Days(amount, unit),
        }
    }
}

impl Length {
    pub(super) const fn grain(self) -> Grain {
        match self {
            Self::ByTheClock(_) | Self::Open(_) => Grain::Any,
            Self::Days(_, Unit::HalfDay) => Grain::Session,
            Self::Days(..) | Self::Months(_) => Grain::Day,
        }
    }

    /// Whether what comes after the cut-off hour counts from the next working day.
    pub(super) const fn counts_days(self) -> bool {
        matches!(self, Self::Days(..) | Self::Months(_))
    }
}

/// When a length of time ends for what was received at an instant. Civil Code 91/2015/QH13, articles 147–148: the
/// first day does not count; a month ends on the day of its number, or on its last; what ends on a day off
/// runs to the end of the next working day. Hours by the clock that end while the office is closed end when it
/// opens, so that what was received later is never due earlier.
pub(super) fn ends(
    office: Office<'_>,
    rule: &DossierRule,
    length: Length,
    received: NaiveDateTime,
) -> NaiveDateTime {
    match length {
        Length::Days(amount, unit) => office.count((amount, unit), received, rule.cut_off).at,
        Length::Months(months) => {
            let (first, _) = office.counts_from(received, rule.cut_off);
            let ended = first.checked_add_months(Months::new(months));
            office.closing_on_or_after(ended.unwrap_or(LAST_DAY).min(LAST_DAY.max(first)))
        }
        // What takes no time at all is due at once, but not while the office is closed.
        Length::Open(time) => office.open_at(office.later(received, time)),
        Length::ByTheClock(time) => {
            let last = LAST_DAY.and_time(NaiveTime::MIN).max(received);
            let at = received.checked_add_signed(time).unwrap_or(last).min(last);
            office.open_at(at)
        }
    }
}

/// An instant, or the end of the next working day when it falls on a day off.
pub(super) fn working(office: Office<'_>, at: NaiveDateTime) -> NaiveDateTime {
    if office.is_working_day(at.date()) {
        at
    } else {
        office.closing_on_or_after(at.date())
    }
}

/// When the office closes so many days before an end: the last moment for a notice.
pub(super) fn before(
    office: Office<'_>,
    length: dossier_rules::Length,
    end: NaiveDateTime,
) -> NaiveDateTime {
    let day = match length.unit {
        Unit::CalendarDay => {
            let day = end.date().checked_sub_days(Days::new(length.amount.into()));
            let day = day.unwrap_or(end.date());
            if office.is_working_day(day) {
                day
            } else {
                office.working_day_before(day)
            }
        }
        _ => (0..length.amount).fold(end.date(), |day, _| office.working_day_before(day)),
    };
    office.closing_on_or_after(day)
}
