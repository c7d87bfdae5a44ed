//! `/v1/integrations/dossiers`: what one-stop systems tell.

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use actix_web::web::{Data, Payload, ServiceConfig, post, resource};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::dossier::intake::{DossierEvents, DossierIntake};
use mobile_contract::limits::INTAKE_BYTES;

use super::reader::too_large;
use super::{Form, Parcel};
use crate::accounts::Integration;
use crate::boundary::locale_of;
use crate::dossiers::Dossiers;
use crate::error::{Error, Result};
use crate::kernel::bearer::NO_STORE;
use crate::openapi::responses;

/// Routes of this part of the room.
pub fn configure(config: &mut ServiceConfig) {
    config.service(resource("/v1/integrations/dossiers").route(post().to(take)));
}

/// Hand over events of dossiers
///
/// For one-stop systems, by an API key. `application/x-ndjson` has one event a line, `application/json` an array of
/// events or `{"events": […]}`; both UTF-8, 128 MB at most, packed with gzip if you like (`Content-Encoding`). Events may
/// come in any order, late, and more than once: each is known by its id within its dossier and your system, and the same id
/// with the same content is a duplicate, with other content refused. A line that is no event is refused with its reason; the
/// rest goes in. A key of some agencies may tell of theirs only: one event of another agency, and nothing of the batch is
/// stored (403). After any other failure, sending the whole batch again is safe. See docs/INTEGRATION.md.
#[utoipa::path(
    post, path = "/v1/integrations/dossiers", tag = "dossiers", operation_id = "take_dossiers",
    security(("api_key" = [])),
    request_body(
        content((DossierEvents = "application/json"), (String = "application/x-ndjson")),
        description = "The events, 128 MB at most.",
    ),
    responses((status = 200, description = "What became of them.", body = DossierIntake), responses::Intake),
)]
pub async fn take(
    request: HttpRequest,
    from: Integration,
    dossiers: Data<Dossiers>,
    body: Payload,
) -> Result<HttpResponse> {
    let form = form(&request)?;
    let packed = packed(&request)?;
    let length = text(&request, &CONTENT_LENGTH).parse::<u64>();
    if length.is_ok_and(|length| length > INTAKE_BYTES) {
        return Err(too_large());
    }
    let parcel = Parcel {
        form,
        packed,
        body: Box::pin(body),
    };
    let tally = dossiers.take_in(&from, parcel).await?;
    Ok(HttpResponse::Ok()
        .insert_header(NO_STORE)
        .json(tally.told(locale_of(&request))))
}

fn form(request: &HttpRequest) -> Result<Form> {
    let kind = text(request, &CONTENT_TYPE).to_ascii_lowercase();
    let mut parts = kind.split(';').map(str::trim);
    let form = match parts.next() {
        Some("application/x-ndjson" | "application/ndjson" | "application/jsonl") => Form::Lines,
        Some("application/json") => Form::Document,
        _ => {
            return Err(Error::new(ErrorCode::UnsupportedMedia).detail(
                "Cần gửi application/x-ndjson hoặc application/json.",
                "Please send application/x-ndjson or application/json.",
            ));
        }
    };
    let charset = parts.find_map(|part| part.strip_prefix("charset="));
    let charset = charset.map(|name| name.trim_matches('"'));
    match charset {
        None | Some("utf-8" | "utf8") => Ok(form),
        Some(_) => Err(Error::new(ErrorCode::UnsupportedMedia)
            .detail("Cần gửi mã UTF-8.", "Please send UTF-8.")),
    }
}

fn packed(request: &HttpRequest) -> Result<bool> {
    match text(request, &CONTENT_ENCODING)
        .to_ascii_lowercase()
        .as_str()
    {
        "" | "identity" => Ok(false),
        "gzip" | "x-gzip" => Ok(true),
        _ => Err(Error::new(ErrorCode::UnsupportedMedia).detail(
            "Chỉ nhận nén gzip, hoặc không nén.",
            "Only gzip is unpacked here, or send it plain.",
        )),
    }
}

fn text<'a>(request: &'a HttpRequest, name: &HeaderName) -> &'a str {
    let value = request.headers().get(name);
    value
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default()
        .trim()
}
