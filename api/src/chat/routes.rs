//! `/v1/chat`.

use actix_web::web::{Data, Json, Path, ServiceConfig, post};
use actix_web::{HttpRequest, HttpResponse, web};
use mobile_contract::Slug;
use mobile_contract::chat::{
    Conversation, Feedback, Message, NewConversation, NewFeedback, NewMessage,
};
use mobile_contract::ticket::{OpenedTicket, TicketFromChat};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::store;
use super::{Assistant, Beginning, Opinion, Said};
use crate::boundary::locale_of;
use crate::dossiers::Origin;
use crate::error::{Error, Result};
use crate::kernel::bearer::{NO_STORE, bearer};
use crate::kernel::body::object;
use crate::kernel::idempotency::Attempt;
use crate::kernel::rate::Limiter;
use crate::kernel::shared::Shared;
use crate::openapi::responses;
use crate::places::Places;
use crate::qr::Resolver;
use crate::tickets::Tickets;
use crate::tickets::routes::strong;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/chat/conversations").route(post().to(begin)))
        .service(web::resource("/v1/chat/conversations/{id}/messages").route(post().to(say)))
        .service(web::resource("/v1/chat/conversations/{id}/ticket").route(post().to(pass_on)))
        .service(web::resource("/v1/chat/messages/{id}/feedback").route(post().to(rate)));
}

/// Begin a conversation
///
/// Anonymous. The token in the answer opens the conversation and is shown only once. With the code of a counter the
/// conversation knows where it is held: the greeting and every answer tell counter and agency of today, what is done
/// at the counter comes first where a question may mean several things, and a ticket from it keeps the counter. Once
/// the code is withdrawn, nothing of that is told any more.
#[utoipa::path(
    post, path = "/v1/chat/conversations", tag = "chat", operation_id = "begin_conversation",
    request_body = NewConversation,
    responses((status = 201, description = "The conversation with a greeting.", body = Conversation), responses::Write),
)]
pub async fn begin(
    request: HttpRequest,
    limiter: Data<Limiter>,
    assistant: Data<Assistant>,
    places: Data<Shared<Places>>,
    resolver: Data<Resolver>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let NewConversation { place, qr, locale } = object(body)?;
    let place = place.map(|id| known_place(&places, &id)).transpose()?;
    let locale = locale.unwrap_or_else(|| locale_of(&request));
    let scanned = match qr {
        Some(code) => Some(resolver.trusted(&code, locale).await?),
        None => None,
    };
    let opened = assistant
        .begin(Beginning::new(locale, place.clone(), scanned.clone()))
        .await?;
    let token = opened.token.reveal().to_owned();
    let conversation = Conversation {
        id: opened.id,
        token,
        counter: opened.message.counter.clone(),
        agency: opened.message.agency.clone(),
        place: match (place, scanned) {
            (Some(place), _) => resolver.place_today(&place),
            (None, scanned) => scanned.and_then(|scanned| scanned.place),
        },
        message: opened.message,
    };
    Ok(HttpResponse::Created()
        .insert_header(NO_STORE)
        .json(conversation))
}

/// Say something
///
/// Words, or a choice of the last clarifying question. Send an `Idempotency-Key` so that a message
/// that is sent twice on a bad network is answered once.
#[utoipa::path(
    post, path = "/v1/chat/conversations/{id}/messages", tag = "chat", operation_id = "say",
    params(
        ("id" = Uuid, Path, description = "Id of the conversation."),
        ("Idempotency-Key" = Option<String>, Header, description = "A key of your choice, new for each message.", max_length = 100),
    ),
    security(("conversation" = [])),
    request_body = NewMessage,
    responses(
        (status = 200, description = "The assistant's message.", body = Message),
        (status = 409, description = "The key was used for another message, or the conversation is full.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Owned,
    ),
)]
pub async fn say(
    request: HttpRequest,
    limiter: Data<Limiter>,
    assistant: Data<Assistant>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let access = store::open(&*assistant.db, *id, bearer(&request)?).await?;
    let access = access.from(Origin::of(&request, &limiter));
    let body: NewMessage = object(body)?;
    let salted = (access.salt(), &body);
    let attempt = Attempt::from_request(&request, id.to_string(), &salted)?;
    let said = Said::try_from(body)?;
    let message = assistant.answer(&access, said, attempt.as_ref()).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(message))
}

/// Send the question to the agency responsible
///
/// A ticket of its own, opened by the secret in the response. Place, procedure, scanned code and language of the
/// conversation stand in for what it leaves out. What was said goes along only with `share_conversation`. With
/// `at_counter` false the counter that was scanned is left out; when nothing is said of it, it stands in for six
/// hours, and unless the words say that it happened there, a person decides whose the ticket is.
/// Send an `Idempotency-Key` of at least 16 characters, so that a ticket sent twice on a bad network is one
/// ticket.
#[utoipa::path(
    post, path = "/v1/chat/conversations/{id}/ticket", tag = "chat", operation_id = "pass_on",
    params(
        ("id" = Uuid, Path, description = "Id of the conversation."),
        ("Idempotency-Key" = Option<String>, Header, description = "A random key, new for each ticket.", min_length = 16, max_length = 100),
    ),
    security(("conversation" = [])),
    request_body = TicketFromChat,
    responses(
        (status = 201, description = "The ticket with its secret.", body = OpenedTicket),
        (status = 409, description = "The key was used for another ticket.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Owned,
    ),
)]
pub async fn pass_on(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let access = store::open(&*tickets.db, *id, bearer(&request)?).await?;
    let body: TicketFromChat = object(body)?;
    let attempt = Attempt::from_request(&request, format!("tickets:{id}"), &body)?;
    let attempt = strong(attempt)?;
    let incoming = super::incoming(&tickets, &access, body).await?;
    let opened = tickets.take_in(&incoming, attempt.as_ref()).await?;
    Ok(HttpResponse::Created().insert_header(NO_STORE).json(opened))
}

/// Say whether an answer helped
///
/// Opened by the token of the conversation. Sent again, it replaces what was said about the answer
/// before. Only for messages whose outcome is `answered`, `clarify` or `not_found`.
#[utoipa::path(
    post, path = "/v1/chat/messages/{id}/feedback", tag = "chat", operation_id = "rate_message",
    params(
        ("id" = Uuid, Path, description = "Id of the assistant's message."),
        ("Idempotency-Key" = Option<String>, Header, description = "A key of your choice, new for each request.", max_length = 100),
    ),
    security(("conversation" = [])),
    request_body = NewFeedback,
    responses(
        (status = 200, description = "What is kept now.", body = Feedback),
        (status = 409, description = "The key was used for another request.", body = mobile_contract::Problem, content_type = "application/problem+json"),
        responses::Owned,
    ),
)]
pub async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    assistant: Data<Assistant>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let rated = assistant.rateable(*id, bearer(&request)?).await?;
    let body: NewFeedback = object(body)?;
    let attempt = Attempt::from_request(&request, format!("feedback:{id}"), &body)?;
    let opinion = Opinion::try_from(body)?;
    let feedback = assistant.rate(&rated, opinion, attempt.as_ref()).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(feedback))
}

fn known_place(places: &Shared<Places>, id: &str) -> Result<Slug> {
    let unknown = || {
        Error::field(
            "body.place",
            "không có địa phương này",
            "there is no such place",
        )
    };
    let slug: Slug = id.parse().map_err(|_| unknown())?;
    places.get().find(&slug).ok_or_else(unknown)?;
    Ok(slug)
}
