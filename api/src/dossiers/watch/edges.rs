//! Instants between the groups of the watch list.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use mobile_contract::dossier::watch::WatchGroup;

use crate::kernel::clock::{from_hanoi, to_hanoi};
use crate::kernel::worktime::Office;

/// Working days for which a dossier may stand still before somebody looks at it again.
const STANDING_DAYS: u32 = 10;

/// Where groups end. Each group lasts from the end of the one before to its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edges {
    /// Now: what was due before is overdue.
    pub now: DateTime<Utc>,
    /// When today began.
    pub today_began: DateTime<Utc>,
    /// When today ends.
    pub today: DateTime<Utc>,
    /// When the next working day ends, the one after it, and the third.
    pub next: [DateTime<Utc>; 3],
    /// These three days.
    pub days: [NaiveDate; 3],
    /// What stands still since before this stands for long.
    pub standing: DateTime<Utc>,
    /// When the year began.
    pub year_began: DateTime<Utc>,
}

impl Edges {
    /// As an office counts its days.
    #[must_use]
    pub fn of(office: Office<'_>, now: DateTime<Utc>) -> Self {
        let today = to_hanoi(now).date();
        let one = office.working_day_after(today);
        let two = office.working_day_after(one);
        let three = office.working_day_after(two);
        let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        Self {
            now,
            today_began: begins(today),
            today: ends(today),
            next: [ends(one), ends(two), ends(three)],
            days: [one, two, three],
            standing: begins(before(office, today, STANDING_DAYS)),
            year_began: begins(year),
        }
    }

    /// From when to when a group's ends lie. `None`: it is no matter of ends.
    #[must_use]
    pub const fn range(&self, group: WatchGroup) -> Option<(Option<DateTime<Utc>>, DateTime<Utc>)> {
        let [one, two, three] = self.next;
        match group {
            WatchGroup::Overdue => Some((None, self.now)),
            WatchGroup::Today => Some((Some(self.now), self.today)),
            WatchGroup::InOne => Some((Some(self.today), one)),
            WatchGroup::InTwo => Some((Some(one), two)),
            WatchGroup::InThree => Some((Some(two), three)),
            WatchGroup::ToReturn | WatchGroup::Standing | WatchGroup::ToJustify => None,
        }
    }

    /// Where all of them end together.
    #[must_use]
    pub const fn last(&self) -> DateTime<Utc> {
        let [_, _, three] = self.next;
        three
    }

    /// The group of what is due at an instant.
    #[must_use]
    pub fn group(&self, due: DateTime<Utc>) -> Option<WatchGroup> {
        WatchGroup::ALL.into_iter().find(|group| {
            let range = self.range(*group);
            range.is_some_and(|(from, to)| from.is_none_or(|from| due >= from) && due < to)
        })
    }
}

/// Working days since something was due: 0 on the day itself, and before.
#[must_use]
pub fn late_days(office: Office<'_>, due: DateTime<Utc>, now: DateTime<Utc>) -> u32 {
    let (due, today) = (to_hanoi(due).date(), to_hanoi(now).date());
    office.working_days_between(due, today)
}

/// The working day that lies so many before a day.
fn before(office: Office<'_>, day: NaiveDate, count: u32) -> NaiveDate {
    (0..count).fold(day, |day, _| office.working_day_before(day))
}

fn begins(day: NaiveDate) -> DateTime<Utc> {
    from_hanoi(day.and_time(NaiveTime::MIN))
}

fn ends(day: NaiveDate) -> DateTime<Utc> {
    begins(day.succ_opt().unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use motcua_seed::calendar::CalendarData;

    use super::*;
    use crate::kernel::worktime::Calendar;

    fn calendar() -> Calendar {
        let data = include_str!("../../../../seed/data/calendar.yaml");
        Calendar::new(&CalendarData::from_yaml(data).unwrap())
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn group(calendar: &Calendar, now: &str, due: &str) -> Option<WatchGroup> {
        Edges::of(calendar.office(None), at(now)).group(at(due))
    }

    #[test]
    fn what_is_due_after_tet_is_the_next_working_day_on_the_friday_before() {
        let calendar = calendar();
        // Tết 2026: Monday 16 to Friday 20 February off; Friday 13 is the last day before.
        let friday = "2026-02-13T09:00:00+07:00";
        let edges = Edges::of(calendar.office(None), at(friday));
        assert_eq!(edges.days[0].to_string(), "2026-02-23");
        let due = |due| group(&calendar, friday, due);
        assert_eq!(due("2026-02-13T08:00:00+07:00"), Some(WatchGroup::Overdue));
        assert_eq!(due("2026-02-13T17:00:00+07:00"), Some(WatchGroup::Today));
        assert_eq!(due("2026-02-23T17:00:00+07:00"), Some(WatchGroup::InOne));
        assert_eq!(due("2026-02-24T17:00:00+07:00"), Some(WatchGroup::InTwo));
        assert_eq!(due("2026-02-25T17:00:00+07:00"), Some(WatchGroup::InThree));
        assert_eq!(due("2026-02-26T17:00:00+07:00"), None);
    }

    #[test]
    fn a_make_up_saturday_is_a_working_day() {
        let calendar = calendar();
        // Saturday 10 January 2026 is worked for Friday 2 January.
        let friday = "2026-01-09T16:00:00+07:00";
        let due = |due| group(&calendar, friday, due);
        assert_eq!(due("2026-01-10T17:00:00+07:00"), Some(WatchGroup::InOne));
        assert_eq!(due("2026-01-12T17:00:00+07:00"), Some(WatchGroup::InTwo));
    }

    #[test]
    fn lateness_is_told_in_working_days() {
        let calendar = calendar();
        let office = calendar.office(None);
        let late = |due, now| late_days(office, at(due), at(now));
        let due = "2026-02-13T17:00:00+07:00";
        assert_eq!(late(due, "2026-02-13T18:00:00+07:00"), 0);
        assert_eq!(late(due, "2026-02-20T18:00:00+07:00"), 0);
        assert_eq!(late(due, "2026-02-24T08:00:00+07:00"), 2);
        assert_eq!(late(due, "2026-02-01T08:00:00+07:00"), 0);
    }

    #[test]
    fn every_instant_before_the_last_edge_is_in_one_group() {
        let calendar = calendar();
        let edges = Edges::of(calendar.office(None), at("2026-11-23T09:00:00+07:00"));
        let groups = |due| {
            let groups = WatchGroup::ALL.into_iter().filter_map(|g| edges.range(g));
            groups
                .filter(|(from, to)| from.is_none_or(|from| due >= from) && due < *to)
                .count()
        };
        for hours in -100..200 {
            let due = edges.now + chrono::TimeDelta::hours(hours);
            assert_eq!(groups(due), usize::from(due < edges.last()), "{due}");
        }
    }
}
