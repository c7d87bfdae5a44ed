//! Records that hold for a period and are followed by others.

use std::collections::HashSet;

use chrono::NaiveDate;
use mobile_contract::Slug;

/// A record with a period of validity and successors.
pub trait EffectiveDated {
    /// Its id.
    fn id(&self) -> &Slug;
    /// Its first day; `None`: before our records begin.
    fn valid_from(&self) -> Option<NaiveDate>;
    /// Its last day; `None`: still valid.
    fn valid_to(&self) -> Option<NaiveDate>;
    /// What follows it.
    fn successors(&self) -> &[Slug];

    /// Whether it holds on a day.
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid_from().is_none_or(|from| from <= day)
            && self.valid_to().is_none_or(|to| day <= to)
    }
}

/// Who holds the place of `start` on a day: itself while it is valid, else the nearest successors
/// that are. Empty when nothing follows.
pub fn holders<'a, T: EffectiveDated>(
    start: &'a T,
    day: NaiveDate,
    find: impl Fn(&Slug) -> Option<&'a T>,
) -> Vec<&'a T> {
    let mut holders = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![start];
    while let Some(record) = open.pop() {
        if !seen.insert(record.id()) {
            continue;
        }
        if record.holds_on(day) {
            holders.push(record);
        } else {
            open.extend(record.successors().iter().rev().filter_map(&find));
        }
    }
    holders
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Unit(Slug, Option<NaiveDate>, Vec<Slug>);

    impl EffectiveDated for Unit {
        fn id(&self) -> &Slug {
            &self.0
        }
        fn valid_from(&self) -> Option<NaiveDate> {
            None
        }
        fn valid_to(&self) -> Option<NaiveDate> {
            self.1
        }
        fn successors(&self) -> &[Slug] {
            &self.2
        }
    }

    fn unit(id: &str, to: Option<&str>, next: &[&str]) -> Unit {
        let slug = |s: &str| s.parse().unwrap();
        Unit(
            slug(id),
            to.map(|d| d.parse().unwrap()),
            next.iter().map(|s| slug(s)).collect(),
        )
    }

    fn names_on(units: &[Unit], day: &str) -> Vec<String> {
        let find = |id: &Slug| units.iter().find(|u| u.0 == *id);
        let found = holders(&units[0], day.parse().unwrap(), find);
        found.into_iter().map(|u| u.0.to_string()).collect()
    }

    #[test]
    fn an_old_unit_leads_to_the_one_of_today_through_every_merger() {
        let units = [
            unit("first", Some("2020-12-31"), &["second"]),
            unit("second", Some("2025-06-30"), &["third", "fourth"]),
            unit("third", None, &[]),
            unit("fourth", None, &[]),
        ];
        assert_eq!(names_on(&units, "2020-06-01"), ["first"]);
        assert_eq!(names_on(&units, "2025-06-30"), ["second"]);
        assert_eq!(names_on(&units, "2025-07-01"), ["third", "fourth"]);
    }

    #[test]
    fn a_circle_of_successors_ends() {
        let units = [
            unit("a", Some("2020-01-01"), &["b"]),
            unit("b", Some("2020-01-01"), &["a"]),
        ];
        assert!(names_on(&units, "2026-01-01").is_empty());
    }
}
