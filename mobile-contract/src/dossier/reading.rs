//! Which code some parts make, if they make one and no other.

use chrono::NaiveDate;

use super::items::{Body, Item, Joint};
use super::spoken;

/// How clearly a code is written; the clearest reading counts, and two that are equally clear cancel
/// each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clarity {
    /// Agency, day and sequence are apart, and whole.
    Clear,
    /// They are apart, with spaces within.
    Spaced,
    /// They are written together, and only one way to part them gives a day that exists.
    Together,
}

/// What some parts can be read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) clarity: Clarity,
    /// Absent: so clear, but not in one way.
    pub(super) code: Option<Written>,
}

/// A code's parts in canonical order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Province first: `H31.12.45`.
    pub(super) agency: String,
    pub(super) day: NaiveDate,
    pub(super) sequence: String,
}

/// Lengths of a sequence number: four in provinces, up to seven in the systems of ministries.
const SEQUENCE: std::ops::RangeInclusive<usize> = 3..=7;
const DAY: usize = 6;
/// Most groups behind the province.
const MOST_GROUPS: usize = 4;
/// Most digits behind the province's letter, and before it.
const MOST_DIGITS: usize = 2 + 3 * MOST_GROUPS + DAY + 7;

/// Reads parts that are a code as a whole. `any_day`: a day that does not exist is fine, for those who ask
/// only whether this is meant to be a code.
pub(super) fn read(items: &[Item], any_day: bool) -> Option<Read> {
    let mut readings: Vec<Read> = Vec::new();
    for way in spoken::expand(items) {
        readings.extend(ways(&way, any_day));
    }
    let clarity = readings.iter().map(|r| r.clarity).min()?;
    let mut clearest = readings.into_iter().filter(|r| r.clarity == clarity);
    let first = clearest.next()?;
    let one = clearest.all(|other| other.code == first.code);
    Some(Read {
        clarity,
        code: first.code.filter(|_| one),
    })
}

fn ways(items: &[Item], any_day: bool) -> Vec<Read> {
    let is_letter = |i: &Item| matches!(i.body, Body::Letter(_));
    let Some(at) = items.iter().position(is_letter) else {
        return Vec::new();
    };
    let Some((lead, [letter, tail @ ..])) = items.split_at_checked(at) else {
        return Vec::new();
    };
    let Body::Letter(letter_name) = letter.body else {
        return Vec::new();
    };
    let (Some(lead), Some(tail)) = (Line::of(lead), Line::of(tail)) else {
        return Vec::new();
    };
    // The province's two digits belong to its letter.
    let close = |at: usize| tail.joint(at) <= Joint::Space;
    let [first, second, ..] = tail.digits.as_slice() else {
        return Vec::new();
    };
    if !close(0) || !close(1) {
        return Vec::new();
    }
    let province = format!("{}{first}{second}", char::from(letter_name));
    let rest = tail.from(2);
    // Other letters are those of passports, forms and number plates.
    let known = matches!(letter_name, b'H' | b'G');
    let parts = (0..=rest.digits.len()).filter_map(|cut| rest.parted(cut, any_day));
    parts
        .filter(|(clarity, ..)| known || *clarity != Clarity::Together)
        .filter_map(|(clarity, agency, day, sequence)| {
            let (weaker, agency) = if lead.digits.is_empty() {
                (clarity, province_first(&province, &agency)?)
            } else if agency.digits.is_empty() {
                province_last(&province, &lead, clarity)?
            } else {
                return None;
            };
            let code = agency.map(|agency| Written {
                agency,
                day,
                sequence,
            });
            Some(Read {
                clarity: weaker,
                code,
            })
        })
        .collect()
}

/// `H31` and `12.45`: the groups as they stand. The inner `None`: it is not certain where one ends.
#[expect(
    clippy::option_option,
    reason = "no agency, or one that can be read in two ways"
)]
fn province_first(province: &str, agency: &Line) -> Option<Option<String>> {
    let Some(groups) = agency.groups() else {
        return Some(None);
    };
    let sound = groups.iter().all(|g| (2..=3).contains(&g.len())) && groups.len() <= MOST_GROUPS;
    sound.then(|| Some(joined(province, groups.iter())))
}

/// `000.00.12` and `H31`: the groups from the smallest unit outwards, so they are turned round. In the
/// fixed form (3, 2, 2 digits) zeros in front say that there is no unit so small: they are dropped.
/// In any other form nothing is, because nothing says what a zero means there.
fn province_last(
    province: &str,
    lead: &Line,
    clarity: Clarity,
) -> Option<(Clarity, Option<String>)> {
    if let [a, b, c, d, e, f, g] = lead.digits.as_slice() {
        let marks = (1..7).filter(|at| lead.joint(*at) >= Joint::Dot);
        if marks.into_iter().all(|at| at == 3 || at == 5) {
            let groups = [vec![*a, *b, *c], vec![*d, *e], vec![*f, *g]];
            let named = groups.iter().skip_while(|g| g.iter().all(|d| *d == 0));
            let named: Vec<&Vec<u8>> = named.collect();
            return Some((clarity, Some(joined(province, named.into_iter().rev()))));
        }
    }
    let groups = lead.groups()?;
    let sound = groups.iter().all(|g| (2..=3).contains(&g.len())) && groups.len() <= MOST_GROUPS;
    let weaker = clarity.max(Clarity::Spaced);
    sound.then(|| (weaker, Some(joined(province, groups.iter().rev()))))
}

