//! The narrow row of a dossier, made of what was told, the rules, and the knowledge of the day.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::dossier::clock::DossierClock;
use mobile_contract::dossier::event::{DossierFlag, DossierState, DossierTerm, DossierTiming};
use mobile_contract::{DossierCode, Locale, ProcedureCode, Slug};

use super::Dossiers;
use super::clock::Reckoning;
use super::entity::{dossier, record};
use super::fold::{Facts, fold};
use super::record::Record;
use super::term::{catalogued, only_term};
use crate::agencies::Agencies;
use crate::error::Result;
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::places::Places;
use crate::procedures::Procedures;

/// The knowledge that rows are made with, kept for many rows.
pub struct Known<'k> {
    /// Agencies of all times.
    pub agencies: &'k Agencies,
    /// Places of all times.
    pub places: &'k Places,
    /// Procedures.
    pub procedures: &'k Procedures,
    /// What one-stop systems call agencies.
    pub codes: HashMap<String, Slug>,
    /// Terms of procedures that were looked up.
    terms: HashMap<ProcedureCode, Option<DossierTerm>>,
}

impl<'k> Known<'k> {
    /// The knowledge of the day.
    #[must_use]
    pub fn new(
        agencies: &'k Agencies,
        places: &'k Places,
        procedures: &'k Procedures,
        codes: HashMap<String, Slug>,
    ) -> Self {
        Self {
            agencies,
            places,
            procedures,
            codes,
            terms: HashMap::new(),
        }
    }

    /// The agency of a name in an event: our id, or a code of the sender's.
    #[must_use]
    pub fn agency(&self, named: &str) -> Option<Slug> {
        if let Some(agency) = self.codes.get(named) {
            return Some(agency.clone());
        }
        let id: Slug = named.parse().ok()?;
        self.agencies.find(&id).is_some().then_some(id)
    }

    /// The term of a procedure, when it has one and no more.
    fn term(&mut self, code: &ProcedureCode) -> Option<DossierTerm> {
        if let Some(term) = self.terms.get(code) {
            return *term;
        }
        let found = self.procedures.find(code);
        let procedure = found.and_then(|entry| entry.procedure().ok());
        let term = procedure.as_ref().and_then(only_term);
        self.terms.insert(code.clone(), term);
        term
    }
}

/// Both rows of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The narrow one.
    pub dossier: dossier::Model,
    /// What was told.
    pub record: record::Model,
}

impl Dossiers {
    /// The rows of a record, which keeps the term of its procedure where no event tells one.
    ///
    /// # Errors
    /// Never in practice: the record can be written as JSON.
    pub fn rows(
        &self,
        known: &mut Known<'_>,
        code: &DossierCode,
        record: &mut Record,
        (revision, now): (i32, DateTime<Utc>),
    ) -> Result<Rows> {
        let mut facts = fold(record);
        let agency = facts.agency.and_then(|named| known.agency(named));
        let field = self.learn(known, &mut facts, agency.as_ref());
        let kept = record.catalogued.as_ref();
        let catalogued = catalogued(&facts, kept, |code| known.term(code));
        facts.term = facts.term.or(catalogued.as_ref().map(|c| c.term));
        let course = facts.course().map(|course| super::clock::Course {
            agency: agency.as_ref(),
            ..course
        });
        let dates = course.map(|course| self.reckoner.reckon(&course));
        let due = dates.and_then(|dates| dates.due);
        let mut flags = facts.flags.clone();
        flags.extend(doubts(&facts, dates.as_ref()));
        let dossier = dossier::Model {
            code: code.to_string(),
            agency: agency.as_ref().map(ToString::to_string),
            desk: facts.desk.map(ToOwned::to_owned),
            procedure: facts.procedure.map(ToOwned::to_owned),
            field: field.map(|field| field.to_string()),
            place: facts.place.map(ToOwned::to_owned),
            channel: facts.channel.map(wire::name),
            state: wire::name(facts.state),
            timing: timing(&facts, dates.as_ref()).map(wire::name),
            received_at: facts.received_at,
            received_day: facts.received_at.map(day),
            first_due_at: dates.and_then(|dates| dates.first_due),
            due_at: due,
            missed_at: dates.and_then(|dates| dates.missed),
            return_by: dates.map(|dates| dates.return_by),
            standing_since: dates.and_then(|dates| dates.standing_since),
            ended_at: facts.ended_at,
            ended_day: ended_day(&facts),
            returned_at: facts.returned_at,
            returnable: facts.returnable,
            extensions: i16::try_from(facts.extensions).unwrap_or(i16::MAX),
            supplements: i16::try_from(facts.supplements).unwrap_or(i16::MAX),
            flags: joined(flags),
            revision,
            updated_at: now,
        };
        let mut row = record::Model {
            code: code.to_string(),
            record: String::new(),
            phone_mark: facts.marks.phone.map(ToOwned::to_owned),
            phone4_mark: facts.marks.phone4.map(ToOwned::to_owned),
            id4_mark: facts.marks.id4.map(ToOwned::to_owned),
        };
        // Before it is received nothing was reckoned with it.
        if catalogued.is_some() && dossier.received_at.is_some() {
            record.catalogued = catalogued;
        }
        row.record = serde_json::to_string(record)?;
        Ok(Rows {
            dossier,
            record: row,
        })
    }

