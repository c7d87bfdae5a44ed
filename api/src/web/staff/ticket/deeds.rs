//! What is done to a ticket, each by its form.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{
    Merge, NewAnswer, NewDraft, NewFinding, NewKind, NewNote, NewRequest, Revision, StaffTicket,
    TicketCode, Transfer,
};

use super::show::{At, Room};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::web::staff::views::{Form, Unsent};
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
    /// Notes what looking into a rating showed.
    find => find;
    /// Joins it to another one.
    merge => join;
    /// Puts right what kind it is.
    rekind => rekind;
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

    pub(super) async fn answer(&self, fields: Fields) -> Result<HttpResponse> {
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

    pub(super) async fn keep(&self, fields: Fields, submit: bool) -> Result<HttpResponse> {
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
    pub(super) async fn begin_with(&self, mut fields: Fields) -> Result<HttpResponse> {
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
        fields.set("text", words);
        self.look_up(Form::Reply, &fields).await
    }

    async fn approve(&self, fields: Fields) -> Result<HttpResponse> {
        let new = NewAnswer {
            revision: fields.number("revision")?,
            text: None,
            cites: Vec::new(),
            // A leader who has read what is missing decides.
            anyway: fields.has("anyway"),
        };
        let tickets = &self.room.tickets;
        let done = tickets.answer(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::Approve, &fields, "gui").await
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

    async fn find(&self, fields: Fields) -> Result<HttpResponse> {
        let new = NewFinding {
            revision: fields.number("revision")?,
            text: fields.text("text").to_owned(),
        };
        let tickets = &self.room.tickets;
        let done = tickets.finding(&self.code, &self.desk, &new, self.here.locale);
        self.after(done.await, Form::Finding, &fields, "kiem-tra")
            .await
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

    async fn rekind(&self, fields: Fields) -> Result<HttpResponse> {
        let kind = wire::value(fields.text("kind"))
            .map_err(|_| Error::field("body.kind", "mời chọn một loại", "please choose a kind"));
        let done = match kind {
            Ok(kind) => {
                let new = NewKind {
                    revision: fields.number("revision")?,
                    kind,
                    reason: fields.text("reason").to_owned(),
                };
                let tickets = &self.room.tickets;
                tickets
                    .rekind(&self.code, &self.desk, &new, self.here.locale)
                    .await
            }
            Err(error) => Err(error),
        };
        let elsewhere = |it: &StaffTicket| {
            let agency = it.ticket.agency.as_ref().map(|agency| &agency.id);
            self.desk.agency.is_some() && self.desk.agency.as_ref() != agency
        };
        // Another kind may be another agency's.
        if done.as_ref().is_ok_and(elsewhere) {
            return Ok(self.here.led_to("/can-bo?done=chuyen"));
        }
        self.after(done, Form::Rekind, &fields, "loai").await
    }

    /// Shows what was looked for, with everything that was typed.
    pub(super) async fn look_up(&self, form: Form, fields: &Fields) -> Result<HttpResponse> {
        let unsent = Unsent {
            form,
            fields,
            problem: None,
        };
        self.show(Some(&unsent), None).await
    }

    /// What was done shows on the page; what was refused comes back with its words.
    pub(super) async fn after(
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
        let mends = matches!(
            error.code(),
            ErrorCode::Invalid
                | ErrorCode::TicketChanged
                | ErrorCode::TicketState
                | ErrorCode::ApprovalRequired
                | ErrorCode::FindingRequired
                | ErrorCode::AttachmentRefused
                | ErrorCode::TooLarge
                | ErrorCode::TicketNotFound
        );
        // A file that finds no place takes no words along.
        if !mends && !error.is_about("body.file") {
            return Err(error);
        }
        let unsent = Unsent {
            form,
            fields,
            problem: Some(&error),
        };
        self.show(Some(&unsent), None).await
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
