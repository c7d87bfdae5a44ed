//! `/v1/dossiers/subscriptions` and `/v1/me/dossier-subscriptions`.

use actix_web::web::{self, Data, Json, Path, Query, ServiceConfig, delete, get, post};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::Page;
use mobile_contract::dossier::lookup::DossierLookup;
use mobile_contract::dossier::subscription::{
    DossierSubscription, DossierSubscriptionCode, DossierSubscriptions, EndDossierSubscription,
    NewDossierSubscription, NewsChannel,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::IntoParams;
use uuid::Uuid;

use super::Wish;
use crate::accounts::{Accounts, Citizen, Contact};
use crate::boundary::locale_of;
use crate::dossiers::{Dossiers, LookUp, Origin, Proven};
use crate::error::Result;
use crate::kernel::bearer::NO_STORE;
use crate::kernel::body::object;
use crate::kernel::rate::Limiter;
use crate::openapi::responses;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/v1/dossiers/subscriptions").route(post().to(begin)))
        .service(web::resource("/v1/dossiers/subscriptions/end").route(post().to(end)))
        .service(web::resource("/v1/dossiers/subscriptions/list").route(post().to(list)))
        .service(web::resource("/v1/dossiers/subscriptions/{id}/end").route(post().to(end_one)))
        .service(web::resource("/v1/dossiers/subscriptions/{id}/confirm").route(post().to(confirm)))
        .service(web::resource("/v1/me/dossier-subscriptions").route(get().to(list_mine)))
        .service(web::resource("/v1/me/dossier-subscriptions/{id}").route(delete().to(end_mine)));
}

/// Be told of a dossier
///
/// Every change, with the next step and the date, by mail, SMS, push or Zalo. First a code is sent to the address,
/// and nothing else before it comes back (`…/confirm`). The phone named in the dossier needs none, when the proof
/// is the receipt's QR code, a code that was sent there, or a pass that came of either; unless its owner once
/// unsubscribed from everything.
#[utoipa::path(
    post, path = "/v1/dossiers/subscriptions", tag = "dossiers", operation_id = "subscribe_to_dossier",
    request_body = NewDossierSubscription,
    responses((status = 202, description = "The subscription, pending or active.", body = DossierSubscription), responses::DossierLookUp),
)]
pub async fn begin(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let new: NewDossierSubscription = object(body)?;
    let wish = Wish::read(new.channel, &new.address)?;
    let origin = Origin::of(&request, &limiter);
    let proven = look_up.prove(&new.code, &new.proof, &origin).await?;
    let dossiers = &look_up.dossiers;
    let begun = dossiers
        .subscribe(&proven, &wish, locale_of(&request), &origin)
        .await?;
    Ok(HttpResponse::Accepted().insert_header(NO_STORE).json(begun))
}

/// List who is told of a dossier
///
/// All of them, the newest first, each address as far as tells it from others. Only for what cannot be guessed: the
/// receipt's QR code, six digits that were sent with their `challenge`, or the pass that came of either or of a sign-in.
#[utoipa::path(
    post, path = "/v1/dossiers/subscriptions/list", tag = "dossiers", operation_id = "dossier_subscriptions",
    request_body = DossierLookup,
    responses((status = 200, description = "Those who are told.", body = DossierSubscriptions), responses::DossierOwner),
)]
pub async fn list(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let proven = proven(&request, &limiter, &look_up, object(body)?).await?;
    let items = look_up.dossiers.told_of(&proven).await?;
    Ok(HttpResponse::Ok()
        .insert_header(NO_STORE)
        .json(DossierSubscriptions { items }))
}

