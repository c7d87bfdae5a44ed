//! `/v1/staff/tickets`: what operators and agencies do.

use actix_web::web::{Data, Json, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::accounts::Role;
use mobile_contract::ticket::{
    CallerTicket, Merge, NewAnswer, NewDraft, NewFinding, NewKind, NewNote, NewRequest,
    OpenedTicket, Revision, StaffTicket, StaffTicketFilter, TicketClocks, TicketCode, TicketCounts,
    TicketRow, TicketSource, Transfer,
};
use mobile_contract::{ErrorCode, Page};
use serde_json::{Map, Value};

use super::sender::strong;
use crate::accounts::Staff;
use crate::boundary::locale_of;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::idempotency::Attempt;
use crate::openapi::responses;
use crate::tickets::{Desk, Incoming, Inferred, Tickets};

pub(super) fn code(text: &str) -> Result<TicketCode> {
    text.parse()
        .map_err(|_| Error::new(ErrorCode::TicketNotFound))
}

pub(super) fn shown(value: &impl serde::Serialize) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(value))
}

/// The queue
///
/// Operators and administrators see every ticket, officers and leaders those of their agency. What is due
/// first stands first.
#[utoipa::path(
    get, path = "/v1/staff/tickets", tag = "tickets", operation_id = "staff_tickets",
    params(StaffTicketFilter), security(("account" = [])),
    responses((status = 200, description = "A page of the queue.", body = Page<TicketRow>), responses::StaffList),
)]
pub async fn list(
    staff: Staff,
    tickets: Data<Tickets>,
    filter: Query<StaffTicketFilter>,
) -> Result<HttpResponse> {
    shown(&tickets.list(&Desk::of(&staff)?, &filter).await?)
}

/// How many tickets are open
///
/// By state, and how many of them are late; of what the caller may see.
#[utoipa::path(
    get, path = "/v1/staff/tickets/counts", tag = "tickets", operation_id = "staff_ticket_counts",
    security(("account" = [])),
    responses((status = 200, description = "How many, by state.", body = TicketCounts), responses::Staff),
)]
pub async fn counts(staff: Staff, tickets: Data<Tickets>) -> Result<HttpResponse> {
    shown(&tickets.counts(&Desk::of(&staff)?).await?)
}

/// Write a ticket down for a caller
///
/// For operators on the phone. The response's secret is for the caller: read it out, or send it.
#[utoipa::path(
    post, path = "/v1/staff/tickets", tag = "tickets", operation_id = "send_ticket_for_caller",
    params(("Idempotency-Key" = Option<String>, Header, description = "A random key, new for each ticket.", min_length = 16, max_length = 100)),
    security(("account" = [])), request_body = CallerTicket,
    responses((status = 201, description = "The ticket with its secret.", body = OpenedTicket), responses::StaffTicketWrite),
)]
pub async fn take_in(
    request: HttpRequest,
    staff: Staff,
    tickets: Data<Tickets>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    staff.require(&[Role::Operator, Role::Administrator])?;
    let CallerTicket { ticket } = object(body)?;
    let scope = format!("caller-tickets:{}", staff.user_id);
    let attempt = strong(Attempt::from_request(&request, scope, &ticket)?)?;
    let incoming = Incoming {
        new: ticket,
        source: TicketSource::Phone,
        operator: Some(staff.user_id),
        direct: None,
        inferred: Inferred::default(),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale: locale_of(&request),
    };
    let opened = tickets.take_in(&incoming, attempt.as_ref()).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(opened))
}

/// Look at a ticket
///
/// One that lies with another agency looks as if it did not exist.
#[utoipa::path(
    get, path = "/v1/staff/tickets/{code}", tag = "tickets", operation_id = "staff_ticket",
    params(("code" = String, Path, description = "Code of the ticket.")), security(("account" = [])),
    responses((status = 200, description = "The ticket with notes, history and guesses.", body = StaffTicket), responses::StaffTicketRead),
)]
pub async fn look(
    request: HttpRequest,
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    shown(
        &tickets
            .look_at(&code(&path)?, &Desk::of(&staff)?, locale)
            .await?,
    )
}

