//! From what was told to how a dossier stands. Pure: the same events in any order of arrival give the same.

mod standing;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::dossier::event::{
    DossierChannel, DossierEventKind as Kind, DossierFlag, DossierState, DossierTerm,
};

use super::check::is_before;
use super::clock::{Course, Turn, What};
use super::record::{Record, SealedApplicant, Told};
use crate::kernel::clock::to_hanoi;
pub use standing::standing;
pub(super) use standing::{agency_of, is_taken_back, replaced_by};

/// An event further than this in the future of its arrival tells of a clock that is wrong.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// How a dossier stands, as far as events alone tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The agency that has it, as it was named last.
    pub agency: Option<&'a str>,
    /// Its desk.
    pub desk: Option<&'a str>,
    /// The procedure.
    pub procedure: Option<&'a str>,
    /// Where it was received.
    pub place: Option<&'a str>,
    /// How it was handed in.
    pub channel: Option<DossierChannel>,
    /// How long it may take.
    pub term: Option<DossierTerm>,
    /// The date on the receipt.
    pub promised: Option<DateTime<Utc>>,
    /// When it was received.
    pub received_at: Option<DateTime<Utc>>,
    /// The agency that received it, as it was named.
    pub received_by: Option<&'a str>,
    /// How it stands.
    pub state: DossierState,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When its result was handed back.
    pub returned_at: Option<DateTime<Utc>>,
    /// Whether there is anything to hand back.
    pub returnable: bool,
    /// How often it was extended.
    pub extensions: u16,
    /// The last extension.
    pub extended: Option<Extended<'a>>,
    /// How often papers were asked for.
    pub supplements: u16,
    /// Who handed it in, as it was told last.
    pub applicant: Option<&'a SealedApplicant>,
    /// What proofs are compared with, each as it was told last.
    pub marks: Marks<'a>,
    /// What happened to its clock, in order.
    pub turns: Vec<Turn>,
    /// What is remarkable.
    pub flags: Vec<DossierFlag>,
}

/// An extension: the agency is late, says so, and names a new day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// The new date, as it was named.
    pub due: DateTime<Utc>,
    /// Why, in the agency's words.
    pub reason: Option<&'a str>,
}

/// Keyed hashes of who handed a dossier in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks<'a> {
    /// Of the phone number.
    pub phone: Option<&'a str>,
    /// Of its last four digits.
    pub phone4: Option<&'a str>,
    /// Of the last four digits of the identity number.
    pub id4: Option<&'a str>,
}

impl Facts<'_> {
    /// What its dates are reckoned from; `None`: nobody told when it was received.
    #[must_use]
    pub fn course(&self) -> Option<Course<'_>> {
        Some(Course {
            received_at: self.received_at?,
            term: self.term,
            promised: self.promised,
            agency: None,
            turns: &self.turns,
        })
    }
}

/// What an event says with what it corrects.
#[derive(Clone, Copy)]
struct Said<'a> {
    due: Option<DateTime<Utc>>,
    reason: Option<&'a str>,
}

/// Folds what was told.
#[must_use]
pub fn fold(record: &Record) -> Facts<'_> {
    let mut facts = Facts {
        agency: None,
        desk: None,
        procedure: None,
        place: None,
        channel: None,
        term: None,
        promised: None,
        received_at: None,
        received_by: None,
        state: DossierState::InProgress,
        ended_at: None,
        returned_at: None,
        returnable: true,
        extensions: 0,
        extended: None,
        supplements: 0,
        applicant: None,
        marks: Marks::default(),
        turns: Vec::new(),
        flags: Vec::new(),
    };
    for event in standing(record) {
        if event.at - event.arrived > SKEW {
            facts.flag(DossierFlag::ClockSkew);
        }
        let replaced = replaced_by(record, event);
        // What a correction does not say stays.
        let due = replaced.iter().rev().find_map(|old| old.due_at);
        let reason = replaced.iter().rev().find_map(|old| old.reason.as_deref());
        for old in replaced {
            facts.learn(old);
        }
        facts.learn(event);
        let said = Said {
            due: event.due_at.or(due),
            reason: event.reason.as_deref().or(reason),
        };
        facts.take(event, said);
    }
    if facts.received_at.is_none() {
        facts.flag(DossierFlag::NotReceived);
    }
    if facts.extensions > 1 {
        facts.flag(DossierFlag::SecondExtension);
    }
    if facts.supplements > 1 {
        facts.flag(DossierFlag::SecondSupplement);
    }
    facts.flags.sort_unstable();
    facts
}

impl<'a> Facts<'a> {
    fn flag(&mut self, flag: DossierFlag) {
        if !self.flags.contains(&flag) {
            self.flags.push(flag);
        }
    }

