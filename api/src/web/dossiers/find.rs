//! The form: code and proof.

use actix_web::http::StatusCode;
use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::dossier::lookup::DossierOtpRequest;
use mobile_contract::{DossierCode, ErrorCode, PhoneNumber};
use serde::Deserialize;
use uuid::Uuid;

use super::{PATH, cookie};
use crate::dossiers::{LookUp, Origin};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::web::chat::in_language;
use crate::web::views::{Chrome, DossierFindPage};
use crate::web::{Site, locale_of, private};

/// Code and proof, typed; a scanned receipt sends the code and what proves it.
#[derive(Deserialize)]
pub(in crate::web) struct Typed {
    code: String,
    proof: String,
    challenge: Option<Uuid>,
}

/// Code and phone number, typed.
#[derive(Deserialize)]
pub(in crate::web) struct Asked {
    code: String,
    phone: String,
}

/// What the form is shown with.
#[derive(Default)]
struct Draft<'a> {
    code: &'a str,
    phone: &'a str,
    /// The code that was asked for.
    sent: Option<Uuid>,
    refused: Option<&'a Error>,
}

pub(in crate::web) async fn form(request: HttpRequest) -> Result<HttpResponse> {
    let held = cookie::held(&request).map(|(code, _)| code.to_string());
    let code = held.as_deref().unwrap_or_default();
    let draft = Draft {
        code,
        ..Draft::default()
    };
    show(&request, &draft)
}

/// Proves, keeps the pass, and leads on.
pub(in crate::web) async fn look_up(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    site: Data<Site>,
    typed: Form<Typed>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    match proved(&request, &limiter, &look_up, &typed).await {
        Ok((code, pass)) => super::opened(&request, **site, &code, &pass),
        Err(error) if is_told(&error) => {
            let draft = Draft {
                code: &typed.code,
                // A slip in six digits is mended where they were typed.
                sent: typed.challenge,
                refused: Some(&error),
                ..Draft::default()
            };
            show(&request, &draft)
        }
        Err(error) => Err(error),
    }
}

async fn proved(
    request: &HttpRequest,
    limiter: &Limiter,
    look_up: &LookUp,
    typed: &Typed,
) -> Result<(DossierCode, String)> {
    let code = code(&typed.code)?;
    let origin = Origin::of(request, limiter);
    let proof = (typed.proof.as_str(), typed.challenge);
    let proven = look_up.prove_by(&code, proof, &origin).await?;
    let view = look_up.look(&proven, locale_of(request)).await?;
    Ok((code, view.pass))
}

/// Has a code sent to the phone named in the dossier, and asks for it.
pub(in crate::web) async fn send_code(
    request: HttpRequest,
    limiter: Data<Limiter>,
    look_up: Data<LookUp>,
    asked: Form<Asked>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let origin = Origin::of(&request, &limiter);
    let done = match otp(&asked) {
        Ok(otp) => look_up.ask_code(otp, locale, &origin).await,
        Err(error) => Err(error),
    };
    let (sent, refused) = match done {
        Ok(challenge) => (Some(challenge.challenge), None),
        Err(error) if is_told(&error) => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let draft = Draft {
        code: &asked.code,
        phone: &asked.phone,
        sent,
        refused: refused.as_ref(),
    };
    show(&request, &draft)
}

fn otp(asked: &Asked) -> Result<DossierOtpRequest> {
    let phone: PhoneNumber = asked.phone.parse().map_err(|_| {
        Error::field(
            "body.phone",
            "cần số di động đã khai khi nộp hồ sơ",
            "must be the mobile number that was left with the dossier",
        )
    })?;
    let code = code(&asked.code)?;
    Ok(DossierOtpRequest { code, phone })
}

/// The code; or the one in words around it, or in what a receipt's QR code holds.
fn code(text: &str) -> Result<DossierCode> {
    let alone = text.parse().ok();
    let found = alone.or_else(|| DossierCode::find_in(text));
    found.ok_or_else(|| {
        Error::field(
            "body.code",
            "mã hồ sơ chưa đúng dạng, ví dụ H31.12.45-261120-0012; mã in trên giấy hẹn",
            "is no dossier code; it looks like H31.12.45-261120-0012 and stands on the receipt",
        )
    })
}

/// What is told above the form; everything else is a page of its own.
fn is_told(error: &Error) -> bool {
    matches!(
        error.code(),
        ErrorCode::DossierNotFound | ErrorCode::Invalid | ErrorCode::RateLimited
    )
}

fn show(request: &HttpRequest, draft: &Draft<'_>) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = in_language(PATH, locale);
    let problem = draft.refused.map(|error| super::told(error, locale));
    let page = DossierFindPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        code: draft.code,
        phone: draft.phone,
        sent: draft.sent,
        problem: problem.as_deref(),
    };
    let mut response = private(page.render())?;
    if let Some(refused) = draft.refused {
        let status = StatusCode::from_u16(refused.code().status());
        *response.status_mut() = status.map_err(Error::internal)?;
        super::wait(&mut response, refused)?;
    }
    Ok(response)
}
