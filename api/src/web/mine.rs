//! `/cua-toi`: "my dossiers and tickets", for citizens who prove a number or an address by a code.
//!
//! The browser holds two cookies, both unseen by scripts and never sent along by other sites: which code was
//! asked for, and, once it was right, the key of the session. Since the former never stands in a form, no
//! other page can sign anybody in as somebody else.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::accounts::OtpProof;
use mobile_contract::limits::OTP_MINUTES;
use mobile_contract::{ErrorCode, PhoneNumber};
use serde::Deserialize;
use uuid::Uuid;

use super::views::{Chrome, MyCodePage, MySignInPage, MyTicketsPage};
use super::{Site, chat, dossiers, locale_of, private};
use crate::accounts::{Accounts, Caller, Citizen, Contact};
use crate::dossiers::LookUp;
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::tickets::Tickets;

/// Address of the pages; cookies go to it and below it only.
pub(super) const PATH: &str = "/cua-toi";
const CODE: &str = "/cua-toi/ma";
const KEY_COOKIE: &str = "motcua_me";
const CODE_COOKIE: &str = "motcua_me_code";

/// The number or the address that a code is to be sent to.
#[derive(Deserialize)]
pub(super) struct Asked {
    contact: String,
}

/// The code, typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    code: String,
    own: Option<String>,
}

/// What every form of a signed-in citizen carries.
#[derive(Deserialize)]
pub(super) struct Signed {
    csrf: Option<String>,
}

/// Which page of the list.
#[derive(Deserialize)]
pub(super) struct Paging {
    after: Option<String>,
    /// Of the dossiers.
    ho_so: Option<String>,
}

/// A citizen whom this browser has signed in.
pub(super) struct Session {
    pub(super) citizen: Citizen,
    key: String,
    /// For forms of its pages.
    pub(super) csrf: String,
}

impl Session {
    /// Refuses a form that did not come from a page of this session.
    ///
    /// # Errors
    /// 403 then.
    pub(super) fn must_have_sent(&self, accounts: &Accounts, csrf: Option<&str>) -> Result<()> {
        if accounts.is_citizen_form(&self.key, csrf.unwrap_or_default()) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Forbidden).detail(
            "Trang này đã mở quá lâu. Mời bạn mở lại trang rồi gửi lại.",
            "This page has been open for too long. Please open it anew, then send again.",
        ))
    }
}

/// Who is signed in in this browser.
pub(super) async fn session(request: &HttpRequest, accounts: &Accounts) -> Result<Option<Session>> {
    let Some(cookie) = request.cookie(KEY_COOKIE) else {
        return Ok(None);
    };
    let key = cookie.value().to_owned();
    let citizen = accounts.citizen_of_page(&key).await?;
    Ok(citizen.map(|citizen| Session {
        citizen,
        csrf: accounts.citizen_form_token(&key),
        key,
    }))
}

/// Leads to where one signs in.
pub(super) fn to_sign_in(request: &HttpRequest) -> HttpResponse {
    chat::see_other(&chat::in_language(PATH, locale_of(request)))
}

/// The list; or, for whoever is not signed in, where one asks for a code.
pub(super) async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    tickets: Data<Tickets>,
    look_up: Data<LookUp>,
    paging: Query<Paging>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let Some(session) = session(&request, &accounts).await? else {
        return ask(&request, "", None);
    };
    let locale = locale_of(&request);
    let here = chat::in_language(PATH, locale);
    let contact = accounts.contact_of(session.citizen.citizen_id).await?;
    let print = &session.citizen.contact_fingerprint;
    let page = tickets.mine(print, (paging.after.as_deref(), None)).await?;
    let first = paging.after.is_none();
    let dossiers = match &contact {
        // The first page of tickets shows the newest dossiers, too.
        Contact::Phone(phone) if first => {
            let after = (paging.ho_so.as_deref(), None);
            Some(look_up.mine(Some(phone), after, locale).await?)
        }
        Contact::Phone(_) | Contact::Mail(_) => None,
    };
    let dossiers = dossiers.as_ref();
    let page = MyTicketsPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        contact: &masked(&contact),
        first,
        dossiers: dossiers.map(|page| page.items.as_slice()),
        next_dossiers: dossiers.and_then(|page| page.next_cursor.as_deref()),
        tickets: &page.items,
        next: page.next_cursor.as_deref(),
        csrf: &session.csrf,
    };
    private(page.render())
}

/// Sends a code.
pub(super) async fn send_code(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    site: Data<Site>,
    asked: Form<Asked>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let locale = locale_of(&request);
    let Some(contact) = read(&asked.contact) else {
        let unknown = Error::field(
            "body.contact",
            "cần số di động hoặc địa chỉ thư điện tử",
            "must be a mobile number or a mail address",
        );
        return ask(&request, &asked.contact, Some(&unknown));
    };
    let caller = Caller::of(&request, &limiter);
    match accounts.send_code(contact, locale, &caller, None).await {
        Ok(challenge) => {
            let mut response = chat::see_other(&chat::in_language(CODE, locale));
            let value = challenge.challenge.to_string();
            let kept = cookie(**site, CODE_COOKIE, value, Duration::minutes(OTP_MINUTES));
            response.add_cookie(&kept).map_err(Error::internal)?;
            Ok(response)
        }
        Err(e) if e.code() == ErrorCode::RateLimited => ask(&request, &asked.contact, Some(&e)),
        Err(e) => Err(e),
    }
}

