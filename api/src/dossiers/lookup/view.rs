//! What a dossier's owner sees of it: how it stands, by when, what to do. No name, no number, no desk.

use chrono::{DateTime, NaiveDate, Utc};
use mobile_contract::chat::ProcedureRef;
use mobile_contract::dossier::event::DossierState as State;
use mobile_contract::dossier::lookup::{DossierApology, DossierStep, DossierView};
use mobile_contract::qr::NamedRef;
use mobile_contract::{DossierCode, Locale, ProcedureCode, Slug};

use super::reasons::{Names, reasoned_by};
use super::words::{self, Told};
use super::{happened, next};
use crate::dossiers::Dossiers;
use crate::dossiers::entity::dossier;
use crate::dossiers::fold::{Extended, Facts, fold, standing};
use crate::dossiers::record::Record;
use crate::dossiers::store::Kept;
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::kernel::worktime::Office;

/// Steps that are shown: the newest.
const STEPS: usize = 60;

/// Puts dossiers into words, as of a moment.
pub(in crate::dossiers) struct Reader<'d> {
    dossiers: &'d Dossiers,
    locale: Locale,
    now: DateTime<Utc>,
}

/// How late something is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Late {
    late: bool,
    days: u32,
}

impl<'d> Reader<'d> {
    pub(in crate::dossiers) const fn new(
        dossiers: &'d Dossiers,
        locale: Locale,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            dossiers,
            locale,
            now,
        }
    }

    /// What the owner sees. `pass` opens it again.
    ///
    /// # Errors
    /// When the row holds what no row of ours does.
    pub(in crate::dossiers) fn view(&self, kept: &Kept, pass: String) -> Result<DossierView> {
        let row = &kept.dossier;
        let code: DossierCode = row.code.parse().map_err(Error::internal)?;
        let state: State = wire::value(&row.state)?;
        let facts = fold(&kept.record);
        let agency = row.agency.as_deref().and_then(|id| self.agency(id));
        let place = row.place.as_deref().and_then(|id| self.place(id));
        let office_of: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let office = self.dossiers.calendar.office(office_of.as_ref());
        let taken_in = self.taken_in(&facts, agency.as_ref());
        let late = lateness(row, state, office, self.now);
        let names = Names::of(&self.dossiers.vault, &kept.record);
        let reason = reason(&kept.record, state).map(|text| names.hidden_in(text));
        let told = Told {
            state,
            reasoned: reason.is_some(),
            late: late.late,
            late_days: late.days,
            received: row.received_at.is_some(),
            returned: row.returned_at.is_some(),
            returnable: row.returnable,
            due: row.due_at.map(|due| self.by(due, office)),
            place: place.as_ref().map(|place| place.name.as_str()),
            agency: taken_in.as_ref().map(|agency| agency.name.as_str()),
            channel: facts.channel,
        };
        Ok(DossierView {
            procedure: self.procedure(row),
            applicant: facts.applicant.and_then(|a| a.initials.clone()),
            state,
            state_text: words::state(&told, self.locale),
            next_step: next::next_step(&told, self.locale),
            received_at: row.received_at,
            due_at: row.due_at,
            standing_since: row.standing_since,
            ended_at: row.ended_at,
            returned_at: row.returned_at,
            late: late.late,
            late_working_days: late.days,
            reason,
            apology: self.apology(row, state, facts.extended, &names),
            clock: self
                .dossiers
                .explained(&kept.record, office_of.as_ref(), self.locale),
            timeline: self.timeline(&kept.record),
            as_of: self.now,
            code,
            agency,
            place,
            pass,
        })
    }

    /// When something is due, in words: the day, and the hour unless it is when the office closes.
    pub(in crate::dossiers) fn by(&self, due: DateTime<Utc>, office: Office<'_>) -> String {
        let local = to_hanoi(due);
        let at_closing = office.closes(local.date()) == Some(local);
        happened::by(local, at_closing, self.locale)
    }

    /// The agency at whose counter it was handed in. A one-stop system's own code of another one than has it now is not
    /// looked up for that: then no counter is named.
    fn taken_in(&self, facts: &Facts<'_>, has_it: Option<&NamedRef>) -> Option<NamedRef> {
        match facts.received_by {
            Some(named) if Some(named) == facts.agency => has_it.cloned(),
            Some(named) => self.agency(named),
            None => None,
        }
    }

    fn agency(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let agencies = self.dossiers.agencies.get();
        // Of several heirs none is picked.
        let agency = match agencies.on(&id, self.dossiers.clock.today()).as_slice() {
            [only] => *only,
            _ => agencies.find(&id)?,
        };
        Some(NamedRef {
            id: agency.id.clone(),
            name: agency.name.clone(),
        })
    }

    fn place(&self, id: &str) -> Option<NamedRef> {
        let id: Slug = id.parse().ok()?;
        let places = self.dossiers.places.get();
        let place = match places.on(&id, self.dossiers.clock.today()).as_slice() {
            [only] => *only,
            _ => places.find(&id)?,
        };
        Some(NamedRef {
            id: place.id.clone(),
            name: place.name.clone(),
        })
    }

    fn procedure(&self, row: &dossier::Model) -> Option<ProcedureRef> {
        let code: ProcedureCode = row.procedure.as_deref()?.parse().ok()?;
        let procedures = self.dossiers.procedures.get();
        let entry = procedures.find(&code)?;
        Some(ProcedureRef {
            code,
            title: entry.summary.title.clone(),
        })
    }

    fn timeline(&self, record: &Record) -> Vec<DossierStep> {
        let events = standing(record);
        let from = events.len().saturating_sub(STEPS);
        let events = events.into_iter().skip(from);
        let steps = events.map(|event| {
            let agency = event.agency.as_deref().and_then(|id| self.agency(id));
            let new_day = event.due_at.map(day);
            let name = agency.as_ref().map(|agency| agency.name.as_str());
            DossierStep {
                at: event.at,
                kind: event.kind,
                text: happened::step(event.kind, name, new_day, self.locale),
            }
        });
        steps.collect()
    }

    /// The last apology, while the dossier goes on and is due on the day that it named: after a pause, a restart or
    /// the end it would promise what does not hold any more.
    fn apology(
        &self,
        row: &dossier::Model,
        state: State,
        extended: Option<Extended<'_>>,
        names: &Names,
    ) -> Option<DossierApology> {
        let extended = extended.filter(|_| state == State::InProgress)?;
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let given = self.dossiers.reckoner.given(agency.as_ref(), extended.due);
        let new_day = day(row.due_at?);
        (new_day == day(given)).then(|| DossierApology {
            at: extended.at,
            new_day,
            reason: extended.reason.map(|text| names.hidden_in(text)),
            text: happened::apology(new_day, self.locale),
        })
    }
}

/// Late is what ended, stopped or goes on after its end. While a clock stands still, nothing gets later.
fn lateness(row: &dossier::Model, state: State, office: Office<'_>, now: DateTime<Utc>) -> Late {
    let end = match state {
        State::InProgress => Some(now),
        State::Waiting | State::Paused => row.standing_since,
        State::Resolved => row.ended_at,
        State::Refused | State::Withdrawn => None,
    };
    match (row.due_at, end) {
        (Some(due), Some(end)) if end > due => Late {
            late: true,
            days: office.working_days_between(day(due), day(end)),
        },
        _ => Late::default(),
    }
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    to_hanoi(at).date()
}

/// Why it stands as it does; what it is late for stands with the apology.
fn reason(record: &Record, state: State) -> Option<&str> {
    if state == State::InProgress {
        return None;
    }
    reasoned_by(record, state)?.reason.as_deref()
}
