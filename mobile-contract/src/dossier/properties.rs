//! What holds of every code and every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::code::is_canonical;
use super::{DossierCode, mentions_code};

/// A code's parts: groups of the agency (two or three digits), day, sequence.
#[derive(Clone, Debug)]
struct Parts {
    province: String,
    groups: Vec<String>,
    day: String,
    sequence: String,
}

impl Parts {
    fn agency(&self) -> String {
        let groups = self.groups.iter().map(|g| format!(".{g}"));
        groups.fold(self.province.clone(), |all, group| all + &group)
    }

    fn canonical(&self) -> String {
        format!("{}-{}-{}", self.agency(), self.day, self.sequence)
    }

    /// The fixed form from the smallest unit outwards, for agencies that have one.
    fn outwards(&self) -> Option<String> {
        let filled = |at: usize, width: usize| match self.groups.get(at) {
            None => Some("0".repeat(width)),
            Some(group) => (group.len() == width).then(|| group.clone()),
        };
        let (agency, part, unit) = (filled(0, 2)?, filled(1, 2)?, filled(2, 3)?);
        // A zero group of a unit that exists cannot be told from one that fills.
        let last = self.groups.last().is_none_or(|g| g.contains(|c| c != '0'));
        let fits = self.groups.len() <= 3 && last;
        fits.then(|| format!("{unit}.{part}.{agency}.{}", self.province))
    }
}

fn parts() -> impl Strategy<Value = Parts> {
    let group = prop_oneof![3 => "[0-9]{2}", 1 => "[0-9]{3}"];
    let day = (2000..2100_i32, 1..=366_u32).prop_filter_map("a day that exists", |(year, of)| {
        chrono::NaiveDate::from_yo_opt(year, of).map(|day| day.format("%y%m%d").to_string())
    });
    (
        "[HG][0-9]{2}",
        prop::collection::vec(group, 0..4),
        day,
        "[0-9]{3,7}",
    )
        .prop_map(|(province, groups, day, sequence)| Parts {
            province,
            groups,
            day,
            sequence,
        })
}

/// Digits one by one, as words.
fn spoken(text: &str, marks: bool) -> String {
    let words = |c: char| match (c, marks) {
        ('.', true) => "chấm",
        ('.', false) => "cham",
        ('-', true) => "gạch ngang",
        ('-', false) => "gach",
        ('0', true) => "không",
        ('0', false) => "khong",
        ('1', true) => "một",
        ('1', false) => "mot",
        ('2', _) => "hai",
        ('3', _) => "ba",
        ('4', true) => "bốn",
        ('4', false) => "bon",
        ('5', true) => "năm",
        ('5', false) => "nam",
        ('6', true) => "sáu",
        ('6', false) => "sau",
        ('7', true) => "bảy",
        ('7', false) => "bay",
        ('8', true) => "tám",
        ('8', false) => "tam",
        ('9', true) => "chín",
        ('9', false) => "chin",
        ('H', _) => "h",
        _ => "g",
    };
    text.chars().map(words).collect::<Vec<_>>().join(" ")
}

