//! The contract, readable: `/openapi.json` for programs, `/docs` for people.

use actix_web::http::header;
use actix_web::web::{self, Data, ServiceConfig, get};
use actix_web::{HttpRequest, HttpResponse};
use utoipa::OpenApi;
use utoipa_swagger_ui::SwaggerUi;

use super::Document;
use crate::error::Result;
use crate::kernel::cached::Cached;

/// Routes of this room.
pub fn configure(config: &mut ServiceConfig) {
    let document = Document::openapi();
    if let Ok(cached) = Cached::of(&document) {
        config.app_data(Data::new(ServedDocument(cached)));
    }
    config
        .service(web::resource("/openapi.json").route(get().to(json)))
        .service(web::resource("/docs").route(get().to(to_docs)))
        .service(web::resource("/docs/errors").route(get().to(super::errors::page)))
        .service(
            SwaggerUi::new("/docs/{_:.*}").config(utoipa_swagger_ui::Config::from("/openapi.json")),
        );
}

struct ServedDocument(Cached);

async fn json(request: HttpRequest, document: Data<ServedDocument>) -> Result<HttpResponse> {
    Ok(document.0.respond(&request))
}

async fn to_docs() -> HttpResponse {
    HttpResponse::PermanentRedirect()
        .insert_header((header::LOCATION, "/docs/"))
        .finish()
}
