//! The pages themselves.

use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path, Query};
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::search::{HitKind, SearchParams};
use mobile_contract::ticket::{Author, StaffTicket, TicketCode};
use mobile_contract::{ErrorCode, Slug};
use serde::Deserialize;

use super::Here;
use super::cookie;
use super::form::Typed;
use crate::error::{Error, Result};
use crate::faqs::Faqs;
use crate::kernel::order;
use crate::kernel::shared::Shared;
use crate::kernel::words::upper_first;
use crate::search::Finder;
use crate::tickets::{Mandate, Tickets};
use crate::web::views::{Chrome, Citable, ReplyDonePage, ReplyForm, ReplyGonePage, ReplyPage};
use crate::web::{chat, locale_of, private};

/// Hits to choose citations from.
const HITS: u32 = 8;

/// What the pages are made of.
pub(super) struct Shelf {
    pub(super) tickets: Data<Tickets>,
    finder: Data<Arc<Finder>>,
    faqs: Data<Shared<Faqs>>,
}

impl FromRequest for Shelf {
    type Error = actix_web::Error;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let shelf = || {
            Some(Self {
                tickets: request.app_data::<Data<Tickets>>()?.clone(),
                finder: request.app_data::<Data<Arc<Finder>>>()?.clone(),
                faqs: request.app_data::<Data<Shared<Faqs>>>()?.clone(),
            })
        };
        let missing = || Error::internal("the pages of letters lack what they are made of").into();
        std::future::ready(shelf().ok_or_else(missing))
    }
}

/// Which form was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    Answer,
    Ask,
    Find,
    SendOn,
}

/// What the forms begin with: what the ticket is about, and an answer by mail that was not fit to go
/// out.
pub(super) fn beginning(mandate: &Mandate, ticket: &StaffTicket) -> Typed {
    let procedure = ticket.ticket.procedure.as_ref();
    let last = ticket
        .ticket
        .messages
        .iter()
        .filter(|message| message.author == Author::Agency)
        .map(|message| message.sent_at)
        .max();
    let own = ticket.notes.last().filter(|note| {
        let whose = note.agency.as_ref().map(|agency| &agency.id);
        whose == Some(mandate.agency()) && last.is_none_or(|at| note.written_at > at)
    });
    Typed {
        text: own.map(|note| note.text.clone()).unwrap_or_default(),
        cites: procedure.map(|p| p.code.to_string()).into_iter().collect(),
        revision: ticket.revision,
        ..Typed::default()
    }
}

/// The ticket with its forms.
pub(super) async fn page(
    (request, shelf, _): &Here<'_>,
    ticket: &StaffTicket,
    typed: &Typed,
    refused: Option<(Trouble, &Error)>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let path = cookie::path(&ticket.ticket.code);
    let here = chat::in_language(&path, locale);
    let problems: Vec<String> = refused.map_or_else(Vec::new, |(_, error)| words(error, request));
    let citable = citable(shelf, typed).await?;
    let form = ReplyForm {
        text: match refused {
            Some((Trouble::Ask | Trouble::Find, _)) => "",
            _ => &typed.text,
        },
        question: match refused {
            Some((Trouble::Ask, _)) => &typed.text,
            _ => "",
        },
        finding: match refused {
            Some((Trouble::Find, _)) => &typed.text,
            _ => "",
        },
        anyway: typed.anyway,
        q: &typed.q,
        to: &typed.to,
        reason: &typed.reason,
    };
    let (desk, agencies) = receivers(&shelf.tickets, ticket);
    let page = ReplyPage {
        chrome: Chrome {
            locale,
            path: &here,
        },
        path: &path,
        ticket,
        form,
        citable: &citable,
        searched: typed.button == "tim",
        desk: desk.as_ref(),
        agencies: &agencies,
        problems: &problems,
        trouble: match refused {
            None => "",
            Some((Trouble::Answer, _)) => "tra-loi",
            Some((Trouble::Ask, _)) => "hoi",
            Some((Trouble::Find, _)) => "kiem-tra",
            Some((Trouble::SendOn, _)) => "chuyen",
        },
    };
    let mut response = private(page.render())?;
    if let Some((_, error)) = refused {
        *response.status_mut() =
            StatusCode::from_u16(error.code().status()).map_err(Error::internal)?;
    }
    Ok(response)
}

/// What is wrong, in sentences.
fn words(error: &Error, request: &HttpRequest) -> Vec<String> {
    let problem = error.problem(locale_of(request), "");
    let mut words: Vec<String> = problem.errors.into_iter().map(|e| e.msg).collect();
    words.extend(problem.detail);
    if words.is_empty() {
        words.push(problem.title);
    }
    words.iter().map(|words| upper_first(words)).collect()
}

