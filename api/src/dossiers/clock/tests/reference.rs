//! A slow reference that shares nothing with the clock but the calendar's data: it walks day by day and
//! minute by minute.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use mobile_contract::knowledge::TimeUnit;
use proptest::prelude::*;

use super::*;

struct Slow {
    off: BTreeSet<NaiveDate>,
    worked: BTreeSet<NaiveDate>,
}

static SLOW: LazyLock<Slow> = LazyLock::new(|| {
    let data = CalendarData::from_yaml(CALENDAR).unwrap();
    let mut slow = Slow {
        off: BTreeSet::new(),
        worked: BTreeSet::new(),
    };
    for year in data.years {
        for row in year.off {
            let mut day = row.from;
            while day <= row.to.unwrap_or(row.from) {
                slow.off.insert(day);
                day = day + Days::new(1);
            }
        }
        slow.worked
            .extend(year.swaps.iter().map(|swap| swap.worked));
    }
    slow
});

const MINUTE: TimeDelta = TimeDelta::minutes(1);

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn sessions() -> [(NaiveTime, NaiveTime); 2] {
    [(time(7, 30), time(11, 30)), (time(13, 30), time(17, 0))]
}

impl Slow {
    fn works(&self, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        self.worked.contains(&day) || (!weekend && !self.off.contains(&day))
    }

    fn next(&self, mut day: NaiveDate) -> NaiveDate {
        loop {
            day = day + Days::new(1);
            if self.works(day) {
                return day;
            }
        }
    }

    fn from(&self, day: NaiveDate) -> NaiveDate {
        if self.works(day) { day } else { self.next(day) }
    }

    fn open(&self, at: NaiveDateTime) -> bool {
        let inside = |(from, to): &(NaiveTime, NaiveTime)| *from <= at.time() && at.time() < *to;
        self.works(at.date()) && sessions().iter().any(inside)
    }

    fn later(&self, mut at: NaiveDateTime, mut minutes: i64) -> NaiveDateTime {
        while minutes > 0 {
            minutes -= i64::from(self.open(at));
            at += MINUTE;
        }
        at
    }

    fn open_minutes(&self, mut from: NaiveDateTime, to: NaiveDateTime) -> i64 {
        let mut minutes = 0;
        while from < to {
            minutes += i64::from(self.open(from));
            from += MINUTE;
        }
        minutes
    }

    fn close(&self, day: NaiveDate) -> NaiveDateTime {
        self.from(day).and_time(time(17, 0))
    }

    fn ends(&self, received: NaiveDateTime, term: DossierTerm) -> NaiveDateTime {
        let DossierTerm { amount, unit } = term;
        let after_three = received.time() > time(15, 0);
        let mut day = received.date();
        if !self.works(day) || after_three {
            day = self.next(day);
        }
        match unit {
            TimeUnit::WorkingDay => {
                for _ in 0..amount {
                    day = self.next(day);
                }
                self.close(day)
            }
            TimeUnit::CalendarDay => self.close(day + Days::new(amount.into())),
            TimeUnit::HalfDay => self.half_days(received, day, amount),
            TimeUnit::WorkingHour => self.later(received, i64::from(amount) * 60),
            TimeUnit::Month => self.close(months(day, amount)),
            TimeUnit::Year => self.close(months(day, amount * 12)),
            TimeUnit::Hour | TimeUnit::Minute => {
                let minutes = if unit == TimeUnit::Hour {
                    amount * 60
                } else {
                    amount
                };
                let mut at = received + TimeDelta::minutes(minutes.into());
                while !self.open(at) && !self.open(at - MINUTE) {
                    at += MINUTE;
                }
                at
            }
        }
    }

    fn half_days(&self, received: NaiveDateTime, mut day: NaiveDate, amount: u32) -> NaiveDateTime {
        let from = received.max(day.and_time(NaiveTime::MIN));
        let mut passed = 0;
        loop {
            for (_, to) in sessions() {
                let end = day.and_time(to);
                if self.works(day) && end > from {
                    if passed == amount {
                        return end;
                    }
                    passed += 1;
                }
            }
            day = day + Days::new(1);
        }
    }

    fn rounded(&self, at: NaiveDateTime, unit: TimeUnit) -> NaiveDateTime {
        match unit {
            TimeUnit::HalfDay => {
                let end = sessions().into_iter().find(|(_, to)| at.time() <= *to);
                at.date().and_time(end.unwrap().1)
            }
            TimeUnit::WorkingDay | TimeUnit::CalendarDay | TimeUnit::Month | TimeUnit::Year => {
                self.close(at.date())
            }
            _ => at,
        }
    }

