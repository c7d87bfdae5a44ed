//! Telling people where the tickets of agencies that have ended went: one letter for all that moved in one go, however
//! many. Mailboxes have a letter of each ticket, which opens it. What moved just before a server was cut off is told to
//! mailboxes only, and stands in the queue.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::{Locale, Slug};
use url::Url;

use super::Tickets;
use super::alerting::HANDLERS;
use super::entity::ticket;
use crate::accounts::colleagues;
use crate::error::Result;
use crate::notifications::{Outgoing, Recipient, Template, TicketsMoved};
use crate::settings;

/// Codes in one letter; the queue has the others.
const CODES: usize = 10;
/// Reasons in one letter: as many as agencies that end on one day, mostly.
const REASONS: usize = 5;

/// What moved in one go, by where it went; `None`: to the operators.
#[derive(Default)]
pub(super) struct Moved(BTreeMap<Option<Slug>, Pile>);

/// What went to one place.
#[derive(Default)]
struct Pile {
    count: usize,
    late: usize,
    codes: Vec<String>,
    reasons: Vec<String>,
}

impl Moved {
    /// One more.
    pub(super) fn add(
        &mut self,
        row: &ticket::Model,
        to: Option<&Slug>,
        reason: &str,
        now: DateTime<Utc>,
    ) {
        let pile = self.0.entry(to.cloned()).or_default();
        pile.count += 1;
        pile.late += usize::from(row.next_due < now);
        if pile.codes.len() < CODES {
            pile.codes.push(row.code.clone());
        }
        let new = pile.reasons.iter().all(|known| known != reason);
        if new && pile.reasons.len() < REASONS {
            pile.reasons.push(reason.to_owned());
        }
    }
}

impl Tickets {
    /// Tells people of what moved. One place that cannot be told keeps no other from it.
    pub(super) async fn tell_moved(&self, moved: Moved) {
        for (to, pile) in moved.0 {
            if let Err(error) = self.tell_pile(to.as_ref(), pile).await {
                tracing::warn!(%error, to = ?to, "cannot tell of tickets that moved");
            }
        }
    }

    async fn tell_pile(&self, to: Option<&Slug>, pile: Pile) -> Result<()> {
        let transaction = self.db.begin().await?;
        let (roles, mailbox) = match to {
            Some(agency) => {
                let settings = settings::of(&*transaction, agency).await?;
                (&HANDLERS[..], settings.mail)
            }
            None => (&[Role::Operator][..], None),
        };
        let name = to.and_then(|id| self.agency_ref(id.as_str()));
        let letter = Template::TicketsMoved(TicketsMoved {
            count: pile.count,
            late: pile.late,
            codes: pile.codes,
            to: name.map(|agency| agency.name),
            reasons: pile.reasons,
            link: self.queue_link(to.is_none()),
        });
        for person in colleagues(&*transaction, to, roles).await? {
            // Who signs in by the mailbox's address has the letters there.
            let told = mailbox.as_ref();
            if told.is_some_and(|mail| mail.as_str().eq_ignore_ascii_case(&person.mail)) {
                continue;
            }
            let Ok(to) = Recipient::mail(&person.mail, Some(&person.name)) else {
                continue;
            };
            let outgoing = Outgoing::new(to, letter.clone(), Locale::Vi);
            let now = self.clock.now();
            self.outbox.enqueue(&*transaction, now, outgoing).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Where staff see what waits.
    fn queue_link(&self, unrouted: bool) -> Url {
        let mut link = self.public_url.clone();
        if let Ok(mut segments) = link.path_segments_mut() {
            segments.pop_if_empty();
            segments.push("can-bo");
        }
        if unrouted {
            link.set_query(Some("state=unrouted"));
        }
        link
    }
}
