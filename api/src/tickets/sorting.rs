//! Sending tickets to whom they belong, and taking them on.

use mobile_contract::knowledge::Agency;
use mobile_contract::limits::{REASON_CHARS, REASON_LEAST_CHARS};
use mobile_contract::ticket::{
    Revision, StaffTicket, TicketCode, TicketEventKind, TicketKind, TicketState, Transfer,
};
use mobile_contract::{ErrorCode, Locale, ProcedureCode, Slug};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::clocks::{Clocks, Terms};
use super::entity::{correction, ticket};
use super::finding::is_rating;
use super::reading::words;
use super::sender::{Change, Changed};
use super::state::Deed;
use super::view::StoredRoute;
use super::written::{self, Happening};
use super::{Desk, Tickets, record};
use crate::attachments::{self, Owner};
use crate::error::{Error, Result};
use crate::kernel::clock::to_hanoi;
use crate::kernel::wire;
use crate::routing::{DecidedBy, Inferred, RouteRequest};
use crate::settings::{self, Settings};

/// How often agencies may send a ticket on before the coordination desk decides.
const BOUNCES: i32 = 3;

impl Tickets {
    /// Sends a ticket to an agency, or on to another one. Whoever sends it on says why and to whom; the
    /// third time an agency does, the coordination desk decides instead.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile or is closed, or the agency does not exist.
    pub async fn send(
        &self,
        code: &TicketCode,
        desk: &Desk,
        transfer: &Transfer,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let reason = reason(&transfer.reason)?;
        let to = self.agency_today(&transfer.to)?;
        let mut change = self
            .begin_work(code, desk, Deed::Send, transfer.revision)
            .await?;
        if change.row.agency.as_deref() == Some(to.id.as_str()) {
            return Err(Error::field(
                "body.to",
                "phiếu đang ở cơ quan này",
                "the ticket is with this agency already",
            ));
        }
        let first = change.row.agency.is_none();
        // A rating says whose counter it was, and nothing of whose work its words are.
        if !is_rating(&change.row) {
            self.learn(&change, &to).await?;
        }
        let arbiter = self.router.arbiter(to_hanoi(change.now).date());
        let arbiter = arbiter.filter(|arbiter| is_bounce(desk, &change.row, arbiter));
        let bounces = match arbiter {
            Some(_) => change.row.bounces + i32::from(!first),
            // Who may decide has decided.
            None => 0,
        };
        let (to, kind) = match arbiter.filter(|_| bounces >= BOUNCES) {
            Some(arbiter) => (arbiter, TicketEventKind::SentToArbiter),
            None if first => (to, TicketEventKind::Dispatched),
            None => (to, TicketEventKind::Transferred),
        };
        self.release_joined(&change).await?;
        self.give(&mut change, &to, bounces).await?;
        // Who gets it looks into it: what was noted elsewhere answers nothing for them. The history keeps it.
        written::drop_finding(&*change.transaction, change.row.id).await?;
        // What one agency laid ready is not sent by another.
        attachments::take_back(&*change.transaction, Owner::ticket(change.row.id), None).await?;
        let happening = Happening {
            by: desk.user,
            from: change.row.agency.clone(),
            to: Some(to.id.to_string()),
            reason: Some(reason),
        };
        let changed = change.end(kind, happening.clone()).await?;
        self.tell_sent_on(&changed, &happening).await?;
        self.shown(changed, kind, desk.user, locale).await
    }

    async fn tell_sent_on(&self, changed: &Changed, happening: &Happening) -> Result<()> {
        let reason = happening.reason.as_deref().unwrap_or_default();
        let (db, row) = (&changed.transaction, &changed.row);
        match &happening.from {
            Some(from) => self.tell_transferred(db, row, from, reason).await,
            None => {
                self.tell_received(db, row).await?;
                self.tell_routed(db, row, reason).await
            }
        }
    }

