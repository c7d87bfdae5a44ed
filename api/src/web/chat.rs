//! `/chat`: the conversation as a page, by plain form posts, or by fragments for the script.
//!
//! The browser holds the conversation in a cookie that scripts cannot read and other sites cannot
//! send along.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header;
use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::{ErrorCode, Locale, ProcedureCode};
use serde::Deserialize;
use uuid::Uuid;

use super::chat_show::{carried, fragment, show};
use super::views::{Turn, with_param};
use super::{Site, locale_of};
use crate::chat::{Access, Assistant, Beginning, Said, shown_words, store};
use crate::dossiers::Origin;
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::rate::Limiter;
use crate::kernel::vault::Vault;
use crate::qr::Resolver;

const COOKIE: &str = "motcua_chat";
/// A phone at a counter is often a shared one.
const COOKIE_HOURS: i64 = 12;

/// Fields of the forms that lead here.
#[derive(Deserialize)]
pub(super) struct Sent {
    pub(super) text: Option<String>,
    option: Option<String>,
    key: Option<String>,
    qr: Option<String>,
    procedure: Option<String>,
}

impl Sent {
    fn said(&self) -> Result<Said> {
        match (&self.option, &self.text) {
            (Some(option), _) => Ok(Said::Choice(option.clone())),
            (None, text) => Said::words(text.as_deref().unwrap_or_default()),
        }
    }

    fn attempt(&self, vault: &Vault, access: &Access) -> Result<Option<Attempt>> {
        let Some(key) = self.key.as_deref().filter(|key| !key.is_empty()) else {
            return Ok(None);
        };
        let request = (access.salt(), &self.text, &self.option, &self.procedure);
        Attempt::new(vault, key, access.id().to_string(), &request).map(Some)
    }
}

/// Id and token of the conversation that the browser holds.
pub(super) fn ticket(request: &HttpRequest) -> Option<(Uuid, String)> {
    let cookie = request.cookie(COOKIE)?;
    let (id, token) = cookie.value().split_once('.')?;
    Some((id.parse().ok()?, token.to_owned()))
}

pub(super) async fn page(
    request: HttpRequest,
    assistant: Data<Assistant>,
    resolver: Data<Resolver>,
) -> Result<HttpResponse> {
    let locale = locale_of(&request);
    match held(&request, &assistant).await? {
        Some(access) => show(&request, &assistant, &resolver, &access, None).await,
        None => Ok(see_other(if locale == Locale::En {
            "/?lang=en"
        } else {
            "/"
        })),
    }
}

pub(super) async fn say(
    request: HttpRequest,
    limiter: Data<Limiter>,
    assistant: Data<Assistant>,
    resolver: Data<Resolver>,
    site: Data<Site>,
    vault: Data<Vault>,
    sent: Form<Sent>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let scanned = resolver.trusted_if_any(sent.qr.as_deref(), locale).await?;
    let (access, cookie) = match held(&request, &assistant).await? {
        Some(access)
            if !access.is_full()
                && scanned
                    .as_ref()
                    .is_none_or(|s| access.qr() == Some(s.code.as_str())) =>
        {
            (access, None)
        }
        _ => begin(&assistant, &site, Beginning::new(locale, None, scanned)).await?,
    };
    let procedure: Option<ProcedureCode> = sent.procedure.as_deref().and_then(|c| c.parse().ok());
    let access = access.speaking(locale).about(procedure);
    let access = access.from(Origin::of(&request, &limiter));
    let answered = answer(&assistant, &vault, &access, &sent).await;
    let mut response = match answered {
        Ok(turn) if is_fragment(&request) => {
            let qr = carried(&assistant, &access, locale).await?;
            fragment(locale, Turn { qr, ..turn })?
        }
        Ok(_) => see_other(if locale == Locale::En {
            "/chat?lang=en#moi"
        } else {
            "/chat#moi"
        }),
        Err(e) if e.code() == ErrorCode::Invalid && !is_fragment(&request) => {
            show(&request, &assistant, &resolver, &access, Some((&e, &sent))).await?
        }
        Err(e) => return Err(e),
    };
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}

pub(super) async fn restart(request: HttpRequest, site: Data<Site>) -> Result<HttpResponse> {
    let home = if locale_of(&request) == Locale::En {
        "/?lang=en"
    } else {
        "/"
    };
    let mut response = see_other(home);
    let mut gone = cookie(&site, String::new());
    gone.make_removal();
    response.add_cookie(&gone).map_err(Error::internal)?;
    Ok(response)
}

async fn answer(
    assistant: &Assistant,
    vault: &Vault,
    access: &Access,
    sent: &Sent,
) -> Result<Turn> {
    let said = sent.said()?;
    let words = match &said {
        Said::Words(words) => words.clone(),
        Said::Choice(id) => access
            .topic()
            .option(id)
            .map(|o| o.label.clone())
            .unwrap_or_default(),
    };
    let attempt = sent.attempt(vault, access)?;
    let message = assistant.answer(access, said, attempt.as_ref()).await?;
    Ok(Turn {
        said: Some(shown_words(&words, &access.topic(), &message)),
        message,
        feedback: None,
        qr: None,
    })
}

/// The conversation of the cookie; a cookie that no longer opens one counts as none.
pub(super) async fn held(request: &HttpRequest, assistant: &Assistant) -> Result<Option<Access>> {
    let Some((id, token)) = ticket(request) else {
        return Ok(None);
    };
    match store::open(&*assistant.db, id, &token).await {
        Ok(access) => Ok(Some(access)),
        Err(e) if e.code() == ErrorCode::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

async fn begin(
    assistant: &Assistant,
    site: &Site,
    beginning: Beginning,
) -> Result<(Access, Option<Cookie<'static>>)> {
    let opened = assistant.begin(beginning).await?;
    let token = opened.token.reveal();
    let access = store::open(&*assistant.db, opened.id, token).await?;
    Ok((access, Some(cookie(site, format!("{}.{token}", opened.id)))))
}

fn cookie(site: &Site, value: String) -> Cookie<'static> {
    Cookie::build(COOKIE, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.secure)
        .max_age(Duration::hours(COOKIE_HOURS))
        .finish()
}

/// What is wrong with the words, as a sentence above the box.
pub(super) fn first_words(error: &Error, locale: Locale) -> String {
    let problem = error.problem(locale, "");
    let first = problem.errors.first().map(|e| e.msg.clone());
    crate::kernel::words::upper_first(&first.unwrap_or(problem.title))
}

pub(super) fn is_fragment(request: &HttpRequest) -> bool {
    request.headers().contains_key("x-fragment")
}

/// A path that keeps the language of the page.
pub(super) fn in_language(path: &str, locale: Locale) -> String {
    match locale {
        Locale::Vi => path.to_owned(),
        Locale::En => with_param(path, "lang", locale.as_str()),
    }
}

/// Leads on after a form was sent.
pub(super) fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, to))
        .finish()
}
