//! The code of a dossier, and how it is found in what people write.
//!
//! Sources, as far as they could be read: Decision 20/2020/QĐ-TTg of 22 July 2020, in force since 15 September 2020, by what
//! newspapers tell of it (dientungaynay.vn 27/7/2020, baonghean.vn): groups of characters run from left to right, parted by
//! dots, the first one on the left is the body of the first level (province or ministry), and the codes of before are taken
//! over and used on. The order of QCVN 102:2016/BTTTT by codes in use (`000.00.00.H41`, `000.00.04.G14`). The parts of a
//! dossier's code by Circular 01/2018/TT-VPCP as domain papers tell it; sequences of six and seven digits by
//! what officers of Đắk Lắk write down (`H15.50.05.13-261008-0975`). That every province kept its numbers when it
//! changed orders was not proved; a code alone opens nothing for that reason too.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::items::{Body, Item, Joint, Segment, segments};
use super::reading::{Clarity, Read, Written, read};
use crate::CodeError;
use crate::limits::DOSSIER_CODE_CHARS;

/// Code of a dossier (mã hồ sơ) in its canonical form, province first: `H31.12.45-220715-0012`. It can be
/// guessed, so it never proves anything.
///
/// **What it is made of** (Circular 01/2018/TT-VPCP, since 2025 Circular 03/2025/TT-VPCP): the code of the
/// agency, the day of receipt as `YYMMDD`, and a sequence number of that day; four digits in provinces, six or
/// seven in the systems of ministries.
///
/// **Why there are two orders.** The agency's code is that of documents sent between agencies. QCVN
/// 102:2016/BTTTT wrote it in a fixed form from the smallest unit outwards, `000.45.12.H31`: unit, subdivision,
/// agency, province, with zeros where there is no unit so small (`000.00.00.H31` is the province itself). Decision
/// 20/2020/QĐ-TTg writes the same code from the province inwards and leaves the zeros out: `H31.12.45`. So
/// `000.00.12.H31` and `H31.12` name one agency, and a dossier's code is the same in both orders.
///
/// **Where that is not certain, two codes stay two**, so that nobody comes upon another's dossier: only the
/// zeros *in front* of the fixed form (3, 2, 2 digits) are dropped; those between or behind, those of any
/// other form, and those of the sequence stay (`H31.12.00`, `G01.899.108.000` and `0012` are not `H31.12`,
/// `G01.899.108` and `12`). A text that can be read as two codes is none. We read both rules in public
/// software and lists, not in the texts themselves; therefore a code alone never opens a dossier.
///
/// Reads what people write and say: either order, any case, spaces, missing dots (`H311245-220715-0012`),
/// other hyphens, everything written together if there is one way only, and Vietnamese number words with or
/// without marks ("h ba mốt chấm mười hai gạch …").
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[schema(value_type = String, max_length = 240, example = "H31.12.45-220715-0012")]
pub struct DossierCode(String);

/// Most parts that a code has before its letter and behind it; said digit by digit, it has the most.
const MOST_BEFORE: usize = 12;
const MOST_BEHIND: usize = 40;
/// Most places of a text that are tried: nobody asks for more, and none is read cheaply.
const MOST_TRIED: usize = 4;
/// Fewest digits behind a province's letter: its own two, a day and a sequence.
const FEWEST_DIGITS: usize = 11;

impl DossierCode {
    /// The code as text, in canonical form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The agency's code, province first: `H31.12.45`. The agency is the one that received the dossier, under
    /// the code it had then.
    #[must_use]
    pub fn agency_part(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The province's or ministry's code: `H31`.
    #[must_use]
    pub fn province(&self) -> &str {
        self.agency_part().split('.').next().unwrap_or_default()
    }

    /// The day of receipt, in Vietnam. It exists: a code with another is refused.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        let digits = self.0.split('-').nth(1).unwrap_or_default();
        NaiveDate::parse_from_str(&format!("20{digits}"), "%Y%m%d").unwrap_or_default()
    }

    /// The sequence number of the day, with its zeros: `0012`.
    #[must_use]
    pub fn sequence(&self) -> &str {
        self.0.rsplit('-').next().unwrap_or_default()
    }

    /// The first code in a text that holds more: a chat message, the payload of a receipt's QR code (the code
    /// alone, in an address, or between other fields).
    #[must_use]
    pub fn find_in(text: &str) -> Option<Self> {
        find(text).or_else(|| {
            // In an address, what stands before a code may be escaped: `%3D000.00.12.H31-…`.
            text.contains('%').then(|| find(&unescaped(text)))?
        })
    }
}

