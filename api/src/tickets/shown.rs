//! Which published questions the senders of tickets have seen.

use chrono::{DateTime, Utc};
use mobile_contract::FaqId;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect};

use crate::error::Error;

/// A row of `ticket_faqs`: no words, only which.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ticket_faqs")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub ticket_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub faq: String,
    /// See [`Seen`].
    pub how: String,
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// How the sender of a ticket came to see a published question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// In the conversation that the ticket was begun from.
    Shown,
    /// An answer to the ticket cites it.
    Cited,
    /// It was made from the answer to the ticket.
    Source,
    /// They were told, because they had asked the same.
    Told,
}

impl Seen {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Cited => "cited",
            Self::Source => "source",
            Self::Told => "told",
        }
    }
}

/// Remembers that the sender of a ticket has seen these. The first way counts.
///
/// # Errors
/// When the database fails.
pub(super) async fn mark(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    faqs: &[FaqId],
    how: Seen,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let rows = faqs.iter().map(|faq| ActiveModel {
        ticket_id: Set(ticket),
        faq: Set(faq.to_string()),
        how: Set(how.as_str().to_owned()),
        at: Set(at),
    });
    let rows: Vec<ActiveModel> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([Column::TicketId, Column::Faq])
        .do_nothing()
        .to_owned();
    Entity::insert_many(rows)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Tickets whose senders have seen a question, in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn tickets(db: &impl ConnectionTrait, faq: &FaqId) -> Result<Vec<Uuid>, Error> {
    Ok(Entity::find()
        .select_only()
        .column(Column::TicketId)
        .filter(Column::Faq.eq(faq.as_str()))
        .order_by_asc(Column::TicketId)
        .into_tuple()
        .all(db)
        .await?)
}
