//! What a key may tell of.

use std::collections::{BTreeMap, HashMap, HashSet};

use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::{DossierCode, ErrorCode, Slug};

use crate::accounts::Integration;
use crate::dossiers::fold::fold;
use crate::dossiers::record::Told;
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
    corrects: Option<&'a str>,
    agency: Option<&'a str>,
}

impl<'a> From<&'a (u64, DossierEvent)> for Saying<'a> {
    fn from((line, event): &'a (u64, DossierEvent)) -> Self {
        Self {
            line: *line,
            id: &event.id,
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
        let told = |id: &str| {
            let events = kept.into_iter().flat_map(|kept| &kept.record.events);
            let mut events = events.filter(|event| event.source == self.source);
            events.any(|event| event.id == id)
        };
        let may = |saying: &&Saying<'_>| {
            let before = told(saying.id);
            let about_own = own || before || saying.corrects.is_some_and(told);
            about_own && (before || saying.agency.is_none_or(|named| self.names_own(named)))
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
        let named = self.parts.get(code.agency_part());
        named.is_none_or(|agency| self.agencies.contains(agency))
    }

    fn names_own(&self, named: &str) -> bool {
        let id = self.codes.get(named).cloned();
        let id = id.or_else(|| named.parse().ok());
        id.is_some_and(|id| self.agencies.contains(&id))
    }
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
mod tests {
    use super::*;

    #[test]
    fn codes_of_agencies_are_compared_province_first() {
        assert_eq!(part("000.00.12.H31").as_deref(), Some("H31.12"));
        assert_eq!(part("H31.12.45").as_deref(), Some("H31.12.45"));
        assert_eq!(part("Sở Tư pháp"), None);
    }
}