/// How its due dates come about
///
/// Both clocks of a ticket, explained step by step.
#[utoipa::path(
    get, path = "/v1/staff/tickets/{code}/clock", tag = "tickets", operation_id = "ticket_clock",
    params(("code" = String, Path, description = "Code of the ticket.")), security(("account" = [])),
    responses((status = 200, description = "Both clocks, explained.", body = TicketClocks), responses::StaffTicketRead),
)]
pub async fn clock(
    request: HttpRequest,
    staff: Staff,
    tickets: Data<Tickets>,
    path: Path<String>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    shown(
        &tickets
            .clocks(&code(&path)?, &Desk::of(&staff)?, locale)
            .await?,
    )
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident = $path:literal, $id:literal, $body:ty;)*) => {$(
        $(#[$doc])*
        #[utoipa::path(
            post, path = $path, tag = "tickets", operation_id = $id,
            params(("code" = String, Path, description = "Code of the ticket.")), security(("account" = [])),
            request_body = $body,
            responses((status = 200, description = "The ticket.", body = StaffTicket), responses::StaffTicketWrite),
        )]
        pub async fn $name(
            request: HttpRequest,
            staff: Staff,
            tickets: Data<Tickets>,
            path: Path<String>,
            body: Json<Map<String, Value>>,
        ) -> Result<HttpResponse> {
            let (code, desk) = (code(&path)?, Desk::of(&staff)?);
            let body: $body = object(body)?;
            shown(&tickets.$name(&code, &desk, &body, locale_of(&request)).await?)
        }
    )*};
}

deeds! {
    /// Send a ticket to the agency responsible
    ///
    /// With the reason, which the receiver reads. The third time agencies send it on, the coordination desk gets
    /// it instead.
    send = "/v1/staff/tickets/{code}/transfer", "transfer_ticket", Transfer;
    /// Take a ticket on
    ///
    /// The first one wins; the other one is told that the ticket has changed.
    take_on = "/v1/staff/tickets/{code}/assign", "assign_ticket", Revision;
    /// Put right what kind of ticket it is
    ///
    /// What was wrongly taken for a complaint or denunciation goes where it belongs; what is one is explained to
    /// its sender and handed to the reception desk.
    rekind = "/v1/staff/tickets/{code}/kind", "change_ticket_kind", NewKind;
    /// Note what looking into a rating showed
    ///
    /// Before this, the ticket of a rating cannot be answered. The sender learns that it was looked into, not the
    /// words.
    finding = "/v1/staff/tickets/{code}/finding", "note_finding", NewFinding;
    /// Note something for colleagues
    ///
    /// Never shown to the sender.
    note = "/v1/staff/tickets/{code}/notes", "note_on_ticket", NewNote;
    /// Keep an answer that is being written
    ///
    /// With `submit`, it waits for the leader.
    draft = "/v1/staff/tickets/{code}/draft", "draft_answer", NewDraft;
    /// Send a draft back to its writer
    ///
    /// For leaders, with what is missing.
    send_back = "/v1/staff/tickets/{code}/send-back", "send_draft_back", NewRequest;
    /// Answer
    ///
    /// Refused when it holds numbers of people or cites what is not in force; unless `anyway`, also when it cites
    /// nothing or names no next step. A leader approves the draft by leaving `text` out. Tickets that were joined
    /// to this one get the answer, too, each privately.
    answer = "/v1/staff/tickets/{code}/answer", "answer_ticket", NewAnswer;
    /// Ask the sender for something
    ///
    /// The clock of the answer stands still until they answer; that of a rating runs on. Operators may ask before an
    /// agency has the ticket; the time for sending it on runs meanwhile.
    ask = "/v1/staff/tickets/{code}/ask", "ask_sender", NewRequest;
    /// Join a ticket to another one of the same matter
    ///
    /// One answer will close both.
    merge = "/v1/staff/tickets/{code}/merge", "merge_ticket", Merge;
}
