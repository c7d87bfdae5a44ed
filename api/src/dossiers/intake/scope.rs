//! What a key may tell of.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};
use mobile_contract::{DossierCode, ErrorCode, Slug};

use crate::accounts::Integration;
use crate::dossiers::fold::{agency_of, fold, is_taken_back, standing};
use crate::dossiers::record::{Record, Told};
use crate::dossiers::store::Kept;
use crate::dossiers::{Dossiers, reach, store};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;

/// The agencies that a key may tell of, with all that its events call them.
pub struct Scope {
    source: String,
    agencies: HashSet<Slug>,
    codes: HashMap<String, Slug>,
    /// Agencies by the part of a dossier's code that names them, province first.
    parts: HashMap<String, Slug>,
}

/// What of an event decides whether a key may tell it.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    line: u64,
    id: &'a str,
    kind: Kind,
    at: DateTime<Utc>,
    corrects: Option<&'a str>,
    agency: Option<&'a str>,
}

impl<'a> From<&'a (u64, DossierEvent)> for Saying<'a> {
    fn from((line, event): &'a (u64, DossierEvent)) -> Self {
        Self {
            line: *line,
            id: &event.id,
            kind: event.kind,
            at: event.at.to_utc(),
            corrects: event.corrects.as_deref(),
            agency: event.agency.as_deref(),
        }
    }
}

impl<'a> From<&'a (u64, Told)> for Saying<'a> {
    fn from((line, event): &'a (u64, Told)) -> Self {
        Self {
            line: *line,
            id: &event.id,
            kind: event.kind,
            at: event.at,
            corrects: event.corrects.as_deref(),
            agency: event.agency.as_deref(),
        }
    }
}

impl Scope {
    /// `None`: the whole province.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn of(from: &Integration, dossiers: &Dossiers) -> Result<Option<Self>> {
        let Some(own) = &from.agencies else {
            return Ok(None);
        };
        let today = to_hanoi(dossiers.clock.now()).date();
        let known = dossiers.agencies.keep();
        let all = own.iter().flat_map(|id| reach::within(&known, id, today));
        let codes = store::agency_codes(&*dossiers.db).await?;
        Ok(Some(Self {
            source: from.source.clone(),
            agencies: all.collect(),
            parts: codes
                .iter()
                .filter_map(|(code, agency)| Some((part(code)?, agency.clone())))
                .collect(),
            codes,
        }))
    }

    /// Looks through events before any is stored.
    ///
    /// # Errors
    /// 403 for the first that the key may not tell; the database may fail.
    pub(super) async fn check(
        &self,
        dossiers: &Dossiers,
        events: &[(u64, DossierEvent)],
    ) -> Result<()> {
        let mut groups: BTreeMap<&DossierCode, Vec<Saying<'_>>> = BTreeMap::new();
        for event in events {
            groups
                .entry(&event.1.dossier)
                .or_default()
                .push(event.into());
        }
        let codes: Vec<&DossierCode> = groups.keys().copied().collect();
        let kept = store::load(&*dossiers.db, &codes).await?;
        for (code, sayings) in groups {
            self.allows(code, &sayings, kept.get(code.as_str()))?;
        }
        Ok(())
    }

    /// Lets events of one dossier through that name no other agency, where the dossier lies with none other. Of one
    /// that went on to another agency, the system may send again what it told before, and put that right.
    ///
    /// # Errors
    /// 403 for the first that the key may not tell.
    pub(in crate::dossiers) fn allows(
        &self,
        code: &DossierCode,
        sayings: &[Saying<'_>],
        kept: Option<&Kept>,
    ) -> Result<()> {
        let own = self.is_own(code, kept);
        let record = kept.map(|kept| &kept.record);
        let went = record.filter(|_| !own).and_then(|r| self.went(r));
        let told = |id: &str| {
            let mut events = record.into_iter().flat_map(|record| &record.events);
            events.find(|event| event.source == self.source && event.id == id)
        };
        let may = |saying: &&Saying<'_>| {
            if own {
                let named = saying.agency;
                return told(saying.id).is_some() || named.is_none_or(|n| self.names_own(n));
            }
            let old = saying.corrects.and_then(told);
            told(saying.id).is_some()
                || record
                    .zip(old)
                    .is_some_and(|(r, old)| puts_right(r, saying, old, went))
        };
        match sayings.iter().find(|saying| !may(saying)) {
            Some(saying) => Err(outside(saying.line)),
            None => Ok(()),
        }
    }

    /// Whether a dossier lies with an agency of the key. Where nobody said yet whose it is, its code does, as far as
    /// we know what it means.
    fn is_own(&self, code: &DossierCode, kept: Option<&Kept>) -> bool {
        if let Some(kept) = kept {
            if let Some(agency) = &kept.dossier.agency {
                return self.agencies.iter().any(|own| own.as_str() == agency);
            }
            // It was named, by a name that nobody knows.
            if fold(&kept.record).agency.is_some() {
                return false;
            }
        }
        self.named_by(code)
            .is_none_or(|agency| self.agencies.contains(agency))
    }

    /// The agency that a code names, or else the one above it: `H31.12.45`, then `H31.12`, then `H31`.
    fn named_by(&self, code: &DossierCode) -> Option<&Slug> {
        std::iter::successors(Some(code.agency_part()), |part| {
            part.rsplit_once('.').map(|(above, _)| above)
        })
        .find_map(|part| self.parts.get(part))
    }

    /// When a dossier went to an agency that is not the key's, and did not come back.
    fn went(&self, record: &Record) -> Option<DateTime<Utc>> {
        standing(record)
            .into_iter()
            .fold(None, |went, event| match agency_of(record, event) {
                Some(named) if self.names_own(named) => None,
                Some(_) => went.or(Some(event.at)),
                None => went,
            })
    }

    fn names_own(&self, named: &str) -> bool {
        let id = self.codes.get(named).cloned();
        let id = id.or_else(|| named.parse().ok());
        id.is_some_and(|id| self.agencies.contains(&id))
    }
}

/// Whether a system only puts right what it told of a dossier before that went on: it takes it back, or says the same
/// thing of the same agency anew, not later than it was said or than the dossier went. What was taken back stays so.
fn puts_right(
    record: &Record,
    saying: &Saying<'_>,
    old: &Told,
    went: Option<DateTime<Utc>>,
) -> bool {
    let named = agency_of(record, old);
    let in_time = saying.at <= old.at || went.is_some_and(|went| saying.at < went);
    let is_same = saying.kind == old.kind && in_time && !is_taken_back(record, old, 0);
    let names_none = saying.agency.is_none() || saying.agency == named;
    let right = match (saying.kind, old.kind) {
        (Kind::Voided, Kind::Voided) => false,
        (Kind::Voided, _) => true,
        _ => is_same,
    };
    right && names_none
}

/// A code of an agency as it stands in codes of dossiers, province first.
fn part(code: &str) -> Option<String> {
    let whole: DossierCode = format!("{code}-260101-0001").parse().ok()?;
    Some(whole.agency_part().to_owned())
}

fn outside(line: u64) -> Error {
    Error::new(ErrorCode::OutsideKey).detail(
        format!("Dòng {line}: hồ sơ hoặc cơ quan không thuộc phạm vi của khóa. Chưa lưu dòng nào."),
        format!("Line {line}: the dossier or the agency is not the key's. Nothing was stored."),
    )
}

#[cfg(test)]
mod tests;
