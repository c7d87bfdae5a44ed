//! Numbers under which offices are reached (số máy cơ quan): fixed lines and service numbers. They are nobody's
//! personal data, however they are written: "(0225) 3.821.055/056".

use mobile_contract::PhoneNumber;

/// Digits of a fixed line without the code of its province.
const LOCAL_DIGITS: usize = 7;
/// Most digits that may stand behind a number in the place of its last ones, or as an extension.
const LONGEST_ENDING: usize = 4;
/// Service numbers (Circular 22/2014/TT-BTTTT): 1800 is free, 1900 is paid for.
const SERVICES: [&str; 2] = ["1800", "1900"];
/// Digits of a service number.
const SERVICE_DIGITS: [usize; 2] = [SHORT_SERVICE, 10];
/// Digits of the shorter ones.
const SHORT_SERVICE: usize = 8;
/// Most digits of all endings of a number together: fewer than a mobile number has, however it is cut.
const ENDING_DIGITS: usize = 8;

/// Digits that stand together, and whether what stands before them begins something new.
struct Group {
    digits: String,
    apart: bool,
}

/// Whether a run of digits, with what people write between them, is one or several numbers of offices, and
/// nothing else. A mobile number among them makes it none.
#[must_use]
pub fn is_office(run: &str) -> bool {
    let groups = groups(run);
    // Without the code of the province a number is known only beside another one.
    begins_with_line(&groups) || begins_with_local(&groups) && groups.iter().any(|g| g.apart)
}

fn groups(run: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (mut open, mut apart) = (false, false);
    for c in run.chars() {
        if c.is_ascii_digit() {
            match groups.last_mut().filter(|_| open) {
                Some(group) => group.digits.push(c),
                None => groups.push(Group {
                    digits: c.to_string(),
                    apart: std::mem::take(&mut apart),
                }),
            }
            open = true;
        } else {
            apart |= matches!(c, '/' | '-' | '–' | ',');
            open = false;
        }
    }
    groups
}

/// A number with the code of its province, or of a service; then what may follow.
fn begins_with_line(groups: &[Group]) -> bool {
    begins(groups, |digits| {
        let service = SERVICES.iter().any(|code| digits.starts_with(code))
            && SERVICE_DIGITS.contains(&digits.len())
            // Ten digits in one are somebody's tax code as well.
            && (digits.len() == SHORT_SERVICE || groups.first().is_some_and(|g| g.digits.len() == 4));
        let line = || digits.parse::<PhoneNumber>().is_ok_and(|n| !n.is_mobile());
        service || line()
    })
}

/// A number without the code of its province.
fn begins_with_local(groups: &[Group]) -> bool {
    begins(groups, |digits| {
        digits.len() == LOCAL_DIGITS && digits.starts_with(['3', '6'])
    })
}

fn begins(groups: &[Group], is_number: impl Fn(&str) -> bool) -> bool {
    let mut digits = String::new();
    groups.iter().enumerate().any(|(at, group)| {
        digits.push_str(&group.digits);
        let rest = groups.get(at + 1..).unwrap_or_default();
        is_number(&digits) && follows(rest, ENDING_DIGITS)
    })
}

/// Behind a number: nothing, other last digits, of which so many may still come, or another number of an office.
fn follows(groups: &[Group], most: usize) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return true;
    };
    let ending = || {
        let digits = first.digits.len();
        let left = most.checked_sub(digits);
        digits <= LONGEST_ENDING && left.is_some_and(|left| follows(rest, left))
    };
    first.apart && (ending() || begins_with_local(groups)) || begins_with_line(groups)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn offices_are_known_however_their_numbers_are_written() {
        for run in [
            "0221 3862 345",
            "0221.3862.345",
            "0225) 3.821.055/056",
            "0225)3821055/3821056",
            "0225.3821055 - 0225.3821056",
            "0225-3821-055",
            "0225 3821 055, 056, 057",
            "84-225) 3821 055",
            "84 225 3821 055",
            "024 3822 1234",
            "3.821.055/056",
            "3821055 - 3821056",
            "1900 1234 56",
            "1800 599 920",
        ] {
            assert!(is_office(run), "{run}");
        }
    }

    #[test]
    fn people_are_not_taken_for_offices() {
        for run in [
            "0912345678",
            "0912 345 678",
            "0912/345/678",
            "0221 3862 345/0912 345 678",
            "0221 3862 345 0912 345 678",
            "0221 3862 345/09/12/345/678",
            "190012345",
            "033099001234",
            "0330 9900 1234",
            "123456789012",
            "3821055",
            "382105512",
            "190012345678",
            "",
        ] {
            assert!(!is_office(run), "{run}");
        }
    }

    proptest! {
        #[test]
        fn a_mobile_number_is_never_an_offices(
            head in "0[35789]", tail in "[0-9]{8}", before in "(0221 3862 345[ /-])?", between in "[ ./-]?",
        ) {
            let (a, b) = tail.split_at(4);
            let run = format!("{before}{head}{a}{between}{b}");
            prop_assert!(!is_office(&run), "{run}");
        }
    }
}
