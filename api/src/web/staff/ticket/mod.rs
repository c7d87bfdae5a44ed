//! `/can-bo/phieu/{code}`: a ticket, and what is done to it by forms. What is refused comes back with the
//! words that were typed.

mod deeds;
mod editor;
mod files;
mod presence;
mod show;

use actix_web::web::{self, Data, Path, Query, ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use self::show::At;
pub use self::show::Room;
use super::Signed;
use crate::error::Result;

pub(super) fn routes(config: &mut ServiceConfig) {
    let deed = |name: &str| web::resource(format!("/phieu/{{code}}/{name}"));
    config
        .service(web::resource("/phieu/{code}").route(get().to(page)))
        .service(deed("nhan").route(post().to(deeds::take_on)))
        .service(deed("chuyen").route(post().to(deeds::transfer)))
        .service(deed("tra-loi").route(post().to(files::reply)))
        .service(deed("duyet").route(post().to(deeds::approve)))
        .service(deed("tra-lai").route(post().to(deeds::send_back)))
        .service(deed("hoi").route(post().to(deeds::ask)))
        .service(deed("ghi-chu").route(post().to(deeds::note)))
        .service(deed("kiem-tra").route(post().to(deeds::find)))
        .service(deed("loai").route(post().to(deeds::rekind)))
        .service(deed("dang-viet").route(post().to(presence::writing)))
        .service(deed("tep/{id}").route(get().to(files::read)))
        .service(deed("gop").route(post().to(deeds::merge)));
}

#[derive(Deserialize)]
struct Asked {
    /// What was done just now.
    done: Option<String>,
}

async fn page(
    request: HttpRequest,
    signed: Signed,
    desk: Data<Room>,
    code: Path<String>,
    asked: Query<Asked>,
) -> Result<HttpResponse> {
    let at = At::new(&request, signed, desk.into_inner(), &code)?;
    at.show(None, asked.done.as_deref()).await
}
