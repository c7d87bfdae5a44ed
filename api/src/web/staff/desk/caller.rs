//! `/can-bo/goi`: somebody is on the phone. Search while they talk, read the answer out, or write
//! their question down as a ticket.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::accounts::Role;
use mobile_contract::search::HitKind;
use mobile_contract::ticket::{
    ContactWay, NewContact, NewTicket, OpenedTicket, TicketSource, TicketState,
};
use mobile_contract::{ErrorCode, PhoneNumber};
use uuid::Uuid;

use super::call_search::{Asked, Found, Knowledge};
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::tickets::{Incoming, Inferred, Tickets};
use crate::web::staff::here::{refused, shown};
use crate::web::staff::views::{CallDraft, CallSentPage, CallerPage};
use crate::web::staff::{Fields, Filed, Here, Signed};
use crate::web::tickets::{kind, places};

/// The page of a call.
pub(super) const PATH: &str = "/can-bo/goi";
/// Who answers the phone.
pub(super) const CALL_CENTRE: [Role; 2] = [Role::Operator, Role::Administrator];

/// A new call. It takes no words from its address: what callers say stands in none.
pub(super) async fn page(
    request: HttpRequest,
    signed: Signed,
    tickets: Data<Tickets>,
) -> Result<HttpResponse> {
    signed.staff.require(&CALL_CENTRE)?;
    let here = Here::at(&request, PATH);
    let nothing = Found::default();
    let asked = Asked {
        q: "",
        place: None,
        chosen: None,
    };
    let page = CallerPage {
        shell: here.shell(&signed),
        found: &nothing.view(&here, &signed, &asked, ""),
        draft: &CallDraft::default(),
        places: &places(&tickets),
        key: &form_key(),
        problem: None,
    };
    shown(page.render())
}

/// A key that nobody guesses: it is what a repeated form shows the secret of the ticket by.
pub(super) fn form_key() -> String {
    Uuid::new_v4().simple().to_string()
}

pub(super) async fn send(
    request: HttpRequest,
    filed: Filed,
    tickets: Data<Tickets>,
    knowledge: Knowledge,
) -> Result<HttpResponse> {
    let Filed { signed, fields } = filed;
    signed.staff.require(&CALL_CENTRE)?;
    let here = Here::at(&request, PATH);
    match take_in(&here, &signed, &fields, &tickets).await {
        Ok(opened) => {
            let page = CallSentPage {
                shell: here.shell(&signed),
                ticket: &opened.ticket,
                secret: &opened.secret,
                told_at: told_at(&fields, opened.ticket.state),
            };
            shown(page.render())
        }
        Err(error)
            if matches!(
                error.code(),
                ErrorCode::Invalid | ErrorCode::IdempotencyConflict
            ) =>
        {
            again((&here, &signed), &fields, (&tickets, &knowledge), &error).await
        }
        Err(error) => Err(error),
    }
}

/// Where the code and the answer are sent: as tickets choose it.
fn told_at(fields: &Fields, state: TicketState) -> Option<&str> {
    let (phone, mail) = (fields.said("phone"), fields.said("mail"));
    // A fixed line gets no text message.
    let phone = phone.filter(|number| number.parse::<PhoneNumber>().is_ok_and(|n| n.is_mobile()));
    let told = match fields.text("prefer") {
        "phone" => phone.or(mail),
        _ => mail.or(phone),
    };
    told.filter(|_| state != TicketState::HandedOver)
}

async fn take_in(
    here: &Here,
    signed: &Signed,
    fields: &Fields,
    tickets: &Tickets,
) -> Result<OpenedTicket> {
    let said = |name: &str| fields.said(name).map(ToOwned::to_owned);
    let new = NewTicket {
        text: fields.text("text").to_owned(),
        kind: kind(fields.text("kind")),
        place: said("place"),
        procedure: said("procedure"),
        contact: Some(NewContact {
            name: said("name"),
            phone: said("phone"),
            mail: said("mail"),
            prefer: match fields.text("prefer") {
                "mail" => Some(ContactWay::Mail),
                "phone" => Some(ContactWay::Phone),
                _ => None,
            },
        }),
        ..NewTicket::default()
    };
    let key: Uuid = fields.text("key").parse().map_err(|_| {
        Error::field(
            "body.key",
            "mời mở lại trang này rồi gửi",
            "please open this page anew, then send",
        )
    })?;
    let scope = format!("caller-tickets:{}", signed.staff.user_id);
    let attempt = Attempt::new(&tickets.vault, &key.simple().to_string(), scope, &new)?;
    let incoming = Incoming {
        new,
        source: TicketSource::Phone,
        operator: Some(signed.staff.user_id),
        direct: None,
        inferred: Inferred::default(),
        conversation: Vec::new(),
        files: Vec::new(),
        shown: Vec::new(),
        locale: here.locale,
    };
    tickets.take_in(&incoming, Some(&attempt)).await
}

/// What was typed into the ticket.
pub(super) fn draft(fields: &Fields) -> CallDraft {
    let text = |name: &str| fields.text(name).to_owned();
    CallDraft {
        text: text("text"),
        kind: text("kind"),
        place: text("place"),
        name: text("name"),
        phone: text("phone"),
        mail: text("mail"),
        prefer: text("prefer"),
        procedure: text("procedure"),
    }
}

/// The form again, with every word that was typed and the answer that was read out.
async fn again(
    (here, signed): (&Here, &Signed),
    fields: &Fields,
    (tickets, knowledge): (&Tickets, &Knowledge),
    error: &Error,
) -> Result<HttpResponse> {
    let draft = draft(fields);
    let about = Some(draft.procedure.as_str()).filter(|code| !code.is_empty());
    let asked = Asked {
        chosen: about.map(|code| (HitKind::Procedure, code)),
        ..Asked::of(fields)
    };
    let found = knowledge.look(here, &asked).await?;
    let page = CallerPage {
        shell: here.shell(signed),
        found: &found.view(here, signed, &asked, &draft.procedure),
        draft: &draft,
        places: &places(tickets),
        key: &form_key(),
        problem: Some(error),
    };
    refused(error, page.render())
}
