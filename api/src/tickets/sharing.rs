//! What another room makes of tickets: an answer that becomes a question for all, and letters to those
//! whom it concerns. Contacts stay in here.

use chrono::{DateTime, Utc};
use mobile_contract::chat::Citation;
use mobile_contract::qr::NamedRef;
use mobile_contract::ticket::{Author, TicketCode, TicketState};
use mobile_contract::{ErrorCode, FaqId, Locale, ProcedureCode, Slug};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::entity::{message, ticket};
use super::finding::is_rating;
use super::store::{self, Sees};
use super::telling::recipient_of;
use super::{Seen, Tickets, contact, joined, shown, written};
use crate::error::{Error, Result};
use crate::kernel::wire;
use crate::notifications::{Outgoing, Template};

/// A ticket that was answered.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Its id.
    pub id: Uuid,
    /// The agency that answered; `None`: the call centre.
    pub agency: Option<Slug>,
    /// The procedure that it is about.
    pub procedure: Option<ProcedureCode>,
    /// What was asked first, in the sender's words; personal numbers are masked.
    pub question: String,
    /// What was answered last.
    pub answer: String,
    /// What the answer cites.
    pub citations: Vec<Citation>,
    /// When it was answered.
    pub answered_at: DateTime<Utc>,
}

/// What somebody asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: TicketCode,
    /// How it stands.
    pub state: TicketState,
    /// The beginning of its text.
    pub excerpt: String,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Whether the sender left a contact.
    pub reachable: bool,
}

/// A letter to the senders of several tickets.
pub struct News<'a> {
    /// What it says, in the sender's language.
    pub says: &'a (dyn Fn(Locale) -> Template + Sync),
    /// Names the news: of one news, an address gets one letter. At most 50 bytes.
    pub key: &'a str,
    /// Whether one may unsubscribe from it.
    pub unsubscribe: bool,
}

impl Tickets {
    /// An answered ticket, held until the transaction ends: of two who make something of it at once, the
    /// second one sees what the first has made. Nothing of it names its sender, except what they wrote themselves.
    ///
    /// # Errors
    /// When there is none that the caller may see, it has no answer, or the database fails.
    pub async fn answered(
        &self,
        db: &impl ConnectionTrait,
        code: &TicketCode,
        sees: Sees<'_>,
    ) -> Result<Answered> {
        let row = store::lock(db, code, sees).await?;
        let state: TicketState = wire::value(&row.state)?;
        let unanswered = || Error::new(ErrorCode::TicketState);
        // What is said of a counter is no question for all.
        let answered =
            matches!(state, TicketState::Answered | TicketState::Merged) && !is_rating(&row);
        let answered_at = row
            .answered_at
            .filter(|_| answered)
            .ok_or_else(unanswered)?;
        let messages = written::messages(db, row.id).await?;
        let of = |author: Author| {
            let author = wire::name(author);
            move |message: &&message::Model| message.author == author
        };
        let question = messages.iter().find(of(Author::Citizen));
        let answer = messages.iter().rev().find(of(Author::Agency));
        let answer = answer.ok_or_else(unanswered)?;
        Ok(Answered {
            id: row.id,
            agency: row.agency.as_deref().and_then(|id| id.parse().ok()),
            procedure: row.procedure.as_deref().and_then(|code| code.parse().ok()),
            question: question.map(|m| m.text.clone()).unwrap_or_default(),
            answer: answer.text.clone(),
            citations: serde_json::from_str(&answer.citations)?,
            answered_at,
        })
    }

    /// How a ticket is named: its code, and the agency that has it.
    ///
    /// # Errors
    /// When there is none that the caller may see, or the database fails.
    pub async fn named(
        &self,
        db: &impl ConnectionTrait,
        named: &TicketCode,
        sees: Sees<'_>,
    ) -> Result<(TicketCode, Option<NamedRef>)> {
        let row = store::find(db, named, sees).await?;
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        Ok((code(&row)?, agency))
    }

    /// What was asked lately, the newest first; what was withdrawn or handed over is left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn asked_lately(
        &self,
        db: &impl ConnectionTrait,
        sees: Sees<'_>,
        since: DateTime<Utc>,
        most: u64,
    ) -> Result<Vec<Asked>> {
        let rows = store::asked_since(db, sees, since, most).await?;
        rows.into_iter().map(asked).collect()
    }

    /// The tickets of some codes.
    ///
    /// # Errors
    /// When one of them does not exist or is not the caller's, or the database fails.
    pub async fn of_codes(
        &self,
        db: &impl ConnectionTrait,
        codes: &[TicketCode],
        sees: Sees<'_>,
    ) -> Result<Vec<Uuid>> {
        let mut ids = Vec::with_capacity(codes.len());
        for code in codes {
            ids.push(store::find(db, code, sees).await?.id);
        }
        Ok(ids)
    }

    /// The codes of some tickets, in order of their ids; tickets that are gone are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn codes(&self, db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<TicketCode>> {
        let rows = store::of_ids(db, ids).await?;
        rows.iter().map(code).collect()
    }

    /// A ticket, and those that were answered together with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answered_together(
        &self,
        db: &impl ConnectionTrait,
        ticket: Uuid,
    ) -> Result<Vec<Uuid>> {
        let mut ids = vec![ticket];
        ids.extend(joined::answered_with(db, ticket).await?);
        Ok(ids)
    }

    /// Remembers that the senders of these tickets have seen a published question.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_seen(
        &self,
        db: &impl ConnectionTrait,
        tickets: &[Uuid],
        faq: &FaqId,
        how: Seen,
    ) -> Result<()> {
        for ticket in tickets {
            let faq = std::slice::from_ref(faq);
            shown::mark(db, *ticket, faq, how, self.clock.now()).await?;
        }
        Ok(())
    }

    /// Tickets whose senders have seen a published question.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn who_saw(&self, db: &impl ConnectionTrait, faq: &FaqId) -> Result<Vec<Uuid>> {
        shown::tickets(db, faq).await
    }

    /// Writes to the senders of these tickets who left a contact: one letter for each address.
    ///
    /// # Errors
    /// When the database fails, or what is stored cannot be read.
    pub async fn write_to_senders(
        &self,
        db: &DatabaseTransaction,
        tickets: &[Uuid],
        news: &News<'_>,
    ) -> Result<()> {
        for row in store::of_ids(db, tickets).await? {
            let Some(sealed) = &row.contact else {
                continue;
            };
            let Some(to) = recipient_of(&contact::opened(&self.vault, sealed)?) else {
                continue;
            };
            let locale = Locale::from_tag(&row.locale).unwrap_or_default();
            // Addresses stand nowhere in the clear, in keys neither.
            let address = self.vault.fingerprint("news", to.address());
            let outgoing = Outgoing {
                unsubscribe: news.unsubscribe,
                dedup_key: Some(format!("{}:{address}", news.key)),
                ..Outgoing::new(to, (news.says)(locale), locale)
            };
            self.hand_over(db, &row, outgoing).await?;
        }
        Ok(())
    }
}

fn code(row: &ticket::Model) -> Result<TicketCode> {
    row.code
        .parse()
        .map_err(|e| Error::internal(format!("a ticket's code: {e}")))
}

fn asked(row: ticket::Model) -> Result<Asked> {
    Ok(Asked {
        id: row.id,
        code: code(&row)?,
        state: wire::value(&row.state)?,
        excerpt: row.excerpt,
        received_at: row.received_at,
        reachable: row.contact.is_some(),
    })
}