    /// The clock of a dossier, date by date, in words; `None` when nobody told when it was received.
    #[must_use]
    pub fn explained(
        &self,
        record: &Record,
        agency: Option<&Slug>,
        locale: Locale,
    ) -> Option<DossierClock> {
        let mut facts = fold(record);
        let (agencies, places) = (self.agencies.get(), self.places.get());
        let procedures = self.procedures.get();
        let mut known = Known::new(&agencies, &places, &procedures, HashMap::new());
        self.learn(&mut known, &mut facts, agency);
        let kept = record.catalogued.as_ref();
        let catalogued = catalogued(&facts, kept, |code| known.term(code));
        facts.term = facts.term.or(catalogued.map(|c| c.term));
        let course = super::clock::Course {
            agency,
            ..facts.course()?
        };
        Some(self.reckoner.explain(&course, locale))
    }

    /// What the knowledge adds, and flags where it knows nothing. Gives the field of the procedure.
    fn learn(
        &self,
        known: &mut Known<'_>,
        facts: &mut Facts<'_>,
        agency: Option<&Slug>,
    ) -> Option<Slug> {
        if agency.is_none() {
            facts.flags.push(DossierFlag::UnknownAgency);
        }
        let place: Option<Slug> = facts.place.and_then(|place| place.parse().ok());
        if facts.place.is_some() && place.is_none_or(|id| known.places.find(&id).is_none()) {
            facts.flags.push(DossierFlag::UnknownPlace);
        }
        let code: Option<ProcedureCode> = facts.procedure.and_then(|code| code.parse().ok());
        let field = code.as_ref().and_then(|code| {
            let entry = known.procedures.find(code)?;
            Some(entry.field.clone())
        });
        if field.is_none() {
            facts.flags.push(DossierFlag::UnknownProcedure);
        }
        field.flatten()
    }
}

/// What is doubtful about the dates.
fn doubts(facts: &Facts<'_>, dates: Option<&Reckoning>) -> Vec<DossierFlag> {
    let Some(dates) = dates else {
        return vec![DossierFlag::NoTerm];
    };
    let differs = match (facts.term, dates.at_receipt, facts.promised) {
        (Some(_), Some(due), Some(promised)) => day(due) != day(promised),
        _ => false,
    };
    [
        (dates.due.is_none(), DossierFlag::NoTerm),
        (differs, DossierFlag::DueDiffers),
        (dates.missed.is_some(), DossierFlag::EndMissed),
        (dates.undecided, DossierFlag::CalendarUndecided),
    ]
    .into_iter()
    .filter_map(|(is, flag)| is.then_some(flag))
    .collect()
}

/// How the end lies to the term: a day before it is early, whatever the hour. An end that was missed once stays
/// missed, whatever date was given afterwards.
fn timing(facts: &Facts<'_>, dates: Option<&Reckoning>) -> Option<DossierTiming> {
    let (ended, dates) = (facts.ended_at?, dates?);
    let due = dates.due?;
    if facts.state != DossierState::Resolved {
        return None;
    }
    Some(if ended > due || dates.missed.is_some() {
        DossierTiming::Late
    } else if day(ended) < day(due) {
        DossierTiming::Early
    } else {
        DossierTiming::OnTime
    })
}

/// The day of the end in the books: nothing ends there before it was received, though clocks may tell it so.
fn ended_day(facts: &Facts<'_>) -> Option<NaiveDate> {
    let ended = facts.ended_at?;
    Some(day(facts.received_at.map_or(ended, |at| at.max(ended))))
}

/// The day in the province.
fn day(at: DateTime<Utc>) -> NaiveDate {
    to_hanoi(at).date()
}

/// Names of flags, with a comma around each, so that one can be looked for.
fn joined(mut flags: Vec<DossierFlag>) -> String {
    flags.sort_unstable();
    flags.dedup();
    if flags.is_empty() {
        return String::new();
    }
    let names: Vec<String> = flags.into_iter().map(wire::name).collect();
    format!(",{},", names.join(","))
}

/// Flags as a row has them. What no version wrote is left out.
pub(super) fn flags(joined: &str) -> Vec<DossierFlag> {
    let names = joined.split(',').filter(|name| !name.is_empty());
    names.filter_map(|name| wire::value(name).ok()).collect()
}

#[cfg(test)]
mod tests;
