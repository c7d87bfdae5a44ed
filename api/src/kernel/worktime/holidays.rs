//! The days off of a year that was not decided yet.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use motcua_seed::Bilingual;
use motcua_seed::calendar::CalendarData;

/// Days of Tết around its first day that are free by every decision so far: the eve, and the first four.
/// Labour Code, article 112: five days; which ones is decided each year.
const TET: std::ops::RangeInclusive<i64> = -1..=3;

/// A day off, and whether it may still be decided otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOff {
    /// What it is called.
    pub name: Bilingual,
    /// Whether it was decided, or follows from the law alone.
    pub settled: bool,
}

pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// What the law alone says of a year: fixed days, lunar days where they are known, and the next
/// working day for each that falls on a weekend (Labour Code, article 111).
pub(super) fn reckoned(data: &CalendarData, year: i32) -> BTreeMap<NaiveDate, DayOff> {
    let mut named: BTreeMap<NaiveDate, DayOff> = BTreeMap::new();
    for fixed in &data.fixed {
        if let Some(day) = NaiveDate::from_ymd_opt(year, fixed.month, fixed.day) {
            named.insert(day, settled(&fixed.name));
        }
    }
    if let Some(lunar) = data.lunar.iter().find(|l| l.year == year) {
        named.insert(lunar.hung_kings, settled(&data.lunar_names.hung_kings));
        let days = TET.filter_map(|n| lunar.tet.checked_add_signed(chrono::TimeDelta::days(n)));
        for day in days {
            let name = data.lunar_names.tet.clone();
            let settled = day == lunar.tet;
            named.insert(day, DayOff { name, settled });
        }
    }
    with_days_in_lieu(named, &data.lunar_names.substitute)
}

fn settled(name: &Bilingual) -> DayOff {
    DayOff {
        name: name.clone(),
        settled: true,
    }
}

/// Adds the next working day for each that falls on a weekend.
fn with_days_in_lieu(
    named: BTreeMap<NaiveDate, DayOff>,
    substitute: &Bilingual,
) -> BTreeMap<NaiveDate, DayOff> {
    let mut all = named.clone();
    for (day, off) in named.into_iter().filter(|(day, _)| is_weekend(*day)) {
        let free = |d: &NaiveDate| !is_weekend(*d) && !all.contains_key(d);
        if let Some(instead) = day.iter_days().skip(1).find(free) {
            let name = Bilingual {
                vi: format!("{} ({})", off.name.vi, substitute.vi),
                en: format!("{} ({})", off.name.en, substitute.en),
            };
            let settled = off.settled;
            all.insert(instead, DayOff { name, settled });
        }
    }
    all
}
