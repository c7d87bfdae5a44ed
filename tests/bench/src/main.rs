//! Bare actix: answers with the bytes of files, without middleware, database or thought.
//!
//! `motcua-bare PORT WORKERS FOLDER` serves `FOLDER/0`, `FOLDER/1`, … at `/0`, `/1`, … to GET and
//! POST, with an entity tag, and 304 when the caller names it. scripts/bench holds the real server
//! against this: same actix, same allocator, same number of workers, same bytes.

use std::error::Error;
use std::io;
use std::path::Path;

use actix_web::http::header::{CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TAG: HeaderValue = HeaderValue::from_static("W/\"00000000000000000000\"");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// What was asked for is a number, because files are named so.
async fn answer(
    request: HttpRequest,
    number: web::Path<usize>,
    bodies: Data<Vec<Bytes>>,
) -> HttpResponse {
    if request.headers().get(IF_NONE_MATCH) == Some(&TAG) {
        return HttpResponse::NotModified()
            .insert_header((ETAG, TAG))
            .finish();
    }
    match bodies.get(*number) {
        Some(body) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, JSON))
            .insert_header((ETAG, TAG))
            .body(body.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}

/// The same for what is sent: the body is read, as any server must.
async fn reply(_sent: Bytes, number: web::Path<usize>, bodies: Data<Vec<Bytes>>) -> HttpResponse {
    match bodies.get(*number) {
        Some(body) => HttpResponse::Ok()
            .insert_header((CONTENT_TYPE, JSON))
            .body(body.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}

/// The files named 0, 1, 2, … until one is missing.
fn read(folder: &Path) -> io::Result<Vec<Bytes>> {
    let mut bodies = Vec::new();
    loop {
        match std::fs::read(folder.join(bodies.len().to_string())) {
            Ok(body) => bodies.push(body.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(bodies),
            Err(error) => return Err(error),
        }
    }
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .ok_or("usage: motcua-bare PORT WORKERS FOLDER")
    };
    let (port, workers, folder) = (next()?.parse::<u16>()?, next()?.parse::<usize>()?, next()?);
    let bodies = Data::new(read(Path::new(&folder))?);
    HttpServer::new(move || {
        App::new().app_data(bodies.clone()).service(
            web::resource("/{number}")
                .route(web::get().to(answer))
                .route(web::post().to(reply)),
        )
    })
    .workers(workers)
    .bind(("127.0.0.1", port))?
    .run()
    .await?;
    Ok(())
}
