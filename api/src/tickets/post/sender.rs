//! Senders write by mail: to a ticket of theirs by the reply address of its letters, or a new one to
//! the service's own address.

use chrono::TimeDelta;
use mobile_contract::limits::{
    ATTACHMENTS_PER_TICKET, MAIL_TICKETS_PER_HOUR, MAIL_TICKETS_PER_SENDER, TICKET_CHARS,
};
use mobile_contract::mail::{MailOutcome, MailReason, MailResult};
use mobile_contract::text::fold;
use mobile_contract::ticket::{NewContact, NewTicket, TicketCode, TicketSource, TicketState};
use mobile_contract::{ErrorCode, Locale, MailAddress};

use super::answering::{NOBODY, NotTaken, left_out};
use super::mandate::Closed;
use super::store::{self, Arrival};
use super::token::Token;
use crate::attachments::{self, Owner};
use crate::error::{Error, Result};
use crate::kernel::secret::Secret;
use crate::kernel::text::cut;
use crate::kernel::wire;
use crate::notifications::inbound::Inbound;
use crate::storage::WriteTransaction;
use crate::tickets::entity::ticket;
use crate::tickets::finding::is_rating;
use crate::tickets::reading::composed;
use crate::tickets::store::{self as tickets, Sees};
use crate::tickets::{Incoming, Inferred, Own, Tickets, contact, recipient_of, written};

/// Longest word of thanks, in characters. What is longer may hold more than that.
const THANKS: usize = 80;
/// Room for the sign that something was cut off.
const CUT: usize = TICKET_CHARS - 1;

impl Tickets {
    /// Adds a sender's reply to their ticket; an answered one is opened again by it.
    pub(super) async fn add_by_mail(
        &self,
        mail: &Inbound,
        token: &Token,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let ignored = |why| {
            let result = MailResult::new(MailOutcome::Ignored).because(why);
            arrival.counted(result.of(&token.code))
        };
        let text = words_of(mail, mail.text.trim());
        if text.is_empty() {
            return self.ended_as(arrival, ignored(MailReason::Empty)).await;
        }
        let row = match tickets::find(&*self.db, &token.code, Sees::All).await {
            Ok(row) => row,
            Err(e) if e.code() == ErrorCode::TicketNotFound => {
                return self
                    .refuse_token(mail, Closed::Answered, Some(token), arrival)
                    .await;
            }
            Err(e) => return Err(e),
        };
        if is_rating(&row) {
            return self.refuse_rater(&row, arrival).await;
        }
        let state: TicketState = wire::value(&row.state)?;
        let given = attachments::count_given(&*self.db, Owner::ticket(row.id)).await?;
        let given = usize::try_from(given).unwrap_or(usize::MAX);
        let room = ATTACHMENTS_PER_TICKET.saturating_sub(given);
        let own = Own::proven(token.code.clone(), Locale::Vi);
        let done = match state {
            TicketState::Answered | TicketState::Merged
                if is_thanks(&text) && mail.attachments.is_empty() =>
            {
                return self.ended_as(arrival, ignored(MailReason::Thanks)).await;
            }
            TicketState::Answered | TicketState::Merged => {
                let (files, arrival) = self.take_files(mail, arrival, room).await?;
                let result = of(MailOutcome::Reopened, &token.code, &arrival);
                let came = (files.as_slice(), Some((&arrival, &result)));
                self.reopen_with(&own, &text, came).await.map(|_| result)
            }
            TicketState::Withdrawn | TicketState::HandedOver => {
                return self
                    .refuse_token(mail, Closed::Answered, Some(token), arrival)
                    .await;
            }
            _ => {
                let (files, arrival) = self.take_files(mail, arrival, room).await?;
                let result = of(MailOutcome::Added, &token.code, &arrival);
                let came = (files.as_slice(), Some((&arrival, &result)));
                self.add(&own, &text, came).await.map(|_| result)
            }
        };
        match done {
            // Its days are over, it holds enough already, or it was taken back.
            Err(e) if e.code() == ErrorCode::TicketState => {
                self.refuse_token(mail, Closed::Answered, Some(token), arrival)
                    .await
            }
            done => done,
        }
    }

    /// Makes a ticket of a mail to everybody's address.
    pub(super) async fn open_by_mail(
        &self,
        mail: &Inbound,
        arrival: &Arrival,
    ) -> Result<MailResult> {
        let refused = |outcome, why| arrival.counted(MailResult::new(outcome).because(why));
        let Ok(from) = mail.from.parse::<MailAddress>() else {
            let result = refused(MailOutcome::Refused, MailReason::Sender);
            return self.ended_as(arrival, result).await;
        };
        let text = text_of(mail);
        if text.is_empty() {
            let result = refused(MailOutcome::Ignored, MailReason::Empty);
            return self.ended_as(arrival, result).await;
        }
        let now = arrival.at;
        let all = store::tickets_since(&*self.db, None, now - TimeDelta::hours(1)).await?;
        if all >= MAIL_TICKETS_PER_HOUR {
            let allowance = u32::try_from(MAIL_TICKETS_PER_HOUR).unwrap_or(u32::MAX);
            return Err(Error::rate_limited(allowance, 600));
        }
        let sender = arrival.sender.as_deref();
        let one = store::tickets_since(&*self.db, sender, now - TimeDelta::days(1)).await?;
        if one >= MAIL_TICKETS_PER_SENDER {
            let result = refused(MailOutcome::Refused, MailReason::TooMany);
            return self.ended_as(arrival, result).await;
        }
        let (files, arrival) = self.take_files(mail, arrival, usize::MAX).await?;
        let incoming = Incoming {
            files,
            shown: Vec::new(),
            new: NewTicket {
                text,
                contact: Some(NewContact {
                    mail: Some(from.as_str().to_owned()),
                    ..NewContact::default()
                }),
                ..NewTicket::default()
            },
            source: TicketSource::Mail,
            operator: None,
            direct: None,
            inferred: Inferred::default(),
            conversation: Vec::new(),
            locale: Locale::Vi,
        };
        let opened = self.take_in_by(&incoming, None, Some(&arrival)).await?;
        Ok(of(MailOutcome::NewTicket, &opened.ticket.code, &arrival))
    }

