//! From what was told to how a dossier stands. Pure: the same events in any order of arrival give the same.

use chrono::{DateTime, TimeDelta, Utc};
use mobile_contract::dossier::event::{
    DossierChannel, DossierEventKind as Kind, DossierFlag, DossierState, DossierTerm,
};

use super::clock::{Course, Turn, What};
use super::record::{Record, SealedApplicant, Told};

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
    /// How often papers were asked for.
    pub supplements: u16,
    /// Who handed it in.
    pub applicant: Option<&'a SealedApplicant>,
    /// What happened to its clock, in order.
    pub turns: Vec<Turn>,
    /// What is remarkable.
    pub flags: Vec<DossierFlag>,
}

impl Facts<'_> {
    /// What its dates are reckoned from; `None`: nobody told when it was received.
    #[must_use]
    pub fn course(&self) -> Option<Course<'_>> {
        Some(Course {
            received_at: self.received_at?,
            term: self.term,
            agency: None,
            turns: &self.turns,
        })
    }
}

/// The events that count, in the order in which they happened.
#[must_use]
pub fn standing(record: &Record) -> Vec<&Told> {
    let mut events: Vec<&Told> = record
        .events
        .iter()
        .filter(|event| event.kind != Kind::Voided && stands(record, event, 0))
        .collect();
    events.sort_by(|a, b| (a.at, rank(a.kind), &a.id).cmp(&(b.at, rank(b.kind), &b.id)));
    events
}

/// Whether no event that stands itself replaces it. Corrections that go round in a circle stand all.
fn stands(record: &Record, event: &Told, depth: u8) -> bool {
    const DEEPEST: u8 = 16;
    let corrections = record.events.iter().filter(|other| {
        other.corrects.as_ref() == Some(&event.id)
            && other.source == event.source
            && other.id != event.id
    });
    depth >= DEEPEST
        || !corrections
            .into_iter()
            .any(|c| stands(record, c, depth + 1))
}

/// Which of two things that happened in one second happened first.
const fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::Received => 0,
        Kind::Forwarded => 1,
        Kind::SupplementRequested | Kind::Paused => 2,
        Kind::SupplementReceived | Kind::Resumed => 3,
        Kind::Extended => 4,
        Kind::Resolved | Kind::Refused | Kind::Withdrawn => 5,
        Kind::Returned => 6,
        Kind::Voided => 7,
    }
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
        state: DossierState::InProgress,
        ended_at: None,
        returned_at: None,
        returnable: true,
        extensions: 0,
        supplements: 0,
        applicant: None,
        turns: Vec::new(),
        flags: Vec::new(),
    };
    for event in standing(record) {
        if event.at - event.arrived > SKEW {
            facts.flag(DossierFlag::ClockSkew);
        }
        facts.learn(event);
        facts.take(event);
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
        self.applicant = event.applicant.as_ref().or(self.applicant);
        self.returnable = event.returnable.unwrap_or(self.returnable);
    }

    /// What happened. What cannot have happened is flagged, and changes nothing.
    fn take(&mut self, event: &Told) {
        let at = event.at;
        let possible = match event.kind {
            Kind::Received => self.received_at.is_none() && !self.state.is_ended(),
            Kind::Returned => {
                self.returned_at.is_none()
                    && matches!(self.state, DossierState::Resolved | DossierState::Refused)
            }
            Kind::Resolved | Kind::Refused | Kind::Withdrawn => !self.state.is_ended(),
            Kind::SupplementReceived => self.state == DossierState::Waiting,
            Kind::Resumed => self.state == DossierState::Paused,
            Kind::SupplementRequested | Kind::Paused => self.state == DossierState::InProgress,
            Kind::Extended => !self.state.is_ended() && event.due_at.is_some_and(|due| due > at),
            Kind::Forwarded => !self.state.is_ended(),
            Kind::Voided => false,
        };
        let before_receipt = self.received_at.is_none() && event.kind != Kind::Received;
        if !possible || before_receipt {
            self.flag(DossierFlag::ImpossibleOrder);
        }
        if possible {
            self.turn(event);
        }
    }

    fn turn(&mut self, event: &Told) {
        let at = event.at;
        let mut happened = |what| self.turns.push(Turn { at, what });
        match event.kind {
            Kind::Received => {
                self.received_at = Some(at);
                self.promised = event.due_at;
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
                if let Some(due) = event.due_at {
                    happened(What::Extended(due));
                }
                self.extensions = self.extensions.saturating_add(1);
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

#[cfg(test)]
mod tests;