    /// What an event says beside what happened: the last word counts.
    fn learn(&mut self, event: &'a Told) {
        if let Some(agency) = event.agency.as_deref() {
            if self.agency != Some(agency) {
                self.desk = None;
            }
            self.agency = Some(agency);
        }
        self.desk = event.desk.as_deref().or(self.desk);
        self.procedure = event.procedure.as_deref().or(self.procedure);
        self.place = event.place.as_deref().or(self.place);
        self.channel = event.channel.or(self.channel);
        self.term = event.term.or(self.term);
        if let Some(applicant) = &event.applicant {
            self.applicant = Some(applicant);
            self.marks = self.marks.and(applicant);
        }
        self.returnable = event.returnable.unwrap_or(self.returnable);
    }

    /// What happened. What cannot have happened is flagged, and changes nothing.
    fn take(&mut self, event: &Told, said: Said<'a>) {
        let (at, due) = (event.at, said.due);
        let possible = match event.kind {
            // Two clocks tell of it: the end came a few seconds before. It was received all the same.
            Kind::Received => self.received_at.is_none(),
            Kind::Returned => {
                self.returned_at.is_none()
                    && matches!(self.state, DossierState::Resolved | DossierState::Refused)
            }
            Kind::Resolved | Kind::Refused | Kind::Withdrawn => !self.state.is_ended(),
            Kind::SupplementReceived => self.state == DossierState::Waiting,
            Kind::Resumed => self.state == DossierState::Paused,
            Kind::SupplementRequested | Kind::Paused => self.state == DossierState::InProgress,
            Kind::Extended => !self.state.is_ended() && due.is_some_and(|due| !is_before(due, at)),
            Kind::Forwarded => !self.state.is_ended(),
            Kind::Voided => false,
        };
        let disordered = match event.kind {
            Kind::Received => self.state.is_ended(),
            _ => self.received_at.is_none(),
        };
        if !possible || disordered {
            self.flag(DossierFlag::ImpossibleOrder);
        }
        if possible {
            self.turn(event, said);
        }
    }

    /// Whether the last extension gave the same day: two systems tell of one letter.
    fn is_given(&self, due: DateTime<Utc>) -> bool {
        let day = |at| to_hanoi(at).date();
        let last = self.turns.iter().rev().find_map(|turn| match turn.what {
            What::Extended(given) => Some(given),
            _ => None,
        });
        last.is_some_and(|given| day(given) == day(due))
    }

    /// A new date; the same day again is one letter that two systems tell of.
    fn extend(&mut self, at: DateTime<Utc>, due: DateTime<Utc>, reason: Option<&'a str>) {
        if self.is_given(due) {
            if let Some(extended) = &mut self.extended {
                extended.reason = reason.or(extended.reason);
            }
            return;
        }
        let what = What::Extended(due);
        self.turns.push(Turn { at, what });
        self.extensions = self.extensions.saturating_add(1);
        self.extended = Some(Extended { at, due, reason });
    }

    fn turn(&mut self, event: &Told, said: Said<'a>) {
        let at = event.at;
        let mut happened = |what| self.turns.push(Turn { at, what });
        match event.kind {
            Kind::Received => {
                self.received_at = Some(at);
                self.received_by = self.agency;
                self.promised = said.due;
            }
            Kind::SupplementRequested => {
                happened(What::SupplementRequested);
                self.state = DossierState::Waiting;
                self.supplements = self.supplements.saturating_add(1);
            }
            Kind::Paused => {
                happened(What::Paused);
                self.state = DossierState::Paused;
            }
            Kind::SupplementReceived | Kind::Resumed => {
                happened(match event.kind {
                    Kind::Resumed => What::Resumed,
                    _ => What::SupplementReceived,
                });
                self.state = DossierState::InProgress;
            }
            Kind::Extended => {
                if let Some(due) = said.due {
                    self.extend(at, due, said.reason);
                }
            }
            Kind::Resolved | Kind::Refused | Kind::Withdrawn => {
                happened(What::Ended);
                self.ended_at = Some(at);
                self.state = match event.kind {
                    Kind::Resolved => DossierState::Resolved,
                    Kind::Refused => DossierState::Refused,
                    _ => DossierState::Withdrawn,
                };
            }
            Kind::Returned => self.returned_at = Some(at),
            Kind::Forwarded | Kind::Voided => {}
        }
    }
}

impl<'a> Marks<'a> {
    /// With what was told of somebody later.
    fn and(self, applicant: &'a SealedApplicant) -> Self {
        Self {
            phone: applicant.phone_mark.as_deref().or(self.phone),
            phone4: applicant.phone4_mark.as_deref().or(self.phone4),
            id4: applicant.id4_mark.as_deref().or(self.id4),
        }
    }
}
