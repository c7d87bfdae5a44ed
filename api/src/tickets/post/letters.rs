//! What letters are answered to and lead to: tokens for one ticket, in links and reply addresses.

use mobile_contract::ticket::{TicketCode, TicketState};
use mobile_contract::{MailAddress, Slug};
use sea_orm::ConnectionTrait;
use url::Url;

use super::token::{Mark, Purpose, Token};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::notifications::Recipient;
use crate::settings;
use crate::tickets::Tickets;
use crate::tickets::entity::ticket;
use crate::tickets::finding::is_rating;

/// What a letter to an agency leads its reader to.
#[derive(Clone, Debug)]
pub(in crate::tickets) struct Opens {
    /// The ticket's page: behind signing in, or by a token.
    pub(in crate::tickets) link: Url,
    /// Whether it goes to the agency's mailbox, whose reader has no account.
    pub(in crate::tickets) mailbox: bool,
    /// Whether answering the letter answers the ticket.
    pub(in crate::tickets) by_reply: bool,
}

/// An agency's mailbox, for a letter about one ticket.
pub(in crate::tickets) struct Mailbox {
    /// Its address.
    pub(in crate::tickets) to: Recipient,
    /// Where the letter is answered to.
    pub(in crate::tickets) reply_to: Option<String>,
    /// What the letter leads to.
    pub(in crate::tickets) opens: Opens,
}

impl Tickets {
    /// The mailbox of the agency that has a ticket; `None`: it has none, or no agency has the ticket.
    pub(in crate::tickets) async fn mailbox(
        &self,
        db: &impl ConnectionTrait,
        row: &ticket::Model,
    ) -> Result<Option<Mailbox>> {
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let Some(agency) = agency else {
            return Ok(None);
        };
        let Some(to) = self.agency_recipient(db, &agency).await? else {
            return Ok(None);
        };
        let state: TicketState = wire::value(&row.state)?;
        if !state.is_open() {
            // What is closed, or goes another way, is told of; nobody can answer it.
            let opens = self.opens(row);
            let reply_to = None;
            return Ok(Some(Mailbox {
                to,
                reply_to,
                opens,
            }));
        }
        let code = code_of(row)?;
        let mark = Mark::of(&agency, to.address());
        let reply_to = self.reply_address(&code, Purpose::Reply, mark)?;
        let link = self.signed_link(&code, mark)?;
        Ok(Some(Mailbox {
            to,
            opens: Opens {
                link,
                mailbox: true,
                by_reply: reply_to.is_some(),
            },
            reply_to,
        }))
    }

    /// An agency's mailbox, by its name.
    pub(super) async fn agency_recipient(
        &self,
        db: &impl ConnectionTrait,
        agency: &Slug,
    ) -> Result<Option<Recipient>> {
        let Some(address) = settings::of(db, agency).await?.mail else {
            return Ok(None);
        };
        let name = self.agency_ref(agency.as_str()).map(|agency| agency.name);
        // A name too long for a header is left out.
        let to = Recipient::mail(address.as_str(), name.as_deref())
            .or_else(|_| Recipient::mail(address.as_str(), None));
        Ok(to.ok())
    }

    /// The mailbox that an address is, where it is an agency's.
    pub(super) async fn known_mailbox(
        &self,
        db: &impl ConnectionTrait,
        address: &str,
    ) -> Result<Option<Recipient>> {
        let Ok(address) = address.parse::<MailAddress>() else {
            return Ok(None);
        };
        match settings::by_mail(db, &address).await? {
            Some(agency) => self.agency_recipient(db, &agency).await,
            None => Ok(None),
        }
    }

    /// Where the sender of a ticket answers letters about it; `None`: nowhere. A mail carries a name, and who
    /// rated stays unknown: they write on the page.
    pub(in crate::tickets) fn sender_reply(&self, row: &ticket::Model) -> Result<Option<String>> {
        if is_rating(row) {
            return Ok(None);
        }
        self.reply_address(&code_of(row)?, Purpose::Sender, Mark::NONE)
    }

    /// Where a letter with a token of such a purpose is answered to.
    pub(super) fn reply_address(
        &self,
        code: &TicketCode,
        purpose: Purpose,
        mark: Mark,
    ) -> Result<Option<String>> {
        if self.post.reply_domain.is_none() {
            return Ok(None);
        }
        let token = Token::new(code.clone(), purpose, mark, self.clock.now());
        Ok(self.post.reply_address(&token.sign(&self.vault)?))
    }

    pub(super) fn signed_link(&self, code: &TicketCode, mark: Mark) -> Result<Url> {
        let token = Token::new(code.clone(), Purpose::Link, mark, self.clock.now());
        let mut link = self.public_url.clone();
        if let Ok(mut segments) = link.path_segments_mut() {
            segments.pop_if_empty().push("tra-loi");
        }
        link.query_pairs_mut()
            .append_pair("t", &token.sign(&self.vault)?);
        Ok(link)
    }
}

pub(super) fn code_of(row: &ticket::Model) -> Result<TicketCode> {
    row.code
        .parse()
        .map_err(|e| Error::internal(format!("a ticket's code: {e}")))
}
