//! Who else is at a ticket, told to whoever writes an answer.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::show::{At, Room};
use crate::error::Result;
use crate::web::staff::Filed;
use crate::web::staff::here::shown;
use crate::web::staff::views::OthersPart;

/// The script of the page says that somebody types, and gets the part of the page that names the others.
/// Without scripts, the page itself tells them, as it was when it was loaded.
pub(super) async fn writing(
    request: HttpRequest,
    filed: Filed,
    room: Data<Room>,
    code: Path<String>,
) -> Result<HttpResponse> {
    let at = At::new(&request, filed.signed, room.into_inner(), &code)?;
    let tickets = &at.room.tickets;
    let others = tickets.be_there(&at.code, &at.desk, true).await?;
    let part = OthersPart {
        shell: at.here.shell(&at.signed),
        others: &others,
    };
    shown(part.render())
}