    /// Keeps what became of a mail that is a new ticket, and tells its sender.
    pub(in crate::tickets) async fn taken_by_mail(
        &self,
        db: &WriteTransaction,
        row: &ticket::Model,
        (code, secret, mail): (&TicketCode, &Secret, &Arrival),
    ) -> Result<()> {
        mail.became(&**db, &of(MailOutcome::NewTicket, code, mail))
            .await?;
        self.note_left_out(db, row.id, mail).await?;
        self.tell_taken(db, row, (secret, mail.left_out)).await
    }

    /// Keeps that files came along with a sender's words.
    pub(in crate::tickets) async fn note_left_out(
        &self,
        db: &WriteTransaction,
        ticket: uuid::Uuid,
        arrival: &Arrival,
    ) -> Result<()> {
        if arrival.left_out == 0 {
            return Ok(());
        }
        let note = left_out(arrival.left_out);
        written::note(&**db, ticket, &NOBODY, note, arrival.at).await
    }

    /// The sender of a ticket, by the contact that they left: it is closed to mail.
    pub(super) async fn say_closed_to_sender(
        &self,
        db: &WriteTransaction,
        token: &Token,
        why: Closed,
        arrival: &Arrival,
    ) -> Result<()> {
        let row = match tickets::find(&**db, &token.code, Sees::All).await {
            Ok(row) => row,
            Err(e) if e.code() == ErrorCode::TicketNotFound => return Ok(()),
            Err(e) => return Err(e),
        };
        let Some(sealed) = &row.contact else {
            return Ok(());
        };
        let Some(to) = recipient_of(&contact::opened(&self.vault, sealed)?) else {
            return Ok(());
        };
        let why = match why {
            Closed::Expired => {
                "địa chỉ trả lời này đã hết hạn; mời bạn viết thư mới, hoặc gọi 1022"
            }
            _ => "phiếu này đã đóng; nếu còn cần, mời bạn viết thư mới, hoặc gọi 1022",
        };
        let letter = NotTaken {
            why: vec![why.to_owned()],
            words: String::new(),
            link: None,
            reply_to: None,
        };
        let about = (Some(row.id), row.code.clone());
        self.say_not_taken(db, to, about, letter, arrival).await
    }
}

fn of(outcome: MailOutcome, code: &TicketCode, arrival: &Arrival) -> MailResult {
    arrival.counted(MailResult::new(outcome).of(code))
}

/// The words of a new ticket: the subject often is the question.
fn text_of(mail: &Inbound) -> String {
    let subject = mail.subject.trim();
    let text = mail.forwarded.as_deref().unwrap_or(&mail.text).trim();
    let begins_with = fold(text).starts_with(&fold(subject));
    let whole = match (subject.is_empty(), text.is_empty()) {
        (false, true) => subject.to_owned(),
        (false, false) if !begins_with => format!("{subject}\n\n{text}"),
        _ => text.to_owned(),
    };
    words_of(mail, &whole)
}

/// Words of a bearable length. A mail of files alone says that.
fn words_of(mail: &Inbound, text: &str) -> String {
    // As it will be kept: what holds nothing that can be seen is empty.
    let text = composed(text);
    match text.is_empty() && !mail.attachments.is_empty() {
        true => "Gửi kèm tệp.".to_owned(),
        false => cut(&text, CUT),
    }
}

/// Whether somebody only says thanks: that opens no ticket again.
fn is_thanks(text: &str) -> bool {
    let said = fold(text);
    let thanks = ["cam on", "thank"].iter().any(|word| said.contains(word));
    let more = ["chua", "nhung", "khong", "van ", "sao", "but", "not"];
    thanks
        && text.chars().count() <= THANKS
        && !text.contains('?')
        && !more.iter().any(|word| said.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thanks_are_told_from_what_is_left_open() {
        for text in ["Cảm ơn cơ quan nhiều ạ.", "Thank you very much"] {
            assert!(is_thanks(text), "{text}");
        }
        for text in [
            "Cảm ơn, nhưng tôi vẫn chưa rõ nộp ở đâu.",
            "Cảm ơn. Thế còn lệ phí?",
            "Không đúng ý tôi hỏi",
        ] {
            assert!(!is_thanks(text), "{text}");
        }
    }
}
