//! Whose tickets are: found by the contacts that were left on them, as keyed hashes.

use mobile_contract::ticket::{Contact, TicketCode};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use uuid::Uuid;

use super::entity::{contact, ticket};
use super::store::missing;
use crate::error::Error;

/// Remembers the contacts of a ticket.
///
/// # Errors
/// When the database fails.
pub(super) async fn remember(
    db: &impl ConnectionTrait,
    ticket: Uuid,
    fingerprints: Vec<String>,
) -> Result<(), Error> {
    let rows = fingerprints
        .into_iter()
        .map(|fingerprint| contact::ActiveModel {
            fingerprint: Set(fingerprint),
            ticket_id: Set(ticket),
        });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let once = OnConflict::columns([contact::Column::Fingerprint, contact::Column::TicketId])
        .do_nothing()
        .to_owned();
    contact::Entity::insert_many(rows)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

fn of(fingerprint: &str) -> Select<ticket::Entity> {
    let theirs = Query::select()
        .column(contact::Column::TicketId)
        .from(contact::Entity)
        .and_where(contact::Column::Fingerprint.eq(fingerprint))
        .to_owned();
    ticket::Entity::find().filter(ticket::Column::Id.in_subquery(theirs))
}

/// The tickets on which a contact was left, the newest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    fingerprint: &str,
    after: Option<Uuid>,
    most: u64,
) -> Result<Vec<ticket::Model>, Error> {
    let mut query = of(fingerprint);
    if let Some(after) = after {
        query = query.filter(ticket::Column::Id.lt(after));
    }
    Ok(query
        .order_by_desc(ticket::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// A ticket on which a contact was left.
///
/// # Errors
/// When it is none of theirs, or the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    fingerprint: &str,
    code: &TicketCode,
) -> Result<ticket::Model, Error> {
    of(fingerprint)
        .filter(ticket::Column::Code.eq(code.as_str()))
        .one(db)
        .await?
        .ok_or_else(missing)
}

/// Tickets with a contact that is not remembered, in order, after one.
///
/// # Errors
/// When the database fails.
pub(super) async fn unremembered(
    db: &impl ConnectionTrait,
    after: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, Option<String>)>, Error> {
    let known = Query::select()
        .column(contact::Column::TicketId)
        .from(contact::Entity)
        .to_owned();
    Ok(ticket::Entity::find()
        .select_only()
        .column(ticket::Column::Id)
        .column(ticket::Column::Contact)
        .filter(ticket::Column::Contact.is_not_null())
        .filter(ticket::Column::Id.gt(after))
        .filter(ticket::Column::Id.not_in_subquery(known))
        .order_by_asc(ticket::Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?)
}

/// What a contact is found by: its number, and its address.
pub(super) fn parts(contact: &Contact) -> impl Iterator<Item = &str> {
    contact
        .phone
        .iter()
        .chain(&contact.mail)
        .map(String::as_str)
}
