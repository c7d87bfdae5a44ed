//! The hours of one office on the days of the calendar.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::table::Table;

/// Sessions by day of the week, Monday first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week([Vec<(NaiveTime, NaiveTime)>; 7]);

impl Week {
    /// Sets the sessions of a day, in order.
    pub fn set(&mut self, day: Weekday, sessions: Vec<(NaiveTime, NaiveTime)>) {
        if let Some(hours) = self.0.get_mut(day.num_days_from_monday() as usize) {
            *hours = sessions;
        }
    }

    /// The sessions of Monday to Sunday, each day's in order.
    #[must_use]
    pub const fn days(&self) -> &[Vec<(NaiveTime, NaiveTime)>; 7] {
        &self.0
    }

    pub(super) fn on(&self, day: Weekday) -> &[(NaiveTime, NaiveTime)] {
        let hours = self.0.get(day.num_days_from_monday() as usize);
        hours.map_or(&[], Vec::as_slice)
    }
}

/// A session of a day, as clocks in Vietnam show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) from: NaiveDateTime,
    pub(super) to: NaiveDateTime,
}

/// An office: the calendar, in the hours of one agency.
#[derive(Clone, Copy, Debug)]
pub struct Office<'a> {
    calendar: &'a Calendar,
    week: &'a Week,
    /// Absent for hours that the calendar does not know: those are walked.
    table: Option<&'a Table>,
}

/// Most days in which working days are counted one by one; what is late for longer is simply very late.
const MOST_BETWEEN: usize = 4_000;
/// Most days that are walked: more than any term has.
const MOST_DAYS: usize = 50_000;

impl<'a> Office<'a> {
    pub(super) const fn new(
        calendar: &'a Calendar,
        week: &'a Week,
        table: Option<&'a Table>,
    ) -> Self {
        Self {
            calendar,
            week,
            table,
        }
    }

    pub(super) const fn table(&self) -> Option<&'a Table> {
        self.table
    }

    /// Its hours.
    #[must_use]
    pub const fn week(&self) -> &'a Week {
        self.week
    }

    /// The calendar.
    #[must_use]
    pub const fn calendar(&self) -> &'a Calendar {
        self.calendar
    }

    /// Whether the office works on a day, if only in the morning.
    #[must_use]
    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        !self.hours(day).is_empty()
    }

    /// The first working day on or after a day.
    #[must_use]
    pub fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        let mut days = day.iter_days().take(MOST_DAYS);
        days.find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The next working day after a day.
    #[must_use]
    pub fn working_day_after(&self, day: NaiveDate) -> NaiveDate {
        day.succ_opt()
            .map_or(day, |next| self.working_day_from(next))
    }

    /// When the office opens on a day; `None` when it does not.
    #[must_use]
    pub fn opens(&self, day: NaiveDate) -> Option<NaiveDateTime> {
        self.hours(day).first().map(|(from, _)| day.and_time(*from))
    }

    /// The last working day before a day.
    #[must_use]
    pub fn working_day_before(&self, day: NaiveDate) -> NaiveDate {
        let before = (1..).map_while(|back| day.checked_sub_days(Days::new(back)));
        let mut before = before.take(MOST_DAYS);
        before.find(|day| self.is_working_day(*day)).unwrap_or(day)
    }

    /// The day that many working days after a day; the day itself for none.
    #[must_use]
    pub fn working_days_after(&self, day: NaiveDate, amount: u32) -> NaiveDate {
        if amount == 0 {
            return day;
        }
        if let Some(day) = self.table.and_then(|table| table.day_after(day, amount)) {
            return day;
        }
        let days = day.iter_days().skip(1).take(MOST_DAYS);
        let nth = usize::try_from(amount)
            .unwrap_or(MOST_DAYS)
            .saturating_sub(1);
        let days = days.filter(|day| self.is_working_day(*day));
        days.take(nth.saturating_add(1)).last().unwrap_or(day)
    }

    /// How many working days come after one day, up to and with another: none when that is no later. Days of some
    /// years are counted, and what lies beyond is as much.
    #[must_use]
    pub fn working_days_between(&self, after: NaiveDate, to: NaiveDate) -> u32 {
        let days = after.iter_days().skip(1).take(MOST_BETWEEN);
        let days = days.take_while(|day| *day <= to);
        let worked = days.filter(|day| self.is_working_day(*day)).count();
        u32::try_from(worked).unwrap_or(u32::MAX)
    }

    /// When the office closes on a day; `None` when it does not open.
    #[must_use]
    pub fn closes(&self, day: NaiveDate) -> Option<NaiveDateTime> {
        self.hours(day).last().map(|(_, to)| day.and_time(*to))
    }

    /// An instant, or when the office opens next if it is closed then.
    #[must_use]
    pub fn open_at(&self, at: NaiveDateTime) -> NaiveDateTime {
        let ends_now = self.openings(at.date()).any(|opening| opening.to == at);
        let next = self.openings_after(at).next();
        match next {
            Some(opening) if !ends_now => opening.from.max(at),
            _ => at,
        }
    }

    /// When the session ends that an instant lies in, its end included; the instant itself outside of any.
    #[must_use]
    pub fn session_end(&self, at: NaiveDateTime) -> NaiveDateTime {
        let inside = |hours: &&(NaiveTime, NaiveTime)| hours.0 <= at.time() && at.time() <= hours.1;
        let session = self.hours(at.date()).iter().find(inside);
        session.map_or(at, |(_, to)| at.date().and_time(*to))
    }

    /// The sessions of a day, in order.
    pub(super) fn openings(&self, day: NaiveDate) -> impl Iterator<Item = Opening> + use<'a> {
        self.hours(day).iter().map(move |(from, to)| Opening {
            from: day.and_time(*from),
            to: day.and_time(*to),
        })
    }

    /// The sessions that end after an instant, for more than a hundred years.
    pub(super) fn openings_after(
        &self,
        at: NaiveDateTime,
    ) -> impl Iterator<Item = Opening> + use<'a> {
        let office = *self;
        at.date()
            .iter_days()
            .take(MOST_DAYS)
            .flat_map(move |day| office.openings(day))
            .filter(move |opening| opening.to > at)
    }

    pub(super) fn hours(&self, day: NaiveDate) -> &'a [(NaiveTime, NaiveTime)] {
        let hours = self.calendar.hours_of(day);
        hours.map_or(&[], |weekday| self.week.on(weekday))
    }
}