    /// Due without and with extensions.
    fn course(&self, course: &Course<'_>) -> (NaiveDateTime, NaiveDateTime) {
        let term = course.term.unwrap();
        let mut begun = to_hanoi(course.received_at);
        let end = self.ends(begun, term);
        // Unmoved, minutes stood, moved.
        let (mut first, mut last) = ((end, 0, end), (end, 0, end));
        let (mut standing, mut extended) = (None, None);
        for turn in course.turns {
            let now = to_hanoi(turn.at);
            match turn.what {
                What::Paused | What::SupplementRequested => standing = Some(now),
                What::SupplementReceived => {
                    let end = self.ends(now, term);
                    (first, last, begun) = ((end, 0, end), (end, 0, end), now);
                    (standing, extended) = (None, None);
                }
                What::Resumed => {
                    let from = standing.take().unwrap().max(begun);
                    for (end, from) in [
                        (&mut first, from),
                        (&mut last, from.max(extended.unwrap_or(from))),
                    ] {
                        if from < end.2 {
                            end.1 += self.open_minutes(from, now);
                            if end.1 > 0 {
                                end.2 = self.rounded(self.later(end.0, end.1), term.unit);
                            }
                        }
                    }
                }
                What::Extended(new) => {
                    let mut new = to_hanoi(new);
                    if new.time() == NaiveTime::MIN || !self.works(new.date()) {
                        new = self.close(new.date());
                    }
                    let new = new.max(last.2);
                    last = (new, 0, new);
                    extended = Some(now);
                }
                What::Ended => break,
            }
        }
        (first.2, last.2)
    }
}

/// The same day so many months on, or the last of that month.
fn months(day: NaiveDate, amount: u32) -> NaiveDate {
    let months = day.month0() + amount;
    let (year, month) = (
        day.year() + i32::try_from(months / 12).unwrap(),
        months % 12 + 1,
    );
    let mut number = day.day();
    loop {
        if let Some(found) = NaiveDate::from_ymd_opt(year, month, number) {
            return found;
        }
        number -= 1;
    }
}

pub(super) fn any_term() -> impl Strategy<Value = DossierTerm> {
    let unit = prop_oneof![
        Just(TimeUnit::Minute),
        Just(TimeUnit::Hour),
        Just(TimeUnit::WorkingHour),
        Just(TimeUnit::HalfDay),
        Just(TimeUnit::WorkingDay),
        Just(TimeUnit::CalendarDay),
        Just(TimeUnit::Month),
    ];
    (1..40_u32, unit).prop_map(|(amount, unit)| {
        let amount = if unit == TimeUnit::Month {
            amount % 6 + 1
        } else {
            amount
        };
        DossierTerm { amount, unit }
    })
}

/// Any minute of the decided years, but the last months, in which terms would run out of them.
pub(super) fn any_minute() -> impl Strategy<Value = DateTime<Utc>> {
    let begin = at("2021-01-01 00:00");
    (0..1_900 * 24 * 60_i64).prop_map(move |minutes| begin + TimeDelta::minutes(minutes))
}

/// What happens to a clock: what, and how many minutes after what came before.
pub(super) fn any_turns() -> impl Strategy<Value = Vec<(u8, i64, i64)>> {
    prop::collection::vec((0..4_u8, 1..12_000_i64, 0..30_000_i64), 0..6)
}

/// Turns that can be: nothing resumes that does not stand.
pub(super) fn possible(from: DateTime<Utc>, steps: &[(u8, i64, i64)]) -> Vec<Turn> {
    let (mut now, mut standing) = (from, None);
    let mut turns = Vec::new();
    for (kind, minutes, further) in steps {
        now += TimeDelta::minutes(*minutes);
        let what = match (standing, kind) {
            (None, 0 | 1) => What::Paused,
            (None, 2) => What::SupplementRequested,
            (Some(What::Paused), 0..=2) => What::Resumed,
            (Some(_), 0..=2) => What::SupplementReceived,
            _ => What::Extended(now + TimeDelta::minutes(*further)),
        };
        match what {
            What::Paused | What::SupplementRequested => standing = Some(what),
            What::Extended(_) => {}
            _ => standing = None,
        }
        turns.push(Turn { at: now, what });
    }
    turns
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_clock_agrees_with_the_slow_one(
        received_at in any_minute(), term in any_term(), steps in any_turns(),
    ) {
        let turns = possible(received_at, &steps);
        let course = Course { received_at, term: Some(term), promised: None, agency: None, turns: &turns };
        let dates = RECKONER.reckon(&course);
        let (first, due) = SLOW.course(&course);
        prop_assert_eq!(to_hanoi(dates.first_due.unwrap()), first);
        prop_assert_eq!(to_hanoi(dates.due.unwrap()), due);
        let three = DossierTerm { amount: 3, unit: TimeUnit::WorkingDay };
        let return_by = SLOW.ends(to_hanoi(received_at), three);
        prop_assert_eq!(to_hanoi(dates.return_by), return_by);
    }
}
