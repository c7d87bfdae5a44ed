//! `calendar.yaml`: days off, make-up days, office hours and the hour after which the next day counts.

use std::collections::HashSet;

use chrono::{NaiveDate, NaiveTime, Weekday};
use mobile_contract::Slug;
use mobile_contract::knowledge::Source;
use serde::Deserialize;

use crate::bilingual::Bilingual;

/// The calendar as it is written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarData {
    /// Kept with every running clock, to tell by which calendar it was counted.
    pub version: String,
    /// The hour after which a dossier counts as received on the next working day.
    pub cut_off: CutOff,
    /// Hours of every agency that has none of its own.
    pub office_hours: OfficeHours,
    /// Agencies with hours of their own.
    #[serde(default)]
    pub agencies: Vec<AgencyHours>,
    /// Days off of the solar year.
    pub fixed: Vec<FixedDay>,
    /// What the days of the lunar year are called.
    pub lunar_names: LunarNames,
    /// Days of the lunar year.
    pub lunar: Vec<LunarYear>,
    /// Years whose days off and swaps were decided.
    pub years: Vec<DecidedYear>,
}

/// The cut-off hour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CutOff {
    /// What comes after this counts from the next working day; what comes at it does not.
    pub at: NaiveTime,
    /// Where it was read.
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// Office hours.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// Days with the same hours.
    pub week: Vec<DayHours>,
    /// Where they were read.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// The hours of some days of the week.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DayHours {
    /// The days.
    pub days: Vec<Weekday>,
    /// Their sessions (buổi), in order.
    pub sessions: Vec<Session>,
}

/// One session of office hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its beginning.
    pub from: NaiveTime,
    /// Its end.
    pub to: NaiveTime,
}

/// An agency with hours of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyHours {
    /// The agency.
    pub agency: Slug,
    /// Its hours.
    pub hours: OfficeHours,
}

/// A day off of every solar year (Labour Code 45/2019/QH14, article 112).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedDay {
    /// Month.
    pub month: u32,
    /// Day of the month.
    pub day: u32,
    /// What it is called.
    pub name: Bilingual,
}

/// Names of the days off of the lunar year, and of a day that makes up for a clash.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LunarNames {
    /// Tết Nguyên đán.
    pub tet: Bilingual,
    /// Giỗ Tổ Hùng Vương.
    pub hung_kings: Bilingual,
    /// Nghỉ bù.
    pub substitute: Bilingual,
    /// Nghỉ cuối tuần.
    pub weekend: Bilingual,
}

/// Where the lunar days lie in a solar year, in Vietnam's own reckoning (UTC+7).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LunarYear {
    /// The solar year.
    pub year: i32,
    /// The first day of the first lunar month.
    pub tet: NaiveDate,
    /// The tenth day of the third lunar month.
    pub hung_kings: NaiveDate,
}

/// A year as it was decided.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecidedYear {
    /// The year.
    pub year: i32,
    /// Every day off on a weekday, or within a decided break.
    pub off: Vec<Break>,
    /// Working days that were exchanged for days of rest.
    #[serde(default)]
    pub swaps: Vec<Swap>,
    /// The decisions.
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// Days off in a row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// First day.
    pub from: NaiveDate,
    /// Last day; absent: the first.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// What it is called.
    pub name: Bilingual,
}

/// A day off that is worked on another day.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swap {
    /// The day that became free.
    pub off: NaiveDate,
    /// The day that is worked instead, in the hours of the other.
    pub worked: NaiveDate,
}

/// Why a calendar was refused.
#[derive(Debug, thiserror::Error)]
pub enum CalendarError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// Sessions that are empty, overlap, or leave a week without work.
    #[error("the office hours of {0} are not in order")]
    Hours(String),
    /// No such day.
    #[error("{month}/{day} is no day of every year")]
    Day {
        /// Month.
        month: u32,
        /// Day.
        day: u32,
    },
    /// Something is there twice, ends before it begins, or lies in another year.
    #[error("the year {0} is not in order")]
    Year(i32),
}

/// A year in which every day that can be fixed exists.
const ANY_YEAR: i32 = 2023;

impl CalendarData {
    /// Reads a calendar, and refuses one by which a clock would never end.
    ///
    /// # Errors
    /// When it is not of the expected form, or not in order.
    pub fn from_yaml(text: &str) -> Result<Self, CalendarError> {
        let read: Self = serde_saphyr::from_str(text)?;
        read.office_hours.check("every agency")?;
        for own in &read.agencies {
            own.hours.check(own.agency.as_str())?;
        }
        for FixedDay { month, day, .. } in &read.fixed {
            let (month, day) = (*month, *day);
            NaiveDate::from_ymd_opt(ANY_YEAR, month, day)
                .ok_or(CalendarError::Day { month, day })?;
        }
        let mut seen = HashSet::new();
        for year in &read.years {
            if !year.is_in_order() || !seen.insert(year.year) {
                return Err(CalendarError::Year(year.year));
            }
        }
        Ok(read)
    }
}

impl OfficeHours {
    fn check(&self, whose: &str) -> Result<(), CalendarError> {
        let mut days = HashSet::new();
        let in_order = self.week.iter().all(|row| {
            let apart = row.sessions.is_sorted_by(|a, b| a.to <= b.from);
            let filled = row.sessions.iter().all(|s| s.from < s.to);
            let once = row.days.iter().all(|day| days.insert(*day));
            apart && filled && once && !row.sessions.is_empty()
        });
        // Swapped days take the hours of a weekday, so that each needs some.
        let weekdays = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
        ];
        if in_order && weekdays.iter().all(|day| days.contains(day)) {
            Ok(())
        } else {
            Err(CalendarError::Hours(whose.to_owned()))
        }
    }
}

impl DecidedYear {
    fn is_in_order(&self) -> bool {
        use chrono::Datelike;
        let here = |day: NaiveDate| day.year() == self.year;
        let breaks = self
            .off
            .iter()
            .all(|b| here(b.from) && b.to.is_none_or(|to| here(to) && to >= b.from));
        let swaps = self
            .swaps
            .iter()
            .all(|s| here(s.off) && here(s.worked) && s.off != s.worked);
        breaks && swaps && !self.sources.is_empty()
    }
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
