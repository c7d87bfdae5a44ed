//! What is done to a ticket, each by its form.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{
    Merge, NewAnswer, NewDraft, NewNote, NewRequest, Revision, StaffTicket, TicketCode, Transfer,
};

use super::editor;
use super::show::{At, Room};
use crate::error::{Error, Result};
use crate::web::staff::here::shown;
use crate::web::staff::views::{Form, FoundPart, Unsent};
use crate::web::staff::{Fields, Filed};

/// What every handler here is given.
type Sent = (HttpRequest, Filed, Data<Room>, Path<String>);

/// Whoever sent a form, at the ticket it is about.
fn at(sent: Sent) -> Result<(At, Fields)> {
    let (request, filed, room, code) = sent;
    let at = At::new(&request, filed.signed, room.into_inner(), &code)?;
    Ok((at, filed.fields))
}

macro_rules! handlers {
    ($($(#[$doc:meta])* $name:ident => $inner:ident;)*) => {$(
        $(#[$doc])*
        pub(super) async fn $name(
            request: HttpRequest,
            filed: Filed,
            room: Data<Room>,
            code: Path<String>,
        ) -> Result<HttpResponse> {
            let (at, fields) = at((request, filed, room, code))?;
            at.$inner(fields).await
        }
    )*};
}

handlers! {
    /// Takes the ticket on.
    take_on => take;
    /// Sends it on, or looks for an agency.
    transfer => send;
    /// Approves the draft as it stands.
    approve => approve;
    /// Sends the draft back to its writer.
    send_back => give_back;
    /// Asks the sender.
    ask => ask;
    /// Adds a note.
    note => note;
    /// Joins it to another one.
    merge => join;
}

/// The answer: looked up for, kept, submitted or sent. A script may ask for what was found alone.
pub(super) async fn reply(
    request: HttpRequest,
    filed: Filed,
    room: Data<Room>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let fragment = request.headers().contains_key("x-fragment");
    let (at, fields) = at((request, filed, room, code))?;
    match fields.text("do") {
        "send" => at.answer(fields).await,
        "submit" => at.keep(fields, true).await,
        "save" => at.keep(fields, false).await,
        "begin" => at.begin_with(&fields).await,
        _ if fragment => {
            let part = FoundPart {
                shell: at.here.shell(&at.signed),
                editor: &editor::sought(&at.room, &fields).await?,
            };
            shown(part.render())
        }
        _ => at.look_up(Form::Reply, &fields).await,
    }
}

impl At {
    async fn take(&self, fields: Fields) -> Result<HttpResponse> {
        let seen = Revision {
            revision: fields.number("revision")?,
        };
        let tickets = &self.room.tickets;
        let done = tickets.take_on(&self.code, &self.desk, &seen, self.here.locale);
        self.after(done.await, Form::Take, &fields, "nhan").await
    }

    async fn send(&self, fields: Fields) -> Result<HttpResponse> {
        if fields.text("do") != "send" {
            return self.look_up(Form::Transfer, &fields).await;
        }
        let transfer = Transfer {
            revision: fields.number("revision")?,
            to: fields.text("to").to_owned(),
            reason: fields.text("reason").to_owned(),
        };
        let tickets = &self.room.tickets;
        let done = tickets.send(&self.code, &self.desk, &transfer, self.here.locale);
        let done = done.await;
        // An agency's people see it no more.
        if done.is_ok() && self.desk.agency.is_some() {
            return Ok(self.here.led_to("/can-bo?done=chuyen"));
        }
        self.after(done, Form::Transfer, &fields, "chuyen").await
    }

    async fn answer(&self, fields: Fields) -> Result<HttpResponse> {
        let new = NewAnswer {
            revision: fields.number("revision")?,
            text: Some(fields.text("text").to_owned()),
            cites: cites(&fields),
            anyway: fields.has("anyway"),
        };
        let tickets = &self.room.tickets;
        let done = tickets.answer(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::Reply, &fields, "gui").await
    }

    async fn keep(&self, fields: Fields, submit: bool) -> Result<HttpResponse> {
        let new = NewDraft {
            revision: fields.number("revision")?,
            text: fields.text("text").to_owned(),
            cites: cites(&fields),
            submit,
        };
        let tickets = &self.room.tickets;
        let done = tickets.draft(&self.code, &self.desk, &new, self.here.locale);
        let told = if submit { "trinh" } else { "luu" };
        self.after(done.await, Form::Reply, &fields, told).await
    }

    /// Puts a text into the editor, below what stands there.
    async fn begin_with(&self, fields: &Fields) -> Result<HttpResponse> {
        let chosen = fields.text("mau");
        let texts = self.texts().await?;
        let chosen = texts.into_iter().find(|text| text.id.to_string() == chosen);
        let chosen = chosen.map(|text| text.filled.unwrap_or(text.text));
        let typed = fields.text("text").trim_end();
        let words = match chosen {
            Some(text) if typed.is_empty() => text,
            Some(text) => format!("{typed}\n\n{text}"),
            None => typed.to_owned(),
        };
        self.look_up(Form::Reply, &fields.replacing("text", &words))
            .await
    }

    async fn approve(&self, fields: Fields) -> Result<HttpResponse> {
        let new = NewAnswer {
            revision: fields.number("revision")?,
            text: None,
            cites: Vec::new(),
            // A leader has read it, and decides.
            anyway: true,
        };
        let tickets = &self.room.tickets;
        let done = tickets.answer(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::SendBack, &fields, "gui").await
    }

    async fn give_back(&self, fields: Fields) -> Result<HttpResponse> {
        let new = request(&fields)?;
        let tickets = &self.room.tickets;
        let done = tickets.send_back(&self.code, &self.desk, &new, self.here.locale);
        let form = Form::SendBack;
        self.after(done.await, form, &fields, "tra-lai").await
    }

    async fn ask(&self, fields: Fields) -> Result<HttpResponse> {
        let new = request(&fields)?;
        let tickets = &self.room.tickets;
        let done = tickets.ask(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::Ask, &fields, "hoi").await
    }

    async fn note(&self, fields: Fields) -> Result<HttpResponse> {
        let new = NewNote {
            text: fields.text("text").to_owned(),
        };
        let tickets = &self.room.tickets;
        let done = tickets.note(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::Note, &fields, "ghi").await
    }

    async fn join(&self, fields: Fields) -> Result<HttpResponse> {
        let into: Result<TicketCode> = fields.text("into").parse().map_err(|_| {
            Error::field(
                "body.into",
                "chưa đúng mã phiếu, ví dụ P7K3M-9QWX-4",
                "is no code of a ticket, as P7K3M-9QWX-4",
            )
        });
        let done = match into {
            Ok(into) => {
                let merge = Merge {
                    revision: fields.number("revision")?,
                    into,
                };
                let tickets = &self.room.tickets;
                tickets
                    .merge(&self.code, &self.desk, &merge, self.here.locale)
                    .await
            }
            Err(error) => Err(error),
        };
        self.after(done, Form::Merge, &fields, "gop").await
    }

    /// Shows what was looked for, with everything that was typed.
    async fn look_up(&self, form: Form, fields: &Fields) -> Result<HttpResponse> {
        let unsent = Unsent {
            form,
            fields,
            problem: None,
        };
        self.show(Some(&unsent), None).await
    }

    /// What was done shows on the page; what was refused comes back with its words.
    async fn after(
        &self,
        done: Result<StaffTicket>,
        form: Form,
        fields: &Fields,
        told: &str,
    ) -> Result<HttpResponse> {
        let error = match done {
            Ok(_) => return Ok(self.here.led_to(&format!("{}?done={told}", self.path()))),
            Err(error) => error,
        };
        match error.code() {
            ErrorCode::Invalid
            | ErrorCode::TicketChanged
            | ErrorCode::TicketState
            | ErrorCode::ApprovalRequired
            | ErrorCode::TicketNotFound => {
                let unsent = Unsent {
                    form,
                    fields,
                    problem: Some(&error),
                };
                self.show(Some(&unsent), None).await
            }
            _ => Err(error),
        }
    }
}

fn cites(fields: &Fields) -> Vec<String> {
    fields.all("cites").map(ToOwned::to_owned).collect()
}

fn request(fields: &Fields) -> Result<NewRequest> {
    Ok(NewRequest {
        revision: fields.number("revision")?,
        text: fields.text("text").to_owned(),
    })
}
