//! What the form of a ticket sends.

use mobile_contract::ticket::{ContactWay, NewContact, NewTicket};
use serde::Deserialize;
use uuid::Uuid;

use super::tickets::kind;
use super::views::Draft;
use crate::error::{Error, Result};
use crate::kernel::idempotency::Attempt;
use crate::kernel::vault::Vault;

/// Fields of the form; what is left empty was not said.
#[derive(Deserialize)]
pub(super) struct Sent {
    key: String,
    text: String,
    kind: Option<String>,
    place: Option<String>,
    name: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
    prefer: Option<String>,
    qr: Option<String>,
    /// It happened at the counter whose code that is.
    here: Option<String>,
    /// It began from the conversation.
    pub(super) chat: Option<String>,
    pub(super) share: Option<String>,
    /// The browser is the citizen's own.
    pub(super) own: Option<String>,
}

impl Sent {
    pub(super) fn ticket(&self) -> NewTicket {
        let said = |field: &Option<String>| field.clone().filter(|f| !f.trim().is_empty());
        NewTicket {
            text: self.text.clone(),
            kind: self.kind.as_deref().and_then(kind),
            place: said(&self.place),
            qr: said(&self.qr).filter(|_| self.is_here()),
            contact: Some(NewContact {
                name: said(&self.name),
                phone: said(&self.phone),
                mail: said(&self.mail),
                prefer: self.prefer(),
            }),
            ..NewTicket::default()
        }
    }

    /// Whether it happened at the counter whose code came along.
    pub(super) const fn is_here(&self) -> bool {
        self.here.is_some()
    }

    /// Asked only of those who left both: what is chosen for one way alone means nothing.
    fn prefer(&self) -> Option<ContactWay> {
        let there = |field: &Option<String>| field.as_ref().is_some_and(|f| !f.trim().is_empty());
        let both = there(&self.phone) && there(&self.mail);
        match self.prefer.as_deref() {
            Some("phone") if both => Some(ContactWay::Phone),
            Some("mail") if both => Some(ContactWay::Mail),
            _ => None,
        }
    }

    pub(super) fn attempt(&self, vault: &Vault, ticket: &NewTicket) -> Result<Attempt> {
        // The saved response opens a ticket; the form's own keys cannot be guessed.
        let key: Uuid = self.key.parse().map_err(|_| {
            Error::field(
                "body.key",
                "mời mở lại trang này rồi gửi",
                "please open this page anew, then send",
            )
        })?;
        Attempt::new(
            vault,
            &key.simple().to_string(),
            "tickets",
            &(ticket, self.share.is_some()),
        )
    }

    pub(super) fn draft(&self) -> Draft {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Draft {
            text: self.text.clone(),
            kind: text(&self.kind),
            place: text(&self.place),
            name: text(&self.name),
            phone: text(&self.phone),
            mail: text(&self.mail),
            prefer: text(&self.prefer),
            qr: self.qr.clone(),
            here: self.is_here(),
            chat: self.chat.is_some(),
            share: self.share.is_some(),
            own: self.own.is_some(),
        }
    }
}
