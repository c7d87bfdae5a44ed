//! `dossier-rules.yaml`: by which rules the time of a dossier is counted, by the day of its receipt.

use chrono::{Days, NaiveDate, NaiveTime};
use mobile_contract::Slug;
use mobile_contract::knowledge::Source;
use serde::Deserialize;

use crate::bilingual::Bilingual;
use crate::clocks::{MOST_UNITS, Unit};

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    /// How many, from 1 to [`MOST_UNITS`].
    pub amount: u32,
    /// Of what.
    pub unit: Unit,
}

/// The rules of one time.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierRule {
    /// Stable id.
    pub id: Slug,
    /// What the text is called.
    pub title: Bilingual,
    /// First day of receipt it holds for; absent: all before.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last day of receipt it holds for; absent: still in force.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// What is received after this hour counts as received on the next working day; absent: nothing does.
    #[serde(default)]
    pub cut_off: Option<NaiveTime>,
    /// Within this time a dossier that lacks papers is given back.
    pub return_within: Length,
    /// Whether the whole term begins anew when the papers are full.
    pub restarts: bool,
    /// How often it may be postponed before a leader must say why.
    pub postponements: u16,
    /// How often papers may be asked for before a leader must say why.
    pub supplement_requests: u16,
    /// How long before expiry the apology with the new date must be there: days, or working days.
    pub notice_before: Length,
    /// Where it was read. Empty only with `verify`.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What must be confirmed.
    #[serde(default)]
    pub verify: Option<String>,
}

/// Every version; they follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierRules {
    oldest: DossierRule,
    /// The newest first: most dossiers are young.
    later: Vec<DossierRule>,
}

/// Why rules were refused.
#[derive(Debug, thiserror::Error)]
pub enum DossierRulesError {
    /// Not YAML of the expected form.
    #[error("{0}")]
    Form(#[from] serde_saphyr::Error),
    /// A version that cannot be counted by, or names neither source nor doubt.
    #[error("the version {0} is not in order")]
    Rule(Slug),
    /// Days that no version or several hold for, or none at all.
    #[error("the versions do not follow one another")]
    Gap,
}

impl DossierRules {
    /// Reads the versions.
    ///
    /// # Errors
    /// When they are not of the expected form or not in order, or do not follow one another from the
    /// beginning to this day.
    pub fn from_yaml(text: &str) -> Result<Self, DossierRulesError> {
        let rules: Vec<DossierRule> = serde_saphyr::from_str(text)?;
        for (at, rule) in rules.iter().enumerate() {
            let twice = rules.iter().take(at).any(|other| other.id == rule.id);
            if twice || !rule.is_in_order() {
                return Err(DossierRulesError::Rule(rule.id.clone()));
            }
        }
        let open = rules.last().is_some_and(|last| last.valid_to.is_none());
        let follows = rules.is_sorted_by(|earlier, later| {
            let next = earlier
                .valid_to
                .and_then(|to| to.checked_add_days(Days::new(1)));
            next.is_some() && next == later.valid_from
        });
        let mut rules = rules.into_iter();
        let oldest = rules.next().filter(|oldest| oldest.valid_from.is_none());
        match oldest {
            Some(oldest) if open && follows => Ok(Self {
                oldest,
                later: rules.rev().collect(),
            }),
            _ => Err(DossierRulesError::Gap),
        }
    }

    /// The version for a day of receipt.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> &DossierRule {
        let begun = |rule: &&DossierRule| rule.valid_from.is_some_and(|from| from <= day);
        self.later.iter().find(begun).unwrap_or(&self.oldest)
    }
}

impl DossierRule {
    fn is_in_order(&self) -> bool {
        let countable = |length: Length| (1..=MOST_UNITS).contains(&length.amount);
        let told = !self.sources.is_empty() || self.verify.is_some();
        let period =
            !matches!((self.valid_from, self.valid_to), (Some(from), Some(to)) if from > to);
        let notice = matches!(
            self.notice_before.unit,
            Unit::WorkingDay | Unit::CalendarDay
        );
        countable(self.return_within) && countable(self.notice_before) && notice && told && period
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUNDLED: &str = include_str!("../data/dossier-rules.yaml");

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_version_is_that_of_the_day_of_receipt() {
        let rules = DossierRules::from_yaml(BUNDLED).unwrap();
        for (received, id) in [
            ("2015-01-01", "nd-61-2018"),
            ("2021-12-05", "nd-61-2018"),
            ("2021-12-06", "nd-107-2021"),
            ("2025-06-30", "nd-107-2021"),
            ("2025-07-01", "nd-118-2025"),
            ("2026-08-04", "nd-118-2025"),
            ("2026-08-05", "nd-309-2026"),
            ("2099-01-01", "nd-309-2026"),
        ] {
            assert_eq!(rules.on(day(received)).id.as_str(), id, "{received}");
        }
    }

    #[test]
    fn gaps_overlaps_and_what_cannot_be_counted_are_refused() {
        for (from, to) in [
            ("valid_to: 2021-12-05", "valid_to: 2021-12-04"),
            ("valid_to: 2021-12-05", "valid_to: 2021-12-06"),
            ("  valid_to: 2021-12-05\n", ""),
            ("id: nd-107-2021", "id: nd-61-2018"),
            ("amount: 3", "amount: 0"),
            ("amount: 1", "amount: 100000"),
        ] {
            let broken = BUNDLED.replacen(from, to, 1);
            assert_ne!(broken, BUNDLED);
            assert!(DossierRules::from_yaml(&broken).is_err(), "{from} → {to}");
        }
        assert!(DossierRules::from_yaml("[]").is_err());
    }
}
