//! Points of single dossiers, and their sums. Pure: the same events give the same points at any time.

use std::collections::{BTreeMap, BTreeSet};

use mobile_contract::Locale;
use mobile_contract::dossier::event::{
    DossierChannel, DossierEventKind as Kind, DossierState, DossierTiming,
};
use mobile_contract::dossier::quality::QualityExclusion;
use motcua_seed::quality::Measure;

use crate::dossiers::fold::{replaced_by, standing};
use crate::dossiers::record::Record;

/// What is scored of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// How it ended.
    pub state: DossierState,
    /// How its end lies to its term; only of a resolved one with a term.
    pub timing: Option<DossierTiming>,
    /// Whether anybody told when it was received.
    pub received: bool,
    /// How often papers were asked for.
    pub supplements: u64,
    /// How it was handed in.
    pub channel: Option<DossierChannel>,
    /// What its record tells of agencies; `None`: it was not read.
    pub agencies: Option<Agencies>,
}

/// With how many agencies a dossier and its citizen had to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agencies {
    /// How many had it.
    pub had: u64,
    /// How many the citizen had to do with.
    pub met: u64,
}

/// Why a dossier is not scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    /// Withdrawn by the citizen.
    Withdrawn,
    /// Nobody told when it was received.
    NotReceived,
    /// Refused: no time limit tells about it.
    Refused,
    /// Nobody told how long it could take.
    NoTerm,
    /// Several agencies had it, and nobody told how long each could take.
    SeveralAgencies,
    /// Nobody told which agency had it.
    NoAgency,
    /// More dossiers ended in the period than one report reads records of.
    TooMany,
}

impl Excluded {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::NotReceived => "not_received",
            Self::Refused => "refused",
            Self::NoTerm => "no_term",
            Self::SeveralAgencies => "several_agencies",
            Self::NoAgency => "no_agency",
            Self::TooMany => "too_many",
        }
    }

    /// The reason in words.
    #[must_use]
    pub const fn text(self, locale: Locale) -> &'static str {
        match self {
            Self::Withdrawn => locale.pick("người dân rút, hủy hồ sơ", "withdrawn or cancelled"),
            Self::NotReceived => {
                locale.pick("chưa có sự kiện tiếp nhận", "nobody told of its receipt")
            }
            Self::Refused => locale.pick(
                "không đủ điều kiện nên không có kết quả để so với hạn",
                "refused: there is no result to hold against the term",
            ),
            Self::NoTerm => locale.pick("không rõ thời hạn", "term not known"),
            Self::SeveralAgencies => locale.pick(
                "qua nhiều cơ quan, sự kiện không ghi hạn của từng cơ quan",
                "several agencies had it, and events do not tell each one's term",
            ),
            Self::NoAgency => locale.pick("không rõ cơ quan", "agency not known"),
            Self::TooMany => locale.pick(
                "kỳ này có quá nhiều hồ sơ để đọc lại từng sự kiện; mời chọn kỳ ngắn hơn hoặc một cơ quan",
                "too many dossiers to read all their events; please choose a shorter period, or one agency",
            ),
        }
    }
}

/// What a record tells of agencies; `same` gives the name by which two names of one agency are known for one.
#[must_use]
pub fn agencies<'r>(record: &'r Record, same: impl Fn(&'r str) -> String) -> Agencies {
    let (mut had, mut met) = (BTreeSet::new(), BTreeSet::new());
    let mut current = None;
    for event in standing(record) {
        // What a correction does not say stays, as in the row.
        let corrected = replaced_by(record, event).into_iter().rev();
        let mut named = [event].into_iter().chain(corrected);
        if let Some(agency) = named.find_map(|event| event.agency.as_deref()) {
            current = Some(same(agency));
        }
        let Some(agency) = &current else { continue };
        had.insert(agency.clone());
        if matches!(
            event.kind,
            Kind::Received | Kind::SupplementRequested | Kind::SupplementReceived | Kind::Returned
        ) {
            met.insert(agency.clone());
        }
    }
    let count = |set: BTreeSet<String>| u64::try_from(set.len()).unwrap_or(u64::MAX);
    Agencies {
        had: count(had),
        met: count(met),
    }
}

impl Scored {
    /// Why it is left out of everything.
    #[must_use]
    pub const fn excluded(&self) -> Option<Excluded> {
        if matches!(self.state, DossierState::Withdrawn) {
            Some(Excluded::Withdrawn)
        } else if !self.received {
            Some(Excluded::NotReceived)
        } else {
            None
        }
    }

    /// Its points by a measure: 0, 1 or 2.
    ///
    /// # Errors
    /// Why it has none.
    pub fn points(&self, measure: Measure) -> Result<usize, Excluded> {
        match measure {
            Measure::TotalTime => self.time(),
            Measure::AgencyTime => match self.told_agencies()?.had {
                1 => self.time(),
                _ => Err(Excluded::SeveralAgencies),
            },
            Measure::Contacts { most } => Ok(few(self.supplements, most)),
            Measure::AgenciesMet { most } => match self.told_agencies()?.met {
                0 => Err(Excluded::NoAgency),
                met => Ok(few(met, most)),
            },
        }
    }

    /// What its record tells of agencies.
    const fn told_agencies(&self) -> Result<Agencies, Excluded> {
        match self.agencies {
            None => Err(Excluded::TooMany),
            Some(Agencies { had: 0, .. }) => Err(Excluded::NoAgency),
            Some(agencies) => Ok(agencies),
        }
    }

    const fn time(&self) -> Result<usize, Excluded> {
        match self.timing {
            Some(DossierTiming::Early) => Ok(2),
            Some(DossierTiming::OnTime) => Ok(1),
            Some(DossierTiming::Late) => Ok(0),
            None if matches!(self.state, DossierState::Refused) => Err(Excluded::Refused),
            None => Err(Excluded::NoTerm),
        }
    }
}

/// The fewer the better: most for two points, and for one.
const fn few(n: u64, [two, one]: [u64; 2]) -> usize {
    if n <= two {
        2
    } else if n <= one {
        1
    } else {
        0
    }
}

/// Points of many dossiers by one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// How many got 0, 1 and 2.
    pub dossiers: [u64; 3],
    /// How many got none, by reason.
    pub excluded: BTreeMap<Excluded, u64>,
}

impl Points {
    /// Adds dossiers that are alike.
    pub fn add(&mut self, points: Result<usize, Excluded>, dossiers: u64) {
        match points {
            Ok(points) => {
                if let Some(count) = self.dossiers.get_mut(points) {
                    *count += dossiers;
                }
            }
            Err(why) => *self.excluded.entry(why).or_default() += dossiers,
        }
    }

    /// Mean in hundredths, cut off: 200 only when every dossier has two points.
    #[must_use]
    pub fn mean_x100(&self) -> Option<u64> {
        let [none, one, two] = self.dossiers;
        let all = none + one + two;
        ((one + 2 * two) * 100).checked_div(all)
    }
}

/// Exclusions as they are told.
#[must_use]
pub fn told(excluded: &BTreeMap<Excluded, u64>, locale: Locale) -> Vec<QualityExclusion> {
    let told = excluded.iter().map(|(why, dossiers)| QualityExclusion {
        reason: why.as_str().to_owned(),
        text: why.text(locale).to_owned(),
        dossiers: *dossiers,
    });
    told.collect()
}

#[cfg(test)]
mod tests;
