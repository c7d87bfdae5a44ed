//! A mail with its headers: the same bytes, whichever way it leaves.

use askama::Template as _;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use mobile_contract::Locale;
use url::Url;
use uuid::Uuid;

use super::{Failure, Parcel};

/// Why mail cannot be sent as this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SenderError {
    /// It is no mailbox.
    #[error("it is no mailbox such as \"Một Cửa <mot-cua@hungyen.gov.vn>\"")]
    Mailbox,
}

/// As whom mail is sent, and where its links lead.
#[derive(Clone, Debug)]
pub struct MailSender {
    from: Mailbox,
    public_url: Url,
}

/// The Message-ID of a notification. One row has one, however often it is sent.
#[must_use]
pub fn message_id(id: Uuid, domain: &str) -> String {
    format!("<{}@{domain}>", id.simple())
}

#[derive(askama::Template)]
#[template(path = "notification/page.html")]
struct Page<'a> {
    locale: Locale,
    subject: &'a str,
    body: &'a str,
    by_reply: bool,
    unsubscribe: Option<&'a str>,
}

#[derive(askama::Template)]
#[template(path = "notification/page.txt", escape = "none")]
struct Plain<'a> {
    locale: Locale,
    body: &'a str,
    by_reply: bool,
    unsubscribe: Option<&'a str>,
}

impl MailSender {
    /// Mail from a mailbox, with links below the address where citizens reach us.
    ///
    /// # Errors
    /// When it is no mailbox.
    pub fn new(from: &str, public_url: Url) -> Result<Self, SenderError> {
        let from = from.parse().map_err(|_| SenderError::Mailbox)?;
        Ok(Self { from, public_url })
    }

    /// The address of our mailbox.
    #[must_use]
    pub fn address(&self) -> String {
        self.from.email.to_string()
    }

    /// The domain of our mailbox, which Message-IDs carry.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.from.email.domain()
    }

    /// The mail of a parcel.
    ///
    /// # Errors
    /// When an address cannot stand in a header; trying again would not help.
    pub(super) fn compose(&self, parcel: &Parcel) -> Result<Message, Failure> {
        let never = |what: &str| Failure::Permanent(what.to_owned());
        let address = parcel.address.parse().map_err(|_| never("bad address"))?;
        let mut mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(parcel.name.clone(), address))
            .subject(parcel.subject.clone())
            .date(parcel.written_at.into())
            .message_id(Some(message_id(parcel.id, self.domain())))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", parcel.locale.as_str()));
        if let Some(reply_to) = &parcel.reply_to {
            let address = reply_to.parse().map_err(|_| never("bad reply address"))?;
            mail = mail.reply_to(Mailbox::new(self.from.name.clone(), address));
        }
        if let Some((kind, id)) = &parcel.about {
            // No mail has this id; programs for reading mail make a thread of what refers to it.
            mail = mail.references(format!("<{kind}.{}@{}>", id.simple(), self.domain()));
        }
        if let Some(token) = &parcel.unsubscribe {
            let url = self.unsubscribe(UNSUBSCRIBE_API, token);
            mail = mail
                .raw_header(header("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(header(
                    "List-Unsubscribe-Post",
                    "List-Unsubscribe=One-Click",
                ));
        }
        let (text, html) = self.parts(parcel).map_err(|_| never("template"))?;
        mail.multipart(MultiPart::alternative_plain_html(text, html))
            .map_err(|_| never("bad headers"))
    }

    /// Plain and HTML part, with what stands below every mail.
    fn parts(&self, parcel: &Parcel) -> askama::Result<(String, String)> {
        let page = parcel
            .unsubscribe
            .as_ref()
            .map(|token| self.unsubscribe(UNSUBSCRIBE_PAGE, token).to_string());
        let (locale, by_reply, unsubscribe) =
            (parcel.locale, parcel.reply_to.is_some(), page.as_deref());
        let text = Plain {
            locale,
            body: &parcel.text,
            by_reply,
            unsubscribe,
        }
        .render()?;
        let subject = parcel.subject.as_str();
        let html = Page {
            locale,
            subject,
            body: &parcel.html,
            by_reply,
            unsubscribe,
        }
        .render()?;
        Ok((text, html))
    }

    fn unsubscribe(&self, path: &str, token: &str) -> Url {
        let mut url = self.public_url.clone();
        url.set_path(path);
        url.set_query(None);
        url.query_pairs_mut().append_pair("token", token);
        url
    }
}

/// Where a mail program unsubscribes by one click (RFC 8058).
const UNSUBSCRIBE_API: &str = "/v1/notifications/unsubscribe";
/// Where a person does.
const UNSUBSCRIBE_PAGE: &str = "/thong-bao/ngung";

fn header(name: &'static str, value: &str) -> HeaderValue {
    // Encoded and folded by lettre, so that no value breaks out of its header.
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
