//! `/chat/feedback`: whether the last answer helped, by a plain form post or a fragment for the script.

use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::Locale;
use mobile_contract::chat::NewFeedback;
use serde::Deserialize;
use uuid::Uuid;

use super::chat::{is_fragment, see_other, ticket};
use super::views::{ChatRated, Chrome, Rating};
use super::{locale_of, private};
use crate::chat::{Assistant, Opinion};
use crate::error::Result;
use crate::kernel::rate::Limiter;

/// Fields of the form. It needs no idempotency key: what is sent again says the same.
#[derive(Deserialize)]
pub(super) struct Sent {
    message: Uuid,
    helpful: bool,
    comment: Option<String>,
}

pub(super) async fn rate(
    request: HttpRequest,
    limiter: Data<Limiter>,
    assistant: Data<Assistant>,
    sent: Form<Sent>,
) -> Result<HttpResponse> {
    limiter.check(&request)?;
    let (path, below) = match locale_of(&request) {
        Locale::En => ("/chat?lang=en", "/chat?lang=en#gop-y"),
        Locale::Vi => ("/chat", "/chat#gop-y"),
    };
    // The cookie is gone, and with it the conversation on this phone.
    let Some((_, token)) = ticket(&request) else {
        return Ok(see_other(path));
    };
    let Sent {
        message,
        helpful,
        comment,
    } = sent.into_inner();
    let rated = assistant.rateable(message, &token).await?;
    let opinion = Opinion::try_from(NewFeedback { helpful, comment })?;
    let feedback = assistant.rate(&rated, opinion, None).await?;
    if !is_fragment(&request) {
        return Ok(see_other(below));
    }
    let chrome = Chrome {
        locale: locale_of(&request),
        path,
    };
    let rating = Rating {
        message,
        feedback: Some(&feedback),
    };
    private(ChatRated { chrome, rating }.render())
}
