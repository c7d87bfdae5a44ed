//! `/dev/mail`: mail that went into files, for whoever tries the system out. Not there where mail
//! is really sent, and production refuses mail in files.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::ErrorCode;
use uuid::Uuid;

use super::views::{Chrome, DevMail, DevMails};
use super::{locale_of, path_of, private};
use crate::error::{Error, Result};
use crate::notifications::MailFiles;

pub(super) async fn list(request: HttpRequest, files: Data<MailFiles>) -> Result<HttpResponse> {
    let mails = blocking(move || files.list()).await?;
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    private(
        DevMails {
            chrome,
            mails: &mails,
        }
        .render(),
    )
}

pub(super) async fn one(
    request: HttpRequest,
    files: Data<MailFiles>,
    id: Path<Uuid>,
) -> Result<HttpResponse> {
    let mail = blocking(move || files.find(*id)).await?;
    let mail = mail.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
    let path = path_of(&request);
    let chrome = Chrome {
        locale: locale_of(&request),
        path: &path,
    };
    private(
        DevMail {
            chrome,
            mail: &mail,
        }
        .render(),
    )
}

async fn blocking<T: Send + 'static>(
    read: impl FnOnce() -> std::result::Result<T, crate::notifications::FileError> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(read)
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}
