//! `/phieu`: a question or feedback for the agency responsible, by a plain form.

use actix_web::http::{StatusCode, header};
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{NewTicket, OpenedTicket, TicketFromChat, TicketKind, TicketSource};
use serde::Deserialize;
use uuid::Uuid;

use super::posted::{self, Posted};
use super::ticket_sent::Sent;
use super::views::{Chrome, Draft, TicketFormPage, TicketSentPage};
use super::{Site, chat, locale_of, path_of, private, ticket_cookie};
use crate::chat::{Assistant, incoming, last_words};
use crate::error::{Error, Result};
use crate::kernel::order;
use crate::kernel::rate::Limiter;
use crate::qr::{self, Resolver};
use crate::tickets::{Incoming, Inferred, Tickets};

/// Where a form was led to from: a counter's poster, or the conversation.
#[derive(Deserialize)]
pub(super) struct From {
    q: Option<String>,
    tu: Option<String>,
    kem: Option<String>,
}

/// The kinds that one can choose; the law's own tracks are not among them.
pub(super) fn kind(name: &str) -> Option<TicketKind> {
    match name {
        "question" => Some(TicketKind::Question),
        "service" => Some(TicketKind::Service),
        "regulation" => Some(TicketKind::Regulation),
        _ => None,
    }
}

pub(super) async fn form(
    request: HttpRequest,
    tickets: Data<Tickets>,
    assistant: Data<Assistant>,
    resolver: Data<Resolver>,
    from: Query<From>,
) -> Result<HttpResponse> {
    let mut draft = Draft {
        qr: from.q.clone(),
        here: from.q.is_some(),
        ..Draft::default()
    };
    if from.tu.as_deref() == Some("chat")
        && let Some(access) = chat::held(&request, &assistant).await?
    {
        draft.chat = true;
        // The counter stays on the way: the form says which, and the citizen whether it happened there. Whoever writes
        // from home in the evening says so; nobody else does for them.
        if draft.qr.is_none() {
            draft.qr = access.qr().map(str::to_owned);
            draft.here = access.is_visit(tickets.clock.now());
        }
        draft.share = from.kem.is_some();
        draft.text = last_words(&tickets, &access).await?.unwrap_or_default();
    }
    show(&request, &tickets, &resolver, draft, None).await
}

pub(super) async fn send(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    assistant: Data<Assistant>,
    resolver: Data<Resolver>,
    site: Data<Site>,
    sent: Posted<Sent>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let Posted { form: sent, files } = sent;
    match take_in(&request, &tickets, &assistant, &sent, files).await {
        Ok(opened) => opened_page(&request, **site, &opened, sent.own.is_some()),
        Err(e)
            if matches!(
                e.code(),
                ErrorCode::Invalid
                    | ErrorCode::IdempotencyConflict
                    | ErrorCode::AttachmentRefused
                    | ErrorCode::TooLarge
            ) || e.is_about("body.file") =>
        {
            show(&request, &tickets, &resolver, sent.draft(), Some(&e)).await
        }
        Err(e) => Err(e),
    }
}

async fn take_in(
    request: &HttpRequest,
    tickets: &Tickets,
    assistant: &Assistant,
    sent: &Sent,
    files: posted::Sent,
) -> Result<OpenedTicket> {
    let new = sent.ticket();
    let attempt = sent.attempt(&tickets.vault, &new)?;
    let mut incoming = read(request, tickets, assistant, sent, new).await?;
    incoming.files = files.take(&tickets.files).await?;
    match tickets.take_in(&incoming, Some(&attempt)).await {
        // A second press while the first is under way: by now there is something to find.
        Err(e) if e.code() == ErrorCode::IdempotencyConflict => {
            tickets.take_in(&incoming, Some(&attempt)).await
        }
        done => done,
    }
}

async fn read(
    request: &HttpRequest,
    tickets: &Tickets,
    assistant: &Assistant,
    sent: &Sent,
    new: NewTicket,
) -> Result<Incoming> {
    let locale = locale_of(request);
    if sent.chat.is_some()
        && let Some(access) = chat::held(request, assistant).await?
    {
        let body = TicketFromChat {
            ticket: new,
            share_conversation: sent.share.is_some(),
            at_counter: Some(sent.is_here()),
        };
        return incoming(tickets, &access.speaking(locale), body).await;
    }
    Ok(Incoming {
        source: match new.qr {
            Some(_) => TicketSource::Qr,
            None => TicketSource::Web,
        },
        new,
        operator: None,
        direct: None,
        inferred: Inferred::default(),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale,
    })
}

/// Code and secret, shown this once. Not behind a redirect: a browser without cookies would never see them.
fn opened_page(
    request: &HttpRequest,
    site: Site,
    opened: &OpenedTicket,
    own: bool,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let code = &opened.ticket.code;
    let path = ticket_cookie::path(code);
    let here = chat::in_language(&path, locale);
    let page = TicketSentPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        path: &path,
        ticket: &opened.ticket,
        secret: &opened.secret,
    };
    let mut response = private(page.render())?;
    let cookie = ticket_cookie::keep(site, code, &opened.secret, own);
    response.add_cookie(&cookie).map_err(Error::internal)?;
    Ok(response)
}

async fn show(
    request: &HttpRequest,
    tickets: &Tickets,
    resolver: &Resolver,
    mut draft: Draft,
    refused: Option<&Error>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let code = draft.qr.take();
    // A code that is not trusted any more is left out, rather than refused at the end.
    let scanned = resolver.trusted_if_any(code.as_deref(), locale).await?;
    let carried = |scanned| qr::carried(code.as_deref().unwrap_or_default(), scanned);
    draft.qr = scanned.as_ref().map(carried);
    let places = places(tickets);
    let problem = refused.map(|error| error.problem(locale, ""));
    let path = match refused {
        Some(_) => chat::in_language("/phieu", locale),
        None => path_of(request),
    };
    let page = TicketFormPage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        key: &Uuid::new_v4().simple().to_string(),
        draft: &draft,
        places: &places,
        counter: scanned
            .as_ref()
            .and_then(|s| s.counter.as_ref())
            .map(|counter| counter.name.as_str()),
        problem: problem.as_ref(),
    };
    let mut response = private(page.render())?;
    if let Some(problem) = &problem {
        *response.status_mut() = StatusCode::from_u16(problem.status).map_err(Error::internal)?;
    }
    if let Some(seconds) = refused.and_then(Error::retry_after) {
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Ids and names of today's places, by name.
pub(super) fn places(tickets: &Tickets) -> Vec<(String, String)> {
    let places = tickets.names.places.get();
    let today = tickets.clock.today();
    let named = places
        .after(None, None, Some(today))
        .map(|place| (place.id.to_string(), place.name.clone()));
    order::by_name(named, |(_, name)| name)
}
