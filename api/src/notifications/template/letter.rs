//! A letter in blocks, and its plain and HTML parts.

use askama::Template as _;
use chrono::{DateTime, Utc};
use mobile_contract::Locale;
use url::Url;

use crate::error::Error;
use crate::kernel::clock::to_hanoi;

/// A message in words, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// Plain text; for a phone the short form.
    pub text: String,
    /// The same as an HTML fragment.
    pub html: String,
    /// One or two sentences for a text message or a notice.
    pub short: String,
}

/// A part of a letter.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// Our words.
    Say(String),
    /// What is told in rows: what it is, and its value.
    Facts(Vec<(&'static str, String)>),
    /// Somebody else's words, with their line breaks.
    Quote(String),
    /// Something to open.
    Link(&'static str, Url),
    /// A code to type.
    Code(String),
}

/// What a message says.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    pub subject: String,
    pub short: String,
    pub blocks: Vec<Block>,
}

#[derive(askama::Template)]
#[template(path = "notification/body.txt", escape = "none")]
struct Plain<'a> {
    blocks: &'a [Block],
}

#[derive(askama::Template)]
#[template(path = "notification/body.html")]
struct Html<'a> {
    blocks: &'a [Block],
}

impl Letter {
    pub(super) fn render(self) -> Result<Rendered, Error> {
        let blocks = &self.blocks;
        Ok(Rendered {
            text: Plain { blocks }.render().map_err(Error::internal)?,
            html: Html { blocks }.render().map_err(Error::internal)?,
            subject: self.subject,
            short: self.short,
        })
    }
}

/// A time on clocks in Vietnam, as people read it.
pub(super) fn time(at: DateTime<Utc>, locale: Locale) -> String {
    let local = to_hanoi(at);
    match locale {
        Locale::Vi => local.format("%H:%M ngày %d/%m/%Y").to_string(),
        Locale::En => local.format("%H:%M on %-d %B %Y").to_string(),
    }
}
