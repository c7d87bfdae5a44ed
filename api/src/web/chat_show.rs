//! The conversation, shown: as a page, and as the turn that was just made.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use mobile_contract::{Locale, QrCode};

use super::chat::{Sent, first_words, in_language};
use super::views::{ChatPage, ChatTurns, Chrome, Turn};
use super::{form_key, locale_of, private};
use crate::chat::{Access, Assistant, Turn as Stored, scanned_at, store};
use crate::error::{Error, Result};
use crate::qr::Resolver;

/// Messages shown again.
const SHOWN: u64 = 40;

pub(super) async fn show(
    request: &HttpRequest,
    assistant: &Assistant,
    resolver: &Resolver,
    access: &Access,
    refused: Option<(&Error, &Sent)>,
) -> Result<HttpResponse> {
    let locale = locale_of(request);
    let qr = carried(assistant, access, locale).await?;
    let stored = store::turns(&*assistant.db, access.id(), SHOWN).await?;
    let mut turns = pair(stored, qr.as_ref());
    if let Some(last) = turns.last_mut() {
        last.feedback = assistant.feedback_on(last.message.id).await?;
    }
    let scanned = resolver.noted_if_any(access.qr(), locale).await?;
    let problem = refused.map(|(error, _)| first_words(error, locale));
    let page = ChatPage {
        chrome: Chrome {
            locale,
            path: &in_language("/chat", locale),
        },
        key: &form_key(),
        turns: &turns,
        counter: scanned
            .as_ref()
            .and_then(|scanned| scanned.counter.as_ref().or(scanned.agency.as_ref()))
            .map(|named| named.name.as_str()),
        problem: problem.as_deref(),
        draft: refused
            .and_then(|(_, sent)| sent.text.as_deref())
            .unwrap_or_default(),
    };
    let mut response = private(page.render())?;
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The code that links carry on, so that what is asked, rated or sent from where they lead is at its counter. Only for
/// as long as a visit lasts.
pub(super) async fn carried(
    assistant: &Assistant,
    access: &Access,
    locale: Locale,
) -> Result<Option<QrCode>> {
    if !access.is_visit(assistant.clock.now()) {
        return Ok(None);
    }
    let scanned = scanned_at(&assistant.resolver, access, locale).await?;
    Ok(scanned.map(|scanned| scanned.code))
}

/// Words and answers, side by side.
fn pair(stored: Vec<Stored>, qr: Option<&QrCode>) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut said = None;
    for turn in stored {
        match turn {
            Stored::Citizen(words) => said = Some(words),
            Stored::Assistant(message) => turns.push(Turn {
                said: said.take(),
                message: *message,
                feedback: None,
                qr: qr.cloned(),
            }),
        }
    }
    turns
}

pub(super) fn fragment(locale: Locale, turn: Turn) -> Result<HttpResponse> {
    let fragment = ChatTurns {
        chrome: Chrome {
            locale,
            path: &in_language("/chat", locale),
        },
        key: &form_key(),
        turns: &[turn],
    };
    private(fragment.render())
}