/// Asks for the code that was sent.
pub(super) async fn code_page(request: HttpRequest) -> Result<HttpResponse> {
    ask_code(&request, None)
}

/// Signs in with the code.
pub(super) async fn sign_in(
    request: HttpRequest,
    limiter: Data<Limiter>,
    accounts: Data<Accounts>,
    site: Data<Site>,
    typed: Form<Typed>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let challenge = request.cookie(CODE_COOKIE);
    let challenge = challenge.and_then(|cookie| cookie.value().parse::<Uuid>().ok());
    let Some(challenge) = challenge else {
        return Ok(to_sign_in(&request));
    };
    let own = typed.own.is_some();
    let proof = OtpProof {
        challenge,
        // Messages show it in groups.
        code: typed.code.split_whitespace().collect(),
    };
    let caller = Caller::of(&request, &limiter);
    match accounts.prove_for_pages(&proof, own, &caller).await {
        Ok(key) => {
            let lasts = Accounts::citizen_session(own).num_seconds();
            let mut response = to_sign_in(&request);
            let kept = cookie(**site, KEY_COOKIE, key, Duration::seconds(lasts));
            response.add_cookie(&kept).map_err(Error::internal)?;
            let used = gone(**site, CODE_COOKIE);
            response.add_cookie(&used).map_err(Error::internal)?;
            Ok(response)
        }
        Err(e) if matches!(e.code(), ErrorCode::OtpWrong | ErrorCode::RateLimited) => {
            ask_code(&request, Some(&e))
        }
        Err(e) => Err(e),
    }
}

/// Signs out. A dossier that was opened from the list is closed, too: the next at a shared device shall not see it.
pub(super) async fn leave(
    request: HttpRequest,
    accounts: Data<Accounts>,
    site: Data<Site>,
    sent: Form<Signed>,
) -> Result<HttpResponse> {
    if let Some(session) = session(&request, &accounts).await? {
        session.must_have_sent(&accounts, sent.csrf.as_deref())?;
        accounts.leave_pages(&session.key).await?;
    }
    let mut response = to_sign_in(&request);
    for used in [gone(**site, KEY_COOKIE), dossiers::forget(**site)] {
        response.add_cookie(&used).map_err(Error::internal)?;
    }
    Ok(response)
}

fn ask(request: &HttpRequest, contact: &str, refused: Option<&Error>) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let here = chat::in_language(PATH, locale);
    let problem = refused.map(|error| chat::first_words(error, locale));
    let page = MySignInPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        contact,
        problem: problem.as_deref(),
    };
    answered(private(page.render())?, refused)
}

fn ask_code(request: &HttpRequest, refused: Option<&Error>) -> Result<HttpResponse> {
    if request.cookie(CODE_COOKIE).is_none() {
        return Ok(to_sign_in(request));
    }
    let locale = locale_of(request);
    let here = chat::in_language(CODE, locale);
    let problem = refused.map(|error| chat::first_words(error, locale));
    let page = MyCodePage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        problem: problem.as_deref(),
    };
    answered(private(page.render())?, refused)
}

fn answered(mut response: HttpResponse, refused: Option<&Error>) -> Result<HttpResponse> {
    if let Some(refused) = refused {
        let status = StatusCode::from_u16(refused.code().status());
        *response.status_mut() = status.map_err(Error::internal)?;
    }
    Ok(response)
}

/// A mobile number or a mail address, however it is written.
fn read(text: &str) -> Option<Contact> {
    let text = text.trim();
    if text.contains('@') {
        return text.parse().map(Contact::Mail).ok();
    }
    let phone: PhoneNumber = text.parse().ok()?;
    // Where no message arrives, no code does.
    phone.is_mobile().then_some(Contact::Phone(phone))
}

/// Enough to know it again; somebody may look over the shoulder.
fn masked(contact: &Contact) -> String {
    match contact {
        Contact::Phone(phone) => phone.masked(),
        Contact::Mail(mail) => mail.masked(),
    }
}

fn cookie(site: Site, name: &'static str, value: String, lasts: Duration) -> Cookie<'static> {
    Cookie::build(name, value)
        .path(PATH)
        .http_only(true)
        // Links in mails lead to these pages: strict cookies would not come along.
        .same_site(SameSite::Lax)
        .secure(site.secure)
        .max_age(lasts)
        .finish()
}

fn gone(site: Site, name: &'static str) -> Cookie<'static> {
    let mut cookie = cookie(site, name, String::new(), Duration::ZERO);
    cookie.make_removal();
    cookie
}
