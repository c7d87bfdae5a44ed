//! What a key may tell of.

mod preview;
mod saying;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::DossierEventKind as Kind;
use mobile_contract::limits::DOSSIER_EVENTS;
use mobile_contract::{DossierCode, ErrorCode, Slug};

pub(super) use self::preview::Preview;
pub use self::saying::Saying;
use crate::accounts::Integration;
use crate::dossiers::agency_codes::part;
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
    /// Those of them that stand above an agency of the key, or left their duties to one that does.
    above: HashSet<Slug>,
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
        let stands_above = |named: &&Slug| {
            let holders = known.on(named, today);
            let is_above = |id| holders.iter().all(|h| known.is_within(id, &h.id, today));
            !holders.is_empty() && own.iter().any(is_above)
        };
        let above = codes.values().filter(stands_above).cloned().collect();
        Ok(Some(Self {
            source: from.source.clone(),
            agencies: all.collect(),
            parts: parts(&codes),
            above,
            codes,
        }))
    }

    /// Lets events of one dossier through that name no other agency, where the dossier lies with none other. Of one
    /// that went on to another agency, the system may send again what it told before, and put that right: gives what
    /// is new of this, which those after it may correct in turn.
    ///
    /// # Errors
    /// 403 for the first that the key may not tell.
    pub(in crate::dossiers) fn allows(
        &self,
        code: &DossierCode,
        sayings: &[Saying<'_>],
        kept: Option<&Kept>,
    ) -> Result<Vec<Told>> {
        let own = self.is_own(code, kept);
        let record = kept.map(|kept| &kept.record);
        let went = record.filter(|_| !own).and_then(|r| self.went(r));
        let mut record = record.map_or_else(Cow::default, Cow::Borrowed);
        let mut new = Vec::new();
        for saying in sayings {
            if self.told(&record, saying.id).is_some() {
                continue;
            }
            let may = if own {
                saying.agency.is_none_or(|named| self.names_own(named))
            } else {
                self.puts_right(&record, saying, went)
            };
            if !may {
                return Err(outside(saying.line));
            }
            // What would be refused for another reason is never told.
            if !own && saying.holds && record.events.len() < DOSSIER_EVENTS {
                let told = saying.told(&self.source);
                record.to_mut().events.push(told.clone());
                new.push(told);
            }
        }
        Ok(new)
    }

    /// An event of the key's system.
    fn told<'r>(&self, record: &'r Record, id: &str) -> Option<&'r Told> {
        let mut events = record.events.iter();
        events.find(|event| event.source == self.source && event.id == id)
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
        self.is_left_by(code)
    }

    /// Whether a code leaves its dossier to the key. An agency that it names has it, or those below. Where only
    /// one above is known (`H31.12`, then `H31`, of `H31.12.45`), it may be of any agency below that one.
    fn is_left_by(&self, code: &DossierCode) -> bool {
        let whole = code.agency_part();
        if let Some(named) = self.parts.get(whole) {
            return self.agencies.contains(named);
        }
        std::iter::successors(Some(whole), |part| Some(part.rsplit_once('.')?.0))
            .find_map(|part| self.parts.get(part))
            .is_none_or(|named| self.agencies.contains(named) || self.above.contains(named))
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

    /// Whether a system only puts right what it told of a dossier before that went on: it takes it back, or says the
    /// same thing of the same agency anew, not later than it was said or than the dossier went. What was taken back
    /// stays so, and the dossier stays received.
    fn puts_right(
        &self,
        record: &Record,
        saying: &Saying<'_>,
        went: Option<DateTime<Utc>>,
    ) -> bool {
        let Some(old) = saying.corrects.and_then(|id| self.told(record, id)) else {
            return false;
        };
        let named = agency_of(record, old);
        let in_time = saying.at <= old.at || went.is_some_and(|went| saying.at < went);
        let is_same = saying.kind == old.kind && in_time && !is_taken_back(record, old, 0);
        let names_none = saying.agency.is_none() || saying.agency == named;
        let right = match (saying.kind, old.kind) {
            (Kind::Voided, Kind::Voided) => false,
            (Kind::Voided, Kind::Received) => self.stays_received(record, saying),
            (Kind::Voided, _) => true,
            _ => is_same,
        };
        right && names_none
    }

    /// Whether something can be taken back of a dossier without undoing it: another agency has it.
    fn stays_received(&self, record: &Record, back: &Saying<'_>) -> bool {
        let is_received =
            |record: &Record| standing(record).iter().any(|e| e.kind == Kind::Received);
        let mut after = record.clone();
        after.events.push(back.told(&self.source));
        is_received(&after) || !is_received(record)
    }
}

/// What codes of agencies mean in codes of dossiers. Where two that are one mean several agencies, it is always the same.
fn parts(codes: &HashMap<String, Slug>) -> HashMap<String, Slug> {
    let parts = codes.iter();
    let mut parts: Vec<_> = parts
        .filter_map(|(code, agency)| Some((part(code)?, agency.clone())))
        .collect();
    parts.sort();
    parts.into_iter().collect()
}

fn outside(line: u64) -> Error {
    Error::new(ErrorCode::OutsideKey).detail(
        format!("Dòng {line}: hồ sơ hoặc cơ quan không thuộc phạm vi của khóa. Chưa lưu dòng nào."),
        format!("Line {line}: the dossier or the agency is not the key's. Nothing was stored."),
    )
}
