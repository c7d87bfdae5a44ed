//! The outbox: what is to be sent, who is sending it, and how it ended.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType, OnConflict, Query};
use sea_orm::{QueryOrder, QuerySelect, UpdateMany};

use super::contacts;
use super::entity::{ActiveModel, Column, Entity, Model};
use super::hours;
use super::outgoing::{Channel, Outgoing, is_one_line, mail};
use crate::error::Error;
use crate::kernel::secret::sha256_hex;
use crate::storage::Database;

/// How long who takes a message has for it. Then another may think that they were killed.
pub const LEASE: TimeDelta = TimeDelta::minutes(5);
/// How long messages are kept after they were sent or given up: what an answer said can be asked
/// for as long as one may complain of it.
pub const KEPT: TimeDelta = TimeDelta::days(365);
/// Longest subject, in characters.
pub const MAX_SUBJECT: usize = 200;
/// Longest dedup key, in bytes.
const MAX_DEDUP_KEY: usize = 120;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// To be sent, or just being sent.
    Queued,
    /// Handed to the mail server or gateway.
    Sent,
    /// Given up; somebody should look at it.
    Dead,
    /// Not sent because its reader has unsubscribed.
    Withheld,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Sent, Self::Dead, Self::Withheld];

    /// The name in the database and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Dead => "dead",
            Self::Withheld => "withheld",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Queued {
    /// Messages that are to be sent.
    pub waiting: u64,
    /// When the one that waits longest was due. `None`: nothing is due.
    pub oldest_due: Option<DateTime<Utc>>,
}

/// Stores a message, to be sent once the transaction around it is committed. Gives its id: that of
/// the first message, when one with the same dedup key is there.
///
/// # Errors
/// `invalid` when the subject would not be one line of [`MAX_SUBJECT`] characters, when the reply
/// address is none, or the dedup key is too long; when the database fails.
pub async fn enqueue(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    outgoing: Outgoing,
) -> Result<Uuid, Error> {
    refuse(&outgoing)?;
    let contact = match outgoing.unsubscribe {
        true => Some(contacts::contact_of(db, &outgoing.to, now).await?),
        false => None,
    };
    let gone = contact
        .as_ref()
        .is_some_and(|c| c.unsubscribed_at.is_some());
    let (id, to) = (Uuid::now_v7(), outgoing.to.channel().as_str());
    let dedup_key = outgoing.dedup_key.clone();
    let row = row(id, outgoing, contact.map(|contact| contact.id), gone, now)?;
    let once = OnConflict::column(Column::DedupKey).do_nothing().to_owned();
    let stored = Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db)
        .await?;
    if stored > 0 {
        metrics::counter!("motcua_notifications_queued_total", "channel" => to).increment(1);
        return Ok(id);
    }
    let first = Entity::find()
        .filter(Column::DedupKey.eq(dedup_key))
        .one(db)
        .await?;
    first
        .map(|row| row.id)
        .ok_or_else(|| Error::internal("a notification was neither stored nor there already"))
}

/// What could break a header, or does not fit.
fn refuse(outgoing: &Outgoing) -> Result<(), Error> {
    if outgoing
        .reply_to
        .as_deref()
        .is_some_and(|to| mail(to).is_none())
    {
        return Err(Error::field(
            "reply_to",
            "không phải địa chỉ thư",
            "is no mail address",
        ));
    }
    let key = outgoing.dedup_key.as_deref().unwrap_or_default();
    if key.len() > MAX_DEDUP_KEY {
        return Err(Error::field("dedup_key", "quá dài", "is too long"));
    }
    Ok(())
}

fn row(
    id: Uuid,
    outgoing: Outgoing,
    contact_id: Option<Uuid>,
    gone: bool,
    now: DateTime<Utc>,
) -> Result<ActiveModel, Error> {
    let Outgoing {
        to,
        template,
        locale,
        urgent,
        about,
        reply_to,
        dedup_key,
        ..
    } = outgoing;
    let words = template.render(locale)?;
    if !is_one_line(&words.subject) || words.subject.chars().count() > MAX_SUBJECT {
        let most = MAX_SUBJECT;
        return Err(Error::field(
            "subject",
            format!("là một dòng, tối đa {most} ký tự"),
            format!("is one line of at most {most} characters"),
        ));
    }
    let (text, html) = match to.channel() {
        Channel::Mail => (words.text, words.html),
        Channel::Sms | Channel::Push | Channel::Zalo => (words.short, String::new()),
    };
    let state = if gone { State::Withheld } else { State::Queued };
    Ok(ActiveModel {
        id: Set(id),
        channel: Set(to.channel().as_str().to_owned()),
        address: Set(to.address().to_owned()),
        name: Set(to.name().map(ToOwned::to_owned)),
        lane: Set(lane(to.channel(), to.address(), urgent)),
        template: Set(template.name().to_owned()),
        locale: Set(locale.as_str().to_owned()),
        urgent: Set(urgent),
        about_kind: Set(about.as_ref().map(|about| about.kind.to_owned())),
        about_id: Set(about.map(|about| about.id)),
        reply_to: Set(reply_to),
        contact_id: Set(contact_id),
        dedup_key: Set(dedup_key),
        subject: Set(words.subject),
        text: Set(text),
        html: Set(html),
        secret: Set(template.is_secret()),
        state: Set(state.as_str().to_owned()),
        attempts: Set(0),
        created_at: Set(now),
        due_at: Set(if urgent { now } else { hours::awake(now) }),
        expires_at: Set(template.expires_at()),
        claim: Set(None),
        ended_at: Set(gone.then_some(now)),
        error: Set(None),
    })
}

