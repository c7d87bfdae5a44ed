//! `/thong-bao/ngung`: no more reminders, for whoever follows the link in a mail. Opening the link
//! changes nothing: programs that look at links before people do must not unsubscribe anybody.

use actix_web::web::{Data, Form, Query};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use serde::Deserialize;

use super::views::{Chrome, UnsubscribePage};
use super::{locale_of, path_of, private};
use crate::error::Result;
use crate::kernel::rate::Limiter;
use crate::notifications::Subscriptions;

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
    subscriptions: Data<Subscriptions>,
    link: Query<Link>,
) -> Result<HttpResponse> {
    let contact = subscriptions.find(&link.token).await?;
    show(&request, &link.token, contact.unsubscribed)
}

pub(super) async fn change(
    request: HttpRequest,
    limiter: Data<Limiter>,
    subscriptions: Data<Subscriptions>,
    wish: Form<Wish>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    subscriptions.set(&wish.token, wish.reminders).await?;
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
