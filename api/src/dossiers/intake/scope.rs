//! What a key may tell of.

use std::collections::{BTreeMap, HashMap, HashSet};

use mobile_contract::dossier::event::DossierEvent;
use mobile_contract::{DossierCode, ErrorCode, Slug};

use crate::accounts::Integration;
use crate::dossiers::fold::fold;
use crate::dossiers::store::Kept;
use crate::dossiers::{Dossiers, reach, store};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;

/// The agencies that a key may tell of, with all that its events call them.
pub(super) struct Scope<'a> {
    source: &'a str,
    agencies: HashSet<Slug>,
    codes: HashMap<String, Slug>,
}

impl<'a> Scope<'a> {
    /// `None`: the whole province.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn of(from: &'a Integration, dossiers: &Dossiers) -> Result<Option<Self>> {
        let Some(own) = &from.agencies else {
            return Ok(None);
        };
        let today = to_hanoi(dossiers.clock.now()).date();
        let known = dossiers.agencies.keep();
        let all = own.iter().flat_map(|id| reach::within(&known, id, today));
        Ok(Some(Self {
            source: &from.source,
            agencies: all.collect(),
            codes: store::agency_codes(&*dossiers.db).await?,
        }))
    }

    /// Lets events through that name no other agency, of dossiers that lie with no other.
    ///
    /// # Errors
    /// 403 for the first that does not; the database may fail.
    pub(super) async fn check(
        &self,
        dossiers: &Dossiers,
        events: &[(u64, DossierEvent)],
    ) -> Result<()> {
        let mut lines: BTreeMap<&DossierCode, u64> = BTreeMap::new();
        for (line, event) in events {
            if let Some(named) = event.agency.as_deref()
                && !self.names_own(named)
            {
                return Err(outside(*line));
            }
            lines.entry(&event.dossier).or_insert(*line);
        }
        let codes: Vec<&DossierCode> = lines.keys().copied().collect();
        let kept = store::load(&*dossiers.db, &codes).await?;
        let foreign = lines
            .iter()
            .find(|(code, _)| kept.get(code.as_str()).is_some_and(|k| !self.holds(k)));
        match foreign {
            Some((_, line)) => Err(outside(*line)),
            None => Ok(()),
        }
    }

    fn names_own(&self, named: &str) -> bool {
        let id = self.codes.get(named).cloned();
        let id = id.or_else(|| named.parse().ok());
        id.is_some_and(|id| self.agencies.contains(&id))
    }

    /// A dossier that lies with an agency of the key, or with none yet, or that its system told of before: what it
    /// sends again, or puts right after the dossier went on, is still its own.
    fn holds(&self, kept: &Kept) -> bool {
        let told = kept.record.events.iter();
        let mut told = told.filter(|event| event.source == self.source);
        if told.next().is_some() {
            return true;
        }
        match &kept.dossier.agency {
            Some(agency) => self.agencies.iter().any(|own| own.as_str() == agency),
            None => fold(&kept.record).agency.is_none(),
        }
    }
}

fn outside(line: u64) -> Error {
    Error::new(ErrorCode::OutsideKey).detail(
        format!("Dòng {line}: hồ sơ hoặc cơ quan không thuộc phạm vi của khóa. Chưa lưu dòng nào."),
        format!("Line {line}: the dossier or the agency is not the key's. Nothing was stored."),
    )
}
