//! Sums over the days of a calendar in the hours of one week, so that no term and no pause is walked day by day.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::calendar::Calendar;
use super::office::Week;

/// The first day that is summed up: no one-stop system is older.
const FIRST: NaiveDate = day(2000, 1, 1);
/// The last day on which anything ends: ten years after the last event that is kept.
pub const LAST: NaiveDate = day(2110, 12, 31);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MAX,
    }
}

/// What was worked before each day; one entry more than days.
#[derive(Clone, Debug)]
pub(super) struct Table {
    days: Vec<u32>,
    sessions: Vec<u32>,
    seconds: Vec<u32>,
}

impl Table {
    pub(super) fn new(calendar: &Calendar, week: &Week) -> Self {
        let (mut days, mut sessions, mut seconds) = (0_u32, 0_u32, 0_u32);
        let mut table = Self {
            days: vec![0],
            sessions: vec![0],
            seconds: vec![0],
        };
        for day in FIRST.iter_days().take_while(|day| *day <= LAST) {
            let hours = calendar.hours_of(day).map_or(&[][..], |d| week.on(d));
            let worked: i64 = hours.iter().map(|(a, b)| (*b - *a).num_seconds()).sum();
            days += u32::from(!hours.is_empty());
            sessions += u32::try_from(hours.len()).unwrap_or(0);
            seconds += u32::try_from(worked).unwrap_or(0);
            table.days.push(days);
            table.sessions.push(sessions);
            table.seconds.push(seconds);
        }
        table
    }

    /// The n-th working day after a day; the last of the table where there are not so many. `None`: the
    /// day lies outside.
    pub(super) fn day_after(&self, day: NaiveDate, n: u32) -> Option<NaiveDate> {
        let wanted = self.days.get(index(day)? + 1)?.saturating_add(n);
        Some(holding(&self.days, |count| *count >= wanted))
    }

    /// The session that lies n further than the first one that ends after an instant: its day, and which of
    /// the day's. `passed`: sessions of the instant's day that have ended.
    pub(super) fn session_after(
        &self,
        day: NaiveDate,
        passed: u32,
        n: u32,
    ) -> Option<(NaiveDate, usize)> {
        let before = self.sessions.get(index(day)?)?.saturating_add(passed);
        let wanted = before.saturating_add(n);
        let day = holding(&self.sessions, |count| *count > wanted);
        let at = wanted.saturating_sub(*self.sessions.get(index(day)?)?);
        Some((day, usize::try_from(at).ok()?))
    }

    /// Working time before a day.
    pub(super) fn worked_before(&self, day: NaiveDate) -> Option<TimeDelta> {
        let seconds = self.seconds.get(index(day)?)?;
        Some(TimeDelta::seconds((*seconds).into()))
    }

    /// The first day by whose end a working time has passed since the table's beginning.
    pub(super) fn day_of(&self, worked: TimeDelta) -> NaiveDate {
        holding(&self.seconds, |seconds| {
            TimeDelta::seconds((*seconds).into()) >= worked
        })
    }
}

/// The first day by whose end a sum has come so far; the last one if it never does.
fn holding(sums: &[u32], reached: impl Fn(&u32) -> bool) -> NaiveDate {
    let at = sums.partition_point(|sum| !reached(sum)).saturating_sub(1);
    let days = i64::try_from(at).unwrap_or(i64::MAX);
    let found = TimeDelta::try_days(days).and_then(|days| FIRST.checked_add_signed(days));
    found.unwrap_or(LAST).min(LAST)
}

fn index(day: NaiveDate) -> Option<usize> {
    usize::try_from((day - FIRST).num_days()).ok()
}

/// Working time of a day up to an hour.
pub(super) fn worked_until(hours: &[(NaiveTime, NaiveTime)], time: NaiveTime) -> TimeDelta {
    hours
        .iter()
        .filter(|(from, _)| *from < time)
        .map(|(from, to)| (*to).min(time) - *from)
        .fold(TimeDelta::zero(), |sum, part| sum + part)
}

/// The earliest instant of a day by which so much of it was worked.
pub(super) fn instant_of(
    day: NaiveDate,
    hours: &[(NaiveTime, NaiveTime)],
    mut left: TimeDelta,
) -> Option<NaiveDateTime> {
    for (from, to) in hours {
        let here = *to - *from;
        if left <= here {
            return Some(day.and_time(*from) + left);
        }
        left -= here;
    }
    hours.last().map(|(_, to)| day.and_time(*to))
}
