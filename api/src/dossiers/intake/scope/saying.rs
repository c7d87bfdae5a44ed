//! What of an event decides whether a key may tell it.

use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::{DossierEvent, DossierEventKind as Kind};

use crate::dossiers::check::check;
use crate::dossiers::record::Told;
use crate::dossiers::take::Heard;

/// What of an event decides whether a key may tell it.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    pub(super) line: u64,
    pub(super) id: &'a str,
    pub(super) kind: Kind,
    pub(super) at: DateTime<Utc>,
    pub(super) corrects: Option<&'a str>,
    pub(super) agency: Option<&'a str>,
    /// Whether it would be kept: only then others can correct it.
    pub(super) holds: bool,
}

impl<'a> Saying<'a> {
    /// What a line says. Of a dossier that went on only corrections are new, so only they are looked at closely.
    pub(super) fn of((line, event): &'a (u64, DossierEvent), now: DateTime<Utc>) -> Self {
        Self {
            line: *line,
            id: &event.id,
            kind: event.kind,
            at: event.at.to_utc(),
            corrects: event.corrects.as_deref(),
            agency: event.agency.as_deref(),
            holds: event.corrects.is_some() && check(event, now).is_ok(),
        }
    }

    /// It as an event that was told, as far as those after it are judged by it.
    pub(super) fn told(&self, source: &str) -> Told {
        Told {
            id: self.id.to_owned(),
            source: source.to_owned(),
            arrived: self.at,
            mark: String::new(),
            at: self.at,
            kind: self.kind,
            corrects: self.corrects.map(ToOwned::to_owned),
            agency: self.agency.map(ToOwned::to_owned),
            desk: None,
            procedure: None,
            place: None,
            channel: None,
            term: None,
            due_at: None,
            reason: None,
            signer: None,
            returnable: None,
            applicant: None,
        }
    }
}

impl<'a> From<&'a Heard> for Saying<'a> {
    fn from(heard: &'a Heard) -> Self {
        let event = &heard.told;
        Self {
            line: heard.line,
            id: &event.id,
            kind: event.kind,
            at: event.at,
            corrects: event.corrects.as_deref(),
            agency: event.agency.as_deref(),
            holds: heard.unless_known.is_none(),
        }
    }
}