/// What is cited, and what the search found.
async fn citable(shelf: &Shelf, typed: &Typed) -> Result<Vec<Citable>> {
    let cited = typed.cites.iter().filter_map(|cited| {
        let (title, kind) = title_of(shelf, cited)?;
        Some(Citable {
            code: cited.clone(),
            title,
            href: href(kind, cited),
            chosen: true,
        })
    });
    let mut all: Vec<Citable> = cited.collect();
    let q = typed.q.trim();
    if q.is_empty() {
        return Ok(all);
    }
    let params = SearchParams {
        q: q.to_owned(),
        kind: None,
        place: None,
        explain: None,
        limit: Some(HITS),
    };
    let found = match shelf.finder.find(&params).await {
        Ok(found) => found.hits,
        // Too long to search for: the words stay, and nothing is found.
        Err(e) if e.code() == ErrorCode::Invalid => Vec::new(),
        Err(e) => return Err(e),
    };
    for hit in found {
        if all.iter().all(|one| one.code != hit.code) {
            all.push(Citable {
                href: href(hit.kind, &hit.code),
                code: hit.code,
                title: hit.title,
                chosen: false,
            });
        }
    }
    Ok(all)
}

fn title_of(shelf: &Shelf, cited: &str) -> Option<(String, HitKind)> {
    if let Ok(code) = cited.parse() {
        let procedures = shelf.tickets.procedures.get();
        let title = procedures.find(&code)?.summary.title.clone();
        return Some((title, HitKind::Procedure));
    }
    let faqs = shelf.faqs.get();
    let question = faqs.find(&cited.parse().ok()?)?.faq.question.clone();
    Some((question, HitKind::Faq))
}

fn href(kind: HitKind, code: &str) -> String {
    match kind {
        HitKind::Procedure => format!("/thu-tuc/{code}"),
        HitKind::Faq => format!("/hoi-dap/{code}"),
    }
}

/// The province's desk, and today's agencies by name.
type Receivers = (Option<(String, String)>, Vec<(String, String)>);

fn receivers(tickets: &Tickets, ticket: &StaffTicket) -> Receivers {
    let today = tickets.clock.today();
    let named = |id: &Slug, name: &str| (id.to_string(), name.to_owned());
    let has = ticket.ticket.agency.as_ref().map(|agency| &agency.id);
    let desk = tickets.router.arbiter(today);
    let desk = desk.filter(|desk| Some(&desk.id) != has);
    let agencies = tickets.names.agencies.get();
    let all = agencies
        .after(None, None, Some(today))
        .filter(|agency| Some(&agency.id) != has)
        .filter(|agency| desk.as_ref().is_none_or(|desk| desk.id != agency.id))
        .map(|agency| named(&agency.id, &agency.name));
    let all = order::by_name(all, |(_, name)| name);
    (desk.map(|desk| named(&desk.id, &desk.name)), all)
}

/// The page in the place of one that cannot be opened any more. What was typed is there to be copied.
pub(super) fn gone(
    (request, _, _): &Here<'_>,
    refused: &Error,
    typed: &str,
) -> Result<HttpResponse> {
    // What failed on our side is no matter of the link.
    if refused.code().status() >= 500 {
        let (vi, en) = ("Mời bạn thử lại sau ít phút.", "Please try again shortly.");
        return Err(Error::new(refused.code()).detail(vi, en));
    }
    let locale = locale_of(request);
    let path = chat::in_language("/", locale);
    let problem = refused.problem(locale, "");
    let page = ReplyGonePage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        problem: problem.detail.as_deref().unwrap_or(&problem.title),
        typed,
    };
    let status = match refused.code() {
        ErrorCode::LinkWrong => StatusCode::FORBIDDEN,
        _ => StatusCode::GONE,
    };
    let mut response = private(page.render())?;
    *response.status_mut() = status;
    Ok(response)
}

/// What was done.
#[derive(Deserialize)]
pub(super) struct Deed {
    #[serde(default)]
    viec: String,
}

/// Says what was done. It tells nothing of the ticket, so it needs no token.
pub(super) async fn done(
    request: HttpRequest,
    code: Path<String>,
    deed: Query<Deed>,
) -> Result<HttpResponse> {
    let code: TicketCode = code.parse().map_err(|_| Error::new(ErrorCode::NotFound))?;
    let locale = locale_of(&request);
    let path = crate::web::path_of(&request);
    let back = matches!(deed.viec.as_str(), "hoi" | "duyet" | "kiem-tra");
    let page = ReplyDonePage {
        chrome: Chrome {
            locale,
            path: &path,
        },
        code: &code,
        deed: &deed.viec,
        back: back.then(|| cookie::path(&code)),
    };
    private(page.render())
}
