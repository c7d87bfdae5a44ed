//! Shares that never round a failure away.

use mobile_contract::Locale;
use mobile_contract::rating_figures::InTime;

/// A part of a whole on a scale that goes from 0 to `scale`, rounded to the nearest step; but an end of the
/// scale is reached only by none and by all. `None` of nothing.
#[must_use]
pub fn rounded(part: u64, whole: u64, scale: u64) -> Option<u64> {
    if whole == 0 {
        return None;
    }
    let (part, wide) = (u128::from(part.min(whole)), u128::from(whole));
    let nearest = (part * u128::from(scale) * 2 + wide) / (wide * 2);
    let nearest = u64::try_from(nearest).unwrap_or(scale);
    let part_is_all = part == wide;
    Some(match nearest {
        0 if part > 0 => 1,
        all if all >= scale && !part_is_all => scale.saturating_sub(1),
        other => other,
    })
}

/// A share in hundredths of a per cent: 9999 is 99.99 %.
#[must_use]
pub fn percent_x100(part: u64, whole: u64) -> Option<u64> {
    rounded(part, whole, 10_000)
}

/// The same cut off after two decimals: what is not all is never more than it is.
#[must_use]
pub fn floored_x100(part: u64, whole: u64) -> Option<u64> {
    if whole == 0 {
        return None;
    }
    let part = u128::from(part.min(whole));
    u64::try_from(part * 10_000 / u128::from(whole)).ok()
}

/// Hundredths as a number with two decimals.
#[must_use]
pub fn decimal(hundredths: u64) -> f64 {
    // As text on the way: dividing would show more decimals than there are.
    written(hundredths, '.').parse().unwrap_or_default()
}

/// Hundredths with a comma, as people write them here; with a point in English.
#[must_use]
pub fn words(hundredths: u64, locale: Locale) -> String {
    match locale {
        Locale::Vi => written(hundredths, ','),
        Locale::En => written(hundredths, '.'),
    }
}

fn written(hundredths: u64, sign: char) -> String {
    format!("{}{sign}{:02}", hundredths / 100, hundredths % 100)
}

/// How many cases were answered in time.
#[must_use]
pub fn in_time(in_time: u64, of: u64) -> InTime {
    InTime {
        in_time,
        of,
        percent: percent_x100(in_time, of).map(decimal),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_one_that_was_late_is_not_rounded_away() {
        // Phù Cừ, 2022: 12,631 of 12,632 in time is 99.992 %.
        let share = percent_x100(12_631, 12_632).unwrap();
        assert_eq!(words(share, Locale::Vi), "99,99");
        assert_eq!(floored_x100(12_631, 12_632), Some(9_999));
        assert_eq!(floored_x100(12_632, 12_632), Some(10_000));
        assert_eq!(floored_x100(0, 0), None);
        assert_eq!(percent_x100(9_999_999, 10_000_000), Some(9_999));
        assert_eq!(percent_x100(1, 10_000_000), Some(1));
        assert_eq!(percent_x100(7, 7), Some(10_000));
        assert_eq!(percent_x100(0, 7), Some(0));
        assert_eq!(percent_x100(0, 0), None);
    }

    #[test]
    fn two_decimals_are_two_decimals() {
        assert!((decimal(9_999) - 99.99).abs() < f64::EPSILON);
        assert_eq!(serde_json::to_string(&decimal(467)).unwrap(), "4.67");
        assert_eq!(words(405, Locale::En), "4.05");
    }

    proptest! {
        #[test]
        fn all_and_none_are_told_only_when_it_is_so(whole in 1u64..u64::MAX, seed in 0u64..=u64::MAX) {
            let part = seed % whole.saturating_add(1).max(1);
            let share = percent_x100(part, whole).unwrap();
            prop_assert_eq!(share == 10_000, part == whole);
            prop_assert_eq!(share == 0, part == 0);
            let exact = u128::from(part) * 10_000 / u128::from(whole);
            prop_assert!(u128::from(share).abs_diff(exact) <= 1);
            let floored = floored_x100(part, whole).unwrap();
            prop_assert_eq!(u128::from(floored), exact);
            prop_assert_eq!(floored == 10_000, part == whole);
        }
    }
}