proptest! {
    #[test]
    fn every_code_is_read_in_every_way_of_writing(parts in parts()) {
        let canonical = parts.canonical();
        let mut ways = vec![
            canonical.clone(),
            canonical.to_lowercase(),
            format!("  {} ", canonical.replace('-', " - ")),
            canonical.replace('.', " . "),
            canonical.replace('-', "–"),
            canonical.replace('-', " "),
            canonical.replace('-', "."),
            canonical.replace('.', ","),
            spoken(&canonical, true),
            spoken(&canonical, false),
        ];
        if parts.groups.len() <= 2 && parts.groups.iter().all(|g| g.len() == 2) {
            ways.push(canonical.replace('.', ""));
            ways.push(canonical.replace('.', " "));
        }
        if let Some(outwards) = parts.outwards() {
            let other = format!("{outwards}-{}-{}", parts.day, parts.sequence);
            ways.push(other.replace('.', ""));
            ways.push(other.replace(['.', '-'], " "));
            ways.push(other.replace('.', ". ").to_lowercase());
            ways.push(spoken(&other, true));
            ways.push(other);
        }
        for way in ways {
            let read: Result<DossierCode, _> = way.parse();
            prop_assert_eq!(read.map(|c| c.to_string()), Ok(canonical.clone()), "{}", way);
        }
    }

    #[test]
    fn what_is_canonical_needs_no_reading(text in "[A-Z][0-9]{2}(\\.[0-9]{2,3}){0,4}-[0-3][0-9][01][0-9][0-3][0-9]-[0-9]{3,7}") {
        if is_canonical(&text) {
            let read = DossierCode::read(&text).unwrap();
            prop_assert_eq!(read.as_str(), text);
        }
    }

    #[test]
    fn every_code_is_found_in_a_sentence(parts in parts()) {
        let canonical = parts.canonical();
        for text in [
            format!("cho em hỏi hồ sơ {canonical} đến đâu rồi"),
            format!("ma:{canonical}, nop ngay 3 thang 5"),
            format!("?ma={canonical}&b=2"),
        ] {
            let found = DossierCode::find_in(&text).map(|c| c.to_string());
            prop_assert_eq!(found.as_deref(), Some(canonical.as_str()), "{}", text);
            prop_assert!(mentions_code(&text));
        }
    }

    #[test]
    fn two_agencies_are_never_one(a in parts(), b in parts()) {
        let (Some(x), Some(y)) = (a.outwards(), b.outwards()) else { return Ok(()); };
        let code = |agency: &str| format!("{agency}-220715-0012").parse::<DossierCode>().unwrap();
        prop_assert_eq!(code(&x) == code(&y), x == y);
        prop_assert_eq!(code(&x) == code(&b.agency()), a.agency() == b.agency());
    }

    #[test]
    fn glued_codes_are_read_right_or_not_at_all(parts in parts()) {
        let glued = parts.canonical().replace(['.', '-'], "");
        if let Ok(code) = glued.parse::<DossierCode>() {
            let pairs = parts.groups.len() <= 2 && parts.groups.iter().all(|g| g.len() == 2);
            prop_assert!(!pairs || code.to_string() == parts.canonical(), "{} {}", glued, code);
        }
    }

    #[test]
    fn what_is_written_reads_back(text in "[hgHG0-9. -]{0,40}") {
        if let Ok(code) = text.parse::<DossierCode>() {
            prop_assert_eq!(code.to_string().parse::<DossierCode>(), Ok(code.clone()));
            prop_assert_eq!(code.day().format("%y%m%d").to_string().len(), 6);
            prop_assert_eq!(DossierCode::find_in(&text), Some(code));
        }
    }

    #[test]
    fn any_text_is_looked_at(text in "\\PC{0,120}") {
        let _ = mentions_code(&text);
        let _ = DossierCode::find_in(&text);
        let _ = text.parse::<DossierCode>();
    }

    #[test]
    fn any_row_of_number_words_is_looked_at(words in prop::collection::vec(
        prop::sample::select(vec!["muoi", "hai", "mười", "mươi", "trăm", "linh", "lăm", "h", "chấm", "gạch", "0", "31", "%"]), 0..60,
    )) {
        let text = words.join(" ");
        let _ = mentions_code(&text);
        let _ = DossierCode::find_in(&text);
    }
}

#[test]
fn the_worst_message_is_looked_at_in_no_time() {
    for word in [
        "h hai muoi hai muoi hai muoi hai muoi",
        "h 1 1 1 1 1 1 1 1 1 1 1 1",
        "1 h31",
    ] {
        let longest = format!("{word} 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ").repeat(100);
        let message: String = longest.chars().take(crate::limits::MESSAGE_CHARS).collect();
        let begun = Instant::now();
        let _ = mentions_code(&message);
        // Unoptimised; a server takes a tenth of it.
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{word}: {:?}",
            begun.elapsed()
        );
    }
}
