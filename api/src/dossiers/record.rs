//! Everything that was ever told of a dossier, as it is kept: one document, read and written whole.

mod applicant;
#[cfg(test)]
mod tests;

pub use applicant::{Contact, Keys, Last4, SealedApplicant, last4_mark, phone_mark};
use chrono::{DateTime, Utc};
use mobile_contract::dossier::event::{
    DossierApplicant, DossierChannel, DossierEvent, DossierEventKind, DossierTerm,
};
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// All events of a dossier, in the order in which they reached us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The events, those that were corrected or taken back included.
    pub events: Vec<Told>,
    /// The term of its procedure, where no event tells one: that of the day on which it was first looked up. A limit
    /// that is changed later changes no date of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogued: Option<Catalogued>,
}

/// A term as the catalogue had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogued {
    /// The procedure whose term it is.
    pub procedure: String,
    /// The term.
    pub term: DossierTerm,
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The sender's id of it.
    pub id: String,
    /// Who told it: the name of the integration.
    pub source: String,
    /// When it reached us.
    pub arrived: DateTime<Utc>,
    /// Keyed hash of its content, by which the same is told from other content under the same id.
    pub mark: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    pub kind: DossierEventKind,
    /// The event that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// The agency, as it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// The procedure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<String>,
    /// The place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// How it was handed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<DossierChannel>,
    /// How long it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<DossierTerm>,
    /// The date promised, or the new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer: Option<String>,
    /// Whether the result is handed back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returnable: Option<bool>,
    /// Who handed it in, sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applicant: Option<SealedApplicant>,
}

impl Told {
    /// An event as it is kept.
    ///
    /// # Errors
    /// When nothing can be sealed.
    pub fn of(
        keys: &Keys,
        source: &str,
        arrived: DateTime<Utc>,
        event: DossierEvent,
    ) -> Result<Self> {
        let mut event = event;
        let mark = keys.content(&mut event)?;
        let applicant = event
            .applicant
            .filter(|a| *a != DossierApplicant::default())
            .map(|applicant| keys.applicant(&event.dossier, &applicant))
            .transpose()?;
        Ok(Self {
            id: event.id,
            source: source.to_owned(),
            arrived,
            mark,
            at: event.at.to_utc(),
            kind: event.kind,
            corrects: event.corrects,
            agency: event.agency,
            desk: event.desk,
            procedure: event.procedure,
            place: event.place,
            channel: event.channel,
            term: event.term,
            due_at: event.due_at.map(|at| at.to_utc()),
            reason: event.reason,
            signer: event.signer,
            returnable: event.returnable,
            applicant,
        })
    }
}
