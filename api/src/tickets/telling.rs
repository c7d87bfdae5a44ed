//! Telling people of their tickets: letters go into the outbox in the transaction of what they tell.

use mobile_contract::accounts::Role;
use mobile_contract::chat::Citation;
use mobile_contract::ticket::{Contact, ContactWay, TicketState};
use mobile_contract::{Locale, Slug};
use sea_orm::DatabaseTransaction;
use url::Url;

use super::clocks::Clocks;
use super::entity::ticket;
use super::view::reopen_until;
use super::words::explanation;
use super::{Tickets, contact};
use crate::accounts::{Colleague, colleagues};
use crate::error::Result;
use crate::kernel::wire;
use crate::notifications::{
    About, AnswerSent, DeadlineNear, Escalated, HandedOver, NeedsInformation, Outgoing, Recipient,
    Reopened, SentToDesk, Template, TicketReceived, TicketRouted, Transferred,
};

/// Who of an agency hears of its tickets.
const HANDLERS: [Role; 2] = [Role::Officer, Role::Leader];

impl Tickets {
    /// Where a ticket is read. The code opens nothing: its sender's secret does, or signing in.
    fn link(&self, row: &ticket::Model, staff: bool) -> Url {
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

    fn agency_name(&self, row: &ticket::Model) -> String {
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
            explanation: explanation(kind, TicketState::HandedOver, desk, false, locale),
            link: self.link(row, false),
        });
        self.tell_sender(db, row, to_sender).await?;
        if row.agency.is_none() {
            return Ok(());
        }
        let to_desk = Template::SentToDesk(SentToDesk {
            code,
            agency,
            asked,
            link: self.link(row, true),
        });
        self.tell_agency(db, row, &HANDLERS, to_desk).await
    }

    /// The sender: an answer.
    pub(super) async fn tell_answer(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        (text, citations): (&str, &[Citation]),
    ) -> Result<()> {
        let template = Template::AnswerSent(AnswerSent {
            code: row.code.clone(),
            agency: self.agency_name(row),
            answer: text.to_owned(),
            sources: citations.iter().map(|c| c.title.clone()).collect(),
            reopen_until: reopen_until(self.clock.now()),
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
        let template = Template::NeedsInformation(NeedsInformation {
            code: row.code.clone(),
            agency: self.agency_name(row),
            question: question.to_owned(),
            link: self.link(row, false),
        });
        self.tell_sender(db, row, template).await
    }

    /// The agency: a ticket is theirs.
    pub(super) async fn tell_routed(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        reason: &str,
    ) -> Result<()> {
        let Some(reply) = Clocks::of(row)?.reply else {
            return Ok(());
        };
        let template = Template::TicketRouted(TicketRouted {
            code: row.code.clone(),
            agency: self.agency_name(row),
            asked: row.excerpt.clone(),
            reason: reason.to_owned(),
            answer_by: reply.due,
            link: self.link(row, true),
            by_reply: false,
        });
        self.tell_agency(db, row, &HANDLERS, template).await
    }

    /// The agency: a ticket was sent on to them.
    pub(super) async fn tell_transferred(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        from: &str,
        reason: &str,
    ) -> Result<()> {
        let Some(reply) = Clocks::of(row)?.reply else {
            return Ok(());
        };
        let from = self.agency_ref(from).map(|agency| agency.name);
        let template = Template::Transferred(Transferred {
            code: row.code.clone(),
            from: from.unwrap_or_default(),
            to: self.agency_name(row),
            reason: reason.to_owned(),
            answer_by: reply.due,
            link: self.link(row, true),
        });
        self.tell_agency(db, row, &HANDLERS, template).await
    }

    /// The agency: the sender asks again.
    pub(super) async fn tell_reopened(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        reason: &str,
    ) -> Result<()> {
        let Some(reply) = Clocks::of(row)?.reply else {
            return Ok(());
        };
        let template = Template::Reopened(Reopened {
            code: row.code.clone(),
            reason: reason.to_owned(),
            answer_by: reply.due,
            link: self.link(row, true),
        });
        self.tell_agency(db, row, &HANDLERS, template).await
    }

    /// Whoever has it: so much of the time is gone. Nobody yet: the operators.
    pub(super) async fn tell_deadline(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        percent: u8,
    ) -> Result<()> {
        let template = Template::DeadlineNear(DeadlineNear {
            code: row.code.clone(),
            percent,
            answer_by: row.next_due,
            link: self.link(row, true),
        });
        let roles: &[Role] = match row.agency {
            Some(_) => &HANDLERS,
            None => &[Role::Operator],
        };
        self.tell_agency(db, row, roles, template).await
    }

    /// It is late: the leader of the agency hears of it, and past that the province's desk.
    pub(super) async fn tell_late(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        to_desk: bool,
    ) -> Result<()> {
        let template = Template::Escalated(Escalated {
            code: row.code.clone(),
            agency: self.agency_name(row),
            answer_by: row.next_due,
            link: self.link(row, true),
        });
        if to_desk || row.agency.is_none() {
            let desk = colleagues(db, None, &[Role::Operator, Role::Administrator]).await?;
            self.tell_staff(db, row, desk, template).await
        } else {
            self.tell_agency(db, row, &[Role::Leader], template).await
        }
    }

    async fn tell_agency(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        roles: &[Role],
        template: Template,
    ) -> Result<()> {
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let people = colleagues(db, agency.as_ref(), roles).await?;
        self.tell_staff(db, row, people, template).await
    }

    async fn tell_staff(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        people: Vec<Colleague>,
        template: Template,
    ) -> Result<()> {
        for person in people {
            // Accounts hold addresses that were checked; one that is no longer good is nobody's letter.
            let Ok(to) = Recipient::mail(&person.mail, Some(&person.name)) else {
                continue;
            };
            self.post(db, row, to, template.clone(), Locale::Vi).await?;
        }
        Ok(())
    }

    async fn tell_sender(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        template: Template,
    ) -> Result<()> {
        let Some(sealed) = &row.contact else {
            return Ok(());
        };
        let Some(to) = recipient(&contact::opened(&self.vault, sealed)?) else {
            return Ok(());
        };
        let locale = Locale::from_tag(&row.locale).unwrap_or_default();
        self.post(db, row, to, template, locale).await
    }

    async fn post(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        to: Recipient,
        template: Template,
        locale: Locale,
    ) -> Result<()> {
        self.hand_over(db, row, Outgoing::new(to, template, locale))
            .await
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
pub(super) fn recipient(contact: &Contact) -> Option<Recipient> {
    let name = contact.name.as_deref();
    let mail = contact.mail.as_deref();
    let mail = mail.and_then(|mail| Recipient::mail(mail, name).ok());
    let phone = contact.phone.as_deref();
    let phone = phone.and_then(|number| Recipient::sms(number).ok());
    match contact.prefer {
        Some(ContactWay::Phone) => phone.or(mail),
        Some(ContactWay::Mail) | None => mail.or(phone),
    }
}
