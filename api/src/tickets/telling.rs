//! Telling people of their tickets: letters go into the outbox in the transaction of what they tell.

use mobile_contract::ticket::{Contact, ContactWay, TicketCode, TicketSource, TicketState};
use mobile_contract::{Locale, PhoneNumber};
use sea_orm::DatabaseTransaction;
use url::Url;

use super::alerting::HANDLERS;
use super::answering::Answer;
use super::clocks::Clocks;
use super::entity::ticket;
use super::finding::is_rating;
use super::post::Opens;
use super::view::{StoredRoute, reopen_until};
use super::words::{Known, explanation};
use super::{Tickets, contact};
use crate::error::{Error, Result};
use crate::kernel::secret::Secret;
use crate::kernel::wire;
use crate::notifications::{
    About, AnswerSent, Channel, HandedOver, NeedsInformation, Outgoing, Recipient, SentToDesk,
    Template, TicketByMail, TicketByPhone, TicketReceived,
};

impl Tickets {
    /// Where a ticket is read. The code opens nothing: its sender's secret does, or signing in.
    pub(super) fn link(&self, row: &ticket::Model, staff: bool) -> Url {
        let mut link = self.public_url.clone();
        if let Ok(mut segments) = link.path_segments_mut() {
            segments.pop_if_empty();
            if staff {
                segments.push("can-bo");
            }
            segments.extend(["phieu", &row.code]);
        }
        link
    }

    pub(super) fn agency_name(&self, row: &ticket::Model) -> String {
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        agency.map(|agency| agency.name).unwrap_or_default()
    }

