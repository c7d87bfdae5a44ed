//! What staff see of the outbox, and what they can do: look at what was given up, and send it again.

use chrono::{DateTime, Utc};
use mobile_contract::ErrorCode;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, QueryOrder, QuerySelect};

use super::content::Content;
use super::entity::{Column, Entity, Model};
use super::outbox::Outbox;
use super::outgoing::Channel;
use super::store::State;
use crate::error::Error;
use crate::kernel::vault::Vault;

/// A notification as staff see it: not its words, which may be private, and of the address only as
/// much as tells which one it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// By which channel; `None` when a newer program stored it.
    pub channel: Option<Channel>,
    /// The address, most of it masked.
    pub address: String,
    /// Name of the template.
    pub template: String,
    /// What it answers: kind and id of the record.
    pub about: Option<(String, Uuid)>,
    /// Where it stands; `None` when a newer program stored it.
    pub state: Option<State>,
    /// Whether it held a code or a link, and so cannot be sent again.
    pub secret: bool,
    /// Refusals so far.
    pub attempts: i32,
    /// What was wrong the last time: a code.
    pub error: Option<String>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
    /// When it was sent or given up.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Entry {
    fn of(vault: &Vault, row: Model) -> Self {
        // One that does not open is listed all the same: somebody should look at it.
        let content = Content::opened(vault, &row);
        Self {
            id: row.id,
            channel: Channel::from_name(&row.channel),
            address: content.map_or_else(|_| "?".to_owned(), |open| masked(&open.address)),
            template: row.template,
            about: row.about_kind.zip(row.about_id),
            state: State::from_name(&row.state),
            secret: row.secret,
            attempts: row.attempts,
            error: row.error,
            created_at: row.created_at,
            ended_at: row.ended_at,
        }
    }
}

impl Outbox {
    /// Notifications in a state, newest first, at most `most`, older than `before` where one is
    /// given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        db: &impl ConnectionTrait,
        state: State,
        before: Option<Uuid>,
        most: u64,
    ) -> Result<Vec<Entry>, Error> {
        let mut rows = Entity::find().filter(Column::State.eq(state.as_str()));
        if let Some(before) = before {
            rows = rows.filter(Column::Id.lt(before));
        }
        let rows = rows.order_by_desc(Column::Id).limit(most).all(db).await?;
        Ok(self.entries(rows))
    }

    /// What was sent about a record, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn about(
        &self,
        db: &impl ConnectionTrait,
        kind: &str,
        id: Uuid,
    ) -> Result<Vec<Entry>, Error> {
        let rows = Entity::find()
            .filter(Column::AboutKind.eq(kind))
            .filter(Column::AboutId.eq(id))
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        Ok(self.entries(rows))
    }

    fn entries(&self, rows: Vec<Model>) -> Vec<Entry> {
        let entries = rows.into_iter().map(|row| Entry::of(&self.vault, row));
        entries.collect()
    }
}

/// A channel that cannot be reached, or does not let us in: what waits for it waits in order, and nothing of it is
/// given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Which.
    pub channel: Channel,
    /// What was wrong the last time: a code.
    pub error: String,
    /// When it was tried last.
    pub tried_at: DateTime<Utc>,
    /// How many messages wait.
    pub waiting: u64,
}

/// The channels that are stuck, as the messages tell that broke over them.
///
/// # Errors
/// When the database fails.
pub async fn stuck(db: &impl ConnectionTrait) -> Result<Vec<Stuck>, Error> {
    let mut stuck = Vec::new();
    for channel in Channel::ALL {
        let waiting = Entity::find()
            .filter(Column::State.eq(State::Queued.as_str()))
            .filter(Column::Channel.eq(channel.as_str()));
        let broken = waiting
            .clone()
            .filter(Column::BrokenAt.is_not_null())
            .order_by_desc(Column::TriedAt)
            .one(db)
            .await?;
        let told = broken.and_then(|row| row.error.zip(row.tried_at));
        if let Some((error, tried_at)) = told {
            stuck.push(Stuck {
                channel,
                error,
                tried_at,
                waiting: waiting.count(db).await?,
            });
        }
    }
    Ok(stuck)
}

/// Sends one that was given up again, with attempts counted anew. It keeps its Message-ID.
///
/// # Errors
/// `not_found` when there is none that was given up; `notification_secret` when its words held a
/// code or a link and are forgotten; when the database fails.
pub async fn retry(db: &impl ConnectionTrait, id: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
    let nothing = Option::<DateTime<Utc>>::None;
    let queued = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Queued.as_str()))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::DueAt, Expr::value(now))
        .col_expr(Column::EndedAt, Expr::value(nothing))
        .col_expr(Column::BrokenAt, Expr::value(nothing))
        .col_expr(Column::TriedAt, Expr::value(nothing))
        .filter(dead(id))
        .filter(Column::Secret.eq(false))
        .exec(db)
        .await?;
    if queued.rows_affected > 0 {
        return Ok(());
    }
    match Entity::find().filter(dead(id)).count(db).await? {
        0 => Err(Error::new(ErrorCode::NotFound)),
        _ => Err(Error::new(ErrorCode::NotificationSecret).detail(
            "Tin này chứa mã hoặc liên kết chỉ dùng một lần, nội dung đã được xóa. Người nhận cần yêu cầu mã hoặc liên kết mới.",
            "It held a code or a link that works once, and its words are forgotten. Its reader has to ask for a new one.",
        )),
    }
}

fn dead(id: Uuid) -> Condition {
    Condition::all()
        .add(Column::Id.eq(id))
        .add(Column::State.eq(State::Dead.as_str()))
}

/// Notes that a mail came back, by the Message-ID of ours. Says whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn bounced(
    db: &impl ConnectionTrait,
    message_id: &str,
    status: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let id = message_id.trim_matches(['<', '>']).split('@').next();
    let Some(id) = id.and_then(|id| Uuid::try_parse(id).ok()) else {
        return Ok(false);
    };
    // A status is digits and dots; what else a stranger sends does not get into our rows.
    let status =
        status.filter(|s| s.len() <= 12 && s.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    let why = format!("bounced {}", status.unwrap_or_default());
    let noted = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Dead.as_str()))
        .col_expr(Column::Error, Expr::value(why.trim_end()))
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::State.eq(State::Sent.as_str()))
        .exec(db)
        .await?;
    Ok(noted.rows_affected > 0)
}

/// The first letter and the domain of a mail address, the last two digits of a number.
fn masked(address: &str) -> String {
    if let Some((user, domain)) = address.rsplit_once('@') {
        let first: String = user.chars().take(1).collect();
        return format!("{first}•••@{domain}");
    }
    let skip = address.chars().count().saturating_sub(2);
    format!("•••{}", address.chars().skip(skip).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staff_see_which_address_it_is_and_not_the_address() {
        assert_eq!(masked("lan.tran@b.vn"), "l•••@b.vn");
        assert_eq!(masked("+84912345678"), "•••78");
    }
}