fn joined<'g>(province: &str, groups: impl Iterator<Item = &'g Vec<u8>>) -> String {
    groups.fold(province.to_owned(), |mut all, group| {
        all.push('.');
        all.push_str(&text(group));
        all
    })
}

fn text(digits: &[u8]) -> String {
    digits.iter().map(|d| char::from(b'0' + d)).collect()
}

/// Digits in a row, and what joins each to the one before.
#[derive(Clone, Debug, Default)]
struct Line {
    digits: Vec<u8>,
    joints: Vec<Joint>,
}

impl Line {
    /// `None`: something else than digits, or too many.
    fn of(items: &[Item]) -> Option<Self> {
        let mut line = Self::default();
        for item in items {
            let Body::Digits(digits) = &item.body else {
                return None;
            };
            for (at, digit) in digits.iter().enumerate() {
                line.digits.push(*digit);
                let joint = if at == 0 { item.joint } else { Joint::None };
                line.joints.push(joint);
            }
        }
        (line.digits.len() <= MOST_DIGITS).then_some(line)
    }

    fn joint(&self, at: usize) -> Joint {
        self.joints.get(at).copied().unwrap_or_default()
    }

    fn from(&self, at: usize) -> Self {
        self.between(at, self.digits.len())
    }

    fn between(&self, from: usize, to: usize) -> Self {
        let (digits, joints) = (self.digits.get(from..to), self.joints.get(from..to));
        Self {
            digits: digits.unwrap_or_default().to_vec(),
            joints: joints.unwrap_or_default().to_vec(),
        }
    }

    /// Whether nothing stronger than this joins the digits after the first.
    fn holds_together(&self, strongest: Joint) -> bool {
        self.joints.iter().skip(1).all(|joint| *joint <= strongest)
    }

    /// Agency, day and sequence when the day begins at a digit.
    fn parted(&self, cut: usize, any_day: bool) -> Option<(Clarity, Self, NaiveDate, String)> {
        let (agency, behind) = (self.between(0, cut), cut.checked_add(DAY)?);
        let (day, sequence) = (self.between(cut, behind), self.from(behind));
        if !SEQUENCE.contains(&sequence.digits.len()) || day.digits.len() != DAY {
            return None;
        }
        if !day.holds_together(Joint::Dot) || !sequence.holds_together(Joint::Space) {
            return None;
        }
        let apart = self.joint(cut) > Joint::None && self.joint(behind) > Joint::None;
        let whole = day.holds_together(Joint::None) && sequence.holds_together(Joint::None);
        let clarity = match (apart, whole) {
            (true, true) => Clarity::Clear,
            (true, false) => Clarity::Spaced,
            (false, _) => Clarity::Together,
        };
        let date = date(&day.digits).or(any_day.then_some(NaiveDate::MIN))?;
        Some((clarity, agency, date, text(&sequence.digits)))
    }

    /// Groups as they are parted. What is written together is parted only where there is one way: four
    /// digits are two groups of two. `None`: there are several.
    fn groups(&self) -> Option<Vec<Vec<u8>>> {
        let dotted = self.joints.iter().skip(1).any(|joint| *joint >= Joint::Dot);
        let weakest = if dotted { Joint::Dot } else { Joint::Space };
        let one_by_one = self
            .joints
            .iter()
            .skip(1)
            .all(|joint| *joint == Joint::Space);
        let mut runs: Vec<Vec<u8>> = Vec::new();
        for (digit, joint) in self.digits.iter().zip(&self.joints) {
            match runs.last_mut() {
                Some(run) if *joint < weakest || (one_by_one && !dotted) => run.push(*digit),
                _ => runs.push(vec![*digit]),
            }
        }
        let mut groups = Vec::new();
        for run in runs {
            match run.as_slice() {
                [a, b, c, d] => groups.extend([vec![*a, *b], vec![*c, *d]]),
                [_, _, _, _, ..] => return None,
                _ => groups.push(run),
            }
        }
        Some(groups)
    }
}

/// `220715`: 15 July 2022. The form is of 2018, so that the century is this one.
fn date(digits: &[u8]) -> Option<NaiveDate> {
    let [y, ear, m, onth, d, ay] = *digits else {
        return None;
    };
    let two = |tens: u8, units: u8| u32::from(tens) * 10 + u32::from(units);
    let year = 2000 + i32::try_from(two(y, ear)).ok()?;
    NaiveDate::from_ymd_opt(year, two(m, onth), two(d, ay))
}
