//! Telling agencies and staff of tickets: colleagues with accounts, and the agency's mailbox.

use chrono::{DateTime, Utc};
use mobile_contract::accounts::Role;
use mobile_contract::{Locale, Slug};
use sea_orm::DatabaseTransaction;

use super::clocks::Clocks;
use super::entity::ticket;
use super::finding::is_rating;
use super::post::{Mailbox, Opens};
use super::{Tickets, written};
use crate::accounts::{Colleague, colleague, colleagues};
use crate::error::Result;
use crate::notifications::{
    DeadlineNear, Escalated, Recipient, Reopened, SenderWrote, Template, TicketRouted, Transferred,
};

/// Who of an agency hears of its tickets.
pub(super) const HANDLERS: [Role; 2] = [Role::Officer, Role::Leader];

impl Tickets {
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
        let asked = self.question(db, row).await?;
        let letter = |opens: Opens| routed(self, row, &opens, (&asked, reason), reply.due);
        self.tell_agency(db, row, &HANDLERS, letter).await
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
        let from = from.unwrap_or_default();
        let asked = self.question(db, row).await?;
        let letter = |opens: Opens| {
            if opens.mailbox {
                // Who has no account reads the question here or nowhere.
                let reason = format!("{from} chuyển đến: {reason}");
                return routed(self, row, &opens, (&asked, &reason), reply.due);
            }
            Template::Transferred(Transferred {
                code: row.code.clone(),
                from: from.clone(),
                to: self.agency_name(row),
                reason: reason.to_owned(),
                answer_by: reply.due,
                link: opens.link,
            })
        };
        self.tell_agency(db, row, &HANDLERS, letter).await
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
        let letter = |opens: Opens| {
            Template::Reopened(Reopened {
                code: row.code.clone(),
                reason: reason.to_owned(),
                answer_by: reply.due,
                link: opens.link,
            })
        };
        self.tell_agency(db, row, &HANDLERS, letter).await
    }

    /// Whoever has it: so much of the time is gone. Nobody yet: the operators.
    pub(super) async fn tell_deadline(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        percent: u8,
    ) -> Result<()> {
        let letter = |opens: Opens| {
            Template::DeadlineNear(DeadlineNear {
                code: row.code.clone(),
                percent,
                answer_by: row.next_due,
                link: opens.link,
            })
        };
        let roles: &[Role] = match row.agency {
            Some(_) => &HANDLERS,
            None => &[Role::Operator],
        };
        self.tell_agency(db, row, roles, letter).await
    }

    /// It is late: the leader of the agency hears of it, and past that the province's desk.
    pub(super) async fn tell_late(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        to_desk: bool,
    ) -> Result<()> {
        let letter = |opens: Opens| {
            Template::Escalated(Escalated {
                code: row.code.clone(),
                agency: self.agency_name(row),
                answer_by: row.next_due,
                link: opens.link,
            })
        };
        if to_desk || row.agency.is_none() {
            let desk = colleagues(db, None, &[Role::Operator, Role::Administrator]).await?;
            self.tell_staff(db, row, desk, letter(self.opens(row)))
                .await
        } else {
            self.tell_agency(db, row, &[Role::Leader], letter).await
        }
    }

    /// Whoever has taken it on, or else the agency: its sender wrote.
    pub(super) async fn tell_written(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        words: &str,
    ) -> Result<()> {
        let letter = |opens: Opens| {
            Template::SenderWrote(SenderWrote {
                code: row.code.clone(),
                words: words.to_owned(),
                link: opens.link,
            })
        };
        let assignee = match row.assignee {
            Some(id) => colleague(db, id).await?,
            None => None,
        };
        match assignee {
            Some(one) => {
                let letter = letter(self.opens(row));
                self.tell_staff(db, row, vec![one], letter).await
            }
            None if row.agency.is_some() => self.tell_agency(db, row, &HANDLERS, letter).await,
            // Operators look at the queue.
            None => Ok(()),
        }
    }

    /// What a letter to somebody with an account leads to.
    pub(super) fn opens(&self, row: &ticket::Model) -> Opens {
        Opens {
            link: self.link(row, true),
            mailbox: false,
            by_reply: false,
        }
    }

    /// What was asked, whole.
    pub(super) async fn question(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
    ) -> Result<String> {
        let first = written::messages(db, row.id).await?.into_iter().next();
        Ok(first.map_or_else(|| row.excerpt.clone(), |message| message.text))
    }

    /// The agency's people with accounts, and its mailbox where it has one.
    pub(super) async fn tell_agency(
        &self,
        db: &DatabaseTransaction,
        row: &ticket::Model,
        roles: &[Role],
        letter: impl Fn(Opens) -> Template,
    ) -> Result<()> {
        let agency: Option<Slug> = row.agency.as_deref().and_then(|id| id.parse().ok());
        let mut people = colleagues(db, agency.as_ref(), roles).await?;
        if let Some(Mailbox {
            to,
            reply_to,
            opens,
        }) = self.mailbox(db, row).await?
        {
            // Somebody who signs in by the mailbox's address gets one letter, not two.
            people.retain(|person| !person.mail.eq_ignore_ascii_case(to.address()));
            let template = letter(opens);
            self.post(db, row, (to, reply_to), template, Locale::Vi)
                .await?;
        }
        self.tell_staff(db, row, people, letter(self.opens(row)))
            .await
    }

    pub(super) async fn tell_staff(
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
            self.post(db, row, (to, None), template.clone(), Locale::Vi)
                .await?;
        }
        Ok(())
    }
}

/// The letter that a ticket is an agency's to answer.
pub(super) fn routed(
    tickets: &Tickets,
    row: &ticket::Model,
    opens: &Opens,
    (asked, reason): (&str, &str),
    answer_by: DateTime<Utc>,
) -> Template {
    Template::TicketRouted(TicketRouted {
        code: row.code.clone(),
        agency: tickets.agency_name(row),
        asked: asked.to_owned(),
        reason: reason.to_owned(),
        answer_by,
        link: opens.link.clone(),
        // A rating is looked into first, and what that showed is noted on its page.
        by_reply: opens.by_reply && !is_rating(row),
    })
}
