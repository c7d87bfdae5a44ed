//! What of an export is new: the same file again tells nothing, a changed cell corrects what it said before.

use chrono::{DateTime, Utc};
use mobile_contract::DossierCode;
use mobile_contract::dossier::event::{DossierApplicant, DossierEvent, DossierEventKind};

use super::column::EventColumn;
use crate::dossiers::check::check;
use crate::dossiers::fold::replaced_by;
use crate::dossiers::record::{Keys, Record, SealedApplicant, Told};
use crate::error::Result;
use crate::kernel::vault::Vault;

/// What tells new versions of what an export says from those that are kept.
pub(super) struct Versions<'a> {
    /// The system of the export.
    pub(super) source: &'a str,
    /// What contents are compared with.
    pub(super) keys: &'a Keys,
    /// What applicants were sealed with.
    pub(super) vault: &'a Vault,
    /// When they come.
    pub(super) now: DateTime<Utc>,
}

impl Versions<'_> {
    /// Events for what a row says otherwise than what is kept of its dossier. Ids are names of columns, with a number
    /// from the second version on; each corrects the one before, and an emptied cell takes it back.
    ///
    /// # Errors
    /// When contents cannot be compared.
    pub(super) fn of(
        &self,
        record: Option<&Record>,
        steps: Vec<(EventColumn, Option<DossierEvent>)>,
        dossier: &DossierCode,
    ) -> Result<Vec<DossierEvent>> {
        let mut new = Vec::new();
        for (column, wanted) in steps {
            let latest = record.and_then(|r| Some((r, latest(r, self.source, column)?)));
            match (latest, wanted) {
                (None, None) => {}
                (None, Some(event)) => new.push(version(event, id(column, 1), None)),
                (Some((_, (_, told))), None) if told.kind == DossierEventKind::Voided => {}
                (Some((_, (number, told))), None) => {
                    new.push(taken_back(told, id(column, number + 1), dossier));
                }
                (Some((record, (number, told))), Some(event)) => {
                    let ids = [number + 1, number + 2].map(|number| id(column, number));
                    new.extend(self.changed((record, told), event, ids)?);
                }
            }
        }
        Ok(new)
    }

    /// What a changed row says. What a correction leaves out stays as it was, so that of an emptied cell the old
    /// version is taken back, and told anew without it.
    fn changed(
        &self,
        (record, told): (&Record, &Told),
        event: DossierEvent,
        [next, further]: [String; 2],
    ) -> Result<Vec<DossierEvent>> {
        let mut same = version(event.clone(), told.id.clone(), told.corrects.clone());
        if self.keys.content(&mut same)? == told.mark {
            return Ok(Vec::new());
        }
        if told.kind == DossierEventKind::Voided {
            return Ok(vec![version(event, next, None)]);
        }
        // Nothing is taken back for what would be refused.
        if self.empties(record, told, &event) && check(&event, self.now).is_ok() {
            let back = taken_back(told, next, &event.dossier);
            return Ok(vec![back, version(event, further, None)]);
        }
        Ok(vec![version(event, next, Some(told.id.clone()))])
    }

    /// Whether an event leaves out what was said before.
    fn empties(&self, record: &Record, told: &Told, event: &DossierEvent) -> bool {
        let now = said_in(event);
        let kept = replaced_by(record, told).into_iter().chain([told]);
        kept.map(|told| self.said_of(told))
            .any(|before| before.iter().zip(now).any(|(before, now)| *before && !now))
    }

    /// What an event that is kept says, in the order of [`said_in`]. Of an identity number only its mark is kept.
    fn said_of(&self, told: &Told) -> [bool; 12] {
        let applicant = told.applicant.as_ref();
        let contact = applicant.and_then(|a| a.open(self.vault).ok());
        let contact = contact.unwrap_or_default();
        let is = |mark: fn(&SealedApplicant) -> Option<&String>| {
            applicant.is_some_and(|applicant| mark(applicant).is_some())
        };
        [
            told.agency.is_some(),
            told.desk.is_some(),
            told.procedure.is_some(),
            told.place.is_some(),
            told.channel.is_some(),
            told.term.is_some(),
            told.due_at.is_some(),
            told.reason.is_some(),
            contact.name.is_some() || is(|a| a.initials.as_ref()),
            contact.phone.is_some()
                || is(|a| a.phone_mark.as_ref())
                || is(|a| a.phone4_mark.as_ref()),
            contact.email.is_some(),
            is(|a| a.id4_mark.as_ref()),
        ]
    }
}

/// What an event of an export says: each of what a cell can say.
fn said_in(event: &DossierEvent) -> [bool; 12] {
    let nobody = DossierApplicant::default();
    let applicant = event.applicant.as_ref().unwrap_or(&nobody);
    [
        event.agency.is_some(),
        event.desk.is_some(),
        event.procedure.is_some(),
        event.place.is_some(),
        event.channel.is_some(),
        event.term.is_some(),
        event.due_at.is_some(),
        event.reason.is_some(),
        applicant.name.is_some(),
        applicant.phone.is_some(),
        applicant.email.is_some(),
        applicant.id_number.is_some(),
    ]
}

fn version(event: DossierEvent, id: String, corrects: Option<String>) -> DossierEvent {
    DossierEvent {
        id,
        corrects,
        ..event
    }
}

fn id(column: EventColumn, number: u32) -> String {
    match number {
        0 | 1 => column.as_str().to_owned(),
        number => format!("{}.{number}", column.as_str()),
    }
}

/// The last version of what a column told, and its number.
fn latest<'a>(record: &'a Record, source: &str, column: EventColumn) -> Option<(u32, &'a Told)> {
    let find = |number| {
        let id = id(column, number);
        let mut events = record.events.iter();
        events.find(|event| event.source == source && event.id == id)
    };
    let mut last = None;
    for number in 1.. {
        match find(number) {
            Some(told) => last = Some((number, told)),
            None => break,
        }
    }
    last
}

fn taken_back(told: &Told, id: String, dossier: &DossierCode) -> DossierEvent {
    DossierEvent {
        id,
        dossier: dossier.clone(),
        at: told.at.fixed_offset(),
        kind: DossierEventKind::Voided,
        corrects: Some(told.id.clone()),
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        due_at: None,
        applicant: None,
        reason: None,
        signer: None,
        returnable: None,
    }
}

#[cfg(test)]
mod tests;
