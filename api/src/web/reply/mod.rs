//! `/tra-loi`: an agency without an account handles one ticket, by the link in its letter.
//!
//! The link leaves its token in a cookie and leads on to an address without it. Opening pages changes
//! nothing: programs that look at links before people do must not answer anything.

mod cookie;
mod form;
mod show;

use actix_web::http::header;
use actix_web::web::{self, Data, Form, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{
    AttachmentParams, NewAnswer, NewDraft, NewFinding, NewRequest, StaffTicket, TicketCode,
    Transfer,
};
use serde::Deserialize;
use uuid::Uuid;

use self::form::Typed;
use self::show::{Shelf, Trouble};
use super::{Site, chat, locale_of};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::tickets::{Mandate, Tickets};

/// Routes of these pages.
pub(super) fn configure(config: &mut ServiceConfig) {
    config
        .service(web::resource("/tra-loi").route(get().to(open)))
        .service(
            web::resource("/tra-loi/{code}")
                .route(get().to(page))
                .route(post().to(answer)),
        )
        .service(web::resource("/tra-loi/{code}/hoi").route(post().to(ask)))
        .service(web::resource("/tra-loi/{code}/kiem-tra").route(post().to(find)))
        .service(web::resource("/tra-loi/{code}/chuyen").route(post().to(send_on)))
        .service(web::resource("/tra-loi/{code}/tep/{id}").route(get().to(file)))
        .service(web::resource("/tra-loi/{code}/xong").route(get().to(show::done)));
}

/// The link of a letter.
#[derive(Deserialize)]
struct Link {
    t: String,
}

/// What every page here needs.
type Here<'a> = (&'a HttpRequest, &'a Shelf, Site);

async fn open(
    request: HttpRequest,
    limiter: Data<Limiter>,
    tickets: Data<Tickets>,
    site: Data<Site>,
    link: Query<Link>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let mandate = tickets.mandate(&link.t).await?;
    let path = cookie::path(mandate.code());
    let mut response = chat::see_other(&chat::in_language(&path, locale_of(&request)));
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    let kept = cookie::keep(**site, mandate.code(), &link.t);
    response.add_cookie(&kept).map_err(Error::internal)?;
    Ok(response)
}

async fn page(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    code: Path<String>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let (mandate, ticket) = match held(&here, &code).await {
        Ok(held) => held,
        Err(refused) => return show::gone(&here, &refused, ""),
    };
    let typed = show::beginning(&mandate, &ticket);
    show::page(&here, &ticket, &typed, None).await
}

/// A file of the ticket, for its page.
async fn file(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let (code, id) = path.into_inner();
    let missing = || Error::new(ErrorCode::NotFound);
    let mandate = mandate(&here, &code).await.map_err(|_| missing())?;
    let id: Uuid = id.parse().map_err(|_| missing())?;
    let desk = mandate.desk();
    let served = shelf
        .tickets
        .file_for(mandate.code(), &desk, id, params.size);
    Ok(served.await?.respond())
}

/// Answers, searches for what to cite, or lays the answer before the leader: by the button.
async fn answer(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    code: Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let typed = Typed::read(fields.into_inner());
    let (mandate, ticket) = match held(&here, &code).await {
        Ok(held) => held,
        Err(refused) => return show::gone(&here, &refused, &typed.words()),
    };
    if typed.button == "tim" {
        return show::page(&here, &ticket, &typed, None).await;
    }
    let (tickets, locale) = (&shelf.tickets, locale_of(&request));
    let (code, desk) = (mandate.code(), mandate.desk());
    let text = typed.text.clone();
    let cites = typed.cites.clone();
    let done = if ticket.approval {
        let draft = NewDraft {
            revision: typed.revision,
            text,
            cites,
            submit: true,
        };
        tickets.draft(code, &desk, &draft, locale).await
    } else {
        let answer = NewAnswer {
            revision: typed.revision,
            text: Some(text),
            cites,
            anyway: typed.anyway,
        };
        tickets.answer(code, &desk, &answer, locale).await
    };
    let deed = if ticket.approval { "duyet" } else { "tra-loi" };
    after(&here, &mandate, done, (&typed, Trouble::Answer), deed).await
}

async fn ask(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    code: Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let typed = Typed::read(fields.into_inner());
    let (mandate, _) = match held(&here, &code).await {
        Ok(held) => held,
        Err(refused) => return show::gone(&here, &refused, &typed.words()),
    };
    let question = NewRequest {
        revision: typed.revision,
        text: typed.text.clone(),
    };
    let done = shelf
        .tickets
        .ask(
            mandate.code(),
            &mandate.desk(),
            &question,
            locale_of(&request),
        )
        .await;
    after(&here, &mandate, done, (&typed, Trouble::Ask), "hoi").await
}

/// Notes what looking into a rating showed.
async fn find(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    code: Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let typed = Typed::read(fields.into_inner());
    let (mandate, _) = match held(&here, &code).await {
        Ok(held) => held,
        Err(refused) => return show::gone(&here, &refused, &typed.words()),
    };
    let new = NewFinding {
        revision: typed.revision,
        text: typed.text.clone(),
    };
    let (desk, locale) = (mandate.desk(), locale_of(&request));
    let done = shelf.tickets.finding(mandate.code(), &desk, &new, locale);
    let done = done.await;
    after(&here, &mandate, done, (&typed, Trouble::Find), "kiem-tra").await
}

async fn send_on(
    request: HttpRequest,
    limiter: Data<Limiter>,
    shelf: Shelf,
    site: Data<Site>,
    code: Path<String>,
    fields: Form<Vec<(String, String)>>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let here = (&request, &shelf, **site);
    let typed = Typed::read(fields.into_inner());
    let (mandate, _) = match held(&here, &code).await {
        Ok(held) => held,
        Err(refused) => return show::gone(&here, &refused, &typed.words()),
    };
    let transfer = Transfer {
        revision: typed.revision,
        to: typed.to.clone(),
        reason: typed.reason.clone(),
    };
    let done = shelf
        .tickets
        .send(
            mandate.code(),
            &mandate.desk(),
            &transfer,
            locale_of(&request),
        )
        .await;
    after(&here, &mandate, done, (&typed, Trouble::SendOn), "chuyen").await
}

/// The ticket of this page, as the browser's token opens it.
async fn held(here: &Here<'_>, code: &str) -> Result<(Mandate, StaffTicket)> {
    let (request, shelf, _) = here;
    let mandate = mandate(here, code).await?;
    let ticket = shelf.tickets.look_by(&mandate, locale_of(request)).await?;
    Ok((mandate, ticket))
}

/// What the browser's token proves: the ticket of this page and no other.
async fn mandate(here: &Here<'_>, code: &str) -> Result<Mandate> {
    let (request, shelf, _) = here;
    let missing = || {
        Error::new(ErrorCode::LinkWrong).detail(
            "Mời bạn mở lại liên kết trong thư về phiếu này.",
            "Please open the link in the mail about this ticket again.",
        )
    };
    let token = cookie::held(request).ok_or_else(missing)?;
    let mandate = shelf.tickets.mandate(&token).await?;
    let code: TicketCode = code.parse().map_err(|_| missing())?;
    if *mandate.code() != code {
        return Err(missing());
    }
    Ok(mandate)
}

/// What was done is said on a page of its own; what was refused comes back with its words.
async fn after(
    here: &Here<'_>,
    mandate: &Mandate,
    done: Result<StaffTicket>,
    (typed, form): (&Typed, Trouble),
    deed: &str,
) -> Result<HttpResponse> {
    let (request, shelf, site) = here;
    let refused = match done {
        Ok(_) => return to_done(request, *site, mandate.code(), deed),
        Err(refused) => refused,
    };
    match refused.code() {
        code if matches!(
            code,
            ErrorCode::Invalid | ErrorCode::TicketChanged | ErrorCode::FindingRequired
        ) || refused.is_about("body.file") =>
        {
            let locale = locale_of(request);
            let ticket = shelf.tickets.look_by(mandate, locale).await?;
            show::page(here, &ticket, typed, Some((form, &refused))).await
        }
        // It left or was closed while somebody wrote.
        ErrorCode::TicketState | ErrorCode::TicketNotFound => {
            show::gone(here, &refused, &typed.words())
        }
        _ => Err(refused),
    }
}

fn to_done(
    request: &HttpRequest,
    site: Site,
    code: &TicketCode,
    deed: &str,
) -> Result<HttpResponse> {
    let path = format!("{}/xong?viec={deed}", cookie::path(code));
    let mut response = chat::see_other(&chat::in_language(&path, locale_of(request)));
    // After asking or submitting, the ticket is still theirs.
    if matches!(deed, "tra-loi" | "chuyen") {
        let gone = cookie::forget(site, code);
        response.add_cookie(&gone).map_err(Error::internal)?;
    }
    Ok(response)
}
