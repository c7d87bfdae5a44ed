//! Forms with files (`multipart/form-data`) or without, read into the same fields.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{Data, Form, Query};
use actix_web::{FromRequest, HttpRequest};
use mobile_contract::ErrorCode;
use serde::de::DeserializeOwned;
use url::form_urlencoded::Serializer;

use crate::attachments::{Door, Files, Given, Taken, Upload};
use crate::error::{Error, Result};
use crate::kernel::rate::Limiter;
use crate::tickets::Tickets;

/// What a form sent.
pub(super) struct Posted<T> {
    /// Its fields.
    pub(super) form: T,
    /// The files that came with it.
    pub(super) files: Sent,
}

/// Files that a form sent.
#[derive(Default)]
pub(super) struct Sent {
    given: Vec<Given>,
    /// Why they were not read; the fields are there all the same, so that no word is lost.
    refused: Option<Error>,
    door: Door,
}

impl Sent {
    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.given.is_empty() && self.refused.is_none()
    }

    /// Takes them.
    ///
    /// # Errors
    /// When one of them is refused.
    pub(super) async fn take(self, files: &Files) -> Result<Vec<Taken>> {
        let _held = self.door;
        match self.refused {
            Some(refused) => Err(refused),
            None => files.take_all(self.given).await,
        }
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Posted<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            if !has_files(&request) {
                let Form(form) = Form::<T>::from_request(&request, &mut payload).await?;
                let files = Sent::default();
                return Ok(Self { form, files });
            }
            let there = || Error::internal("tickets or their limiter are not there");
            let limiter = request.app_data::<Data<Limiter>>().ok_or_else(there)?;
            limiter.check(&request)?;
            let tickets = request.app_data::<Data<Tickets>>().ok_or_else(there)?;
            let multipart = Multipart::new(request.headers(), payload);
            Ok(read(tickets.files.read_upload(&request, multipart).await?)?)
        })
    }
}

fn has_files(request: &HttpRequest) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.get(..10)
        .is_some_and(|head| head.eq_ignore_ascii_case("multipart/"))
}

fn read<T: DeserializeOwned>(upload: Upload) -> Result<Posted<T>> {
    let mut fields = Serializer::new(String::new());
    fields.extend_pairs(&upload.fields);
    match Query::<T>::from_query(&fields.finish()) {
        Ok(Query(form)) => Ok(Posted {
            form,
            files: Sent {
                given: upload.files,
                refused: upload.refused,
                door: upload.door,
            },
        }),
        // What was too much may have stood before the fields.
        Err(_) => Err(upload
            .refused
            .unwrap_or_else(|| Error::new(ErrorCode::BadRequest))),
    }
}