impl From<Written> for DossierCode {
    fn from(written: Written) -> Self {
        let Written {
            agency,
            day,
            sequence,
        } = written;
        Self(format!("{agency}-{}-{sequence}", day.format("%y%m%d")))
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DossierCode {
    type Err = CodeError;

    /// Reads a code that stands alone, however it is written.
    fn from_str(s: &str) -> Result<Self, CodeError> {
        // Systems write the canonical form, millions of times.
        if is_canonical(s) {
            return Ok(Self(s.to_owned()));
        }
        Self::read(s)
    }
}

impl DossierCode {
    /// Reads a code in any writing.
    pub(super) fn read(s: &str) -> Result<Self, CodeError> {
        let s = s.trim();
        if s.chars().take(DOSSIER_CODE_CHARS + 1).count() > DOSSIER_CODE_CHARS {
            return Err(CodeError::TooLong);
        }
        let (segments, interrupted) = segments(s);
        let ([segment], false) = (segments.as_slice(), interrupted) else {
            return Err(CodeError::Form);
        };
        let begins = segment
            .items
            .first()
            .is_some_and(|i| i.joint <= Joint::Space);
        if !begins || segment.tail > Joint::Space {
            return Err(CodeError::Form);
        }
        let read = read(&segment.items, false).and_then(|read| read.code);
        read.map(Self::from).ok_or(CodeError::Form)
    }
}

impl<'de> Deserialize<'de> for DossierCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether a text is the canonical form of itself: nothing has to be made out.
pub(super) fn is_canonical(s: &str) -> bool {
    let digits = |text: &str, from: usize, to: usize| {
        (from..=to).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let mut parts = s.split('-');
    let (Some(agency), Some(day), Some(sequence), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let mut groups = agency.split('.');
    let province = groups.next().unwrap_or_default();
    let (letter, number) = province.split_at_checked(1).unwrap_or_default();
    let mut count = 0;
    letter.bytes().all(|b| b.is_ascii_uppercase())
        && digits(number, 2, 2)
        && groups.all(|group| {
            count += 1;
            count <= 3 && digits(group, 2, 3)
        })
        && digits(day, 6, 6)
        && exists(day)
        && digits(sequence, 4, 7)
}

/// Whether six digits are a day of this century.
fn exists(digits: &str) -> bool {
    let number: u32 = digits.parse().unwrap_or_default();
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    let year = i32::try_from(2_000 + year).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, month, day).is_some()
}

/// Whether a text contains a dossier code, or something that is meant to be one: with the parts of a code, but
/// a day that does not exist.
#[must_use]
pub fn mentions_code(text: &str) -> bool {
    let meant = || {
        let (segments, _) = segments(text);
        let mut read = readings(&segments, true);
        read.any(|read| read.clarity == Clarity::Clear)
    };
    DossierCode::find_in(text).is_some() || meant()
}

fn find(text: &str) -> Option<DossierCode> {
    let (segments, _) = segments(text);
    let mut read = readings(&segments, false);
    read.find_map(|read| read.code).map(DossierCode::from)
}

/// What stands around each letter that enough digits follow.
fn readings(segments: &[Segment], any_day: bool) -> impl Iterator<Item = Read> + '_ {
    let letters = segments
        .iter()
        .flat_map(|segment| letters(segment).map(move |at| (segment, at)));
    let enough = letters.filter(|(segment, at)| ends(&segment.items, *at).next().is_some());
    enough
        .take(MOST_TRIED)
        .filter_map(move |(segment, at)| best(segment, at, any_day))
}

/// Where letters stand that digits follow.
fn letters(segment: &Segment) -> impl Iterator<Item = usize> + '_ {
    let is_letter = |item: &Item| matches!(item.body, Body::Letter(_));
    let all = segment.items.iter().enumerate();
    all.filter(move |(_, item)| is_letter(item))
        .map(|(at, _)| at)
}

/// The clearest reading around a letter; of two alike the one that takes in more.
fn best(segment: &Segment, letter: usize, any_day: bool) -> Option<Read> {
    let items = segment.items.as_slice();
    let mut best: Option<Read> = None;
    for end in ends(items, letter) {
        for start in starts(items, letter) {
            let Some(read) = items.get(start..end).and_then(|part| read(part, any_day)) else {
                continue;
            };
            if best.as_ref().is_none_or(|b| read.clarity < b.clarity) {
                best = Some(read);
            }
        }
    }
    best
}

/// Where a code around a letter may begin, furthest first: where nothing is joined to it in front.
fn starts(items: &[Item], letter: usize) -> impl Iterator<Item = usize> + '_ {
    let digits = |item: &Item| !matches!(item.body, Body::Letter(_));
    let before = items.get(..letter).unwrap_or_default();
    let before = before.iter().rev().take(MOST_BEFORE);
    let furthest = letter - before.take_while(|item| digits(item)).count();
    (furthest..=letter).filter(|at| {
        let item = items.get(*at);
        *at == 0 || item.is_some_and(|item| item.apart)
    })
}

/// Where it may end, furthest first: where nothing is joined to it behind.
fn ends(items: &[Item], letter: usize) -> impl Iterator<Item = usize> + '_ {
    let behind = items.get(letter + 1..).unwrap_or_default();
    let behind = behind.iter().take(MOST_BEHIND);
    let mut digits = 0;
    let mut ends = Vec::new();
    for (at, item) in behind.enumerate() {
        match &item.body {
            Body::Letter(_) => break,
            Body::Digits(run) => digits += run.len(),
            // A word is at most two digits: "mười".
            Body::Word(_) => digits += 2,
        }
        let end = letter + at + 2;
        let free = items.get(end).is_none_or(|next| next.apart);
        if digits >= FEWEST_DIGITS && free {
            ends.push(end);
        }
    }
    ends.into_iter().rev()
}

/// Undoes `%3D` and the like, as far as they are ASCII.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let byte = behind
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte.filter(u8::is_ascii) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                out.push('%');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