/// End a subscription of one's own dossier
///
/// Whoever began it. By the same proofs as the list.
#[utoipa::path(
    post, path = "/v1/dossiers/subscriptions/{id}/end", tag = "dossiers", operation_id = "end_subscription_of_dossier",
    params(("id" = Uuid, Path, description = "Id of the subscription.")),
    request_body = DossierLookup,
    responses((status = 204, description = "Ended, now or before."), responses::DossierOwner),
)]
pub async fn end_one(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let proven = proven(&request, &limiter, &look_up, object(body)?).await?;
    look_up.dossiers.end_of_dossier(&proven, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn proven(
    request: &HttpRequest,
    limiter: &Limiter,
    look_up: &LookUp,
    asked: DossierLookup,
) -> Result<Proven> {
    let origin = Origin::of(request, limiter);
    let proof = (asked.proof.as_str(), asked.challenge);
    look_up.prove_by(&asked.code, proof, &origin).await
}

/// Confirm an address
///
/// With the six digits that were sent there: good for five minutes and five tries.
#[utoipa::path(
    post, path = "/v1/dossiers/subscriptions/{id}/confirm", tag = "dossiers", operation_id = "confirm_dossier_subscription",
    params(("id" = Uuid, Path, description = "Id of the subscription.")),
    request_body = DossierSubscriptionCode,
    responses((status = 200, description = "The subscription, active.", body = DossierSubscription), responses::DossierConfirm),
)]
pub async fn confirm(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    id: Path<Uuid>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let DossierSubscriptionCode { code } = object(body)?;
    let confirmed = dossiers.confirm(*id, &code).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(confirmed))
}

/// End a subscription by its link
///
/// The token stands in the link at the end of each message.
#[utoipa::path(
    post, path = "/v1/dossiers/subscriptions/end", tag = "dossiers", operation_id = "end_dossier_subscription",
    request_body = EndDossierSubscription,
    responses((status = 204, description = "Ended, now or before."), responses::DossierEnd),
)]
pub async fn end(
    request: HttpRequest,
    limiter: Data<Limiter>,
    dossiers: Data<Dossiers>,
    body: Json<Map<String, Value>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let EndDossierSubscription { token } = object(body)?;
    dossiers.end_by_token(&token).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which page of one's own list.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MySubscriptions {
    /// `next_cursor` of the page before.
    #[param(max_length = 200)]
    cursor: Option<String>,
    /// Most rows.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

/// List what is told to one's own number or address
///
/// The newest first.
#[utoipa::path(
    get, path = "/v1/me/dossier-subscriptions", tag = "dossiers", operation_id = "my_dossier_subscriptions",
    params(MySubscriptions), security(("account" = [])),
    responses((status = 200, description = "A page of subscriptions.", body = Page<DossierSubscription>), responses::StaffList),
)]
pub async fn list_mine(
    citizen: Citizen,
    accounts: Data<Accounts>,
    dossiers: Data<Dossiers>,
    paging: Query<MySubscriptions>,
) -> Result<HttpResponse> {
    let own = own(&accounts, &citizen).await?;
    let paging = (paging.cursor.as_deref(), paging.limit);
    let page = dossiers.subscriptions_of(&own, paging).await?;
    Ok(HttpResponse::Ok().insert_header(NO_STORE).json(page))
}

/// End what is told to one's own number or address
#[utoipa::path(
    delete, path = "/v1/me/dossier-subscriptions/{id}", tag = "dossiers", operation_id = "end_my_dossier_subscription",
    description = "Said twice, it is the same.",
    params(("id" = Uuid, Path, description = "Id of the subscription.")), security(("account" = [])),
    responses((status = 204, description = "Ended, now or before."), responses::Staff),
)]
pub async fn end_mine(
    citizen: Citizen,
    accounts: Data<Accounts>,
    dossiers: Data<Dossiers>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    let own = own(&accounts, &citizen).await?;
    dossiers.end_mine(&own, *id).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What a citizen has proved.
async fn own(accounts: &Accounts, citizen: &Citizen) -> Result<Wish> {
    match accounts.contact_of(citizen.citizen_id).await? {
        Contact::Phone(phone) => Wish::read(NewsChannel::Sms, phone.as_str()),
        Contact::Mail(mail) => Wish::read(NewsChannel::Mail, mail.as_str()),
    }
}