    /// Takes a ticket on. The first one wins; the other one sees it.
    ///
    /// # Errors
    /// When the ticket is not the caller's, was changed meanwhile, or is closed.
    pub async fn take_on(
        &self,
        code: &TicketCode,
        desk: &Desk,
        seen: &Revision,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let mut change = self
            .begin_work(code, desk, Deed::Work, seen.revision)
            .await?;
        change.changed.assignee = Set(desk.user);
        let happening = Happening {
            by: desk.user,
            ..Happening::default()
        };
        self.end_work(change, TicketEventKind::Assigned, happening, locale)
            .await
    }

    async fn give(&self, change: &mut Change, to: &Agency, bounces: i32) -> Result<()> {
        let kind: TicketKind = wire::value(&change.row.kind)?;
        let field = self.field_of(change.row.procedure.as_deref());
        let mut clocks = Clocks::of(&change.row)?;
        let of = (kind, field.as_deref());
        let settings = settings::of(&*change.transaction, &to.id).await?;
        clocks.dispatched(&self.terms(to, &settings), of, change.now)?;
        // Whoever gets it does not wait for what somebody else asked the citizen.
        clocks.change_reply(|reply| reply.resume(change.now, &self.calendar));
        change.changed.agency = Set(Some(to.id.to_string()));
        change.changed.assignee = Set(None);
        change.changed.bounces = Set(bounces);
        change.enter(self, TicketState::WithAgency, &clocks)
    }

