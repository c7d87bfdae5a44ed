//! Mail with those who have no account: agencies answer by a link or a reply, senders add by a reply,
//! and what anybody writes to the service's address becomes a ticket.
//!
//! Who a mail says it is from proves nothing. The token in the address it was sent to does, and it
//! went to one mailbox only. Nothing is ever written back to an address that is merely claimed, but
//! the word that a question has arrived.

mod additions;
mod answering;
mod draft;
mod entity;
mod files;
mod incoming;
mod letters;
mod mandate;
mod rated;
mod readdressed;
mod sender;
mod store;
mod token;

pub(super) use self::letters::{Mailbox, Opens};
pub use self::mandate::Mandate;
pub(super) use self::store::Arrival;
pub(super) use self::store::forget_old;
pub use self::token::{LINK_DAYS, REPLY_DAYS};

use mobile_contract::MailAddress;

use crate::kernel::secret;

/// What stands before a token in a reply address.
pub(super) const REPLY_PREFIX: &str = "phieu+";

/// How mail is exchanged.
#[derive(Clone, Debug)]
pub struct PostOffice {
    /// The address that the service writes from.
    pub own: String,
    /// Where letters are answered to; `None`: letters cannot be answered.
    pub reply_domain: Option<String>,
    /// Hash of the key by which the mail server hands mail over; `None`: it cannot.
    pub hook_key: Option<String>,
}

impl PostOffice {
    /// The domain of our Message-IDs.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.own.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// Whether a key is the mail server's. `None`: there is none.
    #[must_use]
    pub fn admits(&self, presented: &str) -> Option<bool> {
        let hash = self.hook_key.as_deref()?;
        Some(secret::opens(presented, hash))
    }

    /// Where a letter with this token is answered to.
    pub(super) fn reply_address(&self, token: &str) -> Option<String> {
        let domain = self.reply_domain.as_deref()?;
        Some(format!("{REPLY_PREFIX}{token}@{domain}"))
    }

    /// What stands in the place of a token in an address; `None`: it is no reply address.
    pub(super) fn token_in<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (local, domain) = address.rsplit_once('@')?;
        let ours = self.reply_domain.as_deref()?;
        let token = local.strip_prefix(REPLY_PREFIX)?;
        domain.eq_ignore_ascii_case(ours).then_some(token)
    }

    /// Whether an address is one that anybody may write to.
    pub(super) fn is_ours(&self, address: &str) -> bool {
        let at_reply = self.reply_domain.as_deref().and_then(|domain| {
            let local = REPLY_PREFIX.trim_end_matches('+');
            format!("{local}@{domain}").parse::<MailAddress>().ok()
        });
        address.eq_ignore_ascii_case(&self.own)
            || at_reply.is_some_and(|ours| ours.as_str().eq_ignore_ascii_case(address))
    }
}