    /// The sender: it is here, and with whom. Once it is known whose it is.
    pub(super) async fn tell_received(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
    ) -> Result<()> {
        let Some(reply) = Clocks::of(row)?.reply else {
            return Ok(());
        };
        let template = Template::TicketReceived(TicketReceived {
            code: row.code.clone(),
            asked: row.excerpt.clone(),
            agency: Some(self.agency_name(row)),
            answer_by: reply.due,
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    /// The sender who wrote by mail: it is here, what becomes of it, and what opens it.
    pub(super) async fn tell_taken(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        (secret, files): (&Secret, u32),
    ) -> Result<()> {
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let (kind, state) = (wire::value(&row.kind)?, wire::value(&row.state)?);
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        let agency = agency.as_ref().map(|agency| agency.name.as_str());
        let known = Known {
            needs_place: StoredRoute::read(row)?.needs_place,
            ..Known::default()
        };
        let reply = Clocks::of(row)?.reply;
        let template = Template::TicketByMail(TicketByMail {
            code: row.code.clone(),
            secret: secret.reveal().to_owned(),
            explanation: explanation(kind, state, agency, known, locale),
            answer_by: reply.filter(|reply| reply.done_at.is_none()).map(|r| r.due),
            files_left_out: files,
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    /// The caller for whom it was written down: it is here, with its code. What opens it was read out, and is
    /// not sent to a number that may have been mistyped.
    pub(super) async fn tell_written_down(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
    ) -> Result<()> {
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let (kind, state) = (wire::value(&row.kind)?, wire::value(&row.state)?);
        let agency = row.agency.as_deref().and_then(|id| self.agency_ref(id));
        let agency = agency.as_ref().map(|agency| agency.name.as_str());
        let known = Known {
            needs_place: StoredRoute::read(row)?.needs_place,
            ..Known::default()
        };
        let reply = Clocks::of(row)?.reply;
        let code: TicketCode = row.code.parse().map_err(Error::internal)?;
        let template = Template::TicketByPhone(TicketByPhone {
            code: code.printed(),
            explanation: explanation(kind, state, agency, known, locale),
            answer_by: reply.map(|reply| reply.due),
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    /// The sender and the reception desk: this has a track of its own.
    pub(super) async fn tell_handed_over(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
    ) -> Result<()> {
        let (code, asked) = (row.code.clone(), row.excerpt.clone());
        let agency = self.agency_name(row);
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let desk = Some(agency.as_str()).filter(|name| !name.is_empty());
        let kind = wire::value(&row.kind)?;
        let to_sender = Template::HandedOver(HandedOver {
            code: code.clone(),
            asked: asked.clone(),
            explanation: explanation(
                kind,
                TicketState::HandedOver,
                desk,
                Known::default(),
                locale,
            ),
            link: self.link(row, false),
        });
        // Who wrote by mail is told so together with what opens the ticket.
        if row.source != wire::name(TicketSource::Mail) {
            self.tell_sender(db, row, to_sender).await?;
        }
        if row.agency.is_none() {
            return Ok(());
        }
        let to_desk = |opens: Opens| {
            Template::SentToDesk(SentToDesk {
                code: code.clone(),
                agency: agency.clone(),
                asked: asked.clone(),
                link: opens.link,
            })
        };
        self.tell_agency(db, row, &HANDLERS, to_desk).await
    }

    /// The sender: an answer.
    pub(super) async fn tell_answer(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        answer: &Answer,
    ) -> Result<()> {
        let sources = answer.citations.iter().map(|c| c.title.clone());
        let template = Template::AnswerSent(AnswerSent {
            code: row.code.clone(),
            agency: self.agency_name(row),
            answer: answer.text.clone(),
            sources: sources.collect(),
            files: answer.files,
            reopen_until: reopen_until(self.clock.now()),
            rating: is_rating(row),
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    /// The sender: something is asked.
    pub(super) async fn tell_question(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        question: &str,
    ) -> Result<()> {
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        let agency = match row.agency {
            Some(_) => self.agency_name(row),
            None => locale.pick("tổng đài", "the call centre").to_owned(),
        };
        let template = Template::NeedsInformation(NeedsInformation {
            code: row.code.clone(),
            agency,
            question: question.to_owned(),
            // As `ask` does it: the time for the answer stands still, whoever asks; that for finding whose it is
            // does not.
            pauses: !is_rating(row) && Clocks::of(row)?.reply.is_some(),
            rating: is_rating(row),
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    pub(super) async fn tell_sender(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        template: Template,
    ) -> Result<()> {
        let Some(sealed) = &row.contact else {
            return Ok(());
        };
        let Some(to) = recipient_of(&contact::opened(&self.vault, sealed)?) else {
            return Ok(());
        };
        let reply_to = match to.channel() {
            Channel::Mail => self.sender_reply(row)?,
            _ => None,
        };
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        self.post(db, row, (to, reply_to), template, locale).await
    }

    pub(super) async fn post(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        (to, reply_to): (Recipient, Option<String>),
        template: Template,
        locale: Locale,
    ) -> Result<()> {
        let outgoing = Outgoing {
            reply_to,
            ..Outgoing::new(to, template, locale)
        };
        self.hand_over(db, row, outgoing).await
    }

    /// A letter about a ticket goes into the outbox.
    pub(super) async fn hand_over(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        outgoing: Outgoing,
    ) -> Result<()> {
        let outgoing = Outgoing {
            about: Some(About {
                kind: "ticket",
                id: row.id,
            }),
            ..outgoing
        };
        let now = self.clock.now();
        self.outbox.enqueue(db, now, outgoing).await.map(drop)
    }
}

/// As the sender would rather have it; else by mail when there is an address: it holds more, and
/// costs nobody anything.
pub(super) fn recipient_of(contact: &Contact) -> Option<Recipient> {
    let name = contact.name.as_deref();
    let mail = contact.mail.as_deref();
    let mail = mail.and_then(|mail| Recipient::mail(mail, name).ok());
    // A fixed line gets no text message.
    let phone = contact.phone.as_deref();
    let phone = phone.filter(|number| number.parse::<PhoneNumber>().is_ok_and(|n| n.is_mobile()));
    let phone = phone.and_then(|number| Recipient::sms(number).ok());
    match contact.prefer {
        Some(ContactWay::Phone) => phone.or(mail),
        Some(ContactWay::Mail) | None => mail.or(phone),
    }
}
