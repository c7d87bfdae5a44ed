//! The answer's form, with the files that go with it, and files that are looked at.

use actix_web::web::{Data, Path, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use mobile_contract::ticket::{AttachmentParams, StaffTicket};
use uuid::Uuid;

use super::editor;
use super::show::{At, Room};
use crate::error::{Error, Result};
use crate::web::posted;
use crate::web::staff::here::shown;
use crate::web::staff::views::{Form, FoundPart};
use crate::web::staff::{Fields, FiledFiles, Signed};

/// A file of a ticket.
pub(super) async fn read(
    request: HttpRequest,
    signed: Signed,
    room: Data<Room>,
    path: Path<(String, String)>,
    params: Query<AttachmentParams>,
) -> Result<HttpResponse> {
    let (code, id) = path.into_inner();
    let at = At::new(&request, signed, room.into_inner(), &code)?;
    let id = file_id(&id)?;
    let tickets = &at.room.tickets;
    let served = tickets.file_for(&at.code, &at.desk, id, params.size);
    Ok(served.await?.respond())
}

/// The answer: looked up for, kept, submitted or sent, with files. A script may ask for what was found
/// alone.
pub(super) async fn reply(
    request: HttpRequest,
    sent: FiledFiles,
    room: Data<Room>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let FiledFiles { filed, files } = sent;
    let fragment = request.headers().contains_key("x-fragment");
    let at = At::new(&request, filed.signed, room.into_inner(), &code)?;
    let mut fields = filed.fields;
    if !files.is_empty()
        && let Err(error) = at.lay_ready(files, &mut fields).await
    {
        return at.after(Err(error), Form::Reply, &fields, "").await;
    }
    match fields
        .text("do")
        .split_once(' ')
        .unwrap_or((fields.text("do"), ""))
    {
        ("send", _) => at.answer(fields).await,
        ("submit", _) => at.keep(fields, true).await,
        ("save", _) => at.keep(fields, false).await,
        ("begin", _) => at.begin_with(fields).await,
        ("drop", id) => {
            let id = file_id(id)?;
            at.drop_file(id, &fields).await
        }
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

/// What is no id names no file.
fn file_id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| Error::new(ErrorCode::NotFound))
}

impl At {
    /// Files go with the next answer. They are laid ready before anything else, so that they are there
    /// also when the words are refused.
    async fn lay_ready(&self, files: posted::Sent, fields: &mut Fields) -> Result<()> {
        let tickets = &self.room.tickets;
        tickets.may_lay_ready(&self.code, &self.desk).await?;
        let taken = files.take(&tickets.files).await?;
        let laid = tickets.lay_ready(&self.code, &self.desk, &taken, self.here.locale);
        move_on(&laid.await?, fields)
    }

    async fn drop_file(&self, id: Uuid, fields: &Fields) -> Result<HttpResponse> {
        let tickets = &self.room.tickets;
        let dropped = tickets.take_back(&self.code, &self.desk, id, self.here.locale);
        match dropped.await {
            Ok(_) => self.look_up(Form::Reply, fields).await,
            // Pressed twice, or somebody else has taken it away: it is as it was wanted.
            Err(error) if error.code() == ErrorCode::NotFound => {
                self.look_up(Form::Reply, fields).await
            }
            Err(error) => self.after(Err(error), Form::Reply, fields, "").await,
        }
    }
}

/// What was laid ready is a change of our own: whoever saw the state before it goes on from this one. Who
/// saw an older one is still told that somebody else changed the ticket.
fn move_on(laid: &StaffTicket, fields: &mut Fields) -> Result<()> {
    let seen: i32 = fields.number("revision")?;
    if laid.revision - 1 == seen {
        fields.set("revision", laid.revision.to_string());
    }
    Ok(())
}