/// Whose messages keep their order. What is urgent does not wait behind what waits for the morning.
fn lane(channel: Channel, address: &str, urgent: bool) -> String {
    let lane = format!("{}\n{}\n{urgent}", channel.as_str(), address.to_lowercase());
    sha256_hex(lane.as_bytes())
}

/// What a worker asks for.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// Urgent messages, or the others.
    pub urgent: bool,
    /// By which channels.
    pub channels: Vec<&'static str>,
    /// At most so many.
    pub most: u64,
}

/// Takes messages that are due, the first of each recipient only, for [`LEASE`]. Nobody else gets
/// them meanwhile: PostgreSQL skips rows that another is taking, SQLite has one writer.
///
/// # Errors
/// When the database fails.
pub(super) async fn claim(
    db: &Database,
    now: DateTime<Utc>,
    wanted: &Wanted,
) -> Result<Vec<Model>, DbErr> {
    let transaction = db.begin().await?;
    let rows = Entity::find()
        .filter(Column::State.eq(State::Queued.as_str()))
        .filter(Column::Urgent.eq(wanted.urgent))
        .filter(Column::DueAt.lte(now))
        .filter(Column::Channel.is_in(wanted.channels.iter().copied()))
        .filter(Expr::exists(earlier_in_lane()).not())
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(wanted.most)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&*transaction)
        .await?;
    let claim = Uuid::new_v4();
    Entity::update_many()
        .col_expr(Column::Claim, Expr::value(claim))
        .col_expr(Column::DueAt, Expr::value(now + LEASE))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| Model {
            claim: Some(claim),
            ..row
        })
        .collect())
}

/// A message to the same recipient that came before and is not done.
fn earlier_in_lane() -> sea_orm::sea_query::SelectStatement {
    let earlier = |column: Column| Expr::col(("earlier", column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, "earlier")
        .and_where(earlier(Column::Lane).equals((Entity, Column::Lane)))
        .and_where(earlier(Column::State).eq(State::Queued.as_str()))
        .and_where(earlier(Column::Id).lt(Expr::col((Entity, Column::Id))))
        .to_owned()
}

/// How trying to send a message ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It was handed over.
    Sent,
    /// Its reader wants none of these.
    Withheld,
    /// It is given up, for a reason.
    Dead(String),
    /// It was refused for now; the attempts so far, and when it is tried again.
    Later(i32, DateTime<Utc>, String),
    /// Nothing is reached at all; it waits as if nobody had taken it.
    Released(String),
}

/// Says how a message ended. `false`: it has been taken by another meanwhile, who will say so.
///
/// # Errors
/// When the database fails.
pub(super) async fn end(
    db: &Database,
    row: &Model,
    end: &End,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let state = match end {
        End::Sent => State::Sent,
        End::Withheld => State::Withheld,
        End::Dead(_) => State::Dead,
        End::Later(..) | End::Released(_) => State::Queued,
    };
    let mut update = mine(row)
        .col_expr(Column::State, Expr::value(state.as_str()))
        .col_expr(Column::Claim, Expr::value(Option::<Uuid>::None));
    update = match end {
        End::Sent | End::Withheld => update,
        End::Dead(why) | End::Later(_, _, why) | End::Released(why) => {
            update.col_expr(Column::Error, Expr::value(why.as_str()))
        }
    };
    update = match end {
        End::Later(attempts, due, _) => update
            .col_expr(Column::Attempts, Expr::value(*attempts))
            .col_expr(Column::DueAt, Expr::value(*due)),
        End::Released(_) => update.col_expr(Column::DueAt, Expr::value(row.due_at)),
        _ => forget_secret(update, row).col_expr(Column::EndedAt, Expr::value(now)),
    };
    let transaction = db.begin().await?;
    let marked = update.exec(&*transaction).await?;
    transaction.commit().await?;
    Ok(marked.rows_affected > 0)
}

/// A code that has been sent, or is given up, has no business in the database any more.
fn forget_secret(update: UpdateMany<Entity>, row: &Model) -> UpdateMany<Entity> {
    if !row.secret {
        return update;
    }
    update
        .col_expr(Column::Text, Expr::value(""))
        .col_expr(Column::Html, Expr::value(""))
}

/// The row, as long as nobody else has taken it.
fn mine(row: &Model) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::Id.eq(row.id))
        .filter(Column::State.eq(State::Queued.as_str()))
        .filter(Column::Claim.eq(row.claim))
}

/// How much waits, and since when.
///
/// # Errors
/// When the database fails.
pub(super) async fn queued(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Queued, DbErr> {
    let waiting = Entity::find().filter(Column::State.eq(State::Queued.as_str()));
    let oldest = waiting
        .clone()
        .filter(Column::DueAt.lte(now))
        .order_by_asc(Column::DueAt)
        .limit(1)
        .one(db)
        .await?;
    Ok(Queued {
        waiting: waiting.count(db).await?,
        oldest_due: oldest.map(|row| row.due_at),
    })
}

/// Deletes what was sent or given up longer ago than [`KEPT`].
///
/// # Errors
/// When the database fails.
pub async fn forget_old(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let gone = Entity::delete_many()
        .filter(Column::EndedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(gone.rows_affected)
}
