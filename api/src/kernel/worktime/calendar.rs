//! Which days are off, and which are worked in their stead.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use mobile_contract::Slug;
use motcua_seed::Bilingual;
use motcua_seed::calendar::{CalendarData, DecidedYear, OfficeHours};

pub use super::holidays::DayOff;
use super::holidays::reckoned;
use super::office::{Office, Week};
use super::table::Table;
use super::term::{Due, Term};

/// Years whose days off are laid out; the days of others are weekdays and weekends only.
const YEARS: std::ops::RangeInclusive<i32> = 2020..=2100;

/// The calendar of working time.
#[derive(Clone, Debug)]
pub struct Calendar {
    version: String,
    cut_off: NaiveTime,
    weekend: Bilingual,
    off: HashMap<NaiveDate, DayOff>,
    /// Days that are worked in the hours of another day of the week.
    worked: HashMap<NaiveDate, NaiveDate>,
    decided: HashSet<i32>,
    everyone: Arc<Hours>,
    own: HashMap<Slug, Arc<Hours>>,
}

/// Hours of many days, and what they sum up to once somebody has asked.
#[derive(Clone, Debug, Default)]
struct Hours {
    week: Week,
    table: OnceLock<Table>,
}

impl From<&OfficeHours> for Hours {
    fn from(hours: &OfficeHours) -> Self {
        Self {
            week: week(hours),
            table: OnceLock::new(),
        }
    }
}

impl Calendar {
    /// Lays a calendar out.
    #[must_use]
    pub fn new(data: &CalendarData) -> Self {
        let mut calendar = Self {
            version: data.version.clone(),
            cut_off: data.cut_off.at,
            weekend: data.lunar_names.weekend.clone(),
            off: HashMap::new(),
            worked: HashMap::new(),
            decided: data.years.iter().map(|y| y.year).collect(),
            everyone: Arc::new(Hours::from(&data.office_hours)),
            own: HashMap::new(),
        };
        for year in &data.years {
            calendar.add(year);
        }
        for year in YEARS.filter(|year| !data.years.iter().any(|y| y.year == *year)) {
            calendar.off.extend(reckoned(data, year));
        }
        for own in &data.agencies {
            let hours = calendar.alike(&own.hours);
            calendar.own.insert(own.agency.clone(), hours);
        }
        calendar
    }

    /// Hours, shared with the others that are the same: their sums take room.
    fn alike(&self, hours: &OfficeHours) -> Arc<Hours> {
        let hours = Hours::from(hours);
        let mut known = self.own.values().chain([&self.everyone]);
        let same = known.find(|known| known.week == hours.week);
        same.map_or_else(|| Arc::new(hours), Arc::clone)
    }

    fn add(&mut self, year: &DecidedYear) {
        for row in &year.off {
            let last = row.to.unwrap_or(row.from);
            for day in row.from.iter_days().take_while(|day| *day <= last) {
                let name = row.name.clone();
                self.off.insert(
                    day,
                    DayOff {
                        name,
                        settled: true,
                    },
                );
            }
        }
        for swap in &year.swaps {
            self.worked.insert(swap.worked, swap.off);
        }
    }

    /// Which data it was made from.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What comes after this hour counts from the next working day.
    #[must_use]
    pub const fn cut_off(&self) -> NaiveTime {
        self.cut_off
    }

    /// The office of an agency: its own hours, or everyone's.
    #[must_use]
    pub fn office(&self, agency: Option<&Slug>) -> Office<'_> {
        let own = agency.and_then(|agency| self.own.get(agency));
        let hours = own.unwrap_or(&self.everyone);
        let table = hours.table.get_or_init(|| Table::new(self, &hours.week));
        Office::new(self, &hours.week, Some(table))
    }

    /// The agencies that have hours of their own.
    pub fn with_own_hours(&self) -> impl Iterator<Item = &Slug> {
        self.own.keys()
    }

    /// An office in hours of its own that the calendar does not know.
    #[must_use]
    pub const fn office_in<'a>(&'a self, week: &'a Week) -> Office<'a> {
        Office::new(self, week, None)
    }

    /// When a term ends in the hours that hold for everyone, and why.
    #[must_use]
    pub fn due(&self, term: Term, received_at: DateTime<Utc>) -> Due {
        self.office(None).due(term, received_at)
    }

    /// Whether the days off and swaps of a year were decided.
    #[must_use]
    pub fn is_decided(&self, year: i32) -> bool {
        self.decided.contains(&year)
    }

    /// The named day off; `None` for working days and plain weekends.
    #[must_use]
    pub fn day_off(&self, day: NaiveDate) -> Option<&DayOff> {
        self.off.get(&day)
    }

    /// The day that a make-up day (ngày làm bù) was swapped with.
    #[must_use]
    pub fn makes_up_for(&self, day: NaiveDate) -> Option<NaiveDate> {
        self.worked.get(&day).copied()
    }

    /// What a plain weekend is called.
    pub(super) const fn weekend(&self) -> &Bilingual {
        &self.weekend
    }

    /// The day of the week whose hours hold on a day; `None`: a day off.
    pub(super) fn hours_of(&self, day: NaiveDate) -> Option<Weekday> {
        if let Some(instead) = self.worked.get(&day) {
            return Some(instead.weekday());
        }
        let free = self.off.contains_key(&day);
        (!free).then(|| day.weekday())
    }
}

fn week(hours: &OfficeHours) -> Week {
    let mut week = Week::default();
    for row in &hours.week {
        for day in &row.days {
            let sessions = row.sessions.iter().map(|s| (s.from, s.to)).collect();
            week.set(*day, sessions);
        }
    }
    week
}
