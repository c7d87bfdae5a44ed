//! Putting right what a ticket is: words can be taken for a complaint that are none, and the other way round.

use mobile_contract::Locale;
use mobile_contract::ticket::{
    NewKind, StaffTicket, TicketCode, TicketEventKind, TicketKind, TicketState,
};
use sea_orm::ActiveValue::Set;

use super::clocks::Clocks;
use super::counter::Counter;
use super::finding::must_not_rate;
use super::sender::Change;
use super::sorting::reason;
use super::state::Deed;
use super::view::StoredRoute;
use super::written::{self, Happening};
use super::{Desk, Tickets};
use crate::attachments::{self, Owner};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::routing::{Inferred, Route, RouteRequest};
use crate::settings;

impl Tickets {
    /// Puts right what a ticket is handled as.
    ///
    /// What becomes a complaint or denunciation is explained to its sender and goes to the reception desk. What was
    /// taken for one is sent where it belongs; its clock counts from when it came in.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile or is answered, or is of this kind already.
    pub async fn rekind(
        &self,
        code: &TicketCode,
        desk: &Desk,
        new: &NewKind,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let reason = reason(&new.reason)?;
        let corrections = self.corrections().await?;
        let mut change = self
            .begin_work(code, desk, Deed::Rekind, new.revision)
            .await?;
        must_not_rate(&change.row)?;
        let old: TicketKind = wire::value(&change.row.kind)?;
        if old == new.kind {
            return Err(Error::field(
                "body.kind",
                "phiếu đang thuộc loại này",
                "the ticket is of this kind already",
            ));
        }
        change.changed.kind = Set(wire::name(new.kind));
        let moves = old.has_its_own_track() || new.kind.has_its_own_track();
        if moves {
            let request = self.asked_anew(&change, new.kind).await?;
            let route = self.router.route(&request.as_request(), &corrections);
            self.enter_track(&mut change, new.kind, &route).await?;
        }
        let happening = Happening {
            by: desk.user,
            from: change.row.agency.clone(),
            to: change.changed.agency.clone().take().flatten(),
            reason: Some(reason.clone()),
        };
        let changed = change.end(TicketEventKind::KindChanged, happening).await?;
        let (db, row) = (&changed.transaction, &changed.row);
        match wire::value(&row.state)? {
            TicketState::HandedOver => self.tell_handed_over(db, row).await?,
            TicketState::WithAgency if moves => {
                self.tell_received(db, row).await?;
                self.tell_routed(db, row, &reason).await?;
            }
            _ => {}
        }
        self.shown(changed, TicketEventKind::KindChanged, desk.user, locale)
            .await
    }

    async fn enter_track(
        &self,
        change: &mut Change,
        kind: TicketKind,
        route: &Route,
    ) -> Result<()> {
        self.release_joined(change).await?;
        written::drop_draft(&*change.transaction, change.row.id).await?;
        // What one agency laid ready is not sent by another.
        attachments::take_back(&*change.transaction, Owner::ticket(change.row.id), None).await?;
        let agency = route.to.as_ref().map(|agency| agency.id.to_string());
        change.changed.agency = Set(agency);
        change.changed.assignee = Set(None);
        change.changed.bounces = Set(0);
        change.changed.route = Set(serde_json::to_string(&StoredRoute::of(route))?);
        if kind.has_its_own_track() {
            return change.close(self, TicketState::HandedOver);
        }
        let mut clocks = Clocks::of(&change.row)?;
        let Some(agency) = &route.to else {
            clocks = Clocks::begin(&self.rules, &self.calendar, kind, change.now)?;
            return change.enter(self, TicketState::Unrouted, &clocks);
        };
        let field = self.field_of(change.row.procedure.as_deref());
        let settings = settings::of(&*change.transaction, &agency.id).await?;
        let terms = self.terms(agency, &settings);
        let received = change.row.received_at;
        clocks.answer_again(&terms, (kind, field.as_deref()), received)?;
        change.enter(self, TicketState::WithAgency, &clocks)
    }

    /// The ticket, to be routed once more as on the day it came in.
    async fn asked_anew(&self, change: &Change, kind: TicketKind) -> Result<Asked> {
        let row = &change.row;
        let said = written::messages(&*change.transaction, row.id).await?;
        Ok(Asked {
            text: said.into_iter().next().map(|m| m.text).unwrap_or_default(),
            procedure: row.procedure.as_deref().and_then(|code| code.parse().ok()),
            place: row.place.as_deref().and_then(|id| id.parse().ok()),
            counter: row
                .counter
                .as_deref()
                .and_then(|id| self.counter(&id.parse().ok()?)),
            inferred: StoredRoute::read(row)?.inferred,
            audience: row
                .audience
                .as_deref()
                .and_then(|name| wire::value(name).ok()),
            kind,
            day: to_hanoi(change.now).date(),
        })
    }
}

/// What a ticket says, as the router wants it.
struct Asked {
    text: String,
    procedure: Option<mobile_contract::ProcedureCode>,
    place: Option<mobile_contract::Slug>,
    counter: Option<Counter>,
    inferred: Inferred,
    audience: Option<mobile_contract::knowledge::Audience>,
    kind: TicketKind,
    day: chrono::NaiveDate,
}

impl Asked {
    fn as_request(&self) -> RouteRequest<'_> {
        RouteRequest {
            text: self.text.as_str(),
            procedure: self.procedure.as_ref(),
            field: None,
            place: self.place.as_ref(),
            counter: self.counter.as_ref().and_then(Counter::as_routed),
            inferred: self.inferred,
            audience: self.audience,
            kind: self.kind,
            day: self.day,
        }
    }
}
