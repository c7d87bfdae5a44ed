//! `/thong-bao/ngung`: no more reminders, for whoever follows the link in a mail. Opening the link
//! changes nothing: programs that look at links before people do must not unsubscribe anybody.

use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::views::{Chrome, UnsubscribePage};
use super::{locale_of, path_of, private};
use crate::error::Result;
use crate::kernel::clock::Clock;
use crate::kernel::rate::Limiter;
use crate::notifications::contacts;
use crate::storage::Database;

#[derive(Deserialize)]
pub(super) struct Link {
    token: String,
}

/// The buttons of the form.
#[derive(Deserialize)]
pub(super) struct Wish {
    token: String,
    reminders: bool,
}

pub(super) async fn page(
    request: HttpRequest,
    db: Data<Database>,
    link: Query<Link>,
) -> Result<HttpResponse> {
    let contact = contacts::find(&**db.get_ref(), &link.token).await?;
    show(&request, &link.token, contact.unsubscribed)
}

pub(super) async fn change(
    request: HttpRequest,
    limiter: Data<Limiter>,
    db: Data<Database>,
    clock: Data<Clock>,
    wish: Form<Wish>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let transaction = db.begin().await?;
    if wish.reminders {
        contacts::subscribe(&*transaction, &wish.token).await?;
    } else {
        contacts::unsubscribe(&*transaction, &wish.token, clock.now()).await?;
    }
    transaction.commit().await?;
    show(&request, &wish.token, !wish.reminders)
}

fn show(request: &HttpRequest, token: &str, unsubscribed: bool) -> Result<HttpResponse> {
    let path = path_of(request);
    let chrome = Chrome {
        locale: locale_of(request),
        path: &path,
    };
    let page = UnsubscribePage {
        chrome,
        token,
        unsubscribed,
    };
    private(page.render())
}