    /// By what the answers of an agency are timed.
    pub(super) fn terms<'a>(&'a self, agency: &'a Agency, settings: &'a Settings) -> Terms<'a> {
        Terms {
            rules: &self.rules,
            calendar: &self.calendar,
            agency,
            settings,
        }
    }

    /// An agency that exists today: the one that was named, or the one that follows it.
    fn agency_today(&self, id: &str) -> Result<Agency> {
        let unknown = || Error::field("body.to", "không có cơ quan này", "there is no such agency");
        let id: Slug = id.parse().map_err(|_| unknown())?;
        let agencies = self.names.agencies.get();
        let today = agencies.on(&id, to_hanoi(self.clock.now()).date());
        match today.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(unknown()),
            _ => Err(Error::field(
                "body.to",
                "cơ quan này đã chia; mời chọn cơ quan hiện nay",
                "this agency was divided; please choose one that exists today",
            )),
        }
    }

    pub(super) fn field_of(&self, procedure: Option<&str>) -> Option<String> {
        let code: ProcedureCode = procedure?.parse().ok()?;
        let procedures = self.procedures.get();
        Some(procedures.find(&code)?.procedure().ok()?.field)
    }

    /// Every decision of a person is kept: it makes the next guess better, and tells how often guesses
    /// are right.
    async fn learn(&self, change: &Change, chosen: &Agency) -> Result<()> {
        let row = &change.row;
        let route = StoredRoute::read(row)?;
        // Whose counter it was says nothing of whose work its words are.
        if route.decided_by == DecidedBy::Counter || self.answers_at_counter(row, chosen) {
            return Ok(());
        }
        let text = written::messages(&*change.transaction, row.id).await?;
        let Some(first) = text.first() else {
            return Ok(());
        };
        let procedure = row.procedure.as_deref().and_then(|code| code.parse().ok());
        let request = RouteRequest {
            text: &first.text,
            procedure: procedure.as_ref(),
            field: None,
            place: None,
            counter: None,
            inferred: Inferred::default(),
            audience: row
                .audience
                .as_deref()
                .and_then(|name| wire::value(name).ok()),
            kind: wire::value(&row.kind)?,
            day: to_hanoi(row.received_at).date(),
        };
        let agencies = self.names.agencies.keep();
        let guessed = route.guessed.as_ref().and_then(|id| agencies.find(id));
        let correction = self.router.correction(&request, guessed, chosen);
        let kept = correction::ActiveModel {
            id: Set(Uuid::now_v7()),
            guessed: Set(route.guessed.map(|id| id.to_string())),
            chosen: Set(chosen.id.to_string()),
            correction: Set(serde_json::to_string(&correction)?),
            at: Set(change.now),
        };
        written::correct(&*change.transaction, kept).await
    }

    /// Locks a ticket for staff: theirs, as they saw it, in a state for the deed.
    pub(super) async fn begin_work(
        &self,
        code: &TicketCode,
        desk: &Desk,
        deed: Deed,
        seen: i32,
    ) -> Result<Change> {
        let change = self.begin_change(code, desk.sees(), deed).await?;
        if change.row.revision == seen {
            Ok(change)
        } else {
            Err(Error::new(ErrorCode::TicketChanged))
        }
    }

    /// Ends a change by staff, and shows it.
    pub(super) async fn end_work(
        &self,
        change: Change,
        kind: TicketEventKind,
        happening: Happening,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let by = happening.by;
        let changed = change.end(kind, happening).await?;
        self.shown(changed, kind, by, locale).await
    }

    /// Records a change by staff, ends it, and shows the ticket.
    pub(super) async fn shown(
        &self,
        changed: Changed,
        kind: TicketEventKind,
        by: Option<Uuid>,
        locale: Locale,
    ) -> Result<StaffTicket> {
        let Changed { transaction, row } = changed;
        let shown = self.for_staff(&*transaction, &row, (by, locale)).await?;
        record::done(&*transaction, &row, by, kind, self.clock.now()).await?;
        transaction.commit().await?;
        Ok(shown)
    }

    /// The answer's clock begins anew for what the last answer left open.
    pub(super) async fn begin_anew(&self, change: &mut Change) -> Result<()> {
        let mut clocks = Clocks::of(&change.row)?;
        let agency: Option<Slug> = change.row.agency.as_deref().and_then(|id| id.parse().ok());
        let agencies = self.names.agencies.keep();
        // Who has ended meanwhile leads to the one that follows it.
        let day = to_hanoi(change.now).date();
        let today = agency.as_ref().map(|id| agencies.on(id, day));
        let agency = match today.as_deref() {
            Some([one]) => Some(*one),
            _ => None,
        };
        let kind = wire::value(&change.row.kind)?;
        let field = self.field_of(change.row.procedure.as_deref());
        let state = match agency {
            None => {
                clocks = Clocks::begin(&self.rules, &self.calendar, kind, change.now)?;
                TicketState::Unrouted
            }
            Some(agency) => {
                let of = (kind, field.as_deref());
                let settings = settings::of(&*change.transaction, &agency.id).await?;
                clocks.answer_again(&self.terms(agency, &settings), of, change.now)?;
                TicketState::WithAgency
            }
        };
        change.changed.agency = Set(agency.map(|agency| agency.id.to_string()));
        change.changed.assignee = Set(None);
        change.changed.answered_at = Set(None);
        change.changed.merged_into = Set(None);
        change.changed.score = Set(None);
        change.changed.score_comment = Set(None);
        change.enter(self, state, &clocks)
    }
}

/// Whether an agency that is not to decide sends a ticket on, rather than the coordination desk or an
/// operator.
fn is_bounce(desk: &Desk, row: &ticket::Model, arbiter: &Agency) -> bool {
    let at_arbiter = row.agency.as_deref() == Some(arbiter.id.as_str());
    desk.agency.as_ref().is_some_and(|own| *own != arbiter.id) && !at_arbiter
}

pub(super) fn reason(text: &str) -> Result<String> {
    let reason = words(text, "body.reason", REASON_CHARS)?;
    if reason.chars().count() < REASON_LEAST_CHARS {
        return Err(Error::field(
            "body.reason",
            format!("cần ít nhất {REASON_LEAST_CHARS} ký tự: người nhận cần biết vì sao"),
            format!(
                "needs at least {REASON_LEAST_CHARS} characters: whoever gets it must know why"
            ),
        ));
    }
    Ok(reason)
}
