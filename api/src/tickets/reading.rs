//! Reading what comes in: bounded, masked, each part of it known here, and what it is handled as.

use mobile_contract::limits::TICKET_CHARS;
use mobile_contract::ticket::{TicketKind, TicketSource};
use mobile_contract::{Locale, ProcedureCode, Slug};

use super::counter::Counter;
use super::{Incoming, Tickets};
use crate::error::{Error, Result};
use crate::kernel::pii;
use crate::kernel::text::compose;
use crate::routing::kind_of;

/// A ticket that was read: every part of it is known here.
pub(super) struct Read {
    pub(super) text: String,
    pub(super) kind: TicketKind,
    pub(super) procedure: Option<ProcedureCode>,
    pub(super) field: Option<String>,
    pub(super) place: Option<Slug>,
    /// The counter it was sent from, or whose service it is about.
    pub(super) counter: Option<Counter>,
    pub(super) locale: Locale,
}

impl Tickets {
    /// Reads what came in.
    ///
    /// # Errors
    /// When a part of it is not acceptable, or the database fails.
    pub(super) async fn read(&self, incoming: &Incoming) -> Result<Read> {
        let new = &incoming.new;
        let locale = new.locale.unwrap_or(incoming.locale);
        let text = words(&new.text, "body.text", TICKET_CHARS)?;
        let scanned = match new.qr.as_deref() {
            Some(code) => Some(self.resolver.trusted(code, locale).await?),
            None => None,
        };
        let place = new
            .place
            .as_deref()
            .map(|id| self.known_place(id))
            .transpose()?;
        let procedure = new
            .procedure
            .as_deref()
            .map(|code| self.known_procedure(code));
        let (procedure, field) = procedure.transpose()?.unzip();
        let (at, there) = scanned.map_or((None, None), |s| (s.counter, s.place));
        let rated = incoming.direct.as_ref().and_then(|d| d.counter.clone());
        let counter = rated.or(at.map(|counter| counter.id));
        Ok(Read {
            kind: self.told(&text, incoming),
            place: place.or(there.map(|place| place.id)),
            counter: counter.and_then(|id| self.counter(&id)),
            text,
            procedure,
            field,
            locale,
        })
    }

    /// What a ticket is handled as. The law's own tracks are told by the words, whatever a citizen chose: who
    /// denounces somebody under "question" must be told where denunciations go. An operator has asked.
    fn told(&self, text: &str, incoming: &Incoming) -> TicketKind {
        // What is said of the service at a counter is looked into there, whatever words it uses.
        if incoming.source == TicketSource::Rating {
            return TicketKind::Service;
        }
        let told = kind_of(text, &self.kinds, &self.guards);
        match incoming.new.kind {
            Some(chosen) if incoming.operator.is_some() || !told.has_its_own_track() => chosen,
            _ => told,
        }
    }

    fn known_place(&self, id: &str) -> Result<Slug> {
        let unknown = || {
            Error::field(
                "body.place",
                "không có địa phương này",
                "there is no such place",
            )
        };
        let id: Slug = id.parse().map_err(|_| unknown())?;
        self.names.places.get().find(&id).ok_or_else(unknown)?;
        Ok(id)
    }

    fn known_procedure(&self, code: &str) -> Result<(ProcedureCode, String)> {
        let unknown = || {
            Error::field(
                "body.procedure",
                "không có thủ tục với mã này",
                "no procedure has this code",
            )
        };
        let code: ProcedureCode = code.parse().map_err(|_| unknown())?;
        let procedures = self.procedures.get();
        let entry = procedures.find(&code).ok_or_else(unknown)?;
        Ok((code, entry.procedure()?.field))
    }
}

/// Words of somebody else than staff: bounded, personal numbers masked.
pub(super) fn words(text: &str, loc: &str, most: usize) -> Result<String> {
    let text = bounded(text, loc, most)?;
    Ok(pii::mask(&text).into_owned())
}

/// Words as they are kept: composed line by line, without what cannot be seen at both ends.
pub(super) fn composed(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(compose).collect();
    lines.join("\n").trim().to_owned()
}

/// Words for people to read, composed line by line: not empty, not too long.
pub(super) fn bounded(text: &str, loc: &str, most: usize) -> Result<String> {
    let text = composed(text);
    let characters = text.chars().count();
    if !(1..=most).contains(&characters) {
        return Err(Error::field(
            loc,
            format!("cần 1 đến {most} ký tự"),
            format!("must have 1 to {most} characters"),
        ));
    }
    Ok(text)
}
